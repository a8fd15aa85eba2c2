"""Pictures of instances of any type are valid, escape every name, and mark witnesses."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certify.core import NAT, Constructor, Edge, Label, Map, Node, Record, Reduction, Seq, Set, Space, SpaceKind, Sum, Term, Tuple
from certify.core.values import FrozenMap
from certify.formats.instance_json import from_json, witness_from_json
from certify.graph.overview import NetworkEdge, Overview
from certify.pictures.instances import instance_picture
from certify.pictures.limits import PictureLimits
from certify.pictures.plan import counts, plan_of
from certify.pictures.problem_graph import ARRANGEMENTS, STATUS, NetworkView, chain_picture, network_picture
from certify.pictures.reductions import reduction_picture
from certify.pictures.rendering import CannotRender, render, rendered, svg
from certify.semantics.named_instances import Instance
from certify.system.files import CannotWrite
from tests.formats.random_types import (
    FORMULA,
    INDEPENDENT,
    NETWORK,
    NETWORK_JSON,
    SUMS,
    TOUR,
    graph,
    instances,
    literals,
    problem,
    subset,
    values,
)

ODD = ['a"b', "<b>x</b>", "a&amp;b", "&lt;", "\\N\\n\\", "<x>", "ünïcødé ☃ 汉", "a\nb", "\x00\x1b", "%s{}|", "]]>", "n0:s"]
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: Any) -> list[str]:
    """Return the texts in a picture, read from its SVG by an XML parser, with Graphviz's blanks as plain ones."""
    root = ElementTree.fromstring(svg(picture))
    return [(t.text or "").replace("\xa0", " ").strip() for t in root.iter(f"{SVG}text")]


def with_vertices(names: list[Any], edges: list[Any], **others: Any) -> Any:
    return {"G": {"vertices": names, "edges": edges}} | others


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instances(), st.data())
def test_any_instance_and_witness_can_be_drawn(instance: Instance, data: st.DataObject) -> None:
    sizes = {home: len(names) for home, names in instance.names.items()}
    witness = data.draw(values(instance.problem.witness.type, sizes))
    assert "Random" in texts(instance_picture(instance))
    assert "Random" in texts(instance_picture(instance, witness))


def test_odd_names_are_shown_as_they_are() -> None:
    shown = [name if name.isprintable() else "".join(c if c.isprintable() else "?" for c in name) for name in ODD]
    on_nodes = texts(instance_picture(from_json(INDEPENDENT, with_vertices(ODD, [ODD[:2]], k=1)), frozenset({0, 2})))
    in_table = texts(instance_picture(from_json(SUMS, {"item": ODD, "size": dict.fromkeys(ODD, 1), "goal": 1}), frozenset({1})))
    for name in shown:
        assert name in on_nodes
        assert name in in_table
    plain = problem("Plain", {"X": Set(Label("X"), "X")})
    assert set(shown) <= set(texts(instance_picture(Instance(plain, (frozenset(range(len(ODD))),), {"X": tuple(ODD)}))))
    edges = [NetworkEdge("<a>:\\N", "", "<f>", "refuted"), NetworkEdge("<a>:?", "", "<f>", "<odd>")]
    for by in ARRANGEMENTS:
        odd_titles = texts(network_picture(Overview({"<a>": 'b&"', "\\N": ""}, edges), NetworkView(by)))
        assert {"<a>", "\\N", "?", "refuted", "<odd> (1)", "<f>"} <= set(odd_titles)
    assert {"<a>", "&amp;", "a < b & c"} <= set(texts(chain_picture(["<a>", "&amp;"], ["a < b & c"])))


def source(picture: Any) -> str:
    return str(picture.source)


