"""The smallest instances of a problem that are worth showing: one with a witness, and one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

from certify.core import Problem
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.core.witness_kinds import count
from certify.generate.canonical_order import ENDLESS, groups_of_box
from certify.generate.enumeration import limited
from certify.generate.random_instances import larger_instances
from certify.records import dataclass
from certify.semantics.degenerate import is_degenerate, is_worth_showing
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

_LISTED, _MADE = 60_000, 10_000
"""The most values that are tried to list instances in order, and to make others."""

_EXAMINED = 4_000
"""The most instances that are looked at, of those that are listed and of those that are made."""

_NODES = 2_000
"""The nodes of the search for a witness of one instance."""

_PREPARED = 300
"""What it takes to prepare a search of a space that is too large to be enumerated, in nodes."""

_WORK = 20_000
"""The most nodes of searches among the instances that are listed, or made, and are equally worth showing."""

_SIZES = (2, 3, 4, 5)
"""The sizes of the instances that are made where listing finds none worth showing."""


@dataclass(frozen=True)
class SmallExample:
    """An instance with a witness, or without any."""

    instance: Value
    answer: str
    witness: Value = None


def small_examples(
    problem: Problem, answers: tuple[str, ...] = ("yes", "no"), tick: Callable[[], None] = lambda: None
) -> dict[str, SmallExample]:
    """Return for each of the answers the smallest instance found that has it; answers that no instance has are left out.

    Instances that are worth showing come first, then those that are not degenerate, then others.  An answer is from an exhaustive
    search.

    - `problem`: the problem.
    - `answers`: `yes`, `no` or both.
    - `tick`: called during the search; it may raise to end it.

    >>> from certify.library import standard
    >>> found = small_examples(standard().problem("VertexCover"))
    >>> [(answer, len(x.instance[0][1]), x.instance[1]) for answer, x in found.items()]
    [('yes', 1, 1), ('no', 2, 1)]
    """
    searcher, found = Searcher(problem), dict[str, SmallExample]()
    made = ((_listed, _LISTED), (_made, _MADE))
    sources = [_CandidateInstances(problem, searcher, make(problem, limited(tick, most))) for make, most in made]
    for rank in range(3):
        for instances in sources:
            for example in instances.of_rank(rank, lambda: all(answer in found for answer in answers)):
                found.setdefault(example.answer, example)
    return {answer: found[answer] for answer in answers if answer in found}


class _CandidateInstances:
    """Instances in an order, those that are worth showing first; the others wait until it is known whether they are needed."""

    def __init__(self, problem: Problem, searcher: Searcher, made: Iterator[Value]) -> None:
        self._problem, self._searcher, self._made = problem, searcher, islice(made, _EXAMINED)
        self._waiting: dict[int, list[Value]] = {1: [], 2: []}

    def of_rank(self, rank: int, enough: Callable[[], bool]) -> Iterator[SmallExample]:
        """Yield the instances that are worth showing (0), not degenerate (1), or others (2), with their answers, until there are
        `enough` or much work is done.  The ranks are asked for in this order."""
        left = _WORK
        with suppress(TimeoutError, Unmet):
            for x in self._worth_showing() if rank == 0 else self._waiting[rank]:
                if left <= 0 or enough():
                    return
                example, work = decided(self._searcher, x)
                left -= work
                if example is not None:
                    yield example

    def _worth_showing(self) -> Iterator[Value]:
        for x in self._made:
            if is_worth_showing(self._problem, x):
                yield x
            else:
                self._waiting[2 if is_degenerate(self._problem, x) else 1].append(x)


def decided(searcher: Searcher, x: Value) -> tuple[SmallExample | None, int]:
    """Return an instance with its answer (None if a search does not find it within a budget), and the work in nodes."""
    work, example = _NODES, None
    with suppress(OutOfBudget, Unmet):
        size = count(searcher.meaning.space(x))
        outcome = searcher.search(x, limit=1, nodes=_NODES)
        work = outcome.nodes + (0 if size is not None and size <= searcher.small else _PREPARED)
        if outcome.witnesses:
            example = SmallExample(x, "yes", outcome.witnesses[0])
        elif outcome.complete:
            example = SmallExample(x, "no")
    return example, work


def _listed(problem: Problem, tick: Callable[[], None]) -> Iterator[Value]:
    """Yield instances in the canonical order, one of each isomorphism class where that is known."""
    for group in groups_of_box(problem, {}, tick, longest=ENDLESS, raised=None, up_to_isomorphism=True):
        yield from (x for x, _ in group.instances)


def _made(problem: Problem, tick: Callable[[], None]) -> Iterator[Value]:
    """Yield instances in various styles, of growing sizes."""
    return larger_instances(problem, sizes=_SIZES, tick=tick)
