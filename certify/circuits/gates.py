"""Boolean circuits in which equal gates are shared.

A *literal* is an integer: `TRUE` is 1, `FALSE` is -1, every other wire is v >= 2 or, negated, -v.  A wire is an input, an `and`
of several literals, or an exclusive `or` of two.  Equal gates are one wire, and simple cases are simplified as gates are made.

For numbers without a bound there is a second kind of wires.  Such a wire holds a natural number: an unknown number, a number
where a literal is true and 0 elsewhere, or the quotient of a sum.  A third kind of gates compares a sum of these with a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from certify.symbolic.values import Beyond

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Literal: TypeAlias = int
Gate: TypeAlias = tuple[str, tuple[Literal, ...]]
Words: TypeAlias = "npt.NDArray[np.uint64]"

TRUE, FALSE = 1, -1

_TICK = 1 << 12  # gates between calls of `tick`

_TRUE, _FALSE = 1, 2
_SWAPPED = (0, _FALSE, _TRUE, _TRUE | _FALSE)
"""The sides of a wire that matter, and those of its negation."""

_DEPTH = 5
"""The most conjunctions inside one another that are looked into for an implication."""


class TooManyGates(Beyond):
    """A circuit has more gates than it may have."""


class Whole(int):
    """A wire that holds a natural number."""


class Circuit:
    """A growing circuit.

    - `tick`: called from time to time while it grows; it may raise to end that.
    - `most`: the most wires that it may have, or None for no limit; one more raises TooManyGates.
    - `flat`: whether its clauses leave out the wires of conjunctions and disjunctions that must hold, where nothing else needs
      them.

    `stated` has clauses that must hold whatever the roots are (`state`).

    >>> circuit = Circuit()
    >>> a, b = circuit.input(), circuit.input()
    >>> circuit.both(a, b) == circuit.both(b, a), circuit.both(a, -a) == FALSE, circuit.either(a, TRUE) == TRUE
    (True, True, True)
    """

    def __init__(self, tick: Callable[[], None] | None = None, most: int | None = None, flat: bool = False) -> None:
        self.tick, self.most, self.flat = tick, most, flat
        self.gates: list[Gate | None] = [None, None]
        self.inputs: list[Literal] = []
        self.numbers: list[Whole] = []
        self.compared: dict[int, tuple[str, Mapping[int, int], int]] = {}
        self.divided: dict[int, tuple[Mapping[int, int], int, int]] = {}
        self.stated: list[Sequence[Literal]] = []
        self._known: dict[Gate, Literal] = {}
        self._descending: dict[Literal, tuple[Literal, int]] = {}

    def __len__(self) -> int:
        """Return the number of gates, without the inputs, and of stated clauses."""
        return len(self.gates) - 2 - len(self.inputs) - len(self.numbers) + len(self.stated)

    # ------------------------------------------------------------------------------------------ making gates

    def input(self) -> Literal:
        """Return a new input."""
        self.gates.append(None)
        self.inputs.append(len(self.gates) - 1)
        return len(self.gates) - 1

    def new_inputs(self, count: int) -> range:
        """Return so many new inputs, which have consecutive numbers.

        >>> list(Circuit().new_inputs(3))
        [2, 3, 4]
        """
        made = range(len(self.gates), len(self.gates) + count)
        self.gates += [None] * count
        self.inputs += made
        return made

    def number(self) -> Whole:
        """Return a new input that holds any natural number."""
        self.gates.append(None)
        self.numbers.append(Whole(len(self.gates) - 1))
        return self.numbers[-1]

    def times(self, guard: Literal, number: Whole) -> Literal:
        """Return the number where the guard holds, and 0 elsewhere."""
        if guard in (TRUE, FALSE):
            return number if guard == TRUE else FALSE
        return Whole(self._gate("times", (guard, number)))

    def quotient(self, terms: Mapping[int, int], constant: int, divisor: int) -> Whole:
        """Return the quotient of a sum, which must be nonnegative, and a positive divisor, rounded down.  Each call makes a gate.

        - `terms`: the coefficients of the wires in the sum.
        - `constant`: the constant of the sum.
        - `divisor`: the divisor.
        """
        self.gates.append(("quotient", tuple(terms)))
        self.divided[len(self.gates) - 1] = terms, constant, divisor
        return Whole(len(self.gates) - 1)

    def comparison(self, relation: str, terms: Mapping[int, int], bound: int) -> Literal:
        """Return whether a sum is at most (`relation` is `le`) or equal to (`eq`) a bound.  Each call makes a gate.

        - `relation`: `le` or `eq`.
        - `terms`: the coefficients of the wires in the sum.
        - `bound`: the bound.
        """
        self.gates.append((relation, tuple(terms)))
        self.compared[len(self.gates) - 1] = relation, terms, bound
        return len(self.gates) - 1

    def both(self, a: Literal, b: Literal) -> Literal:
        """Return a and b."""
        if a == b or b == TRUE:
            return a
        if a == TRUE:
            return b
        if a == -b or a == FALSE or b == FALSE:
            return FALSE
        ordered = self._descending
        if ordered and a in ordered and b in ordered and ordered[a][0] == ordered[b][0]:
            return max(a, b, key=ordered.__getitem__)
        return self._gate("and", (a, b) if a < b else (b, a))

    def descending(self, literals: Sequence[Literal]) -> None:
        """Note that each of some literals implies those before it, so that the conjunction of two of them is the later one.

        >>> circuit = Circuit()
        >>> first = circuit.input()
        >>> second = circuit.both(first, circuit.input())
        >>> circuit.descending([first, second])
        >>> circuit.both(first, second) == second, circuit.implies(second, first)
        (True, True)
        """
        self._descending |= {x: (literals[0], i) for i, x in enumerate(literals)}

    def implies(self, a: Literal, b: Literal, depth: int = _DEPTH) -> bool:
        """Return whether `a` is seen to imply `b` without search: it is false, or `b`, or a conjunction with an operand that
        implies `b`.

        - `a`, `b`: the literals.
        - `depth`: the most conjunctions inside one another that are looked into.
        """
        if a in (FALSE, b) or b == TRUE:
            return True
        if a in self._descending and b in self._descending and self._descending[a][0] == self._descending[b][0]:
            return self._descending[a][1] >= self._descending[b][1]
        whole = self.gates[b] if b > TRUE else None
        if depth and whole is not None and whole[0] == "and" and all(self.implies(a, o, depth - 1) for o in whole[1]):
            return True
        gate = self.gates[a] if a > TRUE else None
        return bool(depth) and gate is not None and gate[0] == "and" and any(self.implies(o, b, depth - 1) for o in gate[1])

    def either(self, a: Literal, b: Literal) -> Literal:
        """Return a or b."""
        return -self.both(-a, -b)

    def leads_to(self, a: Literal, b: Literal) -> Literal:
        """Return whether b holds if a does: no gate where `a` is seen to imply `b`."""
        return TRUE if self.implies(a, b) else self.either(-a, b)

    def every(self, literals: Iterable[Literal]) -> Literal:
        """Return the conjunction of literals."""
        kept = {x for x in literals if x != TRUE}
        if FALSE in kept or any(-x in kept for x in kept):
            return FALSE
        if len(kept) < 2:
            return next(iter(kept), TRUE)
        return self._gate("and", tuple(sorted(kept)))

    def some(self, literals: Iterable[Literal]) -> Literal:
        """Return the disjunction of literals."""
        return -self.every([-x for x in literals])

    def differ(self, a: Literal, b: Literal) -> Literal:
        """Return the exclusive or of a and b."""
        if abs(a) == TRUE:
            return -b if a == TRUE else b
        if abs(b) == TRUE:
            return -a if b == TRUE else a
        if abs(a) == abs(b):
            return FALSE if a == b else TRUE
        sign = 1 if (a < 0) == (b < 0) else -1
        low, high = sorted((abs(a), abs(b)))
        return sign * self._gate("xor", (low, high))

    def same(self, a: Literal, b: Literal) -> Literal:
        """Return whether a and b are equal."""
        return -self.differ(a, b)

    def choose(self, c: Literal, a: Literal, b: Literal) -> Literal:
        """Return a if c, and b otherwise."""
        if a == b or c == TRUE:
            return a
        if c == FALSE:
            return b
        if a == -b:
            return self.same(c, a)
        return self.either(self.both(c, a), self.both(-c, b))

    def _gate(self, kind: str, operands: tuple[Literal, ...]) -> Literal:
        gate = kind, operands
        wire = self._known.get(gate)
        if wire is None:
            wire = self._known[gate] = len(self.gates)
            self.gates.append(gate)
            if not wire % _TICK or (self.most is not None and wire > self.most):
                self._look()
        return wire

    def state(self, clauses: Sequence[Sequence[Literal]]) -> list[Literal]:
        """State clauses, in each of which a literal must hold, without gates for them; return the literals that must hold alone.

        >>> circuit = Circuit()
        >>> a, b = circuit.input(), circuit.input()
        >>> circuit.state([(-a, -b), (a, FALSE), (a, TRUE), (b, -b)]) == [a], circuit.stated == [(-a, -b)]
        (True, True)
        """
        alone = list[Literal]()
        if {TRUE, FALSE}.isdisjoint(chain.from_iterable(clauses)):
            if {*map(len, clauses)} == {2}:  # by far the most frequent
                plain: list[Sequence[Literal]] = [(a, b) if a > b else (b, a) for a, b in clauses if a + b and a != b]
            else:
                plain = [tuple(sorted(c, reverse=True)) for c in clauses if len({*map(abs, c)}) == len(c) > 1]
            if len(plain) == len(clauses):
                self.stated += plain
                clauses = ()
        for clause in clauses:
            there = {x for x in clause if x != FALSE}
            if TRUE in there or any(-x in there for x in there):
                continue
            kept = tuple(sorted(there, reverse=True))
            if len(kept) > 1:
                self.stated.append(kept)
            else:
                alone.append(kept[0] if kept else FALSE)
        self._look()
        return alone

    def _look(self) -> None:
        """Raise TooManyGates if there are too many wires and stated clauses, and what `tick` raises."""
        if self.most is not None and len(self.gates) + len(self.stated) > self.most:
            raise TooManyGates(f"a circuit has more than {self.most} wires")
        if self.tick is not None:
            self.tick()

    # ------------------------------------------------------------------------------------------ reading circuits

    def cone(self, roots: Iterable[Literal]) -> list[int]:
        """Return the wires that literals depend on, inputs included, each after those that it depends on."""
        found = set(map(abs, roots)) - {TRUE}
        gates = self.gates
        todo = [wire for wire in found if gates[wire] is not None]
        while todo:
            for wire in map(abs, gates[todo.pop()][1]):  # type: ignore[index]
                if wire not in found:
                    found.add(wire)
                    if gates[wire] is not None:
                        todo.append(wire)
        return sorted(found)  # a gate is made after its operands

    def clauses(self, roots: Sequence[Literal]) -> Iterator[Sequence[Literal]]:
        """Yield clauses over the wires that can be satisfied exactly with those inputs under which all roots are true.

        A gate that only matters where it is true has the clauses for that side alone, and likewise for false (Plaisted and
        Greenbaum, 1986).  So a model's inputs are an answer, and its other wires need not have the values of their gates.  Stated
        clauses come first.  The circuit must have no numbers, for which there are no clauses.  The wire of a comparison may have
        any value.

        >>> circuit = Circuit()
        >>> both = circuit.both(circuit.input(), circuit.input())
        >>> list(circuit.clauses([both])), list(circuit.clauses([-both]))
        ([[-4, 2], [-4, 3], [4]], [[4, -2, -3], [-4]])
        """
        direct: list[list[Literal]] = []
        stated = set(chain.from_iterable(self.stated))
        if self.flat:
            required = sorted(self.conjuncts(roots), key=abs)
            direct = self._all_said(required)
            cone = self.cone(chain(stated, *direct))
            there = set(cone)
            roots = [r for r in required if r == FALSE or (abs(r) in there and self._said(r) != [r])]
        else:
            cone = self.cone(chain(stated, roots))
        yield from self.stated
        yield from direct
        cone = [wire for wire in cone if self.gates[wire] is not None]
        needed = self._needed(cone, chain(roots, stated, *direct))
        for wire in cone:
            kind, operands = self.gates[wire]  # type: ignore[misc]
            if kind == "and":
                if needed[wire] & _TRUE:
                    for a in operands:
                        yield [-wire, a]
                if needed[wire] & _FALSE:
                    yield [wire, *(-a for a in operands)]
            elif kind == "xor":
                a, b = operands
                if needed[wire] & _TRUE:
                    yield from ([-wire, a, b], [-wire, -a, -b])
                if needed[wire] & _FALSE:
                    yield from ([wire, -a, b], [wire, a, -b])
        for root in roots:
            if root == FALSE:
                yield []
            elif root != TRUE:
                yield [root]

    def _needed(self, cone: Sequence[int], roots: Iterable[Literal]) -> dict[int, int]:
        """Return for each gate of the cone the sides that matter: where it is true, where it is false, or both."""
        needed = dict.fromkeys(cone, 0)
        if not needed:
            return needed
        for root in roots:
            if abs(root) in needed:
                needed[abs(root)] |= _TRUE if root > 0 else _FALSE
        for wire in reversed(cone):
            kind, operands = self.gates[wire]  # type: ignore[misc]
            sides = needed[wire] if kind == "and" else _TRUE | _FALSE
            swapped = _SWAPPED[sides]
            for a in operands:
                if abs(a) in needed:
                    needed[abs(a)] |= sides if a > 0 else swapped
        return needed

    def conjuncts(self, roots: Iterable[Literal]) -> set[Literal]:
        """Return the literals that must hold wherever all roots do, as far as conjunctions show it; the roots are among them.

        >>> circuit = Circuit()
        >>> a, b = circuit.input(), circuit.input()
        >>> circuit.conjuncts([circuit.both(a, -b)]) == {circuit.both(a, -b), a, -b}
        True
        """
        found: set[Literal] = set()
        todo = list(roots)
        while todo:
            literal = todo.pop()
            if literal not in found:
                found.add(literal)
                gate = self.gates[literal] if literal > TRUE else None
                if gate is not None and gate[0] == "and":
                    todo += gate[1]
        return found

    def _all_said(self, literals: Iterable[Literal]) -> list[list[Literal]]:
        """Return the clauses that `_said` returns."""
        gates, found = self.gates, list[list[Literal]]()
        for x in literals:
            gate = gates[-x] if x < 0 else None
            if gate is not None and gate[0] == "and" and len(gate[1]) == 2:
                a, b = gate[1]
                found.append([-a, -b])
            elif (clause := self._said(x)) is not None:
                found.append(clause)
        return found

    def _said(self, literal: Literal) -> list[Literal] | None:
        """Return the clause that says that a literal holds; None where its operands say so, and for a comparison, of which
        nothing is said."""
        gate = self.gates[abs(literal)]
        if gate is None or gate[0] == "xor":
            return None if abs(literal) == TRUE else [literal]
        return [-x for x in gate[1]] if gate[0] == "and" and literal < 0 else None

    def values(self, roots: Sequence[Literal], given: Mapping[int, Words], cone: Iterable[int] | None = None) -> list[Words]:
        """Return the values of literals for many assignments at once, one in each bit.

        - `roots`: the literals.
        - `given`: words for each input of the cone, all of the same length.
        - `cone`: the cone of the roots, if it is known.
        """
        import numpy as np

        shape = next(iter(given.values())).shape if given else (1,)
        ones = np.full(shape, np.iinfo(np.uint64).max, dtype=np.uint64)
        found = {TRUE: ones, **given}

        def value(literal: Literal) -> Words:
            return found[literal] if literal > 0 else ~found[-literal]

        for wire in self.cone(roots) if cone is None else cone:
            gate = self.gates[wire]
            if gate is None:
                continue
            first, *others = gate[1]
            word = value(first).copy()
            for other in others:
                if gate[0] == "and":
                    word &= value(other)
                else:
                    word ^= value(other)
            found[wire] = word
        return [value(r) for r in roots]

    def under(self, true: Iterable[int], numbers: Mapping[int, int] | None = None) -> list[int]:
        """Return the value of every wire if exactly the given inputs are true and the numbers have the given values (0 by
        default)."""
        found: list[int] = [0, 1]
        held: dict[int, int] = {**dict.fromkeys(self.numbers, 0), **(numbers or {}), **dict.fromkeys(true, 1)}
        for wire, gate in enumerate(self.gates[2:], 2):
            if gate is None:
                found.append(held.get(wire, 0))
            elif gate[0] == "and":
                holds = 1
                for a in gate[1]:
                    if (found[a] == 0) if a > 0 else found[-a]:
                        holds = 0
                        break
                found.append(holds)
            elif gate[0] == "times":
                guard, number = gate[1]
                found.append(found[number] if found[abs(guard)] == (guard > 0) else 0)
            elif gate[0] == "quotient":
                terms, constant, divisor = self.divided[wire]
                found.append((constant + sum(c * found[w] for w, c in terms.items())) // divisor)
            elif wire in self.compared:
                relation, terms, bound = self.compared[wire]
                value = sum(c * found[w] for w, c in terms.items())
                found.append(value <= bound if relation == "le" else value == bound)
            else:
                found.append(found[gate[1][0]] != found[gate[1][1]])
        return found
