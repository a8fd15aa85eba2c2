"""What has to be shown of a reduction for all sizes: goals and hypotheses, made from its core documents: a part of the checker.

The source's unknown instance, and the unknown witness of either side, are values that symbols stand for (`checker_logic.stored`),
called by the names of the fields, `w!` and `v!`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from certify.certificates.checker import PARTIAL_ANYWHERE, Problem, Reduction, Space, all_parts
from certify.certificates.checker_comprehensions import RULES
from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    T,
    Type,
    at_most,
    at_most_0,
    conj,
    disj,
    every,
    implies,
    is_whole,
    lin,
    neg,
    parts,
    times,
)
from certify.certificates.checker_relations import domain, entries, holds, lookup, member, members, part_of, same
from certify.certificates.checker_rules import enumeration
from certify.certificates.checker_sums import Shared
from certify.certificates.checker_translation import Env, Reading
from certify.certificates.checker_values import Cases, Gen, Items, Members, Parts, Stored, StoredMap, anew, any_values, stored

Facts = tuple[tuple[str, Formula], ...]


class ToShow(NamedTuple):
    """A goal: the obligation that it is a part of, what is known, what is to be shown, and which witness it speaks of."""

    obligation: str
    part: str
    known: Facts
    formula: Formula
    witness: str


class Statements:
    """The goals of a reduction, in order, and the axioms and sums that they share.  Raises NoRule."""

    def __init__(self, reduction: Reduction) -> None:
        check_names(reduction)
        self.reduction, self.shared = reduction, Shared()
        self.goals: list[ToShow] = []
        self.subsets: dict[str, tuple[Type, Members]] = {}  # the unknown subsets: the type of the members, and the whole
        built, source, target = reduction.constructors, reduction.source, reduction.target
        self.source = Reading(self.shared, source, built, {}, RULES)
        self.target = Reading(self.shared, target, built, reduction.content, RULES)
        self.maps = Reading(self.shared, reduction, built, {}, RULES)

        x = self._instance(self.source.type(source.instance), "", ())
        here = {"instance": x}
        self.typed: Facts = (("typed", well_typed(x, source.instance, sets_in(x, source.instance))),)
        valid = [("valid", f) for f in self.source.conditions(source.valid, here)]
        self._owed("well-formed", self.typed, "")
        self.valid: Facts = (*self.typed, *valid)
        self._measures(self.source, source, here)
        y = self.maps.value(reduction.image, here)
        self._owed("well-formed", self.valid, "")
        self._goal("well-formed", "typed", self.valid, well_typed(y, target.instance, sets_in(y, target.instance)), "")
        there = {"instance": y}
        for f in self.target.conditions(target.valid, there):
            self._owed("well-formed", self.valid, "")
            self._goal("well-formed", "valid", self.valid, f, "")
        self._measures(self.target, target, there)
        self.accepted: dict[str, Facts] = {}
        w, known = self._witness(self.source, source, here, "w!")
        v, known_there = self._witness(self.target, target, there, "v!")
        self._mapped("forward", self.target, target, there, known, {**here, "witness": w}, "w!")
        self._mapped("backward", self.source, source, here, known_there, {**here, "witness": v}, "v!")
        if any(c.kind == "parsimonious" for c in reduction.claims):
            if any(c.kind == "parsimonious" and c.when is not None for c in reduction.claims):
                raise NoRule("a claim `parsimonious` under a condition")
            self._round_trip(here, w, known, "w!", reduction.forward, reduction.backward)
            self._round_trip(here, v, known_there, "v!", reduction.backward, reduction.forward)

    @property
    def sides(self) -> set[str]:
        """The obligations that have goals, whether or not any is left after simplification."""
        found = {"well-formed", "forward", "backward"}
        return found | {"parsimonious"} if any(c.kind == "parsimonious" for c in self.reduction.claims) else found

    def _mapped(self, obligation: str, to: Reading, problem: Problem, at: Env, known: Facts, env: Env, name: str) -> None:
        mapped = self.maps.value(self.reduction.forward if obligation == "forward" else self.reduction.backward, env)
        self._owed(obligation, known, name)
        inside = in_space(to, mapped, problem.witness, at)
        self._owed(obligation, known, name)
        self._goal(obligation, "in space", known, inside, name)
        for f in to.conditions(problem.accepts, {**at, "witness": mapped}):
            self._owed(obligation, known, name)
            self._goal(obligation, "accepts", known, f, name)

    def _round_trip(self, here: Env, w: Any, known: Facts, name: str, first: Any, second: Any) -> None:
        there = self.maps.value(first, {**here, "witness": w})
        back = self.maps.value(second, {**here, "witness": there})
        self._owed("parsimonious", known, name)
        self._goal("parsimonious", "round trip", known, same(back, w), name)

    def _measures(self, reading: Reading, problem: Problem, env: Env) -> None:
        """Measures must be defined; those that no partial operation occurs in are not looked at."""
        for _, node in problem.measures:
            if any(n.op in PARTIAL_ANYWHERE and not (n.op == "greatest" and n.type == ("nat",)) for n in problem.uses(node)):
                reading.value(node, env)
                self._owed("well-formed", self.valid, "")

    def _owed(self, obligation: str, known: Facts, witness: str) -> None:
        for where, f in self.shared.take():
            self._goal(obligation, f"defined: {where}", known, f, witness)

    def _goal(self, obligation: str, part: str, known: Facts, f: Formula, witness: str) -> None:
        self.goals += [ToShow(obligation, part, known, g, witness) for g in split(f) if g != T]

    # ------------------------------------------------------------------------------------------------------ unknowns

    def _instance(self, type: Type, before: str, path: tuple[int, ...]) -> Parts:
        x = self._record(type, before, path)
        homes = sets_in(x, type)

        def filled(value: Any, type: Type, path: str) -> Any:
            if isinstance(value, Parts):
                fields = zip(value.items, type[1], strict=True)
                return Parts(tuple(filled(v, t, f"{path}{n}.") for v, (n, t) in fields))
            if isinstance(value, StoredMap):
                keys = homes[type[3]] if type[3] else Members((Stored(f"{value.name}.keys", (), type[1]),))
                return value._replace(domain=keys)
            return value

        found = filled(x, type, "")
        self._symmetric(found)
        return found  # type: ignore[no-any-return]

    def _record(self, type: Type, before: str, path: tuple[int, ...]) -> Parts:
        items = []
        for i, (name, field) in enumerate(type[1]):
            if field[0] == "record":
                items.append(self._record(field, f"{before}{name}.", (*path, i)))
            else:
                items.append(stored(before + name, (), field))
        return Parts(tuple(items))

    def _symmetric(self, value: Any) -> None:
        """A stored set does not tell {a, b} from {b, a}."""
        for x in value.items if isinstance(value, Parts) else ():
            self._symmetric(x)
        for p in value.parts if isinstance(value, Members) else ():
            for variables, x in any_values(p.item) if p.item[0] in ("edge", "tuple", "sum") else ():
                for turned in turned_pairs(x):
                    self.shared.axioms.append(("edge", every(variables, implies(holds(p, x), holds(p, turned)))))

    def _witness(self, reading: Reading, problem: Problem, env: Env, name: str) -> tuple[Any, Facts]:
        """Return the unknown witness of an instance and what is known of it; its verifier is defined on the whole space."""
        w, facts = self._member(reading, problem.witness, env, name, name, ())
        space: Facts = (*self.valid, *(("in space", f) for f in facts))
        self._owed("well-formed", self.valid, "")
        accepts = reading.conditions(problem.accepts, {**env, "witness": w})
        self._owed("well-formed", space, name)
        self.accepted[name] = tuple(("accepts", f) for f in accepts)
        return w, (*space, *self.accepted[name])

    def _member(
        self, reading: Reading, space: Space, env: Env, name: str, root: str, path: tuple[int, ...]
    ) -> tuple[Any, list[Formula]]:
        """Return the unknown member of a witness space, and what is known of it."""
        type, kind = reading.type(space.type), space.kind
        of: Any = None if space.of is None else reading.value(space.of, env)
        if kind == "record":
            found = [self._member(reading, s, env, f"{name}.{n}", root, (*path, i)) for i, (n, s) in enumerate(space.parts)]
            return Parts(tuple(w for w, _ in found)), [f for _, fs in found for f in fs]
        if kind == "unit":
            return Parts(()), []
        if kind not in ("one", "all") and not isinstance(of if kind != "choice" else domain(of), Members):
            raise NoRule("a witness space over a pair or a sequence")
        if kind == "subset":
            subset = Members((Stored(name, (), type[1], T, of),))
            self._symmetric(subset)
            self.subsets[name] = type[1], of
            return subset, [part_of(subset, of)]
        if kind == "map":
            f = StoredMap(name, (), type[1], type[2], of)
            inner = space.parts[0][1]
            return f, [every(p.variables, implies(p.guard, in_space(reading, p.values[1], inner, env))) for p in entries(f)]
        if kind == "choice":
            f = StoredMap(name, (), type[1], type[2], domain(of), of)
            return f, [chosen_from(f, of)]
        if kind == "ordering":
            return enumeration(self.shared, name, of, type[1])
        if kind in ("one", "all"):
            value = stored(name, (), type)
            return value, [] if of is None else [member(value, of)]
        raise NoRule(f"witnesses of the kind {kind}")


def check_names(reduction: Reduction) -> None:
    """Raise NoRule for names of a document that could make two symbols one."""
    problems = (reduction.source, reduction.target)
    types = [p.instance for p in problems] + [p.witness.type for p in problems]
    types += [t for _, ts in reduction.constructors.values() for t in ts]
    names = [*reduction.constructors]
    for t in types:
        names += [n for inner in all_parts(t) if inner[0] in ("record", "sum") for n, _ in inner[-1]]
    for name in names:
        if not name.isidentifier() or name in ("Int", "Bool"):
            raise NoRule(f"the name {name}")


def split(f: Formula) -> list[Formula]:
    """Return what together says f: conjuncts, and of an equality of numbers the two inequalities."""
    if f[0] in ("and", "T"):
        return [h for g in parts(f, "and") for h in split(g)]
    if f[0] == "all":
        return [every(f[1], h) for h in split(f[2])]
    if f[0] == "=0":
        return [at_most_0(f[1]), at_most_0(times(f[1], -1))]
    equalities = [g for g in parts(f, "or") if g[0] == "=0"]
    if f[0] == "or" and len(equalities) == 1:
        rest = [g for g in f[1] if g != equalities[0]]
        return [disj(h, *rest) for h in split(equalities[0])]
    return [f]


def sets_in(value: Parts, type: Type, before: str = "") -> dict[str, Members]:
    """Return the sets among the fields of an instance, by their paths."""
    found: dict[str, Members] = {}
    for x, (name, field) in zip(value.items, type[1], strict=True):
        if field[0] == "record":
            found |= sets_in(x, field, f"{before}{name}.")
        elif field[0] == "set":
            found[before + name] = x
    return found


def turned_pairs(x: Any) -> list[Any]:
    """Return the value with one of its unordered pairs from the other end, for each of them."""

    def one_turned(values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return [(*values[:i], t, *values[i + 1 :]) for i, a in enumerate(values) for t in turned_pairs(a)]

    match x:
        case Cases("pair", ((g, (a, b)),)):
            return [Cases("pair", ((g, (b, a)),))]
        case Cases("case", ((g, (name, args)),)):
            return [Cases("case", ((g, (name, turned)),)) for turned in one_turned(args)]
        case Parts(items):
            return [Parts(turned) for turned in one_turned(items)]
    return []


def well_typed(value: Any, type: Type, homes: Mapping[str, Members]) -> Formula:
    """Return that a value lies in a type as its document declares it: labels in their homes, parts in their wholes."""
    kind = type[0]

    def each(gens: Sequence[Gen], types: Sequence[Type]) -> Formula:
        found = []
        for p in gens:
            inside = conj(*(well_typed(x, t, homes) for x, t in zip(p.values, types, strict=True)))
            found.append(every(p.variables, implies(p.guard, inside)))
        return conj(*found)

    if kind in ("nat", "int"):
        if not all(is_whole(x) for _, x in value.options):
            raise NoRule("a whole number made of fractions")
        return T if kind == "int" else disj(*(conj(g, at_most(lin(), x)) for g, x in value.options))
    if kind == "label":
        return member(value, homes[type[1]])
    if kind == "set":
        inside = part_of(value, homes[type[3]]) if type[3] else T
        return conj(T if type[2] else each(members(value), [type[1]]), inside)
    if kind == "edge":
        found = (
            implies(g, conj(neg(same(a, b)), *(well_typed(x, type[1], homes) for x in (a, b)))) for g, (a, b) in value.options
        )
        return conj(*found)
    if kind == "seq":
        items = [p._replace(values=p.values[1:]) for p in value.parts]
        length = [] if value.length is None else [disj(*(conj(g, at_most(lin(), n)) for g, n in value.length.options))]
        return conj(*length, each(items, [type[1]]))
    if kind == "map":
        keys = domain(value)
        exact = conj(part_of(keys, homes[type[3]]), part_of(homes[type[3]], keys)) if type[3] else T
        return conj(each(entries(value), [type[1], type[2]]), exact)
    if kind in ("tuple", "record"):
        types = type[1] if kind == "tuple" else [t for _, t in type[1]]
        return conj(*(well_typed(x, t, homes) for x, t in zip(value.items, types, strict=True)))
    if kind == "sum":
        of = dict(type[2])
        found = (
            implies(g, conj(*(well_typed(x, t, homes) for x, t in zip(args, of[name], strict=True))))
            for g, (name, args) in value.options
        )
        return conj(*found)
    if kind in ("bool", "never", "rat"):
        return T
    raise NoRule(f"a field of type {kind}")


def chosen_from(f: Any, options: Any) -> Formula:
    """Return that each value of a map is a member of the set that another map has there."""
    found = []
    for p in entries(f):
        _, allowed = lookup(options, p.values[0])
        found.append(every(p.variables, implies(p.guard, F if allowed is None else member(p.values[1], allowed))))
    return conj(*found)


def in_space(reading: Reading, value: Any, space: Space, env: Env) -> Formula:
    """Return that a value is a member of a witness space."""
    kind, of = space.kind, None if space.of is None else reading.value(space.of, env)
    if kind in ("unit", "all"):
        return T
    if kind == "record":
        return conj(*(in_space(reading, x, s, env) for x, (_, s) in zip(value.items, space.parts, strict=True)))
    if kind == "subset":
        return part_of(value, of)
    if kind == "map":
        inner = space.parts[0][1]
        inside = (every(p.variables, implies(p.guard, in_space(reading, p.values[1], inner, env))) for p in entries(value))
        return conj(part_of(domain(value), of), part_of(of, domain(value)), *inside)
    if kind == "choice":
        return conj(part_of(domain(value), domain(of)), part_of(domain(of), domain(value)), chosen_from(value, of))
    if kind == "ordering":
        assert isinstance(of, Members)
        return is_ordering(value, of)
    if kind == "one":
        return member(value, of)
    raise NoRule(f"witnesses of the kind {kind}")


def is_ordering(s: Items, of: Members) -> Formula:
    """Return that a sequence with indices has each member of a set, each once, and nothing else."""
    if any(p.values[0] is None for p in s.parts):
        raise NoRule("an ordering that is filtered, flattened or unordered")
    items, once = Members(tuple(p._replace(values=p.values[1:]) for p in s.parts)), T
    for p, q in product(s.parts, repeat=2):
        a, b = anew(p), anew(q)
        (i, x), (j, y) = a.values, b.values
        once = conj(once, every(a.variables + b.variables, implies(conj(a.guard, b.guard, same(x, y)), same(i, j))))
    return conj(part_of(items, of), part_of(of, items), once)
