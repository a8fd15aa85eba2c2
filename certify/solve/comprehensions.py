"""Comprehensions over lifted collections: every binding that may come through, with the guards under which it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from certify.core import Node, Number, Seq, Step
from certify.core.operations import default
from certify.semantics.closures import Frame
from certify.solve.interval_network import FALSE, TRUE, Affine, Guard, IntervalNetwork
from certify.solve.numbers import largest, smallest, times, total
from certify.solve.structures import map_from, sequence, set_from
from certify.solve.symbolic_run import SymbolicRun
from certify.solve.symbolic_values import Lifted

Closure = Callable[[Frame], Any]
Leaf = Callable[[Frame, tuple[Guard, ...]], bool]
WITNESS, ACCOUNT = 1, 3  # where a frame holds the witness, here the run, and what may still be spent
_ROUND = 16  # what a round costs: about so many times as much as with a known witness


class Compiler(Protocol):
    """What compiles the nodes of a document part."""

    def compile(self, node: Node) -> Closure:
        """The closure of a node."""

    def slot(self, variable: int) -> int:
        """Where the part's frames hold a variable."""

    def fresh(self) -> int:
        """A place in the part's frames for what no variable holds."""

    def owes(self, node: Node) -> bool:
        """Is there an obligation in a node?"""


def _loop(c: Compiler, steps: Sequence[Step], leaf: Leaf) -> Leaf:
    """Calls the leaf for each binding, with the guards under which it comes through, until the leaf says true."""
    if not steps:
        return leaf
    step = steps[0]
    value, inner = c.compile(step.node), _loop(c, steps[1:], leaf)
    slots = [c.slot(v) for v in step.vars]

    def guarded(e: Frame, guards: tuple[Guard, ...], g: Guard) -> bool:
        if g <= FALSE:
            return g == TRUE and inner(e, guards)
        stops: bool = e[WITNESS].under(g, lambda: inner(e, (*guards, g)))
        return stops

    if step.kind == "where":
        return lambda e, guards: guarded(e, guards, e[WITNESS].lift.guard(value(e)))
    if step.kind == "let":

        def let(e: Frame, guards: tuple[Guard, ...]) -> bool:
            e[slots[0]] = value(e)
            return inner(e, guards)

        return let
    type, mark = step.node.type, step.node.mark

    def each_pair(e: Frame, guards: tuple[Guard, ...]) -> bool:
        for g, k, v in e[WITNESS].lift.each_pair(value(e), type):
            e[ACCOUNT].spend(_ROUND, mark)
            e[slots[0]], e[slots[1]] = k, v
            if guarded(e, guards, g):
                return True
        return False

    def each(e: Frame, guards: tuple[Guard, ...]) -> bool:
        for g, v in e[WITNESS].lift.each(value(e)):
            e[ACCOUNT].spend(_ROUND, mark)
            e[slots[0]] = v
            if guarded(e, guards, g):
                return True
        return False

    return each_pair if len(slots) == 2 else each


def _bindings(c: Compiler, node: Node) -> Callable[[Frame], list[tuple[Guard, Any]]]:
    """The guard of each binding and the operand's value at it (of two operands: the pair)."""
    args, kept = [c.compile(a) for a in node.args], c.fresh()

    def keep(e: Frame, guards: tuple[Guard, ...]) -> bool:
        value = args[0](e) if len(args) == 1 else tuple(a(e) for a in args)
        e[kept].append((e[WITNESS].network.all(guards), value))
        return False

    run = _loop(c, node.steps, keep)

    def bindings(e: Frame) -> list[tuple[Guard, Any]]:
        found: list[tuple[Guard, Any]] = []
        e[kept] = found
        run(e, ())
        return found

    return bindings


