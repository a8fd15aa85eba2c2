"""What solvers print: lines `s` and `v`, bit strings, solution files of integer programming, samples.

The numbering is that of the file that `write_instance` writes: label 0 is variable 1 of a formula, `x1` of a 0-1 program, and 0
in a sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from certify.core import Label, Set
from certify.core.values import Value
from certify.formats.bad_input import BadInput, described, quoted
from certify.formats.json_text import parse
from certify.formats.labels import label_names
from certify.formats.reading import exact_number
from certify.records import dataclass
from certify.semantics.named_instances import Instance

CLOSE = Fraction(1, 100_000)
"""How far from 0 or 1 a value in a solution file may be."""

_VERDICTS = {
    "SATISFIABLE": "yes", "SAT": "yes", "OPTIMUM FOUND": "optimum", "OPTIMAL": "optimum", "UNSATISFIABLE": "no", "UNSAT": "no",
    "UNKNOWN": "unknown", "INDETERMINATE": "unknown", "INDET": "unknown", "UNSUPPORTED": "unknown", "TIMEOUT": "unknown",
}  # fmt: skip
_LITERAL = re.compile(r"([+-]?)(?:x)?([1-9][0-9]{0,17})")
_BITS = re.compile(r"[01]+")
_STATUS = re.compile(
    r"^(?:(?P<status>solution status:|status:?|model status:?|# solution for model|=obj=|# objective value)|"
    r"(?P<cbc>(?:integer )?(?:optimal|infeasible|unbounded|stopped on \w+|feasible)\b.*))",
    re.IGNORECASE,
)
_NO_SOLUTION = re.compile(r"\binfeasible\b|\bno feasible\b|\binteger empty\b", re.IGNORECASE)
_OPTIMAL = re.compile(r"\boptimal\b|\boptimum\b", re.IGNORECASE)


@dataclass(frozen=True)
class SolverAnswer:
    """What a solver says.

    - `verdict`: `yes`, `no`, `unknown`, or `optimum`: its best solution, which is worse than is asked for if it is no witness.
    - `candidates`: the sets of numbers, from 1, of what is true or chosen: one for each solution or sample.
    """

    verdict: str
    candidates: tuple[frozenset[int], ...] = ()


def read_answer(text: str, name: str, count: int, own: Sequence[str] = ()) -> SolverAnswer:
    """Return the answer of a solver about a file with `count` variables.

    `name` is the answer's name in messages, `own` are the variables' own names, if they have some.  A variable that is not
    mentioned is false.  Raises BadInput if the answer has no verdict, contradicts itself or has another variable.

    >>> read_answer("s SATISFIABLE\\nv 1 -2 3 0\\n", "answer", 4).candidates
    (frozenset({1, 3}),)
    >>> read_answer("Infeasible - objective value 0.0\\n", "answer", 4).verdict
    'no'
    """
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return _Samples(name, count, own).read(parse(text, name))
    lines = [(f"{name}:{number}", line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    told = [(place, line) for place, line in lines if line.split()[0] not in ("c", "o")]
    if told and all(_BITS.fullmatch(line) and len(line) == count for _, line in told) and count > 1:
        return SolverAnswer("yes", tuple(_true_bits(line) for _, line in told))
    if any(_STATUS.match(line) for _, line in told):
        return _solution_file(lines, count, own)
    if any(line.split()[0] in ("s", "v") for _, line in told) or (told and told[0][1].upper() in _VERDICTS):
        return _solver_lines(told, name, count, own)
    raise BadInput(name, "no verdict; expected a line such as `s SATISFIABLE`, or the status of a solution file")


def witness_home(instance: Instance) -> tuple[str, tuple[str, ...]]:
    """Return the home of the labels of which an instance's witnesses are sets, and their names.

    Raises BadInput if its witnesses are no such sets.
    """
    match instance.problem.witness.type:
        case Set(Label(home)):
            return home, label_names(instance)[home]
    raise BadInput(
        "", f"witnesses of {instance.problem.name} are not sets of labels, of which solvers' answers speak; give one in JSON"
    )


def answered(instance: Instance, text: str, name: str) -> tuple[str, tuple[Value, ...]]:
    """Return the verdict of a solver about the file of an instance, and the witnesses that it offers.  Raises BadInput."""
    _, own = witness_home(instance)
    found = read_answer(text, name, len(own), own)
    return found.verdict, tuple(frozenset(n - 1 for n in true) for true in found.candidates)


def looks_like_an_answer(text: str, instance: Instance) -> bool:
    """Return whether a text is a solver's answer about an instance, and no witness in JSON."""
    start = text.lstrip()[:1]
    if start not in ("{", "[", '"') and not text.strip().lstrip("-").isdigit():
        return True
    match instance.problem.witness.type:
        case Set(Label(_)):
            return start == "{" or bool(re.match(r"\s*\[\s*(\[|\{|-?\d)", text))
    return False


