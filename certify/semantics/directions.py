"""In which direction the parts of an instance move its answer, as far as the text shows it.

Without a part that only constrains (a clause, an edge that must be covered) every witness is a witness still.  Without a part
that only serves (an edge that a clique needs, an item that may be chosen) every witness was one before.  The text shows which:
`every` ranges over what constrains, `some` over what serves, and negations, comparisons and differences turn this round.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from certify.core import Label, Map, Node, Number, Problem, Seq, Set, Space, SpaceKind, Type
from certify.core.paths import below, children, factors, leaves
from certify.records import dataclass, field
from certify.semantics.parts import collections_of, item_type, names_any


class Direction(Enum):
    """What taking away members of a collection can do: take no witness away, add none, or either."""

    CONSTRAINS = -1
    EITHER = 0
    SERVES = 1


_Env = Mapping[int, tuple[Node, "_Env"]]
"""What variables stand for that are bound to a value: its expression, with what the variables in it stand for."""

_MOST_VISITS = 100_000

_SAME = frozenset({"and", "or", "add", "max", "min", "union", "intersection", "size", "domain"})
"""Operations that grow with each of their operands."""

_SIGNS: Mapping[str, tuple[int, ...]] = {
    "not": (-1,), "implies": (-1, 1), "le": (-1, 1), "lt": (-1, 1), "subset": (-1, 1), "in": (0, 1), "sub": (1, -1),
    "difference": (1, -1),
}  # fmt: skip
"""For other operations: 1 for each operand with which they grow, -1 for one with which they shrink, 0 for one of no direction."""


@dataclass
class _Occurrences:
    """The signs with which the collections of an instance occur in a problem's space and verifier."""

    problem: Problem
    found: dict[str, set[int]] = field(default_factory=dict)
    visits: int = 0

    def __post_init__(self) -> None:
        self.types = dict(leaves(self.problem.instance))
        self.functions = {f.name: f for f in self.problem.functions}

    def path(self, node: Node, env: _Env) -> str | None:
        """Return the path of the field that an expression is; None if it is none."""
        match node.op:
            case "input":
                return "" if node.data == "instance" else None
            case "var" if node.data in env:
                return self.path(*env[node.data])
            case "field":
                inner = self.path(node.args[0], env)
                return None if inner is None else below(inner, str(node.data))
            case "global":
                return self.path(self.functions[node.data].body, {})
        return None

    def add(self, node: Node, sign: int, env: _Env) -> None:
        """Record the occurrences in an expression, which occurs with this sign itself."""
        self.visits += 1
        if self.visits > _MOST_VISITS:
            for leaf in self.types:
                self.found.setdefault(leaf, set()).add(0)
            return
        path = self.path(node, env)
        if path is not None:
            for leaf in self.types:
                if leaf == path or not path or leaf.startswith(f"{path}."):
                    self.found.setdefault(leaf, set()).add(sign)
            return
        if node.steps:
            self._comprehension(node, sign, env)
            return
        match node.op:
            case "var" if node.data in env:
                self.add(env[node.data][0], sign, env[node.data][1])
            case "global":
                self.add(self.functions[node.data].body, sign, {})
            case "call":
                called = self.functions[node.data]
                inner = {v: (a, env) for (v, _), a in zip(called.params, node.args, strict=True)}
                self.add(called.body, sign, inner)
            case "if" | "case":
                self.add(node.args[0], 0, env)
                for branch in node.args[1:]:
                    self.add(branch, sign, env)
            case "lookup":
                self.add(node.args[1], 0, env)
                looked_up = self.types.get(self.path(node.args[0], env) or "")
                if not (isinstance(looked_up, Map) and looked_up.domain):  # else the value stays the same
                    self.add(node.args[0], 0, env)
            case _:
                signs = self._signs(node)
                for argument, of_argument in zip(node.args, signs, strict=True):
                    self.add(argument, sign * of_argument, env)

    def _signs(self, node: Node) -> tuple[int, ...]:
        count = len(node.args)
        if node.op in _SAME or (node.op == "mul" and all(map(_natural, node.args))):
            return (1,) * count
        known = _SIGNS.get(node.op, ())
        return known if len(known) == count else (0,) * count

    def _comprehension(self, node: Node, sign: int, env: _Env) -> None:
        over, value = sign, sign
        match node.op:
            case "every":
                over = -sign
            case "sum" if not _natural(node.args[0]):
                over = 0
            case "greatest" if not (isinstance(node.type, Number) and node.type.sort == "nat"):
                over = 0
            case "some" | "count" | "sum" | "greatest" | "collect_set":
                pass
            case _:
                over = value = 0
        inner = dict(env)
        used = {n.data for n in node.walk() if n.op == "var"}
        for step in node.steps:
            if step.kind == "let":
                inner[step.vars[0]] = step.node, dict(inner)
                continue
            numbered = isinstance(step.node.type, Seq) and len(step.vars) == 2 and step.vars[0] in used
            self.add(step.node, 0 if numbered else over, inner)  # without an item, later items have other positions
        for argument in node.args:
            self.add(argument, value if node.op != "collect_set" else 0, inner)

    def add_space(self, space: Space) -> None:
        """Record the occurrences in a witness space: it grows with what its members choose from, and shrinks with its keys."""
        sign = {
            SpaceKind.SUBSET: 1, SpaceKind.ONE: 1, SpaceKind.SEQUENCE: 1, SpaceKind.MAP: -1, SpaceKind.CHOICE: -1,
        }.get(space.kind, 0)  # fmt: skip
        if space.node is not None:
            self.add(space.node, sign, {})
        for _, part in space.parts:
            self.add_space(part)


