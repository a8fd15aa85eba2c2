"""Colours that colour-blind readers can tell apart, and texts as Graphviz wants them."""

from __future__ import annotations

import html
import math

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, RED, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
PALETTE = (SKY, ORANGE, GREEN, PURPLE, YELLOW, GREY)
"""Of the palette of Okabe and Ito (2008), and grey, those that stay apart when mixed with white."""

BY_NAME = {
    "red": RED, "green": GREEN, "blue": SKY, "orange": ORANGE, "yellow": YELLOW, "purple": PURPLE, "violet": PURPLE,
    "grey": GREY, "gray": GREY, "white": "#FFFFFF", "black": "#222222",
}  # fmt: skip
"""Colours for values that are themselves names of colours."""

INK, LINE, PAPER, FRAME = "#222222", "#777777", "#FFFFFF", "#F7F7F7"
CHOSEN = ORANGE
FONT = "Arial"
SHAPES = ("ellipse", "box", "hexagon", "octagon")


def tint(colour: str, share: float = 0.4) -> str:
    """The colour mixed with white; `share` is what is left of it.

    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - p) * share):02X}" for p in parts)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on the colour (by relative luminance)."""
    red, green, blue = ((int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5))
    return INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 else PAPER


def shortened(text: str, most: int = 24) -> str:
    """A text on one line: control characters shown as `?`, the middle cut out when it is longer than `most`.

    >>> shortened("a" * 30, 9)
    'aaaa…aaaa'
    """
    line = "".join(c if c.isprintable() else "?" for c in text)
    if len(line) <= most:
        return line
    return f"{line[: math.ceil((most - 1) / 2)]}…{line[len(line) - (most - 1) // 2 :]}"


def plain(*lines: str) -> str:
    """Lines as an ordinary Graphviz label: nothing in them is taken for an escape, an entity or HTML."""
    kept = [line.replace("\\", "\\\\").replace("&", "&amp;") for line in lines]
    text = "\\n".join(kept)
    return f"{text} " if text.startswith("<") and text.endswith(">") else text


def cell(text: str, *, fill: str = "", bold: bool = False, align: str = "left", span: int = 1, border: int = -1) -> str:
    """A cell of an HTML-like table; a `border` that is not negative is its own line width (points)."""
    inner = html.escape(text).replace("\\", "\\\\") or " "  # else `\\N` would be the name of the node
    inner = f"<b>{inner}</b>" if bold else inner
    inner = f'<font color="{ink_on(fill)}">{inner}</font>' if fill else inner
    background = f' bgcolor="{fill}"' if fill else ""
    line = f' border="{border}" color="{INK}"' if border >= 0 else ""
    return f'<td align="{align}"{background}{line} colspan="{span}">{inner}</td>'


def table(rows: list[list[str]], *, border: int = 1) -> str:
    """An HTML-like label: rows of cells made by `cell`."""
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    frame = f'border="0" cellborder="{border}" cellspacing="0" cellpadding="4" color="{LINE}"'
    return f"<<table {frame}>{body}</table>>"
