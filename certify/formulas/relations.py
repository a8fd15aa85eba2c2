"""Equality, membership and look-up for values of which formulas speak."""

from __future__ import annotations

from collections.abc import Callable

from certify.core import Type
from certify.formulas.logic import (
    FALSE,
    TRUE,
    Formula,
    Term,
    conjunction,
    disjunction,
    equal,
    equivalence,
    free,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import exists, for_all, negation, solutions
from certify.formulas.quantifiers import negation as not_
from certify.formulas.stored import any_values, columns, stored
from certify.formulas.types import join
from certify.formulas.values import (
    CycleOf,
    GuardedGenerator,
    MapOf,
    Meant,
    Pair,
    Product,
    Scalar,
    SeqOf,
    SetOf,
    StoredMap,
    StoredSet,
    choose,
    substituted,
)


def same(a: Meant, b: Meant) -> Formula:
    """Return the equality of two values.  Raises NotTranslated for sequences and other values without one here."""
    match a, b:
        case tuple(), tuple():
            return equivalence(a, b)
        case Scalar(), Scalar():
            return disjunction(
                *(conjunction(g, h, _same_base(a.kind, x, y)) for g, x in a.alternatives for h, y in b.alternatives)
            )
        case Product(), Product():
            return conjunction(*(same(x, y) for x, y in zip(a.items, b.items, strict=True)))
        case (Pair(), _) | (_, Pair()):
            (here, differ), (there, other) = as_pair(a), as_pair(b)
            ends = (
                conjunction(g, h, disjunction(conjunction(same(x, u), same(y, v)), conjunction(same(x, v), same(y, u))))
                for g, x, y in here.alternatives
                for h, u, v in there.alternatives
            )
            return conjunction(differ, other, disjunction(*ends))
        case SetOf(), SetOf():
            return conjunction(part_of(a, b), part_of(b, a))
        case ((MapOf() | StoredMap()), (MapOf() | StoredMap())):
            return conjunction(_extends(a, b), _extends(b, a))
        case SeqOf(), SeqOf() if a.literal is not None and b.literal is not None:
            if len(a.literal) != len(b.literal):
                return FALSE
            return conjunction(*(same(x, y) for x, y in zip(a.literal, b.literal, strict=True)))
    raise NotTranslated("equality of sequences or of cycles")


def _same_base(kind: str, x: Meant, y: Meant) -> Formula:
    if kind != "case":
        return equal(x, y)
    return conjunction(*(same(p, q) for p, q in zip(x[1], y[1], strict=True))) if x[0] == y[0] else FALSE


def _extends(f: MapOf | StoredMap, g: MapOf | StoredMap) -> Formula:
    found = []
    for entry in entries(f):
        defined, value = lookup(g, entry.values[0])
        agree = FALSE if value is None else conjunction(defined, same(entry.values[1], value))
        found.append(for_all(entry.variables, disjunction(not_(entry.guard), agree)))
    return conjunction(*found)


def as_pair(value: Meant) -> tuple[Pair, Formula]:
    """Return a set of two written members as a pair, and that they differ.  Raises NotTranslated for other sets."""
    if isinstance(value, Pair):
        return value, TRUE
    plain = [p for p in value.parts if isinstance(p, GuardedGenerator) and not p.variables and p.guard == TRUE]
    if len(plain) != 2 or len(value.parts) != 2:
        raise NotTranslated("a pair made of a set that is not written as {a, b}")
    a, b = plain[0].values[0], plain[1].values[0]
    return Pair(((TRUE, a, b),)), not_(same(a, b))


def part_of(a: SetOf | Pair, b: Meant) -> Formula:
    """Return that every member of a is one of b."""
    if isinstance(a, Pair):
        return conjunction(*(disjunction(not_(g), conjunction(member(x, b), member(y, b))) for g, x, y in a.alternatives))
    return conjunction(*(for_all(p.variables, disjunction(not_(p.guard), member(p.values[0], b))) for p in generators(a)))


def generators(s: SetOf) -> list[GuardedGenerator]:
    """Return the generators of a set, with new variables.  Raises NotTranslated for a stored set of collections."""
    if not isinstance(s, SetOf):
        raise NotTranslated("an unordered pair as a set")
    found = []
    for p in s.parts:
        if isinstance(p, GuardedGenerator):
            found.append(p.fresh())
        else:
            found += [GuardedGenerator(vs, conjunction(p.guard, holds(p, x)), (x,)) for vs, x in any_values(p.item)]
    return found


def holds(s: StoredSet, value: Meant) -> Formula:
    """Return that the predicate of a stored set holds for a value, whatever the set's guard."""
    return disjunction(*(conjunction(g, ("p", s.name + cases, (*s.given, *terms))) for g, cases, terms in columns(value)))


def member(x: Meant, s: Meant) -> Formula:
    """Return that x is a member of a set or a pair, or an item of a sequence."""
    match s:
        case Pair(alternatives):
            return disjunction(*(conjunction(g, disjunction(same(x, a), same(x, b))) for g, a, b in alternatives))
        case SeqOf(parts):
            items = (p.fresh() for p in parts)
            return disjunction(*(exists(p.variables, conjunction(p.guard, same(p.values[1], x))) for p in items))
    found = []
    for p in s.parts:
        if isinstance(p, StoredSet):
            value, differ = as_pair(x) if isinstance(x, SetOf) else (x, TRUE)
            found.append(conjunction(p.guard, differ, holds(p, value)))
        else:
            p = p.fresh()
            found.append(exists(p.variables, conjunction(p.guard, same(p.values[0], x))))
    return disjunction(*found)


def known_member(x: Meant, s: SetOf) -> Formula:
    """Return that x is a member of a set, and of the wholes of which the set's parts are known to be parts."""
    found = []
    for p in s.parts:
        inside = member(x, SetOf((p,), s.item))
        whole = p.whole if isinstance(p, StoredSet) else None
        found.append(inside if whole is None or inside == FALSE else conjunction(inside, known_member(x, whole)))
    return disjunction(*found)


# ------------------------------------------------------------------------------------------------ maps


def entries(m: MapOf | StoredMap | CycleOf) -> list[GuardedGenerator]:
    """Return the generators of a map's entries, with new variables."""
    if isinstance(m, CycleOf):
        return [p.where(g).fresh() for g, _, ps in m.alternatives for p in ps]
    if isinstance(m, MapOf):
        return [p.fresh() for p in m.parts]
    found = []
    for p in generators(domain(m)):
        _, value = lookup(m, p.values[0])
        found.append(GuardedGenerator(p.variables, p.guard, (p.values[0], value)))
    return found


def as_map_of(value: Meant) -> Meant:
    """Return a stored map as its entries; every other value as it is."""
    if isinstance(value, StoredMap):
        return MapOf(tuple(entries(value)), value.key, value.value)
    return value


def lookup(m: MapOf | StoredMap | CycleOf, key: Meant) -> tuple[Formula, Meant]:
    """Return whether a map is defined at a key, and its value there (None: nowhere defined).

    Raises NotTranslated if a key does not determine its entry.
    """
    if isinstance(m, StoredMap):
        pairs = []
        for guard, cases, terms in columns(key):
            if m.options is not None:
                pairs.append((guard, _chosen(m, key, cases, terms)))
            else:
                pairs.append((guard, stored(m.name + cases, (*m.given, *terms), m.value)))
        return member(key, domain(m)), choose(pairs)
    pairs, defined = [], []
    for p in entries(m):
        for values, left, rest in solutions(p.variables, conjunction(p.guard, same(p.values[0], key))):
            if any(v in free(rest) for v in left):
                raise NotTranslated("a map whose key does not determine the entry")
            pairs.append((rest, substituted(p.values[1], values)))
            defined.append(rest)
    return disjunction(*defined), choose(pairs)


def _chosen(m: StoredMap, key: Meant, cases: str, terms: tuple[Meant, ...]) -> Meant:
    """Return the value at a key of a choice: of written options, alternatives told apart by predicates."""
    assert m.options is not None
    defined, options = lookup(m.options, key)
    written = written_options(options, defined)
    if written is None:
        return stored(m.name + cases, (*m.given, *terms), m.value)
    pairs, rest = [], TRUE
    for i, value in enumerate(written):
        taken = ("p", f"{m.name}{cases}?{i}", (*m.given, *terms)) if i < len(written) - 1 else TRUE
        pairs.append((conjunction(rest, taken), value))
        rest = conjunction(rest, negation(taken))
    return choose(pairs)


def written_options(options: Meant, defined: Formula) -> list[Meant] | None:
    """Return the members of a set of written numbers, each once; None if it is another set.

    Other members may be the same at some keys of a map, and then have other places among them.
    """
    if not isinstance(options, SetOf):
        return None
    found: list[Meant] = []
    for p in options.parts:
        if isinstance(p, StoredSet) or p.variables or p.guard not in (TRUE, defined) or not _is_written(p.values[0]):
            return None
        if p.values[0] not in found:
            found.append(p.values[0])
    return found


def _is_written(value: Meant) -> bool:
    match value:
        case Scalar("number", ((guard, amount),)):
            return guard == TRUE and not amount[2]
    return False


def compare(a: Scalar, b: Scalar, relation: Callable[[Term, Term], Formula]) -> Formula:
    """Return that two numbers are in a relation."""
    return disjunction(*(conjunction(g, h, relation(x, y)) for g, x in a.alternatives for h, y in b.alternatives))


def domain(m: MapOf | StoredMap | CycleOf) -> SetOf:
    """Return the keys of a map.  Raises NotTranslated for a stored map whose domain is not known."""
    if isinstance(m, StoredMap):
        if m.domain is None:
            raise NotTranslated("a map with any set of keys inside another collection")
        return m.domain
    key: Type = m.item if isinstance(m, CycleOf) else m.key
    return SetOf(tuple(GuardedGenerator(p.variables, p.guard, p.values[:1]) for p in entries(m)), key)


def override(f: MapOf | StoredMap, g: MapOf | StoredMap) -> MapOf:
    """Return the map that is g where g is defined, else f."""
    found = [p.where(not_(lookup(g, p.values[0])[0])) for p in entries(f)] + entries(g)
    key, value = join([f.key, g.key]), join([f.value, g.value])
    return MapOf(tuple(p for p in found if p.guard != FALSE), key or g.key, value or g.value)
