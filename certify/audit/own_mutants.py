"""The mutants of a text by which the evidence for it is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.library import Library
    from certify.mutation.mutants import Mutant


def mutants_of(library: Library, chain: Chain) -> Callable[[], Sequence[Mutant]] | None:
    """Return a function that makes the mutants by which the evidence for a chain of one reduction is judged; None for others."""
    from certify.audit.reduction_audit import MUTANTS
    from certify.mutation.mutants import mutants

    if len(chain.reductions) != 1:
        return None
    return lambda: mutants(library, chain.reductions[0].name, MUTANTS)
