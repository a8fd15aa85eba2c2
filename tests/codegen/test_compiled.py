"""Compiled code returns the values of the interpreter and raises its unmet obligations at the same nodes.

It is fast: joins are look-ups, loops end early, and nothing is computed twice.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from certify.codegen import CompiledProblem, CompiledReduction, compiled_source
from certify.core import Problem, Reduction
from certify.core.coded_sets import CodedSet
from certify.core.concrete_spaces import NotEnumerable
from certify.core.mistakes import Mistake
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import witnesses
from certify.formats import to_json
from certify.formats.json_pieces import json_pieces
from certify.formats.json_text import compact
from certify.generate.bounded_instances import Box
from certify.library import read_source, standard
from certify.semantics.interpreter import NotShown, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.named_instances import Instance
from certify.semantics.welltyped import ill_typed
from tests.benchmarks.by_hand import BY_HAND
from tests.benchmarks.instance_maps import formula
from tests.bounds import random_instances
from tests.bounds.random_programs import program
from tests.conftest import Certify
from tests.names import PROBLEMS, REDUCTIONS, few, sampled
from tests.solve.random_problems import instances, problems
from tests.texts import number_of_labels, problem, reduction

TEXTS = sorted(p for folder in ("wrong", "right") for p in (Path(__file__).parents[1] / folder).glob("*.red"))

Outcome = tuple[Any, ...]


def outcome(run: Callable[..., Any], *given: Value) -> Outcome:
    """Return the outcome of a call: a value, or the error with its place and inputs."""
    try:
        return "value", run(*given)
    except Unmet as unmet:
        return "unmet", unmet.obligation, unmet.node, unmet.instance, unmet.witness
    except NotShown as defect:
        return "not shown", defect.node
    except OutsideHome as outside:
        return "outside", outside.home, outside.label, str(outside)


class Both:
    """A problem in both backends; with `alone`, compiled code cannot fall back on the interpreter."""

    def __init__(self, problem: Problem, alone: bool = False) -> None:
        self.type = problem.instance
        self.meaning, self.compiled = ProblemMeaning(problem), CompiledProblem(problem)
        self.alone, self.filters = alone, dict[tuple[Value, ...], Callable[[Value], list[Value]]]()
        if alone:
            vars(self.compiled)["reference"] = None

    def agree(self, x: Value, most: int) -> list[Value]:
        """Compare all results on an instance and at most `most` members of its witness space; return these members.

        There are none if the instance is not valid.
        """
        valid = outcome(self.meaning.valid, x)
        assert outcome(self.compiled.valid, x) == valid
        if valid != ("value", True):
            return []
        assert outcome(self.compiled.measures, x) == outcome(self.meaning.measures, x)
        assert outcome(self.compiled.space, x) == outcome(self.meaning.space, x)
        try:
            found = list(islice(witnesses(self.meaning.space(x)), most))
        except (Unmet, NotShown, NotEnumerable):
            return []
        for w in found:
            assert outcome(self.compiled.accepts, x, w) == outcome(self.meaning.accepts, x, w)
        self._agree_on_all(x, tuple(found))
        return found

    def _agree_on_all(self, x: Value, members: tuple[Value, ...]) -> None:
        """Compare the results on many members at once; the same filter serves all instances with these members."""
        said = [outcome(self.meaning.accepts, x, w) for w in members]
        undefined = next((s for s in said if s[0] != "value"), None)
        if undefined is None:
            accepted = ("value", [w for w, (_, yes) in zip(members, said, strict=True) if yes])
        elif self.alone:
            return
        else:
            accepted = undefined
        known = self.filters.setdefault(members, self.compiled.filter(members))
        assert outcome(self.compiled.accepted, x, members) == accepted
        assert outcome(known, x) == accepted


class BothMaps:
    """A reduction in both backends; with `alone`, compiled code cannot fall back on the interpreter."""

    def __init__(self, reduction: Reduction, alone: bool = False) -> None:
        self.meaning, self.compiled = ReductionMeaning(reduction), CompiledReduction(reduction)
        self.source, self.target, self.alone = Both(reduction.source, alone), Both(reduction.target, alone), alone
        if alone:
            vars(self.compiled)["reference"] = None

    def agree(self, x: Value, most: int = 8) -> int:
        """Compare the maps on a valid source instance and at most `most` members of each witness space; return their number."""
        found = self.source.agree(x, most)
        image = outcome(self.meaning.image, x)
        again = outcome(self.compiled.image, x)
        if image[0] != "value":
            assert again == image
            return 0
        assert again[0] == "value"
        assert (again[1].value, again[1].tables, again[1].ranks) == (image[1].value, image[1].tables, image[1].ranks)
        written = self.compiled.image_to_write(x)
        assert (written.value, written.tables, written.ranks) == (image[1].value, image[1].tables, image[1].ranks)
        for w in self._mapped(self.source, x, found):
            assert outcome(self.compiled.forward, x, w, image[1]) == outcome(self.meaning.forward, x, w, image[1])
        if ill_typed(self.target.type, image[1].value):
            return len(found)
        answers = self.target.agree(image[1].value, most)
        for v in self._mapped(self.target, image[1].value, answers):
            assert outcome(self.compiled.backward, x, v, image[1]) == outcome(self.meaning.backward, x, v, image[1])
        return len(found) + len(answers)

    def _mapped(self, side: Both, x: Value, found: list[Value]) -> list[Value]:
        """Return the members of the space that are mapped; without the interpreter, only witnesses, on which maps are defined."""
        return [w for w in found if not self.alone or side.meaning.accepts(x, w)]


def small(problem: Problem, most: int, bound: int = 2) -> list[Value]:
    """Return at most `most` small valid instances, with measures up to `bound`."""
    return [x for x, _ in islice(Box(problem, {name: bound for name, _ in problem.measures}).measured(), most)]


def coded_parts(value: Value) -> int:
    """Return the number of coded sets among the fields of an instance, and of the records in it."""
    return isinstance(value, CodedSet) or (isinstance(value, tuple) and sum(map(coded_parts, value)))


@pytest.mark.parametrize("name", ["ThreeSAT:IndependentSet", "ThreeSAT:ThreeColoring", "IndependentSet:VertexCover"])
def test_edges_of_an_image_to_write_are_coded(name: str) -> None:
    reduction = standard().reduction(name)
    meaning, target = CompiledReduction(reduction), CompiledProblem(reduction.target)
    for x in small(reduction.source, 20):
        image = meaning.image_to_write(x)
        assert coded_parts(image.value) == 1
        assert not target.ill_typed(image.value)
        assert "".join(json_pieces(reduction.target.instance, image.value, image.names({}))) == compact(
            to_json(Instance(reduction.target, ReductionMeaning(reduction).image(x).value, image.names({})))
        )


# ------------------------------------------------------------------------------------------ equality with the interpreter


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(problems, st.lists(instances, min_size=1, max_size=3))
def test_random_conditions_mean_the_same(found: Problem, xs: list[Value]) -> None:
    both = Both(found)
    for x in xs:
        both.agree(x, 6)


@cache
def compiled_program(seed: int) -> BothMaps | None:
    made = program(seed, 4).reduction()
    return None if made is None else BothMaps(made)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 500), st.integers(0, 2**30), st.integers(1, 4))
@example(37, 0, 1)  # a cell of the verifier that looks up powers
def test_random_reductions_mean_the_same(seed: int, drawn: int, scale: int) -> None:
    both = compiled_program(seed)
    if both is None:
        return
    try:
        x = random_instances.instance(both.source.type, Random(drawn), scale)
    except random_instances.NoValue:
        return
    if not ill_typed(both.source.type, x) and outcome(both.source.meaning.valid, x) == ("value", True):
        both.agree(x, 4)


LARGE = "ThreeSAT:OneDimensionalDNNT"
"""Images of hundreds of samples."""


@pytest.mark.parametrize("name", few(14, sampled(REDUCTIONS)))
def test_the_reductions_of_the_library_mean_the_same_without_the_interpreter(name: str) -> None:
    made = standard().reduction(name)
    both = BothMaps(made, alone=True)
    assert sum(both.agree(x, 16) for x in small(made.source, 40 if name == LARGE else 150)) > 0


@pytest.mark.parametrize("name", sampled(PROBLEMS))
def test_the_problems_of_the_library_mean_the_same_without_the_interpreter(name: str) -> None:
    made = standard().problem(name)
    both = Both(made, alone=True)
    xs = small(made, 100)
    assert xs
    for x in xs:
        both.agree(x, 16)


@pytest.mark.parametrize("path", few(15, TEXTS), ids=lambda p: p.stem)
def test_wrong_and_right_texts_mean_the_same(path: Path) -> None:
    library = standard().with_texts([read_source(path)])
    (name,) = (n for kind, n in library.layers[0][0].declares if kind == "reduction")
    made = library.reduction(name)
    both = BothMaps(made)
    xs = small(made.source, 20)
    assert xs
    for x in xs:
        both.agree(x)


# ------------------------------------------------------------------------------------------ what is undefined

LOOKS = """
problem P
  instance s : seq of nat
           t : seq of nat
           f : map from nat to nat
           k : nat
  measures n = |s|, m = |t|, c = |f|, b = bits(k) + max(bits(x) | x in s) + max(bits(x) | x in t)
             + max(bits(x) + bits(y) | x -> y in f)
  witness  none
  accepts  %s
