"""Scenes: they draw an instance into a Graphviz graph or cluster, by its plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from certify.core import Label, Map, Record, Seq, Set, Type, is_digraph
from certify.core.values import Value, ordered
from certify.formats.labels import label_names
from certify.pictures.brief import Brief
from certify.pictures.collection_table import collection_table, literal
from certify.pictures.marks import Marks, Spot, marks_of, mentioned
from certify.pictures.palette import CHOSEN, FRAME, INK, LINE, PAPER, RED, cell, ink_on, plain, shortened, table, tint
from certify.pictures.plan import MOST_LINES, MOST_NODES, Family, Plan, counts, plan_of
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Display, Instance

MOST_ROWS, MOST_COLUMNS, MOST_NOTED_LINES = 30, 8, 40


@dataclass(frozen=True)
class LabelStyle:
    """The style of a label that no witness colours: fill, fill if chosen, shape, and the gadget that contains the label."""

    fill: str = PAPER
    chosen: str = CHOSEN
    shape: str = "ellipse"
    gadget: str = ""


@dataclass(frozen=True)
class Scene:
    """An instance to be drawn, the marks of its witness and the styles of its labels.

    `prefix` begins the names of its nodes, so that two scenes in one graph have different nodes.
    """

    instance: Instance
    marks: Marks
    prefix: str
    plan: Plan
    display: Display
    look: Callable[[Spot], LabelStyle]

    # -------------------------------------------------------------------------------------------- nodes

    def key(self, spot: Spot) -> str:
        """Return the name of a label's node."""
        return f"{self.prefix}{list(self.plan.columns).index(spot[0])}_{spot[1]}"

    def name(self, spot: Spot) -> str:
        """Return the name of a label, shortened."""
        return shortened(self.display.show(spot[1], Label(spot[0])))

    def fill(self, spot: Spot) -> str:
        """Return the fill colour of a label.  A value that the witness gives to it does not change the colour of a gadget."""
        own = self.look(spot)
        if spot in self.marks.chosen:
            return own.chosen
        return own.fill if own.gadget else self.marks.colours.get(spot, own.fill)

    def node(self, into: Any, spot: Spot) -> None:
        """Draw a label: its name, and below it the values that maps give to it.

        A thick outline shows the witness: black around a chosen label, the colour of its value around a label of a gadget.  A
        double red outline shows that a failing condition is about the label.
        """
        fill, chosen = self.fill(spot), spot in self.marks.chosen
        colour = self.marks.colours.get(spot, "")
        ring = INK if chosen else colour if colour and colour != fill else ""
        into.node(
            self.key(spot),
            label=plain(self.name(spot), *self.beside(spot), *self.marks.notes.get(spot, [])),
            fillcolor=fill,
            fontcolor=ink_on(fill),
            shape=self.look(spot).shape,
            **self._outline(spot in self.marks.failing, "1" if not ring else "3" if chosen else "5", ring or LINE),
        )

    @staticmethod
    def _outline(failing: bool, width: str = "1", colour: str = LINE) -> dict[str, str]:
        """Return the attributes of an outline: double and red for what a failing condition is about."""
        return {"penwidth": "3", "color": RED, "peripheries": "2"} if failing else {"penwidth": width, "color": colour}

    def beside(self, spot: Spot) -> list[str]:
        """Return the entries of a label in the maps and sets that are keyed by its home, as texts."""
        out = []
        for path in self.plan.columns[spot[0]]:
            text = self.column(path, spot[1])
            out += [f"{path.rpartition('.')[2]}: {text}" if text != CHECK else path.rpartition(".")[2]] if text else []
        return out

    def column(self, path: str, label: Value) -> str:
        """Return the entry of a label in a map (its value) or a set (a check mark, or nothing)."""
        type, value = self.plan.types[path], self.plan.values[path]
        if isinstance(type, Map):
            return self.said(value[label], type.value) if label in value else ""
        return CHECK if label in value else ""

    def said(self, value: Value, type: Type) -> str:
        """Return a value as text, and the value that the witness gives to its label if there is exactly one such label."""
        text = shortened(self.display.show(value, type))
        given = [self.marks.values[spot] for spot in mentioned(value, type) if spot in self.marks.values]
        return f"{text} = {given[0]}" if len(given) == 1 else text

    # -------------------------------------------------------------------------------------------- parts

    def draw(self, into: Any) -> None:
        """Draw every part of the instance; if there is none, draw a note so that the frame stays visible."""
        plan = self.plan
        boxes = any(plan.values[home] for home in plan.nodes) or any(family.items for family in plan.families)
        if not (boxes or plan.table_homes or plan.tables):
            into.node(f"{self.prefix}empty", label="(nothing to draw)", shape="plaintext", style="")
        for path in self.plan.graphs:
            self._graph(into, path)
        if self.plan.layered:
            self._layers(into)
        homes = {h: None for family in self.plan.families for h in (family.home, family.index_home) if h in self.plan.nodes}
        below = {family.index_home for family in self.plan.families}
        for home in homes:
            with into.subgraph(name=f"cluster_{self.prefix}{home}") as box:
                box.attr(label=plain(home), labelloc="b" if home in below else "t")  # lines arrive on the other side
                for label in sorted(self.plan.values[home]):
                    self.node(box, (home, label))
        for family in self.plan.families:
            self._family(into, family)
        for number, home in enumerate(self.plan.table_homes):
            into.node(f"{self.prefix}t{number}", label=self._home_table(home), shape="plain", style="")
        for number, path in enumerate(self.plan.tables):
            failing = frozenset(key for of, key in self.marks.failing_items if of == path)
            label = collection_table(path, self.plan.types[path], self.plan.values[path], self.display, failing)
            into.node(f"{self.prefix}s{number}", label=label, shape="plain", style="")

    def _graph(self, into: Any, path: str) -> None:
        home = f"{path}.vertices".removeprefix(".")
        groups: dict[str, list[Value]] = {}
        for vertex in sorted(self.plan.values[home]):
            groups.setdefault(self.look((home, vertex)).gadget, []).append(vertex)
        for number, (gadget, members) in enumerate(groups.items()):
            if gadget and len(members) > 1 and len(groups) > 1:
                with into.subgraph(name=f"cluster_{self.prefix}{home}{number}") as box:
                    box.attr(label="", tooltip=plain(gadget), style="dotted,rounded", margin="8")
                    for vertex in members:
                        self.node(box, (home, vertex))
            else:
                for vertex in members:
                    self.node(into, (home, vertex))
        lines = dict(self.marks.lines.get(home, {}))
        failing = {pair for of, pair in self.marks.failing_pairs if of == home}
        if is_digraph(self.plan.types[path]):
            self._arcs(into, path, home, lines, failing)
        else:
            self._edges(into, path, home, lines, failing)
        for (u, v), directed in lines.items():  # pairs of the witness that are not edges
            head = "normal" if directed else "none"
            into.edge(self.key((home, u)), self.key((home, v)), style="dashed", penwidth="3", color=RED, arrowhead=head)
            failing.discard(frozenset((u, v)))
        for u, v in map(ordered, ordered(failing)):  # pairs that a failing condition is about, and that are no edges
            into.edge(self.key((home, u)), self.key((home, v)), style="dashed", penwidth="3", color=RED)

    def _arcs(self, into: Any, path: str, home: str, lines: dict[tuple[Value, Value], bool], failing: set[Value]) -> None:
        """Draw arcs, those of the witness bold, and take what is drawn out of the lines and failing pairs that are left."""
        arcs = self.plan.lines[path]
        for u, v in ordered(self.plan.values[arcs]):
            bold = {"penwidth": "3.5", "color": INK} if (u, v) in lines else {}
            if frozenset((u, v)) in failing or (arcs, (u, v)) in self.marks.failing_items:
                bold = {"penwidth": "5", "color": RED}
            into.edge(self.key((home, u)), self.key((home, v)), arrowhead="normal", **bold)
            lines.pop((u, v), None)
        failing -= {frozenset(arc) for arc in self.plan.values[arcs]}

    def _edges(self, into: Any, path: str, home: str, lines: dict[tuple[Value, Value], bool], failing: set[Value]) -> None:
        """Draw edges, those of the witness bold, and take what is drawn out of the lines and failing pairs that are left."""
        for edge in ordered(self.plan.values[self.plan.lines[path]]):
            ends = (min(edge), max(edge))
            both = [pair for pair in (ends, ends[::-1]) if pair in lines]
            arrows = {"arrowhead": "normal"} if len(both) == 1 and lines[both[0]] else {}
            arrows = {"dir": "both", "arrowhead": "normal", "arrowtail": "normal"} if len(both) == 2 else arrows
            u, v = both[0] if both else ends
            bold = {"penwidth": "3.5", "color": INK} if both else {}
            bold = {"penwidth": "5", "color": RED} if edge in failing else bold
            into.edge(self.key((home, u)), self.key((home, v)), **bold, **arrows)
            failing.discard(edge)
            for pair in both:
                del lines[pair]
                failing.discard(frozenset(pair))

    def _layers(self, into: Any) -> None:
        assert self.plan.layered is not None
        home, layers = self.plan.layered.home, self.plan.values[self.plan.layered.layers]
        placed: set[Value] = set()
        outside = frozenset(self.plan.values[home]).difference(*layers)
        titles = [f"{self.plan.layered.layers}[{i}]" for i in range(len(layers))] + ["in no layer"]
        for title, layer in zip(titles, [*layers, outside], strict=True):
            with into.subgraph(name=f"cluster_{self.prefix}{title}") as box:
                box.attr(label=plain(title))
                for label in sorted(layer - placed):
                    self.node(box, (home, label))
            placed |= layer
        weights = self.plan.values[self.plan.layered.weights]
        type = self.plan.types[self.plan.layered.weights]
        for pair in ordered(weights):
            says = self.said(weights[pair], type.value) if isinstance(type, Map) else ""
            caption = plain(f" {says} ") if len(weights) <= MOST_NOTED_LINES else ""
            wrong = {"penwidth": "4", "color": RED} if (self.plan.layered.weights, pair) in self.marks.failing_items else {}
            into.edge(self.key((home, pair[0])), self.key((home, pair[1])), label=caption, arrowhead="normal", **wrong)

    def _family(self, into: Any, family: Family) -> None:
        if not family.index_home:
            with into.subgraph(name=f"cluster_{self.prefix}{family.path}") as box:
                box.attr(label=plain(family.path), labelloc="b")
                for place, _ in family.items:
                    box.node(
                        self._item(family, place), label=self._item_label(family, place), shape="box", fillcolor=PAPER,
                        **self._outline((family.path, place) in self.marks.failing_items),
                    )  # fmt: skip
        for place, labels in family.items:
            for label, other in labels.items():
                into.edge(self.key((family.home, label)), self._item(family, place), style="dashed" if other else "solid")

    def _item(self, family: Family, place: Value) -> str:
        return self.key((family.index_home, place)) if family.index_home else f"{self.prefix}{family.path}_{place}"

    def _item_label(self, family: Family, place: int) -> str:
        type = self.plan.types[family.path]
        assert isinstance(type, Seq)
        inner = type.item
        assert isinstance(inner, Set | Seq)
        items = ordered(self.plan.values[family.path][place]) if isinstance(inner, Set) else self.plan.values[family.path][place]
        return plain(*(shortened(literal(item, inner.item, self.display)) for item in items)) or "(empty)"

    # -------------------------------------------------------------------------------------------- tables

    def _home_table(self, home: str) -> str:
        labels = sorted(self.plan.values[home])
        columns = self.plan.columns[home]
        noted = any(spot_home == home for spot_home, _ in self.marks.notes)
        if not columns and not noted:
            return self._grid(home, labels)
        rows = [
            [cell(title.rpartition(".")[2], fill=FRAME, bold=True) for title in (home, *columns, *(["witness"] if noted else []))]
        ]
        for label in labels[:MOST_ROWS]:
            notes = [" ".join(self.marks.notes.get((home, label), []))] if noted else []
            entries = [self.column(path, label) for path in columns] + notes
            rows.append([self._label_cell((home, label)), *map(cell, entries)])
        if len(labels) > MOST_ROWS:
            rows.append([cell(f"… and {len(labels) - MOST_ROWS} more", span=len(rows[0]))])
        return table(rows)

    def _grid(self, home: str, labels: list[Value]) -> str:
        """Return a table of the labels of a home, several in a row."""
        wide = min(MOST_COLUMNS, max(1, len(labels)))
        rows = [[cell(home, fill=FRAME, bold=True, span=wide)]]
        for start in range(0, min(len(labels), MOST_ROWS * wide), wide):
            row = labels[start : start + wide]
            rows.append([self._label_cell((home, label)) for label in row] + [cell("")] * (wide - len(row)))
        if len(labels) > MOST_ROWS * wide:
            rows.append([cell(f"… and {len(labels) - MOST_ROWS * wide} more", span=wide)])
        return table(rows if labels else [*rows, [cell("none")]])

    def _label_cell(self, spot: Spot) -> str:
        fill = tint(RED) if spot in self.marks.failing else self.fill(spot)
        return cell(self.name(spot), fill="" if fill == PAPER else fill, bold=spot in self.marks.chosen)

    # -------------------------------------------------------------------------------------------- words

    def caption(self) -> list[str]:
        """Return the sentences for the fields and the parts of the witness that are not drawn."""
        fields = [
            f"{path} = {shortened(self.display.show(self.plan.values[path], self.plan.types[path]), 60)}"
            for path in self.plan.told
        ]
        return fields + self.marks.told

    def summary(self) -> str:
        """Return the counts of a large instance, as a table."""
        rows = []
        for path, type in self.plan.types.items():
            value = self.plan.values[path]
            if path and not isinstance(type, Record) and path not in self.plan.told:
                rows.append([cell(path), cell(f"{len(value)} {_counted(type)}", align="right")])
        for home in self.plan.columns:
            chosen = sum(spot[0] == home for spot in self.marks.chosen)
            rows += [[cell(f"marked in {home}", bold=True), cell(str(chosen), align="right")]] if chosen else []
            gadgets: dict[str, int] = {}
            for label in self.plan.values[home]:
                kind = self.look((home, label)).gadget.partition("(")[0]
                gadgets[kind] = gadgets.get(kind, 0) + 1
            rows += [[cell(f"  {kind}"), cell(str(n), align="right")] for kind, n in sorted(gadgets.items()) if kind]
        return table(rows)


CHECK = "•"


def scene(
    instance: Instance,
    witness: Value | None,
    prefix: str,
    look: Callable[[Spot], LabelStyle] = lambda spot: LabelStyle(),
    failing: FailingPart | None = None,
) -> Scene:
    """Return the scene of an instance and a witness (None: none).

    `prefix` begins the names of its nodes; `look` gives the style of each label; `failing` is the part of a condition that fails.
    """
    display = Brief(label_names(instance))
    problem = instance.problem
    marks = Marks() if witness is None else marks_of(problem.witness, witness, problem.witness_names, display)
    plan = plan_of(instance)
    if failing is not None:
        marks.add_failing(failing.values, failing.items)
        keyed = {family.path: family.index_home for family in plan.families if family.index_home}
        marks.failing.update((keyed[path], key) for path, key in failing.items if path in keyed)
    return Scene(instance, marks, prefix, plan, display, look)


def too_large(instance: Instance) -> bool:
    """Return whether the instance is too large to be drawn, so that its picture shows counts only."""
    nodes, lines = counts(instance)
    return nodes > MOST_NODES or lines > MOST_LINES


def _counted(type: Type) -> str:
    match type:
        case Set(Label()):
            return "labels"
        case Map():
            return "entries"
    return "items"
