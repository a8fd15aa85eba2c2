"""The parts of a site, each of which is made by itself, and the places of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from certify.certificates.saved import file_name
from certify.library import Library
from certify.records import dataclass
from certify.site.links import chains_file, problem_file, proof_file, reduction_file

INDEX = "index.html"


@dataclass(frozen=True)
class SitePart:
    """A part of the site that is made by itself: its `kind` (`network`, `problem`, `reduction`, `chains`; `picture` of
    a gallery), and the `name` of what it is about."""

    kind: str
    name: str = ""


def parts_of(library: Library, only: Sequence[str] = ()) -> list[SitePart]:
    """Return the parts of the site of a library.  `only`: the names of the problems and reductions that have pages; empty for
    all."""
    problems = [n for n in library.names("problem") if not only or n in only]
    reductions = [n for n in library.names("reduction") if not only or n in only]
    long = [SitePart("reduction", n) for n in reductions]
    return [SitePart("network"), *long, *(SitePart(kind, n) for n in problems for kind in ("problem", "chains"))]


_PLACES: Mapping[str, Callable[[str], list[str]]] = {
    "network": lambda name: [INDEX],
    "chains": lambda name: [chains_file(name)],
    "problem": lambda name: [problem_file(name)],
    "reduction": lambda name: [reduction_file(name), proof_file(name), f"certificates/{file_name(name)}"],
}


def places_of(part: SitePart) -> list[str]:
    """Return the places of the files that a part may have; the proofs beside its certificate stand elsewhere.

    >>> places_of(SitePart("problem", "Clique"))
    ['problems/Clique.html']
    """
    return _PLACES[part.kind](part.name)
