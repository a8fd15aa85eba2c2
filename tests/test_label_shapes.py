"""Targets whose instances hold labels in every shape of type: no verb crashes on them.

Labels become ranks at the boundary of a reduction, in the interpreter, in compiled images and in circuits.  If one of these does
not support a shape, there is a crash, or the images differ.
"""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path

import pytest

from certify.audit.sat_bounded import Settling
from certify.audit.verification_conditions import obligations
from certify.codegen import CompiledReduction
from certify.core import Reduction
from certify.core.mistakes import Source
from certify.formats import to_json
from certify.generate.enumeration import instances
from certify.library import Library
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from certify.semantics.named_instances import Instance
from certify.solve.allowances import Allowance
from certify.solve.sat import Decider
from certify.system.deadlines import Clock
from tests.conftest import Certify
from tests.names import every

Shape = tuple[str, str]
"""A type, and an expression of that type over `built`, the set of the target's labels, and `h`, one of them."""

ATOMS: list[Shape] = [("thing", "h"), ("one of thing", "h"), ("one of part", "h"), ("part", "h"), ("nat", "1")]

WRAPPED: list[Shape] = [
    ("seq of {0}", "[{1}, {1}]"),
    ("set of {0}", "{{{1}}}"),
    ("map from thing to {0}", "{{ j -> {1} | j in built }}"),
    ("map from each thing to {0}", "{{ j -> {1} | j in built }}"),
    ("map from each part to {0}", "{{ j -> {1} | j in built }}"),
    ("map from {0} to nat", "{{ {1} -> 1 }}"),
    ("({0}, nat)", "({1}, 1)"),
    ("({0}, thing)", "({1}, h)"),
    ("{{ a : {0}, b : nat }}", "{{ a := {1}, b := 1 }}"),
    ("{{ a : {{ c : {0} }}, b : thing }}", "{{ a := {{ c := {1} }}, b := h }}"),
]
OVER = [("choice over thing", "chosen(h)"), ("choice over part", "both(h, h)"), ("choice over thing", "neither")]

SHAPES = [*ATOMS, *OVER]
SHAPES += [(t.format(*inner), e.format(*inner)) for (t, e), inner in product(WRAPPED, [*ATOMS, *OVER])]

TEXT = """type choice over X = neither or chosen(X) or both(X, X)

problem Few "A set that is not empty"
  instance item : set of labels
  valid    |item| >= 1
  measures n = |item|
  witness  S : subset of item
  accepts  |S| >= 2

problem Held "A set, and values made of its members"
  instance thing : set of labels
           part  : subset of thing
{fields}
  measures n = |thing|
  witness  S : subset of thing
  accepts  |S| >= 2

reduction Few -> Held
  given    x
  labels   old(x.item)
  let      built = {{ old(i) | i in x.item }}
           h     = first j in listed(built): true
  target   thing = built
           part  = built
{values}
  forward  S -> S = {{ old(i) | i in S }}
  backward S -> S = {{ i | old(i) in S }}
"""


def text(shapes: list[Shape]) -> str:
    """Return a reduction to a problem with a field of each of the shapes."""
    fields = [f"           field{i} : {type}" for i, (type, _) in enumerate(shapes)]
    values = [f"           field{i} = {value}" for i, (_, value) in enumerate(shapes)]
    return TEXT.format(fields="\n".join(fields), values="\n".join(values))


def reduction(shapes: list[Shape]) -> Reduction:
    return Library(()).with_texts([Source("shapes.red", text(shapes))]).reduction("Few:Held")


@pytest.mark.parametrize("shape", SHAPES, ids=[type for type, _ in SHAPES])
def test_images_are_the_same_in_every_reading(shape: Shape) -> None:
    of = reduction([shape])
    reference, compiled, target = ReductionMeaning(of), CompiledReduction(of), ProblemMeaning(of.target)
    for x in instances(of.source, {"n": 3}):
        image = reference.image(x)
        assert compiled.image(x).value == image.value
        assert not target.ill_typed(image.value)
        assert target.valid(image.value)


def test_circuits_have_every_shape() -> None:
    of = reduction(SHAPES)
    with Decider() as decider:
        found = Settling(of, {"n": 2}, obligations(of), decider)
        assert found.advance(Allowance(60_000_000), Clock.start(None), 60_000_000)
    assert set(found.settled) == set(obligations(of))


@pytest.mark.parametrize("part", every(2, range(2)))
def test_every_verb_works_on_every_shape(part: int, certify: Certify, tmp_path: Path) -> None:
    shapes = random.Random(part).sample(SHAPES, len(SHAPES))[part::2]
    path = tmp_path / "shapes.red"
    path.write_text(text(shapes), encoding="utf-8")
    of = reduction(shapes)
    x = max(instances(of.source, {"n": 3}), key=lambda x: len(x[0]))
    instance, image, witness = (tmp_path / f"{name}.json" for name in ("instance", "image", "witness"))
    instance.write_text(json.dumps(to_json(Instance(of.source, x))), encoding="utf-8")
    mapped = certify("map", "Few", "Held", instance, "--use", path)
    assert mapped.code == 0, mapped.err
    image.write_text(mapped.out, encoding="utf-8")
    solved = certify("solve", "Held", image, "--use", path)
    assert solved.code == 0, solved.err
    witness.write_text(json.dumps(["old(i0)", "old(i1)"]), encoding="utf-8")
    for arguments in (
        ["audit", "Few:Held", "--within", "n=1"],
        ["solve", "Few", instance, "--via", "Held"],
        ["lift", "Few", "Held", instance, witness],
        ["draw", "Few:Held", "--instance", instance, "--out", tmp_path / "drawn.svg"],
        ["bounds", "Few:Held"],
        ["show", "Held"],
    ):
        said = certify(*arguments, "--use", path)
        assert said.code in (0, 3), (arguments, said.code, said.err)
