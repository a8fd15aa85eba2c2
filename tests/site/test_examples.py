"""Small instances of pages: what comes back from the cache, and no-instances that reductions give."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.bounds.derived_bounds import reduction_bounds
from certify.codegen import CompiledReduction
from certify.graph.edge_bounds import edge_bounds
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.site import examples
from certify.site.examples import listed_examples, shown_examples
from certify.solve.small_examples import SmallExample

K4 = (frozenset(range(4)), frozenset(frozenset({a, b}) for a in range(4) for b in range(a)))


def test_an_answer_that_listing_misses_is_found_by_a_reduction(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, source = standard().problem("FourColoring"), standard().problem("ThreeColoring")
    known = {source.name: {"no": SmallExample((K4,), "no")}}
    monkeypatch.setattr(examples, "listed_examples", lambda of: known.get(of.name, {}))
    found = shown_examples(standard(), problem)
    image = CompiledReduction(standard().reduction("ThreeColoring:FourColoring")).image((K4,)).value
    assert found == {"no": SmallExample(image, "no")}
    assert ProblemMeaning(problem).valid(image)
    assert len(image[0][0]) == 5


@pytest.mark.parametrize("name", ["VertexCover", "Partition"])
def test_the_cache_gives_the_same_instances(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = standard().problem(name)
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "kept"))
    first = listed_examples(problem)
    monkeypatch.setattr(examples, "small_examples", lambda problem: pytest.fail("it is in the cache"))
    assert listed_examples(problem) == first
    assert set(first) == {"yes", "no"}


@pytest.mark.parametrize("name", ["ThreeSAT:IndependentSet", "SubsetSum:Partition"])
def test_bounds_from_the_cache_are_those_that_are_derived(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "kept"))
    derived = reduction_bounds(standard().reduction(name))
    for _ in range(2):
        found = edge_bounds(standard(), name)
        assert (found.name, found.target) == (name, derived.target)
        assert (dict(found.sizes), dict(found.values)) == (dict(derived.sizes), dict(derived.values))
        assert dict(found.times) == dict(derived.times)
