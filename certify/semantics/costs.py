"""What an evaluation costs, in steps.  The interpreter counts by it and the bounds bound it.

One step for each node evaluated and one for each binding made (of `each`, `let`, `fold`, a `case`, a parameter; a `fold`
makes one for its start and one each time round).  Besides, each operation costs what its record says of the structural sizes
of its operands and its result (`certify.core.operations`; `docs/core.md` has the table, with the reasons).

The structural size of a value is one for each atom and each collection, and the bits of each number (`values.size`); a built
label counts its arguments too.
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
"""Comprehensions that combine their values one by one, and by which operation."""


def formula(op: Op, rational: bool = False) -> Formula:
    """The cost of a strict operation beyond its one step; `rational`: an operand or the result has sort `rat`.

    >>> formula(Op.MUL)([3, 4], 7), formula(Op.MUL, rational=True)([3, 4], 7)
    (12, 49)
    """
    record = RECORDS[op]
    cost = record.rationals if rational and record.rationals is not None else record.cost
    return cost.formula


def gathering(op: Op, count: Any, result: Any) -> Any:
    """The cost of a comprehension that is not stepwise, beyond its nodes and bindings: `count` values give a `result` of
    that size.

    >>> gathering(Op.COLLECT_SET, 5, 3)
    15
    """
    return RECORDS[op].cost.formula([count], result)


def is_rational(node: Node) -> bool:
    """Does the node compute with rationals (its type, or an operand's, has sort `rat`)?"""
    return any(isinstance(t, Number) and t.sort == "rat" for t in (node.type, *(a.type for a in node.args)))


Sizer = Callable[[Value], int]


def sizer(type: Type, constructors: Sequence[Constructor] = ()) -> Sizer:
    """The function that measures values of a type; `constructors` are those of the reduction, for built labels.

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
