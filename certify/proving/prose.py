"""Proofs in words: the lines of `certify.proving.explaining` as a person writes them, in the names of the text.

A piece of a line is words, or mathematics (`Shown`); how a page looks is the business of `certify.reports.explained_proofs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from certify.certificates.checker import (
    FIRST,
    LEMMA,
    NEXT,
    SHOWN,
    F,
    Formula,
    Term,
    ToShow,
    below,
    counting_variables,
    neg,
    parts,
)
from certify.formulas.logic import numbered_variables
from certify.formulas.printing import bound_names
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.proving.explaining import ExplainedGoal, ProofExplanation
from certify.proving.proof_lines import Addition, EqualityChain, ProofLine, SourceFormula, Substitution, Use
from certify.proving.proof_names import proof_names
from certify.records import dataclass

LEMMAS = {
    "monotone": "a sum no part of which is larger is no larger",
    "nonnegative": "a sum no part of which is negative is not negative",
    "add": "sums that add up part by part add up",
    "strict": "a sum no part of which is larger, and one part of which is less, is less",
    "counted": "a number of members is not negative",
    "but_one": "what is at most as much but in one part is so in sum, without that part",
    "interval": "numbers that are those from one to another are as many as these",
    "moved": "what goes to parts of another sum, no two to the same and none to less, is at most as much in sum",
    "moved_beside": "what goes to parts of another sum, no two to the same and none to less, leaves room for others",
    "packed": "what lies between two times and does not overlap takes at most the time between",
    "squares": "the squares of a sum and a difference are together twice the squares of the numbers",
    "products": "a product of two numbers that are not negative is not negative",
    "squared": "a square is the product of a number with itself",
    "pairwise": "what is at most as much, or at least as much, pair by pair as a product of two sums is so in sum",
    "pair_left": "what a pair leaves of a product of two sums, the sum over pairs leaves",
    "part": "where no part is negative, each is at most the sum",
    "unique": "where no two members differ, there is at most one",
    "two": "where two members differ, there are at least two",
    "short": "a sum over a short range, written out",
    "listed": "what a short range lists, counted one by one",
    "places": "what is added at the values of a function is what is added at its arguments, if no two have one value",
    "fubini0": "a sum over two variables is a sum of sums",
    "fubini1": "a sum over two variables is a sum of sums",
    "range0": "a range has as many numbers as its ends say",
    "range1": "a range has as many numbers as its ends say",
    "fibre0": "pairs, at most one in each row and as many as the rows, meet each row",
    "fibre1": "pairs, at most one in each column and as many as the columns, meet each column",
    "fibres0": "pairs, at most one in each row, are at most as many as the rows",
    "fibres1": "pairs, at most one in each column, are at most as many as the columns",
    "digits": "sums of powers of one base add up to 0 if their digits do, and only then if these are less than the base",
    "combined": "what adds up to 0, or to at most 0, part by part does so in sum",
    "outdone": "what adds up to at most 0 part by part, and to less in one part, adds up to less than 0",
    "keeps": "what a fold starts with is left if, wherever all of it is left, one more round leaves it",
    "least": "numbers that are not all in a set have a least one that is not",
    "crossing": "between a number in a set and one not in it, there is one whose next is on the other side",
    "turns": "each member of a cycle has one after it and one before it, and two steps lead back to it only in a cycle of two",
    "leaves": "a cycle with members inside of a set and outside of it goes out of it somewhere, and into it somewhere",
    "into": "what goes to members, no two to the same, is at most as much as these",
    "out_of_range": "numbers that go to members, no two to the same, are at most as many as these",
    "into_range": "what goes to numbers of a range, no two to the same, is at most as much as the range has but for those left",
    "lemma": "as shown above",
    "follows": "by induction, whose start and step are shown above",
    "held": "the invariant of a fold, whose start and step are shown above",
    "stepwise": "by induction along the range, whose start and step are shown above",
    "below": "what is below the least number that a set leaves out is in the set",
}
"""What lemmas say, by the names of their sources."""

KNOWN = {
    ("typed", ""): "The instance is well typed:",
    ("valid", ""): "The instance is valid:",
    ("in space", SOURCE_WITNESS): "The witness is in its space:",
    ("accepts", SOURCE_WITNESS): "The witness is accepted:",
    ("in space", TARGET_WITNESS): "The image's witness is in its space:",
    ("accepts", TARGET_WITNESS): "The image's witness is accepted:",
}
"""What is said before hypotheses, by what they are and the witness that they speak of."""

MEANT = "Symbols that stand for expressions of the text:"


SUMS = "Numbers that have names here:"
FOLDS = "What folds of the text carry along before the last item:"


class Shown(str):
    """Mathematics among the pieces of a line."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line: in how many suppositions it stands, its number or name (empty if it has none), and its pieces."""

    depth: int
    label: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenGoal:
    """A goal in words: its obligation, which part of that it is, what is to be shown, and the lines; none if it is open."""

    obligation: str
    part: str
    says: Shown
    lines: tuple[WrittenLine, ...]


