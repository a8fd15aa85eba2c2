"""Sums and cardinalities under names, in a normal form: a part of the checker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    T,
    Term,
    Variables,
    added,
    at_most,
    below,
    closed,
    conj,
    determining,
    every,
    free,
    fresh,
    function,
    iff,
    implies,
    less,
    lin,
    neg,
    parts,
    put,
    solved,
    term,
    times,
)
from certify.certificates.checker_relations import chosen
from certify.certificates.checker_values import Cases, cases, number, whole

MOST_OPTIONS = 200


class Total(NamedTuple):
    """A named sum: of `value` over all values of the variables that satisfy the guard; 1 is added for each if it counts."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    value: Term

    @property
    def term(self) -> Term:
        """The sum as a term in its parameters."""
        return function(self.name, "Int", map(term, self.parameters))


class Least(NamedTuple):
    """A named number: the least value of the variable that satisfies the guard."""

    name: str
    parameters: Variables
    variable: Term
    guard: Formula


class Shared:
    """What the documents of one reduction share: names, what is known of them, the present path, what must be defined."""

    def __init__(self) -> None:
        self.axioms: list[tuple[str, Formula]] = []
        self.totals: dict[str, Total] = {}
        self.named: dict[Any, Any] = {}
        self.path: list[tuple[str, Any]] = []
        self.owed: list[tuple[str, Formula]] = []

    @contextmanager
    def under(self, *steps: tuple[str, Any]) -> Iterator[None]:
        """Evaluate under more steps of the path: ("variables", vs) or ("guard", f)."""
        depth = len(self.path)
        self.path += steps
        try:
            yield
        finally:
            del self.path[depth:]

    def owe(self, where: str, defined: Formula) -> None:
        """Note that something must hold wherever the present expression is evaluated."""
        for kind, step in reversed(self.path):
            defined = every(step, defined) if kind == "variables" else implies(step, defined)
        if defined != T and all(defined != f for _, f in self.owed):
            self.owed.append((where, defined))

    def take(self) -> list[tuple[str, Formula]]:
        """Return what was owed since the last call."""
        owed, self.owed = self.owed, []
        return owed

    # ------------------------------------------------------------------------------------------------------ sums

    def total(self, items: Iterable[tuple[Variables, Formula, Any]]) -> Cases:
        """Return the sum of numbers over generators (variables, guard, number), each of which gives each binding once."""
        out = whole(0)
        for variables, guard, value in items:
            before = T
            for g, base in value.options:
                here, before = conj(guard, before, g), conj(before, neg(g))
                for t, c in ((None, base[1]), *base[2]):
                    if c and here != F:
                        out = plus(out, self._sum(variables, here, lin(1) if t is None else term(t)), c)
        return out

    def _sum(self, variables: Variables, guard: Formula, value: Term) -> Cases:
        if guard == F:
            return whole(0)
        found = next((s for c in parts(guard, "and") if (s := solved(c, variables))), None)
        if found is not None:  # a variable that is determined
            v, t = found
            return self._sum(tuple(w for w in variables if w != v), put(guard, {v: t}), put(value, {v: t}))
        if not variables:
            return cases("num", [(guard, value), (neg(guard), lin())])
        split = determining(guard, variables)
        if split is not None:  # alternatives that determine variables: parts that exclude each other
            rest, out, before = conj(*(h for h in parts(guard, "and") if h != split)), whole(0), T
            for d in split[1]:
                out = plus(out, self._sum(variables, conj(rest, d, before), value))
                before = conj(before, neg(d))
            return out
        nested = None if free(value).isdisjoint(variables) else self._inner(value)
        if nested is not None:  # a sum of sums, as one if an equation then determines a variable
            more, inner, summand = nested
            if any(solved(c, variables + more) for c in parts(conj(guard, inner), "and")):
                return self._sum(variables + more, conj(guard, inner), summand)
        outside = conj(*(c for c in parts(guard, "and") if free(c).isdisjoint(variables)))
        inside = conj(*(c for c in parts(guard, "and") if not free(c).isdisjoint(variables)))
        named = self._named(variables, inside, value)
        return named if outside == T else chosen([(outside, named), (neg(outside), whole(0))])

    def _inner(self, value: Term) -> tuple[Variables, Formula, Term] | None:
        """Return new variables, the guard and the summand of a value that is a named sum; None if it is none."""
        t: Term = value[2][0][0] if value[1] == 0 and len(value[2]) == 1 and value[2][0][1] == 1 else ("v",)
        s = self.totals.get(t[1]) if t[0] == "f" else None
        if s is None:
            return None
        new = fresh(v[2] for v in s.variables)
        at = {**dict(zip(s.parameters, t[3], strict=True)), **dict(zip(s.variables, map(term, new), strict=True))}
        return new, put(s.guard, at), put(s.value, at)

    def _named(self, variables: Variables, guard: Formula, value: Term) -> Cases:
        if value == lin(1) and len(variables) == 1:
            for _, low, high, rest in ranges(variables, guard):
                if rest == T:
                    n = added(added(high, low, -1), lin(1))
                    return cases("num", [(at_most(lin(), n), n), (less(n, lin()), lin())])
        guard = conj(*(self._without_quantifier(c) for c in parts(guard, "and")))
        form, parameters = canonical([guard, value], variables)
        key = ("sum", tuple(v[2] for v in variables), form)
        if key not in self.named:
            if not finite(variables, guard):
                raise NoRule("a sum of which it is not evident that it is finite")
            self.named[key] = name = f"sum!{len(self.totals)}"
            self.totals[name] = Total(name, parameters, variables, guard, value)
        return number(function(self.named[key], "Int", map(term, parameters)))

    def _without_quantifier(self, f: Formula) -> Formula:
        """Return a universal formula as a predicate that is defined by an axiom; every other formula as it is."""
        if f[0] != "all":
            return f
        form, parameters = canonical([f])
        key = ("holds", form)
        new = key not in self.named
        name = self.named.setdefault(key, f"holds!{len(self.named)}")
        p = ("p", name, tuple(map(term, parameters)))
        if new:
            self.named[name] = parameters, f
            self.axioms.append(("named", closed(parameters, iff(p, f))))
        return p


