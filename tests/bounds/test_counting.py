"""Bounds on bindings and on distinct values: each rule on texts to which it applies, and on similar texts to which it does
not."""

from __future__ import annotations

import pytest

from certify.bounds.results import Bound, shown
from tests.bounds.texts import reduction_of

TEXT = """\
problem Source
  instance G : graph
           B : subset of G.vertices
           c : seq of seq of G.vertices
           d : seq of seq of G.vertices
           k : nat
  valid    every s in d: |s| <= 3
  measures n = |G.vertices|
           m = |G.edges|
           r = |c|
           t = sum(|s| | s in c)
           l = |d|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  |S| >= 0

problem Target
  instance U : set of labels
           P : subset of U
  measures y = |U|
           z = |P|
  witness  S : subset of U
  accepts  |S| >= 0

reduction Source -> Target
  given    x
  labels   one(v : x.G.vertices), two(a : x.G.vertices, b : x.G.vertices), at(i : position, j : position),
             far(i : position, j : number), num(i : number), line(e : x.G.edges), pair(e : x.G.edges, v : x.G.vertices)
  let      L = listed(x.G.vertices)
           V = x.G.vertices
           d(w) = count e in x.G.edges: w in e
  target   U = {{ one(v) | v in x.G.vertices }} + {{ two(v, v) | v in x.G.vertices }} + {{at(0, 0), far(0, 0), num(0)}}
               + {{ line(e) | e in x.G.edges }} + {{ pair(e, v) | e in x.G.edges, v in e }}
           P = {target}
  forward  S -> S = {{ one(v) | v in S where false }}
  backward S -> S = {{ v | v in x.G.vertices where one(v) in S }}
"""


def size(target: str) -> Bound:
    """Return the bound of the size of a set that a reduction builds."""
    return reduction_of(TEXT.format(target=target), "Source:Target").sizes["z"]


def sizes(target: str) -> list[str]:
    """Return the bounds of a set that a reduction builds."""
    return [shown(e) for e in size(target).alternatives]


@pytest.mark.parametrize(
    ("target", "bound"),
    [
        ("{ one(v) | v in x.G.vertices }", "n"),
        ("{ one(v) | v in x.G.vertices where v in x.B }", "n"),
        ("{ one(v) | v in x.G.vertices } + { one(v) | v in x.B }", "n"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices }", "n^2"),
        # sums of lengths, with a total or with a cap
        ("{ at(i, p) | i -> s in x.c, p in positions(s) }", "t"),
        ("{ at(i, p) | i -> s in x.d, p in positions(s) }", "3*l"),
        ("{ far(i, p + q) | i -> s in x.d, p in positions(s), q in positions(s) }", "5*l"),
        # pairs in order, from one collection
        ("{ at(p, q) | p in positions(x.c), q in positions(x.c) where p < q }", "r^2/2 - r/2"),
        ("{ at(p, q) | p in positions(x.c), q in positions(x.c) where q > p }", "r^2/2 - r/2"),
        ("{ at(i, j) | i -> s in x.c, j -> u in x.c where i < j }", "r^2/2 - r/2"),
        ("{ far(i, 10*p + q) | i -> s in x.d, p in positions(s), q in positions(s) where p < q }", "3*l"),
        # an end of an edge, a member of it
        ("{ pair(e, v) | e in x.G.edges, v in x.G.vertices where v in e }", "2*m"),
        ("{ pair(e, v) | v in x.G.vertices, e in x.G.edges where v in e }", "2*m"),
        ("{ two(u, v) | {u, v} in x.G.edges }", "2*m"),
        ("{ line(e) | e in x.G.edges, v in x.G.vertices where v in e }", "m"),
        # determined by the others
        ("{ at(i, p) | i -> s in x.c, p in positions(x.c) where p = i }", "r"),
        ("{ one(v) | s in x.c, v in s }", "t"),
        # pairs of labels, once or in both orders, and edges among them
        ("{ two(u, v) | i -> u in L, j -> v in L where i < j }", "n^2/2 - n/2"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where u != v }", "n^2 - n"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} in x.G.edges }", "2*m"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges and u in x.B }", "2*m"),
        ("{ num(i) | i in 1 .. |{ {u, v} | u in x.B, v in x.B where u != v }| }", "n^2/2 - n/2"),
        ("{ num(i) | i in 1 .. |{ {u, v} | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }| }", "m"),
        ("{ num(i) | i in 1 .. |{ {u, v} | u in x.B, v in x.B }| }", "n^2/2 + n/2"),
        (
            "{ at(i, j) | i -> u in listed(x.G.vertices), j -> v in listed(x.G.vertices) where i < j and {u, v} in x.G.edges }",
            "m",
        ),
        ("{ at(i, j) | i in positions(L), j in positions(L) where i < j and {L[i], L[j]} in x.G.edges }", "m"),
        ("{ at(i, j) | i in positions(L), j in positions(L) where {L[i], L[j]} in x.G.edges }", "2*m"),
        ("{ num(i) | i in 1 .. sum((count w in x.G.vertices: {w, v} in x.G.edges) | v in x.G.vertices) }", "2*m"),
        ("{ num(i) | i in 1 .. sum((count e in x.G.edges: v in e) | v in x.G.vertices) }", "2*m"),
        ("{ num(i) | i in 1 .. sum(d(v) | v in x.G.vertices) }", "2*m"),
        ("{ num(k) | k in 1 .. |[ 0 | v in L, i in 1 .. d(v) ]| }", "2*m"),
        ("{ one(s[0]) | s in x.c where |s| > 0 }", "r"),
        # numbers in a range
        ("{ num(i + j) | i in 1 .. |x.G.vertices|, j in 1 .. |x.G.vertices| }", "2*n"),
        ("{ num(min(x.k, |x.G.vertices|)) | i in 1 .. 5 }", "1"),
        ("{ num(i) | i in 1 .. min(x.k, |x.G.vertices|) }", "n"),
    ],
)
def test_a_bound_is_found(target: str, bound: str) -> None:
    found = sizes(target)
    assert bound in found, found


