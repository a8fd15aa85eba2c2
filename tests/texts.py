"""Problems and reductions from the texts of tests, without the library."""

from __future__ import annotations

from certify.core import Problem, Reduction
from certify.core.mistakes import Source
from certify.library import Library


def problem(text: str, name: str) -> Problem:
    """Return the problem of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).problem(name)


def reduction(text: str, name: str) -> Reduction:
    """Return the reduction SOURCE:TARGET of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).reduction(name)
