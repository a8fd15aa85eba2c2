"""Evaluation: each node is translated once into a Python closure over a frame, which is then called for each input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from certify.core import Node, Set
from certify.core.budgets import CALL, LONG, bits_of, work
from certify.core.coded_sets import coding, uncoded
from certify.core.operations import COMPREHENSIONS, RECORDS, STRICT, operation, rules_for, tag
from certify.core.operations.records import Kind, Spends
from certify.core.ops import Op
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.closures import ACCOUNT, GLOBALS, INSTANCE, VARIABLES, WITNESS, Closure, Frame, Slots
from certify.semantics.comprehensions import Comprehensions
from certify.semantics.costs import formula, is_rational, sizer

_ABSENT = object()


@dataclass(frozen=True)
class EvaluatedPart:
    """A part of a document: nodes whose closures share one frame, and so variables and globals."""

    code: Code
    slots: Slots

    def closure(self, node: Node) -> Closure:
        """Return the closure of a node over frames of this part that are made after this call.

        Raises KeyError if an operation in the node is unknown.
        """
        return self.code.compile(node, self.slots)

    def frame(self, instance: Value, witness: Value = None, given: dict[Any, Value] | None = None) -> Frame:
        """Return a frame for one evaluation of an instance and a witness.

        `given` are values that are known beforehand: of globals by name, and of measures by ("measure", name).
        """
        return [instance, witness, dict(given or {}), self.code.account(), *[None] * self.slots.width]


class Code(Comprehensions):
    """Closures of one document, with the rules for all operations."""

    def part(self) -> EvaluatedPart:
        """Return a new part of the document, without nodes."""
        return EvaluatedPart(self, Slots())

    def compile(self, node: Node, slots: Slots) -> Closure:
        """Return the closure of a node.  Raises KeyError if its operation is unknown."""
        if node.op in STRICT:
            return self.paying(node, self._strict(node, slots))
        return self.tick(_COMPILE[node.op](self, node, slots))

    # ------------------------------------------------------------------------------------------ strict operations

    def _strict(self, node: Node, slots: Slots) -> Closure:
        args = [self.compile(a, slots) for a in node.args]
        if RECORDS[node.op].spends is Spends.FIRST_OPERAND:
            args[0] = self._long_operand(args[0], node)
        meaning = operation(node, self.constructors)
        function, defined = meaning.function, meaning.defined
        if self.meter is not None:
            function = self._charged(node, function)
        if defined is None:
            match args:
                case []:
                    return lambda e: function()
                case [a] if node.op is Op.FIELD and isinstance(node.type, Set) and coding(node.type.item) is not None:
                    return lambda e: uncoded(function(a(e)))
                case [a]:
                    return lambda e: function(a(e))
                case [a, b] if node.op == "in" and self.meter is None:
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
                raise self.failure(node, slots, e, a, b)

            return partial_of_two

        def partial(e: Frame) -> Value:
            values = [a(e) for a in args]
            if defined(*values):
                return function(*values)
            raise self.failure(node, slots, e, *values)

        return partial

    @staticmethod
    def _long_operand(closure: Closure, node: Node) -> Closure:
        """Return the closure of a first operand whose length is charged even if the result is short."""

        def operand(e: Frame) -> Value:
            a = closure(e)
            if isinstance(a, int) and not -LONG < a < LONG:
                e[ACCOUNT].spend(work(bits_of(a)), node.mark)
            return a

        return operand

    def _charged(self, node: Node, function: Callable[..., Value]) -> Callable[..., Value]:
        meter = self.meter
        assert meter is not None
        cost = formula(node.op, is_rational(node))
        sizers = [sizer(a.type, self.constructors) for a in node.args]
        of_result = sizer(node.type, self.constructors)

        def charged(*values: Value) -> Value:
            result = function(*values)
            meter.steps += 1 + cost([s(v) for s, v in zip(sizers, values, strict=True)], of_result(result))
            return result

        return charged

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _const(self, node: Node, slots: Slots) -> Closure:
        value = node.data
        return lambda e: value

    def _var(self, node: Node, slots: Slots) -> Closure:
        slot = slots.slot(node.data)
        return lambda e: e[slot]

    def _input(self, node: Node, slots: Slots) -> Closure:
        slot = {"instance": INSTANCE, "witness": WITNESS}[node.data]
        return lambda e: e[slot]

    def _measure(self, node: Node, slots: Slots) -> Closure:
        name = node.data
        return lambda e: e[GLOBALS]["measure", name]

    def _global(self, node: Node, slots: Slots) -> Closure:
        name = node.data
        body, blank = self._body(name)

        def use(e: Frame) -> Value:
            known = e[GLOBALS]
            value = known.get(name, _ABSENT)
            if value is _ABSENT:
                value = known[name] = body(e[:VARIABLES] + blank)
            return value

        return use

    def _call(self, node: Node, slots: Slots) -> Closure:
        args = [self.compile(a, slots) for a in node.args]
        body, blank = self._body(node.data)
        mark = node.mark

        def call(e: Frame) -> Value:
            e[ACCOUNT].spend(CALL, mark)
            return body([*e[:VARIABLES], *[a(e) for a in args], *blank])

        return call

    def _body(self, name: str) -> tuple[Closure, Frame]:
        """Return the closure of a definition, and the initial values of the places after the parameters in its frames."""
        if name not in self._bodies:
            definition, slots = self.functions[name], Slots()
            for variable, _ in definition.params:
                slots.slot(variable)
            body = self.tick(self.compile(definition.body, slots), len(definition.params))
            self._bodies[name] = body, [None] * (slots.width - len(definition.params))
        return self._bodies[name]

    def _and(self, node: Node, slots: Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) and b(e)

    def _or(self, node: Node, slots: Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) or b(e)

    def _implies(self, node: Node, slots: Slots) -> Closure:
        a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: not a(e) or b(e)

    def _if(self, node: Node, slots: Slots) -> Closure:
        c, a, b = [self.compile(n, slots) for n in node.args]
        return lambda e: a(e) if c(e) else b(e)

    def _case(self, node: Node, slots: Slots) -> Closure:
        subject = self.compile(node.args[0], slots)
        branches: dict[int, tuple[list[int], Closure]] = {}
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            bound = [slots.slot(v) for v in variables]
            made = tag(node.args[0].type, name, self.constructors)
            branches[made] = bound, self.tick(self.compile(body, slots), len(bound))

        def case(e: Frame) -> Value:
            value = subject(e)
            bound, body = branches[value[0]]
            for slot, argument in zip(bound, value[1:], strict=True):
                e[slot] = argument
            return body(e)

        return case


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
