"""DIMACS and graph6 for every instance type of the right shape."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.core import NAT, RAT, Label, Map, Record, Seq, Set
from certify.formats.answers import answered
from certify.formats.bad_input import BadInput
from certify.formats.dimacs_cnf import cnf_shape, read_cnf, write_cnf_answer
from certify.formats.dimacs_graph import read_dimacs_graph
from certify.formats.files import read_instance, write_instance
from certify.formats.graph6 import decode, encode, read_graph6, write_graph6
from certify.formats.graph_shape import graph_shape
from certify.formats.instance_json import from_json, read_json, write_json
from certify.formats.kinds import formats_of
from certify.semantics.named_instances import Instance

from .random_types import FORMULA, INDEPENDENT, NETWORK, SUMS, TOUR, clauses, graph, literals, problem, subset

SETS = problem("Sets", clauses(Set), subset("variables"))
WEIGHTED = problem("Weighted", clauses() | {"k": NAT, "w": Map(Label("variables"), RAT, "variables")}, subset("variables"))
PLAIN_GRAPH = problem("Plain", dict(graph("").fields))
NESTED = problem("Nested", {"part": Record((("G", graph("part.G")), ("k", NAT))), "x": RAT})

POSITIVE, NEGATIVE = 0, 1


def test_which_types_have_which_formats() -> None:
    assert formats_of(FORMULA) == ("json", "cnf", "wcnf")
    assert formats_of(INDEPENDENT) == formats_of(TOUR) == ("json", "graph", "graph6", "sparse6", "edges", "gml", "graphml")
    assert formats_of(SUMS) == formats_of(NETWORK) == ("json",)
    assert graph_shape(problem("Two", {"G": graph("G"), "H": graph("H")}).instance) is None
    two = clauses() | {"other": Set(Label("other"), "other")}
    assert cnf_shape(problem("Two homes", two).instance) is None
    twice = clauses() | {"more": Seq(Seq(literals("variables")))}
    assert cnf_shape(problem("Two formulas", twice).instance) is None


def test_a_cnf_file_with_all_its_corners() -> None:
    text = "c hello\np  cnf 3\t4\n1 -2\n 3 0 0\n\nc between\n-1 -1 0 2 -2 0\n%\n0\n\n"
    instance = read_cnf(FORMULA, text, "f.cnf", {})
    one, two, three = (POSITIVE, 0), (POSITIVE, 1), (POSITIVE, 2)
    assert instance.value[1] == ((one, (NEGATIVE, 1), three), (), ((NEGATIVE, 0), (NEGATIVE, 0)), (two, (NEGATIVE, 1)))
    assert instance.names == {"variables": ("1", "2", "3")}
    assert read_cnf(SETS, text, "f.cnf", {}).value[1][2] == frozenset({(NEGATIVE, 0)})
    assert read_cnf(FORMULA, "p cnf 1 1\r\n1", "f", {}).value[1] == ((one,),)
    assert read_cnf(FORMULA, "p cnf 0 0", "f", {}).value == (frozenset(), ())
    assert read_cnf(FORMULA, "p cnf 0 1\n0", "f", {}).value == (frozenset(), ((),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "f:1: there is no header"),
        ("c only\n", "there is no header"),
        ("1 2 0\np cnf 2 1\n", "f:1: found"),
        ("p dnf 1 1\n1 0\n", "f:1: found"),
        ("p cnf 1\n1 0\n", "f:1: found"),
        ("p cnf -1 1\n1 0\n", "natural"),
        ("p cnf 99999999999999999 0\n", "more than"),
        ("p cnf " + "9" * 5000 + " 0\n", "natural"),
        ("p cnf 2 1\nc\n1 3 0\n", "f:3: the literal 3 is out of range"),
        ("p cnf 2 1\n-3 0\n", "out of range"),
        ("p cnf 2 1\n1 x 0\n", 'f:2: found "x"'),
        ("p cnf 2 1\n1 -0 0\n", 'found "-0"'),
        ("p cnf 2 1\n1 ٢ 0\n", "f:2"),
        ("p cnf 2 1\n1_0 0\n", "f:2"),
        ("p cnf 2 1\n" + "1" * 5000 + " 0\n", "f:2"),
        ("p cnf 2 2\n1 0\n\n\n", "f:2: the header promises 2 clauses, the file has 1"),
        (
            "p cnf 2 4\n1 0\n1 2\n-1 0\n2 0\n",
            "the file has 3; line 3 ends within a clause: perhaps the 0 that ends it is missing",
        ),
        ("p cnf 2 1\n1 0\n2 0\n", "f:3: the header promises 1 clauses, the file has 2"),
        ("p cnf 2 1\np cnf 2 1\n1 0\n", "second header"),
    ],
)
def test_cnf_mistakes_have_their_line(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_cnf(FORMULA, text, "f", {})
    assert says in str(caught.value)


@st.composite
def formulas(draw: st.DrawFn) -> Instance:
    count = draw(st.integers(0, 5))
    literal = st.tuples(st.sampled_from([POSITIVE, NEGATIVE]), st.integers(0, count - 1)) if count else st.nothing()
    clause = st.lists(literal, max_size=4).map(tuple) if count else st.just(())
    value = (frozenset(range(count)), tuple(draw(st.lists(clause, max_size=6))))
    return Instance(FORMULA, value, {"variables": tuple(map(str, range(1, count + 1)))})


@settings(max_examples=30, deadline=None)
@given(formulas(), st.data())
def test_cnf_survives_with_its_answers(instance: Instance, data: st.DataObject) -> None:
    assert read_cnf(FORMULA, write_instance(instance, "cnf"), "f", {}) == instance
    count = len(instance.value[0])
    witness = data.draw(st.frozensets(st.integers(0, count - 1))) if count else frozenset()
    assert answered(instance, write_cnf_answer(instance, witness), "out") == ("yes", (witness,))
    assert answered(instance, write_cnf_answer(instance, None), "out") == ("no", ())


def test_other_fields_of_a_formula_travel_in_comments() -> None:
    data = {"variables": ["x", "y\n"], "clauses": [[{"negative": "x"}]], "k": 3, "w": {"x": "1/2", "y\n": 0}}
    text = write_instance(from_json(WEIGHTED, data), "cnf")
    assert "c 1 = x" in text
    assert read_cnf(WEIGHTED, text, "f", {}).value == from_json(WEIGHTED, data).value
    again = read_cnf(WEIGHTED, text, "f", {"w": '{"1": "1/2", "2": 0}', "k": "4"})
    assert again.value == (*from_json(WEIGHTED, data).value[:2], 4, from_json(WEIGHTED, data).value[3])
    with pytest.raises(BadInput, match=r"needs `w`: give it with --set w='\{\"variables\": rational, \.\.\.\}'"):
        read_cnf(WEIGHTED, "c set k=1\np cnf 0 0\n", "f", {})


def test_answers_of_formulas_are_sets_of_variables() -> None:
    with pytest.raises(BadInput, match="not sets of variables"):
        write_cnf_answer(from_json(TOUR, {"G": {"vertices": [], "edges": []}}), None)


def test_large_formulas_come_back_as_they_were() -> None:
    """Readers and writers that took quadratic time would not end before the deadline of a test."""
    count = 100_000
    text = f"p cnf 1000 {count}\n" + "".join(f"{i % 1000 + 1} -{i * 7 % 1000 + 1} {i * 13 % 1000 + 1} 0\n" for i in range(count))
    instance = read_cnf(FORMULA, text, "f", {})
    assert write_instance(instance, "cnf") == text
    assert read_json(FORMULA, write_json(instance), "f").value == instance.value


def test_dimacs_graphs() -> None:
    text = "c a graph\np col 4 4\ne 1 2\ne 2 1\ne 2 3\ne 4 3\n"
    instance = read_dimacs_graph(INDEPENDENT, text, "g.col", {"k": "2"})
    edges = frozenset({frozenset({0, 1}), frozenset({1, 2}), frozenset({2, 3})})
    assert instance.value == ((frozenset(range(4)), edges), 2)
    assert read_dimacs_graph(INDEPENDENT, write_instance(instance, "graph"), "g", {}) == instance
    assert read_dimacs_graph(INDEPENDENT, text.replace("4 4", "4 3"), "g.col", {"k": "2"}) == instance
    assert read_dimacs_graph(NESTED, text, "g", {"part.k": "1", "x": "1/2"}).value[0] == (instance.value[0], 1)
    nested = read_dimacs_graph(NESTED, text, "g", {"part.k": "1", "x": "1/2"})
    assert read_dimacs_graph(NESTED, write_instance(nested, "graph"), "g", {}) == nested


@pytest.mark.parametrize(
    ("text", "given_", "says"),
    [
        ("", {"k": "1"}, "there is no header"),
        ("p edge 2 1\ne 1 1\n", {"k": "1"}, "g:2: an edge from 1 to itself"),
        ("p edge 2 1\ne 1 3\n", {"k": "1"}, "from 1 to 2"),
        ("p edge 2 1\ne 0 1\n", {"k": "1"}, "from 1 to 2"),
        ("p edge 2 1\ne 1\n", {"k": "1"}, "expected an edge"),
        ("p edge 2 1\nn 1 5\ne 1 2\n", {"k": "1"}, "g:2: values of vertices"),
        ("p edge 2 5\ne 1 2\n", {"k": "1"}, "promises 5"),
        ("p edge 2 0\np edge 2 0\n", {"k": "1"}, "second header"),
        ("p cnf 2 0\n", {"k": "1"}, "expected a line `p edge"),
        ("p edge 1 0\n", {}, "Independent also needs `k`: give it with --set k=3"),
        ("p edge 1 0\n", {"k": "1", "kk": "1"}, "not a field of Independent; did you mean `k`"),
        ("p edge 1 0\n", {"k": "x"}, 'k: found the text "x"'),
        ("p edge 1 0\n", {"k": "1", "G.edges": "[]"}, "is in the file itself"),
    ],
)
def test_graph_mistakes(text: str, given_: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_dimacs_graph(INDEPENDENT, text, "g", given_)
    assert says in str(caught.value)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 70), st.data())
def test_graph6_agrees_with_networkx(count: int, data: st.DataObject) -> None:
    pairs = list(combinations(range(count), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=30)) if pairs else []
    line = encode(count, chosen)
    other = nx.Graph()
    other.add_nodes_from(range(count))
    other.add_edges_from(chosen)
    assert line + "\n" == nx.to_graph6_bytes(other, header=False).decode()
    assert decode(line, "") == (count, sorted(chosen, key=lambda e: (e[1], e[0])))
    instance = read_graph6(TOUR, ">>graph6<<" + line, "g", {})
    assert write_graph6(instance) == line + "\n"
    assert read_graph6(PLAIN_GRAPH, line, "g", {}).value == instance.value[0]
    assert read_dimacs_graph(TOUR, write_instance(instance, "graph"), "g", {}).value == instance.value


@pytest.mark.parametrize("text", ["", "B", "Bww", "B\x01", ":An", "&A?", "~~~~~~~~", "~?", "A`", "A_\nA_", "é"])
def test_texts_that_are_not_graph6(text: str) -> None:
    with pytest.raises(BadInput):
        read_graph6(TOUR, text, "g", {})


def test_the_format_follows_from_extension_or_text(tmp_path: Path) -> None:
    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    formula = read_instance(FORMULA, "c x\np cnf 1 1\n1 0\n")
    assert read_instance(FORMULA, written("a.cnf", write_instance(formula, "cnf"))) == formula
    assert read_instance(FORMULA, written("a.dimacs", write_instance(formula, "dimacs"))) == formula
    assert read_instance(FORMULA, written("a.json", "\ufeff" + write_instance(formula, "json"))) == formula
    assert read_instance(FORMULA, written("a.txt", write_instance(formula, "json"))) == formula
    graph_ = read_instance(TOUR, "Bw")
    assert read_instance(TOUR, write_instance(graph_, ".col")).value == graph_.value
    assert read_instance(TOUR, written("a.G6", "Bw\n")) == graph_
    assert read_instance(INDEPENDENT, '{"G": {"vertices": [], "edges": []}, "k": 1}', given={"k": "2"}).value[1] == 2


def refusals() -> list[Any]:
    return [
        (SUMS, "p cnf 1 1\n1 0\n", None, "looks like DIMACS CNF, but Sums is read from JSON {"),
        (FORMULA, "Bw", None, "no format that is known here; Formula is read from JSON"),
        (FORMULA, "Bw", "graph6", "looks like graph6, but Formula is read from JSON"),
        (TOUR, "p cnf 1 1\n1 0\n", None, "GML or GraphML"),
        (TOUR, "Bw", "grph6", "did you mean `graph6`"),
        (TOUR, "", None, "no format"),
        (TOUR, Path("no/such/file.json"), None, "cannot be read"),
        (TOUR, Path("\0"), None, "cannot be read"),
    ]


@pytest.mark.parametrize(("problem_", "source", "format_", "says"), refusals())
def test_what_cannot_be_read_says_what_can(problem_: Any, source: Any, format_: Any, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_instance(problem_, source, format_)
    assert says in str(caught.value)


def test_bytes_that_are_no_text_and_folders(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe{}")
    for path in (tmp_path / "x.json", tmp_path):
        with pytest.raises(BadInput):
            read_instance(TOUR, path)
    with pytest.raises(BadInput, match="it is written as json"):
        write_instance(from_json(SUMS, {"item": [], "size": {}, "goal": 0}), "cnf")
    with pytest.raises(BadInput, match="not a field"):
        read_instance(SUMS, "{}", given={"gaol": "3"})
