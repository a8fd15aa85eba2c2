"""Colours that colour-blind readers can tell apart, and texts in the syntax of Graphviz."""

from __future__ import annotations

import html
import math

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, RED, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
PALETTE = (SKY, ORANGE, GREEN, PURPLE, YELLOW, GREY)
"""The colours of Okabe and Ito (2008) that stay distinguishable when mixed with white, and grey."""

BY_NAME = {
    "red": RED, "green": GREEN, "blue": SKY, "orange": ORANGE, "yellow": YELLOW, "purple": PURPLE, "violet": PURPLE,
    "grey": GREY, "gray": GREY, "white": "#FFFFFF", "black": "#222222",
}  # fmt: skip
"""The colours of values whose text is the name of a colour."""

INK, LINE, PAPER, FRAME = "#222222", "#777777", "#FFFFFF", "#F7F7F7"
ON_LIGHT, ON_DEEP = "#111111", "#FEFEFE"
"""What is written on colours, also in dark pictures."""
CHOSEN = ORANGE
FONT = "Arial"
SHAPES = ("ellipse", "box", "hexagon", "octagon", "house", "parallelogram", "trapezium", "diamond")
"""The outlines of labels by their constructors."""


def tint(colour: str, share: float = 0.4) -> str:
    """Return the colour mixed with white; `share`, from 0 to 1, is the part of the colour.

    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - p) * share):02X}" for p in parts)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is more legible on the colour (by relative luminance)."""
    if colour in (PAPER, FRAME):
        return INK
    red, green, blue = ((int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5))
    return ON_LIGHT if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 else ON_DEEP


def shortened(text: str, most: int = 24) -> str:
    """Return a text on one line: control characters become `?`, and the middle is cut out if it is longer than `most`.

    >>> shortened("a" * 30, 9)
    'aaaa…aaaa'
    """
    line = "".join(c if c.isprintable() else "?" for c in text)
    if len(line) <= most:
        return line
    return f"{line[: math.ceil((most - 1) / 2)]}…{line[len(line) - (most - 1) // 2 :]}"


def plain(*lines: str) -> str:
    """Return lines as an ordinary Graphviz label, with escapes, entities and HTML quoted."""
    kept = [line.replace("\\", "\\\\").replace("&", "&amp;") for line in lines]
    text = "\\n".join(kept)
    return f"{text} " if text.startswith("<") and text.endswith(">") else text


def cell(
    text: str,
    *,
    fill: str = "",
    bold: bool = False,
    align: str = "left",
    span: int = 1,
    border: int = -1,
    id: str = "",
    title: str = "",
) -> str:
    """Return a cell of an HTML-like table.

    `text` is quoted; `bold` and `fill` (its background, empty: none) give its style, `align` its alignment, `span` the number of
    its columns; `border` is the width of its own line in points (negative: the table's).  `id` and `title` are what a reader of
    the picture may point at.
    """
    inner = _quoted(text) or " "
    inner = f"<b>{inner}</b>" if bold else inner
    inner = f'<font color="{ink_on(fill)}">{inner}</font>' if fill else inner
    background = f' bgcolor="{fill}"' if fill else ""
    line = f' border="{border}" color="{INK}"' if border >= 0 else ""
    line += f' id="{_quoted(id)}" title="{_quoted(title)}"' if id else ""
    return f'<td align="{align}"{background}{line} colspan="{span}">{inner}</td>'


def _quoted(text: str) -> str:
    """Return a text within an HTML-like label; what XML cannot carry becomes `?`."""
    shown = "".join(c if c == "\xa0" or c.isprintable() else "?" for c in text)
    return html.escape(shown).replace("\\", "\\\\")  # else `\\N` would be the name of the node


def table(rows: list[list[str]], *, border: int = 1) -> str:
    """Return an HTML-like label from rows of cells made by `cell`."""
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    frame = f'border="0" cellborder="{border}" cellspacing="0" cellpadding="4" color="{LINE}"'
    return f"<<table {frame}>{body}</table>>"
