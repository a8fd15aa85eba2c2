"""Ranks of labels that wrap the labels of the source are not looked up; the images are those of the interpreter."""

from __future__ import annotations

from itertools import islice

import pytest

from certify.codegen import CompiledReduction
from certify.codegen.meaning import ReductionOnMany
from certify.core.coded_sets import CodedSet
from certify.generate.enumeration import instances
from certify.semantics.interpreter import ReductionMeaning
from certify.semantics.relabelling import OutsideHome
from tests.texts import reduction

TEXT = """
problem Marked
  instance G : graph
           A : set of (G.vertices, G.vertices)
           S : subset of G.vertices
  measures n = |G.vertices|
           m = |A|
           e = |G.edges|
           s = |S|
  witness  w : one of {{0}}
  accepts  true

problem Target
  instance G : graph
           A : set of (G.vertices, G.vertices)
           T : subset of G.vertices
           one : map from each G.vertices to nat
  measures n = |G.vertices|
           m = |A|
           e = |G.edges|
           t = |T|
           b = max(bits(q) | _ -> q in one)
  witness  w : one of {{0}}
  accepts  true

reduction Marked -> Target
  given    x
  labels   start, c(v : x.G.vertices), d(v : x.G.vertices), last
  let      few = |x.S| <= 1
  target   G.vertices = {labels}
           G.edges = {edges}
           A   = {arcs}
           T   = {subset}
           one = {{ v -> 1 | v in {labels} }}
  forward  w -> w = 0
  backward w -> w = 0
"""
WHOLE = "{ c(v) | v in x.G.vertices }"
ARCS = "{ (c(u), c(v)) | (u, v) in x.A }"
EDGES = "{ {c(u), c(v)} | {u, v} in x.G.edges }"
SUBSET = "{ c(v) | v in x.S }"


@pytest.mark.parametrize(
    ("labels", "arcs", "edges", "looked_up", "same"),
    [
        (WHOLE, ARCS, EDGES, False, True),
        (WHOLE, "{ (c(v), c(u)) | (u, v) in x.A }", "{ {c(v), c(u)} | {u, v} in x.G.edges }", False, True),
        (f"{WHOLE} + {{ d(v) | v in x.G.vertices }}", "{ (d(u), c(v)) | (u, v) in x.A }", EDGES, False, True),
        (f"{WHOLE} + {{last}}", ARCS, "{ {c(v), last} | v in x.S }", True, True),
        (f"{{start}} + {WHOLE}", ARCS, EDGES, False, False),
        ("{ c(v) | v in x.G.vertices where v in x.S or few or not few }", ARCS, EDGES, True, False),
        (f"if few then {WHOLE} else {WHOLE} + {{start}}", f"if few then {ARCS} else {{}}", EDGES, True, True),
        (f"if few then {WHOLE} else {WHOLE} + {{start}}", ARCS, f"if few then {{}} else {EDGES}", True, False),
    ],
)
def test_images_are_those_of_the_interpreter(labels: str, arcs: str, edges: str, looked_up: bool, same: bool) -> None:
    text = TEXT.format(labels=labels, arcs=arcs, edges=edges, subset=SUBSET)
    declared = reduction(text, "Marked:Target")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    assert ("rank_in_vertices[(" in compiled.source) == looked_up
    assert ("frozenset(x[" in compiled.source) == same
    seen = 0
    for x in islice(instances(declared.source, {"n": 2, "m": 2, "e": 1, "s": 2}), 80):
        image = meaning.image(x)
        (vertices, edges), arcs, *others = x
        n = len(vertices)
        ranks = CodedSet([n * min(e) + max(e) for e in edges], (n, n), True)
        coded = (vertices, ranks), CodedSet([u * n + v for u, v in arcs], (n, n), False), *others
        for made in (compiled.image(x), compiled.image_to_write(x), compiled.image_to_write(coded)):
            assert (made.value, made.tables) == (image.value, image.tables)
        seen += len(image.value[0][1]) + len(image.value[1])
    assert seen > 0


TAKEN = """
problem Marked
  instance G : graph
           A : set of (G.vertices, G.vertices)
           S : subset of G.vertices
           far : map from each G.vertices to G.vertices
  measures n = |G.vertices|
           m = |A|
           e = |G.edges|
           s = |S|
  witness  w : one of {{0}}
  accepts  true

problem Target
  instance G : graph
           A : set of (G.vertices, G.vertices)
           S : subset of G.vertices
           far : map from each G.vertices to G.vertices
  measures n = |G.vertices|
           m = |A|
           e = |G.edges|
           s = |S|
  {valid}
  witness  w : one of {{0}}
  accepts  true

reduction Marked -> Target
  given    x
  target   {target}
  forward  w -> w = 0
  backward w -> w = 0
"""
FIELDS = "G = {graph}\n           A = {arcs}\n           S = x.S\n           far = x.far"


