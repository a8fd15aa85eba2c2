"""Bounds along a chain: what is bounded in the measures of one problem, bounded in the measures of the chain's own source.

Bounds are monotone, so a bound may be put in the place of the measure that it bounds.  What has several bounds is tried with
each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice, product
from math import ceil

import sympy

from certify.bounds.claims import bits
from certify.bounds.polynomials import MOST, Atom, Poly, best, bits_of
from certify.bounds.results import SLICEWISE, Bound, Obstacle, ProblemBounds, ReductionBounds

TRIED = 27
"""How many choices among the bounds of the measures in one bound are tried, the preferred ones first."""

_VALUE = re.compile(r"value\((.+)\)")


class NoPolynomial(ValueError):
    """An expression that is no polynomial over measures, their bits, values of numbers and powers of constants."""


def polynomial(expression: sympy.Expr) -> Poly:
    """A bound as a polynomial over atoms: the way back from `Poly.expression`.  Raises `NoPolynomial`.

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
    raise NoPolynomial(f"`{expression}` is no polynomial in measures and their bits")


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


@dataclass(frozen=True)
class Stage:
    """What is known of the instances at one problem of a chain: each measure, and the largest value of the numbers in each
    field, bounded in the measures of the chain's source."""

    problem: str
    sizes: Mapping[str, Bound]
    values: Mapping[str, Bound] = field(default_factory=dict)

    def bound(self, atom: Atom) -> Bound:
        """The bound of a measure (by its name), or of the values at a path (by the field that the path lies in)."""
        name = str(atom.data[0])
        if atom.kind == "measure":
            return self.sizes.get(name, _nothing(f"`{name}` is no measure of {self.problem}"))
        fields = [f for f in self.values if re.match(rf"{re.escape(f)}(?!\w)", name)]
        return self.values[max(fields, key=len)] if fields else _nothing(f"nothing bounds the values of `{name}`")


def _nothing(why: str) -> Bound:
    return Bound((), obstacles=(Obstacle("unknown", why),))


def advance(step: ReductionBounds, before: Stage | None) -> Stage:
    """What is known behind a reduction, from what is known before it (None: it is the first of its chain)."""
    name = step.reduction.name
    sizes = {measure: _carried(bound, name, measure, before) for measure, bound in step.sizes.items()}
    values = {path: _carried(bound, name, path, before) for path, bound in step.values.items()}
    return Stage(step.reduction.target.name, sizes, values)


def _carried(bound: Bound, edge: str, name: str, before: Stage | None) -> Bound:
    """A bound of `name` at the end of an edge, in the measures of the chain's source."""
    own = tuple(replace(o, why=f"{edge}: {o.why}") for o in bound.obstacles)
    if not bound.alternatives and not own:
        own = (Obstacle("unknown", f"{edge}: no bound is known of `{name}`"),)
    if before is None:
        return replace(bound, alternatives=bound.alternatives[:MOST], obstacles=own)
    return substituted(replace(bound, obstacles=own), before, f"{edge}: the bound of `{name}`")


def substituted(bound: Bound, before: Stage, what: str) -> Bound:
    """A bound in the measures of a stage's problem, in the measures of the chain's source.

    An alternative that needs what has no bound is left out; if all of them do, there is no bound, and an obstacle says what
    was needed (`what` names the bound that needs it).  An obstacle of the bound itself is gone where the values and powers that
    it speaks of have turned into a polynomial in measures and their bits.
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
    return Bound(tuple(p.expression() for p in kept), exact, tuple(dict.fromkeys(stand)), tuple(fixing))


def _needs(what: str, before: Stage, atom: Atom, bound: Bound) -> Obstacle:
    why = "; ".join(dict.fromkeys(o.why for o in bound.obstacles))
    mark = next((o.mark for o in bound.obstacles if o.mark is not None), None)
    return Obstacle(
        bound.verdict,
        f"{what} needs `{atom}` of {before.problem}, which has no bound that can be put there: {why or 'none is known'}",
        mark,
    )


def _choices(outer: Poly, options: Mapping[Atom, Sequence[Poly]]) -> Iterator[Poly]:
    """The polynomial with every choice of bounds in the places of its atoms, as far as they are tried."""
    for choice in islice(product(*options.values()), TRIED):
        yield _put(outer, dict(zip(options, choice, strict=True)))


def _readable(alternatives: Sequence[sympy.Expr]) -> Iterator[Poly]:
    for alternative in alternatives:
        try:
            yield polynomial(alternative)
        except NoPolynomial:
            continue


def _put(outer: Poly, inner: Mapping[Atom, Poly]) -> Poly:
    """One polynomial in another.

    `n (n - 1) / 2` is monotone on whole numbers only, so that what is not whole may not stand for n there.
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
    """What the bits are of; the atom itself if it is no bits."""
    while atom.kind == "bits":
        atom = atom.data[0]
    return atom


