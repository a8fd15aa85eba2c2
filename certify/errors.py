"""Exit codes, and the errors that carry one: the user's input is wrong (`InputError`), or certify itself is (`Defect`).

An exception that ends a run of a verb says by its class what the exit code is.  What one function raises for another one to
handle is a plain exception: if it reaches a verb, it is a defect like everything that nobody foresaw.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitCode(IntEnum):
    """What the exit code of a command means."""

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
    """An error that ends a run with an exit code of its own; `str()` is the message that a person reads."""

    exit_code: ClassVar[ExitCode]

    def described(self) -> dict[str, Any]:
        """Return the JSON form of this error: `message` and, where they are known apart from it, `place` and `fix`."""
        return {"message": str(self)}


class InputError(CertifyError, ValueError):
    """The user's input is wrong: a text, an instance, a name or an option.  The message says where, and how to mend it.

    >>> InputError("`--set k`: expected a field and its value, as in `k=3`").exit_code
    <ExitCode.BAD_INPUT: 2>
    """

    exit_code = ExitCode.BAD_INPUT


class Defect(CertifyError, AssertionError):
    """Certify is wrong, and the user's input is not: two of its parts contradict each other."""

    exit_code = ExitCode.DEFECT
