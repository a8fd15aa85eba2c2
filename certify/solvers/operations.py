"""The strict operations on lifted values: each as the guards and affine forms that mean the same under every assignment.

What has no rule of its own is done pointwise: for every combination of the known values that the operands may be, the
reference meaning of `certify.readings.operations` is applied; if there are too many, `Unlifted` is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from certify.language.core import Node, Type
from certify.readings.operations import Operation, default
from certify.readings.values import number, ordered
from certify.solvers.lifted import (
    LIMIT,
    Alternatives,
    Amounts,
    Entries,
    Items,
    Kept,
    Lifted,
    Lifting,
    Members,
    Unlifted,
)
from certify.solvers.network import FALSE, TRUE, Affine, Guard, Network


@dataclass
class Run:
    """One symbolic evaluation: the network being made, the lifted witness, and what is owed so far.

    `path`: guards under which the present expression is evaluated at all.  `undefined`: guards, each of which says that
    some partial operation is evaluated outside its definition.  `known`: values of calls, with when they are undefined.
    """

    network: Network
    witness: Any
    limit: int = LIMIT
    path: list[Guard] = field(default_factory=list)
    undefined: list[Guard] = field(default_factory=list)
    known: dict[Any, tuple[Any, Guard] | None] = field(default_factory=dict)
    lift: Lifting = field(init=False)

    def __post_init__(self) -> None:
        self.lift = Lifting(self.network, self.limit)

    def owe(self, defined: Guard) -> None:
        """Where evaluation comes here, `defined` must hold."""
        if defined != TRUE:
            wrong = self.network.all((*self.path, self.network.neg(defined)))
            if wrong != FALSE:
                self.undefined.append(wrong)

    def under(self, guard: Guard, evaluate: Callable[[], Any]) -> Any:
        """Evaluate where the guard holds."""
        self.path.append(guard)
        value = evaluate()
        self.path.pop()
        return value


Rule = Callable[[Run, Node, Sequence[Any]], Any]


def strict(run: Run, node: Node, meaning: Operation, operands: Sequence[Any]) -> Any:
    """A strict operation on operands that are known or lifted; obligations are owed to the run.  May raise Unlifted."""
    if not any(isinstance(v, Lifted) for v in operands):
        if meaning.defined is not None and not meaning.defined(*operands):
            run.owe(FALSE)
            return default(node.type)
        return meaning.function(*operands)
    for place in _DISTRIBUTED.get(node.op, ()):
        first = operands[place]
        if isinstance(first, Alternatives):
            return _distribute(run, node, meaning, operands, place, first)
    rule = _RULES.get(node.op)
    if rule is not None:
        value = rule(run, node, operands)
        if value is not NotImplemented:
            return value
    return pointwise(run, node, meaning, operands)


def _distribute(run: Run, node: Node, meaning: Operation, operands: Sequence[Any], place: int, of: Alternatives) -> Any:
    options = []
    for g, v in of.options:
        inner = [*operands[:place], v, *operands[place + 1 :]]
        options.append((g, run.under(g, lambda inner=inner: strict(run, node, meaning, inner))))  # type: ignore[misc]
    return run.lift.choose(options, node.type)


def pointwise(run: Run, node: Node, meaning: Operation, operands: Sequence[Any]) -> Any:
    """The operation on every combination of known values.  Raises Unlifted if they are too many."""
    columns = [run.lift.listing(v) for v in operands]
    count = 1
    for column in columns:
        count *= len(column)
    if count > run.lift.limit:
        raise Unlifted
    options = []
    for row in product(*columns):
        guard = run.network.all(g for g, _ in row)
        if guard == FALSE:
            continue
        values = [v for _, v in row]
        if meaning.defined is not None and not meaning.defined(*values):
            run.owe(run.network.neg(guard))
            options.append((guard, default(node.type)))
        else:
            options.append((guard, meaning.function(*values)))
    return run.lift.choose(options, node.type)


# ------------------------------------------------------------------------------------------------ truth values, numbers


def _not(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.truth(run.network.neg(run.lift.guard(args[0])))


def _eq(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.truth(run.lift.equal(*args))


def _small(a: Any) -> bool:
    """Has the value a listing that is at hand?"""
    return not isinstance(a, Lifted) or (
        isinstance(a, Alternatives) and len(a.options) <= 64 and not any(isinstance(v, Lifted) for _, v in a.options)
    )


def _one_is_known(args: Sequence[Any]) -> bool:
    """One operand known and the other a short list: pointwise is exact, where intervals are not."""
    return all(map(_small, args)) and not all(isinstance(a, Lifted) for a in args)


def _compare(run: Run, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    difference = run.lift.form(args[0]) - run.lift.form(args[1])
    if node.op == "le":
        return run.lift.truth(run.network.at_most_zero(difference))
    return run.lift.truth(run.network.below_zero(difference))


def _add(run: Run, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    a, b = run.lift.form(args[0]), run.lift.form(args[1])
    return run.lift.amount(a + b if node.op == "add" else a - b)


def times(run: Run, a: Any, b: Any) -> Any:
    """The product of two numbers."""
    left, right = run.lift.form(a), run.lift.form(b)
    if not left.terms:
        left, right = right, left
    if not right.terms:
        return run.lift.amount(left.scaled(right.const))
    net = run.network
    return run.lift.amount(net.form(net.product(net.node(left), net.node(right))))


def _mul(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return NotImplemented if _one_is_known(args) else times(run, *args)


def _div(run: Run, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    if isinstance(b, Lifted) or b == 0 or _small(a):
        return NotImplemented
    form = run.lift.form(a)
    return run.lift.amount(form.scaled(number(Fraction(1, b))))


def _pow(run: Run, node: Node, args: Sequence[Any]) -> Any:
    base, exponent = args
    if _small(base) or isinstance(exponent, Lifted) or not isinstance(exponent, int) or exponent < 0:
        return NotImplemented
    if exponent < 2:
        return base if exponent else 1
    net = run.network
    return run.lift.amount(net.form(net.power(run.lift.node(base), exponent)))


def _max(run: Run, node: Node, args: Sequence[Any]) -> Any:
    if _one_is_known(args):
        return NotImplemented
    return largest(run, args) if node.op == "max" else smallest(run, args)


def largest(run: Run, values: Sequence[Any]) -> Any:
    """The largest of some numbers, at least one."""
    net = run.network
    return run.lift.amount(net.form(net.maximum([run.lift.node(v) for v in values])))


def smallest(run: Run, values: Sequence[Any]) -> Any:
    """The smallest of some numbers, at least one."""
    negated = largest(run, [run.lift.amount(run.lift.form(v).scaled(-1)) for v in values])
    return run.lift.amount(run.lift.form(negated).scaled(-1))


def _cast(run: Run, node: Node, args: Sequence[Any]) -> Any:
    (a,) = args
    if _small(a):
        return NotImplemented
    form = run.lift.form(a)
    if node.need is not None:
        if not run.network.is_whole(form):
            return NotImplemented
        if node.op == "nat":
            run.owe(run.network.at_most_zero(form.scaled(-1)))
    return a


# ------------------------------------------------------------------------------------------------ tuples, made values


def _items(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.items(args)


def _make(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.items((_case(node.type, node.data), *args))


def _case(type: Type, name: str) -> int:
    index: int = type.index(name)  # type: ignore[union-attr]
    return index


def _field(run: Run, node: Node, args: Sequence[Any]) -> Any:
    index = _case(node.args[0].type, node.data) if node.op == "field" else node.data
    return args[0].items[index]


def _is(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return bool(args[0].items[0] == _case(node.args[0].type, node.data))


def _arg(run: Run, node: Node, args: Sequence[Any]) -> Any:
    name, index = node.data
    if args[0].items[0] != _case(node.args[0].type, name):
        run.owe(FALSE)
        return default(node.type)
    return args[0].items[index + 1]


# ------------------------------------------------------------------------------------------------ collections


def _in(run: Run, node: Node, args: Sequence[Any]) -> Any:
    a, collection = args
    lift, net = run.lift, run.network
    if isinstance(collection, Members | frozenset) and not isinstance(a, Amounts | Members | Entries):
        guards = lift.members(collection)
        return lift.truth(net.any(net.all((g, guards[v])) for g, v in lift.listing(a) if v in guards))
    return lift.truth(net.any(net.all((g, lift.equal(a, v))) for g, v in lift.each(collection)))


def _subset(run: Run, node: Node, args: Sequence[Any]) -> Any:
    net = run.network
    inner, outer = run.lift.members(args[0]), run.lift.members(args[1])
    return run.lift.truth(net.all(net.any((net.neg(g), outer.get(m, FALSE))) for m, g in inner.items()))


def _sets(run: Run, node: Node, args: Sequence[Any]) -> Any:
    net = run.network
    a, b = run.lift.members(args[0]), run.lift.members(args[1])
    if node.op == "union":
        return run.lift.set_of({m: net.any((a.get(m, FALSE), b.get(m, FALSE))) for m in {**a, **b}})
    if node.op == "intersection":
        return run.lift.set_of({m: net.all((g, b[m])) for m, g in a.items() if m in b})
    return run.lift.set_of({m: net.all((g, net.neg(b.get(m, FALSE)))) for m, g in a.items()})


def _size(run: Run, node: Node, args: Sequence[Any]) -> Any:
    (a,) = args
    if isinstance(a, Items):
        return len(a.items)
    guards = [g for g, _ in a.entries.values()] if isinstance(a, Entries) else [g for g, _ in run.lift.each(a)]
    return run.lift.amount(total(run, [run.network.truth(g) for g in guards]))


def total(run: Run, forms: Sequence[Affine]) -> Affine:
    """The sum of some forms."""
    const, terms = 0, dict[int, Any]()
    for form in forms:
        const += form.const  # type: ignore[assignment]
        for n, k in form.terms.items():
            terms[n] = terms.get(n, 0) + k
    return Affine(const, {n: k for n, k in terms.items() if k})


def set_from(run: Run, found: Sequence[tuple[Guard, Any]]) -> Any:
    """The set of the values (known or lifted) whose guards hold."""
    net = run.network
    guards: dict[Any, list[Guard]] = {}
    for g, value in found:
        for h, v in run.lift.listing(value):
            guards.setdefault(v, []).append(net.all((g, h)))
    return run.lift.set_of({v: net.any(gs) for v, gs in guards.items()})


def _set(run: Run, node: Node, args: Sequence[Any]) -> Any:
    if len(args) <= 2:
        # A pair is kept whole, as alternatives: whether it is in a set of pairs is then read off.
        pairs = product(*(run.lift.listing(a) for a in args))
        return run.lift.joined([(run.network.all(g for g, _ in row), frozenset(v for _, v in row)) for row in pairs], node.type)
    return set_from(run, [(TRUE, a) for a in args])


def map_from(run: Run, found: Sequence[tuple[Guard, Any, Any]], type: Type) -> Any:
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


def _map(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return map_from(run, [(TRUE, k, v) for k, v in zip(args[::2], args[1::2], strict=True)], node.type)


def _cycle(run: Run, node: Node, args: Sequence[Any]) -> Any:
    if not isinstance(args[0], Items):
        return NotImplemented
    items = args[0].items
    for i, a in enumerate(items):
        for b in items[:i]:
            run.owe(run.network.neg(run.lift.equal(a, b)))
    return map_from(run, [(TRUE, a, b) for a, b in (*pairwise(items), (items[-1], items[0]))], node.type)


def _edge(run: Run, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    run.owe(run.network.neg(run.lift.equal(a, b)))
    pairs = [(run.network.all((g, h)), frozenset((v, u))) for g, v in run.lift.listing(a) for h, u in run.lift.listing(b)]
    return run.lift.joined(pairs, node.type)


def _concat(run: Run, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    return sequence(run, [*run.lift.each(a), *run.lift.each(b)])


def sequence(run: Run, found: Sequence[tuple[Guard, Any]]) -> Any:
    """The sequence of the items whose guards hold."""
    kept = [(g, v) for g, v in found if g != FALSE]
    return Kept(tuple(kept)) if any(g != TRUE for g, _ in kept) else run.lift.items(v for _, v in kept)


def _override(run: Run, node: Node, args: Sequence[Any]) -> Any:
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


def _at(run: Run, node: Node, args: Sequence[Any]) -> Any:
    s, i = args
    if isinstance(s, Kept):
        return NotImplemented
    items = s.items if isinstance(s, Items) else s
    options = run.lift.listing(i)
    return _selected(run, node, [(g, TRUE, items[v]) if 0 <= v < len(items) else (g, FALSE, None) for g, v in options])


def _lookup(run: Run, node: Node, args: Sequence[Any]) -> Any:
    entries = run.lift.entries(args[0])
    absent = (FALSE, None)
    return _selected(run, node, [(g, *entries.get(k, absent)) for g, k in run.lift.listing(args[1])])


def _selected(run: Run, node: Node, options: Sequence[tuple[Guard, Guard, Any]]) -> Any:
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


def _domain(run: Run, node: Node, args: Sequence[Any]) -> Any:
    return run.lift.set_of({k: g for k, (g, _) in args[0].entries.items()})


def _slice(run: Run, node: Node, args: Sequence[Any]) -> Any:
    s, a, b = args
    if not isinstance(s, Items) or isinstance(a, Lifted) or isinstance(b, Lifted):
        return NotImplemented
    if not 0 <= a <= b + 1 <= len(s.items):
        run.owe(FALSE)
        return default(node.type)
    return run.lift.items(s.items[a : b + 1])


def _range(run: Run, node: Node, args: Sequence[Any]) -> Any:
    a, b = args
    if isinstance(a, Lifted):
        return NotImplemented
    form = run.lift.form(b)
    most = int(run.network.bounds(form)[1])
    if most - a >= run.lift.limit:
        raise Unlifted
    return sequence(run, [(run.network.at_most_zero(Affine(i) - form), i) for i in range(a, most + 1)])


def _listed(run: Run, node: Node, args: Sequence[Any]) -> Any:
    guards = run.lift.members(args[0])
    return sequence(run, [(guards[m], m) for m in ordered(guards)])


# Operands at which an operation is done for each alternative on its own.
_DISTRIBUTED: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(["field", "item", "is", "arg", "size", "domain", "at", "lookup", "slice", "cycle"], (0,)),
    "in": (1,),
    "concat": (0, 1),
    "override": (0, 1),
}

_RULES: dict[str, Rule] = {
    "not": _not,
    "eq": _eq,
    "lt": _compare,
    "le": _compare,
    "add": _add,
    "sub": _add,
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "min": _max,
    "max": _max,
    "nat": _cast,
    "int": _cast,
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
