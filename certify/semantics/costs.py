"""The cost table: what an evaluation costs, in steps.  The interpreter counts by it and the bounds reading bounds it.

One step for each node evaluated and one for each binding made (of `each`, `let`, `fold`, a `case`, a parameter; a `fold`
makes one for its start and one each time round).  Besides, with a, b for the structural sizes of the operands, s for their
sum and r for the size of the result:

| operations                                                  | cost          | why                                       |
| ----------------------------------------------------------- | ------------- | ----------------------------------------- |
| `not`, `size`, `field`, `item`, `is`, `arg`                 | 0             | one look                                  |
| `eq`, `in`, `lookup`, `min`, `max`, `lt`, `le`              | a + b         | compare, or walk the collection comparing |
| `add`, `sub`                                                | a + b         | written addition                          |
| `mul`, `quotient`, `mod`                                    | a * b         | written multiplication, long division     |
| `div`; on rationals also `add`, `sub`, `mul`, `lt`, `le`,   | (a + b)^2     | cross products and Euclid's algorithm     |
| `min`, `max`                                                |               |                                           |
| `pow`                                                       | a + b + r^2   | repeated squaring                         |
| `subset`, `union`, `intersection`, `difference`, `override` | a + b + a * b | each member against each                  |
| `set`, `map`, `edge`, `other`                               | s^2           | each item against each                    |
| `listed`, `cycle`                                           | a^2           | each item against each                    |
| `seq`, `tuple`, `record`, `make`, `concat`, `slice`, `at`   | s             | walk them                                 |
| `bits`, `nat`, `int`, `domain`, `as_edge`                   | a             | walk it                                   |
| `range`                                                     | a + b + r     | write it down                             |

A comprehension whose operand is evaluated for N bindings costs further:

| operations                                | cost                                                                        |
| ----------------------------------------- | --------------------------------------------------------------------------- |
| `every`, `some`, `count`, `first`, `fold` | 0                                                                           |
| `sum`, `product`, `least`, `greatest`     | for each value v, as `add`, `mul`, `min`, `max` of the result so far and v  |
| `collect_seq`                             | r                                                                           |
| `collect_set`, `collect_map`, `the`       | N * r: each against those that are kept                                     |

(`sum` and `product` start at 0 and 1, `least` and `greatest` at their first value.)

The structural size of a value is one for each atom and each collection, and the bits of each number (`values.size`); a built
label counts its arguments too.  Every formula uses only + and *, with nonnegative coefficients: it is monotone in the sizes,
and the same function serves numbers and polynomials.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.core import Constructor, Edge, Map, Node, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.operations import tag
from certify.core.paths import components
from certify.core.values import Value, bits

VERSION = 1

Formula = Callable[[Sequence[Any], Any], Any]
"""(sizes of the operands, size of the result) to steps; a size is a number or anything with + and *."""


def _nothing(s: Sequence[Any], r: Any) -> Any:
    return 0


def _total(s: Sequence[Any], r: Any) -> Any:
    return sum(s)


def _product(s: Sequence[Any], r: Any) -> Any:
    return s[0] * s[1]


def _total_squared(s: Sequence[Any], r: Any) -> Any:
    return sum(s) * sum(s)


def _pairwise(s: Sequence[Any], r: Any) -> Any:
    return s[0] + s[1] + s[0] * s[1]


def _power(s: Sequence[Any], r: Any) -> Any:
    return s[0] + s[1] + r * r


def _total_and_result(s: Sequence[Any], r: Any) -> Any:
    return sum(s) + r


_ROWS: dict[Formula, str] = {
    _nothing: "not size field item is arg",
    _total: "eq in lookup min max lt le add sub seq tuple record make concat slice at bits nat int domain as_edge",
    _product: "mul quotient mod",
    _total_squared: "div set map edge other listed cycle",
    _pairwise: "subset union intersection difference override",
    _power: "pow",
    _total_and_result: "range",
}
_TABLE: dict[str, Formula] = {op: formula for formula, ops in _ROWS.items() for op in ops.split()}
_ON_RATIONALS = frozenset({"min", "max", "lt", "le", "add", "sub", "mul", "div"})

STEPWISE = {"sum": "add", "product": "mul", "least": "min", "greatest": "max"}
"""Comprehensions that combine their values one by one, and by which operation."""


def formula(op: str, rational: bool = False) -> Formula:
    """The cost of a strict operation beyond its one step; `rational`: an operand or the result has sort `rat`.

    >>> formula("mul")([3, 4], 7), formula("mul", rational=True)([3, 4], 7)
    (12, 49)
    """
    return _total_squared if rational and op in _ON_RATIONALS else _TABLE[op]


def gathering(op: str, count: Any, result: Any) -> Any:
    """The cost of a comprehension that is not stepwise, beyond its nodes and bindings: `count` values give a `result` of
    that size.

    >>> gathering("collect_set", 5, 3)
    15
    """
    if op in {"collect_set", "collect_map", "the"}:
        return count * result
    return result if op == "collect_seq" else 0


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
