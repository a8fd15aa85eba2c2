"""Questions about circuits whose answers are in the store are not asked again.

The key of a question is the whole circuit, the literals that are to be true, and what is demanded of the answer.  Only settled
answers are kept: "yes", and "no", with a checked proof if one was demanded and can be given.  A limit of work is part of the key,
because it may end a question; a limit of time is not, because what it ends is not settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.circuits.gates import Circuit, Literal
from certify.records import replace
from certify.solve.sat import Decider, Decision
from certify.system.store import Store


class RememberedDecider(Decider):
    """Decides questions as `Decider` does, and keeps the answers in a store."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def decide(
        self,
        circuit: Circuit,
        roots: Sequence[Literal],
        seconds: float | None = None,
        *,
        then: Sequence[Literal] = (),
        **demands: Any,
    ) -> Decision:
        """See `Decider.decide`; `demands` are its parameters `prove` and, if there is one, the limit of work."""
        if not self._store.on:
            return super().decide(circuit, roots, seconds, then=then, **demands)
        key = f"decision\n{sorted(demands.items())} {list(roots)}\n{_described(circuit)}"
        found: Decision | None = self._store.get(key, (Decision,))
        if found is None:
            found = super().decide(circuit, roots, seconds, then=then, **demands)
            proved = found.checked or bool(circuit.numbers) or not demands.get("prove")
            if found.answer == "yes" or (found.answer == "no" and proved):
                self._store.put(key, replace(found, numbers={int(wire): n for wire, n in found.numbers.items()}), (Decision,))
        return found


def _described(circuit: Circuit) -> str:
    """Return a text from which the circuit could be built again; gates that no root needs are part of it."""
    of = circuit
    return repr((of.gates, of.inputs, of.numbers, of.compared, of.divided, [*map(list, of.stated)], of.flat))