@dataclass(frozen=True, slots=True)
class WrittenProof:
    """A proof in words: the reduction's name, what is known, in groups, and the goals."""

    subject: str
    known: tuple[tuple[str, tuple[WrittenLine, ...]], ...]
    goals: tuple[WrittenGoal, ...]


def written(explanation: ProofExplanation) -> WrittenProof:
    """Return a proof in words.  Goals that read the same are written once.

    >>> from certify.library import standard
    >>> from certify.proving.found_proofs import proof_of
    >>> from certify.proving.explaining import explained
    >>> page = written(explained(proof_of(standard().reduction("Clique:IndependentSet"))))
    >>> for line in page.goals[1].lines:
    ...     print(line.label, "".join(line.pieces))
     Suppose not: there is v_1 with
    (1) v_1 in S
    (2) v_1 not in G.vertices
     Contradiction, by H2 with v = v_1, from (1), (2).
    """
    with numbered_variables():
        vocabulary = _Vocabulary(explanation)
        goals = dict.fromkeys(_written_goal(vocabulary, goal) for goal in explanation.goals)
        goals |= dict.fromkeys(WrittenGoal(g.obligation, _part(g), vocabulary.shown(g.formula), ()) for g in explanation.left)
        return WrittenProof(explanation.checking.statements.reduction.name, tuple(vocabulary.known()), tuple(goals))


def _written_goal(vocabulary: _Vocabulary, explained: ExplainedGoal) -> WrittenGoal:
    goal, writer = explained.goal, _GoalWriter(vocabulary, explained)
    return WrittenGoal(goal.obligation, _part(goal), vocabulary.shown(goal.formula), tuple(writer.lines()))


def _part(goal: ToShow) -> str:
    """Return which part of its obligation a goal is, in words."""
    if goal.obligation != LEMMA:
        return "what a fold carries along" if goal.part.startswith(SHOWN) else goal.part
    if goal.part.startswith(SHOWN):
        return "what a reason shows first"
    halves = {FIRST: "start of an induction", NEXT: "step of an induction"}
    return halves.get(goal.part) or ("a filter drops items at the ends only" if ":" in goal.part else "a filter drops nothing")


