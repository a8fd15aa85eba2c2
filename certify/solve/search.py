"""Search of a typed witness space: all witnesses of an instance, or the result that there is none.

The search backtracks over the decisions of the space.  It prunes only by three-valued evaluation of `accepts` on a partial
witness, and by counting where a division into equal sums is asked for; it does not depend on the problem.  The reference
interpreter accepts every witness that is reported.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, product
from typing import Literal

from certify.core import Problem, SpaceKind
from certify.core.budgets import OutOfBudget, until
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.core.witness_kinds import count, witnesses
from certify.errors import Defect
from certify.records import dataclass, field
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.unmet_obligations import Unmet
from certify.solve.decisions import Decisions, TooManyMembers
from certify.solve.equal_sums import equal_sums
from certify.solve.exclusions import implied
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import MOST_NODES, IntervalNetwork
from certify.solve.propagation import Conflict, Propagation, Watcher
from certify.solve.symbolic_accepts import SymbolicAccepts
from certify.symbolic.choosing import MOST, SymbolicValues

Goal = Literal["accepted", "undefined"]
SMALL = 256
_NEAR = 32  # the most operands of a node that are blamed for a conflict


class SearchDisagreement(Defect):
    """The search shows that a witness is accepted, and the reference interpreter rejects it: a defect of one of the two."""


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The result of a search.

    - `witnesses`: those found, in the order found; all there are if `complete`.
    - `complete`: False if a budget or the limit ended the search.
    - `nodes`: the number of decisions tried, or of members tried where the space was enumerated.
    - `failures`: the number of decisions that propagation refuted.
    - `believed`: True if that there are no others rests on the word of another solver.
    - `built`: the number of expressions that were made before the first decision; 0 where the space was enumerated.
    - `before`: the number of decisions of another search that had to come before it.
    """

    witnesses: tuple[Value, ...]
    complete: bool
    nodes: int
    failures: int = 0
    believed: bool = False
    built: int = 0
    before: int = 0


@dataclass
class Figures:
    """Counts of a search in progress.

    `built` counts expressions.  `exhausted` states that it has covered the whole space, and `believed` that this rests on the
    word of another solver.
    """

    nodes: int = 0
    failures: int = 0
    exhausted: bool = False
    believed: bool = False
    built: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """When to stop: after `nodes` decisions, or at `deadline`, a value of `time.monotonic()` in seconds; or before the first
    decision, if more than `built` expressions have to be made for it."""

    nodes: int | None = None
    deadline: float | None = None
    built: int | None = None

    def spent(self, figures: Figures) -> bool:
        """Return whether the budget is used up."""
        if self.nodes is not None and figures.nodes >= self.nodes:
            return True
        return self.deadline is not None and time.monotonic() >= self.deadline


@dataclass(frozen=True, slots=True)
class SearchPart:
    """One of the parts into which the first decisions of a search divide the space: number `index` of `2**depth`.

    The parts are disjoint and cover the space.  Those of a lower index come first in the search of the whole space.
    """

    index: int
    depth: int

    def values(self) -> list[int]:
        """Return the values of the first decisions.

        >>> SearchPart(0, 2).values(), SearchPart(1, 2).values()
        ([1, 1], [1, 0])
        """
        return [1 - (self.index >> place & 1) for place in reversed(range(self.depth))]


WHOLE = SearchPart(0, 0)


