"""A hunt for instances that are lost by a wrong size limit of `valid` or of a measure.

Each seed gives a random problem (`size_limits_texts`) and random bounds of its measures.  Instances are generated from its type
alone, by this module's own code, and may be larger than the bounds and the constants of the text.  The reference interpreter
decides which are valid and computes their measures.  An instance within the bounds, and within the defaults of the slots that
have one, must

- be within the caps of the slots,
- be in the enumeration, which has no instance twice, and
- be a model of the circuits of its size.

If `valid` or a measure is undefined on such an instance, the enumeration must report it.  No valid instance of any size may be
larger than the abstract instance of the bounds backend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, count, islice, product
from math import ceil, lcm
from random import Random
from typing import Any

from pysat.solvers import Solver

from certify.bounds.domain import Abs, Coll, Name, Num, PossibleCases, Prod
from certify.bounds.instances import Uncovered, abstract_instance
from certify.bounds.polynomials import Atom, Poly
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, Circuit
from certify.circuits.meaning import ProblemCircuits
from certify.circuits.symbolic_instances import UnknownInstance, Unknowns
from certify.core import (
    Bool,
    Edge,
    Label,
    Map,
    Number,
    Problem,
    Record,
    Seq,
    Set,
    Sum,
    Tuple,
    Type,
)
from certify.core.mistakes import Mistake, Source
from certify.core.values import FrozenMap, Value, bits
from certify.generate.bounded_instances import Box, TooMuch
from certify.generate.size_caps import Caps, caps
from certify.library import Library
from certify.semantics.interpreter import ProblemMeaning, Unmet
from certify.semantics.named_instances import Display
from certify.semantics.welltyped import ill_typed
from certify.symbolic.values import Beyond
from tests.bounds.soundness import marked
from tests.generate.size_limits_texts import text

_DRAWN, _EXHAUSTED = 120, 250
"""The number of random instances, and the most small instances, which are used only if these are all of them."""
_EFFORT, _MOST = 4_000, 2_000
"""The most values tried, and the most instances generated, by an enumeration that is compared."""
_ASKED = 3
"""The number of instances that are checked against the circuits of their sizes."""


def hunt(seed: int) -> str | None:
    """Return a mistake in the size limits of the text of a seed; None if none is found."""
    drawn = problem_of(seed)
    if drawn is None:
        return None
    written, problem = drawn
    random = Random(seed)
    bounds = {name: random.choice([0, 1, 1, 2, 2, 3]) for name, _ in problem.measures if random.random() < 0.85}
    found = _Case(problem, bounds, random).finds()
    return None if found is None else f"{found}\n  within {bounds}\n{written}"


def problem_of(seed: int) -> tuple[str, Problem] | None:
    """Return the text of a seed and its problem; None if the front end refuses it.

    If it is refused because a measure may be negative, the measures are replaced by their absolute values.
    """
    for absolute in (False, True):
        written = text(seed, absolute)
        with suppress(Mistake):
            return written, Library(()).with_texts([Source("drawn.red", written)]).problem("Drawn")
    return None


class _Case:
    """A problem, bounds of its measures, and generated instances."""

    def __init__(self, problem: Problem, bounds: Mapping[str, int], random: Random) -> None:
        self.problem, self.bounds, self.random = problem, bounds, random
        self.meaning = ProblemMeaning(problem)
        self.caps = caps(problem, bounds)
        self.inside: list[Value] = []
        self.valid: list[tuple[Value, dict[str, int]]] = []
        self.undefined: list[Value] = []
        for x in _drawn(problem.instance, random):
            self._sort(x)

    def _sort(self, x: Value) -> None:
        """Add an instance to the lists to which it belongs."""
        try:
            if not self.meaning.valid(x):
                return
            measures = self.meaning.measures(x)
        except Unmet:
            if _within_defaults(self.problem.instance, self.caps, x) and all(self._measure(name, x) for name in self.bounds):
                self.undefined.append(x)
            return
        self.valid.append((x, measures))
        small = all(measures[name] <= bound for name, bound in self.bounds.items())
        if small and _within_defaults(self.problem.instance, self.caps, x):
            self.inside.append(x)

    def _measure(self, name: str, x: Value) -> bool:
        """Return whether a measure is within its bound, or undefined."""
        part, closures = self.meaning._measures
        try:
            return bool(dict(closures)[name](part.frame(x)) <= self.bounds[name])
        except Unmet:
            return True

    def finds(self) -> str | None:
        """Return the first mistake."""
        return self._capped() or self._enumerated() or self._modelled() or self._abstract()

    def _said(self, what: str, x: Value) -> str:
        assert not ill_typed(self.problem.instance, x)
        return f"{what}: {Display().show(x, self.problem.instance)}"

    def _capped(self) -> str | None:
        for x in self.inside:
            for path, kind, seen in _slots(self.problem.instance, x):
                cap = self.caps.of[path, kind]
                if cap.limit is not None and seen > cap.limit and not cap.cuts:
                    return self._said(f"{kind} of {path} is {seen}, capped at {cap.limit} by {cap.why}", x)
        return None

    def _enumerated(self) -> str | None:
        try:
            made = [x for x, _ in islice(Box(self.problem, self.bounds, _EFFORT).measured(), _MOST)]
        except TooMuch:
            return None
        except Unmet:
            return None
        if len(made) == _MOST:
            return None
        if self.undefined:
            return self._said("undefined, and the enumeration does not say so", self.undefined[0])
        there = set(made)
        if len(there) < len(made):
            return "an instance is enumerated twice"
        return next((self._said("not enumerated", x) for x in self.inside if x not in there), None)

    def _modelled(self) -> str | None:
        """Check that the largest of the instances, and some others, are models of the circuits of their sizes."""
        chosen = sorted(self.inside, key=lambda x: sum(seen for *_, seen in _slots(self.problem.instance, x)))[-1:]
        chosen += self.random.sample(self.inside, min(_ASKED - 1, len(self.inside)))
        for x in dict.fromkeys(chosen):
            try:
                if not self._is_model(x):
                    return self._said("no model of the circuits", x)
            except Beyond:
                continue
        return None

    def _is_model(self, x: Value) -> bool:
        """Return whether there is a circuit of the instance's size that has it as a model."""
        sizes = {path: len(home) for path, home in _homes(self.problem.instance, x)}
        if any(size > (self.caps.of[path, "size"].limit or 0) for path, size in sizes.items()):
            return False  # no circuit has this size
        circuit = Circuit(_few_gates())
        values = GateValues(circuit)
        unknowns = Unknowns(values)
        unknown = UnknownInstance(unknowns, self.problem.instance, self.caps, sizes).value
        of = ProblemCircuits(values, self.problem)
        valid, owed = of.valid(unknown)
        measures, measures_owed = of.measures(unknown, list(self.bounds))
        within = [values.compared("le", measures[name], bound) for name, bound in self.bounds.items()]
        same = values.equal(unknown, x)
        roots = [*unknowns.required, valid, -owed, -measures_owed, *within, same]
        if FALSE in roots:
            return False
        with Solver(name="cadical153", bootstrap_with=list(circuit.clauses(roots))) as solver:
            return bool(solver.solve())

    def _abstract(self) -> str | None:
        """Check that every valid instance, of any size, is within the abstract instance."""
        try:
            known = abstract_instance(self.problem)
        except Uncovered:
            return None
        for x, measures in self.valid:
            at = _At(measures, marked(self.problem, x), x, self.problem.instance)
            larger = at.exceeds(self.problem.instance, x, known.value, "")
            if larger:
                return self._said(f"the abstract instance is smaller: {larger}", x)
            for atom, alternatives in known.denominators.items():
                path = str(atom.data[0])
                common = lcm(*(Fraction(v).denominator for p, v in _numbers(self.problem.instance, x) if p == path))
                if any((value := at.value(p)) is not None and common.bit_length() > value + 1 for p in alternatives):
                    return self._said(f"the common denominator of {path} is {common}", x)
        return None


