"""Drawings: shapes, lines and frames with positions, which Graphviz renders as they stand.

The layout is ours, so that the order of a text is kept, nothing is placed by chance, and no picture takes longer than its size.
Points are counted from the upper left corner, downwards.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from typing import Any

from certify.pictures.palette import INK, LINE, ON_LIGHT, PAPER, plain
from certify.pictures.text_sizes import LINE_HEIGHT, text_width
from certify.records import dataclass, field, replace

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

TEXT = 11.0


@dataclass(frozen=True)
class Meant:
    """What a part of a drawing tells besides what it shows: the keys of the source's elements that it belongs to, and a title.

    `step` is the step of a series at which the part appears.
    """

    elements: tuple[str, ...] = ()
    title: str = ""
    step: str = ""


@dataclass(frozen=True)
class DrawnShape:
    """A shape around a text, by its centre.  `label` is a label of Graphviz; `style` its further attributes."""

    name: str
    x: float
    y: float
    width: float
    height: float
    label: str
    style: dict[str, str] = field(default_factory=dict)
    told: Meant = Meant()

    @property
    def box(self) -> Box:
        """The rectangle around the shape."""
        return self.x - self.width / 2, self.y - self.height / 2, self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> DrawnShape:
        """Return the shape at another place."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def room(self) -> DrawnShape:
        """Return the room of the shape, which is not shown."""
        style = {"shape": "plaintext", "style": "invis"}
        return replace(self, name=f"{self.name}-room", label="", style=style, told=Meant(step="title"))


@dataclass(frozen=True)
class DrawnLine:
    """A line between two shapes, by their names: straight, or bent to the left by `bend` of its length."""

    tail: str
    head: str
    style: dict[str, str] = field(default_factory=dict)
    told: Meant = Meant()
    bend: float = 0.0


@dataclass(frozen=True)
class DrawnFrame:
    """A frame around a part of the drawing, with a text at its top, in the middle."""

    name: str
    box: Box
    label: str
    style: dict[str, str] = field(default_factory=dict)
    told: Meant = Meant()
    label_width: float = 0.0
    label_height: float = 0.0

    def moved(self, dx: float, dy: float) -> DrawnFrame:
        """Return the frame at another place."""
        left, top, right, bottom = self.box
        return replace(self, box=(left + dx, top + dy, right + dx, bottom + dy))


