"""Files of graphs and digraphs, for every instance type that holds one: networkx's readers and writers are the second voice."""

from __future__ import annotations

import warnings
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.core import INT, NAT, RAT, Edge, Label, Map, Record, Set, Tuple
from certify.core.paths import homes
from certify.formats.bad_input import BadInput
from certify.formats.files import read_instance, write_instance
from certify.formats.graph_shape import graph_of, graph_shape, shape_of
from certify.formats.instance_json import from_json
from certify.formats.kinds import FORMATS, formats_of
from certify.formats.reading import Reading, ReadingNote, exact_number
from certify.library import standard
from certify.semantics.named_instances import Instance
from tests.names import GRAPHS, few

from .random_types import INDEPENDENT, TOUR, graph, problem, values

_V = Label("D.vertices")
DIGRAPH = Record((("vertices", Set(_V, "D.vertices")), ("arcs", Set(Tuple((_V, _V))))))
DIRECTED = problem("Directed", {"D": DIGRAPH})
_U = Label("G.vertices")
ATTRIBUTED = problem(
    "Attributed",
    {
        "G": graph("G"), "weight": Map(Edge(_U), RAT, "G.edges"), "height": Map(_U, INT, "G.vertices"),
        "chosen": Set(_U, within="G.vertices"), "k": NAT,
    },
)  # fmt: skip
OWN = {"Attributed": ATTRIBUTED, "Directed": DIRECTED}


