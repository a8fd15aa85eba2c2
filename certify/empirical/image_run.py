"""One instance with its image under a reduction: the run against which size claims and derived bounds are checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from certify.core.values import Value
from certify.semantics.instance_flaws import Flaw, flaw_of
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning


class ImageRun:
    """The image of a valid instance, its flaw, and its measures; each is evaluated on first use.

    The image and its measures may raise Unmet or OutsideHome.  Then the instance violates an obligation other than the one on
    sizes.
    """

    def __init__(self, map: ReductionMeaning, target: ProblemMeaning, x: Value) -> None:
        self._map, self._target, self._x = map, target, x

    @cached_property
    def image(self) -> Value:
        """The image of the instance."""
        return self._map.image(self._x).value

    @cached_property
    def flaw(self) -> Flaw | None:
        """The flaw of the image as an instance of the target; None if the image is valid."""
        return flaw_of(self._target, self.image)

    @cached_property
    def measures(self) -> Mapping[str, int]:
        """The measures of the image."""
        return self._target.measures(self.image)
