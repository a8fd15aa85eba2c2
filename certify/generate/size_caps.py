"""The caps of a problem's size slots: the largest size of each, and whether a measure, `valid`, its type or a default gives it.

A measure caps a slot if its text shows slot <= measure, and a condition of `valid` caps it if the condition bounds such an
expression by a constant (`certify.semantics.size_limits`).  No instance that must be checked is lost by that.  An instance on
which a measure is undefined is no instance of the region but refutes the text, so a measure caps only if it is defined
everywhere.  An instance on which `valid` is undefined refutes the text as well, so only the conjuncts before the first one that
may be undefined cap.  They hold on such an instance, since otherwise the later conjuncts are not evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certify.core import Problem
from certify.core.sizes import Slot, slots_of
from certify.semantics.definedness import defined, defined_conditions
from certify.semantics.size_limits import SizeReader

DEFAULT_SIZE, DEFAULT_BITS = 2, 2


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper bound of a slot (None: bounded by its type alone), and why it holds."""

    limit: int | None
    why: str


@dataclass(frozen=True)
class Caps:
    """The caps of a problem's slots under bounds of its measures.

    - `of`: the cap of each slot, by (path, kind).
    - `totals`: the measures whose bound caps the sum over all occurrences of a slot, by (path, kind).
    """

    slots: tuple[Slot, ...]
    of: Mapping[tuple[str, str], Cap]
    totals: Mapping[tuple[str, str], tuple[str, ...]]


def caps(problem: Problem, bounds: Mapping[str, int]) -> Caps:
    """Return the caps of a problem's slots.

    A measure that `bounds` leaves out caps nothing.  A slot without a cap gets a default: size 2, numbers of 2 bits (rationals:
    numerator and denominator of 2 bits each).
    """
    reader = SizeReader(problem.functions)
    found: dict[tuple[str, str], list[Cap]] = {}
    totals: dict[tuple[str, str], list[str]] = {}
    for name, node in problem.measures:
        if name in bounds and defined(node, reader):
            for r in reader.bounded(node, {}):
                found.setdefault((r.path, r.kind), []).append(Cap(bounds[name], f"measure {name}"))
                if r.total:
                    totals.setdefault((r.path, r.kind), []).append(name)
    for node in defined_conditions(problem):
        for r, limit in reader.constants(node, {}):
            found.setdefault((r.path, r.kind), []).append(Cap(limit, "valid"))
    slots = tuple(slots_of(problem.instance))
    of = {(s.path, s.kind): min(found.get((s.path, s.kind), [_default(s)]), key=_tightness) for s in slots}
    return Caps(slots, of, {key: tuple(names) for key, names in totals.items()})


def _tightness(cap: Cap) -> float:
    return float("inf") if cap.limit is None else cap.limit


def _default(slot: Slot) -> Cap:
    if slot.natural:
        return Cap(None, "part of a finite set")
    if slot.kind == "size":
        return Cap(DEFAULT_SIZE, "default")
    return Cap(DEFAULT_BITS, "default, numerator and denominator each" if slot.sort == "rat" else "default")
