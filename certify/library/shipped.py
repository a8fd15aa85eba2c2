"""The library that comes with certify.

What its texts declare is cached, so most commands read only the texts that they need.
"""

from __future__ import annotations

import os
from functools import cache, cached_property

from certify.core.mistakes import Source
from certify.library.layers import Library
from certify.library.texts import LibraryText
from certify.system.cache import remembered
from certify.system.resources import folder


class ShippedText(LibraryText):
    """A text of the shipped library, whose file is read when its text is asked for.

    - `file`, `name`: the path of the file, and its name in messages.
    - `known`: its declarations with their places, a line each.
    """

    def __init__(self, file: str, name: str, known: str) -> None:
        found = [line.split(" ") for line in known.splitlines()]
        declares = tuple((kind, declared) for kind, declared, _, _ in found)
        places: dict[tuple[str, str], tuple[int, int]] = {}
        for declared, (_, _, start, end) in zip(declares, found, strict=True):
            places.setdefault(declared, (int(start), int(end)))
        self.__dict__.update(file=file, name=name, declares=declares, places=places)

    @cached_property
    def source(self) -> Source:
        """Return the text with its name."""
        return _source(self.__dict__["file"], self.__dict__["name"])


@cache
def standard() -> Library:
    """Return the shipped library."""
    root = str(folder("reductions"))  # texts, not paths: there are many files, and every command looks at them
    files = [os.path.join(at, name) for at, _, names in os.walk(root) for name in names if name.endswith(".red")]
    files.sort(key=lambda file: file.split(os.sep))
    names = [f"reductions{file.removeprefix(root).replace(os.sep, '/')}" for file in files]
    read: list[Library] = []

    def declared() -> list[str]:
        read.append(Library(tuple(LibraryText(_source(file, name)) for file, name in zip(files, names, strict=True))))
        return [read[0].digest, *("".join(map(_line, text.headers())) for text in read[0].texts)]

    digest, *known = remembered(f"declared {[*map(_state, files)]}", declared)
    if read:
        return read[0]
    library = Library(tuple(map(ShippedText, files, names, known)))
    library.__dict__["digest"] = digest
    return library


def _source(file: str, name: str) -> Source:
    with open(file, encoding="utf-8") as text:
        return Source(name, text.read())


def _line(header: tuple[tuple[str, str], tuple[int, int]]) -> str:
    (kind, name), (start, end) = header
    return f"{kind} {name} {start} {end}\n"


def _state(file: str) -> tuple[str, int, int, int, int]:
    """Return what tells whether a file is another one."""
    found = os.stat(file)
    return file, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
