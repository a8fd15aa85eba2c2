"""The verbs with their parameters, declared so that typer is imported only where its help, completion or messages are needed.

A verb is a function whose parameters are annotated with `Option` or `Argument`.  `certify.verbs.command` makes typer's commands
of them, and `certify.verbs.plain_words` reads the words of most command lines without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

QUIET = ("--quiet", "-q")
"""The option of every verb by which it is told to be quiet."""


class Argument:
    """An argument of a verb; the settings are those of `typer.Argument`."""

    __slots__ = ("settings",)

    def __init__(self, **settings: Any) -> None:
        self.settings = settings


class Option:
    """An option of a verb with its names (none: two dashes and the name of the parameter); the settings are those of
    `typer.Option`."""

    __slots__ = ("names", "settings")

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names, self.settings = names, settings


class Verbs:
    """The verbs whose modules are imported.

    - `declared`: their functions, by name.
    """

    def __init__(self) -> None:
        self.declared: dict[str, Callable[..., None]] = {}

    def command(self, name: str | None = None) -> Callable[[Any], Any]:
        """Return a decorator that declares a function as a verb."""

        def declare(function: Any) -> Any:
            self.declared[name or function.__name__] = function
            return function

        return declare

    def function(self, name: str) -> Callable[..., None]:
        """Return the function of a verb, whose module is imported for it.  Raises KeyError for a word that is no verb."""
        if name not in self.declared:
            from importlib import import_module

            import_module(f"certify.verbs.{MODULES[name]}")
        return self.declared[name]


MODULES: Mapping[str, str] = {
    "problems": "listing", "solvers": "listing", "reductions": "listing", "show": "listing", "path": "routes",
    "neighbours": "routes", "new": "making", "example": "making", "random": "making", "check": "texts", "format": "texts",
    "audit": "evidence", "verify": "certificates", "recheck": "certificates", "mutate": "mutate", "prove": "prove",
    "bounds": "bounds", "consequences": "consequences", "map": "instances", "lift": "instances", "solve": "instances",
    "encode": "instances", "decode": "instances", "serve": "serve", "draw": "drawing", "site": "site",
    "task": "grade", "grade": "grade",
    "language-server": "language_server", "watch": "watch",
}  # fmt: skip
"""The modules of the verbs, in the order of the help: a verb's is imported when the verb is named."""

verbs = Verbs()
