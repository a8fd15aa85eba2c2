"""Counts in the circuit of a verifier, written when all of its conditions are known.

A circuit for "at least k of n literals" has up to n * k gates.  If conditions that hold anyway exclude literals pairwise, as the
edges of a graph do for an independent set, a clique of them counts as one literal.  Often k is the number of cliques: each has a
true literal then, and nothing is left to count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import Circuit, Literal
from certify.circuits.linear import weighted
from certify.solve.cliques import MOST_COMPARED, cliques


def written_counts(values: GateValues, roots: Sequence[Literal]) -> tuple[Literal, ...]:
    """Return roots with the meaning of the counts that were postponed while their circuit was made.

    The roots that are returned can be true under the same inputs as the given ones.
    """
    circuit, comparisons = values.circuit, values.comparisons
    postponed = comparisons.no_longer_postponed()
    if not postponed:
        return tuple(roots)
    required = circuit.conjuncts(roots)
    alternatives = _exclusions(circuit, required)
    found = list(roots)
    for wire in postponed:
        relation, terms, bound = circuit.compared[wire]
        if wire in required:
            found += _at_least(values, {w: -c for w, c in terms.items()}, -bound, alternatives)
            if relation == "eq":
                found += _at_least(values, terms, bound, alternatives)
        elif -wire in required and relation == "le":
            found += _at_least(values, terms, bound + 1, alternatives)
        else:
            found.append(circuit.same(wire, comparisons.plain(relation, terms, bound)))
    return tuple(found)


def _at_least(
    values: GateValues, terms: Mapping[int, int], bound: int, alternatives: Mapping[Literal, Collection[Literal]]
) -> list[Literal]:
    """Return the literals that hold if a sum, each of whose coefficients is 1 or -1, is at least the bound, given the exclusions,
    besides clauses that are stated."""
    circuit = values.circuit
    helpful = [w if c > 0 else -w for w, c in terms.items()]
    needed = bound + sum(c < 0 for c in terms.values())
    groups = [[-x for x in clique] for clique in cliques([-x for x in helpful], alternatives)]
    if needed == len(groups):
        return circuit.state(groups)
    return [values.comparisons.at_most_0(weighted([(-1, circuit.some(g)) for g in groups], needed))]


def _exclusions(circuit: Circuit, required: set[Literal]) -> dict[Literal, Collection[Literal]]:
    """Return, for each literal, those one of which must hold with it: if it is false, the other is true.  A clause says so, or a
    conjunction of their negations must be false."""
    alternatives: dict[Literal, list[Literal]] = defaultdict(list)
    for literal in required:
        gate = circuit.gates[-literal] if literal < -1 else None
        if gate is not None and gate[0] == "and" and len(gate[1]) == 2:
            a, b = gate[1]
            alternatives[-a].append(-b)
            alternatives[-b].append(-a)
    for clause in circuit.stated:
        if len(clause) == 2:
            a, b = clause
            alternatives[a].append(b)
            alternatives[b].append(a)
    return {a: set(others) if len(others) > MOST_COMPARED else others for a, others in alternatives.items()}
