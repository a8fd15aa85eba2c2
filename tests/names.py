"""The library's names, but for restrictions whose instances are too rare for tests that enumerate or grow small ones, and for
reductions from problems with too many."""

from __future__ import annotations

from certify.library import standard


def _rare(problem: str) -> bool:
    base = standard().problem(problem).restricts
    return base == "DNNT" or (bool(base) and _rare(base))


RARE = [n for n in standard().names("problem") if _rare(n)]

PROBLEMS = [n for n in standard().names("problem") if n not in RARE]
REDUCTIONS = [n for n in standard().names("reduction") if n.partition(":")[0] not in (*RARE, "DNNT")]
