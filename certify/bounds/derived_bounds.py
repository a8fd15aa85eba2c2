"""The entry points of the bounds backend: bounds of problems and reductions in their own measures, and proofs of claims.

>>> from certify.library import standard
>>> found = reduction_bounds(standard().reduction("ThreeSAT:IndependentSet"))
>>> {name: str(b.best) for name, b in found.sizes.items()}
{'n': '3*m', 'm': '9*m**2/2 - 3*m/2', 'b': 'bits(m)'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import sympy

from certify.bounds.analysis import Analysis
from certify.bounds.claims import expression
from certify.bounds.counting import Counter
from certify.bounds.domain import Abs, Coll, Num, lcm, magnitude, structural, unbounded
from certify.bounds.instances import Uncovered, abstract_instance, number_paths
from certify.bounds.number_operations import text
from certify.bounds.polynomials import ZERO, Atom, Poly, Some, joined, products_kept, sharply, some, times
from certify.bounds.proving import SHARPER, prove
from certify.bounds.results import (
    Admissible,
    Bound,
    ClaimBound,
    DerivationLine,
    FoldBound,
    Obstacle,
    ProblemBounds,
    ReductionBounds,
    in_order_of_text,
    shown,
)
from certify.bounds.witnesses import abstract_witness
from certify.core import Claim, Node, Number, Problem, Reduction
from certify.core.budgets import OutOfBudget
from certify.records import dataclass, replace
from certify.system.memo import of_the_very_same


@of_the_very_same
@products_kept()
def problem_bounds(problem: Problem) -> ProblemBounds:
    """Return the bounds of a problem in its own measures.

    Raises `certify.bounds.instances.Uncovered` if the measures leave a size of the instance unbounded, or if a measure is not
    polynomial in the sizes of the instance.
    """
    of = abstract_instance(problem)
    analysis = Analysis(problem.functions, (), of.value, of.denominators)
    valid = analysis.part(problem.valid)[1]
    measuring = analysis.part([node for _, node in problem.measures])[1]
    analysis.part(())
    witness = abstract_witness(problem.witness, analysis)
    space = analysis.part_cost()
    accepts = analysis.part(problem.accepts, witness)[1]
    times = {"valid": valid, "measures": measuring, "space": space, "accepts": accepts}
    facts = admissible(problem)
    return ProblemBounds(
        problem,
        bound(structural(of.value, problem.instance, analysis.bits), None, problem.fixing),
        bound(structural(witness, problem.witness.type, analysis.bits), None, problem.fixing),
        facts,
        {name: bound((cost,), None, problem.fixing) for name, cost in times.items()},
        tuple(_folds(analysis)),
        tuple(_lines(analysis)),
    )


@of_the_very_same
@products_kept()
def admissible(problem: Problem) -> tuple[Admissible, ...]:
    """Return facts about the measures of every instance.

    Raises `certify.bounds.instances.Uncovered` as `problem_bounds` does.
    """
    of = abstract_instance(problem)
    analysis = Analysis(problem.functions, (), of.value, of.denominators)
    values = analysis.part([node for _, node in problem.measures])[0]
    measured = {name: v for (name, _), v in zip(problem.measures, values, strict=True)}
    _check_measures(problem, measured)
    return tuple(_admissible(problem, measured, analysis))


@of_the_very_same
@products_kept()
def reduction_bounds(reduction: Reduction) -> ReductionBounds:
    """Return the bounds of a reduction in the measures of its source, with its claims checked against them.

    Raises `certify.bounds.instances.Uncovered` as `problem_bounds` does, for the source.
    """
    facts = admissible(reduction.source)
    raw = evaluated(reduction)
    fixing = reduction.source.fixing
    sizes = {name: bound(size, raw.exact[name], fixing) for name, size in raw.sizes.items()}
    values = {path: bound(value) for path, value in raw.values.items()}
    times = {name: bound((cost,), None, fixing) for name, cost in raw.times.items()}
    claims = tuple(
        _claim(c, sizes[c.left] if c.kind == "size" else _field(values, c.left), facts)
        for c in reduction.claims
        if c.kind in ("size", "value")
    )
    if not all(c.whole for c in claims):
        claims = sharper_claims(reduction, facts, claims)
    folds = tuple(_folds(raw.at_reduction, raw.at_target))
    return ReductionBounds(reduction, sizes, values, times, claims, facts, folds, raw.lines)


def sharper_claims(reduction: Reduction, facts: tuple[Admissible, ...], claims: tuple[ClaimBound, ...]) -> tuple[ClaimBound, ...]:
    """Return claims, with those that are open judged again by sharper bounds, and by those that hold where the claim is made.

    Sharper bounds contain maxima and digits of sums.  A claim with a condition is judged on the instances that satisfy it, as if
    it belonged to `valid`.
    """
    found, known = list(claims), dict[Node | None, tuple[tuple[Admissible, ...], list[Evaluated]]]()
    for i, claim in enumerate(claims):
        where = claim.claim.where
        if claim.whole:
            continue
        if where not in known:
            known[where] = facts, []
            try:
                of = reduction if where is None else _where(reduction, where)
                more = facts if where is None else admissible(of.source)
                known[where] = more, [] if where is None else [evaluated(of)]
                with sharply():
                    known[where][1].append(evaluated(of))
            except (Uncovered, OutOfBudget):  # the condition uses what the source does not know, or takes too long
                pass
        holding, bounds = known[where]
        for raw in bounds:
            if not found[i].whole:
                found[i] = _sharper(found[i], raw, holding)
    return tuple(found)


def _where(reduction: Reduction, condition: Node) -> Reduction:
    """Return a reduction of the instances that satisfy a condition of a claim.

    Raises OutOfBudget if the condition uses definitions of the reduction.
    """
    if any(n.op in ("global", "call") for n in condition.walk()):
        raise OutOfBudget("no definitions in conditions of claims")
    return replace(reduction, source=replace(reduction.source, valid=(*reduction.source.valid, condition)))


def _sharper(open_: ClaimBound, raw: Evaluated, facts: tuple[Admissible, ...]) -> ClaimBound:
    """Return an open claim, proved by other bounds if they do."""
    name, of_size = open_.claim.left, open_.claim.kind == "size"
    values = {path: _expressible(value) for path, value in raw.values.items()}
    derived = _expressible(raw.sizes[name], raw.exact[name]) if of_size else _field(values, name)
    found = _claim(open_.claim, derived, facts)
    if found.verdict != "proved" or (open_.verdict == "proved" and not found.whole):
        return open_
    return replace(found, derived=open_.derived, method=SHARPER)


def _expressible(candidates: Some, exact: Poly | None = None) -> Bound:
    """Return the candidates that consist of measures, without a judgement on their growth."""
    kinds = ("unbounded", "value", "denominator", "local", "slot")
    finite = tuple(p.expression() for p in candidates if not p.has(*kinds))
    finite += (sympy.Min(*finite),) if len(finite) > 1 else ()
    return Bound(finite, None if exact is None or exact.has(*kinds) else exact.expression())


def open_claims(reduction: Reduction) -> tuple[int, ...]:
    """Return the claims about sizes that the bounds of a reduction leave open, by their numbers among its claims.

    The result is empty if there are no bounds.

    >>> from certify.library import standard
    >>> open_claims(standard().reduction("ThreeColoring:SAT"))
    (2,)
    """
    numbers = [k for k, claim in enumerate(reduction.claims) if claim.kind in ("size", "value")]
    if not numbers:
        return ()
    try:
        found = reduction_bounds(reduction)
    except (Uncovered, OutOfBudget):
        return ()
    claims = zip(numbers, found.claims, strict=True)
    return tuple(k for k, c in claims if c.claim.kind == "size" and not c.whole)


@dataclass(frozen=True)
class Evaluated:
    """The abstract evaluation of a reduction: the abstract instance, and the bounds of its results as polynomials.

    `exact` holds the sizes that the text determines.  `lines` are those of the image; `at_reduction` and `at_target` are the
    analyses of the reduction's expressions and of the target's.
    """

    instance: Abs
    sizes: Mapping[str, Some]
    exact: Mapping[str, Poly | None]
    values: Mapping[str, Some]
    times: Mapping[str, Poly]
    lines: tuple[DerivationLine, ...]
    at_reduction: Analysis
    at_target: Analysis


@products_kept()
def evaluated(reduction: Reduction, kind: type[Analysis] = Analysis) -> Evaluated:
    """Return the abstract evaluation of a reduction; `kind` is the class of the analyses.

    Raises `certify.bounds.instances.Uncovered` if the measures of the source leave a size unbounded.
    """
    of = abstract_instance(reduction.source)
    analysis = kind(reduction.functions, reduction.constructors, of.value, of.denominators)
    (image,), mapping = analysis.part([reduction.image], name="image")
    lines = tuple(_lines(analysis))
    at_source = Analysis(reduction.source.functions, (), of.value, of.denominators)
    witness = abstract_witness(reduction.source.witness, at_source, real_digits=1)
    forward = analysis.part([reduction.forward], witness, "forward")[1]
    at_target = kind(reduction.target.functions, (), image, of.denominators)
    witness = abstract_witness(reduction.target.witness, at_target, real_digits=1)
    backward = analysis.part([reduction.backward], witness, "backward")[1]
    same = dict(zip((n for _, n in reduction.source.measures), (n for n, _ in reduction.source.measures), strict=True))
    sizes, exact = dict[str, Some](), dict[str, Poly | None]()
    for name, node in reduction.target.measures:
        (value,), _ = at_target.part([node], name=f"size {name}")
        assert isinstance(value, Num)
        sizes[name], exact[name] = value.up, value.exact
        if reduction.image.op == "input" and node in same:  # the same measure of the same instance
            measure = Poly.of(Atom("measure", same[node]))
            sizes[name], exact[name] = (measure,), measure
    values = {path: _value(numbers) for path, numbers in _by_path(number_paths(reduction.target.instance, image))}
    times = {"image": mapping, "forward": forward, "backward": backward}
    return Evaluated(of.value, sizes, exact, values, times, lines, analysis, at_target)


def needs_fixed(reduction: Reduction) -> tuple[str, ...]:
    """Return the measures of its source that a reduction needs fixed to be polynomial.

    Bounds are computed only if the source declares measures as fixed.  The result is empty if the source has no bounds.
    """
    if not reduction.source.fixing:
        return ()
    try:
        return reduction_bounds(reduction).held
    except Uncovered:
        return ()


# ------------------------------------------------------------------------------------------------ results


def bound(candidates: Some, exact: Poly | None = None, fixing: Iterable[str] = ()) -> Bound:
    """Return the result for some candidates: the finite ones, and the obstacles to a polynomial bound.

    - `candidates`: upper bounds of the quantity.
    - `exact`: the quantity itself, if it is known.
    - `fixing`: the measures that are fixed; a power with only these in the exponent is a constant.
    """
    finite = [p for p in candidates if not p.has("unbounded")]
    obstacles = [] if finite else [_unbounded(a) for a in candidates[0].atoms() if a.kind == "unbounded"]
    if finite:
        obstacles = [o for a in finite[0].atoms() for o in _obstacle(a, fixing)]
    shape = None if exact is None else exact.expression()
    return Bound(tuple(p.expression() for p in finite), shape, in_order_of_text(obstacles), tuple(fixing))


def _unbounded(atom: Atom) -> Obstacle:
    kind, why, mark, fold = atom.data
    return Obstacle(kind, why, mark, fold)


def _obstacle(atom: Atom, fixing: Iterable[str]) -> Iterable[Obstacle]:
    match atom.kind:
        case "power":
            _, exponent, why, fold = atom.data
            if all(_has_measure(a, *fixing) for a in exponent.atoms()):
                return
            yield Obstacle("unknown", f"{why}, {shown(exponent.expression())} times", fold.mark, fold)
        case "value":
            (path,) = atom.data
            yield Obstacle(
                "pseudo-polynomial",
                f"it grows with the value of `{path}`, a binary number; clamp it by a measure, as in `min({path}, |...|)`",
            )


def _measure(value: Abs, fixing: Iterable[str]) -> Bound:
    assert isinstance(value, Num)
    return bound(value.up, value.exact, fixing)


def _by_path(numbers: Iterable[tuple[str, Num]]) -> Iterable[tuple[str, list[Num]]]:
    found: dict[str, list[Num]] = {}
    for path, number in numbers:
        found.setdefault(path, []).append(number)
    return found.items()


def _value(numbers: list[Num]) -> Some:
    """Return bounds of the largest numerator or denominator of the numbers in a field, over one common denominator.

    There is no bound unless that denominator is a constant.
    """
    most, den = some(0), ZERO
    for number in numbers:
        most, den = joined(most, magnitude(number)), lcm(den, number.den)
    common = _constant(den)
    if common is None:
        return some(unbounded("its denominators are not bounded by a constant"))
    return most if common == 1 else joined(times(most, some(common)), some(common))


def _constant(den: Poly) -> int | None:
    """Return a product of denominators as a number; None if it is not constant."""
    common = 1
    for monomial, exponent in den.terms.items():
        ((atom, power),) = monomial if len(monomial) == 1 else ((Atom("none"), 0),)
        prime = atom.data[0] if atom.kind == "denominator" and power == 1 else None
        if not isinstance(prime, int) or not isinstance(exponent, int):
            return None
        common *= prime**exponent
    return common


def _field(values: Mapping[str, Bound], path: str) -> Bound:
    """Return the bound of the largest value in the field at a path; 0 if the field holds no numbers."""
    if path in values:
        return values[path]
    inner = [b for p, b in values.items() if p.startswith(f"{path}.")]
    if not inner:
        return bound((ZERO,))
    if all(b.alternatives for b in inner):
        return Bound((sympy.Add(*(b.alternatives[0] for b in inner)),), None, tuple(o for b in inner for o in b.obstacles))
    return next(b for b in inner if not b.alternatives)


def _claim(claim: Claim, derived: Bound, admissible: tuple[Admissible, ...]) -> ClaimBound:
    assert claim.right is not None
    claimed = expression(claim.right)
    exact = derived.exact is not None and (derived.exact - claimed).expand() == 0
    if exact:
        return ClaimBound(claim, claimed, derived, "proved", "exact", (f"the size is exactly {shown(derived.exact)}",), True)
    known = derived.alternatives if derived.exact is None else (*derived.alternatives, derived.exact)
    proof = prove(claimed, known, admissible) if known else None
    if proof is None:
        return ClaimBound(claim, claimed, derived, "not shown")
    return ClaimBound(claim, claimed, derived, "proved", proof.method, proof.steps)


def _check_measures(problem: Problem, measured: Mapping[str, Abs]) -> None:
    """Raise `Uncovered` if a measure is not polynomial in the sizes of the instance."""
    for name, node in problem.measures:
        found = _measure(measured[name], ())
        if found.verdict != "polynomial":
            mark = node.mark or problem.about.mark
            assert mark is not None
            why = found.obstacles[0].why if found.obstacles else "no bound was found"
            message = f"the measure `{name}` is not polynomial in the length of an instance ({found.verdict}): {why}"
            fix = "measure sizes: what is polynomial in such a measure would not be polynomial in the length"
            raise Uncovered(message, mark.source, mark.start, mark.end, fix=fix)


def _admissible(problem: Problem, measured: Mapping[str, Abs], analysis: Analysis) -> Iterable[Admissible]:
    """Yield the facts about measures that types and `valid` imply: each measure is at most every other bound of its text."""
    for name, value in measured.items():
        assert isinstance(value, Num)
        measure = Poly.of(Atom("measure", name))
        for candidate in value.up:
            if not any(_has_measure(a, name) for a in candidate.atoms()) and not candidate.has("unbounded", "value", "power"):
                says = f"{name} <= {shown(candidate.expression())}, as their texts say"
                yield Admissible((candidate - measure).expression(), says)
    exact = {name: v.exact for name, v in measured.items() if isinstance(v, Num)}
    for node in problem.valid:
        if node.op in ("le", "lt"):
            sides = analysis.part(node.args)[0]
            low, high = (s.exact if isinstance(s, Num) else None for s in sides)
            if low is not None and high is not None and exact:
                says = f"`{node.mark.text if node.mark else node.op}` (valid)"
                whole = all(isinstance(a.type, Number) and a.type.sort != "rat" for a in node.args)
                yield Admissible((high - low - (1 if node.op == "lt" and whole else 0)).expression(), says)


def _has_measure(atom: Atom, *names: str) -> bool:
    return atom.root.kind == "measure" and atom.root.data[0] in names


def _folds(*analyses: Analysis) -> Iterable[FoldBound]:
    for analysis in analyses:
        for r in analysis.recurrences.values():
            everywhere = analysis.counter.everywhere
            after = everywhere(r.after).replace(partial(_slot_shown, r.before))
            if not after.has("denominator", "unbounded", "value") and r.invariant != some(0):
                rounds, invariant = bound((everywhere(r.rounds),)), bound(tuple(map(everywhere, r.invariant)))
                yield FoldBound(r.fold, r.slot, f"x -> {after}", rounds, invariant)


def _slot_shown(own: Atom, atom: Atom) -> Poly | None:
    """Return a slot of an accumulator as a recurrence shows it: x is the slot `own`, y any other slot."""
    return Poly.of(Atom("measure", "x" if atom == own else "y")) if atom.kind == "slot" else None


def _lines(analysis: Analysis) -> Iterable[DerivationLine]:
    for entry in analysis.entries:
        says = _says(entry.value, analysis.counter)
        if says:
            mark = entry.node.mark
            yield DerivationLine(entry.depth, mark, mark.text if mark else entry.node.op, says)


def _says(value: Abs, counter: Counter) -> str:
    match value:
        case Coll(size):
            return f"size <= {_alternatives(size, counter)}"
        case Num(up, _, bits):
            known = not any(p.has("value", "unbounded") for p in up)
            return f"value <= {_alternatives(up, counter)}" if known else f"bits <= {_alternatives(bits, counter)}"
    return ""


def _alternatives(bounds: Some, counter: Counter) -> str:
    """Return the bounds of one quantity as text.  For a size of a collection's items, the text gives the sum over the items."""
    told = []
    for p in bounds:
        local = counter.alone(p)
        if p.has("unbounded"):
            told.append("(no bound)")
        elif local is None:
            told.append(shown(counter.everywhere(p).expression()))
        elif not local.total[0].has("unbounded"):
            told.append(f"{shown(counter.everywhere(local.total[0]).expression())} in all, over `{text(local.gen.step.node)}`")
    return " or ".join(dict.fromkeys(told))
