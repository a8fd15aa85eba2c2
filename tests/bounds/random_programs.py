"""Random problems and reductions of the whole language, written as texts.

A program is a source problem, a target problem and a reduction between them.  Measures cover the source's instance in many forms,
and occasionally only seem to.  `valid` caps sizes, or only seems to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from certify.core import (
    BOOL,
    INT,
    NAT,
    RAT,
    Edge,
    Label,
    Map,
    Number,
    Record,
    Reduction,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.mistakes import Mistake, Source
from certify.core.paths import factors
from certify.library import Library
from tests.bounds.random_expressions import Atom, Defined, Parts, Stuck, Text, Writer, item_of

Witness = tuple[str, Type] | None
"""A witness space in the syntax of texts, with the type of its witnesses; None for `none`."""

COLOUR = Sum("colour", (("red", ()), ("green", ()), ("blue", ())))
AMOUNT = Sum("amount", (("nothing", ()), ("whole", (INT,)), ("share", (NAT, RAT))))
SUMS = """\
type literal over X = positive(X) or negative(X)
type shape over X = hole or dot(X) or bundle(nat, set of X)
type colour = red or green or blue
type amount = nothing or whole(int) or share(nat, rat)
"""


class Wider(Random):
    """A source of random texts that also have maps from pairs, spaces over numbers and tuples, and labels that carry values.

    It is used from the seed 1000 on, for every other one: tests name seeds below that.
    """


def literal(label: Type) -> Sum:
    """Return the type of literals over labels."""
    return Sum("literal", (("positive", (label,)), ("negative", (label,))))


def shape(label: Type) -> Sum:
    """Return a sum type that holds numbers and sets."""
    return Sum("shape", (("hole", ()), ("dot", (label,)), ("bundle", (NAT, Set(label)))))


def graph(home: str) -> Record:
    """Return the type of a graph whose vertices open a home."""
    return Record((("vertices", Set(Label(home), home)), ("edges", Set(Edge(Label(home))))))


def digraph(home: str) -> Record:
    """Return the type of a digraph whose vertices open a home."""
    label = Label(home)
    return Record((("vertices", Set(label, home)), ("arcs", Set(Tuple((label, label))))))


def written(type: Type) -> str:
    """Return a type of an instance's field in the syntax of texts."""
    match type:
        case Number(sort):
            return sort
        case Label(home):
            return home
        case Set(_, home) if home:
            return "set of labels"
        case Set(_, _, within) if within:
            return f"subset of {within}"
        case Set(item):
            return f"set of {written(item)}"
        case Seq(item):
            return f"seq of {written(item)}"
        case Map(_, value, domain) if domain:
            paths = factors(domain)
            keys = f"({domain})" if len(paths) > 1 else domain
            symmetric = "symmetric " if len(paths) == 2 and paths[0] == paths[1] and value in (NAT, INT) else ""
            return f"{symmetric}map from each {keys} to {written(value)}"
        case Map(key, value):
            return f"map from {written(key)} to {written(value)}"
        case Tuple(items):
            return f"({', '.join(map(written, items))})"
        case Record((("vertices", _), (edges, _))):
            return "graph" if edges == "edges" else "digraph"
        case Record(fields):
            return "{ " + ", ".join(f"{n} : {written(t)}" for n, t in fields) + " }"
        case Sum(name, cases):
            labels = [t for _, types in cases for t in types if isinstance(t, Label)]
            return f"{name} over {labels[0].home}" if labels else name
    return "bool"


# ------------------------------------------------------------------------------------------------ fields and measures


