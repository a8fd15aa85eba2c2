"""Lowering of generators, which bind the names of their patterns one after the other."""

from __future__ import annotations

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
from certify.core.ops import Op
from certify.language.coercion import empty_map
from certify.language.conditions import condition
from certify.language.patterns import cases_matched, components, hint, is_constant, is_equal, named_once, no_case
from certify.language.scope import Local, PartScope, Syntax
from certify.language.typing import describe
from certify.records import dataclass, field


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
        in_pattern = self.generator is not None and self.generator[0].data != "bind"
        self.part = self.part.binding([(name, Local(node, indexes, keys))], fix, in_pattern)


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
        named_once(part, head[:-1])
        gens.generator = (head[0], head[1]) if generator.data == "each" else None
        if generator.data == "each":
            _each(gens, head[0], head[1])
        elif generator.data == "each_entry":
            _each_entry(gens, head[0], head[1], head[2])
        else:
            pattern, value = head
            node = gens.part.lower(value)
            variable = gens.part.variable()
            gens.steps.append(Step("let", (variable,), node))
            named = Node(Op.VAR, node.type, data=variable)
            if pattern.data == "bind":
                gens.bind(pattern.children[0], named)
            else:
                _match(gens, pattern, named)
        if guard is not None:
            gens.steps.append(Step("where", (), condition(gens.part, guard)))
    return gens


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
    _match(gens, pattern, bound, indexes=_positions_of(node), keys=node if isinstance(node.type, Set) else None)


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
            fix = ""
            if isinstance(node.type, Set) and isinstance(node.type.item, Tuple) and len(node.type.item.items) == 2:
                first, second, whole = (part.mark(t).text for t in (left, right, source))
                fix = f"its members are tuples: write `({first}, {second}) in {whole}`"
            raise part.mistake(f"`->` iterates over a map or a sequence, found {describe(node.type)}", source, fix)
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
    elif pattern.data == "bind" and not is_constant(part, pattern, node.type):
        no_case(part, pattern, node.type)
        gens.bind(pattern.children[0], node, indexes, keys)
    elif pattern.data in ("bind", "number_pattern"):
        gens.steps.append(Step("where", (), is_equal(part, pattern, node)))
    elif pattern.data == "construct":
        _match_construct(gens, pattern, node)
    elif pattern.data in ("tuple_pattern", "record_pattern"):
        for inner, component in components(part, pattern, node):
            _match_part(gens, inner, component)
    else:
        if not isinstance(node.type, Edge):
            raise part.mistake(f"the pattern is an edge, the value is {describe(node.type)}", pattern, hint(pattern, node.type))
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
    cases = cases_matched(part, pattern, node.type)
    word, *inner = pattern.children
    types = cases[str(word)]
    if len(cases) > 1:
        gens.steps.append(Step("where", (), Node(Op.IS, BOOL, (node,), data=str(word), mark=part.mark(pattern))))
    for i, (p, type) in enumerate(zip(inner, types, strict=True)):
        _match_part(gens, p, Node(Op.ARG, type, (node,), data=(str(word), i), mark=part.mark(p)))


def _match_part(gens: Generators, pattern: Syntax, node: Node) -> None:
    """Match a component, bound to a variable of its own so that it is computed once."""
    variable = gens.part.variable()
    gens.steps.append(Step("let", (variable,), node))
    _match(gens, pattern, Node(Op.VAR, node.type, data=variable, mark=node.mark))


def in_order(gens: Generators, what: str, tree: Syntax) -> None:
    if gens.unordered is not None and gens.unordered_type is not None:
        text = gens.part.mark(gens.unordered).text
        fix = f"write `listed({text})`"
        if isinstance(gens.unordered_type, Map):
            fix = f"write `k in listed(domain({text}))`"
        if gens.unordered is gens.pair_pattern:
            fix = "name the edge, as in `e in ...`; `listed(e)[0]` and `listed(e)[1]` are its ends in order"
        raise gens.part.mistake(f"{what} needs an order, and {describe(gens.unordered_type)} has none", gens.unordered, fix)


def once(gens: Generators, what: str) -> None:
    if gens.pair_pattern is not None:
        raise gens.part.mistake(
            f"an edge is matched from both of its ends, so {what} would see it twice", gens.pair_pattern,
            "range over `e in ...` and name an end by `u in e`",
        )  # fmt: skip
