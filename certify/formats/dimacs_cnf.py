"""DIMACS CNF, for every instance type with clauses: a sequence of sequences or sets of literals over one home.

A literal is a value of a sum type with two cases, each with one label; the first case is the positive literal.  Labels are named
"1", "2", ... as in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from certify.core import Label, Problem, Seq, Set, Sum, Type
from certify.core.paths import field_values, fields
from certify.core.values import Value
from certify.errors import InputError
from certify.formats.bad_input import BadInput, quoted
from certify.formats.given import given_comments, given_data, given_in, numbers
from certify.formats.instance_json import from_parts
from certify.formats.labels import label_names
from certify.formats.line_pieces import in_lines
from certify.formats.reading import USUAL, Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance

MOST_LABELS = 10_000_000
"""The most labels that a header may promise; more are refused, since all are named before the rest is read."""

_LITERAL = re.compile(r"-?[1-9][0-9]{0,17}")
_BEGINNING = re.compile(r"(?:c[^\n]*\n)*p +cnf +([0-9]{1,18}) +([0-9]{1,18})[ \r]*\n")
"""Comments and a header as they usually are."""

_COUNT = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class CnfShape:
    """The paths of the variables (a home) and of the clauses in an instance type; `sets` holds if a clause is a set."""

    variables: str
    clauses: str
    sets: bool


def cnf_shape(type: Type) -> CnfShape | None:
    """Return the CNF shape of an instance type with exactly one home and exactly one field of clauses over it, else None."""
    homes = [path for path, t in fields(type) if isinstance(t, Set) and t.home]
    found = [CnfShape(homes[0], path, sets) for path, t in fields(type) for sets in _clauses(t, homes[0])] if homes else []
    return found[0] if len(homes) == 1 and len(found) == 1 else None


def _clauses(type: Type, home: str) -> Iterator[bool]:
    match type:
        case Seq((Seq() | Set()) as clause):
            match clause.item:
                case Sum(_, ((_, (Label(first),)), (_, (Label(second),)))) if first == second == home:
                    yield isinstance(clause, Set)


def read_cnf(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in a DIMACS CNF text; `given` holds the other fields as texts, `name` is the file's name in messages.

    The text may have comments, clauses over several lines, empty clauses and the `%` that ends the files of SATLIB; the last 0
    may be missing.  Raises BadInput, with the line, for any other text, and if the problem's instances are not CNF formulas.
    """
    shape = cnf_shape(problem.instance)
    if shape is None:
        raise BadInput(name, f"instances of {problem.name} are not CNF formulas")
    form = frozenset if shape.sets else tuple
    count, clauses = _quick_clauses(text, form) or _read_clauses(text, name)
    known = {shape.variables: frozenset(range(count)), shape.clauses: tuple(map(form, clauses))}
    return from_parts(
        problem, given_data(problem, set(known), given_in(text) | dict(given)), known, {shape.variables: numbers(count)}
    )


def _quick_clauses(text: str, form: type[tuple[Value, ...]] | type[frozenset[Value]]) -> tuple[int, list[Any]] | None:
    """Return the number of variables, and the clauses in a form; None if anything about the text is wrong or unusual.

    All clauses have the same object for the same literal.
    """
    header = _BEGINNING.match(text)
    if header is None or int(header[1]) > MOST_LABELS:
        return None
    count, promised = int(header[1]), int(header[2])
    literals = _Literals(count)
    try:
        found = list(map(literals.__getitem__, text[header.end() :].split()))
    except BadInput:
        return None  # perhaps a comment
    if not found or found[-1] is not None or found.count(None) != promised:
        return None
    clauses, start = [], 0
    for _ in range(promised):
        end = found.index(None, start)
        clauses.append(form(found[start:end]))
        start = end + 1
    return count, clauses


class _Literals(dict[str, Value]):
    """The literals over so many variables, by their tokens; None for the 0 that ends a clause."""

    def __init__(self, count: int) -> None:
        self._count = count
        self["0"] = None

    def __missing__(self, token: str) -> Value:
        self[token] = made = _literal(token, self._count, "")
        return made


def _read_clauses(text: str, name: str) -> tuple[int, list[list[Value]]]:
    count = promised = -1
    clauses: list[list[Value]] = []
    clause: list[Value] = []
    literals: dict[str, Value] = {}
    end = number = left = 0
    for number, line in enumerate(text.split("\n"), 1):
        tokens = line.split()
        if not tokens or tokens[0][0] == "c":
            continue
        if tokens[0] == "%":
            break
        if count < 0:
            count, promised = read_header(tokens, ("cnf",), f"{name}:{number}")
            continue
        for token in tokens:
            if token == "0":
                clauses.append(clause)
                clause = []
                continue
            literal = literals.get(token)
            if literal is None:
                literal = literals[token] = _literal(token, count, f"{name}:{number}")
            clause.append(literal)
        end = number
        if clause and not left:
            left = number
    if count < 0:
        raise BadInput(f"{name}:{number}", "there is no header; expected a line `p cnf VARIABLES CLAUSES`")
    if clause:
        clauses.append(clause)
    if len(clauses) != promised:
        joined = 0 < left < end and len(clauses) < promised
        fix = f"line {left} ends within a clause: perhaps the 0 that ends it is missing" if joined else ""
        raise BadInput(f"{name}:{end or number}", f"the header promises {promised} clauses, the file has {len(clauses)}", fix)
    return count, clauses


