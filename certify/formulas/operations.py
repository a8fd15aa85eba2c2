"""The rules of the operations other than comprehensions, and the table of all rules, which is checked for completeness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from certify.core import Map, Node, Record, Set
from certify.core.operations import rules_for
from certify.core.ops import Op
from certify.formulas import comprehensions
from certify.formulas.comprehensions import single_valued
from certify.formulas.logic import (
    FALSE,
    TRUE,
    Formula,
    Term,
    at_most,
    conjunction,
    denominator,
    disjunction,
    less,
    minus,
    number,
    scaled,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import negation
from certify.formulas.relations import (
    as_map_of,
    as_pair,
    compare,
    domain,
    generators,
    lookup,
    member,
    override,
    part_of,
    same,
)
from certify.formulas.sequences import distinct, item_at, joined, known_index, listing, number_range, size_of, written
from certify.formulas.sums import combined
from certify.formulas.translator import DocumentTranslator, Environment, Rule
from certify.formulas.types import item_type
from certify.formulas.values import (
    CycleOf,
    GuardedGenerator,
    MapOf,
    Meant,
    Pair,
    Product,
    Scalar,
    SeqOf,
    SetOf,
    amount_of,
    as_pairs,
    case_of,
    choose,
    pruned,
)

StrictRule = Callable[..., Meant]
"""A rule for a strict operation: of the document, the node, and the operands' values."""


# ------------------------------------------------------------------------------------------------ leaves and guards


