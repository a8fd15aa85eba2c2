"""Conversion of whole numbers of any length to and from decimal digits.

Python refuses to convert more than some thousand digits at once, to guard against quadratic time.  Images of reductions can
contain longer numbers, so this module converts them in halves.
"""

from __future__ import annotations

PIECE = 600
"""The most digits converted at once: fewer than 640, the smallest limit that Python can be set to."""


def from_digits(text: str) -> int:
    """Return the number with these ASCII digits, after an optional `-`.

    >>> from_digits("-12"), from_digits("9" * 5000) == 10**5000 - 1
    (-12, True)
    """
    return -_value(text[1:]) if text.startswith("-") else _value(text)


def _value(digits: str) -> int:
    if len(digits) <= PIECE:
        return int(digits)
    low = len(digits) // 2
    return int(_value(digits[:-low]) * 10**low + _value(digits[-low:]))


def to_digits(value: int) -> str:
    """Return the decimal digits of a number, after a `-` if it is negative.

    >>> to_digits(-12), to_digits(10**5000) == "1" + "0" * 5000
    ('-12', True)
    """
    return "-" + _digits(-value) if value < 0 else _digits(value)


def _digits(value: int) -> str:
    if value.bit_length() <= 3 * PIECE:
        return str(value)
    low = value.bit_length() * 3 // 20  # half of about 0.301 digits per bit
    high, rest = divmod(value, 10**low)
    return _digits(high) + _digits(rest).zfill(low)
