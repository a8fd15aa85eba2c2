"""Values of which a formula speaks: scalars are guarded alternatives, collections are lists of guarded generators.

A truth value is a formula.  A comprehension is "these variables, under this guard, give this item" (a GuardedGenerator).  A set
that is stored in an instance or a witness is a predicate for each case of its item type (a StoredSet).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from certify.core import Type
from certify.formulas.logic import (
    FALSE,
    TRUE,
    Formula,
    Substitution,
    Term,
    Variables,
    conjunction,
    disjunction,
    number,
    renamed,
    variables_of,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import negation, substitute
from certify.formulas.types import join
from certify.records import dataclass, replace

Meant: TypeAlias = Any
"""A formula (a truth value) or an instance of one of the classes below."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a label, or a case of a sum type: alternatives under exclusive guards.

    `kind`: `number` (an alternative is a sum of terms), `label` (a term) or `case` (its name and arguments).
    """

    kind: str
    alternatives: tuple[tuple[Formula, Any], ...]

    def under(self, values: Substitution) -> Scalar:
        """Return this value with terms for variables."""
        return Scalar(self.kind, tuple((substitute(g, values), self._base(b, values)) for g, b in self.alternatives))

    def _base(self, base: Any, values: Substitution) -> Any:
        return (base[0], tuple(substituted(a, values) for a in base[1])) if self.kind == "case" else substitute(base, values)


@dataclass(frozen=True, slots=True)
class Product:
    """A tuple or a record, part by part; `names` are the names of a record's fields."""

    items: tuple[Meant, ...]
    names: tuple[str, ...] = ()

    def under(self, values: Substitution) -> Product:
        """Return this value with terms for variables."""
        return Product(tuple(substituted(a, values) for a in self.items), self.names)


@dataclass(frozen=True, slots=True)
class Pair:
    """An unordered pair of different values: alternatives of a guard and two ends.

    `both_ways`: it is one of all the members of a stored set, which have it from either end.
    """

    alternatives: tuple[tuple[Formula, Meant, Meant], ...]
    both_ways: bool = False

    def under(self, values: Substitution) -> Pair:
        """Return this value with terms for variables."""
        found = ((substitute(g, values), substituted(a, values), substituted(b, values)) for g, a, b in self.alternatives)
        return Pair(tuple(found), self.both_ways)


