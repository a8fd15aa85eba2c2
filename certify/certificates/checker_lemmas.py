"""Lemmas about finite sums: a part of the checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.certificates.checker_logic import (
    F,
    Formula,
    T,
    Term,
    Variables,
    added,
    at_most,
    at_most_0,
    closed,
    conj,
    disj,
    equal,
    every,
    ex,
    free,
    fresh,
    implies,
    is_0,
    less,
    lin,
    neg,
    parts,
    put,
    term,
)
from certify.certificates.checker_sums import Total, finite, ranges

SHORT = 3
ZERO = Total("zero", (), (), F, lin())


# ---------------------------------------------------------------------------------------------------------------- lemmas


class Lemmas:
    """Lemmas about finite sums: each is true for all finite structures, and made for named sums.

    Sums that a lemma introduces are called after the sum that it is about: `sum!0.inner1`.  `items` are those that have no
    variables: a value if a guard holds, else 0.
    """

    def __init__(self, totals: Mapping[str, Total]) -> None:
        self.totals = totals
        self.items: dict[str, Total] = {}

    def total(self, name: str) -> Total:
        """Return the sum of this name.  Raises KeyError."""
        if name == "zero":
            return ZERO
        if "." not in name:
            return self.totals[name]
        base, _, part = name.rpartition(".")
        return self.split(self.total(base), int(part[-1]))[part[:-1]]

    def split(self, s: Total, i: int) -> dict[str, Total]:
        """Return the sums of a sum over two variables that is summed over the i-th last: `inner`, `outer` and `number`."""
        if len(s.variables) != 2 or i not in (0, 1):
            raise KeyError(i)
        o, x = s.variables[i], s.variables[1 - i]
        own = conj(*(c for c in parts(s.guard, "and") if o in free(c) and x not in free(c)))
        if not finite((o,), own):
            raise KeyError(i)
        inner = Total(f"{s.name}.inner{i}", (*s.parameters, o), (x,), s.guard, s.value)
        outer = Total(f"{s.name}.outer{i}", s.parameters, (o,), own, inner.term)
        return {"inner": inner, "outer": outer, "number": Total(f"{s.name}.number{i}", s.parameters, (o,), own, lin(1))}

    def formula(self, schema: str, names: Sequence[str]) -> Formula:
        """Return the lemma that a schema makes of sums.  Raises KeyError if there is none."""
        sums = [self.total(n) for n in names]
        least, most, rule = SCHEMAS[schema]
        if not least <= len(sums) <= most:
            raise KeyError(schema)
        return rule(self, *sums)

    def with_range(self, number: Total) -> Term:
        """Return how many values an outer variable has: of a range, the difference of its ends."""
        for _, low, high, rest in ranges(number.variables, number.guard):
            if rest == T:
                return added(added(high, low, -1), lin(1))
        return number.term


def placed(s: Total, variables: Variables, parameters: Variables | None = None) -> tuple[Variables, Formula, Term, Term]:
    """Return new parameters, and the guard, the value and the sum for these and for these variables."""
    new = fresh(v[2] for v in s.parameters) if parameters is None else parameters
    at = dict(zip(s.parameters, map(term, new), strict=True))
    if s is not ZERO:
        if [v[2] for v in s.variables] != [v[2] for v in variables]:
            raise KeyError(s.name)
        at |= dict(zip(s.variables, map(term, variables), strict=True))
    return new, put(s.guard, at), put(s.value, at), lin() if s is ZERO else put(s.term, at)


def everywhere(items: Sequence[tuple[int, Any]], relation: Callable[[Term], Formula]) -> Formula:
    """Return that, whichever guards hold, the combination of the values whose guards hold stands in the relation to 0."""
    found = []
    for mask in range(1, 1 << len(items)):
        chosen = [mask >> i & 1 for i in range(len(items))]
        guard = conj(*(it[1] if c else neg(it[1]) for c, (_, it) in zip(chosen, items, strict=True)))
        total = lin()
        for c, (k, it) in zip(chosen, items, strict=True):
            total = added(total, it[2], k * c)
        found.append(implies(guard, relation(total)))
    return conj(*found)


def combination(coefficients: Sequence[int], relation: Callable[[Term], Formula]) -> Callable[..., Formula]:
    """If a combination of the summands is at most (equal to) 0 everywhere, so is that of the sums."""

    def rule(lemmas: Lemmas, *sums: Total) -> Formula:
        some = next(s for s in (*sums, ZERO) if s is not ZERO or s is sums[-1])
        variables = fresh(v[2] for v in some.variables)
        items = [(k, placed(s, variables)) for k, s in zip(coefficients, sums, strict=True)]
        total = lin()
        for k, it in items:
            total = added(total, it[3], k)
        parameters = [p for _, it in items for p in it[0]]
        return closed(parameters, disj(neg(every(variables, everywhere(items, relation))), relation(total)))

    return rule


def strict(lemmas: Lemmas, a: Total, b: Total) -> Formula:
    """If a's summand is at most b's everywhere, and less at y, then a's sum is less than b's."""
    some = b if a is ZERO else a
    xs, ys = fresh(v[2] for v in some.variables), fresh(v[2] for v in some.variables)
    here = [placed(s, ys) for s in (a, b)]
    there = [placed(s, xs, h[0]) for s, h in zip((a, b), here, strict=True)]
    below = every(xs, everywhere([(1, there[0]), (-1, there[1])], at_most_0))
    not_less = everywhere([(-1, here[0]), (1, here[1])], at_most_0)
    return closed((*here[0][0], *here[1][0], *ys), disj(neg(below), not_less, less(here[0][3], here[1][3])))


def counts(s: Total) -> Total:
    """Return a sum that counts.  Raises KeyError for another one."""
    if s.value != lin(1) or s is ZERO:
        raise KeyError(s.name)
    return s


def not_negative(lemmas: Lemmas, s: Total) -> Formula:
    """A number of members is at least 0."""
    return closed(s.parameters, at_most(lin(), counts(s).term))


def differing(s: Total) -> tuple[Any, Any, Formula]:
    """Return a sum at two rows of variables, and that these differ."""
    xs, ys = fresh(v[2] for v in counts(s).variables), fresh(v[2] for v in s.variables)
    x = placed(s, xs)
    y = placed(s, ys, x[0])
    return (xs, *x), (ys, *y), disj(*(neg(equal(term(v), term(w))) for v, w in zip(xs, ys, strict=True)))


def unique(lemmas: Lemmas, s: Total) -> Formula:
    """At most one member if no two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = differing(s)
    return closed(parameters, disj(at_most(n, lin(1)), ex(xs + ys, conj(g, h, differ))))


