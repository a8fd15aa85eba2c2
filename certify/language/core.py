"""The core form: what a text means, with no surface syntax left in it.  `docs/core.md` is its specification.

Every reading (interpreter, enumeration, search, bounds, circuits, formulas, pages) starts here and imports nothing else of
`certify.language`.  All values are frozen; equality and hashes ignore source positions and numeric provenance.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from certify.language.mistakes import Source

VERSION = 1

# ------------------------------------------------------------------------------------------------ types


@dataclass(frozen=True, slots=True)
class Never:
    """The type of no value: the items of an empty literal."""


@dataclass(frozen=True, slots=True)
class Bool:
    """Truth values."""


@dataclass(frozen=True, slots=True)
class Number:
    """Exact numbers: `sort` is `nat`, `int` or `rat`; `magnitude` names the binary number that its value may follow.

    `magnitude` is empty when the value is polynomial in sizes, so that iterating up to it is polynomial.
    """

    sort: str
    magnitude: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Label:
    """An opaque label of a home: the path of the set that introduces it (`variables`, `G.vertices`; in a reduction,
    `source.G.vertices`)."""

    home: str


@dataclass(frozen=True, slots=True)
class Term:
    """A label that a reduction builds, by one of these constructors."""

    constructors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """A finite set; `home` is the home that a set of labels opens, `within` the path of the set it is declared part of."""

    item: Type
    home: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An unordered pair of two different items."""

    item: Type


@dataclass(frozen=True, slots=True)
class Seq:
    """A finite sequence, indexed from 0."""

    item: Type


@dataclass(frozen=True, slots=True)
class Map:
    """A finite map; `domain` is the path of the set that its keys are exactly (empty: any finite part of the key type)."""

    key: Type
    value: Type
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Tuple:
    """A tuple; with no items, the type of the one empty tuple (the witness of a problem without witnesses)."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Named fields, in order."""

    fields: tuple[tuple[str, Type], ...]

    def field(self, name: str) -> Type | None:
        """The type of a field, or None."""
        return dict(self.fields).get(name)

    def index(self, name: str) -> int:
        """The position of a field."""
        return [f for f, _ in self.fields].index(name)


@dataclass(frozen=True, slots=True)
class Sum:
    """A declared sum type, its parameter filled in: cases with the types of their arguments."""

    name: str
    cases: tuple[tuple[str, tuple[Type, ...]], ...]

    def index(self, case: str) -> int:
        """The position of a case."""
        return [c for c, _ in self.cases].index(case)


Type = Never | Bool | Number | Label | Term | Set | Edge | Seq | Map | Tuple | Record | Sum

BOOL, NAT, INT, RAT, UNIT = Bool(), Number("nat"), Number("int"), Number("rat"), Tuple(())


def is_graph(type: Type) -> bool:
    """Is this the shape of a graph: a home `vertices` and a set `edges` of unordered pairs of its labels?"""
    match type:
        case Record((("vertices", Set(_, home)), ("edges", Set(Edge(Label(of)))))):
            return bool(home) and home == of
    return False


# ------------------------------------------------------------------------------------------------ expressions


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a piece of core came from: a text and the offsets in it."""

    source: Source
    start: int
    end: int

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"

    @property
    def text(self) -> str:
        """The marked text, blanks folded."""
        return " ".join(self.source.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class Step:
    """One generator of a comprehension: `each` binds one variable to the items of a set, sequence or edge, or two to the
    entries of a map or the index and item of a sequence; `let` binds one to a value; `where` guards what follows."""

    kind: str
    vars: tuple[int, ...]
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """An expression: an operation of `docs/core.md`, its type, operands, fixed data, generators and obligation.

    `need` numbers the obligation owed where the node is evaluated (None: the operation is total, or shown defined).
    """

    op: str
    type: Type
    args: tuple[Node, ...] = ()
    data: Any = None
    steps: tuple[Step, ...] = ()
    need: int | None = None
    mark: Mark | None = field(default=None, compare=False, repr=False)

    def children(self) -> Iterator[Node]:
        """Generators' expressions first, then operands: the order of evaluation."""
        for step in self.steps:
            yield step.node
        yield from self.args

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children():
            yield from child.walk()

    def free(self) -> set[int]:
        """The variables that are bound outside this node; no two binders of a document part bind the same one."""
        nodes = list(self.walk())
        bound = {v for n in nodes for step in n.steps for v in step.vars}
        bound |= {v for n in nodes if n.op == "case" for _, variables in n.data for v in variables}
        bound |= {v for n in nodes if n.op == "fold" for v in n.data}
        return {n.data for n in nodes if n.op == "var"} - bound