class Searcher:
    """A search that is prepared for many instances of a problem.

    - `problem`: the problem.
    - `small`: spaces of at most this many members are enumerated, which is faster there than to prepare a search.  With 0, every
      space is searched.
    - `limit`: the most possible values of an expression that are followed.  Conditions on an expression with more are evaluated
      on complete witnesses only.
    """

    def __init__(self, problem: Problem, small: int = SMALL, limit: int = MOST) -> None:
        self.meaning = ProblemMeaning(problem)
        self._accepts = SymbolicAccepts(problem, self.meaning.code)
        self.small, self._limit = small, limit
        self._latest: tuple[object, int | None, SearchOutcome] | None = None

    def search(
        self,
        x: Value,
        *,
        limit: int | None = None,
        nodes: int | None = None,
        deadline: float | None = None,
        goal: Goal = "accepted",
        built: int | None = None,
    ) -> SearchOutcome:
        """Return the witnesses of a valid instance.

        - `x`: the instance.
        - `limit`: the most witnesses to find.
        - `nodes`, `deadline`, `built`: the budget; see `Budget`.
        - `goal`: `undefined` searches instead for members of the space on which `accepts` is undefined (an obligation is unmet).

        The outcome of the latest search that no deadline ended is kept: whoever asks it again gets it at once, also with another
        limit of decisions that it does not reach.

        Raises NotEnumerable if the goal is `undefined` and the space consists of real numbers.
        """
        asked = x, limit, goal, built
        if self._latest is not None and self._latest[0] == asked:
            _, most, kept = self._latest
            if most == nodes or all(n is None or kept.nodes < n for n in (most, nodes)):
                return kept
        figures = Figures()
        budget = Budget(nodes, deadline, built)
        found = tuple(islice(self.iterate(x, budget=budget, goal=goal, figures=figures), limit))
        outcome = SearchOutcome(found, figures.exhausted, figures.nodes, figures.failures, figures.believed, figures.built)
        self._latest = (asked, nodes, outcome) if outcome.complete or deadline is None else None
        return outcome

    def iterate(
        self,
        x: Value,
        *,
        budget: Budget | None = None,
        goal: Goal = "accepted",
        figures: Figures | None = None,
        part: SearchPart = WHOLE,
    ) -> Iterator[Value]:
        """Yield the witnesses of a valid instance x as they are found, within a `budget`; for the `goal`, see `search`.  The
        search updates `figures`.  Of a space without decisions, the first `part` is the whole."""
        budget, figures = budget or Budget(), figures or Figures()
        space = self.meaning.space(x)
        if space.kind is SpaceKind.REALS and goal == "accepted":
            return self._solved(x, space, budget, figures, part)
        size = count(space)
        if size is not None and size <= self.small:
            return self._enumerated(x, space, budget, goal, figures) if part.index == 0 else _nothing(figures)
        return self._searched(x, space, budget, goal, figures, part)

    def _reaches(self, x: Value, w: Value, goal: Goal) -> bool:
        try:
            return self.meaning.accepts(x, w) and goal == "accepted"
        except Unmet:
            return goal == "undefined"

    def _enumerated(self, x: Value, space: ConcreteSpace, budget: Budget, goal: Goal, figures: Figures) -> Iterator[Value]:
        for w in witnesses(space):
            if budget.spent(figures):
                return
            figures.nodes += 1
            if self._reaches(x, w, goal):
                yield w
        figures.exhausted = True

    def _solved(self, x: Value, space: ConcreteSpace, budget: Budget, figures: Figures, part: SearchPart) -> Iterator[Value]:
        """Yield the witnesses of an instance that are real numbers, from a finite space if the verifier leaves only such."""
        from certify.solve.reals import RealSolutions, real_conditions

        try:
            with until(budget.deadline):
                conditions = real_conditions(self._accepts, x, space)
        except TimeoutError:
            return
        if conditions is None:
            return
        finite = conditions.finite()
        if finite is not None:
            yield from self._searched(x, finite, budget, "accepted", figures, part)
        elif part.index:
            figures.exhausted = True
        else:
            solutions = RealSolutions(self.meaning, x, conditions, budget.deadline)
            for w in solutions:
                figures.nodes += 1
                yield w
                if budget.spent(figures):
                    return
            figures.exhausted = figures.believed = solutions.complete

    def _searched(
        self, x: Value, space: ConcreteSpace, budget: Budget, goal: Goal, figures: Figures, part: SearchPart
    ) -> Iterator[Value]:
        with suppress(TimeoutError):
            yield from self._searched_in_time(x, space, budget, goal, figures, part)

    def _searched_in_time(
        self, x: Value, space: ConcreteSpace, budget: Budget, goal: Goal, figures: Figures, part: SearchPart
    ) -> Iterator[Value]:
        network = IntervalNetwork(budget.deadline, MOST_NODES if budget.built is None else budget.built)
        decisions = Decisions(network)
        try:
            unknown, reading = decisions.decide(space)
            with until(budget.deadline):
                values = SymbolicValues(IntervalAlgebra(network, self._limit))
                conditions, undefined = self._accepts.evaluate(x, values, unknown)
        except TooManyMembers:
            yield from self._enumerated(x, space, budget, goal, figures) if part.index == 0 else _nothing(figures)
            return
        except OutOfBudget:
            if budget.built is None:
                raise
            return
        finally:
            figures.built += len(network.kind)
        wanted = [*conditions, network.neg(undefined)] if goal == "accepted" else [undefined]
        question = equal_sums(network, wanted)
        left = None if question is None else question.impossible()
        if left is not None:
            figures.nodes, figures.exhausted = figures.nodes + left, True
            return
        tree = _Tree(network, decisions, wanted)
        for assignments, shown in tree.regions(budget, figures, part):
            for assignment in assignments:
                w = reading(assignment)
                if self._reaches(x, w, goal):
                    yield w
                elif shown and goal == "accepted":
                    raise SearchDisagreement(f"shown to be accepted, and is not: {w}")
                if budget.deadline is not None and budget.spent(figures):
                    return


