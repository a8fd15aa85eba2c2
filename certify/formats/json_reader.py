"""Readers from JSON data to values, with a message for every mistake.  The reader of a type is built once for all values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from certify.core import Bool, Edge, Label, Map, Never, Number, Record, Seq, Set, Space, SpaceKind, Sum, Term, Tuple, Type
from certify.core.values import FrozenMap, Value, number
from certify.core.whole_numbers import from_digits
from certify.formats.bad_input import BadInput, JsonPath, described, quoted, written
from certify.formats.json_text import Inexact, RepeatedKeys
from certify.formats.type_shape import shape
from certify.records import dataclass, field
from certify.wording import did_you_mean

Read = Callable[[Any, JsonPath], Value]

_WHOLE = re.compile(r"-?[0-9]+")
_RATIONAL = re.compile(r"(-?[0-9]+)(?:/([0-9]+)|\.([0-9]+))?")


@dataclass
class JsonReader:
    """Builds readers of values over known labels.  `ranks` gives the rank of each name in each home, and `symmetric` the paths of
    symmetric maps.

    `members` collects the values whose types refer to other parts of the instance (`within`, `domain`), to be checked when every
    part is read.  An entry holds the place of the value, the path of the other part, whether the value must have all members of
    that part, the value's members, and their type.
    """

    ranks: Mapping[str, Mapping[str, int]]
    symmetric: frozenset[str] = frozenset()
    members: list[tuple[JsonPath, str, bool, Any, Type]] = field(default_factory=list)

    def of(self, type: Type) -> Read:
        """Return the reader of a type, from data and its place to the value.

        The reader raises BadInput for data of another form.  Raises TypeError for built labels.
        """
        match type:
            case Label(home):
                return self._label(home)
            case Number(sort):
                return _rational if sort == "rat" else _natural if sort == "nat" else _integer
            case Bool():
                return _truth
            case Set(item, _, within):
                return self._set(type, item, within)
            case Edge(item):
                return self._edge(type, item)
            case Seq(item):
                return self._seq(type, item)
            case Map(key, value, domain):
                return self._map(type, self.of(value), domain, key)
            case Tuple(items):
                return self._tuple(type, [self.of(t) for t in items])
            case Record(fields):
                return self.record(type, {name: self.of(t) for name, t in fields})
            case Sum():
                return self._sum(type)
            case Never():
                return _nothing
            case Term():
                raise TypeError("built labels exist inside a reduction only and have no JSON form")

    def of_space(self, space: Space) -> Read:
        """Return the reader of a witness space: the reader of its type, but a cycle is its members in cyclic order."""
        match space, space.type:
            case Space(kind=SpaceKind.CYCLE), Map(key, _, domain):
                return self._cycle(key, domain)
            case Space(kind=SpaceKind.MAP, parts=((_, part),)), Map(key, _, domain):
                return self._map(space.type, self.of_space(part), domain, key)
            case Space(kind=SpaceKind.RECORD), Record():
                return self.record(space.type, {name: self.of_space(part) for name, part in space.parts})
        return self.of(space.type)

    def record(self, type: Record, readers: Mapping[str, Read]) -> Read:
        """Return the reader of an object with exactly the fields of `readers`, in any order; it raises BadInput otherwise."""

        def read(data: Any, path: JsonPath) -> Value:
            entries = _object(data, path, type)
            for name in entries:
                if name not in readers:
                    raise BadInput(written((path, f".{name}")), "there is no such field", _fields(name, readers))
            for name in readers:
                if name not in entries:
                    raise BadInput(written(path), f"the field {quoted(name)} is missing", f"expected {shape(type)}")
            return tuple(readers[name](entries[name], (path, f".{name}")) for name in readers)

        return read

    def _label(self, home: str) -> Read:
        ranks = self.ranks[home]

        def read(data: Any, path: JsonPath) -> Value:
            rank = ranks.get(data) if isinstance(data, str) else None
            if rank is not None:
                return rank
            name = label_name(data, path)
            if name not in ranks:
                problem = f"{quoted(name)} is not a member of {home}"
                raise BadInput(written(path), problem, did_you_mean(name, ranks) if len(ranks) < 5000 else "")
            return ranks[name]

        return read

    def _set(self, type: Type, item: Type, within: str) -> Read:
        read_item = self.of(item)

        def read(data: Any, path: JsonPath) -> Value:
            values = [read_item(d, (path, f"[{i}]")) for i, d in enumerate(_list(data, path, type))]
            value = frozenset(values)
            if len(value) < len(values):
                place = (path, f"[{_first_repeat(values)}]")
                raise BadInput(written(place), "this member of the set stands in the list before")
            if within:
                self.members.append((path, within, False, values, item))
            return value

        return read

    def _edge(self, type: Type, item: Type) -> Read:
        read_item = self.of(item)

        def read(data: Any, path: JsonPath) -> Value:
            ends = _list(data, path, type)
            if len(ends) != 2:
                raise BadInput(written(path), f"found {described(data)}, expected two ends: {shape(type)}")
            value = frozenset((read_item(ends[0], (path, "[0]")), read_item(ends[1], (path, "[1]"))))
            if len(value) < 2:
                raise BadInput(written(path), "both ends are the same; an edge joins two different ones")
            return value

        return read

    def _seq(self, type: Type, item: Type) -> Read:
        read_item = self.of(item)

        def read(data: Any, path: JsonPath) -> Value:
            return tuple([read_item(d, (path, f"[{i}]")) for i, d in enumerate(_list(data, path, type))])

        return read

    def _tuple(self, type: Type, readers: list[Read]) -> Read:
        def read(data: Any, path: JsonPath) -> Value:
            items = _list(data, path, type)
            if len(items) != len(readers):
                raise BadInput(written(path), f"found {described(data)}, expected {len(readers)} items: {shape(type)}")
            return tuple(r(d, (path, f"[{i}]")) for i, (r, d) in enumerate(zip(readers, items, strict=True)))

        return read

    def symmetric_map(self, type: Map) -> Read:
        """Return the reader of a map from pairs in which the value at (a, b) is also the one at (b, a), and may stand once."""
        return self._map(type, self.of(type.value), type.domain, type.key, symmetric=True)

    def _map(self, type: Type, read_value: Read, domain: str, key: Type, symmetric: bool = False) -> Read:
        read_key = self.of(key)
        from_text = _key_from_text(key, read_key)

        def read(data: Any, path: JsonPath) -> Value:
            out: dict[Value, Value] = {}
            for place, name, item in _entries(data, path, type, from_text is not None):
                k = from_text(name, place) if from_text and isinstance(data, dict) else read_key(name, (place, "[0]"))
                if k in out:
                    raise BadInput(written(place), "this key has a value already")
                out[k] = read_value(item, place if isinstance(data, dict) else (place, "[1]"))
            if symmetric:
                out = {k[::-1]: v for k, v in out.items()} | out
            if domain:
                self.members.append((path, domain, True, list(out), key))
            return FrozenMap(out)

        return read

    def _cycle(self, item: Type, domain: str) -> Read:
        read_item = self.of(item)

        def read(data: Any, path: JsonPath) -> Value:
            items = [read_item(d, (path, f"[{i}]")) for i, d in enumerate(_list(data, path, Seq(item)))]
            out = FrozenMap(zip(items, items[1:] + items[:1], strict=True))
            if len(out) < len(items):
                raise BadInput(written(path), "a member stands twice in this cycle; list each once, in cyclic order")
            if domain:
                self.members.append((path, domain, True, items, item))
            return out

        return read

    def _sum(self, type: Sum) -> Read:
        readers = {name: [self.of(t) for t in types] for name, types in type.cases}
        index = {name: i for i, name in enumerate(readers)}

        def unknown(name: str, path: JsonPath) -> BadInput:
            fix = did_you_mean(name, index) or f"expected {shape(type)}"
            return BadInput(written(path), f"{quoted(name)} is not a case of {type.name}", fix)

        def read(data: Any, path: JsonPath) -> Value:
            if isinstance(data, str):
                if data not in index:
                    raise unknown(data, path)
                if readers[data]:
                    raise BadInput(written(path), f"the case {quoted(data)} has arguments", f"expected {shape(type)}")
                return (index[data],)
            if not isinstance(data, dict) or len(data) != 1 or isinstance(data, RepeatedKeys):
                raise BadInput(written(path), f"found {described(data)}, expected one of {shape(type)}")
            ((name, arguments),) = data.items()
            if name not in index:
                raise unknown(name, path)
            expected = readers[name]
            inside = (path, f".{name}")
            if not expected:
                raise BadInput(written(path), f"the case {quoted(name)} has no arguments", f"write {quoted(name)}")
            if len(expected) == 1:
                return (index[name], expected[0](arguments, inside))
            if not isinstance(arguments, list) or len(arguments) != len(expected):
                wanted = f"found {described(arguments)}, expected a list of its {len(expected)} arguments"
                raise BadInput(written(inside), wanted)
            pairs = enumerate(zip(expected, arguments, strict=True))
            return (index[name], *(r(a, (inside, f"[{i}]")) for i, (r, a) in pairs))

        return read


def label_name(data: Any, path: JsonPath) -> str:
    """Return the name of a label from data: a text that is not empty, or a whole number (1 and "1" are the same name).

    `path` is the place of the data.  Raises BadInput for other data.
    """
    if isinstance(data, int) and not isinstance(data, bool) and data.bit_length() < 200:
        return str(data)
    if not isinstance(data, str) or not data:
        raise BadInput(written(path), f"found {described(data)}, expected the name of a label")
    if not data.isascii() and any("\ud800" <= c <= "\udfff" for c in data):
        raise BadInput(written(path), f"the name {data!r} is not Unicode text")
    return data


def _first_repeat(values: list[Value]) -> int:
    seen: set[Value] = set()
    for i, value in enumerate(values):
        if value in seen:
            return i
        seen.add(value)
    raise ValueError("no value is repeated")


def _fields(name: str, known: Mapping[str, Any]) -> str:
    return did_you_mean(name, known) or f"the fields are {', '.join(known) or 'none'}"


def _list(data: Any, path: JsonPath, type: Type) -> list[Any]:
    if not isinstance(data, list):
        raise BadInput(written(path), f"found {described(data)}, expected {shape(type)}")
    return data


def _object(data: Any, path: JsonPath, type: Type) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadInput(written(path), f"found {described(data)}, expected {shape(type)}")
    if isinstance(data, RepeatedKeys):
        raise BadInput(written((path, _step(data.repeated[0]))), "this key stands twice in the object")
    for key in data:
        if not isinstance(key, str):  # from Python
            raise BadInput(written(path), f"found the key {key!r}, expected {shape(type)}")
    return data


def _step(key: str) -> str:
    return f".{key}" if key.isidentifier() else f"[{quoted(key)}]"


def _entries(data: Any, path: JsonPath, type: Type, as_object: bool) -> list[tuple[JsonPath, Any, Any]]:
    if as_object and isinstance(data, dict):
        return [((path, _step(key)), key, item) for key, item in _object(data, path, type).items()]
    pairs: list[tuple[JsonPath, Any, Any]] = []
    if not isinstance(data, list):
        raise BadInput(written(path), f"found {described(data)}, expected {shape(type)}")
    for i, pair in enumerate(data):
        place = (path, f"[{i}]")
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadInput(written(place), f"found {described(pair)}, expected a list of a key and its value")
        pairs.append((place, pair[0], pair[1]))
    return pairs


def _key_from_text(key: Type, read_key: Read) -> Read | None:
    """Return the reader of an object's keys, or None if maps with such keys are lists of pairs."""
    match key:
        case Label():
            return read_key
        case Sum(_, cases) if not any(types for _, types in cases):
            return read_key
        case Bool():
            return lambda text, path: read_key({"true": True, "false": False}.get(text, text), path)
        case Number("rat"):
            return read_key
        case Number():
            return lambda text, path: read_key(from_digits(text) if _WHOLE.fullmatch(text) else text, path)
    return None