def _few_gates() -> Callable[[], None]:
    """Return a function that a circuit calls after each thousand gates or so; it raises Beyond if the circuit is large."""
    left = count(2, -1)

    def tick() -> None:
        if not next(left):
            raise Beyond("many gates")

    return tick


# ------------------------------------------------------------------------------------------------ drawing


def _drawn(type: Record, random: Random) -> Iterator[Value]:
    """Yield instances: all small ones if these are few, and random ones of growing size."""
    small = list(islice(_all(type), _EXHAUSTED + 1))
    if len(small) <= _EXHAUSTED:
        yield from small
    for i in range(_DRAWN):
        x = _random(type, random, 1 + i % 5, {})
        if x is not None:
            yield x


def _all(type: Record) -> Iterator[Value]:
    """Yield the instances with homes of at most two labels, collections of at most two members and numbers of one bit."""
    names = [path for path, _ in _home_types(type)]
    for sizes in product(range(3), repeat=len(names)):
        yield from _values(type, dict(zip(names, sizes, strict=True)), {})


def _values(type: Type, homes: Mapping[str, int], within: Mapping[str, Value]) -> Iterator[Value]:
    match type:
        case Bool():
            yield from (False, True)
        case Number(sort):
            yield from {"nat": (0, 1), "int": (0, -1, 1), "rat": (0, 1, Fraction(-1, 2))}[sort]
        case Label(home):
            yield from range(homes[home])
        case Set(_, home) if home:
            yield frozenset(range(homes[home]))
        case Set(item, _, whole):
            members = list(range(homes[whole])) if whole else list(islice(_values(item, homes, within), 50))
            yield from (frozenset(some) for n in range(3) for some in combinations(members, n))
        case Edge(item):
            yield from map(frozenset, combinations(_values(item, homes, within), 2))
        case Seq(item):
            items = list(islice(_values(item, homes, within), 50))
            yield from (some for n in range(3) for some in product(items, repeat=n))
        case Map(key, item, domain):
            keys = list(range(homes[domain])) if domain else list(islice(_values(key, homes, within), 50))
            items = list(islice(_values(item, homes, within), 50))
            for some in [keys] if domain else [list(c) for n in range(3) for c in combinations(keys, n)]:
                yield from (FrozenMap(zip(some, chosen, strict=True)) for chosen in product(items, repeat=len(some)))
        case Tuple(items):
            yield from product(*(list(_values(t, homes, within)) for t in items))
        case Record(fields):
            yield from product(*(list(islice(_values(t, homes, within), _EXHAUSTED + 1)) for _, t in fields))
        case Sum(_, cases):
            for tag, (_, types) in enumerate(cases):
                yield from ((tag, *chosen) for chosen in product(*(list(_values(t, homes, within)) for t in types)))


