"""The picture of a counterexample: the instance beside its image, the witness, what it is mapped to, and the part that fails."""

from __future__ import annotations

import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Any

from certify.chains import Chain, Stages
from certify.core import Edge, Label, Set, Type
from certify.core.values import Value
from certify.core.witness_kinds import outside
from certify.evidence import Counterexample
from certify.formats.instance_json import from_json, witness_from_json
from certify.pictures.instances import instance_picture
from certify.pictures.palette import shortened
from certify.pictures.reductions import FailureShown, reduction_picture
from certify.pictures.rendering import render
from certify.records import dataclass, field
from certify.semantics.explanations import FailingPart, failing_part, failing_part_of_valid
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, Unmet
from certify.semantics.named_instances import Display, Instance

WIDE, MOST_LINES, LONGEST = 100, 24, 300
"""The width of a line of the caption, the most lines of it, and the longest sentence that is not shortened, in characters."""

RED_MEANS = "red lines and rows, double red outlines: what the failing part is about, on both sides"


@dataclass
class _StagesShown:
    """What the maps and conditions show on a counterexample, as far as they are defined.

    `witnesses` and `failing` are the witness and the failing part at each stage; `roles` say what the witnesses are.
    """

    stages: Stages
    witnesses: list[Value | None] = field(default_factory=list)
    failing: list[FailingPart | None] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


def draw_counterexample(chain: Chain, found: Counterexample, out: Path) -> list[Path]:
    """Draw a counterexample to a chain, or to a problem (a chain without reductions), into the file `out`.

    Return the paths of the files that are written.  The picture shows the instance beside its image, the witness that fails,
    where it is mapped to, and in red what the failing clause is about; the caption is the explanation.  A chain of several
    reductions has one picture for each, with numbers in the names of the files.  If the instance has no image, it is drawn alone.
    Raises `CannotRender` or `CannotWrite` as `rendering.render` does.
    """
    graphs = counterexample_pictures(chain, found)
    several = len(graphs) > 1
    return [render(graph, out.with_name(f"{out.stem}-{i}{out.suffix}") if several else out) for i, graph in enumerate(graphs, 1)]


def counterexample_pictures(chain: Chain, found: Counterexample, *, captioned: bool = True) -> list[Any]:
    """Return the pictures that `draw_counterexample` draws, each as a `graphviz.Digraph`; not `captioned`: without the
    explanation, where that stands beside them."""
    seen = _seen(chain, found)
    marked = any(part is not None and (part.values or part.items) for part in seen.failing)
    told = _caption(found, marked) if captioned else (RED_MEANS,) if marked else ()
    if len(seen.stages.instances) == 1:
        return [instance_picture(seen.stages.instances[0], seen.witnesses[0], seen.failing[0], told)]
    graphs = []
    for i, image in enumerate(seen.stages.images):
        shown = FailureShown(seen.failing[i], seen.failing[i + 1], seen.roles[i], seen.roles[i + 1], told)
        ends = seen.stages.instances[i], seen.stages.instances[i + 1]
        graphs.append(reduction_picture(image.reduction, *ends, image.tables, seen.witnesses[i], seen.witnesses[i + 1], shown))
    return graphs


def _seen(chain: Chain, found: Counterexample) -> _StagesShown:
    instance = from_json(chain.source, found.instance)
    stages = Stages((instance,), ())
    undefined: FailingPart | None = None
    try:
        mapped = chain.map(instance)
        stages = stages if found.image is None else mapped  # an image that is no instance cannot be drawn
    except Unmet as unmet:
        undefined = _about(unmet, chain)
    except OutsideHome:
        pass
    number = len(stages.instances)
    seen = _StagesShown(stages, [None] * number, [None] * number, [""] * number)
    seen.failing[0] = undefined
    if found.side:
        _mark_witness(chain, found, seen)
        return seen
    for i, stage in enumerate(stages.instances[1:], 1):
        with suppress(Unmet):
            seen.failing[i] = failing_part_of_valid(stage.problem, stage.value)
    return seen


def _mark_witness(chain: Chain, found: Counterexample, seen: _StagesShown) -> None:
    """Mark the witness, what the maps make of it, and the part of the verifier that rejects that."""
    stages, last = seen.stages, len(seen.stages.instances) - 1
    at = 0 if found.side == "source" else last
    w = witness_from_json(stages.instances[at], found.witness)
    seen.witnesses[at] = w
    seen.roles[at] = "the witness that fails" if last else ""
    if not last or found.obligation not in ("forward", "backward", "parsimonious"):
        seen.failing[at] = _rejecting(stages.instances[at], w)
        return
    try:
        lifted = chain.push(stages, w) if at == 0 else chain.pull(stages, w)
    except Unmet as unmet:
        seen.failing[0] = _about(unmet, chain)
        return
    except OutsideHome:
        return
    seen.witnesses = list(lifted)
    seen.roles = ["what it is mapped to"] * (last + 1)
    seen.roles[at] = "the witness that fails"
    seen.failing[last - at] = _rejecting(stages.instances[last - at], lifted[last - at])


def _rejecting(stage: Instance, w: Value) -> FailingPart | None:
    """Return the part of a verifier that rejects a value; None if it accepts it, is undefined, or it lies in no witness space."""
    try:
        if outside(ProblemMeaning(stage.problem).space(stage.value), w, Display().show):
            return None
        return failing_part(stage.problem, stage.value, w)
    except Unmet as unmet:
        return _about(unmet)


def _about(unmet: Unmet, chain: Chain | None = None) -> FailingPart | None:
    """Return the values at which an operation of a verifier, or of a map of a chain of one reduction, is undefined.

    Labels of the source are those of its instance.  It is not known to which instance those of a longer chain belong.
    """
    if chain is not None and len(chain.reductions) > 1:
        return None
    used = {n.data: n.type for n in unmet.node.walk() if n.op == "var" and n.data in unmet.variables}
    operands = [(v, a.type) for v, a in zip(unmet.values, unmet.node.args, strict=False) if not unmet.node.steps]
    values = [(unmet.variables[variable], type) for variable, type in used.items()] + operands
    return FailingPart((), tuple((v, _at_home(t)) for v, t in values), ())


def _at_home(type: Type) -> Type:
    """Return a type of labels of a reduction's source as a type of the source's own labels."""
    match type:
        case Label(home):
            return Label(home.removeprefix("source."))
        case Edge(Label() as item):
            return Edge(_at_home(item))
        case Set(Label() as item):
            return Set(_at_home(item))
    return type


def _caption(found: Counterexample, marked: bool) -> tuple[str, ...]:
    """Return the lines below the picture."""
    lines = [f"counterexample to `{found.obligation}`"]
    for sentence in found.why:
        lines += textwrap.wrap(shortened(sentence, LONGEST), WIDE, subsequent_indent="    ", break_on_hyphens=False)
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more lines"]
    return (*lines, *([RED_MEANS] if marked else []))