def test_subsets_cycles_and_colours_are_marked() -> None:
    square = with_vertices(["a", "b", "c", "d"], [["a", "b"], ["b", "c"], ["c", "d"], ["d", "a"]])
    chosen = instance_picture(from_json(INDEPENDENT, square | {"k": 2}), frozenset({0, 2}))
    assert source(chosen).count("penwidth=3") == 2
    tour = from_json(TOUR, square)
    around = source(instance_picture(tour, witness_from_json(tour, ["a", "b", "c", "d"])))
    assert around.count("penwidth=3.5") == around.count("arrowhead=normal") == 4
    crossing = source(instance_picture(tour, witness_from_json(tour, ["a", "c", "b", "d"])))
    assert crossing.count("style=dashed") == 2  # a-c and b-d are no edges
    colour = Sum("colour", (("red", ()), ("green", ())))
    coloured = problem("Coloured", {"G": graph("G")}, Space(SpaceKind.MAP, Map(Label("G.vertices"), colour)))
    picture = instance_picture(from_json(coloured, square), FrozenMap({0: (0,), 1: (1,), 2: (0,), 3: (1,)}))
    assert texts(picture).count("red") == 2
    assert len({line for line in source(picture).split() if line.startswith("fillcolor=")}) == 3  # two colours, and the default
    order = problem("Order", {"G": graph("G")}, Space(SpaceKind.ORDERING, Seq(Label("G.vertices"))))
    assert {"1.", "4."} <= set(texts(instance_picture(from_json(order, square), (3, 2, 1, 0))))
    matching = problem("Match", {"G": graph("G")}, Space(SpaceKind.SUBSET, Set(Edge(Label("G.vertices")))))
    assert source(instance_picture(from_json(matching, square), frozenset({frozenset({0, 1})}))).count("penwidth=3.5") == 1


def test_two_opposite_arrows_of_a_cycle_of_two() -> None:
    pair = from_json(TOUR, with_vertices(["a", "b"], [["a", "b"]]))
    assert "dir=both" in source(instance_picture(pair, witness_from_json(pair, ["a", "b"])))


def test_digraphs_have_arrows_and_the_witness_bold_ones() -> None:
    vertex = Label("D.vertices")
    digraph = Record((("vertices", Set(vertex, "D.vertices")), ("arcs", Set(Tuple((vertex, vertex))))))
    arcs = [["a", "b"], ["b", "a"], ["b", "c"], ["c", "a"], ["c", "c"]]
    given = {"D": {"vertices": ["a", "b", "c"], "arcs": arcs}}
    chosen = problem("Arcs", {"D": digraph}, Space(SpaceKind.SUBSET, Set(Tuple((vertex, vertex)))))
    instance = from_json(chosen, given)
    drawn = source(instance_picture(instance, frozenset({(0, 1), (1, 2)})))
    assert (drawn.count("arrowhead=normal"), drawn.count("penwidth=3.5"), drawn.count("style=dashed")) == (5, 2, 0)
    assert "arcs" not in texts(instance_picture(instance))
    wrong = source(instance_picture(instance, frozenset({(0, 1), (0, 2)})))  # a to c is no arc, though c to a is one
    assert (wrong.count("penwidth=3.5"), wrong.count("style=dashed")) == (1, 1)
    assert counts(instance) == (3, 5)


def test_networks_are_layers_of_nodes_with_weights() -> None:
    instance = from_json(NETWORK, NETWORK_JSON)
    assert plan_of(instance).layered is not None
    picture = instance_picture(instance, FrozenMap({0: 1, 1: -1}))
    shown = texts(picture)
    assert "free(w) = 1" in shown, "a weight that is a parameter has the witness's value"
    assert {"layers[0]", "layers[1]", "layers[2]", "act: relu", "gamma = 1/4", "point x", "options"} <= set(shown)
    assert "in no layer" not in shown
    loose = NETWORK_JSON | {"layers": [["x"], ["x", "h"]]}
    assert "in no layer" in texts(instance_picture(from_json(NETWORK, loose)))


def test_clauses_are_boxes_while_they_are_few() -> None:
    names = [f"x{i}" for i in range(9)]
    clause = [{"positive": "x0"}, {"negative": "x1"}, {"positive": "x0"}]
    few = from_json(FORMULA, {"variables": names, "clauses": [clause, []]})
    drawn = instance_picture(few, frozenset({1}))
    assert {"x0", "¬x1", "(empty)", "clauses", "variables"} <= set(texts(drawn))
    assert source(drawn).count("style=dashed") == 1
    many = from_json(FORMULA, {"variables": names, "clauses": [clause] * 50})
    assert "x0  ¬x1  x0" in texts(instance_picture(many))
    assert "… and 20 more" in texts(instance_picture(many))


