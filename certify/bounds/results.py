"""The results of the bounds backend: upper bounds as sympy expressions in measures, and the reasons why one is not polynomial."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy
from sympy.printing.str import StrPrinter

from certify.core import Claim, Mark, Node, Problem, Reduction
from certify.records import dataclass, field

SLICEWISE = "slicewise polynomial"
"""The verdict on a bound that is polynomial only for each fixed value of some measures, which occur in an exponent (Downey and
Fellows, *Fundamentals of Parameterized Complexity*, 2013)."""

VERDICTS = ("unknown", "exponential", "pseudo-polynomial", SLICEWISE, "polynomial")
"""The verdicts on a bound, from the weakest to the strongest."""


@dataclass(frozen=True)
class Obstacle:
    """A reason why a bound is not polynomial.

    `kind` is a verdict other than `polynomial`, and `why` is a sentence that names the fold or the number.  `mark` is its place
    in the text, and `fold` the fold itself.
    """

    kind: str
    why: str
    mark: Mark | None = field(default=None, compare=False)
    fold: Node | None = field(default=None, compare=False, repr=False)


def in_order_of_text(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Return the obstacles in the order of their places in the text, each once; those without a place come last.

    >>> in_order_of_text([Obstacle("unknown", "b"), Obstacle("unknown", "a"), Obstacle("unknown", "b")])
    (Obstacle(kind='unknown', why='a', mark=None), Obstacle(kind='unknown', why='b', mark=None))
    """

    def place(obstacle: Obstacle) -> tuple[bool, str, int, str, str]:
        at = obstacle.mark
        return at is None, at.source.name if at else "", at.start if at else 0, obstacle.kind, obstacle.why

    return tuple(dict.fromkeys(sorted(obstacles, key=place)))


@dataclass(frozen=True)
class Bound:
    """Upper bounds of one quantity: each of `alternatives` holds on all valid instances and is monotone in every measure.

    The first alternative is the one that is shown.  There is no alternative if no bound was found.  `exact` is the quantity
    itself, if the text determines it; it need not be monotone.  The measures `fixing` may occur in exponents.  Symbols are those
    of `certify.bounds.claims.symbol` (one for each measure of the source), and `bits(measure)`.
    """

    alternatives: tuple[sympy.Expr, ...]
    exact: sympy.Expr | None = None
    obstacles: tuple[Obstacle, ...] = ()
    fixing: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<bound {'unknown' if self.best is None else shown(self.best)[:100]}>"

    @property
    def verdict(self) -> str:
        """The verdict on the bound.

        It is `polynomial` if there are alternatives and no obstacles, and `slicewise polynomial` if measures must be fixed for
        that.  Otherwise it is the weakest of the obstacles' kinds, or `unknown` without obstacles.

        >>> n, L = sympy.symbols("n L")
        >>> Bound((2**L * n,), fixing=("L",)).verdict, Bound((L**2 * n,), fixing=("L",)).verdict
        ('slicewise polynomial', 'polynomial')
        """
        if self.alternatives and not self.obstacles:
            return SLICEWISE if self.held else "polynomial"
        return min((o.kind for o in self.obstacles), key=VERDICTS.index, default="unknown")

    @cached_property
    def held(self) -> tuple[str, ...]:
        """The fixed measures without which no alternative is a polynomial: those in exponents of the alternative with the
        fewest."""
        if not self.fixing:
            return ()
        fixed = set(self.fixing)
        options = [_exponents(e) for i, e in enumerate(self.alternatives) if i == 0 or not _values(e)]
        least = min((names for names in options if names <= fixed), key=len, default=set())
        return tuple(name for name in self.fixing if name in least)

    @property
    def best(self) -> sympy.Expr | None:
        """The alternative that is shown; None if there is none."""
        return self.alternatives[0] if self.alternatives else None

    @cached_property
    def degree(self) -> int | None:
        """The total degree of the shown bound in the measures that are not fixed; None if the bound is not polynomial.

        Each `bits(...)` has degree 0.

        >>> n, L = sympy.symbols("n L")
        >>> Bound((n**2 * L + 2**L * n,), fixing=("L",)).degree
        2
        """
        if self.verdict not in (SLICEWISE, "polynomial"):
            return None
        return max(map(self._degree, sympy.Add.make_args(sympy.expand(self.alternatives[0]))))

    def _degree(self, term: sympy.Expr) -> int:
        return sum(int(e) for base, e in term.as_powers_dict().items() if base.is_Symbol and base.name not in self.fixing)

    def at(self, measures: Mapping[str, int]) -> Fraction | None:
        """Return the least alternative at given measures, exactly; None if no alternative is in these measures alone."""
        found = [f(measures) for f in self._functions]
        return min((v for v in found if v is not None), default=None)

    @cached_property
    def _functions(self) -> list[Callable[[Mapping[str, int]], Fraction | None]]:
        return [_function(e) for e in self.alternatives]


def _exponents(expression: sympy.Expr) -> set[str]:
    """Return the measures that occur in exponents."""
    return {s.name for power in expression.atoms(sympy.Pow) for s in power.exp.free_symbols}


def _values(expression: sympy.Expr) -> bool:
    """Return whether a bound depends on the values of numbers."""
    return any(s.name.startswith("value(") for s in expression.free_symbols)


