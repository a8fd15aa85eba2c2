"""WCNF files of MaxSAT solvers, for every instance type that is a CNF formula, alone or with one number.

Without a number all clauses are hard.  If the problem maximises the number, clauses are soft, and so many of them are to be true;
if it minimises it, clauses are hard, and the negation of each variable is soft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from certify.core import NAT, Problem, Type
from certify.core.paths import field_values
from certify.core.values import Value
from certify.errors import InputError
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import MOST_LABELS, clause_lines, cnf_shape, name_comments
from certify.formats.given import given_comments, given_data, given_in, missing_fields, numbers
from certify.formats.instance_json import from_parts
from certify.formats.labels import label_names
from certify.formats.line_pieces import in_lines
from certify.formats.reading import USUAL, Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance

MOST_COPIES = 100_000
"""The most copies of soft clauses that weights may stand for."""

_VARIABLES = re.compile(r"^c variables:? (\d{1,18})\s*$", re.MULTILINE)
_LITERAL = re.compile(r"-?[1-9]\d{0,17}")


def weighted(type: Type) -> bool:
    """Return whether an instance type is a CNF formula, alone or with one natural number."""
    shape = cnf_shape(type)
    if shape is None:
        return False
    others = list(missing_fields(type, {shape.variables, shape.clauses}).values())
    return others in ([], [NAT])


def direction_of(problem: Problem) -> str:
    """Return what a problem of such a type does with its number: `maximises` or `minimises`; empty if it has none.

    Raises InputError if it has one and does not say.
    """
    shape = cnf_shape(problem.instance)
    others = {} if shape is None else missing_fields(problem.instance, {shape.variables, shape.clauses})
    if not others:
        return ""
    if problem.optimum is None or problem.optimum[1] not in others:
        raise InputError(
            f"{problem.name} does not say that it minimises or maximises `{next(iter(others))}`: soft clauses need that"
        )
    return problem.optimum[0]


@dataclass
class _Soft:
    hard: list[tuple[int, ...]]
    soft: list[tuple[int, tuple[int, ...], str]]
    variables: int


def read_wcnf(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in a WCNF text, with a header `p wcnf VARIABLES CLAUSES TOP` or in the form of 2022, without.

    `given` holds the number as a text, `name` is the file's name in messages.  A soft clause of weight w stands for w clauses.
    Raises BadInput, with the line, for a text that is no WCNF, and for clauses that the problem does not have.
    """
    shape, direction = cnf_shape(problem.instance), direction_of(problem)
    assert shape is not None
    found = _clauses(text, name)
    if direction == "maximises":
        if found.hard:
            raise BadInput(name, f"the file has hard clauses, and {problem.name} counts all its clauses")
        if sum(weight for weight, _, _ in found.soft) > MOST_COPIES:
            raise BadInput(name, f"the weights add up to more than the {MOST_COPIES} clauses that they may stand for")
        clauses = [clause for weight, clause, _ in found.soft for _ in range(weight)]
    elif direction == "minimises":
        _check_negations(found, name)
        clauses = found.hard
    else:
        if found.soft:
            raise BadInput(found.soft[0][2], f"a soft clause, and {problem.name} has none")
        clauses = found.hard
    literal = [((0, abs(n) - 1) if n > 0 else (1, abs(n) - 1)) for n in range(-found.variables, found.variables + 1)]
    values: list[Value] = [tuple(literal[n + found.variables] for n in clause) for clause in clauses]
    known = {
        shape.variables: frozenset(range(found.variables)),
        shape.clauses: tuple(map(frozenset, values) if shape.sets else values),
    }
    others = given_data(problem, set(known), given_in(text) | dict(given))
    return from_parts(problem, others, known, {shape.variables: numbers(found.variables)})


def _check_negations(found: _Soft, name: str) -> None:
    seen: set[int] = set()
    for weight, clause, place in found.soft:
        if weight != 1 or len(clause) != 1 or clause[0] > 0 or -clause[0] in seen:
            raise BadInput(place, "the soft clauses have to be the negations of the variables, each once and of weight 1")
        seen.add(-clause[0])
    missing = next((n for n in range(1, found.variables + 1) if n not in seen), None)
    if missing is not None:
        raise BadInput(name, f"there is no soft clause -{missing}, the negation of a variable")


def _clauses(text: str, name: str) -> _Soft:
    found = _Soft([], [], 0)
    promised: tuple[int, int] | None = None
    top, header = -1, 0
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        words = line.split()
        if not words or words[0][0] == "c":
            continue
        if words[0] == "p":
            if promised is not None or found.hard or found.soft:
                raise BadInput(place, "a header behind a clause or another header")
            if len(words) not in (4, 5) or words[1] != "wcnf" or not all(re.fullmatch(r"\d{1,30}", w) for w in words[2:]):
                raise BadInput(place, f"found {quoted(line.strip())}, expected `p wcnf VARIABLES CLAUSES TOP`")
            promised, header = (int(words[2]), int(words[3])), number
            top = int(words[4]) if len(words) == 5 else -1
            continue
        if words[-1] != "0" or len(words) < 2:
            raise BadInput(place, f"found {quoted(line.strip())}, expected a weight, literals, and the 0 that ends a clause")
        wrong = next((w for w in words[1:-1] if not _LITERAL.fullmatch(w)), None)
        if wrong is not None:
            raise BadInput(place, f"found {quoted(wrong)}, expected a literal such as 3 or -3")
        clause = tuple(map(int, words[1:-1]))
        found.variables = max([found.variables, *map(abs, clause)])
        most = MOST_LABELS if promised is None else promised[0]
        if found.variables > most:
            raise BadInput(place, f"a literal is out of range: there are at most {most} variables")
        if words[0] == "h" and promised is None:
            found.hard.append(clause)
        elif re.fullmatch(r"\d{1,30}", words[0]) and int(words[0]) > 0:
            weight = int(words[0])
            if weight == top or weight > top > 0:
                found.hard.append(clause)
            else:
                found.soft.append((weight, clause, place))
        else:
            raise BadInput(place, f"found {quoted(words[0])}, expected a weight, a whole number from 1 on")
    if promised is not None and promised[1] != len(found.hard) + len(found.soft):
        clauses = len(found.hard) + len(found.soft)
        raise BadInput(f"{name}:{header}", f"the header promises {promised[1]} clauses, the file has {clauses}")
    said = _VARIABLES.search(text)
    found.variables = promised[0] if promised else max(found.variables, int(said[1]) if said else 0)
    if found.variables > MOST_LABELS:
        raise BadInput(name, f"{found.variables} is more than the {MOST_LABELS} labels that can be read")
    return found


def write_wcnf(instance: Instance) -> Iterator[str]:
    """Return an instance as WCNF text in the form of 2022, in pieces; comments give the names of the variables and the number."""
    shape, direction = cnf_shape(instance.problem.instance), direction_of(instance.problem)
    assert shape is not None
    values = {path: value for path, _, value in field_values(instance.problem.instance, instance.value)}
    count = len(values[shape.variables])
    lines = [f"c variables {count}"]
    lines += given_comments(instance, {shape.variables, shape.clauses}, called={shape.variables: numbers(count)})
    lines += name_comments(label_names(instance)[shape.variables])
    start = "1 " if direction == "maximises" else "h "
    soft = range(1, count + 1) if direction == "minimises" else ()
    return in_lines(lines, clause_lines(values[shape.clauses], count, shape.sets, start), (f"1 -{n} 0" for n in soft))
