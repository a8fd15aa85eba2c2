"""Kinds of witness spaces: one record for each kind defines its witnesses, their number, and why a value is not a witness.

Each backend has a table of rules by kind, made by `each_kind`; for a kind without a rule, the backend derives one from the
record.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations, permutations, product
from typing import TypeVar

from certify.core import number_spaces
from certify.core.concrete_spaces import ConcreteSpace, NotEnumerable, Show, foreign, lacking, tuples_of
from certify.core.expressions import Node, Space, SpaceKind
from certify.core.number_spaces import Parts
from certify.core.operations import cycle_of
from certify.core.types import RAT, UNIT, Edge, Map, Record, Seq, Set, Type
from certify.core.values import FrozenMap, Value
from certify.records import dataclass

Rule = TypeVar("Rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessKind:
    """The meaning of one kind of witness space.

    `written`: the notation of the space in a text, with A for a collection, F for a map of sets, a, b and k for numbers and SPACE
    for another space.
    `says` and `number`: what a witness is and how many witnesses there are, in the words of the documents' tables.  `expects`:
    what the space must be made of, in the words of a message.

    `type`: a function from the type of what the space is made of, and the types of its parts, to the type of a witness; None if
    no such space exists.  `members`: lists all witnesses once, in a fixed order.  `count`: the number of witnesses, computed
    without a list; None if they are not enumerable.  `outside`: the reason why a value of the type is not a witness; empty for a
    witness.

    `of_items`: a witness is a set, sequence or map with at most one entry for each item of the set that the space is made of, and
    contains only such items.  The bounds of a witness's size and the generated code's loops depend on this.
    """

    kind: SpaceKind
    written: str
    says: str
    number: str
    expects: str = "a set"
    type: Callable[[Type, Parts], Type | None]
    members: Callable[[ConcreteSpace], Iterator[Value]]
    count: Callable[[ConcreteSpace], int | None]
    outside: Callable[[ConcreteSpace, Value, Show], str]
    of_items: bool = False

    @property
    def word(self) -> str:
        """Return the word that stands before `of A` in a text; empty for a space that is written otherwise.

        >>> WITNESS_KINDS[SpaceKind.CYCLE].word, WITNESS_KINDS[SpaceKind.MAP].word
        ('cycle', '')
        """
        word, _, of = self.written.partition(" of ")
        return word if of == "A" else ""

    @property
    def row(self) -> str:
        """Return the row of the table in `docs/core.md`."""
        return f"| `{self.kind}` | `{self.written}` | {self.says} | {self.number} |"


def witnesses(space: ConcreteSpace) -> Iterator[Value]:
    """Return every member of the space once, in a fixed order.  Raises NotEnumerable for real numbers.

    >>> from certify.core import Label
    >>> [sorted(w) for w in witnesses(ConcreteSpace(SpaceKind.SUBSET, Set(Label("V")), (0, 1)))]
    [[], [0], [1], [0, 1]]
    """
    return WITNESS_KINDS[space.kind].members(space)


def count(space: ConcreteSpace) -> int | None:
    """Return the number of members, computed without listing them; None if they are not enumerable.

    >>> from certify.core import Label
    >>> V = Label("V")
    >>> count(ConcreteSpace(SpaceKind.CYCLE, Map(V, V), (0, 1, 2, 3)))
    6
    """
    return WITNESS_KINDS[space.kind].count(space)


def outside(space: ConcreteSpace, w: Value, show: Show) -> str:
    """Return why a value of the space's type is not a member of the space, as a sentence; empty if it is a member.

    `show` formats a value of a type for the sentence.

    >>> from certify.core import Label
    >>> V = Label("V")
    >>> outside(ConcreteSpace(SpaceKind.SUBSET, Set(V), (0, 1)), frozenset({0, 7}), lambda value, type: str(value))
    '7 is not one of frozenset({0, 1})'
    """
    return WITNESS_KINDS[space.kind].outside(space, w, show)


def space_of(kind: SpaceKind, node: Node, parts: tuple[tuple[str, Space], ...] = ()) -> Space | None:
    """Return the space of a kind that is made of the value of an expression; None if the expression's type does not suit.

    `parts`: the named spaces of a record, or the space of a map's values.
    """
    type = WITNESS_KINDS[kind].type(node.type, [(name, part.type) for name, part in parts])
    return None if type is None else Space(kind, type, node, parts)


def each_kind(rules: Mapping[SpaceKind, Rule], otherwise: Callable[[WitnessKind], Rule]) -> Mapping[SpaceKind, Rule]:
    """Return a backend's table: its own rule for a kind or, if it has none, the rule that `otherwise` derives from the record."""
    return {kind: rules[kind] if kind in rules else otherwise(record) for kind, record in WITNESS_KINDS.items()}


