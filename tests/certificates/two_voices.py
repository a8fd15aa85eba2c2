"""The checker's interpreter and enumerator beside those of the engine: both must say the same.

Values of both are compared as they are: numbers, tuples, frozen sets and maps.  Where one is undefined, the other must be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from certify.audit.regions import RegionPlan, cutting
from certify.certificates import checker
from certify.core import Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.core.document import core_json
from certify.core.values import FrozenMap, Value, size
from certify.core.witness_kinds import count, outside, witnesses
from certify.generate.bounded_instances import Box, TooMuch
from certify.semantics.interpreter import NotShown, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet


def own(value: Value) -> Value:
    """Return a value of the engine as one of the checker: its maps are maps of the checker."""
    if isinstance(value, FrozenMap):
        return checker.Map((own(k), own(v)) for k, v in value.items())
    if isinstance(value, tuple | frozenset):
        return type(value)(map(own, value))
    return value


UNDEFINED = "undefined"
MOST_MEMBERS = 64


def document(declared: Problem | Reduction) -> Any:
    """Return the core document as it is read from a file."""
    return json.loads(json.dumps(core_json(declared)))


def engine(run: Callable[..., Any], *values: Any) -> Any:
    """Return what the engine says, or that it is undefined."""
    try:
        return run(*values)
    except (Unmet, NotShown, OutsideHome):
        return UNDEFINED


def checked(run: Callable[..., Any], *values: Any) -> Any:
    """Return what the checker says, or that it is undefined."""
    try:
        return run(*map(own, values))
    except (checker.Undefined, checker.OutsideHome):
        return UNDEFINED


class ProblemVoices:
    """A problem in the engine and in the checker."""

    def __init__(self, problem: Problem, read: checker.Problem | None = None) -> None:
        self.problem = problem
        self.work = checker.Work(1 << 40)
        self.read = read or checker.Problem(document(problem), "", self.work)
        self.meaning, self.run = ProblemMeaning(problem), checker.ProblemRun(self.read)

    def instance(self, x: Value) -> bool:
        """Compare what is said of an instance; return whether it is valid."""
        assert checker.length(own(x), self.read.instance) == size(x, self.problem.instance)
        typed = not self.meaning.ill_typed(x)
        assert (not checker.well_typed(self.read, own(x))) == typed
        valid = engine(self.meaning.valid, x) if typed else False
        assert not typed or valid == checked(self.run.valid.holds, x)
        if valid is True:
            assert engine(self.meaning.measures, x) == checked(self.run.measures, x)
        return valid is True

    def witnesses(self, x: Value, most: int = MOST_MEMBERS) -> list[Value]:
        """Compare the witness spaces of a valid instance; return the members on which the verifiers were compared."""
        here, there = engine(self.meaning.space, x), checked(self.run.space, x)
        assert (here == UNDEFINED) == (there == UNDEFINED)
        if here == UNDEFINED:
            return []
        assert count(here) == there.count()
        if count(here) is None or count(here) > 1 << 12:
            return []
        found = [*witnesses(here)]
        assert len(found) == there.count()
        assert set(found) == set(there.all())
        for w in islice(found, most):
            assert there.has(own(w))
            assert engine(self.meaning.accepts, x, w) == checked(self.run.accepts.holds, x, w)
        return found[:most]


class ReductionVoices:
    """A reduction in the engine and in the checker."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        read = checker.Reduction(document(reduction), "", checker.Work(1 << 40))
        self.source, self.target = ProblemVoices(reduction.source, read.source), ProblemVoices(reduction.target, read.target)
        self.meaning, self.run = ReductionMeaning(reduction), checker.ReductionRun(read)

    def instance(self, x: Value, most: int = MOST_MEMBERS) -> int:
        """Compare the maps on an instance; return the number of witnesses that were mapped."""
        if not self.source.instance(x):
            return 0
        members = self.source.witnesses(x, most)
        here, there = engine(self.meaning.image, x), checked(self.run.image, x)
        assert (here == UNDEFINED) == (there == UNDEFINED)
        if here == UNDEFINED:
            return 0
        assert here.value == there.value
        assert {h: list(t) for h, t in here.tables.items()} == {h: list(t.values()) for h, t in there.labels.items()}
        if not self.target.instance(here.value):
            return 0
        for w in members:
            v = engine(self.meaning.forward, x, w, here)
            assert v == checked(self.run.forward, x, w, there)
            self._member(self.target, here.value, v)
        answers = self.target.witnesses(here.value, most)
        for v in answers:
            w = engine(self.meaning.backward, x, v, here)
            assert w == checked(self.run.backward, x, v, there)
            self._member(self.source, x, w)
        return len(members) + len(answers)

    @staticmethod
    def _member(of: ProblemVoices, x: Value, w: Any) -> None:
        space = engine(of.meaning.space, x)
        if w != UNDEFINED and space != UNDEFINED:
            assert (not outside(space, w, lambda value, type: str(value))) == of.run.space(own(x)).has(own(w))


def enumerated(problem: Problem, bounds: Mapping[str, int], most: int = 3_000, steps: int = 2_000_000, longest: int = 8) -> int:
    """Compare the instances of a part of a region that the engine makes with those of the checker; return their number.

    The part is the box within the bounds, in its caps.  If they leave out a measure it has no caps, and the instances are those
    of length at most `longest`.  A part with more than `most` instances, or that takes the checker too many steps, is compared by
    length as far as that goes; one that takes the engine too many values is not compared.
    """
    is_box = len(bounds) == len(problem.measures)
    here: list[Value] = []
    try:
        effort = 5 * steps
        box = Box(problem, bounds, effort) if is_box else Box(problem, bounds, effort, longest=longest, raised=None)
        here = [x for x, _ in islice(box.measured(), most + 1)]
    except (Unmet, OutOfBudget, TooMuch):
        return 0
    caps = cutting(problem, RegionPlan(None, (dict(bounds),))) if is_box else {}
    work = checker.Work(steps)
    read = checker.Problem(document(problem), "", work)
    doc = {"within": dict(bounds)} | ({} if is_box else {"length": longest})
    part = checker.Part(doc, "", read, {slot: cap.limit for slot, cap in caps.items() if cap.limit is not None}, work)
    run = checker.ProblemRun(read)
    there: list[Value] = []
    done = -1
    try:
        for n in range((24 if part.longest is None else part.longest) + 1):
            there += [x for x in part.generator.of_length(n) if inside(run, part, x, n)]
            done = n
    except checker.OutOfSteps:
        pass
    assert len(set(there)) == len(there), "an instance occurs twice"
    if len(here) <= most:
        short = {x for x in here if size(x, problem.instance) <= done}
        own_short = {x for x in there if checker.length(x, read.instance) <= done}
        assert own_short == short, f"only one makes {[*short ^ own_short][:3]}"
    return len(there)


def inside(run: checker.ProblemRun, part: checker.Part, x: Value, n: int) -> bool:
    """Return whether a value that was made is an instance of the part."""
    return run.valid.holds(x) and part.has(x, n, run.measures(x), run.problem)