def canonical(objects: Sequence[Any], bound: Variables = ()) -> tuple[Any, Variables]:
    """Return formulas and terms up to the names of their variables, and the variables that are free in them but not bound."""
    names: dict[Term, Term] = {}

    def visit(o: Any) -> None:
        for v in (o,) if o[0] == "v" else o[1] if o[0] in ("all", "ex") else ():
            names.setdefault(v, ("v", -1 - len(names), v[2]))
        inner = [t for t, _ in sorted(o[2], key=lambda p: _shape(p[0]))] if o[0] == "lin" else below(o)
        for x in inner:
            visit(x)

    for o in (*bound, *objects):
        visit(o)
    loose = frozenset[Term]().union(*map(free, objects)) - set(bound)
    return tuple(_renumbered(o, names) for o in objects), tuple(v for v in names if v in loose)


def _shape(t: Term) -> str:
    return repr(put(t, {v: term(("v", 0, v[2])) for v in free(t)}))


def _renumbered(o: Any, names: Mapping[Term, Term]) -> Any:
    if o[0] in ("all", "ex"):
        return (o[0], tuple(names[v] for v in o[1]), _renumbered(o[2], names))
    if o[0] in ("and", "or"):
        return (o[0], tuple(sorted((_renumbered(g, names) for g in o[1]), key=repr)))
    return put(o, {v: term(w) for v, w in names.items()})


def ranges(variables: Variables, guard: Formula) -> Iterator[tuple[Term, Term, Term, Formula]]:
    """Yield the whole numbers among the variables that a guard bounds by terms without these: (variable, low, high, rest)."""
    for v in variables:
        low, high, rest = None, None, []
        for c in parts(guard, "and"):
            k = dict(c[1][2]).get(v) if c[0] == "<=" and v[2] == "Int" else None
            bound = times(added(c[1], lin(0, (v, k)), -1), -k) if k in (1, -1) else None
            if bound is None or not free(bound).isdisjoint(variables):
                rest.append(c)
            elif k == 1 and high is None:
                high = bound
            elif k == -1 and low is None:
                low = bound
            else:
                rest.append(c)
        if low is not None and high is not None:
            yield v, low, high, conj(*rest)


def finite(variables: Variables, guard: Formula) -> bool:
    """Return whether it is evident that a guard allows finitely many values of the variables, whatever the parameters.

    Labels are finitely many.  A number is a column of a stored set, or lies between bounds.
    """
    left = {v for v in variables if v[2] == "Int"}
    if guard == F or not left:
        return True
    while left:
        known = {v for v in left if _bounded(v, left, guard)}
        if not known:
            return False
        left -= known
    return True


def _bounded(v: Term, unknown: set[Term], guard: Formula) -> bool:
    low = high = False
    for c in parts(guard, "and"):
        if c[0] == "p" and term(v) in c[2] and not c[1].startswith("holds!"):
            return True
        if c[0] == "or" and all(_bounded(v, unknown, d) for d in c[1]):
            return True
        if c[0] == "ex" and _bounded(v, unknown | set(c[1]), c[2]):
            return True
        k = dict(c[1][2]).get(v) if c[0] == "<=" else None
        if k and free(added(c[1], lin(0, (v, k)), -1)).isdisjoint(unknown):
            low, high = low or k < 0, high or k > 0
    return low and high


def plus(a: Cases, b: Cases, by: Any = 1) -> Cases:
    """Return a + by * b."""
    found = cases("num", ((conj(g, h), added(x, y, by)) for g, x in a.options for h, y in b.options))
    if len(found.options) > MOST_OPTIONS:
        raise NoRule("a number of too many cases")
    return found
