"""Proofs of a reduction's correctness for all sizes: a part of the checker.

A proof says for each goal of `Statements` which instances of which sentences contradict its negation, and by which steps.  The
sentences are made here, from the core documents; of the proof, only terms, names and numbers are taken.  `docs/certificates_proofs.md`
is the specification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from certify.certificates.checker import (
    Invalid,
    OutOfSteps,
    Propagation,
    Reduction,
    Report,
    TooMuch,
    Work,
    a_list,
    a_number,
    a_text,
    an_object,
    digest,
    expect,
    shown,
)
from certify.certificates.checker_logic import (
    F,
    Formula,
    Members,
    NoRule,
    Stored,
    T,
    Term,
    Variables,
    added,
    any_values,
    at_most,
    at_most_0,
    closed,
    conj,
    counting_variables,
    disj,
    equal,
    every,
    ex,
    free,
    fresh,
    function,
    implies,
    is_0,
    less,
    lin,
    member,
    neg,
    parts,
    put,
    solved,
    term,
    times,
)
from certify.certificates.checker_statements import Statements, ToShow
from certify.certificates.checker_translation import Least, Total, finite, ranges

SHORT = 3
MOST_CLAUSES = 4
ZERO = Total("zero", (), (), F, lin())
Clause = tuple[Variables, Formula]


# ------------------------------------------------------------------------------------------------------------- sentences


def sentences_of(name: str, f: Formula) -> list[Clause]:
    """Return universal sentences that together are equivalent to f, but for functions `NAME/0`, ... that say what exists."""
    count = iter(range(1 << 30))

    def pull(f: Formula, outer: Variables) -> tuple[Variables, Formula]:
        if f[0] == "all":
            new = fresh(v[2] for v in f[1])
            variables, body = pull(put_under(f[2], dict(zip(f[1], map(term, new), strict=True))), outer + new)
            return new + variables, body
        if f[0] == "ex":
            given = [term(v) for v in outer if v in free(f)]
            return pull(put_under(f[2], {v: function(f"{name}/{next(count)}", v[2], given) for v in f[1]}), outer)
        if f[0] in ("and", "or"):
            found = [pull(g, outer) for g in f[1]]
            return tuple(v for vs, _ in found for v in vs), (conj if f[0] == "and" else disj)(*(b for _, b in found))
        return (), f

    out = list[Clause]()
    for g in parts(f, "and"):
        variables, body = pull(g, ())
        for part in parts(body, "and"):
            options = [parts(d, "and") for d in parts(part, "or")]
            split = 1 < prod(map(len, options)) <= MOST_CLAUSES
            for clause in (disj(*choice) for choice in product(*options)) if split else (part,):
                clause = without_disequations(clause, variables)
                out.append((tuple(v for v in variables if v in free(clause)), clause))
    return out


def without_disequations(clause: Formula, variables: Variables) -> Formula:
    """Return a clause without disequations that determine a variable: "x differs from t, or F" is F with t for x."""
    while True:
        denied = (neg(d) for d in parts(clause, "or") if d[0] == "not")
        found = next((s for d in denied if (s := solved(d, variables))), None)
        if found is None:
            return clause
        clause = put(clause, {found[0]: found[1]})


def put_under(f: Formula, at: Mapping[Term, Term]) -> Formula:
    """Substitute and leave quantifiers as they are: each variable is bound once, and occurs in no value."""
    if f[0] in ("all", "ex"):
        return (f[0], f[1], put_under(f[2], at))
    if f[0] in ("and", "or"):
        return (conj if f[0] == "and" else disj)(*(put_under(g, at) for g in f[1]))
    return put(f, at)  # type: ignore[no-any-return]


# ---------------------------------------------------------------------------------------------------------------- lemmas


class Lemmas:
    """Lemmas about finite sums: each is true for all finite structures, and made for named sums.

    Sums that a lemma introduces are called after the sum that it is about: `sum!0.inner1`.  `items` are those that have no
    variables: a value if a guard holds, else 0.
    """

    def __init__(self, totals: Mapping[str, Total]) -> None:
        self.totals = totals
        self.items: dict[str, Total] = {}

    def total(self, name: str) -> Total:
        """Return the sum of this name.  Raises KeyError."""
        if name == "zero":
            return ZERO
        if "." not in name:
            return self.totals[name]
        base, _, part = name.rpartition(".")
        return self.split(self.total(base), int(part[-1]))[part[:-1]]

    def split(self, s: Total, i: int) -> dict[str, Total]:
        """Return the sums of a sum over two variables that is summed over the i-th last: `inner`, `outer` and `number`."""
        if len(s.variables) != 2 or i not in (0, 1):
            raise KeyError(i)
        o, x = s.variables[i], s.variables[1 - i]
        own = conj(*(c for c in parts(s.guard, "and") if o in free(c) and x not in free(c)))
        if not finite((o,), own):
            raise KeyError(i)
        inner = Total(f"{s.name}.inner{i}", (*s.parameters, o), (x,), s.guard, s.value)
        outer = Total(f"{s.name}.outer{i}", s.parameters, (o,), own, inner.term)
        return {"inner": inner, "outer": outer, "number": Total(f"{s.name}.number{i}", s.parameters, (o,), own, lin(1))}

    def formula(self, schema: str, names: Sequence[str]) -> Formula:
        """Return the lemma that a schema makes of sums.  Raises KeyError if there is none."""
        sums = [self.total(n) for n in names]
        least, most, rule = SCHEMAS[schema]
        if not least <= len(sums) <= most:
            raise KeyError(schema)
        return rule(self, *sums)

    def with_range(self, number: Total) -> Term:
        """Return how many values an outer variable has: of a range, the difference of its ends."""
        for _, low, high, rest in ranges(number.variables, number.guard):
            if rest == T:
                return added(added(high, low, -1), lin(1))
        return number.term


def placed(s: Total, variables: Variables, parameters: Variables | None = None) -> tuple[Variables, Formula, Term, Term]:
    """Return new parameters, and the guard, the value and the sum for these and for these variables."""
    new = fresh(v[2] for v in s.parameters) if parameters is None else parameters
    at = dict(zip(s.parameters, map(term, new), strict=True))
    if s is not ZERO:
        if [v[2] for v in s.variables] != [v[2] for v in variables]:
            raise KeyError(s.name)
        at |= dict(zip(s.variables, map(term, variables), strict=True))
    return new, put(s.guard, at), put(s.value, at), lin() if s is ZERO else put(s.term, at)


def everywhere(items: Sequence[tuple[int, Any]], relation: Callable[[Term], Formula]) -> Formula:
    """Return that, whichever guards hold, the combination of the values whose guards hold stands in the relation to 0."""
    found = []
    for mask in range(1, 1 << len(items)):
        chosen = [mask >> i & 1 for i in range(len(items))]
        guard = conj(*(it[1] if c else neg(it[1]) for c, (_, it) in zip(chosen, items, strict=True)))
        total = lin()
        for c, (k, it) in zip(chosen, items, strict=True):
            total = added(total, it[2], k * c)
        found.append(implies(guard, relation(total)))
    return conj(*found)


def combination(coefficients: Sequence[int], relation: Callable[[Term], Formula]) -> Callable[..., Formula]:
    """If a combination of the summands is at most (equal to) 0 everywhere, so is that of the sums."""

    def rule(lemmas: Lemmas, *sums: Total) -> Formula:
        some = next(s for s in (*sums, ZERO) if s is not ZERO or s is sums[-1])
        variables = fresh(v[2] for v in some.variables)
        items = [(k, placed(s, variables)) for k, s in zip(coefficients, sums, strict=True)]
        total = lin()
        for k, it in items:
            total = added(total, it[3], k)
        parameters = [p for _, it in items for p in it[0]]
        return closed(parameters, disj(neg(every(variables, everywhere(items, relation))), relation(total)))

    return rule


def strict(lemmas: Lemmas, a: Total, b: Total) -> Formula:
    """If a's summand is at most b's everywhere, and less at y, then a's sum is less than b's."""
    some = b if a is ZERO else a
    xs, ys = fresh(v[2] for v in some.variables), fresh(v[2] for v in some.variables)
    here = [placed(s, ys) for s in (a, b)]
    there = [placed(s, xs, h[0]) for s, h in zip((a, b), here, strict=True)]
    below = every(xs, everywhere([(1, there[0]), (-1, there[1])], at_most_0))
    not_less = everywhere([(-1, here[0]), (1, here[1])], at_most_0)
    return closed((*here[0][0], *here[1][0], *ys), disj(neg(below), not_less, less(here[0][3], here[1][3])))


def counts(s: Total) -> Total:
    """Return a sum that counts.  Raises KeyError for another one."""
    if s.value != lin(1) or s is ZERO:
        raise KeyError(s.name)
    return s


def counted(lemmas: Lemmas, s: Total) -> Formula:
    """A number of members is at least 0."""
    return closed(s.parameters, at_most(lin(), counts(s).term))


def differing(s: Total) -> tuple[Any, Any, Formula]:
    """Return a sum at two rows of variables, and that these differ."""
    xs, ys = fresh(v[2] for v in counts(s).variables), fresh(v[2] for v in s.variables)
    x = placed(s, xs)
    y = placed(s, ys, x[0])
    return (xs, *x), (ys, *y), disj(*(neg(equal(term(v), term(w))) for v, w in zip(xs, ys, strict=True)))


def unique(lemmas: Lemmas, s: Total) -> Formula:
    """At most one member if no two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = differing(s)
    return closed(parameters, disj(at_most(n, lin(1)), ex(xs + ys, conj(g, h, differ))))


