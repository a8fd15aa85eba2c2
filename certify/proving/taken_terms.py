"""Terms that an author takes: what a reason of the text tells the search to put for the variables of sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import combinations, islice
from typing import Any

from certify.certificates.checker import (
    RULES,
    Items,
    Node,
    NoRule,
    ProofCheck,
    Reading,
    SetValue,
    Term,
    check,
    columns,
    free,
    members,
    term,
)
from certify.core import TakenTerms
from certify.core.document import node_json
from certify.proving.checker_lemmas import CheckerSentence, put

MOST_TAKEN = 300
"""So many sentences are made of those of a goal, at most, by the terms that are taken."""
SOURCES = ("goal", "known", "lemma", "follows", "held", "stepwise")
"""The formulas in whose sentences terms are put."""

Row = tuple[Term, ...]


def rows_of(checking: ProofCheck, taken: TakenTerms) -> list[Row]:
    """Return the terms, each as the values that symbols stand for: of a tuple and a built label several.

    Their variables stand for anything.  There are none if the checker has no rule for them.
    """
    statements = checking.statements
    reduction, shared = statements.reduction, copy(statements.shared)
    for name, noted in vars(shared).items():  # a term defines nothing that the checker would know of
        setattr(shared, name, copy(noted))
    reading = Reading(shared, reduction, reduction.constructors, {}, RULES)
    try:
        node = Node(json.loads(json.dumps(node_json(taken.terms))), "taken")
        reduction.inputs |= {"witness": reduction.seen[taken.of]} if taken.of else {}
        check(node, reduction)
        value = reading.value(node, statements.unknown[taken.of])
        return [row for found in _each(value) for _, _, row in columns(found) if not all(map(_is_anything, row))]
    except (NoRule, AttributeError, LookupError, TypeError, ValueError):  # values that no rule expects
        return []
    finally:
        reduction.inputs.pop("witness", None)


def _is_anything(t: Term) -> bool:
    """Return whether a term is a variable."""
    return any(t == term(v) for v in free(t))


def _each(value: Any) -> list[Any]:
    if isinstance(value, SetValue):
        return [p.values[0] for p in members(value)]
    return [p.values[1] for p in value.parts] if isinstance(value, Items) else [value]


def with_terms(sentences: Sequence[CheckerSentence], rows: Sequence[Row]) -> Iterator[CheckerSentence]:
    """Yield sentences with the terms of a row for some of their variables, in order."""
    yield from islice((put(s, dict(zip(vs, row, strict=True))) for s, vs, row in _places(sentences, rows)), MOST_TAKEN)


def is_pair_of_numbers(row: Row) -> bool:
    """Return whether a row is two whole numbers, of which the product may be taken."""
    return [t[0] if t[0] == "lin" else t[2] for t in row] == ["lin", "lin"]


def _places(sentences: Sequence[CheckerSentence], rows: Sequence[Row]) -> Iterator[tuple[CheckerSentence, Row, Row]]:
    for source in SOURCES:
        for s in (s for s in sentences if s.source[0] == source):
            for row in rows:
                sorts = ["Int" if t[0] == "lin" else t[2] for t in row]
                yield from ((s, vs, row) for vs in combinations(s.variables, len(row)) if [v[2] for v in vs] == sorts)
