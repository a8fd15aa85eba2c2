"""A text that does not order labels has the same meaning on instances with renamed labels."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from certify.core import Problem, Record, Reduction
from certify.core.paths import leaf_values
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.generate.enumeration import default_bounds, instances
from certify.generate.isomorphism import classes
from certify.library import standard
from certify.semantics.equivariance import orderings
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from certify.semantics.relabelling import relabel
from tests.names import every, sampled
from tests.texts import problem

ORDERED = {"ExactCover:OneNeuronDNNT", "ThreeSAT:SubsetSum", "VertexCover:HamiltonianCycle"}
"""Reductions whose texts number the labels of the source."""

Tables = dict[str, tuple[int, ...]]


def tables(type: Record, x: Value, random: Random) -> Tables:
    """Return a random renaming of the labels of an instance."""
    return {path: tuple(random.sample(range(len(part)), len(part))) for path, part in leaf_values(type, x) if _is_home(part)}


def _is_home(part: Value) -> bool:
    return isinstance(part, frozenset) and part == frozenset(range(len(part)))


def some(declared: Problem, random: Random, most: int) -> list[Value]:
    """Return at most `most` small valid instances."""
    found = list(instances(declared, default_bounds(declared, 500)))
    return random.sample(found, min(most, len(found)))


def renamed(type: object, value: Value, names: Tables) -> Value:
    """Return a value with its labels renamed."""
    convert = relabel(type)  # type: ignore[arg-type]
    return value if convert is None else convert(value, names)


@pytest.mark.parametrize("name", every(6, sampled(standard().names("problem"))))
def test_problems_of_the_library_do_not_tell_labels_apart(name: str) -> None:
    declared, random = standard().problem(name), Random(name)
    assert orderings(declared) == []
    meaning = ProblemMeaning(declared)
    for x in some(declared, random, 20):
        names = tables(declared.instance, x, random)
        other = renamed(declared.instance, x, names)
        assert meaning.valid(other)
        assert meaning.measures(other) == meaning.measures(x)
        for w in islice(witnesses(meaning.space(x)), 16) if declared.witness.enumerable else ():
            assert meaning.accepts(other, renamed(declared.witness.type, w, names)) == meaning.accepts(x, w)


def images_are_isomorphic(reduction: Reduction) -> bool:
    """Return whether the images of some instances and of their renamings differ in the names of labels only.

    The results of the witness maps must also be witnesses of both or of neither.
    """
    random, meaning = Random(reduction.name), ReductionMeaning(reduction)
    source, target = ProblemMeaning(reduction.source), ProblemMeaning(reduction.target)
    of = classes(reduction.target.instance, worthwhile=1)
    for x in some(reduction.source, random, 20):
        names = tables(reduction.source.instance, x, random)
        other = renamed(reduction.source.instance, x, names)
        image, again = meaning.image(x), meaning.image(other)
        if of(image.value) != of(again.value):
            return False
        for w in islice(witnesses(source.space(x)), 8):
            if source.accepts(x, w):
                v = renamed(reduction.source.witness.type, w, names)
                here = target.accepts(image.value, meaning.forward(x, w, image))
                there = target.accepts(again.value, meaning.forward(other, v, again))
                if here != there:
                    return False
    return True


@pytest.mark.parametrize("name", every(6, sampled(standard().names("reduction"))))
def test_reductions_that_order_nothing_map_isomorphic_instances_to_isomorphic_images(name: str) -> None:
    reduction = standard().reduction(name)
    if orderings(reduction):
        assert all(node.mark is not None and "listed" in node.mark.text for node in orderings(reduction))
    else:
        assert images_are_isomorphic(reduction)


def test_which_reductions_order_labels() -> None:
    assert {name for name in standard().names("reduction") if orderings(standard().reduction(name))} >= ORDERED & set(
        standard().names("reduction")
    )


def test_a_verifier_that_orders_labels_tells_them_apart() -> None:
    declared = problem(
        "problem Leader\n  instance V : set of labels\n           S : subset of V\n  measures n = |V|\n"
        "  witness  T : subset of V\n  accepts  T = S\n           every i -> v in listed(V): i = 0 implies v in T\n",
        "Leader",
    )
    assert [node.op for node in orderings(declared)] == ["listed"]
    meaning, everything = ProblemMeaning(declared), frozenset({0, 1})
    first, second = frozenset({0}), frozenset({1})
    assert meaning.accepts((everything, first), first) != meaning.accepts((everything, second), second)
