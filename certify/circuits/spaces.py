"""Witness spaces as circuits: a symbolic witness that may be any member of a space, and the test of membership."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from certify.circuits.evaluation import Evaluation
from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.linear import weighted
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Edge, Map, Seq, Set, Space, SpaceKind, Type
from certify.core.concrete_spaces import ConcreteSpace, all_values
from certify.core.values import Value, ordered
from certify.core.witness_kinds import WITNESS_KINDS, each_kind, witnesses
from certify.records import dataclass
from certify.symbolic.affine import Affine
from certify.symbolic.choosing import MOST, in_order
from certify.symbolic.values import Beyond, Guarded, Symbolic

_LISTED = 32
"""The most numbers between two ends of which a witness chooses one by a wire for each; one of more numbers has binary digits.
Sums of products with many wires for each number are compared by far larger circuits."""


class SymbolicSpaces:
    """Symbolic witnesses of a space, and membership in it, for an instance that may itself be unknown.

    `owed`: literals, each true where the expression that a space is made of is undefined.  In the methods, `there` is the path
    condition of a value: the literal under which the value is used.  Where it is false, all inputs of the value are false.
    """

    def __init__(self, unknowns: Unknowns, evaluation: Evaluation, instance: Symbolic) -> None:
        self.unknowns, self.values, self.circuit = unknowns, unknowns.values, unknowns.circuit
        self.evaluation, self.instance = evaluation, instance
        self.owed: list[Literal] = []
        self._made: dict[int, Symbolic] = {}

    def _of(self, space: Space) -> Symbolic:
        """Return the value that the space is made of: its set, family or collection."""
        assert space.node is not None
        if id(space) not in self._made:
            self._made[id(space)], owed = self.evaluation.value(space.node, self.instance)
            self.owed.append(owed)
        return self._made[id(space)]

    def _set(self, space: Space) -> Mapping[Value, Literal]:
        """Return the items of the space's set or collection, each once, with the literal under which it is present."""
        assert space.node is not None
        collection, type = self._of(space), space.node.type
        if isinstance(type, Seq):
            found: dict[Value, Literal] = {}
            for x, item in self.values.items(collection):
                for v, g in self.values.listing(item).items():
                    found[v] = self.circuit.either(found.get(v, FALSE), self.circuit.both(x, g))
            return found
        return self.values.members(collection)

    # ------------------------------------------------------------------------------------------ any member

    def member(self, space: Space, there: Literal = TRUE) -> Symbolic:
        """Return a symbolic member of the space, and require that one exists where `there` holds.

        Raises Beyond if the space's kind has no circuit.
        """
        return _RULES[space.kind].member(self, space, there)

    def _any_subset(self, space: Space, there: Literal) -> Symbolic:
        return self.unknowns.subset(self._set(space), there)

    def _any_of_type(self, space: Space, there: Literal) -> Symbolic:
        return self.unknowns.one_of(all_values(space.type), there)

    def _any_record(self, space: Space, there: Literal) -> Symbolic:
        return self.values.parts_of(self.member(inner, there) for _, inner in space.parts)

    def _any_one(self, space: Space, there: Literal) -> Symbolic:
        return self._one(self._set(space), space.type, there)

    def _any_map(self, space: Space, there: Literal) -> Symbolic:
        entries = {}
        for v, x in in_order(self._set(space)):
            entries[v] = x, self.member(space.parts[0][1], self.circuit.both(x, there))
        return self.values.map_of(entries)

    def _any_choice(self, space: Space, there: Literal) -> Symbolic:
        assert isinstance(space.type, Map)
        found = {}
        for k, (x, options) in self.values.entries(self._of(space)).items():
            found[k] = x, self._one(self.values.members(options), space.type.value, self.circuit.both(x, there))
        return self.values.map_of(found)

    def _any_number(self, space: Space, there: Literal) -> Symbolic:
        low, high = self.values.parts(self._of(space))
        return self._between(low, high, space.type, there)

    def _any_numbers(self, space: Space, there: Literal) -> Symbolic:
        assert isinstance(space.type, Map)
        found = {}
        for k, (x, ends) in self.values.entries(self._of(space)).items():
            low, high = self.values.parts(ends)
            found[k] = x, self._between(low, high, space.type.value, self.circuit.both(x, there))
        return self.values.map_of(found)

    def _between(self, low: Symbolic, high: Symbolic, type: Type, there: Literal) -> Symbolic:
        """Choose an integer between two others: one of a few, else by the binary digits of its distance from the least."""
        circuit, values, algebra, unknowns = self.circuit, self.values, self.values.algebra, self.unknowns
        least, greatest = values.form(low), values.form(high)
        (floor, _), (_, ceiling) = algebra.bounds(least), algebra.bounds(greatest)
        if not isinstance(floor, float) and not isinstance(ceiling, float) and ceiling - floor < _LISTED:
            possible = range(int(floor), int(ceiling) + 1)
            chosen = unknowns.one_of_any(possible, type, there)
        else:
            _, width = algebra.bounds(greatest - least)
            if isinstance(width, float):
                distance = Affine(0, {circuit.number(): 1})
            else:
                distance = weighted((2**i, unknowns.bit(there)) for i in range(max(int(width), 0).bit_length()))
            chosen = values.amount(distance + least)
        unknowns.require(circuit.either(-there, self._within(chosen, low, high)))
        return chosen

    def _within(self, w: Symbolic, low: Symbolic, high: Symbolic) -> Literal:
        """Return the literal that a number is between two others, both included."""
        return self.circuit.both(self.values.compared("le", low, w), self.values.compared("le", w, high))

    def _any_sequence(self, space: Space, there: Literal) -> Symbolic:
        """Choose whether each position is filled, and one of the members that are present for it."""
        circuit, unknowns = self.circuit, self.unknowns
        low, high, collection = self.values.parts(self._of(space))
        members = self.values.members(collection)
        possible = [v for v, x in members.items() if x != FALSE]
        _, longest = self.values.algebra.bounds(self.values.form(high))
        if isinstance(longest, float):
            raise Beyond("sequences of any length")
        items: list[Guarded] = []
        before = there
        for _ in range(int(longest) if possible else 0):
            filled = circuit.both(before, unknowns.bit(before))
            items.append((filled, self._one(members, _item(space.type), filled)))
            before = filled
        length = self.values.amount(self.values.algebra.count(x for x, _ in items))
        unknowns.require(circuit.either(-there, self._within(length, low, high)))
        return self.values.sequence_of(items)

    def _any_ordering(self, space: Space, there: Literal) -> Symbolic:
        return self.values.sequence_of(self._ordering(in_order(self._set(space)), there))

    def _any_permutation(self, space: Space, there: Literal) -> Symbolic:
        """Choose an image for each member, no two the same; then every member is an image."""
        assert isinstance(space.type, Map)
        circuit, members, type = self.circuit, self._set(space), space.type.value
        entries = {v: (x, self._one(members, type, circuit.both(x, there))) for v, x in in_order(members)}
        self.unknowns.require(circuit.either(-there, circuit.every(self._different(entries))))
        return self.values.map_of(entries)

    def _any_listed(self, space: Space, there: Literal) -> Symbolic:
        """Choose one of all the space's witnesses, for a kind without a rule of its own."""
        return self._one(self._listed(space), space.type, there)

    def _one(self, members: Mapping[Value, Literal], type: Type, there: Literal) -> Symbolic:
        """Choose one of the members that are present."""
        values = [v for v, x in in_order(members) if x != FALSE]
        chosen = self.unknowns.one_of_any(values, type, there)
        if not values:
            return chosen
        for v, g in self.values.listing(chosen).items():
            self.unknowns.require(self.circuit.some([-there, -g, members[v]]))
        return chosen

    def _ordering(self, members: Sequence[tuple[Value, Literal]], there: Literal) -> list[Guarded]:
        """Place each member that is present at one of the first positions."""
        circuit, unknowns = self.circuit, self.unknowns
        possible = [v for v, x in members if x != FALSE]
        algebra = self.values.algebra
        count = algebra.count(x for _, x in members)
        items: list[Guarded] = []
        for place in range(len(possible)):
            filled = -algebra.at_most_zero(count - Affine(place))
            here = circuit.both(filled, there)
            items.append((filled, unknowns.one_of(possible, here)))
        for v, x in members:
            taken = [circuit.both(filled, self.values.listing(item).get(v, FALSE)) for filled, item in items]
            unknowns.require(circuit.some([-there, -x, *taken]))
            unknowns.require(circuit.some([-there, x, circuit.every([-t for t in taken])]))
            for a, b in combinations(taken, 2):
                unknowns.require(-circuit.both(a, b))
        return items

    def _any_cycle(self, space: Space, there: Literal) -> Symbolic:
        """Return a successor map, made from an ordering that starts with the least member."""
        members = in_order(self._set(space))
        circuit, values = self.circuit, self.values
        items = self._ordering(members, there)
        earlier: list[Literal] = []
        for v, x in members:
            least = circuit.every([x, *(-e for e in earlier)])
            starts = values.listing(items[0][1]).get(v, FALSE) if items else FALSE
            self.unknowns.require(circuit.some([-there, -least, starts]))
            earlier.append(x)
        found: dict[Value, tuple[Literal, Symbolic]] = {}
        for v, x in members:
            following: list[Guarded] = []
            for i, (filled, item) in enumerate(items):
                here = circuit.both(filled, values.listing(item).get(v, FALSE))
                more = items[i + 1][0] if i + 1 < len(items) else FALSE
                if more != FALSE:
                    following.append((circuit.both(here, more), items[i + 1][1]))
                following.append((circuit.both(here, -more), items[0][1]))
            found[v] = x, values.choose(following)
        return self.values.map_of(found)

    def _listed(self, space: Space) -> Mapping[Value, Literal]:
        """Return all witnesses of a kind over one set, each with the literal under which it is a witness.

        Raises Beyond if there are too many, or if the space is not made of one set.
        """
        record = WITNESS_KINDS[space.kind]
        if not space.enumerable:
            raise Beyond(f"witnesses of the kind `{space.kind}` are not finitely many")
        if space.parts or (space.node is not None and not isinstance(space.node.type, Set | Edge | Seq)):
            raise Beyond(f"witnesses of the kind `{space.kind}` have no circuits")
        items = () if space.node is None else in_order(self._set(space))
        certain = [v for v, x in items if x == TRUE]
        open_ = [(v, x) for v, x in items if x not in (TRUE, FALSE)]
        if 2 ** len(open_) > MOST:
            raise Beyond(f"{len(open_)} items are open of a space of the kind `{space.kind}`")
        found: dict[Value, Literal] = {}
        for size in range(len(open_) + 1):
            for chosen in combinations(open_, size):
                these = ConcreteSpace(space.kind, space.type, tuple(ordered([*certain, *(v for v, _ in chosen)])))
                if (record.count(these) or 0) + len(found) > MOST:
                    raise Beyond(f"more than {MOST} witnesses of the kind `{space.kind}`")
                here = self.circuit.every([x if (v, x) in chosen else -x for v, x in open_])
                for w in witnesses(these):
                    found[w] = self.circuit.either(found.get(w, FALSE), here)
        return found

    # ------------------------------------------------------------------------------------------ membership

    def contains(self, space: Space, w: Symbolic) -> Literal:
        """Return the literal that a value of the witness type lies in the space.  Raises Beyond if the kind has no circuit."""
        return _RULES[space.kind].contains(self, space, w)

    def _always(self, space: Space, w: Symbolic) -> Literal:
        return TRUE

    def _is_record(self, space: Space, w: Symbolic) -> Literal:
        parts = self.values.parts(w)
        return self.circuit.every([self.contains(inner, p) for (_, inner), p in zip(space.parts, parts, strict=True)])

    def _is_subset(self, space: Space, w: Symbolic) -> Literal:
        members = self._set(space)
        given = self.values.members(w).items()
        return self.circuit.every([self.circuit.leads_to(x, members.get(v, FALSE)) for v, x in given])

    def _is_one(self, space: Space, w: Symbolic) -> Literal:
        return self._among(self._set(space), space, w)

    def _is_listed(self, space: Space, w: Symbolic) -> Literal:
        return self._among(self._listed(space), space, w)

    def _among(self, members: Mapping[Value, Literal], space: Space, w: Symbolic) -> Literal:
        options = self.values.listing(w).items()
        return self.circuit.every([self.circuit.either(-g, members.get(v, FALSE)) for v, g in options])

    def _is_map(self, space: Space, w: Symbolic) -> Literal:
        circuit = self.circuit
        entries, members = self.values.entries(w), self._set(space)
        absent: tuple[Literal, Symbolic | None] = (FALSE, None)
        found = []
        for k in {**entries, **members}:
            x, value = entries.get(k, absent)
            found.append(circuit.same(x, members.get(k, FALSE)))
            if value is not None:
                found.append(circuit.either(-x, self.contains(space.parts[0][1], value)))
        return circuit.every(found)

    def _is_number(self, space: Space, w: Symbolic) -> Literal:
        low, high = self.values.parts(self._of(space))
        return self._within(w, low, high)

    def _is_numbers(self, space: Space, w: Symbolic) -> Literal:
        circuit, values = self.circuit, self.values
        entries, of = values.entries(w), values.entries(self._of(space))
        found = []
        for k in {**entries, **of}:
            if k not in entries or k not in of:
                found.append(-(entries.get(k) or of[k])[0])
                continue
            (x, value), (y, ends) = entries[k], of[k]
            low, high = values.parts(ends)
            found += [circuit.same(x, y), circuit.either(-x, self._within(value, low, high))]
        return circuit.every(found)

    def _is_sequence(self, space: Space, w: Symbolic) -> Literal:
        circuit, values = self.circuit, self.values
        low, high, collection = values.parts(self._of(space))
        members, items = values.members(collection), values.items(w)
        length = values.amount(values.algebra.count(x for x, _ in items))
        inside = [circuit.some([-x, -g, members.get(v, FALSE)]) for x, item in items for v, g in values.listing(item).items()]
        return circuit.every([self._within(length, low, high), *inside])

    def _is_ordering(self, space: Space, w: Symbolic) -> Literal:
        return self._orders(self.values.packed(w), self._set(space))

    def _is_permutation(self, space: Space, w: Symbolic) -> Literal:
        return self.circuit.every(self._onto_itself(self.values.entries(w), self._set(space)))

    def _is_cycle(self, space: Space, w: Symbolic) -> Literal:
        return self._runs_round(self.values.entries(w), self._set(space))

    def _is_choice(self, space: Space, w: Symbolic) -> Literal:
        circuit, values, type = self.circuit, self.values, space.type
        assert isinstance(type, Map)
        entries, family = values.entries(w), values.entries(self._of(space))
        found = []
        for k in {**entries, **family}:
            if k not in entries or k not in family:
                found.append(-(entries.get(k) or family[k])[0])
                continue
            (x, value), (y, options) = entries[k], family[k]
            members = values.members(options)
            inside = [circuit.both(g, members.get(v, FALSE)) for v, g in values.listing(value).items()]
            found += [circuit.same(x, y), circuit.either(-x, circuit.some(inside))]
        return circuit.every(found)

    def _orders(self, items: Sequence[Guarded], members: Mapping[Value, Literal]) -> Literal:
        circuit, values = self.circuit, self.values
        options = [(x, values.listing(item)) for x, item in items]
        found = [circuit.either(-circuit.both(x, g), members.get(v, FALSE)) for x, o in options for v, g in o.items()]
        for v, x in members.items():
            taken = [circuit.both(there, o[v]) for there, o in options if v in o]
            found.append(circuit.either(-x, circuit.some(taken)))
            found += [-circuit.both(a, b) for a, b in combinations(taken, 2)]
        return circuit.every(found)

    def _runs_round(self, entries: Mapping[Value, tuple[Literal, Symbolic]], members: Mapping[Value, Literal]) -> Literal:
        """Return the literal that the map is a permutation of the members with a single orbit."""
        circuit = self.circuit
        found = self._onto_itself(entries, members)
        following = self._images(entries)
        earlier: list[Literal] = []
        reached: dict[Value, Literal] = {}
        for v, x in in_order(members):
            reached[v] = circuit.every([x, *(-e for e in earlier)])
            earlier.append(x)
        for _ in range(len(members) - 1):  # one step more from the members that are reached
            reached = {
                v: circuit.some(
                    [reached[v], *(circuit.both(reached[u], following[u].get(v, FALSE)) for u in reached if u in following)]
                )
                for v in reached
            }
        found += [circuit.either(-x, reached[v]) for v, x in members.items()]  # all members are reached from one: a single orbit
        return circuit.every(found)

    def _onto_itself(self, entries: Mapping[Value, tuple[Literal, Symbolic]], members: Mapping[Value, Literal]) -> list[Literal]:
        """Return literals whose conjunction states that the map is a permutation of the members."""
        circuit = self.circuit
        found = [circuit.same(entries[v][0] if v in entries else FALSE, members.get(v, FALSE)) for v in {**entries, **members}]
        found += [
            circuit.some([-entries[v][0], -g, members.get(u, FALSE)])
            for v, options in self._images(entries).items()
            for u, g in options.items()
        ]
        return [*found, *self._different(entries)]

    def _different(self, entries: Mapping[Value, tuple[Literal, Symbolic]]) -> list[Literal]:
        """Return literals whose conjunction states that no two keys have the same value."""
        images = self._images(entries)
        return [
            -self.circuit.every([entries[u][0], entries[v][0], images[u][t], images[v][t]])
            for u, v in combinations(images, 2)
            for t in set(images[u]) & set(images[v])
        ]

    def _images(self, entries: Mapping[Value, tuple[Literal, Symbolic]]) -> dict[Value, Mapping[Value, Literal]]:
        return {v: self.values.listing(value) for v, (_, value) in entries.items()}


