"""Cores in the user's terms: as text, with the lines of the file, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from certify.core import Set, Type
from certify.formats.instance_json import to_json, witness_to_json
from certify.formats.json_text import compact
from certify.formats.json_writer import writer
from certify.formats.labels import label_names
from certify.formats.lines import Lines
from certify.records import dataclass
from certify.semantics.directions import Direction
from certify.semantics.named_instances import Display, Instance
from certify.semantics.parts import InstancePart, collections_of, item_type, parts_of, value_of
from certify.solve.cores import Core, CoreAnswer

MOST_LINES = 60
"""The most parts that a text lists; JSON has all."""


@dataclass(frozen=True)
class _Told:
    """The parts of an instance in its own names."""

    instance: Instance
    names: Mapping[str, tuple[str, ...]]
    types: Mapping[str, Type]

    def where(self, part: InstancePart) -> str:
        """Return where a part stands, as `clauses[3]` or `G.edges`."""
        return part.path if isinstance(self.types[part.path], Set) else f"{part.path}[{self.key(part)}]"

    def key(self, part: InstancePart) -> str:
        """Return the position or key of a part."""
        type = self.types[part.path]
        return str(part.key) if not hasattr(type, "key") else Display(self.names).show(part.key, type.key)

    def text(self, part: InstancePart) -> str:
        """Return a part as text."""
        of, display = self.types[part.path], Display(self.names)
        value = value_of(self.instance, part)
        return display.show(value[1], of.value) if hasattr(of, "key") else display.show(value, item_type(of))  # type: ignore[union-attr]

    def name(self, part: InstancePart) -> str:
        """Return a short name of a part: its place in a sequence or map, else the member itself."""
        return f"{self.where(part)} {self.text(part)}" if isinstance(self.types[part.path], Set) else self.where(part)

    def json(self, part: InstancePart) -> dict[str, Any]:
        """Return a part as JSON: where it stands, and its value."""
        of, value = self.types[part.path], value_of(self.instance, part)
        found: dict[str, Any] = {"in": part.path}
        if hasattr(of, "key"):
            return found | {"key": writer(of.key, self.names)(value[0]), "value": writer(of.value, self.names)(value[1])}  # type: ignore[union-attr]
        if not isinstance(of, Set):
            found["position"] = part.key
        return found | {"value": writer(item_type(of), self.names)(value)}


def _told(instance: Instance) -> _Told:
    return _Told(instance, label_names(instance), collections_of(instance.problem.instance))


def core_json(core: Core, lines: Lines | None = None) -> dict[str, Any]:
    """Return a core as JSON: its parts, what is needed of them, and what they were taken from."""
    told, places = _told(core.instance), lines or {}
    needed = {n.part: n for n in core.needed}
    parts = []
    for part in core.parts:
        line = places.get((part.path, part.key))
        found = told.json(part) | ({} if line is None else {"line": line})
        if part in needed:
            found |= {"without": {"witness": witness_to_json(needed[part].rest, needed[part].witness)}}
        parts.append(found | {"needed": "yes" if part in needed else "to be valid" if part in core.invalid else "not tried"})
    counts = {path: len(of) for path, of in parts_of(core.instance).items()}
    moved = core.moved
    return {
        "parts": parts, "minimal": core.minimal, "reason": core.reason, "alone": to_json(core.alone),
        "shown": {"by": core.shown.how, "size": core.shown.size},
        "of": [{"in": k.path, "count": counts[k.path], "without": k.direction.name.lower(), "tried": k.path in core.tried}
               for k in core.kinds],
        "number": None if moved is None else {
            "field": moved.field, "value": moved.number, "none_to": moved.none_to, "one_at": moved.one_at,
            "witness": None if moved.one_at is None else witness_to_json(core.alone, moved.witness),
        },
    }  # fmt: skip


def core_lines(core: Core, lines: Lines | None = None, file: str = "") -> Iterator[str]:
    """Yield a core as lines of text.

    - `lines`, `file`: where the items stand, and the name of the file.
    """
    told, places = _told(core.instance), lines or {}
    counts = {path: len(of) for path, of in parts_of(core.instance).items()}
    of_path = {path: [p for p in core.parts if p.path == path] for path in core.tried}
    name = core.instance.problem.name
    some = " and ".join(f"{len(of)} of {counts[path]} {path}" for path, of in of_path.items())
    if some and not core.parts:
        yield f"why: even without {' and '.join(of_path)} there is no witness ({_shown(core.shown)})"
    elif some:
        yield f"why: {some}: by themselves they have no witness ({_shown(core.shown)})"
    else:
        yield f"why: no part of it can be taken away ({_shown(core.shown)})"
    for part in core.parts[:MOST_LINES]:
        line = places.get((part.path, part.key))
        yield f"  {told.where(part)}  {told.text(part)}" + (f"  {file}:{line}" if line is not None else "")
    if len(core.parts) > MOST_LINES:
        yield f"  and {len(core.parts) - MOST_LINES} more, which `--json` lists"
    yield from _needed(core, told)
    for kind in core.kinds:
        if kind.path not in core.tried and counts[kind.path]:
            can = "can only take witnesses away" if kind.direction is Direction.SERVES else "could also take witnesses away"
            yield f"{kind.path}: all {counts[kind.path]} stay; leaving out some {can}"
    if some and not core.reason:
        yield f"a smaller instance with the same answer: the text of {name} does not show that the rest could not help"
    if core.moved is not None:
        moved, field = core.moved, core.moved.field
        none = f"none with {moved.number}" + (f", nor with {moved.none_to}" if moved.none_to != moved.number else "")
        if moved.one_at is None:
            yield f"{field}: {none}; no number was found with which there is one"
        else:
            yield f"{field}: {none}; with {moved.one_at} there is {compact(witness_to_json(core.alone, moved.witness))}"


def _needed(core: Core, told: _Told) -> Iterator[str]:
    """Yield which parts of the core are needed, with an example of a witness without one of them."""
    if not core.parts:
        return
    if core.minimal and not core.invalid:
        yield "each of them is needed: without any one of them there is a witness"
    else:
        yield f"needed, since without it there is a witness: {len(core.needed)} of {len(core.parts)}"
    if core.invalid:
        yield f"needed to be a valid instance: {len(core.invalid)}"
    if core.untried:
        yield f"not settled within the work: {len(core.untried)}"
    if core.needed:
        first = core.needed[0]
        yield f"without {told.name(first.part)}: {compact(witness_to_json(first.rest, first.witness))}"


def _shown(shown: CoreAnswer) -> str:
    return f"a proof of {shown.size} steps was checked" if shown.how == "proof" else f"all of {shown.size} nodes were searched"
