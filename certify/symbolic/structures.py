"""Rules for the operations that build and take apart tuples, made values, sets, maps and sequences.

A set is a guard for each possible member, so union, intersection, difference and membership are computed member by member.  A
sequence keeps its order: an item that is filtered out stays, with a guard under which it is absent, and positions are computed
only where they matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import prod

from certify.core import Node
from certify.core.operations import default, tag
from certify.symbolic.affine import Affine
from certify.symbolic.choosing import in_order
from certify.symbolic.run import Rule, SymbolicRun
from certify.symbolic.values import (
    Amount,
    Beyond,
    Entries,
    Guard,
    Guarded,
    Items,
    Made,
    Members,
    Parts,
    Symbolic,
    UnknownValue,
    is_known,
)

LONGEST = 1 << 16
"""The largest number of items of a sequence.  A repeated operation may be followed under guards that never hold, so a limit is
needed.
"""


def _parts(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return NotImplemented if run.algebra.keeps_whole(node.type) else run.values.parts_of(args)


def _make(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    if run.algebra.keeps_whole(node.type):
        return NotImplemented
    return Made({tag(node.type, node.data, run.constructors): (run.algebra.true, tuple(args))})


def _part(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    place: int = node.data if node.op == "item" else node.args[0].type.index(node.data)  # type: ignore[union-attr]
    return run.values.parts(args[0])[place]


def _is(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    asked = tag(node.args[0].type, node.data, run.constructors)
    return run.values.truth(run.values.cases(args[0]).get(asked, (run.algebra.false, ()))[0])


def _argument(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    name, place = node.data
    wanted = tag(node.args[0].type, name, run.constructors)
    guard, arguments = run.values.cases(args[0]).get(wanted, (run.algebra.false, ()))
    run.owe(guard)
    return default(node.type, run.constructors) if guard == run.algebra.false else arguments[place]


# ------------------------------------------------------------------------------------------------ sets


def _listed_width(run: SymbolicRun, value: Symbolic) -> float:
    """Return the number of alternatives of a value that are already listed; infinity if they are not."""
    match value:
        case Parts(parts):
            return prod(_listed_width(run, p) for p in parts)
        case Made(cases):
            return sum(prod(_listed_width(run, a) for a in args) for _, args in cases.values())
        case Amount() | Members() | Entries() | Items():
            return float("inf")
    return len(run.values.listing(value)) if isinstance(value, UnknownValue) else 1


def _in(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    a, collection = args
    values, alg = run.values, run.algebra
    if isinstance(collection, Items) or collection.__class__ is tuple:
        return values.truth(alg.any([alg.all((g, values.equal(a, v))) for g, v in values.items(collection)]))
    members = values.members(collection) if not is_known(collection) else dict.fromkeys(collection, alg.true)
    if is_known(a):
        return values.truth(members.get(a, alg.false))
    if _listed_width(run, a) <= alg.limit:
        return values.truth(alg.any([alg.all((g, members[v])) for v, g in values.listing(a).items() if v in members]))
    return values.truth(alg.any([alg.all((g, values.equal(a, v))) for v, g in members.items()]))


def _subset(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, (inner, outer) = run.algebra, map(run.values.members, args)
    return run.values.truth(alg.all([alg.any((alg.neg(g), outer.get(m, alg.false))) for m, g in inner.items()]))


def _sets(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, (a, b) = run.algebra, map(run.values.members, args)
    if node.op == "union":
        return run.values.set_of({m: alg.any((a.get(m, alg.false), b.get(m, alg.false))) for m in {**a, **b}})
    if node.op == "intersection":
        return run.values.set_of({m: alg.all((g, b[m])) for m, g in a.items() if m in b})
    return run.values.set_of({m: alg.all((g, alg.neg(b[m]))) if m in b else g for m, g in a.items()})


def _size(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    (a,) = args
    if isinstance(a, Members):
        guards: Iterable[Guard] = a.guards.values()
    else:
        guards = [g for g, _ in (a.entries.values() if isinstance(a, Entries) else run.values.items(a))]
    return run.values.amount(run.algebra.count(guards))


def set_from(run: SymbolicRun, found: Iterable[Guarded]) -> Symbolic:
    """Return the set of the values whose guards hold."""
    alg, values = run.algebra, run.values
    return values.set_of(values.gathered((alg.all((g, h)), v) for g, value in found for v, h in values.listing(value).items()))


def _set(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    if len(args) <= 2 and prod(len(run.values.listing(a)) for a in args) <= run.algebra.limit:
        # A pair is kept whole, as alternatives: whether it is in a set of pairs is then read off.
        return run.values.one_of((g, frozenset(pair)) for g, pair in run.values.combinations(args))
    return set_from(run, [(run.algebra.true, a) for a in args])


def _as_edge(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, members = run.algebra, run.values.members(args[0])
    size = run.values.amount(alg.count(members.values()))
    run.owe(run.values.compared("eq", size, 2))
    pairs = [(alg.all((g, h)), frozenset((a, b))) for (a, g), (b, h) in combinations(members.items(), 2)]
    found = [(g, pair) for g, pair in pairs if g != alg.false]
    return run.values.prefer(found) if found else default(node.type, run.constructors)


def _listed(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return sequence(run, [(g, m) for m, g in in_order(run.values.members(args[0]))])


# ------------------------------------------------------------------------------------------------ maps


def map_from(run: SymbolicRun, found: Iterable[tuple[Guard, Symbolic, Symbolic]]) -> Symbolic:
    """Return the map of the entries whose guards hold.  It is undefined where two equal keys have different values."""
    alg, values = run.algebra, run.values
    by_key: dict[object, list[Guarded]] = {}
    for g, key, value in found:
        for k, h in values.listing(key).items():
            guard = alg.all((g, h))
            if guard != alg.false:
                by_key.setdefault(k, []).append((guard, value))
    entries = {}
    for k, options in by_key.items():
        run.owe_equal(options)
        entries[k] = alg.any([g for g, _ in options]), values.prefer(options)
    return values.map_of(entries)


def _map(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return map_from(run, [(run.algebra.true, k, v) for k, v in zip(args[::2], args[1::2], strict=True)])


def _override(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, (f, g) = run.algebra, map(run.values.entries, args)
    entries = dict(f)
    for k, (there, value) in g.items():
        if k in f:
            chosen = run.values.choose([(there, value), (alg.neg(there), f[k][1])])
            entries[k] = alg.any((there, f[k][0])), chosen
        else:
            entries[k] = there, value
    return run.values.map_of(entries)


def _lookup(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    entries = run.values.entries(args[0])
    return _selected(run, node, [(g, entries.get(k)) for k, g in run.values.listing(args[1]).items()])


def _selected(run: SymbolicRun, node: Node, options: Sequence[tuple[Guard, Guarded | None]]) -> Symbolic:
    """Return the item or value that an index or key selects.  It is undefined where that item is absent.

    `options`: for each possible index or key its guard, exactly one of which holds, and the entry there, if any.
    """
    alg = run.algebra
    missing = [g if entry is None else alg.all((g, alg.neg(entry[0]))) for g, entry in options]
    run.owe(alg.neg(alg.any(missing)))
    present = [(g, entry[1]) for g, entry in options if entry is not None and entry[0] != alg.false]
    if not present:
        return default(node.type, run.constructors)
    return run.values.choose(present) if len(present) == len(options) else run.values.choose_at_most_one(present)


def _domain(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return run.values.set_of({k: g for k, (g, _) in run.values.entries(args[0]).items()})


# ------------------------------------------------------------------------------------------------ sequences


def sequence(run: SymbolicRun, found: Sequence[Guarded]) -> Symbolic:
    """Return the sequence of the items whose guards hold.  Raises Beyond if there are more than `LONGEST` items."""
    if len(found) > LONGEST:
        raise Beyond(f"a sequence of {len(found)} items, more than {LONGEST}")
    return run.values.sequence_of(found)


def _seq(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return run.values.sequence_of((run.algebra.true, a) for a in args)


def _concat(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    return sequence(run, [*run.values.items(args[0]), *run.values.items(args[1])])


def _at(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    items, indices = run.values.packed(args[0]), run.values.listing(args[1])
    return _selected(run, node, [(g, items[i] if 0 <= i < len(items) else None) for i, g in indices.items()])


def _slice(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, values, (s, a, b) = run.algebra, run.values, args
    items = values.packed(s)
    after = values.amount(values.form(b) + Affine(1))
    size = values.amount(alg.count(g for g, _ in items))
    run.owe(alg.all([values.compared("le", *pair) for pair in ((0, a), (a, after), (after, size))]))
    return sequence(run, [(alg.all((g, *_between(run, a, i, b))), item) for i, (g, item) in enumerate(items)])


def _between(run: SymbolicRun, a: Symbolic, i: int, b: Symbolic) -> tuple[Guard, Guard]:
    return run.values.compared("le", a, i), run.values.compared("le", i, b)


def _range(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    alg, values, (a, b) = run.algebra, run.values, args
    few, many = values.few(a), values.few(b)
    least = min(few) if few else alg.bounds(values.form(a))[0]
    most = max(many) if many else alg.bounds(values.form(b))[1]
    if most - least >= alg.limit:
        raise Beyond(f"a range runs over {most - least + 1} numbers, more than {alg.limit}")
    return sequence(run, [(alg.all(_between(run, a, i, b)), i) for i in range(int(least), int(most) + 1)])


def _cycle(run: SymbolicRun, node: Node, args: Sequence[Symbolic]) -> Symbolic:
    """Return the successor map of a sequence: each item maps to the next present item, the last one to the first."""
    alg, values = run.algebra, run.values
    items = values.packed(args[0])
    for i, (g, a) in enumerate(items):
        for h, b in items[:i]:
            both = alg.all((g, h))
            if both != alg.false:
                run.owe(alg.neg(alg.all((both, values.equal(a, b)))))
    by_key: dict[object, list[Guarded]] = {}
    for i, (g, item) in enumerate(items):
        more, following = items[i + 1] if i + 1 < len(items) else (alg.false, None)
        successor = values.choose([(more, following), (alg.neg(more), items[0][1])])
        for k, h in values.listing(item).items():
            by_key.setdefault(k, []).append((alg.all((g, h)), successor))
    return values.map_of({k: (alg.any([g for g, _ in s]), values.prefer(s)) for k, s in by_key.items()})


RULES: Mapping[str, Rule] = {
    "seq": _seq,
    "tuple": _parts,
    "record": _parts,
    "make": _make,
    "field": _part,
    "item": _part,
    "is": _is,
    "arg": _argument,
    "in": _in,
    "subset": _subset,
    "union": _sets,
    "intersection": _sets,
    "difference": _sets,
    "size": _size,
    "set": _set,
    "as_edge": _as_edge,
    "map": _map,
    "cycle": _cycle,
    "concat": _concat,
    "override": _override,
    "at": _at,
    "lookup": _lookup,
    "domain": _domain,
    "slice": _slice,
    "range": _range,
    "listed": _listed,
}
