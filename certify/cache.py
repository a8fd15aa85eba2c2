"""What was read and found before, kept in the user's cache folder, so that a command need not read the library anew.

A file holds one value, under the digest of all that the value is a function of: the texts, and the program itself (its files'
sizes and times, and Python's version).  It is written beside its place and moved there, so that readers see all of it or
nothing, and starts with the digest of what follows: a damaged file is not read, and what cannot be read or written is made anew.

The values are pickles.  Reading a pickle runs what is in it, so the folder must belong to the user and nobody else may write to
it; otherwise it is not used.  `CERTIFY_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_DIGEST = 32
_DAYS_KEPT = 30


def remembered(key: str, make: Callable[[], T]) -> T:
    """The value of this key if it was kept, else what `make` gives, which is then kept.  What `make` raises is raised.

    The key says what the value is a function of, besides the program; the value can be pickled.
    """
    place = _folder()
    if place is None:
        return make()
    file = place / sha256(key.encode()).hexdigest()
    found = _read(file)
    if found is None:
        value = make()
        _write(file, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        return value
    return found[0]  # type: ignore[no-any-return]


def _read(file: Path) -> tuple[Any] | None:
    """The value in a file; None if there is none, or it is damaged."""
    try:
        data = file.read_bytes()
        if sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        return (pickle.loads(memoryview(data)[_DIGEST:]),)
    except Exception:  # whatever a stale or damaged pickle does, it is made anew
        return None


def _write(file: Path, data: bytes) -> None:
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(sha256(data).digest() + data)
        os.replace(temporary, file)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _folder() -> Path | None:
    """The folder for values of this program, made if need be; None if there is none to be used."""
    chosen = os.environ.get("CERTIFY_CACHE", "")
    return None if chosen == "off" else _opened(chosen)


@cache  # neither the program nor the folder changes while it runs
def _opened(chosen: str) -> Path | None:
    if chosen:
        top = Path(chosen)
    else:
        from platformdirs import user_cache_path

        top = user_cache_path("certify")
    place = top / _program()
    try:
        if not place.is_dir():
            place.mkdir(mode=0o700, parents=True)
            _prune(top)
        return place if _is_ours(place) and _is_ours(top) else None
    except OSError:
        return None


def _is_ours(folder: Path) -> bool:
    """Does the folder belong to the user, and may nobody else write to it?"""
    if not hasattr(os, "getuid"):
        return True  # on Windows the cache folder lies in the user's profile
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prune(top: Path) -> None:
    """Remove what other versions of the program kept, if it is old."""
    import shutil

    for folder in top.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
            shutil.rmtree(folder, ignore_errors=True)


def _program() -> str:
    """A digest of this program and of the Python that runs it."""
    digest = sha256(sys.version.encode())
    todo = [Path(__file__).parent]
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    todo.append(Path(entry.path))
                elif entry.name.endswith((".py", ".lark")):
                    found = entry.stat()
                    digest.update(f"{entry.path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]
