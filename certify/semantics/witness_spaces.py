"""Witness spaces of one instance: what they contain, how many, and all of them in a fixed order.  Everything follows from
the kind."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations, product

from certify.core import UNIT, Bool, Map, Record, Seq, Set, Sum, Type
from certify.core.operations import cycle_of
from certify.core.values import FrozenMap, Value, ordered
from certify.errors import InputError
from certify.semantics.named_instances import Display


@dataclass(frozen=True, slots=True)
class ConcreteSpace:
    """A witness space on one instance.

    `items`: the members of the set (`subset`, `map`, `ordering`, `cycle`, `reals`), the keys (`choice`), or the witnesses
    themselves (`one`, `all`), without repeats, in the derived order.  `options`: for each key of a `choice` its options, in
    order.  `parts`: the named spaces of a `record`, the one space of a `map`'s values.  `type`: that of a witness.
    """

    kind: str
    type: Type
    items: tuple[Value, ...] = ()
    options: tuple[tuple[Value, ...], ...] = ()
    parts: tuple[tuple[str, ConcreteSpace], ...] = ()


class NotEnumerable(InputError):
    """The space has no enumeration: its witnesses are real numbers."""


def all_values(type: Type) -> tuple[Value, ...]:
    """All values of a finite type, in order: truth values, and sum types without arguments.  TypeError for another type.

    >>> from certify.core import BOOL
    >>> all_values(BOOL), all_values(Sum("colour", (("red", ()), ("blue", ()))))
    ((False, True), ((0,), (1,)))
    """
    match type:
        case Bool():
            return (False, True)
        case Sum(_, cases) if not any(types for _, types in cases):
            return tuple((i,) for i in range(len(cases)))
    raise TypeError(f"not a finite type: {type}")


def witnesses(space: ConcreteSpace) -> Iterator[Value]:
    """Every member of the space once, in a fixed order.  NotEnumerable for real numbers.

    >>> from certify.core import Label
    >>> [sorted(w) for w in witnesses(ConcreteSpace("subset", Set(Label("V")), (0, 1)))]
    [[], [0], [1], [0, 1]]
    """
    items = space.items
    match space.kind:
        case "subset":
            for size in range(len(items) + 1):
                yield from map(frozenset, combinations(items, size))
        case "choice":
            for chosen in product(*space.options):
                yield FrozenMap(zip(items, chosen, strict=True))
        case "map":
            values = list(witnesses(space.parts[0][1])) if items else []
            for given in product(values, repeat=len(items)):
                yield FrozenMap(zip(items, given, strict=True))
        case "ordering":
            yield from permutations(items)
        case "cycle":
            for rest in permutations(items[1:]):
                yield cycle_of((*items[:1], *rest))
        case "one" | "all":
            yield from items
        case "record":
            yield from _records(space.parts)
        case "unit":
            yield ()
        case _:
            raise NotEnumerable(f"a witness of kind {space.kind} has no enumeration")


def _records(parts: tuple[tuple[str, ConcreteSpace], ...]) -> Iterator[tuple[Value, ...]]:
    if not parts:
        yield ()
        return
    for first in witnesses(parts[0][1]):
        for rest in _records(parts[1:]):
            yield (first, *rest)


def count(space: ConcreteSpace) -> int | None:
    """The number of members, without enumerating; None if they are not enumerable.

    >>> from certify.core import Label, Map
    >>> V = Label("V")
    >>> count(ConcreteSpace("cycle", Map(V, V), (0, 1, 2, 3)))
    6
    """
    size = len(space.items)
    match space.kind:
        case "subset":
            return int(2**size)
        case "choice":
            return math.prod(map(len, space.options))
        case "map":
            each = count(space.parts[0][1])
            return 1 if size == 0 else None if each is None else int(each**size)
        case "ordering":
            return math.factorial(size)
        case "cycle":
            return math.factorial(max(size - 1, 0))
        case "one" | "all":
            return size
        case "record":
            counts = [count(part) for _, part in space.parts]
            return 0 if 0 in counts else None if None in counts else math.prod(c for c in counts if c is not None)
        case "unit":
            return 1
    return None


def outside(space: ConcreteSpace, w: Value, display: Display | None = None) -> str:
    """Why a value of the space's type is not a member of it: a sentence, empty if it is one.

    >>> from certify.core import Label
    >>> outside(ConcreteSpace("subset", Set(Label("V")), (0, 1)), frozenset({0, 7}))
    'V7 is not one of {V0, V1}'
    """
    return _outside(space, w, display or Display())


def _outside(space: ConcreteSpace, w: Value, display: Display) -> str:
    items, type = space.items, space.type
    match space.kind, type:
        case "subset", Set(item):
            return _missing(w, items, item, display)
        case "choice" | "map" | "reals", Map(key, value):
            known = _missing(w, items, key, display)
            if known or len(w) < len(items):
                return known or f"nothing is given for {display.show(next(k for k in items if k not in w), key)}"
            for place, k in enumerate(items):
                why = (
                    _missing((w[k],), space.options[place], value, display)
                    if space.kind == "choice"
                    else "".join(_outside(part, w[k], display) for _, part in space.parts)
                )
                if why:
                    return f"at {display.show(k, key)}: {why}"
            return ""
        case "ordering", Seq(item):
            twice = next((v for i, v in enumerate(w) if v in w[:i]), _NONE)
            if twice is not _NONE:
                return f"{display.show(twice, item)} occurs more than once"
            return _missing(w, items, item, display) or _missing_from(w, items, item, display)
        case "cycle", Map(item, _):
            foreign = _missing(w, items, item, display) or _missing(w.values(), items, item, display)
            return foreign or _missing_from(w, items, item, display) or _not_one_cycle(w, items, item, display)
        case "one" | "all", _:
            return _missing((w,), items, type, display)
        case "record", Record():
            whys = ((name, _outside(part, v, display)) for (name, part), v in zip(space.parts, w, strict=True))
            return next((f"{name}: {why}" for name, why in whys if why), "")
    return "" if type == UNIT and w == () else f"{display.show(w, type)} is not a witness of kind {space.kind}"


def _missing(values: Iterable[Value], items: tuple[Value, ...], type: Type, display: Display) -> str:
    """Says that one of the values is not among the items."""
    known = frozenset(items)
    foreign = next((v for v in ordered(values) if v not in known), _NONE)
    return "" if foreign is _NONE else f"{display.show(foreign, type)} is not one of {display.show(known, Set(type))}"


def _missing_from(w: Collection[Value], items: tuple[Value, ...], type: Type, display: Display) -> str:
    """Says that one of the items is not in w."""
    lacking = next((v for v in items if v not in w), _NONE)
    return "" if lacking is _NONE else f"{display.show(lacking, type)} is missing"


def _not_one_cycle(w: FrozenMap, items: tuple[Value, ...], type: Type, display: Display) -> str:
    """Says how a map from the items to the items fails to be a permutation with one orbit."""
    if not items:
        return ""
    orbit = [items[0]]
    while w[orbit[-1]] not in orbit:
        orbit.append(w[orbit[-1]])
    if w[orbit[-1]] != orbit[0]:
        return f"two items are followed by {display.show(w[orbit[-1]], type)}"
    left = next((v for v in items if v not in orbit), _NONE)
    return "" if left is _NONE else f"{display.show(left, type)} is not on the cycle through {display.show(orbit[0], type)}"


_NONE = object()
