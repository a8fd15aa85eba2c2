"""Every strict operation has a monotone cost, and the sizes of the cost table are those of values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.core import BOOL, NAT, RAT, Constructor, Label, Map, Seq, Set, Sum, Term, Tuple
from certify.core.operations import STRICT
from certify.core.values import FrozenMap, size
from certify.semantics.costs import formula, sizer

SIGN = Sum("sign", (("plus", (NAT,)), ("zero", ())))
TYPE = Tuple((Seq(NAT), Set(BOOL), Map(Label("V"), RAT), SIGN))


@pytest.mark.parametrize("op", sorted(STRICT))
@pytest.mark.parametrize("rational", [False, True])
def test_costs_grow_with_sizes(op: str, rational: bool) -> None:
    cost = formula(op, rational)
    assert cost([1, 1, 1], 1) >= 0
    for larger in ([2, 1, 1], [1, 2, 1], [1, 1, 2]):
        assert cost(larger, 2) >= cost([1, 1, 1], 1)


@given(
    st.tuples(
        st.lists(st.integers(0, 99)).map(tuple),
        st.frozensets(st.booleans()),
        st.dictionaries(st.integers(0, 9), st.fractions()).map(FrozenMap),
        st.sampled_from([(0, 5), (1,)]),
    )
)
def test_sizes_are_those_of_values(value: object) -> None:
    assert sizer(TYPE)(value) == size(value, TYPE)


def test_a_built_label_counts_its_arguments() -> None:
    constructors = (Constructor("hub", ()), Constructor("part", (("of", Set(NAT)),)))
    of = sizer(Term(("hub", "part")), constructors)
    assert of((0,)) == 1
    assert of((1, frozenset({1, 2}))) == 1 + 1 + (1 + 1) + (1 + 2)
