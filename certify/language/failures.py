"""The state of a parser that stopped: what it found, what it expected, and which constructs were still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from certify.core.mistakes import Mistake, Source
from certify.records import dataclass

if TYPE_CHECKING:
    from lark import Token

OPENING = ("(", "[", "{", "case", "if", "fold", "quantifier")


@dataclass(frozen=True)
class Failure:
    """The state of a parser that stopped at a token that it did not expect.

    `before` are the tokens before it; `kind`, `start` and `end` its kind and offsets; `accepted` the kinds of token that the
    grammar allows there; `open_parts` the tokens and trees on the parser's stack.
    """

    source: Source
    before: Sequence[Token]
    kind: str
    start: int
    end: int
    accepted: frozenset[str]
    open_parts: Sequence[Any]

    @property
    def text(self) -> str:
        """The text of the unexpected token."""
        return self.source.text[self.start : self.end]

    @property
    def last(self) -> str:
        """The text of the token before it; empty at the beginning."""
        return str(self.before[-1]) if self.before else ""

    @property
    def touches(self) -> bool:
        """Whether no blank separates the unexpected token from the token before."""
        return bool(self.before) and self.before[-1].end_pos == self.start

    @property
    def wants_expression(self) -> bool:
        """Whether an expression could begin here."""
        return "SUM" in self.accepted

    @property
    def wants_operator(self) -> bool:
        """Whether an expression ends here that an operator could continue."""
        return "PLUS" in self.accepted and not self.wants_expression

    @property
    def wants_generator(self) -> bool:
        """Whether a generator could begin here, or a further one."""
        return (
            self.accepted >= STARTS_PATTERN and not self.wants_expression and self.last not in ("(", "{", "of", ";", "fold", ":=")
        )

    @property
    def at_end(self) -> bool:
        """Whether the parser found the end of an item, section, declaration or text."""
        return self.kind == "$END" or self.kind.startswith("_")

    @property
    def inside(self) -> str:
        """The innermost open construct: a bracket, `case`, `if`, `fold`, `quantifier`, a section's word, or nothing."""
        return next((name for name, _ in self._open() if name != "|"), "")

    @property
    def around(self) -> str:
        """The part before the innermost open construct: a token's text, a kind of tree, or nothing."""
        return next((before for name, before in self._open() if name != "|"), "")

    @property
    def after_bar(self) -> bool:
        """Whether this is among the generators of a comprehension."""
        return next((name == "|" for name, _ in self._open()), False)

    def _open(self) -> Iterator[tuple[str, str]]:
        """Yield the open constructs and bars, the innermost first, each with the part before it."""
        names = [str(getattr(part, "data", part)) for part in self.open_parts]
        closed = 0
        for at in range(len(names) - 1, -1, -1):
            name, before = names[at], names[at - 1] if at else ""
            if name in (")", "]", "}"):
                closed += 1
            elif closed and name in ("(", "[", "{"):
                closed -= 1
            elif not closed and (name in OPENING or name == "|"):
                yield name, before
            elif name.startswith("\x1d"):
                yield name[1:], before

    @property
    def in_section(self) -> bool:
        """Whether this is in a section, not in the head of a declaration."""
        kinds = (token.type for token in reversed(self.before))
        first = next((kind for kind in kinds if kind.startswith("_SECTION") or kind == "_NEXT_DECLARATION"), "")
        return first.startswith("_SECTION")

    @property
    def section(self) -> str:
        """The word of the section that this is in; empty outside of sections."""
        marks = (token for token in reversed(self.before) if token.type.startswith(("_SECTION", "_NEXT_DECLARATION")))
        return next((str(token)[1:] for token in marks), "")

    def slip(self, fix: str, *, back: int = 0, problem: str = "", end: int | None = None) -> Mistake:
        """Return the mistake with this fix, from `back` tokens before the unexpected one to its end (or to the offset `end`).

        `problem` replaces the message that states what was found and what was expected.
        """
        start = self.before[-back].start_pos or 0 if back else self.start
        end = self.end if end is None else end
        found = self.source.text[start:end]
        if not problem:
            problem = f"found `{found}`" if back else f"found `{found}`, expected {self.expected()}"
        return Mistake(problem, self.source, start, end, fix=fix)

    def expected(self) -> str:
        """Return what was expected here as text, kinds of token in groups such as "an expression"."""
        return _listing(_groups(self))


