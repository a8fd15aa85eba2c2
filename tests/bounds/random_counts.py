"""Random comprehensions over graphs, with conditions and keys for which the rules of counting are meant, and some for which they
are not: pairs in order, edges among pairs, members of sets, keys that do not change under an exchange, opposite guards."""

from __future__ import annotations

from random import Random

FIELDS = 6

FORMS = ("V", "VV", "VV", "LL", "LL", "PP", "PP", "B", "E", "ends", "A", "c", "R", "BB", "EE", "cc", "f", "ff", "ff", "FF", "FF")
"""The forms of generators; two letters stand for two generators over one collection."""

SOURCE = """\
problem Source
  instance G : graph
           B : subset of G.vertices
           A : set of (G.vertices, G.vertices)
           c : seq of seq of G.vertices
           f : seq of G.vertices
  measures n = |G.vertices|, m = |G.edges|, h = |B|, a = |A|, r = |c|, l = |f|, t = sum(|s| | s in c)
  witness  S : subset of G.vertices
  accepts  |S| >= 0
"""


class Comprehension:
    """A random list of generators with conditions, and the variables in scope by what they are."""

    def __init__(self, random: Random, prefix: str = "") -> None:
        self.random, self.prefix, self.count = random, prefix, 0
        self.labels: list[str] = []
        self.numbers: list[str] = []
        self.edges: list[str] = []
        self.lists: list[str] = []
        self.exchanged: list[tuple[str, str]] = []
        self.gens = [g for _ in range(random.choice([1, 1, 1, 2])) for g in self._generators()]

    def fresh(self, kind: list[str]) -> str:
        self.count += 1
        kind.append(f"{self.prefix}v{self.count}")
        return kind[-1]

    def _generators(self) -> list[str]:
        """Return one generator, or two over the same collection."""
        form = self.random.choice(FORMS)
        many = [self._one(form[0] if form not in ("ends",) else form) for _ in range(len(form) if form != "ends" else 1)]
        if len(form) == 2:
            kinds = self.numbers if form in ("LL", "PP", "FF") else self.edges if form == "EE" else self.labels
            if form != "cc":
                self.exchanged.append((kinds[-2], kinds[-1]))
            if form in ("LL", "FF"):
                self.exchanged.append((self.labels[-2], self.labels[-1]))
        return many

    def _one(self, form: str) -> str:
        match form:
            case "V":
                return f"{self.fresh(self.labels)} in V"
            case "B":
                return f"{self.fresh(self.labels)} in x.B"
            case "L":
                return f"{self.fresh(self.numbers)} -> {self.fresh(self.labels)} in L"
            case "f":
                return f"{self.fresh(self.labels)} in x.f"
            case "F":
                return f"{self.fresh(self.numbers)} -> {self.fresh(self.labels)} in x.f"
            case "P":
                return f"{self.fresh(self.numbers)} in positions(L)"
            case "R":
                return f"{self.fresh(self.numbers)} in 1 .. |x.B|"
            case "E":
                return f"{self.fresh(self.edges)} in E"
            case "A":
                return f"({self.fresh(self.labels)}, {self.fresh(self.labels)}) in x.A"
            case "c":
                name = self.fresh(self.lists)
                if self.random.random() < 0.5:
                    return f"{name} in x.c, {self.fresh(self.labels)} in {name}"
                return f"{name} in x.c, {self.fresh(self.numbers)} in positions({name})"
        u, v = self.fresh(self.labels), self.fresh(self.labels)
        return f"{{{u}, {v}}} in x.G.edges"

    def two(self, of: list[str]) -> tuple[str, str] | None:
        """Return two variables, preferably of two generators over one collection."""
        known = [p for p in self.exchanged if p[0] in of]
        if known and self.random.random() < 0.8:
            return self.random.choice(known)
        return (self.random.choice(of[:-1] or of), self.random.choice(of[1:] or of)) if of else None

    def condition(self) -> str:
        """Return a random condition."""
        labels, numbers = self.two(self.labels), self.two(self.numbers)
        forms = []
        if labels:
            u, v = labels
            forms += [f"{u} != {v}", f"{{{u}, {v}}} in E", f"{{{u}, {v}}} not in E", f"({u}, {v}) in x.A", f"{u} in x.B"]
            forms += [f"{u} = {v}", f"{u} not in x.B", f"d({u}) < d({v})", f"d({u}) <= d({v})", f"({u}, {v}) in W"]
            forms += [f"{u} in {e}" for e in self.edges] + [f"{{{u}, {v}}} = {e}" for e in self.edges]
        if numbers:
            i, j = numbers
            forms += [f"{i} < {j}", f"{i} < {j}", f"{i} != {j}", f"{i} <= {j}", f"{i} = {j}", f"{i} < {j} + 1"]
            if all(p.startswith(self.prefix) for p in numbers) and numbers in self.exchanged:
                forms += [f"{{L[{i}], L[{j}]}} in E", f"{{L[{i}], L[{j}]}} not in E"]
        if self.exchanged and (pair := self.random.choice(self.exchanged))[0] in self.edges:
            forms += [f"{pair[0]} != {pair[1]}"]
        return self.random.choice(forms or ["true"])

    def key(self) -> str:
        """Return a random value over the variables."""
        forms = ["0"]
        labels, numbers = self.two(self.labels), self.two(self.numbers)
        if labels:
            u, v = labels
            forms += [u, f"({u}, {v})", f"({u}, {v})", f"{{{u}, {v}}}", f"{{{u}, {v}}}", f"{{({u}, {v}), ({v}, {u})}}"]
            w = self.random.choice(self.labels)
            forms += [f"({w}, {{{u}, {v}}})", f"{{({u}, {w}), ({v}, {w})}}", f"{{{{{u}, {v}}}, {{{w}}}}}"]
        if numbers:
            i, j = numbers
            forms += [i, f"({i}, {j})", f"{{{i}, {j}}}", f"{i} + {j}", f"({i} + 1, 2 * {j})"]
        forms += [f"({e}, {v})" for e in self.edges for v in self.labels] + self.edges
        return self.random.choice(forms)