def two(lemmas: Lemmas, s: Total) -> Formula:
    """At least two members if two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = differing(s)
    return closed((*parameters, *xs, *ys), disj(neg(g), neg(h), neg(differ), at_most(lin(2), n)))


def items_added(
    lemmas: Lemmas, s: Total, name: str, low: Term, high: Term, items: Sequence[tuple[Formula, Term]]
) -> Formula:
    """Return that a sum over a range of at most SHORT numbers is the sum of the items whose guards hold."""
    found, total = list[Formula](), lin()
    for k, (guard, value) in enumerate(items):
        here = lemmas.items[f"{name}({s.name})/{k}"] = Total(f"{name}({s.name})/{k}", s.parameters, (), guard, value)
        found += [implies(guard, equal(here.term, value)), implies(neg(guard), is_0(here.term))]
        total = added(total, here.term)
    longer = less(lin(SHORT - 1), added(high, low, -1))
    return closed(s.parameters, conj(*found, disj(longer, equal(s.term, total))))


def short(lemmas: Lemmas, s: Total) -> Formula:
    """A sum over a range of at most SHORT whole numbers, written out."""
    if len(s.variables) != 1:
        raise KeyError(s.name)
    for v, low, high, rest in ranges(s.variables, s.guard):
        at = [added(low, lin(k)) for k in range(SHORT)]
        items = [(put(conj(rest, at_most(x, high)), {v: x}), put(s.value, {v: x})) for x in at]
        return items_added(lemmas, s, "short", low, high, items)
    raise KeyError(s.name)


def listed(lemmas: Lemmas, s: Total) -> Formula:
    """What is counted are the t(p) for p in a range of at most SHORT numbers: count them, those that repeat once."""
    for x in s.variables if len(s.variables) == 1 else ():
        for c in parts(s.guard, "and"):
            for p in c[1] if c[0] == "ex" and len(c[1]) == 1 else ():
                rest = conj(*(d for d in parts(s.guard, "and") if d != c))
                for equation in (e for e in parts(c[2], "and") if e[0] == "=" and x in e[1:]):
                    t = equation[2] if equation[1] == x else equation[1]
                    body = conj(*(d for d in parts(c[2], "and") if d != equation))
                    for _, low, high, _ in ranges((p,), body):
                        if x in free(t) or p not in free(t) or x in free(low) | free(high):
                            continue
                        items, before = [], list[tuple[Term, Formula]]()
                        for k in range(SHORT):
                            here = {p: added(low, lin(k))}
                            value = put(t, here)
                            there = put(put(body, here), {x: value})
                            new = [neg(conj(other, equal(value, earlier))) for earlier, other in before]
                            items.append((conj(there, put(rest, {x: value}), *new), put(s.value, {x: value})))
                            before.append((value, there))
                        return items_added(lemmas, s, "listed", low, high, items)
    raise KeyError(s.name)


def fubini(i: int) -> Callable[..., Formula]:
    """A sum over two variables is a sum of sums."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        return closed(s.parameters, equal(s.term, lemmas.split(s, i)["outer"].term))

    return rule


