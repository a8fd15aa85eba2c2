"""Inductions along sequences given by recursion: they follow an enumeration, from its first or its second member on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certify.formulas.definitions import Named, NamedListing, NamedRecursion
from certify.formulas.logic import (
    INT,
    Formula,
    Term,
    amount,
    at_most,
    conjunction,
    function,
    implication,
    new_variable,
    number,
    plus,
)
from certify.formulas.quantifiers import for_all, substitute
from certify.formulas.relations import member, same
from certify.formulas.stored import any_values, columns, stored
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class Induction:
    """If `first` and `step` hold, so do the `conclusions`, by induction on the index.

    The step says as well that the index before one inside the sequence is inside it.
    """

    name: str
    first: Formula
    step: Formula
    conclusions: tuple[Formula, ...]


def inductions(named: Sequence[Named]) -> Iterator[Induction]:
    """Yield the inductions by which a sequence given by recursion may follow a cycle's enumeration of the same type."""
    for sequence in named:
        for listing in named:
            if isinstance(sequence, NamedRecursion) and isinstance(listing, NamedListing):
                if not listing.cycle or listing.members.item != sequence.type:
                    continue
                yield from (_following(sequence, listing, ahead) for ahead in (1, 0))


def _following(sequence: NamedRecursion, listing: NamedListing, ahead: int) -> Induction:
    def agree(j: Term) -> Formula:
        there = stored(f"{listing.name}@", (plus(j, number(ahead)),), sequence.type)
        return same(stored(f"{sequence.name}@", (j,), sequence.type), there)

    def inside(j: Term) -> Formula:
        within: Formula = substitute(sequence.guard, {sequence.place: j})
        return conjunction(sequence.where, at_most(number(0), j), within)

    variable = new_variable(INT)
    k = amount(variable)
    after = plus(k, number(1))
    first = implication(inside(number(0)), agree(number(0)))
    before = conjunction(at_most(number(0), k), inside(after))
    step = for_all((variable,), implication(before, conjunction(inside(k), implication(agree(k), agree(after)))))
    conclusions = [for_all((variable,), implication(inside(k), agree(k)))]
    for variables, x in any_values(sequence.type):  # where the sequence has a member
        for _, cases, terms in columns(x):
            place = plus(amount(function(f"{listing.name}^{cases}", INT, *terms)), number(-ahead))
            found = same(stored(f"{sequence.name}@", (place,), sequence.type), x)
            conclusions.append(for_all(variables, implication(conjunction(member(x, listing.members), inside(place)), found)))
    return Induction(f"{sequence.name} follows {listing.name}+{ahead}", first, step, tuple(conclusions))
