"""Formulas and values of which they speak, for proofs about all sizes: a part of the checker, which uses the standard library alone.

A term or formula is a tuple, whose first item says what it is:

    ("v", number, sort)   ("f", name, sort, terms)   ("lin", constant, ((term, coefficient), ...))
    ("T",)  ("F",)  ("p", name, terms)  ("=", s, t)  ("<=", lin)  ("=0", lin)  ("not", atom)
    ("and", fs)  ("or", fs)  ("all", variables, f)  ("ex", variables, f)

All terms of the sort `Int` are whole numbers and stand in a "lin"; the other sorts are the homes of the source.  Negations stand
on atoms only.  A value of the core is a formula (a truth value), or one of the classes below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache
from itertools import count, product
from math import gcd, lcm
from typing import Any, NamedTuple

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
            if len(here) == len(there) == 1 and [*here][0][0] not in ("all", "ex") and [neg(x) for x in here] == [*there]:
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


# ---------------------------------------------------------------------------------------------------------------- values


class Cases(NamedTuple):
    """A number, a label, a case of a sum type or an unordered pair: alternatives of a guard and what it then is.

    The guards exclude each other.  `kind` is `num` (a "lin"), `lab` (a term), `case` (name, arguments) or `pair` (two ends).
    """

    kind: str
    options: tuple[tuple[Formula, Any], ...]


class Parts(NamedTuple):
    """A tuple or a record."""

    items: tuple[Any, ...]


class Gen(NamedTuple):
    """These values, for all values of the variables that satisfy the guard."""

    variables: Variables
    guard: Formula
    values: tuple[Any, ...]


class Stored(NamedTuple):
    """A part of a set: what the predicates called `name...` say of its columns, if the guard holds.

    `whole`: a set that it is known to be a part of.
    """

    name: str
    given: tuple[Term, ...]
    item: Type
    guard: Formula = T
    whole: Any = None


class Members(NamedTuple):
    """A set: the union of generators of one value and of stored parts."""

    parts: tuple[Any, ...]


class Items(NamedTuple):
    """A sequence: generators of an index (None: unknown) and an item.

    `length`: None if it is unknown.  `listed`: the set whose members it lists, with the type of these, if it is one.
    `literal`: whether the generators are one item each, without variables, in order.  `loose`: whether a generator may give an
    item more often than it occurs.
    """

    parts: tuple[Gen, ...]
    length: Any
    listed: Any = None
    literal: bool = False
    loose: bool = False


class Entries(NamedTuple):
    """A map: generators of a key and a value."""

    parts: tuple[Gen, ...]


class StoredMap(NamedTuple):
    """A map whose values are the functions called `name...` of the columns of a key, on the set `domain`.

    `options`: the map of sets of which it is a choice, if it is one.  Where the options are written, predicates say which is taken.
    """

    name: str
    given: tuple[Term, ...]
    key: Type
    value: Type
    domain: Any
    options: Any = None


def number(t: Term) -> Cases:
    """Return a number as a value."""
    return Cases("num", ((T, t),))


def whole(n: Any) -> Cases:
    """Return a known number as a value."""
    return number(lin(n))


def cases(kind: str, options: Iterable[tuple[Formula, Any]]) -> Cases:
    """Return a value of these alternatives: equal ones as one, impossible ones left out."""
    found: dict[Any, list[Formula]] = {}
    for guard, base in options:
        if guard != F:
            found.setdefault(base, []).append(guard)
    return Cases(kind, tuple((disj(*guards), base) for base, guards in found.items()))


def under(value: Any, at: Mapping[Term, Term]) -> Any:
    """Return a value with terms for variables."""
    if value is None or not at:
        return value

    def all_of(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(under(v, at) for v in values)

    match value:
        case Cases("num" | "lab" as kind, options):
            return cases(kind, ((put(g, at), put(t, at)) for g, t in options))
        case Cases("case", options):
            return cases("case", ((put(g, at), (name, all_of(args))) for g, (name, args) in options))
        case Cases(kind, options):
            return cases(kind, ((put(g, at), all_of(ends)) for g, ends in options))
        case Parts(items):
            return Parts(all_of(items))
        case Gen(variables, guard, values):
            return Gen(variables, put(guard, at), all_of(values))
        case Stored(name, given, item, guard, more):
            return Stored(name, tuple(put(t, at) for t in given), item, put(guard, at), under(more, at))
        case Members(items):
            return Members(all_of(items))
        case Items(items, length, listed, literal, loose):
            return Items(all_of(items), under(length, at), listed and (under(listed[0], at), listed[1]), literal, loose)
        case Entries(items):
            return Entries(all_of(items))
        case StoredMap(name, given, key, entry, domain, options):
            return StoredMap(name, tuple(put(t, at) for t in given), key, entry, under(domain, at), under(options, at))
    return put(value, at)


def anew(g: Gen) -> Gen:
    """Return a generator with new variables."""
    new = fresh(v[2] for v in g.variables)
    return under(g, dict(zip(g.variables, map(term, new), strict=True)))._replace(variables=new)  # type: ignore[no-any-return]


def only(part: Any, guard: Formula) -> Any:
    """Return a generator or a stored part under one more guard."""
    return part._replace(guard=conj(part.guard, guard))


def chosen(pairs: Iterable[tuple[Formula, Any]]) -> Any:
    """Return one value from guarded ones, whose guards exclude each other; None from none."""
    pairs = [(g, v) for g, v in pairs if g != F and v is not None]
    if not pairs or pairs[0][0] == T:
        return pairs[0][1] if pairs else None
    first = pairs[0][1]
    match first:
        case Cases(kind):
            if any(not isinstance(v, Cases) or v.kind != kind for _, v in pairs):
                raise NoRule("a choice between values of two kinds")
            return cases(kind, ((conj(g, h), base) for g, v in pairs for h, base in v.options))
        case Parts(items):
            return Parts(tuple(chosen((g, v.items[i]) for g, v in pairs) for i in range(len(items))))
        case Members():
            if any(not isinstance(v, Members) for _, v in pairs):
                raise NoRule("a choice between a pair and a set")
            return Members(tuple(only(p, g) for g, v in pairs for p in v.parts))
        case Items():
            length = None if any(v.length is None for _, v in pairs) else chosen((g, v.length) for g, v in pairs)
            loose = any(v.loose for _, v in pairs)
            return Items(tuple(only(p, g) for g, v in pairs for p in v.parts), length, None, False, loose)
        case Entries() | StoredMap():
            return Entries(tuple(only(p, g) for g, v in pairs for p in entries(v)))
    return disj(*(conj(g, v) for g, v in pairs))


# ---------------------------------------------------------------------------------------- values that symbols stand for


def any_values(type: Type) -> list[tuple[Variables, Any]]:
    """Return all values of a flat type: variables and the value, for each way to make one.  A pair is there from both ends."""
    kind = type[0]
    if kind in ("nat", "int"):
        (v,) = fresh(["Int"])
        return [((v,), number(term(v)))]
    if kind == "bool":
        return [((), T), ((), F)]
    if kind == "label":
        (v,) = fresh([type[1]])
        return [((v,), Cases("lab", ((T, v),)))]
    if kind == "never":
        return []
    if kind == "sum":
        return [(vs, Cases("case", ((T, (name, args)),))) for name, types in type[2] for vs, args in any_rows(types)]
    if kind == "tuple":
        return [(vs, Parts(args)) for vs, args in any_rows(type[1])]
    if kind == "edge":
        return [(vs, Cases("pair", ((T, args),))) for vs, args in any_rows((type[1], type[1]))]
    raise NoRule(f"a value of type {kind} as a member, a key or an argument of a label")


def any_rows(types: Sequence[Type]) -> Iterator[tuple[Variables, tuple[Any, ...]]]:
    """Yield all rows of values of flat types."""
    if not types:
        yield (), ()
        return
    for vs, first in any_values(types[0]):
        for ws, rest in any_rows(types[1:]):
            yield vs + ws, (first, *rest)


def columns(value: Any) -> list[tuple[Formula, str, tuple[Term, ...]]]:
    """Return the ways to write a flat value as a row, under guards that exclude each other: its cases, and the terms in it."""
    match value:
        case Cases("case", options):
            return [(conj(g, h), f".{name}{s}", ts) for g, (name, args) in options for h, s, ts in rows(args) if conj(g, h) != F]
        case Cases("pair", options):
            return [(conj(g, h), s, ts) for g, ends in options for h, s, ts in rows(ends) if conj(g, h) != F]
        case Cases(_, options):
            return [(g, "", (base,)) for g, base in options]
        case Parts(items):
            return rows(items)
        case Members() | Items() | Entries() | StoredMap():
            raise NoRule("a collection as a member, a key or an argument of a label")
    return [(g, s, ()) for g, s in ((value, "+"), (neg(value), "-")) if g != F]


def rows(values: Iterable[Any]) -> list[tuple[Formula, str, tuple[Term, ...]]]:
    """Return the ways to write several flat values as one row."""
    found = []
    for row in product(*map(columns, values)):
        guard = conj(*(g for g, _, _ in row))
        if guard != F:
            found.append((guard, "".join(s for _, s, _ in row), tuple(t for _, _, ts in row for t in ts)))
    return found


def stored(name: str, given: tuple[Term, ...], type: Type) -> Any:
    """Return the value of a type that the symbols called `name...` give for some terms."""
    kind = type[0]
    if kind in ("nat", "int"):
        return number(function(name, "Int", given))
    if kind == "bool":
        return ("p", name, given)
    if kind == "label":
        return Cases("lab", ((T, function(name, type[1], given)),))
    if kind == "sum":
        found, rest = [], T
        for i, (case, types) in enumerate(type[2]):
            here = ("p", f"{name}:{case}", given) if i < len(type[2]) - 1 else T
            args = tuple(stored(f"{name}:{case}.{j}", given, t) for j, t in enumerate(types))
            found.append((conj(rest, here), (case, args)))
            rest = conj(rest, neg(here))
        return Cases("case", tuple(found))
    if kind == "tuple":
        return Parts(tuple(stored(f"{name}.{i}", given, t) for i, t in enumerate(type[1])))
    if kind == "record":
        return Parts(tuple(stored(f"{name}.{n}", given, t) for n, t in type[1]))
    if kind == "edge":
        return Cases("pair", ((T, (stored(f"{name}.a", given, type[1]), stored(f"{name}.b", given, type[1]))),))
    if kind == "set":
        return Members((Stored(name, given, type[1]),))
    if kind == "seq":
        n = function(f"{name}#", "Int", given)
        (i,) = fresh(["Int"])
        inside = conj(at_most(lin(), term(i)), less(term(i), n))
        return Items((Gen((i,), inside, (number(term(i)), stored(f"{name}@", (*given, term(i)), type[1]))),), number(n))
    if kind == "map":
        return StoredMap(name, given, type[1], type[2], None)
    raise NoRule(f"an unknown value of type {kind}")


# ---------------------------------------------------------------------------------- equality, membership and look-up


def same(a: Any, b: Any) -> Formula:
    """Return the equality of two values."""
    match a, b:
        case Cases("pair"), _:
            return _same_pair(a, b)
        case _, Cases("pair"):
            return _same_pair(b, a)
        case Cases(kind, options), Cases(_, more):
            return disj(*(conj(g, h, _same_base(kind, x, y)) for g, x in options for h, y in more))
        case Parts(items), Parts(others):
            return conj(*(same(x, y) for x, y in zip(items, others, strict=True)))
        case Members(), Members():
            return conj(part_of(a, b), part_of(b, a))
        case (Entries() | StoredMap()), (Entries() | StoredMap()):
            return conj(_extends(a, b), _extends(b, a))
        case Items(items, _, _, True), Items(others, _, _, True):
            if len(items) != len(others):
                return F
            return conj(*(same(x.values[1], y.values[1]) for x, y in zip(items, others, strict=True)))
        case (Items(), _) | (_, Items()):
            raise NoRule("equality of sequences")
    return iff(a, b)


def _same_base(kind: str, x: Any, y: Any) -> Formula:
    if kind != "case":
        return equal(x, y)
    return conj(*(same(p, q) for p, q in zip(x[1], y[1], strict=True))) if x[0] == y[0] else F


def _same_pair(a: Cases, b: Any) -> Formula:
    """Return that a pair is a pair, or a set of two written members."""
    b, differ = as_pair(b)
    ends = (
        conj(g, h, disj(conj(same(x, u), same(y, v)), conj(same(x, v), same(y, u))))
        for g, (x, y) in a.options
        for h, (u, v) in b.options
    )
    return conj(differ, disj(*ends))


def as_pair(value: Any) -> tuple[Cases, Formula]:
    """Return a set of two written members as a pair, and that they differ; a pair as it is."""
    if isinstance(value, Cases):
        return value, T
    written = [p.values[0] for p in value.parts if isinstance(p, Gen) and not p.variables and p.guard == T]
    if len(written) != 2 or len(value.parts) != 2:
        raise NoRule("a set that is not written {a, b}, in the place of a pair")
    return Cases("pair", ((T, tuple(written)),)), neg(same(*written))


def part_of(a: Any, b: Any) -> Formula:
    """Return that every member of a is one of b."""
    if isinstance(a, Cases):
        return conj(*(implies(g, conj(*(member(x, b) for x in ends))) for g, ends in a.options))
    return conj(*(every(p.variables, implies(p.guard, member(p.values[0], b))) for p in members(a)))


def members(s: Members) -> list[Gen]:
    """Return the generators of a set, with new variables."""
    found = []
    for p in s.parts:
        if isinstance(p, Gen):
            found.append(anew(p))
        else:
            found += [Gen(vs, conj(p.guard, holds(p, x)), (x,)) for vs, x in any_values(p.item)]
    return found


def holds(s: Stored, x: Any) -> Formula:
    """Return that the predicate of a stored part holds for a value, whatever its guard."""
    return disj(*(conj(g, ("p", s.name + suffix, (*s.given, *ts))) for g, suffix, ts in columns(x)))


def member(x: Any, s: Any) -> Formula:
    """Return that x is a member of a set or a pair, or an item of a sequence."""
    if isinstance(s, Cases):
        return disj(*(conj(g, disj(same(x, a), same(x, b))) for g, (a, b) in s.options))
    found = []
    for p in s.parts:
        if isinstance(p, Stored):
            pair, differ = as_pair(x) if isinstance(x, Members) else (x, T)
            found.append(conj(p.guard, differ, holds(p, pair)))
        else:
            g = anew(p)
            found.append(ex(g.variables, conj(g.guard, same(g.values[-1], x))))
    return disj(*found)


def known_member(x: Any, s: Members) -> Formula:
    """Return that x is a member of a set, and of the wholes of which its stored parts are known to be parts."""
    found = []
    for p in s.parts:
        here = member(x, Members((p,)))
        more = getattr(p, "whole", None)
        found.append(here if more is None or here == F else conj(here, known_member(x, more)))
    return disj(*found)


def domain(m: Any) -> Members:
    """Return the keys of a map."""
    if isinstance(m, StoredMap):
        if m.domain is None:
            raise NoRule("a map with any keys inside another collection")
        return m.domain  # type: ignore[no-any-return]
    return Members(tuple(p._replace(values=p.values[:1]) for p in m.parts))


def entries(m: Any) -> list[Gen]:
    """Return the generators of a map's entries, with new variables."""
    if isinstance(m, Entries):
        return [anew(p) for p in m.parts]
    return [p._replace(values=(p.values[0], lookup(m, p.values[0])[1])) for p in members(domain(m))]


