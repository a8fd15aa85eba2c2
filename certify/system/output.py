"""The standard output and error as verbs write to them: in any encoding, and whether or not anybody reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Output:
    """A stream that takes what it cannot encode as escapes, and drops what nobody reads: `unread` then says so.

    Writing to it raises no BrokenPipeError, so that work goes on that has more to do than to print.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.unread = False
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")

    def write(self, text: str) -> int:
        """Write a text; its length."""
        if not self.unread:
            try:
                self._stream.write(text)
            except BrokenPipeError:
                self._give_up()
        return len(text)

    def flush(self) -> None:
        """Have what was written reach the reader."""
        if not self.unread:
            try:
                self._stream.flush()
            except BrokenPipeError:
                self._give_up()

    def _give_up(self) -> None:
        self.unread = True
        self.drop()

    def drop(self) -> None:
        """Have what is in the buffer go nowhere when the process ends."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    @property
    def speaks_unicode(self) -> bool:
        """Can it take any text as it is?"""
        return str(self._stream.encoding or "").lower().replace("-", "").startswith("utf")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def outputs() -> Iterator[Output]:
    """In this block the standard output and error are such streams; the standard output."""
    before = sys.stdout, sys.stderr
    if isinstance(before[0], Output):
        yield before[0]
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # for a stream that is closed
        out, err = Output(before[0] or nowhere), Output(before[1] or nowhere)
        sys.stdout, sys.stderr = out, err
        try:
            yield out
        finally:
            sys.stdout, sys.stderr = before


def ascii_json(text: str) -> str:
    """A JSON text with the same meaning in ASCII.

    >>> ascii_json('"∀𝕏"')
    '"\\\\u2200\\\\ud835\\\\udd4f"'
    """
    if text.isascii():
        return text
    return "".join(c if c.isascii() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