def two(lemmas: Lemmas, s: Total) -> Formula:
    """At least two members if two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = differing(s)
    return closed((*parameters, *xs, *ys), disj(neg(g), neg(h), neg(differ), at_most(lin(2), n)))


def items_added(lemmas: Lemmas, s: Total, name: str, low: Term, high: Term, items: Sequence[tuple[Formula, Term]]) -> Formula:
    """Return that a sum over a range of at most SHORT numbers is the sum of the items whose guards hold."""
    found, total = list[Formula](), lin()
    for k, (guard, value) in enumerate(items):
        here = lemmas.items[f"{name}({s.name})/{k}"] = Total(f"{name}({s.name})/{k}", s.parameters, (), guard, value)
        found += [implies(guard, equal(here.term, value)), implies(neg(guard), is_0(here.term))]
        total = added(total, here.term)
    longer = less(lin(SHORT - 1), added(high, low, -1))
    return closed(s.parameters, conj(*found, disj(longer, equal(s.term, total))))


def short(lemmas: Lemmas, s: Total) -> Formula:
    """A sum over a range of at most SHORT whole numbers, written out."""
    if len(s.variables) != 1:
        raise KeyError(s.name)
    for v, low, high, rest in ranges(s.variables, s.guard):
        at = [added(low, lin(k)) for k in range(SHORT)]
        items = [(put(conj(rest, at_most(x, high)), {v: x}), put(s.value, {v: x})) for x in at]
        return items_added(lemmas, s, "short", low, high, items)
    raise KeyError(s.name)


def listed(lemmas: Lemmas, s: Total) -> Formula:
    """What is counted are the t(p) for p in a range of at most SHORT numbers: count them, those that repeat once."""
    for x in s.variables if len(s.variables) == 1 else ():
        for c in parts(s.guard, "and"):
            for p in c[1] if c[0] == "ex" and len(c[1]) == 1 else ():
                rest = conj(*(d for d in parts(s.guard, "and") if d != c))
                for equation in (e for e in parts(c[2], "and") if e[0] == "=" and x in e[1:]):
                    t = equation[2] if equation[1] == x else equation[1]
                    body = conj(*(d for d in parts(c[2], "and") if d != equation))
                    for _, low, high, _ in ranges((p,), body):
                        if x in free(t) or p not in free(t) or x in free(low) | free(high):
                            continue
                        items, before = [], list[tuple[Term, Formula]]()
                        for k in range(SHORT):
                            here = {p: added(low, lin(k))}
                            value = put(t, here)
                            there = put(put(body, here), {x: value})
                            new = [neg(conj(other, equal(value, earlier))) for earlier, other in before]
                            items.append((conj(there, put(rest, {x: value}), *new), put(s.value, {x: value})))
                            before.append((value, there))
                        return items_added(lemmas, s, "listed", low, high, items)
    raise KeyError(s.name)


def fubini(i: int) -> Callable[..., Formula]:
    """A sum over two variables is a sum of sums."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        return closed(s.parameters, equal(s.term, lemmas.split(s, i)["outer"].term))

    return rule


