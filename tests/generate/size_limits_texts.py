"""Random problems whose `valid` and measures bound sizes, or only seem to, written as texts.

They contain sums with summands that may be negative, differences, absolute values, minima and maxima, `case` and `if`, guards
over other fields, local names and definitions, quantifiers and sums over collections that may be empty, sums with signed terms,
and powers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from certify.core import BOOL, INT, NAT, RAT, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type

TYPES = """\
type size = small or large
type amount = nothing or whole(int) or part(nat, seq of nat)
type mark over X = on(X) or off(nat)
"""
SIZE = Sum("size", (("small", ()), ("large", ())))
AMOUNT = Sum("amount", (("nothing", ()), ("whole", (INT,)), ("part", (NAT, Seq(NAT)))))
A = Label("A")
MARK = Sum("mark", (("on", (A,)), ("off", (NAT,))))
HOME = Set(A, "A")
FIELDS: tuple[tuple[str, str, Type], ...] = (
    ("k", "nat", NAT),
    ("z", "int", INT),
    ("r", "rat", RAT),
    ("flag", "bool", BOOL),
    ("S", "subset of A", Set(A, within="A")),
    ("s", "seq of int", Seq(INT)),
    ("t", "seq of nat", Seq(NAT)),
    ("c", "seq of subset of A", Seq(Set(A, within="A"))),
    ("q", "seq of seq of nat", Seq(Seq(NAT))),
    ("f", "map from each A to nat", Map(A, NAT, "A")),
    ("g", "map from each A to int", Map(A, INT, "A")),
    ("h", "map from each A to map from each A to nat", Map(A, Map(A, NAT, "A"), "A")),
    ("l", "map from A to seq of nat", Map(A, Seq(NAT))),
    ("n", "map from nat to int", Map(NAT, INT)),
    ("b", "size", SIZE),
    ("a", "amount", AMOUNT),
    ("d", "seq of amount", Seq(AMOUNT)),
    ("e", "map from each A to mark over A", Map(A, MARK, "A")),
    ("p", "{ x : nat, y : seq of int }", Record((("x", NAT), ("y", Seq(INT))))),
    ("m", "seq of { x : nat, y : int }", Seq(Record((("x", NAT), ("y", INT))))),
    ("E", "set of (A, nat)", Set(Tuple((A, NAT)))),
    ("D", "set of (A, A)", Set(Tuple((A, A)))),
    ("R", "set of rat", Set(RAT)),
    ("G", "graph", Record((("vertices", Set(Label("G.vertices"), "G.vertices")), ("edges", Set(Edge(Label("G.vertices"))))))),
)

WEIGHTS = [4 if name == "h" else 2 if name in "adeflm" else 1 for name, *_ in FIELDS]
"""The weights of the fields: entries of entries, and cases, mislead most."""

COVERS = {
    "k": "bits(k)", "z": "bits(z)", "r": "bits(r)", "c": "|c|",
    "s": "|s| + max(bits(x) | x in s)",
    "t": "|t| + max(bits(x) | x in t)",
    "q": "|q| + max(|x| | x in q) + max(bits(y) | x in q, y in x)",
    "f": "max(bits(x) | v -> x in f)",
    "g": "sum(bits(x) | v -> x in g)",
    "h": "max(bits(h[v][w]) | v in A, w in A)",
    "l": "sum(|x| | v -> x in l) + max(bits(y) | v -> x in l, y in x)",
    "n": "|n| + max(bits(i) + bits(x) | i -> x in n)",
    "a": "(case a of whole(x): bits(x); part(x, y): bits(x) + |y| + max(bits(u) | u in y); nothing: 0)",
    "d": "|d| + max((case w of whole(x): bits(x); part(x, y): bits(x) + |y| + max(bits(u) | u in y); nothing: 0) | w in d)",
    "e": "max((case x of on(y): 0; off(y): bits(y)) | v -> x in e)",
    "p": "bits(p.x) + |p.y| + max(bits(u) | u in p.y)",
    "m": "|m| + max(bits(x.x) + bits(x.y) | x in m)",
    "E": "|E| + max(bits(x) | (v, x) in E)",
    "R": "|R| + max(bits(x) | x in R)",
    "G": "|G.vertices| + |G.edges|",
}  # fmt: skip
"""Measures that cover the fields, so that there is an abstract instance."""


@dataclass(frozen=True)
class Trap:
    """Conditions, a definition and a measure about a field that only seem to bound something."""

    field: str
    valid: tuple[str, ...] = ()
    let: tuple[str, ...] = ()
    measure: str = ""


TRAPS = (
    Trap("h", ("sum(bits(h[v][v]) | v in A) <= 1",)),
    Trap("h", ("every v in A: h[v][v] <= 1 and |A| <= 2",)),
    Trap("h", ("every v in A: at(v, v) <= 1",), ("at(i, j) = h[i][j]",)),
    Trap("t", ("t[0] >= 0", "|A| <= 1")),
    Trap("t", ("|t| >= 1", "t[1] >= 0 and |A| <= 1")),
    Trap("k", ("k div (2 - |A|) >= 0", "|A| + k <= 1")),
    Trap("s", ("min(x | x in s) >= -9 and |s| <= 2", "bits(max(x | x in s)) <= 2 and |A| <= 1")),
    Trap("k", ("every v in A: few",), ("few = k <= 1",)),
    Trap("s", ("every x in s: few and |s| <= 2",), ("few = |A| <= 1",)),
    Trap("a", ("every v in A: a = nothing",)),
    Trap("a", ("every v in A: kind",), ("kind = (case a of nothing: true; else: false)",)),
    Trap("d", ("every x in d, y in d where x != y: x = nothing",)),
    Trap("d", ("every x in d: (case x of whole(i): false; else: true) or |A| = 0",)),
    Trap("k", ("every v in A, w in A where v != w: k <= 1",)),
    Trap("t", ("every x in t where |A| != 1: x <= 1",)),
    Trap("c", ("sum(|x| | i -> x in c where i != 0) <= 1",)),
    Trap("f", measure="max(bits(x) | v -> x in f where |A| > 1)"),
    Trap("k", measure="max(|A|, 2 div (2 - |A|))"),
    Trap("t", measure="max(|t|, t[0] - t[0])"),
    Trap("t", measure="|t| + sum(t[1] - t[1] | x in t, y in A)"),
)
"""Traps that have misled an analysis before, or might."""


Scope = list[tuple[str, Type]]
"""The values that can be named, with their types, including labels and edges."""


@dataclass
class Writer:
    """Writes expressions over the fields of an instance.  With `values`, they also contain the values of numbers, not only their
    bits."""

    random: Random
    scope: Scope
    values: bool = True
    constants: Sequence[int] = (0, 1, 1, 2, 2, 3)
    definitions: list[str] = field(default_factory=list)
    fresh: int = 0

    def name(self) -> str:
        """Return a new name."""
        self.fresh += 1
        return f"v{self.fresh}"

    def named(self, *kinds: type) -> tuple[str, Type] | None:
        """Return a named value whose type is of one of these kinds; inner variables are preferred."""
        found = [entry for entry in self.places() if isinstance(entry[1], kinds)]
        return self.random.choice(found[-4:] if self.random.random() < 0.5 else found) if found else None

    def places(self) -> Scope:
        """Return all values that can be named: those in scope, the parts of records and tuples, and the values of maps at
        labels."""
        out: Scope = []
        entries: Scope = []
        labels = [name for name, type in self.scope if type == A]
        for name, type in self.scope:
            out.append((name, type))
            match type:
                case Record(parts):
                    out += [(f"{name}.{part}", t) for part, t in parts]
                case Map(_, value, domain) if domain and labels:
                    here = [f"{name}[{label}]" for label in labels]
                    entries += [(entry, value) for entry in here]
                    if isinstance(value, Map):
                        entries += [(f"{entry}[{label}]", value.value) for entry in here for label in labels]
        return out + entries

    # ------------------------------------------------------------------------------------------ numbers

    def slot(self) -> str:
        """Return the size or the bits of a value."""
        found = self.named(Set, Seq, Map, Number, Number)
        if found is None:
            return "1"
        name, type = found
        return f"bits({name})" if isinstance(type, Number) else f"|{name}|"

    def number(self, depth: int) -> str:
        """Return a number."""
        random = self.random
        if depth <= 0 or random.random() < 0.15:
            found = self.named(Number) if self.values else None
            choice = random.random()
            if found is not None and choice < 0.35:
                return found[0]
            return str(random.choice(self.constants)) if choice < 0.5 else self.slot()
        twice = (self._sum_of_two, self._aggregate, self._case)
        forms = (*twice, *twice, self._aggregate, self._signed, self._extreme, self._if, self._product, self._defined, self._slot)
        return random.choice(forms)(depth - 1)

    def _slot(self, depth: int) -> str:
        """Return a slot, or a conditional one."""
        return self.slot() if depth <= 0 or self.random.random() < 0.7 else self._if(depth)

    def limited(self, depth: int) -> str:
        """Return a slot inside several operations that may or may not preserve its bound."""
        if depth <= 0:
            return self.slot()
        if self.random.random() < 0.4:
            before = list(self.scope)
            generators = self.generators(depth - 1)
            if generators is not None:
                word = self.random.choice(["sum", "sum", "max", "max", "min"])
                text = f"{word}({self.limited(depth - 1)} | {generators})"
                self.scope = before
                return text
        if self.random.random() < 0.3:
            return self._case(depth)
        a, b = self.limited(depth - 1), self.number(self.random.choice([0, 0, 1]))
        forms = (f"({a} + {b})", f"({b} + {a})", f"({a} - {b})", f"abs({a} - {b})", f"max({a}, {b})", f"min({a}, {b})",
                 f"(if {self.condition(0)} then {a} else {b})", f"({a} + {b} * {b})", f"({a} + (-{b}))")  # fmt: skip
        return self.random.choice(forms)

    def _sum_of_two(self, depth: int) -> str:
        a, b = self.number(depth), self.number(depth)
        return f"({self.slot()} + {a})" if self.random.random() < 0.5 else f"({a} + {b})"

    def _signed(self, depth: int) -> str:
        a, b = self.number(depth), self.number(depth)
        return self.random.choice([f"({a} - {b})", f"(-{self.slot()})", f"abs({a})", f"abs({a} - {b})", f"({self.slot()} - {b})"])

    def _extreme(self, depth: int) -> str:
        return f"{self.random.choice(['min', 'max', 'max'])}({self.number(depth)}, {self.number(depth)})"

    def _product(self, depth: int) -> str:
        a, b = self.number(depth), self.number(depth)
        power = self.random.choice([1, 2, 2, 3])
        return self.random.choice([f"({a} * {b})", f"({a}) ^ {power}", f"(2 * {a})", f"({a} mod 2)", f"({a} div 2)"])

    def _if(self, depth: int) -> str:
        return f"(if {self.condition(depth)} then {self.number(depth)} else {self.number(depth)})"

    def _aggregate(self, depth: int) -> str:
        before = list(self.scope)
        generators = self.generators(depth)
        if generators is None:
            return self.slot()
        body = self.number(depth)
        word = self.random.choice(["sum", "sum", "sum", "max", "max", "min"])
        if word == "sum" and self.random.random() < 0.1:
            text = f"(count {generators}: {self.condition(depth)})"
        else:
            text = f"{word}({body} | {generators})"
        self.scope = before
        return text

    def _case(self, depth: int) -> str:
        found = self.named(Sum)
        if found is None:
            return self._if(depth)
        name, type = found
        assert isinstance(type, Sum)
        branches = []
        for case, types in type.cases:
            before, names = list(self.scope), [self.name() for _ in types]
            self.scope += list(zip(names, types, strict=True))
            bound = f"({', '.join(names)})" if names else ""
            branches.append(f"{case}{bound}: {self.random.choice([self.number, self.limited])(depth - 1)}")
            self.scope = before
        return f"(case {name} of {'; '.join(branches)})"

    def _defined(self, depth: int) -> str:
        """Return a definition: of a number, or a function of a value that can be named."""
        name = f"d{len(self.definitions)}"
        fields = [entry for entry in self.scope if not entry[0].startswith("v")]
        given = self.named(Set, Seq, Map, Number, Sum, Record) if self.random.random() < 0.6 else None
        parameter = self.name()
        inner = Writer(self.random, fields, self.values, self.constants, [], self.fresh)
        if given is not None:
            inner.scope = [*fields, (parameter, given[1])]
        body = inner.number(max(depth - 1, 0))
        self.fresh = inner.fresh
        if inner.definitions:
            return self.slot()
        self.definitions.append(f"{name}({parameter}) = {body}" if given else f"{name} = {body}")
        return f"{name}({given[0]})" if given else name

    # ------------------------------------------------------------------------------------------ generators and conditions

    def generators(self, depth: int) -> str | None:
        """Return one or more generators, and add their variables to the scope; None if there is no collection."""
        out = []
        for _ in range(self.random.choice([1, 1, 1, 2, 2, 3])):
            found = self.named(Set, Seq, Map, Edge)
            if found is None:
                break
            name, type = found
            x, key = self.name(), self.name()
            match type:
                case Map(of, value, domain) if domain and self.random.random() < 0.4:
                    out.append(f"{x} in domain({name})")
                    self.scope.append((x, of))
                case Map(of, value):
                    out.append(f"{key} -> {x} in {name}")
                    self.scope += [(key, of), (x, value)]
                case Seq(item) if self.random.random() < 0.2:
                    out.append(f"{key} -> {x} in {name}")
                    self.scope += [(key, NAT), (x, item)]
                case Set(Tuple((first, second))) if self.random.random() < 0.6:
                    out.append(f"({key}, {x}) in {name}")
                    self.scope += [(key, first), (x, second)]
                case Set(item) | Seq(item) | Edge(item):
                    out.append(f"{x} in {name}")
                    self.scope.append((x, item))
        if not out:
            return None
        if self.random.random() < 0.15:
            entry = self.named(Set, Seq, Map, Number)
            if entry is not None:
                x = self.name()
                out.append(f"{x} = {entry[0]}")
                self.scope.append((x, entry[1]))
        text = ", ".join(out)
        return f"{text} where {self.condition(depth)}" if self.random.random() < 0.2 else text

    def comparison(self, depth: int) -> str:
        """Return a comparison, mostly an upper bound by a small constant."""
        if self.random.random() < 0.6:
            return f"{self.limited(min(depth, self.random.choice([0, 1, 1, 2])))} <= {self.random.choice([0, 1, 2])}"
        left, bound = self.number(depth), str(self.random.choice(self.constants))
        if self.random.random() < 0.2:
            bound = self.number(depth)
        sign = self.random.choice(["<=", "<=", "<=", "<=", "<", "=", ">=", "!="])
        return f"{bound} >= {left}" if sign == "<=" and self.random.random() < 0.2 else f"{left} {sign} {bound}"

    def condition(self, depth: int) -> str:
        """Return a condition."""
        choice = self.random.random()
        if depth <= 0 or choice < 0.45:
            return self.comparison(depth)
        if choice < 0.75:
            before = list(self.scope)
            generators = self.generators(depth - 1)
            if generators is not None:
                word = self.random.choice(["every", "every", "every", "every", "some"])
                text = f"({word} {generators}: {self.condition(depth - 1)})"
                self.scope = before
                return text
        if choice < 0.82:
            found = self.named(Sum)
            if found is not None:
                assert isinstance(found[1], Sum)
                case, types = self.random.choice(found[1].cases)
                if not types:
                    return f"{found[0]} {self.random.choice(['=', '!='])} {case}"
                bound = f"({', '.join(self.name() for _ in types)})"
                yes, no = self.random.choice([("true", "false"), ("false", "true")])
                return f"(case {found[0]} of {case}{bound}: {yes}; else: {no})"
        if choice < 0.87:
            return f"not ({self.condition(depth - 1)})"
        word = self.random.choice(["and", "and", "and", "or", "implies"])
        return f"({self.condition(depth - 1)} {word} {self.condition(depth - 1)})"


def text(seed: int, absolute: bool = False) -> str:
    """Return the text of a problem `Drawn`; with `absolute`, its measures are absolute values."""
    random = Random(seed)
    chosen = list(dict.fromkeys(random.choices(FIELDS, WEIGHTS, k=random.choice([1, 1, 2, 2, 2, 3]))))
    trap = random.choice(TRAPS) if random.random() < 0.3 else None
    if trap is not None:
        chosen = [entry for entry in FIELDS if entry[0] == trap.field] + [entry for entry in chosen[1:] if entry[0] != trap.field]
    fields: Scope = [("A", HOME), *((name, type) for name, _, type in chosen)]
    if any(name == "G" for name, *_ in chosen):
        graph = next(type for name, _, type in chosen if name == "G")
        assert isinstance(graph, Record)
        fields = [f for f in fields if f[0] != "G"] + [(f"G.{name}", type) for name, type in graph.fields]
    writer = Writer(random, fields)
    valid = [writer.condition(random.choice([1, 2, 2, 3])) for _ in range(random.choice([0, 1, 1, 2, 2]))]
    if trap is not None:
        valid = [*trap.valid, *valid[1:]] if random.random() < 0.5 else [*valid[1:], *trap.valid]
        writer.definitions += trap.let
    measures = []
    writer.values = False
    for name in ("m1", "m2", "m3")[: random.choice([1, 2, 2, 3])]:
        if random.random() < 0.6:
            body = writer.limited(random.choice([0, 1, 1, 2]))
        else:
            body = writer.number(random.choice([1, 2, 2, 3]))
        if trap is not None and trap.measure and not measures:
            body = trap.measure
        measures.append(f"{name} = {f'abs({body})' if absolute else body}")
    if random.random() < 0.4:
        covers = [COVERS[name] for name, *_ in chosen if name in COVERS]
        measures = [*measures[1:], "m4 = |A|", *([f"m5 = {' + '.join(covers)}"] if covers else [])]
    lines = [TYPES, 'problem Drawn "Drawn"', f"  instance {'A':5} : set of labels"]
    lines += [f"           {name:5} : {written}" for name, written, _ in chosen]
    for section, items in (("valid", valid), ("measures", measures), ("witness", ["none"]), ("let", writer.definitions)):
        lines += [f"  {section if i == 0 else '':8} {item}" for i, item in enumerate(items)]
    return "\n".join([*lines, "  accepts  true", ""])
