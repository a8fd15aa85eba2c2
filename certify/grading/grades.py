"""The grade of a submission: its verdict, the first obligation that fails, and the smallest counterexample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from certify.evidence import CORROBORATING, LEVELS, Evidence
from certify.records import dataclass

ACCEPTED, REFUTED, NOT_SHOWN, UNREADABLE, REFUSED = "accepted", "refuted", "not shown", "unreadable", "refused"
"""The verdicts on submissions."""

VERDICTS: Mapping[str, str] = {
    ACCEPTED: "the reduction is shown, as far as the task asks for it",
    REFUTED: "an instance shows that the reduction is wrong",
    NOT_SHOWN: "no counterexample was found, and the evidence is less than the task asks for: this is no pass",
    UNREADABLE: "the text cannot be read",
    REFUSED: "the text does not answer the task",
}
"""What each verdict says."""


_LINE = 400
"""The most characters of a line of a message."""


@dataclass(frozen=True)
class Grade:
    """The result for one submission.

    - `verdict`: one of `VERDICTS`.
    - `why`: why it is not accepted, or what its evidence is worth, in words.
    - `obligation`: the first obligation that fails, or is not shown; empty if there is none.
    - `evidence`: the verdict of the audit; empty if nothing was audited.
    - `obligations`: each obligation with its verdict and what it says.
    - `counterexamples`: the JSON of the smallest counterexample and, if that is an empty instance, of one that is not.
    - `pictures`: for each counterexample its SVG texts; fewer if they could not be drawn.
    - `core`: the hash of the reduction's core; empty if it was not read.
    """

    verdict: str
    why: str
    obligation: str = ""
    evidence: str = ""
    obligations: Sequence[tuple[str, str, str]] = ()
    counterexamples: Sequence[Mapping[str, Any]] = ()
    pictures: Sequence[Sequence[str]] = ()
    core: str = ""

    def __repr__(self) -> str:
        return f"<grade: {self.verdict}>"

    def same_as(self, other: Grade) -> bool:
        """Return whether two grades say the same of what was judged, however they say and draw it."""
        return all(
            getattr(self, part) == getattr(other, part) for part in ("verdict", "obligation", "evidence", "obligations", "core")
        )

    def json(self) -> dict[str, Any]:
        """Return the grade as a JSON object, from which `grade_of` makes it again."""
        return asdict(self)


class NoGrade(ValueError):
    """A value of JSON is no grade: `key` names what is wrong (empty: all of it), and `str()` says what was expected there."""

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(expected)
        self.key = key


def _texts(value: Any, number: int) -> bool:
    """Return whether a value is a list of so many texts each."""
    return isinstance(value, list | tuple) and all(
        isinstance(row, list | tuple) and len(row) == number and all(isinstance(part, str) for part in row) for row in value
    )


_FITS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("verdict", "why", "obligation", "evidence", "core"), ("a text", lambda v: isinstance(v, str))),
    "obligations": ("a list of obligations, each with its verdict and what it says", lambda v: _texts(v, 3)),
    "counterexamples": ("a list of objects", lambda v: isinstance(v, list | tuple) and all(isinstance(c, dict) for c in v)),
    "pictures": (
        "a list of lists of texts",
        lambda v: (
            isinstance(v, list | tuple) and all(isinstance(p, list | tuple) and all(isinstance(t, str) for t in p) for p in v)
        ),
    ),
}
"""What the value of each key of a grade is."""


def grade_of(data: Any) -> Grade:
    """Return the grade of a value of JSON.  Raises NoGrade if it is none.

    >>> grade_of(Grade("refused", "the text declares no reduction").json())
    <grade: refused>
    """
    if not isinstance(data, dict):
        raise NoGrade("", "an object")
    for key, value in data.items():
        if key not in _FITS:
            raise NoGrade(key, f"one of the keys {', '.join(_FITS)}")
        expected, fits = _FITS[key]
        if not fits(value):
            raise NoGrade(key, expected)
    for key in ("verdict", "why"):
        if key not in data:
            raise NoGrade("", f"the key `{key}`")
    if data["verdict"] not in VERDICTS:
        raise NoGrade("verdict", f"one of {', '.join(VERDICTS)}")
    known = [row[1] for row in data.get("obligations", ()) if row[1] not in LEVELS]
    if known or data.get("evidence", "") not in ("", *LEVELS):
        raise NoGrade("obligations" if known else "evidence", f"verdicts among {', '.join(LEVELS)}")
    verdicts = {data.get("evidence", ""), *(row[1] for row in data.get("obligations", ()))}
    if data["verdict"] == ACCEPTED and verdicts & {"", "refuted"}:
        raise NoGrade("verdict", "another verdict, by its evidence and its obligations")
    grade = Grade(**data)
    return Grade(**(grade.__dict__ | {"obligations": tuple((o, v, s) for o, v, s in grade.obligations)}))


def brief(says: str) -> str:
    """Return a text, the lines of which are cut where they are very long.

    >>> brief("a" * 10 + "\\n" + "b" * 1000) == "a" * 10 + "\\n" + "b" * 400 + " …"
    True
    """
    return "\n".join(line if len(line) <= _LINE else f"{line[:_LINE]} …" for line in says.split("\n"))


def graded(evidence: Evidence, accept: str, core: str) -> Grade:
    """Return the grade that follows from evidence, if `accept` is the weakest verdict that counts as shown."""
    rows = tuple((f.obligation, f.verdict, f.says) for f in evidence.findings)
    common: dict[str, Any] = {"evidence": evidence.verdict, "obligations": rows, "core": core}
    found = evidence.counterexample
    if evidence.verdict == "refuted":
        failing = found.obligation if found is not None else next(o for o, v, _ in rows if v == "refuted")
        says = next((s for o, _, s in rows if o == failing), "")
        shown = [of.json() for of in (found, evidence.interesting) if of is not None]
        return Grade(REFUTED, f"`{failing}` fails; it says: {says}", failing, counterexamples=shown, **common)
    least = LEVELS.index(accept)
    if LEVELS.index(evidence.verdict) >= least:
        return Grade(ACCEPTED, evidence.worth, **common)
    weak = [row for row in rows if LEVELS.index(row[1]) < least]
    failing, level, says = next((row for row in weak if row[0] not in CORROBORATING), (weak or rows)[0])
    stopped = f"; the audit was stopped: {evidence.stopped}" if evidence.stopped else ""
    why = f"`{failing}` is {level}, and the task asks for {accept} or more: {says}{stopped}"
    return Grade(NOT_SHOWN, why, failing, **common)
