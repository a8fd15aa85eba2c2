"""Aliases of problems: number words as digits, and initials; spaces, hyphens and case are ignored."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}


@lru_cache(1 << 12)
def folded(word: str) -> str:
    """Return a word in lower case without spaces, hyphens and underscores, so that spellings of one name are equal."""
    return re.sub(r"[\s_-]", "", word).lower()


@lru_cache(1 << 12)
def aliases(name: str) -> frozenset[str]:
    """Return the aliases of a problem, derived from its name: number words as digits, and the initials of its words.

    >>> sorted(aliases("ThreeSAT")), sorted(aliases("IndependentSet"))
    (['3sat'], ['is'])
    """
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", name)
    digits = [_NUMBER_WORDS.get(w.lower(), w) for w in words]
    found = {folded("".join(digits))} if digits != words else set()
    if len(words) > 1:
        initials = "".join(w if w[0].isdigit() or w.isupper() else w[0] for w in digits).lower()
        found.add(initials)
    return frozenset(found - {folded(name)})
