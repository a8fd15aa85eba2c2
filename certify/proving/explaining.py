"""Proofs of the checker's goals, as lines each of which follows from lines before it.

The instances that a proof lists, and its steps about numbers, equalities and functions, become clauses.  These are refuted by
cases (`certify.proving.cases`), and the literals of that refutation become lines.  What follows by the meaning of "and", "or" and
"=" alone is no line of its own; what one hypothesis says at one place is one line.  `certify.proving.prose` puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from certify.certificates import checker
from certify.certificates.checker import (
    F,
    Formula,
    Ground,
    Invalid,
    NoRule,
    ProofCheck,
    Term,
    ToShow,
    at_most,
    counting_variables,
    fresh,
    lin,
    neg,
    parts,
    read_term,
    sentences_of,
    solved,
    substituted,
    term,
)
from certify.certificates.documents import Document
from certify.errors import InputError
from certify.proving.cases import CaseStep, TooManyCases, refutation_by_cases
from certify.proving.checker_lemmas import Source
from certify.proving.checker_statements import unlimited
from certify.proving.proof_lines import (
    Addition,
    EqualityChain,
    ExistingVariable,
    ProofLine,
    Reason,
    SourceFormula,
    Substitution,
    Use,
)
from certify.records import dataclass, replace
from certify.system.nesting import deeply

_FIRST = 1 << 30
"""The number of the first variable that the checker makes for the sentences of a formula."""
_RENAMED = 1 << 50
"""A number above those of all other variables."""


class WrongProof(InputError):
    """A certificate holds no proof of the reduction whose core it holds, or one that is too long to be written out."""


@dataclass(frozen=True, slots=True)
class ExplainedGoal:
    """A goal and the lines that refute its negation: first what the negation says, last the contradiction."""

    goal: ToShow
    negation: SourceFormula
    lines: tuple[ProofLine, ...]


@dataclass(frozen=True)
class ProofExplanation:
    """The proof of a reduction: its goals, in order, with their proofs, and those that have none."""

    checking: ProofCheck
    goals: tuple[ExplainedGoal, ...]
    left: tuple[ToShow, ...]


def explained(document: Document, budget: int = checker.BUDGET, replayed: bool = False) -> ProofExplanation:
    """Return the lines of the proof for all sizes in a certificate of one reduction.  The checker replays it first.

    - `budget`: the most steps of the checker.
    - `replayed`: whether the checker is known to accept this certificate, so that it need not replay it again.

    Raises `WrongProof` if the proof is wrong, or takes too many steps or cases.

    >>> from certify.library import standard
    >>> from certify.proving.found_proofs import proof_of
    >>> goals = explained(proof_of(standard().reduction("Clique:IndependentSet"))).goals
    >>> [len(goal.lines) for goal in goals]
    [2, 3, 2, 5, 5, 3, 2, 7]
    """
    work = checker.Work(budget)
    work.here = budget
    with deeply():
        try:
            reduction = checker.Reduction(document["core"], "core", work)
            if not replayed:
                checker.check_proof(reduction, document["proof"], "proof", work)
            checking = ProofCheck(reduction, work, checker.read_asked(reduction, document["proof"], "proof"))
            proofs = list(zip(checking.statements.goals, document["proof"]["goals"], strict=True))
            left = tuple(goal for goal, proof in proofs if proof is None and goal.obligation != checker.LEMMA)
            with counting_variables(unlimited(), 1 << 40):
                return ProofExplanation(checking, tuple(_goals(checking, proofs)), left)
        except (Invalid, NoRule) as wrong:
            raise WrongProof(str(wrong)) from None
        except (checker.TooMuch, checker.OutOfSteps, RecursionError, TooManyCases):
            raise WrongProof("the proof takes more steps, or more cases, than are allowed") from None


def _goals(checking: ProofCheck, proofs: Sequence[tuple[ToShow, Any]]) -> Iterator[ExplainedGoal]:
    """Yield the goals that have proofs, one after another: later ones may use lemmas that were shown before."""
    for number, (goal, proof) in enumerate(proofs):
        if proof is not None:
            yield _Explaining(checking, goal, proof).goal()
            checking.sources.lemmas_shown |= {number} if goal.obligation == checker.LEMMA else set()


class _NumberedClauses(Ground):
    """The clauses of a proof, and what each is by; a clause that only says what "and", "or" or "=" mean is by nothing."""

    def __init__(self, uses: Sequence[Use]) -> None:
        super().__init__()
        self.uses = iter(uses)
        self.reasons: dict[int, Reason] = {}

    def require(self, f: Formula) -> None:
        """Add the next instance."""
        use = next(self.uses)
        for g in parts(f, "and"):
            super().require(g)
            self.reasons[len(self.clauses) - 1] = use

    def congruence(self, s: Formula, t: Formula) -> None:
        """Add a congruence: one clause for a function, two for a predicate, and for a product."""
        before = len(self.clauses)
        super().congruence(s, t)
        self.reasons |= dict.fromkeys(range(before, len(self.clauses)), Substitution(s, t))

    def deny(self, literals: Sequence[int], multiples: Sequence[int]) -> None:
        """Add that literals do not all hold, by arithmetic or by equations."""
        formulas = tuple(map(self.formula, literals))
        self.reasons[len(self.clauses)] = Addition(formulas, tuple(multiples)) if multiples else EqualityChain(formulas)
        self.clauses.append([-x for x in literals])

    def complete(self) -> None:
        """Add what the numbers of "and" and "or" mean from their parts, and that one which denies another does."""
        for number, f in enumerate(self.atoms[:]):
            if f[0] in ("and", "or"):
                inner = [self.literal(g) for g in f[1]]
                self.clauses += [[number, *(-x for x in inner)]] if f[0] == "and" else [[number, -x] for x in inner]
                other = self.numbers.get(neg(f))
                self.clauses += [] if other is None or other < number else [[number, other], [-number, -other]]

    def formula(self, literal: int) -> Formula:
        """Return what a literal says."""
        return self.atoms[literal] if literal > 0 else neg(self.atoms[-literal])

    def step(self, word: str, *rest: Any) -> None:
        """Add what a step of a certificate adds, which the checker has replayed; learned clauses are left out."""
        if word == "congruence":
            self.congruence(*(checker.application(self, x, "") for x in rest))
        elif word == "bound":
            self.literal(at_most(read_term(rest[0], ""), lin(rest[1])))
        elif word != "clause":
            self.deny(rest[0], rest[1] if word == "arithmetic" else ())


class _Explaining:
    """Makes lines of the proof of one goal."""

    def __init__(self, checking: ProofCheck, goal: ToShow, proof: Any) -> None:
        self.checking, self.stated = checking, goal
        self.formulas: dict[Source, SourceFormula] = {}
        uses = [self._use(tuple(source), number, terms) for source, number, terms in proof["instances"]]
        self.ground = _NumberedClauses(uses)
        for use in uses:
            self.ground.require(use.formula)
        for step in proof["steps"]:
            self.ground.step(*step)
        self.ground.complete()

    def goal(self) -> ExplainedGoal:
        """Return the goal with its lines."""
        steps = refutation_by_cases(self.ground.clauses)
        reasons = dict.fromkeys(self.ground.reasons.get(i) for step in steps for i in step.clauses())
        denied = dict.fromkeys(r.formula for r in reasons if isinstance(r, Use) and r.denies)
        said = [ProofLine((f,), tuple(r for r in reasons if isinstance(r, Use) and r.formula == f)[:1]) for f in denied]
        return ExplainedGoal(self.stated, self._formula(("goal",)), (*said, *self._lines(steps, {1: ((), ())})))

    def _formula(self, source: Source) -> SourceFormula:
        if source not in self.formulas:
            checking = self.checking
            with counting_variables(checking.work, _FIRST):
                f = checking.sources.formula(self.stated, source)
                ((_, start, _),) = fresh(["Int"])
                counts = tuple(len(sentences_of("", g)) for g in parts(f, "and"))
            f, variables, existing = _distinct(f, {}, set()), list[Term](), list[ExistingVariable]()
            _note_bound(f, variables, existing, {}, True)
            self.formulas[source] = SourceFormula(source, f, start, tuple(variables), tuple(existing), counts)
        return self.formulas[source]

    def _use(self, source: Source, number: int, listed: Any) -> Use:
        of, (variables, matrix) = self._formula(source), self.checking.sources.sentences(self.stated, source)[number]
        terms = tuple(read_term(t, "") for t in listed)
        at = {of.variables[v[1] - of.start]: t for v, t in zip(variables, terms, strict=True)}
        _complete(at, of.variables, list(_denied_equations(of.conjuncts[of.conjunct_of(number)])))
        return Use(of, number, terms, tuple(at.items()), checker.instance((variables, matrix), terms, ""))

    # -------------------------------------------------------------------------------------------- from literals to lines

    def _lines(self, steps: Sequence[CaseStep], known: dict[int, _Support]) -> tuple[ProofLine, ...]:
        """Return the lines of steps.  `known`: what the literals that hold already rest on."""
        known, out = dict(known), list[ProofLine]()
        for step in steps:
            premises, granted = _joined(known[x] for x in step.needs if x in known)
            reason = None if step.clause is None else self.ground.reasons.get(step.clause)
            if isinstance(reason, Use) and reason.denies:
                premises, reason = tuple(dict.fromkeys((*premises, reason.formula))), None
            if self._plain(step, reason):
                known[step.literal] = premises, (*granted, reason) if isinstance(reason, Use) else granted
                continue
            says = F if step.literal == 0 else self.ground.formula(step.literal)
            if step.inside:
                out.append(_concluded(says, self._lines(step.inside, known)))
            else:
                out.append(ProofLine((says,), () if reason is None else (reason,), premises, granted))
            known[step.literal] = (says,), ()
        return tuple(_grouped(out))

    def _plain(self, step: CaseStep, reason: Reason | None) -> bool:
        """Return whether what a step adds is no line of its own.

        It is said already, in other words; or it is a hypothesis without variables, which is referred to by name.
        """
        if not step.literal or step.inside or (step.clause is None and not step.needs):
            return False
        if isinstance(reason, Use):
            return not reason.at and not step.needs
        kind = self.ground.atoms[abs(step.literal)][0]
        return reason is None and (len(step.needs) <= 1 or (step.literal < 0 and kind in ("and", "or")))


_Support: TypeAlias = tuple[tuple[Formula, ...], tuple[Use, ...]]
"""What a literal rests on: what lines say, and hypotheses without variables."""


def _concluded(says: Formula, inside: tuple[ProofLine, ...]) -> ProofLine:
    """Return the line that a supposition is refuted; one that a single line contradicts follows from what that line names."""
    supposed, last = inside[0].says[0], inside[-1]
    if len(inside) > 2 or any(isinstance(r, Addition) and supposed not in r.formulas for r in last.reasons):
        return ProofLine((says,), inside=inside)
    return replace(last, says=(says,), premises=tuple(f for f in last.premises if f != supposed))


def _joined(found: Iterable[_Support]) -> _Support:
    pairs = list(found)
    return tuple(dict.fromkeys(f for fs, _ in pairs for f in fs)), tuple(dict.fromkeys(r for _, rs in pairs for r in rs))


def _distinct(f: Formula, at: dict[Term, Term], seen: set[Term]) -> Formula:
    """Return a formula in which each variable is bound once.  `at`: what stands for variables that are bound around it."""
    if f[0] in ("all", "ex"):
        bound = tuple(("v", _RENAMED + len(seen) + k, v[2]) if v in seen else v for k, v in enumerate(f[1]))
        seen.update(bound)
        return (f[0], bound, _distinct(f[2], at | {v: term(w) for v, w in zip(f[1], bound, strict=True)}, seen))
    if f[0] in ("and", "or"):
        return (f[0], tuple(_distinct(g, at, seen) for g in f[1]))
    return substituted(f, at)  # type: ignore[no-any-return]


def _note_bound(
    f: Formula, universal: list[Term], existing: list[ExistingVariable], outer: dict[Term, tuple[Term, ...]], sure: bool
) -> None:
    """Note the variables that are bound in a formula, in the order in which the checker replaces them.

    `outer`: those that are bound around it, with the universal variables that each depends on.
    """
    if f[0] == "all":
        universal += f[1]
        _note_bound(f[2], universal, existing, outer | {v: (v,) for v in f[1]}, sure)
    elif f[0] == "ex":
        depends = {u for v in checker.free(f) for u in outer.get(v, ())}
        given, block = tuple(v for v in outer if v in depends), len(existing)
        existing += [ExistingVariable(v, given, block, sure) for v in f[1]]
        _note_bound(f[2], universal, existing, outer | dict.fromkeys(f[1], given), sure)
    elif f[0] in ("and", "or"):
        for g in f[1]:
            _note_bound(g, universal, existing, outer, sure and f[0] == "and")


def _denied_equations(f: Formula) -> Iterator[Formula]:
    """Yield the equations that a formula denies somewhere."""
    if f[0] in ("all", "ex"):
        yield from _denied_equations(f[2])
    elif f[0] in ("and", "or"):
        for g in f[1]:
            yield from _denied_equations(g)
    elif f[0] == "not" and f[1][0] in ("=", "=0"):
        yield f[1]


def _complete(at: dict[Term, Term], variables: Sequence[Term], equations: Sequence[Formula]) -> None:
    """Add the terms of those variables that equations determine by others which have one."""
    while True:
        unknown = [v for v in variables if v not in at]
        found = (s for f in equations for v in unknown if (s := solved(f, [v])) and checker.free(s[1]) <= at.keys())
        determined = next(found, None)
        if determined is None:
            return
        at[determined[0]] = substituted(determined[1], at)


def _grouped(lines: Sequence[ProofLine]) -> Iterator[ProofLine]:
    """Yield lines, in an order in which each follows from those before it; uses of one hypothesis at one place are one line."""
    left = list(lines)
    here = {f for line in lines for f in line.says}
    said: set[Formula] = set()
    last: ProofLine | None = None
    while left:
        ready = [line for line in left if line is left[0] or all(f in said or f not in here for f in _rests_on(line))]
        line = next((line for line in ready if last is not None and _one_place(last, line)), left[0])
        left.remove(line)
        said.update(line.says)
        if last is not None and _one_place(last, line):
            premises = dict.fromkeys((*last.premises, *(f for f in line.premises if f not in last.says)))
            granted = dict.fromkeys((*last.granted, *line.granted))
            last = ProofLine((*last.says, *line.says), (*last.reasons, *line.reasons), tuple(premises), tuple(granted))
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _rests_on(line: ProofLine) -> Iterator[Formula]:
    yield from line.premises
    for inner in line.inside:
        yield from _rests_on(inner)


def _one_place(a: ProofLine, b: ProofLine) -> bool:
    """Return whether two lines are what one conjunct of a formula says at one place."""
    use = next((r for r in b.reasons if isinstance(r, Use)), None)
    others = [r for r in a.reasons if isinstance(r, Use)]
    if use is None or F in a.says + b.says or not others:
        return False
    at = {v: t for other in others for v, t in other.at}
    same = (use.of, use.conjunct) == (others[0].of, others[0].conjunct)
    return same and all(at.get(v, t) == t for v, t in use.at)
