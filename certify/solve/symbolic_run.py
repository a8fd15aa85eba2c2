"""One symbolic evaluation: where it stands, and what it owes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from certify.core import Node
from certify.solve.interval_network import FALSE, TRUE, Guard, IntervalNetwork
from certify.solve.symbolic_values import LIMIT, Lifting


@dataclass
class SymbolicRun:
    """One symbolic evaluation: the network being made, the lifted witness, and what is owed so far.

    `path`: guards under which the present expression is evaluated at all.  `undefined`: guards, each of which says that
    some partial operation is evaluated outside its definition.  `known`: values of calls, with when they are undefined.
    """

    network: IntervalNetwork
    witness: Any
    limit: int = LIMIT
    path: list[Guard] = field(default_factory=list)
    undefined: list[Guard] = field(default_factory=list)
    known: dict[Any, tuple[Any, Guard] | None] = field(default_factory=dict)
    lift: Lifting = field(init=False)

    def __post_init__(self) -> None:
        self.lift = Lifting(self.network, self.limit)

    def owe(self, defined: Guard) -> None:
        """Where evaluation comes here, `defined` must hold."""
        if defined != TRUE:
            wrong = self.network.all((*self.path, self.network.neg(defined)))
            if wrong != FALSE:
                self.undefined.append(wrong)

    def under(self, guard: Guard, evaluate: Callable[[], Any]) -> Any:
        """Evaluate where the guard holds."""
        self.path.append(guard)
        value = evaluate()
        self.path.pop()
        return value


# Where a repeated operation may be guarded, lifting follows it although no witness gets there: sizes are therefore bounded.
LONGEST = 1 << 16  # items of a sequence
MOST_BITS = 1 << 14  # binary digits of a number

Rule = Callable[[SymbolicRun, Node, Sequence[Any]], Any]
