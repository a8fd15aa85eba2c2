"""The answers of all verbs: text or one documented JSON shape, and an exit code.

With `--json` a verb prints one object.  It has `certify` (the version), `verb`, `exit`, and `result`, or `error` with `message`
and, where known, `place` (file, line, column) and `fix`.  It has `hides` if the user's texts hide names of the library.  If
something was finished before an error, it has both `result` and `error`.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn

from certify.errors import CertifyError, ExitCode, InputError
from certify.records import dataclass, field
from certify.system.output import Output, ascii_json, outputs
from certify.system.progress import telling
from certify.system.stopping import INTERRUPTED, OUT_OF_TIME, UNREAD, Stopped, course, current

if TYPE_CHECKING:
    from rich.console import Console

    from certify.library.hiding import Hiding

TRACEBACK = "CERTIFY_TRACEBACK"
"""The environment variable that makes certify print the traceback of a defect."""


def console(stderr: bool = False) -> Console:
    """Return a rich console on the standard output, or on the standard error."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False)


def write_line(text: str = "") -> None:
    """Print a line without the start-up time of a rich console."""
    sys.stdout.write(text + "\n")


def answer(
    verb: str,
    as_json: bool,
    result: Any,
    show: Callable[[], None],
    code: ExitCode = ExitCode.FINE,
    error: CertifyError | str | None = None,
) -> None:
    """Print a verb's result and leave with its exit code.

    - `result`: the JSON of the result.  `show`: prints the result as text.
    - `as_json`: print JSON instead of text.
    - `error`: an error to report beside the result.

    Raises `SystemExit` if the exit code is not 0.
    """
    current().answering()
    described = {"message": error} if isinstance(error, str) else None if error is None else error.described()
    if as_json:
        failed = {} if described is None else {"error": described}
        _print_json({"verb": verb, "exit": code, **_hidings(), "result": result, **failed})
    else:
        show()
        if error is not None:
            sys.stdout.flush()
            sys.stderr.write(str(error).rstrip() + "\n")
    if code:
        sys.exit(code)


def unless_unread() -> None:
    """Raise `SystemExit` if nobody reads the output any more.  Called by work that does nothing but print."""
    sys.stdout.flush()
    if getattr(sys.stdout, "unread", False):
        sys.exit(UNREAD.code)


@dataclass
class _VerbRun:
    """A run of a verb: whether it answers in JSON, whether it is quiet, and the names of the library that its texts hide."""

    as_json: bool
    quiet: bool = False
    hides: list[dict[str, Any]] = field(default_factory=list)


_run: ContextVar[_VerbRun] = ContextVar("run")  # set while a verb runs, and reset after it


def tell_hidings(hidings: Sequence[Hiding]) -> None:
    """Report the library names that the texts of this run hide: on the standard error, or in the JSON answer."""
    run = _run.get()
    run.hides += [h.json() for h in hidings]
    if not run.as_json and not run.quiet:
        sys.stderr.writelines(f"{h.told}\n" for h in hidings)
        sys.stderr.flush()  # before the answer


def tell_note(text: str) -> None:
    """Print a note on the standard error, unless this run is quiet."""
    if not _run.get().quiet:
        sys.stderr.write(f"note: {text}\n")
        sys.stderr.flush()


def _hidings() -> dict[str, Any]:
    hides = _run.get().hides
    return {"hides": hides} if hides else {}


def exit_code(verdicts: Iterable[str]) -> ExitCode:
    """Return the exit code for several verdicts: the worst of `refuted`, `unknown` and any other verdict, which is fine.

    >>> exit_code(["proved", "unknown"])
    <ExitCode.UNKNOWN: 3>
    >>> exit_code(["unknown", "refuted"])
    <ExitCode.REFUTED: 1>
    """
    found = set(verdicts)
    return ExitCode.REFUTED if "refuted" in found else ExitCode.UNKNOWN if "unknown" in found else ExitCode.FINE


def _print_json(body: dict[str, Any]) -> None:
    from certify.formats.json_text import write
    from certify.version import __version__

    text = write({"certify": __version__, **body}).rstrip("\n")
    write_line(text if getattr(sys.stdout, "speaks_unicode", True) else ascii_json(text))


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """Return the function as a verb: it runs within its `seconds`, if it has that option, and ends every error with a message.

    Bad input has the exit code 2.  A verb that ends before its time has 3 or the code of the signal, and a defect of certify has
    4.
    """

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        as_json, name = bool(kwargs.get("as_json")), function.__name__.rstrip("_")
        quiet = bool(kwargs.pop("quiet", False))
        token = _run.set(_VerbRun(as_json, quiet))
        with outputs() as out:
            try:
                with telling(name, quiet):
                    _attempt(name, as_json, kwargs.get("seconds"), lambda: function(*args, **kwargs))
            finally:
                _run.reset(token)
                _flushed(out)

    return run


