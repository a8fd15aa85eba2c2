"""The checker replays derivations of bounds: all that are honest, and none that states too little."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from certify.bounds.derivations import derivation
from certify.bounds.instances import Uncovered
from certify.certificates import checker
from certify.core import Reduction
from certify.core.budgets import OutOfBudget
from certify.core.document import reduction_json
from certify.core.mistakes import Source
from certify.library import standard
from certify.semantics.interpreter import Meter, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.welltyped import ill_typed
from tests.bounds.random_programs import program
from tests.bounds.soundness import MOST_STEPS, Stopwatch, TooLong, instances

pytestmark = pytest.mark.slow

EDGES = standard().names("reduction")
SMALL = (
    "ThreeSAT:IndependentSet",
    "SAT:ThreeSAT",
    "HamiltonianPath:HamiltonianCycle",
    "Partition:SubsetSum",
    "ThreeSAT:SubsetSum",
)
WRONG = sorted((Path(__file__).parents[1] / "wrong_bounds").glob("*.red"))

SUMMAND = """\
problem Shifted "A set, and a number that says how much larger it may be"
  instance A     : set of labels
           shift : int
  valid    |A| + shift <= 1
  measures n = |A|, b = bits(shift)
  witness  S : subset of A
  accepts  |S| >= 1

problem Some "A set with a member"
  instance item : set of labels
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 1

reduction Shifted -> Some
  given    x
  target   item = x.A
  forward  S -> S = S
  backward S -> S = S
  claims   target.n <= n
"""
"""A condition that bounds |A| by 1 only if `shift` is not negative."""


@cache
def library_edge(name: str) -> tuple[checker.Reduction, dict[str, Any]]:
    """Return an edge of the library as the checker reads it, and its derivation."""
    return read(standard().reduction(name)), plain(derivation(standard().reduction(name)))


def plain(data: Any) -> Any:
    """Return data as a file holds it."""
    return json.loads(json.dumps(data))


def read(reduction: Reduction) -> checker.Reduction:
    """Return a reduction as the checker reads it."""
    return checker.Reduction(plain(reduction_json(reduction)), "core", checker.Work(1))


def replayed(reduction: checker.Reduction, doc: Any) -> checker.Replay:
    """Return the replay of a derivation.  Raises `checker.Invalid` if a statement does not follow."""
    return checker.Replay(reduction, doc, ".bounds")


def coefficients(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each coefficient of each polynomial in a derivation."""
    if isinstance(data, list) and len(data) == 2 and type(data[0]) in (int, str) and isinstance(data[1], list):
        if all(isinstance(f, list) and len(f) == 2 and type(f[1]) is int for f in data[1]):
            yield (*path, 0)
        return
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from coefficients(part, (*path, key))


