"""The marks of a witness in the picture of its instance, which follow from the type of the witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from certify.core import Edge, Label, Map, Record, Seq, Set, Space, Sum, Tuple, Type
from certify.core.values import FrozenMap, Value, ordered
from certify.formats.json_writer import around
from certify.pictures.palette import BY_NAME, PALETTE, shortened
from certify.records import dataclass, field
from certify.semantics.named_instances import Display

Spot = tuple[str, Value]
"""A label: its home and its rank."""


@dataclass
class Marks:
    """The marks of a witness, and of the part of a condition that fails.

    `chosen` are the labels that it contains, `notes` texts beside labels, `values` the values that it gives to labels, `colours`
    the colours of labels, and `told` sentences of the caption.  `lines` are bold lines between labels, by home; a line is
    directed if its entry is True.  `members` are sets of other values, each with their type, which are rows of tables.

    `failing` are the labels that the failing part is about, `failing_pairs` the pairs of labels, each with the home, and
    `failing_items` the items of collections, each with the path of the collection and its position, key or member.
    """

    chosen: set[Spot] = field(default_factory=set)
    notes: dict[Spot, list[str]] = field(default_factory=dict)
    values: dict[Spot, str] = field(default_factory=dict)
    colours: dict[Spot, str] = field(default_factory=dict)
    lines: dict[str, dict[tuple[Value, Value], bool]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    members: list[tuple[Type, frozenset[Value]]] = field(default_factory=list)
    failing: set[Spot] = field(default_factory=set)
    failing_pairs: set[tuple[str, frozenset[Value]]] = field(default_factory=set)
    failing_items: set[tuple[str, Value]] = field(default_factory=set)

    def add_failing(self, values: Iterable[tuple[Value, Type]], items: Iterable[tuple[str, Value]]) -> None:
        """Mark what a failing part is about: the labels and pairs of labels among its values, and items of collections."""
        self.failing_items.update(items)
        for value, type in values:
            match type:
                case Edge(Label(home)) | Set(Label(home)) if len(value) == 2:
                    self.failing_pairs.add((home, value))
                case _:
                    self.failing.update(mentioned(value, type))

    def add_origins(self, elements: Iterable[tuple[str, Value] | None]) -> None:
        """Mark the elements that what fails on the other side is made from: labels, and items of collections."""
        found = {element for element in elements if element is not None}
        self.failing |= found
        self.failing_items |= found


def mentioned(value: Value, type: Type) -> Iterator[Spot]:
    """Yield the labels inside a value of a label, sum or tuple type."""
    match type:
        case Label(home):
            yield home, value
        case Tuple(items):
            for part, of in zip(value, items, strict=True):
                yield from mentioned(part, of)
        case Sum(_, cases):
            for part, of in zip(value[1:], cases[value[0]][1], strict=True):
                yield from mentioned(part, of)


def marks_of(space: Space, witness: Value, names: tuple[str, ...], display: Display) -> Marks:
    """Return the marks of a witness of this space.

    `names` are the problem's names of the witness or its parts; `display` gives the texts of values.
    """
    marks = Marks()
    if isinstance(space.type, Record):
        for (name, type), value in zip(space.type.fields, witness, strict=True):
            _mark(marks, type, value, name, display)
    else:
        _mark(marks, space.type, witness, names[0] if len(names) == 1 else "witness", display)
    return marks


def _mark(marks: Marks, type: Type, value: Value, name: str, display: Display) -> None:
    match type:
        case Label(home):
            marks.chosen.add((home, value))
        case Set(Label(home)):
            marks.chosen.update((home, v) for v in value)
        case Set(Edge(Label(home))):
            marks.lines.setdefault(home, {}).update({(min(e), max(e)): False for e in value})
        case Set(Tuple((Label(home), Label(other)))) if home == other:
            marks.lines.setdefault(home, {}).update(dict.fromkeys(value, True))
        case Seq(Label(home)):
            for place, v in enumerate(value, 1):
                marks.notes.setdefault((home, v), []).append(f"{place}.")
        case Map(Label(home), Label(other)) if home == other and (members := around(value)) is not None:
            marks.lines.setdefault(home, {}).update({(v, value[v]): True for v in members if value[v] != v})
        case Map(Label(home), item):
            _mark_values(marks, home, item, value, display)
        case Tuple(()):
            return
        case Set(item):
            marks.members.append((item, frozenset(value)))
        case _:
            marks.told.append(f"{name} = {shortened(display.show(value, type), 70)}")
            return
    marks.told.append(f"{name}: {_told(type, value)}")


def _told(type: Type, value: Value) -> str:
    match type:
        case Label():
            return "marked"
        case Set(Label()):
            return f"{len(value)} marked" if value else "empty"
        case Set(Edge(Label())) | Set(Tuple((Label(), Label()))):
            return f"{len(value)} bold lines" if value else "empty"
        case Set():
            return f"{len(value)} bold rows" if value else "empty"
        case Seq():
            return "the numbers"
        case Map(key, item) if key == item and around(value) is not None:
            return "the bold arrows" if len(value) > 1 else f"a cycle of {len(value)}"
    return "its values stand with the labels" if value else "empty"


def _mark_values(marks: Marks, home: str, item: Type, value: FrozenMap, display: Display) -> None:
    """Mark values beside their labels; if there are few different ones, each also has a colour."""
    kinds = ordered(set(value.values()))
    texts = {kind: display.show(kind, item) for kind in kinds}
    own = all(text in BY_NAME for text in texts.values())
    few = own or len(kinds) <= len(PALETTE)
    colours = {kind: BY_NAME[texts[kind]] if own else PALETTE[i] for i, kind in enumerate(kinds)} if few else {}
    for label, image in value.items():
        marks.values[home, label] = shortened(texts[image], 16)
        marks.notes.setdefault((home, label), []).append(marks.values[home, label])
        if few:
            marks.colours[home, label] = colours[image]
