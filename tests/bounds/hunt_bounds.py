"""A hunt for sizes, values, steps and claims that exceed their derived bounds, on instances far larger than small runs reach.

Texts are generated around constructs that went wrong before: powers, quotients and differences of either sign; folds over records
whose parts shift into each other; nested comprehensions with `let`s, cases and folds between them.  Their thresholds are near the
sizes of the instances, which are built directly.  One or two collections have up to several hundred members, the others few or
none, and numbers have up to two thousand bits.

    python -m tests.hunt bounds --seconds 3600
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from random import Random

import sympy

from certify.bounds.claims import symbol
from certify.bounds.derived_bounds import reduction_bounds
from certify.bounds.proving import prove
from certify.bounds.results import Bound
from certify.core import Reduction
from certify.core.mistakes import Mistake, Source
from certify.core.values import FrozenMap, Value, number
from certify.library import Library
from tests.bounds.soundness import Figures, Found, check_reduction

INSTANCES = 6
"""The number of instances on which a text is run."""

MOST_STEPS = 60_000
"""The most steps of a run, which is then ended."""

LABELLED, MOST_LABELS = ("|x.A|", "|x.B|", "|x.rows|", "|x.shapes|"), 30
"""The collections that evaluation traverses repeatedly, and the largest threshold of their sizes."""

SIZES = (0, 0, 1, 2, 3, 5, 8)
"""The sizes of collections that are not large."""

TEXT = """\
type shape over X = hole or dot(X) or bundle(nat, set of X)

problem P
  instance A      : set of labels
           B      : subset of A
           near   : map from each A to set of A
           G      : graph
           marks  : seq of bool
           s      : seq of int
           q      : seq of rat
           rows   : seq of seq of A
           shapes : seq of shape over A
           held   : map from each A to shape over A
{valid}
  measures n = |A|, b = |B|, t = sum(|c| | v -> c in near), v = |G.vertices|, m = |G.edges|, l = |marks|, k = |s|
           w = max(bits(x) | x in s), j = |q|, u = {u}(bits(x) | x in q), r = |rows|, y = sum(|c| | c in rows), h = |shapes|
           p = max((case x of bundle(i, c): bits(i); else: 0) | x in shapes)
           o = sum((case x of bundle(i, c): |c|; else: 0) | x in shapes)
           a = max((case x of bundle(i, c): |c|; else: 0) | v -> x in held)
           d = max((case x of bundle(i, c): bits(i); else: 0) | v -> x in held)
  witness  none
  accepts  true

problem Q
  instance g : seq of nat
           z : seq of int
           f : seq of rat
  measures n = |g|, b = max(bits(x) | x in g), c = |z|, d = max(bits(x) | x in z), e = |f|, k = max(bits(x) | x in f)
  witness  none
  accepts  true

reduction P -> Q
  given    x
  let      {lets}
  target   g = {g}
           z = {z}
           f = {f}
  forward  none -> none
  backward none -> none
