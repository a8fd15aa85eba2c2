"""The sentences that the checker makes of a schema, as theorems of Coq: each is to follow from the theorem about the schema.

The sums are over symbols of which nothing is known.  A sentence is stated as the falsity of its negation, which is the same in
classical logic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from certify.certificates.checker import (
    COMBINED,
    Digits,
    Formula,
    Gen,
    Lemmas,
    SetValue,
    Term,
    Total,
    any_values,
    as_power,
    at_most,
    conj,
    equal,
    fresh,
    function,
    least_gap,
    less,
    lin,
    multiplied,
    neg,
    number_case,
    power_term,
    term,
)
from certify.proving.coq_formulas import INT, CoqFormulas, CoqNames, Names

LABEL, OTHER = "L", "O"

CONTEXT = """
Variables (L_label O_label : eqType) (p q r : pred L_label) (w : pred O_label) (m : pred (L_label * O_label)).
Variables (f g h : L_label -> int) (v : L_label -> O_label -> int).
Variables (low high : int) (rest : int -> bool) (u : int -> int) (t : int -> L_label) (body : int -> L_label -> bool).
"""
GAPS = """
Variables (taken : L_label -> int -> bool) (least_taken_0 : L_label -> int).
Hypothesis least_is : forall l, least_from low (fun i => ~~ taken l i) (least_taken_0 l).
"""
CASES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("monotone", ("a", "b"), ("a", "b")),
    ("monotone", ("a", "zero"), ("a",)),
    ("monotone", ("zero", "b"), ("b",)),
    ("nonnegative", ("a",), ("a",)),
    ("add", ("a", "b", "c"), ("a", "b", "c")),
    ("strict", ("a", "b"), ("a", "b")),
    ("but_one", ("a", "b"), ("a", "b")),
    ("but_one", ("zero", "b"), ("b",)),
    ("interval", ("z",), ("z",)),
    ("part", ("a",), ("a",)),
    ("counted", ("n",), ("n",)),
    ("unique", ("n",), ("n",)),
    ("two", ("n",), ("n",)),
    ("short", ("d",), ("d",)),
    ("listed", ("e",), ("e",)),
    ("places", ("e",), ("e", "e.places")),
    ("range0", ("first",), ("first.number0",)),
    ("range1", ("second",), ("second.number1",)),
    ("fubini0", ("s",), ("s", "s.inner0", "s.outer0")),
    ("fubini1", ("s",), ("s", "s.inner1", "s.outer1")),
    ("fibre0", ("k",), ("k", "k.number0")),
    ("fibre0", ("first",), ("first",)),
    ("fibre1", ("k",), ("k", "k.number1")),
    ("fibres0", ("k",), ("k", "k.number0")),
    ("fibres1", ("k",), ("k", "k.number1")),
    ("fibres1", ("second",), ("second",)),
)
"""Sentences: the schema, the sums that it is about, and the sums that are spoken of."""


class PlainFormulas(CoqFormulas):
    """Formulas without implications, as they are."""

    def proposition(self, f: Formula, names: Names, level: int = 0) -> str:
        """Return a formula as a proposition."""
        if f[0] == "or":
            return "(" + " \\/ ".join(self.proposition(x, names, 1) for x in f[1]) + ")"
        return super().proposition(f, names, level)


def some_totals() -> dict[str, Total]:
    """Return sums of the forms that the schemas are about."""
    (x, y, i) = fresh([LABEL, OTHER, INT])
    low, high = function("low", INT), function("high", INT)
    within = conj(at_most(low, term(i)), at_most(term(i), high))

    def holds(name: str, *args: Term) -> Formula:
        return ("p", name, tuple(map(term, args)))

    def at(name: str, *args: Term) -> Term:
        return function(name, INT, map(term, args))

    pairs = conj(holds("p", x), holds("w", y), holds("m", x, y))
    listed = ("ex", (i,), conj(within, holds("body", i, x), equal(x, function("t", LABEL, [term(i)]))))
    found = [
        Total("a", (), (x,), holds("p", x), at("f", x)),
        Total("b", (), (x,), holds("q", x), at("g", x)),
        Total("c", (), (x,), holds("r", x), at("h", x)),
        Total("n", (), (x,), holds("p", x), lin(1)),
        Total("s", (), (x, y), pairs, at("v", x, y)),
        Total("k", (), (x, y), pairs, lin(1)),
        Total("d", (), (i,), conj(within, holds("rest", i)), at("u", i)),
        Total("z", (), (i,), conj(within, holds("rest", i)), lin(1)),
        Total("e", (), (x,), conj(holds("p", x), listed), at("f", x)),
        Total("first", (), (i, x), conj(within, holds("body", i, x)), lin(1)),
        Total("second", (), (x, i), conj(within, holds("body", i, x)), lin(1)),
        Total("row", (x,), (y,), conj(holds("w", y), holds("m", x, y)), at("v", x, y)),
        Total("rows", (), (x,), holds("p", x), at("row", x)),
    ]
    for name, guard, exponent, weight in (("f", "p", at("f", x), lin(1)), ("g", "q", at("g", x), at("h", x))):
        here = conj(holds(guard, x), equal(exponent, term(i)))
        found.append(Total(f"ten_{name}", (), (x,), holds(guard, x), multiplied(weight, power_term(lin(10), exponent))))
        found.append(Total(f"at_{name}", (i,), (x,), here, weight))
    return {s.name: s for s in found}


def some_digits(totals: Mapping[str, Total]) -> dict[str, Digits]:
    """Return how often each exponent occurs in the sums of powers, or what these are times: as a number with a name."""
    found = dict[str, Digits]()
    for name in ("f", "g"):
        s, often = totals[f"ten_{name}"], totals[f"at_{name}"]
        found[s.name] = Digits(*as_power(s.value), often.parameters[0], number_case(often.term))
    return found


class SentenceText:
    """Writes the sentences, and what the sums in them are."""

    def __init__(self) -> None:
        totals = some_totals()
        self.lemmas = Lemmas(totals, some_digits(totals))
        self.coq = PlainFormulas(CoqNames(), set())

    def sum_lines(self, name: str) -> Iterator[str]:
        """Yield what a sum is."""
        s = self.lemmas.items.get(name) or self.lemmas.total(name)
        outer = self.coq.names.bound(s.parameters, {})
        inner = self.coq.names.bound(s.variables, outer)
        symbol = self.coq.names.of(s.name)
        yield f"Variable {symbol} : {self.coq.type([v[2] for v in s.parameters], INT)}."
        given = f"forall {self.coq.binders(s.parameters, outer)}, " if s.parameters else ""
        guard, value = (
            self.coq.over(s.variables, inner, text)
            for text in (self.coq.proposition(s.guard, inner), self.coq.term(s.value, inner))
        )
        this = f"({' '.join([symbol, *outer.values()])})" if outer else symbol
        yield f"Hypothesis {symbol}_is : {given}sums_to {guard} {value} {this}."

    def item_lines(self) -> Iterator[str]:
        """Yield what the items are of which sums over short ranges are made."""
        for s in self.lemmas.items.values():
            given = self.coq.names.bound(s.parameters, {})
            guard, value = self.coq.truth_value(s.guard, given), self.coq.term(s.value, given)
            binders = f" {self.coq.binders(s.parameters, given)}" if given else ""
            yield f"Definition {self.coq.names.of(s.name)}{binders} : int := if {guard} then {value} else 0."

    def section(self, schema: str, sums: Sequence[str], defined: Sequence[str]) -> str:
        """Return a section with a sentence, whose proof is left open.  `defined`: the sums that are spoken of."""
        self.lemmas.items.clear()
        f = self.lemmas.formula(schema, sums)
        what = [line for name in defined for line in self.sum_lines(name)]
        return self._section("_".join((schema, *sums)), ["", *what, *self.item_lines()], f)

    def combined(self, names: Sequence[Any], defined: Sequence[str], strictly: bool = False) -> str:
        """Return a section with what is known of a combination of sums, which are `defined`."""
        self.lemmas.items.clear()
        f = self.lemmas.combination(names, strictly)
        what = [line for name in defined for line in self.sum_lines(name)]
        return self._section("_".join((COMBINED[strictly], *defined)), ["", *what, *self.item_lines()], f)

    def digits(self) -> str:
        """Return a section with what is known of two sums of powers."""
        self.lemmas.items.clear()
        f = self.lemmas.power_digits((1, "ten_f", -2, "ten_g"))
        sums = ("ten_f", "ten_g", "ten_f.at", "ten_g.at", "at_f", "at_g")
        return self._section("digits_ten", ["", *(line for name in sums for line in self.sum_lines(name))], f)

    def gaps(self) -> Iterator[str]:
        """Yield sections with what is known of the least number that a set of pairs of a label and a number leaves out."""
        for name, f in zip(("least", "below"), gap_formulas(), strict=True):
            yield self._section(f"{name}_taken", GAPS.rstrip().split("\n"), f)

    def _section(self, title: str, what: Sequence[str], f: Formula) -> str:
        stated = f"Theorem {title} : {self.coq.proposition(neg(f), {}, 1)} -> False."
        lines = [f"Section {title}.", CONTEXT.rstrip(), *what, "", stated, "Proof.", "Admitted.", "", f"End {title}.", ""]
        return "\n".join(lines)


def gap_formulas() -> list[Formula]:
    """Return what is known of the least number that an unknown set of pairs of a label and a number leaves out."""
    item: Any = ("tuple", (("label", LABEL), ("int",)))
    (((x, i), pair),) = any_values(item)
    inside = conj(at_most(function("low", INT), term(i)), less(term(i), function("high", INT)))
    statements: Any = SimpleNamespace(subsets={"taken": (item, SetValue((Gen((x, i), inside, (pair,)),)))})
    return list(least_gap(statements, "taken", 0)[1:])


def sentences() -> str:
    """Return a section for each case, and for the gaps, within `counting_variables`."""
    text = SentenceText()
    combined = [text.combined((2, "a", -1, "b"), ("a", "b")), text.combined((1, "s:10", -1, "rows:10"), ("s", "row", "rows"))]
    combined.append(text.combined((-1, "c"), ("c",), strictly=True))
    return "\n".join([*(text.section(*case) for case in CASES), *combined, text.digits(), *text.gaps()])