@pytest.mark.parametrize(
    ("target", "too_small"),
    [
        # two collections: no pair is counted twice
        ("{ at(p, q) | p in positions(x.c), q in positions(x.d) where p < q }", "r^2/2 - r/2"),
        ("{ at(p, q) | p in positions(x.c), q in positions(x.c) where p <= q }", "r^2/2 - r/2"),
        # an item that a sequence repeats is bound each time
        ("{ at(i, p) | i -> s in x.c, p in positions(s) where s[p] in x.B }", "n"),
        ("{ at(i, p) | i -> s in x.c, p in positions(x.c) where p = i or p = 0 }", "r"),
        # pairs of an end and its edge: two for each edge
        ("{ two(u, v) | {u, v} in x.G.edges }", "m"),
        ("{ pair(e, v) | e in x.G.edges, v in e }", "m"),
        ("{ num(i) | i in 1 .. |[ 0 | s in x.c, v in s, u in listed(x.B) where v = u ]| }", "n*r"),
        # the variable that the value leaves out matters
        ("{ one(v) | v in x.G.vertices, s in x.c where |s| > 0 and v = s[0] }", "1"),
        # the index is compared with its own item
        ("{ at(i, 0) | i -> s in x.d where i in { p | p in positions(s) } }", "3"),
        # {f(u, w), f(v, w)} where w depends on u
        ("{ num(i) | i in 1 .. |{ {two(u, w), two(v, w)} | {u, v} in x.G.edges, w = u }| }", "m"),
        # each edge has two orders, and numbers that repeat do not tell which item they are of
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }", "m"),
        ("{ at(i, j) | i in positions(L), j in positions(L) where i <= j + 1 and {L[i], L[j]} in x.G.edges }", "m"),
        ("{ num(i) | i in 1 .. |[ 0 | s in x.c, u in s, w in x.c, v in w where {u, v} in x.G.edges ]| }", "2*m"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where u = v or u != v }", "n^2 - n"),
        ("{ num(i) | i in 1 .. |{ {u, v} | u in x.G.vertices, v in x.G.vertices }| }", "n^2/2 - n/2"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices, w in x.G.vertices where {u, w} in x.G.edges }", "2*m"),
        # the dependent generator matters
        ("{ at(i, p) | i -> s in x.c, p in positions(s) where i = p }", "1"),
    ],
)
def test_a_bound_that_would_not_hold_is_not_found(target: str, too_small: str) -> None:
    found = sizes(target)
    assert too_small not in found, found


@pytest.mark.parametrize(
    ("target", "bound"),
    [
        ("{ num(i) | i in 1 .. |[ 0 | v in listed(x.G.vertices), e in [ f | f in listed(x.G.edges) where v in f ] ]| }", "2*m"),
        ("{ num(k) | k in 1 .. |[ 0 | i -> s in x.c, z in [ 0 | p in positions(s), q in 0 .. 2 where i in {q} ] ]| }", "3*t"),
        (
            "{ num(k) | k in 1 .. |[ 0 | v in listed(x.G.vertices), s in x.c,"
            " z in [ 0 | p in positions(s), e in listed(x.G.edges) where v in e ] ]| }",
            "m*n*t",
        ),
    ],
)
def test_what_is_counted_twice(target: str, bound: str) -> None:
    found = sizes(target)
    assert bound in found, found


