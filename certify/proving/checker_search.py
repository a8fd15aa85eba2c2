"""The search for proofs that the checker replays: of the goals that it states, by the sentences that it makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, islice, product
from typing import Any

from certify.bounds.derived_bounds import open_claims
from certify.certificates import checker
from certify.certificates.checker import (
    FIRST,
    LEMMA,
    NEXT,
    SHOWN,
    ZERO_TOTAL,
    Closure,
    Formula,
    Ground,
    Least,
    NoRule,
    ProofCheck,
    RationalTotal,
    Statements,
    T,
    Term,
    ToShow,
    Total,
    Variables,
    any_values,
    check_proof,
    claim_goal,
    counting_variables,
    free,
    instance,
    lin,
    parts,
    read_asked,
    substituted,
    term,
)
from certify.certificates.documents import FORMAT, digest
from certify.core import VERSION as CORE
from certify.core import Reduction, ShownFirst, core_hash, core_json
from certify.core.document import node_json
from certify.formulas.definitions import Named, NamedFormula, NamedLeast, NamedSum
from certify.formulas.logic import walk
from certify.formulas.statements import Goal
from certify.proving.ground_refuter import refutation
from certify.proving.search import WORK, Certificate, ProofSearch
from certify.proving.stages import SchemaFamily, SchemaStage, relevant
from certify.proving.sum_relations import compared, relations
from certify.system.nesting import deeply
from certify.version import __version__

MOST_CHOICES = 4096
"""A sentence about members that a fold keeps is tried at so many choices of constants for its variables, at most."""

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


class CheckerSearch(ProofSearch):
    """Searches proofs of the goals that the checker states of a reduction, within `counting_variables`.

    `proofs`: of the first goals, as plain data, or None.
    """

    def __init__(self, checking: ProofCheck, work: Sequence[int] = WORK) -> None:
        super().__init__(checking.statements, work)  # type: ignore[arg-type]
        self.checking = checking
        self.totals = checking.statements.shared.totals
        self.proofs: list[dict[str, Any] | None] = []
        self._goal = checking.statements.goals[0] if checking.statements.goals else None
        self._replaying = self._replayer()
        self._proof: dict[str, Any] | None = None
        self._relations: dict[Any, list[Source]] = {}

    def _replayer(self) -> ProofCheck:
        """Return the checker's own replay as it is after the proofs found."""
        replaying = ProofCheck(self.checking.statements.reduction, self.checking.work, self.checking.statements.asked)
        for number, (goal, proof) in enumerate(zip(replaying.statements.goals, self.proofs, strict=False)):
            if proof is not None:
                with counting_variables(self.checking.work, 1 << 40):
                    replaying.ground(goal, proof["instances"], "proof", Ground())
                replaying.sources.lemmas_shown |= {number} if goal.obligation == LEMMA else set()
        return replaying

    def next_goal(self, skip: bool = False) -> None:
        """Try the next goal, unless it is to be skipped: then it has no proof."""
        number = len(self.proofs)
        self._goal, self._proof = self.checking.statements.goals[number], None
        if not skip and not needless(self.checking, number):
            goal = self._goal
            need_not_hold = goal.obligation == LEMMA and not goal.part.startswith(SHOWN)
            self.prove(Goal(LEMMA if need_not_hold else SHOWN, goal.part, (), goal.formula, goal.witness))
        if self._proof is not None and self._goal.obligation == LEMMA:
            for checking in (self.checking, self._replaying):
                checking.sources.lemmas_shown.add(number)
        self.proofs.append(self._proof)

    def sentences(self, goal: Goal, stage: SchemaStage) -> list[Any]:
        """Return the sentences of the present goal at a stage."""
        to_show, sources = self._goal, self.checking.sources
        assert to_show is not None
        plain: list[Source] = [("goal",), *(("known", i) for i in range(len(to_show.known)))]
        plain += [("axiom", i) for i in relevant_axioms(self.checking, to_show)]
        plain += [] if to_show.schema else shown_lemmas(self.checking, to_show.witness)
        formulas = [sources.formula(to_show, s) for s in plain]
        powers = [*combined_powers(self.checking, formulas)]
        plain += powers
        formulas += [sources.formula(to_show, s) for s in powers]
        sums = relevant(formulas, [NamedSum(*t) for t in self.totals.values()])
        out = list[CheckerSentence]()
        lemmas = [*lemma_names(self.checking, [s.name for s in sums], stage)]
        if stage.has(SchemaFamily.KEEPS):
            lemmas += kept_names(self.checking, to_show)
        if stage.has(SchemaFamily.COMBINED):
            lemmas += self._combined([s.name for s in sums], formulas[1:])
            known = [g for f in formulas[1:] for g in parts(f, "and")]
            lemmas += compared(self.checking.sources.lemmas, parts(formulas[0], "and"), known)
        for source in [*plain, *lemmas]:
            try:
                clauses = sources.sentences(to_show, source)
            except KeyError:  # the schema says nothing of these sums
                continue
            found = [CheckerSentence(source, i, vs, f) for i, (vs, f) in enumerate(clauses) if f != T]
            if source[0] == "keeps":
                found = [s for sentence in found for s in at_members(self.checking, out, sentence)]
            out += found
            if stage.has(SchemaFamily.NEIGHBOUR) and source[0] == "known":
                out += [s for sentence in found for s in beside(sentence)]
            if source in powers:
                out += [s for sentence in found for s in at_exponents(self.checking, out, sentence)]
        return out

    def _combined(self, names: Sequence[str], known: Sequence[Formula]) -> list[Source]:
        """Return the names of lemmas about combinations of sums that are 0 part by part."""
        key, lemmas = (*names, *known), self.checking.sources.lemmas
        if key not in self._relations:
            self._relations[key] = [("combined", *c) for c in relations(lemmas, [*map(lemmas.total, names)], known)]
        return self._relations[key]

    def replays(self, goal: Goal, stage: int, certificate: Certificate) -> bool:
        """Return whether the instances are refuted, and keep the proof.

        The instances are made as the checker makes them.  Names of variables differ from those in the search, and with them the
        order in which parts of a formula are numbered.
        """
        listed_as = [[list(source), n, given(terms, *made)] for (source, n, *made), terms in certificate]
        instances = json.loads(json.dumps(listed_as))
        listed = _Instances()
        with counting_variables(self.checking.work, 1 << 40):
            try:
                self._replaying.ground(self._replaying.statements.goals[len(self.proofs)], instances, "proof", listed)
                outcome = refutation(listed.formulas)
            except checker.Invalid:
                outcome = None
        if outcome is None or not outcome.refuted:
            self._replaying = self._replayer()
            return False
        steps = json.loads(json.dumps(outcome.steps))
        self._proof = {
            "obligation": self._replaying.statements.goals[len(self.proofs)].obligation,
            "instances": instances,
            "steps": steps,
        }
        return True


