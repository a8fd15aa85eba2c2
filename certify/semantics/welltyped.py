"""Well-typed instances: labels are in their homes, subsets within their sets, maps have their domains, natural numbers are not
negative, and edges have two ends.  The instance type determines all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import keys_of, leaf_values
from certify.core.values import Value, ordered
from certify.semantics.named_instances import Display


def ill_typed(type: Record, value: Value, display: Display | None = None) -> str:
    """Return a sentence on what is wrong with an instance, with the place; empty if it is well typed.

    `value` must have the shape of the instance type `type`; `display` shows values.

    >>> from certify.core import INT
    >>> ill_typed(Record((("k", Number("nat")),)), (-1,))
    'k = -1 is not a natural number'
    """
    found = dict(leaf_values(type, value))
    return next(_mistakes(type, value, "", found, display or Display()), "")


def _mistakes(type: Type, value: Value, path: str, found: dict[str, Value], display: Display) -> Iterator[str]:
    """Yield the mistakes of a value at a path, its own before those of its parts."""
    match type:
        case Number("nat") if value < 0:
            yield f"{path} = {display.show(value, type)} is not a natural number"
        case Label(home) if value not in found[home]:
            yield f"{path}: {display.show(value, type)} is not one of the labels of {home}"
        case Edge() if len(value) != 2:
            yield f"{path}: {display.show(value, type)} does not have two different ends"
        case Set(_, home, _) if home and value != frozenset(range(len(value))):
            yield f"{path}: the labels of a home are 0, 1, ... up to their number"
        case Set(item, _, within) if within and not value <= found[within]:
            foreign = ordered(value - found[within])[0]
            yield f"{path}: {display.show(foreign, item)} is not in {within}"
        case Map(key, _, domain) if domain and frozenset(value) != keys_of(domain, found):
            differing = ordered(frozenset(value) ^ keys_of(domain, found))[0]
            shown = display.show(differing, key)
            wrong = f"a value is given for {shown}, not in {domain}" if differing in value else f"no value is given for {shown}"
            yield f"{path}: {wrong}"
    for name, part, inner in _parts(type, value, display):
        yield from _mistakes(inner, part, f"{path}{name}" if path else name.lstrip("."), found, display)


def _parts(type: Type, value: Value, display: Display) -> Iterable[tuple[str, Value, Type]]:
    """Return the parts of a value: the text that leads from the value to the part, the part, and its type."""
    match type:
        case Set(item) | Edge(item):
            return ((f" has the member {display.show(v, item)}", v, item) for v in ordered(value))
        case Seq(item):
            return ((f"[{i}]", v, item) for i, v in enumerate(value))
        case Map(key, item):
            keys = [(f" has the key {display.show(k, key)}", k, key) for k in ordered(value)]
            return keys + [(f"[{display.show(k, key)}]", value[k], item) for k in ordered(value)]
        case Tuple(items):
            return ((f"[{i}]", v, t) for i, (v, t) in enumerate(zip(value, items, strict=True)))
        case Record(fields):
            return ((f".{name}", v, t) for v, (name, t) in zip(value, fields, strict=True))
        case Sum(_, cases):
            name, types = cases[value[0]]
            return ((f".{name}[{i}]", v, t) for i, (v, t) in enumerate(zip(value[1:], types, strict=True)))
    return ()
