"""How much a picture shows, and how it is seen: the limits and the sizes of pictures."""

from __future__ import annotations

from certify.records import dataclass


@dataclass(frozen=True)
class PictureLimits:
    """The most nodes and lines of a side that is drawn in full, and the most rows of a table.

    Of a larger side, the first few gadgets are drawn, and the rest is counted.
    """

    nodes: int = 150
    lines: int = 400
    rows: int = 30

    @property
    def few(self) -> int:
        """The most nodes of the part of a large side that is drawn."""
        return max(1, min(self.nodes, 36))


DEFAULT = PictureLimits()


@dataclass(frozen=True)
class View:
    """A size that a picture is fitted into, in points, and the least size of its letters there."""

    width: float
    height: float
    letters: float


VIEWS = {"slide": View(960, 540, 9.5), "page": View(468, 648, 6), "wide": View(1280, 540, 9)}
"""A slide of 16:9, a printed page within its margins, and a strip across a page or a screen."""
