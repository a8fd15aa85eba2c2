"""The store changes nothing but time: what it gives is what was put, whatever has become of its file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from certify.system import ownership, store, store_file
from certify.system.store import Store, opened
from tests.system.test_cache import OWNED

VALUE = {"a": (1, Fraction(1, 3)), "b": ["text", None, 10**30]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a store that holds a value."""
    path = tmp_path / "folder" / "results.sqlite"
    with opened(str(path)) as kept:
        kept.put("key", VALUE)
    return path


def found(file: Path, key: str = "key") -> object:
    """Return the value of a key; the store must say nothing."""
    with opened(str(file), pytest.fail) as kept:
        return kept.get(key)


def told(file: Path | str, key: str = "key") -> tuple[object, object, list[str]]:
    """Return the value of a key, the value after it was put again, and what the store says meanwhile."""
    said: list[str] = []
    with opened(str(file), said.append) as kept:
        before = kept.get(key)
        kept.put(key, VALUE)
        return before, kept.get(key), said


def rows(file: Path, statement: str = "SELECT key FROM results") -> list[tuple[object, ...]]:
    database = sqlite3.connect(file)
    with database:
        answer = database.execute(statement).fetchall()
    database.close()
    return answer


def test_values_come_back_as_they_were(file: Path) -> None:
    assert repr(found(file)) == repr(VALUE)
    assert found(file, "another key") is None
    with pytest.raises(TypeError, match="is not plain"), opened(str(file)) as kept:
        kept.put("key", object())


def test_off_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for chosen, variable in (("off", ""), ("", "off")):
        monkeypatch.setenv("CERTIFY_STORE", variable)
        assert told(chosen) == (None, None, [])
    assert list(tmp_path.iterdir()) == []


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "data" / name)
    for chosen, variable, where in (("", "", "data/certify/results.sqlite"), ("", "b", "b"), ("a", "b", "a")):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CERTIFY_STORE", variable)
        told(chosen)
        assert (tmp_path / where).is_file()


# ------------------------------------------------------------------------------------------------ damage


def overwritten(start: int, data: bytes) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        content = file.read_bytes()
        file.write_bytes(content[:start] + data + content[start + len(data) :])

    return damage


def other_tables(file: Path) -> None:
    rows(file, "ALTER TABLE results RENAME COLUMN value TO words")


def no_tables(file: Path) -> None:
    rows(file, "DROP TABLE engines")


def other_version(file: Path) -> None:
    rows(file, "PRAGMA user_version = 77")


