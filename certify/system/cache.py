"""A cache of values in the user's cache folder, so that a command need not analyse the library again.

A file holds one value.  Its name is the digest of everything that the value depends on: the texts, and the program itself (the
sizes and times of its files, and Python's version).  It is written to a temporary file and then moved, so that readers see all of
it or nothing.  It starts with the digest of its content.  A damaged file is not used, and a value that cannot be read or written
is computed again.

The values are plain data (`certify.system.plain_data`), so reading a file cannot run code.  A file with false content could still
mislead the program.  So the folder and the files must belong to the user, must be no links, and must not be writable by anybody
else; otherwise they are not used.

`CERTIFY_CACHE` names another folder.  With the value `off`, nothing is read or written.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from certify.system.digests import sha256
from certify.system.ownership import is_ours
from certify.system.plain_data import plain, restored

T = TypeVar("T")

_DIGEST = 32
_DAYS_KEPT = 30
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def remembered(key: str, make: Callable[[], T], classes: Sequence[type] = ()) -> T:
    """Return the cached value of a key, or else the value that `make` returns, which is then cached.

    - `key`: a text that determines the value, together with the program.
    - `make`: computes the value; its exceptions are passed on.
    - `classes`: the dataclasses that may occur in the value, which otherwise is plain data.
    """
    file = _file(key)
    if file is None:
        return make()
    found = _read(file, classes)
    if found is None:
        value = make()
        _write(file, json.dumps(plain(value, classes), separators=(",", ":")).encode())
        return value
    return found[0]  # type: ignore[no-any-return]


def is_on() -> bool:
    """Return whether values are cached."""
    return _folder() is not None


def kept(key: str) -> Any:
    """Return the cached value of a key, which is plain data; None if there is none."""
    file = _file(key)
    found = None if file is None else _read(file, ())
    return None if found is None else found[0]


def keep(key: str, value: Any) -> None:
    """Cache a value, which is plain data, under a key."""
    remembered(key, lambda: value)


def _file(key: str) -> Path | None:
    place = _folder()
    return None if place is None else place / sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path, classes: Sequence[type]) -> tuple[Any] | None:
    """Return the value in a file; None if there is no file, or it is damaged, or it belongs to somebody else."""
    try:
        with open(os.open(file, os.O_RDONLY | _NO_LINK), "rb") as opened:
            if not is_ours(os.fstat(opened.fileno()), stat.S_ISREG):
                return None
            data = opened.read()
        if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return (restored(json.loads(data[_DIGEST:]), classes),)
    except (OSError, TypeError, ValueError, LookupError, ArithmeticError, RecursionError):
        return None


def _write(file: Path, data: bytes) -> None:
    temporary = ""
    try:
        import tempfile

        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(sha256(data).digest() + data)
        os.replace(temporary, file)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _folder() -> Path | None:
    """Return the folder for values of this program, creating it if needed; None if no folder can be used."""
    chosen = os.environ.get("CERTIFY_CACHE", "")
    return None if chosen == "off" else _opened(chosen)


@cache  # neither the program nor the folder changes during a run
def _opened(chosen: str) -> Path | None:
    if chosen:
        top = Path(chosen)
    else:
        from platformdirs import user_cache_path

        top = user_cache_path("certify")
    place = top / _program()
    try:
        if not place.is_dir():
            top.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700, exist_ok=True)  # another process may have made it just now
            _prune(top)
        return place if all(is_ours(folder.lstat(), stat.S_ISDIR) for folder in (place, top)) else None
    except OSError:
        return None


def _prune(top: Path) -> None:
    """Remove old values of other versions of the program."""
    import shutil

    for folder in top.iterdir():
        with suppress(OSError):  # another process may remove it first
            if folder.is_dir() and not folder.is_symlink() and time.time() - folder.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
                shutil.rmtree(folder, ignore_errors=True)


def _program() -> str:
    """Return a digest of this program and of the Python that runs it."""
    digest = sha256(sys.version.encode())
    todo = [Path(__file__).parents[1]]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    todo.append(Path(entry.path))
                elif entry.name.endswith((".py", ".lark")):
                    found = entry.stat()
                    digest.update(f"{entry.path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]
