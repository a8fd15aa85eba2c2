"""Generated Python for comprehensions: one expression where that is possible, else loops.

A subexpression that does not change in a loop is computed once: before the loop if it is cheap and known to be defined, else
where its value is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from certify.codegen.expressions import REPLACED, Expr, Generator, is_nat, is_tally, is_whole
from certify.codegen.meanings import NAMES, meaning_name
from certify.codegen.python_text import ATOM, BITS, COMPARE, OR, LazyName, Nested, PythonText, in_tuple
from certify.codegen.writing import Values
from certify.core import Map, Number, Record, Seq, Set, Tuple, Type
from certify.core.operations import COMPREHENSIONS, rules_for
from certify.core.ops import Op
from certify.core.paths import components

_CHEAP = 8
_PLAIN = re.compile(r"\w+(\[\d+\])*")


class Writer(Values):
    """Writes one generated function.  Its methods return Python text, after they have written the statements that it needs."""

    def comprehension(self, e: Expr) -> PythonText:
        """Return the value of a comprehension."""
        return _RULES[e.op](self, e)

    def count(self, e: Expr) -> PythonText:
        """Return the number of bindings."""
        if len(e.steps) == 1 and e.steps[0].expr.op == "bucket" and is_tally(e.steps[0].expr.args[0]):
            return PythonText(self.looked_up(e.steps[0].expr, "0"))
        return PythonText(f"len({self.members(e.steps[0].expr) if len(e.steps) == 1 else self.found(e)})")

    def collected(self, e: Expr) -> PythonText:
        """Return a set or sequence of the values."""
        return PythonText(f"{'frozenset' if e.op == 'collect_set' else 'tuple'}({self.found(e)})")

    def collected_map(self, e: Expr) -> PythonText:
        """Return a map of the entries."""
        return self.entries(e, "FrozenMap({", "})", "FrozenMap()") if e.data else PythonText(f"mapped({self.found(e)})")

    def combined(self, e: Expr) -> PythonText:
        """Return a sum or product."""
        of = "product" if e.op == "product" else "sum" if is_whole(e) else "total"
        text = f"{of}({self.found(e)})"
        return PythonText(text if is_whole(e) else f"reduced({text})")

    def greatest(self, e: Expr) -> PythonText:
        """Return the greatest of the values; 0 if they are naturals and there are none."""
        found = self.found(e)
        return PythonText(f"max({found}, default=0)" if is_nat(e) else f"greatest({found})")

    def gathered_by_meaning(self, e: Expr) -> PythonText:
        """The default: a call of the comprehension's own meaning, a function of the list of the values."""
        return PythonText(f"{meaning_name(Op(e.op))}({self.found(e)})")

    def found(self, e: Expr) -> PythonText:
        """Return the list of the values of a comprehension, one for each binding."""
        return self.gathered(e, "[", "]", "[]", lambda name: f"{name}.append({self.element(e)})", lambda: self.element(e))

    def entries(self, e: Expr, left: str = "{", right: str = "}", empty: str = "{}") -> PythonText:
        """Return the dictionary of a map comprehension whose bindings have different keys, between other brackets for another
        class of dictionaries."""
        key, value = e.args
        return self.gathered(
            e, left, right, empty,
            lambda name: f"{name}[{self.value(key)}] = {self.value(value)}",
            lambda: f"{self.value(key)}: {self.value(value)}",
        )  # fmt: skip

    def gathered(
        self, e: Expr, left: str, right: str, empty: str, add: Callable[[str], str], element: Callable[[], str]
    ) -> PythonText:
        """Return the values of a comprehension, gathered by one Python expression if possible, else by a loop.

        `left` and `right` are the brackets of the expression, and `element` returns its element.  The loop starts with the
        collection `empty`, and `add` returns the statement that adds a value to the collection of a given name.
        """
        self.hoist(e.steps, e.args)
        plain = self.attempt(lambda: PythonText(left + self._in_line(e, element) + right))
        if plain is not None:
            return plain
        name = self.name("found")
        self.emit(f"{name} = {empty}")
        self.loop(e.steps, e.args, lambda: self.emit(add(name)))
        return PythonText(name)

    def _in_line(self, e: Expr, element: Callable[[], str]) -> str:
        if e.steps[0].kind != "each":
            raise Nested
        clauses = ""
        for place, step in enumerate(e.steps):
            if step.kind == "where":
                clauses += f" if {self.value(step.expr).at(OR)}"
            elif step.kind == "let":
                clauses += f" for {self.variable(step.vars[0])} in ({self.value(step.expr)},)"
            else:
                if place and any(v.weight > 1 for v in invariants(e.steps[place:], e.args) if self.known(v) is None):
                    raise Nested
                members, form = self.items(step)
                self.counts = True
                items = form.format(f"paid({members}, known)")
                clauses += f" for {self.pattern(step, e.steps[place + 1 :], e.args)} in {items}"
        return f"{element()}{clauses}"

    def element(self, e: Expr) -> str:
        """Return the value that one binding contributes; its arguments in a tuple if there are several."""
        if e.op == "count":
            return "1"
        values = [self.value(a).text for a in e.args]
        return values[0] if len(values) == 1 else in_tuple(values)

    def items(self, step: Generator) -> tuple[str, str]:
        """Return the collection that a generator iterates over, and a format string that turns its name into the iterable."""
        if step.expr.op == "ends":
            return self.members(step.expr.args[0]), "pairs_of({})"
        if len(step.vars) == 2 and step.expr.op not in {"bucket", "rows"}:
            if isinstance(step.expr.type, Map):
                return self.value(step.expr).at(ATOM), "{}.items()"
            return self.members(step.expr), "enumerate({})"
        return self.members(step.expr), "{}"

    def through(self, step: Generator) -> str:
        """Return the iterable of a generator, after a statement that subtracts its length from the remaining steps."""
        members, form = self.items(step)
        items = members
        if not _PLAIN.fullmatch(members):
            items = self.name("items")
            self.emit(f"{items} = {members}")
        self.pay(f"len({items})")
        return form.format(items)

    def pay(self, steps: str) -> None:
        """Write statements that subtract `steps`, a Python expression, from the remaining steps and stop below zero."""
        self.counts = True
        self.emit(f"known[-1] -= {steps}")
        self.emit("if known[-1] < 0: undefined()")

    def pattern(self, step: Generator, later: Sequence[Generator], leaves: Sequence[Expr]) -> str:
        """Return the target of the `for` of a generator.

        `step` is the generator.  A tuple is unpacked if the generators `later` and `leaves` use only parts of it.
        """
        if not step.vars:
            return "_"
        names = []
        for variable in step.vars:
            parts = _parts(variable, [*(s.expr for s in later), *leaves])
            if parts is None:
                names.append(self.variable(variable))
                continue
            if not parts:
                names.append("_")
                continue
            type = parts[0].args[0].type
            assert isinstance(type, Tuple)
            bound = ["_"] * len(type.items)
            for part in parts:
                bound[part.data] = self.name(self.make.parts.get(part, ""))
                self.scopes[-1][part] = bound[part.data]
            names.append(", ".join(bound) if len(step.vars) == 1 else f"({', '.join(bound)})")
            if len(bound) == 1:
                names[-1] += ","
        return ", ".join(names)

    def hoist(self, steps: Sequence[Generator], leaves: Sequence[Expr], carried: frozenset[int] = frozenset()) -> None:
        """Name, before a loop, the subexpressions that do not change in it.

        `steps` and `leaves` are the comprehension that the loop computes; `carried` are other variables that the loop changes.
        Raises Nested if a name needs a statement where none can stand.
        """
        for e in invariants(steps, leaves, carried):
            if self.known(e) is not None:
                continue
            if self.inline:
                if e.weight > 2:
                    raise Nested
                continue
            if e.sure and (e.weight <= _CHEAP or (e.op == "global" and not self.loops)):
                self.spill(e)
            elif e.weight > 1:
                name = self.name(self.wish(e))
                self.emit(f"{name} = UNSET")
                self.scopes[-1][e] = LazyName(name)

    def loop(
        self,
        steps: Sequence[Generator],
        leaves: Sequence[Expr],
        leaf: Callable[[], None],
        stop: str = "",
        carried: frozenset[int] = frozenset(),
    ) -> None:
        """Write nested loops.

        `steps` are the generators, and `leaf` writes the innermost body, which evaluates `leaves`.  `stop` is the condition under
        which an outer loop ends after an inner one; `carried` are variables that the body changes.
        """
        if not steps:
            leaf()
            return
        step, rest = steps[0], steps[1:]
        if step.kind == "where":
            if not self.unless(step, lambda: self.loop(rest, leaves, leaf, stop, carried)):
                with self.block(f"if {self.value(step.expr)}:"):
                    self.loop(rest, leaves, leaf, stop, carried)
            return
        if step.kind == "let":
            self.emit(f"{self.variable(step.vars[0])} = {self.value(step.expr)}")
            self.loop(rest, leaves, leaf, stop, carried)
            return
        items = self.through(step)
        self.hoist(steps, leaves, carried)
        self.loops += 1
        with self.block(lambda: f"for {self.pattern(step, rest, leaves)} in {items}:"):
            self.loop(rest, leaves, leaf, stop, carried)
            if stop and any(s.kind == "each" for s in rest):
                with self.block(f"if {stop}:"):
                    self.emit("break")
        self.loops -= 1

    def unless(self, step: Generator, then: Callable[[], None]) -> bool:
        """Write a condition that no binding exists as a loop with `then` in its `else`; return False if that is impossible."""
        inner = step.expr.args[0] if step.expr.op == "not" else step.expr
        if inner is step.expr or inner.op != "exists" or self.known(inner) is not None or self.uses[inner] > 1:
            return False
        if len(inner.steps) == 1 or [s.kind for s in inner.steps].count("each") != 1 or inner.steps[0].kind != "each":
            return False
        self.loop(inner.steps, (), lambda: self.emit("break"))
        with self.block("else:"):
            then()
        return True

    def exists(self, e: Expr) -> PythonText:
        """Return whether a comprehension has a binding, as Python text."""
        first = e.steps[0] if e.steps else None
        if len(e.steps) == 1 and first is not None and first.kind == "each":
            if first.expr.op == "bucket":
                index, key = first.expr.args
                return PythonText(f"{self.value(key).at(BITS)} in {self.value(index).at(ATOM)}", COMPARE)
            return PythonText(f"bool({self.members(first.expr)})")
        name = self.name("some")
        self.emit(f"{name} = False")

        def leaf() -> None:
            self.emit(f"{name} = True")
            if any(s.kind == "each" for s in e.steps):
                self.emit("break")

        self.loop(e.steps, (), leaf, name)
        return PythonText(name)

    def fold(self, e: Expr) -> PythonText:
        """Return the value of a fold, computed by a loop.

        If the rounds are all the same, and one of them changes nothing, the loop ends.  This is compared for sets and maps, which
        often grow to a closure.
        """
        name = self.variable(e.data)
        self.emit(f"{name} = {self.value(e.args[0])}")
        body = e.args[1]
        weights = [f"weight({name}{part})" for part in long_parts(e.type)]
        alike = len(e.steps) == 1 and not body.free & set(e.steps[0].vars) and isinstance(e.type, Set | Map)
        before = self.name("before") if alike else ""

        def leaf() -> None:
            value = self.value(body)
            if alike:
                self.emit(f"{before} = {name}")
            self.emit(f"{name} = {value}")
            if weights:
                self.pay(" + ".join(weights))
            if alike:
                with self.block(f"if {name} == {before}:"):
                    self.emit("break")

        self.loop(e.steps, (body,), leaf, carried=frozenset({e.data}))
        return PythonText(name)

    def first(self, e: Expr) -> PythonText:
        """Return the first value of a comprehension; generated code stops if there is none."""
        name = self.name("first")
        self.emit(f"{name} = UNSET")

        def leaf() -> None:
            self.emit(f"{name} = {self.value(e.args[0])}")
            if any(s.kind == "each" for s in e.steps):
                self.emit("break")

        self.loop(e.steps, e.args, leaf, f"{name} is not UNSET")
        with self.block(f"if {name} is UNSET:"):
            self.emit("undefined()")
        return PythonText(name)

    def index(self, e: Expr) -> PythonText:
        """Return the index of a stream: its rows by their keys, or the number of rows if they have no values."""
        name = self.name("index")
        self.emit(f"{name} = {'{}' if is_tally(e) else 'rows()'}")
        key, *kept = e.args

        def leaf() -> None:
            if is_tally(e):
                text = self.value(key).text
                at = text if text.isidentifier() else self.name("key")
                if at != text:
                    self.emit(f"{at} = {text}")
                self.emit(f"{name}[{at}] = {name}.get({at}, 0) + 1")
                return
            row = [self.value(v).text for v in kept]
            self.emit(f"{name}[{self.value(key)}].append({row[0] if len(row) == 1 else in_tuple(row)})")

        self.loop(e.steps, e.args, leaf)
        return PythonText(name)


