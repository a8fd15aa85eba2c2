"""The plan of an instance's picture: its type decides which parts are graphs, layers, boxes with lines, tables, or words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.core import Label, Map, Record, Seq, Set, Sum, Tuple, Type, is_digraph, is_graph
from certify.core.paths import field_values, fields
from certify.core.values import Value, ordered
from certify.records import dataclass, field
from certify.semantics.named_instances import Instance

MOST_BOXES, MOST_MENTIONS, MOST_NOTED = 40, 60, 40


@dataclass(frozen=True)
class Family:
    """A field whose items are drawn as boxes, with lines to the labels that they contain.

    `items` holds for each its key (an index, or a label of `index_home`) and the labels of `home` that it contains.  A label is
    mapped to True if it occurs only in cases of its sum type other than the first.
    """

    path: str
    home: str
    index_home: str
    items: tuple[tuple[Value, Mapping[Value, bool]], ...]


@dataclass(frozen=True)
class Layered:
    """A network: the path of the layers, the path of the map from pairs of labels to weights, and the home of the labels."""

    layers: str
    weights: str
    home: str


@dataclass(frozen=True)
class Wired:
    """A circuit: the path of the map from labels to what they are computed from, other labels of the home."""

    path: str
    home: str


@dataclass
class Plan:
    """The parts of an instance (dotted paths), by how they are drawn; `types` and `values` are those of all parts.

    `graphs` holds the paths of graphs and digraphs, `nodes` the homes whose labels are nodes; `columns` are for each home the
    maps and sets keyed by its labels, `noted` are for each graph the maps from its edges or arcs, which stand with the lines.
    """

    types: dict[str, Type]
    values: dict[str, Value]
    graphs: list[str] = field(default_factory=list)
    layered: Layered | None = None
    wired: Wired | None = None
    noted: dict[str, list[str]] = field(default_factory=dict)
    families: list[Family] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def table_homes(self) -> list[str]:
        """The homes whose labels are rows of a table, since they are not drawn as nodes."""
        return [home for home in self.columns if home not in self.nodes]

    @property
    def lines(self) -> dict[str, str]:
        """The path of the edges or arcs of each graph."""
        return {path: _within(path, "edges" if is_graph(self.types[path]) else "arcs") for path in self.graphs}

    @property
    def only_graph(self) -> bool:
        """Whether the instance is one graph with values beside its vertices, without tables."""
        return len(self.graphs) == 1 and not (self.table_homes or self.tables or self.families or self.layered)


def plan_of(instance: Instance) -> Plan:
    """Return the plan of an instance's picture."""
    root = instance.problem.instance
    plan = Plan(dict(fields(root)), {path: value for path, _, value in field_values(root, instance.value)})
    if is_graph(root) or is_digraph(root):
        plan.types[""], plan.values[""] = root, instance.value
    homes = [t.home for t in plan.types.values() if isinstance(t, Set) and t.home]
    plan.columns = {home: [] for home in homes}
    plan.graphs = [path for path, t in plan.types.items() if is_graph(t) or is_digraph(t)]
    plan.nodes = [_within(path, "vertices") for path in plan.graphs]
    drawn = {*plan.nodes, *plan.lines.values()}
    plan.layered = _layered(plan.types, plan.nodes)
    if plan.layered:
        plan.nodes.append(plan.layered.home)
        drawn |= {plan.layered.layers, plan.layered.weights}
    plan.wired = _wired(plan)
    if plan.wired:
        plan.nodes.append(plan.wired.home)
        drawn.add(plan.wired.path)
    drawn |= _noted(plan)
    _families(plan, drawn)
    for path, type in plan.types.items():
        if path in drawn or isinstance(type, Record) or (isinstance(type, Set) and type.home):
            continue
        match type:
            case Map(Label(home)) | Set(Label(home)):
                plan.columns[home].append(path)
            case Seq() | Map() | Set() if plan.values[path]:
                plan.tables.append(path)
            case _:
                plan.told.append(path)
    return plan


def _within(path: str, part: str) -> str:
    return f"{path}.{part}".removeprefix(".")


