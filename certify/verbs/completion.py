"""What a shell completes: names of problems and reductions, routes, formats, and files.

A word in small letters is completed to names in small letters, and to aliases; any other to names as they are declared.  No
declaration is read for it, so it is quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os.path import isdir


def problem_names(incomplete: str) -> list[str]:
    """Return the names and aliases of problems that begin with a word.

    >>> problem_names("Vert"), problem_names("3s")
    (['VertexCover'], ['3sat'])
    """
    return _fitting(_problems(), incomplete)


def subject_names(incomplete: str) -> list[str]:
    """Return the names of problems and reductions that begin with a word, and files with texts.

    >>> subject_names("VertexCover:S")
    ['VertexCover:SetCover']
    """
    from certify.library import standard

    return [*_fitting([*_problems(), *standard().names("reduction")], incomplete), *_files(incomplete, (".red",))]


def certificate_names(incomplete: str) -> list[str]:
    """Return the names of problems, folders and certificates that begin with a word."""
    return [*_fitting(_problems(), incomplete), *_files(incomplete, (".cert",))]


def shown_names(incomplete: str) -> list[str]:
    """Return the names of problems and reductions, and certificates, that begin with a word."""
    return [*subject_names(incomplete), *(name for name in _files(incomplete, (".cert",)) if name.endswith(".cert"))]


def route_names(incomplete: str) -> list[str]:
    """Return the completions of a list of problems with commas, of which the last one is completed.

    >>> route_names("is,Vert")
    ['is,VertexCover']
    """
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{name}" for name in problem_names(last)]


def format_names(incomplete: str) -> list[str]:
    """Return the formats of instances that begin with a word."""
    from certify.formats.kinds import FORMATS

    return _fitting(["json", *FORMATS], incomplete)


def file_names(incomplete: str) -> list[str]:
    """Return the files and folders that begin with a word."""
    return list(_files(incomplete, ("",)))


def _problems() -> Iterator[str]:
    from certify.library import standard

    for name, words in standard().own_aliases().items():
        yield name
        yield from words


def _fitting(names: Iterable[str], incomplete: str) -> list[str]:
    small = incomplete == incomplete.lower() and incomplete != ""
    shown = dict.fromkeys(name.lower() if small else name for name in names)
    return [name for name in shown if name.startswith(incomplete)]


def _files(incomplete: str, endings: tuple[str, ...]) -> Iterator[str]:
    from glob import escape, glob

    for path in sorted(glob(escape(incomplete) + "*")):
        if isdir(path):
            yield f"{path}/"
        elif path.endswith(endings):
            yield path
