"""Bounds along a chain of reductions: the composition expresses each bound in the measures of the chain's source.

Bounds are monotone, so the bound of a measure may be substituted for that measure.  Where a measure has several bounds, each of
them is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise, product
from math import ceil
from typing import Protocol

import sympy

from certify.bounds.claims import bits
from certify.bounds.polynomials import MOST, Atom, Poly, best, bits_of
from certify.bounds.results import SLICEWISE, Bound, Obstacle, ProblemBounds, shown
from certify.records import dataclass, field, replace

TRIED = 27
"""The most combinations of bounds of the measures in one bound that are tried, preferred ones first."""

_VALUE = re.compile(r"value\((.+)\)")


class NoPolynomial(ValueError):
    """The expression is no polynomial in measures, their bits, values of numbers and powers of constants."""


@lru_cache(maxsize=8192)  # bounds along chains contain the same ones again and again
def polynomial(expression: sympy.Expr) -> Poly:
    """Return a bound as a polynomial over atoms: the inverse of `Poly.expression`.

    Raises `NoPolynomial` if the expression is none.

    >>> n = sympy.Symbol("n")
    >>> polynomial(3 * n**2 + bits(n))
    3*n^2 + bits(n)
    """
    match expression:
        case sympy.Rational():
            return Poly.constant(Fraction(int(expression.p), int(expression.q)))
        case sympy.Symbol():
            return Poly.of(_atom(expression))
        case bits():
            return Poly.of(Atom("bits", _only_atom(polynomial(expression.args[0]))))
        case sympy.Add() | sympy.Mul():
            parts = [polynomial(a) for a in expression.args]
            out = parts[0]
            for part in parts[1:]:
                out = out + part if isinstance(expression, sympy.Add) else out * part
            return out
        case sympy.Pow():
            return _power(*expression.args)
    raise NoPolynomial(f"`{shown(expression)}` is no polynomial in measures and their bits")


def _power(base: sympy.Expr, exponent: sympy.Expr) -> Poly:
    if exponent.is_Integer and exponent >= 0:
        inner, out = polynomial(base), Poly.constant(1)
        for _ in range(int(exponent)):
            out = out * inner
        return out
    if base.is_Integer and base >= 2:
        return Poly.of(Atom("power", int(base), polynomial(exponent)))
    raise NoPolynomial(f"`{base}^{exponent}` is no polynomial in measures and their bits")


def _atom(found: sympy.Symbol) -> Atom:
    value = _VALUE.fullmatch(found.name)
    return Atom("value", value[1]) if value else Atom("measure", found.name)


def _only_atom(inner: Poly) -> Atom:
    atoms = list(inner.atoms())
    if len(atoms) != 1 or inner != Poly.of(atoms[0]):
        raise NoPolynomial(f"`bits({inner})` is not the bits of a measure")
    return atoms[0]


# ------------------------------------------------------------------------------------------------ one step further


class Composable(Protocol):
    """What composes of the bounds of a reduction: its name, that of its target, and bounds as in `ReductionBounds`."""

    @property
    def name(self) -> str:
        """The name of the reduction."""

    @property
    def target(self) -> str:
        """The name of its target."""

    @property
    def sizes(self) -> Mapping[str, Bound]:
        """The bounds of the measures of the image."""

    @property
    def values(self) -> Mapping[str, Bound]:
        """The bounds of the numbers of the image."""

    @property
    def times(self) -> Mapping[str, Bound]:
        """The bounds of the times of the maps."""


@dataclass(frozen=True)
class Stage:
    """The bounds at one problem of a chain, in the measures of the chain's source.

    `sizes` bounds each measure of the problem, and `values` the largest value of the numbers in each field of its instances.
    """

    problem: str
    sizes: Mapping[str, Bound]
    values: Mapping[str, Bound] = field(default_factory=dict)

    def bound(self, atom: Atom) -> Bound:
        """Return the bound of a measure or of a value.

        A measure is found by its name.  For the values at a path, the bound is that of the field in which the path lies.
        """
        name = str(atom.data[0])
        if atom.kind == "measure":
            return self.sizes.get(name, _nothing(f"`{name}` is no measure of {self.problem}"))
        fields = [f for f in self.values if re.match(rf"{re.escape(f)}(?!\w)", name)]
        return self.values[max(fields, key=len)] if fields else _nothing(f"nothing bounds the values of `{name}`")


def _nothing(why: str) -> Bound:
    return Bound((), obstacles=(Obstacle("unknown", why),))


def advance(step: Composable, before: Stage | None) -> Stage:
    """Return the stage behind a reduction from the stage before it; `before` is None for the first reduction of a chain."""
    name = step.name
    sizes = {measure: _carried(bound, name, measure, before) for measure, bound in step.sizes.items()}
    values = {path: _carried(bound, name, path, before) for path, bound in step.values.items()}
    return Stage(step.target, sizes, values)


def _carried(bound: Bound, edge: str, name: str, before: Stage | None) -> Bound:
    """Return the bound of `name` at the end of an edge, in the measures of the chain's source."""
    own = tuple(replace(o, why=f"{edge}: {o.why}") for o in bound.obstacles)
    if not bound.alternatives and not own:
        own = (Obstacle("unknown", f"{edge}: no bound is known of `{name}`"),)
    if before is None:
        return replace(bound, alternatives=bound.alternatives[:MOST], obstacles=own)
    return substituted(replace(bound, obstacles=own), before, f"{edge}: the bound of `{name}`")


