"""Numbers as linear forms over wires: a constant, and a coefficient for each wire.

A wire adds its coefficient if it is true; a wire that holds a number adds its coefficient times the number.  Cardinalities, sums
and binary numbers are such forms, and they are closed under addition and under guards.

Where exactly one of some wires holds, a comparison is decided for each of them, and needs no arithmetic.  The number of labels of
an instance, and a number with few values, are such sums.

A form is canonical: it contains wires, never their negations.  So a count and the count of the complement have the same terms,
and comparing them is one gate.  That the chosen items and the other items add up to all is known without search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import gcd, inf, lcm
from typing import Any

from certify.circuits.gates import FALSE, TRUE, Circuit, Literal, Whole
from certify.core.values import number
from certify.records import dataclass, field
from certify.symbolic.affine import Affine, Exact, total

_MOST_NODES = 2_000
"""The most nodes of a decision diagram; a larger comparison is made of adders."""


_MOST_COUNTED = 200_000
"""The most nodes of the decision diagram of a count; a larger one is made of adders."""

_SHORT = 16
"""The most literals of a count that is never postponed."""

_MOST_TOLD_APART = 2
"""The most collections of alternatives by which one comparison is told apart."""


def is_unbounded(form: Affine) -> bool:
    """Does a wire hold a number, as large as it may be?"""
    return any(w.__class__ is Whole for w in form.terms)


def weighted(parts: Iterable[tuple[Exact, Literal]], constant: Exact = 0) -> Affine:
    """The sum of the coefficients of those literals that are true, and a constant.

    >>> weighted([(1, 5), (2, -5), (3, TRUE)])
    Affine(const=5, terms={5: -1})
    """
    terms: dict[int, Exact] = {}
    for coefficient, literal in parts:
        if literal == TRUE:
            constant += coefficient
        elif literal != FALSE:
            if literal < 0:
                constant, coefficient, literal = constant + coefficient, -coefficient, -literal
            terms[literal] = terms.get(literal, 0) + coefficient
    return Affine(number(constant), {w: number(c) for w, c in terms.items() if c})


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Guards of which exactly one holds.

    - `options`: each guard with those wires among the alternatives' wires that are true where it holds.
    - `descending`: the wires, if they are literals of which each implies those before it, and the guards say how many hold.
    """

    options: tuple[tuple[Literal, frozenset[int]], ...]
    descending: tuple[Literal, ...] = ()


