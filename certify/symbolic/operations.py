"""The strict operations on symbolic values: one table of rules for all backends, with a default rule.

The default is `pointwise`: the reference meaning of `certify.core.operations` is applied to every combination of the known
values that the operands may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from certify.core import Node
from certify.core.operations import Operation, default
from certify.core.ops import Op
from certify.core.values import Value
from certify.symbolic import numbers, structures
from certify.symbolic.run import Rule, SymbolicRun
from certify.symbolic.values import Guard, OneOf, Symbolic, is_known, is_one_of


def strict(run: SymbolicRun, node: Node, meaning: Operation, operands: Sequence[Symbolic]) -> Symbolic:
    """Apply a strict operation to its operands, and record in `run` where it is undefined.

    `node`: the operation's node.  `meaning`: its reference meaning.  Raises Beyond if the value cannot be expressed.
    """
    if all(map(is_known, operands)):
        if meaning.defined is not None and not meaning.defined(*operands):
            run.owe(run.algebra.false)
            return default(node.type, run.constructors)
        return meaning.function(*operands)
    rule = RULES.get(node.op)
    if rule is not None and not (node.op in _READ_OFF and _alternatives(run, operands)):
        value = rule(run, node, operands)
        if value is not NotImplemented:
            return value
    return pointwise(run, node, meaning, operands)


def _alternatives(run: SymbolicRun, operands: Sequence[Symbolic]) -> bool:
    """Return whether each operand is known or one of several known values, with few enough combinations."""
    if not all(map(is_one_of, operands)):
        return False
    return prod(len(v.options) for v in operands if isinstance(v, OneOf)) <= run.algebra.limit


def pointwise(run: SymbolicRun, node: Node, meaning: Operation, operands: Sequence[Symbolic]) -> Symbolic:
    """Apply the reference meaning to every combination of known values that the operands may be.

    The parameters are those of `strict`.  Raises Beyond if there are too many combinations.
    """
    alg, found, wrong = run.algebra, list[tuple[Guard, Value]](), list[Guard]()
    for guard, values in run.values.combinations(operands):
        if meaning.defined is not None and not meaning.defined(*values):
            wrong.append(guard)
        else:
            found.append((guard, meaning.function(*values)))
    run.owe(alg.neg(alg.any(wrong)))
    if not found:
        return default(node.type, run.constructors)
    return run.values.choose_at_most_one(found) if wrong else run.values.choose(found)


def _not(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return run.values.truth(run.algebra.neg(run.values.guard(args[0])))


def _eq(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return run.values.truth(run.values.equal(*args))


_READ_OFF = frozenset({"field", "item", "is", "arg", "size", "domain", "at", "lookup", "slice", "cycle", "as_edge"})
"""Operations that are applied to each alternative, where the operands are lists of alternatives."""

_OF_OPERATIONS: Mapping[str, Rule] = {"not": _not, "eq": _eq, **numbers.RULES, **structures.RULES}

RULES: Mapping[Op, Rule] = {Op(name): rule for name, rule in _OF_OPERATIONS.items()}
"""The rules by operation.  An operation without a rule is evaluated by `pointwise`.  A name that is no operation is an error at
import.
"""
