"""The grades of all submissions as rows: for a spreadsheet, as JSON, and for a terminal."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from certify.grading.grades import ACCEPTED, VERDICTS, Grade
from certify.grading.points import points_of
from certify.grading.tasks import GradingTask

COLUMNS = ("submission", "verdict", "points", "obligation", "evidence", "note", "why")

_WIDEST = 50
"""The most columns of a terminal that names of submissions get, if they are short enough."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def row_of(task: GradingTask, name: str, grade: Grade, note: str) -> dict[str, Any]:
    """Return the row of a submission.  `note` is for the teacher."""
    values = (
        name, grade.verdict, points_of(task, grade), grade.obligation, grade.evidence, note, grade.why,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def csv_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV.  A text that a spreadsheet would take for a formula begins with an apostrophe.

    >>> print(csv_of([dict.fromkeys(COLUMNS, "=1")]).splitlines()[1])
    '=1,'=1,'=1,'=1,'=1,'=1,'=1
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: f"'{v}" if isinstance(v, str) and v.startswith(_FORMULA) else v for k, v in row.items()})
    return out.getvalue()


def lines_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return rows as lines of a table, and a line with the number of each verdict.

    >>> lines_of([{"submission": "a.red", "verdict": "refused", "points": 0, "why": "no reduction", "note": "", "evidence": ""}])
    ['a.red  refused  0  no reduction', '1 submission: 1 refused']
    """
    wide = min(max((len(str(row["submission"])) for row in rows), default=0), _WIDEST)
    of = max((len(str(row["verdict"])) for row in rows), default=0)
    points = max((len(f"{row['points']:g}") for row in rows), default=0)
    lines = []
    for row in rows:
        why = str(row["evidence"] if row["verdict"] == ACCEPTED else row["why"]).partition("\n")[0]
        note = f"  [{row['note']}]" if row["note"] else ""
        lines.append(f"{row['submission']:{wide}}  {row['verdict']:{of}}  {row['points']:>{points}g}  {why}{note}".rstrip())
    counts = Counter(str(row["verdict"]) for row in rows)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])
    lines.append(f"{len(rows)} submission{'s' if len(rows) != 1 else ''}: {told or 'none'}")
    return lines