# ------------------------------------------------------------------------------------------------ types of witnesses


def item_of(type: Type) -> Type | None:
    """Return the type of the members of a set or edge; None for another type."""
    return type.item if isinstance(type, Set | Edge) else None


def _member(type: Type, parts: Parts) -> Type | None:
    return type.item if isinstance(type, Seq) else item_of(type)


def _set_type(type: Type, parts: Parts) -> Type | None:
    item = item_of(type)
    return None if item is None else Set(item)


def _seq_type(type: Type, parts: Parts) -> Type | None:
    item = item_of(type)
    return None if item is None else Seq(item)


def _map_type(type: Type, parts: Parts) -> Type | None:
    item = item_of(type)
    return None if item is None else Map(item, parts[0][1], type.home if isinstance(type, Set) else "")


def _map_to_itself(type: Type, parts: Parts) -> Type | None:
    item = item_of(type)
    return None if item is None else _map_type(type, [("", item)])


def _real_type(type: Type, parts: Parts) -> Type | None:
    item = item_of(type)
    return None if item is None else Map(item, RAT)


def _choice_type(type: Type, parts: Parts) -> Type | None:
    if isinstance(type, Map) and isinstance(type.value, Set):
        return Map(type.key, type.value.item, type.domain)
    return None


# ------------------------------------------------------------------------------------------------ members


def _subsets(space: ConcreteSpace) -> Iterator[Value]:
    for size in range(len(space.items) + 1):
        yield from map(frozenset, combinations(space.items, size))


def _choices(space: ConcreteSpace) -> Iterator[Value]:
    return (FrozenMap(zip(space.items, chosen, strict=True)) for chosen in product(*space.options))


def _maps(space: ConcreteSpace) -> Iterator[Value]:
    each = partial(witnesses, space.parts[0][1])
    return (FrozenMap(zip(space.items, given, strict=True)) for given in tuples_of([each] * len(space.items)))


def _cycles(space: ConcreteSpace) -> Iterator[Value]:
    return (cycle_of((*space.items[:1], *rest)) for rest in permutations(space.items[1:]))


def _permutations(space: ConcreteSpace) -> Iterator[Value]:
    return (FrozenMap(zip(space.items, images, strict=True)) for images in permutations(space.items))


def _records(space: ConcreteSpace) -> Iterator[Value]:
    return tuples_of([partial(witnesses, part) for _, part in space.parts])


def _reals(space: ConcreteSpace) -> Iterator[Value]:
    raise NotEnumerable(f"a witness of kind {space.kind} has no enumeration")


# ------------------------------------------------------------------------------------------------ numbers of members


def _count_maps(space: ConcreteSpace) -> int | None:
    size, each = len(space.items), count(space.parts[0][1])
    return 1 if size == 0 else None if each is None else int(each**size)


def _count_records(space: ConcreteSpace) -> int | None:
    counts = [count(part) for _, part in space.parts]
    return 0 if 0 in counts else None if None in counts else math.prod(c for c in counts if c is not None)


# ------------------------------------------------------------------------------------------------ what is no member


def _no_member(space: ConcreteSpace, w: Value, show: Show) -> str:
    return foreign((w,), space.items, space.type, show)


def _no_subset(space: ConcreteSpace, w: Value, show: Show) -> str:
    assert isinstance(space.type, Set)
    return foreign(w, space.items, space.type.item, show)


