"""The sizes of an instance that texts of measures bound: only those that follow from them."""

from __future__ import annotations

import pytest

from certify.bounds.instances import Uncovered
from tests.bounds.texts import best, problem_of

TEXT = """\
problem P
  instance A : set of labels
           B : subset of A
           c : seq of seq of nat
           f : map from each A to set of nat
           k : nat
  measures {measures}
  witness  S : subset of A
  accepts  |S| >= 0
"""
COVERING = {"n": "|A|", "m": "|c|", "t": "max(|s| | s in c)", "b": "max(bits(x) | s in c, x in s)", "q": "max(|s| | i -> s in f)",
            "d": "max(bits(x) | i -> s in f, x in s)", "e": "bits(k)"}  # fmt: skip


def text_with(**measures: str) -> str:
    """Return the problem's text with some measures replaced, or left out if they are empty."""
    chosen = {n: t for n, t in (COVERING | measures).items() if t}
    return TEXT.format(measures="\n           ".join(f"{n} = {t}" for n, t in chosen.items()))


def test_these_measures_cover() -> None:
    assert problem_of(text_with(), "P").encoding.verdict == "polynomial"


@pytest.mark.parametrize(
    ("measure", "text", "field"),
    [
        ("m", "", "|c|"),
        ("m", "|B|", "|c|"),
        ("n", "|A + B|", "|A|"),
        ("n", "|A - B|", "|A|"),
        ("n", "|{ a | a in A where a in B }|", "|A|"),
        ("n", "|A| div 2", "|A|"),
        ("n", "min(|A|, |c|)", "|A|"),
        ("n", "count a in A: a in B", "|A|"),
        ("t", "max(|s| | s in c where |s| > 3)", "|c[]|"),
        ("t", "max(|s| | i -> s in c where i > 0)", "|c[]|"),
        ("t", "max(|s| | s in c, a in A)", "|c[]|"),
        ("t", "sum(|s| | s in c, a in A)", "|c[]|"),
        ("t", "sum(|s| | s in c[1 ..])", "|c[]|"),
        ("t", "max(|s| | s in c ++ c[0 .. 0])", "|c[]|"),
        ("t", "max(|c[0]|, 0)", "|c[]|"),
        ("b", "max(bits(x) | s in c, x in s where x != 7)", "bits(c[][])"),
        ("b", "max(bits(x + 1) | s in c, x in s)", "bits(c[][])"),
        ("b", "max(|s| | s in c)", "bits(c[][])"),
        ("e", "bits(k div 2)", "bits(k)"),
        ("e", "if k > 7 then bits(k) else 0", "bits(k)"),
        ("q", "max(|f[a]| | a in B)", "|f[]|"),
        ("q", "max(|f[a]| | a in A where a in B)", "|f[]|"),
        ("d", "max(bits(x) | a in B, x in f[a])", "bits(f[][])"),
    ],
)
def test_a_size_that_no_measure_bounds_is_named(measure: str, text: str, field: str) -> None:
    with pytest.raises(Uncovered) as mistake:
        problem_of(text_with(**{measure: text}), "P")
    assert mistake.value.problem == f"the measures of P leave `{field}` unbounded"
    assert mistake.value.line == 1
    assert "declare one" in mistake.value.fix


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        ("n", "|A| + |B|"),
        ("n", "|A| + 3"),
        ("n", "max(|A|, |c|)"),
        ("t", "sum(|s| | s in c)"),
        ("t", "max(|s| | i -> s in c)"),
        ("b", "sum(bits(x) | s in c, x in s)"),
        ("b", "max(max(bits(x) | x in s) | s in c)"),
        ("q", "max(|f[a]| | a in A)"),
        ("q", "sum(|f[a]| | a in A)"),
        ("d", "max(bits(x) | a in A, x in f[a])"),
        ("e", "bits(k) + |A|"),
    ],
)
def test_other_texts_that_cover(measure: str, text: str) -> None:
    assert problem_of(text_with(**{measure: text}), "P").encoding.verdict == "polynomial"


def test_a_total_bounds_the_sum_over_the_items() -> None:
    found = problem_of(text_with(t="sum(|s| | s in c)", q="sum(|s| | i -> s in f)"), "P")
    assert best(found.encoding) == "b*t + d*q + e + m + 4*n + q + t + 6"


@pytest.mark.parametrize(
    ("valid", "covered"),
    [
        ("every s in c: |s| <= 3", True),
        ("every s in c: |s| < 3", True),
        ("every s in c: 3 >= |s|", True),
        ("every s in c: |s| = 3", True),
        ("every s in c: |s| <= 3 and |s| >= 1", True),
        ("every s in c where |s| > 1: |s| <= 3", False),
        ("some s in c: |s| <= 3", False),
        ("every s in c: |s| >= 3", False),
        ("every s in c: |s| <= 3 or |s| <= 4", False),
        ("every s in c, a in A: |s| <= 3", False),
        ("|A| > 1 implies every s in c: |s| <= 3", False),
    ],
)
def test_validity_covers_what_it_bounds_always(valid: str, covered: bool) -> None:
    text = text_with(t="").replace("  measures", f"  valid    {valid}\n  measures")
    if covered:
        assert problem_of(text, "P").encoding.verdict == "polynomial"
    else:
        with pytest.raises(Uncovered, match=r"\|c\[\]\|"):
            problem_of(text, "P")


