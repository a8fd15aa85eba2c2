"""Pieces of HTML for notebooks: escaped, legible on light and dark ground, with titles for those who do not see pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_STYLE = """<style>
.certify-page{line-height:1.45;max-width:72em}
.certify-page h4{margin:.2em 0 .4em!important;font-size:1.1em;font-weight:600}
.certify-page table{border-collapse:collapse;margin:.4em 0!important;font-size:inherit;display:table}
.certify-page caption{text-align:left;font-weight:600;padding:.2em 0}
.certify-page th,.certify-page td{text-align:left!important;vertical-align:top!important;padding:.15em .8em .15em 0;border:0;
 background:transparent;color:inherit;white-space:normal;max-width:none}
.certify-page tr{background:transparent!important}
.certify-page .grid th,.certify-page .grid td{border-bottom:1px solid rgba(128,128,128,.4);padding-right:1.2em}
.certify-page div.formula{overflow-x:auto}
.certify-page math{font-family:"STIX Two Math","Cambria Math","Latin Modern Math","DejaVu Math TeX Gyre",
 Georgia,"DejaVu Serif",math}
.certify-page mi.word{font-style:italic}
.certify-page .wide{overflow-x:auto;max-width:100%}
.certify-page .note{opacity:.75}
.certify-page .verdict{font-weight:600;white-space:nowrap}
.certify-page figure{margin:.4em 0;overflow-x:auto;max-width:100%}
.certify-page figure>svg{background:#fff;border-radius:4px;height:auto;display:block}
.certify-page code,.certify-page td,.certify-page li{overflow-wrap:anywhere}
.certify-page summary{cursor:pointer}
</style>"""

_SIGNS = {"refuted": "✗", "unknown": "?", "sampled": "◦", "solver-says": "◦", "exhausted": "✓", "bounded": "✓", "proved": "✓✓"}
"""What stands before a verdict, so that it does not depend on a colour."""

_FIRST_ROOT = re.compile(r"<svg\b[^>]*>")


def text(says: object) -> str:
    """Return a text as HTML.

    >>> text("a < b & c")
    'a &lt; b &amp; c'
    """
    return html.escape(str(says))


def page(*parts: str) -> str:
    """Return parts as the output of a cell."""
    return f'{_STYLE}<div class="certify-page">{"".join(parts)}</div>'


def heading(title: str, kind: str) -> str:
    """Return a heading: the kind of a thing, and its name or title, as HTML."""
    return f'<h4><span class="note">{text(kind)}</span> {title}</h4>'


def paragraph(inner: str, *, note: bool = False) -> str:
    """Return a paragraph around HTML; empty if there is nothing in it.  A `note` is less prominent."""
    return f"<p{' class=note' if note else ''}>{inner}</p>" if inner else ""


def grid(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a caption (a text), titles of its columns (texts), and rows of cells (HTML), of which the first is the
    title of the row."""
    head = "".join(f'<th scope="col">{text(title)}</th>' for title in header)
    body = "".join(f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in rows)
    whole = f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f'<div class="wide"><table class="grid">{whole}</table></div>'


def described(rows: Iterable[tuple[str, str]]) -> str:
    """Return pairs of a title (a text) and what it stands for (HTML)."""
    body = "".join(f'<tr><th scope="row">{text(title)}</th><td>{what}</td></tr>' for title, what in rows)
    return f'<div class="wide"><table>{body}</table></div>' if body else ""


def folded(title: str, inner: str, *, opened: bool = False) -> str:
    """Return HTML that a click on its title (a text) unfolds."""
    return f"<details{' open' if opened else ''}><summary>{text(title)}</summary>{inner}</details>"


def bullets(items: Iterable[str]) -> str:
    """Return a list of items in HTML; empty if there are none."""
    inner = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{inner}</ul>" if inner else ""


def verdict(says: str) -> str:
    """Return a verdict with its sign.

    >>> verdict("refuted")
    '<span class="verdict">✗ refuted</span>'
    """
    sign = _SIGNS.get(says.partition(" ")[0], "")
    return f'<span class="verdict">{sign} {text(says)}</span>' if sign else f'<span class="verdict">{text(says)}</span>'


def figure(svg: str, title: str) -> str:
    """Return a picture with a title (a text).  It is as wide as it was drawn if there is room; it shrinks to
    little more than half of that, and beyond it is scrolled."""
    root = _FIRST_ROOT.search(svg)
    if root is None:
        return ""
    width = float(found.group(1)) if (found := re.search(r'width="([\d.]+)pt"', root.group())) else 0.0
    size = f"width:min({width:.0f}pt,max(100%,{width * 0.6:.0f}pt));max-width:none" if width else "max-width:100%"
    opening = re.sub(r'\s(?:width|height)="[^"]*"', "", root.group())[:-1]
    drawn = svg[root.end() :].replace('font-family="Arial"', 'font-family="Arial,Liberation Sans,Helvetica,sans-serif"')
    inner = f'{opening} role="img" aria-label="{text(title)}" style="{size}"><title>{text(title)}</title>{drawn}'
    return f"<figure>{inner}</figure>"
