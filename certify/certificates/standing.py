"""Saved evidence as a library sees it: by the core that a name stands for there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from certify.certificates.saved import saved, status
from certify.hiding import hidden
from certify.language.core import core_hash

if TYPE_CHECKING:
    from certify.library import Library


def standing(library: Library, reduction: str) -> str:
    """The saved verdict for a reduction of a library, as `status` gives it; `none` also where what is saved by its name is about
    a reduction that it hides.

    >>> from certify.library import standard
    >>> standing(standard(), "IndependentSet:VertexCover") == status(standard().reduction("IndependentSet:VertexCover"))
    True
    """
    declared = library.reduction(reduction)
    found = status(declared)
    if found != "stale":
        return found
    core = (saved(declared) or {}).get("core")
    return "none" if any(core_hash(other) == core for other in hidden(library, "reduction", reduction)) else found
