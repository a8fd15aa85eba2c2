"""A temporary file without a name, without the modules that `tempfile` loads: they take longer than most formulas."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import IO


def unnamed_file() -> IO[bytes]:
    """Return a new file to be written and read, which is gone when it is closed.

    It lies where `tempfile` puts such files if `TMPDIR` says where, or in `/tmp`; where the system has none there, `tempfile`
    finds a place.

    >>> with unnamed_file() as file:
    ...     file.write(b"a proof"), file.seek(2), file.read()
    (7, 2, b'proof')
    """
    if hasattr(os, "O_TMPFILE"):
        with suppress(OSError):
            return os.fdopen(os.open(os.environ.get("TMPDIR") or "/tmp", os.O_TMPFILE | os.O_RDWR | os.O_EXCL, 0o600), "w+b")
    from tempfile import TemporaryFile

    return TemporaryFile()
