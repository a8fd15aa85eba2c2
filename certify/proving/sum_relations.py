"""Which combinations of sums are 0 part by part: found by linear algebra over the cases that guards distinguish.

What is found here is only proposed: the checker makes the lemma about a combination, and the proof shows what it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import permutations, product
from math import gcd, lcm
from operator import and_, or_
from typing import Any

from certify.certificates.checker import (
    Formula,
    Lemmas,
    Term,
    Total,
    Variables,
    inner_sum,
    lin,
    neg,
    placed,
    substituted,
    term,
    up_to_names,
)
from certify.certificates.checker import parts as parts_of
from certify.formulas.logic import walk

MOST_COMPARED = 4
"""So many sums at most are compared part by part."""
MOST_BOUNDED = 12
"""So many sums at most are bounded together."""
MOST_ATOMS, MOST_VARIABLES, MOST_SUMS = 10, 3, 40
"""Cases are told apart by at most so many atoms; sums over more variables, and more sums at once, are not looked at."""


def relations(lemmas: Lemmas, sums: Sequence[Total], known: Sequence[Formula]) -> Iterator[tuple[int | str, ...]]:
    """Yield combinations that are 0 part by part, as coefficients and names: of the sums, all are combinations of those yielded.

    `known`: what holds of the parts.
    """
    groups, given = dict[tuple[str, ...], list[str]](), Known(known)
    seen: list[list[Fraction]] = []
    for s in sums:
        if not s.parameters:
            for name in _names(lemmas, s):
                groups.setdefault(tuple(v[2] for v in lemmas.spread(name).variables), []).append(name)
    for sorts, names in groups.items():
        if 1 < len(names) <= MOST_SUMS and len(sorts) <= MOST_VARIABLES:
            xs = tuple(("v", -1 - i, sort) for i, sort in enumerate(sorts))
            parts = [placed(lemmas.spread(name), xs)[1:3] for name in names]
            rows = [row for at in _identified(xs) for row in Cases(xs, at, parts, given).rows()]
            for row in null_space(rows, len(names)):
                found = [(c, name) for c, name in zip(row, names, strict=True) if c]
                of = [Fraction(sum(c for c, name in found if name.partition(":")[0] == s.name)) for s in sums]
                if len([*null_space([*seen, of], len(sums))]) < len(sums) - len(seen):
                    seen.append(of)
                    yield tuple(x for pair in found for x in pair)


def compared(lemmas: Lemmas, goal: Sequence[Formula], known: Sequence[Formula]) -> Iterator[tuple[int | str, ...]]:
    """Yield lemmas by which sums in the negated goal may be compared, part by part, with those that are known to be bounded.

    What is counted by pairs is counted by one of the two, as often as there are pairs with it.
    """
    seen = set[tuple[Any, ...]]()
    for f in goal:
        for g in known:
            if f[0] != "<=" or g[0] != "<=":
                continue
            total: dict[str, int] = {}
            for t, c in (*f[1][2], *g[1][2]):
                if t[0] == "f" and t[1] in lemmas.totals and not t[3]:
                    total[t[1]] = total.get(t[1], 0) - c
            sums = [(c, lemmas.totals[name]) for name, c in total.items() if c]
            if (
                not 1 < len(sums) <= MOST_COMPARED
                or len({c > 0 for c, _ in sums}) < 2
                or all(len(s.variables) != 1 for _, s in sums)
            ):
                continue
            for sort in dict.fromkeys(s.variables[0][2] for _, s in sums if len(s.variables) == 1):
                for row in product(*(_by_one(lemmas, s, sort) for _, s in sums)):
                    extra = [lemma for _, more in row for lemma in more]
                    combined = (x for (c, _), (name, _) in zip(sums, row, strict=True) for x in (c, name))
                    for lemma in (*extra, ("combined", *combined)):
                        if lemma not in seen:
                            seen.add(lemma)
                            yield lemma


def bounded_together(lemmas: Lemmas, formulas: Sequence[Formula]) -> Iterator[tuple[int | str, ...]]:
    """Yield lemmas about the combinations of sums that formulas bound, each over variables of the same sorts.

    If no part adds something positive, the sums do not; and if one adds something negative, they are less than 0.
    """
    seen = set[tuple[Any, ...]]()
    for f in formulas:
        for g in walk(f):
            total: dict[str, int] = {}
            for t, c in g[1][2] if g[0] == "<=" else ():
                if t[0] == "f" and t[1] in lemmas.totals:
                    total[t[1]] = total.get(t[1], 0) - c
            sums = [lemmas.totals[name] for name in total]
            if 1 < len(sums) <= MOST_BOUNDED and len({tuple(v[2] for v in s.variables) for s in sums}) == 1:
                total |= _as_often(lemmas, sums, g[1])
                combined = tuple(x for name, c in total.items() for x in (c, name))
                if combined not in seen:
                    seen.add(combined)
                    yield from (("combined", *combined), ("outdone", *combined))


def _as_often(lemmas: Lemmas, sums: Sequence[Total], bounded: Term) -> dict[str, int]:
    """Return a multiple of the length of a range beside sums over it, as a sum of as many numbers; empty if there is none."""
    for s in sums:
        try:
            often = lemmas.all_of_range(s)
        except KeyError:
            continue
        length, terms = lemmas.with_range(often), dict(bounded[2])
        if length[2] and length[2][0][0] in terms:
            return {often.name: -terms[length[2][0][0]] * length[2][0][1]}
    return {}


def _by_one(lemmas: Lemmas, s: Total, sort: str) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield the names of a sum as one over a variable of a sort, with lemmas about it."""
    if [v[2] for v in s.variables] == [sort]:
        yield s.name, []
    for i in (0, 1) if len(s.variables) == 2 else ():
        if s.variables[i][2] == sort:
            try:
                inner = lemmas.split(s, i)["inner"]
            except KeyError:
                continue
            about = [(f"fubini{i}", s.name), ("strict", "zero", inner.name)]
            yield f"{s.name}.outer{i}", [*about, ("counted" if s.value == lin(1) else "nonnegative", inner.name)]


