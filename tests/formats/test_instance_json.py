"""JSON derived from the type: exact round trips, and a message with its place for every mistake."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.core import RAT, Label, Map, Record, Seq, Set, Space, SpaceKind, Tuple
from certify.core.values import FrozenMap
from certify.formats.bad_input import BadInput
from certify.formats.instance_json import (
    from_json,
    read_json,
    read_witness_json,
    to_json,
    witness_from_json,
    witness_to_json,
    write_json,
    write_witness_json,
)
from certify.formats.labels import label_names
from certify.semantics.named_instances import Instance

from .random_types import FORMULA, INDEPENDENT, NETWORK, NETWORK_JSON, SUMS, TOUR, instances, node, problem, subset, values


@settings(max_examples=30, deadline=None)
@given(instances(), st.data())
def test_any_instance_and_witness_survive(instance: Instance, data: st.DataObject) -> None:
    text = write_json(instance)
    back = read_json(instance.problem, text, "x.json")
    assert (back.value, dict(back.names)) == (instance.value, dict(instance.names))
    assert json.loads(text) == to_json(instance)
    sizes = {home: len(names) for home, names in instance.names.items()}
    witness = data.draw(values(instance.problem.witness.type, sizes))
    assert read_witness_json(instance, write_witness_json(instance, witness), "w") == witness


def test_the_forms_of_a_large_type() -> None:
    instance = from_json(NETWORK, NETWORK_JSON)
    assert to_json(instance) == NETWORK_JSON
    theta = FrozenMap({0: Fraction(1, 3), 1: -1})
    assert witness_to_json(instance, theta) == {"w": "1/3", "b": -1}
    assert witness_from_json(instance, {"b": "-1.0", "w": "1/3"}) == theta


def triangle(problem_: Any = TOUR, **others: Any) -> Instance:
    edges = [["a", "b"], ["b", "c"], ["a", "c"]]
    return from_json(problem_, {"G": {"vertices": ["a", "b", "c"], "edges": edges}} | others)


def test_cycles_start_at_the_least_label_wherever_they_are_written_from() -> None:
    instance = triangle()
    cycle = FrozenMap({0: 2, 2: 1, 1: 0})
    assert witness_to_json(instance, cycle) == ["a", "c", "b"]
    assert witness_from_json(instance, ["c", "b", "a"]) == cycle
    assert witness_to_json(instance, FrozenMap({0: 0})) == ["a"]
    assert witness_from_json(instance, []) == FrozenMap()
    assert witness_to_json(instance, FrozenMap({0: 1, 1: 0, 2: 2})) == {"a": "b", "b": "a", "c": "c"}
    with pytest.raises(BadInput, match="twice"):
        witness_from_json(instance, ["a", "b", "a"])


def test_a_cycle_has_every_member_of_its_set() -> None:
    space = Space(SpaceKind.CYCLE, Map(Label("G.vertices"), Label("G.vertices"), "G.vertices"))
    instance = triangle(problem("Tour", dict(TOUR.instance.fields), space))
    assert witness_from_json(instance, ["b", "a", "c"]) == FrozenMap({1: 0, 0: 2, 2: 1})
    with pytest.raises(BadInput, match="c is missing"):
        witness_from_json(instance, ["a", "b"])


def test_cycles_inside_records_and_maps_of_spaces() -> None:
    tour = TOUR.witness
    place = Label("G.vertices")
    each = Space(SpaceKind.MAP, Map(place, tour.type), node(Set(place, "G.vertices"), "G", "vertices"), (("", tour),))
    pair = Space(
        SpaceKind.RECORD,
        Record((("S", subset("G.vertices").type), ("c", tour.type))),
        None,
        (("S", subset("G.vertices")), ("c", tour)),
    )
    instance = triangle(problem("Two", dict(TOUR.instance.fields), pair))
    cycle = FrozenMap({0: 1, 1: 2, 2: 0})
    assert witness_to_json(instance, (frozenset({2}), cycle)) == {"S": ["c"], "c": ["a", "b", "c"]}
    assert witness_from_json(instance, {"c": ["b", "c", "a"], "S": ["c"]}) == (frozenset({2}), cycle)
    many = triangle(problem("Each", dict(TOUR.instance.fields), each))
    witness = FrozenMap({0: cycle, 1: cycle, 2: cycle})
    assert witness_from_json(many, witness_to_json(many, witness)) == witness


def test_numbers_are_names_too() -> None:
    instance = from_json(SUMS, {"item": [1, 2], "size": {"1": 5, "2": 6}, "goal": 11})
    assert instance.names["item"] == ("1", "2")
    assert from_json(INDEPENDENT, {"G": {"vertices": [7, "8"], "edges": [["7", 8]]}, "k": 1}).value[0][1] == {frozenset({0, 1})}


def test_numbers_of_any_length_are_read_and_written() -> None:
    goal = 10**6000 + 7
    text = write_json(Instance(SUMS, (frozenset(), FrozenMap(), goal), {"item": ()}))
    assert read_json(SUMS, text, "x").value[2] == goal
    long = problem("Long", {"q": RAT})
    assert read_json(long, write_json(Instance(long, (Fraction(goal, 3),))), "x").value == (Fraction(goal, 3),)
    with pytest.raises(BadInput, match="many digits"):
        read_json(SUMS, text.replace("[]", f"[{goal // 10**3000}]"), "x")


def test_labels_without_or_with_equal_names_get_new_ones() -> None:
    instance = Instance(INDEPENDENT, ((frozenset(range(4)), frozenset({frozenset({0, 3})})), 1), {"G.vertices": ("a", "a", "")})
    names = label_names(instance)["G.vertices"]
    assert len(set(names)) == 4
    assert names[0] == "a"
    assert read_json(INDEPENDENT, write_json(instance), "x").value == instance.value


def changed(path: str, value: Any) -> Any:
    """Return the data of the network with one place changed (removed if the value is `...`)."""
    data = json.loads(json.dumps(NETWORK_JSON))
    at, steps = data, [int(s) if s.isdigit() else s for s in path.split("/")]
    for step in steps[:-1]:
        at = at[step]
    if value is ...:
        del at[steps[-1]]
    else:
        at[steps[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "place", "says"),
    [
        ("gamma", ..., "", '"gamma" is missing'),
        ("gama", 1, "gama", "did you mean `gamma`"),
        ("gamma", 0.25, "gamma", 'write "1/4"'),
        ("gamma", 2.0, "gamma", "write 2"),
        ("gamma", float("inf"), "gamma", "as a fraction"),
        ("gamma", "1/0", "gamma", "zero"),
        ("gamma", "a", "gamma", "expected a rational"),
        ("gamma", True, "gamma", "found true"),
        ("gamma", None, "gamma", "found null"),
        ("nodes", ["x", "one", "x"], "nodes[2]", "stands at 0 already"),
        ("nodes", ["x", None], "nodes[1]", "found null"),
        ("nodes", "x", "nodes", "found the text"),
        ("nodes", {"x": 1}, "nodes", "found an object"),
        ("nodes", ["x", ""], "nodes[1]", "expected the name"),
        ("nodes", ["x", "\ud800"], "nodes[1]", "Unicode"),
        ("layers/0/1", "oen", "layers[0][1]", "did you mean `one`"),
        ("layers/0", ["x", "x"], "layers[0][1]", "stands in the list before"),
        ("layers", 3, "layers", "found the number 3"),
        ("act/x", "rleu", "act.x", "did you mean `relu`"),
        ("act/x", {"relu": 1}, "act.x", "has no arguments"),
        ("act/x", 1, "act.x", 'expected one of "identity" or'),
        ("act/x", ..., "act", "x is missing; every member of nodes"),
        ("act/w", "relu", "act.w", '"w" is not a member of nodes'),
        ("bias/x", "fixed", "bias.x", "has arguments"),
        ("bias/x", {"fixed": 1, "free": "w"}, "bias.x", "expected one of"),
        ("bias/x", {"fixd": 1}, "bias.x", "did you mean `fixed`"),
        ("bias/h/fixed", 0.5, "bias.h.fixed", 'write "1/2"'),
        ("weights/1/0", ["x", "h"], "weights[1]", "has a value already"),
        ("weights/1/0", ["x"], "weights[1][0]", "expected 2 items"),
        ("weights/1", ["x"], "weights[1]", "a key and its value"),
        ("weights", {"x": 1}, "weights", "found an object"),
        ("samples/0/point", ..., "samples[0]", '"point" is missing'),
        ("samples/1/value/out", [], "samples[1].value.out", "found an empty list"),
    ],
)
def test_mistakes_have_their_place(path: str, value: Any, place: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        from_json(NETWORK, changed(path, value))
    assert caught.value.place == place
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("graph", "k", "place", "says"),
    [
        ({"vertices": ["a"], "edges": [["a", "a"]]}, 1, "G.edges[0]", "both ends"),
        ({"vertices": ["a", "b"], "edges": [["a", "b"], ["b", "a"]]}, 1, "G.edges[1]", "before"),
        ({"vertices": ["a", "b"], "edges": [["a", "b", "a"]]}, 1, "G.edges[0]", "two ends"),
        ({"vertices": ["a", "b"]}, 1, "G", "missing"),
        ({"edges": []}, 1, "G", "missing"),
        ([], 1, "G", "an empty list"),
        ({"vertices": [], "edges": []}, -1, "k", "natural"),
        ({"vertices": [], "edges": []}, "3", "k", "without the quotes"),
        ({"vertices": [], "edges": []}, 1.5, "k", "without point"),
        ({"vertices": [], "edges": []}, True, "k", "found true"),
    ],
)
def test_mistakes_in_graphs(graph: Any, k: Any, place: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        from_json(INDEPENDENT, {"G": graph, "k": k})
    assert caught.value.place == place
    assert says in str(caught.value)


def test_members_of_a_set_that_is_not_a_home() -> None:
    v = Label("V")
    marked = problem("Marked", {"V": Set(v, "V"), "T": Set(v, within="V"), "U": Set(v, within="T"), "f": Map(v, RAT, "T")})
    right = {"V": ["a", "b", "c"], "T": ["a", "b"], "U": ["b"], "f": {"a": 1, "b": 2}}
    assert to_json(from_json(marked, right)) == right
    with pytest.raises(BadInput, match=r"^U: c is not in T$"):
        from_json(marked, right | {"U": ["c"]})
    with pytest.raises(BadInput, match=r"^f: c is not in T$"):
        from_json(marked, right | {"f": {"a": 1, "b": 2, "c": 3}})
    with pytest.raises(BadInput, match=r"^f: a is missing; every member of T is wanted$"):
        from_json(marked, right | {"f": {"b": 2}})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "x.json:1:1: not JSON"),
        ('{"variables": ["a', "x.json:1:16: not JSON: Unterminated string, found '\"'"),
        ('{"variables": ["a"],\n "clauses": [[}', "x.json:2:15: not JSON"),
        ('{"variables": ["a"], "clauses": [], "clauses": []}', "clauses: this key stands twice"),
        ('{"variables": ["a"], "clauses": ' + "[" * 100_000, "nested too deeply"),
        ('{"variables": ["a"], "clauses": NaN}', "clauses: found the number NaN"),
        ("[]", "found an empty list, expected {"),
        ("3", "found the number 3"),
        ('{"variables": ["a"], "clauses": [[{"positive": "b"}]]}', "clauses[0][0].positive: "),
        ('{"variables": ["a"], "clauses": [[{"positive": "a", "positive": "a"}]]}', "clauses[0][0]: found"),
        ('{"variables": ["a"], "clauses": [[{"positive": 1e999999999}]]}', "the number 1e999999999"),
    ],
)
def test_texts_that_are_no_instance(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_json(FORMULA, text, "x.json")
    assert says in str(caught.value)


_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(["G", "a", "relu", "positive"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["G", "k", "vertices", "edges", "X", "a0", "b0", "c0", "f0", "z"]), inner, max_size=3)
    ),
)


@settings(max_examples=15, deadline=None)
@given(instances(), st.data())
def test_any_data_is_read_or_refused(instance: Instance, data: st.DataObject) -> None:
    right = to_json(instance)
    wrong = (
        right | {name: data.draw(_ANYTHING) for name in data.draw(st.sets(st.sampled_from(sorted(right))))}
        if right
        else data.draw(_ANYTHING)
    )
    try:
        again = from_json(instance.problem, wrong)
    except BadInput:
        return
    assert from_json(instance.problem, to_json(again)).value == again.value


def test_maps_whose_keys_are_numbers_truth_values_or_tuples() -> None:
    from certify.core import BOOL, INT, NAT

    maps = problem(
        "Maps",
        {"a": Map(INT, NAT), "b": Map(BOOL, NAT), "c": Map(RAT, NAT), "d": Map(Tuple((NAT, NAT)), NAT), "e": Seq(Set(RAT))},
    )
    data = {"a": {"-1": 0, "2": 5}, "b": {"false": 1, "true": 2}, "c": {"1/2": 3}, "d": [[[1, 2], 3]], "e": [["1/2", 3], []]}
    assert to_json(from_json(maps, data)) == data
    for field, wrong in [("a", {"x": 1}), ("b", {"yes": 1}), ("c", {"1.5": 1, "3/2": 2}), ("a", {"1": 0, "01": 0})]:
        with pytest.raises(BadInput) as caught:
            from_json(maps, data | {field: wrong})
        assert caught.value.place.startswith(field)
