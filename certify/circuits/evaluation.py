"""Evaluation of core over symbols: each node's meaning, as gates.

Evaluation follows `certify.semantics.evaluation` node by node; where that decides what is evaluated at all, here a *path* is
handed down, the literal that says whether this is evaluated.  What is owed where a partial operation is evaluated outside its
definition is collected in `owed`: a literal that is true where an obligation is unmet.

**Lowering.**  Operations on known values are done at once.  A set is its members, so union, intersection, difference and
membership are a gate for each; a sequence keeps its order, what is filtered out stays as an item that is not there, and is
packed only where positions matter; counts and sums are linear forms; everything else on finitely many alternatives is done on
each combination of them.  Steps of a comprehension are gone through one after the other, a binding for each possible member or
item, under its literal.  Folds are unrolled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.linear import Linear, added, total
from certify.circuits.symbols import (
    MOST,
    Beyond,
    Entries,
    Guarded,
    Items,
    Known,
    Made,
    Members,
    OneOf,
    Parts,
    Symbol,
    Symbols,
    in_order,
    is_atomic,
    known,
    part_types,
)
from certify.core import Constructor, Edge, Function, Map, Node, Number, Seq, Set, Step, Term, Type
from certify.core.budgets import Account, bits_of, kept
from certify.core.operations import STRICT, default, operation, tag
from certify.core.values import Value

Variables = dict[int, Symbol]
Decides = Callable[[Variables, Literal], Literal]
"""Whether the body decides a quantifier under a binding, evaluated where the literal holds."""

MOST_EVALUATIONS = 1 << 21
"""The most evaluations of a node while the circuits of one text are made."""


@dataclass
class Inputs:
    """What a document part is evaluated on, its globals so far with what evaluating them owes, and, of an instance that is known,
    the values of nodes that read nothing else (by identity)."""

    instance: Symbol
    witness: Symbol | None
    known: dict[str, tuple[Symbol, Literal]]
    constants: dict[int, Known] = field(default_factory=dict)


class Evaluation:
    """Evaluates the nodes of one document."""

    def __init__(self, symbols: Symbols, functions: Sequence[Function], constructors: Sequence[Constructor] = ()) -> None:
        self.symbols, self.circuit = symbols, symbols.circuit
        self.functions = {f.name: f for f in functions}
        self.constructors = tuple(constructors)
        self.owed: list[Literal] = []
        self._operations: dict[int, Callable[..., Value]] = {}
        self._closed: dict[int, bool] = {}
        self._witnessing: dict[str, bool] = {}
        self.account = Account(MOST_EVALUATIONS, "evaluations for circuits")

    def value(self, node: Node, instance: Symbol, witness: Symbol | None = None) -> tuple[Symbol, Literal]:
        """The value of a closed node, and the literal that is true where evaluating it is not defined."""
        return self._apart(node, {}, Inputs(instance, witness, {}), TRUE)

    def conditions(self, nodes: Sequence[Node], instance: Symbol, witness: Symbol | None = None) -> tuple[Literal, Literal]:
        """Do all of these hold, each evaluated only if those before it do?  And where is that not defined?"""
        inputs, outer, self.owed = Inputs(instance, witness, {}), self.owed, []
        path = TRUE
        for node in nodes:
            path = self.circuit.both(path, self._truth(node, {}, inputs, path))
        owed, self.owed = self.circuit.some(self.owed), outer
        return path, owed

    # ------------------------------------------------------------------------------------------ nodes

    def _apart(self, node: Node, env: Variables, on: Inputs, path: Literal) -> tuple[Symbol, Literal]:
        """The value of a node, and what evaluating it owes, kept apart."""
        outer, self.owed = self.owed, []
        try:
            value = self._eval(node, env, on, path)
            return value, self.circuit.some(self.owed)
        finally:
            self.owed = outer

    def _eval(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        if path == FALSE:
            return self._anything(node.type)
        if id(node) in on.constants:
            return on.constants[id(node)]
        self.account.spend(1, node.mark)
        owed = len(self.owed)
        value = self._evaluated(node, env, on, path)
        if isinstance(on.instance, Known) and isinstance(value, Known) and len(self.owed) == owed and self._reads_instance(node):
            on.constants[id(node)] = value
        return value

    def _reads_instance(self, node: Node) -> bool:
        """Does it depend on nothing but the instance?  Then its value is the same wherever it is evaluated."""
        if id(node) not in self._closed:
            self._closed[id(node)] = not node.free() and not any(self._reads_witness(n) for n in node.walk())
        return self._closed[id(node)]

    def _reads_witness(self, node: Node) -> bool:
        if node.op in ("global", "call"):
            if node.data not in self._witnessing:
                self._witnessing[node.data] = any(map(self._reads_witness, self.functions[node.data].body.walk()))
            return self._witnessing[node.data]
        return node.op == "input" and node.data == "witness"

    def _evaluated(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        special = _SPECIAL.get(node.op)
        if special is not None:
            return special(self, node, env, on, path)
        if node.op not in STRICT:
            raise Beyond(f"`{node.op}` has no circuit")
        return self._strict(node, [self._eval(a, env, on, path) for a in node.args], path)

    def _strict(self, node: Node, args: list[Symbol], path: Literal) -> Symbol:
        """An operation whose operands are all evaluated."""
        if all(map(_is_known, args)):
            return self._at_once(node, [_plain(a) for a in args], path)
        structural = _STRUCTURAL.get(node.op)
        found = structural(self, node, args, path) if structural is not None else None
        return self._pointwise(node, args, path) if found is None else found

    def _anything(self, type: Type) -> Symbol:
        """What stands for a value that is not evaluated."""
        return known(default(type, self.constructors))

    def _truth(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Literal:
        value = self._eval(node, env, on, path)
        assert isinstance(value, int)
        return value

    def _owe(self, literal: Literal) -> None:
        if literal != FALSE:
            self.owed.append(literal)

    def _at_once(self, node: Node, values: list[Value], path: Literal) -> Symbol:
        """An operation on known values."""
        meaning = operation(node, self.constructors)
        if meaning.defined is not None and not meaning.defined(*values):
            self._owe(path)
            return self._anything(node.type)
        return known(meaning.function(*values))

    def _pointwise(self, node: Node, args: list[Symbol], path: Literal) -> Symbol:
        """An operation on each combination of its operands' values."""
        circuit, meaning = self.circuit, operation(node, self.constructors)
        several = [self.symbols.options(a, n.type) for a, n in zip(args, node.args, strict=True)]
        count = 1
        for options in several:
            count *= len(options)
        if count > MOST:
            raise Beyond(f"`{node.op}`: {count} combinations of operands, more than {MOST}")
        found: list[tuple[Literal, Value]] = []
        for combination in product(*(o.items() for o in several)):
            guard = circuit.every([x for _, x in combination])
            values = [v for v, _ in combination]
            if guard == FALSE:
                continue
            if meaning.defined is not None and not meaning.defined(*values):
                self._owe(circuit.both(path, guard))
            else:
                found.append((guard, meaning.function(*values)))
        if not found:
            return self._anything(node.type)
        if found[0][1].__class__ is bool:
            return circuit.some([x for x, v in found if v])
        if isinstance(node.type, Set | Seq | Map) and len(found) > 1:
            return self.symbols.merged([(x, Known(v)) for x, v in found])
        return self.symbols.one_of(found)

    # ------------------------------------------------------------------------------------------ leaves and guards

    def _const(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return known(node.data)

    def _var(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return env[node.data]

    def _input(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        found = on.instance if node.data == "instance" else on.witness
        assert found is not None
        return found

    def _global(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        if node.data not in on.known:
            on.known[node.data] = self._apart(self.functions[node.data].body, {}, on, TRUE)
        value, owed = on.known[node.data]
        self._owe(self.circuit.both(path, owed))
        return value

    def _call(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        function = self.functions[node.data]
        args = {v: self._eval(a, env, on, path) for (v, _), a in zip(function.params, node.args, strict=True)}
        return self._eval(function.body, args, on, path)

    def _and(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        a = self._truth(node.args[0], env, on, path)
        return self.circuit.both(a, self._truth(node.args[1], env, on, self.circuit.both(path, a)))

    def _or(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        a = self._truth(node.args[0], env, on, path)
        if a == TRUE:
            return TRUE
        return self.circuit.either(a, self._truth(node.args[1], env, on, self.circuit.both(path, -a)))

    def _implies(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        a = self._truth(node.args[0], env, on, path)
        if a == FALSE:
            return TRUE
        return self.circuit.either(-a, self._truth(node.args[1], env, on, self.circuit.both(path, a)))

    def _if(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        c = self._truth(node.args[0], env, on, path)
        branches = [(x, self.circuit.both(path, x), n) for x, n in ((c, node.args[1]), (-c, node.args[2]))]
        found = [(x, self._eval(n, env, on, inner)) for x, inner, n in branches if inner != FALSE]
        return self.symbols.merged(found) if found else self._anything(node.type)

    def _case(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        subject = node.args[0]
        cases = self.symbols.cases(self._eval(subject, env, on, path))
        found = []
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            guard, arguments = cases.get(tag(subject.type, name, self.constructors), (FALSE, ()))
            inner = self.circuit.both(path, guard)
            if inner != FALSE:
                found.append((guard, self._eval(body, {**env, **dict(zip(variables, arguments, strict=True))}, on, inner)))
        return self.symbols.merged(found) if found else self._anything(node.type)

    # ------------------------------------------------------------------------------------------ comprehensions

    def _bindings(
        self, steps: Sequence[Step], env: Variables, on: Inputs, path: Literal, guard: Literal = TRUE
    ) -> Iterator[tuple[Literal, Variables]]:
        """The bindings that may come through, in order, each with the literal that says whether it does where the path holds.

        A binding is made when it is asked for, so that a caller can look at `owed` in between.  Nothing comes through a step that
        is not defined, where its value says nothing.
        """
        here = self.circuit.both(path, guard)
        if here == FALSE:
            return
        if not steps:
            yield guard, env
            return
        step, rest = steps[0], steps[1:]
        owed = len(self.owed)
        value = self._eval(step.node, env, on, here)
        guard = self.circuit.both(guard, -self.circuit.some(self.owed[owed:]))
        if step.kind == "where":
            assert isinstance(value, int)
            yield from self._bindings(rest, env, on, path, self.circuit.both(guard, value))
        elif step.kind == "let":
            yield from self._bindings(rest, {**env, step.vars[0]: value}, on, path, guard)
        else:
            for there, values in self._each(step, value):
                bound = {**env, **dict(zip(step.vars, values, strict=True))}
                yield from self._bindings(rest, bound, on, path, self.circuit.both(guard, there))

    def _each(self, step: Step, collection: Symbol) -> Iterator[tuple[Literal, tuple[Symbol, ...]]]:
        type, symbols = step.node.type, self.symbols
        if isinstance(type, Map):
            yield from ((x, (known(k), value)) for k, (x, value) in symbols.entries(collection).items())
        elif not isinstance(type, Seq):
            yield from ((x, (known(v),)) for v, x in symbols.members(collection).items())
        elif len(step.vars) == 2:
            yield from ((x, (Known(i), item)) for i, (x, item) in enumerate(symbols.packed(collection)))
        else:
            yield from ((x, (item,)) for x, item in symbols.items(collection))

    def _decides(self, node: Node, env: Variables, on: Inputs, path: Literal, wanted: int) -> Literal:
        """Is the body true (`wanted` 1) or false (-1) for some binding?"""

        def decides(bound: Variables, here: Literal) -> Literal:
            return wanted * self._truth(node.args[0], bound, on, here)

        return self._decided(node.steps, decides, env, on, path)

    def _decided(
        self, steps: Sequence[Step], decides: Decides, env: Variables, on: Inputs, path: Literal, guard: Literal = TRUE
    ) -> Literal:
        """Does some binding decide, where the path and the guard hold?  Where something is owed, nothing decides.

        A sequence is gone through until an item decides or is not defined: those after it are not evaluated.  In no order of a
        set, what is owed for one member is owed only if no other decides.
        """
        circuit = self.circuit
        here = circuit.both(path, guard)
        if here == FALSE:
            return FALSE
        start = len(self.owed)
        if not steps:
            holds = decides(env, here)
            return circuit.every([guard, holds, -circuit.some(self.owed[start:])])
        step, rest = steps[0], steps[1:]
        value = self._eval(step.node, env, on, here)
        guard = circuit.both(guard, -circuit.some(self.owed[start:]))
        if step.kind == "where":
            assert isinstance(value, int)
            return self._decided(rest, decides, env, on, path, circuit.both(guard, value))
        if step.kind == "let":
            return self._decided(rest, decides, {**env, step.vars[0]: value}, on, path, guard)
        start, found = len(self.owed), list[Literal]()
        for there, values in self._each(step, value):
            before, bound = len(self.owed), {**env, **dict(zip(step.vars, values, strict=True))}
            found.append(self._decided(rest, decides, bound, on, path, circuit.both(guard, there)))
            if isinstance(step.node.type, Seq):
                path = circuit.both(path, -found[-1])
                guard = circuit.both(guard, -circuit.some(self.owed[before:]))
        decided = circuit.some(found)
        if not isinstance(step.node.type, Seq):
            self.owed[start:] = [x for x in (circuit.both(x, -decided) for x in self.owed[start:]) if x != FALSE]
        return decided

    def _some(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return self._decides(node, env, on, path, 1)

    def _every(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return -self._decides(node, env, on, path, -1)

    def _values(self, node: Node, env: Variables, on: Inputs, path: Literal) -> list[tuple[Literal, list[Symbol]]]:
        """The operands' values at each binding that may come through, and the literal that says whether it does."""
        return [
            (guard, [self._eval(a, bound, on, self.circuit.both(path, guard)) for a in node.args])
            for guard, bound in self._bindings(node.steps, env, on, path)
        ]

    def _count(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        both = self.circuit.both
        found = self._values(node, env, on, path)
        return _number(total((1, both(x, value)) for x, (value,) in found if isinstance(value, int)))

    def _sum(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        out = Linear({})
        for x, (value,) in self._values(node, env, on, path):
            out = added(out, self.symbols.comparisons.guarded(self.symbols.linear(value), x))
        return _number(out)

    def _product(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        out: Symbol = Known(1)
        for x, (value,) in self._values(node, env, on, path):
            out = self._times(out, self.symbols.merged([(x, value), (-x, Known(1))]))
            if isinstance(out, Known):
                self.account.spend(bits_of(kept(out.value)) >> 10, node.mark)
        return out

    def _extreme(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        circuit, found = self.circuit, self._values(node, env, on, path)
        there = circuit.some([x for x, _ in found])
        if not _has_default(node):
            self._owe(circuit.both(path, -there))
        if not found:
            return self._anything(node.type)
        best, so_far = found[0][1][0], found[0][0]
        for x, (value,) in found[1:]:
            better = self.symbols.compared("lt", *((value, best) if node.op == "least" else (best, value)))
            taken = circuit.both(x, circuit.either(-so_far, better))
            best, so_far = self.symbols.merged([(taken, value), (-taken, best)]), circuit.either(so_far, x)
        return self.symbols.merged([(so_far, best), (-so_far, Known(0))])

    def _collect_set(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return self._set_of([(x, value) for x, (value,) in self._values(node, env, on, path)], node.args[0].type)

    def _set_of(self, found: Sequence[Guarded], type: Type) -> Symbol:
        both = self.circuit.both
        members: dict[Value, list[Literal]] = {}
        for x, value in found:
            for v, g in self.symbols.options(value, type).items():
                members.setdefault(v, []).append(both(x, g))
        return Members({v: g for v, guards in members.items() if (g := self.circuit.some(guards)) != FALSE})

    def _collect_seq(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return Items([(x, value) for x, (value,) in self._values(node, env, on, path)])

    def _collect_map(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        return self._map_of(node, [(x, k, v) for x, (k, v) in self._values(node, env, on, path)], path)

    def _map_of(self, node: Node, found: Sequence[tuple[Literal, Symbol, Symbol]], path: Literal) -> Symbol:
        circuit, type = self.circuit, node.type
        assert isinstance(type, Map)
        by_key: dict[Value, list[Guarded]] = {}
        for x, key, value in found:
            for k, g in self.symbols.options(key, type.key).items():
                guard = circuit.both(x, g)
                if guard != FALSE:
                    by_key.setdefault(k, []).append((guard, value))
        entries = {}
        for k, several in by_key.items():
            for i, (x, a) in enumerate(several):
                for y, b in several[:i]:
                    if a is not b and circuit.both(x, y) != FALSE:
                        self._owe(circuit.every([path, x, y, -self.symbols.equal(a, b, type.value)]))
            entries[k] = circuit.some([x for x, _ in several]), self._earliest(several, type.value)
        return Entries(entries)

    def _the(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        circuit, found = self.circuit, self._values(node, env, on, path)
        self._owe(circuit.both(path, -circuit.some([x for x, _ in found])))
        for i, (x, (a,)) in enumerate(found):
            for y, (b,) in found[:i]:
                if a is not b and circuit.both(x, y) != FALSE:
                    self._owe(circuit.every([path, x, y, -self.symbols.equal(a, b, node.type)]))
        return self._earliest([(x, value) for x, (value,) in found], node.type)

    def _earliest(self, found: Sequence[Guarded], type: Type) -> Symbol:
        """The first value whose literal is true."""
        before, exclusive = FALSE, []
        for x, value in found:
            exclusive.append((self.circuit.both(x, -before), value))
            before = self.circuit.either(before, x)
        return self.symbols.merged(exclusive) if exclusive else self._anything(type)

    def _first(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        circuit, outer, self.owed = self.circuit, self.owed, []
        waiting, found, owed = TRUE, [], []
        for guard, bound in self._bindings(node.steps, env, on, path):
            here = circuit.both(guard, waiting)
            found.append((here, self._eval(node.args[0], bound, on, circuit.both(path, here))))
            owed += [circuit.both(x, waiting) for x in self.owed]
            self.owed, waiting = [], circuit.both(waiting, -guard)
        owed += [circuit.both(x, waiting) for x in [*self.owed, path]]
        self.owed = outer
        for x in owed:
            self._owe(x)
        return self.symbols.merged(found) if found else self._anything(node.type)

    def _fold(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        accumulated, variable = self._eval(node.args[0], env, on, path), node.data[0]
        for guard, bound in self._bindings(node.steps, env, on, path):
            bound = {**bound, variable: accumulated}
            following = self._eval(node.args[1], bound, on, self.circuit.both(path, guard))
            accumulated = self.symbols.merged([(guard, following), (-guard, accumulated)])
        return accumulated

    # ------------------------------------------------------------------------------------------ operations on structures

    def _not(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        (a,) = args
        assert isinstance(a, int)
        return -a

    def _eq(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        a, b = args
        return self.symbols.equal(a, b, node.args[0].type)

    def _compare(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return self.symbols.compared(node.op, *args)

    def _in(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        a, collection = args
        circuit, type = self.circuit, node.args[0].type
        if isinstance(node.args[1].type, Seq):
            return circuit.some([circuit.both(x, self.symbols.equal(a, v, type)) for x, v in self.symbols.items(collection)])
        members = self.symbols.members(collection)
        if isinstance(a, Known | OneOf | int):
            return circuit.some([circuit.both(x, members[v]) for v, x in self.symbols.options(a, type).items() if v in members])
        return circuit.some([circuit.both(x, self.symbols.equal(a, known(v), type)) for v, x in members.items()])

    def _subset(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        circuit = self.circuit
        of_a, of_b = [self.symbols.members(a) for a in args]
        return circuit.every([circuit.either(-x, of_b.get(v, FALSE)) for v, x in of_a.items()])

    def _union(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        of_a, of_b = [self.symbols.members(a) for a in args]
        return Members({v: self.circuit.either(of_a.get(v, FALSE), of_b.get(v, FALSE)) for v in {**of_a, **of_b}})

    def _intersection(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        of_a, of_b = [self.symbols.members(a) for a in args]
        return Members({v: g for v, x in of_a.items() if v in of_b and (g := self.circuit.both(x, of_b[v])) != FALSE})

    def _difference(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        of_a, of_b = [self.symbols.members(a) for a in args]
        return Members({v: g for v, x in of_a.items() if (g := self.circuit.both(x, -of_b.get(v, FALSE))) != FALSE})

    def _size(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        match node.args[0].type:
            case Set():
                return _number(total((1, x) for x in self.symbols.members(args[0]).values()))
            case Edge():
                return Known(2)
            case Seq():
                return _number(total((1, x) for x, _ in self.symbols.items(args[0])))
            case Map():
                return _number(total((1, x) for x, _ in self.symbols.entries(args[0]).values()))
        return None

    def _set_literal(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        assert isinstance(node.type, Set)
        return self._set_of([(TRUE, a) for a in args], node.type.item)

    def _seq_literal(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return Items([(TRUE, a) for a in args])

    def _tuple_literal(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return None if is_atomic(node.type) else Parts(tuple(args))

    def _map_literal(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return self._map_of(node, [(TRUE, k, v) for k, v in zip(args[::2], args[1::2], strict=True)], path)

    def _as_edge(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        if isinstance(args[0], OneOf):
            return None
        circuit, members = self.circuit, self.symbols.members(args[0])
        size = _number(total((1, x) for x in members.values()))
        self._owe(circuit.both(path, -self.symbols.compared("eq", size, Known(2))))
        pairs = combinations(members.items(), 2)
        found = [(both, frozenset((a, b))) for (a, x), (b, y) in pairs if (both := circuit.both(x, y)) != FALSE]
        return self.symbols.one_of(found) if found else self._anything(node.type)

    def _concat(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return Items([*self.symbols.items(args[0]), *self.symbols.items(args[1])])

    def _field(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        type = node.args[0].type
        place = node.data if node.op == "item" else type.index(node.data)  # type: ignore[union-attr]
        return self.symbols.parts(args[0], len(part_types(type)))[place]

    def _make(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        if isinstance(node.type, Term) or is_atomic(node.type):
            return None
        made = tag(node.type, node.data, self.constructors)
        return Made({made: (TRUE, tuple(args))})

    def _is(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        asked = tag(node.args[0].type, node.data, self.constructors)
        return self.symbols.cases(args[0]).get(asked, (FALSE, ()))[0]

    def _arg(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        name, place = node.data
        guard, arguments = self.symbols.cases(args[0]).get(tag(node.args[0].type, name, self.constructors), (FALSE, ()))
        self._owe(self.circuit.both(path, -guard))
        return arguments[place] if guard != FALSE else self._anything(node.type)

    def _override(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        of_f, of_g = [self.symbols.entries(a) for a in args]
        found = dict(of_f)
        for k, (x, value) in of_g.items():
            if k in found:
                y, other = found[k]
                found[k] = self.circuit.either(x, y), self.symbols.merged([(x, value), (self.circuit.both(-x, y), other)])
            else:
                found[k] = x, value
        return Entries(found)

    def _lookup(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        entries, type = self.symbols.entries(args[0]), node.args[1].type
        return self._taken([(g, entries.get(k)) for k, g in self.symbols.options(args[1], type).items()], node.type, path)

    def _taken(self, found: Sequence[tuple[Literal, Guarded | None]], type: Type, path: Literal) -> Symbol:
        """The item that an index or key picks, which must be there; exactly one of the guards is true."""
        circuit, alive = self.circuit, []
        for g, entry in found:
            there = entry[0] if entry is not None else FALSE
            self._owe(circuit.every([path, g, -there]))
            if entry is not None:
                alive.append((g, entry[1]))
        return self.symbols.merged(alive) if alive else self._anything(type)

    def _domain(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return Members({k: x for k, (x, _) in self.symbols.entries(args[0]).items()})

    def _at(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        items, indices = self.symbols.packed(args[0]), self.symbols.options(args[1], node.args[1].type)
        return self._taken([(g, items[i] if 0 <= i < len(items) else None) for i, g in indices.items()], node.type, path)

    def _slice(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        circuit, symbols = self.circuit, self.symbols
        items, (_, a, b) = symbols.packed(args[0]), args
        size = _number(total((1, x) for x, _ in items))
        after = _number(added(symbols.linear(b), Linear({}, 1)))
        defined = [symbols.compared("le", Known(0), a), symbols.compared("le", a, after), symbols.compared("le", after, size)]
        self._owe(circuit.both(path, -circuit.every(defined)))
        kept = []
        for i, (x, item) in enumerate(items):
            inside = circuit.every([x, symbols.compared("le", a, Known(i)), symbols.compared("le", Known(i), b)])
            if inside != FALSE:
                kept.append((inside, item))
        return Items(kept)

    def _range(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        symbols, (a, b) = self.symbols, args
        least, most = symbols.linear(a).least, symbols.linear(b).most
        few, many = symbols.few(a), symbols.few(b)
        least, most = min(few) if few else least, max(many) if many else most
        if most - least > MOST:
            raise Beyond(f"a range runs over {most - least + 1} numbers, more than {MOST}")
        return Items(
            [
                (inside, Known(i))
                for i in range(int(least), int(most) + 1)
                if (inside := self.circuit.both(symbols.compared("le", a, Known(i)), symbols.compared("le", Known(i), b)))
                != FALSE
            ]
        )

    def _listed(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return Items([(x, known(v)) for v, x in in_order(self.symbols.members(args[0]))])

    def _cycle(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        """The successor map of a sequence: each item to the next one there, the last to the first."""
        circuit, type = self.circuit, node.args[0].type
        assert isinstance(type, Seq)
        items = self.symbols.packed(args[0])
        for i, (x, a) in enumerate(items):
            for y, b in items[:i]:
                self._owe(circuit.every([path, x, y, self.symbols.equal(a, b, type.item)]))
        found = []
        for i, (x, item) in enumerate(items):
            more = items[i + 1][0] if i + 1 < len(items) else FALSE
            following = items[i + 1][1] if i + 1 < len(items) else items[0][1]
            found.append((x, item, self.symbols.merged([(more, following), (-more, items[0][1])])))
        by_key: dict[Value, list[Guarded]] = {}
        for x, key, value in found:
            for k, g in self.symbols.options(key, type.item).items():
                by_key.setdefault(k, []).append((circuit.both(x, g), value))
        return Entries({k: (circuit.some([x for x, _ in s]), self.symbols.merged(s)) for k, s in by_key.items()})

    # ------------------------------------------------------------------------------------------ numbers

    def _at_most(self, node: Node, env: Variables, on: Inputs, path: Literal) -> Symbol:
        """a <= b.  A sum of even powers is at most 0 exactly if every base is 0: so no power is made, and none has to be few."""
        left, right = node.args
        bound = self._eval(right, env, on, path)
        if left.op == "sum" and _even_power(left.args[0]) and isinstance(bound, Known) and bound.value <= 0:
            found = []
            for x, bindings in self._bindings(left.steps, env, on, path):
                base = self._eval(left.args[0].args[0], bindings, on, self.circuit.both(path, x))
                found.append(self.circuit.either(-x, self.symbols.compared("eq", base, Known(0))))
            return self.circuit.every(found) if bound.value == 0 else FALSE
        return self._strict(node, [self._eval(left, env, on, path), bound], path)

    def _few_combinations(self, args: Sequence[Symbol]) -> bool:
        found = [self.symbols.few(a) for a in args]
        count = 1
        for options in found:
            if options is None:
                return False
            count *= len(options)
        return count <= _MOST_POINTWISE

    def _add(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        if self._few_combinations(args) and min(len(self.symbols.few(a) or ()) for a in args) == 1:
            return None  # a constant added to one of a few
        a, b = [self.symbols.linear(a) for a in args]
        return _number(added(a, b, 1 if node.op == "add" else -1))

    def _mul(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        return self._times(*args)

    def _times(self, a: Symbol, b: Symbol) -> Symbol:
        symbols, circuit = self.symbols, self.circuit
        for s, t in ((a, b), (b, a)):
            if isinstance(s, Known):
                few = symbols.few(t)
                if few is not None and not isinstance(t, Known):
                    return symbols.one_of([(x, s.value * v) for v, x in few.items()])
                form = symbols.linear(t)
                return _number(added(Linear({}), form, s.value)) if s.value else Known(0)
        if a is b and (squares := self._power(a, 2)) is not None:
            return squares
        if self._few_combinations([a, b]):
            of_a, of_b = symbols.few(a), symbols.few(b)
            assert of_a is not None
            assert of_b is not None
            pairs = [(circuit.both(x, y), u * v) for u, x in of_a.items() for v, y in of_b.items()]
            return symbols.one_of([(x, v) for x, v in pairs if x != FALSE])
        left, right = symbols.linear(a), symbols.linear(b)
        if left.unbounded and right.unbounded:
            raise Beyond("a product of numbers that are not bounded")
        if left.unbounded:
            left, right = right, left
        if len(left.terms) * len(right.terms) > MOST:
            raise Beyond(f"a product has {len(left.terms) * len(right.terms)} terms, more than {MOST}")
        out = added(Linear({}, left.constant * right.constant), Linear(right.terms), left.constant)
        for wire, coefficient in left.terms.items():
            product_ = symbols.comparisons.guarded(right, wire)
            out = added(out, product_, coefficient)
        return _number(out)

    def _power(self, base: Symbol, exponent: int) -> Symbol | None:
        """The power of a number whose values can be told apart."""
        values = self.symbols.told_apart(base)
        return None if values is None else self.symbols.one_of([(x, v**exponent) for v, x in values.items() if x != FALSE])

    def _quotient(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        a, b = args
        if not isinstance(a, Linear) or not isinstance(b, Known):
            return None
        found = self.symbols.comparisons.quotient(a, b.value)
        if found is None or node.op == "quotient":
            return found
        return _number(added(a, found, -b.value))

    def _min_max(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        if self._few_combinations(args):
            return None
        a, b = args
        first = self.symbols.compared("le", a, b) if node.op == "min" else self.symbols.compared("le", b, a)
        return self.symbols.merged([(first, a), (-first, b)])

    def _nat(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        type, (a,) = node.args[0].type, args
        assert isinstance(type, Number)
        if isinstance(a, OneOf):
            return None
        form = self.symbols.linear(a)
        if form.constant.denominator != 1 or any(c.denominator != 1 for c in form.terms.values()):
            return None
        if node.op == "nat" and form.least < 0:
            self._owe(self.circuit.both(path, self.symbols.compared("lt", a, Known(0))))
        return a

    def _pow(self, node: Node, args: list[Symbol], path: Literal) -> Symbol | None:
        base, exponent = args
        if not isinstance(exponent, Known) or self.symbols.few(base) is not None or not 0 <= exponent.value <= _MOST_POWER:
            return None
        if (powers := self._power(base, exponent.value)) is not None:
            return powers
        out: Symbol = Known(1)
        for _ in range(exponent.value):
            out = self._times(out, base)
        return out


_MOST_POINTWISE = 256
_MOST_POWER = 16


def _is_known(s: Symbol) -> bool:
    return isinstance(s, Known) or s in (TRUE, FALSE)


def _plain(s: Symbol) -> Value:
    return s == TRUE if isinstance(s, int) else s.value  # type: ignore[union-attr]


def _number(form: Linear) -> Symbol:
    return form if form.terms else Known(form.constant)


def _even_power(node: Node) -> bool:
    if node.op != "pow" or node.args[1].op != "const":
        return False
    exponent = node.args[1].data
    return isinstance(exponent, int) and exponent > 0 and exponent % 2 == 0


def _has_default(node: Node) -> bool:
    """Is it the greatest of a bag of naturals, which is 0 if there are none?"""
    return node.op == "greatest" and isinstance(node.type, Number) and node.type.sort == "nat"


_SPECIAL: Mapping[str, Callable[[Evaluation, Node, Variables, Inputs, Literal], Symbol]] = {
    "const": Evaluation._const,
    "var": Evaluation._var,
    "input": Evaluation._input,
    "global": Evaluation._global,
    "call": Evaluation._call,
    "and": Evaluation._and,
    "or": Evaluation._or,
    "implies": Evaluation._implies,
    "if": Evaluation._if,
    "case": Evaluation._case,
    "some": Evaluation._some,
    "every": Evaluation._every,
    "count": Evaluation._count,
    "sum": Evaluation._sum,
    "le": Evaluation._at_most,
    "product": Evaluation._product,
    "least": Evaluation._extreme,
    "greatest": Evaluation._extreme,
    "collect_set": Evaluation._collect_set,
    "collect_seq": Evaluation._collect_seq,
    "collect_map": Evaluation._collect_map,
    "the": Evaluation._the,
    "first": Evaluation._first,
    "fold": Evaluation._fold,
}

_STRUCTURAL: Mapping[str, Callable[[Evaluation, Node, list[Symbol], Literal], Symbol | None]] = {
    "not": Evaluation._not,
    "eq": Evaluation._eq,
    "lt": Evaluation._compare,
    "le": Evaluation._compare,
    "in": Evaluation._in,
    "subset": Evaluation._subset,
    "union": Evaluation._union,
    "intersection": Evaluation._intersection,
    "difference": Evaluation._difference,
    "size": Evaluation._size,
    "set": Evaluation._set_literal,
    "seq": Evaluation._seq_literal,
    "tuple": Evaluation._tuple_literal,
    "record": Evaluation._tuple_literal,
    "map": Evaluation._map_literal,
    "as_edge": Evaluation._as_edge,
    "concat": Evaluation._concat,
    "field": Evaluation._field,
    "item": Evaluation._field,
    "make": Evaluation._make,
    "is": Evaluation._is,
    "arg": Evaluation._arg,
    "override": Evaluation._override,
    "lookup": Evaluation._lookup,
    "domain": Evaluation._domain,
    "at": Evaluation._at,
    "slice": Evaluation._slice,
    "range": Evaluation._range,
    "listed": Evaluation._listed,
    "cycle": Evaluation._cycle,
    "add": Evaluation._add,
    "sub": Evaluation._add,
    "mul": Evaluation._mul,
    "quotient": Evaluation._quotient,
    "mod": Evaluation._quotient,
    "min": Evaluation._min_max,
    "max": Evaluation._min_max,
    "nat": Evaluation._nat,
    "int": Evaluation._nat,
    "pow": Evaluation._pow,
}