def _integer(data: Any, path: JsonPath) -> Value:
    if isinstance(data, bool) or not isinstance(data, int):
        hint = "write it without point or exponent" if isinstance(data, Inexact | float) else ""
        hint = "write it without the quotes" if isinstance(data, str) and _WHOLE.fullmatch(data) else hint
        raise BadInput(written(path), f"found {described(data)}, expected a whole number", hint)
    return data


def _natural(data: Any, path: JsonPath) -> Value:
    value = _integer(data, path)
    if value < 0:
        raise BadInput(written(path), f"found {described(data)}, expected a natural number: 0, 1, 2, ...")
    return value


def _rational(data: Any, path: JsonPath) -> Value:
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    match = _RATIONAL.fullmatch(data) if isinstance(data, str) else None
    if match is None:
        raise BadInput(written(path), f'found {described(data)}, expected a rational: 3 or "-1/4"', _exact(data))
    whole, below, decimals = match.groups()
    if decimals:
        return number(Fraction(from_digits(whole + decimals), 10 ** len(decimals)))
    bottom = from_digits(below) if below else 1
    if bottom == 0:
        raise BadInput(written(path), f"the denominator of {quoted(data)} is zero")
    return number(Fraction(from_digits(whole), bottom))


def _exact(data: Any) -> str:
    """Return the fix for an inexact number: its exact form, if that is short."""
    if not isinstance(data, Inexact | float):
        return ""
    try:
        exact = Decimal(str(data))
    except InvalidOperation:
        return "write it as a fraction"
    if not exact.is_finite() or abs(exact.adjusted()) > 30 or len(exact.as_tuple().digits) > 30:
        return "write it as a fraction"
    value = Fraction(exact)
    return f"numbers are exact: write {value}" if value.denominator == 1 else f'numbers are exact: write "{value}"'


def _truth(data: Any, path: JsonPath) -> Value:
    if not isinstance(data, bool):
        raise BadInput(written(path), f"found {described(data)}, expected true or false")
    return data


def _nothing(data: Any, path: JsonPath) -> Value:
    raise BadInput(written(path), f"found {described(data)}, but nothing can stand here")
