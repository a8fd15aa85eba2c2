"""The search for members of a witness space on which the verifier of a target is undefined.

A verifier must be defined on every member of the witness space of every valid instance.  The maps never see the members on which
it is undefined, since these are not witnesses.  So they are searched for.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from certify.codegen import CompiledProblem
from certify.core import Node, Problem
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.core.witness_kinds import count, witnesses
from certify.language.canonical import reachable
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

MOST_LISTED = 1 << 12
"""The size of the largest witness space of an image whose members are enumerated rather than searched."""


class Looked(NamedTuple):
    """What a search for a member on which a verifier is undefined found: the member, or None; and the decisions it took."""

    member: Value | None
    nodes: int = 0


class UndefinedSearch:
    """A search for members of the witness spaces of a problem's instances on which its verifier is undefined."""

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

    def member(
        self, x: Value, space: ConcreteSpace, deadline: float | None, nodes: int | None = None, built: int | None = None
    ) -> Looked:
        """Return a member of the space on which the verifier is undefined; none if there is none, or if the members are real
        numbers.

        - `x`: a valid instance.
        - `space`: its witness space.  Of a small space, all members are tried in order; a larger one is searched.
        - `deadline`: seconds on the monotonic clock, or None for no limit.
        - `nodes`, `built`: the most decisions of a search, and the most expressions before the first, or None for no limit.

        Raises TimeoutError if the search does not end within these limits.
        """
        size = count(space)
        if not self._owes or size is None:
            return Looked(None)
        if size <= MOST_LISTED:
            return Looked(self._tried(x, list(witnesses(space))))
        found = self._searcher.search(x, limit=1, nodes=nodes, deadline=deadline, goal="undefined", built=built)
        if not found.witnesses and not found.complete:
            raise TimeoutError
        return Looked(found.witnesses[0] if found.witnesses else None, found.nodes)

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
