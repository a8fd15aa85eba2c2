"""Comprehensions over symbolic collections: every possible binding, with the guards under which it passes the steps.

The steps are followed one after the other, with one binding for each possible member or item, under its guard.  Folds are
unrolled, until they have settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Any, Protocol

from certify.core import Node, Number, Seq, Step
from certify.core.budgets import bits_of, kept
from certify.core.operations import default
from certify.semantics.closures import Frame
from certify.symbolic.affine import total
from certify.symbolic.choosing import SymbolicValues
from certify.symbolic.lookups import look_up_of
from certify.symbolic.numbers import extreme, times
from certify.symbolic.run import SymbolicRun
from certify.symbolic.settling_folds import settling
from certify.symbolic.structures import map_from, sequence, set_from
from certify.symbolic.values import Guard, Guarded, Symbolic, is_known

SymbolicClosure = Callable[[Frame], Symbolic]
_Guards = tuple[Guard, ...]
_Leaf = Callable[[Frame, _Guards], bool]
INSTANCE, RUN, GLOBALS, ACCOUNT = 0, 1, 2, 3
"""The first places of a frame of `certify.semantics.evaluation`; here the `SymbolicRun` stands in place of the witness."""

_ROUND = 16  # the steps that a round spends: about this many times as many as with known inputs


class Order(Enum):
    """Whether all bindings are evaluated, or only those up to one that stops the evaluation, and in which order."""

    EVERY = auto()  # all bindings are evaluated
    OF_COLLECTIONS = auto()  # evaluation may stop early: a sequence in its order, a set in no order
    IN_TURN = auto()  # evaluation may stop early: each collection in the order of its listing


class Compiler(Protocol):
    """The interface of a compiler of the nodes of one document part."""

    def compile(self, node: Node) -> SymbolicClosure:
        """Return the closure of a node."""

    def slot(self, variable: int) -> int:
        """Return the place in the part's frames that holds a variable."""

    def fresh(self) -> int:
        """Return a place in the part's frames that no variable uses."""


def _loop(c: Compiler, steps: Sequence[Step], leaf: _Leaf, order: Order, stops: int) -> _Leaf:
    """Return a function that calls `leaf` for each binding, with the binding's guards, until `leaf` returns true.

    `steps`: the steps that are left.  `order`: the order of evaluation, and whether a binding may stop it.  `stops`: the place in
    the frame of the list of guards under which a binding has stopped the evaluation.

    No binding passes a step that is undefined, since an undefined step has no value.  An obligation of a later item of a sequence
    does not arise where an earlier item stops the evaluation.  A set has no order, so an obligation of one member arises only
    where no other member stops the evaluation.
    """
    if not steps:
        return leaf
    step = steps[0]
    value, inner = c.compile(step.node), _loop(c, steps[1:], leaf, order, stops)
    slots = [c.slot(v) for v in step.vars]

    def guarded(e: Frame, guards: _Guards, g: Guard) -> bool:
        run: SymbolicRun = e[RUN]
        alg = run.algebra
        if g == alg.true:
            return inner(e, guards)
        if g == alg.false or alg.impossible((*run.path, g)):
            return False
        stopped: bool = run.under(g, lambda: inner(e, (*guards, g)))
        return stopped

    def evaluated(e: Frame, guards: _Guards) -> tuple[Symbolic, _Guards]:
        """Return the value of the step, and the guards under which the step is reached and defined."""
        run: SymbolicRun = e[RUN]
        start = len(run.undefined)
        found = value(e)
        return found, guards if len(run.undefined) == start else (*guards, run.algebra.neg(run.undefined_since(start)))

    if step.kind == "where":

        def where(e: Frame, guards: _Guards) -> bool:
            condition, guards = evaluated(e, guards)
            return guarded(e, guards, e[RUN].values.guard(condition))

        return where
    if step.kind == "let":

        def let(e: Frame, guards: _Guards) -> bool:
            e[slots[0]], guards = evaluated(e, guards)
            return inner(e, guards)

        return let
    type, mark, pairs = step.node.type, step.node.mark, len(step.vars) == 2
    in_turn = order is Order.IN_TURN or isinstance(type, Seq)
    look_up = look_up_of(c.compile, steps)

    def bind(e: Frame, collection: Symbolic) -> Iterator[Guard]:
        """Bind each item or pair in turn, and yield the guard under which it is present."""
        values: SymbolicValues = e[RUN].values
        rows = None if look_up is None else look_up(e, collection)
        for g, *bound in (values.each_pair if pairs else values.each)(collection, type) if rows is None else rows:
            e[ACCOUNT].spend(_ROUND, mark)
            for slot, v in zip(slots, bound, strict=True):
                e[slot] = v
            yield g

    def each(e: Frame, guards: _Guards) -> bool:
        collection, guards = evaluated(e, guards)
        return any(guarded(e, guards, g) for g in bind(e, collection))

    def each_until_stopped(e: Frame, guards: _Guards) -> bool:
        run: SymbolicRun = e[RUN]
        collection, guards = evaluated(e, guards)
        first, start, stopped, so_far = len(e[stops]), len(run.undefined), False, guards
        for g in bind(e, collection):
            since, before = len(run.undefined), len(e[stops])
            stopped = guarded(e, so_far, g)
            if in_turn and len(run.undefined) > since:
                _excuse(run, since, e[stops][first:before])
                so_far = *guards, run.algebra.neg(run.undefined_since(start))
            if stopped:
                break
        if not in_turn:
            _excuse(run, start, e[stops][first:])
        return stopped

    return each if order is Order.EVERY else each_until_stopped