def in_range(i: int) -> Callable[..., Formula]:
    """An outer variable that runs over a range has as many values as the range has numbers."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(s, i)["number"]
        n = lemmas.with_range(number)
        return closed(s.parameters, disj(less(n, lin()), equal(number.term, n)))

    return rule


def fibre(i: int, meets: bool) -> Callable[..., Formula]:
    """Pairs with at most one in each fibre are at most as many as the fibres; if they are as many, they meet each (`meets`)."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(counts(s), i)["number"]
        n, o, x = lemmas.with_range(number), s.variables[i], s.variables[1 - i]
        (other,), ys = fresh([o[2]]), fresh([x[2], x[2]])
        pair = [put(s.guard, {o: term(other), x: term(y)}) for y in ys]
        same_fibre = ("ex", (other, *ys), conj(*pair, neg(equal(*map(term, ys)))))
        if not meets:
            return closed(s.parameters, disj(same_fibre, less(n, lin()), at_most(s.term, n)))
        (z,) = fresh([x[2]])
        hit = ("ex", (z,), put(s.guard, {x: term(z)}))
        return closed((*s.parameters, o), disj(neg(number.guard), same_fibre, less(s.term, n), hit))

    return rule


SCHEMAS: dict[str, tuple[int, int, Callable[..., Formula]]] = {
    "monotone": (2, 2, combination((1, -1), at_most_0)),
    "nonnegative": (1, 1, combination((-1,), at_most_0)),
    "add": (3, 3, combination((1, 1, -1), is_0)),
    "strict": (2, 2, strict),
    "counted": (1, 1, counted),
    "unique": (1, 1, unique),
    "two": (1, 1, two),
    "short": (1, 1, short),
    "listed": (1, 1, listed),
    **{f"fubini{i}": (1, 1, fubini(i)) for i in (0, 1)},
    **{f"range{i}": (1, 1, in_range(i)) for i in (0, 1)},
    **{f"fibre{i}": (1, 1, fibre(i, True)) for i in (0, 1)},
    **{f"fibres{i}": (1, 1, fibre(i, False)) for i in (0, 1)},
}


