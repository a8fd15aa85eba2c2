"""Witness spaces as circuits: a witness that is any of an instance's, and whether a value lies in a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from certify.circuits.evaluation import Evaluation
from certify.circuits.gates import FALSE, TRUE, Literal
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Map, Seq, Space, Type
from certify.core.values import Value
from certify.semantics.witness_spaces import all_values
from certify.symbolic.affine import Affine, total
from certify.symbolic.choosing import in_order
from certify.symbolic.values import Beyond, Guarded, Symbolic


class SymbolicSpaces:
    """Unknown witnesses of a space, and membership in it, for an instance that may be unknown itself."""

    def __init__(self, unknowns: Unknowns, evaluation: Evaluation, instance: Symbolic) -> None:
        self.unknowns, self.values, self.circuit = unknowns, unknowns.values, unknowns.circuit
        self.evaluation, self.instance = evaluation, instance
        self.owed: list[Literal] = []
        self._made: dict[int, Symbolic] = {}

    def _of(self, space: Space) -> Symbolic:
        """What the space is made of: its set, family or collection."""
        assert space.node is not None
        if id(space) not in self._made:
            self._made[id(space)], owed = self.evaluation.value(space.node, self.instance)
            self.owed.append(owed)
        return self._made[id(space)]

    def _set(self, space: Space) -> Mapping[Value, Literal]:
        """The items of the space's set or collection, each once."""
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
        """An unknown member of the space; it is required that there is one.  Beyond if there is no circuit for its kind."""
        unknowns, circuit = self.unknowns, self.circuit
        match space.kind:
            case "unit":
                return ()
            case "all":
                return unknowns.one_of(all_values(space.type), there)
            case "record":
                return self.values.parts_of(self.member(inner, there) for _, inner in space.parts)
            case "subset":
                return unknowns.subset(self._set(space), there)
            case "one":
                return self._one(self._set(space), space.type, there)
            case "map":
                entries = {}
                for v, x in in_order(self._set(space)):
                    entries[v] = x, self.member(space.parts[0][1], circuit.both(x, there))
                return self.values.map_of(entries)
            case "choice":
                assert isinstance(space.type, Map)
                found_ = {}
                for k, (x, options) in self.values.entries(self._of(space)).items():
                    found_[k] = x, self._one(self.values.members(options), space.type.value, circuit.both(x, there))
                return self.values.map_of(found_)
            case "ordering":
                return self.values.sequence_of(self._ordering(in_order(self._set(space)), there))
            case "cycle":
                return self._cycle(in_order(self._set(space)), there)
        raise Beyond(f"witnesses of the kind `{space.kind}` are not finitely many")

    def _one(self, members: Mapping[Value, Literal], type: Type, there: Literal) -> Symbolic:
        """One of the members that are there."""
        values = [v for v, x in in_order(members) if x != FALSE]
        chosen = self.unknowns.one_of_any(values, type, there)
        if not values:
            return chosen
        for v, g in self.values.listing(chosen).items():
            self.unknowns.require(self.circuit.some([-there, -g, members[v]]))
        return chosen

    def _ordering(self, members: Sequence[tuple[Value, Literal]], there: Literal) -> list[Guarded]:
        """The members that are there, each at one of the first positions."""
        circuit, unknowns = self.circuit, self.unknowns
        possible = [v for v, x in members if x != FALSE]
        algebra = self.values.algebra
        count = total(algebra.truth(x) for _, x in members)
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

    def _cycle(self, members: Sequence[tuple[Value, Literal]], there: Literal) -> Symbolic:
        """A successor map, from an ordering that starts with the least member."""
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

    # ------------------------------------------------------------------------------------------ membership

    def contains(self, space: Space, w: Symbolic) -> Literal:
        """Does a value of the witness type lie in the space?"""
        circuit, values = self.circuit, self.values
        match space.kind:
            case "unit" | "all":
                return TRUE
            case "record":
                parts = values.parts(w)
                return circuit.every([self.contains(inner, p) for (_, inner), p in zip(space.parts, parts, strict=True)])
            case "subset":
                members = self._set(space)
                return circuit.every([circuit.either(-x, members.get(v, FALSE)) for v, x in values.members(w).items()])
            case "one":
                members = self._set(space)
                return circuit.every([circuit.either(-g, members.get(v, FALSE)) for v, g in values.listing(w).items()])
            case "map":
                entries, members = values.entries(w), self._set(space)
                absent: tuple[Literal, Symbolic | None] = (FALSE, None)
                found = []
                for k in {**entries, **members}:
                    x, value = entries.get(k, absent)
                    found.append(circuit.same(x, members.get(k, FALSE)))
                    if value is not None:
                        found.append(circuit.either(-x, self.contains(space.parts[0][1], value)))
                return circuit.every(found)
            case "choice":
                return self._chosen(space, w)
            case "ordering":
                return self._orders(values.packed(w), self._set(space))
            case "cycle":
                return self._runs_round(values.entries(w), self._set(space))
        raise Beyond(f"witnesses of the kind `{space.kind}` are not finitely many")

    def _chosen(self, space: Space, w: Symbolic) -> Literal:
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
        """Is the map a permutation of the members with a single orbit?"""
        circuit, values = self.circuit, self.values
        found = [circuit.same(entries[v][0] if v in entries else FALSE, members.get(v, FALSE)) for v in {**entries, **members}]
        following = {v: values.listing(value) for v, (_, value) in entries.items()}
        found += [
            circuit.some([-entries[v][0], -g, members.get(u, FALSE)])
            for v, options in following.items()
            for u, g in options.items()
        ]
        earlier: list[Literal] = []
        reached: dict[Value, Literal] = {}
        for v, x in in_order(members):
            reached[v] = circuit.every([x, *(-e for e in earlier)])
            earlier.append(x)
        for _ in range(len(members) - 1):  # one step more from what is reached
            reached = {
                v: circuit.some(
                    [reached[v], *(circuit.both(reached[u], following[u].get(v, FALSE)) for u in reached if u in following)]
                )
                for v in reached
            }
        found += [circuit.either(-x, reached[v]) for v, x in members.items()]  # all reached from one: a single orbit, if
        for u, v in combinations(following, 2):  # no two have the same successor
            for t in set(following[u]) & set(following[v]):
                found.append(-circuit.every([entries[u][0], entries[v][0], following[u][t], following[v][t]]))
        return circuit.every(found)
