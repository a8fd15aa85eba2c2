"""Programs on which a bound was once violated, or the bounds backend failed, shrunk by hand."""

from __future__ import annotations

from random import Random

import pytest

from certify.bounds.derived_bounds import reduction_bounds
from tests.bounds.soundness import Figures, check_reduction, instances
from tests.texts import number_of_labels, reduction

NUMBERS = {"s": "seq of nat", "A": "set of labels", "e": "map from each A to A"}
NUMBERS_MEASURED = "n = |A|, m = |s|, b = max(bits(y) | y in s)"

NEAR = {"A": "set of labels", "near": "map from each A to set of A", "s": "seq of seq of A"}
NEAR_MEASURED = "n = |A|, t = sum(|c| | v -> c in near), m = |s|, y = sum(|c| | c in s)"

CASES: dict[str, tuple[dict[str, str], str, str, str]] = {
    "a set that is compared with an item is counted without that item": (
        NEAR, NEAR_MEASURED, "", "[ 0 | i in 1 .. |{ u | c in x.s where |x.A| <= |c|, u in x.A }| ]",
    ),
    "a set that counts bindings is compared with an item": (
        NEAR, NEAR_MEASURED, "",
        "[ 0 | i in 1 .. |{ (u, v) | u in x.A, v -> c in x.near where v in x.near[u] and |x.near[u]| <= |c| }| ]",
    ),
    "parts of a fold hand a denominator on": (
        {"s": "seq of nat"}, "m = |s|, b = sum(bits(y) | y in s)", "",
        "[ bits((fold h = { a := 0 / 1, b := 0 / 1, c := 0 / 1 } over y in x.s: { a := 1 / 1000003, b := h.a, c := h.b }).c) ]",
    ),
    "a cube of a difference": (
        NEAR, NEAR_MEASURED, "", "[ 0 | i in 1 .. min(100, 0 - (|x.A| - |x.s|) ^ 3) ]",
    ),
    "what names an item is a let outside": (
        {"A": "set of labels", "near": "map from each A to set of A"}, "n = |A|, b = max(|c| | v -> c in near)", "",
        "[ 0 | v in listed(x.A), c = x.near[v], u in [ u | u in listed(x.A) where v in c ] ]",
    ),
    "an item equal to its own position is not one binding": (
        NUMBERS, NUMBERS_MEASURED, "", "[ 0 | z in 1 .. |{ p | p -> q in (0 .. |x.A| - 1) where q = p }| ]",
    ),
    "a map's key equal to its value is not one binding": (
        NUMBERS, NUMBERS_MEASURED, "", "[ 0 | z in 1 .. (count p -> q in x.e where p = q, v in x.A: true) ]",
    ),
    "totals over a map's keys say nothing of its values": (
        {"f": "map from nat to nat"}, "n = |f|, k = sum(bits(y) | y -> z in f), v = sum(bits(z) | y -> z in f)", "", "[]",
    ),
    "a whole number as a rational has a denominator": ({"k": "nat"}, "b = bits(k)", "", "[x.k]"),
    "pairs counted by halves, then the items of one of them": (
        {"f": "seq of seq of nat"}, "n = |f|, t = sum(|c| | c in f), b = max(bits(y) | c in f, y in c)", "",
        "[ 0 | z in 1 .. |{ (y, j, d) | i -> c in x.f, j -> d in x.f where j < i, y in d }| ]",
    ),
    "a definition used as a condition has variables of its own": (
        {"A": "set of labels"}, "n = |A|", "d = (|{1}| <= sum(y | y in [1]))", "[ 0 | i in 1 .. |x.A| where d, z in 1 .. i ]",
    ),
    "its variables may be of other types": (
        {"A": "set of labels", "e": "map from each A to A"}, "n = |A|", "d = (|{1}| <= (count b -> a in x.e: true))",
        "fold h = [] over v in listed(x.A): if d then h ++ [0] else h",
    ),
    "the items of an empty literal are compared with numbers": (
        {"A": "set of labels"}, "n = |A|", "t = 0", "listed({ 1 | v in {}, y in x.A where t = v })",
    ),
    "a fold starts with an empty literal and joins tuples to it": (
        {"f": "seq of bool"}, "n = |f|", "", "[ 0 | z in 1 .. |(fold h = [] over v in x.f, w in x.f: h ++ [(v, w)])| ]",
    ),
    "a fold keeps an item of what it runs over": (
        {"s": "seq of nat"}, "m = |s|, b = sum(bits(y) | y in s)", "", "[fold h = 0 over y in x.s: y]",
    ),
    "a fold multiplies in each round of a number that is not bounded": (
        {"A": "set of labels"}, "n = |A|", "",
        "fold h = [0] over v in listed(x.A): fold g = [0] over w in [ u | u in h, z in h ]: g ++ g",
    ),
    "bits of bits of a size of an item": (
        {"A": "set of labels"}, "n = |A|", "d = {x.A}",
        "[ i | v in [d], w in listed(d), i in [ 0 | j -> u in listed(w), k in 1 .. bits(j) ] ]",
    ),
}  # fmt: skip


def text(fields: dict[str, str], measures: str, let: str, image: str) -> str:
    """Return a program whose image is one sequence of numbers."""
    items = "\n           ".join(f"{n} : {t}" for n, t in fields.items())
    return f"""problem P
  instance {items}
  measures {measures}
  witness  none
  accepts  true
problem Q
  instance g : seq of nat
           r : rat
  measures k = |g|, b = max(bits(y) | y in g), c = bits(r)
  witness  none
  accepts  true
reduction P -> Q
  given    x
{f"  let      {let}" if let else ""}
  target   g = {image}
           r = {"x.k" if "k" in fields else "0"}
  forward  none -> none
  backward none -> none
"""


@pytest.mark.parametrize("name", CASES)
def test_stays_within_its_bounds(name: str) -> None:
    written = reduction(text(*CASES[name]), "P:Q")
    figures = Figures()
    check_reduction(written, instances(written.source, Random(name), few=20, many=60), figures)
    assert figures.pairs > 20


def test_the_greatest_of_no_sizes_is_none_of_them() -> None:
    written = number_of_labels("max(|{1}| | a in x.A)")
    found = reduction_bounds(written).sizes["b"]
    assert (found.at({"n": 0}), found.exact) == (1, None)
