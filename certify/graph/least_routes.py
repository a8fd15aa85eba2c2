"""Routes with the least composed bounds: at the measures of one instance, or as the measures grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

import sympy

from certify.bounds.claims import symbol
from certify.bounds.composing import Stage, advance, polynomial, under_bits
from certify.bounds.polynomials import Monomial, Poly
from certify.bounds.results import Bound
from certify.graph.routes import network_of, shortest_route
from certify.library import Library, Unknown
from certify.library.measures import check_measures
from certify.records import dataclass, field
from certify.system.progress import doing

if TYPE_CHECKING:
    from certify.bounds.results import ReductionBounds
    from certify.chains import Chain
    from certify.core import Problem


@dataclass(frozen=True)
class Route:
    """A chain, with each measure of its target bounded in the measures of its source.

    `sizes` are the bounds at given measures; None where there is none.  They are evaluated problem by problem, and are never
    larger than `bounds` evaluated there.  Empty if no measures were given.
    """

    reductions: tuple[str, ...]
    bounds: Mapping[str, Bound]
    sizes: Mapping[str, int | None] = field(default_factory=dict)


def best_routes(
    library: Library, source: str, target: str, measures: Sequence[str], at: Mapping[str, int] | None = None
) -> list[Route]:
    """Return the routes that no other route undercuts in the given measures of the target, the least in the first measure first.

    - `library`, `source`, `target`: the library, and the names of the two problems.
    - `measures`: the measures of the target in which bounds are compared.
    - `at`: the source's measures on an instance.  With it, bounds are compared as numbers there; without it, as the measures
      grow.

    To compare bounds as the measures grow, each is written from its largest term down.  Terms are ordered by their degree in the
    measures, then by their degree in bits of measures, then by the exponents of the source's measures in the order of their
    declaration.  Where two bounds first differ, the one with the smaller term is smaller, or else the one with the smaller
    coefficient.  A measure without a polynomial bound is larger than one with such a bound.  Of routes that are equal in all
    given measures, the one with fewest edges is kept, then the first by name.  A route visits no problem twice.

    Raises `NoRoute` if there is no route, and `Unknown` if a name is not a measure.
    """
    check_measures(library.problem(target), measures)
    if at is not None:
        check_measures(library.problem(source), at)
        _check_all(library, source, at)
    shortest_route(network_of(library), source, target)
    doing(f"comparing the bounds of routes from {source} to {target}")
    order = [n for n, _ in library.problem(source).measures]
    ends = [(_key(label, measures, order), label) for label in _search(library, source, target, at)]
    ends.sort(key=lambda e: (e[0], len(e[1].route), e[1].route))
    kept: list[tuple[Any, _Label]] = []
    for key, label in ends:
        if not any(all(a <= b for a, b in zip(other, key, strict=True)) for other, _ in kept):
            kept.append((key, label))
    return [Route(label.route, label.symbolic.sizes, label.numbers()) for _, label in kept]


def sizes_along(chain: Chain, at: Mapping[str, int]) -> dict[str, int | None]:
    """Return a bound of each measure of a chain's last problem, at the measures of an instance; None where there is none.

    >>> from certify.graph.route_choice import chain_through
    >>> from certify.library import standard
    >>> sizes_along(chain_through(standard(), ["3sat", "is"]), {"n": 2, "m": 3})["n"]
    9
    """
    from certify.bounds.derived_bounds import reduction_bounds

    label = _start(chain.source, at)
    for reduction in chain.reductions:
        label = label.step(reduction_bounds(reduction))
    return label.numbers()


def sizes_in_words(chain: Chain, at: Mapping[str, int]) -> str:
    """Return what the composed bounds say of an image of an instance with these measures; empty if they say nothing.

    >>> from certify.graph.route_choice import chain_through
    >>> from certify.library import standard
    >>> sizes_in_words(chain_through(standard(), ["is", "vc"]), {"n": 2, "m": 1, "b": 2})
    'by the composed bounds, VertexCover gets n <= 4, m <= 2, b <= 2'
    """
    bounds = [f"{n} <= {v:,}" for n, v in sizes_along(chain, at).items() if v is not None]
    return f"by the composed bounds, {chain.target.name} gets {', '.join(bounds)}" if bounds else ""


def _check_all(library: Library, problem: str, at: Mapping[str, int]) -> None:
    left = [n for n, _ in library.problem(problem).measures if n not in at]
    if left:
        raise Unknown(f"the measures of an instance of {problem} are all needed; {', '.join(left)} not given")


# ------------------------------------------------------------------------------------------------ the search


@dataclass(frozen=True)
class _Label:
    """A partial route: its reductions, the problems visited, and the bounds at its end, as expressions and as numbers."""

    route: tuple[str, ...]
    visited: frozenset[str]
    symbolic: Stage
    numeric: Stage | None

    def step(self, bounds: ReductionBounds) -> _Label:
        """Return the partial route with one more edge."""
        end = bounds.reduction.target.name
        numeric = None if self.numeric is None else _rounded(advance(bounds, self.numeric))
        symbolic = advance(bounds, self.symbolic if self.route else None)
        return _Label((*self.route, bounds.reduction.name), self.visited | {end}, symbolic, numeric)

    def undercuts(self, other: _Label) -> bool:
        """Return whether all bounds are at most the other's, and every continuation of the other is possible here."""
        if not self.visited <= other.visited:
            return False
        mine, its = (self.numeric, other.numeric) if self.numeric and other.numeric else (self.symbolic, other.symbolic)
        pairs = [(mine.sizes[n], its.sizes[n]) for n in mine.sizes] + [(mine.values[n], its.values[n]) for n in mine.values]
        return all(_below(a, b) for a, b in pairs)

    def numbers(self) -> dict[str, int | None]:
        """Return the measures as numbers."""
        return {} if self.numeric is None else {n: _number(b) for n, b in self.numeric.sizes.items()}


