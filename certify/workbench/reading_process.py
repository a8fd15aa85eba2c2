"""A process that answers questions about texts, one after the other, each within limits of steps; seconds are a stop.

It says `{"answer": ...}`, `{"error": ...}` for a text that has no answer, or `{"why": ...}` when it must be replaced.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from certify.console import why_ended
from certify.errors import InputError
from certify.system.fork_server import LineChannel
from certify.system.step_limit import BRIEF, briefly
from certify.workbench.text_answers import answer


class _TooLong(BaseException):
    """The time for an answer is over."""


def serve_texts(channel: LineChannel) -> None:
    """Answer `{"question": ..., "seconds": ..., "ready": ..., ...}` until the channel is closed."""
    for asked in channel:
        try:
            found = answered(asked)
        except InputError as error:
            channel.say({"error": str(error)})
        except _TooLong:
            channel.say({"why": f"this text takes too long to read: more than {asked['seconds']:g} s"})
            return
        except Exception as error:
            channel.say({"why": why_ended(error)})
            return
        else:
            channel.say({"answer": found})


def answered(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer, for which steps are counted only if it is not there before they can have been too many.

    They are counted at once in a process that is not `ready`: it still imports modules, which cannot be begun anew.
    """
    if asked["ready"]:
        with suppress(_TooLong), briefly(), _limited(BRIEF):
            return answer(asked["question"], asked)
    with _limited(asked["seconds"]):
        return answer(asked["question"], asked)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise `_TooLong` in this block when it has used so many seconds of the processor."""

    def hear(number: int, frame: FrameType | None) -> None:
        raise _TooLong

    signal.signal(signal.SIGPROF, hear)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
