"""A search for refutations of ground formulas: equality with functions, linear arithmetic of whole numbers, and propositional
structure.  What it finds is a list of steps, which the checker of certificates replays without search.

The checker's own class makes clauses of the formulas.  The search learns clauses.  The theories explain their conflicts: equal
labels by paths of equalities, bounds by rows of an exact simplex tableau, with the multiples that add up to a contradiction;
congruences of functions are added where a candidate solution breaks them.  Bounds of whole numbers are rounded, and where a
solution has a fraction, a bound is added to decide on.  Its only answer that counts is `refuted`.

Formulas are nested lists or tuples, with negations on atoms only, as in `certify.certificates.checker`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import floor, lcm
from typing import Any

from certify.certificates.checker import (
    Formula,
    Ground,
    Work,
    at_most,
    at_most_0,
    conj,
    counting_variables,
    disj,
    equal,
    is_0,
    is_product,
    lin,
    neg,
)
from certify.proving.simplex import Because, Simplex
from certify.records import dataclass

_BOUNDS = 200  # that are added to decide on
_CONFLICTS = 20_000


@dataclass(frozen=True)
class GroundOutcome:
    """Whether the formulas have no model, what it took (decisions and conflicts), and the steps that show it."""

    refuted: bool
    decisions: int
    conflicts: int
    steps: list[list[Any]]


def refutes(formulas: Iterable[Any], conflicts: int = _CONFLICTS) -> GroundOutcome:
    """Return whether the formulas contradict each other.  `conflicts`: the most that the search may meet before it gives up.

    >>> a, b = ["f", "a", "home", []], ["f", "b", "home", []]
    >>> refutes([["=", a, b], ["p", "in", [a]], ["not", ["p", "in", [b]]]]).refuted
    True
    >>> refutes([["p", "in", [a]], ["not", ["p", "in", [b]]]]).refuted
    False
    """
    work = Work(1 << 60)
    work.here = work.left
    with counting_variables(work):
        normal = [normal_form(f) for f in formulas]
    return refutation(normal, conflicts)


def refutation(formulas: Iterable[Formula], conflicts: int = _CONFLICTS) -> GroundOutcome:
    """Do the same as `refutes` for formulas as the checker has made them: its clauses are those of the search."""
    search, work = _ClauseSearch(), Work(1 << 60)
    work.here = work.left
    with counting_variables(work):
        for f in formulas:
            search.require(f)
        refuted = search.refuted(conflicts)
    return GroundOutcome(refuted, search.decisions, search.conflicts, search.steps)


def normal_form(o: Any) -> Any:
    """Return a term or formula, of lists or tuples, as the checker makes it."""
    kind = o[0]
    if kind == "f":
        return ("f", o[1], o[2], tuple(map(normal_form, o[3])))
    if kind == "lin":
        return lin(o[1], *((normal_form(t), c) for t, c in o[2]))
    if kind == "p":
        return ("p", o[1], tuple(map(normal_form, o[2])))
    if kind in ("and", "or"):
        return (conj if kind == "and" else disj)(*map(normal_form, o[1]))
    rules: dict[str, Callable[..., Any]] = {"=": equal, "<=": at_most_0, "=0": is_0, "not": neg}
    return rules[kind](*map(normal_form, o[1:])) if kind in rules else (kind,)


class _ClauseSearch(Ground):
    """Clauses over literals: atoms by their numbers, negative if negated."""

    def __init__(self) -> None:
        super().__init__()
        self.bounds: dict[int, tuple[Any, int]] = {}
        self.occurrences: dict[int, list[int]] = {}
        self.indexed = 0
        self.value: dict[int, bool] = {}
        self.true: set[int] = set()
        self.level: dict[int, int] = {}
        self.reason: dict[int, Sequence[int]] = {}
        self.trail: list[int] = []
        self.marks: list[tuple[int, int]] = []
        self.seen = 0
        self.simplex = Simplex()
        self.applications: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
        self.terms: set[Any] = set()
        self.used: set[Any] = set()
        self.graph: dict[Any, list[tuple[Any, int]]] = {}
        self.graphed = 0
        self.made_by: dict[int, tuple[Sequence[int], int]] = {}  # clauses that steps have made, by their identity, with the step
        self.needs: dict[int, set[int]] = {}
        self.decisions = self.conflicts = 0
        self.to_decide: list[int] = []
        self.steps: list[list[Any]] = []

    def noted(self, number: int, f: Any) -> None:
        """Note the terms in a new atom, and what bounds a column."""
        if f[0] == "<=":
            self.bounds[number] = self.simplex.column_of(f[1][2]), -f[1][1]
        for t in f[2] if f[0] == "p" else f[1:] if f[0] in ("=", "<=", "=0") else ():
            self._note(t)
        if f[0] == "p" and f[2]:
            self.applications.setdefault(("p", f[1]), []).append((f, number))

    def _note(self, t: Any) -> None:
        if t[0] == "lin":
            for u, _ in t[2]:
                self._note(u)
        elif t not in self.terms:
            self.terms.add(t)
            for a in t[3]:
                self._note(a)
            if t[3]:
                self.applications.setdefault(("f", t[1]), []).append((t, t))

    def _index(self) -> range:
        """Note in which clauses literals occur; return the numbers of the clauses that are new."""
        new = range(self.indexed, len(self.clauses))
        for i in new:
            found = sorted(set(self.clauses[i]), key=abs)
            self.clauses[i] = [1] if any(-x in found for x in found) else found
            for x in self.clauses[i]:
                self.occurrences.setdefault(x, []).append(i)
        self.indexed = len(self.clauses)
        return new

    # -------------------------------------------------------------------------------------------- theories

    def _equality_conflict(self) -> list[int] | None:
        """Return a false equality whose two labels true ones make equal, with these; else None.

        Where no equality was decided since it was asked last, the answer is None again.
        """
        new, self.graphed = self.trail[self.graphed :], len(self.trail)
        if not any(self.atoms[abs(literal)][0] == "=" for literal in new):
            return None
        self.graph = {}
        for literal in self.trail:
            f = self.atoms[abs(literal)]
            if f[0] == "=" and literal > 0:
                _, s, t = f
                self.graph.setdefault(s, []).append((t, literal))
                self.graph.setdefault(t, []).append((s, literal))
        for literal in self.trail:
            if literal < 0 and self.atoms[-literal][0] == "=":
                path = self._path(*self.atoms[-literal][1:])
                if path is not None:
                    return [literal, *path]
        return None

    def _path(self, s: Any, t: Any) -> list[int] | None:
        before: dict[Any, tuple[Any, int] | None] = {s: None}
        todo = [s]
        while todo:
            u = todo.pop(0)
            if u == t:
                out = []
                while (step := before[u]) is not None:
                    u = step[0]
                    out.append(step[1])
                return out
            for w, literal in self.graph.get(u, ()):
                if w not in before:
                    before[w] = (u, literal)
                    todo.append(w)
        return None

    def _class_of(self, t: Any, classes: dict[Any, Any]) -> Any:
        """Return the value of a number, or the first label that a label is equal to."""
        if t[0] == "lin":
            return t[1] + sum(c * self.simplex.value.get(u, 0) for u, c in t[2])
        if t not in classes:
            members, todo = {t}, [t]
            while todo:
                for w, _ in self.graph.get(todo.pop(), ()):
                    if w not in members:
                        members.add(w)
                        todo.append(w)
            first = min(members, key=repr)
            classes.update(dict.fromkeys(members, first))
        return classes[t]

    def _congruences(self) -> bool:
        """Add the congruences that the present solution breaks; return whether there are any."""
        added, classes = False, dict[Any, Any]()
        for (kind, _), applications in self.applications.items():
            groups: dict[Any, list[tuple[Any, Any]]] = {}
            for f, result in [a for a in applications if kind == "f" or a[1] in self.value]:
                values = [self._class_of(a, classes) for a in f[-1]]
                groups.setdefault(tuple(sorted(values) if is_product(f) else values), []).append((f, result))
            for group in groups.values():
                f, first = group[0]
                for g, other in group[1:]:
                    if (f, g) not in self.used and self._broken(kind, first, other, classes):
                        self.used.add((f, g))
                        self.congruence(f, g)
                        self.steps.append(["congruence", first, other])
                        added = True
        return added

    def _broken(self, kind: str, first: Any, other: Any, classes: dict[Any, Any]) -> bool:
        if kind == "p":
            return self.value[first] != self.value[other]
        if first[2] == "Int":
            first, other = (lin(0, (t, 1)) for t in (first, other))
        return bool(self._class_of(first, classes) != self._class_of(other, classes))

    # -------------------------------------------------------------------------------------------- search

    def _assign(self, literal: int, reason: Sequence[int]) -> None:
        self.value[abs(literal)] = literal > 0
        self.true.add(literal)
        self.level[abs(literal)], self.reason[abs(literal)] = len(self.marks), reason
        self.trail.append(literal)

    def _holds(self, literal: int) -> bool | None:
        v = self.value.get(abs(literal))
        return None if v is None else v == (literal > 0)

    def _false_clause(self, todo: Iterable[int]) -> Sequence[int] | None:
        """Propagate units of these clauses; return a clause that is false, or a conflict of a theory, or None."""
        clauses, true = self.clauses, self.true
        while True:
            for i in todo:
                clause = clauses[i]
                if true.isdisjoint(clause):
                    open_literals = [x for x in clause if -x not in true]
                    if not open_literals:
                        return clause
                    if len(open_literals) == 1:
                        self._assign(open_literals[0], clause)
            if self.seen == len(self.trail):
                why = self.simplex.conflict()
                if why:
                    return self._arithmetic(why)
                conflict = self._equality_conflict()
                return self._lemma(["equality", conflict]) if conflict else None
            literal = self.trail[self.seen]
            self.seen += 1
            todo = self.occurrences.get(-literal, ())
            if abs(literal) in self.bounds:
                x, most = self.bounds[abs(literal)]
                why = self.simplex.tighten(x, literal > 0, most if literal > 0 else most + 1, literal)
                if why:
                    return self._arithmetic(why)

    def _arithmetic(self, why: Because) -> list[int]:
        common = lcm(*(m.denominator for _, m in why))
        return self._lemma(["arithmetic", [x for x, _ in why], [int(m * common) for _, m in why]])

    def _lemma(self, step: list[Any]) -> list[int]:
        """Note a step that contradicts literals; return the clause that they are not all true."""
        self.steps.append(step)
        clause = [-x for x in step[1]]
        self._made(clause)
        return clause

    def _made(self, clause: Sequence[int]) -> None:
        """Note that the last step has made a clause."""
        self.made_by[id(clause)] = clause, len(self.steps) - 1

    def _steps_of(self, clauses: Iterable[Sequence[int]]) -> set[int]:
        """Return the numbers of the steps that have made some of these clauses."""
        return {self.made_by[id(clause)][1] for clause in clauses if id(clause) in self.made_by}

    def _reasons(self, literals: Iterable[int]) -> list[Sequence[int]]:
        """Return the clauses from which literals follow that rest on no decision."""
        clauses, seen, todo = list[Sequence[int]](), set[int](), [*literals]
        while todo:
            x = abs(todo.pop())
            if x not in seen and x in self.value:
                seen.add(x)
                clauses.append(self.reason[x])
                todo += self.reason[x]
        return clauses

    def _leave_out(self, conflict: Sequence[int]) -> None:
        """Leave out the steps that a contradiction, which rests on no decision, does not need.

        Those stay that number atoms, which later steps name by their numbers.
        """
        needed = set[int]()
        left = self._steps_of([conflict, *self._reasons(conflict)])
        while left:
            needed |= left
            left = set[int]().union(*(self.needs.get(step, ()) for step in left)) - needed
        self.steps = [s for i, s in enumerate(self.steps) if i in needed or s[0] not in ("clause", "arithmetic", "equality")]

    def _back_to(self, level: int) -> None:
        if level < len(self.marks):
            size, depth = self.marks[level]
            for literal in self.trail[size:]:
                del self.value[abs(literal)]
            self.true.difference_update(self.trail[size:])
            del self.trail[size:], self.marks[level:]
            self.simplex.restore(depth)
            self.seen = min(self.seen, size)
            if size < self.graphed:
                self.graphed = 0

    def _learn(self, conflict: Sequence[int], top: int) -> None:
        """Add the clause that resolution of a false clause with reasons gives, with one literal of the level `top`."""
        clause, used = set(conflict), [conflict]
        while sum(self.level[abs(literal)] == top for literal in clause) > 1:
            literal = next(-t for t in reversed(self.trail) if -t in clause)
            used.append(self.reason[abs(literal)])
            clause = (clause | set(used[-1])) - {literal, -literal}
        known = [x for x in clause if self.level[abs(x)] == 0]
        clause.difference_update(known)
        for x in sorted(clause, key=abs):  # those that are false if the others are
            reason = self.reason[abs(x)]
            certain = [y for y in reason if self.level[abs(y)] == 0]
            if reason and -x in reason and clause.issuperset({*reason} - {-x, *certain}):
                clause.remove(x)
                used.append(reason)
                known += certain
        used += self._reasons(known)
        learnt = sorted(clause, key=abs)
        self.clauses.append(learnt)
        self.needs[len(self.steps)] = self._steps_of(used)
        self.steps.append(["clause", learnt])
        self._back_to(max((self.level[abs(literal)] for literal in learnt if self.level[abs(literal)] < top), default=0))

    def refuted(self, most: int) -> bool:
        """Return whether there is no model; False also if the search gives up after `most` conflicts."""
        self._index()
        todo: Iterable[int] = range(len(self.clauses))
        given = len(self.clauses)
        while True:
            conflict = self._false_clause(todo)
            todo = ()
            if conflict is not None:
                self.conflicts += 1
                top = max((self.level[abs(literal)] for literal in conflict), default=0)
                if top == 0:
                    self._leave_out(conflict)
                if top == 0 or self.conflicts > most:
                    return top == 0
                self._back_to(top)
                self._learn(conflict, top)
                self._index()
                self._made(self.clauses[-1])
                todo = range(given, len(self.clauses))
                continue
            clause = next(filter(self.true.isdisjoint, reversed(self.clauses)), None)  # what was learnt last comes first
            if clause is not None:
                self.decisions += 1
                self.marks.append((len(self.trail), len(self.simplex.undo)))
                self._assign(next(literal for literal in clause if self._holds(literal) is None), ())
                continue
            bound = next((x for x in self.to_decide if self._holds(x) is None), None)
            if bound is not None:
                self.marks.append((len(self.trail), len(self.simplex.undo)))
                self._assign(bound, ())
                continue
            if not self._completed():
                return False
            todo = self._index()

    def _completed(self) -> bool:
        """Add what the present solution breaks: a bound beside a fraction, else congruences; return whether there is anything."""
        x = self.simplex.fraction()
        if x is None:
            return self._congruences()
        terms, value = self.simplex.divided() or (((x, 1),) if x[0] == "f" else x, self.simplex.value[x])
        form, number = lin(0, *terms), len(self.atoms)
        bound = self.literal(at_most(form, lin(floor(value))))
        self.to_decide.append(bound if value > 0 else -bound)  # first towards 0: the other way there may be no end
        if abs(bound) == number:
            self.steps.append(["bound", form, floor(value)])
        return len(self.to_decide) <= _BOUNDS
