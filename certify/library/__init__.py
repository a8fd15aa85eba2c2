"""The library: problems, reductions, definitions and facts in layers of texts, the shipped texts below the user's."""

from certify.library.aliases import aliases
from certify.library.layers import Library, Unknown
from certify.library.shipped import standard
from certify.library.texts import A_TEXT, LibraryText, read_source

__all__ = ["A_TEXT", "Library", "LibraryText", "Unknown", "aliases", "read_source", "standard"]
