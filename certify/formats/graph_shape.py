"""Where an instance type has its one graph or digraph, and instances made around a graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as Set_
from typing import Any

from certify.core import Edge, Label, Map, Problem, Set, Tuple, Type, is_digraph, is_graph
from certify.core.coded_sets import rows_of
from certify.core.paths import below, field_values, fields
from certify.core.values import Value
from certify.errors import InputError
from certify.formats.bad_input import BadInput
from certify.formats.given import given_data
from certify.formats.instance_json import from_parts
from certify.formats.reading import USUAL, Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class GraphShape:
    """The place of the only graph of an instance type: its dotted path (empty if the type itself is the graph), and whether it is
    a digraph."""

    path: str
    directed: bool

    @property
    def vertices(self) -> str:
        """The path of the vertices, which is their home too."""
        return below(self.path, "vertices")

    @property
    def pairs(self) -> str:
        """The path of the edges or arcs."""
        return below(self.path, "arcs" if self.directed else "edges")

    def of_vertices(self, type: Type) -> dict[str, Type]:
        """Return the fields that say something of each vertex: maps from the vertices, and sets of vertices, by their paths."""
        home = self.vertices
        return {
            path: t
            for path, t in fields(type)
            if t == Set(Label(home), within=home) or (isinstance(t, Map) and t.key == Label(home) and t.domain == home)
        }

    def of_pairs(self, type: Type) -> dict[str, Map]:
        """Return the maps from the edges or arcs, by their paths."""
        label = Label(self.vertices)
        key = Tuple((label, label)) if self.directed else Edge(label)
        return {p: t for p, t in fields(type) if isinstance(t, Map) and t.key == key and t.domain == self.pairs}


def graph_shape(type: Type) -> GraphShape | None:
    """Return the place of the graph or digraph in an instance type, or None unless there is exactly one."""
    parts = [("", type), *fields(type)]
    found = [GraphShape(path, is_digraph(t)) for path, t in parts if is_graph(t) or is_digraph(t)]
    return found[0] if len(found) == 1 else None


def undirected(type: Type) -> bool:
    """Return whether an instance type has exactly one graph, and no digraph."""
    shape = graph_shape(type)
    return shape is not None and not shape.directed


def directed(type: Type) -> bool:
    """Return whether an instance type has exactly one digraph, and no graph."""
    shape = graph_shape(type)
    return shape is not None and shape.directed


def shape_of(problem: Problem) -> GraphShape:
    """Return the place of the graph in a problem's instances.  Raises InputError unless there is exactly one."""
    shape = graph_shape(problem.instance)
    if shape is None:
        raise InputError(f"instances of {problem.name} do not hold exactly one graph")
    return shape


def graph_of(instance: Instance) -> Value:
    """Return the graph (vertices, edges or arcs) in an instance.  Raises InputError unless there is exactly one."""
    path = shape_of(instance.problem).path
    return {p: v for p, _, v in field_values(instance.problem.instance, instance.value)}[path] if path else instance.value


def in_order(pairs: Set_[Value] | frozenset[Value], shape: GraphShape) -> Iterable[Sequence[int]]:
    """Return the arcs, or the edges as pairs whose first vertex is the smaller one, in order."""
    return rows_of(pairs, edge=not shape.directed)


def with_graph(problem: Problem, names: tuple[str, ...], pairs: Iterable[Value], given: Mapping[str, Any], name: str) -> Instance:
    """Return an instance with this graph.

    `names` are the names of the vertices 0, 1, ..., `pairs` the edges as sets of two vertices, or the arcs as pairs; `given`
    holds the other fields, as texts or as JSON data, and `name` is the file's name in messages.  Raises BadInput unless the
    instance type contains exactly one graph and the other fields fit.
    """
    shape = graph_shape(problem.instance)
    if shape is None:
        raise BadInput(name, f"instances of {problem.name} do not hold exactly one graph")
    known = {shape.vertices: frozenset(range(len(names))), shape.pairs: frozenset(pairs)}
    return from_parts(problem, given_data(problem, set(known), given), known, {shape.vertices: names})


class PairReader:
    """Collects the edges or arcs of a file, and counts loops that are left out and edges that come again."""

    def __init__(self, directed: bool, how: Reading = USUAL) -> None:
        self.pairs: dict[Value, None] = {}
        self.loops = self.again = 0
        self._directed, self._how = directed, how

    def add(self, u: int, v: int, place: str, shown: str) -> Value | None:
        """Add the pair of u and v, and return it; None for a loop that is left out.

        `place` and `shown`, the vertex, are for messages.  Raises BadInput for a loop of a graph that is not to be left out.
        """
        if u == v and (self._how.drop_loops or not self._directed):
            if not self._how.drop_loops:
                fix = "`--drop-loops` leaves such edges out"
                raise BadInput(place, f"an edge from {shown} to itself; the graph is simple", fix)
            self.loops += 1
            return None
        pair: Value = (u, v) if self._directed else frozenset((u, v))
        self.again += pair in self.pairs
        self.pairs[pair] = None
        return pair

    def tell(self, name: str) -> None:
        """Give a note on loops that were left out."""
        if self.loops:
            self._how.tell(f"{name}: left out {self.loops} edge{'s' * (self.loops > 1)} from a vertex to itself")
