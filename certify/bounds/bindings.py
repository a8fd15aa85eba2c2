"""The structure of a comprehension's bindings: what tells a binding, and which generators may be exchanged.

Nothing here is about sizes: `certify.bounds.counting` counts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from certify.bounds.domain import Coll
from certify.bounds.polynomials import Some
from certify.bounds.terms import alike, all_told, body_of, expanded, substituted, told
from certify.core import Edge, Function, Map, Node, Set, Step, Tuple
from certify.records import dataclass, field, replace


@dataclass(eq=False)
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

    def with_size(self, size: Some) -> OpenGenerator:
        """Return the generator with another bound on its number of bindings."""
        return OpenGenerator(self.step, replace(self.coll, size=size))


@dataclass
class OpenComprehension:
    """A comprehension whose scope is open: its generators so far, the conditions that hold, and the variables of its `let`s."""

    gens: list[OpenGenerator] = field(default_factory=list)
    conditions: list[Node] = field(default_factory=list)
    lets: dict[int, Node] = field(default_factory=dict)


Pair = tuple[OpenGenerator, OpenGenerator]
"""Two generators over one collection.  Exchanging what they take makes another combination of members."""


class Dependencies(Protocol):
    """The dependencies between the variables of an analysis."""

    functions: dict[str, Function]
    computed: dict[int, frozenset[int]]
    """For each variable that a `let`, a case or a fold binds: the variables that its value depends on."""


class Bindings:
    """The bindings of some generators of a comprehension, under its `let`s.

    - `gens`: the generators, the outer ones first.
    - `lets`: the definitions of variables.
    - `analysis`: the dependencies between variables.
    - `hidden`: variables of other generators, which may have any values.
    """

    def __init__(
        self, gens: Sequence[OpenGenerator], lets: Mapping[int, Node], analysis: Dependencies, hidden: Iterable[int] = ()
    ) -> None:
        self.gens, self.lets, self.functions, self.computed = gens, lets, analysis.functions, analysis.computed
        self.hidden = set(hidden)
        self.varying = {v for g in gens for v in g.vars} | self.hidden

    def depends(self, *variables: int) -> set[int]:
        """Return the variables that the values of some variables depend on, themselves among them."""
        return set(variables).union(*(self.computed.get(v, ()) for v in variables))

    def free(self, *nodes: Node) -> set[int]:
        """Return the variables that expressions depend on, also through a `let`, an argument of a case, or a fold."""
        return self.depends(*(n.data for node in nodes for n in node.walk() if n.op == "var"))

    def plain(self, node: Node) -> Node:
        """Return an expression without variables of `let`s, unless it is too long then."""
        return expanded(node, self.lets)

    # ------------------------------------------------------------------------------------------ what tells a binding

    def keys(self, gen: OpenGenerator) -> set[int]:
        """Return the variables of a generator of which each tells its binding."""
        node, type = body_of(gen.step.node, self.functions), gen.step.node.type
        if isinstance(type, Set | Edge | Map):
            return {gen.vars[0]}
        return set(gen.vars) if node.op in ("range", "listed") else set(gen.vars[:-1])

    def told_by(self, node: Node) -> tuple[list[OpenGenerator], int]:
        """Return the generators whose bindings the value of an expression tells, and how many bindings they have together at most
        for one value."""
        variables, ways = all_told(node, self.functions)
        while node.op == "var" and node.data in self.lets:
            node = self.lets[node.data]
            more, ways = all_told(node, self.functions)
            variables |= more
        return self._told(variables), ways

    def _told(self, variables: Iterable[int]) -> list[OpenGenerator]:
        """Return the generators that have one binding if the given variables have one value."""
        known = set(variables)
        while True:
            before = len(known)
            found = [g for g in self.gens if known & self.keys(g) or self._parts_known(g, known)]
            known.update(v for g in found for v in g.vars)
            for variable, node in self.lets.items():
                direct = {n.data for n in node.walk() if n.op == "var"}
                if all(v in known or not (self.depends(v) & self.varying - known) for v in direct):
                    known.add(variable)
                if variable in known:
                    more, ways = all_told(node, self.functions)
                    known |= more if ways == 1 else set()
            if len(known) == before:
                return found

    def _parts_known(self, gen: OpenGenerator, known: set[int]) -> bool:
        """Return whether the member that a generator takes is made of known parts: of all items of a tuple, or of both ends of an
        edge."""
        item = gen.vars[-1]
        if item not in self.keys(gen):
            return False
        parts = [n for v, n in self.lets.items() if v in known and n.args and n.args[0].op == "var" and n.args[0].data == item]
        if any(n.op == "other" and n.args[1].op == "var" and n.args[1].data in known for n in parts):
            return True
        type = getattr(gen.step.node.type, "item", None)
        return isinstance(type, Tuple) and {n.data for n in parts if n.op == "item"} == set(range(len(type.items)))

    # ------------------------------------------------------------------------------------------ exchange

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of generators over one collection, on which no other generator depends."""
        for one, two in combinations(self.gens, 2):
            both = {*one.vars, *two.vars}
            same = len(one.vars) == len(two.vars) and alike(one.step.node, two.step.node)
            if same and not any(both & self.free(g.step.node) for g in self.gens):
                yield one, two

    def turned(self, node: Node, pair: Pair) -> Node:
        """Return an expression with the variables of two generators exchanged; it has no variables of `let`s."""
        one, two = pair
        types = {n.data: n for n in node.walk() if n.op == "var"}
        by = {}
        for a, b in zip(one.vars, two.vars, strict=True):
            for v, w in ((a, b), (b, a)):
                if v in types:
                    by[v] = replace(types[v], data=w)
        return substituted(node, by)

    def opposite(self, pair: Pair, a: Node, b: Node) -> bool:
        """Return whether one expression is the other one after the exchange of two generators."""
        one, two = self.plain(a), self.plain(b)
        return self._of_pair(one, pair) and alike(two, self.turned(one, pair), symmetric=True)

    def unchanged(self, node: Node, pair: Pair) -> bool:
        """Return whether the exchange of two generators does not change the value of an expression."""
        of = self.plain(node)
        return self._of_pair(of, pair) and alike(of, self.turned(of, pair), symmetric=True)

    def _of_pair(self, node: Node, pair: Pair) -> bool:
        """Return whether the variables of two generators are in an expression as such, and not through other variables."""
        own = {*pair[0].vars, *pair[1].vars}
        direct = {n.data for n in node.walk() if n.op == "var"}
        return not any(self.depends(v) & own for v in direct - own)

    def separated(self, pair: Pair, conditions: Iterable[Node]) -> str:
        """Return the strongest of what conditions say of two generators: `order` (of two bindings that differ by their exchange,
        at most one passes, and their members differ), `differ` (their members differ), or nothing."""
        found = ""
        for condition in conditions:
            if self.free(condition) & self.varying - {*pair[0].vars, *pair[1].vars}:
                continue
            if condition.op == "lt" and self.opposite(pair, *condition.args):
                return "order"
            if condition.op == "not" and condition.args[0].op == "eq" and self.opposite(pair, *condition.args[0].args):
                found = "differ"
        return found

    def joint(self, node: Node, pair: Pair) -> tuple[Node, Node] | None:
        """Return the two ends a, b of the only set {a, b} in an expression, if they tell the bindings of two generators, and are
        exchanged with them."""
        sets = told(self.plain(node), self.functions).pairs
        if len(sets) != 1 or not self.opposite(pair, *sets[0]):
            return None
        for end in sets[0]:
            gens, ways = self.told_by(end)
            if ways > 1 or not any(g is pair[0] or g is pair[1] for g in gens):
                return None
        return sets[0]

    def edge_end(self, key: Node) -> OpenGenerator | None:
        """Return the generator of one end of an edge if the exchange of the ends does not change the value of an expression, and
        nothing else depends on which end it takes."""
        for gen in self.gens:
            if len(gen.vars) != 1 or not isinstance(gen.step.node.type, Edge) or gen.step.node.op != "var":
                continue
            edge, (u,) = gen.step.node, gen.vars
            others = [v for v, let in self.lets.items() if let.op == "other" and let.args[0] == edge and _is(let.args[1], u)]
            if not others or any(u in self.free(g.step.node) for g in self.gens):
                continue
            v = others[0]
            of = expanded(key, {w: let for w, let in self.lets.items() if w != v})
            direct = {n.data: n for n in of.walk() if n.op == "var"}
            if any(u in self.depends(w) for w in direct.keys() - {u, v}) or not {u, v} <= direct.keys():
                continue
            if alike(of, substituted(of, {u: direct[v], v: direct[u]}), symmetric=True):
                return gen
        return None


def _is(node: Node, variable: int) -> bool:
    return node.op == "var" and bool(node.data == variable)
