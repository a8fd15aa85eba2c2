"""Random problems in core form, with instances and witnesses of many types and conditions that mix all operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from certify.core import (
    BOOL,
    INT,
    NAT,
    RAT,
    Edge,
    Label,
    Map,
    Node,
    Number,
    Obligation,
    Problem,
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
from certify.core.values import FrozenMap

V = Label("V")
VERTICES, EDGES, NUMBERS = Set(V, home="V"), Set(Edge(V)), Map(V, INT, domain="V")
LITERAL = Sum("literal", (("positive", (V,)), ("negative", (V,)), ("none", ())))
PAIR = Tuple((V, INT))
INSTANCE = Record((("V", VERTICES), ("E", EDGES), ("f", NUMBERS)))
X = Node("input", INSTANCE, data="instance")


def instance_field(name: str) -> Node:
    """Return a field of the instance."""
    type = INSTANCE.field(name)
    assert type is not None
    return Node("field", type, (X,), name)


def number(value: int) -> Node:
    """Return a constant."""
    return Node("const", NAT if value >= 0 else INT, data=value)


def subset_space() -> Space:
    return Space(SpaceKind.SUBSET, Set(V, within="V"), instance_field("V"))


def options() -> Node:
    """Return a map from each vertex to the set {0, its number, 2}."""
    v = Node("var", V, data=900)
    value = Node("lookup", INT, (instance_field("f"), v))
    body = Node("set", Set(INT), (number(0), value, number(2)))
    return Node("collect_map", Map(V, Set(INT)), (v, body), steps=(Step("each", (900,), instance_field("V")),))


def ends(high: Node) -> Node:
    """Return the pair of -1 and another integer."""
    return Node("tuple", Tuple((INT, INT)), (number(-1), high))


def ranges() -> Node:
    """Return a map from each vertex to the pair of -1 and its number."""
    v = Node("var", V, data=901)
    body = ends(Node("lookup", INT, (instance_field("f"), v)))
    return Node("collect_map", Map(V, body.type), (v, body), steps=(Step("each", (901,), instance_field("V")),))


def lengths() -> Node:
    """Return the triple of 1, 2 and the vertices."""
    return Node("tuple", Tuple((NAT, NAT, VERTICES)), (number(1), number(2), instance_field("V")))


SPACES: dict[str, Space] = {
    "subset": subset_space(),
    "choice": Space(SpaceKind.CHOICE, NUMBERS, options()),
    "ordering": Space(SpaceKind.ORDERING, Seq(V), instance_field("V")),
    "cycle": Space(SpaceKind.CYCLE, Map(V, V, domain="V"), instance_field("V")),
    "one": Space(SpaceKind.ONE, Edge(V), instance_field("E")),
    "one_vertex": Space(SpaceKind.ONE, V, instance_field("V")),
    "number": Space(SpaceKind.NUMBER, INT, ends(Node("mul", NAT, (number(4), Node("size", NAT, (instance_field("V"),)))))),
    "numbers": Space(SpaceKind.NUMBERS, NUMBERS, ranges()),
    "walk": Space(SpaceKind.SEQUENCE, Seq(V), lengths()),
    "all": Space(SpaceKind.ALL, BOOL),
    "colouring": Space(SpaceKind.MAP, Map(V, BOOL, domain="V"), instance_field("V"), (("", Space(SpaceKind.ALL, BOOL)),)),
    "record": Space(
        SpaceKind.RECORD,
        Record((("S", Set(V, within="V")), ("v", V))),
        parts=(("S", subset_space()), ("v", Space(SpaceKind.ONE, V, instance_field("V")))),
    ),
}


@dataclass
class Texts:
    """A generator of random expressions; `scope` holds the variables in scope."""

    random: Random
    witness: Node
    scope: list[Node] = field(default_factory=list)
    bound: int = 0
    folds: bool = True  # false inside a fold: repeated doubling is exponential

    def pick(self, *options: Any) -> Any:
        return self.random.choice(options)

    def once_in(self, n: int) -> bool:
        return self.random.randrange(n) == 0

    def atoms(self, type: Type) -> list[Node]:
        """Return the variables, fields of the instance, and the witness or its fields that have the type."""
        found = [v for v in [*self.scope, self.witness, *map(instance_field, ("V", "E", "f"))] if same(v.type, type)]
        if isinstance(self.witness.type, Record):
            parts = [Node("field", t, (self.witness,), n) for n, t in self.witness.type.fields]
            found += [p for p in parts if same(p.type, type)]
        return found

    def enters(self, atom: Node) -> bool:
        """Return whether an atom may depend on the witness: it is a part of it, or a variable."""
        return atom.op == "var" or any(n is self.witness for n in atom.walk())

    def expression(self, type: Type, depth: int) -> Node:
        """Return a random expression of a type."""
        atoms = self.atoms(type)
        if atoms and (depth <= 0 or self.once_in(4)):
            entered = [a for a in atoms if self.enters(a)]
            return self.pick(*(entered if entered and self.once_in(2) else atoms))
        if depth <= 0:
            return self.smallest(type)
        if self.once_in(12):
            c, a, b = self.expression(BOOL, depth - 1), self.expression(type, depth - 1), self.expression(type, depth - 1)
            return Node("if", type, (c, a, b))
        if self.once_in(12):
            return self.case(type, depth)
        if self.folds and not isinstance(type, Seq) and self.once_in(12):
            return self.fold(type, depth)
        return RULES[kind(type)](self, type, depth)

    def smallest(self, type: Type) -> Node:
        """Return a small expression of the type that does not read the witness."""
        match type:
            case Number():
                return number(self.random.randint(-2, 3))
            case Label():
                return self.first_of(type, instance_field("V"))
            case Set() | Seq():
                return Node("set" if isinstance(type, Set) else "seq", type)
            case Map():
                return Node("map", type)
            case Edge():
                return self.first_of(type, instance_field("E"))
            case Tuple(items):
                return Node("tuple", type, tuple(self.smallest(t) for t in items))
            case Record(fields):
                return Node("record", type, tuple(self.smallest(t) for _, t in fields))
            case Sum():
                return Node("make", type, (), "none")
        return Node("const", BOOL, data=self.once_in(2))

    def fresh(self) -> int:
        self.bound += 1
        return self.bound

    def first_of(self, type: Type, collection: Node) -> Node:
        """Return an expression for the first member of a set in order."""
        variable = self.fresh()
        step = Step("each", (variable,), Node("listed", Seq(type), (collection,)))
        return Node("first", type, (Node("var", type, data=variable),), steps=(step,), need=0)

    def operation(self, op: str, type: Type, *types: Type, depth: int, data: Any = None, need: int | None = None) -> Node:
        return Node(op, type, tuple(self.expression(t, depth - 1) for t in types), data, need=need)

    def case(self, type: Type, depth: int) -> Node:
        subject = self.expression(LITERAL, depth - 1)
        branches, bodies = [], []
        for name, arguments in LITERAL.cases:
            bound = [self.fresh() for _ in arguments]
            before = len(self.scope)
            self.scope += [Node("var", t, data=v) for v, t in zip(bound, arguments, strict=True)]
            bodies.append(self.expression(type, depth - 1))
            del self.scope[before:]
            branches.append([name, bound])
        return Node("case", type, (subject, *bodies), branches)

    def fold(self, type: Type, depth: int) -> Node:
        before, self.folds = len(self.scope), False
        start = self.expression(type, depth - 1)
        steps = self.steps(depth, ordered=True)
        variable = self.fresh()
        self.scope.append(Node("var", type, data=variable))
        body = self.expression(type, depth - 1)
        del self.scope[before:]
        self.folds = True
        return Node("fold", type, (start, body), [variable], steps)

    def steps(self, depth: int, ordered: bool = False) -> tuple[Step, ...]:
        """Return random generators; their variables stay in scope."""
        steps = []
        for _ in range(self.random.randint(1, 2)):
            source: Type = Seq(V) if ordered else self.pick(VERTICES, VERTICES, Seq(V), NUMBERS, EDGES, Edge(V))
            if not ordered and isinstance(self.witness.type, Set | Seq | Map | Edge) and self.once_in(2):
                source = self.witness.type
            collection = self.expression(source, depth - 1)
            pair = isinstance(source, Map) or (isinstance(source, Seq) and self.once_in(2))
            types = [V, source.value] if isinstance(source, Map) else [NAT, V] if pair else [source.item]
            bound = [self.fresh() for _ in types]
            steps.append(Step("each", tuple(bound), collection))
            self.scope += [Node("var", t, data=v) for v, t in zip(bound, types, strict=True)]
        if self.once_in(2):
            steps.append(Step("where", (), self.expression(BOOL, depth - 1)))
        if self.once_in(4):
            type = self.pick(INT, VERTICES)
            value, variable = self.expression(type, depth - 1), self.fresh()
            steps.append(Step("let", (variable,), value))
            self.scope.append(Node("var", type, data=variable))
        return tuple(steps)

    def comprehension(
        self, op: str, type: Type, *bodies: Type, depth: int, need: int | None = None, ordered: bool = False
    ) -> Node:
        before = len(self.scope)
        steps = self.steps(depth, ordered)
        args = tuple(self.expression(t, depth - 1) for t in bodies)
        del self.scope[before:]
        return Node(op, type, args, None, steps, need)


def same(a: Type, b: Type) -> bool:
    """Return whether the values of one type are values of the other."""
    if isinstance(a, Number) and isinstance(b, Number):
        return "rat" not in (a.sort, b.sort) or a.sort == b.sort
    match a, b:
        case (Set(i), Set(j)) | (Seq(i), Seq(j)):
            return same(i, j)
        case Map(k, i), Map(m, j):
            return same(k, m) and same(i, j)
    return a == b


def kind(type: Type) -> str:
    """Return the name of the rule for a type."""
    if isinstance(type, Set) and isinstance(type.item, Edge):
        return "edges"
    if isinstance(type, Map) and not isinstance(type.value, Number):
        return "successors" if type.value == V else "truths"
    if isinstance(type, Record):
        return "record"
    return "rat" if type == RAT else {Tuple: "pair"}.get(type.__class__, type.__class__.__name__.lower())


def _bool(t: Texts, type: Type, d: int) -> Node:
    op = t.pick(
        "not", "and", "or", "implies", "eq", "eq", "lt", "le", "in", "in", "subset", "is", "every", "some", "every", "some",
        "lookup",
    )  # fmt: skip
    if op in ("and", "or", "implies"):
        return t.operation(op, BOOL, BOOL, BOOL, depth=d)
    if op == "not":
        return t.operation(op, BOOL, BOOL, depth=d)
    if op == "eq":
        side = t.pick(t.witness.type, t.witness.type, BOOL, INT, V, VERTICES, Seq(V), NUMBERS, Edge(V), PAIR, LITERAL, RAT)
        return t.operation(op, BOOL, side, side, depth=d)
    if op in ("lt", "le"):
        return t.operation(op, BOOL, t.pick(INT, INT, RAT), INT, depth=d)
    if op == "in":
        item, collection = t.pick((V, VERTICES), (V, Seq(V)), (V, Edge(V)), (Edge(V), EDGES), (VERTICES, EDGES))
        return t.operation(op, BOOL, item, collection, depth=d)
    if op == "lookup":
        return t.operation(op, BOOL, Map(V, BOOL), V, depth=d, need=0)
    if op == "subset":
        return t.operation(op, BOOL, VERTICES, VERTICES, depth=d)
    if op == "is":
        return t.operation(op, BOOL, LITERAL, depth=d, data=t.pick("positive", "none"))
    return t.comprehension(op, BOOL, BOOL, depth=d)


def _number(t: Texts, type: Type, d: int) -> Node:
    op = t.pick(
        "add", "sub", "mul", "min", "max", "quotient", "mod", "pow", "bits", "int", "size", "lookup", "item", "count", "sum",
        "sum", "product", "least", "greatest", "size",
    )  # fmt: skip
    if not t.folds and op in ("mul", "pow", "product"):
        op = "add"  # a number that is squared at each step of a fold doubles its digits
    if op in ("add", "sub", "mul", "min", "max"):
        return t.operation(op, INT, INT, INT, depth=d)
    if op in ("quotient", "mod"):
        return t.operation(op, INT, INT, INT, depth=d, need=0)
    if op == "pow":
        return Node("pow", INT, (t.expression(INT, d - 1), number(t.random.randint(0, 3))))
    if op == "bits":
        return t.operation(op, NAT, INT, depth=d, data="int")
    if op == "int":
        return t.operation(op, INT, RAT, depth=d, need=0)
    if op == "size":
        return t.operation(op, NAT, t.pick(VERTICES, Seq(V), NUMBERS, EDGES), depth=d)
    if op == "lookup":
        return t.operation(op, INT, NUMBERS, V, depth=d, need=0)
    if op == "item":
        return t.operation(op, INT, PAIR, depth=d, data=1)
    if op == "count":
        return t.comprehension(op, NAT, BOOL, depth=d)
    return t.comprehension(op, INT, INT, depth=d, need=0 if op in ("least", "greatest") else None)


def _rat(t: Texts, type: Type, d: int) -> Node:
    return t.operation("div", RAT, INT, INT, depth=d, need=0)


def _label(t: Texts, type: Type, d: int) -> Node:
    op = t.pick("at", "item", "the", "first", "other", "arg", "lookup")
    if op == "at":
        return t.operation(op, V, Seq(V), INT, depth=d, need=0)
    if op == "item":
        return t.operation(op, V, PAIR, depth=d, data=0)
    if op == "other":
        return t.operation(op, V, Edge(V), V, depth=d, need=0)
    if op == "arg":
        return t.operation(op, V, LITERAL, depth=d, data=[t.pick("positive", "negative"), 0], need=0)
    if op == "lookup":
        return t.operation(op, V, Map(V, V), V, depth=d, need=0)
    return t.comprehension(op, V, V, depth=d, need=0, ordered=op == "first")


def _set(t: Texts, type: Type, d: int) -> Node:
    op = t.pick("union", "intersection", "difference", "set", "domain", "collect_set", "collect_set")
    if op == "domain":
        return t.operation(op, type, t.pick(NUMBERS, Map(V, V)), depth=d)
    if op == "set":
        return t.operation(op, type, *[V] * t.random.randint(0, 3), depth=d)
    if op == "collect_set":
        return t.comprehension(op, type, V, depth=d)
    return t.operation(op, type, VERTICES, VERTICES, depth=d)


def _edges(t: Texts, type: Type, d: int) -> Node:
    op = t.pick("union", "difference", "collect_set")
    if op == "collect_set":
        return t.comprehension(op, type, Edge(V), depth=d)
    return t.operation(op, type, EDGES, EDGES, depth=d)


def _seq(t: Texts, type: Type, d: int) -> Node:
    op = t.pick("listed", "concat", "seq", "slice", "collect_seq")
    if op == "listed":
        return t.operation(op, type, VERTICES, depth=d)
    if op == "concat":
        return t.operation(op, type, type, type, depth=d)
    if op == "seq":
        return t.operation(op, type, *[V] * t.random.randint(0, 2), depth=d)
    if op == "slice":
        return t.operation(op, type, type, INT, INT, depth=d, need=0)
    return t.comprehension(op, type, V, depth=d, ordered=True)


def _map(t: Texts, type: Type, d: int) -> Node:
    op = t.pick("map", "override", "collect_map")
    if op == "map":
        return t.operation(op, type, *[V, INT] * t.random.randint(0, 2), depth=d, need=0)
    if op == "override":
        return t.operation(op, type, type, type, depth=d)
    return t.comprehension(op, type, V, INT, depth=d, need=0)


def _successors(t: Texts, type: Type, d: int) -> Node:
    return t.operation("cycle", type, Seq(V), depth=d, need=0)


def _truths(t: Texts, type: Type, d: int) -> Node:
    return t.comprehension("collect_map", type, V, BOOL, depth=d, need=0)


def _record(t: Texts, type: Type, d: int) -> Node:
    assert isinstance(type, Record)
    return t.operation("record", type, *(u for _, u in type.fields), depth=d)


def _edge(t: Texts, type: Type, d: int) -> Node:
    return t.operation("edge", type, V, V, depth=d, need=0)


def _pair(t: Texts, type: Type, d: int) -> Node:
    return t.operation("tuple", type, V, INT, depth=d)


def _sum(t: Texts, type: Type, d: int) -> Node:
    name, arguments = t.pick(*LITERAL.cases)
    return t.operation("make", type, *arguments, depth=d, data=name)


RULES: dict[str, Callable[[Texts, Any, int], Node]] = {
    "bool": _bool,
    "number": _number,
    "rat": _rat,
    "label": _label,
    "set": _set,
    "edges": _edges,
    "seq": _seq,
    "map": _map,
    "successors": _successors,
    "truths": _truths,
    "record": _record,
    "edge": _edge,
    "pair": _pair,
    "sum": _sum,
}


def random_problem(random: Random, depth: int) -> Problem:
    """Return a problem whose `accepts` is one or two random conditions that read the witness."""
    space = SPACES[random.choice(sorted(SPACES))]
    texts = Texts(random, Node("input", space.type, data="witness"))
    accepts: list[Node] = []
    while len(accepts) < random.randint(1, 2):
        condition = texts.expression(BOOL, depth)
        if any(n.op == "input" and n.data == "witness" for n in condition.walk()):
            accepts.append(condition)
    obligations = (Obligation(0, "the operation is defined"),)
    return Problem("Random", INSTANCE, (), (), (), space, ("w",), tuple(accepts), (), obligations)


def random_instance(random: Random) -> Any:
    """Return an instance with at most four vertices."""
    size = random.choice([0, 1, 2, 3, 3, 3, 4])
    pairs = [frozenset((u, v)) for v in range(size) for u in range(v)]
    edges = frozenset(p for p in pairs if random.randrange(2))
    numbers = FrozenMap({v: random.randint(-2, 3) for v in range(size)})
    return frozenset(range(size)), edges, numbers


def randoms() -> st.SearchStrategy[Random]:
    """Return a strategy of uniform random sources.

    Choices that Hypothesis draws itself stay small, and small conditions do not read the witness.
    """
    return st.integers(0, 2**40).map(Random)


problems = randoms().map(lambda random: random_problem(random, 3))
instances = randoms().map(random_instance)