def _random(type: Type, random: Random, scale: int, homes: dict[str, int]) -> Value | None:
    """Return a random value; None if there is none."""
    match type:
        case Bool():
            return random.random() < 0.5
        case Number(sort):
            whole = random.choice([0, 0, 1, 1, 2, 3, 5, random.randrange(1 << scale)])
            signed = whole if sort == "nat" else random.choice([whole, -whole])
            share = Fraction(signed, random.choice([1, 1, 2, 3, 5]))
            return (int(share) if share.denominator == 1 else share) if sort == "rat" else signed
        case Label(home):
            return random.randrange(homes[home]) if homes[home] else None
        case Set(_, home) if home:
            return frozenset(range(homes[home]))
        case Set(item, _, whole):
            if whole:
                return frozenset(v for v in range(homes[whole]) if random.random() < 0.6)
            return frozenset(_several(item, random, scale, homes))
        case Edge(item):
            ends = set(_several(item, random, 6, homes))
            return frozenset(random.sample(sorted(ends), 2)) if len(ends) > 1 else None
        case Seq(item):
            return tuple(_several(item, random, scale, homes))
        case Map(key, item, domain):
            keys = range(homes[domain]) if domain else _several(key, random, scale, homes)
            entries = [(k, _random(item, random, scale, homes)) for k in keys]
            return None if any(v is None for _, v in entries) else FrozenMap(entries)
        case Tuple(items):
            return _parts(items, random, scale, homes)
        case Record(fields):
            if not homes:
                homes.update({path: random.randint(0, scale) for path, _ in _home_types(type)})
            return _parts([t for _, t in fields], random, scale, homes)
        case Sum(_, cases):
            tag = random.randrange(len(cases))
            parts = _parts(cases[tag][1], random, scale, homes)
            return None if parts is None else (tag, *parts)
    raise AssertionError(type)


