"""Instances up to isomorphism, which is a renaming of the labels of each home.

An instance becomes a coloured graph.  It has a vertex for each label, coloured by its home, and vertices for the collections,
tuples and numbers in it, coloured by their place and value.  Two instances are isomorphic if and only if these graphs are, which
nauty decides by a certificate (McKay, Piperno, Practical graph isomorphism II, 2014).  An instance with a home of n labels has n!
/ a different labellings, where a is the number of its automorphisms: this is the size of its orbit.

Graphs on up to a dozen vertices are so common that their classes are generated directly.  Up to six vertices, all labelled graphs
are enumerated in the derived order.  Beyond that, each class is extended by a vertex in all ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from math import comb, factorial, prod
from types import MappingProxyType
from typing import Any

from certify.core import Edge, Label, Map, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import leaf_values, leaves
from certify.core.values import Value
from certify.semantics.equivariance import holds_labels

Graph = frozenset[frozenset[int]]

_IN_ORDER = 6
"""The largest number of vertices up to which all labelled graphs are enumerated."""

_WORTHWHILE = 6
"""The smallest number of labellings from which instances are compared up to isomorphism."""


def available() -> bool:
    """Return whether nauty is installed."""
    return find_spec("pynauty") is not None


# ------------------------------------------------------------------------------------------------ graphs


def graphs(n: int, most: int) -> dict[Graph, int]:
    """Return a graph of each isomorphism class with at most `most` edges on the vertices 0 .. n-1, as its edges, with the size of
    its orbit.

    >>> [len(graphs(n, 10)) for n in range(6)], sum(graphs(5, 10).values()) == 2**10
    ([1, 1, 2, 4, 11, 34], True)
    """
    return {edges: orbit for m in range(min(comb(n, 2), most) + 1) for edges, orbit in graphs_of_size(n, m).items()}


@cache  # facts of mathematics
def graphs_of_size(n: int, m: int) -> Mapping[Graph, int]:
    """Return a graph of each isomorphism class with m edges on the vertices 0 .. n-1, with the size of its orbit."""
    found: dict[bytes, tuple[Graph, int]] = {}
    for edges in _labelled(n, m) if n <= _IN_ORDER else _extended(n, m):
        certificate, orbit = _of_graph(n, edges)
        found.setdefault(certificate, (edges, orbit))
    return MappingProxyType(dict(found.values()))


def _labelled(n: int, m: int) -> Iterator[Graph]:
    """Return all graphs with n vertices and m edges, in the derived order."""
    return (frozenset(edges) for edges in combinations([frozenset(pair) for pair in combinations(range(n), 2)], m))


def _extended(n: int, m: int) -> Iterator[Graph]:
    """Yield each class on n - 1 vertices with one more vertex: every graph on n vertices is isomorphic to one of these."""
    for degree in range(min(n - 1, m) + 1):
        for edges in graphs_of_size(n - 1, m - degree):
            for near in combinations(range(n - 1), degree):
                yield edges.union(frozenset((v, n - 1)) for v in near)


def _of_graph(n: int, edges: Graph) -> tuple[bytes, int]:
    """Return the certificate of a graph, and the size of its orbit."""
    adjacent: dict[int, list[int]] = {}
    for u, v in edges:
        adjacent.setdefault(u, []).append(v)
    return _certified(n, adjacent, [], factorial(n))


def _certified(n: int, adjacent: dict[int, list[int]], cells: list[set[int]], labellings: int) -> tuple[bytes, int]:
    import pynauty

    graph = pynauty.Graph(n, adjacency_dict=adjacent, vertex_coloring=cells)
    return pynauty.certificate(graph), labellings // automorphisms(n, adjacent, cells)


def automorphisms(n: int, adjacent: Mapping[int, Sequence[int]], cells: Sequence[set[int]]) -> int:
    """Return the exact number of automorphisms of a coloured graph.

    nauty returns it as a floating-point number, which is exact only below 10^10, where its decimal exponent is 0.  A larger group
    is counted by the orbit-stabilizer theorem: its size is the number of images of a vertex, times the number of automorphisms
    that fix this vertex.  The latter are the automorphisms of the graph in which the vertex has a colour of its own.

    - `n`: the number of vertices, which are 0 .. n-1.
    - `adjacent`: the neighbours of each vertex.
    - `cells`: the vertices of each colour; empty if all have the same.

    >>> automorphisms(25, {}, []) == factorial(25)
    True
    """
    import pynauty

    known, colours = 1, [set(cell) for cell in cells] or [set(range(n))]
    while True:
        graph = pynauty.Graph(n, adjacency_dict=adjacent, vertex_coloring=colours)
        _, mantissa, exponent, orbits, _ = pynauty.autgrp(graph)
        if exponent == 0:
            size: int = round(mantissa)
            return known * size
        images = Counter(orbits)
        vertex = max(images, key=lambda v: (images[v], -v))
        known *= images[vertex]
        colours = [part for cell in colours for part in (cell & {vertex}, cell - {vertex}) if part]


def graph_fields(type: Record) -> dict[str, str] | None:
    """Return the fields that hold edges over a home, by path; None if labels occur elsewhere, or if a home has two such fields.

    >>> graph_fields(Record((("V", Set(Label("V"), "V")), ("E", Set(Edge(Label("V")))))))
    {'E': 'V'}
    """
    found: dict[str, str] = {}
    for path, field in leaves(type):
        match field:
            case Set(Edge(Label(home))) if home not in found.values():
                found[path] = home
            case Set(_, home) if home:
                pass
            case _ if holds_labels(field):
                return None
    return found


def orbit_of_graphs(type: Record, fields: Mapping[str, str]) -> Callable[[Value], int]:
    """Return a function for the size of an instance's orbit, for instances whose labels occur only in graphs (`graph_fields`)."""
    known: dict[tuple[int, Graph], int] = {}

    def orbit(x: Value) -> int:
        found, total = dict(leaf_values(type, x)), 1
        for path, home in fields.items():
            key = len(found[home]), found[path]
            if key not in known:
                known[key] = _of_graph(*key)[1]
            total *= known[key]
        return total

    return orbit


