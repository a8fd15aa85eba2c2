"""Every kind of witness space has the same meaning in every backend: by its record, by each rule, and by the derived rules."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations, product

import pytest

from certify.bounds import witnesses as bounds
from certify.bounds.analysis import Analysis
from certify.bounds.domain import structural
from certify.bounds.instances import abstract_instance
from certify.certificates import checker
from certify.circuits import spaces as circuits
from certify.codegen.meaning import CompiledProblem
from certify.codegen.spaces import ListedSpaces
from certify.core import Bool, Edge, Label, Map, Number, Problem, Record, Seq, Set, SpaceKind, Tuple, Type, core_json
from certify.core.values import FrozenMap, Value, size
from certify.core.witness_kinds import WITNESS_KINDS, count, outside, witnesses
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display
from certify.solve import decisions as search
from certify.solve.sat import Decider
from certify.solve.sat_search import solve_by_sat
from certify.solve.search import Searcher
from certify.symbolic.values import Beyond
from certify.system.resources import folder
from tests.circuits.test_circuits import Sized, models
from tests.texts import problem

FINITE = [kind for kind in SpaceKind if kind is not SpaceKind.REALS]
OF_NUMBERS = (SpaceKind.NUMBER, SpaceKind.NUMBERS, SpaceKind.SEQUENCE)
DERIVED = [kind for kind in FINITE if kind not in {SpaceKind.MAP, SpaceKind.CHOICE, SpaceKind.RECORD, SpaceKind.ALL, *OF_NUMBERS}]
"""The kinds over one set or none: their circuits can be derived from the list of members."""

WRITTEN = {
    SpaceKind.NUMBER: "one of |A| - 1 .. k",
    SpaceKind.NUMBERS: "map from each x in A to one of |A| - 2 .. (if x in F[x] then k else 1)",
    SpaceKind.SEQUENCE: "sequence of |V| - 1 .. min(k, 2) of A",
}
"""Spaces of the kinds whose notation has numbers in it."""


def condition(type: Type) -> str:
    """Return a condition on witnesses w of a type that some of them satisfy and some do not."""
    match type:
        case Number():
            return "w != 1"
        case Map(_, Number()):
            return "some v in domain(w): w[v] > 0 and (v in F[v] or |A| = 1)"
        case Set():
            return "|w| = 1"
        case Seq():
            return "some v in w: v in F[v] and |w| > 1"
        case Map(_, Bool()):
            return "some v in domain(w): w[v]"
        case Map(key, value) if key == value:
            return "some v in domain(w): w[v] != v"
        case Label():
            return "w in F[w]"
        case Bool():
            return "w"
        case Record():
            return "w.a or w.b"
    return "|A| < 2"


@cache
def text(kind: SpaceKind) -> Problem:
    """Return a problem whose witness space is of the kind, over a subset of a home."""
    written = WRITTEN.get(kind) or WITNESS_KINDS[kind].written.replace("SPACE", "bool")

    def of(accepts: str) -> Problem:
        witness = written if kind is SpaceKind.UNIT else f"w : {written}"
        return problem(
            f"""problem Kind "Kind"
  instance V : set of labels
           A : subset of V
           F : map from each V to subset of V
           k : nat
  measures n = |V|
           b = bits(k)
  witness  {witness}
  accepts  {accepts}