def _parts(types: Sequence[Type], random: Random, scale: int, homes: dict[str, int]) -> tuple[Value, ...] | None:
    found = tuple(_random(t, random, scale, homes) for t in types)
    return None if any(v is None for v in found) else found


def _several(item: Type, random: Random, scale: int, homes: dict[str, int]) -> list[Value]:
    found = [_random(item, random, scale, homes) for _ in range(random.randint(0, scale))]
    return [v for v in found if v is not None]


def _home_types(type: Record, path: str = "") -> Iterator[tuple[str, Type]]:
    for name, field in type.fields:
        at = f"{path}.{name}" if path else name
        if isinstance(field, Record):
            yield from _home_types(field, at)
        elif isinstance(field, Set) and field.home:
            yield at, field


def _homes(type: Record, x: Value, path: str = "") -> Iterator[tuple[str, Value]]:
    for (name, field), value in zip(type.fields, x, strict=True):
        at = f"{path}.{name}" if path else name
        if isinstance(field, Record):
            yield from _homes(field, value, at)
        elif isinstance(field, Set) and field.home:
            yield at, value


# ------------------------------------------------------------------------------------------------ sizes


def _inner(type: Type, value: Value, path: str) -> Iterator[tuple[Type, Value, str]]:
    """Yield the values directly inside a value, with their types and paths."""
    match type:
        case Set(item) | Edge(item) | Seq(item):
            yield from ((item, v, f"{path}[]") for v in value)
        case Map(key, item, domain):
            if not domain:
                yield from ((key, k, f"{path}[key]") for k in value)
            yield from ((item, v, f"{path}[]") for v in value.values())
        case Tuple(items):
            yield from ((t, v, f"{path}.{i}") for i, (t, v) in enumerate(zip(items, value, strict=True)))
        case Record(fields):
            yield from ((t, v, f"{path}.{n}" if path else n) for (n, t), v in zip(fields, value, strict=True))
        case Sum(_, cases):
            name, types = cases[value[0]]
            yield from ((t, v, f"{path}.{name}.{i}") for i, (t, v) in enumerate(zip(types, value[1:], strict=True)))


def _slots(type: Type, value: Value, path: str = "") -> Iterator[tuple[str, str, int]]:
    """Yield the sizes in a value: path, kind and size of each occurrence."""
    match type:
        case Number(sort):
            yield path, "bits", bits(value, sort)
        case Set() | Seq() | Map():
            yield path, "size", len(value)
    for inner, v, at in _inner(type, value, path):
        if not (isinstance(type, Set) and type.within):
            yield from _slots(inner, v, at)