# ------------------------------------------------------------------------------------------------ instances of any type


def representatives(
    problem: Problem, instances: Iterable[Value], tick: Callable[[], None] = lambda: None
) -> Iterator[tuple[Value, int]]:
    """Yield the first of each isomorphism class among instances, with the size of its orbit.

    An instance with few labellings is its own representative, with orbit 1.  For `tick`, see `classes`.
    """
    classify = classes(problem.instance, tick=tick)
    seen: set[Any] = set()
    for x in instances:
        found = classify(x)
        if found is None:
            yield x, 1
        elif found[0] not in seen:
            seen.add(found[0])
            yield x, found[1]


def classes(
    type: Record, worthwhile: int = _WORTHWHILE, tick: Callable[[], None] = lambda: None
) -> Callable[[Value], tuple[Any, int] | None]:
    """Return a function from an instance to its isomorphism class, a value that isomorphic instances share, and the size of the
    class.

    The function returns None for an instance with fewer than `worthwhile` labellings.  It calls `tick` for each vertex of an
    instance's graph, which takes about as much work as a value that is tried while instances are generated; `tick` may raise.

    >>> of = classes(Record((("V", Set(Label("V"), "V")), ("S", Set(Label("V"), within="V")))), worthwhile=1)
    >>> one, other = of((frozenset({0, 1, 2}), frozenset({0}))), of((frozenset({0, 1, 2}), frozenset({2})))
    >>> one == other, one[1]
    (True, 3)
    """
    encode = _encoder(type, "")
    homes = {path for path, field in leaves(type) if isinstance(field, Set) and field.home}

    def of(x: Value) -> tuple[Any, int] | None:
        sizes = {path: len(labels) for path, labels in leaf_values(type, x) if path in homes}
        labellings = prod(map(factorial, sizes.values()))
        if labellings < worthwhile:
            return None
        drawn = _Drawn(sizes)
        encode(x, drawn)
        for _ in drawn.colours:
            tick()
        return drawn.certified(labellings)

    return of


