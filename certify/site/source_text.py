"""Texts of declarations as HTML: words, strings and comments in colours, problems as links."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from certify.core import Problem, Reduction
from certify.display.html import text
from certify.editing.colours import rules
from certify.language.formatting import declared_text
from certify.site.links import problem_link

_WORDS = ("declaration", "constant", "type", "keyword", "operation")
_COLOURED = ("section", "string", "comment", "number")


@cache
def _token() -> re.Pattern[str]:
    kinds = [*rules(), ("space", r"(?s:.)")]
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds), re.MULTILINE)


def source_html(declared: Problem | Reduction, problems: Collection[str]) -> str:
    """Return the text of a declaration as HTML, formatted; empty if it has none.  Names among `problems` are links."""
    if declared.about.mark is None:
        return ""
    says = declared_text(declared.about.mark).rstrip()
    pieces = "".join(_piece(found, problems) for found in _token().finditer(says))
    name = text(declared.name)
    label = f"The text of {name}"
    return f'<pre class="source" role="region" tabindex="0" aria-label="{label}" data-text="{name}"><code>{pieces}</code></pre>'


def _piece(found: re.Match[str], problems: Collection[str]) -> str:
    kind, says = str(found.lastgroup), found.group()
    if kind == "name" and says in problems:
        return problem_link(says)
    kind = "word" if kind in _WORDS else kind
    bare = says.lstrip(" ")  # the rule of sections takes what they are indented by
    return f'{says[: -len(bare)]}<span class="k-{kind}">{text(bare)}</span>' if kind in ("word", *_COLOURED) else text(says)
