"""Conditions on real numbers: a graph of polynomials, maxima and comparisons, in which equal expressions are one node.

A number is an affine form over nodes.  Products and powers stay as they are while only signs matter: a sum of squares is 0 if
and only if each base is 0.  Where terms may cancel they are multiplied out, and the nodes of the form are unknowns, maxima,
choices and monomials of these.  A condition is a literal: a node, or its negation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from fractions import Fraction
from functools import reduce
from typing import Any

from certify.core.values import number
from certify.symbolic.affine import Affine, Exact, total
from certify.symbolic.values import Beyond, Guard

TRUE: Guard = 1
FALSE: Guard = -1
MOST_MONOMIALS = 2_000
"""The most monomials of a polynomial that is multiplied out."""


class RealKind(IntEnum):
    """The kinds of nodes: numbers, then conditions."""

    UNKNOWN = 0
    MONOMIAL = 1  # (node, exponent), ...
    PRODUCT = 2  # two forms
    POWER = 3  # a form, and an exponent >= 2
    MAXIMUM = 4  # forms
    CHOICE = 5  # (guard, form), ...: exactly one guard holds
    TRUTH = 6  # a guard: 1 if it holds, else 0
    ALL = 7  # guards
    AT_MOST_ZERO = 8  # a form
    ZERO = 9  # a form
    OPAQUE = 10  # nothing is known


Monomial = tuple[tuple[int, int], ...]
"""Nodes with their exponents, in order."""

Polynomial = dict[Monomial, Exact]


class RealExpressions:
    """The graph.  Operands have smaller numbers than the nodes that use them.

    `kind`, `parts`: what each node is.  `low`, `high`: bounds of the value of a number; None for no bound.

    >>> e = RealExpressions()
    >>> x = Affine(0, {e.unknown(0): 1})
    >>> e.zero(e.product(x, x) + Affine(1)) == FALSE, e.zero(e.product(x, x)) == e.zero(x)
    (True, True)
    """

    def __init__(self) -> None:
        self.kind: list[RealKind] = [RealKind.OPAQUE] * 2  # the nodes 0 and 1 are none: 1 is the literal that holds
        self.parts: list[Any] = [None, None]
        self.low: list[Exact | None] = [None, None]
        self.high: list[Exact | None] = [None, None]
        self._known: dict[Any, int] = {}
        self._expanded: dict[int, Polynomial] = {}

    def _node(self, kind: RealKind, key: Any, parts: Any, low: Exact | None = None, high: Exact | None = None) -> int:
        node = self._known.get((kind, key))
        if node is None:
            node = self._known[kind, key] = len(self.kind)
            self.kind.append(kind)
            self.parts.append(parts)
            self.low.append(low)
            self.high.append(high)
        return node

    # -------------------------------------------------------------------------------------------- numbers

    def unknown(self, index: int) -> int:
        """Return the node of an unknown number."""
        return self._node(RealKind.UNKNOWN, index, index)

    def product(self, a: Affine, b: Affine) -> Affine:
        """Return the product of two forms."""
        if not a.terms or not b.terms:
            return b.scaled(a.const) if not a.terms else a.scaled(b.const)
        if a.const == b.const and a.terms == b.terms:
            return self.power(a, 2)
        low = 0 if min(self._at_least(a), self._at_least(b)) >= 0 else None
        return Affine(0, {self._node(RealKind.PRODUCT, frozenset((_key(a), _key(b))), (a, b), low): 1})

    def power(self, base: Affine, exponent: int) -> Affine:
        """Return a form to a power >= 2."""
        if not base.terms:
            return Affine(number(Fraction(base.const) ** exponent))
        low = 0 if exponent % 2 == 0 or self._at_least(base) >= 0 else None
        return Affine(0, {self._node(RealKind.POWER, (_key(base), exponent), (base, exponent), low): 1})

    def maximum(self, forms: Sequence[Affine]) -> Affine:
        """Return the largest of some forms."""
        kept = {_key(f): f for f in forms}
        floor = max(map(self._at_least, kept.values()))
        kept = {k: f for k, f in kept.items() if self._at_most(f) > floor or self._at_least(f) == floor}
        certain = [f for f in kept.values() if self._at_least(f) == floor]
        if len(kept) == 1 or all(self._at_most(f) == floor for f in kept.values()):
            return certain[0]
        ends = [self.bounds(f)[1] for f in kept.values()]
        high = None if None in ends else max(ends)  # type: ignore[type-var]
        low = None if isinstance(floor, float) else floor
        made = self._node(RealKind.MAXIMUM, frozenset(kept), tuple(kept.values()), low, high)
        return Affine(0, {made: 1})

    def chosen(self, options: Sequence[tuple[Guard, Affine]]) -> Affine:
        """Return the form whose guard holds.  Exactly one holds wherever the number has a meaning."""
        kept = [(g, f) for g, f in options if g != FALSE]
        if len({_key(f) for _, f in kept}) == 1:
            return kept[0][1]
        ends = [self.bounds(f) for _, f in kept]
        low = None if any(lo is None for lo, _ in ends) else min(lo for lo, _ in ends)  # type: ignore[type-var]
        high = None if any(hi is None for _, hi in ends) else max(hi for _, hi in ends)  # type: ignore[type-var]
        key = tuple((g, _key(f)) for g, f in kept)
        return Affine(0, {self._node(RealKind.CHOICE, key, tuple(kept), low, high): 1})

    def truth(self, guard: Guard) -> Affine:
        """Return the form that is 1 where a condition holds, and 0 elsewhere."""
        if abs(guard) == TRUE:
            return Affine(int(guard == TRUE))
        node = self._node(RealKind.TRUTH, abs(guard), abs(guard), 0, 1)
        return Affine(0, {node: 1}) if guard > 0 else Affine(1, {node: -1})

    def count(self, guards: Iterable[Guard]) -> Affine:
        """Return the number of the guards that hold."""
        return total(map(self.truth, guards))

    def bounds(self, form: Affine) -> tuple[Exact | None, Exact | None]:
        """Return a lower and an upper bound; None where there is none."""
        low: Exact | None = form.const
        high: Exact | None = form.const
        for node, k in form.terms.items():
            ends = (self.low[node], self.high[node]) if k > 0 else (self.high[node], self.low[node])
            low = None if low is None or ends[0] is None else low + k * ends[0]
            high = None if high is None or ends[1] is None else high + k * ends[1]
        return low, high

    def _at_least(self, form: Affine) -> Exact | float:
        low, _ = self.bounds(form)
        return float("-inf") if low is None else low

    def _at_most(self, form: Affine) -> Exact | float:
        _, high = self.bounds(form)
        return float("inf") if high is None else high

    # -------------------------------------------------------------------------------------------- conditions

    def opaque(self) -> Guard:
        """Return a new condition about which nothing is known."""
        return self._node(RealKind.OPAQUE, len(self.kind), None)

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Return the conjunction of conditions."""
        kept = set[Guard]()
        for g in guards:
            kept |= self.parts[g] if g > TRUE and self.kind[g] is RealKind.ALL else {g}
        kept.discard(TRUE)
        if FALSE in kept or any(-g in kept for g in kept):
            return FALSE
        if len(kept) < 2:
            return next(iter(kept), TRUE)
        return self._node(RealKind.ALL, frozenset(kept), frozenset(kept))

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Return the disjunction of conditions."""
        return -self.all([-g for g in guards])

    def zero(self, form: Affine) -> Guard:
        """Return the condition that a form is 0."""
        low, high = self.bounds(form)
        if (low is not None and low > 0) or (high is not None and high < 0):
            return FALSE
        if low == 0 or high == 0:
            sign = 1 if low == 0 else -1
            return self.all(self._at_bound(node, least=sign * k > 0) for node, k in form.terms.items())
        if len(form.terms) == 1:
            ((node, k),) = form.terms.items()
            if form.const == 0 and (factors := self._factors(node)) is not None:
                return self.any(map(self.zero, factors))
            if self.kind[node] in (RealKind.MAXIMUM, RealKind.CHOICE):
                return self._split(node, Affine(number(Fraction(form.const) / k)), self.zero)
        plain = self._plain(form)
        if plain is not form:
            return self.zero(plain)
        if (common := self._common_factor(form)) is not None:
            return self.any(map(self.zero, common))
        first = form.terms[min(form.terms)]
        form = form.scaled(number(1 / Fraction(first)))
        return self._node(RealKind.ZERO, _key(form), form)

    def at_most_zero(self, form: Affine) -> Guard:
        """Return the condition that a form is <= 0."""
        low, high = self.bounds(form)
        if high is not None and high <= 0:
            return TRUE
        if low is not None and low >= 0:
            return FALSE if low > 0 else self.zero(form)
        if len(form.terms) == 1:
            ((node, k),) = form.terms.items()
            if self.kind[node] is RealKind.MAXIMUM and k > 0:
                bound = Affine(number(Fraction(form.const) / k))
                return self.all(self.at_most_zero(f + bound) for f in self.parts[node])
        plain = form if low is not None else self._plain(form)
        if plain is not form:
            return self.at_most_zero(plain)
        first = form.terms[min(form.terms)]
        form = form.scaled(number(1 / abs(Fraction(first))))
        return self._node(RealKind.AT_MOST_ZERO, _key(form), form)

    def _at_bound(self, node: int, *, least: bool) -> Guard:
        """Return the condition that a number has its least or its greatest value."""
        kind, bound = self.kind[node], Affine(self.low[node] if least else self.high[node])  # type: ignore[arg-type]
        if kind is RealKind.MAXIMUM and least:
            return self.all(self.at_most_zero(f - bound) for f in self.parts[node])
        if kind is RealKind.TRUTH:
            holds: Guard = self.parts[node]
            return -holds if least else holds
        if kind in (RealKind.MAXIMUM, RealKind.CHOICE):
            return self._split(node, bound.scaled(-1), self.zero)
        factors = self._factors(node)
        assert factors is not None
        assert bound.const == 0
        return self.any(map(self.zero, factors))

    def _factors(self, node: int) -> list[Affine] | None:
        """Return forms such that the number is 0 if and only if one of them is; None if it is no product."""
        match self.kind[node]:
            case RealKind.PRODUCT:
                return list(self.parts[node])
            case RealKind.POWER:
                return [self.parts[node][0]]
            case RealKind.MONOMIAL:
                return [Affine(0, {n: 1}) for n, _ in self.parts[node]]
        return None

    def _split(self, node: int, rest: Affine, holds: Callable[[Affine], Guard]) -> Guard:
        """Return the condition on a maximum or choice plus `rest`, case by case."""
        if self.kind[node] is RealKind.CHOICE:
            return self.any(self.all((g, holds(f + rest))) for g, f in self.parts[node])
        forms = self.parts[node]
        return self.any(self.all([holds(f + rest), *(self.at_most_zero(g - f) for g in forms if g is not f)]) for f in forms)

    # -------------------------------------------------------------------------------------------- polynomials

    def _plain(self, form: Affine) -> Affine:
        """Return a form multiplied out; the form itself if it is, or would be too long."""
        if all(self.kind[n] not in (RealKind.PRODUCT, RealKind.POWER) for n in form.terms):
            return form
        try:
            found = self._sum(form)
        except Beyond:
            return form
        return Affine(found.get((), 0), {self._monomial(m): k for m, k in found.items() if m})

    def _monomial(self, m: Monomial) -> int:
        if len(m) == 1 and m[0][1] == 1:
            return m[0][0]
        positive = all(e % 2 == 0 or ((low := self.low[n]) is not None and low >= 0) for n, e in m)
        return self._node(RealKind.MONOMIAL, m, m, 0 if positive else None)

    def _sum(self, form: Affine) -> Polynomial:
        found: Polynomial = {(): form.const} if form.const else {}
        for node, k in form.terms.items():
            for m, c in self._polynomial(node).items():
                found[m] = found.get(m, 0) + k * c
        return _limited({m: number(c) for m, c in found.items() if c})

    def _polynomial(self, node: int) -> Polynomial:
        if node not in self._expanded:
            match self.kind[node]:
                case RealKind.PRODUCT:
                    a, b = self.parts[node]
                    made = _multiplied(self._sum(a), self._sum(b))
                case RealKind.POWER:
                    base, exponent = self.parts[node]
                    made = reduce(_multiplied, [self._sum(base)] * exponent)
                case RealKind.MONOMIAL:
                    made = {self.parts[node]: 1}
                case _:
                    made = {((node, 1),): 1}
            self._expanded[node] = made
        return self._expanded[node]

    def _common_factor(self, form: Affine) -> tuple[Affine, Affine] | None:
        """Return a node that is a factor of all terms, and the rest; None if there is none."""
        if form.const or len(form.terms) < 2:
            return None
        monomials = {self._as_monomial(n): k for n, k in form.terms.items()}
        shared = set.intersection(*({n for n, _ in m} for m in monomials))
        if not shared:
            return None
        common = min(shared)
        rest = {tuple((n, e - (n == common)) for n, e in m if e > (n == common)): k for m, k in monomials.items()}
        return Affine(0, {common: 1}), Affine(rest.get((), 0), {self._monomial(m): k for m, k in rest.items() if m})

    def _as_monomial(self, node: int) -> Monomial:
        return self.parts[node] if self.kind[node] is RealKind.MONOMIAL else ((node, 1),)

    def in_one_unknown(self, form: Affine) -> tuple[int, list[Exact]] | None:
        """Return the unknown and the coefficients of a form that is a polynomial in it alone; None if it is no such form."""
        exponents: dict[int, Exact] = {0: form.const}
        of = None
        for node, k in form.terms.items():
            m = self._as_monomial(node)
            if len(m) != 1 or self.kind[m[0][0]] is not RealKind.UNKNOWN or of not in (None, m[0][0]):
                return None
            of, exponents[m[0][1]] = m[0][0], k
        if of is None:
            return None
        return self.parts[of], [exponents.get(i, 0) for i in range(max(exponents) + 1)]

    # -------------------------------------------------------------------------------------------- substitution

    def under(self, guard: Guard, values: Mapping[int, Exact]) -> Guard:
        """Return a condition in which some unknowns, given by their index, have values."""
        forms: dict[int, Affine] = {}
        guards: dict[int, Guard] = {TRUE: TRUE}

        def form(of: Affine) -> Affine:
            return total([Affine(of.const), *(forms[n].scaled(k) for n, k in of.terms.items())])

        def literal(g: Guard) -> Guard:
            return guards[abs(g)] if g > 0 else -guards[abs(g)]

        for node in self.cone(guard):
            parts = self.parts[node]
            match self.kind[node]:
                case RealKind.UNKNOWN:
                    forms[node] = Affine(values[parts]) if parts in values else Affine(0, {node: 1})
                case RealKind.MONOMIAL:
                    powers = [forms[n] if e == 1 else self.power(forms[n], e) for n, e in parts]
                    forms[node] = reduce(self.product, powers)
                case RealKind.PRODUCT:
                    forms[node] = self.product(*map(form, parts))
                case RealKind.POWER:
                    forms[node] = self.power(form(parts[0]), parts[1])
                case RealKind.MAXIMUM:
                    forms[node] = self.maximum([form(f) for f in parts])
                case RealKind.CHOICE:
                    forms[node] = self.chosen([(literal(g), form(f)) for g, f in parts])
                case RealKind.TRUTH:
                    forms[node] = self.truth(literal(parts))
                case RealKind.ALL:
                    guards[node] = self.all(map(literal, parts))
                case RealKind.AT_MOST_ZERO:
                    guards[node] = self.at_most_zero(form(parts))
                case RealKind.ZERO:
                    guards[node] = self.zero(form(parts))
                case RealKind.OPAQUE:
                    guards[node] = node
        return literal(guard)

    def cone(self, guard: Guard) -> list[int]:
        """Return the nodes of a condition, operands first."""
        seen, waiting = {0, TRUE}, [abs(guard)]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += self._operands(node)
        return sorted(seen - {0, TRUE})

    def _operands(self, node: int) -> Iterable[int]:
        parts = self.parts[node]
        match self.kind[node]:
            case RealKind.MONOMIAL:
                return [n for n, _ in parts]
            case RealKind.PRODUCT | RealKind.MAXIMUM:
                return [n for f in parts for n in f.terms]
            case RealKind.POWER:
                return parts[0].terms  # type: ignore[no-any-return]
            case RealKind.CHOICE:
                return [n for g, f in parts for n in (abs(g), *f.terms)]
            case RealKind.TRUTH:
                return [parts]
            case RealKind.ALL:
                return map(abs, parts)
            case RealKind.AT_MOST_ZERO | RealKind.ZERO:
                return parts.terms  # type: ignore[no-any-return]
        return ()


def _key(form: Affine) -> tuple[Exact, frozenset[tuple[int, Exact]]]:
    return form.const, frozenset(form.terms.items())


def _multiplied(f: Polynomial, g: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for m, a in f.items():
        for n, b in g.items():
            exponents = dict(m)
            for node, e in n:
                exponents[node] = exponents.get(node, 0) + e
            key = tuple(sorted(exponents.items()))
            found[key] = found.get(key, 0) + a * b
        _limited(found)
    return {m: number(c) for m, c in found.items() if c}


def _limited(f: Polynomial) -> Polynomial:
    if len(f) > MOST_MONOMIALS:
        raise Beyond(f"a polynomial has more than {MOST_MONOMIALS} monomials")
    return f
