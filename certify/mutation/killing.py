"""The judgement of mutants: which of them the checks of an audit refute, instance by instance.

A mutant has the source and the target of the original, so the witnesses of an instance are found once for all mutants, and those
of an image once for all mutants that build it.  A mutant that answers exactly as the original on an instance passes there with
it.  What refutes a mutant is what refutes a reduction: an image that is no valid instance, a witness that is not mapped to a
witness, on either side, or a broken claim.  Compiled code finds it, and the interpreter has the last word.

Derived bounds are left out: those of a mutant are derived from its own text, so that a run beyond them would be a defect of
certify.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from certify.chains import Chain
from certify.codegen import CompiledProblem, CompiledReduction
from certify.codegen.witness_maps import Answers
from certify.core import Reduction
from certify.core.budgets import OutOfBudget, SpaceTooLarge
from certify.core.values import Value
from certify.core.witness_kinds import outside
from certify.empirical.claim_checks import Claims
from certify.errors import Defect
from certify.mutation.mutants import Mutant
from certify.mutation.strength import Fate, Judgement, Kill, Strength
from certify.records import dataclass
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display
from certify.semantics.relabelling import Image, OutsideHome
from certify.semantics.unmet_obligations import Unmet
from certify.solve.both_ends import BothEnds
from certify.solve.search import Searcher, SearchOutcome
from certify.system.deadlines import Clock

MOST_MEMBERS = 1 << 12
"""The size of the largest witness space of a source instance whose members are all tried."""

SOME = 8
"""The number of witnesses of a source instance with a larger space that are used."""

MOST_ANSWERS = 1 << 12
"""The most witnesses of one image that are used to judge mutants; it may have more."""

NODES = 2000
"""The most decisions of a search for the witnesses of one image."""

MOST_BUILT = 1 << 15
"""The most expressions that such a search makes before its first decision: of the witnesses of a larger image, and of a
mutant's image where that of the original is larger, none is searched."""

BUILT = 8
"""The expressions that a search makes before its first decision for one step of work."""

MOST_BEYOND = 3
"""The number of instances beyond a budget after which a mutant is not run any more: each of them may take seconds."""

_UNDEFINED = (Unmet, OutsideHome)


class Unconfirmed(Defect):
    """Compiled code refutes a mutant on an instance where the interpreter does not: a defect of certify."""


class _Killed(Exception):
    """Raised with the obligation that fails, and with the witness that shows it, of the instance or of its image."""

    def __init__(self, obligation: str, witness: Value = None, side: str = "") -> None:
        super().__init__(obligation)
        self.obligation, self.witness, self.side = obligation, witness, side


@dataclass(frozen=True)
class _Behaviour:
    """What a reduction makes of an instance: its image, the image's witnesses, and what the maps answer.  None where the image
    or an answer is undefined."""

    image: Image
    answers: SearchOutcome
    forward: Sequence[Value]
    backward: Sequence[Value]


class _Trial:
    """One mutant with what is known of it so far."""

    def __init__(self, reduction: Reduction) -> None:
        chain = Chain(reduction.source, (reduction,))
        self.meaning: CompiledReduction = chain.meanings[0]
        self.answers = Answers(self.meaning)
        self.claims = Claims(chain)
        self.kill: Kill | None = None
        self.differs = False
        self.beyond = 0


