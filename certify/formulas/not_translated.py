"""The honest answer for what has no formula: the construct, and its place in the text."""

from __future__ import annotations

from certify.core import Mark


class NotTranslated(Exception):
    """Raised for a construct that has no translation into first-order logic here.

    `construct` says what it is; `mark` is its place in the text, where known.

    >>> str(NotTranslated("a product of two unknown numbers"))
    'not translated: a product of two unknown numbers'
    """

    def __init__(self, construct: str, mark: Mark | None = None) -> None:
        super().__init__(construct)
        self.construct = construct
        self.mark = mark

    def __str__(self) -> str:
        place = f", {self.mark}: {self.mark.text}" if self.mark is not None else ""
        return f"not translated: {self.construct}{place}"


class PairsCounted(NotTranslated):
    """Raised where unordered pairs would be counted, which have two forms."""

    def __init__(self) -> None:
        super().__init__("counting unordered pairs")