@dataclass
class Drawing:
    """Frames, lines and shapes, drawn in this order."""

    shapes: list[DrawnShape] = field(default_factory=list)
    lines: list[DrawnLine] = field(default_factory=list)
    frames: list[DrawnFrame] = field(default_factory=list)

    def box(self) -> Box:
        """Return the rectangle around everything; without parts, a point."""
        boxes = [s.box for s in self.shapes] + [f.box for f in self.frames]
        return around(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)

    def moved(self, dx: float, dy: float) -> Drawing:
        """Return the drawing at another place."""
        return Drawing([s.moved(dx, dy) for s in self.shapes], self.lines, [f.moved(dx, dy) for f in self.frames])

    def add(self, other: Drawing, x: float = 0.0, y: float = 0.0) -> Box:
        """Add another drawing, its upper left corner at (x, y), and return the rectangle around it there."""
        left, top, *_ = other.box()
        there = other.moved(x - left, y - top)
        self.shapes += there.shapes
        self.lines += there.lines
        self.frames += there.frames
        return there.box()

    def told(self) -> list[Meant]:
        """Return what each part tells."""
        return [f.told for f in self.frames] + [line.told for line in self.lines] + [s.told for s in self.shapes]

    def into(self, graph: Any, around_it: Box | None = None) -> None:
        """Draw everything into a `graphviz.Digraph` that keeps positions.

        `around_it` is the rectangle of the picture (None: that of the parts).
        """
        picture = around_it or self.box()
        bottom = picture[3]
        graph.attr(bb=f"0,0,{picture[2] - picture[0]:.1f},{picture[3] - picture[1]:.1f}")
        for number, corner in enumerate([picture[:2], picture[2:]] if around_it else []):
            at = f"{corner[0]:.1f},{bottom - corner[1]:.1f}!"
            graph.node(f"corner{number}", label="", shape="point", width="0.01", height="0.01", style="invis", pos=at)
        for number, frame in enumerate(self.frames):
            left, top, right, low = frame.box
            with graph.subgraph(name=f"cluster_{number}") as cluster:
                cluster.attr(
                    bb=f"{left:.1f},{bottom - low:.1f},{right:.1f},{bottom - top:.1f}",
                    label=frame.label, id=frame.name, **_class("frame", frame.told), **frame.style,
                )  # fmt: skip
                if frame.label:
                    middle, height = (left + right) / 2, bottom - top - frame.label_height / 2 - 3
                    cluster.attr(lp=f"{middle:.1f},{height:.1f}")
        places = {shape.name: shape for shape in self.shapes}
        for number, line in enumerate(self.lines):
            self._line(graph, number, line, places, bottom)
        for shape in self.shapes:
            size = {"width": f"{shape.width / 72:.4f}", "height": f"{shape.height / 72:.4f}", "fixedsize": "true"}
            if shape.style.get("shape") == "plain":  # a table has the size of its texts
                size = {}
            graph.node(
                shape.name, label=shape.label, id=shape.name, pos=f"{shape.x:.1f},{bottom - shape.y:.1f}!",
                **size, **_class("part", shape.told), **shape.style,
            )  # fmt: skip

    @staticmethod
    def _line(graph: Any, number: int, line: DrawnLine, places: dict[str, DrawnShape], bottom: float) -> None:
        tail, head = places[line.tail], places[line.head]
        name = f"line{number}-{line.tail}-{line.head}"
        style = {"id": name, **_class("line", line.told), **line.style}
        if tail is head:
            graph.edge(line.tail, line.head, **style)
            return
        curve = curve_between(tail, head, line.bend)
        points = [f"{x:.1f},{bottom - y:.1f}" for x, y in curve]
        ends = ""
        if line.style.get("arrowhead", "none") != "none":
            points[-1], tip = _before(curve[2], curve[3], bottom), points[-1]
            ends += f"e,{tip} "
        if line.style.get("arrowtail", "none") != "none" and line.style.get("dir") == "both":
            points[0], tip = _before(curve[1], curve[0], bottom), points[0]
            ends = f"s,{tip} " + ends
        graph.edge(line.tail, line.head, pos=ends + " ".join(points), **style)


def _class(kind: str, told: Meant) -> dict[str, str]:
    """Return the class and the tooltip of a part, which `interaction` makes a title of."""
    own = [f"o-{told.elements[0]}"] if told.elements and kind != "line" else []
    classes = " ".join([kind, *own, *(f"e-{key}" for key in told.elements)])
    return {"class": classes} | ({"tooltip": plain(told.title)} if told.title else {})


def _before(of: Point, tip: Point, bottom: float, length: float = 9.0) -> str:
    """Return the point at which a line ends whose head begins there and has its tip at `tip`."""
    dx, dy = tip[0] - of[0], tip[1] - of[1]
    far = math.hypot(dx, dy) or 1.0
    share = min(length, far * 0.9) / far
    return f"{tip[0] - dx * share:.1f},{bottom - (tip[1] - dy * share):.1f}"


