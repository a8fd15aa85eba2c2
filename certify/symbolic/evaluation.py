"""Symbolic evaluation of core expressions: the value of each node as guards and affine forms of a backend.

Each node is compiled once to a closure over a frame, as in `certify.semantics.evaluation`.  An expression that depends on no
unknown input uses the closure of the reference interpreter.  The frame holds the `SymbolicRun` in place of the witness.  Where
the interpreter decides whether an operand is evaluated, the run keeps the *path condition*: the guards under which evaluation
reaches the present expression.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from certify.core import Bool, Constructor, Function, Node
from certify.core.operations import STRICT, default, operation, tag
from certify.semantics.closures import Frame
from certify.semantics.evaluation import Code, EvaluatedPart
from certify.semantics.unmet_obligations import NotShown, Unmet
from certify.symbolic.affine import Affine
from certify.symbolic.comprehensions import ACCOUNT, COMPILE, GLOBALS, INSTANCE, RUN, SymbolicClosure, each_binding
from certify.symbolic.dependence import Dependence
from certify.symbolic.operations import strict
from certify.symbolic.run import SymbolicRun
from certify.symbolic.values import Amount, Beyond, Guard, Symbolic, UnknownValue, is_known


class SymbolicCode:
    """The nodes of one document, compiled for symbolic evaluation on many inputs.

    `functions`: the definitions of the document.  `code`: the reference interpreter's code of the document.  `unknown`: the names
    of the inputs that are not fully known.  `constructors`: the constructors of the reduction.
    """

    def __init__(
        self, functions: Sequence[Function], code: Code, unknown: Collection[str], constructors: Sequence[Constructor] = ()
    ) -> None:
        self.code, self.constructors = code, tuple(constructors)
        self._functions = {f.name: f for f in functions}
        self.dependence = Dependence(self._functions, unknown)
        self._closed: dict[int, tuple[SymbolicClosure, EvaluatedPart, Node]] = {}
        self._bodies: dict[str, tuple[SymbolicClosure, EvaluatedPart]] = {}

    def value(self, node: Node, instance: Symbolic, run: SymbolicRun) -> Symbolic:
        """Return the value of the closed node `node` on `instance`; `run` records where it is undefined.

        Raises Beyond if the value cannot be expressed.
        """
        if id(node) not in self._closed:
            self.dependence.mark(node)
            part = self.code.part()
            self._closed[id(node)] = _Compiler(self, part).compile(node), part, node
        closure, part, _ = self._closed[id(node)]
        frame = part.frame(instance, run)
        frame[GLOBALS], frame[ACCOUNT] = run.globals, run.account
        return closure(frame)

    def conditions(self, nodes: Sequence[Node], instance: Symbolic, run: SymbolicRun) -> list[Guard]:
        """Return the guards of some conditions, each evaluated only where those before it hold.

        The list ends after a condition that is false.
        """
        guards: list[Guard] = []
        for node in nodes:
            guards.append(run.values.guard(self.value(node, instance, run)))
            if guards[-1] == run.algebra.false:
                break
            run.path.append(guards[-1])
        return guards

    def called(self, e: Frame, name: str, arguments: tuple[Symbolic, ...]) -> Symbolic:
        """Return the value of the definition `name` on `arguments`, in the frame `e`.

        The definition is evaluated once for equal arguments; each use records, under its own path condition, where it is
        undefined.  Raises Beyond if the value cannot be expressed.
        """
        run: SymbolicRun = e[RUN]
        key = name, arguments
        if key not in run.known:
            run.known[key] = self._evaluated(e, run, name, arguments)
        found = run.known[key]
        if isinstance(found, Beyond):
            raise found
        value, undefined = found
        run.owe(run.algebra.neg(undefined))
        return value

    def _evaluated(self, e: Frame, run: SymbolicRun, name: str, arguments: tuple[Any, ...]) -> tuple[Symbolic, Guard] | Beyond:
        closure, part = self._body(name)
        frame = part.frame(e[INSTANCE], run)
        frame[GLOBALS], frame[ACCOUNT] = e[GLOBALS], e[ACCOUNT]
        for (variable, _), value in zip(self._functions[name].params, arguments, strict=True):
            frame[part.slots.slot(variable)] = value
        path, undefined = run.path, run.undefined
        run.path, run.undefined = [], []
        try:
            return closure(frame), run.undefined_since(0)
        except Beyond as beyond:
            return beyond
        finally:
            run.path, run.undefined = path, undefined

    def _body(self, name: str) -> tuple[SymbolicClosure, EvaluatedPart]:
        if name not in self._bodies:
            function, part = self._functions[name], self.code.part()
            for variable, _ in function.params:
                part.slots.slot(variable)
            self._bodies[name] = _Compiler(self, part).compile(function.body), part
        return self._bodies[name]


class _Compiler:
    """A compiler of the nodes of one part: a closed node, or the body of a definition."""

    def __init__(self, code: SymbolicCode, part: EvaluatedPart) -> None:
        self._code, self._part = code, part

    def compile(self, node: Node) -> SymbolicClosure:
        if not self._code.dependence.depends(node):
            return self._reference(node)
        closure = self._strict(node) if node.op in STRICT else _COMPILE.get(node.op, _Compiler._beyond)(self, node)
        return self._plain_where_known(node, self._sheltered(node, closure)) if isinstance(node.type, Bool) else closure

    def slot(self, variable: int) -> int:
        return self._part.slots.slot(variable)

    def fresh(self) -> int:
        return self._part.slots.fresh()

    def _reference(self, node: Node) -> SymbolicClosure:
        closure, otherwise = self._part.closure(node), default(node.type, self._code.constructors)

        def owing(e: Frame) -> Symbolic:
            try:
                return closure(e)
            except Unmet:
                e[RUN].owe(e[RUN].algebra.false)
                return otherwise
            except NotShown:  # proved to be defined wherever evaluation reaches it: so it is not reached
                return otherwise

        return owing

    def _plain_where_known(self, node: Node, closure: SymbolicClosure) -> SymbolicClosure:
        """Use the reference interpreter's closure of a condition wherever its variables are known.

        Keys of a map are known even if its values are not: what a loop keeps of them is seen without symbolic evaluation.
        """
        if not self._code.dependence.by_variables(node):
            return closure
        slots, plain = [self.slot(v) for v in node.free()], self._reference(node)

        def evaluated(e: Frame) -> Symbolic:
            for slot in slots:
                if isinstance(e[slot], UnknownValue):
                    return closure(e)
            return plain(e)

        return evaluated

    def _sheltered(self, node: Node, closure: SymbolicClosure) -> SymbolicClosure:
        """Replace a truth value that cannot be expressed by the backend's guard for such values.

        If the node has an obligation, a second such guard stands for where it is defined.
        """
        owes = self._code.dependence.owes(node)

        def sheltered(e: Frame) -> Symbolic:
            run: SymbolicRun = e[RUN]
            depth = len(run.path)
            try:
                return closure(e)
            except Beyond as beyond:
                del run.path[depth:]
                if owes:
                    run.owe(run.algebra.inexpressible(beyond))
                return run.values.truth(run.algebra.inexpressible(beyond))

        return sheltered

    def _beyond(self, node: Node) -> SymbolicClosure:
        def beyond(e: Frame) -> Symbolic:
            raise Beyond(f"`{node.op}` has no symbolic value")

        return beyond

    def _strict(self, node: Node) -> SymbolicClosure:
        args, meaning = [self.compile(a) for a in node.args], operation(node, self._code.constructors)

        def evaluated(e: Frame) -> Symbolic:
            return strict(e[RUN], node, meaning, [a(e) for a in args])

        if node.op == "le" and node.args[0].op == "sum" and _even_power(node.args[0].args[0]):
            return self._sum_of_squares(node, args[1], evaluated)
        return evaluated

    def _sum_of_squares(self, node: Node, bound: SymbolicClosure, otherwise: SymbolicClosure) -> SymbolicClosure:
        """Compile the comparison of a sum of even powers with a bound.

        The sum is at most 0 exactly if every base is 0.  So no power is computed, and none has to be small.
        """
        powers = node.args[0]
        bases = each_binding(self, powers.steps, [powers.args[0].args[0]])

        def evaluated(e: Frame) -> Symbolic:
            most = bound(e)
            if not is_known(most) or most > 0:
                return otherwise(e)
            alg, values = e[RUN].algebra, e[RUN].values
            forms, found = list[Affine](), list[Guard]()
            for g, base in bases(e):
                if g == alg.true and isinstance(base, Amount):
                    forms.append(base.form)
                else:
                    found.append(alg.any((alg.neg(g), values.equal(base, 0))))
            return values.truth(alg.all([*found, alg.all_zero(forms)]) if most == 0 else alg.false)

        return evaluated

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _var(self, node: Node) -> SymbolicClosure:
        slot = self.slot(node.data)
        return lambda e: e[slot]

    def _input(self, node: Node) -> SymbolicClosure:
        return (lambda e: e[INSTANCE]) if node.data == "instance" else (lambda e: e[RUN].witness)

    def _global(self, node: Node) -> SymbolicClosure:
        return lambda e: self._code.called(e, node.data, ())

    def _call(self, node: Node) -> SymbolicClosure:
        args = [self.compile(a) for a in node.args]
        return lambda e: self._code.called(e, node.data, tuple(a(e) for a in args))

    def _connective(self, node: Node) -> SymbolicClosure:
        first, second = [self.compile(a) for a in node.args]
        negated, conjunction = node.op == "implies", node.op == "and"

        def connective(e: Frame) -> Symbolic:
            run: SymbolicRun = e[RUN]
            alg, values = run.algebra, run.values
            a = values.guard(first(e))
            goes_on = alg.neg(a) if node.op == "or" else a
            if goes_on == alg.false or alg.impossible((*run.path, goes_on)):
                return not conjunction
            b = values.guard(run.under(goes_on, lambda: second(e)))
            return values.truth(alg.all((a, b)) if conjunction else alg.any((alg.neg(a) if negated else a, b)))

        return connective

    def _if(self, node: Node) -> SymbolicClosure:
        condition, positive, negative = [self.compile(a) for a in node.args]

        def conditional(e: Frame) -> Symbolic:
            run: SymbolicRun = e[RUN]
            alg, g = run.algebra, run.values.guard(condition(e))
            branches = [(h, b) for h, b in ((g, positive), (alg.neg(g), negative)) if not alg.impossible((*run.path, h))]
            if not branches:
                return default(node.type, self._code.constructors)
            return run.values.choose([(h, run.under(h, lambda b=b: b(e))) for h, b in branches])  # type: ignore[misc]

        return conditional

    def _case(self, node: Node) -> SymbolicClosure:
        subject, type = self.compile(node.args[0]), node.args[0].type
        branches: dict[int, tuple[list[int], SymbolicClosure]] = {}
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            branches[tag(type, name, self._code.constructors)] = [self.slot(v) for v in variables], self.compile(body)

        def branch(e: Frame, made: int, arguments: Sequence[Symbolic]) -> Symbolic:
            slots, body = branches[made]
            for slot, argument in zip(slots, arguments, strict=True):
                e[slot] = argument
            return body(e)

        def case(e: Frame) -> Symbolic:
            run: SymbolicRun = e[RUN]
            cases, found = run.values.cases(subject(e)), []
            for made, (g, arguments) in cases.items():
                if not run.algebra.impossible((*run.path, g)):
                    found.append((g, run.under(g, lambda m=made, a=arguments: branch(e, m, a))))  # type: ignore[misc]
            if not found:
                return default(node.type, self._code.constructors)
            return run.values.choose(found) if len(found) == len(cases) else run.values.choose_at_most_one(found)

        return case


def _even_power(node: Node) -> bool:
    if node.op != "pow" or node.args[1].op != "const":
        return False
    exponent = node.args[1].data
    return isinstance(exponent, int) and exponent > 0 and exponent % 2 == 0


_COMPILE: Mapping[str, Callable[[_Compiler, Node], SymbolicClosure]] = {
    "var": _Compiler._var,
    "input": _Compiler._input,
    "global": _Compiler._global,
    "call": _Compiler._call,
    **dict.fromkeys(["and", "or", "implies"], _Compiler._connective),
    "if": _Compiler._if,
    "case": _Compiler._case,
    **COMPILE,
}
