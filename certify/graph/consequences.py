"""Consequences of assumed lower bounds: implications along chains whose composed sizes are small.

A fact `P not in 2^o(n + m)` states that no algorithm decides P in time 2^o(n + m), up to factors polynomial in the length of the
instance.  Along a chain from P to D, a sum s of measures of D is bounded in the measures of P.  If it is O(n + m), an algorithm
for D in time 2^o(s) would give one for P in time 2^o(n + m).  If it is O((n + m)^d), the same holds for 2^o(s^(1/d)).  These are
implications: they depend on the assumptions of the fact, and on the reductions being right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy

from certify.bounds.claims import symbol
from certify.bounds.composing import Stage, advance, polynomial, times_along, under_bits
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.polynomials import Poly
from certify.bounds.results import Bound, shown
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import EVIDENCE
from certify.core import Fact
from certify.graph.chain_evidence import ChainEvidence
from certify.graph.cited_statements import lower_bound
from certify.graph.facts import CITED, CarriedStatement, as_input, fixed_note
from certify.graph.routes import all_routes, network_of
from certify.library import Library, Unknown

SizeGrowth = tuple[int, int]
"""A bound O(s^d log^e s), as d and e.  Constants are (0, 0); a bound that is only logarithmic is counted as (1, 0)."""

LINEAR = (1, 0)


@dataclass(frozen=True)
class Implication(CarriedStatement):
    """An implication of a lower bound: what an algorithm for `problem` would give, and what the assumptions exclude.

    - `problem`, `measures`: the problem, and the measures whose sum s is bounded on the images of the chain.
    - `fixed`: the measures of `problem` that constants bound on all images.
    - `size`, `growth`: the bound on s, and how it grows in the sum of `base`.
    - `origin`, `base`: the problem of the assumed bound, and the measures in it.
    - `chain`: the names of the reductions.
    - `assumptions`, `cites`: those of the fact.
    - `evidence`: the weakest evidence along the chain; `CITED` if there is none.
    - `note`: in which sense the implication holds, if that needs saying.
    - `evidence_notes`: as in `Knowledge`.
    """

    problem: str
    measures: tuple[str, ...]
    fixed: tuple[tuple[str, int], ...]
    size: sympy.Expr
    growth: SizeGrowth
    origin: str
    base: tuple[str, ...]

    @property
    def gives(self) -> str:
        """The algorithm that one for `problem` gives, for every nondecreasing t; empty for the assumed bound itself."""
        if not self.chain:
            return ""
        where = f", for {self._where}," if self.fixed else ""
        given = f"an algorithm for {self.problem} in time t({self._sum}){where}"
        return f"{given} gives one for {self.origin} in time t({shown(self.size)})"

    @property
    def excludes(self) -> str:
        """The algorithms that do not exist under the assumptions."""
        also = f", even for {self._where}" if self.fixed else ""
        return f"no algorithm decides {self.problem} in time 2^o({self.exponent}){also}"

    @property
    def _sum(self) -> str:
        return " + ".join(self.measures)

    @property
    def _where(self) -> str:
        *first, last = [f"{name} <= {most}" for name, most in self.fixed]
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def exponent(self) -> str:
        """The expression e such that time 2^o(e) is excluded."""
        degree, logs = self.growth
        group = self._sum if len(self.measures) == 1 else f"({self._sum})"
        if logs:
            log = f"log({self._sum})" + (f"^{logs}" if logs > 1 else "")
            return f"{group}/{log}" if degree == 1 else f"({group}/{log})^(1/{degree})"
        return self._sum if degree == 1 else f"{group}^(1/{degree})"

    def undercuts(self, other: Implication) -> bool:
        """Return whether this implication states at least as much as the other, with no more assumptions, no weaker evidence and
        no longer chain."""
        fixed = dict(self.fixed)
        return (
            self.growth <= other.growth
            and set(self.measures) >= set(other.measures)
            and all(name in fixed and fixed[name] <= most for name, most in other.fixed)
            and set(self.assumptions) <= set(other.assumptions)
            and _rank(self.evidence) >= _rank(other.evidence)
            and len(self.chain) <= len(other.chain)
        )

    def json(self) -> dict[str, Any]:
        """Return the implication as a JSON object."""
        degree, logs = self.growth
        return {
            "problem": self.problem, "excludes": self.excludes, "gives": self.gives, "measures": list(self.measures),
            "fixed": dict(self.fixed), "size": shown(self.size), "degree": degree, "logarithms": logs, "origin": self.origin,
            "base": list(self.base), "chain": list(self.chain), "assumptions": list(self.assumptions),
            "evidence": self.evidence, "evidence_notes": list(self.evidence_notes), "cites": [list(c) for c in self.cites],
            "note": self.note,
        }  # fmt: skip


def _rank(evidence: str) -> int:
    return len(EVIDENCE) if evidence == CITED else EVIDENCE.index(evidence)


def implications(library: Library, problem: str) -> list[Implication]:
    """Return the implications for a problem from all assumed lower bounds, along every chain, except those that another one
    undercuts.

    Raises `Unknown` if a lower bound names something that is not a measure or has an unknown form, and `Mistake` if a text cannot
    be read.
    """
    import networkx

    find = cache(lambda name: saved_in(library, name))

    @cache
    def stage(route: tuple[str, ...]) -> Stage:  # chains share their beginnings
        return advance(reduction_bounds(library.reduction(route[-1])), stage(route[:-1]) if len(route) > 1 else None)

    found: list[Implication] = []
    graph = network_of(library)
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
                        problem, base, (), size, LINEAR, origin, base,
                        assumptions=fact.assuming, evidence=CITED, cites=(fact.cites,), note=note,
                    )
                )  # fmt: skip
                continue
            for route in all_routes(graph, origin, problem):
                evidence = ChainEvidence(tuple((name, find(name)) for name in route))
                found += _along(library, tuple(route), fact, base, evidence, stage)
    found.sort(key=lambda i: (i.growth, len(i.assumptions), -_rank(i.evidence), len(i.chain), -len(i.measures), i.chain))
    return [i for at, i in enumerate(found) if not any(_covers(found, k, at) for k in range(len(found)) if k != at)]


def _covers(found: list[Implication], k: int, at: int) -> bool:
    return found[k].undercuts(found[at]) and (k < at or not found[at].undercuts(found[k]))


def _check(library: Library, fact: Fact, base: tuple[str, ...]) -> None:
    measures = [n for n, _ in library.problem(fact.subject).measures]
    for name in base:
        if name not in measures:
            raise Unknown(f"`fact {fact.subject} {fact.says}`: `{name}` is no measure of it; they are {', '.join(measures)}")


def _along(
    library: Library,
    route: tuple[str, ...],
    fact: Fact,
    base: tuple[str, ...],
    evidence: ChainEvidence,
    stage: Callable[[tuple[str, ...]], Stage],
) -> Iterator[Implication]:
    """Yield the implications along one chain: one for each growth, with all the measures that grow at most that fast.

    `stage` returns the bounds at the end of a chain.
    """
    reductions = [library.reduction(name) for name in route]
    steps = [reduction_bounds(r) for r in reductions]
    if evidence.weakest == "refuted" or any(times["image"].verdict != "polynomial" for times in times_along(steps).values()):
        return
    least = {name: _least(bound, base) for name, bound in stage(route).sizes.items()}
    bounded = {name: found for name, found in least.items() if found is not None}
    fixed = tuple((name, int(constant)) for name, (growth, constant) in bounded.items() if growth == (0, 0))
    growths = {name: growth for name, (growth, _) in bounded.items() if growth != (0, 0)}
    for growth in sorted(set(growths.values())):
        measures = tuple(name for name in growths if growths[name] <= growth)
        size = sympy.expand(sum((bounded[name][1] for name in measures), sympy.Integer(0)))
        far = reductions[-1].target
        yield Implication(
            far.name, measures, fixed, size, growth, fact.subject, base, chain=route, assumptions=fact.assuming,
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
    return LINEAR if most[0] == 0 and most[1] else most
