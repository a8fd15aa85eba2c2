"""MPS files, in free or fixed columns, for every instance type that is a 0-1 program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.line_pieces import KeptTexts, in_lines
from certify.formats.programs import ProgramReader, WrittenProgram, written_program
from certify.formats.reading import USUAL, Reading, exact_number
from certify.semantics.named_instances import Instance

_SENSES = {"G": ">=", "L": "<=", "E": "="}


def read_mps(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in an MPS file; the parameters and errors are those of `read_lp`.  Names have no blanks in them."""
    reader = ProgramReader(name)
    parts = _Mps(reader)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("*"):
            continue
        words = line.split()
        if not line[0].isspace():
            parts.open(words, f"{name}:{number}")
            if parts.section == "ENDATA":
                break
        else:
            parts.line(words, f"{name}:{number}")
    if parts.section != "ENDATA":
        raise BadInput(f"{name}:{text.count(chr(10)) + 1}", "the file ends before its last line, which is `ENDATA`")
    parts.finish()
    return reader.instance(problem, text, given)


class _Mps:
    """Reads the lines of each section."""

    def __init__(self, reader: ProgramReader) -> None:
        self.reader = reader
        self.section = ""
        self.free = ""  # the objective
        self.senses: dict[str, str] = {}
        self.rows: dict[str, dict[str, Fraction]] = {}
        self.right: dict[str, Fraction] = {}
        self.ranges: dict[str, Fraction] = {}
        self.places: dict[str, str] = {}
        self.integer = False
        self._lines: Mapping[str, Callable[[list[str], str], None]] = {
            "ROWS": self._row, "COLUMNS": self._column, "RHS": self._right, "RANGES": self._range, "BOUNDS": self._bound,
            "OBJSENSE": self._sense,
        }  # fmt: skip

    def open(self, words: list[str], place: str) -> None:
        """Begin a section."""
        self.section = words[0].upper()
        if self.section in ("OBJSENSE", "MAX", "MIN") and len(words) > 1:
            self._sense(words[1:], place)
        elif self.section not in (*self._lines, "NAME", "ENDATA"):
            raise BadInput(place, f"a section {quoted(words[0])}, and a 0-1 program has none such")

    def line(self, words: list[str], place: str) -> None:
        """Read a line of the section."""
        if self.section not in self._lines:
            raise BadInput(place, f"found {quoted(' '.join(words))}, expected a section such as `ROWS`")
        self._lines[self.section](words, place)

    def finish(self) -> None:
        """Give all rows to the reader."""
        for row, sense in self.senses.items():
            right, place = self.right.get(row, Fraction(0)), self.places[row]
            if row not in self.ranges:
                self.reader.add(row, self.rows[row], sense, right, place)
                continue
            width = self.ranges[row]
            low, high = right, right
            if sense == "<=" or (sense == "=" and width < 0):
                low = right - abs(width)
            else:
                high = right + abs(width)
            self.reader.add(row, self.rows[row], ">=", low, place)
            self.reader.add(f"{row}~le", self.rows[row], "<=", high, place)
        self.reader.constant = -self.right.get(self.free, Fraction(0))

    def _sense(self, words: list[str], place: str) -> None:
        word = words[0].lower()[:3]
        if word not in ("min", "max"):
            raise BadInput(place, f"found {quoted(words[0])}, expected MIN or MAX")
        self.reader.sense = word

    def _row(self, words: list[str], place: str) -> None:
        if len(words) != 2 or words[0].upper() not in (*_SENSES, "N"):
            raise BadInput(place, f"found {quoted(' '.join(words))}, expected N, G, L or E and the name of a row")
        kind, row = words[0].upper(), words[1]
        if row in self.rows:
            raise BadInput(place, f"the row {quoted(row)} stands in the file already")
        self.rows[row] = {}
        self.places[row] = place
        if kind != "N":
            self.senses[row] = _SENSES[kind]
        elif not self.free:
            self.free, self.rows[row] = row, self.reader.objective

    def _column(self, words: list[str], place: str) -> None:
        if len(words) == 3 and words[1].strip("'\"").upper() == "MARKER":
            self.integer = words[2].strip("'\"").upper() == "INTORG"
            return
        x = words[0]
        self.reader.variable(x).integer = self.integer
        for row, q in self._pairs(words[1:], place):
            if x in self.rows[row]:
                raise BadInput(place, f"the column {quoted(x)} has two entries in the row {quoted(row)}")
            self.rows[row][x] = q

    def _right(self, words: list[str], place: str) -> None:
        self._once("RHS", self.right, words, place)

    def _range(self, words: list[str], place: str) -> None:
        self._once("RANGES", self.ranges, words, place)

    def _once(self, section: str, known: dict[str, Fraction], words: list[str], place: str) -> None:
        """Add numbers of rows.  Raises BadInput for a second number of a row: of several sets of numbers solvers take
        only one."""
        for row, q in self._pairs(words[len(words) % 2 :], place):
            if row in known:
                raise BadInput(place, f"{section} has two numbers for the row {quoted(row)}")
            known[row] = q

    def _pairs(self, words: list[str], place: str) -> list[tuple[str, Fraction]]:
        if not words or len(words) % 2:
            raise BadInput(place, "expected names of rows, each with a number")
        for row in words[::2]:
            if row not in self.rows:
                raise BadInput(place, f"there is no row {quoted(row)}")
        return [(row, exact_number(q, place)) for row, q in zip(words[::2], words[1::2], strict=True)]

    def _bound(self, words: list[str], place: str) -> None:
        kind = words[0].upper()
        valued = kind in ("UP", "LO", "FX", "UI", "LI")
        if kind not in ("FR", "MI", "PL", "BV") and not valued:
            raise BadInput(place, f"a bound of the kind {quoted(words[0])}, which no 0-1 variable has")
        if len(words) not in ((3, 4) if valued else (2, 3, 4)):
            raise BadInput(place, f"found {quoted(' '.join(words))}, expected the kind of the bound, its set and the variable")
        x = words[-2] if valued else words[min(len(words), 3) - 1]
        if x not in self.reader.variables:
            raise BadInput(place, f"there is no column {quoted(x)}")
        bounds = self.reader.variables[x]
        value = exact_number(words[-1], place) if valued else None
        bounds.binary = bounds.binary or kind == "BV"
        bounds.integer = bounds.integer or kind in ("BV", "UI", "LI")
        if kind in ("LO", "LI", "FX", "FR", "MI"):
            bounds.low = value
        if kind in ("UP", "UI", "FX", "FR", "PL"):
            bounds.high = value
        if kind in ("UP", "UI") and value is not None and value < 0 and bounds.low == 0:
            bounds.low = None  # so read solvers a negative upper bound without a lower one


