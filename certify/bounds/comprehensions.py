"""Abstract evaluation of comprehensions, quantifiers and sums: the number of bindings, the values and the cost.

Loops are charged naively, for every binding of the generators, whether or not it satisfies the conditions.
`certify.bounds.counting` bounds the bindings that satisfy the conditions, and the different values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.bounds.abstract_state import AbstractState, conjuncts
from certify.bounds.bindings import OpenComprehension, OpenGenerator
from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Num,
    SlotPath,
    integer,
    is_natural,
    join,
    least,
    magnitude,
    natural,
    scalars,
    total,
    unbounded,
)
from certify.bounds.guards import Guarded, common, groups
from certify.bounds.number_operations import text
from certify.bounds.operations import capped, member
from certify.bounds.polynomials import ZERO, Poly, Some, bits_of, each, either, joined, plus, some, times
from certify.bounds.terms import body_of
from certify.core import Node, Seq, Step
from certify.records import replace
from certify.semantics.costs import STEPWISE, formula, gathering, is_rational

MOST_FACTORS = 16
"""The most factors of a product that is bounded by a power of its largest factor."""


class BoundedComprehensions(AbstractState):
    """The rules for comprehensions."""

    def comprehend(self, steps: Sequence[Step], leaf: Callable[[OpenComprehension], Any]) -> Any:
        """Return the value of `leaf` inside the generators; its cost is charged for each binding."""
        frame = OpenComprehension()
        self.frames.append(frame)
        kept = self.assumed
        try:
            return self._steps(list(steps), frame, leaf)
        finally:
            self.frames.pop()
            self.assumed = kept

    def _steps(self, steps: list[Step], frame: OpenComprehension, leaf: Callable[[OpenComprehension], Any]) -> Any:
        if not steps:
            return leaf(frame)
        step, rest = steps[0], steps[1:]
        if step.kind == "let":
            self.bind(step.vars[0], self.evaluate(step.node), step.node)
            self.cost = self.cost + 1
            frame.lets[step.vars[0]] = step.node
            return self._steps(rest, frame, leaf)
        if step.kind == "where":
            self.evaluate(step.node)
            self.assumed = dict(self.assumed)
            self.assume(step.node, True)
            frame.conditions.extend(conjuncts(step.node))
            return self._steps(rest, frame, leaf)
        coll = self.evaluate(step.node)
        assert isinstance(coll, Coll)
        gen = self._bind(step, coll)
        frame.gens.append(gen)
        before, self.cost = self.cost, ZERO
        answer = self._steps(rest, frame, leaf)
        self.cost = before + self.counter.summed((self.cost + 1,), gen)[0]
        return answer

    def _bind(self, step: Step, coll: Coll) -> OpenGenerator:
        gen = OpenGenerator(step, coll)
        item = self.counter.item(gen, coll, member(coll, item_type(step)))
        if len(step.vars) == 2:
            first = coll.key if not isinstance(step.node.type, Seq) else self._index(coll)
            assert first is not None
            self.env[step.vars[0]] = least(key_type(step)) if first is TRUTH else first
        self.env[step.vars[-1]] = item
        return gen

    @staticmethod
    def _index(coll: Coll) -> Num:
        last = each(lambda p: p - 1, coll.size)
        return Num(last, some(0), each(lambda p: bits_of(p.clear()), last))

    def _quantified(self, node: Node) -> Abs:
        self.comprehend(node.steps, lambda frame: self.evaluate(node.args[0]))
        return TRUTH

    def _count(self, node: Node) -> Abs:
        def leaf(frame: OpenComprehension) -> tuple[Some, Poly | None]:
            self.evaluate(node.args[0])
            frame.conditions.extend(conjuncts(node.args[0]))
            return either(self.counter.bindings(frame), self.counter.shared(frame, None)), self.counter.exactly(frame, None)

        return natural(*self.comprehend(node.steps, leaf))

    def _chosen(self, node: Node) -> Abs:
        """Return the value of `the` or `first`: a value at some binding."""
        value, count = self._operand(node)
        self._charge_gathering(node, count, value)
        return value

    def _extreme(self, node: Node) -> Abs:
        value, count = self._numbers(node)
        self._charge_stepwise(node, count, value, value)
        nothing = some(0)
        return replace(value, up=joined(value.up, nothing), down=joined(value.down, nothing), exact=None, length=None)

    def _sum(self, node: Node) -> Abs:
        def leaf(frame: OpenComprehension) -> tuple[Num, Num, Some]:
            value = self.evaluate(node.args[0])
            assert isinstance(value, Num)
            count = self.counter.bindings(frame)
            closed = self.counter.closed(value, frame.gens)
            assert isinstance(closed, Num)
            up, down = (
                either(self.counter.total(frame.gens, each(Poly.clear, p)), times(count, each(Poly.clear, q)))
                for p, q in ((value.up, closed.up), (value.down, closed.down))
            )
            bits = plus(closed.bits, each(bits_of, count))
            return integer(up, down, bits, closed.den), closed, count

        result: Num
        result, value, count = self.comprehend(node.steps, leaf)
        self._charge_stepwise(node, count, result, value)
        return result

    def _product(self, node: Node) -> Abs:
        value, count = self._numbers(node)
        factors = min((int(p.value) for p in count if p.value is not None), default=None)
        if factors is not None and factors <= MOST_FACTORS:
            up = some(1)
            for _ in range(factors):  # the product of fewer factors may be larger if one is below 1
                up = times(up, joined(magnitude(value), some(1)))
        else:
            up = some(unbounded(f"the value of `{text(node)}` is exponential", "exponential", node.mark))
        result = Num(up, some(0) if is_natural(value) else up, plus(times(count, value.bits), some(1)), value.den * count[0])
        self._charge_stepwise(node, count, result, value)
        return result

    def _numbers(self, node: Node) -> tuple[Num, Some]:
        """Return a bound of the numbers of a comprehension, and their number."""
        value, count = self._operand(node)
        assert isinstance(value, Num)
        return value, count

    def _operand(self, node: Node) -> tuple[Abs, Some]:
        """Return the operand of a comprehension at any binding, and the number of bindings."""

        def leaf(frame: OpenComprehension) -> tuple[Abs, Some]:
            value = self.evaluate(node.args[0])
            return self.counter.closed(value, frame.gens), self.counter.bindings(frame)

        found: tuple[Abs, Some] = self.comprehend(node.steps, leaf)
        return found

    def _collect(self, node: Node) -> Abs:
        def leaf(frame: OpenComprehension) -> tuple[Coll, Some]:
            found = [self.evaluate(a) for a in node.args]
            gens, keys = frame.gens, node.args[:1]
            count = self.counter.bindings(frame)
            is_seq = node.op == "collect_seq"
            size = count if is_seq else either(count, self.counter.distinct(frame, keys[0]))
            size = either(size, self.counter.shared(frame, None if is_seq else keys[0]))
            exact = self.counter.exactly(frame, None if is_seq else keys[0])
            values = [self.counter.closed(v, gens) for v in found]
            coll = Coll(size, values[-1], values[0] if len(values) == 2 else None, self._totals(gens, found[-1]), exact)
            if node.op == "collect_set":
                coll = capped(coll)
            elif node.op == "collect_map":
                assert coll.key is not None
                keyed = capped(Coll(coll.size, coll.key))
                coll = replace(coll, size=keyed.size)
            return coll, count

        value: Abs
        value, count = self.comprehend(node.steps, leaf)
        self._charge_gathering(node, count, value)
        return value

    def together(self, node: Node, value: Abs) -> Abs:
        """Return the value of a union, concatenation or override, in which comprehensions whose guards exclude each other are
        counted once."""
        parts = list(node.operands(node.op))
        found = groups(parts, self.functions)
        if not found or not isinstance(value, Coll):
            return value
        merged = {id(g.node) for group in found for g in group}
        with self.quietly():
            sizes = {id(p): c.size for p in parts if isinstance(c := self.evaluate(p), Coll)}
            size = some(0)
            for part in parts:
                if id(body_of(part, self.functions)) not in merged:
                    size = plus(size, sizes[id(part)])
            for group in found:
                own = some(0)
                for part in parts:
                    if any(g.node is body_of(part, self.functions) for g in group):
                        own = plus(own, sizes[id(part)])
                size = plus(size, either(own, self._of_group(group, node.op != "concat")))
        return replace(value, size=either(value.size, size))

    def _of_group(self, group: Sequence[Guarded], once: bool) -> Some:
        """Return bounds on the members of comprehensions of which each binding passes the guards of at most one; equal members
        count `once`, or as often as they occur."""
        steps, others = common(group)

        def leaf(frame: OpenComprehension) -> Some:
            keys = [g.parts[0] for g in group]
            return either(
                self.counter.bindings(frame), *(self.counter.unordered(frame, frame.gens, keys, others) if once else ())
            )

        found: Some = self.comprehend(steps, leaf)
        return found

    def _totals(self, gens: list[OpenGenerator], value: Abs) -> tuple[tuple[SlotPath, Some], ...]:
        """Return the sums over all bindings of the sizes in a value that vary with the binding."""
        found: dict[SlotPath, Some] = {}
        for path, size in scalars(value):
            if path[-1] == "size" and not {"item", "key"} & set(path) and self.counter.varies(size, gens):
                found[path] = self.counter.total(gens, size)
        if isinstance(value, Coll):
            for path, _ in value.totals:
                found["item", *path] = self.counter.total(gens, total(value, path))
        return tuple(found.items())

    def _charge_gathering(self, node: Node, count: Some, value: Abs) -> None:
        if self.quiet:
            return
        self.cost = self.cost + gathering(node.op, count[0], self.length(value, node))

    def _charge_stepwise(self, node: Node, count: Some, result: Abs, value: Abs) -> None:
        if self.quiet:
            return
        cost = formula(STEPWISE[node.op], is_rational(node))
        sizes = [self.length(join(result, value), node), self.length(value, node.args[0])]
        self.cost = self.cost + count[0] * (cost(sizes, ZERO) + ZERO)


def item_type(step: Step) -> Any:
    """Return the type of the items of a generator."""
    type: Any = step.node.type
    return getattr(type, "value", None) or getattr(type, "item", None)


def key_type(step: Step) -> Any:
    """Return the type of the keys of a generator over a map; None for other collections."""
    type: Any = step.node.type
    return getattr(type, "key", None)