""",
            "Kind",
        )

    plain = of("|A| < 2")
    return plain if kind in (SpaceKind.UNIT, SpaceKind.RECORD, SpaceKind.REALS) else of(condition(plain.witness.type))


def subsets(n: int) -> list[frozenset[int]]:
    return [frozenset(c) for k in range(n + 1) for c in combinations(range(n), k)]


def instances(n: int, some: int) -> Iterator[Value]:
    """Yield `some` instances with n labels for each subset of the labels."""
    chance = random.Random(n)
    for part in subsets(n):
        for _ in range(some):
            yield frozenset(range(n)), part, FrozenMap({v: chance.choice(subsets(n)) for v in range(n)}), chance.randrange(4)


def values(type: Type, n: int) -> list[Value]:
    """Return all values of a type over the labels 0 .. n - 1, with sequences of at most n + 1 items."""
    match type:
        case Bool():
            return [False, True]
        case Label():
            return list(range(n))
        case Number("nat"):
            return list(range(5))
        case Number():
            return list(range(-2, 5))
        case Set(item):
            items = values(item, n)
            return [frozenset(c) for k in range(len(items) + 1) for c in combinations(items, k)]
        case Edge(item):
            return [frozenset(c) for c in combinations(values(item, n), 2)]
        case Seq(item):
            return [s for k in range(n + 2) for s in product(values(item, n), repeat=k)]
        case Map(key, value):
            images = product([None, *values(value, n)], repeat=len(values(key, n)))
            keys = values(key, n)
            return [FrozenMap({k: v for k, v in zip(keys, image, strict=True) if v is not None}) for image in images]
        case Tuple(items):
            return list(product(*(values(t, n) for t in items)))
        case Record(fields):
            return list(product(*(values(t, n) for _, t in fields)))
    raise AssertionError(f"add a case for {type} to `values`, and one to `condition` if need be")


@pytest.mark.parametrize("kind", FINITE)
@pytest.mark.parametrize("n", range(4))
def test_members_are_the_values_that_are_not_outside(kind: SpaceKind, n: int) -> None:
    of, show = text(kind), Display().show
    meaning, all_of_type = ProblemMeaning(of), values(of.witness.type, n)
    for x in instances(n, 2):
        space = meaning.space(x)
        members = list(witnesses(space))
        assert len(members) == len(set(members)) == count(space)
        assert set(members) == {w for w in all_of_type if not outside(space, w, show)}


def test_real_numbers_are_not_listed() -> None:
    of = text(SpaceKind.REALS)
    space = ProblemMeaning(of).space((frozenset({0}), frozenset({0}), FrozenMap({0: frozenset()}), 0))
    assert count(space) is None
    assert not outside(space, FrozenMap({0: 7}), Display().show)
    assert "nothing is given" in outside(space, FrozenMap(), Display().show)
    assert not of.witness.enumerable


def plain(value: Value) -> Value:
    """Return a value with maps as sets of pairs: the checker has a class of its own for maps."""
    if isinstance(value, Mapping):
        return frozenset(value.items())
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", FINITE)
def test_the_checker_has_the_same_members(kind: SpaceKind) -> None:
    of, work = text(kind), checker.Work(1 << 40)
    theirs = checker.Problem(json.loads(json.dumps(core_json(of))), "", work)
    run, meaning = checker.ProblemRun(theirs), ProblemMeaning(of)
    for x in instances(2, 3):
        given = (*x[:2], checker.Map(x[2]), *x[3:])
        space, members = run.space(given), list(map(plain, witnesses(meaning.space(x))))
        assert space.count() == len(members)
        assert sorted(map(repr, map(plain, space.all()))) == sorted(map(repr, members))
        symbols = checker.Symbols(work)
        lowering = checker.Lowering(symbols, theirs)
        nodes = [lowering.value(n, lowering.frame(symbols.known(given))) for n in theirs.witness.nodes()]
        unknown = checker.UnknownWitness(symbols, theirs.witness, (v for v, _ in nodes))
        for w in values(of.witness.type, 2):
            w = checker.Map(w) if isinstance(w, Mapping) else w
            assert space.has(w) == (plain(w) in members)
            assert unknown.has(symbols.known(w)) == (checker.TRUE if plain(w) in members else checker.FALSE)
        assert unknown.unknown() is not None


@pytest.mark.parametrize("kind", FINITE)
def test_compiled_code_accepts_what_the_interpreter_accepts(kind: SpaceKind) -> None:
    meaning, listed = ProblemMeaning(text(kind)), ListedSpaces(CompiledProblem(text(kind)), most=1000)
    seen = set()
    for x in instances(3, 3):
        expected = [w for w in witnesses(meaning.space(x)) if meaning.accepts(x, w)]
        found = listed.of(x).accepted
        assert found is not None
        assert found(x) == expected
        seen |= {meaning.accepts(x, w) for w in witnesses(meaning.space(x))}
    assert seen == {False, True}, "make the condition of this type true of some witnesses and false of others"


@pytest.mark.parametrize("kind", FINITE)
@pytest.mark.parametrize("rule", ["its own rule", "derived", "derived, too many"])
def test_search_finds_every_witness(kind: SpaceKind, rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if rule != "its own rule":
        monkeypatch.setitem(search._RULES, kind, search.Decisions._listed)
    if rule == "derived, too many":
        monkeypatch.setattr(search, "MOST", 1)
    meaning, searcher = ProblemMeaning(text(kind)), Searcher(text(kind), small=0)
    for x in instances(3, 1):
        found = searcher.search(x)
        assert found.complete
        expected = [w for w in witnesses(meaning.space(x)) if meaning.accepts(x, w)]
        assert len(found.witnesses) == len(expected)
        assert set(found.witnesses) == set(expected)


@pytest.mark.parametrize(("kind", "derived"), [*((k, False) for k in FINITE), *((k, True) for k in [*DERIVED, *OF_NUMBERS])])
def test_circuits_have_each_witness_once(kind: SpaceKind, derived: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if derived and kind in OF_NUMBERS:
        monkeypatch.setattr(circuits, "_LISTED", 1)  # by digits, as large numbers are
    elif derived:
        rule = circuits.CircuitRule(circuits.SymbolicSpaces._any_listed, circuits.SymbolicSpaces._is_listed)
        monkeypatch.setitem(circuits._RULES, kind, rule)
    of = text(kind)
    meaning = ProblemMeaning(of)
    sized = Sized(of, {"n": 2, "b": 2}, {"V": 2})
    w, _ = sized.of.witness(sized.unknowns, sized.x)
    inside = {v: sized.of.in_space(sized.unknowns, sized.x, v)[0] for v in values(of.witness.type, 2)}
    accepts, _ = sized.of.accepts(sized.x, w)
    found: dict[Value, list[Value]] = {}
    for model in models(sized.circuit, sized.roots(), 2000):
        x, value = model.value(sized.x), model.value(w)
        found.setdefault(x, []).append(value)
        space = set(witnesses(meaning.space(x)))
        assert {v for v, literal in inside.items() if model.true(literal)} == space
        assert model.true(accepts) == meaning.accepts(x, value)
    assert found
    for x, members in found.items():
        assert len(members) == len(set(members))
        assert set(members) == set(witnesses(meaning.space(x)))


def test_large_numbers_are_not_listed() -> None:
    of = problem(
        """problem Large "Two numbers with a sum"
  instance total : nat
           limit : nat
  measures b = bits(total) + bits(limit)
  witness  x : one of 0 .. total
           f : map from each positions([1, 2]) to one of 0 .. limit
  accepts  3 * x + f[0] = total + 5 * f[1]
           f[0] > f[1] + limit div 2
