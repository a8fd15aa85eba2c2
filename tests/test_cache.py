"""The cache changes nothing but time: what it gives is what would be made, whatever has become of its files."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from certify import cache
from certify.cache import remembered
from certify.language.core import core_hash
from certify.language.mistakes import Source
from certify.library import Library, standard

Kept = Callable[[], list[Path]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """An empty cache folder; gives the files that are kept there."""
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    cache._opened.cache_clear()
    yield lambda: sorted(p for p in (tmp_path / "cache").rglob("*") if p.is_file())
    cache._opened.cache_clear()


class Made:
    """Makes a value, and counts how often."""

    def __init__(self, value: object = "value") -> None:
        self.value, self.times = value, 0

    def __call__(self) -> object:
        self.times += 1
        return self.value


def test_a_value_is_made_once_for_each_key(kept: Kept) -> None:
    one, other = Made("one"), Made("other")
    assert [remembered("a", one), remembered("a", one), remembered("b", other)] == ["one", "one", "other"]
    assert (one.times, other.times, len(kept())) == (1, 1, 2)


def test_what_cannot_be_made_is_not_kept(kept: Kept) -> None:
    with pytest.raises(ZeroDivisionError):
        remembered("a", lambda: 1 // 0)
    assert kept() == []


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "truncated": lambda data: data[:-1],
    "garbage": lambda data: b"\x80garbage" * 9,
    "one bit": lambda data: data[:-2] + bytes([data[-2] ^ 1]) + data[-1:],
    "no pickle": lambda data: sha256(b"no").digest() + b"no",
    "stale": lambda data: (lambda p: sha256(p).digest() + p)(pickle.dumps(1).replace(b".", b"cno.such\nmodule\n.")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_made_anew(kept: Kept, damage: str) -> None:
    made = Made({"x": (1, 2)})
    remembered("a", made)
    (file,) = kept()
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    assert remembered("a", made) == made.value
    assert remembered("a", made) == made.value
    assert made.times == 2
    assert len(kept()) == 1


def test_another_program_keeps_its_own(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made()
    remembered("a", made)
    monkeypatch.setattr(cache, "_program", lambda: "another")
    cache._opened.cache_clear()
    remembered("a", made)
    assert made.times == 2
    assert len({file.parent for file in kept()}) == 2


@pytest.mark.parametrize("where", ["off", "file", "below a file"])
def test_without_a_folder_everything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("CERTIFY_CACHE", {"off": "off", "file": f"{tmp_path}/file", "below a file": f"{tmp_path}/file/x"}[where])
    made = Made()
    assert [remembered("a", made), remembered("a", made)] == ["value", "value"]
    assert made.times == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no such permissions here")
def test_a_folder_that_others_may_write_to_is_not_used(kept: Kept, tmp_path: Path) -> None:
    made = Made()
    remembered("a", made)
    (tmp_path / "cache").chmod(0o777)
    cache._opened.cache_clear()
    remembered("a", made)
    assert made.times == 2


def test_several_writers_at_once(kept: Kept, tmp_path: Path) -> None:
    script = (
        "from certify.cache import remembered\n"
        "for turn in range(3):\n"
        "    for i in range(60):\n"
        "        assert remembered(f'key {i}', lambda: list(range(i * 50))) == list(range(i * 50))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script], env={**os.environ}) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    made = Made()
    assert all(remembered(f"key {i}", made) == list(range(i * 50)) for i in range(60))
    assert made.times == 0
    assert len(kept()) == 60  # and nothing half-written is left


def test_the_library_is_the_same_from_the_cache(kept: Kept) -> None:
    first, again = Library(standard().texts), Library(standard().texts)
    for name in first.names("reduction"):
        assert again.reduction(name) == first.reduction(name)
        assert core_hash(Library(standard().texts).reduction(name)) == core_hash(first.reduction(name))
    assert len(kept()) >= len(first.names("reduction"))


def test_a_changed_text_is_read_anew(kept: Kept) -> None:
    def bounded(most: int) -> Library:
        text = (
            f"problem Small\n  instance k : nat\n  valid    k <= {most}\n  measures b = bits(k)\n"
            "  witness  w : one of {k}\n  accepts  true\n"
        )
        return standard().with_texts([Source("small.red", text)])

    hashes = [core_hash(bounded(most).problem("Small")) for most in (3, 4, 3)]
    assert hashes[0] == hashes[2] != hashes[1]
