"""The sum types without arguments in an instance, and a problem whose instances use only some of their cases."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AnySet
from dataclasses import dataclass, replace
from functools import reduce

from certify.core import BOOL, Edge, Map, Node, Problem, Record, Seq, Set, Step, Sum, Tuple, Type
from certify.core.paths import below, children


@dataclass(frozen=True)
class Choice:
    """A place in an instance that holds one of the cases of a sum type; paths are those of `certify.core.paths`."""

    path: str
    type: Sum

    @property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases, as declared."""
        return tuple(name for name, _ in self.type.cases)


def choices(problem: Problem) -> list[Choice]:
    """The places of an instance that hold one of several cases without arguments.

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
    """The problem on the instances that hold only these cases at a place: a condition of `valid` says so.  At least one case."""
    condition = _condition(Node("input", problem.instance, data="instance"), "", choice, cases, 0)
    assert condition is not None
    return replace(problem, valid=(*problem.valid, condition))


def _condition(of: Node, path: str, choice: Choice, cases: AnySet[str], depth: int) -> Node | None:
    """That what an expression holds at the place is one of the cases; None if the place is elsewhere."""
    if path == choice.path:
        equal = [Node("eq", BOOL, (of, Node("make", choice.type, data=c))) for c in choice.cases if c in cases]
        return reduce(lambda a, b: Node("or", BOOL, (a, b)), equal)
    match of.type:
        case Set(item) | Edge(item) | Seq(item):
            return _every(of, (depth,), [(item, depth, f"{path}[]")], choice, cases)
        case Map(key, item):
            parts = [(key, depth, f"{path}[key]"), (item, depth + 1, f"{path}[]")]
            return _every(of, (depth, depth + 1), parts, choice, cases)
        case Record(fields):
            found = (_condition(Node("field", t, (of,), n), below(path, n), choice, cases, depth) for n, t in fields)
            return next(filter(None, found), None)
        case Tuple(items):
            parted = ((str(i), Node("item", t, (of,), i)) for i, t in enumerate(items))
            return next(filter(None, (_condition(p, below(path, n), choice, cases, depth) for n, p in parted)), None)
    return None


def _every(
    of: Node, variables: tuple[int, ...], parts: list[tuple[Type, int, str]], choice: Choice, cases: AnySet[str]
) -> Node | None:
    """The condition on each member of a collection; `parts` are what a member binds, with their paths."""
    for type, variable, path in parts:
        inner = _condition(Node("var", type, data=variable), path, choice, cases, variables[-1] + 1)
        if inner is not None:
            return Node("every", BOOL, (inner,), steps=(Step("each", variables, of),))
    return None
