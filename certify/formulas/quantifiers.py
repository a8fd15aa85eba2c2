"""Quantifiers that simplify: equations that determine a variable are solved (the one-point rule); substitution."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from certify.formulas.logic import (
    FALSE,
    Formula,
    Substitution,
    Term,
    Variables,
    amount,
    at_most_zero,
    complement,
    conjunction,
    conjuncts,
    disjunction,
    equal,
    free,
    is_zero,
    linear,
    minus,
    number,
    plus,
    renamed,
    scaled,
    variables_of,
)

Case = tuple[dict[Term, Term], Variables, Formula]
"""A solution of a formula for variables: their values, the variables that are left, and what remains to hold."""


def substitute(o: Any, values: Substitution) -> Any:
    """Return a term or formula with terms for free variables, simplified again.  Quantified variables are renamed."""
    if not values or not any(v in values for v in free(o)):
        return o
    kind = o[0]
    if kind == "v":
        return values.get(o, o)
    if kind == "f":
        return ("f", o[1], o[2], tuple(substitute(a, values) for a in o[3]))
    if kind == "lin":
        out = number(o[1])
        for t, c in o[2]:
            s = substitute(t, values)
            out = plus(out, s if s[0] == "lin" else amount(s), c)
        return out
    if kind == "p":
        return ("p", o[1], tuple(substitute(a, values) for a in o[2]))
    if kind == "=":
        return equal(substitute(o[1], values), substitute(o[2], values))
    if kind in ("<=", "=0"):
        return (at_most_zero if kind == "<=" else is_zero)(substitute(o[1], values))
    if kind == "not":
        return complement(substitute(o[1], values))
    if kind in ("and", "or"):
        return (conjunction if kind == "and" else disjunction)(*(substitute(f, values) for f in o[1]))
    fresh = renamed(o[1])
    body = substitute(o[2], {**{v: t for v, t in values.items() if v not in fresh}, **fresh})
    return (exists if kind == "ex" else for_all)(variables_of(fresh.values()), body)


def solved_for(f: Formula, variables: Sequence[Term] | Set[Term]) -> tuple[Term, Term] | None:
    """Return one of the variables that an equation determines, and its value; None if it determines none.

    >>> x, y = ("v", 0, "Int"), ("v", 1, "Int")
    >>> solved_for(is_zero(linear(-3, (x, 1), (y, -2))), [x])
    (('v', 0, 'Int'), ('lin', 3, ((('v', 1, 'Int'), 2),)))
    """
    if f[0] == "=":
        for s, t in ((f[1], f[2]), (f[2], f[1])):
            if s in variables and s not in free(t):
                return s, t
    if f[0] == "=0":
        for t, c in f[1][2]:
            if t in variables and abs(c) == 1:
                rest = scaled(minus(f[1], linear(0, (t, c))), -c)
                if t not in free(rest):
                    return t, rest
    return None


def determines(f: Formula, variables: Sequence[Term]) -> bool:
    """Return whether a conjunct of the formula is an equation that determines one of the variables."""
    return any(solved_for(h, variables) for h in conjuncts(f))


def alternatives_that_determine(f: Formula, variables: Sequence[Term]) -> Formula | None:
    """Return a disjunction among the conjuncts each of whose alternatives determines a variable; None if there is none."""
    return next((g for g in conjuncts(f) if g[0] == "or" and all(determines(d, variables) for d in g[1])), None)


def solutions(variables: Sequence[Term], f: Formula) -> list[Case]:
    """Return cases such that `exists variables: f` is the disjunction of `exists left: rest` over them."""
    left, values = list(variables), dict[Term, Term]()
    while found := next((s for g in conjuncts(f) if (s := solved_for(g, left))), None):
        v, t = found
        values = {w: substitute(s, {v: t}) for w, s in values.items()} | {v: t}
        left.remove(v)
        f = substitute(f, {v: t})
    if f == FALSE:
        return []
    split = alternatives_that_determine(f, left) if left else None
    if split is None:
        return [(values, tuple(left), f)]
    rest = conjunction(*(h for h in conjuncts(f) if h != split))
    return [
        ({v: substitute(t, more) for v, t in values.items()} | more, remaining, residual)
        for d in split[1]
        for more, remaining, residual in solutions(left, conjunction(d, rest))
    ]


def exists(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that some values of the variables satisfy f."""
    if f[0] == "or":
        return disjunction(*(exists(variables, g) for g in f[1]))
    variables = [v for v in variables if v in free(f)]
    if not variables:
        return f
    out = []
    for _, remaining, rest in solutions(variables, f):
        left = tuple(v for v in remaining if v in free(rest))
        if left and rest[0] == "ex":
            left, rest = left + rest[1], rest[2]
        if left:  # what does not speak of the variables stands outside
            inside = [g for g in conjuncts(rest) if free(g) & set(left)]
            outside = [g for g in conjuncts(rest) if not free(g) & set(left)]
            rest = conjunction(*outside, ("ex", left, conjunction(*inside)))
        out.append(rest)
    return disjunction(*out)


def for_all(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that all values of the variables satisfy f."""
    return negation(exists(variables, negation(f)))


def closed(variables: Sequence[Term], f: Formula) -> Formula:
    """Return the universal closure over the variables, without looking into f."""
    return ("all", tuple(variables), f) if variables else f


def negation(f: Formula) -> Formula:
    """Return the negation, pushed through connectives and quantifiers."""
    if f[0] == "or":
        return conjunction(*(negation(g) for g in f[1]))
    if f[0] == "and":
        return disjunction(*(negation(g) for g in f[1]))
    if f[0] in ("ex", "all"):
        return ("all" if f[0] == "ex" else "ex", f[1], negation(f[2]))
    return complement(f)