"""


def looks(condition: str) -> Both:
    return Both(problem(LOOKS % condition, "P"))


@pytest.mark.parametrize(
    "condition",
    [
        "every i -> x in s: x > 1 implies k mod x < 7 mod k",
        "every i -> x in s, j -> y in t where j < |s| and s[j] = x and f[j] = i: i <= j",
        "every i -> x in s, j -> y in t where s[j] = x: i <= j",
        "every x in s, y in t where f[y] = x and y > 0: x < y",
        "every x in s, y in t where f[y] < 3 and y = x: x <= 2",
        "some x -> y in f: 6 mod y = x",
        "every x -> y in f: 6 mod y != x",
        "every x in s: some a -> b in f: f[b] = x",
        "|{ f[x] | x in s }| = |s|",
        "|{ x -> y | x in s, y in t where x = y mod k }| <= 1",
        "(first x in s: x = k) <= (the y in t: y = k)",
        "s[k ..] = t[.. k]",
        "sum(x / k | x in s) = min(y | y in t)",
        "(count x in s: x = k) = (fold h = 0 over y in t: h + y mod k)",
    ],
)
def test_what_is_unmet_is_unmet_at_the_same_node(condition: str) -> None:
    both, random, kinds = looks(condition), Random(1), set()
    for _ in range(400):
        s, t = (tuple(random.randrange(4) for _ in range(random.randrange(4))) for _ in range(2))
        f = FrozenMap({random.randrange(4): random.randrange(4) for _ in range(random.randrange(4))})
        x = (s, t, f, random.randrange(4))
        both.agree(x, 1)
        kinds.add(outcome(both.meaning.accepts, x, ())[0])
    assert kinds == {"value", "unmet"}


def test_a_label_outside_its_home_is_named() -> None:
    made = reduction(
        """