def _names(lemmas: Lemmas, s: Total) -> Iterator[str]:
    """Yield the names of a sum: as it is, and with its variables and those of sums in its summand in each order."""
    nested = inner_sum(lemmas.totals, s.value) is not None
    if nested or len(s.variables) == 1:
        yield s.name
    for n in range(len(s.variables), MOST_VARIABLES + 1):
        try:
            whole = lemmas.spread(f"{s.name}:{''.join(map(str, range(n)))}")
        except KeyError:
            continue
        sorts = sorted(v[2] for v in whole.variables)
        if n > 1:
            for order in permutations(range(n)):
                if [whole.variables[i][2] for i in order] == sorts:
                    yield f"{s.name}:{''.join(map(str, order))}"


def _identified(xs: Variables) -> Iterator[dict[Term, Term]]:
    """Yield the ways in which variables may be equal: each as an earlier one for those that are."""
    if not xs:
        yield {}
        return
    *others, x = xs
    for at in _identified(tuple(others)):
        yield at
        yield from ({**at, x: term(y)} for y in others if y[2] == x[2] and y not in at)


class Known:
    """What is known, and what it says of variables that are asked about: many cases ask about the same ones."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self.formulas = [part for f in formulas for part in parts_of(f, "and")]
        self._noted: dict[Variables, tuple[list[tuple[Formula, set[Formula]]], dict[Term, Term]]] = {}

    def about(self, xs: Variables) -> tuple[list[tuple[Formula, set[Formula]]], dict[Term, Term]]:
        """Return what is known of these variables, each formula with its atoms, and of terms that are equal to others, these."""
        if xs not in self._noted:
            same = dict[Term, Term]()
            found = [g for f in self.formulas for g in self._instances(f, xs, same)]
            self._noted[xs] = [(g, {*_atoms(g, xs)}) for g in found], same
        return self._noted[xs]

    def _instances(self, f: Formula, xs: Variables, same: dict[Term, Term]) -> Iterator[Formula]:
        """Yield what a formula says of the variables; equalities of two terms are noted."""
        variables, matrix = (f[1], f[2]) if f[0] == "all" else ((), f)
        if len(variables) > MOST_VARIABLES or matrix[0] in ("all", "ex"):
            return
        for values in product(*([x for x in xs if x[2] == v[2]] for v in variables)):
            g = substituted(matrix, dict(zip(variables, map(term, values), strict=True)))
            for part in g[1] if g[0] == "and" else (g,):
                if part[0] == "=0" and not part[1][1] and sorted(c for _, c in part[1][2]) == [-1, 1]:
                    first, second = sorted((t for t, _ in part[1][2]), key=repr)
                    same[second] = first
                yield part


def _atoms(f: Formula, xs: Variables) -> Iterator[Formula]:
    """Yield the atoms in a formula, as cases name them; a truth value, and that two of the variables are equal, is its own."""
    if f[0] in ("and", "or", "not"):
        for g in f[1] if f[0] != "not" else f[1:]:
            yield from _atoms(g, xs)
    else:
        yield _key(f, xs)


def _key(f: Formula, xs: Variables) -> Formula:
    return f if f[0] not in ("ex", "all") else ("quantified", up_to_names([f], xs)[0])


class Cases:
    """The cases that the guards of parts distinguish, as far as they agree with what is known, if variables `at` are others and
    no more are equal."""

    def __init__(self, xs: Variables, at: Mapping[Term, Term], parts: Sequence[tuple[Formula, Term]], known: Known) -> None:
        self.xs = tuple(x for x in xs if x not in at)
        self.parts = [(substituted(guard, at), substituted(value, at)) for guard, value in parts]
        self.atoms: dict[Formula, int] = {}
        self.opposites: dict[Formula, int] = {}
        for guard, _ in self.parts:
            self._note(guard)
        self.known, self.same = known.about(self.xs)

    def _differ(self, f: Formula) -> bool | None:
        """Return True for the equality of two variables, which differ; None for another formula."""
        return True if f[0] == "=" and {f[1], f[2]} <= {*self.xs} else None

    def _note(self, f: Formula) -> None:
        if f[0] in ("and", "or"):
            for g in f[1]:
                self._note(g)
        elif f[0] == "not":
            self._note(f[1])
        elif f[0] not in ("T", "F") and self._differ(f) is None:
            key, denied = _key(f, self.xs), _key(neg(f), self.xs)
            if denied not in self.atoms:
                self.opposites[denied] = self.atoms.setdefault(key, len(self.atoms))

    def _told_apart(self) -> dict[Formula, tuple[int, int]]:
        """Return, for each atom and its opposite, the cases in which it holds, and the others, as bits: the first atom is the
        first digit of the number of a case."""
        found: dict[Formula, tuple[int, int]] = {}
        for f, place in (*self.opposites.items(), *self.atoms.items()):
            width = 1 << (len(self.atoms) - 1 - place)
            bits = sum(((1 << width) - 1) << start for start in range(width, 1 << len(self.atoms), 2 * width))
            found[f] = (bits, bits >> width) if f in self.atoms else (bits >> width, bits)
        return found

    def _where(self, f: Formula, atoms: Mapping[Formula, tuple[int, int]]) -> tuple[int, int]:
        """Return the cases in which a formula holds, and those in which it does not, as bits; in the others that is not known."""
        if f[0] in ("and", "or"):
            found = [self._where(g, atoms) for g in f[1]]
            every, some = reduce(and_, (w[f[0] == "or"] for w in found)), reduce(or_, (w[f[0] == "and"] for w in found))
            return (every, some) if f[0] == "and" else (some, every)
        if f[0] == "not":
            return self._where(f[1], atoms)[::-1]
        if f[0] in ("T", "F") or self._differ(f) is not None:
            every = (1 << (1 << len(self.atoms))) - 1
            return (every, 0) if f[0] == "T" else (0, every)
        return atoms.get(_key(f, self.xs), (0, 0))

    def rows(self) -> list[list[Fraction]]:
        """Return, for each case and each term in the parts, its coefficients in the parts whose guards hold."""
        rows: dict[tuple[Fraction, ...], None] = {}
        if len(self.atoms) > MOST_ATOMS:
            return [[Fraction(i == j) for j in range(len(self.parts))] for i in range(len(self.parts))]
        for columns in self.columns():
            for t in dict.fromkeys(t for column in columns for t in column):
                rows[tuple(column.get(t, Fraction(0)) for column in columns)] = None
        return [[*row] for row in rows]

    def columns(self) -> Iterator[list[Mapping[Term, Fraction]]]:
        """Yield what the parts are whose guards hold, by terms, and nothing for the others, once for all cases with the same
        guards."""
        atoms, every = self._told_apart(), (1 << (1 << len(self.atoms))) - 1
        telling = {*atoms, ("T",), ("F",), *(("=", x, y) for x, y in product(self.xs, repeat=2))}
        told = (self._where(f, atoms)[1] for f, of in self.known if not of.isdisjoint(telling))
        left = every & ~reduce(or_, told, 0)
        groups: list[tuple[int, tuple[bool, ...]]] = [(left, ())] if left else []
        parts = [(self._where(guard, atoms)[0], self._coefficients(value)) for guard, value in self.parts]
        for holds, _ in parts:
            split = [(cases & (holds if yes else ~holds), (*held, yes)) for cases, held in groups for yes in (False, True)]
            groups = [group for group in split if group[0]]
        for _, held in sorted(groups, key=lambda group: group[0] & -group[0]):
            yield [value if yes else {} for yes, (_, value) in zip(held, parts, strict=True)]

    def _coefficients(self, value: Term) -> Mapping[Term, Fraction]:
        found: dict[Term, Fraction] = {("1",): Fraction(value[1])} if value[1] else {}
        for t, c in value[2]:
            t = self.same.get(t, t)
            found[t] = found.get(t, Fraction(0)) + Fraction(c)
        return found


def null_space(rows: list[list[Fraction]], width: int) -> Iterator[list[int]]:
    """Yield whole vectors of which all that are orthogonal to the rows are combinations.

    >>> [*null_space([[Fraction(1), Fraction(1), Fraction(-1)], [Fraction(0), Fraction(2), Fraction(2)]], 3)]
    [[2, -1, 1]]
    """
    pivots: dict[int, list[Fraction]] = {}
    for row in rows:
        for column, pivot in pivots.items():
            if row[column]:
                row = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        place = next((i for i in range(width - 1, -1, -1) if row[i]), None)
        if place is None:
            continue
        row = [a / row[place] for a in row]
        for column, pivot in pivots.items():
            if pivot[place]:
                pivots[column] = [a - pivot[place] * b for a, b in zip(pivot, row, strict=True)]
        pivots[place] = row
    for left in range(width):
        if left not in pivots:
            found = [Fraction(i == left) if i not in pivots else -pivots[i][left] for i in range(width)]
            scale = lcm(*(c.denominator for c in found))
            whole = [int(c * scale) for c in found]
            divisor = gcd(*whole)
            yield [c // divisor for c in whole]
