"""The points of a grade: all for what is accepted, and else those that the task gives for the obligations that are shown."""

from __future__ import annotations

from certify.evidence import LEVELS
from certify.grading.grades import ACCEPTED, REFUSED, UNREADABLE, Grade
from certify.grading.tasks import READABLE, GradingTask


def points_of(task: GradingTask, grade: Grade) -> float:
    """Return the points of a grade.

    An obligation counts as shown if its verdict is at least what the task accepts; one that was not examined to the end does not.

    >>> task = GradingTask("t", "A", "B", "", "", points=10, partial={"readable": 1, "forward": 4})
    >>> shown = [("forward", "exhausted", ""), ("backward", "refuted", "")]
    >>> [points_of(task, Grade(v, "", obligations=shown)) for v in ("accepted", "refuted", "unreadable")]
    [10, 5, 0]
    """
    if grade.verdict == ACCEPTED:
        return task.points
    if grade.verdict in (REFUSED, UNREADABLE):
        return 0
    least = LEVELS.index(task.accept)
    shown = {READABLE, *(o for o, v, _ in grade.obligations if LEVELS.index(v) >= least)}
    return sum(points for name, points in task.partial.items() if name in shown)
