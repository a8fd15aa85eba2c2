"""The lines of a file on which the items of an instance stand, for formats with an item in a line."""

from __future__ import annotations

from certify.core import Problem
from certify.core.values import Value
from certify.formats.dimacs_cnf import cnf_shape
from certify.formats.graph_shape import graph_shape

Lines = dict[tuple[str, Value], int]
"""The line of each item: the path of its collection, and its position or, in a set, the item."""


def lines_of(problem: Problem, text: str) -> Lines:
    """Return the lines of the items in a text that was read as an instance of a problem; none if it is not in DIMACS format.

    A clause over several lines stands where it begins.

    >>> from certify.library import standard
    >>> lines_of(standard().problem("SAT"), "c two clauses\\np cnf 2 2\\n1 2 0 -1\\n0\\n")
    {('clauses', 0): 3, ('clauses', 1): 3}
    >>> lines_of(standard().problem("Clique"), "p edge 2 1\\ne 1 2\\n")
    {('G.edges', frozenset({0, 1})): 2}
    """
    rows = [(number, line.split()) for number, line in enumerate(text.split("\n"), 1)]
    header = next((tokens for _, tokens in rows if tokens[:1] == ["p"]), [])
    shape, graph = cnf_shape(problem.instance), graph_shape(problem.instance)
    if header[1:2] == ["cnf"] and shape is not None:
        return {(shape.clauses, i): line for i, line in enumerate(_clauses(rows))}
    if header[1:2] in (["edge"], ["edges"], ["col"]) and graph is not None:
        pair = tuple if graph.directed else frozenset
        listed = [(number, tokens[1:]) for number, tokens in reversed(rows) if len(tokens) == 3 and tokens[0] == "e"]
        return {(graph.pairs, pair(int(end) - 1 for end in ends)): number for number, ends in listed}
    return {}


def _clauses(rows: list[tuple[int, list[str]]]) -> list[int]:
    """Return the line on which each clause begins."""
    found, begins = list[int](), 0
    for number, tokens in rows:
        if tokens[:1] == ["%"]:
            break
        if not tokens or tokens[0] == "p" or tokens[0].startswith("c"):
            continue
        for token in tokens:
            begins = begins or number
            if token == "0":
                found.append(begins)
                begins = 0
    return [*found, begins] if begins else found
