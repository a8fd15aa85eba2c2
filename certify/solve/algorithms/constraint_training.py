"""Training of a network of any depth by constraint programming: OR-Tools' CP-SAT on integers, scaled layer by layer."""

from __future__ import annotations

import time
from collections.abc import Mapping
from fractions import Fraction
from math import floor, lcm
from typing import TYPE_CHECKING, Any

from certify.core.values import FrozenMap, Value
from certify.records import dataclass, field
from certify.solve.algorithms.registry import Answer, Limits, Refused, solves
from certify.solve.training_networks import FIXED, RELU, SQUARE, NetworkTerm, TrainingNetwork, denominator, whole

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

_LARGEST = 1 << 61


@dataclass(frozen=True)
class _Quantity:
    """A linear expression of the model, or a number, with its least and largest value."""

    of: Any
    low: int
    high: int

    @property
    def known(self) -> bool:
        return self.low == self.high


@solves(
    "DNNT",
    "cp-sat",
    "an integer variable for each parameter and each neuron on each sample",
    "exponential",
    "a variable per parameter, N V of them for neurons, and a product per edge and sample behind the first layer",
    "PerronDidier",
)
def train(x: Value, limits: Limits) -> Answer:
    """Solve an instance of training.  Raises `Refused` if scaled numbers take more than 61 bits, or if OR-Tools is not
    installed."""
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise Refused("OR-Tools is not installed; `pip install 'certify-reductions[cp-sat]'` installs it") from None

    network = TrainingNetwork(*x)
    if not network.trainable():
        return Answer("no")
    model = _Model(network, cp_model.CpModel())
    if not model.build():
        return Answer("no")
    solver = cp_model.CpSolver()
    if limits.deadline is not None:
        solver.parameters.max_time_in_seconds = max(0.01, limits.deadline - time.monotonic())
    status = solver.solve(model.model)
    effort = {"branches": solver.num_branches}
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer("yes", model.choice(solver), effort)
    return Answer("no" if status == cp_model.INFEASIBLE else "unknown", effort=effort)


@dataclass
class _Model:
    network: TrainingNetwork
    model: cp_model.CpModel
    parameters: dict[int, _Quantity] = field(default_factory=dict)

    def build(self) -> bool:
        """Build the model, and return False if the bound on the loss is negative."""
        network, model = self.network, self.model
        everything = [*network.weights.values(), *network.bias.values()]
        self.unit = lcm(
            denominator(of for case, of in everything if case == FIXED),
            denominator(r for i in network.parameters for r in network.options[i]),
        )
        for i in sorted(network.parameters):
            numbers = sorted(whole(r, self.unit) for r in network.options[i])
            domain = self._cp.Domain.from_values(numbers)
            self.parameters[i] = _Quantity(model.new_int_var_from_domain(domain, f"parameter {i}"), numbers[0], numbers[-1])
        losses: list[_Quantity] = []
        scale = self._scale()
        targets = denominator(y for _, value in network.samples for y in value.values())
        for point, value in network.samples:
            given = self._run(point)
            for v, y in value.items():
                losses.append(self._plus(self._times(given[v], targets), -whole(y, scale * targets)))
        return self._bounded(losses, scale * targets)

    @property
    def _cp(self) -> Any:
        from ortools.sat.python import cp_model

        return cp_model

    def _bounded(self, errors: list[_Quantity], scale: int) -> bool:
        gamma = self.network.gamma
        if gamma < 0:
            return False
        if gamma == 0:
            for e in errors:
                self.model.add(e.of == 0)
            return True
        squares = [self._square(e) for e in errors]
        self._small(sum(s.high for s in squares))
        self.model.add(sum(s.of for s in squares) <= floor(Fraction(gamma) * scale**2))
        return True

    def _scale(self) -> int:
        """Return the factor by which outputs are scaled."""
        scale = self._points()
        for layer in self.network.layers[1:]:
            scale = self._after(layer, scale * self.unit)
        return scale

    def _points(self) -> int:
        return denominator(r for point, _ in self.network.samples for r in point.values())

    def _after(self, layer: frozenset[int], scale: int) -> int:
        return scale**2 if any(self.network.act[v] == (SQUARE,) for v in layer) else scale

    def _run(self, point: Mapping[int, int | Fraction]) -> dict[int, _Quantity]:
        """Return the scaled outputs on a sample."""
        network, scale = self.network, self._points()
        given = {u: self._number(whole(r, scale)) for u, r in point.items()}
        for layer in network.layers[1:]:
            made = {}
            for v in sorted(layer):
                z = self._times(self._term(network.bias[v]), scale)
                for u, value in given.items():
                    z = self._plus(z, self._product(value, self._term(network.weight(u, v))))
                made[v] = self._activated(network.act[v][0], z, self._after(layer, scale * self.unit) // (scale * self.unit))
            scale = self._after(layer, scale * self.unit)
            given = made
        return given

    # -------------------------------------------------------------------------------------------- arithmetic

    def _number(self, n: int) -> _Quantity:
        return _Quantity(n, n, n)

    def _term(self, term: NetworkTerm) -> _Quantity:
        case, of = term
        return self._number(whole(of, self.unit)) if case == FIXED else self.parameters[of]

    def _small(self, *bounds: int) -> None:
        if max(map(abs, bounds)) >= _LARGEST:
            raise Refused("scaled to whole numbers, values take more than 61 bits; the solver is for smaller numbers")

    def _plus(self, a: _Quantity, b: _Quantity | int) -> _Quantity:
        b = self._number(b) if isinstance(b, int) else b
        self._small(a.low + b.low, a.high + b.high)
        return _Quantity(a.of + b.of, a.low + b.low, a.high + b.high)

    def _times(self, a: _Quantity, factor: int) -> _Quantity:
        low, high = sorted((a.low * factor, a.high * factor))
        self._small(low, high)
        return _Quantity(a.of * factor, low, high)

    def _product(self, a: _Quantity, b: _Quantity) -> _Quantity:
        if a.known:
            return self._times(b, a.low)
        if b.known:
            return self._times(a, b.low)
        ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
        made = self._variable(min(ends), max(ends))
        self.model.add_multiplication_equality(made.of, [a.of, b.of])
        return made

    def _square(self, a: _Quantity) -> _Quantity:
        if a.known:
            return self._number(a.low**2)
        made = self._variable(0 if a.low <= 0 <= a.high else min(a.low**2, a.high**2), max(a.low**2, a.high**2))
        self.model.add_multiplication_equality(made.of, [a.of, a.of])
        return made

    def _activated(self, act: int, z: _Quantity, factor: int) -> _Quantity:
        if act == SQUARE:
            return self._square(z)
        if act == RELU and z.low < 0:
            made = self._variable(0, max(0, z.high))
            self.model.add_max_equality(made.of, [z.of, 0])
            z = made
        return self._times(z, factor)

    def _variable(self, low: int, high: int) -> _Quantity:
        self._small(low, high)
        return _Quantity(self.model.new_int_var(low, high, ""), low, high)

    def choice(self, solver: cp_model.CpSolver) -> Value:
        """Return the numbers of the parameters in a solution."""
        of = self.network.options
        value = {i: solver.value(p.of) for i, p in self.parameters.items()}
        return FrozenMap({i: next(r for r in of[i] if whole(r, self.unit) == n) for i, n in value.items()})
