"""Witness maps on many witnesses, and on many instances: a map that reads nothing of the instance but its homes is asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from certify.codegen.meaning import CompiledReduction
from certify.core import Node, Record, Reduction, Set
from certify.core.paths import below
from certify.core.values import Value
from certify.semantics.dependencies import fields_read
from certify.semantics.relabelling import Image

_KEPT = 1 << 17
"""So many answers are kept; then all are forgotten."""

Key = tuple[Any, ...]


class Answers:
    """The forward and backward map of a reduction."""

    def __init__(self, meaning: CompiledReduction) -> None:
        self.meaning = meaning
        reduction = meaning.reduction
        self._forward_reads, self._backward_reads = (
            _homes_read(reduction, reduction.forward),
            _homes_read(reduction, reduction.backward),
        )
        self._known: dict[Key, dict[Value, Value]] = {}
        self._kept = 0

    def forward(self, x: Value, ws: Sequence[Value], image: Image) -> Sequence[Value]:
        """The target's witnesses for source witnesses of x; see `CompiledReduction.forward`."""
        if self._forward_reads is None:
            return self.meaning.forward_all(x, ws, image)
        key = ("forward", self._forward_reads(x), *image.tables.values())
        return self._looked_up(key, ws, lambda new: self.meaning.forward_all(x, new, image))

    def backward(self, x: Value, vs: Sequence[Value], image: Image) -> Sequence[Value]:
        """The source's witnesses for target witnesses of the image of x; see `CompiledReduction.backward`."""
        tables = image.tables
        if self._backward_reads is not None:
            key = ("backward", self._backward_reads(x), *tables.values())
            return self._looked_up(key, vs, lambda new: self.meaning.backward_all(x, new, image, self._built(new, image)))
        built = self._looked_up(("built", *tables.values()), vs, lambda new: self._built(new, image))
        return self.meaning.backward_all(x, vs, image, built)

    def _built(self, vs: Sequence[Value], image: Image) -> list[Value]:
        return [self.meaning.built(v, image.tables) for v in vs]

    def _looked_up(self, key: Key, asked: Sequence[Value], answer: Callable[[Sequence[Value]], list[Value]]) -> list[Value]:
        """The answers, those that are new found at once."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = {}
        new = [w for w in asked if w not in known]
        if new:
            self._kept += len(new)
            if self._kept > _KEPT:
                self._known.clear()
                self._kept, new = len(asked), list(asked)
                known = self._known[key] = {}
            known.update(zip(new, answer(new), strict=True))
        return [known[w] for w in asked]


def _homes_read(reduction: Reduction, node: Node) -> Callable[[Value], Any] | None:
    """What a map reads of the instance, if that is nothing but homes: their labels come again and again in other instances."""
    read = fields_read(node, reduction.functions)
    places = dict(_homes(reduction.source.instance, ""))
    if read is None or not read <= places.keys():
        return None
    found = [places[path] for path in sorted(read)]
    return lambda x: tuple([place(x) for place in found])


def _homes(type: Record, path: str) -> Iterator[tuple[str, Callable[[Value], Value]]]:
    """The homes of an instance by path, with functions that find them in it."""
    for at, (name, field) in enumerate(type.fields):
        take = itemgetter(at)
        if isinstance(field, Record):
            for inner, place in _homes(field, below(path, name)):
                yield inner, lambda x, take=take, place=place: place(take(x))  # type: ignore[misc]
        elif isinstance(field, Set) and field.home:
            yield below(path, name), take
