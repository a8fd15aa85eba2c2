"""How a file is read: what is asked for beyond the usual, and where notes go."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from certify.formats.bad_input import BadInput, quoted
from certify.records import dataclass

_WHOLE = re.compile(r"[+-]?[0-9]+")


class ReadingNote(UserWarning):
    """A file was read although something about it is unusual: the message says what."""


def _warn(text: str) -> None:
    warnings.warn(text, ReadingNote, stacklevel=5)


@dataclass(frozen=True)
class Reading:
    """How a file is read.

    - `drop_loops`: leave out edges from a vertex to itself; without it they are refused.
    - `scale`: multiply each number of the file by this one; None: numbers with a fractional part are refused where whole numbers
      are wanted.
    - `tell`: is called with each note.
    """

    drop_loops: bool = False
    scale: int | None = None
    tell: Callable[[str], None] = _warn

    def whole(self, token: Any, place: str) -> int:
        """Return the whole number that a number of a file stands for: itself, or `scale` times itself.

        Decimal points and exponents are read exactly.  Raises BadInput if `token` is no number or the result is not whole.

        >>> Reading().whole("2.50e1", ""), Reading(scale=4).whole("0.75", "")
        (25, 3)
        """
        if self.scale is None and isinstance(token, str) and len(token) < 19 and _WHOLE.fullmatch(token):
            return int(token)
        exact = exact_number(token, place)
        found = exact * (self.scale or 1)
        if found.denominator != 1:
            by = exact.denominator
            fix = f"`--scale {by}` multiplies all numbers of the file by {by}"
            raise BadInput(place, f"found {token}, expected a whole number", fix)
        return found.numerator


USUAL = Reading()


def exact_number(token: Any, place: str) -> Fraction:
    """Return the number that a text says, exactly as written; of a float, the shortest decimal number that is read as it.

    Raises BadInput for anything else, and for exponents beyond 4000.

    >>> exact_number("-1.25", ""), exact_number(0.1, ""), exact_number("3/4", "")
    (Fraction(-5, 4), Fraction(1, 10), Fraction(3, 4))
    """
    if isinstance(token, int | Fraction) and not isinstance(token, bool):
        return Fraction(token)
    if isinstance(token, str) and len(token) < 19 and _WHOLE.fullmatch(token):
        return Fraction(int(token))
    text = repr(float(token)) if isinstance(token, float) else str(token)
    try:
        if "/" in text:
            return Fraction(text.replace("_", "x"))
        found = Decimal(text.replace("_", "x"))
        if found.is_finite() and abs(int(found.as_tuple().exponent)) <= 4000 and len(text) <= 8000:
            return Fraction(found)
    except (InvalidOperation, ValueError, ZeroDivisionError):
        pass
    raise BadInput(place, f"found {quoted(text)}, expected a number")
