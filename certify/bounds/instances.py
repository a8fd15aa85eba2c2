"""The abstract instance of a problem: its sizes are bounded by the texts of the measures, by `valid` and by types, and by nothing
else.

A size that none of these bounds is uncovered, and an error names it.  With such a size, "polynomial in the measures" would not
imply "polynomial in the length of the instance".
"""

from __future__ import annotations

from collections.abc import Iterator

from certify.bounds.abstract_state import conjuncts
from certify.bounds.analysis import Analysis
from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Name,
    Num,
    PossibleCases,
    Prod,
    SlotPath,
    unbounded,
    universe,
)
from certify.bounds.polynomials import Atom, Poly, Some, bits_of, each, either, some, times
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
    Term,
    Tuple,
    Type,
)
from certify.core.mistakes import Mistake
from certify.core.paths import below, components, factors
from certify.core.sizes import Slot, plain
from certify.records import dataclass, field, replace
from certify.semantics.size_limits import InstancePlace, Places, Reach, SizeReader

ROUNDS = 3
"""The most times that the conditions of `valid` are read: a condition may bound a number by another one, which it bounds too."""


class Uncovered(Mistake):
    """The measures of a problem do not determine the length of an instance up to a polynomial.

    They leave a size of the instance unbounded, or a measure is not polynomial in the sizes of the instance.
    """


@dataclass
class AbstractInstance:
    """The abstract instance, and the bits of the common denominator of each of its fields of rationals."""

    value: Abs
    denominators: dict[Atom, Some]


@dataclass
class _Known:
    """The bounds that the texts give.

    `sizes` bounds sizes and bits, by path and kind; the flag of a bound states whether it bounds the sum over all occurrences.
    `exact` holds exact sizes, `values` bounds of numbers, and `cases` the possible cases of sum types, by path.
    """

    sizes: dict[tuple[str, str], list[tuple[Some, bool]]] = field(default_factory=dict)
    exact: dict[str, Poly] = field(default_factory=dict)
    values: dict[str, Some] = field(default_factory=dict)
    cases: dict[str, frozenset[str]] = field(default_factory=dict)


def abstract_instance(problem: Problem) -> AbstractInstance:
    """Return the abstract instance of a problem.

    Raises `Uncovered` if no text bounds some size of it.
    """
    reader = SizeReader(problem.functions)
    known = _Known()
    for name, node in problem.measures:
        measure = Poly.of(Atom("measure", name))
        for r in reader.bounded(node, {}):
            known.sizes.setdefault((r.path, r.kind), []).append(((measure,), r.total))
        place = reader.place(node.args[0], {}) if node.op in ("size", "bits") else None
        if place is not None:
            known.exact[place.path] = measure
    for node in problem.valid:
        for r, limit in reader.constants(node, {}):
            known.sizes.setdefault((r.path, r.kind), []).append((some(limit), False))
    before: dict[str, Some] | None = None
    for _ in range(ROUNDS):
        if known.values != before:  # a condition may bound a number by another one
            before = dict(known.values)
            first = _Builder(problem, known, strict=False)
            value = first.build()
            _Valid(problem, known, reader, Analysis(problem.functions, (), value, first.denominators)).read()
    builder = _Builder(problem, known, strict=True)
    return AbstractInstance(builder.build(), builder.denominators)


