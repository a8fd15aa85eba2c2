"""A text's bounds with what running instances adds to them: claims refuted or met, bounds attained, folds seen to grow.

Nothing here proves a bound; that is the reading's business.  A run can refute a claim, show that a bound is attained, and show
that sizes multiply in each round of a fold, where the reading alone says `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

from certify.bounds.cases import Choice, choices, limited
from certify.bounds.claimed import value
from certify.bounds.composing import blow_up, compose
from certify.bounds.counterexamples import counterexample
from certify.bounds.reading import problem_bounds, reduction_bounds
from certify.bounds.report import claim_json, exponents
from certify.bounds.results import VERDICTS, Bound, ClaimBound, Obstacle, ProblemBounds, ReductionBounds
from certify.checks.bounded import Exceeded
from certify.checks.claims import largest
from certify.checks.growth import growth
from certify.checks.refuting import Violation, refute_size
from certify.checks.run import Clock
from certify.formats.instance_json import to_json
from certify.language.core import Claim, Node, Problem, Reduction
from certify.readings.enumeration import default_bounds, instances_by_shape
from certify.readings.instance import Instance
from certify.readings.interpreter import NotShown, OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from certify.readings.larger import larger_instances
from certify.readings.values import Value

SMALL, LARGER = 1000, 100
"""How many instances are run to see which bounds are attained: about so many of the smallest, and larger ones at most."""

STEPS = 2_000_000
"""A larger instance is run if the bound of the instance map's steps is no more than this."""

MOST_CASES = 8
"""Sum types of more cases are not told apart."""

CLAIMS = ("refuted", "not shown", "met", "proved")
"""The verdicts on a claim, weakest first; `met`: an equality whose upper bound is proved, and that held on all that was run."""


@dataclass(frozen=True)
class Seen:
    """What images show: how many `small` instances were run, whether those were all with measures up to `within`, and how many
    `larger` ones; for each measure of the image the greatest measures, of those that its derived bound speaks of, at which it
    is attained (None: nowhere)."""

    small: int
    within: Mapping[str, int]
    complete: bool
    larger: int
    attained: Mapping[str, Mapping[str, int] | None]


@dataclass(frozen=True)
class ClaimFinding:
    """A claim: its verdict, one of `CLAIMS`; the instance that refutes it; measures at which the derived bound is larger than
    the claimed one (where to look, and no refutation); on how many instances an equality was met."""

    bound: ClaimBound
    verdict: str
    violation: Violation | None = None
    beyond: Mapping[str, int] | None = None
    met: int = 0

    def json(self) -> dict[str, Any]:
        """The finding as JSON."""
        out = {**claim_json(self.bound), "verdict": self.verdict}
        if self.met:
            out["met"] = self.met
        if self.beyond is not None:
            out["beyond"] = dict(self.beyond)
        if self.violation is not None:
            v = self.violation
            sizes = {"seen": _plain(v.seen), "allowed": _plain(v.allowed)}
            out["violation"] = {"instance": to_json(v.instance), "measures": dict(v.measures), **sizes}
        return out


@dataclass(frozen=True)
class ReductionFinding:
    """A reduction's bounds, with its claims and what was seen (None: nothing was run)."""

    bounds: ReductionBounds
    claims: tuple[ClaimFinding, ...]
    seen: Seen | None

    @property
    def verdict(self) -> str:
        """`refuted` or `not shown` if a claim is; else the weakest verdict on sizes and times if not all are polynomial; else
        `met` or `proved`."""
        claims = min((c.verdict for c in self.claims), key=CLAIMS.index, default="proved")
        growth = weakest((*self.bounds.sizes.values(), *self.bounds.times.values()))
        return growth if claims in ("met", "proved") and growth != "polynomial" else claims


@dataclass(frozen=True)
class CasesFinding:
    """The bounds of a problem whose instances use only some cases of a sum type."""

    choice: Choice
    cases: frozenset[str]
    bounds: ProblemBounds


