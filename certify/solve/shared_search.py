"""The search of one instance by several processes: its parts, in order, and the first witness.

The parts, and what is found in each, are the same for any number of processes, and so is the outcome.
"""

from __future__ import annotations

import time
from functools import partial
from itertools import islice

from certify.core import Problem
from certify.core.values import Value
from certify.solve.search import Budget, Figures, Searcher, SearchOutcome, SearchPart
from certify.system.side_by_side import SideBySide

DEPTH = 4
"""The parts are 2 to the power of this: each makes its network anew."""


def first_witness(problem: Problem, x: Value, jobs: int, deadline: float | None = None) -> SearchOutcome:
    """Return the outcome of a search for one witness of a valid instance.

    - `problem`, `x`: the problem and the instance.
    - `jobs`: the number of processes.
    - `deadline`: when to stop, a value of `time.monotonic()`; None for no limit.

    >>> from certify.library import standard
    >>> triangle = frozenset(map(frozenset, [(0, 1), (1, 2), (0, 2)]))
    >>> first_witness(standard().problem("HamiltonianCycle"), ((frozenset({0, 1, 2}), triangle),), 2).witnesses
    ({0: 1, 1: 2, 2: 0},)
    """
    end = None if deadline is None else time.time() + deadline - time.monotonic()
    nodes, failures, complete, believed = 0, 0, True, False
    one = partial(_in_part, problem, x, end)
    with SideBySide(one, range(2**DEPTH), jobs) as beside:
        for index in range(2**DEPTH):
            found = beside.result(index) or one(index)
            nodes, failures, complete = nodes + found.nodes, failures + found.failures, complete and found.complete
            believed = believed or found.believed
            if found.witnesses:
                return SearchOutcome(found.witnesses, False, nodes, failures)
    return SearchOutcome((), complete, nodes, failures, believed)


def _in_part(problem: Problem, x: Value, end: float | None, index: int) -> SearchOutcome:
    """Search a part for a witness, until the time `end` of the clock."""
    figures = Figures()
    budget = Budget(deadline=None if end is None else time.monotonic() + end - time.time())
    found = Searcher(problem).iterate(x, budget=budget, figures=figures, part=SearchPart(index, DEPTH))
    return SearchOutcome(tuple(islice(found, 1)), figures.exhausted, figures.nodes, figures.failures, figures.believed)