def test_large_instances_are_told_in_counts() -> None:
    names = list(range(400))
    large = from_json(INDEPENDENT, with_vertices(names, [[i, i + 1] for i in range(399)], k=7))
    shown = texts(instance_picture(large, frozenset(range(5))))
    assert {"… and 364 more", "of 400 in G.vertices", "399 in G.edges", "k = 7", "w: 5 marked"} <= set(shown)
    assert len(shown) < 50, "the first few vertices, and counts"
    assert len(texts(instance_picture(large, limits=PictureLimits(nodes=4)))) < 15
    assert "399" in texts(instance_picture(large, limits=PictureLimits(nodes=400, lines=400)))
    digits = from_json(SUMS, {"item": names, "size": {str(n): 10**200 for n in names}, "goal": 10**200})
    assert "goal = 1000…0000 (201 digits)" in texts(instance_picture(digits))
    assert all(len(text) < 80 for text in texts(instance_picture(digits)))
    endless = from_json(SUMS, {"item": ["a"], "size": {"a": 10**9000}, "goal": 0})
    assert "1000…0000 (9001 digits)" in texts(instance_picture(endless))


def built() -> tuple[Reduction, dict[str, tuple[Any, ...]]]:
    """Return a reduction, without its maps since no picture uses them, and the tables of its built labels."""
    never = Node("const", NAT, data=0)
    target = problem("Target", {"G": graph("G"), "k": NAT}, subset("G.vertices"))
    constructors = (Constructor("at", (("", Label("source.variables")), ("place", NAT))), Constructor("<hub>", ()))
    content = (("G.vertices", Term(("at", "<hub>"))),)
    reduction = Reduction("Formula:Target", FORMULA, target, constructors, content, never, never, never, (), (), ())
    return reduction, {"G.vertices": ((0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1,))}


def test_a_reduction_shows_gadgets_and_their_constructors() -> None:
    reduction, tables = built()
    instance = from_json(FORMULA, {"variables": ["x", "y<"], "clauses": [[{"positive": "x"}]]})
    names = ("at(x, 0)", "at(x, 1)", "at(y<, 0)", "at(y<, 1)", "<hub>")
    edges = frozenset({frozenset({0, 1}), frozenset({2, 3}), frozenset({3, 4})})
    image = Instance(reduction.target, ((frozenset(range(5)), edges), 2), {"G.vertices": names})
    picture = reduction_picture(reduction, instance, image, tables, frozenset({0}), frozenset({1, 4}))
    assert {*names, "(instance)", "(image)", "k = 2", "Formula", "Target"} <= set(texts(picture))
    assert source(picture).count("dotted,rounded") == 2
    assert texts(picture).count("v0") == 3, "at the variable, at its gadget, and in the legend"
    assert source(picture).count("penwidth=3") == 4, "one variable, two vertices, and the legend"
    assert "(image)" in texts(reduction_picture(reduction, instance, image, tables))


def test_large_images_are_counted_by_constructor() -> None:
    reduction, _ = built()
    count = 300
    terms = (*((0, 0, i) for i in range(count)), (1,))
    image = Instance(reduction.target, ((frozenset(range(count + 1)), frozenset()), 2), {})
    instance = from_json(FORMULA, {"variables": ["x"], "clauses": []})
    shown = texts(reduction_picture(reduction, instance, image, {"G.vertices": terms}))
    assert {"… and 265 more", "of 301 in G.vertices", "264 × at", "1 × <hub>"} <= set(shown)


def test_empty_instances_can_be_drawn() -> None:
    reduction, _ = built()
    nothing = from_json(FORMULA, {"variables": [], "clauses": []})
    image = Instance(reduction.target, ((frozenset(), frozenset()), 0), {"G.vertices": ()})
    assert "(image)" in texts(reduction_picture(reduction, nothing, image, {"G.vertices": ()}, frozenset(), frozenset()))
    assert texts(instance_picture(from_json(TOUR, with_vertices([], [])), FrozenMap()))
    assert texts(instance_picture(Instance(problem("Unit", {}), ()), ()))
    assert source(network_picture(Overview({}, [])))
    assert source(chain_picture([], []))
    assert texts(chain_picture(["A"], [])) == ["A"]
    with pytest.raises(ValueError, match="arrows"):
        chain_picture(["A", "B"], [])


def test_the_network_tells_every_status() -> None:
    edges = [NetworkEdge("A:B", "", "logic", status) for status in STATUS] + [NetworkEdge("B:A", "", "logic", "other", "saved")]
    picture = network_picture(Overview({"A": "The first", "B": ""}, edges))
    assert "The first" in svg(picture), "as its title"
    shown = texts(picture)
    assert {"A", "B", "other, saved (1)", *(f"{status} (1)" for status in STATUS)} <= set(shown)


SEEN = Overview(
    dict.fromkeys("ABCDE", ""),
    [
        NetworkEdge("A:B", "", "logic", "proved"), NetworkEdge("B:C", "", "graphs", "proved"),
        NetworkEdge("A:D", "", "logic", "proved"), NetworkEdge("D:C", "", "restrictions", "proved"),
    ],
    {"D": "C"},
)  # fmt: skip


