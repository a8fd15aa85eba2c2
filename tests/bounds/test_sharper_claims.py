"""Claims as textbooks make them: with maxima, digits of sums, and conditions.  Similar claims that are wrong are not proved."""

from __future__ import annotations

import pytest

from tests.bounds.texts import reduction_of

TEXT = """\
problem Numbers
  instance size : seq of nat
           goal : nat
           G    : graph
  measures s = |size|, b = max(bits(x) | x in size), c = bits(goal), n = |G.vertices|, m = |G.edges|
  witness  none
  accepts  true

problem Target
  instance U    : set of labels
           list : seq of nat
           k    : nat
           more : set of labels
  measures y = |U|, z = |list|, d = max(bits(x) | x in list), e = bits(k), t = sum(bits(x) | x in list), w = |more|
  witness  none
  accepts  true

reduction Numbers -> Target
  given    x
  labels   old(v : x.G.vertices), new(i : number), both(e : x.G.edges, i : number)
  let      T = sum(v | v in x.size)
           n = |x.G.vertices|
           m = |x.G.edges|
  target   U = {{ old(v) | v in x.G.vertices }} + {{ new(i) | i in 1 .. |x.size| }}
               + {{ both(e, i) | e in x.G.edges, i in 1 .. |x.size| }}
           list = {list}
           k = {number}
           more = {{ new(i) | i in 1 .. min(n, |x.size|) }} + {{new(0)}}
  forward  none -> none
  backward none -> none
  claims   {claim}
"""


def verdict(claim: str, list: str = "[]", number: str = "0") -> str:
    """Return what the bounds say of a claim: `whole`, `bound` (of an equality, that the size is not larger) or `open`."""
    (found,) = reduction_of(TEXT.format(claim=claim, list=list, number=number), "Numbers:Target").claims
    return "whole" if found.whole else "bound" if found.verdict == "proved" else "open"


DOUBLED = "[ 2 * v | v in x.size ]"
DIFFERENCE = "[abs(T - 2 * x.goal)]"
BY_CASES = "[if T >= 2 * x.goal then T - 2 * x.goal else 2 * x.goal - T]"


@pytest.mark.parametrize(
    ("claim", "list", "number", "said"),
    [
        ("target.d <= b + 1", DOUBLED, "0", "whole"),
        ("target.d <= b", DOUBLED, "0", "open"),
        ("target.d <= b + 2", "[ 4 * v | v in x.size ]", "0", "whole"),
        ("target.d <= max(b + bits(s), c + 1)", DIFFERENCE, "0", "whole"),
        ("target.d <= max(b + bits(s), c + 1)", BY_CASES, "0", "whole"),
        ("target.d <= max(b + bits(s), c)", DIFFERENCE, "0", "open"),
        ("target.d <= max(b, c + 1)", DIFFERENCE, "0", "open"),
        ("target.d <= max(b, 1)", "x.size ++ [1]", "0", "whole"),
        ("target.d <= b", "x.size ++ [1]", "0", "open"),
        ("target.e = bits(n + 2*m)", "[]", "n + 2 * m", "whole"),
        ("target.e <= bits(n + 2*m)", "[]", "n + 2 * m", "whole"),
        ("target.e <= bits(n + m)", "[]", "n + 2 * m", "open"),
        ("target.e <= bits(max(n, 1))", "[]", "max(n, 1)", "whole"),
        ("target.value(k) <= max(n, 1)", "[]", "max(n, 1)", "whole"),
        ("target.value(k) <= n", "[]", "max(n, 1)", "open"),
        ("target.value(k) <= n where |x.G.vertices| >= 1", "[]", "max(n, 1)", "whole"),
        ("target.value(k) <= n where |x.size| >= 1", "[]", "max(n, 1)", "open"),
        ("target.value(k) <= m where |x.G.edges| >= |x.size|", "[]", "|x.size|", "whole"),
        ("target.value(k) <= m where |x.G.edges| >= s", "[]", "|x.size|", "whole"),
        ("target.value(k) <= s where s >= 2", "[]", "max(|x.size|, 2)", "whole"),
        ("target.value(k) <= s where s >= 1", "[]", "max(|x.size|, 2)", "open"),
        ("target.y = n + s + m*s", "[]", "0", "whole"),
        ("target.y = n + s + m*n", "[]", "0", "open"),
        ("target.w <= min(n, s) + 1", "[]", "0", "whole"),
        ("target.w <= min(n, s)", "[]", "0", "open"),
    ],
)
def test_textbook_claims(claim: str, list: str, number: str, said: str) -> None:
    assert verdict(claim, list, number) == said
