"""The results of JSON writers: JSON data, or directly the text of a JSON file, which is much faster for large instances.

A text has the layout of `certify.formats.json_text.write`: a list or object that fits on one line is written on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import repeat
from json.encoder import encode_basestring
from operator import add
from typing import Any, Protocol

from certify.core.whole_numbers import to_digits
from certify.formats.json_text import WIDTH
from certify.records import dataclass

_DEEPEST = 40
"""The deepest indentation provided for: a list or object of at most `_SHORT` characters is put on one line at any depth."""


class _Digits(dict[int | Fraction, str]):
    """The texts of numbers: those of small ones are stored, so that a look-up is enough; a fraction is in quotes."""

    def __missing__(self, number: int | Fraction) -> str:
        return to_digits(number) if number.__class__ is int else f'"{_fraction(number)}"'


def _fraction(value: int | Fraction) -> str:
    return f"{to_digits(value.numerator)}/{to_digits(value.denominator)}"


_DIGITS = _Digits({n: str(n) for n in range(-99, 1000)})
_PIECES = 1 << 16
"""The number of pieces of a text that are collected before they are joined."""

_SHORT = WIDTH - _DEEPEST


class Form(Protocol):
    """The results for texts, numbers, truth values, lists and objects."""

    def text(self, data: str) -> Any:
        """Return the result for a text."""

    def number(self, data: int | Fraction) -> Any:
        """Return the result for a number; a fraction is a text."""

    def truth(self, data: bool) -> Any:
        """Return the result for a truth value."""

    def listing(self, items: list[Any]) -> Any:
        """Return the result for a list, from the results for its items."""

    def key(self, name: str) -> str:
        """Return the result for a key of an object."""

    def mapping(self, keys: Sequence[str], items: list[Any]) -> Any:
        """Return the result for an object, from the results for its keys and values."""


class Data:
    """The form whose results are JSON data."""

    def text(self, data: str) -> Any:
        """See `Form`."""
        return data

    def number(self, data: int | Fraction) -> Any:
        """See `Form`."""
        return data if data.__class__ is int else _fraction(data)

    def truth(self, data: bool) -> Any:
        """See `Form`."""
        return data

    def listing(self, items: list[Any]) -> Any:
        """See `Form`."""
        return items

    def key(self, name: str) -> str:
        """See `Form`."""
        return name

    def mapping(self, keys: Sequence[str], items: list[Any]) -> Any:
        """See `Form`."""
        return dict(zip(keys, items, strict=True))


@dataclass(slots=True)
class Laid:
    """A list or object that may need several lines.

    `marks` are its brackets, `before` the keys of an object (empty for a list), `items` its items, and `line` its text on one
    line, empty if that is too long.
    """

    marks: str
    before: Sequence[str]
    items: list[Any]
    line: str


class JsonText:
    """The form whose results are JSON texts: a `str` without line breaks, else a `Laid`."""

    text = staticmethod(encode_basestring)
    number = staticmethod(_DIGITS.__getitem__)

    def truth(self, data: bool) -> Any:
        """See `Form`."""
        return "true" if data else "false"

    def listing(self, items: list[Any]) -> Any:
        """See `Form`."""
        if len(items) <= 2 * WIDTH:
            try:
                line = ", ".join(items)
            except TypeError:  # one of them is laid out
                return self._several("[]", (), items)
            if len(line) < _SHORT:
                return f"[{line}]"
        return self._several("[]", (), items)

    def key(self, name: str) -> str:
        """See `Form`."""
        return f"{encode_basestring(name)}: "

    def mapping(self, keys: Sequence[str], items: list[Any]) -> Any:
        """See `Form`."""
        return self._several("{}", keys, items)

    def _several(self, marks: str, before: Sequence[str], items: list[Any]) -> Any:
        lines = [item if isinstance(item, str) else item.line for item in items[:WIDTH]]
        line = ""
        if len(items) <= WIDTH and all(lines) and sum(map(len, lines)) <= WIDTH:
            line = marks[0] + ", ".join(map(str.__add__, before, lines) if before else lines) + marks[1]
            if len(line) <= _SHORT:
                return line
        return Laid(marks, before, items, line if len(line) <= WIDTH else "")


class CompactText(JsonText):
    """The form whose results are JSON texts that are not laid out."""

    def listing(self, items: list[Any]) -> Any:
        """See `Form`."""
        return f"[{', '.join(items)}]"

    def mapping(self, keys: Sequence[str], items: list[Any]) -> Any:
        """See `Form`."""
        return f"{{{', '.join(map(add, keys, items))}}}"


def laid_out(made: Any) -> str:
    """Return the text of a result of `JsonText`, with a line end.

    >>> made = JsonText()
    >>> print(laid_out(made.listing([made.mapping([made.key("k")], [made.number(1)]), made.text("x")])), end="")
    [{"k": 1}, "x"]
    """
    out: list[str] = []
    _lay(made, "\n", out)
    out.append("\n")
    return "".join(out)


def _lay(made: Any, margin: str, out: list[str]) -> None:
    if isinstance(made, str):
        out.append(made)
        return
    if made.line and len(margin) - 1 + len(made.line) <= WIDTH:
        out.append(made.line)
        return
    inner = margin + "  "
    out.append(made.marks[0])
    try:  # each item on one line, the usual case in long lists
        items = map(str.__add__, made.before, made.items) if made.before else made.items
        body = f",{inner}".join(items)
    except TypeError:
        _lay_items(made, inner, out)
    else:
        out.append(inner + body)
    out.append(margin + made.marks[1])
    if len(out) > _PIECES:
        out[:] = ["".join(out)]


def _lay_items(made: Laid, inner: str, out: list[str]) -> None:
    separator = inner
    for before, item in zip(made.before or repeat(""), made.items, strict=False):
        if item.__class__ is str:
            out.append(f"{separator}{before}{item}")
        else:
            out.append(separator + before)
            _lay(item, inner, out)
        separator = "," + inner