def least_gap(statements: Statements, name: str, k: int) -> tuple[Least, Formula, Formula]:
    """Return the least number, within its range, that an unknown subset leaves out, and what is known of it.

    The number is the last argument of the k-th kind of member.  Raises KeyError if there is none.
    """
    item, whole = statements.subsets[name]
    variables, x = any_values(item)[k]
    if not variables or variables[-1][2] != "Int":
        raise KeyError(k)
    *given, q = variables
    low = next((low for _, low, _, _ in ranges((q,), member(x, whole))), None)
    if low is None:
        raise KeyError(k)
    left_out = neg(member(x, Members((Stored(name, (), item),))))
    least = Least(f"least({name}{k})", tuple(given), q, conj(at_most(low, term(q)), left_out))
    t = function(least.name, "Int", map(term, given))
    here = conj(put(left_out, {q: t}), at_most(low, t), at_most(t, term(q)))
    before = implies(at_most(low, added(t, lin(-1))), neg(put(left_out, {q: added(t, lin(-1))})))
    return least, ("all", variables, implies(least.guard, here)), closed(given, before)


class Sources:
    """The formulas of which sentences are made for a goal, each by its name: a list of a word, and numbers or sums.

    ["goal"]: the negation of the goal; ["known", k]: the k-th hypothesis; ["axiom", k]; [SCHEMA, SUM...]: a lemma;
    ["least", SUBSET, k], ["below", SUBSET, k]: of an unknown subset.
    """

    def __init__(self, statements: Statements, work: Work) -> None:
        self.statements, self.lemmas, self.work = statements, Lemmas(statements.shared.totals), work
        self.made: dict[Any, list[Clause]] = {}

    def formula(self, goal: ToShow, source: Sequence[Any]) -> Formula:
        """Return the formula of a name.  Raises KeyError, IndexError or ValueError if there is none."""
        word, *rest = source
        if word == "goal" and not rest:
            return neg(goal.formula)
        if word in ("known", "axiom"):
            (k,) = rest
            if not isinstance(k, int) or k < 0:
                raise KeyError(k)
            return goal.known[k][1] if word == "known" else self.statements.shared.axioms[k][1]
        if word in ("least", "below"):
            name, k = rest
            return least_gap(self.statements, name, k)[1 if word == "least" else 2]
        return self.lemmas.formula(word, rest)

    def sentences(self, goal: ToShow, source: Sequence[Any]) -> list[Clause]:
        """Return the sentences that a formula is made of.  Raises KeyError, IndexError or ValueError if there is none."""
        name = "-".join(map(str, source))
        key = (name, self.formula(goal, source)) if source[0] in ("goal", "known") else name
        if key not in self.made:
            with counting_variables(self.work, 1 << 30):
                self.made[key] = sentences_of(name, self.formula(goal, source))
        return self.made[key]


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


def instance(clause: Clause, terms: Sequence[Term], where: str) -> Formula:
    """Return a sentence with terms for its variables."""
    variables, matrix = clause
    sorts = ["Int" if t[0] == "lin" else t[2] for t in terms]
    expect([v[2] for v in variables] == sorts, where, sorts, "terms of the sorts of the sentence's variables")
    return put(matrix, dict(zip(variables, terms, strict=True)))  # type: ignore[no-any-return]


