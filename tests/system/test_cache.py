"""The cache changes nothing but time: what it gives is what would be made, whatever has become of its files."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.core import RECORDS, core_hash
from certify.core.mistakes import Source
from certify.library import Library, standard
from certify.system import cache
from certify.system.cache import remembered
from certify.system.plain_data import plain, restored

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
    "no JSON": lambda data: with_digest(b"no"),
    "no document": lambda data: with_digest(b"{}"),
    "a row of no kind": lambda data: with_digest(b"[[1],[[99,0]],1]"),
    "a row of what is not made": lambda data: with_digest(b"[[1],[[0,7]],1]"),
    "no value": lambda data: with_digest(b"[[],[],5]"),
    "half a fraction": lambda data: with_digest(b"[[1,0],[[4,0,1]],2]"),
    "what cannot be a key": lambda data: with_digest(b"[[1],[[1],[3,1,0]],2]"),
    "deep": lambda data: with_digest(b"[" * 100_000),
}


def with_digest(data: bytes) -> bytes:
    return sha256(data).digest() + data


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


OWNED = pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no such permissions here")


def test_a_folder_that_another_process_makes_at_the_same_time_is_used(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not there when it is looked for, and is when it is to be made."""
    remembered("key", Made())
    cache._opened.cache_clear()
    first, is_dir = [False], Path.is_dir
    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_dir", lambda path: first.pop() if first else is_dir(path))
        assert cache.is_on()
    assert remembered("key", lambda: pytest.fail("it is made again")) == "value"
    assert len(kept()) == 1


@OWNED
def test_a_folder_that_others_may_write_to_is_not_used(kept: Kept, tmp_path: Path) -> None:
    made = Made()
    remembered("a", made)
    (tmp_path / "cache").chmod(0o777)
    cache._opened.cache_clear()
    remembered("a", made)
    assert made.times == 2


