"""Scripts by hand for the work of `certify map ThreeSAT TARGET FILE`: read a formula from JSON, map it, print the image as JSON.

python tests/benchmarks/scripts.py IndependentSet formula.json
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from typing import Any

Formula = tuple[list[str], list[list[tuple[int, str]]]]


def read(path: str) -> Formula:
    """Return the variables, and the clauses of literals (sign, variable)."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    clauses = []
    for clause in data["clauses"]:
        literals = []
        for literal in clause:
            ((case, variable),) = literal.items()
            literals.append((0 if case == "positive" else 1, variable))
        clauses.append(literals)
    return data["variables"], clauses


def independent_set(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """A vertex per occurrence, a triangle per clause, complementary literals joined."""
    vertices, edges = [], []
    places: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for i, clause in enumerate(clauses):
        names = [f"node({i}, {p})" for p in range(len(clause))]
        vertices += names
        edges += [[names[p], names[q]] for p in range(len(names)) for q in range(p + 1, len(names))]
        for name, literal in zip(names, clause, strict=True):
            places[literal].append((i, name))
    for (sign, variable), found in places.items():
        if sign == 0:
            for i, u in found:
                edges += [[u, v] for j, v in places.get((1, variable), ()) if i != j]
    return {"G": {"vertices": vertices, "edges": edges}, "k": len(clauses)}


def three_coloring(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """Truth, falsity, base; x, not x; five gate vertices per clause."""
    vertices = ["truth", "falsity", "base", *(f"pos({x})" for x in variables), *(f"neg({x})" for x in variables)]
    edges = [["truth", "falsity"], ["truth", "base"], ["falsity", "base"]]
    for x in variables:
        edges += [[f"pos({x})", f"neg({x})"], [f"pos({x})", "base"], [f"neg({x})", "base"]]
    for i, clause in enumerate(clauses):
        gate = [f"gate({i}, {g})" for g in range(1, 6)]
        vertices += gate
        inputs = [f"{'neg' if sign else 'pos'}({x})" for sign, x in clause] + ["falsity"] * (3 - len(clause))
        edges += [
            [gate[0], inputs[0]], [gate[1], inputs[1]], [gate[4], inputs[2]], [gate[0], gate[2]], [gate[1], gate[2]],
            [gate[3], gate[2]], [gate[0], gate[1]], [gate[3], gate[4]], [gate[3], "truth"], [gate[4], "truth"],
        ]  # fmt: skip
    return {"G": {"vertices": vertices, "edges": edges}}


def subset_sum(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """Decimal digits for clauses, then for variables; two numbers per variable, two fillers per clause."""
    n, m = len(variables), len(clauses)
    powers = [1]
    for _ in range(n + m):
        powers.append(powers[-1] * 10)
    size = {f"{'neg' if sign else 'pos'}({x})": powers[m + v] for sign in (0, 1) for v, x in enumerate(variables)}
    for i, clause in enumerate(clauses):
        for sign, x in clause:
            size[f"{'neg' if sign else 'pos'}({x})"] += powers[i]
    size |= {f"one({i})": powers[i] for i in range(m)} | {f"two({i})": 2 * powers[i] for i in range(m)}
    return {"item": list(size), "size": size, "goal": sum(powers[m : m + n]) + 4 * sum(powers[:m])}


def dnnt(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """Inputs and a constant, one neuron, one output; a sample per clause and one more."""
    inputs = [*(f"input({x})" for x in variables), "constant"]
    nodes = [*inputs, "neuron", "out"]
    parameters = [*(f"weight({x})" for x in variables), "scale", "last"]
    weights = [[[node, "neuron"], {"free": p}] for node, p in zip(inputs, parameters, strict=False)]
    nothing = dict.fromkeys(inputs, 0)
    samples = []
    for clause in clauses:
        point, negatives = dict(nothing), 0
        for sign, x in clause:
            point[f"input({x})"] += 1 if sign else -1
            negatives += sign
        point["constant"] = 1 - negatives
        samples.append({"point": point, "value": {"out": 0}})
    samples.append({"point": nothing | {"constant": 1}, "value": {"out": 1}})
    return {
        "nodes": nodes, "layers": [inputs, ["neuron"], ["out"]],
        "act": dict.fromkeys(nodes, "identity") | {"neuron": "relu"}, "bias": {node: {"fixed": 0} for node in nodes},
        "weights": [*weights, [["neuron", "out"], {"free": "last"}]],
        "parameters": parameters, "options": {p: [0, 1] for p in parameters}, "samples": samples, "gamma": 0,
    }  # fmt: skip


SCRIPTS = {"IndependentSet": independent_set, "ThreeColoring": three_coloring, "SubsetSum": subset_sum, "OneNeuronDNNT": dnnt}

if __name__ == "__main__":
    sys.set_int_max_str_digits(0)
    print(json.dumps(SCRIPTS[sys.argv[1]](*read(sys.argv[2]))))
