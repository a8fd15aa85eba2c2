"""The language for Pygments, which colours pages: the lexer `red`."""

from __future__ import annotations

import re

from pygments.lexer import RegexLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Whitespace

from certify.editing.colours import rules

_TOKENS = {
    "comment": Comment.Single, "string": String, "declaration": Keyword.Declaration, "section": Keyword.Namespace,
    "constant": Keyword.Constant, "type": Keyword.Type, "keyword": Keyword, "operation": Name.Builtin, "name": Name,
    "number": Number, "sign": Operator,
}  # fmt: skip


class RedLexer(RegexLexer):  # type: ignore[misc]  # pygments has no types
    """The lexer of texts of problems and reductions."""

    name = "certify"
    aliases = ("red-reductions",)
    flags = re.MULTILINE
    tokens = {"root": [*((pattern, _TOKENS[kind]) for kind, pattern in rules()), (r"\s", Whitespace)]}
