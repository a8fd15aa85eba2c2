"""Reductions kept as files with their verdicts: `tests/wrong/*.red` are refuted, `tests/right/*.red` are not.

The first lines of a wrong text state which obligation fails, and on which smallest instance (and witness), as JSON:

    # expect: refuted backward
    # because: Half of an odd total is rounded down.
    # instance: {"item": ["v0"], "size": {"v0": 1}}
    # witness of the target: []
    # within: n = 1, b = 1

Where another instance in the box violates another obligation, `# also: backward` says so.
A smallest instance has the least length in the box of `within`, which is one around the instance if it is not given.  A text with
`# beyond: n = 9, m = 8` fails on no smaller instance than that, and no run of instances reaches it.

Each text is run alone on its box.  The plain audit, without any region, must refute each of them as well, by whatever finds it: a
few are always run, all of them with `pytest -m slow`.  A right text has `# expect: holds`, and the regions `# within:` (always
run) and `# slow:` (run with `pytest -m slow`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from certify.api import chain_of
from certify.audit.reduction_audit import audit_chain
from certify.chains import Chain, Stages, rejects
from certify.console import bounds_of
from certify.core.witness_kinds import outside
from certify.evidence import Evidence
from certify.formats import from_json, witness_from_json
from certify.library import read_source, standard
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, Unmet
from certify.semantics.named_instances import Display
from tests.names import every, few

HERE = Path(__file__).parent
_ALL = sorted((HERE / "wrong").glob("*.red"))
BEYOND = [path for path in _ALL if "\n# beyond: " in path.read_text(encoding="utf-8")]
"""Wrong texts whose smallest counterexamples no run of small instances reaches."""
WRONG = [path for path in _ALL if path not in BEYOND]
RIGHT = sorted((HERE / "right").glob("*.red"))
SECONDS = 120
"""A time limit in seconds, far more than a wrong text needs."""


@dataclass(frozen=True)
class Header:
    """The contents of the first lines of a text."""

    lines: dict[str, str]

    @property
    def witness(self) -> tuple[str, Any]:
        """The side and the JSON of the witness on which the map fails; an empty side if there is none."""
        for side in ("source", "target"):
            if f"witness of the {side}" in self.lines:
                return side, json.loads(self.lines[f"witness of the {side}"])
        return "", None


def header(path: Path) -> Header:
    """Return the header of a text."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [re.match(r"# ([a-z ]+): (.+)", line) for line in lines]
    return Header({m[1]: m[2] for m in found if m})


@cache
def chain(path: Path) -> Chain:
    """Return the reduction that a text declares, as a chain of one."""
    library = standard().with_texts([read_source(path)])
    (name,) = (n for kind, n in library.layers[0][0].declares if kind == "reduction")
    return chain_of(library, name.partition(":")[0], [name])


def box(path: Path) -> str:
    """Return bounds with room around the counterexample that a wrong text states, as for `--within`."""
    said = header(path).lines
    source = chain(path).source
    sizes = ProblemMeaning(source).measures(from_json(source, json.loads(said["instance"])).value)
    return said.get("within", ", ".join(f"{name} = {size + 1}" for name, size in sizes.items()))


FIRST = {path.stem.partition("_to_")[0]: path for path in reversed(WRONG) if "# within" not in path.read_text(encoding="utf-8")}
KINDS = ("clique", "partition", "posslp", "threesat")
QUICK = [FIRST[kind] for kind in KINDS]
DEFAULT = [path if path in QUICK else pytest.param(path, marks=pytest.mark.slow) for path in _ALL]
"""The wrong texts for the plain audit: the first about a graph, numbers, a program and a formula; the others marked slow."""

ALONE = few(30, [pytest.param(p, marks=pytest.mark.slow) if "run" in header(p).lines else p for p in WRONG])
"""The wrong texts for their own regions, those that take long marked slow."""


def audited(path: Path, within: str) -> Evidence:
    """Return the evidence for a text's reduction from the instances of a box."""
    return audit_chain(chain(path), bounds_of(within), seconds=SECONDS, effort="quick")


def test_there_are_many() -> None:
    assert len(WRONG) >= 60
    assert len(RIGHT) >= 15


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_a_wrong_text_is_refuted_by_its_smallest_counterexample(path: Path) -> None:
    evidence = audited(path, box(path))
    refuted(path, evidence)
    found = evidence.counterexample
    assert found is not None
    assert fails(chain(path), found.obligation, found.instance, found.side, found.witness)


