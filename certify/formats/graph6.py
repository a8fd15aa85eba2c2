"""graph6 (McKay), for every instance type that contains exactly one graph.

A text encodes the number n of vertices 0 .. n-1 and the upper triangle of the adjacency matrix, column by column, with six bits
to a character.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import MOST_LABELS
from certify.formats.dimacs_graph import graph_of, graph_path, with_graph
from certify.formats.given import missing_fields
from certify.semantics.named_instances import Instance

HEADER = ">>graph6<<"


def read_graph6(problem: Problem, text: str, name: str, given: Mapping[str, str]) -> Instance:
    """Return the instance with one graph in graph6, whose vertices are named "0", "1", ...

    `given` holds the other fields as texts, `name` is the file's name in messages.  Raises BadInput for other encodings, several
    graphs, and text that is too short, too long or has spare bits set.
    """
    lines = text.strip().removeprefix(HEADER).split()
    if len(lines) != 1:
        raise BadInput(name, f"found {len(lines)} graphs, expected one graph in graph6")
    count, edges = decode(lines[0], name)
    return with_graph(problem, tuple(map(str, range(count))), frozenset(frozenset(e) for e in edges), given, name)


def write_graph6(instance: Instance) -> str:
    """Return the graph of an instance in graph6.  Raises BadInput if the instance has fields beside its graph."""
    lost = missing_fields(instance.problem.instance, {str(graph_path(instance.problem.instance))})
    if lost:
        raise BadInput("", f"graph6 does not carry `{next(iter(lost))}` of {instance.problem.name}; write json or dimacs")
    vertices, edges = graph_of(instance)
    return encode(len(vertices), [(min(e), max(e)) for e in edges]) + "\n"


def decode(line: str, name: str) -> tuple[int, list[tuple[int, int]]]:
    """Return the number of vertices and the edges (i, j), i < j, of a graph6 text.

    `name` is the file's name in messages.  Raises BadInput if it is no graph6 text, or has more than `MOST_LABELS` vertices.

    >>> decode("Bw", "")
    (3, [(0, 1), (0, 2), (1, 2)])
    """
    if line.startswith((":", ";", "&")):
        raise BadInput(name, "this is sparse6 or digraph6; expected graph6")
    wrong = next((c for c in line if not "?" <= c <= "~"), None)
    if wrong is not None:
        raise BadInput(name, f"the character {quoted(wrong)} does not occur in graph6")
    body, count = line, 0
    digits = 6 if line.startswith("~~") else 3 if line.startswith("~") else 1
    start = {1: 0, 3: 1, 6: 2}[digits]
    if len(line) < start + digits:
        raise BadInput(name, "the text ends before the number of vertices does")
    for c in line[start : start + digits]:
        count = count << 6 | ord(c) - 63
    body = line[start + digits :]
    pairs = count * (count - 1) // 2
    if len(body) != -(-pairs // 6):
        needed = f"{count} vertices need {-(-pairs // 6)} characters of edges"
        raise BadInput(name, f"{needed}, found {len(body)}")
    if count > MOST_LABELS:
        raise BadInput(name, f"{count} is more than the {MOST_LABELS} labels that can be read")
    places = [6 * i + bit for i, c in enumerate(body) if c != "?" for bit in range(6) if ord(c) - 63 >> 5 - bit & 1]
    if places and places[-1] >= pairs:
        raise BadInput(name, "bits after the last pair of vertices are set")
    return count, [_pair(place) for place in places]


def _pair(place: int) -> tuple[int, int]:
    """Return the pair at a place, from 0, of (0,1), (0,2), (1,2), (0,3), ..."""
    j = (1 + isqrt(1 + 8 * place)) // 2
    return place - j * (j - 1) // 2, j


def encode(count: int, edges: list[tuple[int, int]]) -> str:
    """Return the graph6 text of a graph with the vertices 0 .. count-1 and different edges (i, j), i < j.

    >>> encode(3, [(0, 1), (0, 2), (1, 2)])
    'Bw'
    """
    pairs = count * (count - 1) // 2
    body = bytearray(b"?" * -(-pairs // 6))
    for i, j in edges:
        place = j * (j - 1) // 2 + i
        body[place // 6] += 32 >> place % 6
    return _count(count) + body.decode("ascii")


def _count(count: int) -> str:
    digits, mark = (1, "") if count < 63 else (3, "~") if count < 1 << 18 else (6, "~~")
    return mark + "".join(chr(63 + (count >> 6 * d & 63)) for d in reversed(range(digits)))
