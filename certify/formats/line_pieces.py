"""NumberTexts of lines, in pieces, so that a large one is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

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


class NumberTexts(dict[int, str]):
    """The texts of numbers, each of which is made once.

    >>> NumberTexts("{:+d} ".format)[5]
    '+5 '
    """

    def __init__(self, show: Callable[[int], str]) -> None:
        self._show = show

    def __missing__(self, number: int) -> str:
        self[number] = text = self._show(number)
        return text