"""


# ------------------------------------------------------------------------------------------------ texts


class Writer:
    """Generates texts.  `marks` are the thresholds in them, near which the sizes of large instances lie."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.marks: list[int] = []
        self.count = 0

    def once_in(self, n: int) -> bool:
        """Return True with a chance of 1 in n."""
        return self.random.randrange(n) == 0

    def one(self, *options: str) -> str:
        """Return one of several texts."""
        return self.random.choice(options)

    def name(self, stem: str) -> str:
        """Return a new name."""
        self.count += 1
        return f"{stem}{self.count}"

    def threshold(self, most: int = 300) -> int:
        """Return a number near which sizes lie: one that is already in the text, or a new one."""
        known = [m for m in self.marks if m <= most]
        if not known or self.once_in(3):
            known = [self.random.choice([m for m in (5, 12, 30, 60, 150, 300) if m <= most])]
            self.marks += known
        return self.random.choice(known)

    # ---------------------------------------------------------------------------------------------- conditions and numbers

    def size(self) -> str:
        """Return a size of the instance."""
        return self.one(*LABELLED, "|x.marks|", "|x.s|", "|x.q|", "|x.G.edges|", "|x.G.vertices|")

    def above(self) -> str:
        """Return a condition on a size that either no small instance satisfies, or all of them do."""
        size = self.size()
        return f"{size} {self.one('>=', '>', '<', '<=')} {self.threshold(MOST_LABELS if size in LABELLED else 300)}"

    def constant(self) -> str:
        """Return a whole number."""
        value = self.random.choice([0, 1, 1, 2, 3, 7, self.threshold(), self.threshold()])
        return str(value) if self.random.random() < 0.7 else f"(0 - {value})"

    def whole(self, depth: int, known: Sequence[str] = ()) -> str:
        """Return a whole number, for the end of a range."""
        if depth == 0 or self.once_in(6):
            leaf = self.one(self.size(), self.size(), self.constant(), f"bits({self.size()})")
            return self.random.choice(known) if known and self.once_in(2) else leaf
        a, b = self.whole(depth - 1, known), self.whole(depth - 1, known)
        divisor = self.one("2", "3", "7", "(0 - 2)", "(0 - 5)")
        return self.one(
            f"({a} - {b})", f"({a} - {b})", f"({a} + {b})", f"({a} * {b})", f"abs({a})", f"min({a}, {b})", f"max({a}, {b})",
            f"({a} div {divisor})", f"({a} mod {divisor})", f"(({a}) ^ {self.one('0', '1', '2', '3', '3', '5')})",
            f"(if {self.above()} then {a} else {b})", f"(0 - {a})", f"({a} - {self.threshold()}) ^ {self.one('2', '3')}",
            f"(if {a} < {b} then {a} else {b})", f"(if {a} <= {b} then {b} else 0)",
            f"2 ^ bits(abs({a}))" if depth < 3 else f"abs({a})",
        )  # fmt: skip

    def long(self, depth: int, known: Sequence[str] = ()) -> str:
        """Return a whole number of any length and sign."""
        if depth == 0 or self.once_in(6):
            pair = f"[{self.whole(0)}, {self.constant()}]"
            return self.one(
                *known, "sum(y | y in x.s)", "sum(y | y in x.s)", self.whole(1), f"(2 ^ {self.size()})",
                f"product(y | y in {pair})",
                "sum(y | i -> y in x.s where i mod 2 = 0)", f"((0 - 3) ^ {self.size()})", "(2 ^ 70)", "sum(y ^ 3 | y in x.s)",
                "sum(y * z | y in x.s, z in x.s)", "max(0, sum(y | y in x.s))", "product(y | y in x.s)",
            )  # fmt: skip
        a, b = self.long(depth - 1, known), self.long(depth - 1, known)
        return self.one(
            f"({a} - {b})", f"({a} + {b})", f"({a} * {b})", f"abs({a})", f"min({a}, {b})", f"max({a}, {b})", f"({a} div 3)",
            f"({a} div (0 - 2))", f"({a} mod (0 - 7))", f"({a} mod 1000)", f"(({a}) ^ {self.one('2', '3', '3')})",
            f"(if {self.above()} then {a} else {b})", f"(0 - {a})", f"({a} mod (abs({b}) + 1))", f"({a} div (abs({b}) + 1))",
        )  # fmt: skip

    def ratio(self, depth: int, known: Sequence[str] = ()) -> str:
        """Return a rational number."""
        if depth == 0 or self.once_in(5):
            return self.one(*known, *known, self.fraction(), f"({self.whole(0)} / 3)", "sum(y | y in x.q)")
        a, b = self.ratio(depth - 1, known), self.ratio(depth - 1, known)
        return self.one(
            f"({a} + {b})", f"({a} - {b})", f"({a} * {self.fraction()})", f"min({a}, {b})", f"max({a}, {b})", f"({a} / 2)",
            f"({a} / (0 - 3))", f"(if {self.above()} then {a} else {b})", f"abs({a})", f"(({a}) ^ {self.one('2', '3')})",
            f"(({a}) ^ 3)", f"({self.fraction()} ^ {self.size()})",
        )  # fmt: skip

    def fraction(self) -> str:
        """Return a constant, in some cases with a long denominator."""
        return self.one("0 / 1", "1 / 2", "1 / 3", "5 / 7", "(0 - 2) / 3", "1 / 1099511627791", "7 / 1000003", "1", "1024 / 1")

    # ---------------------------------------------------------------------------------------------- folds

    def fold(self) -> tuple[str, str, str]:
        """Return a fold over a record, a part of its result, and the kind of that part."""
        h, loop = self.name("h"), "y"
        over = self.one("x.marks", "x.q", "x.s", "listed(x.A)", "x.rows")
        possible = "lllns" if over == "listed(x.A)" else "rrrrwwns"
        kinds = [self.random.choice(possible) for _ in range(self.random.choice([2, 3, 3, 4]))]
        if self.once_in(2):
            kinds = [kinds[0]] * len(kinds)
        known = {k: [f"{h}.{'abcd'[i]}" for i, kind in enumerate(kinds) if kind == k] for k in "rwnsl"}
        starts = {"r": ["0 / 1", "1 / 2", "0 / 1"], "w": ["0", "1", "(0 - 1)"], "n": ["x.B - x.B", "x.B"], "s": ["[]", "[0]"],
                  "l": ["listed(x.B)", "listed(x.A - x.A)"]}  # fmt: skip
        if over == "x.q":
            known["r"].append(loop)
        if over == "x.s":
            known["w"].append(loop)
        start = ", ".join(f"{'abcd'[i]} := {self.one(*starts[k])}" for i, k in enumerate(kinds))
        body = ", ".join(f"{'abcd'[i]} := {self.part(k, known, loop, over)}" for i, k in enumerate(kinds))
        where = f" where {self.above()}" if self.once_in(5) else ""
        at = self.random.randrange(len(kinds))
        return f"fold {h} = {{ {start} }} over {loop} in {over}{where}: {{ {body} }}", "abcd"[at], kinds[at]

    def part(self, kind: str, known: dict[str, list[str]], loop: str, over: str) -> str:
        """Return the next value of a part of a record: mostly another part, or a value that is large on large instances only."""
        own = known[kind]
        if self.once_in(3):
            return self.one(*own)
        if self.once_in(3):
            return f"(if {self.above()} then {self.part(kind, known, loop, over)} else {self.part(kind, known, loop, over)})"
        a, b = self.one(*own), self.one(*own)
        match kind:
            case "r":
                return self.one(
                    self.fraction(), f"{a} + {self.fraction()}", f"{a} / 2", f"min({a}, {b})", f"max({a}, {self.fraction()})",
                    f"(0 - {a})", f"{a} * {self.fraction()}", f"{a} + {b}", f"{a} - {b}", f"min({a}, {self.fraction()})",
                )  # fmt: skip
            case "w":
                return self.one(
                    self.constant(), f"{a} + {self.whole(0)}", f"{a} - {b}", f"(0 - {a})", f"{a} div 2", f"{a} mod 9",
                    f"abs({a})", f"min({a}, {b})", f"max({a}, {self.whole(0)})", f"{a} ^ 3 mod 100",
                    f"min({a} * {b}, {self.threshold()})",
                )  # fmt: skip
            case "n":
                more = []
                if over == "listed(x.A)":
                    named = f"{{ v | v in {a} where {loop} in x.near[v] }}"
                    more = [f"{a} + {{{loop}}}", f"{a} - {{{loop}}}", named, f"{named} + {{{loop}}}", f"{a} & x.near[{loop}]"]
                return self.one("x.A", "x.B", f"{a} + {b}", f"{a} & {b}", f"{a} - {b}", "x.B - x.B", *more)
            case "l":
                named, naming = f"[ v | v in {a} where {loop} in x.near[v] ]", f"[ v | v in {a} where v in x.near[{loop}] ]"
                return self.one(f"{b} ++ {named}", f"{named} ++ [{loop}]", f"[{loop}] ++ {naming}", named, "listed(x.A)")
        return self.one(
            f"{a} ++ [1]", f"[1] ++ [ v | v in {a} where v < {self.threshold()} ]", f"[ {self.size()} | v in {b} ]", "[0, 1]",
            f"[ v | i -> v in {a} where i < {self.threshold()} ]", f"[ v + 1 | v in {a} ]", "[ 1 | v in listed(x.B) ]",
        )  # fmt: skip

    # ---------------------------------------------------------------------------------------------- counting

    def counted(self) -> str:
        """Return a sequence with one item for each binding, or for each value, of generators that range over another
        comprehension."""
        ordered = self.once_in(2)
        scope = _Scope(self, [], [], [], ordered)
        outer = scope.generators(self.random.choice([1, 2, 2]))
        rows = self.once_in(2)
        inner = _Scope(self, list(scope.labels), list(scope.sets), list(scope.sequences), rows)
        held = self.name("c") if scope.labels and self.once_in(3) else ""
        if held:
            inner.sets += [held, held]
        gens = inner.generators(self.random.choice([1, 1, 2]))
        if scope.labels and self.once_in(2):  # double counting applies, or seems to
            one = self.one(scope.labels[-1], *scope.labels)
            gens += f"{' and' if ' where ' in gens.rpartition(', ')[2] else ' where'} {one} in {held or inner.set()}"
        key = self.one(*inner.labels, *inner.labels[-1:] * 3) if inner.labels else "1"
        pair = f"({key}, {self.one(*inner.labels)})" if inner.labels and self.once_in(3) else key
        made = f"[ {pair} | {gens} ]" if rows else f"{{ {pair} | {gens} }}"
        if held:
            made = f"(case x.held[{scope.labels[-1]}] of bundle(i, {held}): {made}; else: {'[]' if rows else '{}'})"
        listed = made if rows else f"listed({made})"
        word, row = self.name("e"), self.name("e")
        if ordered:
            return self.one(
                f"[ 0 | {row} in [ {made} | {outer} ], {word} in {listed.replace(made, row)} ]",
                f"[ |{made}| | {outer} ] ++ [ 1 | {word} in 1 .. sum(|{made}| | {outer}) ]",
                f"[ 0 | {outer}, {row} = {made}, {word} in {listed.replace(made, row)} ]",
                f"[ 0 | {outer}, {word} in {listed} ]",
                f"fold {word} = [] over {outer}: {word} ++ [ 0 | {row} in {listed} ]",
                f"fold {word} = [0] over {outer}: [ 1 | {row} in {listed}, i in 1 .. |{word}| mod 3 ]",
            )
        first = self.one(*scope.labels) if scope.labels else "1"
        count = self.one(
            f"(count {outer}, {row} in {made}: true)", f"|{{ ({first}, {row}) | {outer}, {row} in {made} }}|",
            f"sum(|{made}| | {outer})", f"|{{ {row} | {outer}, {row} in {made} }}|",
            f"sum(|{row}| | {outer}, {row} = {made})", f"max(|{made}| | {outer})",
        )  # fmt: skip
        return f"[ 0 | {self.name('i')} in 1 .. {count} ]"