def names(count: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Return a strategy for different names of vertices, as users and reductions call them."""
    name = st.from_regex(r"[a-z0-9][a-z0-9_]{0,3}|node\([0-9], [0-9]\)|[\"'&<é#%,]x", fullmatch=True)
    return st.lists(name, min_size=count, max_size=count, unique=True).map(tuple)


@st.composite
def instances(draw: st.DrawFn, of: Any) -> Instance:
    shape = graph_shape(of.instance)
    assert shape is not None
    sizes = {home: draw(st.integers(0, 5)) for home in homes(of.instance)}
    count = sizes[shape.vertices]
    everything = [(u, v) for u in range(count) for v in range(count) if u != v and (shape.directed or u < v)]
    found = draw(st.lists(st.sampled_from(everything), unique=True)) if everything else []
    pairs = frozenset(found) if shape.directed else frozenset(map(frozenset, found))

    def part(type: Any, path: str) -> Any:
        if path == shape.pairs:
            return pairs
        if isinstance(type, Record):
            return tuple(part(t, f"{path}.{name}".removeprefix(".")) for name, t in type.fields)
        if isinstance(type, Map) and type.domain == shape.pairs:
            return {pair: draw(values(type.value, {})) for pair in pairs}
        return draw(values(type, sizes))

    return Instance(of, part(of.instance, ""), {home: draw(names(size)) for home, size in sizes.items()})


def same(x: Instance, y: Instance) -> bool:
    """Return whether two instances are equal but for the names of their labels."""
    return x.problem == y.problem and x.value == y.value


@settings(max_examples=8, deadline=None)
@given(st.data())
@pytest.mark.parametrize("name", [*few(16, GRAPHS), *OWN])
def test_instances_come_back_from_every_format(name: str, data: st.DataObject) -> None:
    of = OWN[name] if name in OWN else standard().problem(name)
    instance = data.draw(instances(of))
    for format in formats_of(of):
        try:
            text = write_instance(instance, format)
        except BadInput as cannot:
            assert "does not carry" in str(cannot)  # noqa: PT017
            continue
        lost = {of.optimum[1]: str(instance.value[-1])} if format == "pred" and of.optimum and '"bound"' not in text else {}
        again = read_instance(of, text, format, lost)
        assert same(again, instance), (format, text)
        if format in ("gml", "graphml", "json"):
            assert again == instance


def _pairs(graph: Any) -> set[Any]:
    return {(u, v) if graph.is_directed() else frozenset((u, v)) for u, v in graph.edges}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 9), st.booleans(), st.data())
def test_networkx_reads_what_is_written_and_is_read(count: int, directed: bool, data: st.DataObject) -> None:
    of = DIRECTED if directed else TOUR
    other: Any = nx.DiGraph() if directed else nx.Graph()
    other.add_nodes_from(map(str, range(count)))
    everything = [(str(u), str(v)) for u in range(count) for v in range(count) if u != v and (directed or u < v)]
    other.add_edges_from(data.draw(st.lists(st.sampled_from(everything), unique=True)) if everything else [])
    plain = nx.relabel_nodes(other, int)
    pairs = _pairs(plain)
    texts = {"gml": "\n".join(nx.generate_gml(other)), "graphml": "\n".join(nx.generate_graphml(other))}
    if not directed:
        texts |= {"graph6": nx.to_graph6_bytes(plain).decode(), "sparse6": nx.to_sparse6_bytes(plain).decode()}
    for format, text in texts.items():
        found = read_instance(of, text, format)
        assert graph_of(found) == (frozenset(range(count)), pairs)
        assert read_instance(of, text) == found
    text = write_instance(found, "edges")
    lines = text.split("\n")
    kind: Any = nx.DiGraph if directed else nx.Graph
    assert _pairs(nx.parse_edgelist(lines, create_using=kind, nodetype=int)) == pairs
    if not directed:
        assert _pairs(nx.from_sparse6_bytes(write_instance(found, "sparse6").strip().encode())) == pairs
    back = nx.parse_gml(write_instance(found, "gml").split("\n"))
    assert (set(back), _pairs(back)) == (set(other), _pairs(other))
    back = nx.parse_graphml(write_instance(found, "graphml"))
    assert (set(back), _pairs(back)) == (set(other), _pairs(other))


def test_attributes_of_networkx_are_fields() -> None:
    other: Any = nx.Graph(k=3)
    other.add_node("a", height=-2, chosen=1)
    other.add_node("b c", height=10**20, chosen=0)
    other.add_edge("a", "b c", weight="1/3")
    for text in ("\n".join(nx.generate_gml(other)), "\n".join(nx.generate_graphml(nx.Graph(other)))):
        instance = read_instance(ATTRIBUTED, text)
        pair = frozenset({0, 1})
        value = ((frozenset({0, 1}), frozenset({pair})), {pair: Fraction(1, 3)}, {0: -2, 1: 10**20}, frozenset({0}), 3)
        assert instance.value == value
        assert instance.names["G.vertices"] == ("a", "b c")
        assert read_instance(ATTRIBUTED, text, given={"k": "5"}).value[-1] == 5


@pytest.mark.parametrize("format", ["gml", "graphml", "edges"])
def test_a_graph_of_networkx_without_edges_needs_no_weights(format: str) -> None:
    lone = nx.empty_graph(2)
    write = {"gml": nx.generate_gml, "graphml": nx.generate_graphml, "edges": lambda graph: map(str, graph)}[format]
    text = "\n".join(write(lone))
    cut = standard().problem("MaxCut")
    assert read_instance(cut, text, format, {"k": "0"}).value[1] == {}
    with pytest.raises(BadInput, match="MaxCut also needs `weight`"):
        read_instance(cut, "\n".join(write(nx.path_graph(2))) + "\n0 1" * (format == "edges"), format, {"k": "0"})


def test_floats_are_refused_or_scaled() -> None:
    text = "a b 0.5\nb c 2.0\n"
    cut = standard().problem("MaxCut")
    with pytest.raises(BadInput, match=r"f:1|the input:1: found 0.5, expected a whole number; `--scale 2` multiplies"):
        read_instance(cut, text, "edges", {"k": "1"})
    found = read_instance(cut, text, "edges", {"k": "1"}, Reading(scale=4))
    assert sorted(found.value[1].values()) == [2, 8]
    gml = 'graph [ node [ id 0 label "a" ] node [ id 1 label "b" ] edge [ source 0 target 1 weight 0.1 ] ]'
    with pytest.raises(BadInput, match="--scale 10"):
        read_instance(cut, gml, given={"k": "1"})
    assert list(read_instance(cut, gml, None, {"k": "1"}, Reading(scale=10)).value[1].values()) == [1]
    with pytest.raises(BadInput, match="--scale"):
        read_instance(cut, "p edge 0 0\n", "graph", {"k": "1", "weight": "[]"}, Reading(scale=10))


@pytest.mark.parametrize("token", ["", "x", "nan", "inf", "1e99999", "1/0", "0x1", "1_0", True, None, "1" * 9000])
def test_what_is_no_number(token: object) -> None:
    with pytest.raises(BadInput, match=r"p: found .*, expected a number"):
        exact_number(token, "p")


LOOPS = [
    (INDEPENDENT, "graph", "p edge 2 2\ne 1 1\ne 1 2\n"),
    (INDEPENDENT, "edges", "1 1\n1 2\n"),
    (INDEPENDENT, "sparse6", nx.to_sparse6_bytes(nx.MultiGraph([(0, 0), (0, 1), (0, 1)])).decode()),
    (INDEPENDENT, "gml", "\n".join(nx.generate_gml(nx.Graph([(0, 0), (0, 1)])))),
    (INDEPENDENT, "graphml", "\n".join(nx.generate_graphml(nx.Graph([(0, 0), (0, 1)])))),
]


@pytest.mark.parametrize(("of", "format", "text"), LOOPS, ids=lambda x: x if x in FORMATS else None)
def test_loops_are_left_out_only_on_request(of: Any, format: str, text: str) -> None:
    with pytest.raises(BadInput, match=r"to itself; the graph is simple; `--drop-loops`"):
        read_instance(of, text, format, {"k": "1"})
    notes: list[str] = []
    found = read_instance(of, text, format, {"k": "1"}, Reading(drop_loops=True, tell=notes.append))
    assert graph_of(found)[1] == {frozenset({0, 1})}
    assert notes == ["the input: left out 1 edge from a vertex to itself"]


def test_loops_of_digraphs_stay_unless_they_are_to_go() -> None:
    assert graph_of(read_instance(DIRECTED, "a a\na b\n", "edges"))[1] == {(0, 0), (0, 1)}
    notes: list[str] = []
    found = read_instance(DIRECTED, "a a\na b\n", "edges", None, Reading(drop_loops=True, tell=notes.append))
    assert graph_of(found)[1] == {(0, 1)}
    assert len(notes) == 1
    with pytest.raises(BadInput, match="not for graph6"):
        read_instance(TOUR, "Bw", "graph6", None, Reading(drop_loops=True))


def test_a_header_that_counts_twice_is_noted() -> None:
    with pytest.warns(ReadingNote, match=r"the input:1: the header counts each of the 2 edges from both ends"):
        read_instance(TOUR, "p edge 3 4\ne 1 2\ne 2 3\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_instance(TOUR, "p edge 3 4\ne 1 2\ne 2 3\ne 2 1\ne 3 2\n")
        read_instance(TOUR, "p edge 3 2\ne 1 2\ne 2 3\ne 2 1\ne 3 2\n")


def test_large_graphs_are_read_in_linear_time() -> None:
    """Readers and writers that took quadratic time would not end before the deadline of a test."""
    edges = 20_000
    text = "".join(f"{i} {i + 1 + i % 7}\n" for i in range(edges))
    instance = read_instance(TOUR, text, "edges")
    assert len(graph_of(instance)[1]) == edges
    assert same(read_instance(TOUR, write_instance(instance, "edges"), "edges"), instance)
    assert shape_of(TOUR).pairs == "G.edges"


def test_names_that_a_file_cannot_hold() -> None:
    odd = from_json(TOUR, {"G": {"vertices": ["a\0b"], "edges": []}})
    for format in ("gml", "graphml"):
        with pytest.raises(BadInput, match="do not hold"):
            write_instance(odd, format)
    assert read_instance(TOUR, write_instance(odd, "edges"), "edges").value == odd.value
