"""Mutants of a reduction: the reductions that its text becomes by one edit, each with another core.

An edit that yields no text of the language, or a text of the same core, is no mutant; of several edits that yield the same core
the first counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Any

from certify.core import Reduction
from certify.core.mistakes import Mistake, Source
from certify.library import Library, LibraryText
from certify.mutation.edits import Edit, Rule, edits
from certify.mutation.equivalents import Declared, declared_equivalents
from certify.records import dataclass


@dataclass(frozen=True)
class Mutant:
    """A reduction that differs from another one by an edit of its text.

    - `source`: the text before the edit.
    - `reduction`: the core of the text after it; its source and target are those of the original.
    - `equivalent`: what the author says of it, if the text declares it equivalent.
    """

    edit: Edit
    source: Source
    reduction: Reduction
    equivalent: Declared | None = None

    @property
    def place(self) -> str:
        """The place of the edit: file, line and column."""
        line, column = self.source.position(self.edit.start)
        return f"{self.source.name}:{line}:{column}"

    @property
    def rule(self) -> Rule:
        """The slip."""
        return self.edit.rule

    @property
    def change(self) -> tuple[str, str]:
        """The changed part of the text, before and after."""
        return self.edit.change(self.source)


def mutants(library: Library, name: str, most: int | None = None) -> list[Mutant]:
    """Return the mutants of a reduction of a library, in the order of their places.

    - `name`: the reduction.
    - `most`: return at most this many, the same ones each time, spread over the rules and over the places of each.

    The identity of a restriction has no text of its own, and no mutants.

    >>> from certify.library import standard
    >>> [m.change for m in mutants(standard(), "SubsetSum:Knapsack", most=2)]
    [('capacity = x.goal', 'capacity = (x.goal) + 1'), ('goal = x.goal', 'goal = (x.goal) + 1')]
    """
    text, original = library.text("reduction", name), library.reduction(name)
    if text is None or ("restriction", name) in text.places:
        return []
    source = text.source
    listed = edits(original, source)
    equivalents = declared_equivalents(source, listed)
    seen, found = {_core(original)}, list[Mutant]()
    for edit in listed if most is None else _spread(listed):
        if most is not None and len(found) >= most:
            break
        try:
            reduction = library.reduction_as(name, LibraryText(edit.applied(source)))
        except Mistake:
            continue
        core = _core(reduction)
        if core not in seen:
            seen.add(core)
            found.append(Mutant(edit, source, reduction, equivalents.get(edit)))
    return sorted(found, key=lambda m: m.edit)


def _core(reduction: Reduction) -> Any:
    """Return the parts of a reduction that an edit of its maps can change; equal parts have the same core hash."""
    maps = (reduction.image, reduction.forward, reduction.backward, reduction.functions)
    return (*maps, reduction.constructors, reduction.content, reduction.claims, reduction.obligations)


def _spread(listed: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits so that the first ones, however many, are of all rules in turn, and far apart among those of a rule."""
    by_rule: dict[Rule, list[Edit]] = {rule: [] for rule in Rule}
    for edit in listed:
        by_rule[edit.rule].append(edit)
    orders = [[of[i] for i in _far_apart(len(of))] for of in by_rule.values()]
    return (edit for edit in chain.from_iterable(zip_longest(*orders)) if edit is not None)


def _far_apart(count: int) -> list[int]:
    """Return the numbers below `count`, those with reversed binary digits in order, so that any first ones are spread evenly.

    >>> _far_apart(6)
    [0, 4, 2, 1, 5, 3]
    """
    bits = max(count - 1, 0).bit_length()
    return sorted(range(count), key=lambda i: int(f"{i:0{bits}b}"[::-1], 2))
