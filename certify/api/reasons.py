"""Why an instance has no witness: a few of its parts that have none by themselves, in the user's own labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from certify.api.instances import LoadedInstance
from certify.api.pictures import Picture
from certify.api.python_values import shown
from certify.core import Map, Set
from certify.errors import InputError
from certify.formats import cnf_shape
from certify.records import dataclass
from certify.semantics.parts import InstancePart, collections_of, item_type, parts_of, value_of, without

if TYPE_CHECKING:
    from certify.chains import Stages
    from certify.solve.cores import Core


class NoReason(InputError):
    """There is no reason to show: the instance has a witness, or it is not shown at the instance itself that it has none."""


@dataclass(frozen=True, eq=False, repr=False)
class WhyNot:
    """A core of an instance without a witness: parts that have none by themselves, checked.

    >>> import certify
    >>> why = certify.problem("sat").solve([[1, 3], [1, 2], [-1], [-2], [3, -2]]).why()
    >>> why
    <3 parts that have no witness: clauses 1, 2, 3>
    >>> why.parts, why.minimal, why.alone.to_cnf().clauses
    ({'clauses': {1: [1, 2], 2: [-1], 3: [-2]}}, True, [[1, 2], [-1], [-2]])
    """

    instance: LoadedInstance
    found: Core

    @property
    def parts(self) -> dict[str, Any]:
        """The parts by their collections: a set of members, or the items of a sequence or map by their positions or keys."""
        types = collections_of(self.instance.problem.instance)
        out: dict[str, Any] = {}
        for path in self.found.tried:
            mine = [part for part in self.found.parts if part.path == path]
            if isinstance(types[path], Set):
                out[path] = {self._value(part) for part in mine}
            else:
                out[path] = {self._key(part): self._value(part) for part in mine}
        return out

    def _key(self, part: InstancePart) -> Any:
        of = collections_of(self.instance.problem.instance)[part.path]
        return shown(of.key, part.key, self.instance.label) if isinstance(of, Map) else part.key

    def _value(self, part: InstancePart) -> Any:
        of, value = collections_of(self.instance.problem.instance)[part.path], value_of(self.instance, part)
        formula = cnf_shape(self.instance.problem.instance)
        label = self.instance.label
        if formula is not None and formula.clauses == part.path and self.instance.signed:
            return [(-1 if case else 1) * label(formula.variables, v) for case, v in value]  # type: ignore[operator]
        if isinstance(of, Set):
            return next(iter(shown(Set(item_type(of)), frozenset({value}), label)))
        return shown(of.value, value[1], label) if isinstance(of, Map) else shown(item_type(of), value, label)

    @property
    def minimal(self) -> bool:
        """Whether each part is needed: without it there is a witness, or no valid instance."""
        return self.found.minimal

    @property
    def alone(self) -> LoadedInstance:
        """The instance made of these parts, and of what was not taken away; it has no witness."""
        return self._without([])

    def _without(self, more: list[InstancePart]) -> LoadedInstance:
        kept = set(self.found.parts) - set(more)
        gone = [p for path in self.found.tried for p in parts_of(self.instance)[path] if p not in kept]
        left = without(self.instance, gone)
        assert left is not None, "a core is an instance"
        of, labels = self.instance, self.instance.labels
        own = {home: tuple(labels[home][rank] for rank in ranks) for home, ranks in left.labels.items() if home in labels}
        return LoadedInstance(of.problem, left.instance.value, left.instance.names, own)

    @property
    def examples(self) -> list[tuple[str, Any, Any]]:
        """For each part that is needed: its collection, the part, and a witness of the rest without it."""
        return [
            (needed.part.path, self._value(needed.part), self._without([needed.part]).show_witness(needed.witness))
            for needed in self.found.needed
        ]

    def draw(self) -> Picture:
        """Return the picture of the instance with its core in red."""
        from certify.pictures.cores import core_picture

        return Picture(self.instance.problem.name, (core_picture(self.found),))

    @property
    def text(self) -> str:
        """The reason as `certify solve --why` prints it."""
        from certify.formats.cores import core_lines

        return "\n".join(core_lines(self.found))

    def to_json(self) -> dict[str, Any]:
        """Return the reason as JSON data, as `certify solve --why --json` prints it."""
        from certify.formats.cores import core_json

        return core_json(self.found)

    def _repr_html_(self) -> str:
        from certify.display.answers import reason_page

        return reason_page(self.alone, self.text.splitlines())

    def __repr__(self) -> str:
        types = collections_of(self.instance.problem.instance)
        told = [
            f"{path} " + ", ".join(str(self._value(p) if isinstance(types[path], Set) else self._key(p)) for p in parts)
            for path in self.found.tried
            if (parts := [p for p in self.found.parts if p.path == path])
        ]
        text, count = "; ".join(told), len(self.found.parts)
        text = text[:57] + "..." if len(text) > 60 else text
        some = "1 part that has" if count == 1 else f"{count} parts that have"
        return f"<{some} no witness{': ' if told else ''}{text}>"


def why_no(instance: LoadedInstance, stages: Stages, seconds: float | None) -> WhyNot:
    """Return why an instance has no witness.  `stages` are the instance and its images along a chain.  Raises `NoReason`."""
    from certify.graph.why_not import why_not

    found = why_not(stages, seconds=seconds)
    if found is None:
        raise NoReason(f"it is not shown at this instance of {instance.problem.name} itself that it has no witness")
    return WhyNot(instance, found)
