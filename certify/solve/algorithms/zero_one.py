"""0-1 programs by OR-Tools: SCIP with floating-point numbers, and CP-SAT with whole ones."""

from __future__ import annotations

import time
from collections.abc import Mapping
from math import inf
from types import ModuleType

from certify.core.values import Value
from certify.solve.algorithms.registry import Answer, Limits, Refused, solves

_FLOAT, _WHOLE = 29, 61
"""The bits that the numbers of a row may add up to. SCIP allows rows a relative error, here of 1e-9; CP-SAT has 64."""


@solves(
    "ZeroOneProgramming",
    "mip",
    "branch and bound on linear relaxations, by SCIP",
    "exponential",
    "a variable for each variable, and a row for each row; numbers of a row below 2^29 together",
    "Achterberg2009",
)
def by_relaxation(x: Value, limits: Limits) -> Answer:
    """Solve a 0-1 program.  Numbers are rounded: a solution that does not hold exactly makes the answer unknown.

    Raises `Refused` if the numbers of a row add up to 2^29 or more, or if OR-Tools is not installed.

    >>> by_relaxation((frozenset({0, 1}), frozenset({0}), {0: {0: -2, 1: 3}}, {0: 2}), Limits()).witness == {1}
    True
    """
    pywraplp = _installed("ortools.linear_solver.pywraplp")
    variables, _, coefficient, least = x
    _small(coefficient, least, _FLOAT)
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.SetSolverSpecificParametersAsString("numerics/feastol = 1e-9")
    chosen = {v: solver.BoolVar("") for v in sorted(variables)}
    for r, row in coefficient.items():
        made = solver.Constraint(least[r], inf)
        for v, q in row.items():
            made.SetCoefficient(chosen[v], q)
    if limits.deadline is not None:
        solver.SetTimeLimit(max(10, int(1000 * (limits.deadline - time.monotonic()))))
    status = solver.Solve()
    effort = {"nodes": max(0, solver.nodes())}
    if status == pywraplp.Solver.INFEASIBLE:
        return Answer("no", effort=effort)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return Answer("unknown", effort=effort)
    found = frozenset(v for v, of in chosen.items() if of.solution_value() > 0.5)
    holds = all(sum(q for v, q in row.items() if v in found) >= least[r] for r, row in coefficient.items())
    return Answer("yes", found, effort) if holds else Answer("unknown", effort=effort)


@solves(
    "ZeroOneProgramming",
    "cp-sat",
    "a literal for each variable, and a linear constraint for each row",
    "exponential",
    "a variable for each variable, and a constraint for each row; numbers of a row below 2^61 together",
    "PerronDidier",
)
def by_constraints(x: Value, limits: Limits) -> Answer:
    """Solve a 0-1 program.  Raises `Refused` if the numbers of a row add up to 2^61 or more, or if OR-Tools is not installed.

    >>> by_constraints((frozenset({0, 1}), frozenset({0}), {0: {0: -2, 1: 3}}, {0: 4}), Limits()).answer
    'no'
    """
    cp_model = _installed("ortools.sat.python.cp_model")
    variables, _, coefficient, least = x
    _small(coefficient, least, _WHOLE)
    model = cp_model.CpModel()
    chosen = {v: model.new_bool_var("") for v in sorted(variables)}
    for r, row in coefficient.items():
        model.add(cp_model.LinearExpr.weighted_sum([chosen[v] for v in row], list(row.values())) >= least[r])
    solver = cp_model.CpSolver()
    if limits.deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.01, limits.deadline - time.monotonic())
    status = solver.solve(model)
    effort = {"branches": solver.num_branches}
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer("yes", frozenset(v for v, of in chosen.items() if solver.value(of)), effort)
    return Answer("no" if status == cp_model.INFEASIBLE else "unknown", effort=effort)


def _installed(module: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise Refused("OR-Tools is not installed; `pip install 'certify-reductions[cp-sat]'` installs it") from None


def _small(coefficient: Mapping[int, Mapping[int, int]], least: Mapping[int, int], bits: int) -> None:
    """Raise `Refused` if the numbers of a row add up to `2^bits` or more."""
    for r, row in coefficient.items():
        if sum(map(abs, row.values())) + abs(least[r]) >= 1 << bits:
            raise Refused(f"the numbers of a row add up to 2^{bits} or more; the solver is for smaller ones")
