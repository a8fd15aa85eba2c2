"""Random expressions of the language, written as texts of a wanted type.

A text keeps the types of its parts, so that a failing program can be shrunk by cutting out parts.  Most texts are accepted by the
front end; a program that is refused is replaced by another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from certify.core import BOOL, INT, NAT, RAT, Edge, Label, Map, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.language.typing import fits, transform

NUMBERS = (NAT, INT, RAT)


class Stuck(Exception):
    """No expression of the wanted type is available."""


@dataclass(frozen=True, eq=False)
class Text:
    """A piece of text.  `type` is None for texts that are no expressions (generators).  `cut` states that it may be left out."""

    type: Type | None
    parts: tuple[str | Text, ...]
    cut: bool = False

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    def walk(self) -> Iterator[Text]:
        """Yield this piece and all pieces in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Text):
                yield from part.walk()

    def replaced(self, old: Text, new: Text) -> Text:
        """Return this piece with one of its parts replaced by another piece."""
        if self is old:
            return new
        return Text(self.type, tuple(p.replaced(old, new) if isinstance(p, Text) else p for p in self.parts), self.cut)


@dataclass(frozen=True)
class Atom:
    """An expression with a name.  `root` is the name that a later binding may hide."""

    text: str
    type: Type
    root: str


@dataclass(frozen=True)
class Defined:
    """A definition with parameters."""

    name: str
    parameters: tuple[Type, ...]
    result: Type


def plain(type: Type) -> Type:
    """Return the type without homes, and without paths on its sets and maps, by which expressions are matched."""

    def bare(part: Type) -> Type | None:
        match part:
            case Set(item):
                return Set(item)
            case Map(key, value):
                return Map(key, value)
            case Number(sort):
                return Number(sort)
        return None

    return transform(type, bare)


def item_of(type: Type) -> Type:
    """Return the type of the items of a set, sequence or edge."""
    assert isinstance(type, Set | Seq | Edge)
    return type.item


