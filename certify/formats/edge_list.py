"""Edge lists: a line `U V` for each edge or arc, for every instance type that contains exactly one graph or digraph.

A third column is the value of the only map from the edges.  A line with one name is a vertex; vertices have the order in which
they are first named.  Names stand between blanks or commas; a line that begins with # or % is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from certify.core import Problem, Type
from certify.core.paths import field_values
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import name_comments
from certify.formats.given import given_comments, given_in, numbers
from certify.formats.graph_shape import GraphShape, PairReader, graph_of, in_order, shape_of, with_graph
from certify.formats.json_text import compact
from certify.formats.json_writer import writer
from certify.formats.labels import label_names
from certify.formats.line_pieces import in_lines
from certify.formats.reading import USUAL, Reading
from certify.semantics.named_instances import Instance

_DATA = re.compile(r"^(\S+)\s+(\S+)\s+\{(?:\s*'\w+'\s*:\s*([^,'{}]+?)\s*)?\}$")
"""A line as networkx writes it, with a dictionary of at most one attribute."""

_PLAIN = re.compile(r"[^\s,#%{}\"']+")


def read_edge_list(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in an edge list.

    `given` holds the other fields as texts, `name` is the file's name in messages.  Raises BadInput, with the line, for a text
    that is no edge list, and for a third column if there is not exactly one map from the edges.
    """
    shape = shape_of(problem)
    weight = _weight(problem.instance, shape)
    ranks: dict[str, int] = {}
    values: dict[Any, tuple[str, str, int | str]] = {}
    found = PairReader(shape.directed, how)
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        words = line.split()
        if len(words) != 2 or words[0] not in ranks or words[1] not in ranks:
            words = _words(line, place)
        ends = [ranks.setdefault(word, len(ranks)) for word in words[:2]]
        if len(ends) < 2:
            continue
        pair = found.add(ends[0], ends[1], place, words[0])
        if len(words) == 2:
            continue
        if weight is None:
            raise BadInput(place, f"a third column, and {problem.name} has not exactly one map from the edges")
        value = _value(words[2], how, place)
        if pair is not None and values.setdefault(pair, (words[0], words[1], value))[2] != value:
            raise BadInput(place, f"the edge from {words[0]} to {words[1]} comes again with another value")
    found.tell(name)
    others: dict[str, Any] = dict(given_in(text))
    if weight is not None and (values or not (found.pairs or weight in others)):
        others[weight] = [[[u, v], value] for u, v, value in values.values()]
    return with_graph(problem, tuple(ranks), found.pairs, others | dict(given), name)


def _weight(type: Type, shape: GraphShape) -> str | None:
    maps = list(shape.of_pairs(type))
    return maps[0] if len(maps) == 1 else None


def _words(line: str, place: str) -> list[str]:
    bare = line.strip()
    if not bare or bare[0] in "#%":
        return []
    data = _DATA.match(bare)
    words = [w for w in data.groups() if w is not None] if data else re.split(r"[\s,]+", bare)
    if len(words) > 3:
        raise BadInput(place, f"found {quoted(bare)}, expected `U V`, or `U V VALUE`")
    wrong = next((w for w in words if not _PLAIN.fullmatch(w)), None)
    if wrong is not None:
        raise BadInput(place, f"found {quoted(wrong)}, expected a name without quotes and braces")
    return words


def _value(word: str, how: Reading, place: str) -> int | str:
    try:
        return how.whole(word, place)
    except BadInput:
        if how.scale is None and re.fullmatch(r"-?\d+/[1-9]\d*", word):
            return word
        raise


def write_edge_list(instance: Instance) -> Iterator[str]:
    """Return the graph of an instance as an edge list in pieces, whose comments give the other fields.

    Vertices have their own names if these are words, else numbers from 1, and comments that name them.
    """
    shape = shape_of(instance.problem)
    _, pairs = graph_of(instance)
    names = label_names(instance)
    own = names[shape.vertices]
    weight = _weight(instance.problem.instance, shape)
    comments: list[str] = []
    if not all(map(_PLAIN.fullmatch, own)):
        comments = name_comments(own, "#")
        own = numbers(len(own))
    carried = {shape.vertices, shape.pairs} | ({weight} if weight and pairs else set())
    lines = given_comments(instance, carried, "#", {shape.vertices: own}) + comments
    lines += own or ([] if lines else [""])
    values: dict[Any, str] = {}
    if weight is not None:
        type = shape.of_pairs(instance.problem.instance)[weight]
        show = writer(type.value, names)
        at = next(v for p, _, v in field_values(instance.problem.instance, instance.value) if p == weight)
        values = {pair: f" {data if isinstance(data := show(value), str) else compact(data)}" for pair, value in at.items()}
    ends = in_order(pairs, shape)
    if not values:
        return in_lines(lines, (f"{own[u]} {own[v]}" for u, v in ends))
    keyed = ((u, v, (u, v) if shape.directed else frozenset((u, v))) for u, v in ends)
    return in_lines(lines, (f"{own[u]} {own[v]}{values.get(pair, '')}" for u, v, pair in keyed))
