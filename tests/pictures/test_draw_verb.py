"""The verb `draw`: where the instance stands, series, sizes, limits, and what does not go together."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Certify

FORMULA = "p cnf 2 2\n1 -2 0\n-1 2 0\n"


@pytest.fixture
def formula(tmp_path: Path) -> Path:
    path = tmp_path / "f.cnf"
    path.write_text(FORMULA, encoding="utf-8")
    return path


def test_the_file_may_be_the_last_word(certify: Certify, formula: Path, tmp_path: Path) -> None:
    drawn = []
    for words in (["3sat:is", formula], ["3sat", "is", formula], ["3sat", "is", "--instance", formula]):
        assert certify("draw", *words, "--solve", "-o", tmp_path / "x.dot").code == 0
        drawn.append((tmp_path / "x.dot").read_text(encoding="utf-8"))
    assert len(set(drawn)) == 1
    assert certify("draw", "sat", formula, "-o", tmp_path / "y.dot").code == 0


def test_a_series_is_numbered_files_and_a_page(certify: Certify, formula: Path, tmp_path: Path) -> None:
    said = certify("draw", "3sat:is", formula, "--solve", "--steps", "-o", tmp_path / "new" / "steps", "--json")
    files = [Path(name) for name in json.loads(said.out)["result"]["files"]]
    assert [file.name for file in files] == [*(f"step-{i}.svg" for i in range(1, len(files))), "index.html"]
    page = files[-1].read_text(encoding="utf-8")
    assert page.count("<figure ") == page.count("<svg ") == len(files) - 1 >= 5
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "pictures in one page do not share identifiers"
    assert not re.search(r"""(src|href)=["']|url\(""", page), "the page loads nothing"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["3sat", "is", "nowhere.json"], "there is no file `nowhere.json`"),
        (["3sat", "is", "FILE", "FILE"], "two problems; then a FILE"),
        (["3sat:is", "FILE", "--instance", "FILE"], "are two instances"),
        (["3sat:is", "FILE", "--size", "slides"], "did you mean `slide`?"),
        (["3sat", "is", "--size", "slide"], "`--size` fits pictures of instances"),
        (["3sat", "is", "--steps"], "`--steps` draws an instance and its image step by step"),
        (["sat", "FILE", "--steps"], "name a reduction"),
        (["3sat", "is", "--max-nodes", "3"], "`--max-nodes` limits pictures of instances"),
        (["3sat:is", "FILE", "--steps", "-o", "x.gif"], "not as .gif"),
        (["3sat:is", "FILE", "--max-rows", "0"], "--max-rows"),
    ],
)
def test_what_does_not_go_together(certify: Certify, formula: Path, words: list[str], says: str) -> None:
    said = certify("draw", *[str(formula) if word == "FILE" else word for word in words])
    assert said.code == 2
    assert says in " ".join((said.out + said.err).split())
