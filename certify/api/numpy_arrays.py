"""Instances from arrays and lists of numbers, and the fields of an instance as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from certify.api.networkx_graphs import GraphFields, graph_shapes
from certify.api.python_data import is_array, plain
from certify.core import Edge, Label, Map, Number, Problem, Set, Tuple, Type
from certify.core.paths import field_values, fields
from certify.core.values import Value
from certify.formats.bad_input import BadInput, described
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Instance

if TYPE_CHECKING:
    import numpy


def array_data(problem: Problem, data: Any, given: Collection[str]) -> Mapping[str, Any]:
    """Return the fields that an array or a list of numbers has for an instance of a problem.

    A square matrix is the adjacency of the only graph; otherwise the data is the only map over labels, or over pairs of labels,
    that is not given.  Raises BadInput where this leaves a choice, or no choice.
    """
    rows = data.tolist() if is_array(data) else list(data)
    shapes = [s for s in graph_shapes(problem.instance) if s.edges and s.vertices.partition(".")[0] not in given]
    if len(shapes) == 1:
        return _adjacency(problem, rows, shapes[0])
    free = [
        path
        for path, inner in fields(problem.instance)
        if path not in given and isinstance(inner, Map) and _dimensions(inner) == (2 if rows and _is_row(rows[0]) else 1)
    ]
    if len(free) != 1:
        of = f"it may be {' or '.join(f'`{p}`' for p in free)}" if free else "it has no field of this form"
        fix = f"give the fields by name, as in `{free[0]}=...`" if free else f"expected {shape(problem.instance)}"
        kind = "an array" if is_array(data) else described(data)
        raise BadInput("", f"found {kind} for {problem.name}: {of}", fix)
    return {free[0]: data}


def _is_row(item: Any) -> bool:
    return isinstance(item, list | tuple) or is_array(item)


def _dimensions(type: Map) -> int:
    """Return how many dimensions the array of a map has; 0 if it has none."""
    match type:
        case Map(Label(), Map(Label(), Number())):
            return 2
        case Map(Label(), Number()):
            return 1
        case Map(Tuple((Label(), Label())), Number()):
            return 2
    return 0


def _adjacency(problem: Problem, rows: list[Any], graph: GraphFields) -> Mapping[str, Any]:
    for i, row in enumerate(rows):
        if not _is_row(row) or len(row) != len(rows):
            found = f"a row of {len(row)}" if _is_row(row) else described(plain(row))
            fix = "" if is_array(row) else "for a list of edges, give `networkx.Graph(edges)`"
            raise BadInput(f"[{i}]", f"found {found}, expected a square matrix of adjacency, with {len(rows)} in each row", fix)
        for j, item in enumerate(row):
            entry = plain(item)
            if not isinstance(entry, bool) and entry not in (0, 1):
                fix = "give a graph of networkx, or the fields by name, for weights"
                raise BadInput(f"[{i}][{j}]", f"found {entry!r}, expected 0 or 1: a matrix of adjacency", fix)
            if not graph.directed and bool(entry) != bool(rows[j][i]):
                raise BadInput(f"[{i}][{j}]", f"found {entry!r}, but {rows[j][i]!r} at [{j}][{i}]: the graph is undirected")
            if entry and i == j and not graph.directed:
                raise BadInput(
                    f"[{i}][{i}]", f"found {entry!r}: a self loop; an edge of {problem.name} joins two different vertices"
                )
    pairs = [(i, j) for i, row in enumerate(rows) for j, item in enumerate(row) if item and (graph.directed or i < j)]
    home, _, vertices = graph.vertices.rpartition(".")
    inner = {vertices: list(range(len(rows))), graph.edges.rpartition(".")[2]: pairs}
    return {home: inner} if home else inner


def arrays(instance: Instance) -> dict[str, numpy.ndarray[Any, Any]]:
    """Return the fields of an instance that have an array form, by path; see `LoadedInstance.to_arrays`."""
    found = field_values(instance.problem.instance, instance.value)
    sizes = {t.home: len(v) for _, t, v in found if isinstance(t, Set) and t.home}
    out = {}
    for path, type, value in field_values(instance.problem.instance, instance.value):
        made = _array(type, value, sizes)
        if made is not None:
            out[path] = made
    return out


def _array(type: Type, value: Value, sizes: Mapping[str, int]) -> numpy.ndarray[Any, Any] | None:
    match type:
        case Map(Label(home), Number()):
            return filled((sizes[home],), {(k,): v for k, v in value.items()})
        case Map(Label(home), Map(Label(across), Number())):
            return filled((sizes[home], sizes[across]), {(k, j): v for k, row in value.items() for j, v in row.items()})
        case Map(Label(home), Set(Label(across))):
            return filled((sizes[home], sizes[across]), {(k, j): 1 for k, row in value.items() for j in row})
        case Map(Tuple((Label(down), Label(across))), Number()):
            return filled((sizes[down], sizes[across]), dict(value))
        case Map(Edge(Label(home)), Number()):
            return filled((sizes[home],) * 2, {k: v for e, v in value.items() for k in _both(e)})
        case Set(Edge(Label(home))):
            return filled((sizes[home],) * 2, {k: 1 for e in value for k in _both(e)})
        case Set(Tuple((Label(down), Label(across)))):
            return filled((sizes[down], sizes[across]), dict.fromkeys(value, 1))
    return None


def _both(edge: frozenset[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    u, v = edge
    return (u, v), (v, u)


def filled(size: tuple[int, ...], entries: Mapping[tuple[int, ...], int | Fraction]) -> numpy.ndarray[Any, Any]:
    """Return an array of 64-bit integers, or of Python numbers where one does not fit, with 0 where there is no entry.

    >>> filled((2, 2), {(0, 1): 5}).tolist(), filled((1,), {(0,): Fraction(1, 2)}).dtype
    ([[0, 5], [0, 0]], dtype('O'))
    """
    import numpy

    fits = all(isinstance(v, int) and -(2**63) <= v < 2**63 for v in entries.values())
    out = numpy.zeros(size, dtype=numpy.int64 if fits else object)
    for place, value in entries.items():
        out[place] = value
    return out
