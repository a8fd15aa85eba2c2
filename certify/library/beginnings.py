"""Texts to begin with, by the names that a library knows: a new problem, or a reduction between two of its problems."""

from __future__ import annotations

import re

from certify.errors import InputError
from certify.library.aliases import folded
from certify.library.layers import Library

_NAME = re.compile(r"[A-Za-z]\w*")


def new_problem(library: Library, name: str) -> tuple[str, str]:
    """Return the name of a new problem, and a text to begin with.  Raises `InputError` if it is no name, or that of another one.

    >>> from certify.library import standard
    >>> new_problem(standard(), "Mine")[1].split(" ", 2)[:2]
    ['problem', 'Mine']
    """
    from certify.language.scaffolds import problem_scaffold

    if not _NAME.fullmatch(name):
        raise InputError(
            f"`{name}` is no name for a problem: write letters and digits, beginning with a letter, as in `MyProblem`"
        )
    known = [n for n in library.names("problem") if folded(n) == folded(name)] or library.aliased(name)
    if known:
        raise InputError(f"`{name}` is {known[0]}, see `certify show {known[0]}`: choose another name, or two for a reduction")
    return name, problem_scaffold(name)


def new_reduction(library: Library, source: str, target: str) -> tuple[str, str]:
    """Return the name of a reduction between two problems, which may be named by aliases, and a text to begin with.

    Raises `Unknown` if the library does not know a problem, and `Mistake` if the text of one is wrong.

    >>> from certify.library import standard
    >>> new_reduction(standard(), "is", "clique")[0]
    'IndependentSet:Clique'
    """
    from certify.language.scaffolds import reduction_scaffold

    ends = [library.problem(library.find_problem(name)) for name in (source, target)]
    return f"{ends[0].name}:{ends[1].name}", reduction_scaffold(*ends)
