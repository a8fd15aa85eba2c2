"""Evaluation of terms and formulas in a finite structure.

A quantifier over a home ranges over its labels.  One over the whole numbers ranges over those that its guard bounds or, where
nothing bounds it, over the numbers that occur in the structure and their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Any

from certify.formulas.definitions import Named, NamedChoice, NamedFormula, NamedLeast, NamedQuotient, NamedSquare, NamedSum
from certify.formulas.logic import INT, Formula, Term, Variables, conjuncts, free
from certify.formulas.quantifiers import negation

Row = tuple[Any, ...]
Assignment = Mapping[Term, Any]


class FiniteModel:
    """The meanings of symbols: functions and predicates as tables, the others by their definitions.

    >>> model = FiniteModel()
    >>> model.add("even", (2,))
    >>> model.close()
    >>> x = ("v", 0, "Int")
    >>> even = ("p", "even", (("lin", 0, ((x, 1),)),))
    >>> model.holds(("ex", (x,), even), {}), model.holds(("all", (x,), even), {})
    (True, False)
    """

    def __init__(self) -> None:
        self.functions: dict[str, dict[Row, Any]] = {}
        self.predicates: dict[str, set[Row]] = {}
        self.definitions: dict[str, Named] = {}
        self.foreign: set[str] = set()
        self.present: set[str] = set()
        self._universes: dict[str, set[Any]] = {INT: {-1, 0, 1}}
        self._sorted: dict[str, list[Any]] = {}
        self._values: dict[tuple[str, Row], Any] = {}
        self._negations: dict[Formula, Formula] = {}

    # -------------------------------------------------------------------------------------------- tables

    def universe(self, sort: str) -> set[Any]:
        """Return the values of a sort, to which more may be added until `close`."""
        return self._universes.setdefault(sort, set())

    def give(self, name: str, given: Row, value: Any, sort: str) -> None:
        """Set the value of a function."""
        self.functions.setdefault(name, {})[given] = value
        self._note(given)
        self.universe(sort).add(value)

    def add(self, name: str, row: Row) -> None:
        """Let a predicate hold."""
        self.predicates.setdefault(name, set()).add(row)
        self._note(row)

    def _note(self, row: Row) -> None:
        self.universe(INT).update(n for n in row if isinstance(n, int))  # ranks of labels among them, which is harmless

    def close(self) -> None:
        """Take the numbers next to those that occur, and forget what was computed."""
        self._sorted = {sort: sorted(values) for sort, values in self._universes.items()}
        ints = self._universes[INT]
        self._sorted[INT] = sorted({m for n in ints for m in (floor(n) - 1, floor(n), ceil(n), ceil(n) + 1)})
        self._values = {}

    # -------------------------------------------------------------------------------------------- terms

    def term(self, t: Term, env: Assignment) -> Any:
        """Return the value of a term; 0 where a stored function is not defined."""
        kind = t[0]
        if kind == "lin":
            total: int | Fraction = t[1]
            for u, c in t[2]:
                total += c * self.term(u, env)
            return total.numerator if isinstance(total, Fraction) and total.denominator == 1 else total
        if kind == "v":
            return env[t]
        row = tuple([self.term(a, env) for a in t[3]])
        if t[1] in self.definitions:
            key = t[1], row
            if key not in self._values:
                self._values[key] = self._defined(self.definitions[t[1]], row)
            return self._values[key]
        return self.functions.get(t[1], {}).get(row, 0)

    def _defined(self, named: Named, row: Row) -> Any:
        match named:
            case NamedSum(_, parameters, variables, guard, value):
                env = dict(zip(parameters, row, strict=True))
                return sum(self.term(value, found) for found in self.assignments(variables, guard, env))
            case NamedLeast(_, parameters, variable, guard):
                env = dict(zip(parameters, row, strict=True))
                return min((found[variable] for found in self.assignments((variable,), guard, env)), default=0)
            case NamedChoice(_, parameters, variables, guard, index):
                env = dict(zip(parameters, row, strict=True))
                rows = (tuple(found[v] for v in variables) for found in self.assignments(variables, guard, env))
                return min(rows, default=(0,) * len(variables))[index]
            case NamedSquare():
                return row[0] * row[0]
            case NamedQuotient(_, divisor):
                return row[0] // divisor
            case NamedFormula(_, parameters, formula):
                return self.holds(formula, dict(zip(parameters, row, strict=True)))
        raise AssertionError(named)

    # -------------------------------------------------------------------------------------------- formulas

    def holds(self, f: Formula, env: Assignment) -> bool:
        """Return whether a formula holds."""
        kind = f[0]
        if kind == "p":
            row = tuple([self.term(a, env) for a in f[2]])
            if f[1] in self.definitions:
                key = f[1], row
                if key not in self._values:
                    self._values[key] = self._defined(self.definitions[f[1]], row)
                return bool(self._values[key])
            return row in self.predicates.get(f[1], ())
        if kind == "=":
            return bool(self.term(f[1], env) == self.term(f[2], env))
        if kind == "<=":
            return bool(self.term(f[1], env) <= 0)
        if kind == "=0":
            return bool(self.term(f[1], env) == 0)
        if kind == "not":
            return not self.holds(f[1], env)
        if kind == "and":
            return all(self.holds(g, env) for g in f[1])
        if kind == "or":
            return any(self.holds(g, env) for g in f[1])
        if kind == "ex":
            return any(True for _ in self.assignments(f[1], f[2], env))
        if kind == "all":
            if f not in self._negations:
                self._negations[f] = negation(f[2])
            return not any(True for _ in self.assignments(f[1], self._negations[f], env))
        return bool(kind == "T")

    def assignments(self, variables: Variables, guard: Formula, env: Assignment) -> Iterator[dict[Term, Any]]:
        """Yield all values of the variables that satisfy the guard, each once, beside the values of other variables."""
        yield from self._search(list(variables), conjuncts(guard), dict(env))

    def _search(self, left: list[Term], guards: list[Formula], env: dict[Term, Any]) -> Iterator[dict[Term, Any]]:
        open_guards = []
        for g in guards:
            if free(g).isdisjoint(left):
                if not self.holds(g, env):
                    return
            else:
                open_guards.append(g)
        if not left:
            yield dict(env)
            return
        v, values = min(((v, self._candidates(v, left, open_guards, env)) for v in left), key=lambda c: len(c[1]))
        rest = [w for w in left if w != v]
        for value in values:
            env[v] = value
            yield from self._search(rest, open_guards, env)
        env.pop(v, None)

    def _candidates(self, v: Term, left: list[Term], guards: list[Formula], env: dict[Term, Any]) -> list[Any]:
        """Return the values of a variable that the guards, whose other variables are known, may allow."""
        others = [w for w in left if w != v]
        low, high = None, None
        best: list[Any] | None = None
        for g in guards:
            found: Iterable[Any] | None = None
            if g[0] == "p" and g[1] not in self.definitions:
                found = self._column(g, v)
            elif not free(g).isdisjoint(others):
                continue
            elif g[0] == "=" and v in (g[1], g[2]):
                other = g[2] if g[1] == v else g[1]
                found = [self.term(other, env)] if v not in free(other) else None
            elif g[0] in ("<=", "=0") and v[2] == INT:
                k = dict(g[1][2]).get(v)
                if not k or any(v in free(t) for t, _ in g[1][2] if t != v):
                    continue
                rest = Fraction(-self.term(("lin", g[1][1], tuple(p for p in g[1][2] if p[0] != v)), env)) / k
                if g[0] == "=0":
                    found = [int(rest)] if rest.denominator == 1 else []
                elif k > 0:
                    high = floor(rest) if high is None else min(high, floor(rest))
                else:
                    low = ceil(rest) if low is None else max(low, ceil(rest))
            if found is not None:
                values = list(found)
                best = values if best is None or len(values) < len(best) else best
        if best is not None:
            return best
        if low is not None and high is not None:
            return list(range(low, high + 1))
        return [n for n in self._sorted.get(v[2], []) if (low is None or n >= low) and (high is None or n <= high)]

    def _column(self, g: Formula, v: Term) -> list[Any] | None:
        """Return the values that stand in the place of a variable in the rows of a predicate; None if it has no such place."""
        for i, a in enumerate(g[2]):
            if a == v or (a[0] == "lin" and a == ("lin", 0, ((v, 1),))):
                return sorted({row[i] for row in self.predicates.get(g[1], ())})
        return None
