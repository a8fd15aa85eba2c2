"""Consequences of assumed lower bounds: implications along chains whose composed sizes are small.

A fact `P not in 2^o(n + m)` states that no algorithm decides P in time 2^o(n + m), up to factors polynomial in the length of the
instance.  Along a chain from P to D, a sum s of measures of D is bounded in the measures of P.  If it is O(n + m), an algorithm
for D in time 2^o(s) would give one for P in time 2^o(n + m).  If it is O((n + m)^d), the same holds for 2^o(s^(1/d)).  If it is
O(log(n + m)), the same holds for 2^(2^o(s)), which is more than 2^o(s).  These are
implications: they depend on the assumptions of the fact, and on the reductions being right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import sympy

from certify.bounds.claims import symbol
from certify.bounds.composing import Stage, advance, polynomial, times_along, under_bits
from certify.bounds.polynomials import Poly
from certify.bounds.results import Bound, shown
from certify.core import Fact
from certify.graph.carried import CITED, LINEAR, Implication, SizeGrowth, rank
from certify.graph.chain_evidence import ChainEvidence
from certify.graph.cited_statements import lower_bound
from certify.graph.facts import FactGraph, as_input, fixed_note
from certify.graph.routes import all_routes
from certify.library import Library, Unknown


def implications(library: Library, problem: str, carrier: FactGraph | None = None) -> list[Implication]:
    """Return the implications for a problem from all assumed lower bounds, along every chain, except those that another one
    undercuts.  `carrier` is the network of the library, if it is already built.

    Raises `Unknown` if a lower bound names something that is not a measure or has an unknown form, and `Mistake` if a text cannot
    be read.
    """
    import networkx

    carrier = carrier or FactGraph(library)

    @cache
    def stage(route: tuple[str, ...]) -> Stage:  # chains share their beginnings
        return advance(carrier.bounds_of(route[-1]), stage(route[:-1]) if len(route) > 1 else None)

    found: list[Implication] = []
    graph = carrier.graph
    for origin in sorted(networkx.ancestors(graph, problem) | {problem}):
        for fact in library.facts(origin):
            base = lower_bound(fact)
            if base is None:
                continue
            _check(library, fact, base)
            if origin != problem and library.problem(origin).fixing:
                continue  # the fact may be about fixed measures or not: see `certify.graph.facts`
            if origin == problem:
                size = sum(map(symbol, base), sympy.Integer(0))
                note = fixed_note(library.problem(problem))
                found.append(
                    Implication(
                        problem, base, (), shown(size), LINEAR, origin, base,
                        assumptions=fact.assuming, evidence=CITED, cites=(fact.cites,), note=note,
                    )
                )  # fmt: skip
                continue
            for route in all_routes(graph, origin, problem):
                evidence = ChainEvidence(tuple((name, carrier.saved_of(name)) for name in route))
                found += _along(carrier, tuple(route), fact, base, evidence, stage)
    found.sort(key=lambda i: (i.growth, len(i.assumptions), -rank(i.evidence), len(i.chain), -len(i.measures), i.chain))
    return [i for at, i in enumerate(found) if not any(_covers(found, k, at) for k in range(len(found)) if k != at)]


def _covers(found: list[Implication], k: int, at: int) -> bool:
    return found[k].undercuts(found[at]) and (k < at or not found[at].undercuts(found[k]))


def _check(library: Library, fact: Fact, base: tuple[str, ...]) -> None:
    measures = [n for n, _ in library.problem(fact.subject).measures]
    for name in base:
        if name not in measures:
            raise Unknown(f"`fact {fact.subject} {fact.says}`: `{name}` is no measure of it; they are {', '.join(measures)}")


def _along(
    carrier: FactGraph,
    route: tuple[str, ...],
    fact: Fact,
    base: tuple[str, ...],
    evidence: ChainEvidence,
    stage: Callable[[tuple[str, ...]], Stage],
) -> Iterator[Implication]:
    """Yield the implications along one chain: one for each growth, with all the measures that grow at most that fast.

    `stage` returns the bounds at the end of a chain.
    """
    steps = [carrier.bounds_of(name) for name in route]
    if evidence.weakest == "refuted" or any(times["image"].verdict != "polynomial" for times in times_along(steps).values()):
        return
    least = {name: _least(bound, base) for name, bound in stage(route).sizes.items()}
    bounded = {name: found for name, found in least.items() if found is not None}
    fixed = tuple((name, int(constant)) for name, (growth, constant) in bounded.items() if growth == (0, 0))
    growths = {name: growth for name, (growth, _) in bounded.items() if growth != (0, 0)}
    most, _ = max(growths.values(), default=LINEAR)
    for growth in sorted({g for g in growths.values() if g[0] or not most}):  # what is only logarithmic belongs to larger sums
        measures = tuple(name for name in growths if growths[name] <= growth)
        size = sympy.expand(sum((bounded[name][1] for name in measures), sympy.Integer(0)))
        far = carrier.library.problem(steps[-1].target)
        yield Implication(
            far.name, measures, fixed, shown(size), growth, fact.subject, base, chain=route, assumptions=fact.assuming,
            evidence=evidence.weakest, cites=(fact.cites,), note=as_input(far), evidence_notes=evidence.notes,
        )  # fmt: skip


def _least(bound: Bound, base: tuple[str, ...]) -> tuple[SizeGrowth, sympy.Expr] | None:
    """Return the growth of a bound in the sum of some measures, with the alternative that grows least; None if none depends on
    them only."""
    if bound.verdict != "polynomial":
        return None
    found = [(g, e) for e in bound.alternatives if (g := growth(polynomial(e), base)) is not None]
    return min(found, key=lambda f: f[0]) if found else None


def growth(p: Poly, base: tuple[str, ...]) -> SizeGrowth | None:
    """Return how a bound grows in the sum of some measures; None if it depends on anything else.

    >>> from certify.bounds.polynomials import Atom
    >>> n, m = (Poly.of(Atom("measure", name)) for name in "nm")
    >>> growth(n * m + n * 5, ("n", "m")), growth(n * m, ("n",)), growth(Poly.constant(3), ("n",))
    ((2, 0), None, (0, 0))
    """
    most = (0, 0)
    for monomial in p.terms:
        degree = logs = 0
        for atom, exponent in monomial:
            inner = under_bits(atom)
            if inner.kind != "measure" or inner.data[0] not in base:
                return None
            if atom is inner:
                degree += exponent
            else:
                logs += exponent
        most = max(most, (degree, logs))
    return most