@dataclass(frozen=True)
class ProblemFinding:
    """A problem's bounds; if its verifier is not polynomial, also those with the measures in exponents fixed, and those for
    cases of its sum types: a largest set of cases with which it is polynomial, and smallest ones with which it is not."""

    bounds: ProblemBounds
    fixed: ProblemBounds | None = None
    cases: tuple[CasesFinding, ...] = ()

    @property
    def verdict(self) -> str:
        """The weakest verdict on lengths and times."""
        b = self.bounds
        return weakest((b.encoding, b.witness, *b.times.values()))


@dataclass(frozen=True)
class ChainFinding:
    """A chain of reductions: each measure of its far end, and the length of an instance there, bounded in the measures of its
    source."""

    source: Problem
    steps: tuple[ReductionBounds, ...]
    sizes: Mapping[str, Bound]
    length: Bound

    @property
    def verdict(self) -> str:
        """The weakest verdict on sizes, and on the times of the maps on the way."""
        times = (t for step in self.steps for t in step.times.values())
        return weakest((*self.sizes.values(), self.length, *times))


def weakest(bounds: Iterable[Bound]) -> str:
    """The weakest verdict among bounds."""
    return min((b.verdict for b in bounds), key=VERDICTS.index, default="polynomial")


# ------------------------------------------------------------------------------------------------ reductions


def examine_reduction(reduction: Reduction, seconds: float | None = 2.0) -> ReductionFinding:
    """The bounds of a reduction; small instances are run, and each claim that is not proved is given so many seconds in which
    to be refuted (None: nothing is run).  Raises `Uncovered`, and `Exceeded` where a run shows that the reading is wrong.

    >>> from certify.library import standard
    >>> found = examine_reduction(standard().reduction("VertexCover:SetCover"))
    >>> found.verdict, [c.verdict for c in found.claims]
    ('proved', ['proved', 'proved', 'proved', 'proved'])
    """
    bounds = reduction_bounds(reduction)
    look = None if seconds is None else _Look(bounds, seconds)
    seen = None if look is None else look.run()
    claims = tuple(_claim(bounds, i, look) for i in range(len(bounds.claims)))
    if weakest((*bounds.sizes.values(), *bounds.times.values())) != "polynomial":
        bounds = _with_growth(reduction, bounds, seconds)
    return ReductionFinding(bounds, claims, seen)


def _claim(bounds: ReductionBounds, index: int, look: _Look | None) -> ClaimFinding:
    claim = bounds.claims[index]
    if not _is_open(claim):
        return ClaimFinding(claim, "proved")
    beyond = None
    if claim.verdict != "proved" and claim.derived.alternatives:
        beyond = counterexample(claim.claimed, claim.derived.alternatives, bounds.admissible)
    if look is None:
        return ClaimFinding(claim, "not shown", None, beyond)
    broken = look.broken.get(index)
    if index not in look.smallest:
        hint = beyond if broken is None else broken.measures
        broken = refute_size(bounds.reduction, claim.claim, look.seconds, hint) or broken
    if broken is not None:
        return ClaimFinding(claim, "refuted", broken, beyond)
    met = look.met.get(index, 0) if claim.verdict == "proved" else 0
    return ClaimFinding(claim, "met" if met else "not shown", None, beyond, met)


def _is_open(claim: ClaimBound) -> bool:
    """Is there something about a claim that only a run can tell?"""
    return claim.verdict != "proved" or (claim.claim.relation == "=" and not claim.exact)


