"""Lowering of what the reasons of a reduction show on the way to a proof, which is no part of the core."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import Node, Problem, ShownFirst, Type
from certify.core.ops import Op
from certify.language.canonical import Renumbering, reachable
from certify.language.conditions import condition
from certify.language.scope import PartScope
from certify.records import replace


def what_reasons_show(
    part: PartScope, found: Mapping[str, Sequence[Any]], witnesses: Mapping[str, tuple[Problem, Type]], named: Callable[..., Any]
) -> list[tuple[Any, ShownFirst]]:
    """Lower what the reasons of a reduction show; return the tree of each with it.  Raises `Mistake`.

    `found`: its sections by kind.  `witnesses`: by map, whose witness it is given, and its type.  `named`: returns the
    names that a pattern binds.
    """
    trees = [reason.children[1] for tree in found.get("because", []) for reason in tree.children]
    return [(tree, _shown(part, tree, witnesses, named)) for tree in trees if tree is not None]


def _shown(part: PartScope, tree: Any, witnesses: Mapping[str, tuple[Problem, Type]], named: Callable[..., Any]) -> ShownFirst:
    inner, words, body = part, tree.children[1:-1], tree.children[-1]
    of = str(words[0]) if words else ""
    if of:
        problem, seen = witnesses[of]
        if not problem.witness_names:
            raise part.mistake(f"{problem.name} has no witnesses", tree, "write `shows` and the condition")
        inner = part.binding(named(part, words[1], Node(Op.INPUT, seen, data="witness"), problem))
    return ShownFirst(of, condition(PartScope(part.document, part.source, inner.scope), body))


def without_additions(part: PartScope, shown: Sequence[tuple[Any, ShownFirst]], nodes: Sequence[Node]) -> tuple[ShownFirst, ...]:
    """Return what is shown with its variables renumbered, and without obligations: it is a formula, defined or not.

    Raises `Mistake` if it uses a definition that the parts of the reduction, `nodes`, do not use.
    """
    functions = list(part.document.functions.values())
    used = reachable(nodes, functions)
    for tree, what in shown:
        for f in reachable([what.says], functions):
            if f not in used:
                fix = "write it out: a reason adds nothing to the reduction"
                raise part.mistake(f"`{f.name}` is used by nothing else", tree, fix)
    renumbered = ((what, Renumbering(part.document.obligations).part(what.says)) for _, what in shown)
    return tuple(replace(what, says=_without_needs(says)) for what, says in renumbered)


def _without_needs(node: Node) -> Node:
    steps = tuple(replace(step, node=_without_needs(step.node)) for step in node.steps)
    return replace(node, need=None, steps=steps, args=tuple(map(_without_needs, node.args)))