def read_header(tokens: list[str], kinds: tuple[str, ...], place: str) -> tuple[int, int]:
    """Return the two numbers of a header `p KIND LABELS ITEMS`.

    `kinds` are the words that are accepted as KIND, `place` is the line in messages.  Raises BadInput for other tokens, and for
    more than `MOST_LABELS` labels.
    """
    wanted = f"expected a line `p {kinds[0]} COUNT COUNT`"
    if len(tokens) != 4 or tokens[0] != "p" or tokens[1] not in kinds:
        raise BadInput(place, f"found {quoted(' '.join(tokens))}, {wanted}")
    if not all(_COUNT.fullmatch(t) for t in tokens[2:]):
        raise BadInput(place, f"found {quoted(' '.join(tokens))}, but counts are natural numbers; {wanted}")
    count, items = int(tokens[2]), int(tokens[3])
    if count > MOST_LABELS:
        raise BadInput(place, f"{count} is more than the {MOST_LABELS} labels that can be read")
    return count, items


def _literal(token: str, count: int, place: str) -> Value:
    if token == "p":
        raise BadInput(place, "this is a second header")
    if not _LITERAL.fullmatch(token):
        raise BadInput(place, f"found {quoted(token)}, expected a literal such as 3 or -3, or the 0 that ends a clause")
    value = int(token)
    if abs(value) > count:
        raise BadInput(place, f"the literal {token} is out of range: the header says {count} variables")
    return (0, value - 1) if value > 0 else (1, -value - 1)


def write_cnf(instance: Instance) -> Iterator[str]:
    """Return an instance as DIMACS CNF text in pieces, whose comments give the names of the labels and the other fields.

    Raises InputError if the problem's instances are not CNF formulas.
    """
    shape = cnf_shape(instance.problem.instance)
    if shape is None:
        raise InputError(f"instances of {instance.problem.name} are not CNF formulas")
    values = {path: value for path, _, value in field_values(instance.problem.instance, instance.value)}
    count, clauses = len(values[shape.variables]), values[shape.clauses]
    lines = given_comments(instance, {shape.variables, shape.clauses}, called={shape.variables: numbers(count)})
    lines += name_comments(label_names(instance)[shape.variables])
    lines.append(f"p cnf {count} {len(clauses)}")
    return in_lines(lines, clause_lines(clauses, count, shape.sets))


def clause_lines(clauses: Iterable[Any], count: int, sets: bool, start: str = "") -> Iterator[str]:
    """Yield the line of each clause over `count` variables; `sets` holds if a clause is a set, and each line begins with `start`.

    >>> list(clause_lines([((0, 0), (1, 1)), ()], 2, False))
    ['1 -2 0', '0']
    """
    words = [f"{n} " for n in range(1, count + 1)], [f"-{n} " for n in range(1, count + 1)]
    for clause in clauses:
        yield f"{start}{''.join([words[case][label] for case, label in (sorted(clause) if sets else clause)])}0"


def name_comments(names: tuple[str, ...], mark: str = "c", before: str = "", start: int = 1) -> list[str]:
    """Return comment lines with the name of each numbered label; none if the numbers are the names.

    - `mark`: begins a comment.
    - `before`, `start`: labels are called by these letters and a number, the first one by this number.
    """
    if all(name == f"{before}{number}" for number, name in enumerate(names, start)):
        return []
    return [
        f"{mark} {before}{number} = {name if name.isprintable() else quoted(name)}" for number, name in enumerate(names, start)
    ]


def write_cnf_answer(instance: Instance, witness: Value | None) -> str:
    """Return a witness (the set of true variables), or None for no witness, in the form of a SAT solver's output.

    Raises BadInput if witnesses are not sets of the formula's variables.
    """
    count = _assigned(instance)
    if witness is None:
        return "s UNSATISFIABLE\n"
    literals = [str(label + 1 if label in witness else -label - 1) for label in range(count)] + ["0"]
    lines = [" ".join(["v", *literals[i : i + 12]]) for i in range(0, len(literals), 12)]
    return "\n".join(["s SATISFIABLE", *lines]) + "\n"


def _assigned(instance: Instance) -> int:
    """Return the number of variables.  Raises BadInput unless witnesses are sets of them."""
    shape = cnf_shape(instance.problem.instance)
    match instance.problem.witness.type:
        case Set(Label(home)) if shape and home == shape.variables:
            values: dict[str, Any] = {path: v for path, _, v in field_values(instance.problem.instance, instance.value)}
            return len(values[shape.variables])
    raise BadInput("", f"witnesses of {instance.problem.name} are not sets of variables of a CNF formula")