class _Look:
    """Instances, run: where derived bounds are attained, which claims fail (those of `smallest` on a smallest instance), and on
    how many an equality is met."""

    def __init__(self, bounds: ReductionBounds, seconds: float) -> None:
        self.bounds, self.reduction, self.seconds, self.clock = bounds, bounds.reduction, seconds, Clock.start(seconds)
        self.map = ReductionMeaning(self.reduction)
        self.source, self.target = ProblemMeaning(self.reduction.source), ProblemMeaning(self.reduction.target)
        self.open = [i for i, c in enumerate(bounds.claims) if _is_open(c)]
        self.speaks = {n: {str(s) for a in b.alternatives for s in a.free_symbols} for n, b in bounds.sizes.items()}
        self.attained: dict[str, Mapping[str, int] | None] = dict.fromkeys(bounds.sizes)
        self.broken: dict[int, Violation] = {}
        self.smallest: frozenset[int] = frozenset()
        self.met: dict[int, int] = {}
        self.at: dict[tuple[int, ...], tuple[dict[str, Fraction | None], dict[int, Fraction]]] = {}

    def run(self) -> Seen:
        source = self.reduction.source
        within = default_bounds(source, SMALL)
        small = larger = 0
        complete = False
        with suppress(TimeoutError):
            for shape, values in instances_by_shape(source, within, self.clock.tick):
                for x in values:
                    small += self._one(x, shape)
            complete = True
        self.smallest = frozenset(self.broken)
        with suppress(TimeoutError):
            for x in islice(larger_instances(source), LARGER):
                larger += self._larger(x)
        return Seen(small, within, complete, larger, self.attained)

    def _larger(self, x: Value) -> bool:
        shape = self.source.measures(x)
        steps = self.bounds.times["image"].at(shape)
        return steps is not None and steps <= STEPS and self._one(x, shape)

    def _one(self, x: Value, shape: Mapping[str, int]) -> bool:
        """Run an instance; say whether it has a valid image.  TimeoutError when the time is spent."""
        self.clock.tick()
        try:
            image = self.map.image(x).value
            if self.target.ill_typed(image) or not self.target.valid(image):
                return False
            measured = self.target.measures(image)
        except (Unmet, NotShown, OutsideHome):  # breaks another obligation
            return False
        sizes, allowed = self._allowed(shape)
        for name, seen in measured.items():
            bound = sizes[name]
            if bound is not None and seen > bound:
                raise Exceeded(self.reduction.name, f"`{name}` of the image", seen, bound, shape)
            if seen == bound:
                self._attain(name, {m: v for m, v in shape.items() if m in self.speaks[name]})
        for i in self.open:
            claim = self.bounds.claims[i].claim
            if i not in self.broken and self._holds(claim, x):
                value = measured[claim.left] if claim.kind == "size" else self._largest(image, claim.left)
                self._compare(i, claim, Violation(Instance(self.reduction.source, x), shape, value, allowed[i]))
        return True

    def _allowed(self, shape: Mapping[str, int]) -> tuple[dict[str, Fraction | None], dict[int, Fraction]]:
        key = tuple(shape.values())
        if key not in self.at:
            sizes = {name: bound.at(shape) for name, bound in self.bounds.sizes.items()}
            self.at[key] = sizes, {i: value(self.bounds.claims[i].claimed, shape) for i in self.open}
        return self.at[key]

    def _attain(self, name: str, shape: Mapping[str, int]) -> None:
        known = self.attained[name]
        if known is None or (sum(shape.values()), *shape.values()) > (sum(known.values()), *known.values()):
            self.attained[name] = shape

    def _holds(self, claim: Claim, x: Value) -> bool:
        try:
            return claim.where is None or self.map.holds(claim.where, x)
        except (Unmet, NotShown):
            return False

    def _largest(self, image: Value, path: str) -> int | Fraction:
        return largest(self.reduction.target.instance, image, path)

    def _compare(self, i: int, claim: Claim, run: Violation) -> None:
        if run.seen > run.allowed or (claim.relation == "=" and run.seen != run.allowed):
            self.broken[i] = run
        elif claim.relation == "=":
            self.met[i] = self.met.get(i, 0) + 1


# ------------------------------------------------------------------------------------------------ chains


def examine_chain(source: Problem, reductions: Sequence[Reduction]) -> ChainFinding:
    """The bounds of a chain of reductions that starts at a problem, composed.  Raises `Uncovered`.

    >>> from certify.library import standard
    >>> names = ("ThreeSAT:IndependentSet", "IndependentSet:VertexCover")
    >>> found = examine_chain(standard().problem("ThreeSAT"), [standard().reduction(n) for n in names])
    >>> found.verdict, found.sizes["n"].best
    ('polynomial', 3*m + 2)
    """
    steps = tuple(map(reduction_bounds, reductions))
    far = problem_bounds(reductions[-1].target if reductions else source)
    return ChainFinding(source, steps, compose(steps), blow_up(steps, far))


