"""Names of measures, as users write them."""

from __future__ import annotations

from collections.abc import Iterable

from certify.core import Problem
from certify.library.layers import Unknown
from certify.wording import did_you_mean


def check_measures(problem: Problem, names: Iterable[str]) -> None:
    """Raise `Unknown` if one of the names is no measure of a problem."""
    known = [name for name, _ in problem.measures]
    for name in names:
        if name not in known:
            near = did_you_mean(name, known)
            raise Unknown(f"`{name}` is no measure of {problem.name}; {near or 'its measures are ' + ', '.join(known)}")