@OWNED
@pytest.mark.parametrize("whose", ["folder", "program's folder", "file"])
def test_what_is_another_users_is_not_used(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    made = Made()
    remembered("a", made)
    (file,) = kept()
    theirs = {"folder": tmp_path / "cache", "program's folder": file.parent, "file": file}[whose].stat().st_ino
    ours = cache.is_ours

    def is_ours(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
        owned = [*found[:4], found.st_uid + (found.st_ino == theirs), *found[5:]]
        return ours(os.stat_result(owned), is_kind)

    monkeypatch.setattr(cache, "is_ours", is_ours)
    cache._opened.cache_clear()
    remembered("a", made)
    assert made.times == 2


@OWNED
def test_a_file_that_others_may_write_to_is_not_read(kept: Kept) -> None:
    made = Made()
    remembered("a", made)
    (file,) = kept()
    file.chmod(0o666)
    remembered("a", made)
    assert made.times == 2
    assert not file.stat().st_mode & 0o077  # and was made anew


@OWNED
def test_links_are_not_followed(kept: Kept, tmp_path: Path) -> None:
    made = Made()
    remembered("a", made)
    (file,) = kept()
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    remembered("a", made)
    assert made.times == 2
    assert not file.is_symlink()
    (tmp_path / "cache").rename(tmp_path / "moved")
    (tmp_path / "cache").symlink_to(tmp_path / "moved")
    cache._opened.cache_clear()
    remembered("a", made)
    assert made.times == 3


class Hostile:
    """A value whose pickle, when it is read, leaves a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_in_the_place_of_an_entry_runs_nothing(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every place that was ever read: entries, and the grammar's tables where they used to be."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    hostile = pickle.dumps(Hostile(tmp_path / "ran"))
    program = [sys.executable, "-c", "from certify.cli import main; main()"]
    command = [*program, "check", "ThreeSAT:IndependentSet"]
    expected = subprocess.run(command, capture_output=True, check=True, env={**os.environ}).stdout
    assert len(kept()) > 3
    for file in kept():
        file.write_bytes(with_digest(hostile))
    old = tmp_path / "user" / "certify"
    old.mkdir(parents=True)
    for name in _old_places():
        (old / name).write_bytes(sha256(hostile).hexdigest().encode() + b"\n" + hostile)
    for setting in (os.environ["CERTIFY_CACHE"], "off"):
        again = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "CERTIFY_CACHE": setting}).stdout
        assert again == expected
    assert not (tmp_path / "ran").exists()


def _old_places() -> list[str]:
    """The names under which the grammar's tables were once kept, pickled."""
    import platform

    import lark

    from certify.system.resources import folder

    grammar = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")
    made_by = f"{lark.__version__} {platform.python_version()} {grammar}"
    return [f"grammar-{sha256(made_by.encode()).hexdigest()[:16]}"]


@pytest.mark.slow
def test_off_writes_no_file(tmp_path: Path) -> None:
    """Neither in the user's folders nor among temporary files, the grammar's tables included."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "xdg"), "TMPDIR": str(tmp_path)}
    script = "from certify.cli import main; main()"
    for arguments in (["check", "ThreeSAT:IndependentSet"], ["consequences", "TwoSAT"], ["path", "3sat", "vc"]):
        environment = {**os.environ, **home, "CERTIFY_CACHE": "off", "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-c", script, *arguments], check=True, capture_output=True, env=environment)
    assert list(tmp_path.iterdir()) == []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.fractions() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
)


@given(PLAIN)
def test_plain_data_comes_back_as_it_was(value: object) -> None:
    back = restored(json.loads(json.dumps(plain(value))))
    assert repr(back) == repr(value)  # the same types too: 1 is not true


def test_numbers_of_any_length_and_texts_with_any_characters() -> None:
    value = {"n": (10**5000, -(2**64), 0), "text": "\ud800\x00\u2028", "set": frozenset({1, 2})}
    assert restored(json.loads(json.dumps(plain(value)))) == value


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", Path(), Source("a", "b"), lambda: 0, int])
def test_what_is_not_plain_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is not plain"):
        plain([value])
    with pytest.raises(TypeError, match="is not plain"):
        plain(("a", {"b": value}))


@pytest.mark.slow
def test_core_forms_come_back_with_their_places(kept: Kept) -> None:
    """All that equality leaves out as well: marks, magnitudes, what is said about a declaration."""
    library = Library(standard().texts)
    for name in library.names("reduction")[::8]:
        reduction = library.reduction(name)
        back = restored(json.loads(json.dumps(plain(reduction, RECORDS))), RECORDS)
        assert back == reduction
        assert plain(back, RECORDS) == plain(reduction, RECORDS)


def test_several_writers_at_once(kept: Kept, tmp_path: Path) -> None:
    script = (
        "from certify.system.cache import remembered\n"
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
    names = first.names("reduction")[::8]
    for name in names:
        assert again.reduction(name) == first.reduction(name)
        assert core_hash(Library(standard().texts).reduction(name)) == core_hash(first.reduction(name))
    assert len(kept()) >= len(names)


def test_a_changed_text_is_read_anew(kept: Kept) -> None:
    def bounded(most: int) -> Library:
        text = (
            f"problem Small\n  instance k : nat\n  valid    k <= {most}\n  measures b = bits(k)\n"
            "  witness  w : one of {k}\n  accepts  true\n"
        )
        return standard().with_texts([Source("small.red", text)])

    hashes = [core_hash(bounded(most).problem("Small")) for most in (3, 4, 3)]
    assert hashes[0] == hashes[2] != hashes[1]


def test_a_core_from_the_cache_is_the_core_that_was_put_there() -> None:
    """Members of enumerations come back as such: code asks for them by identity."""
    from certify.core import RECORDS, SpaceKind
    from certify.library import standard
    from certify.system.plain_data import plain, restored

    cnnt = standard().problem("CNNT")
    again = restored(plain(cnnt, RECORDS), RECORDS)
    assert again == cnnt
    assert again.witness.kind is SpaceKind.REALS
    assert {type(node.op) for node in again.accepts} == {type(node.op) for node in cnnt.accepts}
