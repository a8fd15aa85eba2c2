"""Certificates of the reductions of a library.

A name may stand for different cores in different libraries; the core in a library determines which evidence is about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certify.certificates.saved import Saved, saved
from certify.core import core_hash
from certify.library.hiding import hidden

if TYPE_CHECKING:
    from certify.library import Library


def saved_in(library: Library, reduction: str) -> Saved:
    """Return the certificate of a reduction of a library; none if the one saved by its name is about a reduction that it hides.

    >>> from certify.library import standard
    >>> saved_in(standard(), "IndependentSet:VertexCover") == saved(standard().reduction("IndependentSet:VertexCover"))
    True
    """
    found = saved(library.reduction(reduction))
    core = found.document.get("core_hash") if found.status == "stale" else None
    return Saved("none") if any(core_hash(other) == core for other in hidden(library, "reduction", reduction)) else found
