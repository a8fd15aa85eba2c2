"""Witnesses that are real numbers: the interpreter runs the verifier on symbols, and z3 solves the polynomial conditions.

At a comparison that depends on the witness, the run is repeated for both results.  Each path is a conjunction of conditions on
polynomials.  Its solutions are found at the roots of polynomials in one unknown, if there is such a condition for each unknown,
and otherwise by z3's decision procedure for the reals (Jovanović and de Moura, 2012).  A solution is reported only if the
interpreter accepts it, in rational numbers.  That there is no other solution rests on z3.  Irrational solutions are no values of
the language, and end an enumeration as incomplete.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from certify.core.concrete_spaces import ConcreteSpace
from certify.core.values import FrozenMap, Value, number
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.unmet_obligations import Unmet
from certify.system.z3_contexts import fresh_context

if TYPE_CHECKING:
    import z3

_A_MOMENT = 0.5  # seconds for deciding whether a path is possible
_FOREVER = 1 << 31
_MOST = 1000  # the most witnesses of one path; more are taken for infinitely many
_MOST_TRIED = 10_000


class Unfollowed(Exception):
    """The verifier uses a real number in a way that polynomials cannot express."""


class Real:
    """A number that depends on real unknowns: a z3 term, and the run that it belongs to.

    `parts` are known if the number is a sum of nonnegative summands, so that it is 0 only if all of them are.  Each is a real or
    rational number.  A square is represented by its base, and a positive multiple by the summands of the number that is
    multiplied.
    """

    __slots__ = ("parts", "run", "term")

    def __init__(self, term: z3.ArithRef, run: _PathRun, parts: tuple[Real | int | Fraction, ...] | None = None) -> None:
        self.term, self.run, self.parts = term, run, parts

    def __add__(self, other: Any) -> Real:
        if _is_number(other, 0):
            return self
        others = _parts(other)
        parts = None if self.parts is None or others is None else self.parts + others
        return Real(self.term + self.run.term(other), self.run, parts)

    def __sub__(self, other: Any) -> Real:
        return self if _is_number(other, 0) else Real(self.term - self.run.term(other), self.run)

    def __rsub__(self, other: Any) -> Real:
        return Real(self.run.term(other) - self.term, self.run)

    def __mul__(self, other: Any) -> Real | int:
        if _is_number(other, 0):
            return 0
        if _is_number(other, 1):
            return self
        square = isinstance(other, Real) and self.term.eq(other.term)
        multiple = isinstance(other, int | Fraction) and other > 0
        return Real(self.term * self.run.term(other), self.run, (self,) if square else self.parts if multiple else None)

    def __neg__(self) -> Real:
        return Real(-self.term, self.run)

    def __pow__(self, exponent: int) -> Real | int:
        return 1 if exponent == 0 else self if exponent == 1 else self * self ** (exponent - 1)

    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, other: Any) -> bool:
        if self.parts is not None and _is_number(other, 0):
            return False
        return self.run.decide(self.term < self.run.term(other))

    def __le__(self, other: Any) -> bool:
        return self.run.decide(
            self.zero() if _is_number(other, 0) and self.parts is not None else self.term <= self.run.term(other)
        )

    def __gt__(self, other: Any) -> bool:
        if not _is_number(other, 0):
            return self.run.decide(self.term > self.run.term(other))
        if self.parts is not None:
            return not self.run.decide(self.zero())
        positive = self.run.decide(self.term > 0)
        if positive:
            self.parts = (self,)
        return positive

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        return self.run.decide(self.zero() if _is_number(other, 0) else self.term == self.run.term(other))

    def __hash__(self) -> int:
        raise Unfollowed("a real number is a member of a set, or a key")

    def zero(self) -> Any:
        """Return the condition that the number is 0."""
        import z3

        if self.parts is None or self.parts[0] is self:
            return self.term == 0
        return z3.And([part.zero() if isinstance(part, Real) else part == 0 for part in self.parts])


def _parts(of: Any) -> tuple[Real | int | Fraction, ...] | None:
    """Return the nonnegative summands of a number; None if they are not known."""
    if isinstance(of, Real):
        return of.parts
    return (of,) if isinstance(of, int | Fraction) and of >= 0 else None


def _is_number(of: object, number: int) -> bool:
    return isinstance(of, int) and of == number


@dataclass
class _PathRun:
    """Runs of the verifier, one for each path.

    `script` holds the results of the first comparisons of a run, each with whether the other result is still to be tried.  After
    each run it is advanced to the next path.
    """

    solver: z3.Solver
    script: list[tuple[bool, bool]] = field(default_factory=list)  # the result, and whether the other is still to be tried
    at: int = 0

    def decide(self, condition: z3.BoolRef) -> bool:
        """Return the result of a comparison on this path, and add it to the conditions."""
        import z3

        plain = z3.simplify(condition)
        if z3.is_true(plain) or z3.is_false(plain):
            return bool(z3.is_true(plain))
        if self.at == len(self.script):
            possible = self._possible(plain)
            self.script.append((possible, possible))
        way, _ = self.script[self.at]
        self.at += 1
        self.solver.add(plain if way else z3.Not(plain))
        return way

    def term(self, of: Any) -> Any:
        """Return a number as a term.  Raises Unfollowed for anything else."""
        import z3

        if isinstance(of, Real):
            return of.term
        if isinstance(of, int | Fraction):
            return z3.RealVal(str(of), self.solver.ctx)
        raise Unfollowed(f"a real number meets {of!r}")

    def _possible(self, condition: Any) -> bool:
        import z3

        self.solver.push()
        self.solver.add(condition)
        self.solver.set("timeout", int(_A_MOMENT * 1000))
        answer = self.solver.check()
        self.solver.pop()
        return bool(answer != z3.unsat)

    def next(self) -> bool:
        """Advance the script to the next path, and return whether there is one."""
        while self.script:
            way, other = self.script.pop()
            if other:
                self.script.append((not way, False))
                return True
        return False


def real_witnesses(
    meaning: ProblemMeaning, x: Value, space: ConcreteSpace, deadline: float | None, finished: Callable[[], None]
) -> Iterator[Value]:
    """Yield the witnesses of an instance whose space is a real number for each of some keys.

    - `meaning`, `x`, `space`: the problem, its instance, and the witness space.
    - `deadline`: seconds on the monotonic clock, or None for no limit.
    - `finished`: called at the end if there are no other witnesses.

    >>> from certify.library import standard
    >>> from certify.core.mistakes import Source
    >>> text = "problem Root\\n  instance a : rat\\n  measures b = bits(a)\\n  witness r : reals over {0}\\n"
    >>> text += "  accepts r[0] * r[0] = a\\n"
    >>> meaning = ProblemMeaning(standard().with_texts([Source("root.red", text)]).problem("Root"))
    >>> sorted(w[0] for w in real_witnesses(meaning, (4,), meaning.space((4,)), None, lambda: print("and no other")))
    and no other
    [-2, 2]
    >>> list(real_witnesses(meaning, (2,), meaning.space((2,)), None, lambda: print("and no other")))
    []
    """
    import z3

    context = fresh_context()
    unknowns = [z3.Real(f"r{i}", context) for i in range(len(space.items))]
    solver = z3.SolverFor("QF_NRA", context)
    run = _PathRun(solver)
    complete = True
    while True:
        solver.push()
        run.at = 0
        witness = FrozenMap(zip(space.items, (Real(u, run) for u in unknowns), strict=True))
        try:
            accepted = meaning.accepts(x, witness)
        except Unmet:
            accepted = False
        except (Unfollowed, TypeError):
            return
        if accepted:
            ways = _Solutions(solver, unknowns, deadline)
            for numbers in ways:
                found = FrozenMap(zip(space.items, numbers, strict=True))
                if meaning.accepts(x, found):
                    yield found
            complete = complete and ways.complete
        solver.pop()
        if not run.next():
            break
        if deadline is not None and time.monotonic() >= deadline:
            return
    if complete:
        finished()


@dataclass
class _Solutions:
    """The rational solutions of the conditions of a path, each once.  `complete` states after the iteration that there are no
    others.

    If the conditions state for each unknown that some polynomial in it alone is 0, all combinations of roots are tried.
    Otherwise z3 finds one solution after the other.
    """

    solver: z3.Solver
    unknowns: list[Any]
    deadline: float | None
    complete: bool = False

    def __iter__(self) -> Iterator[tuple[int | Fraction, ...]]:
        roots = self._roots()
        return self._found() if roots is None else self._tried(roots)

    def _roots(self) -> list[list[Any]] | None:
        """Return the values that each unknown can have by an equation in it alone; None if some unknown has no such equation,
        roots are irrational, or there are too many combinations."""
        import z3

        found = dict[str, list[Any]]()
        for condition in _conjuncts(self.solver.assertions()):
            names = _unknowns_in(condition)
            if z3.is_eq(condition) and len(names) == 1 and (name := next(iter(names))) not in found:
                alone = z3.SolverFor("QF_NRA", self.solver.ctx)
                alone.add(condition)
                one = _Solutions(alone, [z3.Real(name, self.solver.ctx)], self.deadline)
                values = [z3.RealVal(str(value), self.solver.ctx) for (value,) in one._found()]
                if not one.complete:
                    return None
                found[name] = values
        roots = [found.get(str(u)) for u in self.unknowns]
        if None in roots or prod(map(len, roots)) > _MOST_TRIED:  # type: ignore[arg-type]
            return None
        return roots  # type: ignore[return-value]

    def _tried(self, roots: list[list[Any]]) -> Iterator[tuple[int | Fraction, ...]]:
        import z3

        conditions = z3.And(list(self.solver.assertions()), self.solver.ctx)
        for values in product(*roots):
            if self.deadline is not None and time.monotonic() >= self.deadline:
                return
            if z3.is_true(z3.simplify(z3.substitute(conditions, *zip(self.unknowns, values, strict=True)))):
                yield tuple(map(_rational, values))
        self.complete = True

    def _found(self) -> Iterator[tuple[int | Fraction, ...]]:
        import z3

        for _ in range(_MOST):
            left = _FOREVER if self.deadline is None else int(1000 * (self.deadline - time.monotonic()))
            if left <= 0:
                return
            self.solver.set("timeout", left)
            answer = self.solver.check()
            if answer != z3.sat:
                self.complete = bool(answer == z3.unsat)
                return
            model = self.solver.model()
            values = [model.eval(u, model_completion=True) for u in self.unknowns]
            if not all(z3.is_rational_value(v) for v in values):
                return
            yield tuple(map(_rational, values))
            if not self.unknowns:
                self.complete = True
                return
            self.solver.add(z3.Or([u != v for u, v in zip(self.unknowns, values, strict=True)]))


def _rational(value: Any) -> int | Fraction:
    return number(Fraction(value.numerator_as_long(), value.denominator_as_long()))


def _conjuncts(conditions: Iterable[Any]) -> Iterator[Any]:
    import z3

    for condition in conditions:
        if z3.is_and(condition):
            yield from _conjuncts(condition.children())
        else:
            yield condition


def _unknowns_in(condition: Any) -> set[str]:
    """Return the names of the unknowns in a condition."""
    import z3

    found, seen, waiting = set[str](), set[int](), [condition]
    while waiting:
        term = waiting.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.add(str(term))
        waiting += term.children()
    return found
