"""Lowering of literals of sets, sequences, tuples, records and maps, and of indices, slices and fields.

Each function with `lowers` takes the scope of the document part, the syntax of the expression, and the type expected at its place
(None if unknown).  It returns the typed core node, and raises `Mistake` if the expression is wrong.
"""

from __future__ import annotations

from typing import Any

from lark import Tree

from certify.core import (
    INT,
    NAT,
    Edge,
    Label,
    Map,
    Never,
    Node,
    Number,
    Record,
    Seq,
    Set,
    Tuple,
    Type,
)
from certify.core.ops import Op
from certify.core.paths import factors, fields
from certify.language.agreement import agreeing, attempt, together
from certify.language.arithmetic import joined, number
from certify.language.coercion import empty_map, integer, narrowed
from certify.language.conditions import same_kind
from certify.language.scope import Local, PartScope, Syntax, lowers
from certify.language.syntax_hints import item_of_a_tuple
from certify.language.typing import as_hint, describe, join
from certify.wording import did_you_mean


@lowers("override")
def override(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `f with g`."""
    left, right = tree.children
    a, b = together([(part, left), (part, right)], expected or Map(Never(), Never()))
    a, b = empty_map(part, a, left), empty_map(part, b, right)
    for node, at in ((a, left), (b, right)):
        if not isinstance(node.type, Map):
            raise part.mistake(f"`with` combines maps, found {describe(node.type)}", at)
    return Node(Op.OVERRIDE, joined(part, a, b, tree), (a, b), mark=part.mark(tree))


@lowers("set", "seq")
def collection(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `{a, b}` and `[a, b]`; where an edge is expected, `{a, b}` is an edge."""
    items = [c for c in tree.children if c is not None]
    mark = part.mark(tree)
    shape: Any = Set if tree.data == "set" else Seq
    if shape is Set and isinstance(expected, Edge) and len(items) == 2:
        ends = tuple(together([(part, i) for i in items], expected.item))
        type = join(ends[0].type, ends[1].type)
        if type is None:
            raise part.mistake(f"an edge between {describe(ends[0].type)} and {describe(ends[1].type)}", tree)
        return Node(Op.SET, Set(type), ends, mark=mark)
    wanted = expected.item if isinstance(expected, Set | Seq) else None
    args = together([(part, i) for i in items], wanted)
    if wanted is not None:
        args = [narrowed(part, a, i, wanted) for a, i in zip(args, items, strict=True)]
    item: Type = Never()
    for node, at in zip(args, items, strict=True):
        joined = join(item, node.type)
        if joined is None:
            raise part.mistake(f"found {describe(node.type)} beside {describe(item)}", at)
        item = joined
    return Node(Op(tree.data), shape(item), tuple(args), mark=mark)


@lowers("tuple")
def pair(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `(a, b)`."""
    wants: Any = expected.items if isinstance(expected, Tuple) and len(expected.items) == len(tree.children) else None
    args = tuple(part.lower(c, wants and wants[i]) for i, c in enumerate(tree.children))
    if wants:
        args = tuple(narrowed(part, a, c, w) for a, c, w in zip(args, tree.children, wants, strict=True))
    return Node(Op.TUPLE, Tuple(tuple(a.type for a in args)), args, mark=part.mark(tree))


@lowers("record")
def record(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `{ a := 1, b := 2 }`, with the fields in the expected order if one is known."""
    given = {str(n): (n, e) for n, e in zip(tree.children[::2], tree.children[1::2], strict=True)}
    if len(given) * 2 != len(tree.children):
        seen: set[str] = set()
        for word in tree.children[::2]:
            if str(word) in seen:
                raise part.mistake(f"`{word}` is given twice", word)
            seen.add(str(word))
    wanted = dict(expected.fields) if isinstance(expected, Record) else {}
    if wanted:
        for word, (token, _) in given.items():
            if word not in wanted:
                raise part.mistake(f"`{word}` is not a field here", token, did_you_mean(word, wanted) or fields_are(wanted))
        missing = [f for f in wanted if f not in given]
        if missing:
            raise part.mistake(f"field `{missing[0]}` is not given", tree, fields_are(wanted))
    order = list(wanted) or list(given)
    nodes = []
    for field in order:
        at = given[field][1]
        node = part.lower(at, wanted.get(field))
        nodes.append(narrowed(part, node, at, wanted.get(field)))
    type = Record(tuple((f, n.type) for f, n in zip(order, nodes, strict=True)))
    return Node(Op.RECORD, type, tuple(nodes), mark=part.mark(tree))


def fields_are(fields: Any) -> str:
    """Return the names of the fields of a record as a hint for a message."""
    return "the fields are " + ", ".join(f"`{f}`" for f in fields)


@lowers("map")
def map_literal(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `{ a -> 1, b -> 2 }`."""
    wanted = expected if isinstance(expected, Map) else None
    args: list[Node] = []
    key: Type = Never()
    value: Type = Never()
    sides = [[(part, at) for at in entry.children] for entry in tree.children]
    tried = [(attempt(*left, wanted and wanted.key), attempt(*right, wanted and wanted.value)) for left, right in sides]
    keys, values = (agreeing([s[i] for s in sides], [t[i] for t in tried]) for i in (0, 1))
    for entry, k, v in zip(tree.children, keys, values, strict=True):
        left, right = entry.children
        v = narrowed(part, v, right, wanted and wanted.value)
        new_key, new_value = join(key, k.type), join(value, v.type)
        if new_key is None:
            raise part.mistake(f"found {describe(k.type)} beside {describe(key)}", left)
        if new_value is None:
            raise part.mistake(f"found {describe(v.type)} beside {describe(value)}", right)
        key, value = new_key, new_value
        args += [k, v]
    heads = [a.data for a in args[::2] if a.op == "make"]
    distinct = len(args) == 2 or (len(set(heads)) == len(args) // 2)
    need = None if distinct else part.owe_definedness(Op.MAP, tree)
    return Node(Op.MAP, Map(key, value), tuple(args), need=need, mark=part.mark(tree))


@lowers("index")
def index(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `s[i]`, `m[k]`, and `s[a .. b]`."""
    head, inner = tree.children
    whole = empty_map(part, part.lower(head), head)
    if inner.data == "range" and isinstance(whole.type, Seq):
        return _slice(part, whole, inner.children[0], inner.children[1], tree)
    match whole.type:
        case Seq() | Map() if inner.data == "tuple" and not isinstance(getattr(whole.type, "key", None), Tuple | Never):
            one_by_one = "".join(f"[{part.mark(t).text}]" for t in inner.children)
            fix = f"an item of an item is `{part.mark(head).text}{one_by_one}`"
            raise part.mistake(f"found a tuple as the index of {describe(whole.type)}", inner, fix)
        case Seq(item):
            at = integer(part, number(part, inner), inner, "an index")
            shown = at.op == "var" and any(isinstance(b, Local) and b.node == at and b.indexes == whole for b in _bindings(part))
            need = None if shown else part.owe_definedness(Op.AT, tree)
            return Node(Op.AT, item, (whole, at), need=need, mark=part.mark(tree))
        case Map(key, value, domain):
            at = part.lower(inner, as_hint(key))
            same_kind(part, at.type, key, inner, tree)
            shown = _is_key(part, at, domain) or any(
                isinstance(b, Local) and b.node == at and b.keys == whole for b in _bindings(part)
            )
            need = None if shown else part.owe_definedness(Op.LOOKUP, tree)
            return Node(Op.LOOKUP, value, (whole, at), need=need, mark=part.mark(tree))
    fix = ""
    if isinstance(whole.type, Tuple):
        place = int(inner.children[0]) if inner.data == "number" and len(inner.children[0]) < 3 else 0
        fix = item_of_a_tuple(part.mark(head).text, place, len(whole.type.items))
    elif isinstance(whole.type, Set):
        fix = f"a set has no order: `listed({part.mark(head).text})` has one"
    raise part.mistake(f"found {describe(whole.type)}, expected a sequence or map", head, fix)


@lowers("index_tuple")
def index_tuple(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `m[a, b]`, the value of a map at a tuple."""
    head, *items = tree.children
    return index(part, Tree("index", [head, Tree("tuple", items, tree.meta)], tree.meta), expected)


def _is_key(part: PartScope, at: Node, domain: str) -> bool:
    """Return whether the text shows that a value is a key of every map with this domain: a label of the home, an item that runs
    through the set, or a tuple of such."""
    paths = factors(domain)
    if len(paths) > 1:
        return at.op == Op.TUPLE and all(_is_key(part, a, path) for a, path in zip(at.args, paths, strict=True))
    if isinstance(at.type, Label) and at.type.home == domain:
        return True
    bound = (b.keys for b in _bindings(part) if isinstance(b, Local) and b.node == at and b.keys is not None)
    return bool(domain) and any(isinstance(keys.type, Set) and _field_path(keys) == domain for keys in bound)


def _field_path(node: Node) -> str:
    """Return the path of a field of the instance, as domains name it; empty for another expression."""
    names: list[str] = []
    while node.op == Op.FIELD:
        names.insert(0, node.data)
        node = node.args[0]
    if node.op != Op.INPUT or node.data != "instance":
        return ""
    homes = [(path, t.home) for path, t in fields(node.type) if isinstance(t, Set) and t.home]
    prefix = homes[0][1].removesuffix(homes[0][0]) if homes else ""  # in a reduction, that of the source
    return prefix + ".".join(names)


def _bindings(part: PartScope) -> list[Any]:
    found: list[Any] = []
    scope: Any = part.scope
    while scope is not None:
        found += scope.names.values()
        scope = scope.outer
    return found


@lowers("slice_from", "slice_to")
def open_slice(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `s[a ..]` and `s[.. b]`."""
    head, end = tree.children
    whole = part.lower(head)
    if tree.data == "slice_from":
        return _slice(part, whole, end, None, tree)
    return _slice(part, whole, None, end, tree)


def _slice(part: PartScope, whole: Node, low: Any, high: Any, tree: Syntax) -> Node:
    if not isinstance(whole.type, Seq):
        raise part.mistake(f"found {describe(whole.type)}, expected a sequence", tree.children[0])
    mark = part.mark(tree)
    a = Node(Op.CONST, NAT, data=0, mark=mark) if low is None else integer(part, number(part, low), low, "an index")
    if high is None:
        length = Node(Op.SIZE, NAT, (whole,), mark=mark)
        b = Node(Op.SUB, INT, (length, Node(Op.CONST, NAT, data=1, mark=mark)), mark=mark)
    else:
        b = integer(part, number(part, high), high, "an index")
    need = part.owe_definedness(Op.SLICE, tree)
    return Node(Op.SLICE, Seq(whole.type.item), (whole, a, b), need=need, mark=mark)


@lowers("field")
def field(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `r.name`."""
    head, word = tree.children
    node = part.lower(head)
    if not isinstance(node.type, Record):
        shown, fix = part.mark(head).text, ""
        if isinstance(node.type, Tuple):
            second = str(word) in ("second", "snd", "right", "target", "value", "y")
            fix = item_of_a_tuple(shown, int(second), len(node.type.items))
        elif str(word) in ("size", "length", "len", "count") and not isinstance(node.type, Number):
            fix = f"the size of a collection is written `|{shown}|`"
        raise part.mistake(f"found {describe(node.type)}, which has no field `{word}`", tree, fix)
    type = node.type.field(str(word))
    if type is None:
        names = [n for n, _ in node.type.fields]
        arcs = {"edges": "arcs", "arcs": "edges"}.get(str(word))
        if arcs in names:
            member = "(u, v)" if arcs == "arcs" else "{u, v}"
            kind = "a digraph" if arcs == "arcs" else "a graph"
            raise part.mistake(
                f"there is no field `{word}`", word, f"{kind} has {arcs}: `{member} in {part.mark(head).text}.{arcs}`"
            )
        inside = [n for n, inner in node.type.fields if isinstance(inner, Record) and inner.field(str(word)) is not None]
        fix = f"did you mean `{part.mark(head).text}.{inside[0]}.{word}`?" if inside else did_you_mean(str(word), names)
        raise part.mistake(f"there is no field `{word}`", word, fix or fields_are(names))
    return Node(Op.FIELD, type, (node,), data=str(word), mark=part.mark(tree))
