"""Size slots of an instance type: every collection has a size, every number has bits, and a measure that says so caps them.

A slot's path goes down from the instance: `clauses`, `clauses[]` (each item), `size[key]` (each key of a map), `x.case.0`
(an argument of a sum type), `x.0` (an item of a tuple).

A measure caps a slot only if slot <= measure follows from its text: the size or bits of a whole field, `max` or `sum` of
such over whole fields without a filter, and sums of these.  A condition of `valid` caps one if it bounds such an expression
by a constant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certify.language.core import Edge, Function, Map, Node, Number, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.readings.budget import Account

DEFAULT_SIZE, DEFAULT_BITS = 2, 2


@dataclass(frozen=True, slots=True)
class Slot:
    """A size slot: `kind` is `size` or `bits`; `natural`: a size that the type itself bounds (part of a finite set)."""

    path: str
    kind: str
    natural: bool = False
    sort: str = ""

    def __str__(self) -> str:
        return f"|{self.path}|" if self.kind == "size" else f"bits({self.path})"


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper bound of a slot (None: bounded by its type alone) and why."""

    limit: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A slot that an expression bounds; `total`: the sum over all its occurrences is bounded, not just each one."""

    path: str
    kind: str
    total: bool


def slots_of(type: Type, path: str = "") -> Iterator[Slot]:
    """The slots of a type below a path, from the outside in; parts of a set given by its path have none of their own.

    >>> from certify.language.core import NAT
    >>> [str(s) for s in slots_of(Record((("a", Seq(Seq(NAT))),)))]
    ['|a|', '|a[]|', 'bits(a[][])']
    """
    match type:
        case Number(sort):
            yield Slot(path, "bits", sort=sort)
        case Set(item, home, within):
            yield Slot(path, "size", natural=bool(within) or (not home and plain(item)))
            if not within:
                yield from slots_of(item, f"{path}[]")
        case Edge(item):
            yield from slots_of(item, f"{path}[]")
        case Seq(item):
            yield Slot(path, "size")
            yield from slots_of(item, f"{path}[]")
        case Map(key, item, domain):
            yield Slot(path, "size", natural=bool(domain) or plain(key))
            if not domain:
                yield from slots_of(key, f"{path}[key]")
            yield from slots_of(item, f"{path}[]")
        case _:
            for name, inner in components(type):
                yield from slots_of(inner, below(path, name))


def components(type: Type) -> Iterator[tuple[str, Type]]:
    """The named parts of a record, a tuple or a sum type, as they stand in paths."""
    match type:
        case Record(fields):
            yield from fields
        case Tuple(items):
            yield from ((str(i), t) for i, t in enumerate(items))
        case Sum(_, cases):
            yield from ((f"{case}.{i}", t) for case, types in cases for i, t in enumerate(types))


def below(path: str, name: str) -> str:
    """The path of a named part."""
    return f"{path}.{name}" if path else name


def plain(type: Type) -> bool:
    """Has the type as many values as its homes' sizes allow, a polynomial number of them?"""
    match type:
        case Set() | Seq() | Map() | Number():
            return False
        case Edge(item):
            return plain(item)
    return all(plain(t) for _, t in components(type))


# ------------------------------------------------------------------------------------------------ what texts bound

MOST_READ = 1 << 19
"""How often an expression may be read by one reader; definitions that use others twice double it."""

Paths = Mapping[int, "str | None"]
"""The paths that variables name."""


