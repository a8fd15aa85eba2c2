"""GML and GraphML, through networkx, for every instance type that contains exactly one graph or digraph.

Maps from vertices and from edges are attributes of nodes and edges with the names of the fields, a set of vertices is an
attribute that is 0 or 1, and the other fields are attributes of the graph.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from certify.core import Bool, Map, Number, Problem, Set, Type
from certify.core.paths import field_values
from certify.formats.bad_input import BadInput
from certify.formats.given import missing_fields
from certify.formats.graph_shape import PairReader, graph_of, in_order, shape_of, with_graph
from certify.formats.json_text import compact, parse
from certify.formats.json_writer import writer
from certify.formats.labels import label_names
from certify.formats.reading import USUAL, Reading, exact_number
from certify.semantics.named_instances import Instance

if TYPE_CHECKING:
    import networkx as nx

_LINE = re.compile(r"\bline (\d+)|\bat \((\d+), \d+\)$")
_SHORT = 1 << 31
"""Whole numbers from here on are written as texts: GML has none."""


def read_gml(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in a GML text; vertices have the labels of the nodes.

    `given` holds the other fields as texts, `name` is the file's name in messages.  Raises BadInput, with the line where networkx
    knows it, for a text that is not GML, and for nodes and edges that do not fit.
    """
    import networkx as nx

    def graph() -> nx.Graph[Any]:
        try:
            return nx.parse_gml(text.split("\n"))
        except nx.NetworkXError as error:
            if "no 'label' attribute" not in str(error):
                raise
            return nx.parse_gml(text.split("\n"), label="id")

    return _read(problem, graph, name, given, how, "GML")


def read_graphml(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in a GraphML text; vertices have the ids of the nodes.  As `read_gml`."""
    import networkx as nx

    return _read(problem, lambda: nx.parse_graphml(text, node_type=str), name, given, how, "GraphML")


def write_gml(instance: Instance) -> str:
    """Return the graph of an instance in GML, with the other fields as attributes."""
    import networkx as nx

    return "\n".join(nx.generate_gml(_graph(instance))) + "\n"


def write_graphml(instance: Instance) -> str:
    """Return the graph of an instance in GraphML, with the other fields as attributes."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(_graph(instance), out)
    return out.getvalue().decode("utf-8") + "\n"


def _read(
    problem: Problem, parsed: Callable[[], nx.Graph[Any]], name: str, given: Mapping[str, str], how: Reading, format: str
) -> Instance:
    shape = shape_of(problem)
    try:
        graph = parsed()
    except Exception as error:  # networkx and its parsers raise exceptions of many classes for texts that are none
        line = _LINE.search(str(error))
        raise BadInput(f"{name}:{line[1] or line[2]}" if line else name, f"not {format}: {error}") from None
    if graph.is_directed() != shape.directed:
        found, wanted = ("digraph", "graph") if graph.is_directed() else ("graph", "digraph")
        raise BadInput(name, f"this is a {found}, and {problem.name} has a {wanted}")
    names = tuple(str(node) for node in graph.nodes)
    ranks = {node: rank for rank, node in enumerate(graph.nodes)}
    if len(set(names)) < len(names):
        raise BadInput(name, "two nodes have the same label")
    found_pairs = PairReader(shape.directed, how)
    pairs: list[tuple[str, str, Any]] = []
    for u, v, data in graph.edges(data=True):
        if found_pairs.add(ranks[u], ranks[v], name, str(u)) is not None:
            pairs.append((str(u), str(v), data))
    found_pairs.tell(name)
    if found_pairs.again and shape.of_pairs(problem.instance):
        raise BadInput(name, "an edge comes twice, and its attributes could differ")
    others: dict[str, Any] = {}
    for path, type in shape.of_vertices(problem.instance).items():
        key = path.rpartition(".")[2]
        values = {str(node): data[key] for node, data in graph.nodes(data=True) if key in data}
        if isinstance(type, Map) and (values or not (names or path.replace(".", "_") in graph.graph)):
            others[path] = {node: _data(value, type.value, how, f"{name}: {key} of {node}") for node, value in values.items()}
        elif isinstance(type, Set) and values:
            others[path] = [node for node, value in values.items() if _truth(value, f"{name}: {key} of {node}")]
    for path, map in shape.of_pairs(problem.instance).items():
        key = path.rpartition(".")[2]
        if any(key in data for _, _, data in pairs) or not (pairs or path.replace(".", "_") in graph.graph):
            others[path] = [
                [[u, v], _data(data[key], map.value, how, f"{name}: {key} of {u}, {v}")] for u, v, data in pairs if key in data
            ]
    carried = {shape.vertices, shape.pairs}
    for path, type in missing_fields(problem.instance, carried).items():
        key = path.replace(".", "_")
        if path not in others and key in graph.graph:
            others[path] = _data(graph.graph[key], type, how, f"{name}: {key}")
    return with_graph(problem, names, found_pairs.pairs, others | dict(given), name)


def _data(value: Any, type: Type, how: Reading, place: str) -> Any:
    """Return an attribute as JSON data of a type."""
    match type:
        case Number("rat") if not isinstance(value, float):
            return str(exact_number(value, place) * (how.scale or 1))
        case Number():
            return how.whole(value, place)
        case Bool():
            return _truth(value, place)
    if isinstance(value, str):
        try:
            return parse(value, place)
        except BadInput:
            return value
    return value


def _truth(value: Any, place: str) -> bool:
    known = {"0": False, "1": True, "false": False, "true": True}
    if str(value).lower() not in known:
        raise BadInput(place, f"found {value!r}, expected 0 or 1")
    return known[str(value).lower()]


def _graph(instance: Instance) -> nx.Graph[str]:
    import networkx as nx

    shape = shape_of(instance.problem)
    type, names = instance.problem.instance, label_names(instance)
    values = {path: (t, v) for path, t, v in field_values(type, instance.value)}
    vertices, pairs = graph_of(instance)
    own = names[shape.vertices]
    hidden = next((name for name in own if not name.isprintable()), None)
    if hidden is not None:
        raise BadInput("", f"the name {hidden!r} has a character that such files do not hold; write json")
    graph: nx.Graph[str] = nx.DiGraph() if shape.directed else nx.Graph()
    graph.add_nodes_from(own)
    graph.add_edges_from((own[u], own[v]) for u, v in in_order(pairs, shape))
    said = {shape.vertices, shape.pairs}
    for path, t in shape.of_vertices(type).items() if vertices else ():
        said.add(path)
        key, at = path.rpartition(".")[2], values[path][1]
        show = _shown(t.value, names) if isinstance(t, Map) else None
        for v in vertices:
            graph.nodes[own[v]][key] = int(v in at) if show is None else show(at[v])
    for path, map in shape.of_pairs(type).items() if pairs else ():
        said.add(path)
        key, show = path.rpartition(".")[2], _shown(map.value, names)
        for pair, value in values[path][1].items():
            u, v = pair if shape.directed else sorted(pair)
            graph.edges[own[u], own[v]][key] = show(value)
    for path, t in missing_fields(type, said).items():
        graph.graph[path.replace(".", "_")] = _shown(t, names)(values[path][1])
    return graph


def _shown(type: Type, names: Mapping[str, tuple[str, ...]]) -> Callable[[Any], int | str]:
    show = writer(type, names)

    def shown(value: Any) -> int | str:
        data = show(value)
        if isinstance(data, int) and abs(data) < _SHORT:
            return int(data)
        return data if isinstance(data, str) else compact(data)

    return shown
