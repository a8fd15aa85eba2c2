"""Lowering of the claims of a reduction: bounds on sizes and values, numbers of witnesses, and conditions of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from certify.core import Claim, Node, Number, Problem
from certify.core.ops import Op
from certify.core.paths import fields
from certify.language.built_in import BUILT_IN
from certify.language.canonical import uses_witness
from certify.language.conditions import condition
from certify.language.scope import Local, PartScope, Scope
from certify.language.typing import describe
from certify.wording import did_you_mean

CLAIMS = "a bound such as `target.n <= 3*m`, `target.value(field) <= ...`, `parsimonious`, or `counts: #target = ...`"


def lower_claims(part: PartScope, found: Mapping[str, Sequence[Any]], source: Problem, target: Problem) -> tuple[Claim, ...]:
    """Return the claims of a reduction between two problems, whose sections are `found` by kind.  Raises `Mistake`."""
    return tuple(_claim(part, c, source, target) for tree in found.get("claims", []) for c in tree.children)


def _claim(part: PartScope, tree: Any, source: Problem, target: Problem) -> Claim:
    counts, body, guard = tree.children
    mark = part.mark(tree)
    where = None if guard is None else condition(PartScope(part.document, part.source, _measured(part, source)), guard)
    if where is not None and uses_witness(where, list(part.document.functions.values())):
        raise part.mistake("a claim's condition speaks of the instance alone", guard)
    measured = {n: Local(Node(Op.MEASURE, Number("nat"), data=n)) for n, _ in source.measures}
    own = PartScope(part.document, part.source, Scope(dict(measured)))
    if counts is not None or (body.data == "comparison" and str(_head(body)) == "#target"):
        if body.data != "comparison" or str(_head(body)) != "#target" or len(body.children) != 3 or _sign(body) != "=":
            raise part.mistake("a count is claimed as `counts: #target = ...`", tree)
        own.scope.names["#source"] = Local(Node(Op.MEASURE, Number("nat"), data="#source"))
        return Claim("counts", "", "=", _number(own, body.children[2]), where, mark)
    if body.data == "name" and str(body.children[0]) == "parsimonious":
        return Claim("parsimonious", where=where, mark=mark)
    if body.data != "comparison" or len(body.children) != 3:
        fix = did_you_mean(str(body.children[0]), ["parsimonious"]) if body.data == "name" else ""
        raise part.mistake("this is no claim that can be checked", body, fix or f"claims are {CLAIMS}")
    left, sign, right = body.children[0], _sign(body), body.children[2]
    if sign in (">=", "≥"):
        left, right, sign = right, left, "<="
    sign = {"≤": "<="}.get(sign, sign)
    if sign not in ("<=", "="):
        raise part.mistake(f"a bound is claimed with `<=` or `=`, found `{sign}`", body.children[1])
    kind, name = _claimed(part, left, target)
    return Claim(kind, name, sign, _number(own, right), where, mark)


def _measured(part: PartScope, source: Problem) -> Scope:
    """Return the scope of a claim's condition: the reduction's, and measures of the source that are a size or bit length.

    Names of the reduction come first.  Other measures bind variables or use definitions of the problem, which are not the
    reduction's.
    """
    plain = [(n, m) for n, m in source.measures if all(i.op in ("size", "bits", "field", "input") for i in m.walk())]
    return part.scope.within({n: Local(m) for n, m in plain if part.scope.find(n) is None})


def _head(body: Any) -> Any:
    left = body.children[0]
    return left.children[0] if left.data == "witness_count" else ""


def _sign(body: Any) -> str:
    return " ".join(str(t) for t in body.children[1].children)


def _claimed(part: PartScope, left: Any, target: Problem) -> tuple[str, str]:
    """Return the kind of a claim and its left side: a measure of the target, or a field whose values it bounds."""
    if left.data == "field" and left.children[0].data == "name" and str(left.children[0].children[0]) == "target":
        word = left.children[1]
        names = [n for n, _ in target.measures]
        if str(word) not in names:
            raise part.unknown(word, f" as a measure of {target.name}", names)
        return "size", str(word)
    if left.data == "call" and part.mark(left.children[0]).text == "target.value" and len(left.children) == 2:
        path = part.mark(left.children[1]).text
        paths = [p for p, _ in fields(target.instance)]
        if path not in paths:
            raise part.mistake(f"`{path}` is not a field of {target.name}", left.children[1], did_you_mean(path, paths))
        return "value", path
    raise part.mistake("the left side of a claim names a measure of the target", left, f"claims are {CLAIMS}")


BOUND_OPERATIONS = ("measure", "const", "add", "sub", "mul", "div", "pow", "min", "max", "bits")
"""The operations that a bound may contain."""


def _number(part: PartScope, tree: Any) -> Node:
    heads = [c.children[0] for c in tree.find_data("call")]
    for name in tree.find_data("name"):
        built_in = any(name is h for h in heads) and str(name.children[0]) in BUILT_IN
        if not built_in and part.scope.find(str(name.children[0])) is None:
            raise part.unknown(name.children[0], " as a measure of the source", part.scope.known())
    node = part.lower(tree)
    if not isinstance(node.type, Number):
        raise part.mistake(f"found {describe(node.type)}, expected a number", tree)
    for inner in node.walk():
        if inner.op == "bits" and inner.data == "rat":
            raise part.mistake("`bits` in a bound is of a whole number, found a rational one", tree, "divide the bits instead")
        by_zero = inner.op == "div" and (inner.args[1].op != "const" or inner.args[1].data == 0)
        if inner.op not in BOUND_OPERATIONS or by_zero:
            sign = {"div": "/", "quotient": "div"}.get(inner.op, inner.op)
            made = "a bound is made of measures and numbers by `+`, `-`, `*`, `^`, `min`, `max`, `bits`, and `/` by a number"
            raise part.mistake(f"this `{sign}` has no place in a bound", tree, made)
    return node