DAMAGE = {
    "no database": lambda file: file.write_bytes(b"garbage" * 999),
    "truncated": lambda file: os.truncate(file, 5000),
    "header lost": overwritten(0, b"\0" * 100),
    "pages lost": overwritten(4096, b"\xff" * 50_000),
    "other tables": other_tables,
    "no tables": no_tables,
    "other version": other_version,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_set_aside(file: Path, damage: str) -> None:
    DAMAGE[damage](file)
    before, after, said = told(file)
    assert (before, after) == (None, VALUE)
    assert len(said) == 1
    assert "the store is damaged" in said[0]
    assert "it is set aside as results.sqlite.damaged-1, and a new one is begun" in said[0]
    assert found(file) == VALUE
    DAMAGE[damage](file)
    assert "damaged-2" in told(file)[2][0]
    names = {"results.sqlite", "results.sqlite.damaged-1", "results.sqlite.damaged-2"}
    assert {p.name for p in file.parent.iterdir() if not p.name.endswith(("-wal", "-shm"))} == names


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch(mode=0o600)
    assert told(tmp_path / "file") == (None, VALUE, [])


def test_a_store_that_is_damaged_while_it_is_used(file: Path) -> None:
    said: list[str] = []
    with opened(str(file), said.append) as kept:
        rows(file, "DROP TABLE results")
        assert kept.get("key") is None
        kept.put("key", VALUE)
        assert kept.get("key") == VALUE
    assert len(said) == 1
    assert found(file) == VALUE


def test_what_another_process_has_set_aside_stays(file: Path) -> None:
    """The new file of another process is no damaged one."""
    said: list[str] = []
    with opened(str(file), said.append) as kept:
        rows(file, "DROP TABLE results")
        assert "damaged-1" in told(file)[2][0]
        assert kept.get("key") == VALUE or kept.get("key") == VALUE  # the first question finds the damage
    assert said == []
    assert found(file) == VALUE


@pytest.mark.parametrize("change", ["value = '[[7],[],0]'", "value = 'no'", "value = 3", "seal = x'00'", "value = x'00'"])
def test_a_changed_value_is_not_believed(file: Path, change: str) -> None:
    rows(file, f"UPDATE results SET {change}")
    assert told(file) == (None, VALUE, [])


def test_a_value_under_another_key_is_not_believed(file: Path) -> None:
    with opened(str(file)) as kept:
        kept.put("other", "other value")
    rows(file, "UPDATE results SET (value, seal) = (SELECT value, seal FROM results AS o WHERE o.key != results.key)")
    assert found(file) is None


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    rows(other, "CREATE TABLE theirs (x)")
    content = other.read_bytes()
    before, after, said = told(other)
    assert (before, after) == (None, None)
    assert said == [f"{other}: results are not kept: it is a database of another program"]
    assert rows(other, "SELECT * FROM theirs") == []
    assert [p.name for p in tmp_path.iterdir()] == ["other.sqlite"]
    assert len(content) == other.stat().st_size


# ------------------------------------------------------------------------------------------------ no store


@pytest.mark.parametrize("where", ["folder", "file/below", "loop"])
def test_without_a_file_the_work_goes_on(tmp_path: Path, where: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    before, after, said = told(tmp_path / where)
    assert (before, after) == (None, None)
    assert len(said) == 1
    assert f"{where}: results are not kept: " in said[0]


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder or a disk that allows no writing, also for a user who may write everywhere."""
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        folder = Path("/proc")
    if not folder.is_dir():
        pytest.skip("this user may write everywhere")
    before, after, said = told(folder / "results.sqlite")
    assert (before, after, len(said)) == (None, None, 1)
    assert "results are not kept: " in said[0]


def test_a_full_disk_is_told_once(file: Path) -> None:
    said: list[str] = []
    kept = Store(file, said.append)
    kept._rows("PRAGMA max_page_count = 1")
    for number in range(3):
        kept.put(f"long {number}", "x" * 100_000)
    assert said == [f"{file}: results are not kept: database or disk is full"]
    assert not kept.on
    assert found(file) == VALUE


@OWNED
@pytest.mark.parametrize("which", ["file", "folder"])
def test_what_others_may_write_to_is_not_used(file: Path, which: str) -> None:
    (file if which == "file" else file.parent).chmod(0o777)
    before, after, said = told(file)
    assert (before, after, len(said)) == (None, None, 1)
    assert "writable by others" in said[0]


@OWNED
def test_a_store_of_another_user_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    me = os.getuid()
    monkeypatch.setattr(ownership.os, "getuid", lambda: me + 1)
    assert told(file)[:2] == (None, None)


@OWNED
def test_links_are_not_followed(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    assert told(link)[:2] == (None, None)


# ------------------------------------------------------------------------------------------------ engines


def test_another_engine_has_its_own_values(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "engine_version", lambda: "another")
    assert told(file) == (None, VALUE, [])
    assert len(rows(file)) == 2


def test_values_of_old_engines_are_removed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in "abcdefg":
        monkeypatch.setattr(store, "engine_version", lambda version=version: version)
        rows(file, "UPDATE engines SET used = used - 60")
        told(file)
    assert len(rows(file)) == len(rows(file, "SELECT * FROM engines")) == store_file._ENGINES_KEPT
    assert ("g",) in rows(file, "SELECT id FROM engines")
    rows(file, f"UPDATE engines SET used = used - {(store_file._DAYS_KEPT + 1) * store_file._DAY}")
    monkeypatch.setattr(store, "engine_version", lambda: "new")
    told(file)
    assert rows(file, "SELECT id FROM engines") == [("new",)]
    assert len(rows(file)) == 1


# ------------------------------------------------------------------------------------------------ several at once

WRITER = """
import sys
from certify.system.store import opened
file, me = sys.argv[1:]
with opened(file, lambda message: sys.exit(message)) as kept:
    for i in range(200):
        kept.put(f"key {i}", [i] * 50)
        kept.put(f"mine {me} {i}", i)
        assert kept.get(f"key {i}") == [i] * 50
"""


def test_several_processes_share_it(tmp_path: Path) -> None:
    file = tmp_path / "results.sqlite"
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(me)], env={**os.environ}) for me in range(3)]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    assert len(rows(file)) == 800
    assert all(found(file, f"mine {me} 199") == 199 for me in range(3))


def test_several_threads_share_it(tmp_path: Path) -> None:
    file, failed = tmp_path / "results.sqlite", []

    def work(me: int) -> None:
        try:
            for i in range(40):
                with opened(str(file), failed.append) as kept:
                    kept.put(f"mine {me} {i}", i)
                    assert kept.get(f"mine {me} {i}") == i
        except Exception as error:
            failed.append(str(error))

    threads = [threading.Thread(target=work, args=(me,)) for me in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(rows(file)) == 160
