"""Joins and inclusion of types, and the parts of a text that its core hash depends on."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lark import Token, Tree

from certify.core import (
    BOOL,
    Edge,
    Label,
    Map,
    Never,
    Number,
    Record,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
    core_hash,
    core_json,
)
from certify.core.mistakes import Mistake, Source
from certify.language.formatting import format_text
from certify.language.parsing import parse
from certify.language.typing import describe, fits, join, rehomed, transform, with_magnitude
from certify.library import Library, LibraryText, standard
from certify.system.resources import folder
from tests.names import few

# ------------------------------------------------------------------------------------------------ join and fits

HOMES = st.sampled_from(["U", "V"])
LABELS = st.builds(Label, HOMES) | st.builds(lambda c: Term(tuple(sorted(c))), st.sets(st.sampled_from("abc"), min_size=1))
LEAVES = st.just(Never()) | st.just(BOOL) | st.builds(Number, st.sampled_from(["nat", "int", "rat"])) | LABELS


def compound(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
    """Return a strategy for types with parts."""
    return (
        st.builds(Set, inner, st.just(""), st.sampled_from(["", "U"]))
        | st.builds(Edge, inner)
        | st.builds(Seq, inner)
        | st.builds(Map, inner, inner, st.sampled_from(["", "U"]))
        | st.builds(lambda a, b: Tuple((a, b)), inner, inner)
        | st.builds(lambda a, b: Record((("left", a), ("right", b))), inner, inner)
        | st.builds(lambda a: Sum("option", (("nothing", ()), ("just", (a,)))), inner)
    )


TYPES = st.recursive(LEAVES, compound, max_leaves=4)


def plain(type: Type) -> Type:
    """Return the type without the homes, `within` and `domain`, which `fits` ignores."""

    def change(part: Type) -> Type | None:
        match part:
            case Set(item):
                return Set(item)
            case Map(key, value):
                return Map(key, value)
        return None

    return transform(type, change)


@settings(max_examples=120, deadline=None)
@given(TYPES, TYPES)
def test_join_is_commutative_and_an_upper_bound(a: Type, b: Type) -> None:
    both = join(a, b)
    assert both == join(b, a)
    if both is not None:
        assert fits(a, both)
        assert fits(b, both)


@settings(max_examples=120, deadline=None)
@given(TYPES, TYPES, TYPES)
def test_join_is_associative_and_the_least(a: Type, b: Type, c: Type) -> None:
    left, right = join(a, b), join(b, c)
    if left is not None and right is not None:
        assert join(left, c) == join(a, right)
    if fits(a, c) and fits(b, c):
        assert left is not None
        assert fits(left, c)


@settings(max_examples=120, deadline=None)
@given(TYPES)
def test_a_type_joins_and_fits_itself(a: Type) -> None:
    assert join(a, a) == a
    assert join(a, Never()) == a
    assert fits(a, a)
    assert fits(Never(), a)
    assert describe(a)


@settings(max_examples=120, deadline=None)
@given(TYPES, TYPES, TYPES)
def test_fitting_is_an_order(a: Type, b: Type, c: Type) -> None:
    if fits(a, b) and fits(b, a):
        assert plain(a) == plain(b)
    if fits(a, b) and fits(b, c):
        assert fits(a, c)
    if fits(a, b):
        assert plain(join(a, b) or Never()) == plain(b)


@pytest.mark.parametrize(
    ("have", "want"),
    [
        (Sum("t", (("a", ()), ("b", ()))), Sum("t", (("b", ()), ("a", ())))),
        (Sum("t", (("a", ()),)), Sum("t", (("a", ()), ("b", ())))),
        (Sum("t", (("a", ()), ("b", ()))), Sum("t", (("a", ()),))),
        (Sum("t", (("a", ()),)), Sum("s", (("a", ()),))),
        (Record((("a", BOOL), ("b", BOOL))), Record((("b", BOOL), ("a", BOOL)))),
        (Tuple((BOOL,)), Tuple((BOOL, BOOL))),
        (Set(BOOL), Seq(BOOL)),
        (Set(BOOL), Edge(BOOL)),
        (Number("int"), Number("nat")),
        (Label("U"), Label("V")),
        (Label("a"), Term(("a",))),
    ],
)  # fmt: skip
def test_what_does_not_fit(have: Type, want: Type) -> None:
    assert not fits(have, want)


@settings(max_examples=40, deadline=None)
@given(TYPES, TYPES)
def test_provenance_and_homes_do_not_disturb(a: Type, b: Type) -> None:
    assert with_magnitude(a, "k") == a
    assert fits(with_magnitude(a, "k"), b) == fits(a, b)
    assert fits(rehomed(a, "source."), rehomed(b, "source.")) == fits(a, b)
    there = join(rehomed(a, "source."), rehomed(b, "source."))
    here = join(a, b)
    assert there == (here and rehomed(here, "source."))


def test_two_types_of_one_name_are_different_types() -> None:
    """A problem on top of the library may declare a type with the name of a library type."""
    text = """\
