"""From texts to the core form: finds the declarations of a text and lowers problems, reductions and facts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from certify.core import Fact, Mark, Problem, Reduction
from certify.core.mistakes import Mistake, Source
from certify.language import (  # each registers its rules
    arithmetic,
    case_distinctions,
    collections,
    comprehensions,
    conditions,
    names,
)
from certify.language.expression_layout import touching
from certify.language.notes import Notes
from certify.language.parsing import parse
from certify.language.problems import citation, lower_problem
from certify.language.reductions import lower_reduction
from certify.language.scope import Declaration, PartScope, SeveralTypes, Texts

RULES_FROM = (arithmetic, case_distinctions, collections, comprehensions, conditions, names)


def declarations(source: Source) -> list[Declaration]:
    """Return the declarations of a text, in order; a reduction is named `SOURCE:TARGET`.

    Raises `Mistake` if the text does not parse or declares a name twice.

    >>> [(d.kind, d.name) for d in declarations(Source("a.red", "define one = 1\\ntype t = a or b"))]
    [('definition', 'one'), ('type_declaration', 't')]
    """
    out: list[Declaration] = []
    seen: dict[tuple[str, str], int] = {}
    trees: list[Any] = parse(source).children
    for tree in trees:
        if not hasattr(tree, "data"):
            continue
        kind = str(tree.data)
        name = _name(tree)
        declaration = Declaration(kind, name, source, tree)
        space = "problem" if kind == "restriction" else kind
        if kind != "fact" and (space, name) in seen:
            start, end = tree.meta.start_pos, tree.meta.end_pos
            line = source.position(seen[space, name])[0]
            raise Mistake(f"`{name}` is declared twice", source, start, end, fix=f"the other one stands in line {line}")
        seen[space, name] = tree.meta.start_pos
        out.append(declaration)
    return out


def _name(tree: Any) -> str:
    if tree.data == "reduction":
        return f"{tree.children[0]}:{tree.children[1]}"
    if tree.data == "definition":
        return str(tree.children[0].children[0])
    return str(tree.children[0])


def lower(
    declaration: Declaration, texts: Texts, find_problem: Callable[[PartScope, Any], Problem], notes: Notes | None = None
) -> Problem | Reduction:
    """Return the core form of a `problem` or `reduction` declaration.

    `texts` finds the definitions and types of other texts; `find_problem` looks up a problem by its name; `notes` are those of
    an editor.  Raises `Mistake`.
    """
    lowered: Callable[..., Problem | Reduction] = lower_reduction if declaration.kind == "reduction" else lower_problem
    chosen: dict[Mark, Declaration] = {}
    try:
        while True:
            try:
                return lowered(declaration, texts, find_problem, chosen, notes)
            except SeveralTypes as puzzle:  # a text of an upper layer may not change what this one says without it
                first, *more = texts.lowest(puzzle.types)
                if more or puzzle.place in chosen:
                    raise
                chosen[puzzle.place] = first
    except RecursionError:
        meta = declaration.tree.meta
        raise Mistake(
            f"`{declaration.name}` is nested too deep", declaration.source, meta.start_pos, meta.start_pos + 1,
            fix="name parts of it with `let`",
        ) from None  # fmt: skip


def fact(declaration: Declaration) -> Fact:
    """Return the fact of a `fact` declaration, its statement spelt as in the canonical format.

    >>> (declared,) = declarations(Source("a.red", "fact P not in 2 ^ o( n+m ) assuming ETH cites K"))
    >>> fact(declared).says
    'not in 2^o(n + m)'
    """
    subject, prop, *assuming, cites = declaration.tree.children
    words = [str(token) for token in prop.children]
    says = words[0] + "".join(("" if touching(a, b) else " ") + b for a, b in pairwise(words))
    return Fact(str(subject), says, tuple(str(a) for a in assuming if a is not None), citation(cites))
