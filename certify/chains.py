"""Chains of reductions.  A chain is itself a reduction: instance maps compose forward, witness maps compose backward."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from certify.codegen import CompiledProblem, CompiledReduction
from certify.core import Problem, Reduction
from certify.core.values import Value
from certify.core.witness_kinds import outside
from certify.errors import CertifyError, ExitCode, InputError
from certify.records import dataclass, field
from certify.semantics.named_instances import Display, Instance
from certify.semantics.relabelling import Image, ImageNames
from certify.semantics.unmet_obligations import Unmet


class Invalid(InputError):
    """An instance or a witness is not valid for its problem; `str()` gives the reason."""


class Miscarried(CertifyError):
    """A chain fails on an instance: a lifted witness is not a witness, or a map is undefined."""

    exit_code = ExitCode.REFUTED


class NoChain(InputError):
    """The given reductions do not form a chain: one does not start at the problem where the previous one ends."""


@dataclass(frozen=True)
class Stages:
    """An instance with its images along a chain.

    `instances[0]` is the source instance and `instances[-1]` the last image.  `images[i]` is the image of `instances[i]`, with
    the table of its labels.
    """

    instances: tuple[Instance, ...]
    images: tuple[Image, ...]

    def __repr__(self) -> str:
        return f"<images along {' -> '.join(x.problem.name for x in self.instances)}>"


@dataclass(frozen=True)
class Chain:
    """A sequence of reductions, each of which starts where the previous one ends.  Without reductions it is the identity of
    `start`.

    Raises `NoChain` if the reductions do not fit together.
    """

    start: Problem
    reductions: tuple[Reduction, ...] = ()
    meanings: tuple[CompiledReduction, ...] = field(init=False, compare=False, repr=False)

    def __repr__(self) -> str:
        return f"<chain {self.name}>"

    def __post_init__(self) -> None:
        at = self.start
        for reduction in self.reductions:
            if reduction.source.name != at.name:
                raise NoChain(f"{reduction.name} does not start at {at.name}")
            if reduction.source != at and not _same_core(reduction.source, at):
                raise NoChain(f"{reduction.name} is about another problem that is called {at.name} too")
            at = reduction.target
        object.__setattr__(self, "meanings", tuple(map(CompiledReduction, self.reductions)))

    def __reduce__(self) -> tuple[type[Chain], tuple[Problem, tuple[Reduction, ...]]]:
        return Chain, (self.start, self.reductions)

    def interpreted(self) -> Chain:
        """Return the same chain with its maps run by the reference interpreter."""
        from copy import copy

        other = copy(self)
        object.__setattr__(other, "meanings", tuple(m.reference for m in self.meanings))
        return other

    @property
    def source(self) -> Problem:
        """The problem where the chain starts."""
        return self.start

    @property
    def target(self) -> Problem:
        """The problem where the chain ends."""
        return self.reductions[-1].target if self.reductions else self.start

    @property
    def name(self) -> str:
        """The names of the problems along the chain: `A -> B -> C`."""
        return " -> ".join([self.start.name, *(r.target.name for r in self.reductions)])

    def map(self, instance: Instance, coded: bool = False) -> Stages:
        """Return the images of a valid instance along the chain, with coded sets where possible if they may be `coded`.

        Raises Unmet or OutsideHome if a reduction fails.
        """
        instances, images = [instance], list[Image]()
        for reduction, meaning in zip(self.reductions, self.meanings, strict=True):
            image = _image(reduction, meaning.image_to_write if coded else meaning.image, instances[-1])
            names = ImageNames(image, instances[-1].names)
            images.append(image)
            instances.append(Instance(reduction.target, image.value, names))
        return Stages(tuple(instances), tuple(images))

    def images_to_write(self, instance: Instance) -> Iterator[Instance]:
        """Yield the images of a valid instance along the chain, with coded sets where possible; none is kept here.

        Raises what `map` raises.
        """
        for reduction, meaning in zip(self.reductions, self.meanings, strict=True):
            image = _image(reduction, meaning.image_to_write, instance)
            instance = Instance(reduction.target, image.value, image.names(instance.names))
            del image
            yield instance

    def push(self, stages: Stages, witness: Value) -> tuple[Value, ...]:
        """Map a witness of the source forward, and return the witness at each stage."""
        found = [witness]
        for meaning, instance, image in zip(self.meanings, stages.instances, stages.images, strict=False):
            try:
                found.append(meaning.forward(instance.value, found[-1], image))
            except Unmet as unmet:
                raise unmet.within(_display(image.reduction, instance)) from None
        return tuple(found)

    def lift(self, stages: Stages, witness: Value, accepted: bool = False) -> tuple[Value, ...]:
        """Lift a witness of the last image, verify it at every stage, and return the witnesses of all stages, the source's first.

        The interpreter accepts the source's witness, and compiled verifiers those of images, which may be far larger.

        - `stages`, `witness`: the images along this chain, and a witness of the last one.
        - `accepted`: whether the compiled verifier of the last image has accepted it before.

        Raises `Invalid` if it is not a witness of the last image or the stages belong to another chain, and `Miscarried` if the
        chain fails.
        """
        self.check_stages(stages)
        far = stages.instances[-1]
        of_image = bool(self.reductions)
        wrong = rejects(far.problem, far.value, witness, compiled=of_image, accepted=accepted and of_image)
        if wrong:
            raise Invalid(f"this is no witness of the {'image' if self.reductions else 'instance'}: {wrong}")
        try:
            found = self.pull(stages, witness)
        except Unmet as unmet:
            raise Miscarried(f"the witness cannot be lifted along {self.name}: {unmet}") from None
        for stage, w in zip(stages.instances[:-1], found[:-1], strict=True):
            wrong = rejects(stage.problem, stage.value, w, compiled=stage is not stages.instances[0])
            if wrong:
                raise Miscarried(f"the witness lifted along {self.name} fails at {stage.problem.name}: {wrong}")
        return found

    def check_stages(self, stages: Stages) -> None:
        """Raise `Invalid` if these are the stages of an instance along another chain."""
        if [stage.problem for stage in stages.instances] != [self.start, *(r.target for r in self.reductions)]:
            raise Invalid(f"these are not the stages of an instance along {self.name}")

    def pull(self, stages: Stages, witness: Value) -> tuple[Value, ...]:
        """Map a member of the last image's witness space backward, unverified; return the value at each stage."""
        found = [witness]
        backwards = list(zip(self.meanings, stages.instances, stages.images, strict=False))[::-1]
        for meaning, instance, image in backwards:
            try:
                found.append(meaning.backward(instance.value, found[-1], image))
            except Unmet as unmet:
                raise unmet.within(_display(image.reduction, instance)) from None
        return tuple(found[::-1])


