"""Counts of bindings and of different values are within their bounds, and equal to what is called exact, on random comprehensions
and random graphs: both by the analysis and by the rules of the checker.

To search for a violation: `python -m tests.bounds.test_random_counts 0 2000`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from certify.bounds.derivations import derivation
from certify.certificates import checker
from certify.core import Reduction
from certify.core.document import reduction_json
from certify.core.mistakes import Mistake, Source
from certify.library import Library
from tests.bounds.random_counts import program
from tests.bounds.soundness import Figures, Found, check_reduction, instances


def reduction_of(text: str) -> Reduction | None:
    """Return the reduction of a program; None if the front end refuses the text."""
    try:
        return Library(()).with_texts([Source("random.red", text)]).reduction("Source:Target")
    except Mistake:
        return None


def violation(seed: int, figures: Figures, few: int = 6, many: int = 8) -> str:
    """Return what is wrong with the bounds of the program of a seed, with the program; empty if nothing is."""
    text = program(seed)
    reduction = reduction_of(text)
    if reduction is None:
        figures.refused += 1
        return ""
    try:
        seen = check_reduction(reduction, instances(reduction.source, Random(seed), few, many), figures, witnessed=1)
    except Found as found:
        return f"{text}\n{found}"
    figures.programs += 1
    document = json.loads(json.dumps(reduction_json(reduction)))
    wrong = exceeded(checker.Reduction(document, "core", checker.Work(1)), seen)
    return f"{text}\n{wrong}" if wrong else ""


def exceeded(reduction: checker.Reduction, seen: Iterable[tuple[Mapping[str, int], Mapping[str, int]]]) -> str:
    """Return a size of an image that is not what the checker's own rules give; empty if there is none."""
    instance = checker.Instance(reduction.source)
    at = checker.Evaluation(reduction, reduction.constructors, instance.value, instance.denominators, {})
    (image,), _ = at.part([reduction.image], "image")
    of_target = checker.Evaluation(reduction.target, reduction.constructors, image, instance.denominators, {})
    for name, node in reduction.target.measures:
        (value,), _ = of_target.part([node], name)
        exact = checker.exact(value)
        for source, target in seen:
            for bound in value["up",]:
                if target[name] > worth(bound, source):
                    return f"{name} is {target[name]} at {source}; the checker says {bound}"
            if exact is not None and target[name] != worth(exact, source):
                return f"{name} is {target[name]} at {source}; the checker says exactly {exact}"
    return ""


def worth(bound: checker.Poly, measures: Mapping[str, int]) -> float:
    """Return the value of a bound at measures."""
    total = 0.0
    for monomial, c in bound.terms.items():
        term = float(c)
        for atom, e in monomial:
            assert atom[0] == "measure"
            term *= measures[atom[1]] ** e
        total += term
    return total


def not_followed(seed: int) -> bool | None:
    """Return whether the checker does not follow the derivation of a program's bounds; None if it is refused by the front end."""
    reduction = reduction_of(program(seed))
    if reduction is None:
        return None
    document, found = json.loads(json.dumps([reduction_json(reduction), derivation(reduction)]))
    try:
        return bool(checker.Replay(checker.Reduction(document, "core", checker.Work(1)), found, "").holes)
    except checker.Invalid:
        return True


@pytest.mark.slow
@settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.integers(0, 10**9))
def test_random_counts_are_within_their_bounds(seed: int) -> None:
    assert violation(seed, Figures()) == ""


@pytest.mark.slow
def test_the_checker_follows_most_random_counts() -> None:
    asked = [not_followed(seed) for seed in range(12)]
    assert asked.count(None) <= 4
    assert asked.count(True) <= 1


if __name__ == "__main__":
    counted, lost = Figures(), 0
    for number in range(*map(int, sys.argv[1:])):
        if wrong := violation(number, counted):
            print(f"seed {number}\n{wrong}")
        lost += bool(not_followed(number))
    print(counted, f"\nderivations that the checker does not follow: {lost}")
