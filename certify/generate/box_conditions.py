"""What a problem says of the values of a box, whatever the bounds of its measures are: made once for many boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from certify.codegen import CompiledProblem
from certify.core import Node, Problem
from certify.core.paths import leaves
from certify.core.values import Value
from certify.generate.condition_schedule import Condition, scheduled, test_of, testable
from certify.generate.field_order import assembler, in_order_of_need, named_by_parts
from certify.generate.measure_pruning import Evaluated, Item, MeasureTerm, at_most, evaluated, item_of, terms
from certify.semantics.dependencies import fields_read, touches
from certify.semantics.interpreter import ProblemMeaning, conditions
from certify.semantics.symmetric_maps import symmetric_maps

Test = Callable[[Value], bool]
DueTerms = dict[int, list[tuple[MeasureTerm, Evaluated]]]
TestsAlone = dict[str, list[tuple[Item, frozenset[str], Test]]]
"""Tests of an instance in which a field has one item only, with the other fields that they read, by the path of the item."""


class BoxConditions:
    """The fields of a problem in the order in which boxes choose them, and the conditions of `valid` as functions.

    - `problem`: the problem.
    - `fields`: paths and types.  Sets that open homes come first, and each field comes after the fields that its type names.
    - `checks`: the conditions of `valid` by the number of chosen fields at which they are checked.
    - `early`: what decides, after so many fields, whether a partial instance may have completions.
    - `partly`: what decides it while a field is built, by path.
    - `assemble`: the instance with the values of the fields.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.meaning = problem, ProblemMeaning(problem)
        self.symmetric = symmetric_maps(problem)
        reads = [fields_read(c, problem.functions) for node in problem.valid for c in node.operands("and")]
        self.fields = in_order_of_need(list(leaves(problem.instance)), reads)
        schedule = scheduled(problem, self.fields)
        self.checks = self._checks(schedule)
        self.early = {i: self._test([c for c in testable(schedule, i - 1) if c.due > i]) for i in range(1, len(self.fields) + 1)}
        self.partly = {path: self._test(testable(schedule, i)) for i, (path, _) in enumerate(self.fields)}
        self.assemble = assembler(problem.instance)
        self._named = named_by_parts(problem.instance)
        self._items = self._of_items(schedule)
        self._values: dict[tuple[Node, int], Evaluated] = {}

    def _checks(self, schedule: Sequence[Condition]) -> dict[int, Callable[[Value, Value], bool]]:
        due = {c.due: [other.node for other in schedule if other.due == c.due] for c in schedule}
        found = {at: conditions(self.meaning.code.part(), nodes) for at, nodes in due.items()}
        last = len(self.fields)  # when nothing is left to choose, all conditions can be checked
        return {at: test if at < last else lambda x, w: self.compiled.valid(x) for at, test in found.items()}

    def _test(self, tested: Sequence[Condition]) -> Test | None:
        return test_of(self.meaning.code.part(), tested) if tested else None

    def _of_items(self, schedule: Sequence[Condition]) -> TestsAlone:
        """Return the conditions that hold for every item of a field, as tests of single items.

        They are shown to be defined, so that no item of an instance keeps `valid` from being false because of another one.
        """
        found: TestsAlone = {}
        for condition in schedule:
            if condition.shown and condition.complete:
                field, type = self.fields[condition.complete - 1]
                item = item_of(condition.node, field, type, self.problem.functions)
                test = self._test([condition])
                if item is not None and test is not None:
                    others = frozenset(p for p, _ in self.fields[: condition.complete - 1] if touches(condition.reads, p))
                    found.setdefault(item.path, []).append((item, others, test))
        return found

    @cached_property
    def compiled(self) -> CompiledProblem:
        """The problem, compiled."""
        return CompiledProblem(self.problem)

    def within(self, bounds: Mapping[str, int]) -> tuple[DueTerms, TestsAlone]:
        """Return the terms of measures by the number of chosen fields at which they are added, and the tests of single values,
        by path: of terms that bound these, and of conditions."""
        due: DueTerms = {}
        alone: TestsAlone = {}
        for term in terms(self.problem, bounds):
            value = self._value(term)
            chosen = [i + 1 for i, (path, _) in enumerate(self.fields) if touches({*term.reads}, path)]
            due.setdefault(max(chosen, default=0), []).append((term, value))
            for field, type in self.fields:
                found = item_of(term.node, field, type, self.problem.functions) if term.reads == {field} else None
                if found is not None:
                    alone.setdefault(found.path, []).append((found, frozenset(), at_most(value, term.most)))
        for path, tests in self._items.items():
            alone.setdefault(path, []).extend(tests)
        return due, alone

    def _value(self, term: MeasureTerm) -> Evaluated:
        key = term.node, term.least
        if key not in self._values:
            self._values[key] = evaluated(term, self.meaning.code.part())
        return self._values[key]

    def named(self, alone: TestsAlone) -> dict[str, list[str]]:
        """Return the fields on which the values of each part of a field depend, by path, with those that tests read."""
        named = {path: [*fields] for path, fields in self._named.items()}
        for path, tests in alone.items():
            others = {field for _, fields, _ in tests for field in fields}
            for outer in named:  # the values of a part depend on what those of its own parts depend on
                if path == outer or path.startswith((f"{outer}.", f"{outer}[")):
                    named[outer] = sorted({*named[outer], *others})
        return named
