"""Expressions of the compiler, which `certify.codegen.expansion` makes from core nodes.  Equal expressions are one object.

The operations are those of `docs/core.md` with these differences:

- `proj` (data: index) is a part of a tuple, record, case or built label; it replaces `field`, `item` and defined `arg`;
- the data of `is` and `make` is the number that stands first in the value; the data of `arg` is that number and an index;
- the data of `collect_map` is true if each binding is known to have a different key;
- `let` (data: variable; arguments: value and body) binds an argument of an inlined definition;
- `exists` (no arguments) is true if there is a binding; it replaces `some` and `every`.  `count` has no argument either;
- `index`, `bucket`, `rows` and `fill` are described in `certify.codegen.joins`; `ends` binds two variables to the ends of
  each edge of a set, in some order; `input` may have the data `candidates` (`certify.codegen.candidates`);
- `rank`, `across`, `code` and `coded` are described in `certify.codegen.images`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from certify.core import (
    NAT,
    Edge,
    Map,
    Number,
    Seq,
    Set,
    Tuple,
    Type,
)
from certify.core.operations import COMPREHENSIONS
from certify.core.ops import Op
from certify.records import dataclass

ATOMS = frozenset({"const", "var", "input"})

REPLACED = frozenset({Op.MEASURE, Op.IMPLIES, Op.CASE, Op.FIELD, Op.ITEM, Op.EVERY, Op.SOME})
"""The operations that become others here (`measure` stands in claims only, which are not compiled)."""

WRITTEN = [op for op in Op if op not in REPLACED and op not in COMPREHENSIONS]
"""The operations that one expression is written for; comprehensions become loops."""


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator: `certify.core.Step` with an expression in place of the node."""

    kind: str
    vars: tuple[int, ...]
    expr: Expr


@dataclass(frozen=True, eq=False, slots=True)
class Expr:
    """An expression; equal expressions are the same object.

    `free` are its free variables.  `sure` states that it is defined wherever it is evaluated.  `owed` states that its own
    operation has a proof obligation in the document, and `owes` that it or one of its parts has.  `weight` is a rough estimate
    of its cost.
    """

    op: str
    type: Type
    args: tuple[Expr, ...]
    data: Any
    steps: tuple[Generator, ...]
    free: frozenset[int]
    sure: bool
    owed: bool
    owes: bool
    weight: int

    def children(self) -> Iterator[Expr]:
        """Yield the expressions of the generators, then the arguments."""
        for step in self.steps:
            yield step.expr
        yield from self.args

    @property
    def bound(self) -> frozenset[int]:
        """Return the variables that this expression itself binds: in its generators, or as a `let` or `fold`."""
        own = {v for step in self.steps for v in step.vars}
        return frozenset(own | {self.data} if self.op in {"let", "fold"} else own)

    @property
    def atomic(self) -> bool:
        """Return whether the expression needs no computation."""
        return self.op in ATOMS


def free_variables(op: str, args: tuple[Expr, ...], data: Any, steps: tuple[Generator, ...]) -> frozenset[int]:
    """Return the free variables of an expression with these parts, which are those of `Expr`."""
    if op == "var":
        return frozenset({data})
    found: set[int] = set()
    for e in args:
        found |= e.free
    if op == "let":
        found = set(args[0].free) | (args[1].free - {data})
    if op == "fold":
        found = set(args[0].free) | (args[1].free - {data})
    for step in reversed(steps):
        found = (found - set(step.vars)) | step.expr.free
    return frozenset(found)


def bound_in(e: Expr) -> frozenset[int]:
    """Return the variables that an expression or one of its parts binds."""
    return e.bound.union(*(bound_in(c) for c in e.children()))


def shape(op: str, args: tuple[Expr, ...], data: Any, steps: tuple[Generator, ...], env: dict[int, int]) -> Any:
    """Return a key that is equal for expressions that differ in the names of bound variables only.

    `op`, `args`, `data` and `steps` are those of `Expr`.  `env` maps variables that are bound outside to their numbers: bound
    variables are numbered -1, -2, ... from the outside in.
    """
    inner = dict(env)
    parts: list[Any] = []
    for step in steps:
        parts.append((step.kind, len(step.vars), _shape_of(step.expr, inner)))
        for variable in step.vars:
            inner[variable] = -1 - len(inner)
    if op in {"let", "fold"}:
        first = _shape_of(args[0], env)
        inner[data] = -1 - len(inner)
        return op, tuple(parts), first, _shape_of(args[1], inner)
    return op, data.__class__, data, tuple(parts), tuple(_shape_of(a, inner) for a in args)


def _shape_of(e: Expr, env: dict[int, int]) -> Any:
    if e.op == "var":
        return "var", env.get(e.data, e.data), e.type
    if not e.free & env.keys():
        return e
    return e.type, e.owed, shape(e.op, e.args, e.data, e.steps, env)