@dataclass
class Writer:
    """Writes expressions.

    `atoms` is the scope.  `contents` gives the construction of the labels of the target's homes.  `constructors` are those of the
    reduction.  `types` are the types of the members of intermediate collections.
    """

    random: Random
    types: list[Type]
    sums: list[Sum] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    defined: list[Defined] = field(default_factory=list)
    contents: dict[str, Type] = field(default_factory=dict)
    constructors: dict[str, tuple[Type, ...]] = field(default_factory=dict)
    bound: int = 0
    folding: int = 0

    # ---------------------------------------------------------------------------------------------- chance and scope

    def once_in(self, n: int) -> bool:
        """Return True with a chance of 1 in n."""
        return self.random.randrange(n) == 0

    def add(self, text: str, type: Type) -> None:
        """Add a name to the scope, with the parts of its value.  It hides an older name with the same root."""
        root = text.partition(".")[0]
        if "." not in text:
            self.atoms = [a for a in self.atoms if a.root != root]
        self._add(text, type, root)

    def _add(self, text: str, type: Type, root: str) -> None:
        self.atoms.append(Atom(text, plain(type), root))
        if isinstance(type, Record):
            for name, inner in type.fields:
                self._add(f"{text}.{name}", inner, root)
        if isinstance(type, Label) and type.home in self.contents:
            self.atoms.append(Atom(text, self.contents[type.home], root))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Remove the names that are added within the context from the scope at its end."""
        atoms = list(self.atoms)
        try:
            yield
        finally:
            self.atoms = atoms

    def name(self, hiding: bool = True) -> str:
        """Return a name for a variable: a new one or, occasionally and unless `hiding` is false, one that hides another
        variable."""
        old = [a.root for a in self.atoms if a.root[0] == "v" and a.root[1:].isdigit()]
        if hiding and old and self.once_in(25):
            return self.random.choice(old)
        self.bound += 1
        return f"v{self.bound}"

    def of(self, want: Type) -> list[Atom]:
        """Return the names whose values have a type."""
        return [a for a in self.atoms if fits(a.type, want)]

    def like(self, test: Callable[[Type], bool]) -> Atom:
        """Return some name whose type passes the test; later names are more likely."""
        found = [a for a in self.atoms if test(a.type)]
        if not found:
            raise Stuck
        return self.random.choice(found[-4:] if self.once_in(2) else found)

    # ---------------------------------------------------------------------------------------------- expressions

    def expression(self, type: Type, depth: int) -> Text:
        """Return an expression of a type.

        Raises Stuck if there is none.
        """
        type = plain(type)
        for lower in (depth, depth, depth - 1, depth - 2, 0, 0):
            try:
                return self._expression(type, max(lower, 0))
            except Stuck:
                continue
        raise Stuck

    def _expression(self, type: Type, depth: int) -> Text:
        atoms = self.of(type)
        if atoms and (depth <= 0 or self.once_in(4)):
            return Text(type, (self.random.choice(atoms[-5:] if self.once_in(2) else atoms).text,))
        if depth <= 0:
            return self.smallest(type)
        if self.defined and self.once_in(4):
            return _call(self, type, depth)
        if self.once_in(5):
            rule = self.random.choice([_if, _case, _fold, _fold, _lookup, _lookup, _at, _at, _the, _first])
            return rule(self, type, depth)
        match type:
            case Number("rat"):
                rules: Sequence[Rule] = RATIONAL
            case Number():
                rules = WHOLE
            case Set():
                rules = SETS
            case Seq():
                rules = SEQUENCES
            case Map():
                rules = MAPS
            case Tuple() | Record() | Sum() | Term():
                rules = (_made,)
            case Label() | Edge():
                rules = (_the, _first, _lookup, _at, _if, _case)
            case _:
                rules = TRUTH
        return self.random.choice(rules)(self, type, depth)

    def smallest(self, type: Type) -> Text:
        """Return an expression of the type that needs no depth.

        Raises Stuck for labels and edges without a name of that type.
        """
        match type:
            case Number():
                sized = [a.text for a in self.atoms if isinstance(a.type, Set | Seq | Map)]
                if sized and self.once_in(2):
                    return Text(type, (f"|{self.random.choice(sized)}|",))
                return Text(type, (str(self.random.choice([0, 1, 1, 2, 3, 5])),))
            case Set() if self.once_in(8):
                return Text(type, ("{}",))
            case Seq() if self.once_in(8):
                return Text(type, ("[]",))
            case Set(item):
                return Text(type, ("{", self.expression(item, 0), "}"))
            case Seq(item):
                sets = [a for a in self.atoms if isinstance(a.type, Set) and fits(a.type.item, item)]
                if sets and self.once_in(2):
                    chosen = self.random.choice(sets)
                    return Text(type, ("listed(", Text(chosen.type, (chosen.text,)), ")"))
                return Text(type, ("[", self.expression(item, 0), "]"))
            case Map():
                return _map_literal(self, type, 0)
            case Tuple() | Record() | Sum() | Term():
                return _made(self, type, 0)
            case Label() | Edge():
                atoms = self.of(type)
                if not atoms:
                    raise Stuck
                return Text(type, (self.random.choice(atoms).text,))
        if self.once_in(6):
            return Text(type, (self.random.choice(["true", "true", "false"]),))
        a, b = self.expression(NAT, 0), self.expression(NAT, 0)
        return Text(type, ("(", a, self.random.choice([" <= ", " < ", " = ", " != "]), b, ")"))

    def any_type(self) -> Type:
        """Return a type that occurs in the program."""
        return self.random.choice(self.types)

    # ---------------------------------------------------------------------------------------------- generators

    def collection(self, depth: int, ordered: bool) -> Text:
        """Return a collection for a generator."""
        shapes = (Seq,) if ordered else (Set, Seq, Map, Edge)
        atoms = [a for a in self.atoms if isinstance(a.type, shapes)]
        sets = [a for a in self.atoms if isinstance(a.type, Set)]
        if atoms and self.random.random() < 0.7:
            chosen = self.random.choice(atoms[-4:] if self.once_in(2) else atoms)
            return Text(chosen.type, (chosen.text,))
        if ordered and sets and self.once_in(2):
            chosen = self.random.choice(sets)
            return Text(Seq(item_of(chosen.type)), ("listed(", Text(chosen.type, (chosen.text,)), ")"))
        if self.once_in(3):
            return self.range(depth)
        item = self.any_type()
        forms: list[Type] = [Seq(item)] if ordered else [Set(item), Seq(item), Map(self.any_type(), item)]
        return self.expression(self.random.choice(forms), depth - 1)

    def range(self, depth: int) -> Text:
        """Return a range of numbers that the front end recognizes as short."""
        sequences = [a.text for a in self.atoms if isinstance(a.type, Seq)]
        size = self.size(depth)
        numbers = [a.text for a in self.of(INT)]
        forms: list[tuple[str | Text, ...]] = [
            ("(1 .. ", size, ")"),
            ("(0 .. ", size, " - 1)"),
            ("(0 .. ", str(self.random.randint(0, 3)), ")"),
            ("(", self.size(depth), " .. ", size, ")"),
        ]
        if sequences:
            forms.append((f"positions({self.random.choice(sequences)})",))
        if numbers:
            number = self.random.choice(numbers)
            forms += [(f"(1 .. min({number}, ", size, "))"), (f"(1 .. bits({number}))",), (f"(0 .. {number} mod 4)",)]
        return Text(Seq(NAT), self.random.choice(forms))

    def size(self, depth: int) -> Text:
        """Return the size of some collection."""
        chosen = self.like(lambda t: isinstance(t, Set | Seq | Map))
        return Text(NAT, (f"|{chosen.text}|",))

    def pattern(self, type: Type, pairs: bool, hiding: bool = True) -> str:
        """Return a pattern for values of a type, and add its names to the scope.  With `pairs`, `{u, v}` may match an edge."""
        match type:
            case Edge(item) if pairs and self.once_in(2):
                return f"{{{self.variable(item, False)}, {self.variable(item, False)}}}"
            case Tuple(items) if items and self.once_in(2):
                return f"({', '.join(self.pattern(t, pairs, False) for t in items)})"
            case Sum(_, cases) if self.once_in(3):
                name, types = self.random.choice(cases)
                if types:
                    return f"{name}({', '.join(self.pattern(t, pairs, False) for t in types)})"
            case Label(home) if home in self.contents and self.once_in(2):
                return self.pattern(self.contents[home], pairs, hiding)
            case Term(names):
                word = self.random.choice(names)
                if self.constructors[word]:
                    return f"{word}({', '.join(self.variable(t, False) for t in self.constructors[word])})"
        return self.variable(type, hiding)

    def variable(self, type: Type, hiding: bool = True) -> str:
        """Return a name for a value of a type, and add it to the scope."""
        name = self.name(hiding)
        self.add(name, type)
        return name

    def generators(self, depth: int, ordered: bool = False, pairs: bool = True, most: int = 3) -> Text:
        """Return one to `most` generators, and add their names to the scope."""
        if not ordered and self.once_in(3):
            shape = self.random.choice(SHAPES)
            try:
                return Text(None, tuple(shape(self, depth, pairs)))
            except Stuck:
                pass
        parts: list[str | Text] = []
        for place in range(self.random.choice([n for n in (1, 1, 2, 2, 3) if n <= most])):
            parts += [", "] if place else []
            if place and self.once_in(6):
                value = self.expression(self.any_type(), depth - 1)
                assert value.type is not None
                parts += [self.variable(value.type), " = ", value]
                continue
            source = self.collection(depth, ordered)
            parts += [*self.each(source, pairs), " in ", source]
            if self.once_in(3):
                parts += [" where ", self.condition(depth - 1)]
        return Text(None, tuple(parts))

    def each(self, source: Text, pairs: bool) -> list[str | Text]:
        """Return the pattern of a generator over a collection."""
        match source.type:
            case Map(key, value):
                return [self.pattern(key, pairs, False), " -> ", self.pattern(value, pairs, False)]
            case Seq(item) if self.once_in(3):
                return [self.variable(NAT, False), " -> ", self.pattern(item, pairs, False)]
        assert source.type is not None
        return [self.pattern(item_of(source.type), pairs)]

    def condition(self, depth: int) -> Text:
        """Return a condition on the latest variables."""
        latest = self.atoms[-6:]
        numbers = [a.text for a in latest if isinstance(a.type, Number)]
        if len(numbers) > 1 and self.once_in(2):
            a, b = self.random.sample(numbers, 2)
            return Text(BOOL, (f"({a} {self.random.choice(['<', '<=', '=', '!='])} {b})",))
        if self.once_in(2):
            chosen = self.random.choice(latest) if latest else self.like(lambda t: True)
            if self.once_in(2):
                return Text(BOOL, (f"({chosen.text} = ", self.expression(chosen.type, depth), ")"))
            whole: Type = Set(chosen.type) if self.once_in(2) else Seq(chosen.type)
            return Text(BOOL, (f"({chosen.text} in ", self.expression(whole, depth), ")"))
        return self.expression(BOOL, depth)


Rule = Callable[[Writer, Type, int], Text]
Parts = list["str | Text"]


# ------------------------------------------------------------------------------------------------ rules for every type


def _if(w: Writer, type: Type, d: int) -> Text:
    guard = w.expression(BOOL, d - 1) if w.once_in(3) else _size_guard(w, d)
    a, b = w.expression(type, d - 1), w.expression(type, d - 1)
    return Text(type, ("(if ", guard, " then ", a, " else ", b, ")"))


def _size_guard(w: Writer, d: int) -> Text:
    """Return a guard that bounds a size or a number in one branch, or seems to."""
    chosen = w.like(lambda t: isinstance(t, Set | Seq | Map | Number))
    small = str(w.random.randint(0, 3))
    what = chosen.text if isinstance(chosen.type, Number) else f"|{chosen.text}|"
    right: Text = Text(NAT, (small,)) if w.once_in(2) else w.size(d)
    inner = Text(BOOL, (f"{what} {w.random.choice(['<=', '<', '=', '>', '!='])} ", right))
    form = w.random.randrange(6)
    if form == 0:
        return Text(BOOL, ("(", inner, " or ", w.expression(BOOL, d - 1), ")"))
    if form == 1:
        return Text(BOOL, ("(", inner, " and ", w.expression(BOOL, d - 1), ")"))
    return Text(BOOL, ("(not ", inner, ")")) if form == 2 else Text(BOOL, ("(", inner, ")"))


def _case(w: Writer, type: Type, d: int) -> Text:
    if not w.sums:
        raise Stuck
    sum = w.random.choice(w.sums)
    subject = w.expression(sum, d - 1)
    parts: Parts = ["(case ", subject, " of "]
    last = w.random.randrange(1, len(sum.cases) + 1)
    for place, (name, types) in enumerate(sum.cases[:last]):
        with w.inside():
            names = [w.variable(t, False) for t in types]
            head = f"{name}({', '.join(names)})" if names else name
            parts += ["; " if place else "", f"{head}: ", w.expression(type, d - 1)]
    if last < len(sum.cases):
        parts += ["; else: ", w.expression(type, d - 1)]
    return Text(type, (*parts, ")"))


def _call(w: Writer, type: Type, d: int) -> Text:
    fitting = [f for f in w.defined if fits(plain(f.result), type)]
    if not fitting:
        raise Stuck
    chosen = w.random.choice(fitting)
    parts: Parts = [f"{chosen.name}("]
    for place, parameter in enumerate(chosen.parameters):
        parts += [", " if place else "", w.expression(parameter, d - 1)]
    return Text(type, (*parts, ")"))


def _fold(w: Writer, type: Type, d: int) -> Text:
    """Return a fold: constant, additive, alternating or doubling, or over records whose parts feed each other."""
    if w.folding > 1:
        raise Stuck
    with w.inside():
        w.folding += 1
        try:
            pair = w.once_in(3)
            held: Type = Record((("p", type), ("q", type))) if pair else type
            start = w.expression(held, d - 1)
            gens = w.generators(d - 1, ordered=True, pairs=False, most=1)
            name = w.variable(held)
            body = _growing(w, held, name, d)
        finally:
            w.folding -= 1
    fold: Parts = ["(fold ", name, " = ", start, " over ", gens, ": ", body, ")"]
    return Text(type, (*fold, w.random.choice([".p", ".q"]))) if pair else Text(type, tuple(fold))


def _growing(w: Writer, type: Type, name: str, d: int) -> Text:
    """Return the next value of a fold's variable."""
    if isinstance(type, Record):
        p, q = w.random.choice([(".q", ".p"), (".p", ".q"), (".q", ".q")])
        first = _growing(w, type.fields[0][1], name + p, d)
        second = Text(type.fields[1][1], (name + q,)) if w.once_in(2) else _growing(w, type.fields[1][1], name + q, d)
        return Text(type, ("{p := ", first, ", q := ", second, "}"))
    form, other = w.random.randrange(7), w.expression(type, d - 2)
    variable = Text(type, (name,))
    if form == 0:
        return w.expression(type, d - 1)
    if form == 1:
        return Text(type, ("(if ", w.expression(BOOL, d - 1), " then ", variable, " else ", other, ")"))
    match type:
        case Number():
            forms: list[tuple[str | Text, ...]] = [
                (name, " + ", other), (f"2 * {name} + ", other), (f"{name} * {name}",),
                (name, " * ", other), (f"max({name}, ", other, ")"), (f"{name} * {name} * {name} + 1",),
            ]  # fmt: skip
            return Text(type, ("(", *w.random.choice(forms), ")"))
        case Set():
            return Text(type, ("(", name, w.random.choice([" + ", " - ", " & "]), other, ")"))
        case Seq():
            return Text(type, ("(", name, " ++ ", variable if w.once_in(3) else other, ")"))
        case Map():
            return Text(type, ("(", name, " with ", other, ")"))
    return other


