"""The state of one symbolic evaluation: the path condition, and the guards under which evaluation is undefined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.core import Constructor, Node
from certify.core.budgets import Account
from certify.core.values import Value
from certify.records import dataclass, field
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.values import Beyond, Guard, Symbolic


@dataclass
class SymbolicRun:
    """One symbolic evaluation on an instance and a witness that are not fully known.

    `path`: the path condition, i.e. the guards under which the present expression is evaluated.  `undefined`: guards, each of
    which states that some partial operation is evaluated outside its definition.  `known`: the values of calls, each with the
    guard under which it is undefined, or the reason why it cannot be expressed.  `globals`: the values of definitions in the
    reference interpreter.  `rows`, `indices`: for a step of a comprehension, the latest collection by its keys, and
    the latest set by the other parts of its members (`certify.symbolic.lookups`).
    """

    values: SymbolicValues
    witness: Symbolic
    account: Account
    constructors: tuple[Constructor, ...] = ()
    path: list[Guard] = field(default_factory=list)
    undefined: list[Guard] = field(default_factory=list)
    known: dict[Any, tuple[Symbolic, Guard] | Beyond] = field(default_factory=dict)
    globals: dict[Any, Value] = field(default_factory=dict)
    rows: dict[int, tuple[Any, dict[Value, Any]]] = field(default_factory=dict)
    indices: dict[int, tuple[Any, dict[Value, list[Value]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.algebra = self.values.algebra

    def owe(self, defined: Guard) -> None:
        """Record that evaluation is undefined where the path condition holds and `defined` does not."""
        if defined != self.algebra.true:
            wrong = self.algebra.all((*self.path, self.algebra.neg(defined)))
            if wrong != self.algebra.false:
                self.undefined.append(wrong)

    def owe_equal(self, found: Sequence[tuple[Guard, Symbolic]]) -> None:
        """Record that evaluation is undefined where two of the values whose guards hold differ."""
        alg = self.algebra
        for i, (g, v) in enumerate(found):
            for h, u in found[:i]:
                if v is not u and (both := alg.all((g, h))) != alg.false:
                    self.owe(alg.any((alg.neg(both), self.values.equal(v, u))))

    def undefined_since(self, start: int) -> Guard:
        """Return the guard under which something is undefined that was recorded when `undefined` had `start` entries or more."""
        return self.algebra.any(self.undefined[start:]) if len(self.undefined) > start else self.algebra.false

    def under(self, guard: Guard, evaluate: Callable[[], Any]) -> Any:
        """Call `evaluate` with `guard` added to the path condition, and return its result."""
        if guard == self.algebra.true:
            return evaluate()
        self.path.append(guard)
        value = evaluate()
        self.path.pop()
        return value


Rule = Callable[[SymbolicRun, Node, Sequence[Symbolic]], Symbolic]
"""A rule computes a strict operation from the run, the node and its operands; it returns NotImplemented to leave it to
`pointwise`.
"""
