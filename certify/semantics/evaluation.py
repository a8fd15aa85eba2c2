"""Evaluation: each node becomes, once, a Python closure over a frame, and the closure is then called for each input.

A frame is a list: the instance, the witness, the values of the `global` definitions so far, the account of what the evaluation
may still spend, then the variables.  A call of a definition makes a new frame that shares the first four.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from certify.core import Constructor, Function, Map, Mark, Node, Obligation, Seq, Set, Step
from certify.core.budgets import CALL, ITEMS, LONG, STEPS, Account, OutOfBudget, bits_of, too_large, work
from certify.core.operations import COMPREHENSIONS, RECORDS, STRICT, gathered, operation, rules_for, tag
from certify.core.operations.records import Kind, Spends
from certify.core.ops import Op
from certify.core.values import Value
from certify.semantics.costs import STEPWISE, formula, gathering, is_rational, sizer
from certify.semantics.unmet_obligations import NotShown, Unmet

Frame = list[Any]
Closure = Callable[[Frame], Value]

_INSTANCE, _WITNESS, _GLOBALS, _ACCOUNT, _VARIABLES = 0, 1, 2, 3, 4
_ABSENT = object()
_MANY = 1 << 8


@dataclass
class Meter:
    """Counts the steps of evaluations by the table of `certify.semantics.costs`."""

    steps: int = 0


@dataclass
class _Slots:
    """Where a document part's variables stand in its frame."""

    of: dict[int, int] = field(default_factory=dict)
    width: int = 0

    def slot(self, variable: int) -> int:
        if variable not in self.of:
            self.of[variable] = self.fresh()
        return self.of[variable]

    def fresh(self) -> int:
        self.width += 1
        return _VARIABLES + self.width - 1


@dataclass(frozen=True)
class EvaluatedPart:
    """Nodes that share their variables and their globals, compiled."""

    code: Code
    slots: _Slots

    def closure(self, node: Node) -> Closure:
        """The closure of a node over this part's frames.  Frames made before the call do not fit it."""
        return self.code.compile(node, self.slots)

    def frame(self, instance: Value, witness: Value = None, given: dict[Any, Value] | None = None) -> Frame:
        """A frame for one evaluation; `given` are values of globals and measures that are known beforehand."""
        return [instance, witness, dict(given or {}), Account(self.code.steps), *[None] * self.slots.width]


