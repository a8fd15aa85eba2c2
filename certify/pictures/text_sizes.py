"""How wide texts are, by the widths of Arial's letters, so that positions are known before Graphviz is asked."""

from __future__ import annotations

_WIDTHS = {
    191: "'", 222: "ijl", 260: "|", 278: "ft !,./:;I[]\\·", 333: "r()-`", 334: "{}", 350: "•", 355: '"', 389: "*", 469: "^",
    500: "cksvxyzJ", 556: "abdeghnopqu0123456789#$?_L–", 584: "+<=>~¬×", 611: "FTZ", 667: "ABEKPSVXY&", 722: "wCDHNRU",
    778: "GOQ", 833: "mM", 889: "%", 944: "W", 1000: "…→—", 1015: "@",
}  # fmt: skip
"""Letters by their width, in thousandths of the size of the font."""
_LETTERS = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
BOLD = 1.06
LINE_HEIGHT = 1.25


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text of one line is, in points, in letters of a size; of letters that are not known, about how wide.

    >>> round(text_width("node(0, 1)", 10), 1)
    45.6
    """
    wide = sum(_LETTERS.get(c, 0.6 if ord(c) < 0x2E80 else 1.0) for c in text)
    return wide * size * (BOLD if bold else 1)


def known(text: str) -> bool:
    """Return whether the widths of all letters of a text are known."""
    return all(c in _LETTERS for c in text)