class _Instances(Ground):
    """The instances of a proof, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.formulas: list[Formula] = []

    def require(self, f: Formula) -> None:
        """Note an instance."""
        self.formulas.append(f)


def put(s: CheckerSentence, values: Mapping[Term, Term]) -> CheckerSentence:
    """Return a sentence with terms for some of its variables."""
    made = tuple(values.get(v, term(v)) for v in s.variables)
    left = dict.fromkeys(w for t in made for w in sorted(free(t)))
    return replace(s, variables=tuple(left), matrix=substituted(s.matrix, values), values=made)


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
    lemmas, digits = checking.sources.lemmas, checking.statements.shared.digits
    sums = [lemmas.total(n) for n in names if n not in digits]
    yield from (("nonnegative", n) for n in names if n in digits and stage.has(SchemaFamily.MONOTONE, SchemaFamily.SIGN))
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
    for s in sums:
        if stage.has(SchemaFamily.FIBRE) and len(s.variables) == 2:
            yield from ((f"{schema}{i}", s.name) for i in (0, 1) for schema in ("fibre", "fibres"))
        if stage.has(SchemaFamily.UNIQUE) and s.value == lin(1) and len(s.variables) == 1:
            yield from ((schema, s.name) for schema in ("unique", "two"))
        if stage.has(SchemaFamily.SHORT) and len(s.variables) == 1:
            yield from ((schema, s.name) for schema in ("short", "listed"))
    if stage.has(SchemaFamily.LEAST):
        for name, (item, _) in checking.statements.subsets.items():
            kinds = range(len(any_values(item)))
            yield from ((schema, name, k) for k in kinds for schema in ("least", "below"))


def kept_names(checking: ProofCheck, goal: ToShow) -> Iterator[Source]:
    """Yield the names of inductions about one to four members of what folds make smaller, which a goal is about."""
    about = closures_in((goal.formula, *(f for _, f in goal.known)))
    for name, what in checking.statements.shared.named.items():
        if isinstance(what, Closure) and not what.larger and name in about:
            kinds = range(len(any_values(what.type[1])))
            yield from (("keeps", name, *k) for n in (1, 2, 3, 4) for k in combinations_with_replacement(kinds, n))


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
        return number - 1 not in shown
    if goal.part == FIRST:
        return {number - 2, number - 1} <= shown and goals[number - 1].schema[:3] == goal.schema[:3]
    return goal.obligation == LEMMA and any(goal.part == f"{goals[k].part}: neighbours" for k in shown)


def shown_lemmas(checking: ProofCheck, witness: str) -> Iterator[Source]:
    """Yield the names of what was shown of a witness: of filters, by induction, and what an author has shown first."""
    goals, halves = checking.statements.goals, set[Source]()
    for k in sorted(checking.sources.lemmas_shown):
        if goals[k].witness not in ("", witness):
            continue
        if not goals[k].schema:
            yield "lemma", k
        elif goals[k].schema in halves:
            yield goals[k].schema
        halves.add(goals[k].schema)


def closures_in(formulas: Iterable[Formula]) -> set[str]:
    """Return the names of folds that make sets larger or smaller, of which formulas speak."""
    return {t[1] for f in formulas for t in walk(f) if t[0] == "f" and t[1].startswith("closure!")}


def relevant_axioms(checking: ProofCheck, goal: ToShow) -> Iterator[int]:
    """Yield the numbers of axioms for a goal.

    Of folds until it is known what they follow, of filters until they drop nothing, of what a fold ends with if it is spoken of.
    """
    spoken_of = closures_in((goal.formula, *(f for _, f in goal.known)))
    shared, goals, text = checking.statements.shared, checking.statements.goals, repr(goal.formula)
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


def prove_for_checker(checking: ProofCheck, tick: Callable[[], None], work: Sequence[int] = WORK) -> dict[str, Any]:
    """Return the proof of a reduction as plain data: for each goal its proof, or None.

    An obligation of which a goal is not shown is left, and claims about sizes if `well-formed` is.  `tick` is called before each
    goal; if it raises TimeoutError, the goals that are left have no proof.
    """
    with counting_variables(checking.work, 1 << 34):
        search, left, claims = CheckerSearch(checking, work), set[str](), [*checking.statements.claims]
        try:
            for goal in checking.statements.goals:
                try:
                    tick()
                except TimeoutError:
                    left |= {*checking.statements.sides, LEMMA}
                search.next_goal(skip=goal.obligation in left)
                left |= {goal.obligation} - {LEMMA} if search.proofs[-1] is None else set()
                left |= {*map(claim_goal, claims)} if "well-formed" in left else set()
        finally:
            search.close()
    return {"goals": search.proofs}


def proof_of(reduction: Reduction, tick: Callable[[], None] = lambda: None, work: Sequence[int] = WORK) -> Any:
    """Return the certificate of what is proved of a reduction for all sizes; None if nothing is.

    Claims about sizes that the derived bounds leave open are among its goals, if the checker can state them.

    >>> from certify.library import standard
    >>> document = proof_of(standard().reduction("Clique:IndependentSet"))
    >>> len(document["proof"]["goals"])
    8
    """
    core = json.loads(json.dumps(core_json(reduction)))
    with deeply():
        try:
            read = checker.Reduction(core, "core", unlimited())
            claims = [k for k in open_claims(reduction) if _has_statement(read, {"claims": [k]})]
            told: dict[str, Any] = {"claims": claims} if claims else {}
            shown = [s for s in map(shown_json, reduction.shown) if _has_statement(read, {"shown": [s]})]
            told |= {"shown": shown} if shown else {}
            check = ProofCheck(read, unlimited(), read_asked(read, told, "proof"))
            proof = prove_for_checker(check, tick, work) | told
        except NoRule:
            return None
    left = {goal.obligation for goal, found in zip(check.statements.goals, proof["goals"], strict=True) if found is None}
    left |= {"counts"} if left & {"well-formed", "forward", "backward"} else set()
    document = {
        "certificate": FORMAT,
        "kind": "proof",
        "subject": reduction.name,
        "core": core,
        "core_hash": core_hash(reduction),
        "proves": sorted(check.statements.sides - left - {*map(claim_goal, claims)}),
        "proof": proof,
        "made": {"certify": __version__, "core": CORE},
    }
    return {**document, "hash": digest(document)} if any(proof["goals"]) else None


def shown_json(shown: ShownFirst) -> dict[str, Any]:
    """Return what is shown first, as a certificate has it."""
    return {"of": shown.of, "says": json.loads(json.dumps(node_json(shown.says)))}


def _has_statement(reduction: checker.Reduction, told: dict[str, Any]) -> bool:
    """Return whether the checker can state a claim about a size, or what is shown first."""
    try:
        ProofCheck(reduction, unlimited(), read_asked(reduction, told, "proof"))
    except NoRule:
        return False
    return True


def statements_of(core: Any, proof: Any) -> Statements:
    """Return the checker's statements of a reduction's core document, with what a proof has goals of.  Raises NoRule."""
    with deeply():
        reduction = checker.Reduction(core, "core", unlimited())
        return ProofCheck(reduction, unlimited(), read_asked(reduction, proof, "proof")).statements


def definitions(statements: Statements) -> list[Named]:
    """Return what the checker's statements define symbols to be."""
    found: list[Named] = [NamedSum(*total) for total in statements.shared.totals.values()]
    for name, what in statements.shared.named.items():
        if isinstance(what, RationalTotal):
            found.append(NamedSum(*what))
        elif isinstance(what, Least):
            found.append(NamedLeast(*what))
        elif str(name).startswith("holds!"):
            found.append(NamedFormula(name, *what))
    return found


def unlimited() -> checker.Work:
    """Return an allowance of steps that no proof uses up."""
    work = checker.Work(1 << 50)
    work.here = work.left
    return work


def proved_by(document: Any) -> frozenset[str]:
    """Return the obligations that the checker finds proved by a certificate; of claims about sizes, `claim_goal`."""
    core, work = document["core"], unlimited()
    with deeply():
        found = check_proof(checker.Reduction(core, "core", work), document["proof"], "proof", work)
    return frozenset(o for o, left in found.items() if not left)
