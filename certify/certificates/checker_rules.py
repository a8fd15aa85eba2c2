"""The rules of the operations that are functions of their operands: a part of the checker.

What has no rule raises NoRule, and is a hole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from certify.certificates.checker import Node
from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    T,
    Term,
    Type,
    added,
    at_most,
    conj,
    disj,
    equal,
    every,
    fresh,
    function,
    iff,
    implies,
    is_0,
    is_whole,
    less,
    lin,
    neg,
    term,
    times,
)
from certify.certificates.checker_relations import (
    as_pair,
    chosen,
    domain,
    entries,
    item_at,
    known_member,
    lookup,
    member,
    members,
    part_of,
    same,
)
from certify.certificates.checker_sums import Shared, plus
from certify.certificates.checker_translation import Reading, counted, holds_pairs
from certify.certificates.checker_values import (
    Cases,
    Entries,
    Gen,
    Items,
    Members,
    Parts,
    Stored,
    anew,
    any_values,
    cases,
    columns,
    number,
    only,
    stored,
    whole,
)

# --------------------------------------------------------------------------------------------------------------- numbers


def _compare(a: Cases, b: Cases, relation: Callable[[Term, Term], Formula]) -> Formula:
    return disj(*(conj(g, h, relation(x, y)) for g, x in a.options for h, y in b.options))


def _known(a: Cases) -> Any:
    if len(a.options) != 1 or a.options[0][1][2]:
        raise NoRule("an unknown divisor or exponent")
    return a.options[0][1][1]


def _times(at: Reading, a: Cases, b: Cases) -> Cases:
    def product(x: Term, y: Term) -> Term:
        if not x[2] or not y[2]:
            return times(y, x[1]) if not x[2] else times(x, y[1])
        if x == y:
            return square(at.shared, x)
        raise NoRule("a product of two unknown numbers")

    return cases("num", ((conj(g, h), product(x, y)) for g, x in a.options for h, y in b.options if conj(g, h) != F))


def square(shared: Shared, a: Term) -> Term:
    """Return the square of a number with whole coefficients, as a function of which two facts are known."""
    if not is_whole(a):
        raise NoRule("the square of a fraction")
    if repr(times(a, -1)) < repr(a):
        a = times(a, -1)
    if "square" not in shared.named:
        shared.named["square"] = True
        v: Term = ("v", -1, "Int")
        s = function("square!", "Int", [term(v)])
        shared.axioms.append(("square", ("all", (v,), conj(at_most(lin(), s), iff(is_0(s), is_0(term(v)))))))
    return function("square!", "Int", [a])


def _div(at: Reading, node: Node, a: Cases, b: Cases) -> Cases:
    d = _known(b)
    at.owe(node, T if d else F)
    return cases("num", ((g, times(x, Fraction(1) / d if d else 0)) for g, x in a.options))


def _quotient(at: Reading, node: Node, a: Cases, b: Cases) -> Cases:
    d, shared = _known(b), at.shared
    if d <= 0 or not all(is_whole(x) for _, x in a.options):
        raise NoRule("a quotient by what is not positive, or of fractions")
    name = f"quotient!{d}"
    if name not in shared.named:
        shared.named[name] = True
        v: Term = ("v", -1, "Int")
        t = times(function(name, "Int", [term(v)]), d)
        bounds = conj(at_most(t, term(v)), at_most(term(v), added(t, lin(d - 1))))
        shared.axioms.append(("quotient", ("all", (v,), bounds)))
    whole_part = [(g, x, function(name, "Int", [x])) for g, x in a.options]
    return cases("num", ((g, q if node.op == "quotient" else added(x, q, -d)) for g, x, q in whole_part))


def _power(at: Reading, node: Node, a: Cases, n: Cases) -> Cases:
    exponent = _known(n)
    if exponent not in (0, 1, 2) and any(x[2] for _, x in a.options):
        raise NoRule("a power of an unknown number beyond the square")
    if not isinstance(exponent, int) or not 0 <= exponent <= 64:
        raise NoRule("an exponent that is no natural number, or a large one")
    out = whole(1)
    for _ in range(exponent):
        out = _times(at, a, out)
    return out


def _pick(a: Cases, b: Cases, least: bool) -> Cases:
    found = []
    for g, x in a.options:
        for h, y in b.options:
            c = at_most(x, y)
            found += [(conj(g, h, c), x if least else y), (conj(g, h, neg(c)), y if least else x)]
    return cases("num", found)


def _sign(at: Reading, node: Node, a: Cases) -> Cases:
    found = []
    for g, x in a.options:
        up, down = less(lin(), x), less(x, lin())
        found += [(conj(g, up), lin(1)), (conj(g, down), lin(-1)), (conj(g, neg(up), neg(down)), lin())]
    return cases("num", found)


def _as_whole(at: Reading, node: Node, a: Cases) -> Cases:
    if not all(is_whole(x) for _, x in a.options):
        raise NoRule("a whole number made of fractions")
    if node.op == "nat":
        at.owe(node, disj(*(conj(g, at_most(lin(), x)) for g, x in a.options)))
    return a


# ------------------------------------------------------------------------------------------------------------ structures


def written(items: Sequence[Any]) -> Items:
    """Return the sequence of these items."""
    return Items(tuple(Gen((), T, (whole(i), x)) for i, x in enumerate(items)), whole(len(items)), None, True)


def _map(at: Reading, node: Node, *items: Any) -> Entries:
    gens = tuple(Gen((), T, pair) for pair in zip(items[::2], items[1::2], strict=True))
    at.owe(node, single_valued(Entries(gens)))
    return Entries(gens)


def single_valued(m: Entries) -> Formula:
    """Return that equal keys have equal values."""
    found = []
    for i, p in enumerate(m.parts):
        for q in m.parts[: i + 1]:
            a, b = anew(p), anew(q)
            both = conj(a.guard, b.guard, same(a.values[0], b.values[0]))
            if both != F:
                found.append(every(a.variables + b.variables, implies(both, same(a.values[1], b.values[1]))))
    return conj(*found)


def _edge(at: Reading, node: Node, a: Any, b: Any) -> Cases:
    at.owe(node, neg(same(a, b)))
    return Cases("pair", ((T, (a, b)),))


def _as_edge(at: Reading, node: Node, s: Any) -> Cases:
    pair, differ = as_pair(s)
    at.owe(node, differ)
    return pair


def _other(at: Reading, node: Node, e: Any, x: Any) -> Any:
    at.owe(node, member(x, e))
    found = []
    for g, (a, b) in as_pair(e)[0].options:
        found += [(conj(g, same(x, a)), b), (conj(g, neg(same(x, a))), a)]
    return chosen(found)


def _arg(at: Reading, node: Node, a: Cases) -> Any:
    name, index = node.data
    found = [(g, args[index]) for g, (case, args) in a.options if case == name]
    at.owe(node, disj(*(g for g, _ in found)))
    return _needed(chosen(found))


def _needed(value: Any) -> Any:
    if value is None:
        raise NoRule("a value of what never is")
    return value


def _set_of(s: Any) -> Members:
    if not isinstance(s, Members):
        raise NoRule("a pair in the place of a set")
    return s


def _restricted(a: Any, b: Any, inside: bool) -> Members:
    found = []
    for p in members(_set_of(a)):
        here = member(p.values[0], b)
        found.append(only(p, here if inside else neg(here)))
    return Members(tuple(found))


def override(f: Any, g: Any) -> Entries:
    """Return the map that is g where g is defined, else f."""
    return Entries((*(only(p, neg(lookup(g, p.values[0])[0])) for p in entries(f)), *entries(g)))


def joined(s: Items, t: Items) -> Items:
    """Return the items of s, then those of t."""
    if s.literal and t.literal:
        return written([p.values[1] for p in (*s.parts, *t.parts)])
    shifted = []
    for p in t.parts:
        index = None if p.values[0] is None or s.length is None else plus(p.values[0], s.length)
        shifted.append(p._replace(values=(index, p.values[1])))
    length = None if s.length is None or t.length is None else plus(s.length, t.length)
    return Items((*s.parts, *shifted), length, None, False, s.loose or t.loose)


def _at(at: Reading, node: Node, s: Any, i: Any) -> Any:
    defined, value = item_at(s, i) if node.op == "at" else lookup(s, i)
    at.owe(node, defined)
    return _needed(value)


def _range(at: Reading, node: Node, a: Cases, b: Cases) -> Items:
    found = []
    for g, x in a.options:
        for h, y in b.options:
            (i,) = fresh(["Int"])
            n = added(added(y, x, -1), lin(1))
            length = cases("num", [(at_most(lin(), n), n), (less(n, lin()), lin())])
            inside = conj(at_most(x, term(i)), at_most(term(i), y))
            found.append((conj(g, h), Items((Gen((i,), inside, (number(added(term(i), x, -1)), number(term(i)))),), length)))
    return chosen(found)  # type: ignore[no-any-return]


def _slice(at: Reading, node: Node, s: Items, *ends: Cases) -> Items:
    if not s.literal:
        raise NoRule("a part of a sequence that is not written out, or its reverse")
    items = [p.values[1] for p in s.parts]
    if node.op == "reverse":
        return written(items[::-1])
    i, j = map(_known, ends)
    at.owe(node, T if 0 <= i <= j + 1 <= len(items) else F)
    return written(items[max(i, 0) : max(j + 1, 0)])


def _size(at: Reading, node: Node, c: Any) -> Cases:
    type = at.type(node.args[0].type)
    if isinstance(c, Cases):
        return whole(2)
    if isinstance(c, Items):
        if c.length is None:
            raise NoRule("the length of a filtered or flattened sequence")
        return c.length  # type: ignore[no-any-return]
    return size_of(at.shared, c if isinstance(c, Members) else domain(c), type[1])


def size_of(shared: Shared, s: Members, item: Type) -> Cases:
    """Return the number of members of a set."""
    return shared.total((vs, known_member(x, s), whole(1)) for vs, x in counted(item))


def _listed(at: Reading, node: Node, s: Any) -> Items:
    """Return the members of a set in some order: what is shown holds for every order."""
    item = at.type(node.args[0].type)[1]
    if isinstance(s, Cases):
        return Items(tuple(Gen((), g, (None, x)) for g, ends in s.options for x in ends), whole(2))
    plain = [p for p in s.parts if isinstance(p, Stored) and p.guard == T and not p.given]
    if len(plain) == len(s.parts) == 1 and not holds_pairs(item):
        name = f"listed!{plain[0].name}"
        seq, facts = enumeration(at.shared, name, s, item)
        if name not in at.shared.named:
            at.shared.named[name] = s
            at.shared.axioms += [("listed", f) for f in facts]
        return seq._replace(listed=(s, item))
    length = None if holds_pairs(item) else size_of(at.shared, s, item)
    return Items(tuple(p._replace(values=(None, p.values[0])) for p in members(s)), length, (s, item))


def enumeration(shared: Shared, name: str, s: Members, item: Type) -> tuple[Items, list[Formula]]:
    """Return a sequence of all members of a set, each once, with its inverse NAME^, and what is known of it."""
    if holds_pairs(item):
        raise NoRule("an enumeration of unordered pairs")
    seq = stored(name, (), ("seq", item))
    (part,), (n,) = seq.parts, [t for _, t in seq.length.options]
    (i,), x = part.variables, part.values[1]
    place = conj(*(implies(g, equal(function(f"{name}^{c}", "Int", ts), term(i))) for g, c, ts in columns(x)))
    facts = [
        same(number(n), size_of(shared, s, item)),
        at_most(lin(), n),
        every((i,), implies(part.guard, member(x, s))),
        every((i,), implies(part.guard, place)),
    ]
    for variables, y in any_values(item):
        for _, c, ts in columns(y):
            at = function(f"{name}^{c}", "Int", ts)
            found = conj(at_most(lin(), at), less(at, n), same(y, stored(f"{name}@", (at,), item)))
            facts.append(every(variables, implies(member(y, s), found)))
    return seq, facts


STRICT: dict[str, Callable[..., Any]] = {
    "not": lambda at, node, a: neg(a),
    "eq": lambda at, node, a, b: same(a, b),
    "lt": lambda at, node, a, b: _compare(a, b, less),
    "le": lambda at, node, a, b: _compare(a, b, at_most),
    "in": lambda at, node, x, c: member(x, c),
    "subset": lambda at, node, a, b: part_of(a, b),
    "add": lambda at, node, a, b: plus(a, b),
    "sub": lambda at, node, a, b: plus(a, b, -1),
    "mul": lambda at, node, a, b: _times(at, a, b),
    "div": _div,
    "quotient": _quotient,
    "mod": _quotient,
    "pow": _power,
    "min": lambda at, node, a, b: _pick(a, b, True),
    "max": lambda at, node, a, b: _pick(a, b, False),
    "sign": _sign,
    "nat": _as_whole,
    "int": _as_whole,
    "size": _size,
    "set": lambda at, node, *items: Members(tuple(Gen((), T, (x,)) for x in items)),
    "seq": lambda at, node, *items: written(items),
    "tuple": lambda at, node, *items: Parts(items),
    "record": lambda at, node, *items: Parts(items),
    "map": _map,
    "edge": _edge,
    "as_edge": _as_edge,
    "other": _other,
    "field": lambda at, node, r: r.items[[n for n, _ in node.args[0].type[1]].index(node.data)],
    "item": lambda at, node, t: t.items[node.data],
    "make": lambda at, node, *args: Cases("case", ((T, (node.data, args)),)),
    "is": lambda at, node, a: disj(*(g for g, (name, _) in a.options if name == node.data)),
    "arg": _arg,
    "union": lambda at, node, a, b: Members(_set_of(a).parts + _set_of(b).parts),
    "intersection": lambda at, node, a, b: _restricted(a, b, True),
    "difference": lambda at, node, a, b: _restricted(a, b, False),
    "concat": lambda at, node, s, t: joined(s, t),
    "override": lambda at, node, f, g: override(f, g),
    "at": _at,
    "lookup": _at,
    "domain": lambda at, node, f: domain(f),
    "slice": _slice,
    "reverse": _slice,
    "range": _range,
    "listed": _listed,
}
