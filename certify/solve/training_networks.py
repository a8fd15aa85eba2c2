"""A neural network to be trained, in a form that suits its solvers: fields by name, and rational numbers scaled to integers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from certify.core.values import Value, number, order_key
from certify.records import dataclass

IDENTITY, RELU, SQUARE = range(3)
FIXED, FREE = range(2)

NetworkTerm = tuple[int, Value]
"""A case, `FIXED` or `FREE`, with its argument: the number, or the parameter."""

ZERO: NetworkTerm = (FIXED, 0)


@dataclass(frozen=True)
class TrainingNetwork:
    """An instance of a training problem, field by field."""

    nodes: frozenset[int]
    layers: Sequence[frozenset[int]]
    act: Mapping[int, tuple[int]]
    bias: Mapping[int, NetworkTerm]
    weights: Mapping[tuple[int, int], NetworkTerm]
    parameters: frozenset[int]
    options: Mapping[int, frozenset[int | Fraction]]
    samples: Sequence[tuple[Mapping[int, int | Fraction], Mapping[int, int | Fraction]]]
    gamma: int | Fraction

    @property
    def inputs(self) -> list[int]:
        """The nodes of the first layer."""
        return sorted(self.layers[0])

    @property
    def outputs(self) -> list[int]:
        """The nodes of the last layer."""
        return sorted(self.layers[-1])

    def weight(self, u: int, v: int) -> NetworkTerm:
        """Return the weight of an edge; a missing one is 0."""
        return self.weights.get((u, v), ZERO)

    def numbers(self, term: NetworkTerm) -> list[int | Fraction]:
        """Return the possible values of a term: its number, or the options of its parameter in order."""
        case, of = term
        return [of] if case == FIXED else sorted(self.options[of], key=order_key)

    def terms(self) -> Iterable[NetworkTerm]:
        """Yield the weights and biases, except the biases of inputs, which have no effect."""
        yield from self.weights.values()
        yield from (term for v, term in self.bias.items() if v not in self.layers[0])

    def trainable(self) -> bool:
        """Return whether every parameter has an option."""
        return all(self.options[i] for i in self.parameters)


def denominator(numbers: Iterable[int | Fraction]) -> int:
    """Return the least common denominator.

    >>> denominator([1, Fraction(1, 2), Fraction(2, 3)])
    6
    """
    return lcm(*(Fraction(r).denominator for r in numbers))


def whole(value: int | Fraction, scale: int) -> int:
    """Return a number times `scale`, a multiple of its denominator.

    >>> whole(Fraction(1, 2), 6)
    3
    """
    made = number(value * scale)
    assert isinstance(made, int)
    return made
