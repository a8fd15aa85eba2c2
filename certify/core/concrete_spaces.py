"""A witness space on one instance, checks of a value against the items that the space is made of, and tuples of members."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from certify.core.expressions import Space, SpaceKind
from certify.core.types import Bool, Map, Set, Sum, Type
from certify.core.values import Value, ordered
from certify.records import dataclass

Show = Callable[[Value, Type], str]
"""A function that formats a value of a type for people."""

_NONE = object()


@dataclass(frozen=True, slots=True)
class ConcreteSpace:
    """A witness space on one instance.

    `items`: the members of the set or collection that the space is made of, the keys of a map of sets, or the values of a finite
    type, without repeats, in the derived order.  `options`: for each key of a map of sets, the members of its set in order.
    `ranges`: the least and the greatest number for a `number` or for the length of a `sequence`, and for `numbers` those of each
    key.  `parts`: the named spaces of a `record`, or the one space of a `map`'s values.  `type`: the type of a witness.
    """

    kind: SpaceKind
    type: Type
    items: tuple[Value, ...] = ()
    options: tuple[tuple[Value, ...], ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    parts: tuple[tuple[str, ConcreteSpace], ...] = ()


def space_of_values(space: Space, values: Iterator[Value]) -> ConcreteSpace:
    """Return a witness space on an instance, given the values there of the expressions that it is made of (`Space.nodes`)."""
    kind, type = space.kind, space.type
    if space.node is None:
        items = all_values(type) if kind is SpaceKind.ALL else ()
        return ConcreteSpace(kind, type, items, parts=_parts(space, values))
    of = next(values)
    if kind is SpaceKind.NUMBER:
        return ConcreteSpace(kind, type, ranges=(of,))
    if kind is SpaceKind.NUMBERS:
        keys = tuple(ordered(of))
        return ConcreteSpace(kind, type, keys, ranges=tuple(of[k] for k in keys))
    if kind is SpaceKind.SEQUENCE:
        low, high, members = of
        return ConcreteSpace(kind, type, tuple(ordered(members)), ranges=((low, high),))
    if isinstance(space.node.type, Map):  # a family of sets
        keys = tuple(ordered(of))
        return ConcreteSpace(kind, type, keys, tuple(tuple(ordered(of[k])) for k in keys))
    return ConcreteSpace(kind, type, tuple(ordered(set(of))), parts=_parts(space, values))


def _parts(space: Space, values: Iterator[Value]) -> tuple[tuple[str, ConcreteSpace], ...]:
    return tuple((name, space_of_values(inner, values)) for name, inner in space.parts)


class NotEnumerable(Exception):
    """Raised if a space has no enumeration because its witnesses are real numbers."""


def all_values(type: Type) -> tuple[Value, ...]:
    """Return all values of a finite type in order: a truth value, or a sum type without arguments.

    Raises TypeError for another type.

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


def foreign(values: Iterable[Value], items: tuple[Value, ...], type: Type, show: Show) -> str:
    """Return a sentence that names a value that is not among the items; empty if there is none.

    `type`: the type of an item.  `show` formats a value for the sentence.
    """
    known = frozenset(items)
    foreign = next((v for v in ordered(values) if v not in known), _NONE)
    return "" if foreign is _NONE else f"{show(foreign, type)} is not one of {show(known, Set(type))}"


def lacking(w: Collection[Value], items: tuple[Value, ...], type: Type, show: Show) -> str:
    """Return a sentence that names an item that is not in `w`; empty if there is none.

    `type`: the type of an item.  `show` formats a value for the sentence.
    """
    lacking = next((v for v in items if v not in w), _NONE)
    return "" if lacking is _NONE else f"{show(lacking, type)} is missing"


def tuples_of(sources: Sequence[Callable[[], Iterator[Value]]]) -> Iterator[tuple[Value, ...]]:
    """Yield the tuples with a value of each source, the last one changing first.  No source is listed: it may be long."""
    if not sources:
        yield ()
        return
    stack, given = [sources[0]()], list[Value]()
    while stack:
        if len(stack) == len(sources):
            for value in stack.pop():
                yield (*given, value)
            value = _NONE
        else:
            value = next(stack[-1], _NONE)
            if value is _NONE:
                stack.pop()
        if value is not _NONE:
            given.append(value)
            stack.append(sources[len(given)]())
        elif given:
            given.pop()
