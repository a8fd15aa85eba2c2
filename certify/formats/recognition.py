"""The format of a text, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADERS = {
    ("p", "cnf"): "cnf",
    ("p", "edge"): "graph",
    ("p", "edges"): "graph",
    ("p", "col"): "graph",
}
_STARTS = {"&": "digraph6", ">>digraph6<<": "digraph6", ":": "sparse6", ">>sparse6<<": "sparse6", ">>graph6<<": "graph6"}


def recognised(text: str, formats: Sequence[str]) -> str:
    """Return the name of the format that a text appears to have; empty if it is none.

    `formats` are those of the problem: a line of letters is graph6 only if it can be one.

    >>> recognised("c hello\\np cnf 1 1\\n1 0\\n", ()), recognised("Bw", ("graph6",)), recognised("Bw", ())
    ('cnf', 'graph6', '')
    """
    start = text.lstrip()[:200]
    if start[:1] in ("{", "["):
        return "json"
    if start.startswith("<"):
        return "graphml"
    for line in text.splitlines():
        match line.split():
            case []:
                continue
            case [a, b, *_] if (a, b) in _HEADERS:
                return _HEADERS[a, b]
            case [word, *_] if word[0] in "c#%*\\":
                continue
        break
    if re.search(r"^\s*graph\s*\[", text[:10000], re.MULTILINE):
        return "gml"
    if len(text.split()) == 1:
        for mark, format in _STARTS.items():
            if start.startswith(mark):
                return format
        if all("?" <= c <= "~" for c in text.strip()) and "graph6" in formats:
            return "graph6"
    return ""
