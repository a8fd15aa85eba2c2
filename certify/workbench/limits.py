"""What the workbench gives to those who use it."""

from __future__ import annotations

from certify.audit.efforts import Effort
from certify.records import dataclass

EFFORTS = {"quick": Effort.quick, "plain": Effort.standard}
"""The efforts that can be asked for."""

LONGEST_BODY = 1 << 18
"""The most bytes of the body of a request."""


@dataclass(frozen=True)
class WorkbenchLimits:
    """What a run, and reading a text, may take.

    - `at_once`: the runs that go on at a time; `waiting`: the most that wait.
    - `seconds`: the time of a run, from its start.
    - `memory`: the address space of a process, in MiB.
    - `output`: the most bytes that a run may answer.
    - `readers`: the processes that read texts while they are typed.
    - `reading`: the seconds of a processor after which an answer about a text is stopped, if its steps take so long.
    """

    at_once: int = 2
    waiting: int = 100
    seconds: float = 60.0
    memory: int = 1024
    output: int = 8 << 20
    readers: int = 2
    reading: float = 120.0
