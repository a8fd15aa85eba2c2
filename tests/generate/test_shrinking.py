"""Shrinking: steps are smaller, and the result is locally smallest."""

from __future__ import annotations

import pytest

from certify.core.values import Value, size
from certify.generate.random_instances import larger_instances
from certify.generate.shrinking import shrunk, smaller
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.welltyped import ill_typed


@pytest.mark.parametrize("name", ["Clique", "SAT", "SetCover", "Partition", "PosSLP"])
def test_steps_are_no_larger(name: str) -> None:
    p = standard().problem(name)
    steps = 0
    for x in larger_instances(p, sizes=(4,)):
        for y in smaller(p.instance, x):
            if not ill_typed(p.instance, y):
                steps += 1
                assert y != x
                assert size(y, p.instance) <= size(x, p.instance)
    assert steps >= 100


def test_a_clique_is_all_that_is_left() -> None:
    clique = standard().problem("Clique")
    meaning = ProblemMeaning(clique)

    def triangle(x: Value) -> bool:
        edges = x[0][1]
        return any(
            {frozenset((a, b)), frozenset((b, c)), frozenset((a, c))} <= edges
            for a in x[0][0]
            for b in range(a)
            for c in range(b)
        )

    large = max(larger_instances(clique, sizes=(8,)), key=lambda x: len(x[0][1]))
    smallest = shrunk(clique, large, triangle)
    assert meaning.measures(smallest) == {"n": 3, "m": 3, "b": 0}


def test_labels_are_made_one_where_leaving_them_out_does_not_do() -> None:
    sat = standard().problem("SAT")
    x = (frozenset(range(4)), tuple(((0, i),) for i in range(4)))
    assert shrunk(sat, x, lambda x: len(x[1]) == 4 and all(x[1])) == (frozenset({0}), (((0, 0),),) * 4)


def test_the_end_of_the_time_leaves_the_smallest_so_far() -> None:
    partition = standard().problem("Partition")
    x = max(larger_instances(partition, sizes=(4,)), key=lambda x: sum(x[1].values()))
    looks = iter([True, True])

    def happens(x: Value) -> bool:
        if next(looks, False):
            return True
        raise TimeoutError

    assert len(shrunk(partition, x, happens)[0]) < len(x[0])
