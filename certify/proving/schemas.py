"""Lemma schemas about sums and cardinalities: one function each.  Each is true for all finite structures.

A schema is instantiated over the named sums only.  `proofs/lemmas/` has a formal proof of each, under its name;
`tests/proving/test_schemas.py` evaluates instances of all of them in finite structures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from certify.core import Type
from certify.formulas.definitions import NamedLeast, NamedSum
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
    at_most_zero,
    conjunction,
    conjuncts,
    disjunction,
    equal,
    free,
    function,
    implication,
    is_zero,
    less,
    minus,
    new_variable,
    number,
    plus,
    renamed,
    variables_of,
)
from certify.formulas.quantifiers import closed, exists, for_all, negation, substitute
from certify.formulas.relations import holds, member
from certify.formulas.stored import any_values, columns
from certify.formulas.sums import bounds_of
from certify.formulas.values import SetOf, StoredSet

SHORT = 3
"""The length up to which a sum over a range is written out."""

ZERO = NamedSum("zero", (), (), FALSE, number(0))
"""The empty sum, whose term is 0."""


class Lemma(NamedTuple):
    """An instance of a schema: its name, with the sums that it speaks of, and the formula.

    `defines`: the functions that the lemma introduces, each by what it stands for; without variables, a sum is its value if its
    guard holds, else 0.
    """

    name: str
    formula: Formula
    defines: tuple[NamedSum | NamedLeast, ...] = ()


def term_of(s: NamedSum) -> Term:
    """Return a named sum as a term in its parameters; 0 for `ZERO`."""
    return number(0) if s is ZERO else s.term


class _At(NamedTuple):
    """A sum with new parameters, at some values of its variables."""

    parameters: Variables
    guard: Formula
    value: Term
    term: Term


def _at(s: NamedSum, variables: Variables, parameters: dict[Term, Term] | None = None) -> _At:
    fresh = renamed(s.parameters) if parameters is None else parameters
    values = dict(fresh) if s is ZERO else {**fresh, **{v: as_term(x) for v, x in zip(s.variables, variables, strict=True)}}
    return _At(
        variables_of(fresh.values()), substitute(s.guard, values), substitute(s.value, values), substitute(term_of(s), values)
    )


def _fresh(s: NamedSum) -> Variables:
    return tuple(new_variable(v[2]) for v in s.variables)


def _everywhere(items: Sequence[tuple[int, _At]], relation: Callable[[Term], Formula]) -> Formula:
    """Return that, whichever of the guards hold, the combination of the values whose guards hold stands in the relation to 0."""
    found = []
    for mask in range(1, 1 << len(items)):
        guard = conjunction(*(it.guard if mask >> i & 1 else negation(it.guard) for i, (_, it) in enumerate(items)))
        total = number(0)
        for i, (coefficient, it) in enumerate(items):
            if mask >> i & 1:
                total = plus(total, it.value, coefficient)
        found.append(implication(guard, relation(total)))
    return conjunction(*found)


def _names(*sums: NamedSum) -> str:
    return ",".join(s.name for s in sums)


def combination(name: str, items: Sequence[tuple[int, NamedSum]], relation: Callable[[Term], Formula]) -> Lemma:
    """`monotone`, `add`, `nonnegative`: if a combination of the summands is at most (equal to) 0 everywhere, so is that of the
    sums."""
    variables = _fresh(next(s for _, s in items if s is not ZERO))
    found = [(c, _at(s, variables)) for c, s in items]
    total = number(0)
    for c, it in found:
        total = plus(total, it.term, c)
    parameters = tuple(p for _, it in found for p in it.parameters)
    formula = disjunction(negation(for_all(variables, _everywhere(found, relation))), relation(total))
    return Lemma(f"{name}({_names(*(s for _, s in items))})", closed(parameters, formula))


def strict(a: NamedSum, b: NamedSum) -> Lemma:
    """`strict`: if a's summand is at most b's everywhere, and less at y, then a's sum is less than b's."""
    some = b if b is not ZERO else a
    xs, ys = _fresh(some), _fresh(some)
    pa, pb = renamed(a.parameters), renamed(b.parameters)
    everywhere = for_all(xs, _everywhere([(1, _at(a, xs, pa)), (-1, _at(b, xs, pb))], at_most_zero))
    at_y = [(-1, _at(a, ys, pa)), (1, _at(b, ys, pb))]
    not_less = _everywhere(at_y, at_most_zero)
    sums = less(at_y[0][1].term, at_y[1][1].term)
    parameters = (*at_y[0][1].parameters, *at_y[1][1].parameters, *ys)
    return Lemma(f"strict({_names(a, b)})", closed(parameters, disjunction(negation(everywhere), not_less, sums)))


def counted(s: NamedSum) -> Lemma:
    """`counted`: a number of members is at least 0."""
    return Lemma(f"counted({s.name})", closed(s.parameters, at_most(number(0), s.term)))


def unique(s: NamedSum) -> Iterator[Lemma]:
    """`unique`: at most one member if no two differ; `two`: at least two if two differ."""
    xs, ys = _fresh(s), _fresh(s)
    values = renamed(s.parameters)
    x, y = _at(s, xs, values), _at(s, ys, values)
    differ = disjunction(*(negation(equal(as_term(v), as_term(w))) for v, w in zip(xs, ys, strict=True)))
    some = exists(xs + ys, conjunction(x.guard, y.guard, differ))
    yield Lemma(f"unique({s.name})", closed(x.parameters, disjunction(at_most(x.term, number(1)), some)))
    two = disjunction(negation(x.guard), negation(y.guard), negation(differ), at_most(number(2), x.term))
    yield Lemma(f"two({s.name})", closed((*x.parameters, *xs, *ys), two))


def ranges(variables: Variables, guard: Formula) -> Iterator[tuple[Term, Term, Term, Formula]]:
    """Yield the whole numbers among the variables that a guard bounds by terms in other than these variables, as (variable,
    lower bound, upper bound, rest of the guard)."""
    for v in variables:
        if v[2] == INT:
            others = [w for w in variables if w != v]
            lows, highs, rest = bounds_of(v, guard, others)
            if lows and highs:
                more = [at_most(low, amount(v)) for low in lows[1:]] + [at_most(amount(v), high) for high in highs[1:]]
                yield v, lows[0], highs[0], conjunction(*rest, *more)


def _counted_items(s: NamedSum, name: str, low: Term, high: Term, items: Sequence[tuple[Formula, Term]]) -> Lemma:
    """Return that the sum over a range of at most SHORT numbers is the sum of the items whose guards hold."""
    found, total, defines = list[Formula](), number(0), list[NamedSum]()
    for k, (guard, value) in enumerate(items):
        here = NamedSum(f"{name}/{k}", s.parameters, (), guard, value)
        found += [implication(guard, equal(here.term, value)), implication(negation(guard), is_zero(here.term))]
        total = plus(total, here.term)
        defines.append(here)
    longer = less(number(SHORT - 1), minus(high, low))
    formula = closed(s.parameters, conjunction(*found, disjunction(longer, equal(s.term, total))))
    return Lemma(name, formula, tuple(defines))


def short(s: NamedSum) -> Iterator[Lemma]:
    """`short`: a sum over a range of at most SHORT whole numbers, written out."""
    if len(s.variables) != 1:
        return
    for v, low, high, rest in ranges(s.variables, s.guard):
        name, items = f"short({s.name})", []
        for k in range(SHORT):
            x = plus(low, number(k))
            items.append((substitute(conjunction(rest, at_most(x, high)), {v: x}), substitute(s.value, {v: x})))
        yield _counted_items(s, name, low, high, items)


def listed(s: NamedSum) -> Iterator[Lemma]:
    """`listed`: what is counted are the t(p) for p in a range of at most SHORT numbers: count them, repeats once."""
    if len(s.variables) != 1:
        return
    (x,) = s.variables
    for c in conjuncts(s.guard):
        if c[0] != "ex" or len(c[1]) != 1 or c[1][0][2] != INT:
            continue
        (p,) = c[1]
        rest = conjunction(*(d for d in conjuncts(s.guard) if d != c))
        for equation in conjuncts(c[2]):
            if equation[0] != "=" or x not in equation[1:]:
                continue
            t = equation[2] if equation[1] == x else equation[1]
            body = conjunction(*(d for d in conjuncts(c[2]) if d != equation))
            bounds = [r for r in ranges((p,), body) if x not in free(r[1]) | free(r[2])]
            if x in free(t) or p not in free(t) or not bounds:
                continue
            _, low, high, _ = bounds[0]
            name = f"listed({s.name})"
            yield _counted_items(s, name, low, high, _listed_items(s, x, p, t, body, rest, low))
            return


def _listed_items(s: NamedSum, x: Term, p: Term, t: Term, body: Formula, rest: Formula, low: Term) -> list[tuple[Formula, Term]]:
    items, before = [], list[tuple[Term, Formula]]()
    for k in range(SHORT):
        here = {p: plus(low, number(k))}
        value = substitute(t, here)
        holds = substitute(substitute(body, here), {x: value})
        repeated = (negation(conjunction(other, equal(value, earlier))) for earlier, other in before)
        items.append((conjunction(holds, substitute(rest, {x: value}), *repeated), substitute(s.value, {x: value})))
        before.append((value, holds))
    return items


class _Split(NamedTuple):
    """A sum over two variables as sums over one for each value of the other."""

    outer: Term
    inner: Term
    number: NamedSum


def _splits(s: NamedSum) -> Iterator[tuple[int, _Split]]:
    if len(s.variables) != 2:
        return
    for i in (0, 1):
        outer, inner = s.variables[i], s.variables[1 - i]
        own = conjunction(*(c for c in conjuncts(s.guard) if outer in free(c) and inner not in free(c)))
        finite = outer[2] != INT or any(v == outer for v, *_ in ranges(s.variables, s.guard))
        if own != TRUE and finite:
            yield i, _Split(outer, inner, NamedSum(f"{s.name}.number{i}", s.parameters, (outer,), own, number(1)))


def fubini(s: NamedSum) -> Iterator[Lemma]:
    """`fubini`: a sum over two variables is a sum of sums, over what the guard says of the outer variable alone.  `range`: the
    length of the outer range."""
    for i, split in _splits(s):
        inner = NamedSum(f"{s.name}.inner{i}", (*s.parameters, split.outer), (split.inner,), s.guard, s.value)
        outer = NamedSum(f"{s.name}.outer{i}", s.parameters, (split.outer,), split.number.guard, inner.term)
        yield Lemma(f"fubini{i}({s.name})", closed(s.parameters, equal(s.term, outer.term)), (inner, outer, split.number))
        for _, low, high, rest in ranges(split.number.variables, split.number.guard):
            if rest == TRUE:
                n = plus(minus(high, low), number(1))
                f = disjunction(less(n, number(0)), equal(split.number.term, n))
                yield Lemma(f"range{i}({s.name})", closed(s.parameters, f), (split.number,))


def fibre(s: NamedSum) -> Iterator[Lemma]:
    """`fibre`: pairs, at most one in each fibre, and as many as there are fibres: they meet each; never more than fibres."""
    if not s.counts:
        return
    for i, split in _splits(s):
        n = split.number.term
        for _, low, high, rest in ranges(split.number.variables, split.number.guard):
            if rest == TRUE:
                n = plus(minus(high, low), number(1))
        o, x, y = new_variable(split.outer[2]), new_variable(split.inner[2]), new_variable(split.inner[2])
        at = [substitute(s.guard, {split.outer: as_term(o), split.inner: as_term(z)}) for z in (x, y)]
        two = ("ex", (o, x, y), conjunction(*at, negation(equal(as_term(x), as_term(y)))))
        z = new_variable(split.inner[2])
        hit = ("ex", (z,), substitute(s.guard, {split.inner: as_term(z)}))
        meets = disjunction(negation(split.number.guard), two, less(s.term, n), hit)
        yield Lemma(f"fibre{i}({s.name})", closed((*s.parameters, split.outer), meets), (split.number,))
        most = disjunction(two, less(n, number(0)), at_most(s.term, n))
        yield Lemma(f"fibres{i}({s.name})", closed(s.parameters, most), (split.number,))


def least_gap(name: str, item: Type, whole: SetOf) -> Iterator[Lemma]:
    """`least`: a set of which a whole number is the last argument has a least number, within its range, that it leaves out.

    `name`: the name of the stored set; `item`: the type of its members; `whole`: the set that it is a part of.
    """
    for variables, x in any_values(item):
        if not variables or variables[-1][2] != INT:
            continue
        q, given = variables[-1], variables[:-1]
        for _, low, _, _ in ranges((q,), member(x, whole)):
            ((_, cases, _),) = columns(x)
            t = amount(function(f"least({name},{cases})", INT, *map(as_term, given)))
            gap = negation(holds(StoredSet(name, (), item), x))
            here, before = substitute(gap, {q: t}), substitute(negation(gap), {q: minus(t, number(1))})
            least = NamedLeast(f"least({name},{cases})", given, q, conjunction(at_most(low, amount(q)), gap))
            found = conjunction(here, at_most(low, t), at_most(t, amount(q)))
            formula = disjunction(negation(conjunction(at_most(low, amount(q)), gap)), found)
            yield Lemma(f"least({name},{cases})", ("all", variables, formula), (least,))
            below = disjunction(negation(at_most(low, minus(t, number(1)))), before)
            yield Lemma(f"below({name}{cases})", closed(given, below), (least,))
