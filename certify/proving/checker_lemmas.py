"""What a search for the checker's proofs may use: the sentences of a goal, and which of its lemmas a stage names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import lru_cache
from itertools import combinations_with_replacement, islice, product
from math import comb, prod
from typing import Any

from certify.certificates.checker import (
    FIRST,
    LEMMA,
    NEXT,
    ZERO_TOTAL,
    Alternatives,
    Closure,
    Formula,
    ProofCheck,
    Sources,
    Term,
    ToShow,
    Total,
    Variables,
    added,
    any_values,
    below,
    free,
    instance,
    is_member,
    is_power,
    lin,
    ranges,
    rebuilt,
    substituted,
    term,
)
from certify.formulas.definitions import NamedSum
from certify.formulas.logic import walk
from certify.proving.stages import SchemaFamily, SchemaStage, relevant
from certify.records import dataclass, replace

MOST_CHOICES = 4096
"""A sentence about members that a fold keeps is tried at so many choices of constants for its variables, at most."""
MOST_ROWS = 8
"""For how many rows of constants a lemma about neighbours is made, for each kind of member."""
MOST_PLACES = 3
"""For how many numbers of the goal such a lemma is made, if at all: there is one for any two of them."""

Source = tuple[Any, ...]
"""The name of a formula of which the checker makes sentences."""


@dataclass(frozen=True, slots=True)
class CheckerSentence:
    """A sentence of the checker: the name of its formula, its number there, and its variables and matrix.

    `values`: of a sentence that was made of another by terms for its variables, these, so that other terms are a reason to
    instantiate it, or none is needed.
    """

    source: Source
    number: int
    variables: Variables
    matrix: Formula
    values: tuple[Term, ...] | None = None

    @property
    def name(self) -> Any:
        """What the search calls it: a certificate does not tell sentences that are made of others from these."""
        return self.source, self.number, self.variables, self.values

    def instance(self, terms: tuple[Term, ...]) -> Formula:
        """Return the matrix with these terms for the variables."""
        return instance((self.variables, self.matrix), terms, "search")


def anew(checking: ProofCheck) -> ProofCheck:
    """Return a replay of the same statements, which notes for itself what it makes of them."""
    other, statements = copy(checking), copy(checking.statements)
    other.statements, statements.shared = statements, copy(statements.shared)
    for name, noted in vars(statements.shared).items():
        setattr(statements.shared, name, copy(noted))
    other.sources = Sources(statements, checking.work)
    return other


def put(s: CheckerSentence, values: Mapping[Term, Term]) -> CheckerSentence:
    """Return a sentence with terms for some of its variables."""
    made = tuple(values.get(v, term(v)) for v in s.variables)
    left = dict.fromkeys(w for t in made for w in sorted(free(t)))
    return replace(s, variables=tuple(left), matrix=_put(s.matrix, tuple(values.items())), values=made)


@lru_cache(maxsize=1 << 12)
def _put(matrix: Formula, values: tuple[tuple[Term, Term], ...]) -> Formula:
    """Return a formula without quantifiers with terms for variables; other stages, and other goals, ask the same."""
    found: Formula = _Putting(dict(values)).of(matrix)
    return found


class _Putting:
    """Does what the checker's `substituted` does, in one formula: what stands at several places of a long lemma is made once.

    Equal results are one object, so that what is made of them is known by their identities.
    """

    def __init__(self, at: Mapping[Term, Term]) -> None:
        self.at = at
        self.made: dict[int, Any] = {}
        self.rebuilt: dict[Any, Any] = {}

    def of(self, o: Any) -> Any:
        """Return a term or formula with terms for variables."""
        if id(o) not in self.made:
            if o[0] in ("v", "all", "ex"):
                self.made[id(o)] = self.rebuilt.setdefault(o, substituted(o, self.at))
            else:
                new = [self.of(x) for x in below(o)]
                outside = o[:-1] if o[0] in ("f", "p") else (o[1], *(c for _, c in o[2])) if o[0] == "lin" else ()
                key = (o[0], outside, tuple(map(id, new)))
                if key not in self.rebuilt:
                    self.rebuilt[key] = rebuilt(o, new) if new else o
                self.made[id(o)] = self.rebuilt[key]
        return self.made[id(o)]


def beside(s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about x - 1 and x once more, as one about x and x + 1."""
    for v in s.variables:
        if v[2] == "Int" and repr(lin(-1, (v, 1))) in repr(s.matrix):
            yield put(s, {v: lin(1, (v, 1))})


