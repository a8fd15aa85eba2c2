"""The gate of the checker's statements: in the structure of an instance and a witness, they are what the interpreter says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import Asked, Chosen, Least, NoRule, Statements, claim_goal, counting_variables
from certify.core import Reduction
from certify.core.document import reduction_json
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import witnesses
from certify.empirical.claim_checks import SizeClaim
from certify.formulas.definitions import NamedChoice, NamedFormula, NamedLeast, NamedQuotient, NamedSquare, NamedSum
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import INT, numbered_variables
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.formulas.structures import Filling
from certify.semantics.interpreter import Image, OutsideHome, ProblemMeaning, Unmet
from tests.formulas.gate import Disagreement, Gate, Tally

MOST_DIGITS = 10
"""Of numbers of at most so many digits, structures have the number of digits."""


def statements_of(reduction: Reduction, claims: Sequence[int] = ()) -> Statements:
    """Return the checker's statements of a reduction and of claims about sizes, within `counting_variables`.  Raises NoRule."""
    core = json.loads(json.dumps(reduction_json(reduction)))
    return Statements(checker.Reduction(core, "core", unlimited()), Asked(claims))


def stated_claims(reduction: Reduction) -> Iterator[int]:
    """Yield the numbers of the claims about sizes of which the checker makes a statement, within `counting_variables`."""
    for k, claim in enumerate(reduction.claims):
        with suppress(NoRule):
            if claim.kind == "size":
                yield statements_of(reduction, [k]).claims[0]


def unlimited() -> checker.Work:
    """Return work without an end."""
    work = checker.Work(1 << 50)
    work.here = work.left
    return work


def compare_checker(reduction: Reduction, most: int, most_witnesses: int = 64, more: Any = ()) -> Tally:
    """Compare the checker's statements of a reduction with the interpreter.  Raises NoRule, NotTranslated or Disagreement."""
    with numbered_variables(), counting_variables(unlimited(), 1 << 20):
        return _CheckerGate(reduction).run(most, most_witnesses, more)


class CountingGate(Gate):
    """Compares the goals of a claim that there are twice as many witnesses as well, if `counts`."""

    counts = False

    def _instance(self, x: Value, most: int) -> None:
        """Compare all of an instance; if all goals of `counts` hold, its image has twice as many witnesses, if all are seen."""
        before, self.counted, self.seen = "counts" in self.tally.refuted, [0, 0], 0
        self.tally.refuted.discard("counts")
        super()._instance(x, most)
        twice = 2 * self.counted[0] == self.counted[1] or self.seen == most
        if self.counts and not self.tally.refuted and not twice:
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
        self.seen += 1
        if self.counts and self._accepted(self.target, image.value, v):
            self.counted[1] += 1
            opposite = self._opposite(v, image)
            both = [y == self._forth(x, self._back(x, y, image), image) for y in (v, opposite)]
            good = self._accepted(self.target, image.value, opposite) and sum(both) == 1
            built = v if self.unbuild is None else self.unbuild(v, image.tables)
            self._goals(self.structure(x, TARGET_WITNESS, built), "counts", TARGET_WITNESS, good, x, v)

    def _opposite(self, v: Value, image: Image) -> Value:
        """Return what a subset leaves out, or a cycle backwards."""
        if isinstance(v, frozenset):
            return frozenset[Value]().union(*witnesses(self.target.space(image.value))) - v
        return FrozenMap({y: x for x, y in v.items()})

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


class _CheckerGate(CountingGate):
    """The symbols have the names that the engine gives them, so that its structures give them their meaning."""

    def __init__(self, reduction: Reduction) -> None:
        super().__init__(reduction)
        self.engine = self.statements
        self.claims = [*stated_claims(reduction)]
        mine = statements_of(reduction, self.claims)
        goals = [SimpleNamespace(**g._asdict(), hypotheses=g.known, induction=None) for g in mine.goals]
        self.statements = SimpleNamespace(  # type: ignore[assignment]
            goals=goals, valid=mine.valid, accepted=mine.accepted, axioms=mine.shared.axioms, roots=self.engine.roots
        )
        self.parsimonious, self.counts = "parsimonious" in mine.sides, "counts" in mine.sides
        self.definitions: dict[str, Any] = {name: NamedSum(*t) for name, t in mine.shared.totals.items()}
        for name, what in mine.shared.named.items():
            if isinstance(what, Least):
                self.definitions[name] = NamedLeast(*what)
            elif isinstance(what, Chosen):
                self.definitions[name] = NamedChoice(*what)
            elif name == "square":
                self.definitions["square!"] = NamedSquare("square!")
            elif str(name).startswith("quotient!"):
                self.definitions[name] = NamedQuotient(name, int(name.removeprefix("quotient!")))
            elif str(name).startswith("holds!"):
                self.definitions[name] = NamedFormula(name, *what)

    def _instance(self, x: Value, most: int) -> None:
        """Compare all of an instance, and the claims about sizes."""
        super()._instance(x, most)
        image = self._image(x)
        if image is None or self.target.ill_typed(image.value) or not self.target.valid(image.value):
            return
        model = self.structure(x)
        for k in self.claims:
            claim = SizeClaim(self.reduction, self.reduction.claims[k])
            seen = claim.seen(image.value, self.target.measures(image.value))
            good = not claim.broken(seen, claim.allowed(self.source.measures(x)))
            self._goals(model, claim_goal(k), "", good, x)

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance and of a witness of this name."""
        filling = Filling(self.engine, x, name, w)
        model = filling.model
        tables: tuple[Any, ...] = (model.functions, model.predicates)
        for table in tables:  # the engine has another name for what is appended
            table.update({k.replace("fold!", "appended!"): rows for k, rows in table.items() if k.startswith("fold!")})
        for home in self.homes:
            for pair in combinations(sorted(model.universe(home)), 2):
                model.add(f"before!{home}", pair)
        model.universe(INT).update(range(MOST_DIGITS))  # the greatest number of digits is found among these
        model.functions["power!"] = {(b, n): b**n for b, n in product(range(-3, 13), range(64))}
        model.functions["bits!"] = {(n,): n.bit_length() for n in range(1 << MOST_DIGITS)}
        model.definitions = self.definitions
        model.close()
        return model
