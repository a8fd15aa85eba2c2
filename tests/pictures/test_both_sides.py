"""Both sides of a picture show what is made from what: the same colours, numbers and keys, in order, and nothing is cut."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from certify.chains import Chain
from certify.core.mistakes import Mistake, Source
from certify.formats.instance_json import from_json
from certify.library import standard
from certify.pictures.arrangement import by_stress, overlapping
from certify.pictures.circuit_parts import inputs_of
from certify.pictures.drawing import subjects
from certify.pictures.graph_parts import gadgets_of
from certify.pictures.instances import letters, picture_of
from certify.pictures.limits import VIEWS, PictureLimits
from certify.pictures.origins import places_of
from certify.pictures.palette import PAPER
from certify.pictures.reductions import FailureShown, Subject, fitting_limits, reduction_picture, whole
from certify.pictures.rendering import svg
from certify.pictures.scene import scene
from certify.pictures.series import page, series, stages
from certify.pictures.shapes import Drawing
from certify.pictures.themes import darkened

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["x1", "x2", "x3", "x4"]
CLAUSES = [[1, -2, 3], [-1, 2, -4], [2, 3, 4], [-3, 4, 1], [-2, -3, -4]]


def formula(count: int) -> Any:
    literals = [[{"positive" if n > 0 else "negative": f"x{abs(n)}"} for n in CLAUSES[i % 5]] for i in range(count)]
    return {"variables": NAMES, "clauses": literals}


def graph(edges: int, k: int) -> Any:
    pairs = [[f"v{i}", f"v{j}"] for i in range(6) for j in range(i)][:edges]
    return {"G": {"vertices": [f"v{i}" for i in range(6)], "edges": pairs}, "k": k}


@cache
def subject(name: str, size: int) -> Subject:
    library = standard()
    reduction = library.reduction(library.find_reduction(name))
    data = graph(size, 3) if reduction.source.name in ("VertexCover", "IndependentSet") else formula(size)
    chain = Chain(reduction.source, (reduction,))
    ((_, found),) = subjects(chain, from_json(reduction.source, data), solved=True)
    return found


PICTURES = [
    ("3sat:is", 1), ("3sat:is", 15), ("3sat:3coloring", 5), ("vc:hc", 3), ("vc:hc", 15), ("3sat:subsetsum", 5), ("3sat:3dm", 1),
    ("3sat:oneneurondnnt", 5), ("vc:setcover", 5), ("sat:clique", 5), ("sat:circuitsat", 5), ("vc:is", 5), ("3sat:is", 0),
]  # fmt: skip


def keys_of(drawing: Drawing, prefix: str) -> set[str]:
    """Return the keys of the elements of the shapes of one side, and of the cells of its tables."""
    own = [shape for shape in drawing.shapes if shape.name.startswith(prefix)]
    cells = {key for shape in own for ids in re.findall(r'id="cell ([^"]*)"', shape.label) for key in ids.split()}
    return cells | {key for shape in own for key in shape.told.elements}


@pytest.mark.parametrize(("name", "size"), PICTURES)
def test_both_sides_have_the_same_numbers_and_nothing_overlaps(name: str, size: int) -> None:
    drawing = whole(subject(name, size), FailureShown(), PictureLimits(nodes=60))
    tags = {re.sub("<.*?>", "", s.label[1:-1]) for s in drawing.shapes if s.name.startswith("s") and s.name.endswith("-tag")}
    left_out = any("more" in shape.label for shape in drawing.shapes)
    image = keys_of(drawing, "t")
    assert tags <= image or left_out
    assert bool(tags) == (size > 0)
    nodes = [s for s in drawing.shapes if re.fullmatch(r"[st]\d+_\d+", s.name)]
    assert not overlapping([(s.width, s.height) for s in nodes], [(s.x, s.y) for s in nodes], 0.0)
    assert len({shape.name for shape in drawing.shapes}) == len(drawing.shapes)
    frames = {frame.name: frame.box for frame in drawing.frames}
    for shape in drawing.shapes:
        side = frames.get("instance" if shape.name.startswith("s") else "image" if shape.name.startswith("t") else "")
        if side and not shape.name.startswith(("stage", "told")):
            left, top, right, low = shape.box
            assert min(left - side[0], top - side[1], side[2] - right, side[3] - low) >= 0, shape.name


@pytest.mark.parametrize(("name", "size"), [("3sat:is", 5), ("3sat:oneneurondnnt", 5), ("vc:setcover", 5)])
def test_the_svg_answers(name: str, size: int) -> None:
    made = subject(name, size)
    text = svg(
        reduction_picture(made.reduction, made.instance, made.image, made.tables, made.source_witness, made.target_witness)
    )
    root = ElementTree.fromstring(text)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    style = root.find(f"{SVG}style")
    assert style is not None
    rules = set(re.findall(r"\.o-(\w+):hover", style.text or ""))
    owners = {key: [e for e in root.iter() if f"o-{key}" in e.get("class", "").split()] for key in rules}
    assert rules
    assert all(len(found) >= 2 and any(e.get("tabindex") == "0" for e in found) for found in owners.values())
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert all(titles)
    assert any("from c0" in str(title) or "from e0" in str(title) or "from v0" in str(title) for title in titles)
    assert "<script" not in text
    left, top, width, height = map(float, str(root.get("viewBox")).split())
    shift = re.search(r"translate\(([\d.-]+) ([\d.-]+)\)", text)
    assert shift is not None
    for words in root.iter(f"{SVG}text"):
        x, y = float(words.get("x", "0")) + float(shift[1]), float(words.get("y", "0")) + float(shift[2])
        wide = float(words.get("textLength", "0"))
        start = x - wide / 2 if words.get("text-anchor") == "middle" else x
        assert min(start - left, left + width - start - wide, y - top, top + height - y) >= 0, words.text


def test_a_label_made_from_nothing_is_in_no_gadget() -> None:
    made = subject("independentset:simplemaxcut", 4)
    found = scene(made.image, None, "t", made.made_from().image)
    gadgets = gadgets_of(found, [("G.vertices", v) for v in sorted(found.plan.values["G.vertices"])])
    assert [len(g.members) for g in gadgets if g.element is None] == [1], "the root, whose place is that of the first vertex"


def test_clauses_and_their_gadgets_are_in_the_order_of_the_text() -> None:
    made = subject("3sat:is", 15)
    drawing = whole(made, FailureShown(), PictureLimits(nodes=200))
    boxes = {s.name: s for s in drawing.shapes if s.name.startswith("sclauses_") and s.name[9:].isdigit()}
    assert [name for name, _ in sorted(boxes.items(), key=lambda item: (item[1].y, item[1].x))] == [
        f"sclauses_{i}" for i in range(15)
    ]
    found = scene(made.image, None, "t", made.made_from().image)
    spots = [("G.vertices", v) for v in found.plan.values["G.vertices"]]
    assert [g.element for g in gadgets_of(found, sorted(spots))] == [("clauses", i) for i in range(15)]
    fills = {s.name: s.style["fillcolor"] for s in drawing.shapes if "fillcolor" in s.style}
    gadget = next(
        s for s in drawing.shapes if s.told.elements[:1] == ("c7",) and s.name.startswith("t") and s.name.endswith("-tag")
    )
    assert fills[gadget.name] == fills["sclauses_7"] != fills["sclauses_8"]


def test_where_numbers_in_labels_come_from_is_read_from_the_core() -> None:
    def named(name: str) -> dict[str, str]:
        reduction = standard().reduction(standard().find_reduction(name))
        found = places_of(reduction)
        return {f"{(c := reduction.constructors[i]).name}.{c.parameters[j][0]}": path for (i, j), path in found.items()}

    assert named("3sat:is") == {"node.clause": "clauses"}, "through the members of a `let`, and not the place in the clause"
    assert named("3sat:3dm") == {"yes.clause": "clauses", "no.clause": "clauses", "empty.clause": "clauses"}, "through calls"
    assert named("vc:hc") == {}, "numbers that are no positions"


def test_labels_are_framed_by_the_parameter_that_the_text_names() -> None:
    made = subject("vc:hc", 3)
    assert made.reduction.about.frames == ("edge",)
    looks = made.made_from().image
    assert {look.gadget[0] for look in looks.values() if look.gadget} == {"G.edges"}


def test_a_frame_by_what_no_label_carries_is_a_mistake() -> None:
    text = """reduction VertexCover -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | {u, v} in x.G.edges }
           k          = |x.G.vertices|
  forward  C -> S = { old(v) | v in x.G.vertices where v not in C }
  backward T -> S = { v | v in x.G.vertices where old(v) not in T }
  picture  frame by vertexx