_OF_OPERATIONS: dict[Op, Callable[[Writer, Expr], PythonText]] = {
    Op.FOLD: Writer.fold,
    Op.FIRST: Writer.first,
    Op.COUNT: Writer.count,
    Op.SUM: Writer.combined,
    Op.PRODUCT: Writer.combined,
    Op.GREATEST: Writer.greatest,
    Op.COLLECT_SET: Writer.collected,
    Op.COLLECT_SEQ: Writer.collected,
    Op.COLLECT_MAP: Writer.collected_map,
}

_LOOPS = [op for op in Op if op in COMPREHENSIONS and op not in REPLACED]

_BY_MEANING = {op: Writer.gathered_by_meaning for op in _LOOPS if meaning_name(op) in NAMES}

_RULES: dict[str, Callable[[Writer, Expr], PythonText]] = {
    **{op.value: rule for op, rule in rules_for(_LOOPS, _BY_MEANING | _OF_OPERATIONS).items()},
    "exists": Writer.exists,
    "index": Writer.index,
    "rows": Writer.found,
}


def long_parts(type: Type) -> list[str]:
    """Return the parts of a value of the type that are numbers or collections, as Python subscripts.

    Members of collections are no parts in this sense.

    >>> from certify.core import BOOL, NAT
    >>> long_parts(Tuple((NAT, BOOL, Seq(NAT))))
    ['[0]', '[2]']
    """
    match type:
        case Number() | Set() | Seq() | Map():
            return [""]
        case Tuple() | Record():
            return [f"[{i}]{part}" for i, (_, item) in enumerate(components(type)) for part in long_parts(item)]
    return []


