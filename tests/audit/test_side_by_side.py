"""Several subjects are audited side by side, each in a process of its own, with the documents of one process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from certify.system.side_by_side import SideBySide

WRONG = Path(__file__).parents[1] / "wrong" / "independentset_to_vertexcover_k_equals_n.red"
NAMES = ["clique:is", "is:clique", "is:vc", "--within", "n=2,m=1,b=1", "--effort", "quick"]


def timeless(answer: Any) -> Any:
    return [{**evidence, "seconds": 0} for evidence in answer["result"]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, bool]]:
    """The subjects that are asked of other processes, each with whether there was an answer."""
    found: list[tuple[object, bool]] = []
    result = SideBySide.result

    def recorded(self: SideBySide[Any, Any], subject: Any) -> Any:
        evidence = result(self, subject)
        found.append((subject, evidence is not None))
        return evidence

    monkeypatch.setattr(SideBySide, "result", recorded)
    return found


def test_the_documents_are_those_of_one_process(certify: Any, asked: list[tuple[object, bool]], tmp_path: Path) -> None:
    alone = certify("audit", *NAMES, "--json", "--jobs", "1")
    assert asked == []
    beside = certify("audit", *NAMES, "--json", "--jobs", "2", "--store", tmp_path / "results.sqlite")
    names = ["Clique:IndependentSet", "IndependentSet:Clique", "IndependentSet:VertexCover"]
    assert asked == [(name, True) for name in names]
    assert timeless(beside.json) == timeless(alone.json)
    assert certify("audit", *NAMES, "--json", "--store", tmp_path / "results.sqlite").out == beside.out
    assert len(asked) == 3, "the second audit found everything in the store"


def test_a_refutation_among_several(certify: Any, asked: list[tuple[object, bool]]) -> None:
    said = certify("audit", WRONG, "clique:is", "is:vc", "--within", "n=1,m=0,b=1", "--effort", "quick", "--jobs", "2")
    assert said.code == 1
    assert [answered for _, answered in asked] == [True, True]
    assert "counterexample to `forward`" in said.out


def test_where_a_process_fails_this_one_tells_why(certify: Any, asked: list[tuple[object, bool]]) -> None:
    said = certify("audit", "clique:is", "3sat:is", "--within", "m=1", "--cap", "nothing=3", "--jobs", "2")
    assert asked == [("Clique:IndependentSet", False)]
    assert said.code == 2
    assert "`nothing` is no size with a default cap" in said.err
