"""What was read and found before, kept in the user's cache folder, so that a command need not read the library anew.

A file holds one value, under the digest of all that the value is a function of: the texts, and the program itself (its files'
sizes and times, and Python's version).  It is written beside its place and moved there, so that readers see all of it or
nothing, and starts with the digest of what follows: a damaged file is not read, and what cannot be read or written is made anew.

The values are plain data (`certify.system.plain_data`), so that no file can run anything.  A file that says something false
could still make the program believe it: so folder and files must belong to the user, be what they seem and no link, and nobody
else may write to them; otherwise they are not used.

`CERTIFY_CACHE` names another folder, or is `off`: then nothing is read or written.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from certify.system.plain_data import plain, restored

T = TypeVar("T")

_DIGEST = 32
_DAYS_KEPT = 30
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def remembered(key: str, make: Callable[[], T], classes: Sequence[type] = ()) -> T:
    """The value of this key if it was kept, else what `make` gives, which is then kept.  What `make` raises is raised.

    The key says what the value is a function of, besides the program; the value is plain but for dataclasses among `classes`.
    """
    place = _folder()
    if place is None:
        return make()
    file = place / sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    found = _read(file, classes)
    if found is None:
        value = make()
        _write(file, json.dumps(plain(value, classes), separators=(",", ":")).encode())
        return value
    return found[0]  # type: ignore[no-any-return]


def _read(file: Path, classes: Sequence[type]) -> tuple[Any] | None:
    """The value in a file; None if there is none, or it is damaged or somebody else's."""
    try:
        with open(os.open(file, os.O_RDONLY | _NO_LINK), "rb") as opened:
            if not _is_ours(os.fstat(opened.fileno()), stat.S_ISREG):
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
            top.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700)
            _prune(top)
        return place if all(_is_ours(folder.lstat(), stat.S_ISDIR) for folder in (place, top)) else None
    except OSError:
        return None


def _is_ours(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Is it of this kind, does it belong to the user, and may nobody else write to it?"""
    if not is_kind(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True  # on Windows the cache folder lies in the user's profile
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _prune(top: Path) -> None:
    """Remove what other versions of the program kept, if it is old."""
    import shutil

    for folder in top.iterdir():
        if folder.is_dir() and not folder.is_symlink() and time.time() - folder.stat().st_mtime > _DAYS_KEPT * 24 * 3600:
            shutil.rmtree(folder, ignore_errors=True)


def _program() -> str:
    """A digest of this program and of the Python that runs it."""
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