def _excuse(run: SymbolicRun, since: int, stops: Sequence[Guard]) -> None:
    """Restrict the guards of `run.undefined` from `since` on to where no guard of `stops` stops the evaluation."""
    alg = run.algebra
    if len(run.undefined) > since and stops:
        goes_on = alg.neg(alg.any(stops))
        left = [alg.all((g, goes_on)) for g in run.undefined[since:]]
        run.undefined[since:] = [g for g in left if g != alg.false]


def each_binding(c: Compiler, steps: Sequence[Step], operands: Sequence[Node]) -> Callable[[Frame], list[tuple[Guard, Any]]]:
    """Return a function from a frame to the bindings, each with its guard and the operand's value (a pair for two)."""
    args, found = [c.compile(a) for a in operands], c.fresh()

    def keep(e: Frame, guards: _Guards) -> bool:
        guard: Guard = e[RUN].algebra.all(guards)
        if guard != e[RUN].algebra.false:
            e[found].append((guard, args[0](e) if len(args) == 1 else tuple(a(e) for a in args)))
        return False

    loop = _loop(c, steps, keep, Order.EVERY, found)

    def bindings(e: Frame) -> list[tuple[Guard, Any]]:
        kept: list[tuple[Guard, Any]] = []
        e[found] = kept
        loop(e, ())
        return kept

    return bindings


def _quantifier(c: Compiler, node: Node) -> SymbolicClosure:
    """Compile `every` and `some`.  Evaluation stops where a binding decides; a binding that is undefined decides nothing."""
    body, universal, stops = c.compile(node.args[0]), node.op == "every", c.fresh()

    def decides(e: Frame, guards: _Guards) -> bool:
        run: SymbolicRun = e[RUN]
        alg, start = run.algebra, len(run.undefined)
        g = run.values.guard(body(e))
        stop = alg.all((*guards, alg.neg(g) if universal else g, alg.neg(run.undefined_since(start))))
        if stop != alg.false:
            e[stops].append(stop)
        return stop == alg.true

    loop = _loop(c, node.steps, decides, Order.OF_COLLECTIONS, stops)

    def quantifier(e: Frame) -> Symbolic:
        run: SymbolicRun = e[RUN]
        e[stops] = []
        loop(e, ())
        decided = run.algebra.any(e[stops])
        return run.values.truth(run.algebra.neg(decided) if universal else decided)

    return quantifier


def _count(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)

    def count(e: Frame) -> Symbolic:
        values, alg = e[RUN].values, e[RUN].algebra
        return values.amount(alg.count(alg.all((g, values.guard(v))) for g, v in bindings(e)))

    return count


