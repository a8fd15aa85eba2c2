"""Regions of measures, and the facts known in a region: expressions as polynomials over atoms, with facts about the atoms.

In a region, some measures are fixed and each of the others is at least a constant.  An atom is a measure, the bits of a
polynomial, or a power of a constant; it is a nonnegative integer with a name.  `shifted` writes a polynomial in the distances of
the atoms from their least values, such as `(n - 1)`.  If no coefficient is negative then, no value in the region is negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import ceil, prod

import sympy

from certify.bounds.claims import bits, symbol
from certify.bounds.polynomials import ONE, ZERO, Atom, Monomial, Poly
from certify.bounds.results import Admissible, shown
from certify.records import dataclass

MOST_TERMS = 2_000
"""The most terms of a product of polynomials."""

MOST_DIGITS = 10_000
"""The most binary digits of a constant."""

MOST_POINTS = 500
"""The most points at which a polynomial with fractional coefficients is evaluated to show that its values are whole."""

DOUBLINGS = 4
"""The most doublings of one number up to which the digits of two numbers are compared."""


class OutOfReach(ValueError):
    """The expression is too large, or does not consist of measures, rational numbers, `bits`, constant exponents and constant
    bases."""


@dataclass(frozen=True)
class KnownInequality:
    """The inequality `polynomial >= 0`.  `says` states the reason; `using` holds the facts about valid instances that it depends
    on."""

    polynomial: Poly
    says: str
    using: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Bits:
    argument: Poly
    natural: bool
    """Whether the argument is shown to be at least 0.  If it is not, nothing else is known of its bits."""


@dataclass(frozen=True)
class _Power:
    base: int
    exponent: Poly


class MeasureRegion:
    """The measures at fixed values or from least values on, with the facts about valid instances that hold there.

    >>> n = symbol("n")
    >>> region = MeasureRegion((), least={"n": 1})
    >>> region.shifted(region.polynomial(n * (n - 1)))
    (n - 1)^2 + (n - 1)
    >>> [f.says for f in region.facts(region.polynomial(bits(n)))]
    ['bits(x) <= x', 'bits(x) <= x/2 + 1', 'bits(x) <= x/4 + 2', 'bits(x) <= x/8 + 3']
    """

    def __init__(
        self, admissible: Sequence[Admissible], fixed: Mapping[str, int] | None = None, least: Mapping[str, int] | None = None
    ) -> None:
        self.fixed, self.least = dict(fixed or {}), dict(least or {})
        self._given = admissible
        self._atoms: dict[str, _Bits | _Power] = {}
        self._low: dict[str, int] = {}

    @cached_property
    def admissible(self) -> tuple[KnownInequality, ...]:
        """The facts about valid instances that are polynomials over atoms."""
        found = []
        for given in self._given:
            try:
                found.append(KnownInequality(self.polynomial(given.expression), given.says, (given.says,)))
            except OutOfReach:
                continue
        return tuple(found)

    @property
    def impossible(self) -> KnownInequality | None:
        """A fact about valid instances that no point of the region satisfies, if a single fact shows that."""
        for fact in self.admissible:
            negated = self.shifted(-fact.polynomial)
            if negated.nonnegative() and constant_term(negated) > 0:
                return fact
        return None

    def fix(self, measure: str) -> MeasureRegion:
        """Return the part of the region in which a measure has its least value."""
        return MeasureRegion(
            self._given,
            {**self.fixed, measure: self.least.get(measure, 0)},
            {m: v for m, v in self.least.items() if m != measure},
        )

    def above(self, measure: str) -> MeasureRegion:
        """Return the part of the region in which a measure is larger than its least value."""
        return MeasureRegion(self._given, self.fixed, {**self.least, measure: self.least.get(measure, 0) + 1})

    def __str__(self) -> str:
        return ", ".join([f"{m} = {v}" for m, v in self.fixed.items()] + [f"{m} >= {v}" for m, v in self.least.items() if v])

    # ------------------------------------------------------------------------------------- expressions

    def polynomial(self, expression: sympy.Expr) -> Poly:
        """Return an expression as a polynomial over atoms.  Raises `OutOfReach` if it is none, or is too large."""
        found: Poly
        match expression:
            case sympy.Rational():
                return Poly.constant(Fraction(int(expression.p), int(expression.q)))
            case sympy.Symbol():
                return self._measure(expression)
            case sympy.Add():
                found = ZERO
                for term in expression.args:
                    found = found + self.polynomial(term)
                return found
            case sympy.Mul():
                found = ONE
                for factor in expression.args:
                    found = _product(found, self.polynomial(factor))
                return found
            case sympy.Pow():
                return self._power(expression.base, expression.exp)
            case bits():
                return self._bits(self.polynomial(expression.args[0]))
        raise OutOfReach(f"{expression} is no polynomial over measures, bits and powers of constants")

    def _measure(self, at: sympy.Symbol) -> Poly:
        if at != symbol(at.name) or not at.name.isidentifier():
            raise OutOfReach(f"{at} is no measure")
        return Poly.constant(self.fixed[at.name]) if at.name in self.fixed else _named(at.name)

    def _power(self, base: sympy.Expr, exponent: sympy.Expr) -> Poly:
        if exponent.is_Integer and exponent >= 0:
            found, factor = ONE, self.polynomial(base)
            for _ in range(min(int(exponent), MOST_TERMS)):
                found = _product(found, factor)
            if exponent > MOST_TERMS:
                raise OutOfReach(f"the exponent {exponent} is too large")
            return found
        if not (base.is_Integer and 2 <= base < MOST_DIGITS):
            raise OutOfReach(f"{base} is no whole number from 2 on, and {exponent} no whole number")
        return self._power_of(int(base), self.polynomial(exponent))

    def _power_of(self, base: int, exponent: Poly) -> Poly:
        """Return a power of a constant.  If the coefficients of the exponent are natural numbers, it is a product with one factor
        for each term: 4^(n*m + 2*n + 1) is 4 (2^(n*m))^2 (2^n)^4."""
        root, repeated = _perfect_power(base)
        exponent = exponent * repeated
        if abs(constant_term(exponent)) * root.bit_length() > MOST_DIGITS:
            raise OutOfReach(f"{base}^({exponent}) is too large")
        if any(a for m in exponent.terms for a, _ in m if isinstance(self._atoms.get(a.data[0]), _Power)):
            raise OutOfReach(f"{base}^({exponent}) is a power of a power")
        if not self._whole(exponent):
            raise OutOfReach(f"{base}^({exponent}) is not known to have a whole exponent")
        found = Poly.constant(Fraction(root) ** int(constant_term(exponent)))
        rest = exponent - constant_term(exponent)
        if all(isinstance(c, int) and 0 < c <= MOST_TERMS for c in rest.terms.values()):
            for m, c in rest.terms.items():
                found = found * Poly({frozenset(((self._power_atom(root, Poly({m: 1})), int(c)),)): 1})
            return found
        if self._lowest(exponent) is None:
            raise OutOfReach(f"{base}^({exponent}) is not known to have a natural number for its exponent")
        return Poly.of(self._power_atom(root, exponent))

    def _power_atom(self, base: int, exponent: Poly) -> Atom:
        text = _text(exponent)
        name = f"({base}^{text})" if text.isidentifier() or text in self._atoms else f"({base}^({text}))"
        if name not in self._atoms:
            lowest = self._lowest(exponent) or 0
            self._atoms[name], self._low[name] = _Power(base, exponent), base ** min(ceil(lowest), 64)
        return Atom("measure", name)

    def _bits(self, argument: Poly) -> Poly:
        """Return the bits of a polynomial, exactly where they are known: powers of two are factored out of the argument."""
        value = argument.value
        if value is not None:
            if value.denominator != 1:
                raise OutOfReach(f"{value} is no whole number")
            return Poly.constant(int(value).bit_length())
        if not self._whole(argument):
            raise OutOfReach(f"{argument} is not known to be whole")
        less = self._power_of_two(argument + 1)
        if less is not None:
            return less
        power, rest = self._powers_of_two(argument)
        lowest = self._lowest(rest)
        if power != ZERO and lowest is not None and lowest > 0:
            return power + self._bits(rest)
        return self._bits_atom(argument)

    def _bits_atom(self, argument: Poly) -> Poly:
        text = _text(argument)
        name = f"bits({_inside(text) if text in self._atoms else text})"
        if name not in self._atoms:
            lowest = self._lowest(argument)
            self._atoms[name] = _Bits(argument, lowest is not None)
            self._low[name] = ceil(lowest or 0).bit_length()
        return _named(name)

    def _power_of_two(self, p: Poly) -> Poly | None:
        """Return the exponent of a polynomial that is a power of two; None if it is not."""
        power, rest = self._powers_of_two(p)
        return power if rest == ONE else None

    def _powers_of_two(self, p: Poly) -> tuple[Poly, Poly]:
        """Return an exponent and a polynomial q such that p is 2^exponent times q, with the largest power that shows."""
        if not all(isinstance(c, int) for c in p.terms.values()):
            return ZERO, p
        twos = min((int(c) & -int(c)).bit_length() - 1 for c in p.terms.values())
        power, divisor = Poly.constant(twos), frozenset[tuple[Atom, int]]()
        for atom in p.atoms():
            kept = self._atoms.get(atom.data[0])
            times = min(dict(m).get(atom, 0) for m in p.terms)
            if isinstance(kept, _Power) and kept.base == 2 and times:
                power, divisor = power + kept.exponent * times, divisor | {(atom, times)}
        return power, Poly({_quotient(m, divisor): c // 2**twos for m, c in p.terms.items()})

    def _whole(self, p: Poly) -> bool:
        """Return whether every value at integers is an integer: it is if it is one on a grid with one more point a side than the
        degree."""
        if all(isinstance(c, int) for c in p.terms.values()):
            return True
        degrees: dict[str, int] = {}
        for m in p.terms:
            for atom, e in m:
                degrees[atom.data[0]] = max(degrees.get(atom.data[0], 0), e)
        if prod(d + 1 for d in degrees.values()) > MOST_POINTS:
            return False
        grid = product(*(range(d + 1) for d in degrees.values()))
        return all(p.at(dict(zip(degrees, point, strict=True))).denominator == 1 for point in grid)

    # ----------------------------------------------------------------------------------------- facts

    def shifted(self, p: Poly) -> Poly:
        """Return the polynomial in the distances of its atoms from their least values."""
        return p.replace(self._distance)

    def low(self, atom: Atom) -> int:
        """Return the least value of an atom that is known."""
        return self._low.get(atom.data[0], self.least.get(atom.data[0], 0))

    def _distance(self, atom: Atom) -> Poly | None:
        low = self.low(atom)
        return _named(f"({_inside(atom.data[0])} - {low})") + low if low else None

    def _lowest(self, p: Poly) -> Fraction | None:
        """Return a lower bound of at least 0; None if none shows."""
        shifted = self.shifted(p)
        return constant_term(shifted) if shifted.nonnegative() else None

    def measures(self, p: Poly) -> set[str]:
        """Return the measures that are not fixed and on which a polynomial depends, also through its atoms."""
        found: set[str] = set()
        for atom in p.atoms():
            inner = self._atoms.get(atom.data[0])
            match inner:
                case None:
                    found.add(atom.data[0])
                case _Bits(argument, _):
                    found |= self.measures(argument)
                case _Power(_, exponent):
                    found |= self.measures(exponent)
        return found

    def facts(self, *about: Poly) -> list[KnownInequality]:
        """Return the facts about valid instances, and those about the atoms in them, in `about`, and in all these facts."""
        found = list(self.admissible)
        names = self._met(*about, *(f.polynomial for f in found))
        for name in names:  # the loop extends the list
            fresh = list(self._about(name))
            found += fresh
            names += (n for n in self._met(*(f.polynomial for f in fresh)) if n not in names)
        found += (f for a in names for b in names if a != b for f in self._compared(a, b))
        return found

    def _met(self, *about: Poly) -> list[str]:
        """Return the names of the atoms of some polynomials that are not measures."""
        return sorted({n for p in about for a in p.atoms() if (n := a.data[0]) in self._atoms})

    def _about(self, name: str) -> Iterator[KnownInequality]:
        match self._atoms[name]:
            case _Bits(argument, True):
                yield from self._about_bits(_named(name), argument)
            case _Power(base, exponent):
                yield from self._about_power(_named(name), base, exponent)

    def _about_bits(self, digits: Poly, argument: Poly) -> Iterator[KnownInequality]:
        for k in range(4):  # with equality at 2^k and 2^(k - 1)
            yield KnownInequality(
                argument * Fraction(1, 2**k) + k - digits, f"bits(x) <= x/{2**k} + {k}" if k else "bits(x) <= x"
            )
        for fact in self.admissible:
            above = _upper(fact.polynomial, argument)
            if above is not None and self._lowest(above) is not None:
                yield KnownInequality(self._bits(above) - digits, "bits grow with the number", fact.using)
        if len(argument.terms) == 1:
            ((monomial, coefficient),) = argument.terms.items()
            yield from self._about_bits_of_product(digits, monomial, int(coefficient))
            return
        terms = {m: ceil(c) for m, c in argument.terms.items() if c > 0}
        of_terms = [(Poly({m: c}), self._bits(Poly({m: c}))) for m, c in terms.items()]
        yield KnownInequality(sum((d for _, d in of_terms), ZERO) - digits, "bits(x + y) <= bits(x) + bits(y)")
        for term, of_term in of_terms:
            if self._lowest(argument - term) is not None:
                yield KnownInequality(digits - of_term, "bits grow with the number")

    def _about_bits_of_product(self, digits: Poly, monomial: Monomial, coefficient: int) -> Iterator[KnownInequality]:
        factors = [(self._atoms.get(a.data[0]), a, e) for a, e in monomial]
        upper = Poly.constant((coefficient - 1).bit_length())
        lower: Poly | None = Poly.constant(coefficient.bit_length() - 1)
        for kept, atom, e in factors:
            if isinstance(kept, _Power):
                upper = upper + kept.exponent * (kept.base - 1).bit_length() * e
                of_lower = kept.exponent * (kept.base.bit_length() - 1) * e
            else:
                of_atom = self._bits(Poly.of(atom))
                upper = upper + of_atom * e
                of_lower = (of_atom - 1) * e
                if (self._lowest(Poly.of(atom)) or 0) < 1:
                    lower = None
            lower = lower if lower is None else lower + of_lower
        if all(isinstance(kept, _Power) for kept, _, _ in factors):
            upper = upper + 1
        if upper != digits:
            yield KnownInequality(upper - digits, "bits(x*y) <= bits(x) + bits(y)")
        if lower is not None and lower + 1 != digits:
            yield KnownInequality(digits - lower - 1, "bits(x*y) >= bits(x) + bits(y) - 1 for x, y >= 1")

    def _about_power(self, power: Poly, base: int, exponent: Poly) -> Iterator[KnownInequality]:
        pairs = exponent * (exponent - 1) * Fraction(1, 2)
        yield KnownInequality(power - exponent * (base - 1) - 1, f"{base}^x >= {base - 1}*x + 1" if base > 2 else "2^x >= x + 1")
        yield KnownInequality(power - pairs - exponent - 1, f"{base}^x >= 1 + x + x*(x - 1)/2")
        yield KnownInequality(
            power - pairs * (exponent - 2) * Fraction(1, 3) - pairs - exponent - 1,
            f"{base}^x >= 1 + x + x*(x - 1)/2 + x*(x - 1)*(x - 2)/6",
        )
        for name in (a.data[0] for a in exponent.atoms()):
            inner = self._atoms.get(name)
            if base == 2 and isinstance(inner, _Bits) and inner.natural and exponent == _named(name):
                yield KnownInequality(power - inner.argument - 1, "2^bits(x) >= x + 1")
                yield KnownInequality(inner.argument * 2 + 1 - power, "2^bits(x) <= 2*x + 1")
                if (self._lowest(inner.argument) or 0) >= 1:
                    yield KnownInequality(inner.argument * 2 - power, "2^bits(x) <= 2*x for x >= 1")

    def _compared(self, a: str, b: str) -> Iterator[KnownInequality]:
        match self._atoms[a], self._atoms[b]:
            case _Bits(x, True), _Bits(y, True):
                yield from self._compared_bits((_named(a), x), (_named(b), y))
            case _Power(r, x), _Power(s, y) if r >= s:
                using = self._shown(x - y)
                if using is not None:
                    yield KnownInequality(_named(a) - _named(b), "powers grow with base and exponent", using)

    def _compared_bits(self, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> Iterator[KnownInequality]:
        (of_x, x), (of_y, y) = a, b
        for k in range(DOUBLINGS + 1):
            using = self._shown(y * 2**k - x)
            if using is not None:
                yield KnownInequality(of_y + k - of_x, f"bits(x) <= bits(y) + {k} if x <= {2**k}*y" if k else "bits grow", using)
                break
        if (self._lowest(y) or 0) < 1:
            return
        for k in range(DOUBLINGS, 0, -1):
            using = self._shown(x - y * 2**k)
            if using is not None:
                yield KnownInequality(of_x - of_y - k, f"bits(x) >= bits(y) + {k} if x >= {2**k}*y >= {2**k}", using)
                break

    def _shown(self, p: Poly) -> tuple[str, ...] | None:
        """Return the facts about valid instances, at most one, that prove p >= 0; None if this does not prove it."""
        if self._lowest(p) is not None:
            return ()
        return next((f.using for f in self.admissible if self._lowest(p - f.polynomial) is not None), None)

    def bits_atoms(self) -> list[tuple[Poly, Poly]]:
        """Return the atoms so far that are bits, each with its argument."""
        return [(_named(n), a.argument) for n, a in self._atoms.items() if isinstance(a, _Bits)]


def constant_term(p: Poly) -> Fraction:
    """Return the term without atoms."""
    return Fraction(p.terms.get(frozenset(), 0))


def _named(name: str) -> Poly:
    return Poly.of(Atom("measure", name))


def _text(p: Poly) -> str:
    return shown(p.expression())


def _inside(name: str) -> str:
    """Return a name without the parentheses around it."""
    return name[1:-1] if name.startswith("(") else name


def _product(p: Poly, q: Poly) -> Poly:
    if len(p.terms) * len(q.terms) > MOST_TERMS:
        raise OutOfReach("a product has too many terms")
    return p * q


def _upper(fact: Poly, p: Poly) -> Poly | None:
    """Return an upper bound, with natural coefficients, of an atom p, by a fact in which p occurs once; None if there is none.

    >>> n, m = _named("n"), _named("m")
    >>> _upper(n * (n - 1) - m * 2, m)
    n^2
    """
    slope = fact.terms.get(next(iter(p.terms)), 0)
    if len(p.terms) > 1 or p.terms.keys() & {frozenset()} or slope >= 0:
        return None
    above = (fact - p * slope) * (Fraction(-1) / slope)
    return None if {*above.atoms()} & {*p.atoms()} else Poly({m: ceil(c) for m, c in above.terms.items() if c > 0})


def _quotient(dividend: Monomial, divisor: Monomial) -> Monomial:
    powers = dict(dividend)
    for atom, e in divisor:
        powers[atom] -= e
    return frozenset((a, e) for a, e in powers.items() if e)


def _perfect_power(base: int) -> tuple[int, int]:
    """Return the smallest number, and the exponent, with this number as its power.

    >>> _perfect_power(64), _perfect_power(10)
    ((2, 6), (10, 1))
    """
    found = sympy.perfect_power(base)
    return (int(found[0]), int(found[1])) if found else (base, 1)
