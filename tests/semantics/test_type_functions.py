"""Generated functions that depend on the type alone agree with the functions that walk the type."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certify.core import Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.values import FrozenMap, size
from certify.generate.enumeration import instances as enumerated
from certify.library import standard
from certify.semantics.named_instances import Instance
from certify.semantics.type_functions import length, well_typed
from certify.semantics.welltyped import ill_typed
from tests.formats.random_types import instances


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(instance=instances())
def test_random_instances_are_well_typed_and_as_long(instance: Instance) -> None:
    type = instance.problem.instance
    assert well_typed(type)(instance.value)
    assert length(type)(instance.value) == size(instance.value, type)


def damaged(type: Type, value: Any, choose: st.DataObject) -> Any:
    """Return the value with some labels changed, some natural numbers negative, and some members and entries left out."""

    def some(values: list[Any]) -> list[Any]:
        return values[1:] if values and choose.draw(st.integers(0, 5)) == 0 else values

    match type:
        case Label():
            return value + choose.draw(st.sampled_from([0, 0, 0, 0, 1, 3]))
        case Number("nat"):
            return -value if choose.draw(st.integers(0, 5)) == 0 else value
        case Set(item, home, _):
            kept = some(sorted(value)) if home else [damaged(item, v, choose) for v in some(list(value))]
            return frozenset(kept)
        case Seq(item):
            return tuple(damaged(item, v, choose) for v in some(list(value)))
        case Map(key, item, _):
            return FrozenMap((damaged(key, k, choose), damaged(item, v, choose)) for k, v in some(list(value.items())))
        case Tuple(items):
            return tuple(damaged(t, v, choose) for t, v in zip(items, value, strict=True))
        case Record(fields):
            return tuple(damaged(t, v, choose) for (_, t), v in zip(fields, value, strict=True))
        case Sum(_, cases):
            return value[0], *(damaged(t, v, choose) for t, v in zip(cases[value[0]][1], value[1:], strict=True))
    if hasattr(type, "item"):  # an edge
        return frozenset(damaged(type.item, v, choose) for v in value)
    return value


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(instance=instances(), choose=st.data())
def test_damaged_instances_are_told_alike(instance: Instance, choose: st.DataObject) -> None:
    type = instance.problem.instance
    value = damaged(type, instance.value, choose)
    assert well_typed(type)(value) == (ill_typed(type, value) == "")


def test_instances_of_the_library_are_well_typed_and_as_long() -> None:
    for name in standard().names("problem"):
        problem = standard().problem(name)
        check, long = well_typed(problem.instance), length(problem.instance)
        for x in enumerated(problem, {measure: 1 for measure, _ in problem.measures}):
            assert check(x)
            assert long(x) == size(x, problem.instance)
