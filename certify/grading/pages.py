"""The page of a submission, for its student: the verdict, what fails, and the smallest counterexample, drawn.

Everything on it comes from the student's own text and from the two problems; of the library's reduction it knows nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from certify.display.html import bullets, described, figure, folded, grid, paragraph, text, verdict
from certify.formats.json_text import compact
from certify.grading.grades import ACCEPTED, REFUTED, UNREADABLE, VERDICTS, Grade, brief
from certify.grading.points import points_of
from certify.grading.submissions import Submission
from certify.grading.tasks import GradingTask
from certify.site.shell import lone_page, section

_LONGEST = 2000
"""The most characters of an instance that is written out."""


def page_of(task: GradingTask, submission: Submission, grade: Grade) -> str:
    """Return the page of a submission as HTML that needs no other file."""
    points = f", {points_of(task, grade):g} of {task.points:g} points"
    parts = [
        f"<h1>{text(task.title)}</h1>",
        paragraph(f"{text(task.source)} → {text(task.target)}, handed in as <strong>{text(submission.name)}</strong>"),
        f'<p class="says s-{grade.verdict.replace(" ", "-")}"><strong>{text(grade.verdict)}</strong>{points}: '
        f"{text(VERDICTS[grade.verdict])}.</p>",
        _why(grade),
    ]
    if grade.obligations:
        rows = [(f"<code>{text(o)}</code>", verdict(v), text(says)) for o, v, says in grade.obligations]
        told = grid("In the order in which they are examined", ("obligation", "verdict", "says"), rows)
        if grade.verdict == REFUTED:
            told += paragraph("The audit stops at the first failure: what is unknown was not examined to the end.", note=True)
        parts.append(section("What has to hold", told, "obligations"))
    titles = ("The smallest counterexample", "A larger counterexample, with more to see")
    for number, (found, title) in enumerate(zip(grade.counterexamples, titles, strict=False)):
        drawn = [figure(svg, f"{title}: the instance beside its image") for svgs in grade.pictures[number:][:1] for svg in svgs]
        parts.append(section(title, _counterexample(found) + "".join(drawn), f"counterexample{number + 1}"))
    for source in submission.texts:
        parts.append(folded(f"The text, {source.name}", f"<pre><code>{text(source.text)}</code></pre>"))
    return lone_page(f"{submission.name}: {grade.verdict}", "".join(parts))


def _why(grade: Grade) -> str:
    if not grade.why:
        return ""
    if grade.verdict == UNREADABLE:
        return f"<pre><code>{text(grade.why)}</code></pre>"
    return paragraph(("Shown: " if grade.verdict == ACCEPTED else "") + _coded(grade.why))


def _coded(says: str) -> str:
    """Return a message as HTML: what stands between backticks is code.

    >>> _coded("fails: `|S| < k`")
    'fails: <code>|S| &lt; k</code>'
    """
    return re.sub("`([^`]+)`", r"<code>\1</code>", text(says))


def _counterexample(found: Mapping[str, Any]) -> str:
    """Return a counterexample as HTML: what it refutes, the instance, its image, the witness, and why it fails."""
    at = {"source": "a witness of it", "target": "a witness of its image"}.get(str(found.get("side")), "a witness")
    shown = [("the instance", found["instance"])]
    shown += [("its image", found["image"])] if "image" in found else []
    shown += [(at, found["witness"])] if "witness" in found else []
    rows = [("it refutes", f"<code>{text(found['obligation'])}</code>")]
    rows += [(what, f"<code>{text(_written(value))}</code>") for what, value in shown]
    return described(rows) + bullets(_coded(brief(line)) for line in found["why"])


def _written(value: Any) -> str:
    written = compact(value)
    return written if len(written) <= _LONGEST else f"{written[:_LONGEST]} … ({len(written)} characters)"


def plain_text_of(submission: Submission, grade: Grade) -> str:
    """Return what the page says, without pictures, as plain text."""
    lines = [f"{submission.name}: {grade.verdict}", VERDICTS[grade.verdict], *([grade.why] if grade.why else [])]
    lines += [f"  {obligation}: {level}  {says}" for obligation, level, says in grade.obligations]
    for found in grade.counterexamples:
        lines.append(f"counterexample to `{found['obligation']}`")
        lines += [f"  {key}: {_written(found[key])}" for key in ("instance", "image", "witness") if key in found]
        lines += [f"  {brief(line)}" for line in found["why"]]
    return "\n".join(lines) + "\n"


def grades_json(rows: list[dict[str, Any]], task: GradingTask) -> str:
    """Return the rows of all submissions with their task, as JSON."""
    return json.dumps({"task": task.json(), "grades": rows}, indent=1) + "\n"
