"""Evidence that a fold multiplies sizes in each round, from running its body.

The rounds of a fold are recorded while instances are run, each with its frame and bindings.  Growth of a size of the accumulator
is shown in one of two ways.  Both use bodies and bindings that occur.

1. *Rounds.*  The search starts from the accumulator of a recorded run and applies the bindings of that run again and again, each
   time the first that makes the size grow enough.  Let S be the size of everything that a round reads besides the accumulator.
   The size must grow from at most S to more than S^2, by a factor of at least r >= 3/2 in each of n >= 4 rounds, with n (r - 1)
   >= 4.  A body that adds a constant or an item adds at most S, which is less than that factor once the size exceeds 2 S.  A body
   that clamps the size by what it reads stops growing.  A power of the number of rounds grows by ever smaller factors.
2. *Scales.*  One number of a recorded accumulator, of absolute value 2 or more, is replaced by numbers of z, 2 z, 4 z, 8 z and 16
   z bits, with z >= S.  Three rounds are run, with bindings that occur.  From each scale to the next the bits after these rounds
   must grow by at least (3/2)^3 times the difference of the scales.  A body that adds, or that multiplies by what it reads, grows
   by that difference only.  A body that clamps grows by nothing.

Both show what the body does.  Neither shows that some instance makes it do so in every round.  The search ends after a fixed
amount of work, so it shows the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import chain, pairwise, product
from typing import Any

from certify.core import Edge, Map, Node, Number, Problem, Record, Reduction, Seq, Set, Sum, Tuple, Type
from certify.core.budgets import OutOfBudget
from certify.core.paths import below, components, part_values
from certify.core.sizes import Slot, slots_of
from certify.core.values import FrozenMap, Value, bits, ordered
from certify.empirical.fold_rounds import DocumentEvaluator, Recorder, Round
from certify.empirical.metering import INSTANCE, Spent, Work, WorkAccount
from certify.generate.random_instances import larger_instances
from certify.records import dataclass
from certify.semantics.relabelling import OutsideHome
from certify.semantics.unmet_obligations import NotShown, Unmet
from certify.system.deadlines import Clock

_RATIO = Fraction(3, 2)
_WARMING_UP, _MOST_ROUNDS = 6, 40
_SCALES, _SCALED_ROUNDS = 5, 3
_NEARLY = Fraction(9, 10)  # of the factor: it may be missed by this much, for constants, while rounds are chosen
_RUNS, _BINDINGS, _POOL = 8, 32, 2000  # the most runs of an instance, rounds of a run, and rounds in the pool
_SIZES = ((4, 6), (4, 6), (8, 12), (4, 6, 8), (12, 16))  # sizes of collections in the recorded instances, in order
_STEPS = 1 << 19  # the most steps of one evaluation

ALLOWANCE = 1_000_000
"""The work of the search if nobody says otherwise: growth shows within a fifth of it."""

_ROOT = "accumulator"


@dataclass(frozen=True)
class FoldGrowth:
    """A size of a fold's accumulator that grows by a factor: the sizes before and after each step, and a sentence about the
    run."""

    slot: str
    seen: tuple[tuple[int, int], ...]
    how: str


def growth(
    document: Problem | Reduction, fold: Node, allowance: int = ALLOWANCE, clock: Clock | None = None
) -> FoldGrowth | None:
    """Return how running the body of a fold shows that sizes multiply; None if no run with the allowed work shows it.

    - `document`: the problem or reduction in which the fold stands.
    - `fold`: the fold.
    - `allowance`: the units of work of the search (`certify.empirical.metering`).
    - `clock`: stops the search.

    Raises TimeoutError if the time of the clock is over.

    >>> from certify.library import standard
    >>> slp = standard().problem("PosSLP")
    >>> fold = next(n for f in slp.functions for n in f.body.walk() if n.op == "fold")
    >>> growth(slp, fold).slot
    'bits(accumulator[])'
    """
    search = _GrowthSearch(document, fold, Work(allowance, clock))
    try:
        return search.found()
    except Spent:
        return None


# ------------------------------------------------------------------------------------------------ searching


class _GrowthSearch:
    """The search for growth of one fold."""

    def __init__(self, document: Problem | Reduction, fold: Node, work: Work) -> None:
        self.type, self.work = fold.type, work
        self.code = Recorder(document, fold, self.account)
        self.everything = DocumentEvaluator(document, self.code)
        self.written = sum(bits(n.data, "rat") for n in fold.walk() if n.op == "const" and not isinstance(n.data, bool))
        self.pool: list[Round] = []

    def found(self) -> FoldGrowth | None:
        """Return the first growth that is shown.  Raises Spent if the allowed work is done."""
        for seed, sizes in enumerate(_SIZES):
            rounds: list[Round] = []
            for x in larger_instances(self.everything.problem, seed, sizes=sizes, tick=self.work.value):
                runs = self.recorded(x)
                shown = self.by_rounds(runs)
                if shown is not None:
                    return shown
                rounds += chain.from_iterable(runs)
            shown = self.by_scales(rounds)
            if shown is not None:
                return shown
        return None

    def recorded(self, x: Value) -> list[list[Round]]:
        """Return the runs of the fold on an instance, up to a limit."""
        self.work.spend(INSTANCE)
        self.code.runs = []
        with suppress(Unmet, OutsideHome, OutOfBudget):
            self.everything.run(x)
        return [run[:_BINDINGS] for run in self.code.runs if run][:_RUNS]

    def account(self) -> WorkAccount:
        """Return the account of one evaluation."""
        return WorkAccount(self.work, _STEPS)

    def made(self, round: Round, accumulator: Value) -> Value | None:
        """Return the accumulator after a round; None if it is undefined.  Raises OutOfBudget if the round takes too long."""
        self.work.value()
        try:
            return round(accumulator, self.account())
        except (Unmet, NotShown):
            return None

    def largest(self, value: Value, slot: Slot) -> int:
        """Return the largest size of a slot in an accumulator; each size that is looked at is a unit of work."""
        sizes = list(_sizes(self.type, value, _ROOT))
        self.work.spend(len(sizes))
        return max((n for found, n in sizes if found == (slot.path, slot.kind)), default=0)

    # ------------------------------------------------------------------------------------------ rounds

    def by_rounds(self, runs: Sequence[Sequence[Round]]) -> FoldGrowth | None:
        """Return growth over many rounds, with the bindings of one run."""
        slots = [slot for slot in slots_of(self.type, _ROOT) if not slot.natural]
        for run, slot in product(runs, slots):
            trail = None
            with suppress(OutOfBudget):
                trail = self.climbed(_different(run), slot)
            if trail is not None:
                shown = ", ".join(map(str, trail))
                how = f"{len(trail) - 1} rounds of the body, with bindings of one instance, take {slot} through {shown}"
                return FoldGrowth(str(slot), tuple(pairwise(trail)), how)
        return None

    def climbed(self, rounds: Sequence[Round], slot: Slot) -> list[int] | None:
        """Return sizes of a slot that grow from at most S to more than S^2; None if a round grows by less than the factor."""
        at = rounds[0].accumulator
        trail = [self.largest(at, slot)]
        while len(trail) <= _MOST_ROUNDS:
            followers: list[tuple[int, Value]] = []
            for r in rounds:
                following = self.made(r, at)
                if following is not None:
                    followers.append((self.largest(following, slot), following))
                    if followers[-1][0] >= _RATIO * max(1, trail[-1]):
                        break
            size, at = max(followers, key=_first, default=(0, at))
            trail.append(size)
            grown = _grown(trail)
            if len(grown) < 2 and (trail[-1] <= trail[-2] or len(trail) > _WARMING_UP):
                return None
            if _outgrows_powers(grown):
                read = max(self.read(r, slot.kind == "bits") for r in rounds)
                if grown[0] <= read and grown[-1] > read**2:
                    return grown
        return None

    def read(self, round: Round, with_bits: bool) -> int:
        """Return the size of everything that a round reads besides the accumulator, including the numbers written in the fold."""
        return self.written + _weight([*round.read, round.globals], with_bits)

    # ------------------------------------------------------------------------------------------ scales

    def by_scales(self, rounds: Sequence[Round]) -> FoldGrowth | None:
        """Return growth with the number of digits of one number of a recorded accumulator, with the bindings of all rounds so
        far."""
        self.pool = _different([*self.pool, *rounds])[:_POOL]
        for start in rounds:
            for found in _numbers(self.type, start.accumulator, _ROOT):
                if -2 < found.value < 2:
                    continue
                for written in _FORMS[found.slot.sort]:
                    seen = None
                    with suppress(OutOfBudget):
                        seen = self.scaled(start, found, written)
                    if seen is not None:
                        before, then = (", ".join(map(str, column)) for column in zip(*seen, strict=True))
                        how = f"{_SCALED_ROUNDS} rounds of the body take a number of {before} bits to {then} bits"
                        return FoldGrowth(str(found.slot), seen, how)
        return None

    def scaled(self, start: Round, found: _Found, written: Callable[[int], Value]) -> tuple[tuple[int, int], ...] | None:
        """Return the bits before and after three rounds, for each scale; None if they grow by less than the factor in some
        round."""

        def measure(value: Value) -> int:
            return self.largest(value, found.slot)

        steps: list[Round] = []
        factor = Fraction(1)
        bits_before = 2 * _power_of_two(self.read(start, True))
        at = found.replaced(written(bits_before))
        for number in range(_SCALED_ROUNDS):
            made = ((r, self.made(r, at)) for r in ([start] if number == 0 else self.pool))
            followers = [(measure(y), (r, y)) for r, y in made if y is not None]
            size, (step, at) = max(followers, key=_first, default=(0, (start, at)))
            factor *= _RATIO
            if size < _NEARLY * factor * bits_before:
                return None
            steps.append(step)
        least = _power_of_two(max(self.read(r, True) for r in steps))
        seen: list[tuple[int, int]] = []
        for scale in (least * 2**i for i in range(_SCALES)):
            at = found.replaced(written(scale))
            for step in steps:
                at = self.made(step, at)
                if at is None:
                    return None
            seen.append((scale, measure(at)))
        grows = all(after - past >= factor * (z - y) for (y, past), (z, after) in pairwise(seen))
        return tuple(seen) if grows else None


def _power_of_two(least: int) -> int:
    return 1 << max(5, least.bit_length())


def _outgrows_powers(grown: Sequence[int]) -> bool:
    """Return whether there are n >= 4 rounds of a factor of at least r, with n (r - 1) >= 4.  Late terms of the fourth powers 1,
    16, 81, ... grow by less.

    >>> _outgrows_powers([1, 2, 4, 8, 16]), _outgrows_powers([1, 8, 27, 64, 125])
    (True, False)
    """
    rounds = len(grown) - 1
    return rounds >= 4 and rounds * (min(Fraction(b, a) for a, b in pairwise(grown)) - 1) >= 4


def _first(pair: tuple[int, Any]) -> int:
    return pair[0]


def _grown(trail: Sequence[int]) -> list[int]:
    """Return the longest suffix of a list of sizes in which each is at least 3/2 of the one before.

    >>> _grown([1, 1, 2, 4]), _grown([1, 2, 3, 4])
    ([1, 2, 4], [4])
    """
    first = len(trail) - 1
    while first > 0 and 0 < trail[first - 1] * _RATIO <= trail[first]:
        first -= 1
    return list(trail[first:])


def _different(rounds: Sequence[Round]) -> list[Round]:
    """Return the rounds without those that differ from an earlier one only in the accumulator."""
    found: dict[Any, Round] = {}
    for r in rounds:
        found.setdefault((id(r.body), *r.read), r)
    return list(found.values())


def _weight(value: Any, with_bits: bool) -> int:
    """Return the structural size of a value of any type: one for each atom and collection, and on request the bits of numbers and
    labels.

    >>> _weight((1, frozenset({4})), True), _weight((1, frozenset({4})), False)
    (10, 4)
    """
    if isinstance(value, dict):
        return 1 + sum(_weight(v, with_bits) for entry in value.items() for v in entry)
    if isinstance(value, tuple | list | frozenset):
        return 1 + sum(_weight(v, with_bits) for v in value)
    return 1 + (bits(value, "rat") if with_bits and isinstance(value, int | Fraction) else 0)


# ------------------------------------------------------------------------------------------------ slots of an accumulator


def _sizes(type: Type, value: Value, path: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the sizes of the collections and numbers in a value, by slot."""
    if isinstance(type, Number):
        yield (path, "bits"), bits(value, type.sort)
    elif isinstance(type, Set | Seq | Edge | Map):
        yield (path, "size"), len(value)
    for inner, part_type, part in part_values(type, value, path):
        yield from _sizes(part_type, part, inner)


