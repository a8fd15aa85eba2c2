"""Scripts by hand for the work of `certify map ThreeSAT TARGET FILE`: read a formula from JSON or DIMACS CNF, map it, print
the image as JSON, or a 0-1 program as an LP file.  Names are those of `certify map`, so that the outputs can be compared.

python tests/benchmarks/scripts.py IndependentSet formula.cnf
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Formula = tuple[list[str], list[list[tuple[int, str]]]]


def read(path: str) -> Formula:
    """Return the variables, and the clauses of literals (sign, variable)."""
    with open(path, encoding="utf-8") as file:
        if path.endswith(".cnf"):
            return read_dimacs(file)
        data = json.load(file)
    clauses = []
    for clause in data["clauses"]:
        literals = []
        for literal in clause:
            ((case, variable),) = literal.items()
            literals.append((0 if case == "positive" else 1, variable))
        clauses.append(literals)
    return data["variables"], clauses


def read_dimacs(lines: Iterable[str]) -> Formula:
    """Return the formula in the lines of a DIMACS file, a clause to a line."""
    variables, clauses = [], []
    for line in lines:
        if line.startswith("c"):
            continue
        if line.startswith("p"):
            variables = [str(v) for v in range(1, int(line.split()[2]) + 1)]
            continue
        literals = [int(token) for token in line.split()[:-1]]
        clauses.append([(0 if literal > 0 else 1, variables[abs(literal) - 1]) for literal in literals])
    return variables, clauses


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


def vertex_cover(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """The same graph, with the number of the other vertices."""
    made = independent_set(variables, clauses)
    new = {name: f"old({name})" for name in made["G"]["vertices"]}
    edges = [[new[u], new[v]] for u, v in made["G"]["edges"]]
    return {"G": {"vertices": list(new.values()), "edges": edges}, "k": len(new) - made["k"]}


def three_coloring(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """Truth, falsity, base; x, not x; five gate vertices per clause."""
    vertices = ["truth", "falsity", "base", *(f"yes({x})" for x in variables), *(f"no({x})" for x in variables)]
    edges = [["truth", "falsity"], ["truth", "base"], ["falsity", "base"]]
    for x in variables:
        edges += [[f"yes({x})", f"no({x})"], [f"yes({x})", "base"], [f"no({x})", "base"]]
    for i, clause in enumerate(clauses):
        gate = [f"gate({i}, {g})" for g in range(1, 6)]
        vertices += gate
        inputs = [f"{'no' if sign else 'yes'}({x})" for sign, x in clause] + ["falsity"] * (3 - len(clause))
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
    size = {f"{'no' if sign else 'yes'}({x})": powers[m + v] for sign in (0, 1) for v, x in enumerate(variables)}
    for i, clause in enumerate(clauses):
        for sign, x in clause:
            size[f"{'no' if sign else 'yes'}({x})"] += powers[i]
    size |= {f"single({i})": powers[i] for i in range(m)} | {f"double({i})": 2 * powers[i] for i in range(m)}
    return {"item": list(size), "size": size, "goal": sum(powers[m : m + n]) + 4 * sum(powers[:m])}


def dnnt(variables: list[str], clauses: list[list[tuple[int, str]]]) -> Any:
    """Inputs and a constant, one neuron, one output; a sample per clause and one more."""
    inputs = [*(f"input({x})" for x in variables), "constant"]
    nodes = [*inputs, "neuron", "out"]
    parameters = [*(f"bit({x})" for x in variables), "bit1", "gain"]
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
        "weights": [*weights, [["neuron", "out"], {"free": "gain"}]],
        "parameters": parameters, "options": {p: [0, 1] for p in parameters}, "samples": samples, "gamma": 0,
    }  # fmt: skip


def zero_one_program(variables: list[str], clauses: list[list[tuple[int, str]]]) -> str:
    """The lines of an LP file: a row per clause, in which a negative literal is 1 less its variable."""
    place = {x: v for v, x in enumerate(variables, 1)}
    lines = [f"\\ x{v} = old({x})" for x, v in place.items()]
    lines += [f"\\ r{i + 1} = clause({i})" for i in range(len(clauses))]
    lines += ["Minimize", in_rows(" obj:", [f"+ 0 x{v}" for v in place.values()]), "Subject To"]
    for i, clause in enumerate(clauses, 1):
        row, least = defaultdict[int, int](int), 1
        for sign, x in clause:
            row[place[x]] += -1 if sign else 1
            least -= sign
        terms = " ".join([f"{'-' if q < 0 else '+'} {abs(q)} x{v}" for v, q in sorted(row.items())])
        lines.append(f" r{i}: {terms} >= {least}")
    lines += ["Binary", in_rows("", [f"x{v}" for v in place.values()]), "End"]
    return "\n".join(lines)


def in_rows(start: str, words: list[str]) -> str:
    """Ten words to a line."""
    return f"{start} " + "\n  ".join([" ".join(words[i : i + 10]) for i in range(0, len(words), 10)])


SCRIPTS = {
    "IndependentSet": independent_set, "VertexCover": vertex_cover, "ThreeColoring": three_coloring, "SubsetSum": subset_sum,
    "OneNeuronDNNT": dnnt, "ZeroOneProgramming": zero_one_program,
}  # fmt: skip

if __name__ == "__main__":
    sys.set_int_max_str_digits(0)
    made = SCRIPTS[sys.argv[1]](*read(sys.argv[2]))
    print(made if isinstance(made, str) else json.dumps(made))
