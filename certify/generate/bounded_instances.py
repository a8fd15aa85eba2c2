"""The well-typed valid instances whose slots are within their caps, built field by field.

Partial instances are pruned by caps, by the conditions of `valid` whose fields are chosen, and by the terms of measures whose
fields are chosen.  Every complete instance is also checked against `valid` and the measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import gcd

from certify.codegen import CompiledProblem
from certify.core import (
    Bool,
    Edge,
    Label,
    Map,
    Never,
    Node,
    Number,
    Problem,
    Record,
    Seq,
    Set,
    Sum,
    Tuple,
    Type,
)
from certify.core.operations import default
from certify.core.paths import below, children, components, leaves
from certify.core.values import FrozenMap, Value, bits, ordered
from certify.generate.isomorphism import graphs
from certify.generate.measure_pruning import Item, MeasureTerm, item_of, terms
from certify.generate.size_caps import Caps, caps
from certify.semantics.dependencies import fields_read, touches
from certify.semantics.interpreter import ProblemMeaning, conditions
from certify.semantics.unmet_obligations import NotShown

_Cost = tuple[int, ...]
"""The amounts that a value uses of the measures that cap totals."""
_Evaluated = Callable[[Value], int]
"""A term as a function of the instance; its least value where the term is undefined."""
_Due = dict[int, list[tuple[MeasureTerm, _Evaluated]]]
_Alone = dict[str, list[tuple[MeasureTerm, _Evaluated, Item]]]


class TooMuch(Exception):
    """The generation of a box takes more effort than was allowed."""


class Box:
    """Generates the well-typed instances whose slots are within their caps.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure; a measure that is left out has no bound.
    - `effort`: the most values that are tried; None for no limit.
    - `classes`: paths of sets of edges, with their homes; of each isomorphism class of these sets, one is generated.
    - `tick`: called for each value tried; it may raise to end the generation.

    `found` holds the fields that are already chosen, by path.  Sets that open homes come first, and each field comes after the
    fields that its type names.
    """

    def __init__(
        self,
        problem: Problem,
        bounds: Mapping[str, int],
        effort: int | None = None,
        classes: Mapping[str, str] | None = None,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.classes = classes or {}
        self.type, self.bounds = problem.instance, bounds
        self.effort, self.tick = effort, tick
        self.meaning = ProblemMeaning(problem)
        self.caps: Caps = caps(problem, bounds)
        self.totals = sorted({name for names in self.caps.totals.values() for name in names})
        self.nothing: _Cost = (0,) * len(self.totals)
        reads = [fields_read(node, problem.functions) for node in problem.valid]
        self.fields = _in_order_of_need(list(leaves(self.type)), reads)
        self.checks = self._checks(problem, reads)
        self.found: dict[str, Value] = {path: default(type) for path, type in self.fields}
        self.due, self.alone = self._terms(problem)
        self.room: list[dict[str, int]] = [{} for _ in range(len(self.fields) + 1)]
        self.remembered: dict[object, list[tuple[Value, _Cost]]] = {}

    def _checks(self, problem: Problem, reads: list[set[str] | None]) -> dict[int, Callable[[Value, Value], bool]]:
        """Return the conditions of `valid` by the number of chosen fields at which they are checked.

        Each is checked as soon as the fields that it reads are chosen and the conditions before it, its guard, are checked.
        """
        paths = [path for path, _ in self.fields]
        due: dict[int, list[Node]] = {}
        stage = 0
        for node, read in zip(problem.valid, reads, strict=True):
            chosen = [i + 1 for i, path in enumerate(paths) if touches(read, path)]
            stage = max([stage, *chosen])
            due.setdefault(stage, []).append(node)
        return {at: conditions(self.meaning.code.part(), nodes) for at, nodes in due.items()}

    def _terms(self, problem: Problem) -> tuple[_Due, _Alone]:
        """Return the terms of measures by the number of chosen fields at which they are added, and those that bound single
        values, by path."""
        due: _Due = {}
        alone: _Alone = {}
        for term in terms(problem, self.bounds):
            value = self._evaluated(term)
            chosen = [i + 1 for i, (path, _) in enumerate(self.fields) if touches({*term.reads}, path)]
            due.setdefault(max(chosen, default=0), []).append((term, value))
            for field, type in self.fields:
                found = item_of(term, field, type, problem.functions)
                if found is not None:
                    alone.setdefault(found.path, []).append((term, value, found))
        return due, alone

    def _evaluated(self, term: MeasureTerm) -> _Evaluated:
        part = self.meaning.code.part()
        closure = part.closure(term.node)

        def value(x: Value) -> int:
            try:
                return int(closure(part.frame(x)))
            except NotShown:
                return term.least

        return value

    @cached_property
    def compiled(self) -> CompiledProblem:
        """The problem, compiled."""
        return CompiledProblem(self.meaning.problem)

    def measured(self) -> Iterator[tuple[Value, dict[str, int]]]:
        """Yield each instance of the box once, with its measures.

        Raises TooMuch if that takes more than the allowed effort.
        """
        for x in self._filled(0, tuple(self.bounds[name] for name in self.totals)):
            measures = self.compiled.measures(x)
            if all(measures[name] <= bound for name, bound in self.bounds.items()):
                yield x, measures

    def _filled(self, place: int, left: _Cost) -> Iterator[Value]:
        check = self.checks.get(place)
        if check is not None and not check(self._assembled(self.type, ""), None):
            return
        if self.due and not self._has_room(place):
            return
        if place == len(self.fields):
            yield self._assembled(self.type, "")
            return
        path, type = self.fields[place]
        for value, cost in self._values(type, path, left):
            self._spend()
            self.found[path] = value
            yield from self._filled(place + 1, _minus(left, cost))

    def _has_room(self, place: int) -> bool:
        """Return whether the measures can be within their bounds, as far as their terms are known."""
        room = self.room[place] = dict(self.room[place - 1]) if place else {}
        for term, value in self.due.get(place, ()):
            left = room.get(term.measure, term.most - term.least) - (value(self._assembled(self.type, "")) - term.least)
            if left < 0:
                return False
            room[term.measure] = left
        return True

    def _is_possible(self, value: Value, path: str) -> bool:
        """Return whether the measures can be within their bounds with this value at a path."""
        for term, evaluated, one in self.alone.get(path, ()):
            self.found[one.field] = one.alone(value)
            if evaluated(self._assembled(self.type, "")) > term.most:
                return False
        return True

    def _spend(self) -> None:
        self.tick()
        if self.effort is not None:
            self.effort -= 1
            if self.effort < 0:
                raise TooMuch

    def _assembled(self, type: Record, path: str) -> Value:
        parts = ((below(path, name), t) for name, t in type.fields)
        return tuple(self._assembled(t, p) if isinstance(t, Record) else self.found[p] for p, t in parts)

    # ------------------------------------------------------------------------------------------ values of a type

    def _values(self, type: Type, path: str, left: _Cost) -> Iterator[tuple[Value, _Cost]]:
        """Yield the values of a type at a path that cost at most `left`, with their costs."""
        match type:
            case Never():
                return
            case Number(sort):
                yield from self._numbers(sort, path, left)
            case Label(home):
                yield from ((label, self.nothing) for label in range(len(self.found[home])))
            case Set(_, home, _) if home:
                unit, limit = self._slot(path, "size")
                sizes = ((n, _times(n, unit)) for n in range((limit or 0) + 1))
                yield from ((frozenset(range(n)), cost) for n, cost in sizes if _fits(cost, left))
            case Set() if path in self.classes:
                unit, limit = self._slot(path, "size")
                n = len(self.found[self.classes[path]])
                most = n * n if limit is None else limit
                priced = ((edges, _times(len(edges), unit)) for edges in graphs(n, most))
                yield from ((edges, cost) for edges, cost in priced if _fits(cost, left))
            case Set(item, _, within):
                inside = [(v, self.nothing) for v in ordered(self.found[within])] if within else None
                members = inside if inside is not None else self._remembered(item, f"{path}[]", left)
                yield from ((frozenset(chosen), cost) for chosen, cost in self._choices(members, path, left))
            case Edge(item):
                for (a, cost), (b, more) in combinations(self._remembered(item, f"{path}[]", left), 2):
                    if _fits(_plus(cost, more), left):
                        yield frozenset((a, b)), _plus(cost, more)
            case Seq(item):
                yield from self._sequences(item, path, left)
            case Map(key, item, domain):
                yield from self._maps(key, item, domain, path, left)
            case Sum(_, cases):
                for index, (case, types) in enumerate(cases):
                    parts = [(f"{path}.{case}.{i}", t) for i, t in enumerate(types)]
                    yield from (((index, *values), cost) for values, cost in self._together(parts, left))
            case Tuple() | Record():
                yield from self._together([(below(path, name), t) for name, t in components(type)], left)
            case Bool():
                yield from ((value, self.nothing) for value in (False, True))

    def _slot(self, path: str, kind: str) -> tuple[_Cost, int | None]:
        """Return the cost of one unit of a slot, and the slot's cap."""
        names = self.caps.totals.get((path, kind), ())
        return tuple(names.count(name) for name in self.totals), self.caps.of[path, kind].limit

    def _remembered(self, type: Type, path: str, left: _Cost) -> list[tuple[Value, _Cost]]:
        """Return the values as a list, computed once for equal homes, sets and remaining costs."""
        key = path, left, *(self.found[p] for p in sorted(set(_paths_named(type))))
        if key not in self.remembered:
            values = []
            for value in self._values(type, path, left):
                self._spend()
                if self._is_possible(value[0], path):
                    values.append(value)
            self.remembered[key] = values
        return self.remembered[key]

    def _numbers(self, sort: str, path: str, left: _Cost) -> Iterator[tuple[Value, _Cost]]:
        unit, limit = self._slot(path, "bits")
        each = self.caps.of[path, "bits"].why.startswith("default")
        for value in numbers_within(sort, limit or 0, each):
            cost = _times(bits(value, sort), unit)
            if _fits(cost, left):
                yield value, cost

    def _sequences(self, item: Type, path: str, left: _Cost) -> Iterator[tuple[tuple[Value, ...], _Cost]]:
        """Yield sequences of items for a path, with their costs."""
        unit, limit = self._slot(path, "size")

        def longer(chosen: tuple[Value, ...], spent: _Cost) -> Iterator[tuple[tuple[Value, ...], _Cost]]:
            yield chosen, spent
            one_more = _plus(spent, unit)
            if (limit is None or len(chosen) < limit) and _fits(one_more, left):
                for value, cost in self._remembered(item, f"{path}[]", _minus(left, one_more)):
                    yield from longer((*chosen, value), _plus(one_more, cost))

        return longer((), self.nothing)

    def _choices(self, options: list[tuple[Value, _Cost]], path: str, left: _Cost) -> Iterator[tuple[tuple[Value, ...], _Cost]]:
        """Yield choices of different options for the members or keys of the collection at a path, with their costs."""
        unit, limit = self._slot(path, "size")
        priced = [(value, _plus(cost, unit)) for value, cost in options]

        def longer(chosen: tuple[Value, ...], spent: _Cost, start: int) -> Iterator[tuple[tuple[Value, ...], _Cost]]:
            yield chosen, spent
            if limit is not None and len(chosen) >= limit:
                return
            for i in range(start, len(priced)):
                self._spend()
                value, cost = priced[i]
                total = _plus(spent, cost)
                if _fits(total, left):
                    yield from longer((*chosen, value), total, i + 1)

        return longer((), self.nothing, 0)

    def _maps(self, key: Type, item: Type, domain: str, path: str, left: _Cost) -> Iterator[tuple[Value, _Cost]]:
        if domain:
            unit, limit = self._slot(path, "size")
            keys = tuple(ordered(self.found[domain]))
            cost = _times(len(keys), unit)
            known = [(keys, cost)] if _fits(cost, left) and (limit is None or len(keys) <= limit) else []
            domains: Iterator[tuple[Value, _Cost]] = iter(known)
        else:
            domains = self._choices(self._remembered(key, f"{path}[key]", left), path, left)
        for chosen, spent in domains:
            parts = [(f"{path}[]", item)] * len(chosen)
            for values, cost in self._together(parts, _minus(left, spent)):
                yield FrozenMap(zip(chosen, values, strict=True)), _plus(spent, cost)

    def _together(self, parts: Sequence[tuple[str, Type]], left: _Cost) -> Iterator[tuple[tuple[Value, ...], _Cost]]:
        """Yield tuples of values of the parts that together cost at most `left`, with their costs."""
        if not parts:
            yield (), self.nothing
            return
        path, type = parts[0]
        for value, cost in self._remembered(type, path, left):
            for rest, more in self._together(parts[1:], _minus(left, cost)):
                yield (value, *rest), _plus(cost, more)