class MutantJudge:
    """Judges mutants of a reduction on instances of its source, as many as it is given, also in several calls.

    Instances on which the original is undefined, or beyond the budgets, are left out.  Where the witness space of an instance is
    too large to be listed, some witnesses are searched for: a wrong map of one of these counts, and so does a witness of the
    image that is mapped to what the verifier rejects.

    `work` counts what was done: for each pair of a mutant and an instance one, the witnesses that it maps, and the labels of the
    image that it builds; and what the searches for witnesses examine.
    """

    def __init__(self, original: Reduction, mutants: Sequence[Mutant]) -> None:
        self.original = original
        self.work = self.instances = 0
        self._source, self._target = CompiledProblem(original.source), CompiledProblem(original.target)
        self._ends = BothEnds(self._source, self._target)
        self._interpreted = ProblemMeaning(original.source), ProblemMeaning(original.target)
        self._first = _Trial(original)
        self._trials = [(mutant, _Trial(mutant.reduction)) for mutant in mutants]

    @property
    def done(self) -> bool:
        """Whether more instances can tell nothing: each mutant is killed, not run any more, or declared equivalent."""
        return not any(mutant.equivalent is None for mutant, _ in self._live())

    def _live(self) -> list[tuple[Mutant, _Trial]]:
        return [(m, t) for m, t in self._trials if t.kill is None and t.beyond < MOST_BEYOND]

    def judge(
        self, instances: Iterable[tuple[Value, Mapping[str, int]]], work: int | None = None, clock: Clock | None = None
    ) -> None:
        """Run the mutants that are left on further instances, until all are killed or the work is done.

        - `instances`: instances with their measures, in the order in which the first one that kills is to be told.
        - `work`: the most work of this call, or None for no limit.
        - `clock`: when to stop.  Raises TimeoutError when the time is over; what was judged before stands.
        """
        before, rest = self.work, iter(instances)
        while not self.done and (work is None or self.work - before < work):
            if clock is not None:
                clock.tick()
            following = next(rest, None)
            if following is None:
                return
            self._judge(*following)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self.original.source)

    def _witnesses(self, x: Value) -> SearchOutcome:
        """Return all witnesses of an instance with a small space, and some of one with a large space, whose nodes are limited."""
        try:
            found, members = self._ends.witnesses(x, MOST_MEMBERS)
        except SpaceTooLarge:
            if not self.original.source.witness.enumerable:
                raise
            return self._searcher.search(x, limit=SOME, nodes=NODES, built=MOST_BUILT)
        return SearchOutcome(tuple(found), True, members)

    def _judge(self, x: Value, measures: Mapping[str, int]) -> None:
        try:
            source = self._witnesses(x)
            found = source.witnesses
            known: dict[Value, SearchOutcome] = {}
            right = self._behaviour(self._first, x, found, known)
            searched = right.answers.built <= MOST_BUILT
        except (TimeoutError, OutOfBudget, Unmet, _Killed):  # beyond the budgets, or the original itself is wrong here
            self.work += 1
            return
        self.instances += 1
        self.work += source.nodes + source.built // BUILT
        for _, trial in self._live():
            try:
                here = self._behaviour(trial, x, found, known, searched)
                if not (trial.differs or self._same(here, right)):
                    trial.differs = True
                if here.image.value != right.image.value or trial.differs:
                    self._check(trial, x, measures, source, here)
                trial.beyond += not here.answers.complete and right.answers.complete
            except _Killed as killed:
                trial.differs = True
                self._confirm(trial, x, killed)
                trial.kill = Kill(killed.obligation, x, dict(measures), killed.witness, killed.side)
            except (TimeoutError, OutOfBudget):
                trial.differs = True  # the original stays within the budget
                trial.beyond += 1

    def _behaviour(
        self, trial: _Trial, x: Value, found: Sequence[Value], known: dict[Value, SearchOutcome], searched: bool = True
    ) -> _Behaviour:
        """Return what a reduction makes of an instance.

        - `found`: witnesses of the instance.
        - `known`: the witnesses of its images so far.
        - `searched`: whether the witnesses of another image are searched.

        Raises _Killed if the image or an answer is not what its obligation asks for.
        """
        try:
            image = trial.meaning.image(x)
        except _UNDEFINED:
            raise _Killed("well-formed") from None
        y = image.value
        self.work += 1 + len(found) + sum(map(len, image.tables.values()))
        if y not in known:
            if flaw_of(self._target, y) is not None:
                raise _Killed("well-formed")
            try:
                known[y] = (
                    self._ends.answers(y, nodes=NODES, most=MOST_ANSWERS, built=MOST_BUILT)
                    if searched
                    else SearchOutcome((), False, 0)
                )
            except Unmet:
                raise _Killed("well-formed") from None
            except TimeoutError:  # whether the verifier is defined on each member is not found out
                known[y] = SearchOutcome((), False, NODES, built=MOST_BUILT + 1)
            self.work += known[y].nodes + len(known[y].witnesses) + known[y].built // BUILT
        answers = known[y]
        self.work += len(answers.witnesses)
        forward = self._mapped("forward", "source", found, lambda ws: trial.answers.forward(ws, x, image))
        backward = self._mapped("backward", "target", answers.witnesses, lambda vs: trial.answers.backward(vs, x, image))
        return _Behaviour(image, answers, forward, backward)

    @staticmethod
    def _mapped(map: str, side: str, ws: Sequence[Value], of: Callable[[Sequence[Value]], Sequence[Value]]) -> Sequence[Value]:
        try:
            return of(ws)
        except _UNDEFINED:
            for w in ws:
                try:
                    of([w])
                except _UNDEFINED:
                    raise _Killed(map, w, side) from None
            raise

    @staticmethod
    def _same(one: _Behaviour, other: _Behaviour) -> bool:
        """Return whether two reductions make the same of an instance."""
        return (one.image.value, one.forward, one.backward) == (other.image.value, other.forward, other.backward)

    def _check(self, trial: _Trial, x: Value, measures: Mapping[str, int], source: SearchOutcome, here: _Behaviour) -> None:
        """Raise _Killed if an obligation fails on an instance."""
        y, found, answers = here.image.value, source.witnesses, here.answers.witnesses
        if trial.claims.sizes(measures, self._target.measures(y), x, y, []):
            raise _Killed("sizes")
        among = set(answers)
        for w, v in zip(found, here.forward, strict=True):
            if v not in among and not self._accepted(self._interpreted[1], y, v):
                raise _Killed("forward", w, "source")
        among = set(found)
        for v, w in zip(answers, here.backward, strict=True):
            if w not in among and (source.complete or not self._accepted(self._interpreted[0], x, w)):
                raise _Killed("backward", v, "target")
        if trial.claims.of_witnesses and source.complete and here.answers.complete:
            broken = trial.claims.bijection(x, found, here.forward, answers, here.backward)
            if broken is not None:
                raise _Killed(broken.claim, broken.witness, broken.side)

    @staticmethod
    def _accepted(meaning: ProblemMeaning, x: Value, w: Value) -> bool:
        """Return whether a value is a witness of a valid instance, by the interpreter."""
        try:
            return not outside(meaning.space(x), w, Display().show) and meaning.accepts(x, w)
        except Unmet:
            return False

    def _confirm(self, trial: _Trial, x: Value, killed: _Killed) -> None:
        """Raise Unconfirmed if the interpreter does not refute the mutant where compiled code does."""
        source, target = self._interpreted
        by = trial.meaning.reference
        try:
            image = by.image(x)
            if flaw_of(target, image.value) is not None:
                return
            if killed.obligation == "forward":
                fails = not self._accepted(target, image.value, by.forward(x, killed.witness, image))
            elif killed.obligation == "backward":
                fails = self._accepted(target, image.value, killed.witness) and not self._accepted(
                    source, x, by.backward(x, killed.witness, image)
                )
            else:  # a verifier that is undefined is found by the interpreter, and so are the numbers of a claim
                fails = True
        except _UNDEFINED:
            return
        if not fails:
            raise Unconfirmed(f"{self.original.name}: a mutant fails `{killed.obligation}` in compiled code only, on {x}")

    @property
    def strength(self) -> Strength:
        """What is known of the mutants so far."""
        return Strength(tuple(Judgement(m, self._fate(m, t), t.kill) for m, t in self._trials), self.instances, self.work)

    @staticmethod
    def _fate(mutant: Mutant, trial: _Trial) -> Fate:
        if trial.kill is not None:
            return Fate.WRONG if mutant.equivalent else Fate.KILLED
        if mutant.equivalent is not None:
            return Fate.EQUIVALENT
        if trial.beyond:
            return Fate.UNKNOWN
        return Fate.SURVIVED if trial.differs else Fate.SAME
