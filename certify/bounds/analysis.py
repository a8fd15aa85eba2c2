"""The abstract interpreter of the bounds reading: every expression once, on sizes instead of values, and what it costs.

The cost of an expression is a bound on the steps that `certify.semantics.evaluation` counts, by the same table.  Loops are
charged naively: for each binding that the generators make, conditions or not.  How many bindings pass the conditions, and
how many different values come out, is `counting`'s business; folds are `folds`'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from certify.bounds.counting import Counter, OpenComprehension, OpenGenerator
from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Num,
    PossibleCases,
    SlotPath,
    constant,
    integer,
    is_natural,
    join,
    least,
    magnitude,
    natural,
    scalars,
    structural,
    total,
    unbounded,
)
from certify.bounds.folds import Recurrence, folded
from certify.bounds.number_operations import text
from certify.bounds.operations import apply, capped, member
from certify.bounds.polynomials import ZERO, Atom, Poly, Some, bits_of, each, either, joined, plus, some, times
from certify.core import BOOL, INT, NAT, Constructor, Function, Node, Seq, Step
from certify.core.budgets import Account
from certify.core.operations import STRICT, rules_for
from certify.core.ops import Op
from certify.semantics.costs import STEPWISE, formula, gathering, is_rational

MOST_READINGS = 1 << 15
"""How often an expression may be read for the bounds of one text, which takes some seconds.  Definitions that use others twice
double it, and so do folds inside folds."""


@dataclass(frozen=True)
class Entry:
    """A line of a derivation: the bound of an expression's value, at a depth of the expression."""

    depth: int
    node: Node
    value: Abs


Assumed = dict[Node, Some | frozenset[str]]

MOST_FACTORS = 16
"""A product of more numbers than these is not written out as a power of its largest factor."""


