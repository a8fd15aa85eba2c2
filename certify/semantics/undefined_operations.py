"""Sentences about partial operations that are evaluated where they are undefined, with the values in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from certify.core import Map, Node, Seq, Set
from certify.core.ops import Op
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.named_instances import Display
from certify.wording import counted

LONGEST = 120
"""A value whose text is longer is not shown."""

_NAME = r"[^\W\d][\w']*(\.[^\W\d][\w']*)*"


@dataclass(frozen=True)
class UndefinedOperation:
    """A partial operation on values outside its domain.

    - `node`: the operation.
    - `values`: the values of its operands.  For a comprehension it is one value, the list of its operand's values at the bindings
      (pairs, for `collect_map`); for `first` there is none.
    - `variables`: the values of the variables that are bound where it is evaluated.
    - `display`: shows values.
    - `name`: the name of the operand in messages, if it has a better one than its text.
    - `owed`: what the obligation says that is unmet.
    """

    node: Node
    values: Sequence[Value]
    variables: Mapping[int, Value]
    display: Display
    name: str = ""
    owed: str = ""

    def sentence(self) -> str:
        """Return what is wrong, with the values of the operands and of the variables in them; empty for an operation that this
        module knows nothing about."""
        rule = SENTENCES.get(self.node.op)
        if rule is None:
            return ""
        said = rule(self)
        bound = [text for text in self._bound() if text not in said]
        return said + (f", where {', '.join(bound)}" if bound else "")

    def _bound(self) -> list[str]:
        """Return the variables that the operation uses by name, with their values."""
        free = self.node.free()
        uses = {n.data: n for n in self.node.walk() if n.op == "var" and n.data in free and n.mark is not None}
        named = [n for v, n in uses.items() if v in self.variables and re.fullmatch(_NAME, text_of(n))]
        shown = [(text_of(n), self.display.show(self.variables[n.data], n.type)) for n in named]
        return [f"{name} = {value}" for name, value in shown if len(value) <= LONGEST]

    def shown(self, place: int) -> str:
        """Return the value of an operand as text; if it is long, the operand's own text, or dots."""
        text = self.display.show(self.values[place], self.node.args[place].type)
        return text if len(text) <= LONGEST else quoted(text_of(self.node.args[place])) or "..."

    def operand(self, place: int) -> str:
        """Return an operand with its value: `k = -1`, or the value alone if it has no other text."""
        shown = self.shown(place)
        text = self.name or quoted(text_of(self.node.args[place]))
        return shown if self.node.args[place].op == "const" or text.strip("`") in ("", shown.strip("`")) else f"{text} = {shown}"

    def called(self, place: int, kind: str) -> str:
        """Return the text of an operand, or its kind with its value if it has no text."""
        return quoted(text_of(self.node.args[place])) or f"the {kind} {self.shown(place)}"


def text_of(node: Node) -> str:
    """Return the text of an expression.  A field of the instance that is named without the instance has no mark."""
    if node.mark is None and node.op == "field":
        return f"{text_of(node.args[0])}.{node.data}".lstrip(".")
    return node.mark.text if node.mark else ""


def quoted(text: str) -> str:
    """Return a text between backquotes, a name as it is.

    >>> quoted("G.edges"), quoted("n - 1"), quoted("")
    ('G.edges', '`n - 1`', '')
    """
    return text if not text or re.fullmatch(_NAME, text) else f"`{text}`"


def _divided(u: UndefinedOperation) -> str:
    return f"division of {u.operand(0)} by {u.operand(1)}"


def _nat(u: UndefinedOperation) -> str:
    return f"{u.operand(0)} is not a natural number" + _named_for(u)


def _int(u: UndefinedOperation) -> str:
    return f"{u.operand(0)} is not an integer" + _named_for(u)


def _named_for(u: UndefinedOperation) -> str:
    """Return the text of an operand that has another name."""
    text = text_of(u.node.args[0])
    return f" ({u.name} is `{text}`)" if u.name and text not in ("", u.name, u.shown(0)) else ""


def _power(u: UndefinedOperation) -> str:
    return f"the exponent {u.operand(1)} is not a natural number"