@dataclass(frozen=True, slots=True)
class Function:
    """A named definition at the types of its uses: a `global` without parameters, else called; closed but for the inputs."""

    name: str
    params: tuple[tuple[int, Type], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Obligation:
    """`says` must hold wherever a node with `need == id` is evaluated."""

    id: int
    says: str
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Space:
    """A typed witness space.  `kind` is one of

    `subset` of the set `node`; `choice` from the map of sets `node`; `map` from each item of the set `node` to `parts[0]`;
    `ordering`, `cycle` of the set `node`; `one` of the collection `node`; `all` values of the finite type `type`;
    `record` of the named `parts`; `unit`; `reals` over the set `node`.  `type` is the type of a witness.
    """

    kind: str
    type: Type
    node: Node | None = None
    parts: tuple[tuple[str, Space], ...] = ()

    @property
    def enumerable(self) -> bool:
        """Are there no real numbers in it?"""
        return self.kind != "reals" and all(part.enumerable for _, part in self.parts)


# ------------------------------------------------------------------------------------------------ declarations


@dataclass(frozen=True, slots=True)
class About:
    """What is said about a declaration and has no part in its meaning; `unused` are the names that it binds for nothing."""

    title: str = ""
    because: tuple[str, ...] = ()
    cites: tuple[tuple[str, str], ...] = ()
    mark: Mark | None = field(default=None, compare=False)
    unused: tuple[tuple[str, Mark], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A decision problem: instances, validity, measures, witness space and verifier.

    In every expression `input instance` is the instance and, in `accepts` only, `input witness` the witness.
    """

    name: str
    instance: Record
    valid: tuple[Node, ...]
    measures: tuple[tuple[str, Node], ...]
    fixing: tuple[str, ...]
    witness: Space
    witness_names: tuple[str, ...]
    accepts: tuple[Node, ...]
    functions: tuple[Function, ...]
    obligations: tuple[Obligation, ...]
    restricts: str = ""
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True, slots=True)
class Constructor:
    """A constructor of labels: the names (may be empty) and types of its parameters."""

    name: str
    parameters: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a reduction claims.  `kind` is

    `size`: `left` compared by `relation` (`<=`, `=`) with `right`, where `left` names a measure of the target and `right` is
    an arithmetic expression over the source's measures (nodes `measure`, data their names);
    `value`: as `size`, bounding the largest number in the field `left` of the image;
    `parsimonious`: the witness maps are bijections and inverse; `counts`: #target = `right` (node `measure` with data
    `#source` stands for the number of the source's witnesses).  `where` restricts it to instances on which it holds.
    """

    kind: str
    left: str = ""
    relation: str = ""
    right: Node | None = None
    where: Node | None = None
    mark: Mark | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reduction:
    """A reduction with both witness maps.

    `input instance` is the source instance throughout; `input witness` is the source's witness in `forward` and the
    target's, its labels as terms, in `backward`.  `content` gives for each home of the target what its labels are made of.
    """

    name: str
    source: Problem
    target: Problem
    constructors: tuple[Constructor, ...]
    content: tuple[tuple[str, Type], ...]
    image: Node
    forward: Node
    backward: Node
    claims: tuple[Claim, ...]
    functions: tuple[Function, ...]
    obligations: tuple[Obligation, ...]
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A cited statement about a problem, with the assumptions it rests on."""

    subject: str
    says: str
    assuming: tuple[str, ...]
    cites: tuple[str, str]


RECORDS = (
    Never, Bool, Number, Label, Term, Set, Edge, Seq, Map, Tuple, Record, Sum, Source, Mark, Step, Node, Function, Obligation,
    Space, About, Problem, Constructor, Claim, Reduction,
)  # fmt: skip
"""The classes that core forms are made of."""


# ------------------------------------------------------------------------------------------------ the JSON document


def type_json(type: Type) -> Any:
    """The canonical JSON of a type.

    >>> type_json(Seq(Number("nat")))
    {'seq': 'nat'}
    """
    match type:
        case Never():
            return "never"
        case Bool():
            return "bool"
        case Number(sort):
            return sort
        case Label(home):
            return {"label": home}
        case Term(constructors):
            return {"term": list(constructors)}
        case Set(item, home, within):
            return {"set": type_json(item)} | ({"home": home} if home else {}) | ({"within": within} if within else {})
        case Edge(item):
            return {"edge": type_json(item)}
        case Seq(item):
            return {"seq": type_json(item)}
        case Map(key, value, domain):
            return {"map": [type_json(key), type_json(value)]} | ({"domain": domain} if domain else {})
        case Tuple(items):
            return {"tuple": [type_json(i) for i in items]}
        case Record(fields):
            return {"record": [[name, type_json(t)] for name, t in fields]}
        case Sum(name, cases):
            return {"sum": name, "cases": [[c, [type_json(t) for t in ts]] for c, ts in cases]}


def node_json(node: Node) -> Any:
    """The canonical JSON of an expression: absent parts are left out, rationals are texts."""
    out: dict[str, Any] = {"op": node.op, "type": type_json(node.type)}
    if node.data is not None:
        out["data"] = str(node.data) if isinstance(node.data, Fraction) else node.data
    if node.steps:
        out["steps"] = [[s.kind, list(s.vars), node_json(s.node)] for s in node.steps]
    if node.args:
        out["args"] = [node_json(a) for a in node.args]
    if node.need is not None:
        out["need"] = node.need
    return out


def _space_json(space: Space) -> Any:
    out: dict[str, Any] = {"space": space.kind, "type": type_json(space.type)}
    if space.node is not None:
        out["of"] = node_json(space.node)
    if space.parts:
        out["parts"] = [[name, _space_json(part)] for name, part in space.parts]
    return out


def _functions_json(functions: tuple[Function, ...]) -> Any:
    return [{"name": f.name, "params": [[i, type_json(t)] for i, t in f.params], "body": node_json(f.body)} for f in functions]


def _obligations_json(obligations: tuple[Obligation, ...]) -> Any:
    return [{"id": o.id, "says": o.says} for o in obligations]


def problem_json(problem: Problem) -> Any:
    """The core document of a problem."""
    return {
        "core": VERSION,
        "problem": problem.name,
        "instance": type_json(problem.instance),
        "valid": [node_json(n) for n in problem.valid],
        "measures": [[name, node_json(n)] for name, n in problem.measures],
        "fixing": list(problem.fixing),
        "witness": _space_json(problem.witness),
        "witness_names": list(problem.witness_names),
        "accepts": [node_json(n) for n in problem.accepts],
        "functions": _functions_json(problem.functions),
        "obligations": _obligations_json(problem.obligations),
    }


def _claim_json(claim: Claim) -> Any:
    out: dict[str, Any] = {"claim": claim.kind}
    if claim.left:
        out["left"] = claim.left
    if claim.relation:
        out["relation"] = claim.relation
    if claim.right is not None:
        out["right"] = node_json(claim.right)
    if claim.where is not None:
        out["where"] = node_json(claim.where)
    return out


def reduction_json(reduction: Reduction) -> Any:
    """The core document of a reduction, closed: both problems stand in it."""
    return {
        "core": VERSION,
        "reduction": reduction.name,
        "source": problem_json(reduction.source),
        "target": problem_json(reduction.target),
        "constructors": [[c.name, [[n, type_json(t)] for n, t in c.parameters]] for c in reduction.constructors],
        "content": [[home, type_json(t)] for home, t in reduction.content],
        "image": node_json(reduction.image),
        "forward": node_json(reduction.forward),
        "backward": node_json(reduction.backward),
        "claims": [_claim_json(c) for c in reduction.claims],
        "functions": _functions_json(reduction.functions),
        "obligations": _obligations_json(reduction.obligations),
    }


def core_json(declaration: Problem | Reduction) -> Any:
    """The core document of a declaration."""
    return problem_json(declaration) if isinstance(declaration, Problem) else reduction_json(declaration)


def core_hash(declaration: Problem | Reduction) -> str:
    """SHA-256 of the canonical document (sorted keys, no blanks): the same for reformatted or commented texts."""
    text = json.dumps(core_json(declaration), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
