"""The finite structure of an instance and a witness: the meaning of every symbol of a statement on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from certify.core import Bool, Constructor, Edge, Label, Map, Number, Record, Seq, Set, SpaceKind, Sum, Tuple, Type
from certify.core.values import Value, ordered
from certify.formulas.definitions import (
    NamedListing,
    NamedRecursion,
)
from certify.formulas.finite import FiniteModel, Row
from certify.formulas.logic import INT, conjunction, variables_of
from certify.formulas.relations import lookup, member, written_options
from certify.formulas.statements import Statements
from certify.formulas.stored import any_values, columns
from certify.formulas.unknowns import Root
from certify.formulas.values import Meant, Pair, Product, Scalar


def structure(statements: Statements, x: Value, witness: str = "", value: Value = None) -> FiniteModel:
    """Return the structure of a well-typed instance x, and of a value of one of the witnesses.

    `witness`: `w!`, `v!` or empty.  A witness of the image is over the labels that the reduction builds.
    """
    return Filling(statements, x, witness, value).model


def rows_of(type: Type, value: Value, constructors: Sequence[Constructor]) -> Iterator[tuple[str, Row]]:
    """Yield the ways to write a concrete flat value as a row: the cases, and the terms' values.

    >>> list(rows_of(Edge(Label("vertices")), frozenset({0, 2}), ()))
    [('', (0, 2)), ('', (2, 0))]
    """
    match type:
        case Bool():
            yield "+" if value else "-", ()
        case Number() | Label():
            yield "", (value,)
        case Sum():
            name, types = _case(type, value[0], constructors)
            for cases, row in _rows(types, value[1:], constructors):
                yield f".{name}{cases}", row
        case Tuple(items):
            yield from _rows(items, value, constructors)
        case Record(fields):
            yield from _rows([t for _, t in fields], value, constructors)
        case Edge(item):
            a, b = ordered(value)
            yield from _rows((item, item), (a, b), constructors)
            yield from _rows((item, item), (b, a), constructors)


def _rows(types: Sequence[Type], values: Sequence[Value], constructors: Sequence[Constructor]) -> Iterator[tuple[str, Row]]:
    for combination in product(*(list(rows_of(t, v, constructors)) for t, v in zip(types, values, strict=True))):
        yield "".join(c for c, _ in combination), tuple(t for _, row in combination for t in row)


def _case(type: Sum, index: int, constructors: Sequence[Constructor]) -> tuple[str, tuple[Type, ...]]:
    name = type.cases[index][0] if type.name else constructors[index].name
    return name, dict(type.cases)[name]


class Filling:
    def __init__(self, statements: Statements, x: Value, witness: str, value: Value) -> None:
        self.constructors = statements.constructors
        self.model = FiniteModel()
        for root in statements.roots:
            self._root(root, x)
        for named in statements.named:
            self.model.definitions[getattr(named, "name", "")] = named
        given = statements.witness_roots.get(witness, []) if witness else []
        self.model.present.add(witness)
        for root in given:
            if root.space not in (SpaceKind.CHOICE, SpaceKind.ORDERING):
                self._root(root, value)
        self.model.close()
        for root in given:
            if root.space is SpaceKind.CHOICE:
                self._choice(root, at(value, root.path))
            elif root.space is SpaceKind.ORDERING:
                self._listing(root.name, root.type.item, at(value, root.path))  # type: ignore[union-attr]
        self.model.close()
        for named in statements.named:
            if isinstance(named, NamedListing):
                self._named_listing(named, given, value)
            elif isinstance(named, NamedRecursion):
                self._recursion(named)
            self.model.close()

    def _root(self, root: Root, whole: Value) -> None:
        value = at(whole, root.path)
        if isinstance(root.type, Map) and root.space is None and not root.type.domain:
            for key in value:
                for cases, row in rows_of(root.type.key, key, self.constructors):
                    self.model.add(f"{root.name}!keys{cases}", row)
        self.fill(root.name, (), root.type, value)

    def fill(self, name: str, given: Row, type: Type, value: Value) -> None:
        """Give the symbols of a stored value their meaning."""
        match type:
            case Number() | Label():
                self.model.give(name, given, value, INT if isinstance(type, Number) else type.home)
            case Bool():
                if value:
                    self.model.add(name, given)
            case Sum(_, cases):
                made, types = _case(type, value[0], self.constructors)
                if made != cases[-1][0]:
                    self.model.add(f"{name}:{made}", given)
                for j, (t, x) in enumerate(zip(types, value[1:], strict=True)):
                    self.fill(f"{name}:{made}.{j}", given, t, x)
            case Tuple(items):
                for i, (t, x) in enumerate(zip(items, value, strict=True)):
                    self.fill(f"{name}.{i}", given, t, x)
            case Record(fields):
                for (n, t), x in zip(fields, value, strict=True):
                    self.fill(f"{name}.{n}", given, t, x)
            case Edge(item):
                for end, x in zip("ab", ordered(value), strict=True):
                    self.fill(f"{name}.{end}", given, item, x)
            case Set(item, home):
                for x in value:
                    if home:
                        self.model.universe(home).add(x)
                    for suffix, row in rows_of(item, x, self.constructors):
                        self.model.add(name + suffix, (*given, *row))
            case Seq(item):
                self.model.give(f"{name}#", given, len(value), INT)
                for i, x in enumerate(value):
                    self.fill(f"{name}@", (*given, i), item, x)
            case Map(key, item):
                for k, x in value.items():
                    for suffix, row in rows_of(key, k, self.constructors):
                        self.fill(name + suffix, (*given, *row), item, x)

    def _choice(self, root: Root, value: Value) -> None:
        assert isinstance(root.type, Map)
        for key, chosen in value.items():
            for cases, row in rows_of(root.type.key, key, self.constructors):
                for unknown, env in self._values(root.type.key, cases, row):
                    defined, options = lookup(root.options, unknown)
                    written = written_options(options, defined)
                    if written is None:
                        self.fill(root.name + cases, row, root.type.value, chosen)
                        continue
                    values = [self.concrete(option, root.type.value, env) for option in written]
                    if chosen in values:
                        self.model.add(f"{root.name}{cases}?{values.index(chosen)}", row)
                    else:
                        self.model.foreign.add(root.name)

    def _values(self, type: Type, cases: str, row: Row) -> Iterator[tuple[Meant, Mapping[Any, Any]]]:
        """Yield the unknown value of a flat type with these cases, and its variables' values in the row."""
        for _, value in any_values(type):
            for _, found, terms in columns(value):
                if found == cases:
                    yield value, dict(zip(variables_of(terms), row, strict=True))

    def _named_listing(self, named: NamedListing, given: Sequence[Root], value: Value) -> None:
        item = named.members.item
        members: list[Value] = []
        for variables, unknown in any_values(item):
            inside = conjunction(member(unknown, named.members))
            for env in self.model.assignments(variables, inside, {}):
                concrete = self.concrete(unknown, item, env)
                if concrete not in members:
                    members.append(concrete)
        members = ordered(members)
        if named.cycle:
            root = next((r for r in given if r.name == named.cycle), None)
            if root is None:
                return
            successor = at(value, root.path)
            bare = next((x for vs, x in any_values(item) if not vs and columns(x)), None)
            start = None if bare is None else self.concrete(bare, item, {})
            members = _followed(successor, start if start in members else next(iter(members), None))
        self._listing(named.name, item, members)

    def _listing(self, name: str, item: Type, members: Sequence[Value]) -> None:
        self.model.give(f"{name}#", (), len(members), INT)
        for i, x in enumerate(members):
            self.fill(f"{name}@", (i,), item, x)
            for cases, row in rows_of(item, x, self.constructors):
                self.model.give(f"{name}^{cases}", row, i, INT)

    def _recursion(self, named: NamedRecursion) -> None:
        for i in range(1 << 10):
            env = {named.place: i}
            if not self.model.holds(named.guard, env):
                return
            self.fill(f"{named.name}@", (i,), named.type, self.concrete(named.item, named.type, env))

    def concrete(self, value: Meant, type: Type, env: Mapping[Any, Any]) -> Value:
        """Return a flat value as a Python value, for values of its variables."""
        model = self.model
        match value:
            case tuple():
                return model.holds(value, env)
            case Scalar(kind, alternatives):
                for guard, base in alternatives:
                    if model.holds(guard, env):
                        if kind != "case":
                            return model.term(base, env)
                        assert isinstance(type, Sum)
                        return self._concrete_case(base, type, env)
                return 0
            case Product(items):
                types = type.items if isinstance(type, Tuple) else tuple(t for _, t in type.fields)  # type: ignore[union-attr]
                return tuple(self.concrete(x, t, env) for x, t in zip(items, types, strict=True))
            case Pair(alternatives):
                for guard, a, b in alternatives:
                    if model.holds(guard, env):
                        item = type.item  # type: ignore[union-attr]
                        return frozenset({self.concrete(a, item, env), self.concrete(b, item, env)})
        raise AssertionError(value)

    def _concrete_case(self, base: Any, type: Sum, env: Mapping[Any, Any]) -> Value:
        name, args = base
        names = [c for c, _ in type.cases] if type.name else [c.name for c in self.constructors]
        types = dict(type.cases)[name]
        return (names.index(name), *(self.concrete(x, t, env) for x, t in zip(args, types, strict=True)))


def at(value: Value, path: tuple[int, ...]) -> Value:
    for i in path:
        value = value[i]
    return value


def _followed(successor: Mapping[Value, Value], start: Value) -> list[Value]:
    found: list[Value] = []
    while start in successor and start not in found:
        found.append(start)
        start = successor[start]
    return found
