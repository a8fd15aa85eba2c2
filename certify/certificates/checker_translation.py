"""From expressions of the core to values of which formulas speak, and to what must be defined: a part of the checker.

Each operation has one rule.  What has none raises NoRule, and is a hole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, NamedTuple

from certify.certificates.checker import PARTIAL_ANYWHERE, Document, Node
from certify.certificates.checker_logic import (
    Cases,
    Entries,
    F,
    Formula,
    Gen,
    Items,
    Members,
    NoRule,
    PairsCounted,
    Parts,
    Stored,
    T,
    Term,
    Type,
    Variables,
    added,
    anew,
    any_values,
    as_pair,
    at_most,
    below,
    cases,
    chosen,
    closed,
    columns,
    conj,
    determining,
    disj,
    domain,
    entries,
    equal,
    every,
    ex,
    free,
    fresh,
    function,
    iff,
    implies,
    is_0,
    is_whole,
    item_at,
    known_member,
    less,
    lin,
    lookup,
    member,
    members,
    neg,
    number,
    only,
    part_of,
    parts,
    put,
    same,
    solved,
    stored,
    term,
    times,
    under,
    whole,
)

Env = Mapping[Any, Any]
MOST_OPTIONS = 200


class Total(NamedTuple):
    """A named sum: of `value` over all values of the variables that satisfy the guard; 1 is added for each if it counts."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    value: Term

    @property
    def term(self) -> Term:
        """The sum as a term in its parameters."""
        return function(self.name, "Int", map(term, self.parameters))


class Least(NamedTuple):
    """A named number: the least value of the variable that satisfies the guard."""

    name: str
    parameters: Variables
    variable: Term
    guard: Formula


class Shared:
    """What the documents of one reduction share: names, what is known of them, the present path, what must be defined."""

    def __init__(self) -> None:
        self.axioms: list[tuple[str, Formula]] = []
        self.totals: dict[str, Total] = {}
        self.named: dict[Any, Any] = {}
        self.path: list[tuple[str, Any]] = []
        self.owed: list[tuple[str, Formula]] = []

    @contextmanager
    def under(self, *steps: tuple[str, Any]) -> Iterator[None]:
        """Evaluate under more steps of the path: ("variables", vs) or ("guard", f)."""
        depth = len(self.path)
        self.path += steps
        try:
            yield
        finally:
            del self.path[depth:]

    def owe(self, where: str, defined: Formula) -> None:
        """Note that something must hold wherever the present expression is evaluated."""
        for kind, step in reversed(self.path):
            defined = every(step, defined) if kind == "variables" else implies(step, defined)
        if defined != T and all(defined != f for _, f in self.owed):
            self.owed.append((where, defined))

    def take(self) -> list[tuple[str, Formula]]:
        """Return what was owed since the last call."""
        owed, self.owed = self.owed, []
        return owed

    # ------------------------------------------------------------------------------------------------------ sums

    def total(self, items: Iterable[tuple[Variables, Formula, Any]]) -> Cases:
        """Return the sum of numbers over generators (variables, guard, number), each of which gives each binding once."""
        out = whole(0)
        for variables, guard, value in items:
            before = T
            for g, base in value.options:
                here, before = conj(guard, before, g), conj(before, neg(g))
                for t, c in ((None, base[1]), *base[2]):
                    if c and here != F:
                        out = plus(out, self._sum(variables, here, lin(1) if t is None else term(t)), c)
        return out

    def _sum(self, variables: Variables, guard: Formula, value: Term) -> Cases:
        if guard == F:
            return whole(0)
        found = next((s for c in parts(guard, "and") if (s := solved(c, variables))), None)
        if found is not None:  # a variable that is determined
            v, t = found
            return self._sum(tuple(w for w in variables if w != v), put(guard, {v: t}), put(value, {v: t}))
        if not variables:
            return cases("num", [(guard, value), (neg(guard), lin())])
        split = determining(guard, variables)
        if split is not None:  # alternatives that determine variables: parts that exclude each other
            rest, out, before = conj(*(h for h in parts(guard, "and") if h != split)), whole(0), T
            for d in split[1]:
                out = plus(out, self._sum(variables, conj(rest, d, before), value))
                before = conj(before, neg(d))
            return out
        outside = conj(*(c for c in parts(guard, "and") if free(c).isdisjoint(variables)))
        inside = conj(*(c for c in parts(guard, "and") if not free(c).isdisjoint(variables)))
        named = self._named(variables, inside, value)
        return named if outside == T else chosen([(outside, named), (neg(outside), whole(0))])  # type: ignore[no-any-return]

    def _named(self, variables: Variables, guard: Formula, value: Term) -> Cases:
        if value == lin(1) and len(variables) == 1:
            for _, low, high, rest in ranges(variables, guard):
                if rest == T:
                    n = added(added(high, low, -1), lin(1))
                    return cases("num", [(at_most(lin(), n), n), (less(n, lin()), lin())])
        guard = conj(*(self._without_quantifier(c) for c in parts(guard, "and")))
        form, parameters = canonical([guard, value], variables)
        key = ("sum", tuple(v[2] for v in variables), form)
        if key not in self.named:
            if not finite(variables, guard):
                raise NoRule("a sum of which it is not evident that it is finite")
            self.named[key] = name = f"sum!{len(self.totals)}"
            self.totals[name] = Total(name, parameters, variables, guard, value)
        return number(function(self.named[key], "Int", map(term, parameters)))

    def _without_quantifier(self, f: Formula) -> Formula:
        """Return a universal formula as a predicate that is defined by an axiom; every other formula as it is."""
        if f[0] != "all":
            return f
        form, parameters = canonical([f])
        key = ("holds", form)
        new = key not in self.named
        name = self.named.setdefault(key, f"holds!{len(self.named)}")
        p = ("p", name, tuple(map(term, parameters)))
        if new:
            self.named[name] = parameters, f
            self.axioms.append(("named", closed(parameters, iff(p, f))))
        return p


