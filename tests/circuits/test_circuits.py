"""Circuits agree with the interpreter: on every assignment, their value is what it computes on the decoded values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import compress, product
from math import inf, lcm

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pysat.solvers import Solver

from certify.audit.growing_bounds import largest_sizes
from certify.circuits.decoding import Decoding
from certify.circuits.equations import reduced
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.linear import Comparisons, weighted
from certify.circuits.meaning import ProblemCircuits, ReductionCircuits
from certify.circuits.simulation import counts, first
from certify.circuits.symbolic_instances import UnknownInstance, Unknowns
from certify.circuits.typing import well_typed
from certify.core import Problem, Reduction
from certify.core.paths import homes
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.generate.enumeration import instances
from certify.generate.size_caps import caps
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.relabelling import OutsideHome, relabel
from certify.symbolic.affine import Affine
from certify.symbolic.values import Amount, Beyond, Members, Symbolic
from tests.bounds.random_programs import program
from tests.names import BASES, RARE, REAL, every, few, sampled
from tests.texts import PARTIAL, partial, problem

MOST = 150


def models(circuit: Circuit, roots: Sequence[Literal], most: int = MOST) -> Iterator[Decoding]:
    """Yield assignments of the inputs under which all roots are true, each once."""
    if FALSE in roots:
        return
    with Solver(name="cadical153", bootstrap_with=list(circuit.clauses(roots))) as solver:
        for _ in range(most):
            if not solver.solve():
                return
            true = {x for x in solver.get_model() if x > 0}
            yield Decoding(circuit.under(i for i in circuit.inputs if i in true))
            solver.add_clause([-i if i in true else i for i in circuit.inputs])


class Sized:
    """The circuits of a problem on the instances of one size, or of all up to it."""

    def __init__(self, problem: Problem, bounds: Mapping[str, int], sizes: Mapping[str, int], smaller: bool = False) -> None:
        self.circuit = Circuit()
        self.values = GateValues(self.circuit)
        self.unknowns = Unknowns(self.values)
        unknown = UnknownInstance(self.unknowns, problem.instance, caps(problem, bounds), sizes, smaller=smaller)
        self.x: Symbolic = unknown.value
        self.assignments = unknown.assignments()
        self.of = ProblemCircuits(self.values, problem)
        self.valid, self.owed = self.of.valid(self.x)
        self.measures, _ = self.of.measures(self.x, [name for name, _ in problem.measures])
        within = [self.values.compared("le", m, bounds[name]) for name, m in self.measures.items()]
        self.given = [self.valid, *within]

    def roots(self, *more: Literal) -> list[Literal]:
        return [*self.unknowns.required, *self.given, *more]


LEAST = {"L": 3}  # a network with fewer layers does not exist


def sized(problem: Problem, bound: int, together: bool = False) -> Iterator[Sized]:
    """Yield the circuits for all sizes of a problem's homes within a bound of its measures: one for each, or one `together`."""
    bounds = {name: max(bound, LEAST.get(name, 0)) for name, _ in problem.measures}
    if together:
        yield Sized(problem, bounds, largest_sizes(problem, bounds), smaller=True)
        return
    found, paths = caps(problem, bounds), sorted(homes(problem.instance))
    for sizes in product(*(range((found.of[path, "size"].limit or 0) + 1) for path in paths)):
        yield Sized(problem, bounds, dict(zip(paths, sizes, strict=True)))


LARGE = {
    "FlowShop": 1,
    "Partition": 2,
    "PosSLP": 2,
    "SparseSolution": 1,
    "ThreeTermDNF": 1,
    "ThresholdTraining": 1,
    "ZeroOneProgramming": 2,
}
PROBLEMS = {name: 1 if name.endswith("DNNT") else LARGE.get(name, 3) for name in standard().names("problem") if name not in REAL}
REDUCTIONS = [name for name in standard().names("reduction") if name.partition(":")[2] not in REAL]


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("name", every(5, sampled(PROBLEMS)))
def test_problems_mean_the_same(name: str, together: bool) -> None:
    assert compared(standard().problem(name), PROBLEMS[name], together) > 0 or name.endswith("DNNT")


