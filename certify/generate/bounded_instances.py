"""The well-typed valid instances whose slots are within their caps, built field by field.

Partial instances are pruned by caps, by the length, by the conditions of `valid` that are false whatever is chosen later
(`condition_schedule`), and by the terms of measures whose fields are chosen.  Every complete instance is also checked against
`valid` and the measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, count
from math import comb
from types import MappingProxyType

from certify.core import Bool, Edge, Label, Map, Never, Number, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.operations import default
from certify.core.paths import below, components, keys_of
from certify.core.values import FrozenMap, Value, bits, ordered, size
from certify.generate.bounded_numbers import numbers_within
from certify.generate.box_conditions import BoxConditions
from certify.generate.costs import Cost, LeastRests, ListedValues, fits, least_length, minus, plus, records, times
from certify.generate.isomorphism import graphs_of_size
from certify.generate.partial_values import Placeholder
from certify.generate.size_caps import Caps, caps

_FEW_BITS = 6
"""The most bits of numbers that are listed."""


class TooMuch(Exception):
    """The generation of a box takes more effort than was allowed."""


class Box:
    """Generates the well-typed instances whose slots are within their caps.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure; a measure that is left out has no bound.
    - `effort`: the most values that are tried; None for no limit.
    - `classes`: paths of sets of edges, with their homes; of each isomorphism class of these sets, one is generated.
    - `tick`: called for each value tried; it may raise to end the generation.
    - `longest`: the greatest length of an instance; None for no bound.
    - `raised`: caps that replace defaults (`size_caps.caps`); None if the length alone bounds the slots that nothing caps.
    - `above`: with `longest`, only longer instances than this are generated; the effort is the same.
    - `conditions`: those of the problem, if they are made already.

    `cut` tells whether a value was left out only because it is too long, `repeats` whether a field has the same values each time.

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
        longest: int | None = None,
        raised: Mapping[str, int] | None = MappingProxyType({}),
        above: int = -1,
        conditions: BoxConditions | None = None,
    ) -> None:
        self.classes, self.above = classes or {}, above
        self.type, self.bounds, self.longest = problem.instance, bounds, longest
        self.effort, self.tick, self.cut, self.repeats = effort, tick, False, True
        self.conditions = BoxConditions(problem) if conditions is None else conditions
        self.symmetric, self.fields = self.conditions.symmetric, self.conditions.fields
        self.checks, self.early, self.partly = self.conditions.checks, self.conditions.early, self.conditions.partly
        self.assemble = self.conditions.assemble
        self.caps: Caps = caps(problem, bounds, raised or {}, longest if raised is None else None)
        self.totals = sorted({name for names in self.caps.totals.values() for name in names})
        zeros = (0,) * len(self.totals)
        self.nothing: Cost = zeros if longest is None else (*zeros, 0)
        self.one: Cost = zeros if longest is None else (*zeros, 1)
        self.found: dict[str, Value] = {path: default(type) for path, type in self.fields}
        self.due, self.alone = self.conditions.within(bounds)
        self.named = self.conditions.named(self.alone)
        self.room: list[dict[str, int]] = [{} for _ in range(len(self.fields) + 1)]
        self.remembered: dict[object, ListedValues] = {}
        self.numbers: dict[tuple[str, Cost], Sequence[tuple[Value, Cost]]] = {}
        self.rests = LeastRests(self.fields)

    def measured(self) -> Iterator[tuple[Value, dict[str, int]]]:
        """Yield each instance of the box once, with its measures.  Instances with equal measures share one object for them.

        Raises TooMuch if that takes more than the allowed effort.
        """
        left = tuple(self.bounds[name] for name in self.totals)
        if self.longest is not None:
            left = (*left, self.longest - records(self.type))
        measured, names = self.conditions.compiled.measured, [name for name, _ in self.conditions.problem.measures]
        known: dict[tuple[int, ...], dict[str, int] | None] = {}
        for x in self._filled(0, left):
            vector = measured(x)
            if vector not in known:
                measures = dict(zip(names, vector, strict=True))
                inside = all(measures[name] <= bound for name, bound in self.bounds.items())
                known[vector] = measures if inside else None
            found = known[vector]
            if found is not None:
                yield x, found

    def _filled(self, place: int, left: Cost) -> Iterator[Value]:
        check, early = self.checks.get(place), self.early.get(place)
        if check is not None and not check(self._so_far(), None):
            return
        if early is not None and not early(self._so_far()):
            return
        if place == len(self.fields):  # `measured` compares all measures with their bounds
            yield self._so_far()
            return
        if self.due and not self._has_room(place):
            return
        path, type = self.fields[place]
        rest = self.nothing if self.longest is None else times(self.rests.after(place, self.found), self.one)
        if not self._fits(rest, left):
            return
        last = place + 1 == len(self.fields)
        most = left[-1] - (self.longest - self.above) if self.longest is not None and last else -1
        whole, judge = last and self.early.get(place + 1) is None, self.checks.get(place + 1)
        assemble, found = self.assemble, self.found
        left_here = left if rest is self.nothing else minus(left, rest)
        for value, cost in self._offered(type, path, left_here):
            self._spend()
            if cost and cost[-1] <= most:  # the instance is not longer than `above`
                continue
            found[path] = value
            if whole:  # `measured` compares all measures with their bounds
                x = assemble(found)
                if judge is None or judge(x, None):
                    yield x
            else:
                yield from self._filled(place + 1, minus(left, cost))

    def _has_room(self, place: int) -> bool:
        """Return whether the measures can be within their bounds, as far as their terms are known."""
        room = self.room[place] = dict(self.room[place - 1]) if place else {}
        for term, value in self.due.get(place, ()):
            left = room.get(term.measure, term.most - term.least) - (value(self._so_far()) - term.least)
            if left < 0:
                return False
            room[term.measure] = left
        return True

    def _is_possible(self, value: Value, path: str) -> bool:
        """Return whether an instance with this value at a path may be valid and within the bounds."""
        for item, _, test in self.alone.get(path, ()):
            self.found[item.field] = item.alone(value)
            if not test(self._so_far()):
                return False
        return True

    def _may_be_completed(self, path: str, value: Value) -> bool:
        """Return whether a partial value of a field may be completed."""
        test = self.partly.get(path)
        if test is None:
            return True
        self._spend()
        self.found[path] = value
        return test(self._so_far())

    def _spend(self) -> None:
        self.tick()
        if self.effort is not None:
            self.effort -= 1
            if self.effort < 0:
                raise TooMuch

    def _so_far(self) -> Value:
        """Return the instance with the values found so far."""
        return self.assemble(self.found)

    # ------------------------------------------------------------------------------------------ values of a type

    def _values(self, type: Type, path: str, left: Cost) -> Iterator[tuple[Value, Cost]]:
        """Yield the values of a type at a path that cost at most `left`, with their costs."""
        if not self._fits(self._least(type), left):
            return
        match type:
            case Never():
                return
            case Number(sort):
                yield from self._numbers(sort, path, left)
            case Label(home):
                yield from ((label, self.one) for label in range(len(self.found[home])))
            case Set(_, home, _) if home:
                unit, limit = self._slot(path, "size")
                for n in range((limit or 0) + 1):
                    cost = plus(self.one, times(n, plus(unit, self.one)))
                    if not self._fits(cost, left):
                        break
                    yield frozenset(range(n)), cost
            case Set() if path in self.classes:
                unit, limit = self._slot(path, "size")
                n = len(self.found[self.classes[path]])
                for m in range(min(comb(n, 2), n * n if limit is None else limit) + 1):
                    cost = plus(self.one, times(m, plus(unit, times(3, self.one))))
                    if not self._fits(cost, left):
                        break
                    yield from ((edges, cost) for edges in graphs_of_size(n, m))
            case Set(item, _, within):
                if within:
                    members = [(v, times(size(v, item), self.one)) for v in ordered(self.found[within])]
                else:
                    members = self._remembered(item, f"{path}[]", minus(left, self.one))
                choices = self._choices(members, path, minus(left, self.one))
                yield from ((frozenset(chosen), plus(cost, self.one)) for chosen, cost in choices)
            case Edge(item):
                for (a, cost), (b, more) in combinations(self._remembered(item, f"{path}[]", minus(left, self.one)), 2):
                    total = plus(self.one, plus(cost, more))
                    if self._fits(total, left):
                        yield frozenset((a, b)), total
            case Seq(item):
                yield from self._sequences(item, path, left)
            case Map(key, item, domain):
                yield from self._maps(key, item, domain, path, left)
            case Sum(_, cases):
                for index, (case, types) in enumerate(cases):
                    parts = [(f"{path}.{case}.{i}", t) for i, t in enumerate(types)]
                    made = self._together(parts, minus(left, self.one))
                    yield from (((index, *values), plus(cost, self.one)) for values, cost in made)
            case Tuple() | Record():
                made = self._together([(below(path, name), t) for name, t in components(type)], minus(left, self.one))
                yield from ((values, plus(cost, self.one)) for values, cost in made)
            case Bool():
                yield from ((value, self.one) for value in (False, True))

    def _least(self, type: Type) -> Cost:
        """Return a cost that each value of a type has at least."""
        return self.nothing if self.longest is None else times(least_length(type), self.one)

    def _fits(self, cost: Cost, left: Cost) -> bool:
        """Return whether a cost is within what is left, and note if only the length is not."""
        if fits(cost, left):
            return True
        self.cut = self.cut or (self.longest is not None and fits(cost[:-1], left[:-1]))
        return False

    def _slot(self, path: str, kind: str) -> tuple[Cost, int | None]:
        """Return the cost of one unit of a slot, and the slot's cap."""
        names = self.caps.totals.get((path, kind), ())
        unit = tuple(names.count(name) for name in self.totals)
        if self.longest is not None:
            unit = (*unit, int(kind == "bits"))
        return unit, self.caps.of[path, kind].limit

    def _remembered(self, type: Type, path: str, left: Cost) -> list[tuple[Value, Cost]]:
        """Return the values as a list, computed once for equal values of the fields that matter, for the largest remaining
        cost."""
        key = path, *[self.found[p] for p in self.named[path]]
        known = self.remembered.get(key)
        if known is None or not fits(left, known.left):
            left_of_all = left if known is None else tuple(map(max, left, known.left))
            values = []
            for value in self._values(type, path, left_of_all):
                self._spend()
                if self._is_possible(value[0], path):
                    values.append(value)
            known = self.remembered[key] = ListedValues(left_of_all, {left_of_all: values})
        if left not in known.within:
            known.within[left] = [value for value in known.within[known.left] if self._fits(value[1], left)]
        return known.within[left]

    def _offered(self, type: Type, path: str, left: Cost) -> Iterable[tuple[Value, Cost]]:
        """Return the values of a field, with their costs; numbers of few bits are listed once for each cost that is left."""
        if not (self.repeats and isinstance(type, Number)) or (self.caps.of[path, "bits"].limit or 0) > _FEW_BITS:
            return self._values(type, path, left)
        known = self.numbers.get((path, left))
        if known is None:
            known = self.numbers[path, left] = tuple(self._values(type, path, left))
        return known

    def _numbers(self, sort: str, path: str, left: Cost) -> Iterator[tuple[Value, Cost]]:
        unit, limit = self._slot(path, "bits")
        rooms = [(most - one) // each for most, each, one in zip(left, unit, self.one, strict=True) if each]
        room = min([limit or 0, *rooms])
        self.cut = self.cut or (self.longest is not None and room < min([limit or 0, *rooms[:-1]]))
        for value in numbers_within(sort, room, self.caps.of[path, "bits"].cuts):
            cost = plus(self.one, times(bits(value, sort), unit))
            if self._fits(cost, left):
                yield value, cost

    def _sequences(self, item: Type, path: str, left: Cost) -> Iterator[tuple[Value, Cost]]:
        """Yield sequences of items for a path, with their costs."""
        unit, limit = self._slot(path, "size")
        for n in count() if limit is None else range(limit + 1):
            spent = plus(self.one, times(n, unit))
            if not self._fits(plus(spent, times(n, self._least(item))), left):
                return
            yield from self._items(tuple, n, item, path, spent, left)

    def _items(
        self, made: Callable[[tuple[Value, ...]], Value], n: int, item: Type, path: str, spent: Cost, left: Cost
    ) -> Iterator[tuple[Value, Cost]]:
        """Yield the collections that are made of n items, which are placed one after the other, with their costs.

        `spent` is the cost of the collection without its items.
        """
        least, holes = self._least(item), tuple(Placeholder() for _ in range(n))

        def placed(chosen: tuple[Value, ...], spent: Cost) -> Iterator[tuple[Value, Cost]]:
            rest = n - len(chosen)
            if not rest:
                yield made(chosen), spent
            elif self.partly.get(path) is None or self._may_be_completed(path, made((*chosen, *holes[len(chosen) :]))):
                room = minus(left, plus(spent, times(rest - 1, least)))
                for value, cost in self._remembered(item, f"{path}[]", room):
                    yield from placed((*chosen, value), plus(spent, cost))

        return placed((), spent)

    def _choices(self, options: list[tuple[Value, Cost]], path: str, left: Cost) -> Iterator[tuple[tuple[Value, ...], Cost]]:
        """Yield choices of different options for the members or keys of the collection at a path, with their costs."""
        unit, limit = self._slot(path, "size")
        priced = [(value, plus(cost, unit)) for value, cost in options]

        def longer(chosen: tuple[Value, ...], spent: Cost, start: int) -> Iterator[tuple[tuple[Value, ...], Cost]]:
            yield chosen, spent
            if limit is not None and len(chosen) >= limit:
                return
            for i in range(start, len(priced)):
                self._spend()
                value, cost = priced[i]
                total = plus(spent, cost)
                if self._fits(total, left):
                    yield from longer((*chosen, value), total, i + 1)

        return longer((), self.nothing, 0)

    def _maps(self, key: Type, item: Type, domain: str, path: str, left: Cost) -> Iterator[tuple[Value, Cost]]:
        room = minus(left, self.one)
        if domain:
            unit, limit = self._slot(path, "size")
            keys = tuple(ordered(keys_of(domain, self.found)))
            cost = plus(times(len(keys), unit), times(sum(size(k, key) for k in keys), self.one))
            known = [(keys, cost)] if self._fits(cost, room) and (limit is None or len(keys) <= limit) else []
            domains: Iterable[tuple[tuple[Value, ...], Cost]] = known
        else:
            domains = self._choices(self._remembered(key, f"{path}[key]", room), path, room)
        for chosen, spent in domains:

            def made(values: tuple[Value, ...], keys: tuple[Value, ...] = chosen) -> Value:
                return FrozenMap(zip(keys, values, strict=True))

            if not self._fits(plus(spent, times(len(chosen), self._least(item))), room):
                continue
            if path in self.symmetric:
                yield from self._mirrored(chosen, item, path, plus(spent, self.one), left)
            else:
                yield from self._items(made, len(chosen), item, path, plus(spent, self.one), left)

    def _mirrored(self, keys: Sequence[Value], item: Type, path: str, spent: Cost, left: Cost) -> Iterator[tuple[Value, Cost]]:
        """Yield the maps with one value for each pair and its reverse, with their costs; `spent` is that of the keys."""
        least = self._least(item)

        def placed(chosen: dict[Value, Value], open_: Sequence[Value], spent: Cost) -> Iterator[tuple[Value, Cost]]:
            if not open_:
                yield FrozenMap(chosen), spent
                return
            same = {open_[0], open_[0][::-1]}
            rest = [k for k in open_ if k not in same]
            for value, cost in self._remembered(item, f"{path}[]", minus(left, plus(spent, times(len(open_) - 1, least)))):
                total = plus(spent, times(len(same), cost))
                if self._fits(total, left):
                    yield from placed({**chosen, **dict.fromkeys(same, value)}, rest, total)

        return placed({}, keys, spent)

    def _together(self, parts: Sequence[tuple[str, Type]], left: Cost) -> Iterator[tuple[tuple[Value, ...], Cost]]:
        """Yield tuples of values of the parts that together cost at most `left`, with their costs."""
        if not parts:
            yield (), self.nothing
            return
        (path, type), *later = parts
        rest = self.nothing
        for _, other in later:
            rest = plus(rest, self._least(other))
        if not self._fits(rest, left):
            return
        for value, cost in self._remembered(type, path, minus(left, rest)):
            for others, more in self._together(later, minus(left, cost)):
                yield (value, *others), plus(cost, more)
