"""The options `--via` and `--smallest`: which chain a verb takes from one problem to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from certify.console import Usage
from certify.verbs.completion import route_names
from certify.verbs.parameters import Option

if TYPE_CHECKING:
    from certify.graph.route_choice import ChosenRoute
    from certify.library import Library
    from certify.semantics.named_instances import Instance

Through = Annotated[
    str | None,
    Option("--via", metavar="A,B,...", autocompletion=route_names, help="Go through these problems, in this order."),
]
Via = Annotated[
    str | None,
    Option("--via", metavar="A,B,...", autocompletion=route_names, help="Go to this problem, or through several to the last."),
]
Smallest = Annotated[bool, Option("--smallest", help="Take the chain with the smallest image of this instance.")]


def route_to(
    library: Library, source: str, target: str, through: str | None, smallest: bool, take: Callable[[], Instance] | None
) -> ChosenRoute:
    """Return the chain from one problem to another: the shortest one, through the problems that `--via` names, or the smallest.

    `take` reads the instance whose image is to be small; None: the bounds are compared as the measures grow.  Raises `Unknown`,
    `NoRoute`, and what `take` and `smallest_chain` raise.
    """
    from certify.graph.route_choice import ChosenRoute, chain_through, smallest_chain

    stops = [*names_of(through), target]
    if smallest:
        library.find_problem(source)
        return smallest_chain(library, source, target, None if take is None else take())
    return ChosenRoute(chain_through(library, [source, *stops]), "")


def route_at_will(
    library: Library, source: str, via: str | None, smallest: bool, take: Callable[[], Instance] | None
) -> ChosenRoute:
    """Return the chain from a problem through those that `--via` names to the last of them; without `--via` the empty chain."""
    stops = names_of(via)
    if not stops:
        return route_to(library, source, source, None, False, None)
    if smallest and len(stops) > 1:
        raise Usage(f"`--via {via}` names the route, and `--smallest` chooses one: leave out one, or name the far end alone")
    found = route_to(library, source, stops[-1], ",".join(stops[:-1]), smallest, take)
    if not found.chain.reductions:
        raise Usage(f"`--via {via}` is the problem itself, and has no effect: leave it out")
    return found


def names_of(via: str | None) -> list[str]:
    """Return the problems that `--via` names, in order; none if it is not given.  Raises Usage for an empty name."""
    if via is None:
        return []
    words = [word.strip() for word in via.split(",")]
    if via and not all(words):
        raise Usage(f"`--via {via}`: found an empty name, expected names of problems with commas between them, as in `is,vc`")
    return [word for word in words if word]
