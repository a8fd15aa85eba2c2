"""The course: each wrong attempt is refuted, the page says what is printed, and the library's own reductions pass.

Run as a script, this file writes the page's blocks anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from certify.core import core_hash
from certify.formats.json_text import compact
from certify.grading.grades import Grade
from certify.grading.judging import judge
from certify.grading.submissions import submission_of
from certify.grading.tables import lines_of, row_of
from certify.grading.tasks import read_task
from certify.language.scaffolds import reduction_scaffold
from certify.library import standard

COURSE = Path(__file__).parents[2] / "docs" / "course"
EXERCISES = sorted(path.name for path in COURSE.iterdir() if path.is_dir())
COSTLY = ("1-clique", "2-vertex-cover", "3-set-cover", "5-independent-set", "6-colouring")
"""The exercises whose attempts take more than a second."""
BLOCK = re.compile(r"(?<=^```text )(\S+)\n(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)


def grades(exercise: str) -> Mapping[str, Grade]:
    """Return the grades of the attempts of an exercise, found with little work: each is wrong on a small instance."""
    task = replace(read_task(COURSE / exercise / "task.toml"), effort="quick")
    files = sorted((COURSE / exercise / "attempts").iterdir())
    return {file.name: judge(task, standard(), list(submission_of(file, file.name).texts)) for file in files}


def told(exercise: str, found: Mapping[str, Grade]) -> str:
    """Return what the page says of the attempts: the table, and the smallest counterexamples."""
    task = read_task(COURSE / exercise / "task.toml")
    lines = lines_of([row_of(task, name, grade, "") for name, grade in found.items()])[:-1]
    return "".join(
        f"{line}\n" for line in lines + [f"{n}: {compact(g.counterexamples[0]['instance'])}" for n, g in found.items()]
    )


def test_the_course_has_six_exercises() -> None:
    assert len(EXERCISES) == 6
    assert [name for name, _ in BLOCK.findall((COURSE / "README.md").read_text(encoding="utf-8"))] == EXERCISES


@pytest.mark.parametrize("exercise", [pytest.param(e, marks=pytest.mark.slow) if e in COSTLY else e for e in EXERCISES])
def test_wrong_attempts_are_refuted_and_the_page_says_how(exercise: str) -> None:
    found = grades(exercise)
    assert len(found) >= 2
    assert {grade.verdict for grade in found.values()} == {"refuted"}
    page = dict(BLOCK.findall((COURSE / "README.md").read_text(encoding="utf-8")))
    assert page[exercise] == told(exercise, found)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_task_is_about_the_problems_of_the_library(exercise: str) -> None:
    task = read_task(COURSE / exercise / "task.toml")
    source, target = (standard().problem(name) for name in (task.source, task.target))
    assert (core_hash(source), core_hash(target)) == (task.source_core, task.target_core)
    assert (COURSE / exercise / "template.red").read_text(encoding="utf-8") == reduction_scaffold(source, target)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_reductions_of_the_library_are_accepted(exercise: str) -> None:
    task = read_task(COURSE / exercise / "task.toml")
    text = next(t for t in standard().texts if ("reduction", task.reduction) in t.declares)
    assert judge(task, standard(), [text.source]).verdict == "accepted"


if __name__ == "__main__":
    page = COURSE / "README.md"
    new = BLOCK.sub(lambda block: f"{block[1]}\n{told(block[1], grades(block[1]))}", page.read_text(encoding="utf-8"))
    page.write_text(new, encoding="utf-8")