def _literal_map(u: UndefinedOperation) -> str:
    return _two_values(u, list(zip(u.values[::2], u.values[1::2], strict=True)))


def _two_values(u: UndefinedOperation, entries: Sequence[tuple[Value, Value]]) -> str:
    assert isinstance(u.node.type, Map)
    key, value = u.node.type.key, u.node.type.value
    first: dict[Value, Value] = {}
    k, v = next((k, v) for k, v in entries if first.setdefault(k, v) != v)
    one, other = (u.display.show(x, value) for x in (first[k], v))
    return f"two values for the key {u.display.show(k, key)} of a map: {one} and {other}"


def _edge(u: UndefinedOperation) -> str:
    return f"an edge from {u.shown(0)} to {u.shown(1)}: both ends are equal"


def _as_edge(u: UndefinedOperation) -> str:
    return f"the set {u.operand(0)} has {counted(len(u.values[0]), 'member')}, and an edge has two ends"


def _argument(u: UndefinedOperation) -> str:
    return f"{u.operand(0)} is not made by `{u.node.data[0]}`"


def _other(u: UndefinedOperation) -> str:
    return f"{u.operand(1)} is no end of the edge {u.operand(0)}"


def _item(u: UndefinedOperation) -> str:
    return f"index {u.operand(1)} lies outside {u.called(0, 'sequence')}, a sequence of {counted(len(u.values[0]), 'item')}"


def _key(u: UndefinedOperation) -> str:
    type = u.node.args[0].type
    assert isinstance(type, Map)
    keys = u.display.show(frozenset(u.values[0]), Set(type.key))
    which = ", which is empty" if not u.values[0] else f", whose keys are {keys}" if len(keys) <= LONGEST else ""
    text = quoted(text_of(u.node.args[0]))
    return f"no key {u.operand(1)} in the map{text and ' ' + text}{which}"


def _slice(u: UndefinedOperation) -> str:
    items = f"{u.called(0, 'sequence')}, a sequence of {counted(len(u.values[0]), 'item')}"
    return f"the slice from {u.operand(1)} to {u.operand(2)} does not lie in {items}"


def _cycle(u: UndefinedOperation) -> str:
    type = u.node.args[0].type
    assert isinstance(type, Seq)
    items = u.values[0]
    twice = next(v for i, v in enumerate(items) if v in items[:i])
    return f"{u.display.show(twice, type.item)} occurs twice in {u.operand(0)}, and the items of a cycle differ"


def _least(u: UndefinedOperation) -> str:
    return "the least of an empty set"


def _greatest(u: UndefinedOperation) -> str:
    return "the greatest of an empty set"


def _the(u: UndefinedOperation) -> str:
    found = list(dict.fromkeys(u.values[0]))
    if not found and (one := u.node.steps[0].node).op == "seq" and len(one.args) == 1:  # as of a fold with an invariant
        invariant, carried = text_of(u.node.steps[1].node), text_of(one.args[0])
        return f"it is owed that {u.owed}, and `{invariant}` does not hold of `{carried}`"
    if not found:
        return "no member satisfies the condition, and one must"
    shown = " and ".join(u.display.show(v, u.node.type) for v in found[:2])
    return f"{len(found)} members satisfy the condition, and one must: {shown}{', ...' if len(found) > 2 else ''}"


def _first(u: UndefinedOperation) -> str:
    return "no item satisfies the condition"


SENTENCES: Mapping[Op, Callable[[UndefinedOperation], str]] = {
    Op.DIV: _divided,
    Op.QUOTIENT: _divided,
    Op.MOD: _divided,
    Op.POW: _power,
    Op.NAT: _nat,
    Op.INT: _int,
    Op.MAP: _literal_map,
    Op.EDGE: _edge,
    Op.AS_EDGE: _as_edge,
    Op.ARG: _argument,
    Op.OTHER: _other,
    Op.AT: _item,
    Op.LOOKUP: _key,
    Op.SLICE: _slice,
    Op.CYCLE: _cycle,
    Op.LEAST: _least,
    Op.GREATEST: _greatest,
    Op.COLLECT_MAP: lambda u: _two_values(u, u.values[0]),
    Op.THE: _the,
    Op.FIRST: _first,
}
"""The sentence of each partial operation."""
