"""Abstract witnesses: one rule for each kind of witness space bounds the sizes of its members."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from certify.bounds.analysis import Analysis
from certify.bounds.domain import TRUTH, Abs, Coll, Name, Num, PossibleCases, Prod, integer, unbounded
from certify.bounds.polynomials import Poly, Some, each, joined, some
from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Space, SpaceKind, Sum, Tuple, Type
from certify.core.paths import components
from certify.core.witness_kinds import WitnessKind, each_kind

Rule = Callable[[Space, Analysis, int | None], Abs]


def abstract_witness(space: Space, analysis: Analysis, *, real_digits: int | None = None) -> Abs:
    """Return an abstract value that stands for every member of a witness space.

    `analysis` evaluates, and charges, the expressions of the space.  A real number has the length `real_digits`, or no finite
    length if that is None.  With `real_digits=1` the bounds are at least those of a machine that computes with real numbers in
    one step (Blum, Shub and Smale).
    """
    return _RULES[space.kind](space, analysis, real_digits)


def _evaluated(space: Space, analysis: Analysis) -> Abs:
    """Return the abstract value of what the space is made of."""
    assert space.node is not None
    return analysis.evaluate(space.node)


def _made_of(space: Space, analysis: Analysis) -> Coll:
    """Return the abstract collection on which the space is built."""
    of = _evaluated(space, analysis)
    assert isinstance(of, Coll)
    return of


def _of_items(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    """Return a collection of the items of the space's set, at most one entry for each.

    This is sound by what the record promises (`WitnessKind.of_items`): there are at most as many entries as items, and what
    bounds each item bounds each key and each value.
    """
    of = _made_of(space, analysis)
    return Coll(of.size, of.item, of.item if isinstance(space.type, Map) else None)


def _choice(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    of = _made_of(space, analysis)
    return Coll(of.size, of.item.item if isinstance(of.item, Coll) else TRUTH, of.key)


def _map(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    of = _made_of(space, analysis)
    return Coll(of.size, abstract_witness(space.parts[0][1], analysis, real_digits=real_digits), of.item)


def _one(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    return _made_of(space, analysis).item


def _between(ends: Abs) -> Num:
    """Return an abstract number for every integer from one to another.

    It is at most the second and at least the first, so no longer than the longer of the two.
    """
    assert isinstance(ends, Prod)
    low, high = ends.parts[:2]
    assert isinstance(low, Num)
    assert isinstance(high, Num)
    return integer(high.up, low.down, joined(low.bits, high.bits))


def _number(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    return _between(_evaluated(space, analysis))


def _numbers(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    of = _made_of(space, analysis)
    return Coll(of.size, TRUTH if of.item == TRUTH else _between(of.item), of.key)


def _sequence(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    of = _evaluated(space, analysis)
    assert isinstance(of, Prod)
    items = of.parts[2]
    assert isinstance(items, Coll)
    return Coll(each(Poly.clear, _between(of).up), items.item)


def _all(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    return _any_value(space.type, some(0))


def _record(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    return Prod(tuple(abstract_witness(part, analysis, real_digits=real_digits) for _, part in space.parts))


def _reals(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    of = _made_of(space, analysis)
    assert space.node is not None
    endless = some(unbounded("a real number has no finite length", "unknown", space.node.mark))
    return Coll(of.size, Num(endless, endless, endless if real_digits is None else some(real_digits)), of.item)


def _unit(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    return Prod(())


def _unknown(space: Space, analysis: Analysis, real_digits: int | None) -> Abs:
    """Any value of the space's type, without a bound; the space's expressions are charged all the same."""
    for node in space.nodes():
        analysis.evaluate(node)
    mark = None if space.node is None else space.node.mark
    return _any_value(space.type, some(unbounded(f"nothing bounds a witness of the kind `{space.kind}`", "unknown", mark)))


def _any_value(type: Type, size: Some) -> Abs:
    """Return an abstract value for every value of a type, with one bound for every number and collection in it."""
    match type:
        case Number(sort):
            return Num(size, some(0) if sort == "nat" else size, size)
        case Label():
            return Name(size)
        case Set(item) | Seq(item):
            return Coll(size, _any_value(item, size))
        case Edge(item):
            return Coll(some(2), _any_value(item, size), edge=True)
        case Map(key, value):
            return Coll(size, _any_value(value, size), _any_value(key, size))
        case Tuple() | Record():
            return Prod(tuple(_any_value(t, size) for _, t in components(type)))
        case Sum(_, cases):
            return PossibleCases(tuple((c, tuple(_any_value(t, size) for t in types)) for c, types in sorted(cases)))
    return TRUTH


def _derived(record: WitnessKind) -> Rule:
    """Return the rule for a kind without a rule of its own."""
    return _of_items if record.of_items else _unknown


_RULES: Mapping[SpaceKind, Rule] = each_kind(
    {
        SpaceKind.MAP: _map,
        SpaceKind.CHOICE: _choice,
        SpaceKind.ONE: _one,
        SpaceKind.NUMBER: _number,
        SpaceKind.NUMBERS: _numbers,
        SpaceKind.SEQUENCE: _sequence,
        SpaceKind.ALL: _all,
        SpaceKind.RECORD: _record,
        SpaceKind.REALS: _reals,
        SpaceKind.UNIT: _unit,
    },
    _derived,
)
