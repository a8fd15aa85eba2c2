"""The registry of hand-written solvers, and the types of their limits and answers."""

from __future__ import annotations

import pkgutil
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NoReturn

from certify.core import Problem
from certify.core.values import Value
from certify.errors import InputError
from certify.library import standard
from certify.records import dataclass, field
from certify.semantics.narrowing import narrows

METHODS = {"dp": "dynamic programming", "cp-sat": "constraint programming", "mip": "integer programming"}
MEMORY = 1 << 30


class Refused(InputError):
    """A solver does not take an instance, or its tables would not fit; `str()` states the reason."""


@dataclass(frozen=True)
class Limits:
    """The limits of a solver: a `deadline` (a value of `time.monotonic()`), and the `memory` for its tables, in bytes."""

    deadline: float | None = None
    memory: int = MEMORY

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def fit(self, needed: int, what: str) -> None:
        """Raise `Refused` if tables need more bytes than the limit; `what` names the tables for the message."""
        if needed > self.memory:
            too_large(needed, what, self.memory)


def too_large(needed: int, what: str, memory: int) -> NoReturn:
    """Raise `Refused` for tables that do not fit.

    - `needed`, `memory`: the bytes that they need, and that are allowed.
    - `what`: the name of the tables, for the message.
    """
    raise Refused(f"{what} would take {in_words(needed)} of memory; {in_words(memory)} are allowed")


def in_words(size: int) -> str:
    """Return a number of bytes as text.

    >>> in_words(1 << 30), in_words(5000), in_words(10**30)
    ('1.0 GiB', '4.9 KiB', 'more than 1024 PiB')
    """
    if size >= 1 << 60:
        return "more than 1024 PiB"
    unit = max(0, (size.bit_length() - 1) // 10)
    return f"{size / (1 << 10 * unit):.1f} {['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'][unit]}" if unit else f"{size} B"


@dataclass(frozen=True)
class Answer:
    """The answer of a solver: `yes` with a witness, `no`, or `unknown` if the time is over.  `effort` holds its figures."""

    answer: str
    witness: Value = None
    effort: Mapping[str, int] = field(default_factory=dict)


OUT_OF_TIME = Answer("unknown")

Solve = Callable[[Value, Limits], Answer]


@dataclass(frozen=True)
class Solver:
    """A hand-written solver.

    - `problem`: the name of the problem.
    - `method`: a key of `METHODS`.
    - `title`: the idea of the algorithm.
    - `growth`: how its time grows, in words.
    - `bound`: its time and memory.
    - `cites`: the citation key of the algorithm.
    - `solve`: the function.
    """

    problem: str
    method: str
    title: str
    growth: str
    bound: str
    cites: str
    solve: Solve


_registered: dict[tuple[str, str], Solver] = {}


def solves(problem: str, method: str, title: str, growth: str, bound: str, cites: str) -> Callable[[Solve], Solve]:
    """Return a decorator that registers a function as a solver.

    `problem`, `method`, `title`, `growth`, `bound` and `cites` are those of `Solver`.
    """

    def register(solve: Solve) -> Solve:
        _registered[problem, method] = Solver(problem, method, title, growth, bound, cites, solve)
        return solve

    return register


def solvers() -> list[Solver]:
    """Return all solvers, by problem and method.

    >>> [(s.problem, s.method) for s in solvers() if s.method == "dp"][:2]
    [('DNNT', 'dp'), ('HamiltonianCycle', 'dp')]
    """
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return [_registered[key] for key in sorted(_registered)]


def solvers_of(problem: Problem) -> list[Solver]:
    """Return the solvers for a problem: those for it, or for a problem that it restricts.  Problems are compared by their texts,
    not only by their names.

    >>> [s.method for s in solvers_of(standard().problem("OneSampleDNNT"))]
    ['cp-sat', 'dp']
    """
    return [s for s in solvers() if narrows(problem, standard().problem(s.problem))]
