"""The gate of statements about unknown rational numbers, powers and folds: structures made from the checker's types alone.

The engine does not translate them.  Arithmetic that the statements leave open is here what it is; a fold's state is what the fold
has carried along, round by round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from random import Random
from types import SimpleNamespace
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import (
    PRODUCT,
    RATIONAL,
    Chosen,
    Closure,
    Fold,
    Least,
    RationalTotal,
    Statements,
    counting_variables,
    item_at,
)
from certify.core import Reduction
from certify.core.values import FrozenMap, Value, ordered
from certify.formulas.definitions import NamedChoice, NamedFormula, NamedLeast, NamedQuotient, NamedSquare, NamedSum
from certify.formulas.finite import FiniteModel, Row
from certify.formulas.logic import numbered_variables
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from certify.semantics.relabelling import relabel
from tests.certificates.proof_gate import CountingGate, statements_of, unlimited
from tests.formulas.gate import Tally

NETWORKS: dict[str, tuple[tuple[int, ...], bool, int, Any]] = {
    "TwoLayerDNNT:DNNT": ((1, 2, 1), False, 1, 2),
    "UniformDNNT:TwoLayerDNNT": ((1, 2, 1), True, 1, 2),
    "OneNeuronDNNT:UniformDNNT": ((2, 1, 1), True, 2, 2),
    "OneSampleDNNT:TwoLayerDNNT": ((2, 2, 1), False, 1, 1),
    "OnePointDNNT:OneSampleDNNT": ((1, 2, 1), False, 1, 2),
    "OneDimensionalDNNT:TwoLayerDNNT": ((1, 2, 1), False, 2, 3),
    "ExactDNNT:DNNT": ((1, 2, 2, 1), False, 1, 0),
}
"""The identities of D-NNT, and networks on which they are looked at: layers, uniform weights, samples, gamma."""

POWERS = "ThreeSAT:SubsetSum"
"""The reduction with powers of unknown exponents, which the engine does not translate either."""

ARITHMETIC: dict[str, Callable[..., Any]] = {
    "rat!of": lambda p, q: Fraction(p, q),
    "rat!add": lambda x, y: x + y,
    "rat!sub": lambda x, y: x - y,
    "rat!mul": lambda x, y: x * y,
    "rat!div": lambda x, y: Fraction(x) / y if y else 0,
    "rat!le": lambda x, y: x <= y,
    PRODUCT: lambda x, y: x * y,
    "power!": lambda b, n: b**n if n >= 0 else 0,
}


def compare_rational(reduction: Reduction, most: int, most_witnesses: int = 16, more: Any = ()) -> Tally:
    """Compare the statements of a reduction with the interpreter.  Raises NoRule or Disagreement."""
    with numbered_variables(), counting_variables(unlimited(), 1 << 20):
        return RationalGate(reduction).run(most, most_witnesses, more)


def random_network(random: Random, sizes: Sequence[int], uniform: bool, samples: int, gamma: Any) -> Value:
    """Return an instance of D-NNT with layers of these sizes; `uniform`: all weights are there, free, with the same options."""
    layers, total = list[frozenset[int]](), 0
    for size in sizes:
        layers.append(frozenset(range(total, total + size)))
        total += size
    free = iter(range(1 << 10)) if uniform else None
    numbers = [0, 1, -1, 2, Fraction(1, 2), Fraction(-2, 3)]

    def term(plain: bool) -> Value:
        if plain or (free is None and random.random() < 0.6):
            return (0, 0 if uniform else random.choice(numbers))
        return (1, random.randrange(2) if free is None else next(free))

    bias = {v: term(uniform and random.random() < 0.5) for v in range(total)}
    pairs = [(u, v) for before, after in pairwise(layers) for u in sorted(before) for v in sorted(after)]
    weights = {pair: term(False) for pair in pairs if uniform or random.random() < 0.8}
    parameters = frozenset(range(2 if free is None else next(free)))
    shared = frozenset(random.sample(numbers, 2))
    options = {i: shared if uniform else frozenset(random.sample(numbers, random.randrange(3))) for i in parameters}
    runs = (
        (FrozenMap({u: random.choice(numbers) for u in layers[0]}), FrozenMap({v: random.choice(numbers) for v in layers[-1]}))
        for _ in range(samples)
    )
    act = {v: (0 if v in layers[-1] else random.randrange(3),) for v in range(total)}
    maps = FrozenMap(act), FrozenMap(bias), FrozenMap(weights)
    return (frozenset(range(total)), tuple(layers), *maps, parameters, FrozenMap(options), tuple(runs), gamma)


class RationalGate(CountingGate):
    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        self.mine = mine = statements_of(reduction)
        goals = [SimpleNamespace(**g._asdict(), hypotheses=g.known, induction=None) for g in mine.goals]
        self.statements = SimpleNamespace(  # type: ignore[assignment]
            goals=goals, valid=mine.valid, accepted=mine.accepted, axioms=mine.shared.axioms
        )
        self.source, self.target = ProblemMeaning(reduction.source), ProblemMeaning(reduction.target)
        self.maps = ReductionMeaning(reduction)
        self.unbuild = relabel(reduction.target.witness.type)
        self.homes = sorted(p for p, s in checker.sets_in(*_instance_of(mine)).items() if s.parts[0].item == ("label", p))
        self.parsimonious, self.counts = "parsimonious" in mine.sides, "counts" in mine.sides
        self.tally = Tally()

    def run(self, most: int, most_witnesses: int, more: Sequence[Value]) -> Tally:
        """Compare on small instances, and on more of them, which need not be valid."""
        for x in more:
            if self.source.valid(x):
                self._instance(x, most_witnesses)
            else:
                self._validity(x)
        return super().run(most, most_witnesses, ())

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance, and of a witness of this name."""
        return _Structure(self.mine, x, name, w).model


