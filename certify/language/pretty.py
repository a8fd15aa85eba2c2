"""A pretty printer: documents with places for line breaks, and their layout within a width (Wadler 2003, Lindig 2000).

A group is laid out on one line if it fits; otherwise each of its own places becomes a line break.
"""

from __future__ import annotations

from collections.abc import Iterable

from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text without line ends."""

    text: str
    hard = False


@dataclass(frozen=True, slots=True)
class Line:
    """A place for a line break; `flat` is its text if the group is on one line."""

    flat: str = " "
    hard = False


@dataclass(frozen=True, slots=True)
class Hard:
    """A line break in any layout."""

    hard = True


@dataclass(frozen=True, slots=True)
class Cat:
    """Documents one after the other; `hard` holds if they contain a `Hard` line break."""

    parts: tuple[Doc, ...]
    hard: bool


@dataclass(frozen=True, slots=True)
class Nest:
    """A document whose further lines are indented by `by` columns more, or to the column where it begins if `by` is None."""

    doc: Doc
    by: int | None
    hard: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A document that is laid out on one line if it fits."""

    doc: Doc
    hard: bool


Doc = PlainText | Line | Hard | Cat | Nest | Group
LINE, SOFT, HARD = Line(), Line(""), Hard()


def cat(*parts: Doc | str) -> Doc:
    """Return the documents one after the other; a string is plain text."""
    docs = tuple(PlainText(part) if isinstance(part, str) else part for part in parts)
    return Cat(docs, any(doc.hard for doc in docs))


def nest(doc: Doc, by: int = 2) -> Doc:
    """Return the document with further lines indented by `by` columns more."""
    return Nest(doc, by, doc.hard)


def align(doc: Doc) -> Doc:
    """Return the document with further lines indented to the column where it begins."""
    return Nest(doc, None, doc.hard)


def group(*parts: Doc | str) -> Doc:
    """Return a group of documents: on one line if it fits, else broken at each of its own places."""
    doc = cat(*parts)
    return Group(doc, doc.hard)


def joined(docs: Iterable[Doc], separator: str = ",") -> Doc:
    """Return the documents with a separator behind each but the last, and a place to break behind each separator."""
    parts: list[Doc] = []
    for doc in docs:
        if parts:
            parts += [PlainText(separator), LINE]
        parts.append(doc)
    return cat(*parts)


def render(doc: Doc, column: int, width: int) -> list[str]:
    """Return the lines of a document that begins at a column, for a width in columns.

    The first line has no indentation.  Blank lines after the first are left out.

    >>> render(group("f(", align(joined([PlainText("first"), PlainText("second")])), ")"), 0, 80)
    ['f(first, second)']
    >>> render(group("f(", align(joined([PlainText("first"), PlainText("second")])), ")"), 0, 10)
    ['f(first,', '  second)']
    """
    pieces: list[str] = []
    at = column
    todo: list[tuple[int, bool, Doc]] = [(column, False, doc)]
    while todo:
        indent, flat, part = todo.pop()
        match part:
            case PlainText(text):
                pieces.append(text)
                at += len(text)
            case Line(text) if flat:
                pieces.append(text)
                at += len(text)
            case Line() | Hard():
                pieces.append("\n" + " " * indent)
                at = indent
            case Cat(parts):
                todo.extend((indent, flat, inner) for inner in reversed(parts))
            case Nest(inner, by):
                todo.append((at if by is None else indent + by, flat, inner))
            case Group(inner, hard):
                fits = flat or (not hard and _fits(width - at, [*todo, (indent, True, inner)]))
                todo.append((indent, fits, inner))
    lines = [line.rstrip() for line in "".join(pieces).split("\n")]
    return lines[:1] + [line for line in lines[1:] if line]


def _fits(room: int, todo: list[tuple[int, bool, Doc]]) -> bool:
    """Return whether the text up to the next line break fits into `room` columns.

    `todo` is the stack of `render`, the next document last; outside of flat groups a `Line` counts as a line break.
    """
    top = len(todo) - 1
    rest: list[tuple[bool, Doc]] = []
    while room >= 0:
        if rest:
            flat, part = rest.pop()
        elif top >= 0:
            _, flat, part = todo[top]
            top -= 1
        else:
            return True
        match part:
            case PlainText(text):
                room -= len(text)
            case Line(text):
                if not flat:
                    return True
                room -= len(text)
            case Hard():
                return True
            case Cat(parts):
                rest.extend((flat, inner) for inner in reversed(parts))
            case Nest(inner) | Group(inner):
                rest.append((flat, inner))
    return False
