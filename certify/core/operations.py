"""What each strict operation of the core form means: a function of its evaluated operands, and where it is defined.

Strict are all operations but the guards, the comprehensions, `const`, `var`, `input`, `global`, `call` and `measure`.  Every
function here works on values as `certify.core.values` holds them, and numbers keep their one form (`values.number`).
Any of them may raise `OutOfBudget` rather than make a number or a collection that is too large (`certify.core.budgets`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from certify.core import (
    Bool,
    Constructor,
    Edge,
    Label,
    Map,
    Never,
    Node,
    Number,
    Record,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.budgets import BITS, bits_of, check_items, check_power, kept, too_long
from certify.core.values import FrozenMap, Value, bits, number, ordered


@dataclass(frozen=True, slots=True)
class Operation:
    """A strict operation: `function` of the operands, to be used where `defined` holds (None: everywhere)."""

    function: Callable[..., Value]
    defined: Callable[..., bool] | None = None


def default(type: Type, constructors: Sequence[Constructor] = ()) -> Value:
    """The value of a type that a partial operation yields outside its definition.

    `constructors` are those of the reduction, for built labels.  The type of no value has the empty tuple.

    >>> from certify.core import BOOL, NAT
    >>> default(Tuple((BOOL, Seq(NAT), NAT)))
    (False, (), 0)
    """
    match type:
        case Bool():
            return False
        case Number() | Label():
            return 0
        case Set():
            return frozenset()
        case Edge(item):
            return frozenset({default(item, constructors)})
        case Seq() | Never():
            return ()
        case Map():
            return FrozenMap()
        case Tuple(items):
            return tuple(default(t, constructors) for t in items)
        case Record(fields):
            return tuple(default(t, constructors) for _, t in fields)
        case Sum(_, cases):
            return (0, *(default(t, constructors) for t in cases[0][1]))
        case Term(names):
            index = tag(type, names[0], constructors)
            return (index, *(default(t, constructors) for _, t in constructors[index].parameters))


def tag(type: Type, name: str, constructors: Sequence[Constructor] = ()) -> int:
    """The number that stands first in a value made by `name`: of the case of a sum type, or of the reduction's constructor.

    >>> tag(Sum("literal", (("positive", ()), ("negative", ()))), "negative")
    1
    """
    if isinstance(type, Sum):
        return type.index(name)
    return [c.name for c in constructors].index(name)


def _is_whole(a: int | Fraction) -> bool:
    return isinstance(a, int)


def _map(*items: Value) -> FrozenMap:
    return FrozenMap(zip(items[::2], items[1::2], strict=True))


def _one_valued(*items: Value) -> bool:
    return single_valued(list(zip(items[::2], items[1::2], strict=True)))


def single_valued(entries: Sequence[tuple[Value, Value]]) -> bool:
    """Have equal keys equal values?

    >>> single_valued([(0, 1), (0, 1)]), single_valued([(0, 1), (0, 2)])
    (True, False)
    """
    found: dict[Value, Value] = {}
    return all(found.setdefault(k, v) == v for k, v in entries)


def cycle_of(items: tuple[Value, ...]) -> FrozenMap:
    """The successor map of a sequence of different items read as a cycle.

    >>> cycle_of((0, 2, 1))
    {0: 2, 2: 1, 1: 0}
    """
    return FrozenMap([*pairwise(items), (items[-1], items[0])] if items else ())


def _listed(members: frozenset[Value]) -> tuple[Value, ...]:
    return tuple(ordered(members))


_FEW = 8


def power(a: Value, n: int) -> Value:
    """a ^ n for a natural number n.

    >>> power(2, 10)
    1024
    """
    check_power(a, n)
    return a**n


def interval(a: int, b: int) -> tuple[int, ...]:
    """The numbers a .. b.

    >>> interval(2, 4), interval(1, 0)
    ((2, 3, 4), ())
    """
    check_items(b - a + 1)
    return tuple(range(a, b + 1))


def product(numbers: Sequence[Value]) -> Value:
    """The product of some numbers.

    >>> product([2, 3, 7])
    42
    """
    if len(numbers) <= _FEW:
        return kept(math.prod(numbers))
    if all(map(_is_whole, numbers)) and all(numbers) and sum(bits_of(v) - 1 for v in numbers) > BITS:
        raise too_long()
    middle = len(numbers) // 2  # of halves, so that long factors are multiplied rarely
    return kept(product(numbers[:middle]) * product(numbers[middle:]))


def total(numbers: Sequence[Value]) -> Value:
    """The sum of some numbers.

    >>> total([2, 3, Fraction(1, 2)])
    Fraction(11, 2)
    """
    if len(numbers) <= _FEW or all(isinstance(v, int) for v in numbers):
        return sum(numbers)
    middle = len(numbers) // 2  # of halves, so that long denominators are brought together rarely
    return kept(total(numbers[:middle]) + total(numbers[middle:]))


def _of_a_size(function: Callable[..., Value]) -> Callable[..., Value]:
    """The function, refusing to make a collection that is too large."""

    def made(*operands: Value) -> Value:
        result = function(*operands)
        check_items(len(result))
        return result

    return made


_EXACT: dict[str, Callable[..., Value]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": lambda a, b: kept(a * b),
    "pow": power,
}

_TABLE: dict[str, Operation] = {
    "not": Operation(operator.not_),
    "eq": Operation(operator.eq),
    "lt": Operation(operator.lt),
    "le": Operation(operator.le),
    "in": Operation(lambda a, c: a in c),
    "subset": Operation(operator.le),
    "div": Operation(lambda a, b: number(kept(Fraction(a, b))), lambda a, b: b != 0),
    "quotient": Operation(operator.floordiv, lambda a, b: b != 0),
    "mod": Operation(operator.mod, lambda a, b: b != 0),
    "min": Operation(min),
    "max": Operation(max),
    "nat": Operation(lambda a: a, lambda a: _is_whole(a) and a >= 0),
    "int": Operation(lambda a: a, _is_whole),
    "size": Operation(len),
    "set": Operation(lambda *items: frozenset(items)),
    "seq": Operation(lambda *items: items),
    "tuple": Operation(lambda *items: items),
    "record": Operation(lambda *items: items),
    "map": Operation(_map, _one_valued),
    "edge": Operation(lambda a, b: frozenset((a, b)), operator.ne),
    "as_edge": Operation(lambda s: s, lambda s: len(s) == 2),
    "other": Operation(lambda e, a: next(iter(e - {a}), a), lambda e, a: a in e),
    "union": Operation(_of_a_size(operator.or_)),
    "intersection": Operation(operator.and_),
    "difference": Operation(operator.sub),
    "concat": Operation(_of_a_size(operator.add)),
    "override": Operation(_of_a_size(lambda f, g: FrozenMap({**f, **g}))),
    "at": Operation(operator.getitem, lambda s, i: 0 <= i < len(s)),
    "lookup": Operation(operator.getitem, operator.contains),
    "domain": Operation(frozenset),
    "slice": Operation(lambda s, a, b: s[a : b + 1], lambda s, a, b: 0 <= a <= b + 1 <= len(s)),
    "range": Operation(interval),
    "listed": Operation(_listed),
    "cycle": Operation(cycle_of, lambda s: len(set(s)) == len(s)),
}

STRICT = frozenset({*_TABLE, *_EXACT, "bits", "field", "item", "make", "is", "arg"})


def operation(node: Node, constructors: Sequence[Constructor] = ()) -> Operation:
    """The meaning of a strict node; `constructors` are those of its reduction.  KeyError if its operation is not strict.

    >>> from certify.core import NAT
    >>> operation(Node("add", NAT)).function(1, 2)
    3
    """
    op = node.op
    if op in _EXACT:
        exact = _EXACT[op]
        rational = isinstance(node.type, Number) and node.type.sort == "rat"
        function = (lambda a, b: number(kept(exact(a, b)))) if rational else exact
        return Operation(function, (lambda a, n: _is_whole(n) and n >= 0) if op == "pow" else None)
    if op == "bits":
        sort = node.data
        return Operation(lambda a: bits(a, sort))
    if op == "field":
        return Operation(operator.itemgetter(_record(node.args[0].type).index(node.data)))
    if op == "item":
        return Operation(operator.itemgetter(node.data))
    if op == "make":
        made = tag(node.type, node.data, constructors)
        return Operation(lambda *arguments: (made, *arguments))
    if op == "is":
        asked = tag(node.args[0].type, node.data, constructors)
        return Operation(lambda a: a[0] == asked)
    if op == "arg":
        name, index = node.data
        wanted = tag(node.args[0].type, name, constructors)
        return Operation(operator.itemgetter(index + 1), lambda a: a[0] == wanted)
    return _TABLE[op]


def _record(type: Type) -> Record:
    assert isinstance(type, Record), type
    return type


def gathered(node: Node) -> Operation:
    """A comprehension as a function of the list of its operand's values (of pairs, for `collect_map`), one for each binding.

    All but `every`, `some`, `first` and `fold`.  KeyError for another operation.

    >>> from certify.core import NAT
    >>> gathered(Node("sum", NAT)).function([1, 1])
    2
    """
    if node.op == "greatest" and isinstance(node.type, Number) and node.type.sort == "nat":
        return Operation(lambda found: max(found, default=0))
    return _GATHERED[node.op]


_GATHERED: dict[str, Operation] = {
    "count": Operation(lambda found: found.count(True)),
    "sum": Operation(lambda found: number(total(found))),
    "product": Operation(lambda found: number(product(found))),
    "least": Operation(min, bool),
    "greatest": Operation(max, bool),
    "collect_set": Operation(frozenset),
    "collect_seq": Operation(tuple),
    "collect_map": Operation(FrozenMap, lambda found: len(dict(found)) == len(found) or single_valued(found)),
    "the": Operation(lambda found: found[0], lambda found: bool(found) and all(v == found[0] for v in found)),
}


def defined(node: Node, operands: Sequence[Value], constructors: Sequence[Constructor] = ()) -> bool:
    """Is a strict node defined on these operands?

    >>> from certify.core import INT
    >>> defined(Node("mod", INT), [3, 0]), defined(Node("mod", INT), [3, 2])
    (False, True)
    """
    holds = operation(node, constructors).defined
    return holds is None or bool(holds(*operands))


def apply(node: Node, operands: Sequence[Value], constructors: Sequence[Constructor] = ()) -> Value:
    """The total meaning of a strict node: the default of its type outside its definition (for an edge, the set of
    what there is).

    >>> from certify.core import INT
    >>> apply(Node("mod", INT), [-3, 2]), apply(Node("mod", INT), [3, 0])
    (1, 0)
    """
    meaning = operation(node, constructors)
    if meaning.defined is None or meaning.defined(*operands) or node.op in {"edge", "as_edge"}:
        return meaning.function(*operands)
    return default(node.type, constructors)


def evaluate(node: Node, operands: Sequence[Any], constructors: Sequence[Constructor] = ()) -> tuple[Value, bool]:
    """The total meaning of a strict node, and whether it is defined.

    >>> from certify.core import NAT
    >>> evaluate(Node("at", NAT), [(7,), 1])
    (0, False)
    """
    return apply(node, operands, constructors), defined(node, operands, constructors)
