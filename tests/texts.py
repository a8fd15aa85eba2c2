"""Problems and reductions of tests, written as texts on top of an empty library."""

from __future__ import annotations

from certify.core import Problem, Reduction
from certify.core.mistakes import Source
from certify.library import Library


def problem(text: str, name: str) -> Problem:
    """The problem of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).problem(name)


def reduction(text: str, name: str) -> Reduction:
    """The reduction SOURCE:TARGET of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).reduction(name)
