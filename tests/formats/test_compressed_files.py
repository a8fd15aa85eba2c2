"""Files that gzip or xz compressed, and bytes that are not UTF-8."""

from __future__ import annotations

import gzip
import lzma
from pathlib import Path

import pytest

from certify.formats.bad_input import BadInput
from certify.formats.files import ending_of, read_instance, read_text
from certify.system import files
from certify.system.compression import Damaged, ExpandsTooFar, compressed, expanded

from .random_types import FORMULA, INDEPENDENT


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_what_is_compressed_comes_back(pack: object) -> None:
    assert callable(pack)
    data = bytes(range(256)) * 1000
    assert expanded(pack(data), len(data)) == data
    assert expanded(pack(b"a") + pack(b"") + pack(b"b") + b"\0\0", 2) == b"ab"
    with pytest.raises(ExpandsTooFar):
        expanded(pack(data), len(data) - 1)
    with pytest.raises(Damaged, match="too early"):
        expanded(pack(data)[:-9], len(data))
    with pytest.raises(Damaged):
        expanded(pack(data)[:40] + b"\xff" * 40 + pack(data)[80:], len(data))
    with pytest.raises(Damaged, match="behind"):
        expanded(pack(data) + b"more", len(data))


def test_a_bomb_is_refused_before_it_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST", 1 << 20)
    for ending in (".gz", ".xz"):
        path = tmp_path / f"bomb.cnf{ending}"
        path.write_bytes(compressed(b" " * (1 << 23), path.name))
        assert path.stat().st_size < 1 << 14
        with pytest.raises(BadInput, match="more than 1 MiB when it is expanded"):
            read_text(path)


def test_the_format_follows_from_the_ending_before_the_compression(tmp_path: Path) -> None:
    path = tmp_path / "f.CNF.XZ"
    path.write_bytes(compressed(b"p cnf 1 1\n1 0\n", path.name))
    assert lzma.decompress(path.read_bytes())
    assert read_instance(FORMULA, path).value[1] == (((0, 0),),)
    assert ending_of(path) == "CNF"
    assert compressed(b"x", "a.cnf") == b"x"
    assert compressed(b"x", "a.gz") == compressed(b"x", "b.gz")


def test_comments_may_be_latin_1_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "g.col"
    path.write_bytes(b"c Erd\xf6s\np edge 2 1\ne 1 2\n")
    assert len(read_instance(INDEPENDENT, path, given={"k": "1"}).value[0][1]) == 1
    path.write_bytes(b"c Erdos\np edge 2 1\ne 1 2 \xf6\n")
    with pytest.raises(BadInput, match="is f6"):
        read_instance(INDEPENDENT, path, given={"k": "1"})


def test_a_file_is_written_whose_name_is_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("\N{CJK UNIFIED IDEOGRAPH-6F22}" * 84)
    files.write_text(path, "first\n")
    files.write_text(path, "second\n")
    assert path.read_text(encoding="utf-8") == "second\n"
    assert list(tmp_path.iterdir()) == [path]
