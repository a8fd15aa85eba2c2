"""Instances and witnesses as JSON, by the type alone.

A home is the list of its labels' names, whose order gives the ranks; elsewhere labels are names.  Sets, edges, sequences,
tuples and orderings are lists; maps keyed by labels, numbers or plain cases are objects, others lists of [key, value]; a
case is its name, `{"name": argument}` or `{"name": [arguments]}`; rationals are integers or texts "p/q"; a cycle is the
list of its members in cyclic order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from certify.core import Problem, Record, Set, Type
from certify.core.values import Value
from certify.formats.bad_input import BadInput, JsonPath, described, quoted, written
from certify.formats.json_forms import JsonText, laid_out
from certify.formats.json_quick import STOPS, quick_reader
from certify.formats.json_reader import JsonReader, label_name
from certify.formats.json_text import parse
from certify.formats.json_writer import space_writer, writer
from certify.formats.labels import homes, label_names, part_types, parts
from certify.formats.type_shape import shape
from certify.semantics.named_instances import Display, Instance
from certify.wording import did_you_mean


def to_json(instance: Instance) -> Any:
    """An instance as JSON data: an object with the fields of the problem's instance, in order."""
    return writer(instance.problem.instance, label_names(instance))(instance.value)


def from_json(problem: Problem, data: Any) -> Instance:
    """An instance of a problem from JSON data.

    Raises BadInput, with the place in the data, unless it has exactly the fields of the type, its labels lie in their homes,
    `within` and `domain` hold, naturals are not negative and edges have two different ends.  The problem's own conditions
    (`valid`) are not examined.
    """
    return from_parts(problem, data, {}, {})


def witness_to_json(instance: Instance, witness: Value) -> Any:
    """A witness as JSON data; a map that ought to be a cycle and is none is written as a map."""
    return space_writer(instance.problem.witness, label_names(instance))(witness)


def witness_from_json(instance: Instance, data: Any) -> Value:
    """A witness from JSON data, over the labels of the instance.

    Raises BadInput as `from_json` does.  Whether it lies in the witness space (which may depend on computed sets) is left to
    the verifier.
    """
    names = label_names(instance)
    reader = JsonReader({home: {name: rank for rank, name in enumerate(of)} for home, of in names.items()})
    value = reader.of_space(instance.problem.witness)(data, None)
    _check_members(reader, {path: v for path, _, v in parts(instance.problem.instance, instance.value)}, names)
    return value


def read_json(problem: Problem, text: str, name: str) -> Instance:
    """An instance from the text of a JSON file; `name` is the file's name in messages.  Raises BadInput."""
    return from_json(problem, parse(text, name))


def write_json(instance: Instance) -> str:
    """An instance as the text of a JSON file."""
    return laid_out(writer(instance.problem.instance, label_names(instance), JsonText())(instance.value))


def read_witness_json(instance: Instance, text: str, name: str) -> Value:
    """A witness from the text of a JSON file.  Raises BadInput."""
    return witness_from_json(instance, parse(text, name))


def write_witness_json(instance: Instance, witness: Value) -> str:
    """A witness as the text of a JSON file."""
    return laid_out(space_writer(instance.problem.witness, label_names(instance), JsonText())(witness))


def from_parts(problem: Problem, data: Any, known: Mapping[str, Value], names: Mapping[str, tuple[str, ...]]) -> Instance:
    """An instance some of whose fields (by dotted path) are known already, the other ones from JSON data.

    `names` are the names of the labels in the homes among the known parts.  Raises BadInput as `from_json` does.
    """
    type = problem.instance
    all_names = dict(names)
    for path, inner in part_types(type):
        if isinstance(inner, Set) and inner.home and inner.home not in all_names:
            all_names[inner.home] = _names_at(data, path, type, inner)
    ranks = {home: {name: rank for rank, name in enumerate(all_names[home])} for home in homes(type)}
    if not known:
        from certify.codegen.type_functions import well_typed  # whoever reads no instance needs no code generator

        try:
            value = quick_reader(type, ranks)(data)
            if well_typed(type)(value):
                return Instance(problem, value, all_names)
        except STOPS:
            pass  # there is a mistake, or something that is not read quickly
    reader = JsonReader(ranks)
    value = _record(reader, type, data, None, "", known)
    _check_members(reader, {path: v for path, _, v in parts(type, value)}, all_names)
    return Instance(problem, value, all_names)


def _record(reader: JsonReader, type: Record, data: Any, path: JsonPath, prefix: str, known: Mapping[str, Value]) -> Value:
    """A record on the way to homes and known parts; below them, values are read by type."""
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
    return reader.of(type)(data, path)


def _names_at(data: Any, dotted: str, root: Type, type: Type) -> tuple[str, ...]:
    """The labels that a home's list introduces; none where the list is missing, which reading the record reports."""
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
    """What types say of other parts: sets `within` a set, maps whose `domain` is a set."""
    display = Display(names)
    for path, other, all_of_it, members, type in reader.members:
        if other not in values:
            continue  # a set that the problem computes: for the verifier
        allowed = values[other]
        for member in members:
            if member not in allowed:
                known = [display.show(v, type) for v in allowed] if len(allowed) < 5000 else []
                shown = display.show(member, type)
                fix = did_you_mean(shown, known)
                raise BadInput(written(path), f"{shown} is not in {other}", fix)
        if all_of_it and len(members) < len(allowed):
            missing = min(allowed.difference(members), key=lambda v: display.show(v, type))
            raise BadInput(written(path), f"{display.show(missing, type)} is missing; every member of {other} is wanted")
