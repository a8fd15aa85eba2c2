"""The library's names, but for restrictions whose instances are too rare for tests that enumerate or grow small ones, and for
reductions from problems with too many."""

from __future__ import annotations

from typing import Any

import pytest

from certify.library import standard


def _rare(problem: str) -> bool:
    base = standard().problem(problem).restricts
    return base == "DNNT" or (bool(base) and _rare(base))


RARE = [n for n in standard().names("problem") if _rare(n)]

PROBLEMS = [n for n in standard().names("problem") if n not in RARE]
REDUCTIONS = [n for n in standard().names("reduction") if n.partition(":")[0] not in (*RARE, "DNNT")]


def each(kind: str) -> list[Any]:
    """The problems or the reductions, for tests that can do with a rare instance: those of restrictions of restrictions, whose
    texts are those of the problems that they restrict, only where slow tests are run."""
    return [pytest.param(n, marks=pytest.mark.slow) if _twice(n.partition(":")[0]) else n for n in standard().names(kind)]


def _twice(problem: str) -> bool:
    base = standard().problem(problem).restricts
    return bool(base) and bool(standard().problem(base).restricts)
