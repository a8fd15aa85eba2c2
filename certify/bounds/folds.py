"""Bounds of folds: the body is evaluated once on fresh atoms, and its effect on each size of the accumulator is a recurrence.

A size that does not depend on the accumulator has the bound that the body gives it.  A size that each round adds to
(`x -> x + c`) is bounded by its start plus the sum of c over all rounds.  A size that each round also multiplies
(`x -> s x + c`) is bounded by s^rounds times that; this is not polynomial, and the obstacle names the fold.  Sizes that depend
on each other are solved together, by the largest of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any, Protocol

from certify.bounds.bindings import OpenComprehension, OpenGenerator
from certify.bounds.counting import Counter, Evaluator
from certify.bounds.domain import Abs, Coll, Num, PossibleCases, Prod, SlotPath, join, rebuilt, scalars, unbounded
from certify.bounds.number_operations import text
from certify.bounds.polynomials import ZERO, Atom, Poly, Some, best, each, joined, sharply, some
from certify.core import Node, Step
from certify.records import dataclass, replace


@dataclass(frozen=True)
class Recurrence:
    """The effect of a fold on one size of its accumulator.

    Each of at most `rounds` rounds takes the size from `before` (a fresh atom) to at most `after`.  `invariant` bounds the size
    before, between and after all rounds.
    """

    fold: Node
    slot: str
    before: Atom
    after: Poly
    rounds: Poly
    invariant: Some


class FoldContext(Evaluator, Protocol):
    """The part of the analysis that folds use."""

    counter: Counter
    cost: Poly
    quiet: int
    recurrences: dict[tuple[Node, str], Recurrence]

    def bits(self, denominator: Poly) -> Some:
        """Return bounds on the bits of a common denominator."""

    def origin(self, node: Node) -> Node:
        """Return the expression of the document that a copy of it stands for."""

    def bind(self, variable: int, value: Abs, *made_of: Node, within: Iterable[int] = ()) -> None:
        """Bind a variable to a value that is computed from the expressions `made_of` and depends on the variables `within`."""

    def comprehend(self, steps: Sequence[Step], leaf: Callable[[OpenComprehension], Any]) -> Any:
        """Return the result of `leaf`, called inside the generators."""


def folded(analysis: FoldContext, node: Node) -> Abs:
    """Return the abstract value of a fold.  The cost of the body is charged on the invariant."""
    init = analysis.evaluate(node.args[0])
    analysis.cost = analysis.cost + 1

    def leaf(frame: OpenComprehension) -> Abs:
        with analysis.quietly():
            invariant, told = _Fold(analysis, node, frame.gens, init).invariant()
        if not analysis.quiet:
            analysis.recurrences.update({(analysis.origin(node), r.slot): r for r in told})
        carried(analysis, node, frame.gens, invariant)
        analysis.evaluate(node.args[1])
        analysis.cost = analysis.cost + 1
        return invariant

    with sharply(False):  # recurrences are about polynomials
        value: Abs = analysis.comprehend(node.steps, leaf)
    return join(init, value)


def carried(analysis: FoldContext, node: Node, gens: Sequence[OpenGenerator], value: Abs) -> None:
    """Bind the accumulator of a fold, which differs from one binding of the generators to another.

    - `analysis`: the analysis in which it is bound.
    - `node`: the fold.
    - `gens`: the generators of the fold.
    - `value`: the abstract value of the accumulator.
    """
    analysis.bind(node.data[0], value, *node.args, within=[v for g in gens for v in g.vars])


class _Fold:
    """One fold, evaluated inside its generators."""

    def __init__(self, analysis: FoldContext, node: Node, gens: list[OpenGenerator], init: Abs) -> None:
        self.analysis, self.node, self.gens = analysis, node, gens
        self.init = rebuilt(init, lambda _, size: each(Poly.clear, size), lambda _, den: den)
        self.counter, self.origin = analysis.counter, analysis.origin(node)
        self.rounds = self.counter.total(gens, some(1))[0]

    def invariant(self) -> tuple[Abs, list[Recurrence]]:
        """Return an invariant of the accumulator, which holds before, between and after all rounds, and the recurrences that it
        solves.

        The invariant is the join of the values before and after the first round, if every round preserves it.  Otherwise it is
        the solution of the recurrences: first with every slot by itself, and if that grows, with all slots of a kind together (so
        that `(a, b) -> (b, a + b)` adds one bit in each round).
        """
        shape = self._shape()
        once = _without_totals(join(_least_of(shape, self.init), self._after(self.init)))
        if _skeleton(once) == _skeleton(shape) and _kept(self._after(once), once):
            return once, []
        solutions = self._solutions(shape)
        sizes = [dict(scalars(s.value)) for s in solutions]

        def least_growing(path: SlotPath) -> int:
            return min(range(len(solutions)), key=lambda i: _growth(sizes[i][path]))

        told = [solutions[0 if p[-1] == "den" else least_growing(p)].told[p] for p in solutions[0].told]
        return rebuilt(solutions[0].value, lambda path, _: sizes[least_growing(path)][path], lambda _, den: den), told

    def _solutions(self, shape: Abs) -> list[_Solution]:
        """Return solutions of the recurrences, up to the first in which no size is exponential or unbounded.  All of them
        hold."""
        found: list[_Solution] = []
        for slot_of, others_first in ((_itself, True), (_itself, False), (_kind, True)):
            found.append(self._solved(shape, slot_of, others_first))
            if all(_growth(size) == 0 for _, size in scalars(found[-1].value)):
                break
        return found

    def _after(self, accumulator: Abs) -> Abs:
        """Return the accumulator after any round."""
        return self.counter.closed(self._body(accumulator), self.gens)

    def _body(self, accumulator: Abs) -> Abs:
        carried(self.analysis, self.node, self.gens, accumulator)
        return self.analysis.evaluate(self.node.args[1])

    def _shape(self) -> Abs:
        """Return a value with all places that the accumulator ever has.  Its sizes are meaningless."""
        shape, before = self.init, None
        while _skeleton(shape) != before:  # a type has finitely many shapes, and they only grow
            before = _skeleton(shape)
            shape = _without_totals(join(shape, self._body(shape)))
        return shape

    def _solved(self, shape: Abs, slot_of: Callable[[SlotPath], SlotPath], others_first: bool) -> _Solution:
        """Return an invariant, from one evaluation of the body on an accumulator with an atom in each slot."""
        atoms: dict[SlotPath, Atom] = {}

        def atom(path: SlotPath) -> Atom:
            slot = slot_of(path)
            return atoms.setdefault(slot, Atom("slot", id(self.node), slot))

        def symbolic(whole: set[SlotPath]) -> Abs:
            return rebuilt(
                _without_totals(shape),
                lambda p, _: (Poly.of(atom(p)),),
                lambda p, _: ZERO if p in whole else Poly.of(atom(p)),
            )

        whole, before = _whole(_least_of(shape, self.init)), None
        while whole != before:  # a part may get another part's denominator in a later round
            before, after = whole, self._body(symbolic(whole))
            whole = whole & _whole(after)
        start = _by_slot(_sizes(_least_of(shape, self.init)), slot_of)
        changed = _by_slot(_sizes(after), slot_of)
        system = _System(self, atoms, start, changed, others_first)
        system.solve()
        value = rebuilt(
            _without_totals(shape),
            lambda p, _: system.known.get(atom(p), some(0)),
            lambda p, _: ZERO if p in whole else system.dens.get(atom(p), ZERO),
        )
        told = {p: replace(system.told[atom(p)], slot=slot_name(p)) for p in _sizes(shape) if p not in whole}
        return _Solution(value, told)


@dataclass(frozen=True)
class _Solution:
    """An invariant of a fold, and the recurrence solved for each place."""

    value: Abs
    told: dict[SlotPath, Recurrence]


def _itself(path: SlotPath) -> SlotPath:
    return path


def _kind(path: SlotPath) -> SlotPath:
    return path[-1:]


class _System:
    """The system of recurrences of one fold."""

    def __init__(
        self,
        fold: _Fold,
        atoms: dict[SlotPath, Atom],
        start: dict[SlotPath, Some],
        changed: dict[SlotPath, Some],
        others_first: bool,
    ) -> None:
        self.fold, self.others_first = fold, others_first
        self.told: dict[Atom, Recurrence] = {}
        self.slots = {atom: slot for slot, atom in atoms.items()}
        self.start: dict[Atom, Some] = {}
        self.after: dict[Atom, Poly] = {}
        for slot, atom in atoms.items():
            self.start[atom] = start.get(slot, some(0))
            self.after[atom] = min(changed.get(slot, some(0)), key=lambda p, a=atom: self._preference(a, p))  # type: ignore[misc]
        self.known: dict[Atom, Some] = {}
        self.dens: dict[Atom, Poly] = {}

    def _preference(self, atom: Atom, poly: Poly) -> tuple[int, int]:
        """Rank a bound of a size after one round: the smallest is preferred.

        Bounds that do not depend on slots come first, then bounds that only add to the size itself.  Next come bounds that depend
        on other slots only, before those that depend on the size itself, or the other way round, as `others_first` states.
        """
        used = self._used(poly)
        split = _split(poly, {atom}) if used == {atom} else None
        if poly.has("unbounded"):
            return 4, 0
        dependent = (atom in used) == self.others_first
        return 0 if not used else 1 if split is not None and split[0] == 1 else 3 if dependent else 2, len(used)

    def _used(self, poly: Poly) -> set[Atom]:
        """Return the slots that a bound depends on."""
        found: set[Atom] = set()
        for atom in poly.atoms():
            if atom.root in self.slots:
                found.add(atom.root)
            elif atom.kind == "power":
                found |= self._used(atom.data[1])
        return found

    def solve(self) -> None:
        """Solve the slots in the order of their dependencies; slots that depend on each other are solved together."""
        import networkx

        graph: networkx.DiGraph[Atom] = networkx.DiGraph()
        graph.add_nodes_from(self.after)
        graph.add_edges_from((a, b) for a, poly in self.after.items() for b in self._used(poly) if b in self.after)
        for component in networkx.strongly_connected_components(graph):  # in reverse topological order
            self._solve(sorted(component, key=repr), any(graph.has_edge(a, a) for a in component) or len(component) > 1)

    def _solve(self, component: list[Atom], recursive: bool) -> None:
        after = {a: self._resolved(self.after[a], self.slots[a][-1] == "den") for a in component}
        for a in component:
            if not recursive:
                made = self._closed(after[a])
                self._keep(a, joined(self.start[a], (made,)), after[a])
        if recursive:
            self._recurrence(component, after)

    def _recurrence(self, component: list[Atom], after: dict[Atom, Poly]) -> None:
        inside = set(component)
        parts = {a: _split(_flat(p, inside), inside) for a, p in after.items()}
        start = self.start[component[0]]
        for a in component[1:]:
            start = joined(start, self.start[a])
        slope, added = ZERO, ZERO
        for split in parts.values():
            if split is None:
                return self._give_up(component, after, "multiplies sizes by each other")
            slope, added = slope.join(split[0]), added.join(split[1])
        gens, counter = self.fold.gens, self.fold.counter
        grown = counter.total(gens, (added.clear(),))
        times = slope.value
        if times is None:
            return self._give_up(component, after, "multiplies a size by another one")
        bound: Some = best(p.clear() + q for p in start for q in grown)
        if times > 1:
            rounds = self._closed(self.fold.rounds)
            if rounds.has("unbounded"):
                return self._give_up(component, after, "multiplies a size in each of a number of rounds that is not bounded")
            power = Poly.of(Atom("power", ceil(times), rounds, self._why(component, after), self.fold.origin))
            bound = best(power * p for p in bound)
        for a in component:
            self._keep(a, bound, after[a])
        return None

    def _give_up(self, component: list[Atom], after: dict[Atom, Poly], what: str) -> None:
        why = f"{self._why(component, after)}: it {what}"
        for a in component:
            self._keep(a, some(unbounded(why, "unknown", self.fold.node.mark, self.fold.origin)), after[a])

    def _why(self, component: list[Atom], after: dict[Atom, Poly]) -> str:
        names = {a: "x" if len(component) == 1 else f"x{i + 1}" for i, a in enumerate(component)}
        shown = {a: Poly.of(Atom("measure", n)) for a, n in names.items()}
        everywhere = self.fold.counter.everywhere
        each_round = ", ".join(
            f"{slot_name(self.slots[a])}: {names[a]} -> {everywhere(after[a]).replace(shown.get)}" for a in component
        )
        return f"each round of `{text(self.fold.node)}` takes {each_round}"

    def _keep(self, atom: Atom, bound: Some, after: Poly) -> None:
        slot = self.slots[atom]
        if slot[-1] == "den":
            self.dens[atom] = bound[0]
            bound = self.fold.analysis.bits(bound[0])
        self.known[atom] = bound
        self.told[atom] = Recurrence(self.fold.origin, slot_name(slot), atom, after, self._closed(self.fold.rounds), bound)

    def _resolved(self, poly: Poly, den: bool) -> Poly:
        """Return a recurrence with the solved slots replaced by their solutions."""
        known: dict[Atom, Poly] = {a: b[0] for a, b in self.known.items()}
        if den:
            known |= self.dens
        return poly.replace(lambda a: known.get(a))

    def _closed(self, poly: Poly) -> Poly:
        return self.fold.counter.capped(poly, self.fold.gens)


def _split(poly: Poly, atoms: set[Atom]) -> tuple[Poly, Poly] | None:
    """Split a polynomial that is linear in some atoms into the sum of the atoms' coefficients and the rest; None if it is not
    linear."""
    slope, rest = ZERO, ZERO
    for monomial, coefficient in poly.terms.items():
        inside = [(a, e) for a, e in monomial if a in atoms]
        if not inside:
            if any(a.kind in ("bits", "power") and _mentions(a, atoms) for a, _ in monomial):
                return None
            rest = rest + Poly({monomial: coefficient})
        elif len(inside) == 1 and inside[0][1] == 1:
            slope = slope + Poly({monomial - {inside[0]}: coefficient})
        else:
            return None
    return slope, rest


def _mentions(atom: Atom, atoms: set[Atom]) -> bool:
    return atom.root in atoms or (atom.kind == "power" and bool(set(atom.data[1].atoms()) & atoms))


def _flat(poly: Poly, atoms: set[Atom]) -> Poly:
    """Replace the bits of a slot by the slot itself, which is larger."""
    terms = ZERO
    for monomial, coefficient in poly.terms.items():
        factors = Poly.constant(coefficient)
        for a, e in monomial:
            base = Poly.of(a.root if a.root in atoms else a)
            for _ in range(e):
                factors = factors * base
        terms = terms + factors
    return terms


def _growth(size: Some) -> int:
    """Return the growth of a bound: 0 if it is polynomial, 1 if it has a power, 2 if there is no bound."""
    return 2 if size[0].has("unbounded") else 1 if size[0].has("power") else 0


def _skeleton(value: Abs) -> object:
    """Return the form of a value without its sizes: its places and cases."""
    match value:
        case Coll(_, item, key, edge=edge):
            return "collection", edge, _skeleton(item), None if key is None else _skeleton(key)
        case Prod(parts):
            return "product", *map(_skeleton, parts)
        case PossibleCases(cases):
            return "made", *((name, *map(_skeleton, arguments)) for name, arguments in cases)
        case Num(digits=digits):
            return "number", digits is None
    return type(value).__name__


def _without_totals(value: Abs) -> Abs:
    """Return a value without totals and without exact sizes."""
    plain = rebuilt(value, lambda _, size: size, lambda _, den: den)
    match plain:
        case Coll():
            key = None if plain.key is None else _without_totals(plain.key)
            return replace(plain, totals=(), item=_without_totals(plain.item), key=key)
        case Prod(parts):
            return Prod(tuple(map(_without_totals, parts)))
        case PossibleCases(cases):
            return PossibleCases(tuple((name, tuple(map(_without_totals, arguments))) for name, arguments in cases))
    return plain


def _least_of(shape: Abs, init: Abs) -> Abs:
    """Return the initial value of a fold with all places of the shape; the places that it lacks are empty."""
    return join(init, rebuilt(_without_totals(shape), lambda _, size: some(0), lambda _, den: ZERO))


def _kept(after: Abs, invariant: Abs) -> bool:
    """Return whether a body preserves an invariant: each size after a round is within each bound."""
    if _skeleton(after) != _skeleton(invariant):
        return False
    known = _sizes(after)
    within = [(bound, known[path]) for path, bounds in _sizes(invariant).items() for bound in bounds]
    return all(any((bound - size).nonnegative() for size in sizes) for bound, sizes in within)


def _whole(value: Abs) -> set[SlotPath]:
    """Return the paths of the denominators of whole numbers."""
    return {path for path, bounds in _sizes(value).items() if path[-1] == "den" and bounds == (ZERO,)}


def _sizes(value: Abs) -> dict[SlotPath, Some]:
    """Return the sizes and denominators inside a value, by path."""
    found = dict(scalars(value))

    def of_den(path: SlotPath, den: Poly) -> Poly:
        found[path] = (den,)
        return den

    rebuilt(value, lambda _, size: size, of_den)
    return found


def _by_slot(sizes: dict[SlotPath, Some], slot_of: Callable[[SlotPath], SlotPath]) -> dict[SlotPath, Some]:
    """Return, for each slot, the largest of the sizes that share it."""
    found: dict[SlotPath, Some] = {}
    for path, size in sizes.items():
        slot, cleared = slot_of(path), each(Poly.clear, size)
        found[slot] = joined(found[slot], cleared) if slot in found else cleared
    return found


def slot_name(slot: Iterable[str]) -> str:
    """Return a description of a size of the accumulator.

    >>> slot_name(("item", "bits"))
    'bits of the items'
    """
    words = {"item": "the items", "key": "the keys", "size": "size", "den": "common denominator", "up": "value",
             "down": "negative value", "bits": "bits", "digits": "digits", "universe": "number of labels"}  # fmt: skip
    *places, last = slot
    of = " of ".join(words.get(p, f"part {p}") for p in reversed(places))
    return f"{words.get(last, last)} of {of}" if of else words.get(last, last)
