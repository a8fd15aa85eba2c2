"""The core form: what a text means, with no surface syntax left in it.  `docs/core.md` is its specification.

Every backend (interpreter, enumeration, search, bounds, circuits, formulas, pages) starts here and imports nothing of
`certify.language`.  All values are frozen; equality and hashes ignore source positions and numeric provenance.
"""

from certify.core.declarations import RECORDS, About, Claim, Constructor, Fact, Problem, Reduction
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
    "Space",
    "SpaceKind",
    "Step",
    "Sum",
    "Term",
    "Tuple",
    "Type",
    "core_hash",
    "core_json",
    "is_graph",
    "node_json",
    "problem_json",
    "reduction_json",
    "type_json",
]
