"""Formulas as they are written mean what they say: bounds written as one, premises before conclusions, negations."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from certify.formulas.logic import INT, Formula, numbered_variables
from certify.formulas.printing import FormulaText
from certify.proving.ground_refuter import normal_form

NAMES = "abc"


def _random_formula(chosen: random.Random, depth: int) -> Any:
    if depth and chosen.random() < 0.8:
        inner = [_random_formula(chosen, depth - 1) for _ in range(chosen.randrange(2, 5))]
        return [chosen.choice(("and", "or")), inner]
    if chosen.random() < 0.2:
        holds = ["p", f"{chosen.choice(NAMES)}.set", [["lin", 0, [[["f", chosen.choice(NAMES), INT, []], 1]]]]]
        return chosen.choice((holds, ["not", holds]))
    names = chosen.sample(NAMES, chosen.choice((1, 1, 2)))
    pairs = [[["f", name, INT, []], chosen.choice((-2, -1, -1, 1, 1, 2))] for name in names]
    atom = [chosen.choice(("<=", "<=", "=0")), ["lin", chosen.randrange(-2, 3), pairs]]
    return ["not", atom] if atom[0] == "=0" and chosen.random() < 0.5 else atom


def _holds(f: Formula, values: Mapping[str, int]) -> bool:
    kind = f[0]
    if kind in ("T", "F"):
        return bool(kind == "T")
    if kind == "not":
        return not _holds(f[1], values)
    if kind in ("and", "or"):
        return (all if kind == "and" else any)(_holds(g, values) for g in f[1])
    if kind == "p":
        return bool((values[f[2][0][2][0][0][1]] + len(f[1]) + ord(f[1][0])) % 2 == 0)
    total = f[1][1] + sum(c * values[t[1]] for t, c in f[1][2])
    return bool(total <= 0 if kind == "<=" else total == 0)


def _read(text: str, values: Mapping[str, int]) -> bool:
    """Return what a text means: groups from the inside; in a group, "implies" binds least."""
    while True:
        inner = re.search(r"\(([^()]*)\)", text)
        found = inner.group(1) if inner else text
        premises, implies, conclusion = found.partition(" implies ")
        meaning = not _plain(premises, values) or _plain(conclusion, values) if implies else _plain(found, values)
        if inner is None:
            return meaning
        text = f"{text[: inner.start()]}{meaning}{text[inner.end() :]}"


def _plain(text: str, values: Mapping[str, int]) -> bool:
    def member(found: re.Match[str]) -> str:
        item, no, name = found.groups()
        return str(((values[item] + len(name) + ord(name[0])) % 2 == 0) != bool(no))

    text = re.sub(r"\b([abc]) (not )?in ([abc]\.set)", member, text)
    return bool(eval(re.sub(r"(?<![<>!=])=(?!=)", "==", text), {"true": True, "false": False}, dict(values)))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_written_is_what_is_meant(seed: int) -> None:
    chosen, text = random.Random(seed), FormulaText({"a.set": "a.set", "b.set": "b.set", "c.set": "c.set"}, {}, {})
    merged = 0
    for _ in range(50):
        raw = _random_formula(chosen, 3)
        with numbered_variables():
            f = _normal(raw)
            said = text.formula(f)
        merged += bool(re.search(r"<=? [^ ]+ <", said))
        for a, b, c in product((-2, -1, 0, 1, 2), repeat=3):
            values = {"a": a, "b": b, "c": c}
            assert _read(said, values) == _holds(f, values), said
    assert merged > 1


def _normal(raw: Any) -> Formula:
    from certify.certificates.checker import Work, counting_variables

    work = Work(1 << 40)
    work.here = work.left
    with counting_variables(work):
        return normal_form(raw)  # type: ignore[no-any-return]
