"""The standard output and error for verbs: streams that accept any text, whether or not anybody reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any


class Output:
    """A stream that writes characters that it cannot encode as escapes, and drops its output once the reader is gone.

    `before`, if it is set, is called before something is written.

    `copied`, if it is a list, gets a copy of what is written.

    `unread` states that the reader is gone.  Writing raises no BrokenPipeError, so a verb can go on with work other than
    printing.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.unread = False
        self.before: Callable[[], None] | None = None
        self.copied: list[str] | None = None
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")

    def write(self, text: str) -> int:
        """Write a text and return its length."""
        if self.before is not None:
            self.before()
        if not self.unread:
            try:
                self._stream.write(text)
            except BrokenPipeError:
                self._give_up()
        if self.copied is not None:
            self.copied.append(text)
        return len(text)

    def flush(self) -> None:
        """Flush the buffer to the reader."""
        if not self.unread:
            try:
                self._stream.flush()
            except BrokenPipeError:
                self._give_up()

    def delivered(self, text: str = "") -> bool:
        """Write a text and flush the buffer; if that fails, as on a full disk, say so, drop the rest and return False."""
        try:
            if text:
                self.write(text)
            self.flush()
        except OSError as error:
            sys.stderr.write(f"the standard output cannot be written: {error.strerror}\n")
            self.drop()
            return False
        return True

    def _give_up(self) -> None:
        self.unread = True
        self.drop()

    def drop(self) -> None:
        """Redirect the stream to the null device, so that the rest of the buffer is dropped when the process ends."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    @property
    def speaks_unicode(self) -> bool:
        """Whether the stream can encode any text."""
        return str(self._stream.encoding or "").lower().replace("-", "").startswith("utf")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def outputs() -> Iterator[Output]:
    """Replace the standard output and error by `Output` streams within the context, and yield the standard output."""
    before = sys.stdout, sys.stderr
    if isinstance(before[0], Output):
        yield before[0]
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # replaces a closed stream
        out, err = Output(before[0] or nowhere), Output(before[1] or nowhere)
        sys.stdout, sys.stderr = out, err
        try:
            yield out
        finally:
            sys.stdout, sys.stderr = before


def ascii_json(text: str) -> str:
    """Return a JSON text with the same meaning in ASCII.

    >>> ascii_json('"∀𝕏"')
    '"\\\\u2200\\\\ud835\\\\udd4f"'
    """
    if text.isascii():
        return text
    return "".join(c if c.isascii() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
