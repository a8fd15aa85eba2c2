"""Checks that wait: the first instances of an audit are examined before the derived bounds are read, which takes longer.

What waits is checked in the order in which it came, before anything is said of the audit.
"""

from __future__ import annotations

from collections.abc import Callable

FIRST = 64
"""The number of checks of an audit that wait."""


class LaterChecks:
    """Checks of which the first `most` wait until there are so many, or until `catch_up`; all others are done at once.

    >>> done, checks = list[int](), LaterChecks(2)
    >>> checks.do(lambda: done.append(1)), done
    (None, [])
    >>> checks.do(lambda: done.append(2)), done
    (None, [1, 2])
    >>> checks.do(lambda: done.append(3)), done
    (None, [1, 2, 3])
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: list[Callable[[], None]] = []

    def do(self, check: Callable[[], None]) -> None:
        """Do a check, now or later.  Raises what the checks raise that are done now; one that fails stays, and fails again."""
        if not self._most:
            check()
            return
        self._waiting.append(check)
        if len(self._waiting) >= self._most:
            self.catch_up()

    def catch_up(self) -> None:
        """Do all checks that wait; none waits after this.  Raises what they raise."""
        while self._waiting:
            self._waiting[0]()
            del self._waiting[0]
        self._most = 0


AT_ONCE = LaterChecks(0)
"""No check waits."""
