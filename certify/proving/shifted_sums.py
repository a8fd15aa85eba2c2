"""Combinations of sums at the terms at which a goal combines them, such as a sum at z and the same sum at z + 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.certificates.checker import Lemmas, Term, Total, free, inner_sum, term
from certify.formulas.logic import walk
from certify.proving.checker_lemmas import CheckerSentence, Source, put

MOST_SHIFTED = 40
"""So many sums at most are combined."""
ITEM = ".item"

Rows = Mapping[str, Sequence[tuple[Term, ...]]]
"""The terms at which each sum stands in a combination, in the order in which its name occurs there."""


def shifted_names(lemmas: Lemmas, goal: Sequence[CheckerSentence]) -> Iterator[tuple[Source, Rows]]:
    """Yield the names of lemmas about the combinations of sums that the negated goal bounds, and the terms of these sums.

    Sums over variables of different sorts are combined for each of these by themselves; a sum of sums may be one over the
    variables of both.
    """
    seen = set[tuple[object, ...]]()
    for atom in (o for s in goal if s.source == ("goal",) for o in walk(s.matrix) if o[0] in ("<=", "=0") and not free(o)):
        sums = [(t, -c) for t, c in atom[1][2] if t[0] == "f" and t[1] in lemmas.totals]
        sorts = [_sorts(lemmas.totals[t[1]]) for t, _ in sums]
        groups: dict[tuple[str, ...], list[tuple[str, Term, int]]] = {}
        for (t, c), of in zip(sums, sorts, strict=True):
            name = t[1] + _joined(lemmas, t[1], sorts)
            groups.setdefault(_sorts(lemmas.spread(name)) if name != t[1] else of, []).append((name, t, c))
        for found in groups.values():
            if any(t[3] for _, t, _ in found) and 1 < len(found) <= MOST_SHIFTED and (*found,) not in seen:
                seen.add((*found,))
                rows = {name: [t[3] for n, t, _ in found if n == name] for name, _, _ in found}
                yield ("combined", *(x for name, _, c in found for x in (c, name))), rows


def _sorts(s: Total) -> tuple[str, ...]:
    return tuple(v[2] for v in s.variables)


def _joined(lemmas: Lemmas, name: str, others: Sequence[tuple[str, ...]]) -> str:
    """Return the order of the variables of a sum of sums as one, if others are over such; empty if none are."""
    s = lemmas.totals[name]
    inner = inner_sum(lemmas.totals, s.value)
    if inner is None or (*_sorts(s), *(v[2] for v in inner[0])) not in others:
        return ""
    return ":" + "".join(map(str, range(len(s.variables) + len(inner[0]))))


def at_terms(s: CheckerSentence, rows: Rows) -> Iterator[CheckerSentence]:
    """Yield a sentence of such a lemma with these terms for the parameters of its sums.

    The parameters of a lemma are made in the order of its names.
    """
    bases = {name.partition(":")[0]: terms for name, terms in rows.items()}
    sums = dict.fromkeys(t for t in walk(s.matrix) if t[0] == "f" and t[1] in bases and free(t))
    if any(t[0] == "f" and t[1] in bases for t in walk(s.matrix)):
        values = dict[Term, Term]()
        for name, terms in bases.items():
            here = sorted((t for t in sums if t[1] == name), key=lambda t: [v[1] for v in _variables(t[3])])
            for t, row in zip(here, terms, strict=False):
                if all(map(_is_variable, t[3])):  # an equation may determine a parameter
                    values |= dict(zip(_variables(t[3]), row, strict=True))
        yield put(s, values)
        return
    items = [t for t in dict.fromkeys(walk(s.matrix)) if t[0] == "f" and t[1].removesuffix(ITEM) in rows and free(t)]
    for t in items:
        for row in dict.fromkeys(rows[t[1].removesuffix(ITEM)]):
            at = t[3][: len(row)]
            yield put(s, dict(zip(_variables(at), row, strict=True))) if all(map(_is_variable, at)) else s


def _is_variable(t: Term) -> bool:
    return any(t == term(v) for v in free(t))


def _variables(terms: Sequence[Term]) -> list[Term]:
    """Return the variables in terms, in order."""
    return [v for t in terms for v in free(t)]