def _no_map(space: ConcreteSpace, w: Value, show: Show) -> str:
    """Return why the keys of a map are not exactly the items, or why one of its values is not allowed; empty if all is well."""
    assert isinstance(space.type, Map)
    key, value = space.type.key, space.type.value
    wrong = foreign(w, space.items, key, show)
    if wrong or len(w) < len(space.items):
        return wrong or f"nothing is given for {show(next(k for k in space.items if k not in w), key)}"
    for place, k in enumerate(space.items):
        why = foreign((w[k],), space.options[place], value, show) if space.options else ""
        why += "".join(outside(part, w[k], show) for _, part in space.parts)
        if why:
            return f"at {show(k, key)}: {why}"
    return ""


def _no_ordering(space: ConcreteSpace, w: Value, show: Show) -> str:
    assert isinstance(space.type, Seq)
    items, item = space.items, space.type.item
    twice = next((v for i, v in enumerate(w) if v in w[:i]), _NONE)
    if twice is not _NONE:
        return f"{show(twice, item)} occurs more than once"
    return foreign(w, items, item, show) or lacking(w, items, item, show)


def _no_permutation(space: ConcreteSpace, w: Value, show: Show) -> str:
    assert isinstance(space.type, Map)
    items, item = space.items, space.type.key
    beyond = foreign(w, items, item, show) or foreign(w.values(), items, item, show) or lacking(w, items, item, show)
    left = next((v for v in items if v not in w.values()), _NONE)
    return beyond or ("" if left is _NONE else f"nothing goes to {show(left, item)}")


def _no_cycle(space: ConcreteSpace, w: Value, show: Show) -> str:
    assert isinstance(space.type, Map)
    items, item = space.items, space.type.key
    beyond = foreign(w, items, item, show) or foreign(w.values(), items, item, show)
    return beyond or lacking(w, items, item, show) or _not_one_cycle(w, items, item, show)


def _no_record(space: ConcreteSpace, w: Value, show: Show) -> str:
    whys = ((name, outside(part, v, show)) for (name, part), v in zip(space.parts, w, strict=True))
    return next((f"{name}: {why}" for name, why in whys if why), "")


def _not_one_cycle(w: FrozenMap, items: tuple[Value, ...], type: Type, show: Show) -> str:
    """Return how a map from the items to the items fails to be a permutation with one orbit; empty if it is one."""
    if not items:
        return ""
    orbit = [items[0]]
    while w[orbit[-1]] not in orbit:
        orbit.append(w[orbit[-1]])
    if w[orbit[-1]] != orbit[0]:
        return f"two items are followed by {show(w[orbit[-1]], type)}"
    left = next((v for v in items if v not in orbit), _NONE)
    return "" if left is _NONE else f"{show(left, type)} is not on the cycle through {show(orbit[0], type)}"


_NONE = object()


# ------------------------------------------------------------------------------------------------ the kinds

