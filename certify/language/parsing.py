"""From a text to its parse tree; whatever the text, the only error is a `Mistake`."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from certify.language.failures import Failure
from certify.language.layout import mark
from certify.language.mistakes import Mistake, Source
from certify.language.slips import is_no_name
from certify.language.syntax_mistakes import explain
from certify.resources import folder

if TYPE_CHECKING:  # lark is imported where it is used: commands that read no text start without it
    from lark import Lark, Token, Tree

DEEPEST = 120
"""How deep a tree may nest, so that functions that walk it by recursion stay within Python's stack."""

_WORD_GOES_ON = re.compile(r"[\w']+")


def parse(source: Source) -> Tree[Token]:
    """The parse tree of a text, by `grammars/certify.lark`; positions in it are offsets of the text.

    Raises `Mistake` when the text does not follow the grammar or its layout.

    >>> str(parse(Source("a.red", "define double(x) = 2 * x")).children[0].data)
    'definition'
    """
    return parse_with_tokens(source)[0]


def parse_with_tokens(source: Source) -> tuple[Tree[Token], list[Token]]:
    """The parse tree of a text and all its tokens, layout marks included (`certify.language.layout`).

    Raises `Mistake` when the text does not follow the grammar or its layout.
    """
    from lark import Token, UnexpectedCharacters, UnexpectedToken

    marked = mark(source)
    parser = _parser().parse_interactive(marked)
    tokens: list[Token] = []
    try:
        for token in parser.iter_parse():
            word = _whole_word(marked, token)
            if word is not token or (token.type == "NAME" and is_no_name(token)):
                raise explain(_failure(source, marked, tokens, word))
            tokens.append(token)
        tree: Tree[Token] = parser.feed_token(Token("$END", "", len(marked), end_pos=len(marked)))
    except UnexpectedToken as error:
        before = tokens[:-1] if tokens and tokens[-1] is error.token else tokens
        raise explain(_failure(source, marked, before, error.token)) from None
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise explain(_failure(source, marked, tokens, Token("", marked[at], at, end_pos=at + 1))) from None
    _refuse_depth(source, tree)
    return tree, tokens


def _whole_word(marked: str, token: Token) -> Token:
    """The token, or the longer word that it begins: where no name can stand, the lexer sees `or` in `orange`."""
    from lark import Token

    end = token.end_pos or 0
    if not token[-1:].isalpha() or token.type == "NAME" or not (more := _WORD_GOES_ON.match(marked, end)):
        return token
    return Token("NAME", token + more.group(), token.start_pos, end_pos=more.end())


def _failure(source: Source, marked: str, before: list[Token], found: Token) -> Failure:
    """The failure at a token; the tokens before are read again, since the parser that failed has gone on reducing."""
    parser = _parser().parse_interactive(marked)
    for token in before:
        parser.feed_token(token)
    start, end = found.start_pos or 0, found.end_pos or 0
    if found.type.startswith("_"):  # a layout mark stands in the place of the blank before a word
        start = min(start + 1, len(source.text))
    accepted: set[str] = parser.accepts()  # type: ignore[no-untyped-call]
    stack = tuple(parser.parser_state.value_stack)
    return Failure(source, before, found.type, start, max(start, end), frozenset(accepted), stack)


def _refuse_depth(source: Source, tree: Tree[Token]) -> None:
    from lark import Tree

    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Mistake(
                f"this nests more than {DEEPEST} deep", source, level[0].meta.start_pos, level[0].meta.end_pos,
                fix="give names to its parts with `let` or `define`",
            )  # fmt: skip
        level = [child for node in level for child in node.children if isinstance(child, Tree)]


# ------------------------------------------------------------------------------------------------ the parser


@cache
def _parser() -> Lark:
    """The parser of the grammar; its tables are kept in the user's cache folder: making them takes most of a second."""
    from lark import Lark

    grammar = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")
    kept = _cache_file(grammar)
    if kept is not None and (parser := _restored(kept)) is not None:
        return parser
    parser = Lark(grammar, parser="lalr", propagate_positions=True)
    if kept is not None:
        _keep(parser, kept)
    return parser


def _cache_file(grammar: str) -> Path | None:
    """Where the tables of this grammar are kept, by this Python and this lark; None when the user has no home."""
    import platform

    import lark

    made_by = f"{lark.__version__} {platform.python_version()} {grammar}"
    name = f"grammar-{hashlib.sha256(made_by.encode()).hexdigest()[:16]}"
    with suppress(RuntimeError):
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "certify" / name
    return None


def _restored(kept: Path) -> Lark | None:
    """The parser from its kept tables; None when there are none or the file is damaged (its first line is its hash)."""
    from lark import Lark

    try:
        digest, _, tables = kept.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(tables).hexdigest().encode() != digest:
        return None
    parser: Lark = Lark.load(io.BytesIO(tables))
    return parser


def _keep(parser: Lark, kept: Path) -> None:
    """Write the tables whole or not at all; a folder that cannot be written to only costs time."""
    tables = io.BytesIO()
    parser.save(tables)
    digest = hashlib.sha256(tables.getvalue()).hexdigest().encode()
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(digest + b"\n" + tables.getvalue())
        os.replace(file.name, kept)
