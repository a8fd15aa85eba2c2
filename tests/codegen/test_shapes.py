"""Reductions on many instances answer as on one, though they keep what instances of one shape have in common."""

from __future__ import annotations

from itertools import islice, product

import pytest

from certify.codegen import CompiledProblem, CompiledReduction
from certify.codegen.expansion import Expressions
from certify.codegen.images import homes
from certify.codegen.meaning import ReductionOnMany
from certify.codegen.shapes import shape_of
from certify.codegen.spaces import ListedSpaces
from certify.core.values import Value
from certify.generate.bounded_instances import Box
from certify.library import standard
from certify.semantics.relabelling import SharedTables
from tests.names import REDUCTIONS, few, sampled

MOST_MEMBERS = 32


def witnesses(spaces: ListedSpaces, x: Value) -> list[Value]:
    """Return the witnesses of an instance; none if its space is large."""
    accepted = spaces.of(x).accepted
    return [] if accepted is None else accepted(x)


@pytest.mark.parametrize("name", few(8, sampled(REDUCTIONS)))
def test_many_instances_are_mapped_as_one(name: str) -> None:
    reduction = standard().reduction(name)
    one, many = CompiledReduction(reduction), ReductionOnMany(reduction)
    here = ListedSpaces(CompiledProblem(reduction.source), MOST_MEMBERS)
    there = ListedSpaces(CompiledProblem(reduction.target), MOST_MEMBERS)
    bounds = {measure: 2 for measure, _ in reduction.source.measures}
    for x, _ in islice(Box(reduction.source, bounds).measured(), 30):
        alone, image = one.image(x), many.small_image(x)
        assert (image.value, dict(image.tables), image.ranks) == (alone.value, alone.tables, alone.ranks)
        ws, vs = witnesses(here, x), witnesses(there, image.value)
        assert many.forward_all(x, ws, image) == one.forward_all(x, ws, alone)
        built = [one.built(v, image.tables) for v in vs]
        assert many.backward_all(x, vs, image, built) == [one.backward(x, v, alone) for v in vs]


def shape(name: str) -> int | None:
    """Return the number of expressions that determine the labels of an image; None if they depend on more than a shape."""
    reduction = standard().reduction(name)
    make = Expressions(reduction.functions, reduction.constructors)
    labels = dict(homes(reduction.target.instance, make.expand(reduction.image, {})))
    found = shape_of(make, list(labels.values()))
    return None if found is None else len(found)


def test_the_shape_is_what_labels_depend_on() -> None:
    assert shape("ThreeSAT:IndependentSet") == 1  # the lengths of the clauses
    assert shape("IndependentSet:VertexCover") == 2  # the vertices, and whether k is possible
    assert shape("SetSplitting:NAESAT") == 1  # the universe
    assert shape("SAT:ThreeSAT") == 2  # the variables, and the lengths of the clauses
    assert shape("VertexCover:HamiltonianCycle") is None  # the edges, which are no part of a shape


def test_instances_of_one_shape_share_tables() -> None:
    many = ReductionOnMany(standard().reduction("ThreeSAT:IndependentSet"))
    formulas = [(frozenset({0, 1}), ((a, b), (c,))) for a, b, c in product([(0, 0), (1, 0), (0, 1)], repeat=3)]
    found = {id(many.small_image(x).tables) for x in formulas}
    assert len(found) == 1
    other = many.small_image((frozenset({0}), (((0, 0),),))).tables
    assert isinstance(other, SharedTables)
    assert id(other) not in found
