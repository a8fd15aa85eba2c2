"""The core form: the meaning of a text, without its syntax.  `docs/core.md` is its specification.

Every backend (interpreter, enumeration, search, bounds, circuits, formulas, pages) starts from the core form and imports nothing
of `certify.language`.  All classes are frozen; equality and hashes ignore places in texts and the magnitudes of numbers.

A name is imported from its module when it is first asked for: a command that only lists names needs no core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certify.late_names import late_names

if TYPE_CHECKING:
    from certify.core.declarations import RECORDS, About, Claim, Constructor, Fact, Problem, Reduction, ShownFirst, TakenTerms
    from certify.core.document import VERSION, core_hash, core_json, node_json, problem_json, reduction_json, type_json
    from certify.core.expressions import Function, Mark, Node, Obligation, Space, SpaceKind, Step
    from certify.core.types import (
        BOOL,
        INT,
        NAT,
        RAT,
        UNIT,
        Bool,
        Edge,
        Label,
        Map,
        Never,
        Number,
        Record,
        Seq,
        Set,
        Sum,
        Term,
        Tuple,
        Type,
        is_digraph,
        is_graph,
    )

__all__ = [
    "BOOL",
    "INT",
    "NAT",
    "RAT",
    "RECORDS",
    "UNIT",
    "VERSION",
    "About",
    "Bool",
    "Claim",
    "Constructor",
    "Edge",
    "Fact",
    "Function",
    "Label",
    "Map",
    "Mark",
    "Never",
    "Node",
    "Number",
    "Obligation",
    "Problem",
    "Record",
    "Reduction",
    "Seq",
    "Set",
    "ShownFirst",
    "Space",
    "SpaceKind",
    "Step",
    "Sum",
    "TakenTerms",
    "Term",
    "Tuple",
    "Type",
    "core_hash",
    "core_json",
    "is_digraph",
    "is_graph",
    "node_json",
    "problem_json",
    "reduction_json",
    "type_json",
]

__getattr__ = late_names(globals(), ("types", "expressions", "declarations", "document"))
