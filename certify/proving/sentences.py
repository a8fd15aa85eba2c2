"""Universal sentences: formulas in clauses, their existential quantifiers replaced by functions with names that do not vary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Substitution,
    Term,
    Variables,
    amount,
    as_term,
    complement,
    conjunction,
    conjuncts,
    disjunction,
    free,
    function,
    parts,
    renamed,
    variables_of,
)
from certify.formulas.quantifiers import solved_for, substitute
from certify.records import dataclass

_MOST_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """All values of the variables satisfy `matrix`, which has no quantifiers.

    `name`: the formula that it comes from and its number there, as in `valid 2#1`.
    """

    name: str
    variables: Variables
    matrix: Formula

    def instance(self, terms: tuple[Term, ...]) -> Formula:
        """Return the matrix with these terms for the variables."""
        found: Formula = substitute(self.matrix, dict(zip(self.variables, terms, strict=True)))
        return normal_form(found)


def sentences_of(name: str, f: Formula) -> list[Sentence]:
    """Return sentences that together are equivalent to a formula, but for the functions that they introduce.

    The functions are called after the formula: `NAME/0`, `NAME/1`, ...

    >>> from certify.formulas.logic import numbered_variables
    >>> x, y = ("v", 0, "Int"), ("v", 1, "Int")
    >>> f = ("all", (x,), ("ex", (y,), ("p", "less", (as_term(x), as_term(y)))))
    >>> with numbered_variables():
    ...     [sentence.name for sentence in sentences_of("f", f)]
    ['f#0']
    """
    pulling = _Pulling(name)
    found = []
    for g in conjuncts(normal_form(f)):
        variables, matrix = pulling.pull(g, ())
        found += [(vs, m) for vs, m in _clauses(variables, matrix) if m != TRUE]
    return [Sentence(f"{name}#{i}", vs, m) for i, (vs, m) in enumerate(found)]


def normal_form(f: Formula, positive: bool = True) -> Formula:
    """Return a formula, or its negation, with negations on atoms only."""
    kind = f[0]
    if kind == "not":
        return normal_form(f[1], not positive)
    if kind in ("and", "or"):
        join = conjunction if (kind == "and") == positive else disjunction
        return join(*(normal_form(g, positive) for g in f[1]))
    if kind in ("all", "ex"):
        return ("all" if (kind == "all") == positive else "ex", f[1], normal_form(f[2], positive))
    return f if positive else complement(f)


class _Pulling:
    def __init__(self, name: str) -> None:
        self.name, self.number = name, 0

    def pull(self, f: Formula, outer: Variables) -> tuple[Variables, Formula]:
        """Return the universal variables of a formula, and the rest of it without quantifiers."""
        kind = f[0]
        if kind == "all":
            fresh = renamed(f[1])
            new = variables_of(fresh.values())
            variables, body = self.pull(_under_quantifiers(f[2], fresh), outer + new)
            return new + variables, body
        if kind == "ex":
            given = [v for v in outer if v in free(f)]
            values = {}
            for v in f[1]:
                t = function(f"{self.name}/{self.number}", v[2], *map(as_term, given))
                values[v] = amount(t) if v[2] == INT else t
                self.number += 1
            return self.pull(_under_quantifiers(f[2], values), outer)
        if kind in ("and", "or"):
            found = [self.pull(g, outer) for g in f[1]]
            join = conjunction if kind == "and" else disjunction
            return tuple(v for vs, _ in found for v in vs), join(*(b for _, b in found))
        return (), f


def _under_quantifiers(f: Formula, values: Substitution) -> Formula:
    """Substitute and leave quantifiers as they are: their variables are bound once, and occur in no value."""
    if f[0] in ("all", "ex"):
        return (f[0], f[1], _under_quantifiers(f[2], values))
    if f[0] in ("and", "or"):
        return (conjunction if f[0] == "and" else disjunction)(*(_under_quantifiers(g, values) for g in f[1]))
    if f[0] == "not":
        return complement(_under_quantifiers(f[1], values))
    found: Formula = substitute(f, values)
    return found


def _clauses(variables: Variables, f: Formula) -> Iterator[tuple[Variables, Formula]]:
    if f[0] == "and":
        for g in f[1]:
            yield from _clauses(variables, g)
        return
    options = [parts(g, "and") for g in parts(f, "or")]
    if 1 < prod(map(len, options)) <= _MOST_CLAUSES:
        for chosen in product(*options):
            yield from _clauses(variables, disjunction(*chosen))
    else:
        yield _resolved(variables, f)


def _resolved(variables: Variables, f: Formula) -> tuple[Variables, Formula]:
    """Return a clause without its disequations that determine a variable: `x != t or F` is F with t for x."""
    while True:
        negated = (d[1] for d in parts(f, "or") if d[0] == "not")
        found = next((s for d in negated if (s := solved_for(d, variables))), None)
        if found is None or f in (TRUE, FALSE):
            return tuple(v for v in variables if v in free(f)), f
        f = substitute(f, {found[0]: found[1]})