def field_type(random: Random, homes: list[str], depth: int) -> Type:
    """Return the type of a field, or of a part of a field."""
    labels = [Label(h) for h in homes]
    atoms: list[Type] = [NAT, NAT, INT, RAT, *labels, *labels, COLOUR, AMOUNT, *map(literal, labels), *map(shape, labels), BOOL]
    atoms += [Set(Label(h), within=h) for h in homes] * 2
    if depth <= 0:
        return random.choice(atoms)
    inner = field_type(random, homes, depth - 1)
    other = field_type(random, homes, 0)
    forms: list[Type] = [Set(inner), Set(inner), Seq(inner), Seq(inner), Seq(inner), Map(other, inner)]
    forms += [Map(Label(h), inner, h) for h in homes] * 2
    if isinstance(random, Wider):
        forms += [Map(Tuple((Label(g), Label(h))), inner, f"{g}, {h}") for g in homes for h in homes][:2]
    if depth == 1:
        forms += [Tuple((inner, other)), Record((("p", inner), ("q", other)))]
    return random.choice(forms)


def instance_fields(random: Random, prefix: str = "") -> list[tuple[str, Type]]:
    """Return the fields of an instance type: homes, and fields over these."""
    chosen = random.choice(["A", "A", "AB", "G", "AG", "D", "AD", "G"])
    fields: list[tuple[str, Type]] = []
    homes = []
    for letter in chosen:
        name = prefix + letter
        home = name if letter in "AB" else f"{name}.vertices"
        homes.append(home)
        opened = {"G": graph, "D": digraph}
        fields.append((name, opened[letter](home) if letter in opened else Set(Label(home), home)))
    for place in range(random.choice([1, 2, 2, 3, 4])):
        depth = random.choice([0, 1, 1, 2, 2])
        type = field_type(random, homes, depth)
        while isinstance(type, Label | Tuple | Sum) or type == BOOL:
            type = field_type(random, homes, random.choice([0, 1, 2]))
        fields.append((f"{prefix}f{place}", type))
    return fields


@dataclass(frozen=True)
class Reading:
    """A slot of the instance that a measure must bound: `what` under generators."""

    what: str
    over: tuple[str, ...]


def readings(type: Type, text: str, over: tuple[str, ...], names: Iterator[str], random: Random) -> Iterator[Reading]:
    """Yield the slots in a value of the type that measures must bound: sizes of its collections and bits of its numbers."""
    if isinstance(type, Set | Seq | Map) and not (isinstance(type, Map) and type.domain and random.random() < 0.7):
        yield Reading(f"|{text}|", over)
    match type:
        case Number():
            yield Reading(f"bits({text})", over)
        case Set(_, home, within) if home or within:
            return
        case Set(item) | Seq(item):
            pattern, parts = patterned(item, names)
            head = f"{next(names)} -> {pattern}" if isinstance(type, Seq) and random.random() < 0.3 else pattern
            for inner, name in parts:
                yield from readings(inner, name, (*over, f"{head} in {text}"), names, random)
        case Map(key, value, domain):
            left, keys = patterned(key, names)
            right, values = patterned(value, names)
            for inner, name in [*([] if domain else keys), *values]:
                yield from readings(inner, name, (*over, f"{left} -> {right} in {text}"), names, random)
        case Record(fields):
            for name, inner in fields:
                yield from readings(inner, f"{text}.{name}", over, names, random)
        case Sum(_, cases):
            for case, types in cases:
                arguments = [next(names) for _ in types]
                for inner, name in zip(types, arguments, strict=True):
                    for found in readings(inner, name, (), names, random):
                        if over and over[-1].startswith(f"{text} in ") and random.random() < 0.5:  # a pattern
                            taken = f"{case}({', '.join(arguments)}) in {over[-1].removeprefix(f'{text} in ')}"
                            yield Reading(found.what, (*over[:-1], taken, *found.over))
                            continue
                        what = found.what if not found.over else f"max({found.what} | {', '.join(found.over)})"
                        yield Reading(f"(case {text} of {case}({', '.join(arguments)}): {what}; else: 0)", over)


def patterned(type: Type, names: Iterator[str]) -> tuple[str, list[tuple[Type, str]]]:
    """Return a pattern that takes a tuple apart, and the parts with their names."""
    if isinstance(type, Tuple):
        taken = [(t, next(names)) for t in type.items]
        return f"({', '.join(n for _, n in taken)})", taken
    name = next(names)
    return name, [(type, name)]


