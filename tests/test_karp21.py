"""Karp's twenty-one problems: the page that shows his tree, edge by edge, and the tests that it is current.

Run as a script (`python -m tests.test_karp21`), this file writes the page and its pictures.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from certify.api import chain_of
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.results import shown
from certify.certificates.saved import saved
from certify.core import Claim, Reduction
from certify.evidence import Part
from certify.formats import from_json
from certify.library import standard
from certify.pictures.drawing import draw_reduction

PAGE = Path(__file__).parent.parent / "docs" / "karp21.md"
PICTURES = PAGE.parent / "pictures" / "karp21"

FORMULA = {"variables": ["x", "y"], "clauses": [[{"positive": "x"}, {"positive": "y"}], [{"negative": "x"}]]}
LONG = {"variables": ["v", "w", "x", "y"], "clauses": [[{"positive": v} for v in "vwxy"]]}
PATH = {"vertices": ["a", "b", "c"], "edges": [["a", "b"], ["b", "c"]]}
COVERED = {"G": PATH, "k": 1}
COVERS = {"universe": ["a", "b"], "index": ["1", "2"], "family": {"1": ["a"], "2": ["a", "b"]}}
SUM = {"item": ["a", "b", "c"], "size": {"a": 1, "b": 2, "c": 3}, "goal": 3}

TREE: dict[str, Any] = {
    "SAT:Clique": FORMULA,
    "Clique:SetPacking": {"G": PATH, "k": 2},
    "Clique:VertexCover": {"G": PATH, "k": 2},
    "VertexCover:FeedbackNodeSet": COVERED,
    "VertexCover:FeedbackArcSet": COVERED,
    "VertexCover:DirectedHamiltonianCycle": COVERED,
    "DirectedHamiltonianCycle:HamiltonianCycle": {"D": {"vertices": ["a", "b"], "arcs": [["a", "b"], ["b", "a"]]}},
    "VertexCover:SetCover": COVERED,
    "SAT:ZeroOneProgramming": FORMULA,
    "SAT:ThreeSAT": LONG,
    "ThreeSAT:ChromaticNumber": {"variables": ["x"], "clauses": [[{"positive": "x"}]]},
    "ChromaticNumber:CliqueCover": {"G": PATH, "k": 2},
    "ChromaticNumber:ExactCover": {"G": {"vertices": ["a", "b"], "edges": [["a", "b"]]}, "k": 2},
    "ExactCover:ThreeDimensionalMatching": COVERS,
    "ExactCover:ExactHittingSet": COVERS,
    "ExactCover:SteinerTree": COVERS,
    "ExactCover:SubsetSum": COVERS,
    "SubsetSum:JobSequencing": SUM,
    "SubsetSum:Partition": SUM,
    "Partition:MaxCut": {"item": ["a", "b", "c"], "size": {"a": 1, "b": 2, "c": 3}},
}
"""Karp's reductions, each after the one that leads to its source, with the instance that is drawn."""

INTRODUCTION = """\
# Karp's twenty-one

Karp's paper of 1972, *Reducibility among combinatorial problems*, shows twenty-one problems NP-complete by a tree of reductions
that grows from satisfiability. Here is the tree, edge by edge: what it says, a tiny instance beside its image with a witness
marked on both sides, the claimed bounds beside those that are derived from the text, and the saved evidence.
`certify show SOURCE:TARGET` prints the page of an edge, and `certify audit SOURCE:TARGET` gathers its evidence anew.

Karp's hitting set, in which each set is hit exactly once, is `ExactHittingSet`, and his knapsack is `SubsetSum`. `HittingSet` and
`Knapsack` are what these names mean today. Where his constructions leave a corner open, such as isolated vertices, bounds that
exceed everything or empty clauses, these do not.

"""


def name_of(edge: str) -> str:
    """Return the name of an edge's picture."""
    return edge.lower().replace(":", "-") + ".svg"


def tree(problem: str = "SAT", indent: str = "") -> Iterator[str]:
    """Yield the lines of the tree below a problem."""
    below = [edge.partition(":")[2] for edge in TREE if edge.startswith(f"{problem}:")]
    for target in below:
        last = target == below[-1]
        yield f"{indent}{'└── ' if last else '├── '}{target}"
        yield from tree(target, indent + ("    " if last else "│   "))


