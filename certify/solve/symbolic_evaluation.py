"""Symbolic evaluation of `accepts`: the instance is known, the witness is lifted, comprehensions are unrolled.

Each node becomes, once, a closure over a frame, exactly as in `certify.semantics.evaluation`; expressions that the witness does
not enter are the reference interpreter's own closures.  The frame's witness is the `SymbolicRun`, which holds the lifted witness.
A condition that cannot be expressed becomes an unknown guard, and whole witnesses are then evaluated for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from certify.core import Bool, Function, Node, Problem
from certify.core.operations import STRICT, default, operation
from certify.semantics.closures import Frame
from certify.semantics.evaluation import Code, EvaluatedPart
from certify.semantics.unmet_obligations import Unmet
from certify.solve.comprehensions import COMPILE, WITNESS, Closure
from certify.solve.interval_network import FALSE, TRUE, Guard, IntervalNetwork
from certify.solve.operations import strict
from certify.solve.symbolic_run import SymbolicRun
from certify.solve.symbolic_values import LIMIT, Alternatives, Items, Unlifted
from certify.solve.witness_dependence import Dependence

_INSTANCE, _GLOBALS, _ACCOUNT = 0, 2, 3


class SymbolicAccepts:
    """The `accepts` of a problem, compiled for symbolic evaluation on many instances; `limit`: see `Lifting`."""

    def __init__(self, problem: Problem, code: Code, limit: int = LIMIT) -> None:
        self._code, self._limit = code, limit
        self._functions = {f.name: f for f in problem.functions}
        self._dependence = Dependence(self._functions, problem.accepts)
        self._bodies: dict[str, tuple[Closure, EvaluatedPart, Function]] = {}
        self._part = code.part()
        self._conditions = [_Compiler(self, self._part).compile(n) for n in problem.accepts]

    def evaluate(self, x: Any, network: IntervalNetwork, witness: Any) -> tuple[list[Guard], Guard]:
        """The guards of the conditions on an instance and a lifted witness, and when some obligation is unmet.

        They say the same as the reference interpreter wherever no unknown guard stands in them.
        """
        run = SymbolicRun(network, witness, self._limit)
        frame = self._part.frame(x, run)
        conditions: list[Guard] = []
        for closure in self._conditions:
            guard = run.lift.guard(closure(frame))
            conditions.append(guard)
            if guard == FALSE:
                break
            run.path.append(guard)
        return conditions, network.any(run.undefined)

    def body(self, name: str) -> tuple[Closure, EvaluatedPart, Function]:
        """A definition compiled for symbolic evaluation."""
        if name not in self._bodies:
            function, part = self._functions[name], self._code.part()
            for variable, _ in function.params:
                part.slots.slot(variable)
            self._bodies[name] = _Compiler(self, part).compile(function.body), part, function
        return self._bodies[name]

    def called(self, e: Frame, name: str, arguments: tuple[Any, ...]) -> Any:
        """The value of a definition; evaluated once for the same arguments, and owing at each use what it owes."""
        run: SymbolicRun = e[WITNESS]
        key = name, arguments
        if key not in run.known:
            run.known[key] = self._evaluated(e, run, name, arguments)
        found = run.known[key]
        if found is None:
            raise Unlifted
        value, undefined = found
        run.owe(run.network.neg(undefined))
        return value

    def _evaluated(self, e: Frame, run: SymbolicRun, name: str, arguments: tuple[Any, ...]) -> tuple[Any, Guard] | None:
        closure, part, function = self.body(name)
        frame = part.frame(e[_INSTANCE], run)
        frame[_GLOBALS], frame[_ACCOUNT] = e[_GLOBALS], e[_ACCOUNT]
        for (variable, _), value in zip(function.params, arguments, strict=True):
            frame[part.slots.slot(variable)] = value
        path, undefined = run.path, run.undefined
        run.path, run.undefined = [], []
        try:
            return closure(frame), run.network.any(run.undefined)
        except Unlifted:
            return None
        finally:
            run.path, run.undefined = path, undefined

    @property
    def code(self) -> Code:
        """The reference interpreter's code of the problem."""
        return self._code

    @property
    def dependence(self) -> Dependence:
        """What the witness enters."""
        return self._dependence


