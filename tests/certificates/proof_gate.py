"""The gate of the checker's statements: in the structure of an instance and a witness, they are what the interpreter says."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import Least, Statements, counting_variables
from certify.core import Reduction
from certify.core.document import reduction_json
from certify.core.values import Value
from certify.formulas.definitions import NamedFormula, NamedLeast, NamedQuotient, NamedSquare, NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import numbered_variables
from certify.formulas.structures import Filling
from tests.formulas.gate import Gate, Tally


def statements_of(reduction: Reduction) -> Statements:
    """Return the checker's statements of a reduction, within `counting_variables`.  Raises NoRule."""
    core = json.loads(json.dumps(reduction_json(reduction)))
    return Statements(checker.Reduction(core, "core", unlimited()))


def unlimited() -> checker.Work:
    """Return work without an end."""
    work = checker.Work(1 << 50)
    work.here = work.left
    return work


def compare_checker(reduction: Reduction, most: int, most_witnesses: int = 64, more: Any = ()) -> Tally:
    """Compare the checker's statements of a reduction with the interpreter.  Raises NoRule, NotTranslated or Disagreement."""
    with numbered_variables(), counting_variables(unlimited(), 1 << 20):
        return _CheckerGate(reduction).run(most, most_witnesses, more)


class _CheckerGate(Gate):
    """The symbols have the names that the engine gives them, so that its structures give them their meaning."""

    def __init__(self, reduction: Reduction) -> None:
        super().__init__(reduction)
        self.engine = self.statements
        mine = statements_of(reduction)
        goals = [SimpleNamespace(**g._asdict(), hypotheses=g.known, induction=None) for g in mine.goals]
        self.statements = SimpleNamespace(  # type: ignore[assignment]
            goals=goals, valid=mine.valid, accepted=mine.accepted, axioms=mine.shared.axioms, roots=self.engine.roots
        )
        self.parsimonious = "parsimonious" in mine.sides
        self.definitions: dict[str, Any] = {name: NamedSum(*t) for name, t in mine.shared.totals.items()}
        for name, what in mine.shared.named.items():
            if isinstance(what, Least):
                self.definitions[name] = NamedLeast(*what)
            elif name == "square":
                self.definitions["square!"] = NamedSquare("square!")
            elif str(name).startswith("quotient!"):
                self.definitions[name] = NamedQuotient(name, int(name.removeprefix("quotient!")))
            elif str(name).startswith("holds!"):
                self.definitions[name] = NamedFormula(name, *what)

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance and of a witness of this name."""
        filling = Filling(self.engine, x, name, w)
        filling.model.definitions = self.definitions
        filling.model.close()
        return filling.model
