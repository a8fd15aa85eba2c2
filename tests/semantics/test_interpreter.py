"""Evaluation agrees with small independent definitions: guards, obligations, comprehensions, globals, and counted steps."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certify.core import (
    BOOL,
    INT,
    NAT,
    Function,
    Label,
    Map,
    Node,
    Obligation,
    Record,
    Seq,
    Set,
    Step,
    Sum,
    Tuple,
    Type,
)
from certify.core.values import FrozenMap
from certify.semantics.closures import Meter
from certify.semantics.evaluation import Code
from certify.semantics.interpreter import NotShown, ProblemMeaning, Unmet
from tests.texts import problem

OBLIGATIONS = [Obligation(0, "first"), Obligation(1, "second")]
X = Record((("a", Set(INT)), ("s", Seq(INT)), ("f", Map(INT, INT))))
ITEM = Node("var", INT, data=0)

sets = st.frozensets(st.integers(-4, 4), max_size=4)
seqs = st.lists(st.integers(-4, 4), max_size=4).map(tuple)
maps = st.dictionaries(st.integers(-4, 4), st.integers(-4, 4), max_size=4).map(FrozenMap)
instances = st.tuples(sets, seqs, maps)


def run(node: Node, x: Any = None, functions: tuple[Function, ...] = (), meter: Meter | None = None) -> Any:
    part = Code(functions, OBLIGATIONS, meter=meter).part()
    closure = part.closure(node)
    return closure(part.frame(x))


def const(value: object, type: Type = INT) -> Node:
    return Node("const", type, data=value)


def var(i: int, type: Type = INT) -> Node:
    return Node("var", type, data=i)


def field(name: str) -> Node:
    type = X.field(name)
    assert type is not None
    return Node("field", type, (Node("input", X, data="instance"),), data=name)


def op(name: str, type: Type, *args: Node, need: int | None = None, data: object = None) -> Node:
    return Node(name, type, args, data, need=need)


def over(name: str, type: Type, steps: list[Step], *args: Node, need: int | None = None, data: object = None) -> Node:
    return Node(name, type, args, data, tuple(steps), need)


def each(collection: str, *variables: int) -> Step:
    return Step("each", variables, field(collection))


def where(condition: Node) -> Step:
    return Step("where", (), condition)


POSITIVE = op("lt", BOOL, const(0), ITEM)
FAILS = op("lt", BOOL, const(0), op("mod", INT, const(1), const(0), need=0))


# ------------------------------------------------------------------------------------------------ guards and obligations


@pytest.mark.parametrize(("guard", "decides"), [("and", False), ("or", True), ("implies", False)])
def test_a_guard_that_decides_shields_what_follows(guard: str, decides: bool) -> None:
    assert run(op(guard, BOOL, const(decides, BOOL), FAILS)) == (guard != "and")
    with pytest.raises(Unmet, match="division of 1 by 0"):
        run(op(guard, BOOL, const(not decides, BOOL), FAILS))
    with pytest.raises(Unmet):
        run(op(guard, BOOL, FAILS, const(decides, BOOL)))


def test_if_and_where_shield() -> None:
    assert run(op("if", BOOL, const(False, BOOL), FAILS, const(True, BOOL))) is True
    none = where(const(False, BOOL))
    assert run(over("count", NAT, [each("a", 0), none], FAILS), (frozenset({1}), (), FrozenMap())) == 0


def test_operands_are_evaluated_from_left_to_right() -> None:
    first, second = (op("mod", INT, const(1), const(0), need=i) for i in (0, 1))
    with pytest.raises(Unmet) as unmet:
        run(op("add", INT, second, first))
    assert unmet.value.obligation == OBLIGATIONS[1]
    assert unmet.value.node == second


def test_an_operation_declared_shown_must_be_defined() -> None:
    with pytest.raises(NotShown):
        run(op("mod", INT, const(1), const(0)))


def test_unmet_says_on_which_inputs() -> None:
    x = (frozenset[int](), (), FrozenMap())
    with pytest.raises(Unmet) as unmet:
        run(over("first", INT, [each("s", 0)], ITEM, need=1), x)
    assert unmet.value.instance == x


@pytest.mark.parametrize("name", ["least", "greatest", "the", "first"])
def test_of_nothing(name: str) -> None:
    x = (frozenset[int](), (), FrozenMap())
    with pytest.raises(Unmet):
        run(over(name, INT, [each("s", 0)], ITEM, need=0), x)


def test_greatest_of_no_naturals_is_zero() -> None:
    assert run(over("greatest", NAT, [each("s", 0)], var(0, NAT)), (frozenset(), (), FrozenMap())) == 0


# ------------------------------------------------------------------------------------------------ comprehensions


@given(instances)
def test_comprehensions(x: Any) -> None:
    a, s, f = x
    positive = [v for v in s if v > 0]
    steps = [each("s", 0), where(POSITIVE)]
    assert run(over("collect_seq", Seq(INT), steps, ITEM), x) == tuple(positive)
    assert run(over("collect_set", Set(INT), steps, ITEM), x) == frozenset(positive)
    assert run(over("sum", INT, steps, ITEM), x) == sum(positive)
    assert run(over("count", NAT, [each("s", 0)], POSITIVE), x) == len(positive)
    assert run(over("some", BOOL, [each("a", 0)], POSITIVE), x) == any(v > 0 for v in a)
    assert run(over("every", BOOL, [each("a", 0)], POSITIVE), x) == all(v > 0 for v in a)
    assert run(over("sum", INT, [each("f", 0, 1)], op("mul", INT, ITEM, var(1))), x) == sum(k * v for k, v in f.items())
    indexed = run(over("collect_seq", Seq(INT), [each("s", 0, 1)], op("sub", INT, var(1), ITEM)), x)
    assert indexed == tuple(v - i for i, v in enumerate(s))
    if positive:
        for name, value in (("least", min(positive)), ("greatest", max(positive)), ("first", positive[0])):
            assert run(over(name, INT, steps, ITEM, need=0), x) == value


@given(instances)
def test_nested_generators(x: Any) -> None:
    a, s, _ = x
    steps = [
        each("s", 0),
        Step("let", (2,), op("add", INT, ITEM, const(1))),
        each("a", 1),
        where(op("lt", BOOL, var(2), var(1))),
    ]
    pairs = [(i, j) for i in s for j in a if i + 1 < j]
    pair = op("tuple", Tuple((INT, INT)), ITEM, var(1))
    assert run(over("collect_set", Set(Tuple((INT, INT))), steps, pair), x) == frozenset(pairs)
    assert run(over("count", NAT, steps, const(True, BOOL)), x) == len(pairs)
    assert run(over("some", BOOL, steps, const(True, BOOL)), x) == bool(pairs)
    assert run(over("every", BOOL, steps, const(False, BOOL)), x) == (not pairs)


@given(instances)
def test_the_and_colliding_keys(x: Any) -> None:
    _, s, _ = x
    values = {v * v for v in s}
    square = op("mul", INT, ITEM, ITEM)
    node = over("the", INT, [each("s", 0)], square, need=0)
    if len(values) == 1:
        assert run(node, x) == next(iter(values))
    else:
        with pytest.raises(Unmet):
            run(node, x)
    collected = over("collect_map", Map(INT, INT), [each("s", 0)], square, ITEM, need=0)
    if len(values) == len(set(s)):
        assert run(collected, x) == FrozenMap({v * v: v for v in s})
    else:
        with pytest.raises(Unmet):
            run(collected, x)


@given(instances)
def test_fold(x: Any) -> None:
    _, s, _ = x
    body = op("sub", INT, op("mul", INT, const(2), var(1)), ITEM)
    expected = 3
    for v in s:
        expected = 2 * expected - v
    assert run(over("fold", INT, [each("s", 0)], const(3), body, data=[1]), x) == expected


def test_every_some_and_first_stop_when_decided() -> None:
    bad = op("lt", BOOL, const(0), op("quotient", INT, const(2), ITEM, need=0))
    x = (frozenset[int](), (1, 0), FrozenMap())
    assert run(over("some", BOOL, [each("s", 0)], bad), x) is True
    assert run(over("every", BOOL, [each("s", 0)], op("not", BOOL, bad)), x) is False
    assert run(over("first", INT, [each("s", 0)], op("quotient", INT, const(2), ITEM, need=0), need=1), x) == 2
    with pytest.raises(Unmet):
        run(over("count", NAT, [each("s", 0)], bad), x)


# ------------------------------------------------------------------------------------------------ definitions, cases, steps


def test_case_binds_the_arguments_of_its_branch() -> None:
    sign = Sum("sign", (("plus", (INT,)), ("minus", (INT,)), ("zero", ())))
    for made, expected in (((0, 5), 5), ((1, 5), -5), ((2,), 0)):
        branches = [["minus", [0]], ["plus", [0]], ["zero", []]]
        bodies = op("sub", INT, const(0), ITEM), ITEM, const(0)
        assert run(Node("case", INT, (Node("input", sign, data="instance"), *bodies), branches), made) == expected


def test_a_global_is_evaluated_by_need_and_once() -> None:
    costly = Function("g", (), over("sum", INT, [each("s", 0)], ITEM))
    fails = Function("h", (), op("mod", INT, const(1), const(0), need=0))
    use = Node("global", INT, data="g")
    x = (frozenset[int](), tuple(range(20)), FrozenMap())
    once, twice = Meter(), Meter()
    run(use, x, (costly,), once)
    assert run(op("add", INT, use, use), x, (costly,), twice) == 380
    assert twice.steps < once.steps * 1.5
    unused = op("if", INT, const(True, BOOL), const(1), Node("global", INT, data="h"))
    assert run(unused, x, (fails,)) == 1


def test_calls_have_their_own_variables() -> None:
    twice = Function(
        "twice", ((0, INT),), over("sum", INT, [Step("each", (1,), op("range", Seq(INT), const(1), ITEM))], const(2))
    )
    call = Node("call", INT, (Node("call", INT, (ITEM,), "twice"),), "twice")
    steps = [each("s", 0)]
    x = (frozenset[int](), (1, 2, 3), FrozenMap())
    assert run(over("collect_seq", Seq(INT), steps, op("add", INT, call, ITEM)), x, (twice,)) == (5, 10, 15)


@given(instances)
def test_counting_steps_changes_no_value_and_is_repeatable(x: Any) -> None:
    node = over(
        "collect_map",
        Map(INT, Tuple((NAT, Seq(INT)))),
        [each("a", 0)],
        ITEM,
        op(
            "tuple",
            Tuple((NAT, Seq(INT))),
            over("count", NAT, [each("s", 1)], op("lt", BOOL, ITEM, var(1))),
            op("concat", Seq(INT), field("s"), op("seq", Seq(INT), over("sum", INT, [each("f", 2, 3)], var(3)))),
        ),
    )
    meters = Meter(), Meter()
    values = [run(node, x), *(run(node, x, meter=m) for m in meters)]
    assert values[0] == values[1] == values[2]
    assert meters[0] == meters[1]


def test_steps_of_a_small_sum_by_hand() -> None:
    meter = Meter()
    run(over("sum", INT, [each("s", 0)], ITEM), (frozenset(), (1, 2), FrozenMap()), meter=meter)
    nodes = 1 + 2 + 2  # the sum; the field and the input; the item, twice
    bindings = 2
    additions = (1 + 2) + (2 + 3)  # 0 + 1 and 1 + 2: one for each number and its bits
    assert meter.steps == nodes + bindings + additions


# ------------------------------------------------------------------------------------------------ problems


GROVE = """
type tint over X = dark(X) or light(X)

