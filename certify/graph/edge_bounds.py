"""What composes of the bounds of the reductions of a library, cached: deriving the bounds of a whole library takes many seconds.

Bounds are written as their polynomials.  The places of obstacles in the texts are left out: chains tell the reasons alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from certify.bounds.composing import Composable, NoPolynomial, polynomial
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.polynomials import Atom, Poly
from certify.bounds.results import Bound, Obstacle
from certify.certificates.library_evidence import core_in
from certify.library import Library
from certify.records import dataclass
from certify.system.cache import remembered

_PARTS = ("sizes", "values", "times")


@dataclass(frozen=True)
class EdgeBounds:
    """The bounds of a reduction that compose along chains: see `certify.bounds.composing.Composable`."""

    name: str
    target: str
    sizes: Mapping[str, Bound]
    values: Mapping[str, Bound]
    times: Mapping[str, Bound]


def edge_bounds(library: Library, name: str) -> Composable:
    """Return what composes of the bounds of a reduction of a library.

    Raises `Mistake` if a text cannot be read, and `certify.bounds.instances.Uncovered` if there are no bounds.

    >>> from certify.library import standard
    >>> edge_bounds(standard(), "ThreeSAT:IndependentSet").sizes["n"].best
    3*m
    """
    kept = remembered(f"edge bounds {core_in(library, 'reduction', name)}", lambda: _kept(library, name))
    if kept is None:
        return reduction_bounds(library.reduction(name))
    parts = ({of: _bound(told) for of, told in kept[part].items()} for part in _PARTS)
    return EdgeBounds(name, name.partition(":")[2], *parts)


def _kept(library: Library, name: str) -> dict[str, Any] | None:
    """Return the bounds of a reduction as plain data; None if one of them is no polynomial."""
    bounds = reduction_bounds(library.reduction(name))
    try:
        return {part: {of: _plain(bound) for of, bound in getattr(bounds, part).items()} for part in _PARTS}
    except NoPolynomial:
        return None


def _plain(bound: Bound) -> tuple[Any, ...]:
    exact = None if bound.exact is None else _terms(polynomial(bound.exact))
    obstacles = tuple((o.kind, o.why) for o in bound.obstacles)
    return tuple(_terms(polynomial(a)) for a in bound.alternatives), exact, obstacles, bound.fixing


def _bound(kept: tuple[Any, ...]) -> Bound:
    alternatives, exact, obstacles, fixing = kept
    return Bound(
        tuple(_poly(a).expression() for a in alternatives),
        None if exact is None else _poly(exact).expression(),
        tuple(Obstacle(kind, why) for kind, why in obstacles),
        fixing,
    )


def _terms(p: Poly) -> tuple[Any, ...]:
    """Return a polynomial as plain data.

    >>> _terms(Poly.of(Atom("bits", Atom("measure", "n"))) * 3)
    ((Fraction(3, 1), ((('bits', ('measure', 'n')), 1),)),)
    """
    return tuple((Fraction(c), tuple((_parts(a), e) for a, e in monomial)) for monomial, c in p.terms.items())


def _parts(atom: Atom) -> tuple[Any, ...]:
    match atom.kind:
        case "bits":
            return atom.kind, _parts(atom.data[0])
        case "power":
            return atom.kind, atom.data[0], _terms(atom.data[1])
    return atom.kind, atom.data[0]


def _poly(terms: tuple[Any, ...]) -> Poly:
    one = Poly.constant(1)
    return sum((_monomial(factors, one) * c for c, factors in terms), Poly.constant(0))


def _monomial(factors: tuple[Any, ...], product: Poly) -> Poly:
    for parts, exponent in factors:
        for _ in range(exponent):
            product = product * Poly.of(_atom(parts))
    return product


def _atom(parts: tuple[Any, ...]) -> Atom:
    kind, *data = parts
    match kind:
        case "bits":
            return Atom(kind, _atom(data[0]))
        case "power":
            return Atom(kind, data[0], _poly(data[1]))
    return Atom(kind, data[0])