def _true_bits(bits: str) -> frozenset[int]:
    return frozenset(number for number, bit in enumerate(bits, 1) if bit == "1")


class _Numbers:
    """Looks up variables: `x3` and `3` in the numbering of files, else their own names."""

    def __init__(self, count: int, own: Sequence[str]) -> None:
        self.count, self.own = count, {name: number for number, name in enumerate(own, 1)}

    def of(self, word: str, place: str) -> int:
        found = re.fullmatch(r"x?([1-9][0-9]{0,17})", word)
        if found and int(found[1]) <= self.count:
            return int(found[1])
        if word in self.own:
            return self.own[word]
        if found:
            raise BadInput(place, f"{quoted(word)} is out of range: there are {self.count} variables")
        raise BadInput(place, f"there is no variable {quoted(word)}")


def _solver_lines(told: list[tuple[str, str]], name: str, count: int, own: Sequence[str]) -> SolverAnswer:
    """Read lines `s VERDICT` and `v LITERAL ...`, or what MiniSat writes; of several answers of one solver, the last."""
    verdict = ""
    signs: dict[int, bool] = {}
    bits: list[str] = []
    numbers = _Numbers(count, own)
    for place, line in told:
        words = line.split()
        said = " ".join(words[1:] if words[0] == "s" else words).upper()
        if words[0] == "s" or said in _VERDICTS:
            verdict = _verdict(said, verdict, place)
            continue
        values = words[1:] if words[0] == "v" else words
        if len(values) == 1 and _BITS.fullmatch(values[0]) and len(values[0]) == count > 1:
            bits = [values[0]]  # MaxSAT solvers print better and better ones
            continue
        for word in values:
            if word == "0":
                continue
            if not _LITERAL.fullmatch(word) and word.lstrip("-") not in numbers.own:
                raise BadInput(place, f"found {quoted(word)}, expected a literal such as 3 or -3, or the 0 that ends a clause")
            sign = not word.startswith("-")
            number = numbers.of(word.lstrip("+-"), place)
            if signs.setdefault(number, sign) != sign:
                raise BadInput(place, f"variable {number} is both true and false")
    if not verdict:
        raise BadInput(name, "no verdict; expected a line `s SATISFIABLE` or `s UNSATISFIABLE`")
    if verdict in ("no", "unknown"):
        return SolverAnswer(verdict)
    return SolverAnswer(verdict, (_true_bits(bits[0]) if bits else frozenset(n for n, sign in signs.items() if sign),))


def _verdict(said: str, before: str, place: str) -> str:
    if said not in _VERDICTS:
        raise BadInput(place, f"the solver says {quoted(said)}: no answer")
    found = _VERDICTS[said]
    if {before, found} >= {"no"} and before not in ("", found, "unknown") and found != "unknown":
        raise BadInput(place, "two verdicts that contradict each other")
    return found


def _solution_file(lines: list[tuple[str, str]], count: int, own: Sequence[str]) -> SolverAnswer:
    """Read the solution file of HiGHS, CBC, SCIP, GLPK or Gurobi: a status, and values of variables by their names."""
    status, values = "", dict[int, bool]()
    numbers = _Numbers(count, own)
    columns = True
    for (place, line), (_, after) in zip(lines, [*lines[1:], ("", "")], strict=True):
        found = _STATUS.match(line)
        if found:
            status += " " + (after if line.lower().rstrip(":") == "model status" else line)
            continue
        if line.startswith("# "):
            columns = columns and not re.match(r"# (Rows|Dual|Basis)\b", line)
            continue
        if line.startswith("No. "):  # GLPK has a table of rows before that of columns
            columns = line.split()[1] == "Column"
            continue
        words = re.sub(r"\*+(?=\s|$)", " ", line).split()
        if not columns or len(words) < 2:
            continue
        if words[0].isdigit() and len(words) >= 3:  # CBC numbers its lines, from 0
            words = words[1:]
        if _named(words[0], numbers):
            number = numbers.of(words[0], place)
            if number in values:
                continue
            value = exact_number(words[1], place)
            if min(abs(value), abs(value - 1)) > CLOSE:
                raise BadInput(place, f"{words[0]} is {words[1]}, expected 0 or 1")
            values[number] = value > Fraction(1, 2)
    if _NO_SOLUTION.search(status):
        return SolverAnswer("no")
    if not values and not _OPTIMAL.search(status):
        return SolverAnswer("unknown")
    return SolverAnswer("yes", (frozenset(n for n, true in values.items() if true),))


