"""Problems and reductions made from texts, for the tests of the bounds backend."""

from __future__ import annotations

from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.results import Bound, ProblemBounds, ReductionBounds, shown
from certify.core.mistakes import Source
from certify.library import standard


def problem_of(text: str, name: str) -> ProblemBounds:
    """Return the bounds of a problem that a text declares."""
    return problem_bounds(standard().with_texts([Source("text.red", text)]).problem(name))


def reduction_of(text: str, name: str) -> ReductionBounds:
    """Return the bounds of a reduction that a text declares."""
    return reduction_bounds(standard().with_texts([Source("text.red", text)]).reduction(name))


def best(bound: Bound) -> str:
    """Return the shown bound in the syntax of texts."""
    return shown(bound.best) if bound.alternatives else bound.verdict
