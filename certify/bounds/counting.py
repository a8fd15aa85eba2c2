"""Bounds on the bindings of a comprehension, on the distinct values of an expression over them, and on sums over bindings.

Generators are eliminated from the inside out.  Where the sum of the sizes of a collection's items is known, the size of one item
is a `local` atom.  Its sum over the generator is the known total; elsewhere it is replaced by its cap.

The following rules give less than the product of the collections' sizes.  Each is a counting argument about the bindings that
satisfy the conditions:

- `p < q`, both from one collection: of two bindings that differ by a swap, at most one passes, so at most C(N, 2) do;
- `v in S` or `v = e`, where v ranges over a collection without repeats and S and e do not depend on v: for given values of the
  other variables, v has at most |S| values, or 1;
- a set of values that do not depend on a variable: the generator of that variable does not count;
- `{f(u), f(v)}` for the two ends u, v of an edge: each edge occurs twice and gives one value;
- an inner `v in S`, where the generator just outside binds v: the inner sizes sum, over v, to the sum of |S| (double counting).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol

from certify.bounds.domain import Abs, Coll, mapped, scalar_at, total, with_scalar
from certify.bounds.polynomials import ONE, Atom, Poly, Some, best, each, either, some, times
from certify.core import Edge, Function, Map, Node, Seq, Set, Step


@dataclass
class OpenGenerator:
    """A generator whose scope is open: its step, and the abstract value of its collection."""

    step: Step
    coll: Coll

    @property
    def vars(self) -> tuple[int, ...]:
        """The variables that the generator binds."""
        return self.step.vars

    @property
    def size(self) -> Some:
        """Bounds on its number of bindings."""
        return self.coll.size


@dataclass
class OpenComprehension:
    """A comprehension whose scope is open: its generators so far, the conditions that hold, and the variables of its `let`s."""

    gens: list[OpenGenerator]
    conditions: list[Node]
    lets: dict[int, Node]


class Evaluator(Protocol):
    """The part of the analysis that counting uses."""

    functions: dict[str, Function]
    frames: list[OpenComprehension]
    computed: dict[int, frozenset[int]]
    """For each variable that a `let`, a case or a fold binds: the variables that its value depends on."""

    def evaluate(self, node: Node) -> Abs:
        """Return the abstract value of an expression."""

    def quietly(self) -> AbstractContextManager[None]:
        """Return a context in which evaluation is not charged."""


@dataclass(frozen=True)
class ItemSize:
    """A size of one item of a generator: at most `cap` for each item, and at most `total` summed over all items."""

    gen: OpenGenerator
    cap: Some
    total: Some


@dataclass
class Counter:
    """Counts bindings, and owns the `local` atoms of an analysis."""

    analysis: Evaluator
    locals: dict[Atom, ItemSize] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------ locals

    def item(self, gen: OpenGenerator, coll: Coll, item: Abs) -> Abs:
        """Return the abstract item of a generator's collection, in which every size with a known total is an atom of its own.

        - `gen`: the generator.
        - `coll`: its collection, with the totals.
        - `item`: the abstract value of the collection's items.
        """
        for path, bound in coll.totals:
            if path[0] != "item":
                try:
                    cap = scalar_at(item, path)
                except KeyError:
                    continue
                item = with_scalar(item, path, self.local(gen, either(cap, bound), bound))
            elif isinstance(item, Coll):
                inner = self.local(gen, either(total(item, path[1:]), bound), bound)
                item = replace(item, totals=(*(t for t in item.totals if t[0] != path[1:]), (path[1:], inner)))
        return item

    def local(self, gen: OpenGenerator, cap: Some, total: Some) -> Some:
        """Return a fresh atom for a size of one item of `gen`, bounded by `cap`, and by `total` summed over all items."""
        atom = Atom("local", len(self.locals))
        self.locals[atom] = ItemSize(gen, cap, total)
        return (Poly.of(atom),)

    def alone(self, poly: Poly) -> ItemSize | None:
        """Return the `ItemSize` of a bound that consists of one `local` atom; None for any other bound."""
        atom = next(poly.atoms(), None)
        return self.locals.get(atom) if atom is not None and poly == Poly.of(atom) else None

    def _of(self, poly: Poly, gens: Sequence[OpenGenerator]) -> set[Atom]:
        """Return the `local` atoms in a bound that belong to these generators."""
        found: set[Atom] = set()
        for atom in poly.atoms():
            if atom.root.kind == "local" and any(self.locals[atom.root].gen is g for g in gens):
                found.add(atom.root)
            elif atom.kind == "power":
                found |= self._of(atom.data[1], gens)
        return found

    def varies(self, bounds: Some, gens: Sequence[OpenGenerator]) -> bool:
        """Return whether a bound depends on sizes of these generators' items."""
        return any(self._of(p, gens) for p in bounds)

    def capped(self, poly: Poly, gens: Sequence[OpenGenerator]) -> Poly:
        """Replace the sizes of these generators' items in a bound by their caps."""
        while mine := self._of(poly, gens):
            poly = poly.replace(lambda atom, mine=mine: self.locals[atom].cap[0] if atom in mine else None)  # type: ignore[misc]
        return poly

    def everywhere(self, poly: Poly) -> Poly:
        """Replace the sizes of all items in a bound by their caps."""
        return self.capped(poly, [local.gen for local in self.locals.values()])

    def closed(self, value: Abs, gens: Sequence[OpenGenerator]) -> Abs:
        """Return a value as seen from outside these generators: its bounds hold for all bindings."""
        return mapped(value, lambda p: self.capped(p, gens))

    # ------------------------------------------------------------------------------------------ sums

    def summed(self, bounds: Some, gen: OpenGenerator) -> Some:
        """Return bounds on the sum of a nonnegative quantity over the bindings of one generator."""
        return best(s for p in bounds for s in self._sums(p, gen))

    def _sums(self, poly: Poly, gen: OpenGenerator) -> Iterable[Poly]:
        mine = self._of(poly, [gen])
        if not mine:
            yield from times(gen.size, (poly,))
            return
        yield from times(gen.size, (self.capped(poly, [gen]),))
        out = some(0)
        for monomial, coefficient in poly.clear().terms.items():
            term = Poly({monomial: coefficient})
            chosen = next((a for a, _ in monomial if a in mine), None)
            if chosen is None:
                of_term = times(gen.size, (self.capped(term, [gen]),))
            else:
                rest = Poly({_without(monomial, chosen): coefficient})
                of_term = times(self.locals[chosen].total, (self.capped(rest, [gen]),))
            out = best(p + q for p in out for q in of_term)
        yield from out

    def total(self, gens: Sequence[OpenGenerator], bounds: Some) -> Some:
        """Return bounds on the sum over all bindings of nested generators."""
        for gen in reversed(gens):
            bounds = self.summed(bounds, gen)
        return bounds

    # ------------------------------------------------------------------------------------------ counts

    def bindings(self, frame: OpenComprehension) -> Some:
        """Return bounds on the number of bindings that satisfy the conditions."""
        return self._count(frame, frame.gens)

    def distinct(self, frame: OpenComprehension, key: Node) -> Some:
        """Return bounds on the number of distinct values of an expression over the bindings that satisfy the conditions."""
        needed = self._needed(frame, key)
        gens = [g for g in frame.gens if needed & set(g.vars)]
        count = self._count(frame, gens)
        twice = self._edge_ends(frame, key)
        if twice is not None:
            halved = [OpenGenerator(g.step, replace(g.coll, size=some(1))) if g is twice else g for g in gens]
            count = either(count, self._outside(self.total(halved, some(1)), frame.gens))
        return count

    def _count(self, frame: OpenComprehension, gens: list[OpenGenerator]) -> Some:
        """Return bounds on the number of bindings of some of a comprehension's generators that satisfy the conditions."""
        found = [self.total(gens, some(1))]
        for condition in frame.conditions:
            found += self._by_order(gens, condition)
            found += self._by_membership(frame, gens, condition)
        return self._outside(either(*found), frame.gens)

    def _outside(self, count: Some, gens: Sequence[OpenGenerator]) -> Some:
        """Return a count as seen from outside these generators.

        The bound of a value that a condition compares may depend on the size of a generator's item.  At every binding that
        satisfies the conditions, that size is at most its cap.
        """
        return each(lambda p: self.capped(p, gens), count)

    def _by_order(self, gens: list[OpenGenerator], condition: Node) -> Iterable[Some]:
        """Count by `p < q` over one collection."""
        if condition.op != "lt" or any(a.op != "var" for a in condition.args):
            return
        ends = [next((g for g in gens if a.data == g.vars[0]), None) for a in condition.args]
        first, second = sorted((g for g in ends if g is not None), key=gens.index) if None not in ends else (None, None)
        if first is None or second is None or first is second or len(first.vars) != len(second.vars):
            return
        if first.step.node != second.step.node or (len(first.vars) == 2 and not isinstance(first.step.node.type, Seq | Map)):
            return
        if any(self.varies(g.size, [first, second]) for g in gens):
            return
        pairs = OpenGenerator(first.step, replace(first.coll, size=each(Poly.choose_two, first.size)))
        one = OpenGenerator(second.step, replace(second.coll, size=some(1)))
        yield self.total([pairs if g is first else one if g is second else g for g in gens], some(1))

    def _by_membership(self, frame: OpenComprehension, gens: list[OpenGenerator], condition: Node) -> Iterable[Some]:
        """Count by `v in S` and `v = e`."""
        for variable, count, others in self._determined(frame, condition):
            gen = next((g for g in gens if g.vars[0] == variable and _without_repeats(g, self.analysis)), None)
            if gen is None or others & set(gen.vars):
                continue
            rest = [g for g in gens if g is not gen]
            if any(set(gen.vars) & self.free(g.step.node) for g in rest):
                continue
            if others & {v for g in frame.gens if g not in gens for v in g.vars}:
                continue
            yield self.total(rest, count)

    def _determined(self, frame: OpenComprehension, condition: Node) -> Iterable[tuple[int, Some, set[int]]]:
        """Yield the variables that a condition leaves few values: the variable, how many values, and the variables these depend
        on."""
        if condition.op == "in" and condition.args[0].op == "var":
            with self.analysis.quietly():
                coll = self.analysis.evaluate(condition.args[1])
            if isinstance(coll, Coll):
                yield condition.args[0].data, coll.size, self.free(condition.args[1])
        elif condition.op == "eq":
            for one, other in (condition.args, condition.args[::-1]):
                if one.op == "var":
                    yield one.data, some(1), self.free(other)

    def shared(self, frame: OpenComprehension, key: Node | None) -> Some:
        """Return the number of bindings as an atom whose total over a generator just outside is known by double counting.

        The result is empty if no such total is known.  With a `key`, it counts the distinct values of that expression.
        """
        outside = self.analysis.frames[-2] if len(self.analysis.frames) > 1 else None
        if outside is None or not outside.gens:
            return ()
        for condition in frame.conditions:
            for variable, count, others in self._determined(frame, condition):
                gen = next((g for g in outside.gens if g.vars[0] == variable and _without_repeats(g, self.analysis)), None)
                if gen is None or gen is not outside.gens[-1] or others & set(gen.vars):
                    continue
                if any(set(gen.vars) & self.free(g.step.node) for g in frame.gens):
                    continue
                cap = self.bindings(frame) if key is None else self.distinct(frame, key)
                return self.local(gen, cap, self._outside(self.total(frame.gens, count), [*frame.gens, gen]))
        return ()

    # ------------------------------------------------------------------------------------------ exact sizes

    def exactly(self, frame: OpenComprehension, key: Node | None) -> Poly | None:
        """Return the exact size of the collection; None if it does not show.

        It shows if there is no condition and, for a set or map with this `key`, different bindings give different values.
        """
        if frame.conditions or any(g.coll.exact is None for g in frame.gens):
            return None
        product = ONE
        gens = frame.gens
        if key is not None:
            twice = self._edge_ends(frame, key)
            if twice is not None and len(gens) == 2 and key.op == "edge" and _determines(key.args[0], set(twice.vars)):
                gens = [g for g in gens if g is not twice]
            elif not all(set(g.vars[:1]) <= _determined_by(key) for g in gens):
                return None
            if not all(_without_repeats(g, self.analysis) for g in gens):
                return None
        for gen in gens:
            assert gen.coll.exact is not None
            product = product * gen.coll.exact
        return None if product.has("local", "slot") else product

    # ------------------------------------------------------------------------------------------ variables

    def free(self, *nodes: Node) -> set[int]:
        """Return the variables that expressions depend on, also indirectly.

        A dependency is indirect through a `let` of this comprehension or an enclosing one, an argument of a case, or a fold.
        """
        found = {n.data for node in nodes for n in node.walk() if n.op == "var"}
        return found.union(*(self.analysis.computed.get(v, ()) for v in found))

    def _needed(self, frame: OpenComprehension, key: Node) -> set[int]:
        """Return the variables that a key depends on, and those that the collections of these variables depend on."""
        needed = self.free(key)
        for gen in reversed(frame.gens):
            if needed & set(gen.vars):
                needed |= self.free(gen.step.node)
        return needed

    def _edge_ends(self, frame: OpenComprehension, key: Node) -> OpenGenerator | None:
        """Return the generator of one end of an edge e if the key is `{f(u), f(v)}` for the two ends u, v of e."""
        if key.op not in ("edge", "set") or len(key.args) != 2:
            return None
        for gen in frame.gens:
            if len(gen.vars) != 1 or not isinstance(gen.step.node.type, Edge) or gen.step.node.op != "var":
                continue
            edge, (u,) = gen.step.node, gen.vars
            v = next((v for v, let in frame.lets.items() if _is_other(let, edge, u)), None)
            if v is None or _swapped(key.args[0], u, v) != key.args[1]:
                continue
            depend_on_end = [g for g in frame.gens if u in self.free(g.step.node)]
            lets = {n.data for n in key.walk() if n.op == "var" and n.data in frame.lets} - {v}
            if not depend_on_end and not any(u in self.free(frame.lets[w]) for w in lets):
                return gen
        return None


