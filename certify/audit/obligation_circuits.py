"""The obligations of a reduction, settled on growing regions by circuits, as far as an allowance of work goes.

This can be interleaved with other work: each call goes on where the one before stopped.  What is settled with the same allowances
is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from certify.audit.growing_bounds import growing, has_numbers
from certify.audit.sat_bounded import Settling
from certify.audit.settled_regions import Settled, covers
from certify.audit.verification_conditions import obligations
from certify.core import Reduction
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_PART = 4
"""One question may take the allowance divided by this.  An obligation with a harder question waits for a larger allowance."""

_AGAIN = 2
"""A question that was too hard is asked again when it may take this many times the work."""

_LESS = 3
"""The regions with unlimited numbers have this many times less work than the others."""

Tell = Callable[[Mapping[str, int]], None]
"""Called with each region that is begun."""

Reached = Mapping[str, Mapping[str, Settled]]
"""The region on which each obligation is settled: with bounded numbers (`at once`) and with unlimited ones (`any numbers`)."""


class Frontier:
    """The largest regions of a sequence on which the obligations of a reduction are settled.

    - `reduction`: the reduction.
    - `regions`: bounds of its source's measures, one region after the other; each covers the one before.
    - `decider`: answers the questions.
    - `part`: one question may take the allowance divided by this.

    `reached` holds, for each obligation, the last region on which it was settled.  Where an obligation has a question that is too
    hard, it waits there until more work may be spent, and the other obligations go on.  All wait for `well-formed`, which they
    presume.  `why` is the reason why no larger region has circuits, if that was seen.
    """

    def __init__(self, reduction: Reduction, regions: Iterator[Mapping[str, int]], decider: Decider, part: int = _PART) -> None:
        self.reduction, self.decider, self.why = reduction, decider, ""
        self.reached: dict[str, Settled] = {}
        self._regions, self._known, self._part = regions, list[Mapping[str, int]](), part
        self._at = dict.fromkeys(obligations(reduction), 0)
        self._tried = dict.fromkeys(self._at, 0)
        self._both: Mapping[str, int] | None = None
        self._open: Settling | None = None
        self._together = True
        self._asked: Sequence[str] = ()

    def advance(self, allowance: Allowance, clock: Clock, tell: Tell = lambda _: None, *, once: bool = False) -> bool:
        """Go on until the allowance is spent, and return True; or until it suffices for no larger region, and return False.

        - `allowance`: the work that may be spent.
        - `clock`: the time limit.
        - `tell`: called with each region that is begun.
        - `once`: whether to end, and return False, as soon as all obligations are settled on some region.

        Raises Refutation if an obligation fails, and TimeoutError if the time is over.
        """
        most = max(allowance.left // self._part, 1)
        while allowance.left:
            if once and self._open is None and all(self._at.values()):
                return False
            if self._open is None and not self._begin(most, tell):
                return False
            assert self._open is not None
            try:
                if not self._open.advance(allowance, clock, most):
                    return True
            except Beyond as beyond:
                self.why = str(beyond)
                return False
            self._close(most)
        return True

    def _begin(self, most: int, tell: Tell) -> bool:
        """Begin the smallest region that an obligation waits for, and return whether there is one."""
        ready = [o for o in self._at if self._tried[o] * _AGAIN <= most and self._at[o] <= self._at["well-formed"]]
        if self.why or not ready:
            return False
        at = min(self._at[o] for o in ready)
        while len(self._known) <= at:
            within = next(self._regions, None)
            if within is None:
                return False
            self._known.append(within)
        within = self._known[at]
        tell(within)
        self._asked = [o for o in ready if self._at[o] == at]
        both = self._both is not None and covers(within, self._both)
        self._open = Settling(self.reduction, within, self._asked, self.decider, both, self._together)
        return True

    def _close(self, most: int) -> None:
        """Record what was settled on the region that was begun."""
        assert self._open is not None
        settled, self._together = self._open.settled, self._open.together
        for o in self._asked:
            if o in settled:
                self.reached[o] = settled[o]
                self._at[o], self._tried[o] = self._at[o] + 1, 0
                self._both = settled[o].within if settled[o].both else self._both
            else:
                self._tried[o] = most
        self._open = None


class ObligationCircuits:
    """The regions on which circuits settle the obligations of a reduction.

    - `reduction`: the reduction.
    - `boxes`: the boxes of the audit's region.
    - `named`: the bounds that the user named; empty if the region was chosen by the audit.
    - `decider`: answers the questions.

    The audit's own region comes first, as the least box around it, unless the first growing region covers it.  Growing regions
    follow, in which the named measures keep their bounds; if all are named there are none.  Where measures bound numbers, regions
    with unlimited numbers are tried in turn with these.
    """

    def __init__(
        self, reduction: Reduction, boxes: Sequence[Mapping[str, int]], named: Mapping[str, int], decider: Decider
    ) -> None:
        problem = reduction.source
        join = {name: max(box[name] for box in boxes) for name in boxes[0]} if boxes else {}
        grows = len(named) < len(problem.measures)
        self._frontiers: dict[str, Frontier] = {}
        if join and not (grows and named and covers(next(growing(problem, named=named)), join)):
            self._frontiers["own"] = Frontier(reduction, iter([join]), decider, 1 if named else _PART)
        if grows:
            self._frontiers["growing"] = Frontier(reduction, growing(problem, named=named), decider)
        if has_numbers(problem):
            self._frontiers["numbers"] = Frontier(reduction, growing(problem, numbers=True, named=named), decider)
        self._spent = dict.fromkeys(self._frontiers, 0)

    def advance(self, allowance: Allowance, clock: Clock, tell: Tell = lambda _: None, *, once: bool = False) -> bool:
        """Go on until the allowance is spent, and return True; or until it suffices for no larger region, and return False.

        The kinds of regions take turns: each time, the one on which the least work was spent has a part of the allowance, where
        that on unlimited numbers, which gives no proofs, counts more.  What was reached is kept in any case.  Give a larger
        allowance each time, since one question may take a part of one allowance.

        - `allowance`: the work that may be spent.
        - `clock`: the time limit.
        - `tell`: called with each region that is begun.
        - `once`: whether to end when all obligations are settled on the first region with bounded numbers, of each kind.

        Raises Refutation if an obligation fails, and TimeoutError if the time is over.
        """
        turn = max(allowance.left // max(len(self._frontiers), 1), 1)
        going = set(self._frontiers)
        if once:
            going -= {"numbers"}
        while going and allowance.left:
            kind = min(going, key=lambda k: (self._spent[k] * (_LESS if k == "numbers" else 1), list(self._frontiers).index(k)))
            part = Allowance(min(turn, allowance.left))
            try:
                if not self._frontiers[kind].advance(part, clock, tell, once=once):
                    going.remove(kind)
            finally:
                allowance.spend(part.spent)
                self._spent[kind] += part.spent
        return bool(going)

    @property
    def reached(self) -> Reached:
        """How far each obligation is settled so far."""
        found: dict[str, Mapping[str, Settled]] = {}
        if "numbers" in self._frontiers:
            found["any numbers"] = self._frontiers["numbers"].reached
        return {**found, "at once": self._larger()}

    def _larger(self) -> Mapping[str, Settled]:
        """Return for each obligation the larger one of the audit's own region and the one that was reached by growing."""
        own, grown = (self._frontiers[k].reached if k in self._frontiers else {} for k in ("own", "growing"))
        return {o: grown[o] if o in grown and (o not in own or covers(grown[o].within, own[o].within)) else own[o]
                for o in (*own, *(o for o in grown if o not in own))}  # fmt: skip
