"""Problems built by hand, and random instance types with random values."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from certify.core import (
    BOOL,
    INT,
    NAT,
    RAT,
    UNIT,
    Edge,
    Label,
    Map,
    Node,
    Problem,
    Record,
    Seq,
    Set,
    Space,
    SpaceKind,
    Sum,
    Tuple,
    Type,
)
from certify.core.paths import keys_of
from certify.core.values import FrozenMap, number
from certify.semantics.named_instances import Instance


def problem(name: str, fields: dict[str, Type], witness: Space | None = None) -> Problem:
    """Return a problem with these fields and this witness space (None: no witnesses), without conditions."""
    space = witness or Space(SpaceKind.UNIT, UNIT)
    return Problem(name, Record(tuple(fields.items())), (), (), (), space, ("w",), (), (), ())


def node(type: Type, *path: str) -> Node:
    """Return the expression of the part of the instance at a path."""
    out = Node("input", type, data="instance")
    for step in path:
        out = Node("field", type, (out,), step)
    return out


def graph(path: str) -> Record:
    """Return the graph type at a path (empty: the instance itself)."""
    home = f"{path}.vertices".removeprefix(".")
    return Record((("vertices", Set(Label(home), home)), ("edges", Set(Edge(Label(home))))))


def subset(home: str) -> Space:
    """Return the space of the subsets of a home."""
    return Space(SpaceKind.SUBSET, Set(Label(home), within=home), node(Set(Label(home), home), *home.split(".")))


def literals(home: str) -> Sum:
    """Return the type of literals over a home."""
    return Sum("literal", (("positive", (Label(home),)), ("negative", (Label(home),))))


def clauses(clause: Callable[[Type], Type] = Seq) -> dict[str, Type]:
    """Return the fields of a CNF formula with clauses of this type."""
    return {"variables": Set(Label("variables"), "variables"), "clauses": Seq(clause(literals("variables")))}


FORMULA = problem("Formula", clauses(), subset("variables"))
INDEPENDENT = problem("Independent", {"G": graph("G"), "k": NAT}, subset("G.vertices"))
_V = Label("G.vertices")
TOUR = problem("Tour", {"G": graph("G")}, Space(SpaceKind.CYCLE, Map(_V, _V), node(Set(_V, "G.vertices"), "G", "vertices")))
ITEM = Label("item")
SUMS = problem("Sums", {"item": Set(ITEM, "item"), "size": Map(ITEM, NAT, "item"), "goal": NAT}, subset("item"))

_NODE, _PARAMETER = Label("nodes"), Label("parameters")
_TERM = Sum("term", (("fixed", (RAT,)), ("free", (_PARAMETER,))))
_ACT = Sum("activation", (("identity", ()), ("relu", ()), ("square", ())))
_POINT = Map(_NODE, RAT)
NETWORK = problem(
    "Network",
    {
        "nodes": Set(_NODE, "nodes"),
        "layers": Seq(Set(_NODE, within="nodes")),
        "act": Map(_NODE, _ACT, "nodes"),
        "bias": Map(_NODE, _TERM, "nodes"),
        "weights": Map(Tuple((_NODE, _NODE)), _TERM),
        "parameters": Set(_PARAMETER, "parameters"),
        "options": Map(_PARAMETER, Set(RAT), "parameters"),
        "samples": Seq(Record((("point", _POINT), ("value", _POINT)))),
        "gamma": RAT,
    },
    Space(SpaceKind.CHOICE, Map(_PARAMETER, RAT, "parameters"), node(Map(_PARAMETER, Set(RAT)), "options")),
)
NETWORK_JSON: dict[str, Any] = {
    "nodes": ["x", "one", "h", "out"],
    "layers": [["x", "one"], ["h"], ["out"]],
    "act": {"x": "identity", "one": "identity", "h": "relu", "out": "identity"},
    "bias": {"x": {"fixed": 0}, "one": {"fixed": 0}, "h": {"fixed": "-1/2"}, "out": {"free": "b"}},
    "weights": [[["x", "h"], {"free": "w"}], [["one", "h"], {"fixed": 2}], [["h", "out"], {"fixed": 1}]],
    "parameters": ["w", "b"],
    "options": {"w": [0, "1/3", 1], "b": [-1, 1]},
    "samples": [{"point": {"x": 1, "one": 1}, "value": {"out": "5/2"}}, {"point": {"x": 0, "one": 1}, "value": {"out": 0}}],
    "gamma": "1/4",
}

ENUM = Sum("colour", (("red", ()), ("green", ()), ("blue", ())))


def types(homes: list[str]) -> st.SearchStrategy[Type]:
    """Return a strategy for types over the labels of these homes."""
    atoms: list[Type] = [NAT, INT, RAT, BOOL, ENUM, *map(Label, homes)]
    whole = [Set(Label(home), within=home) for home in homes]

    def deeper(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
        return st.one_of(
            st.builds(Set, inner),
            st.builds(Edge, inner.filter(lambda t: t != UNIT)),
            st.builds(Seq, inner),
            st.builds(Map, inner, inner),
            *(st.builds(lambda v, home=home: Map(Label(home), v, home), inner) for home in homes),
            *(
                st.builds(lambda v, a=a, b=b: Map(Tuple((Label(a), Label(b))), v, f"{a}, {b}"), inner)
                for a, b in zip(homes[:1], homes[-1:], strict=True)
            ),
            st.lists(inner, max_size=3).map(lambda ts: Tuple(tuple(ts))),
            st.lists(inner, max_size=3).map(lambda ts: Record(tuple((f"f{i}", t) for i, t in enumerate(ts)))),
            st.lists(st.lists(inner, max_size=2), min_size=1, max_size=3).map(
                lambda cases: Sum("s", tuple((f"c{i}", tuple(ts)) for i, ts in enumerate(cases)))
            ),
        )

    return st.recursive(st.sampled_from(atoms + whole), deeper, max_leaves=5)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)


def values(type: Type, sizes: dict[str, int]) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of a type, with homes of these sizes.

    It is empty if the type has no value (an edge over one label).
    """
    match type:
        case Label(home):
            return st.sampled_from(range(sizes[home])) if sizes[home] else st.nothing()
        case t if t == BOOL:
            return st.booleans()
        case t if t == NAT:
            return st.integers(0, 10**40)
        case t if t == INT:
            return st.integers()
        case t if t == RAT:
            return st.fractions(max_denominator=10**6).map(number)
        case Set(_, home) if home:
            return st.just(frozenset(range(sizes[home])))
        case Set(item):
            return _several(item, sizes).map(frozenset)
        case Edge(item):
            pair = st.lists(values(item, sizes), min_size=2, max_size=2, unique=True)
            small = isinstance(item, Label) and sizes[item.home] < 2
            return st.nothing() if small or values(item, sizes).is_empty else pair.map(frozenset)
        case Seq(item):
            return _several(item, sizes).map(tuple)
        case Map(_, value, domain) if domain:
            keys = list(keys_of(domain, {home: range(size) for home, size in sizes.items()}))  # type: ignore[misc]
            if keys and values(value, sizes).is_empty:
                return st.nothing()
            return st.tuples(*(values(value, sizes) for _ in keys)).map(lambda vs: FrozenMap(zip(keys, vs, strict=True)))
        case Map(key, value):
            if values(key, sizes).is_empty or values(value, sizes).is_empty:
                return st.just(FrozenMap())
            return st.dictionaries(values(key, sizes), values(value, sizes), max_size=4).map(FrozenMap)
        case Tuple(items):
            return st.tuples(*(values(t, sizes) for t in items))
        case Record(fields):
            return st.tuples(*(values(t, sizes) for _, t in fields))
        case Sum(_, cases):
            return st.one_of([st.tuples(st.just(i), *(values(t, sizes) for t in ts)) for i, (_, ts) in enumerate(cases)])
    raise AssertionError(type)


