"""Lemmas that a search makes at terms that occur, and not at any: patterns would find too many terms for them, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, product

from certify.certificates.checker import (
    ZERO_TOTAL,
    Formula,
    ProofCheck,
    T,
    Term,
    ToShow,
    Total,
    added,
    free,
    lin,
    parts,
    ranges,
    scaled_term,
    term,
)
from certify.formulas.logic import walk
from certify.proving.checker_lemmas import CheckerSentence, Source, constants_of_goal, put
from certify.proving.mappings import applications

MOST_PLACED = 24
"""Each sentence of such a lemma is made at so many choices of terms, at most."""
COMPARING = ("but_one", "monotone")
"""The lemmas that compare two sums, of which at least one has parameters."""
MOST_ENDS = 6
"""So many terms are tried as either end of an interval of time."""


def placed_names(checking: ProofCheck, sums: Sequence[Total], sentences: Sequence[Formula]) -> Iterator[Source]:
    """Yield the names of such lemmas over these sums, and functions of the sentences."""
    found = list(dict.fromkeys(f for s in sentences for f in applications(s)))
    unary = [(name, args[0], sort) for name, args, sort in found if len(args) == 1]
    totals = checking.statements.shared.totals
    if any(name == "square!" for name, _, _ in unary):
        yield ("squares",)
    for s in sums:
        if s.value == lin(1) and [v[2] for v in s.variables] == ["Int"] and not s.parameters:
            yield "interval", s.name
        with suppress(KeyError):
            at = checking.sources.lemmas.total(f"{s.name}.places")
            yield "places", s.name
            if s.value == lin(1) and at.variables[0][2] == "Int" and not s.parameters:
                yield "interval", at.name
    for a, b in product([*sums, ZERO_TOTAL], repeat=2):
        sorts = [[v[2] for v in s.variables] for s in (a, b)]
        if (a.parameters or b.parameters) and (ZERO_TOTAL in (a, b) or sorts[0] == sorts[1]):
            yield from ((word, a.name, b.name) for word in COMPARING)
        if ZERO_TOTAL not in (a, b) and a.value != lin(1) != b.value and len(sorts[0]) == len(sorts[1]) == 1:
            along = [f for f, *of in unary if [[s] for s in of] == sorts and ("@" in f or "^" in f or f.startswith("kept!"))]
            yield from ((word, a.name, b.name, f) for f in along for word in ("moved", "moved_beside"))
    for s in sums:
        if s.value != lin(1) and len(s.variables) == 1:
            times = [(f, of) for f, of, sort in unary if sort == "Int" and (f in totals or f.startswith(("w!", "v!")))]
            begins = [f for f, of in times if of == s.variables[0][2] and f != s.name]
            yield from (("packed", s.name, f) for f in _beginnings(s, begins, sentences))


def _beginnings(s: Total, functions: Sequence[str], sentences: Sequence[Formula]) -> list[str]:
    """Return the functions at which things that last as long as is added may begin: somewhere, both are added up.

    If what is added depends on when some of them begin, they are these.
    """
    long = {t[1] for t, _ in s.value[2] if t[0] == "f"}
    bounded = ({t[1] for t, _ in o[1][2] if t[0] == "f"} for f in sentences for o in walk(f) if o[0] == "<=")
    together = set().union(*(names for names in bounded if names & long))
    found = [f for f in functions if f in together and "^" not in f]
    guarding = {o[1] for o in walk(s.guard) if o[0] == "f"}
    return [f for f in found if f in guarding] or found


class Occurring:
    """What occurs in the sentences of a goal, of which lemmas are made: each is looked for once.

    - `constants`: that the negated goal says exist; `about`: these, and the closed terms of the negated goal.
    - `sums`: the closed terms with which each sum that has parameters occurs, but for those that a lemma says exist.
    """

    def __init__(self, checking: ProofCheck, sentences: Sequence[CheckerSentence]) -> None:
        self.totals = checking.statements.shared.totals
        self.constants = constants_of_goal(sentences)
        in_goal = (t for s in sentences if s.source == ("goal",) for t in walk(s.matrix) if t[0] == "f" and not free(t))
        self.about = [*dict.fromkeys([*self.constants, *in_goal])]
        self.sums: dict[str, dict[tuple[Term, ...], None]] = {}
        self._squared: dict[Term, None] = {}
        self._bounds: dict[str, dict[tuple[Term, Term, int], None]] = {}
        self._ends: dict[str, list[list[Term]]] = {}
        for sentence in sentences:
            for t in walk(sentence.matrix):
                if t[0] == "f" and t[1] == "square!":
                    self._squared[t[3][0]] = None
                elif t[0] == "f" and t[1] in self.totals and t[3] and not free(t) and not of_lemma(t):
                    self.sums.setdefault(t[1], {})[t[3]] = None
                for u, c in t[1][2] if t[0] == "<=" else ():
                    if u[0] == "f" and u[3] and abs(c) == 1:
                        self._bounds.setdefault(u[1], {})[t[1], u, c] = None

    def squares(self) -> list[list[Term]]:
        """Return terms for a, b, a + b and a - b, of which three are squared somewhere."""
        known = [t for t in self._squared if not free(t) and not of_lemma(t)]
        pairs = [(a, b) for i, a in enumerate(known) for b in known[i + 1 :]]
        return [[a, b, c, added(a, b, -1)] for a, b in pairs for c in known if c not in (a, b)]

    def has_terms_for(self, source: Source) -> bool:
        """Return whether there are terms for the parameters of the sums that a lemma compares: otherwise it is placed nowhere."""
        if source[0] not in COMPARING:
            return True
        parameters = {name: self.totals[name].parameters for name in source[1:] if name in self.totals}
        sorts = {c[2] for c in self.constants}
        return all(self.sums.get(name) or all(v[2] in sorts for v in row) for name, row in parameters.items())

    def ends(self, name: str) -> list[list[Term]]:
        """Return the ends of intervals of time: what bounds the values of a function, and 0."""
        if name not in self._ends:
            ends = dict.fromkeys([lin()])
            for bounded, t, c in self._bounds.get(name, ()):
                rest = scaled_term(added(bounded, lin(0, (t, c)), -1), -c)
                ends[lin(rest[1], *((u, k) for u, k in rest[2] if not free(u) and not of_lemma(u)))] = None
            few = [*ends][:MOST_ENDS]
            lows, highs = (dict.fromkeys([*few, *(added(t, lin(by)) for t in few)]) for by in (1, -1))
            pairs = sorted(product(enumerate(lows), enumerate(highs)), key=lambda pair: pair[0][0] + pair[1][0])
            self._ends[name] = [[low, high] for (_, low), (_, high) in pairs if low != high]
        return self._ends[name]

    def parameters(self, s: CheckerSentence) -> list[dict[Term, Term]]:
        """Return values for the parameters of the sums in a lemma: those with which the sums occur, or constants of the goal."""
        begin = s.source[2] if s.source[0] == "packed" else ""  # a function here, whatever it adds
        named = (t for t in dict.fromkeys(walk(s.matrix)) if t[0] == "f" and t[1] in self.totals and t[1] != begin and free(t))
        sums = [t for t in named if all(v[2] == ("Int" if a[0] == "lin" else a[2]) for a in t[3] for v in free(a))]
        rows = [[next(iter(free(a))) for a in t[3] if free(a)] for t in sums]
        found = list[dict[Term, Term]]()
        choices = []
        for t, row in zip(sums, rows, strict=True):
            known = [*self.sums.get(t[1], ())] or [*product(*([term(c) for c in _of(self.constants, v)] for v in row))]
            if not known and t[1] not in s.source:
                continue  # a sum in what another is over
            choices.append([dict(zip(row, terms, strict=True)) for terms in known if len(terms) == len(row)])
        for chosen in product(*choices):
            at = dict[Term, Term]()
            for one in chosen:
                at |= one
            found.append(at)
        return found


Lemma = tuple[Sequence[CheckerSentence], set[int]]
"""The sentences of a lemma, and the numbers of those of their variables that are its own, and not of what exists in it."""


def lemma_of(checking: ProofCheck, goal: ToShow, source: Source) -> Lemma:
    """Return a lemma of this name."""
    f = checking.sources.formula(goal, source)
    made = [CheckerSentence(source, i, *clause) for i, clause in enumerate(checking.sources.sentences(goal, source))]
    numbers = {v[1] for s in made for v in s.variables}
    first, many = min(numbers, default=0), len(f[1]) if f[0] == "all" else 0  # those of the lemma are made first
    return made, {n for n in numbers if n - first < many}


def placed_lemma(checking: ProofCheck, lemma: Lemma, occurring: Occurring) -> Iterator[CheckerSentence]:
    """Yield the sentences of a lemma with terms that occur in the sentences of a goal for its variables."""
    made, own = lemma
    for s in made:
        yield from (x for x in at_places(checking, s, own, occurring) if x.matrix != T)


def at_places(checking: ProofCheck, s: CheckerSentence, own: set[int], occurring: Occurring) -> Iterator[CheckerSentence]:
    """Yield a sentence with terms that occur in the sentences of a goal for the variables with the numbers that are its `own`."""
    word = s.source[0]
    rows = occurring.squares() if word == "squares" else _ends(checking, s, occurring)
    if word in ("squares", "interval", "packed") and not rows:
        return
    values = occurring.parameters(s) if rows is None or word == "packed" else [{}]
    left = [v for v in s.variables if v[1] in own and v not in values[0]] if values else []
    for chosen in islice(_chosen(values, left, rows, occurring), MOST_PLACED):
        yield put(s, chosen) if chosen else s


def _chosen(
    values: Sequence[dict[Term, Term]], left: Sequence[Term], rows: Sequence[Sequence[Term]] | None, occurring: Occurring
) -> Iterator[dict[Term, Term]]:
    for at in values:
        if rows is not None:
            yield from (at | dict(zip(left, row, strict=False)) for row in rows if len(row) == len(left))
            continue
        given = [t for t in at.values() if t[0] == "lin"]
        numbers = [*dict.fromkeys([*given, *map(term, (c for c in occurring.constants if c[2] == "Int"))])]
        choices = [numbers if v[2] == "Int" else _of(occurring.about, v) for v in left]
        yield from (at | dict(zip(left, row, strict=True)) for row in product(*choices))


def _of(constants: Sequence[Term], v: Term) -> list[Term]:
    return [c for c in constants if c[2] == v[2]]


def of_lemma(t: Term) -> bool:
    """Return whether a lemma says that what a term is about exists, and not the goal."""
    return any(u[0] == "f" and "/" in u[1] and not u[1].startswith("goal/") for u in walk(t))


def _ends(checking: ProofCheck, s: CheckerSentence, occurring: Occurring) -> list[list[Term]] | None:
    """Return the ends of the intervals that a lemma may be about; None if it is about none."""
    if s.source[0] == "packed":
        return occurring.ends(s.source[2])
    if s.source[0] != "interval":
        return None
    total = checking.sources.lemmas.total(s.source[1])
    cases = [d for c in (total.guard, *parts(total.guard, "and")) for d in (c[1] if c[0] == "or" else (c,))]
    found = [[low, high] for d in cases for _, low, high, _ in ranges(total.variables, d)]
    found += [[low, high] for low in _bounds(total, -1) for high in _bounds(total, 1)]
    return [*map(list, dict.fromkeys(map(tuple, found)))]


def _bounds(s: Total, sign: int) -> list[Term]:
    """Return the closed terms that bound the variable of a sum anywhere in its guard: from below (-1) or from above (1)."""
    (v,) = s.variables
    sides = ((o[1], dict(o[1][2]).get(v)) for o in walk(s.guard) if o[0] == "<=")
    bounds = (scaled_term(added(of, lin(0, (v, c)), -1), -c) for of, c in sides if c == sign)
    return [t for t in bounds if not free(t)]
