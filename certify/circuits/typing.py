"""The condition that an instance is well typed, as gates; `certify.semantics.welltyped` defines it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.symbolic_instances import tuples
from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import factors
from certify.core.values import Value
from certify.symbolic.values import Symbolic


def well_typed(values: GateValues, type: Record, value: Symbolic) -> Literal:
    """Is an instance well typed: labels in their homes, parts within their sets, domains, naturals, edges?

    - `symbols`: makes the gates.
    - `type`, `value`: the type of the instance, and its symbolic value.

    The labels of a home may be any values.  The boundary of a reduction makes them 0, 1, ...
    """
    circuit = values.circuit
    sets = dict(_by_path(values, type, value, ""))

    def inside(labels: Mapping[Value, Literal], path: str) -> Literal:
        members = values.members(sets[path])
        return circuit.every([circuit.leads_to(x, members.get(v, FALSE)) for v, x in labels.items()])

    def good(type: Type, s: Symbolic) -> Literal:
        match type:
            case Number("nat"):
                return values.compared("le", 0, s)
            case Label(home):
                return inside(values.listing(s), home)
            case Set(_, home) if home:
                return TRUE
            case Set(item, _, within):
                members = values.members(s)
                found = [circuit.leads_to(x, good(item, v)) for v, x in members.items()]
                return circuit.every([*found, inside(members, within) if within else TRUE])
            case Edge(item):
                return circuit.every([circuit.leads_to(x, good(item, v)) for v, x in values.members(s).items()])
            case Seq(item):
                return circuit.every([circuit.leads_to(x, good(item, v)) for x, v in values.items(s)])
            case Map(key, item, domain):
                entries = values.entries(s)
                found = [circuit.leads_to(x, circuit.both(good(key, k), good(item, v))) for k, (x, v) in entries.items()]
                if domain:
                    keys = tuples(circuit, [values.members(sets[path]) for path in factors(domain)])
                    found += [
                        circuit.same(entries[k][0] if k in entries else FALSE, keys.get(k, FALSE)) for k in {**entries, **keys}
                    ]
                return circuit.every(found)
            case Sum(_, cases):
                return circuit.every(
                    [
                        circuit.leads_to(x, circuit.every([good(t, a) for t, a in zip(cases[tag][1], args, strict=True)]))
                        for tag, (x, args) in values.cases(s).items()
                    ]
                )
            case Tuple(items):
                return circuit.every([good(t, p) for t, p in zip(items, values.parts(s), strict=True)])
            case Record(fields):
                return circuit.every([good(t, p) for (_, t), p in zip(fields, values.parts(s), strict=True)])
        return TRUE

    return good(type, value)


def _by_path(values: GateValues, type: Record, value: Symbolic, before: str) -> Iterator[tuple[str, Symbolic]]:
    for (name, field), part in zip(type.fields, values.parts(value), strict=True):
        if isinstance(field, Record):
            yield from _by_path(values, field, part, f"{before}{name}.")
        else:
            yield before + name, part