def _numbers(type: Type, value: Value, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(type, Number):
        yield path, value
    for inner, v, at in _inner(type, value, path):
        yield from _numbers(inner, v, at)


def _within_defaults(type: Record, found: Caps, x: Value) -> bool:
    """Return whether each slot without a cap from the text is within its default."""
    free = {key: cap.limit for key, cap in found.of.items() if cap.cuts}
    each = {key for key in free if "numerator" in found.of[key].why}
    for path, kind, seen in _slots(type, x):
        if (path, kind) in free and (path, kind) not in each and seen > (free[path, kind] or 0):
            return False
    rationals = ((path, Fraction(v)) for path, v in _numbers(type, x) if (path, "bits") in each)
    return all(max(q.numerator.bit_length(), q.denominator.bit_length()) <= (free[path, "bits"] or 0) for path, q in rationals)


class _At:
    """The bounds of an abstract instance at the measures of an instance."""

    def __init__(self, measures: Mapping[str, int], markers: Mapping[str, int], x: Value, type: Record) -> None:
        self.measures, self.markers = measures, markers
        self.homes = {path: len(home) for path, home in _homes(type, x)}

    def value(self, poly: Poly) -> Fraction | None:
        """Return the value of a bound; None if it depends on an unknown quantity."""
        out = Fraction(0)
        for monomial, factor in poly.terms.items():
            term = Fraction(factor)
            for atom, power in monomial:
                known = self._atom(atom)
                if known is None:
                    return None
                term *= Fraction(known) ** power
            out += term
        return out

    def _atom(self, atom: Atom) -> int | None:
        match atom.kind:
            case "measure":
                return self.measures[str(atom.data[0])]
            case "value":
                return self.markers.get(f"value({atom.data[0]})")
            case "bits":
                inner = self._atom(atom.data[0])
                return None if inner is None else int(inner).bit_length()
        return None

    def _beyond(self, seen: int | Fraction, alternatives: Sequence[Poly]) -> bool:
        return any((bound := self.value(p)) is not None and seen > bound for p in alternatives)

    def exceeds(self, type: Type, value: Value, known: Abs, path: str) -> str:
        """Return a description of the part of a value that is larger than the abstract value; empty if there is none."""
        match type, known:
            case Number(sort), Num():
                size = bits(value, sort)
                length = None if known.length is None else self.value(known.length)
                return (
                    f"{path} is {value}" * self._beyond(value, known.up)
                    or f"-{path} is {-value}" * self._beyond(-value, known.down)
                    or f"{path} is {value}, of more bits" * self._beyond(ceil(abs(value)).bit_length(), known.bits)
                    or f"{path} is {value}, of more digits" * self._beyond(size, known.digits or ())
                    or f"{path} is {value}, of {size} bits" * (length is not None and length != size)
                )
            case Label(home), Name(universe):
                return f"the labels of {path}" * self._beyond(self.homes[home], universe)
            case ((Set() | Seq() | Map() | Edge()), Coll()):
                exact = None if known.exact is None else self.value(known.exact)
                if self._beyond(len(value), known.size) or (exact is not None and exact != len(value)):
                    return f"|{path}| is {len(value)}"
                for way, bound in known.totals:
                    if self._beyond(sum(_total(t, v, way) for t, v, at in _inner(type, value, "") if at == "[]"), [*bound]):
                        return f"the total of {'.'.join(way)} in {path}"
                if isinstance(type, Map) and known.key is not None:
                    keys = [self.exceeds(type.key, k, known.key, f"{path}[key]") for k in value]
                    if any(keys):
                        return next(filter(None, keys))
                inner = [self.exceeds(t, v, known.item, f"{path}[]") for t, v, at in _inner(type, value, "") if at == "[]"]
                return next(filter(None, inner), "")
            case ((Record() | Tuple()), Prod(parts)):
                each = zip(_inner(type, value, path), parts, strict=True)
                return next(filter(None, (self.exceeds(t, v, part, at) for (t, v, at), part in each)), "")
            case Sum(_, cases), PossibleCases():
                arguments = known.arguments(cases[value[0]][0])
                if arguments is None:
                    return f"{path} is {cases[value[0]][0]}"
                each = zip(_inner(type, value, path), arguments, strict=True)
                return next(filter(None, (self.exceeds(t, v, part, at) for (t, v, at), part in each)), "")
        return ""


def _total(type: Type, value: Value, way: Sequence[str]) -> int:
    """Return the sum of the sizes to which a path leads inside a value."""
    if not way:
        return 0
    step, *rest = way
    match step, type:
        case "size", _:
            return len(value)
        case "bits", Number(sort):
            return bits(value, sort)
        case "item", _:
            return sum(_total(t, v, rest) for t, v, at in _inner(type, value, "") if at == "[]")
        case case, Sum(_, cases):
            name, types = cases[value[0]]
            return _total(types[int(rest[0])], value[1 + int(rest[0])], rest[1:]) if name == case else 0
        case index, _:
            part, v, _ = list(_inner(type, value, ""))[int(index)]
            return _total(part, v, rest)