class _Vocabulary:
    """What the proofs of one reduction share: what symbols are called, and the names of hypotheses."""

    def __init__(self, explanation: ProofExplanation) -> None:
        groups: dict[str, dict[tuple[int, int, Formula], None]] = {}
        formulas = [goal.formula for goal in (*(g.goal for g in explanation.goals), *explanation.left)]
        for goal in explanation.goals:
            for use in _uses(goal.lines):
                formulas += [use.of.formula, use.formula]
                for says in _group_of(use, goal):
                    groups.setdefault(says, {})[use.of.source[1], use.conjunct, use.of.conjuncts[use.conjunct]] = None
        checking = explanation.checking
        with counting_variables(checking.work, 1 << 40):
            self.names = proof_names(checking.statements, checking.sources.lemmas, dict.fromkeys(formulas))
        self.text = self.names.text({})
        self.labels: dict[Formula, str] = {}
        self._groups: list[tuple[str, list[Formula]]] = []
        for says in (*KNOWN.values(), MEANT):
            found = list(dict.fromkeys(f for _, _, f in sorted(groups.get(says, {}), key=lambda entry: entry[:2])))
            self._groups += [(says, found)] if found else []
            for f in found:
                self.labels.setdefault(f, f"H{len(self.labels) + 1}")

    def shown(self, f: Formula) -> Shown:
        """Return a formula without constants of a proof."""
        return Shown(self.text.formula(f, bound_names(f)))

    def known(self) -> Iterator[tuple[str, tuple[WrittenLine, ...]]]:
        """Yield what is known, in groups."""
        if self.names.listed:
            yield SUMS, tuple(WrittenLine(0, "", (Shown(f"{name} = {says}"),)) for name, says in self.names.listed)
        if self.names.folds:
            yield FOLDS, tuple(WrittenLine(0, "", (Shown(name),)) for name in self.names.folds)
        for says, formulas in self._groups:
            yield says, tuple(WrittenLine(0, self.labels[f], (self.shown(f),)) for f in formulas)


def _group_of(use: Use, goal: ExplainedGoal) -> Iterator[str]:
    """Yield what is said before the hypothesis that is used; nothing for the negated goal and lemmas."""
    word, *rest = use.of.source
    if word == "known":
        kind = goal.goal.known[rest[0]][0]
        yield KNOWN[kind, goal.goal.witness if kind in ("in space", "accepts") else ""]
    elif word == "axiom":
        yield MEANT


