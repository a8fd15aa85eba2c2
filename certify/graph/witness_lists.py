"""All witnesses of an instance: counted, or one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from certify.core.values import Value
from certify.errors import CertifyError, ExitCode, InputError
from certify.graph.solving import check_valid
from certify.semantics.named_instances import Instance
from certify.solve.search import Budget, Figures, Searcher

Found = Callable[[int], None]
"""Is told how many witnesses were found so far."""


class Unfinished(CertifyError):
    """The time ended a search before it had covered the whole space; `found` is the number of witnesses until then."""

    exit_code = ExitCode.UNKNOWN

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        return f"unknown: out of time, with {self.found} witnesses found; there may be more"


def all_witnesses(instance: Instance, seconds: float | None = None, progress: Found | None = None) -> Iterator[Value]:
    """Yield all witnesses of an instance, each once, as the search finds them; the reference interpreter accepts each.

    - `instance`: the instance.
    - `seconds`: the time limit, counted from the first witness asked for; None for none.
    - `progress`: called after each witness.

    Raises `Invalid` if the instance is not valid, `InputError` if its witnesses are real numbers, and `Unfinished` at the end of
    the time unless all were found.

    >>> from certify.formats import from_json
    >>> from certify.library import standard
    >>> x = from_json(standard().problem("SubsetSum"), {"item": ["a", "b", "c"], "size": {"a": 3, "b": 5, "c": 8}, "goal": 8})
    >>> sorted(sorted(w) for w in all_witnesses(x))
    [[0, 1], [2]]
    """
    check_valid(instance)
    if not instance.problem.witness.enumerable:
        raise InputError(
            f"witnesses of {instance.problem.name} are real numbers: they may be infinitely many, and are not listed"
        )
    figures, found = Figures(), 0
    budget = Budget(deadline=None if seconds is None else time.monotonic() + seconds)
    for witness in Searcher(instance.problem).iterate(instance.value, budget=budget, figures=figures):
        found += 1
        yield witness
        if progress is not None:
            progress(found)
    if not figures.exhausted:
        raise Unfinished(found)


def count_witnesses(instance: Instance, seconds: float | None = None, progress: Found | None = None) -> int:
    """Return the number of witnesses of an instance, counted one by one; see `all_witnesses` for parameters and errors.

    >>> from certify.formats import from_json
    >>> from certify.library import standard
    >>> edge = {"G": {"vertices": ["a", "b"], "edges": [["a", "b"]]}, "k": 1}
    >>> count_witnesses(from_json(standard().problem("VertexCover"), edge))
    2
    """
    return sum(1 for _ in all_witnesses(instance, seconds, progress))
