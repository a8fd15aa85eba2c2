"""The concrete syntax tree of a text: the parse tree with all tokens and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from certify.core.mistakes import Source
from certify.language.layout import comment_start
from certify.language.parsing import parse_with_tokens
from certify.records import dataclass, replace

if TYPE_CHECKING:
    from lark import Token, Tree


@dataclass(frozen=True)
class Comment:
    """A comment on a line of its own: its text, its column from 0, and whether a blank line stands above it."""

    text: str
    column: int
    gap: bool


@dataclass(frozen=True)
class Leaf:
    """A token: its kind and text (a layout mark has the empty text).

    `before` are the comments on lines of their own before it, `after` the comment behind it on its line (or nothing); `gap` holds
    if the line above it is blank.
    """

    kind: str
    text: str
    before: tuple[Comment, ...] = ()
    after: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Branch:
    """A node of the parse tree with all its parts, tokens included."""

    kind: str
    parts: tuple[Leaf | Branch, ...]


def concrete(source: Source) -> tuple[Branch, tuple[Comment, ...]]:
    """Return the concrete syntax tree of a text, and the comments behind its last token.

    Raises `Mistake` if the text does not parse.

    >>> tree, rest = concrete(Source("a.red", "# one\\ndefine a = 1  # two"))
    >>> [(leaf.text, leaf.after) for leaf in leaves(tree)]
    [('', ''), ('define', ''), ('a', ''), ('=', ''), ('1', '# two')]
    """
    tree, tokens = parse_with_tokens(source)
    found, rest = _with_comments(source, tokens)
    at = 0

    def upto(end: int) -> list[Leaf | Branch]:
        nonlocal at
        parts: list[Leaf | Branch] = []
        while at < len(tokens) and (tokens[at].start_pos or 0) < end:
            parts.append(found[at])
            at += 1
        return parts

    def build(node: Tree[Token]) -> Branch:
        parts: list[Leaf | Branch] = []
        for child in node.children:
            if child is not None and not isinstance(child, str):
                parts += upto(child.meta.start_pos)
                parts.append(build(child))
        return Branch(str(node.data), tuple(parts + upto(len(source.text) if node is tree else node.meta.end_pos)))

    return build(tree), rest


def leaves(part: Leaf | Branch) -> Iterator[Leaf]:
    """Yield the tokens of a part, in order."""
    if isinstance(part, Leaf):
        yield part
    else:
        for inner in part.parts:
            yield from leaves(inner)


def _with_comments(source: Source, tokens: Sequence[Token]) -> tuple[list[Leaf], tuple[Comment, ...]]:
    """Return the tokens as leaves with their comments, and the comments behind the last token."""
    comments = list(_comments(source))
    found: list[Leaf] = []

    def comments_until(offset: int) -> tuple[Comment, ...]:
        before = []
        while comments and comments[0][0] < offset:
            _, own_line, comment = comments.pop(0)
            if own_line:
                before.append(comment)
            else:
                found[-1] = replace(found[-1], after=comment.text)
        return tuple(before)

    for token in tokens:
        start = token.start_pos or 0
        before = comments_until(start)
        gap = _gap_above(source, start + 1 if token.type.startswith("_") else start)
        found.append(Leaf(token.type, token.lstrip("\x1c\x1d\x1e"), before, "", gap))
    return found, comments_until(len(source.text))


def _comments(source: Source) -> Iterator[tuple[int, bool, Comment]]:
    """Yield each comment: its offset, whether it has its line to itself, and the comment."""
    offset = 0
    for line in source.text.split("\n"):
        at = comment_start(line)
        if at < len(line):
            own_line = not line[:at].strip()
            yield offset + at, own_line, Comment(line[at:].rstrip(), at, _gap_above(source, offset + at))
        offset += len(line) + 1


def _gap_above(source: Source, at: int) -> bool:
    """Return whether the line above the line of this offset is blank."""
    start = source.text.rfind("\n", 0, at) + 1
    return start > 0 and not source.text[source.text.rfind("\n", 0, start - 1) + 1 : start].strip()
