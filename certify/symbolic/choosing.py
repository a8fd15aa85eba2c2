"""Operations on symbolic values over one algebra: views of a value, choice between guarded values, and comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import Any, ClassVar

from certify.core import Map, Seq, Type
from certify.core.values import FrozenMap, Value, number, ordered
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.algebra import Algebra
from certify.symbolic.values import (
    Amount,
    Beyond,
    Entries,
    Guard,
    Guarded,
    Items,
    Made,
    Members,
    OneOf,
    Parts,
    Symbolic,
    Truth,
    UnknownValue,
    is_known,
    is_one_of,
)

MOST = 4096
"""The largest number of alternatives that a value is listed as."""

_MOST_PACKED = 1 << 10
"""The largest number of possible items of a sequence for which each position gets its own guarded item."""

Cases = Mapping[int, tuple[Guard, tuple[Symbolic, ...]]]


class SymbolicValues:
    """Operations on known and unknown values over one algebra."""

    def __init__(self, algebra: Algebra) -> None:
        self.algebra = algebra

    # -------------------------------------------------------------------------------------------- making values

    def truth(self, guard: Guard) -> Symbolic:
        """Return the truth value of a guard."""
        return True if guard == self.algebra.true else False if guard == self.algebra.false else Truth(guard)

    def amount(self, form: Affine) -> Symbolic:
        """Return the number that an affine form denotes."""
        return Amount(form) if form.terms else number(form.const)

    def one_of(self, guarded: Iterable[tuple[Guard, Value]]) -> Symbolic:
        """Return the known value whose guard holds.  `guarded` has at least one entry whose guard is not false."""
        found = self.gathered(guarded)
        first = next(iter(found))
        if first.__class__ is bool:
            return self.truth(found.get(True, self.algebra.false))
        return first if len(found) == 1 else OneOf(found)

    def set_of(self, guards: Mapping[Value, Guard]) -> Symbolic:
        """Return the set of the members whose guards hold: a known set if every guard is known."""
        alg = self.algebra
        kept = {m: g for m, g in guards.items() if g != alg.false}
        return frozenset(kept) if all(g == alg.true for g in kept.values()) else Members(kept)

    def map_of(self, entries: Mapping[Value, Guarded]) -> Symbolic:
        """Return the map of the entries whose guards hold: a known map if every guard and value is known."""
        alg = self.algebra
        kept = {k: e for k, e in entries.items() if e[0] != alg.false}
        if all(g == alg.true and is_known(v) for g, v in kept.values()):
            return FrozenMap({k: v for k, (_, v) in kept.items()})
        return Entries(kept)

    def sequence_of(self, items: Iterable[Guarded]) -> Symbolic:
        """Return the sequence of the items whose guards hold: a known sequence if every guard and item is known."""
        alg = self.algebra
        kept = [(g, v) for g, v in items if g != alg.false]
        return tuple(v for _, v in kept) if all(g == alg.true and is_known(v) for g, v in kept) else Items(kept)

    def parts_of(self, parts: Iterable[Symbolic]) -> Symbolic:
        """Return a tuple or record: a known one if all its parts are known."""
        found = tuple(parts)
        return found if all(map(is_known, found)) else Parts(found)

    def gathered(self, guarded: Iterable[tuple[Guard, Value]]) -> dict[Value, Guard]:
        """Return for each value the disjunction of its guards, without the guards that are false."""
        found: dict[Value, list[Guard]] = {}
        for guard, value in guarded:
            if guard != self.algebra.false:
                found.setdefault(value, []).append(guard)
        return {v: g[0] if len(g) == 1 else self.algebra.any(g) for v, g in found.items()}

    # -------------------------------------------------------------------------------------------- views

    def guard(self, value: Symbolic) -> Guard:
        """Return the guard of a truth value."""
        if isinstance(value, Truth):
            return value.guard
        return self.algebra.true if value else self.algebra.false

    def form(self, value: Symbolic) -> Affine:
        """Return a number as an affine form."""
        if isinstance(value, Amount):
            return value.form
        if isinstance(value, OneOf):
            return self.algebra.chosen([(g, Affine(v)) for v, g in value.options.items()])
        return Affine(value)

    def few(self, value: Symbolic) -> Mapping[Exact, Guard] | None:
        """Return the values of a number with their guards; None if they are more than `algebra.few` or not listed."""
        if isinstance(value, UnknownValue):
            return value.options if isinstance(value, OneOf) and len(value.options) <= self.algebra.few else None
        return {value: self.algebra.true}

    def few_pairs(self, a: Symbolic, b: Symbolic, most: int) -> bool:
        """Return whether `a` and `b` both have few values, and either one is known or they have at most `most` combinations."""
        left, right = self.few(a), self.few(b)
        if left is None or right is None:
            return False
        return min(len(left), len(right)) == 1 or len(left) * len(right) <= most

    def members(self, value: Symbolic) -> Mapping[Value, Guard]:
        """Return the possible members of a set, or ends of an edge, with their guards."""
        if isinstance(value, Members):
            return value.guards
        if isinstance(value, OneOf):
            return self.gathered((g, v) for collection, g in value.options.items() for v in collection)
        return dict.fromkeys(value, self.algebra.true)

    def items(self, value: Symbolic) -> Sequence[Guarded]:
        """Return the possible items of a sequence, in order, with their guards."""
        if isinstance(value, Items):
            return value.items
        if isinstance(value, OneOf):
            return self._chosen_items([(g, v) for v, g in value.options.items()])
        return [(self.algebra.true, v) for v in value]

    def packed(self, value: Symbolic) -> Sequence[Guarded]:
        """Return the items of a sequence at positions 0, 1, ..., where an item is present only if all items before it are.

        Raises Beyond if there are more than `_MOST_PACKED` possible items and presence is not already in that order.
        """
        items, alg = self.items(value), self.algebra
        if all(a in (alg.true, b) or alg.implies(b, a) for (a, _), (b, _) in pairwise(items)):
            return items
        if len(items) > _MOST_PACKED:
            raise Beyond(f"the positions of {len(items)} items, more than {_MOST_PACKED}, are not known")
        slots: list[list[Guarded]] = []
        counts: list[Guard] = [alg.true]  # counts[j]: exactly j of the items so far are present
        for there, item in items:
            absent = alg.neg(there)
            for j, exactly in enumerate(counts):
                guard = alg.all((exactly, there))
                if guard != alg.false:
                    if j == len(slots):
                        slots.append([])
                    slots[j].append((guard, item))
            stays = [alg.all((c, absent)) for c in counts] + [alg.false]
            comes = [alg.false] + [alg.all((c, there)) for c in counts]
            counts = [alg.any(pair) for pair in zip(stays, comes, strict=True)]
        return [(alg.any(g for g, _ in slot), self.choose_at_most_one(slot)) for slot in slots]

    def entries(self, value: Symbolic) -> Mapping[Value, Guarded]:
        """Return the possible entries of a map: for each key the guard under which it is present, and its value."""
        if isinstance(value, Entries):
            return value.entries
        if isinstance(value, OneOf):
            return self._chosen_entries([(g, v) for v, g in value.options.items()])
        return {k: (self.algebra.true, v) for k, v in value.items()}

    def parts(self, value: Symbolic) -> tuple[Symbolic, ...]:
        """Return the parts of a tuple or record."""
        if isinstance(value, Parts):
            return value.parts
        if isinstance(value, OneOf):
            width = len(next(iter(value.options)))
            return tuple(self.choose((g, v[i]) for v, g in value.options.items()) for i in range(width))
        return tuple(value)

    def cases(self, value: Symbolic) -> Cases:
        """Return the possible cases of a value of a sum type, or of a built label."""
        if isinstance(value, Made):
            return value.cases
        if isinstance(value, OneOf):
            return self._chosen_cases([(g, v) for v, g in value.options.items()])
        return {value[0]: (self.algebra.true, value[1:])}

    def each(self, value: Symbolic, type: Type) -> Sequence[Guarded]:
        """Return the items of a sequence in order, the members of a set, or the ends of an edge, with their guards."""
        if not isinstance(type, Seq):
            return [(g, v) for v, g in self.members(value).items()]
        if isinstance(value, OneOf):  # alternatives exclude one another, so they may be listed in turn
            return [(g, v) for sequence, g in value.options.items() for v in sequence]
        return self.items(value)

    def each_pair(self, value: Symbolic, type: Type) -> Sequence[tuple[Guard, Symbolic, Symbolic]]:
        """Return the entries of a map, or the index and item pairs of a sequence, with their guards."""
        if isinstance(type, Map):
            return [(g, k, v) for k, (g, v) in self.entries(value).items()]
        return [(g, i, v) for i, (g, v) in enumerate(self.packed(value))]

    # -------------------------------------------------------------------------------------------- choosing

    def choose(self, options: Iterable[Guarded]) -> Symbolic:
        """Return the value whose guard holds.  `options` is not empty; exactly one guard holds where the value has a meaning."""
        given = list(options)
        alive = [(g, v) for g, v in given if g != self.algebra.false] or given[:1]
        first = alive[0][1]
        if all(v is first for _, v in alive):
            return first
        kinds = {type(v) for _, v in alive}
        for kind, chosen in self._CHOSEN.items():
            if kind in kinds:
                return chosen(self, alive)
        return self._alternatives(alive)

    def choose_at_most_one(self, options: Sequence[Guarded]) -> Symbolic:
        """Return the value whose guard holds, where at most one guard holds; where none does, the value has no meaning."""
        if len(options) == 1:
            return options[0][1]
        guards = self.algebra.exhaustive([g for g, _ in options])
        return self.choose(zip(guards, (v for _, v in options), strict=True))

    def prefer(self, options: Sequence[Guarded]) -> Symbolic:
        """Return the first value whose guard holds; the last value if no guard holds."""
        alg, chain, before = self.algebra, list[Guarded](), self.algebra.true
        for i, (g, v) in enumerate(options):
            last = i == len(options) - 1
            chain.append((before if last else alg.all((before, g)), v))
            before = alg.all((before, alg.neg(g)))
            if before == alg.false:
                break
        return self.choose(chain)

    def _alternatives(self, alive: Sequence[Guarded]) -> Symbolic:
        alg, found, largest = self.algebra, list[tuple[Guard, Value]](), self.algebra.limit
        for g, v in alive:
            if isinstance(v, OneOf):
                found += [(alg.all((g, h)), u) for u, h in v.options.items()]
                largest = max(largest, len(v.options))
            else:
                found.append((g, v))
        chosen = self.one_of(found)
        if isinstance(chosen, OneOf) and len(chosen.options) > largest:
            raise Beyond(f"a value is one of {len(chosen.options)}, more than {largest}")
        return chosen

    def _chosen_truth(self, alive: Sequence[Guarded]) -> Symbolic:
        alg = self.algebra
        return self.truth(alg.any(alg.all((g, self.guard(v))) for g, v in alive))

    def _chosen_amount(self, alive: Sequence[Guarded]) -> Symbolic:
        known = self.gathered((g, v) for g, v in alive if is_known(v))
        forms = [(g, self.form(v)) for g, v in alive if not is_known(v)]
        return self.amount(self.algebra.chosen([*forms, *((g, Affine(v)) for v, g in known.items())]))

    def _chosen_members(self, alive: Sequence[Guarded]) -> Symbolic:
        alg = self.algebra
        return self.set_of(self.gathered((alg.all((g, h)), m) for g, v in alive for m, h in self.members(v).items()))

    def _slot(self, several: Sequence[tuple[Guard, Guarded]], everywhere: bool) -> Guarded:
        """Merge the items (or entries) that alternatives have at one place.

        `several`: for each alternative its guard and its item.  `everywhere`: every alternative has an item at this place.
        """
        alg = self.algebra
        if everywhere:
            there = [alg.true] if all(h == alg.true for _, (h, _) in several) else [alg.all((g, h)) for g, (h, _) in several]
            return alg.any(there), self.choose([(g, v) for g, (_, v) in several])
        return alg.any([alg.all((g, h)) for g, (h, _) in several]), self.choose_at_most_one([(g, v) for g, (_, v) in several])

    def _chosen_items(self, alive: Sequence[Guarded]) -> Sequence[Guarded]:
        sequences = [(g, self.items(v)) for g, v in alive]
        slots = []
        for place in range(max(len(items) for _, items in sequences)):
            here = [(g, items[place]) for g, items in sequences if place < len(items)]
            slots.append(self._slot(here, len(here) == len(sequences)))
        return slots

    def _chosen_entries(self, alive: Sequence[Guarded]) -> Mapping[Value, Guarded]:
        found: dict[Value, list[tuple[Guard, Guarded]]] = {}
        for g, v in alive:
            for key, entry in self.entries(v).items():
                found.setdefault(key, []).append((g, entry))
        return {key: self._slot(several, len(several) == len(alive)) for key, several in found.items()}

    def _chosen_parts(self, alive: Sequence[Guarded]) -> Symbolic:
        guards, columns = [g for g, _ in alive], zip(*(self.parts(v) for _, v in alive), strict=True)
        return self.parts_of(self.choose(zip(guards, column, strict=True)) for column in columns)

    def _chosen_cases(self, alive: Sequence[Guarded]) -> Cases:
        alg = self.algebra
        found: dict[int, list[tuple[Guard, Guard, tuple[Symbolic, ...]]]] = {}
        for g, v in alive:
            for tag, (h, arguments) in ({v[0]: (alg.true, v[1:])} if is_known(v) else self.cases(v)).items():
                found.setdefault(tag, []).append((g, h, arguments))
        made = {}
        for tag, several in found.items():
            columns = zip(*(arguments for *_, arguments in several), strict=True)
            slots = [[(g, a) for (g, *_), a in zip(several, column, strict=True)] for column in columns]
            chosen = self.choose if len(several) == len(alive) else self.choose_at_most_one
            made[tag] = alg.any(alg.all((g, h)) for g, h, _ in several), tuple(map(chosen, slots))
        return made

    _CHOSEN: ClassVar[Mapping[type, Callable[[SymbolicValues, Sequence[Guarded]], Symbolic]]] = {
        bool: _chosen_truth,
        Truth: _chosen_truth,
        Amount: lambda self, alive: self._chosen_amount(alive),
        Members: _chosen_members,
        Items: lambda self, alive: self.sequence_of(self._chosen_items(alive)),
        Entries: lambda self, alive: self.map_of(self._chosen_entries(alive)),
        Parts: _chosen_parts,
        Made: lambda self, alive: Made(self._chosen_cases(alive)),
    }

    # -------------------------------------------------------------------------------------------- listing

    def listing(self, value: Symbolic) -> Mapping[Value, Guard]:
        """Return the known values that a value may be, each with its guard.  Raises Beyond if there are too many."""
        alg = self.algebra
        match value:
            case OneOf(options):
                return options
            case Truth(guard):
                return {True: guard, False: alg.neg(guard)}
            case Amount(form):
                return alg.values(form)
            case Parts(parts):
                return self._combined(parts, tuple)
            case Made(cases):
                return self.gathered(
                    (alg.all((guard, g)), (tag, *arguments))
                    for tag, (guard, args) in cases.items()
                    for arguments, g in self._combined(args, tuple).items()
                )
            case Members(guards):
                return self._grown(frozenset(), [(g, {m: alg.true}) for m, g in guards.items()], lambda s, m: s | {m})
            case Items(items):
                return self._grown((), [(g, self.listing(v)) for g, v in items], lambda s, v: (*s, v))
            case Entries(entries):
                pairs = [(g, {(k, u): h for u, h in self.listing(v).items()}) for k, (g, v) in entries.items()]
                return self._grown(FrozenMap(), pairs, lambda m, pair: FrozenMap({**m, pair[0]: pair[1]}))
        return {value: alg.true}

    def combinations(self, values: Sequence[Symbolic]) -> Iterable[tuple[Guard, tuple[Value, ...]]]:
        """Yield each combination of known values that `values` may be, with its guard.  Raises Beyond if there are too many."""
        several, count = [self.listing(v) for v in values], 1
        for options in several:
            count *= len(options)
        if count > self.algebra.limit:
            raise Beyond(f"{count} combinations of values, more than {self.algebra.limit}")
        for row in product(*(options.items() for options in several)):
            guard = self.algebra.all([g for _, g in row])
            if guard != self.algebra.false:
                yield guard, tuple(v for v, _ in row)

    def _combined(self, parts: Sequence[Symbolic], make: Callable[[tuple[Value, ...]], Value]) -> dict[Value, Guard]:
        return self.gathered((g, make(values)) for g, values in self.combinations(parts))

    def _grown(
        self, start: Value, parts: Iterable[tuple[Guard, Mapping[Value, Guard]]], add: Callable[[Value, Value], Value]
    ) -> dict[Value, Guard]:
        """Return the collections that result when, for each part whose guard holds, one of its values is added to `start`."""
        alg, found = self.algebra, {start: self.algebra.true}
        for there, options in parts:
            absent = alg.neg(there)
            left = [(alg.all((g, absent)), made) for made, g in found.items()]
            grown = [(alg.all((g, there, h)), add(made, v)) for made, g in found.items() for v, h in options.items()]
            found = self.gathered([*left, *grown])
            if len(found) > alg.limit:
                raise Beyond(f"a collection takes more than {alg.limit} values")
        return found

    # -------------------------------------------------------------------------------------------- comparing

    def equal(self, a: Symbolic, b: Symbolic) -> Guard:
        """Return the guard that holds where two values of one type are equal."""
        alg = self.algebra
        if is_one_of(a) and is_one_of(b):
            if is_known(a) and is_known(b):
                return alg.true if a == b else alg.false
            left, right = self.listing(a), self.listing(b)
            return alg.any([alg.all((g, right[v])) for v, g in left.items() if v in right])
        kinds = {type(a), type(b)}
        if Truth in kinds:
            return alg.same(self.guard(a), self.guard(b))
        if Amount in kinds:
            return self.compared("eq", a, b)
        if Members in kinds:
            mine, other = self.members(a), self.members(b)
            return alg.all([alg.same(mine.get(m, alg.false), other.get(m, alg.false)) for m in {**mine, **other}])
        if Parts in kinds:
            return self._all_equal(self.parts(a), self.parts(b))
        if Made in kinds:
            of_a, of_b = self.cases(a), self.cases(b)
            both = [(*of_a[tag], *of_b[tag]) for tag in of_a if tag in of_b]
            return alg.any([alg.all((g, h, self._all_equal(args, others))) for g, args, h, others in both])
        absent = alg.false, None
        if Entries in kinds:
            f, g = self.entries(a), self.entries(b)
            return alg.all([self._equal_slots(f.get(k, absent), g.get(k, absent)) for k in {**f, **g}])
        s, t = [[*self.packed(v)] for v in (a, b)]
        longer = max(len(s), len(t))
        slots = zip(*(v + [absent] * (longer - len(v)) for v in (s, t)), strict=True)
        return alg.all([self._equal_slots(v, w) for v, w in slots])

    def _all_equal(self, these: Sequence[Symbolic], those: Sequence[Symbolic]) -> Guard:
        return self.algebra.all([self.equal(a, b) for a, b in zip(these, those, strict=True)])

    def _equal_slots(self, a: Guarded, b: Guarded) -> Guard:
        """Return the guard that holds where two items or entries are both absent, or both present and equal."""
        alg, (here, v), (there, u) = self.algebra, a, b
        if alg.false in (here, there):
            return alg.neg(alg.any((here, there)))
        return alg.all((alg.same(here, there), alg.any((alg.neg(here), self.equal(v, u)))))

    def compared(self, relation: str, a: Symbolic, b: Symbolic) -> Guard:
        """Return the guard of a = b (`eq`), a <= b (`le`) or a < b (`lt`) for two numbers."""
        alg, left, right = self.algebra, self.few(a), self.few(b)
        if left is not None and right is not None and self.few_pairs(a, b, 4 * alg.combinations):
            holds = _RELATIONS[relation]
            return alg.any([alg.all((g, h)) for u, g in left.items() for v, h in right.items() if holds(u, v)])
        if alg.combinations and right is not None:
            return alg.any([alg.all((h, self._against(relation, self.form(a) - Affine(v)))) for v, h in right.items()])
        if alg.combinations and left is not None:
            return alg.any([alg.all((g, self._against(relation, Affine(u) - self.form(b)))) for u, g in left.items()])
        return self._against(relation, self.form(a) - self.form(b))

    def _against(self, relation: str, difference: Affine) -> Guard:
        alg = self.algebra
        if relation == "eq":
            return alg.zero(difference)
        return alg.at_most_zero(difference) if relation == "le" else alg.neg(alg.at_most_zero(difference.scaled(-1)))


_RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b,
}


def in_order(members: Mapping[Value, Guard]) -> list[tuple[Value, Guard]]:
    """Return the possible members of a set in the derived order."""
    return [(v, members[v]) for v in ordered(members)]
