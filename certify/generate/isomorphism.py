"""Instances up to isomorphism: up to a renaming of the labels of each home.

An instance becomes a coloured graph: a vertex for each label, coloured by its home, and vertices for the collections, tuples and
numbers in it, coloured by where they stand and what they are.  Two instances are isomorphic if and only if these graphs are,
which nauty tells by a certificate (McKay, Piperno, Practical graph isomorphism II, 2014).  What has all n! labellings of a home
of n labels, but for those that the a automorphisms make equal, has n! / a of them: its orbit.

Graphs on up to a dozen vertices are so common that their classes are made directly: on up to six vertices all are gone through,
in the derived order; beyond, each class is extended by a vertex in all ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from math import factorial, prod
from types import MappingProxyType
from typing import Any

from certify.core import Edge, Label, Map, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import leaf_values, leaves
from certify.core.values import Value
from certify.semantics.equivariance import holds_labels

Graph = frozenset[frozenset[int]]

_IN_ORDER = 6
"""Up to so many vertices all labelled graphs are gone through."""

_WORTHWHILE = 6
"""From so many labellings on it pays to look whether an instance is isomorphic to another."""


def available() -> bool:
    """Is nauty there?"""
    return find_spec("pynauty") is not None


# ------------------------------------------------------------------------------------------------ graphs


@cache  # facts of mathematics
def graphs(n: int, most: int) -> Mapping[Graph, int]:
    """A graph of each isomorphism class with at most so many edges on the vertices 0 .. n-1, as its edges, with the size of its
    orbit.

    >>> [len(graphs(n, 10)) for n in range(6)], sum(graphs(5, 10).values()) == 2**10
    ([1, 1, 2, 4, 11, 34], True)
    """
    found: dict[bytes, tuple[Graph, int]] = {}
    for edges in _labelled(n, most) if n <= _IN_ORDER else _extended(n, most):
        certificate, orbit = _of_graph(n, edges)
        found.setdefault(certificate, (edges, orbit))
    return MappingProxyType(dict(found.values()))


def _labelled(n: int, most: int) -> Iterator[Graph]:
    """All graphs on n vertices; of equally many edges, in the derived order."""
    pairs = [frozenset(pair) for pair in combinations(range(n), 2)]
    return (frozenset(edges) for m in range(min(len(pairs), most) + 1) for edges in combinations(pairs, m))


def _extended(n: int, most: int) -> Iterator[Graph]:
    """Each class on n - 1 vertices with one vertex more: every graph on n vertices is isomorphic to one of these."""
    for edges in graphs(n - 1, most):
        for m in range(min(n - 1, most - len(edges)) + 1):
            for near in combinations(range(n - 1), m):
                yield edges.union(frozenset((v, n - 1)) for v in near)


def _of_graph(n: int, edges: Graph) -> tuple[bytes, int]:
    """The certificate of a graph, and the size of its orbit."""
    adjacent: dict[int, list[int]] = {}
    for u, v in edges:
        adjacent.setdefault(u, []).append(v)
    return _certified(n, adjacent, [], factorial(n))


def _certified(n: int, adjacent: dict[int, list[int]], cells: list[set[int]], labellings: int) -> tuple[bytes, int]:
    import pynauty

    graph = pynauty.Graph(n, adjacency_dict=adjacent, vertex_coloring=cells)
    return pynauty.certificate(graph), labellings // automorphisms(n, adjacent, cells)


def automorphisms(n: int, adjacent: Mapping[int, Sequence[int]], cells: Sequence[set[int]]) -> int:
    """The number of automorphisms of a coloured graph on the vertices 0 .. n-1, exactly.

    nauty gives it as a number of floating point, which is exact below 10^10 only, where its decimal exponent is 0.  A larger
    group has as many members as a vertex has images, times the members that leave this vertex where it is: these are the
    automorphisms of the graph in which it has a colour of its own.

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
    """The fields that hold edges over a home, by path, if an instance's labels stand nowhere else, and each home has but one.

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
    """The size of an instance's orbit, where labels stand in graphs only, as `graph_fields` says."""
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


def representatives(problem: Problem, instances: Iterable[Value]) -> Iterator[tuple[Value, int]]:
    """The first of each isomorphism class among instances, with the size of its orbit.  Where homes are so small that there is
    next to nothing to gain, every instance stands for itself."""
    classify = classes(problem.instance)
    seen: set[Any] = set()
    for x in instances:
        found = classify(x)
        if found is None:
            yield x, 1
        elif found[0] not in seen:
            seen.add(found[0])
            yield x, found[1]


def classes(type: Record, worthwhile: int = _WORTHWHILE) -> Callable[[Value], tuple[Any, int] | None]:
    """A function that gives the isomorphism class of an instance, as a value that isomorphic ones share, and its size.  None
    where there are fewer labellings than are worthwhile.

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
        return drawn.certified(labellings)

    return of


class _Drawn:
    """An instance being drawn as a coloured graph: first its labels, home by home."""

    def __init__(self, homes: Mapping[str, int]) -> None:
        self.colours: list[tuple[str, str]] = []
        self.adjacent: dict[int, list[int]] = {}
        self.homes = {home: [self.vertex(f"<{home}>") for _ in range(size)] for home, size in homes.items()}

    def vertex(self, place: str, what: str = "", near: Iterable[int] = ()) -> int:
        """A new vertex, its colour, and some that it is joined to."""
        self.colours.append((place, what))
        number = len(self.colours) - 1
        self.adjacent[number] = list(near)
        return number

    def certified(self, labellings: int) -> tuple[Any, int]:
        """What tells instances apart up to isomorphism, and the size of the orbit."""
        cells: dict[tuple[str, str], set[int]] = {}
        for number, colour in enumerate(self.colours):
            cells.setdefault(colour, set()).add(number)
        colours = sorted(cells)
        certificate, orbit = _certified(len(self.colours), self.adjacent, [cells[c] for c in colours], labellings)
        return (tuple((c, len(cells[c])) for c in colours), certificate), orbit


Encode = Callable[[Value, _Drawn], int]
"""Draws a value, and gives the vertex that stands for it."""


def _encoder(type: Type, place: str) -> Encode:
    """How values of a type are drawn that stand at a place."""
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
    """How the parts of a tuple are drawn, each behind a vertex that tells its place."""

    def part(i: int, encode: Encode) -> Encode:
        return lambda value, drawn: drawn.vertex(f"{place}.{i}", near=[encode(value, drawn)])

    return [part(i, _encoder(t, f"{place}.{i}:")) for i, t in enumerate(types)]


def _written(value: Value) -> str:
    """A value without labels as text, equal for equal values."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(_written, value))) + "}"
    if isinstance(value, dict):
        return "{" + ", ".join(sorted(f"{_written(k)}: {_written(v)}" for k, v in value.items())) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_written, value)) + ")"
    return repr(value)
