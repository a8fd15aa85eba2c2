"""The places of an instance that hold a sum type without arguments, and the restriction of a problem to some of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AnySet
from functools import reduce

from certify.core import BOOL, Edge, Map, Node, Problem, Record, Seq, Set, Step, Sum, Tuple, Type
from certify.core.ops import Op
from certify.core.paths import below, children
from certify.records import dataclass, replace


@dataclass(frozen=True)
class Choice:
    """A place in an instance that holds one of the cases of a sum type.  `path` is a path of `certify.core.paths`."""

    path: str
    type: Sum

    @property
    def cases(self) -> tuple[str, ...]:
        """Return the names of the cases, in the order of their declaration."""
        return tuple(name for name, _ in self.type.cases)


def choices(problem: Problem) -> list[Choice]:
    """Return the places of an instance that hold one of several cases without arguments.

    >>> from certify.library import standard
    >>> [(c.path, c.cases) for c in choices(standard().problem("PosSLP"))]
    [('steps[].op', ('plus', 'minus', 'times'))]
    """
    return list(_choices(problem.instance, ""))


def _choices(type: Type, path: str) -> Iterator[Choice]:
    if isinstance(type, Sum):
        if len(type.cases) > 1 and not any(arguments for _, arguments in type.cases):
            yield Choice(path, type)
        return
    for inner, part in children(type, path):
        yield from _choices(part, inner)


def limited(problem: Problem, choice: Choice, cases: AnySet[str]) -> Problem:
    """Return the problem restricted to the instances that hold only some cases at a place.

    The restriction is one more condition of `valid`.  `choice` is the place, and `cases` are the names of the cases that remain,
    at least one of them declared.
    """
    condition = _condition(Node(Op.INPUT, problem.instance, data="instance"), "", choice, cases, 0)
    assert condition is not None
    return replace(problem, valid=(*problem.valid, condition))


def _condition(of: Node, path: str, choice: Choice, cases: AnySet[str], depth: int) -> Node | None:
    """Return the condition that the value of the expression `of` holds one of the cases at the place; None if the place is
    elsewhere."""
    if path == choice.path:
        equal = [Node(Op.EQ, BOOL, (of, Node(Op.MAKE, choice.type, data=c))) for c in choice.cases if c in cases]
        return reduce(lambda a, b: Node(Op.OR, BOOL, (a, b)), equal)
    match of.type:
        case Set(item) | Edge(item) | Seq(item):
            return _every(of, (depth,), [(item, depth, f"{path}[]")], choice, cases)
        case Map(key, item):
            parts = [(key, depth, f"{path}[key]"), (item, depth + 1, f"{path}[]")]
            return _every(of, (depth, depth + 1), parts, choice, cases)
        case Record(fields):
            found = (_condition(Node(Op.FIELD, t, (of,), n), below(path, n), choice, cases, depth) for n, t in fields)
            return next(filter(None, found), None)
        case Tuple(items):
            parted = ((str(i), Node(Op.ITEM, t, (of,), i)) for i, t in enumerate(items))
            return next(filter(None, (_condition(p, below(path, n), choice, cases, depth) for n, p in parted)), None)
    return None


def _every(
    of: Node, variables: tuple[int, ...], parts: list[tuple[Type, int, str]], choice: Choice, cases: AnySet[str]
) -> Node | None:
    """Return the condition on every member of a collection.

    `variables` are the variables that the generator binds, and `parts` are the parts of a member: type, variable and path of
    each.
    """
    for type, variable, path in parts:
        inner = _condition(Node(Op.VAR, type, data=variable), path, choice, cases, variables[-1] + 1)
        if inner is not None:
            return Node(Op.EVERY, BOOL, (inner,), steps=(Step("each", variables, of),))
    return None
