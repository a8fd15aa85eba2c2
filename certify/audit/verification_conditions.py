"""The verification conditions of a reduction for all instances of a size, as questions about the circuits of its text.

For each size of the source's homes there is a circuit whose inputs are the rest of the instance and a witness.  A question asks
for an instance and a witness on which an obligation fails.  The obligation is met if none of its questions has an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from certify.audit.growing_bounds import has_numbers
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.meaning import ProblemCircuits, ReductionCircuits
from certify.circuits.symbolic_instances import UnknownInstance, Unknowns
from certify.circuits.typing import well_typed
from certify.core import Claim, Node, Problem, Reduction, Type
from certify.generate.size_caps import caps
from certify.records import dataclass
from certify.symbolic.values import Symbolic


@dataclass(frozen=True)
class Question:
    """Is there an instance that satisfies the `cases` and on which the obligation `fails`?

    On the side `source` or `target` it asks for a `witness` as well.  `inputs` are the inputs of the circuit that describe the
    instance and the witness.
    """

    obligation: str
    cases: tuple[Literal, ...]
    fails: Literal
    inputs: tuple[Literal, ...]
    side: str = ""
    witness: Symbolic | None = None

    @property
    def roots(self) -> tuple[Literal, ...]:
        """The literals that are true of an answer."""
        return (*self.cases, self.fails)


class InstanceCircuit:
    """One instance of a problem, as a constant of a circuit; or some instances, as a subclass makes them.

    - `problem`, `x`: the problem and its instance.
    - `tick`: called while circuits are built; it may raise to end that.
    - `most`: the most wires of the circuit, or None for no limit.

    `inputs` describe the instances; `required` and `given` are literals that are true of them, before and after it is known that
    validity and measures are defined; `undefined` is true where these are not.
    """

    def __init__(self, problem: Problem, x: Symbolic, tick: Callable[[], None] | None = None, most: int | None = None) -> None:
        self.circuit = Circuit(tick, most)
        self.values = GateValues(self.circuit)
        self.source = ProblemCircuits(self.values, problem)
        self.x, self.undefined = x, FALSE
        self.inputs: tuple[Literal, ...] = ()
        self.required: tuple[Literal, ...] = ()
        self.given: tuple[Literal, ...] = ()


class InstancesOfSize(InstanceCircuit):
    """The instances of a problem of some size, as a circuit whose inputs are the rest of the instance.

    - `problem`: the problem.
    - `bounds`: bounds of its measures.  Numbers that only a missing measure would bound are unlimited.
    - `sizes`: the sizes of its homes.
    - `tick`, `most`: see `InstanceCircuit`.
    - `smaller`: whether homes may be smaller as well.

    `assignments` is an upper bound of the number of instances.

    `measures` are the measures of the instances, by their names.  Raises Beyond if a construct of the text has no circuit of that
    size.
    """

    def __init__(
        self,
        problem: Problem,
        bounds: Mapping[str, int],
        sizes: Mapping[str, int],
        tick: Callable[[], None] | None = None,
        most: int | None = None,
        smaller: bool = False,
    ) -> None:
        super().__init__(problem, None, tick, most)
        unknowns = Unknowns(self.values)
        free = has_numbers(problem, bounds)
        unknown = UnknownInstance(unknowns, problem.instance, caps(problem, bounds), sizes, free, smaller)
        self.x, self.assignments = unknown.value, unknown.assignments()
        self.inputs = tuple(self.circuit.inputs)
        valid, valid_owed = self.source.valid(self.x)
        self.measures, measures_owed = self.source.measures(self.x, bounds)
        within = [self.values.compared("le", self.measures[name], bound) for name, bound in bounds.items()]
        self.required = tuple(unknowns.required)
        self.undefined = self.circuit.some([valid_owed, self.circuit.both(valid, measures_owed)])
        self.given = (*self.required, valid, -valid_owed, -measures_owed, *within)


class Statement:
    """The verification conditions of a reduction on some instances of its source."""

    def __init__(self, reduction: Reduction, of: InstanceCircuit) -> None:
        self.reduction, self.of = reduction, of
        self.circuit, self.values, self.source, self.x = of.circuit, of.values, of.source, of.x
        self.maps = ReductionCircuits(self.values, reduction)
        self.target = ProblemCircuits(self.values, reduction.target)

    def questions(self, obligations: Collection[str]) -> Iterator[Question]:
        """Yield the questions of the named obligations.  Those about witnesses range over the instances with a well-formed
        image."""
        y, owed = self.maps.image(self.x)
        typed, (valid, valid_owed) = well_typed(self.values, self.reduction.target.instance, y), self.target.valid(y)
        wrong = self.circuit.some([owed, -typed, valid_owed, -valid])
        if "well-formed" in obligations:
            yield Question("well-formed", self.of.required, self.of.undefined, self.of.inputs)
            yield Question("well-formed", self.of.given, wrong, self.of.inputs)
        here = (*self.of.given, -wrong)
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
        """Yield the questions about the witnesses of one side: whether the verifier is defined, whether the map sends witnesses
        to witnesses, and whether the other map sends them back."""
        direction = "forward" if side == "source" else "backward"
        if not {"well-formed", direction, "parsimonious"} & set(obligations):
            return
        unknowns, before = Unknowns(self.values), len(self.circuit.inputs)
        w, space_owed = one[0].witness(unknowns, one[1])
        inputs = (*self.of.inputs, *self.circuit.inputs[before:])
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
        """Return a literal that is true where a mapped witness is not a witness, or the map or the verifier is undefined."""
        inside, space_owed = of.in_space(unknowns, at, w)
        accepted, accept_owed = of.accepts(at, w)
        return self.circuit.some([owed, space_owed, -inside, accept_owed, -accepted])

    def _where(self) -> Literal:
        """Return a literal that is true where some claim states that the reduction is parsimonious."""
        return self.circuit.some([TRUE if c.where is None else self._holds(c.where) for c in bijective(self.reduction)])

    def _holds(self, where: Node) -> Literal:
        holds, owed = self.maps.holds(where, self.x)
        return self.circuit.both(holds, -owed)


def obligations(reduction: Reduction) -> tuple[str, ...]:
    """Return the obligations that have questions; each presumes at most those before it."""
    return ("well-formed", "forward", "backward", *(["parsimonious"] if bijective(reduction) else []))


def bijective(reduction: Reduction) -> list[Claim]:
    """Return the claims that the witness maps are inverse to each other."""
    return [c for c in reduction.claims if c.kind == "parsimonious"]
