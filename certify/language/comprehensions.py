"""Lowering of generators, patterns, quantifiers, comprehensions, aggregates and folds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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
    Tuple,
    Type,
)
from certify.core.mistakes import Mistake
from certify.core.ops import Op
from certify.core.paths import walk
from certify.language.agreement import attempt, read_as
from certify.language.arithmetic import known_number
from certify.language.coercion import empty_map, narrowed
from certify.language.conditions import cases_of, condition
from certify.language.scope import Local, PartScope, Syntax, lowers
from certify.language.typing import as_hint, common, describe, join, with_magnitude
from certify.wording import counted


@dataclass
class Generators:
    """Generators being lowered: the steps so far, and the part in whose scope the next expression is lowered.

    `bound` are values in which any two different bindings differ, so that a head that is injective in them never repeats; a
    constant among them means that bindings may repeat, since no head contains it.  `unordered` is the first collection without an
    order (None: all have one) and `unordered_type` its type; `pair_pattern` is the first pattern `{u, v}`; `generator` is the
    pattern and the collection of the generator being lowered.
    """

    part: PartScope
    steps: list[Step] = field(default_factory=list)
    bound: list[Node] = field(default_factory=list)
    unordered: Syntax | None = None
    unordered_type: Type | None = None
    pair_pattern: Syntax | None = None
    generator: tuple[Syntax, Syntax] | None = None

    def bind(self, name: Any, node: Node, indexes: Node | None = None, keys: Node | None = None) -> None:
        """Bind a name to a node from here on; `indexes` and `keys` are as in `Local`.

        Raises `Mistake` if it hides another name.
        """
        fix = "" if self.generator is None else _renamed(self.part, name, *self.generator)
        self.part = self.part.binding([(name, Local(node, indexes, keys))], fix)


def _renamed(part: PartScope, name: Any, pattern: Syntax, source: Syntax) -> str:
    """Return the fix for a generator whose pattern binds a variable that is bound already: a join, or a test of membership."""
    bound = [str(bind.children[0]) for bind in pattern.find_data("bind")]
    other = next(n for n in ("w", *"abcdefghijklmnopqrstuvxyz", f"{name}'") if n not in bound and part.scope.find(n) is None)
    whole, collection, start = part.mark(pattern), part.mark(source).text, part.mark(name).start
    text = whole.source.text
    renamed = " ".join((text[whole.start : start] + other + text[start + len(name) : whole.end]).split())
    return f"write `{renamed} in {collection} where {other} = {name}`, or a test such as `{whole.text} in {collection}`"


def generators(part: PartScope, tree: Syntax) -> Generators:
    """Lower a `generators` tree from left to right.  Raises `Mistake`."""
    gens = Generators(part)
    for generator in tree.children:
        *head, guard = generator.children
        _named_once(part, [p for p in head[:-1] if hasattr(p, "data")])
        gens.generator = (head[0], head[1]) if generator.data == "each" else None
        if generator.data == "each":
            _each(gens, head[0], head[1])
        elif generator.data == "each_entry":
            _each_entry(gens, head[0], head[1], head[2])
        else:
            word, value = head
            node = gens.part.lower(value)
            variable = gens.part.variable()
            gens.steps.append(Step("let", (variable,), node))
            gens.bind(word, Node(Op.VAR, node.type, data=variable))
        if guard is not None:
            gens.steps.append(Step("where", (), condition(gens.part, guard)))
    return gens


def _named_once(part: PartScope, patterns: list[Any]) -> None:
    names = [bind.children[0] for pattern in patterns for bind in pattern.find_data("bind")]
    names.sort(key=lambda n: n.start_pos)
    for i, name in enumerate(names):
        if name in names[:i] and name != "_":
            raise part.mistake(f"the name `{name}` stands twice", name, "name the second one differently, and compare them")


def _each(gens: Generators, pattern: Syntax, source: Syntax) -> None:
    part = gens.part
    node = part.lower(source)
    match node.type:
        case Set(item) | Edge(item):
            gens.unordered = gens.unordered or source
            gens.unordered_type = gens.unordered_type or node.type
        case Seq(item):
            pass
        case Map():
            raise part.mistake("a map is iterated by its entries", source, "write `key -> value in ...`, or `in domain(...)`")
        case Number():
            raise part.mistake("found a number, expected a collection", source, "iterate over a range: `1 .. ...`")
        case _:
            raise part.mistake(f"found {describe(node.type)}, expected a collection", source)
    variable = part.variable()
    gens.steps.append(Step("each", (variable,), node))
    bound = Node(Op.VAR, item, data=variable, mark=part.mark(pattern))
    if isinstance(node.type, Set | Edge) or node.op == "range":
        gens.bound.append(bound)
    else:
        gens.bound.append(Node(Op.CONST, BOOL, data=False))  # a sequence may repeat items: no head is injective
    _match(gens, pattern, bound, indexes=_positions_of(node))


def _positions_of(node: Node) -> Node | None:
    """Return the sequence s if a range has the form 0 .. |s| - 1 (or an earlier end), else None."""
    if node.op == "range" and node.args[0].op == "const" and node.args[0].data == 0:
        last = node.args[1]
        if last.op == "sub" and last.args[0].op == "size" and last.args[1].op == "const" and last.args[1].data >= 1:
            return last.args[0].args[0]
    return None


def _each_entry(gens: Generators, left: Syntax, right: Syntax, source: Syntax) -> None:
    part = gens.part
    node = empty_map(part, part.lower(source), source)
    match node.type:
        case Map(key, value):
            gens.unordered = gens.unordered or source
            gens.unordered_type = gens.unordered_type or node.type
            indexes: Node | None = None
            keys: Node | None = node
        case Seq(value):
            key, indexes, keys = NAT, node, None
        case _:
            raise part.mistake(f"`->` iterates over a map or a sequence, found {describe(node.type)}", source)
    k, v = part.variable(), part.variable()
    gens.steps.append(Step("each", (k, v), node))
    bound = Node(Op.VAR, key, data=k, mark=part.mark(left))
    gens.bound.append(bound)
    if left.data == "bind":  # the value cannot be bound without the key: no warning if only the value is used
        part.document.used.add(part.mark(left.children[0]))
    _match(gens, left, bound, indexes=indexes, keys=keys)
    _match(gens, right, Node(Op.VAR, value, data=v, mark=part.mark(right)))


def _match(gens: Generators, pattern: Syntax, node: Node, indexes: Node | None = None, keys: Node | None = None) -> None:
    """Bind the names of a pattern to the parts of a value; a `where` step drops values that the pattern does not match."""
    part = gens.part
    if part.document.trying and isinstance(node.type, Never):
        for bind in pattern.find_data("bind"):
            gens.bind(bind.children[0], node)
    elif pattern.data == "bind":
        word = pattern.children[0]
        cases = cases_of(part, node.type)
        if cases is not None and str(word) in cases and not cases[str(word)] and part.scope.find(str(word)) is None:
            part.uses(str(word))
            gens.steps.append(Step("where", (), Node(Op.IS, BOOL, (node,), data=str(word), mark=part.mark(pattern))))
        else:
            gens.bind(word, node, indexes, keys)
    elif pattern.data == "construct":
        _match_construct(gens, pattern, node)
    elif pattern.data == "tuple_pattern":
        if not isinstance(node.type, Tuple) or len(node.type.items) != len(pattern.children):
            shape = f"a tuple of {len(pattern.children)} items"
            raise part.mistake(f"the pattern is {shape}, the value is {describe(node.type)}", pattern)
        for i, (inner, type) in enumerate(zip(pattern.children, node.type.items, strict=True)):
            _match_part(gens, inner, Node(Op.ITEM, type, (node,), data=i, mark=part.mark(inner)))
    else:
        if not isinstance(node.type, Edge):
            raise part.mistake(f"the pattern is an edge, the value is {describe(node.type)}", pattern)
        gens.pair_pattern = gens.pair_pattern or pattern
        gens.unordered = gens.unordered or pattern
        gens.unordered_type = gens.unordered_type or node.type
        first, second = pattern.children
        variable = part.variable()
        gens.steps.append(Step("each", (variable,), node))
        end = Node(Op.VAR, node.type.item, data=variable, mark=part.mark(first))
        gens.bound.append(end)
        _match(gens, first, end)
        other = Node(Op.OTHER, node.type.item, (node, end), mark=part.mark(second))
        _match_part(gens, second, other)


def _match_construct(gens: Generators, pattern: Syntax, node: Node) -> None:
    part = gens.part
    word, *inner = pattern.children
    cases = cases_of(part, node.type)
    if cases is None:
        raise part.mistake(f"the pattern is `{word}(...)`, the value is {describe(node.type)}", pattern)
    if str(word) not in cases:
        if str(word) in part.document.constructors:
            raise part.mistake(f"this pattern never matches: the value is {describe(node.type)}", pattern)
        raise part.unknown(word, f" as a case of {describe(node.type)}", list(cases))
    part.uses(str(word))
    types = cases[str(word)]
    if len(types) != len(inner):
        raise part.mistake(f"`{word}` has {counted(len(types), 'argument')}, found {len(inner)}", pattern)
    if len(cases) > 1:
        gens.steps.append(Step("where", (), Node(Op.IS, BOOL, (node,), data=str(word), mark=part.mark(pattern))))
    for i, (p, type) in enumerate(zip(inner, types, strict=True)):
        _match_part(gens, p, Node(Op.ARG, type, (node,), data=(str(word), i), mark=part.mark(p)))


def _match_part(gens: Generators, pattern: Syntax, node: Node) -> None:
    """Match a component, bound to a variable of its own so that it is computed once."""
    variable = gens.part.variable()
    gens.steps.append(Step("let", (variable,), node))
    _match(gens, pattern, Node(Op.VAR, node.type, data=variable, mark=node.mark))


def _in_order(gens: Generators, what: str, tree: Syntax) -> None:
    if gens.unordered is not None and gens.unordered_type is not None:
        text = gens.part.mark(gens.unordered).text
        fix = f"write `listed({text})`"
        if isinstance(gens.unordered_type, Map):
            fix = f"write `k in listed(domain({text}))`"
        raise gens.part.mistake(f"{what} needs an order, and {describe(gens.unordered_type)} has none", gens.unordered, fix)


def _once(gens: Generators, what: str) -> None:
    if gens.pair_pattern is not None:
        raise gens.part.mistake(
            f"an edge is matched from both of its ends, so {what} would see it twice", gens.pair_pattern,
            "range over `e in ...` and name an end by `u in e`",
        )  # fmt: skip


@lowers("quantified")
def quantified(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `every`, `some`, `count`, `the`, `first` with generators and a condition."""
    word, gens_tree, body = str(tree.children[0].children[0]), tree.children[1], tree.children[2]
    word = {"∀": "every", "∃": "some"}.get(word, word)
    gens = generators(part, gens_tree)
    mark = part.mark(tree)
    if word in ("every", "some", "count"):
        if word == "count":
            _once(gens, "`count`")
        test = condition(gens.part, body)
        return Node(Op(word), NAT if word == "count" else BOOL, (test,), steps=tuple(gens.steps), mark=mark)
    first = gens_tree.children[0]
    if len(gens_tree.children) != 1 or first.data != "each":
        raise part.mistake(f"`{word}` takes one generator, as in `{word} x in S: ...`", gens_tree)
    _once(gens, f"`{word}`")
    if word == "first":
        _in_order(gens, "`first`", tree)
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
    _in_order(gens, "a sequence", tree)
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
        _once(gens, f"`{word}`")
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


@lowers("fold")
def fold(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `fold h = init over ...: body`, a bounded iteration.

    Every number in its value gets the fold as its magnitude, since repeated steps may make it large.
    """
    word, start, _, body = tree.children
    magnitude = f"fold {word}"
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
            return Node(Op.FOLD, type, (init, result), data=(variable,), steps=tuple(gens.steps), mark=part.mark(tree))
        type = joined
    raise part.mistake("the type of this fold's value keeps growing", tree)


def _round(part: PartScope, tree: Syntax, variable: int, type: Type) -> tuple[Generators, Node]:
    """Lower the generators and the body of a `fold` whose value has a type.  Raises `Mistake`."""
    word, _, gens_tree, body = tree.children
    gens = generators(part, gens_tree)
    _once(gens, "`fold`")
    _in_order(gens, "`fold`", tree)
    inner = gens.part.binding([(word, Local(Node(Op.VAR, type, data=variable)))])
    return gens, inner.lower(body)  # not narrowed to the start's type: the fold's type grows to hold both


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