class _Scope:
    """Generators and the variables that they bind: labels of A, and sets and sequences of these.  With `ordered`, all range over
    sequences."""

    def __init__(self, writer: Writer, labels: list[str], sets: list[str], sequences: list[str], ordered: bool) -> None:
        self.writer, self.labels, self.sets, self.sequences, self.ordered = writer, labels, sets, sequences, ordered

    def set(self) -> str:
        """Return a set of labels."""
        of_label = [f"x.near[{self.writer.random.choice(self.labels)}]"] * 3 if self.labels else []
        return self.writer.one("x.A", "x.A", "x.B", *of_label, *self.sets[-2:])

    def source(self) -> str:
        """Return a collection for a generator of labels."""
        if self.sequences and self.writer.once_in(3):
            return self.writer.one(*self.sequences)
        return f"listed({self.set()})" if self.ordered or self.writer.once_in(4) else self.set()

    def generators(self, count: int) -> str:
        """Return some generators, some of them followed by a `let` or a condition."""
        parts = []
        for _ in range(count):
            parts.append(self._generator())
            if self.writer.once_in(2):
                parts.append(self._let())
            if self.writer.once_in(2):
                parts[-1] += f" where {self._condition()}"
        return ", ".join(parts)

    def _generator(self) -> str:
        w = self.writer
        a, b = w.name("v"), w.name("c")
        match w.random.randrange(10):
            case 0 if not self.ordered:
                self.labels.append(a)
                self.sets.append(b)
                return f"{a} -> {b} in x.near"
            case 1:
                self.sequences.append(b)
                return f"{b} in x.rows"
            case 2:
                self.sets.append(b)
                return f"bundle({w.name('i')}, {b}) in x.shapes"
            case 4:  # compares the size of the next collection with an item
                self.sequences.append(b)
                source = self.set()
                self.labels.append(a)
                return f"{b} in x.rows where |{source}| <= |{b}|, {a} in listed({source})"
            case 3:
                self.sets.append(b)
                shape = w.name("d")
                return f"{shape} in x.shapes, {b} = (case {shape} of bundle(i, c): c; else: {{}})"
        source = self.source()
        self.labels.append(a)
        return f"{a} in {source}"

    def _let(self) -> str:
        w = self.writer
        name = w.name("k")
        source, other = self.set(), self.set()
        value = w.one(source, f"(if {w.above()} then {source} else {other})", f"{{ e | e in {source} where e in {other} }}")
        if self.labels and w.once_in(4):
            label = w.random.choice(self.labels)
            self.labels.append(name)
            return f"{name} = {label}"
        self.sets.append(name)
        return f"{name} = {value}"

    def _condition(self) -> str:
        w = self.writer
        s, t = self.set(), w.one(self.set(), *self.sets[-1:], *self.sequences[-1:])
        if not self.labels:
            return f"|{s}| {w.one('<=', '<', '>')} |{t}|"
        u, v = w.one(*self.labels), w.one(*self.labels)
        shape = w.name("d")
        return w.one(
            f"{u} in {s}", f"{u} in {s}", f"{u} in x.near[{v}]", f"{u} in x.near[{v}]", f"{u} = {v}", f"{u} != {v}",
            f"|{s}| <= |{t}|", f"|{s}| <= {w.threshold()}", f"{u} in {s} and |{s}| <= |{t}|",
            f"(some {shape} in x.shapes: {shape} = dot({u}))", f"{u} in {s} and {v} in {t}", f"{u} in {s} and |{s}| <= |{t}|",
        )  # fmt: skip


