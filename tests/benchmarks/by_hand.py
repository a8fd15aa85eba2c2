"""Instance maps of some reductions, written by hand for these reductions alone.

Each function maps an instance of ThreeSAT (in the representation of `certify.core.values`) to an instance of the target, whose
labels are numbered as at the boundary of a reduction: by constructor, then by arguments.
"""

from __future__ import annotations

from collections import defaultdict

from certify.core.values import FrozenMap, Value


def independent_set(x: Value) -> Value:
    """3-SAT -> Independent Set: a vertex per occurrence, a triangle per clause, complementary literals joined."""
    _, clauses = x
    triangles, edges = [], []
    places: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    number = 0
    for i, clause in enumerate(clauses):
        first, number = number, number + len(clause)
        triangles += [frozenset((u, v)) for u in range(first, number) for v in range(u + 1, number)]
        for at, literal in enumerate(clause, first):
            places[literal].append((i, at))
    for (sign, variable), found in places.items():
        if sign == 0:
            for i, u in found:
                for j, v in places.get((1, variable), ()):
                    if i != j:
                        edges.append(frozenset((u, v)))
    return (frozenset(range(number)), frozenset(triangles).union(edges)), len(clauses)


def three_coloring(x: Value) -> Value:
    """3-SAT -> 3-Coloring: truth 0, falsity 1, base 2; x, not x; five gate vertices per clause."""
    variables, clauses = x
    n = len(variables)
    edges = [frozenset((0, 1)), frozenset((0, 2)), frozenset((1, 2))]
    for v in range(n):
        yes, no = 3 + v, 3 + n + v
        edges += [frozenset((yes, no)), frozenset((yes, 2)), frozenset((no, 2))]
    gate = 3 + 2 * n
    for clause in clauses:
        inputs = [3 + n * sign + variable for sign, variable in clause] + [1] * (3 - len(clause))
        edges += [
            frozenset((gate, inputs[0])), frozenset((gate + 1, inputs[1])), frozenset((gate + 4, inputs[2])),
            frozenset((gate, gate + 2)), frozenset((gate + 1, gate + 2)), frozenset((gate + 3, gate + 2)),
            frozenset((gate, gate + 1)), frozenset((gate + 3, gate + 4)),
            frozenset((gate + 3, 0)), frozenset((gate + 4, 0)),
        ]  # fmt: skip
        gate += 5
    return ((frozenset(range(gate)), frozenset(edges)),)


def subset_sum(x: Value) -> Value:
    """3-SAT -> Subset Sum: decimal digits for clauses, then for variables; two numbers per variable, two fillers per clause."""
    variables, clauses = x
    n, m = len(variables), len(clauses)
    powers = [1]
    for _ in range(n + m):
        powers.append(powers[-1] * 10)
    sizes = [powers[m + v] for v in range(n)] * 2
    for i, clause in enumerate(clauses):
        for sign, variable in clause:
            sizes[n * sign + variable] += powers[i]
    sizes += powers[:m]
    sizes += [2 * power for power in powers[:m]]
    goal = sum(powers[m : m + n]) + 4 * sum(powers[:m])
    return frozenset(range(2 * n + 2 * m)), FrozenMap(enumerate(sizes)), goal


def dnnt(x: Value) -> Value:
    """3-SAT -> D-NNT: inputs and a constant, one neuron, one output; a sample per clause and one more."""
    variables, clauses = x
    n = len(variables)
    constant, neuron, out = n, n + 1, n + 2
    inputs = frozenset(range(n + 1))
    layers = (inputs, frozenset((neuron,)), frozenset((out,)))
    act = FrozenMap({**dict.fromkeys(inputs, (0,)), out: (0,), neuron: (1,)})
    bias = FrozenMap(dict.fromkeys([*inputs, neuron, out], (0, 0)))
    weights = FrozenMap({**{(v, neuron): (1, v) for v in range(n)}, (constant, neuron): (1, n), (neuron, out): (1, n + 1)})
    options = FrozenMap(dict.fromkeys(range(n + 2), frozenset((0, 1))))
    nothing, zero, one = dict.fromkeys(range(n), 0), FrozenMap({out: 0}), FrozenMap({out: 1})
    samples = []
    for clause in clauses:
        point, negatives = FrozenMap(nothing), 0
        for sign, variable in clause:
            point[variable] += 1 if sign else -1
            negatives += sign
        point[constant] = 1 - negatives
        samples.append((point, zero))
    samples.append((FrozenMap({**nothing, constant: 1}), one))
    return frozenset(range(n + 3)), layers, act, bias, weights, frozenset(range(n + 2)), options, tuple(samples), 0


BY_HAND = {"IndependentSet": independent_set, "ThreeColoring": three_coloring, "SubsetSum": subset_sum, "OneNeuronDNNT": dnnt}
