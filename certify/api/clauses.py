"""Formulas as PySAT has them: lists of clauses of signed numbers, and `CNF` objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.api.python_data import listed, plain
from certify.core import Problem
from certify.formats.bad_input import BadInput, described
from certify.formats.dimacs_cnf import MOST_LABELS, cnf_shape


def clause_data(problem: Problem, data: Any) -> Mapping[str, Any]:
    """Return the variables 1, 2, ... and the clauses of a formula, as fields of an instance.

    - `problem`: a problem whose instances are formulas in conjunctive normal form.
    - `data`: clauses of signed numbers, or an object with `clauses` and the number `nv` of variables, such as PySAT's `CNF`.

    Raises BadInput for anything else.

    >>> from certify.library import standard
    >>> clause_data(standard().problem("SAT"), [[1, -2], []])
    {'variables': [1, 2], 'clauses': [[1, -2], []]}
    """
    form = cnf_shape(problem.instance)
    assert form is not None, "formulas are read for problems about formulas"
    if hasattr(data, "hard") and hasattr(data, "soft"):
        raise BadInput(
            "", f"found a weighted formula, and {problem.name} has no weights", "`CNF(from_clauses=f.hard)` is its hard part"
        )
    number = getattr(data, "nv", 0)
    clauses = listed(getattr(data, "clauses", data))
    if not isinstance(clauses, list):
        raise BadInput("", f"found {described(plain(data))}, expected clauses such as [[1, -2], [2]], or a CNF of PySAT")
    read = []
    for i, clause in enumerate(clauses):
        literals = listed(clause)
        if not isinstance(literals, list):
            raise BadInput(
                f"clauses[{i}]", f"found {described(plain(clause))}, expected a list of signed numbers such as [1, -2]"
            )
        read.append([_literal(plain(item), f"clauses[{i}][{j}]") for j, item in enumerate(literals)])
    number = max([number, *(abs(item) for clause in read for item in clause)])
    if number > MOST_LABELS:
        raise BadInput("", f"{number} is more than the {MOST_LABELS} variables that can be read")
    return {form.variables: list(range(1, number + 1)), form.clauses: read}


def _literal(item: Any, place: str) -> int:
    if isinstance(item, bool) or not isinstance(item, int):
        hint = "with variables of other names, give a dict with `variables` and `clauses`" if isinstance(item, str | dict) else ""
        raise BadInput(place, f"found {described(item)}, expected a literal: 3 for a variable, -3 for its negation", hint)
    if item == 0:
        raise BadInput(place, "found 0, which is no literal; it ends a clause in DIMACS files only")
    return item
