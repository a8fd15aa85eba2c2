"""A refuter of ground formulas, in one file because it is to be read and replayed on its own: equality with functions, linear
arithmetic of whole numbers, and propositional structure.

It uses the standard library alone and shares no code with the search for proofs.  A formula is nested lists or tuples, with
negations on atoms only:

    ["and", [f...]]  ["or", [f...]]  ["not", atom]  ["T"]  ["F"]  ["p", name, [t...]]  ["=", s, t]  ["<=", sum]  ["=0", sum]

    terms: ["f", name, sort, [t...]]   ["lin", constant, [[term, coefficient]...]]   (every whole number is a "lin")

The search learns clauses.  The theories explain their conflicts: equal labels by paths of equalities, bounds by rows of an exact
simplex tableau; congruences of functions are added where a candidate solution breaks them.  Bounds of whole numbers are rounded,
and fractions in a solution are branched on.  Its only answer that counts is `refuted`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, gcd
from typing import Any

_DEEPEST = 30  # branches on fractions
_CONFLICTS = 20_000


@dataclass(frozen=True)
class GroundOutcome:
    """Whether the formulas have no model, and what it took: decisions, conflicts, congruences, clauses and atoms."""

    refuted: bool
    decisions: int
    conflicts: int
    congruences: int
    clauses: int
    atoms: int


def refutes(formulas: Iterable[Any], conflicts: int = _CONFLICTS) -> GroundOutcome:
    """Return whether the formulas contradict each other.  `conflicts`: the most that the search may meet before it gives up.

    >>> a, b = ["f", "a", "home", []], ["f", "b", "home", []]
    >>> refutes([["=", a, b], ["p", "in", [a]], ["not", ["p", "in", [b]]]]).refuted
    True
    >>> refutes([["p", "in", [a]], ["not", ["p", "in", [b]]]]).refuted
    False
    """
    search = _ClauseSearch()
    for f in formulas:
        search.require(_frozen(f))
    refuted = search.refuted(conflicts)
    return GroundOutcome(
        refuted, search.decisions, search.conflicts, search.congruences, len(search.clauses), len(search.kinds) - 1
    )


def _frozen(o: Any) -> Any:
    return tuple(map(_frozen, o)) if isinstance(o, list | tuple) else o


class _Simplex:
    """Bounds of terms and of sums of terms, with the literals that set them.

    Each is a column; a basic one is a sum of the columns that are not basic, its row.
    """

    def __init__(self) -> None:
        self.columns: dict[Any, None] = {}
        self.rows: dict[Any, dict[Any, Fraction]] = {}
        self.basic: set[Any] = set()
        self.value: dict[Any, Fraction] = {}
        self.low: dict[Any, tuple[int, int]] = {}
        self.high: dict[Any, tuple[int, int]] = {}
        self.undo: list[tuple[dict[Any, tuple[int, int]], Any, tuple[int, int] | None]] = []
        self.order: dict[Any, int] = {}

    def column_of(self, form: tuple[tuple[Any, int], ...]) -> Any:
        """Return the column of a sum of terms."""
        for t, _ in form:
            self._new(t)
        if len(form) == 1 and form[0][1] == 1:
            return form[0][0]
        if form not in self.columns:
            row: dict[Any, Fraction] = {}
            for t, c in form:
                for v, k in (self.rows[t] if t in self.basic else {t: Fraction(1)}).items():
                    row[v] = row.get(v, Fraction(0)) + c * k
            self._new(form)
            self.rows[form] = {v: k for v, k in row.items() if k}
            self.basic.add(form)
            self.value[form] = sum((k * self.value[v] for v, k in self.rows[form].items()), Fraction(0))
        return form

    def _new(self, t: Any) -> None:
        if t not in self.columns:
            self.columns[t] = None
            self.order[t] = len(self.order)
            self.value[t] = Fraction(0)

    def tighten(self, x: Any, upper: bool, bound: int, literal: int) -> list[int] | None:
        """Set a bound; return the literals that contradict it, if the other bound lies beyond it."""
        mine, other = (self.high, self.low) if upper else (self.low, self.high)
        if x in mine and (mine[x][0] <= bound if upper else mine[x][0] >= bound):
            return None
        if x in other and (other[x][0] > bound if upper else other[x][0] < bound):
            return [literal, other[x][1]]
        self.undo.append((mine, x, mine.get(x)))
        mine[x] = (bound, literal)
        if x not in self.basic and (self.value[x] > bound if upper else self.value[x] < bound):
            self._shift(x, Fraction(bound))
        return None

    def restore(self, depth: int) -> None:
        """Take back the bounds set after the first `depth`."""
        while len(self.undo) > depth:
            box, x, old = self.undo.pop()
            if old is None:
                del box[x]
            else:
                box[x] = old

    def _shift(self, x: Any, bound: Fraction) -> None:
        by = bound - self.value[x]
        self.value[x] = bound
        for b in self.basic:
            c = self.rows[b].get(x)
            if c:
                self.value[b] += c * by

    def _pivot(self, b: Any, x: Any, bound: Fraction) -> None:
        row = self.rows.pop(b)
        c = row.pop(x)
        new = {v: -a / c for v, a in row.items()}
        new[b] = 1 / c
        by = (bound - self.value[b]) / c
        self.value[b] = bound
        self.value[x] += by
        self.basic.remove(b)
        for o in self.basic:
            r = self.rows[o]
            a = r.pop(x, None)
            if a:
                self.value[o] += a * by
                for v, w in new.items():
                    r[v] = r.get(v, Fraction(0)) + a * w
                    if not r[v]:
                        del r[v]
        self.rows[x] = new
        self.basic.add(x)

    def conflict(self) -> list[int] | None:
        """Return literals whose bounds contradict each other, or None: the values then satisfy all bounds."""
        while True:
            low, high, value = self.low, self.high, self.value
            broken = [b for b in self.basic if (b in low and value[b] < low[b][0]) or (b in high and value[b] > high[b][0])]
            if not broken:
                return None
            b = min(broken, key=self.order.__getitem__)
            below = b in low and value[b] < low[b][0]
            bound, literal = low[b] if below else high[b]
            why = [literal]
            for x, c in sorted(self.rows[b].items(), key=lambda p: self.order[p[0]]):
                grow = (c > 0) == below
                box = high if grow else low
                if x not in box or (value[x] < box[x][0] if grow else value[x] > box[x][0]):
                    self._pivot(b, x, Fraction(bound))
                    break
                why.append(box[x][1])
            else:
                return why

    def whole_conflict(self, depth: int = 0) -> list[int] | None:
        """Return literals whose bounds have no solution in whole numbers, or None.  A 0 stands for a branch.

        Raises RecursionError after too many branches.
        """
        found = self.conflict()
        if found:
            return found
        x = next((t for t in self.columns if self.value[t].denominator != 1), None)
        if x is None:
            return None
        if depth > _DEEPEST:
            raise RecursionError
        at, why = floor(self.value[x]), list[int]()
        for upper, bound in ((True, at), (False, at + 1)):
            mark = len(self.undo)
            found = self.tighten(x, upper, bound, 0) or self.whole_conflict(depth + 1)
            if found is None:
                return None
            self.restore(mark)
            why += found
        return [literal for literal in dict.fromkeys(why) if literal]


class _ClauseSearch:
    """Clauses over literals: atoms by their numbers, negative if negated."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.kinds: list[tuple[str, Any]] = [("", None)]
        self.clauses: list[list[int]] = []
        self.occurrences: dict[int, list[int]] = {}
        self.value: dict[int, bool] = {}
        self.level: dict[int, int] = {}
        self.reason: dict[int, Sequence[int]] = {}
        self.trail: list[int] = []
        self.marks: list[tuple[int, int]] = []
        self.seen = 0
        self.simplex = _Simplex()
        self.applications: dict[tuple[str, str], list[tuple[Any, Any]]] = {}
        self.terms: dict[Any, None] = {}
        self.used: set[Any] = set()
        self.graph: dict[Any, list[tuple[Any, int]]] = {}
        self.decisions = self.conflicts = self.congruences = 0

    # -------------------------------------------------------------------------------------------- atoms

    def _new(self, key: Any, kind: str, data: Any) -> int:
        self.kinds.append((kind, data))
        self.numbers[key] = len(self.kinds) - 1
        return self.numbers[key]

    def _truth(self, truth: bool) -> int:
        if "true" not in self.numbers:
            self.add([self._new("true", "free", None)])
        return self.numbers["true"] if truth else -self.numbers["true"]

    def _at_most_zero(self, s: Any) -> int:
        """Return the literal of: the sum is at most 0."""
        for t, _ in s[2]:
            self._note(t)
        if not s[2]:
            return self._truth(s[1] <= 0)
        g = 0
        for _, c in s[2]:
            g = gcd(g, c)
        form, constant = tuple((t, c // g) for t, c in s[2]), Fraction(s[1], g)
        if form[0][1] < 0:  # the negated form is at least the constant
            return -self._bound(tuple((t, -c) for t, c in form), -floor(-constant) - 1)
        return self._bound(form, floor(-constant))

    def _bound(self, form: tuple[tuple[Any, int], ...], most: int) -> int:
        key = ("<=", form, most)
        return self.numbers[key] if key in self.numbers else self._new(key, "bound", (self.simplex.column_of(form), most))

    def _equal(self, s: Any, t: Any) -> int:
        """Return the literal of the equality of two terms."""
        if s == t:
            return self._truth(True)
        if s[0] == "lin":
            return self._zero(_difference(s, t))
        self._note(s)
        self._note(t)
        key = ("=", *sorted((s, t), key=repr))
        return self.numbers[key] if key in self.numbers else self._new(key, "equal", key[1:])

    def _zero(self, s: Any) -> int:
        if not s[2]:
            return self._truth(s[1] == 0)
        key = ("=0", s)
        if key not in self.numbers:
            e = self._new(key, "free", None)
            a, b = self._at_most_zero(s), self._at_most_zero(("lin", -s[1], tuple((t, -c) for t, c in s[2])))
            for clause in ([-e, a], [-e, b], [e, -a, -b]):
                self.add(clause)
        return self.numbers[key]

    def _note(self, t: Any) -> None:
        """Note a term and the applications in it."""
        if t[0] == "lin":
            for u, _ in t[2]:
                self._note(u)
        elif t not in self.terms:
            self.terms[t] = None
            for a in t[3]:
                self._note(a)
            if t[3]:
                self.applications.setdefault(("f", t[1]), []).append((t[3], t))

    def _literal(self, f: Any) -> int:
        kind = f[0]
        if kind == "not":
            return -self._literal(f[1])
        if kind in ("T", "F"):
            return self._truth(kind == "T")
        if kind == "<=":
            return self._at_most_zero(f[1])
        if kind == "=":
            return self._equal(f[1], f[2])
        if kind == "=0":
            return self._zero(_difference(f[1], ("lin", 0, ())))
        if f in self.numbers:
            return self.numbers[f]
        if kind == "p":
            literal = self._new(f, "free", None)
            for a in f[2]:
                self._note(a)
            if f[2]:
                self.applications.setdefault(("p", f[1]), []).append((f[2], literal))
            return literal
        defined = self._new(f, "free", None)
        found = [self._literal(g) for g in f[1]]
        if kind == "or":
            self.add([-defined, *found])
        else:
            for literal in found:
                self.add([-defined, literal])
        return defined

    def require(self, f: Any) -> None:
        """Add a formula that must hold."""
        if f[0] == "and":
            for g in f[1]:
                self.require(g)
        else:
            self.add([self._literal(g) for g in f[1]] if f[0] == "or" else [self._literal(f)])

    def add(self, clause: Iterable[int]) -> list[int]:
        """Add a clause that is no tautology, and return it without repetitions."""
        found = sorted(set(clause), key=abs)
        if not any(-literal in found for literal in found):
            for literal in found:
                self.occurrences.setdefault(literal, []).append(len(self.clauses))
            self.clauses.append(found)
        return found

    # -------------------------------------------------------------------------------------------- theories

    def _equality_conflict(self) -> list[int] | None:
        """Return a false equality whose two labels true ones make equal, with these; else None."""
        self.graph = {}
        for literal in self.trail:
            kind, data = self.kinds[abs(literal)]
            if kind == "equal" and literal > 0:
                s, t = data
                self.graph.setdefault(s, []).append((t, literal))
                self.graph.setdefault(t, []).append((s, literal))
        for literal in self.trail:
            if literal < 0 and self.kinds[-literal][0] == "equal":
                path = self._path(*self.kinds[-literal][1])
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
            return t[1] + sum(c * self.simplex.value.get(u, Fraction(0)) for u, c in t[2])
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
        for (kind, name), applications in self.applications.items():
            groups: dict[Any, list[tuple[Any, Any]]] = {}
            for args, result in list(applications):
                groups.setdefault(tuple(self._class_of(a, classes) for a in args), []).append((args, result))
            for group in groups.values():
                a, first = group[0]
                for b, other in group[1:]:
                    heads = self._broken(kind, first, other, classes)
                    key = (kind, name, a, b)
                    if heads and key not in self.used:
                        self.used.add(key)
                        body = [-self._equal(s, t) for s, t in zip(a, b, strict=True)]
                        for head in heads:
                            self.add(body + head)
                        self.congruences += 1
                        added = True
        return added

    def _broken(self, kind: str, first: Any, other: Any, classes: dict[Any, Any]) -> list[list[int]]:
        if kind == "p":
            x, y = self.value.get(first), self.value.get(other)
            return [] if x is None or y is None or x == y else [[-first, other], [first, -other]]
        if first[2] == "Int":
            a, b = (("lin", 0, ((t, 1),)) for t in (first, other))
            return [] if self._class_of(a, classes) == self._class_of(b, classes) else [[self._equal(a, b)]]
        return [] if self._class_of(first, classes) == self._class_of(other, classes) else [[self._equal(first, other)]]

    # -------------------------------------------------------------------------------------------- search

    def _assign(self, literal: int, reason: Sequence[int]) -> None:
        self.value[abs(literal)] = literal > 0
        self.level[abs(literal)], self.reason[abs(literal)] = len(self.marks), reason
        self.trail.append(literal)

    def _holds(self, literal: int) -> bool | None:
        v = self.value.get(abs(literal))
        return None if v is None else v == (literal > 0)

    def _false_clause(self, todo: Iterable[int]) -> Sequence[int] | None:
        """Propagate units of these clauses; return a clause that is false, or a conflict of a theory, or None."""
        while True:
            for i in todo:
                clause = self.clauses[i]
                open_literals = []
                for literal in clause:
                    v = self._holds(literal)
                    if v:
                        break
                    if v is None:
                        open_literals.append(literal)
                        if len(open_literals) > 1:
                            break
                else:
                    if not open_literals:
                        return clause
                    self._assign(open_literals[0], clause)
            if self.seen == len(self.trail):
                conflict = self.simplex.conflict() or self._equality_conflict()
                return [-literal for literal in conflict] if conflict else None
            literal = self.trail[self.seen]
            self.seen += 1
            todo = self.occurrences.get(-literal, ())
            kind, data = self.kinds[abs(literal)]
            if kind == "bound":
                x, most = data
                conflict = self.simplex.tighten(x, literal > 0, most if literal > 0 else most + 1, literal)
                if conflict:
                    return [-other for other in conflict]

    def _back_to(self, level: int) -> None:
        if level < len(self.marks):
            size, depth = self.marks[level]
            for literal in self.trail[size:]:
                del self.value[abs(literal)]
            del self.trail[size:], self.marks[level:]
            self.simplex.restore(depth)
            self.seen = min(self.seen, size)

    def _learn(self, conflict: Sequence[int], top: int) -> None:
        """Add the clause that resolution of a false clause with reasons gives, with one literal of the level `top`."""
        clause = set(conflict)
        while sum(self.level[abs(literal)] == top for literal in clause) > 1:
            literal = next(-t for t in reversed(self.trail) if -t in clause)
            clause = (clause | set(self.reason[abs(literal)])) - {literal, -literal}
        learnt = self.add(clause)
        self._back_to(max((self.level[abs(literal)] for literal in learnt if self.level[abs(literal)] < top), default=0))

    def refuted(self, most: int) -> bool:
        """Return whether there is no model; False also if the search gives up after `most` conflicts."""
        todo: Iterable[int] = range(len(self.clauses))
        given = len(self.clauses)
        while True:
            conflict = self._false_clause(todo)
            todo = ()
            if conflict is not None:
                self.conflicts += 1
                top = max((self.level[abs(literal)] for literal in conflict), default=0)
                if top == 0 or self.conflicts > most:
                    return top == 0
                self._back_to(top)
                self._learn(conflict, top)
                todo = range(given, len(self.clauses))
                continue
            size = len(self.clauses)
            clause = next((c for c in self.clauses if not any(self._holds(literal) for literal in c)), None)
            if clause is not None:
                self.decisions += 1
                self.marks.append((len(self.trail), len(self.simplex.undo)))
                self._assign(next(literal for literal in clause if self._holds(literal) is None), ())
                continue
            if not self._completed():
                return False
            todo = range(size, len(self.clauses))

    def _completed(self) -> bool:
        """Add clauses that the present solution breaks: of whole numbers, else of congruences; return whether there are any."""
        mark = len(self.simplex.undo)
        try:
            why = self.simplex.whole_conflict()
        except RecursionError:
            self.simplex.restore(mark)
            return False
        if why:
            self.simplex.restore(mark)
            self.add([-literal for literal in why])
            return True
        added = self._congruences()
        self.simplex.restore(mark)
        return added


def _difference(s: Any, t: Any) -> Any:
    found: dict[Any, int] = {}
    for u, c in (*s[2], *((u, -c) for u, c in t[2])):
        found[u] = found.get(u, 0) + c
    return ("lin", s[1] - t[1], tuple(sorted(((u, c) for u, c in found.items() if c), key=repr)))
