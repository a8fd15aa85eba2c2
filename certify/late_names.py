"""Names of a package that are imported from their modules when they are first asked for: a command imports what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any


def late_names(package: dict[str, Any], modules: Sequence[str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package.

    - `package`: its `globals()`, with the names in `__all__`.
    - `modules`: its modules that have them, in the order in which they are looked through.
    """

    def get(name: str) -> Any:
        if name in package["__all__"]:
            for module in modules:
                found = vars(import_module(f"{package['__name__']}.{module}"))
                if name in found:
                    return package.setdefault(name, found[name])
        raise AttributeError(f"module {package['__name__']!r} has no attribute {name!r}")

    return get