def substituted(bound: Bound, before: Stage, what: str) -> Bound:
    """Express a bound that is in the measures of a stage's problem in the measures of the chain's source.

    An alternative is dropped if it needs a measure or value without a bound.  If all alternatives are dropped, the result has no
    bound, and an obstacle states what was needed.  An obstacle of the bound itself is dropped where the values and powers that it
    is about have become a polynomial in measures and their bits.

    - `bound`: the bound to express.
    - `before`: the stage whose problem's measures the bound is in.
    - `what`: a name of the bound, for obstacles.
    """
    found: dict[Poly, tuple[Obstacle, ...]] = {}
    missing: list[Obstacle] = []
    fixing: dict[str, None] = {}
    for alternative in bound.alternatives:
        try:
            outer = polynomial(alternative)
        except NoPolynomial as mistake:
            missing.append(Obstacle("unknown", f"{what}: {mistake}"))
            continue
        needed = {a: before.bound(a) for a in _bases(outer)}
        fixing |= dict.fromkeys(name for b in needed.values() for name in b.fixing)
        options = {a: list(_readable(b.alternatives)) for a, b in needed.items()}
        missing += [_needs(what, before, a, needed[a]) for a, readable in options.items() if not readable]
        inherited = tuple(o for b in needed.values() for o in b.obstacles)
        for p in _choices(outer, options):
            own = () if _plain(p, fixing) and not _plain(outer, bound.fixing) else bound.obstacles
            found[p] = min(found.get(p, own + inherited), own + inherited, key=len)
    exact = _exact(bound, before)
    if not found:
        return Bound((), exact, tuple(dict.fromkeys(bound.obstacles + tuple(missing))), tuple(fixing))
    kept = best([p for p, obstacles in found.items() if not obstacles] or found)
    stand = [o for p in kept for o in found[p]] or [_growth(p, what) for p in kept[:1] if not _plain(p, fixing)]
    return Bound(tuple(map(_expression, kept)), exact, tuple(dict.fromkeys(stand)), tuple(fixing))


_expression = lru_cache(maxsize=8192)(Poly.expression)


def _needs(what: str, before: Stage, atom: Atom, bound: Bound) -> Obstacle:
    why = "; ".join(dict.fromkeys(o.why for o in bound.obstacles))
    mark = next((o.mark for o in bound.obstacles if o.mark is not None), None)
    return Obstacle(
        bound.verdict,
        f"{what} needs `{atom}` of {before.problem}, which has no bound that can be put there: {why or 'none is known'}",
        mark,
    )


def _choices(outer: Poly, options: Mapping[Atom, Sequence[Poly]]) -> Iterator[Poly]:
    """Yield the polynomial with its atoms replaced, once for each of the first `TRIED` choices of bounds."""
    for choice in islice(product(*options.values()), TRIED):
        yield _put(outer, dict(zip(options, choice, strict=True)))


def _readable(alternatives: Sequence[sympy.Expr]) -> Iterator[Poly]:
    for alternative in alternatives:
        try:
            yield polynomial(alternative)
        except NoPolynomial:
            continue


def _put(outer: Poly, inner: Mapping[Atom, Poly]) -> Poly:
    """Substitute bounds for the atoms of a polynomial.

    `n (n - 1) / 2` is monotone on whole numbers only.  So negative terms are dropped first if a bound has fractional
    coefficients.
    """
    whole = all(isinstance(c, int) for p in inner.values() for c in p.terms.values())
    return _settled((outer if whole else outer.clear()).replace(_by(inner)))


def _by(inner: Mapping[Atom, Poly]) -> Callable[[Atom], Poly | None]:
    def by(atom: Atom) -> Poly | None:
        if atom.kind == "bits":
            below = by(atom.data[0])
            return None if below is None else bits_of(below)
        return inner.get(atom)

    return by


