"""The grade of one submission in the formats that autograders read: Gradescope's `results.json`, and GitHub Classroom's results.

Gradescope: https://gradescope-autograders.readthedocs.io/en/latest/specs/
GitHub Classroom: what the action `classroom-resources/autograding-grading-reporter` reads, in base64, from `<ID>_RESULTS`.
"""

from __future__ import annotations

from typing import Any

from certify.evidence import LEVELS
from certify.grading.grades import ACCEPTED, REFUTED, Grade
from certify.grading.pages import plain_text_of
from certify.grading.points import points_of
from certify.grading.submissions import Submission
from certify.grading.tasks import GradingTask


def gradescope(task: GradingTask, submission: Submission, grade: Grade) -> dict[str, Any]:
    """Return the content of Gradescope's `results.json`: the points hang on the verdict; the obligations are told beside it."""
    score = points_of(task, grade)
    whole = {
        "name": f"{task.source} -> {task.target}", "score": score, "max_score": task.points,
        "status": "passed" if grade.verdict == ACCEPTED else "failed", "output": f"{grade.verdict}: {grade.why}",
    }  # fmt: skip
    tests = [
        {"name": o, "status": "passed" if ok else "failed", "output": f"{v}: {s}"} for o, v, s, ok in _obligations(task, grade)
    ]
    return {"score": score, "output": plain_text_of(submission, grade), "visibility": "visible", "tests": [whole, *tests]}


def classroom(task: GradingTask, submission: Submission, grade: Grade) -> dict[str, Any]:
    """Return the results of a grader of GitHub Classroom: one test, which says all, and has the points."""
    accepted = grade.verdict == ACCEPTED
    status = "pass" if accepted else "fail" if grade.verdict == REFUTED else "error"
    test = {
        "name": f"{task.source} -> {task.target}", "status": status, "score": points_of(task, grade),
        "message": None if accepted else plain_text_of(submission, grade), "test_code": f"certify grade {submission.name}",
        "filename": "", "line_no": 0, "execution_time": 0,
    }  # fmt: skip
    return {"version": 1, "status": status, "max_score": task.points, "tests": [test]}


def _obligations(task: GradingTask, grade: Grade) -> list[tuple[str, str, str, bool]]:
    least = LEVELS.index(task.accept)
    return [(o, v, s, LEVELS.index(v) >= least) for o, v, s in grade.obligations]
