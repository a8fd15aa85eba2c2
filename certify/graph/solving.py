"""Solving through a chain: map the instance, solve the image, lift the witness, verify it at the source."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from certify.chains import Chain, Invalid, Miscarried, Stages
from certify.codegen import CompiledProblem
from certify.codegen.meaning import collector_paused
from certify.core import Problem, Record, Set
from certify.core.budgets import until
from certify.core.paths import field_values
from certify.core.values import Value
from certify.core.witness_kinds import count
from certify.errors import Defect, InputError
from certify.library import Unknown
from certify.records import dataclass
from certify.semantics.instance_flaws import FlawKind, flaw_of
from certify.semantics.named_instances import Display, Instance
from certify.semantics.relabelling import OutsideHome
from certify.semantics.unmet_obligations import Unmet
from certify.system.progress import doing

if TYPE_CHECKING:
    from certify.graph.chain_evidence import ChainEvidence
    from certify.solve.sat_search import Verifier


_SEARCHED = 513
"""The most bits of the number of members of a witness space that is searched where no method is asked for."""

_LONG = 5.0
"""The seconds after which a map takes so long that the size of the image is derived."""


class TooLarge(InputError):
    """An instance is too large for a method of solving it; `str()` states the reason."""


class RefutedChain(InputError):
    """A chain has a refuted reduction; `str()` names it."""


class NoWitness(Defect):
    """The answer of a solver is not a witness: a defect of certify."""


@dataclass(frozen=True)
class Solution:
    """The answer at the source.

    - `answer`: `yes`, `no`, or `unknown` if the time is over.
    - `witness`: a witness of the source, verified by the source's own verifier.
    - `lifted`: the witnesses of all stages.
    - `effort`: the figures of the solver: `nodes` of a search, with `checked` false for a `no` that rests on the word of another
      solver; `gates` and `clauses` for `sat`, and for `no` the `steps` of a proof and whether it was `checked`; or those of a
      hand-written solver.
    - `seconds`: the time that was used.
    - `evidence`: the saved evidence for the chain.  The answer `no` is only as reliable as the weakest of it.
    - `by`: the method.
    - `passed_over`: why another method, which was tried first, does not take the instance; empty if none was.
    """

    stages: Stages
    answer: str
    witness: Value
    lifted: tuple[Value, ...]
    effort: Mapping[str, int | bool]
    seconds: float
    evidence: ChainEvidence
    by: str = ""
    passed_over: str = ""

    def __repr__(self) -> str:
        return f"<solution: {self.answer}>"


def check_valid(instance: Instance) -> None:
    """Raise `Invalid` unless the instance is valid for its problem."""
    meaning = CompiledProblem(instance.problem)
    flaw = flaw_of(meaning, instance.value)
    if flaw is None:
        return
    if flaw.kind is FlawKind.ILL_TYPED:
        raise Invalid(f"not a valid instance of {instance.problem.name}: {flaw.why}")
    if flaw.kind is FlawKind.VALIDITY_UNDEFINED:
        raise Invalid(f"validity is not defined on this instance of {instance.problem.name}: {flaw.why}")
    from certify.semantics.explanations import explain_invalid

    violated, *why = explain_invalid(instance.problem, instance.value, Display(instance.names))
    says = violated.removeprefix("not valid: ")
    raise Invalid("\n  ".join([f"not a valid instance of {instance.problem.name}: it violates {says}", *why]))


def check_problem(instance: Instance, problem: Problem) -> None:
    """Raise `Invalid` unless this is an instance of the problem."""
    if not isinstance(instance, Instance):
        raise Invalid(f"this is a value of type {type(instance).__name__}, and an instance of {problem.name} is expected")
    if instance.problem != problem:
        found, wanted = instance.problem.name, problem.name
        of = f"another problem that is called {found} too" if found == wanted else found
        raise Invalid(f"this is an instance of {of}, and an instance of {wanted} is expected")


def mapped(chain: Chain, instance: Instance, coded: bool = False) -> Stages:
    """Return the images of an instance along a chain, with coded sets where possible if they may be `coded`.

    Raises `Invalid` if the instance is not valid or is of another problem, and `Miscarried` if a reduction is undefined on it or
    its image is not an instance.
    """
    with _mapping(chain, instance):
        stages = chain.map(instance, coded)
    for before, stage in pairwise(stages.instances):
        _check_image(chain, stage, before)
    return stages


def image_to_write(chain: Chain, instance: Instance) -> Instance:
    """Return the last image of an instance along a chain, with coded sets where possible, and without the images before it.

    Raises what `mapped` raises.
    """
    image = instance
    with _mapping(chain, instance):
        for made in chain.images_to_write(instance):
            _check_image(chain, made, image)
            image = made
    return image


@contextmanager
def _mapping(chain: Chain, instance: Instance) -> Iterator[None]:
    """Check an instance before it is mapped, and turn a failure of the chain into `Miscarried`."""
    check_problem(instance, chain.source)
    check_valid(instance)
    doing(f"mapping {chain.name}", _foreseen(chain, instance))
    try:
        yield
    except (Unmet, OutsideHome) as error:
        raise Miscarried(f"the chain {chain.name} is not defined on this instance: {error}") from None


def _foreseen(chain: Chain, instance: Instance) -> Callable[[], str]:
    """Return a function that returns how large the image may be; it is derived once the map takes long."""
    began = time.monotonic()

    @cache
    def sizes() -> str:
        from certify.graph.least_routes import sizes_in_words

        return sizes_in_words(chain, CompiledProblem(instance.problem).measures(instance.value))

    return lambda: sizes() if time.monotonic() - began > _LONG else ""


def _check_image(chain: Chain, image: Instance, before: Instance) -> None:
    """Raise `Miscarried` unless an image is valid; `before` is the valid instance of which it is the image."""
    if not image.problem.valid and _is_taken_whole(image, before):
        return
    try:
        check_valid(image)
    except Invalid as invalid:
        raise Miscarried(f"the chain {chain.name} goes wrong on this instance: {invalid}") from None


def _is_taken_whole(image: Instance, before: Instance) -> bool:
    """Return whether an image has the type of its source and all of its fields, as that of a problem that allows more."""
    type = image.problem.instance
    if type != before.problem.instance:
        return False
    fields = zip(field_values(type, image.value), field_values(type, before.value), strict=True)
    return all(
        a is b or isinstance(t, Record) or (isinstance(t, Set) and bool(t.home) and a == b) for (_, t, a), (_, _, b) in fields
    )


def solve(
    chain: Chain,
    instance: Instance,
    *,
    seconds: float | None = None,
    by: str = "auto",
    memory: int = 1 << 30,
    anyway: bool = False,
    jobs: int = 1,
    coded: bool = False,
) -> Solution:
    """Solve the image of an instance under a chain, and lift the witness.

    - `chain`, `instance`: the chain, and an instance of its source.
    - `seconds`: the time limit; None for no limit.
    - `by`: the method: `search` or `sat`, both from the problem's text, or a hand-written solver (`dp`, `cp-sat`, `mip`); `auto`
      is `sat` if there are more than 2^512 members of the witness space and the text has a circuit, and else `search`.
    - `memory`: the bytes that the tables of a hand-written solver may take.
    - `anyway`: whether to use a refuted chain.
    - `jobs`: the number of processes that search.
    - `coded`: whether the images among the stages may have coded sets, which take less time and memory.

    Raises

    - InputError for fewer than one process, or several for another method;
    - `RefutedChain` if a reduction of the chain is refuted, unless `anyway`;
    - `Invalid` if the instance is not valid, or is of another problem;
    - `Miscarried` if the chain fails on it;
    - `TooLarge` if a construct of the text has no circuit at this size, or a hand-written solver does not take the instance;
    - `Unknown` if the problem has no solver by that method;
    - `NoWitness` if the answer of the solver is not a witness.
    """
    began = time.monotonic()
    if not isinstance(jobs, int) or jobs < 1:
        raise InputError(f"`jobs` is the number of processes, at least 1; found {jobs!r}")
    if jobs > 1 and by not in ("search", "auto"):
        raise InputError(f"`jobs`: `{by}` is one process; expected 1, or the method `search`")
    evidence = evidence_of(chain, anyway)
    stages = mapped(chain, instance, coded)
    far = stages.instances[-1]
    deadline = None if seconds is None else began + seconds
    answer, witness, effort = "unknown", None, dict[str, int | bool]()
    used = _methods(far, jobs) if by == "auto" else (by,)
    passed_over = ""
    with until(deadline), suppress(TimeoutError):
        for i, by in enumerate(used):
            others = cache(partial(other_ways, chain, by))
            doing(f"solving {far.problem.name} by {by}", others)
            try:
                answer, witness, effort = _at_the_end(far, by, deadline, memory, jobs, others)
                break
            except TooLarge as large:
                if i == len(used) - 1:
                    raise
                passed_over = str(large).partition(";")[0]
    if answer != "yes":
        return Solution(stages, answer, None, (), effort, time.monotonic() - began, evidence, by, passed_over)
    try:
        found = chain.lift(stages, witness, accepted=by == "sat")  # `solve_by_sat` has asked the verifier
    except Invalid as invalid:
        raise NoWitness(f"{far.problem.name}, solved by {by}: {invalid}") from None
    return Solution(stages, "yes", found[0], found, effort, time.monotonic() - began, evidence, by, passed_over)


def other_ways(chain: Chain, by: str) -> str:
    """Return what may be faster than a method at the far end of a chain, as a phrase.

    >>> from certify.library import standard
    >>> other_ways(Chain(standard().problem("SubsetSum")), "search")
    'other ways are `--with sat`, `--with dp` and `--via` another problem'
    """
    from certify.solve.algorithms.registry import solvers_of

    methods = ["search", "sat", *(s.method for s in solvers_of(chain.target))]
    *ways, last = [f"`--with {m}`" for m in methods if m != by] + [
        f"to solve {chain.source.name} itself, without `--via`" if chain.reductions else "`--via` another problem"
    ]
    return f"other ways are {', '.join(ways)} and {last}"


def _methods(far: Instance, jobs: int) -> tuple[str, ...]:
    """Return the methods that are tried in turn, where none is asked for: a large space is too large for a search that does not
    learn from its failures."""
    if jobs > 1:
        return ("search",)
    members = count(CompiledProblem(far.problem).space(far.value))
    return ("search",) if members is None or members.bit_length() <= _SEARCHED else ("sat", "search")


def evidence_of(chain: Chain, anyway: bool = False) -> ChainEvidence:
    """Return the saved evidence for a chain.  Raises `RefutedChain` if one of its reductions is refuted, unless `anyway`."""
    from certify.graph.chain_evidence import standing

    found = standing(chain.reductions)
    if found.weakest == "refuted" and not anyway:
        raise RefutedChain(
            f"the chain {chain.name} is refuted: a counterexample to {', '.join(found.where)} is saved, so that its answers mean "
            f"nothing; to use it all the same, say `--anyway`"
        )
    return found


def verifier_of(chain: Chain, instance: Instance) -> tuple[Stages, Verifier]:
    """Return the images of an instance along a chain, and the verifier of the last image as a circuit.

    Raises `Invalid` and `Miscarried` as `mapped` does, and `TooLarge` if there is no formula of this size.
    """
    from certify.solve.sat_search import verifier
    from certify.symbolic.values import Beyond

    stages = mapped(chain, instance)
    far = stages.instances[-1]
    doing(f"making the formula of {far.problem.name}")
    try:
        of = verifier(far.problem, far.value)
        if of.circuit.numbers:
            raise Beyond("numbers that are not bounded have no clauses")
    except Beyond as beyond:
        raise TooLarge(f"{far.problem.name} has no formula for this instance: {beyond}") from None
    return stages, of


_Found = tuple[str, Value, dict[str, int | bool]]


def _at_the_end(far: Instance, by: str, deadline: float | None, memory: int, jobs: int, others: Callable[[], str]) -> _Found:
    if by == "sat":
        return _by_sat(far, deadline)
    far = far.uncoded()
    if by == "search":
        return _by_search(far, deadline, others) if jobs == 1 else _by_shared_search(far, deadline, jobs)
    return _by_hand(far, by, deadline, memory)


def _by_search(far: Instance, deadline: float | None, others: Callable[[], str]) -> _Found:
    from certify.solve.search import Budget, Figures, Searcher

    figures = Figures()
    doing(f"searching {far.problem.name}", lambda: f"{figures.nodes} nodes; {others()}")
    found = Searcher(far.problem).iterate(far.value, budget=Budget(deadline=deadline), figures=figures)
    witnesses = list(islice(found, 1))
    effort: dict[str, int | bool] = {"nodes": figures.nodes}
    if witnesses:
        return "yes", witnesses[0], effort
    return _none(figures.exhausted, figures.believed, effort)


def _by_shared_search(far: Instance, deadline: float | None, jobs: int) -> _Found:
    from certify.solve.shared_search import first_witness

    doing(f"searching {far.problem.name} in {jobs} processes")
    found = first_witness(far.problem, far.value, jobs, deadline)
    effort: dict[str, int | bool] = {"nodes": found.nodes}
    if found.witnesses:
        return "yes", found.witnesses[0], effort
    return _none(found.complete, found.believed, effort)


def _none(complete: bool, believed: bool, effort: dict[str, int | bool]) -> _Found:
    """Return the answer of a search without a witness."""
    return ("no", None, effort | ({"checked": False} if believed else {})) if complete else ("unknown", None, effort)


def _by_sat(far: Instance, deadline: float | None) -> _Found:
    from certify.solve.sat import Decider
    from certify.solve.sat_search import solve_by_sat
    from certify.symbolic.values import Beyond

    left = None if deadline is None else max(deadline - time.monotonic(), 0.0)
    try:
        with collector_paused(), Decider(forked=True) as decider:
            decider.prepare()  # before the circuit: a fork counts all memory that is there as its own
            found = solve_by_sat(far.problem, far.value, decider, left, prove=True)
    except Beyond as beyond:
        raise TooLarge(f"{far.problem.name} has no circuit for this instance: {beyond}; leave out `--with`, to search") from None
    of = found.decision
    effort: dict[str, int | bool] = {"gates": found.gates, "clauses": of.clauses}
    if of.answer == "no":
        effort |= {"steps": of.steps, "checked": of.checked}
    return of.answer, found.witness, effort


def _by_hand(far: Instance, by: str, deadline: float | None, memory: int) -> _Found:
    from certify.solve.algorithms.registry import Limits, Refused, solvers_of

    known = {s.method: s for s in solvers_of(far.problem)}
    if by not in known:
        others = f"by hand only {' and '.join(f'`{m}`' for m in known)}" if known else "none by hand"
        raise Unknown(f"{far.problem.name} has no solver `{by}`; it has `search` and `sat`, and {others}")
    try:
        found = known[by].solve(far.value, Limits(deadline, memory))
    except Refused as refused:
        raise TooLarge(
            f"`{by}` does not take this instance of {far.problem.name}: {refused}; leave out `--with`, to search"
        ) from None
    return found.answer, found.witness, dict(found.effort)
