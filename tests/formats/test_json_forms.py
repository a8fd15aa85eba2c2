"""The text written directly from a value equals the text of its JSON data."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certify.formats.instance_json import to_json, write_json
from certify.formats.json_forms import Data, JsonText, laid_out
from certify.formats.json_text import write
from certify.semantics.named_instances import Instance
from tests.formats.random_types import NAMES, instances


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(instance=instances())
def test_an_instance(instance: Instance) -> None:
    assert write_json(instance) == write(to_json(instance))


DATA = st.recursive(
    st.one_of(st.text(max_size=30), st.integers(), st.booleans(), st.integers(10**90, 10**120)),
    lambda inner: st.one_of(st.lists(inner, max_size=12), st.dictionaries(NAMES, inner, max_size=8)),
    max_leaves=40,
)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=DATA)
def test_data_of_any_shape(data: object) -> None:
    def made(form: Data | JsonText, data: object) -> object:
        if isinstance(data, list):
            return form.listing([made(form, item) for item in data])
        if isinstance(data, dict):
            return form.mapping(list(map(form.key, data)), [made(form, item) for item in data.values()])
        if isinstance(data, str):
            return form.text(data)
        assert isinstance(data, int)
        return form.truth(data) if isinstance(data, bool) else form.number(data)

    assert made(Data(), data) == data
    text = laid_out(made(JsonText(), data))
    assert text == write(data)
    assert json.loads(text) == data


def test_what_is_nested_deeply_is_broken_where_it_no_longer_fits() -> None:
    inner: object = ["x" * 10] * 4
    for _ in range(12):
        inner = [inner, "y" * 25]
    text: object = JsonText().listing([JsonText().text("x" * 10)] * 4)
    for _ in range(12):
        text = JsonText().listing([text, JsonText().text("y" * 25)])
    assert laid_out(text) == write(inner)
