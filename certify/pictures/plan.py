"""How an instance is laid out, from its type: which parts are graphs, layers, boxes with lines, tables, or told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from certify.core import Label, Map, Record, Seq, Set, Sum, Tuple, Type, is_graph
from certify.core.paths import field_values, fields
from certify.core.values import Value, ordered
from certify.semantics.named_instances import Instance

MOST_NODES, MOST_LINES = 150, 200
"""Beyond this many nodes or lines a picture tells counts only."""
MOST_BOXES, MOST_MENTIONS = 40, 60


@dataclass(frozen=True)
class Family:
    """A field whose items become boxes, with lines to the labels that they mention.

    `items` holds for each its key (an index, or a label of `index_home`) and the labels of `home` that it mentions, those
    with True that it mentions by other than the first case of their sum type only.
    """

    path: str
    home: str
    index_home: str
    items: tuple[tuple[Value, Mapping[Value, bool]], ...]


@dataclass(frozen=True)
class Layered:
    """A network: the layers' path, the path of the map from pairs of labels to weights, and the labels' home."""

    layers: str
    weights: str
    home: str


@dataclass
class Plan:
    """The parts of an instance by the way they are drawn; `types` and `values` are by dotted path."""

    types: dict[str, Type]
    values: dict[str, Value]
    graphs: list[str] = field(default_factory=list)
    layered: Layered | None = None
    families: list[Family] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def table_homes(self) -> list[str]:
        """The homes whose labels are rows of a table, since no part draws them as nodes."""
        return [home for home in self.columns if home not in self.nodes]

    @property
    def only_graph(self) -> bool:
        """Is the instance one graph with values beside its vertices, and no tables?"""
        return len(self.graphs) == 1 and not (self.table_homes or self.tables or self.families or self.layered)


def plan_of(instance: Instance) -> Plan:
    """The plan of an instance's picture."""
    root = instance.problem.instance
    plan = Plan(dict(fields(root)), {path: value for path, _, value in field_values(root, instance.value)})
    if is_graph(root):
        plan.types[""], plan.values[""] = root, instance.value
    homes = [t.home for t in plan.types.values() if isinstance(t, Set) and t.home]
    plan.columns = {home: [] for home in homes}
    plan.graphs = [path for path, t in plan.types.items() if is_graph(t)]
    plan.nodes = [f"{path}.vertices".removeprefix(".") for path in plan.graphs]
    drawn = {f"{path}.{part}".removeprefix(".") for path in plan.graphs for part in ("vertices", "edges")}
    plan.layered = _layered(plan.types, plan.nodes)
    if plan.layered:
        plan.nodes.append(plan.layered.home)
        drawn |= {plan.layered.layers, plan.layered.weights}
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


def _layered(types: dict[str, Type], taken: list[str]) -> Layered | None:
    """Layers (a sequence of sets of labels) with a map from pairs of these labels."""
    for layers, type in types.items():
        match type:
            case Seq(Set(Label(home))) if home not in taken:
                for weights, other in types.items():
                    match other:
                        case Map(Tuple((Label(first), Label(second)))) if first == second == home:
                            return Layered(layers, weights, home)
    return None


def _families(plan: Plan, drawn: set[str]) -> None:
    boxes = mentions = 0
    placed = set(plan.nodes)  # by graphs and layers: more lines would hide those
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
    """The home of labels, or of sum-type items that hold at most one label and nothing else; empty for other types."""
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
    """The labels mentioned by a collection of such items, with False where one mentions it plainly or by the first case."""
    if isinstance(type, Label):
        return dict.fromkeys(ordered(set(items)), False)
    found = ordered({item for item in items if len(item) > 1})
    return {label: case > 0 for case, label in reversed(found)}


def counts(instance: Instance) -> tuple[int, int]:
    """The number of nodes and of lines that a picture of the whole instance would have."""
    plan = plan_of(instance)
    nodes = sum(len(plan.values[home]) for home in plan.nodes) + sum(len(f.items) for f in plan.families if not f.index_home)
    lines = sum(len(plan.values[f"{g}.edges".removeprefix(".")]) for g in plan.graphs)
    lines += len(plan.values[plan.layered.weights]) if plan.layered else 0
    return nodes, lines
