"""Certificates of the reductions of a library.

A name may stand for different cores in different libraries; the core in a library determines which evidence is about it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from certify.certificates.documents import Document, Subject, core_hash_of, sha256
from certify.certificates.saved import Saved, saved_about
from certify.core import Problem, Reduction, core_hash
from certify.library.hiding import hidden
from certify.library.layers import Unknown
from certify.system.cache import remembered

if TYPE_CHECKING:
    from certify.library import Library


def saved_in(library: Library, reduction: str) -> Saved:
    """Return the certificate of a reduction of a library; none if the one saved by its name is about a reduction that it hides.

    >>> from certify.certificates.saved import saved
    >>> from certify.library import standard
    >>> saved_in(standard(), "IndependentSet:VertexCover") == saved(standard().reduction("IndependentSet:VertexCover"))
    True
    """
    found = saved_about(reduction, core_in(library, "reduction", reduction))
    core = found.document.get("core_hash") if found.status == "stale" else None
    return Saved("none") if any(core_hash(other) == core for other in hidden(library, "reduction", reduction)) else found


def evidence_digest(library: Library) -> str:
    """Return a digest of the texts of a library and of the evidence that is saved for its reductions."""
    evidence = [(name, str(saved_in(library, name))) for name in library.names("reduction")]
    return sha256([library.digest, evidence])


def core_in(library: Library, kind: str, name: str) -> str:
    """Return the hash of the core of a problem or reduction of a library.  It is cached, so that no text is read for it; what the
    uppermost texts do not declare is cached with the library below them, whatever these are."""
    if library.base is not None and not library.declares(kind, name) and name in library.names(kind):
        return core_in(library.base, kind, name)

    def read() -> str:
        return core_hash(library.problem(name) if kind == "problem" else library.reduction(name))

    return remembered(f"hash {library.digest} {kind} {name}", read)


def declared(library: Library, subject: str) -> Subject | None:
    """Return the problem, reduction or chain of a library that a certificate's subject names; None if there is none.

    >>> from certify.library import standard
    >>> declared(standard(), "Clique -> IndependentSet -> VertexCover").name
    'Clique -> IndependentSet -> VertexCover'
    >>> declared(standard(), "Clique:Nowhere") is None
    True
    """
    from certify.chains import Chain

    names = subject.split(" -> ")
    try:
        if len(names) == 1:
            return library.reduction(subject) if ":" in subject else library.problem(subject)
        reductions = tuple(library.reduction(f"{a}:{b}") for a, b in pairwise(names))
        return Chain(reductions[0].source, reductions)
    except Unknown:
        return None


def changed(library: Library, document: Document) -> str | None:
    """Compare a certificate with the text of a library.

    The result is empty if the text is the one that the certificate is about; a sentence if it is another one; None if the library
    has no such text.
    """
    found = declared(library, document["subject"])
    if found is None:
        return None
    if core_hash_of(found) == document["core_hash"]:
        return ""
    if isinstance(found, Problem | Reduction):
        return f"the text of {document['subject']} says something else than this certificate"
    hashes = [edge["core_hash"] for edge in document["edges"]]
    others = [r.name for r, known in zip(found.reductions, hashes, strict=False) if core_hash(r) != known]
    return f"the text of {', '.join(others) or document['subject']} says something else than this certificate"
