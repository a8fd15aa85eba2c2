"""Translation of core nodes into the compiler's expressions: definitions are inlined, patterns and cases become projections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from certify.codegen.expressions import (
    ATOMS,
    Expr,
    Generator,
    bound_in,
    free_variables,
    is_nat,
    is_path,
    is_whole,
    item_types,
    keys_differ,
    made_apart,
    numbers_below,
    shape,
)
from certify.core import (
    BOOL,
    NAT,
    Constructor,
    Function,
    Node,
    Number,
    Seq,
    Sum,
    Type,
)
from certify.core.operations import PARTIAL, tag

INLINED = 60
"""The largest number of nodes of a definition with parameters that is inlined at its calls."""

REPEATED = 8
"""The largest number of nodes of a loop-free definition without parameters that is inlined instead of stored."""

_PARTIAL = PARTIAL | {"across", "code"}


class Expressions:
    """Makes the expressions of one document.

    `functions` are its definitions and `constructors` the constructors of its labels.  `iterated` names the definitions that
    the document only iterates over: such a set is stored as a sequence if each of its bindings yields a different member.

    `below` has the variables that run through the numbers 0, 1, ... below a number, with that number.
    """

    def __init__(
        self, functions: Sequence[Function], constructors: Sequence[Constructor], iterated: frozenset[str] = frozenset()
    ) -> None:
        self.iterated = iterated
        self.functions = {f.name: f for f in functions}
        self.constructors = tuple(constructors)
        self.names: dict[int, str] = {}
        self.types: dict[int, Type] = {}
        self.parts: dict[Expr, str] = {}
        self.below: dict[int, Expr] = {}
        self._made: dict[Any, Expr] = {}
        self._expanded: dict[Any, Expr] = {}
        self._free: dict[int, frozenset[int]] = {}
        self._bodies: dict[str, tuple[tuple[int, ...], Expr]] = {}
        self._sizes: dict[str, int] = {}
        self._variables = 0

    # ------------------------------------------------------------------------------------------ making

    def fresh(self, name: str = "") -> int:
        """Return a new variable, which generated code calls `name` if that name is free."""
        self._variables += 1
        self.names[self._variables] = name
        return self._variables

    def make(
        self,
        op: str,
        type: Type,
        args: Sequence[Expr] = (),
        data: Any = None,
        steps: Sequence[Generator] = (),
        owed: bool = False,
    ) -> Expr:
        """Return an expression; expressions that are equal up to the names of bound variables are the same object.

        `op`, `data` and `steps` are those of `Expr`, `type` is the type of the value, and `args` are the operands.  `owed`
        states that the operation has a proof obligation in the document.
        """
        args, steps = tuple(args), tuple(steps)
        if op == "as_edge" and args[0].op == "set" and len(args[0].args) == 2:
            op, args = "edge", args[0].args
        if op == "eq" and (same := _made_of_its_parts(*args)) is not None:
            op, args, data = "is", *same
        binds = bool(steps) or op in {"let", "fold"}
        key = (owed, type, shape(op, args, data, steps, {}) if binds else (op, args, data.__class__, data))
        found = self._made.get(key)
        if found is None:
            children = [*(s.expr for s in steps), *args]
            sure = all(c.sure for c in children) and self._total(op, type, args, data)
            owes = owed or any(c.owes for c in children)
            weight = sum(c.weight for c in children) + (0 if op in ATOMS else 20 if steps or op in {"global", "call"} else 1)
            found = Expr(op, type, args, data, steps, free_variables(op, args, data, steps), sure, owed, owes, weight)
            self._made[key] = found
        return found

    def var(self, variable: int, type: Type) -> Expr:
        """Return the expression of a variable, and record its type."""
        self.types[variable] = type
        return self.make("var", type, data=variable)

    def const(self, value: Any, type: Type) -> Expr:
        """Return the expression of a constant."""
        return self.make("const", type, data=value)

    def negation(self, e: Expr) -> Expr:
        """Return the negation of a truth value; a double negation is dropped."""
        return e.args[0] if e.op == "not" else self.make("not", BOOL, (e,))

    def like(self, e: Expr, args: Sequence[Expr], steps: Sequence[Generator]) -> Expr:
        """Return the operation of `e` with the arguments `args` and the generators `steps`."""
        return self.make(e.op, e.type, args, e.data, steps, e.owed)

    def replaced(self, e: Expr, new: Mapping[Expr, Expr]) -> Expr:
        """Return the expression with each part that is a key of `new` replaced by its value."""
        if e in new:
            return new[e]
        if e.atomic or not any(old.free <= e.free | bound_in(e) for old in new):
            return e
        steps = [Generator(s.kind, s.vars, self.replaced(s.expr, new)) for s in e.steps]
        return self.like(e, [self.replaced(a, new) for a in e.args], steps)

    def _total(self, op: str, type: Type, args: tuple[Expr, ...], data: Any) -> bool:
        if op in {"global", "call"}:
            return self.body(data)[1].sure
        if op not in _PARTIAL:
            return True
        if op in {"div", "quotient", "mod"}:
            return args[1].op == "const" and args[1].data != 0
        if op == "pow":
            return is_nat(args[1])
        if op == "nat":
            return is_nat(args[0])
        if op == "int":
            return is_whole(args[0])
        if op == "edge" or (op == "code" and data.edge):
            return made_apart(*args)
        if op == "code":
            return True
        if op == "map":
            return len(args) <= 2
        if op == "collect_map":
            return data is True
        return op == "greatest" and isinstance(type, Number) and type.sort == "nat"

    # ------------------------------------------------------------------------------------------ from the core form

    def body(self, name: str) -> tuple[tuple[int, ...], Expr]:
        """Return the parameters of a definition, as variables, and its body."""
        if name not in self._bodies:
            function = self.functions[name]
            env, params = {}, []
            for number, type in function.params:
                variable = self.fresh(_name_of(number, function.body))
                params.append(variable)
                env[number] = self.var(variable, type)
            body = self.expand(function.body, env)
            if name in self.iterated and body.op == "collect_set" and keys_differ(body.args[0], body.steps):
                body = self.make("collect_seq", body.type, body.args, None, body.steps)
            self._bodies[name] = tuple(params), body
        return self._bodies[name]

    def expand(self, node: Node, env: Mapping[int, Expr]) -> Expr:
        """Return the expression of a node; `env` maps the free variables of the node to expressions."""
        key = (id(node), tuple((v, env[v]) for v in sorted(self._free_of(node))))
        if key not in self._expanded:
            self._expanded[key] = self._expand(node, env)
        return self._expanded[key]

    def _free_of(self, node: Node) -> frozenset[int]:
        if id(node) not in self._free:
            found: set[int] = {node.data} if node.op == "var" else set()
            for child in node.children():
                found |= self._free_of(child)
            self._free[id(node)] = frozenset(found - set(_binds(node)))
        return self._free[id(node)]

    def _expand(self, node: Node, env: Mapping[int, Expr]) -> Expr:
        op, type = node.op, node.type
        if op == "var":
            return env[node.data]
        if node.steps:
            return self._comprehension(node, dict(env))
        if op == "case":
            return self._case(node, env)
        args = [self.expand(a, env) for a in node.args]
        match op:
            case "global" if self._is_short(node.data):
                return self.body(node.data)[1]
            case "call":
                return self._call(node, args)
            case "not":
                return self.negation(args[0])
            case "implies":
                return self.make("or", BOOL, (self.negation(args[0]), args[1]))
            case "field":
                return self.make("proj", type, args, node.args[0].type.index(node.data))  # type: ignore[union-attr]
            case "item":
                return self.make("proj", type, args, node.data)
            case "make":
                return self.make("make", type, args, self._tag(type, node.data))
            case "is":
                return self.make("is", BOOL, args, self._tag(node.args[0].type, node.data))
            case "arg":
                made = node.args[0].type
                name, index = node.data
                if len(made.cases if isinstance(made, Sum) else made.constructors) == 1:  # type: ignore[union-attr]
                    return self.make("proj", type, args, index + 1)
                return self.make("arg", type, args, (self._tag(made, name), index + 1), owed=node.need is not None)
        return self.make(op, type, args, node.data, owed=node.need is not None)

    def _tag(self, type: Type, name: str) -> int:
        return tag(type, name, self.constructors)

    def _size(self, name: str) -> int:
        """Return the number of nodes of a definition after the inlining of the definitions that it calls."""
        if name not in self._sizes:
            nodes = list(self.functions[name].body.walk())
            inner = [self._size(n.data) for n in nodes if n.op == "call"]
            self._sizes[name] = len(nodes) + sum(s for s in inner if s <= INLINED)
        return self._sizes[name]

    def _is_short(self, name: str) -> bool:
        """Return whether a definition without parameters is computed as fast as its stored value is looked up."""
        nodes = list(self.functions[name].body.walk())
        return len(nodes) <= REPEATED and not any(n.steps or n.op in {"call", "global"} for n in nodes)

    def _call(self, node: Node, args: Sequence[Expr]) -> Expr:
        if self._size(node.data) > INLINED:
            return self.make("call", node.type, args, node.data)
        function = self.functions[node.data]
        env: dict[int, Expr] = {}
        lets: list[tuple[int, Expr]] = []
        for (number, type), argument in zip(function.params, args, strict=True):
            env[number], let = self._named(argument, type, _name_of(number, function.body))
            lets += let
        body = self.expand(function.body, env)
        for variable, value in lets[::-1]:
            body = self.make("let", body.type, (value, body), variable)
        return body

    def _named(self, e: Expr, type: Type, name: str) -> tuple[Expr, list[tuple[int, Expr]]]:
        """Return an expression that may be used in several places, and the `let`s that it needs.

        An expression without cost is returned itself; any other is bound to a new variable.
        """
        if is_path(e):
            return e, []
        variable = self.fresh(name)
        return self.var(variable, type), [(variable, e)]

    def _case(self, node: Node, env: Mapping[int, Expr]) -> Expr:
        type = node.args[0].type
        subject, lets = self._named(self.expand(node.args[0], env), type, "made")
        branches = []
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            made = self._tag(type, name)
            types = type.cases[made][1] if isinstance(type, Sum) else [t for _, t in self.constructors[made].parameters]
            inner = dict(env)
            for place, (variable, inner_type) in enumerate(zip(variables, types, strict=True)):
                inner[variable] = self.make("proj", inner_type, (subject,), place + 1)
            branches.append((made, self.expand(body, inner)))
        result = branches[-1][1]
        for made, branch in branches[-2::-1]:
            if branch is not result:
                result = self.make("if", node.type, (self.make("is", BOOL, (subject,), made), branch, result))
        for variable, value in lets:
            result = self.make("let", node.type, (value, result), variable)
        return result

    # ------------------------------------------------------------------------------------------ comprehensions

    def _comprehension(self, node: Node, env: dict[int, Expr]) -> Expr:
        steps: list[Generator] = []
        init = (self.expand(node.args[0], env),) if node.op == "fold" else ()
        for step in node.steps:
            value = self.expand(step.node, env)
            if step.kind == "where":
                steps += self.where(value)
            elif step.kind == "let" and is_path(value):
                env[step.vars[0]] = value
                self.parts.setdefault(value, _name_of(step.vars[0], node))
            else:
                types = [value.type] if step.kind == "let" else item_types(value.type, len(step.vars))
                bound = [self.fresh(_name_of(v, node)) for v in step.vars]
                env |= {v: self.var(b, t) for v, b, t in zip(step.vars, bound, types, strict=True)}
                number = self._number_of_places(value, len(bound)) if step.kind == "each" else None
                if number is not None:
                    self.below[bound[0]] = number
                steps += self.opened(value, lambda e, k=step.kind, b=tuple(bound): [Generator(k, b, e)])
        op, owed = node.op, node.need is not None
        if op == "fold":
            variable = self.fresh(_name_of(node.data[0], node))
            env[node.data[0]] = self.var(variable, node.type)
            return self.make(op, node.type, (*init, self.expand(node.args[1], env)), variable, steps)
        args = [self.expand(a, env) for a in node.args]
        if op in {"some", "every"}:
            found = self.make("exists", BOOL, steps=[*steps, *self.where(self.negation(args[0]) if op == "every" else args[0])])
            return self.negation(found) if op == "every" else found
        if op == "count":
            return self.make(op, NAT, steps=[*steps, *self.where(args[0])])
        while len(args) == 1 and args[0].op == "let":
            steps.append(Generator("let", (args[0].data,), args[0].args[0]))
            args = [args[0].args[1]]
        if op == "collect_set":
            return self._collected(args[0], node.type, steps)
        apart = op == "collect_map" and keys_differ(args[0], tuple(steps))
        return self.make(op, node.type, args, apart or None, steps, owed)

    def _number_of_places(self, over: Expr, variables: int) -> Expr | None:
        """Return the number below which the first variable of a generator stays, if it runs through the numbers from 0."""
        if isinstance(over.type, Seq) and variables == 2:
            return self.make("size", NAT, (over,))
        return numbers_below(over)

    def _collected(self, e: Expr, type: Type, steps: Sequence[Generator]) -> Expr:
        """Return the set of the values of `e`; iteration over a set expression becomes iteration over the parts of that set."""
        over = steps[0].expr
        if len(steps) == 1 and len(steps[0].vars) == 1:
            item = self.var(steps[0].vars[0], self.types[steps[0].vars[0]])
            if over.op == "union":
                parts = [self._collected(e, type, [Generator("each", steps[0].vars, part)]) for part in over.args]
                return self.make("union", type, parts)
            if over.op == "set" and over.args and not any(member.owes for member in over.args):
                return self.make("set", type, [self.replaced(e, {item: member}) for member in over.args])
            if over.op == "collect_set" and e.op == "as_edge" and e.args == (item,):
                return self.make("collect_set", type, (self.like(e, over.args, ()),), None, over.steps)
        return self.make("collect_set", type, (e,), None, steps)

    def opened(self, e: Expr, use: Any) -> list[Generator]:
        """Return generators for the outer `let`s of an expression, followed by the generators that `use` makes of its body."""
        steps = []
        while e.op == "let":
            steps.append(Generator("let", (e.data,), e.args[0]))
            e = e.args[1]
        return [*steps, *use(e)]

    def where(self, e: Expr) -> list[Generator]:
        """Return `where` generators for a condition, one for each of its conjuncts."""
        if e.op == "and":
            return [*self.where(e.args[0]), *self.where(e.args[1])]
        if e.op == "not" and e.args[0].op == "or":
            return [g for part in e.args[0].args for g in self.where(self.negation(part))]
        if e.op == "not" and e.args[0].op == "let":
            inner = e.args[0]
            return [Generator("let", (inner.data,), inner.args[0]), *self.where(self.negation(inner.args[1]))]
        if e.op == "const" and e.data is True:
            return []
        return self.opened(e, lambda inner: self.where(inner) if inner is not e else [Generator("where", (), e)])


def _made_of_its_parts(a: Expr, b: Expr) -> tuple[tuple[Expr], int] | None:
    """Return the value and the constructor if one of two values is made by a constructor from the parts of the other one: they
    are equal if this constructor has made the other one, too."""
    for value, made in ((a, b), (b, a)):
        if made.op == "make" and all(
            part.op == "proj" and part.args[0] is value and part.data == place for place, part in enumerate(made.args, 1)
        ):
            return (value,), made.data
    return None


def _binds(node: Node) -> Iterator[int]:
    for step in node.steps:
        yield from step.vars
    if node.op == "fold":
        yield node.data[0]
    if node.op == "case":
        for _, variables in node.data:
            yield from variables


def _name_of(variable: int, node: Node) -> str:
    """Return the name of a variable in the source text; the empty string if no source position records it."""
    for n in node.walk():
        if n.op == "var" and n.data == variable and n.mark is not None and n.mark.text.isidentifier():
            return n.mark.text
    return ""