@dataclass(frozen=True, slots=True)
class GuardedGenerator:
    """These values, for all values of the variables that satisfy the guard.

    A set's generator has one value, a map's a key and a value, a sequence's an index (None: unknown) and an item.
    """

    variables: Variables
    guard: Formula
    values: tuple[Meant, ...]

    def under(self, values: Substitution) -> GuardedGenerator:
        """Return this generator with terms for other variables than its own."""
        return GuardedGenerator(
            self.variables, substitute(self.guard, values), tuple(substituted(v, values) for v in self.values)
        )

    def fresh(self) -> GuardedGenerator:
        """Return this generator with new variables."""
        fresh = renamed(self.variables)
        return replace(self.under(fresh), variables=variables_of(fresh.values()))

    def where(self, guard: Formula) -> GuardedGenerator:
        """Return this generator under one more guard."""
        return GuardedGenerator(self.variables, conjunction(self.guard, guard), self.values)


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A stored set: predicates `name...` of the terms `given` and of the columns of a member.

    `whole`: a set that it is known to be a part of.
    """

    name: str
    given: tuple[Term, ...]
    item: Type
    guard: Formula = TRUE
    whole: SetOf | None = None

    def under(self, values: Substitution) -> StoredSet:
        """Return this set with terms for variables."""
        whole = None if self.whole is None else self.whole.under(values)
        return StoredSet(
            self.name, tuple(substitute(t, values) for t in self.given), self.item, substitute(self.guard, values), whole
        )

    def where(self, guard: Formula) -> StoredSet:
        """Return this set if the guard holds, else the empty set."""
        return replace(self, guard=conjunction(self.guard, guard))


@dataclass(frozen=True, slots=True)
class SetOf:
    """A set: the union of generators and stored sets.  `item` is the declared type of its members, which is always carried."""

    parts: tuple[GuardedGenerator | StoredSet, ...]
    item: Type

    def under(self, values: Substitution) -> SetOf:
        """Return this set with terms for variables."""
        return SetOf(tuple(p.under(values) for p in self.parts), self.item)


@dataclass(frozen=True, slots=True)
class SeqOf:
    """A sequence: generators of indices and items, and its length (None: unknown).

    `literal`: its items, if it was written out or its length is known.  `listed`: the set whose members it lists.  `loose`: its
    items and no others, but a generator may give one more often than it occurs.  `kept`: for a filtered sequence, that the filter
    drops nothing, and the sequence with its indices if that holds.
    """

    parts: tuple[GuardedGenerator, ...]
    length: Scalar | None
    item: Type
    listed: SetOf | None = None
    literal: tuple[Meant, ...] | None = None
    loose: bool = False
    kept: tuple[Formula, SeqOf] | None = None

    def under(self, values: Substitution) -> SeqOf:
        """Return this sequence with terms for variables."""
        length = None if self.length is None else self.length.under(values)
        listed = None if self.listed is None else self.listed.under(values)
        literal = None if self.literal is None else tuple(substituted(v, values) for v in self.literal)
        kept = None if self.kept is None else (substitute(self.kept[0], values), self.kept[1].under(values))
        return SeqOf(tuple(p.under(values) for p in self.parts), length, self.item, listed, literal, self.loose, kept)


@dataclass(frozen=True, slots=True)
class StoredMap:
    """A stored map: functions `name...` of the terms `given` and of the columns of a key in the domain.

    `options`: a map of sets, for a choice of one member of each.
    """

    name: str
    given: tuple[Term, ...]
    key: Type
    value: Type
    domain: SetOf | None
    options: MapOf | StoredMap | None = None

    def under(self, values: Substitution) -> StoredMap:
        """Return this map with terms for variables."""
        domain = None if self.domain is None else self.domain.under(values)
        options = None if self.options is None else self.options.under(values)
        return StoredMap(self.name, tuple(substitute(t, values) for t in self.given), self.key, self.value, domain, options)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map: generators of keys and values."""

    parts: tuple[GuardedGenerator, ...]
    key: Type
    value: Type

    def under(self, values: Substitution) -> MapOf:
        """Return this map with terms for variables."""
        return MapOf(tuple(p.under(values) for p in self.parts), self.key, self.value)


@dataclass(frozen=True, slots=True)
class CycleOf:
    """The successor map of a sequence that is read as a cycle: alternatives of a guard, the sequence, and the entries."""

    alternatives: tuple[tuple[Formula, SeqOf, tuple[GuardedGenerator, ...]], ...]
    item: Type

    def under(self, values: Substitution) -> CycleOf:
        """Return this cycle with terms for variables."""
        found = ((substitute(g, values), s.under(values), tuple(p.under(values) for p in ps)) for g, s, ps in self.alternatives)
        return CycleOf(tuple(found), self.item)


def amount_of(term: Term) -> Scalar:
    """Return a number as a value."""
    return Scalar("number", ((TRUE, term),))


def label_of(term: Term) -> Scalar:
    """Return a label as a value."""
    return Scalar("label", ((TRUE, term),))


def case_of(name: str, args: Iterable[Meant] = ()) -> Scalar:
    """Return a case of a sum type, or a built label, as a value."""
    return Scalar("case", ((TRUE, (name, tuple(args))),))


ZERO, ONE = amount_of(number(0)), amount_of(number(1))


def substituted(value: Meant, values: Substitution) -> Meant:
    """Return a value with terms for variables."""
    if not values or value is None:
        return value
    return substitute(value, values) if isinstance(value, tuple) else value.under(values)


