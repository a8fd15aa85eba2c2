"""Simulation of circuits on machine words: each word holds 64 assignments, and all assignments of the inputs are covered in turn.

This is a second way to decide a question, without a solver.  It also counts the cases: those that a run of the interpreter would
go through one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from certify.circuits.gates import Circuit, Literal, Words

_PATTERNS = [
    0xAAAAAAAAAAAAAAAA,
    0xCCCCCCCCCCCCCCCC,
    0xF0F0F0F0F0F0F0F0,
    0xFF00FF00FF00FF00,
    0xFFFF0000FFFF0000,
    0xFFFFFFFF00000000,
]
"""The values of the first six inputs in one word, for 64 assignments."""

_BLOCK, _MOST_WORDS = 10, 1 << 24
"""The most further inputs of one block, and the most words of all gates of a block."""


def work(circuit: Circuit, roots: Sequence[Literal], inputs: int) -> int:
    """Return the number of words that are computed to simulate the roots of a circuit on all assignments of `inputs` inputs."""
    return (len(circuit.cone(roots)) + 1) << max(inputs - len(_PATTERNS), 0)


def counts(
    circuit: Circuit, inputs: Sequence[int], questions: Sequence[Sequence[Literal]], tick: Callable[[], None] = lambda: None
) -> list[int]:
    """Return, for each question, the number of assignments of the inputs under which all its literals are true.

    - `circuit`: the circuit.
    - `inputs`: the inputs; the questions must not depend on others.
    - `questions`: the literals of each question.
    - `tick`: called for each block of assignments; it may raise to end the simulation.

    >>> circuit = Circuit()
    >>> a, b, c = (circuit.input() for _ in range(3))
    >>> counts(circuit, [a, b, c], [[circuit.either(a, b)], [a, -b], []])
    [6, 2, 8]
    """
    roots = [circuit.every(question) for question in questions]
    found, cone = [0] * len(roots), circuit.cone(roots)
    for given, ones in _blocks(inputs, len(cone)):
        tick()
        for i, word in enumerate(circuit.values(roots, given, cone)):
            found[i] += int(np.bitwise_count(word & ones).sum(dtype=np.int64))
    return found


def first(circuit: Circuit, inputs: Sequence[int], question: Sequence[Literal]) -> frozenset[int] | None:
    """Return the true inputs of the first assignment under which all literals of a question are true; None if there is none.

    The question, like the circuit, must not depend on inputs other than `inputs`.
    """
    root = circuit.every(question)
    cone = circuit.cone([root])
    for given, ones in _blocks(inputs, len(cone)):
        (word,) = circuit.values([root], given, cone)
        where = np.flatnonzero(word & ones)
        if len(where):
            at = int(where[0])
            bits = int((word & ones)[at])
            place = (bits & -bits).bit_length() - 1
            return frozenset(i for i in inputs if int(given[i][at]) >> place & 1)
    return None


def _blocks(inputs: Sequence[int], gates: int) -> Iterator[tuple[dict[int, Words], Words]]:
    """Yield all assignments in blocks: the words of each input, and a mask of the bits that count."""
    within, across = inputs[: len(_PATTERNS)], inputs[len(_PATTERNS) :]
    block_inputs = max(min(_BLOCK, (_MOST_WORDS // (gates + 1)).bit_length() - 1), 0)
    inside, outside = across[:block_inputs], across[block_inputs:]
    index = np.arange(1 << len(inside), dtype=np.uint64)
    every = np.uint64(0xFFFFFFFFFFFFFFFF)
    given = {wire: np.full(index.shape, pattern, dtype=np.uint64) for wire, pattern in zip(within, _PATTERNS, strict=False)}
    for place, wire in enumerate(inside):
        given[wire] = np.where(index >> np.uint64(place) & np.uint64(1), every, np.uint64(0))
    ones = np.full(index.shape, every if len(within) == len(_PATTERNS) else (1 << (1 << len(within))) - 1, dtype=np.uint64)
    for block in range(1 << len(outside)):
        for place, wire in enumerate(outside):
            given[wire] = np.full(index.shape, every if block >> place & 1 else 0, dtype=np.uint64)
        yield given, ones
