"""Answers of listing verbs, which are told again as long as all that they depend on stays the same.

What a listing prints follows from its words, the program, the texts and the certificates.  So its text is cached under the words
and the identities, sizes and times of these files, and a second run prints it without the program that made it.  Only an answer
with the exit code 0 is kept, with nothing on the standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder

from certify.system import cache
from certify.system.output import Output
from certify.system.resources import folder

LISTINGS = frozenset({"problems", "solvers", "reductions", "show", "path", "neighbours", "consequences"})
"""The verbs that read texts and certificates, and nothing else."""

_HELP = ("--help", "-h")
_LIMITED = ("--seconds", "--use")
"""Options whose answers depend on the clock, or on files that they name."""

_SETTINGS = ("CERTIFY", "COLUMNS", "LANG", "LC_", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHON", "TERM", "_TYPER", "TYPER")
"""How the names of environment variables begin on which the look of an answer may depend."""

_MOST = 1 << 20


def listing(words: Sequence[str]) -> str | None:
    """Return the key of the answer to the words of a command line; None if they are no listing, if the cache is off, or if the
    files cannot be looked at.

    >>> listing(["certify", "map", "3sat", "is", "formula.cnf"]) is None
    True
    """
    _, *given = words
    if not _is_listing(given) or not cache.is_on() or any(name.endswith("_COMPLETE") for name in os.environ):
        return None
    settings = sorted((name, value) for name, value in os.environ.items() if name.startswith(_SETTINGS))
    try:
        width = os.get_terminal_size(sys.stdout.fileno()) if sys.stdout.isatty() else None
        return f"answer {list(words)} {width} {sys.stdout.encoding} {settings} {list(library_files())}"
    except (OSError, ValueError):
        return None


def _is_listing(given: Sequence[str]) -> bool:
    if len(given) == 1 and given[0] in (*_HELP, "--version"):
        return True
    if len(given) == 2 and given[1] in _HELP:
        return True
    names_a_file = any("." in word or "/" in word or os.sep in word for word in given)
    return bool(given) and given[0] in LISTINGS and not names_a_file and not any(w.startswith(_LIMITED) for w in given)


def library_files() -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what tells whether the texts, the certificates, or the library that writes the help are other ones.

    Raises `OSError` if one of them cannot be looked at.
    """
    typer = PathFinder.find_spec("typer")
    if typer is not None and typer.origin:
        yield _state(typer.origin, os.stat(typer.origin))
    for top in (str(folder("reductions")), str(folder("grammars")), str(folder("proofs")), "proofs"):
        todo = [top] if os.path.isdir(top) else []
        while todo:
            with os.scandir(todo.pop()) as entries:
                for entry in sorted(entries, key=lambda e: e.name):
                    if entry.is_dir():
                        if entry.is_symlink():
                            raise OSError(f"{entry.path}: a linked folder may lead back to this one")
                        todo.append(entry.path)
                    yield _state(entry.path, entry.stat())


def _state(path: str, found: os.stat_result) -> tuple[str, int, int, int, int]:
    return path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def told(key: str) -> str | None:
    """Return the text of an answer that was kept; None if there is none."""
    found = cache.kept(key)
    return found if isinstance(found, str) else None


def keep(key: str, out: Output, err: Output) -> None:
    """Keep an answer, if all of it was read and nothing stands beside it on the standard error."""
    text = "".join(out.copied or ())
    if text and len(text) <= _MOST and not err.copied and not out.unread:
        cache.keep(key, text)