@pytest.mark.parametrize("path", DEFAULT, ids=lambda path: path.stem)
def test_the_plain_audit_refutes_a_wrong_text(path: Path) -> None:
    evidence = audit_chain(chain(path))
    found = evidence.counterexample
    assert evidence.verdict == "refuted"
    assert found is not None
    assert fails(chain(path), found.obligation, found.instance, found.side, found.witness)


def refuted(path: Path, evidence: Evidence) -> None:
    """Assert that the evidence refutes the text as its header states."""
    said = header(path)
    obligation = said.lines["expect"].removeprefix("refuted ")
    found = evidence.counterexample
    assert evidence.verdict == "refuted"
    assert found is not None
    assert found.obligation == obligation
    x = from_json(chain(path).source, found.instance)
    assert x.value == from_json(chain(path).source, json.loads(said.lines["instance"])).value
    assert evidence.finding(obligation).verdict == "refuted"
    assert found.why
    side, witness = said.witness
    assert found.side == side
    if side == "source":  # witnesses of the source come in their documented order; those of the image as the search finds them
        assert witness_from_json(x, found.witness) == witness_from_json(x, witness)


@pytest.mark.parametrize("path", every(3, WRONG), ids=lambda path: path.stem)
def test_the_counterexample_that_is_written_down_is_one(path: Path) -> None:
    said = header(path)
    side, witness = said.witness
    assert fails(chain(path), said.lines["expect"].removeprefix("refuted "), json.loads(said.lines["instance"]), side, witness)


def fails(reduction: Chain, obligation: str, instance: Any, side: str, witness: Any) -> bool:
    """Return whether the reduction fails the obligation on the instance, judged from the definitions without the audit."""
    x = from_json(reduction.source, instance)
    try:
        stages = reduction.map(x)
    except (Unmet, OutsideHome):
        return obligation == "well-formed"
    image = stages.instances[-1]
    meaning = ProblemMeaning(image.problem)
    if obligation == "well-formed" and side == "target":
        return undefined(meaning, image.value, witness_from_json(image, witness))
    if obligation == "well-formed" and side == "source":
        return undefined(ProblemMeaning(x.problem), x.value, witness_from_json(x, witness))
    if obligation == "well-formed":
        return bool(meaning.ill_typed(image.value)) or not meaning.valid(image.value)
    if not side:
        return obligation in ("sizes", "counts", "parsimonious", "agreement")
    of = x if side == "source" else image
    w = witness_from_json(of, witness)
    assert not rejects(of.problem, of.value, w), "only a witness can be mapped wrongly"
    mapped = mapped_witness(reduction, stages, side, w)
    to = image if side == "source" else x
    if mapped is None or rejects(to.problem, to.value, mapped):
        return obligation == ("forward" if side == "source" else "backward")
    back = mapped_witness(reduction, stages, "target" if side == "source" else "source", mapped)
    return obligation == "parsimonious" and back != w


def undefined(meaning: ProblemMeaning, x: Any, w: Any) -> bool:
    """Return whether the verifier is undefined on a member of the witness space."""
    assert not outside(meaning.space(x), w, Display().show)
    try:
        meaning.accepts(x, w)
    except Unmet:
        return True
    return False


def mapped_witness(reduction: Chain, stages: Stages, side: str, witness: Any) -> Any:
    """Return the witness on the other side, or None if the map is undefined or leaves the image."""
    try:
        return reduction.push(stages, witness)[-1] if side == "source" else reduction.pull(stages, witness)[0]
    except (Unmet, OutsideHome):
        return None


def holds(evidence: Evidence) -> None:
    """Assert that nothing is refuted and nothing is unknown."""
    assert evidence.counterexample is None
    assert evidence.verdict in ("sampled", "exhausted")
    assert evidence.region.complete
    assert {f.obligation: f.verdict for f in evidence.findings if f.verdict in ("refuted", "unknown")} == {}


@pytest.mark.parametrize("path", few(8, RIGHT), ids=lambda path: path.stem)
def test_a_right_text_holds(path: Path) -> None:
    said = header(path)
    assert said.lines["expect"] == "holds"
    holds(audited(path, said.lines["within"]))


@pytest.mark.slow
@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_right_text_holds_on_a_larger_region(path: Path) -> None:
    holds(audit_chain(chain(path), bounds_of(header(path).lines["slow"]), effort="quick"))