def in_range(i: int) -> Callable[..., Formula]:
    """An outer variable that runs over a range has as many values as the range has numbers."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(s, i)["number"]
        n = lemmas.with_range(number)
        return closed(s.parameters, disj(less(n, lin()), equal(number.term, n)))

    return rule


def fibre(i: int, meets: bool) -> Callable[..., Formula]:
    """Pairs with at most one in each fibre are at most as many as the fibres; if they are as many, they meet each (`meets`)."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(counts(s), i)["number"]
        n, o, x = lemmas.with_range(number), s.variables[i], s.variables[1 - i]
        (other,), ys = fresh([o[2]]), fresh([x[2], x[2]])
        pair = [put(s.guard, {o: term(other), x: term(y)}) for y in ys]
        same_fibre = ("ex", (other, *ys), conj(*pair, neg(equal(*map(term, ys)))))
        if not meets:
            return closed(s.parameters, disj(same_fibre, less(n, lin()), at_most(s.term, n)))
        (z,) = fresh([x[2]])
        hit = ("ex", (z,), put(s.guard, {x: term(z)}))
        return closed((*s.parameters, o), disj(neg(number.guard), same_fibre, less(s.term, n), hit))

    return rule


SCHEMAS: dict[str, tuple[int, int, Callable[..., Formula]]] = {
    "monotone": (2, 2, combination((1, -1), at_most_0)),
    "nonnegative": (1, 1, combination((-1,), at_most_0)),
    "add": (3, 3, combination((1, 1, -1), is_0)),
    "strict": (2, 2, strict),
    "counted": (1, 1, not_negative),
    "unique": (1, 1, unique),
    "two": (1, 1, two),
    "short": (1, 1, short),
    "listed": (1, 1, listed),
    **{f"fubini{i}": (1, 1, fubini(i)) for i in (0, 1)},
    **{f"range{i}": (1, 1, in_range(i)) for i in (0, 1)},
    **{f"fibre{i}": (1, 1, fibre(i, True)) for i in (0, 1)},
    **{f"fibres{i}": (1, 1, fibre(i, False)) for i in (0, 1)},
}