def _function(expression: sympy.Expr) -> Callable[[Mapping[str, int]], Fraction | None]:
    """Return an expression as a function of the measures, in exact arithmetic; its result is None if a symbol has no value."""
    numerator, denominator = expression.as_numer_denom()
    symbols = sorted(expression.free_symbols, key=str)
    names = [str(s) for s in symbols]
    compiled = sympy.lambdify(symbols, numerator, modules=[{"bits": int.bit_length}])

    def at(measures: Mapping[str, int]) -> Fraction | None:
        if any(n not in measures for n in names):
            return None
        return Fraction(int(compiled(*[measures[n] for n in names])), int(denominator))

    return at


@dataclass(frozen=True)
class Admissible:
    """A fact about the measures of every valid instance: `expression >= 0`.  `says` gives the reason, as a sentence."""

    expression: sympy.Expr
    says: str


@dataclass(frozen=True)
class DerivationLine:
    """One line of a derivation: the expression `text` at `mark` has the bound `says`.  `depth` is its nesting depth."""

    depth: int
    mark: Mark | None
    text: str
    says: str


@dataclass(frozen=True)
class FoldBound:
    """The effect of a fold on one size of its accumulator in each of at most `rounds` rounds.

    `invariant` bounds that size before, between and after all rounds.
    """

    fold: Node = field(repr=False)
    slot: str
    recurrence: str
    rounds: Bound
    invariant: Bound


@dataclass(frozen=True)
class ClaimBound:
    """A claimed size or value, checked against the derived bound.

    `verdict` is `proved` if the derived bound is at most the claimed one for all admissible measures, as far as shown, and else
    `not shown`.  `steps` are the steps of the proof, as sentences, and `method` names the method.  A claim of equality also needs
    that the size is no smaller.  `exact` states whether the text shows that; if it does not, each instance that is run is
    checked.
    """

    claim: Claim
    claimed: sympy.Expr
    derived: Bound
    verdict: str
    method: str = ""
    steps: tuple[str, ...] = ()
    exact: bool = False

    @property
    def whole(self) -> bool:
        """Whether all of the claim is proved: of an equality, both that the size is at most so much and that it is at least so
        much."""
        return self.verdict == "proved" and (self.exact or self.claim.relation == "<=")


@dataclass(frozen=True)
class ProblemBounds:
    """The bounds of a problem in its own measures.

    `encoding` bounds the length of an instance (its structural size), and `witness` that of a witness.  `admissible` holds facts
    about the measures.  `times` bounds the steps of `valid`, `measures`, `space` (building the witness space) and `accepts`.
    """

    problem: Problem
    encoding: Bound
    witness: Bound
    admissible: tuple[Admissible, ...]
    times: Mapping[str, Bound]
    folds: tuple[FoldBound, ...] = ()
    trace: tuple[DerivationLine, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"<bounds of {self.problem.name}>"

    @property
    def in_np(self) -> bool:
        """Whether the problem is in NP by certificate: verifier and witness space are polynomial in all measures."""
        return self.in_np_fixing == ()

    @property
    def in_np_fixing(self) -> tuple[str, ...] | None:
        """The measures for each fixed value of which the problem is in NP by certificate; None if that is not shown."""
        needed = (self.encoding, self.witness, *self.times.values())
        if any(b.verdict not in (SLICEWISE, "polynomial") for b in needed):
            return None
        return held(needed)


@dataclass(frozen=True)
class ReductionBounds:
    """The bounds of a reduction in the measures of its source.

    `sizes` bounds each measure of the image.  `values` bounds the largest absolute value of the numbers in each field of the
    image that holds numbers (numerators and denominators over a common denominator).  `times` bounds the steps of `image`,
    `forward` and `backward`.
    """

    reduction: Reduction
    sizes: Mapping[str, Bound]
    values: Mapping[str, Bound]
    times: Mapping[str, Bound]
    claims: tuple[ClaimBound, ...]
    admissible: tuple[Admissible, ...]
    folds: tuple[FoldBound, ...] = ()
    trace: tuple[DerivationLine, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"<bounds of {self.reduction.name}>"

    @property
    def name(self) -> str:
        """The name of the reduction."""
        return self.reduction.name

    @property
    def target(self) -> str:
        """The name of the reduction's target."""
        return self.reduction.target.name

    @property
    def held(self) -> tuple[str, ...]:
        """The measures of the source for each fixed value of which sizes and times are polynomial, where they are polynomial at
        all."""
        return held((*self.sizes.values(), *self.times.values()))


def held(bounds: Iterable[Bound]) -> tuple[str, ...]:
    """Return the measures that some of the bounds need fixed."""
    return tuple(dict.fromkeys(name for b in bounds if b.verdict == SLICEWISE for name in b.held))


def in_order(extreme: Any) -> list[Any]:
    """Return the arguments of a maximum or minimum as texts write them: numbers last."""
    return sorted(extreme.args, key=lambda a: (bool(a.is_number), sympy.default_sort_key(a)))


class _TextPrinter(StrPrinter):  # type: ignore[misc]
    """Prints expressions with the names of texts."""

    def _print_Max(self, extreme: Any) -> str:
        return f"max({self.stringify(in_order(extreme), ', ')})"

    def _print_Min(self, extreme: Any) -> str:
        return f"min({self.stringify(in_order(extreme), ', ')})"


def shown(expression: Any) -> str:
    """Return an expression in the syntax of texts: `^` for powers, and `max(n, 1)`.

    >>> shown(sympy.Max(1, sympy.Symbol("n")) ** 2 * 3)
    '3*max(n, 1)^2'
    """
    return str(_TextPrinter().doprint(expression)).replace("**", "^")
