"""Refutations: instances on which an obligation fails, as the interpreter confirms, made smaller as long as one fails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from certify.audit.reference_check import ReferenceCheck
from certify.audit.region_run import Refuted
from certify.core.budgets import SpaceTooLarge
from certify.core.values import Value
from certify.core.witness_kinds import count
from certify.errors import Defect
from certify.generate.shrinking import shrunk
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import Unmet
from certify.system.deadlines import Clock

_CANDIDATES = 3_000
"""The most instances that are tried while a counterexample is shrunk."""

_LARGE = 10
"""The number of instances for which one counts that is examined by `fails`."""

_MEMBERS, _NODES = 1 << 10, 5_000
"""The most members of the source's witness space that are enumerated for one of them, and the most nodes of the search."""


Fails: TypeAlias = Callable[[Value], Refuted | None] | None
"""How an obligation fails on a valid instance; None if none does, as far as is seen."""


class Unreproduced(Defect):
    """A circuit and the interpreter disagree on an instance: a defect of certify."""


class Refutation(Exception):
    """An obligation fails on an instance, as the interpreter confirms."""

    def __init__(self, instance: Value, refuted: Refuted) -> None:
        super().__init__(refuted.obligation)
        self.instance, self.refuted = instance, refuted


def failure(run: Callable[[], object]) -> Refuted | None:
    """Return how an obligation fails when a check is run; None if none does."""
    try:
        run()
    except Refuted as refuted:
        return refuted
    return None


def shrunk_refutation(check: ReferenceCheck, x: Value, refuted: Refuted, clock: Clock, fails: Fails = None) -> Refutation:
    """Return a refutation on an instance that is as small as a limited number of steps can make it.

    - `check`: the check of a reduction or chain on one instance.
    - `x`, `refuted`: an instance, and how an obligation fails on it.
    - `clock`: the time limit; when it is over, the smallest instance so far is the result.
    - `fails`: returns how an obligation fails on a valid instance that is too large for all its witnesses to be enumerated.
    """
    source, best, left = check.source, (x, refuted), _CANDIDATES

    def failing(y: Value) -> Refuted | None:
        nonlocal left
        members = count(source.space(y))
        if members is not None and members <= _MEMBERS:
            with suppress(TimeoutError, SpaceTooLarge):
                return failure(lambda: check.examine(y, source.measures(y), False, [], clock.deadline, _NODES))
            clock.tick()
        left -= _LARGE
        return None if fails is None else fails(y)

    def happens(y: Value) -> bool:
        nonlocal best, left
        clock.tick()
        left -= 1
        if left < 0:
            raise TimeoutError  # the smallest one so far is the result
        try:
            found = None if flaw_of(source, y) is not None else failing(y)
        except Unmet:
            return False
        if found is not None:
            best = y, found
        return found is not None

    shrunk(source.problem, x, happens)
    return Refutation(*best)
