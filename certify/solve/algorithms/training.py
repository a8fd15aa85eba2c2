"""Training of a network of two layers with one output: a dynamic program over vectors with one number per sample.

It is for few samples.  The values of a hidden neuron on all samples are one vector.  An inner table holds the vectors that a
neuron can have before its activation, input by input.  An outer table holds the sums of the neurons' contributions, neuron by
neuron.  Both keep one way to reach each vector.  Everything is first scaled to integers, so that nothing is rounded: to machine
words if all of them fit, and else to Python's integers.

Source: the pseudo-polynomial algorithm for a fixed number of samples of Doron-Arad, AAAI 2025; the formulation is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from certify.core.values import FrozenMap, Value, order_key
from certify.records import dataclass, field
from certify.solve.algorithms.registry import OUT_OF_TIME, Answer, Limits, Refused, solves
from certify.solve.training_networks import FREE, RELU, SQUARE, NetworkTerm, TrainingNetwork, denominator, whole

_LARGEST = 1 << 62  # of a machine word, with room for a difference
_CHUNK = 1 << 22  # the most numbers of a part of a table that is made at once
_LONG = 64  # the bytes of a Python integer in an array and a table, without its digits

Indices = npt.NDArray[np.int64]
Vectors = npt.NDArray[Any]
"""Rows of machine words, or of Python's integers."""
Chosen = dict[int, int | Fraction]
"""The numbers that are chosen for parameters."""


class _OutOfTime(Exception):
    pass


@solves(
    "DNNT",
    "dp",
    "two layers, one output: the vectors of a neuron's values on all samples, and their sums",
    "pseudo-polynomial for each number of samples, if denominators are few",
    "w (d q (2 A + 1)^N + q (2 H + 1)^N (2 (C + w V H) + 1)^N) steps up to logarithms, with w hidden neurons, d inputs, "
    "N samples, q options, A = max |bias| + d max |weight| max |input|, "
    "H = A or A^2, V and C the largest output weight and bias, "
    "all of them scaled to whole numbers",
    "DoronArad2025",
)
def train(x: Value, limits: Limits) -> Answer:
    """Solve an instance of two-layer training with at most one output and without weight sharing.  Raises `Refused` for other
    networks, and if the tables would not fit.

    >>> from certify.api import load
    >>> fit = load("3sat", "dnnt").map(load("3sat").instance({"variables": ["p"], "clauses": [[{"negative": "p"}]]}))
    >>> train(fit.instances[-1].value, Limits()).answer
    'yes'
    """
    network = TrainingNetwork(*x)
    if not network.trainable():
        return Answer("no")
    try:
        found = least_loss(network, limits)
    except _OutOfTime:
        return OUT_OF_TIME
    effort = {"vectors": found.vectors}
    if found.loss > network.gamma:
        return Answer("no", effort=effort)
    return Answer("yes", found.choice(network), effort)


@dataclass(frozen=True)
class Fit:
    """The least loss, numbers for the parameters that reach it, and the total number of vectors in the tables."""

    loss: int | Fraction
    chosen: Chosen
    vectors: int

    def choice(self, network: TrainingNetwork) -> Value:
        """Return the numbers of all parameters.  Those that occur nowhere take the first of their options."""
        return FrozenMap({i: self.chosen.get(i, min(network.options[i], key=order_key)) for i in network.parameters})


def least_loss(network: TrainingNetwork, limits: Limits) -> Fit:
    """Return the least loss over all choices.  Every parameter needs an option.

    Raises `Refused` if the network has several outputs, more than one hidden layer, or a parameter at two places, and if the
    tables would not fit.
    """
    _check(network)
    if not network.outputs:
        return Fit(0, {}, 0)
    return _Training(network, limits).run()


def _check(network: TrainingNetwork) -> None:
    if len(network.layers) != 3:
        raise Refused(f"the network has {len(network.layers) - 1} layers of neurons; the program is for two")
    if len(network.outputs) > 1:
        raise Refused(f"the network has {len(network.outputs)} outputs; with many of them training is strongly NP-hard")
    if any(network.act[v] != (0,) for v in network.outputs):
        raise Refused("the output has an activation; the program is for outputs without")
    places = [of for case, of in network.terms() if case == FREE]
    if len(places) != len(set(places)):
        raise Refused("a parameter occurs at several places; with shared weights training is strongly NP-hard")


@dataclass
class _Table:
    """Vectors that are reached, each once.  For each there is one way to reach it: the row of the table before, and the index of
    the vector that was added (in the first table, of the vector itself)."""

    vectors: Vectors
    before: Indices
    added: Indices


