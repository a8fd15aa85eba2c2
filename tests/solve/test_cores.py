"""Cores: parts that have no witness by themselves, each of which is needed; judged by enumeration of all witnesses."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from certify.core.mistakes import Source
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.formats import from_json
from certify.formats.cores import core_json, core_lines
from certify.generate.random_instances import larger_instances
from certify.library import standard
from certify.semantics.directions import Direction, part_kinds
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.semantics.parts import parts_of, without
from certify.solve.cores import Core, core_of

NAMES = (
    "SAT", "ThreeColoring", "VertexCover", "IndependentSet", "SetCover", "HittingSet", "ExactCover", "SubgraphIsomorphism",
    "SteinerTree", "ZeroOneProgramming", "DominatingSet", "FeedbackVertexSet", "CircuitSAT", "Partition", "Clique",
)  # fmt: skip


def answer(meaning: ProblemMeaning, x: Value) -> bool:
    """Whether an instance has a witness, by going through its witness space."""
    return any(meaning.accepts(x, w) for w in witnesses(meaning.space(x)))


def some(name: str, count: int) -> list[Instance]:
    problem = standard().problem(name)
    return [Instance(problem, x) for x in islice(larger_instances(problem, sizes=(2, 3, 4)), count)]


def read(name: str, data: Any) -> Instance:
    return from_json(standard().problem(name), data)


def core(name: str, data: Any, **options: Any) -> Core:
    found = core_of(read(name, data), **options)
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_cores_are_right_and_minimal(name: str) -> None:
    meaning = ProblemMeaning(standard().problem(name))
    found = 0
    for x in some(name, 90):
        if answer(meaning, x.value):
            assert core_of(x) is None
            continue
        core, found = core_of(x), found + 1
        assert core is not None
        assert core.minimal
        assert core.shown.answer == "no"
        assert flaw_of(meaning, core.alone.value) is None
        assert not answer(meaning, core.alone.value)
        assert {n.part for n in core.needed} | set(core.invalid) == set(core.parts)
        tried = [p for path in core.tried for p in parts_of(x)[path]]
        gone = [p for p in tried if p not in core.parts]
        alone = without(x, gone)
        assert alone is not None
        assert alone.instance == core.alone
        for needed in core.needed:
            rest = without(x, [*gone, needed.part])
            assert rest is not None
            assert rest.instance == needed.rest
            assert meaning.accepts(rest.instance.value, needed.witness)
        for part in core.invalid:
            rest = without(x, [*gone, part])
            assert rest is None or flaw_of(meaning, rest.instance.value) is not None
        if found > 2:
            break
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_directions_are_right(name: str) -> None:
    """Taking away what constrains loses no witness; taking away what serves gives none."""
    problem = standard().problem(name)
    meaning, kinds = ProblemMeaning(problem), part_kinds(problem)
    moved = 0
    for x in some(name, 60):
        before = answer(meaning, x.value)
        for path, parts in parts_of(x).items():
            rest = without(x, parts[:1])
            if not parts or rest is None or flaw_of(meaning, rest.instance.value) is not None:
                continue
            after = answer(meaning, rest.instance.value)
            moved += before != after
            if kinds[path].direction is Direction.CONSTRAINS:
                assert after or not before, (path, x)
            elif kinds[path].direction is Direction.SERVES:
                assert before or not after, (path, x)
    assert moved


@pytest.mark.slow
@pytest.mark.parametrize("name", standard().names("problem"))
def test_cores_of_every_problem_are_told(name: str) -> None:
    for x in some(name, 40):
        found = core_of(x, work=2_000_000, seconds=3)
        if found is not None:
            assert len(list(core_lines(found))) > 0
            assert len(core_json(found)["parts"]) == len(found.parts)


UNSATISFIABLE = [[{"positive": "x"}], [{"positive": "y"}, {"negative": "x"}], [{"negative": "y"}]]
PADDING = [[{"positive": "z"}, {"negative": "w"}]] * 9


@pytest.mark.parametrize("more", [[], PADDING, [*PADDING, *PADDING]], ids=["few", "searched", "blamed"])
def test_a_core_is_found_among_other_clauses(more: list[Any]) -> None:
    found = core("ThreeSAT", {"variables": ["x", "y", "z", "w"], "clauses": [*more, *UNSATISFIABLE]})
    assert [part.key - len(more) for part in found.parts] == [0, 1, 2]
    assert found.reason


def test_maps_from_labels_are_blamed_by_their_labels() -> None:
    """The sets of a hitting set belong to an index: 13 pairs at one element, and two sets beside them."""
    index = [f"i{n}" for n in range(15)]
    family = {i: ["a", "b"] for i in index} | {"i3": ["c"], "i9": ["d"]}
    found = core("HittingSet", {"universe": ["a", "b", "c", "d"], "index": index, "family": family, "k": 2})
    keys = [found.instance.names["index"][part.key] for part in found.parts]
    assert len(keys) == 3
    assert {"i3", "i9"} < set(keys)
    assert found.moved is not None
    assert (found.moved.none_to, found.moved.one_at) == (2, 3)


def test_the_core_is_empty_where_the_number_alone_refuses() -> None:
    for vertices, edges, k, at in [([], [], 1, 0), (["u", "v"], [["u", "v"]], 5, 2)]:
        found = core("IndependentSet", {"G": {"vertices": vertices, "edges": edges}, "k": k})
        assert found.parts == ()
        assert found.moved is not None
        assert (found.moved.number, found.moved.one_at) == (k, at)


def test_what_serves_is_not_taken_away() -> None:
    found = core("Clique", {"G": {"vertices": ["u", "v"], "edges": [["u", "v"]]}, "k": 3})
    assert found.parts == found.tried == ()
    assert found.alone == found.instance
    assert found.moved is not None
    assert found.moved.one_at == 2


def test_an_empty_clause_is_a_core() -> None:
    found = core("SAT", {"variables": [], "clauses": [[], []]})
    assert len(found.parts) == 1
    assert found.minimal


def test_without_work_nothing_is_claimed() -> None:
    clauses = [[{"positive": f"x{i}"}, {"negative": f"x{i + 1}"}] for i in range(6)]
    data = {"variables": [f"x{i}" for i in range(7)], "clauses": [*clauses, [{"negative": "x0"}], [{"positive": "x6"}]]}
    little = core("SAT", data, work=1)
    assert little.untried == little.parts == tuple(parts_of(little.instance)["clauses"])
    assert not little.minimal
    assert core("SAT", data).minimal
    holes = [[{"positive": f"p{i}{j}"} for j in range(7)] for i in range(8)]
    apart = [[{"negative": f"p{i}{j}"}, {"negative": f"p{k}{j}"}] for j in range(7) for i in range(8) for k in range(i)]
    pigeons = {"variables": [f"p{i}{j}" for i in range(8) for j in range(7)], "clauses": [*holes, *apart]}
    assert core_of(read("SAT", pigeons), work=50_000) is None


def test_samples_that_cannot_be_fitted_together() -> None:
    """A network that computes w * x, with w = 1 or w = 2, and three samples of which two disagree."""
    data = {
        "nodes": ["x", "y"], "layers": [["x"], ["y"]], "act": {"x": "identity", "y": "identity"},
        "bias": {"x": {"fixed": 0}, "y": {"fixed": 0}}, "weights": [[["x", "y"], {"free": "w"}]], "parameters": ["w"],
        "options": {"w": [1, 2]}, "gamma": 0,
        "samples": [{"point": {"x": 0}, "value": {"y": 0}}, {"point": {"x": 1}, "value": {"y": 1}},
                    {"point": {"x": 1}, "value": {"y": 2}}],
    }  # fmt: skip
    found = core("DNNT", data)
    assert [(part.path, part.key) for part in found.parts] == [("samples", 1), ("samples", 2)]
    assert found.minimal
    assert found.reason


def test_a_part_without_which_there_is_no_valid_instance_is_left_in() -> None:
    text = """problem Odd
  instance S : set of labels
           items : seq of S
  valid    |items| mod 2 = 1
  measures n = |S|, m = |items|
  witness  T : subset of S
  accepts  every s in items: s in T and s not in T
"""
    problem = standard().with_texts([Source("odd.red", text)]).problem("Odd")
    found = core_of(Instance(problem, (frozenset({0}), (0, 0, 0))))
    assert found is not None
    assert len(found.parts) == 3
    assert found.invalid == found.parts
    assert found.minimal
