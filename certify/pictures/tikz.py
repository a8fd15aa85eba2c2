"""Pictures as TikZ: what Graphviz has drawn as SVG, shape by shape, so that both show the same scene."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from certify.latex import escaped, page

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_COMMAND = re.compile(r"([MCLZ])([^MCLZ]*)", re.IGNORECASE)
_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
_SVG = "{http://www.w3.org/2000/svg}"
_NAMED = {"black": "#000000", "white": "#FFFFFF", "red": "#FF0000", "grey": "#808080", "gray": "#808080", "lightgrey": "#D3D3D3"}
"""The names of colours that Graphviz writes by itself."""


def tikz(svg: str) -> str:
    """Return a picture that Graphviz has drawn as SVG, as a file for LaTeX.

    The file is one picture for documents that load the package tikz.  LaTeX compiles it by itself as well, into a page around it.

    >>> small = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"><g><text x="1" y="2">a_b</text></g></svg>'
    >>> print(next(line for line in tikz(small).splitlines() if "node" in line))
    \\node[anchor=base west] at (1,2) {\\fontsize{11bp}{13.2bp}\\selectfont a\\_b};
    """
    root = ElementTree.fromstring(svg)
    width, height = (float(str(root.get(of, "0")).removesuffix("pt")) for of in ("width", "height"))
    colours: dict[str, str] = {}
    shapes = [line for element in _shapes(root) for line in _drawn(element, colours)]
    defined = [rf"\definecolor{{{name}}}{{HTML}}{{{code[1:].upper()}}}" for code, name in colours.items()]
    opening = r"\begin{tikzpicture}[x=1bp,y=-1bp,line width=1bp,inner sep=0pt,font=\sffamily]"
    picture = [*defined, opening, *shapes, r"\end{tikzpicture}"]
    use = r"% a picture: \input it where tikz is loaded, or compile it by itself"
    return "\n".join([use, *page(picture, width, height)]) + "\n"


def _shapes(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield the shapes of a picture in the order in which they are drawn."""
    for element in root.iter():
        if element.tag.removeprefix(_SVG) in ("polygon", "polyline", "path", "ellipse", "text"):
            yield element


def _drawn(element: ElementTree.Element, colours: dict[str, str]) -> Iterator[str]:
    """Yield a shape as a line of TikZ.  Colours that it uses are added to `colours`."""
    kind = element.tag.removeprefix(_SVG)
    if kind == "text":
        yield from _text(element, colours)
        return
    options = list(_options(element, colours))
    if not options:
        return
    if kind == "ellipse":
        x, y, wide, high = (element.get(of, "0") for of in ("cx", "cy", "rx", "ry"))
        shape = f"({x},{y}) ellipse [x radius={wide}bp,y radius={high}bp]"
    elif kind == "path":
        shape = _path(element.get("d", ""))
    else:
        points = _points(element.get("points", ""))
        closed = kind == "polygon"
        shape = " -- ".join(points[:-1] if closed and points[0] == points[-1] else points) + (" -- cycle" if closed else "")
    yield rf"\path[{','.join(options)}] {shape};"


def _text(element: ElementTree.Element, colours: dict[str, str]) -> Iterator[str]:
    says = "".join(element.itertext())
    if not says.strip():
        return
    size = float(element.get("font-size", "11"))
    style = r"\bfseries " if element.get("font-weight") == "bold" else ""
    style += r"\itshape " if element.get("font-style") == "italic" else ""
    options = [f"anchor={_ANCHORS[element.get('text-anchor', 'start')]}"]
    if (fill := element.get("fill", "")) not in ("", "black"):
        options.append(f"text={_colour(fill, colours)}")
    font = rf"\fontsize{{{size:g}bp}}{{{size * 1.2:g}bp}}\selectfont {style}"
    yield rf"\node[{','.join(options)}] at ({element.get('x')},{element.get('y')}) {{{font}{escaped(says.strip())}}};"


def _options(element: ElementTree.Element, colours: dict[str, str]) -> Iterator[str]:
    """Yield the options of a path: what fills it, and its outline."""
    fill, stroke = element.get("fill", "black"), element.get("stroke", "none")
    if fill not in ("none", "transparent"):
        yield f"fill={_colour(fill, colours)}"
    if stroke in ("none", "transparent"):
        return
    yield f"draw={_colour(stroke, colours)}"
    if (width := element.get("stroke-width", "1")) != "1":
        yield f"line width={float(width):g}bp"
    if dashes := _NUMBER.findall(element.get("stroke-dasharray", "")):
        on, off = float(dashes[0]), float(dashes[-1])
        yield f"dash pattern=on {on:g}bp off {off:g}bp"


def _colour(code: str, colours: dict[str, str]) -> str:
    """Return the name of a colour, a new one if it has none."""
    code = _NAMED.get(code, code)
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", code):
        code = _NAMED["black"]
    return colours.setdefault(code, f"certify{len(colours)}")


def _points(text: str) -> list[str]:
    numbers = _NUMBER.findall(text)
    return [f"({x},{y})" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _path(text: str) -> str:
    """Return a path of moves, lines and cubic curves, as Graphviz writes them."""
    out: list[str] = []
    for command, rest in _COMMAND.findall(text):
        points = _points(rest)
        if command == "M":
            out += [points[0], *(f"-- {p}" for p in points[1:])]
        elif command == "L":
            out += [f"-- {p}" for p in points]
        elif command == "C":
            out += [f".. controls {a} and {b} .. {c}" for a, b, c in zip(points[::3], points[1::3], points[2::3], strict=True)]
        else:
            out.append("-- cycle")
    return " ".join(out)
