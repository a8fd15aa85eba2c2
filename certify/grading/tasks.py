"""A task: which reduction is asked, of which problems, and what a submission must show; read from a TOML file.

The problems are pinned by the hashes of their cores, so a task goes on meaning the same when the library changes, or says that it
no longer does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from certify.audit.efforts import Effort
from certify.core.mistakes import Mistake, Source
from certify.evidence import LEVELS
from certify.records import dataclass, field
from certify.system.files import read_bytes, text_in
from certify.wording import did_you_mean

A_TASK = "a task, as `certify task SOURCE TARGET` writes it"

MOST_SECONDS, MOST_MEMORY = 1_000_000, 1 << 20
"""The longest time and the most memory (in MiB) that a task may give a submission."""


MOST_NUMBER = 1_000_000_000
"""The largest number of a task."""


@dataclass(frozen=True)
class GradingTask:
    """What is asked for, and what a submission may use.

    - `title`, `points`: what the task is called, and what an accepted submission gets.
    - `partial`: the points for what is shown of a submission that is not accepted: by obligation or claim, and for `readable`.
    - `source`, `target`: the names of the problems; `source_core`, `target_core`: the hashes of their cores.
    - `claims`: claims that the reduction must fulfil, as they stand in a text, whether it states them or not.
    - `accept`: the weakest verdict that counts as shown.
    - `effort`, `within`: as for `certify audit`: the work, counted in steps, and bounds of measures.
    - `seconds`, `memory`: the time and the memory (in MiB) at which the process of a submission is ended.
    - `hints`: whether a text may have hints for the search of a proof.
    - `chain`: whether the reduction may be a chain of several reductions of the text; `through`: the reductions of the library
      that such a chain may use.
    """

    title: str
    source: str
    target: str
    source_core: str
    target_core: str
    points: float = 10
    partial: Mapping[str, float] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    accept: str = "exhausted"
    effort: str = Effort.standard
    within: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 600
    memory: int = 4096
    hints: bool = False
    chain: bool = False
    through: tuple[str, ...] = ()

    @property
    def reduction(self) -> str:
        """The name of the reduction that is asked for."""
        return f"{self.source}:{self.target}"

    def json(self) -> dict[str, Any]:
        """Return the task as a JSON object, from which `task_from_json` makes it again."""
        return {
            name: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
            for name, value in self.__dict__.items()
        }


def task_from_json(data: Mapping[str, Any]) -> GradingTask:
    """Return the task of a JSON object that `GradingTask.json` made."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return GradingTask(**values)


_KEYS: Mapping[str, tuple[str, str]] = {
    "title": ("", "text"), "points": ("", "number"), "source": ("reduction", "text"), "target": ("reduction", "text"),
    "source_core": ("reduction", "text"), "target_core": ("reduction", "text"), "partial": ("wanted", "shares"),
    "claims": ("wanted", "texts"),
    "accept": ("wanted", "text"), "effort": ("budget", "text"), "within": ("budget", "measures"), "seconds": ("budget", "number"),
    "memory": ("budget", "number"), "hints": ("allowed", "truth"), "chain": ("allowed", "truth"), "through": ("allowed", "texts"),
}  # fmt: skip
"""The keys of a task: the table in which each stands, and what its value is."""

READABLE = "readable"
"""What a text that reads and answers the task gets points for."""

OBLIGATIONS = ("well-formed", "forward", "backward", "sizes", "time")
"""What every reduction has to fulfil."""

_EXPECTED = {
    "text": "a text in quotes", "number": f"a number from 0 to {MOST_NUMBER}", "texts": 'a list of texts, as ["target.n <= n"]',
    "truth": "true or false", "shares": "points for what is shown, as { readable = 1, sizes = 2 }",
    "measures": "measures with numbers, as { n = 3, m = 2 }",
}  # fmt: skip

_NEEDED = ("title", "source", "target", "source_core", "target_core")


def read_task(path: Path) -> GradingTask:
    """Return the task of a file.  Raises `CannotRead` if it cannot be read, and `Mistake` if it is no task."""
    text = text_in(read_bytes(path, A_TASK), str(path), A_TASK).replace("\r\n", "\n")
    return task_of(Source(str(path), text))


