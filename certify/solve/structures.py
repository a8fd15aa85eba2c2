"""Lifted tuples, made values, sets, maps and sequences: the operations that build them and take them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any

from certify.core import Node, Type
from certify.core.operations import default
from certify.core.values import ordered
from certify.solve.interval_network import FALSE, TRUE, Affine, Guard
from certify.solve.numbers import total
from certify.solve.symbolic_run import LONGEST, Rule, SymbolicRun
from certify.solve.symbolic_values import Amounts, Entries, Items, Kept, Lifted, Members, Unlifted


def _items(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.items(args)


def _make(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.items((_case(node.type, node.data), *args))


def _case(type: Type, name: str) -> int:
    index: int = type.index(name)  # type: ignore[union-attr]
    return index


def _field(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    index = _case(node.args[0].type, node.data) if node.op == "field" else node.data
    return args[0].items[index]


def _is(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return bool(args[0].items[0] == _case(node.args[0].type, node.data))


def _arg(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    name, index = node.data
    if args[0].items[0] != _case(node.args[0].type, name):
        run.owe(FALSE)
        return default(node.type)
    return args[0].items[index + 1]


def _in(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    a, collection = args
    lift, net = run.lift, run.network
    if isinstance(collection, Members | frozenset) and not isinstance(a, Amounts | Members | Entries):
        guards = lift.members(collection)
        return lift.truth(net.any(net.all((g, guards[v])) for g, v in lift.listing(a) if v in guards))
    return lift.truth(net.any(net.all((g, lift.equal(a, v))) for g, v in lift.each(collection)))


def _subset(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    net = run.network
    inner, outer = run.lift.members(args[0]), run.lift.members(args[1])
    return run.lift.truth(net.all(net.any((net.neg(g), outer.get(m, FALSE))) for m, g in inner.items()))


def _sets(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    net = run.network
    a, b = run.lift.members(args[0]), run.lift.members(args[1])
    if node.op == "union":
        return run.lift.set_of({m: net.any((a.get(m, FALSE), b.get(m, FALSE))) for m in {**a, **b}})
    if node.op == "intersection":
        return run.lift.set_of({m: net.all((g, b[m])) for m, g in a.items() if m in b})
    return run.lift.set_of({m: net.all((g, net.neg(b.get(m, FALSE)))) for m, g in a.items()})


def _size(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    (a,) = args
    if isinstance(a, Items):
        return len(a.items)
    guards = [g for g, _ in a.entries.values()] if isinstance(a, Entries) else [g for g, _ in run.lift.each(a)]
    return run.lift.amount(total(run, [run.network.truth(g) for g in guards]))


def set_from(run: SymbolicRun, found: Sequence[tuple[Guard, Any]]) -> Any:
    """The set of the values (known or lifted) whose guards hold."""
    net = run.network
    guards: dict[Any, list[Guard]] = {}
    for g, value in found:
        for h, v in run.lift.listing(value):
            guards.setdefault(v, []).append(net.all((g, h)))
    return run.lift.set_of({v: net.any(gs) for v, gs in guards.items()})


def _set(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    if len(args) <= 2:
        # A pair is kept whole, as alternatives: whether it is in a set of pairs is then read off.
        pairs = product(*(run.lift.listing(a) for a in args))
        return run.lift.joined([(run.network.all(g for g, _ in row), frozenset(v for _, v in row)) for row in pairs], node.type)
    return set_from(run, [(TRUE, a) for a in args])


def map_from(run: SymbolicRun, found: Sequence[tuple[Guard, Any, Any]], type: Type) -> Any:
    """The map with those entries whose guards hold; that equal keys have equal values is owed."""
    net, lift = run.network, run.lift
    by_key: dict[Any, list[tuple[Guard, Any]]] = {}
    for g, key, value in found:
        for h, k in lift.listing(key):
            guard = net.all((g, h))
            if guard != FALSE:
                by_key.setdefault(k, []).append((guard, value))
    entries = {}
    for k, options in by_key.items():
        for i, (g, v) in enumerate(options):
            for h, u in options[:i]:
                both = net.all((g, h))
                if both != FALSE:
                    run.owe(net.any((net.neg(both), lift.equal(v, u))))
        entries[k] = net.any(g for g, _ in options), lift.prefer(options, type.value)  # type: ignore[union-attr]
    return lift.map_of(entries)


def _map(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return map_from(run, [(TRUE, k, v) for k, v in zip(args[::2], args[1::2], strict=True)], node.type)


def _cycle(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    if not isinstance(args[0], Items):
        return NotImplemented
    items = args[0].items
    for i, a in enumerate(items):
        for b in items[:i]:
            run.owe(run.network.neg(run.lift.equal(a, b)))
    return map_from(run, [(TRUE, a, b) for a, b in (*pairwise(items), (items[-1], items[0]))], node.type)


def _edge(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    run.owe(run.network.neg(run.lift.equal(a, b)))
    pairs = [(run.network.all((g, h)), frozenset((v, u))) for g, v in run.lift.listing(a) for h, u in run.lift.listing(b)]
    return run.lift.joined(pairs, node.type)


def _concat(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    return sequence(run, [*run.lift.each(a), *run.lift.each(b)])


def sequence(run: SymbolicRun, found: Sequence[tuple[Guard, Any]]) -> Any:
    """The sequence of the items whose guards hold.  Raises Unlifted if it is too long."""
    if len(found) > LONGEST:
        raise Unlifted
    kept = [(g, v) for g, v in found if g != FALSE]
    return Kept(tuple(kept)) if any(g != TRUE for g, _ in kept) else run.lift.items(v for _, v in kept)


def _override(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    f, g = run.lift.entries(args[0]), run.lift.entries(args[1])
    entries = dict(f)
    for k, (guard, value) in g.items():
        if k not in f:
            entries[k] = guard, value
            continue
        options = [(guard, value), f[k]]
        chosen = run.lift.prefer(options, node.type.value)  # type: ignore[union-attr]
        entries[k] = run.network.any((guard, f[k][0])), chosen
    return run.lift.map_of(entries)


def _at(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    s, i = args
    if isinstance(s, Kept):
        return NotImplemented
    items = s.items if isinstance(s, Items) else s
    options = run.lift.listing(i)
    return _selected(run, node, [(g, TRUE, items[v]) if 0 <= v < len(items) else (g, FALSE, None) for g, v in options])


def _lookup(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    entries = run.lift.entries(args[0])
    absent = (FALSE, None)
    return _selected(run, node, [(g, *entries.get(k, absent)) for g, k in run.lift.listing(args[1])])


def _selected(run: SymbolicRun, node: Node, options: Sequence[tuple[Guard, Guard, Any]]) -> Any:
    """The value whose guard holds, of (guard, is it there, value); that it is there is owed."""
    net = run.network
    run.owe(net.any(net.all((g, there)) for g, there, _ in options))
    present = [(g, v) for g, there, v in options if there != FALSE]
    if not present:
        return default(node.type)
    # Exactly one guard must hold for `choose`: where nothing is there, the last value stands for what is undefined.
    missing = [g for g, there, _ in options if there == FALSE]
    last_guard, last = present[-1]
    return run.lift.choose([*present[:-1], (net.any((last_guard, *missing)), last)], node.type)


def _domain(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.set_of({k: g for k, (g, _) in args[0].entries.items()})


def _slice(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    s, a, b = args
    if not isinstance(s, Items) or isinstance(a, Lifted) or isinstance(b, Lifted):
        return NotImplemented
    if not 0 <= a <= b + 1 <= len(s.items):
        run.owe(FALSE)
        return default(node.type)
    return run.lift.items(s.items[a : b + 1])


def _range(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    if isinstance(a, Lifted):
        return NotImplemented
    form = run.lift.form(b)
    most = int(run.network.bounds(form)[1])
    if most - a >= run.lift.limit:
        raise Unlifted
    return sequence(run, [(run.network.at_most_zero(Affine(i) - form), i) for i in range(a, most + 1)])


def _listed(run: SymbolicRun, node: Node, args: Sequence[Any]) -> Any:
    guards = run.lift.members(args[0])
    return sequence(run, [(guards[m], m) for m in ordered(guards)])


RULES: dict[str, Rule] = {
    "seq": _items,
    "tuple": _items,
    "record": _items,
    "make": _make,
    "field": _field,
    "item": _field,
    "is": _is,
    "arg": _arg,
    "in": _in,
    "subset": _subset,
    "union": _sets,
    "intersection": _sets,
    "difference": _sets,
    "size": _size,
    "set": _set,
    "map": _map,
    "cycle": _cycle,
    "edge": _edge,
    "concat": _concat,
    "override": _override,
    "at": _at,
    "lookup": _lookup,
    "domain": _domain,
    "slice": _slice,
    "range": _range,
    "listed": _listed,
}