def text(random: Random) -> tuple[str, list[int]]:
    """Return a text, and the thresholds in it."""
    w = Writer(random)
    lets: list[str] = []
    known: dict[str, list[str]] = {"w": [], "r": [], "g": []}
    for _ in range(random.choice([0, 1, 1, 2])):
        made, part, kind = w.fold()
        name = w.name("t")
        lets.append(f"{name} = {made}")
        match kind:
            case "s":
                known["g"].append(f"[ abs(y) | y in {name}.{part} ]")
            case "n" | "l":
                known["g"].append(f"[ 1 | y in 1 .. |{name}.{part}| ]")
            case _:
                known[kind].append(f"{name}.{part}")
    if w.once_in(2):
        name = w.name("t")
        lets.append(f"{name} = {w.whole(3)}")
        ends = [name]
    else:
        ends = []
    low, high = w.whole(2, ends), w.whole(2, ends)
    ranges = [f"[ 1 | i in 1 .. min({high}, 500) ]", f"[ abs(i) | i in max({low}, 0 - 90) .. min({high}, 400) ]"]
    g = random.choice([*(w.counted() for _ in range(5)), *ranges, *ranges, *known["g"] * 3])
    if g in ranges and w.once_in(3):
        g = f"{g} ++ {w.counted()}"
    z = f"[{', '.join(w.long(random.choice([1, 2]), known['w']) for _ in range(random.choice([0, 1, 1])))}]"
    f = f"[{', '.join(w.ratio(random.choice([0, 1, 2]), known['r']) for _ in range(random.choice([0, 1, 1])))}]"
    if known["w"]:
        z = f"[{known['w'][0]}]"
    if known["r"]:
        f = f"[{known['r'][0]}]"
    lines = []
    if w.once_in(4):
        lines.append(
            w.one("|B| < |A|", "(1/2) * |A| < |B|", "|B| + |rows| <= 3 * |s|", "2 * |B| <= |A|", "(2/3) * |marks| < |s| + 1")
        )
    valid = "".join(f"  {'valid   ' if i == 0 else '        '} {line}\n" for i, line in enumerate(lines)).rstrip("\n")
    return TEXT.format(
        valid=valid, u=w.one("max", "sum"), lets="\n           ".join(lets or ["unused = 0"]), g=g, z=z, f=f
    ).replace("\n\n  measures", "\n  measures"), w.marks  # fmt: skip


