"""A counterexample that is not degenerate, beside a smallest one that is.

The smallest counterexample is often an empty instance.  It refutes a text and shows little of how it fails, so the instances
after it are run for the first one that has something in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from certify.audit.fast_check import FastCheck
from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.audit.regions import InstanceGroup
from certify.chains import Chain
from certify.core.budgets import OutOfBudget
from certify.core.values import Value
from certify.semantics.degenerate import is_degenerate

INSTANCES = 2000
"""The most instances that are run for a second counterexample."""

_PASSED_OVER = 3
"""So many times as many degenerate ones are passed over: where a number is free, hardly any instance is another."""


def second(
    chain: Chain,
    groups: Iterable[InstanceGroup],
    obligation: str,
    *,
    deadline: float | None = None,
    most: int = INSTANCES,
) -> tuple[Value, Refuted] | None:
    """Return the first instance that is not degenerate and fails an obligation, with the failure; None if there is none.

    - `groups`: instances in order.
    - `obligation`: its name.  An instance that fails another obligation first is passed over.
    - `deadline`: seconds on the monotonic clock at which nothing more is run, or None for no limit.
    - `most`: the most instances that are run.  Degenerate ones are not run; a few times as many are passed over.
    """
    fast, reference, left, passed_over = FastCheck(chain), ReferenceCheck(chain), most, _PASSED_OVER * most
    for group in groups:
        for x, _ in group.instances:
            if is_degenerate(chain.source, x):
                passed_over -= 1
                if not passed_over:
                    return None
                continue
            if not left:
                return None
            left -= 1
            try:
                if fast.examine(x, group.measures, [], deadline) is None:
                    reference.examine(x, group.measures, False, [], deadline)
            except Refuted as refuted:
                if refuted.obligation == obligation:
                    return x, refuted
            except OutOfBudget:
                continue
            except TimeoutError:
                return None
    return None