def _nothing(figures: Figures) -> Iterator[Value]:
    """Cover a part without members."""
    figures.exhausted = True
    return iter(())


@dataclass
class _Tree:
    """The search tree of one network: binary decisions, each of which sets a leaf to true or false."""

    network: IntervalNetwork
    decisions: Decisions
    wanted: Sequence[int]
    _order: list[int] = field(init=False)
    _blame: list[float] = field(init=False)
    _weight: float = 1.0

    def regions(self, budget: Budget, figures: Figures, part: SearchPart) -> Iterator[tuple[Iterator[tuple[int, ...]], bool]]:
        """Yield disjoint sets of assignments that contain all wanted ones of a part, each with whether all its members are shown
        to be wanted."""
        self._propagation = propagation = Propagation(self.network)
        for cycle in self.decisions.cycles:
            for guard in cycle.links:
                watchers: list[Watcher] = propagation.watchers.setdefault(guard, [])
                watchers.append(cycle)
        try:
            propagation.require([*self.network.implied, *self.network.required, *self.wanted])
            sharper = implied(propagation)
            propagation.grow()
            propagation.require(sharper)
        except Conflict:
            figures.exhausted = True
            return
        for cycle in self.decisions.cycles:
            cycle.restrict(propagation)
        self._order = self._ranked()
        self._blame = [0.0] * len(self.network.variables)
        if not self._enter(part, figures):
            figures.exhausted = True
            return
        stack: list[tuple[tuple[int, int], int, int]] = []
        consistent = True
        while True:
            if consistent:
                leaf = -1 if propagation.pending == 0 else self._branching()
                if leaf >= 0:
                    if budget.spent(figures):
                        return
                    figures.nodes += 1
                    mark = propagation.mark()
                    stack.append((mark, leaf, 1))
                    consistent = self._assign(leaf, 1, figures)
                    continue
                yield self._completions(), propagation.pending == 0
            # Return to the last decision whose other value is untried.
            if not stack:
                figures.exhausted = True
                return
            if budget.spent(figures):
                return
            mark, leaf, value = stack.pop()
            propagation.undo(mark)
            figures.nodes += 1
            consistent = self._assign(leaf, 1 - value, figures)

    def _enter(self, part: SearchPart, figures: Figures) -> bool:
        """Take the first decisions as a part does, and return whether anything may be in it.  Where fewer decisions are left, the
        first part has all there is."""
        values = part.values()
        for place, value in enumerate(values):
            leaf = -1 if self._propagation.pending == 0 else self._branching()
            if leaf < 0:
                return all(values[place:])
            if not self._assign(leaf, value, figures):
                return False
        return True

    def _assign(self, leaf: int, value: int, figures: Figures) -> bool:
        try:
            self._propagation.tighten(leaf, value, value)
            self._propagation.settle()
        except Conflict as conflict:
            figures.failures += 1
            self._blame_for(conflict.node)
            return False
        return True

    def _blame_for(self, node: int) -> None:
        """Raise the priority of the variables at or just below the node of a conflict.  Recent conflicts have more weight."""
        net, owner = self.network, self.network.owner
        self._weight *= 1.02
        near = [node, *(n for n, _ in net.parts[node][:_NEAR])]
        near += [m for n in near[1:] for m, _ in net.parts[n][:_NEAR]]
        for n in near:
            if n in owner:
                self._blame[owner[n]] += self._weight
        if self._weight > 1e100:
            self._weight *= 1e-100
            self._blame = [b * 1e-100 for b in self._blame]

    def _ranked(self) -> list[int]:
        """Return the variables, ordered by how much of the width of the forms above them their values decide, most first."""
        net, lo, hi = self.network, self.network.lo, self.network.hi
        scores = []
        for index, variable in enumerate(net.variables):
            score = 0.0
            for leaf in variable.leaves:
                for user, k in net.parents[leaf]:
                    width = net.high[user] - net.low[user]
                    if k and width and (lo[user] < hi[user] or self._propagation.is_pending(user)):
                        score += float((k if k > 0 else -k) / width)
            scores.append((-score, index))
        return [index for _, index in sorted(scores)]

    def _branching(self) -> int:
        """Return a leaf to decide, of an undecided variable with few values left and much blame; -1 if all are decided."""
        net, lo, hi = self.network, self.network.lo, self.network.hi
        for cycle in self.decisions.cycles:
            link = cycle.branching(self._propagation)
            if link >= 0:
                return link
        best, fallback, least = -1, -1, 0.0
        for index in self._order:
            variable = net.variables[index]
            leaf = variable.leaves[0]
            left = 2
            if variable.size > 2:
                still = [n for n in variable.leaves if hi[n]]
                leaf, left = still[0], len(still)
            if left == 1 or lo[leaf] == hi[leaf]:
                continue
            cost = left / (self._weight + self._blame[index])
            if best >= 0 and cost >= least:
                continue
            if any(lo[p] < hi[p] or self._propagation.is_pending(p) for p, _ in net.parents[leaf]):
                best, least = leaf, cost
            else:
                fallback = leaf
        return best if best >= 0 else fallback

    def _completions(self) -> Iterator[tuple[int, ...]]:
        """Return all assignments that agree with the present one."""
        lo, hi = self.network.lo, self.network.hi
        options: list[list[int]] = []
        for variable in self.network.variables:
            if variable.size == 2:
                (leaf,) = variable.leaves
                options.append([v for v in (0, 1) if lo[leaf] <= v <= hi[leaf]])
            else:
                options.append([i for i, leaf in enumerate(variable.leaves) if hi[leaf]])
        return product(*options)


def search(
    problem: Problem,
    x: Value,
    *,
    limit: int | None = None,
    nodes: int | None = None,
    deadline: float | None = None,
    small: int = SMALL,
) -> SearchOutcome:
    """Return the witnesses of one valid instance x of a problem.

    See `Searcher.search` for `limit`, `nodes` and `deadline`, and `Searcher` for `small`.  For many instances of a problem, use
    one `Searcher`.

    >>> from certify.library import standard
    >>> from certify.core.values import FrozenMap
    >>> goal = (frozenset({0, 1, 2}), FrozenMap({0: 3, 1: 5, 2: 8}), 8)
    >>> sorted(map(sorted, search(standard().problem("SubsetSum"), goal, small=0).witnesses))
    [[0, 1], [2]]
    """
    return Searcher(problem, small).search(x, limit=limit, nodes=nodes, deadline=deadline)
