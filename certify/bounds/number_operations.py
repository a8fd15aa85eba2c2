"""The abstract meaning of the operations on numbers: the bounds of a result from the bounds of the operands.

Each rule is sound for the operation's meaning (`certify.core.operations`), for all operands that the abstract operands stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil

from certify.bounds.domain import (
    Abs,
    Num,
    constant,
    integer,
    is_natural,
    lcm,
    magnitude,
    natural,
    unbounded,
    written,
)
from certify.bounds.polynomials import ONE, ZERO, Poly, Some, best, bits_of, each, either, joined, plus, sharp, some, times
from certify.core import Node, Number, Type
from certify.core.ops import Op
from certify.records import replace

Bits = Callable[[Poly], Some]
"""A function that returns the bits of a common denominator."""

AbstractRule = Callable[[Node, Sequence[Abs], Bits], Abs]


def number(value: Abs) -> Num:
    """Return the abstract value as that of a number."""
    assert isinstance(value, Num)
    return value


def exact_of(a: Num, b: Num, combine: Callable[[Poly, Poly], Poly]) -> Poly | None:
    """Return `combine` of the exact values of two numbers; None if one of them is not known."""
    return None if a.exact is None or b.exact is None else combine(a.exact, b.exact)


def _by(number: Num, node: Node) -> Num:
    """Return a computed number with the lower bound that its sort implies."""
    if isinstance(node.type, Number) and node.type.sort == "nat":
        return replace(number, down=either(number.down, some(0)))
    return number


def _add(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    exact = exact_of(a, b, lambda p, q: p + q)
    digits = _bits_of_sum(a, b)
    return _by(integer(plus(a.up, b.up), plus(a.down, b.down), digits, lcm(a.den, b.den), exact), node)


def _bits_of_sum(a: Num, b: Num) -> Some:
    """Return the bits of a sum: |a + b| < 2^(1 + the larger), and for integers also |a| + |b| < (|a| + 1) (|b| + 1).  A sum with
    0 has those of the other number."""
    for one, other in ((a, b), (b, a)):
        if one.exact is not None and one.exact.value == 0:
            return other.bits
    digits = plus(joined(a.bits, b.bits), some(1))
    return either(digits, plus(a.bits, b.bits)) if a.den == b.den == ZERO else digits


def _sub(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    digits = joined(a.bits, b.bits) if _both_natural(a, b) else _bits_of_sum(a, b)
    exact = exact_of(a, b, lambda p, q: p - q)
    return integer(plus(a.up, b.down), plus(a.down, b.up), digits, lcm(a.den, b.den), exact)


def _both_natural(a: Num, b: Num) -> bool:
    return is_natural(a) and is_natural(b)


def _mul(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    product = times(magnitude(a), magnitude(b))
    down = some(0) if _both_natural(a, b) or node.args[0] == node.args[1] else product
    exact = exact_of(a, b, lambda p, q: p * q)
    return _by(integer(product, down, _bits_of_product(a, b), a.den + b.den, exact), node)


def _bits_of_product(a: Num, b: Num) -> Some:
    """Return the bits of a product: those of both together, and for a constant factor c those of the other and lg(c), rounded
    up."""
    digits = plus(a.bits, b.bits)
    for factor, other in ((a, b), (b, a)):
        known = factor.exact.value if factor.exact is not None else None
        if isinstance(known, int) and known:
            digits = either(digits, plus(other.bits, some((abs(known) - 1).bit_length())))
    return digits


def _div(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
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
    a, b = map(number, args)
    divisor = b.exact.value if b.exact is not None else None
    if _both_natural(a, b):
        up = each(lambda p: p * (1 / Fraction(divisor)), a.up) if divisor else a.up
        return _by(integer(up, some(0), a.bits), node)
    return integer(magnitude(a), magnitude(a), a.bits)


def _mod(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    size = each(lambda p: (p - 1).clear(), magnitude(b))
    if _both_natural(a, b):
        return _by(integer(either(size, a.up), some(0), either(a.bits, b.bits)), node)
    down = some(0) if is_natural(b) else size
    return _by(integer(size, down, b.bits), node)


def _pow(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, n = map(number, args)
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

    An even power is at least 0.  An odd power is monotone in the number.  So it is at most the power of `up`, and its negative is
    at most the power of `down`, where these are positive.
    """
    if exponent == 0:
        return integer(some(1), some(-1), some(1), ZERO, ONE)
    up, down, size = (each(Poly.clear, s) for s in (a.up, a.down, magnitude(a)))
    result, highest, lowest = a, up, down
    for _ in range(exponent - 1):
        most = times(magnitude(result), size)
        digits, exact = plus(result.bits, a.bits), exact_of(result, a, lambda p, q: p * q)
        result = integer(most, most, digits, result.den + a.den, exact)
        highest, lowest = times(highest, up), times(lowest, down)
    if exponent % 2 == 0:
        return replace(result, down=some(0))
    return replace(result, up=highest, down=lowest) if exponent > 1 else result