class Code:
    """Compiles the nodes of one document, with its definitions and constructors; counts into `meter`, if any.

    Every closure may raise OutOfBudget, with the place where the text does too much; `steps` is what one evaluation may spend.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        obligations: Sequence[Obligation],
        constructors: Sequence[Constructor] = (),
        meter: Meter | None = None,
        steps: int = STEPS,
    ) -> None:
        self.steps = steps
        self._functions = {f.name: f for f in functions}
        self._obligations = {o.id: o for o in obligations}
        self._constructors = tuple(constructors)
        self._meter = meter
        self._bodies: dict[str, tuple[Closure, Frame]] = {}

    def part(self) -> EvaluatedPart:
        """A new document part."""
        return EvaluatedPart(self, _Slots())

    def function(self, name: str) -> Function:
        """A definition of the document."""
        return self._functions[name]

    def failure(self, node: Node, frame: Frame) -> Exception:
        """The error of evaluating a node outside its definition."""
        if node.need is None:
            return NotShown(node)
        return Unmet(self._obligations[node.need], node, frame[_INSTANCE], frame[_WITNESS])

    def compile(self, node: Node, slots: _Slots) -> Closure:
        """The closure of a node; KeyError if its operation is unknown."""
        if node.op in STRICT:
            return self._paying(node, self._strict(node, slots))
        return self._tick(_COMPILE[node.op](self, node, slots))

    def _tick(self, closure: Closure, steps: int = 1) -> Closure:
        """The closure, counted as so many steps more."""
        meter = self._meter
        if meter is None or not steps:
            return closure

        def counted(e: Frame) -> Value:
            meter.steps += steps
            return closure(e)

        return counted

    # ------------------------------------------------------------------------------------------ budgets

    def _paying(self, node: Node, closure: Closure) -> Closure:
        """The closure of a strict operation or of a sum or product, paying for numbers and collections that are not small, and
        saying where one is too large."""
        mark, spends = node.mark, RECORDS[node.op].spends
        if spends is Spends.NUMBER:

            def number(e: Frame) -> Value:
                try:
                    made = closure(e)
                except OutOfBudget as beyond:
                    raise beyond.at(mark) from None
                if (made.__class__ is int and not -LONG < made < LONG) or made.__class__ is Fraction:
                    e[_ACCOUNT].spend(work(bits_of(made)), mark)
                return made

            return number
        if spends is Spends.COLLECTION:

            def collection(e: Frame) -> Value:
                try:
                    made = closure(e)
                except OutOfBudget as beyond:
                    raise beyond.at(mark) from None
                if len(made) > _MANY:
                    e[_ACCOUNT].spend(len(made) >> 4, mark)
                return made

            return collection
        return closure

    # ------------------------------------------------------------------------------------------ strict operations

    def _strict(self, node: Node, slots: _Slots) -> Closure:
        args = [self.compile(a, slots) for a in node.args]
        if RECORDS[node.op].spends is Spends.FIRST_OPERAND:
            args[0] = self._long_operand(args[0], node)
        meaning = operation(node, self._constructors)
        function, defined = meaning.function, meaning.defined
        if self._meter is not None:
            function = self._charged(node, function)
        if defined is None:
            match args:
                case []:
                    return lambda e: function()
                case [a]:
                    return lambda e: function(a(e))
                case [a, b] if node.op == "in" and self._meter is None:
                    return lambda e: a(e) in b(e)
                case [a, b]:
                    return lambda e: function(a(e), b(e))
            return lambda e: function(*[a(e) for a in args])

        if len(args) == 2:
            first, second = args

            def partial_of_two(e: Frame) -> Value:
                a, b = first(e), second(e)
                if defined(a, b):
                    return function(a, b)
                raise self.failure(node, e)

            return partial_of_two

        def partial(e: Frame) -> Value:
            values = [a(e) for a in args]
            if defined(*values):
                return function(*values)
            raise self.failure(node, e)

        return partial

    @staticmethod
    def _long_operand(closure: Closure, node: Node) -> Closure:
        """The first operand of an integer division, say, which is paid for by its length even if nothing long comes out."""

        def operand(e: Frame) -> Value:
            a = closure(e)
            if isinstance(a, int) and not -LONG < a < LONG:
                e[_ACCOUNT].spend(work(bits_of(a)), node.mark)
            return a

        return operand

    def _charged(self, node: Node, function: Callable[..., Value]) -> Callable[..., Value]:
        meter = self._meter
        assert meter is not None
        cost = formula(node.op, is_rational(node))
        sizers = [sizer(a.type, self._constructors) for a in node.args]
        of_result = sizer(node.type, self._constructors)

        def charged(*values: Value) -> Value:
            result = function(*values)
            meter.steps += 1 + cost([s(v) for s, v in zip(sizers, values, strict=True)], of_result(result))
            return result

        return charged

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _const(self, node: Node, slots: _Slots) -> Closure:
        value = node.data
        return lambda e: value

    def _var(self, node: Node, slots: _Slots) -> Closure:
        slot = slots.slot(node.data)
        return lambda e: e[slot]

    def _input(self, node: Node, slots: _Slots) -> Closure:
        slot = {"instance": _INSTANCE, "witness": _WITNESS}[node.data]
        return lambda e: e[slot]

    def _measure(self, node: Node, slots: _Slots) -> Closure:
        name = node.data
        return lambda e: e[_GLOBALS]["measure", name]

    def _global(self, node: Node, slots: _Slots) -> Closure:
        name = node.data
        body, blank = self._body(name)

        def use(e: Frame) -> Value:
            known = e[_GLOBALS]
            value = known.get(name, _ABSENT)
            if value is _ABSENT:
                value = known[name] = body(e[:_VARIABLES] + blank)
            return value

        return use

    def _call(self, node: Node, slots: _Slots) -> Closure:
        args = [self.compile(a, slots) for a in node.args]
        body, blank = self._body(node.data)
        mark = node.mark

        def call(e: Frame) -> Value:
            e[_ACCOUNT].spend(CALL, mark)
            return body([*e[:_VARIABLES], *[a(e) for a in args], *blank])

        return call

    def _body(self, name: str) -> tuple[Closure, Frame]:
        """The closure of a definition, and what its frames hold after the parameters."""
        if name not in self._bodies:
            definition, slots = self._functions[name], _Slots()
            for variable, _ in definition.params:
                slots.slot(variable)
            body = self._tick(self.compile(definition.body, slots), len(definition.params))
            self._bodies[name] = body, [None] * (slots.width - len(definition.params))
        return self._bodies[name]

    def _and(self, node: Node, slots: _Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) and b(e)

    def _or(self, node: Node, slots: _Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) or b(e)

    def _implies(self, node: Node, slots: _Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: not a(e) or b(e)

    def _if(self, node: Node, slots: _Slots) -> Closure:
        c, a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) if c(e) else b(e)

    def _case(self, node: Node, slots: _Slots) -> Closure:
        subject = self.compile(node.args[0], slots)
        branches: dict[int, tuple[list[int], Closure]] = {}
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            bound = [slots.slot(v) for v in variables]
            made = tag(node.args[0].type, name, self._constructors)
            branches[made] = bound, self._tick(self.compile(body, slots), len(bound))

        def case(e: Frame) -> Value:
            value = subject(e)
            bound, body = branches[value[0]]
            for slot, argument in zip(bound, value[1:], strict=True):
                e[slot] = argument
            return body(e)

        return case

    # ------------------------------------------------------------------------------------------ comprehensions

    def _items(self, step: Step, slots: _Slots) -> Callable[[Frame], Iterable[Value]]:
        """The bindings of an `each`: items, or pairs.  A few are paid for at once, many as they are gone through."""
        collection, meter, mark = self.compile(step.node, slots), self._meter, step.node.mark
        in_pairs = len(step.vars) == 2
        of_map = in_pairs and isinstance(step.node.type, Map)

        def items(e: Frame) -> Iterable[Value]:
            found = collection(e)
            pairs: Iterable[Value] = found.items() if of_map else enumerate(found) if in_pairs else found
            account = e[_ACCOUNT]
            count = len(found)
            if count > _MANY:
                return _paid(pairs, account, mark)
            account.spend(count + 1, mark)
            return pairs

        if meter is None:
            return items

        def counted(e: Frame) -> Iterator[Value]:
            for item in items(e):
                meter.steps += 1
                yield item

        return counted

    def loop(self, steps: Sequence[Step], leaf: Closure, slots: _Slots, deciding: bool = False) -> Closure:
        """A closure that calls the leaf for each binding until the leaf says true; it returns whether it did.

        With `deciding`, what a binding of an unordered collection owes is forgiven where another binding decides.
        """
        if not steps:
            return leaf
        step, inner = steps[0], self.loop(steps[1:], leaf, slots, deciding)
        if step.kind == "where":
            condition = self.compile(step.node, slots)
            return lambda e: condition(e) and inner(e)
        if step.kind == "let":
            value, slot = self._tick(self.compile(step.node, slots)), slots.slot(step.vars[0])

            def let(e: Frame) -> Value:
                e[slot] = value(e)
                return inner(e)

            return let
        if deciding and not isinstance(step.node.type, Seq):
            return self._some_binding(step, inner, slots)
        items = self._items(step, slots)
        if len(step.vars) == 2:
            i, j = [slots.slot(v) for v in step.vars]

            def each_pair(e: Frame) -> bool:
                for e[i], e[j] in items(e):  # noqa: B020, SIM110 (binds straight into the frame)
                    if inner(e):
                        return True
                return False

            return each_pair
        slot = slots.slot(step.vars[0])

        def each(e: Frame) -> bool:
            for e[slot] in items(e):  # noqa: B020, SIM110 (binds straight into the frame)
                if inner(e):
                    return True
            return False

        return each

    def _some_binding(self, step: Step, inner: Closure, slots: _Slots) -> Closure:
        """Does the inner closure say true for some binding of an unordered collection?  The order must not matter: an unmet
        obligation counts only if no binding decides."""
        items = self._items(step, slots)
        bound = [slots.slot(v) for v in step.vars]
        single = bound[0] if len(bound) == 1 else None

        def some(e: Frame) -> bool:
            owed: Unmet | None = None
            for item in items(e):
                if single is not None:
                    e[single] = item
                else:
                    e[bound[0]], e[bound[1]] = item
                try:
                    if inner(e):
                        return True
                except Unmet as unmet:
                    owed = owed or unmet
            if owed is not None:
                raise owed
            return False

        return some

    def _some(self, node: Node, slots: _Slots) -> Closure:
        return self.loop(node.steps, self.compile(node.args[0], slots), slots, deciding=True)

    def _every(self, node: Node, slots: _Slots) -> Closure:
        body = self.compile(node.args[0], slots)
        fails = self.loop(node.steps, lambda e: not body(e), slots, deciding=True)
        return lambda e: not fails(e)

    def _first(self, node: Node, slots: _Slots) -> Closure:
        value, slot = self.compile(node.args[0], slots), slots.fresh()

        def keep(e: Frame) -> bool:
            e[slot] = value(e)
            return True

        found = self.loop(node.steps, keep, slots)

        def first(e: Frame) -> Value:
            if found(e):
                return e[slot]
            raise self.failure(node, e)

        return first

    def _fold(self, node: Node, slots: _Slots) -> Closure:
        slot = slots.slot(node.data[0])
        start, body = [self._tick(self.compile(n, slots)) for n in node.args]

        in_collection, mark = isinstance(node.type, Set | Seq | Map), node.mark

        def again(e: Frame) -> None:
            e[slot] = value = body(e)
            if in_collection and len(value) > _MANY:  # it may have been copied
                e[_ACCOUNT].spend(len(value) >> 4, mark)

        run = self.loop(node.steps, again, slots)

        def fold(e: Frame) -> Value:
            e[slot] = start(e)
            run(e)
            return e[slot]

        return fold

    def _gather(self, node: Node, slots: _Slots) -> Closure:
        """A comprehension that is a function of the list of its operand's values."""
        meaning = gathered(node)
        function, defined = meaning.function, meaning.defined
        values = self._values(node, slots)
        if self._meter is not None:
            function = self._charged_gathering(node, function)
        mark, is_collection = node.mark, isinstance(node.type, Set | Seq | Map)

        def gather(e: Frame) -> Value:
            found = values(e)
            if is_collection and len(found) > ITEMS:
                raise too_large().at(mark)
            if defined is None or defined(found):
                return function(found)
            raise self.failure(node, e)

        return self._paying(node, gather)

    def _values(self, node: Node, slots: _Slots) -> Callable[[Frame], list[Value]]:
        args = [self.compile(a, slots) for a in node.args]
        body: Closure = args[0] if len(args) == 1 else lambda e: tuple(a(e) for a in args)
        match node.steps:
            case (Step("each", (variable,)),):
                items, slot = self._items(node.steps[0], slots), slots.slot(variable)
                return lambda e: [body(e) for e[slot] in items(e)]
            case (Step("each", (variable,)), Step("where", _, test)):
                items, slot, keeps = self._items(node.steps[0], slots), slots.slot(variable), self.compile(test, slots)
                return lambda e: [body(e) for e[slot] in items(e) if keeps(e)]
        kept = slots.fresh()
        run = self.loop(node.steps, lambda e: e[kept].append(body(e)), slots)

        def collect(e: Frame) -> list[Value]:
            found: list[Value] = []
            e[kept] = found
            run(e)
            return found

        return collect

    def _charged_gathering(self, node: Node, function: Callable[[list[Value]], Value]) -> Callable[[list[Value]], Value]:
        meter = self._meter
        assert meter is not None
        of_result = sizer(node.type, self._constructors)
        if node.op not in STEPWISE:

            def charged(found: list[Value]) -> Value:
                result = function(found)
                meter.steps += gathering(node.op, len(found), of_result(result))
                return result

            return charged
        cost = formula(STEPWISE[node.op], is_rational(node))
        of_value = sizer(node.args[0].type, self._constructors)

        def charged_stepwise(found: list[Value]) -> Value:
            so_far = function([]) if node.op in {"sum", "product"} else found[0] if found else 0
            for value in found:
                meter.steps += cost([of_result(so_far), of_value(value)], 0)
                so_far = function([so_far, value])
            return function(found)

        return charged_stepwise


def _paid(items: Iterable[Value], account: Account, mark: Mark | None) -> Iterator[Value]:
    """The items, so many of them paid for at a time."""
    left = 0
    for item in items:
        if not left:
            account.spend(_MANY, mark)
            left = _MANY
        left -= 1
        yield item


_COMPILE = rules_for(
    [op for op, record in RECORDS.items() if record.kind is not Kind.STRICT],
    {
        Op.CONST: Code._const,
        Op.VAR: Code._var,
        Op.INPUT: Code._input,
        Op.MEASURE: Code._measure,
        Op.GLOBAL: Code._global,
        Op.CALL: Code._call,
        Op.AND: Code._and,
        Op.OR: Code._or,
        Op.IMPLIES: Code._implies,
        Op.IF: Code._if,
        Op.CASE: Code._case,
        Op.SOME: Code._some,
        Op.EVERY: Code._every,
        Op.FIRST: Code._first,
        Op.FOLD: Code._fold,
    }
    | dict.fromkeys([op for op in COMPREHENSIONS if RECORDS[op].meaning is not None], Code._gather),
)