@dataclass
class _Neuron:
    """The contributions of a hidden neuron.

    - `inner`: the tables of its values before activation.
    - `active`: for each value after activation, its row in the last of these tables.
    - `contributions`: the table of contributions (rows of values, with the index of an output weight).
    - `terms`, `weight`: its bias and input weights, and its output weight.
    """

    inner: list[_Table]
    active: Indices
    contributions: _Table
    terms: list[NetworkTerm]
    weight: NetworkTerm


@dataclass
class _Training:
    network: TrainingNetwork
    limits: Limits
    made: dict[object, _Neuron] = field(default_factory=dict)
    held: int = 0
    vectors: int = 0

    def __post_init__(self) -> None:
        """Compute the scales of values before activation, after it, and of outputs."""
        network = self.network
        (self.out,) = network.outputs
        self.hidden = sorted(network.layers[1])
        points = denominator(r for point, _ in network.samples for r in point.values())
        weights = denominator(r for u in network.inputs for v in self.hidden for r in network.numbers(network.weight(u, v)))
        biases = denominator(r for v in self.hidden for r in network.numbers(network.bias[v]))
        self.before = lcm(points * weights, biases)
        squares = any(network.act[v] == (SQUARE,) for v in self.hidden)
        self.after = self.before**2 if squares else self.before
        outward = denominator(r for v in self.hidden for r in network.numbers(network.weight(v, self.out)))
        ends = denominator([*network.numbers(network.bias[self.out]), *(r for _, y in network.samples for r in y.values())])
        self.scale = lcm(self.after * outward, ends)
        largest, error = self._bounds()
        self.type = np.int64 if largest < _LARGEST else object
        self.type_of_losses = np.int64 if self.type is np.int64 and error**2 * len(network.samples) < _LARGEST else object
        self.bytes = 8 if self.type is np.int64 else _LONG + int(largest).bit_length() // 8

    def _bounds(self) -> tuple[Fraction, Fraction]:
        """Return bounds of the absolute values of all numbers but the losses, and of the errors on a sample."""
        network = self.network
        largest = Fraction(max(self.after // self.before, self.scale // self.after))
        point = [max((abs(Fraction(p[u])) for p, _ in network.samples), default=Fraction(0)) for u in network.inputs]
        total = _largest(network, network.bias[self.out]) * self.scale
        for v in self.hidden:
            inside = _largest(network, network.bias[v])
            inside += sum(_largest(network, network.weight(u, v)) * p for u, p in zip(network.inputs, point, strict=True))
            inside *= self.before
            value = inside**2 if network.act[v] == (SQUARE,) else inside * (self.after // self.before)
            outward = _largest(network, network.weight(v, self.out)) * (self.scale // self.after)
            total += value * outward
            largest = max(largest, inside, value, outward)
        targets = max((abs(Fraction(r)) for _, y in network.samples for r in y.values()), default=Fraction(0)) * self.scale
        return max(largest, total + targets), total + targets

    def run(self) -> Fit:
        network = self.network
        outer = [self._first([self._constant(r, self.scale) for r in network.numbers(network.bias[self.out])])]
        neurons = [self._neuron(v) for v in self.hidden]
        for neuron in neurons:
            outer.append(self._sums(outer[-1], neuron.contributions.vectors))
        targets = np.array([whole(y[self.out], self.scale) for _, y in network.samples], self.type)
        losses = ((outer[-1].vectors - targets).astype(self.type_of_losses) ** 2).sum(axis=1)
        row = int(losses.argmin())
        loss = Fraction(int(losses[row]), int(self.scale) ** 2)
        return Fit(loss, self._chosen(outer, neurons, row), self.vectors)

    # -------------------------------------------------------------------------------------------- the tables

    def _neuron(self, v: int) -> _Neuron:
        """Return the tables of a hidden neuron.  Neurons with the same options share them."""
        network = self.network
        terms = [network.bias[v], *(network.weight(u, v) for u in network.inputs)]
        weight = network.weight(v, self.out)
        key = (network.act[v], tuple(tuple(network.numbers(t)) for t in terms), tuple(network.numbers(weight)))
        if key not in self.made:
            self.made[key] = self._tables(network.act[v][0], terms, weight)
        known = self.made[key]
        return _Neuron(known.inner, known.active, known.contributions, terms, weight)

    def _tables(self, act: int, terms: list[NetworkTerm], weight: NetworkTerm) -> _Neuron:
        network = self.network
        inner = [self._first([self._constant(r, self.before) for r in network.numbers(terms[0])])]
        for u, term in zip(network.inputs, terms[1:], strict=True):
            points = [Fraction(point[u]) for point, _ in network.samples]
            steps = [self._vector([r * p for p in points], self.before) for r in network.numbers(term)]
            inner.append(self._sums(inner[-1], np.array(steps, self.type)))
        value = inner[-1].vectors
        value = value**2 if act == SQUARE else (np.maximum(value, 0) if act == RELU else value) * (self.after // self.before)
        value, active = _distinct(value)
        factors = [whole(r, self.scale // self.after) for r in network.numbers(weight)]
        products = np.concatenate([value * f for f in factors])
        vectors, rows = _distinct(products)
        contributions = self._table(vectors, rows % len(value), rows // len(value))
        return _Neuron(inner, active, contributions, terms, weight)

    def _first(self, vectors: Sequence[Vectors]) -> _Table:
        made, rows = _distinct(np.array(vectors, self.type).reshape(len(vectors), len(self.network.samples)))
        return self._table(made, np.zeros_like(rows), rows)

    def _sums(self, table: _Table, steps: Vectors) -> _Table:
        """Return the table of all sums of a vector of a table and one of the steps, computed in parts."""
        width = max(1, steps.shape[1])
        together = max(1, _CHUNK * 8 // (self.bytes * width * max(1, len(table.vectors))))
        vectors, origin = np.empty((0, steps.shape[1]), self.type), np.empty(0, np.int64)
        for start in range(0, len(steps), together):
            if self.limits.over:
                raise _OutOfTime
            part = steps[start : start + together]
            more = (table.vectors[None, :, :] + part[:, None, :]).reshape(len(part) * len(table.vectors), steps.shape[1])
            above = np.arange(len(more)) + start * len(table.vectors)
            self.limits.fit(self.held + 3 * (self.bytes * width + 16) * (len(vectors) + len(more)), self._what())
            vectors, kept = _distinct(np.concatenate([vectors, more]))
            origin = np.concatenate([origin, above])[kept]
        return self._table(vectors, origin % len(table.vectors), origin // len(table.vectors))

    def _table(self, vectors: Vectors, before: Indices, added: Indices) -> _Table:
        self.held += len(vectors) * (self.bytes * vectors.shape[1] + 16)
        self.vectors += len(vectors)
        self.limits.fit(self.held, self._what())
        return _Table(vectors, before, added)

    def _what(self) -> str:
        return f"the vectors that are reached on {len(self.network.samples)} samples ({self.vectors} so far)"

    def _constant(self, r: int | Fraction, scale: int) -> Vectors:
        return np.full(len(self.network.samples), whole(r, scale), self.type)

    def _vector(self, numbers: Iterable[int | Fraction], scale: int) -> Vectors:
        return np.array([whole(r, scale) for r in numbers], self.type)

    # -------------------------------------------------------------------------------------------- the way back

    def _chosen(self, outer: Sequence[_Table], neurons: Sequence[_Neuron], row: int) -> Chosen:
        chosen: Chosen = {}
        for table, neuron in zip(reversed(outer[1:]), reversed(neurons), strict=True):
            self._explain(neuron, int(table.added[row]), chosen)
            row = int(table.before[row])
        self._choose(self.network.bias[self.out], int(outer[0].added[row]), chosen)
        return chosen

    def _explain(self, neuron: _Neuron, contribution: int, chosen: Chosen) -> None:
        self._choose(neuron.weight, int(neuron.contributions.added[contribution]), chosen)
        row = int(neuron.active[neuron.contributions.before[contribution]])
        for table, term in zip(reversed(neuron.inner), reversed(neuron.terms), strict=True):
            self._choose(term, int(table.added[row]), chosen)
            row = int(table.before[row])

    def _choose(self, term: NetworkTerm, index: int, chosen: Chosen) -> None:
        case, of = term
        if case == FREE:
            chosen[of] = self.network.numbers(term)[index]


def _largest(network: TrainingNetwork, term: NetworkTerm) -> Fraction:
    return max((abs(Fraction(r)) for r in network.numbers(term)), default=Fraction(0))


def _distinct(vectors: Vectors) -> tuple[Vectors, Indices]:
    """Return each row once, in order, and the index of its first occurrence.  Rows are compared as one number each if their box
    is small enough."""
    if not len(vectors) or not vectors.shape[1]:
        return vectors[:1], np.arange(min(1, len(vectors)))
    if vectors.dtype == object:
        first: dict[tuple[int, ...], int] = {}
        for row, vector in enumerate(map(tuple, vectors.tolist())):
            first.setdefault(vector, row)
        rows = np.array([first[vector] for vector in sorted(first)], np.int64)
        return vectors[rows], rows
    low = vectors.min(axis=0)
    spans = [int(s) + 1 for s in vectors.max(axis=0) - low]
    size = 1
    for span in spans:
        size *= span
    if size < _LARGEST:
        keys = np.zeros(len(vectors), np.int64)
        for column, span in enumerate(spans):
            keys = keys * span + (vectors[:, column] - low[column])
        _, rows = np.unique(keys, return_index=True)
    else:
        _, rows = np.unique(vectors, axis=0, return_index=True)
    return vectors[rows], rows