_RECORDS = (
    WitnessKind(
        kind=SpaceKind.SUBSET,
        written="subset of A",
        says="a set of members of A",
        number="2^n for n members of A",
        type=_set_type,
        members=_subsets,
        count=lambda space: int(2 ** len(space.items)),
        outside=_no_subset,
        of_items=True,
    ),
    WitnessKind(
        kind=SpaceKind.MAP,
        written="map from each A to SPACE",
        says="a map that gives each member of A a witness of SPACE",
        number="m^n for n members of A and m witnesses of SPACE",
        type=_map_type,
        members=_maps,
        count=_count_maps,
        outside=_no_map,
    ),
    WitnessKind(
        kind=SpaceKind.CHOICE,
        written="choice from F",
        says="for F a map of sets: one member of F[k] for each key k",
        number="the product of the sizes of the sets",
        expects="a map of option sets",
        type=_choice_type,
        members=_choices,
        count=lambda space: math.prod(map(len, space.options)),
        outside=_no_map,
    ),
    WitnessKind(
        kind=SpaceKind.ORDERING,
        written="ordering of A",
        says="a sequence of all members of A, each once",
        number="n! for n members of A",
        type=_seq_type,
        members=lambda space: permutations(space.items),
        count=lambda space: math.factorial(len(space.items)),
        outside=_no_ordering,
        of_items=True,
    ),
    WitnessKind(
        kind=SpaceKind.CYCLE,
        written="cycle of A",
        says="a cyclic order of A: the map from each member to its successor",
        number="(n - 1)! for n members of A, 1 if there are none",
        type=_map_to_itself,
        members=_cycles,
        count=lambda space: math.factorial(max(len(space.items) - 1, 0)),
        outside=_no_cycle,
        of_items=True,
    ),
    WitnessKind(
        kind=SpaceKind.PERMUTATION,
        written="permutation of A",
        says="a map of the members of A onto themselves, no two to the same",
        number="n! for n members of A",
        type=_map_to_itself,
        members=_permutations,
        count=lambda space: math.factorial(len(space.items)),
        outside=_no_permutation,
        of_items=True,
    ),
    WitnessKind(
        kind=SpaceKind.ONE,
        written="one of A",
        says="a member of the set or sequence A",
        number="the number of different members",
        type=_member,
        members=lambda space: iter(space.items),
        count=lambda space: len(space.items),
        outside=_no_member,
    ),
    WitnessKind(
        kind=SpaceKind.NUMBER,
        written="one of a .. b",
        says="an integer from a to b, which may be binary numbers",
        number="b - a + 1, none if b < a",
        expects="two integers",
        type=number_spaces.number_type,
        members=number_spaces.numbers_of,
        count=number_spaces.count_numbers,
        outside=number_spaces.no_number,
    ),
    WitnessKind(
        kind=SpaceKind.NUMBERS,
        written="map from each x in A to one of a .. b",
        says="an integer from a to b for each member x of A; a and b may depend on x",
        number="the product of the numbers of integers",
        expects="two integers",
        type=number_spaces.numbers_type,
        members=number_spaces.maps_to_numbers,
        count=number_spaces.count_numbers,
        outside=number_spaces.no_numbers,
    ),
    WitnessKind(
        kind=SpaceKind.SEQUENCE,
        written="sequence of at most k of A",
        says="a sequence of at most k members of A, repeats allowed; `sequence of k of A` has exactly k, "
        "`sequence of a .. b of A` between a and b",
        number="the sum of n^i for i in 0 .. k, for n members of A",
        type=number_spaces.sequence_type,
        members=number_spaces.sequences,
        count=number_spaces.count_sequences,
        outside=number_spaces.no_sequence,
    ),
    WitnessKind(
        kind=SpaceKind.ALL,
        written="bool",
        says="a value of a type whose cases have no arguments, such as `bool` or a declared `colour`",
        number="the number of cases",
        type=lambda type, parts: type,
        members=lambda space: iter(space.items),
        count=lambda space: len(space.items),
        outside=_no_member,
    ),
    WitnessKind(
        kind=SpaceKind.RECORD,
        written="{ a : SPACE, b : SPACE }",
        says="one witness of each space; several items of a `witness` section mean the same",
        number="the product of their numbers",
        type=lambda type, parts: Record(tuple(parts)),
        members=_records,
        count=_count_records,
        outside=_no_record,
    ),
    WitnessKind(
        kind=SpaceKind.REALS,
        written="reals over A",
        says="a real number for each member of A; such witnesses cannot be enumerated, and do not show membership in NP",
        number="infinitely many",
        type=_real_type,
        members=_reals,
        count=lambda space: None,
        outside=_no_map,
    ),
    WitnessKind(
        kind=SpaceKind.UNIT,
        written="none",
        says="the empty witness, the only one",
        number="1",
        type=lambda type, parts: UNIT,
        members=lambda space: iter([()]),
        count=lambda space: 1,
        outside=lambda space, w, show: "" if w == () else f"{show(w, space.type)} is not a witness of kind {space.kind}",
    ),
)  # in the order of the documents' tables

WITNESS_KINDS: Mapping[SpaceKind, WitnessKind] = {record.kind: record for record in _RECORDS}
"""The records by kind."""

KIND_OF_WORD: Mapping[str, SpaceKind] = {record.word: record.kind for record in _RECORDS if record.word}
"""The kinds by the word that stands before `of`."""

if missing := sorted(set(SpaceKind) - set(WITNESS_KINDS)):
    raise AssertionError(f"kinds of witness spaces without a record: {', '.join(missing)}")