def lookup(m: Any, key: Any) -> tuple[Formula, Any]:
    """Return whether a map is defined at a key, and its value there (None: nowhere)."""
    if isinstance(m, StoredMap):
        pairs = [(g, _entry(m, key, suffix, (*m.given, *ts))) for g, suffix, ts in columns(key)]
        return member(key, domain(m)), chosen(pairs)
    return _found(m.parts, lambda values: same(values[0], key), "a map whose key does not determine the entry")


def _entry(m: StoredMap, key: Any, suffix: str, given: tuple[Term, ...]) -> Any:
    """Return the value at a key.  Of a choice between options that are written out, predicates say which is taken."""
    defined, options = (T, None) if m.options is None else lookup(m.options, key)
    found = options.parts if isinstance(options, Members) else ()
    if not found or any(isinstance(p, Stored) or p.variables or p.guard not in (T, defined) for p in found):
        return stored(m.name + suffix, given, m.value)
    values = list(dict.fromkeys(p.values[0] for p in found))
    pairs, rest = [], T
    for i, value in enumerate(values):
        taken = ("p", f"{m.name}{suffix}?{i}", given) if i < len(values) - 1 else T
        pairs.append((conj(rest, taken), value))
        rest = conj(rest, neg(taken))
    return chosen(pairs)