problem A
  instance V : set of labels
  measures n = |V|
  witness  none
  accepts  true
problem B
  instance V : set of labels
           W : subset of V
  measures n = |V|
  witness  none
  accepts  true
reduction A -> B
  given    x
  labels   a(rank : number)
  target   V = { a(0) | v in x.V }
           W = { a(|x.V| - 1) | v in x.V }
  forward  none -> none
  backward none -> none
""",
        "A:B",
    )
    both = BothMaps(made)
    for n in range(4):
        both.agree((frozenset(range(n)),))
    assert outcome(both.compiled.image, (frozenset(range(2)),))[:2] == ("outside", "V")


# ------------------------------------------------------------------------------------------ what makes it fast


def steps(run: Callable[[int], object], *sizes: int) -> list[int]:
    """Return the number of bytecodes of compiled code that each size executes, which does not depend on the machine."""

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if not frame.f_code.co_filename.startswith("compiled "):
            return None
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        counts[-1] += event == "opcode"
        return trace

    counts: list[int] = []
    for size in sizes:
        counts.append(0)
        sys.settrace(trace)
        try:
            run(size)
        finally:
            sys.settrace(None)
    return counts


@pytest.mark.parametrize("target", ["IndependentSet", "ThreeColoring", "SubsetSum", "OneNeuronDNNT"])
def test_the_work_of_a_map_is_linear(target: str) -> None:
    map = CompiledReduction(standard().reduction(f"ThreeSAT:{target}")).image
    few, many = steps(lambda n: map(formula(n)), 40, 160)
    assert 3 * few < many < 5 * few


def test_families_of_incident_edges_are_linear() -> None:
    map = CompiledReduction(standard().reduction("VertexCover:SetCover")).image

    def on_a_cycle(n: int) -> None:
        map(((frozenset(range(n)), frozenset(frozenset((v, (v + 1) % n)) for v in range(n))), 0))

    few, many = steps(on_a_cycle, 50, 200)
    assert 3 * few < many < 5 * few


JOINS = [
    "every i -> x in s, j -> y in t where x = y: i <= j",
    "every i -> x in s, j -> y in t where i < j and y = x and j < k: x < 2",
    "every x in s: (count y in t: y = x) <= 1",
    "every x in s: some y in t: y + 1 = x",
    "every x in s: sum(y | y in t where y = x) <= 5",
    "[ [ j | j -> y in t where y = x ] | x in s ] = [ [ j | j -> y in t where x = y and j >= 0 ] | x in s ]",
    "every x in s, y in t, a -> b in f where a = x and b = y: x <= y",
    "every x in s: (count i -> y in t, z in 0 .. 1: y = x and z = x) <= 1",
    "(fold h = 0 over x in s, y in t where y = x: 2 * h + y) <= 5",
    "every x in s: (first j in positions(t): j = x or j = |t| - 1) <= x",
]


@pytest.mark.parametrize("condition", JOINS)
def test_joins_keep_the_meaning(condition: str) -> None:
    both, random = looks(condition), Random(2)
    answers = set()
    for _ in range(300):
        s, t = (tuple(random.randrange(5) for _ in range(random.randrange(5))) for _ in range(2))
        f = FrozenMap({random.randrange(4): random.randrange(4) for _ in range(random.randrange(4))})
        x = (s, t, f, random.randrange(4))
        both.agree(x, 1)
        answers.add(outcome(both.meaning.accepts, x, ()))
    assert ("value", True) in answers


class Nested:
    """Random conditions with nested loops that equality and membership relate."""

    def __init__(self, random: Random) -> None:
        self.random, self.bound = random, 0

    def loops(self, scope: list[str], ordered: bool = False) -> tuple[str, list[str]]:
        """Return generators with conditions, and the numbers in scope after them."""
        out, scope = [], list(scope)
        for _ in range(self.random.choice([1, 1, 2])):
            a, b = f"v{self.bound}", f"v{self.bound + 1}"
            self.bound += 2
            sets = [] if ordered else ["{ z | z in s }", "{ z mod 3 | z in t }", "domain(f)", f"{{{self.number(scope, 0)}, 1}}"]
            pairs = ["s", "t"] if ordered else ["s", "t", "f", "f"]
            if self.random.random() < 0.5:
                out.append(f"{a} -> {b} in {self.random.choice(pairs)}")
                scope += [a, b]
            else:
                out.append(f"{a} in {self.random.choice(['s', 't', *sets])}")
                scope.append(a)
            if self.random.random() < 0.7:
                parts = [self.condition(scope, 0) for _ in range(self.random.choice([1, 1, 2]))]
                out[-1] += f" where {' and '.join(parts)}"
        return ", ".join(out), scope

    def condition(self, scope: list[str], depth: int) -> str:
        kind = self.random.choice(["=", "=", "=", "=", "in", "<=", "!=", "every", "some"])
        if kind in {"every", "some"} and depth > 0:
            loops, inner = self.loops(scope)
            return f"({kind} {loops}: {self.condition(inner, depth - 1)})"
        if kind == "in":
            return f"{self.number(scope, 0)} in {self.random.choice(['s', 't', 'domain(f)', '{ z | a -> z in f }', '{0, 2}'])}"
        sign = "=" if kind in {"every", "some"} else kind
        return f"{self.number(scope, depth)} {sign} {self.number(scope, depth)}"

    def number(self, scope: list[str], depth: int) -> str:
        leaf = self.random.choice([*scope, *scope, *scope, "k", "1"])
        kind = self.random.choice(["leaf", "leaf", "f", "s", "mod", "count", "sum", "the", "first", "fold", "set", "max"])
        if kind in {"leaf", "f", "s", "mod"} or depth <= 0:
            return {"f": f"f[{leaf}]", "s": f"s[{leaf}]", "mod": f"({leaf} mod 3)"}.get(kind, leaf)
        loops, inner = self.loops(scope, ordered=kind in {"first", "fold"})
        if kind in {"count", "the", "first"}:
            body = self.condition(inner, depth - 1)
            return f"({kind if '->' not in loops and ',' not in loops else 'count'} {loops}: {body})"
        value = self.number(inner, depth - 1)
        if kind == "fold":
            return f"(fold h = 0 over {loops}: h + {value})"
        return f"|{{ {value} | {loops} }}|" if kind == "set" else f"{kind}({value} | {loops})"


@settings(deadline=None, max_examples=75, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_random_joins_mean_the_same(seed: int) -> None:
    random = Random(seed)
    try:
        both = looks(Nested(random).condition([], 3))
    except Mistake:
        return
    for _ in range(8):
        s, t = (tuple(random.randrange(4) for _ in range(random.randrange(5))) for _ in range(2))
        f = FrozenMap({random.randrange(4): random.randrange(4) for _ in range(random.randrange(5))})
        both.agree((s, t, f, random.randrange(4)), 1)


@pytest.mark.parametrize("condition", JOINS[:5])
def test_joins_are_linear(condition: str) -> None:
    accepts = looks(condition.replace("k", "2")).compiled.accepts
    few, many = steps(lambda n: accepts((tuple(range(n, 2 * n)), tuple(range(n)), FrozenMap(), 0), ()), 50, 200)
    assert many < 5 * few


@pytest.mark.parametrize("condition", ["some x in s: x = 0", "not (every x in s: x > 0)", "(first x in s: x = 0) = 0"])
def test_comprehensions_end_early(condition: str) -> None:
    accepts = looks(condition).compiled.accepts
    few, many = steps(lambda n: accepts(((0,) * n, (), FrozenMap(), 0), ()), 50, 200)
    assert few == many


def test_what_a_loop_does_not_change_is_computed_once() -> None:
    accepts = looks("every x in s: x <= sum(y * y | y in t)").compiled.accepts
    few, many = steps(lambda n: accepts(((1,) * n, (1,) * n, FrozenMap(), 0), ()), 50, 200)
    assert many < 5 * few


def test_what_occurs_twice_is_computed_once() -> None:
    assert (
        looks("sum(y * y | y in t) < 9 or sum(y * y | y in t) > 20").compiled.source.split("def accepted")[0].count("sum(") == 1
    )


@pytest.mark.parametrize("target", sorted(BY_HAND))
def test_maps_by_hand_are_the_maps(target: str) -> None:
    compiled = CompiledReduction(standard().reduction(f"ThreeSAT:{target}"))
    for n in (3, 10, 30):
        assert compiled.image(formula(n)).value == BY_HAND[target](formula(n))


SPARSE = """
problem A
  instance V : set of labels
           c : seq of seq of V
  measures n = |V|, m = |c|, t = sum(|s| | s in c)
  witness  none
  accepts  true