def measure(reading: Reading, random: Random) -> str:
    """Return a measure that bounds a slot."""
    if not reading.over:
        return reading.what
    word = random.choice(["max", "sum", "max", "sum"])
    return f"{word}({reading.what} | {', '.join(reading.over)})"


def bent(reading: Reading, random: Random) -> str:
    """Return a measure that seems to bound a slot and mostly does not."""
    over = ", ".join(reading.over)
    what = reading.what
    if not over:
        return random.choice([f"{what} div 2", f"min({what}, 2)", f"abs({what} - 1)", f"{what} mod 3", f"bits({what})"])
    return random.choice(
        [
            f"sum({what} | {over} where {what} > 1)", f"max({what} | {over} where {what} != 2)",
            f"abs(max({what} | {over}) - 1)", f"min(max({what} | {over}), 1)", f"bits(sum({what} | {over}))",
            f"|{{ {what} | {over} }}|", f"sum({{ {what} | {over} }})", f"sum({what} div 2 | {over})",
            f"(if (some {over}: {what} > 2) then 0 else max({what} | {over}))", f"count {over}: {what} > 0",
        ]
    )  # fmt: skip


def measures(fields: list[tuple[str, Type]], random: Random, crooked: float) -> list[tuple[str, str]]:
    """Return named measures that cover the fields; each one only seems to with the chance `crooked`."""
    names = (f"y{i}" for i in range(10_000))
    found = [r for name, type in fields for r in readings(type, name, (), names, random)]
    texts = [bent(r, random) if random.random() < crooked else measure(r, random) for r in found]
    joined: list[str] = []
    for text in texts:
        if joined and random.random() < 0.25:
            joined[-1] = random.choice([f"{joined[-1]} + {text}", f"max({joined[-1]}, {text})", f"{text} + {joined[-1]}"])
        else:
            joined.append(text)
    return [(f"m{i}", text) for i, text in enumerate(joined)]


# ------------------------------------------------------------------------------------------------ problems


def caps(w: Writer) -> str:
    """Return a condition of `valid` that caps a size or a number, or only seems to."""
    sized = [a for a in w.atoms if isinstance(a.type, Set | Seq | Map)]
    small = w.random.choice(["1", "2", "3", f"|{w.random.choice(sized).text}|"])
    whole = [a.text for a in w.atoms if isinstance(a.type, Number)]
    nested = [a.text for a in sized if isinstance(a.type, Set | Seq) and isinstance(item_of(a.type), Set | Seq | Map)]
    numbers = [a.text for a in sized if isinstance(a.type, Set | Seq) and isinstance(item_of(a.type), Number)]
    forms: list[str] = []
    for c in nested:
        forms += [f"every y in {c}: |y| <= {small}", f"every y in {c} where |y| > 1: |y| <= 3",
                  f"(every y in {c}: |y| <= 2) or |{c}| <= 1", f"(some y in {c}: |y| <= 2) or |{c}| = 0",
                  f"every y in {c}: |y| <= |{c}|", f"every y in {c}: |y| <= 3 or |y| = 5"]  # fmt: skip
    for a in sized:
        if isinstance(a.type, Set | Seq) and item_of(a.type) == AMOUNT:
            forms += [f"every whole(y) in {a.text}: y <= {small}", f"every share(y, z) in {a.text}: y <= |{a.text}|",
                      f"every y in {a.text}: case y of whole(z): z <= 3; else: true", f"some whole(y) in {a.text}: y <= 3",
                      f"every y in {a.text}: case y of nothing: true; whole(z): z < 2; share(z, _): z + 1 <= {small}",
                      f"every share(y, z) in {a.text}, whole(x) in {a.text}: y <= 3",
                      f"every share(y, z) in {a.text}, share(x, _) in {a.text}: y <= x",
                      f"every y in {a.text}: case y of share(z, _): z <= 3 or z > 5; else: false"] * 3  # fmt: skip
    for s in numbers:
        forms += [f"every y in {s}: y <= |{s}|", f"every y in {s}: abs(y) <= 4", f"every y in {s}: y < {small}"]
    for k in whole:
        forms += [f"{k} <= {small}", f"{k} <= 3 or {k} > 9", f"not {k} > 2", f"abs({k}) < {small} + 1", f"2 <= {k}"]
    for a in sized:
        forms += [f"|{a.text}| <= {w.random.randint(1, 4)}", f"|{a.text}| > 1 implies |{a.text}| <= 3", f"1 <= |{a.text}|",
                  f"|{a.text}| <= 2 or |{a.text}| >= 3"]  # fmt: skip
    return w.random.choice(forms) if forms else "true"