def _lookup(w: Writer, type: Type, d: int) -> Text:
    """Return `m[k]` for a key of m, or under a guard."""
    chosen = w.like(lambda t: isinstance(t, Map) and fits(t.value, type))
    assert isinstance(chosen.type, Map)
    key = w.expression(chosen.type.key, d - 1)
    found = Text(type, (f"{chosen.text}[", key, "]"))
    return Text(type, ("(if ", key, f" in domain({chosen.text}) then ", found, " else ", w.expression(type, d - 1), ")"))


def _at(w: Writer, type: Type, d: int) -> Text:
    """Return `s[i]` under a guard."""
    chosen = w.like(lambda t: isinstance(t, Seq) and fits(t.item, type))
    index = w.random.randint(0, 2)
    place = w.random.choice([str(index), f"|{chosen.text}| - {index + 1}"])
    found = Text(type, (f"{chosen.text}[{place}]",))
    return Text(type, (f"(if |{chosen.text}| > {index} then ", found, " else ", w.expression(type, d - 1), ")"))


def _the(w: Writer, type: Type, d: int) -> Text:
    """Return `the x in C: c` for a condition with exactly one solution."""
    chosen = w.like(lambda t: isinstance(t, Set | Seq) and fits(t.item, type))
    with w.inside():
        name = w.variable(item_of(chosen.type))
    alone = Text(type, (f"(the {name} in {chosen.text}: true)",))
    return Text(type, (f"(if |{chosen.text}| = 1 then ", alone, " else ", w.expression(type, d - 1), ")"))


