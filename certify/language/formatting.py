"""The formatter: it keeps a text's meaning and comments, and formatting a second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certify.core.expressions import Mark
from certify.core.mistakes import Source
from certify.language.concrete import Branch, Comment, Leaf, concrete, leaves
from certify.language.expression_layout import Fragment, Notation
from certify.language.pretty import align, cat, group, nest, render
from certify.records import dataclass, replace

WIDTH = 120
SECTION_COLUMN, ITEM_COLUMN = 2, 11
"""The columns, from 0, of the words of sections and of their items."""

_WITH_SECTIONS = ("problem", "restriction", "reduction")
_ALIGNED = {"instance": ":", "witness": ":", "measures": "=", "lets": "=", "target": "="}
"""The sections whose items have a name, a sign and a value; the signs of a section are aligned in one column."""


def format_text(source: Source, *, unicode: bool = False, width: int = WIDTH) -> str:
    """Return the text in the canonical format, with mathematical signs if `unicode`, else in plain letters.

    `width` is the most characters of a line that can be broken.

    Raises `Mistake` if the text does not parse.

    >>> print(format_text(Source("a.red", "problem P\\n instance S:set of labels\\n valid 1<=|S|")), end="")
    problem P
      instance S : set of labels
      valid    1 <= |S|
    >>> print(format_text(Source("a.red", "define f(S) = every x in S: not x in {}"), unicode=True), end="")
    define f(S) = ∀x ∈ S: ¬x ∈ {}
    """
    tree, behind = concrete(source)
    look = Notation(unicode=unicode, width=width)
    lines: list[str] = []
    last = ""
    for declaration, comments, gap in _declarations(tree):
        inner = [c for c in _leading(comments) if last in _WITH_SECTIONS]
        lines += [" " * SECTION_COLUMN + comment.text for comment in inner]
        outer = comments[len(inner) :]
        apart = declaration.kind in _WITH_SECTIONS or last in _WITH_SECTIONS or (outer[0].gap if outer else gap)
        if last and apart:
            lines.append("")
        lines += _comment_block(outer, gap)
        lines += _declaration(look, declaration)
        last = declaration.kind
    inner = [c for c in _leading(behind) if last in _WITH_SECTIONS]
    lines += [" " * SECTION_COLUMN + comment.text for comment in inner]
    outer = behind[len(inner) :]
    if outer and lines and (outer[0].gap or last in _WITH_SECTIONS):
        lines.append("")
    lines += _comment_block(outer, False)
    return "\n".join(lines) + "\n" if lines else ""


def declared_text(mark: Mark, *, unicode: bool = False, width: int = WIDTH) -> str:
    """Return the declaration at a place in the canonical format, as `format_text` does."""
    text = mark.source.text[mark.start : mark.end].rstrip() + "\n"
    return format_text(Source(mark.source.name, text), unicode=unicode, width=width)


def _declarations(tree: Branch) -> Iterable[tuple[Branch, tuple[Comment, ...], bool]]:
    """Yield each declaration, the comments before it, and whether the line above it is blank."""
    mark: Leaf | None = None
    for part in tree.parts:
        if isinstance(part, Leaf):
            mark = part
        elif mark is not None:
            yield part, mark.before, mark.gap
        else:  # the text begins with it
            yield part, (), False


def _leading(comments: Sequence[Comment]) -> Sequence[Comment]:
    """Return the indented comments at the beginning, which belong to the declaration above."""
    inner = 0
    while inner < len(comments) and comments[inner].column > 0:
        inner += 1
    return comments[:inner]


def _comment_block(comments: Sequence[Comment], gap: bool) -> list[str]:
    """Return the lines of comments, with at most one blank line between them and, if `gap`, one behind them."""
    lines: list[str] = []
    for comment in comments:
        if lines and comment.gap:
            lines.append("")
        lines.append(comment.text)
    return [*lines, ""] if lines and gap else lines


# ------------------------------------------------------------------------------------------------ declarations


@dataclass(frozen=True)
class _Row:
    """The lines of an item, the comment behind it, and the comments on lines of their own above it."""

    lines: tuple[str, ...]
    after: str = ""
    before: tuple[Comment, ...] = ()


def _declaration(look: Notation, node: Branch) -> list[str]:
    """Return the lines of a declaration."""
    head = [part for part in node.parts if isinstance(part, Leaf) or not _is_section(part)]
    lines = _with_comments([_row(look, node.kind, head, 0)], 0)
    for section in node.parts:
        if isinstance(section, Branch) and _is_section(section):
            lines += _section(look, section)
    return lines


def _is_section(node: Branch) -> bool:
    first = node.parts[0]
    return isinstance(first, Leaf) and first.kind.startswith("_SECTION")


def _section(look: Notation, node: Branch) -> list[str]:
    """Return the lines of a section, with its comments above it."""
    word, *rest = node.parts
    assert isinstance(word, Leaf)
    comments = list(word.before)
    if word.after:
        comments.append(Comment(word.after, SECTION_COLUMN, False))
    opening = " " * SECTION_COLUMN + word.text.ljust(ITEM_COLUMN - SECTION_COLUMN - 1) + " " if word.text else "  "
    head: list[Fragment] = []
    if node.kind in ("forward", "backward"):
        head, rest = rest[:2], rest[2:]
        opening += _flat(look, node.kind, [_without_comments(part) for part in head]) + " "
        comments += _all_comments(head)
    first = next(leaves(rest[0]))
    comments += first.before
    rest[0] = _with_leaf(rest[0], replace(first, before=()), 0)
    rows: list[list[Fragment]] = [[]]
    above: list[tuple[Comment, ...]] = [()]
    for part in rest:
        if isinstance(part, Leaf) and part.kind == "_NEXT_ITEM":
            rows.append([])
            above.append(part.before)
        else:
            rows[-1].append(part)
    if node.kind == "claims":
        look = replace(look, in_claims=True)
    width = _left_width(look, node.kind, rows)
    column = len(opening)
    items = [_row(look, node.kind, row, column, width, before) for row, before in zip(rows, above, strict=True)]
    lines = _with_comments(items, column)
    lines[0] = opening + lines[0][column:]
    return [" " * SECTION_COLUMN + comment.text for comment in comments] + lines


# ------------------------------------------------------------------------------------------------ items


def _row(look: Notation, kind: str, parts: list[Fragment], column: int, width: int = 0, before: tuple[Comment, ...] = ()) -> _Row:
    """Return the row of an item that begins at a column, with the part left of the aligned sign padded to a width."""
    last = list(leaves(parts[-1]))[-1]
    parts = [*parts[:-1], _with_leaf(parts[-1], replace(last, after=""), -1)]
    sides = _sides(kind, parts)
    if sides is None:
        doc = group(nest(look.row(kind, parts)))
    else:
        name, sign, what = sides
        doc = cat(f"{_flat(look, kind, name):{width}} {sign} ", align(look.row(kind, what)))
    lines = render(doc, column, look.width)
    if _all_comments(parts):  # a line after a comment may begin with any word: indented, it still continues the item
        lines = lines[:1] + ["  " + line for line in lines[1:]]
    return _Row(tuple(lines), last.after, before)


def _sides(kind: str, parts: Sequence[Fragment]) -> tuple[list[Fragment], str, list[Fragment]] | None:
    """Return the parts of an item left and right of the sign that its section aligns; None if there is none to align."""
    sign = _ALIGNED.get(kind, "")
    inner = parts[0].parts if len(parts) == 1 and isinstance(parts[0], Branch) else parts
    at = next((at for at, part in enumerate(inner) if isinstance(part, Leaf) and part.text == sign), 0)
    if not at or len(inner) > at + 2 or _all_comments(inner[: at + 1]):
        return None
    return list(inner[:at]), sign, list(inner[at + 1 :])


def _left_width(look: Notation, kind: str, rows: Sequence[list[Fragment]]) -> int:
    """Return the width of the widest left side if all items have one, else 0."""
    sides = [_sides(kind, row) for row in rows]
    return max((len(_flat(look, kind, side[0])) for side in sides if side), default=0) if all(sides) else 0


def _flat(look: Notation, kind: str, parts: Sequence[Fragment]) -> str:
    """Return parts without comments as one line."""
    kind = "binding" if kind == "lets" else kind
    return render(group(look.row(kind, parts)), 0, 10**9)[0]


def _with_comments(rows: Sequence[_Row], column: int) -> list[str]:
    """Return the lines of items with their comments; comments behind neighbouring one-line items are aligned."""
    lines: list[str] = []
    for at, row in enumerate(rows):
        lines += [" " * column + comment.text for comment in row.before]
        first = " " * column + row.lines[0]
        own = [first, *row.lines[1:]]
        if row.after:
            own[-1] = own[-1].ljust(_comment_column(rows, at, column)) + "  " + row.after
        lines += own
    return lines


def _comment_column(rows: Sequence[_Row], at: int, column: int) -> int:
    """Return the column of the comment behind an item: behind the longest of the neighbouring one-line items with a comment."""

    def joins(row: _Row) -> bool:
        return len(row.lines) == 1 and bool(row.after)

    if not joins(rows[at]):
        return 0
    low = high = at
    while low > 0 and joins(rows[low - 1]):
        low -= 1
    while high + 1 < len(rows) and joins(rows[high + 1]):
        high += 1
    return column + max(len(row.lines[0]) for row in rows[low : high + 1])


def _all_comments(parts: Sequence[Fragment]) -> list[Comment]:
    """Return all comments among these parts, in order."""
    found: list[Comment] = []
    for part in parts:
        for leaf in leaves(part):
            found += leaf.before
            if leaf.after:
                found.append(Comment(leaf.after, SECTION_COLUMN, False))
    return found


def _without_comments(part: Fragment) -> Fragment:
    """Return the part without its comments."""
    if isinstance(part, Leaf):
        return replace(part, before=(), after="")
    return Branch(part.kind, tuple(map(_without_comments, part.parts)))


def _with_leaf(part: Fragment, leaf: Leaf, at: int) -> Fragment:
    """Return the part with its first (`at` = 0) or last (-1) token replaced."""
    if isinstance(part, Leaf):
        return leaf
    parts = list(part.parts)
    parts[at] = _with_leaf(parts[at], leaf, at)
    return Branch(part.kind, tuple(parts))