def _search(library: Library, source: str, target: str, at: Mapping[str, int] | None) -> list[_Label]:
    """Return the routes to the target, except those that another route undercuts in every measure.

    Bounds are monotone, so a partial route that is undercut stays so: this is a label-correcting search with dominance.
    """
    import networkx

    from certify.bounds.derived_bounds import reduction_bounds

    graph = network_of(library)
    useful = networkx.ancestors(graph, target) | {target}
    start = _start(library.problem(source), at)
    labels: dict[str, list[_Label]] = {source: [start]}
    waiting = [(source, start)]
    while waiting:
        here, label = waiting.pop(0)
        if here == target or label not in labels[here]:
            continue
        for _, there, name in sorted(graph.out_edges(here, keys=True)):
            if there in label.visited or there not in useful:
                continue
            found = label.step(reduction_bounds(library.reduction(name)))
            known = labels.setdefault(there, [])
            if any(k.undercuts(found) for k in known):
                continue
            labels[there] = [k for k in known if not found.undercuts(k)] + [found]
            waiting.append((there, found))
    return labels[target]


def _start(problem: Problem, at: Mapping[str, int] | None) -> _Label:
    source, names = problem.name, [n for n, _ in problem.measures]
    symbols = Stage(source, {n: Bound((symbol(n),), symbol(n)) for n in names})
    if at is None:
        return _Label((), frozenset({source}), symbols, None)
    sizes = {n: Bound((sympy.Integer(v),), sympy.Integer(v)) for n, v in at.items()}
    return _Label((), frozenset({source}), symbols, Stage(source, sizes))


def _rounded(stage: Stage) -> Stage:
    """Return the stage with bounds that are numbers rounded down, since sizes are whole."""
    sizes = {n: _floor(b) for n, b in stage.sizes.items()}
    return Stage(stage.problem, sizes, {n: _floor(b) for n, b in stage.values.items()})


def _floor(bound: Bound) -> Bound:
    number = _number(bound)
    return bound if number is None else Bound((sympy.Integer(number),), None, bound.obstacles)


def _number(bound: Bound) -> int | None:
    constants = [polynomial(a).at({}) for a in bound.alternatives if not a.free_symbols]
    return min((int(c // 1) for c in constants), default=None)


def _below(a: Bound, b: Bound) -> bool:
    """Return whether a bound is at most another, coefficient by coefficient: for each alternative there, one here.  No bound is
    the largest."""
    mine = [polynomial(e) for e in a.alternatives]
    return all(any((polynomial(e) - p).nonnegative() for p in mine) for e in b.alternatives)


# ------------------------------------------------------------------------------------------------ the order of bounds


def _key(label: _Label, measures: Sequence[str], order: Sequence[str]) -> tuple[Any, ...]:
    if label.numeric is not None:
        numbers = label.numbers()
        return tuple((numbers[m] is None, numbers[m] or 0) for m in measures)
    return tuple(growth(label.symbolic.sizes[m], order) for m in measures)


def growth(bound: Bound, order: Sequence[str]) -> tuple[Any, ...]:
    """Return a key that orders bounds as described in `best_routes`, by the least of the alternatives.

    >>> n, m = sympy.symbols("n m")
    >>> bounds = [Bound((e,)) for e in (n**3, 3 * n * m, n**2, 2 * n * m + n)]
    >>> [b.best for b in sorted(bounds, key=lambda b: growth(b, ["n", "m"]))]
    [2*m*n + n, 3*m*n, n**2, n**3]
    """
    if bound.verdict != "polynomial":
        return (True,)

    def compare(p: Poly, q: Poly) -> int:
        terms = (p - q).terms
        largest = terms[max(terms, key=lambda monomial: _rank(monomial, order))] if terms else 0
        return (largest > 0) - (largest < 0)

    return (False, min(map(cmp_to_key(compare), map(polynomial, bound.alternatives))))


def _rank(monomial: Monomial, order: Sequence[str]) -> tuple[Any, ...]:
    plain = {str(a.data[0]): e for a, e in monomial if a.kind == "measure"}
    digits = {str(under_bits(a).data[0]): e for a, e in monomial if a.kind == "bits"}
    exponents = [powers.get(m, 0) for powers in (plain, digits) for m in order]
    return (sum(plain.values()), sum(digits.values()), exponents)
