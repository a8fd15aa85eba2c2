"""Derived bounds as an editor shows them: sizes and steps of reductions and problems, within a number of steps of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from certify.core import Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.errors import InputError
from certify.system.step_limit import at_most

if TYPE_CHECKING:
    from certify.bounds.results import Bound, ReductionBounds

STEPS = 4_000_000
"""The steps that the derivation of the bounds of one declaration may take."""


def bounds_of_reduction(reduction: Reduction) -> ReductionBounds:
    """Return the derived bounds of a reduction.  Raises an `InputError` (`TooManySteps`, `Uncovered`) or `OutOfBudget`."""
    from certify.bounds.derived_bounds import reduction_bounds

    with at_most(STEPS, "deriving the bounds"):
        return reduction_bounds(reduction)


def reduction_in_words(reduction: Reduction) -> str:
    """Return the derived bounds of a reduction as Markdown.

    >>> from certify.library import standard
    >>> print(reduction_in_words(standard().reduction("IndependentSet:VertexCover")).splitlines()[2])
    - `target.n`: at most `n + 2`, polynomial, degree 1
    """

    def lines() -> Iterator[str]:
        from certify.bounds.report import PARTS

        bounds = bounds_of_reduction(reduction)
        yield f"derived bounds of `{reduction.name}`, in the measures of {reduction.source.name}:\n"
        yield from (f"- `target.{name}`: {_bound(bound)}" for name, bound in bounds.sizes.items())
        yield from (f"- steps of {PARTS[name]}: {_bound(bound)}" for name, bound in bounds.times.items())

    return _told(lines)


def problem_in_words(problem: Problem) -> str:
    """Return the derived bounds of a problem as Markdown."""

    def lines() -> Iterator[str]:
        from certify.bounds.derived_bounds import problem_bounds
        from certify.bounds.report import PARTS

        with at_most(STEPS, "deriving the bounds"):
            bounds = problem_bounds(problem)
        yield "derived bounds:\n"
        yield f"- length of an instance: {_bound(bounds.encoding)}"
        yield f"- length of a witness: {_bound(bounds.witness)}"
        yield from (f"- steps of {PARTS.get(name, name)}: {_bound(bound)}" for name, bound in bounds.times.items())

    return _told(lines)


def measure_in_words(problem: Problem, name: str, reduction: Reduction | None) -> str:
    """Return a measure of a problem as Markdown; with a reduction to the problem, its derived bound too."""
    text = next((node.mark.text if node.mark else "..." for n, node in problem.measures if n == name), "...")
    if reduction is None:
        return f"measure of {problem.name}: `{name} = {text}`"

    def lines() -> Iterator[str]:

        yield f"measure of {problem.name}: `{name} = {text}`\n"
        yield f"derived: `target.{name}`: {_bound(bounds_of_reduction(reduction).sizes[name])}"

    return _told(lines)


def _bound(bound: Bound) -> str:
    from certify.bounds.report import leading, says

    return "no bound" if bound.best is None else f"at most `{leading(bound.best)}`, {says(bound)}"


def _told(lines: Callable[[], Iterator[str]]) -> str:
    """Return lines as far as they can be had, and why there are no more."""
    out = []
    try:
        for line in lines():
            out.append(line)
    except (InputError, OutOfBudget) as error:
        out.append(f"bounds: {error}")
    return "\n".join(out)
