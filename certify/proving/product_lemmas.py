"""Which lemmas there are about products of unknown numbers: of two numbers, and of two sums and what is added up over pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, islice
from typing import Any

from certify.certificates.checker import (
    PRODUCT,
    Formula,
    Lemmas,
    Term,
    Total,
    added,
    conj,
    factors,
    free,
    is_product,
    lin,
    multiplied,
    parts,
    placed,
    scaled_term,
    term,
    up_to_names,
)
from certify.formulas.logic import walk
from certify.proving.checker_lemmas import CheckerSentence, Source, put
from certify.proving.placed_lemmas import of_lemma
from certify.proving.sum_relations import MOST_ATOMS, Cases, Known

FEW_FACTORS, MOST_FACTORS, MOST_SUMS = 6, 20, 8
"""So many numbers that are not negative are multiplied by each other, first and later, and so many sums, at most."""

Combination = tuple[tuple[int, Total], ...]


def has_products(formulas: Sequence[Formula]) -> bool:
    """Return whether there are products or squares in some formulas."""
    return any(o[0] == "f" and o[1] in (PRODUCT, "square!") for f in formulas for o in walk(f))


def compares_products(f: Formula) -> bool:
    """Return whether a formula compares products of unknown numbers with others."""
    return any(t[0] == "f" and t[1] == PRODUCT for o in walk(f) if o[0] in ("<=", "=0") for t, _ in o[1][2])


def pairwise_names(lemmas: Lemmas, sums: Sequence[Total], known: Sequence[Formula]) -> Iterator[Source]:
    """Yield the names of lemmas about products of two of the sums, where what is known makes them at least or at most others."""
    plain, given = [s for s in sums if not s.parameters], Known(known)
    pairs = [s for s in plain if len(s.variables) == 2 and s.variables[0][2] == s.variables[1][2]]
    for sort in dict.fromkeys(s.variables[0][2] for s in pairs):
        single = [s for s in plain if [v[2] for v in s.variables] == [sort]][:MOST_SUMS]
        over = [s for s in pairs if s.variables[0][2] == sort]
        exact, more = list[Combination](), dict[Any, tuple[Source, int]]()
        for b, c in combinations_with_replacement(single, 2):
            for combined in _combinations(over, b if b is c else None):
                least, most = _signs(sort, b, c, combined, given)
                names = (b.name, c.name, *(x for k, s in combined for x in (k, s.name)))
                pairs_of = [s for _, s in combined if len(s.variables) == 2]
                if least == most == 0:
                    exact.append(combined)
                    yield ("pairwise", *names)
                elif (least >= 0 or most <= 0) and any(_speaks_of(s, t) for s in pairs_of for t in (b, c)):
                    more[b.name, c.name, *(s.name for s in pairs_of)] = names, least  # the last is the one that says most
        named = {s.name for combined in exact for _, s in combined}
        for names, least in more.values():
            if not named.issuperset(names[3::2]):
                yield ("pairwise", *names)
                if least >= 0:
                    yield ("pair_left", *names)


def _speaks_of(s: Total, t: Total) -> bool:
    """Return whether a condition on what another sum is over is one on one of the variables of a sum over pairs."""
    wanted = {up_to_names([g], t.variables) for g in parts(t.guard, "and")}
    return any(up_to_names([g], (v,)) in wanted for g in walk(s.guard) if g[0] in ("p", "ex", "not") for v in s.variables)


def _combinations(pairs: Sequence[Total], same: Total | None) -> Iterator[Combination]:
    """Yield combinations of sums over pairs that may be a product of two sums.  `same`: the sum, if both are one.

    Of a product of a sum with itself, unordered pairs are half, and the pairs of one with itself are beside them.
    """
    for some in (*((s,) for s in pairs), *combinations(pairs, 2)):
        yield tuple((1, s) for s in some)
        if same is not None:
            yield (*((1, s) for s in some), (1, same))
            yield (*((2, s) for s in some), (1, same))


def _signs(sort: str, b: Total, c: Total, combined: Combination, known: Known) -> tuple[int, int]:
    """Return the least and the greatest sign of what a product has more than a combination, pair by pair, in the cases that agree
    with what is known."""
    x, y = (("v", -1, sort), ("v", -2, sort))
    found = list[int]()
    for at in ({}, {y: term(x)}):
        weights, items = list[int](), list[tuple[Formula, Term]]()
        for u, v in ((x, y), (y, x)):
            (g, s), (h, t) = _placed(b, (u,)), _placed(c, (v,))
            items.append((conj(g, h), multiplied(s, t)))
            weights.append(1)
            for k, total in combined:
                if len(total.variables) == 2 or at:
                    items.append(_placed(total, (u, v)[: len(total.variables)]))
                    weights.append(-k)
        cases = Cases((x, y), at, items, known)
        if len(cases.atoms) > MOST_ATOMS:
            return -1, 1
        for row in cases.columns():
            found += _sign(row, weights)
    return min(found, default=0), max(found, default=0)


@lru_cache(maxsize=1 << 10)
def _placed(s: Total, variables: tuple[Term, ...]) -> tuple[Formula, Term]:
    """Return the guard and the value of a sum for these variables: many combinations have the same."""
    return placed(s, variables)[1:3]


def _sign(columns: Sequence[Mapping[Term, Fraction]], weights: Sequence[int]) -> list[int]:
    """Return the signs of a combination of values; of products of unknown numbers, as if these were positive."""
    total: dict[Term, Fraction] = {}
    for column, weight in zip(columns, weights, strict=True):
        for t, c in column.items():
            total[t] = total.get(t, Fraction(0)) + weight * c
    return [(c > 0) - (c < 0) for c in total.values()] or [0]


def products_at(sentences: Sequence[CheckerSentence], lemma: CheckerSentence, most: int) -> Iterator[CheckerSentence]:
    """Yield the lemma that a product is not negative for numbers that sentences bound, and of which there are products."""
    for p, q in combinations_with_replacement(islice(_not_negative(sentences, most == FEW_FACTORS), most), 2):
        yield put(lemma, dict(zip(lemma.variables, (p, q), strict=True)))


def _not_negative(sentences: Sequence[CheckerSentence], few: bool) -> Iterator[Term]:
    """Yield numbers that may not be negative: those of which there are products, and what they are more or less than others.

    `few`: whether those that are less by one, and the opposites, come before the others.
    """
    closed = dict.fromkeys(o for s in sentences for o in walk(s.matrix) if o[0] in ("f", "<=", "=0") and not free(o))
    applied = [o for o in closed if o[0] == "f" and not of_lemma(o)]
    known = dict.fromkeys(u for t in applied if is_product(t) for u in factors(t))
    known |= dict.fromkeys(u for t in applied if t[1] == "square!" for u, _ in t[3][0][2])
    quotients = [(t, t[3][0], int(t[1].partition("!")[2])) for t in known if t[1].startswith("quotient!")]
    known |= dict.fromkeys(u for _, of, _ in quotients for u, _ in of[2])
    equations, bounds = ([o[1] for o in closed if o[0] == kind and all(t in known for t, _ in o[1][2])] for kind in ("=0", "<="))
    in_goal = {o for s in sentences if s.source == ("goal",) for o in walk(s.matrix)}
    beside = [t for u in map(term, known) for t in (added(u, lin(-1)), scaled_term(u, -1))]
    found = dict.fromkeys([*map(term, known), *(beside if few else ())])
    for of in (of for of in bounds if ("<=", of) in in_goal):
        found |= dict.fromkeys([scaled_term(of, -1), added(of, lin(-1))])
    for of in equations:
        found |= dict.fromkeys([of, scaled_term(of, -1)])
    for t, of, by in quotients:
        left = added(of, lin(0, (t, by)), -1)
        found |= dict.fromkeys([left, added(lin(by - 1), left, -1)])
    found |= dict.fromkeys(beside)
    for of in bounds:
        found |= dict.fromkeys([scaled_term(of, -1), added(of, lin(-1))])
    yield from found


def squares_at(sentences: Sequence[CheckerSentence], lemma: CheckerSentence, most: int) -> Iterator[CheckerSentence]:
    """Yield the lemma about the square of a number for the numbers that are squared in sentences."""
    squared = dict.fromkeys(o[3][0] for s in sentences for o in walk(s.matrix) if o[0] == "f" and o[1] == "square!")
    yield from islice((put(lemma, {lemma.variables[0]: t}) for t in squared if not free(t)), most)