def write_mps(instance: Instance) -> Iterator[str]:
    """Return an instance as an MPS file in free columns, in pieces; its comments give the names and the other fields.

    Raises InputError if it is no 0-1 program.
    """
    program = written_program(instance, "*")
    return in_lines(
        program.comments,
        ["NAME program", "ROWS", " N obj"],
        (f" G {row}" for row in program.rows),
        ["COLUMNS"],
        _columns(program),
        ["RHS"],
        (f" rhs {row} {least}" for r, row in enumerate(program.rows) if (least := program.least[r])),
        ["BOUNDS"],
        (f" BV bnd {x}" for x in program.variables),
        ["ENDATA"],
    )


def _columns(program: WrittenProgram) -> Iterator[str]:
    """Yield the lines of the columns, between the marks of whole numbers."""
    if not program.variables:
        return
    columns: list[list[str]] = [[] for _ in program.variables]
    shown = KeptTexts(" {}".format)
    for r, row in enumerate(program.rows):
        for x, q in program.matrix[r].items():
            columns[x].append(row + shown[q])
    yield " MARKER 'MARKER' 'INTORG'"
    for name, entries in zip(program.variables, columns, strict=True):
        yield f" {name} " + f"\n {name} ".join(entries or ["obj 0"])
    yield " MARKER 'MARKER' 'INTEND'"
