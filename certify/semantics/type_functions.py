"""Generated functions that depend on the instance type alone: whether an instance is well typed, and its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count, product

from certify.core import Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.coded_sets import CodedSet, coding
from certify.core.paths import below, components, factors
from certify.core.values import Value, bits


def well_typed(type: Record) -> Callable[[Value], bool]:
    """Return the function that decides whether an instance of the type's shape is well typed (`certify.semantics.welltyped`).

    >>> from certify.core import NAT
    >>> check = well_typed(Record((("V", Set(Label("V"), "V")), ("E", Set(Edge(Label("V")))), ("k", NAT))))
    >>> check((frozenset({0, 1}), frozenset({frozenset({0, 1})}), 3)), check((frozenset({0}), frozenset({frozenset({0, 1})}), 3))
    (True, False)
    """
    paths = dict(_paths(type, "x", ""))
    lines = [line for condition in _conditions(type, "x", paths, count()) for line in condition.lines]
    return _function(*lines, "return True")  # type: ignore[return-value]


def length(type: Record) -> Callable[[Value], int]:
    """Return the function that computes the structural size of a well-typed instance (`certify.core.values.size`).

    >>> from certify.core import NAT
    >>> length(Record((("sizes", Seq(NAT)),)))(((1, 4),))
    8
    """
    constant, parts = _size(type, "x", count())
    return _function("return " + " + ".join([str(constant), *parts]))  # type: ignore[return-value]


def _function(*lines: str) -> Callable[[Value], object]:
    namespace: dict[str, object] = {"bits": bits, "product": product, "CodedSet": CodedSet}
    exec("\n    ".join(["def of_instance(x):", *lines]), namespace)
    return namespace["of_instance"]  # type: ignore[return-value]


def _paths(type: Record, at: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each field that is no record, with the Python expression for the field."""
    for place, (name, field) in enumerate(type.fields):
        inner = below(path, name)
        if isinstance(field, Record):
            yield from _paths(field, f"{at}[{place}]", inner)
        else:
            yield inner, f"{at}[{place}]"


class _Condition(str):
    """A Python condition; `lines` are statements that return False if it does not hold."""

    lines: Sequence[str]

    def __new__(cls, text: str, lines: Sequence[str] = ()) -> _Condition:
        made = super().__new__(cls, text)
        made.lines = lines or [f"if not ({text}): return False"]
        return made


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _conditions(type: Type, at: str, paths: dict[str, str], names: Iterator[int]) -> Iterator[_Condition]:
    """Yield Python conditions that hold together if the value of the expression `at` is well typed."""
    match type:
        case Number("nat"):
            yield _Condition(f"{at} >= 0")
        case Label(home):
            yield _Condition(f"{at} in {paths[home]}")
        case Edge(Label(home)):
            yield _Condition(f"len({at}) == 2 and {at} <= {paths[home]}")
        case Edge(item):
            yield _Condition(f"len({at}) == 2")
            yield from _all(item, at, paths, names)
        case Set(_, home, _) if home:
            yield _Condition(f"{at} == frozenset(range(len({at})))")
        case Set(item, _, within):
            how = coding(item)
            if how is not None and not within:
                of = ", ".join(paths[home] for home in how.homes)
                (plain,) = _all(item, at, paths, names)
                coded = _Condition(f"{at}.within({of})")
                test = f"{at}.__class__ is CodedSet"
                lines = [f"if {test}:", *_indented(coded.lines), "else:", *_indented(plain.lines)]
                yield _Condition(f"({coded} if {test} else {plain})", lines)
            elif within:  # the members of that set are well typed
                yield _Condition(f"{at} <= {paths[within]}")
            elif isinstance(item, Label):
                yield _Condition(f"{at} <= {paths[item.home]}")
            else:
                yield from _all(item, at, paths, names)
        case Seq(item):
            yield from _all(item, at, paths, names)
        case Map(key, item, domain):
            if domain:
                wholes = [paths[path] for path in factors(domain)]
                of = wholes[0] if len(wholes) == 1 else f"frozenset(product({', '.join(wholes)}))"
                yield _Condition(f"{at}.keys() == {of}")
            elif isinstance(key, Label):
                yield _Condition(f"{at}.keys() <= {paths[key.home]}")
            else:
                yield from _all(key, at, paths, names)
            yield from _all(item, f"{at}.values()", paths, names)
        case Tuple() | Record():
            for place, part in enumerate(t for _, t in components(type)):
                yield from _conditions(part, f"{at}[{place}]", paths, names)
        case Sum(_, cases):
            for made, (_, types) in enumerate(cases):
                inner = [c for i, t in enumerate(types) for c in _conditions(t, f"{at}[{i + 1}]", paths, names)]
                if inner:
                    yield _Condition(f"({at}[0] != {made} or {' and '.join(inner)})")


def _all(item: Type, at: str, paths: dict[str, str], names: Iterator[int]) -> Iterator[_Condition]:
    """Yield conditions that hold together if all members of a collection are well typed."""
    match item:
        case Label(home):
            yield _Condition(f"{paths[home]}.issuperset({at})")
            return
        case Seq(Label() | Sum() as part) | Set(Label() | Sum() as part, "", ""):  # each value is looked at once
            yield from _all(part, f"set().union(*{at})", paths, names)
            return
    name = f"v{next(names)}"
    inner = list(_conditions(item, name, paths, names))
    if inner:
        each = [f"for {name} in {at}:", *_indented([line for condition in inner for line in condition.lines])]
        yield _Condition(f"all({' and '.join(inner)} for {name} in {at})", each)


def _size(type: Type, at: str, names: Iterator[int]) -> tuple[int, list[str]]:
    """Return the size of the value of the expression `at`, as a constant and expressions to be added to it."""
    match type:
        case Number("rat"):
            return 1, [f"bits({at}, 'rat')"]
        case Number():
            return 1, [f"{at}.bit_length()"]
        case Edge(Label()):
            return 3, []
        case Set(item) | Edge(item) | Seq(item):
            return 1, _sizes([(item, "{}")], at, at, names)
        case Map(key, item):
            return 1, _sizes([(key, "{}[0]"), (item, "{}[1]")], at, f"{at}.items()", names)
        case Tuple() | Record():
            return _together(list(enumerate(t for _, t in components(type))), at, names)
        case Sum(_, cases):
            branches = []
            for made, (_, types) in enumerate(cases):
                constant, parts = _together([(i + 1, t) for i, t in enumerate(types)], at, names)
                branches.append((made, " + ".join([str(constant), *parts])))
            if len({size for _, size in branches}) == 1 and branches[0][1].isdecimal():
                return int(branches[0][1]), []
            tests = "".join(f"{size} if {at}[0] == {made} else " for made, size in branches)
            return 0, [f"({tests}0)"]
    return 1, []


def _sizes(parts: Sequence[tuple[Type, str]], at: str, members: str, names: Iterator[int]) -> list[str]:
    """Return expressions for the sum of the sizes of the members of a collection."""
    name = f"v{next(names)}"
    found = [_size(type, place.format(name), names) for type, place in parts]
    constant, each = sum(c for c, _ in found), [e for _, more in found for e in more]
    if not each:
        return [f"{constant} * len({at})"]
    return [f"sum([{' + '.join([str(constant), *each])} for {name} in {members}])"]


def _together(parts: Sequence[tuple[int, Type]], at: str, names: Iterator[int]) -> tuple[int, list[str]]:
    found = [_size(type, f"{at}[{place}]", names) for place, type in parts]
    return 1 + sum(c for c, _ in found), [e for _, more in found for e in more]
