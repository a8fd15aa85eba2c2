"""Valid instances beyond the reach of enumeration, derived from the instance type: extreme ones first, then random ones.

A style determines the sizes of collections and their contents.  A field whose value breaks `valid` is rebuilt item by item,
without the items that break it.  The instances are not complete in any sense: they can refute, and never prove.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import islice
from math import ceil
from random import Random

from certify.core import Bool, Edge, Label, Map, Number, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import below, components, keys_of, part_values
from certify.core.values import FrozenMap, Value, number, order_key, ordered, size
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.enumeration import NoInstance, default_bounds, instances
from certify.records import dataclass, replace
from certify.semantics.unmet_obligations import Unmet

SIZES = (4, 6, 8, 12, 16, 24, 32)
"""The sizes of collections, in the order in which they are used."""

_MOST = 64  # the largest size taken from bounds of measures
_EFFORT = 5_000  # the most values tried for one instance
_OPTIONS = 1_500  # the most candidates for members of a set of pairs, triples, ...
_CHECKS = 300  # the most evaluations of conditions while one field is rebuilt
_TRIES = 12  # the most items tried for one position of a sequence
_FALLBACK, _FALLBACK_SHOWN = 2_000, 200


@dataclass(frozen=True)
class Style:
    """The way in which an instance is filled.

    - `labels`: the number of members of a home.
    - `size`, `inner`: the number of members of a collection without a cap, and of one inside another collection.
    - `density`: the share of the possible members that a part of a finite set has.
    - `bits`: the bits of numbers.
    - `pick`: the choice among possible values.
    - `numbers`: the choice among numbers.
    - `uneven`: whether every other inner collection is empty.
    - `disjoint`: whether inner collections have no members in common.
    - `echo`: whether inner collections repeat earlier sets.
    - `empty`: the path of a field that is left empty.
    - `distinct`: whether the items of an inner sequence have no labels in common, where that is found quickly.
    """

    labels: int
    size: int
    inner: int
    density: float
    bits: int
    pick: str = "spread"
    numbers: str = "greatest"
    uneven: bool = False
    disjoint: bool = False
    echo: bool = False
    empty: str = ""
    distinct: bool = False


@dataclass(frozen=True)
class _Place:
    """A path, with the index of an item in its collection and the number of items (`of`, 0 for a field).

    `outer` is the sum of the indices in the collections around it.
    """

    path: str
    index: int = 0
    of: int = 0
    outer: int = 0

    def item(self, index: int, of: int, name: str = "[]") -> _Place:
        return _Place(self.path + name, index, of, self.outer + self.index)


class _NoValue(Exception):
    """The type has no value over the homes chosen so far: it holds a label of an empty home."""


def larger_instances(
    problem: Problem,
    seed: int = 0,
    within: Mapping[str, int] | None = None,
    sizes: Sequence[int] = SIZES,
    tick: Callable[[], None] = lambda: None,
) -> Iterator[Value]:
    """Yield valid instances of growing size, each once: extreme and random ones of several densities.

    They are ordered by size within each of the `sizes`.  If no style gives a valid instance, the result is the largest instances
    that enumeration finds quickly.  The same seed gives the same instances.

    - `problem`: the problem.
    - `seed`: the seed of the random choices.
    - `within`: bounds of measures; if given, the sizes come from them, and all instances are within them.
    - `sizes`: the sizes of collections.
    - `tick`: called during generation; it may raise to end it.

    >>> from certify.library import standard
    >>> max(len(G[1]) for G, k in larger_instances(standard().problem("Clique"), sizes=(4, 6)))
    15
    """
    box, random = StyledBox(problem, within or {}, tick), Random(seed)
    seen: set[Value] = set()
    for s in sorted({min(v, _MOST) for v in within.values()} - {0}) if within else sizes:
        found = {box.styled(style, random) for style in _styles(s, box.collections, box.unlimited)} - seen - {None}
        yield from sorted(found, key=lambda x: (size(x, problem.instance), order_key(x)))
        seen |= found
    if not seen:
        yield from _enumerated(problem, within or {}, tick)


def _styles(s: int, collections: Sequence[str], unlimited: Collection[str]) -> Iterator[Style]:
    """Yield the styles of one size.

    - `collections`: the fields that may be left empty.
    - `unlimited`: the paths of the collections whose size no home limits: many items may share few labels.
    """
    full = Style(labels=s, size=s, inner=s, density=1.0, bits=2 * s)
    yield full
    yield replace(full, pick="last")
    yield replace(full, pick="first", numbers="zero")
    yield replace(full, size=2, pick="first")
    for pick in ("last", "spread", "random"):
        yield replace(full, labels=1, pick=pick)
    yield replace(full, inner=1, density=1 / s)
    yield replace(full, uneven=True, numbers="place")
    for pick, numbers, count in (("last", "random", s), ("spread", "place", max(2, s // 2)), ("random", "random", s)):
        yield replace(full, size=count, disjoint=True, echo=True, pick=pick, numbers=numbers)
    for path in collections:
        yield replace(full, empty=path, numbers="random")
    for density in (0.5, 0.1, 0.9):
        for numbers in ("place", "random"):
            inner = max(1, round(density * s))
            yield replace(full, inner=inner, density=density, pick="random", numbers=numbers, echo=numbers == "random")
    if any(not path.endswith("[]") for path in unlimited):
        for count, inner in ((2 * s, s // 2), (3 * s, s // 2), (2 * s, s)):
            yield replace(full, size=count, inner=inner, pick="random", numbers="random")
    if any(path.endswith("[]") for path in unlimited):
        yield replace(full, size=1, inner=4 * s, pick="random", numbers="random")


def _enumerated(problem: Problem, within: Mapping[str, int], tick: Callable[[], None]) -> Iterator[Value]:
    """Yield the largest of the instances that enumeration finds quickly, in the order of size."""
    try:
        found = list(islice(instances(problem, default_bounds(problem, _FALLBACK, within, tick)), _FALLBACK))
    except (NoInstance, Unmet):
        return
    yield from sorted(found, key=lambda x: size(x, problem.instance))[-_FALLBACK_SHOWN:]


class StyledBox(Box):
    """A box whose fields are filled in one style instead of in all ways.  Order of fields, caps and checks are those of `Box`."""

    def __init__(self, problem: Problem, bounds: Mapping[str, int], tick: Callable[[], None]) -> None:
        super().__init__(problem, bounds, tick=tick)
        self.places = {path: i for i, (path, _) in enumerate(self.fields)}
        self.collections = [path for path, type in self.fields if isinstance(type, Set | Seq | Map)]
        self.homes = frozenset(path for path, type in self.fields if isinstance(type, Set) and type.home)
        self.finite = frozenset(slot.path for slot in self.caps.slots if slot.natural)
        free = {path for (path, kind), cap in self.caps.of.items() if kind == "size" and (cap.limit is None or cap.cuts)}
        self.unlimited = free - self.homes - self.finite
        self.style = Style(0, 0, 0, 0.0, 0)
        self.random, self.repeats = Random(0), False

    def styled(self, style: Style, random: Random) -> Value | None:
        """Return an instance in a style; None if none was found with reasonable effort."""
        self.style, self.random, self.effort = style, Random(random.random()), _EFFORT
        try:
            return next((x for x, _ in self.measured()), None)
        except (TooMuch, Unmet):
            return None

    def _values(self, type: Type, path: str, left: tuple[int, ...]) -> Iterator[tuple[Value, tuple[int, ...]]]:
        """Yield for a field a value in the style, a random one, and values rebuilt item by item; for any other path, all
        values."""
        if path not in self.places:
            yield from super()._values(type, path, left)
            return
        style, place = self.style, _Place(path)
        for attempt in (style, replace(style, pick="random", numbers="random")):
            self.style = attempt
            try:
                yield self._make(type, place), self.nothing
            except _NoValue:
                pass
            finally:
                self.style = style
        yield from ((value, self.nothing) for value in self._rebuilt(type, place))

    # ------------------------------------------------------------------------------------------ values in a style

    def _make(self, type: Type, at: _Place) -> Value:
        """Return a value in the style.

        Raises _NoValue if the type has none.
        """
        match type:
            case Number(sort):
                return self._number(sort, at)
            case Set(_, home, _) if home:
                return frozenset(range(self._count(at)))
            case Set(item):
                return frozenset(self._members(type, item, at))
            case Seq(item):
                return tuple(self._in_sequence(item, at, self._count(at)))
            case Map(key, item, domain):
                keys = ordered(keys_of(domain, self.found)) if domain else ordered(self._members(type, key, at))
                made = {k: self._make(item, at.item(i, len(keys))) for i, k in enumerate(keys)}
                if at.path in self.symmetric:
                    made = {k: made[ordered((k, k[::-1]))[0]] for k in keys}
                return FrozenMap(made)
            case Label() | Edge() | Bool():
                return self._one(self._options(type, at.path), at)
            case Sum(_, cases):
                return self._case(cases, at)
            case Tuple() | Record():
                return tuple(self._make(t, replace(at, path=below(at.path, name))) for name, t in components(type))
        raise _NoValue

    def _in_sequence(self, item: Type, at: _Place, count: int) -> Iterator[Value]:
        """Yield the items of a sequence."""
        used: set[Value] = set()
        for i in range(count):
            made = self._make(item, at.item(i, count))
            for _ in range(_TRIES if self.style.distinct and at.of else 0):
                if not used & _labels(item, made):
                    break
                made = self._make(item, at.item(i, count))
            used |= _labels(item, made)
            yield made

    def _one(self, options: Sequence[Value], at: _Place) -> Value:
        """Return one of the possible values, as the style picks."""
        if not options:
            raise _NoValue
        match self.style.pick:
            case "first":
                return options[0]
            case "last":
                return options[-1]
            case "spread":
                return options[(at.outer + at.index) % len(options)]
        return self.random.choice(options)

    def _case(self, cases: Sequence[tuple[str, tuple[Type, ...]]], at: _Place) -> Value:
        first = self._one(range(len(cases)), at)
        for index in [first, *(i for i in range(len(cases)) if i != first)]:
            name, types = cases[index]
            parts = [(below(at.path, f"{name}.{i}"), t) for i, t in enumerate(types)]
            try:
                return (index, *(self._make(t, replace(at, path=path, index=at.index // len(cases))) for path, t in parts))
            except _NoValue:
                continue
        raise _NoValue

    def _number(self, sort: str, at: _Place) -> int | Fraction:
        cap = self.caps.of[at.path, "bits"]
        limit = self.style.bits if cap.limit is None or cap.cuts else min(self.style.bits, cap.limit)
        top = (1 << limit) - 1
        match self.style.numbers:
            case "greatest":
                whole = top
            case "zero":
                whole = 0
            case "place":
                whole = min(top, at.index if at.of else self.style.size // 2)
            case _:
                whole = self.random.randrange(1 << self.random.randint(0, limit))
        negative = sort != "nat" and (at.index % 2 == 1 if self.style.numbers == "greatest" else self.random.random() < 0.5)
        if sort == "rat" and self.style.numbers in ("greatest", "random"):
            line = max(1, top - 1) if self.style.numbers == "greatest" else self.random.randint(1, max(1, top))
            return number(Fraction(-whole if negative else whole, line))
        return -whole if negative else whole

    def _count(self, at: _Place) -> int:
        """Return the number of members of a collection that is no part of a finite set."""
        if self._left_empty(at):
            return 0
        style = self.style
        return self._capped(at, style.labels if at.path in self.homes else style.inner if at.of else style.size)

    def _left_empty(self, at: _Place) -> bool:
        return at.path == self.style.empty or (self.style.uneven and at.of > 0 and at.index % 2 == 0)

    def _capped(self, at: _Place, wanted: int) -> int:
        """Return `wanted`, limited by the cap of the collection's size, or by its share of a cap on the sum of such sizes."""
        cap = self.caps.of[at.path, "size"]
        if cap.limit is None or cap.cuts:
            return wanted
        shared = at.of and self.caps.totals.get((at.path, "size"))
        return min(wanted, cap.limit // at.of + (at.index < cap.limit % at.of) if shared else cap.limit)

    def _members(self, type: Set | Map, item: Type, at: _Place) -> Sequence[Value]:
        """Return the members of a set, or the keys of a map."""
        if self._left_empty(at):
            return []
        name = "[key]" if isinstance(type, Map) else "[]"
        if at.path not in self.finite:
            count = self._count(at)
            return [self._make(item, at.item(i, count, name)) for i in range(count)]
        within = type.within if isinstance(type, Set) else ""
        if self.style.echo and isinstance(item, Label) and self.random.random() < 0.5:
            known = self._known(item.home, within)
            if known:
                return ordered(self.random.choice(known))
        options = ordered(self.found[within]) if within else self._options(item, at.path + name)
        if self.style.disjoint and at.of:
            return options[at.index % at.of :: at.of]
        count = self._capped(at, ceil(self.style.density * len(options)))
        return self.random.sample(options, count) if self.style.pick == "random" else options[:count]

    def _options(self, type: Type, path: str) -> list[Value]:
        """Return the values of a finite type, or the first of them if there are many."""
        return [v for v, _ in islice(super()._values(type, path, tuple(self.bounds[name] for name in self.totals)), _OPTIONS)]

    def _known(self, home: str, within: str = "") -> list[Value]:
        """Return the sets of labels of a home in the fields chosen so far; with `within`, only subsets of that field's value."""
        types = dict(self.fields)
        found = {s for path, value in self.found.items() for s in _label_sets(types[path], value, home)}
        return ordered(s for s in found if not within or s <= self.found[within])

    # ------------------------------------------------------------------------------------------ rebuilding

    def _rebuilt(self, type: Type, at: _Place) -> Iterator[Value]:
        """Yield values of a field that do not break the conditions due once it is chosen.

        A collection is rebuilt without the members that break a condition.  For a label or an edge, which may have to lie in a
        part of its home, all values are tried.
        """
        check = self.checks.get(self.places[at.path] + 1)
        if check is not None and isinstance(type, Label | Edge):
            yield from self._options(type, at.path)
        if check is None or not isinstance(type, Set | Seq | Map) or (isinstance(type, Set) and type.home):
            return
        left = _CHECKS

        def fits(value: Value) -> bool:
            nonlocal left
            left -= 1
            self.tick()
            self.found[at.path] = value
            return left >= 0 and check(self._so_far(), None)

        if isinstance(type, Seq):
            if fits(()):
                yield self._sequence(type, at, fits)
            return
        if isinstance(type, Map) and type.domain:
            yield from self._constant_maps(type, at)
            return
        yield from self._echoes(type, at)
        make = frozenset if isinstance(type, Set) else FrozenMap
        try:
            whole = self._make(type, at)
        except _NoValue:
            return
        if fits(make()):
            parts = ordered(whole) if isinstance(type, Set) else [(k, whole[k]) for k in ordered(whole)]
            if self.style.pick == "random":
                self.random.shuffle(parts)
            yield make(_kept(parts, lambda chosen: fits(make(chosen))))

    def _echoes(self, type: Set | Map, at: _Place) -> Iterator[Value]:
        """Yield earlier sets of labels, or maps with these as keys."""
        match type:
            case Set(Label(home), _, within):
                yield from self._known(home, within)[:_TRIES]
            case Map(Label(home), item):
                for known in self._known(home)[:_TRIES]:
                    with suppress(_NoValue):
                        keys = ordered(known)
                        yield FrozenMap((k, self._make(item, at.item(i, len(keys)))) for i, k in enumerate(keys))

    def _constant_maps(self, type: Map, at: _Place) -> Iterator[Value]:
        """Yield maps with one value for all keys."""
        keys = ordered(keys_of(type.domain, self.found))
        style, self.style = self.style, replace(self.style, pick="spread")
        try:
            values = [self._make(type.value, at.item(i, _TRIES)) for i in range(_TRIES)]
        except _NoValue:
            return
        finally:
            self.style = style
        yield from (FrozenMap(dict.fromkeys(keys, v)) for v in dict.fromkeys(values))

    def _sequence(self, type: Seq, at: _Place, fits: Callable[[Value], bool]) -> Value:
        """Return a sequence that grows at its end: at each position an item in the style, or a random one if that breaks a
        condition."""
        kept: tuple[Value, ...] = ()
        style, count = self.style, self._count(at)
        small = replace(style, pick="random", echo=True)
        for i in range(count):
            for attempt in range(_TRIES):
                self.style = style if attempt == 0 else replace(small, numbers=("place", "zero", "random")[attempt % 3])
                try:
                    item = self._make(type.item, at.item(i, count))
                except _NoValue:
                    continue
                finally:
                    self.style = style
                if fits((*kept, item)):
                    kept = (*kept, item)
                    break
        return kept


def _kept(parts: Sequence[Value], fits: Callable[[Sequence[Value]], bool]) -> list[Value]:
    """Return parts that satisfy the conditions together, found by adding halves recursively."""
    kept: list[Value] = []

    def add(some: Sequence[Value]) -> None:
        if fits([*kept, *some]):
            kept.extend(some)
        elif len(some) > 1:
            add(some[: len(some) // 2])
            add(some[len(some) // 2 :])

    if parts:
        add(parts)
    return kept


def _label_sets(type: Type, value: Value, home: str) -> Iterator[Value]:
    """Yield the sets of labels of a home in a value."""
    match type:
        case Set(Label(of), opens):
            if of == home and not opens:
                yield value
        case Set(item) | Seq(item):
            for v in value:
                yield from _label_sets(item, v, home)
        case Map(_, item):
            for v in value.values():
                yield from _label_sets(item, v, home)
        case Tuple() | Record():
            for (_, t), v in zip(components(type), value, strict=True):
                yield from _label_sets(t, v, home)


def _labels(type: Type, value: Value) -> set[Value]:
    """Return the labels in a value, with their homes."""
    if isinstance(type, Label):
        return {(type.home, value)}
    return {label for _, part, v in part_values(type, value) for label in _labels(part, v)}
