"""An instance with its images along a chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

from certify.api.instances import LoadedInstance
from certify.chains import Stages
from certify.records import dataclass


@dataclass(frozen=True, repr=False)
class Images(Stages):
    """An instance with its images along a chain: a sequence of instances, of which the last is the image at the far end.

    >>> import certify
    >>> images = certify.chain("3sat", "vc").map([[1, -2]])
    >>> images
    <images along ThreeSAT -> IndependentSet -> VertexCover>
    >>> images[-1].measures
    {'n': 2, 'm': 1, 'b': 1}
    """

    @overload
    def __getitem__(self, place: int) -> LoadedInstance: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[LoadedInstance, ...]: ...

    def __getitem__(self, place: int | slice) -> Any:
        return self.instances[place]

    def __len__(self) -> int:
        return len(self.instances)

    def __iter__(self) -> Iterator[LoadedInstance]:
        return iter(self.instances)  # type: ignore[arg-type]

    def _repr_html_(self) -> str:
        from certify.display.answers import images_page

        return images_page(self)


def images_of(instance: LoadedInstance, stages: Stages) -> Images:
    """Return an instance with the images that the stages of its chain have."""
    far = [LoadedInstance(image.problem, image.value, image.names) for image in stages.instances[1:]]
    return Images((instance, *far), stages.images)
