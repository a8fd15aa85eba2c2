"""Bounds on the bindings of a comprehension, on the distinct values of an expression over them, and on sums over bindings.

Generators are eliminated from the inside out.  Where the sum of the sizes of a collection's items is known, the size of one item
is a `local` atom.  Its sum over the generator is the known total; elsewhere it is replaced by its cap.

The following rules give less than the product of the collections' sizes.  Each is a counting argument about the bindings that
satisfy the conditions:

- `p < q`, exchanged if two generators over one collection of N members exchange what they take: of two bindings that differ so,
  at most one passes, so at most C(N, 2) do; with `p != q`, N (N - 1) pass;
- `t in S` or `t = e`, where the value of t tells what some generators take, and S and e do not depend on these: for given values
  of the other variables, they have together at most |S| bindings, or 1.  If t contains a set {a, b}, they have twice as many,
  unless a condition such as `p < q` lets pass only one of (a, b) and (b, a);
- a set of values that do not depend on a variable: the generator of that variable does not count;
- a value that does not change if two generators exchange what they take, or if the ends of an edge are exchanged: both orders
  give one value;
- an inner condition `t in S` that also tells what the generator just outside takes: the inner sizes sum, over that generator, to
  the number of all these bindings (double counting).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from certify.bounds.bindings import Bindings, Dependencies, OpenComprehension, OpenGenerator, Pair
from certify.bounds.domain import Abs, Coll, mapped, scalar_at, total, with_scalar
from certify.bounds.exact_counts import ExactCount
from certify.bounds.polynomials import Atom, Poly, Some, best, each, either, some, times
from certify.core import Node
from certify.records import dataclass, field, replace


class Evaluator(Dependencies, Protocol):
    """The part of the analysis that counting uses."""

    frames: list[OpenComprehension]

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
            for part in atom.parts:
                found |= self._of(part, gens)
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
        found = [self._count(frame, gens), *self.unordered(frame, gens, [key])]
        twice = self._structure(frame, frame.gens).edge_end(key)
        if twice is not None:
            halved = [g.with_size(some(1)) if g is twice else g for g in gens]
            found.append(self._outside(self.total(halved, some(1)), frame.gens))
        return either(*found)

    def _count(self, frame: OpenComprehension, gens: list[OpenGenerator]) -> Some:
        """Return bounds on the number of bindings of some of a comprehension's generators that satisfy the conditions."""
        of = self._structure(frame, gens)
        found = [self.total(gens, some(1)), *self._by_order(of, frame)]
        for condition in frame.conditions:
            found += self._by_membership(of, condition, frame)
        return self._outside(either(*found), frame.gens)

    def _structure(self, frame: OpenComprehension, gens: Sequence[OpenGenerator]) -> Bindings:
        """Return the structure of some of a comprehension's generators."""
        hidden = [v for g in frame.gens if g not in gens for v in g.vars]
        return Bindings(gens, frame.lets, self.analysis, hidden)

    def _outside(self, count: Some, gens: Sequence[OpenGenerator]) -> Some:
        """Return a count as seen from outside these generators.

        The bound of a value that a condition compares may depend on the size of a generator's item.  At every binding that
        satisfies the conditions, that size is at most its cap.
        """
        return each(lambda p: self.capped(p, gens), count)

    def _by_order(self, of: Bindings, frame: OpenComprehension) -> Iterable[Some]:
        """Count by `p < q` and by `p != q` over one collection."""
        for pair in of.pairs():
            said = of.separated(pair, frame.conditions)
            if said:
                yield self._of_pair(of, pair, Poly.choose_two if said == "order" else lambda p: p.choose_two() * 2)

    def _of_pair(self, of: Bindings, pair: Pair, count: Callable[[Poly], Poly]) -> Some:
        """Return the number of bindings if the two generators of a pair have together as many as `count` says, by the size of
        their collection."""
        first, second = pair
        both = first.with_size(each(count, first.size))
        one = second.with_size(some(1))
        return self.total([both if g is first else one if g is second else g for g in of.gens], some(1))

    def unordered(
        self, frame: OpenComprehension, gens: list[OpenGenerator], keys: Sequence[Node], others: Sequence[Node] = ()
    ) -> Iterable[Some]:
        """Count the values of expressions that do not change if two generators exchange what they take: once for both orders.

        At each binding one of the `keys` is taken, as conditions say; `others` are those of them that are not among those of the
        comprehension.  They may not change by the exchange either, so that both orders take the same key.
        """
        of = self._structure(frame, gens)
        for pair in of.pairs():
            if not all(of.unchanged(c, pair) for c in others):
                continue
            if all(of.unchanged(key, pair) for key in keys):
                apart = of.separated(pair, frame.conditions) or any(_ends_differ(of, key, pair) for key in keys)
                found = [self._of_pair(of, pair, Poly.choose_two if apart else lambda p: p.choose_two() + p)]
                for condition in frame.conditions:
                    if condition.op == "in" and of.joint(condition.args[0], pair):
                        found += self._by_membership(of, condition, frame, once=True)
                yield self._outside(either(*found), frame.gens)

    def _by_membership(self, of: Bindings, condition: Node, frame: OpenComprehension, once: bool = False) -> Iterable[Some]:
        """Count by `t in S` and `t = e`, where the value of t tells bindings.

        With `once`, two bindings that differ by an exchange count once.
        """
        for term, count, others in self._determined(condition):
            gens, ways = of.told_by(term)
            mine = {v for g in gens for v in g.vars}
            rest = [g for g in of.gens if g not in gens]
            if not gens or others & (mine | of.hidden) or any(mine & self.free(g.step.node) for g in rest):
                continue
            if condition.op == "in" and not self.free(term) <= mine:
                continue  # |S| counts bindings of other variables too
            if ways == 2 and (once or self._ordered(of, term, frame)):
                ways = 1
            yield self.total(rest, each(lambda p, ways=ways: p * ways, count))  # type: ignore[misc]

    @staticmethod
    def _ordered(of: Bindings, term: Node, frame: OpenComprehension) -> bool:
        """Return whether conditions let pass at most one of the two bindings that an unordered pair in a term allows."""
        return any(of.joint(term, p) is not None and of.separated(p, frame.conditions) == "order" for p in of.pairs())

    def _determined(self, condition: Node) -> Iterable[tuple[Node, Some, set[int]]]:
        """Yield the terms that a condition leaves few values: the term, how many values, and the variables these depend on."""
        if condition.op == "in":
            with self.analysis.quietly():
                coll = self.analysis.evaluate(condition.args[1])
            if isinstance(coll, Coll):
                yield condition.args[0], coll.size, self.free(condition.args[1])
        elif condition.op == "eq":
            for one, other in (condition.args, condition.args[::-1]):
                yield one, some(1), self.free(other)

    def shared(self, frame: OpenComprehension, key: Node | None) -> Some:
        """Return the number of bindings as an atom whose total over a generator just outside is known by double counting.

        The result is empty if no such total is known.  With a `key`, it counts the distinct values of that expression.
        """
        outside = self.analysis.frames[-2] if len(self.analysis.frames) > 1 else None
        if outside is None or not outside.gens:
            return ()
        gen = outside.gens[-1]
        of = Bindings([gen, *frame.gens], {**outside.lets, **frame.lets}, self.analysis)
        totals: list[Some] = []
        for condition in frame.conditions:
            for term, count, others in self._determined(condition):
                gens, ways = of.told_by(term)
                mine = {v for g in gens for v in g.vars}
                rest = [g for g in frame.gens if g not in gens]
                if gen not in gens or others & mine or any(mine & self.free(g.step.node) for g in rest):
                    continue
                found = self.total(rest, each(lambda p, ways=ways: p * ways, count))  # type: ignore[misc]
                totals.append(self._outside(found, [*frame.gens, gen]))
        if not totals:
            return ()
        return self.local(gen, self.bindings(frame) if key is None else self.distinct(frame, key), either(*totals))

    # ------------------------------------------------------------------------------------------ exact sizes

    def exactly(self, frame: OpenComprehension, key: Node | None) -> Poly | None:
        """Return the exact size of the collection, with this `key` if it is a set or map; None if it does not show."""
        return ExactCount(self._structure(frame, frame.gens), frame.conditions, self._exact_size).size(key)

    def _exact_size(self, node: Node) -> Poly | None:
        """Return the exact size of the collection that an expression denotes."""
        with self.analysis.quietly():
            coll = self.analysis.evaluate(node)
        return coll.exact if isinstance(coll, Coll) else None

    # ------------------------------------------------------------------------------------------ variables

    def free(self, *nodes: Node) -> set[int]:
        """Return the variables that expressions depend on, also indirectly.

        A dependency is indirect through a `let` of this comprehension or an enclosing one, an argument of a case, or a fold.
        """
        return Bindings((), {}, self.analysis).free(*nodes)

    def _needed(self, frame: OpenComprehension, key: Node) -> set[int]:
        """Return the variables that a key depends on, and those that the collections of these variables depend on."""
        needed = self.free(key)
        for gen in reversed(frame.gens):
            if needed & set(gen.vars):
                needed |= self.free(gen.step.node)
        return needed


def _ends_differ(of: Bindings, key: Node, pair: Pair) -> bool:
    """Return whether a key is an edge whose ends are exchanged with the members of two generators: it is defined only where they
    differ."""
    return key.op == "edge" and of.opposite(pair, *key.args)


def _without(monomial: frozenset[tuple[Atom, int]], atom: Atom) -> frozenset[tuple[Atom, int]]:
    """Return a monomial with the exponent of an atom reduced by one."""
    powers = dict(monomial)
    powers[atom] -= 1
    return frozenset((a, e) for a, e in powers.items() if e)
