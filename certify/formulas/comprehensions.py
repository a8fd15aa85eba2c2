"""Comprehensions: their bindings as variables under guards, and one rule for each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.core import Node, Set, Step, Type
from certify.core.ops import Op
from certify.formulas.definitions import NamedLeast, canonical
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Variables,
    amount,
    as_term,
    at_most,
    conjunction,
    disjunction,
    function,
    implication,
    number,
)
from certify.formulas.not_translated import NotTranslated, PairsCounted
from certify.formulas.quantifiers import exists, for_all, substitute
from certify.formulas.recursion import appended
from certify.formulas.relations import entries, generators, known_member, lookup, same
from certify.formulas.sequences import counted_values, written
from certify.formulas.translator import DocumentTranslator, Environment, Rule
from certify.formulas.types import item_type
from certify.formulas.values import (
    ONE,
    CycleOf,
    GuardedGenerator,
    MapOf,
    Meant,
    Pair,
    SeqOf,
    SetOf,
    StoredMap,
    amount_of,
    substituted,
)
from certify.records import dataclass


@dataclass(frozen=True, slots=True)
class BoundValues:
    """One family of bindings of a comprehension: variables, their guard, and the values of the operands."""

    variables: Variables
    guard: Formula
    values: tuple[Meant, ...]


def bindings(doc: DocumentTranslator, node: Node, env: Environment, counting: bool) -> list[BoundValues]:
    """Return the bindings of a comprehension.

    `counting`: each binding occurs once; else a binding may occur more often, which is simpler.
    """
    found = list[BoundValues]()

    def go(steps: Sequence[Step], env: Environment, variables: Variables, guard: Formula) -> None:
        if guard == FALSE:
            return
        if not steps:
            found.append(BoundValues(variables, guard, tuple(doc.value(a, env) for a in node.args)))
            return
        step, value = steps[0], doc.value(steps[0].node, env)
        if step.kind == "let":
            go(steps[1:], {**env, step.vars[0]: value}, variables, guard)
        elif step.kind == "where":
            with doc.run.under(("guard", value)):
                go(steps[1:], env, variables, conjunction(guard, value))
        else:
            for part in each(value, doc.type(step.node), len(step.vars), counting):
                if part.guard != FALSE:
                    bound = {**env, **dict(zip(step.vars, part.values, strict=True))}
                    with doc.run.under(("variables", part.variables), ("guard", part.guard)):
                        go(steps[1:], bound, variables + part.variables, conjunction(guard, part.guard))

    go(node.steps, env, (), TRUE)
    return found


def each(value: Meant, type: Type, arity: int, counting: bool) -> Iterator[GuardedGenerator]:
    """Yield generators of what a step `each` binds, with new variables.

    - `type`: the type of the collection.
    - `arity`: 1 for items, 2 for keys and values or indices and items.
    - `counting`: each binding is given once.

    Raises NotTranslated, for example for indices that are not known.
    """
    match value:
        case Pair(alternatives, both_ways):
            for g, a, b in alternatives:
                yield GuardedGenerator((), g, (a,))
                if counting or not both_ways:
                    yield GuardedGenerator((), g, (b,))
        case SetOf():
            if counting:
                assert isinstance(type, Set)
                yield from (GuardedGenerator(vs, known_member(x, value), (x,)) for vs, x in counted_values(type.item))
            else:
                yield from generators(value)
        case SeqOf():
            yield from _each_item(value, arity, counting)
        case MapOf() | StoredMap() if counting:
            assert not isinstance(value, CycleOf)
            for vs, key in counted_values(value.key):
                defined, found = lookup(value, key)
                if defined != FALSE:
                    yield GuardedGenerator(vs, defined, (key, found))
        case MapOf() | StoredMap() | CycleOf():
            if counting:
                raise NotTranslated("counting the entries of a cycle")
            yield from entries(value)
        case _:
            raise NotTranslated("running through this collection")


def _each_item(s: SeqOf, arity: int, counting: bool) -> Iterator[GuardedGenerator]:
    if s.listed is not None and arity == 1:
        if counting:
            yield from (GuardedGenerator(vs, known_member(x, s.listed), (x,)) for vs, x in counted_values(s.listed.item))
        else:
            yield from generators(s.listed)
        return
    if s.loose and counting:
        raise PairsCounted
    for p in s.parts:
        if arity == 2 and p.values[0] is None:
            raise NotTranslated("an index of a filtered, flattened or listed sequence")
        p = p.fresh()
        yield GuardedGenerator(p.variables, p.guard, p.values[2 - arity :])


def _every(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    return conjunction(
        *(for_all(b.variables, implication(b.guard, b.values[0])) for b in bindings(doc, node, env, counting=False))
    )


def _some(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    return disjunction(
        *(exists(b.variables, conjunction(b.guard, b.values[0])) for b in bindings(doc, node, env, counting=False))
    )


def _count(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    found = bindings(doc, node, env, counting=True)
    return doc.run.sums.total((b.variables, doc.run.known(conjunction(b.guard, b.values[0])), ONE) for b in found)


def _sum(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    found = bindings(doc, node, env, counting=True)
    return doc.run.sums.total((b.variables, doc.run.known(b.guard), b.values[0]) for b in found)


def _collect_set(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    found = bindings(doc, node, env, counting=False)
    return SetOf(tuple(GuardedGenerator(b.variables, b.guard, b.values) for b in found), item_type(doc.type(node)))


def _collect_map(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    type = doc.type(node)
    found = bindings(doc, node, env, counting=False)
    result = MapOf(tuple(GuardedGenerator(b.variables, b.guard, b.values) for b in found), type.key, type.value)  # type: ignore[union-attr]
    doc.owe(node, single_valued(result))
    return result


def single_valued(m: MapOf) -> Formula:
    """Return that equal keys have equal values."""

    found = []
    for i, p in enumerate(m.parts):
        for q in m.parts[: i + 1]:
            a, b = p.fresh(), q.fresh()
            both = conjunction(a.guard, b.guard, same(a.values[0], b.values[0]))
            if both != FALSE:
                found.append(for_all(a.variables + b.variables, implication(both, same(a.values[1], b.values[1]))))
    return conjunction(*found)


def _collect_seq(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    item, kept = item_type(doc.type(node)), None
    if [s.kind for s in node.steps].count("each") == 1 and node.steps[0].kind == "each":
        s = doc.value(node.steps[0].node, env)
        if isinstance(s, SeqOf):
            kept = _one_item_each(doc, node, env, doc.run.indexed(s) if doc.filters_may_drop_nothing else s, item)
            if kept is not None and kept[0] == TRUE:
                return kept[1]
    loose, whole = False, kept if doc.filters_may_drop_nothing else None
    try:
        found = bindings(doc, node, env, counting=True)
    except PairsCounted:
        loose, found = True, bindings(doc, node, env, counting=False)
    parts = tuple(GuardedGenerator(b.variables, b.guard, (None, *b.values)) for b in found)
    return SeqOf(parts, None, item, loose=loose, kept=whole)


def _one_item_each(doc: DocumentTranslator, node: Node, env: Environment, s: SeqOf, item: Type) -> tuple[Formula, SeqOf] | None:
    """Return that filters drop no item of s, and the sequence with one item for each, which keeps its indices.

    The result is None if the indices of s are not known.
    """
    premise = TRUE
    names = node.steps[0].vars
    parts = []
    for p in s.parts if s.listed is None or all(p.values[0] is not None for p in s.parts) else ():
        p = p.fresh()
        inner = {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
        guards = [("variables", p.variables), ("guard", p.guard)]
        for step in node.steps[1:]:
            with doc.run.under(*guards):
                value = doc.value(step.node, inner)
                if step.kind == "where":
                    premise = conjunction(premise, doc.run.along_the_path(value))
                    guards.append(("guard", value))
                else:
                    inner = {**inner, step.vars[0]: value}
        with doc.run.under(*guards):
            parts.append(GuardedGenerator(p.variables, p.guard, (p.values[0], doc.value(node.args[0], inner))))
    if not parts and s.parts:
        return None
    if s.literal is not None:
        return premise, written([p.values[1] for p in parts], item)
    return premise, SeqOf(tuple(parts), s.length, item, loose=s.loose)


def _first(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    found = bindings(doc, node, env, counting=False)
    if len(found) != 1 or len(found[0].variables) != 1 or found[0].variables[0][2] != INT:
        raise NotTranslated("the first of several generators")
    (v,), guard, (value,) = found[0].variables, found[0].guard, found[0].values
    doc.owe(node, exists((v,), guard))
    (form,), parameters = canonical([guard], (v,))
    key = ("first", form)
    run = doc.run
    if key not in run.remembered:
        run.remembered[key] = f"first!{sum(isinstance(n, NamedLeast) for n in run.named)}"
        run.named.append(NamedLeast(run.remembered[key], parameters, v, guard))
        least = amount(function(run.remembered[key], INT, *map(as_term, parameters)))
        here = implication(guard, conjunction(substitute(guard, {v: least}), at_most(least, amount(v))))
        run.axioms.append(("first", ("all", (*parameters, v), here)))
    return substituted(value, {v: amount(function(run.remembered[key], INT, *map(as_term, parameters)))})


def _fold(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
    if len(node.steps) != 1:
        raise NotTranslated("a fold over several generators")
    names = node.steps[0].vars
    s = doc.value(node.steps[0].node, env)
    state = doc.value(node.args[0], env)
    if not isinstance(s, SeqOf) or s.literal is None:
        return appended(doc, node, env, s)
    for i, x in enumerate(s.literal):
        given = (amount_of(number(i)), x)[2 - len(names) :]
        state = doc.value(node.args[1], {**env, **dict(zip(names, given, strict=True)), node.data[0]: state})
    return state


def _untranslated(construct: str) -> Rule:
    def rule(doc: DocumentTranslator, node: Node, env: Environment) -> Meant:
        raise NotTranslated(construct, node.mark)

    return rule


RULES: Mapping[Op, Rule] = {
    Op.EVERY: _every,
    Op.SOME: _some,
    Op.COUNT: _count,
    Op.SUM: _sum,
    Op.PRODUCT: _untranslated("a product over a collection"),
    Op.LEAST: _untranslated("the least of a bag of numbers"),
    Op.GREATEST: _untranslated("the greatest of a bag of numbers"),
    Op.COLLECT_SET: _collect_set,
    Op.COLLECT_SEQ: _collect_seq,
    Op.COLLECT_MAP: _collect_map,
    Op.THE: _untranslated("the only value of a bag"),
    Op.FIRST: _first,
    Op.FOLD: _fold,
}
"""The rule of each comprehension."""
