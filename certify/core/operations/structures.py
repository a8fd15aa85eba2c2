"""The records of the operations on collections, edges, tuples, records and sum types."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence

from certify.core import BOOL, INT, NAT, Constructor, Edge, Map, Node, Record, Seq, Set, Sum, Tuple
from certify.core.budgets import check_items
from certify.core.operations.costs import COMPARISON, EACH_ITEM, EACH_MEMBER, LOOK, WALK, WRITING
from certify.core.operations.functions import cycle_of, interval, single_valued, tag
from certify.core.operations.records import A, B, Example, Operation, OperationRecord, Signature, Spends
from certify.core.ops import Op
from certify.core.values import FrozenMap, Value, ordered

_PAIR = Record((("left", A), ("right", B)))
_SHAPE = Sum("shape", (("point", ()), ("box", (NAT, BOOL)), ("line", (NAT,))))
_SETS = Signature((Set(A), Set(A)), Set(A))


def _of_a_size(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return the function with a check of its result: it raises OutOfBudget for a collection that is too large."""

    def made(*operands: Value) -> Value:
        result = function(*operands)
        check_items(len(result))
        return result

    return made


def _entries(items: Sequence[Value]) -> list[tuple[Value, Value]]:
    return list(zip(items[::2], items[1::2], strict=True))


def _field(node: Node, constructors: Sequence[Constructor]) -> Operation:
    record = node.args[0].type
    assert isinstance(record, Record), record
    return Operation(operator.itemgetter(record.index(node.data)))


def _item(node: Node, constructors: Sequence[Constructor]) -> Operation:
    return Operation(operator.itemgetter(node.data))


def _make(node: Node, constructors: Sequence[Constructor]) -> Operation:
    made = tag(node.type, node.data, constructors)
    return Operation(lambda *arguments: (made, *arguments))


def _has_tag(value: Value, wanted: int) -> bool:
    """Say whether a value is built by a case or constructor.  The default of a label type, a bare number, is built by none."""
    return isinstance(value, tuple) and value[0] == wanted


def _is(node: Node, constructors: Sequence[Constructor]) -> Operation:
    asked = tag(node.args[0].type, node.data, constructors)
    return Operation(lambda a: _has_tag(a, asked))


def _arg(node: Node, constructors: Sequence[Constructor]) -> Operation:
    name, index = node.data
    wanted = tag(node.args[0].type, name, constructors)
    return Operation(operator.itemgetter(index + 1), lambda a: _has_tag(a, wanted))


def _two(a: Value, b: Value) -> Value:
    return frozenset((a, b))


def _same(s: Value) -> Value:
    return s


def _tuple(*items: Value) -> Value:
    return items


LITERALS = (
    OperationRecord(
        op=Op.SET, operands="items", says="literal", signatures=(Signature((A,), Set(A), repeats=True),),
        meaning=Operation(lambda *items: frozenset(items)), cost=EACH_ITEM, example=Example((2, 1, 2), frozenset({1, 2})),
    ),
    OperationRecord(
        op=Op.SEQ, operands="items", says="literal", signatures=(Signature((A,), Seq(A), repeats=True),),
        meaning=Operation(_tuple), cost=WALK, example=Example((2, 1, 2), (2, 1, 2)),
    ),
    OperationRecord(
        op=Op.TUPLE, operands="items", says="literal", signatures=(Signature((A, B), Tuple((A, B))),),
        meaning=Operation(_tuple), cost=WALK, example=Example((1, 2), (1, 2)),
    ),
    OperationRecord(
        op=Op.RECORD, operands="items", says="literal, in the order of the type's fields", signatures=(Signature((A, B), _PAIR),),
        meaning=Operation(_tuple), cost=WALK, example=Example((1, 2), (1, 2)),
    ),
    OperationRecord(
        op=Op.MAP, operands="k, v, k, v, ...", says="literal", partial="equal keys have equal values",
        owes="no key has two different values", signatures=(Signature((A, B), Map(A, B), repeats=True),),
        meaning=Operation(lambda *items: FrozenMap(_entries(items)), lambda *items: single_valued(_entries(items))),
        cost=EACH_ITEM, example=Example((1, 2, 3, 4), FrozenMap({1: 2, 3: 4})),
    ),
    OperationRecord(
        op=Op.EDGE, operands="a, b", says="the edge between a and b (default: the set {a})", partial="a and b differ",
        owes="the two ends of the edge differ", signatures=(Signature((A, A), Edge(A)),), meaning=Operation(_two, operator.ne),
        default=_two, cost=EACH_ITEM, example=Example((1, 2), frozenset({1, 2})),
    ),
    OperationRecord(
        op=Op.AS_EDGE, operands="S", says="the set S as an edge (default: S)", partial="S has exactly two members",
        owes="the set has exactly two members, the ends of an edge", signatures=(Signature((Set(A),), Edge(A)),),
        meaning=Operation(_same, lambda s: len(s) == 2), default=_same, cost=WALK,
        example=Example((frozenset({1, 2}),), frozenset({1, 2})),
    ),
    OperationRecord(
        op=Op.MAKE, data="name", operands="arguments", says="case of a sum type, or built label (the type tells)",
        signatures=(Signature((NAT, BOOL), _SHAPE, data="box"),), meaning=_make, cost=WALK,
        example=Example((2, True), (1, 2, True)),
    ),
)  # fmt: skip

