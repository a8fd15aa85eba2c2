"""Lowering of quantifiers, comprehensions, aggregates and folds."""

from __future__ import annotations

from certify.core import (
    BOOL,
    NAT,
    Edge,
    Map,
    Never,
    Node,
    Number,
    Seq,
    Set,
    Step,
    Type,
)
from certify.core.mistakes import Mistake
from certify.core.ops import Op
from certify.core.paths import walk
from certify.language.agreement import attempt, read_as
from certify.language.arithmetic import known_number
from certify.language.coercion import narrowed
from certify.language.conditions import condition
from certify.language.generators import Generators, generators, in_order, once
from certify.language.patterns import named_once, parts_named
from certify.language.scope import Local, PartScope, Syntax, lowers
from certify.language.typing import as_hint, common, describe, join, with_magnitude


@lowers("quantified")
def quantified(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `every`, `some`, `count`, `the`, `first` with generators and a condition."""
    word, gens_tree, body = str(tree.children[0].children[0]), tree.children[1], tree.children[2]
    word = {"∀": "every", "∃": "some"}.get(word, word)
    gens = generators(part, gens_tree)
    mark = part.mark(tree)
    if word in ("every", "some", "count"):
        if word == "count":
            once(gens, "`count`")
        test = condition(gens.part, body)
        return Node(Op(word), NAT if word == "count" else BOOL, (test,), steps=tuple(gens.steps), mark=mark)
    first = gens_tree.children[0]
    if len(gens_tree.children) != 1 or first.data != "each":
        fix = f"write `{word} i in positions(s): ...`, or `{word} k in domain(m): ...`" if first.data == "each_entry" else ""
        raise part.mistake(f"`{word}` takes one generator, as in `{word} x in S: ...`", gens_tree, fix)
    once(gens, f"`{word}`")
    if word == "first":
        in_order(gens, "`first`", tree)
    steps = (*gens.steps, Step("where", (), condition(gens.part, body)))
    subject = Node(Op.VAR, _item(gens.steps[0].node.type), data=gens.steps[0].vars[0], mark=mark)
    op = Op(word)
    return Node(op, subject.type, (subject,), steps=steps, need=part.owe_definedness(op, tree), mark=mark)


def _item(type: Type) -> Type:
    assert isinstance(type, Set | Edge | Seq)
    return type.item


@lowers("set_comprehension", "seq_comprehension")
def comprehension(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `{ e | ... }` and `[ e | ... ]`."""
    head, gens_tree = tree.children
    gens = generators(part, gens_tree)
    mark = part.mark(tree)
    wanted = expected.item if isinstance(expected, Set | Seq) else None
    item = gens.part.lower(head, wanted)
    item = narrowed(gens.part, item, head, wanted)
    if tree.data == "set_comprehension":
        return Node(Op.COLLECT_SET, Set(item.type), (item,), steps=tuple(gens.steps), mark=mark)
    in_order(gens, "a sequence", tree)
    return Node(Op.COLLECT_SEQ, Seq(item.type), (item,), steps=tuple(gens.steps), mark=mark)


@lowers("map_comprehension")
def map_comprehension(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `{ k -> v | ... }`, with the obligation that no key has two values unless the key is injective in the bindings."""
    left, right, gens_tree = tree.children
    gens = generators(part, gens_tree)
    wanted = expected if isinstance(expected, Map) else None
    key = gens.part.lower(left, wanted and wanted.key)
    value = gens.part.lower(right, wanted and wanted.value)
    value = narrowed(gens.part, value, right, wanted and wanted.value)
    collides = not _injective(key, gens.bound)
    need = part.owe_definedness(Op.COLLECT_MAP, left) if collides else None
    only = gens.steps[0].node.type if len(gens.steps) == 1 and [key] == gens.bound else None
    domain = only.domain if isinstance(only, Map) else only.home if isinstance(only, Set) else ""
    type = Map(key.type, value.type, domain)
    return Node(Op.COLLECT_MAP, type, (key, value), steps=tuple(gens.steps), need=need, mark=part.mark(tree))


def _injective(head: Node, bound: list[Node]) -> bool:
    """Return True only if different bindings give different heads: the head shows each of `bound` under `make` and `tuple`."""
    shown: list[Node] = []

    def collect(node: Node) -> None:
        if node.op == "var":
            shown.append(node)
        elif node.op in ("make", "tuple"):
            for arg in node.args:
                collect(arg)

    collect(head)
    return all(b in shown for b in bound)


@lowers("aggregation")
def aggregation(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `sum(e | ...)`, `product`, `min`, `max` over a bag."""
    word = _aggregate(tree)
    _, head, gens_tree = tree.children
    gens = generators(part, gens_tree)
    if word in ("sum", "product"):
        once(gens, f"`{word}`")
    item = gens.part.lower(head)
    return _aggregated(part, word, item, gens.steps, head, tree)


def _aggregate(tree: Syntax) -> str:
    word = str(tree.children[0].children[0])
    return "sum" if word == "∑" else word


def _aggregated(part: PartScope, word: str, item: Node, steps: list[Step], head: Syntax, tree: Syntax) -> Node:
    mark = part.mark(tree)
    item = known_number(part, item)
    if not isinstance(item.type, Number):
        raise part.mistake(f"`{word}` is taken of numbers, found {describe(item.type)}", head)
    type: Type = item.type
    if word == "product":
        type = with_magnitude(type, mark.text)
    op = {"min": Op.LEAST, "max": Op.GREATEST}.get(word) or Op(word)
    need = None
    if word == "min" or (word == "max" and item.type.sort != "nat"):
        need = part.owe_definedness(op, tree)
    return Node(op, type, (item,), steps=tuple(steps), need=need, mark=mark)


@lowers("aggregation_of")
def aggregation_of(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `min(a, b)`, `max(a, b)`, and aggregates of one collection of numbers such as `sum(C)`, `min(C)`."""
    word = _aggregate(tree)
    arguments = tree.children[1:]
    nodes = [part.lower(a) for a in arguments]
    if len(nodes) == 1:
        node = nodes[0]
        variable = part.variable()
        match node.type:
            case Set(item) | Seq(item):
                inner = Node(Op.VAR, item, data=variable, mark=node.mark)
                step = Step("each", (variable,), node)
                return _aggregated(part, word, inner, [step], arguments[0], tree)
        raise part.mistake(f"found {describe(node.type)}, expected a collection of numbers", arguments[0])
    if word in ("sum", "product"):
        raise part.mistake(f"`{word}` takes one collection", tree, f"write `{word}(e | ...)`")
    nodes = [known_number(part, node) for node in nodes]
    for node, at in zip(nodes, arguments, strict=True):
        if not isinstance(node.type, Number):
            raise part.mistake(f"`{word}` is taken of numbers, found {describe(node.type)}", at)
    whole = nodes[0]
    for node in nodes[1:]:
        assert isinstance(whole.type, Number)
        assert isinstance(node.type, Number)
        sort = max(whole.type.sort, node.type.sort, key=("nat", "int", "rat").index)
        if word == "max" and "nat" in (whole.type.sort, node.type.sort) and sort == "int":
            sort = "nat"
        magnitudes = (whole.type.magnitude, node.type.magnitude)
        magnitude = magnitudes[0] or magnitudes[1] if word == "max" or all(magnitudes) else ""
        whole = Node(Op(word), Number(sort, magnitude), (whole, node), mark=part.mark(tree))
    return whole


AT_FIRST, AFTERWARDS = "the invariant holds at the start", "the invariant holds after a round if it held before"
"""The obligations of a `fold` with an invariant."""


@lowers("fold")
def fold(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `fold h = init over ...: body`, a bounded iteration.

    Every number in its value gets the fold as its magnitude, since repeated steps may make it large.  An invariant must hold of
    what it starts as, and after each round.
    """
    pattern, start, _, _, body = tree.children
    magnitude = f"fold {part.mark(pattern).text}"
    named_once(part, [pattern])
    init = attempt(part, start)
    if not isinstance(init, Node):
        init = part.lower(start, _state(part, tree, Never()) or (expected and as_hint(expected)))
    type = with_magnitude(init.type, magnitude)
    variable = part.variable()
    for _ in range(8):
        try:
            gens, result = _round(part, tree, variable, type)
        except Mistake:
            grown = _state(part, tree, type) or (expected and common(type, as_hint(expected)))
            if grown is None or grown == type:
                raise
            type = with_magnitude(grown, magnitude)
            continue
        joined = common(type, result.type)
        if joined is None:
            raise part.mistake(f"the fold starts with {describe(init.type)} and goes on with {describe(result.type)}", body)
        joined = with_magnitude(joined, magnitude)
        if joined == type:
            if join(init.type, type) is None:
                init = read_as(part, start, type)
            init = _held(part, tree, init, Node(Op.CONST, NAT, data=0), AT_FIRST)
            return Node(Op.FOLD, type, (init, result), data=(variable,), steps=tuple(gens.steps), mark=part.mark(tree))
        type = joined
    raise part.mistake("the type of this fold's value keeps growing", tree)


def _round(part: PartScope, tree: Syntax, variable: int, type: Type) -> tuple[Generators, Node]:
    """Lower the generators and the body of a `fold` whose value has a type.  Raises `Mistake`."""
    pattern, _, gens_tree, _, body = tree.children
    gens = generators(part, gens_tree)
    once(gens, "`fold`")
    in_order(gens, "`fold`", tree)
    inner = gens.part.binding(list(parts_named(part, pattern, Node(Op.VAR, type, data=variable))))
    result = inner.lower(body)  # not narrowed to the start's type: the fold's type grows to hold both
    rounds = Node(Op.ADD, NAT, (Node(Op.VAR, NAT, data=gens.steps[0].vars[0]), Node(Op.CONST, NAT, data=1)))
    return gens, _held(part, tree, result, rounds, AFTERWARDS)


def _held(part: PartScope, tree: Syntax, node: Node, rounds: Node, says: str) -> Node:
    """Return what a `fold` carries along after so many rounds, with an obligation, that its invariant holds, if it has one.

    It is the only item of `[node]` that satisfies the invariant.
    """
    pattern, _, gens_tree, invariant, _ = tree.children
    if invariant is None:
        return node
    only = gens_tree.children[0]
    if len(gens_tree.children) != 1 or only.data == "local" or only.children[-1] is not None:
        raise part.mistake("an invariant belongs to a fold with one generator, without `where`", gens_tree)
    variable = part.variable()
    value = Node(Op.VAR, node.type, data=variable, mark=part.mark(pattern))
    names = [*parts_named(part, pattern, value)]
    if only.data == "each_entry" and only.children[0].data == "bind":
        names.append((only.children[0].children[0], Local(rounds)))
    _between_rounds(part, gens_tree, invariant, {str(name) for name, _ in names})
    test = condition(part.binding(names), invariant)
    steps = (Step("each", (variable,), Node(Op.SEQ, Seq(node.type), (node,))), Step("where", (), test))
    return Node(Op.THE, node.type, (value,), steps=steps, need=part.owe(says, invariant), mark=part.mark(invariant))


def _between_rounds(part: PartScope, gens_tree: Syntax, invariant: Syntax, known: set[str]) -> None:
    """Raise `Mistake` if an invariant speaks of the item of a round.  It may give something of its own the same name."""
    bound, own = ({str(bind.children[0]) for bind in tree.find_data("bind")} for tree in (gens_tree.children[0], invariant))
    items = bound - known - own
    for name in invariant.find_data("name"):
        if (word := str(name.children[0])) in items:
            fix = f"write `k -> {part.mark(gens_tree).text}`: it may speak of k, the number of rounds"
            fix = "" if gens_tree.children[0].data == "each_entry" else fix
            raise part.mistake(f"an invariant holds between the rounds, where there is no `{word}`", name, fix)


def _state(part: PartScope, tree: Syntax, type: Type) -> Type | None:
    """Return the type that the value of a `fold` has after a round if it has a type before; None if that is nothing new.

    The type may be that of `[]` or `{}`, whose items are nothing in particular: the body says what they are.
    """
    if not any(isinstance(t, Never) for t in walk(type)):
        return None
    with part.document.trial():
        try:
            _, result = _round(part, tree, part.variable(), type)
        except Mistake:
            return None
    grown = common(type, result.type)
    return None if grown == type else grown