def less_by_one(doc: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """Return a derivation with one coefficient made smaller by one."""
    changed = copy.deepcopy(doc)
    at: Any = changed
    for key in path[:-1]:
        at = at[key]
    number = Fraction(at[path[-1]]) - 1
    at[path[-1]] = number.numerator if number.denominator == 1 else str(number)
    return changed


@pytest.mark.parametrize("name", EDGES)
def test_sizes_and_times_of_every_edge_are_replayed_without_a_hole(name):
    reduction, doc = library_edge(name)
    replay = replayed(reduction, doc)
    assert replay.holes == []
    replay.proved("times", "proved", ())
    assert {len(doc["claims"])} <= {sum(c.kind in ("size", "value") for c in reduction.claims)}
    library_edge.cache_clear()


@pytest.mark.parametrize("name", SMALL)
def test_no_number_can_be_made_smaller_by_one(name):
    reduction, doc = library_edge(name)
    places = list(coefficients({k: part for k, part in doc.items() if k != "claims"}))
    for path in Random(1).sample(places, 30):
        with pytest.raises(checker.Invalid):
            replayed(reduction, less_by_one(doc, path))


@pytest.mark.parametrize("name", SMALL[:2])
def test_statements_cannot_be_left_out_or_be_about_something_else(name):
    reduction, doc = library_edge(name)
    for part in doc:
        for wrong in (None, 7, [], {"x": []}, *([{}] if part in ("instance", "sizes", "times") else [])):
            if wrong != [] or part != "claims":
                with pytest.raises(checker.Invalid):
                    replayed(reduction, {**doc, part: wrong})
    with pytest.raises(checker.Invalid, match="nothing to state"):
        replayed(reduction, {**doc, "lines": {**doc["lines"], "image.9": {}}})
    with pytest.raises(checker.Invalid):
        replayed(reduction, {k: part for k, part in doc.items() if k != "lines"})


def test_without_the_invariant_of_a_fold_there_is_a_hole():
    reduction, doc = library_edge("HamiltonianCycle:HamiltonianPath")
    lines = {way: value for way, value in doc["lines"].items() if not way.endswith(".fold")}
    assert len(lines) < len(doc["lines"])
    assert any("no invariant" in hole for hole in replayed(reduction, {**doc, "lines": lines}).holes)


@pytest.mark.parametrize("path", WRONG, ids=lambda p: p.stem)
def test_wrong_claims_are_never_shown(path):
    source = path.read_text()
    name = next(line for line in source.splitlines() if line.startswith("reduction ")).split()
    reduction = standard().with_texts([Source(path.name, source)]).reduction(f"{name[1]}:{name[3]}")
    doc, core = plain(derivation(reduction)), read(reduction)
    doc["claims"] = [{"claim": i, "by": "coefficients"} for i, c in enumerate(reduction.claims) if c.kind in ("size", "value")]
    with pytest.raises(checker.Invalid):
        replayed(core, doc).proved("sizes", "proved", ())


def test_a_condition_on_a_sum_with_a_negative_summand_bounds_no_summand():
    reduction = standard().with_texts([Source("shifted.red", SUMMAND)]).reduction("Shifted:Some")
    doc, core = plain(derivation(reduction)), read(reduction)
    assert replayed(core, doc).holes == []
    doc["instance"]["0/size"] = [[[1, []]]]
    with pytest.raises(checker.Invalid, match=r"\.instance"):
        replayed(core, doc)


def test_what_the_obligations_say_is_compared():
    reduction, doc = library_edge("ThreeSAT:IndependentSet")
    for text, good in (("3*m", True), ("4*m", True), ("2*m", False), ("3*m - 1", False)):
        said = {"sizes": {"verdict": "proved", "figures": {"bounds": {"n": text}}}}
        report = checker.Report("")
        if good:
            checker.check_bounds([(doc, ".bounds")], [reduction], said, ".obligations", report)
        else:
            with pytest.raises(checker.Invalid, match="sizes says that n"):
                checker.check_bounds([(doc, ".bounds")], [reduction], said, ".obligations", report)


def test_bounds_compose_along_a_chain():
    parts = [library_edge(name) for name in ("ThreeSAT:IndependentSet", "IndependentSet:VertexCover")]
    found = checker.composed([replayed(reduction, doc) for reduction, doc in parts], "sizes")
    assert [str(p) for p in found["n"]] == ["3*m + 2"]
    assert "9/2*m^2 - 3/2*m + 1" in map(str, found["m"])


# ------------------------------------------------------------------------------------------- random texts


def random_reduction(seed: int) -> tuple[Reduction, checker.Reduction, dict[str, Any]] | None:
    """Return the random reduction of a seed and its derivation; None if the seed has none, or it is not typed alike."""
    reduction = program(seed, 3).reduction()
    if reduction is None:
        return None
    try:
        return reduction, read(reduction), plain(derivation(reduction))
    except (Uncovered, OutOfBudget, checker.Invalid):
        return None


def refused(core: checker.Reduction, doc: dict[str, Any]) -> bool:
    """Return whether the checker's rules give less than those of the analysis; such a derivation is not written."""
    try:
        replayed(core, doc)
    except checker.Invalid:
        return True
    return False


def exceeded(reduction: Reduction, replay: checker.Replay, seed: int) -> str | None:
    """Return how a run exceeds what a replay shows of sizes of the image and of the time of its map; None if none does."""
    source, target = ProblemMeaning(reduction.source, Meter()), ProblemMeaning(reduction.target, Meter())
    meter = Stopwatch(MOST_STEPS)
    meaning = ReductionMeaning(reduction, meter)
    for x in instances(reduction.source, Random(seed), 3, 4):
        try:
            measures = source.measures(x)
            meter.steps = 0
            image = meaning.image(x).value
            seen = {"times image": meter.steps}
            if not ill_typed(reduction.target.instance, image):
                seen |= {f"sizes {n}": m for n, m in target.measures(image).items()}
        except (Unmet, OutsideHome, OutOfBudget, TooLong):
            continue
        for what, value in seen.items():
            part, name = what.split()
            shown = not any(hole.startswith(f"{part} of {name}: ") for hole in replay.holes)
            for p in replay.said[part].get(name, ()) if shown else ():
                if not p.has("hole", "value") and value > at(p, measures):
                    return f"{what} is {value} at {measures}, and {p} is said"
    return None


def at(p: checker.Poly, measures: dict[str, int]) -> Fraction:
    """Return the value of a bound at measures."""

    def of(atom: Any) -> int | Fraction:
        if atom[0] == "power":
            return atom[1] ** -(-at(atom[2], measures) // 1)
        return int(of(atom[1])).bit_length() if atom[0] == "bits" else measures[atom[1]]

    total = Fraction(0)
    for monomial, c in p.terms.items():
        term = Fraction(c)
        for atom, e in monomial:
            term *= of(atom) ** e
        total += term
    return total


def test_few_honest_derivations_are_refused():
    found = [random_reduction(seed) for seed in (7948, *range(20_500, 20_600))]
    asked = [refused(core, doc) for _, core, doc in filter(None, found)]
    assert not asked[0]
    assert sum(asked) <= len(asked) // 25


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 10**6))
@example(7948)  # a line after one that has no rule states a bound that only the engine knows
def test_random_derivations_are_replayed_and_what_is_accepted_holds(seed):
    found = random_reduction(seed)
    if found is None:
        return
    reduction, core, doc = found
    if refused(core, doc):
        return
    assert exceeded(reduction, replayed(core, doc), seed) is None
    places = list(coefficients({k: part for k, part in doc.items() if k != "claims"}))
    for path in Random(seed).sample(places, min(6, len(places))):
        try:
            replay = replayed(core, less_by_one(doc, path))
        except checker.Invalid:
            continue
        assert exceeded(reduction, replay, seed) is None
