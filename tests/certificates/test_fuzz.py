"""No file makes the checker, or the reader of texts, end without an answer; `tests.certificates.fuzz` goes on from here."""

from __future__ import annotations

import pytest

from tests.certificates.fuzz import checked, defects, read, torn_certificate, torn_text

pytestmark = pytest.mark.slow


def test_torn_certificates_get_an_answer() -> None:
    assert defects(60, 0, torn_certificate, checked) == []


def test_torn_texts_get_an_answer() -> None:
    assert defects(30, 0, torn_text, read) == []


@pytest.mark.slow
def test_many_torn_certificates_get_an_answer() -> None:
    assert defects(1500, 60, torn_certificate, checked) == []


@pytest.mark.slow
def test_many_torn_texts_get_an_answer() -> None:
    assert defects(500, 30, torn_text, read) == []
