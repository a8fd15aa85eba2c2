"""0-1 programs, for every instance type that is one: a home of variables, a home of rows, and for each row whole coefficients of
some variables and the least number that they must add up to.

Files may say more than that: other senses, equations, ranges, fractions, bounds, an objective.  What is the same exactly as rows
with `>=` and whole numbers is turned into them; everything else is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from certify.core import Label, Map, Number, Problem, Set, Type
from certify.core.paths import field_values, fields
from certify.core.values import Value
from certify.errors import InputError
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import name_comments
from certify.formats.given import given_comments, given_data, given_in, numbers
from certify.formats.instance_json import from_parts
from certify.formats.labels import label_names
from certify.formats.line_pieces import KeptTexts
from certify.formats.reading import exact_number
from certify.records import dataclass, field
from certify.semantics.named_instances import Instance

OBJECTIVE = "objective"
"""The name under which the bound of an objective is given."""

Linear = dict[str, Fraction]


@dataclass(frozen=True)
class ProgramShape:
    """The paths of the parts of a 0-1 program in an instance type; variables and rows are homes."""

    variables: str
    rows: str
    matrix: str
    least: str


def program_shape(type: Type) -> ProgramShape | None:
    """Return where an instance type has the parts of a 0-1 program, or None unless it has each exactly once."""
    opened = [path for path, t in fields(type) if isinstance(t, Set) and t.home]
    found = [
        ProgramShape(variables, rows, matrix, least)
        for matrix, t in fields(type)
        for least, s in fields(type)
        for variables in opened
        for rows in opened
        if variables != rows
        and t == Map(Label(rows), Map(Label(variables), Number("int")), rows)
        and s == Map(Label(rows), Number("int"), rows)
    ]
    return found[0] if len(found) == 1 and len(opened) == 2 else None


def shape_of_program(problem: Problem) -> ProgramShape:
    """Return the parts of a 0-1 program in a problem's instances.  Raises InputError if they are none."""
    shape = program_shape(problem.instance)
    if shape is None:
        raise InputError(f"instances of {problem.name} are not 0-1 programs")
    return shape


@dataclass
class _Bounds:
    low: Fraction | None = Fraction(0)
    high: Fraction | None = None
    integer: bool = False
    binary: bool = False


