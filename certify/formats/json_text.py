"""JSON texts: a strict parser (exact numbers, no repeated keys) and a writer that puts short lists and objects on one line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from certify.core.whole_numbers import from_digits, to_digits
from certify.formats.bad_input import BadInput
from certify.records import dataclass

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Inexact:
    """A JSON number with a point or an exponent, kept as text; readers of numbers refuse it."""

    text: str

    def __str__(self) -> str:
        return self.text


class RepeatedKeys(dict[str, Any]):
    """A JSON object with repeated keys; `repeated` lists them."""

    repeated: tuple[str, ...] = ()


def parse(text: str, name: str) -> Any:
    """Return the data of a JSON text; numbers are `int` or `Inexact`, an object with repeated keys is a `RepeatedKeys`.

    Raises BadInput, with line and column (`name` is the file's name), if the text is not JSON or is nested too deeply.

    >>> parse('{"a": [1, 0.5]}', "x.json")
    {'a': [1, Inexact(text='0.5')]}
    """
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_int=from_digits,
            parse_float=Inexact,
            parse_constant=Inexact,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        found = f", found {text[error.pos]!r}" if error.pos < len(text) else ", found the end of the text"
        says = re.sub(r"( starting)? at$|: *$", "", error.msg)
        raise BadInput(f"{name}:{error.lineno}:{error.colno}", f"not JSON: {says}{found}") from None
    except RecursionError:
        raise BadInput(name, "lists and objects are nested too deeply for any instance") from None


def _object(entries: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(entries)
    if len(out) == len(entries):
        return out
    counts = Counter(key for key, _ in entries)
    with_repeats = RepeatedKeys(out)
    with_repeats.repeated = tuple(key for key, count in counts.items() if count > 1)
    return with_repeats


def write(data: Any) -> str:
    """Return the JSON text of data made of objects, lists, texts, integers (of any length), truth values and null.

    A list or object that fits on one line is written on one line.

    >>> print(write({"vertices": ["a", "b"], "k": 1}), end="")
    {"vertices": ["a", "b"], "k": 1}
    """
    return "".join(_lines(data, "")) + "\n"


def compact(data: Any) -> str:
    """Return the data as JSON on one line."""
    try:
        return json.dumps(data, ensure_ascii=False)
    except ValueError:  # somewhere in it is a number that is too long for Python to write at once
        return _piecewise(data)


def _piecewise(data: Any) -> str:
    match data:
        case dict():
            return "{" + ", ".join(f"{compact(key)}: {compact(item)}" for key, item in data.items()) + "}"
        case list():
            return "[" + ", ".join(map(compact, data)) + "]"
    return to_digits(data)


def _lines(data: Any, indent: str) -> Iterator[str]:
    line = compact(data)
    if len(indent) + len(line) <= WIDTH or not isinstance(data, dict | list) or not data:
        yield line
        return
    inner = indent + "  "
    if isinstance(data, list):
        yield "["
        for i, item in enumerate(data):
            yield f"{',' if i else ''}\n{inner}"
            yield from _lines(item, inner)
        yield f"\n{indent}]"
        return
    yield "{"
    for i, (key, item) in enumerate(data.items()):
        yield f"{',' if i else ''}\n{inner}{compact(key)}: "
        yield from _lines(item, inner)
    yield f"\n{indent}}}"
