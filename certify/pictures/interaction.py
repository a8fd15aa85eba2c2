"""SVG that answers: titles, and parts that light up together when one of them is pointed at or has the focus.

The style sheet in the picture does it, without any script: it works where the picture is opened alone, inlined in HTML, or shown
in a notebook.  Its rules name the picture's own identifier, so that several pictures in one page do not disturb each other.
"""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree

from certify.pictures.text_sizes import known, text_width

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
G, A, TITLE, STYLE, TEXT = (f"{{{SVG}}}{name}" for name in ("g", "a", "title", "style", "text"))
FONTS = "Arial, Helvetica, Liberation Sans, Arimo, Nimbus Sans, sans-serif"
"""Fonts of the widths of Arial, and what there is else."""


def interactive(svg: str) -> str:
    """Return an SVG text of Graphviz with titles for readers, identifiers of its own, and the style that links its parts.

    A part of the class `e-KEY`, and a cell of a table whose identifier names the key, belong to the element of that key.  It
    lights up with the others of this key; its own key, of the class `o-KEY`, is the one that it lights.
    """
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    root = ElementTree.fromstring(svg)
    own = "p" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    root.set("id", own)
    root.set("class", "certify")
    for element in root.iter(G):
        _titled(element)
    for element in root.iter(TEXT):
        _fitted(element)
    keys: dict[str, None] = {}
    seen: dict[str, int] = {}
    for element in root.iter(G):
        found = _keys(element)
        name = _name(element)
        number = seen[name] = seen.get(name, 0) + 1
        element.set("id", f"{own}-{name}" + (f"-{number}" if number > 1 else ""))
        if found:
            keys.update(dict.fromkeys(found))
            classes = element.get("class", f"cell o-{found[0]}").split()
            element.set("class", " ".join(dict.fromkeys([*classes, "of", *(f"e-{k}" for k in found)])))
            element.set("data-elements", " ".join(found))
            if "line" not in classes:
                element.set("tabindex", "0")
    style = ElementTree.Element(STYLE)
    style.text = _rules(own, list(keys))
    root.insert(0, style)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _titled(element: ElementTree.Element) -> None:
    """Replace Graphviz's title, the name of a node, by the tooltip if there is one, and take the link around the tooltip away."""
    title = element.find(TITLE)
    for inner in list(element):
        link = inner.find(A) if inner.tag == G and inner.get("id", "").startswith("a_") else None
        if link is None:
            continue
        says = link.get(f"{{{XLINK}}}title", "")
        at = list(element).index(inner)
        if inner.get("id", "").startswith("a_cell "):
            group = ElementTree.Element(G, {"id": inner.get("id", "")})
            told = ElementTree.SubElement(group, TITLE)
            told.text = says
            group.extend(list(link))
            element[at] = group
            continue
        element.remove(inner)
        for offset, part in enumerate(list(link)):
            element.insert(at + offset, part)
        if title is not None and says:
            title.text = says
            title.set("data-told", "")
    if title is not None and title.attrib.pop("data-told", None) is None:
        element.remove(title)


def _fitted(element: ElementTree.Element) -> None:
    """Give a text the width that there is room for, also where another font takes the place of Arial."""
    element.set("font-family", FONTS)
    says = (element.text or "").replace("\xa0", " ")
    if len(says) > 1 and known(says):
        width = text_width(says, float(element.get("font-size", "14")), element.get("font-weight") == "bold")
        element.set("textLength", f"{width:.1f}")
        element.set("lengthAdjust", "spacingAndGlyphs")


def _keys(element: ElementTree.Element) -> list[str]:
    """Return the keys of the elements that a part belongs to."""
    given = element.get("id", "")
    if given.startswith("a_cell "):
        return given.split()[1:]
    return [c.removeprefix("e-") for c in element.get("class", "").split() if c.startswith("e-")]


def _name(element: ElementTree.Element) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", element.get("id", "part").removeprefix("a_")).strip("-") or "part"


def _rules(own: str, keys: list[str]) -> str:
    """Return the style sheet: what belongs to another element than the one pointed at becomes pale."""
    lines = [
        f"#{own} .of {{ transition: opacity 0.15s; }}",
        f"#{own} .of:focus {{ outline: none; }}",
        f"#{own} .frame.of path {{ pointer-events: all; }}",
        f"#{own} .of:focus :is(polygon, ellipse, path) {{ stroke-width: 4; }}",
        f"#{own}:has(.of:not(.line):hover) .of, #{own}:has(.of:focus) .of {{ opacity: 0.18; }}",
    ]
    for key in keys:
        name = re.sub(r"([^A-Za-z0-9_-])", r"\\\1", key)
        lit = f".of.of.e-{name}"
        lines.append(f"#{own}:has(.o-{name}:hover) {lit}, #{own}:has(.o-{name}:focus) {lit} {{ opacity: 1; }}")
    return "\n".join(["", *lines, ""])