define bearer(t) = case t of dark(x): x; light(x): x

problem Grove "Nothing in the library is called so"
  instance trees : set of labels
           rows  : seq of seq of tint over trees
           f     : map from each trees to nat
           limit : nat
  valid    every r in rows: |r| <= 2
           |trees| >= 1 implies limit >= 1
  measures n = |trees|
           r = |rows|
           t = sum(|c| | c in rows)
           b = max(bits(y) | x -> y in f)
           l = bits(limit)
  witness  s : subset of trees
  accepts  every r in rows: some c in r: bearer(c) in s
           sum(f[x] | x in s) <= limit
"""


def test_a_problem_that_the_engine_has_never_seen() -> None:
    meaning = ProblemMeaning(problem(GROVE, "Grove"))
    x = (frozenset({0, 1}), (((0, 0), (1, 1)), ((1, 1),)), FrozenMap({0: 5, 1: 2}), 3)
    assert meaning.ill_typed(x) == ""
    assert meaning.valid(x)
    assert meaning.measures(x) == {"n": 2, "r": 2, "t": 3, "b": 3, "l": 2}
    accepted = [s for s in map(frozenset, ([], [0], [1], [0, 1])) if meaning.accepts(x, s)]
    assert accepted == [frozenset({1})]
    assert not meaning.valid((frozenset({0}), (), FrozenMap({0: 0}), 0))


@pytest.mark.parametrize(
    ("x", "says"),
    [
        ((frozenset({0}), (((0, 1),),), FrozenMap({0: 0}), 1), "rows[0][0].dark[0]: t1 is not one of the labels of trees"),
        ((frozenset({0}), (), FrozenMap(), 1), "f: no value is given for t0"),
        ((frozenset(), (), FrozenMap({0: 1}), 1), "f: a value is given for t0, not in trees"),
        ((frozenset({0}), (), FrozenMap({0: -1}), 1), "f[t0] = -1 is not a natural number"),
        ((frozenset({1}), (), FrozenMap({1: 1}), 1), "trees: the labels of a home are 0, 1, ... up to their number"),
    ],
)
def test_ill_typed_names_the_place(x: Any, says: str) -> None:
    assert ProblemMeaning(problem(GROVE, "Grove")).ill_typed(x) == says


def test_ill_typed_sees_loops_and_foreign_parts() -> None:
    text = """
problem Yard
  instance G : graph
           part : subset of G.vertices
  measures n = |G.vertices|, m = |G.edges|
  witness  none
  accepts  true
"""
    meaning = ProblemMeaning(problem(text, "Yard"))
    loop = frozenset({frozenset({0})})
    assert "two different ends" in meaning.ill_typed(((frozenset({0}), loop), frozenset()))
    assert meaning.ill_typed(((frozenset({0}), frozenset()), frozenset({1}))) == "part: v1 is not in G.vertices"


def test_pairs_of_labels() -> None:
    two = Label("V")
    home = Record((("V", Set(two, "V")),))
    vertices = Node("field", Set(two, "V"), (Node("input", home, data="instance"),), "V")
    steps = [
        Step("each", (0,), vertices),
        Step("each", (1,), vertices),
        where(op("not", BOOL, op("eq", BOOL, var(0), var(1)))),
    ]
    node = over("collect_set", Set(Tuple((two, two))), steps, op("tuple", Tuple((two, two)), var(0), var(1)))
    assert run(node, (frozenset(range(3)),)) == {(a, b) for a, b in product(range(3), repeat=2) if a != b}