class _Builder:
    def __init__(self, problem: Problem, known: _Known, strict: bool) -> None:
        self.problem, self.known, self.strict = problem, known, strict
        self.denominators: dict[Atom, Some] = {}
        self.uncovered: list[Slot] = []
        self.totals: dict[str, list[tuple[SlotPath, Some]]] = {}
        self.homes: dict[str, Some] = {}
        self.sizes: dict[str, Some] = {}  # of the fields before this one that are sets

    def build(self) -> Abs:
        """Return the abstract instance.

        Raises `Uncovered` if the builder is strict and no text bounds some size.
        """
        self._of(self.problem.instance, "", some(1), "", ())  # determines the sizes of all homes
        self.uncovered, self.totals, self.denominators, self.sizes = [], {}, {}, {}
        value = self._of(self.problem.instance, "", some(1), "", ())
        if self.strict and self.uncovered:
            raise self._error()
        return value

    def _error(self) -> Uncovered:
        fields = " and ".join(f"`{slot}`" for slot in self.uncovered)
        slot = self.uncovered[0]
        item = "|x|" if slot.kind == "size" else "bits(x)"
        inside = f"max({item} | x in ...)` or the sum of these"
        fix = f"declare one that does, such as `{inside if '[' in slot.path else f'{slot}`'}"
        mark = self.problem.about.mark
        assert mark is not None
        message = f"the measures of {self.problem.name} leave {fields} unbounded"
        return Uncovered(message, mark.source, mark.start, mark.end, fix=fix)

    # `outer` is the path of the outermost collection on the way to `path`, and `inside` is the rest of the way from its members.

    def _of(self, type: Type, path: str, many: Some, outer: str, inside: SlotPath) -> Abs:
        match type:
            case Never() | Bool():
                return TRUTH
            case Number():
                return self._number(type, path, many, outer, inside)
            case Label(home):
                return Name(self.homes.get(home) or some(0))
            case Set(item, home, within):
                return self._set(item, home, within, path, many, outer, inside)
            case Edge(item):
                member = self._of(item, f"{path}[]", times(many, some(2)), outer, (*inside, "item"))
                return Coll(some(2), member, exact=Poly.constant(2), edge=True)
            case Seq(item):
                return self._members(path, many, outer, inside, item, self._size(path, outer, inside, None))
            case Map(key, item, domain):
                return self._map(key, item, domain, path, many, outer, inside)
            case Tuple(items):
                return Prod(tuple(self._of(t, below(path, str(i)), many, outer, (*inside, str(i))) for i, t in enumerate(items)))
            case Record(fields):
                return Prod(tuple(self._of(t, below(path, n), many, outer, (*inside, str(i))) for i, (n, t) in enumerate(fields)))
            case Sum(_, cases):
                possible = self.known.cases.get(path)
                return PossibleCases(
                    tuple(
                        (
                            case,
                            tuple(
                                self._of(t, below(path, f"{case}.{i}"), many, outer, (*inside, case, str(i)))
                                for i, t in enumerate(types)
                            ),
                        )
                        for case, types in sorted(cases)
                        if possible is None or case in possible
                    )
                )
            case Term():
                raise TypeError("an instance has no built labels")
        raise TypeError(type)

    def _set(self, item: Type, home: str, within: str, path: str, many: Some, outer: str, inside: SlotPath) -> Abs:
        natural: Some | None = None
        if within:
            natural = self.homes.get(within)
        elif not home:
            natural = self._universe(item, f"{path}[]")
        size = self._size(path, outer, inside, natural)
        if home:
            self.homes[home] = size
        if not outer:
            self.sizes[path] = size
        return self._members(path, many, outer, inside, item, size)

    def _map(self, key: Type, item: Type, domain: str, path: str, many: Some, outer: str, inside: SlotPath) -> Abs:
        natural = self._keys(domain) if domain else self._universe(key, f"{path}[key]")
        size = self._size(path, outer, inside, natural)
        keys = self._of(key, f"{path}[key]", times(many, size), outer or path, (*inside, "key"))
        coll = self._members(path, many, outer, inside, item, size)
        assert isinstance(coll, Coll)
        exact = coll.exact if coll.exact is not None else self._exact(domain)
        return replace(coll, key=keys, exact=exact)

    def _keys(self, domain: str) -> Some | None:
        """Return the number of keys of a map with a domain; None if the size of a set is not known."""
        found: Some | None = some(1)
        for path in factors(domain):
            size = self.homes.get(path, self.sizes.get(path))
            found = None if found is None or size is None else times(found, size)
        return found

    def _exact(self, domain: str) -> Poly | None:
        """Return the exact number of keys of a map with a domain; None if it is not known."""
        found: Poly | None = Poly.constant(1)
        for path in factors(domain):
            size = self.known.exact.get(path)
            found = None if found is None or size is None else found * size
        return found if domain else None

    def _universe(self, type: Type, path: str) -> Some | None:
        """Return the number of values of a type by its labels; None if the type has values that labels do not determine."""
        return universe(self._of(type, path, some(1), "", ())) if plain(type) else None

    def _members(self, path: str, many: Some, outer: str, inside: SlotPath, item: Type, size: Some) -> Abs:
        count = times(many, size)
        for bound, total in self.known.sizes.get((path, "size"), ()):
            if total:
                count = either(count, bound)
        within = (*inside, "item") if outer else ()
        member = self._of(item, f"{path}[]", count, outer or path, within)
        exact = self.known.exact.get(path) if not outer else None
        return Coll(size, member, None, tuple(self.totals.get(path, ())), exact)

    def _size(self, path: str, outer: str, inside: SlotPath, natural: Some | None) -> Some:
        bounds = [b for b, _ in self.known.sizes.get((path, "size"), ())]
        if natural is not None:
            bounds.append(natural)
        self._note_totals(path, "size", outer, (*inside, "size"))
        if not bounds:
            self.uncovered.append(Slot(path, "size"))
            return some(unbounded(f"|{path}| is not bounded by a measure"))
        return either(*bounds)

    def _note_totals(self, path: str, kind: str, outer: str, inside: SlotPath) -> None:
        for bound, total in self.known.sizes.get((path, kind), ()):
            if total and outer and "key" not in inside:
                self.totals.setdefault(outer, []).append((inside, bound))

    def _number(self, type: Number, path: str, many: Some, outer: str, inside: SlotPath) -> Abs:
        marker = some(Poly.of(Atom("value", path)))
        value = self.known.values.get(path)
        up = marker if value is None else either(value, marker)
        bounds = [b for b, _ in self.known.sizes.get((path, "bits"), ())]
        if type.sort == "nat" and value is not None:
            bounds.append(each(bits_of, value))
        self._note_totals(path, "bits", outer, (*inside, "bits"))
        if not bounds:
            self.uncovered.append(Slot(path, "bits", sort=type.sort))
            bounds = [some(unbounded(f"the bits of {path} are not bounded by a measure"))]
        bits = either(*bounds)
        length = self.known.exact.get(path) if not outer else None
        if type.sort != "rat":
            return Num(up, some(0) if type.sort == "nat" else marker, bits, length=length)
        den = Atom("denominator", path)
        self.denominators[den] = times(many, bits)
        return Num(up, marker, bits, Poly.of(den), bits, length=length)


