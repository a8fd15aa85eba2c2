"""Which of several equally short routes is taken: the one whose images grow least, by the composed bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from certify.core.budgets import OutOfBudget
from certify.core.mistakes import Mistake

if TYPE_CHECKING:
    from certify.bounds.composing import Composable, Stage
    from certify.library import Library


def first_by_name(routes: Sequence[list[str]]) -> list[str]:
    """Return the first of some equally short routes: one through most restrictions, then the first by the names of its problems.

    >>> first_by_name([["A:B", "B:D"], ["A:C", "C:D"]])
    ['A:B', 'B:D']
    """
    return min(routes, key=lambda route: (-len(route), [name.partition(":")[2] for name in route]))


class SmallestImages:
    """Chooses among routes through a library; what routes begin with is composed once.

    - `library`: the library.
    - `bounds_of`: returns what composes of the bounds of a reduction; None for `edge_bounds`.
    """

    def __init__(self, library: Library, bounds_of: Callable[[str], Composable] | None = None) -> None:
        self._library, self._bounds_of = library, bounds_of
        self._identities = frozenset(library.names("restriction"))
        self._stage = cache(self._stage_after)

    def among(self, routes: Sequence[list[str]]) -> list[str]:
        """Return the route whose images are the smallest, of at least one.

        All measures of all images of a route are bounded in the measures of its source, and the degrees of these bounds are
        compared; a route without polynomial bounds comes last.  Of routes with one degree, one through most restrictions is
        taken, whose last image is the most special, and then the first by the names of its problems.

        >>> from certify.graph.routes import ShortRoutes, network_of
        >>> from certify.library import standard
        >>> SmallestImages(standard()).among(ShortRoutes(network_of(standard()), "ThreeSAT").to("ZeroOneProgramming"))
        ['ThreeSAT:SAT', 'SAT:ZeroOneProgramming']
        """
        if len(routes) == 1:
            return routes[0]
        degrees = {tuple(route): self._degree(route) for route in routes}
        least = min(degrees.values())
        return first_by_name([route for route in routes if degrees[tuple(route)] == least])

    def _degree(self, route: Sequence[str]) -> float:
        """Return the largest degree of the bounds of a route's images; infinity if one has no polynomial bound."""
        made = [tuple(route[: k + 1]) for k, name in enumerate(route) if name not in self._identities]
        try:
            degrees = [bound.degree for beginning in made for bound in self._stage(beginning).sizes.values()]
        except (Mistake, OutOfBudget):  # a text on another route is no mistake of whoever asks
            return inf
        return max((inf if degree is None else degree for degree in degrees), default=0)

    def _stage_after(self, route: tuple[str, ...]) -> Stage:
        from certify.bounds.composing import advance
        from certify.graph.edge_bounds import edge_bounds

        bounds = edge_bounds(self._library, route[-1]) if self._bounds_of is None else self._bounds_of(route[-1])
        return advance(bounds, self._stage(route[:-1]) if len(route) > 1 else None)
