"""A store of results in an embedded database (SQLite), so that what was computed once is not computed again.

A result is kept by the digest of all that it depends on: a key, which describes what was computed on what, and the version of
the engine (`certify.system.engine_version`).  A value is plain data (`certify.system.plain_data`) with a digest of its own.  So
reading one cannot run code, and a value that was damaged counts as missing.

Several processes and threads may use one file at once, each by a `Store` of its own.  Each value is written by one short
transaction.  So a process that is killed loses what it has not put yet, and nothing else.

No result depends on the store.  If its file is damaged it is set aside and a new one is begun; if no file can be used, the work
goes on without one.  Each of these is told once.

`CERTIFY_STORE` names another file.  With the value `off`, nothing is read or written.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from certify.system.engine_version import engine_version
from certify.system.plain_data import plain, restored
from certify.system.store_file import OtherTables, Unusable, connected, identity, is_damage, set_aside

VARIABLE = "CERTIFY_STORE"
"""The environment variable that names the store's file."""

OFF = "off"
"""The name that means no store."""

Tell = Callable[[str], None]
"""Called with a message about the store's file."""


class Store:
    """Values by keys.  A store belongs to the thread that opened it."""

    def __init__(self, file: Path | None, tell: Tell) -> None:
        """Open a file; None: there is no store, and nothing is kept."""
        self._file, self._tell = file, tell
        self._database: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._replaced = False
        self._open()

    @property
    def on(self) -> bool:
        """Whether values are kept."""
        return self._database is not None

    def get(self, key: str, classes: Sequence[type] = ()) -> Any:
        """Return the value of a key; None if there is none.  `classes` are the dataclasses that may occur in it."""
        name = self._name(key)
        for value, seal in self._rows("SELECT value, seal FROM results WHERE key = ?", name):
            with suppress(AttributeError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError):
                if seal == _seal(name, value):
                    return restored(json.loads(value), classes)
        return None

    def put(self, key: str, value: object, classes: Sequence[type] = ()) -> None:
        """Keep a value, which may not be None, under a key.

        Raises TypeError if the value is not plain data of these classes.
        """
        name, text = self._name(key), json.dumps(plain(value, classes), separators=(",", ":"))
        row = (name, engine_version(), text, _seal(name, text))
        self._rows("INSERT OR REPLACE INTO results (key, engine, value, seal) VALUES (?, ?, ?, ?)", *row)

    def close(self) -> None:
        """Close the file; nothing is kept from now on."""
        if self._database is not None:
            database, self._database = self._database, None
            with suppress(sqlite3.Error):
                database.close()

    def _name(self, key: str) -> bytes:
        return sha256(f"{engine_version()}\n{key}".encode("utf-8", "surrogatepass")).digest()

    def _open(self) -> None:
        if self._file is None:
            return
        self._identity = identity(self._file)
        try:
            self._database = connected(self._file, engine_version())
            self._identity = self._identity or identity(self._file)
        except (sqlite3.Error, OtherTables) as error:
            self._recover(error)
        except (Unusable, OSError) as error:
            self._give_up(error)

    def _rows(self, statement: str, *values: Any) -> list[Any]:
        """Return the rows of a statement; none if there is no store, or no longer one."""
        if self._database is None:
            return []
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self._recover(error)
            return []

    def _recover(self, error: Exception) -> None:
        """Begin a new file if the present one is damaged, but only once; otherwise go on without a store."""
        assert self._file is not None
        self.close()
        if self._replaced or not is_damage(error):
            self._give_up(error)
            return
        self._replaced = True
        try:
            aside = set_aside(self._file, self._identity)
        except OSError as failed:
            self._give_up(failed)
            return
        if aside is not None:
            self._tell(f"{self._file}: the store is damaged ({error}); it is set aside as {aside.name}, and a new one is begun")
        self._open()

    def _give_up(self, error: Exception) -> None:
        self.close()
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        self._tell(f"{self._file}: results are not kept: {why}")


def _seal(name: bytes, value: str) -> bytes:
    """Return the digest by which a value shows that it is intact and belongs to its key."""
    return sha256(name + value.encode()).digest()


@contextmanager
def opened(chosen: str = "", tell: Tell = lambda message: None) -> Iterator[Store]:
    """Open a store for this block.

    - `chosen`: its file, or `off`; empty: what `CERTIFY_STORE` says, or else `results.sqlite` in the user's data folder.
    - `tell`: called with a message if the file is set aside or cannot be used.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, opened(f"{folder}/results.sqlite") as store:
    ...     store.put("two and two", (4, "four"))
    ...     store.get("two and two"), store.get("two and three")
    ((4, 'four'), None)
    """
    store = Store(_file(chosen or os.environ.get(VARIABLE, "")), tell)
    try:
        yield store
    finally:
        store.close()


def _file(chosen: str) -> Path | None:
    if chosen == OFF:
        return None
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("certify") / "results.sqlite"