def _layered(types: dict[str, Type], taken: list[str]) -> Layered | None:
    """Return a network: a sequence of sets of labels, none of them of a `taken` home, and a map from pairs of these labels."""
    for layers, type in types.items():
        match type:
            case Seq(Set(Label(home))) if home not in taken:
                for weights, other in types.items():
                    match other:
                        case Map(Tuple((Label(first), Label(second)))) if first == second == home:
                            return Layered(layers, weights, home)
    return None


def _wired(plan: Plan) -> Wired | None:
    """Return a circuit: a map from labels, none of them drawn yet, to cases with labels of the same home."""
    for path, type in plan.types.items():
        match type:
            case Map(Label(home), Sum(_, cases)) if home not in plan.nodes:
                parts = [part for _, parts in cases for part in parts]
                if Label(home) in parts and not any(isinstance(part, Label) and part != Label(home) for part in parts):
                    return Wired(path, home)
    return None


def _noted(plan: Plan) -> set[str]:
    """Take the maps from the edges or arcs of graphs with few of them, and return their paths."""
    for graph, lines in plan.lines.items():
        for path, type in plan.types.items():
            of, there = plan.types[lines], plan.values[lines]
            if not (isinstance(type, Map) and isinstance(of, Set) and type.key == of.item and 0 < len(there) <= MOST_NOTED):
                continue
            if set(plan.values[path]) <= set(there):
                plan.noted.setdefault(graph, []).append(path)
    return {path for paths in plan.noted.values() for path in paths}


def _families(plan: Plan, drawn: set[str]) -> None:
    boxes = mentions = 0
    placed = set(plan.nodes)  # by graphs and layers, which more lines would hide
    for path, type in plan.types.items():
        family = None if path in drawn else _family(path, type, plan.values[path])
        if family is None or family.home in placed:
            continue
        homes = {h for h in (family.home, family.index_home) if h and h not in plan.nodes}
        boxes += sum(len(plan.values[h]) for h in homes) + (0 if family.index_home else len(family.items))
        mentions += sum(len(labels) for _, labels in family.items)
        if boxes <= MOST_BOXES and mentions <= MOST_MENTIONS:
            drawn.add(path)
            plan.families.append(family)
            plan.nodes += sorted(homes)


def _family(path: str, type: Type, value: Value) -> Family | None:
    match type:
        case Seq((Set() | Seq()) as inner) if home := _mentioned(inner.item):
            items = [(i, _labels(inner.item, item)) for i, item in enumerate(value)]
            return Family(path, home, "", tuple(items))
        case Map(Label(index), (Set() | Seq()) as inner) if (home := _mentioned(inner.item)) and home != index:
            return Family(path, home, index, tuple((k, _labels(inner.item, value[k])) for k in ordered(value)))
    return None


def _mentioned(type: Type) -> str:
    """Return the home of a type of labels, or of a sum type whose cases have one label or nothing; empty for other types."""
    match type:
        case Label(home):
            return home
        case Sum(_, cases):
            arguments = {types for _, types in cases if types}
            match list(arguments):
                case [(Label(home),)]:
                    return home
    return ""


def _labels(type: Type, items: Any) -> dict[Value, bool]:
    """Return the labels in a collection of such items; False for those that occur plainly or in the first case."""
    if isinstance(type, Label):
        return dict.fromkeys(ordered(set(items)), False)
    found = ordered({item for item in items if len(item) > 1})
    return {label: case > 0 for case, label in reversed(found)}


def counts(instance: Instance) -> tuple[int, int]:
    """Return the numbers of nodes and of lines in a picture of the whole instance."""
    plan = plan_of(instance)
    nodes = sum(len(plan.values[home]) for home in plan.nodes) + sum(len(f.items) for f in plan.families if not f.index_home)
    lines = sum(len(plan.values[path]) for path in plan.lines.values())
    lines += len(plan.values[plan.layered.weights]) if plan.layered else 0
    lines += len(plan.values[plan.wired.path]) if plan.wired else 0
    return nodes, lines
