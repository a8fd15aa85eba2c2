"""Lowering of truth values, `if` and `case`, and comparisons."""

from __future__ import annotations

from certify.core import (
    BOOL,
    Bool,
    Edge,
    Label,
    Map,
    Node,
    Number,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.ops import Op
from certify.language.agreement import agreeing, attempt, read_as, together
from certify.language.arithmetic import known_number
from certify.language.coercion import narrowed
from certify.language.scope import Local, PartScope, Syntax, lowers
from certify.language.typing import as_hint, common, describe, difference, join
from certify.records import replace


def condition(part: PartScope, tree: Syntax) -> Node:
    """Lower an expression that must be a truth value.  Raises `Mistake` if it is not."""
    node = part.lower(tree)
    if not isinstance(node.type, Bool):
        if part.document.trying:
            return Node(Op.CONST, BOOL, data=False, mark=part.mark(tree))
        raise part.mistake(f"found {describe(node.type)}, expected a condition (true or false)", tree)
    return node


@lowers("and", "or", "implies")
def connective(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `and`, `or`, `implies`, whose left operand guards the right one."""
    a, b = (condition(part, t) for t in tree.children)
    return Node(Op(tree.data), BOOL, (a, b), mark=part.mark(tree))


@lowers("iff")
def equivalence(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `iff`, the equality of truth values."""
    a, b = (condition(part, t) for t in tree.children)
    return Node(Op.EQ, BOOL, (a, b), mark=part.mark(tree))


@lowers("not")
def negation(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `not`."""
    return Node(Op.NOT, BOOL, (condition(part, tree.children[0]),), mark=part.mark(tree))


@lowers("true", "false")
def truth(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `true` and `false`."""
    return Node(Op.CONST, BOOL, data=tree.data == "true", mark=part.mark(tree))


@lowers("witness_count")
def witness_count(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `#source`, the number of the source's witnesses in a `counts` claim."""
    found = part.scope.find(str(tree.children[0]))
    if not isinstance(found, Local):
        raise part.mistake(f"`{tree.children[0]}` stands in a `counts` claim only", tree)
    return found.node


@lowers("group")
def group(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower an expression in parentheses."""
    return part.lower(tree.children[0], expected)


@lowers("if")
def conditional(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `if c then a else b`, whose type is the join of both branches."""
    test, yes, no = tree.children
    guard = condition(part, test)
    a, b = together([(part, yes), (part, no)], expected)
    a, b = narrowed(part, a, yes, expected), narrowed(part, b, no, expected)
    type = join(a.type, b.type)
    if type is None:
        raise part.mistake(f"`then` gives {describe(a.type)}, `else` gives {describe(b.type)}", no)
    return Node(Op.IF, type, (guard, a, b), mark=part.mark(tree))


def cases_of(part: PartScope, type: Type) -> dict[str, tuple[Type, ...]] | None:
    """Return the cases of a sum type, or the constructors of a built label, with the types of their arguments; else None."""
    match type:
        case Sum(_, cases):
            return dict(cases)
        case Term(constructors):
            known = part.document.constructors
            return {c: tuple(t for _, t in known[c].parameters) for c in constructors}
    return None


@lowers("comparison")
def comparison(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower a comparison; a chain of comparisons is their conjunction."""
    operands, signs = tree.children[::2], tree.children[1::2]
    nodes = []
    for left, sign, right in zip(operands, signs, operands[1:], strict=False):
        nodes.append(_compare(part, left, " ".join(str(t) for t in sign.children), right, tree))
    whole = nodes[0]
    for node in nodes[1:]:
        whole = Node(Op.AND, BOOL, (whole, node), mark=part.mark(tree))
    return whole


def _compare(part: PartScope, left: Syntax, sign: str, right: Syntax, tree: Syntax) -> Node:
    mark = part.mark(tree)
    if sign in ("in", "∈", "not in", "∉"):
        member, whole = _member_and_whole(part, left, right, tree)
        node = Node(Op.IN, BOOL, (member, whole), mark=mark)
        return Node(Op.NOT, BOOL, (node,), mark=mark) if sign in ("not in", "∉") else node
    a, b = _both_sides(part, left, right)
    if sign in ("=", "!=", "≠"):
        same_kind(part, a.type, b.type, tree, tree)
        node = Node(Op.EQ, BOOL, (a, b), mark=mark)
        return node if sign == "=" else Node(Op.NOT, BOOL, (node,), mark=mark)
    if sign in ("subset", "⊆"):
        for node, at in ((a, left), (b, right)):
            if not isinstance(node.type, Set | Edge):
                raise part.mistake(f"found {describe(node.type)}, expected a set", at)
        same_kind(part, a.type, b.type, tree, tree)
        return Node(Op.SUBSET, BOOL, (a, b), mark=mark)
    a, b = known_number(part, a), known_number(part, b)
    for node, at in ((a, left), (b, right)):
        if not isinstance(node.type, Number):
            fix = "write `subset` for inclusion" if isinstance(node.type, Set) else ""
            if isinstance(node.type, Label | Term):
                fix = "labels have no order of their own; compare positions, or list them with `listed`"
            raise part.mistake(f"found {describe(node.type)}, expected a number", at, fix)
    if sign in (">", ">=", "≥"):
        a, b = b, a
    return Node(Op.LT if sign in ("<", ">") else Op.LE, BOOL, (a, b), mark=mark)


def _member_and_whole(part: PartScope, left: Syntax, right: Syntax, tree: Syntax) -> tuple[Node, Node]:
    """Lower both sides of `x in S`, each of which may say what the other means."""
    whole = attempt(part, right)
    if not isinstance(whole, Node):
        whole = part.lower(right, Set(as_hint(part.lower(left).type)))
    match whole.type:
        case Set(item) | Edge(item) | Seq(item):
            pass
        case Map():
            raise part.mistake("found a map, expected a set or sequence", right, "ask `in domain(...)`")
        case _:
            raise part.mistake(f"found {describe(whole.type)}, expected a set or sequence", right)
    member = part.lower(left, as_hint(item))
    if join(member.type, item) is None and (both := common(member.type, item)) is not None:
        member = read_as(part, left, both)
        whole = read_as(part, right, replace(whole.type, item=both))
        item = both
    same_kind(part, member.type, item, left, tree)
    return member, whole


def _both_sides(part: PartScope, left: Syntax, right: Syntax) -> tuple[Node, Node]:
    """Lower both sides of a comparison, each of which may say what the other means."""
    a = attempt(part, left)
    if not isinstance(a, Node):
        a = part.lower(left, as_hint(part.lower(right).type))
    b = part.lower(right, as_hint(a.type))
    if isinstance(b.type, Sum) and not isinstance(a.type, Sum):
        a = part.lower(left, as_hint(b.type))
    a, b = agreeing([(part, left), (part, right)], [a, b])
    return a, b


def _pair(part: PartScope, a: Type, b: Type, at: Syntax) -> str:
    """Return the fix for `(u, v)` where an edge is meant, or `{u, v}` where an arc is; empty if it is neither."""
    for tree in (at, *(c for c in at.children if hasattr(c, "data"))):
        if tree.data not in ("tuple", "set") or len(tree.children) != 2:
            continue
        u, v = (part.mark(c).text for c in tree.children)
        if tree.data == "tuple" and Edge in (a.__class__, b.__class__):
            return f"an edge is written `{{{u}, {v}}}`"
        if tree.data == "set" and Tuple in (a.__class__, b.__class__):
            return f"a pair in order, such as an arc, is written `({u}, {v})`; for either order ask for both"
    return ""


def same_kind(part: PartScope, a: Type, b: Type, at: Syntax, tree: Syntax) -> None:
    """Raise `Mistake` if values of the types `a` and `b` are never equal; it is reported at the syntax `at`.

    `part` is the part that contains the comparison, `tree` the whole comparison.
    """
    if join(a, b) is None:
        if isinstance(a, Label | Term) and isinstance(b, Label | Term):
            raise part.mistake(f"{describe(a)} and {describe(b)} are compared: labels of different homes are never equal", at)
        where = difference(a, b)
        raise part.mistake(
            f"{describe(a)} and {describe(b)} are compared: they are never equal{where}", at, _pair(part, a, b, at)
        )
    if isinstance(a, Term) and isinstance(b, Term) and not set(a.constructors) & set(b.constructors):
        raise part.mistake(f"{describe(a)} and {describe(b)} are compared: they are never equal", at)
