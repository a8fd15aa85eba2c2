"""What a writer makes of values: JSON data, or straight the text of a JSON file, which is much faster for large instances.

A text is laid out as `certify.formats.json_text.write` lays out data: what fits in a line stands on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from json.encoder import encode_basestring
from typing import Any, Protocol

from certify.core.whole_numbers import to_digits
from certify.formats.json_text import WIDTH

_DEEPEST = 40
"""No list or object is indented further, so that what is shorter than a line less this much fits in one wherever it stands."""

_DIGITS = {n: str(n) for n in range(-99, 1000)}
_PIECES = 1 << 16
"""Of a text so many pieces are kept before they are put together."""

_SHORT = WIDTH - _DEEPEST


class Form(Protocol):
    """What to make of texts, whole numbers, truth values, lists, and objects."""

    def text(self, data: str) -> Any:
        """A text."""

    def number(self, data: int) -> Any:
        """A whole number."""

    def truth(self, data: bool) -> Any:
        """A truth value."""

    def listing(self, items: list[Any]) -> Any:
        """A list."""

    def key(self, name: str) -> str:
        """The key of an object, made ready."""

    def mapping(self, keys: Sequence[str], items: list[Any]) -> Any:
        """An object of such keys."""


class Data:
    """JSON data."""

    def text(self, data: str) -> Any:
        """See `Form`."""
        return data

    def number(self, data: int) -> Any:
        """See `Form`."""
        return data

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
    """A list or object that may need several lines: its marks, its items with what stands before each, and the one line that it
    takes if that is not too long (else empty)."""

    marks: str
    before: Sequence[str]
    items: list[Any]
    line: str


class JsonText:
    """Texts of JSON: a text where there is nothing to break, else `Laid`."""

    def text(self, data: str) -> Any:
        """See `Form`."""
        return encode_basestring(data)

    def number(self, data: int) -> Any:
        """See `Form`."""
        return _DIGITS.get(data) or to_digits(data)

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


def laid_out(made: Any) -> str:
    """The text of what a `JsonText` made, with a line's end.

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
    try:  # items in one line each, as those of long lists mostly are
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
