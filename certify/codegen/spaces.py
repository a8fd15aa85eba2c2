"""The witness spaces of many instances: equal spaces are enumerated once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from certify.codegen.meaning import CompiledProblem, MemberFilter
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.core.witness_kinds import count, witnesses
from certify.records import dataclass, field

_ROOM = 1 << 20
"""The most members in stored lists; beyond, all lists are dropped."""


@dataclass(frozen=True, eq=False)
class ListedSpace:
    """A space with its number of members, which is None if they cannot be enumerated.

    - `members`: the members; empty if there are too many.
    - `accepted`: returns the members that the verifier accepts on an instance with this space; None if there are too many.
    """

    space: ConcreteSpace
    count: int | None
    members: Sequence[Value] = ()
    accepted: MemberFilter | None = None

    @cached_property
    def places(self) -> dict[Value, int]:
        """The place of each member."""
        return {w: i for i, w in enumerate(self.members)}


@dataclass
class ListedSpaces:
    """The witness spaces of one problem; a space of at most `most` members is enumerated.

    >>> from certify.library import standard
    >>> spaces = ListedSpaces(CompiledProblem(standard().problem("ThreeSAT")), most=4)
    >>> variables = frozenset({0, 1})
    >>> found = spaces.of((variables, (((0, 0),),)))  # one clause: the first variable
    >>> found.count, [sorted(w) for w in found.accepted((variables, (((0, 0),),)))]
    (4, [[0], [0, 1]])
    >>> f"{found.accepted.bits((variables, (((0, 0),),))):b}"
    '1010'
    >>> spaces.of((frozenset({0, 1, 2}), ())).accepted is None
    True
    """

    problem: CompiledProblem
    most: int
    _known: dict[tuple[Value, ...], ListedSpace] = field(default_factory=dict)
    _kept: int = 0

    def of(self, x: Value) -> ListedSpace:
        """Return the witness space of a valid instance."""
        key = self.problem.space_key(x)
        found = self._known.get(key)
        if found is None:
            found = self._listed(self.problem.space(x))
            self._kept += 1 + (found.count or 0 if found.accepted else 0)
            if self._kept > _ROOM:
                self._known.clear()
                self._kept = 0
            self._known[key] = found
        return found

    def _listed(self, space: ConcreteSpace) -> ListedSpace:
        size = count(space)
        if size is None or size > self.most:
            return ListedSpace(space, size)
        members = tuple(witnesses(space))
        return ListedSpace(space, size, members, self.problem.filter(members))
