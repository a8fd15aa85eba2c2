"""Quadratic functions of zeros and ones, or of spins: qbsolv's files, lists of coefficients (COO), and the JSON of dimod.

They fit every instance type with one home, whole coefficients of pairs of its labels and, for spins, whole coefficients of all
labels.  Without coefficients of single labels the labels are zeros and ones, and pairs of equal labels are the linear terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from certify.core import Label, Map, Number, Problem, Set, Tuple, Type
from certify.core.paths import field_values, fields
from certify.errors import InputError
from certify.formats.bad_input import BadInput, described, quoted
from certify.formats.dimacs_cnf import MOST_LABELS, name_comments
from certify.formats.given import given_comments, given_data, given_in, numbers
from certify.formats.instance_json import from_parts
from certify.formats.json_text import parse, write
from certify.formats.labels import label_names
from certify.formats.reading import USUAL, Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance

_INDEX = re.compile(r"\d{1,18}")
_VARTYPE = re.compile(r"^#\s*vartype\s*=\s*(\w+)", re.MULTILINE)

Terms = dict[tuple[int, int], int]


@dataclass(frozen=True)
class QuadraticShape:
    """The paths of the labels (a home), of the coefficients of pairs, and of those of single labels (empty: there are none)."""

    labels: str
    pairs: str
    singles: str

    @property
    def vartype(self) -> str:
        """What the labels are, in dimod's words."""
        return "SPIN" if self.singles else "BINARY"


def quadratic_shape(type: Type) -> QuadraticShape | None:
    """Return where an instance type has a quadratic function, or None unless it has exactly one."""
    homes = [path for path, t in fields(type) if isinstance(t, Set) and t.home]
    if len(homes) != 1:
        return None
    label = Label(homes[0])
    pairs = [path for path, t in fields(type) if t == Map(Tuple((label, label)), Number("int"))]
    singles = [path for path, t in fields(type) if t == Map(label, Number("int"), homes[0])]
    maps = [path for path, t in fields(type) if isinstance(t, Map)]
    if len(pairs) != 1 or len(singles) > 1 or len(maps) != len(pairs) + len(singles):
        return None
    return QuadraticShape(homes[0], pairs[0], singles[0] if singles else "")


def of_bits(type: Type) -> bool:
    """Return whether an instance type has exactly one quadratic function, and of zeros and ones."""
    shape = quadratic_shape(type)
    return shape is not None and not shape.singles


def _shape(problem: Problem) -> QuadraticShape:
    shape = quadratic_shape(problem.instance)
    if shape is None:
        raise InputError(f"instances of {problem.name} are not quadratic functions")
    return shape


