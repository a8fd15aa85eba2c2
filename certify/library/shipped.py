"""The library that comes with certify."""

from __future__ import annotations

import os
from functools import cache

from certify.core.mistakes import Source
from certify.library.layers import Library
from certify.library.texts import LibraryText
from certify.system.resources import folder


@cache
def standard() -> Library:
    """Return the shipped library."""
    root = str(folder("reductions"))  # texts, not paths: there are many files, and every command reads them
    files = [os.path.join(at, name) for at, _, names in os.walk(root) for name in names if name.endswith(".red")]
    return Library(tuple(LibraryText(_source(file, root)) for file in sorted(files, key=lambda file: file.split(os.sep))))


def _source(file: str, root: str) -> Source:
    with open(file, encoding="utf-8") as text:
        return Source(f"reductions{file.removeprefix(root).replace(os.sep, '/')}", text.read())
