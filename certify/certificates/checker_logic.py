"""Terms and formulas for proofs about all sizes: a part of the checker, which uses the standard library alone.

A term or formula is a tuple, whose first item says what it is:

    ("v", number, sort)   ("f", name, sort, terms)   ("lin", constant, ((term, coefficient), ...))
    ("T",)  ("F",)  ("p", name, terms)  ("=", s, t)  ("<=", lin)  ("=0", lin)  ("not", atom)
    ("and", fs)  ("or", fs)  ("all", variables, f)  ("ex", variables, f)

All terms of the sort `Int` are whole numbers and stand in a "lin"; the other sorts are the homes of the source.  Negations stand
on atoms only.  A value of the core is a formula (a truth value), or one of the classes below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache
from itertools import count
from math import gcd, lcm
from typing import Any

from certify.certificates.checker import Work

Term = tuple[Any, ...]
Formula = tuple[Any, ...]
Variables = tuple[Term, ...]
Type = tuple[Any, ...]
T, F = ("T",), ("F",)
MOST_MERGED = 24

_SUPPLY: ContextVar[tuple[Iterator[int], Work]] = ContextVar("supply")


class NoRule(Exception):
    """The chapter has no rule for what a document says: a hole."""


class PairsCounted(NoRule):
    """Unordered pairs are to be counted, which symbols have from both ends."""


@contextmanager
def counting_variables(work: Work, start: int = 0) -> Iterator[None]:
    """Number new variables from `start` on, so that the same document gets the same sentences every time.

    Steps are taken from `work` for each variable and each formula that is joined.
    """
    token = _SUPPLY.set((count(start), work))
    try:
        yield
    finally:
        _SUPPLY.reset(token)


def fresh(sorts: Iterable[str]) -> Variables:
    """Return new variables of these sorts."""
    numbers, work = _SUPPLY.get()
    found = tuple(("v", next(numbers), sort) for sort in sorts)
    work.spend(len(found))
    return found


# ----------------------------------------------------------------------------------------------------------------- terms


@lru_cache(maxsize=1 << 18)
def _key(t: Term) -> str:
    return repr(t)


def lin(constant: Any = 0, *pairs: tuple[Term, Any]) -> Term:
    """Return the constant plus the sum of coefficient times term."""
    found: dict[Term, Any] = {}
    for t, c in pairs:
        found[t] = found.get(t, 0) + c
    return ("lin", _plain(constant), tuple(sorted(((t, _plain(c)) for t, c in found.items() if c), key=lambda p: _key(p[0]))))


def _plain(n: Any) -> Any:
    return int(n) if isinstance(n, Fraction) and n.denominator == 1 else n


def term(t: Term) -> Term:
    """Return a variable or an application as a term: a number as a sum."""
    return ("lin", 0, ((t, 1),)) if t[2] == "Int" else t


def function(name: str, sort: str, args: Iterable[Term] = ()) -> Term:
    """Return the application of a function, as a term."""
    return term(("f", name, sort, tuple(args)))


def added(a: Term, b: Term, times: Any = 1) -> Term:
    """Return a + times * b."""
    return lin(a[1] + times * b[1], *a[2], *((t, times * c) for t, c in b[2]))


def times(a: Term, by: Any) -> Term:
    """Return a number times a constant."""
    return added(lin(), a, by)


def _whole(a: Term) -> Term:
    m = lcm(*(Fraction(c).denominator for c in (a[1], *(c for _, c in a[2]))))
    return ("lin", int(a[1] * m), tuple((t, int(c * m)) for t, c in a[2]))


def is_whole(a: Term) -> bool:
    """Return whether a number has whole coefficients."""
    return _whole(a) == a


def at_most_0(a: Term) -> Formula:
    """Return that a <= 0; the bound is rounded, since all terms are whole numbers."""
    if not a[2]:
        return T if a[1] <= 0 else F
    a = _whole(a)
    g = gcd(*(c for _, c in a[2]))
    return ("<=", ("lin", -((-a[1]) // g), tuple((t, c // g) for t, c in a[2])))


def at_most(a: Term, b: Term) -> Formula:
    """Return that a <= b."""
    return at_most_0(added(a, b, -1))


def less(a: Term, b: Term) -> Formula:
    """Return that a < b."""
    return neg(at_most(b, a))


def is_0(a: Term) -> Formula:
    """Return that a = 0."""
    if not a[2]:
        return T if a[1] == 0 else F
    a = _whole(a)
    g = gcd(*(c for _, c in a[2]))
    if a[1] % g:
        return F
    g = -g if a[2][0][1] < 0 else g
    return ("=0", ("lin", a[1] // g, tuple((t, c // g) for t, c in a[2])))


def equal(s: Term, t: Term) -> Formula:
    """Return the equality of two terms of one sort."""
    if s[0] == "lin":
        return is_0(added(s, t, -1))
    return T if s == t else ("=", *sorted((s, t), key=_key))


# -------------------------------------------------------------------------------------------------------------- formulas


def conj(*fs: Formula) -> Formula:
    """Return the conjunction."""
    return _join(fs, "and", "or", T, F)


def disj(*fs: Formula) -> Formula:
    """Return the disjunction."""
    return _join(fs, "or", "and", F, T)


def parts(f: Formula, kind: str) -> tuple[Formula, ...]:
    """Return the parts of an "and" or "or"; of another formula, itself, and of the neutral one none."""
    return () if f == (T if kind == "and" else F) else f[1] if f[0] == kind else (f,)


def _join(fs: Iterable[Formula], kind: str, dual: str, neutral: Formula, zero: Formula) -> Formula:
    """Join formulas.  What stands alone among them is left out of the others: a and (not a or b) is a and b."""
    found = list(dict.fromkeys(g for f in fs for g in parts(f, kind)))
    _SUPPLY.get()[1].spend(1 + len(found) // 8)
    while True:
        alone = {g for g in found if g[0] != dual}
        if zero in alone or any(neg(g) in alone for g in alone if g[0] not in ("all", "ex")):
            return zero
        new = dict.fromkeys(h for g in found for h in parts(_without(g, alone, kind, dual, neutral, zero), kind))
        merged = _merged(list(new), dual) if len(new) <= MOST_MERGED else list(new)
        if merged is None:
            return zero
        if merged == found:
            return neutral if not found else found[0] if len(found) == 1 else (kind, tuple(found))
        found = list(dict.fromkeys(h for g in merged for h in parts(g, kind)))


def _merged(found: list[Formula], dual: str) -> list[Formula] | None:
    """Return formulas without those that others imply; "a or b" and "a or not b" become a.  None: what two share is nothing."""
    sets = [frozenset(parts(g, dual)) for g in found]
    for i, a in enumerate(sets):
        for j, b in enumerate(sets[:i]):
            if a <= b or b <= a:
                return _merged([g for k, g in enumerate(found) if k != (j if a <= b else i)], dual)
            here, there = a - b, b - a
            if len(here) == len(there) == 1 and next(iter(here))[0] not in ("all", "ex") and [neg(x) for x in here] == [*there]:
                shared = [x for x in parts(found[i], dual) if x in b]
                if not shared:
                    return None
                rest = [g for k, g in enumerate(found) if k not in (i, j)]
                return _merged([*rest, shared[0] if len(shared) == 1 else (dual, tuple(shared))], dual)
    return found


def _without(g: Formula, alone: set[Formula], kind: str, dual: str, neutral: Formula, zero: Formula) -> Formula:
    if g[0] != dual or not alone:
        return g
    out = []
    for d in g[1]:
        inner = parts(d, kind)
        if any(neg(x) in alone for x in inner if x[0] not in ("all", "ex")):
            continue
        rest = [x for x in inner if x not in alone]
        if not rest:
            return neutral
        out.append(rest[0] if len(rest) == 1 else (kind, tuple(rest)))
    return zero if not out else out[0] if len(out) == 1 else (dual, tuple(out))


@lru_cache(maxsize=1 << 18)
def neg(f: Formula) -> Formula:
    """Return the negation, with negations on atoms only."""
    kind = f[0]
    if kind in ("T", "F"):
        return F if kind == "T" else T
    if kind == "not":
        return tuple(f[1])
    if kind == "<=":
        return at_most_0(added(lin(1), f[1], -1))
    if kind in ("and", "or"):
        return (disj if kind == "and" else conj)(*map(neg, f[1]))
    if kind in ("all", "ex"):
        return ("ex" if kind == "all" else "all", f[1], neg(f[2]))
    return ("not", f)


def implies(a: Formula, b: Formula) -> Formula:
    """Return that a implies b."""
    return disj(neg(a), b)


def iff(a: Formula, b: Formula) -> Formula:
    """Return that a holds if and only if b does."""
    return T if a == b else conj(implies(a, b), implies(b, a))


def below(o: Any) -> Iterable[Any]:
    """Return the terms and formulas directly below a term or formula."""
    kind = o[0]
    if kind in ("f", "p"):
        return tuple(o[-1])
    if kind == "lin":
        return [t for t, _ in o[2]]
    if kind in ("and", "or"):
        return tuple(o[1])
    return (o[2],) if kind in ("all", "ex") else () if kind == "v" else o[1:]


@lru_cache(maxsize=1 << 18)
def free(o: Any) -> frozenset[Term]:
    """Return the free variables of a term or formula."""
    if o[0] == "v":
        return frozenset((o,))
    found = frozenset[Term]().union(*map(free, below(o)))
    return found - frozenset(o[1]) if o[0] in ("all", "ex") else found


def put(o: Any, at: Mapping[Term, Term]) -> Any:
    """Return a term or formula with terms for free variables; bound variables are renamed."""
    if not at or free(o).isdisjoint(at):
        return o
    kind = o[0]
    if kind == "v":
        return at.get(o, o)
    if kind == "f":
        return (*o[:3], tuple(put(a, at) for a in o[3]))
    if kind == "lin":
        out = lin(o[1])
        for t, c in o[2]:
            s = put(t, at)
            out = added(out, s if s[0] == "lin" else term(s), c)
        return out
    if kind == "p":
        return ("p", o[1], tuple(put(a, at) for a in o[2]))
    if kind == "=":
        return equal(put(o[1], at), put(o[2], at))
    if kind in ("<=", "=0"):
        return (at_most_0 if kind == "<=" else is_0)(put(o[1], at))
    if kind == "not":
        return neg(put(o[1], at))
    if kind in ("and", "or"):
        return (conj if kind == "and" else disj)(*(put(f, at) for f in o[1]))
    new = fresh(v[2] for v in o[1])
    return (ex if kind == "ex" else every)(new, put(o[2], {**at, **dict(zip(o[1], map(term, new), strict=True))}))


def solved(f: Formula, variables: Iterable[Term]) -> tuple[Term, Term] | None:
    """Return one of the variables that an equation determines, and its value; None if it determines none."""
    variables = set(variables)
    if f[0] == "=":
        return next(((s, t) for s, t in ((f[1], f[2]), (f[2], f[1])) if s in variables and s not in free(t)), None)
    for t, c in f[1][2] if f[0] == "=0" else ():
        rest = times(added(f[1], lin(0, (t, c)), -1), -c)
        if t in variables and abs(c) == 1 and t not in free(rest):
            return t, rest
    return None


def determining(f: Formula, variables: Sequence[Term]) -> Formula | None:
    """Return a disjunction among the conjuncts of f each of whose alternatives has an equation that determines a variable."""
    for g in parts(f, "and"):
        if g[0] == "or" and all(any(solved(h, variables) for h in parts(d, "and")) for d in g[1]):
            return g
    return None


def solutions(variables: Sequence[Term], f: Formula) -> list[tuple[dict[Term, Term], Variables, Formula]]:
    """Return (values, variables left, rest): "some variables: f" is the disjunction of "some variables left: rest" over them."""
    left, values = list(variables), dict[Term, Term]()
    while found := next((s for g in parts(f, "and") if (s := solved(g, left))), None):
        v, t = found
        values = {w: put(s, {v: t}) for w, s in values.items()} | {v: t}
        left.remove(v)
        f = put(f, {v: t})
    split = determining(f, left) if left and f != F else None
    if split is None:
        return [] if f == F else [(values, tuple(left), f)]
    rest = conj(*(g for g in parts(f, "and") if g != split))
    return [
        ({v: put(t, more) for v, t in values.items()} | more, remaining, residual)
        for d in split[1]
        for more, remaining, residual in solutions(left, conj(d, rest))
    ]


def ex(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that some values of the variables satisfy f: equations that determine a variable are solved."""
    if f[0] == "or":
        return disj(*(ex(variables, g) for g in f[1]))
    out = []
    for _, remaining, rest in solutions([v for v in variables if v in free(f)], f):
        left = tuple(v for v in remaining if v in free(rest))
        if left and rest[0] == "ex":
            left, rest = left + rest[1], rest[2]
        if left and rest[0] == "or":
            out.append(ex(left, rest))
            continue
        inside = [g for g in parts(rest, "and") if not free(g).isdisjoint(left)]
        outside = [g for g in parts(rest, "and") if free(g).isdisjoint(left)]
        out.append(conj(*outside, ("ex", left, conj(*inside))) if left else rest)
    return disj(*out)


def every(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that all values of the variables satisfy f."""
    return neg(ex(variables, neg(f)))


def closed(variables: Iterable[Term], f: Formula) -> Formula:
    """Return the universal closure over the variables, without looking into f."""
    variables = tuple(variables)
    return ("all", variables, f) if variables else f
