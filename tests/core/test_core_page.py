"""The tables of `docs/core.md` are those that the records of the operations make.

Run as a script, this file writes them into the page.
"""

from __future__ import annotations

from pathlib import Path

from certify.core.operations.page import tables, written

PAGE = Path(__file__).parents[2] / "docs" / "core.md"


def test_the_page_has_the_tables_of_the_records() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"<!-- {name} -->" in page for name in tables())
    assert page == written(page), "python -m tests.core.test_core_page writes the page"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
