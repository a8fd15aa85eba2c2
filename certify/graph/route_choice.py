"""Which chain leads from one problem to another: the shortest, one through given problems, or the one with the smallest image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from certify.chains import Chain, Miscarried
from certify.graph.remembered_routes import least_routes
from certify.graph.routes import chain_names, route_through
from certify.records import dataclass
from certify.semantics.named_instances import Instance
from certify.semantics.type_functions import length
from certify.wording import counted

if TYPE_CHECKING:
    from certify.library import Library

MOST_TRIED = 6
"""The most routes along which an instance is mapped to see which image is the smallest."""


@dataclass(frozen=True)
class ChosenRoute:
    """A chain, and the reason why it was chosen, as a phrase."""

    chain: Chain
    why: str


def chain_between(library: Library, source: str, target: str) -> Chain:
    """Return the chain of a shortest route between two problems, given by any of their names.  Raises `Unknown` or `NoRoute`."""
    start, end = library.find_problem(source), library.find_problem(target)
    return chain_of(library, start, chain_names(library, start, end))


def chain_of(library: Library, start: str, route: Sequence[str]) -> Chain:
    """Return the chain of the named reductions, starting at the problem `start`."""
    return Chain(library.problem(start), tuple(library.reduction(name) for name in route))


def chain_through(library: Library, problems: Sequence[str]) -> Chain:
    """Return the chain that visits the problems in this order, by a shortest route from each to the next.

    `problems` are at least one, each given by any of its names.  Raises `Unknown` or `NoRoute`.

    >>> from certify.library import standard
    >>> chain_through(standard(), ["3sat", "clique", "vc"]).name
    'ThreeSAT -> IndependentSet -> Clique -> VertexCover'
    """
    return chain_of(library, library.find_problem(problems[0]), route_through(library, problems))


def smallest_chain(library: Library, source: str, target: str, instance: Instance | None = None) -> ChosenRoute:
    """Return the chain whose image is the smallest.

    Without an instance, the bounds of the target's measures are compared as the measures of the source grow, in the order of
    their declaration.  With one, the routes that no other one undercuts at its measures are tried, at most `MOST_TRIED`, and the
    image of the least length is chosen.

    Raises `Unknown` or `NoRoute`; `Invalid` if the instance is not valid; `Miscarried` if all these chains fail on it.
    """
    from certify.graph.solving import mapped
    from certify.semantics.interpreter import ProblemMeaning

    start, end = library.find_problem(source), library.find_problem(target)
    wanted = [name for name, _ in library.problem(end).measures]
    if instance is None:
        found = least_routes(library, start, end)
        return ChosenRoute(chain_of(library, start, found[0]), f"the least bounds of {', '.join(wanted)}")
    mapped(Chain(instance.problem), instance)
    at = ProblemMeaning(instance.problem).measures(instance.value)
    tried: list[tuple[int, Chain]] = []
    failure: Miscarried | None = None
    for route in least_routes(library, start, end, at)[:MOST_TRIED]:
        chain = chain_of(library, start, route)
        try:
            far = mapped(chain, instance).instances[-1]
        except Miscarried as miscarried:
            failure = failure or miscarried
            continue
        tried.append((length(far.problem.instance)(far.value), chain))
    if not tried:
        assert failure is not None, "a route that is found maps or fails"
        raise failure
    least, chain = min(tried, key=lambda t: (t[0], len(t[1].reductions), t[1].name))
    return ChosenRoute(chain, f"the smallest image of {counted(len(tried), 'route')}, of length {least}")