def compared(problem: Problem, bound: int, together: bool = False) -> int:
    """Compare the circuits of a problem with the interpreter, and return the number of pairs of instance and witness."""
    meaning, seen = ProblemMeaning(problem), 0
    for size in sized(problem, bound, together):
        w, _ = size.of.witness(size.unknowns, size.x)
        accepts, owed = size.of.accepts(size.x, w)
        inside, _ = size.of.in_space(size.unknowns, size.x, w)
        for found in models(size.circuit, size.roots()):
            x, value = found.value(size.x), found.value(w)
            assert not meaning.ill_typed(x)
            assert meaning.valid(x)
            assert {n: found.value(m) for n, m in size.measures.items()} == meaning.measures(x)
            assert value in set(witnesses(meaning.space(x)))
            assert found.true(inside)
            assert found.true(owed) == undefined(meaning, x, value), (x, value)
            assert found.true(owed) or found.true(accepts) == meaning.accepts(x, value)
            seen += 1
    return seen


def undefined(meaning: ProblemMeaning, x: Value, w: Value) -> bool:
    """Return whether the verifier is undefined."""
    try:
        meaning.accepts(x, w)
    except Unmet:
        return True
    return False


ODD = {
    "a sum of what is no power": "sum(2 | i in S) <= 0",
    "a sum of powers": "sum((n - 1)^2 | i in S) <= 0",
    "powers of several sums": "sum((j * |S| + n - 2) ^ 2 | j in 1 .. 3) <= 0",
    "less than nothing": "sum((n - 1)^2 | i in S) <= -1",
    "a definition used in both branches": "if flag then every i in A: one(i) = 1 else every i in A: one(i) = 2",
}


@pytest.mark.parametrize("accepts", ODD.values(), ids=ODD.keys())
def test_odd_conditions_mean_the_same(accepts: str) -> None:
    text = f"""problem Odd "Odd"
  instance A    : set of labels
           n    : nat
           flag : bool
  measures a = |A|, b = bits(n)
  witness  S : subset of A
  let      one(i) = if flag then 1 else 2
  accepts  {accepts}
"""
    assert compared(problem(text, "Odd"), 2) > 10


@pytest.mark.parametrize("accepts", PARTIAL.values(), ids=PARTIAL.keys())
def test_what_is_not_defined_is_owed_there_too(accepts: str) -> None:
    assert compared(partial(accepts), 2) > 100


@pytest.mark.parametrize("name", ["Clique", "ExactCover", "HamiltonianCycle", "SetCover", "SubsetSum", "ThreeColoring", "TwoSAT"])
@pytest.mark.parametrize("together", [False, True])
def test_assignments_and_instances_are_as_many(name: str, together: bool) -> None:
    problem = standard().problem(name)
    bounds = {name: 2 for name, _ in problem.measures}
    found: list[Value] = []
    for size in sized(problem, 2, together):
        here = [m.value(size.x) for m in models(size.circuit, size.roots(), 10_000)]
        assert len(here) <= size.assignments
        found += here
    assert len(found) == len(set(found))
    assert set(found) == set(instances(problem, bounds))


def both_ways(reduction: Reduction, bound: int, most: int = MOST, together: bool = False) -> int:
    """Compare the circuits of the maps with the interpreter, and return the number of pairs of instance and witness."""
    meaning, target, seen = ReductionMeaning(reduction), ProblemMeaning(reduction.target), 0
    across = relabel(reduction.target.witness.type) or (lambda value, _: value)
    for size in sized(reduction.source, bound, together):
        values, of, into = (
            size.values,
            ReductionCircuits(size.values, reduction),
            ProblemCircuits(size.values, reduction.target),
        )
        y, owed = of.image(size.x)
        typed, (valid, _) = well_typed(values, reduction.target.instance, y), into.valid(y)
        w, _ = size.of.witness(size.unknowns, size.x)
        accepted, _ = size.of.accepts(size.x, w)
        g, forward_owed = of.forward(size.x, w)
        g_inside, g_accepted = into.in_space(size.unknowns, y, g)[0], into.accepts(y, g)[0]
        required = list(size.unknowns.required)
        for found in models(size.circuit, [*required, *size.given, accepted, -owed, -forward_owed], most):
            x, witness = found.value(size.x), found.value(w)
            assert found.value(y) == meaning._image(x)
            try:
                image = meaning.image(x)
            except OutsideHome:
                assert not found.true(typed)
                continue
            assert found.true(typed) == (not target.ill_typed(image.value))
            if found.true(typed):
                assert found.true(valid) == target.valid(image.value)
            if found.true(typed) and found.true(valid) and found.true(g_inside):
                made = meaning.forward(x, witness, image)
                assert made == across(found.value(g), image.ranks)
                assert found.true(g_accepted) == target.accepts(image.value, made)
            seen += 1
        size.unknowns.required[:] = []
        v, _ = into.witness(size.unknowns, y)
        accepted, v_owed = into.accepts(y, v)
        h, backward_owed = of.backward(size.x, v)
        bad = -values.circuit.some([owed, v_owed, backward_owed])
        roots = [*required, *size.unknowns.required, *size.given, typed, valid, accepted, bad]
        for found in models(size.circuit, roots, most):
            x = found.value(size.x)
            image = meaning.image(x)
            witness = across(found.value(v), image.ranks)
            assert target.accepts(image.value, witness)
            assert found.value(h) == meaning.backward(x, witness, image)
            seen += 1
    return seen


