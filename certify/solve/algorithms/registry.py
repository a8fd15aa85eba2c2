"""Which problems have a solver that was written by hand, and what one is."""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import NoReturn

from certify.core import Problem
from certify.core.values import Value
from certify.errors import InputError
from certify.library import standard
from certify.semantics.narrowing import narrows

METHODS = {"dp": "dynamic programming", "cp-sat": "constraint programming"}
MEMORY = 1 << 30


class Refused(InputError):
    """An instance is none of those that a solver is for, or its tables would not fit; `str()` says which, and why."""


@dataclass(frozen=True)
class Limits:
    """What a solver may use: time until `deadline` (a value of `time.monotonic()`), and `memory`, in bytes, for its tables."""

    deadline: float | None = None
    memory: int = MEMORY

    @property
    def over(self) -> bool:
        """Is the time up?"""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def fit(self, needed: int, what: str) -> None:
        """Raise `Refused` unless so many bytes are allowed."""
        if needed > self.memory:
            too_large(needed, what, self.memory)


def too_large(needed: int, what: str, memory: int) -> NoReturn:
    """Raise `Refused` for tables that do not fit."""
    raise Refused(f"{what} would take {in_words(needed)} of memory; {in_words(memory)} are allowed")


def in_words(size: int) -> str:
    """A number of bytes.

    >>> in_words(1 << 30), in_words(5000), in_words(10**30)
    ('1.0 GiB', '4.9 KiB', 'more than 1024 PiB')
    """
    if size >= 1 << 60:
        return "more than 1024 PiB"
    unit = max(0, (size.bit_length() - 1) // 10)
    return f"{size / (1 << 10 * unit):.1f} {['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'][unit]}" if unit else f"{size} B"


@dataclass(frozen=True)
class Answer:
    """What a solver answers: `yes` with a witness, `no`, or `unknown` when the time is up; `effort` has its figures."""

    answer: str
    witness: Value = None
    effort: Mapping[str, int] = field(default_factory=dict)


OUT_OF_TIME = Answer("unknown")

Solve = Callable[[Value, Limits], Answer]


@dataclass(frozen=True)
class Solver:
    """A solver: for instances of `problem`, by `method` (a key of `METHODS`); `growth` says in words how its time grows, `bound`
    what time and memory it takes, and `cites` where the algorithm is from."""

    problem: str
    method: str
    title: str
    growth: str
    bound: str
    cites: str
    solve: Solve


_registered: dict[tuple[str, str], Solver] = {}


def solves(problem: str, method: str, title: str, growth: str, bound: str, cites: str) -> Callable[[Solve], Solve]:
    """Register a function as a solver."""

    def register(solve: Solve) -> Solve:
        _registered[problem, method] = Solver(problem, method, title, growth, bound, cites, solve)
        return solve

    return register


def solvers() -> list[Solver]:
    """All of them, by problem and method.

    >>> [(s.problem, s.method) for s in solvers() if s.method == "dp"][:2]
    [('DNNT', 'dp'), ('HamiltonianCycle', 'dp')]
    """
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return [_registered[key] for key in sorted(_registered)]


def solvers_of(problem: Problem) -> list[Solver]:
    """Those for a problem: registered for it, or for one that it restricts, by texts and not by names alone.

    >>> [s.method for s in solvers_of(standard().problem("OneSampleDNNT"))]
    ['cp-sat', 'dp']
    """
    return [s for s in solvers() if narrows(problem, standard().problem(s.problem))]
