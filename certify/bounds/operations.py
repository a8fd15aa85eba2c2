"""The abstract meaning of the strict operations: the bounds of a result from the bounds of the operands.

`certify.core.operations` defines the operations.  Each rule here is sound for that definition, for all operands that the
abstract operands stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Num,
    PossibleCases,
    Prod,
    constant,
    integer,
    is_natural,
    join,
    lcm,
    least,
    magnitude,
    natural,
    total,
    unbounded,
    universe,
    written,
)
from certify.bounds.polynomials import ONE, ZERO, Poly, Some, best, each, either, joined, plus, some, times
from certify.core import Node, Number, Record, Type

Bits = Callable[[Poly], Some]
"""A function that returns the bits of a common denominator."""

AbstractRule = Callable[[Node, Sequence[Abs], Bits], Abs]


def apply(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    """Return the abstract value of a strict operation.

    `node` is the operation, `args` are its abstract operands, and `bits` returns the bits of a common denominator.  Raises
    KeyError if the operation is unknown.
    """
    return _RULES[node.op](node, [_shaped(a, n.type) for a, n in zip(args, node.args, strict=True)], bits)


def _shaped(value: Abs, type: Type) -> Abs:
    """Return an operand with the shape of its type: an item of an empty collection becomes the least value of the type."""
    return least(type) if value is TRUTH else value


def _truth(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return TRUTH


# ------------------------------------------------------------------------------------------------ numbers


def _number(value: Abs) -> Num:
    assert isinstance(value, Num)
    return value


def _exact(a: Num, b: Num, combine: Callable[[Poly, Poly], Poly]) -> Poly | None:
    return None if a.exact is None or b.exact is None else combine(a.exact, b.exact)


def _by(number: Num, node: Node) -> Num:
    """Return a computed number with the bounds that its sort implies."""
    if isinstance(node.type, Number) and node.type.sort == "nat":
        return replace(number, down=either(number.down, some(0)))
    return number


def _add(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    exact = _exact(a, b, lambda p, q: p + q)
    digits = _bits_of_sum(a, b)
    return _by(integer(plus(a.up, b.up), plus(a.down, b.down), digits, lcm(a.den, b.den), exact), node)


def _bits_of_sum(a: Num, b: Num) -> Some:
    """Return a bound on the bits of a + b.

    With A and B bits in a and b, |a + b| < 2^(1 + max(A, B)).  For whole numbers |a| + |b| < (|a| + 1) (|b| + 1) <= 2^(A + B).
    """
    digits = plus(joined(a.bits, b.bits), some(1))
    return either(digits, plus(a.bits, b.bits)) if a.den == b.den == ZERO else digits


def _sub(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    digits = joined(a.bits, b.bits) if _both_natural(a, b) else _bits_of_sum(a, b)
    exact = _exact(a, b, lambda p, q: p - q)
    return integer(plus(a.up, b.down), plus(a.down, b.up), digits, lcm(a.den, b.den), exact)


def _both_natural(a: Num, b: Num) -> bool:
    return is_natural(a) and is_natural(b)


def _mul(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    product = times(magnitude(a), magnitude(b))
    down = some(0) if _both_natural(a, b) or node.args[0] == node.args[1] else product
    exact = _exact(a, b, lambda p, q: p * q)
    return _by(integer(product, down, plus(a.bits, b.bits), a.den + b.den, exact), node)


def _div(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    divisor = b.exact.value if b.exact is not None else None
    if divisor:
        inverse = 1 / Fraction(divisor)
        scaled = abs(inverse)
        up, down = (a.up, a.down) if inverse > 0 else (a.down, a.up)
        den = a.den + _primes(inverse.denominator)
        shrunk = some(max(0, abs(inverse.numerator).bit_length() - inverse.denominator.bit_length() + 1))
        return integer(each(lambda p: p * scaled, up), each(lambda p: p * scaled, down), plus(a.bits, shrunk), den)
    why = unbounded("the quotients by a number that varies have no common denominator that is bounded", mark=node.mark)
    size = plus(a.bits, bits(b.den))
    unknown = some(unbounded("the value of a quotient", mark=node.mark))
    if b.den == ZERO and _is_whole(node.args[1].type):
        return Num(magnitude(a), magnitude(a), a.bits, a.den + why)
    return Num(unknown, unknown, size, a.den + why)


def _is_whole(type: Type) -> bool:
    return isinstance(type, Number) and type.sort != "rat"


def _primes(denominator: int) -> Poly:
    number = constant(Fraction(1, denominator))
    assert isinstance(number, Num)
    return number.den


def _quotient(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    divisor = b.exact.value if b.exact is not None else None
    if _both_natural(a, b):
        up = each(lambda p: p * (1 / Fraction(divisor)), a.up) if divisor else a.up
        return _by(integer(up, some(0), a.bits), node)
    return integer(magnitude(a), magnitude(a), a.bits)


def _mod(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    size = each(lambda p: (p - 1).clear(), magnitude(b))
    if _both_natural(a, b):
        return _by(integer(either(size, a.up), some(0), either(a.bits, b.bits)), node)
    down = some(0) if is_natural(b) else size
    return _by(integer(size, down, b.bits), node)


def _pow(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, n = map(_number, args)
    exponent = n.exact.value if n.exact is not None else None
    if isinstance(exponent, int) and 0 <= exponent <= _LARGEST_EXPONENT:
        return _by(_fixed_power(a, exponent), node)
    base = a.exact.value if a.exact is not None else None
    if base in (0, 1, -1):
        return _by(integer(some(1), some(1), some(1)), node)
    if isinstance(base, int) and isinstance(exponent, int) and 0 <= exponent * base.bit_length() <= _LARGEST_CONSTANT:
        return constant(base**exponent)
    times_bits = times(n.up, a.bits)
    if isinstance(base, int):
        # 10^n < 2^(c n + 1) for any c >= lg 10
        times_bits = either(times_bits, each(lambda p: p * _lg(abs(base)), n.up))
    by_exponent = [p for e in n.up if (p := power_of_bits(abs(base), e)) is not None] if isinstance(base, int) else []
    up = best(by_exponent) or some(unbounded(f"the value of `{text(node)}` is exponential", "exponential", node.mark))
    den = ZERO if a.den == ZERO else a.den * each(Poly.clear, n.up)[0]
    return _by(Num(up, some(0) if is_natural(a) else up, plus(each(Poly.clear, times_bits), some(1)), den), node)


def _fixed_power(a: Num, exponent: int) -> Num:
    """Return the power of a number with a constant exponent.

    An even power is at least 0.  An odd power grows with the number, so it is at most the power of `up` if that is positive, and
    its negative is at most the power of `down` if that is positive.
    """
    if exponent == 0:
        return integer(some(1), some(-1), some(1), ZERO, ONE)
    up, down, size = (each(Poly.clear, s) for s in (a.up, a.down, magnitude(a)))
    result, highest, lowest = a, up, down
    for _ in range(exponent - 1):
        most = times(magnitude(result), size)
        digits, exact = plus(result.bits, a.bits), _exact(result, a, lambda p, q: p * q)
        result = integer(most, most, digits, result.den + a.den, exact)
        highest, lowest = times(highest, up), times(lowest, down)
    if exponent % 2 == 0:
        return replace(result, down=some(0))
    return replace(result, up=highest, down=lowest) if exponent > 1 else result


def power_of_bits(base: int, exponent: Poly) -> Poly | None:
    """Return a bound of base^v for all v <= exponent; None if the exponent is not linear in bits, or the degree is large.

    2^bits(x) <= 2x + 1 for every natural x.  With d = bits(base - 1), base <= 2^d, so that base^(c bits(x)) <= (2x + 1)^(c d) for
    every c >= 0.  Negative terms other than the constant one only make the exponent smaller, and are dropped.

    >>> from certify.bounds.polynomials import Atom, bits_of
    >>> n = Poly.of(Atom("measure", "n"))
    >>> power_of_bits(2, bits_of(n) - 1), power_of_bits(4, bits_of(n)), power_of_bits(2, n)
    (n + 1/2, 4*n^2 + 4*n + 1, None)
    """
    bound, degree, shift = ONE, 0, 0
    for monomial, coefficient in exponent.terms.items():
        if not monomial:
            shift = ceil(coefficient)
        elif coefficient > 0:
            ((atom, power), *others) = monomial
            if atom.kind != "bits" or power > 1 or others:
                return None
            of, times_two = atom.data[0], ceil(coefficient) * (base - 1).bit_length()
            degree += times_two
            if degree > _LARGEST_DEGREE:
                return None
            for _ in range(times_two):
                bound = bound * (Poly.of(of) * 2 + 1)
    if not degree or abs(shift) * base.bit_length() > _LARGEST_CONSTANT:
        return None
    return bound * Fraction(base) ** shift


_LARGEST_EXPONENT = 64
_LARGEST_CONSTANT = 4096
_LARGEST_DEGREE = 12


def _lg(base: int) -> Fraction:
    """Return a rational number between lg(base) and lg(base) + 1/3, from the bits of base^3: 10/3 for 10."""
    return Fraction((base**3 - 1).bit_length(), 3)


def text(node: Node) -> str:
    """Return the text of an expression; its operation if it has no place in the text."""
    return node.mark.text if node.mark is not None else node.op


def _min(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    both = either(a.bits, b.bits) if _both_natural(a, b) else joined(a.bits, b.bits)
    return _by(integer(either(a.up, b.up), joined(a.down, b.down), both, lcm(a.den, b.den)), node)


def _max(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    return _by(integer(joined(a.up, b.up), either(a.down, b.down), joined(a.bits, b.bits), lcm(a.den, b.den)), node)


def _bits(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    number = _number(args[0])
    if node.data == "rat":
        whole = number.digits is None  # a whole number has the denominator 1, of one digit
        length = number.length + 1 if number.length is not None and whole else number.length
        return natural(each(lambda p: p - 1, written(number, bits)), length)
    return natural(number.bits, number.length)


def _as_natural(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    number = _number(args[0])
    return replace(number, down=either(number.down, some(0)), den=ZERO, digits=None, length=None)


def _as_integer(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return replace(_number(args[0]), den=ZERO, digits=None, length=None)


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
    coll, a, b = _coll(args[0]), _number(args[1]), _number(args[2])
    span = each(lambda p: (p + 1).clear(), plus(b.up, a.down))
    return replace(coll, size=either(coll.size, span), exact=None)


def _range(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(_number, args)
    span = each(lambda p: (p + 1).clear(), plus(b.up, a.down))
    exact = _exact(a, b, lambda p, q: q - p + 1)
    item = integer(b.up, a.down, b.bits if is_natural(a) else None)
    return Coll(span, item, exact=exact if exact is not None and exact.nonnegative() else None)


def _listed(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return _coll(args[0])


def _cycle(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    coll = _coll(args[0])
    return Coll(coll.size, coll.item, coll.item, exact=coll.exact)


_RULES: dict[str, AbstractRule] = {
    **dict.fromkeys(["not", "eq", "lt", "le", "in", "subset", "is"], _truth),
    "add": _add, "sub": _sub, "mul": _mul, "div": _div, "quotient": _quotient, "mod": _mod, "pow": _pow, "min": _min, "max": _max,
    "bits": _bits, "nat": _as_natural, "int": _as_integer, "size": _size, "field": _field, "item": _item, "arg": _arg,
    "tuple": _product, "record": _product, "make": _make, "at": _at, "lookup": _at, "other": _other, "set": _set, "seq": _seq,
    "map": _map, "edge": _edge, "as_edge": _as_edge, "union": _union, "intersection": _intersection, "difference": _difference,
    "concat": _concat, "override": _override, "domain": _domain, "slice": _slice, "range": _range, "listed": _listed,
    "cycle": _cycle,
}  # fmt: skip
STRICT = frozenset(_RULES)
"""The operations that have a rule here: those whose operands are all evaluated."""
