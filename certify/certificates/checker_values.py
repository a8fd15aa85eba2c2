"""Values of which formulas speak, and symbols that they stand for: a part of the checker.

A value of the core is a formula (a truth value), or one of the classes below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    T,
    Term,
    Type,
    Variables,
    at_most,
    conj,
    disj,
    fresh,
    function,
    less,
    lin,
    neg,
    put,
    term,
)

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

    `options`: the map of sets of which it is a choice, if it is one.  Where these are written, predicates say which is taken.
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
        for k, (case, types) in enumerate(type[2]):
            here = ("p", f"{name}:{case}", given) if k < len(type[2]) - 1 else T
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
