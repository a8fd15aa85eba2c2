"""Which lemmas there are about functions that take what is counted to what is counted, or to the numbers of a range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations, product
from typing import Any

from certify.certificates.checker import Formula, Term, Total, added, free, fresh, function, lin, neg, scaled_term, term
from certify.formulas.logic import walk

Unary = tuple[str, str, str]
"""A function of one argument: its name, the sort of the argument, and its own."""

MOST_ENDS, MOST_LEFT_OUT = 4, 6


def mapping_names(
    formulas: Sequence[Formula], sentences: Sequence[Formula], counts: Sequence[Total]
) -> Iterator[tuple[tuple[Any, ...], list[Term]]]:
    """Yield names of lemmas, each with terms for its variables, or none for all of them.

    - `formulas`: what is known and to be shown.
    - `sentences`: the same with functions for what exists.
    - `counts`: sums that count values of one variable.
    """
    found = list(dict.fromkeys(f for s in sentences for f in applications(s)))
    unary = [(name, args[0], sort) for name, args, sort in found if len(args) == 1]
    for a, b in product(counts, repeat=2):
        sorts = a.variables[0][2], b.variables[0][2]
        yield from ((("into", a.name, b.name, f), []) for f, *of in unary if a is not b and tuple(of) == sorts)
    everything = [*formulas, *sentences]
    ends = cache(lambda name: bounds(everything if name else formulas, name))
    constants = [function(name, sort) for name, args, sort in found if name.startswith("goal/") and not args]
    for b in counts:
        at = [[c for c in constants if c[2] == v[2]] for v in b.parameters]
        for f, argument, sort in unary:
            if argument == "Int" and sort == b.variables[0][2]:
                rows = product(*at, *ends(""))
                yield from ((("out_of_range", b.name, f), [*row]) for row in rows)
    for a in (a for a in counts if not a.parameters):
        for f, argument, sort in unary:
            if sort == "Int" and argument == a.variables[0][2]:
                lows, highs = ends(f)
                others = [*left_out(found, f)][:MOST_LEFT_OUT]
                chosen = [(), *((h,) for h in others), *combinations(others, 2)]
                for low, high, holes in product(lows, highs, chosen):
                    yield ("into_range", a.name, f, len(holes)), [low, high, *holes]


@lru_cache(maxsize=1 << 13)
def applications(f: Formula) -> Sequence[tuple[str, tuple[str, ...], str]]:
    """Return the functions in a formula: the name, the sorts of the arguments, and the sort."""
    found = (o for o in walk(f) if o[0] == "f")
    return [*dict.fromkeys((o[1], tuple("Int" if a[0] == "lin" else a[2] for a in o[3]), o[2]) for o in found)]


def bounds(formulas: Sequence[Formula], name: str) -> tuple[list[Term], list[Term]]:
    """Return the closed terms that bound values of a function from below and from above; if it has no name, those of variables.

    What bounds a variable is mostly a premise, so that it is denied.
    """
    found: tuple[dict[Term, None], dict[Term, None]] = {}, {}
    for f in formulas:
        for above, t in _bounds_in(f).get(name, ()):
            found[above][t] = None
    return [*found[0]][:MOST_ENDS], [*found[1]][:MOST_ENDS]


@lru_cache(maxsize=1 << 13)
def _bounds_in(f: Formula) -> Mapping[str, Sequence[tuple[bool, Term]]]:
    """Return, by the name of what they bound, the closed terms that do so in a formula, and whether from above: other stages, and
    other goals, ask the same."""
    found: dict[str, list[tuple[bool, Term]]] = {}
    for o in walk(f):
        for kind, bounded in (("f", o[1]), ("v", neg(o)[1])) if o[0] == "<=" else ():
            for t, c in bounded[2]:
                if t[0] == kind and abs(c) == 1:
                    rest = scaled_term(added(bounded, lin(0, (t, c)), -1), -c)
                    if not free(rest):
                        found.setdefault(t[1] if kind == "f" else "", []).append((c > 0, rest))
    return found


def left_out(found: Sequence[tuple[str, tuple[str, ...], str]], name: str) -> Iterator[Term]:
    """Yield numbers that a function may leave out: the values of others of the same witness, and constants of the goal.

    Where there are constants of the goal as arguments, the values are those at these.
    """
    root, constants = name.split(".")[0], [(n, sort) for n, sorts, sort in found if n.startswith("goal/") and not sorts]
    beside = list[Term]()
    for other, sorts, sort in found:
        if sort != "Int" or (other, sort) in constants or other == name or not other.startswith(root + "."):
            continue
        at = [[function(n, s) for n, s in constants if s == wanted] or [term(*fresh([wanted]))] for wanted in sorts]
        beside += (function(other, "Int", row) for row in product(*at))
    yield from [t for t in beside if not free(t)] or beside or (function(n, sort) for n, sort in constants if sort == "Int")