@pytest.mark.parametrize("valid", ["", "valid    every {u, v} in G.edges: u in S or v in S"], ids=["coded", "not coded"])
@pytest.mark.parametrize(
    "target",
    [
        FIELDS.format(graph="x.G", arcs="x.A"),
        FIELDS.format(graph="x.G", arcs="{ (v, u) | (u, v) in x.A }"),
        FIELDS.format(graph="x.G", arcs="if |x.S| <= 1 then x.A else {}"),
    ],
    ids=["as they are", "reversed", "now and then"],
)
def test_what_is_taken_from_the_source_is_not_relabelled(valid: str, target: str) -> None:
    """A home of the source has the same labels in the image, with the same ranks."""
    declared = reduction(TAKEN.format(valid=valid, target=target), "Marked:Target")
    meaning, compiled, many = ReductionMeaning(declared), CompiledReduction(declared), ReductionOnMany(declared)
    start = compiled.source.index("def image")
    assert "across" not in compiled.source[start : compiled.source.index("def ", start + 1)]
    seen = 0
    for x in islice(instances(declared.source, {"n": 2, "m": 2, "e": 1, "s": 2}), 120):
        image = meaning.image(x)
        (vertices, edges), arcs, *others = x
        n = len(vertices)
        ranks = CodedSet([n * min(e) + max(e) for e in edges], (n, n), True)
        coded = (vertices, ranks), CodedSet([u * n + v for u, v in arcs], (n, n), False), *others
        found = [compiled.image(x), compiled.image_to_write(x), compiled.image_to_write(coded), many.small_image(x)]
        for made in found:
            assert (made.value, made.tables, made.ranks) == (image.value, image.tables, image.ranks)
        if valid:  # whoever reads a field finds a plain set
            assert all(made.value[0][1].__class__ is frozenset for made in found)
        seen += len(image.value[0][1]) + len(image.value[1])
    assert seen > 0


PLACES = """
problem Rows
  instance A : set of labels
           s : seq of seq of nat
  measures n = |A|
           m = |s|
           t = sum(|r| | r in s)
           b = max(bits(q) | r in s, q in r)
  witness  w : one of {{0}}
  accepts  true

problem Sums
  instance V : set of labels
           size : map from each V to map from nat to nat
  measures n = |V|
           t = sum(|r| | _ -> r in size)
           b = max(bits(q) | _ -> r in size, k -> q in r)
           k = max(bits(k) | _ -> r in size, k -> q in r)
  witness  w : one of {{0}}
  accepts  true

reduction Rows -> Sums
  given    x
  labels   start, old(v : x.A), row(place : position), last
  target   V    = {labels}
           size = {size}
  forward  w -> w = 0
  backward w -> w = 0
"""
EACH = "{ row(i) | i in positions(x.s) }"
TALLY = "{ q -> (count p in r: p = q) + (count p in r: p = q + 1) | q in { q | q in r } }"
OF_ROWS = f"{{ row(i) -> {TALLY} | i -> r in x.s }}"
OF_LABELS = "{ old(v) -> { 0 -> |x.s| } | v in x.A }"


@pytest.mark.parametrize(
    ("labels", "size", "looked_up"),
    [
        (EACH, OF_ROWS, False),
        (f"{EACH} + {{last}}", f"{OF_ROWS} with {{ last -> {{ 0 -> 1 }} }}", True),
        (f"{{start}} + {{ old(v) | v in x.A }} + {EACH}", f"{OF_ROWS} with {OF_LABELS} with {{ start -> {{ 0 -> 1 }} }}", True),
        (EACH, "{ row(i) -> { 0 -> i } | i in positions(x.s) }", False),
        (EACH, "{ row(i + 1) -> { 0 -> i } | i in positions(x.s) }", True),
        (EACH, "{ row(i) -> { 0 -> i } | i in 0..|x.A| }", True),
        ("{ row(i) | i in positions(x.s) where i > 0 }", "{ row(i) -> { 0 -> i } | i in positions(x.s) where i > 0 }", True),
    ],
)
def test_labels_of_positions(labels: str, size: str, looked_up: bool) -> None:
    """The rank of a label that wraps a position is not looked up if the label of each position is there, and only then; what is
    counted by key is what the interpreter counts."""
    declared = reduction(PLACES.format(labels=labels, size=size), "Rows:Sums")
    meaning, compiled = ReductionMeaning(declared), CompiledReduction(declared)
    assert ("rank_in_V[(" in compiled.source) == looked_up
    for x in instances(declared.source, {"n": 1, "m": 2, "t": 3, "b": 2}):
        try:
            image = meaning.image(x)
        except OutsideHome:
            with pytest.raises(OutsideHome):
                compiled.image(x)
            continue
        for made in (compiled.image(x), compiled.image_to_write(x), ReductionOnMany(declared).small_image(x)):
            assert (made.value, made.tables, made.ranks) == (image.value, image.tables, image.ranks)