@dataclass
class ProgramReader:
    """Collects variables, rows, bounds and the objective of a file, and makes the instance of them.

    `name` is the file's name in messages, `sense` is `min` or `max`.
    """

    name: str
    sense: str = "min"
    objective: Linear = field(default_factory=dict)
    constant: Fraction = Fraction(0)
    variables: dict[str, _Bounds] = field(default_factory=dict)
    rows: dict[str, tuple[dict[str, int], int]] = field(default_factory=dict)

    def variable(self, name: str) -> _Bounds:
        """Return the bounds of a variable, which is added if it is new."""
        found = self.variables.get(name)
        if found is None:
            found = self.variables[name] = _Bounds()
        return found

    def add(self, name: str, terms: Mapping[str, Fraction], sense: str, right: Fraction, place: str) -> None:
        """Add a constraint `terms sense right`; the sense is `>=`, `<=` or `=`.

        An equation becomes two rows.  Raises BadInput, with `place`, for a name that is used already.
        """
        for x in terms:
            self.variable(x)
        if sense != "<=":
            self._row(name, terms, right, 1, place)
        if sense != ">=":
            self._row(name if sense == "<=" else f"{name}~le", terms, right, -1, place)

    def _row(self, name: str, terms: Mapping[str, Fraction], right: Fraction, sign: int, place: str) -> None:
        if name in self.rows:
            raise BadInput(place, f"the row {quoted(name)} stands in the file already")
        by = lcm(right.denominator, *(q.denominator for q in terms.values()))
        self.rows[name] = ({x: int(sign * by * q) for x, q in terms.items() if q}, int(sign * by * right))

    def instance(self, problem: Problem, text: str, given: Mapping[str, str]) -> Instance:
        """Return the instance of a problem whose instances are 0-1 programs.

        An objective becomes a row: `given` has the bound that it must reach as `objective`.  Raises BadInput if the bound is
        missing, or if a variable is not 0-1.
        """
        shape = shape_of_program(problem)
        others = given_in(text) | dict(given)
        self._bound_objective(problem, others)
        for x, bounds in self.variables.items():
            self._bound_variable(x, bounds)
        ranks = {x: rank for rank, x in enumerate(self.variables)}
        rows = list(self.rows.values())
        known: dict[str, Value] = {
            shape.variables: frozenset(range(len(ranks))),
            shape.rows: frozenset(range(len(rows))),
            shape.matrix: {r: {ranks[x]: q for x, q in terms.items()} for r, (terms, _) in enumerate(rows)},
            shape.least: {r: least for r, (_, least) in enumerate(rows)},
        }
        names = {shape.variables: tuple(ranks), shape.rows: tuple(self.rows)}
        return from_parts(problem, given_data(problem, set(known), others), known, names)

    def _bound_objective(self, problem: Problem, others: dict[str, str]) -> None:
        sought = others.pop(OBJECTIVE, None)
        terms = {x: q for x, q in self.objective.items() if q}
        if sought is not None:
            if not terms:
                raise BadInput("", f"`{OBJECTIVE}` is given, and {self.name} has no objective")
            right = exact_number(sought, OBJECTIVE) - self.constant
            self.add(OBJECTIVE, terms, ">=" if self.sense == "max" else "<=", right, self.name)
        elif terms:
            way = "at least" if self.sense == "max" else "at most"
            raise BadInput(
                self.name,
                f"the file has an objective, and {problem.name} asks only whether there is a solution",
                f"`--set {OBJECTIVE}=N` asks for one whose objective is {way} N",
            )

    def _bound_variable(self, x: str, bounds: _Bounds) -> None:
        low, high = bounds.low, bounds.high
        if bounds.binary:
            low, high = max(low or Fraction(0), Fraction(0)), min(Fraction(1) if high is None else high, Fraction(1))
        elif not bounds.integer:
            raise BadInput(self.name, f"the variable {quoted(x)} is not declared to be 0-1, and may have a fractional value")
        elif low is None or high is None or low < 0 or high > 1:
            shown = f"{'-inf' if low is None else low} to {'inf' if high is None else high}"
            raise BadInput(self.name, f"the variable {quoted(x)} is not 0-1: its values are whole numbers from {shown}")
        if low > 0:
            self._row(f"{x}~low", {x: Fraction(1)}, Fraction(1 if low <= 1 else 2), 1, self.name)
        if high < 1:
            self._row(f"{x}~high", {x: Fraction(1)}, Fraction(0 if high >= 0 else -1), -1, self.name)


@dataclass(frozen=True)
class WrittenProgram:
    """A 0-1 program with the names that it has in files: `x1`, `x2`, ... and `r1`, `r2`, ...

    `comments` are the lines of names and other fields; `matrix` and `least` are the coefficients and the least sum of each row.
    """

    comments: list[str]
    variables: tuple[str, ...]
    rows: tuple[str, ...]
    matrix: Mapping[int, Mapping[int, int]]
    least: Mapping[int, int]

    def lines(self, coefficient: Callable[[int], str], after: str = "") -> Iterator[tuple[str, list[str], int]]:
        """Yield the rows in order: the name, the text of each term, and the least sum.

        The text of a term is what `coefficient` returns for its number, then its variable, and then `after`.
        """
        shown = KeptTexts(coefficient)
        variables = [f"{x}{after}" for x in self.variables] if after else self.variables
        for r, name in enumerate(self.rows):
            row = self.matrix[r]
            yield name, [shown[row[x]] + variables[x] for x in sorted(row)], self.least[r]


def written_program(instance: Instance, mark: str) -> WrittenProgram:
    """Return the parts of an instance as files have them; `mark` begins a comment.  Raises InputError if it is no 0-1 program."""
    shape = shape_of_program(instance.problem)
    values: dict[str, Any] = {path: v for path, _, v in field_values(instance.problem.instance, instance.value)}
    own = label_names(instance)
    variables = numbers(len(values[shape.variables]), "x")
    rows = numbers(len(values[shape.rows]), "r")
    carried = {shape.variables, shape.rows, shape.matrix, shape.least}
    comments = given_comments(instance, carried, mark, {shape.variables: variables, shape.rows: rows})
    comments += name_comments(own[shape.variables], mark, "x") + name_comments(own[shape.rows], mark, "r")
    return WrittenProgram(comments, variables, rows, values[shape.matrix], values[shape.least])
