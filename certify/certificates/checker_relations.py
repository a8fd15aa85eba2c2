"""Equality, membership, look-up and choice of values of which formulas speak: a part of the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    T,
    Term,
    conj,
    disj,
    equal,
    every,
    ex,
    free,
    fresh,
    iff,
    implies,
    neg,
    solutions,
    term,
)
from certify.certificates.checker_values import (
    Cases,
    Entries,
    Gen,
    Items,
    Members,
    Parts,
    Stored,
    StoredMap,
    anew,
    any_values,
    cases,
    columns,
    only,
    stored,
    under,
)


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
        case ((Entries() | StoredMap()), (Entries() | StoredMap())):
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
            value, others = under(p.values[1], values), fresh(v[2] for v in left)
            if not free(rest).isdisjoint(left) or value != under(value, dict(zip(left, map(term, others), strict=True))):
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
