"""Claimed size bounds: as sympy expressions, compared with sizes seen, and composed along a chain by substitution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy

from certify.language.core import Claim, Node, Reduction


class bits(sympy.Function):  # type: ignore[misc]
    """The binary digits of a natural number."""

    @classmethod
    def eval(cls, argument: sympy.Expr) -> sympy.Integer | None:
        """A number's own value, once the measures are known."""
        return sympy.Integer(int(argument).bit_length()) if argument.is_Integer else None


_OPERATIONS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b,
    "min": sympy.Min,
    "max": sympy.Max,
    "bits": bits,
}


def symbol(measure: str) -> sympy.Symbol:
    """The symbol of a measure: a nonnegative integer."""
    return sympy.Symbol(measure, integer=True, nonnegative=True)


def expression(node: Node) -> sympy.Expr:
    """A claim's right side as a sympy expression over the measures' symbols."""
    if node.op == "measure":
        return symbol(node.data)
    if node.op == "const":
        value = Fraction(node.data)
        return sympy.Rational(value.numerator, value.denominator)
    return _OPERATIONS[node.op](*(expression(a) for a in node.args))


def value(bound: sympy.Expr, measures: Mapping[str, int]) -> Fraction:
    """A bound at given measures, exactly.

    >>> value(expression(Node("measure", None, data="n")) ** 2, {"n": 3})
    Fraction(9, 1)
    """
    found = sympy.Rational(bound.subs({symbol(n): v for n, v in measures.items()}))
    return Fraction(int(found.p), int(found.q))


def size_claims(reduction: Reduction) -> dict[str, Claim]:
    """The unconditional claim about each measure of the target, equalities before upper bounds."""
    found: dict[str, Claim] = {}
    for claim in reduction.claims:
        if claim.kind == "size" and claim.where is None and (claim.left not in found or claim.relation == "="):
            found[claim.left] = claim
    return found


def composed(reductions: Sequence[Reduction]) -> dict[str, Any]:
    """For each measure of the far end, the claimed bound in the measures of the chain's own source, or the reason why there
    is none (a text).

    Bounds are substituted into one another, which is sound where they are monotone: a bound in which a measure that is only
    bounded from above stands with a negative coefficient is refused.
    """
    if not reductions:
        return {}
    so_far: dict[str, Any] = {n: symbol(n) for n, _ in reductions[0].source.measures}
    exact = set(so_far)
    for reduction in reductions:
        claims = size_claims(reduction)
        following: dict[str, Any] = {}
        still_exact = set()
        for name, _ in reduction.target.measures:
            if name not in claims:
                following[name] = f"{reduction.name} claims no bound for `{name}`"
                continue
            claim = claims[name]
            assert claim.right is not None
            following[name] = _substituted(expression(claim.right), so_far, exact)
            used = {str(s) for s in expression(claim.right).free_symbols}
            if claim.relation == "=" and used <= exact:
                still_exact.add(name)
        so_far, exact = following, still_exact
    return so_far


def _substituted(bound: sympy.Expr, known: Mapping[str, Any], exact: set[str]) -> Any:
    for inner in sorted(bound.free_symbols, key=str):
        reason = known[str(inner)]
        if isinstance(reason, str):
            return reason
        if str(inner) not in exact and not _monotone(bound, inner):
            return f"the bound {bound} is not monotone in `{inner}`, of which only an upper bound is known"
    return sympy.expand(bound.subs({s: known[str(s)] for s in bound.free_symbols}, simultaneous=True))


def _monotone(bound: sympy.Expr, inner: sympy.Symbol) -> bool:
    """Does a polynomial bound never fall when a measure grows by one?  Judged by the coefficients of the difference."""
    if not bound.is_polynomial(*bound.free_symbols):
        return False
    step = sympy.Poly(sympy.expand(bound.subs(inner, inner + 1) - bound), *bound.free_symbols)
    return all(c.is_nonnegative for c in step.coeffs())
