"""One symbolic evaluation: under which guards it stands, and where it is undefined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from certify.core import Constructor, Node
from certify.core.budgets import Account
from certify.core.values import Value
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.values import Beyond, Guard, Symbolic


@dataclass
class SymbolicRun:
    """One symbolic evaluation on an instance and a witness, of which something is unknown.

    `path`: the guards under which the present expression is evaluated at all.  `undefined`: guards, each of which says that
    some partial operation is evaluated outside its definition.  `known`: values of calls, each with the guard that says
    where it is undefined, or with why it cannot be expressed.  `globals`: those of the reference interpreter.
    """

    values: SymbolicValues
    witness: Symbolic
    account: Account
    constructors: tuple[Constructor, ...] = ()
    path: list[Guard] = field(default_factory=list)
    undefined: list[Guard] = field(default_factory=list)
    known: dict[Any, tuple[Symbolic, Guard] | Beyond] = field(default_factory=dict)
    globals: dict[Any, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.algebra = self.values.algebra

    def owe(self, defined: Guard) -> None:
        """Where evaluation comes here, `defined` must hold."""
        if defined != self.algebra.true:
            wrong = self.algebra.all((*self.path, self.algebra.neg(defined)))
            if wrong != self.algebra.false:
                self.undefined.append(wrong)

    def owe_equal(self, found: Sequence[tuple[Guard, Symbolic]]) -> None:
        """Those values whose guards hold must be equal."""
        alg = self.algebra
        for i, (g, v) in enumerate(found):
            for h, u in found[:i]:
                if v is not u and (both := alg.all((g, h))) != alg.false:
                    self.owe(alg.any((alg.neg(both), self.values.equal(v, u))))

    def undefined_since(self, start: int) -> Guard:
        """Where is something undefined that was evaluated since `undefined` was so long?"""
        return self.algebra.any(self.undefined[start:]) if len(self.undefined) > start else self.algebra.false

    def under(self, guard: Guard, evaluate: Callable[[], Any]) -> Any:
        """Evaluate where the guard holds."""
        if guard == self.algebra.true:
            return evaluate()
        self.path.append(guard)
        value = evaluate()
        self.path.pop()
        return value


Rule = Callable[[SymbolicRun, Node, Sequence[Symbolic]], Symbolic]
"""What a strict operation is on its operands; NotImplemented where it is better done pointwise."""