class _GoalWriter:
    """Writes the proof of one goal."""

    def __init__(self, vocabulary: _Vocabulary, explained: ExplainedGoal) -> None:
        self.vocabulary, self.explained = vocabulary, explained
        self.constants: dict[Term, str] = {}
        self.text = vocabulary.names.text(self.constants)
        self.numbers: dict[Formula, int] = {}
        self.labels: dict[SourceFormula, str] = {}
        self.sources = {use.of.name: use.of for use in _uses(explained.lines)} | {"goal": explained.negation}
        self.count = 0
        self.all_constants = list(dict.fromkeys(self._constants_in(explained.lines)))

    def lines(self) -> Iterator[WrittenLine]:
        """Yield the lines of the proof."""
        negation = self.explained.negation
        units = [line for line in self.explained.lines if any(isinstance(r, Use) and r.denies for r in line.reasons)]
        rest = [line for line in self.explained.lines if line not in units]
        general = any(use.at and use.of is negation for use in _uses(rest))
        heads = [t for t in self.all_constants if self._origin(t) is negation and not t[3]]
        if general:
            self.labels[negation] = "N"
            yield WrittenLine(0, "N", ("Suppose not: ", self.vocabulary.shown(negation.formula), "."))
        for t in heads:
            self.constants[t] = self._name(t)
        named, ends = Shown(", ".join(self.constants[t] for t in heads)), " with" if units else "."
        if general and heads:
            yield WrittenLine(0, "", ("Take such ", named, ends))
        elif heads:
            yield WrittenLine(0, "", ("Suppose not: there is " if len(heads) == 1 else "Suppose not: there are ", named, ends))
        elif not general:
            yield WrittenLine(0, "", ("Suppose not:",))
        for fs in self._together([f for line in units for g in line.says for f in parts(g, "and")]):
            yield self._numbered(1, fs, (Shown(", ".join(self.text.conjuncts(fs))),))
        for line in rest:
            yield from self._introduced(line)
            yield from self._line(line, 0)

    def _together(self, formulas: Sequence[Formula]) -> Iterator[tuple[Formula, ...]]:
        """Yield formulas one by one; two bounds of one number together."""
        left = list(formulas)
        while left:
            f = left.pop(0)
            pair = [g for g in left if len(self.text.conjuncts((f, g))) == 1][:1]
            left = [g for g in left if g not in pair]
            yield (f, *pair)

    def _line(self, line: ProofLine, depth: int) -> Iterator[WrittenLine]:
        if line.inside:
            (supposed,) = line.inside[0].says
            self.count += 1
            yield WrittenLine(depth, f"({self.count})", ("Suppose ", Shown(self.text.formula(supposed)), "."))
            outside = self.numbers
            self.numbers = dict(outside) | {supposed: self.count}
            for inner in line.inside[1:]:
                yield from self._line(inner, depth + 1)
            self.numbers = outside
        pieces = (*self._reasons(line), ".")
        if F in line.says:
            yield WrittenLine(depth, "", ("Contradiction", *pieces))
        else:
            found = [f for g in line.says for f in parts(g, "and")]
            said = Shown(", ".join(self.text.conjuncts([f for f in found if f not in self.numbers] or found)))
            yield self._numbered(depth, line.says, ("So " if line.inside else "", said, *pieces))

    def _numbered(self, depth: int, says: Sequence[Formula], pieces: tuple[str, ...]) -> WrittenLine:
        self.count += 1
        self.numbers = {f: self.count for g in says for f in (g, *parts(g, "and"))} | self.numbers
        return WrittenLine(depth, f"({self.count})", tuple(p for p in pieces if p))

    # -------------------------------------------------------------------------------------------- reasons

    def _reasons(self, line: ProofLine) -> Iterator[str]:
        match line.reasons:
            case (Use(), *_):
                uses = [r for r in line.reasons if isinstance(r, Use)]
                yield f", by {self._label(uses[0])}"
                at = {v: t for use in uses for v, t in use.at}
                if at:
                    names = bound_names(uses[0].of.conjuncts[uses[0].conjunct])
                    yield " with "
                    yield Shown(", ".join(f"{names[v]} = {self.text.term(at[v])}" for v in uses[0].of.variables if v in at))
            case (Addition(formulas, multiples),):
                added = [(self.text.formula(f), m) for f, m in zip(formulas, multiples, strict=True) if (neg(f),) != line.says]
                yield ", adding up " if len(added) > 1 else ", as "
                yield Shown(" and ".join(says if m == 1 else f"{m}*({says})" for says, m in added))
            case (Substitution(),):
                yield ", by substitution"
            case (EqualityChain(),):
                yield ", as these are equal"
        numbers = sorted({n for f in line.premises for n in self._numbers_of(f)})
        found = [*(f"({n})" for n in numbers), *dict.fromkeys(map(self._label, line.granted))]
        if found:
            yield f", from {', '.join(found)}"

    def _numbers_of(self, f: Formula) -> set[int]:
        """Return the numbers of the lines that say a formula, or its conjuncts."""
        return {self.numbers[f]} if f in self.numbers else {self.numbers[g] for g in parts(f, "and")}

    def _label(self, use: Use) -> str:
        """Return what a conjunct of a formula is called."""
        return self.labels.get(use.of) or self.vocabulary.labels[use.of.conjuncts[use.conjunct]]

    # -------------------------------------------------------------------------------------------- constants and lemmas

    def _introduced(self, line: ProofLine) -> Iterator[WrittenLine]:
        """Yield lines that tell lemmas and introduce constants which a line is the first to use."""
        for use in _uses([line]):
            yield from self._told(use.of)
        for t in dict.fromkeys(self._constants_in([line])):
            if t not in self.constants:
                of = self._origin(t)
                if of is None:
                    self.constants[t] = name = self._name(t)
                    yield WrittenLine(0, "", ("Let ", Shown(name), " be any."))
                else:
                    yield from self._told(of)
                    yield self._existing(t, of)

    def _told(self, of: SourceFormula) -> Iterator[WrittenLine]:
        """Yield the line that tells a lemma, if it is one that was not told."""
        if of.source[0] in LEMMAS and of not in self.labels:
            self.labels[of] = f"L{1 + len(self.labels) - (self.explained.negation in self.labels)}"
            yield WrittenLine(
                0, self.labels[of], (f"{LEMMAS[of.source[0]].capitalize()}: ", self.vocabulary.shown(of.formula), ".")
            )

    def _existing(self, t: Term, of: SourceFormula) -> WrittenLine:
        """Return the line that introduces a constant, and those that exist together with it."""
        own = of.existing[_number(t)]
        names = self._names_beside(of, own.variable)
        together = [u for u in self.all_constants if self._origin(u) is of and u[3] == t[3]]
        together = [u for u in together if of.existing[_number(u)].block == own.block]
        for u in together:
            self.constants[u] = self._name(u)
        called = Shown(", ".join(self.constants[u] for u in together))
        there = Shown(", ".join(names[of.existing[_number(u)].variable] for u in together))
        label = self.labels.get(of) or self.vocabulary.labels[self._conjunct_with(of, own.variable)]
        at = ", ".join(f"{names[v]} = {self.text.term(u)}" for v, u in zip(own.given, t[3], strict=True))
        given = (" with ", Shown(at)) if at else ()
        found = "" if own.sure else ", if there is one" if len(together) == 1 else ", if there are any"
        return WrittenLine(0, "", ("Let ", called, " be the ", there, f" of {label}", *given, f"{found}."))

    def _names_beside(self, of: SourceFormula, variable: Term) -> dict[Term, str]:
        """Return the names of variables where one is bound: of what is known a conjunct is shown; other formulas are, whole."""
        return bound_names(self._conjunct_with(of, variable) if of.source[0] in ("known", "axiom") else of.formula)

    def _conjunct_with(self, of: SourceFormula, variable: Term) -> Formula:
        return next(g for g in of.conjuncts if variable in bound_names(g))

    def _constants_in(self, lines: Iterable[ProofLine]) -> Iterator[Term]:
        """Yield the terms in lines that have no meaning but that a formula says that they exist."""
        for line in lines:
            uses = [*(r for r in line.reasons if isinstance(r, Use)), *line.granted]
            spoken_of = [*line.says, *line.premises, *(t for use in uses for _, t in use.at)]
            spoken_of += [f for r in line.reasons if isinstance(r, Addition) for f in r.formulas]
            yield from (t for o in spoken_of for t in self._constants_below(o))
            yield from self._constants_in(line.inside)

    def _constants_below(self, o: Any) -> Iterator[Term]:
        for inner in below(o):
            yield from self._constants_below(inner)
        if o[0] == "f" and (o[1].rpartition("/")[0] in self.sources or not self.vocabulary.names.means(o[1])):
            yield o

    def _origin(self, t: Term) -> SourceFormula | None:
        """Return the formula that says of a constant that it exists; None if none that is told does."""
        name, slash, _ = t[1].rpartition("/")
        of = self.sources.get(name) if slash else None
        if of is None or of.source[0] not in ("known", "axiom"):
            return of
        return of if self._conjunct_with(of, of.existing[_number(t)].variable) in self.vocabulary.labels else None

    def _name(self, t: Term) -> str:
        of = self._origin(t)
        own = None if of is None else of.existing[_number(t)].variable
        letter = "a" if of is None or own is None else self._names_beside(of, own)[own].rstrip("0123456789")
        taken = set(self.constants.values())
        return next(name for k in range(1, 1 << 30) if (name := f"{letter}_{k}") not in taken)


# ------------------------------------------------------------------------------------------------ what lines are made of


def _number(t: Term) -> int:
    return int(t[1].rpartition("/")[2])


def _uses(lines: Iterable[ProofLine]) -> Iterator[Use]:
    for line in lines:
        yield from (r for r in line.reasons if isinstance(r, Use))
        yield from line.granted
        yield from _uses(line.inside)
