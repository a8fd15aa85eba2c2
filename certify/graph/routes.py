"""The network as a networkx graph, and routes through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from certify.errors import InputError
from certify.graph.smallest_images import SmallestImages, first_by_name
from certify.system.cache import remembered

if TYPE_CHECKING:
    import networkx

    from certify.library import Library

    Network = networkx.MultiDiGraph[str]

MOST_COMPARED = 256
"""The most equally short routes that are found."""


class NoRoute(InputError):
    """There is no chain of reductions from one problem to another; `str()` states this, and which problems can be reached."""

    def __str__(self) -> str:
        return str(self.args[0])


def chain_names(library: Library, source: str, target: str) -> list[str]:
    """Return the names of the reductions of a shortest route from `source` to `target` in a library.

    Of several such routes it is the one with the smallest images (`certify.graph.smallest_images`).  Routes are cached.  Raises
    `NoRoute` if there is none.

    >>> from certify.library import standard
    >>> chain_names(standard(), "ThreeSAT", "VertexCover")
    ['ThreeSAT:IndependentSet', 'IndependentSet:VertexCover']
    """

    def find() -> list[str]:
        return SmallestImages(library).among(ShortRoutes(network_of(library), source).to(target))

    return remembered(f"route {library.digest} {source} {target}", find)


def route_through(library: Library, problems: Sequence[str]) -> list[str]:
    """Return the names of the reductions of a route that visits the problems in this order, by a shortest route from each to the
    next.

    `problems` are at least one, each given by any of its names.  Raises `Unknown` or `NoRoute`.
    """
    names = [library.find_problem(word) for word in problems]
    return [edge for a, b in pairwise(names) for edge in chain_names(library, a, b)]


def network_of(library: Library) -> Network:
    """Return the network of all problems and reductions of a library."""
    return network(library.names("problem"), library.names("reduction"), library.names("restriction"))


def network(problems: Iterable[str], reductions: Iterable[str], restrictions: Iterable[str] = ()) -> Network:
    """Return the network of problems (nodes) and reductions `SOURCE:TARGET` (edges, with their names as keys).

    Each edge has a `length`: 0 for `restrictions`, whose images are the instances themselves, and 1 for other reductions.

    >>> sorted(network(["A", "B"], ["A:B"]).edges(keys=True))
    [('A', 'B', 'A:B')]
    """
    import networkx

    graph: Network = networkx.MultiDiGraph()
    graph.add_nodes_from(problems)
    free = set(restrictions)
    for name in reductions:
        source, _, target = name.partition(":")
        graph.add_edge(source, target, key=name, length=0 if name in free else 1)
    return graph


def shortest_route(graph: Network, source: str, target: str) -> list[str]:
    """Return the names of the reductions of a route from `source` to `target` with fewest edges, where restrictions do not count.

    Among several such routes in the `graph`, it prefers one through most restrictions, whose images are the most special, and
    then the first by the names of its problems.  Raises `NoRoute` if there is no route.

    >>> shortest_route(network("ABC", ["A:B", "B:C"]), "A", "C")
    ['A:B', 'B:C']
    >>> shortest_route(network("ABCD", ["A:D", "A:B", "B:C", "C:D"], ["B:C", "C:D"]), "A", "D")
    ['A:B', 'B:C', 'C:D']
    """
    return first_by_name(ShortRoutes(graph, source).to(target))


class ShortRoutes:
    """The routes with fewest edges from one problem to the others, where restrictions do not count.

    - `graph`, `source`: the network, and the problem.
    """

    def __init__(self, graph: Network, source: str) -> None:
        self._graph, self._source = graph, source
        lengths, here, longer = {source: 0}, [source], 0
        while here:  # restrictions first, then the problems one edge further
            for problem in here:
                for _, there, longer in graph.out_edges(problem, data="length"):
                    if longer == 0 and there not in lengths:
                        lengths[there] = lengths[problem]
                        here.append(there)
            further = {there for problem in here for there in graph.successors(problem)} - lengths.keys()
            lengths |= dict.fromkeys(further, lengths[here[0]] + 1)
            here = sorted(further)
        self._lengths = lengths

    def __iter__(self) -> Iterator[str]:
        """Yield the problems that are reached, the source among them."""
        return iter(self._lengths)

    def to(self, target: str) -> list[list[str]]:
        """Return the shortest routes to a problem, at most `MOST_COMPARED`, as the names of their reductions.

        Raises `NoRoute` if there is none.

        >>> ShortRoutes(network("ABCD", ["A:B", "A:C", "B:D", "C:D"]), "A").to("D")
        [['A:B', 'B:D'], ['A:C', 'C:D']]
        """
        if target not in self._lengths:
            raise NoRoute(_no_chain(self._graph, self._source, target))
        found, begun, longer = list[list[str]](), [[target]], 0
        while begun and len(found) < MOST_COMPARED:
            nodes = begun.pop()
            if nodes[0] == self._source:
                found.append(_edges(self._graph, nodes))
                continue
            for before, _, longer in self._graph.in_edges(nodes[0], data="length"):
                if before not in nodes and self._lengths.get(before) == self._lengths[nodes[0]] - longer:
                    begun.append([before, *nodes])
        return sorted(found)


def _no_chain(graph: Network, source: str, target: str) -> str:
    import networkx

    reached, leading = sorted(networkx.descendants(graph, source)), sorted(networkx.ancestors(graph, target))
    known = f"; from {source} one reaches {_some(reached)}" if reached else f"; no reduction starts at {source}"
    lead = "leads" if len(leading) == 1 else "lead"
    known += f"; {_some(leading)} {lead} to {target}" if leading else f"; no reduction ends at {target}"
    known += "; there is one the other way" if target in networkx.ancestors(graph, source) else ""
    return f"there is no chain from {source} to {target}{known}"


def _some(problems: list[str]) -> str:
    """Return the names of problems, or of many their number.

    >>> _some(["Clique", "SAT"]), _some(["A"] * 9)
    ('Clique, SAT', '9 problems')
    """
    return ", ".join(problems) if len(problems) <= 8 else f"{len(problems)} problems"


def all_routes(graph: Network, source: str, target: str, longest: int | None = None) -> Iterator[list[str]]:
    """Return all routes from `source` to `target` that visit no problem twice, fewest edges first.  `longest` bounds the number
    of edges; None for no bound."""
    import networkx

    limit = longest if longest is not None else graph.number_of_nodes()
    found = [_edges(graph, p) for p in networkx.all_simple_paths(graph, source, target, cutoff=limit)]
    unique = sorted({tuple(route) for route in found}, key=lambda r: (len(r), r))
    return iter([list(route) for route in unique])


def _edges(graph: Network, nodes: list[str]) -> list[str]:
    return [min(graph[a][b]) for a, b in pairwise(nodes)]
