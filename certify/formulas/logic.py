"""Terms and formulas as plain data, with constructors that simplify.

Terms and formulas are nested tuples whose first item says what they are, as they stand in certificates:

| term or formula               | means                                                                            |
| ----------------------------- | -------------------------------------------------------------------------------- |
| `("v", number, sort)`         | a variable                                                                       |
| `("f", name, sort, args)`     | a function of its arguments                                                      |
| `("lin", constant, pairs)`    | the constant plus the sum of coefficient times term; every whole number is one   |
| `("T",)`, `("F",)`            | true, false                                                                      |
| `("p", name, args)`           | a predicate                                                                      |
| `("=", s, t)`                 | equality of two labels                                                           |
| `("<=", lin)`, `("=0", lin)`  | the number is at most 0, is 0                                                    |
| `("not", f)`                  | negation, of an atom (of `<=` never: it is `<=` again)                           |
| `("and", fs)`, `("or", fs)`   | of at least two formulas                                                         |
| `("all", vs, f)`, `("ex", vs, f)` | quantifiers; no two bind the same variable                                   |

A sort is `Int` or the name of a home.  All terms of sort `Int` are whole numbers: rational coefficients are scaled away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import count
from math import gcd, lcm
from typing import Any

Term = tuple[Any, ...]
Formula = tuple[Any, ...]
Variables = tuple[Term, ...]
Substitution = Mapping[Term, Term]
Rational = int | Fraction

TRUE: Formula = ("T",)
FALSE: Formula = ("F",)
INT = "Int"

_SUPPLY: ContextVar[Iterator[int]] = ContextVar("variables")  # set while statements are made and proved, and reset after it


@contextmanager
def numbered_variables() -> Iterator[None]:
    """Number new variables from 0 on, so that the same statements get the same variables every time.

    >>> with numbered_variables():
    ...     new_variable("Int"), new_variable("vertices")
    (('v', 0, 'Int'), ('v', 1, 'vertices'))
    """
    token = _SUPPLY.set(count())
    try:
        yield
    finally:
        _SUPPLY.reset(token)


def new_variable(sort: str) -> Term:
    """Return a variable that occurs nowhere else.  Raises LookupError outside `numbered_variables`."""
    return ("v", next(_SUPPLY.get()), sort)


def renamed(variables: Iterable[Term]) -> dict[Term, Term]:
    """Return new variables, as terms, for these variables."""
    return {v: as_term(new_variable(v[2])) for v in variables}


def variables_of(terms: Iterable[Term]) -> Variables:
    """Return the variables that these terms are, as `as_term` made them."""
    return tuple(t[2][0][0] if t[0] == "lin" else t for t in terms)


def function(name: str, sort: str, *args: Term) -> Term:
    """Return the application of a function symbol."""
    return ("f", name, sort, args)


@lru_cache(maxsize=1 << 18)
def rank(term: Term) -> str:
    """Return the text by which terms are ordered."""
    return repr(term)


# ------------------------------------------------------------------------------------------------ numbers


def linear(constant: Rational = 0, *pairs: tuple[Term, Rational]) -> Term:
    """Return the constant plus the sum of coefficient times term, each term once.

    >>> x = ("v", 0, "Int")
    >>> linear(1, (x, 2), (x, -2))
    ('lin', 1, ())
    """
    found: dict[Term, Rational] = {}
    for term, coefficient in pairs:
        found[term] = found.get(term, 0) + coefficient
    return ("lin", _plain(constant), tuple(sorted(((t, _plain(c)) for t, c in found.items() if c), key=lambda p: rank(p[0]))))


def _plain(n: Rational) -> Rational:
    return n.numerator if isinstance(n, Fraction) and n.denominator == 1 else n


def number(n: Rational) -> Term:
    """Return a number as a term."""
    return ("lin", _plain(n), ())


def amount(term: Term) -> Term:
    """Return a variable or an application of sort `Int` as a sum of one term."""
    return ("lin", 0, ((term, 1),))


def as_term(variable: Term) -> Term:
    """Return a variable or an application as a term: a sum if it is a number."""
    return amount(variable) if variable[2] == INT else variable


def plus(a: Term, b: Term, times: Rational = 1) -> Term:
    """Return a + times * b."""
    return linear(a[1] + times * b[1], *a[2], *((t, times * c) for t, c in b[2]))


def minus(a: Term, b: Term) -> Term:
    """Return a - b."""
    return plus(a, b, -1)


def scaled(a: Term, by: Rational) -> Term:
    """Return a number times a constant."""
    return linear(a[1] * by, *((t, c * by) for t, c in a[2]))


def denominator(a: Term) -> int:
    """Return the least common denominator of a sum's coefficients and constant."""
    return lcm(*(Fraction(c).denominator for c in (a[1], *(c for _, c in a[2]))))


