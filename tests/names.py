"""The names of the library's problems and reductions for tests that enumerate small instances.

`RARE` are the restrictions of DNNT, of which too few small instances are valid.  `PROBLEMS` are the other problems; `REDUCTIONS`
are the reductions whose source is neither rare nor DNNT, which has too many small instances.
"""

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
    """Return the problems or the reductions as parameters, for tests that need few instances.

    The restrictions of restrictions, and the reductions from them, are marked slow, since their texts add little.
    """
    return [pytest.param(n, marks=pytest.mark.slow) if _twice(n.partition(":")[0]) else n for n in standard().names(kind)]


def _twice(problem: str) -> bool:
    base = standard().problem(problem).restricts
    return bool(base) and bool(standard().problem(base).restricts)
