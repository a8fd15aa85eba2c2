"""The table of formats: what each is called, its endings, which types it fits, how it is read and written.

JSON fits every type, and `files` reads it.  Every other format depends on the type of the instances alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from certify.core import Problem, Type
from certify.formats.reading import Reading
from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class FileFormat:
    """A format of files of instances.

    - `name`: as on the command line.  `called`: as in sentences.  `endings`: of names of files, with the dot.
    - `fits`: whether it holds instances of a problem, which the type decides; only a peer's names are looked up.
    - `read`: the reader, from a problem, a text, the file's name for messages, the other fields as texts, and how to read.
    - `write`: the writer.
    - `scales`: whether its numbers can be scaled.  `loops`: whether edges from a vertex to itself can be left out.
    """

    name: str
    called: str
    endings: tuple[str, ...]
    fits: Callable[[Problem], object]
    read: Callable[[Problem, str, str, Mapping[str, str], Reading], Instance]
    write: Callable[[Instance], str]
    scales: bool = False
    loops: bool = False


def _of(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a module of this package.  The module is imported when the function is called: a command reads or
    writes one or two formats."""
    return lambda *given: getattr(import_module(f"certify.formats.{module}"), name)(*given)


def _typed(shape: Callable[[Type], object]) -> Callable[[Problem], object]:
    return lambda problem: shape(problem.instance)


FORMATS = {
    format.name: format
    for format in (
        FileFormat(
            "cnf",
            "DIMACS CNF",
            (".cnf",),
            _typed(_of("dimacs_cnf", "cnf_shape")),
            _of("dimacs_cnf", "read_cnf"),
            _of("dimacs_cnf", "write_cnf"),
        ),
        FileFormat(
            "graph",
            "a DIMACS graph",
            (".col", ".edge", ".clq"),
            _typed(_of("graph_shape", "undirected")),
            _of("dimacs_graph", "read_dimacs_graph"),
            _of("dimacs_graph", "write_dimacs_graph"),
            loops=True,
        ),
        FileFormat(
            "graph6",
            "graph6",
            (".g6",),
            _typed(_of("graph_shape", "undirected")),
            _of("graph6", "read_graph6"),
            _of("graph6", "write_graph6"),
        ),
        FileFormat(
            "sparse6",
            "sparse6",
            (".s6",),
            _typed(_of("graph_shape", "undirected")),
            _of("graph6", "read_sparse6"),
            _of("graph6", "write_sparse6"),
            loops=True,
        ),
        FileFormat(
            "digraph6",
            "digraph6",
            (".d6",),
            _typed(_of("graph_shape", "directed")),
            _of("graph6", "read_digraph6"),
            _of("graph6", "write_digraph6"),
            loops=True,
        ),
        FileFormat(
            "edges",
            "a list of edges",
            (".edges", ".edgelist", ".el"),
            _typed(_of("graph_shape", "graph_shape")),
            _of("edge_list", "read_edge_list"),
            _of("edge_list", "write_edge_list"),
            scales=True,
            loops=True,
        ),
        FileFormat(
            "gml",
            "GML",
            (".gml",),
            _typed(_of("graph_shape", "graph_shape")),
            _of("network_files", "read_gml"),
            _of("network_files", "write_gml"),
            scales=True,
            loops=True,
        ),
        FileFormat(
            "graphml",
            "GraphML",
            (".graphml",),
            _typed(_of("graph_shape", "graph_shape")),
            _of("network_files", "read_graphml"),
            _of("network_files", "write_graphml"),
            scales=True,
            loops=True,
        ),
        FileFormat(
            "wcnf", "WCNF", (".wcnf",), _typed(_of("wcnf", "weighted")), _of("wcnf", "read_wcnf"), _of("wcnf", "write_wcnf")
        ),
        FileFormat(
            "lp", "an LP file", (".lp",), _typed(_of("programs", "program_shape")), _of("lp", "read_lp"), _of("lp", "write_lp")
        ),
        FileFormat(
            "mps",
            "an MPS file",
            (".mps",),
            _typed(_of("programs", "program_shape")),
            _of("mps", "read_mps"),
            _of("mps", "write_mps"),
        ),
        FileFormat(
            "opb", "OPB", (".opb",), _typed(_of("programs", "program_shape")), _of("opb", "read_opb"), _of("opb", "write_opb")
        ),
        FileFormat(
            "qubo",
            "a file of qbsolv",
            (".qubo",),
            _typed(_of("quadratic", "of_bits")),
            _of("quadratic", "read_qubo"),
            _of("quadratic", "write_qubo"),
            scales=True,
        ),
        FileFormat(
            "coo",
            "a list of coefficients",
            (".coo",),
            _typed(_of("quadratic", "quadratic_shape")),
            _of("quadratic", "read_coo"),
            _of("quadratic", "write_coo"),
            scales=True,
        ),
        FileFormat(
            "dimod",
            "dimod's JSON",
            (".bqm", ".dimod"),
            _typed(_of("quadratic", "quadratic_shape")),
            _of("quadratic", "read_dimod"),
            _of("quadratic", "write_dimod"),
            scales=True,
        ),
        FileFormat(
            "pred",
            "the JSON of problem-reductions",
            (".pred",),
            _of("peers", "has_peer"),
            _of("peers", "read_peer"),
            _of("peers", "write_peer"),
            scales=True,
        ),
    )
}
"""The formats beside JSON, by name, in the order in which they are offered."""

EXTENSIONS = {".json": "json"} | {ending: format.name for format in FORMATS.values() for ending in format.endings}
"""The format of each extension.  `.dimacs` is `cnf` or `graph`, which the header decides."""


def called(name: str) -> str:
    """Return what a format is called in sentences."""
    return "JSON" if name == "json" else FORMATS[name].called


def fits(name: str, problem: Problem) -> bool:
    """Return whether instances of a problem have a form in a format.  The result is False if there is no format of this name."""
    return name == "json" or (name in FORMATS and bool(FORMATS[name].fits(problem)))


def formats_of(problem: Problem) -> tuple[str, ...]:
    """Return the formats for instances of a problem: always `json`, the others if the instance type has the shape."""
    return ("json", *(name for name in FORMATS if fits(name, problem)))