@pytest.mark.parametrize(
    ("target", "bound"),
    [
        ("{ one(v) | v in V where v in x.B } + { two(v, v) | v in V where v not in x.B }", "n"),
        ("{ one(v) | v in V where not (v in x.B) } + {num(1)} + { two(w, w) | w in V where w in x.B }", "n + 1"),
        ("{ two(u, v) | u in V, v in V where u = v } + { two(u, v) | u in V, v in V where u != v }", "n^2"),
        ("{ at(i, 0) | i in positions(L) where i < 3 } + { at(i, 1) | i in positions(L) where i >= 3 }", "n"),
        ("{ at(i, 0) | i in positions(L) where i = 3 } + { at(i, 1) | i in positions(L) where 3 < i }", "n"),
        ("{ at(i, 0) | i in positions(L) where i = 3 } + { at(i, 1) | i in positions(L) where i = 4 }", "n"),
        ("{ one(v) | v in V where v in x.B and x.k = 0 } + { two(v, v) | v in V where v not in x.B or x.k > 0 }", "n"),
        ("{ num(i) | i in 1 .. |[ 0 | v in L where v in x.B ] ++ [ 1 | v in L where v not in x.B ]| }", "n"),
        ("{ num(i) | i in 1 .. |{ (1, {u, v}) | u in V, v in V where u != v and {u, v} in x.G.edges }"
         " + { (2, {u, v}) | u in V, v in V where u != v and {u, v} not in x.G.edges }| }", "n^2/2 - n/2"),
    ],
)  # fmt: skip
def test_guards_that_exclude_each_other_do_not_add_up(target: str, bound: str) -> None:
    found = sizes(target)
    assert bound in found, found


@pytest.mark.parametrize(
    ("target", "too_small"),
    [
        ("{ one(v) | v in V where v in x.B } + { two(v, v) | v in V where v in x.B }", "n"),
        ("{ one(v) | v in x.B where v in x.B } + { two(v, v) | v in V where v not in x.B }", "n"),
        ("{ at(i, 0) | i in positions(L) where i <= 3 } + { at(i, 1) | i in positions(L) where i >= 3 }", "n"),
        ("{ at(i, 0) | i in positions(L) where i < 4 } + { at(i, 1) | i in positions(L) where i >= 3 }", "n"),
        ("{ at(i, j) | i -> u in L, j -> v in L where i < j and u in x.B }"
         " + { at(i, j) | i -> u in L, j -> v in L where j < i and v not in x.B }", "n^2/2 - n/2"),
        ("{ num(i) | i in 1 .. |[ 0 | u in L, v in L where u != v and u in x.B ]"
         " ++ [ 0 | u in L, v in L where u != v and u not in x.B ]| }", "n^2/2 - n/2"),
        ("{ num(i) | i in 1 .. |{ (1, {u, v}) | u in V, v in V where u != v and u in x.B }"
         " + { (2, {u, v}) | u in V, v in V where u != v and u not in x.B }| }", "n^2/2 - n/2"),
    ],
)  # fmt: skip
def test_other_guards_add_up(target: str, too_small: str) -> None:
    found = sizes(target)
    assert too_small not in found, found


@pytest.mark.parametrize(
    ("target", "exact"),
    [
        ("{ one(v) | v in x.G.vertices }", "n"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices }", "n^2"),
        ("{ one(v) | v in x.G.vertices } + {num(0), at(0, 0)}", "n + 2"),
        ("{ line(e) | e in x.G.edges }", "m"),
        ("{ num(i) | i in 1 .. 3 }", "3"),
        ("{ at(i, j) | i in positions(L), j in positions(L) where i < j }", "n^2/2 - n/2"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }", "-2*m + n^2 - n"),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where {u, v} not in x.G.edges }", "-2*m + n^2"),
        ("{ num(i) | i in 1 .. |{ {u, v} | u in x.G.vertices, v in x.G.vertices where {u, v} in x.G.edges }| }", "m"),
        ("{ two(u, v) | {u, v} in x.G.edges }", "2*m"),
        ("{ two(u, v) | u in x.B, v in x.B where u != v }", None),
        ("{ two(u, v) | u in x.G.vertices, v in x.G.vertices where u != v and u in x.B }", None),
        ("{ at(0, 0) | i in positions(L), j in positions(L) where i < j }", None),
        ("{ one(v) | v in x.G.vertices where v in x.B }", None),
        ("{ one(v) | v in x.B }", None),
        ("{ one(u) | u in x.G.vertices, v in x.G.vertices }", None),
        ("{ num(i + j) | i in 1 .. 2, j in 1 .. 2 }", None),
        ("{ num(i) | i in [1, 1] }", None),
        ("{ one(v) | v in x.G.vertices } + { one(v) | v in x.B }", None),
        ("{ at(i, p) | i -> s in x.c, p in positions(s) }", None),
        ("if |x.c| > 3 then { one(v) | v in x.G.vertices } else {num(0)}", None),
    ],
)
def test_sizes_that_are_known_exactly(target: str, exact: str | None) -> None:
    found = size(target).exact
    assert exact == (None if found is None else shown(found))