# ------------------------------------------------------------------------------------------------ instances


def instances(random: Random, marks: Sequence[int]) -> Iterator[Value]:
    """Yield instances of `P`: one or two collections have sizes near the thresholds, the others are small."""
    for _ in range(INSTANCES):
        large = {random.choice("AAGmsqrd") for _ in range(random.choice([0, 1, 1, 2]))}
        near = [max(0, m + random.choice([-1, 0, 1, 2, 20])) for m in marks] or [40]

        def size(of: str, large: set[str] = large, near: list[int] = near) -> int:
            fit = [s for s in near if s <= MOST_LABELS + 20] if of in "Ard" else near
            return random.choice(fit or [MOST_LABELS]) if of in large else random.choice(SIZES)

        yield _instance(random, size)


def _instance(random: Random, size: Callable[[str], int]) -> Value:
    n, v = size("A"), size("G")
    labels = range(n)
    dense = random.random() < 0.3 and n <= 60

    def some(most: int) -> frozenset[int]:
        count = random.choice([0, 0, 1, 2, 3, most if dense else 1])
        return frozenset(random.sample(labels, min(count, n)))

    hub = random.randrange(n) if n and random.random() < 0.5 else None  # in all sets, or mapped to all labels
    all_in = random.random() < 0.5
    near = {a: (some(n) | ({hub} if hub is not None and all_in else frozenset())) for a in labels}
    if hub is not None and not all_in:
        near[hub] = frozenset(labels)
    alone = random.random() < 0.3  # each label is mapped to itself
    if alone:
        near = {a: frozenset({a}) for a in labels}
    pairs = [frozenset((i, (i + d) % v)) for d in range(1, random.choice([1, 2, 2, 4])) for i in range(v) if (i + d) % v != i]
    part = frozenset(a for a in labels if random.random() < random.choice([0.1, 1.0, 1.0]))
    shapes = [(0,), *((1, a) for a in labels), *((2, _natural(random), some(n)) for _ in range(3))]
    return (
        frozenset(labels),
        part,
        FrozenMap(near.items()),
        (frozenset(range(v)), frozenset(pairs)),
        tuple(random.random() < 0.5 for _ in range(size("m"))),
        tuple(_integer(random) for _ in range(size("s"))),
        tuple(_rational(random) for _ in range(size("q"))),
        tuple(tuple(some(n)) for _ in range(size("r"))),
        tuple(random.choice(shapes) for _ in range(size("d"))),
        FrozenMap((a, (2, _natural(random), frozenset({a})) if alone else random.choice(shapes)) for a in labels),
    )