def under_bits(atom: Atom) -> Atom:
    """Return the atom inside `bits(...)`, at any depth; the atom itself if it is no bits."""
    while atom.kind == "bits":
        atom = atom.data[0]
    return atom


def _bases(p: Poly) -> list[Atom]:
    """Return the measures and values of numbers that occur in a polynomial, also inside bits and exponents, by name."""
    found: dict[Atom, None] = {}
    for atom in sorted(map(under_bits, p.atoms()), key=repr):
        found |= dict.fromkeys(_bases(atom.data[1]) if atom.kind == "power" else [atom])
    return list(found)


def _plain(p: Poly, fixing: Collection[str]) -> bool:
    """Return whether it is a polynomial in measures and their bits, apart from powers whose exponents are fixed."""
    powers = [a.data[1] for a in p.atoms() if a.kind == "power"]
    fixed = all(a.kind == "measure" and a.data[0] in fixing for exponent in powers for a in _bases(exponent))
    return fixed and not p.has("value", "unbounded")


def _settled(p: Poly) -> Poly:
    """Return the polynomial with powers evaluated whose exponents are numbers.

    >>> _settled(polynomial(3 * sympy.Integer(2) ** sympy.Symbol("b")).replace(lambda atom: Poly.constant(4)))
    48
    """
    if not p.has("power"):
        return p
    out = Poly.constant(0)
    for monomial, coefficient in p.terms.items():
        term = Poly.constant(coefficient)
        for atom, exponent in monomial:
            number = atom.data[1].value if atom.kind == "power" else None
            factor = Poly.of(atom) if number is None else Poly.constant(atom.data[0] ** ceil(number))
            for _ in range(exponent):
                term = term * factor
        out = out + term
    return out


def _exact(bound: Bound, before: Stage) -> sympy.Expr | None:
    """Return the exact composed quantity if every quantity in it is known exactly."""
    if bound.exact is None:
        return None
    inner = {s: before.bound(_atom(s)).exact for s in bound.exact.free_symbols}
    if None in inner.values():
        return None
    return sympy.expand(bound.exact.subs(inner, simultaneous=True))


def _growth(p: Poly, what: str) -> Obstacle:
    if p.has("power"):
        return Obstacle("exponential", f"{what} grows as {p}")
    return Obstacle("pseudo-polynomial", f"{what} grows with the value of a number: {p}")


# ------------------------------------------------------------------------------------------------ chains


def compose(steps: Sequence[Composable]) -> dict[str, Bound]:
    """Return a bound for each measure at the far end of a chain, in the measures of the chain's source.

    The result is empty for a chain of no reductions.  A composed bound is exact only if the bound of every step is exact.

    >>> from types import SimpleNamespace as Named
    >>> def step(source, target, **sizes):
    ...     bounds = {m: Bound((b,)) for m, b in sizes.items()}
    ...     return Named(name=f"{source}:{target}", target=target, sizes=bounds, values={}, times={})
    >>> n, m = sympy.symbols("n m", integer=True, nonnegative=True)
    >>> compose([step("A", "B", n=3 * m), step("B", "C", n=n**2 + bits(n))])["n"].best
    9*m**2 + bits(m) + 2
    """
    stage: Stage | None = None
    for step in steps:
        stage = advance(step, stage)
    return dict(stage.sizes) if stage is not None else {}


def times_along(steps: Sequence[Composable]) -> dict[str, dict[str, Bound]]:
    """Return the times of the maps of a chain, by reduction and map.

    Each time is in the measures of the reduction's own source, with one exception: a time that is polynomial there for fixed
    measures only is given in the measures of the chain's source, since the images along the chain need not fix those measures.
    """
    found = {step.name: dict(step.times) for step in steps}
    last = max((k for k, step in enumerate(steps) if any(t.verdict == SLICEWISE for t in step.times.values())), default=0)
    stage: Stage | None = None
    for before, step in pairwise(steps[: last + 1]):
        stage = advance(before, stage)
        for name, time in step.times.items():
            if time.verdict == SLICEWISE:
                found[step.name][name] = substituted(time, stage, f"{step.name}: the time of `{name}`")
    return found


def blow_up(steps: Sequence[Composable], far: ProblemBounds) -> Bound:
    """Return a bound on the length of the image at the far end of a chain, in the measures of the chain's source.

    `far` holds the bounds of the problem at that end.  The `degree` of the result states how the length grows.  For a chain of no
    reductions, the result is the length of an instance.
    """
    stage: Stage | None = None
    for step in steps:
        stage = advance(step, stage)
    if stage is None:
        return far.encoding
    return substituted(far.encoding, stage, f"the length of an instance of {far.problem.name}")
