"""OPB files of pseudo-Boolean solvers, for every instance type that is a 0-1 program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import MOST_LABELS
from certify.formats.line_pieces import in_lines
from certify.formats.programs import Linear, ProgramReader, written_program
from certify.formats.reading import USUAL, Reading
from certify.semantics.named_instances import Instance

_HEADER = re.compile(r"^\*.*#variable=\s*(\d{1,18})\b", re.MULTILINE)
_WHOLE = re.compile(r"[+-]?\d+")
_NAME = re.compile(r"~?[A-Za-z_][\w\[\]]*")


def read_opb(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in an OPB file; the parameters and errors are those of `read_lp`.

    `~x` is 1 - x.  With a header `* #variable= N ...` there are the variables x1 to xN, also those that no row names.
    """
    reader = ProgramReader(name)
    header = _HEADER.search(text)
    if header:
        if int(header[1]) > MOST_LABELS:
            raise BadInput(name, f"{header[1]} is more than the {MOST_LABELS} labels that can be read")
        for number in range(1, int(header[1]) + 1):
            reader.variable(f"x{number}")
    rows = 0
    for words, place in _statements(text, name):
        if words[0] in ("min:", "max:"):
            reader.sense = words[0][:3]
            reader.objective, reader.constant = _sum(words[1:], place)
            for x in reader.objective:
                reader.variable(x)
            continue
        if words[0] == "soft:" or words[0].startswith("["):
            raise BadInput(place, "soft constraints, and a 0-1 program has none")
        sense = next((i for i, word in enumerate(words) if word in (">=", "=", "<=")), None)
        if sense is None or sense != len(words) - 2 or not _WHOLE.fullmatch(words[-1]):
            raise BadInput(place, f"found {quoted(' '.join(words))}, expected a sum, then >=, = or <= and a whole number")
        rows += 1
        terms, constant = _sum(words[:sense], place)
        reader.add(f"r{rows}", terms, words[sense], int(words[-1]) - constant, place)
    for bounds in reader.variables.values():
        bounds.binary = True
    return reader.instance(problem, text, given)


def _statements(text: str, name: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words of each statement, which ends with a semicolon, and the line where it begins."""
    words: list[str] = []
    place = f"{name}:1"
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("*"):
            continue
        for i, part in enumerate(line.split(";")):
            if i:
                if not words:
                    raise BadInput(f"{name}:{number}", "found a semicolon, expected a constraint before it")
                yield words, place
                words = []
            found = re.sub(r"(>=|<=|(?<![<>])=)", r" \1 ", part.replace("min:", "min: ").replace("max:", "max: ")).split()
            if found and not words:
                place = f"{name}:{number}"
            words += found
    if words:
        raise BadInput(place, f"found {quoted(' '.join(words))}, expected a semicolon at its end")


def _sum(words: list[str], place: str) -> tuple[Linear, Fraction]:
    """Return the coefficients and the constant of a sum of coefficients and literals in turn."""
    terms: Linear = {}
    constant = Fraction(0)
    at = 0
    while at < len(words):
        by = Fraction(1)
        if _WHOLE.fullmatch(words[at]):
            by = Fraction(int(words[at]))
            at += 1
        literal = words[at] if at < len(words) else "the end"
        if not _NAME.fullmatch(literal):
            raise BadInput(place, f"found {quoted(literal)}, expected a variable such as x1 or ~x1")
        at += 1
        if at < len(words) and _NAME.fullmatch(words[at]):
            raise BadInput(place, f"the product of {literal} and {words[at]} is not linear")
        x = literal.removeprefix("~")
        if literal.startswith("~"):
            constant, by = constant + by, -by
        terms[x] = terms.get(x, Fraction(0)) + by
    return terms, constant


def write_opb(instance: Instance) -> Iterator[str]:
    """Return an instance as an OPB file in pieces, whose comments give the names and the other fields.

    Raises InputError if it is no 0-1 program.
    """
    program = written_program(instance, "*")
    start = f"* #variable= {len(program.variables)} #constraint= {len(program.rows)}"
    rows = (f"{''.join(terms)}>= {least} ;" for _, terms, least in program.lines("{:+d} ".format, " "))
    return in_lines([start], program.comments, rows)
