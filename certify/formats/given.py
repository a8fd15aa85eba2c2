"""Fields that a format does not carry, given on the command line (`--set k=3`) or in comments of the file (`c set k=3`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from certify.core import Bool, Map, Number, Problem, Record, Type
from certify.core.paths import field_values
from certify.formats.bad_input import BadInput
from certify.formats.json_text import compact, parse
from certify.formats.json_writer import writer
from certify.formats.labels import label_names
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Instance
from certify.wording import did_you_mean

_COMMENT = re.compile(r"^[c#*%\\] set ([\w.]+)=(.*)$", re.MULTILINE)


def given_in(text: str) -> dict[str, str]:
    """Return the fields, as texts, that the comments of a file give; comments begin with c, #, *, % or a backslash.

    >>> given_in("c set k=3\\np edge 0 0\\n")
    {'k': '3'}
    """
    return {name: value.strip() for name, value in _COMMENT.findall(text)}


def given_comments(
    instance: Instance, carried: set[str], mark: str = "c", called: Mapping[str, tuple[str, ...]] | None = None
) -> list[str]:
    """Return the comment lines, which begin with `mark`, that give the other fields than the carried ones (dotted paths).

    `called` gives the names that labels have in the file, by their homes, where these are not their own.
    """
    missing = missing_fields(instance.problem.instance, carried)
    if not missing:
        return []
    names = label_names(instance) | dict(called or {})
    values = {path: (type, value) for path, type, value in field_values(instance.problem.instance, instance.value)}
    return [f"{mark} set {path}={compact(writer(values[path][0], names)(values[path][1]))}" for path in missing]


def missing_fields(type: Type, carried: set[str], prefix: str = "") -> dict[str, Type]:
    """Return the largest parts (dotted path, type) of an instance type that contain none of the carried parts.

    `carried` are dotted paths; `prefix` is the path of `type` with a dot behind it, empty for the whole instance.
    """
    out: dict[str, Type] = {}
    for name, inner in type.fields if isinstance(type, Record) else ():
        path = prefix + name
        if any(c.startswith(path + ".") for c in carried):
            out |= missing_fields(inner, carried, path + ".")
        elif path not in carried:
            out[path] = inner
    return out


def given_data(problem: Problem, carried: set[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given fields as JSON data of an instance without its carried fields.

    `carried` are the dotted paths that the file contains, `given` the other fields, as JSON data or as texts: a text is JSON, or
    else stands for itself (`3`, `1/2`, `["a", "b"]`, `relu`).  Raises BadInput for a field that is missing, unknown or carried by
    the file.
    """
    wanted = missing_fields(problem.instance, carried)
    for name in given:
        if name not in wanted:
            problem_text = "is in the file itself" if name in carried else "is not a field"
            raise BadInput("", f"`{name}` {problem_text} of {problem.name}", did_you_mean(name, wanted))
    lacking = [name for name in wanted if name not in given]
    if lacking:
        also = ", ".join(f"`{name}`" for name in lacking)
        how = " ".join(f"--set {name}={_example(wanted[name])}" for name in lacking)
        raise BadInput("", f"{problem.name} also needs {also}: give it with {how}")
    data: dict[str, Any] = {}
    for path in carried:
        _inner(data, path)
    for name, value in given.items():
        _inner(data, name)[name.rpartition(".")[2]] = _value(value) if isinstance(value, str) else value
    return data


def with_given(problem: Problem, data: Any, given: Mapping[str, str]) -> Any:
    """Return the JSON data of an instance with the given fields replaced or added.

    `data` is returned unchanged if it is not an object; `given` holds texts as for `given_data`.  Raises BadInput for an unknown
    field.
    """
    names = [name for name, _ in problem.instance.fields]
    for name in given:
        if name not in names:
            raise BadInput("", f"`{name}` is not a field of {problem.name}", did_you_mean(name, names))
    return data | {name: _value(text) for name, text in given.items()} if isinstance(data, dict) and given else data


def numbers(count: int, before: str = "", start: int = 1) -> tuple[str, ...]:
    """Return the names of `count` labels that are numbered in a file.

    >>> numbers(3), numbers(2, "x", 0)
    (('1', '2', '3'), ('x0', 'x1'))
    """
    return tuple(f"{before}{number}" for number in range(start, start + count))


def _inner(data: dict[str, Any], path: str) -> dict[str, Any]:
    for step in path.split(".")[:-1]:
        data = data.setdefault(step, {})
    return data


def _value(text: str) -> Any:
    try:
        return parse(text, "")
    except BadInput:
        return text


def _example(type: Type) -> str:
    match type:
        case Number(sort):
            return "1/2" if sort == "rat" else "3"
        case Bool():
            return "true"
        case Map() | Record():
            return f"'{shape(type)}'"
    return f"'{shape(type)}'" if shape(type).startswith("[") else "NAME"