def columns(picture: Any) -> dict[str, float]:
    """Return where the names in a picture stand, from left to right."""
    root = ElementTree.fromstring(svg(picture))
    return {(t.text or "").strip(): float(t.get("x", "nan")) for t in root.iter(f"{SVG}text")}


def test_the_network_stands_in_columns_by_distance() -> None:
    at = columns(network_picture(SEEN))
    assert at["E"] < at["A"] < at["B"] == at["D"] < at["C"] or at["E"] == at["A"] < at["B"] == at["D"] < at["C"]
    at = columns(network_picture(SEEN, NetworkView(origin="B")))
    assert at["B"] < at["C"]


def test_the_network_stands_in_frames_by_field() -> None:
    assert SEEN.fields == {"A": "logic", "B": "logic", "C": "graphs", "D": "logic"}
    frames = source(network_picture(SEEN, NetworkView("field"))).split("subgraph")[1:]
    within = {re.search(r"cluster_(\w+)|$", frame)[1]: re.findall(r"label=([A-E])\b", frame) for frame in frames}  # type: ignore[index]
    assert within == {"graphs": ["C"], "logic": ["A", "B", "D"]}


def test_families_are_one_problem_in_a_collapsed_network() -> None:
    shown = texts(network_picture(SEEN, NetworkView(collapsed=True, origin="D")))
    assert {"A", "B", "C and 1 restriction", "E"} <= set(shown)
    assert not {"C", "D"} & set(shown)
    few = SEEN.collapsed()
    assert [(e.name, e.stands_for) for e in few.edges] == [
        ("A:B", 1), ("B:C and 1 restriction", 1), ("A:C and 1 restriction", 1)
    ]  # fmt: skip
    assert few.hub == "A"
    assert few.distances("A") == {"A": 0, "B": 1, "C and 1 restriction": 1}


def test_files_are_what_their_extension_says(tmp_path: Path) -> None:
    picture = instance_picture(from_json(TOUR, with_vertices(["ä", "b"], [["ä", "b"]])))
    for extension, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("dot", b"digraph")):
        path = tmp_path / f"x.{extension}"
        render(picture, path)
        assert path.read_bytes().startswith(start)
    width, height = struct.unpack(">II", (tmp_path / "x.png").read_bytes()[16:24])
    assert 20 < width < 2000
    assert 20 < height < 2000
    for wrong in (tmp_path / "x.gif", tmp_path / "x", tmp_path / "no" / "x.svg", tmp_path):
        with pytest.raises((CannotRender, CannotWrite)):
            render(picture, wrong)


def test_without_graphviz_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = chain_picture(["A"], [])
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(CannotRender, match="pip install graphviz-pure"):
        svg(picture)
    assert rendered(picture, "dot").startswith(b"digraph")


def test_a_graphviz_that_fails_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda *_, **__: sys.executable)
    with pytest.raises(CannotRender, match="could not draw"):
        svg(chain_picture(["A"], []))
    monkeypatch.setattr("shutil.which", lambda *_, **__: "/no/such/dot")
    with pytest.raises(CannotRender, match="cannot be run"):
        svg(chain_picture(["A"], []))


def test_the_package_graphviz_is_imported_only_to_draw() -> None:
    code = "import sys, certify.pictures.reductions, certify.pictures.problem_graph; sys.exit('graphviz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_records_in_sequences_have_columns() -> None:
    steps = problem(
        "Steps", {"steps": Seq(Record((("left", NAT), ("right", NAT)))), "t": Seq(literals("X")), "X": Set(Label("X"), "X")}
    )
    data = {"steps": [{"left": 1, "right": 2}] * 40, "t": [{"negative": "p"}], "X": ["p"]}
    shown = texts(instance_picture(from_json(steps, data)))
    assert {"left", "right", "… and 10 more", "¬p"} <= set(shown)


def test_a_map_from_all_pairs_is_a_matrix() -> None:
    road = Map(Tuple((Label("X"), Label("X"))), NAT, "X, X")
    roads = problem("Roads", {"X": Set(Label("X"), "X"), "road": road})
    entries = [[[a, b], 17 if a == "p" else 4] for a in "pq" for b in "pq"]
    shown = texts(instance_picture(from_json(roads, {"X": ["p", "q"], "road": entries})))
    assert shown.count("17") == 2
    assert "(p, q)" not in shown