def _instance_of(statements: Statements) -> tuple[Any, Any]:
    type = statements.source.type(statements.reduction.source.instance)
    return statements._instance(type, "", ()), type


def _labels_of(type: Any, path: Sequence[str]) -> str:
    """Return the home of the labels in a set of an instance, by its path."""
    inner = dict(type[1])[path[0]]
    return str(inner[1][1]) if len(path) == 1 else _labels_of(inner, path[1:])


class RationalModel(FiniteModel):
    """A structure some of whose symbols stand for Python functions."""

    def _defined(self, named: Any, row: Row) -> Any:
        return named(*row) if callable(named) else super()._defined(named, row)


class _Structure:
    def __init__(self, statements: Statements, x: Value, witness: str, value: Value) -> None:
        self.constructors = [*statements.reduction.constructors]
        self.model = RationalModel()
        self.model.definitions |= ARITHMETIC  # type: ignore[arg-type]
        self.model.universe(RATIONAL).update({0, 1, Fraction(1, 2)})
        source = statements.source.type(statements.reduction.source.instance)
        for (name, type), field in zip(source[1], x, strict=True):
            self.fill(name, (), type, field)
        if witness:
            reading, problem = {
                SOURCE_WITNESS: (statements.source, statements.reduction.source),
                TARGET_WITNESS: (statements.target, statements.reduction.target),
            }[witness]
            self.model.present.add(witness)
            type = reading.type(problem.witness.type)
            self.fill(witness, (), type, value)
            if f"{witness}~" in statements.shared.cycles:
                self.go_around(f"{witness}~", type[1], value)
                self.fill(f"{witness}<", (), type, {x: y for y, x in value.items()})
            elif problem.witness.kind == "ordering":
                self.places(witness, type[1], value)
        shared, folds = statements.shared, list[Fold | Closure]()
        self.states: dict[str, list[Value]] = {}
        for total in shared.totals.values():
            self.model.definitions[total.name] = NamedSum(*total)
        for name, what in shared.named.items():
            match what:
                case RationalTotal():
                    self.model.definitions[name] = NamedSum(*what)
                case Least():
                    self.model.definitions[name] = NamedLeast(*what)
                case Chosen():
                    self.model.definitions[name] = NamedChoice(*what)
                case Fold():
                    folds.append(what)
                    self.model.definitions[name] = self._before(what)  # type: ignore[assignment]
                case Closure():
                    folds.append(what)
                    self.model.definitions[name] = self._end(what)  # type: ignore[assignment]
                case checker.Product():
                    self.model.definitions[name] = self._product(what)  # type: ignore[assignment]
                case str(sort) if isinstance(name, tuple) and name[0] == "state":
                    self.state(sort, name[1], default(name[1]))
                case checker.SetValue((checker.Stored(of),)) if str(name).startswith("listed!"):
                    for i, (label,) in enumerate(sorted(self.model.predicates.get(of, ()))):
                        self.model.give(f"{name}@", (i,), label, _labels_of(source, of.split(".")))
                        self.model.give(f"{name}^", (label,), i, "Int")
                    self.model.give(f"{name}#", (), len(self.model.predicates.get(of, ())), "Int")
                case _ if name == "bits":
                    self.model.definitions["bits!"] = lambda n: abs(n).bit_length()  # type: ignore[assignment]
                case _ if name == "ratio":
                    self.model.definitions["ratio!"] = lambda a, b: a // b if b else 0  # type: ignore[assignment]
                case _ if name == "square":
                    self.model.definitions["square!"] = NamedSquare("square!")
                case _ if str(name).startswith("quotient!"):
                    self.model.definitions[name] = NamedQuotient(name, int(name.removeprefix("quotient!")))
                case _ if str(name).startswith("before!"):
                    for pair in combinations(sorted(self.model.universe(name.removeprefix("before!"))), 2):
                        self.model.add(name, pair)
                case _ if str(name).startswith("holds!"):
                    self.model.definitions[name] = NamedFormula(name, *what)
        self.model.close()
        for name, what in shared.named.items():
            if isinstance(what, checker.Subset):
                self.fill(name, (), ("set", what.item, ""), self._worst(what))
        self.model.close()
        for name, (place, _, item) in shared.folds.items():
            self.append(name, place, item, next(f for n, f in shared.axioms if n == name))
        for fold in folds:  # so that all its states are there
            universes = [sorted(self.model.universe(v[2])) for v in fold.parameters]
            for row in product(*universes):
                self.model.definitions[fold[0]](*row)  # type: ignore[operator]
            self.model.close()

    def state(self, sort: str, type: Any, value: Value) -> int:
        """Return the number of a value that a fold carries along, and give its symbols their meaning."""
        known = self.states.setdefault(sort, [])
        if value not in known:
            known.append(value)
            self.model.universe(sort).add(len(known) - 1)
            self.fill(sort, (len(known) - 1,), type, value)
        return known.index(value)

    def append(self, name: str, place: Any, item: Any, axiom: Any) -> None:
        """Give a sequence its meaning that a fold makes label by label: the label of each index of which its axiom is true."""
        assert item[0] == "label"
        ((i,), says) = axiom[1:] if axiom[0] == "all" else ((place,), axiom)
        for k in range(max(self.model.universe("Int")) + 1):
            for label in sorted(self.model.universe(item[1])):
                self.model.give(f"{name}@", (k,), label, item[1])
                self.model.close()
                if self.model.holds(says, {i: k}):
                    break
            else:
                self.model.functions.get(f"{name}@", {}).pop((k,), None)

    def _worst(self, subset: checker.Subset) -> frozenset[Value]:
        """Return the smallest subset that a map does not leave and that is not empty: if the map is no cycle, it is not all."""
        f = self.concrete(subset.map, ("map", subset.item, subset.item, ""), {})
        best = whole = self.concrete(subset.of, ("set", subset.item, ""), {})
        for x in whole:
            found = list[Value]()
            while (x := f.get(x)) in whole and x not in found:
                found.append(x)
            best = min(best, frozenset(found) or best, key=len)
        return best

    def _product(self, of: checker.Product) -> Callable[..., int]:
        """Return a product as a function of its parameters."""

        def product_of(*row: Any) -> int:
            env = dict(zip(of.parameters, row, strict=True))
            return prod(int(self.model.term(p.values[0], at)) for p, at in self._each(of.parts, env))

        return product_of

    def _before(self, fold: Fold) -> Callable[..., int]:
        """Return what a fold has carried along before the last item, as a function of its parameters."""

        def before(*row: Any) -> int:
            env = dict(zip(fold.parameters, row, strict=True))
            state, n = self.state(fold.state[2], fold.type, self.concrete(fold.start, fold.type, env)), 0
            for n in range(int(self.concrete(fold.length, ("int",), env)) - 1):
                _, item = item_at(fold.rounds, checker.whole_case(n))
                value = self.concrete(item, fold.type, env | {fold.state: state})
                state = self.state(fold.state[2], fold.type, value)
            return state

        return before

    def _end(self, closure: Closure) -> Callable[..., int]:
        """Return what a fold ends with that goes on until nothing changes, as a function of its parameters."""

        def end(*row: Any) -> int:
            env = dict(zip(closure.parameters, row, strict=True))
            before, now = None, self.concrete(closure.start, closure.type, env)
            while now != before:
                before, state = now, self.state(closure.state[2], closure.type, now)
                step = self.concrete(closure.step, closure.type, env | {closure.state: state})
                now = now | step if closure.larger else now & step
            return self.state(closure.state[2], closure.type, now)

        return end

    def fill(self, name: str, given: Row, type: Any, value: Value) -> None:
        """Give the symbols of a value of a type their meaning."""
        kind, model = type[0], self.model
        if kind in ("nat", "int", "rat", "label"):
            model.give(name, given, value, type[1] if kind == "label" else RATIONAL if kind == "rat" else "Int")
        elif kind == "bool" and value:
            model.add(name, given)
        elif kind == "sum":
            case = ([n for n, _ in type[2]] if type[1] else self.constructors)[value[0]]
            types = dict(type[2])[case]
            if case != type[2][-1][0]:
                model.add(f"{name}:{case}", given)
            for j, (t, x) in enumerate(zip(types, value[1:], strict=True)):
                self.fill(f"{name}:{case}.{j}", given, t, x)
        elif kind in ("tuple", "record"):
            fields = type[1] if kind == "record" else [(str(i), t) for i, t in enumerate(type[1])]
            for (n, t), x in zip(fields, value, strict=True):
                self.fill(f"{name}.{n}", given, t, x)
        elif kind == "set":
            for x in value:
                if type[2]:
                    model.universe(type[2]).add(x)
                for suffix, row in self.rows(type[1], x):
                    model.add(name + suffix, (*given, *row))
        elif kind == "seq":
            model.give(f"{name}#", given, len(value), "Int")
            for i, x in enumerate(value):
                self.fill(f"{name}@", (*given, i), type[1], x)
        elif kind == "map":
            for k, x in value.items():
                for suffix, row in self.rows(type[1], k):
                    model.add(f"{name}!keys{suffix}", (*given, *row))
                    self.fill(name + suffix, (*given, *row), type[2], x)

    def go_around(self, name: str, type: Any, cycle: Value) -> None:
        """Give the enumeration of a cycle its meaning, and its inverse: it starts with the first label."""
        found = [min(cycle, key=lambda x: (isinstance(x, tuple) and len(x) > 1, x))] if cycle else []
        while len(found) < len(cycle):
            found.append(cycle[found[-1]])
        self.fill(name, (), ("seq", type), found)
        self.places(name, type, found)

    def places(self, name: str, type: Any, items: Sequence[Value]) -> None:
        """Give the inverse of an enumeration its meaning."""
        for i, x in enumerate(items):
            for suffix, row in self.rows(type, x):
                self.model.give(f"{name}^{suffix}", row, i, "Int")

    def concrete(self, value: Any, type: Any, env: Mapping[Any, Any]) -> Value:
        """Return a value of which formulas speak as a value of the interpreter, for values of its variables."""
        model = self.model
        match value:
            case None:
                return default(type)
            case checker.Alternatives(kind, options):
                base = next((base for guard, base in options if model.holds(guard, env)), None)
                if base is None:
                    return default(type)
                if kind == "pair":
                    return frozenset(self.concrete(x, type[1], env) for x in base)
                if kind != "case":
                    return model.term(base, env)
                types = dict(type[2])[base[0]]
                args = (self.concrete(x, t, env) for x, t in zip(base[1], types, strict=True))
                names = [n for n, _ in type[2]] if type[1] else self.constructors
                return (names.index(base[0]), *args)
            case checker.Parts(items):
                types = type[1] if type[0] == "tuple" else [t for _, t in type[1]]
                return tuple(self.concrete(x, t, env) for x, t in zip(items, types, strict=True))
            case checker.SetValue():
                return frozenset(self.concrete(p.values[0], type[1], at) for p, at in self._each(checker.members(value), env))
            case checker.Items(parts):
                found = [[self.concrete(x, t, at) for x, t in zip(p.values, (("int",), type[1]), strict=True)]
                         for p, at in self._each(parts, env)]  # fmt: skip
                return tuple(x for _, x in sorted(found, key=lambda pair: int(pair[0])))
            case checker.Entries() | checker.StoredMap():
                return {
                    self.concrete(p.values[0], type[1], at): self.concrete(p.values[1], type[2], at)
                    for p, at in self._each(checker.entries(value), env)
                }
        return model.holds(value, env)

    def _each(self, gens: Any, env: Mapping[Any, Any]) -> Iterator[tuple[Any, Mapping[Any, Any]]]:
        for p in gens:
            for at in self.model.assignments(p.variables, p.guard, env):
                yield p, at

    def rows(self, type: Any, value: Value) -> Iterator[tuple[str, Row]]:
        """Yield the ways to write a flat value as a row: the cases, and the terms' values."""
        kind = type[0]
        if kind == "bool":
            yield "+" if value else "-", ()
        elif kind in ("nat", "int", "rat", "label"):
            yield "", (value,)
        elif kind == "edge":
            a, b = ordered(value)
            yield from self._row((type[1], type[1]), (a, b))
            yield from self._row((type[1], type[1]), (b, a))
        elif kind == "tuple":
            yield from self._row(type[1], value)
        elif kind == "sum":
            case = type[2][value[0]][0] if type[1] else self.constructors[value[0]]
            yield from ((f".{case}{suffix}", row) for suffix, row in self._row(dict(type[2])[case], value[1:]))

    def _row(self, types: Any, values: Any) -> Iterator[tuple[str, Row]]:
        for combination in product(*(list(self.rows(t, v)) for t, v in zip(types, values, strict=True))):
            yield "".join(suffix for suffix, _ in combination), tuple(t for _, row in combination for t in row)


def default(type: Any) -> Value:
    """Return the value with which operations go on where they are undefined."""
    kind = type[0]
    if kind in ("tuple", "record"):
        return tuple(default(t if kind == "tuple" else t[1]) for t in type[1])
    if kind == "sum":
        return (0, *map(default, type[2][0][1]))
    return {"bool": False, "set": frozenset(), "seq": (), "map": {}}.get(kind, 0)