def space(w: Writer) -> Witness:
    """Return a witness space over the instance, in the syntax of texts, and the type of its witnesses; None for `none`."""
    homes = [a for a in w.atoms if isinstance(a.type, Set) and isinstance(a.type.item, Label)]
    chosen = w.random.choice(homes)
    label = item_of(chosen.type)
    others = [a for a in w.atoms if isinstance(a.type, Set) and isinstance(a.type.item, Number | Label | Edge)]
    other = w.random.choice(others)
    options = [a for a in w.atoms if isinstance(a.type, Map) and isinstance(a.type.value, Set)]
    forms: list[tuple[str, Type] | None] = [
        (f"subset of {chosen.text}", Set(label)),
        (f"subset of {chosen.text}", Set(label)),
        (f"subset of {other.text}", other.type),
        (f"map from each {chosen.text} to bool", Map(label, BOOL)),
        (f"map from each {chosen.text} to 0 .. 2", Map(label, NAT)),
        (f"map from each {chosen.text} to colour", Map(label, COLOUR)),
        (f"ordering of {chosen.text}", Seq(label)),
        (f"cycle of {chosen.text}", Map(label, label)),
        (f"one of {chosen.text}", label),
        ("bool", BOOL),
        None,
    ]
    for a in options:
        assert isinstance(a.type, Map)
        assert isinstance(a.type.value, Set)
        forms += [(f"choice from {a.text}", Map(a.type.key, a.type.value.item))] * 3
    if isinstance(w.random, Wider):
        forms += wider_spaces(w, chosen, other)
    return w.random.choice(forms)


def wider_spaces(w: Writer, chosen: Atom, other: Atom) -> list[tuple[str, Type] | None]:
    """Return witness spaces over numbers, sequences, tuples and a set of labels, `chosen`, and another set."""
    label = item_of(chosen.type)
    forms: list[tuple[str, Type] | None] = [
        (f"permutation of {chosen.text}", Map(label, label)),
        (f"subset of ({chosen.text}, {other.text})", Set(Tuple((label, item_of(other.type))))),
        (f"map from each {chosen.text} to subset of {other.text}", Map(label, other.type)),
        (f"sequence of at most min(2, |{other.text}|) of {other.text}", Seq(item_of(other.type))),
        (f"sequence of |{chosen.text}| - 1 .. 2 of {other.text}", Seq(item_of(other.type))),
        (f"sequence of 2 of ({chosen.text}, {chosen.text})", Seq(Tuple((label, label)))),
        (f"one of |{other.text}| - 2 .. 1", INT),
        (
            f"map from each z0 in {chosen.text} to one of 0 .. (if z0 in {chosen.text} then |{other.text}| else 0)",
            Map(label, NAT),
        ),
    ]
    for a in [a for a in w.atoms if a.type in (NAT, INT)]:
        forms += [(f"one of 0 - 1 .. {a.text}", INT), (f"one of {a.text} - |{other.text}| .. {a.text}", INT)]
    for a in [a for a in w.atoms if isinstance(a.type, Map) and a.type.key == label and a.type.value in (NAT, INT)]:
        forms += [(f"map from each z0 in domain({a.text}) to one of {a.text}[z0] - 1 .. {a.text}[z0]", Map(label, INT))] * 2
    for a in [a for a in w.atoms if isinstance(a.type, Seq)]:
        forms += [(f"subset of positions({a.text})", Set(NAT)), (f"ordering of {a.text}", Seq(item_of(a.type)))]
        forms += [(f"one of {a.text}", item_of(a.type)), (f"map from each {a.text} to bool", Map(item_of(a.type), BOOL))]
    return forms