class Analysis:
    """Reads the expressions of one document, on one abstract instance and, in some parts, witness.

    `denominators` gives the bits of the common denominator of each field of rationals.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        constructors: Sequence[Constructor],
        instance: Abs,
        denominators: Mapping[Atom, Some],
    ) -> None:
        self.functions = {f.name: f for f in functions}
        self.constructors = {c.name: c for c in constructors}
        self.instance = instance
        self.witness: Abs = TRUTH
        self.denominators = denominators
        self.counter = Counter(self)
        self.env: dict[int, Abs] = {}
        self.computed: dict[int, frozenset[int]] = {}
        self.frames: list[OpenComprehension] = []
        self.assumed: Assumed = {}
        self.cost = ZERO
        self.entries: list[Entry] = []
        self.recurrences: dict[tuple[Node, str], Recurrence] = {}
        self._globals: dict[str, Abs] = {}
        self._global_cost = ZERO
        self._depth = 0
        self.quiet = 0  # how many evaluations that cost nothing are open
        self.account = Account(MOST_READINGS, "readings of expressions for one bound")

    # ------------------------------------------------------------------------------------------ parts

    def part(self, nodes: Sequence[Node], witness: Abs = TRUTH) -> tuple[list[Abs], Poly]:
        """The values of expressions that are evaluated together, and the steps that takes at most."""
        self.witness = witness
        self._globals, self._global_cost, self.cost = {}, ZERO, ZERO
        self.env, self.computed, self.frames, self.assumed = {}, {}, [], {}
        values = []
        for node in nodes:
            values.append(self.evaluate(node))
            if node.type == BOOL:
                self.assume(node, True)
        return values, self.part_cost()

    def part_cost(self) -> Poly:
        """The steps of what was evaluated since the part began."""
        return self.cost + self._global_cost

    def bits(self, denominator: Poly) -> Some:
        """The bits of a common denominator."""

        def resolved(atom: Atom) -> Poly | None:
            if atom.kind != "denominator":
                return None
            (of,) = atom.data
            return Poly.constant((of - 1).bit_length()) if isinstance(of, int) else self.denominators[atom][0]

        return (denominator.replace(resolved),)

    def length(self, value: Abs, node: Node) -> Poly:
        """The structural size of the value of an expression."""
        return structural(value, node.type, self.bits, self.constructors)[0]

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Evaluation that costs nothing and leaves no line in the derivation."""
        cost, self.quiet = self.cost, self.quiet + 1
        try:
            yield
        finally:
            self.cost, self.quiet = cost, self.quiet - 1

    # ------------------------------------------------------------------------------------------ expressions

    def evaluate(self, node: Node) -> Abs:
        """The abstract value of an expression; its cost is added to `cost`."""
        self.account.spend(1, node.mark)
        at = len(self.entries)
        self._depth += 1
        if node.op in STRICT:
            value = self._strict(node)
        else:
            self.cost = self.cost + 1
            value = _RULES[node.op](self, node)
        self._depth -= 1
        if value is TRUTH:
            value = least(node.type)
        if self.assumed:
            value = self._refined(node, value)
        if not self.quiet and node.mark is not None and node.op in _TOLD:
            self.entries.insert(at, Entry(self._depth, node, value))
        return value

    def _strict(self, node: Node) -> Abs:
        args = [self.evaluate(a) for a in node.args]
        value = apply(node, args, self.bits, self.constructors)
        if self.quiet:
            return value
        sizes = [self.length(v, a) for v, a in zip(args, node.args, strict=True)]
        cost = formula(node.op, is_rational(node))(sizes, self.length(value, node))
        self.cost = self.cost + 1 + cost
        return value

    def _const(self, node: Node) -> Abs:
        return constant(node.data)

    def _var(self, node: Node) -> Abs:
        return self.env[node.data]

    def _input(self, node: Node) -> Abs:
        return self.instance if node.data == "instance" else self.witness

    def _measure(self, node: Node) -> Abs:
        measure = Poly.of(Atom("measure", node.data))
        return natural((measure,), measure)

    def _global(self, node: Node) -> Abs:
        """A definition without parameters is evaluated once for all uses, so nothing is assumed there; its cost is charged once,
        even if it was only looked at."""
        name = node.data
        if name not in self._globals:
            with self.elsewhere({}, {}):
                cost, quiet = self.cost, self.quiet
                self.cost, self.quiet = ZERO, 0
                self._globals[name] = self.evaluate(self.functions[name].body)
                self._global_cost = self._global_cost + self.cost
                self.cost, self.quiet = cost, quiet
        return self._globals[name]

    def bind(self, variable: int, value: Abs, *made_of: Node, within: Iterable[int] = ()) -> None:
        """Bind a variable to a value that is computed from expressions, and that changes with the variables `within`."""
        self.env[variable] = value
        found = self.counter.free(*made_of).union(*({v, *self.computed.get(v, ())} for v in within))
        self.computed[variable] = frozenset(found - {variable})

    def _call(self, node: Node) -> Abs:
        function = self.functions[node.data]
        args = [self.evaluate(a) for a in node.args]
        self.cost = self.cost + len(args)
        of_inputs = {n: what for n, what in self.assumed.items() if not any(m.op == "var" for m in n.walk())}
        with self.elsewhere({v: a for (v, _), a in zip(function.params, args, strict=True)}, of_inputs):
            return self.evaluate(function.body)

    @contextmanager
    def elsewhere(self, env: dict[int, Abs], assumed: Assumed) -> Iterator[None]:
        """Inside a definition: other variables, other loops."""
        kept = self.env, self.computed, self.frames, self.assumed
        self.env, self.computed, self.frames, self.assumed = env, {}, [], assumed
        try:
            yield
        finally:
            self.env, self.computed, self.frames, self.assumed = kept

    def _and(self, node: Node) -> Abs:
        self.evaluate(node.args[0])
        with self._assuming(node.args[0], node.op != "or"):
            self.evaluate(node.args[1])
        return TRUTH

    def _if(self, node: Node) -> Abs:
        condition, *branches = node.args
        self.evaluate(condition)
        values, costs = [], []
        before = self.cost
        for branch, holds in zip(branches, (True, False), strict=True):
            self.cost = ZERO
            with self._assuming(condition, holds):
                values.append(self.evaluate(branch))
            costs.append(self.cost)
        self.cost = before + costs[0].join(costs[1])
        return join(values[0], values[1])

    def _case(self, node: Node) -> Abs:
        subject = self.evaluate(node.args[0])
        assert isinstance(subject, PossibleCases)
        before, most = self.cost, ZERO
        value: Abs = TRUTH
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            arguments = subject.arguments(name)
            if arguments is None:
                continue
            for variable, argument in zip(variables, arguments, strict=True):
                self.bind(variable, argument, node.args[0])
            self.cost = Poly.constant(len(variables))
            found = self.evaluate(body)
            value = found if value is TRUTH else join(value, found)
            most = most.join(self.cost)
        self.cost = before + most
        return value

    # ------------------------------------------------------------------------------------------ assumptions

    @contextmanager
    def _assuming(self, condition: Node, holds: bool) -> Iterator[None]:
        kept = self.assumed
        self.assumed = dict(kept)
        self.assume(condition, holds)
        try:
            yield
        finally:
            self.assumed = kept

    def assume(self, condition: Node, holds: bool) -> None:
        """From here on, a condition holds (or does not): keep what it says of sizes, numbers and cases."""
        op, args = condition.op, condition.args
        self.account.spend(1, condition.mark)
        if op == "not":
            self.assume(args[0], not holds)
        elif op == "global":
            with self.elsewhere({}, {}):
                self.assume(self.functions[condition.data].body, holds)
                found = self.assumed
            self.assumed.update(found)
        elif (op == "and" and holds) or (op == "or" and not holds):
            for a in args:
                self.assume(a, holds)
        elif op == "implies" and not holds:
            self.assume(args[0], True)
            self.assume(args[1], False)
        elif op in ("le", "lt"):
            small, large = args if holds else args[::-1]
            strict = (op == "lt") == holds
            whole = all(a.type in (NAT, INT) for a in args)
            self._at_most(small, large, 1 if strict and whole else 0)
        elif op == "eq" and holds:
            self._at_most(args[0], args[1], 0)
            self._at_most(args[1], args[0], 0)
        if op == "is":
            self._cases(args[0], {condition.data}, holds)
        elif op == "eq":
            for a, b in (args, args[::-1]):
                if b.op == "make" and (holds or not b.args):
                    self._cases(a, {b.data}, holds)

    def _at_most(self, small: Node, large: Node, less: int) -> None:
        if getattr(small.type, "sort", None) is None or small.op == "const":
            return
        with self.quietly():
            bound = self.evaluate(large)
        if not isinstance(bound, Num):  # an item of nothing
            return
        up = each(lambda p: p - less, bound.up)
        of = small.args[0] if small.op == "size" else small
        known = self.assumed.get(of)
        self.assumed[of] = either(up, known) if isinstance(known, tuple) else up

    def _cases(self, of: Node, names: set[str], holds: bool) -> None:
        with self.quietly():
            value = self.evaluate(of)
        if isinstance(value, PossibleCases):
            self.assumed[of] = frozenset(n for n, _ in value.cases if (n in names) == holds)

    def _refined(self, node: Node, value: Abs) -> Abs:
        what = self.assumed.get(node)
        match what, value:
            case tuple(), Coll():
                return replace(value, size=either(value.size, each(Poly.clear, what)))
            case tuple(), Num():
                up = either(value.up, what)
                bits = either(value.bits, each(bits_of, up)) if is_natural(value) else value.bits
                return replace(value, up=up, bits=bits)
            case frozenset(), PossibleCases():
                return PossibleCases(tuple(c for c in value.cases if c[0] in what))
        return value

    # ------------------------------------------------------------------------------------------ comprehensions

    def comprehend(self, steps: Sequence[Step], leaf: Callable[[OpenComprehension], Any]) -> Any:
        """What the leaf answers inside the generators; its cost is charged for each binding."""
        frame = OpenComprehension([], [], {})
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
        def leaf(frame: OpenComprehension) -> Some:
            self.evaluate(node.args[0])
            frame.conditions.extend(conjuncts(node.args[0]))
            return self.counter.bindings(frame)

        return natural(self.comprehend(node.steps, leaf))

    def _chosen(self, node: Node) -> Abs:
        """`the` and `first`: the value at some binding."""
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
            for _ in range(factors):  # a factor of less than 1 may be left out
                up = times(up, joined(magnitude(value), some(1)))
        else:
            up = some(unbounded(f"the value of `{text(node)}` is exponential", "exponential", node.mark))
        result = Num(up, some(0) if is_natural(value) else up, plus(times(count, value.bits), some(1)), value.den * count[0])
        self._charge_stepwise(node, count, result, value)
        return result

    def _numbers(self, node: Node) -> tuple[Num, Some]:
        """The numbers of a comprehension, and how many there are."""
        value, count = self._operand(node)
        assert isinstance(value, Num)
        return value, count

    def _operand(self, node: Node) -> tuple[Abs, Some]:
        """The operand of a comprehension at any binding, and how many bindings there are."""

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

    def _totals(self, gens: list[OpenGenerator], value: Abs) -> tuple[tuple[SlotPath, Some], ...]:
        """Sums, over all bindings, of the sizes in a value that vary with the binding."""
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