def invariants(steps: Sequence[Generator], leaves: Sequence[Expr], carried: frozenset[int] = frozenset()) -> list[Expr]:
    """Return the largest subexpressions that do not change in the loop of the first generator, but would be computed in it again.

    `steps` and `leaves` are the comprehension that the loop computes; `carried` are other variables that the loop changes.
    """
    bound = carried.union(*(s.vars for s in steps))
    found: dict[Expr, None] = {}
    for e in [*(s.expr for s in steps[1:]), *leaves]:
        _invariant(e, bound, found)
    return list(found)


def _invariant(e: Expr, bound: frozenset[int], found: dict[Expr, None]) -> None:
    """Collect the largest subexpressions that need computation and depend on no bound variable."""
    if e.atomic:
        return
    if not e.free & bound and e.op not in {"range", "domain"}:
        found[e] = None
        return
    inner = bound | e.bound
    for child in e.children():
        _invariant(child, inner, found)


def _parts(variable: int, within: Sequence[Expr]) -> list[Expr] | None:
    """Return the projections of a variable; None if it is used in another way or is no tuple."""
    found: dict[Expr, None] = {}

    def walk(e: Expr) -> bool:
        if variable not in e.free:
            return True
        if e.op == "var":
            return False
        if e.op == "proj" and e.args[0].op == "var":
            found[e] = None
            return isinstance(e.args[0].type, Tuple)
        return all(walk(c) for c in e.children())

    return list(found) if all(walk(e) for e in within) else None
