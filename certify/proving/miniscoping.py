"""Sentences in clauses with fewer variables, for a prover that instantiates by patterns, and their instances back.

The checker's sentences are made without cleverness.  One of them may join two statements of three variables each, and a pattern
for all its variables then needs a term for each, of which most do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod

from certify.formulas.logic import INT, TRUE, Formula, Term, Variables, conjunction, conjuncts, disjunction, free, number, parts
from certify.formulas.quantifiers import solved_for, substitute
from certify.records import dataclass

MOST_CLAUSES = 40
"""The most clauses that are made of one sentence."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that a sentence implies: the sentence's number, the clause's own variables, and what it says of them.

    `values`: terms for those of the sentence's variables that the clause determines.
    """

    sentence: int
    variables: Variables
    matrix: Formula
    values: Mapping[Term, Term]


def clauses_of(sentences: Sequence[tuple[Variables, Formula]], weaker: bool = False) -> list[Clause]:
    """Return the sentences, and instead of each that is equivalent to clauses with fewer variables, these.

    If `weaker`, beside each that stays as it is there is what it says without the parts of conjunctions that have a variable of
    their own, if that has fewer variables: a part that does not matter then needs no terms.

    >>> x, y = ("v", 0, "home"), ("v", 1, "home")
    >>> p, q = ("p", "p", (x,)), ("p", "q", (y,))
    >>> [clause.variables for clause in clauses_of([((x, y), ("and", (p, q)))])]
    [(('v', 0, 'home'),), (('v', 1, 'home'),)]
    """
    return [Clause(i, *clause) for i, sentence in enumerate(sentences) for clause in _clauses_of_one(*sentence, weaker)]


@lru_cache(maxsize=1 << 12)
def _clauses_of_one(
    variables: Variables, matrix: Formula, weaker: bool
) -> Sequence[tuple[Variables, Formula, Mapping[Term, Term]]]:
    """Return the clauses of one sentence, which is asked about again and again."""
    found = dict[str, tuple[Variables, Formula, Mapping[Term, Term]]]()
    for f in _clauses(matrix, MOST_CLAUSES) if len(variables) > 1 else ():
        values, f = _determined(variables, f)
        if f != TRUE:
            found.setdefault(_anonymous(f), (tuple(v for v in variables if v in free(f)), f, values))
    fewer = found and all(len(clause[0]) < len(variables) for clause in found.values())
    out = [*found.values()] if fewer else [(variables, matrix, {})]
    said = _shared(matrix, frozenset()) if weaker and not fewer else matrix
    if free(said) < frozenset(variables):
        out.append((tuple(v for v in variables if v in free(said)), said, {}))
    return out


def _shared(f: Formula, outside: frozenset[Term]) -> Formula:
    """Return what `f` implies without the parts of conjunctions that have a variable which occurs nowhere else, nor `outside`."""
    if f[0] not in ("and", "or"):
        return f
    left = list[Formula]()
    for k, g in enumerate(f[1]):
        around = outside.union(*map(free, (*f[1][:k], *f[1][k + 1 :])))
        said = _shared(g, around)
        left += [said] if f[0] == "or" or free(said) <= around else []
    return conjunction(*left) if f[0] == "and" else disjunction(*left)


def _clauses(f: Formula, most: int) -> Iterator[Formula]:
    """Yield formulas that together are equivalent to `f`: clauses, as far as they are at most so many."""
    for g in conjuncts(f):
        choices = [conjuncts(h) for h in parts(g, "or")]
        n = prod(map(len, choices))
        if n == 1 or n > most:
            yield g
            continue
        for choice in product(*choices):
            yield from _clauses(disjunction(*choice), most // n)


def _determined(variables: Variables, f: Formula) -> tuple[dict[Term, Term], Formula]:
    """Return the values of variables without which a clause is trivial, and the clause with them."""
    values = dict[Term, Term]()
    while True:
        denied = (g[1] for g in parts(f, "or") if g[0] == "not")
        found = next((s for g in denied if (s := solved_for(g, variables))), None)
        if found is None:
            return values, f
        values = {v: substitute(t, dict([found])) for v, t in values.items()} | dict([found])
        f = substitute(f, dict([found]))


_VARIABLE = re.compile(r"\('v', -?\d+, ('[^']*')\)")


def _anonymous(f: Formula) -> str:
    """Return a text of a formula, with its variables numbered as they occur."""
    names = dict[str, str]()
    return _VARIABLE.sub(lambda found: names.setdefault(found[0], f"{len(names)} {found[1]}"), repr(f))


def whole_instances(
    sentences: Sequence[tuple[Variables, Formula]], clauses: Sequence[Clause], found: Iterable[tuple[int, Sequence[Term]]]
) -> list[tuple[int, tuple[Term, ...]]]:
    """Return instances of the sentences that imply the instances found: numbers of clauses, and terms for their variables.

    Instances of clauses of one sentence that agree on the variables that they share become one.  A variable that does not matter
    stands for a term of its sort that there is, or for 0.
    """
    known: dict[int, list[dict[Term, Term]]] = {}
    terms = dict[str, Term]({INT: number(0)})
    for k, values in found:
        clause = clauses[k]
        instance = dict(zip(clause.variables, values, strict=True))
        instance |= {v: substitute(t, instance) for v, t in clause.values.items()}
        for v, t in instance.items():
            terms.setdefault(v[2], t)
        fits = (
            other for other in known.setdefault(clause.sentence, []) if all(other.get(v, t) == t for v, t in instance.items())
        )
        other = next(fits, None)
        if other is None:
            known[clause.sentence].append(instance)
        else:
            other |= instance
    return [(i, _filled(sentences[i][0], instance, terms)) for i in sorted(known) for instance in known[i]]


def _filled(variables: Variables, instance: Mapping[Term, Term], terms: Mapping[str, Term]) -> tuple[Term, ...]:
    return tuple(instance[v] if v in instance else terms.get(v[2], ("f", f"any {v[2]}", v[2], ())) for v in variables)
