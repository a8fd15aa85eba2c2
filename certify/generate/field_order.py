"""The order in which the fields of an instance are chosen, and the instance that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from certify.core import Label, Map, Record, Set, Type
from certify.core.paths import below, children, factors
from certify.core.values import Value
from certify.semantics.dependencies import touches


def paths_named(type: Type) -> Iterator[str]:
    """Yield the homes of the labels in a type, and the paths of the sets that its parts are subsets of."""
    match type:
        case Label(home):
            yield home
        case Set(_, home) if home:
            return
        case Set(_, _, path) | Map(_, _, path) if path:
            yield from factors(path)
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


def named_by_parts(type: Type, path: str = "") -> dict[str, list[str]]:
    """Return, for each part of a type at any depth, the homes and sets that its type names, all by path.

    >>> from certify.core import Seq
    >>> named_by_parts(Record((("V", Set(Label("V"), "V")), ("s", Seq(Label("V"))))))
    {'V': [], 'V[]': ['V'], 's': ['V'], 's[]': ['V']}
    """
    out = {}
    for inner, part in children(type, path):
        out[inner] = sorted(set(paths_named(part)))
        out |= named_by_parts(part, inner)
    return out


def assembler(type: Record, path: str = "") -> Callable[[Mapping[str, Value]], Value]:
    """Return the function from the values of the fields, by path, to the record at a path.

    >>> from certify.core import NAT
    >>> assembler(Record((("a", NAT), ("b", Record((("c", NAT),))))))({"a": 1, "b.c": 2})
    (1, (2,))
    """
    made: Callable[[Mapping[str, Value]], Value] = eval(f"lambda found: {_assembled(type, path)}")
    return made


def _assembled(type: Record, path: str) -> str:
    """Return the Python expression for the record at a path."""
    inner = [(below(path, name), field) for name, field in type.fields]
    parts = [_assembled(field, p) if isinstance(field, Record) else f"found[{p!r}]" for p, field in inner]
    return f"({''.join([part + ', ' for part in parts])})"