class Reader:
    """Reads which slots an expression over the instance bounds from above, and which paths it names."""

    def __init__(self, functions: tuple[Function, ...]) -> None:
        self.functions = {f.name: f for f in functions}
        self._domains: dict[str, str] = {}
        self._account = Account(MOST_READ, "readings of expressions for the sizes that they bound")

    def path(self, node: Node, env: Paths) -> str | None:
        """The path that an expression names, the whole of it and nothing else."""
        self._account.spend(1, node.mark)
        match node.op:
            case "input":
                return "" if node.data == "instance" else None
            case "var":
                return env.get(node.data)
            case "global":
                return self.path(self.functions[node.data].body, {})
            case "field" | "item" | "arg" | "domain":
                base = self.path(node.args[0], env)
                if base is None:
                    return None
                if node.op == "domain":
                    return f"{base}<domain>"
                return below(base, ".".join(map(str, node.data)) if node.op == "arg" else str(node.data))
            case "lookup":
                return self._entry(node, env)
        return None

    def _entry(self, node: Node, env: Paths) -> str | None:
        """The path of a map's values, if the key is any member of the set that is the map's domain."""
        type, base, key = node.args[0].type, self.path(node.args[0], env), self.path(node.args[1], env)
        if base is None or not isinstance(type, Map) or not type.domain or key != f"{type.domain}[]":
            return None
        self._domains[base] = type.domain
        return f"{base}[]"

    def under(self, path: str, source: str) -> bool:
        """Is a path inside the collection at another one, or inside a map that has that one as its domain?"""
        sources = [source, *(m for m, domain in self._domains.items() if domain == source)]
        return any(path.startswith(f"{s}[") for s in sources)

    def bounded(self, node: Node, env: Paths) -> list[Reading]:
        """The slots that are at most the value of the expression."""
        self._account.spend(1, node.mark)
        match node.op:
            case "size" | "bits":
                path = self.path(node.args[0], env)
                return [] if path is None else [Reading(path.removesuffix("<domain>"), node.op, True)]
            case "add":
                return [r for a in node.args for r in self.bounded(a, env)]
            case "max":
                return [Reading(r.path, r.kind, False) for a in node.args for r in self.bounded(a, env)]
            case "nat" | "int":
                return self.bounded(node.args[0], env)
            case "global":
                return self.bounded(self.functions[node.data].body, {})
            case "call":
                function = self.functions[node.data]
                paths = {v: self.path(a, env) for (v, _), a in zip(function.params, node.args, strict=True)}
                return self.bounded(function.body, paths)
            case "case":
                return self._branches(node, env)
            case "sum" | "greatest":
                found, sources = self.generated(node, env)
                read = self.bounded(node.args[0], found) if sources is not None else []
                return [
                    Reading(r.path, r.kind, r.total and node.op == "sum")
                    for r in read
                    if all(self.under(r.path, s) for s in sources or ())
                ]
        return []

    def _branches(self, node: Node, env: Paths) -> list[Reading]:
        base = self.path(node.args[0], env)
        out = []
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            bound = {v: None if base is None else below(base, f"{name}.{i}") for i, v in enumerate(variables)}
            out += self.bounded(body, {**env, **bound})
        return out

    def generated(self, node: Node, env: Paths) -> tuple[Paths, list[str] | None]:
        """What generators bind, and the paths they range over; None if one filters, or ranges over something else.

        Only a slot below each of these paths is bounded: where one of them is empty the comprehension says nothing.
        """
        found, sources = dict(env), []
        for step in node.steps:
            path = self.path(step.node, found)
            if step.kind == "let":
                found[step.vars[0]] = path
            elif step.kind == "where" or path is None:
                return found, None
            else:
                is_domain = path.endswith("<domain>")
                item = path.removesuffix("<domain>") + "[key]" if is_domain else f"{path}[]"
                sources.append(path.removesuffix("<domain>"))
                found[step.vars[-1]] = item
                if len(step.vars) == 2:
                    found[step.vars[0]] = f"{path}[key]"
        return found, sources

    def constants(self, node: Node, env: Paths) -> Iterator[tuple[Reading, int]]:
        """The slots that a condition bounds by a constant."""
        self._account.spend(1, node.mark)
        match node.op:
            case "and":
                for a in node.args:
                    yield from self.constants(a, env)
            case "global":
                yield from self.constants(self.functions[node.data].body, {})
            case "every":
                found, sources = self.generated(node, env)
                if sources is not None:
                    inner = self.constants(node.args[0], found)
                    yield from ((r, c) for r, c in inner if all(self.under(r.path, s) for s in sources))
            case "le" | "lt" | "eq":
                left, right = node.args
                value = constant(right)
                if value is not None:
                    limit = value - 1 if node.op == "lt" else value
                    yield from ((r, limit) for r in self.bounded(left, env))
                    path = self.path(left, env)
                    if path is not None and isinstance(left.type, Number) and left.type.sort == "nat":
                        yield Reading(path, "bits", False), max(limit, 0).bit_length()

    def least(self, node: Node) -> Iterator[tuple[str, int]]:
        """The collections, by their paths, that a condition makes at least so large."""
        self._account.spend(1, node.mark)
        match node.op:
            case "and":
                for a in node.args:
                    yield from self.least(a)
            case "global":
                yield from self.least(self.functions[node.data].body)
            case "le" | "lt" | "eq":
                for small, large in (node.args, node.args[::-1])[: 2 if node.op == "eq" else 1]:
                    value = constant(small)
                    path = self.path(large.args[0], {}) if large.op == "size" else None
                    if value is not None and path is not None:
                        yield path, value + 1 if node.op == "lt" else value


def constant(node: Node) -> int | None:
    """The whole number that an expression writes down, if it does."""
    if node.op in ("nat", "int"):
        return constant(node.args[0])
    return node.data if node.op == "const" and isinstance(node.data, int) and not isinstance(node.data, bool) else None


@dataclass(frozen=True)
class Caps:
    """The caps of a problem's slots under bounds of its measures.

    `of`: the cap of each slot, by (path, kind); `totals`: the measures whose bound caps the sum over all occurrences of a
    slot, by (path, kind).
    """

    slots: tuple[Slot, ...]
    of: Mapping[tuple[str, str], Cap]
    totals: Mapping[tuple[str, str], tuple[str, ...]]


def caps(problem: Problem, bounds: Mapping[str, int]) -> Caps:
    """The caps of a problem's slots.  A measure that `bounds` leaves out caps nothing; a slot that nothing caps gets a
    default: size 2, numbers of 2 bits (rationals: numerator and denominator of 2 bits each)."""
    reader = Reader(problem.functions)
    found: dict[tuple[str, str], list[Cap]] = {}
    totals: dict[tuple[str, str], list[str]] = {}
    for name, node in problem.measures:
        if name in bounds:
            for r in reader.bounded(node, {}):
                found.setdefault((r.path, r.kind), []).append(Cap(bounds[name], f"measure {name}"))
                if r.total:
                    totals.setdefault((r.path, r.kind), []).append(name)
    for node in problem.valid:
        for r, limit in reader.constants(node, {}):
            found.setdefault((r.path, r.kind), []).append(Cap(limit, "valid"))
    slots = tuple(slots_of(problem.instance))
    of = {(s.path, s.kind): min(found.get((s.path, s.kind), [_default(s)]), key=_tightness) for s in slots}
    return Caps(slots, of, {key: tuple(names) for key, names in totals.items()})


def _tightness(cap: Cap) -> float:
    return float("inf") if cap.limit is None else cap.limit


def _default(slot: Slot) -> Cap:
    if slot.natural:
        return Cap(None, "part of a finite set")
    if slot.kind == "size":
        return Cap(DEFAULT_SIZE, "default")
    return Cap(DEFAULT_BITS, "default, numerator and denominator each" if slot.sort == "rat" else "default")
