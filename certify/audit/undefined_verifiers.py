"""Members of a witness space on which the verifier of a target is not defined.

A verifier has to be defined on every member of the witness space of every valid instance.  Maps never see those members on which
it is not, for these are no witnesses: so they have to be looked for.
"""

from __future__ import annotations

from functools import cached_property

from certify.codegen import CompiledProblem
from certify.core import Node, Problem
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.core.witness_kinds import count, witnesses
from certify.language.canonical import reachable
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

MOST_LISTED = 1 << 12
"""The largest witness space of an image that is run through one by one, rather than searched."""


class UndefinedSearch:
    """Looks for members of the witness spaces of a problem's instances on which its verifier is not defined."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        bodies = [*problem.accepts, *(f.body for f in reachable(problem.accepts, problem.functions))]
        self._owes = any(_owes(body) for body in bodies)

    @cached_property
    def _compiled(self) -> CompiledProblem:
        return CompiledProblem(self.problem)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self.problem, small=0)

    def member(self, x: Value, space: ConcreteSpace, deadline: float | None) -> Value | None:
        """Such a member of the space of a valid instance x; None if there is none, or if its members are real numbers.

        All members of a small space are tried, the first in order is given; a larger one is searched.  Raises TimeoutError where
        that is not finished in time.
        """
        size = count(space)
        if not self._owes or size is None:
            return None
        if size <= MOST_LISTED:
            return self._tried(x, list(witnesses(space)))
        found = self._searcher.search(x, limit=1, deadline=deadline, goal="undefined")
        if found.witnesses:
            return found.witnesses[0]
        if not found.complete:
            raise TimeoutError
        return None

    def _tried(self, x: Value, members: list[Value]) -> Value | None:
        try:
            self._compiled.accepted(x, members)
        except Unmet:
            return next(w for w in members if not self._defined(x, w))
        return None

    def _defined(self, x: Value, w: Value) -> bool:
        try:
            self._compiled.accepts(x, w)
        except Unmet:
            return False
        return True


def _owes(body: Node) -> bool:
    return any(node.need is not None for node in body.walk())