class _Valid:
    """The bounds that the conditions of `valid` give beyond constants: of numbers, and of the cases of sum types."""

    def __init__(self, problem: Problem, known: _Known, reader: SizeReader, analysis: Analysis) -> None:
        self.problem, self.known, self.reader, self.analysis = problem, known, reader, analysis

    def read(self) -> None:
        """Add the bounds of the conditions to `known`."""
        self.analysis.part(())
        with self.analysis.quietly():
            for condition in self.problem.valid:
                for part in conjuncts(condition):
                    self._condition(part, {}, Reach())

    def _condition(self, node: Node, env: Places, scope: Reach) -> None:
        """Add the bounds of one condition on the variables that generators and cases bind.

        A condition bounds only places in its `scope`: elsewhere it may be vacuous, for instance if another collection is empty.
        """
        self.analysis.account.spend(1, node.mark)
        match node.op:
            case "and":
                for a in node.args:
                    self._condition(a, env, scope)
            case "global":
                with self.analysis.elsewhere({}, {}):
                    self._condition(self.analysis.functions[node.data].body, {}, scope)
            case "every" | "case" | "implies":
                for part, found, more in self.reader.narrowed(node, env):
                    self._inside(node, part, found, scope | more)
            case "le" | "lt" | "eq":
                self._bounded(node.args[0], node.args[1], env, scope, node.op == "lt")
                if node.op == "eq":
                    self._bounded(node.args[1], node.args[0], env, scope, False)
        possible = self._possible(node, env)
        if possible is not None and scope.leads_to(possible[0].path, possible[0].choices):
            place, names = possible
            self.known.cases[place.path] = self.known.cases.get(place.path, names) & names

    def _inside(self, node: Node, part: Node, env: Places, scope: Reach) -> None:
        """Add the bounds of a condition that holds in a part of the instance: in an `every`, a branch or an implication."""
        if node.op == "every":
            self.analysis.comprehend(node.steps, lambda _: self._condition(part, env, scope))
            return
        if node.op == "case":
            subject = self.analysis.evaluate(node.args[0])
            assert isinstance(subject, PossibleCases)
            (name, variables), *_ = (branch for branch, body in zip(node.data, node.args[1:], strict=True) if body is part)
            arguments = subject.arguments(name)
            if arguments is None:
                return
            for variable, argument in zip(variables, arguments, strict=True):
                self.analysis.bind(variable, argument, node.args[0])
        self._condition(part, env, scope)

    def _bounded(self, small: Node, large: Node, env: Places, scope: Reach, strict: bool) -> None:
        if not isinstance(small.type, Number):
            return
        for place, more in self.reader.values(small, env):
            if scope.leads_to(place.path, place.choices):
                whole = all(isinstance(n.type, Number) and n.type.sort != "rat" for n in (small, large))
                self._at_most(place, large, more + (1 if strict and whole else 0))

    def _at_most(self, place: InstancePlace, large: Node, less: int) -> None:
        """Add that the number at a place is at most a value less a constant."""
        bound = self.analysis.evaluate(large)
        assert isinstance(bound, Num)
        gens = [g for frame in self.analysis.frames for g in frame.gens]
        up = each(lambda p: self.analysis.counter.capped(p - less, gens).clear(), bound.up)
        if not up[0].has("unbounded", "value"):
            known = self.known.values.get(place.path)
            self.known.values[place.path] = up if known is None else either(known, up)

    def _possible(self, node: Node, env: Places, holds: bool = True) -> tuple[InstancePlace, frozenset[str]] | None:
        """Return the place of a value of a sum type, and the cases that a condition allows there; None if the condition has
        another form."""
        self.analysis.account.spend(1, node.mark)
        match node.op:
            case "not":
                return self._possible(node.args[0], env, not holds)
            case "global":
                return self._possible(self.analysis.functions[node.data].body, {}, holds)
            case "and" | "or" if (node.op == "or") == holds:
                parts = [self._possible(a, env, holds) for a in node.args]
                if None in parts or parts[0][0] != parts[1][0]:  # type: ignore[index]
                    return None
                return parts[0][0], parts[0][1] | parts[1][1]  # type: ignore[index]
            case "is":
                return self._named(node.args[0], node.data, holds, env)
            case "eq":
                for a, b in (node.args, node.args[::-1]):
                    if b.op == "make" and (holds or not b.args):
                        return self._named(a, b.data, holds, env)
        return None

    def _named(self, of: Node, case: str, holds: bool, env: Places) -> tuple[InstancePlace, frozenset[str]] | None:
        place = self.reader.place(of, env)
        if place is None or not isinstance(of.type, Sum):
            return None
        return place, frozenset(name for name, _ in of.type.cases if (name == case) == holds)


def number_paths(type: Type, value: Abs, path: str = "") -> Iterator[tuple[str, Num]]:
    """Yield the numbers inside the top fields of an instance, each with the dotted path of its field.

    - `type`, `value`: the type and the abstract value of the instance.
    - `path`: the path of the value itself.
    """
    match type, value:
        case Record(fields), Prod(parts):
            for (name, t), part in zip(fields, parts, strict=True):
                yield from number_paths(t, part, below(path, name))
        case _:
            yield from ((path, n) for n in _numbers(type, value))


def _numbers(type: Type, value: Abs) -> Iterator[Num]:
    match type, value:
        case Number(), Num():
            yield value
        case ((Set(item) | Edge(item) | Seq(item)), Coll()):
            yield from _numbers(item, value.item)
        case Map(key, item), Coll():
            if value.key is not None:
                yield from _numbers(key, value.key)
            yield from _numbers(item, value.item)
        case ((Tuple() | Record()), Prod(parts)):
            for (_, t), part in zip(components(type), parts, strict=True):
                yield from _numbers(t, part)
        case Sum(_, cases), PossibleCases():
            types = dict(cases)
            for name, arguments in value.cases:
                for t, part in zip(types[name], arguments, strict=True):
                    yield from _numbers(t, part)
