"""Sharper bounds from exclusions: literals of which at most one can hold count only once in a required sum.

If `x + y + z + ... >= k` is required and x, y, z exclude one another pairwise, then `(x or y or z) + ... >= k` is implied, and
its bound is sharper: three undecided literals add at most 1.  Both the sums and the exclusions are read from the network after
its first propagation.
"""

from __future__ import annotations

from collections.abc import Iterator

from certify.solve.cliques import cliques
from certify.solve.interval_network import AT_MOST_ZERO, LINEAR
from certify.solve.propagation import Propagation
from certify.symbolic.affine import Affine, Exact, total
from certify.symbolic.values import Guard

Literal = tuple[int, int]  # a leaf and its value


def implied(propagation: Propagation) -> list[Guard]:
    """Return guards that hold wherever the requirements do.  They are added to the network, and not required yet."""
    excluded = _exclusions(propagation)
    if not excluded:
        return []
    found = []
    for form in list(_long_forms(propagation)):
        sharper = _sharper(propagation, form, excluded)
        if sharper is not None:
            found.append(sharper)
    return found


def _bounds(propagation: Propagation) -> Iterator[tuple[int, bool]]:
    """Yield the pending nodes whose form is bounded, with True where it must be at most 0 (or at most the node's bound), and
    False where it must be at least 1 (or at least the node's bound)."""
    lo, network = propagation.lo, propagation.network
    for node, kind in enumerate(network.kind):
        if not propagation.is_pending(node):
            continue
        if kind == AT_MOST_ZERO and network.whole_form[node]:
            yield node, lo[node] == 1
        elif kind == LINEAR:
            if propagation.hi[node] < propagation.high[node]:
                yield node, True
            if propagation.lo[node] > propagation.low[node]:
                yield node, False


def _required(propagation: Propagation, node: int, at_most: bool) -> Affine:
    """Return the form that must be at most 0, over the operands that are undecided."""
    network, lo, hi = propagation.network, propagation.lo, propagation.hi
    bound: Exact = (0 if at_most else 1) if network.kind[node] == AT_MOST_ZERO else hi[node] if at_most else lo[node]
    known = propagation.low[node] - sum(k * (lo[n] if k > 0 else hi[n]) for n, k in network.parts[node])
    fixed = known + sum(k * lo[n] for n, k in network.parts[node] if lo[n] == hi[n])
    form = Affine(fixed - bound, {n: k for n, k in network.parts[node] if lo[n] < hi[n]})
    return form if at_most else form.scaled(-1)


def _exclusions(propagation: Propagation) -> dict[Literal, set[Literal]]:
    """Return, for each literal, the literals that cannot hold together with it, by requirements on two leaves."""
    owner = propagation.network.owner
    excluded: dict[Literal, set[Literal]] = {}
    for node, at_most in _bounds(propagation):
        if len(propagation.network.parts[node]) > 8:
            continue
        form = _required(propagation, node, at_most)
        if len(form.terms) != 2 or not all(n in owner for n in form.terms):
            continue
        (u, j), (v, k) = form.terms.items()
        for a in (0, 1):
            for b in (0, 1):
                if form.const + j * a + k * b > 0:
                    excluded.setdefault((u, a), set()).add((v, b))
                    excluded.setdefault((v, b), set()).add((u, a))
    return excluded


def _long_forms(propagation: Propagation) -> Iterator[Affine]:
    owner = propagation.network.owner
    for node, at_most in list(_bounds(propagation)):
        if len(propagation.network.parts[node]) > 2:
            form = _required(propagation, node, at_most)
            if len(form.terms) > 2 and sum(n in owner for n in form.terms) > 2:
                yield form


def _sharper(propagation: Propagation, form: Affine, excluded: dict[Literal, set[Literal]]) -> Guard | None:
    """Return the implied guard; None unless some literals that help to meet the requirement exclude one another."""
    network = propagation.network
    helpful: dict[Exact, list[Literal]] = {}
    for leaf, k in form.terms.items():
        # The value of the leaf that makes the form smaller.
        literal = leaf, 1 if k < 0 else 0
        if leaf in network.owner and literal in excluded:
            helpful.setdefault(-k if k < 0 else k, []).append(literal)
    saved = list[Affine]()
    for amount, literals in helpful.items():
        for members in cliques(literals, excluded):
            if len(members) > 1:
                guards = [leaf if value else network.neg(leaf) for leaf, value in members]
                saved += [network.truth(g).scaled(amount) for g in guards]
                saved.append(network.truth(network.any(guards)).scaled(-amount))
    return network.at_most_zero(total([form, *saved])) if saved else None
