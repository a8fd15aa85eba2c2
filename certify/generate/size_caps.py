"""The caps of a problem's size slots: the largest size of each, and whether a measure, `valid`, its type or a default gives it.

A measure caps a slot if its text shows slot <= measure, and a condition of `valid` caps it if the condition bounds such an
expression by a constant (`certify.semantics.size_limits`) or by slots that have caps (`certify.semantics.value_limits`).  No
instance that must be checked is lost by that.  An instance on which a measure is undefined is no instance of the region but
refutes the text, so a measure caps only if it is defined everywhere.  An instance on which `valid` is undefined refutes the text
as well, so only the conjuncts before the first one that may be undefined cap.  They hold on such an instance, since otherwise the
later conjuncts are not evaluated.

A slot that nothing caps gets a default, which cuts the region, or another cap that the user gives instead.  If the length of the
instances is bounded, the length caps it, and nothing is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certify.core import Problem
from certify.core.sizes import Slot, slots_of
from certify.errors import InputError
from certify.records import dataclass
from certify.semantics.definedness import defined, defined_conditions
from certify.semantics.size_limits import SizeReader
from certify.semantics.value_limits import LimitReader, SlotLimit

DEFAULT_SIZE, DEFAULT_BITS = 2, 2


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper bound of a slot (None: bounded by its type alone), and why it holds.

    With `cuts`, nothing implies the bound: it is a default or the user's, or follows from such a bound of another slot.  It then
    applies to the numerator and to the denominator of a rational number, not to the bits of both together.
    """

    limit: int | None
    why: str
    cuts: bool = False


@dataclass(frozen=True)
class Caps:
    """The caps of a problem's slots under bounds of its measures.

    - `of`: the cap of each slot, by (path, kind).
    - `totals`: the measures whose bound caps the sum over all occurrences of a slot, by (path, kind).
    """

    slots: tuple[Slot, ...]
    of: Mapping[tuple[str, str], Cap]
    totals: Mapping[tuple[str, str], tuple[str, ...]]


def caps(
    problem: Problem, bounds: Mapping[str, int], raised: Mapping[str, int] | None = None, longest: int | None = None
) -> Caps:
    """Return the caps of a problem's slots.

    - `problem`: the problem.
    - `bounds`: the greatest value of each measure.  A measure that is left out caps nothing.
    - `raised`: caps that replace defaults, by the name of the slot.  Other defaults are size 2, and numbers of 2 bits (rationals:
      numerator and denominator of 2 bits each).
    - `longest`: the greatest length of an instance; if it is given, no slot gets a default.
    """
    reader, raised = SizeReader(problem.functions), raised or {}
    found: dict[tuple[str, str], Cap] = {}
    totals: dict[tuple[str, str], list[str]] = {}

    def add(path: str, kind: str, cap: Cap) -> None:
        known = found.get((path, kind))
        if known is None or known.limit is None or (cap.limit is not None and cap.limit < known.limit):
            found[path, kind] = cap

    for name, node in problem.measures:
        if name in bounds and defined(node, reader):
            for r in reader.bounded(node, {}):
                add(r.path, r.kind, Cap(bounds[name], f"measure {name}"))
                if r.total:
                    totals.setdefault((r.path, r.kind), []).append(name)
    slots = tuple(slots_of(problem.instance))
    conditions = list(defined_conditions(problem))
    for node in conditions:
        for r, most in reader.constants(node, {}):
            add(r.path, r.kind, Cap(most, "valid"))
    limits_of = LimitReader(reader, slots)
    limits = [limit for node in conditions for limit in limits_of.limits(node, {})]
    limited = {(limit.path, limit.kind) for limit in limits}
    _limit(limits, found, add, len(slots))
    # a slot that others limit gets its own default last: their defaults may imply a cap
    for slot in sorted(slots, key=lambda s: (s.path, s.kind) in limited):
        if (slot.path, slot.kind) not in found:
            found[slot.path, slot.kind] = _default(slot, raised, longest)
            _limit(limits, found, add, len(slots))
    return Caps(slots, found, {key: tuple(names) for key, names in totals.items()})


def _limit(
    limits: list[SlotLimit], found: Mapping[tuple[str, str], Cap], add: Callable[[str, str, Cap], None], rounds: int
) -> None:
    """Add the caps that `limits` imply.  Each round uses the caps of the round before, all of which hold."""

    def of(path: str, kind: str) -> int | None:
        cap = found.get((path, kind))
        return None if cap is None else cap.limit

    cuts = any(cap.cuts for cap in found.values())
    for _ in range(rounds):
        before = dict(found)
        for limit in limits:
            most = limit.most(of)
            if most is not None:
                add(limit.path, limit.kind, Cap(most, "valid", cuts))
        if found == before:
            return


def _default(slot: Slot, raised: Mapping[str, int], longest: int | None) -> Cap:
    if slot.natural:
        return Cap(None, "part of a finite set")
    if longest is not None:
        return Cap(longest, "length")
    each = ", numerator and denominator each" if slot.sort == "rat" else ""
    if str(slot) in raised:
        return Cap(raised[str(slot)], f"as asked{each}", cuts=True)
    return Cap(DEFAULT_SIZE if slot.kind == "size" else DEFAULT_BITS, f"default{each}", cuts=True)


def check_raised(problem: Problem, bounds: Mapping[str, int], raised: Mapping[str, int]) -> None:
    """Raise InputError if a cap is given for a name that is not that of a slot with a default cap."""
    found = caps(problem, bounds)
    free = {str(s): found.of[s.path, s.kind] for s in found.slots if found.of[s.path, s.kind].cuts}
    for name in raised:
        if name not in free:
            known = ", ".join(f"{slot} <= {cap.limit}" for slot, cap in free.items())
            has = f"caps of {problem.name} that can be raised: {known}" if known else f"no cap of {problem.name} can be raised"
            raise InputError(f"`{name}` is no size with a default cap; {has}")