class _Drawn:
    """An instance as a coloured graph under construction.  Its labels are the first vertices, home by home."""

    def __init__(self, homes: Mapping[str, int]) -> None:
        self.colours: list[tuple[str, str]] = []
        self.adjacent: dict[int, list[int]] = {}
        self.homes = {home: [self.vertex(f"<{home}>") for _ in range(size)] for home, size in homes.items()}

    def vertex(self, place: str, what: str = "", near: Iterable[int] = ()) -> int:
        """Add a vertex, with a colour from `place` and `what` and edges to `near`, and return its number."""
        self.colours.append((place, what))
        number = len(self.colours) - 1
        self.adjacent[number] = list(near)
        return number

    def certified(self, labellings: int) -> tuple[Any, int]:
        """Return a value that identifies the instance up to isomorphism, and the size of its orbit."""
        cells: dict[tuple[str, str], set[int]] = {}
        for number, colour in enumerate(self.colours):
            cells.setdefault(colour, set()).add(number)
        colours = sorted(cells)
        certificate, orbit = _certified(len(self.colours), self.adjacent, [cells[c] for c in colours], labellings)
        return (tuple((c, len(cells[c])) for c in colours), certificate), orbit


Encode = Callable[[Value, _Drawn], int]
"""A function that adds a value to the graph and returns the vertex that stands for it."""


def _encoder(type: Type, place: str) -> Encode:
    """Return the function that adds the values of a type at a place to a graph."""
    if not holds_labels(type):
        return lambda value, drawn: drawn.vertex(place, _written(value))
    match type:
        case Label(home):
            return lambda value, drawn: drawn.homes[home][value]
        case Set(_, home) if home:
            return lambda value, drawn: drawn.vertex(place)
        case Set(item) | Edge(item):
            member = _encoder(item, f"{place}[]")
            return lambda value, drawn: drawn.vertex(place, near=[member(v, drawn) for v in value])
        case Seq(item):
            of_item = _encoder(item, f"{place}[]")
            return lambda value, drawn: drawn.vertex(
                place, near=[drawn.vertex(f"{place}#", str(i), [of_item(v, drawn)]) for i, v in enumerate(value)]
            )
        case Map(key, item):
            of_key, of_value = _encoder(key, f"{place}<key>"), _encoder(item, f"{place}<value>")

            def entries(value: Value, drawn: _Drawn) -> int:
                near = []
                for k, v in value.items():
                    held = drawn.vertex(f"{place}->", near=[of_value(v, drawn)])
                    near.append(drawn.vertex(f"{place}=", near=[of_key(k, drawn), held]))
                return drawn.vertex(place, near=near)

            return entries
        case Tuple() | Record():
            types = type.items if isinstance(type, Tuple) else [t for _, t in type.fields]
            parts = _parts(types, place)
            return lambda value, drawn: drawn.vertex(place, near=[part(v, drawn) for part, v in zip(parts, value, strict=True)])
        case Sum(_, cases):
            made = [_parts(types, f"{place}.{name}") for name, types in cases]
            return lambda value, drawn: drawn.vertex(
                place, str(value[0]), [part(v, drawn) for part, v in zip(made[value[0]], value[1:], strict=True)]
            )
    raise AssertionError(type)


def _parts(types: Iterable[Type], place: str) -> list[Encode]:
    """Return functions for the parts of a tuple, each behind a vertex that marks its position."""

    def part(i: int, encode: Encode) -> Encode:
        return lambda value, drawn: drawn.vertex(f"{place}.{i}", near=[encode(value, drawn)])

    return [part(i, _encoder(t, f"{place}.{i}:")) for i, t in enumerate(types)]


def _written(value: Value) -> str:
    """Return a value without labels as text; equal values give equal texts."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(_written, value))) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{_written(k)}: {_written(v)}" for k, v in value.items())) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + ")"
    return repr(value)