def _first(w: Writer, type: Type, d: int) -> Text:
    """Return `first x in s: c` for a condition with a solution."""
    chosen = w.like(lambda t: isinstance(t, Set | Seq) and fits(t.item, type))
    source = chosen.text if isinstance(chosen.type, Seq) else f"listed({chosen.text})"
    with w.inside():
        name = w.variable(item_of(chosen.type))
        test = w.expression(BOOL, d - 2)
    found = Text(type, (f"(first {name} in {source}: ", test, ")"))
    other = w.expression(type, d - 1)
    return Text(type, (f"(if (some {name} in {source}: ", test, ") then ", found, " else ", other, ")"))


def _made(w: Writer, type: Type, d: int) -> Text:
    """Return a literal of a tuple, record, sum type or built label."""

    def listing(types: Sequence[Type], signs: Sequence[str] = ()) -> Parts:
        parts: Parts = []
        for place, inner in enumerate(types):
            parts += [", " if place else "", signs[place] if signs else "", w.expression(inner, d - 1)]
        return parts

    match type:
        case Tuple(items):
            return Text(type, ("(", *listing(items), ")"))
        case Record(fields):
            return Text(type, ("{", *listing([t for _, t in fields], [f"{n} := " for n, _ in fields]), "}"))
        case Sum(_, cases):
            makeable = [c for c in cases if d > 0 or not c[1]] or list(cases)
            name, types = w.random.choice(makeable)
            return Text(type, (name, "(", *listing(types), ")") if types else (name,))
        case Term(names):
            name = w.random.choice(names)
            arguments = w.constructors[name]
            return Text(type, (name, "(", *listing(arguments), ")") if arguments else (name,))
    raise Stuck


