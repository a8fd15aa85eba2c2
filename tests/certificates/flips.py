"""Documents with one change each, as a forger makes them: every leaf, every entry and every item is changed once."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

from certify.certificates import checker
from certify.certificates.documents import chain_hash, digest
from certify.evidence import LEVELS

Way = tuple[str | int, ...]
"""The keys and indexes that lead to a part of a document."""


class Flip(NamedTuple):
    """One change of a document: the part at `way` becomes `new`, or is taken away (`GONE`), or is an addition (`ADDED`)."""

    way: Way
    new: Any

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.way))} -> {'gone' if self.new is GONE else self.new!r}"


GONE = object()
"""Stands for a part that is taken away."""


def flips(document: Any, way: Way = ()) -> Iterator[Flip]:
    """Yield the changes of a document: of each leaf to others of its kind, and of each object and list by one entry or item."""
    match document:
        case dict():
            for key, part in document.items():
                yield Flip((*way, key), GONE)
                yield from flips(part, (*way, key))
            yield Flip((*way, "another entry"), 1)
        case list():
            for i, part in enumerate(document):
                yield Flip((*way, i), GONE)
                yield from flips(part, (*way, i))
            yield Flip((*way, len(document)), copy.deepcopy(document[-1]) if document else 0)
        case bool():
            yield Flip(way, not document)
        case int():
            yield from (Flip(way, document + 1), Flip(way, document - 1))
        case str():
            yield from (Flip(way, document + "x"), Flip(way, ""))
            yield from (Flip(way, level) for level in LEVELS if document in LEVELS and level != document)
        case None:
            yield from (Flip(way, 0), Flip(way, ""))


def flipped(document: Any, flip: Flip) -> Any:
    """Return a copy of a document with a change."""
    made = copy.deepcopy(document)
    at = made
    for key in flip.way[:-1]:
        at = at[key]
    last = flip.way[-1]
    if flip.new is GONE:
        del at[last]
    elif isinstance(at, list) and last == len(at):
        at.append(flip.new)
    else:
        at[last] = flip.new
    return made


def rehashed(made: Any) -> Any:
    """Give a certificate, and its edges, the hashes that its entries have, as a forger would, and return it."""
    if isinstance(made, dict):
        edges = made["edges"] if isinstance(made.get("edges"), list) else []
        for edge in edges:
            rehashed(edge)
        if "core" in made and "core_hash" in made:
            made["core_hash"] = checker.digest(made["core"])
        elif edges and all(isinstance(edge, dict) and isinstance(edge.get("core_hash"), str) for edge in edges):
            made["core_hash"] = chain_hash(edge["core_hash"] for edge in edges)
        if "hash" in made:
            made["hash"] = digest(made)
    return made


def said(made: Any, budget: int = 4_000_000) -> checker.Report | str:
    """Return the report of the checker on a forged certificate; a text if it is no certificate at all."""
    try:
        document = checker.parse(checker.canonical(rehashed(made)) + b"\n")
        return checker.check_certificate(document, budget, {})
    except checker.BadInput as error:
        return str(error)
