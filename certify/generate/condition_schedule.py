"""The tests of the conditions of `valid` while the fields of an instance are chosen one after the other.

A condition is checked when the fields that it reads are chosen and the conditions before it, its guard, are checked.  An instance
on which it is undefined is found then.

A condition is tested earlier, on partial values, to leave out partial instances that cannot become valid.  **The claim.** No
instance is left out that is valid, or on which `valid` is undefined.

**Why it holds.** A partial instance is left out only if a condition is false on it: then it is false on each of its completions
(`certify.generate.partial_values`).  Each condition before it is true on the completion, is false, or has an unknown value.  If
it is false, `valid` is false.  If its value is unknown, its text shows that it is defined if those before it hold
(`certify.semantics.definedness`).  So `valid` is false on every completion, and defined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from certify.core import Node, Problem, Type
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.semantics.definedness import defined_conditions
from certify.semantics.dependencies import fields_read, touches
from certify.semantics.evaluation import EvaluatedPart
from certify.semantics.unmet_obligations import NotShown, Unmet


class Condition(NamedTuple):
    """A conjunct of `valid`.

    - `reads`: the fields that it reads; None for all.
    - `complete`: the number of chosen fields from which on these are chosen.
    - `due`: the number of chosen fields at which it is checked.
    - `shown`: whether its text shows that it is defined if the conditions before it hold.
    """

    node: Node
    reads: set[str] | None
    complete: int
    due: int
    shown: bool


def scheduled(problem: Problem, fields: Sequence[tuple[str, Type]]) -> list[Condition]:
    """Return the conjuncts of `valid`, in order, for fields that are chosen in the given order."""
    conjuncts = [c for node in problem.valid for c in node.operands("and")]
    shown, due = sum(1 for _ in defined_conditions(problem)), 0
    out = []
    for number, node in enumerate(conjuncts):
        reads = fields_read(node, problem.functions)
        complete = max((i + 1 for i, (path, _) in enumerate(fields) if touches(reads, path)), default=0)
        due = max(due, complete)
        out.append(Condition(node, reads, complete, due, number < shown))
    return out


def testable(conditions: Sequence[Condition], chosen: int) -> list[Condition]:
    """Return the conditions that can be tested before they are checked, on values of which the field after `chosen` fields may be
    partial.

    They read this field and no later one.  Each condition before them is already checked, is shown to be defined, or is tested
    with them.
    """
    out = []
    for condition in conditions:
        if condition.complete == chosen + 1:
            out.append(condition)
        elif not condition.shown and condition.due > chosen:
            break
    return out


def test_of(part: EvaluatedPart, conditions: Sequence[Condition]) -> Callable[[Value], bool]:
    """Return the function that decides whether a partial instance may have completions on which `valid` is true or undefined."""
    closures = [(part.closure(c.node), c.shown) for c in conditions]

    def possible(x: Value) -> bool:
        frame = part.frame(x)
        for closure, shown in closures:
            try:
                if not closure(frame):
                    return False
            except (Unmet, NotShown, OutOfBudget):
                if not shown:
                    return True
        return True

    return possible
