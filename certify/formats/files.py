"""Instances in files.  The format follows from the extension, or else from the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from certify.core import Problem
from certify.formats.bad_input import BadInput, quoted
from certify.formats.given import with_given
from certify.formats.instance_json import from_json, pieces_of_json
from certify.formats.json_text import parse
from certify.formats.kinds import EXTENSIONS, FORMATS, called, fits, formats_of
from certify.formats.reading import USUAL, Reading
from certify.formats.recognition import recognised
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Instance
from certify.system.compression import without_ending
from certify.system.files import CannotRead, read_bytes, text_in, unpacked
from certify.wording import did_you_mean

_COMMENTS = (b"c", b"#", b"*", b"%", b"\\")
"""What comments begin with, in the formats that have them."""


def read_text(path: Path, expected: str = "a text") -> str:
    """Return the text of a file, expanded if it is compressed; `expected` describes its contents in messages.

    Raises BadInput if it cannot be read, is empty, is not UTF-8 (comments may be Latin-1), or expands to too much.
    """
    try:
        text = text_of_bytes(read_bytes(path, expected), str(path), expected)
    except CannotRead as error:
        raise BadInput(error.name, error.problem, error.fix) from None
    if not text.strip():
        raise BadInput(str(path), f"cannot be read: the file is empty; expected {expected}")
    return text


def text_of_bytes(data: bytes, name: str, expected: str) -> str:
    """Return the text of the bytes of a file; `name` and `expected` are for messages.  Raises BadInput as `read_text`."""
    try:
        data = unpacked(data, name, expected)
        return text_in(data, name, expected)
    except CannotRead as error:
        if error.at is not None and all(line.lstrip().startswith(_COMMENTS) for line in data.split(b"\n") if not line.isascii()):
            return data.decode("latin-1")
        raise BadInput(error.name, error.problem, error.fix) from None


def read_instance(
    problem: Problem,
    source: Path | str,
    format: str | None = None,
    given: Mapping[str, str] | None = None,
    how: Reading = USUAL,
) -> Instance:
    """Return the instance of a problem in a file (a `Path`) or a text (a `str`).

    `format` is the name of a format, `dimacs` (`cnf` or `graph`) or an extension without its dot; if it is None, the extension
    decides, and else the text.  `given` holds, as texts, the fields that the format does not carry (with JSON: fields to add or
    replace).  `how` says what is asked for beyond the usual.  Raises BadInput if the file cannot be read, the text is no instance
    in this format, or the format has none of what is asked for.
    """
    text, name = (
        (read_text(source, f"an instance of {problem.name}"), str(source)) if isinstance(source, Path) else (source, "the input")
    )
    chosen = _named(format) if format else _by_name(source) if isinstance(source, Path) else ""
    if chosen == "json" and not format and text.lstrip().startswith("{"):
        chosen = ""  # so end the JSON files of other libraries, too
    kind = chosen or recognised(text, formats_of(problem))
    if not fits(kind, problem):
        found = f"this looks like {called(kind)}, but" if kind else "this is no format that is known here;"
        raise BadInput(name, f"{found} {accepted(problem)}")
    _check_asked(kind, how)
    if kind != "json":
        return FORMATS[kind].read(problem, text, name, given or {}, how)
    data = with_given(problem, parse(text, name), given or {})
    try:
        return from_json(problem, data)
    except BadInput as bad:
        raise BadInput(f"{name}: {bad.place}" if bad.place else name, bad.problem, bad.fix) from None


def _by_name(path: Path) -> str:
    return EXTENSIONS.get(Path(without_ending(path.name)).suffix.lower(), "")


def _check_asked(kind: str, how: Reading) -> None:
    """Raise BadInput if something is asked for that has no effect on files of this format."""
    if how.drop_loops and (kind == "json" or not FORMATS[kind].loops):
        raise BadInput("", f"`--drop-loops` is for files of graphs that may have loops, and not for {called(kind)}")
    if how.scale is not None and (kind == "json" or not FORMATS[kind].scales):
        raise BadInput("", f"`--scale` is for files that may hold floats, and not for {called(kind)}")


def ending_of(path: Path) -> str:
    """Return the ending of a file's name that says its format, without the dot and without `.gz` or `.xz`; empty if it has none.

    >>> ending_of(Path("a.gml.xz"))
    'gml'
    """
    return Path(without_ending(path.name)).suffix[1:]


def write_instance(instance: Instance, format: str) -> str:
    """Return the text of an instance in a format, named as in `read_instance`.

    Raises BadInput if there is no such format or the instance cannot be written in it.
    """
    return "".join(pieces_of(instance, format))


def pieces_of(instance: Instance, format: str, pretty: bool | None = None) -> Iterator[str]:
    """Return the text of an instance in a format, named as in `read_instance`, in pieces that are made as they are taken.

    `pretty` says whether JSON is laid out for people or compact; None: the size decides.  Raises BadInput as `write_instance`,
    and if `pretty` is given for another format.
    """
    kind = written_as(instance.problem, format, pretty)
    if kind == "json":
        return pieces_of_json(instance, pretty)
    text = FORMATS[kind].write(instance)
    if not isinstance(text, str):
        return text
    return iter((text if text.endswith("\n") else f"{text}\n",))


def written_as(problem: Problem, format: str, pretty: bool | None = None) -> str:
    """Return the kind of a format in which instances of a problem are to be written.

    The parameters are those of `pieces_of`, which raises what this raises: nothing has to be mapped to see it.
    """
    kind = _named(format)
    if not kind:
        kind = "cnf" if fits("cnf", problem) else "graph"
    if not fits(kind, problem):
        formats = ", ".join(formats_of(problem))
        raise BadInput("", f"{problem.name} has no form as {called(kind)}; it is written as {formats}")
    if kind != "json":
        if pretty is not None:
            raise BadInput("", f"`--{'pretty' if pretty else 'compact'}` is for JSON, and not for {called(kind)}")
        FORMATS[kind].check(problem)
    return kind


def accepted(problem: Problem) -> str:
    """Return a sentence that lists the formats of a problem's instances."""
    others = [called(format) for format in formats_of(problem)[1:]]
    also = f", {', '.join(others[:-1])}{' or ' if others[1:] else ''}{others[-1]}" if others else ""
    return f"{problem.name} is read from JSON {shape(problem.instance)}{also}"


def _named(format: str) -> str:
    """Return the format of a name or an extension; empty for `dimacs`, where the text or the type decides.

    Raises BadInput for any other name.
    """
    name = format.lower().removeprefix(".")
    if name == "dimacs":
        return ""
    if name == "json" or name in FORMATS:
        return name
    if f".{name}" not in EXTENSIONS:
        known = {"json", *FORMATS, *(e[1:] for e in EXTENSIONS), "dimacs"}
        fix = did_you_mean(name, known) or f"known are {', '.join(sorted(known))}"
        raise BadInput("", f"{quoted(format)} is no format", fix)
    return EXTENSIONS[f".{name}"]
