"""Ground formulas as clauses, and the replay of steps that refute them: a part of the checker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.certificates.checker import Propagation, Work, a_list, a_number, a_text, expect
from certify.certificates.checker_logic import F, Formula, T, Term, added, at_most, at_most_0, equal, lin, neg, parts, term, times

# ------------------------------------------------------------------------------------------------------ ground formulas


class Signature:
    """The sorts of symbols: each symbol has the same everywhere."""

    def __init__(self) -> None:
        self.sorts: dict[str, tuple[str, ...]] = {}

    def sort(self, t: Term) -> str:
        """Return the sort of a term.  Raises Invalid if a symbol in it has two."""
        if t[0] == "lin":
            for u, _ in t[2]:
                expect(u[0] == "f" and self.application(u) == "Int", "proof", u, "a term of whole numbers")
            return "Int"
        expect(t[0] == "f" and t[2] != "Int", "proof", t, "a ground term, numbers as sums")
        return self.application(t)

    def application(self, t: Term) -> str:
        """Check an application of a function or predicate, and return its sort."""
        sorts = (*map(self.sort, t[-1]), "Bool" if t[0] == "p" else t[2])
        expect(self.sorts.setdefault(t[1], sorts) == sorts, "proof", t[1], f"the sorts {self.sorts[t[1]]}")
        return sorts[-1]

    def check(self, f: Formula) -> None:
        """Check a ground formula.  Raises Invalid."""
        if f[0] == "p":
            self.application(f)
        elif f[0] == "=":
            expect(self.sort(f[1]) == self.sort(f[2]), "proof", f, "an equality of one sort")
        elif f[0] in ("<=", "=0"):
            self.sort(f[1])
        elif f[0] == "not":
            self.check(f[1])
        elif f[0] in ("and", "or"):
            for g in f[1]:
                self.check(g)
        else:
            expect(f in (T, F), "proof", f, "a ground formula")


class Ground:
    """Ground formulas as clauses.  An atom, and each "and" or "or" inside a formula, has a number; number 1 is true."""

    def __init__(self) -> None:
        self.numbers: dict[Formula, int] = {T: 1}
        self.atoms: list[Formula] = [T, T]
        self.clauses: list[list[int]] = [[1]]
        self.signature = Signature()

    def literal(self, f: Formula) -> int:
        """Return the number of a formula, negative if it is the negation of the formula that has it."""
        if f[0] == "not":
            return -self.literal(f[1])
        if f == F:
            return -1
        if f[0] == "<=" and f[1][2][0][1] < 0:
            return -self.literal(neg(f))
        if f not in self.numbers:
            self.numbers[f] = number = len(self.atoms)
            self.atoms.append(f)
            self.noted(number, f)
            if f[0] == "=0":
                a, b = self.literal(at_most_0(f[1])), self.literal(at_most_0(times(f[1], -1)))
                self.clauses += [[-number, a], [-number, b], [number, -a, -b]]
            elif f[0] in ("and", "or"):
                inner = [self.literal(g) for g in f[1]]
                self.clauses += [[-number, *inner]] if f[0] == "or" else [[-number, g] for g in inner]
        return self.numbers[f]

    def noted(self, number: int, f: Formula) -> None:
        """Do something with a new atom: nothing here."""

    def require(self, f: Formula) -> None:
        """Add a formula that must hold."""
        for g in parts(f, "and"):
            self.clauses.append([self.literal(h) for h in parts(g, "or")])

    def congruence(self, s: Formula, t: Formula) -> None:
        """Add that two applications of one function or predicate to equal arguments are equal."""
        body = [-self.literal(equal(a, b)) for a, b in zip(s[-1], t[-1], strict=True)]
        if s[0] == "f":
            self.clauses.append([*body, self.literal(equal(term(s), term(t)))])
        else:
            self.clauses += [[*body, -self.literal(s), self.literal(t)], [*body, self.literal(s), -self.literal(t)]]

    def contradict(self, literals: Sequence[int], multipliers: Sequence[int]) -> bool:
        """Return whether these bounds, times positive numbers, add up to a contradiction."""
        total = lin()
        for x, m in zip(literals, multipliers, strict=True):
            f = self.atoms[abs(x)]
            if f[0] != "<=" or m <= 0:
                return False
            total = added(total, (f if x > 0 else neg(f))[1], m)
        return not total[2] and total[1] > 0

    def connected(self, equalities: Sequence[int], s: Term, t: Term) -> bool:
        """Return whether true equalities of labels make two labels equal."""
        reached = {s}
        pairs = [self.atoms[x][1:] for x in equalities if x > 0 and self.atoms[x][0] == "="]
        for _ in pairs:
            reached |= {b for pair in pairs for a, b in (pair, pair[::-1]) if a in reached}
        return t in reached


def read_term(doc: Any, where: str) -> Term:
    """Read a ground term."""
    if a_list(doc, where)[:1] == ["lin"]:
        _, constant, pairs = a_list(doc, where, 3)
        read = [a_list(p, where, 2) for p in a_list(pairs, where)]
        found = [(read_term(t, where), a_number(c, where, None)) for t, c in read]
        expect(all(t[0] == "f" for t, _ in found), where, doc, "a sum of applications")
        return lin(a_number(constant, where, None), *found)
    word, name, sort, args = a_list(doc, where, 4)
    expect(word == "f", where, word, "f or lin")
    return ("f", a_text(name, where), a_text(sort, where), tuple(read_term(a, where) for a in a_list(args, where)))


def replay_steps(ground: Ground, doc: Any, where: str, work: Work) -> None:
    """Check that clauses have no model, by steps that each add clauses which follow.  Raises Invalid."""
    given, by_propagation = len(ground.clauses), set[int]()
    for i, step in enumerate(a_list(doc, where)):
        at = f"{where}[{i}]"
        expect(bool(a_list(step, at)), at, step, "a step")
        word, *rest = step
        work.spend(1 + len(rest))
        if word == "congruence":
            s, t = (application(ground, n, at) for n in a_list(rest, at, 2))
            expect(s[:2] == t[:2] and len(s[-1]) == len(t[-1]), at, step, "two applications of one symbol")
            ground.congruence(s, t)
        elif word == "bound":
            form, most = read_term(a_list(rest, at, 2)[0], at), a_number(rest[1], at, None)
            expect(ground.signature.sort(form) == "Int" and bool(form[2]), at, form, "a sum")
            ground.literal(at_most(form, lin(most)))
        else:
            literals = [literal(ground, x, at) for x in a_list(rest[0] if rest else None, at)]
            if word == "arithmetic":
                multiples = [a_number(m, at, 1) for m in a_list(rest[-1], at, len(literals))]
                expect(ground.contradict(literals, multiples), at, step, "bounds that contradict each other")
            elif word == "equality":
                s = ground.atoms[-literals[0]] if literals and literals[0] < 0 else T
                expect(s[0] == "=" and ground.connected(literals[1:], *s[1:]), at, step, "a path of equalities")
            else:
                expect(word == "clause" and len(rest) == 1, at, word, "a kind of step")
                by_propagation.add(len(ground.clauses))
            ground.clauses.append(literals if word == "clause" else [-x for x in literals])
    propagation = Propagation(len(ground.atoms), [], work)
    for i, found in enumerate(ground.clauses):
        clause = list(dict.fromkeys(found))
        if i in by_propagation:
            expect(propagation.follows(clause), where, clause, "a clause that follows by propagation")
        elif not any(-x in clause for x in clause):
            propagation.add(clause)
    expect(propagation.conflict is not None, where, len(ground.clauses) - given, "steps that end in a contradiction")


def literal(ground: Ground, x: Any, where: str) -> int:
    """Read a literal: the number of an atom, or its negation."""
    expect(0 < abs(a_number(x, where, None)) < len(ground.atoms), where, x, "a literal")
    return int(x)


def application(ground: Ground, doc: Any, where: str) -> Formula:
    """Read an application of a function, or the number of the atom that is one of a predicate."""
    if isinstance(doc, list):
        t = read_term(doc, where)
        expect(t[0] == "f", where, doc, "an application")
        ground.signature.application(t)
        return t
    f = ground.atoms[abs(literal(ground, doc, where))]
    expect(f[0] == "p", where, doc, "the atom of a predicate")
    return f
