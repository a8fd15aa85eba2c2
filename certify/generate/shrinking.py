"""Shrinking: an instance on which something happens is made smaller, step by step, as long as it still happens.

A step removes a label, identifies two labels, removes items of a collection, or makes a number smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from certify.core import Edge, Label, Map, Number, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import components, leaf_values
from certify.core.values import FrozenMap, Value, number, ordered
from certify.generate.field_order import assembler
from certify.semantics.symmetric_maps import symmetric_maps
from certify.semantics.welltyped import ill_typed


def shrunk(problem: Problem, x: Value, happens: Callable[[Value], bool]) -> Value:
    """Return an instance on which it still happens, and on no well-typed instance that is one step smaller.

    - `problem`: the problem.
    - `x`: an instance on which it happens.
    - `happens`: whether it happens on an instance; this includes that the instance is valid.  If it raises TimeoutError, the
      smallest instance so far is the result.

    >>> from certify.library import standard
    >>> clique = standard().problem("Clique")
    >>> x = ((frozenset(range(4)), frozenset({frozenset({0, 1}), frozenset({2, 3})})), 9)
    >>> smallest = shrunk(clique, x, lambda x: len(x[0][1]) > 0)
    >>> len(smallest[0][0]), len(smallest[0][1]), smallest[1]
    (2, 1, 0)
    """
    mirrored = _mirror(problem)
    try:
        while True:
            candidates = (mirrored(x, y) for y in smaller(problem.instance, x))
            step = next((y for y in candidates if not ill_typed(problem.instance, y) and happens(y)), None)
            if step is None:
                return x
            x = step
    except TimeoutError:
        return x


def _mirror(problem: Problem) -> Callable[[Value, Value], Value]:
    """Return the function from an instance and one that is a step smaller to the latter, where each value of a symmetric map that
    became smaller is also the one of the reversed pair."""
    paths, assemble = symmetric_maps(problem), assembler(problem.instance)
    if not paths:
        return lambda x, y: y

    def mirrored(x: Value, y: Value) -> Value:
        before, after = dict(leaf_values(problem.instance, x)), dict(leaf_values(problem.instance, y))
        for path in paths:
            old, new = before[path], after[path]
            if old.keys() == new.keys():
                turned = {k[::-1]: v for k, v in new.items() if v != old[k]}
                after[path] = FrozenMap({**new, **turned})
        return assemble(after)

    return mirrored


def smaller(type: Record, x: Value) -> Iterator[Value]:
    """Yield the values of an instance type that are one step smaller, the largest steps first.  Some may not be well typed."""
    for path, members in leaf_values(type, x):
        home = _home(type, path)
        if home:
            labels = range(len(members))
            for cut in (*_halves(len(members)), *({v} for v in labels)):
                kept = [v for v in labels if v not in cut]
                yield from _renamed(type, x, home, {v: i for i, v in enumerate(kept)})
            for v in labels[1:]:
                yield from _renamed(type, x, home, {u: 0 if u == v else u - (u > v) for u in labels})
    yield from _parts(type, x)


def _halves(count: int) -> Iterator[set[int]]:
    if count > 3:
        yield set(range(count // 2, count))
        yield set(range(count // 2))


def _home(type: Record, path: str) -> str:
    """Return the home that the field at a path opens; empty if it opens none."""
    first, _, rest = path.partition(".")
    match type.field(first):
        case Record() as inner:
            return _home(inner, rest)
        case Set(_, home):
            return home
    return ""


# ------------------------------------------------------------------------------------------------ labels


class _Gone(Exception):
    """The value names a label that is removed."""


def _renamed(type: Record, x: Value, home: str, table: Mapping[int, int]) -> Iterator[Value]:
    """Yield the value with the labels of a home renamed.  Items with labels outside the table are removed."""
    try:
        yield _rename(type, x, home, table)
    except _Gone:
        return


def _rename(type: Type, value: Value, home: str, table: Mapping[int, int]) -> Value:
    match type:
        case Label(of) if of == home:
            if value not in table:
                raise _Gone
            return table[value]
        case Set(_, opens) if opens == home:
            return frozenset(table.values())
        case Set(item):
            return frozenset(_surviving(item, ordered(value), home, table))
        case Seq(item):
            return tuple(_surviving(item, value, home, table))
        case Edge(item):
            ends = frozenset(_rename(item, v, home, table) for v in value)
            if len(ends) != 2:
                raise _Gone
            return ends
        case Map(key, item):
            entries = _surviving(Tuple((key, item)), [(k, value[k]) for k in ordered(value)], home, table)
            return FrozenMap(reversed(list(entries)))
        case Sum(_, cases):
            return (value[0], *_rename(Tuple(cases[value[0]][1]), value[1:], home, table))
        case Tuple() | Record():
            return tuple(_rename(t, v, home, table) for (_, t), v in zip(components(type), value, strict=True))
    return value


def _surviving(type: Type, values: list[Value] | tuple[Value, ...], home: str, table: Mapping[int, int]) -> Iterator[Value]:
    for value in values:
        try:
            yield _rename(type, value, home, table)
        except _Gone:
            continue


# ------------------------------------------------------------------------------------------------ items and numbers


def _parts(type: Type, value: Value) -> Iterator[Value]:
    """Yield the value with one part a step smaller: with items removed, or with one of them smaller."""
    match type:
        case Number():
            yield from _numbers(value)
        case Set(item, home) if not home:
            yield from map(frozenset, _items(item, ordered(value)))
        case Seq(item):
            yield from map(tuple, _items(item, value))
        case Map(key, item, domain):
            entries = [(k, value[k]) for k in ordered(value)]
            inner = _items(Tuple((key, item)), entries) if not domain else _one_smaller(Tuple((key, item)), entries)
            yield from map(FrozenMap, inner)
        case Sum(_, cases):
            yield from ((value[0], *rest) for rest in _parts(Tuple(cases[value[0]][1]), value[1:]))
        case Tuple() | Record():
            for i, (_, t) in enumerate(components(type)):
                yield from ((*value[:i], part, *value[i + 1 :]) for part in _parts(t, value[i]))


def _items(type: Type, values: list[Value] | tuple[Value, ...]) -> Iterator[list[Value]]:
    cuts = [*_halves(len(values)), *({i} for i in range(len(values)))]
    for cut in cuts:
        yield [v for i, v in enumerate(values) if i not in cut]
    yield from _one_smaller(type, values)


def _one_smaller(type: Type, values: list[Value] | tuple[Value, ...]) -> Iterator[list[Value]]:
    for i, value in enumerate(values):
        yield from ([*values[:i], part, *values[i + 1 :]] for part in _parts(type, value))


def _numbers(value: int | Fraction) -> Iterator[int | Fraction]:
    """Yield numbers with a smaller numerator or denominator, and neither larger.

    >>> list(_numbers(9)), list(_numbers(-2)), [str(q) for q in _numbers(Fraction(5, 4))]
    ([0, 4, 8], [0, -1, -1], ['0', '1', '1'])
    """
    if value == 0:
        return
    sign = 1 if value > 0 else -1
    above, line = abs(value.numerator), value.denominator
    yield 0
    if line > 1:
        yield sign * (above // line)
        yield sign * number(Fraction(above // 2, line // 2))
    else:
        yield sign * (above // 2)
        yield sign * (above - 1)