problem B
  instance W : set of labels
           f : seq of map from W to int
  measures n = |W|, m = |f|
  witness  none
  accepts  true
reduction A -> B
  given    x
  labels   a(vertex : x.V), b
  target   W = { a(v) | v in x.V } + {b}
           f = [ { a(v) -> %s | v in x.V } with { b -> |s| } | s in x.c ]
  forward  none -> none
  backward none -> none
"""


@pytest.mark.parametrize(
    "value",
    ["count v2 in s: v2 = v", "7 - (count v2 in s: v2 = v)", "sum(i | i -> u in s where u = v)", "(count u in s: v = u) + |x.V|"],
)
def test_maps_that_are_mostly_one_value_are_sparse(value: str) -> None:
    both = BothMaps(reduction(SPARSE % value, "A:B"))
    assert "fromkeys" in both.compiled.source
    random = Random(3)
    for n in range(5):
        for _ in range(20):
            lengths = [random.randrange(4) if n else 0 for _ in range(random.randrange(4))]
            both.agree((frozenset(range(n)), tuple(tuple(random.randrange(n) for _ in range(k)) for k in lengths)))


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_runs_after_a_map_as_before(running: bool) -> None:
    image = CompiledReduction(standard().reduction("ThreeSAT:IndependentSet")).image
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        image(formula(3))
        assert gc.isenabled() == running
    finally:
        (gc.enable if before else gc.disable)()


def test_show_prints_the_python(certify: Certify) -> None:
    said = certify("show", "3sat:is", "--compiled")
    assert said.code == 0
    assert said.out == compiled_source(standard().reduction("ThreeSAT:IndependentSet"))
    assert certify("show", "3sat", "--compiled", "--json").json["result"]["compiled"].startswith("def valid(")


def test_names_are_those_of_the_text() -> None:
    source = CompiledProblem(standard().problem("ThreeSAT")).source
    assert "for c in x[1]:" in source
    assert "for l in c:" in source


def test_more_loops_than_python_nests_are_left_to_the_interpreter() -> None:
    loops = ", ".join(f"v{i} in x.A" for i in range(24))
    found = number_of_labels(f"count {loops}: v0 = v1")
    assert CompiledReduction(found).image((frozenset({0}),)).value == (1,)
