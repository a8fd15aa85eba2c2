"""The abstract interpreter of the bounds backend, which evaluates each expression on sizes instead of values.

It also bounds the cost of each expression: the steps that `certify.semantics.evaluation` counts, by the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.bounds.abstract_state import Entry
from certify.bounds.comprehensions import BoundedComprehensions
from certify.bounds.domain import (
    TRUTH,
    Abs,
    PossibleCases,
    constant,
    join,
    least,
    natural,
)
from certify.bounds.folds import folded
from certify.bounds.operations import apply
from certify.bounds.polynomials import ZERO, Atom, Poly
from certify.bounds.terms import shifted
from certify.core import BOOL, Node
from certify.core.operations import STRICT, rules_for
from certify.core.ops import Op
from certify.semantics.costs import formula, is_rational

MOST_VARIABLES = 1 << 20
"""More than the variables of any definition."""


class Analysis(BoundedComprehensions):
    """The abstract evaluation of the expressions of one document, on an abstract instance and, in some parts, a witness."""

    def part(self, nodes: Sequence[Node], witness: Abs = TRUTH, name: str = "") -> tuple[list[Abs], Poly]:
        """Return the values of expressions that are evaluated together, and a bound on the steps of their evaluation.

        `nodes` are evaluated in order, each under the assumption that the conditions before it hold.  `witness` is the abstract
        witness, and `name` the name of the part in a derivation (`certify.bounds.derivations`).  Raises OutOfBudget if the
        analysis takes too many steps.
        """
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
        """Return the bound on the steps of the evaluations since the start of the part."""
        return self.cost + self._global_cost

    # ------------------------------------------------------------------------------------------ expressions

    def evaluate(self, node: Node) -> Abs:
        """Return the abstract value of an expression, and add its cost to `cost`.

        Raises OutOfBudget if the analysis takes too many steps.
        """
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
            value = self.refined(node, value)
        if not self.quiet and node.mark is not None and node.op in TOLD:
            self.entries.insert(at, Entry(self._depth, node, value))
        return value

    def _strict(self, node: Node) -> Abs:
        self.inner.update(id(a) for a in node.args if a.op == node.op)
        args = [self.evaluate(a) for a in node.args]
        value = apply(node, args, self.bits, self.constructors)
        if node.op in JOINING and id(node) not in self.inner:
            value = self.together(node, value)
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
        """Return the value of a definition without parameters.

        It is evaluated once for all uses, so without assumptions.  Its cost is charged once, even if the first use is one that
        costs nothing.
        """
        name = node.data
        if name not in self._globals:
            with self.elsewhere({}, {}):
                cost, quiet = self.cost, self.quiet
                self.cost, self.quiet = ZERO, 0
                self._globals[name] = self.evaluate(self.functions[name].body)
                self._global_cost = self._global_cost + self.cost
                self.cost, self.quiet = cost, quiet
        return self._globals[name]

    def called(self, node: Node) -> tuple[tuple[int, ...], Node]:
        """Return the parameters and the body of the definition that a call uses, with variables of their own."""
        if id(node) not in self._called:
            function, by = self.functions[node.data], (len(self._called) + 1) * MOST_VARIABLES
            body = shifted(function.body, by)
            self._called[id(node)] = node, tuple(v + by for v, _ in function.params), body
            for copy, of in zip(body.walk(), function.body.walk(), strict=True):
                self._origins[id(copy)] = of
        return self._called[id(node)][1:]

    def origin(self, node: Node) -> Node:
        """Return the expression of the document that stands for an expression in the body of a definition that is called."""
        return self._origins.get(id(node), node)

    def _call(self, node: Node) -> Abs:
        """Return the value of a call: that of the body, where the parameters are variables that are defined by the operands."""
        args = [self.evaluate(a) for a in node.args]
        self.cost = self.cost + len(args)
        parameters, body = self.called(node)
        for variable, value, arg in zip(parameters, args, node.args, strict=True):
            self.bind(variable, value, arg)
            if self.frames:
                self.frames[-1].lets[variable] = arg
        return self.evaluate(body)

    def _and(self, node: Node) -> Abs:
        self.evaluate(node.args[0])
        with self.assuming(node.args[0], node.op != "or"):
            self.evaluate(node.args[1])
        return TRUTH

    def _if(self, node: Node) -> Abs:
        condition, *branches = node.args
        self.evaluate(condition)
        values, costs = [], []
        before = self.cost
        for branch, holds in zip(branches, (True, False), strict=True):
            self.cost = ZERO
            with self.assuming(condition, holds):
                values.append(self.evaluate(branch))
            costs.append(self.cost)
        self.cost = before + costs[0].larger_terms(costs[1])
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
            most = most.larger_terms(self.cost)
        self.cost = before + most
        return value


JOINING = frozenset({"union", "concat", "override"})
"""The operations whose result has the members of both operands."""

TOLD = frozenset({"union", "concat", "override", "range", "slice", "pow", "min", "set", "seq", "map"}) | {
    "collect_set", "collect_seq", "collect_map", "sum", "product", "count", "least", "greatest", "fold", "if", "global", "call",
}  # fmt: skip
"""The operations whose results are lines of a derivation."""

_OF_OPERATIONS: dict[Op, Callable[[Analysis, Node], Abs]] = {
    Op.CONST: Analysis._const, Op.VAR: Analysis._var, Op.INPUT: Analysis._input, Op.MEASURE: Analysis._measure,
    Op.GLOBAL: Analysis._global, Op.CALL: Analysis._call, Op.AND: Analysis._and, Op.OR: Analysis._and, Op.IMPLIES: Analysis._and,
    Op.IF: Analysis._if, Op.CASE: Analysis._case, Op.EVERY: Analysis._quantified, Op.SOME: Analysis._quantified,
    Op.COUNT: Analysis._count, Op.THE: Analysis._chosen, Op.FIRST: Analysis._chosen, Op.LEAST: Analysis._extreme,
    Op.GREATEST: Analysis._extreme, Op.SUM: Analysis._sum, Op.PRODUCT: Analysis._product, Op.COLLECT_SET: Analysis._collect,
    Op.COLLECT_SEQ: Analysis._collect, Op.COLLECT_MAP: Analysis._collect, Op.FOLD: folded,
}  # fmt: skip

_RULES = rules_for([op for op in Op if op not in STRICT], _OF_OPERATIONS)
