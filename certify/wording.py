"""Words of messages: suggestions for misspelt words, and counted nouns."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suggestion for a misspelt word, never the word itself; empty if no known word is similar.

    >>> did_you_mean("vertexes", ["vertices", "edges"])
    'did you mean `vertices`?'
    >>> did_you_mean("item", ["item", "items"])
    'did you mean `items`?'
    """
    known = sorted(set(known) - {word})
    folded = {k.lower(): k for k in known}
    near = [folded[word.lower()]] if word.lower() in folded else get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def counted(n: int, what: str) -> str:
    """Return a number with its noun: "1 argument", "2 arguments"."""
    return f"{n} {what}{'' if n == 1 else 's'}"
