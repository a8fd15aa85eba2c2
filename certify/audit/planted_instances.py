"""Instances with a witness: SAT chooses both together, from random phases, so that the verifier accepts.

Random instances of many problems have no witness once they are large, and then say little about the witness maps.  Here an
instance is chosen for a random witness as much as a witness for a random instance: the solver begins with random values for both
and changes what the verifier does not allow.  Only the problem's types and its text are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from random import Random

from certify.audit.growing_bounds import growing, sizes_within
from certify.audit.refutations import Unreproduced
from certify.audit.verification_conditions import InstancesOfSize
from certify.circuits.decoding import Decoding
from certify.circuits.gates import Literal, TooManyGates
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Problem
from certify.core.values import Value, size
from certify.records import dataclass
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.allowances import GATE, Allowance
from certify.solve.sat import Decider
from certify.symbolic.values import Beyond, Symbolic
from certify.system.deadlines import Clock

_DENSITIES = (0.5, 0.8, 0.2, 0.95)
"""The share of the instance's inputs that the solver first tries to make true, for the instances of one shape."""

_SHAPES = 3
"""The most shapes within the same bounds that are tried until one has an instance with a witness."""

_SIMULATED = 2
"""The units to find the value of a gate from those of the inputs."""

_PART = 4
"""One circuit or question may take the allowance divided by this."""


@dataclass(frozen=True)
class Planted:
    """An instance, and a witness that the interpreter accepts."""

    instance: Value
    witness: Value


class PlantedInstances:
    """Instances of a problem with a witness each, of growing size; then again, from the smallest size, with other choices.

    - `problem`: the problem.
    - `seed`: the seed of the random choices.
    - `named`: bounds of measures that do not grow.
    - `decider`: answers the questions.

    The same seed and the same allowances give the same instances.  `below` may be set: instances of this length or a greater one
    are not planted.
    """

    def __init__(self, problem: Problem, seed: int, named: Mapping[str, int], decider: Decider) -> None:
        self.problem, self.named, self.decider = problem, named, decider
        self.below: int | None = None
        self._random, self._meaning = Random(seed), ProblemMeaning(problem)
        self._allowance, self._clock = Allowance(0), Clock.start(None)
        self._planted = self._each()

    def next(self, allowance: Allowance, clock: Clock) -> Planted | None:
        """Return the next instance with its witness; None if the allowance is spent, or suffices for no other one.

        Raises Unreproduced if the interpreter rejects the witness, and TimeoutError if the time is over.
        """
        self._allowance, self._clock = allowance, clock
        return next(self._planted, None)

    def _each(self) -> Iterator[Planted | None]:
        """Yield the instances, each once, and None where the allowance is spent or all sizes were tried without a new one."""
        seen: set[Value] = set()
        while True:
            before = len(seen)
            with suppress(Beyond):
                for within in growing(self.problem, named=self.named):
                    for planted in self._of_size(within):
                        if planted is not None and planted.instance not in seen:
                            if self.below is not None and size(planted.instance, self.problem.instance) >= self.below:
                                raise Beyond("larger than what can be examined")
                            seen.add(planted.instance)
                            yield planted
                        if not self._allowance.left:
                            yield None
            if len(seen) == before:
                yield None

    def _of_size(self, within: Mapping[str, int]) -> Iterator[Planted | None]:
        """Yield some instances of one shape within bounds, and None for each that was not found.  Raises Beyond if there is no
        circuit of that size."""
        sizes = list(sizes_within(self.problem, within))
        larger = sizes[len(sizes) // 2 :]
        for shape in self._random.sample(larger, min(_SHAPES, len(larger))):
            found = False
            for planted in self._of_shape(within, shape):
                found = found or planted is not None
                yield planted
            if found:
                return

    def _of_shape(self, within: Mapping[str, int], shape: Mapping[str, int]) -> Iterator[Planted | None]:
        most = max(self._allowance.left // _PART // GATE, 1)
        try:
            instances = InstancesOfSize(self.problem, within, shape, self._clock.tick, most)
            unknowns = Unknowns(instances.values)
            w, space_owed = instances.source.witness(unknowns, instances.x)
            accepted, owed = instances.source.accepts(instances.x, w)
        except TooManyGates:
            self._allowance.spend(most * GATE)
            raise
        instances.circuit.most = None
        self._allowance.spend(len(instances.circuit) * GATE)
        roots = [*instances.given, *unknowns.required, accepted, -owed, -space_owed]
        for density in _DENSITIES:
            least = {name: self._random.randint(0, bound) for name, bound in within.items()}
            large = [instances.values.compared("le", number, instances.measures[name]) for name, number in least.items()]
            planted = self._chosen(instances, w, [*roots, *large], density) or self._chosen(instances, w, roots, density)
            yield planted
            if planted is None:
                return

    def _chosen(self, instances: InstancesOfSize, w: Symbolic, roots: list[Literal], density: float) -> Planted | None:
        """Return an instance and a witness under which the roots are true, chosen from random phases."""
        circuit, random = instances.circuit, self._random
        of_instance = set(instances.inputs)
        first = [x for x in circuit.inputs if random.random() < (density if x in of_instance else 0.5)]
        phases = [wire if value else -wire for wire, value in enumerate(circuit.under(first)) if wire > 1]
        work = self._allowance.left // _PART
        found = self.decider.decide(circuit, roots, self._clock.left, work=work, phases=phases)
        self._allowance.spend(found.work + len(circuit) * _SIMULATED)
        self._clock.tick()
        if found.answer != "yes":
            return None
        decoding = Decoding(circuit.under(found.true, found.numbers))
        planted = Planted(decoding.value(instances.x), decoding.value(w))
        if not self._meaning.accepts(planted.instance, planted.witness):
            raise Unreproduced(f"{self.problem.name}: accepted by circuit, and not by the interpreter: {planted.instance}")
        return planted