# ------------------------------------------------------------------------------------------------ numbers and truth


def _two(form: str) -> Rule:
    """Return the rule for an operation on two numbers, whose operands replace each `_` of the form."""
    left, middle, right = form.split("_")

    def rule(w: Writer, type: Type, d: int) -> Text:
        return Text(type, (left, w.expression(type, d - 1), middle, w.expression(type, d - 1), right))

    return rule


_add, _times, _min, _max = _two("(_ + _)"), _two("(_ * _)"), _two("min(_, _)"), _two("max(_, _)")


def _minus(w: Writer, type: Type, d: int) -> Text:
    a, b = w.expression(type, d - 1), w.expression(type, d - 1)
    if type == NAT:
        return Text(type, ("abs(", a, " - ", b, ")")) if w.once_in(2) else Text(type, ("max(", a, " - ", b, ", 0)"))
    return Text(type, ("(", a, " - ", b, ")"))


def _whole_quotient(w: Writer, type: Type, d: int) -> Text:
    a, sign = w.expression(type, d - 1), w.random.choice([" div ", " mod "])
    divisor = Text(NAT, (str(w.random.choice([1, 2, 3, 10])),)) if w.once_in(2) else w.expression(NAT, d - 2)
    return Text(type, ("(", a, sign, "(", divisor, " + 1))"))


def _divided(w: Writer, type: Type, d: int) -> Text:
    a = w.expression(w.random.choice(NUMBERS), d - 1)
    divisor = Text(NAT, (str(w.random.choice([2, 3, 7])),)) if w.once_in(2) else w.expression(NAT, d - 2)
    return Text(type, ("(", a, " / (", divisor, " + 1))"))


def _power(w: Writer, type: Type, d: int) -> Text:
    if w.folding:
        raise Stuck
    base = Text(NAT, (str(w.random.choice([0, 1, 2, 10])),))
    if w.once_in(3):
        return Text(type, ("(", w.expression(type, 0), " ^ ", str(w.random.randint(0, 3)), ")"))
    return Text(type, ("(", base, " ^ ", w.size(d), ")"))


def _size_of(w: Writer, type: Type, d: int) -> Text:
    item = w.any_type()
    forms: list[Type] = [Set(item), Seq(item), Map(w.any_type(), item)]
    return Text(type, ("|", w.expression(w.random.choice(forms), d - 1), "|"))


def _bits(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("bits(", w.expression(w.random.choice(NUMBERS), d - 1), ")"))


def _count(w: Writer, type: Type, d: int) -> Text:
    with w.inside():
        gens = w.generators(d - 1, pairs=False)
        return Text(type, ("(count ", gens, ": ", w.condition(d - 2), ")"))


