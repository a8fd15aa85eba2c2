"""Scenes: an instance to be drawn, with the marks of its witness, the looks of its elements, and their texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certify.core import Label, Map, Sum, Type
from certify.core.values import Value
from certify.formats.labels import label_names
from certify.pictures.brief import Brief
from certify.pictures.elements import Element, Look
from certify.pictures.limits import DEFAULT, PictureLimits
from certify.pictures.marks import Marks, Spot, marks_of, mentioned
from certify.pictures.palette import GREY, INK, LINE, RED, ink_on, plain, shortened
from certify.pictures.plan import Plan, counts, plan_of
from certify.pictures.shapes import DrawnShape, Meant, badge, text_box
from certify.records import dataclass, field
from certify.semantics.explanations import FailingPart
from certify.semantics.named_instances import Display, Instance

CHECK = "•"
PLAIN, UNTAGGED = Look(), Look(chosen=GREY)
"""How elements are drawn of which nothing is known, alone and among those that have colours."""


@dataclass(frozen=True)
class Scene:
    """An instance to be drawn, the marks of its witness and the looks of its elements.

    `prefix` begins the names of its shapes, so that two scenes in one drawing have different ones.  `shown` tells for each step
    of a series whether its parts are shown; the room for them is kept.
    """

    instance: Instance
    marks: Marks
    prefix: str
    plan: Plan
    display: Display
    looks: Mapping[Element, Look] = field(default_factory=dict)
    limits: PictureLimits = DEFAULT
    shown: Callable[[str], bool] = lambda step: True

    # -------------------------------------------------------------------------------------------- labels

    def key(self, spot: Spot) -> str:
        """Return the name of a label's shape."""
        return f"{self.prefix}{list(self.plan.columns).index(spot[0])}_{spot[1]}"

    def name(self, spot: Spot) -> str:
        """Return the name of a label, shortened."""
        return shortened(self.display.show(spot[1], Label(spot[0])))

    def look(self, element: Element) -> Look:
        """Return the look of an element."""
        return self.looks.get(element, UNTAGGED if self.looks else PLAIN)

    @property
    def marked(self) -> bool:
        """Whether the marks of the witness are shown."""
        return self.shown("witness")

    def step(self, element: Element) -> str:
        """Return the step at which an element appears."""
        kind = self.look(element).kind
        return f"kind {kind}" if kind else "rest"

    def visible(self, element: Element) -> bool:
        """Return whether an element is shown."""
        return self.shown(self.step(element))

    def told(self, element: Element, title: str = "", step: str = "") -> Meant:
        """Return what a part tells that an element is drawn as."""
        return Meant(self.look(element).keys, title, step or self.step(element))

    def fill(self, spot: Spot) -> str:
        """Return the fill colour of a label.  A value that the witness gives to it does not change the colour of a gadget."""
        own = self.look(spot)
        if spot in self.marks.chosen and self.marked:
            return own.chosen
        return own.fill if own.gadget or own.kind or not self.marked else self.marks.colours.get(spot, own.fill)

    def lines(self, spot: Spot) -> list[str]:
        """Return the lines of a label's text: its name, the values that maps give to it, and those of the witness."""
        return [self.name(spot), *self.beside(spot), *self.marks.notes.get(spot, [])]

    def size(self, spot: Spot) -> tuple[float, float]:
        """Return width and height of a label's shape."""
        return text_box(self.lines(spot), self.look(spot).shape)

    def node(self, spot: Spot, x: float, y: float, tagged: bool = False) -> list[DrawnShape]:
        """Return the shape of a label, and with `tagged` the tag of its element beside it.

        A thick outline shows the witness: black around a chosen label, the colour of its value around a label of a gadget.  A
        double red outline shows that a failing condition is about the label.  Of a label that is not shown yet, it is the room.
        """
        fill, chosen, own = self.fill(spot), spot in self.marks.chosen and self.marked, self.look(spot)
        colour = self.marks.colours.get(spot, "") if self.marked else ""
        ring = INK if chosen else colour if colour and colour != fill else ""
        texts = self.lines(spot)
        if not self.marked and (notes := len(self.marks.notes.get(spot, []))):
            texts = texts[:-notes]
        width, height = self.size(spot)
        style = {"fillcolor": fill, "fontcolor": ink_on(fill), "shape": own.shape}
        style |= self.outline(
            spot in self.marks.failing and self.marked, "1" if not ring else "3" if chosen else "5", ring or LINE
        )
        told = self.told(
            spot, " · ".join([*texts, *([f"from {own.tag}"] if own.tag else []), *(["in the witness"] if chosen else [])])
        )
        shapes = [DrawnShape(self.key(spot), x, y, width, height, plain(*texts), style, told)]
        if tagged and own.tag:
            inside = 0.5 if own.shape == "box" else 0.36
            at = x - width * inside, y - height * (0.5 if own.shape == "box" else 0.4)
            shapes.append(badge(f"{self.key(spot)}-tag", own.tag, *at, own.fill, self.told(spot)))
        return shapes if self.visible(spot) else [shape.room() for shape in shapes]

    @staticmethod
    def outline(failing: bool, width: str = "1", colour: str = LINE) -> dict[str, str]:
        """Return the attributes of an outline: double and red for what a failing condition is about."""
        return {"penwidth": "3", "color": RED, "peripheries": "2"} if failing else {"penwidth": width, "color": colour}

    def beside(self, spot: Spot) -> list[str]:
        """Return the entries of a label in the maps and sets that are keyed by its home, as texts."""
        out = [self._computed(spot[1])] if self.plan.wired and self.plan.wired.home == spot[0] else []
        out = [text for text in out if text]
        for path in self.plan.columns[spot[0]]:
            text = self.column(path, spot[1])
            out += [f"{path.rpartition('.')[2]}: {text}" if text != CHECK else path.rpartition(".")[2]] if text else []
        return out

    def _computed(self, label: Value) -> str:
        """Return how a label of a circuit is computed: the case, and what it has besides labels."""
        assert self.plan.wired is not None
        type, value = self.plan.types[self.plan.wired.path], self.plan.values[self.plan.wired.path].get(label)
        if value is None or not isinstance(type, Map) or not isinstance(type.value, Sum):
            return ""
        name, parts = type.value.cases[value[0]]
        others = [self.display.show(v, t) for v, t in zip(value[1:], parts, strict=True) if not isinstance(t, Label)]
        return f"{name}({', '.join(others)})" if others else name

    def column(self, path: str, label: Value, most: int = 24) -> str:
        """Return the entry of a label in a map (its value, in `most` letters) or a set (a check mark, or nothing)."""
        type, value = self.plan.types[path], self.plan.values[path]
        if isinstance(type, Map):
            return self.said(value[label], type.value, most) if label in value else ""
        return CHECK if label in value else ""

    def said(self, value: Value, type: Type, most: int = 24) -> str:
        """Return a value as a text of `most` letters, and the value that the witness gives to its label if that is one."""
        text = shortened(self.display.show(value, type), most)
        given = [self.marks.values[spot] for spot in mentioned(value, type) if spot in self.marks.values]
        return f"{text} = {given[0]}" if len(given) == 1 and self.marked else text

    # -------------------------------------------------------------------------------------------- words

    def caption(self) -> list[str]:
        """Return the sentences for the fields and the parts of the witness that are not drawn."""
        fields = [
            f"{path} = {shortened(self.display.show(self.plan.values[path], self.plan.types[path]), 60)}"
            for path in self.plan.told
        ]
        return fields + self.marks.told

    @property
    def large(self) -> bool:
        """Whether the instance is too large to be drawn in full."""
        nodes, lines = counts(self.instance)
        return nodes > self.limits.nodes or lines > self.limits.lines


def scene(
    instance: Instance,
    witness: Value | None,
    prefix: str,
    looks: Mapping[Element, Look] | None = None,
    failing: FailingPart | None = None,
    limits: PictureLimits = DEFAULT,
    shown: Callable[[str], bool] = lambda step: True,
) -> Scene:
    """Return the scene of an instance and a witness (None: none).

    `prefix` begins the names of its shapes; `looks` gives the looks of elements; `failing` is the part of a condition that fails.
    """
    display = Brief(label_names(instance))
    problem = instance.problem
    marks = Marks() if witness is None else marks_of(problem.witness, witness, problem.witness_names, display)
    plan = plan_of(instance)
    if failing is not None:
        marks.add_failing(failing.values, failing.items)
        keyed = {family.path: family.index_home for family in plan.families if family.index_home}
        marks.failing.update((keyed[path], key) for path, key in failing.items if path in keyed)
    return Scene(instance, marks, prefix, plan, display, looks or {}, limits, shown)
