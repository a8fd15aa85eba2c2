"""Evidence and certificates as Python is given them: short in print, and shown by notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from certify.chains import Chain
from certify.evidence import Evidence
from certify.records import dataclass, field

if TYPE_CHECKING:
    from certify.certificates.checked import Check


@dataclass(frozen=True, repr=False)
class GatheredEvidence(Evidence):
    """Evidence, with the chain that it is about; a problem is a chain without reductions.  Notebooks show it.

    >>> import certify
    >>> certify.reduction("is", "vc").audit({"n": 1, "m": 0, "b": 1}, effort="quick")
    <evidence on IndependentSet:VertexCover: exhausted>
    """

    chain: Chain = field(kw_only=True)

    def _repr_html_(self) -> str:
        from certify.display.answers import evidence_page

        return evidence_page(self, self.chain)


def gathered(evidence: Evidence, chain: Chain) -> GatheredEvidence:
    """Return evidence with the chain that it is about."""
    return GatheredEvidence(**{of.name: getattr(evidence, of.name) for of in fields(evidence)}, chain=chain)


class CertificateDocument(dict[str, Any]):
    """A certificate as JSON data: a dict that is short in print.  Notebooks show what it says.

    `check` is the record of what the checker said; None if the certificate was not checked.

    >>> import certify
    >>> certify.reduction("3sat", "is").certificate()
    <certificate of ThreeSAT:IndependentSet, which says proved>
    """

    def __init__(self, document: Mapping[str, Any], check: Check | None) -> None:
        super().__init__(document)
        self.check = check

    def __repr__(self) -> str:
        return f"<certificate of {self['subject']}, which says {self['evidence']['verdict']}>"

    def _repr_html_(self) -> str:
        from certify.display.answers import certificate_page

        return certificate_page(self, self.check)
