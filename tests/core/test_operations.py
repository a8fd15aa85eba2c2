"""The strict operations against Python's own sets, tuples and numbers, and their definedness."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.core import (
    BOOL,
    INT,
    NAT,
    RAT,
    Constructor,
    Edge,
    Label,
    Map,
    Node,
    Record,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.operations import apply, default, defined
from certify.core.values import FrozenMap

V = Label("V")
LITERAL = Sum("literal", (("positive", (V,)), ("negative", (V,))))
small = st.integers(-6, 6)
sets = st.frozensets(small, max_size=4)
seqs = st.lists(small, max_size=5).map(tuple)
maps = st.dictionaries(small, small, max_size=4).map(FrozenMap)
rationals = st.fractions(max_denominator=5)


def of(op: str, type: Type, *operands: object, data: object = None, args: tuple[Type, ...] = ()) -> object:
    return apply(Node(op, type, tuple(Node("input", t) for t in args), data), operands)


@given(sets, sets)
def test_sets(a: frozenset[int], b: frozenset[int]) -> None:
    assert of("union", Set(INT), a, b) == {v for v in range(-6, 7) if v in a or v in b}
    assert of("intersection", Set(INT), a, b) == {v for v in a if v in b}
    assert of("difference", Set(INT), a, b) == {v for v in a if v not in b}
    assert of("subset", BOOL, a, b) == all(v in b for v in a)
    assert of("listed", Seq(INT), a) == tuple(sorted(a))


@given(seqs, seqs, small, small)
def test_sequences(s: tuple[int, ...], t: tuple[int, ...], a: int, b: int) -> None:
    assert of("concat", Seq(INT), s, t) == tuple(list(s) + list(t))
    assert of("range", Seq(INT), a, b) == tuple(v for v in range(-6, 7) if a <= v <= b)
    inside = 0 <= a <= b + 1 <= len(s)
    assert defined(Node("slice", Seq(INT)), [s, a, b]) == inside
    assert of("slice", Seq(INT), s, a, b) == (tuple(v for i, v in enumerate(s) if a <= i <= b) if inside else ())
    assert of("at", INT, s, a) == (s[a] if a in range(len(s)) else 0)


@given(maps, maps, small)
def test_maps(f: FrozenMap, g: FrozenMap, k: int) -> None:
    both = of("override", Map(INT, INT), f, g)
    assert both == FrozenMap({key: g[key] if key in g else f[key] for key in {*f, *g}})
    assert of("domain", Set(INT), f) == {key for key in range(-6, 7) if key in f}
    assert of("lookup", INT, f, k) == f.get(k, 0)
    assert defined(Node("lookup", INT), [f, k]) == (k in f)


@given(rationals, rationals)
def test_rationals_keep_their_one_form(a: Fraction, b: Fraction) -> None:
    for op, exact in (("add", a + b), ("sub", a - b), ("mul", a * b), ("div", a / b if b else Fraction(0))):
        value = of(op, RAT, a, b)
        assert value == exact
        assert isinstance(value, int) == (exact.denominator == 1)


@given(small, small)
def test_floor_division(a: int, b: int) -> None:
    if b == 0:
        assert not defined(Node("mod", INT), [a, b])
        assert of("mod", INT, a, b) == of("quotient", INT, a, b) == 0
    else:
        quotient, rest = of("quotient", INT, a, b), of("mod", INT, a, b)
        assert isinstance(quotient, int)
        assert isinstance(rest, int)
        assert quotient * b + rest == a
        assert 0 <= rest * (1 if b > 0 else -1) < abs(b)


@given(seqs)
def test_a_cycle_is_defined_on_different_items(s: tuple[int, ...]) -> None:
    different = len(set(s)) == len(s)
    assert defined(Node("cycle", Map(INT, INT)), [s]) == different
    expected = {s[i]: s[(i + 1) % len(s)] for i in range(len(s))} if different else {}
    assert of("cycle", Map(INT, INT), s) == FrozenMap(expected)


def test_cycles_are_equal_whatever_their_start() -> None:
    assert of("cycle", Map(V, V), (0, 1, 2)) == of("cycle", Map(V, V), (1, 2, 0))
    assert of("cycle", Map(V, V), (0, 1, 2)) != of("cycle", Map(V, V), (0, 2, 1))


@pytest.mark.parametrize(
    ("op", "operands", "holds"),
    [
        ("nat", [-1], False),
        ("nat", [Fraction(1, 2)], False),
        ("nat", [0], True),
        ("int", [Fraction(1, 2)], False),
        ("int", [-1], True),
        ("pow", [2, -1], False),
        ("pow", [0, 0], True),
        ("edge", [1, 1], False),
        ("as_edge", [frozenset({1})], False),
        ("as_edge", [frozenset({1, 2})], True),
        ("map", [1, 2, 1, 2], True),
        ("map", [1, 2, 1, 3], False),
        ("other", [frozenset({1, 2}), 3], False),
        ("div", [1, 0], False),
    ],
)
def test_definedness(op: str, operands: list[object], holds: bool) -> None:
    assert defined(Node(op, INT), operands) == holds


def test_edges() -> None:
    assert of("edge", Edge(V), 1, 2) == frozenset({1, 2})
    assert of("edge", Edge(V), 1, 1) == frozenset({1})
    assert of("other", V, frozenset({1, 2}), 2) == 1


def test_powers_of_zero_and_of_rationals() -> None:
    assert of("pow", NAT, 0, 0) == 1
    assert of("pow", RAT, Fraction(1, 2), 2) == Fraction(1, 4)


def test_sum_types_and_built_labels() -> None:
    made = of("make", LITERAL, 3, data="negative")
    assert made == (1, 3)
    assert of("is", BOOL, made, data="negative", args=(LITERAL,)) is True
    assert of("arg", V, made, data=["negative", 0], args=(LITERAL,)) == 3
    assert of("arg", V, made, data=["positive", 0], args=(LITERAL,)) == 0
    constructors = (Constructor("a", ()), Constructor("b", (("at", NAT), ("set", Set(V)))))
    built = Term(("b",))
    assert apply(Node("make", built, data="b"), [2, frozenset({0})], constructors) == (1, 2, frozenset({0}))
    assert default(built, constructors) == (1, 0, frozenset())


def test_records_and_their_fields() -> None:
    record = Record((("left", NAT), ("right", BOOL)))
    assert of("field", BOOL, (3, True), data="right", args=(record,)) is True
    assert default(Tuple((record, Map(V, NAT)))) == ((0, False), FrozenMap())
