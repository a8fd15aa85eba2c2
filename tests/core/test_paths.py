"""Paths: a value's parts lie where its type's parts are, and the walks see every part."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from certify.core import Number, Record, Set, Type
from certify.core.paths import children, field_values, fields, homes, leaf_values, leaves, part_values, walk
from certify.core.sizes import slots_of
from certify.core.values import Value, bits, size
from certify.semantics.costs import sizer
from certify.semantics.named_instances import Instance
from tests.formats.random_types import instances


def types_below(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    yield path, type
    for inner, part in children(type, path):
        yield from types_below(part, inner)


def values_below(type: Type, value: Value, path: str = "") -> Iterator[tuple[str, Type, Value]]:
    yield path, type, value
    for inner, part_type, part in part_values(type, value, path):
        yield from values_below(part_type, part, inner)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(instances())
def test_the_parts_of_a_value_are_where_those_of_its_type_are(instance: Instance) -> None:
    type, value = instance.problem.instance, instance.value
    known = dict(types_below(type))
    found = list(values_below(type, value))
    assert list(walk(type)) == [part for _, part in types_below(type)]
    assert all(known[path] == part_type for path, part_type, _ in found)
    assert (
        size(value, type) == sizer(type)(value) == sum(1 + (bits(v, t.sort) if isinstance(t, Number) else 0) for _, t, v in found)
    )
    assert {slot.path for slot in slots_of(type)} <= known.keys()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(instances())
def test_fields_are_those_of_records_in_records(instance: Instance) -> None:
    type, value = instance.problem.instance, instance.value
    assert [(path, field) for path, field, _ in field_values(type, value)] == list(fields(type))
    assert dict(fields(type)).items() <= dict(types_below(type)).items()
    assert [path for path, _ in leaf_values(type, value)] == [path for path, _ in leaves(type)]
    assert not any(isinstance(field, Record) for _, field in leaves(type))
    assert homes(type) == [t.home for t in walk(type) if isinstance(t, Set) and t.home]