SMALL = {
    "Clique:PrecedenceConstrainedScheduling", "PosSLP:ExactDNNT", "SetSplitting:Betweenness", "SubsetSum:IntegerKnapsack",
    "ThreeDimensionalMatching:FourPartition", "ThreeDimensionalMatching:PartitionIntoTriangles", "ThreeSAT:CyclicOrdering",
    "ThreeSAT:ForbiddenPairsPath",
    "ThreeSAT:OneDimensionalDNNT", "ThreeSAT:OneNeuronDNNT",
    "ThreeSAT:ThreeDimensionalMatching", "VertexCover:HamiltonianCycle",
    *(f"{n}:{BASES[n]}" for n in RARE),
}  # fmt: skip
LARGER = {"HamiltonianCycle"}  # a cycle has at least three vertices


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("name", few(14, sampled(REDUCTIONS)))
def test_reductions_mean_the_same(name: str, together: bool) -> None:
    bound = 1 if name in SMALL else 3 if name.partition(":")[0] in LARGER else 2
    assert both_ways(standard().reduction(name), bound, 25, together) > 0 or name.partition(":")[0] in RARE


HUGE = {114, 257, 300}  # circuits of millions of gates


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 500).filter(lambda seed: seed not in HUGE), st.booleans())
def test_random_reductions_mean_the_same(seed: int, together: bool) -> None:
    made = program(seed, 4).reduction()
    if made is None:
        return
    try:
        both_ways(made, 1, 6, together)
    except (Beyond, Unmet):
        return


# ------------------------------------------------------------------------------------------ gates and numbers


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 5), st.booleans()), max_size=8),
    st.integers(-12, 12),
    st.sampled_from([1, 40]),
)
def test_comparisons_of_linear_forms(parts: list[tuple[int, int, bool]], constant: int, scale: int) -> None:
    circuit = Circuit()
    inputs = [circuit.input() for _ in range(6)]
    form = weighted([(c * scale, inputs[i] if sign else -inputs[i]) for c, i, sign in parts], constant)
    comparisons = Comparisons(circuit)
    below, zero = comparisons.at_most_0(form), comparisons.is_0(form)
    negative = {w: -c for w, c in form.terms.items()}
    assert comparisons.at_most_0(Affine(1 - form.const, negative)) == -below
    whole, bound = {w: int(c) for w, c in form.terms.items()}, -int(form.const)
    adders = [comparisons._adders(relation, whole, bound) for relation in ("le", "eq")]
    values = comparisons.values(form, 10_000)
    assert values is not None
    for chosen in product([False, True], repeat=6):
        found = Decoding(circuit.under(i for i, c in zip(inputs, chosen, strict=True) if c))
        value = found.value(Amount(form))
        assert value == constant + sum(c * scale * (chosen[i] == sign) for c, i, sign in parts)
        assert [found.true(x) for x in (below, zero, *adders)] == [value <= 0, value == 0] * 2
        assert [v for v, x in values.items() if found.true(x)] == [value]


