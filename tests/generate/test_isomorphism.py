"""Instances up to isomorphism: one of each class, and the sizes of the classes, checked against all permutations."""

from __future__ import annotations

from itertools import permutations, product
from math import comb, factorial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certify.core import Edge, Label, Record, Set
from certify.core.paths import homes, leaf_values
from certify.core.values import Value, order_key, size
from certify.generate.canonical_order import groups_of_box
from certify.generate.enumeration import instances_by_shape
from certify.generate.isomorphism import automorphisms, classes, graph_fields, graphs, orbit_of_graphs, representatives
from certify.library import standard
from certify.semantics.named_instances import Instance
from certify.semantics.relabelling import relabel
from tests.formats.random_types import instances

REGIONS = {
    "Clique": {"n": 4, "m": 6, "b": 1},
    "ThreeSAT": {"n": 3, "m": 1},
    "SAT": {"n": 3, "m": 2, "t": 2},
    "SubsetSum": {"n": 3, "b": 1, "c": 1},
    "SetCover": {"n": 3, "m": 2, "b": 1},
    "ExactCover": {"n": 3, "m": 2},
    "HamiltonianCycle": {"n": 5, "m": 10},
}
GRAPH = Record((("V", Set(Label("V"), "V")), ("E", Set(Edge(Label("V"))))))


def renamings(type: Record, x: Value) -> Any:
    """Yield every renaming of the labels of an instance, as the table of each home."""
    sizes = {path: len(part) for path, part in leaf_values(type, x) if path in homes(type)}
    for tables in product(*(permutations(range(n)) for n in sizes.values())):
        yield dict(zip(sizes, tables, strict=True))


def renamed(type: Record, x: Value, tables: dict[str, tuple[int, ...]]) -> Value:
    """Return an instance with its labels renamed."""
    convert = relabel(type)
    return x if convert is None else convert(x, tables)


@pytest.mark.parametrize(("n", "count"), list(enumerate([1, 1, 2, 4, 11, 34, 156, 1044])))  # OEIS A000088
def test_graphs_are_counted(n: int, count: int) -> None:
    found = graphs(n, comb(n, 2))
    assert len(found) == count
    assert sum(found.values()) == 2 ** comb(n, 2)


def test_graphs_of_few_edges_are_some_of_them() -> None:
    for n, most in ((5, 3), (7, 4)):
        few = {edges for edges in graphs(n, comb(n, 2)) if len(edges) <= most}
        assert len(graphs(n, most)) == len(few)
        assert sum(graphs(n, most).values()) == sum(comb(comb(n, 2), m) for m in range(most + 1))


@pytest.mark.parametrize("n", [0, 1, 13, 14, 20, 21, 22, 25, 33, 40])
def test_sizes_of_large_groups_are_exact(n: int) -> None:
    everything, half = [set(range(n))] if n else [], n // 2
    assert automorphisms(n, {}, everything) == factorial(n)
    assert automorphisms(n, {0: range(1, n)} if n else {}, everything) == (2 if n == 2 else factorial(max(n - 1, 0)))
    pairs = {2 * i: [2 * i + 1] for i in range(half)}
    assert automorphisms(2 * half, pairs, []) == 2**half * factorial(half)
    colours = [part for part in (set(range(half)), set(range(half, n))) if part]
    assert automorphisms(n, {}, colours) == factorial(half) * factorial(n - half)
    if n > 2:
        assert automorphisms(n, {i: [(i + 1) % n] for i in range(n)}, []) == 2 * n


@pytest.mark.parametrize("n", [21, 22, 30, 40])
def test_orbits_of_many_labels_are_exact(n: int) -> None:
    subsets = Record((("V", Set(Label("V"), "V")), ("S", Set(Label("V"), within="V"))))
    found = [classes(subsets)((frozenset(range(n)), frozenset(range(size)))) for size in range(n + 1)]
    assert [orbit for _, orbit in filter(None, found)] == [comb(n, size) for size in range(n + 1)]
    edge = frozenset({frozenset({3, n - 1})})
    assert orbit_of_graphs(GRAPH, {"E": "V"})((frozenset(range(n)), edge)) == comb(n, 2)


@pytest.mark.parametrize("name", REGIONS)
def test_there_is_one_of_each_class_and_it_is_the_first(name: str) -> None:
    problem = standard().problem(name)
    labelled = {group.place: list(group.instances) for group in groups_of_box(problem, REGIONS[name])}
    found = {group.place: list(group.instances) for group in groups_of_box(problem, REGIONS[name], up_to_isomorphism=True)}
    assert found.keys() == labelled.keys()
    skipped = 0
    for place, group in found.items():
        assert sum(orbit for _, orbit in group) == len(labelled[place])
        skipped += len(labelled[place]) - len(group)
        for x, orbit in group:
            if orbit > 1:
                copies = {renamed(problem.instance, x, tables) for tables in renamings(problem.instance, x)}
                assert len(copies) == orbit
                assert min(copies, key=order_key) == x
        keys = [(size(x, problem.instance), order_key(x)) for x, _ in group]
        assert keys == sorted(keys)
    assert skipped > 0


@pytest.mark.slow
@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(instance=instances(), choose=st.data())
def test_the_class_is_that_of_every_renaming(instance: Instance, choose: st.DataObject) -> None:
    type, x = instance.problem.instance, instance.value
    of = classes(type, worthwhile=1)
    found = of(x)
    assert found is not None
    copies = {renamed(type, x, tables) for tables in renamings(type, x)}
    assert found[1] == len(copies)
    assert of(choose.draw(st.sampled_from(sorted(copies, key=repr)))) == found
    other = renamed(type, x, dict.fromkeys(homes(type), (0,) * 4))  # labels that fall together
    if other not in copies and [*leaf_values(type, other)] and _well_shaped(type, other, x):
        assert of(other) != found


def _well_shaped(type: Record, other: Value, x: Value) -> bool:
    """Return whether an instance has homes of the same sizes as another."""
    opened = homes(type)
    return [len(p) for path, p in leaf_values(type, other) if path in opened] == [
        len(p) for path, p in leaf_values(type, x) if path in opened
    ]


def test_classes_differ_where_instances_do() -> None:
    for name in ("ThreeSAT", "SubsetSum", "SetCover"):
        problem = standard().problem(name)
        of = classes(problem.instance, worthwhile=1)
        for _, group in instances_by_shape(problem, {measure: 2 for measure, _ in problem.measures}):
            known: dict[Any, Any] = {}
            for x in list(group)[:150]:
                least = min(order_key(renamed(problem.instance, x, t)) for t in renamings(problem.instance, x))
                assert known.setdefault(of(x), least) == least
            assert len(set(map(repr, known.values()))) == len(known)


def test_graphs_are_seen_only_where_labels_stand_nowhere_else() -> None:
    assert graph_fields(standard().problem("Clique").instance) == {"G.edges": "G.vertices"}
    assert graph_fields(standard().problem("ThreeSAT").instance) is None
    assert graph_fields(standard().problem("Partition").instance) is None


def test_instances_of_small_homes_stand_for_themselves() -> None:
    problem = standard().problem("ThreeSAT")
    xs = [x for _, group in instances_by_shape(problem, {"n": 2, "m": 1}) for x in group]
    assert list(representatives(problem, xs)) == [(x, 1) for x in xs]
