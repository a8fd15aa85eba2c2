"""The check of whether a value is a valid instance of a problem, and the flaw that it has if it is not."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.unmet_obligations import Unmet


class FlawKind(Enum):
    """The way in which a value fails to be a valid instance."""

    ILL_TYPED = auto()
    INVALID = auto()
    VALIDITY_UNDEFINED = auto()


@dataclass(frozen=True)
class Flaw:
    """The flaw of an instance.

    `why` describes it.  It is empty for `INVALID`: finding the condition that fails, and the reason, takes longer.
    """

    kind: FlawKind
    why: str = ""


class InstanceConditions(Protocol):
    """The conditions that a problem imposes on its instances, interpreted or compiled."""

    def ill_typed(self, x: Value) -> str:
        """Return what is wrong with the typing of an instance; empty if it is well typed."""

    def valid(self, x: Value) -> bool:
        """Return whether the `valid` conditions hold.  May raise Unmet."""


def flaw_of(conditions: InstanceConditions, x: Value) -> Flaw | None:
    """Return what is wrong with a value as an instance of a problem, or None for a valid instance.

    >>> from certify.library import standard
    >>> from certify.semantics.interpreter import ProblemMeaning
    >>> clique = ProblemMeaning(standard().problem("Clique"))
    >>> flaw_of(clique, ((frozenset({0}), frozenset()), 1)), flaw_of(clique, ((frozenset({0}), frozenset()), -1)).kind.name
    (None, 'ILL_TYPED')
    """
    wrong = conditions.ill_typed(x)
    if wrong:
        return Flaw(FlawKind.ILL_TYPED, wrong)
    try:
        return None if conditions.valid(x) else Flaw(FlawKind.INVALID)
    except Unmet as unmet:
        return Flaw(FlawKind.VALIDITY_UNDEFINED, str(unmet))