def _same_core(a: Problem, b: Problem) -> bool:
    """Return whether two problems have the same core; equal problems have."""
    from certify.core import core_hash

    return core_hash(a) == core_hash(b)


def _image(reduction: Reduction, image_of: Callable[[Value], Image], instance: Instance) -> Image:
    """Return the image that `image_of` returns, whose unmet obligations are told in the names of the instance."""
    try:
        return image_of(instance.value)
    except Unmet as unmet:
        raise unmet.within(_display(reduction, instance), reduction.image) from None


def _display(reduction: Reduction, instance: Instance) -> Display:
    """Return the display of values in the maps of a reduction, on an instance of its source."""
    return Display({f"source.{home}": names for home, names in instance.names.items()}, reduction.constructors)


def rejects(problem: Problem, instance: Value, witness: Value, compiled: bool = False, accepted: bool = False) -> str:
    """Return why a value is not a witness, as a sentence; empty if it lies in the witness space and the verifier accepts it.

    - `problem`, `instance`, `witness`: the problem, a valid instance of it, and the value.
    - `compiled`: whether the word of the compiled verifier is enough to accept; only the interpreter rejects.
    - `accepted`: whether that word is known.
    """
    meaning = CompiledProblem(problem)
    wrong = outside(meaning.space(instance), witness, Display().show)
    if wrong:
        return wrong
    try:
        accepted = accepted or (compiled and meaning.accepts(instance, witness)) or meaning.reference.accepts(instance, witness)
    except Unmet as unmet:
        return f"the verifier is not defined on it: {unmet}"
    return "" if accepted else "the verifier rejects it"
