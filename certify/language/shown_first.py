"""Lowering of what the reasons of a reduction tell the search for proofs, which is no part of the core: steps, and terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import Edge, Label, Node, Number, Problem, Seq, Set, ShownFirst, Sum, TakenTerms, Term, Tuple, Type
from certify.core.ops import Op
from certify.language.canonical import Renumbering, reachable
from certify.language.conditions import condition
from certify.language.scope import PartScope
from certify.language.typing import describe
from certify.records import replace

Told = ShownFirst | TakenTerms
"""What a reason tells."""

CARRIES = "carries"
"""The word of a reason that lists what a fold carries along."""


def what_reasons_tell(
    part: PartScope, found: Mapping[str, Sequence[Any]], witnesses: Mapping[str, tuple[Problem, Type]], named: Callable[..., Any]
) -> list[tuple[Any, Told]]:
    """Lower what the reasons of a reduction show and take; return the tree of each with it.  Raises `Mistake`.

    `found`: its sections by kind.  `witnesses`: by map, whose witness it is given, and its type.  `named`: returns the
    names that a pattern binds.
    """
    trees = [reason.children[1] for tree in found.get("because", []) for reason in tree.children]
    for of, (problem, _) in witnesses.items():
        for name in problem.witness_names:
            part.document.hints.setdefault(name, f"a reason about a witness names its map: `shows {of} {name} -> ...`")
    return [(tree, _told(part, tree, witnesses, named)) for tree in trees if tree is not None]


def _told(part: PartScope, tree: Any, witnesses: Mapping[str, tuple[Problem, Type]], named: Callable[..., Any]) -> Told:
    inner, words, body = part, tree.children[1:-1], tree.children[-1]
    of = str(words[0]) if words else ""
    if of:
        problem, seen = witnesses[of]
        if not problem.witness_names:
            what = "the condition" if tree.data.startswith("shown") else "the terms"
            raise part.mistake(f"{problem.name} has no witnesses", tree, f"write `{tree.children[0]}` and {what}")
        inner = part.binding(named(part, words[1], Node(Op.INPUT, seen, data="witness"), problem))
    within = PartScope(part.document, part.source, inner.scope)
    if tree.data.startswith("shown"):
        return ShownFirst(of, condition(within, body))
    terms = within.lower(body)
    if tree.data == "carried":
        if not isinstance(terms.type, Seq):
            fix = "list what a fold carries along, first before all rounds: `[ ... | i in 0 .. n ]`"
            raise part.mistake(f"{describe(terms.type)} is not what a fold carries along after each round", body, fix)
        return ShownFirst(CARRIES, terms)
    if not _is_term(terms.type.item if isinstance(terms.type, Set | Seq) else terms.type):
        fix = "take a number, a label or a tuple of these, or a set of such terms: `{ (i, c) | i -> c in s }`"
        raise part.mistake(f"{describe(terms.type)} is no term to take", body, fix)
    return TakenTerms(of, terms)


def _is_term(type: Type) -> bool:
    """Return whether quantifiers range over values of a type, or over their parts."""
    if isinstance(type, Tuple):
        return all(map(_is_term, type.items))
    return isinstance(type, Number | Label | Term | Edge | Sum)


def without_additions(part: PartScope, told: Sequence[tuple[Any, Told]], nodes: Sequence[Node]) -> list[Told]:
    """Return what is told with its variables renumbered, and without obligations: a formula or a term, defined or not.

    Raises `Mistake` if it uses a definition that the parts of the reduction, `nodes`, do not use.
    """
    functions = list(part.document.functions.values())
    used = reachable(nodes, functions)
    for tree, what in told:
        for f in reachable([_node(what)], functions):
            if f not in used:
                fix = "write it out: a reason adds nothing to the reduction"
                raise part.mistake(f"`{f.name}` is used by nothing else", tree, fix)
    return [_with(what, _without_needs(Renumbering(part.document.obligations).part(_node(what)))) for _, what in told]


def _node(told: Told) -> Node:
    return told.says if isinstance(told, ShownFirst) else told.terms


def _with(told: Told, node: Node) -> Told:
    return replace(told, says=node) if isinstance(told, ShownFirst) else replace(told, terms=node)


def _without_needs(node: Node) -> Node:
    steps = tuple(replace(step, node=_without_needs(step.node)) for step in node.steps)
    return replace(node, need=None, steps=steps, args=tuple(map(_without_needs, node.args)))
