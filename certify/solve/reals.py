"""Witnesses that are real numbers: the verifier on unknown numbers, as one condition on polynomials.

A condition may state of an unknown that a polynomial in it alone is 0, or one of several.  If the roots are rational, these are
all the values that it can have, and unknowns with one value are replaced by it.  An equation whose other unknowns have few values
is solved for each.  If every unknown has finitely many values, the
witnesses are members of a finite space, which is searched like any other.  Otherwise z3 decides the condition (Jovanović and
de Moura, 2012), in which the unknowns with finitely many values are choices.  Then that there is no other solution rests on z3.

A solution is reported only if the interpreter accepts it, in rational numbers.  Irrational solutions are no values of the
language, and end an enumeration as incomplete.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from certify.core import SpaceKind
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import FrozenMap, Value, number
from certify.records import dataclass, replace
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.unmet_obligations import Unmet
from certify.solve.real_algebra import RealAlgebra
from certify.solve.real_expressions import FALSE, TRUE, RealExpressions, RealKind
from certify.solve.real_roots import rational_roots
from certify.solve.symbolic_accepts import SymbolicAccepts
from certify.symbolic.affine import Affine, Exact
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.values import Amount, Beyond, Guard
from certify.system.z3_contexts import fresh_context

_FOREVER = 1 << 31
_MOST = 1000  # the most witnesses that z3 finds; more are taken for infinitely many
_MOST_DEGREE = 64
_MOST_CASES = 64  # the most combinations of values for which an equation is solved

Domains = Mapping[int, frozenset[Exact]]
"""The values that unknowns can have, by index; all numbers for an unknown that is not in it."""


@dataclass(frozen=True)
class RealConditions:
    """What the verifier of a problem demands of the real numbers of a witness.

    - `expressions`, `wanted`: the condition that it is defined and accepts, with the known values put in.
    - `domains`: the values that the unknowns can have where the condition holds.
    """

    space: ConcreteSpace
    expressions: RealExpressions
    wanted: Guard
    domains: Domains

    def finite(self) -> ConcreteSpace | None:
        """Return a finite space that contains all witnesses; None if none is known."""
        items = self.space.items
        if self.wanted != FALSE and len(self.domains) < len(items):
            return None
        options = tuple(tuple(sorted(self.domains.get(i, ()))) for i in range(len(items)))
        return replace(self.space, kind=SpaceKind.CHOICE, options=options)


def real_conditions(accepts: SymbolicAccepts, x: Value, space: ConcreteSpace) -> RealConditions | None:
    """Return the conditions on the witnesses of an instance; None if the verifier uses a number as polynomials cannot.

    - `accepts`, `x`: the verifier, and the instance.
    - `space`: its witness space: a real number for each of some keys.

    >>> from certify.library import standard
    >>> from certify.core.mistakes import Source
    >>> text = "problem Root\\n  instance a : rat\\n  measures b = bits(a)\\n  witness r : reals over {0}\\n"
    >>> text += "  accepts r[0] * r[0] = a\\n"
    >>> problem = standard().with_texts([Source("root.red", text)]).problem("Root")
    >>> meaning = ProblemMeaning(problem)
    >>> of = real_conditions(SymbolicAccepts(problem, meaning.code), (4,), meaning.space((4,)))
    >>> of.finite().options
    ((-2, 2),)
    """
    expressions = RealExpressions()
    values = SymbolicValues(RealAlgebra(expressions))
    unknowns = {k: (TRUE, Amount(Affine(0, {expressions.unknown(i): 1}))) for i, k in enumerate(space.items)}
    try:
        conditions, undefined = accepts.evaluate(x, values, values.map_of(unknowns))
    except Beyond:
        return None
    wanted = expressions.all([*conditions, -undefined])
    known: dict[int, frozenset[Exact]] = {}
    while True:
        found = _domains(expressions, wanted)
        found = found if any(i not in known for i in found) or not all(found.values()) else _by_cases(expressions, wanted, known)
        new = found.keys() - known.keys()
        known |= found
        if not all(found.values()):
            return RealConditions(space, expressions, FALSE, {})
        if not new:
            return RealConditions(space, expressions, wanted, known)
        wanted = expressions.under(wanted, {i: next(iter(found[i])) for i in new if len(found[i]) == 1})


def _by_cases(of: RealExpressions, wanted: Guard, known: Domains) -> Domains:
    """Return the unknowns of which one of some conditions leaves finitely many values, for all values of its other unknowns."""
    more: dict[int, frozenset[Exact]] = {}
    for g in of.parts[wanted] if of.kind[abs(wanted)] is RealKind.ALL and wanted > 0 else (wanted,):
        unknowns = [of.parts[n] for n in of.cone(g) if of.kind[n] is RealKind.UNKNOWN]
        others = [i for i in unknowns if i in known]
        if len(unknowns) - len(others) != 1 or prod(len(known[i]) for i in others) > _MOST_CASES:
            continue
        (open_,) = set(unknowns) - set(others)
        cases = (of.under(g, dict(zip(others, values, strict=True))) for values in product(*(known[i] for i in others)))
        ways = [_domains(of, case) for case in cases if case != FALSE]
        if all(open_ in d or not all(d.values()) for d in ways):
            values = frozenset[Exact]().union(*(d[open_] for d in ways if all(d.values())))
            more[open_] = more.get(open_, values) & values
    return more


def _domains(of: RealExpressions, wanted: Guard) -> Domains:
    """Return the unknowns that have finitely many values where a condition holds, all of them rational."""
    known: dict[Guard, Domains | None] = {TRUE: {}, FALSE: None}  # None where a literal cannot hold

    def merged(a: Domains, b: Domains) -> Domains:
        return {**a, **b, **{i: a[i] & b[i] for i in a if i in b}}

    for node in of.cone(wanted):
        kind, parts = of.kind[node], of.parts[node]
        if kind is RealKind.ZERO:
            known[node], known[-node] = _roots(of, parts), {}
        elif kind is RealKind.ALL:
            every: Domains | None = {}
            for g in parts:
                there = known[g]
                every = None if every is None or there is None else merged(every, there)
            known[node] = None if every is None or not all(every.values()) else every
            ways = [d for d in (known[-g] for g in parts) if d is not None]
            shared = set[int].intersection(*map(set, ways)) if ways else set[int]()
            known[-node] = {i: frozenset().union(*(d[i] for d in ways)) for i in shared} if ways else None
        elif kind in (RealKind.AT_MOST_ZERO, RealKind.OPAQUE):
            known[node] = known[-node] = {}
    found = known[wanted]
    return {0: frozenset()} if found is None else found


def _roots(of: RealExpressions, form: Affine) -> Domains:
    alone = of.in_one_unknown(form)
    if alone is None or len(alone[1]) > _MOST_DEGREE:
        return {}
    roots, complete = rational_roots(alone[1])
    return {alone[0]: frozenset(roots)} if complete else {}


@dataclass
class RealSolutions:
    """The rational solutions that z3 finds, each once.  `complete` states after the iteration that there are no others."""

    meaning: ProblemMeaning
    x: Value
    of: RealConditions
    deadline: float | None
    complete: bool = False

    def __iter__(self) -> Iterator[Value]:
        import z3

        items = self.of.space.items
        if any(self.of.expressions.kind[n] is RealKind.OPAQUE for n in self.of.expressions.cone(self.of.wanted)):
            return
        context = fresh_context()
        terms = _Terms(self.of, context)
        solver = z3.Solver(ctx=context)
        solver.add(*terms.conditions())
        for _ in range(_MOST):
            left = _FOREVER if self.deadline is None else int(1000 * (self.deadline - time.monotonic()))
            if left <= 0:
                return
            solver.set("timeout", left)
            answer = solver.check()
            if answer != z3.sat:
                self.complete = bool(answer == z3.unsat)
                return
            model = solver.model()
            values = [model.eval(u, model_completion=True) for u in terms.unknowns]
            if not all(z3.is_rational_value(v) for v in values):
                return
            found = FrozenMap(zip(items, map(_rational, values), strict=True))
            if self._accepts(found):
                yield found
            if not items:
                self.complete = True
                return
            solver.add(z3.Or([u != v for u, v in zip(terms.unknowns, values, strict=True)]))

    def _accepts(self, w: Value) -> bool:
        try:
            return self.meaning.accepts(self.x, w)
        except Unmet:
            return False


class _Terms:
    """The condition as terms of z3.  An unknown with finitely many values is a choice, so that its products stay linear."""

    def __init__(self, of: RealConditions, context: Any) -> None:
        import z3

        self.of, self.context = of, context
        self.made: dict[int, Any] = {}
        self.options: dict[int, list[tuple[Any, Exact]]] = {}  # of the node of an unknown: conditions with its values
        self.needed: list[Any] = []
        self.unknowns: list[Any] = []
        for i in range(len(of.space.items)):
            node = of.expressions.unknown(i)
            if i in of.domains:
                values = sorted(of.domains[i])
                literals = [z3.Bool(f"c{i}_{j}", context) for j in range(len(values) - 1)]
                self.options[node] = [*zip(literals, values, strict=False), (True, values[-1])]
                self.unknowns.append(self._choice(node, lambda value: self._number(value)))
            else:
                self.unknowns.append(z3.Real(f"r{i}", context))
            self.made[node] = self.unknowns[-1]

    def conditions(self) -> list[Any]:
        """Return the terms that are to hold."""
        for node in self.of.expressions.cone(self.of.wanted):
            if node not in self.made:
                self.made[node] = self._term(node)
        return [self._literal(self.of.wanted), *self.needed]

    def _term(self, node: int) -> Any:
        import z3

        kind, parts = self.of.expressions.kind[node], self.of.expressions.parts[node]
        match kind:
            case RealKind.MONOMIAL:
                return self._monomial(list(parts))
            case RealKind.PRODUCT:
                return self._form(parts[0]) * self._form(parts[1])
            case RealKind.POWER:
                base = self._form(parts[0])
                return z3.Product([base] * parts[1])
            case RealKind.MAXIMUM:
                largest, *others = map(self._form, parts)
                for other in others:
                    largest = z3.If(largest >= other, largest, other)
                return largest
            case RealKind.CHOICE:
                *others, (_, last) = parts
                chosen = self._form(last)
                for g, f in reversed(others):
                    chosen = z3.If(self._literal(g), self._form(f), chosen)
                return chosen
            case RealKind.TRUTH:
                return z3.If(self._literal(parts), self._number(1), self._number(0))
            case RealKind.ALL:
                return z3.And([self._literal(g) for g in sorted(parts)])
            case RealKind.AT_MOST_ZERO:
                return self._form(parts) <= 0
        return self._form(parts) == 0

    def _monomial(self, factors: list[tuple[int, int]]) -> Any:
        for at, (node, exponent) in enumerate(factors):
            if node in self.options:
                rest = factors[:at] + factors[at + 1 :]
                others = self._monomial(rest)
                return self._choice(node, lambda value, e=exponent, o=others: self._number(value**e) * o)
        made = self._number(1)
        for node, exponent in factors:
            for _ in range(exponent):
                made = made * self.made[node]
        return made

    def _choice(self, node: int, of: Any) -> Any:
        import z3

        *others, (_, last) = self.options[node]
        chosen = of(last)
        for literal, value in reversed(others):
            chosen = z3.If(literal, of(value), chosen)
        return chosen

    def _form(self, form: Affine) -> Any:
        import z3

        return z3.Sum([self._number(form.const), *(self.made[n] * self._number(k) for n, k in form.terms.items())])

    def _literal(self, g: Guard) -> Any:
        import z3

        if abs(g) == TRUE:
            return z3.BoolVal(g == TRUE, self.context)
        return self.made[g] if g > 0 else z3.Not(self.made[-g])

    def _number(self, of: Exact) -> Any:
        import z3

        return z3.RealVal(str(of), self.context)


def _rational(value: Any) -> int | Fraction:
    return number(Fraction(value.numerator_as_long(), value.denominator_as_long()))
