"""How wide texts are, by the widths of Arial's letters, so that positions are known before Graphviz is asked."""

from __future__ import annotations

_NARROW = dict.fromkeys("ijl'|", 0.24) | dict.fromkeys("ft.,:;!/\\[] ·I", 0.29) | dict.fromkeys("r-()`{}\"*°", 0.36)
_WIDE = dict.fromkeys("mwMWOQGCDHNUR%@&…", 0.8) | dict.fromkeys("ABEKPSTVXYZ+=<>¬→", 0.67) | dict.fromkeys("ckszxvyJ", 0.5)
_LETTERS = _NARROW | _WIDE | dict.fromkeys("MW%@…", 0.95)
LINE_HEIGHT = 1.25


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return about how wide a text of one line is, in points, in letters of a size.

    >>> text_width("node(0, 1)", 10) < text_width("node(0, 1)", 10, bold=True) < 60
    True
    """
    wide = sum(_LETTERS.get(c, 0.56 if ord(c) < 0x2E80 else 1.0) for c in text)
    return wide * size * (1.08 if bold else 1)
