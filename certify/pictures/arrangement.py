"""Where shapes go: graphs without places, gadgets around a circle, parts in rows.  All of it is deterministic and bounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from certify.pictures.shapes import Box, Drawing, DrawnLine, DrawnShape, Point, curve_between, on_curve

ROUNDS, WORK = 200, 60_000
"""The most rounds in which stress becomes less, and the most pairs of nodes that are looked at."""
GAP = 16.0
BENDS = (0.0, 0.12, -0.12, 0.25, -0.25, 0.4, -0.4)
MOST_BY_STRESS = 250
"""Nodes that are placed by their distances; more stand in a circle."""
MOST_LOOKS = 60_000
"""Of shapes at lines, when bends are chosen."""

Size = tuple[float, float]


def in_rows(sizes: Sequence[Size], most: int, gap: float = GAP) -> list[Point]:
    """Return centres of boxes in rows of at most `most`, in order, with the upper left corner at (0, 0)."""
    places: list[Point] = []
    top = 0.0
    for start in range(0, len(sizes), most):
        row = sizes[start : start + most]
        high, left = max(h for _, h in row), 0.0
        for w, _ in row:
            places.append((left + w / 2, top + high / 2))
            left += w + gap
        top += high + gap
    return places


def in_columns_of(sizes: Sequence[Size], columns: Sequence[Sequence[int]], gap: float, between: float) -> list[Point]:
    """Return centres of boxes in columns, each from the top; `columns` are lists of their numbers.  Columns are centred."""
    highs = [sum(sizes[i][1] + gap for i in column) - gap for column in columns]
    tallest = max(highs, default=0.0)
    places: list[Point] = [(0.0, 0.0)] * len(sizes)
    left = 0.0
    for column, high in zip(columns, highs, strict=True):
        wide = max((sizes[i][0] for i in column), default=0.0)
        top = (tallest - high) / 2
        for i in column:
            places[i] = left + wide / 2, top + sizes[i][1] / 2
            top += sizes[i][1] + gap
        left += wide + between
    return places


def polygon(sizes: Sequence[Size], gap: float = GAP) -> list[Point]:
    """Return centres of boxes at the corners of a polygon with a corner at the top; of two, side by side."""
    if len(sizes) < 3:
        return in_rows(sizes, 2, gap)
    turns = [2 * math.pi * i / len(sizes) - math.pi / 2 for i in range(len(sizes))]
    return _grown(sizes, lambda r: [(r * 1.25 * math.cos(t), r * math.sin(t)) for t in turns], 12.0, gap)


def on_circle(sizes: Sequence[Size], hub: Size = (0.0, 0.0), gap: float = GAP * 1.5, wide: float = 1.35) -> list[Point]:
    """Return centres of boxes around an ellipse, clockwise from the left, with room for a `hub` at (0, 0).

    Lines between the boxes are chords, which pass no other box.
    """
    if len(sizes) == 1 and hub != (0.0, 0.0):
        return [(0.0, -(hub[1] + sizes[0][1]) / 2 - 2 * gap)]
    shares = [math.hypot(*size) + gap for size in sizes]
    total, turns, far = sum(shares), [], 0.0
    for share in shares:
        turns.append(math.pi + 2 * math.pi * (far + share / 2) / total)
        far += share
    if len(sizes) <= 4:
        turns = [math.pi + 2 * math.pi * i / len(sizes) for i in range(len(sizes))]
    everything = [*sizes, (hub[0] + 2 * gap, hub[1] + 2 * gap) if hub != (0.0, 0.0) else (0.0, 0.0)]

    def placed(r: float) -> list[Point]:
        return [*((r * wide * math.cos(t), r * math.sin(t)) for t in turns), (0.0, 0.0)]

    return _grown(everything, placed, total / (2 * math.pi) / wide * 0.8, gap)[:-1]


def _grown(sizes: Sequence[Size], placed: Callable[[float], list[Point]], least: float, gap: float) -> list[Point]:
    """Return places at the least radius at which no boxes overlap."""
    radius = max(least, 1.0)
    for _ in range(80):
        if not overlapping(sizes, placed(radius), gap):
            break
        radius *= 1.08
    return placed(radius)


def overlapping(sizes: Sequence[Size], places: Sequence[Point], gap: float) -> bool:
    """Return whether two of the boxes are nearer than a gap."""
    order = sorted(range(len(sizes)), key=lambda i: places[i][0] - sizes[i][0] / 2)
    for at, i in enumerate(order):
        right = places[i][0] + sizes[i][0] / 2 + gap
        for j in order[at + 1 :]:
            if places[j][0] - sizes[j][0] / 2 >= right:
                break
            if abs(places[i][1] - places[j][1]) < (sizes[i][1] + sizes[j][1]) / 2 + gap:
                return True
    return False


def by_stress(sizes: Sequence[Size], edges: Sequence[tuple[int, int]]) -> list[Point]:
    """Return places for the nodes of a graph, at distances like those in the graph: stress is majorised, from a circle.

    Nodes without a path between them are put a little farther apart than the farthest ones with a path.  Very many nodes stand in
    a circle.
    """
    n = len(sizes)
    if n <= 2:
        return in_rows(sizes, 2, 3 * GAP)
    if n > MOST_BY_STRESS:
        return on_circle(sizes)
    far = _distances(n, edges)
    reach = max(max(row.values()) for row in far)
    wanted = [[far[i].get(j, reach + 1) for j in range(n)] for i in range(n)]
    turns = [2 * math.pi * i / n - math.pi / 2 for i in range(n)]
    at = [(n / 6 * math.cos(t), n / 6 * math.sin(t)) for t in turns]
    for _ in range(max(20, min(ROUNDS, WORK // n**2))):
        for i in range(n):
            at[i] = _nearer(i, at, wanted[i])
    xs, ys = [p[0] for p in at], [p[1] for p in at]
    if max(ys) - min(ys) > max(xs) - min(xs):
        at = [(y, x) for x, y in at]
    return _grown(sizes, lambda r: [(x * r * 1.2, y * r) for x, y in at], 62.0, GAP)


def _nearer(i: int, at: Sequence[Point], wanted: Sequence[float]) -> Point:
    x = y = total = 0.0
    for j, (a, b) in enumerate(at):
        if j != i:
            weight = wanted[j] ** -2
            dx, dy = at[i][0] - a, at[i][1] - b
            length = math.hypot(dx, dy) or 1e-9
            x += weight * (a + wanted[j] * dx / length)
            y += weight * (b + wanted[j] * dy / length)
            total += weight
    return x / total, y / total


def _distances(n: int, edges: Sequence[tuple[int, int]]) -> list[dict[int, int]]:
    near: list[set[int]] = [set() for _ in range(n)]
    for u, v in edges:
        near[u].add(v)
        near[v].add(u)
    out = []
    for start in range(n):
        found, front = {start: 0}, [start]
        while front:
            front = [v for u in front for v in near[u] if v not in found and found.setdefault(v, found[u] + 1)]
        out.append(found)
    return out


def bent(lines: Sequence[DrawnLine], shapes: Mapping[str, DrawnShape]) -> list[DrawnLine]:
    """Return lines with bends by which they pass fewer shapes; lines of two shapes in both directions are bent apart."""
    pairs = {(line.tail, line.head) for line in lines}
    looks = MOST_LOOKS
    out = []
    for line in lines:
        if line.tail == line.head or line.tail not in shapes or line.head not in shapes:
            out.append(line)
            continue
        if (line.head, line.tail) in pairs:
            out.append(DrawnLine(line.tail, line.head, line.style, line.told, 0.15))
            continue
        best, fewest = 0.0, -1
        for bend in BENDS:
            looks -= len(shapes)
            hits = _passed(line, bend, shapes) if looks > 0 else 0
            if fewest < 0 or hits < fewest:
                best, fewest = bend, hits
            if hits == 0:
                break
        out.append(DrawnLine(line.tail, line.head, line.style, line.told, best))
    return out


def _passed(line: DrawnLine, bend: float, shapes: Mapping[str, DrawnShape]) -> int:
    """Return how many shapes other than its ends a line passes through."""
    tail, head = shapes[line.tail], shapes[line.head]
    curve = curve_between(tail, head, bend)
    samples = [on_curve(curve, t / 12) for t in range(13)]
    left, right = min(p[0] for p in samples), max(p[0] for p in samples)
    top, low = min(p[1] for p in samples), max(p[1] for p in samples)
    hits = 0
    for shape in shapes.values():
        if shape is tail or shape is head or not (left < shape.x + shape.width / 2 and shape.x - shape.width / 2 < right):
            continue
        if not (top < shape.y + shape.height / 2 and shape.y - shape.height / 2 < low):
            continue
        hits += any(_crosses(p, q, shape) for p, q in pairwise(samples))
    return hits


def _crosses(p: Point, q: Point, shape: DrawnShape) -> bool:
    """Return whether a straight piece comes into the inner part of a shape."""
    a, b = shape.width / 2 * 0.95, shape.height / 2 * 0.95
    px, py, qx, qy = (p[0] - shape.x) / a, (p[1] - shape.y) / b, (q[0] - shape.x) / a, (q[1] - shape.y) / b
    dx, dy = qx - px, qy - py
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, -(px * dx + py * dy) / length)) if length else 0.0
    return (px + t * dx) ** 2 + (py + t * dy) ** 2 < 1


def stacked(parts: Sequence[Drawing], gap: float = GAP) -> tuple[Drawing, Box]:
    """Return drawings below each other, centred, and the rectangle around them."""
    whole, top = Drawing(), 0.0
    boxes = [part.box() for part in parts]
    wide = max((b[2] - b[0] for b in boxes), default=0.0)
    for part, box in zip(parts, boxes, strict=True):
        whole.add(part, (wide - (box[2] - box[0])) / 2, top)
        top += box[3] - box[1] + gap
    return whole, (0.0, 0.0, wide, max(top - gap, 0.0))
