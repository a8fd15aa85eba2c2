"""Whether a solver's `no` about the file of an instance is a `no` of the problem.

A file of clauses or rows says that all of them hold, whatever the problem is.  So a solver that finds no solution of it has shown
that the instance has no witness only if each witness is a solution of the file.  That is examined on all small instances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, islice
from typing import Any

from certify.core import Label, Problem, Set
from certify.core.paths import field_values
from certify.formats.dimacs_cnf import CnfShape, cnf_shape
from certify.formats.programs import ProgramShape, program_shape
from certify.formats.wcnf import direction_of, weighted
from certify.generate.enumeration import default_bounds, instances
from certify.semantics.interpreter import ProblemMeaning

INSTANCES = 60
"""The most instances that are examined."""

_WORK = 4_000

Parts = Mapping[str, Any]
Holds = Callable[[Parts, frozenset[int]], bool]


def no_is_no(problem: Problem, optimal: bool = False) -> bool:
    """Return whether `no solution` of the files of a problem means that there is no witness, as far as small instances tell.

    With `optimal` the file is one of soft clauses, and the solver says that no solution is better than its own, which is no
    witness.

    >>> from certify.library import standard
    >>> [no_is_no(standard().problem(name)) for name in ("SAT", "OneInThreeSAT", "MaxTwoSAT")]
    [True, True, False]
    """
    program, cnf = program_shape(problem.instance), cnf_shape(problem.instance)
    if (program or cnf) and problem.witness.type != Set(Label(_home(problem))):
        return False
    if optimal:
        return cnf is not None and weighted(problem.instance) and _follows(problem, _soft(problem, cnf), both=True)
    if program is not None:
        return _follows(problem, _rows(program))
    return cnf is None or _follows(problem, _clauses(cnf))


def _follows(problem: Problem, holds: Holds, both: bool = False) -> bool:
    """Return whether each witness of each small instance is a solution of its file; with `both`, and each solution a witness."""
    meaning = ProblemMeaning(problem)
    bounds = default_bounds(problem, INSTANCES, most=_WORK)
    for x in islice(instances(problem, bounds), INSTANCES):
        parts = {path: v for path, _, v in field_values(problem.instance, x)}
        for chosen in _subsets(parts[_home(problem)]):
            witness, solution = meaning.accepts(x, chosen), holds(parts, chosen)
            if witness != solution if both else witness and not solution:
                return False
    return True


def _home(problem: Problem) -> str:
    shape = program_shape(problem.instance) or cnf_shape(problem.instance)
    assert shape is not None
    return shape.variables


def _subsets(whole: frozenset[int]) -> Iterator[frozenset[int]]:
    return (frozenset(chosen) for size in range(len(whole) + 1) for chosen in combinations(sorted(whole), size))


def _clauses(shape: CnfShape) -> Holds:
    return lambda parts, true: all(_true(clause, true) for clause in parts[shape.clauses])


def _true(clause: Any, true: frozenset[int]) -> bool:
    return any((label in true) == (case == 0) for case, label in clause)


def _rows(shape: ProgramShape) -> Holds:
    return lambda parts, true: all(
        sum(q for x, q in terms.items() if x in true) >= parts[shape.least][row] for row, terms in parts[shape.matrix].items()
    )


def _soft(problem: Problem, shape: CnfShape) -> Holds:
    direction = direction_of(problem)
    if not direction:
        return _clauses(shape)
    assert problem.optimum is not None
    number = problem.optimum[1]
    if direction == "maximises":
        return lambda parts, true: sum(_true(clause, true) for clause in parts[shape.clauses]) >= parts[number]
    return lambda parts, true: _clauses(shape)(parts, true) and len(true) <= parts[number]
