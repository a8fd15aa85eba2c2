"""Witness maps on the bits of members answer what they answer on one witness after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.codegen.mapped_bits import MappedBits, OutsideSpace
from certify.codegen.spaces import ListedSpace
from certify.core.concrete_spaces import ConcreteSpace

MEMBERS = 20
NOWHERE = -1


def space() -> ListedSpace:
    """Return a space of the numbers below MEMBERS; only its list is used."""
    return ListedSpace(ConcreteSpace.__new__(ConcreteSpace), MEMBERS, tuple(range(MEMBERS)))


answers = st.lists(st.sampled_from([*range(MEMBERS), NOWHERE]), min_size=MEMBERS, max_size=MEMBERS)
sets = st.sets(st.integers(0, MEMBERS - 1))


def bits(of: set[int]) -> int:
    return sum(1 << i for i in of)


@given(answers, answers, st.lists(sets, min_size=1, max_size=5))
def test_sets_are_mapped_member_by_member(there: list[int], back: list[int], asked: list[set[int]]) -> None:
    here = space(), space()
    forward, backward = MappedBits(*here), MappedBits(*here[::-1])
    seen: set[int] = set()
    for chosen in asked:
        expected = {there[w] for w in chosen}
        fresh: list[int] = []

        def answer(ws: list[int], fresh: list[int] = fresh) -> list[int]:
            fresh += ws
            return [there[w] for w in ws]

        if NOWHERE in expected:
            with pytest.raises(OutsideSpace):
                forward.of(bits(chosen), answer)
        else:
            assert forward.of(bits(chosen), answer) == bits(expected)
            known = {v for v in expected if back[v] != NOWHERE}
            backward.of(bits(known), lambda vs: [back[v] for v in vs])
            if known == expected:
                assert forward.returns(bits(chosen), backward) == all(back[there[w]] == w for w in chosen)
        assert fresh == sorted(chosen - seen), "each member is mapped once"
        seen |= chosen
