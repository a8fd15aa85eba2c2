"""How every verb answers: text or one documented JSON shape, and an exit code.

With `--json` a verb prints one object: `certify` (version), `verb`, `exit`, and `result`, or `error` with `message` and, where
known, `place` (file, line, column) and `fix`.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

FINE, REFUTED, BAD_INPUT, UNKNOWN = 0, 1, 2, 3


def console(stderr: bool = False) -> Console:
    """A rich console on the standard output, or on the standard error."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False)


def write_line(text: str = "") -> None:
    """Print a line, without the start-up time of a rich console."""
    sys.stdout.write(text + "\n")


def answer(verb: str, as_json: bool, result: Any, show: Callable[[], None], code: int = FINE) -> None:
    """Print a verb's result and leave with its exit code."""
    if as_json:
        _print_json({"verb": verb, "exit": code, "result": result})
    else:
        show()
    if code:
        raise typer.Exit(code)


def exit_code(verdicts: Iterable[str]) -> int:
    """The exit code for several verdicts: the worst of `refuted`, `unknown` and anything else, which is fine.

    >>> exit_code(["proved", "unknown"]), exit_code(["unknown", "refuted"]), exit_code([])
    (3, 1, 0)
    """
    found = set(verdicts)
    return REFUTED if "refuted" in found else UNKNOWN if "unknown" in found else FINE


def _print_json(body: dict[str, Any]) -> None:
    from certify import __version__
    from certify.formats.json_text import write

    write_line(write({"certify": __version__, **body}).rstrip("\n"))


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """Turn every mistake of a text, an input or a name into a message and exit code 2; an interrupt into exit code 3."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        as_json, name = bool(kwargs.get("as_json")), function.__name__.rstrip("_")
        try:
            function(*args, **kwargs)
        except KeyboardInterrupt:
            _fail(name, as_json, {"message": "interrupted"}, "interrupted", UNKNOWN)
        except BrokenPipeError:
            sys.stderr.close()
            raise typer.Exit(FINE) from None
        except Exception as error:
            described = describe_error(error)
            if described is None:
                raise
            code = REFUTED if type(error).__name__ in ("Miscarried", "Exceeded") else BAD_INPUT
            _fail(name, as_json, described, str(error), code)

    return run


def describe_error(error: Exception) -> dict[str, Any] | None:
    """The JSON of an error that is somebody's input, or None for one that is a bug of ours."""
    from certify.language.mistakes import Mistake

    if isinstance(error, Mistake):
        place = {"file": error.source.name, "line": error.line, "column": error.column}
        return {"message": error.problem, "place": place, "fix": error.fix}
    module = type(error).__module__
    if isinstance(error, OSError):
        return {"message": f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")}
    if module.startswith("certify.") and type(error).__name__ in _INPUT_ERRORS:
        return {"message": str(error)}
    return None


_INPUT_ERRORS = (
    "BadInput", "Unknown", "NoRoute", "Invalid", "Miscarried", "Exceeded", "CannotRender", "Usage", "NotEnumerable", "Broken",
    "Unreachable", "TooLarge", "RefutedChain",
)  # fmt: skip


class Usage(ValueError):
    """Options that do not go together, or an argument that cannot be read."""


def _fail(verb: str, as_json: bool, error: dict[str, Any], text: str, code: int) -> None:
    if as_json:
        _print_json({"verb": verb, "exit": code, "error": error})
    else:
        sys.stderr.write(text.rstrip() + "\n")
    raise typer.Exit(code)


def bounds_of(text: str | None, option: str = "--within") -> dict[str, int]:
    """Measures' bounds, or values, as written behind an option on the command line: `n=3,m=2`.  Raises `Usage`.

    >>> bounds_of("n=3, m=2")
    {'n': 3, 'm': 2}
    """
    out: dict[str, int] = {}
    for part in filter(None, (p.strip() for p in (text or "").split(","))):
        name, equals, value = part.partition("=")
        if not equals or not (value.strip().isascii() and value.strip().isdigit()):
            raise Usage(f"`{option} {text}`: found `{part}`, expected a measure and a number, as in `n=3,m=2`")
        out[name.strip()] = int(value)
    return out


def pairs_of(texts: list[str]) -> dict[str, str]:
    """Fields given on the command line: `k=3`.  Raises `Usage`."""
    out = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise Usage(f"`--set {text}`: expected a field and its value, as in `k=3`")
        out[name] = value
    return out
