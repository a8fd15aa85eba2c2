"""The file of a store of results: opening it, keeping it small, and setting it aside when it is damaged.

The folder and the file are used only if they belong to the user, are no links, and cannot be written by anybody else, for a false
value would be believed.  A database of another program is left alone.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import suppress
from pathlib import Path

from certify.system.ownership import is_ours

_APPLICATION, _SCHEMA = 0x63726679, 1
"""The numbers by which a file is known as a store, and as one with these tables."""

_TABLES = (
    "CREATE TABLE engines (id TEXT PRIMARY KEY, used INTEGER NOT NULL)",
    "CREATE TABLE results (key BLOB PRIMARY KEY, engine TEXT NOT NULL, value TEXT NOT NULL, seal BLOB NOT NULL)",
)

_PATIENCE = 10.0
"""The seconds to wait for another process that is writing."""

_DAY = 24 * 3600
_DAYS_KEPT = 30
_ENGINES_KEPT = 4

_DAMAGE = (
    sqlite3.SQLITE_ERROR,  # the statements are fixed, so the tables are not those that they are about
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
)


class Unusable(Exception):
    """A file cannot be the store; `str()` is the reason."""


class OtherTables(Exception):
    """A file is a store with other tables."""


def connected(file: Path, engine: str) -> sqlite3.Connection:
    """Return a connection to a store, which is created if there is none.

    - `file`: its file.
    - `engine`: the version of the engine that uses it.  Results of versions that were not used for long are removed.

    Each statement outside of a transaction is one.  Raises `Unusable`, `OtherTables`, OSError, or `sqlite3.Error`.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_ours(file.parent.lstat(), stat.S_ISDIR):
        raise Unusable("its folder must belong to you, be no link, and not be writable by others")
    if os.path.lexists(file) and not is_ours(file.lstat(), stat.S_ISREG):
        raise Unusable("it must be a file that belongs to you, no link, and not writable by others")
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    try:
        _begin_log(database)
        database.execute("PRAGMA synchronous = NORMAL")  # a loss of power may undo the last values, and damages nothing
        if _kind(database) != (_APPLICATION, _SCHEMA):
            _create(database)
        _note_use(database, engine)
    except BaseException:
        database.close()
        raise
    return database


def _begin_log(database: sqlite3.Connection) -> None:
    """Use a write-ahead log.  The change to it does not wait for others by itself."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _kind(database: sqlite3.Connection) -> tuple[int, int]:
    (application,), (schema,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    return application, schema


def _create(database: sqlite3.Connection) -> None:
    """Create the tables in an empty database.  Raises `Unusable` for a database of another program."""
    database.execute("BEGIN IMMEDIATE")
    with database:
        kind = _kind(database)
        if kind == (_APPLICATION, _SCHEMA):  # another process has created them meanwhile
            return
        if kind[0] == _APPLICATION:
            raise OtherTables("it has other tables than this version of certify makes")
        if database.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
            raise Unusable("it is a database of another program")
        for statement in (*_TABLES, f"PRAGMA application_id = {_APPLICATION}", f"PRAGMA user_version = {_SCHEMA}"):
            database.execute(statement)


def _note_use(database: sqlite3.Connection, engine: str) -> None:
    """Note once a day that a version of the engine is in use, and remove the results of versions that are not."""
    now = int(time.time())
    found = database.execute("SELECT used FROM engines WHERE id = ?", (engine,)).fetchone()
    if found is not None and 0 <= now - found[0] < _DAY:
        return
    database.execute("BEGIN IMMEDIATE")
    with database:
        database.execute("INSERT OR REPLACE INTO engines (id, used) VALUES (?, ?)", (engine, now))
        last = "SELECT id FROM engines WHERE used > ? ORDER BY id = ? DESC, used DESC LIMIT ?"
        database.execute(f"DELETE FROM engines WHERE id NOT IN ({last})", (now - _DAYS_KEPT * _DAY, engine, _ENGINES_KEPT))
        database.execute("DELETE FROM results WHERE engine NOT IN (SELECT id FROM engines)")


def is_damage(error: Exception) -> bool:
    """Return whether an error says that a file is no intact store, and not that it cannot be used now."""
    if isinstance(error, OtherTables):
        return True
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and (code & 0xFF in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ)


def identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None if there is none."""
    try:
        found = file.lstat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(file: Path, which: tuple[int, int] | None) -> Path | None:
    """Rename a damaged file and its log, and return the new name.

    `which` is the identity of the damaged file.  If the name is another file's by now, another process has renamed the damaged
    one; then nothing is done and None is returned.  Raises OSError if it cannot be renamed.
    """
    if which is None or identity(file) != which:
        return None
    number = 1
    while os.path.lexists(aside := file.with_name(f"{file.name}.damaged-{number}")):
        number += 1
    for suffix in ("-wal", "-shm", ""):  # the log goes first: that of a damaged file must not meet a new one
        with suppress(FileNotFoundError):
            os.rename(f"{file}{suffix}", f"{aside}{suffix}")
    return aside
