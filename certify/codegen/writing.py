"""Generated Python for expressions: one expression where that is possible, else an expression after statements.

A subexpression that occurs several times is computed once.  Values are immutable, and undefinedness is the only effect of an
evaluation, so the order of evaluation is free; but what a guard protects is computed behind the guard.  Comprehensions are
written by `certify.codegen.loops`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from certify.codegen.expressions import WRITTEN, Expr, flat, is_nat, is_tally, is_whole, keys_differ
from certify.codegen.meanings import NAMES, meaning_name
from certify.codegen.python_text import (
    ADD,
    AND,
    ATOM,
    BITS,
    COMPARE,
    CONDITIONAL,
    MULTIPLY,
    NOT,
    OR,
    LazyName,
    Nested,
    PythonText,
    in_tuple,
)
from certify.codegen.rank_text import RankText
from certify.core import Type
from certify.core.operations import rules_for
from certify.core.ops import Op
from certify.core.values import is_flat, is_shallow

_SHARED = 5
_LONG = 20
_BINARY = {
    "or": (" or ", OR), "and": (" and ", AND), "eq": (" == ", COMPARE), "lt": (" < ", COMPARE), "le": (" <= ", COMPARE),
    "in": (" in ", COMPARE), "subset": (" <= ", COMPARE), "intersection": (" & ", BITS), "difference": (" - ", ADD),
    "add": (" + ", ADD), "sub": (" - ", ADD), "concat": (" + ", ADD), "mul": (" * ", MULTIPLY),
    "quotient": (" // ", MULTIPLY), "mod": (" % ", MULTIPLY),
}  # fmt: skip
_SHORT = frozenset({"size", "bits", "const"})
"""Operations whose values have few bits: a product with such a value is hardly longer than the other factor."""


WritingRule = Callable[["Values", Expr], PythonText]


class Values(RankText, ABC):
    """Writes the expressions of one generated function.

    Methods that return Python text raise Nested if it needs statements where only an expression may stand.
    """

    def wish(self, e: Expr) -> str:
        """Return a readable name for a value, not necessarily a free one."""
        if e.op == "global":
            return str(e.data)
        if e.op == "proj":
            fields = getattr(e.args[0].type, "fields", ())
            return fields[e.data][0] if fields else self.make.parts.get(e, "") or "part"
        return {"index": "index", "bucket": "rows"}.get(e.op, "t")

    def value(self, e: Expr) -> PythonText:
        """Return the Python expression of a value, after the statements that it needs are written."""
        known = self.known(e)
        if isinstance(known, LazyName):
            name = known.name
            if self.inline:
                raise Nested
            with self.block(f"if {name} is UNSET:"):
                self.scopes[-1][e] = None
                self.emit(f"{name} = {self.fresh_value(e)}")
            self.scopes[-1][e] = name
            return PythonText(name)
        if known is not None:
            return PythonText(known)
        if self.is_shared(e):
            if not self.inline:
                return PythonText(self.spill(e))
            if e.weight >= _LONG:
                raise Nested
        return self.fresh_value(e)

    def spill(self, e: Expr) -> str:
        """Write the computation of a value here, and return the name that holds it."""
        text = self.fresh_value(e).text
        name = text if text.isidentifier() else self.name(self.wish(e))
        if name != text:
            self.emit(f"{name} = {text}")
        self.scopes[-1][e] = name
        return name

    def fresh_value(self, e: Expr) -> PythonText:
        """Return the Python expression that computes a value, without regard to stored values of the same expression."""
        if e.steps:
            return self.comprehension(e)
        return _RULES[e.op](self, e)

    def _by_meaning(self, e: Expr) -> PythonText:
        """The default: a call of the operation's own meaning, which raises where it is not defined."""
        return self._called(meaning_name(Op(e.op)), e)

    def _called(self, function: str, e: Expr) -> PythonText:
        return PythonText(f"{function}({', '.join(self.value(a).text for a in e.args)})")

    def _binary(self, e: Expr) -> PythonText:
        sign, binds = _BINARY[e.op]
        a, b = [self.value(v) for v in e.args]
        return PythonText(a.at(binds + (binds == COMPARE)) + sign + b.at(binds + 1), binds)

    def _sum(self, e: Expr) -> PythonText:
        text = self._binary(e)
        return text if is_whole(e) else PythonText(f"reduced({text})")

    def _min_max(self, e: Expr) -> PythonText:
        return self._called(e.op, e)

    def _size(self, e: Expr) -> PythonText:
        return self._called("len", e)

    def _const(self, e: Expr) -> PythonText:
        if isinstance(e.data, int):
            return PythonText(repr(e.data), ATOM if e.data >= 0 else MULTIPLY)
        return PythonText(f"Fraction({e.data.numerator}, {e.data.denominator})")

    def _var(self, e: Expr) -> PythonText:
        return PythonText(self.variable(e.data))

    def _input(self, e: Expr) -> PythonText:
        return PythonText({"instance": "x", "witness": "w"}.get(e.data, e.data))

    def _global(self, e: Expr) -> PythonText:
        return PythonText(f"{self.functions[e.data]}(x, w, known)")

    def _call(self, e: Expr) -> PythonText:
        return PythonText(f"{self.functions[e.data]}({', '.join(['x', 'w', 'known', *(self.value(a).text for a in e.args)])})")

    def _let(self, e: Expr) -> PythonText:
        self.emit(f"{self.variable(e.data)} = {self.value(e.args[0])}")
        return self.value(e.args[1])

    def _proj(self, e: Expr) -> PythonText:
        return PythonText(f"{self.value(e.args[0]).at(ATOM)}[{e.data}]")

    def _arg(self, e: Expr) -> PythonText:
        return PythonText(f"argument({self.value(e.args[0])}, {e.data[0]}, {e.data[1]})")

    def _is(self, e: Expr) -> PythonText:
        return PythonText(f"{self.value(e.args[0]).at(ATOM)}[0] == {e.data}", COMPARE)

    def _not(self, e: Expr) -> PythonText:
        inner = e.args[0]
        if inner.op in {"eq", "in"} and self.known(inner) is None:
            a, b = self.sides(inner)
            return PythonText(f"{a} {'!=' if inner.op == 'eq' else 'not in'} {b}", COMPARE)
        return PythonText(f"not {self.value(inner).at(NOT)}", NOT)

    def _and(self, e: Expr) -> PythonText:
        return self._guarded(e, "and")

    def _or(self, e: Expr) -> PythonText:
        return self._guarded(e, "or")

    def _guarded(self, e: Expr, word: str) -> PythonText:
        sign, binds = _BINARY[word]
        first = self.value(e.args[0])
        plain = self.attempt(lambda: self.value(e.args[1]))
        if plain is not None:
            return PythonText(f"{first.at(binds)}{sign}{plain.at(binds + 1)}", binds)
        name = self.name("t")
        self.emit(f"{name} = {first}")
        with self.block(f"if {name}:" if word == "and" else f"if not {name}:"):
            self.emit(f"{name} = {self.value(e.args[1])}")
        return PythonText(name)

    def _if(self, e: Expr) -> PythonText:
        test, a, b = e.args
        condition = self.value(test)
        first, second = self.attempt(lambda: self.value(a)), self.attempt(lambda: self.value(b))
        if first is not None and second is not None:
            return PythonText(f"{first.at(OR)} if {condition.at(OR)} else {second.at(CONDITIONAL)}", CONDITIONAL)
        name = self.name("t")
        with self.block(f"if {condition}:"):
            self.emit(f"{name} = {self.value(a)}")
        with self.block("else:"):
            self.emit(f"{name} = {self.value(b)}")
        return PythonText(name)

    def _eq(self, e: Expr) -> PythonText:
        return PythonText(" == ".join(self.sides(e)), COMPARE)

    def _in(self, e: Expr) -> PythonText:
        return PythonText(" in ".join(self.sides(e)), COMPARE)

    def sides(self, e: Expr) -> tuple[str, str]:
        """Return both sides of a comparison; the right side of `in` may be any Python collection."""
        a, of = e.args
        if e.op == "eq":
            return self._side(a), self._side(of)
        left = self.value(a).at(BITS)
        if of.op == "set" and of.args and self.known(of) is None:
            return left, in_tuple([self.value(v).text for v in of.args])
        return left, self.value(of.args[0] if of.op == "domain" else of).at(BITS)

    def _side(self, e: Expr) -> str:
        return f"{self.value(e.args[0]).at(ATOM)}.keys()" if e.op == "domain" else self.value(e).at(BITS)

    def _mul(self, e: Expr) -> PythonText:
        a, b = [self.value(v) for v in e.args]
        if not is_whole(e):
            return PythonText(f"reduced({a.at(MULTIPLY)} * {b.at(MULTIPLY + 1)})")
        if any(v.op in _SHORT for v in e.args):
            return PythonText(f"{a.at(MULTIPLY)} * {b.at(MULTIPLY + 1)}", MULTIPLY)
        return PythonText(f"times({a}, {b})")

    def _div(self, e: Expr) -> PythonText:
        return PythonText(f"reduced(Fraction({self.value(e.args[0])}, {self.value(e.args[1])}))")

    def _pow(self, e: Expr) -> PythonText:
        a, n = [self.value(v) for v in e.args]
        base, exponent = e.args
        if base.op == "const" and base.data > 1 and exponent.op != "const" and is_nat(exponent):
            powers = f"powers_of_{base.data}"
            if powers not in self.taken:
                self.taken.add(powers)
                self.prelude.append(f"{powers} = Powers({base.data})")
            return PythonText(f"{powers}[{n}]")
        return PythonText(f"exponential({a}, {n})")

    def _bits(self, e: Expr) -> PythonText:
        a = self.value(e.args[0])
        if e.data == "rat":
            return PythonText(f"bits({a}, 'rat')")
        return PythonText(f"({a}).bit_length()" if a.text.isdigit() else f"{a.at(ATOM)}.bit_length()")

    def _nat(self, e: Expr) -> PythonText:
        return self.value(e.args[0]) if e.sure and is_nat(e.args[0]) else PythonText(f"nat({self.value(e.args[0])})")

    def _int(self, e: Expr) -> PythonText:
        return self.value(e.args[0]) if is_whole(e.args[0]) else PythonText(f"whole({self.value(e.args[0])})")

    def _at(self, e: Expr) -> PythonText:
        s, i = [self.value(v) for v in e.args]
        return PythonText(f"{s.at(ATOM)}[{i}]") if is_nat(e.args[1]) else PythonText(f"at({s}, {i})")

    def _lookup(self, e: Expr) -> PythonText:
        f, k = [self.value(v) for v in e.args]
        return PythonText(f"{f.at(ATOM)}[{k}]")

    def _set(self, e: Expr) -> PythonText:
        return PythonText(f"frozenset({in_tuple([self.value(a).text for a in e.args])})" if e.args else "frozenset()")

    def _seq(self, e: Expr) -> PythonText:
        return PythonText(in_tuple([self.value(a).text for a in e.args]))

    def _make(self, e: Expr) -> PythonText:
        return PythonText(in_tuple([str(e.data), *(self.value(a).text for a in e.args)]))

    def _edge(self, e: Expr) -> PythonText:
        a, b = [self.value(v) for v in e.args]
        if not e.sure and a.text.isidentifier() and b.text.isidentifier():
            return PythonText(f"frozenset(({a}, {b})) if {a} != {b} else undefined()", CONDITIONAL)
        return PythonText(f"frozenset(({a}, {b}))" if e.sure else f"{meaning_name(Op.EDGE)}({a}, {b})")

    def _map(self, e: Expr) -> PythonText:
        values = [self.value(a).text for a in e.args]
        entries = ", ".join(f"({k}, {v})" for k, v in zip(values[::2], values[1::2], strict=True))
        return PythonText(f"mapped([{entries}])" if values else "FrozenMap()")

    def _union(self, e: Expr) -> PythonText:
        first, *others = flat(e)
        return PythonText(f"{self.value(first).at(ATOM)}.union({', '.join(self.several(o) for o in others)})")

    def _override(self, e: Expr) -> PythonText:
        first, *others = flat(e)
        if first.op == "fill" and not self.inline:
            return self.overridden(first, others)
        parts = []
        for part in flat(e):
            if self.known(part) is None and not self.is_shared(part) and part.op == "map" and part.sure:
                parts += [f"{self.value(k)}: {self.value(v)}" for k, v in zip(part.args[::2], part.args[1::2], strict=True)]
            elif self.known(part) is None and not self.is_shared(part) and part.op == "collect_map" and part.data:
                parts.append(f"**{self.entries(part).at(BITS)}")
            else:
                parts.append(f"**{self.value(part).at(BITS)}")
        return PythonText("FrozenMap({" + ", ".join(parts) + "})")

    def overridden(self, first: Expr, others: Sequence[Expr]) -> PythonText:
        """Return a copy of a map that is updated with other maps."""
        name = self.name("found")
        self.emit(f"{name} = FrozenMap({self.value(first)})")
        for part in others:
            if part.op == "map" and part.sure:
                for k, v in zip(part.args[::2], part.args[1::2], strict=True):
                    self.emit(f"{name}[{self.value(k)}] = {self.value(v)}")
            else:
                self.emit(f"{name}.update({self.entries(part) if part.op == 'collect_map' and part.data else self.value(part)})")
        return PythonText(name)

    def _fill(self, e: Expr) -> PythonText:
        return PythonText(f"FrozenMap.fromkeys({self.members(e.args[0])}, {self.value(e.args[1])})")

    def _domain(self, e: Expr) -> PythonText:
        return PythonText(f"frozenset({self.value(e.args[0])})")

    def _range(self, e: Expr) -> PythonText:
        return PythonText(f"tuple(within({self._bounds(e)}))")

    def _bounds(self, e: Expr) -> str:
        a, b = e.args
        start = [] if a.op == "const" and a.data == 0 else [self.value(a).text]
        if b.op == "sub" and b.args[1].op == "const" and b.args[1].data == 1:
            return f"range({', '.join([*start, self.value(b.args[0]).text])})"
        return f"range({', '.join([*start, self.value(b).at(ADD) + ' + 1'])})"

    def _listed(self, e: Expr) -> PythonText:
        inner = self.value(e.args[0])
        return PythonText(self.in_order(getattr(e.type, "item", e.type), inner.text))

    def in_order(self, type: Type, values: str) -> str:
        """Return the text of a tuple of values of a type, those of an iterable, in the derived order."""
        if is_flat(type, self.make.constructors):
            return f"tuple(sorted({values}))"
        shallow = is_shallow(type, self.make.constructors)
        return f"tuple(sorted({values}, key=shallow_key))" if shallow else f"in_order({values})"

    def _bucket(self, e: Expr) -> PythonText:
        if is_tally(e.args[0]):
            return PythonText(f"range({self.looked_up(e, '0')})")
        return PythonText(self.looked_up(e, "()"))

    def looked_up(self, e: Expr, otherwise: str) -> str:
        """Return what an index has for a key, or else the Python text `otherwise`."""
        return f"{self.value(e.args[0]).at(ATOM)}.get({self.value(e.args[1])}, {otherwise})"

    def several(self, e: Expr) -> str:
        """Return an iterable of the members of a set, perhaps with repetitions."""
        if self.known(e) is None and not self.is_shared(e):
            if e.op == "set":
                return in_tuple([self.value(a).text for a in e.args])
            if e.op == "collect_set":
                return self.found(e).text
        return self.members(e)

    def as_made(self, e: Expr) -> tuple[str, bool]:
        """Return the members of a set, in the order in which they are built if possible; and whether any recurs."""
        if self.known(e) is None and not self.is_shared(e):
            if e.op == "collect_set":
                return self.found(e).text, not keys_differ(e.args[0], e.steps)
            if e.op == "union":
                return f"[{', '.join([f'*{self.several(part)}' for part in flat(e)])}]", True
        return self.value(e).at(OR), False

    def members(self, e: Expr) -> str:
        """Return an iterable of the members of a collection, each as often as the collection has it."""
        if self.known(e) is None and not self.is_shared(e):
            if e.op == "set" and (len(e.args) == 1 or (all(a.op == "const" for a in e.args) and len({*e.args}) == len(e.args))):
                return in_tuple([self.value(a).text for a in e.args])
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
        """Return whether a value gets a name because several places use it."""
        return e.op == "global" or (e.weight >= _SHARED and self.uses[e] > 1)

    def attempt(self, write: Callable[[], PythonText]) -> PythonText | None:
        """Return the text that `write` returns if it needs no statement, else None.  Raises Nested inside another attempt."""
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

    # ------------------------------------------------------------------------------------------ comprehensions: `loops`

    @abstractmethod
    def comprehension(self, e: Expr) -> PythonText:
        """Return the value of a comprehension."""

    @abstractmethod
    def found(self, e: Expr) -> PythonText:
        """Return the list of the values of a comprehension, one for each binding."""

    @abstractmethod
    def entries(self, e: Expr, left: str = "{", right: str = "}", empty: str = "{}") -> PythonText:
        """Return the dictionary of a map comprehension whose bindings have different keys."""


