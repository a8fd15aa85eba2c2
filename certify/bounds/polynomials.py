"""Polynomials over atoms, and the few upper bounds that are kept of one quantity, in one file because each needs the other.

An atom is a measure, the bits of a measure, or one of the quantities that an analysis introduces (`Atom.kind`).  All atoms are
nonnegative integers.  A polynomial that stands for a bound is monotone and nonnegative.  It is made from atoms and nonnegative
constants by `+`, `*` and `choose_two`, which all preserve this, whatever the signs of its coefficients; `clear` and `join`
restore nonnegative coefficients.  (The bounds of a signed number may be shifted below zero.)

The polynomials resemble sympy's.  They are a class of our own because atoms come and go during an analysis, and because the
analysis mostly computes joins and chooses among candidates.  Results are converted to sympy expressions (`expression`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

from certify.core.budgets import OutOfBudget, kept, power_of_two

Scalar = int | Fraction


class Atom:
    """A nonnegative quantity, of one of these kinds (with its data):

    - `measure` (its name), `bits` (an atom);
    - `value` (a path of the instance): the largest absolute value of the numbers there, the marker of pseudo-polynomial bounds;
    - `power` (a constant base, a polynomial exponent, and, from an analysis, the reason and the fold);
    - in sharper bounds (`sharply`), `max` (polynomials): the largest of them; `digits` (a polynomial): its binary digits;
    - `unbounded` (an obstacle): there is no bound;
    - inside an analysis, `local`: a size of one item of a collection; `slot`: a size of a fold's accumulator; `denominator`: the
      bits of a common denominator, or a prime.

    >>> Atom("measure", "n") == Atom("measure", "n")
    True
    """

    __slots__ = ("_hash", "data", "kind")

    def __init__(self, kind: str, *data: Any) -> None:
        self.kind, self.data = kind, data
        self._hash = hash((kind, data))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Atom) and self._hash == other._hash and self.kind == other.kind and self.data == other.data
        )

    @property
    def root(self) -> Atom:
        """The atom inside `bits(...)`, at any depth; the atom itself if it is no bits."""
        atom = self
        while atom.kind == "bits":
            atom = atom.data[0]
        return atom

    @property
    def parts(self) -> tuple[Poly, ...]:
        """The polynomials inside a power, a maximum or digits."""
        match self.kind:
            case "power":
                return (self.data[1],)
            case "max" | "digits":
                return self.data
        return ()

    def __repr__(self) -> str:
        match self.kind:
            case "measure":
                return str(self.data[0])
            case "power":
                return f"{self.data[0]}^({self.data[1]})"
            case "unbounded":
                return "unbounded"
        return f"{self.kind}({', '.join(map(str, self.data))})"


Monomial = frozenset[tuple[Atom, int]]
_ONE: Monomial = frozenset()


class Poly:
    """A polynomial over atoms with rational coefficients; immutable.

    >>> n = Poly.of(Atom("measure", "n"))
    >>> (n + 1) * (n + 1)
    n^2 + 2*n + 1
    """

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: Mapping[Monomial, Scalar]) -> None:
        self.terms = {m: c for m, c in terms.items() if c}
        self._hash: int | None = None

    @staticmethod
    def of(atom: Atom) -> Poly:
        """Return the polynomial that consists of one atom."""
        return Poly({frozenset(((atom, 1),)): 1})

    @staticmethod
    def constant(value: Scalar) -> Poly:
        """Return a constant polynomial."""
        return Poly({_ONE: _whole(value)})

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __eq__(self, other: object) -> bool:
        if isinstance(other, int | Fraction):
            other = Poly.constant(other)
        return isinstance(other, Poly) and self.terms == other.terms

    def __add__(self, other: Poly | Scalar) -> Poly:
        added = dict(self.terms)
        for m, c in _poly(other).terms.items():
            added[m] = _whole(added.get(m, 0) + c)
        return Poly(added)

    __radd__ = __add__

    def __neg__(self) -> Poly:
        return Poly({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Poly | Scalar) -> Poly:
        return self + -_poly(other)

    def __mul__(self, other: Poly | Scalar) -> Poly:
        return (_kept.get() or _product)(self, _poly(other))

    __rmul__ = __mul__

    def __repr__(self) -> str:
        if not self.terms:
            return "0"
        shown = []
        for m, c in sorted(self.terms.items(), key=lambda t: (-sum(e for _, e in t[0]), sorted(map(repr, t[0])))):
            factors = [repr(a) if e == 1 else f"{a!r}^{e}" for a, e in sorted(m, key=repr)]
            shown.append("*".join(([] if c == 1 and factors else [str(c)]) + factors))
        return " + ".join(shown).replace("+ -", "- ")

    # ------------------------------------------------------------------------------------------ looking

    @property
    def value(self) -> Scalar | None:
        """The value of a constant polynomial; None for any other."""
        return self.terms.get(_ONE, 0) if not self.terms.keys() - {_ONE} else None

    @property
    def constant_term(self) -> Scalar:
        """The term without atoms."""
        return self.terms.get(_ONE, 0)

    def atoms(self) -> Iterator[Atom]:
        """Yield the atoms that occur.  Atoms in the exponent of a power are not among them: the exponent is part of its atom."""
        seen: set[Atom] = set()
        for m in self.terms:
            for atom, _ in m:
                if atom not in seen:
                    seen.add(atom)
                    yield atom

    def has(self, *kinds: str) -> bool:
        """Return whether an atom of one of these kinds occurs, also in an exponent."""
        return any(a.kind in kinds or any(p.has(*kinds) for p in a.parts) for m in self.terms for a, _ in m)

    def nonnegative(self) -> bool:
        """Return whether all coefficients are nonnegative."""
        return all(c >= 0 for c in self.terms.values())

    def at(self, values: Mapping[str, int]) -> Scalar:
        """Return the value at given measures.

        Raises KeyError for an atom that is not made of measures, bits and powers.
        """
        total: Scalar = 0
        for m, c in self.terms.items():
            for atom, e in m:
                c = c * _atom_at(atom, values) ** e
            total += c
        return _whole(total)

    # ------------------------------------------------------------------------------------------ making bounds

    def clear(self) -> Poly:
        """Return the polynomial without its negative terms: an upper bound that is monotone and nonnegative.

        >>> (Poly.of(Atom("measure", "n")) - 3).clear()
        n
        """
        return self if self.nonnegative() else Poly({m: c for m, c in self.terms.items() if c > 0})

    def join(self, other: Poly) -> Poly:
        """Return an upper bound of both polynomials.

        It is one of them if that one is everywhere the larger, and else the polynomial with the larger coefficient of each term
        (or, in sharper bounds, their maximum).
        """
        if not _sharp.get() or (other - self).nonnegative() or (self - other).nonnegative():
            return self.larger_terms(other)
        return _maximum(self, other)

    def larger_terms(self, other: Poly) -> Poly:
        """Return one of two polynomials if it is everywhere the larger, and else one with the larger coefficient of each term."""
        if (other - self).nonnegative():
            return other
        if (self - other).nonnegative():
            return self
        mine, its = self.terms, other.terms
        return Poly({m: max(mine.get(m, 0), its.get(m, 0)) for m in {**mine, **its}}).clear()

    def choose_two(self) -> Poly:
        """Return the number of pairs from a collection of this size, `p (p - 1) / 2`; `p^2 / 2` if the coefficients are not
        whole."""
        whole = all(isinstance(c, int) for c in self.terms.values())
        return self * (self - (1 if whole else 0)) * Fraction(1, 2)

    def replace(self, by: Callable[[Atom], Poly | None]) -> Poly:
        """Replace atoms by their bounds, also in exponents.  An atom for which `by` returns None stays.

        A polynomial that is monotone on whole numbers only (`choose_two`) loses its negative terms where a bound is not whole.
        """
        if not self.nonnegative() and any(_fractional(p) for a in self.atoms() if (p := _replaced(a, by)) is not None):
            return self.clear().replace(by)
        out: Poly | None = None
        kept: dict[Monomial, Scalar] = {}
        for m, c in self.terms.items():
            changed = [(atom, e, _replaced(atom, by)) for atom, e in m]
            if all(p is None for _, _, p in changed):
                kept[m] = c
                continue
            product = Poly({frozenset((a, e) for a, e, p in changed if p is None): c})
            for _, e, p in changed:
                if p is not None:
                    for _ in range(e):
                        product = product * p
            out = product if out is None else out + product
        return self if out is None else out + Poly(kept)

    def expression(self) -> Any:
        """Return the polynomial as a sympy expression over the symbols of `certify.bounds.claims`.

        >>> (Poly.of(Atom("measure", "n")).choose_two()).expression()
        n**2/2 - n/2
        """
        import sympy

        total = []
        for m, c in self.terms.items():
            factors = [_atom_expression(atom) ** e for atom, e in m]
            total.append(sympy.Mul(sympy.Rational(Fraction(c).numerator, Fraction(c).denominator), *factors))
        return sympy.Add(*total)


def _whole(value: Scalar) -> Scalar:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _fractional(poly: Poly) -> bool:
    return any(isinstance(c, Fraction) for c in poly.terms.values())


def _fractional_inside(poly: Poly) -> bool:
    """Return whether a coefficient is not whole, also inside atoms: then the values may not be whole either."""
    return _fractional(poly) or any(_fractional_inside(p) for a in poly.atoms() for p in a.parts)


def _poly(value: Poly | Scalar) -> Poly:
    return value if isinstance(value, Poly) else Poly.constant(value)


_sharp: ContextVar[bool] = ContextVar("_sharp", default=False)


@contextmanager
def sharply(on: bool = True) -> Iterator[None]:
    """Keep maxima of bounds, and digits of sums, as they are within the context, instead of bounding them by polynomials.

    Such bounds are as close as the rules are, but they do not compose, and folds cannot use them.
    """
    token = _sharp.set(on)
    try:
        yield
    finally:
        _sharp.reset(token)


def sharp() -> bool:
    """Return whether maxima and digits are kept as they are."""
    return _sharp.get()


def _maximum(a: Poly, b: Poly) -> Poly:
    """Return the maximum of two polynomials: what they have in common, plus a `max` atom."""
    both = {m: min(c, b.terms[m]) for m, c in a.terms.items() if c > 0 and b.terms.get(m, 0) > 0}
    common = Poly(both)
    parts: list[Poly] = []
    for p in (a - common, b - common):
        (atom, *others) = [*p.atoms()] or [Atom("none")]
        parts += atom.data if atom.kind == "max" and not others and p == Poly.of(atom) else (p,)
    kept = [p for i, p in enumerate(parts) if not any((q - p).nonnegative() and (q != p or j < i) for j, q in enumerate(parts))]
    if len(kept) == 1:
        return common + kept[0]
    return common + Poly.of(Atom("max", *sorted(kept, key=repr)))


MOST_TERMS = 1 << 20
"""The most products of terms in one product of bounds."""


_kept: ContextVar[Callable[[Poly, Poly], Poly] | None] = ContextVar("_kept", default=None)


@contextmanager
def products_kept() -> Iterator[None]:
    """Cache products of polynomials within the context: folds of one text multiply the same long bounds repeatedly.

    The cache ends with the context, since polynomials of two texts may be equal although their obstacles have different places.
    """
    token = _kept.set(lru_cache(maxsize=1024)(_product))
    try:
        yield
    finally:
        _kept.reset(token)


def _product(a: Poly, b: Poly) -> Poly:
    """Return the product.

    Raises OutOfBudget if it has too many terms.
    """
    if len(a.terms) * len(b.terms) > MOST_TERMS:
        raise OutOfBudget(f"{power_of_two(MOST_TERMS)} terms in a product of bounds")
    product: dict[Monomial, Scalar] = {}
    for m, c in a.terms.items():
        for k, d in b.terms.items():
            both = _times(m, k)
            product[both] = _whole(kept(product.get(both, 0) + c * d))
    return Poly(product)


def _times(m: Monomial, k: Monomial) -> Monomial:
    if not m:
        return k
    if not k:
        return m
    powers = dict(m)
    for atom, e in k:
        powers[atom] = powers.get(atom, 0) + e
    return frozenset(powers.items())


def _replaced(atom: Atom, by: Callable[[Atom], Poly | None]) -> Poly | None:
    if atom.kind == "power":
        exponent = atom.data[1].replace(by)
        return None if exponent == atom.data[1] else Poly.of(Atom("power", atom.data[0], exponent, *atom.data[2:]))
    if atom.kind == "bits":
        inner = _replaced(atom.data[0], by)
        return None if inner is None else bits_of(inner)
    if atom.parts:
        parts = [p.replace(by) for p in atom.parts]
        if parts == [*atom.parts]:
            return None
        return bits_of(parts[0]) if atom.kind == "digits" else reduce(Poly.join, parts)
    return by(atom)


def _atom_at(atom: Atom, values: Mapping[str, int]) -> int:
    if atom.kind == "bits":
        return _atom_at(atom.data[0], values).bit_length()
    if atom.kind == "power":
        base, exponent = int(atom.data[0]), atom.data[1].at(values)
        return int(base ** -(-exponent.numerator // exponent.denominator))
    if atom.kind == "measure":
        return values[atom.data[0]]
    raise KeyError(atom)


def _atom_expression(atom: Atom) -> Any:
    import sympy

    from certify.bounds.claims import bits, symbol

    match atom.kind:
        case "measure":
            return symbol(atom.data[0])
        case "bits":
            return bits(_atom_expression(atom.data[0]))
        case "power":
            return sympy.Integer(atom.data[0]) ** atom.data[1].expression()
        case "max":
            return sympy.Max(*(p.expression() for p in atom.data))
        case "digits":
            return bits(atom.data[0].expression())
        case "value":
            return sympy.Symbol(f"value({atom.data[0]})", integer=True, nonnegative=True)
    raise KeyError(atom)


ZERO, ONE = Poly.constant(0), Poly.constant(1)


def bits_of(bound: Poly) -> Poly:
    """Return a bound on the number of binary digits of a natural number that is at most `bound`.

    A sum of products is at most the sum c of its coefficients times its largest product.  The digits of a product are at most
    those of its factors together, and c adds its logarithm.  (If all products are zero, a constant less than c remains.)

    >>> n = Poly.of(Atom("measure", "n"))
    >>> bits_of(n * 3 + 1)
    bits(n) + 2
    """
    if _sharp.get() and bound.value is None and not bound.has("unbounded") and not _fractional_inside(bound):
        return _digits(bound)
    bound = bound.clear()
    digits, total, constant = ZERO, Fraction(0), True
    for monomial, coefficient in bound.terms.items():
        total += coefficient
        of_product = ZERO
        for atom, e in monomial:
            of_product, constant = of_product + _bits_of_atom(atom) * e, False
        digits = digits.join(of_product)
    whole = -(-total.numerator // total.denominator)
    return Poly.constant(whole.bit_length()) if constant else digits + (whole - 1).bit_length()


def _digits(bound: Poly) -> Poly:
    """Return the number of binary digits of a bound as it is."""
    atoms = [*bound.atoms()]
    single = atoms[0] if len(atoms) == 1 and bound == Poly.of(atoms[0]) else None
    if single is not None and single.kind == "max":
        return reduce(Poly.join, map(bits_of, single.data))
    if single is not None and single.kind in ("measure", "bits", "local", "slot"):
        return Poly.of(Atom("bits", single))
    return Poly.of(Atom("digits", bound))


def _bits_of_atom(atom: Atom) -> Poly:
    if atom.kind in ("measure", "bits", "local", "slot"):
        return Poly.of(Atom("bits", atom))
    if atom.kind == "power":
        base, exponent = int(atom.data[0]), atom.data[1]
        of_power: Poly = exponent.clear() * (base - 1).bit_length() + 1
        return of_power
    return Poly.of(atom)


# ------------------------------------------------------------------------------------------------ candidates

Some = tuple[Poly, ...]
"""Upper bounds of one quantity, the preferred one first.  The tuple is never empty: an unbounded quantity has an `unbounded`
atom."""

MOST = 3
"""The most candidates that are kept."""


def some(*bounds: Poly | Scalar) -> Some:
    """Return the candidates among bounds."""
    return best(map(_poly, bounds))


def best(bounds: Iterable[Poly]) -> Some:
    """Return the best candidates: none of them is at least another one.

    Bounded candidates come first, then candidates without powers and without values of numbers.  Further criteria are degree,
    leading coefficients and number of terms.  Unbounded ones are dropped if there are bounded ones.
    """
    found = list(dict.fromkeys(bounds))
    if len(found) == 1:
        return (found[0],)
    kept: list[Poly] = []
    for p in sorted(found, key=_rank):
        if not any((p - q).nonnegative() or _multiple(p, q) for q in kept):
            kept.append(p)
    bounded = [p for p in kept if not p.has("unbounded")]
    return tuple((bounded or kept)[:MOST])


def _multiple(p: Poly, q: Poly) -> bool:
    """Return whether a bound p is a multiple of the bound q by a constant of at least 1; no bound is negative."""
    if p.terms.keys() != q.terms.keys() or q.nonnegative():
        return False
    factor = next(Fraction(c) / q.terms[m] for m, c in p.terms.items())
    return factor >= 1 and all(c == factor * q.terms[m] for m, c in p.terms.items())


def _rank(p: Poly) -> tuple[Any, ...]:
    kinds = {a.kind for a in p.atoms()}
    kinds |= {"value"} if any(q.has("value") for a in p.atoms() if a.kind in ("max", "digits") for q in a.parts) else set()
    degrees = {m: sum(e for a, e in m if a.kind not in ("bits", "digits")) for m in p.terms}
    degree = max(degrees.values(), default=0)
    leading = sum(c for m, c in p.terms.items() if degrees[m] == degree)
    return "unbounded" in kinds, "power" in kinds, "value" in kinds, degree, leading, len(p.terms), sum(p.terms.values())


def either(*sets: Some) -> Some:
    """Return bounds of one quantity from several sources, all of which hold."""
    return best(p for s in sets for p in s)


def plus(a: Some, b: Some) -> Some:
    """Return bounds of a sum."""
    return best(p + q for p in a for q in b)


def times(a: Some, b: Some) -> Some:
    """Return bounds of a product of nonnegative quantities."""
    return best(p * q for p in a for q in b)


def joined(a: Some, b: Some) -> Some:
    """Return bounds of the larger of two quantities."""
    if a == b:
        return a
    return best(p.join(q) for p in a for q in b)


def each(f: Callable[[Poly], Poly], a: Some) -> Some:
    """Return the candidates with a function applied to each."""
    return best(map(f, a))
