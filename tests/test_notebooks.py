"""The notebooks in `examples/notebooks` run, and show what they promise; they are kept without outputs."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_display import assert_good

FOLDER = Path(__file__).parent.parent / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def run(path: Path) -> list[Any]:
    """Run the cells in this process, and return the value of the last line of each, which a notebook shows."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = []
    for cell in cells(path):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if last is not None:
            assert isinstance(last, ast.Expr)
            value = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            if value is not None:
                shown.append(value)
    return shown


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_they_are_kept_without_outputs(path: Path) -> None:
    for cell in cells(path):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_they_run(path: Path) -> None:
    shown = run(path)
    pages = [value._repr_html_() for value in shown if hasattr(value, "_repr_html_")]
    for page in pages:
        assert_good(page)
    assert len(pages) >= 4
    assert any("<svg" in page for page in pages)
    assert all(len(repr(value)) < 1500 for value in shown)
    told = "".join(pages)
    expected = {
        "own_reduction": ("✗ refuted", "✓ exhausted", "A counterexample to"),
        "colouring_by_sat": ("algebra", "<b>yes</b>", "Refutation"),
        "three_sat_to_vertex_cover": ("<b>yes</b>", "<b>no</b>", "why no witness of"),
    }[path.stem]
    assert [word for word in expected if word not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_they_run_in_a_kernel(path: Path) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=300, kernel_name="python3").execute()
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert all(output.output_type != "error" for output in outputs)
    assert sum("text/html" in output.get("data", {}) for output in outputs) >= 4
