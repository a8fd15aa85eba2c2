"""Why an instance has no witness, also through a chain: what is found at the far end is where the search at the source begins."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from certify.chains import Stages
from certify.core import Constructor, Edge, Label, Number, Seq, Set, Term, Type
from certify.core.paths import homes, part_values
from certify.core.values import Value
from certify.records import dataclass, field
from certify.semantics.named_instances import Instance
from certify.semantics.parts import InstancePart, collections_of, item_type, names_any, parts_of, value_of
from certify.semantics.relabelling import Image
from certify.solve.cores import WORK, Core, core_of, first_core


def why_not(stages: Stages, *, work: int = WORK, seconds: float | None = None) -> Core | None:
    """Return a core of the source instance of a chain; None if that it has no witness is not shown at the source.

    Of an instance at the far end of a chain, a core is lifted: the parts of the source that it is built from are tried first.
    They are checked, and made fewer, at the source itself.

    - `stages`: the instance with its images along a chain, which may have no reductions.
    - `work`: the units of work (`certify.solve.allowances`).
    - `seconds`: the time limit.
    """
    source, far = stages.instances[0], stages.instances[-1]
    if not stages.images:
        return core_of(source, work=work, seconds=seconds)
    there = first_core(far, work=work // 4, seconds=None if seconds is None else seconds / 4)
    hints = [lifted(stages, there)] if there else []
    return core_of(source, hints, work=work - work // 4, seconds=seconds)


def lifted(stages: Stages, parts: Collection[InstancePart]) -> list[InstancePart]:
    """Return the parts of the source instance that parts of the last image are built from, by the arguments of their labels.

    >>> from certify.chains import Chain
    >>> from certify.library import standard
    >>> reduction = standard().reduction("ThreeSAT:IndependentSet")
    >>> x = Instance(reduction.source, (frozenset({0, 1}), (((0, 0),), ((0, 1),))))
    >>> stages = Chain(reduction.source, (reduction,)).map(x)
    >>> stages.instances[-1].names["G.vertices"][0], lifted(stages, [InstancePart("G.vertices", 0)])
    ('node(0, 0)', [InstancePart(path='clauses', key=0)])
    """
    found = list(parts)
    for instance, image, after in reversed(list(zip(stages.instances, stages.images, stages.instances[1:], strict=False))):
        found = _built_from(instance, image, after, found)
    return found


@dataclass
class _Mentioned:
    """What labels of an image are made of: labels of the source, by home, numbers, and values of other types."""

    constructors: tuple[Constructor, ...]
    labels: dict[str, set[Value]] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)
    values: set[Value] = field(default_factory=set)

    def add(self, type: Type, value: Value) -> None:
        """Record what a label, or an argument of one, is made of."""
        match type:
            case Term():
                made = self.constructors[value[0]]
                for (_, of), argument in zip(made.parameters, value[1:], strict=True):
                    self.add(of, argument)
            case Label(home):
                self.labels.setdefault(home.removeprefix("source."), set()).add(value)
            case Number():
                self.numbers.add(value)
            case _:
                if isinstance(type, Set | Edge):
                    self.values.add(value)
                for _, of, inner in part_values(type, value):
                    self.add(of, inner)


def _built_from(instance: Instance, image: Image, after: Instance, parts: Collection[InstancePart]) -> list[InstancePart]:
    """Return the parts of an instance that parts of its image are built from."""
    mentioned, content = _Mentioned(image.reduction.constructors), dict(image.reduction.content)
    collections = collections_of(after.problem.instance)
    for part in parts:
        of = collections[part.path]
        opened = of.home if isinstance(of, Set) else ""
        labels = [(opened, part.key)] if opened else _labels(item_type(of), value_of(after, part))
        for home, rank in labels:
            if home in content:
                mentioned.add(content[home], image.tables[home][rank])
        if isinstance(of, Seq):
            mentioned.numbers.add(part.key)
    return list(_mentioned(instance, mentioned))


def _labels(type: Type, value: Value) -> Iterator[tuple[str, Value]]:
    """Yield the homes and ranks of the labels in a value."""
    if isinstance(type, Label):
        yield type.home, value
        return
    for _, of, inner in part_values(type, value):
        yield from _labels(of, inner)


def _mentioned(instance: Instance, found: _Mentioned) -> Iterator[InstancePart]:
    """Yield the parts that are mentioned: labels, items at positions, and what is made of mentioned labels only."""
    type = instance.problem.instance
    collections, opened = collections_of(type), homes(type)
    for path, parts in parts_of(instance).items():
        of = collections[path]
        for part in parts:
            if isinstance(of, Set) and of.home:
                if part.key in found.labels.get(of.home, ()):
                    yield part
            elif isinstance(of, Seq):
                if part.key in found.numbers:
                    yield part
            elif part.key in found.values or (names_any(of, opened) and _all_mentioned(instance, part, found)):
                yield part


def _all_mentioned(instance: Instance, part: InstancePart, found: _Mentioned) -> bool:
    of = collections_of(instance.problem.instance)[part.path]
    named = list(_labels(item_type(of), value_of(instance, part)))
    return bool(named) and all(rank in found.labels.get(home, ()) for home, rank in named)
