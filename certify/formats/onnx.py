"""Trained networks as ONNX models in double precision.  Only this module imports the package `onnx`, when it needs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from certify.core.values import Value
from certify.formats.arrays import check_training, weights
from certify.formats.bad_input import BadInput
from certify.semantics.named_instances import Instance
from certify.solve.training_networks import RELU, SQUARE, TrainingNetwork
from certify.system.files import write_bytes

OPERATORS = 17
"""The version of the ONNX operator set."""


def to_onnx(instance: Instance, witness: Value) -> Any:
    """Return the network with the witness's weights as an `onnx.ModelProto`.

    Its input `inputs` has shape (samples, inputs), its output `outputs` shape (samples, outputs); both are in the order of the
    labels.  Numbers are rounded to doubles.  Raises `BadInput` if the package `onnx` is not installed, the instance is not one of
    a training problem, or a number is too large for a double.

    >>> from certify.api import load
    >>> from certify.formats.arrays import Dense, training
    >>> x = training(load("dnnt").problem, [[1], [2]], [[3], [6]], [Dense(1, weights=(1, 3))])
    >>> [node.op_type for node in to_onnx(x, load("dnnt").solve(x).found.witness).graph.node]
    ['MatMul', 'Add', 'Identity']
    """
    try:
        from onnx import TensorProto, checker, helper, numpy_helper
    except ImportError:
        raise BadInput("", "the package onnx is not installed", "`pip install 'certify-reductions[onnx]'` installs it") from None

    check_training(instance.problem)
    network = TrainingNetwork(*instance.value)
    nodes: list[Any] = []
    constants: list[Any] = []

    def constant(name: str, value: Any) -> str:
        constants.append(numpy_helper.from_array(value, name))
        return name

    def operation(kind: str, *given: str) -> str:
        nodes.append(helper.make_node(kind, list(given), [f"t{len(nodes)}"]))
        return f"t{len(nodes) - 1}"

    value = "inputs"
    for place, (matrix, vector) in enumerate(weights(instance, witness), 1):
        value = operation("MatMul", value, constant(f"weights{place}", _doubles(matrix)))
        value = operation("Add", value, constant(f"biases{place}", _doubles(vector)))
        acts = [network.act[v][0] for v in sorted(network.layers[place])]
        for act, other in _activations(acts):
            active = operation("Relu", value) if act == RELU else operation("Mul", value, value)
            value = operation("Where", constant(f"is{act}_{place}", other), active, value) if not other.all() else active
    nodes.append(helper.make_node("Identity", [value], ["outputs"]))
    ends = [
        helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["samples", width])
        for name, width in (("inputs", len(network.inputs)), ("outputs", len(network.outputs)))
    ]
    graph = helper.make_graph(nodes, "network", ends[:1], ends[1:], constants)
    model = helper.make_model(graph, producer_name="certify", opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=8)
    checker.check_model(model)
    return model


def write_onnx(instance: Instance, witness: Value, path: Path) -> None:
    """Write the model of `to_onnx` into a file.

    Raises the same errors as `to_onnx`, and `CannotWrite` if the file cannot be written.
    """
    write_bytes(path, to_onnx(instance, witness).SerializeToString())


def _activations(acts: list[int]) -> Iterator[tuple[int, Any]]:
    """Yield the activations of a layer other than the identity, each with a truth value for each neuron."""
    for act in (RELU, SQUARE):
        having = np.array([a == act for a in acts], dtype=bool)
        if having.any():
            yield act, having


def _doubles(numbers: Any) -> Any:
    try:
        return np.vectorize(float, otypes=[np.float64])(numbers) if numbers.size else np.zeros(numbers.shape)
    except OverflowError:
        raise BadInput("", "a weight is too large for a double") from None
