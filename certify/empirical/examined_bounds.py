"""The bounds of a text together with what runs add: claims that are refuted or met, bounds that are attained, folds that grow.

A run never proves a bound; only the bounds backend does.  A run can refute a claim, show that a bound is attained, and show that
sizes multiply in each round of a fold where the backend alone reports `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from certify.bounds.cases import Choice, choices, limited
from certify.bounds.composing import blow_up, compose, times_along
from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.report import claim_json, exponents
from certify.bounds.results import VERDICTS, Bound, ClaimBound, Obstacle, ProblemBounds, ReductionBounds
from certify.core import Node, Problem, Reduction
from certify.empirical.attained_bounds import AttainedBounds, SeenImages
from certify.empirical.claim_refutation import Violation, is_open, refute_sizes, where_to_search
from certify.empirical.fold_growth import growth
from certify.evidence import plain
from certify.formats.instance_json import to_json
from certify.records import dataclass, replace
from certify.system.deadlines import Clock

T = TypeVar("T")

MOST_CASES = 8
"""Sum types with more cases than this are not examined case by case."""

CLAIMS = ("refuted", "not shown", "met", "proved")
"""The verdicts on a claim, weakest first.  `met` is an equality whose upper bound is proved and that held on every run."""


@dataclass(frozen=True)
class ClaimFinding:
    """The finding on a claim.

    - `bound`: the claim with its derived bound.
    - `verdict`: one of `CLAIMS`.
    - `violation`: the instance that refutes it.
    - `beyond`: measures at which the derived bound is larger than the claimed one: a place to search, not a refutation.
    - `met`: the number of instances on which an equality was met.
    """

    bound: ClaimBound
    verdict: str
    violation: Violation | None = None
    beyond: Mapping[str, int] | None = None
    met: int = 0

    def json(self) -> dict[str, Any]:
        """Return the finding as JSON."""
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
    """The bounds of a reduction, the findings on its claims, and what images show (None if no run was completed).

    `stopped` states that the runs were stopped: without the stop, claims that are not shown might be refuted.
    """

    bounds: ReductionBounds
    claims: tuple[ClaimFinding, ...]
    seen: SeenImages | None
    stopped: bool = False

    @property
    def verdict(self) -> str:
        """The verdict on the whole: `refuted` or `not shown` if some claim is.  Otherwise the weakest verdict on sizes and times
        unless all are polynomial, and then `met` or `proved`."""
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
    """The bounds of a problem.

    If its verifier is not polynomial, `fixed` are the bounds with the measures in exponents fixed.  `cases` are the bounds for a
    largest set of cases of a sum type with which the verifier is polynomial, and for smallest sets with which it is not.
    `stopped` states that the runs were stopped: without the stop, folds of unknown growth might be seen to grow.
    """

    bounds: ProblemBounds
    fixed: ProblemBounds | None = None
    cases: tuple[CasesFinding, ...] = ()
    stopped: bool = False

    @property
    def verdict(self) -> str:
        """The weakest verdict on lengths and times."""
        b = self.bounds
        return weakest((b.encoding, b.witness, *b.times.values()))


@dataclass(frozen=True)
class ChainFinding:
    """The bounds of a chain of reductions, in the measures of its source.

    - `sizes`: of each measure of the target.
    - `length`: of the length of an instance of the target.
    - `times`: of the maps, by reduction (`certify.bounds.composing.times_along`).
    """

    source: Problem
    steps: tuple[ReductionBounds, ...]
    sizes: Mapping[str, Bound]
    length: Bound
    times: Mapping[str, Mapping[str, Bound]]

    @property
    def verdict(self) -> str:
        """The weakest verdict on sizes and on the times of the maps."""
        times = (t for of in self.times.values() for t in of.values())
        return weakest((*self.sizes.values(), self.length, *times))


def weakest(bounds: Iterable[Bound]) -> str:
    """Return the weakest verdict among bounds."""
    return min((b.verdict for b in bounds), key=VERDICTS.index, default="polynomial")


@dataclass
class _Runs:
    """Runs of instances: whether any are wanted, and the clock that may stop them.

    Each run ends after a fixed amount of work.  After a stop by the clock or an interrupt nothing more is run, and the results so
    far count.
    """

    wanted: bool
    clock: Clock | None
    stopped: bool = False

    def result(self, run: Callable[[], T]) -> T | None:
        """Return the result of a run; None if it is not wanted, or stopped."""
        if not self.wanted or self.stopped:
            return None
        try:
            return run()
        except (KeyboardInterrupt, TimeoutError):
            self.stopped = True
            return None


# ------------------------------------------------------------------------------------------------ reductions


def examine_reduction(reduction: Reduction, run: bool = True, clock: Clock | None = None) -> ReductionFinding:
    """Return the bounds of a reduction with findings from running instances.

    - `run`: whether instances are run.  The runs end after a fixed amount of work.
    - `clock`: stops the runs.

    When the time of the clock is over, or on KeyboardInterrupt, returns what was found so far.  Raises `Uncovered` if there are
    no bounds, and `Exceeded` if a run exceeds a derived bound.

    >>> from certify.library import standard
    >>> found = examine_reduction(standard().reduction("VertexCover:SetCover"))
    >>> found.verdict, [c.verdict for c in found.claims]
    ('proved', ['proved', 'proved', 'proved', 'proved'])
    """
    bounds = reduction_bounds(reduction)
    runs = _Runs(run, clock)
    look = AttainedBounds(bounds, clock)
    seen = runs.result(look.run)
    claims = _claims(bounds, look, runs)
    if weakest((*bounds.sizes.values(), *bounds.times.values())) != "polynomial":
        bounds = _with_growth(reduction, bounds, runs)
    return ReductionFinding(bounds, claims, seen, runs.stopped)


def _claims(bounds: ReductionBounds, look: AttainedBounds, runs: _Runs) -> tuple[ClaimFinding, ...]:
    """Return the findings on the claims, after a search for smaller violations than the run of small instances has seen."""
    open_claims = {i: c for i, c in enumerate(bounds.claims) if is_open(c)}
    beyond = {i: where_to_search(bounds, c) for i, c in open_claims.items()}
    broken = dict(look.broken)
    left = [i for i in open_claims if i not in look.smallest]
    if left:
        claims = [open_claims[i].claim for i in left]
        hints = [broken[i].measures if i in broken else beyond[i] for i in left]
        found = runs.result(lambda: refute_sizes(bounds.reduction, claims, hints, clock=runs.clock)) or ()
        broken |= {i: violation for i, violation in zip(left, found, strict=False) if violation is not None}
    return tuple(_claim(c, broken.get(i), beyond.get(i), look.met.get(i, 0)) for i, c in enumerate(bounds.claims))


def _claim(claim: ClaimBound, broken: Violation | None, beyond: Mapping[str, int] | None, met: int) -> ClaimFinding:
    if not is_open(claim):
        return ClaimFinding(claim, "proved")
    if broken is not None:
        return ClaimFinding(claim, "refuted", broken, beyond)
    met = met if claim.verdict == "proved" else 0
    return ClaimFinding(claim, "met" if met else "not shown", None, beyond, met)


# ------------------------------------------------------------------------------------------------ chains


def examine_chain(source: Problem, reductions: Sequence[Reduction]) -> ChainFinding:
    """Return the composed bounds of a chain of reductions that starts at a problem.  Raises `Uncovered` if there are no bounds.

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


