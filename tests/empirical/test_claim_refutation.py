"""Refutation of claims about sizes: `tests/wrong_bounds/*.red` are texts with one false claim each.

Their first lines state the claim, why it is false, and

    # at: n = 3, m = 0           the measures of a smallest instance that refutes it, or
    # beyond: n = 6, m = 15      the measures of one that enumeration does not reach in the time.

A text with `# expect: not proved` instead has a claim that is refuted only by instances that no run reaches.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from certify.bounds.derived_bounds import reduction_bounds
from certify.chains import Chain
from certify.console import bounds_of
from certify.core import Claim, Reduction
from certify.core.values import Value
from certify.empirical.claim_checks import Claims, shown
from certify.empirical.claim_refutation import Violation, refute_size
from certify.generate.shrinking import smaller
from certify.library import read_source, standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance

_ALL = sorted((Path(__file__).parent.parent / "wrong_bounds").glob("*.red"))
WRONG = [path for path in _ALL if "\n# expect: refuted " in f"\n{path.read_text(encoding='utf-8')}"]
CLAIMS = [
    (name, claim)
    for name in standard().names("reduction")
    for claim in standard().reduction(name).claims
    if claim.kind in ("size", "value")
]


def said(path: Path) -> dict[str, str]:
    """Return the header of a text."""
    return dict(re.findall(r"^# ([a-z]+): (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))


@cache
def reduction(path: Path) -> Reduction:
    """Return the reduction that a text declares."""
    library = standard().with_texts([read_source(path)])
    (name,) = (n for kind, n in library.layers[0][0].declares if kind == "reduction")
    return library.reduction(name)


@cache
def violation(path: Path) -> Violation | None:
    """Return the violation that is found of a text's claim."""
    (claim,) = reduction(path).claims
    return refute_size(reduction(path), claim, seconds=8.0)


def breaks(reduction: Reduction, x: Value) -> str:
    """Return how an instance refutes the claims, as the audit reports it; empty if it is not valid or refutes none."""
    source, chain = ProblemMeaning(reduction.source), Chain(reduction.source, (reduction,))
    if source.ill_typed(x) or not source.valid(x):
        return ""
    stages = chain.map(Instance(reduction.source, x))
    image = stages.instances[-1]
    target = ProblemMeaning(image.problem)
    if target.ill_typed(image.value) or not target.valid(image.value):
        return ""
    return Claims(chain).sizes(source.measures(x), target.measures(image.value), x, image.value, [])


def test_there_are_many() -> None:
    assert len(WRONG) >= 12
    assert sum("beyond" in said(path) for path in WRONG) >= 4


@pytest.mark.parametrize("path", _ALL, ids=lambda path: path.stem)
def test_a_false_claim_is_not_proved(path: Path) -> None:
    (claim,) = reduction_bounds(reduction(path)).claims
    assert claim.verdict == "not shown" or (claim.claim.relation == "=" and not claim.exact)  # the size may be less
    assert said(path)["expect"] in (f"refuted {shown(claim.claim)}", f"not proved {shown(claim.claim)}")


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_false_claim_is_refuted(path: Path) -> None:
    found = violation(path)
    (claim,) = reduction(path).claims
    assert said(path)["expect"] == f"refuted {shown(claim)}"
    assert found is not None
    assert found.seen > found.allowed or (claim.relation == "=" and found.seen != found.allowed)
    assert found.measures == ProblemMeaning(reduction(path).source).measures(found.instance.value)
    assert f"it is {found.seen}, and {found.allowed} is claimed" in breaks(reduction(path), found.instance.value)


@pytest.mark.parametrize("path", [path for path in WRONG if "at" in said(path)], ids=lambda path: path.stem)
def test_a_smallest_counterexample_is_found(path: Path) -> None:
    found = violation(path)
    assert found is not None
    assert found.measures == bounds_of(said(path)["at"])


@pytest.mark.parametrize("path", [path for path in WRONG if "beyond" in said(path)], ids=lambda path: path.stem)
def test_a_large_counterexample_is_made_locally_smallest(path: Path) -> None:
    found = violation(path)
    assert found is not None
    source = reduction(path).source
    assert sum(found.measures.values()) <= 3 * sum(bounds_of(said(path)["beyond"]).values()) / 2
    some = [y for i, y in enumerate(smaller(source.instance, found.instance.value)) if i % 5 == 0]
    assert some
    assert not any(breaks(reduction(path), y) for y in some)


@pytest.mark.parametrize(("name", "claim"), CLAIMS, ids=lambda of: of if isinstance(of, str) else shown(of))
def test_no_claim_of_the_library_is_refuted(name: str, claim: Claim) -> None:
    assert refute_size(standard().reduction(name), claim, seconds=0.08) is None


def test_a_hint_is_looked_at_first() -> None:
    path = next(path for path in WRONG if path.stem == "vertexcover_to_independentset_sparse")
    (claim,) = reduction(path).claims
    found = refute_size(reduction(path), claim, seconds=1.0, hint={"n": 20, "m": 190, "b": 0})
    assert found is not None
    assert found.measures["m"] > 2 * found.measures["n"]


def test_an_exponential_map_does_not_hang() -> None:
    path = next(path for path in WRONG if path.stem == "someterm_to_sat_distribution")
    text = read_source(path)
    library = standard().with_texts([type(text)(text.name, text.text.replace("target.m <= t^2 + 1", "target.n = n"))])
    true = library.reduction("SomeTerm:SAT")
    assert refute_size(true, true.claims[0], seconds=0.5) is None
