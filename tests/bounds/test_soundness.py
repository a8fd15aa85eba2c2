"""Soundness by testing: counted steps and observed sizes are within the derived bounds, on random programs with random instances
and on the library.

To reproduce a failure, or to search for one: `python -m tests.bounds.test_soundness --programs 2000 --seed 7`.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from certify.bounds.instances import Uncovered
from certify.bounds.results import Bound
from certify.core import Problem
from certify.core.values import Value
from certify.generate import enumeration
from certify.library import standard
from tests.bounds.random_programs import Program, program, smaller
from tests.bounds.soundness import Figures, Found, Violation, check_problem, check_reduction, instances
from tests.names import RARE, few, sampled

FEW, MANY = 5, 10


@dataclass(frozen=True)
class Broken:
    """A program on which a bound is violated."""

    seed: int
    program: Program
    violation: Violation

    def __str__(self) -> str:
        return f"seed {self.seed}\n\n{self.program}\n{self.violation}"


def check(drawn: Program, seed: int, figures: Figures, few: int = FEW, many: int = MANY) -> Violation | None:
    """Return the first violation of a program's bounds by runs on instances from the seed, or an error of the bounds backend."""
    reduction = drawn.reduction()
    if reduction is None:
        figures.refused += 1
        return None
    try:
        check_reduction(reduction, instances(reduction.source, Random(seed), few, many), figures)
        figures.programs += 1
    except Found as found:
        return found.violation
    except Uncovered:
        figures.uncovered += 1
    except Exception as error:  # any error of the bounds backend is a defect, which a smaller program shows better
        place = traceback.extract_tb(error.__traceback__)[-1]
        says = f"{type(error).__name__} {error} in {Path(place.filename).name}, {place.name}"
        return Violation(f"error-in-{place.name}", says, Bound(()), None, {}, "")
    return None


def first_broken(seeds: range, figures: Figures, depth: int) -> Broken | None:
    """Return the first program, in the order of seeds, on which a bound is violated, after shrinking."""
    for seed in seeds:
        drawn = program(seed, depth)
        violation = check(drawn, seed, figures)
        if violation is not None:
            return shrunk(drawn, seed, violation)
    return None


def shrunk(drawn: Program, seed: int, violation: Violation) -> Broken:
    """Return a violation of the same kind of bound on a smaller program."""

    def fails(candidate: Program) -> bool:
        found = check(candidate, seed, Figures())
        return found is not None and found.of.partition(" ")[0] == violation.of.partition(" ")[0]

    least = smaller(drawn, fails)
    return Broken(seed, least, check(least, seed, Figures()) or violation)


# ------------------------------------------------------------------------------------------------ tests


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.integers(0, 10**9))
def test_random_programs_stay_within_their_bounds(seed: int) -> None:
    broken = first_broken(range(seed, seed + 1), Figures(), depth=2)
    assert broken is None, str(broken)


@pytest.mark.slow
def test_most_programs_are_accepted_by_the_front_end() -> None:
    accepted = sum(program(seed).reduction() is not None for seed in range(20))
    assert accepted > 10


@pytest.mark.slow
def test_tens_of_thousands_of_pairs_stay_within_their_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    figures = Figures()
    for depth in (2, 3, 4, 5):
        broken = first_broken(range(depth * 1000, depth * 1000 + 600), figures, depth)
        assert broken is None, str(broken)
    with capsys.disabled():
        print(f"\n{figures}")
    assert figures.pairs >= 20_000
    assert figures.unbounded.total() < figures.bounds.total() / 20


def of_library(problem: Problem, count: int, many: int = 10) -> Iterator[Value]:
    """Return instances of a problem of the library: the smallest, all of them up to a number, and random larger ones."""
    yield from islice(enumeration.instances(problem, enumeration.default_bounds(problem, count)), count)
    yield from instances(problem, Random(problem.name), few=0, many=many)


RAREST = {"OnePointDNNT"}
"""The problems that have an instance only if four measures have particular values."""


@pytest.mark.parametrize("name", few(6, sampled(standard().names("problem"))))
def test_problems_of_the_library_stay_within_their_bounds(name: str) -> None:
    figures = Figures()
    problem = standard().problem(name)
    check_problem(problem, of_library(problem, 40), figures)
    assert figures.pairs > (0 if name in RARE else 10) or name in RAREST


@pytest.mark.parametrize("name", few(4, sampled(standard().names("reduction"))))
def test_reductions_of_the_library_stay_within_their_bounds(name: str) -> None:
    figures = Figures()
    reduction = standard().reduction(name)
    many = 2 if name == "ThreeSAT:OneDimensionalDNNT" else 10  # images of hundreds of samples
    check_reduction(reduction, of_library(reduction.source, 20, many), figures, witnessed=3)
    assert figures.pairs > (0 if reduction.source.name in RARE else 10) or reduction.source.name in RAREST


@pytest.mark.slow
@pytest.mark.parametrize("name", standard().names("reduction"))
def test_reductions_of_the_library_stay_within_their_bounds_on_hundreds(name: str) -> None:
    figures = Figures()
    reduction = standard().reduction(name)
    check_reduction(reduction, of_library(reduction.source, 400), figures, witnessed=10_000)
    assert figures.pairs > (5 if reduction.source.name in RARE else 50)


def main(arguments: list[str]) -> int:
    """Look for a violation on random programs; print it, made as small as it gets, and the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bounds.test_soundness", description=main.__doc__)
    parser.add_argument("--programs", type=int, default=1000, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first one")
    parser.add_argument("--depth", type=int, default=4, help="how deep expressions are nested")
    given = parser.parse_args(arguments)
    figures = Figures()
    broken = first_broken(range(given.seed, given.seed + given.programs), figures, given.depth)
    print(broken or "no bound was violated")
    print(f"\n{figures}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
