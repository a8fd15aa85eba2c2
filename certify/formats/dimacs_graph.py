"""DIMACS graphs (`p edge`, `p col`), for every instance type that contains exactly one graph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import name_comments, read_header
from certify.formats.given import given_comments, given_in, numbers
from certify.formats.graph_shape import PairReader, graph_of, in_order, shape_of, with_graph
from certify.formats.labels import label_names
from certify.formats.line_pieces import in_lines
from certify.formats.reading import USUAL, Reading
from certify.semantics.named_instances import Instance

_END = re.compile(r"[1-9][0-9]{0,17}")


def read_dimacs_graph(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in the text of a DIMACS graph, whose vertices are named "1", "2", ...

    `given` holds the other fields as texts, `name` is the file's name in messages.  An edge that is listed twice (or from both
    ends) is one edge.  A header may count each edge from both ends; that is noted.  Raises BadInput, with the line, for a text
    that is no such graph.
    """
    count = promised = -1
    listed = number = header = 0
    found = PairReader(directed=False, how=how)
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        match line.split():
            case [] | [("d" | "v" | "x"), *_]:  # d, v, x: parameters of the generator that made the graph
                continue
            case [word, *_] if word.startswith("c"):
                continue
            case tokens if count < 0:
                count, promised = read_header(tokens, ("edge", "col", "edges"), place)
                header = number
            case ["e", u, v]:
                listed += 1
                found.add(_end(u, count, place), _end(v, count, place), place, u)
            case ["p", *_]:
                raise BadInput(place, "this is a second header")
            case ["n", *_]:
                raise BadInput(place, "values of vertices are not part of a graph; give them as a field of the problem")
            case tokens:
                raise BadInput(place, f"found {quoted(' '.join(tokens))}, expected an edge `e U V`")
    if count < 0:
        raise BadInput(f"{name}:{number}", "there is no header; expected a line `p edge VERTICES EDGES`")
    edges = len(found.pairs)
    if promised == 2 * edges and promised not in (listed, edges):
        how.tell(f"{name}:{header}: the header counts each of the {edges} edges from both ends")
    elif promised not in (listed, edges, edges + found.loops):
        fix = f"write `p edge {count} {edges}` if the file is complete"
        raise BadInput(f"{name}:{header}", f"the header promises {promised} edges, the file has {edges}", fix)
    found.tell(name)
    return with_graph(problem, numbers(count), found.pairs, given_in(text) | dict(given), name)


def _end(token: str, count: int, place: str) -> int:
    if not _END.fullmatch(token) or int(token) > count:
        raise BadInput(place, f"found {quoted(token)}, expected a vertex from 1 to {count}")
    return int(token) - 1


def write_dimacs_graph(instance: Instance) -> Iterator[str]:
    """Return the graph of an instance as DIMACS text in pieces; comments give the names of vertices and the other fields.

    Raises InputError unless the instance type contains exactly one graph.
    """
    vertices, edges = graph_of(instance)
    shape = shape_of(instance.problem)
    lines = given_comments(instance, {shape.vertices, shape.pairs}, called={shape.vertices: numbers(len(vertices))})
    lines += name_comments(label_names(instance)[shape.vertices])
    lines.append(f"p edge {len(vertices)} {len(edges)}")
    own = numbers(len(vertices))
    return in_lines(lines, (f"e {own[u]} {own[v]}" for u, v in in_order(edges, shape)))