def canonical(objects: Sequence[Any], bound: Variables = ()) -> tuple[Any, Variables]:
    """Return formulas and terms up to the names of their variables, and the variables that are free in them but not bound."""
    names: dict[Term, Term] = {}

    def visit(o: Any) -> None:
        for v in (o,) if o[0] == "v" else o[1] if o[0] in ("all", "ex") else ():
            names.setdefault(v, ("v", -1 - len(names), v[2]))
        inner = [t for t, _ in sorted(o[2], key=lambda p: _shape(p[0]))] if o[0] == "lin" else below(o)
        for x in inner:
            visit(x)

    for o in (*bound, *objects):
        visit(o)
    loose = frozenset[Term]().union(*map(free, objects)) - set(bound)
    return tuple(_renumbered(o, names) for o in objects), tuple(v for v in names if v in loose)


def _shape(t: Term) -> str:
    return repr(put(t, {v: term(("v", 0, v[2])) for v in free(t)}))


def _renumbered(o: Any, names: Mapping[Term, Term]) -> Any:
    if o[0] in ("all", "ex"):
        return (o[0], tuple(names[v] for v in o[1]), _renumbered(o[2], names))
    if o[0] in ("and", "or"):
        return (o[0], tuple(sorted((_renumbered(g, names) for g in o[1]), key=repr)))
    return put(o, {v: term(w) for v, w in names.items()})


def ranges(variables: Variables, guard: Formula) -> Iterator[tuple[Term, Term, Term, Formula]]:
    """Yield the whole numbers among the variables that a guard bounds by terms without these: (variable, low, high, rest)."""
    for v in variables:
        low, high, rest = None, None, []
        for c in parts(guard, "and"):
            k = dict(c[1][2]).get(v) if c[0] == "<=" and v[2] == "Int" else None
            bound = times(added(c[1], lin(0, (v, k)), -1), -k) if k in (1, -1) else None
            if bound is None or not free(bound).isdisjoint(variables):
                rest.append(c)
            elif k == 1 and high is None:
                high = bound
            elif k == -1 and low is None:
                low = bound
            else:
                rest.append(c)
        if low is not None and high is not None:
            yield v, low, high, conj(*rest)


def finite(variables: Variables, guard: Formula) -> bool:
    """Return whether it is evident that a guard allows finitely many values of the variables, whatever the parameters.

    Labels are finitely many.  A number is a column of a stored set, or lies between bounds.
    """
    left = {v for v in variables if v[2] == "Int"}
    if guard == F or not left:
        return True
    while left:
        known = {v for v in left if _bounded(v, left, guard)}
        if not known:
            return False
        left -= known
    return True


