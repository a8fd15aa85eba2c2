"""Symbols that a translation introduces: what each stands for, so that it can be evaluated, and the axioms that say so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from certify.core import Type
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Term,
    Variables,
    amount,
    as_term,
    below,
    complement,
    free,
    function,
    rank,
)
from certify.formulas.quantifiers import substitute
from certify.formulas.values import Meant, SetOf
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class NamedSum:
    """The sum of `value` over all values of `variables` that satisfy `guard`, a function of `parameters`."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    value: Term

    @property
    def term(self) -> Term:
        """The sum as a term in its parameters."""
        return amount(function(self.name, INT, *map(as_term, self.parameters)))

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of what it runs over."""
        return tuple(v[2] for v in self.variables)

    @property
    def counts(self) -> bool:
        """Whether it is a number of members: each value is 1."""
        return self.value == ("lin", 1, ())


@dataclass(frozen=True, slots=True)
class NamedFormula:
    """A predicate of `parameters` that holds if and only if the formula does."""

    name: str
    parameters: Variables
    formula: Formula


@dataclass(frozen=True, slots=True)
class NamedLeast:
    """The least value of `variable` that satisfies `guard`, a function of `parameters`; any number if there is none."""

    name: str
    parameters: Variables
    variable: Term
    guard: Formula


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """The value of one of the variables, by its index, where values of all of them satisfy the guard; any value if none do."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    index: int


@dataclass(frozen=True, slots=True)
class NamedSquare:
    """The square of a number."""

    name: str


@dataclass(frozen=True, slots=True)
class NamedQuotient:
    """The quotient of a number by a divisor, rounded down."""

    name: str
    divisor: int


@dataclass(frozen=True, slots=True)
class NamedListing:
    """An enumeration of a set, each member once: NAME@ of an index, NAME^ of a member, its length NAME#.

    `cycle`: the name of a stored cycle that the enumeration follows, from a label without arguments if the set has one; else it
    is in the order of the members.
    """

    name: str
    members: SetOf
    cycle: str = ""


@dataclass(frozen=True, slots=True)
class NamedRecursion:
    """A sequence given by recursion: NAME@ of the index `place`, under `guard`, is `item`, which may use earlier ones.

    `where`: what is known wherever the text uses it.
    """

    name: str
    place: Term
    guard: Formula
    item: Meant
    type: Type
    where: Formula


Named: TypeAlias = (
    NamedSum | NamedFormula | NamedLeast | NamedChoice | NamedSquare | NamedQuotient | NamedListing | NamedRecursion
)


def canonical(objects: Sequence[Any], bound: Variables = ()) -> tuple[Any, Variables]:
    """Return terms and formulas up to the numbers of their variables, and the variables that are free in them.

    `bound`: variables that are not counted as free.

    >>> x, y = ("v", 5, "Int"), ("v", 6, "vertices")
    >>> canonical([("p", "holds", (as_term(x), y))], (x,))
    ((('p', 'holds', (('lin', 0, ((('v', -1, 'Int'), 1),)), ('v', -2, 'vertices'))),), (('v', 6, 'vertices'),))
    """
    names: dict[Term, Term] = {}

    def note(v: Term) -> None:
        names.setdefault(v, ("v", -1 - len(names), v[2]))

    def visit(o: Any) -> None:
        if o[0] == "v":
            note(o)
        elif o[0] in ("all", "ex"):
            for v in o[1]:
                note(v)
            visit(o[2])
        elif o[0] == "lin":
            for t, _ in sorted(o[2], key=lambda pair: _shape(pair[0])):
                visit(t)
        else:
            for inner in below(o):
                visit(inner)

    for v in bound:
        note(v)
    for o in objects:
        visit(o)
    loose = frozenset[Term]().union(*map(free, objects))
    return tuple(_renumbered(o, names) for o in objects), tuple(v for v in names if v in loose and v not in bound)


def _shape(term: Term) -> str:
    """Return the text of a term without the numbers of its variables."""
    return rank(substitute(term, {v: as_term(("v", 0, v[2])) for v in free(term)}))


def _renumbered(o: Any, names: dict[Term, Term]) -> Any:
    if o[0] in ("all", "ex"):
        return (o[0], tuple(names[v] for v in o[1]), _renumbered(o[2], names))
    if o[0] in ("and", "or"):
        return (o[0], tuple(sorted((_renumbered(g, names) for g in o[1]), key=rank)))
    if o in (TRUE, FALSE):
        return o
    if o[0] == "not":
        return complement(_renumbered(o[1], names))
    return substitute(o, {v: as_term(w) for v, w in names.items()})
