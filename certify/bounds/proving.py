"""Proofs that a claimed bound is at least a derived one, at all measures that valid instances may have.

There are four methods, tried from the simplest to the strongest; each leaves its steps for a reader.

- Coefficients: no coefficient of the difference is negative.
- Lower bounds: the same in each of several cases, in which a measure has its least value or is larger.
- Multiples of facts: the same after nonnegative multiples of known nonnegative polynomials have been subtracted.
- SMT: a solver for nonlinear integer arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, islice, permutations
from math import ceil, lcm
from typing import Any

import sympy

from certify.bounds.counterexamples import counterexample
from certify.bounds.multiples import combination, repr_of
from certify.bounds.polynomials import ONE, Atom, Poly
from certify.bounds.regions import KnownInequality, MeasureRegion, OutOfReach, constant_term
from certify.bounds.results import Admissible, shown
from certify.records import dataclass, field
from certify.system.z3_contexts import fresh_context

COEFFICIENTS, LOWER_BOUNDS, MULTIPLES, SMT = "coefficients", "lower bounds", "multiples of facts", "smt"
"""The names of the methods."""

SHARPER = "sharper bounds"
"""The name of a proof from bounds with maxima and digits of sums, or from those under the condition of a claim."""

MOST_CASES = 16
"""The most cases into which the minima and maxima of a claim are split."""

HIGHEST = 3
"""A measure is split off at its least value only if that value is smaller than this."""

GLANCE = 600
"""The number of points at which bounds are compared before any method but coefficients is tried."""

RESOURCES = 2_000_000
"""The resources, counted by z3 (`rlimit`), that the SMT solver may use on all cases of one claim: about two seconds."""

TAUTOLOGIES = 40
"""The most facts about squares and products of successive numbers that the method of multiples may use."""


@dataclass(frozen=True)
class Proof:
    """A proof that a claimed bound is at least `derived`, one of the derived bounds.

    `method` is one of the methods above, and `steps` are sentences.  `using` holds the facts about valid instances that the proof
    uses (`Admissible.says`).
    """

    derived: sympy.Expr
    method: str
    steps: tuple[str, ...]
    using: tuple[str, ...] = ()


def prove(
    claimed: sympy.Expr, derived: Sequence[sympy.Expr], admissible: Sequence[Admissible], resources: int = RESOURCES
) -> Proof | None:
    """Return a proof of `claimed - d >= 0` for some d among the derived bounds, at all measures that satisfy the facts.

    The expressions consist of measures (`certify.bounds.claims.symbol`), rational numbers, `bits`, `Min`, `Max`, constant
    exponents and constant bases.  The result is None if no proof was found.

    - `claimed`: the bound that a text claims.
    - `derived`: the bounds that the backend derived.
    - `admissible`: facts about the measures of valid instances.
    - `resources`: the most that the SMT solver may use, as z3 counts it; the other methods limit their number of steps.

    >>> from certify.bounds.claims import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> simple = Admissible(n * (n - 1) / 2 - m, "no two edges have the same ends")
    >>> for step in prove(n**2, [n + 2 * m], [simple]).steps:
    ...     print(step)
    n^2 - (2*m + n) = -2*m + n^2 - n
    -2*m + n^2 - n = 2*(-m + n^2/2 - n/2)
    -m + n^2/2 - n/2 >= 0: no two edges have the same ends
    """
    attempts = [a for d in dict.fromkeys(derived) if (a := _attempt(claimed, d, admissible)) is not None]
    if (found := _first(attempts, COEFFICIENTS, _by_coefficients)) is not None:
        return found
    attempts = [a for a in attempts if counterexample(claimed, [a.derived], admissible, GLANCE) is None]
    for method, way in ((LOWER_BOUNDS, _by_lower_bounds), (MULTIPLES, _by_multiples), (MULTIPLES, _by_multiples_in_cases)):
        if (found := _first(attempts, method, way)) is not None:
            return found
    smt = _SmtMethod(resources)
    return _first(attempts, SMT, smt.prove)


# -------------------------------------------------------------------------------------------------- cases


@dataclass(frozen=True)
class _Case:
    """A pair of bounds without minima and maxima, under assumptions on the argument that attains each of them."""

    claimed: sympy.Expr
    derived: sympy.Expr
    facts: tuple[Admissible, ...]
    assumed: tuple[str, ...] = ()

    def difference(self, region: MeasureRegion) -> Poly:
        """Return the difference, which is to be proved nonnegative in a region.

        Raises `OutOfReach` if it is no polynomial over the atoms of a region.
        """
        return region.polynomial(self.claimed) - region.polynomial(self.derived)


@dataclass(frozen=True)
class _Attempt:
    """One of the derived bounds, with all cases that are to be proved."""

    derived: sympy.Expr
    opening: str
    cases: tuple[_Case, ...]


@dataclass
class _Shown:
    """The steps of the proof of a case, and the facts that they use."""

    steps: list[str] = field(default_factory=list)
    using: list[str] = field(default_factory=list)


def _attempt(claimed: sympy.Expr, derived: sympy.Expr, admissible: Sequence[Admissible]) -> _Attempt | None:
    """Return the cases of a derived bound; None if they are too many or out of reach."""
    waiting, cases = [_Case(claimed, derived, tuple(admissible))], []
    while waiting:
        case = waiting.pop()
        parts = _split_extremes(case)
        if parts is None:
            cases.append(case)
        waiting += reversed(parts or [])
        if len(waiting) + len(cases) > MOST_CASES:
            return None
    try:
        whole = [c.difference(MeasureRegion(())) for c in cases]
    except OutOfReach:
        return None
    opening = f"{shown(claimed)} - ({shown(derived)})"
    return _Attempt(derived, f"{opening} = {_text(whole[0])}" if len(whole) == 1 else opening, tuple(cases))


def _split_extremes(case: _Case) -> list[_Case] | None:
    """Return one case for each argument of an innermost minimum or maximum; None if there is none."""
    extremes = set().union(
        *(e.atoms(sympy.Min, sympy.Max) for e in (case.claimed, case.derived, *(f.expression for f in case.facts)))
    )
    innermost = sorted((e for e in extremes if not any(a.has(sympy.Min, sympy.Max) for a in e.args)), key=str)
    if not innermost:
        return None
    extreme, parts = innermost[0], []
    sign = 1 if isinstance(extreme, sympy.Max) else -1
    for chosen in extreme.args:
        says = f"{shown(extreme)} = {shown(chosen)}"
        compared = [Admissible(sign * (chosen - other), says) for other in extreme.args if other != chosen]
        facts = [Admissible(f.expression.xreplace({extreme: chosen}), f.says) for f in case.facts]
        claimed, derived = (e.xreplace({extreme: chosen}) for e in (case.claimed, case.derived))
        parts.append(_Case(claimed, derived, (*facts, *compared), (*case.assumed, says)))
    return parts


def _first(attempts: Sequence[_Attempt], method: str, way: Any) -> Proof | None:
    """Return the proof of the first attempt whose cases are all proved by `way`; None if there is none."""
    for attempt in attempts:
        steps: list[str] = [attempt.opening]
        using: list[str] = []
        for case in attempt.cases:
            found = way(case)
            if found is None:
                break
            prefix = f"if {' and '.join(case.assumed)}: " if case.assumed else ""
            steps += (prefix + step for step in found.steps)
            using += (u for u in found.using if u not in case.assumed)
        else:
            return Proof(attempt.derived, method, tuple(steps), tuple(dict.fromkeys(using)))
    return None


# ------------------------------------------------------------------------------------------- the methods


def _by_coefficients(case: _Case) -> _Shown | None:
    return _in_cases(case, 0, multiples=False)


def _by_lower_bounds(case: _Case) -> _Shown | None:
    return _in_cases(case, 40, multiples=False)


def _by_multiples(case: _Case) -> _Shown | None:
    return _in_cases(case, 0, multiples=True)


def _by_multiples_in_cases(case: _Case) -> _Shown | None:
    return _in_cases(case, 8, multiples=True)


def _in_cases(case: _Case, splits: int, multiples: bool) -> _Shown | None:
    region, found = _root(case)
    waiting = [region]
    while waiting:
        region = waiting.pop()
        try:
            difference = case.difference(region)
        except OutOfReach:
            return None
        here = _in_region(region, difference, multiples)
        if here is not None:
            found.steps += here.steps
            found.using += here.using
            continue
        measure = _measure_to_split(region, difference) if splits else None
        if measure is None:
            return None
        splits -= 1
        waiting += (region.above(measure), region.fix(measure))
    return found


def _root(case: _Case) -> tuple[MeasureRegion, _Shown]:
    """Return the region of all measures, from the least values that single facts give, and the steps that derive these values."""
    least: dict[str, int] = {}
    start = _Shown()
    for fact in MeasureRegion(case.facts).admissible:
        constant = constant_term(fact.polynomial)
        match list((fact.polynomial - constant).terms.items()):
            case [(monomial, slope)] if slope > 0:
                (atom, exponent), *others = monomial
                name, low = atom.data[0], ceil(Fraction(-constant) / slope)
                if exponent == 1 and not others and name.isidentifier() and low > least.get(name, 0):
                    least[name] = low
                    start.steps.append(f"{name} >= {low}: {fact.says}")
                    start.using += fact.using
    return MeasureRegion(case.facts, least=least), start


def _in_region(region: MeasureRegion, difference: Poly, multiples: bool) -> _Shown | None:
    """Prove, without further cases, that the difference is nonnegative everywhere in a region; return None if that fails."""
    shifted = region.shifted(difference)
    where = f"for {region}: " if f"{region}" else ""
    if shifted.nonnegative():
        written = "" if shifted == difference else f"{_text(difference)} = "
        ending = "" if shifted.value is not None else ", with no negative coefficient"
        return _Shown([f"{where}{written}{_text(shifted)}{ending}"] if where or ending else [])
    impossible = region.impossible
    if impossible is not None:
        return _Shown([f"{where}no instance is there: {impossible.says}"], list(impossible.using))
    return _multiples(region, difference, where) if multiples else None


def _measure_to_split(region: MeasureRegion, difference: Poly) -> str | None:
    """Return the measure to split next: of the measures in negative terms, one with the smallest least value."""
    weights: dict[str, int] = {}
    for m, c in difference.terms.items():
        for measure in region.measures(Poly({m: c})) if c < 0 else ():
            weights[measure] = weights.get(measure, 0) + 1
    open_ = [m for m in weights if region.least.get(m, 0) < HIGHEST]
    return min(open_, key=lambda m: (region.least.get(m, 0), -weights[m], m), default=None)


def _multiples(region: MeasureRegion, difference: Poly, where: str) -> _Shown | None:
    shifted = region.shifted(difference)
    facts = region.facts(difference)
    known = [(region.shifted(f.polynomial), f) for f in facts]
    if max(sum(e for _, e in m) for m in shifted.terms) > 1:
        known += ((f.polynomial, f) for f in islice(_squares(shifted), TAUTOLOGIES))
    found = combination(shifted, [p for p, _ in known])
    if found is None:
        return None
    used = [(multiplier, known[index][1]) for index, multiplier in found.parts]
    parts = [f"{_factor(multiplier)}({_text(fact.polynomial)})" for multiplier, fact in used]
    if found.rest.terms:
        parts.append(f"({_text(found.rest)})")
    steps = [f"{where}{_text(difference)} = {' + '.join(parts)}"]
    steps += (f"{where}{_text(fact.polynomial)} >= 0: {fact.says}" for _, fact in used)
    if found.rest.value is None:
        steps.append(f"{where}{_text(found.rest)} has no negative coefficient")
    return _Shown(steps, [u for _, fact in used for u in fact.using])


def _factor(multiplier: Poly) -> str:
    if multiplier == ONE:
        return ""
    return f"({_text(multiplier)})*" if len(multiplier.terms) > 1 else f"{_text(multiplier)}*"


def _squares(p: Poly) -> Iterator[KnownInequality]:
    """Yield facts about all integers: squares of differences, and products of successive numbers."""
    atoms = [Poly.of(a) for a in sorted(p.atoms(), key=repr)]
    for a in atoms:
        yield KnownInequality(a * (a - 1), "x*(x - 1) >= 0 for whole x")
    for a, b in combinations(atoms, 2):
        yield KnownInequality((a - b) * (a - b), "a square")


class _SmtMethod:
    """The proofs of cases by an SMT solver, with the resources that are left for it."""

    def __init__(self, resources: int) -> None:
        self._left = resources

    def prove(self, case: _Case) -> _Shown | None:
        """Prove a case: no integers that satisfy the facts make the difference negative, as the solver finds."""
        region, found = _root(case)
        try:
            difference = case.difference(region)
        except OutOfReach:
            return None
        of_bits = region.bits_atoms()
        facts = region.facts(difference)
        if self._left <= 0:
            return None
        import z3

        query = _Query(z3.SolverFor("QF_NIA", fresh_context()))
        query.solver.set("rlimit", self._left)
        for p in (f.polynomial for f in facts):
            query.solver.add(query.term(p) >= 0)
        for digits, argument in of_bits:
            query.about_bits(digits, argument)
        for a, b in permutations(of_bits, 2):
            query.grow(a, b)
        query.solver.add(query.term(difference) < 0)
        query.least(region)
        text = query.solver.sexpr()
        answer = query.solver.check()
        self._left -= query.resources
        if answer != z3.unsat:
            return None
        found.steps.append(f"z3 {z3.get_version_string()} answers `unsat` to this, with every atom an integer:\n{text.strip()}")
        found.using += (u for f in facts for u in f.using)
        return found


class _Query:
    """A query to the SMT solver about atoms as integers."""

    def __init__(self, solver: Any) -> None:
        self.solver = solver
        self._atoms: dict[Atom, Any] = {}

    @property
    def resources(self) -> int:
        """The resources that the solver has used, as it counts them."""
        return int(self.solver.statistics().get_key_value("rlimit count"))

    def term(self, p: Poly) -> Any:
        """Return the polynomial, multiplied by a positive number that makes its coefficients whole."""
        return self._sum(p, lcm(*(Fraction(c).denominator for c in p.terms.values())))

    def _sum(self, p: Poly, times: int) -> Any:
        import z3

        terms = []
        for m in sorted(p.terms, key=repr_of):
            factors = [self._variable(atom) for atom, exponent in sorted(m, key=repr) for _ in range(exponent)]
            coefficient = int(p.terms[m] * times)
            if coefficient != 1 or not factors:
                factors.insert(0, z3.IntVal(coefficient, self.solver.ctx))
            terms.append(z3.Product(factors) if len(factors) > 1 else factors[0])
        return z3.Sum(terms) if len(terms) > 1 else terms[0] if terms else z3.IntVal(0, self.solver.ctx)

    def _variable(self, atom: Atom) -> Any:
        import z3

        return self._atoms.setdefault(atom, z3.Int(atom.data[0], self.solver.ctx))

    def about_bits(self, digits: Poly, argument: Poly) -> None:
        """Assert the digits of small numbers, and that no natural number has more digits than its value."""
        import z3

        times = lcm(*(Fraction(c).denominator for c in argument.terms.values()))
        count, number = self.term(digits), self.term(argument)
        self.solver.add(z3.Implies(number >= 0, number >= (count if times == 1 else times * count)))
        for k in range(2):
            self.solver.add(z3.Implies(number >= times * 2**k, count >= k + 1))
            self.solver.add(z3.Implies(z3.And(number >= 0, number < times * 2**k), count <= k))

    def grow(self, a: tuple[Poly, Poly], b: tuple[Poly, Poly]) -> None:
        """Assert that the larger of two natural numbers has no fewer digits."""
        import z3

        times = lcm(*(Fraction(c).denominator for p in (a[1], b[1]) for c in p.terms.values()))
        x, y = self._sum(a[1], times), self._sum(b[1], times)
        self.solver.add(z3.Implies(z3.And(y >= 0, x >= y), self.term(a[0]) >= self.term(b[0])))
        self.solver.add(z3.Implies(z3.And(y >= times, x >= 2 * y), self.term(a[0]) >= self.term(b[0]) + 1))

    def least(self, region: MeasureRegion) -> None:
        """Assert that every atom so far is at least its least value."""
        for atom, variable in self._atoms.items():
            self.solver.add(variable >= region.low(atom))


def _text(p: Poly) -> str:
    return shown(p.expression())