type colour = blue or red or green

problem Painting
  instance G : graph
  measures n = |G.vertices|
  witness  f : map from each G.vertices to colour
  accepts  every v -> c in f: c = red

reduction ThreeColoring -> Painting
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = {}
  forward  f -> f = { old(v) -> c | v -> c in f }
  backward f -> f = { v -> f[old(v)] | v in x.G.vertices }
"""
    with pytest.raises(Mistake, match="`colour`"):
        standard().with_texts([Source("painting.red", text)]).reduction("ThreeColoring:Painting")


# ------------------------------------------------------------------------------------------------ hashes

SHIPPED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder("reductions").rglob("*.red"))}


def library(changed: dict[str, str]) -> Library:
    """Return the shipped library with some of its texts changed."""
    return Library(tuple(LibraryText(Source(f"{stem}.red", changed.get(stem, text))) for stem, text in SHIPPED.items()))


def hashes(of: Library, stem: str) -> dict[str, str]:
    """Return the hashes of the problems and reductions that a text declares."""
    (text,) = (t for t in of.layers[0] if t.source.name == f"{stem}.red")
    return {
        n: core_hash(of.problem(n) if k == "problem" else of.reduction(n))
        for k, n in text.declares
        if k in ("problem", "reduction")
    }


DECLARING = sorted(
    stem for stem in SHIPPED if any(k in ("problem", "reduction") for k, _ in LibraryText(Source(stem, SHIPPED[stem])).declares)
)
"""The texts that declare problems or reductions."""


@cache
def known(stem: str) -> dict[str, str]:
    """Return the hashes of the problems and reductions that a shipped text declares."""
    read = {"problem": standard().problem, "reduction": standard().reduction}
    return {n: core_hash(read[k](n)) for k, n in LibraryText(Source(stem, SHIPPED[stem])).declares if k in read}


@pytest.mark.parametrize(("stem", "unicode"), few(12, [(stem, i % 2 == 0) for i, stem in enumerate(sorted(SHIPPED))]))
def test_the_look_of_a_text_does_not_matter(stem: str, unicode: bool) -> None:
    formatted = format_text(Source("a.red", SHIPPED[stem]), unicode=unicode)
    commented = "# a comment\n" + "\n".join(
        f"{line}  # here" if line and '"' not in line else line for line in formatted.split("\n")
    )
    assert hashes(library({stem: commented}), stem) == known(stem)


@pytest.mark.parametrize("stem", few(12, DECLARING))
def test_what_a_text_says_about_itself_does_not_matter(stem: str) -> None:
    silent = re.sub(r'^  (?:because|cites|").*\n(?:   .*\n)*', "", SHIPPED[stem], flags=re.MULTILINE)
    assert "  because" not in silent
    assert hashes(library({stem: silent}), stem) == known(stem)


def bound_names(text: str) -> tuple[set[str], set[str]]:
    """Return the names of a text's variables, parameters and given instances, and the names with any other meaning."""
    bound: set[str] = set()
    fixed: set[str] = set()
    for tree in parse(Source("a.red", text)).iter_subtrees():
        names = [c for c in tree.children if isinstance(c, Token) and c.type == "NAME"]
        if tree.data in ("bind", "given"):
            bound.update(names)
        elif tree.data in ("local", "fold"):
            bound.add(str(tree.children[0]))
        elif tree.data in ("forward", "backward"):
            bound.update(c for c in tree.children[:1] if isinstance(c, Token) and c.type == "NAME")
        elif tree.data in ("binding", "branch", "construct"):
            fixed.add(str(tree.children[0]))
            bound.update(str(c) for c in tree.children[1:] if isinstance(c, Token))
        elif tree.data == "path":
            fixed.update(map(str, tree.children[1:]))
        elif tree.data not in ("name", "group"):
            fixed.update(map(str, names))
    return bound, fixed


