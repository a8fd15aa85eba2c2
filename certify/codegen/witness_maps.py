"""Witness maps on many witnesses and instances: the answers of a map that reads only the homes of the instance are stored, by
witness or as bits (`certify.codegen.mapped_bits`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from certify.codegen.mapped_bits import MappedBits
from certify.codegen.meaning import CompiledProblem, CompiledReduction
from certify.codegen.python_text import in_tuple
from certify.codegen.spaces import ListedSpace
from certify.core import Node, Record, Reduction, Set
from certify.core.paths import below
from certify.core.values import Value
from certify.semantics.dependencies import fields_read
from certify.semantics.relabelling import Image, SharedTables

_KEPT = 1 << 17
"""The most stored answers; beyond, all are dropped."""

_MEMBERS_KEPT = 1 << 15
"""The most members whose answers are stored as bits; beyond, all are dropped."""

Key = tuple[Any, ...]
Spaces = tuple[ListedSpace, ListedSpace]
"""The witness spaces of an instance and of its image."""


class BothEndsOnBits(NamedTuple):
    """What instances with the same spaces, homes and labels of their images have in common, if their witnesses are bits.

    - `here`, `there`: the numbers of members of the witness spaces of such an instance and of its image.
    - `found`, `answers`: return the witnesses of an instance, and of an image, as bits.
    - `forward`, `backward`: the witness maps.
    """

    here: int
    there: int
    found: Callable[[Value], int]
    answers: Callable[[Value], int]
    forward: MappedBits
    backward: MappedBits


class Answers:
    """The forward and the backward map of a reduction, with stored answers.

    An answer is stored by the homes of the instance that the map reads and by the tables of its image, so that it serves every
    instance in which they are the same.
    """

    def __init__(self, meaning: CompiledReduction) -> None:
        self.meaning = meaning
        reduction = meaning.reduction
        self._forward_reads = _homes_read(reduction, reduction.forward)
        self._backward_reads = _homes_read(reduction, reduction.backward)
        self._both_read = _homes_read(reduction, reduction.forward, reduction.backward)
        self._known: dict[Key, dict[Value, Value]] = {}
        self._on_bits: dict[Key, BothEndsOnBits | None] = {}
        self._own_space = CompiledProblem(reduction.source).space_key
        self._image_space = CompiledProblem(reduction.target).space_key
        self._kept = self._members_kept = 0

    @property
    def of_homes(self) -> bool:
        """Whether both maps read nothing of an instance but its homes."""
        return self._both_read is not None

    def on_bits(self, x: Value, image: Image, spaces: Callable[[Value, Value], Spaces]) -> BothEndsOnBits | None:
        """Return both ends and both maps on sets of members; None if a map reads more of x than homes, or if the members are not
        listed, or are not verified as bits.

        - `x`, `image`: an instance and its image.
        - `spaces`: returns the witness spaces of an instance and of the value of its image.
        """
        if self._both_read is None:
            return None
        key = (self._own_space(x), self._image_space(image.value), self._both_read(x), *_labels(image))
        try:
            return self._on_bits[key]
        except KeyError:
            pass  # it is new
        here, there = spaces(x, image.value)
        self._members_kept += 1 + len(here.members) + len(there.members)
        if self._members_kept > _MEMBERS_KEPT:
            self._on_bits.clear()
            self._members_kept = 1 + len(here.members) + len(there.members)
        made = self._on_bits[key] = _on_bits(here, there)
        return made

    def forward(self, ws: Sequence[Value], x: Value, image: Image) -> Sequence[Value]:
        """Return the witnesses of `image`, the image of x, for witnesses ws of x.

        Raises what `CompiledReduction.forward` raises.
        """
        if self._forward_reads is None:
            return self.meaning.forward_all(x, ws, image)
        key = ("forward", self._forward_reads(x), *_labels(image))
        return self._looked_up(key, ws, lambda new: self.meaning.forward_all(x, new, image))

    def backward(self, vs: Sequence[Value], x: Value, image: Image) -> Sequence[Value]:
        """Return the witnesses of x for witnesses vs of `image`, the image of x.

        Raises what `CompiledReduction.backward` raises.
        """
        labels = _labels(image)
        if self._backward_reads is not None:
            key = ("backward", self._backward_reads(x), *labels)
            return self._looked_up(key, vs, lambda new: self.meaning.backward_all(x, new, image, self._built(new, image)))
        built = self._looked_up(("built", *labels), vs, lambda new: self._built(new, image))
        return self.meaning.backward_all(x, vs, image, built)

    def _built(self, vs: Sequence[Value], image: Image) -> list[Value]:
        return [self.meaning.built(v, image.tables) for v in vs]

    def _looked_up(self, key: Key, asked: Sequence[Value], answer: Callable[[Sequence[Value]], list[Value]]) -> list[Value]:
        """Return the answers; the new ones are computed by one call of `answer`."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = {}
        try:
            return [known[w] for w in asked]
        except KeyError:
            pass  # some are new
        new = [w for w in asked if w not in known]
        if new:
            self._kept += len(new)
            if self._kept > _KEPT:
                self._known.clear()
                self._kept, new = len(asked), list(asked)
                known = self._known[key] = {}
            known.update(zip(new, answer(new), strict=True))
        return [known[w] for w in asked]


def _on_bits(here: ListedSpace, there: ListedSpace) -> BothEndsOnBits | None:
    ours, theirs = here.accepted, there.accepted
    if ours is None or theirs is None or ours.bits is None or theirs.bits is None:
        return None
    forward, backward = MappedBits(here, there), MappedBits(there, here)
    return BothEndsOnBits(len(here.members), len(there.members), ours.bits, theirs.bits, forward, backward)


def _labels(image: Image) -> Key:
    """Return values that determine the labels of an image: shared tables are recognised, and not compared."""
    tables = image.tables
    return (tables,) if tables.__class__ is SharedTables else tuple(tables.values())


def _homes_read(reduction: Reduction, *maps: Node) -> Callable[[Value], Any] | None:
    """Return a function from an instance to the homes that some maps read; None if they read more of the instance than homes.

    The same homes recur in many instances.
    """
    places, found = dict(_homes(reduction.source.instance, "", "x")), set[str]()
    for node in maps:
        read = fields_read(node, reduction.functions)
        if read is None or not read <= places.keys():
            return None
        found |= read
    of: Callable[[Value], Any] = eval(f"lambda x: {in_tuple([places[path] for path in sorted(found)])}")
    return of


def _homes(type: Record, path: str, at: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each home of an instance, with the Python expression of its labels."""
    for place, (name, field) in enumerate(type.fields):
        if isinstance(field, Record):
            yield from _homes(field, below(path, name), f"{at}[{place}]")
        elif isinstance(field, Set) and field.home:
            yield below(path, name), f"{at}[{place}]"
