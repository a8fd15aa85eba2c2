"""Words of messages: suggestions for misspelt words, and counted nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suggestion for a misspelt word, never the word itself; empty if no known word is similar.

    >>> did_you_mean("vertexes", ["vertices", "edges"])
    'did you mean `vertices`?'
    >>> did_you_mean("item", ["item", "items"])
    'did you mean `items`?'
    >>> did_you_mean("kcentre", ["KCenter", "Kernel"])
    'did you mean `KCenter`?'
    """
    known = sorted(set(known) - {word})
    folded = {k.lower(): k for k in known}
    if word.lower() in folded:
        return f"did you mean `{folded[word.lower()]}`?"
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    near = near or [folded[k] for k in get_close_matches(word.lower(), folded, n=1, cutoff=0.6)]
    return f"did you mean `{near[0]}`?" if near else ""


def counted(n: int, what: str) -> str:
    """Return a number with its noun: "1 argument", "2 arguments"."""
    return f"{n} {what}{'' if n == 1 else 's'}"


def for_each_fixed(measures: Iterable[str]) -> str:
    """Return the end of a statement that holds for each fixed value of these measures; an empty text for no measures.

    >>> for_each_fixed(["n", "L"])
    ' for each fixed n and L'
    """
    names = " and ".join(measures)
    return f" for each fixed {names}" if names else ""


def key_of(subject: str) -> str:
    """Return the name of a subject in keys of citations and names of files.

    >>> key_of("SAT -> ThreeSAT -> Clique")
    'SAT-ThreeSAT-Clique'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", subject).strip("-")
