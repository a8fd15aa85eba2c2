"""The parser: from a text to its parse tree.  Its only error is `Mistake`, for any text."""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.language.failures import Failure
from certify.language.layout import mark
from certify.language.syntax_hints import QUANTIFYING, is_no_name
from certify.language.syntax_mistakes import explain
from certify.system.cache import remembered
from certify.system.resources import folder

if TYPE_CHECKING:  # lark is imported where it is used: commands that read no text start without it
    from lark import Lark, Token, Tree
    from lark.grammar import Rule

DEEPEST = 120
"""The deepest nesting of a tree, so that recursive functions over it stay within Python's stack."""

_WORD_GOES_ON = re.compile(r"[\w']+")


def parse(source: Source) -> Tree[Token]:
    """Return the parse tree of a text by `grammars/certify.lark`; positions in it are offsets in the text.

    Raises `Mistake` if the text does not follow the grammar or its layout.

    >>> str(parse(Source("a.red", "define double(x) = 2 * x")).children[0].data)
    'definition'
    """
    return parse_with_tokens(source)[0]


def parse_with_tokens(source: Source) -> tuple[Tree[Token], list[Token]]:
    """Return the parse tree of a text and all its tokens, with the layout marks (`certify.language.layout`).

    Raises `Mistake` if the text does not follow the grammar or its layout.
    """
    from lark import Token, UnexpectedInput

    marked = mark(source)
    parser = _parser().parse_interactive(marked)
    tokens: list[Token] = []
    try:
        for token in parser.iter_parse():
            word = _whole_word(marked, token)
            if word is not token or (token.type == "NAME" and is_no_name(token) and not _names_argument(marked, tokens, token)):
                raise explain(_failure(source, marked, tokens, word))
            tokens.append(token)
        tree: Tree[Token] = parser.feed_token(Token("$END", "", len(marked), end_pos=len(marked)))
    except UnexpectedInput as error:
        raise explain(_stopped(source, marked, tokens, error)) from None
    _refuse_depth(source, tree)
    return tree, tokens


def accepted_after(source: Source) -> tuple[frozenset[str], list[Token]]:
    """Return the kinds of token that the grammar allows behind the beginning of a text, and the tokens of that beginning.

    Raises `Mistake` if it does not follow the layout, or no text begins so.

    >>> "NAME" in accepted_after(Source("a.red", "define x = 1 +"))[0]
    True
    """
    from lark import UnexpectedInput

    tokens: list[Token] = []
    marked = mark(source)
    parser = _parser().parse_interactive(marked)
    try:
        for token in parser.iter_parse():
            tokens.append(token)
    except UnexpectedInput as error:
        raise explain(_stopped(source, marked, tokens, error)) from None
    return frozenset(parser.accepts()), tokens  # type: ignore[no-untyped-call]


def words_of_grammar() -> dict[str, str]:
    """Return the words of the grammar that are plain text, by the kind of token: `{"AND_WORD": "and", ...}`.

    >>> words_of_grammar()["AND_WORD"]
    'and'
    """
    grammar = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")
    return dict(re.findall(r'^([A-Z_]+): "([a-z]+)"$', grammar, re.MULTILINE))


def _whole_word(marked: str, token: Token) -> Token:
    """Return the token, or the longer word that begins with it.

    Where the grammar allows no name, the lexer finds `or` in `orange`.
    """
    if token.type == "NAME" or not token[-1:].isalpha() or not (more := _WORD_GOES_ON.match(marked, token.end_pos or 0)):
        return token
    from lark import Token

    return Token("NAME", token + more.group(), token.start_pos, end_pos=more.end())


def _names_argument(marked: str, before: list[Token], token: Token) -> bool:
    """Return whether a word is the name of an argument of a label, where even `count` and `first` are names."""
    section = next((t.type for t in reversed(before) if t.type.startswith("_SECTION")), "")
    follows = marked[token.end_pos or 0 :].lstrip()[:1] == ":"
    return section == "_SECTION_LABELS" and follows and before[-1] in ("(", ",") and token in QUANTIFYING


def _stopped(source: Source, marked: str, tokens: list[Token], error: Any) -> Failure:
    """Return the failure for an error of lark's, after the tokens that were read."""
    from lark import Token, UnexpectedToken

    if isinstance(error, UnexpectedToken):
        before = tokens[:-1] if tokens and tokens[-1] is error.token else tokens
        return _failure(source, marked, before, error.token)
    at = error.pos_in_stream or 0
    return _failure(source, marked, tokens, Token("", marked[at], at, end_pos=at + 1))


def _failure(source: Source, marked: str, before: list[Token], found: Token) -> Failure:
    """Return the failure at the token `found`.

    The tokens before it are parsed again, since the parser that failed has reduced its stack further.
    """
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


@cache  # the grammar does not change while the program runs
def _parser() -> Lark:
    """Return the parser of the grammar.  Its tables take most of a second to build, so they are cached on disk."""
    import lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    grammar = (folder("grammars") / "certify.lark").read_text(encoding="utf-8")

    def tables() -> Any:
        made = lark.Lark(grammar, parser="lalr", propagate_positions=True)
        return _plain_names(made.memo_serialize([TerminalDef, Rule]))

    data, rules = remembered(f"tables {lark.__version__} {grammar}", tables)
    parser: Lark = lark.Lark._load_from_dict(data, rules)  # type: ignore[no-untyped-call]
    callbacks: dict[Rule, Any] = parser.parser.parser.parser.callbacks
    callbacks |= {rule: _ONLY for rule in callbacks if _is_alone(rule)}  # positions are told by the rule that makes the tree
    return parser


_ONLY = itemgetter(0)


def _is_alone(rule: Rule) -> bool:
    """Return whether a rule stands for its one part, as most do that order expressions by how they bind."""
    from lark.grammar import Terminal

    options, expansion = rule.options, rule.expansion
    if not options.expand1 or rule.alias or len(expansion) != 1:
        return False
    (part,) = expansion
    return not (part.filter_out if isinstance(part, Terminal) else part.name.startswith("_"))


def _plain_names(tables: Any) -> Any:
    """Return the tables with names as plain strings in place of lark's tokens."""
    match tables:
        case str():
            return str(tables)
        case dict():
            return {_plain_names(key): _plain_names(value) for key, value in tables.items()}
        case list() | tuple():
            return type(tables)(map(_plain_names, tables))
    return tables
