"""The built-in operations that a text calls by name.

They are the operations of the core form whose records have `built_in`, and a few that are expressed by others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.core import INT, NAT, Edge, Label, Map, Never, Node, Number, Seq, Set, Step, Type
from certify.core.operations import BUILT_IN as OPERATIONS
from certify.core.operations import OperationRecord
from certify.core.operations.records import Signature
from certify.core.ops import Op
from certify.language.coercion import coerce, empty_map
from certify.language.edge_sets import EDGE_SETS
from certify.language.scope import PartScope, Syntax
from certify.language.typing import describe, fits, join, magnitude_in, transform, with_magnitude
from certify.wording import counted

BUILT_IN = (*OPERATIONS, "positions", "range", "abs", *EDGE_SETS)

_TAKES = {Set: "a set", Edge: "an edge", Seq: "a sequence", Map: "a map", Number: "a number"}


def takes(word: str) -> int:
    """Return the number of arguments of a built-in operation."""
    return len(OPERATIONS[word].signatures[0].operands) if word in OPERATIONS else 1


def built_in(part: PartScope, word: str, arguments: Sequence[Syntax], tree: Syntax) -> Node:
    """Return the node of the built-in operation `word` on `arguments`; `tree` is the syntax of the call.

    Raises `Mistake` if the number or the types of the arguments do not fit.
    """
    if len(arguments) != takes(word):
        raise part.mistake(f"`{word}` takes {counted(takes(word), 'argument')}, found {len(arguments)}", tree)
    nodes = [part.lower(argument) for argument in arguments]
    if word in ("domain", "range"):
        nodes = [empty_map(part, node, at) for node, at in zip(nodes, arguments, strict=True)]
    if word in OPERATIONS:
        return _operation(part, OPERATIONS[word], nodes, arguments, tree)
    return _written_with_others(part, word, nodes[0], arguments[0], tree)


def _operation(
    part: PartScope, record: OperationRecord, nodes: Sequence[Node], arguments: Sequence[Syntax], tree: Syntax
) -> Node:
    """Return the operation at the first of its signatures that the arguments fit.

    Numbers that fit none are narrowed to the last signature, with an obligation.
    """
    for signature in record.signatures:
        if all(_fits(node.type, wanted) for node, wanted in zip(nodes, signature.operands, strict=True)):
            break
    else:
        signature = record.signatures[-1]
        nodes = [_narrowed(part, record, *at) for at in zip(nodes, signature.operands, arguments, strict=True)]
    kinds: dict[str, Type] = {}
    for node, wanted, argument in zip(nodes, signature.operands, arguments, strict=True):
        _bind(part, wanted, node.type, kinds, argument)
    need = part.owe_definedness(record.op, tree) if record.partial else None
    type = _result(signature, kinds, nodes)
    return Node(record.op, type, tuple(nodes), data=signature.data, need=need, mark=part.mark(tree))


def _result(signature: Signature, kinds: dict[str, Type], nodes: Sequence[Node]) -> Type:
    """Return the type of the result.  A number in it has the magnitude of a number of the operands, unless it is bounded."""
    follows = "" if signature.bounded else next((m for node in nodes if (m := magnitude_in(node.type))), "")
    type = with_magnitude(signature.result, follows)
    return transform(type, lambda t: kinds.get(t.home) if isinstance(t, Label) else None)


def _fits(have: Type, wanted: Type) -> bool:
    """Return whether a type has the shape of an operand, whatever type `?a` stands for."""
    match wanted:
        case Label():
            return True
        case Number():
            return isinstance(have, Number) and fits(have, wanted)
        case Set() | Edge() | Seq() | Map():
            return have.__class__ is wanted.__class__
    return fits(have, wanted)


def _narrowed(part: PartScope, record: OperationRecord, node: Node, wanted: Type, argument: Syntax) -> Node:
    if isinstance(node.type, Number) and isinstance(wanted, Number):
        return coerce(part, node, wanted, argument, f"an operand of `{record.op}`")
    if _fits(node.type, wanted):
        return node
    if record.op is Op.LISTED and isinstance(node.type, Seq):
        raise part.mistake("`listed` takes a set; this is a sequence already", argument)
    takes_first = next(_TAKES[s.operands[0].__class__] for s in record.signatures)
    shown, fix = part.mark(argument).text, ""
    if record.op is Op.BITS and isinstance(node.type, Set | Seq | Map):
        pattern = "k -> x" if isinstance(node.type, Map) else "x"
        fix = f"the longest number in it has `max(bits(x) | {pattern} in {shown})`"
    raise part.mistake(f"`{record.op}` takes {takes_first}, found {describe(node.type)}", argument, fix)


def _bind(part: PartScope, wanted: Type, have: Type, kinds: dict[str, Type], at: Syntax) -> None:
    """Bind `?a` and `?b` to types that fit the type of an argument."""
    match wanted, have:
        case Label(name), _:
            joined = join(kinds.get(name, Never()), have)
            if joined is None:
                raise part.mistake(f"found {describe(have)} beside {describe(kinds[name])}", at)
            kinds[name] = joined
        case (Set(i), Set(j)) | (Edge(i), Edge(j)) | (Seq(i), Seq(j)):
            _bind(part, i, j, kinds, at)
        case Map(k, v), Map(i, j):
            _bind(part, k, i, kinds, at)
            _bind(part, v, j, kinds, at)


def _written_with_others(part: PartScope, word: str, node: Node, argument: Syntax, tree: Syntax) -> Node:
    mark: Any = part.mark(tree)
    if word in EDGE_SETS:
        lower, wanted = EDGE_SETS[word]
        found = lower(part, node, mark)
        if found is None:
            raise part.mistake(f"`{word}` takes {wanted}, found {describe(node.type)}", argument)
        return found
    match word, node.type:
        case "positions", Seq():
            size = Node(Op.SIZE, NAT, (node,), mark=mark)
            last = Node(Op.SUB, INT, (size, Node(Op.CONST, NAT, data=1)), mark=mark)
            return Node(Op.RANGE, Seq(NAT), (Node(Op.CONST, NAT, data=0), last), mark=mark)
        case "range", Map(_, value):
            k, v = part.variable(), part.variable()
            values = (Node(Op.VAR, value, data=v),)
            return Node(Op.COLLECT_SET, Set(value), values, steps=(Step("each", (k, v), node),), mark=mark)
        case "abs", Number(sort, magnitude):
            zero = Node(Op.CONST, NAT, data=0)
            negated = Node(Op.SUB, Number("int" if sort == "nat" else sort, magnitude), (zero, node), mark=mark)
            return Node(Op.MAX, Number("nat" if sort == "int" else sort, magnitude), (node, negated), mark=mark)
    wants = {"positions": "a sequence", "range": "a map", "abs": "a number"}[word]
    raise part.mistake(f"`{word}` takes {wants}, found {describe(node.type)}", argument)
