"""The library's names, but for restrictions whose instances are too rare for tests that enumerate or grow small ones."""

from __future__ import annotations

from certify.library import standard

_RARE = [n for n in standard().names("problem") if standard().problem(n).restricts == "DNNT"]

PROBLEMS = [n for n in standard().names("problem") if n not in _RARE]
REDUCTIONS = [n for n in standard().names("reduction") if n.partition(":")[0] not in _RARE]
