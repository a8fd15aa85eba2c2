"""The condition that an instance is well typed, as gates; `certify.semantics.welltyped` defines it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.symbols import Known, Symbol, Symbols, known
from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.values import Value


def well_typed(symbols: Symbols, type: Record, value: Symbol) -> Literal:
    """Return the literal that an instance is well typed: labels in their homes, parts within their sets, domains, naturals,
    edges.

    - `symbols`: makes the gates.
    - `type`, `value`: the type of the instance, and its symbolic value.

    The labels of a home may be any values.  The boundary of a reduction makes them 0, 1, ...
    """
    circuit = symbols.circuit
    sets = dict(_by_path(symbols, type, value, ""))

    def inside(labels: Mapping[Value, Literal], path: str) -> Literal:
        members = symbols.members(sets[path])
        return circuit.every([circuit.either(-x, members.get(v, FALSE)) for v, x in labels.items()])

    def good(type: Type, s: Symbol) -> Literal:
        match type:
            case Number("nat"):
                return symbols.compared("le", Known(0), s)
            case Label(home):
                return inside(symbols.options(s, type), home)
            case Set(_, home) if home:
                return TRUE
            case Set(item, _, within):
                members = symbols.members(s)
                found = [circuit.either(-x, good(item, known(v))) for v, x in members.items()]
                return circuit.every([*found, inside(members, within) if within else TRUE])
            case Edge(item):
                return circuit.every([circuit.either(-x, good(item, known(v))) for v, x in symbols.members(s).items()])
            case Seq(item):
                return circuit.every([circuit.either(-x, good(item, v)) for x, v in symbols.items(s)])
            case Map(key, item, domain):
                entries = symbols.entries(s)
                found = [circuit.either(-x, circuit.both(good(key, known(k)), good(item, v))) for k, (x, v) in entries.items()]
                if domain:
                    keys = symbols.members(sets[domain])
                    found += [
                        circuit.same(entries[k][0] if k in entries else FALSE, keys.get(k, FALSE)) for k in {**entries, **keys}
                    ]
                return circuit.every(found)
            case Sum(_, cases):
                return circuit.every(
                    [
                        circuit.either(-x, circuit.every([good(t, a) for t, a in zip(cases[tag][1], args, strict=True)]))
                        for tag, (x, args) in symbols.cases(s).items()
                    ]
                )
            case Tuple(items):
                return circuit.every([good(t, p) for t, p in zip(items, symbols.parts(s, len(items)), strict=True)])
            case Record(fields):
                return circuit.every([good(t, p) for (_, t), p in zip(fields, symbols.parts(s, len(fields)), strict=True)])
        return TRUE

    return good(type, value)


def _by_path(symbols: Symbols, type: Record, value: Symbol, before: str) -> Iterator[tuple[str, Symbol]]:
    for (name, field), part in zip(type.fields, symbols.parts(value, len(type.fields)), strict=True):
        if isinstance(field, Record):
            yield from _by_path(symbols, field, part, f"{before}{name}.")
        else:
            yield before + name, part
