"""The abstract meaning of the strict operations: the bounds of a result from the bounds of the operands.

`certify.core.operations` defines the operations.  Each rule here is sound for that definition, for all operands that the
abstract operands stand for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certify.bounds import number_operations
from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Num,
    PossibleCases,
    Prod,
    integer,
    is_natural,
    join,
    least,
    natural,
    total,
    universe,
)
from certify.bounds.number_operations import AbstractRule, Bits, exact_of, number
from certify.bounds.polynomials import Poly, Some, each, either, plus, some
from certify.bounds.unknown_values import unknown
from certify.core import Constructor, Node, Record, Type
from certify.core.ops import Op
from certify.records import replace


def apply(node: Node, args: Sequence[Abs], bits: Bits, constructors: Mapping[str, Constructor] = {}) -> Abs:
    """Return the abstract value of a strict operation on abstract operands.

    `bits` returns the bits of a common denominator.  `constructors` are those of the reduction, for built labels.  If the
    operation has no rule, every size in the result is unbounded.
    """
    rule = RULES.get(node.op)
    if rule is None:
        return unknown(node.type, f"the result of `{node.op}` has no bound", node.mark, constructors)
    return rule(node, [_shaped(a, n.type) for a, n in zip(args, node.args, strict=True)], bits)


def _shaped(value: Abs, type: Type) -> Abs:
    """Return an operand with the shape of its type: an item of an empty collection becomes the least value of the type."""
    return least(type) if value is TRUTH else value


def _truth(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return TRUTH


# ------------------------------------------------------------------------------------------------ parts


def _coll(value: Abs) -> Coll:
    assert isinstance(value, Coll)
    return value


def _size(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    coll = _coll(args[0])
    return natural(coll.size, coll.exact)


def _field(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    record, type = args[0], node.args[0].type
    assert isinstance(record, Prod)
    assert isinstance(type, Record)
    return record.parts[type.index(node.data)]


def _item(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    assert isinstance(args[0], Prod)
    position: int = node.data
    return args[0].parts[position]


def _arg(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    assert isinstance(args[0], PossibleCases)
    known = args[0].arguments(node.data[0])
    return least(node.type) if known is None else known[node.data[1]]


def _product(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return Prod(tuple(args))


def _make(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return PossibleCases(((node.data, tuple(args)),))


def member(coll: Coll, type: Type) -> Abs:
    """Return an abstract value that stands for every member of a collection; `type` is its type."""
    return _shaped(coll.item, type)


def _at(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return member(_coll(args[0]), node.type)


def _other(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return member(_coll(args[0]), node.type)


# ------------------------------------------------------------------------------------------------ collections


def together(items: Sequence[Abs]) -> Abs:
    """Return the join of several values; TRUTH if there are none."""
    known: Abs = TRUTH
    for item in items:
        known = item if known is TRUTH else join(known, item)
    return known


def _literal_totals(items: Sequence[Abs], coll: Coll) -> Coll:
    """Return a literal collection with the sum of the sizes of its members, if they are collections."""
    if not items or not all(isinstance(i, Coll) for i in items):
        return coll
    sizes = some(0)
    for item in items:
        sizes = plus(sizes, _coll(item).size)
    return replace(coll, totals=((("size",), sizes),))


def _set(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    exact = Poly.constant(len(args)) if _all_differ(node.args) else None
    return capped(_literal_totals(args, Coll(some(len(args)), together(args), exact=exact)))


def _all_differ(nodes: Sequence[Node]) -> bool:
    """Return whether the values differ for all values of the variables: constants, or made by different constructors."""
    marks = [("const", n.data) if n.op == "const" else ("make", n.data) if n.op == "make" else None for n in nodes]
    return None not in marks and len(set(marks)) == len(marks)


def capped(coll: Coll) -> Coll:
    """Return a set whose size is capped by the number of possible members."""
    return replace(coll, size=either(coll.size, universe(coll.item)))


def _seq(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return _literal_totals(args, Coll(some(len(args)), together(args), exact=Poly.constant(len(args))))


def _map(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    keys, values = args[::2], args[1::2]
    exact = Poly.constant(len(keys)) if _all_differ(node.args[::2]) else None
    return _literal_totals(values, Coll(some(len(keys)), together(values), together(keys), exact=exact))


def _edge(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return Coll(some(2), together(args), exact=Poly.constant(2), edge=True)


def _as_edge(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return Coll(some(2), _coll(args[0]).item, exact=Poly.constant(2), edge=True)


def _sum_of(a: Coll, b: Coll) -> Coll:
    """Return a collection with the members of both collections, repetitions included."""
    item = together([x.item for x in (a, b) if x.item is not TRUTH])
    keys = [x.key for x in (a, b) if x.key is not None and x.key is not TRUTH]
    paths = dict.fromkeys([*dict(a.totals), *dict(b.totals)])
    totals = tuple((p, plus(total(a, p), total(b, p))) for p in paths)
    exact = None if a.exact is None or b.exact is None else a.exact + b.exact
    key = together(keys) if keys else (TRUTH if a.key is not None else None)
    return Coll(plus(a.size, b.size), item, key, totals, exact)


def _union(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_coll, args)
    both = _sum_of(a, b)
    return capped(both if _disjoint(a.item, b.item) else replace(both, exact=None))


def _disjoint(a: Abs, b: Abs) -> bool:
    """Return whether no value belongs to both abstract values."""
    if isinstance(a, PossibleCases) and isinstance(b, PossibleCases):
        return not {name for name, _ in a.cases} & {name for name, _ in b.cases}
    if isinstance(a, Prod) and isinstance(b, Prod):
        return any(map(_disjoint, a.parts, b.parts))
    return False


def _intersection(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_coll, args)
    return replace(a, size=either(a.size, b.size), exact=None, edge=False)


def _difference(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return replace(_coll(args[0]), exact=None, edge=False)


def _concat(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return _sum_of(*map(_coll, args))


def _override(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_coll, args)
    both = _sum_of(a, b)
    keys = [TRUTH if x.key is None else x.key for x in (a, b)]
    count = either(both.size, universe(both.key)) if both.key not in (None, TRUTH) else both.size
    return replace(both, size=count, exact=both.exact if _disjoint(*keys) else None)


def _domain(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    coll = _coll(args[0])
    return Coll(coll.size, TRUTH if coll.key is None else coll.key, exact=coll.exact)


def _slice(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    coll, a, b = _coll(args[0]), number(args[1]), number(args[2])
    return replace(coll, size=either(coll.size, _span(a, b)), exact=None)


def _span(a: Num, b: Num) -> Some:
    """Return bounds on how many integers lie between two.

    Only constants make a bound negative: other negative terms belong to numbers of pairs, which are never negative.
    """
    return each(lambda p: p + 1 if p.constant_term >= -1 else (p + 1).clear(), plus(b.up, a.down))


def _range(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    exact = exact_of(a, b, lambda p, q: q - p + 1)
    item = integer(b.up, a.down, b.bits if is_natural(a) else None)
    return Coll(_span(a, b), item, exact=exact if exact is not None and exact.nonnegative() else None)


def _in_some_order(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    """Return the collection unchanged: the members are the same, each as often."""
    return _coll(args[0])


def _cycle(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    coll = _coll(args[0])
    return Coll(coll.size, coll.item, coll.item, exact=coll.exact)


RULES: dict[Op, AbstractRule] = {
    **dict.fromkeys([Op.NOT, Op.EQ, Op.LT, Op.LE, Op.IN, Op.SUBSET, Op.IS], _truth),
    **number_operations.RULES,
    Op.SIZE: _size,
    Op.FIELD: _field,
    Op.ITEM: _item,
    Op.ARG: _arg,
    Op.TUPLE: _product,
    Op.RECORD: _product,
    Op.MAKE: _make,
    Op.AT: _at,
    Op.LOOKUP: _at,
    Op.OTHER: _other,
    Op.SET: _set,
    Op.SEQ: _seq,
    Op.MAP: _map,
    Op.EDGE: _edge,
    Op.AS_EDGE: _as_edge,
    Op.UNION: _union,
    Op.INTERSECTION: _intersection,
    Op.DIFFERENCE: _difference,
    Op.CONCAT: _concat,
    Op.OVERRIDE: _override,
    Op.DOMAIN: _domain,
    Op.SLICE: _slice,
    Op.RANGE: _range,
    Op.LISTED: _in_some_order,
    Op.REVERSE: _in_some_order,
    Op.CYCLE: _cycle,
}
"""The rules by operation.  The result of an operation without a rule is bounded only by its type."""
