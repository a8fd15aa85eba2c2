"""Instances and witnesses as the Python data that people have, turned into JSON data by the type alone.

Labels may be any hashable objects, sets any collections, maps dicts with labels or tuples as keys, or arrays.  Every label gets a
name that is unique in its home; so the reader of JSON does the checking, and its messages are those of the command line.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Space, SpaceKind, Sum, Tuple, Type
from certify.core.paths import below, factors, fields
from certify.formats.bad_input import BadInput
from certify.formats.labels import distinct_names
from certify.formats.reading import exact_number
from certify.formats.type_shape import keyed_by_text
from certify.records import dataclass, field

Labels = tuple[Hashable, ...]


def is_literal(type: Type) -> bool:
    """Return whether a type is a literal: the first of two cases with one label each is the positive one."""
    match type:
        case Sum(_, ((_, (Label(first),)), (_, (Label(second),)))):
            return first == second
    return False


def plain(item: Any) -> Any:
    """Return a scalar of numpy as the Python object of the same value, and anything else unchanged."""
    return item.item() if type(item).__module__ == "numpy" and not getattr(item, "ndim", 1) else item


def is_array(data: Any) -> bool:
    """Return whether data is an array of numpy."""
    return type(data).__module__ == "numpy" and getattr(data, "ndim", 0) > 0


@dataclass
class LabelHomes:
    """The labels of each home, with the names by which JSON data calls them."""

    labels: dict[str, Labels] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _name_of: dict[str, dict[Hashable, str]] = field(default_factory=dict)

    def open(self, home: str, items: Iterable[Any], named: tuple[str, ...] | None = None) -> None:
        """Declare the labels of a home, in order, with their names if they have them already.

        Raises BadInput for a label that is not hashable, is no name, or occurs twice.
        """
        found: dict[Hashable, int] = {}
        for place, item in enumerate(map(plain, items)):
            where = f"{home}[{place}]"
            try:
                hash(item)
            except TypeError:
                raise BadInput(where, f"a {type(item).__name__} is no label, since it has no hash", "a tuple has one") from None
            if item is None or item == "" or isinstance(item, bool):
                raise BadInput(where, f"found {item!r}, expected a label")
            if item in found:
                raise BadInput(where, f"the label {item!r} stands at {found[item]} already")
            found[item] = place
        self.labels[home] = tuple(found)
        self.names[home] = named or distinct_names(home, len(found), {home: tuple(map(str, found))})
        self._name_of[home] = dict(zip(found, self.names[home], strict=True))

    def name(self, home: str, item: Any) -> Any:
        """Return the name of a label; of an object that is none, what the reader of JSON shows in its message."""
        item = plain(item)
        try:
            return self._name_of[home][item]
        except (KeyError, TypeError):
            known = set(self.names.get(home, ()))
            shown = item if isinstance(item, str) else repr(item)
            if isinstance(item, str | int) and not isinstance(item, bool) and str(item) in known:
                return str(item)
            return f"{shown}, of type {type(item).__name__}," if shown in known else shown


@dataclass(frozen=True)
class PythonReader:
    """Turns Python data into JSON data of a type.  Data of another form is returned as it is, for the JSON reader to report."""

    homes: LabelHomes
    scale: int | None = None

    def of(self, type: Type, data: Any) -> Any:
        """Return JSON data for a value of a type."""
        data = plain(data)
        match type:
            case Set(_, home) if home:
                return list(self.homes.names[home]) if home in self.homes.names else data
            case Label(home):
                return self.homes.name(home, data)
            case Number(sort):
                return self._number(sort, data)
            case Seq(item):
                ordered = listed(data) if not isinstance(data, set | frozenset) else data
                return [self.of(item, d) for d in ordered] if isinstance(ordered, list) else data
            case Set(item) | Edge(item):
                return [self.of(item, d) for d in listed(data)] if isinstance(listed(data), list) else data
            case Tuple(items):
                parts = listed(data)
                return [self.of(t, d) for t, d in zip(items, parts, strict=True)] if _long(parts, len(items)) else data
            case Map():
                return self._map(type, data)
            case Record(named):
                inner = dict(named)
                if not isinstance(data, Mapping):
                    return data
                return {name: self._at(name, inner[name], d) if name in inner else d for name, d in data.items()}
            case Sum():
                return self._sum(type, data)
        return data

    def _number(self, sort: str, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int | float | Fraction | Decimal):
            return data
        if self.scale is None:
            if isinstance(data, float):
                by = exact_number(data, "").denominator
                does = (
                    "reads it as the decimal number that it shows"
                    if by == 1 or sort == "rat"
                    else f"multiplies all numbers by {by}"
                )
                wanted = "a rational number" if sort == "rat" else "a whole number"
                fix = f"`scale={1 if sort == 'rat' else by}` {does}"
                raise BadInput("", f"found the float {data!r}, expected {wanted}", fix)
            return data if isinstance(data, int) else str(data)
        if sort == "rat":
            return str(exact_number(data, "") * self.scale)
        exact = exact_number(data, "")
        if (exact * self.scale).denominator > 1:
            fix = f"`scale={exact.denominator}` multiplies all numbers by {exact.denominator}"
            raise BadInput("", f"found {data}, and {self.scale} times it is no whole number", fix)
        return (exact * self.scale).numerator

    def _at(self, name: str, type: Type, data: Any) -> Any:
        """Return JSON data for a field, whose name stands in messages."""
        try:
            return self.of(type, data)
        except BadInput as bad:
            raise BadInput(
                name + bad.place if bad.place[:1] == "[" else below(name, bad.place) if bad.place else name, bad.problem, bad.fix
            ) from None

    def of_space(self, space: Space, data: Any) -> Any:
        """Return JSON data for a member of a witness space; a cycle is the list of its members."""
        match space, space.type:
            case Space(kind=SpaceKind.CYCLE), Map(key, _):
                return [self.of(key, d) for d in listed(data)] if isinstance(listed(data), list) else data
            case Space(kind=SpaceKind.MAP, parts=((_, part),)), Map():
                return self._map(space.type, data, part)
            case Space(kind=SpaceKind.RECORD), Record() if isinstance(data, Mapping):
                parts = dict(space.parts)
                return {name: self.of_space(parts[name], d) if name in parts else d for name, d in data.items()}
            case Space(kind=SpaceKind.SUBSET), Set(Label() as label):
                return self._subset(label, data)
        return self.of(space.type, data)

    def _map(self, type: Map, data: Any, part: Space | None = None) -> Any:
        entries = self._entries(type, data)
        if entries is None:
            return data
        read = [(self.of(type.key, k), self._value(type, k, v, part)) for k, v in entries]
        if keyed_by_text(type.key):
            return {(str(k).lower() if isinstance(k, bool) else str(k)): v for k, v in read}
        return [[k, v] for k, v in read]

    def _value(self, type: Map, key: Any, data: Any, part: Space | None) -> Any:
        """Return JSON data for a value of a map, whose key stands in messages."""
        try:
            return self.of(type.value, data) if part is None else self.of_space(part, data)
        except BadInput as bad:
            raise BadInput(_inside(f"[{key!r}]", bad.place), bad.problem, bad.fix) from None

    def _entries(self, type: Map, data: Any) -> list[tuple[Any, Any]] | None:
        """Return keys and values of a map: of a dict, of pairs, or of an array with a row for each label; None for other data."""
        if isinstance(data, Mapping):
            return list(data.items())
        rows = listed(data)
        if not isinstance(rows, list):
            return None
        match type.key:
            case Label(home) if len(rows) == len(self.homes.labels.get(home, ())):
                return list(zip(self.homes.labels[home], rows, strict=True))
            case Label(home) if not all(_long(row, 2) for row in rows):
                size = len(self.homes.labels.get(home, ()))
                raise BadInput("", f"found {len(rows)} values, expected {size}, one for each label of {home}, or a dict")
            case Tuple((Label(first), Label(second))) if is_array(data) and data.ndim == 2:
                down, across = self.homes.labels.get(first, ()), self.homes.labels.get(second, ())
                if data.shape != (len(down), len(across)):
                    return None
                every = bool(type.domain)
                return [
                    ((u, v), row[j]) for u, row in zip(down, data, strict=True) for j, v in enumerate(across) if every or row[j]
                ]
        return [tuple(row) for row in rows] if all(_long(row, 2) for row in rows) else None

    def _sum(self, type: Sum, data: Any) -> Any:
        cases = dict(type.cases)
        if isinstance(data, int) and not isinstance(data, bool) and data and is_literal(type):
            ((positive, (of,)), (negative, _)) = type.cases
            return {positive if data > 0 else negative: self.of(of, abs(data))}
        if isinstance(data, tuple) and data and isinstance(data[0], str) and data[0] in cases:
            data = {data[0]: data[1] if len(data) == 2 else list(data[1:])} if len(data) > 1 else data[0]
        if not isinstance(data, Mapping) or len(data) != 1:
            return data
        ((name, inside),) = data.items()
        types = cases.get(name, ())
        if len(types) == 1:
            return {name: self.of(types[0], inside)}
        parts = listed(inside)
        return {name: [self.of(t, d) for t, d in zip(types, parts, strict=True)] if _long(parts, len(types)) else inside}

    def _subset(self, label: Label, data: Any) -> Any:
        """Return the list of the members: of a collection of labels, of a dict of truth values, or of signed literals."""
        if isinstance(data, Mapping):
            odd = next((v for v in map(plain, data.values()) if not isinstance(v, bool)), None)
            if odd is not None:
                raise BadInput("", f"found {odd!r} in a dict, where each label has a truth value")
            return [self.of(label, k) for k, v in data.items() if v]
        items = listed(data)
        if not isinstance(items, list):
            return data
        items = list(map(plain, items))
        labels = set(self.homes.labels.get(label.home, ()))
        false = {-i for i in items if isinstance(i, int) and not isinstance(i, bool) and i < 0 and i not in labels}
        if false:
            both = sorted(i for i in items if isinstance(i, int) and i in false)
            if both:
                raise BadInput("", f"both {both[0]} and -{both[0]} are among the literals")
            unknown = sorted(false - {label for label in labels if isinstance(label, int)})
            if unknown:
                raise BadInput("", f"the literal -{unknown[0]} is of no variable of the instance")
        return [self.of(label, i) for i in items if not (isinstance(i, int) and -i in false)]


def _inside(outer: str, place: str) -> str:
    """Return the place of a part, given the place of the whole and that of the part in it."""
    return outer + place if place.startswith("[") or not place else below(outer, place)


def listed(data: Any) -> Any:
    """Return a collection or an iterator as a list; anything else, and a text or a dict, as it is."""
    if isinstance(data, str | bytes | Mapping):
        return data
    if isinstance(data, Collection) or is_array(data) or hasattr(data, "__next__"):
        return list(data)
    return data


def _long(data: Any, length: int) -> bool:
    return isinstance(data, list | tuple) and len(data) == length


def opened(type: Record, data: Mapping[str, Any]) -> LabelHomes:
    """Return the homes of an instance, whose labels stand in its data or follow from it.

    A home that is left out has the keys of a map over its labels or their pairs; or the numbers 0, 1, ... of the rows of
    an array; or the variables 1, 2, ... of signed literals.  Otherwise it stays closed, and the JSON reader reports it.
    """
    homes = LabelHomes()
    for path, inner in fields(type):
        if isinstance(inner, Set) and inner.home:
            found = part_of(data, path)
            if found is None:
                found = _implied(type, data, inner.home)
            items = listed(found)
            if isinstance(items, Mapping):
                items = list(items)
            if isinstance(items, list):
                homes.open(inner.home, items)
    return homes


def part_of(data: Any, path: str) -> Any:
    """Return the part of nested dicts at a dotted path; None if there is none."""
    for step in path.split("."):
        if not isinstance(data, Mapping) or step not in data:
            return None
        data = data[step]
    return data


def _implied(type: Record, data: Mapping[str, Any], home: str) -> list[Any] | None:
    for path, inner in fields(type):
        found = part_of(data, path)
        if found is None:
            continue
        if isinstance(inner, Map) and (set(factors(inner.domain)) == {home} or _pairs_over(inner, home)):
            if isinstance(found, Mapping):
                keys = list(found)
                if isinstance(inner.key, Label):
                    return keys
                return list(dict.fromkeys(part for key in keys if isinstance(key, tuple) for part in key))
            if is_array(found) or isinstance(found, list | tuple):
                return list(range(len(found)))
        if isinstance(inner, Map) and isinstance(inner.value, Map) and is_array(found) and found.ndim == 2:
            match inner.value.key:
                case Label(of) if of == home:
                    return list(range(found.shape[1]))
        match inner:
            case Seq(Seq(item) | Set(item)) if is_literal(item) and isinstance(found, list | tuple):
                numbers = [abs(i) for clause in found if isinstance(clause, Collection) for i in clause if isinstance(i, int)]
                return list(range(1, max(numbers, default=0) + 1))
    return None


def _pairs_over(type: Map, home: str) -> bool:
    """Return whether a map has values at some pairs of labels of a home."""
    return not type.domain and type.key == Tuple((Label(home), Label(home)))


def completed(type: Record, data: Mapping[str, Any], homes: LabelHomes) -> dict[str, Any]:
    """Return data with the homes that were left out and follow from it."""
    out = dict(data)
    for name, inner in type.fields:
        if isinstance(inner, Set) and inner.home in homes.labels and name not in out:
            out[name] = ()
        elif isinstance(inner, Record) and isinstance(out.get(name), Mapping):
            out[name] = completed(inner, out[name], homes)
    return out
