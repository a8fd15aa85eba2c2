"""Instances and witnesses as JSON, derived from the type alone.

A home is the list of its labels' names in the order of their ranks; elsewhere a label is its name.  Sets, edges, sequences,
tuples and orderings are lists.  A map with labels, numbers, truth values or cases without arguments as keys is an object; any
other map is a list of [key, value].  A case is its name, `{"name": argument}` or `{"name": [arguments]}`.  A rational is an
integer or a text "p/q".  A cycle is the list of its members in cyclic order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from certify.core import Map, Problem, Record, Set, Type
from certify.core.paths import factors, field_values, fields, homes, keys_of
from certify.core.values import Value
from certify.formats.bad_input import BadInput, JsonPath, described, quoted, written
from certify.formats.json_forms import JsonText, laid_out
from certify.formats.json_pieces import json_pieces
from certify.formats.json_quick import STOPS, quick_reader
from certify.formats.json_reader import JsonReader, label_name
from certify.formats.json_text import parse
from certify.formats.json_writer import space_writer, writer
from certify.formats.labels import label_names
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Display, Instance
from certify.semantics.symmetric_maps import symmetric_maps
from certify.semantics.type_functions import well_typed
from certify.wording import did_you_mean

_LARGE = 1 << 20
"""The most characters of a JSON text that is laid out unless that is asked for."""


def to_json(instance: Instance) -> Any:
    """Return an instance as JSON data: an object with the fields of the instance type, in order."""
    return writer(instance.problem.instance, label_names(instance))(instance.value)


def from_json(problem: Problem, data: Any) -> Instance:
    """Return the instance of a problem in JSON data.

    Raises BadInput, with the place in the data, unless the data has exactly the fields of the type, its labels lie in their
    homes, `within` and `domain` hold, naturals are not negative and edges have two different ends.  The problem's `valid` is not
    checked.
    """
    return from_parts(problem, data, {}, {})


def witness_to_json(instance: Instance, witness: Value) -> Any:
    """Return a witness as JSON data; a witness of a cycle space that is not a cycle is written as a map."""
    return space_writer(instance.problem.witness, label_names(instance))(witness)


def witness_from_json(instance: Instance, data: Any) -> Value:
    """Return the witness in JSON data, over the labels of the instance.

    Raises BadInput as `from_json` does.  The verifier checks whether it lies in the witness space, which may depend on computed
    sets.
    """
    names = label_names(instance)
    reader = JsonReader({home: {name: rank for rank, name in enumerate(of)} for home, of in names.items()})
    value = reader.of_space(instance.problem.witness)(data, None)
    _check_members(reader, {path: v for path, _, v in field_values(instance.problem.instance, instance.value)}, names)
    return value


def read_json(problem: Problem, text: str, name: str) -> Instance:
    """Return the instance in the text of a JSON file; `name` is the file's name in messages.

    Raises BadInput if it is no JSON, or as `from_json` does.
    """
    return from_json(problem, parse(text, name))


def write_json(instance: Instance) -> str:
    """Return an instance as the text of a JSON file."""
    return "".join(pieces_of_json(instance))


def pieces_of_json(instance: Instance, pretty: bool | None = None) -> Iterator[str]:
    """Yield an instance as the text of a JSON file, piece by piece.

    `pretty` says whether lists and objects are laid out for people, else they are compact; None: laid out up to a megabyte.
    """
    type, names = instance.problem.instance, label_names(instance)
    first: list[str] = []
    pieces = json_pieces(type, instance.value, names) if not pretty else iter(())
    if pretty is None:
        for piece in pieces:
            first.append(piece)
            if sum(map(len, first)) > _LARGE:
                break
    if pretty or (pretty is None and sum(map(len, first)) <= _LARGE):
        yield laid_out(writer(type, names, JsonText())(instance.value))
        return
    yield from first
    yield from pieces
    yield "\n"


def read_witness_json(instance: Instance, text: str, name: str) -> Value:
    """Return the witness in the text of a JSON file; `name` is the file's name in messages.

    Raises BadInput if it is no JSON, or as `from_json` does.
    """
    data = parse(text, name)
    try:
        return witness_from_json(instance, data)
    except BadInput as bad:
        raise BadInput(f"{name}: {bad.place}" if bad.place else name, bad.problem, bad.fix) from None


def write_witness_json(instance: Instance, witness: Value) -> str:
    """Return a witness as the text of a JSON file."""
    return laid_out(space_writer(instance.problem.witness, label_names(instance), JsonText())(witness))


def from_parts(problem: Problem, data: Any, known: Mapping[str, Value], names: Mapping[str, tuple[str, ...]]) -> Instance:
    """Return the instance of a problem with the fields `known` (by dotted path) and the others from JSON data.

    `names` gives the names of the labels for the homes among the known fields.  Raises BadInput as `from_json` does.
    """
    type = problem.instance
    all_names = dict(names)
    for path, inner in fields(type):
        if isinstance(inner, Set) and inner.home and inner.home not in all_names:
            all_names[inner.home] = _names_at(data, path, type, inner)
    ranks = {home: {name: rank for rank, name in enumerate(all_names[home])} for home in homes(type)}
    if not known:
        try:
            value = quick_reader(type, ranks)(data)
            if well_typed(type)(value):
                return Instance(problem, value, all_names)
        except STOPS:
            pass  # the other reader finds the mistake, or reads what the quick one does not handle
    reader = JsonReader(ranks, symmetric=symmetric_maps(problem))
    value = _record(reader, type, data, None, "", known)
    _check_members(reader, {path: v for path, _, v in field_values(type, value)}, all_names)
    return Instance(problem, value, all_names)


def _record(reader: JsonReader, type: Record, data: Any, path: JsonPath, prefix: str, known: Mapping[str, Value]) -> Value:
    """Return a record of the instance from data, with the known fields and the homes filled in."""
    wanted = Record(tuple((name, t) for name, t in type.fields if prefix + name not in known))
    opened = {name: partial(_field, reader, t, known, prefix + name) for name, t in wanted.fields}
    read = dict(zip(opened, reader.record(wanted, opened)(data, path), strict=True))
    return tuple(known[prefix + name] if prefix + name in known else read[name] for name, _ in type.fields)


def _field(reader: JsonReader, type: Type, known: Mapping[str, Value], dotted: str, data: Any, path: JsonPath) -> Value:
    match type:
        case Set(_, home) if home:
            return frozenset(range(len(reader.ranks[home])))
        case Record():
            return _record(reader, type, data, path, dotted + ".", known)
        case Map() if dotted in reader.symmetric:
            return reader.symmetric_map(type)(data, path)
    return reader.of(type)(data, path)


def _names_at(data: Any, dotted: str, root: Type, type: Type) -> tuple[str, ...]:
    """Return the names in a home's list; none if the list is missing, which the reader of the record reports.

    Raises BadInput for a name that is no label's name or occurs twice.
    """
    path: JsonPath = None
    for step in dotted.split("."):
        if not isinstance(data, dict) or step not in data:
            return ()
        data, path = data[step], (path, f".{step}")
    if not isinstance(data, list):
        raise BadInput(written(path), f"found {described(data)}, expected {shape(type)}")
    out: dict[str, int] = {}
    for i, item in enumerate(data):
        name = label_name(item, (path, f"[{i}]"))
        if name in out:
            raise BadInput(written((path, f"[{i}]")), f"the label {quoted(name)} stands at {out[name]} already")
        out[name] = i
    return tuple(out)


def _check_members(reader: JsonReader, values: Mapping[str, Value], names: Mapping[str, tuple[str, ...]]) -> None:
    """Raise BadInput unless the members that the reader collected lie `within` their sets and fill the `domain` of their maps.

    `values` are the parts of the instance by path, `names` the names of its labels.
    """
    display = Display(names)
    for path, other, all_of_it, members, type in reader.members:
        wholes = factors(other)
        if any(path not in values for path in wholes):
            continue  # a computed set, which the verifier checks
        allowed = keys_of(other, values)
        whole = other if len(wholes) == 1 else f"({other})"
        for member in members:
            if member not in allowed:
                known = [display.show(v, type) for v in allowed] if len(allowed) < 5000 else []
                shown = display.show(member, type)
                fix = did_you_mean(shown, known)
                raise BadInput(written(path), f"{shown} is not in {whole}", fix)
        if all_of_it and len(members) < len(allowed):
            missing = min(set(allowed).difference(members), key=lambda v: display.show(v, type))
            raise BadInput(written(path), f"{display.show(missing, type)} is missing; every member of {whole} is wanted")
