"""The fast readers accept only data that the other reader accepts, and read it as the same values."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certify.core import Problem
from certify.formats import instance_json
from certify.formats.bad_input import BadInput
from certify.formats.instance_json import from_json, to_json
from certify.formats.json_quick import STOPS, UnexpectedForm, quick_reader
from certify.semantics.named_instances import Instance
from tests.formats.random_types import NETWORK, NETWORK_JSON, instances

ODD = st.sampled_from(
    [None, True, -1, 0, 2, 1.0, 0.5, "", "x", "1/2", "2/4", [], ["x", "x"], {}, {"fixed": 1}, {"red": []}, [[]]]
)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in JSON data: a list or object, and an index or key of it."""
    for key in range(len(data)) if isinstance(data, list) else list(data) if isinstance(data, dict) else ():
        yield data, key
        yield from places(data[key])


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Problem, Any]:
    """Draw a problem and changed data of an instance: a few parts dropped, repeated, exchanged or replaced by odd values."""
    instance = draw(instances())
    data = copy.deepcopy(to_json(instance))
    for _ in range(draw(st.integers(1, 3))):
        all_places = list(places(data))
        if not all_places:
            break
        (where, key), (there, other) = draw(st.sampled_from(all_places)), draw(st.sampled_from(all_places))
        match draw(st.sampled_from(["drop", "repeat", "exchange", "odd"])):
            case "drop":
                del where[key]
            case "repeat" if isinstance(where, list):
                where.insert(key, copy.deepcopy(where[key]))
            case "exchange":
                where[key] = copy.deepcopy(there[other])
            case _:
                where[key] = draw(ODD)
    return instance.problem, data


def read_or_refused(problem: Problem, data: Any) -> object:
    try:
        instance = from_json(problem, data)
    except BadInput as mistake:
        return str(mistake)
    return instance.value, instance.names


def stopped(*_: object) -> Any:
    raise UnexpectedForm


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(case=st.one_of(spoilt(), instances().map(lambda i: (i.problem, to_json(i)))))
def test_the_two_readers_agree(case: tuple[Problem, Any]) -> None:
    both = read_or_refused(*case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(instance_json, "quick_reader", stopped)
        assert read_or_refused(*case) == both


def test_whole_numbers_are_read_quickly_and_fractions_are_left_to_the_other_reader() -> None:
    names = {home: {name: rank for rank, name in enumerate(NETWORK_JSON[home])} for home in ("nodes", "parameters")}
    with pytest.raises(STOPS):
        quick_reader(NETWORK.instance, names)(NETWORK_JSON)
    whole = copy.deepcopy(NETWORK_JSON) | {"gamma": 1, "options": {"w": [0, 1], "b": [-1, 1]}}
    whole["bias"]["h"] = {"fixed": 0}
    whole["samples"][0]["value"]["out"] = 5
    read: Instance = from_json(NETWORK, whole)
    assert quick_reader(NETWORK.instance, names)(whole) == read.value