class _Compiler:
    """Compiles the nodes of one part: `accepts`, or the body of a definition."""

    def __init__(self, accepts: SymbolicAccepts, part: EvaluatedPart) -> None:
        self._accepts, self._part, self._dependence = accepts, part, accepts.dependence

    def compile(self, node: Node) -> Closure:
        if not self._dependence.depends(node):
            return self._reference(node)
        closure = self._strict(node) if node.op in STRICT else _COMPILE[node.op](self, node)
        return self._sheltered(node, closure) if isinstance(node.type, Bool) else closure

    def slot(self, variable: int) -> int:
        return self._part.slots.slot(variable)

    def fresh(self) -> int:
        return self._part.slots.fresh()

    def owes(self, node: Node) -> bool:
        return self._dependence.owes(node)

    def _reference(self, node: Node) -> Closure:
        closure = self._part.closure(node)
        if not self.owes(node):
            return closure
        otherwise = default(node.type)

        def owing(e: Frame) -> Any:
            try:
                return closure(e)
            except Unmet:
                e[WITNESS].owe(FALSE)
                return otherwise

        return owing

    def _sheltered(self, node: Node, closure: Closure) -> Closure:
        """A truth value that cannot be expressed is an unknown guard; so is whether it is defined, if that is in doubt."""
        owes = self.owes(node)

        def sheltered(e: Frame) -> Any:
            run: SymbolicRun = e[WITNESS]
            depth = len(run.path)
            try:
                return closure(e)
            except Unlifted:
                del run.path[depth:]
                if owes:
                    run.owe(run.network.unknown())
                return run.lift.truth(run.network.unknown())

        return sheltered

    def _strict(self, node: Node) -> Closure:
        args, meaning = [self.compile(a) for a in node.args], operation(node)
        return lambda e: strict(e[WITNESS], node, meaning, [a(e) for a in args])

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _var(self, node: Node) -> Closure:
        slot = self.slot(node.data)
        return lambda e: e[slot]

    def _input(self, node: Node) -> Closure:
        return lambda e: e[WITNESS].witness

    def _global(self, node: Node) -> Closure:
        return lambda e: self._accepts.called(e, node.data, ())

    def _call(self, node: Node) -> Closure:
        args = [self.compile(a) for a in node.args]
        return lambda e: self._accepts.called(e, node.data, tuple(a(e) for a in args))

    def _connective(self, node: Node) -> Closure:
        first, second = [self.compile(a) for a in node.args]
        negated, conjunction = node.op == "implies", node.op == "and"

        def connective(e: Frame) -> Any:
            run: SymbolicRun = e[WITNESS]
            net, lift = run.network, run.lift
            a = lift.guard(first(e))
            goes_on = net.neg(a) if node.op == "or" else a
            if goes_on == FALSE:
                return not conjunction
            b = lift.guard(run.under(goes_on, lambda: second(e)))
            return lift.truth(net.all((a, b)) if conjunction else net.any((net.neg(a) if negated else a, b)))

        return connective

    def _if(self, node: Node) -> Closure:
        condition, positive, negative = [self.compile(a) for a in node.args]

        def conditional(e: Frame) -> Any:
            run: SymbolicRun = e[WITNESS]
            g = run.lift.guard(condition(e))
            if g <= FALSE:
                return positive(e) if g == TRUE else negative(e)
            other = run.network.neg(g)
            a = run.under(g, lambda: positive(e))
            return run.lift.choose([(g, a), (other, run.under(other, lambda: negative(e)))], node.type)

        return conditional

    def _case(self, node: Node) -> Closure:
        subject, type = self.compile(node.args[0]), node.args[0].type
        branches: dict[int, tuple[list[int], Closure]] = {}
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            slots = [self.slot(v) for v in variables]
            branches[type.index(name)] = slots, self.compile(body)  # type: ignore[union-attr]

        def branch(e: Frame, value: Any) -> Any:
            items = value.items if isinstance(value, Items) else value
            slots, body = branches[items[0]]
            for slot, argument in zip(slots, items[1:], strict=True):
                e[slot] = argument
            return body(e)

        def case(e: Frame) -> Any:
            run: SymbolicRun = e[WITNESS]
            value = subject(e)
            if not isinstance(value, Alternatives):
                return branch(e, value)
            chosen = [(g, run.under(g, lambda v=v: branch(e, v))) for g, v in value.options]  # type: ignore[misc]
            return run.lift.choose(chosen, node.type)

        return case


_COMPILE: dict[str, Callable[[_Compiler, Node], Closure]] = {
    "var": _Compiler._var,
    "input": _Compiler._input,
    "global": _Compiler._global,
    "call": _Compiler._call,
    **dict.fromkeys(["and", "or", "implies"], _Compiler._connective),
    "if": _Compiler._if,
    "case": _Compiler._case,
    **COMPILE,
}
