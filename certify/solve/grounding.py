"""The verifier on a known instance and an unknown witness, as gates: by compiled code where a condition allows it.

The other conditions, and those on which compiled code stops, are evaluated symbolically.  That evaluation is the reference: both
make gates with the same meaning, and nearly always the same gates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.meaning import ProblemCircuits
from certify.codegen.meaning import kept_program
from certify.codegen.program_text import GROUND_ARGUMENTS, ground_conditions
from certify.codegen.runtime import UNDEFINED
from certify.core import Map, Node, Problem, Set
from certify.core.values import Value
from certify.symbolic.values import Symbolic
from certify.system.memo import of_the_very_same

Ground = Callable[..., Literal | list[Sequence[Literal]]]


@of_the_very_same
def _compiled(problem: Problem) -> list[tuple[Node, Ground | None]]:
    """Return the conditions of a verifier, each with the function that makes its gates, or None."""
    functions = kept_program(problem, "ground").load(problem.name)
    return [(condition, functions.get(name)) for name, condition in ground_conditions(problem)]


def accepts(of: ProblemCircuits, x: Value, w: Symbolic) -> tuple[list[Literal], Literal]:
    """Return the literals that hold if the verifier accepts, and the literal that is true where it is undefined.

    The circuit states clauses that hold as well if the verifier accepts.

    - `of`: the problem as circuits.
    - `x`, `w`: a known instance, and the unknown witness.

    Raises Beyond if a condition has no circuit of this size.
    """
    values, circuit = of.values, of.values.circuit
    arguments = _arguments(values, of.problem, w)
    guards, owed = list[Literal](), list[Literal]()
    for node, ground in _compiled(of.problem):
        found = None
        if ground is not None:
            with suppress(*UNDEFINED):
                found = ground(x, *arguments)
        if found is None:
            found, undefined = of.condition(node, x, w)
            owed.append(circuit.every([*guards, undefined]))
        guards += circuit.state(found) if isinstance(found, list) else [found]
        if FALSE in guards:
            break
    return guards, circuit.some(owed)


def _arguments(values: GateValues, problem: Problem, w: Symbolic) -> list[Any]:
    """Return what the functions get besides the instance."""
    circuit, type = values.circuit, problem.witness.type
    members = values.members(w) if isinstance(type, Set) else {}
    entries = {k: v for k, (g, v) in values.entries(w).items() if g == TRUE} if isinstance(type, Map) else {}
    given = {
        "chosen": members.get, "left": {v: -x for v, x in members.items()}.get,
        "entry": entries.__getitem__, "both": circuit.both, "some": circuit.some, "every": circuit.every,
        "equal": values.equal, "guard": values.guard,
    }  # fmt: skip
    return [given[name] for name in GROUND_ARGUMENTS]
