"""The names of the least routes between two problems, cached: deriving and comparing their bounds takes seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from certify.system.cache import remembered

if TYPE_CHECKING:
    from certify.library import Library


def least_routes(library: Library, source: str, target: str, at: Mapping[str, int] | None = None) -> list[list[str]]:
    """Return the routes that no other one undercuts in all bounds of the image, the least first: see `best_routes`, which derives
    and compares these bounds.  They are cached.

    `at`: measures of the source at which the bounds are compared; None: as the measures grow.  Raises as `best_routes` does.
    """

    def find() -> list[list[str]]:
        from certify.graph.least_routes import best_routes

        wanted = [name for name, _ in library.problem(target).measures]
        return [list(route.reductions) for route in best_routes(library, source, target, wanted, at)]

    where = "" if at is None else sorted(at.items())
    return remembered(f"least routes {library.digest} {source} {target} {where}", find)
