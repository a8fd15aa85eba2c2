"""LP files, as CPLEX and others read them, for every instance type that is a 0-1 program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.line_pieces import in_lines
from certify.formats.programs import Linear, ProgramReader, WrittenProgram, written_program
from certify.formats.reading import USUAL, Reading, exact_number
from certify.semantics.named_instances import Instance

_SECTIONS = {
    "objective": r"minimi[sz]e|maximi[sz]e|minimum|maximum|min|max",
    "rows": r"subject\s+to|such\s+that|s\.\s?t\.?|st",
    "bounds": r"bounds?",
    "integers": r"generals?|gen|integers?|int",
    "binaries": r"binary|binaries|bin",
    "end": r"end",
    "other": r"semi-continuous|semis?|sos[12]?|sos|pwlobj|lazy constraints|user cuts|general constraints",
}
_SECTION = re.compile("|".join(f"(?P<{name}>(?:{words}))" for name, words in _SECTIONS.items()), re.IGNORECASE)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(?P<sense><=|>=|=<|=>|<|>|=)"
    r"|(?P<sign>[+-])|(?P<colon>:)|(?P<name>[A-Za-z_!\"#$%&(),;?@'`{}~][\w!\"#$%&(),.;?@'`{}~]*)|(?P<wrong>\S))"
)
_SENSES = {"<": "<=", "=<": "<=", ">": ">=", "=>": ">="}
_WIDTH = 10
"""The most words on a line that is written."""

_INFINITE = re.compile(r"inf(inity)?", re.IGNORECASE)

Token = tuple[str, str, int]
"""The kind of a token, its text, and its line."""


def read_lp(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in an LP file.

    `given` holds the other fields, and the bound of the objective as `objective`; `name` is the file's name in messages.  Raises
    BadInput, with the line, for a text that is no LP file, and for what is no 0-1 program.
    """
    reader = ProgramReader(name)
    sections = _sections(text, name)
    if not sections or sections[0][0] != "objective":
        raise BadInput(f"{name}:1", "there is no section `Minimize` or `Maximize`, with which an LP file begins")
    parts = _Parts(reader)
    for section, word, tokens, line in sections:
        match section:
            case "objective":
                reader.sense = "max" if word.lower().startswith("max") else "min"
                parts.objective(tokens)
            case "rows":
                parts.rows(tokens)
            case "bounds":
                parts.bounds(tokens)
            case "integers" | "binaries":
                parts.declared(tokens, section == "binaries")
            case "end":
                break
            case _:
                raise BadInput(f"{name}:{line}", f"a section `{word}`, and a 0-1 program has none such")
    return reader.instance(problem, text, given)


def _sections(text: str, name: str) -> list[tuple[str, str, list[Token], int]]:
    """Return the sections in order: what they are, their words, their tokens and the lines where they begin."""
    found: list[tuple[str, str, list[Token], int]] = []
    for number, line in enumerate(text.split("\n"), 1):
        rest = line.partition("\\")[0]
        start = _SECTION.match(rest.strip())
        after = rest.strip()[start.end() :] if start else ""
        if start and (not after or (start.lastgroup in ("objective", "rows") and _opens(after))):
            found.append((str(start.lastgroup), start[0], [], number))
            rest = after
        for token in _tokens(rest, number, name):
            if not found:
                raise BadInput(f"{name}:{number}", f"found {quoted(token[1])}, expected `Minimize` or `Maximize`")
            found[-1][2].append(token)
    return found


def _opens(rest: str) -> bool:
    """Return whether something follows a section word on its line that makes the word no name of a variable."""
    return rest[:1].isspace() and rest.lstrip()[:1] not in tuple("<>=:+-")


def _tokens(text: str, number: int, name: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text.rstrip()):
        kind = str(found.lastgroup)
        if kind == "wrong":
            why = "; squares and products are not linear" if found["wrong"] in "[]^*/" else ""
            raise BadInput(f"{name}:{number}", f"found {quoted(found['wrong'])}{why}")
        yield kind, found[kind], number


