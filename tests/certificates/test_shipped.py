"""What is shipped in `proofs/` is about the present texts, and its check by the present checker is recorded.

`certify recheck` makes again what is stale, and records checks.  The checker runs on a part of each certificate here; `certify
verify proofs` checks the whole folder, as the slow test does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.certificates.checked import CheckVerdict, check_of
from certify.certificates.documents import core_hash_of
from certify.certificates.library_evidence import declared
from certify.certificates.saved import DATA, read, read_certificate
from certify.certificates.verification import check_bytes
from certify.library import standard
from certify.system.resources import folder
from tests.names import few

SHIPPED = sorted(folder("proofs").glob("*.cert"))


def test_something_is_shipped() -> None:
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_certificate_is_about_the_present_text_and_its_check_is_recorded(path: Path) -> None:
    subject = read_certificate(path)[0]["subject"]
    found = declared(standard(), subject)
    assert found is not None, f"{path.name}: the library has no {subject}"
    saved = read(path, subject, core_hash_of(found))
    assert saved.status != "stale", f"{path.name}: the text of {subject} has changed: certify recheck {subject!r}"
    assert saved.status not in ("damaged", "none"), saved.why
    check = check_of(path, path.read_bytes())
    assert check is not None, f"{path.name}: no check by this checker is recorded: certify verify {path.name} --record"
    assert check.verdict is not CheckVerdict.INVALID, check.reach


def test_every_file_of_proofs_is_named_by_a_certificate() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in SHIPPED)
    shipped = [path.stem for path in (folder("proofs") / DATA).iterdir()]
    assert shipped
    assert [name for name in shipped if name not in said] == []


@pytest.mark.parametrize("path", few(8, SHIPPED), ids=lambda path: path.stem)
def test_the_checker_finds_nothing_wrong_in_a_part_of_it(path: Path) -> None:
    assert check_bytes(path.read_bytes(), budget=20_000, folder=path.parent).verdict is not CheckVerdict.INVALID


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_checker_says_again_what_is_recorded(path: Path) -> None:
    data = path.read_bytes()
    said, recorded = check_bytes(data, folder=path.parent), check_of(path, data)
    assert recorded is not None
    assert (recorded.verdict, recorded.reach) == (said.verdict, said.reach)