def _item(type: Type) -> Type:
    assert isinstance(type, Seq)
    return type.item


@dataclass(frozen=True)
class CircuitRule:
    """The circuits of a kind of witness space: `member` makes a symbolic member, `contains` tests membership."""

    member: Callable[[SymbolicSpaces, Space, Literal], Symbolic]
    contains: Callable[[SymbolicSpaces, Space, Symbolic], Literal]


_S = SymbolicSpaces
_RULES: Mapping[SpaceKind, CircuitRule] = each_kind(
    {
        SpaceKind.SUBSET: CircuitRule(_S._any_subset, _S._is_subset),
        SpaceKind.MAP: CircuitRule(_S._any_map, _S._is_map),
        SpaceKind.CHOICE: CircuitRule(_S._any_choice, _S._is_choice),
        SpaceKind.ORDERING: CircuitRule(_S._any_ordering, _S._is_ordering),
        SpaceKind.CYCLE: CircuitRule(_S._any_cycle, _S._is_cycle),
        SpaceKind.PERMUTATION: CircuitRule(_S._any_permutation, _S._is_permutation),
        SpaceKind.ONE: CircuitRule(_S._any_one, _S._is_one),
        SpaceKind.NUMBER: CircuitRule(_S._any_number, _S._is_number),
        SpaceKind.NUMBERS: CircuitRule(_S._any_numbers, _S._is_numbers),
        SpaceKind.SEQUENCE: CircuitRule(_S._any_sequence, _S._is_sequence),
        SpaceKind.ALL: CircuitRule(_S._any_of_type, _S._always),
        SpaceKind.RECORD: CircuitRule(_S._any_record, _S._is_record),
        SpaceKind.UNIT: CircuitRule(_S._any_listed, _S._always),
    },
    lambda record: CircuitRule(_S._any_listed, _S._is_listed),
)
