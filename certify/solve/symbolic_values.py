"""Values that are not known yet: what an expression over a partly known witness may be, as guards of a network.

A value is *known* (held as `certify.core.values` says) or one of the classes here.  `Lifting` has what all operations are
made of: choosing between values, comparing them, listing what they may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from certify.core import Bool, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.operations import default
from certify.core.values import FrozenMap, Value, number
from certify.solve.interval_network import FALSE, TRUE, Affine, Guard, IntervalNetwork

LIMIT = 4096  # alternatives that one value may be listed as


class Unlifted(Exception):
    """This expression is not expressed by guards: the condition around it is evaluated on whole witnesses only."""


class Lifted:
    """A value that is not known yet."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Truth(Lifted):
    """A truth value: whether the guard holds."""

    guard: Guard


@dataclass(frozen=True, slots=True, eq=False)
class Amounts(Lifted):
    """A number, as an affine form over nodes."""

    form: Affine


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives(Lifted):
    """The one of these values (known, or lifted but not alternatives themselves) whose guard holds.  Exactly one does."""

    options: tuple[tuple[Guard, Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Members(Lifted):
    """A set: those of these known values whose guard holds."""

    guards: Mapping[Any, Guard]


@dataclass(frozen=True, slots=True, eq=False)
class Entries(Lifted):
    """A map: for each of these known keys whose guard holds, the value (known or lifted)."""

    entries: Mapping[Any, tuple[Guard, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Items(Lifted):
    """A tuple, record, sequence or made value of known length; the items are known or lifted."""

    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Kept(Lifted):
    """A sequence: in order, the items whose guards hold."""

    items: tuple[tuple[Guard, Any], ...]


def is_lifted(value: Any) -> bool:
    """Is the value not known yet?"""
    return isinstance(value, Lifted)


class Lifting:
    """Operations on values that are known or lifted, over one network; no value is listed as more than `limit` alternatives.

    >>> n = IntervalNetwork(); on = n.variable(2).leaves[0]
    >>> lift = Lifting(n)
    >>> a = lift.choose([(on, 3), (n.neg(on), 4)], Number("nat"))
    >>> lift.equal(a, 3) == on, lift.equal(a, 5) == FALSE
    (True, True)
    """

    def __init__(self, network: IntervalNetwork, limit: int = LIMIT) -> None:
        self.network, self.limit = network, limit

    # -------------------------------------------------------------------------------------------- guards and numbers

    def guard(self, value: Any) -> Guard:
        """The guard of a truth value."""
        if isinstance(value, Truth):
            return value.guard
        if isinstance(value, Alternatives):
            return self.network.any(g for g, v in value.options if v is True)
        return TRUE if value else FALSE

    def truth(self, guard: Guard) -> Any:
        """The truth value of a guard."""
        return Truth(guard) if guard > FALSE else guard == TRUE

    def form(self, value: Any) -> Affine:
        """A number as an affine form."""
        if isinstance(value, Amounts):
            return value.form
        if isinstance(value, Alternatives):
            return self.chosen(list(value.options))
        return Affine(value)

    def amount(self, form: Affine) -> Any:
        """The number that an affine form is."""
        return Amounts(form) if form.terms else number(form.const)

    def node(self, value: Any) -> int:
        """A node whose value is this number."""
        return self.network.node(self.form(value))

    def chosen(self, options: Sequence[tuple[Guard, Any]]) -> Affine:
        """The number whose guard holds."""
        known: dict[Any, list[Guard]] = {}
        nodes: list[tuple[Guard, int]] = []
        for g, v in options:
            if isinstance(v, Lifted):
                nodes.append((g, self.node(v)))
            else:
                known.setdefault(v, []).append(g)
        joined = [(self.network.any(gs), v) for v, gs in known.items()]
        if not nodes and len(joined) <= 2:
            if len(joined) == 1:
                return Affine(joined[0][1])
            # The second guard is the negation of the first: an exact form in one of them.
            (g, a), (_, b) = joined
            return self.network.truth(g).scaled(a - b) + Affine(b)
        picked = nodes + [(g, self.network.constant(v)) for g, v in joined]
        return self.network.form(self.network.pick(picked))

    # -------------------------------------------------------------------------------------------- choosing

    def choose(self, options: Iterable[tuple[Guard, Any]], type: Type) -> Any:
        """The value whose guard holds, of options of which exactly one does.  Raises Unlifted if they are too many."""
        flat: list[tuple[Guard, Any]] = []
        for g, v in options:
            if g == FALSE:
                continue
            if isinstance(v, Alternatives):
                flat += [(h, u) for h, u in ((self.network.all((g, h)), u) for h, u in v.options) if h != FALSE]
            else:
                flat.append((g, v))
        if len(flat) > self.limit:
            raise Unlifted
        if len(flat) == 1:
            return flat[0][1]
        if not flat:
            return default(type)
        return self._chosen(flat, type)

    def _chosen(self, flat: list[tuple[Guard, Any]], type: Type) -> Any:
        if isinstance(type, Bool):
            return self.truth(self.network.any(self.network.all((g, self.guard(v))) for g, v in flat))
        if isinstance(type, Number) and any(isinstance(v, Amounts) for _, v in flat):
            return self.amount(self.chosen(flat))
        if isinstance(type, Set):
            return self._chosen_set(flat)
        if isinstance(type, Map):
            return self._chosen_map(flat, type)
        if any(isinstance(v, Lifted) for _, v in flat):
            types = self._item_types(flat, type)
            if types is not None:
                columns = zip(*(_items(v) for _, v in flat), strict=True)
                guards = [g for g, _ in flat]
                return self.items([self.choose(zip(guards, c, strict=True), t) for c, t in zip(columns, types, strict=True)])
        return self.joined(flat, type)

    def joined(self, options: Iterable[tuple[Guard, Any]], type: Type) -> Any:
        """As `choose`, the options kept whole; they are known, or not alternatives themselves."""
        flat = [(g, v) for g, v in options if g != FALSE]
        if len(flat) > self.limit:
            raise Unlifted
        if not flat:
            return default(type)
        known: dict[Any, list[Guard]] = {}
        for g, v in flat:
            known.setdefault(v, []).append(g)
        if len(known) == 1:
            return flat[0][1]
        return Alternatives(tuple((self.network.any(gs), v) for v, gs in known.items()))

    def _chosen_set(self, flat: list[tuple[Guard, Any]]) -> Any:
        found: dict[Any, list[Guard]] = {}
        for g, v in flat:
            for m, h in self.members(v).items():
                found.setdefault(m, []).append(self.network.all((g, h)))
        return self.set_of({m: self.network.any(gs) for m, gs in found.items()})

    def _chosen_map(self, flat: list[tuple[Guard, Any]], type: Map) -> Any:
        found: dict[Any, list[tuple[Guard, Any]]] = {}
        for g, v in flat:
            for k, (h, u) in self.entries(v).items():
                found.setdefault(k, []).append((self.network.all((g, h)), u))
        entries = {}
        for k, options in found.items():
            entries[k] = self.network.any(g for g, _ in options), self.prefer(options, type.value)
        return self.map_of(entries)

    def _item_types(self, flat: list[tuple[Guard, Any]], type: Type) -> Sequence[Type] | None:
        """The types of the items if all options have the same shape."""
        if isinstance(type, Tuple):
            return type.items
        if isinstance(type, Record):
            return [t for _, t in type.fields]
        if any(isinstance(v, Kept) for _, v in flat):
            return None
        shapes = {len(_items(v)) for _, v in flat} if isinstance(type, Seq) else set()
        if isinstance(type, Seq) and len(shapes) == 1:
            return [type.item] * shapes.pop()
        if isinstance(type, Sum):
            cases = {_items(v)[0] for _, v in flat}
            if len(cases) == 1:
                return [Number("nat"), *type.cases[cases.pop()][1]]
        return None

    def prefer(self, options: Sequence[tuple[Guard, Any]], type: Type) -> Any:
        """The first value whose guard holds; the last one if none does."""
        chain, before = [], TRUE
        for i, (g, v) in enumerate(options):
            last = i == len(options) - 1
            chain.append((before if last else self.network.all((before, g)), v))
            before = self.network.all((before, self.network.neg(g)))
            if before == FALSE:
                break
        return self.choose(chain, type)

    # -------------------------------------------------------------------------------------------- collections

    def set_of(self, guards: Mapping[Any, Guard]) -> Any:
        """A set, known if its guards are."""
        if any(g > FALSE for g in guards.values()):
            return Members({m: g for m, g in guards.items() if g != FALSE})
        return frozenset(m for m, g in guards.items() if g == TRUE)

    def map_of(self, entries: Mapping[Any, tuple[Guard, Any]]) -> Any:
        """A map, known if its guards and values are."""
        kept = {k: e for k, e in entries.items() if e[0] != FALSE}
        if any(g != TRUE or isinstance(v, Lifted) for g, v in kept.values()):
            return Entries(kept)
        return FrozenMap({k: v for k, (_, v) in kept.items()})

    def items(self, items: Iterable[Any]) -> Any:
        """A tuple, known if its items are."""
        found = tuple(items)
        return Items(found) if any(isinstance(v, Lifted) for v in found) else found

    def members(self, value: Any) -> Mapping[Any, Guard]:
        """The members of a set or edge with their guards."""
        if isinstance(value, Members):
            return value.guards
        if isinstance(value, Alternatives):
            found: dict[Any, list[Guard]] = {}
            for g, v in value.options:
                for m, h in self.members(v).items():
                    found.setdefault(m, []).append(self.network.all((g, h)))
            return {m: self.network.any(gs) for m, gs in found.items()}
        return dict.fromkeys(value, TRUE)

    def entries(self, value: Any) -> Mapping[Any, tuple[Guard, Any]]:
        """The entries of a map (not of alternatives)."""
        return value.entries if isinstance(value, Entries) else {k: (TRUE, v) for k, v in value.items()}

    def each(self, value: Any) -> list[tuple[Guard, Any]]:
        """The items of a sequence, members of a set or ends of an edge, with guards; of a sequence in order."""
        if isinstance(value, Alternatives):
            return [
                (h, v)
                for h, v in ((self.network.all((g, h)), v) for g, c in value.options for h, v in self.each(c))
                if h != FALSE
            ]
        if isinstance(value, Members):
            return [(g, m) for m, g in value.guards.items()]
        if isinstance(value, Kept):
            return list(value.items)
        return [(TRUE, v) for v in _items(value)]

    def each_pair(self, value: Any, type: Type) -> list[tuple[Guard, Any, Any]]:
        """The entries of a map, or index and item of a sequence, with guards."""
        if isinstance(value, Alternatives):
            return [
                (h, k, v)
                for h, k, v in ((self.network.all((g, h)), k, v) for g, c in value.options for h, k, v in self.each_pair(c, type))
                if h != FALSE
            ]
        if isinstance(type, Map):
            return [(g, k, v) for k, (g, v) in self.entries(value).items()]
        before, found = Affine(0), []
        for g, v in self.each(value):
            found.append((g, self.amount(before), v))
            before = before + self.network.truth(g)
        return found

    # -------------------------------------------------------------------------------------------- comparing, listing

    def equal(self, a: Any, b: Any) -> Guard:
        """Are two values of one type equal?"""
        net = self.network
        if not isinstance(a, Lifted):
            a, b = b, a
        if not isinstance(a, Lifted):
            return TRUE if a == b else FALSE
        if isinstance(b, Amounts) or (isinstance(b, Alternatives) and not isinstance(a, Amounts | Alternatives)):
            a, b = b, a
        if isinstance(a, Amounts):
            return net.zero(self.form(a) - self.form(b))
        if isinstance(a, Alternatives):
            if not isinstance(b, Alternatives):
                return net.any(net.all((g, self.equal(v, b))) for g, v in a.options)
            known = {v: h for h, v in b.options if not isinstance(v, Lifted)}
            pairs = [(g, known[v]) for g, v in a.options if not isinstance(v, Lifted) and v in known]
            lifted = [(g, h, v, u) for g, v in a.options for h, u in b.options if is_lifted(v) or is_lifted(u)]
            return net.any([*map(net.all, pairs), *(net.all((g, h, self.equal(v, u))) for g, h, v, u in lifted)])
        if isinstance(a, Truth) or isinstance(b, Truth):
            return self.same(self.guard(a), self.guard(b))
        if isinstance(a, Members):
            left, right = a.guards, self.members(b)
            return net.all(self.same(left.get(m, FALSE), right.get(m, FALSE)) for m in {**left, **right})
        if isinstance(a, Entries):
            return self._equal_maps(a.entries, self.entries(b))
        if isinstance(a, Kept) or isinstance(b, Kept):
            return net.any(net.all((g, h)) for (g, v) in self.listing(a) for h, u in self.listing(b) if v == u)
        left_items, right_items = _items(a), _items(b)
        if len(left_items) != len(right_items):
            return FALSE
        return net.all(self.equal(v, u) for v, u in zip(left_items, right_items, strict=True))

    def _equal_maps(self, f: Mapping[Any, tuple[Guard, Any]], g: Mapping[Any, tuple[Guard, Any]]) -> Guard:
        absent = (FALSE, None)
        conditions = []
        for k in {**f, **g}:
            (here, v), (there, u) = f.get(k, absent), g.get(k, absent)
            conditions.append(self.same(here, there))
            if here != FALSE and there != FALSE:
                conditions.append(self.network.any((self.network.neg(here), self.equal(v, u))))
        return self.network.all(conditions)

    def same(self, a: Guard, b: Guard) -> Guard:
        """Do two guards agree?"""
        if a == b:
            return TRUE
        if a <= FALSE or b <= FALSE:
            a, b = (a, b) if a <= FALSE else (b, a)
            return b if a == TRUE else self.network.neg(b)
        return self.network.zero(self.network.truth(a) - self.network.truth(b))

    def listing(self, value: Any) -> list[tuple[Guard, Value]]:
        """The known values that a value may be, each with its guard.  Raises Unlifted if they are too many."""
        net = self.network
        if not isinstance(value, Lifted):
            return [(TRUE, value)]
        if isinstance(value, Truth):
            return [(value.guard, True), (net.neg(value.guard), False)]
        if isinstance(value, Alternatives):
            found = []
            for g, v in value.options:
                found += [(net.all((g, h)), u) for h, u in self.listing(v)]
            return self._merged(found)
        if isinstance(value, Items):
            return self._combined([self.listing(v) for v in value.items], lambda items: items)
        if isinstance(value, Members):
            keys = list(value.guards)
            return self._combined(
                [self._kept(g, [(TRUE, k)]) for k, g in value.guards.items()],
                lambda found: frozenset(k for k, f in zip(keys, found, strict=True) if f != ()),
            )
        if isinstance(value, Entries):
            keys = list(value.entries)
            return self._combined(
                [self._kept(g, self.listing(v)) for g, v in value.entries.values()],
                lambda found: FrozenMap({k: f[0] for k, f in zip(keys, found, strict=True) if f != ()}),
            )
        if isinstance(value, Kept):
            return self._combined(
                [self._kept(g, self.listing(v)) for g, v in value.items], lambda found: tuple(f[0] for f in found if f != ())
            )
        assert isinstance(value, Amounts)
        low, high = net.bounds(value.form)
        if not net.is_whole(value.form) or high - low >= 64:
            raise Unlifted
        values = [(net.zero(value.form - Affine(v)), v) for v in range(int(low), int(high) + 1)]
        return [(g, v) for g, v in values if g != FALSE]

    def _kept(self, guard: Guard, listing: list[tuple[Guard, Value]]) -> list[tuple[Guard, Value]]:
        """Listings of an optional item: the empty tuple where it is absent, else the item in a tuple."""
        present = [(self.network.all((guard, g)), (v,)) for g, v in listing]
        return present if guard == TRUE else [*present, (self.network.neg(guard), ())]

    def _combined(
        self, columns: list[list[tuple[Guard, Value]]], make: Callable[[tuple[Value, ...]], Value]
    ) -> list[tuple[Guard, Value]]:
        count = 1
        for c in columns:
            count *= len(c)
            if count > self.limit:
                raise Unlifted
        rows = product(*columns)
        return self._merged([(self.network.all(g for g, _ in row), make(tuple(v for _, v in row))) for row in rows])

    def _merged(self, options: list[tuple[Guard, Value]]) -> list[tuple[Guard, Value]]:
        if len(options) > self.limit:
            raise Unlifted
        found: dict[Value, list[Guard]] = {}
        for g, v in options:
            if g != FALSE:
                found.setdefault(v, []).append(g)
        return [(self.network.any(gs), v) for v, gs in found.items()]


def _items(value: Any) -> Any:
    return value.items if isinstance(value, Items) else value
