"""DIMACS graphs (`p edge`, `p col`), for every instance type that contains exactly one graph."""

from __future__ import annotations

import re
from collections.abc import Mapping

from certify.core import Problem, Type, is_graph
from certify.core.paths import field_values, fields
from certify.core.values import Value, ordered
from certify.errors import InputError
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import name_comments, read_header
from certify.formats.given import given_comments, given_data, given_in
from certify.formats.instance_json import from_parts
from certify.formats.labels import label_names
from certify.semantics.named_instances import Instance

_END = re.compile(r"[1-9][0-9]{0,17}")


def graph_path(type: Type) -> str | None:
    """Return the dotted path of the graph in an instance type, or None unless there is exactly one.

    The path is empty if the type itself is the graph.
    """
    graphs = [path for path, inner in fields(type) if is_graph(inner)]
    graphs += [""] if is_graph(type) else []
    return graphs[0] if len(graphs) == 1 else None


def graph_of(instance: Instance) -> Value:
    """Return the graph (vertices, edges) in an instance.  Raises InputError unless there is exactly one."""
    path = graph_path(instance.problem.instance)
    if path is None:
        raise InputError(f"instances of {instance.problem.name} do not hold exactly one graph")
    return {p: v for p, _, v in field_values(instance.problem.instance, instance.value)}[path] if path else instance.value


def with_graph(
    problem: Problem, names: tuple[str, ...], edges: frozenset[Value], given: Mapping[str, str], name: str
) -> Instance:
    """Return an instance with this graph.

    `names` are the names of the vertices 0, 1, ..., `edges` sets of two vertices; `given` holds the other fields as texts, and
    `name` is the file's name in messages.  Raises BadInput unless the instance type contains exactly one graph and the other
    fields fit.
    """
    path = graph_path(problem.instance)
    if path is None:
        raise BadInput(name, f"instances of {problem.name} do not hold exactly one graph")
    vertices = frozenset(range(len(names)))
    dot = f"{path}." if path else ""
    known = {dot + "vertices": vertices, dot + "edges": edges}
    return from_parts(problem, given_data(problem, set(known), given), known, {dot + "vertices": names})


def read_dimacs_graph(problem: Problem, text: str, name: str, given: Mapping[str, str]) -> Instance:
    """Return the instance in the text of a DIMACS graph, whose vertices are named "1", "2", ...

    `given` holds the other fields as texts, `name` is the file's name in messages.  An edge that is listed twice (or from both
    ends) is one edge.  Raises BadInput, with the line, for a text that is no such graph.
    """
    count = promised = -1
    listed = number = header = 0
    edges: set[Value] = set()
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
                edges.add(_edge(u, v, count, place))
            case ["p", *_]:
                raise BadInput(place, "this is a second header")
            case ["n", *_]:
                raise BadInput(place, "values of vertices are not part of a graph; give them as a field of the problem")
            case tokens:
                raise BadInput(place, f"found {quoted(' '.join(tokens))}, expected an edge `e U V`")
    if count < 0:
        raise BadInput(f"{name}:{number}", "there is no header; expected a line `p edge VERTICES EDGES`")
    if promised not in (listed, len(edges)):
        fix = f"write `p edge {count} {len(edges)}` if the file is complete"
        raise BadInput(f"{name}:{header}", f"the header promises {promised} edges, the file has {len(edges)}", fix)
    names = tuple(map(str, range(1, count + 1)))
    return with_graph(problem, names, frozenset(edges), given_in(text) | dict(given), name)


def _edge(u: str, v: str, count: int, place: str) -> Value:
    for end in (u, v):
        if not _END.fullmatch(end) or int(end) > count:
            raise BadInput(place, f"found {quoted(end)}, expected a vertex from 1 to {count}")
    if u == v:
        raise BadInput(place, f"an edge from {u} to itself; the graph is simple")
    return frozenset((int(u) - 1, int(v) - 1))


def write_dimacs_graph(instance: Instance) -> str:
    """Return the graph of an instance as DIMACS text, whose comments give the names of the vertices and the other fields.

    Raises InputError unless the instance type contains exactly one graph.
    """
    vertices, edges = graph_of(instance)
    path = graph_path(instance.problem.instance)
    dot = f"{path}." if path else ""
    lines = given_comments(instance, {dot + "vertices", dot + "edges"})
    lines += name_comments(label_names(instance)[dot + "vertices"])
    lines.append(f"p edge {len(vertices)} {len(edges)}")
    lines += [f"e {min(edge) + 1} {max(edge) + 1}" for edge in ordered(edges)]
    return "\n".join(lines) + "\n"
