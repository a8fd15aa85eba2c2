"""The core form as a canonical JSON document, and its hash.  `docs/core.md` is its specification."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from certify.core.declarations import Claim, Problem, Reduction
from certify.core.expressions import Function, Node, Obligation, Space
from certify.core.types import Bool, Edge, Label, Map, Never, Number, Record, Seq, Set, Sum, Term, Tuple, Type

VERSION = 1


def type_json(type: Type) -> Any:
    """Return the canonical JSON of a type.

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
    """Return the canonical JSON of an expression, without absent parts and with rationals as texts."""
    out: dict[str, Any] = {"op": node.op.value, "type": type_json(node.type)}
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
    """Return the core document of a problem."""
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
    } | dict([problem.optimum] if problem.optimum else [])


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
    """Return the core document of a reduction, which contains the documents of both problems."""
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
    """Return the core document of a declaration."""
    return problem_json(declaration) if isinstance(declaration, Problem) else reduction_json(declaration)


def core_hash(declaration: Problem | Reduction) -> str:
    """Return the SHA-256 hash (hexadecimal) of the canonical document, with sorted keys and no blanks.

    Reformatting a text, or adding comments, leaves the hash as it is.
    """
    import hashlib  # which takes longer to be imported than most cores that are cached

    text = json.dumps(core_json(declaration), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
