"""The names of the library's problems and reductions for tests that enumerate small instances.

`RARE` are the restrictions of DNNT, of which too few small instances are valid.  `PROBLEMS` are the other problems; `REDUCTIONS`
are the reductions whose source is neither rare nor DNNT, which has too many small instances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from certify.core.document import core_json
from certify.library import standard


def _rare(problem: str) -> bool:
    base = standard().problem(problem).restricts
    return base == "DNNT" or (bool(base) and _rare(base))


RARE = [n for n in standard().names("problem") if _rare(n)]

PROBLEMS = [n for n in standard().names("problem") if n not in RARE]
REDUCTIONS = [n for n in standard().names("reduction") if n.partition(":")[0] not in (*RARE, "DNNT")]


def _constructs(document: Any) -> Iterator[tuple[str, str]]:
    """Yield the operations, witness spaces and claims of a core document, each with the kind of its type."""
    if isinstance(document, dict):
        for word in ("op", "space", "claim"):
            if word in document:
                kind = document.get("type", "")
                yield document[word], kind if isinstance(kind, str) else next(iter(kind))
        document = list(document.values())
    if isinstance(document, list):
        for part in document:
            yield from _constructs(part)


def _representatives(kind: str) -> set[str]:
    """Return names of declarations in which all constructs of the library occur: the shortest texts come first, and each of the
    others has something that none before it has."""
    library = standard()
    read = library.problem if kind == "problem" else library.reduction
    texts = {name: set(_constructs(core_json(read(name)))) for name in library.names(kind)}
    met: set[tuple[str, str]] = set()
    chosen = set()
    for name, constructs in sorted(texts.items(), key=lambda item: (len(item[1]), item[0])):
        if not constructs <= met:
            chosen.add(name)
            met |= constructs
    return chosen


REPRESENTATIVES = _representatives("problem") | _representatives("reduction")
"""The texts that the backends are compared on in each run; the others have no construct of their own."""


def sampled(names: Iterable[str]) -> list[Any]:
    """Return names as parameters; those that are no representatives are marked slow, so that a growing library does not make the
    suite slower where a test is about the engine and not about the text."""
    return [n if n in REPRESENTATIVES else pytest.param(n, marks=pytest.mark.slow) for n in names]


def every(step: int, values: Iterable[Any]) -> list[Any]:
    """Return values as parameters; all but one in `step` are marked slow, where a test says the same of each.  What is marked
    already stays as it is."""
    given = list(values)
    quick = [at for at, value in enumerate(given) if not isinstance(value, ParameterSet)]
    chosen = set(quick[::step])
    return [value if at in chosen or at not in quick else _slow(value) for at, value in enumerate(given)]


def _slow(value: Any) -> ParameterSet:
    return pytest.param(*(value if isinstance(value, tuple) else (value,)), marks=pytest.mark.slow)
