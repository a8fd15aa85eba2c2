"""Symbolic evaluation of `accepts`: the instance is known, the witness is lifted, comprehensions are unrolled.

Each node becomes, once, a closure over a frame, exactly as in `certify.readings.evaluation`; expressions that the witness does
not enter are the reference interpreter's own closures.  The frame's witness is the `Run`, which holds the lifted witness.
A condition that cannot be expressed becomes an unknown guard, and whole witnesses are then evaluated for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from certify.language.core import Bool, Function, Node, Number, Problem, Seq, Step
from certify.readings.evaluation import Code, Frame, Part
from certify.readings.operations import STRICT, default, operation
from certify.readings.unmet import Unmet
from certify.solvers.dependence import Dependence
from certify.solvers.lifted import LIMIT, Alternatives, Items, Lifted, Unlifted
from certify.solvers.network import FALSE, TRUE, Affine, Guard, Network
from certify.solvers.operations import Run, largest, map_from, sequence, set_from, smallest, strict, times, total

Closure = Callable[[Frame], Any]
Leaf = Callable[[Frame, tuple[Guard, ...]], bool]
_INSTANCE, _WITNESS, _GLOBALS = 0, 1, 2


class SymbolicAccepts:
    """The `accepts` of a problem, compiled for symbolic evaluation on many instances; `limit`: see `Lifting`."""

    def __init__(self, problem: Problem, code: Code, limit: int = LIMIT) -> None:
        self._code, self._limit = code, limit
        self._functions = {f.name: f for f in problem.functions}
        self._dependence = Dependence(self._functions, problem.accepts)
        self._bodies: dict[str, tuple[Closure, Part, Function]] = {}
        self._part = code.part()
        self._conditions = [_Compiler(self, self._part).compile(n) for n in problem.accepts]

    def evaluate(self, x: Any, network: Network, witness: Any) -> tuple[list[Guard], Guard]:
        """The guards of the conditions on an instance and a lifted witness, and when some obligation is unmet.

        They say the same as the reference interpreter wherever no unknown guard stands in them.
        """
        run = Run(network, witness, self._limit)
        frame = self._part.frame(x, run)
        conditions: list[Guard] = []
        for closure in self._conditions:
            guard = run.lift.guard(closure(frame))
            conditions.append(guard)
            if guard == FALSE:
                break
            run.path.append(guard)
        return conditions, network.any(run.undefined)

    def body(self, name: str) -> tuple[Closure, Part, Function]:
        """A definition compiled for symbolic evaluation."""
        if name not in self._bodies:
            function, part = self._functions[name], self._code.part()
            for variable, _ in function.params:
                part.slots.slot(variable)
            self._bodies[name] = _Compiler(self, part).compile(function.body), part, function
        return self._bodies[name]

    def called(self, e: Frame, name: str, arguments: tuple[Any, ...]) -> Any:
        """The value of a definition; evaluated once for the same arguments, and owing at each use what it owes."""
        run: Run = e[_WITNESS]
        key = name, arguments
        if key not in run.known:
            run.known[key] = self._evaluated(e, run, name, arguments)
        found = run.known[key]
        if found is None:
            raise Unlifted
        value, undefined = found
        run.owe(run.network.neg(undefined))
        return value

    def _evaluated(self, e: Frame, run: Run, name: str, arguments: tuple[Any, ...]) -> tuple[Any, Guard] | None:
        closure, part, function = self.body(name)
        frame = part.frame(e[_INSTANCE], run)
        frame[_GLOBALS] = e[_GLOBALS]
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

    def __init__(self, accepts: SymbolicAccepts, part: Part) -> None:
        self._accepts, self._part, self._dependence = accepts, part, accepts.dependence

    def compile(self, node: Node) -> Closure:
        if not self._dependence.depends(node):
            return self._reference(node)
        closure = self._strict(node) if node.op in STRICT else _COMPILE[node.op](self, node)
        return self._sheltered(node, closure) if isinstance(node.type, Bool) else closure

    def _reference(self, node: Node) -> Closure:
        closure = self._part.closure(node)
        if not self._dependence.owes(node):
            return closure
        otherwise = default(node.type)

        def owing(e: Frame) -> Any:
            try:
                return closure(e)
            except Unmet:
                e[_WITNESS].owe(FALSE)
                return otherwise

        return owing

    def _sheltered(self, node: Node, closure: Closure) -> Closure:
        """A truth value that cannot be expressed is an unknown guard; so is whether it is defined, if that is in doubt."""
        owes = self._dependence.owes(node)

        def sheltered(e: Frame) -> Any:
            run: Run = e[_WITNESS]
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
        return lambda e: strict(e[_WITNESS], node, meaning, [a(e) for a in args])

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _var(self, node: Node) -> Closure:
        slot = self._part.slots.slot(node.data)
        return lambda e: e[slot]

    def _input(self, node: Node) -> Closure:
        return lambda e: e[_WITNESS].witness

    def _global(self, node: Node) -> Closure:
        return lambda e: self._accepts.called(e, node.data, ())

    def _call(self, node: Node) -> Closure:
        args = [self.compile(a) for a in node.args]
        return lambda e: self._accepts.called(e, node.data, tuple(a(e) for a in args))

    def _connective(self, node: Node) -> Closure:
        first, second = [self.compile(a) for a in node.args]
        negated, conjunction = node.op == "implies", node.op == "and"

        def connective(e: Frame) -> Any:
            run: Run = e[_WITNESS]
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
            run: Run = e[_WITNESS]
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
            slots = [self._part.slots.slot(v) for v in variables]
            branches[type.index(name)] = slots, self.compile(body)  # type: ignore[union-attr]

        def branch(e: Frame, value: Any) -> Any:
            items = value.items if isinstance(value, Items) else value
            slots, body = branches[items[0]]
            for slot, argument in zip(slots, items[1:], strict=True):
                e[slot] = argument
            return body(e)

        def case(e: Frame) -> Any:
            run: Run = e[_WITNESS]
            value = subject(e)
            if not isinstance(value, Alternatives):
                return branch(e, value)
            chosen = [(g, run.under(g, lambda v=v: branch(e, v))) for g, v in value.options]  # type: ignore[misc]
            return run.lift.choose(chosen, node.type)

        return case

    # ------------------------------------------------------------------------------------------ comprehensions

    def _loop(self, steps: Sequence[Step], leaf: Leaf) -> Leaf:
        """Calls the leaf for each binding, with the guards under which it comes through, until the leaf says true."""
        if not steps:
            return leaf
        step = steps[0]
        value, inner = self.compile(step.node), self._loop(steps[1:], leaf)
        slots = [self._part.slots.slot(v) for v in step.vars]

        def guarded(e: Frame, guards: tuple[Guard, ...], g: Guard) -> bool:
            if g <= FALSE:
                return g == TRUE and inner(e, guards)
            stops: bool = e[_WITNESS].under(g, lambda: inner(e, (*guards, g)))
            return stops

        if step.kind == "where":
            return lambda e, guards: guarded(e, guards, e[_WITNESS].lift.guard(value(e)))
        if step.kind == "let":

            def let(e: Frame, guards: tuple[Guard, ...]) -> bool:
                e[slots[0]] = value(e)
                return inner(e, guards)

            return let
        type = step.node.type

        def each_pair(e: Frame, guards: tuple[Guard, ...]) -> bool:
            for g, k, v in e[_WITNESS].lift.each_pair(value(e), type):
                e[slots[0]], e[slots[1]] = k, v
                if guarded(e, guards, g):
                    return True
            return False

        def each(e: Frame, guards: tuple[Guard, ...]) -> bool:
            for g, v in e[_WITNESS].lift.each(value(e)):
                e[slots[0]] = v
                if guarded(e, guards, g):
                    return True
            return False

        return each_pair if len(slots) == 2 else each

    def _bindings(self, node: Node) -> Callable[[Frame], list[tuple[Guard, Any]]]:
        """The guard of each binding and the operand's value at it (of two operands: the pair)."""
        args = [self.compile(a) for a in node.args]

        def keep(e: Frame, guards: tuple[Guard, ...]) -> bool:
            value = args[0](e) if len(args) == 1 else tuple(a(e) for a in args)
            stack[-1].append((e[_WITNESS].network.all(guards), value))
            return False

        stack: list[list[tuple[Guard, Any]]] = []
        run = self._loop(node.steps, keep)

        def bindings(e: Frame) -> list[tuple[Guard, Any]]:
            stack.append([])
            try:
                run(e, ())
            finally:
                found = stack.pop()
            return found

        return bindings

    def _quantifier(self, node: Node) -> Closure:
        """`every` and `some`.  Evaluation stops as soon as decided: what a binding owes is owed only where none before it
        decides, or, in no order of a set, where no other decides."""
        body, owes, universal = self.compile(node.args[0]), self._dependence.owes(node), node.op == "every"
        ordered = all(isinstance(s.node.type, Seq) for s in node.steps if s.kind == "each")
        stack: list[_Turns] = []

        def decides(e: Frame, guards: tuple[Guard, ...]) -> bool:
            run, turns = e[_WITNESS], stack[-1]
            net: Network = run.network
            g = run.lift.guard(body(e))
            decisive = net.all((*guards, net.neg(g) if universal else g))
            turns.over(decisive if not owes else net.all((decisive, net.neg(net.any(run.undefined[turns.since :])))))
            return decisive == TRUE

        loop = self._loop(node.steps, decides)

        def quantifier(e: Frame) -> Any:
            run: Run = e[_WITNESS]
            net = run.network
            turns = _Turns(run, ordered)
            stack.append(turns)
            try:
                loop(e, ())
            finally:
                stack.pop()
            turns.end()
            decided = net.any(turns.stops)
            return run.lift.truth(net.neg(decided) if universal else decided)

        return quantifier

    def _count(self, node: Node) -> Closure:
        bindings = self._bindings(node)

        def count(e: Frame) -> Any:
            run: Run = e[_WITNESS]
            guards = [run.network.all((g, run.lift.guard(v))) for g, v in bindings(e)]
            return run.lift.amount(total(run, [run.network.truth(g) for g in guards]))

        return count

    def _sum(self, node: Node) -> Closure:
        bindings, type = self._bindings(node), node.type

        def term(run: Run, g: Guard, v: Any) -> Affine:
            if g == TRUE:
                return run.lift.form(v)
            if not isinstance(v, Lifted):
                return run.network.truth(g).scaled(v)
            return run.lift.form(run.lift.choose([(g, v), (run.network.neg(g), 0)], type))

        return lambda e: e[_WITNESS].lift.amount(total(e[_WITNESS], [term(e[_WITNESS], g, v) for g, v in bindings(e)]))

    def _product(self, node: Node) -> Closure:
        bindings = self._bindings(node)

        def product(e: Frame) -> Any:
            run: Run = e[_WITNESS]
            value: Any = 1
            for g, v in bindings(e):
                value = times(run, value, run.lift.choose([(g, v), (run.network.neg(g), 1)], node.type))
            return value

        return product

    def _extreme(self, node: Node) -> Closure:
        bindings, greatest = self._bindings(node), node.op == "greatest"
        total_on_nothing = greatest and isinstance(node.type, Number) and node.type.sort == "nat"

        def extreme(e: Frame) -> Any:
            run: Run = e[_WITNESS]
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

    def _collect(self, node: Node) -> Closure:
        bindings, make = self._bindings(node), set_from if node.op == "collect_set" else sequence
        return lambda e: make(e[_WITNESS], bindings(e))

    def _collect_map(self, node: Node) -> Closure:
        bindings = self._bindings(node)
        return lambda e: map_from(e[_WITNESS], [(g, k, v) for g, (k, v) in bindings(e)], node.type)

    def _the(self, node: Node) -> Closure:
        bindings = self._bindings(node)

        def the(e: Frame) -> Any:
            run: Run = e[_WITNESS]
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

    def _first(self, node: Node) -> Closure:
        value = self.compile(node.args[0])
        stack: list[tuple[_Turns, list[tuple[Guard, Any]]]] = []

        def keep(e: Frame, guards: tuple[Guard, ...]) -> bool:
            turns, found = stack[-1]
            found.append((e[_WITNESS].network.all(guards), value(e)))
            turns.over(found[-1][0])
            return found[-1][0] == TRUE

        loop = self._loop(node.steps, keep)

        def first(e: Frame) -> Any:
            run: Run = e[_WITNESS]
            turns = _Turns(run, ordered=True)
            stack.append((turns, []))
            try:
                loop(e, ())
            finally:
                _, found = stack.pop()
            turns.end()
            found = [(g, v) for g, v in found if g != FALSE]
            run.owe(run.network.any(g for g, _ in found))
            return run.lift.prefer(found, node.type) if found else default(node.type)

        return first

    def _fold(self, node: Node) -> Closure:
        slot = self._part.slots.slot(node.data[0])
        start, body = [self.compile(a) for a in node.args]

        def again(e: Frame, guards: tuple[Guard, ...]) -> bool:
            run: Run = e[_WITNESS]
            before, after = e[slot], body(e)
            g = run.network.all(guards)
            e[slot] = run.lift.choose([(g, after), (run.network.neg(g), before)], node.type)
            return False

        loop = self._loop(node.steps, again)

        def fold(e: Frame) -> Any:
            e[slot] = start(e)
            loop(e, ())
            return e[slot]

        return fold


class _Turns:
    """Bindings that are come to in turn until one stops the evaluation: what is owed after that is not owed.

    In no order, what is owed at one binding is owed for certain only if none stops the evaluation.
    """

    def __init__(self, run: Run, ordered: bool) -> None:
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


_COMPILE: dict[str, Callable[[_Compiler, Node], Closure]] = {
    "var": _Compiler._var,
    "input": _Compiler._input,
    "global": _Compiler._global,
    "call": _Compiler._call,
    **dict.fromkeys(["and", "or", "implies"], _Compiler._connective),
    "if": _Compiler._if,
    "case": _Compiler._case,
    **dict.fromkeys(["every", "some"], _Compiler._quantifier),
    "count": _Compiler._count,
    "sum": _Compiler._sum,
    "product": _Compiler._product,
    **dict.fromkeys(["least", "greatest"], _Compiler._extreme),
    **dict.fromkeys(["collect_set", "collect_seq"], _Compiler._collect),
    "collect_map": _Compiler._collect_map,
    "the": _Compiler._the,
    "first": _Compiler._first,
    "fold": _Compiler._fold,
}
