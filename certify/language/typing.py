"""Joins and inclusion of types, changes of homes, and the names of types in messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certify.core import (
    Bool,
    Edge,
    Label,
    Map,
    Never,
    Number,
    Record,
    Seq,
    Set,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.core.paths import factors, walk
from certify.records import replace

_SORTS = ("nat", "int", "rat")


def join(a: Type, b: Type) -> Type | None:
    """Return the least type that contains the values of both types, or None if there is none.

    >>> join(Number("nat"), Number("rat"))
    Number(sort='rat', magnitude='')
    >>> join(Label("U"), Label("V")) is None
    True
    """
    match a, b:
        case Never(), _:
            return b
        case _, Never():
            return a
        case Number(s, m), Number(t, n):
            return Number(max(s, t, key=_SORTS.index), m or n)
        case Term(c), Term(d):
            return Term(tuple(sorted({*c, *d})))
        case Set(i, h, w), Set(j, k, x):
            item = join(i, j)
            return item and Set(item, h if h == k else "", w if w == x else "")
        case Edge(i), Edge(j):
            item = join(i, j)
            return item and Edge(item)
        case (Edge(i), Set(j)) | (Set(i), Edge(j)):
            item = join(i, j)
            return item and Set(item)
        case Seq(i), Seq(j):
            item = join(i, j)
            return item and Seq(item)
        case Map(k, v, d), Map(l, w, e):
            key, value = join(k, l), join(v, w)
            return key and value and Map(key, value, d if d == e else "")
        case Tuple(i), Tuple(j) if len(i) == len(j):
            items = [join(x, y) for x, y in zip(i, j, strict=True)]
            return None if None in items else Tuple(tuple(t for t in items if t))
        case Record(i), Record(j) if [n for n, _ in i] == [n for n, _ in j]:
            fields = [(n, join(x, y)) for (n, x), (_, y) in zip(i, j, strict=True)]
            return None if any(t is None for _, t in fields) else Record(tuple((n, t) for n, t in fields if t))
        case Sum(n, i), Sum(m, j) if n == m and [c for c, _ in i] == [c for c, _ in j]:
            cases = []
            for (case, types), (_, others) in zip(i, j, strict=True):
                joined = [join(x, y) for x, y in zip(types, others, strict=True)]
                if None in joined:
                    return None
                cases.append((case, tuple(t for t in joined if t)))
            return Sum(n, tuple(cases))
    return a if a == b else None


def common(a: Type, b: Type) -> Type | None:
    """Return the join of two types, where the empty set may also be the empty map; None if there is none.

    `{}` is read as a set before it is known that a map is meant.

    >>> common(Set(Never()), Map(Label("U"), Number("nat")))
    Map(key=Label(home='U'), value=Number(sort='nat', magnitude=''), domain='')
    """
    return join(_alike(a, b), _alike(b, a))


def _alike(a: Type, b: Type) -> Type:
    """Return the type `a` with the empty map in the place of each empty set where `b` has a map."""
    match a, b:
        case Set(Never()), Map():
            return Map(Never(), Never())
        case Set(i, home, within), Set(j):
            return Set(_alike(i, j), home, within)
        case Seq(i), Seq(j):
            return Seq(_alike(i, j))
        case Map(k, v, domain), Map(l, w):
            return Map(_alike(k, l), _alike(v, w), domain)
        case Tuple(i), Tuple(j) if len(i) == len(j):
            return Tuple(tuple(map(_alike, i, j)))
        case Record(i), Record(j) if [n for n, _ in i] == [n for n, _ in j]:
            return Record(tuple((n, _alike(x, y)) for (n, x), (_, y) in zip(i, j, strict=True)))
        case Sum(n, i), Sum(m, j) if n == m and [(c, len(x)) for c, x in i] == [(c, len(y)) for c, y in j]:
            return Sum(n, tuple((c, tuple(map(_alike, x, y))) for (c, x), (_, y) in zip(i, j, strict=True)))
    return a


def fits(have: Type, want: Type) -> bool:
    """Return whether every value of `have` belongs to `want`.

    The homes that sets open, `within` and `domain` are checked on values, not here.
    """
    match have, want:
        case Never(), _:
            return True
        case Number(s), Number(t):
            return _SORTS.index(s) <= _SORTS.index(t)
        case Term(c), Term(d):
            return set(c) <= set(d)
        case (Set(i), Set(j)) | (Edge(i), Edge(j)) | (Edge(i), Set(j)) | (Seq(i), Seq(j)):
            return fits(i, j)
        case Map(k, v), Map(l, w):
            return fits(k, l) and fits(v, w)
        case Tuple(i), Tuple(j):
            return len(i) == len(j) and all(map(fits, i, j))
        case Record(i), Record(j):
            return [n for n, _ in i] == [n for n, _ in j] and all(fits(x, y) for (_, x), (_, y) in zip(i, j, strict=True))
        case Sum(n, i), Sum(m, j):
            same = n == m and [(c, len(x)) for c, x in i] == [(c, len(y)) for c, y in j]
            return same and all(all(map(fits, x, y)) for (_, x), (_, y) in zip(i, j, strict=True))
    return have == want


def transform(type: Type, change: Callable[[Type], Type | None]) -> Type:
    """Return the type with `change` applied to each part, from the leaves up; None leaves a part unchanged."""
    match type:
        case Set(item) | Edge(item) | Seq(item):
            type = replace(type, item=transform(item, change))
        case Map(key, value):
            type = replace(type, key=transform(key, change), value=transform(value, change))
        case Tuple(items):
            type = Tuple(tuple(transform(t, change) for t in items))
        case Record(fields):
            type = Record(tuple((n, transform(t, change)) for n, t in fields))
        case Sum(name, cases):
            type = Sum(name, tuple((c, tuple(transform(t, change) for t in ts)) for c, ts in cases))
        case _:
            pass
    return change(type) or type


def rehomed(type: Type, prefix: str) -> Type:
    """Return the type with a prefix on its homes and paths: the type of the source inside a reduction.

    >>> rehomed(Label("V"), "source.")
    Label(home='source.V')
    """

    def change(part: Type) -> Type | None:
        match part:
            case Label(home):
                return Label(prefix + home)
            case Set(item, home, within):
                return Set(item, home and prefix + home, within and prefix + within)
            case Map(key, value, domain):
                return Map(key, value, ", ".join(prefix + path for path in factors(domain)))
        return None

    return transform(type, change)


def with_content(type: Type, content: Mapping[str, Type]) -> Type:
    """Return a type of the target as seen inside a reduction: each label has the type that `content` gives for its home."""

    def change(part: Type) -> Type | None:
        match part:
            case Label(home):
                return content[home]
            case Set(item):
                return Set(item)
            case Map(key, value):
                return Map(key, value)
        return None

    return transform(type, change)


def with_magnitude(type: Type, magnitude: str) -> Type:
    """Return the type with this magnitude for every number in it."""
    return transform(type, lambda t: replace(t, magnitude=magnitude) if isinstance(t, Number) else None)


def as_hint(type: Type) -> Type:
    """Return the type as a hint for the other operand: every number in it is a rational, so that none is narrowed."""
    return transform(type, lambda t: Number("rat") if isinstance(t, Number) else None)


def magnitude_in(type: Type) -> str:
    """Return the magnitude of some number in the type; empty if no number has one."""
    return next((t.magnitude for t in walk(type) if isinstance(t, Number) and t.magnitude), "")


def difference(a: Type, b: Type) -> str:
    """Return where two types of the same description differ, for messages; empty if their descriptions differ themselves.

    >>> difference(Sum("box", (("full", (Label("V"),)),)), Sum("box", (("full", (Number("nat"),)),)))
    ': with a label of `V` and with a nat in `full`'
    """
    if describe(a) != describe(b):
        return ""
    match a, b:
        case Sum(_, i), Sum(_, j):
            inner = [
                (c, x, y) for (c, types), (_, others) in zip(i, j, strict=False) for x, y in zip(types, others, strict=False)
            ]
        case Record(i), Record(j):
            inner = [(n, x, y) for (n, x), (_, y) in zip(i, j, strict=False)]
        case _:
            inner = []
    name, x, y = next(((n, x, y) for n, x, y in inner if join(x, y) is None), ("", a, b))
    if not name:
        return ""
    return difference(x, y) or f": with {describe(x)} and with {describe(y)} in `{name}`"


def describe(type: Type) -> str:
    """Return a description of one value of the type, for messages.

    >>> describe(Set(Label("G.vertices")))
    'a set of labels of `G.vertices`'
    """
    match type:
        case Never():
            return "nothing, an item of an empty literal"
        case Set(Never()):
            return "the empty set"
        case Seq(Never()):
            return "the empty sequence"
        case Map(Never()):
            return "the empty map"
    article = _plain(type)
    if article.startswith(("labels", "truth")) or article == "nothing":
        return {"truth values": "a truth value"}.get(article, "a " + article.replace("labels", "label", 1))
    singular = {"naturals": "a nat", "integers": "an int", "rationals": "a rational"}
    return singular.get(article) or _indefinite(type)


def _indefinite(type: Type) -> str:
    plural = _plain(type)
    for many, one in (("sets", "a set"), ("edges", "an edge"), ("sequences", "a sequence"), ("maps", "a map"),
                      ("tuples", "a tuple"), ("records", "a record")):  # fmt: skip
        if plural.startswith(many):
            return one + plural.removeprefix(many)
    return f"a value of type {plural}"


def _plain(type: Type) -> str:
    match type:
        case Never():
            return "nothing"
        case Bool():
            return "truth values"
        case Number(sort):
            return {"nat": "naturals", "int": "integers", "rat": "rationals"}[sort]
        case Label(home):
            return f"labels of `{home.removeprefix('source.')}`"
        case Term(constructors):
            return "labels " + " or ".join(f"`{c}`" for c in constructors)
        case Set(item):
            return f"sets of {_plain(item)}"
        case Edge(item):
            return f"edges (pairs of {_plain(item)})"
        case Seq(item):
            return f"sequences of {_plain(item)}"
        case Map(key, value):
            return f"maps from {_plain(key)} to {_plain(value)}"
        case Tuple(items):
            return f"tuples ({', '.join(_plain(t) for t in items)})"
        case Record(fields):
            return f"records with {', '.join(f'`{n}`' for n, _ in fields)}"
        case Sum(name):
            return f"`{name}`"
