"""What a reduction owes on all instances of a size at once, as questions about the circuits of its text.

For each size of the source's homes there is a circuit in which the rest of the instance, and a witness, are unknown.  A question
asks for an instance and a witness on which an obligation fails; if no question of an obligation has an answer, it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.meaning import ProblemCircuits, ReductionCircuits
from certify.circuits.symbolic_instances import UnknownInstance, Unknowns
from certify.circuits.typing import well_typed
from certify.core import Claim, Node, Reduction, Type
from certify.generate.size_caps import caps
from certify.symbolic.values import Symbolic


@dataclass(frozen=True)
class Question:
    """Are there an instance and, on the side that is named, a witness which is one of the `cases` that are meant, and for which
    the obligation `fails`?  `inputs`: those of the circuit that say which instance and witness it is."""

    obligation: str
    cases: tuple[Literal, ...]
    fails: Literal
    inputs: tuple[Literal, ...]
    side: str = ""
    witness: Symbolic | None = None

    @property
    def roots(self) -> tuple[Literal, ...]:
        """What is true of an answer."""
        return (*self.cases, self.fails)


class Statement:
    """What a reduction owes on the instances whose homes have given sizes and whose measures are within bounds.  Numbers that
    only a measure without a bound would bound are as large as they may be.

    Raises Beyond where a construct of the text has no circuit of that size; `tick` may raise as well, to end it.
    """

    def __init__(
        self,
        reduction: Reduction,
        bounds: Mapping[str, int],
        sizes: Mapping[str, int],
        tick: Callable[[], None] | None = None,
    ) -> None:
        self.circuit = Circuit(tick)
        self.values = GateValues(self.circuit)
        self.reduction = reduction
        self.maps = ReductionCircuits(self.values, reduction)
        self.source = ProblemCircuits(self.values, reduction.source)
        self.target = ProblemCircuits(self.values, reduction.target)
        unknowns = Unknowns(self.values)
        free = len(bounds) < len(reduction.source.measures)
        self.x = UnknownInstance(unknowns, reduction.source.instance, caps(reduction.source, bounds), sizes, free).value
        self.inputs = tuple(self.circuit.inputs)
        valid, valid_owed = self.source.valid(self.x)
        measures, measures_owed = self.source.measures(self.x, bounds)
        within = [self.values.compared("le", measures[name], bound) for name, bound in bounds.items()]
        required = tuple(unknowns.required)
        self._required, self._undefined = required, self.circuit.some([valid_owed, self.circuit.both(valid, measures_owed)])
        self.given = (*required, valid, -valid_owed, -measures_owed, *within)
        """True of the instances that are meant."""

    def questions(self, obligations: Collection[str]) -> Iterator[Question]:
        """The questions of some obligations; those about witnesses are about instances with a well-formed image."""
        y, owed = self.maps.image(self.x)
        typed, (valid, valid_owed) = well_typed(self.values, self.reduction.target.instance, y), self.target.valid(y)
        wrong = self.circuit.some([owed, -typed, valid_owed, -valid])
        if "well-formed" in obligations:
            yield Question("well-formed", self._required, self._undefined, self.inputs)
            yield Question("well-formed", self.given, wrong, self.inputs)
        here = (*self.given, -wrong)
        where = self._where() if "parsimonious" in obligations else FALSE
        maps, of = self.maps, self.reduction
        yield from self._of_side(obligations, here, where, "source", (self.source, self.x), (self.target, y),
                                 maps.forward, maps.backward, of.source.witness.type)  # fmt: skip
        yield from self._of_side(obligations, here, where, "target", (self.target, y), (self.source, self.x),
                                 maps.backward, maps.forward, of.target.witness.type)  # fmt: skip

    def _of_side(
        self,
        obligations: Collection[str],
        here: tuple[Literal, ...],
        where: Literal,
        side: str,
        one: tuple[ProblemCircuits, Symbolic],
        other: tuple[ProblemCircuits, Symbolic],
        there: Callable[[Symbolic, Symbolic], tuple[Symbolic, Literal]],
        back: Callable[[Symbolic, Symbolic], tuple[Symbolic, Literal]],
        type: Type,
    ) -> Iterator[Question]:
        """The questions about the witnesses of one side: is the verifier defined, are they mapped to witnesses, and back?"""
        direction = "forward" if side == "source" else "backward"
        if not {"well-formed", direction, "parsimonious"} & set(obligations):
            return
        unknowns, before = Unknowns(self.values), len(self.circuit.inputs)
        w, space_owed = one[0].witness(unknowns, one[1])
        inputs = (*self.inputs, *self.circuit.inputs[before:])
        accepted, owed = one[0].accepts(one[1], w)
        here = (*here, *unknowns.required)
        if "well-formed" in obligations:
            yield Question("well-formed", here, self.circuit.some([space_owed, owed]), inputs, side, w)
        here = (*here, accepted, -space_owed, -owed)
        v, map_owed = there(self.x, w)
        if direction in obligations:
            yield Question(direction, here, self._fails(*other, unknowns, v, map_owed), inputs, side, w)
        if where != FALSE:
            again, again_owed = back(self.x, v)
            differs = -self.values.equal(again, w)
            strays = self.circuit.some([again_owed, differs])
            yield Question("parsimonious", (*here, -map_owed, where), strays, inputs, side, w)

    def _fails(self, of: ProblemCircuits, at: Symbolic, unknowns: Unknowns, w: Symbolic, owed: Literal) -> Literal:
        """Is a mapped witness none, or not defined?"""
        inside, space_owed = of.in_space(unknowns, at, w)
        accepted, accept_owed = of.accepts(at, w)
        return self.circuit.some([owed, space_owed, -inside, accept_owed, -accepted])

    def _where(self) -> Literal:
        """Where is the reduction claimed to be parsimonious, by one claim or another?"""
        return self.circuit.some([TRUE if c.where is None else self._holds(c.where) for c in bijective(self.reduction)])

    def _holds(self, where: Node) -> Literal:
        holds, owed = self.maps.holds(where, self.x)
        return self.circuit.both(holds, -owed)


def obligations(reduction: Reduction) -> tuple[str, ...]:
    """The obligations that there are questions for, weakest presumptions first."""
    return ("well-formed", "forward", "backward", *(["parsimonious"] if bijective(reduction) else []))


def bijective(reduction: Reduction) -> list[Claim]:
    """The claims that the witness maps are inverse to each other."""
    return [c for c in reduction.claims if c.kind == "parsimonious"]