def _bounded(v: Term, unknown: set[Term], guard: Formula) -> bool:
    low = high = False
    for c in parts(guard, "and"):
        if c[0] == "p" and term(v) in c[2] and not c[1].startswith("holds!"):
            return True
        if c[0] == "or" and all(_bounded(v, unknown, d) for d in c[1]):
            return True
        if c[0] == "ex" and _bounded(v, unknown | set(c[1]), c[2]):
            return True
        k = dict(c[1][2]).get(v) if c[0] == "<=" else None
        if k and free(added(c[1], lin(0, (v, k)), -1)).isdisjoint(unknown):
            low, high = low or k < 0, high or k > 0
    return low and high


def plus(a: Cases, b: Cases, by: Any = 1) -> Cases:
    """Return a + by * b."""
    found = cases("num", ((conj(g, h), added(x, y, by)) for g, x in a.options for h, y in b.options))
    if len(found.options) > MOST_OPTIONS:
        raise NoRule("a number of too many cases")
    return found


class Reading:
    """Translates the expressions of one document of a reduction.

    `content`: for the target, what the labels of each home are; else empty.  `constructors`: those of the reduction.
    """

    def __init__(
        self, shared: Shared, doc: Document, constructors: Mapping[str, tuple[int, list[Type]]], content: Mapping[str, Type]
    ) -> None:
        self.shared, self.doc, self.constructors, self.content = shared, doc, constructors, content

    def type(self, t: Type) -> Type:
        """Return a type with homes of the source and with built labels as sums."""
        kind = t[0]
        if kind == "label":
            if t[1] in self.content:
                return Reading(self.shared, self.doc, self.constructors, {}).type(self.content[t[1]])
            return ("label", t[1].removeprefix("source."))
        if kind == "term":
            plain = Reading(self.shared, self.doc, self.constructors, {})
            return ("sum", "", tuple((n, tuple(map(plain.type, self.constructors[n][1]))) for n in t[1]))
        if kind in ("set", "seq", "edge"):
            return (kind, self.type(t[1]), *t[2:])
        if kind == "map":
            return (kind, self.type(t[1]), self.type(t[2]), t[3])
        if kind == "tuple":
            return (kind, tuple(map(self.type, t[1])))
        if kind == "record":
            return (kind, tuple((n, self.type(x)) for n, x in t[1]))
        if kind == "sum":
            return (kind, t[1], tuple((n, tuple(map(self.type, ts))) for n, ts in t[2]))
        return t

    def value(self, node: Node, env: Env) -> Any:
        """Return the value of an expression."""
        if node.op in SPECIAL:
            return SPECIAL[node.op](self, node, env)
        if node.op not in STRICT:
            raise NoRule(f"{node.where}: {node.op}")
        return STRICT[node.op](self, node, *(self.value(a, env) for a in node.args))

    def guarded(self, guard: Formula, node: Node, env: Env) -> Any:
        """Return the value of an expression that is evaluated where a guard holds."""
        with self.shared.under(("guard", guard)):
            return self.value(node, env)

    def conditions(self, nodes: Sequence[Node], env: Env) -> list[Formula]:
        """Return conditions as formulas, each evaluated under those before it."""
        found: list[Formula] = []
        for node in nodes:
            with self.shared.under(*(("guard", f) for f in found)):
                found.append(self.value(node, env))
        return found

    def owe(self, node: Node, defined: Formula) -> None:
        """Note that a partial operation must be defined, whether or not the document says that it always is."""
        assert node.op in PARTIAL_ANYWHERE
        self.shared.owe(node.where, defined)

    def bindings(self, node: Node, env: Env, once: bool) -> list[Gen]:
        """Return the bindings of a comprehension with the values of its operands; `once`: each binding only once."""
        found = list[Gen]()

        def go(steps: Sequence[Any], env: Env, variables: Variables, guard: Formula) -> None:
            if guard == F:
                return
            if not steps:
                found.append(Gen(variables, guard, tuple(self.value(a, env) for a in node.args)))
                return
            kind, names, inner = steps[0]
            value = self.value(inner, env)
            if kind == "let":
                go(steps[1:], {**env, names[0]: value}, variables, guard)
            elif kind == "where":
                with self.shared.under(("guard", value)):
                    go(steps[1:], env, variables, conj(guard, value))
            else:
                for g in self.each(value, inner.type, len(names), once):
                    with self.shared.under(("variables", g.variables), ("guard", g.guard)):
                        bound = dict(zip(names, g.values, strict=True))
                        go(steps[1:], {**env, **bound}, variables + g.variables, conj(guard, g.guard))

        go(node.steps, env, (), T)
        return found

    def each(self, value: Any, type: Type, arity: int, once: bool) -> list[Gen]:
        """Return generators of what a step binds; with `once`, by membership, so that no generator needs to be injective."""
        if isinstance(value, Cases):
            return [Gen((), g, (x,)) for g, ends in value.options for x in ends]
        if isinstance(value, Members):
            if not once:
                return members(value)
            return [Gen(vs, known_member(x, value), (x,)) for vs, x in counted(self.type(type)[1])]
        if isinstance(value, Items):
            if value.listed and arity == 1:
                s, item = value.listed
                return [Gen(vs, known_member(x, s), (x,)) for vs, x in counted(item)] if once else members(s)
            if value.loose and once:
                raise PairsCounted("counting the items of a sequence of unordered pairs")
            if arity == 2 and any(p.values[0] is None for p in value.parts):
                raise NoRule("an index of a filtered, flattened or unordered sequence")
            return [p._replace(values=p.values[2 - arity :]) for p in map(anew, value.parts)]
        if arity != 2:
            raise NoRule("running through a map without its values")
        if once:
            found = [(vs, key, lookup(value, key)) for vs, key in counted(self.type(type)[1])]
            return [Gen(vs, defined, (key, entry)) for vs, key, (defined, entry) in found if defined != F]
        return entries(value)