def item_at(s: Items, index: Any) -> tuple[Formula, Any]:
    """Return whether a sequence has an index, and its item there (None: nowhere)."""
    if any(p.values[0] is None for p in s.parts):
        raise NoRule("an index into a filtered, flattened or unordered sequence")
    return _found(s.parts, lambda values: same(values[0], index), "a sequence whose index does not determine the item")


def _found(gens: Iterable[Gen], here: Callable[[tuple[Any, ...]], Formula], problem: str) -> tuple[Formula, Any]:
    """Return whether a generator gives a key, and the value then; the key must determine the generator's variables."""
    pairs = list[tuple[Formula, Any]]()
    for p in map(anew, gens):
        for values, left, rest in solutions(p.variables, conj(p.guard, here(p.values))):
            value = under(p.values[1], values)
            if not free(rest).isdisjoint(left) or value != under(value, dict(zip(left, map(term, fresh(v[2] for v in left)), strict=True))):
                raise NoRule(problem)
            before = [g for g, _ in pairs if conj(g, rest) != F]  # the guards are to exclude each other
            pairs.append((conj(rest, *map(neg, before)), value))
    return disj(*(g for g, _ in pairs)), chosen(pairs)


def _extends(f: Any, g: Any) -> Formula:
    found = []
    for p in entries(f):
        defined, value = lookup(g, p.values[0])
        agree = F if value is None else conj(defined, same(p.values[1], value))
        found.append(every(p.variables, implies(p.guard, agree)))
    return conj(*found)
