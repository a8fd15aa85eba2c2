"""The terms of measures that are sums, and the items on which terms and conditions depend, for pruning partial instances.

A measure is at least the sum of its terms whose fields are chosen, and the term of a collection is at least the term of each of
its items alone.  A condition on every item of a collection holds only if it holds for each of its items alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from certify.core import Function, Map, Node, Number, Problem, Record, Seq, Set, Type
from certify.core.operations import default
from certify.core.paths import below
from certify.core.values import FrozenMap, Value
from certify.records import dataclass
from certify.semantics.definedness import defined
from certify.semantics.dependencies import fields_read, touches
from certify.semantics.evaluation import EvaluatedPart
from certify.semantics.size_limits import InstancePlace, SizeReader, nonnegative
from certify.semantics.unmet_obligations import NotShown

Evaluated = Callable[[Value], int]
"""A term as a function of the instance; its least value where the term is undefined."""


@dataclass(frozen=True)
class MeasureTerm:
    """A summand of a measure whose summands are all nonnegative.

    `reads` are the fields that it reads.  `least` is a lower bound of its value; `most` is its largest value if all other
    summands have their least values.
    """

    measure: str
    node: Node
    reads: frozenset[str]
    least: int
    most: int


@dataclass(frozen=True)
class Item:
    """The path of values that a field holds one by one.  `alone` returns the field with a given value and no other."""

    field: str
    path: str
    alone: Callable[[Value], Value]


def terms(problem: Problem, bounds: Mapping[str, int]) -> list[MeasureTerm]:
    """Return the terms of the measures in `bounds`, if the measure is defined everywhere and not already capped as a sum of
    sizes.

    >>> from certify.library import standard
    >>> [(t.measure, *t.reads, t.least, t.most) for t in terms(standard().problem("DNNT"), {"V": 2, "b": 3})][-3:]
    [('b', 'samples', 0, 2), ('b', 'samples', 0, 2), ('b', 'gamma', 1, 3)]
    """
    reader, out = SizeReader(problem.functions), list[MeasureTerm]()
    for measure, node in problem.measures:
        known = all(reading.total for reading in reader.bounded(node, {}))
        summands = list(node.operands("add"))
        signed = not all(nonnegative(summand, reader.natural) for summand in summands)
        if measure in bounds and not known and not signed and defined(node, reader):
            room = bounds[measure] - sum(map(_least, summands))
            read = ((summand, fields_read(summand, problem.functions), _least(summand)) for summand in summands)
            out += [
                MeasureTerm(measure, n, frozenset(reads), least, least + room) for n, reads, least in read if reads is not None
            ]
    return out


def item_of(node: Node, field: str, type: Type, functions: Sequence[Function]) -> Item | None:
    """Return the items of a field over which an expression takes the sum, the greatest or the conjunction.

    The result is None if the value for the field with one item bounds nothing.  A summand must be nonnegative, and the expression
    for an item must not read the field otherwise.

    - `node`: the expression.
    - `field`, `type`: the path and the type of the field.
    - `functions`: the problem's definitions.

    >>> from certify.library import standard
    >>> training = standard().problem("DNNT")
    >>> types = dict(training.instance.fields)
    >>> found = [item_of(t.node, f, types[f], training.functions) for t in terms(training, {"b": 3}) for f in t.reads]
    >>> [item.path for item in found if item is not None]
    ['options[]', 'bias[]', 'weights[]', 'samples[].point', 'samples[].value']
    """
    if node.op not in {"sum", "greatest", "every"} or node.steps[0].kind != "each":
        return None
    first, *rest = node.steps
    inside = [*(step.node for step in rest), *node.args]
    if any(touches(fields_read(part, functions), field) for part in inside):
        return None
    reader = SizeReader(functions)
    if reader.place(first.node, {}) != InstancePlace(field) or not (
        node.op == "every" or nonnegative(node.args[0], reader.natural)
    ):
        return None
    read = [part for outer in inside for part in outer.walk() if part.op == "var" and part.data in first.vars]
    if any(part.data != first.vars[-1] for part in read):
        return None
    match type:
        case Set(of, home, within) if not home and not within:
            whole = Item(field, f"{field}[]", lambda value: frozenset((value,)))
        case Seq(of):
            whole = Item(field, f"{field}[]", lambda value: (value,))
        case Map(key, of):
            whole = Item(field, f"{field}[]", lambda value: FrozenMap({default(key): value}))
        case _:
            return None
    names = [n.data for outer in inside for n in outer.walk() if n.op == "field" and n.args[0] in read]
    if isinstance(of, Record) and len(names) == len(read) and len(set(names)) == 1:
        return _part(whole, of, names[0])
    return whole


def _part(whole: Item, type: Record, name: str) -> Item:
    """Return the items' parts of one name; the other parts get default values."""
    others = [(field, default(of)) for field, of in type.fields]
    return Item(
        whole.field,
        below(whole.path, name),
        lambda value: whole.alone(tuple(value if field == name else other for field, other in others)),
    )


def _least(node: Node) -> int:
    """Return a lower bound of a natural number: 1 for the bits of a rational number, whose denominator has a bit, else 0."""
    of = node.args[0].type if node.op == "bits" else None
    return 1 if isinstance(of, Number) and of.sort == "rat" else 0


def evaluated(term: MeasureTerm, part: EvaluatedPart) -> Evaluated:
    """Return a term as a function of the instance."""
    closure = part.closure(term.node)

    def value(x: Value) -> int:
        try:
            return int(closure(part.frame(x)))
        except NotShown:
            return term.least

    return value


def at_most(value: Evaluated, most: int) -> Callable[[Value], bool]:
    """Return the function that decides whether a term is at most a number."""
    return lambda x: value(x) <= most