def _bases(p: Poly) -> list[Atom]:
    """The measures and values of numbers that a polynomial speaks of, also in bits and exponents."""
    found: dict[Atom, None] = {}
    for atom in map(under_bits, p.atoms()):
        found |= dict.fromkeys(_bases(atom.data[1]) if atom.kind == "power" else [atom])
    return list(found)


def _plain(p: Poly, fixing: Collection[str]) -> bool:
    """Is it a polynomial in measures and their bits, but for powers whose exponents are fixed?"""
    powers = [a.data[1] for a in p.atoms() if a.kind == "power"]
    fixed = all(a.kind == "measure" and a.data[0] in fixing for exponent in powers for a in _bases(exponent))
    return fixed and not p.has("value", "unbounded")


def _settled(p: Poly) -> Poly:
    """With the powers worked out whose exponents are numbers.

    >>> _settled(polynomial(3 * sympy.Integer(2) ** sympy.Symbol("b")).replace(lambda atom: Poly.constant(4)))
    48
    """
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
    """The quantity itself, if that of everything it speaks of is known."""
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


def compose(steps: Sequence[ReductionBounds]) -> dict[str, Bound]:
    """Each measure at the far end of a chain, bounded in the measures of the chain's own source.

    Empty for a chain of no reductions.  A bound that has no exact steps has no exact composition.

    >>> from types import SimpleNamespace as Named
    >>> def step(source, target, **sizes):
    ...     reduction = Named(name=f"{source}:{target}", target=Named(name=target))
    ...     return Named(reduction=reduction, sizes={m: Bound((b,)) for m, b in sizes.items()}, values={})
    >>> n, m = sympy.symbols("n m", integer=True, nonnegative=True)
    >>> compose([step("A", "B", n=3 * m), step("B", "C", n=n**2 + bits(n))])["n"].best
    9*m**2 + bits(m) + 2
    """
    stage: Stage | None = None
    for step in steps:
        stage = advance(step, stage)
    return dict(stage.sizes) if stage is not None else {}


def times_along(steps: Sequence[ReductionBounds]) -> dict[str, dict[str, Bound]]:
    """The times of the maps of a chain, by reduction, each in the measures of the reduction's own source: but what is polynomial
    there for fixed measures only, in the measures of the chain's source, since the images along the chain need not fix them."""
    found: dict[str, dict[str, Bound]] = {}
    stage: Stage | None = None
    for step in steps:
        times = dict(step.times)
        if stage is not None:
            for name, time in times.items():
                if time.verdict == SLICEWISE:
                    times[name] = substituted(time, stage, f"{step.reduction.name}: the time of `{name}`")
        found[step.reduction.name] = times
        stage = advance(step, stage)
    return found


def blow_up(steps: Sequence[ReductionBounds], far: ProblemBounds) -> Bound:
    """The length of the image at the far end of a chain, in the measures of the chain's source.

    Its `degree` says how the length grows; of a chain of no reductions, it is the length of an instance.
    """
    stage: Stage | None = None
    for step in steps:
        stage = advance(step, stage)
    if stage is None:
        return far.encoding
    return substituted(far.encoding, stage, f"the length of an instance of {far.problem.name}")
