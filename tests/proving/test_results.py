"""The verdict on a reduction follows from its goals, and says of which claims there are none."""

from __future__ import annotations

from certify.library import standard
from certify.proving.results import NOT_TRANSLATED, ReductionProof


def test_a_claim_without_goals_is_no_proof() -> None:
    result = ReductionProof(standard().reduction("SubsetSum:Partition"))  # it claims a number of witnesses
    assert result.obligations["counts"] == NOT_TRANSLATED
    assert result.verdict == "unknown"
    plain = ReductionProof(standard().reduction("SubsetSum:OneNeuronDNNT"))  # it claims sizes only
    assert NOT_TRANSLATED not in plain.obligations.values()
