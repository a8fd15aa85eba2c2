"""The expression DAG of a concrete instance: exact intervals over 0/1 decision leaves.

Every node stands for a number.  Truth values are the numbers 0 and 1, so one kind of bound, `lo <= value <= hi`, serves both:
`[0, 0]` is false, `[1, 1]` true, `[0, 1]` unknown.  Equal expressions are one node.  A *guard* is a node whose value is 0 or 1.
Conjunctions, disjunctions and comparisons all have the form `affine <= 0`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from math import gcd
from typing import Any

from certify.core.budgets import OutOfBudget, power_of_two
from certify.records import dataclass
from certify.symbolic.affine import Affine, Exact, total
from certify.symbolic.values import Guard

TRUE: Guard = 0
FALSE: Guard = 1

# The kinds of nodes.  Three are about an affine form over the operands: its value, whether it is <= 0, whether it is 0.
LEAF, LINEAR, AT_MOST_ZERO, ZERO, POWER, PRODUCT, MAXIMUM, PICK = range(8)


MOST_NODES = 1 << 21
"""The most nodes of a network; a larger one takes gigabytes."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A decision for exactly one of `size` values.  With two values it has one leaf, which is true for value 1.  With more, it
    has a leaf for each value."""

    leaves: tuple[int, ...]
    size: int

    def literals(self, network: IntervalNetwork) -> list[Guard]:
        """Return, for each value, the guard that the variable has it."""
        return [network.neg(self.leaves[0]), self.leaves[0]] if self.size == 2 else list(self.leaves)


class IntervalNetwork:
    """A hash-consed DAG.  Its lists are indexed by node, and operands come before the nodes that use them.

    - `lo`, `hi`: bounds of the node's value.
    - `low`, `high`: bounds of the affine form of the affine kinds.
    - `parts`: (operand, coefficient) pairs of the affine kinds and (guard, value) pairs of a pick; else operands.
    - `parents`: (user, coefficient), with coefficient 0 for users that are not affine.
    - `whole`: whether every possible value is an integer.
    - `whole_form`: whether every value of the affine form is an integer.
    - `span`: the largest width of a term of the affine form.
    - `required`: guards that must hold of a member of the witness space.
    - `implied`: guards that hold whenever each variable has one value.
    - `opaque`: the unknown guards.

    >>> n = IntervalNetwork()
    >>> a, b = n.variable(2).leaves[0], n.variable(2).leaves[0]
    >>> n.all([a, TRUE, a]) == a, n.any([a, n.neg(a)]) == TRUE, n.all([a, b]) == n.all([b, a])
    (True, True, True)
    """

    def __init__(self, deadline: float | None = None, most: int = MOST_NODES) -> None:
        self._most = most  # nodes: a network that grows beyond raises OutOfBudget
        self._deadline = deadline  # on the monotonic clock: a network that grows past it raises TimeoutError
        self.kind: list[int] = []
        self.parts: list[tuple[tuple[int, Any], ...]] = []
        self.lo: list[Exact] = []
        self.hi: list[Exact] = []
        self.low: list[Exact] = []
        self.high: list[Exact] = []
        self.whole: list[bool] = []
        self.whole_form: list[bool] = []
        self.span: list[Exact] = []
        self.parents: list[list[tuple[int, Exact]]] = []
        self.variables: list[Variable] = []
        self.owner: dict[int, int] = {}
        self.required: list[Guard] = []
        self.implied: list[Guard] = []
        self.opaque: set[int] = set()
        self._column: dict[Guard, int] = {}
        self._columns: list[int] = []
        self._known: dict[object, int] = {}
        self._negation: dict[int, int] = {}
        self.constant(1)
        self.constant(0)

    def tick(self) -> None:
        """Raise TimeoutError if the deadline has passed."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise TimeoutError

    # -------------------------------------------------------------------------------------------- making nodes

    def constant(self, value: Exact) -> int:
        """Return the node of a number."""
        return self._leaf(("constant", value), value, value, isinstance(value, int) or value.denominator == 1)

    def variable(self, size: int) -> Variable:
        """Return a new decision among `size` >= 2 values."""
        index = len(self.variables)
        leaves = tuple(self._leaf(("leaf", index, i), 0, 1, True) for i in range(1 if size == 2 else size))
        self.owner.update(dict.fromkeys(leaves, index))
        if size > 2:
            self.implied.append(self._affine_node(ZERO, Affine(-1, dict.fromkeys(leaves, 1))))
        self.variables.append(Variable(leaves, size))
        return self.variables[-1]

    def require_one(self, literals: Sequence[Guard]) -> None:
        """Require that exactly one of some literals of different variables holds.

        From now on, a conjunction of two of them is false, and their disjunction is true.

        >>> n = IntervalNetwork()
        >>> a, b = n.variable(3).leaves[0], n.variable(3).leaves[0]
        >>> n.require_one([a, b])
        >>> n.all([a, b]) == FALSE, n.any([a, b]) == TRUE
        (True, True)
        """
        taken = Affine(-1)
        for literal in literals:
            taken = taken + self.truth(literal)
        self.required.append(self.zero(taken))
        if len(literals) > 1 and not any(literal <= FALSE or literal in self._column for literal in literals):
            self._column.update(dict.fromkeys(literals, len(self._columns)))
            self._columns.append(len(literals))

    def unknown(self) -> Guard:
        """Return a new guard about which nothing is known.  It stands for a condition that is evaluated on complete witnesses
        only."""
        node = self._leaf(("unknown", len(self.kind)), 0, 1, True)
        self.opaque.add(node)
        return node

    def neg(self, guard: Guard) -> Guard:
        """Return the negation of a guard."""
        if guard <= FALSE:
            return 1 - guard
        known = self._negation.get(guard)
        if known is None:
            known = self._affine_node(LINEAR, Affine(1, {guard: -1}))
            self._negation[guard], self._negation[known] = known, guard
        return known

    def all(self, guards: Iterable[Guard]) -> Guard:
        """Return the conjunction of guards."""
        kept = set(guards)
        kept.discard(TRUE)
        if self._contradict(kept):
            return FALSE
        if len(kept) < 2:
            return next(iter(kept), TRUE)
        total = Affine(len(kept))
        return self._affine_node(AT_MOST_ZERO, self._with_guards(total, kept, -1))

    def impossible(self, guards: Iterable[Guard]) -> bool:
        """Is it plain that the guards never hold together?"""
        return self._contradict(set(guards))

    def _contradict(self, guards: set[Guard]) -> bool:
        """Is one of them false, the negation of another, the same variable's other value, or another of which one holds?"""
        owners, columns = set(), set()
        for g in guards:
            if g == FALSE or self._negation.get(g) in guards:
                return True
            owner = self.owner.get(g)
            if owner is not None:
                if owner in owners:
                    return True
                owners.add(owner)
            column = self._column.get(g)
            if column is not None:
                if column in columns:
                    return True
                columns.add(column)
        return False

    def any(self, guards: Iterable[Guard]) -> Guard:
        """Return the disjunction of guards."""
        kept = set(guards)
        kept.discard(FALSE)
        if TRUE in kept:
            return TRUE
        if len(kept) < 2:
            return next(iter(kept), FALSE)
        counts, columns = dict[int, int](), dict[int, int]()
        for g in kept:
            if self._negation.get(g) in kept:
                return TRUE
            owner = self.owner.get(g)
            if owner is not None:
                counts[owner] = counts.get(owner, 0) + 1
                if counts[owner] == self.variables[owner].size:
                    return TRUE
            column = self._column.get(g)
            if column is not None:
                columns[column] = columns.get(column, 0) + 1
                if columns[column] == self._columns[column]:
                    return TRUE
        if len(counts) == 1 and max(counts.values()) == len(kept):
            return self._one_of(kept, self.variables[next(iter(counts))])
        return self._affine_node(AT_MOST_ZERO, self._with_guards(Affine(1), kept, -1))

    def _one_of(self, leaves: set[Guard], variable: Variable) -> Guard:
        """Return the guard that a variable has one of some values.  It is equivalent to the variable having none of the others;
        both are recorded."""
        others = [n for n in variable.leaves if n not in leaves]
        if variable.leaves[0] not in leaves:
            return self.neg(self.any(others))
        known = len(self.kind)
        guard = self._affine_node(AT_MOST_ZERO, Affine(1, dict.fromkeys(leaves, -1)))
        if guard == known:
            self.implied.append(self._affine_node(ZERO, Affine(-1, dict.fromkeys([guard, *others], 1))))
        return guard

    def _with_guards(self, form: Affine, guards: Iterable[Guard], k: Exact) -> Affine:
        const, terms = form.const, dict(form.terms)
        for g in guards:
            # A negation is written as 1 - g, so that a clause refers to its leaves directly.
            inner = self._negation.get(g) if self.kind[g] == LINEAR else None
            const, node, c = (const, g, k) if inner is None else (const + k, inner, -k)
            total = terms.pop(node, 0) + c
            if total:
                terms[node] = total
        return Affine(const, terms)

    def truth(self, guard: Guard) -> Affine:
        """Return the form that is 1 if the guard holds, and 0 otherwise."""
        if guard <= FALSE:
            return Affine(1 - guard)
        return self._with_guards(Affine(0), (guard,), 1)

    def count(self, guards: Iterable[Guard]) -> Affine:
        """Return the number of the guards that hold."""
        return total(map(self.truth, guards))

    def at_most_zero(self, form: Affine) -> Guard:
        """Return the guard that the form is <= 0."""
        return self._compared(AT_MOST_ZERO, form)

    def zero(self, form: Affine) -> Guard:
        """Return the guard that the form is 0."""
        return self._compared(ZERO, form)

    def _compared(self, kind: int, form: Affine) -> Guard:
        low, high = self.bounds(form)
        if low > 0 or (kind == ZERO and high < 0):
            return FALSE
        if high <= 0 and (kind == AT_MOST_ZERO or low == 0):
            return TRUE
        if self.is_whole(form):
            common = gcd(*(int(k) for k in form.terms.values()))
            const = int(form.const)
            if kind == ZERO and const % common:
                return FALSE
            form = Affine(-(-const // common), {n: int(k) // common for n, k in form.terms.items()})
        if len(form.terms) == 1:
            ((node, k),) = form.terms.items()
            if self.whole[node] and self.lo[node] == 0 and self.hi[node] == 1:
                holds = [form.const == 0, form.const + k == 0] if kind == ZERO else [form.const <= 0, form.const + k <= 0]
                if holds[0] == holds[1]:
                    return TRUE if holds[0] else FALSE
                return node if holds[1] else self.neg(node)
        if kind == ZERO and next(iter(form.terms.values())) < 0:
            form = form.scaled(-1)
        return self._affine_node(kind, form)

    def node(self, form: Affine) -> int:
        """Return a node with the value of a form."""
        if not form.terms:
            return self.constant(form.const)
        if len(form.terms) == 1 and form.const == 0:
            ((node, k),) = form.terms.items()
            if k == 1:
                return node
        if form.const == 1 and list(form.terms.values()) == [-1]:
            (node,) = form.terms
            if self.lo[node] == 0 and self.hi[node] == 1 and self.whole[node]:
                return self.neg(node)
        return self._affine_node(LINEAR, form)

    def form(self, node: int) -> Affine:
        """Return a node as a form."""
        if self.lo[node] == self.hi[node]:
            return Affine(self.lo[node])
        return self.truth(node) if node in self._negation else Affine(0, {node: 1})

    def power(self, node: int, exponent: int) -> int:
        """Return a node to the power of an exponent >= 2."""
        return self._made(POWER, ((node, exponent),), self.whole[node])

    def product(self, a: int, b: int) -> int:
        """Return the product of two nodes."""
        if a == b:
            return self.power(a, 2)
        pair = (a, b) if a < b else (b, a)
        return self._made(PRODUCT, tuple((n, 0) for n in pair), self.whole[a] and self.whole[b])

    def maximum(self, nodes: Iterable[int]) -> int:
        """Return the maximum of nodes."""
        kept = sorted(set(nodes))
        floor = max(self.lo[n] for n in kept)
        certain = next(n for n in kept if self.lo[n] == floor)
        kept = [n for n in kept if n == certain or self.hi[n] > floor]
        if len(kept) == 1:
            return kept[0]
        return self._made(MAXIMUM, tuple((n, 0) for n in kept), all(self.whole[n] for n in kept))

    def pick(self, options: Sequence[tuple[Guard, int]]) -> int:
        """Return the value whose guard holds.  Exactly one of the guards must hold under every assignment of the leaves."""
        kept = sorted((g, v) for g, v in options if g != FALSE)
        if len({v for _, v in kept}) == 1:
            return kept[0][1]
        return self._made(PICK, tuple(kept), all(self.whole[v] for _, v in kept))

    # -------------------------------------------------------------------------------------------- bounds

    def constant_of(self, node: int) -> Exact:
        """Return the constant of the affine form of a node of an affine kind."""
        least: Exact = sum(k * (self.lo[n] if k > 0 else self.hi[n]) for n, k in self.parts[node])
        return self.low[node] - least

    def bounds(self, form: Affine) -> tuple[Exact, Exact]:
        """Return the interval of a form."""
        low = high = form.const
        for n, k in form.terms.items():
            if k > 0:
                low += k * self.lo[n]
                high += k * self.hi[n]
            else:
                low += k * self.hi[n]
                high += k * self.lo[n]
        return low, high

    def is_whole(self, form: Affine) -> bool:
        """Return whether every value of the form is an integer."""
        return (isinstance(form.const, int) or form.const.denominator == 1) and all(
            self.whole[n] and (isinstance(k, int) or k.denominator == 1) for n, k in form.terms.items()
        )

    def forward(self, node: int) -> tuple[Exact, Exact]:
        """Return the bounds of a node that follow from those of its operands."""
        kind = self.kind[node]
        if kind == AT_MOST_ZERO:
            return (1, 1) if self.high[node] <= 0 else (0, 0) if self.low[node] > 0 else (0, 1)
        if kind == LINEAR:
            return self.low[node], self.high[node]
        if kind == ZERO:
            low, high = self.low[node], self.high[node]
            return (0, 0) if low > 0 or high < 0 else (1, 1) if low == 0 == high else (0, 1)
        lo, hi, parts = self.lo, self.hi, self.parts[node]
        if kind == PICK:
            open_values = [v for g, v in parts if hi[g] and lo[g]] or [v for g, v in parts if hi[g]]
            if not open_values:
                return 1, 0
            return min(lo[v] for v in open_values), max(hi[v] for v in open_values)
        if kind == PRODUCT:
            (a, _), (b, _) = parts
            corners = (lo[a] * lo[b], lo[a] * hi[b], hi[a] * lo[b], hi[a] * hi[b])
            return min(corners), max(corners)
        if kind == MAXIMUM:
            return max(lo[n] for n, _ in parts), max(hi[n] for n, _ in parts)
        if kind == POWER:
            ((base, exponent),) = parts
            ends = lo[base] ** exponent, hi[base] ** exponent
            if exponent % 2:
                return ends
            return (0 if lo[base] < 0 < hi[base] else min(ends)), max(ends)
        return lo[node], hi[node]

    # -------------------------------------------------------------------------------------------- storing

    def _leaf(self, key: object, lo: Exact, hi: Exact, whole: bool) -> int:
        node = self._known.get(key)
        return self._store(key, LEAF, (), lo, hi, whole) if node is None else node

    def _affine_node(self, kind: int, form: Affine) -> int:
        key = (kind, form.const, frozenset(form.terms.items()))
        node = self._known.get(key)
        if node is not None:
            return node
        low, high = self.bounds(form)
        node = self._store(key, kind, tuple(form.terms.items()), low, high, self.is_whole(form))
        self.whole[node] = self.whole[node] or kind != LINEAR
        self.span[node] = max(abs(k) * (self.hi[n] - self.lo[n]) for n, k in self.parts[node])
        self.lo[node], self.hi[node] = self.forward(node)
        for n, k in self.parts[node]:
            self.parents[n].append((node, k))
        return node

    def _made(self, kind: int, parts: tuple[tuple[int, Any], ...], whole: bool) -> int:
        key = (kind, parts)
        node = self._known.get(key)
        if node is not None:
            return node
        node = self._store(key, kind, parts, 0, 0, whole)
        self.lo[node], self.hi[node] = self.forward(node)
        operands = {n for n, _ in parts} | ({v for _, v in parts} if kind == PICK else set())
        for n in operands:
            self.parents[n].append((node, 0))
        return node

    def _store(self, key: object, kind: int, parts: tuple[tuple[int, Any], ...], low: Exact, high: Exact, whole: bool) -> int:
        node = len(self.kind)
        if not node & 0x3FF:
            self.tick()
            if node > self._most:
                raise OutOfBudget(f"{power_of_two(self._most)} expressions over what a witness decides")
        self.kind.append(kind)
        self.parts.append(parts)
        self.lo.append(low)
        self.hi.append(high)
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        self.whole_form.append(whole)
        self.span.append(0)
        self.parents.append([])
        self._known[key] = node
        return node
