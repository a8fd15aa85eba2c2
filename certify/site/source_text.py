"""Texts of declarations as HTML: words, strings and comments in colours, problems as links."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from certify.core import Problem, Reduction
from certify.display.html import text
from certify.language.formatting import declared_text
from certify.site.links import problem_link
from certify.system.resources import folder

_TOKEN = re.compile(
    r'(?P<string>"[^"]*")|(?P<comment>\s#(?!source|target).*)|(?P<name>[^\W\d]\w*)|(?P<number>\d+)|(?P<other>.|\n)'
)


@cache
def words() -> frozenset[str]:
    """Return the words of the language, from its grammar."""
    grammar = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")
    return frozenset(re.findall(r'^[A-Z_]+: "([a-z]+)"', grammar, re.MULTILINE))


def source_html(declared: Problem | Reduction, problems: Collection[str]) -> str:
    """Return the text of a declaration as HTML, formatted; empty if it has none.  Names among `problems` are links."""
    if declared.about.mark is None:
        return ""
    lines = [_line(line, problems) for line in declared_text(declared.about.mark).rstrip().split("\n")]
    label = f"The text of {text(declared.name)}"
    return f'<pre class="source" role="region" tabindex="0" aria-label="{label}"><code>{chr(10).join(lines)}</code></pre>'


def _line(line: str, problems: Collection[str]) -> str:
    head = re.match(r"  [a-z]+\b", line)
    if head is None:
        return "".join(_piece(found, problems) for found in _TOKEN.finditer(line))
    rest = "".join(_piece(found, problems) for found in _TOKEN.finditer(line, head.end()))
    return f'  <span class="k-section">{head.group().strip()}</span>{rest}'


def _piece(found: re.Match[str], problems: Collection[str]) -> str:
    kind, says = str(found.lastgroup), found.group()
    if kind == "name" and says in problems:
        return problem_link(says)
    kind = "word" if kind == "name" and says in words() else kind
    return f'<span class="k-{kind}">{text(says)}</span>' if kind in ("string", "comment", "word", "number") else text(says)
