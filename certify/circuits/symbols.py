"""Values that are not known yet: how each type's members are held while inputs of a circuit decide them.

| kind       | is                                                                                                   |
| ---------- | ---------------------------------------------------------------------------------------------------- |
| a literal  | a truth value                                                                                        |
| `Known`    | one value, as `certify.core.values` holds it                                                     |
| `OneOf`    | one of several known values; exactly one of their literals is true                                   |
| `Linear`   | a number                                                                                             |
| `Members`  | a set or an edge: those known members whose literal is true                                          |
| `Items`    | a sequence: those items, themselves symbols, whose literal is true, in order                         |
| `Entries`  | a map: known keys, each with the literal that says it is there, and its value, a symbol              |
| `Parts`    | a tuple or record of symbols                                                                         |
| `Made`     | a value of a sum type whose arguments are symbols: for each case a literal, exactly one of them true |

Where something is not evaluated (its guard is false) a symbol means nothing, and anything may stand for it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeAlias

from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.linear import Comparisons, Exact, Linear, added, total
from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.values import FrozenMap, Value, ordered

MOST = 4096
"""So many alternatives of one value are told apart."""

FEW = 256
"""A number of at most so many alternatives is compared value by value."""


class Beyond(Exception):
    """A construct has no circuit at this size: the message says why."""


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """One value."""

    value: Value


@dataclass(frozen=True, eq=False, slots=True)
class OneOf:
    """One of several values, with the literals that say which."""

    options: Mapping[Value, Literal]


@dataclass(frozen=True, eq=False, slots=True)
class Members:
    """A set, by its possible members."""

    members: Mapping[Value, Literal]


@dataclass(frozen=True, eq=False, slots=True)
class Items:
    """A sequence, by its possible items."""

    items: Sequence[tuple[Literal, Symbol]]


@dataclass(frozen=True, eq=False, slots=True)
class Entries:
    """A map, by its possible keys."""

    entries: Mapping[Value, tuple[Literal, Symbol]]


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """A tuple or record."""

    parts: tuple[Symbol, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Made:
    """A value of a sum type, by its possible cases."""

    cases: Mapping[int, tuple[Literal, tuple[Symbol, ...]]]


Symbol: TypeAlias = Known | OneOf | Linear | Members | Items | Entries | Parts | Made | Literal
Guarded: TypeAlias = tuple[Literal, Symbol]


def argument_types(type: Type, index: int) -> tuple[Type, ...]:
    """The types of the arguments of a sum type's case."""
    assert isinstance(type, Sum)
    return type.cases[index][1]


def part_types(type: Type) -> tuple[Type, ...]:
    """The types of the parts of a tuple or record."""
    return type.items if isinstance(type, Tuple) else tuple(t for _, t in type.fields)  # type: ignore[union-attr]