def counted(type: Type) -> list[tuple[Variables, Any]]:
    """Return all values of a flat type, each once."""
    if holds_pairs(type):
        raise PairsCounted("counting unordered pairs")
    return any_values(type)


def holds_pairs(type: Type) -> bool:
    """Return whether values of a flat type contain unordered pairs."""
    inner = type[1] if type[0] == "tuple" else [t for _, ts in type[2] for t in ts] if type[0] == "sum" else ()
    return type[0] == "edge" or any(map(holds_pairs, inner))


# ---------------------------------------------------------------------------------------------------- leaves and guards


def _const(at: Reading, node: Node, env: Env) -> Any:
    if isinstance(node.data, bool):
        return T if node.data else F
    return whole(Fraction(node.data))


def _defined(at: Reading, node: Node, env: Env) -> Any:
    params, body = at.doc.functions[node.data]
    inner = {name: env[name] for name in ("instance", "witness") if name in env}
    return at.value(body, {**inner, **{v: at.value(a, env) for (v, _), a in zip(params, node.args, strict=True)}})


def _connective(at: Reading, node: Node, env: Env) -> Formula:
    a = at.value(node.args[0], env)
    if node.op == "and":
        return conj(a, at.guarded(a, node.args[1], env))
    if node.op == "or":
        return disj(a, at.guarded(neg(a), node.args[1], env))
    return implies(a, at.guarded(a, node.args[1], env))


def _if(at: Reading, node: Node, env: Env) -> Any:
    c = at.value(node.args[0], env)
    branches = [(c, node.args[1]), (neg(c), node.args[2])]
    return chosen([(g, at.guarded(g, n, env)) for g, n in branches if g != F])


def _case(at: Reading, node: Node, env: Env) -> Any:
    bodies = {name: (variables, body) for (name, variables), body in zip(node.data, node.args[1:], strict=True)}
    found = []
    for guard, (name, args) in at.value(node.args[0], env).options:
        variables, body = bodies[name]
        found.append((guard, at.guarded(guard, body, {**env, **dict(zip(variables, args, strict=True))})))
    return chosen(found)


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


# -------------------------------------------------------------------------------------------------------- comprehensions


def _quantified(at: Reading, node: Node, env: Env) -> Formula:
    found = at.bindings(node, env, once=False)
    if node.op == "every":
        return conj(*(every(b.variables, implies(b.guard, b.values[0])) for b in found))
    return disj(*(ex(b.variables, conj(b.guard, b.values[0])) for b in found))


