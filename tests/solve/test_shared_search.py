"""The search of one instance by several processes: its parts are disjoint and cover the space."""

from __future__ import annotations

from typing import Any

import networkx
import pytest

import certify
from certify.errors import InputError
from certify.solve.search import Figures, Searcher, SearchPart
from certify.solve.shared_search import first_witness

INSTANCES: dict[str, dict[str, Any]] = {
    "IndependentSet": {"instance": networkx.petersen_graph(), "k": 3},
    "ThreeSAT": {"instance": [[1, 2, 3], [-1, 4], [2, -5], [3, 5, 6]]},
    "HamiltonianCycle": {"instance": networkx.complete_graph(6)},
    "SubsetSum": {"instance": [1, 2, 3, 4, 5, 6, 7, 8], "goal": 12},
    "ThreeColoring": {"instance": networkx.cycle_graph(6)},
    "Clique": {"instance": networkx.path_graph(4), "k": 3},
}


@pytest.mark.parametrize("name", INSTANCES)
@pytest.mark.parametrize("small", [0, 1 << 20])
def test_the_parts_are_disjoint_and_cover_the_space(name: str, small: int) -> None:
    """Also of a space that is enumerated, which is the first part."""
    problem = certify.problem(name)
    x = problem.instance(INSTANCES[name]["instance"], **{k: v for k, v in INSTANCES[name].items() if k != "instance"}).value
    searcher = Searcher(problem.problem, small=small)
    parts = []
    for index in range(8):
        figures = Figures()
        parts.append(list(searcher.iterate(x, figures=figures, part=SearchPart(index, 3))))
        assert figures.exhausted
    whole = list(searcher.iterate(x))
    assert sorted(repr(w) for part in parts for w in part) == sorted(map(repr, whole))
    assert len([part for part in parts if part]) == (0 if name == "Clique" else 1) or not small
    assert len([part for part in parts if part]) > 1 or small or name == "Clique"


def test_the_outcome_is_that_of_any_number_of_processes() -> None:
    problem = certify.problem("vc")
    graph = networkx.petersen_graph()
    one, two = (first_witness(problem.problem, problem.instance(graph, k=6).value, jobs) for jobs in (1, 2))
    assert one == two
    assert one.witnesses
    none = first_witness(problem.problem, problem.instance(graph, k=5).value, 2)
    assert (none.witnesses, none.complete) == ((), True)


def test_from_python() -> None:
    vc = certify.problem("vc")
    answer = vc.solve(networkx.petersen_graph(), k=6, jobs=2)
    assert answer.answer == "yes"
    assert vc.verify(networkx.petersen_graph(), answer.witness, k=6)
    assert certify.chain("vc", "is").solve(networkx.petersen_graph(), k=5, jobs=2).answer == "no"
    for jobs, by in ((0, "search"), (1.5, "search"), (2, "sat")):
        with pytest.raises(InputError, match="`jobs`"):
            vc.solve(networkx.petersen_graph(), k=6, jobs=jobs, by=by)
