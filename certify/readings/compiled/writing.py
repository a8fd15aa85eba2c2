"""Expressions become Python: as one expression where that is possible, else by statements that come before it.

What does not change in a loop is computed before it: at once if it is cheap and sure to be defined, else where it is first
needed.  What occurs several times is computed once, by the same rule.  As values never change and nothing but being undefined
can be observed, the order of evaluation is free; what a guard shields stays behind it.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from certify.language.core import Map, Tuple
from certify.readings.compiled.expressions import Expr, Expressions, Gen, is_flat, is_nat, is_whole
from certify.readings.compiled.runtime import NAMES

OR, AND, NOT, COMPARE, BITS, ADD, MULTIPLY, POWER, ATOM = range(1, 10)
CONDITIONAL = 0

_CHEAP = 8
_SHARED = 5
_LONG = 20
_BINARY = {
    "or": (" or ", OR), "and": (" and ", AND), "eq": (" == ", COMPARE), "lt": (" < ", COMPARE), "le": (" <= ", COMPARE),
    "in": (" in ", COMPARE), "subset": (" <= ", COMPARE), "intersection": (" & ", BITS), "difference": (" - ", ADD),
    "add": (" + ", ADD), "sub": (" - ", ADD), "concat": (" + ", ADD), "mul": (" * ", MULTIPLY),
    "quotient": (" // ", MULTIPLY), "mod": (" % ", MULTIPLY),
}  # fmt: skip
_CALLS = {
    "edge": "edge", "as_edge": "as_edge", "other": "other", "slice": "part", "cycle": "cycle", "min": "min", "max": "max",
    "size": "len", "nat": "nat", "int": "whole",
}  # fmt: skip
_RESERVED = {*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *NAMES, "x", "w", "known", "ranks"}


class Nested(Exception):
    """An expression needs statements where none can stand."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Python expression, and how loosely it binds."""

    text: str
    binds: int = ATOM

    def at(self, binds: int) -> str:
        """The text as an operand of an operator that binds so tightly."""
        return self.text if self.binds >= binds else f"({self.text})"

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Cell:
    """A name that is given its value where it is first needed."""

    name: str


def identifier(name: str) -> str:
    """A Python name that looks like the text's.

    >>> identifier("S'"), identifier("lambda"), identifier("")
    ('S_', 'lambda_', 't')
    """
    plain = re.sub(r"\W", "_", name) or "t"
    plain = plain if plain[0].isalpha() and plain.isascii() else "t_" + re.sub(r"[^A-Za-z0-9_]", "", plain)
    return plain + "_" if plain in _RESERVED else plain