@dataclass
class Symbols:
    """What can be asked of symbols, as gates of one circuit."""

    circuit: Circuit
    comparisons: Comparisons

    # ------------------------------------------------------------------------------------------ views

    def options(self, s: Symbol, type: Type) -> Mapping[Value, Literal]:
        """The values that a symbol may have, each with the literal that says so.  Beyond if they are more than MOST."""
        match s:
            case int():
                return {v: x for v, x in ((True, s), (False, -s)) if x != FALSE}
            case Known(value):
                return {value: TRUE}
            case OneOf(options):
                return options
            case Linear():
                found = self.comparisons.values(s, MOST)
                if found is None:
                    raise Beyond(f"a number takes more than {MOST} values")
                return found
            case Parts(parts):
                return self._products([self.options(p, t) for p, t in zip(parts, part_types(type), strict=True)], tuple)
            case Made(cases):
                return self._gathered(
                    (self.circuit.both(guard, x), (tag, *arguments))
                    for tag, (guard, args) in cases.items()
                    for arguments, x in self._arguments(args, argument_types(type, tag)).items()
                )
            case Members(members):
                sets = self._grown(frozenset(), [(x, {v: TRUE}) for v, x in members.items()], lambda s, v: s | {v})
                return sets if isinstance(type, Set) else {s: x for s, x in sets.items() if len(s) == 2}
            case Items(items):
                assert isinstance(type, Seq)
                found_items = [(x, self.options(item, type.item)) for x, item in items]
                return self._grown((), found_items, lambda s, v: (*s, v))
            case Entries(entries):
                assert isinstance(type, Map)
                pairs = [
                    (x, {(k, v): g for v, g in self.options(value, type.value).items()}) for k, (x, value) in entries.items()
                ]
                return self._grown(FrozenMap(), pairs, lambda m, pair: FrozenMap({**m, pair[0]: pair[1]}))
        raise AssertionError(s)

    def _arguments(self, args: Sequence[Symbol], types: Sequence[Type]) -> Mapping[Value, Literal]:
        return self._products([self.options(a, t) for a, t in zip(args, types, strict=True)], tuple)

    def _products(
        self, several: Sequence[Mapping[Value, Literal]], make: Callable[[Iterable[Value]], Value]
    ) -> dict[Value, Literal]:
        count = 1
        for options in several:
            count *= len(options)
        if count > MOST:
            raise Beyond(f"a value takes {count} combinations of its parts, more than {MOST}")
        both = ((self.circuit.every([x for _, x in c]), make([v for v, _ in c])) for c in product(*(o.items() for o in several)))
        return self._gathered(both)

    def _grown(
        self, start: Value, parts: Iterable[tuple[Literal, Mapping[Value, Literal]]], add: Callable[[Value, Value], Value]
    ) -> dict[Value, Literal]:
        """The collections that come of a start by adding, for each part whose literal is true, its value."""
        both, found = self.circuit.both, {start: TRUE}
        for there, options in parts:
            found = self._gathered(
                [(both(x, -there), made) for made, x in found.items()]
                + [(both(both(x, there), g), add(made, v)) for made, x in found.items() for v, g in options.items()]
            )
            if len(found) > MOST:
                raise Beyond(f"a collection takes more than {MOST} values")
        return found

    def _gathered(self, guarded: Iterable[tuple[Literal, Value]]) -> dict[Value, Literal]:
        found: dict[Value, list[Literal]] = {}
        for guard, value in guarded:
            if guard != FALSE:
                found.setdefault(value, []).append(guard)
        return {v: self.circuit.some(g) for v, g in found.items()}

    def one_of(self, guarded: Iterable[tuple[Literal, Value]]) -> Symbol:
        """The value whose literal is true, of which there is one."""
        found = self._gathered(guarded)
        return Known(next(iter(found))) if len(found) == 1 else OneOf(found)

    def members(self, s: Symbol) -> Mapping[Value, Literal]:
        """A set or an edge by its possible members."""
        match s:
            case Known(value):
                return dict.fromkeys(value, TRUE)
            case OneOf(options):
                return self._gathered((x, v) for collection, x in options.items() for v in collection)
            case Members(members):
                return members
        raise AssertionError(s)

    def items(self, s: Symbol) -> Sequence[Guarded]:
        """A sequence by its possible items."""
        match s:
            case Known(value):
                return [(TRUE, known(v)) for v in value]
            case OneOf(options):
                return self.items(self.merged([(x, Items([(TRUE, known(v)) for v in seq])) for seq, x in options.items()]))
            case Items(items):
                return items
        raise AssertionError(s)

    def packed(self, s: Symbol) -> list[Guarded]:
        """A sequence by its items at positions 0, 1, ...: a position is there only if those before it are."""
        items, circuit = list(self.items(s)), self.circuit
        guards = [x for x, _ in items]
        if all(a in (TRUE, b) or _implied(circuit, b, a) for a, b in pairwise(guards)):
            return items
        slots: list[list[Guarded]] = []
        counts: list[Literal] = [TRUE]  # counts[j]: so many of the items so far are there
        for there, item in items:
            for j, exactly in enumerate(counts):
                guard = circuit.both(exactly, there)
                if guard != FALSE:
                    if j == len(slots):
                        slots.append([])
                    slots[j].append((guard, item))
            counts = [
                circuit.either(
                    circuit.both(counts[j], -there) if j < len(counts) else FALSE,
                    circuit.both(counts[j - 1], there) if j else FALSE,
                )
                for j in range(len(counts) + 1)
            ]
        return [(circuit.some([x for x, _ in slot]), self.merged(slot)) for slot in slots]

    def entries(self, s: Symbol) -> Mapping[Value, tuple[Literal, Symbol]]:
        """A map by its possible keys."""
        match s:
            case Known(value):
                return {k: (TRUE, known(v)) for k, v in value.items()}
            case OneOf(options):
                return self.entries(
                    self.merged([(x, Entries({k: (TRUE, known(v)) for k, v in m.items()})) for m, x in options.items()])
                )
            case Entries(entries):
                return entries
        raise AssertionError(s)

    def parts(self, s: Symbol, width: int) -> tuple[Symbol, ...]:
        """A tuple or record by its parts."""
        match s:
            case Known(value):
                return tuple(known(v) for v in value)
            case OneOf(options):
                return tuple(self._of(((x, v[i]) for v, x in options.items())) for i in range(width))
            case Parts(parts):
                return parts
        raise AssertionError(s)

    def cases(self, s: Symbol) -> Mapping[int, tuple[Literal, tuple[Symbol, ...]]]:
        """A value of a sum type, or a built label, by its cases."""
        if isinstance(s, Made):
            return s.cases
        by_tag: dict[int, list[tuple[Literal, Value]]] = {}
        for value, x in (s.options if isinstance(s, OneOf) else {s.value: TRUE}).items():  # type: ignore[union-attr]
            by_tag.setdefault(value[0], []).append((x, value))
        return {
            tag: (
                self.circuit.some([x for x, _ in several]),
                tuple(self._of((x, v[i]) for x, v in several) for i in range(1, len(several[0][1]))),
            )
            for tag, several in by_tag.items()
        }

    def _of(self, guarded: Iterable[tuple[Literal, Value]]) -> Symbol:
        """A symbol for the value whose literal is true; truth values become a literal."""
        several = list(guarded)
        if several and several[0][1].__class__ is bool:
            return self.circuit.some([x for x, v in several if v])
        return self.one_of(several)

    def linear(self, s: Symbol) -> Linear:
        """A number as a linear form."""
        match s:
            case Known(value):
                return Linear({}, value)
            case OneOf(options):
                return total((v, x) for v, x in options.items())
            case Linear():
                return s
        raise AssertionError(s)

    def few(self, s: Symbol) -> Mapping[Exact, Literal] | None:
        """The values of a number, if they are few."""
        match s:
            case Known(value):
                return {value: TRUE}
            case OneOf(options) if len(options) <= FEW:
                return options
        return None

    def told_apart(self, s: Symbol) -> Mapping[Exact, Literal] | None:
        """The values of a number, if they can be made few.  A sum of squares of such numbers is one of terms that are at least 0,
        as one of products is not: what it says of each square stays plain."""
        return self.comparisons.values(s, FEW) if isinstance(s, Linear) else self.few(s)

    # ------------------------------------------------------------------------------------------ one of several

    def merged(self, guarded: Sequence[Guarded]) -> Symbol:
        """The symbol whose guard is true.  At most one is; where none is, anything.  There is at least one symbol."""
        alive = [(x, s) for x, s in guarded if x != FALSE] or list(guarded[:1])
        first = alive[0][1]
        if all(s is first for _, s in alive):
            return first
        if all(isinstance(s, int) for _, s in alive):
            return self.circuit.some([self.circuit.both(x, s) for x, s in alive])  # type: ignore[arg-type]
        if all(isinstance(s, Known) for _, s in alive) and len({s.value for _, s in alive}) == 1:  # type: ignore[union-attr]
            return first
        kinds = {type(s) for _, s in alive}
        kind = next((k for k in (Linear, Members, Items, Entries, Parts, Made) if k in kinds), None)
        if kind is None:
            return self._alternatives(alive)
        return self._MERGED[kind](self, alive)

    def _alternatives(self, alive: Sequence[Guarded]) -> Symbol:
        both, found = self.circuit.both, []
        for x, s in alive:
            found += [(both(x, g), v) for v, g in s.options.items()] if isinstance(s, OneOf) else [(x, s.value)]  # type: ignore[union-attr]
        return self.one_of(found)

    def _merged_numbers(self, alive: Sequence[Guarded]) -> Symbol:
        out = Linear({})
        for x, s in alive:
            out = added(out, self.comparisons.guarded(self.linear(s), x))
        return out

    def _merged_members(self, alive: Sequence[Guarded]) -> Symbol:
        both = self.circuit.both
        return Members(self._gathered((both(x, g), v) for x, s in alive for v, g in self.members(s).items()))

    def _merged_items(self, alive: Sequence[Guarded]) -> Symbol:
        both, sequences = self.circuit.both, [(x, self.items(s)) for x, s in alive]
        slots = []
        for place in range(max(len(items) for _, items in sequences)):
            here = [(both(x, items[place][0]), items[place][1]) for x, items in sequences if place < len(items)]
            slots.append((self.circuit.some([x for x, _ in here]), self.merged(here)))
        return Items([(x, s) for x, s in slots if x != FALSE])

    def _merged_entries(self, alive: Sequence[Guarded]) -> Symbol:
        both = self.circuit.both
        found: dict[Value, list[Guarded]] = {}
        for x, s in alive:
            for key, (g, value) in self.entries(s).items():
                found.setdefault(key, []).append((both(x, g), value))
        return Entries({k: (self.circuit.some([x for x, _ in several]), self.merged(several)) for k, several in found.items()})

    def _merged_parts(self, alive: Sequence[Guarded]) -> Symbol:
        width = next(len(s.parts) for _, s in alive if isinstance(s, Parts))
        taken = [(x, self.parts(s, width)) for x, s in alive]
        return Parts(tuple(self.merged([(x, parts[i]) for x, parts in taken]) for i in range(width)))

    def _merged_cases(self, alive: Sequence[Guarded]) -> Symbol:
        both = self.circuit.both
        found: dict[int, list[tuple[Literal, tuple[Symbol, ...]]]] = {}
        for x, s in alive:
            for tag, (g, arguments) in self.cases(s).items():
                found.setdefault(tag, []).append((both(x, g), arguments))
        return Made(
            {
                tag: (
                    self.circuit.some([x for x, _ in several]),
                    tuple(self.merged([(x, a[i]) for x, a in several]) for i in range(len(several[0][1]))),
                )
                for tag, several in found.items()
            }
        )

    _MERGED = {
        Linear: _merged_numbers,
        Members: _merged_members,
        Items: _merged_items,
        Entries: _merged_entries,
        Parts: _merged_parts,
        Made: _merged_cases,
    }

    # ------------------------------------------------------------------------------------------ equality

    def equal(self, a: Symbol, b: Symbol, type: Type) -> Literal:
        """Are two symbols of a type the same value?"""
        circuit = self.circuit
        if isinstance(a, Known) and isinstance(b, Known):
            return TRUE if a.value == b.value else FALSE
        if isinstance(a, int) and isinstance(b, int):
            return circuit.same(a, b)
        if isinstance(a, Known | OneOf) and isinstance(b, Known | OneOf) and not isinstance(type, Seq | Set | Map):
            left, right = self.options(a, type), self.options(b, type)
            return circuit.some([circuit.both(x, right[v]) for v, x in left.items() if v in right])
        match type:
            case Number():
                return self.compared("eq", a, b)
            case Set() | Edge():
                mine, other = self.members(a), self.members(b)
                return circuit.every([circuit.same(mine.get(v, FALSE), other.get(v, FALSE)) for v in {**mine, **other}])
            case Seq(item):
                return self._equal_items(self.packed(a), self.packed(b), item)
            case Map(_, item):
                of_a, of_b = self.entries(a), self.entries(b)
                absent = FALSE, Known(None)
                return circuit.every(
                    [self._equal_entry(of_a.get(k, absent), of_b.get(k, absent), item) for k in {**of_a, **of_b}]
                )
            case Tuple() | Record():
                types = part_types(type)
                parts = zip(self.parts(a, len(types)), self.parts(b, len(types)), types, strict=True)
                return circuit.every([self.equal(p, q, t) for p, q, t in parts])
            case Sum():
                left_cases, right_cases = self.cases(a), self.cases(b)
                return circuit.some(
                    [
                        circuit.every(
                            [x, right_cases[tag][0]]
                            + [
                                self.equal(p, q, t)
                                for p, q, t in zip(args, right_cases[tag][1], argument_types(type, tag), strict=True)
                            ]
                        )
                        for tag, (x, args) in left_cases.items()
                        if tag in right_cases
                    ]
                )
        raise AssertionError(type)

    def _equal_items(self, a: Sequence[Guarded], b: Sequence[Guarded], type: Type) -> Literal:
        circuit, found = self.circuit, []
        for place in range(max(len(a), len(b))):
            if place >= len(a) or place >= len(b):
                found.append(-(a if place < len(a) else b)[place][0])
            else:
                found.append(self._equal_entry(a[place], b[place], type))
        return circuit.every(found)

    def _equal_entry(self, a: Guarded, b: Guarded, type: Type) -> Literal:
        """Are both absent, or both there and equal?"""
        circuit = self.circuit
        if a[0] == FALSE or b[0] == FALSE:
            return -circuit.either(a[0], b[0])
        return circuit.choose(a[0], circuit.both(b[0], self.equal(a[1], b[1], type)), -b[0])

    def compared(self, relation: str, a: Symbol, b: Symbol) -> Literal:
        """a = b (`eq`), a <= b (`le`), a < b (`lt`) of numbers."""
        circuit = self.circuit
        left, right = self.few(a), self.few(b)
        if left is not None and right is not None:
            holds = _RELATIONS[relation]
            if relation == "eq" or len(left) * len(right) <= FEW * 4:
                return circuit.some([circuit.both(x, y) for u, x in left.items() for v, y in right.items() if holds(u, v)])
        if right is not None and len(right) <= FEW:
            form = self.linear(a)
            return circuit.some([circuit.both(y, self._against(relation, form, v)) for v, y in right.items()])
        if left is not None:
            form, turned = self.linear(b), {"eq": "eq", "le": "ge", "lt": "gt"}[relation]
            return circuit.some([circuit.both(x, self._against(turned, form, u)) for u, x in left.items()])
        return self._against(relation, added(self.linear(a), self.linear(b), -1), 0)

    def _against(self, relation: str, form: Linear, value: Exact) -> Literal:
        comparisons, difference = self.comparisons, added(form, Linear({}, value), -1)
        match relation:
            case "eq":
                return comparisons.is_0(difference)
            case "le":
                return comparisons.at_most_0(difference)
            case "lt":
                return -comparisons.at_most_0(added(Linear({}), difference, -1))
            case "ge":
                return comparisons.at_most_0(added(Linear({}), difference, -1))
        return -comparisons.at_most_0(difference)


_RELATIONS: Mapping[str, Callable[[Exact, Exact], bool]] = {"eq": operator.eq, "le": operator.le, "lt": operator.lt}


def known(value: Value) -> Symbol:
    """A symbol for a value that is known."""
    return (TRUE if value else FALSE) if value.__class__ is bool else Known(value)


def is_atomic(type: Type) -> bool:
    """Are the type's values told apart one by one: labels, and what has no collections or numbers in it?"""
    match type:
        case Label() | Term() | Edge():
            return True
        case Bool() | Number() | Set() | Seq() | Map():
            return False
        case Tuple() | Record():
            return all(is_atomic(t) for t in part_types(type))
        case Sum(_, cases):
            return all(is_atomic(t) for _, types in cases for t in types)
    return False


def in_order(members: Mapping[Value, Literal]) -> list[tuple[Value, Literal]]:
    """The possible members of a set, in the derived order."""
    return [(v, members[v]) for v in ordered(members)]


def _implied(circuit: Circuit, premise: Literal, conclusion: Literal) -> bool:
    """Is the conclusion plainly one of the operands of the premise?"""
    gate = circuit.gates[premise] if premise > TRUE else None
    return premise == FALSE or (gate is not None and gate[0] == "and" and conclusion in gate[1])