def keys_differ(key: Expr, steps: tuple[Generator, ...]) -> bool:
    """Return whether different bindings of the generators are known to have different keys."""
    shown = set(_shown(key))
    parts: dict[Expr, set[int]] = {}
    for e in _parts_shown(key):
        parts.setdefault(e.args[0], set()).add(e.data)
    for whole, places in parts.items():
        if isinstance(whole.type, Tuple) and len(places) == len(whole.type.items):
            shown.add(whole.data)
    for step in steps:
        once = isinstance(step.expr.type, Map | Set | Edge) or len(step.vars) == 2 or step.expr.op == "range"
        if step.kind == "each" and not (once and step.vars and step.vars[0] in shown):
            return False
    return True


def _shown(key: Expr) -> Iterator[int]:
    """Yield variables whose values the key determines."""
    if key.op == "var":
        yield key.data
    elif key.op in {"make", "tuple", "rank"}:
        for a in key.args:
            yield from _shown(a)


def _parts_shown(key: Expr) -> Iterator[Expr]:
    """Yield projections of variables whose values the key determines."""
    if key.op == "proj" and key.args[0].op == "var":
        yield key
    elif key.op in {"make", "tuple", "rank"}:
        for a in key.args:
            yield from _parts_shown(a)


def is_path(e: Expr) -> bool:
    """Return whether an expression is a variable, constant or input, or a part of one."""
    while e.op == "proj":
        e = e.args[0]
    return e.atomic


def item_types(type: Type, count: int) -> list[Type]:
    """Return the types of the `count` variables, one or two, that a generator over a collection of this type binds."""
    match type:
        case Map(key, value):
            return [key, value][:count]
        case Set(item) | Seq(item) | Edge(item):
            return [NAT, item] if count == 2 else [item]
    raise AssertionError(type)


def is_nat(e: Expr) -> bool:
    """Return whether the type of an expression is that of the natural numbers."""
    return isinstance(e.type, Number) and e.type.sort == "nat"


def is_tally(e: Expr) -> bool:
    """Return whether an expression is an index whose rows have no values: their number is all that it has for a key."""
    return e.op == "index" and len(e.args) == 1


def is_whole(e: Expr) -> bool:
    """Return whether the type of an expression is one of whole numbers."""
    return isinstance(e.type, Number) and e.type.sort != "rat"


def made_apart(a: Expr, b: Expr) -> bool:
    """Return whether two values are known to differ, since different constructors or different constants made them."""
    if a.op == "rank" and b.op == "rank" and a.data == b.data:
        return made_apart(a.args[0], b.args[0])
    return a.op == b.op == "make" and (a.data != b.data or any(map(_differ, a.args, b.args)))


def in_known_order(a: Expr, b: Expr) -> Sequence[Expr]:
    """Return two ranks with the smaller one first, if the constructors of their labels tell which it is; else nothing.

    Labels are ordered by their constructors first.
    """
    first, second = _constructors(a), _constructors(b)
    if not first or not second:
        return ()
    return (a, b) if max(first) < min(second) else (b, a) if max(second) < min(first) else ()


def _constructors(e: Expr) -> frozenset[int]:
    """Return the numbers of the constructors of which one made the label with a rank; nothing if they are not known."""
    match e.op:
        case "rank" if e.args[0].op == "make":
            return frozenset({e.args[0].data})
        case "let":
            return _constructors(e.args[1])
        case "if":
            found = [_constructors(a) for a in e.args[1:]]
            return frozenset().union(*found) if all(found) else frozenset()
    return frozenset()


def _differ(a: Expr, b: Expr) -> bool:
    return made_apart(a, b) or (a.op == b.op == "const" and a.data != b.data)


def numbers_below(e: Expr) -> Expr | None:
    """Return the number below which the numbers of a range are, if it has all of them from 0, and the number is the size of
    something; else None."""
    if e.op != "range":
        return None
    first, last = e.args
    if (first.op, first.data) != ("const", 0) or last.op != "sub" or (last.args[1].op, last.args[1].data) != ("const", 1):
        return None
    return last.args[0] if last.args[0].op == "size" else None


def flat(e: Expr) -> list[Expr]:
    """Return the operands of an associative operation, with those of an operand that is the same operation in its place."""
    return [p for a in e.args for p in (flat(a) if a.op == e.op else [a])]


def uses_in(roots: Sequence[Expr]) -> Counter[Expr]:
    """Return the number of places that use each expression; the parts of an expression with several uses count once."""
    found: Counter[Expr] = Counter()
    todo = list(roots)
    while todo:
        e = todo.pop()
        found[e] += 1
        if found[e] == 1:
            todo += e.children()
    return found
