"""The verdict of a verifier on a witness, with the reason where it says no."""

from __future__ import annotations

from certify.core.values import Value
from certify.core.witness_kinds import outside
from certify.records import dataclass
from certify.semantics.explanations import explain
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display, Instance
from certify.semantics.unmet_obligations import Unmet


@dataclass(frozen=True)
class WitnessVerdict:
    """Whether a value is a witness, and why not.

    It counts as true if the value is a witness.  `why` has a line for each step down to the smallest part of the verifier that
    fails; it is empty for a witness.

    >>> bool(WitnessVerdict(())), bool(WitnessVerdict(("too large",)))
    (True, False)
    """

    why: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{'accepted' if self.accepted else 'not accepted: ' + self.why[-1][:120]}>"

    @property
    def accepted(self) -> bool:
        """Whether the value is a witness."""
        return not self.why

    def __bool__(self) -> bool:
        return self.accepted

    def __str__(self) -> str:
        return "\n".join(self.why) or "accepted"


def verdict_on(instance: Instance, witness: Value) -> WitnessVerdict:
    """Return whether a value is a witness of a valid instance: a member of the witness space that the verifier accepts.

    >>> from certify.formats import from_json
    >>> from certify.library import standard
    >>> edge = {"G": {"vertices": ["a", "b"], "edges": [["a", "b"]]}, "k": 1}
    >>> x = from_json(standard().problem("VertexCover"), edge)
    >>> bool(verdict_on(x, frozenset({0})))
    True
    >>> print(verdict_on(x, frozenset({0, 1})).why[-1])
    where k is 1
    """
    display = Display(instance.names)
    meaning = ProblemMeaning(instance.problem)
    wrong = outside(meaning.space(instance.value), witness, display.show)
    if wrong:
        return WitnessVerdict((wrong,))
    try:
        return WitnessVerdict(tuple(explain(instance.problem, instance.value, witness, display)))
    except Unmet as unmet:
        return WitnessVerdict((f"the verifier is not defined on it: {unmet}",))