def _sum(w: Writer, type: Type, d: int) -> Text:
    with w.inside():
        gens = w.generators(d - 1, pairs=False)
        return Text(type, ("sum(", w.expression(type, d - 1), " | ", gens, ")"))


def _product(w: Writer, type: Type, d: int) -> Text:
    if w.folding:
        raise Stuck
    with w.inside():
        gens = w.generators(d - 1, pairs=False, most=1)
        return Text(type, ("product(", w.expression(type, d - 2), " | ", gens, ")"))


def _extreme(w: Writer, type: Type, d: int) -> Text:
    chosen = w.like(lambda t: isinstance(t, Set | Seq))
    word = w.random.choice(["min", "max"])
    with w.inside():
        name = w.variable(item_of(chosen.type))
        body = w.expression(type, d - 1)
    over = Text(type, (f"{word}(", body, f" | {name} in {chosen.text})"))
    return Text(type, (f"(if |{chosen.text}| > 0 then ", over, " else ", w.expression(type, d - 1), ")"))


def _greatest(w: Writer, type: Type, d: int) -> Text:
    """Return a `max` of natural numbers, possibly over no binding."""
    with w.inside():
        gens = w.generators(d - 1)
        return Text(type, ("max(", w.expression(NAT, d - 1), " | ", gens, ")"))


WHOLE: tuple[Rule, ...] = (
    _add, _add, _times, _min, _max, _minus, _whole_quotient, _power, _size_of, _size_of, _size_of, _bits, _count, _count, _sum,
    _sum, _sum, _product, _extreme, _greatest,
)  # fmt: skip
RATIONAL: tuple[Rule, ...] = (_add, _times, _min, _max, _minus, _divided, _divided, _sum, _sum, _product, _extreme, _size_of)


def _compare(w: Writer, type: Type, d: int) -> Text:
    sort = w.random.choice(NUMBERS)
    a, b = w.expression(sort, d - 1), w.expression(w.random.choice(NUMBERS), d - 1)
    return Text(type, ("(", a, w.random.choice([" < ", " <= ", " > ", " >= ", " = "]), b, ")"))


def _equal(w: Writer, type: Type, d: int) -> Text:
    sides: list[Type] = [w.any_type(), Set(w.any_type()), Seq(NAT)]
    side = w.random.choice(sides)
    return Text(type, ("(", w.expression(side, d - 1), w.random.choice([" = ", " != "]), w.expression(side, d - 1), ")"))


def _member(w: Writer, type: Type, d: int) -> Text:
    item = w.any_type()
    whole = w.expression(w.random.choice([Set, Seq])(item), d - 1)
    return Text(type, ("(", w.expression(item, d - 1), w.random.choice([" in ", " not in "]), whole, ")"))


def _subset(w: Writer, type: Type, d: int) -> Text:
    side = Set(w.any_type())
    return Text(type, ("(", w.expression(side, d - 1), " subset ", w.expression(side, d - 1), ")"))


def _connected(w: Writer, type: Type, d: int) -> Text:
    sign = w.random.choice([" and ", " or ", " implies ", " iff "])
    return Text(type, ("(", w.expression(BOOL, d - 1), sign, w.expression(BOOL, d - 1), ")"))


def _not(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("(not ", w.expression(BOOL, d - 1), ")"))


def _quantified(w: Writer, type: Type, d: int) -> Text:
    with w.inside():
        gens = w.generators(d - 1)
        return Text(type, (f"({w.random.choice(['every', 'some'])} ", gens, ": ", w.condition(d - 1), ")"))


TRUTH: tuple[Rule, ...] = (_compare, _compare, _equal, _member, _subset, _connected, _not, _quantified, _quantified)


# ------------------------------------------------------------------------------------------------ collections


def _several(w: Writer, type: Type, d: int) -> Parts:
    parts: Parts = []
    for place in range(w.random.randint(1, 3)):
        parts += [", " if place else "", w.expression(item_of(type), d - 1)]
    return parts


def _set_literal(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("{", *_several(w, type, d), "}"))


def _set_comprehension(w: Writer, type: Type, d: int) -> Text:
    with w.inside():
        gens = w.generators(d - 1)
        return Text(type, ("{ ", w.expression(item_of(type), d - 1), " | ", gens, " }"))


def _set_operation(w: Writer, type: Type, d: int) -> Text:
    sign = w.random.choice([" + ", " + ", " - ", " & "])
    return Text(type, ("(", w.expression(type, d - 1), sign, w.expression(type, d - 1), ")"))


def _keys(w: Writer, type: Type, d: int) -> Text:
    if w.once_in(2):
        return Text(type, ("domain(", w.expression(Map(item_of(type), w.any_type()), d - 1), ")"))
    return Text(type, ("range(", w.expression(Map(w.any_type(), item_of(type)), d - 1), ")"))


