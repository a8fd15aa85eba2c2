"""The table of formats: what each is called, its endings, which types it fits, how it is read and written.

JSON fits every type, and `files` reads it.  Every other format depends on the type of the instances alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from certify.core import Problem, Type
from certify.formats.reading import Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class FileFormat:
    """A format of files of instances.

    - `name`: as on the command line.  `called`: as in sentences.  `endings`: of names of files, with the dot.
    - `fits`: whether it holds instances of a problem, which the type decides; only a peer's names are looked up.
    - `read`: the reader, from a problem, a text, the file's name for messages, the other fields as texts, and how to read.
    - `write`: the writer, which returns the text, or pieces of it that are made as they are taken.
    - `scales`: whether its numbers can be scaled.  `loops`: whether edges from a vertex to itself can be left out.
    - `check`: raises BadInput for a problem whose instances have parts that the format does not carry.
    """

    name: str
    called: str
    endings: tuple[str, ...]
    fits: Callable[[Problem], object]
    read: Callable[[Problem, str, str, Mapping[str, str], Reading], Instance]
    write: Callable[[Instance], str | Iterator[str]]
    scales: bool = False
    loops: bool = False
    check: Callable[[Problem], None] = lambda problem: None


def _of(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a module of this package.  The module is imported when the function is called: a command reads or
    writes one or two formats."""
    return lambda *given: getattr(import_module(f"certify.formats.{module}"), name)(*given)


def _typed(shape: Callable[[Type], object]) -> Callable[[Problem], object]:
    return lambda problem: shape(problem.instance)


def _format(
    name: str,
    called: str,
    endings: tuple[str, ...],
    fits: Callable[[Problem], object],
    module: str,
    ending: str = "",
    scales: bool = False,
    loops: bool = False,
    checked: bool = False,
) -> FileFormat:
    """Return a format whose functions are `read_` and `write_` with an ending, by default the format's name, in a module; and
    `check_` if it is `checked` that the format carries instances of a problem."""
    read, write, check = (_of(module, f"{verb}_{ending or name}") for verb in ("read", "write", "check"))
    return FileFormat(name, called, endings, fits, read, write, scales, loops, check if checked else lambda problem: None)


_GRAPH, _UNDIRECTED, _DIRECTED = (_typed(_of("graph_shape", shape)) for shape in ("graph_shape", "undirected", "directed"))
_PROGRAM = _typed(_of("programs", "program_shape"))
_QUADRATIC = _typed(_of("quadratic", "quadratic_shape"))

FORMATS = {
    format.name: format
    for format in (
        _format("cnf", "DIMACS CNF", (".cnf",), _typed(_of("dimacs_cnf", "cnf_shape")), "dimacs_cnf"),
        _format("graph", "a DIMACS graph", (".col", ".edge", ".clq"), _UNDIRECTED, "dimacs_graph", "dimacs_graph", loops=True),
        _format("graph6", "graph6", (".g6",), _UNDIRECTED, "graph6", checked=True),
        _format("sparse6", "sparse6", (".s6",), _UNDIRECTED, "graph6", loops=True, checked=True),
        _format("digraph6", "digraph6", (".d6",), _DIRECTED, "graph6", loops=True, checked=True),
        _format(
            "edges", "a list of edges", (".edges", ".edgelist", ".el"), _GRAPH, "edge_list", "edge_list", scales=True, loops=True
        ),
        _format("gml", "GML", (".gml",), _GRAPH, "network_files", scales=True, loops=True),
        _format("graphml", "GraphML", (".graphml",), _GRAPH, "network_files", scales=True, loops=True),
        _format("wcnf", "WCNF", (".wcnf",), _typed(_of("wcnf", "weighted")), "wcnf"),
        _format("lp", "an LP file", (".lp",), _PROGRAM, "lp"),
        _format("mps", "an MPS file", (".mps",), _PROGRAM, "mps"),
        _format("opb", "OPB", (".opb",), _PROGRAM, "opb"),
        _format("qubo", "a file of qbsolv", (".qubo",), _typed(_of("quadratic", "of_bits")), "quadratic", scales=True),
        _format("coo", "a list of coefficients", (".coo",), _QUADRATIC, "quadratic", scales=True),
        _format("dimod", "dimod's JSON", (".bqm", ".dimod"), _QUADRATIC, "quadratic", scales=True),
        _format("pred", "the JSON of problem-reductions", (".pred",), _of("peers", "has_peer"), "peers", "peer", scales=True),
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