def conditions(random: Random, of: Comprehension) -> list[str]:
    """Return up to three random conditions."""
    return [of.condition() for _ in range(random.choice([0, 1, 1, 1, 2, 3]))]


def where(found: list[str]) -> str:
    """Return conditions after generators."""
    return f" where {' and '.join(found)}" if found else ""


def opposite(random: Random, condition: str) -> str:
    """Return a condition that excludes another one, or only seems to."""
    if random.random() < 0.1:
        return condition
    for a, b in ((" not in ", " in "), (" != ", " = "), (" <= ", " > "), (" < ", " >= "), (" in ", " not in "), (" = ", " != ")):
        if a in condition and random.random() < 0.7:
            return condition.replace(a, b)
    return f"not ({condition})"


def collection(random: Random) -> str:
    """Return a random set or a number of bindings in all, as an expression whose size is bounded."""
    form = random.choice(["set", "set", "set", "seq", "union", "union", "sum"])
    of = Comprehension(random)
    gens, said = ", ".join(of.gens), conditions(random, of)
    if form == "sum":
        inner = Comprehension(random, "w")
        inner.labels += of.labels
        inner.exchanged = [(random.choice(of.labels), w) for w in inner.labels if of.labels] or inner.exchanged
        within = where(conditions(random, inner))
        return f"1 .. sum(|[ 0 | {ordered(', '.join(inner.gens))}{within} ]| | {gens}{where(said)})"
    if form == "seq":
        return f"[ 0 | {ordered(gens)}{where(said)} ]"
    if form == "set":
        return f"{{ {of.key()} | {gens}{where(said)} }}"
    key, more = of.key(), of.condition()
    other = key if random.random() < 0.7 else of.key()
    if random.random() < 0.2:
        said = [c for c in said if random.random() < 0.5]
    marked = random.random() < 0.5
    key, other = (f"(1, {key})", f"(2, {key})") if marked else (key, key if other != key else other)
    one, two = [*said, more], [*said, opposite(random, more)]
    random.shuffle(two)
    renamed = {ord("v"): "u"} if random.random() < 0.3 else {}
    second = f"{{ {other} | {gens}{where(two)} }}"
    if renamed:
        for k in range(of.count, 0, -1):
            second = second.replace(f"v{k}", f"u{k}")
    return f"{{ {key} | {gens}{where(one)} }} + {second}"


def ordered(gens: str) -> str:
    """Return generators that have an order, as sequences need."""
    for name, listed in ((" in V", " in L"), (" in E", " in listed(x.G.edges)"), (" in x.B", " in listed(x.B)")):
        gens = gens.replace(name, listed)
    for name in ("x.A", "x.G.edges"):
        gens = gens.replace(f" in {name},", f" in listed({name}),") if f" in {name}," in gens else gens
        if gens.endswith(f" in {name}"):
            gens = gens.removesuffix(name) + f"listed({name})"
    return gens


def program(seed: int) -> str:
    """Return a problem and a reduction from it whose image has sets as large as some random collections."""
    random = Random(seed)
    names = range(FIELDS)
    lines = [SOURCE, "problem Target"]
    lines += [f"  {'instance' if k == 0 else '        '} U{k} : set of labels" for k in names]
    lines += [f"  {'measures' if k == 0 else '        '} z{k} = |U{k}|" for k in names]
    lines += ["  witness  none", "  accepts  true", "", "reduction Source -> Target", "  given    x"]
    lines += ["  labels   num(i : number)", "  let      V = x.G.vertices", "           E = x.G.edges"]
    lines += ["           L = listed(x.G.vertices)", "           d(q) = count e in x.G.edges: q in e"]
    lines += ["           W = { (p, q) | p in x.G.vertices, q in x.B }"]
    for k in names:
        what = collection(random)
        size = f"i in {what}" if what.startswith("1 ..") else f"i in 1 .. |{what}|"
        lines.append(f"  {'target  ' if k == 0 else '        '} U{k} = {{ num(i) | {size} }}")
    return "\n".join([*lines, "  forward  S -> none", "  backward none -> S = {}", ""])
