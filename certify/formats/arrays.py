"""Training problems from numpy arrays, and the weights of a trained network as numpy arrays."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from certify.core import Problem, Record
from certify.core.values import Value, number
from certify.formats.bad_input import BadInput
from certify.formats.instance_json import from_json
from certify.formats.reading import exact_number
from certify.records import dataclass
from certify.semantics.named_instances import Instance
from certify.solve.training_networks import FIXED, NetworkTerm, TrainingNetwork

FIELDS = ("nodes", "layers", "act", "bias", "weights", "parameters", "options", "samples", "gamma")
"""The fields of the instances of a training problem."""

Matrix = npt.NDArray[Any]


@dataclass(frozen=True)
class Dense:
    """A layer of `width` neurons, each connected to every neuron of the layer before.

    Each of `weights` and `biases` is a number, the fixed value of all; a collection of numbers, the options for each; or an
    array, of shape (width before, width) for weights and (width,) for biases, whose items are fixed numbers or collections of
    options.  Floats are numbers as `training` says.
    """

    width: int
    activation: str = "identity"
    weights: Any = (-1, 0, 1)
    biases: Any = 0


def training(
    problem: Problem, inputs: Any, targets: Any, layers: Sequence[Dense], *, gamma: Any = 0, scale: int | None = None
) -> Instance:
    """Return the instance that asks to fit `layers` to samples.

    `inputs` has shape (samples, inputs), `targets` shape (samples, outputs); `gamma` bounds the sum of squared errors.  `problem`
    is a problem of network training or a restriction of one; its `valid` is not checked.  A float that is no whole number is
    refused, unless `scale` says that all floats are multiples of 1/`scale`: then it is the multiple that is read as this float.
    Raises `BadInput` if the problem has other fields, if the arrays do not fit together, and for a float that is none of these.

    >>> from certify.api import load
    >>> xor = [[0, 0], [0, 1], [1, 0], [1, 1]]
    >>> hidden = Dense(2, "relu", weights=(-1, 1))
    >>> x = training(load("dnnt").problem, xor, [[0], [1], [1], [0]], [hidden, Dense(1)])
    >>> solution = load("dnnt").solve(x)
    >>> [w.tolist() for w, _ in weights(x, solution.found.witness)]
    [[[-1, 1], [1, -1]], [[1], [1]]]
    """
    check_training(problem)
    points, values = _matrix("inputs", inputs, scale), _matrix("targets", targets, scale)
    if len(points) != len(values):
        raise BadInput("targets", f"found {len(values)} rows, expected {len(points)}, one for each row of the inputs")
    if not layers or layers[-1].width != values.shape[1]:
        found = f"a last layer of {layers[-1].width}" if layers else "no layer"
        raise BadInput("layers", f"found {found}, expected one of {values.shape[1]} neurons, one for each target")
    made = _NetworkFields([[f"x{i + 1}" for i in range(points.shape[1])]], scale)
    for place, layer in enumerate(layers, 1):
        made.add(place, layer, last=place == len(layers))
    first, end = made.layers[0], made.layers[-1]
    samples = [
        {"point": dict(zip(first, map(_written, x), strict=True)), "value": dict(zip(end, map(_written, y), strict=True))}
        for x, y in zip(points, values, strict=True)
    ]
    return from_json(problem, made.data() | {"samples": samples, "gamma": _written(_rational("gamma", gamma, scale))})


def check_training(problem: Problem) -> None:
    """Raise `BadInput` unless the problem has the fields of a training problem."""
    type = problem.instance
    if not isinstance(type, Record) or tuple(name for name, _ in type.fields) != FIELDS:
        raise BadInput("", f"{problem.name} is no problem of network training: its fields are not {', '.join(FIELDS)}")


class _NetworkFields:
    """Builds the fields of an instance layer by layer."""

    def __init__(self, layers: list[list[str]], scale: int | None) -> None:
        self.layers, self.scale = layers, scale
        self.act: dict[str, str] = dict.fromkeys(layers[0], "identity")
        self.bias: dict[str, Any] = {v: {"fixed": 0} for v in layers[0]}
        self.weights: list[Any] = []
        self.options: dict[str, list[Any]] = {}

    def add(self, place: int, layer: Dense, last: bool) -> None:
        """Add a layer, the one of number `place` after the inputs; the nodes of the `last` one are the outputs."""
        before = self.layers[-1]
        names = [f"{'y' if last else f'h{place}.'}{j + 1}" for j in range(layer.width)]
        weights = _choices(f"weights of layer {place}", layer.weights, (len(before), layer.width), self.scale)
        biases = _choices(f"biases of layer {place}", layer.biases, (layer.width,), self.scale)
        for j, v in enumerate(names):
            self.act[v] = layer.activation
            self.bias[v] = self._term(f"b{place}[{j + 1}]", biases[j])
            for i, u in enumerate(before):
                self.weights.append([[u, v], self._term(f"w{place}[{i + 1},{j + 1}]", weights[i, j])])
        self.layers.append(names)

    def _term(self, name: str, choice: tuple[Fraction, ...] | Fraction) -> Any:
        if isinstance(choice, Fraction):
            return {"fixed": _written(choice)}
        self.options[name] = list(map(_written, sorted(set(choice))))
        return {"free": name}

    def data(self) -> dict[str, Any]:
        """Return the fields as JSON data."""
        return {
            "nodes": [v for layer in self.layers for v in layer], "layers": self.layers, "act": self.act, "bias": self.bias,
            "weights": self.weights, "parameters": list(self.options), "options": self.options,
        }  # fmt: skip


def _matrix(what: str, given: Any, scale: int | None) -> Matrix:
    """Return an array of two dimensions of rationals.  Raises BadInput for other arrays."""
    found = np.array(given, dtype=object)
    if found.ndim != 2:
        raise BadInput(what, f"found an array of shape {found.shape}, expected two dimensions, samples and coordinates")
    return np.vectorize(lambda item: _rational(what, item, scale), otypes=[object])(found) if found.size else found


def _choices(what: str, given: Any, shape: tuple[int, ...], scale: int | None) -> Matrix:
    """Return an array of this shape whose items are fixed numbers or tuples of options.  Raises BadInput for other arrays."""
    out = np.empty(shape, dtype=object)
    if isinstance(given, np.ndarray) and given.ndim > 0:
        if given.shape != shape:
            raise BadInput(what, f"found an array of shape {given.shape}, expected the shape {shape}")
        for place in np.ndindex(shape):
            out[place] = _choice(what, given[place], scale)
        return out
    for place in np.ndindex(shape):
        out[place] = _choice(what, given, scale)
    return out


def _choice(what: str, given: Any, scale: int | None) -> tuple[Fraction, ...] | Fraction:
    if isinstance(given, Iterable) and not isinstance(given, str):
        return tuple(_rational(what, item, scale) for item in given)
    return _rational(what, given, scale)


def _rational(what: str, item: Any, scale: int | None) -> Fraction:
    try:
        exact = Fraction(item.item() if isinstance(item, np.generic) else item)
    except (TypeError, ValueError, OverflowError):
        raise BadInput(what, f"found {item!r}, expected a number") from None
    if not isinstance(item, float | np.floating) or exact.denominator == 1:
        return exact
    if scale is None:
        fix = f"give a Fraction or a text such as '1/3'; or `scale={exact_number(float(str(item)), what).denominator}`"
        raise BadInput(what, f"found the float {item}, which is rarely the number that is meant", fix)
    multiple = Fraction(round(exact * scale), scale)
    nearest = multiple.numerator / multiple.denominator
    if float(item) not in (nearest, float(np.float32(nearest))):
        raise BadInput(what, f"found the float {item}, which is no multiple of 1/{scale}")
    return multiple


def _written(exact: Fraction) -> Any:
    """Return a number as JSON data."""
    found = number(exact)
    return found if isinstance(found, int) else str(found)


# ------------------------------------------------------------------------------------------------ trained networks


def weights(instance: Instance, witness: Value) -> list[tuple[Matrix, Matrix]]:
    """Return weights and biases of each layer after the inputs, with the free parameters taken from a witness.

    They are arrays of exact numbers of the shapes (width before, width) and (width,).  Raises BadInput if the instance is not one
    of a training problem.
    """
    check_training(instance.problem)
    network = TrainingNetwork(*instance.value)

    def filled(term: NetworkTerm) -> int | Fraction:
        case, of = term
        return of if case == FIXED else witness[of]  # type: ignore[no-any-return]

    found = []
    for before, layer in _steps(network):
        matrix, vector = np.empty((len(before), len(layer)), dtype=object), np.empty(len(layer), dtype=object)
        for j, v in enumerate(layer):
            vector[j] = filled(network.bias[v])
            for i, u in enumerate(before):
                matrix[i, j] = filled(network.weight(u, v))
        found.append((matrix, vector))
    return found


def _steps(network: TrainingNetwork) -> Iterator[tuple[list[int], list[int]]]:
    """Yield each layer after the layer before it, their nodes in order."""
    layers = [sorted(layer) for layer in network.layers]
    yield from itertools.pairwise(layers)


def outputs(instance: Instance, witness: Value, inputs: Any, *, scale: int | None = None) -> Matrix:
    """Return the exact outputs of the trained network, of shape (samples, outputs).

    `witness` gives the parameters of the network; `inputs` has shape (samples, inputs), and `scale` is as for `training`.  Raises
    BadInput if the instance is not one of a training problem, or if `inputs` is not a matrix of numbers.
    """
    network = TrainingNetwork(*instance.value)
    given = _matrix("inputs", inputs, scale)
    for (matrix, vector), (_, layer) in zip(weights(instance, witness), _steps(network), strict=True):
        given = given.dot(matrix) + vector
        for j, v in enumerate(layer):
            given[:, j] = [number(_activated(network.act[v][0], z)) for z in given[:, j]]
    return given


def _activated(act: int, z: Any) -> Any:
    return [z, max(z, 0), z * z][act]
