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
from certify.core import Map, Problem, Seq, Set
from certify.core.budgets import OutOfBudget
from certify.core.paths import field_values
from certify.core.values import Value

INSTANCES = 2000
"""The most instances that are run for a second counterexample."""


def is_degenerate(problem: Problem, x: Value) -> bool:
    """Return whether an instance has nothing in it to look at.

    It is degenerate if a home is empty, or if there are other collections and none of them contains anything but empty
    collections: a graph without vertices, a graph without edges, a formula whose clauses are all empty.  Numbers do not matter: a
    bound of 0 is no reason for a failure to be uninteresting.

    >>> from certify.library import standard
    >>> clique = standard().problem("Clique")
    >>> one = frozenset({0, 1}), frozenset({frozenset({0, 1})})
    >>> is_degenerate(clique, ((frozenset({0, 1}), frozenset()), 1)), is_degenerate(clique, (one, 0))
    (True, False)
    """
    fields = [(type, value) for _, type, value in field_values(problem.instance, x)]
    homes = [value for type, value in fields if isinstance(type, Set) and type.home]
    others = [value for type, value in fields if isinstance(type, Set | Seq | Map) and not (isinstance(type, Set) and type.home)]
    return not all(homes) or (bool(others) and not any(map(_holds_something, others)))


def _holds_something(collection: Value) -> bool:
    """Return whether a collection has an item that is not an empty collection."""
    items = collection.values() if isinstance(collection, dict) else collection
    return any(not isinstance(item, tuple | frozenset | dict) or _holds_something(item) for item in items)


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
    - `most`: the most instances that are run.  Degenerate ones are not run.
    """
    fast, reference, left = FastCheck(chain), ReferenceCheck(chain), most
    for group in groups:
        for x, _ in group.instances:
            if is_degenerate(chain.source, x):
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
