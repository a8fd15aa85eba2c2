"""Small instances for pictures: those that listing finds, cached, and where it finds none, images of those of other problems."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from certify.codegen import CompiledReduction
from certify.core import Problem, core_hash
from certify.core.budgets import OutOfBudget
from certify.core.values import FrozenMap, Value
from certify.library import Library
from certify.semantics.type_functions import length
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher
from certify.solve.small_examples import SmallExample, decided, small_examples
from certify.system.cache import keep, kept

_LONGEST = 120
"""The length of the longest image that is shown as a small instance."""


def listed_examples(problem: Problem) -> dict[str, SmallExample]:
    """Return the small instances of a problem by their answers, as `small_examples` does.  They are cached, if they are plain."""
    key = f"small examples {core_hash(problem)}"
    told = kept(key)
    if told is not None:
        return {answer: SmallExample(_read(x), answer, _read(w)) for answer, (x, w) in told.items()}
    found = small_examples(problem)
    with suppress(TypeError):  # solutions of equations are not plain
        keep(key, {answer: (_plain(example.instance), _plain(example.witness)) for answer, example in found.items()})
    return found


def _plain(value: Value) -> Any:
    """Return a value in which each map is a list of pairs; no other value is a list.

    >>> _read(_plain((FrozenMap({1: frozenset({2})}), 3)))
    ({1: frozenset({2})}, 3)
    """
    match value:
        case FrozenMap():
            return [(_plain(a), _plain(b)) for a, b in value.items()]
        case tuple() | frozenset():
            return type(value)(map(_plain, value))
    return value


def _read(plain: Any) -> Value:
    match plain:
        case list():
            return FrozenMap((_read(a), _read(b)) for a, b in plain)
        case tuple() | frozenset():
            return type(plain)(map(_read, plain))
    return plain


def shown_examples(library: Library, problem: Problem) -> dict[str, SmallExample]:
    """Return the small instances of a problem by their answers.

    An answer that listing does not find is sought among the images of small instances with this answer, by the reductions of the
    library to the problem.  It is from an exhaustive search on the image.
    """
    found = dict(listed_examples(problem))
    for answer in ("yes", "no"):
        if answer not in found:
            searcher = Searcher(problem)
            for y in sorted(_images(library, problem, answer), key=length(problem.instance)):
                example, _ = decided(searcher, y)
                if example is not None and example.answer == answer:
                    found[answer] = example
                    break
    return found


def _images(library: Library, problem: Problem, answer: str) -> Iterator[Value]:
    """Yield the short images of small instances of other problems with an answer."""
    for name in library.names("reduction"):
        if name.partition(":")[2] == problem.name:
            reduction = library.reduction(name)
            example = listed_examples(reduction.source).get(answer)
            if example is not None:
                with suppress(Unmet, OutOfBudget):
                    y = CompiledReduction(reduction).image(example.instance).value
                    if length(problem.instance)(y) <= _LONGEST:
                        yield y
