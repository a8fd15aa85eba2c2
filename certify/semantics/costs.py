"""The cost of an evaluation in steps.  The interpreter counts these steps, and the derived bounds bound them.

Each evaluated node costs one step, and so does each binding (of `each`, `let`, `fold`, a `case`, a parameter; a `fold` makes one
binding for its start and one for each round).  In addition, each operation has the cost that its record states, a function of the
structural sizes of its operands and its result (`certify.core.operations`; the table with the reasons is in `docs/core.md`).

The structural size of a value is one for each atom and each collection, plus the bits of each number (`values.size`); a built
label also counts its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.core import Constructor, Edge, Map, Node, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.operations import RECORDS, tag
from certify.core.operations.costs import Formula
from certify.core.ops import Op
from certify.core.paths import components
from certify.core.values import Value, bits

VERSION = 1

STEPWISE = {op: record.stepwise for op, record in RECORDS.items() if record.stepwise is not None}
"""The comprehensions that combine their values one by one, each with the operation that combines them."""


def formula(op: Op, rational: bool = False) -> Formula:
    """Return the cost of a strict operation beyond its one step.  `rational`: an operand or the result has sort `rat`.

    >>> formula(Op.MUL)([3, 4], 7), formula(Op.MUL, rational=True)([3, 4], 7)
    (12, 49)
    """
    record = RECORDS[op]
    cost = record.rationals if rational and record.rationals is not None else record.cost
    return cost.formula


def gathering(op: Op, count: Any, result: Any) -> Any:
    """Return the cost of a comprehension that is not stepwise, beyond its nodes and bindings.

    `count`: the number of bindings.  `result`: the structural size of the result.

    >>> gathering(Op.COLLECT_SET, 5, 3)
    15
    """
    return RECORDS[op].cost.formula([count], result)


def is_rational(node: Node) -> bool:
    """Return whether the type of the node or of an operand has sort `rat`."""
    return any(isinstance(t, Number) and t.sort == "rat" for t in (node.type, *(a.type for a in node.args)))


Sizer = Callable[[Value], int]


def sizer(type: Type, constructors: Sequence[Constructor] = ()) -> Sizer:
    """Return the function that computes the structural size of values of a type.

    `constructors` are those of the reduction, for built labels.

    >>> from certify.core import NAT
    >>> sizer(Seq(NAT))((1, 4))
    7
    """
    match type:
        case Number(sort):
            return lambda value: 1 + bits(value, sort)
        case Set(item) | Edge(item) | Seq(item):
            member = sizer(item, constructors)
            return lambda value: 1 + sum(map(member, value))
        case Map(key, item):
            of_key, of_value = sizer(key, constructors), sizer(item, constructors)
            return lambda value: 1 + sum(of_key(k) + of_value(v) for k, v in value.items())
        case Tuple() | Record():
            return _sized([t for _, t in components(type)], constructors)
        case Sum(_, cases):
            return _tagged({i: types for i, (_, types) in enumerate(cases)}, constructors)
        case Term(names):
            tags = [tag(type, name, constructors) for name in names]
            return _tagged({i: [t for _, t in constructors[i].parameters] for i in tags}, constructors)
    return lambda value: 1


def _sized(types: Sequence[Type], constructors: Sequence[Constructor]) -> Sizer:
    sizers = [sizer(t, constructors) for t in types]
    return lambda value: 1 + sum(s(v) for s, v in zip(sizers, value, strict=True))


def _tagged(cases: dict[int, Sequence[Type]], constructors: Sequence[Constructor]) -> Sizer:
    sizers = {i: _sized(types, constructors) for i, types in cases.items()}
    return lambda value: sizers[value[0]](value[1:])
