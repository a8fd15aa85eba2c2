"""The order in which the fields of an instance are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certify.core import Label, Map, Set, Type
from certify.core.paths import children
from certify.semantics.dependencies import touches


def paths_named(type: Type) -> Iterator[str]:
    """Yield the homes of the labels in a type, and the paths of the sets that its parts are subsets of."""
    match type:
        case Label(home):
            yield home
        case Set(_, home) if home:
            return
        case Set(_, _, path) | Map(_, _, path) if path:
            yield path
    for _, part in children(type):
        yield from paths_named(part)


def in_order_of_need(fields: Sequence[tuple[str, Type]], reads: Sequence[set[str] | None]) -> list[tuple[str, Type]]:
    """Return the fields in the order of generation.

    Each field comes after those whose paths its type names.  Apart from that, fields that earlier conditions read come first, and
    among the fields that a condition reads, numbers and labels come before collections.  So a condition on items can be tested as
    items are placed.

    - `fields`: the fields, by path.
    - `reads`: the fields that each condition reads; None for all.

    Raises ValueError if fields depend on one another.
    """
    types = dict(fields)
    out: dict[str, Type] = {}

    def add(path: str, above: tuple[str, ...]) -> None:
        if path in above:
            raise ValueError(f"the fields {', '.join(above)} depend on one another")
        if path not in out:
            for named in sorted(set(paths_named(types[path]))):
                add(named, (*above, path))
            out[path] = types[path]

    wanted = [[path for path in types if read is not None and touches(read, path)] for read in reads]
    for paths in wanted:
        for path in sorted(paths, key=lambda p: any(True for _ in children(types[p]))):
            add(path, ())
    for path in types:
        add(path, ())
    return list(out.items())
