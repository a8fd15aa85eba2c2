"""Witness spaces as texts write them, under `witness`."""

from __future__ import annotations

from typing import Any

from lark import Tree

from certify.core import (
    BOOL,
    NAT,
    UNIT,
    Bool,
    Edge,
    Map,
    Node,
    Number,
    Record,
    Seq,
    Set,
    Space,
    SpaceKind,
    Step,
    Sum,
    Tuple,
    Type,
)
from certify.core.ops import Op
from certify.core.witness_kinds import KIND_OF_WORD, WITNESS_KINDS, space_of
from certify.language.arithmetic import ends, long_range, number
from certify.language.coercion import integer
from certify.language.declared_types import BASIC, FOREIGN, NUMBERS, case_types
from certify.language.generators import generators
from certify.language.scope import PartScope, Syntax
from certify.language.typing import describe
from certify.wording import did_you_mean


def witness_space(part: PartScope, tree: Any) -> Space:
    """Return the space that a witness type denotes, over the instance in scope.  Raises `Mistake` if it denotes none."""
    match tree.data:
        case "kind_space":
            word, over = tree.children
            if word == "sequence":
                raise part.mistake(
                    "found a sequence of any length",
                    tree,
                    f"state the longest, as in `sequence of at most ... of {part.mark(over).text}`",
                )
            if word not in KIND_OF_WORD:
                known = did_you_mean(word, KIND_OF_WORD) or "known are " + ", ".join(f"`{w} of`" for w in sorted(KIND_OF_WORD))
                raise part.mistake(f"`{word} of` is no witness space", word, known)
            kind = KIND_OF_WORD[word]
            return _one_of(part, over) if kind is SpaceKind.ONE else _space_over(part, kind, over)
        case "sequence_space":
            return _sequences(part, tree)
        case "choice_space":
            return _space_over(part, SpaceKind.CHOICE, tree.children[0])
        case "reals_space":
            return _space_over(part, SpaceKind.REALS, tree.children[0])
        case "map_space":
            over, values = tree.children
            if over.data == "comparison" and len(over.children) == 3 and over.children[1].children[0] in ("in", "∈"):
                return _dependent(part, over, values)
            return _space_over(part, SpaceKind.MAP, over, values)
        case "record_space":
            names, trees = tree.children[::2], tree.children[1::2]
            for i, name in enumerate(names):
                if name in names[:i]:
                    raise part.mistake(f"`{name}` is declared twice", name)
            return record_space(tuple((str(n), witness_space(part, t)) for n, t in zip(names, trees, strict=True)))
    return _plain_space(part, tree.children[0])


def record_space(parts: tuple[tuple[str, Space], ...]) -> Space:
    """Return the space of records with a witness of each part."""
    return Space(SpaceKind.RECORD, Record(tuple((name, space.type) for name, space in parts)), None, parts)


def unit_space() -> Space:
    """Return the space of a problem without witnesses."""
    return Space(SpaceKind.UNIT, UNIT)


def _plain_space(part: PartScope, tree: Any) -> Space:
    if tree.data == "name":
        word, finite = str(tree.children[0]), _finite_type(part, tree)
        if finite is not None:
            return Space(SpaceKind.ALL, finite)
        if word in NUMBERS:
            raise part.mistake(
                f"`{word}` has infinitely many values", tree, "write the least and the greatest, as in `one of 0 .. 3`"
            )
        if word in FOREIGN and part.find(word) is None:
            raise part.mistake(f"`{word}` is no witness space", tree, FOREIGN[word])
    return _one_of(part, tree)


def _finite_type(part: PartScope, tree: Any) -> Bool | Sum | None:
    """Return the finite type that a name denotes, such as `bool`; None if it denotes something else."""
    word = str(tree.children[0]) if tree.data == "name" else ""
    if word == "bool":
        return BOOL
    declared = part.document.texts.type_declaration(word)
    if declared is None or part.scope.find(word) is not None:
        return None
    cases = case_types(part.document, declared)
    if any(types for _, types in cases):
        raise part.mistake(f"`{word}` has cases with arguments: it has no finite list of values", tree)
    return Sum(word, cases)


