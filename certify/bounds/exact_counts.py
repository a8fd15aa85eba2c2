"""Exact numbers of bindings and of different values, where the text of a comprehension determines them.

They are determined if all sizes are, if different bindings give different values, and if the conditions only choose among the
pairs of one collection: `p < q`, `p != q`, and whether the pair is an edge, of all edges over that collection; or if a condition
asks whether a member of a whole home is in a set over that home.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce

from certify.bounds.bindings import Bindings, OpenGenerator, Pair
from certify.bounds.polynomials import ONE, Poly
from certify.bounds.terms import body_of
from certify.core import Edge, Label, Node, Set, Type


class ExactCount:
    """The exact counts of one comprehension.

    - `of`: the structure of its generators.
    - `conditions`: its conditions.
    - `size_of`: the exact size of the collection that an expression denotes, or None.
    """

    def __init__(self, of: Bindings, conditions: Sequence[Node], size_of: Callable[[Node], Poly | None]) -> None:
        self.of, self.conditions, self.size_of = of, conditions, size_of

    def size(self, key: Node | None) -> Poly | None:
        """Return the number of bindings or, with a key, of its different values; None if it does not show."""
        gens = self.of.gens
        sizes = [g.coll.exact for g in gens]
        if None in sizes:
            return None
        pairs, turned = [*self.of.pairs()], False
        if key is not None:
            told, ways = self.of.told_by(key)
            if len(told) < len(gens) or ways > 2:
                return None
            if ways == 2:
                end, turned = self.of.edge_end(key), True
                if end is not None:
                    found = self._filtered([g for g in gens if g is not end])
                    return None if {v for c in self.conditions for v in self.of.free(c)} & set(end.vars) else found
                pairs = [p for p in pairs if self.of.unchanged(key, p) and self.of.joint(key, p) is not None]
                if not pairs:
                    return None
        if not self.conditions and not turned:
            return self._filtered(gens)
        found = None if turned else self._filtered(gens)
        for pair in pairs:
            if found is None:
                found = self._of_pair(pair, turned, turned and key is not None and key.op == "edge")
        return found

    def _filtered(self, gens: Sequence[OpenGenerator]) -> Poly | None:
        """Return the number of bindings if each condition asks whether the label that one of the generators takes is in a set;
        generators that are left out count once."""
        sizes = {id(g): g.coll.exact for g in gens}
        asked: set[int] = set()
        for condition in self.conditions:
            inside, question = (True, condition) if condition.op != "not" else (False, condition.args[0])
            if question.op != "in":
                return None
            label, chosen = question.args
            gen = next((g for g in gens if g.vars[-1] == _variable(label) and self._home(g.step.node)), None)
            size = self.size_of(chosen)
            if gen is None or id(gen) in asked or size is None or self.of.free(chosen) & self.of.varying:
                return None
            if not isinstance(chosen.type, Set) or chosen.type.item != Label(self._home(gen.step.node)):
                return None
            whole = sizes[id(gen)]
            asked.add(id(gen))
            sizes[id(gen)] = size if inside else None if whole is None else whole - size
        return _product([sizes[id(g)] for g in gens])

    def _of_pair(self, pair: Pair, turned: bool, edge: bool) -> Poly | None:
        """Return the number of bindings if all conditions are about two generators over one collection.

        With `turned`, two bindings that differ by their exchange count once.  With `edge`, a binding of two equal members has no
        value.
        """
        size = pair[0].coll.exact
        if size is None or not all(self._once(g) for g in pair):
            return None
        order = differ = False
        among: Poly | None = None
        inside = True
        for condition in self.conditions:
            op, args = condition.op, condition.args
            if self.of.free(condition) & self.of.varying - {*pair[0].vars, *pair[1].vars}:
                return None
            if op == "lt" and self._compares(args, pair):
                order = True
            elif op == "not" and args[0].op == "eq" and self._compares(args[0].args, pair):
                differ = True
            elif among is None and (question := args[0] if op == "not" else condition).op == "in":
                among, inside = self._edges(question, pair), op != "not"
                if among is None:
                    return None
            else:
                return None
        apart = order or differ or (among is not None and inside)
        if edge and not apart:
            return None
        both = size * (size - 1) * Fraction(1, 2)  # the pairs of different members
        if among is not None:
            both = among if inside else both - among
        found = both if order or turned else both * 2
        rest = _product([g.coll.exact for g in self.of.gens if g is not pair[0] and g is not pair[1]])
        return None if rest is None else _known((found if apart else found + size) * rest)

    def _once(self, gen: OpenGenerator) -> bool:
        """Return whether a generator takes different members."""
        return bool(self.of.keys(gen))

    def _compares(self, ends: Sequence[Node], pair: Pair) -> bool:
        """Return whether two expressions are exchanged with the generators of a pair, and differ where their bindings do."""
        told, ways = self.of.told_by(ends[0])
        return ways == 1 and any(g is p for g in told for p in pair) and self.of.opposite(pair, *ends)

    def _edges(self, question: Node, pair: Pair) -> Poly | None:
        """Return the number of edges if a condition asks whether the labels that two generators take are the ends of one of them;
        the generators take all labels of the edges' home."""
        ends, edges = self.of.joint(question.args[0], pair), question.args[1]
        home = self._home(pair[0].step.node)
        if ends is None or not home or question.args[0].op not in ("set", "edge"):
            return None
        if {_variable(e) for e in ends} != {g.vars[-1] for g in pair}:
            return None
        if not isinstance(edges.type, Set) or edges.type.item != Edge(Label(home)):
            return None
        return self.size_of(edges)

    def _home(self, node: Node) -> str:
        """Return the home of which a collection has all labels, each once; empty if there is none."""
        return whole_home(listed_set(body_of(node, self.of.functions)))


def listed_set(node: Node) -> Node:
    """Return the set whose members a sequence lists; any other expression as it is."""
    return node.args[0] if node.op == "listed" else node


def whole_home(node: Node) -> str:
    """Return the home that an expression denotes as a field of the instance; empty if it is something else."""
    type: Type = node.type
    return type.home if node.op == "field" and isinstance(type, Set) else ""


def _variable(node: Node) -> int | None:
    return node.data if node.op == "var" else None


def _product(sizes: Sequence[Poly | None]) -> Poly | None:
    if any(s is None for s in sizes):
        return None
    return _known(reduce(lambda p, q: p * q, (s for s in sizes if s is not None), ONE))


def _known(poly: Poly) -> Poly | None:
    """Return an exact number; None if it depends on the sizes of single items, or of a fold's accumulator."""
    return None if poly.has("local", "slot") else poly
