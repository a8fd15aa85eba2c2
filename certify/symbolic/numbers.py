"""Arithmetic and comparison: affine forms where they are exact, and the backend's products, powers and maxima elsewhere.

Where one operand is known and the other one has few values, the operation is computed for each value: this is exact, while
intervals are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from certify.core import Node
from certify.core.values import number
from certify.symbolic.run import Rule, SymbolicRun
from certify.symbolic.values import Amount, Guarded, Symbolic, is_known


def _compare(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return run.values.truth(run.values.compared(node.op, *args))


def _add(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    a, b = args
    if run.values.few_pairs(a, b, 0):
        return NotImplemented
    left, right = run.values.form(a), run.values.form(b)
    return run.values.amount(left + right if node.op == "add" else left - right)


def times(run: SymbolicRun, a: Symbolic, b: Symbolic) -> Symbolic:
    """Return the product of two numbers.  Raises Beyond if the backend cannot express it."""
    values = run.values
    if is_known(b):
        a, b = b, a
    if is_known(a) and (is_known(b) or a == 0):
        return number(a * b) if is_known(b) else 0
    if a is not b and values.few_pairs(a, b, run.algebra.combinations):
        return values.one_of((g, number(u * v)) for g, (u, v) in values.combinations((a, b)))
    if is_known(a):
        return values.amount(values.form(b).scaled(a))
    return run.algebra.product(values.form(a), values.form(b))


def _mul(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return times(run, *args)


def _div(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    a, b = args
    if not is_known(b) or b == 0 or run.values.few(a) is not None:
        return NotImplemented
    return run.values.amount(run.values.form(a).scaled(number(Fraction(1, b))))


def _quotient(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    a, b = args
    if not isinstance(a, Amount) or not is_known(b):
        return NotImplemented
    found = run.algebra.quotient(a.form, b)
    if found is None:
        return NotImplemented
    return run.values.amount(found if node.op == "quotient" else a.form - found.scaled(b))


def _pow(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    base, exponent = args
    if run.values.few(base) is not None or not isinstance(exponent, int) or exponent < 0:
        return NotImplemented
    if exponent < 2:
        return base if exponent else 1
    found = run.algebra.power(run.values.form(base), exponent)
    return NotImplemented if found is None else found


def _min_max(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    a, b = args
    if run.values.few_pairs(a, b, run.algebra.combinations):
        return NotImplemented
    return _best(run, [(run.algebra.true, a) for a in args], node.op == "max")


def extreme(run: SymbolicRun, node: Node, found: Sequence[Guarded]) -> Symbolic:
    """Return the least or greatest of those numbers whose guards hold; 0 where no guard holds.

    `node`: the `least` or `greatest` comprehension.  `found`: the numbers with their guards, at least one.
    """
    values, alg, greatest = run.values, run.algebra, node.op == "greatest"
    if all(g == alg.true and is_known(v) for g, v in found):
        return (max if greatest else min)(v for _, v in found)
    some = alg.any([g for g, _ in found])
    return values.choose([(some, _best(run, found, greatest)), (alg.neg(some), 0)])


def _best(run: SymbolicRun, found: Sequence[Guarded], greatest: bool) -> Symbolic:
    """Return the largest (or smallest) of those numbers whose guards hold, where at least one guard holds."""
    values, alg, sign = run.values, run.algebra, 1 if greatest else -1
    bounds = [alg.bounds(values.form(v)) for _, v in found]
    harmless = min(lo for lo, _ in bounds) if greatest else max(hi for _, hi in bounds)
    present = [v for g, v in found if g == alg.true]
    if len(present) < len(found) and not isinstance(harmless, float):
        present = [v if g == alg.true else values.choose([(g, v), (alg.neg(g), number(harmless))]) for g, v in found]
    if len(present) == len(found):
        largest = alg.maximum([values.form(v).scaled(sign) for v in present])
        if largest is not None:
            return values.amount(largest.scaled(sign))
    (so_far, best), *others = found
    for g, value in others:
        better = values.compared("lt", *((best, value) if greatest else (value, best)))
        taken = alg.all((g, alg.any((alg.neg(so_far), better))))
        best, so_far = values.choose([(taken, value), (alg.neg(taken), best)]), alg.any((so_far, g))
    return best


def _cast(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    (a,) = args
    if run.values.few(a) is not None:
        return NotImplemented
    form = run.values.form(a)
    if node.need is not None:
        if not run.algebra.is_whole(form):
            return NotImplemented
        if node.op == "nat":
            run.owe(run.algebra.at_most_zero(form.scaled(-1)))
    return a


RULES: Mapping[str, Rule] = {
    "lt": _compare,
    "le": _compare,
    "add": _add,
    "sub": _add,
    "mul": _mul,
    "div": _div,
    "quotient": _quotient,
    "mod": _quotient,
    "pow": _pow,
    "min": _min_max,
    "max": _min_max,
    "nat": _cast,
    "int": _cast,
}