def writer(random: Random, fields: list[tuple[str, Type]], before: str = "") -> Writer:
    """Return a writer whose scope holds the fields of an instance."""
    labels = [Label(t.home) for _, t in fields if isinstance(t, Set) and isinstance(t.item, Label) and t.home]
    labels += [Label(f"{n}.vertices") for n, t in fields if isinstance(t, Record) and t.field("vertices")]
    seconds: list[Type] = [*labels, NAT]
    pairs: list[Type] = [Tuple((a, b)) for a in labels for b in seconds]
    types: list[Type] = [
        NAT,
        NAT,
        INT,
        RAT,
        BOOL,
        *labels,
        *labels,
        *labels,
        *pairs,
        *(Set(a) for a in labels),
        Set(NAT),
        Seq(NAT),
    ]
    sums = [COLOUR, AMOUNT, *map(literal, labels), *map(shape, labels)]
    w = Writer(random, types + random.sample(sums, 2), sums)
    if before:
        w.add(before, Record(tuple(fields)))
    else:
        for name, type in fields:
            w.add(name, type)
    for _, type in fields:
        if isinstance(type, Set | Seq) and not isinstance(type.item, Record | Edge):
            w.types.append(type.item)
    return w


def definitions(w: Writer, depth: int, stem: str) -> list[Text]:
    """Return definitions with and without parameters, and add them to the scope."""
    out = []
    for place in range(w.random.choice([0, 0, 1, 1, 2, 3])):
        results: list[Type] = [NAT, INT, RAT, BOOL, Set(w.any_type()), Seq(w.any_type()), Map(w.any_type(), w.any_type())]
        result = w.random.choice(results)
        accepted: list[Type] = [w.any_type(), w.any_type(), Set(w.any_type()), Seq(NAT)]
        parameters = w.random.sample(accepted, w.random.choice([0, 0, 1, 2]))
        with w.inside():
            names = [w.variable(t, False) for t in parameters]
            try:
                body = w.expression(result, depth)
            except Stuck:
                continue
        name = f"{stem}{place}"
        out.append(Text(None, (f"{name}({', '.join(names)}) = " if names else f"{name} = ", body)))
        if names:
            w.defined.append(Defined(name, tuple(parameters), result))
            w.types.append(result)
        else:
            w.add(name, result)
    return out


def section(word: str, items: Sequence[Text | str]) -> Text | None:
    """Return a section with one item on each line; None if there is no item."""
    lines = tuple(Text(None, (" " * 11, item, "\n"), cut=True) for item in items)
    return Text(None, (f"  {word}\n", *lines), cut=True) if lines else None


def problem(w: Writer, name: str, fields: list[tuple[str, Type]], depth: int, source: bool) -> tuple[Text, Witness]:
    """Return a problem's text and its witness space.  With `source`, the problem has conditions of validity."""
    found = measures(fields, w.random, w.random.choice([0, 0, 0, 0.2]) if source else 0.2)
    valid: list[str | Text] = [caps(w) for _ in range(w.random.choice([0, 1, 1, 2]))] if source else []
    with w.inside():
        try:
            if source and w.once_in(4):
                valid.append(Text(BOOL, (w.expression(BOOL, 2), " or |", w.like(lambda t: isinstance(t, Set)).text, "| <= 2")))
        except Stuck:
            pass
        chosen = space(w)
        lets = definitions(w, depth, "t")
        if chosen is not None:
            w.add("w", chosen[1])
        accepts = []
        for _ in range(w.random.choice([1, 1, 2])):
            try:
                test = w.expression(BOOL, depth)
            except Stuck:
                continue
            accepts.append(Text(BOOL, (test, " or true")) if w.random.random() < 0.8 else test)
    sections = [
        section("instance", [f"{n} : {written(t)}" for n, t in fields]),
        section("valid", [v if isinstance(v, Text) else Text(BOOL, (v,)) for v in valid]),
        section("measures", [f"{n} = {text}" for n, text in found]),
        section("witness", ["none" if chosen is None else f"w : {chosen[0]}"]),
        section("let", lets),
        section("accepts", accepts or ["true"]),
    ]
    return Text(None, (f"problem {name}\n", *(s for s in sections if s is not None))), chosen


