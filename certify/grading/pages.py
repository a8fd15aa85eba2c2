"""The page of a submission, for its student: the verdict, what fails, and the smallest counterexample, drawn.

Everything on it comes from the student's own text and from the two problems; of the library's reduction it knows nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from certify.display.html import bullets, described, figure, folded, grid, heading, page, paragraph, text, verdict
from certify.formats.json_text import compact
from certify.grading.grades import ACCEPTED, REFUTED, UNREADABLE, VERDICTS, Grade, brief
from certify.grading.submissions import Submission
from certify.grading.tasks import GradingTask

_LONGEST = 2000
"""The most characters of an instance that is written out."""

_STYLE = """<style>
body{margin:1.5em auto;max-width:72em;padding:0 1em;font-family:system-ui,"Segoe UI","Liberation Sans",sans-serif;color:#1a1a1a;
 background:#fff}
pre{overflow-x:auto;background:#f5f5f2;padding:.6em .8em;border-radius:4px;line-height:1.35}
h1{font-size:1.4em}
.says{padding:.5em .8em;border-left:.4em solid #8a5a00;background:#fbf6ea}
.says.accepted{border-color:#1d6b34;background:#eef7f0}.says.refuted{border-color:#a02020;background:#fbeeee}
@media (prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}pre{background:#2a2a2a}.says{background:#332b18}
 .says.accepted{background:#1c3324}.says.refuted{background:#3a2020}}
</style>"""


def page_of(task: GradingTask, submission: Submission, grade: Grade) -> str:
    """Return the page of a submission as HTML that needs no other file."""
    parts = [
        f"<h1>{text(task.title)}</h1>",
        heading(text(submission.name), f"{task.source} → {task.target}, handed in as"),
        f'<div class="says {grade.verdict.replace(" ", "-")}"><strong>{text(grade.verdict)}</strong>: '
        f"{text(VERDICTS[grade.verdict])}.</div>",
        _why(grade),
    ]
    if grade.obligations:
        rows = [(f"<code>{text(o)}</code>", verdict(v), text(says)) for o, v, says in grade.obligations]
        parts.append(grid("What has to hold, in this order", ("obligation", "verdict", "says"), rows))
        if grade.verdict == REFUTED:
            parts.append(paragraph("After the first failure nothing more is examined: the rest is unknown.", note=True))
    for found, title in zip(grade.counterexamples, ("Smallest counterexample", "One with more to look at"), strict=False):
        parts.append(_counterexample(found, title))
        drawn = grade.pictures[grade.counterexamples.index(found) :][:1]
        parts += [figure(svg, f"{title}: the instance beside its image") for svgs in drawn for svg in svgs]
    for source in submission.texts:
        parts.append(folded(f"The text, {source.name}", f"<pre><code>{text(source.text)}</code></pre>"))
    title = f"{text(submission.name)}: {text(grade.verdict)}"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}{_STYLE}</head><body><main>{page(*parts)}</main></body></html>\n'


def _why(grade: Grade) -> str:
    if not grade.why:
        return ""
    if grade.verdict == UNREADABLE:
        return f"<pre><code>{text(grade.why)}</code></pre>"
    return paragraph(("Shown: " if grade.verdict == ACCEPTED else "") + text(grade.why))


def _counterexample(found: Mapping[str, Any], title: str) -> str:
    """Return the counterexample as HTML: the instance, its image, the witness, and why it fails."""
    at = {"source": "a witness of it", "target": "a witness of its image"}.get(str(found.get("side")), "a witness")
    shown = [("the instance", found["instance"])]
    shown += [("its image", found["image"])] if "image" in found else []
    shown += [(at, found["witness"])] if "witness" in found else []
    rows = described((what, f"<code>{text(_written(value))}</code>") for what, value in shown)
    title_line = f"<h4>{text(title)} to <code>{text(found['obligation'])}</code></h4>"
    return title_line + rows + bullets(text(brief(line)) for line in found["why"])


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