class ProofCheck:
    """Replays the proof of a reduction, goal by goal."""

    def __init__(self, reduction: Reduction, work: Work) -> None:
        self.work = work
        with counting_variables(work):
            self.statements = Statements(reduction)
        self.sources = Sources(self.statements, work)

    def ground(self, goal: ToShow, doc: Any, where: str, ground: Ground) -> None:
        """Add the instances that a proof lists."""
        for i, item in enumerate(a_list(doc, where)):
            at = f"{where}[{i}]"
            source, number, terms = a_list(item, at, 3)
            try:
                clause = self.sources.sentences(goal, a_list(source, at))[a_number(number, at)]
            except (KeyError, IndexError, ValueError, TypeError):
                raise Invalid(f"{at}: there is no sentence {source} {number}") from None
            f = instance(clause, [read_term(t, at) for t in a_list(terms, at)], at)
            self.work.spend(1 + len(repr(f)) // 64)
            ground.signature.check(f)
            ground.require(f)

    def check(self, goal: ToShow, doc: Any, where: str) -> None:
        """Check the proof of a goal.  Raises Invalid."""
        an_object(doc, where, "obligation instances steps")
        expect(doc["obligation"] == goal.obligation, f"{where}.obligation", doc["obligation"], goal.obligation)
        ground = Ground()
        self.ground(goal, doc["instances"], f"{where}.instances", ground)
        replay_steps(ground, doc["steps"], f"{where}.steps", self.work)


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


def check_proof(reduction: Reduction, doc: Any, where: str, work: Work) -> dict[str, int]:
    """Return by obligation how many goals a proof leaves open.  Raises Invalid for a wrong proof, NoRule without statements."""
    an_object(doc, where, "goals")
    checking = ProofCheck(reduction, work)
    open_goals = dict.fromkeys(sorted(checking.statements.sides), 0)
    given = a_list(doc["goals"], f"{where}.goals", len(checking.statements.goals))
    for i, (goal, proof) in enumerate(zip(checking.statements.goals, given, strict=True)):
        if proof is None:
            open_goals[goal.obligation] += 1
        else:
            with counting_variables(work, 1 << 40):
                checking.check(goal, proof, f"{where}.goals[{i}]")
    return open_goals


def check_document(doc: Any, budget: int) -> Report:
    """Check a file of the kind `proof`, and return the report."""
    report = Report(shown(doc.get("subject"))[1:-1])
    try:
        an_object(doc, "", "certificate kind subject core core_hash proof made hash")
        own = digest({k: v for k, v in doc.items() if k != "hash"})
        expect(doc["hash"] == own, ".hash", doc["hash"], f"the hash {own} of the other entries")
        expect(doc["certificate"] == 1 and doc["kind"] == "proof", ".kind", doc["kind"], "a proof, version 1")
        expect(doc["core_hash"] == digest(doc["core"]), ".core_hash", doc["core_hash"], "the hash of the core")
        made = an_object(doc["made"], ".made", "certify core")
        expect(made["core"] == 1, ".made.core", made["core"], "version 1 of the core form")
        work = Work(budget)
        work.here = budget
        reduction = Reduction(doc["core"], ".core", work)
        expect(doc["subject"] == reduction.name, ".subject", doc["subject"], reduction.name)
        open_goals = check_proof(reduction, doc["proof"], ".proof", work)
        proved = [o for o, n in open_goals.items() if not n]
        expect(bool(proved), ".proof", None, "the proof of an obligation")
        report.checked.append(f"proved for all sizes: {', '.join(proved)}")
        report.holes.append("front end: that the core means what the text says")
        report.holes += [f"open: {o}, {n} goals" for o, n in open_goals.items() if n]
        claimed = sorted({c.kind for c in reduction.claims} - {"parsimonious"})
        report.holes.append(", ".join(["sizes and times", *(f"claims of {kind}" for kind in claimed)]) + ": no part of this file")
        report.verdict = "valid with holes"
    except Invalid as wrong:
        report.verdict, report.wrong = "invalid", str(wrong)
    except NoRule as reason:
        report.verdict, report.wrong = "unchecked", f"the checker has no statements of this reduction: {reason}"
    except (TooMuch, OutOfSteps, RecursionError) as much:
        report.verdict, report.wrong = "unchecked", str(much) or "more steps than are allowed"
    return report