# ------------------------------------------------------------------------------------------------ problems


def examine_problem(problem: Problem, seconds: float | None = 2.0) -> ProblemFinding:
    """The bounds of a problem, with its `fixing` measures fixed.  Where the reading does not show that a fold is polynomial, its
    body is run for so many seconds to see whether sizes multiply (None: nothing is run).  Raises `Uncovered`.

    >>> from certify.library import standard
    >>> found = examine_problem(standard().problem("PosSLP"))
    >>> found.verdict, [(sorted(c.cases), c.bounds.times["accepts"].verdict) for c in found.cases][0]
    ('exponential', (['minus', 'plus'], 'polynomial'))
    """
    bounds = _grown(problem, seconds)
    if ProblemFinding(bounds).verdict == "polynomial":
        return ProblemFinding(bounds)
    names = tuple(dict.fromkeys(n for b in bounds.times.values() for n in exponents(b) if n not in problem.fixing))
    fixing = (*problem.fixing, *names)
    fixed = problem_bounds(replace(problem, fixing=fixing)) if names and len(fixing) < len(problem.measures) else None
    if fixed is not None and ProblemFinding(fixed).verdict != "polynomial":
        fixed = None
    return ProblemFinding(bounds, fixed, tuple(c for choice in choices(problem) for c in _cases(problem, choice, seconds)))


def _grown(problem: Problem, seconds: float | None) -> ProblemBounds:
    bounds = problem_bounds(problem)
    see = _Growths(problem, seconds)
    times = {name: see.bound(b) for name, b in bounds.times.items()}
    return replace(bounds, encoding=see.bound(bounds.encoding), witness=see.bound(bounds.witness), times=times)


def _with_growth(reduction: Reduction, bounds: ReductionBounds, seconds: float | None) -> ReductionBounds:
    see = _Growths(reduction, seconds)
    sizes, values, times = ({n: see.bound(b) for n, b in of.items()} for of in (bounds.sizes, bounds.values, bounds.times))
    return replace(bounds, sizes=sizes, values=values, times=times)


class _Growths:
    """Folds whose bodies are run, each once."""

    def __init__(self, document: Problem | Reduction, seconds: float | None) -> None:
        self.document, self.seconds = document, seconds
        self.found: dict[Node, str] = {}

    def bound(self, bound: Bound) -> Bound:
        """The bound, `unknown` obstacles made `exponential` where a run shows it."""
        return replace(bound, obstacles=tuple(map(self._obstacle, bound.obstacles)))

    def _obstacle(self, obstacle: Obstacle) -> Obstacle:
        if obstacle.kind != "unknown" or obstacle.fold is None or self.seconds is None:
            return obstacle
        if obstacle.fold not in self.found:
            found = growth(self.document, obstacle.fold, self.seconds)
            self.found[obstacle.fold] = found.how if found is not None else ""
        how = self.found[obstacle.fold]
        return replace(obstacle, kind="exponential", why=f"{obstacle.why}; {how}") if how else obstacle


def _cases(problem: Problem, choice: Choice, seconds: float | None) -> list[CasesFinding]:
    """A largest set of cases with which the problem is polynomial, and smallest ones with which it is not."""
    if len(choice.cases) > MOST_CASES:
        return []

    def polynomial(cases: frozenset[str]) -> bool:
        return ProblemFinding(problem_bounds(limited(problem, choice, cases))).verdict == "polynomial"

    alone = [frozenset({c}) for c in choice.cases]
    bad = [c for c in alone if not polynomial(c)]
    if bad == alone:
        return []
    most: frozenset[str] = frozenset()
    for case in alone:
        most = most | case if case not in bad and polynomial(most | case) else most
    if not bad:
        least = frozenset(choice.cases)
        for case in alone:
            least = least if polynomial(least - case) else least - case
        bad = [least]
    found = [CasesFinding(choice, most, problem_bounds(limited(problem, choice, most)))]
    return found + [CasesFinding(choice, cases, _grown(limited(problem, choice, cases), seconds)) for cases in bad]


def _plain(number: int | Fraction) -> int | str:
    return number.numerator if number.denominator == 1 else str(number)