@dataclass
class Comparisons:
    """Makes gates that compare linear forms with 0; equal comparisons are one gate.

    - `circuit`: the circuit.
    - `postponed`: gates of counts that are written later, when more is known (`certify.solve.counts`); None to postpone none.
    """

    circuit: Circuit
    postponed: list[Literal] | None = None
    _known: dict[object, Literal] = field(default_factory=dict)
    _diagrams: dict[object, _Diagram] = field(default_factory=dict)
    _alternatives: dict[int, Alternatives] = field(default_factory=dict)

    def exactly_one(self, guards: Sequence[Literal]) -> None:
        """Note that exactly one of some guards holds.  A comparison of a sum with such guards is told apart by them."""
        if len(guards) > 2:  # of two guards one is the negation of the other
            self._alternatives |= dict.fromkeys(guards, Alternatives(tuple((g, frozenset([g])) for g in guards)))

    def descending(self, literals: Sequence[Literal]) -> None:
        """Note that each of some literals implies those before it.  A comparison of a sum with such literals is told apart by how
        many of them hold."""
        self.circuit.descending(literals)
        ends = enumerate(pairwise([TRUE, *literals, FALSE]))
        options = tuple((self.circuit.both(a, -b), frozenset(literals[:i])) for i, (a, b) in ends)
        self._alternatives |= dict.fromkeys(literals, Alternatives(options, tuple(literals)))

    def no_longer_postponed(self) -> list[Literal]:
        """Return the gates of the counts that were postponed.  From now on such counts are written at once."""
        found, self.postponed = self.postponed or [], None
        there = set(found)
        self._known = {key: wire for key, wire in self._known.items() if wire not in there}
        return found

    def guarded(self, form: Affine, guard: Literal) -> Affine:
        """Return the form where the guard holds, and 0 elsewhere."""
        both, numbers = self.circuit.both, [(w, c) for w, c in form.terms.items() if isinstance(w, Whole)]
        bits = weighted([*((c, both(guard, w)) for w, c in form.terms.items() if not isinstance(w, Whole)), (form.const, guard)])
        return total([bits, *(self._times(guard, w).scaled(c) for w, c in numbers)]) if numbers else bits

    def _times(self, guard: Literal, number: Whole) -> Affine:
        """Return a number where the guard holds, and 0 elsewhere.

        A number under a guard is guarded by the conjunction of both.  Under a negated guard it is the difference of the number
        and the guarded number, so the two cases of a choice have one wire.
        """
        gate = self.circuit.gates[number]
        if gate is not None and gate[0] == "times":
            (inner, number) = gate[1][0], Whole(gate[1][1])
            guard = self.circuit.both(guard, inner)
        if guard in (TRUE, FALSE):
            return Affine(0, {number: 1} if guard == TRUE else {})
        guarded = self.circuit.times(abs(guard), number)
        return Affine(0, {guarded: 1} if guard > 0 else {number: 1, guarded: -1})

    def bounds(self, form: Affine) -> tuple[Exact | float, Exact | float]:
        """Return a number that no value is below, and one that no value is above.

        The terms of a number and of the same number under guards are looked at together: their coefficients add up to something
        between the sum of the negative ones and the sum of the positive ones, besides the coefficient of the number itself.
        """
        below = above = form.const
        factors: dict[int, tuple[Exact, Exact]] = {}
        for w, c in form.terms.items():
            if w.__class__ is not Whole:
                if c < 0:
                    below += c
                else:
                    above += c
                continue
            gate = self.circuit.gates[w]
            guarded = gate is not None and gate[0] == "times"
            number = gate[1][1] if gate is not None and guarded else w
            low, high = factors.get(number, (0, 0))
            factors[number] = low + (min(c, 0) if guarded else c), high + (max(c, 0) if guarded else c)
        return (
            -inf if any(low < 0 for low, _ in factors.values()) else below,
            inf if any(high > 0 for _, high in factors.values()) else above,
        )

    def quotient(self, form: Affine, divisor: Exact) -> Affine | None:
        """Return the quotient, rounded down, of a nonnegative form that holds numbers.  Returns None for other forms and
        divisors: the coefficients and the divisor must be integers, and the divisor positive."""
        whole, constant = _whole(form)
        if (
            not is_unbounded(form)
            or self.bounds(form)[0] < 0
            or divisor < 1
            or Affine(constant, whole) != form
            or divisor != int(divisor)
        ):
            return None
        key = "quotient", constant, divisor, frozenset(whole.items())
        if key not in self._known:
            self._known[key] = self.circuit.quotient(whole, constant, int(divisor))
        return Affine(0, {self._known[key]: 1})

    def at_most_0(self, form: Affine) -> Literal:
        """Return the literal of form <= 0."""
        least, most = self.bounds(form)
        if most <= 0:
            return TRUE
        if least > 0:
            return FALSE
        if (told := self._told_apart(form, self.at_most_0)) is not None:
            return told
        whole, constant = _whole(form)
        divisor = gcd(*whole.values())
        bound = (-constant) // divisor  # the sum of the terms <= bound
        terms = {w: c // divisor for w, c in whole.items()}
        if terms[min(terms)] < 0:  # choose one of the two signs, so that a comparison and its negation are one wire
            return -self._decided("le", {w: -c for w, c in terms.items()}, -bound - 1)
        return self._decided("le", terms, bound)

    def is_0(self, form: Affine) -> Literal:
        """Return the literal of form = 0."""
        least, most = self.bounds(form)
        if most < 0 or least > 0:
            return FALSE
        if not form.terms:
            return TRUE
        if (told := self._told_apart(form, self.is_0)) is not None:
            return told
        whole, constant = _whole(form)
        divisor = gcd(*whole.values())
        if constant % divisor:
            return FALSE
        sign = -divisor if whole[min(whole)] < 0 else divisor
        return self._decided("eq", {w: c // sign for w, c in whole.items()}, -constant // sign)

    def _decided(self, relation: str, terms: Mapping[int, int], bound: int) -> Literal:
        """Return the literal that the sum of the terms is at most (or equal to) the bound."""
        key = relation, bound, frozenset(terms.items())
        if key not in self._known and any(w.__class__ is Whole for w in terms):
            self._known[key] = self.circuit.comparison(relation, terms, bound)
        elif key not in self._known and self.postponed is not None and _is_long_count(terms):
            self._known[key] = self.circuit.comparison(relation, terms, bound)
            self.postponed.append(self._known[key])
        elif key not in self._known:
            self._known[key] = self.plain(relation, terms, bound)
        return self._known[key]

    def plain(self, relation: str, terms: Mapping[int, int], bound: int) -> Literal:
        """Return the comparison as a decision diagram over single wires, or made of adders."""
        key = relation, frozenset(terms.items())
        if key not in self._diagrams:
            self._diagrams[key] = _Diagram(self.circuit, relation, sorted(terms.items(), key=_heaviest_first))
        found = self._diagrams[key].literal(bound)
        return self._adders(relation, terms, bound) if found is None else found

    def _told_apart(self, form: Affine, compare: Callable[[Affine], Literal]) -> Literal | None:
        """Return the comparison of a form with 0, told apart by alternatives of which exactly one holds.

        Return None if the form has no alternatives, or too many.  Numbers given by alternatives come first, and counts of
        descending literals last, so the same comparison has the same gates wherever it is made.
        """
        found = {id(a): a for a in map(self._alternatives.get, form.terms) if a is not None}
        if not 0 < len(found) <= _MOST_TOLD_APART or is_unbounded(form):
            return None
        key = compare.__name__, form.const, frozenset(form.terms.items())
        if key not in self._known:
            first = min(found.values(), key=lambda a: bool(a.descending))
            self._known[key] = self._by(first, form, compare)
        return self._known[key]

    def _by(self, alternatives: Alternatives, form: Affine, compare: Callable[[Affine], Literal]) -> Literal:
        """Return the comparison of a form with 0, told apart by alternatives of which exactly one holds."""
        rest = {w: c for w, c in form.terms.items() if self._alternatives.get(w) is not alternatives}
        if not rest and alternatives.descending:
            return self._of_descending([w for w in alternatives.descending if w in form.terms], form, compare)
        guards: dict[Exact, list[Literal]] = {}
        for guard, true in alternatives.options:
            guards.setdefault(sum(form.terms.get(w, 0) for w in true), []).append(guard)
        circuit = self.circuit
        return circuit.some([circuit.both(circuit.some(g), compare(Affine(form.const + k, rest))) for k, g in guards.items()])

    def _of_descending(self, wires: Sequence[int], form: Affine, compare: Callable[[Affine], Literal]) -> Literal:
        """Return the comparison of a form with 0 whose terms are descending wires: often it is one of these."""
        value = form.const + sum(form.terms.values())
        found = compare(Affine(value))
        for wire in reversed(wires):
            value -= form.terms[wire]
            found = self.circuit.choose(wire, found, compare(Affine(value)))
        return found

    def values(self, form: Affine, most: int) -> dict[Exact, Literal] | None:
        """Return the possible values of a form, each with the literal that the form has it; None if there are more than
        `most`."""
        if is_unbounded(form):
            return None
        circuit = self.circuit
        found: dict[Exact, Literal] = {form.const: TRUE}
        for wire, coefficient in sorted(form.terms.items(), key=_heaviest_first):
            following: dict[Exact, list[Literal]] = {}
            for value, guard in found.items():
                following.setdefault(value, []).append(circuit.both(guard, -wire))
                following.setdefault(value + coefficient, []).append(circuit.both(guard, wire))
            found = {number(v): circuit.some(g) for v, g in following.items()}
            if len(found) > most:
                return None
        return found

    # ------------------------------------------------------------------------------------------ adders

    def _adders(self, relation: str, terms: Mapping[int, int], bound: int) -> Literal:
        """Return the comparison made of adders of binary numbers, column by column."""
        circuit = self.circuit
        lowest = sum(c for c in terms.values() if c < 0)
        columns: dict[int, list[Literal]] = {}
        for wire, coefficient in terms.items():  # a term -c x is -c + c (1 - x)
            for place in _ones(abs(coefficient)):
                columns.setdefault(place, []).append(wire if coefficient > 0 else -wire)
        goal, place, digits = bound - lowest, 0, []
        while any(p >= place for p in columns):
            column = sorted(columns.get(place, ()))
            while len(column) > 1:
                a, b = column.pop(0), column.pop(0)
                c = column.pop(0) if column else FALSE
                odd = circuit.differ(a, b)
                column.append(circuit.differ(odd, c))
                columns.setdefault(place + 1, []).append(circuit.either(circuit.both(a, b), circuit.both(odd, c)))
            digits.append(column[0] if column else FALSE)
            place += 1
        if goal < 0 or (relation == "eq" and goal >> len(digits)):
            return FALSE
        wanted = [goal >> i & 1 for i in range(len(digits))]
        if relation == "eq":
            return circuit.every([d if w else -d for d, w in zip(digits, wanted, strict=True)])
        if goal >> len(digits):
            return TRUE
        below = TRUE
        for digit, one in zip(digits, wanted, strict=True):
            below = circuit.either(-digit, below) if one else circuit.both(-digit, below)
        return below


def _heaviest_first(term: tuple[int, Any]) -> tuple[Any, int]:
    return -abs(term[1]), -term[0]


def _is_long_count(terms: Mapping[int, int]) -> bool:
    """Return whether the terms count literals, and many of them."""
    return len(terms) > _SHORT and all(c in (1, -1) for c in terms.values())


def _ones(value: int) -> Iterator[int]:
    return (i for i in range(value.bit_length()) if value >> i & 1)


def _whole(form: Affine) -> tuple[dict[int, int], int]:
    """Return the terms and the constant of the form times the common denominator."""
    common = lcm(form.const.denominator, *(c.denominator for c in form.terms.values()))
    return {w: int(c * common) for w, c in form.terms.items()}, int(form.const * common)


class _Diagram:
    """A decision diagram of comparisons of one sum with different bounds, with its nodes as gates; equal nodes are one gate."""

    def __init__(self, circuit: Circuit, relation: str, order: Sequence[tuple[int, int]]) -> None:
        self.circuit, self.relation, self.order = circuit, relation, order
        self.least, self.most = [0], [0]  # least and largest sums of the last terms, by the number of terms
        for _, c in reversed(order):
            self.least.append(self.least[-1] + min(c, 0))
            self.most.append(self.most[-1] + max(c, 0))
        self._allowed = _MOST_COUNTED if all(abs(c) == 1 for _, c in order) else _MOST_NODES
        self._known: list[dict[int, Literal]] = [{} for _ in range(len(order) + 2)]  # by the place of a node, and its bound

    def literal(self, bound: int) -> Literal | None:
        """Return the literal of the comparison with a bound; None if the diagram gets too large."""
        levels: list[set[int]] = [{bound}]
        nodes = 0
        for place, (_, c) in enumerate(self.order):
            levels[-1] = {b for b in levels[-1] if b not in self._known[place]}
            levels.append({b - d for b in levels[-1] if self._decided(place, b) is None for d in (0, c)})
            nodes += len(levels[-1])
            if nodes > self._allowed:
                return None
        for place in reversed(range(len(levels))):
            below, found = self._known[place + 1], self._known[place]
            for b in levels[place]:
                decided = self._decided(place, b)
                if decided is None:
                    wire, c = self.order[place]
                    decided = self._node(wire, c, below[b - c], below[b])
                found[b] = decided
        return self._known[0][bound]

    def _node(self, wire: int, coefficient: int, where_true: Literal, where_false: Literal) -> Literal:
        """Return the comparison given what it is on both sides of a wire.  Of `at most`, one side implies the other: the one that
        leaves a smaller bound."""
        circuit = self.circuit
        if self.relation == "eq":
            return circuit.choose(wire, where_true, where_false)
        if coefficient > 0:
            return circuit.both(where_false, circuit.either(-wire, where_true))
        return circuit.both(where_true, circuit.either(wire, where_false))

    def _decided(self, place: int, bound: int) -> Literal | None:
        left = len(self.order) - place
        if self.relation == "eq":
            if not self.least[left] <= bound <= self.most[left]:
                return FALSE
            return TRUE if left == 0 else None
        if self.most[left] <= bound:
            return TRUE
        return FALSE if self.least[left] > bound else None
