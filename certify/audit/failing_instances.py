"""Instances on which an obligation fails, searched by circuits on regions that need not be settled.

To settle a region its questions must have the answer no, and a proof of that may be out of reach where a failure is found at
once: a mistake that shows on four items is seen among all instances of four items, also where those of three are too many cases.
So nothing waits here for smaller regions.  Numbers are short, since long ones make most of a circuit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from certify.audit.growing_bounds import largest_sizes, with_short_numbers
from certify.audit.reference_check import ReferenceCheck
from certify.audit.refutations import Refutation, shrunk_refutation
from certify.audit.region_run import Refuted
from certify.audit.sat_bounded import answered
from certify.audit.verification_conditions import InstanceCircuit, InstancesOfSize
from certify.chains import Chain
from certify.core import Reduction
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.records import dataclass
from certify.solve.allowances import GATE, Allowance
from certify.solve.sat import Decider
from certify.symbolic.values import Beyond
from certify.system.deadlines import Clock

_BITS = 2
"""The bits of numbers, where no bound of them is named."""

_PART = 4
"""One region may take what is left of the allowance divided by this."""

_SHRUNK = 200_000
"""The units to find out whether an obligation fails on one smaller instance."""


@dataclass(frozen=True)
class FailingInstances:
    """The search for an instance of the source of a reduction on which an obligation fails.

    - `reduction`: the reduction.
    - `asked`: the names of the obligations.
    - `named`: bounds of measures that do not grow.
    - `decider`: answers the questions.
    """

    reduction: Reduction
    asked: Collection[str]
    named: Mapping[str, int]
    decider: Decider

    def search(self, allowance: Allowance, clock: Clock) -> None:
        """Search regions of growing size until the allowance is spent or suffices for no larger circuit.

        Raises Refutation, on an instance that is made smaller as long as one fails, and TimeoutError if the time is over.
        """
        source = self.reduction.source
        try:
            for within in with_short_numbers(source, _BITS, self.named):
                part = Allowance(allowance.left // _PART)
                try:
                    most = part.left // GATE
                    of = InstancesOfSize(source, within, largest_sizes(source, within), clock.tick, most)
                    answered(self.reduction, of, self.asked, self.decider, part, clock)
                finally:
                    allowance.spend(max(part.spent, 1))
                if not allowance.left:
                    return
        except Refutation as found:
            check = ReferenceCheck(Chain(source, (self.reduction,)))
            raise shrunk_refutation(check, found.instance, found.refuted, clock, lambda x: self._fails(x, clock)) from None
        except Beyond:
            return

    def _fails(self, x: Value, clock: Clock) -> Refuted | None:
        """Return how an obligation fails on an instance; None if none does, as far as is seen."""
        part = Allowance(_SHRUNK)
        try:
            of = InstanceCircuit(self.reduction.source, x, clock.tick, part.left // GATE)
            answered(self.reduction, of, self.asked, self.decider, part, clock)
        except Refutation as found:
            return found.refuted
        except (Beyond, OutOfBudget):
            pass
        return None