def _set(part: PartScope, tree: Any, sequences: bool = False) -> Node:
    """Lower what a space is made of as a set.  A sequence is the set of its items (with `sequences` it stays one), a tuple of
    collections the set of the tuples with an item of each, and a finite type the set of its values."""
    mark = part.mark(tree)
    match _finite_type(part, tree):
        case Bool():
            values = [Node(Op.CONST, BOOL, data=value, mark=mark) for value in (False, True)]
        case Sum(_, cases) as type:
            values = [Node(Op.MAKE, type, data=case, mark=mark) for case, _ in cases]
        case _:
            node = part.lower(tree)
            return node if sequences and isinstance(node.type, Seq) else _as_set(part, node)
    return Node(Op.SET, Set(values[0].type), tuple(values), mark=mark)


def _one_of(part: PartScope, tree: Any) -> Space:
    """Return the space of the members of a collection.  A range that is not polynomial in sizes is not listed."""
    if tree.data == "range":
        low, high = ends(part, tree)
        if long_range(low, high)[1]:
            return _made(part, SpaceKind.NUMBER, _pair(part, low, high, tree), tree)
    return _space_over(part, SpaceKind.ONE, tree)


def _pair(part: PartScope, low: Node, high: Node, tree: Any) -> Node:
    """Return the pair of the ends of a range, whose first type is that of all numbers between them."""
    assert isinstance(low.type, Number)
    assert isinstance(high.type, Number)
    first = Number("nat" if low.type.sort == "nat" else "int", high.type.magnitude or low.type.magnitude)
    return Node(Op.TUPLE, Tuple((first, high.type)), (low, high), mark=part.mark(tree))


def _space_over(part: PartScope, kind: SpaceKind, over: Any, values: Any = None) -> Space:
    """Return the space of a kind over the value of an expression; `values` is the syntax of the space of a map's values."""
    node = part.lower(over) if kind is SpaceKind.CHOICE else _set(part, over, sequences=kind is SpaceKind.ONE)
    parts = () if values is None else (("", witness_space(part, values)),)
    return _made(part, kind, node, over, parts)


def _made(part: PartScope, kind: SpaceKind, node: Node, over: Any, parts: tuple[tuple[str, Space], ...] = ()) -> Space:
    space = space_of(kind, node, parts)
    if space is None:
        raise part.mistake(f"found {describe(node.type)}, expected {WITNESS_KINDS[kind].expects}", over)
    return space


def _as_set(part: PartScope, node: Node) -> Node:
    """Return the set of the items of a sequence, or of the tuples with an item of each collection of a tuple; else the node."""
    match node.type:
        case Seq():
            return _tuples_of(part, (node,), node)
        case Tuple(types) if all(isinstance(t, Set | Seq) for t in types):
            given = (
                node.args
                if node.op == Op.TUPLE
                else [Node(Op.ITEM, t, (node,), data=i, mark=node.mark) for i, t in enumerate(types)]
            )
            return _tuples_of(part, tuple(given), node)
    return node


def _tuples_of(part: PartScope, collections: tuple[Node, ...], at: Node) -> Node:
    variables = [
        Node(Op.VAR, c.type.item, data=part.variable(), mark=at.mark) for c in collections if isinstance(c.type, Set | Seq)
    ]
    steps = tuple(Step("each", (v.data,), c) for v, c in zip(variables, collections, strict=True))
    head = (
        variables[0]
        if len(variables) == 1
        else Node(Op.TUPLE, Tuple(tuple(v.type for v in variables)), tuple(variables), mark=at.mark)
    )
    return Node(Op.COLLECT_SET, Set(head.type), (head,), steps=steps, mark=at.mark)


# ------------------------------------------------------------------------------------------------ sequences