# ------------------------------------------------------------------------------------------------ what was expected

STARTS_EXPRESSION = frozenset(
    (
        *("NAME", "NUMBER", "TRUE", "FALSE", "COUNT_SIGN", "LEFT_PARENTHESIS", "LEFT_BRACKET", "LEFT_BRACE", "BAR"),
        *(
            "SUM",
            "PRODUCT",
            "MIN",
            "MAX",
            "EVERY",
            "SOME",
            "COUNT",
            "THE",
            "FIRST",
            "FOLD",
            "IF",
            "CASE",
            "NOT_WORD",
            "MINUS",
        ),
    )
)
STARTS_PATTERN = frozenset(("NAME", "LEFT_PARENTHESIS", "LEFT_BRACE", "NUMBER", "MINUS"))
INFIX = frozenset(
    (
        *(
            "AND_WORD",
            "OR_WORD",
            "IMPLIES",
            "IFF",
            "WITH",
            "DOTS",
            "EQUAL",
            "UNEQUAL",
            "LESS",
            "AT_MOST",
            "MORE",
            "AT_LEAST",
        ),
        *("IN_WORD", "NOT_WORD", "SUBSET_WORD", "PLUS", "MINUS", "JOIN", "BACKSLASH", "TIMES", "TIMES_DOT", "SLASH"),
        *("DIV", "MOD", "AMPERSAND", "POWER", "DOT", "LEFT_BRACKET", "LEFT_PARENTHESIS"),
    )
)
_STARTS_TYPE = frozenset(("SET_WORD", "SUBSET_WORD", "ONE", "SEQ", "MAP", "LEFT_PARENTHESIS", "LEFT_BRACE", "NAME"))
_STARTS_SPACE = frozenset(("SUBSET_WORD", "CHOICE", "MAP", "REALS"))
_WRITTEN = {
    "NAME": "a name", "NUMBER": "a number", "STRING": "a text in quotes", "ARROW": "`->`", "IN_WORD": "`in`", "EQUAL": "`=`",
    "COLON": "`:`", "SEMICOLON": "`;`", "COMMA": "`,`", "BAR": "`|`", "BECOMES": "`:=`", "DOTS": "`..`", "DOT": "`.`",
    "LEFT_PARENTHESIS": "`(`", "RIGHT_PARENTHESIS": "`)`", "LEFT_BRACKET": "`[`", "RIGHT_BRACKET": "`]`",
    "LEFT_BRACE": "`{`", "RIGHT_BRACE": "`}`", "SET_WORD": "`set`", "SUBSET_WORD": "`subset`", "AND_WORD": "`and`",
    "OR_WORD": "`or`",    "NOT_WORD": "`not`", "MINUS": "`-`", "NUMBER_WORD": "`number`",
}  # fmt: skip


def _groups(failure: Failure) -> list[str]:
    rest = {kind for kind in failure.accepted if not kind.endswith("_SIGN")}
    groups = []
    if "CHOICE" in rest:
        groups.append("a witness space")
        rest -= _STARTS_SPACE | STARTS_EXPRESSION
    if "SEQ" in rest:
        groups.append("a type")
        rest -= _STARTS_TYPE
    if "SUM" in rest:
        groups.append("an expression")
        rest -= STARTS_EXPRESSION
    if rest >= STARTS_PATTERN:
        groups.append("a generator" if failure.wants_generator else "a pattern")
        rest -= STARTS_PATTERN
    operator = "PLUS" in rest
    if operator:
        rest -= INFIX
    ends = {kind for kind in rest if kind == "$END" or kind.startswith("_")}
    rest -= ends
    groups += sorted({_WRITTEN.get(kind, f"`{kind.lower()}`") for kind in rest}, key=lambda shown: (shown < "a", shown))
    if operator:
        groups.append("an operator")
    if ends:
        groups.append("the end of the item" if failure.in_section else "the end of the declaration")
    return groups


def _listing(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts) or "nothing more"
    return ", ".join(parts[:-1]) + " or " + parts[-1]
