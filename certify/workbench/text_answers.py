"""What the editor of the workbench asks about a text, as JSON: mistakes, hovers, completions, the formatted text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from certify.core.mistakes import Mistake, Source
from certify.editing.completing import completions
from certify.editing.findings import EditorNote, findings
from certify.editing.hovering import hover
from certify.editing.names import word_at
from certify.editing.outline import outline
from certify.editing.step_limits import REQUEST_STEPS, read_within
from certify.errors import InputError
from certify.language.formatting import format_text
from certify.library import standard
from certify.library.beginnings import new_problem, new_reduction
from certify.system.step_limit import at_most
from certify.workbench.positions import offset, span

NAME = "text.red"
"""The name of the text in messages."""

_FOUND = re.compile(r"found (?P<found>.+?), expected (?P<expected>.+)", re.DOTALL)


def answer(question: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a question about `asked["text"]`.

    - `question`: `read`, `hover`, `complete`, `format` or `new`.
    - `asked`: the body of the request; of hovers and completions also `line` and `column`; of new texts `name`, or `source` and
      `target`.

    What is read and told depends on the text alone: it is limited by steps, as in every editor.

    Raises `InputError` if the text cannot be formatted, if no text has such a name, or if the answer takes too many steps.

    >>> answer("read", {"text": "problme P"})["diagnostics"][0]["found"]
    '`problme`'
    >>> answer("complete", {"text": "pro", "line": 1, "column": 4})["items"][0]["label"]
    'problem'
    """
    with at_most(REQUEST_STEPS, "this answer"):
        return QUESTIONS[question](Source(NAME, asked["text"]), asked)


def _read(source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
    found = findings(read_within(source), bool(asked.get("bounds")))
    declared = [{"kind": e.kind, "name": e.name, "line": source.position(e.start)[0]} for e in outline(source)]
    return {"diagnostics": [_diagnostic(source, f) for f in found], "declarations": declared}


def _diagnostic(source: Source, note: EditorNote) -> dict[str, Any]:
    place = span(source, note.start, note.end)
    parts = _FOUND.fullmatch(note.message)
    edits = [] if note.replacement is None else [{**place, "text": note.replacement}]
    return {
        **place,
        "severity": note.severity,
        "message": note.message,
        "found": parts["found"] if parts else None,
        "expected": parts["expected"] if parts else None,
        "fix": note.fix or None,
        "edits": edits,
        "alternatives": list(note.alternatives),
    }


def _hover(source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
    at = offset(source.text, asked["line"], asked["column"])
    found = hover(read_within(source), at)
    says, start, end = found if found is not None else (None, at, at)
    return {"html": None if says is None else markdown_html(says), **span(source, start, end)}


def _complete(source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
    at = offset(source.text, asked["line"], asked["column"])
    begun = word_at(source.text, at)
    start = begun[0] if begun is not None and begun[0] < at else at
    items = [{"label": p.word, "detail": p.detail or p.kind, "kind": p.kind, "insert": p.word} for p in completions(source, at)]
    return {"items": items, "from_column": source.position(start)[1]}


def _format(source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"text": format_text(source)}
    except Mistake:
        raise
    except RecursionError:
        raise InputError("this is nested more deeply than can be followed") from None


def _new(source: Source, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a text to begin with, as `certify new` writes it; behind the one that is there, if that declares an end of it."""
    if asked["name"]:
        name, text = new_problem(standard(), asked["name"])
        return {"name": name, "text": text, "beside": False}
    library = standard().with_texts([source])
    name, text = new_reduction(library, asked["source"], asked["target"])
    beside = any(library.declares("problem", end) for end in name.split(":"))
    return {"name": name, "text": f"{source.text.rstrip()}\n\n{text}" if beside else text, "beside": beside}


QUESTIONS: Mapping[str, Callable[[Source, Mapping[str, Any]], dict[str, Any]]] = {
    "read": _read,
    "hover": _hover,
    "complete": _complete,
    "format": _format,
    "new": _new,
}
"""What can be asked about a text."""


def markdown_html(says: str) -> str:
    """Return what editors show, which has code, paragraphs and lines of code, as HTML.

    >>> markdown_html("`a<b`: *two*\\n\\n```red\\nlet x\\n```")
    '<p><code>a&lt;b</code>: *two*</p><pre><code>let x</code></pre>'
    """
    out = []
    for part in re.split(r"(^```.*?^```$)", says, flags=re.MULTILINE | re.DOTALL):
        if part.startswith("```"):
            out.append(f"<pre><code>{html.escape(part.partition(chr(10))[2].rpartition(chr(10))[0])}</code></pre>")
            continue
        for paragraph in filter(None, (p.strip() for p in part.split("\n\n"))):
            shown = re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(paragraph))
            out.append(f"<p>{shown}</p>")
    return "".join(out)
