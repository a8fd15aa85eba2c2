"""Pieces of Python text: expressions with how loosely they bind, and names."""

from __future__ import annotations

import builtins
import keyword
import re
from dataclasses import dataclass

from certify.codegen.runtime import NAMES

OR, AND, NOT, COMPARE, BITS, ADD, MULTIPLY, POWER, ATOM = range(1, 10)
CONDITIONAL = 0

_OWN = {"x", "w", "known", "ranks", "tables", "candidates", "cells", "full", "accepted", "label", "rank", "GLOBALS"}
_RESERVED = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *NAMES, *_OWN}
_NUMBERED = re.compile(r"(cell|across)\d+")
"""Names that generated code uses for what no text names."""


@dataclass(frozen=True, slots=True)
class PythonText:
    """A Python expression, and how loosely it binds."""

    text: str
    binds: int = ATOM

    def at(self, binds: int) -> str:
        """The text as an operand of an operator that binds so tightly."""
        return self.text if self.binds >= binds else f"({self.text})"

    def __str__(self) -> str:
        return self.text


def identifier(name: str) -> str:
    """A Python name that looks like the text's.

    >>> identifier("S'"), identifier("lambda"), identifier("")
    ('S_', 'lambda_', 't')
    """
    plain = re.sub(r"\W", "_", name) or "t"
    plain = plain if plain[0].isalpha() and plain.isascii() else "t_" + re.sub(r"[^A-Za-z0-9_]", "", plain)
    return plain + "_" if plain in _RESERVED or _NUMBERED.fullmatch(plain) else plain


def in_tuple(items: list[str]) -> str:
    """A tuple of these."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
