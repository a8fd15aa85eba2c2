"""The witness spaces of many instances: equal spaces are enumerated once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from certify.codegen.meaning import CompiledProblem
from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import Value
from certify.core.witness_kinds import count, witnesses

_ROOM = 1 << 20
"""The most members in stored lists; beyond, all lists are dropped."""


@dataclass(frozen=True)
class ListedSpace:
    """A space with its number of members, which is None if they cannot be enumerated.

    `accepted` returns the members that the verifier accepts on an instance with this space; it is None if there are too many.
    """

    space: ConcreteSpace
    count: int | None
    accepted: Callable[[Value], list[Value]] | None


@dataclass
class ListedSpaces:
    """The witness spaces of one problem; a space of at most `most` members is enumerated.

    >>> from certify.library import standard
    >>> spaces = ListedSpaces(CompiledProblem(standard().problem("ThreeSAT")), most=4)
    >>> variables = frozenset({0, 1})
    >>> found = spaces.of((variables, (((0, 0),),)))  # one clause: the first variable
    >>> found.count, [sorted(w) for w in found.accepted((variables, (((0, 0),),)))]
    (4, [[0], [0, 1]])
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
        listed = size is not None and size <= self.most
        return ListedSpace(space, size, self.problem.filter(tuple(witnesses(space))) if listed else None)
