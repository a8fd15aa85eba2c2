"""Sequences: written ones, ranges, enumerations of sets, look-up by index, and sequences given by recursion."""

from __future__ import annotations

from collections.abc import Iterable

from certify.core import Number, Type
from certify.formulas.definitions import NamedListing
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Term,
    amount,
    as_term,
    at_most,
    conjunction,
    disjunction,
    equal,
    free,
    function,
    implication,
    minus,
    new_variable,
    number,
    plus,
    variables_of,
)
from certify.formulas.not_translated import NotTranslated, PairsCounted
from certify.formulas.quantifiers import for_all, negation, solutions
from certify.formulas.relations import generators, known_member, member, same
from certify.formulas.stored import any_values, columns, index_below, stored, stored_sequence
from certify.formulas.sums import combined, is_literal_number
from certify.formulas.translator import TranslationRun
from certify.formulas.types import join
from certify.formulas.values import (
    ONE,
    ZERO,
    GuardedGenerator,
    Meant,
    Pair,
    SeqOf,
    SetOf,
    StoredSet,
    amount_of,
    choose,
    otherwise,
    substituted,
)

_LONGEST_LITERAL = 12


def written(items: Iterable[Meant], item: Type) -> SeqOf:
    """Return the sequence of these items."""
    items = tuple(items)
    parts = tuple(GuardedGenerator((), TRUE, (amount_of(number(i)), x)) for i, x in enumerate(items))
    return SeqOf(parts, amount_of(number(len(items))), item, literal=items)


def number_range(a: Term, b: Term, item: Type) -> SeqOf:
    """Return the sequence a, a + 1, ..., b, written out if its length is a small known number."""
    n = minus(b, a)
    if not n[2] and n[1] < _LONGEST_LITERAL:
        return written([amount_of(plus(a, number(i))) for i in range(max(int(n[1]) + 1, 0))], item)
    v = amount(new_variable(INT))
    length = plus(n, number(1))
    guard = conjunction(at_most(a, v), at_most(v, b))
    part = GuardedGenerator(variables_of([v]), guard, (amount_of(minus(v, a)), amount_of(v)))
    return SeqOf((part,), otherwise(at_most(number(0), length), amount_of(length), ZERO), item)


def item_at(s: SeqOf, index: Meant) -> tuple[Formula, Meant]:
    """Return whether a sequence has an index, and its item there (None: nowhere).  Raises NotTranslated for unknown indices."""
    pairs = []
    for p in s.parts:
        p = p.fresh()
        if p.values[0] is None:
            raise NotTranslated("an index into a filtered, flattened or unordered sequence")
        for values, left, rest in solutions(p.variables, conjunction(p.guard, same(p.values[0], index))):
            if any(v in free(rest) for v in left):
                raise NotTranslated("a sequence whose index does not determine the item")
            pairs.append((rest, substituted(p.values[1], values)))
    return disjunction(*(g for g, _ in pairs)), choose(pairs)


def joined(s: SeqOf, t: SeqOf) -> SeqOf:
    """Return the items of s, then those of t."""
    item = join([s.item, t.item]) or s.item
    if s.literal is not None and t.literal is not None:
        return written(s.literal + t.literal, item)
    parts = list(s.parts)
    for p in t.parts:
        index = None if p.values[0] is None or s.length is None else combined(p.values[0], s.length)
        parts.append(GuardedGenerator(p.variables, p.guard, (index, p.values[1])))
    length = None if s.length is None or t.length is None else combined(s.length, t.length)
    return SeqOf(tuple(parts), length, item, loose=s.loose or t.loose)


def size_of(run: TranslationRun, s: Meant) -> Meant:
    """Return the number of members of a set or pair, or of items of a sequence."""
    if isinstance(s, SeqOf):
        s = run.indexed(s)
        if s.length is None:
            raise NotTranslated("the length of a filtered or flattened sequence")
        return s.length
    if isinstance(s, Pair):
        return amount_of(number(2))
    return run.sums.total([(vs, known_member(x, s), ONE) for vs, x in counted_values(s.item)])


def counted_values(type: Type) -> list[tuple[tuple[Term, ...], Meant]]:
    """Return all values of a flat type, each once.  Raises PairsCounted if it holds unordered pairs."""
    if holds_pairs(any_values(type)):
        raise PairsCounted
    return any_values(type)


