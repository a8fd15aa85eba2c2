"""The distinctions that a `case` becomes: on every value the first branch whose pattern matches, for random patterns.

Also what is told of branches: a value that none covers, and a branch that never applies, which is so exactly if no value of a
domain with all constants of the patterns (and one number more) says otherwise.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

import pytest

from certify.core import Problem
from certify.core.mistakes import Mistake, Source
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning

SUMS: dict[str, dict[str, tuple[str, ...]]] = {
    "tint": {"red": (), "blue": ()},
    "box": {"empty": (), "full": ("nat",), "both": ("tint", "bool")},
}
TYPES = "type tint = red or blue\ntype box = empty or full(nat) or both(tint, bool)\n"
NUMBERS = ("0", "1", "2")


def values(shape: str) -> list[str]:
    """Return all values of a type, as texts."""
    match shape:
        case "nat":
            return list(NUMBERS)
        case "bool":
            return ["true", "false"]
        case "pair":
            return [f"({a}, {b})" for a, b in product(values("box"), values("nat"))]
        case "record":
            return [f"{{ l := {a}, r := {b} }}" for a, b in product(values("tint"), values("bool"))]
    return [applied(c, inner) for c, types in SUMS[shape].items() for inner in product(*map(values, types))]


def applied(case: str, arguments: tuple[str, ...]) -> str:
    """Return a case applied to arguments, as a text."""
    return f"{case}({', '.join(arguments)})" if arguments else case


def pattern(chance: random.Random, shape: str, names: Iterator[str]) -> tuple[str, set[str]]:
    """Return a random pattern of a type, and the values that it matches."""
    if chance.random() < 0.3:
        return chance.choice(["_", next(names)]), set(values(shape))
    if shape in ("nat", "bool"):
        value = chance.choice([v for v in values(shape) if v != "2"])
        return value, {value}
    if shape == "pair":
        (p, first), (q, second) = pattern(chance, "box", names), pattern(chance, "nat", names)
        return f"({p}, {q})", {f"({a}, {b})" for a, b in product(first, second)}
    if shape == "record":
        (p, first), (q, second) = pattern(chance, "tint", names), pattern(chance, "bool", names)
        if chance.random() < 0.3:
            return f"{{ r := {q} }}", {f"{{ l := {a}, r := {b} }}" for a, b in product(values("tint"), second)}
        return f"{{ r := {q}, l := {p} }}", {f"{{ l := {a}, r := {b} }}" for a, b in product(first, second)}
    case = chance.choice(list(SUMS[shape]))
    parts = [pattern(chance, type, names) for type in SUMS[shape][case]]
    shown = applied(case, tuple(p for p, _ in parts))
    return shown, {applied(case, inner) for inner in product(*(m for _, m in parts))}


def read(text: str) -> Problem | str:
    """Return the problem of a text, or what is wrong with it."""
    try:
        return standard().with_texts([Source("a.red", text)]).problem("P")
    except Mistake as mistake:
        return mistake.problem


def check(chance: random.Random) -> str:
    """Compare a random `case` with its meaning; return what became of it."""
    shape = chance.choice(["box", "pair", "record", "tint", "bool"])
    names = (f"x{i}" for i in range(99))
    rows: list[tuple[str, set[str]]] = []
    while len(rows) < chance.randrange(1, 6):
        shown, matched = pattern(chance, shape, names)
        if not (shown == "_" or shown.startswith("x")):
            rows.append((shown, matched))
    otherwise = chance.random() < 0.8
    branches = [f"{shown}: {i}" for i, (shown, _) in enumerate(rows)] + ([f"else: {len(rows)}"] if otherwise else [])
    if otherwise:
        rows.append(("else", set(values(shape))))
    means = {v: next((i for i, (_, matched) in enumerate(rows) if v in matched), None) for v in values(shape)}
    lines = [f"f({v}) = {i}" for v, i in means.items() if i is not None] or ["true"]
    conditions = "\n           ".join(lines)
    text = f"{TYPES}problem P\n  instance k : bool\n  measures n = 0\n  witness  none\n  let      "
    text += f"f(v) = case v of {'; '.join(branches)}\n"
    problem = read(f"{text}  accepts  {conditions}\n")
    if isinstance(problem, str):
        if "no branch for" in problem:
            assert None in means.values(), text
        else:
            assert "never applies" in problem or "has a branch already" in problem, problem
            assert set(range(len(rows))) - set(means.values()), text
        return problem[:5]
    assert None not in means.values(), text
    assert set(means.values()) == set(range(len(rows))), text
    assert ProblemMeaning(problem).accepts((False,), ()), f"{text}{conditions}"
    return "read"


def test_the_first_branch_that_matches_counts() -> None:
    chance = random.Random(3)
    found = [check(chance) for _ in range(150)]
    assert {"read", "no br"} <= set(found)
    assert found.count("read") >= 40


@pytest.mark.slow
def test_the_first_of_many_branches_counts() -> None:
    chance = random.Random(4)
    for _ in range(3000):
        check(chance)
