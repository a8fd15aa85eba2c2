"""Values as text in pictures: of a long number, the first and last digits and the number of digits."""

from __future__ import annotations

from fractions import Fraction

from certify.core import Number, Type
from certify.core.values import Value
from certify.core.whole_numbers import to_digits
from certify.records import dataclass
from certify.semantics.named_instances import Display

LONGEST = 20


@dataclass(frozen=True)
class Brief(Display):
    """Shows values as `Display` does, but abbreviates a long number that is the whole value.

    >>> from certify.core import NAT
    >>> Brief().show(10**30, NAT)
    '1000…0000 (31 digits)'
    """

    def show(self, value: Value, type: Type) -> str:
        """Return the text of a value of a type."""
        if not isinstance(type, Number):
            return super().show(value, type)
        if isinstance(value, Fraction):
            return f"{_short(value.numerator)}/{_short(value.denominator)}"
        return _short(value)


def _short(value: int) -> str:
    digits = to_digits(abs(value))
    sign = "-" if value < 0 else ""
    return sign + (digits if len(digits) <= LONGEST else f"{digits[:4]}…{digits[-4:]} ({len(digits)} digits)")
