"""What is learnt about a text while it is lowered, for editors: the types of its expressions, and what its names mean."""

from __future__ import annotations

from certify.core import Mark, Type
from certify.core.mistakes import Source
from certify.records import dataclass, field


@dataclass(frozen=True)
class Meaning:
    """What a name means: the name of the text that binds it, its place there (None: not one name), and what it is."""

    what: str
    text: Source | None = None
    place: Mark | None = None


@dataclass
class Notes:
    """Notes of the lowering of a text.  They are made only for editors, and decide nothing.

    `types` are the types of expressions and of bound names, by place; `names` the meanings of names, by the place of their use;
    `in_scope` the names that were in scope at each name without a meaning.
    """

    types: dict[Mark, Type] = field(default_factory=dict)
    names: dict[Mark, Meaning] = field(default_factory=dict)
    in_scope: dict[Mark, tuple[str, ...]] = field(default_factory=dict)
