"""Audits check sizes and steps against the derived bounds; a bound that is too small is reported as a defect of certify."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sympy
from typer.testing import CliRunner

from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.results import Bound, ProblemBounds, ReductionBounds
from certify.chains import Chain
from certify.core import Problem, Reduction
from certify.empirical import bound_checks as bounded
from certify.empirical.bound_checks import Exceeded
from certify.library import standard
from certify.verbs.command import app

REDUCTION = standard().reduction("IndependentSet:VertexCover")
ZERO = Bound((sympy.Integer(0),))


def audited() -> Any:
    """Return the evidence on a small region."""
    return audit_chain(Chain(REDUCTION.source, (REDUCTION,)), {"n": 2, "m": 1, "b": 2}, effort="quick")


def test_sizes_and_time_are_proved() -> None:
    evidence = audited()
    sizes, time = evidence.finding("sizes"), evidence.finding("time")
    assert sizes.verdict == time.verdict == "proved"
    assert {c["level"] for c in sizes.figures["claims"]} == {"proved"}
    assert sizes.figures["bounds"] == {"n": "n + 2", "m": "m + 1", "b": "bits(n)"}
    assert time.figures["instances with counted steps"] > 10
    assert evidence.verdict == "exhausted"


@pytest.mark.parametrize("measure", ["n", "m", "b"])
def test_a_size_above_its_bound_is_reported(monkeypatch: pytest.MonkeyPatch, measure: str) -> None:
    def too_small(reduction: Reduction) -> ReductionBounds:
        found = reduction_bounds(reduction)
        return replace(found, sizes={**found.sizes, measure: ZERO})

    monkeypatch.setattr(bounded, "reduction_bounds", too_small)
    with pytest.raises(Exceeded, match=f"`{measure}` of the image is [12], and the derived bound is 0 at .*mistake in certify"):
        audited()


@pytest.mark.parametrize("part", ["image", "forward", "backward"])
def test_steps_of_a_map_above_their_bound_are_reported(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def too_small(reduction: Reduction) -> ReductionBounds:
        found = reduction_bounds(reduction)
        return replace(found, times={**found.times, part: ZERO})

    monkeypatch.setattr(bounded, "reduction_bounds", too_small)
    with pytest.raises(Exceeded, match=f"number of steps of `{part}` of IndependentSet:VertexCover is "):
        audited()


@pytest.mark.parametrize("part", ["measures", "accepts"])
def test_steps_of_a_problem_above_their_bound_are_reported(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    def too_small(problem: Problem) -> ProblemBounds:
        found = problem_bounds(problem)
        return replace(found, times={**found.times, part: ZERO})

    monkeypatch.setattr(bounded, "problem_bounds", too_small)
    with pytest.raises(Exceeded, match=f"number of steps of `{part}` of IndependentSet is "):
        audited()


def test_an_audit_of_a_problem_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_small(problem: Problem) -> ProblemBounds:
        found = problem_bounds(problem)
        return replace(found, times={**found.times, "accepts": ZERO})

    monkeypatch.setattr(bounded, "problem_bounds", too_small)
    with pytest.raises(Exceeded, match="number of steps of `accepts` of IndependentSet is "):
        audit_problem(REDUCTION.source, {"n": 1, "m": 0, "b": 1})


def test_the_command_line_says_whose_mistake_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_small(problem: Problem) -> ProblemBounds:
        return replace(problem_bounds(problem), encoding=ZERO)

    monkeypatch.setattr(bounded, "problem_bounds", too_small)
    result = CliRunner().invoke(app, ["audit", REDUCTION.name, "--within", "n=1,m=0,b=1"])
    assert result.exit_code == 4
    assert "the derived bound is 0" in result.output
    assert "not in the text; please report it" in result.output
