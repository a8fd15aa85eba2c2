"""Arithmetic and comparison of lifted numbers: affine forms where it is exact, products, powers and maxima as nodes.

A rule returns NotImplemented where applying the reference meaning pointwise is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Any

from certify.core import Node
from certify.core.values import number
from certify.solve.interval_network import Affine
from certify.solve.symbolic_run import MOST_BITS, Rule, SymbolicRun
from certify.solve.symbolic_values import Alternatives, Lifted, Unlifted


def _small(a: Any) -> bool:
    """Has the value a listing that is at hand?"""
    return not isinstance(a, Lifted) or (
        isinstance(a, Alternatives) and len(a.options) <= 64 and not any(isinstance(v, Lifted) for _, v in a.options)
    )


def _one_is_known(args: Sequence[Any]) -> bool:
    """One operand known and the other a short list: pointwise is exact, where intervals are not."""
    return all(map(_small, args)) and not all(isinstance(a, Lifted) for a in args)


def _compare(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    difference = run.lift.form(args[0]) - run.lift.form(args[1])
    if node.op == "le":
        return run.lift.truth(run.network.at_most_zero(difference))
    return run.lift.truth(run.network.below_zero(difference))


def _add(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    a, b = run.lift.form(args[0]), run.lift.form(args[1])
    return run.lift.amount(a + b if node.op == "add" else a - b)


def times(run: SymbolicRun, a: Any, b: Any) -> Any:
    """The product of two numbers."""
    left, right = run.lift.form(a), run.lift.form(b)
    if not left.terms:
        left, right = right, left
    if not right.terms:
        return run.lift.amount(left.scaled(right.const))
    if _bits(run, left) + _bits(run, right) > MOST_BITS:
        raise Unlifted
    net = run.network
    return run.lift.amount(net.form(net.product(net.node(left), net.node(right))))


def _bits(run: SymbolicRun, form: Affine) -> int:
    """Binary digits of the largest number that the form may be."""
    low, high = run.network.bounds(form)
    return max(floor(low).bit_length(), floor(high).bit_length())


def _mul(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return NotImplemented if _one_is_known(args) else times(run, *args)


def _div(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    if isinstance(b, Lifted) or b == 0 or _small(a):
        return NotImplemented
    form = run.lift.form(a)
    return run.lift.amount(form.scaled(number(Fraction(1, b))))


def _pow(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    base, exponent = args
    if _small(base) or isinstance(exponent, Lifted) or not isinstance(exponent, int) or exponent < 0:
        return NotImplemented
    if exponent < 2:
        return base if exponent else 1
    if exponent * _bits(run, run.lift.form(base)) > MOST_BITS:
        raise Unlifted
    net = run.network
    return run.lift.amount(net.form(net.power(run.lift.node(base), exponent)))


def _max(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    return largest(run, args) if node.op == "max" else smallest(run, args)


def largest(run: SymbolicRun, values: Sequence[Any]) -> Any:
    """The largest of some numbers, at least one."""
    net = run.network
    return run.lift.amount(net.form(net.maximum([run.lift.node(v) for v in values])))


def smallest(run: SymbolicRun, values: Sequence[Any]) -> Any:
    """The smallest of some numbers, at least one."""
    negated = largest(run, [run.lift.amount(run.lift.form(v).scaled(-1)) for v in values])
    return run.lift.amount(run.lift.form(negated).scaled(-1))


def _cast(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    (a,) = args
    if _small(a):
        return NotImplemented
    form = run.lift.form(a)
    if node.need is not None:
        if not run.network.is_whole(form):
            return NotImplemented
        if node.op == "nat":
            run.owe(run.network.at_most_zero(form.scaled(-1)))
    return a


def total(run: SymbolicRun, forms: Sequence[Affine]) -> Affine:
    """The sum of some forms."""
    const, terms = 0, dict[int, Any]()
    for form in forms:
        const += form.const  # type: ignore[assignment]
        for n, k in form.terms.items():
            terms[n] = terms.get(n, 0) + k
    return Affine(const, {n: k for n, k in terms.items() if k})


RULES: dict[str, Rule] = {
    "lt": _compare,
    "le": _compare,
    "add": _add,
    "sub": _add,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "min": _max,
    "max": _max,
    "nat": _cast,
    "int": _cast,
}
