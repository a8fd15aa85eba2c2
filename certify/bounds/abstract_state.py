"""The state of the analysis of bounds: the values of variables, the open comprehensions, the assumptions and the cost so far."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from certify.bounds.bindings import OpenComprehension
from certify.bounds.counting import Counter
from certify.bounds.domain import (
    TRUTH,
    Abs,
    Coll,
    Num,
    PossibleCases,
    is_natural,
    structural,
)
from certify.bounds.folds import Recurrence
from certify.bounds.polynomials import ZERO, Atom, Poly, Some, bits_of, each, either
from certify.core import INT, NAT, Constructor, Function, Node
from certify.core.budgets import Account
from certify.records import dataclass, replace

MOST_READINGS = 1 << 15
"""The most evaluations of expressions in the analysis of one text, which take some seconds.

The number doubles with each definition that uses the one before it twice, and with each fold inside a fold.
"""


@dataclass(frozen=True)
class Entry:
    """A line of a derivation: an expression at a depth of the text, and the bound of its value."""

    depth: int
    node: Node
    value: Abs


Assumed = dict[Node, Some | frozenset[str]]
"""The assumptions: an upper bound of a number or of the size of a collection, or the possible cases of a value."""


class AbstractState(ABC):
    """The state of an analysis of one document on one abstract instance and, in some parts, an abstract witness.

    `functions` and `constructors` are those of the document.  `denominators` are the bits of the common denominator of each
    field of rationals.
    """

    def __init__(
        self,
        functions: Sequence[Function],
        constructors: Sequence[Constructor],
        instance: Abs,
        denominators: Mapping[Atom, Some],
    ) -> None:
        self.functions = {f.name: f for f in functions}
        self.constructors = {c.name: c for c in constructors}
        self.instance = instance
        self.witness: Abs = TRUTH
        self.denominators = denominators
        self.counter = Counter(self)
        self.env: dict[int, Abs] = {}
        self.computed: dict[int, frozenset[int]] = {}
        self.frames: list[OpenComprehension] = []
        self.assumed: Assumed = {}
        self.cost = ZERO
        self.entries: list[Entry] = []
        self.recurrences: dict[tuple[Node, str], Recurrence] = {}
        self._globals: dict[str, Abs] = {}
        self._origins: dict[int, Node] = {}  # of the expressions in called definitions, by identity
        self._called: dict[int, tuple[Node, tuple[int, ...], Node]] = {}  # by the identity of the call
        self._global_cost = ZERO
        self._depth = 0
        self.inner: set[int] = set()  # operands of the same operation, by identity
        self.quiet = 0  # the number of enclosing evaluations that cost nothing
        self.account = Account(MOST_READINGS, "readings of expressions for one bound")

    def bits(self, denominator: Poly) -> Some:
        """Return the bits of a common denominator."""

        def resolved(atom: Atom) -> Poly | None:
            if atom.kind != "denominator":
                return None
            (of,) = atom.data
            return Poly.constant((of - 1).bit_length()) if isinstance(of, int) else self.denominators[atom][0]

        return (denominator.replace(resolved),)

    def length(self, value: Abs, node: Node) -> Poly:
        """Return a bound on the structural size of the value of an expression."""
        return structural(value, node.type, self.bits, self.constructors)[0]

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Evaluate inside without cost and without lines in the derivation."""
        cost, self.quiet = self.cost, self.quiet + 1
        try:
            yield
        finally:
            self.cost, self.quiet = cost, self.quiet - 1

    @abstractmethod
    def evaluate(self, node: Node) -> Abs:
        """Return the abstract value of an expression, and add its cost to `cost`."""

    def bind(self, variable: int, value: Abs, *made_of: Node, within: Iterable[int] = ()) -> None:
        """Bind a variable to a value.

        The value is computed from the expressions `made_of`, and it also changes with the variables `within`.
        """
        self.env[variable] = value
        found = self.counter.free(*made_of).union(*({v, *self.computed.get(v, ())} for v in within))
        self.computed[variable] = frozenset(found - {variable})

    @contextmanager
    def elsewhere(self, env: dict[int, Abs], assumed: Assumed) -> Iterator[None]:
        """Evaluate inside a definition, with the variables `env`, the assumptions `assumed`, and no open comprehensions."""
        kept = self.env, self.computed, self.frames, self.assumed
        self.env, self.computed, self.frames, self.assumed = env, {}, [], assumed
        try:
            yield
        finally:
            self.env, self.computed, self.frames, self.assumed = kept

    # ------------------------------------------------------------------------------------------ assumptions

    @contextmanager
    def assuming(self, condition: Node, holds: bool) -> Iterator[None]:
        """Evaluate inside under the assumption that a condition holds, or that it does not if `holds` is false."""
        kept = self.assumed
        self.assumed = dict(kept)
        self.assume(condition, holds)
        try:
            yield
        finally:
            self.assumed = kept

    def assume(self, condition: Node, holds: bool) -> None:
        """Assume from here on that a condition holds, or that it does not if `holds` is false.

        The consequences for sizes, numbers and cases are recorded.  Raises OutOfBudget if the analysis takes too many steps.
        """
        op, args = condition.op, condition.args
        self.account.spend(1, condition.mark)
        if op == "not":
            self.assume(args[0], not holds)
        elif op == "global":
            with self.elsewhere({}, {}):
                self.assume(self.functions[condition.data].body, holds)
                found = self.assumed
            self.assumed.update(found)
        elif (op == "and" and holds) or (op == "or" and not holds):
            for a in args:
                self.assume(a, holds)
        elif op == "implies" and not holds:
            self.assume(args[0], True)
            self.assume(args[1], False)
        elif op in ("le", "lt"):
            small, large = args if holds else args[::-1]
            strict = (op == "lt") == holds
            whole = all(a.type in (NAT, INT) for a in args)
            self._at_most(small, large, 1 if strict and whole else 0)
        elif op == "eq" and holds:
            self._at_most(args[0], args[1], 0)
            self._at_most(args[1], args[0], 0)
        if op == "is":
            self._cases(args[0], {condition.data}, holds)
        elif op == "eq":
            for a, b in (args, args[::-1]):
                if b.op == "make" and (holds or not b.args):
                    self._cases(a, {b.data}, holds)

    def _at_most(self, small: Node, large: Node, less: int) -> None:
        if getattr(small.type, "sort", None) is None or small.op == "const":
            return
        with self.quietly():
            bound = self.evaluate(large)
        if not isinstance(bound, Num):  # an item of an empty collection
            return
        up = each(lambda p: p - less, bound.up)
        of = small.args[0] if small.op == "size" else small
        known = self.assumed.get(of)
        self.assumed[of] = either(up, known) if isinstance(known, tuple) else up

    def _cases(self, of: Node, names: set[str], holds: bool) -> None:
        with self.quietly():
            value = self.evaluate(of)
        if isinstance(value, PossibleCases):
            self.assumed[of] = frozenset(n for n, _ in value.cases if (n in names) == holds)

    def refined(self, node: Node, value: Abs) -> Abs:
        """Return the value of an expression, narrowed by the assumptions about it."""
        what = self.assumed.get(node)
        match what, value:
            case tuple(), Coll():
                return replace(value, size=either(value.size, each(Poly.clear, what)))
            case tuple(), Num():
                up = either(value.up, what)
                bits = either(value.bits, each(bits_of, up)) if is_natural(value) else value.bits
                return replace(value, up=up, bits=bits)
            case frozenset(), PossibleCases():
                return PossibleCases(tuple(c for c in value.cases if c[0] in what))
        return value


def conjuncts(condition: Node) -> list[Node]:
    """Return the conjuncts of a condition."""
    return [c for a in condition.args for c in conjuncts(a)] if condition.op == "and" else [condition]
