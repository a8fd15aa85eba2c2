"""The strict operations on lifted values: each as the guards and affine forms that mean the same under every assignment.

What has no rule of its own is done pointwise: for every combination of the known values that the operands may be, the
reference meaning of `certify.core.operations` is applied; if there are too many, `Unlifted` is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from certify.core import Node
from certify.core.operations import Operation, default
from certify.solve import numbers, structures
from certify.solve.interval_network import FALSE
from certify.solve.symbolic_run import Rule, SymbolicRun
from certify.solve.symbolic_values import Alternatives, Lifted, Unlifted


def strict(run: SymbolicRun, node: Node, meaning: Operation, operands: Sequence[Any]) -> Any:
    """A strict operation on operands that are known or lifted; obligations are owed to the run.  May raise Unlifted."""
    if not any(isinstance(v, Lifted) for v in operands):
        if meaning.defined is not None and not meaning.defined(*operands):
            run.owe(FALSE)
            return default(node.type)
        return meaning.function(*operands)
    for place in _DISTRIBUTED.get(node.op, ()):
        first = operands[place]
        if isinstance(first, Alternatives):
            return _distribute(run, node, meaning, operands, place, first)
    rule = _RULES.get(node.op)
    if rule is not None:
        value = rule(run, node, operands)
        if value is not NotImplemented:
            return value
    return pointwise(run, node, meaning, operands)


def _distribute(run: SymbolicRun, node: Node, meaning: Operation, operands: Sequence[Any], place: int, of: Alternatives) -> Any:
    options = []
    for g, v in of.options:
        inner = [*operands[:place], v, *operands[place + 1 :]]
        options.append((g, run.under(g, lambda inner=inner: strict(run, node, meaning, inner))))  # type: ignore[misc]
    return run.lift.choose(options, node.type)


def pointwise(run: SymbolicRun, node: Node, meaning: Operation, operands: Sequence[Any]) -> Any:
    """The operation on every combination of known values.  Raises Unlifted if they are too many."""
    columns = [run.lift.listing(v) for v in operands]
    count = 1
    for column in columns:
        count *= len(column)
    if count > run.lift.limit:
        raise Unlifted
    options = []
    for row in product(*columns):
        guard = run.network.all(g for g, _ in row)
        if guard == FALSE:
            continue
        values = [v for _, v in row]
        if meaning.defined is not None and not meaning.defined(*values):
            run.owe(run.network.neg(guard))
            options.append((guard, default(node.type)))
        else:
            options.append((guard, meaning.function(*values)))
    return run.lift.choose(options, node.type)


def _not(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.truth(run.network.neg(run.lift.guard(args[0])))


def _eq(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.truth(run.lift.equal(*args))


# Operands at which an operation is done for each alternative on its own.
_DISTRIBUTED: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(["field", "item", "is", "arg", "size", "domain", "at", "lookup", "slice", "cycle"], (0,)),
    "in": (1,),
    "concat": (0, 1),
    "override": (0, 1),
}

_RULES: dict[str, Rule] = {"not": _not, "eq": _eq, **numbers.RULES, **structures.RULES}