def _whole(a: Term) -> Term:
    m = denominator(a)
    return a if m == 1 else ("lin", int(a[1] * m), tuple((t, int(c * m)) for t, c in a[2]))


def at_most_zero(a: Term) -> Formula:
    """Return that a <= 0, its bound rounded: all terms are whole numbers.

    >>> at_most_zero(linear(-1, (("v", 0, "Int"), 2)))
    ('<=', ('lin', 0, ((('v', 0, 'Int'), 1),)))
    """
    if not a[2]:
        return TRUE if a[1] <= 0 else FALSE
    a = _whole(a)
    g = reduce(gcd, (abs(c) for _, c in a[2]))
    return ("<=", ("lin", -((-a[1]) // g), tuple((t, c // g) for t, c in a[2])))


def at_most(a: Term, b: Term) -> Formula:
    """Return that a <= b."""
    return at_most_zero(minus(a, b))


def less(a: Term, b: Term) -> Formula:
    """Return that a < b."""
    return _less_than_zero(minus(a, b))


def _less_than_zero(a: Term) -> Formula:
    if not a[2]:
        return TRUE if a[1] < 0 else FALSE
    a = _whole(a)
    return at_most_zero(("lin", a[1] + 1, a[2]))


def is_zero(a: Term) -> Formula:
    """Return that a = 0."""
    if not a[2]:
        return TRUE if a[1] == 0 else FALSE
    a = _whole(a)
    g = reduce(gcd, (abs(c) for _, c in a[2]))
    if a[1] % g:
        return FALSE
    g = -g if a[2][0][1] < 0 else g
    return ("=0", ("lin", a[1] // g, tuple((t, c // g) for t, c in a[2])))


def equal(s: Term, t: Term) -> Formula:
    """Return the equality of two terms of one sort."""
    if s == t:
        return TRUE
    if s[0] == "lin":
        return is_zero(minus(s, t))
    return ("=", s, t) if rank(s) <= rank(t) else ("=", t, s)


# ------------------------------------------------------------------------------------------------ connectives


def conjunction(*formulas: Formula) -> Formula:
    """Return the conjunction, simplified by unit propagation.

    >>> p, q = ("p", "p", ()), ("p", "q", ())
    >>> conjunction(p, disjunction(complement(p), q)) == conjunction(p, q)
    True
    """
    return _combine(formulas, "and", "or", TRUE, FALSE)


def disjunction(*formulas: Formula) -> Formula:
    """Return the disjunction, simplified by unit propagation."""
    return _combine(formulas, "or", "and", FALSE, TRUE)


def complement(f: Formula) -> Formula:
    """Return the negation of a formula, which is not pushed inwards (`negation` pushes it)."""
    kind = f[0]
    if kind == "T":
        return FALSE
    if kind == "F":
        return TRUE
    if kind == "not":
        inner: Formula = f[1]
        return inner
    if kind == "<=":
        return at_most_zero(("lin", 1 - f[1][1], tuple((t, -c) for t, c in f[1][2])))
    return ("not", f)


def implication(a: Formula, b: Formula) -> Formula:
    """Return that a implies b."""
    return disjunction(complement(a), b)


def equivalence(a: Formula, b: Formula) -> Formula:
    """Return that a holds if and only if b does."""
    if a == b:
        return TRUE
    if a in (TRUE, FALSE):
        return b if a == TRUE else complement(b)
    if b in (TRUE, FALSE):
        return a if b == TRUE else complement(a)
    return conjunction(disjunction(complement(a), b), disjunction(a, complement(b)))


def parts(f: Formula, kind: str) -> tuple[Formula, ...]:
    """Return the parts of a conjunction (`and`) or disjunction (`or`); the formula alone if it is none."""
    return f[1] if f[0] == kind else (f,)


def conjuncts(f: Formula) -> list[Formula]:
    """Return the parts of a conjunction: none of TRUE."""
    return [] if f == TRUE else list(parts(f, "and"))


def _joined(found: list[Formula], kind: str, neutral: Formula) -> Formula:
    return neutral if not found else found[0] if len(found) == 1 else (kind, tuple(found))


def _combine(formulas: Iterable[Formula], kind: str, other: str, neutral: Formula, zero: Formula) -> Formula:
    """Combine formulas; `neutral` may be left out and `zero` decides.  `other` is the kind of the dual connective."""
    found: list[Formula] = []
    for f in formulas:
        for g in parts(f, kind):
            if g == zero:
                return zero
            if g != neutral and g not in found:
                found.append(g)
    while True:
        units = {g for g in found if g[0] != other}
        if any(complement(g) in units for g in units):
            return zero
        new: list[Formula] = []
        for g in found:
            h = _reduced(g, units, other, kind, neutral, zero) if g[0] == other and units else g
            if h == zero:
                return zero
            new += [x for x in parts(h, kind) if x != neutral and x not in new]
        resolved = _resolved(new, kind, other, zero)
        if resolved is None:
            return zero
        if resolved == found:
            return _joined(found, kind, neutral)
        found = resolved


def _reduced(g: Formula, units: set[Formula], inner: str, outer: str, neutral: Formula, zero: Formula) -> Formula:
    """Return the `inner` formula g, simplified by the formulas `units` that stand beside it under `outer`."""
    out: list[Formula] = []
    for d in g[1]:
        if d in units:
            return neutral
        if complement(d) in units:
            continue
        if d[0] == outer:
            rest = [x for x in d[1] if x not in units]
            if any(complement(x) in units for x in rest):
                continue
            if not rest:
                return neutral
            d = _joined(rest, outer, neutral)
        out.append(d)
    return _joined(out, inner, zero)


def _resolved(found: list[Formula], kind: str, other: str, zero: Formula) -> list[Formula] | None:
    """Return the formulas without those that others imply, and two that differ in the sign of one part as what they share.

    The result is None if what two of them share is nothing: the whole is `zero`.
    """
    if not 1 < len(found) <= 24:
        return found
    sets = [frozenset(parts(g, other)) for g in found]
    for i, a in enumerate(sets):
        for j in range(i):
            b = sets[j]
            if a <= b or b <= a:
                drop = j if a <= b else i
                return _resolved([g for k, g in enumerate(found) if k != drop], kind, other, zero)
            here, there = a - b, b - a
            if len(here) == len(there) == 1 and complement(next(iter(here))) == next(iter(there)):
                shared = [x for x in parts(found[i], other) if x in b]
                if not shared:
                    return None
                left = [g for k, g in enumerate(found) if k not in (i, j)]
                new = _joined(shared, other, zero)
                left += [x for x in parts(new, kind) if x not in left]
                return _resolved(left, kind, other, zero)
    return found


# ------------------------------------------------------------------------------------------------ variables


@lru_cache(maxsize=1 << 18)
def free(o: Any) -> frozenset[Term]:
    """Return the free variables of a term or formula."""
    kind = o[0]
    if kind == "v":
        return frozenset((o,))
    if kind in ("all", "ex"):
        return free(o[2]) - frozenset(o[1])
    return frozenset[Term]().union(*map(free, below(o)))


def below(o: Any) -> Sequence[Any]:
    """Return the terms and formulas directly below a term or formula."""
    kind = o[0]
    if kind == "f":
        return o[3]  # type: ignore[no-any-return]
    if kind == "lin":
        return [t for t, _ in o[2]]
    if kind == "p":
        return o[2]  # type: ignore[no-any-return]
    if kind in ("=", "<=", "=0", "not"):
        return o[1:]  # type: ignore[no-any-return]
    if kind in ("and", "or"):
        return o[1]  # type: ignore[no-any-return]
    return (o[2],) if kind in ("all", "ex") else ()


def walk(o: Any) -> Iterator[Any]:
    """Yield a term or formula and all below it."""
    left = [o]
    while left:
        here = left.pop()
        yield here
        left += reversed(below(here))
