"""All witnesses of an instance and of its image: spaces that are small enough are listed, and their members filtered by compiled
code; larger ones are searched."""

from __future__ import annotations

from collections.abc import Sequence

from certify.codegen import CompiledProblem
from certify.codegen.spaces import ListedSpace, ListedSpaces
from certify.core.budgets import SpaceTooLarge, power_of_two
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.records import replace
from certify.solve.search import Searcher, SearchOutcome
from certify.solve.undefined_verifiers import MOST_LISTED, UndefinedSearch


class BothEnds:
    """The witnesses of instances of a source and of a target; whoever asks about many instances asks one object.

    - `source`, `target`: the problems.
    - `searcher`: a search of every space of the target; None to make one.
    - `undefined`: a search for members on which the target's verifier is undefined; None to make one.

    >>> from certify.library import standard
    >>> clique = CompiledProblem(standard().problem("Clique"))
    >>> edge = (frozenset({0, 1}), frozenset({frozenset({0, 1})}))
    >>> ends = BothEnds(clique, clique)
    >>> ends.witnesses((edge, 2), most=4), ends.answers((edge, 2)).witnesses
    (([frozenset({0, 1})], 4), (frozenset({0, 1}),))
    """

    def __init__(
        self,
        source: CompiledProblem,
        target: CompiledProblem,
        searcher: Searcher | None = None,
        undefined: UndefinedSearch | None = None,
    ) -> None:
        self.source, self.target = source, target
        self._searcher = searcher or Searcher(target.problem, small=0)
        self._spaces = ListedSpaces(source, MOST_LISTED)
        self._image_spaces = self._spaces if target is source else ListedSpaces(target, MOST_LISTED)
        self._undefined = undefined or UndefinedSearch(target.problem)

    def witnesses(self, x: Value, most: int, space: ListedSpace | None = None) -> tuple[list[Value], int]:
        """Return the witnesses of an instance x of the source, and the number of members of its witness space.

        `most` is the largest number of members, and `space` the witness space, if it is known.

        Raises SpaceTooLarge if the space has more than `most` members or cannot be enumerated, and Unmet if the verifier is
        undefined on one.
        """
        listed = space or self._spaces.of(x)
        if listed.count is None or listed.count > most:
            raise SpaceTooLarge(f"{power_of_two(most)} members of a witness space")
        if listed.accepted is None:
            return self.source.accepted(x, list(witnesses(listed.space))), listed.count
        return listed.accepted(x), listed.count

    def space(self, x: Value) -> ListedSpace:
        """Return the witness space of an instance x of the source."""
        return self._spaces.of(x)

    def image_space(self, y: Value) -> ListedSpace:
        """Return the witness space of an instance y of the target; it is searched, unless it is listed."""
        return self._image_spaces.of(y)

    def answers(
        self,
        y: Value,
        *,
        deadline: float | None = None,
        nodes: int | None = None,
        most: int | None = None,
        built: int | None = None,
        space: ListedSpace | None = None,
    ) -> SearchOutcome:
        """Return the witnesses of a valid instance y of the target; its nodes are the members or decisions that were examined,
        without those of the search before it for members on which the verifier is undefined, which are `before`.

        - `y`: the instance.
        - `deadline`, `nodes`, `built`: the limits of a search; see `Searcher.search`.
        - `most`: a search ends when it has found more witnesses than these.
        - `space`: the witness space of y, if it is known.

        Raises Unmet if the verifier is undefined on a member of the space, and TimeoutError if whether it is was not found out
        within the limits.
        """
        listed = space or self._image_spaces.of(y)
        if listed.accepted is not None and listed.count is not None:
            found: Sequence[Value] = listed.accepted(y)
            return SearchOutcome(tuple(found), True, listed.count)
        bad, before = self._undefined.member(y, listed.space, deadline, nodes, built)
        if bad is not None:
            self.target.accepts(y, bad)
        limit = None if most is None else most + 1
        outcome = self._searcher.search(y, limit=limit, nodes=nodes, deadline=deadline, built=built)
        return replace(outcome, before=before)