def examine_problem(problem: Problem, run: bool = True, clock: Clock | None = None) -> ProblemFinding:
    """Return the bounds of a problem, with its `fixing` measures fixed.

    Where a fold is not shown to be polynomial, its body is run to find out whether sizes multiply.

    - `run`: whether bodies of folds are run.  The runs end after a fixed amount of work.
    - `clock`: stops the runs.

    When the time of the clock is over, or on KeyboardInterrupt, returns what was found so far.  Raises `Uncovered` if there are
    no bounds.

    >>> from certify.library import standard
    >>> found = examine_problem(standard().problem("PosSLP"))
    >>> found.verdict, [(sorted(c.cases), c.bounds.times["accepts"].verdict) for c in found.cases][0]
    ('exponential', (['minus', 'plus'], 'polynomial'))
    """
    runs = _Runs(run, clock)
    bounds = _grown(problem, runs)
    if bounds.in_np_fixing is not None:
        return ProblemFinding(bounds, stopped=runs.stopped)
    names = tuple(dict.fromkeys(n for b in bounds.times.values() for n in exponents(b) if n not in problem.fixing))
    fixing = (*problem.fixing, *names)
    fixed = problem_bounds(replace(problem, fixing=fixing)) if names and len(fixing) < len(problem.measures) else None
    if fixed is not None and fixed.in_np_fixing is None:
        fixed = None
    cases = tuple(c for choice in choices(problem) for c in _cases(problem, choice, runs))
    return ProblemFinding(bounds, fixed, cases, runs.stopped)


def _grown(problem: Problem, runs: _Runs) -> ProblemBounds:
    bounds = problem_bounds(problem)
    see = _Growths(problem, runs)
    times = {name: see.bound(b) for name, b in bounds.times.items()}
    return replace(bounds, encoding=see.bound(bounds.encoding), witness=see.bound(bounds.witness), times=times)


def _with_growth(reduction: Reduction, bounds: ReductionBounds, runs: _Runs) -> ReductionBounds:
    see = _Growths(reduction, runs)
    sizes, values, times = ({n: see.bound(b) for n, b in of.items()} for of in (bounds.sizes, bounds.values, bounds.times))
    return replace(bounds, sizes=sizes, values=values, times=times)


class _Growths:
    """The folds of a document whose bodies are run, each once."""

    def __init__(self, document: Problem | Reduction, runs: _Runs) -> None:
        self.document, self.runs = document, runs
        self.found: dict[Node, str] = {}

    def bound(self, bound: Bound) -> Bound:
        """Return the bound; each `unknown` obstacle whose fold grows in a run becomes `exponential`."""
        return replace(bound, obstacles=tuple(map(self._obstacle, bound.obstacles)))

    def _obstacle(self, obstacle: Obstacle) -> Obstacle:
        fold = obstacle.fold
        if obstacle.kind != "unknown" or fold is None:
            return obstacle
        if fold not in self.found:
            found = self.runs.result(lambda: growth(self.document, fold, clock=self.runs.clock))
            self.found[fold] = found.how if found is not None else ""
        how = self.found[fold]
        return replace(obstacle, kind="exponential", why=f"{obstacle.why}; {how}") if how else obstacle


def _cases(problem: Problem, choice: Choice, runs: _Runs) -> list[CasesFinding]:
    """Return the bounds for a largest set of cases with which the problem is polynomial, and for smallest sets with which it is
    not."""
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
    return found + [CasesFinding(choice, cases, _grown(limited(problem, choice, cases), runs)) for cases in bad]
