"""Sums and cardinalities, in a normal form, under names: equal ones share a name.

A sum is split into parts, its variables that equations determine are solved, and nested sums become one sum over all variables.
Members are counted by membership, so that no generator needs to be injective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certify.formulas.definitions import Named, NamedFormula, NamedSum, canonical
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Term,
    Variables,
    amount,
    as_term,
    at_most,
    conjunction,
    conjuncts,
    free,
    function,
    implication,
    linear,
    minus,
    number,
    plus,
    renamed,
    scaled,
    variables_of,
)
from certify.formulas.quantifiers import alternatives_that_determine, closed, determines, negation, solved_for, substitute
from certify.formulas.values import ZERO, Meant, Scalar, amount_of, otherwise, pruned

_MOST_ALTERNATIVES = 200


class TooManyAlternatives(Exception):
    """A number has more alternatives than a formula can hold."""


def combined(a: Scalar, b: Scalar, times: int | None = None) -> Scalar:
    """Return a + times * b (times: 1 if it is left out).  Raises TooManyAlternatives."""
    found = [(conjunction(g, h), plus(x, y, 1 if times is None else times)) for g, x in a.alternatives for h, y in b.alternatives]
    result = pruned("number", (p for p in found if p[0] != FALSE))
    if len(result.alternatives) > _MOST_ALTERNATIVES:
        raise TooManyAlternatives
    return result


def _if_else(guard: Formula, value: Scalar, other: Scalar) -> Scalar:
    chosen: Scalar = otherwise(guard, value, other)
    return chosen


class Sums:
    """The named sums and formulas of a translation.  `axioms` gets what defines a named formula; `named` gets each definition."""

    def __init__(self, axioms: list[tuple[str, Formula]], named: list[Named]) -> None:
        self.axioms = axioms
        self.named = named
        self.by_name: dict[str, NamedSum] = {}
        self._sums: dict[object, NamedSum] = {}
        self._formulas: dict[object, str] = {}

    def total(self, items: Iterable[tuple[Variables, Formula, Scalar]]) -> Scalar:
        """Return the sum of numbers over generators: variables, their guard, the number.

        Each generator counts each of its bindings once.
        """
        out = ZERO
        for variables, guard, value in items:
            for extra, base in value.alternatives:
                for term, coefficient in ((None, base[1]), *base[2]):
                    if coefficient:
                        e = number(1) if term is None else amount(term)
                        out = combined(out, self._sum(variables, conjunction(guard, extra), e), coefficient)
        return out

    def _sum(self, variables: Variables, guard: Formula, value: Term) -> Scalar:
        if guard == FALSE:
            return ZERO
        found = next((s for c in conjuncts(guard) if (s := solved_for(c, variables))), None)
        if found is not None:  # a variable that is determined
            v, t = found
            rest = tuple(w for w in variables if w != v)
            return self._sum(rest, substitute(guard, {v: t}), substitute(value, {v: t}))
        if not variables:
            return pruned("number", [(guard, value), (negation(guard), number(0))])
        split = alternatives_that_determine(guard, variables)
        if split is not None:  # each alternative determines a variable: parts that exclude each other
            others = conjunction(*(h for h in conjuncts(guard) if h != split))
            out, before = ZERO, TRUE
            for d in split[1]:
                out = combined(out, self._sum(variables, conjunction(others, d, before), value))
                before = conjunction(before, negation(d))
            return out
        merged = self._merged(variables, guard, value)
        if merged is not None:
            return self._sum(*merged)
        own = set(variables)
        outside = conjunction(*(c for c in conjuncts(guard) if not free(c) & own))
        inside = conjunction(*(c for c in conjuncts(guard) if free(c) & own))
        named = self._name(variables, inside, value)
        return named if outside == TRUE else _if_else(outside, named, ZERO)

    def _merged(self, variables: Variables, guard: Formula, value: Term) -> tuple[Variables, Formula, Term] | None:
        """Return a sum of a named sum as one over all variables, if an equation then determines one; else None."""
        if value[1] or len(value[2]) != 1 or value[2][0][1] != 1 or not free(value) & set(variables):
            return None
        term = value[2][0][0]
        inner = self.by_name.get(term[1]) if term[0] == "f" else None
        if inner is None:
            return None
        fresh = renamed(inner.variables)
        values = {**fresh, **dict(zip(inner.parameters, term[3], strict=True))}
        new = variables + variables_of(fresh.values())
        both = conjunction(guard, substitute(inner.guard, values))
        return (new, both, substitute(inner.value, values)) if determines(both, new) else None

    def _name(self, variables: Variables, guard: Formula, value: Term) -> Scalar:
        if value == number(1) and (length := _range_length(variables, guard)) is not None:
            return _if_else(at_most(number(0), length), amount_of(length), ZERO)
        guard = conjunction(*(self._named_quantifier(c) for c in conjuncts(guard)))
        return amount_of(self.named_sum(variables, guard, value))

    def named_sum(self, variables: Variables, guard: Formula, value: Term) -> Term:
        """Return the sum of a term over variables as a named term: that of an equal sum, if there is one."""
        form, parameters = canonical([guard, value], variables)
        key = (tuple(v[2] for v in variables), form)
        if key not in self._sums:
            named = self._sums[key] = NamedSum(f"sum!{len(self._sums)}", parameters, variables, guard, value)
            self.named.append(named)
            self.by_name[named.name] = named
        return amount(function(self._sums[key].name, INT, *map(as_term, parameters)))

    def _named_quantifier(self, f: Formula) -> Formula:
        """Return a universal formula as a named predicate; every other formula as it is."""
        if f[0] != "all":
            return f
        form, parameters = canonical([f])
        if form not in self._formulas:
            name = self._formulas[form] = f"holds!{len(self._formulas)}"
            p = ("p", name, tuple(map(as_term, parameters)))
            self.named.append(NamedFormula(name, parameters, f))
            self.axioms.append(("named", closed(parameters, conjunction(implication(p, f), implication(f, p)))))
        return ("p", self._formulas[form], tuple(map(as_term, parameters)))


def bounds_of(variable: Term, guard: Formula, others: Sequence[Term] = ()) -> tuple[list[Term], list[Term], list[Formula]]:
    """Return lower bounds of an integer variable, upper bounds, and the conjuncts that bound it in neither way.

    A bound does not speak of the `others`.

    >>> i, n = ("v", 0, "Int"), ("v", 1, "Int")
    >>> low, high, rest = bounds_of(i, conjunction(at_most(number(0), amount(i)), at_most(amount(i), amount(n))))
    >>> low == [number(0)], high == [amount(n)], rest
    (True, True, [])
    """
    lows, highs, rest = list[Term](), list[Term](), list[Formula]()
    for c in conjuncts(guard):
        terms = dict(c[1][2]) if c[0] == "<=" else {}
        k = terms.get(variable)
        if k in (1, -1) and not any(variable in free(t) for t in terms if t != variable) and not free(c) & set(others):
            r = minus(c[1], linear(0, (variable, k)))
            (highs if k == 1 else lows).append(scaled(r, -1) if k == 1 else r)
        else:
            rest.append(c)
    return lows, highs, rest


def _range_length(variables: Variables, guard: Formula) -> Term | None:
    """Return b - a + 1 for the guard a <= i <= b of one whole number; None for another guard."""
    if len(variables) != 1 or variables[0][2] != INT:
        return None
    lows, highs, rest = bounds_of(variables[0], guard)
    if rest or len(lows) != 1 or len(highs) != 1:
        return None
    return plus(minus(highs[0], lows[0]), number(1))


def is_literal_number(value: Meant) -> bool:
    """Return whether a number is known."""
    return isinstance(value, Scalar) and len(value.alternatives) == 1 and not value.alternatives[0][1][2]