def power_of_bits(base: int, exponent: Poly) -> Poly | None:
    """Return a bound of base^v for all v <= exponent, if the exponent is linear in the bits of quantities.

    The result is None if the exponent has another form, or if the degree of the bound would be large.

    2^bits(x) <= 2x + 1 for every natural x, and base <= 2^d for d = bits(base - 1).  So base^(c bits(x)) is at most (2x + 1)^(c
    d) for every c >= 0.  Negative terms other than the constant only make the exponent smaller.

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
    """Return a rational that is at least lg(base), within 1/3, computed from the digits of base^3: 10/3 for 10."""
    return Fraction((base**3 - 1).bit_length(), 3)


def text(node: Node) -> str:
    """Return an expression as it is written."""
    return node.mark.text if node.mark is not None else node.op


def _min(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    both = either(a.bits, b.bits) if _both_natural(a, b) else joined(a.bits, b.bits)
    return _by(integer(either(a.up, b.up), joined(a.down, b.down), both, lcm(a.den, b.den)), node)


def _max(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a, b = map(number, args)
    return _by(integer(joined(a.up, b.up), either(a.down, b.down), joined(a.bits, b.bits), lcm(a.den, b.den)), node)


def _gcd(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    """Return the bounds of a greatest common divisor.

    A common divisor is at most the absolute value of each operand that is not 0, and gcd(0, 0) = 0.  So it is at most the larger
    operand, and at most each operand that is known not to be 0.
    """
    a, b = map(number, args)
    up, digits = joined(magnitude(a), magnitude(b)), joined(a.bits, b.bits)
    for operand in (a, b):
        if operand.exact is not None and operand.exact.value:
            up, digits = either(up, magnitude(operand)), either(digits, operand.bits)
    return integer(up, some(0), digits)


def _lcm(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    """Return the bounds of a least common multiple.

    It divides the product, and is 0 only where the product is: so it is at most the absolute value of the product.
    """
    a, b = map(number, args)
    return integer(times(magnitude(a), magnitude(b)), some(0), plus(a.bits, b.bits))


def _sign(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    """Return the bounds of a sign: -1, 0 or 1, and not -1 for a natural number."""
    return integer(some(1), some(0 if is_natural(number(args[0])) else 1), some(1))


def _bits(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a = number(args[0])
    if node.data == "rat":
        whole = a.digits is None  # a whole number has the denominator 1, which has one digit
        length = a.length + 1 if a.length is not None and whole else a.length
        return natural(each(lambda p: p - 1, written(a, bits)), length)
    if sharp() and a.exact is not None and is_natural(a):
        return natural(a.bits, bits_of(a.exact))
    return natural(a.bits, a.length)


def _as_natural(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    a = number(args[0])
    return replace(a, down=either(a.down, some(0)), den=ZERO, digits=None, length=None)


def _as_integer(node: Node, args: Sequence[Abs], bits: Bits) -> Abs:
    return replace(number(args[0]), den=ZERO, digits=None, length=None)


RULES: dict[Op, AbstractRule] = {
    Op.ADD: _add,
    Op.SUB: _sub,
    Op.MUL: _mul,
    Op.DIV: _div,
    Op.QUOTIENT: _quotient,
    Op.MOD: _mod,
    Op.POW: _pow,
    Op.MIN: _min,
    Op.MAX: _max,
    Op.GCD: _gcd,
    Op.LCM: _lcm,
    Op.SIGN: _sign,
    Op.BITS: _bits,
    Op.NAT: _as_natural,
    Op.INT: _as_integer,
}
