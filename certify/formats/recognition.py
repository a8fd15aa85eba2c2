"""The format of a text, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADERS = {
    ("p", "cnf"): "cnf",
    ("p", "edge"): "graph",
    ("p", "edges"): "graph",
    ("p", "col"): "graph",
    ("p", "wcnf"): "wcnf",
    ("p", "qubo"): "qubo",
}
_STARTS = {"&": "digraph6", ">>digraph6<<": "digraph6", ":": "sparse6", ">>sparse6<<": "sparse6", ">>graph6<<": "graph6"}

_DIMOD = r'"type"\s*:\s*"BinaryQuadraticModel"'
_PEER = r'\{\s*"(type|variant|data)"\s*:'
_MARKS = {
    "gml": r"(?m)^\s*graph\s*\[",
    "lp": r"(?ims)^\s*(minimi[sz]e|maximi[sz]e|min|max)\b[^;]*^\s*(subject to|such that|s\.?t\.?)\b",
    "mps": r"(?m)^ROWS\s*$",
    "coo": r"(?m)^# vartype=",
    "wcnf": r"(?m)^h [-\d ]* 0\s*$|^c variables \d+\s*$",
}
"""Patterns that are compiled when a text is searched for them, which files with known endings are not."""


def recognised(text: str, formats: Sequence[str]) -> str:
    """Return the name of the format that a text appears to have; empty if it is none.

    `formats` are those of the problem: a line of letters is graph6 only if it can be one.

    >>> recognised("c hello\\np cnf 1 1\\n1 0\\n", ()), recognised("Bw", ("graph6",)), recognised("Bw", ())
    ('cnf', 'graph6', '')
    """
    start = text.lstrip()[:200]
    if start[:1] == "{" and "dimod" in formats and re.search(_DIMOD, text[:2000]):
        return "dimod"
    if start[:1] == "{" and "pred" in formats and re.match(_PEER, start) and re.search(r'"type"\s*:\s*"\w+"', text):
        return "pred"
    if start[:1] in ("{", "["):
        return "json"
    if start.startswith("<"):
        return "graphml"
    if start.startswith("* #variable="):
        return "opb"
    for line in text.splitlines():
        match line.split():
            case []:
                continue
            case [a, b, *_] if (a, b) in _HEADERS:
                return _HEADERS[a, b]
            case [word, *_] if word[0] in "c#%*\\":
                continue
        break
    for format, pattern in _MARKS.items():
        if re.search(pattern, text[:100_000]):
            return format
    if len(text.split()) == 1:
        for mark, format in _STARTS.items():
            if start.startswith(mark):
                return format
        if all("?" <= c <= "~" for c in text.strip()) and "graph6" in formats:
            return "graph6"
    return ""