SETS: tuple[Rule, ...] = (*[_set_comprehension] * 6, _set_operation, _set_operation, _set_literal, _keys, _if)


def _seq_literal(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("[", *_several(w, type, d), "]"))


def _seq_comprehension(w: Writer, type: Type, d: int) -> Text:
    with w.inside():
        gens = w.generators(d - 1, ordered=True, pairs=False)
        return Text(type, ("[ ", w.expression(item_of(type), d - 1), " | ", gens, " ]"))


def _concat(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("(", w.expression(type, d - 1), " ++ ", w.expression(type, d - 1), ")"))


def _slice(w: Writer, type: Type, d: int) -> Text:
    chosen = w.like(lambda t: isinstance(t, Seq) and fits(t, type))
    cut = w.random.choice(["[1 ..]", f"[.. |{chosen.text}| - 2]", "[.. 0]", f"[1 .. |{chosen.text}| - 1]"])
    return Text(type, (f"(if |{chosen.text}| > 0 then {chosen.text}{cut} else ", w.expression(type, d - 1), ")"))


def _listed(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("listed(", w.expression(Set(item_of(type)), d - 1), ")"))


def _range(w: Writer, type: Type, d: int) -> Text:
    if not fits(Seq(NAT), type):
        raise Stuck
    return w.range(d)


SEQUENCES: tuple[Rule, ...] = (
    *[_seq_comprehension] * 5, _seq_literal, _concat, _slice, _slice, _listed, _range, _if,
)  # fmt: skip


def _map_comprehension(w: Writer, type: Type, d: int) -> Text:
    """Return a map whose keys determine one variable, so that none collide, or whose values depend on the key alone."""
    assert isinstance(type, Map)
    with w.inside():
        if w.once_in(3):
            gens = w.generators(d - 1)
            before = list(w.atoms)
            key = w.expression(type.key, d - 1)
            w.atoms = [a for a in before if a.root[0] != "v"]
            return Text(type, ("{ ", key, " -> ", w.expression(type.value, d - 2), " | ", gens, " }"))
        source = w.expression(Set(type.key), d - 1)
        name = w.variable(type.key)
        return Text(type, (f"{{ {name} -> ", w.expression(type.value, d - 1), f" | {name} in ", source, " }"))


def _map_literal(w: Writer, type: Type, d: int) -> Text:
    assert isinstance(type, Map)
    return Text(type, ("{", w.expression(type.key, d - 1), " -> ", w.expression(type.value, d - 1), "}"))


def _with(w: Writer, type: Type, d: int) -> Text:
    return Text(type, ("(", w.expression(type, d - 1), " with ", w.expression(type, d - 1), ")"))


MAPS: tuple[Rule, ...] = (*[_map_comprehension] * 4, _map_literal, _with)


# ------------------------------------------------------------------------------------------------ shapes that are counted

# Each shape is a list of generators that have fewer bindings than the product of the sizes, or a similar one to which the
# better count does not apply.  They yield the parts of generators.

Shape = Callable[[Writer, int, bool], Parts]


def _is_collection(type: Type) -> bool:
    return isinstance(type, Set | Seq)


