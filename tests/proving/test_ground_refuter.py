"""The refuter of ground formulas, beside z3 and beside models."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
import z3

from certify.certificates.checker import Ground, Invalid, Work, counting_variables, replay_steps
from certify.proving.ground_refuter import normal_form, refutes
from certify.proving.smt import script
from tests.names import every


def _label(random: Random, depth: int) -> Any:
    if depth == 0 or random.random() < 0.4:
        return ("f", random.choice("abc"), "home", ())
    args = (_label(random, depth - 1),) if random.random() < 0.6 else (_sum(random, depth - 1),)
    return ("f", "g" if args[0][0] == "f" else "h", "home", args)


def _sum(random: Random, depth: int) -> Any:
    terms: dict[Any, int] = {}
    for _ in range(random.randint(0, 2)):
        args = (_label(random, depth - 1),) if depth and random.random() < 0.5 else ()
        name = "size" if args else random.choice("xyz")
        terms[("f", name, "Int", args)] = random.choice((-2, -1, 1, 1, 2, 3))
    return ("lin", random.randint(-2, 2), tuple(terms.items()))


def _formula(random: Random, depth: int) -> Any:
    if depth and random.random() < 0.6:
        return (random.choice(("and", "or", "or")), tuple(_formula(random, depth - 1) for _ in range(random.randint(2, 3))))
    kind = random.choice(("p", "=", "<=", "<=", "=0"))
    atom = {
        "p": lambda: ("p", "in", (_label(random, 2),)),
        "=": lambda: ("=", _label(random, 2), _label(random, 2)),
        "<=": lambda: ("<=", _sum(random, 1)),
        "=0": lambda: ("=0", _sum(random, 1)),
    }[kind]()
    return ("not", atom) if kind != "<=" and random.random() < 0.5 else atom


@pytest.mark.parametrize("seed", every(2, range(0, 400, 20)))
def test_refuted_is_unsatisfiable(seed: int) -> None:
    refuted = 0
    for one in range(seed, seed + 20):
        random = Random(one)
        formulas = [_formula(random, 2) for _ in range(random.randint(2, 14))]
        solver = z3.Solver()
        solver.from_string(script([((), f) for f in formulas]))
        outcome = refutes(formulas)
        refuted += outcome.refuted
        assert outcome.refuted == (solver.check() == z3.unsat), formulas
        if outcome.refuted:
            _replay(formulas, outcome.steps)
        else:
            with pytest.raises(Invalid):
                _replay(formulas, outcome.steps)
    assert 0 < refuted < 20


def _replay(formulas: list[Any], steps: Any) -> None:
    ground, work = Ground(), Work(1 << 22)
    with counting_variables(work):
        for f in formulas:
            ground.require(normal_form(f))
        replay_steps(ground, json.loads(json.dumps(steps)), "proof", work)


def test_it_gives_up() -> None:
    """With no conflict allowed, what needs one is not refuted."""
    p = [["p", name, []] for name in "abcd"]
    hard = [["or", [a if i & 1 else ["not", a] for i, a in zip((n, n >> 1, n >> 2, n >> 3), p, strict=True)]] for n in range(16)]
    assert refutes(hard).refuted
    assert not refutes(hard, conflicts=0).refuted


def test_steps_that_do_not_matter_are_left_out() -> None:
    """A conflict about formulas that do not matter comes first, since the search begins with the last ones; the checker replays
    the proof without what it has taught."""
    p, q, r, *abc = [["p", name, []] for name in "pqrabc"]
    aside = [["or", [["not", p], q]], ["or", [["not", p], ["not", q]]], ["or", [p, r]]]
    hard = [["or", [a if n >> i & 1 else ["not", a] for i, a in enumerate(abc)]] for n in range(8)]
    alone, both = refutes(hard), refutes([*hard, *aside])
    assert both.refuted
    assert both.conflicts > alone.conflicts
    assert len(both.steps) == len(alone.steps)
    _replay([*hard, *aside], both.steps)