def pruned(kind: str, alternatives: Iterable[tuple[Formula, Any]]) -> Scalar:
    """Return a scalar of these alternatives, equal ones as one, and impossible ones left out."""
    found: dict[Any, list[Formula]] = {}
    for guard, base in alternatives:
        found.setdefault(base, []).append(guard)
    guarded = ((disjunction(*guards), base) for base, guards in found.items())
    return Scalar(kind, tuple((g, b) for g, b in guarded if g != FALSE))


def choose(pairs: Iterable[tuple[Formula, Meant]]) -> Meant:
    """Return one value from guarded ones, whose guards exclude each other; None from none.

    Raises NotTranslated for collections of different kinds.
    """
    chosen = [(g, v) for g, v in pairs if g != FALSE and v is not None]
    if not chosen:
        return None
    first = chosen[0][1]
    if chosen[0][0] == TRUE:
        return first
    match first:
        case tuple():
            return disjunction(*(conjunction(g, v) for g, v in chosen))
        case Scalar(kind):
            return pruned(kind, ((conjunction(g, h), b) for g, v in chosen for h, b in v.alternatives))
        case Product(items, names):
            return Product(tuple(choose((g, v.items[i]) for g, v in chosen) for i in range(len(items))), names)
        case Pair():
            found = ((conjunction(g, h), a, b) for g, v in chosen for h, a, b in as_pairs(v))
            return Pair(tuple(p for p in found if p[0] != FALSE))
        case SetOf():
            item = join(v.item for _, v in chosen)
            return SetOf(tuple(p.where(g) for g, v in chosen for p in v.parts), first.item if item is None else item)
        case SeqOf():
            known = all(v.length is not None for _, v in chosen)
            length = choose((g, v.length) for g, v in chosen) if known else None
            parts = tuple(p.where(g) for g, v in chosen for p in v.parts)
            loose = any(v.loose for _, v in chosen)
            return SeqOf(parts, length, _joined_items(chosen), loose=loose, kept=None if known else _kept(chosen))
        case MapOf(_, key, value):
            entries = tuple(p.where(g) for g, v in chosen for p in map_parts(v))
            return MapOf(entries, join(v.key for _, v in chosen) or key, join(v.value for _, v in chosen) or value)
        case CycleOf():
            alternatives = (
                (conjunction(g, h), s, tuple(p.where(g) for p in ps)) for g, v in chosen for h, s, ps in v.alternatives
            )
            return CycleOf(tuple(a for a in alternatives if a[0] != FALSE), _joined_items(chosen))
    raise NotTranslated("a choice between stored maps")


def as_pairs(value: Meant) -> tuple[tuple[Formula, Meant, Meant], ...]:
    """Return the alternatives of a pair.  Raises NotTranslated for a set that was not made a pair."""
    if not isinstance(value, Pair):
        raise NotTranslated("a set in the place of a pair")
    return value.alternatives


def _kept(chosen: list[tuple[Formula, Meant]]) -> tuple[Formula, SeqOf] | None:
    """Return the premise on which all these sequences have indices, and one of them with its indices; None if one never has."""
    if any(v.length is None and v.kept is None for _, v in chosen):
        return None
    premises = [v.kept[0] for _, v in chosen if v.length is None]
    whole: SeqOf = choose((g, v.kept[1] if v.length is None else v) for g, v in chosen)
    return conjunction(*premises), whole


def map_parts(value: Meant) -> tuple[GuardedGenerator, ...]:
    """Return the generators of a map.  Raises NotTranslated for a stored map."""
    if not isinstance(value, MapOf):
        raise NotTranslated("a choice between stored maps")
    return value.parts


def _joined_items(chosen: list[tuple[Formula, Meant]]) -> Type:
    item = join(v.item for _, v in chosen)
    first: Type = chosen[0][1].item
    return first if item is None else item


def otherwise(guard: Formula, value: Meant, other: Meant) -> Meant:
    """Return the value if the guard holds, else the other."""
    return choose([(guard, value), (negation(guard), other)])
