"""Libraries on their way to another process: the texts on top of the shipped library, which is there already."""

from __future__ import annotations

from certify.core.mistakes import Source
from certify.library import Library, standard

Layers = tuple[tuple[Source, ...], ...]


def packed(library: Library) -> Layers | Library:
    """Return the texts of each layer above the shipped library, the lowest first; another library as it is."""
    *above, lowest = library.layers
    if lowest != standard().texts:
        return library
    return tuple(tuple(text.source for text in layer) for layer in reversed(above))


def unpacked(layers: Layers | Library) -> Library:
    """Return the library that `packed` packed.

    >>> unpacked(packed(standard())) is standard()
    True
    """
    if isinstance(layers, Library):
        return layers
    library = standard()
    for sources in layers:
        library = library.with_texts(sources)
    return library
