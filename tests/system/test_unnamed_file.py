"""Temporary files without a name are read as they were written, wherever the system has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.system.unnamed_file import unnamed_file


@pytest.mark.parametrize("there", [True, False])
def test_what_is_written_is_read_and_nothing_is_left(there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path if there else tmp_path / "nowhere"))
    with unnamed_file() as file:
        file.write(b"a proof")
        file.seek(2)
        assert file.read() == b"proof"
    assert list(tmp_path.iterdir()) == []
