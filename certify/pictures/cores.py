"""The picture of an instance without a witness, with the parts marked that have none by themselves."""

from __future__ import annotations

from typing import Any

from certify.core import Edge, Label, Set, Type
from certify.core.values import Value
from certify.pictures.instances import instance_picture
from certify.semantics.explanations import FailingPart
from certify.semantics.parts import collections_of
from certify.solve.cores import Core


def core_picture(core: Core) -> Any:
    """Return the picture of a core's instance as a `graphviz.Digraph`: red is the core."""
    count = len(core.parts)
    told = "no part of it can be taken away" if not core.tried else f"red: {count} part{'s' * (count != 1)} without a witness"
    return instance_picture(core.instance, failing=marked(core), told=[told])


def marked(core: Core) -> FailingPart:
    """Return the parts of a core as what pictures mark.

    >>> from certify.library import standard
    >>> from certify.semantics.named_instances import Instance
    >>> from certify.solve.cores import core_of
    >>> graph = frozenset(range(4)), frozenset(map(frozenset, [(0, 1), (0, 2), (1, 2), (2, 3)]))
    >>> core = core_of(Instance(standard().problem("ChromaticNumber"), (graph, 2)))
    >>> [sorted(edge) for edge, _ in marked(core).values]
    [[0, 1], [0, 2], [1, 2]]
    """
    types = collections_of(core.instance.problem.instance)
    values, items = list[tuple[Value, Type]](), list[tuple[str, Value]]()
    for part in core.parts:
        of = types[part.path]
        if isinstance(of, Set) and of.home:
            values.append((part.key, Label(of.home)))
            continue
        items.append((part.path, part.key))
        if isinstance(of, Set) and isinstance(of.item, Edge):
            values.append((part.key, of.item))
    return FailingPart((), tuple(values), tuple(items))
