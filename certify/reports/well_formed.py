"""What well-formed declarations are: their obligations, and the names that they bind for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from certify.library import Library


def well_formed(library: Library, declared: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return for declarations, given by their kinds (`problem`, `reduction`) and names, what there is to check.

    Raises `Mistake` if one of them is wrong.
    """
    rows = []
    for kind, name in declared:
        core = library.problem(name) if kind == "problem" else library.reduction(name)
        owed = [{"id": o.id, "says": o.says, "at": str(o.mark)} for o in core.obligations]
        unused = [{"name": n, "at": str(mark)} for n, mark in core.about.unused]
        rows.append({"kind": kind, "name": name, "obligations": owed, "unused": unused})
    return rows


def well_formed_lines(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return what `well_formed` found as lines of text.

    >>> well_formed_lines([{"kind": "problem", "name": "P", "obligations": [], "unused": []}])
    ['problem P is well formed']
    """
    lines = []
    for row in rows:
        owed = row["obligations"]
        note = f"; {len(owed)} obligations to check" if len(owed) > 1 else "; 1 obligation to check" if owed else ""
        lines.append(f"{row['kind']} {row['name']} is well formed{note}")
        lines += [f"    {o['at']}: {o['says']}" for o in owed]
        hint = "is bound and never used: write `_`, or a name that begins with it"
        lines += [f"    {n['at']}: note: `{n['name']}` {hint}" for n in row["unused"]]
    return lines or ["the text is well formed; it declares no problem and no reduction"]