# ------------------------------------------------------------------------------------------------ reductions


def constructors(w: Writer, fields: list[tuple[str, Type]]) -> list[str]:
    """Return declarations of constructors of labels, and add the constructors to the scope."""
    kinds: list[tuple[str, Type]] = [("position", NAT), ("number", INT)]
    for atom in w.atoms:
        if isinstance(atom.type, Set | Seq) and not isinstance(item_of(atom.type), Record):
            kinds += [(atom.text, item_of(atom.type))] * 2
            kinds.append((f"set of {atom.text}", Set(item_of(atom.type))))
        if isinstance(w.random, Wider) and isinstance(atom.type, Set) and isinstance(atom.type.item, Label):
            kinds += [(f"literal over {atom.text}", literal(atom.type.item)), (f"shape over {atom.text}", shape(atom.type.item))]
            kinds.append((f"({atom.text}, position)", Tuple((atom.type.item, NAT))))
            kinds.append((f"{{ p : number, q : {atom.text} }}", Record((("p", INT), ("q", atom.type.item)))))
    if isinstance(w.random, Wider):
        kinds += [("colour", COLOUR), ("bool", BOOL)]
    out = []
    for name in ["hub", "node", "pair", "link"][: w.random.choice([1, 2, 3, 4])]:
        arguments = [w.random.choice(kinds) for _ in range({"hub": 0, "node": 1, "pair": 2}.get(name, w.random.randint(1, 2)))]
        w.constructors[name] = tuple(t for _, t in arguments)
        out.append(f"{name}({', '.join(k for k, _ in arguments)})" if arguments else name)
    return out


def home(w: Writer, name: str, content: Type, depth: int) -> Text:
    """Return the labels of a home of the target: a definition, whose members count as labels of that home from then on."""
    parts: Parts = [f"{name} = "]
    if isinstance(content, Term):
        for place, word in enumerate(content.constructors):
            parts += [" + " if place else "", _built(w, word, depth)]
    else:
        parts.append(w.expression(Set(content), depth))
    return Text(None, tuple(parts))


def _built(w: Writer, word: str, depth: int) -> Text:
    """Return a set of labels built by one constructor."""
    type = Set(Term((word,)))
    if not w.constructors[word]:
        return Text(type, ("{", Text(type.item, (word,)), "}"))
    for _ in range(10):
        with w.inside():
            try:
                gens = w.generators(depth - 1)
                arguments = [w.expression(t, w.random.choice([0, 0, 1])) for t in w.constructors[word]]
            except Stuck:
                continue
            made: Parts = [f"{word}("]
            for place, argument in enumerate(arguments):
                made += [", " if place else "", argument]
            return Text(type, ("{ ", Text(type.item, (*made, ")")), " | ", gens, " }"))
    raise Stuck


