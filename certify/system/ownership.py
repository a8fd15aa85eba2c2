"""Files and folders that only the user can write to.

Data that a program reads back without checking what it says could mislead it.  So such data is read only from a file or folder
that belongs to the user, is no link, and cannot be written by anybody else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable


def is_ours(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Return whether a file is of this kind, belongs to the user, and cannot be written by anybody else.

    `is_kind` is `stat.S_ISREG` or `stat.S_ISDIR`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     is_ours(os.lstat(name), stat.S_ISDIR), is_ours(os.lstat(name), stat.S_ISREG)
    (True, False)
    """
    if not is_kind(found.st_mode):
        return False
    if not hasattr(os, "getuid"):
        return True  # on Windows the user's folders lie in the user's profile
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
