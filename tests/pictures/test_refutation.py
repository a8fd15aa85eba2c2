"""The picture of a counterexample marks the witness, what it is mapped to, and what the failing clause is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.chains import Chain
from certify.core.mistakes import Source
from certify.evidence import Counterexample
from certify.library import standard
from certify.pictures.palette import RED, tint
from certify.pictures.refutation import draw_counterexample
from tests.test_audit_texts import HERE, chain
from tests.texts import partial


def drawn(of: Chain, found: Counterexample | None, folder: Path, name: str = "x.dot") -> str:
    assert found is not None
    (path,) = draw_counterexample(of, found, folder / name)
    return path.read_text(encoding="utf-8")


def wrong(name: str, instance: Any, folder: Path, **parts: Any) -> str:
    """Return the picture of a counterexample to a text of `tests/wrong`; `parts` are those of the counterexample."""
    found = Counterexample(parts.pop("obligation", "forward"), instance, ("the reason", *parts.pop("why", ())), **parts)
    return drawn(chain(HERE / "wrong" / f"{name}.red"), found, folder)


V0, NOT_V0 = {"positive": "v0"}, {"negative": "v0"}
FORMULA = {"variables": ["v0"], "clauses": [[V0], [NOT_V0, V0]]}
LINKS = {"variables": ["v0"], "clauses": [[V0, V0, V0, NOT_V0], [V0, NOT_V0, V0, V0]]}


def test_the_edge_that_is_not_allowed_is_red(tmp_path: Path) -> None:
    picture = wrong("threesat_to_independentset_first_place", FORMULA, tmp_path, witness=["v0"], side="source", image={})
    red = [line.split()[0] for line in picture.splitlines() if "peripheries=2" in line]
    assert sorted(red) == ["sclauses_0", "sclauses_1", "t0_0", "t0_1"], "two vertices, and the clauses that they are made from"
    assert sum(f'color="{RED}"' in line and "penwidth=5" in line for line in picture.splitlines()) == 1
    for text in ("(instance: the witness that fails)", "(image: what it is mapped to)", "the reason", "double red outlines"):
        assert text in picture


def test_the_clause_that_is_not_satisfied_is_red(tmp_path: Path) -> None:
    picture = wrong("sat_to_threesat_links_shared", LINKS, tmp_path, witness=[], side="source", image={})
    (line,) = [line for line in picture.splitlines() if "peripheries=2" in line]
    assert "¬link(1)" in line


def test_the_edge_that_is_missing_is_red(tmp_path: Path) -> None:
    path = {"G": {"vertices": ["v0", "v1"], "edges": []}}
    cycle = [f"corner({i})" for i in (1, 2, 3)]
    picture = wrong(
        "hamiltonianpath_to_hamiltoniancycle_two_vertices", path, tmp_path, obligation="backward", witness=cycle, side="target",
        image={},
    )  # fmt: skip
    (line,) = [line for line in picture.splitlines() if f'color="{RED}"' in line]
    assert "style=dashed" in line
    assert "(image: the witness that fails)" in picture


def test_the_row_that_is_not_valid_is_red(tmp_path: Path) -> None:
    instance = {"item": ["i0"], "marked": []}
    picture = wrong("items_to_pickedpart_picks_outside_the_part", instance, tmp_path, obligation="well-formed", image={})
    assert "(image)" in picture
    assert picture.count(f'bgcolor="{tint(RED)}"') == 4, "the row of the item, with two cells, and the label on both sides"


def test_where_the_instance_map_is_not_defined_there_is_no_image(tmp_path: Path) -> None:
    loop = {"G": {"vertices": ["v0", "v1"], "edges": []}, "k": 0}
    picture = wrong("independentset_to_clique_loops", loop, tmp_path, obligation="well-formed", why=("an edge from v0 to v0",))
    assert "(image)" not in picture
    assert picture.count("peripheries=2") == 1, "the vertex on which the map is not defined"
    assert "an edge from v0 to v0" in picture


def test_numbers_and_values_outside_the_image(tmp_path: Path) -> None:
    sums = {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
    picture = wrong(
        "subsetsum_to_partition_one_side", sums, tmp_path, obligation="backward", witness=["old(i0)", "high"], side="target",
        image={},
    )  # fmt: skip
    assert "S: 1 marked" in picture
    assert "S: 2 marked" in picture
    outside = {"G": {"vertices": ["v0"], "edges": []}, "k": 1}
    picture = wrong("vertexcover_to_setcover_isolated_vertices", outside, tmp_path, witness=["v0"], side="source", image={})
    assert "(image)" in picture, "nothing is marked where the map answers outside the image"


def test_networks(tmp_path: Path) -> None:
    sums = {"item": ["i0"], "size": {"i0": 1}, "goal": 0}
    witness = {"pick(i0)": 1, "gain": 0}
    name = "subsetsum_to_oneneurondnnt_output_weight_zero"
    picture = wrong(name, sums, tmp_path, obligation="backward", witness=witness, side="target", image={})
    assert "free(gain) = 0" in picture


def test_problems(tmp_path: Path) -> None:
    problem = partial("every i in S: 6 / f[i] >= 1")
    found = audit_problem(problem, {"a": 1, "b": 1}).counterexample
    picture = drawn(Chain(problem), found, tmp_path)
    assert "counterexample to `well-formed`" in picture
    assert "division of 6 by `f[i]` = 0" in picture
    assert f'bgcolor="{tint(RED)}"' in picture, "the label on which it is not defined"


def test_a_chain_has_a_picture_for_each_reduction(tmp_path: Path) -> None:
    text = (HERE / "wrong" / "independentset_to_vertexcover_no_complement.red").read_text(encoding="utf-8")
    library = standard().with_texts([Source("wrong.red", text)])
    first, last = library.reduction("IndependentSet:VertexCover"), library.reduction("VertexCover:SetCover")
    both = Chain(first.source, (first, last))
    found = audit_chain(both, {"n": 1, "m": 0, "b": 1}).counterexample
    assert found is not None
    files = draw_counterexample(both, found, tmp_path / "x.dot")
    assert [path.name for path in files] == ["x-1.dot", "x-2.dot"]
    assert "what it is mapped to" in files[1].read_text(encoding="utf-8")


def test_long_captions_are_cut(tmp_path: Path) -> None:
    found = Counterexample("forward", {"A": [], "f": {}}, tuple(f"line {i} {'x' * 400}" for i in range(30)))
    picture = drawn(Chain(partial("true")), found, tmp_path)
    assert "more lines" in picture
    assert "x" * 101 not in picture


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_it_is_rendered(ending: str, tmp_path: Path) -> None:
    found = Counterexample("forward", FORMULA, ("the reason",), ["v0"], "source", {})
    reduction = chain(HERE / "wrong" / "threesat_to_independentset_first_place.red")
    (path,) = draw_counterexample(reduction, found, tmp_path / f"x.{ending}")
    assert path.stat().st_size > 1000
