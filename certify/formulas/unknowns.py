"""The unknown instance and the unknown witness of a statement: values stored by name, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations, product
from typing import Any

from certify.core import Edge, Map, Number, Record, Seq, Set, Space, SpaceKind, Sum, Tuple, Type
from certify.core import Label as LabelType
from certify.core.paths import factors
from certify.formulas.definitions import NamedListing
from certify.formulas.logic import (
    INT,
    TRUE,
    Formula,
    Term,
    amount,
    at_most,
    conjunction,
    denominator,
    disjunction,
    implication,
    less,
    minus,
    new_variable,
    number,
    plus,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import for_all, negation
from certify.formulas.relations import compare, domain, entries, generators, holds, lookup, member, part_of, same
from certify.formulas.sequences import enumeration, is_ordering
from certify.formulas.stored import any_values, columns, stored
from certify.formulas.translator import DocumentTranslator, Environment, TranslationRun
from certify.formulas.types import item_type
from certify.formulas.values import (
    CycleOf,
    GuardedGenerator,
    Meant,
    Pair,
    Product,
    Scalar,
    SetOf,
    StoredMap,
    StoredSet,
)
from certify.records import dataclass

Homes = Mapping[str, SetOf]


@dataclass(frozen=True, slots=True)
class Root:
    """A stored value of an instance or a witness: the name of its symbols, the indices that lead to it, and its type.

    `space`: the kind of the witness space, None in an instance.  `options`: for a choice, the map of options.  `members`: for a
    subset, an ordering or a cycle, the set that it is made of.
    """

    name: str
    path: tuple[int, ...]
    type: Type
    space: SpaceKind | None = None
    options: Meant = None
    members: SetOf | None = None


# ------------------------------------------------------------------------------------------------ instances


def unknown_instance(run: TranslationRun, type: Record) -> tuple[Product, list[Root]]:
    """Return the unknown instance of a type, and its roots."""
    roots: list[Root] = []
    bare = _record(type, "", (), roots)
    homes = sets_of(bare, type)

    def fill(value: Meant, type: Type, path: str) -> Meant:
        if isinstance(value, Product) and isinstance(type, Record):
            items = (fill(x, t, f"{path}{n}.") for x, (n, t) in zip(value.items, type.fields, strict=True))
            return Product(tuple(items), value.names)
        if isinstance(value, StoredMap) and isinstance(type, Map):
            keys = tuples_of(homes, type) if type.domain else SetOf((StoredSet(f"{value.name}!keys", (), type.key),), type.key)
            return StoredMap(value.name, (), value.key, value.value, keys)
        return value

    filled = fill(bare, type, "")
    assert isinstance(filled, Product)
    symmetric(run, filled)
    return filled, roots


def _record(type: Record, before: str, path: tuple[int, ...], roots: list[Root]) -> Product:
    items: list[Meant] = []
    for i, (name, field) in enumerate(type.fields):
        if isinstance(field, Record):
            items.append(_record(field, f"{before}{name}.", (*path, i), roots))
        else:
            items.append(stored(before + name, (), field))
            roots.append(Root(before + name, (*path, i), field))
    return Product(tuple(items), tuple(n for n, _ in type.fields))


def sets_of(value: Product, type: Record, before: str = "") -> dict[str, SetOf]:
    """Return the set fields of an instance, by their paths."""
    found: dict[str, SetOf] = {}
    for x, (name, field) in zip(value.items, type.fields, strict=True):
        if isinstance(field, Record):
            found |= sets_of(x, field, f"{before}{name}.")
        elif isinstance(field, Set):
            found[before + name] = x
    return found


def tuples_of(homes: Homes, type: Map) -> SetOf:
    """Return the set that the keys of a map must form: a set of the instance, or the tuples with a member of each of several."""
    paths = factors(type.domain)
    if len(paths) == 1:
        return homes[paths[0]]
    parts = []
    for chosen in product(*(generators(homes[path]) for path in paths)):
        variables = tuple(v for p in chosen for v in p.variables)
        guard = conjunction(*(p.guard for p in chosen))
        parts.append(GuardedGenerator(variables, guard, (Product(tuple(p.values[0] for p in chosen)),)))
    return SetOf(tuple(parts), type.key)


def symmetric(run: TranslationRun, value: Meant) -> None:
    """Note that stored sets whose members contain unordered pairs do not tell {a, b} from {b, a}."""
    if isinstance(value, Product):
        for x in value.items:
            symmetric(run, x)
    elif isinstance(value, SetOf):
        for p in value.parts:
            if isinstance(p, StoredSet):
                for variables, x in any_values(p.item):
                    for turned in _turned(x):
                        run.axioms.append(("edge", for_all(variables, implication(holds(p, x), holds(p, turned)))))


def _turned(x: Meant) -> list[Meant]:
    """Return the value with one of its unordered pairs from the other end, for each of them."""
    match x:
        case Pair(((g, a, b),)):
            return [Pair(((g, b, a),))]
        case Scalar("case", ((g, (name, args)),)):
            return [Scalar("case", ((g, (name, other)),)) for other in _turned_one(args)]
        case Product(items, names):
            return [Product(other, names) for other in _turned_one(items)]
    return []


def _turned_one(values: Sequence[Meant]) -> list[tuple[Meant, ...]]:
    return [(*values[:i], t, *values[i + 1 :]) for i, a in enumerate(values) for t in _turned(a)]


def well_typed(value: Meant, type: Type, homes: Homes, types: Homes | None = None) -> Formula:
    """Return that a value lies in a type: labels in their homes, parts in their wholes, naturals not negative, domains exact.

    `type`: as declared in its document, so that labels name the document's own homes, the sets of `homes`.
    """
    match type:
        case Number(sort):
            if sort != "rat" and any(denominator(x) != 1 for _, x in value.alternatives):
                raise NotTranslated("a whole number made of fractions")
            if sort != "nat":
                return TRUE
            return disjunction(*(conjunction(g, at_most(number(0), x)) for g, x in value.alternatives))
        case LabelType(home):
            return member(value, homes[home]) if home in homes else TRUE
        case Set(item, home, within):
            found = [TRUE if home else _each(generators(value), [item], homes)]
            return conjunction(*found, part_of(value, homes[within]) if within else TRUE)
        case Edge(item):
            return conjunction(
                *(
                    implication(g, conjunction(negation(same(a, b)), well_typed(a, item, homes), well_typed(b, item, homes)))
                    for g, a, b in value.alternatives
                )
            )
        case Seq(item):
            items = [GuardedGenerator(p.variables, p.guard, p.values[1:]) for p in (q.fresh() for q in value.parts)]
            length = [] if value.length is None else [at_most(number(0), n) for _, n in value.length.alternatives[:1]]
            simple = length if len(value.parts) == 1 and value.length and len(value.length.alternatives) == 1 else []
            return conjunction(*simple, _each(items, [item], homes))
        case Map(key, item, whole):
            keys = domain(value)
            exact = conjunction(*(part_of(a, b) for a, b in permutations((keys, tuples_of(homes, type))))) if whole else TRUE
            return conjunction(_each(entries(value), [key, item], homes), exact)
        case Tuple(items):
            return conjunction(*(well_typed(x, t, homes) for x, t in zip(value.items, items, strict=True)))
        case Record(fields):
            return conjunction(*(well_typed(x, t, homes) for x, (_, t) in zip(value.items, fields, strict=True)))
        case Sum(_, cases):
            of = dict(cases)
            return conjunction(
                *(
                    implication(g, conjunction(*(well_typed(x, t, homes) for x, t in zip(args, of[name], strict=True))))
                    for g, (name, args) in value.alternatives
                )
            )
    return TRUE


def _each(found: list[GuardedGenerator], types: Sequence[Type], homes: Homes) -> Formula:
    return conjunction(
        *(
            for_all(
                p.variables,
                implication(p.guard, conjunction(*(well_typed(x, t, homes) for x, t in zip(p.values, types, strict=True)))),
            )
            for p in found
        )
    )


# ------------------------------------------------------------------------------------------------ witnesses


def unknown_witness(
    doc: DocumentTranslator, space: Space, env: Environment, name: str, path: tuple[int, ...] = ()
) -> tuple[Meant, list[Formula], list[Root]]:
    """Return the unknown member of a witness space, what is known of it, and its roots.

    Raises NotTranslated for real numbers and for spaces inside collections.
    """
    type = doc.homes.read(space.type)
    of: Meant = None if space.node is None else doc.value(space.node, env)
    root = Root(name, path, type, space.kind)
    match space.kind:
        case SpaceKind.UNIT:
            return Product(()), [], []
        case SpaceKind.RECORD:
            parts = [unknown_witness(doc, s, env, f"{name}.{n}", (*path, i)) for i, (n, s) in enumerate(space.parts)]
            value = Product(tuple(p[0] for p in parts), tuple(n for n, _ in space.parts))
            return value, [f for p in parts for f in p[1]], [r for p in parts for r in p[2]]
        case SpaceKind.SUBSET:
            item = item_type(type)
            subset = SetOf((StoredSet(name, (), item, TRUE, _typed(of, item)),), item)
            symmetric(doc.run, subset)
            return subset, [part_of(subset, of)], [Root(name, path, type, space.kind, members=_typed(of, item))]
        case SpaceKind.MAP:
            assert isinstance(type, Map)
            mapping = StoredMap(name, (), type.key, type.value, _typed(of, type.key))
            part = space.parts[0][1]
            inside = [for_all(p.variables, implication(p.guard, in_space(doc, p.values[1], part, env))) for p in entries(mapping)]
            return mapping, inside, [root]
        case SpaceKind.CHOICE:
            assert isinstance(type, Map)
            keys = _typed(domain(of), type.key)
            chosen = StoredMap(name, (), type.key, type.value, keys, of)
            return chosen, _at_each_key(chosen, of, member), [Root(name, path, type, space.kind, options=of)]
        case SpaceKind.ORDERING:
            members = _typed(of, item_type(type))
            seq, facts = enumeration(doc.run, name, members)
            return seq, facts, [Root(name, path, type, space.kind, members=members)]
        case SpaceKind.CYCLE:
            return _unknown_cycle(doc.run, type, of, root)
        case SpaceKind.NUMBER:
            value = stored(name, (), type)
            return value, [_between(value, of)], [root]
        case SpaceKind.NUMBERS:
            assert isinstance(type, Map)
            numbers = StoredMap(name, (), type.key, type.value, _typed(domain(of), type.key))
            return numbers, _at_each_key(numbers, of, _between), [root]
        case SpaceKind.ONE | SpaceKind.ALL:
            value = stored(name, (), type)
            return value, [TRUE if of is None else member(value, of)], [root]
    raise NotTranslated(f"witnesses of the kind `{space.kind}`")


def _typed(s: Meant, item: Type) -> SetOf:
    if not isinstance(s, SetOf):
        raise NotTranslated("a witness space over a pair or a sequence")
    return SetOf(s.parts, item)


def _at_each_key(m: Meant, given: Meant, related: Callable[[Any, Any], Formula]) -> list[Formula]:
    """Return that each value of a map is related to what another map has at its key."""
    found = []
    for p in entries(m):
        _, there = lookup(given, p.values[0])
        inside = negation(p.guard) if there is None else implication(p.guard, related(p.values[1], there))
        found.append(for_all(p.variables, inside))
    return found


def _between(x: Scalar, ends: Product) -> Formula:
    """Return that a number is between two others, both included."""
    low, high = ends.items
    return conjunction(compare(low, x, at_most), compare(x, high, at_most))


def _unknown_cycle(run: TranslationRun, type: Type, of: Meant, root: Root) -> tuple[Meant, list[Formula], list[Root]]:
    """Return the unknown cycle through a set, with an enumeration that follows it."""
    assert isinstance(type, Map)
    members = _typed(of, type.key)
    cycle = StoredMap(root.name, (), type.key, type.value, members)
    name = f"{root.name}~"
    seq, facts = enumeration(run, name, members)
    assert seq.length is not None
    n, i = seq.length.alternatives[0][1], amount(new_variable(INT))
    key = type.key

    def item(place: Term) -> Meant:
        return stored(f"{name}@", (place,), key)

    after = plus(i, number(1))
    _, successor = lookup(cycle, item(i))
    facts.append(
        for_all((i[2][0][0],), implication(conjunction(at_most(number(0), i), less(after, n)), same(successor, item(after))))
    )
    _, last = lookup(cycle, item(minus(n, number(1))))
    facts.append(implication(less(number(0), n), same(last, item(number(0)))))
    for variables, x in any_values(type.key):  # it may be read from any member: from a label without arguments, if there is one
        if not variables and columns(x):
            facts.append(implication(member(x, members), same(item(number(0)), x)))
            break
    run.named.append(NamedListing(name, members, cycle=root.name))
    return cycle, facts, [Root(root.name, root.path, root.type, root.space, members=members)]


def in_space(doc: DocumentTranslator, value: Meant, space: Space, env: Environment) -> Formula:
    """Return that a value of the space's type is a member of the space.  Raises NotTranslated."""
    of: Meant = None if space.node is None else doc.value(space.node, env)
    type = doc.homes.read(space.type)
    match space.kind:
        case SpaceKind.UNIT | SpaceKind.ALL:
            return TRUE
        case SpaceKind.RECORD:
            return conjunction(*(in_space(doc, x, s, env) for x, (_, s) in zip(value.items, space.parts, strict=True)))
        case SpaceKind.SUBSET:
            return part_of(value, of)
        case SpaceKind.MAP:
            inside = (
                for_all(p.variables, implication(p.guard, in_space(doc, p.values[1], space.parts[0][1], env)))
                for p in entries(value)
            )
            return conjunction(_equal_sets(domain(value), of), *inside)
        case SpaceKind.CHOICE:
            return conjunction(_equal_sets(domain(value), domain(of)), *_at_each_key(value, of, member))
        case SpaceKind.ORDERING:
            return is_ordering(doc.run.indexed(value), _typed(of, item_type(type)))
        case SpaceKind.CYCLE:
            if not isinstance(value, CycleOf):
                raise NotTranslated("a cycle that is not made of a sequence")
            members = _typed(of, value.item)
            return conjunction(*(implication(g, is_ordering(s, members)) for g, s, _ in value.alternatives))
        case SpaceKind.NUMBER:
            return _between(value, of)
        case SpaceKind.NUMBERS:
            return conjunction(_equal_sets(domain(value), domain(of)), *_at_each_key(value, of, _between))
        case SpaceKind.ONE:
            return member(value, of)
    raise NotTranslated(f"witnesses of the kind `{space.kind}`")


def _equal_sets(a: SetOf, b: Meant) -> Formula:
    return conjunction(part_of(a, b), part_of(b, a) if isinstance(b, SetOf) else TRUE)