def head(reduction: Reduction) -> list[str]:
    """Return the beginning of an edge's section: what its text says."""
    edge = f"{reduction.source.name} to {reduction.target.name}"
    return [f"## {edge}", "", " ".join([f"**{reduction.about.title}**", *reduction.about.because]), ""]


def written(claim: Claim) -> str:
    """Return a claim as its text states it."""
    assert claim.mark is not None
    return claim.mark.source.text[claim.mark.start : claim.mark.end]


def bounds(reduction: Reduction) -> list[str]:
    """Return the table of an edge's bounds."""
    found = reduction_bounds(reduction)
    claimed: dict[str, list[str]] = {}
    for claim in reduction.claims:
        text = written(claim)
        if size := re.fullmatch(r"target\.(\w+) (.*)", text):
            claimed.setdefault(size[1], []).append(size[2])
    rows = [f"| {name} | {', '.join(claimed.get(name, ()))} | {shown(bound.best)} |" for name, bound in found.sizes.items()]
    others = [written(claim) for claim in reduction.claims if claim.kind != "size"]
    degrees = "the image in time of degree {}, and the witness maps of degrees {} and {}".format(
        *(found.times[part].degree for part in ("image", "forward", "backward"))
    )
    return [
        "| size of the image | claimed | derived |",
        "|---|---|---|",
        *rows,
        "",
        f"Shown from the text: {degrees}." + (f" Claimed: {'; '.join(others)}." if others else ""),
        "",
    ]


def evidence(reduction: Reduction) -> str:
    """Return the line about an edge's saved evidence; empty if it is none, or was made for another text or not checked."""
    found = saved(reduction)
    document = found.document
    if found.status != document.get("evidence", {}).get("verdict"):
        return ""
    region = document["evidence"]["region"]
    parts = "; ".join(str(Part(p["within"], p.get("length"))) for p in region["parts"])
    count = sum(shape["instances"] for shape in region["shapes"])
    return f"Evidence: `{found.status}`; run: {count:,} instances, all of {parts}."


def section(edge: str) -> list[str]:
    """Return the section of an edge."""
    reduction = standard().reduction(edge)
    picture = f"![{edge.replace(':', ' to ')}](pictures/karp21/{name_of(edge)})"
    return [*head(reduction), picture, "", *bounds(reduction), evidence(reduction) or "No evidence is saved.", ""]


def draw(edge: str, folder: Path) -> None:
    """Draw an edge's instance beside its image."""
    problem = edge.partition(":")[0]
    chain = chain_of(standard(), problem, [edge])
    draw_reduction(chain, from_json(chain.source, TREE[edge]), folder / name_of(edge), True)


def words_in(picture: Path) -> list[str]:
    """Return the texts in a picture."""
    return sorted(re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text(encoding="utf-8")))


# ------------------------------------------------------------------------------------------------ the tests


def test_the_tree_is_whole() -> None:
    problems = {"SAT"}
    for edge in TREE:
        source, _, target = edge.partition(":")
        assert source in problems
        problems.add(target)
    assert len(problems) == 21
    assert {f"fact {p} is NP-complete" for p in problems} <= {f"fact {p} {f.says}" for p in problems for f in standard().facts(p)}


def test_the_page_says_what_the_texts_say() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.startswith(INTRODUCTION)
    assert "\n".join(["SAT", *tree()]) in page
    for edge in TREE:
        reduction = standard().reduction(edge)
        assert "\n".join(head(reduction)) in page
        assert evidence(reduction) in page
        assert (PICTURES / name_of(edge)).stat().st_size < 40_000


@pytest.mark.parametrize(
    "edge", [edge if edge == "ExactCover:ExactHittingSet" else pytest.param(edge, marks=pytest.mark.slow) for edge in TREE]
)
def test_bounds_and_pictures_are_current(edge: str, tmp_path: Path) -> None:
    assert "\n".join(bounds(standard().reduction(edge))) in PAGE.read_text(encoding="utf-8")
    draw(edge, tmp_path)
    assert words_in(tmp_path / name_of(edge)) == words_in(PICTURES / name_of(edge))


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    for edge in TREE:
        draw(edge, PICTURES)
    lines = ["```text", "SAT", *tree(), "```", ""]
    for edge in TREE:
        lines += section(edge)
    PAGE.write_text(INTRODUCTION + "\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name} and {len(TREE)} pictures\n")


if __name__ == "__main__":
    main()