""",
        "Large",
    )
    x = (10**15, 10**12)
    assert count(ProblemMeaning(of).space(x)) == (10**15 + 1) * (10**12 + 1) ** 2
    found = Searcher(of).search(x, limit=1)
    assert len(found.witnesses) == 1
    with Decider() as decider:
        answer = solve_by_sat(of, x, decider)
    assert answer.witness is not None
    assert ProblemMeaning(of).accepts(x, answer.witness)
    assert not Searcher(of).search((7, 0)).witnesses
    assert Searcher(of).search((0, 0)).complete


def test_circuits_say_what_is_beyond_them() -> None:
    sized = Sized(text(SpaceKind.REALS), {"n": 1, "b": 1}, {"V": 1})
    with pytest.raises(Beyond, match="not finitely many"):
        sized.of.witness(sized.unknowns, sized.x)


@pytest.mark.parametrize("kind", [SpaceKind.MAP, SpaceKind.CHOICE, SpaceKind.RECORD])
def test_circuits_are_not_derived_for_what_is_made_of_more_than_a_set(kind: SpaceKind, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = circuits.CircuitRule(circuits.SymbolicSpaces._any_listed, circuits.SymbolicSpaces._is_listed)
    monkeypatch.setitem(circuits._RULES, kind, rule)
    sized = Sized(text(kind), {"n": 1, "b": 1}, {"V": 1})
    with pytest.raises(Beyond, match="have no circuits"):
        sized.of.witness(sized.unknowns, sized.x)


def bound(kind: SpaceKind, measures: Mapping[str, int]) -> float:
    """Return the bound on the size of a witness by the rule of the kind."""
    of = text(kind)
    at = abstract_instance(of)
    analysis = Analysis(of.functions, (), at.value, at.denominators)
    analysis.part(())
    value = bounds.abstract_witness(of.witness, analysis)
    found = structural(value, of.witness.type, analysis.bits)[0]
    return float("inf") if found.has("unbounded") else float(found.at(measures))


@pytest.mark.parametrize("kind", FINITE)
def test_no_witness_is_larger_than_its_bound(kind: SpaceKind) -> None:
    of = text(kind)
    meaning = ProblemMeaning(of)
    for n in range(4):
        most = bound(kind, {"n": n, "b": 2})
        assert most < float("inf")
        assert all(size(w, of.witness.type) <= most for x in instances(n, 1) for w in witnesses(meaning.space(x)))


def test_without_a_rule_nothing_bounds_a_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bound(SpaceKind.REALS, {"n": 1, "b": 1}) == float("inf")
    for kind in (SpaceKind.SUBSET, SpaceKind.ORDERING, SpaceKind.CYCLE):
        monkeypatch.setitem(bounds._RULES, kind, bounds._unknown)
        assert bound(kind, {"n": 1, "b": 1}) == float("inf")


@pytest.mark.parametrize("kind", SpaceKind)
def test_the_documents_have_each_kind(kind: SpaceKind) -> None:
    record, docs = WITNESS_KINDS[kind], folder("grammars").parent / "docs"
    assert record.row in (docs / "core.md").read_text(encoding="utf-8"), f"put into docs/core.md: {record.row}"
    row = f"| `{record.written}` | {record.says} |"
    assert row in (docs / "language.md").read_text(encoding="utf-8"), f"put into docs/language.md: {row}"
