"""Proofs of a reduction's correctness for all sizes: a part of the checker.

A proof says for each goal of `Statements` which instances of which sentences contradict its negation, and by which steps.  The
sentences are made here, from the core documents; of the proof, only terms, names and numbers are taken.
`docs/certificates_proofs.md` is the specification.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from certify.certificates.checker import (
    Invalid,
    OutOfSteps,
    Reduction,
    Report,
    TooMuch,
    Work,
    a_list,
    a_number,
    an_object,
    digest,
    expect,
    shown,
)
from certify.certificates.checker_ground import Ground, read_term, replay_steps
from certify.certificates.checker_lemmas import Lemmas
from certify.certificates.checker_logic import (
    Formula,
    NoRule,
    Term,
    Variables,
    added,
    at_most,
    closed,
    conj,
    counting_variables,
    disj,
    free,
    fresh,
    function,
    implies,
    lin,
    neg,
    parts,
    put,
    solved,
    term,
)
from certify.certificates.checker_relations import member
from certify.certificates.checker_statements import Statements, ToShow
from certify.certificates.checker_sums import Least, ranges
from certify.certificates.checker_values import Members, Stored, any_values

MOST_CLAUSES = 4
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
