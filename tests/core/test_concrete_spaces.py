"""Witness spaces have the closed-form number of members, list each once, and membership agrees with exhaustive search."""

from __future__ import annotations

import math
from itertools import permutations, product

import pytest

from certify.core import BOOL, UNIT, Label, Map, Record, Seq, Set, SpaceKind, Sum, Type
from certify.core.concrete_spaces import ConcreteSpace, NotEnumerable
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import count, outside, witnesses
from certify.semantics.named_instances import Display

V = Label("V")
COLOUR = Sum("colour", (("red", ()), ("green", ()), ("blue", ())))
COLOURS = ConcreteSpace(SpaceKind.ALL, COLOUR, ((0,), (1,), (2,)))


def space(kind: str, type: Type, size: int) -> ConcreteSpace:
    return ConcreteSpace(kind, type, tuple(range(size)))


def maps(size: int) -> list[Value]:
    """Return all maps from a subset of 0 .. size to 0 .. size."""
    images = product([None, *range(size + 1)], repeat=size + 1)
    return [FrozenMap({k: v for k, v in enumerate(image) if v is not None}) for image in images]


SPACES = [
    *(space(SpaceKind.SUBSET, Set(V), n) for n in range(5)),
    *(space(SpaceKind.ORDERING, Seq(V), n) for n in range(5)),
    *(space(SpaceKind.CYCLE, Map(V, V), n) for n in range(6)),
    space(SpaceKind.ONE, V, 0),
    space(SpaceKind.ONE, V, 3),
    COLOURS,
    ConcreteSpace(SpaceKind.UNIT, UNIT),
    ConcreteSpace(SpaceKind.CHOICE, Map(V, V), (0, 1), ((0, 1), (2,))),
    ConcreteSpace(SpaceKind.CHOICE, Map(V, V), (0, 1), ((0, 1), ())),
    ConcreteSpace(SpaceKind.CHOICE, Map(V, V)),
    ConcreteSpace(SpaceKind.MAP, Map(V, COLOUR), (0, 1), parts=(("", COLOURS),)),
    ConcreteSpace(SpaceKind.MAP, Map(V, Set(V)), (0, 1), parts=(("", space(SpaceKind.SUBSET, Set(V), 2)),)),
    ConcreteSpace(SpaceKind.MAP, Map(V, V), (), parts=(("", space(SpaceKind.ONE, V, 0)),)),
    ConcreteSpace(SpaceKind.MAP, Map(V, V), (0,), parts=(("", space(SpaceKind.ONE, V, 0)),)),
    ConcreteSpace(
        SpaceKind.RECORD,
        Record((("a", Set(V)), ("b", BOOL))),
        parts=(("a", space(SpaceKind.SUBSET, Set(V), 2)), ("b", ConcreteSpace(SpaceKind.ALL, BOOL, (False, True)))),
    ),
]


@pytest.mark.parametrize("of", SPACES, ids=lambda s: f"{s.kind}{len(s.items)}")
def test_members_are_counted_listed_once_and_inside(of: ConcreteSpace) -> None:
    found = list(witnesses(of))
    assert len(found) == len(set(found)) == count(of)
    assert list(witnesses(of)) == found
    assert all(outside(of, w, Display().show) == "" for w in found)


@pytest.mark.parametrize("n", range(7))
def test_closed_forms(n: int) -> None:
    assert count(space(SpaceKind.SUBSET, Set(V), n)) == 2**n
    assert count(space(SpaceKind.ORDERING, Seq(V), n)) == math.factorial(n)
    assert count(space(SpaceKind.CYCLE, Map(V, V), n)) == (math.factorial(n - 1) if n else 1)


@pytest.mark.parametrize("n", range(4))
def test_the_cycles_are_the_permutations_with_one_orbit(n: int) -> None:
    of = space(SpaceKind.CYCLE, Map(V, V), n)

    def one_orbit(f: FrozenMap) -> bool:
        if sorted(f) != list(range(n)) or sorted(f.values()) != list(range(n)):
            return False
        at, seen = 0, set[int]()
        while n and at not in seen:
            seen.add(at)
            at = f[at]
        return len(seen) == n

    inside = [f for f in maps(n) if outside(of, f, Display().show) == ""]
    assert set(inside) == set(witnesses(of)) == {f for f in maps(n) if one_orbit(f)}


def test_the_orderings_are_the_permutations() -> None:
    of = space(SpaceKind.ORDERING, Seq(V), 3)
    candidates = [s for length in range(5) for s in product(range(4), repeat=length)]
    assert {s for s in candidates if outside(of, s, Display().show) == ""} == set(permutations(range(3)))


def test_choices_take_one_option_of_each_key() -> None:
    of = ConcreteSpace(SpaceKind.CHOICE, Map(V, V), (0, 1), ((0, 1), (2,)))
    assert {f for f in maps(2) if outside(of, f, Display().show) == ""} == {FrozenMap({0: 0, 1: 2}), FrozenMap({0: 1, 1: 2})}


@pytest.mark.parametrize(
    ("of", "w", "says"),
    [
        (space(SpaceKind.SUBSET, Set(V), 1), frozenset({0, 2}), "w is not one of {u}"),
        (space(SpaceKind.ORDERING, Seq(V), 2), (0, 0), "u occurs more than once"),
        (space(SpaceKind.ORDERING, Seq(V), 2), (0,), "v is missing"),
        (space(SpaceKind.CYCLE, Map(V, V), 2), FrozenMap({0: 0, 1: 1}), "v is not on the cycle through u"),
        (space(SpaceKind.CYCLE, Map(V, V), 2), FrozenMap({0: 1, 1: 1}), "two items are followed by v"),
        (SPACES[-2], FrozenMap({0: 0}), "at u: u is not one of {}"),
        (COLOURS, (2,), ""),
    ],
)
def test_outside_says_why(of: ConcreteSpace, w: Value, says: str) -> None:
    assert outside(of, w, Display({"V": ("u", "v", "w")}).show) == says


def test_reals_are_not_enumerable() -> None:
    of = ConcreteSpace(SpaceKind.REALS, Map(V, BOOL), (0,))
    assert count(of) is None
    with pytest.raises(NotEnumerable):
        list(witnesses(of))
    empty = ConcreteSpace(SpaceKind.RECORD, Record((("a", V),)), parts=(("a", space(SpaceKind.ONE, V, 0)), ("b", of)))
    assert count(empty) == 0
