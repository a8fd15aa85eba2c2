"""Programs of a library's declarations are cached; what is damaged, or not from a library, is written anew."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certify.codegen import CompiledReduction, programs
from certify.library import standard


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_program_that_was_kept_is_loaded_and_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reduction = standard().reduction("ThreeSAT:SubsetSum")
    x = (frozenset({0, 1}), (((0, 0), (1, 1)),))
    first = CompiledReduction(copy(reduction))  # another object, as in another process
    images = [first.image(x), first.image_to_write(x)]

    def forbidden(*of: Any) -> Any:
        raise AssertionError("written again")

    monkeypatch.setattr(programs, "reduction_program", forbidden)
    monkeypatch.setattr(programs, "coded_program", forbidden)
    again = CompiledReduction(copy(reduction))
    assert [again.image(x), again.image_to_write(x)] == images
    assert again.source == first.source

    with pytest.raises(AssertionError, match="written again"):
        CompiledReduction(replace(reduction, claims=()))  # from no library

    for kept in folder.glob("*/*"):
        data = bytearray(kept.read_bytes())
        data[-3] ^= 1
        kept.write_bytes(data)
    with pytest.raises(AssertionError, match="written again"):
        CompiledReduction(copy(reduction))


def test_a_declaration_that_is_changed_has_no_origin() -> None:
    reduction = standard().reduction("ThreeSAT:IndependentSet")
    assert reduction.origin.endswith(" reduction ThreeSAT:IndependentSet")
    assert reduction.target.origin.endswith(" problem IndependentSet")
    assert replace(reduction, name="A:B").origin == ""
    assert reduction == replace(reduction)
