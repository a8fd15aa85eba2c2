"""The smallest instances of a problem that are worth showing: one with a witness, and one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

from certify.core import Problem
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.generate.canonical_order import ENDLESS, groups_of_box
from certify.generate.enumeration import limited
from certify.generate.random_instances import larger_instances
from certify.records import dataclass
from certify.semantics.degenerate import is_degenerate, is_worth_showing
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

_TRIED = 60_000
"""The most values that are tried to list instances in order."""

_EXAMINED = 4_000
"""The most instances that are looked at."""

_NODES = 2_000
"""The nodes of the search for a witness of one instance."""

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
    searcher, found = Searcher(problem), dict[str, tuple[int, SmallExample]]()

    def settled() -> bool:
        return all(answer in found and found[answer][0] == 0 for answer in answers)

    for made in (_listed, _made):
        with suppress(TimeoutError, Unmet):
            for x in islice(made(problem, limited(tick, _TRIED)), _EXAMINED):
                tick()
                rank = 0 if is_worth_showing(problem, x) else 2 if is_degenerate(problem, x) else 1
                if all(answer in found and found[answer][0] <= rank for answer in answers):
                    continue
                example = _decided(searcher, x)
                if example is not None and example.answer in answers:
                    known = found.get(example.answer)
                    if known is None or rank < known[0]:
                        found[example.answer] = (rank, example)
                    if settled():
                        break
        if settled():
            break
    return {answer: found[answer][1] for answer in answers if answer in found}


def _decided(searcher: Searcher, x: Value) -> SmallExample | None:
    """Return an instance with its answer; None if the search does not find it within its budget."""
    with suppress(OutOfBudget, Unmet):
        outcome = searcher.search(x, limit=1, nodes=_NODES)
        if outcome.witnesses:
            return SmallExample(x, "yes", outcome.witnesses[0])
        if outcome.complete:
            return SmallExample(x, "no")
    return None


def _listed(problem: Problem, tick: Callable[[], None]) -> Iterator[Value]:
    """Yield instances in the canonical order, one of each isomorphism class where that is known."""
    for group in groups_of_box(problem, {}, tick, longest=ENDLESS, raised=None, up_to_isomorphism=True):
        yield from (x for x, _ in group.instances)


def _made(problem: Problem, tick: Callable[[], None]) -> Iterator[Value]:
    """Yield instances in various styles, of growing sizes."""
    return larger_instances(problem, sizes=_SIZES, tick=tick)
