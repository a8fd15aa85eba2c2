"""What tests of proofs share."""

from __future__ import annotations

import pytest

from tests.proving.coq import coq_missing


@pytest.fixture(scope="session")
def coq() -> None:
    """Skip a test that needs Coq where it is missing, and say what to install."""
    missing = coq_missing()
    if missing:
        pytest.skip(missing)