def target_field(w: Writer, path: str, type: Type, depth: int) -> Text:
    """Return a field of the image."""
    if isinstance(type, Set) and isinstance(type.item, Edge):
        vertices = f"h_{path.replace('.', '_').removesuffix('_edges')}_vertices"
        with w.inside():
            u, v = w.variable(type.item.item, False), w.variable(type.item.item, False)
            test = w.condition(depth - 1)
        pairs = Text(None, (f"{{ {{{u}, {v}}} | {u} in {vertices}, {v} in {vertices} where {u} != {v} and ", test, " }"))
        return Text(None, (f"{path} = ", pairs))
    if isinstance(type, Map) and type.domain:
        with w.inside():
            wholes = [f"h_{whole.replace('.', '_')}" for whole in factors(type.domain)]
            names = [w.variable(k, False) for k in (type.key.items if isinstance(type.key, Tuple) else (type.key,))]
            each = w.expression(type.value, depth - 1)
        key = f"({', '.join(names)})" if len(names) > 1 else names[0]
        gens = ", ".join(f"{name} in {whole}" for name, whole in zip(names, wholes, strict=True))
        return Text(None, (f"{path} = {{ {key} -> ", each, f" | {gens} }}"))
    return Text(None, (f"{path} = ", w.expression(type, depth)))


@dataclass(frozen=True)
class Program:
    """A program: its text, from which the front end makes a reduction `P:Q`."""

    text: Text

    def __str__(self) -> str:
        return SUMS + str(self.text)

    def reduction(self) -> Reduction | None:
        """Return the core of the program; None if the front end refuses it."""
        try:
            return Library(()).with_texts([Source("random.red", str(self))]).reduction("P:Q")
        except Mistake:
            return None


def program(seed: int, depth: int = 4) -> Program:
    """Return the random program of a seed, which is larger for larger depth.  One in three only counts bindings."""
    random = Wider(seed) if seed >= 1000 and seed % 2 else Random(seed)
    while True:
        try:
            return Program(_counting(random, depth) if seed % 3 == 0 else _program(random, depth))
        except Stuck:
            continue


def _counting(random: Random, depth: int) -> Text:
    """Return a program whose image has sequences with one item for each binding of some generators."""
    fields = instance_fields(random)
    source, of_source = problem(writer(random, fields), "P", fields, 1, source=True)
    wanted: list[tuple[str, Type]] = [(f"g{i}", Seq(NAT)) for i in range(3)]
    sections = [
        section("instance", [f"{n} : {written(t)}" for n, t in wanted]),
        section("measures", [f"n{n} = |{n}|" for n, _ in wanted]),
        Text(None, ("  witness none\n  accepts true\n",)),
    ]
    w = writer(random, fields, "x")
    lets = definitions(w, 1, "d")
    image = [Text(None, (f"{name} = [ 0 | z in 1 .. ", _count(w, depth), " ]")) for name, _ in wanted]
    reduction: Parts = ["reduction P -> Q\n"]
    reduction += [s for s in (section("given", ["x"]), section("let", lets), section("target", image)) if s is not None]
    reduction.append(Text(None, (f"  forward  {'none' if of_source is None else 'v'} -> none\n",)))
    reduction.append(_map(w, "backward", None, of_source, 1))
    target = Text(None, ("problem Q\n", *(s for s in sections if s is not None)))
    return Text(None, (source, target, Text(None, tuple(reduction))))


def _count(w: Writer, depth: int) -> Text:
    """Return the number of bindings of generators, or of distinct values of all or some of their variables."""
    with w.inside():
        before = {a.root for a in w.atoms}
        ordered = w.once_in(3)
        gens = w.generators(max(depth - 2, 1), ordered=ordered, pairs=False, most=3)
        if w.once_in(3):
            gens = Text(None, (gens, ", ", w.generators(1, ordered=ordered, pairs=False, most=1)))
        bound = list(dict.fromkeys(a.root for a in w.atoms if a.root not in before))
        some = w.random.sample(bound, w.random.randint(1, len(bound))) if bound else ["0"]
        shown = f"({', '.join(some)})"
        forms: list[tuple[str | Text, ...]] = [
            ("(count ", gens, ": true)"),
            ("sum(1 | ", gens, ")"),
            ("|{ ", shown, " | ", gens, " }|"),
            ("|{ ", shown, " | ", gens, " }|"),
            ("|{ ", w.expression(w.any_type(), 1), " | ", gens, " }|"),
        ]
        if ordered:
            forms += [(f"|[ {shown} | ", gens, " ]|"), ("|(fold h = [] over ", gens, f": h ++ [{shown}])|")]
        return Text(NAT, w.random.choice(forms))