def conjuncts(condition: Node) -> list[Node]:
    """The parts of a conjunction."""
    return [c for a in condition.args for c in conjuncts(a)] if condition.op == "and" else [condition]


def item_type(step: Step) -> Any:
    """The type of a generator's items."""
    type: Any = step.node.type
    return getattr(type, "value", None) or getattr(type, "item", None)


def key_type(step: Step) -> Any:
    """The type of a generator's keys."""
    type: Any = step.node.type
    return getattr(type, "key", None)


_TOLD = frozenset({"union", "concat", "override", "range", "slice", "pow", "min", "set", "seq", "map"}) | {
    "collect_set", "collect_seq", "collect_map", "sum", "product", "count", "least", "greatest", "fold", "if", "global", "call",
}  # fmt: skip
"""The operations whose results a derivation tells."""

_OF_OPERATIONS: dict[Op, Callable[[Analysis, Node], Abs]] = {
    Op.CONST: Analysis._const, Op.VAR: Analysis._var, Op.INPUT: Analysis._input, Op.MEASURE: Analysis._measure,
    Op.GLOBAL: Analysis._global, Op.CALL: Analysis._call, Op.AND: Analysis._and, Op.OR: Analysis._and, Op.IMPLIES: Analysis._and,
    Op.IF: Analysis._if, Op.CASE: Analysis._case, Op.EVERY: Analysis._quantified, Op.SOME: Analysis._quantified,
    Op.COUNT: Analysis._count, Op.THE: Analysis._chosen, Op.FIRST: Analysis._chosen, Op.LEAST: Analysis._extreme,
    Op.GREATEST: Analysis._extreme, Op.SUM: Analysis._sum, Op.PRODUCT: Analysis._product, Op.COLLECT_SET: Analysis._collect,
    Op.COLLECT_SEQ: Analysis._collect, Op.COLLECT_MAP: Analysis._collect, Op.FOLD: folded,
}  # fmt: skip

_RULES = rules_for([op for op in Op if op not in STRICT], _OF_OPERATIONS)