def _without(monomial: frozenset[tuple[Atom, int]], atom: Atom) -> frozenset[tuple[Atom, int]]:
    """Return a monomial with the exponent of an atom reduced by one."""
    powers = dict(monomial)
    powers[atom] -= 1
    return frozenset((a, e) for a, e in powers.items() if e)


def _without_repeats(gen: OpenGenerator, analysis: Evaluator) -> bool:
    """Return whether the generator's first variable takes each value at most once."""
    node, type = gen.step.node, gen.step.node.type
    if isinstance(type, Set | Edge | Map) or len(gen.vars) == 2:
        return True
    while node.op == "global":
        node = analysis.functions[node.data].body
    return node.op in ("range", "listed")


def _is_other(let: Node, edge: Node, end: int) -> bool:
    return let.op == "other" and let.args[0] == edge and let.args[1].op == "var" and let.args[1].data == end


def _swapped(node: Node, u: int, v: int) -> Node:
    """Return an expression with two variables exchanged."""
    if node.op == "var":
        return replace(node, data=v if node.data == u else u if node.data == v else node.data)
    return replace(node, args=tuple(_swapped(a, u, v) for a in node.args), steps=tuple(
        replace(s, node=_swapped(s.node, u, v)) for s in node.steps
    ))  # fmt: skip


_INJECTIVE = frozenset({"make", "tuple", "record", "seq"})


def _determined_by(node: Node) -> set[int]:
    """Return the variables whose values are functions of the value of an expression."""
    if node.op == "var":
        return {node.data}
    if node.op in _INJECTIVE:
        return {v for a in node.args for v in _determined_by(a)}
    return set()


def _determines(node: Node, variables: set[int]) -> bool:
    return variables <= _determined_by(node)
