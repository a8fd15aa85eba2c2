"""Instances in files.  The format follows from the extension, or else from the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.dimacs_cnf import cnf_shape, read_cnf, write_cnf
from certify.formats.dimacs_graph import graph_path, read_dimacs_graph, write_dimacs_graph
from certify.formats.given import with_given
from certify.formats.graph6 import read_graph6, write_graph6
from certify.formats.instance_json import from_json, write_json
from certify.formats.json_text import parse
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Instance
from certify.system.files import CannotRead, read_bytes, text_in
from certify.wording import did_you_mean

EXTENSIONS = {".json": "json", ".cnf": "cnf", ".col": "graph", ".edge": "graph", ".clq": "graph", ".g6": "graph6"}
"""The format of each extension.  `.dimacs` is `cnf` or `graph`, which the header decides."""

_ALIASES = {extension[1:]: format for extension, format in EXTENSIONS.items()}

_READ: Mapping[str, Callable[[Problem, str, str, Mapping[str, str]], Instance]] = {
    "cnf": read_cnf,
    "graph": read_dimacs_graph,
    "graph6": read_graph6,
}
_WRITE: Mapping[str, Callable[[Instance], str]] = {
    "json": write_json,
    "cnf": write_cnf,
    "graph": write_dimacs_graph,
    "graph6": write_graph6,
}


def formats_of(problem: Problem) -> tuple[str, ...]:
    """Return the formats for instances of a problem: always `json`, the others if the instance type has the shape."""
    cnf = ("cnf",) if cnf_shape(problem.instance) else ()
    graph = ("graph", "graph6") if graph_path(problem.instance) is not None else ()
    return ("json", *cnf, *graph)


def read_text(path: Path, expected: str = "a text") -> str:
    """Return the text of a file; `expected` describes its contents in messages.

    Raises BadInput if it cannot be read, is empty or is not UTF-8.
    """
    try:
        text = text_in(read_bytes(path, expected), str(path), expected)
    except CannotRead as error:
        raise BadInput(error.name, error.problem, error.fix) from None
    if not text.strip():
        raise BadInput(str(path), f"cannot be read: the file is empty; expected {expected}")
    return text


def read_instance(
    problem: Problem, source: Path | str, format: str | None = None, given: Mapping[str, str] | None = None
) -> Instance:
    """Return the instance of a problem in a file (a `Path`) or a text (a `str`).

    `format` is `json`, `cnf`, `graph`, `graph6`, `dimacs` (`cnf` or `graph`) or an extension without its dot; if it is None, the
    extension decides, and else the text.  `given` holds, as texts, the fields that the format does not carry (with JSON: fields
    to add or replace).  Raises BadInput if the file cannot be read, or the text is no instance in this format.
    """
    text, name = (
        (read_text(source, f"an instance of {problem.name}"), str(source)) if isinstance(source, Path) else (source, "the input")
    )
    chosen = _named(format) if format else EXTENSIONS.get(source.suffix.lower(), "") if isinstance(source, Path) else ""
    kind = chosen or _by_content(text, problem)
    if kind not in formats_of(problem):
        found = f"this looks like {_called(kind)}, but" if kind else "this is no format that is known here;"
        raise BadInput(name, f"{found} {accepted(problem)}")
    if kind == "json":
        data = with_given(problem, parse(text, name), given or {})
        try:
            return from_json(problem, data)
        except BadInput as bad:
            raise BadInput(f"{name}: {bad.place}" if bad.place else name, bad.problem, bad.fix) from None
    return _READ[kind](problem, text, name, given or {})


def write_instance(instance: Instance, format: str) -> str:
    """Return the text of an instance in a format, named as in `read_instance`.

    Raises BadInput if there is no such format or the instance cannot be written in it.
    """
    kind = _named(format)
    if not kind:
        kind = "cnf" if "cnf" in formats_of(instance.problem) else "graph"
    if kind not in formats_of(instance.problem):
        formats = ", ".join(formats_of(instance.problem))
        raise BadInput("", f"{instance.problem.name} has no form as {_called(kind)}; it is written as {formats}")
    return _WRITE[kind](instance)


def accepted(problem: Problem) -> str:
    """Return a sentence that lists the formats of a problem's instances."""
    others = [_called(format) for format in formats_of(problem)[1:]]
    also = f", {' or '.join(others)}" if others else ""
    return f"{problem.name} is read from JSON {shape(problem.instance)}{also}"


def _named(format: str) -> str:
    """Return the format of a name or alias; empty for `dimacs`, where the text or the type decides.

    Raises BadInput for any other name.
    """
    name = format.lower().removeprefix(".")
    if name == "dimacs":
        return ""
    if name in _WRITE:
        return name
    if name not in _ALIASES:
        known = {*_WRITE, *_ALIASES, "dimacs"}
        fix = did_you_mean(name, known) or f"known are {', '.join(sorted(known))}"
        raise BadInput("", f"{quoted(format)} is no format", fix)
    return _ALIASES[name]


def _called(format: str) -> str:
    return {"json": "JSON", "cnf": "DIMACS CNF", "graph": "a DIMACS graph", "graph6": "graph6"}[format]


def _by_content(text: str, problem: Problem) -> str:
    """Return the format that a text appears to have; empty if it is none."""
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return "json"
    for line in text.splitlines():
        match line.split():
            case ["p", "cnf", *_]:
                return "cnf"
            case ["p", ("edge" | "edges" | "col"), *_]:
                return "graph"
            case [word, *_] if word.startswith("c"):
                continue
            case []:
                continue
        break
    one_word = len(text.split()) == 1 and all("?" <= c <= "~" for c in text.strip().removeprefix(">>graph6<<"))
    return "graph6" if one_word and "graph6" in formats_of(problem) else ""