def _natural(random: Random) -> int:
    length = random.choice([0, 1, 2, 3, 8, 8, random.choice([64, 500, 2000])])
    return random.getrandbits(length) if length and random.random() < 0.5 else (1 << length) - 1


def _integer(random: Random) -> int:
    return random.choice([1, -1]) * _natural(random)


def _rational(random: Random) -> int | Fraction:
    return number(Fraction(_integer(random), random.choice([1, 2, 3, 12, 97, 1099511627791])))


# ------------------------------------------------------------------------------------------------ the hunt


def program(seed: int) -> tuple[str, Reduction | None, list[int]]:
    """Return the text of a seed, the reduction that it declares (None if the front end refuses it), and its thresholds."""
    written, marks = text(Random(seed))
    try:
        return written, Library(()).with_texts([Source("random.red", written)]).reduction("P:Q"), marks
    except Mistake:
        return written, None, marks


def hunt(seed: int) -> str | None:
    """Return a false statement about the text of a seed, or the error that the bounds backend fails with; None if there is
    neither."""
    written, reduction, marks = program(seed)
    if reduction is None:
        return None
    random = Random(-seed - 1)
    xs = list(instances(random, marks))
    try:
        found = claims(reduction, check_reduction(reduction, xs, Figures(), most=MOST_STEPS), random)
    except Found as violation:
        found = str(violation)[:1500]
    except Exception as error:  # any error of the bounds backend is a defect too
        found = f"{type(error).__name__}: {error}"
    return None if found is None else f"{found}\n{written}"


def claims(reduction: Reduction, seen: Sequence[tuple[dict[str, int], dict[str, int]]], random: Random) -> str | None:
    """Return a claim near a derived bound that is proved although an instance violates it; None if there is none.

    `seen` holds the measures of instances and images.
    """
    bounds = reduction_bounds(reduction)
    names = [n for n, b in bounds.sizes.items() if b.alternatives]
    if not names:
        return None
    for name in random.sample(names, min(2, len(names))):
        derived = bounds.sizes[name]
        claimed = nearly(derived.alternatives[-1], random)
        proof = prove(claimed, derived.alternatives, bounds.admissible, resources=0)
        if proof is None:
            continue
        claim = Bound((claimed,))
        for measures, image in seen:
            allowed = claim.at(measures)
            if allowed is not None and image[name] > allowed:
                return f"target.{name} <= {claimed} is proved by {proof.method}, and is {image[name]} at {measures}"
    return None


def nearly(bound: sympy.Expr, random: Random) -> sympy.Expr:
    """Return a claim near a bound: a term is removed, scaled, shifted by 1 or joined by `max`, and a measure may be
    substituted."""
    terms = list(sympy.Add.make_args(sympy.expand(bound)))
    at = random.randrange(len(terms))
    n, m, v = symbol("n"), symbol("m"), symbol("v")
    changed = random.choice([0, terms[at] / 2, 2 * terms[at], terms[at] - 1, terms[at] + 1, sympy.Max(n, terms[at])])
    swapped = random.choice([{}, {m: v * (v - 1) / 2}, {symbol("b"): n}, {symbol("t"): n**2}, {n: n - 1}])
    return sympy.Add(*terms[:at], changed, *terms[at + 1 :]).subs(swapped)
