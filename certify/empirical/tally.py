"""What was counted and seen on instances; tallies of different instances add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted on one instance: its witnesses, the members of its witness space, the witnesses of its image, and what
    was looked at to find those (decisions of the search, or members of the image's space)."""

    witnesses: int
    members: int
    answers: int
    nodes: int


@dataclass(slots=True)
class SeenBound:
    """What was seen of a claimed bound: the largest value, what was allowed there, and whether the two met somewhere."""

    largest: int | Fraction | None = None
    allowed: Fraction | None = None
    tight: bool = False

    def note(self, seen: int | Fraction, allowed: Fraction, tight: bool | None = None) -> None:
        """Another value that was seen; `tight`: did one meet what was allowed?"""
        self.tight = self.tight or (seen == allowed if tight is None else tight)
        if self.largest is None or seen > self.largest:
            self.largest, self.allowed = seen, allowed


@dataclass
class Tally:
    """The figures of some instances.

    `instances` were covered, `run` of them were run (the others are isomorphic to one of these), of which `yes` have a witness;
    `closely`: run by the interpreter and searched as well; `counted`: with their steps counted.  `bounds`: what was seen of
    each claimed bound.  `beyond` says what there was too much of, on how many instances: nothing is known of those, and they are
    not counted.
    """

    instances: int = 0
    run: int = 0
    yes: int = 0
    witnesses: int = 0
    members: int = 0
    answers: int = 0
    nodes: int = 0
    closely: int = 0
    counted: int = 0
    bounds: list[SeenBound] = field(default_factory=list)
    beyond: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """An instance of which nothing is known, because there was too much to do."""
        self.beyond[why] = self.beyond.get(why, 0) + 1

    def count(self, of: Counts, orbit: int) -> None:
        """One more instance, and so many isomorphic ones in all."""
        self.instances += orbit
        self.run += 1
        self.yes += bool(of.witnesses)
        self.witnesses += of.witnesses
        self.members += of.members
        self.answers += of.answers
        self.nodes += of.nodes

    def add(self, other: Tally) -> None:
        """The instances of another tally as well."""
        for f in fields(self):
            if f.name not in ("bounds", "beyond"):
                setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))
        for why, times in other.beyond.items():
            self.beyond[why] = self.beyond.get(why, 0) + times
        self.bounds += [SeenBound() for _ in other.bounds[len(self.bounds) :]]
        for mine, theirs in zip(self.bounds, other.bounds, strict=False):
            if theirs.largest is not None and theirs.allowed is not None:
                mine.note(theirs.largest, theirs.allowed, theirs.tight)


def added(tallies: Iterable[Tally]) -> Tally:
    """All of these together.

    >>> added([Tally(run=2), Tally(run=3)]).run
    5
    """
    out = Tally()
    for tally in tallies:
        out.add(tally)
    return out
