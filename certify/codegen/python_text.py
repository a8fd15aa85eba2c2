"""Python expressions with their operator precedence, and Python names."""

from __future__ import annotations

import builtins
import keyword
import re

from certify.codegen.meanings import NAMES
from certify.records import dataclass

OR, AND, NOT, COMPARE, BITS, ADD, MULTIPLY, POWER, ATOM = range(1, 10)
CONDITIONAL = 0

_KEPT = {"kept", "shape", "alike", "of_shape"}
_OWN = _KEPT | {"x", "w", "known", "ranks", "tables", "candidates", "cells", "full", "accepted", "label", "rank", "GLOBALS"}
_RESERVED = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *NAMES, *_OWN}
_NUMBERED = re.compile(r"(cell|across)\d+")
"""Numbered names that generated code uses for its own values; `_OWN` are the others."""


class Nested(Exception):
    """Raised if an expression needs statements at a place where only an expression may stand."""


@dataclass(frozen=True, slots=True)
class PythonText:
    """A Python expression and the precedence of its outermost operator."""

    text: str
    binds: int = ATOM

    def at(self, binds: int) -> str:
        """Return the text as an operand at a precedence: in parentheses if it binds less tightly."""
        return self.text if self.binds >= binds else f"({self.text})"

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class LazyName:
    """A name whose value is computed where it is first needed."""

    name: str


def identifier(name: str) -> str:
    """Return a Python name that resembles a name of the document and is not reserved.

    >>> identifier("S'"), identifier("lambda"), identifier("")
    ('S_', 'lambda_', 't')
    """
    plain = re.sub(r"\W", "_", name) or "t"
    plain = plain if plain[0].isalpha() and plain.isascii() else "t_" + re.sub(r"[^A-Za-z0-9_]", "", plain)
    return plain + "_" if plain in _RESERVED or _NUMBERED.fullmatch(plain) else plain


def in_tuple(items: list[str]) -> str:
    """Return a Python tuple of these items."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