def task_of(source: Source) -> GradingTask:
    """Return the task that a text states.  Raises `Mistake`, with the place.

    >>> try:
    ...     task_of(Source("t.toml", "title = 3"))
    ... except Mistake as mistake:
    ...     print(mistake.problem)
    `title` is a text in quotes; found 3
    """
    try:
        found = tomllib.loads(source.text)
    except (ValueError, RecursionError) as error:  # also for a number of thousands of digits
        says = str(error).partition(";")[0] if isinstance(error, ValueError) else "it is nested too deeply"
        line, column = next((map(int, p) for p in re.findall(r"line (\d+), column (\d+)", says)), (1, 1))
        at = sum(len(row) + 1 for row in source.text.split("\n")[: line - 1]) + column - 1
        what = says.partition(" (at ")[0]
        raise Mistake(f"this is no TOML: {what[:1].lower()}{what[1:]}", source, at, fix=f"expected {A_TASK}") from None
    values: dict[str, Any] = {}
    for name, value in found.items():
        tables = {table for table, _ in _KEYS.values()} - {""}
        if name in tables and isinstance(value, dict):
            values |= {key: _value(source, name, key, inner) for key, inner in value.items()}
        else:
            values[name] = _value(source, "", name, value)
    for name in _NEEDED:
        if not values.get(name):
            raise Mistake(f"`{name}` is missing", source, 0, fix=f"{_place(name)}; `certify task` writes it")
    return _checked(source, GradingTask(**values))


def _place(name: str) -> str:
    table = _KEYS[name][0]
    return f"it stands in the table [{table}]" if table else "it stands at the top"


def _at(source: Source, name: str) -> tuple[int, int]:
    """Return where a key stands in a text, or else its start."""
    found = re.search(rf'^[ \t]*"?(?:[\w-]+\.)*({re.escape(name)})\b', source.text, re.MULTILINE)
    found = found or re.search(rf"\[({re.escape(name)})\]", source.text)
    return found.span(1) if found else (0, 1)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_NUMBER


def _value(source: Source, table: str, name: str, value: Any) -> Any:
    if name not in _KEYS:
        fix = did_you_mean(name, _KEYS) or f"the keys are {', '.join(_KEYS)}"
        raise Mistake(f"`{name}` is no key of a task", source, *_at(source, name), fix=fix)
    if _KEYS[name][0] != table:
        raise Mistake(f"`{name}` stands in the wrong place", source, *_at(source, name), fix=_place(name))
    kind = _KEYS[name][1]
    fits = {
        "text": isinstance(value, str),
        "number": _is_number(value),
        "texts": isinstance(value, list) and all(isinstance(item, str) for item in value),
        "truth": isinstance(value, bool),
        "shares": isinstance(value, dict) and all(_is_number(n) for n in value.values()),
        "measures": isinstance(value, dict) and all(type(n) is int and n >= 0 for n in value.values()),
    }[kind]
    if not fits:
        raise Mistake(f"`{name}` is {_EXPECTED[kind]}; found {value!r}"[:300], source, *_at(source, name))
    return tuple(value) if kind == "texts" else value


def _checked(source: Source, task: GradingTask) -> GradingTask:
    """Return the task if its values fit together.  Raises `Mistake`."""
    passes = LEVELS[LEVELS.index("sampled") :]
    for name, value, known in (("accept", task.accept, passes), ("effort", task.effort, tuple(Effort))):
        if value not in known:
            near = did_you_mean(value, known) or f"it is one of {', '.join(known)}"
            raise Mistake(f"`{name}` is no `{value}`", source, *_at(source, name), fix=near)
    for name, amount, most in (("seconds", task.seconds, MOST_SECONDS), ("memory", task.memory, MOST_MEMORY)):
        if not 1 <= amount <= most:
            raise Mistake(f"`{name}` is from 1 to {most}; found {amount}", source, *_at(source, name))
    if task.memory != int(task.memory):
        raise Mistake(f"`memory` is a whole number of MiB; found {task.memory}", source, *_at(source, "memory"))
    known = (READABLE, *OBLIGATIONS, *(claim for claim in task.claims if "target." not in claim))  # sizes are in `sizes`
    for name in task.partial:
        if name not in known:
            near = did_you_mean(name, known) or f"points are given for {', '.join(known)}"
            raise Mistake(f"`partial` knows no `{name}`", source, *_at(source, "partial"), fix=near)
    parts = round(sum(task.partial.values()), 6)  # tenths do not add up exactly
    if parts > task.points:
        says = f"{parts:g} points are given for parts, and {task.points:g} for the whole"
        raise Mistake(says, source, *_at(source, "partial"), fix="give less for the parts")
    if task.claims and task.chain:
        fix = "leave out `chain`, or the claims: the sizes of a chain are composed"
        raise Mistake("claims are about one reduction, and not about a chain", source, *_at(source, "claims"), fix=fix)
    if task.through and not task.chain:
        raise Mistake("`through` is for chains", source, *_at(source, "through"), fix="write `chain = true` as well")
    return task