def _count(at: Reading, node: Node, env: Env) -> Cases:
    found = at.bindings(node, env, once=True)
    if node.op == "sum":
        return at.shared.total((b.variables, b.guard, b.values[0]) for b in found)
    return at.shared.total((b.variables, conj(b.guard, b.values[0]), whole(1)) for b in found)


def _collect_map(at: Reading, node: Node, env: Env) -> Entries:
    found = Entries(tuple(at.bindings(node, env, once=False)))
    at.owe(node, single_valued(found))
    return found


def _collect_seq(at: Reading, node: Node, env: Env) -> Items:
    kinds = [kind for kind, _, _ in node.steps]
    if kinds.count("each") == 1 and "where" not in kinds and kinds[0] == "each":
        s = at.value(node.steps[0][2], env)
        if isinstance(s, Items) and all(p.values[0] is not None for p in s.parts):  # one item for each, with its index
            names, found = node.steps[0][1], []
            for p in map(anew, s.parts):
                with at.shared.under(("variables", p.variables), ("guard", p.guard)):
                    inner = {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
                    for _, (v,), e in node.steps[1:]:
                        inner = {**inner, v: at.value(e, inner)}
                    found.append(p._replace(values=(p.values[0], at.value(node.args[0], inner))))
            return Items(tuple(found), s.length, None, s.literal, s.loose)
    try:
        loose, bound = False, at.bindings(node, env, once=True)
    except PairsCounted:
        loose, bound = True, at.bindings(node, env, once=False)
    return Items(tuple(p._replace(values=(None, *p.values)) for p in bound), None, None, False, loose)


def _in_order(part: Gen) -> bool:
    """Return whether the index is the only variable, but for a constant."""
    if len(part.variables) != 1 or part.values[0] is None or len(part.values[0].options) != 1:
        return False
    v, (_, index) = part.variables[0], part.values[0].options[0]
    return v[2] == "Int" and not added(index, term(v), -1)[2]


def _first(at: Reading, node: Node, env: Env) -> Any:
    s = at.value(node.steps[0][2], env) if [k for k, _, _ in node.steps].count("each") == 1 and node.steps[0][0] == "each" else None
    if not isinstance(s, Items) or len(s.parts) != 1 or not _in_order(s.parts[0]):
        raise NoRule("the first of bindings whose order is not that of one number")
    found = at.bindings(node, env, once=False)
    if len(found) != 1:
        raise NoRule("the first of several generators")
    ((v,), guard, (value,)), shared = found[0], at.shared
    at.owe(node, ex((v,), guard))
    (form,), parameters = canonical([guard], (v,))
    name = shared.named.setdefault(("first", form), f"first!{len(shared.named)}")
    least = function(name, "Int", map(term, parameters))
    if name not in shared.named:
        shared.named[name] = Least(name, parameters, v, guard)
        here = implies(guard, conj(put(guard, {v: least}), at_most(least, term(v))))
        shared.axioms.append(("first", ("all", (*parameters, v), here)))
    return under(value, {v: least})


def _fold(at: Reading, node: Node, env: Env) -> Any:
    ((kind, names, inner),) = node.steps if len(node.steps) == 1 else [("", [], node)]
    s = at.value(inner, env) if kind == "each" else None
    if not isinstance(s, Items) or not s.literal:
        raise NoRule("a fold over a sequence that is not written out")
    state = at.value(node.args[0], env)
    for p in s.parts:
        bound = dict(zip(names, p.values[2 - len(names) :], strict=True))
        state = at.value(node.args[1], {**env, **bound, node.data[0]: state})
    return state


SPECIAL: dict[str, Callable[[Reading, Node, Env], Any]] = {
    "const": _const,
    "var": lambda at, node, env: env[node.data],
    "input": lambda at, node, env: env[node.data],
    "global": _defined,
    "call": _defined,
    "and": _connective,
    "or": _connective,
    "implies": _connective,
    "if": _if,
    "case": _case,
    "every": _quantified,
    "some": _quantified,
    "count": _count,
    "sum": _count,
    "collect_set": lambda at, node, env: Members(tuple(at.bindings(node, env, once=False))),
    "collect_map": _collect_map,
    "collect_seq": _collect_seq,
    "first": _first,
    "fold": _fold,
}

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
