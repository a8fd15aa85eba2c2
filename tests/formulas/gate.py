"""The gate: every statement, evaluated in the structure of an instance and a witness, is what the interpreter says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from certify.core import Problem, Reduction, Set
from certify.core.concrete_spaces import NotEnumerable
from certify.core.values import Value
from certify.core.witness_kinds import outside, witnesses
from certify.formulas.finite import FiniteModel
from certify.formulas.logic import numbered_variables
from certify.formulas.statements import KEEPS, SOURCE_WITNESS, TARGET_WITNESS, Statements, statements
from certify.formulas.structures import structure
from certify.generate.enumeration import NoInstance, default_bounds, instances_by_shape
from certify.semantics.interpreter import Image, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.semantics.relabelling import relabel


@dataclass
class Tally:
    """What was compared: instances, structures with a witness, and the obligations of which goals were false.

    `inhabited`: the witnesses whose hypotheses all hold on an instance without an empty home.  `dropped`: how often a filter that
    was translated as if it dropped nothing drops something.
    """

    instances: int = 0
    witnesses: int = 0
    refuted: set[str] = field(default_factory=set)
    inhabited: set[str] = field(default_factory=set)
    dropped: int = 0


class Disagreement(AssertionError):
    """A statement that is not what the interpreter says."""


def compare(reduction: Reduction, most: int, most_witnesses: int = 64, more: Sequence[Value] = ()) -> Tally:
    """Compare the statements of a reduction with the interpreter.

    `most`: about how many instances.  `most_witnesses`: of each side, for each instance.  `more`: instances of which
    all witnesses are compared.

    Raises NotTranslated, or Disagreement.
    """
    with numbered_variables():
        return Gate(reduction).run(most, most_witnesses, more)


def small_instances(problem: Problem, most: int) -> Iterator[Value]:
    """Yield small instances, spread evenly over a region of about ten times as many."""
    try:
        found = [x for _, group in instances_by_shape(problem, default_bounds(problem, 10 * most, most=40_000)) for x in group]
    except NoInstance:
        return
    yield from found[: most // 2]
    yield from found[most // 2 :: max(1, 2 * len(found) // max(most, 1))]


_ALL = 1 << 13


class Gate:
    """Compares the statements of a reduction, in the structures of instances and witnesses, with the interpreter."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        self.statements: Statements = statements(reduction)
        self.source, self.target = ProblemMeaning(reduction.source), ProblemMeaning(reduction.target)
        self.maps = ReductionMeaning(reduction)
        self.unbuild = relabel(reduction.target.witness.type)
        self.homes = [str(r.type.home) for r in self.statements.roots if isinstance(r.type, Set) and r.type.home]
        self.parsimonious = any(g.obligation == "parsimonious" for g in self.statements.goals)
        self.tally = Tally()

    def run(self, most: int, most_witnesses: int, more: Sequence[Value]) -> Tally:
        for x in small_instances(replace(self.reduction.source, valid=()), most // 4):
            self._validity(x)
        for x in small_instances(self.reduction.source, most):
            self._instance(x, most_witnesses)
        for x in more:
            self._instance(x, _ALL)
        return self.tally

    def structure(self, x: Value, name: str = "", w: Value = None) -> FiniteModel:
        """Return the structure of an instance, and of a witness of this name."""
        return structure(self.statements, x, name, w)

    def _validity(self, x: Value) -> None:
        self._agree(self._holds(self.structure(x), self.statements.valid), self.source.valid(x), "valid", x)

    def _instance(self, x: Value, most: int) -> None:
        self.tally.instances += 1
        model = self.structure(x)
        self._axioms(model, x)
        self._agree(self._holds(model, self.statements.valid), self.source.valid(x), "valid", x)
        image = self._image(x)
        good = image is not None and not self.target.ill_typed(image.value) and self.target.valid(image.value)
        self._goals(model, "well-formed", "", good, x)
        for w in islice(witnesses(self.source.space(x)), most):
            self._source_witness(x, w, image if good else None)
        if good:
            assert image is not None
            try:
                for v in islice(witnesses(self.target.space(image.value)), most):
                    self._target_witness(x, v, image)
            except NotEnumerable:
                pass

    def _source_witness(self, x: Value, w: Value, image: Image | None) -> None:
        model = self._with_witness(x, SOURCE_WITNESS, w)
        accepted = self._accepts(self.source, x, w, model, SOURCE_WITNESS)
        if accepted is None:
            return
        self._agree(self._holds(model, self.statements.accepted[SOURCE_WITNESS]), accepted, "accepts", x, w)
        if accepted and image is not None:
            try:
                v = self.maps.forward(x, w, image)
                good = not outside(self.target.space(image.value), v, lambda *_: "?") and self.target.accepts(image.value, v)
            except (Unmet, OutsideHome):
                good = False
            self._goals(model, "forward", SOURCE_WITNESS, good, x, w)
            if good and self.parsimonious:
                self._goals(model, "parsimonious", SOURCE_WITNESS, self.maps.backward(x, v, image) == w, x, w)

    def _target_witness(self, x: Value, v: Value, image: Image) -> None:
        built = v if self.unbuild is None else self.unbuild(v, image.tables)
        model = self._with_witness(x, TARGET_WITNESS, built)
        accepted = self._accepts(self.target, image.value, v, model, TARGET_WITNESS)
        if accepted is None:
            return
        self._agree(self._holds(model, self.statements.accepted[TARGET_WITNESS]), accepted, "accepts of the target", x, v)
        if accepted:
            self._inductions(model, x, v)
            try:
                w = self.maps.backward(x, v, image)
                good = not outside(self.source.space(x), w, lambda *_: "?") and self.source.accepts(x, w)
            except (Unmet, OutsideHome):
                good = False
            self._goals(model, "backward", TARGET_WITNESS, good, x, v)
            if good and self.parsimonious:
                self._goals(model, "parsimonious", TARGET_WITNESS, self.maps.forward(x, w, image) == v, x, v)

    def _accepts(self, problem: ProblemMeaning, x: Value, w: Value, model: FiniteModel, name: str) -> bool | None:
        """Return whether a verifier accepts, None where it is undefined, and compare whether it is defined."""
        try:
            accepted = problem.accepts(x, w)
        except Unmet:
            accepted = None
        self._goals(model, "well-formed", name, accepted is not None, x, w)
        if accepted and all(model.universe(home) for home in self.homes):
            self.tally.inhabited.add(name)
        return accepted

    def _with_witness(self, x: Value, name: str, w: Value) -> FiniteModel:
        self.tally.witnesses += 1
        model = self.structure(x, name, w)
        self._axioms(model, x, w)
        hypotheses = next((g.hypotheses for g in self.statements.goals if g.witness == name), ())
        for kind, f in hypotheses:
            if kind == "in space" and not model.holds(f, {}):
                raise Disagreement(f"{self.reduction.name}: a witness is not in its space: {f}, {x}, {w}")
        return model

    def _image(self, x: Value) -> Image | None:
        try:
            return self.maps.image(x)
        except (Unmet, OutsideHome):
            return None

    def _holds(self, model: FiniteModel, hypotheses: tuple[tuple[str, tuple[object, ...]], ...]) -> bool:
        return all(model.holds(f, {}) for _, f in hypotheses)

    def _axioms(self, model: FiniteModel, *where: Value) -> None:
        for kind, f in self.statements.axioms:
            if self._speaks(f, model) and not model.holds(f, {}):
                raise Disagreement(f"{self.reduction.name}: the axiom {kind} is false: {f}, on {where}")

    def _inductions(self, model: FiniteModel, *where: Value) -> None:
        for induction in {g.induction.name: g.induction for g in self.statements.goals if g.induction is not None}.values():
            holds = model.holds(induction.first, {}) and model.holds(induction.step, {})
            if holds and not all(model.holds(f, {}) for f in induction.conclusions):
                raise Disagreement(f"{self.reduction.name}: the induction {induction.name} is false on {where}")

    def _speaks(self, f: tuple[object, ...], model: FiniteModel) -> bool:
        """Return whether an axiom speaks only of symbols of this structure: a witness's are there only with the witness."""
        text = repr(f)
        return all(name in model.present or f"'{name}" not in text for name in (SOURCE_WITNESS, TARGET_WITNESS))

    def _goals(self, model: FiniteModel, obligation: str, witness: str, good: bool, *where: Value) -> None:
        goals = [g for g in self.statements.goals if g.obligation == obligation and g.witness == witness]
        false = [g for g in goals if not model.holds(g.formula, {})]
        if any(g.part == KEEPS for g in false):  # the other goals then say nothing
            self.tally.dropped += 1
            return
        if false:
            self.tally.refuted.add(obligation)
        if good == bool(false):
            parts = [(g.part, g.formula) for g in false]
            raise Disagreement(f"{self.reduction.name}: {obligation} is {good} by the interpreter on {where}; false: {parts}")

    def _agree(self, here: bool, there: bool, what: str, *where: Value) -> None:
        if here != there:
            raise Disagreement(f"{self.reduction.name}: {what} is {there} by the interpreter, {here} by the formulas on {where}")
