"""Expressions that must have a common type, such as the branches of an `if`, the sides of `=` and the items of a literal.

Some expressions do not say by themselves what they are: `{}` may be a set or a map, and a case may belong to several types.  The
others, whose type it shares, say what is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.core import Never, Node, Type
from certify.language.coercion import narrowed
from certify.language.scope import PartScope, SeveralTypes, Syntax
from certify.language.typing import as_hint, common, join

Attempt = Node | SeveralTypes
"""An expression that was lowered, or the mistake that it has a case of several types."""


def attempt(part: PartScope, tree: Syntax, expected: Type | None = None) -> Attempt:
    """Return the core form of an expression, or the mistake that a case in it belongs to several types.  Raises `Mistake`."""
    try:
        return part.lower(tree, expected)
    except SeveralTypes as puzzle:
        return puzzle


def agreeing(places: Sequence[tuple[PartScope, Syntax]], attempts: Sequence[Attempt]) -> list[Node]:
    """Return the nodes of some expressions whose types are to be joined; they may still have no common type.

    `places` are their parts and their syntax, `attempts` what became of them.  Those that did not say what they are are lowered
    again, with the type of the others as a hint.  Raises `Mistake` if no other says it.
    """
    found = [a for a in attempts if isinstance(a, Node)]
    puzzle = next((a for a in attempts if isinstance(a, SeveralTypes)), None)
    type: Type | None = Never()
    for node in found:
        type = type and common(type, node.type)
    if type is None or isinstance(type, Never):
        if puzzle is not None:
            raise puzzle
        return found
    return [_agreeing(part, tree, a, type) for (part, tree), a in zip(places, attempts, strict=True)]


def together(places: Sequence[tuple[PartScope, Syntax]], expected: Type | None = None) -> list[Node]:
    """Return the nodes of some expressions whose types are to be joined, as `agreeing` does; `expected` is a hint for each."""
    return agreeing(places, [attempt(part, tree, expected) for part, tree in places])


def _agreeing(part: PartScope, tree: Syntax, found: Attempt, type: Type) -> Node:
    if isinstance(found, Node) and join(found.type, type) is not None:
        return found
    return read_as(part, tree, type)


def read_as(part: PartScope, tree: Syntax, type: Type) -> Node:
    """Return the core form of an expression where the others say that its type is to be joined with `type`."""
    hint = as_hint(type)
    node = part.lower(tree, hint)
    return node if join(node.type, type) is not None else narrowed(part, node, tree, hint)
