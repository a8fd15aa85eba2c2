"""Exit codes, and the errors that have one: wrong user input (`InputError`), or a defect of certify (`Defect`).

The class of an exception that ends a run of a verb determines the exit code.  An error that one function raises for another one
to handle is a plain exception; if it reaches a verb, it counts as a defect, like every unexpected exception.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """The exit code of a command."""

    FINE = 0
    REFUTED = 1
    BAD_INPUT = 2
    UNKNOWN = 3
    DEFECT = 4
    TERMINAL_GONE = 129
    INTERRUPTED = 130
    UNREAD = 141
    TERMINATED = 143


class CertifyError(Exception):
    """An error that ends a run with an exit code of its own; `str()` is the message for people."""

    exit_code: ClassVar[ExitCode]

    def described(self) -> dict[str, Any]:
        """Return the JSON form of this error: `message` and, where they are known apart from it, `place` and `fix`."""
        return {"message": str(self)}


class InputError(CertifyError, ValueError):
    """The user's input is wrong: a text, an instance, a name or an option.  The message states the place and a likely fix.

    >>> InputError("`--set k`: expected a field and its value, as in `k=3`").exit_code
    <ExitCode.BAD_INPUT: 2>
    """

    exit_code = ExitCode.BAD_INPUT


class Defect(CertifyError, AssertionError):
    """Certify is wrong, not the user's input: two of its parts contradict each other."""

    exit_code = ExitCode.DEFECT