@pytest.mark.slow
@settings(deadline=None, max_examples=10)
@given(
    st.lists(st.integers(-3, 3), min_size=4, max_size=4),
    st.lists(st.integers(-9, 9), min_size=4, max_size=4),
    st.lists(st.integers(-3, 3), min_size=3, max_size=3),
    st.integers(-12, 12),
)
def test_comparisons_are_told_apart_by_alternatives(
    ends: list[int], weights: list[int], others: list[int], constant: int
) -> None:
    """A sum over descending literals, over alternatives of which exactly one holds, and over other wires."""
    circuit = Circuit()
    comparisons = Comparisons(circuit)
    descending = [circuit.input()]
    while len(descending) < len(ends):
        descending.append(circuit.both(descending[-1], circuit.input()))
    comparisons.descending(descending)
    a, b = circuit.input(), circuit.input()
    guards = [circuit.both(x, y) for x in (a, -a) for y in (b, -b)]
    comparisons.exactly_one(guards)
    free = [circuit.input() for _ in others]
    wires = [*descending, *guards, *free]
    form = weighted(zip([*ends, *weights, *others], wires, strict=True), constant)
    below, zero = comparisons.at_most_0(form), comparisons.is_0(form)
    for chosen in product([False, True], repeat=len(circuit.inputs)):
        found = Decoding(circuit.under(i for i, c in zip(circuit.inputs, chosen, strict=True) if c))
        value = constant + sum(k * found.true(w) for k, w in zip([*ends, *weights, *others], wires, strict=True))
        assert [found.true(below), found.true(zero)] == [value <= 0, value == 0]
        assert all(found.true(b) or not found.true(a) for a, b in product(wires, repeat=2) if circuit.implies(a, b))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.lists(st.fractions(-4, 4, max_denominator=3), min_size=4, max_size=4), st.integers(-4, 4)),
        min_size=1,
        max_size=5,
    )
)
def test_equations_are_made_smaller_together(rows: list[tuple[list[Fraction], int]]) -> None:
    circuit = Circuit()
    inputs = [circuit.input() for _ in range(4)]
    forms = [weighted(zip(coefficients, inputs, strict=True), constant) for coefficients, constant in rows]
    smaller, together = reduced(forms), GateValues(circuit).algebra.all_zero(forms)
    for form, other in zip(forms, smaller, strict=True):
        common = lcm(form.const.denominator, *(c.denominator for c in form.terms.values()))
        assert sum(map(abs, other.terms.values())) <= common * sum(map(abs, form.terms.values()))
    for chosen in product([False, True], repeat=4):
        found = Decoding(circuit.under(i for i, c in zip(inputs, chosen, strict=True) if c))
        zero = all(sum(compress(row, chosen)) + constant == 0 for row, constant in rows)
        assert zero == all(found.value(Amount(form)) == 0 for form in smaller) == found.true(together)


def test_second_differences_of_a_piecewise_linear_function_have_few_terms() -> None:
    circuit = Circuit()
    bends = [circuit.input() for _ in range(20)]
    forms = [weighted([(max(0, z - t), x) for t, x in enumerate(bends)], -z) for z in range(22)]
    assert max(len(form.terms) for form in forms) == 20
    assert all(sum(map(abs, form.terms.values())) <= 1 for form in reduced(forms))


def test_equations_that_are_too_large_stay() -> None:
    circuit = Circuit()
    a, x = circuit.input(), circuit.number()
    for terms in ({a: 1 << 41}, {x: 1}):
        forms = [Affine(0, terms), Affine(1, terms)]
        assert reduced(forms) == forms


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-3, 3), min_size=5, max_size=5),
    st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=3),
    st.lists(st.integers(0, 4), min_size=2, max_size=2),
)
def test_numbers_under_guards(coefficients: list[int], guards: list[tuple[int, bool]], numbers: list[int]) -> None:
    circuit = Circuit()
    comparisons = Comparisons(circuit)
    a, b, c, x, y = circuit.input(), circuit.input(), circuit.input(), circuit.number(), circuit.number()
    form = Affine(coefficients[0], {w: k for w, k in zip((a, b, x, y), coefficients[1:], strict=True) if k})
    under = form
    for i, sign in guards:
        under = form + comparisons.guarded(under, (a, b, c)[i] if sign else -(a, b, c)[i])
    least, most = comparisons.bounds(under)
    for chosen in product([False, True], repeat=3):
        true = [i for i, on in zip((a, b, c), chosen, strict=True) if on]
        found = Decoding(circuit.under(true, dict(zip((x, y), numbers, strict=True))))
        value = expected = found.value(Amount(form))
        for i, sign in guards:
            expected = value + (expected if chosen[i] == sign else 0)
        assert found.value(Amount(under)) == expected
        assert least <= expected <= most
    assert all(g is None or g[0] != "times" or g[1][0] > 0 for g in circuit.gates)


def test_a_number_is_not_below_what_it_is_where_a_guard_holds() -> None:
    circuit = Circuit()
    comparisons = Comparisons(circuit)
    a, x = circuit.input(), circuit.number()
    number = Affine(0, {x: 1})
    both = comparisons.guarded(number, a) + comparisons.guarded(number, -a)
    assert both == number
    assert comparisons.bounds(comparisons.guarded(number, -a)) == (0, inf)
    assert comparisons.bounds(comparisons.guarded(number, a).scaled(-1) + Affine(1)) == (-inf, 1)
    assert comparisons.at_most_0(comparisons.guarded(number, -a).scaled(-1)) == TRUE


