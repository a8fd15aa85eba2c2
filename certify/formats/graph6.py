"""graph6, sparse6 and digraph6 (McKay), for every instance type that contains exactly one graph or digraph.

A text of graph6 encodes the number n of vertices 0 .. n-1 and the upper triangle of the adjacency matrix, column by column, with
six bits to a character; digraph6 does the same with the whole matrix, row by row.  sparse6 lists edges, and networkx reads it.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import isqrt

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import MOST_LABELS
from certify.formats.given import missing_fields
from certify.formats.graph_shape import PairReader, graph_of, in_order, shape_of, with_graph
from certify.formats.reading import USUAL, Reading
from certify.semantics.named_instances import Instance

HEADER = ">>graph6<<"

_FROM_BASE64 = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bytes(range(63, 127)))
"""The characters of these formats, for those of Base64 that stand for the same bits."""


def read_graph6(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance with one graph in graph6, whose vertices are named "0", "1", ...

    `given` holds the other fields as texts, `name` is the file's name in messages.  Raises BadInput for other encodings, several
    graphs, and text that is too short, too long or has spare bits set.
    """
    count, edges = decode(_only(text, HEADER, "graph6", name), name)
    return with_graph(problem, tuple(map(str, range(count))), frozenset(frozenset(e) for e in edges), given, name)


def write_graph6(instance: Instance) -> str:
    """Return the graph of an instance in graph6.  Raises BadInput if the instance has fields beside its graph."""
    count, edges = _alone(instance, "graph6")
    return encode(count, edges) + "\n"