def curve_between(tail: DrawnShape, head: DrawnShape, bend: float) -> list[Point]:
    """Return the four points of a curve from the outline of one shape to that of another."""
    x0, y0, x1, y1 = tail.x, tail.y, head.x, head.y
    nx, ny = -(y1 - y0) * bend, (x1 - x0) * bend
    controls = [(x0 + (x1 - x0) * t + nx, y0 + (y1 - y0) * t + ny) for t in (1 / 3, 2 / 3)]
    start = _leaving(tail, controls[0] if bend else (x1, y1))
    end = _leaving(head, controls[1] if bend else (x0, y0))
    if not bend:
        controls = [(start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in (1 / 3, 2 / 3)]
    return [start, *controls, end]


def _leaving(shape: DrawnShape, to: Point) -> Point:
    """Return the point of a shape's outline in the direction of a point."""
    dx, dy = to[0] - shape.x, to[1] - shape.y
    if not (dx or dy):
        return shape.x, shape.y
    a, b = abs(dx) / (shape.width / 2 or 1), abs(dy) / (shape.height / 2 or 1)
    far = {
        "ellipse": math.hypot(a, b), "hexagon": max(b, a + b / 2), "octagon": max(a, b, (a + b) / 1.41), "diamond": a + b,
    }.get(shape.style.get("shape", "ellipse"), max(a, b))  # fmt: skip
    share = min(1 / far, 1.0)
    return shape.x + dx * share, shape.y + dy * share


def on_curve(curve: list[Point], t: float) -> Point:
    """Return the point of a cubic curve at a parameter between 0 and 1."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return sum(w * p[0] for w, p in zip(weights, curve, strict=True)), sum(w * p[1] for w, p in zip(weights, curve, strict=True))


def freest(ways: Sequence[DrawnShape], others: Sequence[DrawnShape]) -> DrawnShape:
    """Return the first of some shapes that touches the fewest others."""
    return min(ways, key=lambda way: sum(_touch(around([way.box], 3), other.box) for other in others))


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def around(boxes: Iterable[Box], margin: float = 0.0) -> Box:
    """Return the rectangle around rectangles, wider by a margin.  There must be at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts) - margin, min(tops) - margin, max(rights) + margin, max(bottoms) + margin


def text_box(lines: Iterable[str], shape: str = "box", size: float = TEXT) -> tuple[float, float]:
    """Return width and height of a shape around lines of text."""
    texts = list(lines) or [""]
    wide = max(text_width(t, size) for t in texts)
    high = len(texts) * size * LINE_HEIGHT
    if shape == "box":
        return max(wide + 14, 30), high + 9
    return max(wide * (1.22 if len(texts) < 3 else 1.3) + 16, 40), max(high * 1.3 + 8, 28)


def table_size(rows: Iterable[Iterable[tuple[str, bool]]], size: float = TEXT, padding: float = 4.0) -> tuple[float, float]:
    """Return width and height of a table of texts, each with whether it is bold."""
    lines = [list(row) for row in rows]
    columns = max((len(row) for row in lines), default=0)
    widths = [
        max((text_width(row[i][0], size, row[i][1]) for row in lines if i < len(row)), default=0) + 2 * padding + 2
        for i in range(columns)
    ]
    return sum(widths), len(lines) * (size * 1.2 + 2 * padding + 2)


def badge(name: str, text: str, x: float, y: float, fill: str, told: Meant) -> DrawnShape:
    """Return a small tag with a text, at a place."""
    style = {
        "shape": "box", "style": "filled,rounded", "fillcolor": fill, "color": INK, "penwidth": "0.8", "fontsize": "9",
        "fontcolor": ON_LIGHT, "margin": "0",
    }  # fmt: skip
    label = f"<<b>{html.escape(text)}</b>>"
    return DrawnShape(name, x, y, text_width(text, 9, bold=True) + 7, 13, label, style, told)


def words(name: str, text: str, x: float, y: float, told: Meant, size: float = 10.0, background: str = "") -> DrawnShape:
    """Return a text without an outline."""
    style = {"shape": "plaintext", "style": "filled" if background else "", "fillcolor": background or PAPER, "margin": "0"}
    return DrawnShape(
        name, x, y, text_width(text, size) + 4, size * LINE_HEIGHT, plain(text), style | {"fontsize": str(size)}, told
    )


LIGHT = {"color": LINE, "penwidth": "0.8"}
