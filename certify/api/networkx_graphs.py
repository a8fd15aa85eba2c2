"""Instances from graphs of networkx and back: vertices and edges by the type, attributes as the maps over them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from certify.core import Label, Map, Number, Problem, Record, Set, Tuple, Type, is_digraph, is_graph
from certify.core.paths import below, fields
from certify.errors import InputError
from certify.formats.bad_input import BadInput
from certify.records import dataclass
from certify.wording import did_you_mean

if TYPE_CHECKING:
    import networkx

Fields = dict[str, Any]


@dataclass(frozen=True)
class GraphFields:
    """Where the graph of an instance type stands: the home of its vertices, and the set of its edges or arcs.

    - `edges`: the path of the edges; empty if the pairs that a map has are the edges.
    - `directed`: whether an edge has a direction; pairs may have one or none.
    - `on_vertices`, `on_edges`: the maps and subsets over vertices and edges, by path.
    """

    vertices: str
    edges: str
    directed: bool
    on_vertices: Mapping[str, Type]
    on_edges: Mapping[str, Type]


def graph_shapes(type: Record) -> list[GraphFields]:
    """Return the graphs in an instance type: records of vertices and edges or arcs; without such, maps from pairs of a home."""
    every = list(fields(type))
    found = []
    for path, inner in every:
        if is_graph(inner) or is_digraph(inner):
            assert isinstance(inner, Record)
            found.append(_shape(every, below(path, "vertices"), below(path, inner.fields[1][0]), is_digraph(inner)))
    if found:
        return found
    homes = [path for path, inner in every if isinstance(inner, Set) and inner.home]
    if len(homes) == 1 and any(_pairs(inner, homes[0]) for _, inner in every):
        return [_shape(every, homes[0], "", False)]
    return []


def _pairs(type: Type, home: str) -> bool:
    """Return whether a type is a map from pairs of labels of a home."""
    match type:
        case Map(Tuple((Label(a), Label(b))), _):
            return a == b == home
    return False


def _shape(every: list[tuple[str, Type]], vertices: str, edges: str, directed: bool) -> GraphFields:
    on_vertices, on_edges = dict[str, Type](), dict[str, Type]()
    for path, inner in every:
        match inner:
            case Map(Label(home)) if home == vertices:
                on_vertices[path] = inner
            case Set(Label(home), "") if home == vertices:
                on_vertices[path] = inner
            case Map(_, _, domain) if edges and domain == edges:
                on_edges[path] = inner
            case Map() if not edges and _pairs(inner, vertices):
                on_edges[path] = inner
            case Set(_, "", within) if within and within == edges:
                on_edges[path] = inner
    return GraphFields(vertices, edges, directed, on_vertices, on_edges)


def is_networkx(data: Any) -> bool:
    """Return whether data is a graph of networkx."""
    return any(base.__module__.partition(".")[0] == "networkx" and base.__name__ == "Graph" for base in type(data).__mro__)


def graph_data(problem: Problem, graph: networkx.Graph[Any], given: Collection[str], ignoring: Collection[str] = ()) -> Fields:
    """Return the fields that a graph of networkx has for an instance of a problem.

    - `problem`: the problem, whose instance type has one graph beside the fields that are given.
    - `graph`: an undirected or directed graph, as the type wants.
    - `given`: the names of fields that are given otherwise.
    - `ignoring`: attributes that are not read.

    Each map over vertices or edges is read from the attribute of its name, and the only map over edges also from `weight`.
    Raises BadInput for a graph of another kind, parallel edges, self loops, and attributes that are missing or have no map.
    """
    shapes = [s for s in graph_shapes(problem.instance) if s.vertices.partition(".")[0] not in given]
    if len(shapes) != 1:
        if not shapes:
            raise BadInput("", f"instances of {problem.name} do not hold a graph")
        names = " or ".join(f"`{s.vertices.partition('.')[0]}`" for s in shapes)
        raise BadInput("", f"instances of {problem.name} hold {len(shapes)} graphs; say which this is: {names}")
    shape = shapes[0]
    check_kind(problem.name, graph, shape)
    return _Reading(problem, graph, shape, set(given), set(ignoring)).data()


def check_kind(name: str, graph: networkx.Graph[Any], shape: GraphFields) -> None:
    """Raise BadInput unless a graph is directed as the shape wants, without parallel edges, and without loops if it is not
    directed and has a set of edges."""
    if shape.edges and graph.is_directed() != shape.directed:
        if graph.is_directed():
            fix = "`networkx.Graph(D)` forgets the directions"
            raise BadInput("", f"this graph is directed, and {name} is about undirected graphs", fix)
        fix = "`G.to_directed()` has both arcs for each edge"
        raise BadInput("", f"this graph is undirected, and {name} is about directed graphs", fix)
    if graph.is_multigraph():
        seen: set[Hashable] = set()
        for u, v in graph.edges():
            key: Hashable = (u, v) if graph.is_directed() else frozenset((u, v))
            if key in seen:
                kind = "DiGraph" if graph.is_directed() else "Graph"
                fix = f"`networkx.{kind}(G)` keeps one edge of each pair"
                raise BadInput("", f"two edges join {u!r} and {v!r}, and {name} is about graphs without parallel edges", fix)
            seen.add(key)
    if shape.edges and not shape.directed:
        loop = next((u for u, v in graph.edges() if u == v), None)
        if loop is not None:
            fix = "`G.remove_edges_from(list(networkx.selfloop_edges(G)))` removes all self loops"
            raise BadInput("", f"{loop!r} has a self loop; an edge of {name} joins two different vertices", fix)


@dataclass(frozen=True)
class _Reading:
    problem: Problem
    graph: networkx.Graph[Any]
    shape: GraphFields
    given: set[str]
    ignoring: set[str]

    def data(self) -> Fields:
        """Return the fields, as nested dicts."""
        shape, out = self.shape, Fields()
        _put(out, shape.vertices, list(self.graph.nodes))
        if shape.edges:
            _put(out, shape.edges, [(u, v) for u, v in self.graph.edges()])
        nodes = [(v, attributes) for v, attributes in self.graph.nodes(data=True)]
        edges = [((u, v), attributes) for u, v, attributes in self.graph.edges(data=True)]
        of_nodes = self._extra(nodes, self._maps(out, shape.on_vertices, nodes, "vertex"))
        of_edges = self._extra(edges, self._maps(out, shape.on_edges, edges, "edge"))
        names = [*sorted(self.ignoring), *dict.fromkeys(of_nodes + of_edges)]
        fix = f"leave it out, or say `ignoring={names if names[1:] else ''.join(names)!r}`"
        self._check_extra(nodes, of_nodes, "vertex", shape.on_vertices, fix)
        self._check_extra(edges, of_edges, "edge", shape.on_edges, fix)
        return out

    def _maps(self, out: Fields, maps: Mapping[str, Type], items: Sequence[tuple[Any, Mapping[str, Any]]], kind: str) -> set[str]:
        used = set()
        for path, inner in maps.items():
            if path.partition(".")[0] in self.given:
                continue
            name = path.rpartition(".")[2]
            if (
                kind == "edge"
                and len(maps) == 1
                and not any(name in a for _, a in items)
                and any("weight" in a for _, a in items)
            ):
                name = "weight"
            if isinstance(inner, Set):
                if any(name in a for _, a in items):
                    used.add(name)
                    _put(out, path, [item for item, a in items if a.get(name)])
                continue
            assert isinstance(inner, Map)
            used.add(name)
            values: dict[Any, Any] = {}
            for item, attributes in items:
                if name not in attributes:
                    if kind == "vertex" and not inner.domain:
                        continue
                    near = did_you_mean(name, [str(a) for a in attributes])
                    raise BadInput("", f"the {kind} {item!r} has no attribute `{name}`, which {self.problem.name} needs", near)
                values[item] = attributes[name]
            _put(out, path, self._all_pairs(inner, values) if kind == "edge" and not self.shape.edges else values)
        return used

    def _all_pairs(self, type: Map, values: dict[Any, Any]) -> dict[Any, Any]:
        """Return a map over pairs with both orders of each pair and 0 on the diagonal, if it has a value for every pair."""
        if not type.domain:
            return values
        both = values if self.graph.is_directed() else {(v, u): w for (u, v), w in values.items()} | values
        if isinstance(type.value, Number):
            both |= {(v, v): 0 for v in self.graph.nodes if (v, v) not in both}
        for u in self.graph.nodes:
            for v in self.graph.nodes:
                if (u, v) not in both:
                    raise BadInput("", f"no edge joins {u!r} and {v!r}, and {self.problem.name} needs a value for every pair")
        return both

    def _extra(self, items: Sequence[tuple[Any, Mapping[str, Any]]], used: set[str]) -> list[str]:
        """Return the attributes that no map takes, none twice."""
        beyond = used | self.ignoring | self.given
        return list(dict.fromkeys(name for _, attributes in items for name in attributes if name not in beyond))

    def _check_extra(
        self, items: Sequence[tuple[Any, Mapping[str, Any]]], extra: list[str], kind: str, maps: Mapping[str, Type], fix: str
    ) -> None:
        for name in extra[:1]:
            item = next(item for item, attributes in items if name in attributes)
            known = [path.rpartition(".")[2] for path in maps]
            what = f"{self.problem.name} has no map `{name}` over {'vertices' if kind == 'vertex' else 'edges'}"
            raise BadInput(
                "", f"the {kind} {item!r} has the attribute `{name}`, and {what}", did_you_mean(str(name), known) or fix
            )


def _put(out: Fields, path: str, data: Any) -> None:
    *above, name = path.split(".")
    for step in above:
        out = out.setdefault(step, {})
    out[name] = data


def to_graph(
    shape: GraphFields, value_at: Callable[[str], Any], show: Callable[[Type, Any], Any], label: Callable[[int], Any]
) -> Any:
    """Return a graph of networkx with the vertices, edges and attributes of an instance.

    - `shape`: where its graph stands.
    - `value_at`: the value of the field at a path.
    - `show`: the Python object of a value of a type.
    - `label`: the user's object of a vertex.
    """
    import networkx

    maps = {path: value_at(path) for path in shape.on_edges} if not shape.edges else {}
    one_way = shape.directed or any(m.get(pair[::-1], w) != w for m in maps.values() for pair, w in m.items())
    graph: Any = networkx.DiGraph() if one_way else networkx.Graph()
    graph.add_nodes_from(label(v) for v in sorted(value_at(shape.vertices)))
    ends = value_at(shape.edges) if shape.edges else {k for m in maps.values() for k, w in m.items() if k[0] != k[1] or w}
    graph.add_edges_from(sorted_ends(ends, label))
    for path, inner in shape.on_vertices.items():
        for v, of in _items(inner, value_at(path), value_at(shape.vertices)):
            graph.nodes[label(v)][path.rpartition(".")[2]] = show(inner.value, of) if isinstance(inner, Map) else of
    for path, inner in shape.on_edges.items():
        for e, of in _items(inner, value_at(path), value_at(shape.edges) if shape.edges else ()):
            u, v = (label(i) for i in (sorted(e) if isinstance(e, frozenset) else e))
            if not graph.has_edge(u, v):
                continue  # a value 0 on the diagonal
            graph.edges[u, v][path.rpartition(".")[2]] = show(inner.value, of) if isinstance(inner, Map) else of
    return graph


def sorted_ends(ends: Any, label: Callable[[int], Any]) -> Iterator[tuple[Any, Any]]:
    """Yield edges, in order, as pairs of the user's vertices."""
    for pair in sorted(tuple(sorted(e)) if isinstance(e, frozenset) else e for e in ends):
        yield label(pair[0]), label(pair[1])


def _items(type: Type, value: Any, members: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(type, Map):
        yield from value.items()
    else:
        yield from ((m, m in value) for m in members)


def the_shape(problem: Problem) -> GraphFields:
    """Return the only graph of a problem's instances.  Raises InputError unless there is exactly one."""
    found = graph_shapes(problem.instance)
    if len(found) != 1:
        raise InputError(f"instances of {problem.name} hold {len(found) or 'no'} graph{'s' if len(found) > 1 else ''}")
    return found[0]
