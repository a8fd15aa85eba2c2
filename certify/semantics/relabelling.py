"""Relabelling at the boundary of a reduction: from built labels to the ranks 0, 1, ... in the target's homes, and back.

The table of a home is the tuple of its labels, as the reduction built them, in the derived order.  The rank of a label is its
place in the table.  The source instance alone determines the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from certify.core import Constructor, Edge, Label, Map, Record, Reduction, Seq, Set, Sum, Term, Tuple, Type
from certify.core.paths import components
from certify.core.values import FrozenMap, Value, ordered
from certify.semantics.named_instances import Display

Tables = Mapping[str, tuple[Value, ...]]
Relabel = Callable[[Value, Mapping[str, Any]], Value]

_LONGEST = 80


class SharedTables(dict[str, tuple[Value, ...]]):
    """Tables that many images share, which are found again by their identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class OutsideHome(Exception):
    """Raised if a label is not in its home.

    `home` is the path of the home in the target, `label` the label as it was built, and `shown` its text.
    """

    def __init__(self, home: str, label: Value, shown: str) -> None:
        super().__init__(f"{shown} is not one of the labels of {home}")
        self.home, self.label, self.shown = home, label, shown


class Image(NamedTuple):
    """The image of a source instance: the target instance after relabelling, and the tables of the target's homes.

    `ranks` are the inverses of the tables: for each home, the rank of each label.
    """

    reduction: Reduction
    value: Value
    tables: Tables
    ranks: Mapping[str, Mapping[Value, int]]

    def __repr__(self) -> str:
        return f"<image under {self.reduction.name}>"

    def names(self, source_names: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the names of the target's labels: the built labels as text, with the names of the source's labels in them.

        The name is the constructor with the rank (`node#7`) if the text is longer than 80 characters, or if another label of the
        home has the same text.
        """
        display = Display({f"source.{home}": names for home, names in source_names.items()}, self.reduction.constructors)
        content = dict(self.reduction.content)
        return {home: _names(labels, content[home], display, self.reduction.constructors) for home, labels in self.tables.items()}


class ImageNames(Mapping[str, tuple[str, ...]]):
    """The names that `Image.names` returns, made when they are asked for: most images are solved without them.

    - `image`, `source_names`: the image, and the names of the source's labels.
    """

    def __init__(self, image: Image, source_names: Mapping[str, tuple[str, ...]]) -> None:
        self.image, self.source_names = image, source_names

    @cached_property
    def _made(self) -> dict[str, tuple[str, ...]]:
        return self.image.names(self.source_names)

    def __getitem__(self, home: str) -> tuple[str, ...]:
        return self._made[home]

    def __iter__(self) -> Iterator[str]:
        return iter(self.image.tables)

    def __len__(self) -> int:
        return len(self.image.tables)

    def __repr__(self) -> str:
        return repr(self._made)


def _names(labels: tuple[Value, ...], type: Type, display: Display, constructors: tuple[Constructor, ...]) -> tuple[str, ...]:
    names = display.show_all(type, labels)
    if max(map(len, names), default=0) <= _LONGEST and len(set(names)) == len(names):
        return tuple(names)
    used: set[str] = set()
    for rank, (label, name) in enumerate(zip(labels, names, strict=True)):
        short = constructors[label[0]].name if isinstance(type, Term) else "label"
        if len(name) > _LONGEST:
            name = f"{short}#{rank}"
        while name in used:
            name = f"{short}#{rank}" if "#" not in name else name + "'"
        used.add(name)
        names[rank] = name
    return tuple(names)


def tables(type: Record, value: Value) -> dict[str, tuple[Value, ...]]:
    """Return the tables of a built image: the labels of each home in the derived order.

    `type` is the instance type of the target, and `value` the image before relabelling.

    >>> tables(Record((("V", Set(Label("V"), "V")),)), (frozenset({(1, 0), (0, 5)}),))
    {'V': ((0, 5), (1, 0))}
    """
    return dict(_tables(type, value))


def _tables(type: Record, value: Value) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for (_, field), part in zip(type.fields, value, strict=True):
        match field:
            case Set(_, home) if home:
                yield home, tuple(ordered(part))
            case Record():
                yield from _tables(field, part)


def relabel(type: Type) -> Relabel | None:
    """Return the function that replaces each label in a value of the type by its entry in the table of its home.

    With dictionaries from built labels to ranks as tables, the function relabels built values for the target; with tuples of
    built labels, it restores them.  It raises OutsideHome for a label without an entry.  The result is None if values of the
    type contain no labels.

    >>> convert = relabel(Seq(Label("V")))
    >>> assert convert is not None
    >>> convert(((1, 0),), {"V": {(1, 0): 0}}), convert((0,), {"V": ((1, 0),)})
    ((0,), ((1, 0),))
    """
    match type:
        case Label(home):
            return _label(home)
        case Set(item) | Edge(item):
            return _collection(item, frozenset)
        case Seq(item):
            return _collection(item, tuple)
        case Map(key, item):
            return _map(key, item)
        case Tuple() | Record():
            return _items(tuple(t for _, t in components(type)))
        case Sum(_, cases):
            return _cases(tuple(_items(types) for _, types in cases))
    return None


def _label(home: str) -> Relabel:
    def convert(value: Value, table: Mapping[str, Any]) -> Value:
        try:
            return table[home][value]
        except (KeyError, IndexError):
            raise OutsideHome(home, value, str(value)) from None

    return convert


def _same(value: Value, table: Mapping[str, Any]) -> Value:
    return value


def _collection(item: Type, make: type[frozenset[Value]] | type[tuple[Value, ...]]) -> Relabel | None:
    convert = relabel(item)
    return convert and (lambda value, table: make([convert(v, table) for v in value]))


def _map(key: Type, item: Type) -> Relabel | None:
    of_key, of_item = relabel(key), relabel(item)
    if of_key is None and of_item is None:
        return None
    k, i = of_key or _same, of_item or _same
    return lambda value, table: FrozenMap([(k(a, table), i(b, table)) for a, b in value.items()])


def _items(types: tuple[Type, ...]) -> Relabel | None:
    found = [relabel(t) for t in types]
    if not any(found):
        return None
    converts = [c or _same for c in found]
    return lambda value, table: tuple([c(v, table) for c, v in zip(converts, value, strict=True)])


def _cases(converts: tuple[Relabel | None, ...]) -> Relabel | None:
    if not any(converts):
        return None
    of_case = [c or _same for c in converts]
    return lambda value, table: (value[0], *of_case[value[0]](value[1:], table))
