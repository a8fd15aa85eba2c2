"""Writers from values to JSON.  The writer of a type is built once for all values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import getitem
from typing import Any

from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Space, SpaceKind, Sum, Term, Tuple, Type
from certify.core.coded_sets import coding, rows_of
from certify.core.values import FrozenMap, Value, in_order, order_key
from certify.core.whole_numbers import to_digits
from certify.formats.json_forms import Data, Form
from certify.formats.type_shape import keyed_by_text

DATA = Data()

Write = Callable[[Value], Any]


def writer(type: Type, names: Mapping[str, tuple[str, ...]], form: Form = DATA) -> Write:
    """Return the writer of a type, from a value to JSON data (or to the result of another form).

    `names` gives the names of the labels of each home.  Raises TypeError for built labels.
    """
    return TypeWriters(names, form).of(type)


def space_writer(space: Space, names: Mapping[str, tuple[str, ...]], form: Form = DATA) -> Write:
    """Return the writer of a witness space: the writer of its type, except that a cycle is the list of its members in order.

    The list begins with the least member.  `names` and `form` are as for `writer`.
    """
    return TypeWriters(names, form).of_space(space)


class _Converted(dict[str, list[Any]]):
    """The names of the labels of each home, converted when they are first asked for; none for a home without names."""

    def __init__(self, convert: Callable[[str], Any], names: Mapping[str, tuple[str, ...]]) -> None:
        self._convert, self._names = convert, names

    def __missing__(self, home: str) -> list[Any]:
        self[home] = found = list(map(self._convert, self._names.get(home, ())))
        return found


class TypeWriters:
    """Builds writers; the names of the labels are converted once, those of a home when they are first needed.

    `names` gives the names of the labels of each home, and `form` the results of the writers.
    """

    def __init__(self, names: Mapping[str, tuple[str, ...]], form: Form) -> None:
        self.names, self.form = names, form
        self.atoms, self.keys = _Converted(form.text, names), _Converted(form.key, names)

    def of(self, type: Type) -> Write:
        """Return the writer of a type."""
        form = self.form
        listing, mapping = form.listing, form.mapping
        match type:
            case Label(home):
                return self.atoms[home].__getitem__
            case Number():
                return form.number
            case Set(_, home) if home:
                known = self.atoms[home]
                return lambda value: listing(list(map(known.__getitem__, sorted(value))))
            case Set(item) if how := coding(item):
                columns = [self.atoms[home] for home in how.homes]
                return lambda value: listing([listing(list(map(getitem, columns, row))) for row in rows_of(value, how.edge)])
            case Set(item) | Edge(item):
                each, order = self.of(item), in_order(item)
                return lambda value: listing(list(map(each, order(value))))
            case Seq(item):
                each = self.of(item)
                return lambda value: listing(list(map(each, value)))
            case Map(key, item):
                return self._map(key, self.of(item))
            case Tuple(items):
                writers = [self.of(t) for t in items]
                return lambda value: listing([w(v) for w, v in zip(writers, value, strict=True)])
            case Record(fields):
                keys = [form.key(name) for name, _ in fields]
                writers = [self.of(t) for _, t in fields]
                return lambda value: mapping(keys, [w(v) for w, v in zip(writers, value, strict=True)])
            case Sum(_, cases):
                return self._sum(cases)
            case Term():
                raise TypeError("built labels exist inside a reduction only and have no JSON form")
        return form.truth

    def of_space(self, space: Space) -> Write:
        """Return the writer of a witness space."""
        mapping, listing = self.form.mapping, self.form.listing
        match space, space.type:
            case Space(kind=SpaceKind.CYCLE), Map(key):
                each, plain = self.of(key), self.of(space.type)
                return lambda value: plain(value) if (on := around(value)) is None else listing([each(v) for v in on])
            case Space(kind=SpaceKind.MAP, parts=((_, part),)), Map(key):
                return self._map(key, self.of_space(part))
            case Space(kind=SpaceKind.RECORD), Record():
                keys = [self.form.key(name) for name, _ in space.parts]
                writers = [self.of_space(part) for _, part in space.parts]
                return lambda value: mapping(keys, [w(v) for w, v in zip(writers, value, strict=True)])
        return self.of(space.type)

    def _map(self, key: Type, write_value: Write) -> Write:
        mapping, listing, order = self.form.mapping, self.form.listing, in_order(key)
        if keyed_by_text(key):
            write_key = self.of_key(key)

            def write(value: Value) -> Any:
                keys = order(value)
                return mapping(list(map(write_key, keys)), list(map(write_value, map(value.__getitem__, keys))))

            return write
        in_list = self.of(key)
        return lambda value: listing([listing([in_list(k), write_value(value[k])]) for k in order(value)])

    def of_key(self, type: Type) -> Write:
        """Return the writer of the keys of objects, which are values of a type that `keyed_by_text` accepts."""
        if isinstance(type, Label):
            return self.keys[type.home].__getitem__
        make, plain = self.form.key, writer(type, self.names)
        return lambda value: make(_text(plain(value)))

    def _sum(self, cases: Sequence[tuple[str, tuple[Type, ...]]]) -> Write:
        mapping, listing = self.form.mapping, self.form.listing
        made = [(self.form.text(name), [self.form.key(name)], [self.of(t) for t in types]) for name, types in cases]

        def write(value: Value) -> Any:
            plain, key, writers = made[value[0]]
            if not writers:
                return plain
            arguments = [w(v) for w, v in zip(writers, value[1:], strict=True)]
            return mapping(key, [arguments[0] if len(arguments) == 1 else listing(arguments)])

        return write


def around(successor: FrozenMap) -> list[Value] | None:
    """Return the members of a cycle in cyclic order from the least one, or None if the map is not a single cycle.

    >>> around(FrozenMap({0: 2, 2: 1, 1: 0})), around(FrozenMap({0: 0, 1: 1}))
    ([0, 2, 1], None)
    """
    if not successor:
        return []
    start = min(successor, key=order_key)
    members = [start]
    while len(members) <= len(successor) and (after := successor.get(members[-1])) != start and after is not None:
        members.append(after)
    closed = successor.get(members[-1]) == start
    return members if closed and len(members) == len(successor) else None


def _text(key: Any) -> str:
    if isinstance(key, bool):
        return "true" if key else "false"
    return to_digits(key) if isinstance(key, int) else str(key)
