"""Wrong input of many kinds: each is told by a message that says what was found, what is wanted, or how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from pysat.formula import WCNF

import certify
from certify.errors import CertifyError

P = certify.problem
PATH = nx.path_graph(3)
HALF = nx.Graph([(1, 2, {"weight": 1}), (2, 3, {"weight": 1})])


def vc(data: Any = PATH, **fields: Any) -> Any:
    return P("vc").instance(data, **({"k": 1} | fields))


WRONG: dict[str, Callable[[], Any]] = {
    'the field "k" is missing': lambda: P("vc").solve(PATH),
    "k: found the number -1, expected a natural number": lambda: vc(k=-1),
    'k: found the text "two", expected a whole number': lambda: vc(k="two"),
    "k: found the float 1.5, expected a whole number": lambda: vc(k=1.5),
    "`kk` is not a field of VertexCover; did you mean `k`": lambda: vc(kk=1),
    "`k` is given twice: in the data and by keyword": lambda: vc({"G": PATH, "k": 1}, k=2),
    "this graph is directed, and VertexCover is about undirected graphs; `networkx.Graph": lambda: vc(nx.DiGraph([(1, 2)])),
    "this graph is undirected, and DirectedHam.* `G.to_directed": lambda: P("dhc").instance(PATH),
    "two edges join 1 and 2, .* `networkx.Graph.G.` keeps one": lambda: vc(nx.MultiGraph([(1, 2), (1, 2)])),
    "5 has a self loop; .*selfloop_edges": lambda: vc(nx.Graph([(5, 5)])),
    "the vertex 0 has the attribute `club`, .* no map `club` over vertices; .* `ignoring=.'club', 'weight'.`": lambda: vc(
        nx.karate_club_graph()
    ),
    "the edge .1, 2. has no attribute `weight`, which MaxCut needs; did you mean `wieght`": lambda: P("maxcut").instance(
        nx.Graph([(1, 2, {"wieght": 3})]), k=1
    ),
    r"weight\[\(1, 2\)\]: found the float 0.5, expected a whole number; `scale=2` multiplies": lambda: P("maxcut").instance(
        nx.Graph([(1, 2, {"weight": 0.5})]), k=1
    ),
    "hold 2 graphs; say which this is: `pattern` or `host`": lambda: P("subgraphisomorphism").instance(PATH),
    "instances of SAT do not hold a graph": lambda: P("sat").instance(PATH),
    "no edge joins 1 and 3": lambda: P("travellingsalesman").instance(
        nx.Graph([(1, 2, {"weight": 1}), (2, 3, {"weight": 1})]), k=1
    ),
    "square matrix of adjacency, .* for a list of edges, give `networkx.Graph": lambda: vc([[1, 2]]),
    r"\[0\]\[1\]: found 1, but 0 at \[1\]\[0\]: the graph is undirected": lambda: vc(np.array([[0, 1], [0, 0]])),
    r"\[0\]\[1\]: found 2, expected 0 or 1": lambda: vc(np.array([[0, 2], [2, 0]])),
    "found a text, .*a file is read as a `pathlib.Path`": lambda: vc("graph.g6"),
    'the field "G" is missing': lambda: vc(None),
    r'G.edges\[0\]\[1\]: "3" is not a member of G.vertices': lambda: vc({"G": {"vertices": [1, 2], "edges": [(1, 3)]}}),
    r"G.edges\[0\]: found a list of 3, expected two ends": lambda: vc({"G": {"vertices": [1, 2], "edges": [(1, 2, 3)]}}),
    r"G.vertices\[0\]: a list is no label, since it has no hash; a tuple has one": lambda: vc(
        {"G": {"vertices": [[1]], "edges": []}}
    ),
    r"G.vertices\[1\]: the label 1 stands at 0 already": lambda: vc({"G": {"vertices": [1, 1], "edges": []}}),
    r"G.vertices\[0\]: found None, expected a label": lambda: vc({"G": {"vertices": [None], "edges": []}}),
    "G.vertices: found the number 2": lambda: vc({"G": {"vertices": 2, "edges": []}}),
    r"clauses\[0\]\[0\]: found 0, which is no literal": lambda: P("sat").instance([[0]]),
    r"clauses\[0\]\[0\]: found the number 1.5, expected a literal": lambda: P("sat").instance([[1.5]]),
    r"clauses\[0\]: found the number 1, expected a list of signed numbers": lambda: P("sat").instance([1, 2]),
    "found a weighted formula": lambda: P("sat").instance(WCNF()),
    r"it violates `every c in clauses: \|c\| <= 3`": lambda: P("3sat").solve([[1, 2, 3, 4]]),
    "worth: found 1 values, expected 2, one for each label of item": lambda: P("knapsack").optimum(
        size=[1, 2], worth=[1], capacity=1
    ),
    r"size\[0\]: found the float 1.5, expected a whole number": lambda: P("partition").instance([1.5]),
    "it may be `size` or `worth`; give the fields by name": lambda: P("knapsack").instance([1], capacity=1, goal=1),
    "SAT does not say `minimises` or `maximises`": lambda: P("sat").optimum([[1]]),
    "this is an instance of SAT, and an instance of VertexCover is expected": lambda: P("vc").solve(P("sat").instance([[1]])),
    "`nope` is no problem of the library": lambda: P("vc").solve(vc(), via="nope"),
    "VertexCover has no solver `magic`; it has `search` and `sat`": lambda: P("vc").solve(vc(), by="magic"),
    "`seconds` is the time limit": lambda: P("vc").solve(vc(), seconds="x"),
    '"7" is not a member of G.vertices': lambda: P("vc").verify(vc(), {7}),
    "found the number 5, expected": lambda: P("vc").verify(vc(), 5),
    "both 1 and -1 are among the literals": lambda: P("sat").verify([[1, 2]], [1, -1]),
    "the literal -3 is of no variable": lambda: P("sat").verify([[1, 2]], [-3]),
    "found 1 in a dict, where each label has a truth value": lambda: P("sat").verify([[1, 2]], {1: 1}),
    '"mauve" is not a case of colour; expected "red"': lambda: P("3coloring").verify(PATH, {0: "red", 1: "green", 2: "mauve"}),
    "2 is missing; every member of G.vertices is wanted": lambda: P("3coloring").verify(PATH, {0: "red", 1: "green"}),
    "3sat:is is a reduction; `certify.reduction` loads it": lambda: P("3sat:is"),
    "3sat is a problem; name a reduction SOURCE:TARGET": lambda: certify.reduction("3sat"),
    "there is no reduction ThreeSAT:VertexCover": lambda: certify.reduction("3sat", "vc"),
    "there is no chain from DNNT to ThreeSAT": lambda: certify.chain("dnnt", "3sat"),
    "by `via` or by `smallest`, and not by both": lambda: certify.chain("3sat", "vc", via="is", smallest=True),
    "nofile.red: cannot be read: there is no such file": lambda: certify.load("nofile.red"),
    "`lift` takes what `map` returned": lambda: certify.chain("3sat", "is").lift(5, []),  # type: ignore[arg-type]
    "this is no witness of the image": lambda: certify.reduction("3sat", "is").lift(
        certify.reduction("3sat", "is").map([[1, -2]]), []
    ),
    "is a chain of 2 reductions": lambda: certify.chain("3sat", "vc").certificate(),
    "`zz` is no measure of VertexCover; its measures are n, m, b": lambda: P("vc").audit({"zz": 1}),
    "the bound of a measure is a natural number; found -1": lambda: P("vc").audit({"n": -1}),
    "an effort is one of quick, standard, deep; found 'huge'": lambda: P("vc").audit(effort="huge"),
    "`jobs` is the number of processes, at least 1; found 0": lambda: P("vc").audit(jobs=0),
    "instances of ThreeSAT hold no graph": lambda: P("3sat").instance([[1]]).to_networkx(),
    "are not CNF formulas": lambda: vc().to_cnf(),
    "`kk` is no field of VertexCover; did you mean `k`": lambda: vc().field("kk"),
    "pictures are written as": lambda: vc().draw().save("x.bmp"),
    "nothing.cnf: cannot be read": lambda: P("sat").read("nothing.cnf"),
    "3 times it is no whole number; `scale=2`": lambda: P("partition").instance([1.5], scale=3),
    "`scale` is a positive whole number; found 0": lambda: P("partition").instance([1], scale=0),
    "`via` is the name of a problem, or a list of names; found 5": lambda: P("vc").solve(vc(), via=5),  # type: ignore[arg-type]
    "`smallest` chooses among the routes to one problem; name it by `via`": lambda: P("vc").solve(vc(), smallest=True),
    "found 3 of type int, expected the name of a problem": lambda: certify.chain(3, "vc"),  # type: ignore[arg-type]
    "found None of type NoneType, expected the name": lambda: P(None),  # type: ignore[arg-type]
    "this is no witness of the instance: not accepted": lambda: certify.reduction("3sat", "is").draw([[1]], witness=[-1]),
    "`ignoring` is about the attributes of a graph": lambda: P("vc").instance({"G": PATH, "k": 1}, ignoring="x"),
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_input_is_told(message: str) -> None:
    with pytest.raises(CertifyError, match=message) as told:
        WRONG[message]()
    assert isinstance(told.value, ValueError)


def test_what_a_file_declares_must_be_what_is_asked_for(tmp_path: Any) -> None:
    text = tmp_path / "two.red"
    text.write_text("problem Mine restricts SAT where |variables| <= 1\nproblem Yours restricts SAT where |variables| <= 2\n")
    with pytest.raises(CertifyError, match=r"two.red declares Mine, Yours: name one"):
        certify.problem(text)
    with pytest.raises(CertifyError, match=r"two.red declares"):
        certify.reduction(text)


def test_reals_are_not_listed() -> None:
    network = {
        "nodes": ["x", "y"], "layers": [["x"], ["y"]], "act": {"x": "identity", "y": "relu"},
        "bias": {"x": ("fixed", 0), "y": ("fixed", 0)}, "weights": {("x", "y"): ("free", "w")}, "parameters": ["w"],
        "samples": [], "gamma": 0,
    }  # fmt: skip
    with pytest.raises(CertifyError, match="real numbers"):
        P("cnnt").count(network)
