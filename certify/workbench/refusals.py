"""What the server refuses: an answer with a sentence and a status."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """A request that is refused, with a status of HTTP, a sentence that says why, and further headers."""

    def __init__(self, status: int, says: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(says)
        self.status, self.says, self.headers = status, says, dict(headers or {})