def _several(item: Type, sizes: dict[str, int]) -> st.SearchStrategy[list[Any]]:
    inner = values(item, sizes)
    return st.just([]) if inner.is_empty else st.lists(inner, max_size=4)


@st.composite
def instances(draw: st.DrawFn, least: int = 0) -> Instance:
    """Draw an instance of a random type: up to two homes (one may be a graph's), up to three other fields, any witness type."""
    homes = draw(st.lists(st.sampled_from(["X", "Y", "G.vertices"]), max_size=2, unique=True))
    fields: dict[str, Type] = {}
    for home in homes:
        fields |= {"G": graph("G")} if home == "G.vertices" else {home: Set(Label(home), home)}
    extra = draw(st.lists(types(homes), max_size=3))
    fields = {f"a{i}": t for i, t in enumerate(extra[:1])} | fields | {f"b{i}": t for i, t in enumerate(extra[1:])}
    sizes = {home: draw(st.integers(max(least, 2), 4)) for home in homes}
    names = {home: tuple(draw(st.lists(NAMES, min_size=n, max_size=n, unique=True))) for home, n in sizes.items()}
    root = Record(tuple(fields.items()))
    value = draw(values(root, sizes))
    return Instance(problem("Random", fields, Space(SpaceKind.ALL, draw(types(homes)))), value, names)


HALF = Fraction(1, 2)