def _sum(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)

    def sum_(e: Frame) -> Symbolic:
        values, alg = e[RUN].values, e[RUN].algebra
        terms = (v if g == alg.true else values.choose([(g, v), (alg.neg(g), 0)]) for g, v in bindings(e))
        return values.amount(total(map(values.form, terms)))

    return sum_


def _product(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)

    def product(e: Frame) -> Symbolic:
        run: SymbolicRun = e[RUN]
        value: Any = 1
        for g, v in bindings(e):
            value = times(run, value, run.values.choose([(g, v), (run.algebra.neg(g), 1)]))
            if is_known(value):
                e[ACCOUNT].spend(bits_of(kept(value)) >> 10, node.mark)
        return value

    return product


def _extreme(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)
    zero_of_nothing = node.op == "greatest" and isinstance(node.type, Number) and node.type.sort == "nat"

    def found(e: Frame) -> Symbolic:
        run, found = e[RUN], bindings(e)
        if not zero_of_nothing:
            run.owe(run.algebra.any([g for g, _ in found]))
        return extreme(run, node, found) if found else 0

    return found


def _collect(c: Compiler, node: Node) -> SymbolicClosure:
    bindings, make = each_binding(c, node.steps, node.args), set_from if node.op == "collect_set" else sequence
    return lambda e: make(e[RUN], bindings(e))


def _collect_map(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)
    return lambda e: map_from(e[RUN], [(g, k, v) for g, (k, v) in bindings(e)])


def _the(c: Compiler, node: Node) -> SymbolicClosure:
    bindings = each_binding(c, node.steps, node.args)

    def the(e: Frame) -> Symbolic:
        run: SymbolicRun = e[RUN]
        alg, found = run.algebra, bindings(e)
        run.owe(alg.any([g for g, _ in found]))
        if not found:
            return default(node.type, run.constructors)
        by_value: dict[Any, list[Guard]] = {}
        for g, v in found:
            by_value.setdefault(v, []).append(g)
        options = [(alg.any(gs), v) for v, gs in by_value.items()]
        if node.need is not None:
            run.owe_equal(options)
        return run.values.prefer(options)

    return the


def _first(c: Compiler, node: Node) -> SymbolicClosure:
    value, found, stops = c.compile(node.args[0]), c.fresh(), c.fresh()

    def keep(e: Frame, guards: _Guards) -> bool:
        guard: Guard = e[RUN].algebra.all(guards)
        e[found].append((guard, value(e)))
        e[stops].append(guard)
        stopped: bool = guard == e[RUN].algebra.true
        return stopped

    loop = _loop(c, node.steps, keep, Order.IN_TURN, stops)

    def first(e: Frame) -> Symbolic:
        run: SymbolicRun = e[RUN]
        e[found], e[stops] = list[Guarded](), []
        loop(e, ())
        run.owe(run.algebra.any(e[stops]))
        return run.values.prefer(e[found]) if e[found] else default(node.type, run.constructors)

    return first


def _fold(c: Compiler, node: Node) -> SymbolicClosure:
    slot, rounds, initial = c.slot(node.data[0]), c.fresh(), c.fresh()
    start, body = [c.compile(a) for a in node.args]
    settled = settling(node)

    def again(e: Frame, guards: _Guards) -> bool:
        run: SymbolicRun = e[RUN]
        before, g = e[slot], run.algebra.all(guards)
        if g == run.algebra.false:
            return False
        e[slot] = run.values.choose([(g, body(e)), (run.algebra.neg(g), before)])
        e[rounds] += 1
        return settled is not None and e[rounds] > settled(run, e[initial], e[slot])

    loop = _loop(c, node.steps, again, Order.EVERY, slot)

    def fold(e: Frame) -> Symbolic:
        e[slot], e[rounds] = start(e), 0
        e[initial] = e[slot]
        loop(e, ())
        return e[slot]

    return fold


COMPILE: Mapping[str, Callable[[Compiler, Node], SymbolicClosure]] = {
    "every": _quantifier,
    "some": _quantifier,
    "count": _count,
    "sum": _sum,
    "product": _product,
    "least": _extreme,
    "greatest": _extreme,
    "collect_set": _collect,
    "collect_seq": _collect,
    "collect_map": _collect_map,
    "the": _the,
    "first": _first,
    "fold": _fold,
}
