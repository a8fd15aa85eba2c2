"""Processes of this machine that examine instances for an audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from certify.errors import InputError

if TYPE_CHECKING:
    from certify.audit.schedulers import Scheduler


@contextmanager
def workers(jobs: int) -> Iterator[Scheduler]:
    """Return the place where instances are examined, and end its processes afterwards.

    `jobs` is the number of processes; with 1, they are examined in this process.  Raises InputError for fewer.
    """
    from certify.audit.schedulers import Processes, ThisProcess

    if not isinstance(jobs, int) or jobs < 1:
        raise InputError(f"`jobs` is the number of processes, at least 1; found {jobs!r}")
    if jobs == 1:
        yield ThisProcess()
        return
    with Processes(jobs) as processes:
        yield processes
