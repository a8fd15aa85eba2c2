"""The saved evidence for the reductions of a chain.  The evidence for the chain is the weakest of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import EVIDENCE, Saved, saved
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.core import Reduction
    from certify.library import Library


@dataclass(frozen=True)
class ChainEvidence:
    """The saved evidence for each reduction of a chain, by name.

    >>> print(ChainEvidence((("A:B", Saved("bounded")), ("B:C", Saved("none")))))
    none (B:C)
    """

    edges: tuple[tuple[str, Saved], ...]

    def __repr__(self) -> str:
        return f"<evidence of a chain: {self.weakest if self.edges else 'no reduction'}>"

    @property
    def weakest(self) -> str:
        """The weakest evidence along the chain, one of `EVIDENCE`; the strongest of `EVIDENCE` for an empty chain."""
        return min((found.status for _, found in self.edges), key=EVIDENCE.index, default=EVIDENCE[-1])

    @property
    def where(self) -> tuple[str, ...]:
        """The reductions with the weakest evidence."""
        return tuple(name for name, found in self.edges if found.status == self.weakest)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on evidence that is damaged, or that is not the shipped one."""
        return tuple(f"{name}: {found.note}" for name, found in self.edges if found.note)

    def __str__(self) -> str:
        return f"{self.weakest} ({'; '.join([', '.join(self.where), *self.notes])})"

    def json(self) -> dict[str, Any] | None:
        """Return the weakest evidence as a JSON object; None for an empty chain."""
        return {"weakest": self.weakest, "of": list(self.where), "notes": list(self.notes)} if self.edges else None


def standing_in(library: Library, reductions: Iterable[str]) -> ChainEvidence:
    """Return the saved evidence for reductions of a library, by their names."""
    return ChainEvidence(tuple((name, saved_in(library, name)) for name in reductions))


def standing(reductions: Iterable[Reduction]) -> ChainEvidence:
    """Return the saved evidence for the reductions of a chain."""
    return ChainEvidence(tuple((reduction.name, saved(reduction)) for reduction in reductions))