def _program(random: Random, depth: int) -> Text:
    fields, wanted = instance_fields(random), instance_fields(random, "h")
    source, of_source = problem(writer(random, fields), "P", fields, max(depth - 1, 1), source=True)
    target, of_target = problem(writer(random, wanted), "Q", wanted, max(depth - 2, 1), source=False)
    w = writer(random, fields, "x")
    labels = constructors(w, fields)
    w.types += [Term((n,)) for n in w.constructors] + [Term(tuple(sorted(w.constructors)))]
    lets = definitions(w, depth - 1, "d")
    image: list[Text] = []
    opened = [(f"{n}.vertices" if isinstance(t, Record) else n, t) for n, t in wanted if _opens(t)]
    for path, _ in opened:
        free = [t for t in w.types if isinstance(t, Label)]
        built = Term(tuple(sorted(random.sample(sorted(w.constructors), random.randint(1, min(2, len(w.constructors)))))))
        contents: list[Type] = [built, built, built, *free[:1]]
        content = random.choice(contents)
        name = "h_" + path.replace(".", "_")
        text = home(w, name, content, depth - 1)
        w.contents[path] = content
        w.add(name, Set(Label(path), path))
        lets.append(text)
        image.append(Text(None, (f"{path} = {name}",)))
    for name, type in wanted:
        if isinstance(type, Record) and _opens(type):
            edges, inner = type.fields[1]
            image.append(target_field(w, f"{name}.{edges}", inner, depth))
        elif not _opens(type):
            image.append(target_field(w, name, type, depth))
    sections = [
        section("given", ["x"]),
        section("labels", [", ".join(labels)]),
        section("let", lets),
        section("target", image),
        _map(w, "forward", of_source, of_target, depth),
        _map(w, "backward", of_target, of_source, depth),
    ]
    reduction = Text(None, ("reduction P -> Q\n", *(s for s in sections if s is not None)))
    return Text(None, (source, target, reduction))


def _opens(type: Type) -> bool:
    return (isinstance(type, Record) and type.field("vertices") is not None) or (isinstance(type, Set) and bool(type.home))


def _map(w: Writer, word: str, seen: Witness, wanted: Witness, depth: int) -> Text:
    """Return a witness map."""
    with w.inside():
        if seen is not None:
            w.add("v", seen[1])
        given = "none" if seen is None else "v"
        if wanted is None:
            return Text(None, (f"  {word} {given} -> none\n",))
        return Text(None, (f"  {word} {given} -> w = ", w.expression(wanted[1], depth), "\n"))


# ------------------------------------------------------------------------------------------------ smaller programs


def smaller(program: Program, fails: Callable[[Program], bool]) -> Program:
    """Return a failing program from which no single part can be cut out such that it still fails."""
    found = True
    while found:
        found = False
        for part in sorted(program.text.walk(), key=lambda t: -len(str(t))):
            if len(str(part)) < 3:
                continue
            if not any(t is part for t in program.text.walk()):
                continue
            for new in _candidates(part):
                shorter = replace(program, text=program.text.replaced(part, new))
                if len(str(shorter)) < len(str(program)) and fails(shorter):
                    program, found = shorter, True
                    break
    return program


def _candidates(part: Text) -> Iterator[Text]:
    """Return the replacements of a part: nothing, constants, and its own parts of the same type."""
    if part.cut:
        yield Text(None, ())
    if part.type is None:
        return
    match part.type:
        case Number():
            yield from (Text(part.type, (n,)) for n in ("0", "1"))
        case Set() | Map():
            yield Text(part.type, ("{}",))
        case Seq():
            yield Text(part.type, ("[]",))
        case _ if part.type == BOOL:
            yield from (Text(part.type, (b,)) for b in ("true", "false"))
    inner = [t for t in part.walk() if t is not part and t.type == part.type]
    yield from sorted(inner, key=lambda t: len(str(t)))