def _const(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    if isinstance(node.data, bool):
        return TRUE if node.data else FALSE
    return amount_of(number(Fraction(node.data)))


def _variable(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    return env[node.data]


def _definition(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    f = doc.functions[node.data]
    inputs = {name: env[name] for name in ("instance", "witness") if name in env}
    given = {parameter: doc.value(a, env) for (parameter, _), a in zip(f.params, node.args, strict=True)}
    return doc.value(f.body, {**inputs, **given})


def _and(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    a = doc.value(node.args[0], env)
    return conjunction(a, doc.guarded(a, node.args[1], env))


def _or(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    a = doc.value(node.args[0], env)
    return disjunction(a, doc.guarded(negation(a), node.args[1], env))


def _implies(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    a = doc.value(node.args[0], env)
    return disjunction(negation(a), doc.guarded(a, node.args[1], env))


def _if(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    c = doc.value(node.args[0], env)
    if c in (TRUE, FALSE):
        return doc.value(node.args[1] if c == TRUE else node.args[2], env)
    a, b = doc.guarded(c, node.args[1], env), doc.guarded(negation(c), node.args[2], env)
    return _declared(doc, node, choose([(c, as_map_of(a)), (negation(c), as_map_of(b))]))


def _case(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    a = doc.value(node.args[0], env)
    pairs = []
    for guard, (name, args) in a.alternatives:
        for (case, variables), body in zip(node.data, node.args[1:], strict=True):
            if case == name:
                inner = {**env, **dict(zip(variables, args, strict=True))}
                pairs.append((guard, as_map_of(doc.guarded(guard, body, inner))))
    return _declared(doc, node, choose(pairs))


def _declared(doc: DocumentTranslator, node: Node, value: Meant) -> Meant:
    """Return a collection with the item type that the node declares, whatever its branches have."""
    type = doc.type(node)
    if isinstance(value, SetOf) and isinstance(type, Set):
        return SetOf(value.parts, type.item)
    if isinstance(value, MapOf) and isinstance(type, Map):
        return MapOf(value.parts, type.key, type.value)
    return value


# ------------------------------------------------------------------------------------------------ numbers


def _pointwise(a: Scalar, b: Scalar, function: Callable[[Term, Term], Term]) -> Scalar:
    found = ((conjunction(g, h), x, y) for g, x in a.alternatives for h, y in b.alternatives)
    return pruned("number", [(g, function(x, y)) for g, x, y in found if g != FALSE])


def _times(doc: DocumentTranslator, x: Term, y: Term) -> Term:
    if not x[2] or not y[2]:
        return scaled(y, x[1]) if not x[2] else scaled(x, y[1])
    if x == y:
        return doc.run.square(x)
    if x == scaled(y, -1):
        return scaled(doc.run.square(x), -1)
    raise NotTranslated("a product of two unknown numbers")


def _constant(value: Scalar, what: str) -> int | Fraction:
    if len(value.alternatives) != 1 or value.alternatives[0][1][2]:
        raise NotTranslated(what)
    constant: int | Fraction = value.alternatives[0][1][1]
    return constant


def _div(doc: DocumentTranslator, node: Node, a: Scalar, b: Scalar) -> Meant:
    d = _constant(b, "division by an unknown number")
    doc.owe(node, TRUE if d else FALSE)
    return pruned("number", [(g, scaled(x, Fraction(1) / d) if d else number(0)) for g, x in a.alternatives])


def _quotients(doc: DocumentTranslator, node: Node, a: Scalar, b: Scalar, rest: bool) -> Meant:
    d = _constant(b, "division by an unknown number")
    if d <= 0 or any(denominator(x) != 1 for _, x in a.alternatives):
        raise NotTranslated("division of whole numbers by what is not positive")
    whole = [(g, x, doc.run.quotient(x, int(d))) for g, x in a.alternatives]
    return pruned("number", [(g, minus(x, scaled(q, d)) if rest else q) for g, x, q in whole])


def _power(doc: DocumentTranslator, node: Node, a: Scalar, n: Scalar) -> Meant:
    exponent = _constant(n, "an unknown exponent")
    if not isinstance(exponent, int) or exponent < 0:
        raise NotTranslated("an exponent that is no natural number")
    if exponent > 2 and any(x[2] for _, x in a.alternatives):
        raise NotTranslated("a power of an unknown number beyond the square")

    def power(x: Term) -> Term:
        if exponent in (0, 1):
            return x if exponent else number(1)
        return _times(doc, x, x) if exponent == 2 else number(x[1] ** exponent)

    return pruned("number", [(g, power(x)) for g, x in a.alternatives])


def _pick(a: Scalar, b: Scalar, least: bool) -> Scalar:
    found = []
    for g, x in a.alternatives:
        for h, y in b.alternatives:
            c = at_most(x, y)
            found += [(conjunction(g, h, c), x if least else y), (conjunction(g, h, negation(c)), y if least else x)]
    return pruned("number", found)


def _sign(doc: DocumentTranslator, node: Node, a: Scalar) -> Meant:
    zero, found = number(0), []
    for g, x in a.alternatives:
        up, down = less(zero, x), less(x, zero)
        found += [(conjunction(g, up), number(1)), (conjunction(g, down), number(-1))]
        found.append((conjunction(g, negation(up), negation(down)), zero))
    return pruned("number", found)


def _whole(doc: DocumentTranslator, node: Node, a: Scalar) -> Meant:
    if any(denominator(x) != 1 for _, x in a.alternatives):
        raise NotTranslated("a whole number made of fractions")
    if node.op is Op.NAT:
        doc.owe(node, disjunction(*(conjunction(g, at_most(number(0), x)) for g, x in a.alternatives)))
    return a


# ------------------------------------------------------------------------------------------------ structures


def _set(doc: DocumentTranslator, node: Node, *items: Meant) -> Meant:
    return SetOf(tuple(GuardedGenerator((), TRUE, (x,)) for x in items), item_type(doc.type(node)))


def _record(doc: DocumentTranslator, node: Node, *items: Meant) -> Meant:
    type = doc.type(node)
    return Product(items, tuple(n for n, _ in type.fields) if isinstance(type, Record) else ())


def _map(doc: DocumentTranslator, node: Node, *items: Meant) -> Meant:
    type = doc.type(node)
    assert isinstance(type, Map)
    every = MapOf(
        tuple(GuardedGenerator((), TRUE, pair) for pair in zip(items[::2], items[1::2], strict=True)), type.key, type.value
    )
    doc.owe(node, single_valued(every))
    out = MapOf((), type.key, type.value)
    for part in every.parts:
        out = override(out, MapOf((part,), type.key, type.value))
    return out


def _edge(doc: DocumentTranslator, node: Node, a: Meant, b: Meant) -> Meant:
    doc.owe(node, negation(same(a, b)))
    return Pair(((TRUE, a, b),))


def _as_edge(doc: DocumentTranslator, node: Node, s: Meant) -> Meant:
    pair, differ = as_pair(s)
    doc.owe(node, differ)
    return pair


def _other(doc: DocumentTranslator, node: Node, e: Meant, x: Meant) -> Meant:
    doc.owe(node, member(x, e))
    found = []
    for g, a, b in as_pairs(e):
        here = same(x, a)
        found += [(conjunction(g, here), b), (conjunction(g, negation(here)), a)]
    return choose(found)


def _make(doc: DocumentTranslator, node: Node, *args: Meant) -> Meant:
    return case_of(node.data, args)


def _is(doc: DocumentTranslator, node: Node, a: Scalar) -> Formula:
    return disjunction(*(g for g, (name, _) in a.alternatives if name == node.data))


def _arg(doc: DocumentTranslator, node: Node, a: Scalar) -> Meant:
    name, index = node.data
    found = [(g, args[index]) for g, (case, args) in a.alternatives if case == name]
    doc.owe(node, disjunction(*(g for g, _ in found)))
    return doc.run.known(choose(found))


def _union(doc: DocumentTranslator, node: Node, a: Meant, b: Meant) -> Meant:
    return SetOf(_as_set(a).parts + _as_set(b).parts, item_type(doc.type(node)))


def _as_set(a: Meant) -> SetOf:
    if isinstance(a, Pair):
        raise NotTranslated("a pair in the place of a set")
    assert isinstance(a, SetOf)
    return a


def _restricted(doc: DocumentTranslator, node: Node, a: Meant, b: Meant, inside: bool) -> Meant:
    kept = []
    for p in generators(_as_set(a)):
        there = member(p.values[0], b)
        kept.append(p.where(there if inside else negation(there)))
    return SetOf(tuple(kept), item_type(doc.type(node)))


def _at(doc: DocumentTranslator, node: Node, s: SeqOf, i: Meant) -> Meant:
    defined, value = item_at(doc.run.indexed(s), i)
    return _found(doc, node, defined, value)


def _lookup(doc: DocumentTranslator, node: Node, f: Meant, key: Meant) -> Meant:
    defined, value = lookup(f, key)
    return _found(doc, node, defined, value)


def _found(doc: DocumentTranslator, node: Node, defined: Formula, value: Meant) -> Meant:
    doc.owe(node, defined)
    if value is None:
        raise NotTranslated("an item of what is always empty")
    return doc.run.known(value)


def _domain(doc: DocumentTranslator, node: Node, f: Meant) -> Meant:
    return SetOf(domain(f).parts, item_type(doc.type(node)))


def _slice(doc: DocumentTranslator, node: Node, s: SeqOf, a: Meant, b: Meant) -> Meant:
    i, j = known_index(a), known_index(b)
    if s.literal is None or i is None or j is None:
        raise NotTranslated("a slice of a sequence of unknown length")
    doc.owe(node, TRUE if 0 <= i <= j + 1 <= len(s.literal) else FALSE)
    return written(s.literal[max(i, 0) : max(j + 1, 0)], s.item)


def _reverse(doc: DocumentTranslator, node: Node, s: SeqOf) -> Meant:
    if s.literal is None:
        raise NotTranslated("a reversed sequence of unknown length")
    return written(s.literal[::-1], s.item)


def _range(doc: DocumentTranslator, node: Node, a: Scalar, b: Scalar) -> Meant:
    item = item_type(doc.type(node))
    found = ((conjunction(g, h), x, y) for g, x in a.alternatives for h, y in b.alternatives)
    return choose([(g, number_range(x, y, item)) for g, x, y in found if g != FALSE])


def _cycle(doc: DocumentTranslator, node: Node, s: SeqOf) -> Meant:
    s = doc.run.indexed(s)
    doc.owe(node, distinct(s))
    parts = []
    for p in s.parts:
        p = p.fresh()
        if p.values[0] is None:
            raise NotTranslated("a cycle through a filtered, flattened or listed sequence")
        inside, after = item_at(s, combined(p.values[0], amount_of(number(1))))
        _, first = item_at(s, amount_of(number(0)))
        successor = choose([(inside, after), (negation(inside), first)])
        parts.append(GuardedGenerator(p.variables, p.guard, (p.values[1], successor)))
    return CycleOf(((TRUE, s, tuple(parts)),), s.item)


def _entries_of(doc: DocumentTranslator, node: Node, f: Meant, g: Meant) -> Meant:
    return _declared(doc, node, override(f, g))


def _size(doc: DocumentTranslator, node: Node, c: Meant) -> Meant:
    if isinstance(c, SetOf | SeqOf | Pair):
        return size_of(doc.run, c)
    keys = domain(c)
    type = doc.type(node.args[0])
    return size_of(doc.run, SetOf(keys.parts, type.key if isinstance(type, Map) else keys.item))


def _untranslated(construct: str) -> StrictRule:
    def rule(doc: DocumentTranslator, node: Node, *operands: Meant) -> Meant:
        raise NotTranslated(construct, node.mark)

    return rule


_STRICT: Mapping[Op, StrictRule] = {
    Op.NOT: lambda doc, node, a: negation(a),
    Op.EQ: lambda doc, node, a, b: same(a, b),
    Op.LT: lambda doc, node, a, b: compare(a, b, less),
    Op.LE: lambda doc, node, a, b: compare(a, b, at_most),
    Op.IN: lambda doc, node, x, c: member(x, c),
    Op.SUBSET: lambda doc, node, a, b: part_of(a, b),
    Op.ADD: lambda doc, node, a, b: combined(a, b),
    Op.SUB: lambda doc, node, a, b: combined(a, b, -1),
    Op.MUL: lambda doc, node, a, b: _pointwise(a, b, partial(_times, doc)),
    Op.DIV: _div,
    Op.QUOTIENT: partial(_quotients, rest=False),
    Op.MOD: partial(_quotients, rest=True),
    Op.POW: _power,
    Op.MIN: lambda doc, node, a, b: _pick(a, b, least=True),
    Op.MAX: lambda doc, node, a, b: _pick(a, b, least=False),
    Op.GCD: _untranslated("the greatest common divisor"),
    Op.LCM: _untranslated("the least common multiple"),
    Op.SIGN: _sign,
    Op.BITS: _untranslated("the length of a number"),
    Op.NAT: _whole,
    Op.INT: _whole,
    Op.SIZE: _size,
    Op.SET: _set,
    Op.SEQ: lambda doc, node, *items: written(items, item_type(doc.type(node))),
    Op.TUPLE: lambda doc, node, *items: Product(items),
    Op.RECORD: _record,
    Op.MAP: _map,
    Op.EDGE: _edge,
    Op.AS_EDGE: _as_edge,
    Op.OTHER: _other,
    Op.FIELD: lambda doc, node, r: r.items[r.names.index(node.data)],
    Op.ITEM: lambda doc, node, t: t.items[node.data],
    Op.MAKE: _make,
    Op.IS: _is,
    Op.ARG: _arg,
    Op.UNION: _union,
    Op.INTERSECTION: partial(_restricted, inside=True),
    Op.DIFFERENCE: partial(_restricted, inside=False),
    Op.CONCAT: lambda doc, node, s, t: joined(s, t),
    Op.OVERRIDE: _entries_of,
    Op.AT: _at,
    Op.LOOKUP: _lookup,
    Op.DOMAIN: _domain,
    Op.SLICE: _slice,
    Op.REVERSE: _reverse,
    Op.RANGE: _range,
    Op.LISTED: lambda doc, node, s: listing(doc.run, s, item_type(doc.type(node))),
    Op.CYCLE: _cycle,
}


def _of_operands(rule: StrictRule) -> Rule:
    return lambda doc, node, env: rule(doc, node, *(doc.value(a, env) for a in node.args))


RULES: Mapping[Op, Rule] = rules_for(
    Op,
    {
        Op.CONST: _const,
        Op.VAR: _variable,
        Op.INPUT: _variable,
        Op.GLOBAL: _definition,
        Op.CALL: _definition,
        Op.MEASURE: _of_operands(_untranslated("a measure of a claim")),
        Op.AND: _and,
        Op.OR: _or,
        Op.IMPLIES: _implies,
        Op.IF: _if,
        Op.CASE: _case,
        **{op: _of_operands(rule) for op, rule in _STRICT.items()},
        **comprehensions.RULES,
    },
    what="translation",
)
"""The rule of each operation of the core form.  Importing this module raises LookupError if one is missing."""