_OF_OPERATIONS: dict[Op, WritingRule] = {
    Op.CONST: Values._const, Op.VAR: Values._var, Op.INPUT: Values._input, Op.GLOBAL: Values._global, Op.CALL: Values._call,
    Op.AND: Values._and, Op.OR: Values._or, Op.IF: Values._if,
    Op.NOT: Values._not, Op.EQ: Values._eq, Op.IN: Values._in,
    **dict.fromkeys(
        [Op.LT, Op.LE, Op.SUBSET, Op.INTERSECTION, Op.DIFFERENCE, Op.CONCAT, Op.QUOTIENT, Op.MOD], Values._binary
    ),
    Op.ADD: Values._sum, Op.SUB: Values._sum, Op.MUL: Values._mul, Op.DIV: Values._div, Op.POW: Values._pow,
    Op.MIN: Values._min_max, Op.MAX: Values._min_max, Op.BITS: Values._bits, Op.NAT: Values._nat, Op.INT: Values._int,
    Op.SIZE: Values._size, Op.SET: Values._set, Op.SEQ: Values._seq, Op.TUPLE: Values._seq, Op.RECORD: Values._seq,
    Op.MAP: Values._map, Op.EDGE: Values._edge, Op.MAKE: Values._make, Op.IS: Values._is, Op.ARG: Values._arg,
    Op.UNION: Values._union, Op.OVERRIDE: Values._override, Op.AT: Values._at, Op.LOOKUP: Values._lookup,
    Op.DOMAIN: Values._domain, Op.RANGE: Values._range, Op.LISTED: Values._listed,
}  # fmt: skip

_BY_MEANING: dict[Op, WritingRule] = {op: Values._by_meaning for op in WRITTEN if meaning_name(op) in NAMES}

_RULES: dict[str, WritingRule] = {
    **{op.value: rule for op, rule in rules_for(WRITTEN, _BY_MEANING | _OF_OPERATIONS).items()},
    "let": Values._let, "proj": Values._proj, "fill": Values._fill, "bucket": Values._bucket,
    "rank": Values.rank, "across": Values.across, "code": Values.code, "coded": Values.coded,
    "same": Values.same,
}  # fmt: skip
