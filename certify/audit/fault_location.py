"""The location of the fault that a counterexample shows: in a witness map, or in the instance map.

A witness that is mapped to no witness refutes a reduction, and does not tell which part of the text is wrong.  If the other end
has a witness too, both ends give the same answer, and another witness map may be right for this instance map.  If it has none, no
witness map is right: the instance map is wrong.
"""

from __future__ import annotations

from certify.audit.region_run import Refuted
from certify.core.budgets import OutOfBudget
from certify.records import dataclass
from certify.semantics.named_instances import Instance
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

NODES = 1 << 12
"""The most nodes of a search for the witnesses of one end."""
WITNESSES = 100
"""The most witnesses that are counted."""


def located(refuted: Refuted) -> tuple[str, ...]:
    """Return what the two ends tell about the place of a fault, as sentences; none if they tell nothing.

    The witnesses of an end are searched within a budget of nodes.  Where that is too little, the sentence says what is not known.
    """
    if refuted.stages is None or not refuted.side or refuted.obligation not in ("forward", "backward", "parsimonious"):
        return ()
    instance, image = refuted.stages.instances[0], refuted.stages.instances[-1]
    if refuted.obligation == "forward":
        return (_of_one_map("forward", "image", "instance", _WitnessCount.of(image)),)
    if refuted.obligation == "backward":
        return (_of_one_map("backward", "instance", "image", _WitnessCount.of(instance)),)
    return (_of_bijections(_WitnessCount.of(instance), _WitnessCount.of(image)),)


@dataclass(frozen=True)
class _WitnessCount:
    """The number of witnesses found of one end, and whether these are all."""

    number: int
    complete: bool
    unknown: str = f"not known within {NODES} nodes"

    @staticmethod
    def of(end: Instance) -> _WitnessCount:
        """Search the witnesses of an end."""
        if not end.problem.witness.enumerable:
            return _WitnessCount(0, complete=False, unknown="not known, as its witnesses are real numbers")
        try:
            found = Searcher(end.problem).search(end.value, limit=WITNESSES, nodes=NODES)
        except (OutOfBudget, Unmet):
            return _WitnessCount(0, complete=False)
        return _WitnessCount(len(found.witnesses), found.complete)

    def __str__(self) -> str:
        least = "" if self.complete else "at least "
        return f"{least}{self.number} {'witness' if self.number == 1 else 'witnesses'}"


def _of_one_map(map: str, end: str, other: str, found: _WitnessCount) -> str:
    """Return the sentence for a witness map that fails, by the witnesses of the end to which it maps."""
    if found.number:
        return f"both ends answer yes: on this instance only the {map} map is wrong; the {end} has {found}"
    if found.complete:
        return f"the {other} has a witness and the {end} has none: the instance map is wrong"
    return f"whether the {end} has a witness, so that only the {map} map is wrong, is {found.unknown}"


def _of_bijections(here: _WitnessCount, there: _WitnessCount) -> str:
    """Return the sentence for witness maps that are not inverse to each other, by the witnesses of both ends."""
    if not (here.complete and there.complete):
        unknown = there.unknown if here.complete else here.unknown
        return f"whether both ends have as many witnesses, so that only the witness maps are wrong, is {unknown}"
    if here.number == there.number:
        return f"instance and image have {here} each: on this instance only the witness maps are wrong"
    return f"the instance has {here} and the image {there}: no maps are inverse to each other for this instance map"
