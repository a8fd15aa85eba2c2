"""The kinds of words of the language, from the grammar and the tables, for editors, the site and Pygments."""

from __future__ import annotations

import json
import re

from certify.language.built_in import BUILT_IN
from certify.language.layout import DECLARATIONS, SECTIONS
from certify.language.parsing import words_of_grammar

CONSTANTS = ("true", "false", "none")
TYPES = ("nat", "int", "rat", "bool", "graph", "digraph", "literal", "labels", "position", "number")


def keywords() -> tuple[str, ...]:
    """Return the words of expressions, types and spaces.

    >>> {"every", "fold", "subset"} <= set(keywords())
    True
    """
    left_out = {*DECLARATIONS, *section_words(), *CONSTANTS, *TYPES}
    return tuple(sorted(set(words_of_grammar().values()) - left_out))


def section_words() -> tuple[str, ...]:
    """Return the words that open sections."""
    return tuple(sorted({word for words in SECTIONS.values() for word in words}))


def rules() -> list[tuple[str, str]]:
    """Return the kinds of words, each with a regular expression, the first that matches first."""

    def words(of: tuple[str, ...]) -> str:
        return rf"\b({'|'.join(map(re.escape, of))})\b(?!')"

    return [
        ("comment", r"#(?!(?:source|target)\b).*$"),
        ("string", r'"[^"\n]*"'),
        ("declaration", rf"^(?:{'|'.join(DECLARATIONS)})\b"),
        ("section", rf"^ +(?:{'|'.join(section_words())})\b(?![.'])"),
        ("constant", words(CONSTANTS)),
        ("type", words(TYPES)),
        ("keyword", words(keywords())),
        ("operation", rf"\b(?:{'|'.join(sorted(BUILT_IN))})(?=\()"),
        ("name", r"[^\W\d]\w*'*"),
        ("number", r"[0-9]+"),
        ("sign", r"#(?:source|target)\b|[^\w\s\"]"),
    ]


_SCOPES = {
    "comment": "comment.line.number-sign.red", "string": "string.quoted.double.red", "declaration": "keyword.declaration.red",
    "section": "keyword.other.section.red", "constant": "constant.language.red", "type": "support.type.red",
    "keyword": "keyword.control.red", "operation": "support.function.red", "name": "variable.other.red",
    "number": "constant.numeric.red", "sign": "keyword.operator.red",
}  # fmt: skip


def textmate() -> str:
    """Return the TextMate grammar, which `grammars/red.tmLanguage.json` has.

    >>> json.loads(textmate())["scopeName"]
    'source.red'
    """
    patterns = [{"match": pattern, "name": _SCOPES[kind]} for kind, pattern in rules()]
    grammar = {"name": "certify", "scopeName": "source.red", "fileTypes": ["red"], "patterns": patterns}
    return json.dumps(grammar, indent=2, ensure_ascii=False) + "\n"