@dataclass(frozen=True)
class _Found:
    """A number in a value: its slot, and a function that returns the value with another number in its place."""

    slot: Slot
    value: int | Fraction
    replaced: Callable[[Value], Value]


def _numbers(type: Type, value: Value, path: str, replaced: Callable[[Value], Value] = lambda v: v) -> Iterator[_Found]:
    """Yield the numbers in a value, except those in keys of maps."""
    match type:
        case Number(sort):
            yield _Found(Slot(path, "bits", sort=sort), value, replaced)
        case Set(item):
            for v in ordered(value):
                yield from _numbers(item, v, f"{path}[]", _exchanged(value, v, replaced))
        case Seq(item):
            for i, v in enumerate(value):
                yield from _numbers(item, v, f"{path}[]", _put(value, i, replaced))
        case Map(_, item):
            for k in ordered(value):
                yield from _numbers(item, value[k], f"{path}[]", _entered(value, k, replaced))
        case Sum(_, cases):
            case, types = cases[value[0]]
            for i, t in enumerate(types):
                yield from _numbers(t, value[i + 1], below(path, f"{case}.{i}"), _put(value, i + 1, replaced))
        case Tuple() | Record():
            for i, (name, t) in enumerate(components(type)):
                yield from _numbers(t, value[i], below(path, name), _put(value, i, replaced))


def _exchanged(value: frozenset[Value], old: Value, replaced: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda v: replaced((value - {old}) | {v})


def _entered(value: FrozenMap, key: Value, replaced: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda v: replaced(FrozenMap({**value, key: v}))


def _put(value: tuple[Value, ...], i: int, replaced: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return lambda v: replaced((*value[:i], v, *value[i + 1 :]))


def _all_ones(z: int) -> int:
    return (1 << z) - 1


def _one_over(z: int) -> Fraction:
    return Fraction(1, (1 << z) - 1)


_FORMS: dict[str, tuple[Callable[[int], Value], ...]] = {"nat": (_all_ones,), "int": (_all_ones,), "rat": (_all_ones, _one_over)}
"""The numbers of z bits that replace a number, by its sort."""