def test_a_number_below_a_measure_needs_no_measure_of_its_own() -> None:
    text = text_with(e="").replace("  measures", "  valid    k <= |A| + |c|\n  measures")
    assert "k" not in {str(s) for s in problem_of(text, "P").encoding.alternatives[0].free_symbols}


def test_the_value_of_a_number_is_no_bound_of_a_size() -> None:
    text = text_with(m="").replace("  measures", "  valid    |c| <= k\n  measures")
    with pytest.raises(Uncovered, match=r"\|c\|"):
        problem_of(text, "P")


@pytest.mark.parametrize(
    "text", ["|fold s = [0] over v in listed(A): s ++ s|", "|fold s = [0] over v in listed(A): s ++ s| + |A|"]
)
def test_a_measure_is_polynomial_in_the_length(text: str) -> None:
    with pytest.raises(Uncovered, match="the measure `big` is not polynomial in the length of an instance"):
        problem_of(text_with(big=text), "P")


@pytest.mark.parametrize("text", ["|A|^2 + |c|", "|A| * |c|", "bits(2^|A|)", "sum(|s|^2 | s in c)", "min(|A|, 2^|A|)"])
def test_a_measure_that_is_polynomial(text: str) -> None:
    assert problem_of(text_with(fine=text), "P").encoding.verdict == "polynomial"


CASES = """\
type item = leaf(nat) or neg(nat) or both(nat, nat)

problem P
  instance A     : set of labels
           nodes : seq of item
  valid    {valid}
  measures a = |A|, n = |nodes|, b = {measure}
  witness  S : subset of A
  accepts  |S| >= 0
"""
EVERY = "both.0 both.1 leaf.0 neg.0"
ALL = "every i -> g in nodes: case g of leaf(j): j <= 5; neg(j): j < i; both(j, k): j < i and k < i"


@pytest.mark.parametrize(
    ("valid", "measure"),
    [
        (ALL, "0"),
        ("every leaf(j) in nodes: j <= |A|", "max(bits(j) | neg(j) in nodes) + max(bits(j) + bits(k) | both(j, k) in nodes)"),
        ("every leaf(j) in nodes: j = 0", "sum(bits(j) | neg(j) in nodes) + sum(max(bits(j), bits(k)) | both(j, k) in nodes)"),
        ("true", "max(case g of leaf(j): bits(j); neg(j): bits(j); both(j, k): bits(j) + bits(k) | g in nodes)"),
        ("every i -> g in nodes: case g of leaf(j): j <= 5; neg(j): j + 1 <= i; both(j, k): max(j, k) < i", "0"),
        ("every i -> g in nodes: case g of leaf(j): j <= 5; neg(j): j <= i; both(j, k): j < k and k < i", "0"),
        ("every i -> neg(j) in nodes: j < i", "max(bits(j) | leaf(j) in nodes) + max(bits(j) + bits(k) | both(j, k) in nodes)"),
    ],
)
def test_arguments_of_cases_are_covered(valid: str, measure: str) -> None:
    assert problem_of(CASES.format(valid=valid, measure=measure), "P").encoding.verdict == "polynomial"


@pytest.mark.parametrize(
    ("valid", "measure", "arguments"),
    [
        (ALL.replace("neg(j): j < i", "neg(j): true"), "0", "neg.0"),
        (ALL.replace("neg(j): j < i", "neg(j): j < i or i = 0"), "0", "neg.0"),
        (ALL.replace("j < i and k < i", "j < i or k < i"), "0", "both.0 both.1"),
        (ALL.replace("j < i and k < i", "k < i"), "0", "both.0"),
        (ALL.replace("j < i and k < i", "j <= k and k <= j"), "0", "both.0 both.1"),
        (ALL.replace("i -> g in nodes", "i -> g in nodes where i > 0"), "0", EVERY),
        (ALL.replace("every i", "every v in A, i"), "0", EVERY),
        (ALL.replace("neg(j): j < i", "neg(j): true"), "max(bits(j) | leaf(j) in nodes)", "neg.0"),
        (ALL.replace("neg(j): j < i", "neg(j): true"), "max(bits(j) | neg(j) in nodes where j != 9)", "neg.0"),
        (ALL.replace("neg(j): j < i", "neg(j): true"), "max(bits(j) | neg(j) in nodes, leaf(k) in nodes)", "neg.0"),
        (ALL.replace("neg(j): j < i", "neg(j): true"), "max(bits(j) | neg(j) in nodes, v in A)", "neg.0"),
        (ALL.replace("neg(j): j < i", "neg(j): true"), "max(case g of neg(j): bits(j div 2); else: 0 | g in nodes)", "neg.0"),
    ],
)  # fmt: skip
def test_arguments_of_cases_that_nothing_bounds_are_named(valid: str, measure: str, arguments: str) -> None:
    with pytest.raises(Uncovered) as mistake:
        problem_of(CASES.format(valid=valid, measure=measure), "P")
    slots = " and ".join(f"`bits(nodes[].{argument})`" for argument in arguments.split())
    assert mistake.value.problem == f"the measures of P leave {slots} unbounded"


def test_the_values_on_the_members_of_a_field_are_as_many_as_these() -> None:
    text = """\
problem Weighted
  instance G : graph
           weight : map from each G.edges to nat
           list : seq of nat
           mark : map from each G.vertices to bool
  measures n = |G.vertices|, m = |G.edges|, l = |list|, b = max(bits(x) | e -> x in weight), c = max(bits(x) | x in list)
  witness  none
  accepts  true
"""
    assert best(problem_of(text, "Weighted").encoding) == "b*m + c*l + l + 7*m + 3*n + 7"