def numbers_within(sort: str, limit: int, each: bool) -> Iterator[int | Fraction]:
    """Yield the numbers of at most `limit` bits.

    - `sort`: `nat`, `int` or `rat`.
    - `limit`: the most bits.
    - `each`: whether the limit applies to the numerator and to the denominator of a rational; otherwise it applies to their bits
      together.

    >>> list(numbers_within("int", 1, False)), [str(q) for q in numbers_within("rat", 2, False)]
    ([0, -1, 1], ['0', '-1', '1'])
    """
    top = 2**limit - 1
    if sort == "nat":
        yield from range(top + 1)
    elif sort == "int":
        yield from sorted(range(-top, top + 1), key=abs)
    else:
        for below_line, above in product(range(1, top + 1), sorted(range(-top, top + 1), key=abs)):
            lowest = gcd(above, below_line) == 1
            if lowest and (each or above.bit_length() + below_line.bit_length() <= limit):
                yield above if below_line == 1 else Fraction(above, below_line)


def _plus(a: _Cost, b: _Cost) -> _Cost:
    return tuple([x + y for x, y in zip(a, b, strict=True)])


def _minus(a: _Cost, b: _Cost) -> _Cost:
    return tuple([x - y for x, y in zip(a, b, strict=True)])


def _times(n: int, a: _Cost) -> _Cost:
    return tuple([n * x for x in a])


