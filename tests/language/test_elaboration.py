"""Expressions that do not say by themselves what they are: empty literals, and cases that several types share.

Each list of definitions is read in a problem; the expressions say of themselves what they must be.
"""

from __future__ import annotations

from typing import Any

import pytest

from certify.core import Map, Problem, Seq, Set, Sum
from certify.core.mistakes import Mistake, Source
from certify.core.values import FrozenMap
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning

SANDBOX = """
type answer = yes or no
type reply over X = yes or perhaps or sure(X)

problem Sandbox
  instance V     : set of labels
           G     : graph
           size  : map from each V to nat
           fam   : map from each V to set of V
           s     : seq of nat
           pairs : seq of (nat, nat)
           a     : answer
           r     : reply over V
           t     : seq of answer
           u     : seq of reply over V
           k     : nat
  measures n = |V|
  witness  h : map from each V to bool
  let      {lets}
  accepts  {accepts}
"""


def problem(lets: str, accepts: str = "true") -> Problem:
    """Return the problem with these definitions and conditions."""
    text = SANDBOX.replace("{lets}", lets).replace("{accepts}", accepts)
    return standard().with_texts([Source("a.red", text)]).problem("Sandbox")


EMPTY = [
    "fold v = {} over x in s: v with { x -> 1 }",
    "fold v = {} over x in s: { x -> 1 } with v",
    "fold v = { seen := {} } over x in s: { seen := v.seen with { x -> 1 } }",
    "fold v = [] over x in s: v ++ [v[|v| - 1] + x]",
    "fold v = [] over x in s: if |v| > 0 and v[|v| - 1] > x then v else v ++ [x]",
    "fold v = [] over x in s: v ++ [max(v[0], x)]",
    "fold v = [] over x in s: v ++ [(x, 0)] ++ [(a', b' + 1) | (a', b') in v]",
    "fold v = {} over x in s: v with { x -> (if x in domain(v) then v[x] else 0) + 1 }",
    "fold v = [[]] over x in s: v ++ [[x]]",
    "fold v = (0, {}) over x in s: v",
    "fold v = ({}, []) over x in s: ({ x -> 1 }, [x])",
    "(fold v = {} over x in s: v with { x -> 1 })[3]",
    "if k = 0 then {} else { k -> 1 }",
    "if k = 0 then { k -> 1 } else {}",
    "case r of sure(x): { x -> 1 }; else: {}",
    "size = {}",
    "{} = size",
    "({}, 1) = (size, k)",
    "{ x -> {} | x in V } with { x -> {x} | x in V }",
    "fam = { x -> {} | x in V }",
    "[{}, { 1 -> 2 }]",
    "{({}, 1), ({ k -> 2 }, 3)}",
    "{ 1 -> {}, 2 -> { 3 -> 4 } }",
    "{} in {size}",
    "size in {{}}",
    "some m in {{}}: m = size",
    "{ x + 1 | x in [] }",
    "domain({})",
    "{}[k]",
    "h = {}",
    "max({}) + sum([]) + |[]|",
]


@pytest.mark.parametrize("expression", EMPTY)
def test_empty_literals_are_what_is_expected(expression: str) -> None:
    assert problem(f"f = {expression}").name == "Sandbox"


def test_a_fold_takes_its_type_from_its_body() -> None:
    found = problem(
        "f = fold v = {} over x in s: v with { x -> (if x in domain(v) then v[x] else 0) + 1 }\n"
        "           g = fold (p, q) = ([], {}) over (x, y) in pairs: (p ++ [x], q + {y})",
        "f[1] = 2\n           g = ([3, 3], {4, 5})",
    )
    types = {f.name: f.body.type for f in found.functions}
    assert isinstance(types["f"], Map)
    values = ((0, 1), ((0, 1), ()), FrozenMap({0: 1, 1: 1}), FrozenMap({0: frozenset(), 1: frozenset()}), (1, 2, 1),
              ((3, 4), (3, 5)), (0,), (0,), (), (), 0)  # fmt: skip
    instance: Any = (frozenset(values[0]), (frozenset(), frozenset()), *values[2:])
    meaning = ProblemMeaning(found)
    assert meaning.accepts(instance, FrozenMap({0: True, 1: True}))
    other = (*instance[:4], (1, 2), *instance[5:])
    assert not meaning.accepts(other, FrozenMap({0: True, 1: True}))


@pytest.mark.parametrize(
    ("expression", "type"),
    [
        ("fold v = [] over x in s: v", Seq),
        ("fold v = {} over x in s: v", Set),
        ("fold v = yes over x in u: x", Sum),
    ],
)
def test_a_fold_that_says_nothing_keeps_its_start(expression: str, type: object) -> None:
    (found,) = problem(f"f = {expression}", "f = f").functions
    assert found.body.type.__class__ is type


SHARED = [
    "a = yes", "yes = r", "yes in t", "t ++ [yes]", "[yes] ++ u", "[yes, no]", "[no, yes]", "{ yes -> 1, perhaps -> 2 }",
    "if k = 0 then yes else r", "case a of yes: yes; no: perhaps", "fold z = yes over y in u: y", "a in {yes, no}", "r in {yes}",
    "(yes, 1) = (r, 2)", "{yes} + { y | y in u }", "{yes} = { y | y in t }", "every y in u: y != yes",
    "sure(the v in V: true) = r", "{ v -> (if v in {} then yes else no) | v in V }",
]  # fmt: skip


@pytest.mark.parametrize("expression", SHARED)
def test_a_shared_case_is_chosen_by_what_stands_beside_it(expression: str) -> None:
    assert problem(f"f = {expression}").name == "Sandbox"


def test_a_shared_case_that_nothing_chooses_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="`yes` is a case of `answer` and `reply`"):
        problem("f = yes = yes")


ALONE = """
problem Alone
  instance V : set of labels
           c : seq of literal over V
  measures n = |V|, m = |c|
  witness  none
  let      same(x, y) = x = y
           k = 2
  accepts  every v in V: same(positive(v), negative(v)) or variable(negative(v)) = v
           every positive(x) in c: x in V
"""
BESIDE = """
type sign over X = positive(X) or negative(X) or zero
type V = k or same(nat)
define negative(x) = x
define same(x) = 2
define k = 3
define n = 4
"""


def test_a_file_given_beside_another_does_not_change_it() -> None:
    alone = standard().with_texts([Source("alone.red", ALONE)]).problem("Alone")
    beside = [Source("beside.red", BESIDE), Source("alone.red", ALONE)]
    for order in (beside, beside[::-1]):
        assert standard().with_texts(order).problem("Alone") == alone
