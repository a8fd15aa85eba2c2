"""Symbolic inputs of a circuit: values that may be any value of a type, and instances that may be any instance of a size.

Each value is represented by exactly one assignment: inputs that decide nothing are false.  The requirements (`required`) state
this, and for witnesses (`certify.circuits.spaces`) also that they lie in their spaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from certify.circuits.gate_algebra import FEW, GateValues, is_atomic
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.linear import weighted
from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.operations import default
from certify.core.paths import below, components, factors, leaves
from certify.core.values import Value
from certify.generate.bounded_numbers import numbers_within
from certify.symbolic.affine import Affine
from certify.symbolic.values import Beyond, Guarded, Made, Symbolic

if TYPE_CHECKING:
    from certify.generate.size_caps import Caps


class Unknowns:
    """A maker of symbolic values.

    `required` collects the literals that must hold of their inputs; `conditions` has that under which each may hold.

    In the methods, `there` is the path condition of a value: the literal under which the value is used.  Where it is false, all
    inputs of the value are false.
    """

    def __init__(self, values: GateValues) -> None:
        self.values, self.circuit = values, values.circuit
        self.required: list[Literal] = []
        self.conditions: dict[Literal, Literal] = {}

    def bit(self, there: Literal = TRUE) -> Literal:
        """Return an unknown truth value, which is false where `there` is false."""
        bit = self.circuit.input()
        self.conditions[bit] = there
        self.require(self.circuit.either(-bit, there))
        return bit

    def one_of(self, values: Sequence[Value], there: Literal = TRUE) -> Symbolic:
        """Return one of some values (at least one), encoded in the smallest number of bits."""
        depth = (len(values) - 1).bit_length()
        bits = [self.bit(there) for _ in range(depth)]
        found: list[tuple[Literal, Value]] = []

        def split(some: Sequence[Value], level: int, guard: Literal) -> None:
            if len(some) == 1:
                found.append((guard, some[0]))
                for unused in bits[level:]:
                    self.require(-self.circuit.both(guard, unused))
                return
            half = (len(some) + 1) // 2
            split(some[:half], level + 1, self.circuit.both(guard, -bits[level]))
            split(some[half:], level + 1, self.circuit.both(guard, bits[level]))

        split(values, 0, TRUE)
        self.values.exactly_one([g for g, _ in found])
        return self.values.one_of(found)

    def one_of_any(self, values: Sequence[Value], type: Type, there: Literal = TRUE) -> Symbolic:
        """Return one of some values of a type.  If there are no values, `there` is required to be false."""
        if values:
            return self.one_of(values, there)
        self.require(-there)
        return default(type)

    def subset(self, members: Mapping[Value, Literal], there: Literal = TRUE) -> Symbolic:
        """Return an unknown subset of the members, each of which is available under its literal."""
        return self.values.set_of(self.available(members, there))

    def available(self, members: Mapping[Value, Literal], there: Literal = TRUE) -> dict[Value, Literal]:
        """Return an unknown truth value for each member, which implies the literal under which the member is available."""
        if there == TRUE and all(x == TRUE for x in members.values()):
            bits = self.circuit.new_inputs(len(members))
            self.conditions |= dict.fromkeys(bits, TRUE)
            return dict(zip(members, bits, strict=True))
        both = self.circuit.both
        return {v: both(x, self.bit(both(x, there))) for v, x in members.items() if x != FALSE}

    def require(self, literal: Literal) -> None:
        """Add a requirement: assignments under which the literal is false do not count."""
        if literal != TRUE:
            self.required.append(literal)


class UnknownInstance:
    """A symbolic instance whose homes have given sizes, and whose other slots are within their caps.

    - `type`: the instance type.
    - `caps`: the limits of sizes and bits.
    - `homes`: the size of each home, by its path.
    - `unbounded`: whether numbers that have only a default limit are not limited.
    - `smaller`: whether homes may be smaller as well.  The number of labels that exist is then an input, and whatever contains a
      label is there only if the label exists.

    `value` is the instance.  Its validity and the bounds of its measures are not required here.  Raises Beyond if the instance is
    too large.
    """

    def __init__(
        self,
        unknowns: Unknowns,
        type: Record,
        caps: Caps,
        homes: Mapping[str, int],
        unbounded: bool = False,
        smaller: bool = False,
    ) -> None:
        self.unknowns, self.values, self.circuit = unknowns, unknowns.values, unknowns.circuit
        self.caps, self.homes, self.unbounded = caps, homes, unbounded
        self._fields = dict(leaves(type))
        self._made: dict[str, Symbolic] = {}
        self._least_size: dict[Literal, tuple[str, int]] = {}
        self._labels_of = {home: self._labels(home, smaller) for home in homes}
        before = len(self.circuit.inputs)
        self.value = self._record(type, "")
        self._inputs = frozenset(self.circuit.inputs[before:])

    def _labels(self, home: str, smaller: bool) -> list[Literal]:
        """Return the literals that the labels of a home exist; if it may be `smaller`, these are descending unknowns."""
        found = [TRUE] * self.homes[home]
        if smaller:
            before = TRUE
            for label in range(len(found)):
                before = found[label] = self.circuit.both(before, self.unknowns.bit(before))
                self._least_size[before] = home, label + 1
            self.values.descending(found)
        return found

    def _exists(self, type: Type, value: Value) -> Literal:
        """Return the literal that all labels in a value of the type exist."""
        last: dict[str, int] = {}
        for home, label in labels(type, value):
            last[home] = max(label, last.get(home, 0))
        return self.circuit.every([self._labels_of[home][label] for home, label in last.items()])

    def _possible(self, type: Type, path: str) -> dict[Value, Literal]:
        """Return the values of the type at a path, each with the literal that its labels exist."""
        return {v: self._exists(type, v) for v in self._all(type, path)}

    def _one_of(self, type: Type, path: str, there: Literal) -> Symbolic:
        possible = self._possible(type, path)
        chosen = self.unknowns.one_of_any(list(possible), type, there)
        if possible:
            for v, g in self.values.listing(chosen).items():
                self.unknowns.require(self.circuit.some([-there, -g, possible[v]]))
        return chosen

    def assignments(self) -> int:
        """Return an upper bound of the number of instances: for each size of the homes, the assignments to the inputs that may be
        true there."""
        sizes = (
            [range(size + 1) for size in self.homes.values()] if self._least_size else [[size] for size in self.homes.values()]
        )
        needs = Counter(self._needs(x) for bit, x in self.unknowns.conditions.items() if bit in self._inputs)
        return sum(
            2 ** sum(k for need, k in needs.items() if all(a <= b for a, b in zip(need, size, strict=True)))
            for size in product(*sizes)
        )

    def _needs(self, condition: Literal) -> tuple[int, ...]:
        """Return the least size of each home where a condition may be true."""
        found, todo = dict.fromkeys(self.homes, 0), [condition]
        while todo:
            literal = todo.pop()
            if literal in self._least_size:
                home, size = self._least_size[literal]
                found[home] = max(found[home], size)
            elif literal > TRUE and (gate := self.circuit.gates[literal]) is not None and gate[0] == "and":
                todo += gate[1]
        return tuple(found.values())

    def _record(self, type: Record, path: str) -> Symbolic:
        paths = ((below(path, name), t) for name, t in type.fields)
        return self.values.parts_of(self._record(t, p) if isinstance(t, Record) else self._field(p) for p, t in paths)

    def _field(self, path: str) -> Symbolic:
        if path not in self._made:
            self._made[path] = self._of(self._fields[path], path, TRUE)
        return self._made[path]

    def _of(self, type: Type, path: str, there: Literal) -> Symbolic:
        """Return a symbolic value of the type at a path; where `there` is false, its inputs are false."""
        unknowns, circuit = self.unknowns, self.circuit
        match type:
            case Bool():
                return self.values.truth(unknowns.bit(there))
            case Number(sort):
                return self._number(sort, path, there)
            case Set(_, home) if home:
                return self.values.set_of(dict(enumerate(self._labels_of[home])))
            case Set(_, _, within) if within:
                return unknowns.subset(self.values.members(self._field(within)), there)
            case Set(item):
                return unknowns.subset(self._possible(item, f"{path}[]"), there)
            case Seq(item):
                items: list[Guarded] = []
                before = there
                for _ in range(self._limit(path)):
                    bit = unknowns.bit(before)
                    before = circuit.both(before, bit)
                    items.append((before, self._of(item, f"{path}[]", before)))
                return self.values.sequence_of(items)
            case Map(_, item, domain) if domain:
                keys = tuples(self.circuit, [self.values.members(self._field(path)) for path in factors(domain)])
                guards = {k: circuit.both(x, there) for k, x in keys.items()}
                return self.values.map_of({k: (keys[k], self._of(item, f"{path}[]", g)) for k, g in guards.items()})
            case Map(key, item):
                keys = unknowns.available(self._possible(key, f"{path}[key]"), there)
                return self.values.map_of({k: (bit, self._of(item, f"{path}[]", bit)) for k, bit in keys.items()})
            case Label() | Edge():
                return self._one_of(type, path, there)
            case Sum() | Tuple() | Record() if is_atomic(type):
                return self._one_of(type, path, there)
            case Sum(_, cases):
                return self._case(cases, path, there)
            case Tuple() | Record():
                return self.values.parts_of(self._of(t, below(path, name), there) for name, t in components(type))
        raise Beyond(f"{path}: no values of this type")

    def _number(self, sort: str, path: str, there: Literal) -> Symbolic:
        cap, unknowns = self.caps.of[path, "bits"], self.unknowns
        bits, free = cap.limit or 0, cap.cuts
        if self.unbounded and free:
            if sort == "rat":
                raise Beyond(f"{path}: rationals of any size")
            number = Affine(0, {self.circuit.number(): 1})
            return self.values.amount(number if sort == "nat" else number - Affine(0, {self.circuit.number(): 1}))
        if sort == "rat" or 2 ** (bits + (sort == "int")) <= FEW:
            if sort == "rat" and bits > _MOST_RATIONAL_BITS:
                raise Beyond(f"{path}: rationals of {bits} bits")
            return unknowns.one_of_any(list(numbers_within(sort, bits, free)), Number(sort), there)
        digits = [unknowns.bit(there) for _ in range(bits)]
        form = weighted((2**i, x) for i, x in enumerate(digits))
        if sort == "nat":
            return self.values.amount(form)
        sign = unknowns.bit(there)
        unknowns.require(self.circuit.some([-sign, *digits]))  # one zero
        negated = [(-2 * c, self.circuit.both(sign, x)) for x, c in form.terms.items()]
        return self.values.amount(weighted([*((c, x) for x, c in form.terms.items()), *negated]))

    def _case(self, cases: Sequence[tuple[str, tuple[Type, ...]]], path: str, there: Literal) -> Symbolic:
        possible = [tag for tag, (case, types) in enumerate(cases) if all(_inhabited(t, self.homes) for t in types)]
        if not possible:
            self.unknowns.require(-there)
            return default(Sum("", tuple(cases)))
        chosen = self.unknowns.one_of(possible, there)
        made: dict[int, tuple[Literal, tuple[Symbolic, ...]]] = {}
        for tag, guard in self.values.listing(chosen).items():
            name, types = cases[tag]
            inner = self.circuit.both(guard, there)
            made[tag] = guard, tuple(self._of(t, f"{path}.{name}.{i}", inner) for i, t in enumerate(types))
        return Made(made)

    def _limit(self, path: str) -> int:
        limit = self.caps.of[path, "size"].limit
        assert limit is not None
        return limit

    def _all(self, type: Type, path: str) -> list[Value]:
        """All values of the type at a path."""
        found: list[Value] = []
        for value in self._each(type, path):
            found.append(value)
            if len(found) > _MOST_MEMBERS:
                raise Beyond(f"{path}: more than {_MOST_MEMBERS} values")
        return found

    def _each(self, type: Type, path: str) -> Iterator[Value]:
        match type:
            case Bool():
                yield from (False, True)
            case Number(sort):
                cap = self.caps.of[path, "bits"]
                free = cap.cuts
                if self.unbounded and free:
                    raise Beyond(f"{path}: one of infinitely many numbers")
                yield from numbers_within(sort, cap.limit or 0, free)
            case Label(home):
                yield from range(self.homes[home])
            case Edge(item):
                yield from map(frozenset, combinations(self._each(item, f"{path}[]"), 2))
            case Set(item):
                limit = self.caps.of[path, "size"].limit if (path, "size") in self.caps.of else None
                members = self._all(item, f"{path}[]")
                most = len(members) if limit is None else min(limit, len(members))
                yield from (frozenset(c) for size in range(most + 1) for c in combinations(members, size))
            case Seq(item):
                items = self._all(item, f"{path}[]")
                longest: list[tuple[Value, ...]] = [()]
                yield ()
                for _ in range(self._limit(path)):
                    longest = [(*s, v) for s in longest for v in items]
                    yield from longest
            case Sum(_, cases):
                for tag, (name, types) in enumerate(cases):
                    parts = [(f"{path}.{name}.{i}", t) for i, t in enumerate(types)]
                    yield from ((tag, *values) for values in self._tuples(parts))
            case Tuple() | Record():
                yield from self._tuples([(below(path, name), t) for name, t in components(type)])
            case _:
                raise Beyond(f"{path}: maps as members")

    def _tuples(self, parts: Sequence[tuple[str, Type]]) -> Iterator[tuple[Value, ...]]:
        if not parts:
            yield ()
            return
        path, type = parts[0]
        rest = list(self._tuples(parts[1:]))
        yield from ((value, *others) for value in self._each(type, path) for others in rest)


_MOST_MEMBERS = 1 << 14
"""So many possible members of a set, or alternatives of a value, are told apart."""

_MOST_RATIONAL_BITS = 6


def tuples(circuit: Circuit, sets: Sequence[Mapping[Value, Literal]]) -> dict[Value, Literal]:
    """Return the members of a set, or the tuples with a member of each of several sets, with the literals that they are there."""
    if len(sets) == 1:
        return dict(sets[0])
    found = ((chosen, circuit.every([s[v] for s, v in zip(sets, chosen, strict=True)])) for chosen in product(*sets))
    return {chosen: x for chosen, x in found if x != FALSE}


def labels(type: Type, value: Value) -> Iterator[tuple[str, int]]:
    """Yield the labels in a known value of the type, each with its home.

    >>> list(labels(Tuple((Label("A"), Edge(Label("B")))), (2, frozenset({0}))))
    [('A', 2), ('B', 0)]
    """
    match type:
        case Label(home):
            yield home, value
        case Edge(item) | Set(item) | Seq(item):
            for v in value:
                yield from labels(item, v)
        case Map(key, item):
            for k, v in value.items():
                yield from chain(labels(key, k), labels(item, v))
        case Sum(_, cases):
            yield from chain.from_iterable(map(labels, cases[value[0]][1], value[1:]))
        case Tuple() | Record():
            yield from chain.from_iterable(map(labels, (t for _, t in components(type)), value))


def _inhabited(type: Type, homes: Mapping[str, int]) -> bool:
    match type:
        case Label(home):
            return homes[home] > 0
        case Edge(Label(home)):
            return homes[home] > 1
        case Tuple(items):
            return all(_inhabited(t, homes) for t in items)
    return True
