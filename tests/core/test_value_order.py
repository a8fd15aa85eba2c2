"""The faster orders of values of a type agree with the derived order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.core import NAT, Constructor, Edge, Label, Map, Seq, Set, Term, Tuple, Type
from certify.core.values import in_order, is_shallow, order_key, ordered, shallow_key

SMALL = st.integers(0, 3)
SETS = st.frozensets(SMALL)
EDGES = st.frozensets(SMALL, min_size=2, max_size=2)
MADE = (Constructor("a", (("e", Edge(Label("V"))), ("k", NAT))), Constructor("b", (("s", Set(NAT)),)), Constructor("c", ()))


@given(st.lists(st.one_of(st.tuples(st.just(0), EDGES, SMALL), st.tuples(st.just(1), SETS), st.just((2,)))))
def test_built_labels(values: list[object]) -> None:
    assert is_shallow(Term(("a", "b", "c")), MADE)
    assert sorted(values, key=shallow_key) == sorted(values, key=order_key)


@given(st.lists(SETS), st.lists(st.tuples(SETS, SMALL, SETS)))
def test_sets_and_tuples(sets: list[object], tuples: list[object]) -> None:
    assert in_order(Set(NAT))(sets) == ordered(sets)
    assert in_order(Tuple((Set(NAT), NAT, Set(NAT))))(tuples) == ordered(tuples)


@pytest.mark.parametrize("type", [Seq(Set(NAT)), Map(NAT, NAT), Set(Set(NAT)), Tuple((NAT, Seq(Set(NAT)))), Term(("d",))])
def test_deeper_types_keep_the_other_key(type: Type) -> None:
    assert not is_shallow(type, (Constructor("d", (("deep", Set(Edge(Label("V")))),)),))
