"""The figures that are counted on instances; tallies of different instances add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from fractions import Fraction
from typing import NamedTuple

from certify.records import dataclass, field

COUNTED = 5
"""The number of instances of each shape on which steps are counted, since counting makes a run ten times as long."""


class Counts(NamedTuple):
    """The figures of one instance.

    - `witnesses`, `members`: its witnesses, and the members of its witness space.
    - `answers`: the witnesses of its image.
    - `nodes`: the search decisions or members that were examined to find those.
    - `work`: the work of all that.
    - `image_members`: the members of the image's witness space; None if the space was searched and its members were not counted.
    - `believed`: True if that the image has no other witnesses rests on the word of another solver.
    """

    witnesses: int
    members: int
    answers: int
    nodes: int
    work: int = 0
    image_members: int | None = None
    believed: bool = False


@dataclass(slots=True)
class SeenBound:
    """What was seen of a claimed bound: the largest value, the value allowed there, and whether the bound was attained
    anywhere."""

    largest: int | Fraction | None = None
    allowed: Fraction | None = None
    tight: bool = False

    def note(self, seen: int | Fraction, allowed: Fraction, tight: bool | None = None) -> None:
        """Record another value.

        - `seen`, `allowed`: the value, and the value that is allowed.
        - `tight`: whether the bound was attained; None to compare the two.
        """
        self.tight = self.tight or (seen == allowed if tight is None else tight)
        if self.largest is None or seen > self.largest:
            self.largest, self.allowed = seen, allowed


@dataclass(slots=True)
class ShapeTally:
    """The figures of instances with the same measures, as if every isomorphic instance had been run as well.

    A figure is None if it is not known of every instance.  `instances` is the number of instances, `yes` the number of those with
    a witness, and the others are sums of `Counts`.
    """

    instances: int = 0
    yes: int | None = 0
    witnesses: int | None = 0
    members: int | None = 0
    answers: int | None = 0
    image_members: int | None = 0

    def count(self, of: Counts | None, orbit: int) -> None:
        """Add an instance and all that are isomorphic to it.

        - `of`: its figures; None if they exceeded a budget.
        - `orbit`: the number of instances that are isomorphic to it, itself included.

        >>> shape = ShapeTally()
        >>> shape.count(Counts(2, 4, 3, 9), 6)
        >>> shape
        ShapeTally(instances=6, yes=6, witnesses=12, members=24, answers=18, image_members=None)
        """
        self.instances += orbit
        self.yes = _plus(self.yes, None if of is None else int(of.witnesses > 0), orbit)
        self.witnesses = _plus(self.witnesses, None if of is None else of.witnesses, orbit)
        self.members = _plus(self.members, None if of is None else of.members, orbit)
        self.answers = _plus(self.answers, None if of is None else of.answers, orbit)
        self.image_members = _plus(self.image_members, None if of is None else of.image_members, orbit)


def _plus(total: int | None, one: int | None, times: int) -> int | None:
    return None if total is None or one is None else total + one * times


@dataclass
class Tally:
    """The figures of a set of instances.

    - `instances`: the number of instances that are covered.
    - `run`: the number of them that were run; each of the others is isomorphic to one of these.
    - `yes`: the number of runs with a witness.
    - `witnesses`, `members`, `answers`, `nodes`: the sums of `Counts`.
    - `by_reference`: the number of runs that the interpreter and the search examined as well.
    - `believed`: the number of runs in which another solver says that there are no other witnesses of the image.
    - `counted`: the number of runs with counted steps.
    - `bounds`: what was seen of each claimed bound.
    - `work`: the work of the runs, from their figures.
    - `beyond`: the budgets that were exceeded, each with the number of instances.  Nothing is known of these instances, and they
      are not counted above.
    """

    instances: int = 0
    run: int = 0
    yes: int = 0
    witnesses: int = 0
    members: int = 0
    answers: int = 0
    nodes: int = 0
    by_reference: int = 0
    believed: int = 0
    counted: int = 0
    work: int = 0
    bounds: list[SeenBound] = field(default_factory=list)
    beyond: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """Record an instance that exceeded a budget, with the reason."""
        self.beyond[why] = self.beyond.get(why, 0) + 1

    def count(self, of: Counts, orbit: int) -> None:
        """Add one instance; `orbit` is the number of instances that are isomorphic to it, itself included."""
        self.instances += orbit
        self.run += 1
        self.yes += bool(of.witnesses)
        self.witnesses += of.witnesses
        self.members += of.members
        self.answers += of.answers
        self.nodes += of.nodes
        self.work += of.work
        self.believed += of.believed

    def add(self, other: Tally) -> None:
        """Add the figures of another tally."""
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
    """Return the sum of tallies.

    >>> added([Tally(run=2), Tally(run=3)]).run
    5
    """
    out = Tally()
    for tally in tallies:
        out.add(tally)
    return out
