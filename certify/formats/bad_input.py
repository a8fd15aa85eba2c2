"""Input that cannot be read as an instance or a witness: the place, what was found, what was expected."""

from __future__ import annotations

import json
from typing import Any

from certify.errors import InputError

JsonPath = tuple[Any, str] | None
"""A place in a document: the place around it and one more step, or None for the whole."""


class BadInput(InputError):
    """Input that cannot be read.

    `place` is a path such as `clauses[2][0].positive` or a line such as `file.cnf:3`; it may be empty.

    >>> print(BadInput("clauses[2]", "found null, expected a list"))
    clauses[2]: found null, expected a list
    """

    def __init__(self, place: str, problem: str, fix: str = "") -> None:
        super().__init__(place, problem, fix)
        self.place = place
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}" if self.place else self.problem
        return f"{text}; {self.fix}" if self.fix else text


def written(path: JsonPath) -> str:
    """A path as text.

    >>> written((((None, ".clauses"), "[2]"), ".positive"))
    'clauses[2].positive'
    """
    steps: list[str] = []
    while path is not None:
        path, step = path
        steps.append(step)
    return "".join(reversed(steps)).removeprefix(".")


def quoted(text: str, most: int = 60) -> str:
    """A text in quotes on one line, cut when it is long."""
    return json.dumps(text if len(text) <= most else text[: most - 3] + "...", ensure_ascii=False)


def described(data: Any) -> str:
    """A short name of a piece of JSON data.

    >>> described([1, 2]), described(None), described("a"), described({})
    ('a list of 2', 'null', 'the text "a"', 'an object without entries')
    """
    match data:
        case None:
            return "null"
        case bool():
            return str(data).lower()
        case int():
            return f"the number {data}" if data.bit_length() < 200 else "a number of many digits"
        case str():
            return f"the text {quoted(data)}"
        case list() | tuple():
            return f"a list of {len(data)}" if data else "an empty list"
        case dict():
            names = ", ".join(quoted(str(key), 20) for key in list(data)[:3])
            more = ", ..." if len(data) > 3 else ""
            return f"an object with {names}{more}" if data else "an object without entries"
    return f"the number {str(data)[:40]}" if isinstance(data, float) or hasattr(data, "text") else f"a {type(data).__name__}"
