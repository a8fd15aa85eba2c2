"""The library that comes with certify."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from certify.core.mistakes import Source
from certify.library.layers import Library
from certify.library.texts import LibraryText
from certify.system.resources import folder


@cache
def standard() -> Library:
    """Return the shipped library."""
    root = folder("reductions")
    texts = [LibraryText(_source(path, root)) for path in sorted(root.rglob("*.red"))]
    return Library(tuple(texts))


def _source(path: Path, root: Path) -> Source:
    return Source(f"reductions/{path.relative_to(root).as_posix()}", path.read_text(encoding="utf-8"))
