"""Lines of a proof for all sizes: what follows, by what, and from which lines before."""

from __future__ import annotations

from typing import TypeAlias

from certify.certificates.checker import Formula, Term, parts
from certify.proving.checker_lemmas import Source
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class ExistingVariable:
    """An existential variable of a formula.

    - `given`: the universal variables that its value depends on.
    - `block`: its quantifier, by the number of the first variable of that; `sure`: whether there is a value for all of these.
    """

    variable: Term
    given: tuple[Term, ...]
    block: int
    sure: bool


@dataclass(frozen=True, slots=True)
class SourceFormula:
    """A formula that a proof uses: a hypothesis, the negation of the goal, what is known of a symbol, or a lemma.

    - `source`: its name in the certificate; `formula`: what it says, each variable bound once.
    - `variables`: its universal variables in order, for which an instance has terms; the first is numbered `start` in sentences.
    - `existing`: its existential variables in order, for each of which there is a function of that number, `NAME/0`, ...
    - `counts`: how many sentences each of its conjuncts has.
    """

    source: Source
    formula: Formula
    start: int
    variables: tuple[Term, ...]
    existing: tuple[ExistingVariable, ...]
    counts: tuple[int, ...]

    @property
    def conjuncts(self) -> tuple[Formula, ...]:
        """What it says, one after the other."""
        return parts(self.formula, "and")

    @property
    def name(self) -> str:
        """The name that those of its functions begin with."""
        return "-".join(map(str, self.source))

    def conjunct_of(self, number: int) -> int:
        """Return which conjunct a sentence is of."""
        return next(k for k in range(len(self.counts)) if number < sum(self.counts[: k + 1]))


@dataclass(frozen=True, slots=True)
class Use:
    """The use of a conjunct of a formula at a place: terms for some of its universal variables.

    `number` and `terms` are the sentence and its terms in the certificate, and `formula` is the instance.  A sentence lacks a
    variable that a disequation determines; its term is here that of the other side.
    """

    of: SourceFormula
    number: int
    terms: tuple[Term, ...]
    at: tuple[tuple[Term, Term], ...]
    formula: Formula

    @property
    def conjunct(self) -> int:
        """Which conjunct it is a use of."""
        return self.of.conjunct_of(self.number)

    @property
    def denies(self) -> bool:
        """Whether it is what the negated goal says, of no place but those that it is about."""
        return self.of.source == ("goal",) and not self.at


@dataclass(frozen=True, slots=True)
class Substitution:
    """Applications of one symbol to equal arguments are equal, or hold both or neither."""

    first: Term
    second: Term


@dataclass(frozen=True, slots=True)
class Addition:
    """Inequalities which, times positive numbers, add up to a contradiction."""

    formulas: tuple[Formula, ...]
    multiples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EqualityChain:
    """A disequation that contradicts a chain of equations."""

    formulas: tuple[Formula, ...]


Reason: TypeAlias = Use | Substitution | Addition | EqualityChain


@dataclass(frozen=True, slots=True)
class ProofLine:
    """What follows from lines before it.

    - `says`: the formulas that follow; a contradiction is the formula `F`.
    - `reasons`: what it follows by; several are uses of one hypothesis at one place.
    - `premises`: what it follows from, each said by a line before it in this or an outer block; `granted`: what it follows from
      beside that, uses of hypotheses that have no variables.
      The negated goal is said by the first lines.
    - `inside`: of a supposition that is refuted, the lines that refute it.  The first is the supposition, whose negation the line
      says; the last is the contradiction.
    """

    says: tuple[Formula, ...]
    reasons: tuple[Reason, ...] = ()
    premises: tuple[Formula, ...] = ()
    granted: tuple[Use, ...] = ()
    inside: tuple[ProofLine, ...] = ()