def constraints(problem: Problem) -> tuple[list[tuple[str, Node]], list[Node]]:
    """Return the conditions of a problem's verifier that hold of each member of a field by itself, and the others.

    Each of the former is an `every`, and comes with the path of the field that it ranges over first.

    >>> from certify.library import standard
    >>> single, others = constraints(standard().problem("VertexCover"))
    >>> [path for path, _ in single], len(others)
    (['G.edges'], 1)
    """
    signs, single, others = _Occurrences(problem), list[tuple[str, Node]](), list[Node]()
    for node in (part for condition in problem.accepts for part in condition.operands("and")):
        first = node.steps[0] if node.op == "every" else None
        path = signs.path(first.node, {}) if first is not None and first.kind == "each" else None
        numbered = first is not None and isinstance(first.node.type, Seq) and len(first.vars) == 2
        again = _Occurrences(problem)
        if path and not numbered:
            for step in node.steps[1:]:
                again.add(step.node, 1, {})
            for argument in node.args:
                again.add(argument, 1, {})
        if path and not numbered and path not in again.found:
            single.append((path, node))
        else:
            others.append(node)
    return single, others


def _natural(node: Node) -> bool:
    """Return whether the text shows that a number is not negative."""
    if isinstance(node.type, Number) and node.type.sort == "nat":
        return True
    match node.op:
        case "const":
            return isinstance(node.data, int) and node.data >= 0
        case "pow":
            exponent = node.args[1]
            return exponent.op == "const" and isinstance(exponent.data, int) and exponent.data % 2 == 0
        case "mul":
            return len(node.args) == 2 and (node.args[0] == node.args[1] or all(map(_natural, node.args)))
        case "add" | "max" | "sum" | "nat" | "int":
            return all(map(_natural, node.args))
    return False


@dataclass(frozen=True)
class PartKind:
    """A collection whose members are parts, and what removing them can do.

    - `direction`: what taking members away can do to the set of witnesses, as far as the text shows.
    - `alters`: whether other parts lose something too: sets in them lose a removed label.
    """

    path: str
    direction: Direction
    alters: bool = False


def part_kinds(problem: Problem) -> dict[str, PartKind]:
    """Return the collections whose members are parts of a problem's instances.

    Labels may be removed where what is removed with them constrains too.

    >>> from certify.library import standard
    >>> for name in ("ThreeSAT", "IndependentSet", "Clique", "ThreeColoring"):
    ...     print(name, *(f"{k.path}:{k.direction.name.lower()}" for k in part_kinds(standard().problem(name)).values()))
    ThreeSAT variables:either clauses:constrains
    IndependentSet G.vertices:either G.edges:constrains
    Clique G.vertices:serves G.edges:serves
    ThreeColoring G.vertices:constrains G.edges:constrains
    """
    signs = _Occurrences(problem)
    signs.add_space(problem.witness)
    for condition in problem.accepts:
        signs.add(condition, 1, {})
    types = signs.types
    out: dict[str, PartKind] = {}
    for path, type in collections_of(problem.instance).items():
        found = set(signs.found.get(path, ()))
        alters = False
        for other, of in types.items():
            if isinstance(of, Map) and path in factors(of.domain):
                found |= signs.found.get(other, set())
            if isinstance(of, Set) and of.within == path and not of.home:
                found |= signs.found.get(other, set())
            if isinstance(type, Set) and type.home:
                with_it, altered, held = _beside(type.home, other, of)
                found |= signs.found.get(other, set()) if with_it else {0} if held else set()
                alters = alters or altered
        direction = Direction.CONSTRAINS if found <= {-1} else Direction.SERVES if found <= {1} else Direction.EITHER
        out[path] = PartKind(path, direction, alters)
    return out


def _beside(home: str, path: str, type: Type) -> tuple[bool, bool, bool]:
    """Return whether a label takes members of another collection with it, makes sets in it smaller, or is held by it."""
    if path == home or not names_any(type, (home,)):
        return False, False, False
    if isinstance(type, Map) and type.domain:
        inside, sets = names_any(type.value, (home,)), _in_sets_only(type.value, home)
        return False, inside and sets, inside and not sets
    if not isinstance(type, Set | Seq | Map):
        return False, False, True
    sets = _in_sets_only(item_type(type), home)
    return not sets, sets, False


def _in_sets_only(type: Type, home: str) -> bool:
    """Return whether values of a type name labels of a home only as members of sets of labels."""
    if isinstance(type, Set) and isinstance(type.item, Label):
        return True
    return type != Label(home) and all(_in_sets_only(t, home) for _, t in children(type))