"""
    with pytest.raises(Mistake, match="no constructor has a parameter `vertexx`") as caught:
        standard().with_texts([Source("x.red", text)]).reduction("VertexCover:IndependentSet")
    assert "did you mean `vertex`?" in str(caught.value)
    framed = standard().with_texts([Source("x.red", text.replace("vertexx", "vertex"))]).reduction("VertexCover:IndependentSet")
    plain = standard().with_texts([Source("x.red", text[: text.index("  picture")])]).reduction("VertexCover:IndependentSet")
    assert framed == plain, "a hint is no part of the core"
    assert framed.about.frames == ("vertex",)


def test_a_series_adds_up_to_the_whole() -> None:
    made = subject("3sat:3coloring", 1)
    found = stages(made)
    says = [stage.says for stage in found]
    assert says[0] == "the instance"
    assert says[-1] == "the witness of the image that it is mapped to"
    assert "the labels gate(clause, place)" in says
    before: dict[str, tuple[float, float]] = {}
    for stage in found:
        drawing = whole(made, FailureShown(), shown=stage.shows)
        places = {s.name: (s.x, s.y) for s in drawing.shapes if not s.name.startswith("legend") and not s.name.endswith("-room")}
        lefts = {
            name: (round(x - places["stitle0"][0], 3), round(y - places["stitle0"][1], 3)) for name, (x, y) in places.items()
        }
        assert before.items() <= lefts.items(), "what is there stays where it is"
        before = lefts
    everything = whole(made, FailureShown())
    assert {s.name for s in drawing.shapes} == {s.name for s in everything.shapes}
    assert drawing.lines == everything.lines
    pictures = series(made)
    assert len(pictures) == len(found)
    shown = page("A & B", [(says, "<?xml?><svg/>") for says, _ in pictures])
    assert shown.count("<figure") == len(found)
    assert "A &amp; B" in shown
    assert "http" not in shown, "nothing is loaded"


@pytest.mark.parametrize("size", list(VIEWS))
def test_sizes(size: str) -> None:
    made = subject("3sat:is", 15)
    limits = fitting_limits(made, FailureShown(), PictureLimits(), size)
    drawing = whole(made, FailureShown(), limits, size)
    view = VIEWS[size]
    assert letters(drawing, size) >= view.letters
    box = re.search(r'bb="0,0,([\d.]+),([\d.]+)"', picture_of(drawing, size).source)
    assert box is not None
    assert float(box[1]) / float(box[2]) == pytest.approx(view.width / view.height, rel=0.01)


def test_dark_pictures_have_no_paper() -> None:
    made = subject("3sat:subsetsum", 5)
    light = reduction_picture(made.reduction, made.instance, made.image, made.tables)
    assert PAPER in light.source
    dark = darkened(light)
    assert PAPER not in dark.source
    assert 'fontcolor="#F2F2F2"' in dark.source


def test_a_graph_without_places_is_laid_out_by_its_distances() -> None:
    sizes = [(40.0, 28.0)] * 7
    places = by_stress(sizes, [(i, i + 1) for i in range(5)])  # a path and an isolated node
    assert not overlapping(sizes, places, 0)
    xs = [x for x, _ in places[:6]]
    assert xs in (sorted(xs), sorted(xs, reverse=True)), "a path is drawn along"
    assert by_stress(sizes[:1], []) == [(20.0, 14.0)]
    assert by_stress([], []) == []


def test_circuits_are_columns_from_left_to_right() -> None:
    made = subject("sat:circuitsat", 2)
    drawing = whole(made, FailureShown())
    places = {shape.name: shape for shape in drawing.shapes}
    wires = [line for line in drawing.lines if line.tail.startswith("t")]
    assert len(wires) == sum(len(parts) for parts in inputs_of(scene(made.image, None, "t")).values()) > 10
    assert all(places[line.tail].x < places[line.head].x for line in wires)
    assert any("either" in shape.label for shape in drawing.shapes)


def test_weights_of_edges_stand_with_their_lines() -> None:
    reduction = standard().reduction("Partition:MaxCut")
    chain = Chain(reduction.source, (reduction,))
    data = {"item": ["a", "b", "c"], "size": {"a": 2, "b": 3, "c": 5}}
    ((_, made),) = subjects(chain, from_json(chain.source, data), solved=True)
    drawing = whole(made, FailureShown())
    said = [shape.label for shape in drawing.shapes if shape.name.endswith("-value")]
    assert sorted(said) == ["10", "15", "6"]
    assert not any(shape.style.get("shape") == "plain" for shape in drawing.shapes if shape.name.startswith("t")), (
        "and in no table"
    )