PARTS = (
    OperationRecord(
        op=Op.FIELD, data="name", operands="r", says="field of a record", signatures=(Signature((_PAIR,), B, data="right"),),
        meaning=_field, cost=LOOK, example=Example(((1, 2),), 2),
    ),
    OperationRecord(
        op=Op.ITEM, data="index", operands="t", says="item of a tuple", signatures=(Signature((Tuple((A, B)),), B, data=1),),
        meaning=_item, cost=LOOK, example=Example(((1, 2),), 2),
    ),
    OperationRecord(
        op=Op.IS, data="name", operands="a", says="was it made so?", signatures=(Signature((_SHAPE,), BOOL, data="box"),),
        meaning=_is, cost=LOOK, example=Example(((0,),), False),
    ),
    OperationRecord(
        op=Op.ARG, data="[name, index]", operands="a", says="argument of it", partial="`is` holds",
        owes="it was made so", signatures=(Signature((_SHAPE,), NAT, data=("box", 0)),), meaning=_arg, cost=LOOK,
        example=Example(((1, 2, True),), 2),
    ),
    OperationRecord(
        op=Op.OTHER, operands="e, a", says="the end of edge e that is not a", partial="a in e", owes="it is an end of the edge",
        signatures=(Signature((Edge(A), A), A),),
        meaning=Operation(lambda e, a: next(iter(e - {a}), a), lambda e, a: a in e), cost=EACH_ITEM,
        example=Example((frozenset({1, 2}), 1), 2),
    ),
    OperationRecord(
        op=Op.AT, operands="s, i", says="item of a sequence", partial="0 <= i < \\|s\\|", owes="the index lies in the sequence",
        signatures=(Signature((Seq(A), INT), A), Signature((Seq(A), NAT), A)),
        meaning=Operation(operator.getitem, lambda s, i: 0 <= i < len(s)), cost=WALK, example=Example(((5, 6), 1), 6),
    ),
    OperationRecord(
        op=Op.LOOKUP, operands="f, k", says="value of a map", partial="k in the domain", owes="the key is in the map",
        signatures=(Signature((Map(A, B), A), B),), meaning=Operation(operator.getitem, operator.contains), cost=COMPARISON,
        example=Example((FrozenMap({1: 2}), 1), 2),
    ),
)  # fmt: skip