def quantifier(c: Compiler, node: Node) -> Closure:
    """`every` and `some`.  Evaluation stops as soon as decided: what a binding owes is owed only where none before it
    decides, or, in no order of a set, where no other decides."""
    body, owes, universal = c.compile(node.args[0]), c.owes(node), node.op == "every"
    ordered = all(isinstance(s.node.type, Seq) for s in node.steps if s.kind == "each")
    kept = c.fresh()

    def decides(e: Frame, guards: tuple[Guard, ...]) -> bool:
        run: SymbolicRun = e[WITNESS]
        turns: _Turns = e[kept]
        net: IntervalNetwork = run.network
        g = run.lift.guard(body(e))
        decisive = net.all((*guards, net.neg(g) if universal else g))
        turns.over(decisive if not owes else net.all((decisive, net.neg(net.any(run.undefined[turns.since :])))))
        return decisive == TRUE

    loop = _loop(c, node.steps, decides)

    def quantifier(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        net = run.network
        e[kept] = turns = _Turns(run, ordered)
        loop(e, ())
        turns.end()
        decided = net.any(turns.stops)
        return run.lift.truth(net.neg(decided) if universal else decided)

    return quantifier


def count(c: Compiler, node: Node) -> Closure:
    bindings = _bindings(c, node)

    def count(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        guards = [run.network.all((g, run.lift.guard(v))) for g, v in bindings(e)]
        return run.lift.amount(total(run, [run.network.truth(g) for g in guards]))

    return count


def sum(c: Compiler, node: Node) -> Closure:
    bindings, type = _bindings(c, node), node.type

    def term(run: SymbolicRun, g: Guard, v: Any) -> Affine:
        if g == TRUE:
            return run.lift.form(v)
        if not isinstance(v, Lifted):
            return run.network.truth(g).scaled(v)
        return run.lift.form(run.lift.choose([(g, v), (run.network.neg(g), 0)], type))

    return lambda e: e[WITNESS].lift.amount(total(e[WITNESS], [term(e[WITNESS], g, v) for g, v in bindings(e)]))


def product(c: Compiler, node: Node) -> Closure:
    bindings = _bindings(c, node)

    def product(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        value: Any = 1
        for g, v in bindings(e):
            value = times(run, value, run.lift.choose([(g, v), (run.network.neg(g), 1)], node.type))
        return value

    return product


def extreme(c: Compiler, node: Node) -> Closure:
    bindings, greatest = _bindings(c, node), node.op == "greatest"
    total_on_nothing = greatest and isinstance(node.type, Number) and node.type.sort == "nat"

    def extreme(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        net, lift = run.network, run.lift
        found = [(g, v) for g, v in bindings(e) if g != FALSE]
        some = net.any(g for g, _ in found)
        if not total_on_nothing:
            run.owe(some)
        if not found:
            return 0
        if all(g == TRUE and not isinstance(v, Lifted) for g, v in found):
            return (max if greatest else min)(v for _, v in found)
        bounds = [net.bounds(lift.form(v)) for _, v in found]
        harmless = min(lo for lo, _ in bounds) if greatest else max(hi for _, hi in bounds)
        values = [lift.choose([(g, v), (net.neg(g), harmless)], node.type) for g, v in found]
        value = largest(run, values) if greatest else smallest(run, values)
        return lift.choose([(some, value), (net.neg(some), 0)], node.type)

    return extreme


def collect(c: Compiler, node: Node) -> Closure:
    bindings, make = _bindings(c, node), set_from if node.op == "collect_set" else sequence
    return lambda e: make(e[WITNESS], bindings(e))


def collect_map(c: Compiler, node: Node) -> Closure:
    bindings = _bindings(c, node)
    return lambda e: map_from(e[WITNESS], [(g, k, v) for g, (k, v) in bindings(e)], node.type)


def the(c: Compiler, node: Node) -> Closure:
    bindings = _bindings(c, node)

    def the(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        net = run.network
        found = [(g, v) for g, v in bindings(e) if g != FALSE]
        run.owe(net.any(g for g, _ in found))
        if not found:
            return default(node.type)
        known: dict[Any, list[Guard]] = {}
        for g, v in found:
            known.setdefault(v, []).append(g)
        options = [(net.any(gs), v) for v, gs in known.items()]
        if node.need is not None:
            for i, (g, v) in enumerate(options):
                for h, u in options[:i]:
                    both = net.all((g, h))
                    if both != FALSE:
                        run.owe(net.any((net.neg(both), run.lift.equal(v, u))))
        return run.lift.prefer(options, node.type)

    return the


def first(c: Compiler, node: Node) -> Closure:
    value, kept = c.compile(node.args[0]), c.fresh()

    def keep(e: Frame, guards: tuple[Guard, ...]) -> bool:
        turns, found = e[kept]
        found.append((e[WITNESS].network.all(guards), value(e)))
        turns.over(found[-1][0])
        stops: bool = found[-1][0] == TRUE
        return stops

    loop = _loop(c, node.steps, keep)

    def first(e: Frame) -> Any:
        run: SymbolicRun = e[WITNESS]
        turns, every = _Turns(run, ordered=True), list[tuple[Guard, Any]]()
        e[kept] = turns, every
        loop(e, ())
        turns.end()
        found = [(g, v) for g, v in every if g != FALSE]
        run.owe(run.network.any(g for g, _ in found))
        return run.lift.prefer(found, node.type) if found else default(node.type)

    return first


def fold(c: Compiler, node: Node) -> Closure:
    slot = c.slot(node.data[0])
    start, body = [c.compile(a) for a in node.args]

    def again(e: Frame, guards: tuple[Guard, ...]) -> bool:
        run: SymbolicRun = e[WITNESS]
        before, after = e[slot], body(e)
        g = run.network.all(guards)
        e[slot] = run.lift.choose([(g, after), (run.network.neg(g), before)], node.type)
        return False

    loop = _loop(c, node.steps, again)

    def fold(e: Frame) -> Any:
        e[slot] = start(e)
        loop(e, ())
        return e[slot]

    return fold


class _Turns:
    """Bindings that are come to in turn until one stops the evaluation: what is owed after that is not owed.

    In no order, what is owed at one binding is owed for certain only if none stops the evaluation.
    """

    def __init__(self, run: SymbolicRun, ordered: bool) -> None:
        self._run, self._ordered = run, ordered
        self._start = self.since = len(run.undefined)
        self.stops: list[Guard] = []

    def over(self, stop: Guard) -> None:
        """One binding has been looked at; `stop`: when it ends the evaluation."""
        if self._ordered:
            self._excuse()
        self.since = len(self._run.undefined)
        self.stops.append(stop)

    def end(self) -> None:
        """No binding is left."""
        if not self._ordered:
            self.since = self._start
        self._excuse()

    def _excuse(self) -> None:
        undefined, net = self._run.undefined, self._run.network
        if len(undefined) > self.since:
            goes_on = net.neg(net.any(self.stops))
            undefined[self.since :] = [net.all((g, goes_on)) for g in undefined[self.since :]]


COMPILE: dict[str, Callable[[Compiler, Node], Closure]] = {
    **dict.fromkeys(["every", "some"], quantifier),
    "count": count,
    "sum": sum,
    "product": product,
    **dict.fromkeys(["least", "greatest"], extreme),
    **dict.fromkeys(["collect_set", "collect_seq"], collect),
    "collect_map": collect_map,
    "the": the,
    "first": first,
    "fold": fold,
}
