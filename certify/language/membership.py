"""Types whose values lie in a collection of the instance: `one of P`, or P used as a type.

While a declared type is lowered, such a value has the type of a label of an internal home `?in P`.  In the core form its type is
the type of P's items, and the membership is a condition before those of `valid`.  So no backend treats it specially.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from certify.core import BOOL, Label, Map, Mark, Node, Record, Seq, Set, Step, Sum, Tuple, Type
from certify.core.ops import Op
from certify.language.typing import transform

_IN = "?in "
_TRUE = Node(Op.CONST, BOOL, data=True)


def member(path: str) -> Label:
    """Return the internal type of a member of the collection at a path; `without_membership` removes it."""
    return Label(_IN + path)


def without_membership(type: Type, item: Callable[[str], Type]) -> Type:
    """Return the type in the core form: each member of the collection at a path has the type `item` of that path.

    >>> without_membership(Seq(member("part")), {"part": Label("whole")}.__getitem__)
    Seq(item=Label(home='whole'))
    """

    def change(part: Type) -> Type | None:
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
            case Map(key, item), Map(of_key, of_item):
                k, v = self._variable(of_key), self._variable(of_item)
                return self._every((k, v), value, self._all([(key, k), (item, v)]))
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
                found = condition if found is None else Node(Op.AND, BOOL, (found, condition), mark=self.mark)
        return found

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