COLLECTIONS = (
    OperationRecord(
        op=Op.IN, operands="a, C", says="member of a set, edge or sequence",
        signatures=(Signature((A, Set(A)), BOOL), Signature((A, Seq(A)), BOOL), Signature((A, Edge(A)), BOOL)),
        meaning=Operation(lambda a, c: a in c), cost=COMPARISON, example=Example((1, frozenset({1, 2})), True),
    ),
    OperationRecord(
        op=Op.SUBSET, operands="A, B", says="every member of A is in B", signatures=(Signature((Set(A), Set(A)), BOOL),),
        meaning=Operation(operator.le), cost=EACH_MEMBER, example=Example((frozenset({1}), frozenset({1, 2})), True),
    ),
    OperationRecord(
        op=Op.SIZE, operands="C", says="number of members, items or entries",
        signatures=tuple(Signature((t,), NAT) for t in (Set(A), Seq(A), Map(A, B), Edge(A))), meaning=Operation(len), cost=LOOK,
        example=Example((frozenset({1, 2}),), 2),
    ),
    OperationRecord(
        op=Op.UNION, operands="A, B", says="the members of A and those of B", signatures=(_SETS,),
        meaning=Operation(_of_a_size(operator.or_)),
        cost=EACH_MEMBER, spends=Spends.COLLECTION, example=Example((frozenset({1}), frozenset({2})), frozenset({1, 2})),
    ),
    OperationRecord(
        op=Op.INTERSECTION, operands="A, B", says="the members of A that are in B", signatures=(_SETS,),
        meaning=Operation(operator.and_),
        cost=EACH_MEMBER, spends=Spends.COLLECTION, example=Example((frozenset({1, 2}), frozenset({2, 3})), frozenset({2})),
    ),
    OperationRecord(
        op=Op.DIFFERENCE, operands="A, B", says="the members of A that are not in B", signatures=(_SETS,),
        meaning=Operation(operator.sub),
        cost=EACH_MEMBER, spends=Spends.COLLECTION, example=Example((frozenset({1, 2}), frozenset({2, 3})), frozenset({1})),
    ),
    OperationRecord(
        op=Op.CONCAT, operands="s, t", says="the items of s, then those of t", signatures=(Signature((Seq(A), Seq(A)), Seq(A)),),
        meaning=Operation(_of_a_size(operator.add)), cost=WALK, spends=Spends.COLLECTION, example=Example(((1,), (2,)), (1, 2)),
    ),
    OperationRecord(
        op=Op.OVERRIDE, operands="f, g", says="the map that is g where g is defined, else f",
        signatures=(Signature((Map(A, B), Map(A, B)), Map(A, B)),),
        meaning=Operation(_of_a_size(lambda f, g: FrozenMap({**f, **g}))), cost=EACH_MEMBER, spends=Spends.COLLECTION,
        example=Example((FrozenMap({1: 2, 3: 4}), FrozenMap({3: 5})), FrozenMap({1: 2, 3: 5})),
    ),
    OperationRecord(
        op=Op.DOMAIN, operands="f", says="the set of keys", built_in=True, signatures=(Signature((Map(A, B),), Set(A)),),
        meaning=Operation(FrozenMap.domain), cost=WALK,
        example=Example((FrozenMap({1: 2}),), frozenset({1})),
    ),
    OperationRecord(
        op=Op.SLICE, operands="s, a, b", says="items a .. b of s, both included", partial="0 <= a <= b + 1 <= \\|s\\|",
        owes="the slice lies in the sequence", signatures=(Signature((Seq(A), INT, INT), Seq(A)),),
        meaning=Operation(lambda s, a, b: s[a : b + 1], lambda s, a, b: 0 <= a <= b + 1 <= len(s)), cost=WALK,
        spends=Spends.COLLECTION, example=Example(((5, 6, 7), 1, 2), (6, 7)),
    ),
    OperationRecord(
        op=Op.REVERSE, operands="s", says="the items of s, the last first", built_in=True,
        signatures=(Signature((Seq(A),), Seq(A)),), meaning=Operation(lambda s: s[::-1]), cost=WALK, spends=Spends.COLLECTION,
        example=Example(((5, 6, 7),), (7, 6, 5)),
    ),
    OperationRecord(
        op=Op.RANGE, operands="a, b", says="the sequence a, a+1, ..., b; empty if b < a",
        signatures=(Signature((NAT, INT), Seq(NAT)), Signature((INT, INT), Seq(INT))), meaning=Operation(interval), cost=WRITING,
        spends=Spends.COLLECTION, example=Example((2, 4), (2, 3, 4)),
    ),
    OperationRecord(
        op=Op.LISTED, operands="S", says="the members of a set as a sequence, in order", built_in=True,
        signatures=(Signature((Set(A),), Seq(A)), Signature((Edge(A),), Seq(A))),
        meaning=Operation(lambda members: tuple(ordered(members))), cost=EACH_ITEM, spends=Spends.COLLECTION,
        example=Example((frozenset({2, 1}),), (1, 2)),
    ),
    OperationRecord(
        op=Op.CYCLE, operands="s", says="the successor map of the sequence read as a cycle", built_in=True,
        partial="its items differ", owes="the items of the cycle are all different",
        signatures=(Signature((Seq(A),), Map(A, A)),),
        meaning=Operation(cycle_of, lambda s: len(set(s)) == len(s)), cost=EACH_ITEM, spends=Spends.COLLECTION,
        example=Example(((0, 2, 1),), FrozenMap({0: 2, 2: 1, 1: 0})),
    ),
)  # fmt: skip
