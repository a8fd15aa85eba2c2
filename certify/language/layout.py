"""The layout pre-pass: it marks the lines that open a declaration, a section or an item; the other lines continue the one before.

A declaration starts at column 0.  The first indented line of a problem or reduction sets the column of its sections; the
first word after a section's name sets the column of that section's items.  A line at that column is the next item; a deeper
line continues the item before it, and so does a line that begins with an infix word or sign and every line inside an open
bracket.  A mark replaces the blank or line end before the word, so that every offset in the marked text is an offset in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from certify.core.mistakes import Mistake, Source
from certify.wording import did_you_mean

DECLARATION, SECTION, ITEM = "\x1c", "\x1d", "\x1e"

DECLARATIONS = ("problem", "reduction", "type", "define", "fact", "assumption", "reference")
SECTIONS = {
    "problem": (
        "cites", "because", "instance", "valid", "measures", "fixing", "minimises", "maximises", "witness", "let", "accepts",
    ),
    "reduction": (
        "cites", "because", "given", "labels", "let", "target", "forward", "backward", "claims", "picture",
    ),
}  # fmt: skip

_WORD = re.compile(r"[^\W\d]\w*'*")
_CONTINUES = re.compile(
    r"(and|or|implies|iff|with|where|then|else|in|div|mod|subset)\b|not\s+in\b"
    r"|[-+*/^<>=∧∨⇒⇔∪∩∖·×≤≥≠⊆∈∉→↦,;:)\]}\\&]"
)


def comment_start(line: str) -> int:
    """Return the offset of a line's comment, or the line's length if it has none.

    `#source`, `#target` and a `#` inside a string do not begin a comment.

    >>> comment_start('k : nat  # the bound'), comment_start('#target = 2')
    (9, 11)
    """
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "#" and not quoted and not re.match(r"#(source|target)\b", line[at:]):
            return at
    return len(line)


def code_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that contain code: the offset of the start, and the text without comment and trailing blanks."""
    offset = 0
    for line in text.split("\n"):
        code = line[: comment_start(line)].rstrip()
        if code.strip():
            yield offset, code
        offset += len(line) + 1


def _brackets(code: str) -> int:
    unquoted = re.sub(r'"[^"]*"', "", code)
    return sum(unquoted.count(c) for c in "([{") - sum(unquoted.count(c) for c in ")]}")


def mark(source: Source) -> str:
    """Return the text with its layout marks, which has the same length.

    Raises `Mistake` for an unknown section or declaration word, a tab in an indentation, a line that fits no column, a string
    that is not closed on its line, and a control character that is used as a mark.

    >>> mark(Source("a.red", "type t = a or b\\ndefine c = 1")).replace(DECLARATION, "~")
    'type t = a or b~define c = 1'
    """
    marked = list(source.text)
    for control in (DECLARATION, SECTION, ITEM):
        if control in source.text:
            raise Mistake("a control character stands in the text", source, source.text.index(control), fix="delete it")
    kind = ""
    section_column = item_column = head_column = -1
    depth = 0
    for start, code in code_lines(source.text):
        column = len(code) - len(code.lstrip())
        at = start + column
        if code.count('"') % 2:
            raise Mistake(
                "this text in quotes is not closed", source, start + code.rindex('"'), start + len(code),
                fix='it ends with `"`, on the same line',
            )  # fmt: skip
        if "\t" in code[:column]:
            tab = start + code.index("\t")
            raise Mistake("a tab stands in an indentation", source, tab, fix="indent with blanks")
        word_match = _WORD.match(code, column)
        word = word_match.group() if word_match else ""
        if column == 0:
            if word not in DECLARATIONS:
                found = word or code[0]
                expected = ", ".join(f"`{d}`" for d in DECLARATIONS)
                fix = did_you_mean(found, DECLARATIONS) or "the lines of a declaration are indented"
                raise Mistake(f"found `{found}`, expected {expected}", source, at, at + len(found), fix=fix)
            kind, section_column, item_column, head_column, depth = word, -1, -1, -1, 0
            if at > 0:
                marked[at - 1] = DECLARATION
        elif kind in SECTIONS and depth <= 0:
            if section_column < 0 and not 0 <= head_column < column:  # deeper lines go on with the head
                if _CONTINUES.match(code, column):
                    head_column = column
                else:
                    section_column = column
            if column == section_column:
                item_column = _open_section(source, kind, code, column, at, word, marked)
            elif column < section_column:
                raise Mistake(
                    "this line stands left of the sections", source, at,
                    fix=f"sections of this {kind} stand at column {section_column + 1}",
                )  # fmt: skip
            elif section_column < 0 or _CONTINUES.match(code, column):
                pass
            elif item_column < 0:
                item_column = column
            elif column == item_column:
                marked[at - 1] = ITEM
            elif column < item_column:
                raise Mistake(
                    "this line is neither a section nor an item", source, at,
                    fix=f"items of this section stand at column {item_column + 1}; a continuation stands deeper",
                )  # fmt: skip
        elif not kind:
            raise Mistake("an indented line before any declaration", source, at, fix="start it at the first column")
        depth = max(0, depth + _brackets(code))
    return "".join(marked)


def _open_section(source: Source, kind: str, code: str, column: int, at: int, word: str, marked: list[str]) -> int:
    """Mark a section and return the column of its items, or -1 if the next line sets it."""
    words = SECTIONS[kind]
    if code[column] != '"' and word not in words:
        found = word or code[column]
        other = "reduction" if kind == "problem" else "problem"
        fix = did_you_mean(found, words)
        if word in SECTIONS[other]:
            fix = f"`{word}` is a section of a {other}"
        fix = fix or "sections of a " + kind + ": " + ", ".join(words)
        raise Mistake(f"`{found}` is not a section of a {kind}", source, at, at + len(found), fix=fix)
    marked[at - 1] = SECTION
    after = column + len(word)
    if word in ("forward", "backward"):  # items follow the arrow: `forward a -> S = ...`
        arrow = re.compile(r"(->|→|↦)").search(code, after)
        after = arrow.end() if arrow else len(code)
    rest = code[after:]
    return after + len(rest) - len(rest.lstrip()) if rest.strip() else -1