def read_sparse6(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance with one graph in sparse6; as `read_graph6`.  An edge that is listed twice is one edge."""
    import networkx as nx

    line = _only(text, ">>sparse6<<", "sparse6", name)
    if not line.startswith(":"):
        raise BadInput(name, "a text of sparse6 begins with a colon")
    count, _ = _count_in(line[1:], name)
    try:
        graph: nx.Graph[int] = nx.from_sparse6_bytes(line.encode("ascii"))  # type: ignore[call-overload]
    except (nx.NetworkXError, IndexError, ValueError) as error:
        raise BadInput(name, f"not sparse6: {error}") from None
    found = PairReader(directed=False, how=how)
    for u, v in graph.edges():
        found.add(u, v, name, str(u))
    found.tell(name)
    return with_graph(problem, tuple(map(str, range(count))), found.pairs, given, name)


def write_sparse6(instance: Instance) -> str:
    """Return the graph of an instance in sparse6.  Raises BadInput if the instance has fields beside its graph."""
    count, edges = _alone(instance, "sparse6")
    width = max(1, (count - 1).bit_length())
    ends = [f"{v:0{width}b}" for v in range(count)]
    bits, at = list[str](), 0
    for code in sorted([v * count + u for u, v in edges]):
        v, u = divmod(code, count)
        if v - at > 1:
            bits.append(f"1{ends[v]}0{ends[u]}")
        else:
            bits.append(f"{v - at}{ends[u]}")
        at = v
    body = "".join(bits)
    spare = -len(body) % 6
    if width < 6 and count == 1 << width and spare >= width and at < count - 1:
        body += "0"  # ones alone would be read as a loop of the last vertex
    return f":{_count(count)}{_sixes(body)}\n"


def _sixes(bits: str) -> str:
    """Return the characters of these bits, six to a character; ones fill the last one up."""
    whole = bits + "1" * (-len(bits) % 6)
    padded = whole + "0" * (-len(whole) % 24)
    data = int(padded or "0", 2).to_bytes(len(padded) // 8, "big")
    return b2a_base64(data, newline=False)[: len(whole) // 6].translate(_FROM_BASE64).decode("ascii")


def read_digraph6(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance with one digraph in digraph6; as `read_graph6`."""
    line = _only(text, ">>digraph6<<", "digraph6", name)
    if not line.startswith("&"):
        raise BadInput(name, "a text of digraph6 begins with &")
    count, body = _count_in(line[1:], name)
    found = PairReader(directed=True, how=how)
    for place in _bits(body, count * count, f"{count} vertices", name):
        found.add(*divmod(place, count), name, str(place // count))
    found.tell(name)
    return with_graph(problem, tuple(map(str, range(count))), found.pairs, given, name)


def write_digraph6(instance: Instance) -> str:
    """Return the digraph of an instance in digraph6.  Raises BadInput if the instance has fields beside its digraph."""
    count, arcs = _alone(instance, "digraph6")
    return f"&{_count(count)}{_packed(count * count, (u * count + v for u, v in arcs))}\n"


def _only(text: str, header: str, format: str, name: str) -> str:
    lines = text.strip().removeprefix(header).split()
    if len(lines) != 1:
        raise BadInput(name, f"found {len(lines)} graphs, expected one graph in {format}")
    return lines[0]


def _check(problem: Problem, format: str) -> None:
    """Raise BadInput if the instances of a problem have fields beside their graph, which these formats do not carry."""
    shape = shape_of(problem)
    lost = missing_fields(problem.instance, {shape.vertices, shape.pairs})
    if lost:
        raise BadInput(
            "", f"{format} does not carry `{next(iter(lost))}` of {problem.name}; write json, or a format with comments"
        )


def _alone(instance: Instance, format: str) -> tuple[int, Iterable[Sequence[int]]]:
    """Return the number of vertices and the arcs, or the edges with the smaller end first, of an instance with nothing else."""
    _check(instance.problem, format)
    vertices, pairs = graph_of(instance)
    return len(vertices), in_order(pairs, shape_of(instance.problem))


check_graph6, check_sparse6, check_digraph6 = (partial(_check, format=name) for name in ("graph6", "sparse6", "digraph6"))


def decode(line: str, name: str) -> tuple[int, list[tuple[int, int]]]:
    """Return the number of vertices and the edges (i, j), i < j, of a graph6 text.

    `name` is the file's name in messages.  Raises BadInput if it is no graph6 text, or has more than `MOST_LABELS` vertices.

    >>> decode("Bw", "")
    (3, [(0, 1), (0, 2), (1, 2)])
    """
    if line.startswith((":", ";", "&")):
        raise BadInput(name, "this is sparse6 or digraph6; expected graph6")
    count, body = _count_in(line, name)
    pairs = count * (count - 1) // 2
    return count, [_pair(place) for place in _bits(body, pairs, f"{count} vertices", name)]


def _count_in(line: str, name: str) -> tuple[int, str]:
    """Return the number of vertices at the start of a line, and the rest of the line."""
    wrong = next((c for c in line if not "?" <= c <= "~"), None)
    if wrong is not None:
        raise BadInput(name, f"the character {quoted(wrong)} does not occur in these formats")
    count = 0
    digits = 6 if line.startswith("~~") else 3 if line.startswith("~") else 1
    start = {1: 0, 3: 1, 6: 2}[digits]
    if len(line) < start + digits:
        raise BadInput(name, "the text ends before the number of vertices does")
    for c in line[start : start + digits]:
        count = count << 6 | ord(c) - 63
    if count > MOST_LABELS:
        raise BadInput(name, f"{count} is more than the {MOST_LABELS} labels that can be read")
    return count, line[start + digits :]


def _bits(body: str, wanted: int, of: str, name: str) -> list[int]:
    """Return the places of the ones among the `wanted` bits of a text, six to a character."""
    if len(body) != -(-wanted // 6):
        raise BadInput(name, f"{of} need {-(-wanted // 6)} characters of edges, found {len(body)}")
    places = [6 * i + bit for i, c in enumerate(body) if c != "?" for bit in range(6) if ord(c) - 63 >> 5 - bit & 1]
    if places and places[-1] >= wanted:
        raise BadInput(name, "bits after the last pair of vertices are set")
    return places


def _pair(place: int) -> tuple[int, int]:
    """Return the pair at a place, from 0, of (0,1), (0,2), (1,2), (0,3), ..."""
    j = (1 + isqrt(1 + 8 * place)) // 2
    return place - j * (j - 1) // 2, j


def encode(count: int, edges: Iterable[Sequence[int]]) -> str:
    """Return the graph6 text of a graph with the vertices 0 .. count-1 and different edges (i, j), i < j.

    >>> encode(3, [(0, 1), (0, 2), (1, 2)])
    'Bw'
    """
    return _count(count) + _packed(count * (count - 1) // 2, (j * (j - 1) // 2 + i for i, j in edges))


def _packed(wanted: int, places: Iterable[int]) -> str:
    body = bytearray(b"?" * -(-wanted // 6))
    for place in places:
        body[place // 6] += 32 >> place % 6
    return body.decode("ascii")


def _count(count: int) -> str:
    digits, mark = (1, "") if count < 63 else (3, "~") if count < 1 << 18 else (6, "~~")
    return mark + "".join(chr(63 + (count >> 6 * d & 63)) for d in reversed(range(digits)))