def holds_pairs(values: list[tuple[tuple[Term, ...], Meant]]) -> bool:
    """Return whether one of these values contains an unordered pair."""

    def inside(value: Meant) -> bool:
        if isinstance(value, Pair):
            return True
        if isinstance(value, tuple):
            return False
        inner = getattr(value, "items", ())
        if getattr(value, "kind", "") == "case":
            inner = [x for _, (_, args) in value.alternatives for x in args]
        return any(map(inside, inner))

    return any(inside(value) for _, value in values)


def listing(run: TranslationRun, s: Meant, type: Type) -> SeqOf:
    """Return the members of a set, in some order; the order is arbitrary, so that what is proved holds for every order."""
    if isinstance(s, Pair):
        parts = tuple(GuardedGenerator((), g, (None, x)) for g, a, b in s.alternatives for x in (a, b))
        return SeqOf(parts, amount_of(number(2)), type)
    pairs = holds_pairs(any_values(s.item))
    plain = isinstance(s.parts[0], StoredSet) and s.parts[0].guard == TRUE and not s.parts[0].given if s.parts else False
    if len(s.parts) == 1 and plain and not pairs:
        name = f"listed!{s.parts[0].name}"
        seq, facts = enumeration(run, name, s)
        if name not in run.remembered:
            run.remembered[name] = True
            run.named.append(NamedListing(name, s))
            run.axioms += [("listed", f) for f in facts]
        return SeqOf(seq.parts, seq.length, s.item, listed=s)
    parts = tuple(GuardedGenerator(p.variables, p.guard, (None, p.values[0])) for p in generators(s))
    try:
        length = size_of(run, s)
    except PairsCounted:
        length = None
    return SeqOf(parts, length, s.item, listed=s, loose=True)


def enumeration(run: TranslationRun, name: str, s: SetOf) -> tuple[SeqOf, list[Formula]]:
    """Return a sequence of all members of a set, each once, with its inverse NAME^, and what is known of it."""
    n = amount(function(f"{name}#", INT))
    seq = stored_sequence(name, (), s.item, n)
    part = seq.parts[0]
    (i,), item = part.variables, part.values[1]
    inverse = [(g, amount(function(f"{name}^{cases}", INT, *terms))) for g, cases, terms in columns(item)]
    if holds_pairs(any_values(s.item)):
        raise NotTranslated("an enumeration of unordered pairs")
    facts = [
        same(amount_of(n), size_of(run, s)),
        at_most(number(0), n),
        for_all((i,), implication(part.guard, member(item, s))),
        for_all((i,), implication(part.guard, conjunction(*(implication(g, equal(p, amount(i))) for g, p in inverse)))),
    ]
    for variables, x in any_values(s.item):
        for _, cases, terms in columns(x):
            place = amount(function(f"{name}^{cases}", INT, *terms))
            found = conjunction(index_below(place, n), same(x, stored(f"{name}@", (place,), s.item)))
            facts.append(for_all(variables, implication(member(x, s), found)))
    return seq, facts


def distinct(s: SeqOf) -> Formula:
    """Return that no item of a sequence occurs twice."""
    if s.listed is not None:
        return TRUE
    if s.loose:
        raise PairsCounted
    found = []
    for i, p in enumerate(s.parts):
        for j, q in enumerate(s.parts[: i + 1]):
            a, b = p.fresh(), q.fresh()
            together = FALSE
            if i == j:
                together = conjunction(*(equal(as_term(v), as_term(w)) for v, w in zip(a.variables, b.variables, strict=True)))
            clash = conjunction(a.guard, b.guard, same(a.values[1], b.values[1]))
            found.append(for_all(a.variables + b.variables, disjunction(negation(clash), together)))
    return conjunction(*found)


def items_of(s: SeqOf) -> list[GuardedGenerator]:
    """Return the items of a sequence as generators of a set."""
    return [GuardedGenerator(p.variables, p.guard, (p.values[1],)) for p in (q.fresh() for q in s.parts)]


def is_ordering(s: SeqOf, of: SetOf) -> Formula:
    """Return that a sequence has each member of a set, each once, and nothing else."""
    items = items_of(s)
    inside = (for_all(p.variables, implication(p.guard, member(p.values[0], of))) for p in items)
    all_there = (
        for_all(p.variables, implication(p.guard, member(p.values[0], SetOf(tuple(items), of.item)))) for p in generators(of)
    )
    return conjunction(*inside, *all_there, distinct(s))


def known_index(value: Meant) -> int | None:
    """Return a known whole number; None for another value."""
    if not is_literal_number(value):
        return None
    n = value.alternatives[0][1][1]
    return n if isinstance(n, int) else None


INDEX: Type = Number("nat")
"""The type of an index."""
