"""A text's bounds with what running instances adds to them: claims refuted or met, bounds attained, folds seen to grow.

Nothing here proves a bound; that is the reading's business.  A run can refute a claim, show that a bound is attained, and show
that sizes multiply in each round of a fold, where the reading alone says `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from certify.bounds.cases import Choice, choices, limited
from certify.bounds.composing import blow_up, compose, times_along
from certify.bounds.counterexamples import counterexample
from certify.bounds.reading import problem_bounds, reduction_bounds
from certify.bounds.report import claim_json, exponents
from certify.bounds.results import VERDICTS, Bound, ClaimBound, Obstacle, ProblemBounds, ReductionBounds
from certify.core import Node, Problem, Reduction
from certify.empirical.attained_bounds import AttainedBounds, SeenImages, is_open
from certify.empirical.claim_refutation import Violation, refute_size
from certify.empirical.fold_growth import growth
from certify.evidence import plain
from certify.formats.instance_json import to_json
from certify.system.deadlines import Clock

T = TypeVar("T")

MOST_CASES = 8
"""Sum types of more cases are not told apart."""
_FOLD = 5  # times as long as a claim is given: growth shows within a second, and on a busy machine within some

CLAIMS = ("refuted", "not shown", "met", "proved")
"""The verdicts on a claim, weakest first; `met`: an equality whose upper bound is proved, and that held on all that was run."""


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
            sizes = {"seen": plain(v.seen), "allowed": plain(v.allowed)}
            out["violation"] = {"instance": to_json(v.instance), "measures": dict(v.measures), **sizes}
        return out


@dataclass(frozen=True)
class ReductionFinding:
    """A reduction's bounds, with its claims and what was seen (None: nothing was run)."""

    bounds: ReductionBounds
    claims: tuple[ClaimFinding, ...]
    seen: SeenImages | None

    @property
    def verdict(self) -> str:
        """`refuted` or `not shown` if a claim is; else the weakest verdict on sizes and times if not all are polynomial; else
        `met` or `proved`."""
        claims = min((c.verdict for c in self.claims), key=CLAIMS.index, default="proved")
        bounds = weakest((*self.bounds.sizes.values(), *self.bounds.times.values()))
        return bounds if claims in ("met", "proved") and bounds != "polynomial" else claims


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
    source; and the times of the maps on the way, by reduction (`certify.bounds.composing.times_along`)."""

    source: Problem
    steps: tuple[ReductionBounds, ...]
    sizes: Mapping[str, Bound]
    length: Bound
    times: Mapping[str, Mapping[str, Bound]]

    @property
    def verdict(self) -> str:
        """The weakest verdict on sizes, and on the times of the maps on the way."""
        times = (t for of in self.times.values() for t in of.values())
        return weakest((*self.sizes.values(), self.length, *times))


def weakest(bounds: Iterable[Bound]) -> str:
    """The weakest verdict among bounds."""
    return min((b.verdict for b in bounds), key=VERDICTS.index, default="polynomial")


@dataclass
class _Allowance:
    """The time for running instances: so many seconds for `each` piece of work (None: nothing is run), or what a clock has left,
    in equal shares.  After an interrupt nothing more is run, and what was found counts."""

    each: float | None
    whole: Clock | None
    interrupted: bool = False

    def run(self, work: Callable[[float], T], pieces: int = 1, weight: float = 1) -> T | None:
        """What the work gives that takes so many seconds, as the first of several pieces; None where it is not done."""
        if self.each is None or self.interrupted:
            return None
        left = None if self.whole is None else self.whole.left
        try:
            return work(weight * self.each if left is None else left / pieces)
        except KeyboardInterrupt:
            self.interrupted = True
            return None


# ------------------------------------------------------------------------------------------------ reductions


def examine_reduction(reduction: Reduction, seconds: float | None = 2.0, whole: Clock | None = None) -> ReductionFinding:
    """The bounds of a reduction; small instances are run, and each claim that is not proved is given so many seconds in which
    to be refuted (None: nothing is run), or a share of what is left of the `whole` time.  On KeyboardInterrupt, what was found
    counts.  Raises `Uncovered`, and `Exceeded` where a run shows that the reading is wrong.

    >>> from certify.library import standard
    >>> found = examine_reduction(standard().reduction("VertexCover:SetCover"))
    >>> found.verdict, [c.verdict for c in found.claims]
    ('proved', ['proved', 'proved', 'proved', 'proved'])
    """
    bounds = reduction_bounds(reduction)
    time = _Allowance(seconds, whole)
    polynomial = weakest((*bounds.sizes.values(), *bounds.times.values())) == "polynomial"
    pieces = sum(map(is_open, bounds.claims)) + (1 if polynomial else 2)
    look = time.run(lambda each: AttainedBounds(bounds, each), pieces)
    seen = None if look is None else time.run(lambda _: look.run())
    claims = []
    for i, claim in enumerate(bounds.claims):
        pieces -= is_open(claim)
        claims.append(_claim(bounds, i, look, time, pieces))
    if not polynomial:
        bounds = _with_growth(reduction, bounds, time)
    return ReductionFinding(bounds, tuple(claims), seen)


def _claim(bounds: ReductionBounds, index: int, look: AttainedBounds | None, time: _Allowance, pieces: int) -> ClaimFinding:
    claim = bounds.claims[index]
    if not is_open(claim):
        return ClaimFinding(claim, "proved")
    beyond = None
    if claim.verdict != "proved" and claim.derived.alternatives:
        beyond = counterexample(claim.claimed, claim.derived.alternatives, bounds.admissible)
    if look is None:
        return ClaimFinding(claim, "not shown", None, beyond)
    broken = look.broken.get(index)
    if index not in look.smallest:
        hint = beyond if broken is None else broken.measures
        broken = time.run(lambda each: refute_size(bounds.reduction, claim.claim, each, hint), pieces) or broken
    if broken is not None:
        return ClaimFinding(claim, "refuted", broken, beyond)
    met = look.met.get(index, 0) if claim.verdict == "proved" else 0
    return ClaimFinding(claim, "met" if met else "not shown", None, beyond, met)


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
    return ChainFinding(source, steps, compose(steps), blow_up(steps, far), times_along(steps))


# ------------------------------------------------------------------------------------------------ problems


def examine_problem(problem: Problem, seconds: float | None = 2.0, whole: Clock | None = None) -> ProblemFinding:
    """The bounds of a problem, with its `fixing` measures fixed.  Where the reading does not show that a fold is polynomial, its
    body is run for up to five times so many seconds to see whether sizes multiply (None: nothing is run), or for half of what is
    left of the `whole` time.  Raises `Uncovered`.

    >>> from certify.library import standard
    >>> found = examine_problem(standard().problem("PosSLP"))
    >>> found.verdict, [(sorted(c.cases), c.bounds.times["accepts"].verdict) for c in found.cases][0]
    ('exponential', (['minus', 'plus'], 'polynomial'))
    """
    time = _Allowance(seconds, whole)
    bounds = _grown(problem, time)
    if bounds.in_np_fixing is not None:
        return ProblemFinding(bounds)
    names = tuple(dict.fromkeys(n for b in bounds.times.values() for n in exponents(b) if n not in problem.fixing))
    fixing = (*problem.fixing, *names)
    fixed = problem_bounds(replace(problem, fixing=fixing)) if names and len(fixing) < len(problem.measures) else None
    if fixed is not None and fixed.in_np_fixing is None:
        fixed = None
    return ProblemFinding(bounds, fixed, tuple(c for choice in choices(problem) for c in _cases(problem, choice, time)))


def _grown(problem: Problem, time: _Allowance) -> ProblemBounds:
    bounds = problem_bounds(problem)
    see = _Growths(problem, time)
    times = {name: see.bound(b) for name, b in bounds.times.items()}
    return replace(bounds, encoding=see.bound(bounds.encoding), witness=see.bound(bounds.witness), times=times)


def _with_growth(reduction: Reduction, bounds: ReductionBounds, time: _Allowance) -> ReductionBounds:
    see = _Growths(reduction, time)
    sizes, values, times = ({n: see.bound(b) for n, b in of.items()} for of in (bounds.sizes, bounds.values, bounds.times))
    return replace(bounds, sizes=sizes, values=values, times=times)


class _Growths:
    """Folds whose bodies are run, each once."""

    def __init__(self, document: Problem | Reduction, time: _Allowance) -> None:
        self.document, self.time = document, time
        self.found: dict[Node, str] = {}

    def bound(self, bound: Bound) -> Bound:
        """The bound, `unknown` obstacles made `exponential` where a run shows it."""
        return replace(bound, obstacles=tuple(map(self._obstacle, bound.obstacles)))

    def _obstacle(self, obstacle: Obstacle) -> Obstacle:
        fold = obstacle.fold
        if obstacle.kind != "unknown" or fold is None:
            return obstacle
        if fold not in self.found:
            found = self.time.run(lambda each: growth(self.document, fold, each), 2, _FOLD)
            self.found[fold] = found.how if found is not None else ""
        how = self.found[fold]
        return replace(obstacle, kind="exponential", why=f"{obstacle.why}; {how}") if how else obstacle


def _cases(problem: Problem, choice: Choice, time: _Allowance) -> list[CasesFinding]:
    """A largest set of cases with which the problem is polynomial, and smallest ones with which it is not."""
    if len(choice.cases) > MOST_CASES:
        return []

    def polynomial(cases: frozenset[str]) -> bool:
        return problem_bounds(limited(problem, choice, cases)).in_np_fixing is not None

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
    return found + [CasesFinding(choice, cases, _grown(limited(problem, choice, cases), time)) for cases in bad]
