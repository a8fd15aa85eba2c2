"""Answers about instances: solved, and solved as well as possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from certify.api.images import Images, images_of
from certify.api.instances import LoadedInstance
from certify.chains import Chain
from certify.errors import InputError
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.api.answer_certificates import AnswerCertificate
    from certify.api.reasons import WhyNot
    from certify.graph.chain_evidence import ChainEvidence
    from certify.graph.optimising import Best
    from certify.graph.solving import Solution


class Undecided(InputError):
    """An answer is `unknown`, and was used as a truth value."""


@dataclass(frozen=True, eq=False, repr=False)
class SolvedInstance:
    """The answer of a solver, as `solve` returns it.

    It counts as true if the answer is `yes`, as false if it is `no`, and raises `Undecided` if it is `unknown`.

    >>> import certify
    >>> answer = certify.problem("3sat").solve([[1, -2], [2]])
    >>> answer, bool(answer)
    (<yes: [1, 2]>, True)
    """

    instance: LoadedInstance
    chain: Chain
    found: Solution
    by: str

    @property
    def answer(self) -> str:
        """`yes`, `no`, or `unknown` if the time was over."""
        return self.found.answer

    @property
    def witness(self) -> Any:
        """A witness in the user's own labels, verified by the problem's own verifier; None unless the answer is `yes`.

        >>> import certify
        >>> certify.problem("subsetsum").solve([3, 5, 8], goal=11).witness
        {0, 2}
        """
        return self.instance.show_witness(self.found.witness) if self.answer == "yes" else None

    @property
    def images(self) -> Images:
        """The instance with its images along the chain; the solver worked on the last of them.

        >>> import certify
        >>> certify.chain("3sat", "is").solve([[1, -2]]).images[-1]
        <instance of IndependentSet: n = 2, m = 1, b = 1>
        """
        return images_of(self.instance, self.found.stages)

    @property
    def evidence(self) -> ChainEvidence:
        """The saved evidence for the chain; `no` is only as reliable as the weakest of it."""
        return self.found.evidence

    @property
    def effort(self) -> Mapping[str, int | bool]:
        """The figures of the solver, such as `nodes` of a search, or `steps` of a proof and whether it was `checked`."""
        return self.found.effort

    @property
    def seconds(self) -> float:
        """The time that was used."""
        return self.found.seconds

    @property
    def certificate(self) -> AnswerCertificate:
        """What others can check: the witness, or a refutation where there is one, and what is taken for granted.

        It is made when it is asked for; of the answer `no`, that may take as long as another search.

        >>> import certify
        >>> certify.problem("subsetsum").solve([3, 5], goal=4).certificate.check()
        True
        """
        from certify.api.answer_certificates import certificate_of_answer

        return certificate_of_answer(self.instance, self.chain, self.found)

    def why(self, *, seconds: float | None = None) -> WhyNot:
        """Return why there is no witness: a few parts of the instance that have none by themselves, checked.

        Through a chain, the search begins with what a core at the far end is built from.

        - `seconds`: the time limit; what is not tried by then is not tried.

        Raises `NoReason` if there is a witness, or it is not shown at the instance itself that there is none.

        >>> import certify
        >>> certify.problem("subsetsum").solve([2, 4], goal=5).why().alone
        <instance of SubsetSum: n = 2, b = 3, c = 3>
        """
        from certify.api.reasons import NoReason, why_no

        if self.answer == "yes":
            raise NoReason(f"this instance of {self.instance.problem.name} has a witness: {short(self.witness)}")
        return why_no(self.instance, self.found.stages, seconds)

    def __bool__(self) -> bool:
        if self.answer == "unknown":
            raise Undecided("the answer is unknown, which is neither true nor false; look at `.answer`")
        return self.answer == "yes"

    def _repr_html_(self) -> str:
        from certify.display.answers import answer_page

        told = short(self.witness, 200) if self.answer == "yes" else ""
        facts = [("Evidence of the chain", str(self.evidence) if self.evidence.edges else "")]
        return answer_page(self.instance, self.answer, told, facts, self.found.stages, self.found.lifted)

    def __repr__(self) -> str:
        told = short(self.witness) if self.answer == "yes" else self.instance.problem.name
        return f"<{self.answer}: {told}>"


@dataclass(frozen=True, eq=False, repr=False)
class OptimalInstance:
    """The best number for an instance, as `optimum` returns it.

    >>> import certify
    >>> certify.problem("vc").optimum({"G": {"vertices": ["a", "b", "c"], "edges": [("a", "b"), ("b", "c")]}})
    <least k = 1: {'b'}>
    """

    instance: LoadedInstance
    chain: Chain
    found: Best
    by: str

    @property
    def best(self) -> int | None:
        """The best number with a witness; None if none was found."""
        return None if self.found.best is None else self.found.best.number

    @property
    def settled(self) -> bool:
        """Whether it is known that no number is better, or that no number has a witness at all."""
        return self.found.settled

    @property
    def answer(self) -> str:
        """`yes` if `best` is the best, `no` if no number has a witness, and `unknown` otherwise."""
        return "unknown" if not self.settled else "yes" if self.found.best is not None else "no"

    @property
    def open(self) -> str:
        """What is left open; empty if nothing is."""
        return self.found.why

    @property
    def witness(self) -> Any:
        """A witness for the best number, in the user's own labels, verified by the problem's verifier; None if there is none."""
        found = self.found.best
        return None if found is None or found.solution is None else self.instance.show_witness(found.solution.witness)

    @property
    def at_best(self) -> LoadedInstance | None:
        """The instance with the best number in its place; None if no number was found."""
        return None if self.best is None else self._at(self.best)

    def _at(self, number: int) -> LoadedInstance:
        value = self.found.optimum.at(self.instance.value, number)
        return LoadedInstance(self.instance.problem, value, self.instance.names, self.instance.labels)

    @property
    def asked(self) -> tuple[tuple[int, str], ...]:
        """The numbers that were tried, in order, each with `yes`, `no`, `unknown` or `not valid`."""
        return tuple((trial.number, trial.answer) for trial in self.found.asked)

    @property
    def evidence(self) -> ChainEvidence:
        """The saved evidence for the chain."""
        from certify.graph.solving import evidence_of

        return evidence_of(self.chain, anyway=True)

    @property
    def certificate(self) -> AnswerCertificate:
        """What others can check: the witness for the best number, the refutation of the next better one, and what is taken for
        granted."""
        from certify.api.answer_certificates import certificate_of_optimum

        return certificate_of_optimum(self.instance, self.at_best, self.chain, self.found)

    def _repr_html_(self) -> str:
        from certify.chains import Stages
        from certify.display.answers import answer_page

        of, found = self.found.optimum, None if self.found.best is None else self.found.best.solution
        at = self.at_best or self.instance
        told = "" if self.best is None else short(self.witness, 200)
        least = "Least" if of.direction == "minimises" else "Greatest"
        facts = [(f"{least} {of.field}", "none" if self.best is None else f"{self.best}{'' if self.settled else ', so far'}")]
        facts.append(("Open", self.open))
        stages, witnesses = (Stages((at,), ()), ()) if found is None else (found.stages, found.lifted)
        return answer_page(at, self.answer, told, facts, stages, witnesses)

    def why(self, *, seconds: float | None = None) -> WhyNot:
        """Return why no number is better: a few parts of the instance that have no witness with the next better number.

        - `seconds`: the time limit.

        Raises `NoReason` if it is not shown that there is none, or every number has a witness.

        >>> import certify
        >>> triangle = {"G": {"vertices": ["a", "b", "c"], "edges": [("a", "b"), ("b", "c"), ("a", "c")]}}
        >>> certify.problem("chromaticnumber").optimum(triangle).why()
        <3 parts that have no witness: G.edges ('a', 'b'), ('a', 'c'), ('b', 'c')>
        """
        from certify.api.reasons import NoReason, why_no

        refused = next((a for a in (self.found.beyond, *reversed(self.found.asked)) if a is not None and a.answer == "no"), None)
        if refused is None or refused.solution is None:
            raise NoReason(f"no number was refused for this instance of {self.instance.problem.name}")
        return why_no(self._at(refused.number), refused.solution.stages, seconds)

    def __repr__(self) -> str:
        of = self.found.optimum
        if self.best is None:
            return f"<no {of.field} has a witness>" if self.settled else f"<unknown: {self.open}>"
        least = "least" if of.direction == "minimises" else "greatest"
        sure = "" if self.settled else " found"
        return f"<{least} {of.field}{sure} = {self.best}: {short(self.witness)}>"


def short(data: Any, most: int = 60) -> str:
    """Return the text of data in one line, cut if it is long; sets are in order where their members have one."""
    if isinstance(data, set):
        try:
            data = sorted(data)
        except TypeError:
            data = sorted(data, key=str)
        text = "{" + ", ".join(map(repr, data)) + "}"
    else:
        text = repr(data)
    return text if len(text) <= most else text[: most - 3] + "..."
