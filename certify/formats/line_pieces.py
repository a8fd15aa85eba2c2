"""Texts of lines, in pieces, so that a large one is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

_MOST = 1 << 12
"""The most lines of a piece."""


def in_lines(*parts: Iterable[str]) -> Iterator[str]:
    """Return the text of these lines, of which there may be millions, in pieces that are made as they are taken.

    >>> list(in_lines(["c a graph"], iter(["e 1 2"])))
    ['c a graph\\ne 1 2\\n']
    """
    lines = chain(*parts)
    while some := list(islice(lines, _MOST)):
        some.append("")
        yield "\n".join(some)


class KeptTexts(dict[Any, str]):
    """The texts of numbers, or of other values that occur often, each of which is made once.

    >>> KeptTexts("{:+d} ".format)[5]
    '+5 '
    """

    def __init__(self, show: Callable[[Any], str]) -> None:
        self._show = show

    def __missing__(self, value: Any) -> str:
        self[value] = text = self._show(value)
        return text
