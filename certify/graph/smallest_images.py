"""Which of several equally short routes is taken: the one whose images grow least, by the composed bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from certify.core.budgets import OutOfBudget
from certify.core.mistakes import Mistake

if TYPE_CHECKING:
    from certify.bounds.composing import Composable, Stage
    from certify.library import Library


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

        All measures of all images of a route are bounded in the measures of its source, and the degrees of the sums of these
        bounds are compared.  Of routes with one degree, one through most restrictions is taken, whose last image is the most
        special; then the one with the least sum as the measures grow (`certify.graph.growth_order`); then the first by
        the names of its problems.  A route without polynomial bounds comes last.

        >>> from certify.graph.routes import ShortRoutes, network_of
        >>> from certify.library import standard
        >>> SmallestImages(standard()).among(ShortRoutes(network_of(standard()), "ThreeSAT").to("ZeroOneProgramming"))
        ['ThreeSAT:SAT', 'SAT:ZeroOneProgramming']
        """
        if len(routes) == 1:
            return routes[0]
        return min(routes, key=lambda route: (*self._growth(route), [name.partition(":")[2] for name in route]))

    def _growth(self, route: Sequence[str]) -> tuple[Any, ...]:
        """Return a key that orders routes, but for names, as described in `among`."""
        import sympy

        from certify.bounds.results import Bound
        from certify.graph.growth_order import growth

        try:
            order = [name for name, _ in self._library.problem(route[0].partition(":")[0]).measures]
            made = [self._stage(tuple(route[: k + 1])) for k, name in enumerate(route) if name not in self._identities]
        except (Mistake, OutOfBudget):  # a text on another route is no mistake of whoever asks
            return True, 0, -len(route), ()
        bounds = [bound for stage in made for bound in stage.sizes.values()]
        if any(bound.degree is None for bound in bounds):
            return True, 0, -len(route), ()
        sum_ = Bound((sympy.Add(*(bound.alternatives[0] for bound in bounds)),))
        return False, sum_.degree, -len(route), growth(sum_, order)

    def _stage_after(self, route: tuple[str, ...]) -> Stage:
        from certify.bounds.composing import advance
        from certify.graph.edge_bounds import edge_bounds

        bounds = edge_bounds(self._library, route[-1]) if self._bounds_of is None else self._bounds_of(route[-1])
        return advance(bounds, self._stage(route[:-1]) if len(route) > 1 else None)
