"""What solvers print about files, in the numbering of the files."""

from __future__ import annotations

import json

import dimod
import pytest

from certify.formats.answers import answered, read_answer
from certify.formats.bad_input import BadInput
from certify.formats.instance_json import from_json
from certify.formats.meanings import no_is_no
from certify.library import standard

from .random_types import FORMULA, TOUR

HIGHS = """Model status
Optimal

# Primal solution values
Feasible
Objective 0
# Columns 3
x1 1
x2 0
x3 0.9999999
# Rows 3
r1 1
x2 7

# Dual solution values
None
"""
CBC = "Optimal - objective value 0.00000000\n      0 x1                   1                       0\n      2 x3     1      0\n"
SCIP = "solution status: optimal solution found\nobjective value:     0\nx1        1 \t(obj:0)\nx3     1 \t(obj:0)\n"
GLPK = """\
Rows:       2
Status:     INTEGER OPTIMAL
Objective:  obj = 0 (MINimum)

   No.   Row name        Activity     Lower bound   Upper bound
------ ------------    ------------- ------------- -------------
     1 a                           0             0
     2 x2                          1             1

   No. Column name       Activity     Lower bound   Upper bound
------ ------------    ------------- ------------- -------------
     1 x1           *              1             0             1
     2 x2           *              0             0             1
     3 x3           *              1             0             1

Integer feasibility conditions:

KKT.PE: max.abs.err = 0.00e+00 on row 0
"""
GUROBI = "# Solution for model obj\n# Objective value = 0\nx1 1\nx2 -0\nx3 1.0000000000000e+00\n"

YES = {
    "competition": "c hi\nc x\ns SATISFIABLE\nv 1 -2\nv 3 0\n",
    "without a v in front": "SAT\n1 -2 3 0\n",
    "pseudo-Boolean": "s OPTIMUM FOUND\no 4\nv x1 -x2 x3\n",
    "own names": "s SATISFIABLE\nv a -b c\n",
    "MaxSAT": "o 5\no 2\ns OPTIMUM FOUND\nv 101\n",
    "HiGHS": HIGHS, "CBC": CBC, "SCIP": SCIP, "GLPK": GLPK, "Gurobi": GUROBI,
    "own names of columns": GUROBI.replace("x1", "a").replace("x3", "c"),
    "qbsolv": "101\n", "bits": "[1, 0, 1]", "spins": "[[1, -1, 1]]", "sample": '{"a": 1, "b": 0, "c": 1}',
    "indices": '[{"0": 1, "2": 1}]',
}  # fmt: skip


@pytest.mark.parametrize("text", YES.values(), ids=YES)
def test_solutions(text: str) -> None:
    assert read_answer(text, "out", 3, ("a", "b", "c")).candidates == (frozenset({1, 3}),)


NO = [
    "s UNSATISFIABLE\n", "UNSAT\n", "Infeasible - objective value 0.0\n", "solution status: infeasible\nno solution available\n",
    "Model status\nInfeasible\n\n# Primal solution values\nNone\n", "Status:     INTEGER EMPTY\n\n   No.   Row name   Activity\n",
]  # fmt: skip
UNKNOWN = ["s UNKNOWN\n", "INDET\n", "Model status\nTime limit reached\n# Columns 0\n", "solution status: time limit reached\n"]


@pytest.mark.parametrize(("verdict", "text"), [*(("no", t) for t in NO), *(("unknown", t) for t in UNKNOWN)])
def test_no_and_unknown_are_answers(verdict: str, text: str) -> None:
    assert read_answer(text, "out", 3) == type(read_answer(text, "out", 3))(verdict)


@pytest.mark.parametrize(
    ("sample", "candidates"),
    [('{"0": 1, "1": 0}', [{1}]), ('{"1": 1, "2": 0}', [{1}]), ('{"1": 1}', [{1}, {2}]), ('[{"2": 1}]', [{2}])],
)
def test_numbers_of_a_sample_are_names_or_indices_and_never_both(sample: str, candidates: list[set[int]]) -> None:
    assert list(read_answer(sample, "sample", 2, ("1", "2")).candidates) == candidates
    with pytest.raises(BadInput, match="some names are labels' own names, and others numbers"):
        read_answer('{"0": 1, "2": 0}', "sample", 2, ("1", "2"))


@pytest.mark.parametrize("packed", [False, True])
def test_sample_sets_of_dimod(packed: bool) -> None:
    labels = [f"v{i}" for i in range(40)]
    samples = [{v: int(i % 3 == k) for i, v in enumerate(labels)} for k in range(2)]
    found = dimod.SampleSet.from_samples_bqm(samples, dimod.BQM.from_ising(dict.fromkeys(labels, 1), {}).change_vartype("BINARY"))
    text = json.dumps(found.to_serializable(pack_samples=packed))
    wanted = {frozenset(i + 1 for i in range(40) if i % 3 == k) for k in range(2)}
    assert set(read_answer(text, "out", 40, labels).candidates) == wanted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v 1 0\n", "no verdict"),
        ("", "no verdict"),
        ("hello\n", "no verdict"),
        ("s PERHAPS\n", 'out:1: the solver says "PERHAPS"'),
        ("c\ns SATISFIABLE\nv 4 0\n", 'out:3: "4" is out of range'),
        ("s SATISFIABLE\nv 1 -1 0\n", "both true and false"),
        ("s SATISFIABLE\ns UNSATISFIABLE\n", "contradict"),
        ("s SATISFIABLE\nv one 0\n", 'found "one"'),
        (HIGHS.replace("0.9999999", "0.5"), "out:10: x3 is 0.5, expected 0 or 1"),
        (HIGHS.replace("x3", "x4"), 'out:10: "x4" is out of range'),
        ("[1, 0]", "found a list of 2, expected 3 bits"),
        ("[2, 0, 1]", "found the number 2"),
        ('{"d": 1}', 'there is no label "d"'),
        ('[["a"], 3]', r"out: \[0\]: found a list of 1, expected 3 bits"),
        ('{"type": "SampleSet"}', "no lists of labels"),
        ("{", "not JSON"),
    ],
)
def test_answers_that_are_none(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_answer(text, "out", 3, ("a", "b", "c"))


def test_witnesses_are_sets_of_labels() -> None:
    x = from_json(FORMULA, {"variables": ["p", "q"], "clauses": []})
    assert answered(x, "s SATISFIABLE\nv -1 2 0\n", "out") == ("yes", (frozenset({1}),))
    tour = from_json(TOUR, {"G": {"vertices": ["a"], "edges": []}})
    with pytest.raises(BadInput, match="are not sets of labels"):
        answered(tour, "s SATISFIABLE\n", "out")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("SAT", True), ("NAESAT", True), ("WeightedTwoSAT", True), ("MaxTwoSAT", False), ("ZeroOneProgramming", True)],
)
def test_no_solution_of_a_file_is_no_only_if_witnesses_are_solutions(name: str, expected: bool) -> None:
    assert no_is_no(standard().problem(name)) == expected


@pytest.mark.parametrize(("name", "expected"), [("SAT", True), ("MaxTwoSAT", True), ("WeightedTwoSAT", True), ("NAESAT", False)])
def test_the_best_of_a_file_is_the_best_only_if_it_asks_the_same(name: str, expected: bool) -> None:
    assert no_is_no(standard().problem(name), optimal=True) == expected
