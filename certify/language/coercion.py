"""Coercion of an expression to the type expected at its place, with the obligations that narrowing adds."""

from __future__ import annotations

from typing import Any

from certify.core import INT, Edge, Map, Never, Node, Number, Record, Seq, Set, Step, Tuple, Type
from certify.core.ops import Op
from certify.language.scope import PartScope, Syntax
from certify.language.typing import describe, difference, fits, join


def coerce(part: PartScope, node: Node, want: Type, at: Syntax, place: str) -> Node:
    """Return the expression `node` as a value of the type `want`: unchanged if its type fits, else narrowed.

    An integer is narrowed to a nat and a two-element set to an edge, inside collections member by member.  `at` is the syntax of
    the expression, `place` its role in messages ("the target field `k`", or empty).  Raises `Mistake` if no value of its type
    could fit.
    """
    if fits(node.type, want):
        return node
    narrowed = _narrow(part, node, want, at)
    if narrowed is None:
        where = difference(node.type, want)
        raise part.mistake(f"found {describe(node.type)}, expected {describe(want)}{place and ' as ' + place}{where}", at)
    return narrowed


def _narrow(part: PartScope, node: Node, want: Type, at: Syntax) -> Node | None:
    have, mark = node.type, part.mark(at)
    if fits(have, want):
        return node
    match have, want:
        case Number(_, magnitude), Number("nat"):
            sort = Number("nat", magnitude)
            if node.op == "const" and node.data >= 0 and node.data == int(node.data):
                return Node(Op.CONST, sort, data=int(node.data), mark=mark)
            need = part.owe_definedness(Op.NAT, at)
            return Node(Op.NAT, sort, (node,), need=need, mark=mark)
        case Number(_, magnitude), Number("int"):
            need = part.owe_definedness(Op.INT, at)
            return Node(Op.INT, Number("int", magnitude), (node,), need=need, mark=mark)
        case Set(Never()), Map() if _is_empty(node):  # `{}` is the empty map where a map is expected
            return Node(Op.MAP, Map(Never(), Never()), mark=mark)
        case Set(item), Edge(ends) if join(item, ends) is not None:
            if node.op == "set" and len(node.args) == 2:
                a, b = (_narrow(part, n, ends, at) for n in node.args)
                if a is None or b is None:
                    return None
                need = part.owe_definedness(Op.EDGE, at)
                return Node(Op.EDGE, Edge(join(a.type, b.type) or ends), (a, b), need=need, mark=mark)
            need = part.owe_definedness(Op.AS_EDGE, at)
            return Node(Op.AS_EDGE, Edge(item), (node,), need=need, mark=mark)
        case (Set(item), Set(wanted)) | (Seq(item), Seq(wanted)):
            if node.op in ("collect_set", "collect_seq", "set", "seq"):
                return _narrow_items(part, node, wanted, at)
            variable = part.variable()
            inner = _narrow(part, Node(Op.VAR, item, data=variable), wanted, at)
            op, shape = (Op.COLLECT_SET, Set) if isinstance(have, Set) else (Op.COLLECT_SEQ, Seq)
            steps = (Step("each", (variable,), node),)
            return inner and Node(op, shape(inner.type), (inner,), steps=steps, mark=mark)
        case Map(key, value), Map(wanted_key, wanted_value, domain):
            k, v = part.variable(), part.variable()
            new_key = _narrow(part, Node(Op.VAR, key, data=k), wanted_key, at)
            new_value = _narrow(part, Node(Op.VAR, value, data=v), wanted_value, at)
            if new_key is None or new_value is None:
                return None
            type = Map(new_key.type, new_value.type, have.domain if have.domain == domain else "")
            steps = (Step("each", (k, v), node),)
            return Node(Op.COLLECT_MAP, type, (new_key, new_value), steps=steps, mark=mark)
        case Tuple(items), Tuple(wants) if len(items) == len(wants):
            return _rebuild(part, node, Op.TUPLE, [Node(Op.ITEM, t, (node,), data=i) for i, t in enumerate(items)], wants, at)
        case Record(fields), Record(wants) if [n for n, _ in fields] == [n for n, _ in wants]:
            parts = [Node(Op.FIELD, t, (node,), data=n) for n, t in fields]
            rebuilt = _rebuild(part, node, Op.RECORD, parts, [t for _, t in wants], at)
            return rebuilt and Node(
                Op.RECORD, Record(tuple((n, a.type) for (n, _), a in zip(fields, rebuilt.args, strict=True))), rebuilt.args,
                mark=mark,
            )  # fmt: skip
    return None


def empty_map(part: PartScope, node: Node, at: Syntax) -> Node:
    """Return the expression `node` where a map is expected: as the empty map if it is `{}`, else unchanged."""
    return narrowed(part, node, at, Map(Never(), Never())) if node.type == Set(Never()) else node


def _is_empty(node: Node) -> bool:
    """Return whether an expression is `{}`, or a name for it or for a value with it as a part."""
    return (node.op == "set" and not node.args) or node.op == "var" or (node.op in ("field", "item") and _is_empty(node.args[0]))


def _narrow_items(part: PartScope, node: Node, wanted: Type, at: Syntax) -> Node | None:
    args = [_narrow(part, a, wanted, at) for a in node.args]
    if any(a is None for a in args):
        return None
    known = tuple(a for a in args if a is not None)
    item: Type = known[0].type
    for a in known[1:]:
        item = join(item, a.type) or item
    shape: Any = Set if isinstance(node.type, Set) else Seq
    return Node(node.op, shape(item), known, node.data, node.steps, node.need, node.mark)


def _rebuild(part: PartScope, node: Node, op: Op, parts: list[Node], wants: Any, at: Syntax) -> Node | None:
    args = [_narrow(part, p, w, at) for p, w in zip(parts, wants, strict=True)]
    if any(a is None for a in args):
        return None
    known = tuple(a for a in args if a is not None)
    return Node(op, Tuple(tuple(a.type for a in known)), known, mark=node.mark)


def integer(part: PartScope, node: Node, at: Syntax, place: str) -> Node:
    """Return the expression `node` as an integer; the other parameters and the errors are those of `coerce`."""
    return coerce(part, node, INT, at, place)


def narrowed(part: PartScope, node: Node, at: Syntax, want: Type | None) -> Node:
    """Return the expression `node` narrowed to the type `want` (None: any) if possible, else unchanged; `at` is its syntax.

    The branches of an `if` or `case` and the heads of comprehensions are narrowed by it, so that each obligation stands under the
    guards of its place.
    """
    if want is None or fits(node.type, want):
        return node
    return _narrow(part, node, want, at) or node