@dataclass
class Writer:
    """Writes one function, of these expressions; `functions` are the Python names of definitions."""

    make: Expressions
    functions: dict[str, str]
    roots: Sequence[Expr]
    ranks: dict[str, str] = field(default_factory=dict)
    variables: dict[int, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    depth: int = 1
    inline: bool = False
    loops: int = 0

    def __post_init__(self) -> None:
        self.scopes: list[dict[Expr, str | Cell | None]] = [{}]
        self.taken: set[str] = {*self.functions.values()}
        self.uses = _uses(self.roots)
        self.prelude: list[str] = []

    # ------------------------------------------------------------------------------------------ lines and names

    def emit(self, line: str) -> None:
        """Write a statement here."""
        if self.inline:
            raise Nested
        self.lines.append((self.depth, line))

    @contextmanager
    def block(self, head: str | Callable[[], str]) -> Iterator[None]:
        """What is written inside stands in a block under this line."""
        self.scopes.append({})
        self.emit(head if isinstance(head, str) else head())
        self.depth += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.emit("pass")
        self.scopes.pop()
        self.depth -= 1

    def name(self, wish: str) -> str:
        """A name that is not taken."""
        base = name = identifier(wish)
        number = 2
        while name in self.taken:
            name, number = f"{base}{number}", number + 1
        self.taken.add(name)
        return name

    def variable(self, variable: int) -> str:
        """The name of a variable."""
        if variable not in self.variables:
            self.variables[variable] = self.name(self.make.names[variable])
        return self.variables[variable]

    def wish(self, e: Expr) -> str:
        """What a value may be called."""
        if e.op == "global":
            return str(e.data)
        if e.op == "proj":
            fields = getattr(e.args[0].type, "fields", ())
            return fields[e.data][0] if fields else self.make.parts.get(e, "") or "part"
        return {"index": "index", "bucket": "rows"}.get(e.op, "t")

    def known(self, e: Expr) -> str | Cell | None:
        """The name of what is computed already, or when first needed."""
        for scope in reversed(self.scopes):
            if e in scope:
                return scope[e]
        return None

    # ------------------------------------------------------------------------------------------ values

    def value(self, e: Expr) -> Text:
        """The expression that computes a value, with the statements that it needs written before."""
        known = self.known(e)
        if isinstance(known, Cell):
            name = known.name
            if self.inline:
                raise Nested
            with self.block(f"if {name} is UNSET:"):
                self.scopes[-1][e] = None
                self.emit(f"{name} = {self.fresh_value(e)}")
            self.scopes[-1][e] = name
            return Text(name)
        if known is not None:
            return Text(known)
        if self.is_shared(e):
            if not self.inline:
                return Text(self.spill(e))
            if e.weight >= _LONG:
                raise Nested
        return self.fresh_value(e)

    def spill(self, e: Expr) -> str:
        """Compute a value here, under a name."""
        text = self.fresh_value(e).text
        name = text if text.isidentifier() else self.name(self.wish(e))
        if name != text:
            self.emit(f"{name} = {text}")
        self.scopes[-1][e] = name
        return name

    def fresh_value(self, e: Expr) -> Text:
        """The value computed anew."""
        if e.steps:
            return self.comprehension(e)
        special = getattr(self, "_" + e.op, None)
        if special is not None:
            return special(e)  # type: ignore[no-any-return]
        if e.op in _BINARY:
            sign, binds = _BINARY[e.op]
            a, b = [self.value(v) for v in e.args]
            text = Text(a.at(binds + (binds == COMPARE)) + sign + b.at(binds + 1), binds)
            rational = e.op in {"add", "sub", "mul"} and not is_whole(e)
            return Text(f"number({text})") if rational else text
        return Text(f"{_CALLS[e.op]}({', '.join(self.value(a).text for a in e.args)})")

    def _const(self, e: Expr) -> Text:
        if isinstance(e.data, int):
            return Text(repr(e.data), ATOM if e.data >= 0 else MULTIPLY)
        return Text(f"Fraction({e.data.numerator}, {e.data.denominator})")

    def _var(self, e: Expr) -> Text:
        return Text(self.variable(e.data))

    def _input(self, e: Expr) -> Text:
        return Text("x" if e.data == "instance" else "w")

    def _global(self, e: Expr) -> Text:
        return Text(f"{self.functions[e.data]}(x, w, known)")

    def _call(self, e: Expr) -> Text:
        return Text(f"{self.functions[e.data]}({', '.join(['x', 'w', 'known', *(self.value(a).text for a in e.args)])})")

    def _let(self, e: Expr) -> Text:
        self.emit(f"{self.variable(e.data)} = {self.value(e.args[0])}")
        return self.value(e.args[1])

    def _proj(self, e: Expr) -> Text:
        return Text(f"{self.value(e.args[0]).at(ATOM)}[{e.data}]")

    def _arg(self, e: Expr) -> Text:
        return Text(f"argument({self.value(e.args[0])}, {e.data[0]}, {e.data[1]})")

    def _is(self, e: Expr) -> Text:
        return Text(f"{self.value(e.args[0]).at(ATOM)}[0] == {e.data}", COMPARE)

    def _not(self, e: Expr) -> Text:
        inner = e.args[0]
        if inner.op in {"eq", "in"} and self.known(inner) is None:
            a, b = self.sides(inner)
            return Text(f"{a} {'!=' if inner.op == 'eq' else 'not in'} {b}", COMPARE)
        return Text(f"not {self.value(inner).at(NOT)}", NOT)

    def _and(self, e: Expr) -> Text:
        return self._guarded(e, "and")

    def _or(self, e: Expr) -> Text:
        return self._guarded(e, "or")

    def _guarded(self, e: Expr, word: str) -> Text:
        sign, binds = _BINARY[word]
        first = self.value(e.args[0])
        plain = self.attempt(lambda: self.value(e.args[1]))
        if plain is not None:
            return Text(f"{first.at(binds)}{sign}{plain.at(binds + 1)}", binds)
        name = self.name("t")
        self.emit(f"{name} = {first}")
        with self.block(f"if {name}:" if word == "and" else f"if not {name}:"):
            self.emit(f"{name} = {self.value(e.args[1])}")
        return Text(name)

    def _if(self, e: Expr) -> Text:
        test, a, b = e.args
        condition = self.value(test)
        first, second = self.attempt(lambda: self.value(a)), self.attempt(lambda: self.value(b))
        if first is not None and second is not None:
            return Text(f"{first.at(OR)} if {condition.at(OR)} else {second.at(CONDITIONAL)}", CONDITIONAL)
        name = self.name("t")
        with self.block(f"if {condition}:"):
            self.emit(f"{name} = {self.value(a)}")
        with self.block("else:"):
            self.emit(f"{name} = {self.value(b)}")
        return Text(name)

    def _eq(self, e: Expr) -> Text:
        return Text(" == ".join(self.sides(e)), COMPARE)

    def _in(self, e: Expr) -> Text:
        return Text(" in ".join(self.sides(e)), COMPARE)

    def sides(self, e: Expr) -> tuple[str, str]:
        """Both sides of a comparison; what stands behind `in` need not be a set."""
        a, of = e.args
        if e.op == "eq":
            return self._side(a), self._side(of)
        left = self.value(a).at(BITS)
        if of.op == "set" and of.args and self.known(of) is None:
            return left, _tuple([self.value(v).text for v in of.args])
        return left, self.value(of.args[0] if of.op == "domain" else of).at(BITS)

    def _side(self, e: Expr) -> str:
        return f"{self.value(e.args[0]).at(ATOM)}.keys()" if e.op == "domain" else self.value(e).at(BITS)

    def _div(self, e: Expr) -> Text:
        return Text(f"number(Fraction({self.value(e.args[0])}, {self.value(e.args[1])}))")

    def _pow(self, e: Expr) -> Text:
        a, n = [self.value(v) for v in e.args]
        base, exponent = e.args
        if base.op == "const" and base.data > 1 and exponent.op != "const" and is_nat(exponent):
            powers = f"powers_of_{base.data}"
            if powers not in self.taken:
                self.taken.add(powers)
                self.prelude.append(f"{powers} = Powers({base.data})")
            return Text(f"{powers}[{n}]")
        if is_nat(exponent) and is_whole(e):
            return Text(f"{a.at(ATOM)} ** {n.at(ATOM)}", POWER)
        return Text(f"exponential({a}, {n})")

    def _bits(self, e: Expr) -> Text:
        a = self.value(e.args[0])
        return Text(f"bits({a}, {e.data!r})")

    def _nat(self, e: Expr) -> Text:
        return self.value(e.args[0]) if e.sure and is_nat(e.args[0]) else Text(f"nat({self.value(e.args[0])})")

    def _int(self, e: Expr) -> Text:
        return self.value(e.args[0]) if is_whole(e.args[0]) else Text(f"whole({self.value(e.args[0])})")

    def _at(self, e: Expr) -> Text:
        s, i = [self.value(v) for v in e.args]
        return Text(f"{s.at(ATOM)}[{i}]") if is_nat(e.args[1]) else Text(f"at({s}, {i})")

    def _lookup(self, e: Expr) -> Text:
        f, k = [self.value(v) for v in e.args]
        return Text(f"{f.at(ATOM)}[{k}]")

    def _set(self, e: Expr) -> Text:
        return Text(f"frozenset({_tuple([self.value(a).text for a in e.args])})" if e.args else "frozenset()")

    def _seq(self, e: Expr) -> Text:
        return Text(_tuple([self.value(a).text for a in e.args]))

    _tuple = _record = _seq

    def _make(self, e: Expr) -> Text:
        return Text(_tuple([str(e.data), *(self.value(a).text for a in e.args)]))

    def _edge(self, e: Expr) -> Text:
        a, b = [self.value(v) for v in e.args]
        if not e.sure and a.text.isidentifier() and b.text.isidentifier():
            return Text(f"frozenset(({a}, {b})) if {a} != {b} else undefined()", CONDITIONAL)
        return Text(f"frozenset(({a}, {b}))" if e.sure else f"edge({a}, {b})")

    def _map(self, e: Expr) -> Text:
        values = [self.value(a).text for a in e.args]
        entries = ", ".join(f"({k}, {v})" for k, v in zip(values[::2], values[1::2], strict=True))
        return Text(f"mapped([{entries}])" if values else "FrozenMap()")

    def _union(self, e: Expr) -> Text:
        first, *others = _flat(e)
        return Text(f"{self.value(first).at(ATOM)}.union({', '.join(self.several(o) for o in others)})")

    def _override(self, e: Expr) -> Text:
        first, *others = _flat(e)
        if first.op == "fill" and not self.inline:
            return self.overridden(first, others)
        parts = []
        for part in _flat(e):
            if self.known(part) is None and not self.is_shared(part) and part.op == "map" and part.sure:
                parts += [f"{self.value(k)}: {self.value(v)}" for k, v in zip(part.args[::2], part.args[1::2], strict=True)]
            elif self.known(part) is None and not self.is_shared(part) and part.op == "collect_map" and part.data:
                parts.append(f"**{self.entries(part).at(BITS)}")
            else:
                parts.append(f"**{self.value(part).at(BITS)}")
        return Text("FrozenMap({" + ", ".join(parts) + "})")

    def overridden(self, first: Expr, others: Sequence[Expr]) -> Text:
        """A copy of a map with others written over it."""
        name = self.name("found")
        self.emit(f"{name} = FrozenMap({self.value(first)})")
        for part in others:
            if part.op == "map" and part.sure:
                for k, v in zip(part.args[::2], part.args[1::2], strict=True):
                    self.emit(f"{name}[{self.value(k)}] = {self.value(v)}")
            else:
                self.emit(f"{name}.update({self.entries(part) if part.op == 'collect_map' and part.data else self.value(part)})")
        return Text(name)

    def _fill(self, e: Expr) -> Text:
        return Text(f"FrozenMap.fromkeys({self.members(e.args[0])}, {self.value(e.args[1])})")

    def _domain(self, e: Expr) -> Text:
        return Text(f"frozenset({self.value(e.args[0])})")

    def _range(self, e: Expr) -> Text:
        return Text(f"tuple({self._bounds(e)})")

    def _bounds(self, e: Expr) -> str:
        a, b = e.args
        start = [] if a.op == "const" and a.data == 0 else [self.value(a).text]
        if b.op == "sub" and b.args[1].op == "const" and b.args[1].data == 1:
            return f"range({', '.join([*start, self.value(b.args[0]).text])})"
        return f"range({', '.join([*start, self.value(b).at(ADD) + ' + 1'])})"

    def _listed(self, e: Expr) -> Text:
        inner = self.value(e.args[0])
        flat = is_flat(getattr(e.type, "item", e.type), self.make.constructors)
        return Text(f"tuple(sorted({inner}))" if flat else f"in_order({inner})")

    def _bucket(self, e: Expr) -> Text:
        return Text(f"{self.value(e.args[0]).at(ATOM)}.get({self.value(e.args[1])}, ())")

    def _rank(self, e: Expr) -> Text:
        home = e.data
        if home not in self.ranks:
            self.ranks[home] = name = self.name("rank_in_" + home.rpartition(".")[2])
            self.prelude.append(f"{name} = ranks[{home!r}]")
        return Text(f"{self.ranks[home]}[{self.value(e.args[0])}]")

    def _across(self, e: Expr) -> Text:
        return Text(f"{e.data}({self.value(e.args[0])}, ranks)")

    def several(self, e: Expr) -> str:
        """Something to iterate over that has the members of a set, perhaps more than once."""
        if self.known(e) is None and not self.is_shared(e):
            if e.op == "set":
                return _tuple([self.value(a).text for a in e.args])
            if e.op == "collect_set":
                return self.found(e).text
        return self.members(e)

    def members(self, e: Expr) -> str:
        """Something to iterate over that has the members of a collection, each as often as it does."""
        if self.known(e) is None and not self.is_shared(e):
            if e.op == "set" and (len(e.args) == 1 or (all(a.op == "const" for a in e.args) and len({*e.args}) == len(e.args))):
                return _tuple([self.value(a).text for a in e.args])
            if e.op == "collect_seq":
                return self.found(e).text
            if e.op == "domain":
                return self.value(e.args[0]).at(OR)
            if e.op == "listed" and is_flat(getattr(e.type, "item", e.type), self.make.constructors):
                return f"sorted({self.value(e.args[0])})"
            if e.op == "range":
                return self._bounds(e)
        return self.value(e).at(OR)

    def is_shared(self, e: Expr) -> bool:
        """Is it worth a name because several places use it?"""
        return e.op == "global" or (e.weight >= _SHARED and self.uses[e] > 1)

    # ------------------------------------------------------------------------------------------ comprehensions

    def attempt(self, write: Callable[[], Text]) -> Text | None:
        """An expression without any statement; None if there must be one."""
        before, self.inline = self.inline, True
        scopes = len(self.scopes)
        self.scopes.append({})
        try:
            return write()
        except Nested:
            if before:
                raise
            return None
        finally:
            self.inline = before
            del self.scopes[scopes:]

    def comprehension(self, e: Expr) -> Text:
        """The value of a comprehension."""
        match e.op:
            case "exists":
                return self.exists(e)
            case "fold":
                return self.fold(e)
            case "first":
                return self.first(e)
            case "index":
                return self.index(e)
            case "count":
                rows = e.steps[0].expr
                if len(e.steps) == 1:
                    return Text(f"len({self.members(rows)})")
                return Text(f"len({self.found(e)})")
        if e.op == "collect_map" and e.data:
            return Text(f"FrozenMap({self.entries(e)})")
        found = self.found(e)
        match e.op:
            case "rows":
                return found
            case "collect_set":
                return Text(f"frozenset({found})")
            case "collect_seq":
                return Text(f"tuple({found})")
            case "collect_map":
                return Text(f"mapped({found})")
            case "sum" | "product":
                text = f"{'sum' if e.op == 'sum' else 'prod'}({found})"
                return Text(text if is_whole(e) else f"number({text})")
            case "greatest" if is_nat(e):
                return Text(f"max({found}, default=0)")
        return Text(f"{e.op}({found})")

    def found(self, e: Expr) -> Text:
        """The list of a comprehension's values, one for each binding."""
        return self.gathered(e, "[", "]", "[]", lambda name: f"{name}.append({self.element(e)})", lambda: self.element(e))

    def entries(self, e: Expr) -> Text:
        """The dictionary of a map comprehension whose keys differ."""
        key, value = e.args
        return self.gathered(
            e, "{", "}", "{}",
            lambda name: f"{name}[{self.value(key)}] = {self.value(value)}",
            lambda: f"{self.value(key)}: {self.value(value)}",
        )  # fmt: skip

    def gathered(self, e: Expr, left: str, right: str, empty: str, add: Callable[[str], str], element: Callable[[], str]) -> Text:
        """What a comprehension gathers: in one expression if that is possible, else in a loop."""
        self.hoist(e.steps, e.args)
        plain = self.attempt(lambda: Text(left + self._in_line(e, element) + right))
        if plain is not None:
            return plain
        name = self.name("found")
        self.emit(f"{name} = {empty}")
        self.loop(e.steps, e.args, lambda: self.emit(add(name)))
        return Text(name)

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
                items = self.items(step)
                clauses += f" for {self.pattern(step, e.steps[place + 1 :], e.args)} in {items}"
        return f"{element()}{clauses}"

    def element(self, e: Expr) -> str:
        """What stands for one binding."""
        if e.op == "count":
            return "1"
        values = [self.value(a).text for a in e.args]
        return values[0] if len(values) == 1 else _tuple(values)

    def items(self, step: Gen) -> str:
        """What a generator goes through."""
        if len(step.vars) == 2 and step.expr.op not in {"bucket", "rows"}:
            if isinstance(step.expr.type, Map):
                return f"{self.value(step.expr).at(ATOM)}.items()"
            return f"enumerate({self.members(step.expr)})"
        return self.members(step.expr)

    def pattern(self, step: Gen, later: Sequence[Gen], leaves: Sequence[Expr]) -> str:
        """What a generator binds; a tuple that is only taken apart is bound to its parts."""
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

    def hoist(self, steps: Sequence[Gen], leaves: Sequence[Expr], carried: frozenset[int] = frozenset()) -> None:
        """Name, before a loop, what does not change in it; `carried` are variables that it changes."""
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
                self.scopes[-1][e] = Cell(name)

    def loop(
        self,
        steps: Sequence[Gen],
        leaves: Sequence[Expr],
        leaf: Callable[[], None],
        stop: str = "",
        carried: frozenset[int] = frozenset(),
    ) -> None:
        """Nested loops; `stop` is the condition for leaving an outer loop after an inner one."""
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
        items = self.items(step)
        self.hoist(steps, leaves, carried)
        self.loops += 1
        with self.block(lambda: f"for {self.pattern(step, rest, leaves)} in {items}:"):
            self.loop(rest, leaves, leaf, stop, carried)
            if stop and any(s.kind == "each" for s in rest):
                with self.block(f"if {stop}:"):
                    self.emit("break")
        self.loops -= 1

    def unless(self, step: Gen, then: Callable[[], None]) -> bool:
        """Where there is no binding of one generator: a loop that goes on in its `else`."""
        inner = step.expr.args[0] if step.expr.op == "not" else step.expr
        if inner is step.expr or inner.op != "exists" or self.known(inner) is not None or self.uses[inner] > 1:
            return False
        if len(inner.steps) == 1 or [s.kind for s in inner.steps].count("each") != 1 or inner.steps[0].kind != "each":
            return False
        self.loop(inner.steps, (), lambda: self.emit("break"))
        with self.block("else:"):
            then()
        return True

    def exists(self, e: Expr) -> Text:
        """Is there a binding?"""
        first = e.steps[0] if e.steps else None
        if len(e.steps) == 1 and first is not None and first.kind == "each":
            if first.expr.op == "bucket":
                index, key = first.expr.args
                return Text(f"{self.value(key).at(BITS)} in {self.value(index).at(ATOM)}", COMPARE)
            return Text(f"bool({self.members(first.expr)})")
        name = self.name("some")
        self.emit(f"{name} = False")

        def leaf() -> None:
            self.emit(f"{name} = True")
            if any(s.kind == "each" for s in e.steps):
                self.emit("break")

        self.loop(e.steps, (), leaf, name)
        return Text(name)

    def fold(self, e: Expr) -> Text:
        """A value carried through a loop."""
        name = self.variable(e.data)
        self.emit(f"{name} = {self.value(e.args[0])}")
        body = e.args[1]
        self.loop(e.steps, (body,), lambda: self.emit(f"{name} = {self.value(body)}"), carried=frozenset({e.data}))
        return Text(name)

    def first(self, e: Expr) -> Text:
        """The first value."""
        name = self.name("first")
        self.emit(f"{name} = UNSET")

        def leaf() -> None:
            self.emit(f"{name} = {self.value(e.args[0])}")
            if any(s.kind == "each" for s in e.steps):
                self.emit("break")

        self.loop(e.steps, e.args, leaf, f"{name} is not UNSET")
        with self.block(f"if {name} is UNSET:"):
            self.emit("undefined()")
        return Text(name)

    def index(self, e: Expr) -> Text:
        """The rows of a stream by their keys."""
        name = self.name("index")
        self.emit(f"{name} = rows()")
        key, *kept = e.args

        def leaf() -> None:
            row = [self.value(v).text for v in kept]
            self.emit(f"{name}[{self.value(key)}].append({row[0] if len(row) == 1 else _tuple(row) if row else None})")

        self.loop(e.steps, e.args, leaf)
        return Text(name)


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def _flat(e: Expr) -> list[Expr]:
    return [p for a in e.args for p in (_flat(a) if a.op == e.op else [a])]


def _uses(roots: Sequence[Expr]) -> Counter[Expr]:
    """How many places use each expression."""
    found: Counter[Expr] = Counter()
    todo = list(roots)
    while todo:
        e = todo.pop()
        found[e] += 1
        if found[e] == 1:
            todo += e.children()
    return found


def invariants(steps: Sequence[Gen], leaves: Sequence[Expr], carried: frozenset[int] = frozenset()) -> list[Expr]:
    """What is computed again and again in the loop at the head of these generators, but does not change in it."""
    bound = carried.union(*(s.vars for s in steps))
    found: dict[Expr, None] = {}
    for e in [*(s.expr for s in steps[1:]), *leaves]:
        _invariant(e, bound, found)
    return list(found)


def _invariant(e: Expr, bound: frozenset[int], found: dict[Expr, None]) -> None:
    """The largest subexpressions that need none of the bound variables and compute something."""
    if e.atomic:
        return
    if not e.free & bound and e.op not in {"range", "domain"}:
        found[e] = None
        return
    inner = bound | e.bound
    for child in e.children():
        _invariant(child, inner, found)


def _parts(variable: int, within: Sequence[Expr]) -> list[Expr] | None:
    """The projections of a variable, if it is used in no other way and is a tuple."""
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
