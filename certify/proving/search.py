"""The search for proofs: each goal, stage by stage, by z3 in a process of its own; what it finds is made few and replayed."""

from __future__ import annotations

import marshal
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from certify.certificates.checker import Statements as CheckerStatements
from certify.errors import Defect
from certify.formulas.logic import TRUE, Formula, Term, at_most_zero, disjunction, free, parts, scaled
from certify.formulas.quantifiers import negation
from certify.formulas.statements import Goal, Statements
from certify.proving.ground_refuter import refutes
from certify.proving.sentences import Sentence, sentences_of
from certify.proving.stages import OF_HELPERS, STAGES, SchemaFamily, SchemaStage, lemmas, relevant
from certify.proving.z3_search import UNREADABLE, Setting, contradiction, needed
from certify.records import dataclass, field, replace
from certify.system.worker_process import WorkerProcess

WORK = (40_000, 120_000, 400_000, 1_000_000, 20_000_000)
"""The work of z3 for each question: first little for every stage, from few schemas to many; then more, from many to few.  A
million takes about a second."""
LITTLE_WORK = 120_000
"""Up to this work each setting is tried with all stages, one setting after the other; patterns up to `MUCH_WORK`."""
MUCH_WORK, FEW_STAGES = 1_000_000, 3
"""The work from which on only the last stage and those with the most sentences are tried, and how many of these."""
BROADEST = 2
"""So many of the stages with the most families are tried with more and more work before the others."""
PLAIN_WORK, FIRST_PLAIN_WORK = 10_000_000, 6_000_000
"""The work from which on only the stage without schemas is tried, by patterns: what is to be shown may have many cases.  Of them
so much is tried as soon as little work does not do."""
HINTED_WORK = 4_000_000
"""So much of it is tried, by patterns, with terms that an author takes."""
MOST_AT_FIRST = 240
"""Stages with more lemmas are tried after the others."""
SECONDS, WORK_OF_A_SECOND = 20.0, 20_000
"""A question is stopped after so many seconds of the processor, and one more for each such part of its work.  It is far more than
the work takes, also on a slow machine, since answers should not depend on it: z3 does not count all that it does."""
UNCOUNTED, SOONER = (Setting.CHOSEN, Setting.WHOLE), 8
"""The settings of which z3 counts least, and which may not end: their questions are stopped after this part of the time."""
BY_THE_CLOCK = 100
"""And after so many times as long by the clock, on a machine that is busy with other things."""
STOPPED = 5_000_000
"""As how much work a question counts that is stopped."""
MADE, MAKING = 500, 40
"""As how much work the making of a sentence counts, and each step of the checker that makes it."""

USUAL = (Setting.PATTERNS, Setting.NAMED, Setting.CHOSEN)
"""The settings for questions of little work.  The last is the one whose work z3 does not count."""

UNSETTLED = ("limit", "stopped", "partly")
"""The answers that leave it open whether there is a contradiction."""

NEED_NOT_HOLD = ("induction", "lemma")
"""The obligations of goals that only help to show others."""

Question = tuple[int, Setting, int]
"""What is asked of a goal: the number of a stage, a setting, and the work."""

MOST_TOLD = 3
"""So many contradictions at most are asked for of which there are no instances, or none that are replayed."""
MOST_EARLIER = 3
"""So many of the last questions that found proofs are asked of the next goal as well, before the others, and with more work; and
the last of their stages that has lemmas, by other settings."""

Instantiated = tuple[int, tuple[Term, ...]]
"""The number of a sentence, and the terms for its variables."""

Certificate = list[list[Any]]
"""A proof as plain data: names of sentences, each with the terms for its variables."""


@dataclass(frozen=True, slots=True)
class GoalProof:
    """What is known of a goal.

    - `verdict`: `solver-says` (z3 finds the contradiction), `open` (it finds none, within its limits on what to try), or `out of
      budget` (a question reached its limits, or could not be asked in full).
    - `stage`: the number of the stage that proved it; `sentences`: how many it was given.
    - `seconds`: of the whole search.
    - `certificate`: the instances that contradict each other; None if there is no proof or they could not be read from it.
    - `replayed`: whether the refuter, which is no part of z3, refutes their conjunction.
    """

    goal: Goal
    verdict: str
    stage: int = 0
    sentences: int = 0
    seconds: float = 0.0
    certificate: Certificate | None = None
    replayed: bool = False


