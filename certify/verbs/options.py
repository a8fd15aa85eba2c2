"""The options that several verbs share, and functions that read their values."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import pairs_of, tell_hidings, tell_note
from certify.verbs.completion import file_names, format_names, problem_names
from certify.verbs.parameters import Argument, Option

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.library import Library
    from certify.semantics.named_instances import Instance
    from certify.system.files import CannotWrite


MOST_SECONDS = 1_000_000_000
"""The longest time limit."""


def _limited(seconds: float | None) -> float | None:
    if seconds is not None and not seconds <= MOST_SECONDS:
        from typer import BadParameter

        raise BadParameter(f"{seconds} is not in the range 0<=x<={MOST_SECONDS}.")
    return seconds


AsJson = Annotated[bool, Option("--json", help="Print one JSON object.")]
Given = Annotated[list[str], Option("--set", metavar="FIELD=VALUE", help="A field that the file does not carry, as k=3.")]
Format = Annotated[
    str | None,
    Option(
        "--format",
        metavar="FORMAT",
        autocompletion=format_names,
        help="The format of the instance, as gml; else chosen by the file.",
    ),
]
DropLoops = Annotated[bool, Option("--drop-loops", help="Leave out edges of the file from a vertex to itself.")]
Scale = Annotated[
    int | None, Option("--scale", min=2, metavar="N", help="Multiply all numbers of the file by N, to make them whole.")
]
Out = Annotated[Path | None, Option("--out", "-o", metavar="FILE", help="Write into this file; else the standard output.")]
To = Annotated[
    str | None,
    Option("--to", metavar="FORMAT", autocompletion=format_names, help="The format of the instance that is written."),
]
Pretty = Annotated[
    bool | None,
    Option(
        "--pretty/--compact", help="Lay JSON out for people, or on one line; else laid out up to a megabyte.", show_default=False
    ),
]
Seconds = Annotated[
    float | None,
    Option(min=0, callback=_limited, metavar="S", help="Stop after so many seconds; what is finished by then is told."),
]
ProblemName = Annotated[str, Argument(metavar="PROBLEM", autocompletion=problem_names, help="A problem, by any of its names.")]
Source = Annotated[str, Argument(metavar="SOURCE", autocompletion=problem_names, help="The problem to begin with.")]
Target = Annotated[str, Argument(metavar="TARGET", autocompletion=problem_names, help="The problem to arrive at.")]
InstanceFile = Annotated[str, Argument(metavar="FILE", autocompletion=file_names, help="An instance; `-` is the standard input.")]
Strict = Annotated[bool, Option("--strict", help="Refuse files that hide a name of the library, or of one another.")]
Use = Annotated[
    list[Path],
    Option("--use", metavar="FILE", autocompletion=file_names, help="A .red file whose declarations are known too."),
]


def library_with(use: list[Path] | None = None, strict: bool = False) -> Library:
    """Return the shipped library with a user's files on top, and report the names that these files hide.

    Raises CannotRead if a file cannot be read, and Mistake if a name is hidden and `strict` holds.
    """
    from certify.library import read_source, standard

    if not use:
        return standard()
    from certify.library.hiding import hidings

    library = standard().with_texts([read_source(p) for p in dict.fromkeys(use)])
    found = hidings(library)
    if strict and found:
        raise found[0].mistake
    tell_hidings(found)
    return library


def is_file(name: str) -> bool:
    """Return whether a word on the command line means a file, and not a name."""
    return name.endswith(".red") or ("/" in name and Path(name).is_file())


def read(
    problem: Any, file: str, format: str | None, given: list[str], drop_loops: bool = False, scale: int | None = None
) -> Instance:
    """Read an instance of a problem from a file, or from the standard input if the file is `-`.

    - `format`: the file's format; None: chosen by the file.
    - `given`: fields as `NAME=VALUE`.
    - `drop_loops`: leave out edges from a vertex to itself.
    - `scale`: multiply all numbers of the file by this one.

    Raises BadInput, or Usage for a field without a value.
    """
    from certify.formats import Reading, read_instance

    source = text_of(file, f"an instance of {problem.name}") if file == "-" else Path(file)
    return read_instance(problem, source, format, pairs_of(given), Reading(drop_loops, scale, tell_note))


def text_of(file: str, expected: str) -> str:
    """Return the text of a file, or of the standard input if the file is `-`.

    `expected` describes the contents, for the message.  Raises BadInput.
    """
    from certify.formats import BadInput, read_text, text_of_bytes
    from certify.system.files import MOST

    if file != "-":
        return read_text(Path(file), expected)
    name = "the standard input"
    try:
        data = sys.stdin.buffer.read(MOST + 1) if sys.stdin is not None else b""
    except OSError as error:
        raise BadInput(name, f"it cannot be read: {error.strerror}") from None
    if len(data) > MOST:
        raise BadInput(name, f"more than {MOST >> 20} MiB, or without end; expected {expected}")
    if not data.strip():
        raise BadInput(name, f"it is empty; expected {expected}")
    return text_of_bytes(data, name, expected)


def written(out: Path | None, text: str | Iterable[str]) -> CannotWrite | None:
    """Write an answer, a text or its pieces, into a file, if one is named; return the error if it cannot be written."""
    from certify.system.files import CannotWrite, write_pieces

    try:
        if out is not None:
            write_pieces(out, (text,) if isinstance(text, str) else text, compress=True)
    except CannotWrite as error:
        return error
    return None


def read_valid(problem: Any, file: str, format: str | None, given: list[str]) -> Instance:
    """Read a valid instance of a problem from a file; the parameters are those of `read`.  Raises BadInput, Usage or Invalid."""
    from certify.graph.solving import check_valid

    instance = read(problem, file, format, given)
    check_valid(instance)
    return instance


def chain_to(library: Library, source: str, target: str) -> Chain:
    """Return the shortest chain between two problems.  Raises Unknown or NoRoute."""
    from certify.graph.route_choice import chain_between

    return chain_between(library, source, target)
