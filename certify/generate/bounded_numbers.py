"""The numbers of a bounded number of bits."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd


def numbers_within(sort: str, limit: int, each: bool) -> Iterator[int | Fraction]:
    """Yield the numbers of at most `limit` bits.

    - `sort`: `nat`, `int` or `rat`.
    - `limit`: the most bits.
    - `each`: whether the limit applies to the numerator and to the denominator of a rational; otherwise it applies to their bits
      together.

    >>> list(numbers_within("int", 1, False)), [str(q) for q in numbers_within("rat", 2, False)]
    ([0, -1, 1], ['0', '-1', '1'])
    """
    top = 2**limit - 1
    if sort == "nat":
        yield from range(top + 1)
    elif sort == "int":
        yield from _by_size(top)
    else:
        for line in range(1, top + 1):
            most = top if each else 2 ** (limit - line.bit_length()) - 1
            for above in _by_size(most):
                if gcd(above, line) == 1:
                    yield above if line == 1 else Fraction(above, line)


def _by_size(most: int) -> Iterator[int]:
    """Yield the integers of absolute value at most `most`, small ones first, without making a list of them."""
    yield 0
    for number in range(1, most + 1):
        yield -number
        yield number