def renamed(text: str, names: dict[str, str]) -> str:
    """Return the text with names replaced everywhere."""
    tree: Tree[Token] = parse(Source("a.red", text))
    places = {t.start_pos or 0: t for t in tree.scan_values(lambda v: isinstance(v, Token) and v.type == "NAME")}
    for at in sorted(places, reverse=True):
        token = places[at]
        if str(token) in names:
            text = text[:at] + names[str(token)] + text[token.end_pos :]
    return text


@cache
def constants() -> set[str]:
    """Return the names of declarations and cases of the library, which no variable of a text may have."""
    return {n for stem in SHIPPED for k, n in LibraryText(Source(stem, SHIPPED[stem])).declares} | {
        str(a.children[0]) for text in SHIPPED.values() for a in parse(Source("a", text)).find_data("alternative")
    }


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.sampled_from(DECLARING), st.integers(0, 2**32))
def test_names_of_variables_do_not_matter(stem: str, seed: int) -> None:
    bound, fixed = bound_names(SHIPPED[stem])
    free = sorted(bound - fixed - constants() - {"_"})  # `_` binds nothing
    assume(free)
    chance = random.Random(seed)
    chosen = [name for name in free if chance.random() < 0.7] or free
    letters = chance.sample("αβγδεζηθικλμνξοπρστυφχψω", len(chosen))
    names = {name: letter + name[1:] for name, letter in zip(chosen, letters, strict=True)}  # of equal length: layout stays
    assert hashes(library({stem: renamed(SHIPPED[stem], names)}), stem) == known(stem)


@pytest.mark.parametrize(
    ("definition", "other", "changed", "unchanged"),
    [
        ("positive(x): x in a; negative(x): x not in a", "positive(x): x not in a; negative(x): x in a",
         ["sat", "threesat", "twosat", "threesat_to_independentset", "sat_to_threesat"], ["vertexcover", "dnnt", "subsetsum"]),
        ("positive(x): negative(x); negative(x): positive(x)", "positive(x): positive(x); negative(x): negative(x)",
         ["threesat_to_independentset"], ["sat", "threesat", "sat_to_threesat", "threesat_to_threecoloring"]),
    ],
    ids=["holds", "opposite"],
)  # fmt: skip
def test_a_definition_elsewhere_matters_where_it_is_used(
    definition: str, other: str, changed: list[str], unchanged: list[str]
) -> None:
    assert definition in SHIPPED["logic"]
    after = library({"logic": SHIPPED["logic"].replace(definition, other)})
    for stem in changed:
        before, now = known(stem), hashes(after, stem)
        assert before.keys() == now.keys()
        assert all(before[name] != now[name] for name in before), stem
    for stem in unchanged:
        assert hashes(after, stem) == known(stem), stem


def test_a_reduction_is_closed() -> None:
    """The document of a reduction contains both problems, so a change of either changes its hash."""
    text = SHIPPED["vertexcover"].replace("|S| <= k", "|S| < k")
    assert text != SHIPPED["vertexcover"]
    after = library({"vertexcover": text})
    for stem in ("independentset_to_vertexcover", "vertexcover_to_setcover", "vertexcover_to_hamiltoniancycle"):
        assert hashes(after, stem) != known(stem)
    document: Any = core_json(standard().reduction("VertexCover:SetCover"))
    assert document["source"] == core_json(standard().problem("VertexCover"))
    assert document["target"] == core_json(standard().problem("SetCover"))


def test_no_two_texts_of_the_library_mean_the_same() -> None:
    found = [value for stem in SHIPPED for value in known(stem).values()]
    assert len(set(found)) == len(found)