@dataclass
class SearchNotes:
    """What a search tells while it goes on.

    - `of_use`: the numbers of the terms to take that proofs use.
    - `left`: by number of a goal that was tried in vain, its verdict.
    - `stated`: the checker's statements; `told`: what has goals besides the obligations, as a certificate has it.
    - `proofs`: of the goals so far, as a certificate has them; None for one that is not shown.
    """

    of_use: set[int] = field(default_factory=set)
    left: dict[int, str] = field(default_factory=dict)
    stated: CheckerStatements | None = None
    told: dict[str, Any] = field(default_factory=dict)
    proofs: list[dict[str, Any] | None] = field(default_factory=list)


def split(goal: Goal) -> list[Goal]:
    """Return a goal as several: conjunctions, and equalities of numbers as two inequalities."""
    if goal.induction is not None:
        return [goal]
    return [replace(goal, formula=f) for f in _split(goal.formula)]


def _split(f: Formula) -> list[Formula]:
    if f[0] == "and":
        return [h for g in f[1] for h in _split(g)]
    if f[0] == "all":
        return [("all", tuple(v for v in f[1] if v in free(h)), h) if free(h) & set(f[1]) else h for h in _split(f[2])]
    if f[0] == "=0":
        return [at_most_zero(f[1]), at_most_zero(scaled(f[1], -1))]
    equalities = [g for g in parts(f, "or") if g[0] == "=0"]
    if f[0] == "or" and len(equalities) == 1:
        rest = [g for g in f[1] if g != equalities[0]]
        return [disjunction(h, *rest) for h in _split(equalities[0])]
    return [f]


def goals_of(statements: Statements) -> list[Goal]:
    """Return the goals of the statements, split."""
    return [part for goal in statements.goals for part in split(goal)]


def _order(asked: Mapping[int, Sequence[Sentence]], work: int) -> list[tuple[int, Setting]]:
    """Return the numbers of stages, each with the settings, in the order in which they are tried once more with this work."""
    if work >= PLAIN_WORK:
        return [(min(asked), Setting.PATTERNS)]
    largest_first = sorted(asked, key=lambda number: -len(asked[number]))
    if work < MUCH_WORK:
        return [(number, setting) for number in largest_first for setting in USUAL]
    few = dict.fromkeys([max(asked), *largest_first[:FEW_STAGES]])
    return [(number, setting) for number in few for setting in Setting]


Answered = dict[bytes, Any]
"""The solver's answers, by the digests of questions and their work.  A search with more work asks all questions of one with less
again, and many goals have the same."""