def read_qubo(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in a file of qbsolv, with a header `p qubo 0 LABELS DIAGONALS PAIRS`; labels are named "0", "1", ...

    `given` holds the other fields as texts, `name` is the file's name in messages.  Raises BadInput, with the line, for a text
    that is no such file.
    """
    count, promised, header = -1, (0, 0), 0
    terms: Terms = {}
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        words = line.split()
        if not words or words[0].startswith(("c", "#")):
            continue
        if count >= 0:
            if words[0] == "p":
                raise BadInput(place, "this is a second header")
            _enter(terms, words, count, how, place)
            continue
        if len(words) != 6 or words[:2] != ["p", "qubo"] or not all(map(_INDEX.fullmatch, words[3:])):
            raise BadInput(place, f"found {quoted(line.strip())}, expected `p qubo 0 LABELS DIAGONALS PAIRS`")
        count, *rest = map(int, words[3:])
        promised, header = (rest[0], rest[1]), number
        if count > MOST_LABELS:
            raise BadInput(place, f"{count} is more than the {MOST_LABELS} labels that can be read")
    if count < 0:
        raise BadInput(name, "there is no header; expected a line `p qubo 0 LABELS DIAGONALS PAIRS`")
    diagonals = sum(i == j for i, j in terms)
    if promised != (diagonals, len(terms) - diagonals):
        found = f"{diagonals} diagonals and {len(terms) - diagonals} pairs"
        raise BadInput(
            f"{name}:{header}", f"the header promises {promised[0]} diagonals and {promised[1]} pairs, the file has {found}"
        )
    return _instance(problem, numbers(count, start=0), terms, given_in(text) | dict(given), name)


def read_coo(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in lines `I J COEFFICIENT`, as dimod writes them; `I I` is the coefficient of a single label.

    A line `# vartype=SPIN` or `# vartype=BINARY` says what labels are; they are named "0", "1", ...  As `read_qubo`.
    """
    terms: Terms = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split()
        if words and not words[0].startswith(("c", "#")):
            _enter(terms, words, MOST_LABELS, how, f"{name}:{number}")
    said = _VARTYPE.search(text)
    _check_vartype(problem, said[1] if said else "", name)
    promised = re.search(r"^#\s*labels\s*=\s*(\d{1,7})\s*$", text, re.MULTILINE)
    count = max([int(promised[1]) if promised else 0, *(max(pair) + 1 for pair in terms)])
    return _instance(problem, numbers(count, start=0), terms, given_in(text) | dict(given), name)


def read_dimod(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in the JSON of a BinaryQuadraticModel of dimod (`json.dumps(bqm.to_serializable())`).

    An offset other than 0 is refused: the bound that is given has to be smaller by it.  As `read_qubo`.
    """
    data = parse(text, name)
    if not isinstance(data, dict) or data.get("type") != "BinaryQuadraticModel":
        raise BadInput(name, f'found {described(data)}, expected an object with "type": "BinaryQuadraticModel"')
    if data.get("use_bytes"):
        raise BadInput(name, "the biases are bytes; write it with `to_serializable(use_bytes=False)`")
    _check_vartype(problem, str(data.get("variable_type", "")), name)
    offset = how.whole(data.get("offset", 0), f"{name}: offset")
    if offset:
        raise BadInput(
            f"{name}: offset", f"found {offset}, and {problem.name} has no constant", "remove it, and lower the bound by it"
        )
    labels, linear, head, tail, quadratic = (
        _listed(data, key, name)
        for key in ("variable_labels", "linear_biases", "quadratic_head", "quadratic_tail", "quadratic_biases")
    )
    names = tuple(label if isinstance(label, str) else str(label) for label in labels)
    if len(set(names)) < len(names) or len(linear) != len(names) or not len(head) == len(tail) == len(quadratic):
        raise BadInput(name, "the lists of labels and biases do not fit together")
    terms: Terms = {}
    for i, bias in enumerate(linear):
        value = how.whole(bias, f"{name}: linear_biases[{i}]")
        if value:
            terms[i, i] = value
    for n, (i, j, bias) in enumerate(zip(head, tail, quadratic, strict=True)):
        place = f"{name}: quadratic_biases[{n}]"
        _enter(terms, [str(i), str(j), str(bias)], len(names), how, place)
    return _instance(problem, names, terms, given, name)


def _listed(data: dict[str, Any], key: str, name: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list):
        raise BadInput(f"{name}: {key}", f"found {described(found)}, expected a list")
    return found


def _check_vartype(problem: Problem, said: str, name: str) -> None:
    wanted = _shape(problem).vartype
    if said.upper() not in (wanted, ""):
        have = {"SPIN": "spins 1 and -1", "BINARY": "zeros and ones"}
        raise BadInput(name, f"the file has {have.get(said.upper(), quoted(said))}, and {problem.name} has {have[wanted]}")


def _enter(terms: Terms, words: list[str], count: int, how: Reading, place: str) -> None:
    if len(words) != 3 or not all(map(_INDEX.fullmatch, words[:2])):
        raise BadInput(place, f"found {quoted(' '.join(words))}, expected two numbers of labels and a coefficient")
    i, j = int(words[0]), int(words[1])
    if max(i, j) >= count:
        raise BadInput(place, f"found {max(i, j)}, expected a label from 0 to {count - 1}")
    pair = (min(i, j), max(i, j))
    if pair in terms:
        raise BadInput(place, f"the coefficient of {i} and {j} stands in the file already")
    terms[pair] = how.whole(words[2], place)


def _instance(problem: Problem, names: tuple[str, ...], terms: Terms, given: Mapping[str, str], name: str) -> Instance:
    shape = _shape(problem)
    known: dict[str, Any] = {shape.labels: frozenset(range(len(names)))}
    if shape.singles:
        known[shape.singles] = {i: terms.get((i, i), 0) for i in range(len(names))}
        known[shape.pairs] = {(i, j): q for (i, j), q in terms.items() if i != j}
    else:
        known[shape.pairs] = terms
    return from_parts(problem, given_data(problem, set(known), given), known, {shape.labels: names})


def _terms(instance: Instance, both: bool) -> tuple[int, Terms]:
    """Return the number of labels and the coefficients of pairs (i, j) with i <= j.

    The coefficients of (i, j) and (j, i) are added.  With `both` the coefficients of single labels stand at (i, i).  Raises
    BadInput for spins with a coefficient at (i, i), which is a constant.
    """
    shape = _shape(instance.problem)
    values: dict[str, Any] = {path: v for path, _, v in field_values(instance.problem.instance, instance.value)}
    terms: Terms = {}
    for (i, j), q in sorted(values[shape.pairs].items()):
        if shape.singles and i == j:
            raise BadInput("", "a spin times itself is a constant, which these files do not hold; write json")
        pair = (min(i, j), max(i, j))
        terms[pair] = terms.get(pair, 0) + q
    if shape.singles and both:
        terms |= {(i, i): q for i, q in values[shape.singles].items() if q}
    return len(values[shape.labels]), dict(sorted(terms.items()))


def _comments(instance: Instance, mark: str, count: int) -> list[str]:
    shape = _shape(instance.problem)
    carried = {shape.labels, shape.pairs} | ({shape.singles} if shape.singles else set())
    names = name_comments(label_names(instance)[shape.labels], mark, start=0)
    return given_comments(instance, carried, mark, {shape.labels: numbers(count, start=0)}) + names


def write_qubo(instance: Instance) -> str:
    """Return an instance as a file of qbsolv, whose comments give the names and the other fields."""
    count, terms = _terms(instance, both=False)
    diagonals = [(i, i, q) for (i, j), q in terms.items() if i == j]
    pairs = [(i, j, q) for (i, j), q in terms.items() if i != j]
    header = f"p qubo 0 {count} {len(diagonals)} {len(pairs)}"
    return _lines([*_comments(instance, "c", count), header], [*diagonals, *pairs])


def write_coo(instance: Instance) -> str:
    """Return an instance as lines of coefficients, whose comments give the names and the other fields."""
    count, terms = _terms(instance, both=True)
    start = [f"# vartype={_shape(instance.problem).vartype}", f"# labels={count}"]
    return _lines([*start, *_comments(instance, "#", count)], [(i, j, q) for (i, j), q in terms.items()])


def _lines(start: list[str], terms: Iterable[tuple[int, int, int]]) -> str:
    return "\n".join([*start, *(f"{i} {j} {q}" for i, j, q in terms)]) + "\n"


def write_dimod(instance: Instance) -> str:
    """Return an instance as the JSON of a BinaryQuadraticModel of dimod.  The other fields are lost."""
    count, terms = _terms(instance, both=True)
    shape = _shape(instance.problem)
    pairs = [pair for pair in terms if pair[0] != pair[1]]
    return write(
        {
            "type": "BinaryQuadraticModel", "version": {"bqm_schema": "3.0.0"}, "use_bytes": False, "index_type": "int32",
            "bias_type": "float64", "num_variables": count, "num_interactions": len(pairs),
            "variable_labels": list(label_names(instance)[shape.labels]), "variable_type": shape.vartype, "offset": 0, "info": {},
            "linear_biases": [terms.get((i, i), 0) for i in range(count)], "quadratic_biases": [terms[pair] for pair in pairs],
            "quadratic_head": [i for i, _ in pairs], "quadratic_tail": [j for _, j in pairs],
        }
    )  # fmt: skip