def test_a_number_of_labels_is_read_off() -> None:
    circuit = Circuit()
    comparisons = Comparisons(circuit)
    first = circuit.input()
    labels = [first, second := circuit.both(first, circuit.input()), circuit.both(second, circuit.input())]
    comparisons.descending(labels)
    assert comparisons.at_most_0(weighted([(-1, x) for x in labels], 2)) == second


def test_words_are_assignments_side_by_side() -> None:
    circuit = Circuit()
    a, b, c = (circuit.input() for _ in range(3))
    root = circuit.choose(a, circuit.differ(b, c), circuit.every([-b, c]))
    words = {a: 0b11110000, b: 0b11001100, c: 0b10101010}
    (found,) = circuit.values([root], {i: np.array([w], dtype=np.uint64) for i, w in words.items()})
    for bit in range(8):
        true = [i for i, w in words.items() if w >> bit & 1]
        assert Decoding(circuit.under(true)).true(root) == bool(int(found[0]) >> bit & 1)


def test_a_count_and_the_count_of_the_rest_are_one_comparison() -> None:
    circuit = Circuit()
    chosen = [circuit.input() for _ in range(100)]
    comparisons = Comparisons(circuit)
    many = comparisons.at_most_0(weighted([(-1, x) for x in chosen], 40))
    few_left = comparisons.at_most_0(weighted([(1, -x) for x in chosen], -60))
    assert many == few_left
    assert abs(many) != TRUE


def test_what_is_too_large_is_said_to_be() -> None:
    values = GateValues(circuit := Circuit())
    many = Members({v: circuit.input() for v in range(13)})
    with pytest.raises(Beyond, match="more than 4096 values"):
        values.listing(many)


def gate_lists(most: int) -> st.SearchStrategy[list[tuple[str, int, int]]]:
    return st.lists(st.tuples(st.sampled_from(["and", "xor"]), st.integers(0, 99), st.integers(0, 99)), max_size=most)


def random_circuit(size: int, gates: list[tuple[str, int, int]]) -> tuple[Circuit, Literal, list[list[Literal]]]:
    """Return a circuit, its last wire, and the inputs that are true in each assignment for which this wire is true."""
    circuit = Circuit()
    inputs = [circuit.input() for _ in range(size)]
    wires = [1, -1, *inputs]
    for kind, i, j in gates:
        a, b = wires[i % len(wires)], -wires[j % len(wires)]
        wires.append(circuit.both(a, b) if kind == "and" else circuit.differ(a, b))
    root = wires[-1]
    true = [
        s
        for k in range(1 << size)
        if circuit.under(s := [w for i, w in enumerate(inputs) if k >> i & 1])[abs(root)] == (root > 0)
    ]
    return circuit, root, true


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 11), gate_lists(20))
def test_simulation_goes_through_all_assignments(size: int, gates: list[tuple[str, int, int]]) -> None:
    circuit, root, true = random_circuit(size, gates)
    inputs = circuit.inputs
    assert counts(circuit, inputs, [[root], []]) == [len(true), 1 << size]
    found = first(circuit, inputs, [root])
    assert (found is None) == (not true)
    assert found is None or sorted(found) in true


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 4), gate_lists(12))
def test_clauses_are_satisfied_by_the_same_inputs(size: int, gates: list[tuple[str, int, int]]) -> None:
    circuit, root, true = random_circuit(size, gates)
    with Solver(name="cadical153", bootstrap_with=list(circuit.clauses([root]))) as solver:
        for k in range(1 << size):
            chosen = [w for i, w in enumerate(circuit.inputs) if k >> i & 1]
            assert solver.solve(assumptions=[w if w in chosen else -w for w in circuit.inputs]) == (chosen in true)


def test_simulation_goes_on_beyond_one_block() -> None:
    circuit = Circuit()
    inputs = [circuit.input() for _ in range(18)]
    odd = inputs[0]
    for wire in inputs[1:]:
        odd = circuit.differ(odd, wire)
    assert counts(circuit, inputs, [inputs, [odd], [-inputs[17], odd]]) == [1, 1 << 17, 1 << 16]
    assert first(circuit, inputs, inputs) == frozenset(inputs)
