"""The table of formats: what each is called, its endings, which types it fits, how it is read and written.

JSON fits every type, and `files` reads it.  Every other format depends on the type of the instances alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from certify.core import Problem, Type
from certify.formats.dimacs_cnf import cnf_shape, read_cnf, write_cnf
from certify.formats.dimacs_graph import read_dimacs_graph, write_dimacs_graph
from certify.formats.edge_list import read_edge_list, write_edge_list
from certify.formats.graph6 import (
    read_digraph6,
    read_graph6,
    read_sparse6,
    write_digraph6,
    write_graph6,
    write_sparse6,
)
from certify.formats.graph_shape import directed, graph_shape, undirected
from certify.formats.lp import read_lp, write_lp
from certify.formats.mps import read_mps, write_mps
from certify.formats.network_files import read_gml, read_graphml, write_gml, write_graphml
from certify.formats.opb import read_opb, write_opb
from certify.formats.peers import has_peer, read_peer, write_peer
from certify.formats.programs import program_shape
from certify.formats.quadratic import (
    of_bits,
    quadratic_shape,
    read_coo,
    read_dimod,
    read_qubo,
    write_coo,
    write_dimod,
    write_qubo,
)
from certify.formats.reading import Reading
from certify.formats.wcnf import read_wcnf, weighted, write_wcnf
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


def _typed(fits: Callable[[Type], object]) -> Callable[[Problem], object]:
    return lambda problem: fits(problem.instance)


FORMATS = {
    format.name: format
    for format in (
        FileFormat("cnf", "DIMACS CNF", (".cnf",), _typed(cnf_shape), read_cnf, write_cnf),
        FileFormat(
            "graph",
            "a DIMACS graph",
            (".col", ".edge", ".clq"),
            _typed(undirected),
            read_dimacs_graph,
            write_dimacs_graph,
            loops=True,
        ),
        FileFormat("graph6", "graph6", (".g6",), _typed(undirected), read_graph6, write_graph6),
        FileFormat("sparse6", "sparse6", (".s6",), _typed(undirected), read_sparse6, write_sparse6, loops=True),
        FileFormat("digraph6", "digraph6", (".d6",), _typed(directed), read_digraph6, write_digraph6, loops=True),
        FileFormat(
            "edges",
            "a list of edges",
            (".edges", ".edgelist", ".el"),
            _typed(graph_shape),
            read_edge_list,
            write_edge_list,
            scales=True,
            loops=True,
        ),
        FileFormat("gml", "GML", (".gml",), _typed(graph_shape), read_gml, write_gml, scales=True, loops=True),
        FileFormat(
            "graphml", "GraphML", (".graphml",), _typed(graph_shape), read_graphml, write_graphml, scales=True, loops=True
        ),
        FileFormat("wcnf", "WCNF", (".wcnf",), _typed(weighted), read_wcnf, write_wcnf),
        FileFormat("lp", "an LP file", (".lp",), _typed(program_shape), read_lp, write_lp),
        FileFormat("mps", "an MPS file", (".mps",), _typed(program_shape), read_mps, write_mps),
        FileFormat("opb", "OPB", (".opb",), _typed(program_shape), read_opb, write_opb),
        FileFormat("qubo", "a file of qbsolv", (".qubo",), _typed(of_bits), read_qubo, write_qubo, scales=True),
        FileFormat("coo", "a list of coefficients", (".coo",), _typed(quadratic_shape), read_coo, write_coo, scales=True),
        FileFormat("dimod", "dimod's JSON", (".bqm", ".dimod"), _typed(quadratic_shape), read_dimod, write_dimod, scales=True),
        FileFormat("pred", "the JSON of problem-reductions", (".pred",), has_peer, read_peer, write_peer, scales=True),
    )
}
"""The formats beside JSON, by name, in the order in which they are offered."""

EXTENSIONS = {".json": "json"} | {ending: format.name for format in FORMATS.values() for ending in format.endings}
"""The format of each extension.  `.dimacs` is `cnf` or `graph`, which the header decides."""


def called(name: str) -> str:
    """Return what a format is called in sentences."""
    return "JSON" if name == "json" else FORMATS[name].called


def formats_of(problem: Problem) -> tuple[str, ...]:
    """Return the formats for instances of a problem: always `json`, the others if the instance type has the shape."""
    return ("json", *(name for name, format in FORMATS.items() if format.fits(problem)))
