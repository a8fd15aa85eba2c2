"""The scripts of `examples/python` run, say what they should, and have types."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "examples" / "python"
SAID = {
    "minimum_vertex_cover": ["6 [0, 1, 3, 7, 8, 9]", "True", "statement: that VertexCover minimises k"],
    "formula_by_training": ["yes [", "no <certificate of no for ThreeSAT: no witness, a proof, 2 holes>"],
    "audit_my_reduction": [
        "<reduction DominatingSet:VertexCover> refuted",
        "backward fails on {'G': {'vertices': ['v0'], 'edges': []}, 'k': 0}",
        "the source says no and the image says yes",
    ],
    "marking_answers": [
        "Ada: right",
        "Bob: ('fails: `f[u] != f[v]`",
        "Eve: 5 is missing",
        "120 answers are right; with 3 colours, no",
    ],
    "packing_a_van": ["51 [1, 2, 3] weighs 26", "makes [12  7 11  8  9 21 28]", "lifted back: [1, 2, 4]"],
}


def test_every_script_is_here() -> None:
    assert {path.stem for path in SCRIPTS.glob("*.py")} == set(SAID)


@pytest.mark.parametrize("name", SAID)
def test_a_script_says_what_it_should(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(SCRIPTS / f"{name}.py"))
    out = capsys.readouterr().out
    assert [line for line in SAID[name] if line not in out] == [], out


def test_the_cover_takes_three_lines_and_its_certificate_one() -> None:
    lines = (SCRIPTS / "minimum_vertex_cover.py").read_text(encoding="utf-8").split("G = networkx")[1].split("\n")
    assert len([line for line in lines[1:] if line]) == 4


@pytest.mark.slow
def test_scripts_have_types() -> None:
    """A user's `mypy --strict` follows the scripts through the installed package."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", *map(str, sorted(SCRIPTS.glob("*.py")))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_type_checker_sees_the_kinds(tmp_path: Path) -> None:
    script = tmp_path / "kinds.py"
    script.write_text(
        "import certify\n"
        'reveal_type(certify.problem("vc"))\nreveal_type(certify.load("a", "b"))\nreveal_type(certify.reduction("a", "b"))\n'
        'reveal_type(certify.problem("vc").count([]))\nreveal_type(certify.chain("a", "b").map([])[-1])\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(script)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    kinds = ["problems.LoadedProblem", "chains.LoadedChain", "chains.LoadedReduction", "int", "instances.LoadedInstance"]
    found = [line for line in done.stdout.splitlines() if "Revealed type" in line]
    assert all(kind in line for kind, line in zip(kinds, found, strict=True)), done.stdout