def _fits(cost: _Cost, left: _Cost) -> bool:
    return all(c <= most for c, most in zip(cost, left, strict=True))


def _paths_named(type: Type) -> Iterator[str]:
    """Yield the homes of the labels in a type, and the paths of the sets that its parts are subsets of."""
    match type:
        case Label(home):
            yield home
        case Set(_, home) if home:
            return
        case Set(_, _, path) | Map(_, _, path) if path:
            yield path
    for _, part in children(type):
        yield from _paths_named(part)


def _in_order_of_need(fields: list[tuple[str, Type]], reads: list[set[str] | None]) -> list[tuple[str, Type]]:
    """Return the fields in the order of generation.

    Each field comes after those whose paths its type names.  Apart from that, fields that earlier conditions read come first.
    Raises ValueError if fields depend on one another.
    """
    types = dict(fields)
    out: dict[str, Type] = {}

    def add(path: str, above: tuple[str, ...]) -> None:
        if path in above:
            raise ValueError(f"the fields {', '.join(above)} depend on one another")
        if path not in out:
            for named in sorted(set(_paths_named(types[path]))):
                add(named, (*above, path))
            out[path] = types[path]

    wanted = [path for read in reads for path in types if read is not None and touches(read, path)]
    for path in [*wanted, *types]:
        add(path, ())
    return list(out.items())
