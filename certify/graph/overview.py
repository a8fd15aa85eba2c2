"""What is seen of a network from afar: fields, distances from a problem, families of restrictions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from certify.certificates.library_evidence import saved_in
from certify.library import Library
from certify.records import dataclass, field

RESTRICTION = "restrictions"
"""The field of reductions that no text declares."""
OWN = "own texts"
"""The field of reductions whose text stands in no folder."""


@dataclass(frozen=True)
class NetworkEdge:
    """A reduction of the network: its name, title, field and evidence.

    `origin` is where the evidence comes from (empty: it has none to tell), `note` a text beside the arrow, and `stands_for` the
    number of reductions that are seen as this one.
    """

    name: str
    title: str
    field: str
    status: str
    origin: str = ""
    note: str = ""
    stands_for: int = 1

    @property
    def ends(self) -> tuple[str, str]:
        """The names of its source and its target."""
        source, _, target = self.name.partition(":")
        return source, target


@dataclass(frozen=True)
class Overview:
    """A network: the titles of its problems, its reductions, and the problems that restrict another one, with that one.

    >>> seen = Overview({"A": "", "B": "", "C": ""}, [NetworkEdge("A:B", "", "logic", "proved")], {"C": "B"})
    >>> seen.fields["B"], seen.distances("A")
    ('logic', {'A': 0, 'B': 1})
    """

    titles: Mapping[str, str]
    edges: Sequence[NetworkEdge]
    bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> Mapping[str, str]:
        """The field of each problem that has one: where most reductions to it are from, and those from it, which count half.

        Restrictions that have no reductions of their own have the field of the problem that they restrict.
        """
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for edge in self.edges:
            if edge.field != RESTRICTION:
                source, target = edge.ends
                votes[target][edge.field] += 2
                votes[source][edge.field] += 1
        of = {name: max(sorted(votes[name]), key=votes[name].__getitem__) for name in self.titles if votes[name]}
        return of | {name: of[root] for name in self.titles if name not in of and (root := self.root(name)) in of}

    @property
    def hub(self) -> str:
        """The problem with most reductions from it; empty if there is no reduction."""
        most = Counter(edge.ends[0] for edge in self.edges)
        return min(most, key=lambda name: (-most[name], name), default="")

    def distances(self, origin: str) -> dict[str, int]:
        """Return of each problem that chains from `origin` reach the fewest reductions of one."""
        onward = defaultdict(list)
        for edge in self.edges:
            onward[edge.ends[0]].append(edge.ends[1])
        far, queue = {origin: 0}, [origin]
        for here in queue:
            for there in onward[here]:
                if there not in far:
                    far[there] = far[here] + 1
                    queue.append(there)
        return far

    def root(self, name: str) -> str:
        """Return the problem at the end of the restrictions from `name`, the head of its family."""
        while name in self.bases:
            name = self.bases[name]
        return name

    def family(self, name: str) -> str:
        """Return what the family of a problem is called: a problem and all that restrict it, as `SAT and 1 restriction`."""
        root = self.root(name)
        rest = sum(self.root(other) == root for other in self.titles) - 1
        return f"{root} and {rest} restriction{'s' * (rest > 1)}" if rest > 0 else root

    def collapsed(self) -> Overview:
        """Return the network in which each family is one problem.

        Reductions within a family are left out, and those between the same two families with the same evidence are one.
        """
        families = {name: self.family(name) for name in self.titles}
        groups: dict[tuple[str, str, str, str], list[NetworkEdge]] = defaultdict(list)
        for edge in self.edges:
            source, target = (families.get(end, end) for end in edge.ends)
            if source != target:
                groups[source, target, edge.status, edge.note].append(edge)
        edges = [
            NetworkEdge(f"{source}:{target}", "; ".join(e.name for e in of), of[0].field, status, of[0].origin, note, len(of))
            for (source, target, status, note), of in groups.items()
        ]
        return Overview({families[name]: title for name, title in self.titles.items() if self.root(name) == name}, edges)


def overview(library: Library) -> Overview:
    """Return the network of a library, with its saved evidence.  The field of a reduction is the folder of its text."""
    edges = []
    for name in library.names("reduction"):
        evidence = saved_in(library, name)
        title = library.reduction(name).about.title
        edges.append(NetworkEdge(name, title, field_of(library, name), evidence.status, evidence.origin))
    titles = {name: library.problem(name).about.title for name in library.names("problem")}
    return Overview(titles, edges, dict(name.split(":") for name in sorted(library.names("restriction"))))


def field_of(library: Library, name: str) -> str:
    """Return the field of a reduction: the folder of the text that declares it, or that it is the edge of a restriction.

    >>> from certify.library import standard
    >>> field_of(standard(), "ThreeSAT:SubsetSum"), field_of(standard(), "TwoSAT:SAT")
    ('numbers', 'restrictions')
    """
    declared = library.text("reduction", name)
    if declared is None or library.text("restriction", name) is not None:
        return RESTRICTION
    return PurePath(declared.source.name).parent.name or OWN
