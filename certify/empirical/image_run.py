"""One instance, mapped by a reduction and measured: the run that size claims and derived bounds are checked against."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from certify.core.values import Value
from certify.semantics.instance_flaws import Flaw, flaw_of
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning


class ImageRun:
    """The image of a valid instance, what is wrong with it, and its measures; each is evaluated when it is first asked for.

    The image and its measures may raise Unmet or OutsideHome: the instance then breaks another obligation than that on sizes.
    """

    def __init__(self, map: ReductionMeaning, target: ProblemMeaning, x: Value) -> None:
        self._map, self._target, self._x = map, target, x

    @cached_property
    def image(self) -> Value:
        """The image of the instance."""
        return self._map.image(self._x).value

    @cached_property
    def flaw(self) -> Flaw | None:
        """What is wrong with the image as an instance of the target; None if it is valid."""
        return flaw_of(self._target, self.image)

    @cached_property
    def measures(self) -> Mapping[str, int]:
        """The measures of the image."""
        return self._target.measures(self.image)