def _sequences(part: PartScope, tree: Any) -> Space:
    """Return the space of sequences of a bounded length: `at most k`, exactly `k`, or `a .. b` items."""
    word, at_most, length, over = tree.children
    if word != "sequence":
        fix = f"write `{word} of {part.mark(over).text}`" if word in KIND_OF_WORD else "only `sequence of ...` has one"
        raise part.mistake(f"`{word}` takes no length", word, fix)
    if length.data == "range" and at_most is None:
        low, high = ends(part, length)
        longest = length.children[1]
    else:
        high, longest = integer(part, number(part, length), length, "the length of a sequence"), length
        low = high if at_most is None else Node(Op.CONST, NAT, data=0, mark=part.mark(length))
    assert isinstance(high.type, Number)
    if high.type.magnitude:
        raise part.mistake(
            f"a sequence may be as long as the value of `{high.type.magnitude}`, a binary number: that is not polynomial",
            longest,
            f"clamp it by a size, as in `min({part.mark(longest).text}, |...|)`",
        )  # fmt: skip
    items = _set(part, over)
    if not isinstance(items.type, Set):
        raise part.mistake(f"found {describe(items.type)}, expected a set", over)
    made = Node(Op.TUPLE, Tuple((low.type, high.type, items.type)), (low, high, items), mark=part.mark(tree))
    return _made(part, SpaceKind.SEQUENCE, made, tree)


# ------------------------------------------------------------------------------------------------ spaces that depend on the key


def _dependent(part: PartScope, over: Any, values: Any) -> Space:
    """Return the space of `map from each x in A to one of E`, where E may depend on x.

    It is made of the map from each x to the ends of E or, if E is a set, of a map of sets, from which a witness is a choice.
    """
    left, _, right = over.children
    pairs = [(left, right)]
    if left.data == right.data == "tuple" and len(left.children) == len(right.children):  # `(x, y) in (A, B)`
        pairs = list(zip(left.children, right.children, strict=True))
    each = [Tree("each", [_pattern(part, name), source, None], over.meta) for name, source in pairs]
    gens = generators(part, Tree("generators", each, over.meta))
    of = _options(part, values)
    if of is None:
        raise part.mistake(
            "found another space than `one of`, which may not depend on the member", values,
            f"write `one of ...`, or `map from each {part.mark(right).text} to ...`",
        )  # fmt: skip
    steps = [s for s in gens.steps if s.kind == "each"]
    names = [Node(Op.VAR, _item(s.node.type), data=s.vars[0], mark=part.mark(over)) for s in steps]
    key = names[0] if len(names) == 1 else Node(Op.TUPLE, Tuple(tuple(v.type for v in names)), tuple(names), mark=part.mark(left))
    if of.data == "range":
        kind, value = SpaceKind.NUMBERS, _pair(gens.part, *ends(gens.part, of), of)
    else:
        kind, value = SpaceKind.CHOICE, _set(gens.part, of)
        if not isinstance(value.type, Set):
            raise part.mistake(f"found {describe(value.type)}, expected a set", of)
    whole = steps[0].node.type
    home = whole.home if len(steps) == 1 and isinstance(whole, Set) else ""
    node = Node(Op.COLLECT_MAP, Map(key.type, value.type, home), (key, value), steps=tuple(gens.steps), mark=part.mark(values))
    return _made(part, kind, node, values)


def _item(type: Type) -> Type:
    assert isinstance(type, Set | Seq | Edge)
    return type.item


def _options(part: PartScope, tree: Any) -> Any:
    """Return the expression E of `one of E`; None for another space."""
    if tree.data == "kind_space":
        return tree.children[1] if tree.children[0] == "one" else None
    if tree.data != "plain_space":
        return None
    of = tree.children[0]
    word = str(of.children[0]) if of.data == "name" else ""
    known = not word or part.scope.find(word) is not None or part.document.texts.type_declaration(word) is None
    return of if known and word not in BASIC else None


def _pattern(part: PartScope, tree: Any) -> Syntax:
    """Return an expression that stands before `in` as a pattern: a name, or a tuple of patterns."""
    if tree.data == "name":
        return Tree("bind", tree.children, tree.meta)
    if tree.data == "tuple":
        return Tree("tuple_pattern", [_pattern(part, t) for t in tree.children], tree.meta)
    raise part.mistake("found an expression, expected a name", tree, "write `map from each x in ...`")
