"""Types that the core form expresses by conditions: values in a collection of the instance (`one of P`, or P used as a type),
and symmetric maps.

While a declared type is lowered, a member has the type of a label of an internal home `?in P`, and a symmetric map an internal
mark before its domain.  In the core form the type of a member is the type of P's items, and what else is asked is a condition
before those of `valid`.  So no backend treats it specially.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from certify.core import BOOL, Label, Map, Mark, Node, Record, Seq, Set, Step, Sum, Tuple, Type
from certify.core.mistakes import Source
from certify.core.ops import Op
from certify.language.typing import transform
from certify.records import replace

_IN = "?in "
_SYMMETRIC = "?symmetric "
_TRUE = Node(Op.CONST, BOOL, data=True)


def member(path: str) -> Label:
    """Return the internal type of a member of the collection at a path; `without_membership` removes it."""
    return Label(_IN + path)


def symmetric(type: Map) -> Map:
    """Return the internal type of a map from pairs that has the same value at (a, b) and (b, a)."""
    return replace(type, domain=_SYMMETRIC + type.domain)


def without_membership(type: Type, item: Callable[[str], Type]) -> Type:
    """Return the type in the core form: each member of the collection at a path has the type `item` of that path.

    >>> without_membership(Seq(member("part")), {"part": Label("whole")}.__getitem__)
    Seq(item=Label(home='whole'))
    """

    def change(part: Type) -> Type | None:
        if isinstance(part, Map):
            return replace(part, domain=part.domain.removeprefix(_SYMMETRIC))
        return item(part.home.removeprefix(_IN)) if _is_member(part) and isinstance(part, Label) else None

    return transform(type, change)


def memberships(instance: Record, written: Mapping[str, Type], marks: Mapping[str, Mark]) -> Iterator[Node]:
    """Yield the conditions that the values of the fields lie in the collections that their declared types name.

    `instance` is the type in the core form, `written` maps each field to its declared type (with `member`), and `marks` to the
    place of its declaration.

    >>> whole, part = Set(Label("whole"), "whole"), Set(Label("whole"), within="whole")
    >>> fields = {"whole": whole, "part": part, "picks": Seq(Label("whole"))}
    >>> found = memberships(Record(tuple(fields.items())), fields | {"picks": Seq(member("part"))}, {})
    >>> [(node.op.value, node.args[0].op.value, node.args[0].args[1].data) for node in found]
    [('every', 'in', 'part')]
    """
    given = Node(Op.INPUT, instance, data="instance")
    for name, type in written.items():
        condition = _Membership(given, marks.get(name)).condition(type, _at(given, name))
        if condition is not None:
            yield condition


def _is_member(type: Type) -> bool:
    return isinstance(type, Label) and type.home.startswith(_IN)


def _at(given: Node, path: str) -> Node:
    node = given
    for name in path.split("."):
        assert isinstance(node.type, Record)
        type = node.type.field(name)
        assert type is not None
        node = Node(Op.FIELD, type, (node,), data=name)
    return node


def _called(text: str) -> Mark:
    """Return a mark by which explanations call an expression that stands in no text."""
    return Mark(Source("", text), 0, len(text))


class _Membership:
    """Builds the condition that the values of one field lie in the collections that its declared type names."""

    def __init__(self, given: Node, mark: Mark | None) -> None:
        self.given, self.mark, self._names = given, mark, count()

    def condition(self, written: Type, value: Node) -> Node | None:
        """Return the condition that a value lies where its declared type requires, or None if the type requires no membership."""
        mark = self.mark
        match written, value.type:
            case Label(home), _ if _is_member(written):
                return Node(Op.IN, BOOL, (value, _at(self.given, home.removeprefix(_IN))), mark=mark)
            case (Set(item), Set(of)) | (Seq(item), Seq(of)):
                each = self._variable(of)
                return self._every((each,), value, self.condition(item, each))
            case Map(key, item, domain), Map(of_key, of_item):
                k, v = self._variable(of_key), self._variable(of_item)
                inside = self._all([(key, k), (item, v)])
                if domain.startswith(_SYMMETRIC):
                    inside = self._both(self._turned(value, k, v), inside)
                return self._every((k, v), value, inside)
            case Tuple(items), Tuple(types):
                parts = [Node(Op.ITEM, t, (value,), data=i, mark=mark) for i, t in enumerate(types)]
                return self._all(list(zip(items, parts, strict=True)))
            case Record(fields), Record(types):
                parts = [Node(Op.FIELD, t, (value,), data=name, mark=mark) for name, t in types]
                return self._all([(t, p) for (_, t), p in zip(fields, parts, strict=True)])
            case Sum(_, cases), Sum(_, types):
                return self._cases(cases, types, value)
        return None

    def _variable(self, type: Type) -> Node:
        return Node(Op.VAR, type, data=next(self._names), mark=self.mark)

    def _every(self, variables: Sequence[Node], value: Node, condition: Node | None) -> Node | None:
        if condition is None:
            return None
        step = Step("each", tuple(v.data for v in variables), value)
        return Node(Op.EVERY, BOOL, (condition,), steps=(step,), mark=self.mark)

    def _all(self, parts: Sequence[tuple[Type, Node]]) -> Node | None:
        found = None
        for type, value in parts:
            condition = self.condition(type, value)
            if condition is not None:
                found = condition if found is None else self._both(found, condition)
        return found

    def _both(self, first: Node, second: Node | None) -> Node:
        return first if second is None else Node(Op.AND, BOOL, (first, second), mark=self.mark)

    def _turned(self, whole: Node, key: Node, value: Node) -> Node:
        """Return the condition that a map has the same value at the pair of a key's items in the other order."""
        assert isinstance(key.type, Tuple)
        pair, first, second = replace(key, mark=_called("pair")), *key.type.items
        turned = (Node(Op.ITEM, second, (pair,), data=1), Node(Op.ITEM, first, (pair,), data=0))
        there = Node(Op.TUPLE, Tuple((second, first)), turned)
        at = Node(Op.LOOKUP, value.type, (whole, there), mark=_called("the value of the reversed pair"))
        return Node(Op.EQ, BOOL, (at, replace(value, mark=_called("its value"))), mark=self.mark)

    def _cases(
        self, cases: Sequence[tuple[str, tuple[Type, ...]]], types: Sequence[tuple[str, tuple[Type, ...]]], value: Node
    ) -> Node | None:
        branches, bodies = [], []
        for (name, arguments), (_, of) in zip(cases, types, strict=True):
            variables = [self._variable(t) for t in of]
            branches.append((name, tuple(v.data for v in variables)))
            bodies.append(self._all(list(zip(arguments, variables, strict=True))))
        if not any(bodies):
            return None
        return Node(Op.CASE, BOOL, (value, *(b or _TRUE for b in bodies)), data=tuple(branches), mark=self.mark)
