"""The records of the comprehensions.

The meaning of most comprehensions is a function of the list of their operand's values (pairs, for `collect_map`), one for each
binding.  `every`, `some`, `first` and `fold` have no such meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.core import Constructor, Node, Number
from certify.core.operations.costs import BINDINGS, GATHERING, KEEPING
from certify.core.operations.functions import product, single_valued, total
from certify.core.operations.records import Example, Kind, Operation, OperationRecord, Spends
from certify.core.ops import Op
from certify.core.values import FrozenMap, number


def _greatest(node: Node, constructors: Sequence[Constructor]) -> Operation:
    return _OF_NATURALS if isinstance(node.type, Number) and node.type.sort == "nat" else Operation(max, bool)


_OF_NATURALS = Operation(lambda found: max(found, default=0))
_BINDING = "some binding"

QUANTIFIERS = (
    OperationRecord(
        op=Op.EVERY, kind=Kind.COMPREHENSION, operands="body", cost=BINDINGS,
        says="truth value; a sequence is run through in order until decided; over a set, edge or map, which have no order, an "
        "obligation that a binding leaves unmet counts only if no other binding decides",
    ),
    OperationRecord(op=Op.SOME, kind=Kind.COMPREHENSION, operands="body", cost=BINDINGS, says="as `every`"),
    OperationRecord(
        op=Op.COUNT, kind=Kind.COMPREHENSION, operands="body", cost=BINDINGS,
        says="number of bindings for which the body is true", meaning=Operation(lambda found: found.count(True)),
        example=Example((True, False, True), 2),
    ),
)  # fmt: skip

NUMBERS = (
    OperationRecord(
        op=Op.SUM, kind=Kind.COMPREHENSION, operands="e", says="over a bag: repeats count; it starts at 0",
        meaning=Operation(lambda found: number(total(found))), stepwise=Op.ADD, spends=Spends.NUMBER, example=Example((2, 2), 4),
    ),
    OperationRecord(
        op=Op.PRODUCT, kind=Kind.COMPREHENSION, operands="e", says="over a bag: repeats count; it starts at 1",
        meaning=Operation(lambda found: number(product(found))), stepwise=Op.MUL, spends=Spends.NUMBER,
        example=Example((2, 3), 6),
    ),
    OperationRecord(
        op=Op.LEAST, kind=Kind.COMPREHENSION, operands="e", says="of a bag of numbers; it starts at the first", partial=_BINDING,
        owes="`min` is taken of at least one number", meaning=Operation(min, bool), stepwise=Op.MIN, example=Example((2, 1), 1),
    ),
    OperationRecord(
        op=Op.GREATEST, kind=Kind.COMPREHENSION, operands="e", partial=_BINDING,
        says="of a bag of numbers; it starts at the first; of an empty bag of nats it is 0, and total",
        owes="`max` is taken of at least one number", meaning=_greatest, stepwise=Op.MAX, example=Example((2, 1), 2),
    ),
)  # fmt: skip

COLLECTED = (
    OperationRecord(
        op=Op.COLLECT_SET, kind=Kind.COMPREHENSION, operands="e", says="the set of the values", meaning=Operation(frozenset),
        cost=KEEPING, example=Example((2, 1, 2), frozenset({1, 2})),
    ),
    OperationRecord(
        op=Op.COLLECT_SEQ, kind=Kind.COMPREHENSION, operands="e", says="the sequence of the values", meaning=Operation(tuple),
        cost=GATHERING, example=Example((2, 1, 2), (2, 1, 2)),
    ),
    OperationRecord(
        op=Op.COLLECT_MAP, kind=Kind.COMPREHENSION, operands="k, v", says="the map of these entries",
        partial="equal keys have equal values", owes="no key has two different values",
        meaning=Operation(FrozenMap, lambda found: len(dict(found)) == len(found) or single_valued(found)), cost=KEEPING,
        example=Example(((1, 2), (1, 2)), FrozenMap({1: 2})),
    ),
)  # fmt: skip

CHOSEN = (
    OperationRecord(
        op=Op.THE, kind=Kind.COMPREHENSION, operands="e", says="the value of e at the bindings, of which there may be several",
        partial="there is a binding, and all have the same value", owes="exactly one member satisfies the condition",
        meaning=Operation(lambda found: found[0], lambda found: bool(found) and all(v == found[0] for v in found)), cost=KEEPING,
        example=Example((1, 1), 1),
    ),
    OperationRecord(
        op=Op.FIRST, kind=Kind.COMPREHENSION, operands="e", says="the value at the first binding, where evaluation stops",
        partial=_BINDING, owes="some item satisfies the condition", cost=BINDINGS,
    ),
    OperationRecord(
        op=Op.FOLD, kind=Kind.COMPREHENSION, data="[variable]", operands="init, body", cost=BINDINGS,
        says="the variable starts as init and becomes the body at each binding; the result is its last value",
    ),
)  # fmt: skip