def _named(word: str, numbers: _Numbers) -> bool:
    return bool(re.fullmatch(r"x[1-9][0-9]{0,17}", word)) or word in numbers.own


class _Samples:
    """Reads samples in JSON: lists of bits or spins, objects from names to them, lists of these, and dimod's SampleSet."""

    def __init__(self, name: str, count: int, own: Sequence[str]) -> None:
        self.name, self.count = name, count
        self.own = {name: number for number, name in enumerate(own, 1)}
        self.indices = {str(i): i + 1 for i in range(count)}

    def read(self, data: Any) -> SolverAnswer:
        """Return the samples.  Raises BadInput for other data."""
        if isinstance(data, dict) and data.get("type") == "SampleSet":
            found = list(self._sample_set(data))
        elif isinstance(data, dict):
            found = self._object(data, self.name)
        elif isinstance(data, list) and all(isinstance(item, int) for item in data):
            found = [self._list(data, self.name)]
        elif isinstance(data, list):
            found = [one for i, item in enumerate(data) for one in self._one(item, f"{self.name}: [{i}]")]
        else:
            raise BadInput(self.name, f"found {described(data)}, expected samples")
        return SolverAnswer("yes" if found else "unknown", tuple(found))

    def _one(self, data: Any, place: str) -> list[frozenset[int]]:
        if isinstance(data, dict):
            return self._object(data, place)
        if isinstance(data, list):
            return [self._list(data, place)]
        raise BadInput(place, f"found {described(data)}, expected a sample: a list of bits, or an object from names to bits")

    def _list(self, data: list[Any], place: str) -> frozenset[int]:
        if len(data) != self.count:
            raise BadInput(place, f"found {described(data)}, expected {self.count} bits, one for each label")
        return frozenset(i + 1 for i, bit in enumerate(data) if self._bit(bit, f"{place}[{i}]"))

    def _object(self, data: dict[str, Any], place: str) -> list[frozenset[int]]:
        """Return what is chosen.  If all names are labels' own names and all are numbers of labels too, either may be meant."""
        unknown = next((key for key in data if key not in self.own and key not in self.indices), None)
        if unknown is not None:
            raise BadInput(
                place, f"there is no label {quoted(unknown)}; expected a list of labels, or a sample, bits by labels' names"
            )
        chosen = [key for key, bit in data.items() if self._bit(bit, f"{place}.{key}")]
        readings = [numbers for numbers in (self.own, self.indices) if data.keys() <= numbers.keys()]
        if not readings:
            raise BadInput(place, "some names are labels' own names, and others numbers of labels")
        return list(dict.fromkeys(frozenset(numbers[key] for key in chosen) for numbers in readings))

    def _bit(self, bit: Any, place: str) -> bool:
        if isinstance(bit, bool) or bit not in (-1, 0, 1):
            raise BadInput(place, f"found {described(bit)}, expected 0 or 1, or for spins -1 or 1")
        return bool(bit == 1)

    def _sample_set(self, data: dict[str, Any]) -> Iterator[frozenset[int]]:
        labels, rows = data.get("variable_labels"), data.get("sample_data")
        rows = rows.get("data") if isinstance(rows, dict) else None
        if not isinstance(labels, list) or not isinstance(rows, list):
            raise BadInput(self.name, "the sample set has no lists of labels and samples (bytes are not read)")
        for i, row in enumerate(rows):
            place = f"{self.name}: sample_data.data[{i}]"
            if data.get("sample_packed"):
                row = self._unpacked(row, len(labels), place)
            if not isinstance(row, list) or len(row) != len(labels):
                raise BadInput(place, f"found {described(row)}, expected {len(labels)} bits")
            yield from self._object(dict(zip(map(str, labels), row, strict=True)), place)

    def _unpacked(self, row: Any, count: int, place: str) -> list[int]:
        if not isinstance(row, list) or len(row) * 32 < count or not all(isinstance(word, int) for word in row):
            raise BadInput(place, "expected bits, packed into words of 32")
        return [row[i // 32] >> i % 32 & 1 for i in range(count)]
