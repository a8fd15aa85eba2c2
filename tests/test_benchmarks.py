"""The report of the benchmarks: exponents, places in the pages, and plots; nothing is measured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import report
from tests.benchmarks.tables import CERTIFY, in_turns, shown, usage_of

ROOT = Path(__file__).parent.parent
TABLE: dict[str, Any] = {
    "effort": "quick", "engine": "",
    "columns": {"map": "text", "n": "count", "ours": "s", "theirs": "s"},
    "curves": {"size": "n", "times": ["ours", "theirs"], "earlier": {"a peer": [[10, 5.0], [100, 500.0]]}},
    "rows": [["one", n, n / 1000, n * n / 1000] for n in (1, 10, 100, 1000)] + [["two", 10, 0.5, None]],
}  # fmt: skip


def test_exponents_are_fitted_to_the_large_sizes() -> None:
    assert report.growth(TABLE).splitlines()[2:] == ["| one | n^1.00 | n^2.00 |"]
    bent = TABLE | {"rows": [["one", n, max(n, 100) / 1000, 1.0] for n in (1, 10, 100, 1000, 10_000)]}
    assert report.growth(bent).splitlines()[2:] == ["| one | n^1.00 | n^0.00 |"]


def test_no_table_of_the_pages_is_empty() -> None:
    found = {
        name: content.strip()
        for page in (ROOT / "docs").glob("*.md")
        for name, content in re.findall(r"<!-- ((?:table|growth) [\w -]+) -->\n(.*?)<!-- end -->", page.read_text("utf-8"), re.S)
    }
    assert len(found) > 5
    assert [name for name, content in found.items() if content.count("\n") < 2] == []


def test_tables_are_written_between_their_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "find_spec", lambda _: None)
    report.write_pages(tmp_path, {"maps": TABLE, "start-up": TABLE | {"curves": None}})
    before = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    page = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "| one | 1 | 0.001 s | 0.001 s |\n| | 10 | 0.010 s | 0.100 s |\n| | 100 | 0.100 s | 10.0 s |\n" in page
    assert page.count("<!-- table maps -->") == page.count("<!-- growth maps -->") == 1
    heading = re.compile(r"^#.*$", re.MULTILINE)
    assert heading.findall(page) == heading.findall(before)
    report.write_pages(tmp_path, {"unheard-of": TABLE | {"curves": None}})
    assert (tmp_path / "performance.md").read_text(encoding="utf-8").endswith("<!-- end -->\n")


@pytest.mark.slow
def test_a_plot_names_its_axes(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    report.plot("maps", TABLE, tmp_path / "plot.svg")
    picture = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    for text in (">n<", ">seconds of processor time<", ">ours / theirs<", ">one: ours<", ">a peer<"):
        assert text in picture


def test_each_table_has_its_place_in_a_page() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "benchmarks").glob("*.py")]
    names = {name for source in sources for name in re.findall(r'\bTable\(\s*"([\w-]+)"', source)}
    assert {"maps", "commands", "start-up"} <= names
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert [name for name in sorted(names) if f"<!-- table {name} -->" not in pages] == []


def test_a_process_is_measured_without_the_one_that_starts_it() -> None:
    ballast = bytearray(200 << 20)
    (usage,) = in_turns(1, lambda: usage_of([*CERTIFY[:2], "x = bytearray(30 << 20)"]))
    assert 0 < usage.seconds < 60
    assert 30 < usage.memory < 120
    del ballast
    with pytest.raises(AssertionError, match="exit"):
        usage_of([*CERTIFY[:2], "exit(3)"])


def test_figures_have_their_units() -> None:
    assert [shown(x, "s") for x in (0.0004, 0.0381, 1.234, 12.34, 123.4)] == ["0.000 s", "0.038 s", "1.23 s", "12.3 s", "123 s"]
    assert (shown(None, "s"), shown("> 60 s", "s"), shown(1234, "count")) == ("", "> 60 s", "1,234")


def test_the_load_of_a_workbench_is_judged_in_one_line() -> None:
    load = pytest.importorskip("tests.benchmarks.workbench_load", reason="httpx2 is not installed")
    seen = load.Seen()
    for kind, taken in (("page", [0.1] * 20), ("read", [0.5] * 19 + [3.0]), ("run", [2.0])):
        seen.seconds[kind] = taken
    seen.seconds["read"].append(3.0)
    assert seen.verdict() == (
        "p50 / p95: page 0.10 / 0.10 s, read 0.50 / 3.00 s, audit 2.00 / 2.00 s: MISSED: p95 of read over 1 s"
    )
    seen.seconds["read"] = [0.2]
    assert seen.verdict().endswith(": as aimed at")
    seen.statuses["read"][503] = 2
    assert "MISSED: 2 refused" in seen.verdict()


def test_a_name_that_nothing_has_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        report.main(["--quick", "--only", "chains", "chians"])
    assert stopped.value.code == 2
    assert "no benchmark or table is called chians" in capsys.readouterr().err