def constants_of_goal(goal: Sequence[CheckerSentence]) -> list[Term]:
    """Return the constants that the negated goal says exist."""
    found = (t for g in goal if g.source == ("goal",) for t in walk(g.matrix) if t[0] == "f" and t[1].startswith("goal/"))
    return [*dict.fromkeys(t for t in found if not t[3])]


def at_members(checking: ProofCheck, goal: Sequence[CheckerSentence], s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about members that a fold keeps for members made of what the goal is about, no two of which are one."""
    _, name, *kinds = s.source
    closure, constants, left = checking.statements.shared.named[name], constants_of_goal(goal), [*s.variables]
    if len(left) < len(closure.parameters):
        return
    rows = [any_values(closure.type[1])[k][0] for k in kinds]
    slots = [(("",), closure.parameters), *((k, row) for k, row in zip(kinds, rows, strict=True))]
    places = [(kind, [left.pop(0) for _ in row if left]) for kind, row in slots]
    choices = [[*product(*([c for c in constants if c[2] == v[2]] for v in vs))] for _, vs in places]
    for values in islice(product(*choices), MOST_CHOICES):
        members = [(kind, v) for (kind, _), v in zip(places, values, strict=True)]
        if len({*members}) == len(members) and members[1:] == sorted(members[1:], key=repr):
            yield put(s, {v: term(t) for (_, vs), ts in zip(places, values, strict=True) for v, t in zip(vs, ts, strict=True)})


def crossed(checking: ProofCheck, goal: Sequence[CheckerSentence], s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about a number inside a subset and one outside at the constants of the goal, and the ends of a range."""
    _, name, k, _ = s.source
    item, whole = checking.statements.subsets[name]
    (*given, q), x = any_values(item)[k]
    constants = constants_of_goal(goal)
    here = [term(c) for c in constants if c[2] == "Int"]
    if len(s.variables) != len(given) + 2 or len(here) > MOST_PLACES:
        return
    for row in islice(product(*([term(c) for c in constants if c[2] == v[2]] for v in given)), MOST_ROWS):
        ends = [[substituted(t, dict(zip(given, row, strict=True))) for t in r[1:3]] for r in ranges((q,), is_member(x, whole))]
        after = [added(t, lin(1)) for t in here]
        for low, high in product((*(e[0] for e in ends), *here, *after), (*(e[1] for e in ends), *here)):
            if low != high:
                yield put(s, dict(zip(s.variables, (*row, low, high), strict=True)))


def at_parameters(checking: ProofCheck, goal: Sequence[CheckerSentence], s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about sums for the constants of the goal as parameters of these; as it is, if there are none."""
    totals, constants = checking.statements.shared.totals, constants_of_goal(goal)
    sums = dict.fromkeys(t for t in walk(s.matrix) if t[0] == "f" and t[1] in totals)
    rows = dict.fromkeys(tuple(v for v in s.variables if v in free(t)) for t in sums)
    sorts = [*dict.fromkeys(tuple(v[2] for v in row) for row in rows if row)]
    choices = [[*product(*([term(c) for c in constants if c[2] == sort] for sort in row))] or [()] for row in sorts]
    for chosen in islice(product(*choices), MOST_ROWS):
        at = dict(zip(sorts, chosen, strict=True))
        values = {v: t for row in rows if row for v, t in zip(row, at[tuple(v[2] for v in row)], strict=False)}
        yield put(s, values) if values else s


def at_exponents(checking: ProofCheck, goal: Sequence[CheckerSentence], s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about the places of powers at the exponents that there are, and at those of what the goal is about."""
    constants = constants_of_goal(goal)
    if [v[2] for v in s.variables] == ["Int"]:
        exponents = dict.fromkeys(checking.statements.shared.digits[name].exponent for name in s.source[2::2])
        found = [substituted(e, {v: term(c)}) for e in exponents for v in free(e) for c in constants if c[2] == v[2]]
        found += [e for e in exponents if e[1] or len(e[2]) != 1]
        yield from (put(s, {s.variables[0]: t}) for t in dict.fromkeys(found))


def given(terms: Sequence[Term], variables: Variables, values: Sequence[Term] | None) -> list[Term]:
    """Return the terms for a sentence's variables, from those for the sentence that was made of it."""
    at = dict(zip(variables, terms, strict=True))
    return [*terms] if values is None else [substituted(t, at) for t in values]


def lemma_names(checking: ProofCheck, names: Sequence[str], stage: SchemaStage) -> Iterator[Source]:
    """Yield the names of a stage's lemmas over these sums; of some, there is no lemma.

    Of sums of powers, what matters is how often each exponent occurs.
    """
    lemmas = checking.sources.lemmas
    digits = {n for n in checking.statements.shared.digits if is_power(lemmas.total(n).value)}
    sums = [lemmas.total(n) for n in names if n not in digits]
    yield from (("nonnegative", n) for n in names if n in digits and stage.has(SchemaFamily.MONOTONE, SchemaFamily.SIGN))
    if stage.has(SchemaFamily.SIGN):
        yield from (pair for n in names if n in digits for pair in (("strict", "zero", n), ("monotone", n, "zero")))
    if stage.has(SchemaFamily.FUBINI):
        for s in list(sums):
            for i in (0, 1):
                try:
                    split = lemmas.split(s, i)
                except KeyError:
                    continue
                yield f"fubini{i}", s.name
                yield f"range{i}", s.name
                sums += [t for t in split.values() if t not in sums]
    for s in sums:
        if s.value == lin(1):
            yield "counted", s.name
        elif stage.has(SchemaFamily.MONOTONE, SchemaFamily.SIGN):
            yield "nonnegative", s.name
    yield from _pairs(sums, stage)
    if stage.has(SchemaFamily.KEEPS):
        yield from (("strict", "zero", s.name) for s in sums if any(v[2].startswith("state!") for v in s.parameters))
    for s in sums:
        if stage.has(SchemaFamily.FIBRE) and len(s.variables) == 2:
            yield from ((f"{schema}{i}", s.name) for i in (0, 1) for schema in ("fibre", "fibres"))
        if stage.has(SchemaFamily.UNIQUE) and s.value == lin(1) and len(s.variables) <= 2:
            yield from ((schema, s.name) for schema in ("unique", "two"))
        if stage.has(SchemaFamily.SHORT) and len(s.variables) == 1:
            yield from ((schema, s.name) for schema in ("short", "listed"))
    if stage.has(SchemaFamily.PART):
        yield from (("part", s.name) for s in sums if s.value != lin(1))
    if stage.has(SchemaFamily.CROSSING, SchemaFamily.CROSSED):
        for name, (item, _) in checking.statements.subsets.items():
            numbered = [k for k, (vs, _) in enumerate(any_values(item)) if vs and vs[-1][2] == "Int"]
            yield from (("crossing", name, k, inside) for k in numbered for inside in (True, False))
    if stage.has(SchemaFamily.LEAST):
        for name, (item, _) in checking.statements.subsets.items():
            kinds = range(len(any_values(item)))
            yield from ((schema, name, k) for k in kinds for schema in ("least", "below"))


def kept_names(checking: ProofCheck, goal: ToShow, together: Sequence[int]) -> Iterator[Source]:
    """Yield the names of inductions about so many members of what folds make smaller, which a goal is about.

    They are left out if the constants of the goal do not make so many members.
    """
    about = closures_in((goal.formula, *(f for _, f in goal.known)))
    negated = checking.sources.sentences(goal, ("goal",))
    constants = constants_of_goal([CheckerSentence(("goal",), i, *clause) for i, clause in enumerate(negated)])
    sorts = Counter(t[2] for t in constants)
    for name, what in checking.statements.shared.named.items():
        if isinstance(what, Closure) and not what.larger and name in about and all(sorts[v[2]] for v in what.parameters):
            there_are = [_members(row, x, sorts) for row, x in any_values(what.type[1])]
            for kinds in (k for n in together for k in combinations_with_replacement(range(len(there_are)), n)):
                if all(kinds.count(k) <= there_are[k] for k in kinds):
                    yield ("keeps", name, *kinds)


def around_names(checking: ProofCheck, goal: ToShow, formulas: Sequence[Formula]) -> Iterator[Source]:
    """Yield the names of what is known of the unknown cycle that a goal is about, and of sets that it leaves.

    The sets are made of the unknown subsets of the goal, one for each kind of member, and of what steps the cycle takes: those
    of members from which it goes on to one kind.
    """
    cycles = checking.statements.shared.cycles
    predicates = dict.fromkeys((o[1], _sorts_of(o[2])) for f in formulas for o in walk(f) if o[0] == "p")
    for around, (item, _) in cycles.items():
        name = around.removesuffix("~")
        if not name.startswith(goal.witness or " "):
            continue
        yield "turns", name
        sorts = [tuple(v[2] for v in vs) for vs, _ in any_values(item)]
        fitting = [[p for p, of in predicates if of == row] for row in sorts]
        subsets = [[p for p in row if p.startswith("subset!")] for row in fitting]
        steps = [p for p in dict.fromkeys(fitting[0]) if p.startswith(f"{name}.") and ":" in p]
        yield from (("leaves", name, 0, 0, *row) for row in islice(product(*subsets), MOST_ROWS))
        yield from (("leaves", name, 0, 0, *(p for _ in sorts)) for p in steps if all(p in row for row in fitting))


def turned(goal: Sequence[CheckerSentence], s: CheckerSentence) -> Iterator[CheckerSentence]:
    """Yield a sentence about an unknown cycle: that a member has one before it, and what is known of two, for the constants of
    the goal alone, since what is before has one before it as well."""
    before = (o[3] for o in walk(s.matrix) if o[0] == "f" and "<" in o[1])
    if len(s.variables) == 1 and (term(s.variables[0]),) not in before:
        yield s
        return
    constants = constants_of_goal(goal)
    for row in product(*([term(c) for c in constants if c[2] == v[2]] for v in s.variables)):
        yield put(s, dict(zip(s.variables, row, strict=True)))


def without_enumerations(checking: ProofCheck, sentences: Sequence[CheckerSentence]) -> list[CheckerSentence]:
    """Return the sentences that do not speak of the enumeration of an unknown cycle: one index has a next one, without end."""
    names = tuple(f"'{around}" for around in checking.statements.shared.cycles)
    return [s for s in sentences if not any(name in repr(s.matrix) for name in names)]


def _sorts_of(terms: Sequence[Term]) -> tuple[str, ...]:
    return tuple("Int" if t[0] == "lin" else t[2] for t in terms)


def _members(row: Variables, x: Any, constants: Mapping[str, int]) -> int:
    """Return how many members of a kind constants make: an edge is one from both ends, and no loop."""
    of_case = [y for _, case in x.options for y in case[1]] if isinstance(x, Alternatives) and x.kind == "case" else []
    if len(row) == 2 and any(isinstance(y, Alternatives) and y.kind == "pair" for y in (x, *of_case)):
        return comb(constants[row[0][2]], 2)
    return prod(constants[v[2]] for v in row)


def combined_powers(checking: ProofCheck, formulas: Sequence[Formula]) -> Iterator[Source]:
    """Yield the names of lemmas about the combinations of sums of powers that formulas compare with 0."""
    digits, seen = checking.statements.shared.digits, set[Source]()
    for f in formulas:
        for o in walk(f):
            terms = o[1][2] if o[0] in ("<=", "=0") else ()
            if terms and all(t[0] == "f" and t[1] in digits for t, _ in terms):
                sign = 1 if terms[0][1] > 0 else -1
                name = ("digits", *(x for t, c in terms for x in (sign * c, t[1])))
                if name not in seen and len({digits[t[1]].base for t, _ in terms}) == 1:
                    seen.add(name)
                    yield name


def needless(checking: ProofCheck, number: int) -> bool:
    """Return whether a goal is a lemma of no use: a step without its start, or what follows from a lemma that was shown."""
    goals, shown = checking.statements.goals, checking.sources.lemmas_shown
    goal = goals[number]
    if goal.part == NEXT:
        return number - 1 not in shown and goals[number - 1].schema == goal.schema
    if goal.part == FIRST:
        return {number - 2, number - 1} <= shown and goals[number - 1].schema[:3] == goal.schema[:3]
    return goal.obligation == LEMMA and any(goal.part == f"{goals[k].part}: neighbours" for k in shown)


def shown_lemmas(checking: ProofCheck, witness: str) -> Iterator[Source]:
    """Yield the names of what was shown of a witness: of filters, by induction, and what an author has shown first."""
    goals, shown = checking.statements.goals, checking.sources.lemmas_shown
    for k in sorted(shown):
        if goals[k].witness not in ("", witness):
            continue
        if not goals[k].schema:
            yield "lemma", k
        elif (halves := [n for n, g in enumerate(goals) if g.schema == goals[k].schema])[-1] == k and shown.issuperset(halves):
            yield goals[k].schema


def closures_in(formulas: Iterable[Formula]) -> set[str]:
    """Return the names of folds that make sets larger or smaller, of which formulas speak."""
    return {t[1] for f in formulas for t in walk(f) if t[0] == "f" and t[1].startswith("closure!")}


def relevant_axioms(checking: ProofCheck, goal: ToShow) -> Iterator[int]:
    """Yield the numbers of axioms for a goal.

    Of folds until it is known what they follow, of filters until they drop nothing, of what a fold ends with if it is spoken of.
    """
    spoken_of = closures_in((goal.formula, *(f for _, f in goal.known)))
    shared, goals = checking.statements.shared, checking.statements.goals
    sums = relevant([goal.formula], [NamedSum(*t) for t in shared.totals.values()])
    text = repr((goal.formula, *((s.guard, s.value) for s in sums)))
    known = {goals[s[1]].part if s[0] == "lemma" else s[1] for s in shown_lemmas(checking, goal.witness)}
    for i, (kind, f) in enumerate(shared.axioms):
        name = kind.rstrip("'")
        if kind == "closure" and not closures_in([f]) & spoken_of:
            continue
        named = name in shared.folds or name in shared.filters
        if not named or (kind not in known and f"'{name}" in text):
            yield i


def _pairs(sums: Sequence[Total], stage: SchemaStage) -> Iterator[Source]:
    both = [*sums, ZERO_TOTAL]
    pairs = [(a, b) for a in both for b in both if a is not b and (ZERO_TOTAL in (a, b) or _sorts(a) == _sorts(b))]
    if stage.has(SchemaFamily.MONOTONE):
        for a, b in pairs:
            most = 2 if stage.has(SchemaFamily.PARAMETERS) else 0
            if not (a is ZERO_TOTAL and b.value == lin(1)) and len(a.parameters) + len(b.parameters) <= most:
                yield "monotone", a.name, b.name
    if stage.has(SchemaFamily.ADD):
        single = [s for s in sums if not s.parameters]
        for i, a in enumerate(single):
            for b in single[i + 1 :]:
                for c in single:
                    ones = {s.value == lin(1) for s in (a, b, c)}
                    if c not in (a, b) and _sorts(a) == _sorts(b) == _sorts(c) and len(ones) == 1:
                        yield "add", a.name, b.name, c.name
    if stage.has(SchemaFamily.SIGN, SchemaFamily.STRICT):
        for a, b in pairs:
            allowed = 1 if ZERO_TOTAL in (a, b) or stage.has(SchemaFamily.PARAMETERS) else 0
            wanted = a is ZERO_TOTAL or (stage.has(SchemaFamily.STRICT) and not (a.value == lin(1) and b is ZERO_TOTAL))
            if wanted and len(a.parameters) + len(b.parameters) <= allowed:
                yield "strict", a.name, b.name


def _sorts(s: Total) -> tuple[str, ...]:
    return tuple(v[2] for v in s.variables)
