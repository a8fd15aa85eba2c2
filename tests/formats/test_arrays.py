"""Training problems from arrays, and trained networks as arrays and as ONNX models."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from certify.api import load
from certify.core.values import Value
from certify.formats import BadInput, to_json
from certify.formats.arrays import Dense, outputs, training, weights
from certify.formats.onnx import to_onnx
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.system.resources import folder
from tests.conftest import Certify
from tests.solve.test_algorithms import network

DNNT = load("DNNT")
MEANING = ProblemMeaning(DNNT.problem)
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def loss(x: Instance, witness: Value) -> Any:
    """Return the sum of squared errors on the samples, computed from the arrays."""
    points = [[point[u] for u in sorted(x.value[1][0])] for point, _ in x.value[7]]
    targets = [[value[v] for v in sorted(x.value[1][-1])] for _, value in x.value[7]]
    return sum((outputs(x, witness, points) - np.array(targets, dtype=object)).flatten() ** 2)


@pytest.mark.parametrize("by", ["search", "sat", "dp", "cp-sat"])
def test_exclusive_or_is_fitted_by_every_solver(by: str) -> None:
    if by == "cp-sat":
        pytest.importorskip("ortools")
    x = training(DNNT.problem, XOR, XOR.sum(axis=1, keepdims=True) % 2, [Dense(2, "relu", biases=(-1, 0, 1)), Dense(1)])
    assert MEANING.valid(x.value)
    solution = DNNT.solve(x, by=by)
    assert solution.answer == "yes"
    assert outputs(x, solution.found.witness, XOR).tolist() == [[0], [1], [1], [0]]


def test_one_identity_neuron_does_not_compute_exclusive_or() -> None:
    x = training(DNNT.problem, XOR, XOR.sum(axis=1, keepdims=True) % 2, [Dense(1, biases=(-1, 0, 1)), Dense(1, biases=(0, 1))])
    assert DNNT.solve(x, by="dp").answer == "no"


def test_options_may_differ_from_place_to_place() -> None:
    choices = np.empty((1, 2), dtype=object)
    choices[0, 0], choices[0, 1] = {Fraction(1, 2), 2}, 7
    x = training(
        load("twolayerdnnt").problem, [[2.0]], [[1]], [Dense(2, weights=choices), Dense(1, weights=np.array([[1], [0]]))]
    )
    data = to_json(x)
    assert data["options"] == {"w1[1,1]": ["1/2", 2]}
    assert data["weights"] == [
        [["x1", "h1.1"], {"free": "w1[1,1]"}], [["x1", "h1.2"], {"fixed": 7}],
        [["h1.1", "y1"], {"fixed": 1}], [["h1.2", "y1"], {"fixed": 0}],
    ]  # fmt: skip
    (first, bias), (second, _) = weights(x, load("twolayerdnnt").solve(x).found.witness)
    assert (first.tolist(), bias.tolist(), second.tolist()) == ([[Fraction(1, 2), 7]], [0, 0], [[1], [0]])


@pytest.mark.parametrize("seed", range(30))
def test_what_the_arrays_answer_is_what_the_verifier_counts(seed: int) -> None:
    value = network(Random(seed), samples=seed % 3, rational=seed % 2 == 0, outputs=1 + seed % 2)
    x = Instance(DNNT.problem, value)
    solution = DNNT.solve(x)
    if solution.answer == "yes" and value[7]:
        assert loss(x, solution.found.witness) <= value[-1]
    exact = (*value[:-1], loss(x, solution.found.witness)) if solution.answer == "yes" and value[7] else None
    assert exact is None or MEANING.accepts(exact, solution.found.witness)


@pytest.mark.parametrize(
    ("inputs", "targets", "layers", "message"),
    [
        ([1, 2], [[1]], [Dense(1)], r"inputs: found an array of shape \(2,\), expected two dimensions"),
        ([[1], [2]], [[1]], [Dense(1)], "targets: found 1 rows, expected 2"),
        ([[1]], [[1, 2]], [Dense(1)], "layers: found a last layer of 1, expected one of 2 neurons"),
        ([[1]], [[1]], [], "layers: found no layer"),
        (
            [[1]],
            [[1]],
            [Dense(1, weights=np.zeros((2, 1)))],
            r"weights of layer 1: found an array of shape \(2, 1\), expected the",
        ),
        ([[1]], [[1]], [Dense(1, weights=("a",))], "weights of layer 1: found 'a', expected a number"),
        ([[float("nan")]], [[1]], [Dense(1)], "inputs: found nan, expected a number"),
        ([[1]], [[1]], [Dense(1, "sigmoid")], "sigmoid"),
    ],
)
def test_what_does_not_fit_is_told(inputs: Any, targets: Any, layers: list[Dense], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        training(DNNT.problem, inputs, targets, layers)


def test_only_training_problems_take_arrays() -> None:
    with pytest.raises(BadInput, match="Clique is no problem of network training"):
        training(load("clique").problem, [[1]], [[1]], [Dense(1)])


# ------------------------------------------------------------------------------------------------ ONNX


def answers(model: Any, inputs: Any) -> Any:
    """Return the outputs of a model in onnxruntime."""
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (found,) = session.run(["outputs"], {"inputs": np.array(inputs, dtype=np.float64)})
    return found


@pytest.mark.parametrize("seed", range(40))
def test_onnx_answers_what_the_network_answers(seed: int) -> None:
    """The outputs agree exactly, since doubles are exact on whole numbers; the layers mix activations."""
    pytest.importorskip("onnx")
    x = Instance(DNNT.problem, network(Random(seed), samples=2, rational=False, outputs=1 + seed % 3))
    x = Instance(x.problem, (*x.value[:-1], 10**6))
    solution = DNNT.solve(x)
    if solution.answer == "yes" and x.value[1][0]:
        points = [[point[u] for u in sorted(x.value[1][0])] for point, _ in x.value[7]]
        assert answers(to_onnx(x, solution.found.witness), points).tolist() == outputs(x, solution.found.witness, points).tolist()


def test_the_command_line_writes_models(certify: Certify, tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    example, model = folder("reductions").parent / "examples" / "formula.cnf", tmp_path / "net.onnx"
    assert certify("solve", "3sat", example, "--via", "dnnt", "--onnx", model).code == 0
    found = answers(onnx.load(model), [[0] * 10 + [1]])
    assert found.tolist() == [[1]]
    none = certify("solve", "3sat", example, "--onnx", model)
    assert (none.code, "ThreeSAT is no problem of network training" in none.err) == (2, True)


def test_floats_are_refused_or_multiples_of_what_is_said() -> None:
    problem = DNNT.problem
    layers = [Dense(1, weights=(-1, 1))]
    assert training(problem, np.array([[2.0]]), [[1]], layers).value == training(problem, [[2]], [[1]], layers).value
    with pytest.raises(BadInput, match=r"inputs: found the float 0.1, .*; give a Fraction or .* or `scale=10`"):
        training(problem, [[0.1]], [[1]], layers)
    for array in (np.array([[0.1]]), np.array([[0.1]], dtype=np.float32)):
        found = training(problem, array, [[1]], layers, scale=10)
        assert found.value == training(problem, [["1/10"]], [[1]], layers).value
    with pytest.raises(BadInput, match=r"targets: found the float 0.25, which is no multiple of 1/10"):
        training(problem, [[0.1]], [[0.25]], layers, scale=10)
    with pytest.raises(BadInput, match=r"weights of layer 1: found the float 0.5"):
        training(problem, [[1]], [[1]], [Dense(1, weights=(0.5, 1))])
