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
from certify.core.witness_kinds import witnesses
from certify.formulas.definitions import NamedFormula, NamedLeast, NamedQuotient, NamedSquare, NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import numbered_variables
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.formulas.structures import Filling
from certify.semantics.interpreter import Image, OutsideHome, ProblemMeaning, Unmet
from tests.formulas.gate import Disagreement, Gate, Tally


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
        self.parsimonious, self.counts = "parsimonious" in mine.sides, "counts" in mine.sides
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

    def _instance(self, x: Value, most: int) -> None:
        """Compare all of an instance; if all goals of `counts` hold, its image has twice as many witnesses."""
        before, self.counted = "counts" in self.tally.refuted, [0, 0]
        self.tally.refuted.discard("counts")
        super()._instance(x, most)
        if self.counts and not self.tally.refuted and 2 * self.counted[0] != self.counted[1]:
            raise Disagreement(f"{self.reduction.name}: {self.counted} witnesses of {x} and of its image")
        self.tally.refuted |= {"counts"} if before else set()

    def _source_witness(self, x: Value, w: Value, image: Image | None) -> None:
        super()._source_witness(x, w, image)
        if self.counts and image is not None and self._accepted(self.source, x, w):
            self.counted[0] += 1
            back = self._back(x, self._forth(x, w, image), image)
            self._goals(self.structure(x, SOURCE_WITNESS, w), "counts", SOURCE_WITNESS, back == w, x, w)

    def _target_witness(self, x: Value, v: Value, image: Image) -> None:
        super()._target_witness(x, v, image)
        if self.counts and self._accepted(self.target, image.value, v):
            self.counted[1] += 1
            opposite = frozenset[Value]().union(*witnesses(self.target.space(image.value))) - v
            both = [y == self._forth(x, self._back(x, y, image), image) for y in (v, opposite)]
            good = self._accepted(self.target, image.value, opposite) and sum(both) == 1
            built = v if self.unbuild is None else self.unbuild(v, image.tables)
            self._goals(self.structure(x, TARGET_WITNESS, built), "counts", TARGET_WITNESS, good, x, v)

    def _accepted(self, problem: ProblemMeaning, x: Value, w: Value) -> bool:
        try:
            return problem.accepts(x, w)
        except Unmet:
            return False

    def _forth(self, x: Value, w: Value, image: Image) -> Value:
        try:
            return self.maps.forward(x, w, image)
        except (Unmet, OutsideHome):
            return None

    def _back(self, x: Value, v: Value, image: Image) -> Value:
        try:
            return None if v is None else self.maps.backward(x, v, image)
        except (Unmet, OutsideHome):
            return None

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance and of a witness of this name."""
        filling = Filling(self.engine, x, name, w)
        model = filling.model
        tables: tuple[Any, ...] = (model.functions, model.predicates)
        for table in tables:  # the engine has another name for what is appended
            table.update({k.replace("fold!", "appended!"): rows for k, rows in table.items() if k.startswith("fold!")})
        model.definitions = self.definitions
        model.close()
        return model