class ProofSearch:
    """Searches proofs of the goals of one reduction's statements, within `numbered_variables`.

    - `statements`: the statements.
    - `work`: the work of the solver for each question: first little, then more.
    - `answers`: what the solver answered in an earlier search; new answers are added.
    - `in_all`: the work of all questions that reach their limits, and of making sentences; once it is spent, nothing more is
      asked.  None: any.
    - `tick`: called before each question.  What it raises ends the search of a goal.
    """

    stages = STAGES

    def __init__(
        self,
        statements: Statements,
        work: Sequence[int] = WORK,
        answers: Answered | None = None,
        in_all: int | None = None,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.statements = statements
        self._tick = tick
        self._left = in_all
        self.work = work
        self._answers = {} if answers is None else answers
        self._worker = WorkerProcess()
        self._halves: dict[str, set[str]] = {}
        self._concluded: list[tuple[str, str, Formula]] = []
        self._remembered: dict[tuple[str, Formula], list[Sentence]] = {}
        self._found: list[Question] = []

    def close(self) -> None:
        """End the solver's process."""
        self._worker.stop()

    def shown(self, goal: Goal) -> None:
        """Note that a goal is shown: if it completes an induction, the conclusions are known from now on."""
        if goal.induction is not None:
            halves = self._halves.setdefault(goal.induction.name, set())
            halves.add(goal.part)
            if len(halves) == 2:
                name = f"by induction, {goal.induction.name},"
                self._concluded += [(goal.witness, name, f) for f in goal.induction.conclusions]

    def prove(self, goal: Goal) -> GoalProof:
        """Return what is known of a goal after all stages; of one that need not hold, after few of them and less work."""
        began = time.monotonic()
        few = goal.obligation in NEED_NOT_HOLD
        works = [work for work in self.work if work < MUCH_WORK] or self.work[:1] if few else self.work
        if goal.formula == TRUE:
            return GoalProof(goal, "solver-says", certificate=[], replayed=True)
        if self._over:
            return GoalProof(goal, "out of budget")
        asked = dict[int, list[Sentence]]()
        numbers = OF_HELPERS if few else self.stage_numbers()
        told = list[GoalProof]()
        settled, limited, done = set[tuple[int, Setting]](), set[tuple[int, Setting]](), set[Question]()
        endless = set[Setting]()
        for question in self._questions(goal, numbers, asked, works, limited):
            if self._over:
                return told[-1] if told else GoalProof(goal, "out of budget", len(STAGES), 0, time.monotonic() - began)
            number, setting, work = question
            sentences = asked[number]
            spent = self.spent(STAGES[number], sentences, work, setting)
            seen = (number, setting, spent) in done  # a stage that takes more work anyway is asked once with it
            if (number, setting) in settled or seen or (setting in endless and work < MUCH_WORK):
                continue
            done.add((number, setting, spent))
            self._tick()
            result, instances = self._contradiction(sentences, spent, setting)
            if result == "unsat":
                self._found = [question, *(q for q in self._found if q[:2] != (number, setting))]
                certificate = self._certificate(sentences, instances)
                replayed = certificate is not None and self.replays(goal, number, certificate)
                seconds = time.monotonic() - began
                told.append(GoalProof(goal, "solver-says", number, len(sentences), seconds, certificate, replayed))
                if replayed or len(told) == MOST_TOLD:
                    return told[-1]
            if self._left is not None and result in ("limit", "stopped"):
                self._left -= spent if result == "limit" else max(spent, STOPPED)
            if few and len(done) == 1 and self._is_denied(goal, spent):
                limited.clear()
                break
            (limited.add if result in UNSETTLED else limited.discard)((number, setting))
            endless |= {setting} if result == "stopped" else set()
            if result != "limit":
                settled.add((number, setting))
        left = GoalProof(goal, "out of budget" if limited else "open", len(STAGES), 0, time.monotonic() - began)
        return told[-1] if told else left

    @property
    def _over(self) -> bool:
        """Whether no work is left for any question."""
        return self._left is not None and self._left <= 0

    def _questions(
        self,
        goal: Goal,
        numbers: Iterable[int],
        asked: dict[int, list[Sentence]],
        works: Sequence[int],
        limited: Collection[tuple[int, Setting]],
    ) -> Iterator[Question]:
        """Yield what is asked of a goal, in this order.

        What lies behind little work is asked first: the sentences without lemmas; with terms that an author takes; and what
        found the proofs of other goals, first with little work.

        - `numbers`: of the stages; `asked`: the sentences of those that differ, which are put there when a stage is tried first.
        - `limited`: the questions that reached their limit so far; if there are none, no more work is tried.
        """
        little = [work for work in works if work <= LITTLE_WORK]
        by_patterns = [work for work in works[1:] if work < MUCH_WORK]
        earlier = [q for q in self._found if q[0] in numbers and q[2] <= works[-1]][:MOST_EARLIER]
        earlier = [q for q in earlier if q[1] is not Setting.CHOSEN or q[2] <= LITTLE_WORK or q == earlier[0]]
        counted = [q for q in earlier if q[1] is Setting.NAMED or (q[0] and q[1] is Setting.PATTERNS)]
        earlier += [(*q[:2], work) for q in counted for work in by_patterns if work > q[2]]
        earlier.sort(key=lambda q: self.spent(STAGES[q[0]], (), q[2], q[1]) > LITTLE_WORK)
        by_hints = [number for number in numbers if STAGES[number].has(SchemaFamily.TAKEN)]
        hinted = [(number, Setting.PATTERNS, work) for work in (works[0], *by_patterns) for number in by_hints]
        hinted += [(number, setting, works[0]) for setting in USUAL[1:] for number in by_hints]
        much = [(number, Setting.PATTERNS, HINTED_WORK) for number in by_hints if works[-1] >= HINTED_WORK]
        at_once, more = hinted[: len(by_hints)], hinted[len(by_hints) :]
        for question in [(0, Setting.PATTERNS, works[0]), *at_once, *earlier, *more, *much]:
            yield from (question for _ in self._stages(goal, question[:1], asked))
        for number in by_hints:  # after these, everything is as without them
            asked.pop(number, None)
        numbers = [number for number in numbers if number not in by_hints]
        late = [number for number in numbers if self.is_long(STAGES[number])]
        early = [number for number in numbers if number not in late]
        yield from ((number, Setting.PATTERNS, works[0]) for number in self._stages(goal, early, asked))
        yield from ((0, setting, works[0]) for setting in USUAL[1:])
        broadest = sorted(asked, key=lambda number: -len(STAGES[number].families))[:BROADEST]
        yield from ((number, Setting.PATTERNS, work) for work in by_patterns for number in broadest)
        yield from ((number, Setting.PATTERNS, works[0]) for number in self._stages(goal, late, asked))
        last = [number for number, *_ in earlier if number in asked and number][:1]
        yield from ((number, setting, work) for number in last for setting in USUAL[1:] for work in by_patterns[-1:])
        for setting in USUAL:
            if setting is Setting.NAMED and works[-1] >= PLAIN_WORK:
                yield min(asked), Setting.PATTERNS, FIRST_PLAIN_WORK
            for work in little if setting is not Setting.PATTERNS else by_patterns:
                largest_first = sorted(asked, key=lambda number: -len(asked[number]))
                yield from ((number, setting, work) for number in (asked if work == works[0] else largest_first))
        for work in works:
            if work > LITTLE_WORK and limited and goal.obligation not in NEED_NOT_HOLD:
                for at, (number, setting) in enumerate(_order(asked, work), 1):
                    yield number, setting, work
                    if at == len(USUAL) and work < MUCH_WORK <= works[-1]:
                        yield number, Setting.PATTERNS, MUCH_WORK

    def _stages(self, goal: Goal, numbers: Iterable[int], asked: dict[int, list[Sentence]]) -> Iterator[int]:
        """Yield the numbers of the stages that differ for a goal, of those with these numbers; those with many lemmas last.

        Their sentences are made, and put into `asked`, when a stage is tried first.
        """
        for number in sorted(numbers, key=lambda number: self.has_many(goal, STAGES[number])):
            before = self.steps
            sentences = asked[number] if number in asked else self.sentences(goal, STAGES[number])
            if self._left is not None and number not in asked:
                self._left -= MADE * len(sentences) + MAKING * (self.steps - before)
            names = {s.name for s in sentences}
            if number in asked or all(len(names) != len(other) or names != {s.name for s in other} for other in asked.values()):
                asked[number] = sentences
                yield number

    @property
    def steps(self) -> int:
        """The steps that sentences took to be made so far, where they are counted."""
        return 0

    def stage_numbers(self) -> Sequence[int]:
        """Return the numbers of the stages that there are for the present goal."""
        return [number for number, stage in enumerate(STAGES) if not stage.has(SchemaFamily.TAKEN)]

    def spent(self, stage: SchemaStage, sentences: Sequence[Sentence], work: int, setting: Setting) -> int:
        """Return the work for a question of a stage: at least what its lemmas take."""
        return work

    def is_long(self, stage: SchemaStage) -> bool:
        """Return whether the questions of a stage take as much work, at least, as many others: they are asked after these."""
        return False

    def has_many(self, goal: Goal, stage: SchemaStage) -> bool:
        """Return whether a stage has so many lemmas about a goal that it is tried after the others."""
        return False

    def _is_denied(self, goal: Goal, work: int) -> bool:
        """Return whether what is known is seen at once to contradict a goal, which then has no proof."""
        return self._contradiction(self.supposed(goal), work, Setting.PATTERNS)[0] == "unsat"

    def supposed(self, goal: Goal) -> list[Sentence]:
        """Return the sentences of what is known without lemmas, and of a goal as if it were known."""
        return [s for name, f in [*self._plain(goal)[1:], ("supposed", goal.formula)] for s in self._sentences(name, f)]

    def _contradiction(self, sentences: Sequence[Sentence], work: int, setting: Setting) -> tuple[str, list[Instantiated]]:
        """Return z3's answer, `stopped` if it took far longer than its work should.  Raises Defect if z3 cannot read it."""
        part = SOONER if setting in UNCOUNTED else 1
        answer = self._ask(contradiction, work, part, [(s.variables, s.matrix) for s in sentences], work, setting)
        if answer is not None and answer[0].startswith(UNREADABLE):
            raise Defect(answer[0])
        return ("stopped", []) if answer is None else answer

    def _ask(self, function: Callable[..., Any], work: int, part: int, *arguments: Any) -> Any:
        """Return a function's answer; None if it takes more than a part of the time that its work may take."""
        question = _digest(function, arguments)
        if question in self._answers:
            return self._answers[question]
        seconds = (SECONDS + work / WORK_OF_A_SECOND) / part
        self._worker.ask(function, *arguments, processor=seconds)
        answer = self._worker.answer(seconds * BY_THE_CLOCK)
        if answer is not None:  # that it took too long may be this machine's fault
            self._answers[question] = answer
        return answer

    def sentences(self, goal: Goal, stage: SchemaStage) -> list[Sentence]:
        """Return the sentences of a goal at a stage, in which a contradiction is a proof."""
        plain = self._plain(goal)
        sums = relevant([f for _, f in plain], self.statements.sums)
        named = [*plain, *((lemma.name, lemma.formula) for lemma in lemmas(self.statements, sums, stage))]
        found = [s for name, f in named for s in self._sentences(name, f)]
        return [s for s in found if s.matrix != TRUE]

    def _plain(self, goal: Goal) -> list[tuple[str, Formula]]:
        out: list[tuple[str, Formula]] = [("goal", negation(goal.formula))]
        counts = Counter[str]()
        concluded = [(kind, f) for witness, kind, f in self._concluded if witness == goal.witness]
        axioms = [(f"axiom {kind}", f) for kind, f in self.statements.axioms]
        for kind, f in [*goal.hypotheses, *concluded, *axioms]:
            counts[kind] += 1
            out.append((f"{kind} {counts[kind]}", f))
        return out

    def _sentences(self, name: str, f: Formula) -> list[Sentence]:
        key = name, f
        if key not in self._remembered:
            self._remembered[key] = sentences_of(name, f)
        return self._remembered[key]

    # -------------------------------------------------------------------------------------------- certificates

    def _certificate(self, sentences: Sequence[Sentence], instances: Sequence[Instantiated]) -> Certificate | None:
        items: list[Instantiated] = [(i, ()) for i, s in enumerate(sentences) if not s.variables]
        items += [(i, terms) for i, terms in instances if len(terms) == len(sentences[i].variables)]
        formulas = [sentences[i].instance(terms) for i, terms in items]
        chosen = self._ask(needed, self.work[-1], 1, formulas, self.work[-1])
        if chosen is None:
            return None
        return [[sentences[items[k][0]].name, list(items[k][1])] for k in chosen]

    def replays(self, goal: Goal, stage: int, certificate: Certificate) -> bool:
        """Return whether the sentences of a goal, instantiated as a certificate says, are refuted by `ground_refuter`.

        Raises KeyError if the certificate names a sentence that there is not.
        """
        by_name = {s.name: s for s in self.sentences(goal, STAGES[stage])}
        formulas = [by_name[name].instance(tuple(map(_tuples, terms))) for name, terms in certificate]
        return refutes(formulas).refuted


def _digest(function: Callable[..., Any], arguments: Sequence[Any]) -> bytes:
    """Return a digest of a question, the same for equal arguments: unlike pickle, this form tells nothing of what is shared."""
    told = (function.__name__, *(str(a) if isinstance(a, Setting) else a for a in arguments))
    return sha256(marshal.dumps(told, 0)).digest()


def _tuples(data: Any) -> Any:
    return tuple(map(_tuples, data)) if isinstance(data, list | tuple) else data