def _ordered_pairs(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `p in C, q in C where p < q`, or a variant: two collections, one that depends on p, or another guard."""
    size = w.size(d)
    positions = [f"positions({a.text})" for a in w.atoms if isinstance(a.type, Seq)]
    numbers = [a.text for a in w.atoms if _is_collection(a.type) and isinstance(item_of(a.type), Number)]
    source = w.random.choice([f"(1 .. {size})", f"(0 .. {size} - 1)", *positions[:2], *numbers[:3]])
    other = w.random.choice([source, source, source, f"(1 .. {w.size(d)})"])
    p, q = w.name(False), w.name(False)
    other = w.random.choice([other, other, other, f"(0 .. {p} mod 5)", f"[{p}, {p} + 1]"])
    parts: Parts = [f"{p} in {source}"]
    again = w.once_in(6)
    parts += [f", {p} = {w.random.choice(['0', f'{p} mod 2', f'{p} + 1'])}"] if again else []
    guard = w.random.choice([f"{p} < {q}", f"{q} < {p}", f"{p} < {q}", f"{p} <= {q}", f"{p} < {q} + 1", f"{p} != {q}",
                             f"{p} < {q} or {p} = 0", f"not {p} < {q}", f"{p} + 1 < {q}", f"{p} < {q} and {q} < 7"])  # fmt: skip
    chain = w.once_in(4)
    parts += [f", {q} in {other} where {guard}"]
    w.add(p, INT)
    w.add(q, INT)
    if chain:
        r = w.variable(INT, False)
        parts += [f", {r} in {w.random.choice([source, other])} where {w.random.choice([q, p])} < {r}"]
    return parts


def _indexed_pairs(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `i -> x in s, j -> y in s where i < j`, or a variant with another sequence or a comparison of the items."""
    first = w.like(lambda t: isinstance(t, Seq))
    second = first if w.once_in(2) else w.like(lambda t: isinstance(t, Seq))
    i, j = w.variable(NAT, False), w.variable(NAT, False)
    x, y = w.variable(item_of(first.type), False), w.variable(item_of(second.type), False)
    compared = [f"{i} < {j}", f"{j} < {i}", f"{i} = {j}", f"{i} <= {j}"]
    if first == second:
        compared += [f"{x} = {y}", f"{x} != {y}"]
        compared += [f"{x} < {y}"] if isinstance(item_of(first.type), Number) else []
    return [f"{i} -> {x} in {first.text}, {j} -> {y} in {second.text} where {w.random.choice(compared)}"]


def _incident(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `v in C where v in e` for an edge e, or for a set or sequence with more members, in both orders of the two."""
    whole = w.like(lambda t: _is_collection(t) and isinstance(item_of(t), Edge | Set | Seq))
    few = item_of(whole.type)
    item = item_of(few)
    source = w.like(lambda t: _is_collection(t) and fits(item_of(t), item))
    e, v = w.variable(few, False), w.variable(item, False)
    guard = w.random.choice([f"{v} in {e}", f"{v} in {e}", f"{v} not in {e}", f"{v} in {e} or |{e}| < 2"])
    drawn = source.text if w.once_in(2) or isinstance(source.type, Seq) else f"listed({source.text})"
    if w.once_in(3):
        return [f"{v} in {drawn}, {e} in {whole.text} where {guard}"]
    if w.once_in(3):
        return [f"{e} in {whole.text}, {v} in {e}"]
    return [f"{e} in {whole.text}, {v} in {drawn} where {guard}"]


def _pinned(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `v in C where v = e`, which has one binding for a set and one for each repeat in a sequence."""
    source = w.like(lambda t: isinstance(t, Set | Seq))
    value = w.expression(item_of(source.type), d - 1)
    v = w.variable(item_of(source.type), False)
    other = w.expression(item_of(source.type), d - 1) if w.once_in(2) else value
    form = w.random.randrange(4)
    if form == 0:
        return [f"{v} in {source.text} where {v} = ", value, f" or {v} = ", other]
    if form == 1:
        return [f"{v} in {source.text} where ", other, " = ", value]
    return [f"{v} in {source.text} where {v} = ", value]


def _edge_ends(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `{u, v} in E`, from both ends, or the pairs u, v with `{u, v} in E`."""
    edges = w.like(lambda t: _is_collection(t) and isinstance(item_of(t), Edge))
    label = item_of(item_of(edges.type))
    if pairs and w.once_in(2):
        return [f"{{{w.variable(label, False)}, {w.variable(label, False)}}} in {edges.text}"]
    vertices = w.like(lambda t: _is_collection(t) and item_of(t) == label)
    u, v = w.variable(label, False), w.variable(label, False)
    guard = w.random.choice([f"{{{u}, {v}}} in {edges.text}", f"{u} != {v} and {{{u}, {v}}} not in {edges.text}", f"{u} != {v}"])
    return [f"{u} in {vertices.text}, {v} in {vertices.text} where {guard}"]


def _nested(w: Writer, d: int, pairs: bool) -> Parts:
    """Return `c in C, l in c`, with another generator or a filter that counting must respect, or with C twice."""
    whole = w.like(lambda t: _is_collection(t) and isinstance(item_of(t), Set | Seq))
    inner = item_of(whole.type)
    source = whole.text
    if w.once_in(4):
        sign = "++" if isinstance(whole.type, Seq) else "+"
        source = f"({source} {sign} {w.like(lambda t: t == whole.type).text})"
    c, x = w.variable(inner, False), w.variable(item_of(inner), False)
    form = w.random.randrange(5)
    if form == 0:
        other = w.variable(inner, False)
        return [f"{c} in {source}, {other} in {source}, {x} in {w.random.choice([c, other])}"]
    if form == 1:
        y = w.variable(item_of(inner), False)
        return [f"{c} in {source}, {x} in {c}, {y} in {c}"]
    if form == 2:
        return [f"{c} in {source} where |{c}| <= {w.random.randint(0, 3)}, {x} in {c}"]
    if form == 3:
        return [f"{c} in {source}, {x} in {c} where |{c}| > {w.random.randint(0, 2)}"]
    return [f"{c} in {source}, {x} in {c}"]


SHAPES: tuple[Shape, ...] = (_ordered_pairs, _ordered_pairs, _indexed_pairs, _incident, _incident, _pinned, _edge_ends, _nested)