class _Parts:
    """Reads the tokens of sections, one statement after the other."""

    def __init__(self, reader: ProgramReader) -> None:
        self.reader = reader
        self.tokens: list[Token] = []
        self.at = 0
        self.count = 0

    def objective(self, tokens: list[Token]) -> None:
        self._start(tokens)
        self._label()
        terms, self.reader.constant = self._sum() if tokens[self.at :] else ({}, Fraction(0))
        if self.at < len(tokens):
            raise self._wrong("the end of the objective")
        for x in terms:
            self.reader.variable(x)
        self.reader.objective = terms

    def rows(self, tokens: list[Token]) -> None:
        self._start(tokens)
        while self.at < len(tokens):
            place = self._place()
            self.count += 1
            label = self._label() or f"r{self.count}"
            sides, senses = [self._sum()], list[str]()
            while self._kind() == "sense":
                word = self._take()
                senses.append(_SENSES.get(word, word))
                sides.append(self._right(sides[-1][0]))
            if not senses:
                raise self._wrong("<=, >= or =")
            if len(senses) > 2 or (len(senses) == 2 and "=" in senses):
                raise BadInput(place, "more comparisons than a range has")
            for i, sense in enumerate(senses):
                (left, a), (right, b) = sides[i], sides[i + 1]
                terms = {x: left.get(x, Fraction(0)) - right.get(x, Fraction(0)) for x in [*left, *right]}
                self.reader.add(label if i == 0 else f"{label}~2", terms, sense, b - a, place)

    def bounds(self, tokens: list[Token]) -> None:
        self._start(tokens)
        while self.at < len(tokens):
            sides: list[str | Fraction | None] = [self._side()]
            senses: list[str] = []
            if self._kind() == "name" and self.tokens[self.at][1].lower() == "free":
                self._take()
                self._bound(sides[0], ">=", None)
                self._bound(sides[0], "<=", None)
                continue
            while self._kind() == "sense":
                word = self._take()
                senses.append(_SENSES.get(word, word))
                sides.append(self._side())
            if not senses:
                raise self._wrong("<=, >= or =")
            for i, sense in enumerate(senses):
                left, right = sides[i], sides[i + 1]
                if isinstance(left, str):
                    self._bound(left, sense, right)
                else:
                    self._bound(right, {"<=": ">=", ">=": "<="}.get(sense, sense), left)

    def declared(self, tokens: list[Token], binary: bool) -> None:
        self._start(tokens)
        for kind, word, line in tokens:
            if kind != "name":
                raise BadInput(f"{self.reader.name}:{line}", f"found {quoted(word)}, expected the name of a variable")
            bounds = self.reader.variable(word)
            bounds.integer, bounds.binary = True, bounds.binary or binary

    def _start(self, tokens: list[Token]) -> None:
        self.tokens, self.at = tokens, 0

    def _bound(self, x: str | Fraction | None, sense: str, value: str | Fraction | None) -> None:
        if not isinstance(x, str) or isinstance(value, str):
            raise BadInput(self._place(), "a bound compares a variable with a number")
        bounds = self.reader.variable(x)
        if sense != "<=":
            bounds.low = value
        if sense != ">=":
            bounds.high = value

    def _side(self) -> str | Fraction | None:
        """Return a variable, a number, or None for an infinite one."""
        sign = self._sign()
        if self._kind() == "number":
            return sign * exact_number(self._take(), self._place())
        if self._kind() == "name":
            word = self._take()
            return None if _INFINITE.fullmatch(word) else word
        raise self._wrong("a variable or a number")

    def _label(self) -> str:
        if self._labels():
            self.at += 2
            return self.tokens[self.at - 2][1]
        return ""

    def _sum(self) -> tuple[Linear, Fraction]:
        """Return the coefficients and the constant of the sum that begins here; it goes on as long as signs follow."""
        terms: Linear = {}
        constant = Fraction(0)
        while True:
            sign = Fraction(self._sign())
            if self._kind() == "number":
                sign *= exact_number(self._take(), self._place())
                if self._kind() != "name" or self._labels():
                    constant += sign
                    if self._kind() != "sign":
                        return terms, constant
                    continue
            if self._kind() != "name":
                raise self._wrong("a number or a variable")
            x = self._take()
            terms[x] = terms.get(x, Fraction(0)) + sign
            if self._kind() != "sign":
                return terms, constant

    def _right(self, left: Linear) -> tuple[Linear, Fraction]:
        """Return what stands right of a comparison: a number, if there are variables on the left of it."""
        if not left:
            return self._sum()
        value = self._side()
        if not isinstance(value, Fraction):
            raise BadInput(self._place(), f"found {quoted(self.tokens[self.at - 1][1])}, expected a number")
        return {}, value

    def _sign(self) -> int:
        sign = 1
        while self._kind() == "sign":
            sign *= -1 if self._take() == "-" else 1
        return sign

    def _labels(self) -> bool:
        """Return whether a label of a row stands here."""
        return self._kind() == "name" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1][0] == "colon"

    def _kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _place(self) -> str:
        line = self.tokens[min(self.at, len(self.tokens) - 1)][2] if self.tokens else 1
        return f"{self.reader.name}:{line}"

    def _wrong(self, expected: str) -> BadInput:
        found = quoted(self.tokens[self.at][1]) if self.at < len(self.tokens) else "the end of the section"
        return BadInput(self._place(), f"found {found}, expected {expected}")


def write_lp(instance: Instance) -> Iterator[str]:
    """Return an instance as an LP file in pieces, whose comments give the names and the other fields.

    Raises InputError if it is no 0-1 program.
    """
    program = written_program(instance, "\\")
    variables = program.variables
    objective = _wrapped(" obj:", [f"+ 0 {x}" for x in variables] or ["0"])
    declared = ["Binary", _wrapped("", variables)] if variables else []
    return in_lines(program.comments, ["Minimize", objective, "Subject To"], _rows(program), declared, ["End"])


def _rows(program: WrittenProgram) -> Iterator[str]:
    """Yield the text of each row."""
    variables = program.variables
    none = f"0 {variables[0]}" if variables else "0"
    for name, terms, least in program.lines(lambda q: f"{'-' if q < 0 else '+'} {abs(q)} "):
        if 0 < len(terms) < _WIDTH:
            yield f" {name}: {' '.join(terms)} >= {least}"
        else:
            yield _wrapped(f" {name}:", [*(terms or (none,)), f">= {least}"])


def _wrapped(start: str, words: Sequence[str]) -> str:
    """Return a statement, on several lines if it has many words."""
    rows = [" ".join(words[i : i + _WIDTH]) for i in range(0, len(words), _WIDTH)] or [""]
    return f"{start} " + "\n  ".join(rows)