def refuse(verb: str, as_json: bool, error: InputError) -> NoReturn:
    """Report why a verb is not run, and leave with the exit code 2."""
    token = _run.set(_VerbRun(as_json))
    with outputs() as out:
        try:
            _fail(verb, as_json, error.described(), str(error), error.exit_code, [])
        finally:
            _run.reset(token)
            _flushed(out)


def _attempt(name: str, as_json: bool, seconds: float | None, work: Callable[[], None]) -> None:
    kept: list[Any] = []
    running = current()
    try:
        with course(name, as_json, seconds) as running:
            kept = running.kept
            work()
    except Stopped as stopped:
        says = stopped.stop.says if stopped.stop is OUT_OF_TIME else running.stopped(stopped.stop)
        _fail(name, as_json, {"message": says}, says, stopped.exit_code, kept)
    except KeyboardInterrupt:
        says = running.stopped(INTERRUPTED)
        _fail(name, as_json, {"message": says}, says, INTERRUPTED.code, kept)
    except Exception as error:
        code, described, text = judged(error)
        _fail(name, as_json, described, text, code, kept)


def _flushed(out: Output) -> None:
    if not out.delivered():
        sys.exit(ExitCode.BAD_INPUT)


def judged(error: Exception) -> tuple[ExitCode, dict[str, Any], str]:
    """Return the exit code of an error, its JSON, and its message.

    >>> [judged(error)[0].name for error in (MemoryError(), IndexError("list index out of range"), OSError(28, "full"))]
    ['UNKNOWN', 'DEFECT', 'BAD_INPUT']
    >>> judged(Usage("--all"))
    (<ExitCode.BAD_INPUT: 2>, {'message': '--all'}, '--all')
    """
    for kind, says in _SPENT:
        if isinstance(error, kind):
            return ExitCode.UNKNOWN, {"message": says}, says
    if isinstance(error, CertifyError) and error.exit_code is ExitCode.UNKNOWN:
        return error.exit_code, {"message": f"unknown: {error}"}, f"unknown: {error}"
    if isinstance(error, CertifyError) and error.exit_code is not ExitCode.DEFECT:
        return error.exit_code, error.described(), str(error)
    if isinstance(error, OSError):
        says = f"{error.filename or ''}: {error.strerror or error}".removeprefix(": ")
        return ExitCode.BAD_INPUT, {"message": says}, says
    return ExitCode.DEFECT, *_defect(error)


_NO_ROOM = "failed to map segment"
"""What the loader says of a library for which there is no memory."""


def why_ended(error: Exception) -> str:
    """Return why a limited process has no verdict.  Without memory, Python and the loader also raise others than MemoryError.

    >>> why_ended(ImportError("libscipy.so: failed to map segment from shared object"))
    'unknown: out of memory'
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError | SystemError) or (isinstance(cause, ImportError) and _NO_ROOM in str(cause)):
            return judged(MemoryError())[2]
        cause = cause.__cause__ or cause.__context__
    return judged(error)[2]


_SPENT: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, OUT_OF_TIME.says),
    (MemoryError, "unknown: out of memory"),
    (RecursionError, "unknown: this is nested more deeply than can be followed"),
)


def _defect(error: Exception) -> tuple[dict[str, Any], str]:
    """Return the JSON and the message of an unexpected error."""
    import traceback

    from certify.version import __version__

    frames = traceback.extract_tb(error.__traceback__)
    at = f", at {'/'.join(frames[-1].filename.split(os.sep)[-3:])}:{frames[-1].lineno}" if frames else ""
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    message = f"this is a defect of certify {__version__}, not of your text: {what}{at}"
    fix = f"please report it, with the command and the files that it reads; {TRACEBACK}=1 shows where it comes from"
    shown = f"{message}\n{fix}"
    if os.environ.get(TRACEBACK):
        shown = "".join(traceback.format_exception(error)) + shown
    return {"message": message, "fix": fix}, shown


class Usage(InputError):
    """Options that exclude one another, or an argument that cannot be read."""


def _fail(verb: str, as_json: bool, error: dict[str, Any], text: str, code: ExitCode, kept: list[Any]) -> NoReturn:
    if as_json:
        _print_json({"verb": verb, "exit": code, **_hidings()} | ({"result": kept} if kept else {}) | {"error": error})
    else:
        sys.stdout.flush()
        sys.stderr.write(text.rstrip() + "\n")
    sys.exit(code)


def bounds_of(text: str | None, option: str = "--within") -> dict[str, int]:
    """Return the bounds or values of measures that an option of the command line gives: `n=3,m=2`.  Raises `Usage`.

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
    """Return the fields and values given on the command line as `k=3`.  Raises `Usage`."""
    out: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise Usage(f"`--set {text}`: expected a field and its value, as in `k=3`")
        if name in out:
            raise Usage(f"`--set {name}` is given twice: give it once")
        out[name] = value
    return out
