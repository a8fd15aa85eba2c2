"""Instances of one shape: what an image takes from the homes of an instance, and from the lengths of its sequences, alone.

The *shape* of an instance is the value of some expressions, each of which is cheap: a home, the lengths of the items of a
sequence, or a condition.  They are those that the labels of the image depend on, so that the images of instances of one shape
have the same labels, ranks and tables.  Other parts of an image that depend on the shape alone are the same as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator, is_path
from certify.core import BOOL, NAT, Map, Number, Seq, Set

_WORTH_KEEPING = 5
"""The least weight of a part that is kept."""


class _MoreThanShape(Exception):
    """Raised if an expression depends on more than the shape."""


def shape_of(make: Expressions, labels: Sequence[Expr]) -> list[Expr] | None:
    """Return expressions that together determine the labels of an image; None if there are no such expressions.

    - `make`: makes the expressions of the document.
    - `labels`: the labels of each home of the image.
    """
    try:
        found: dict[Expr, None] = {}
        for e in labels:
            found |= _reads(make, e, frozenset())
        return list(found)
    except _MoreThanShape:
        return None


def parts_of_shape(make: Expressions, shape: Sequence[Expr], e: Expr) -> Iterator[Expr]:
    """Yield the largest parts of an expression that are always evaluated, are worth keeping, and depend on a shape alone.

    - `make`: makes the expressions of the document.
    - `shape`: the expressions whose values are the shape.
    - `e`: the expression, part of an image; ranks of labels may occur in it.
    """
    if e.atomic or e in shape:
        return
    if not e.free and e.weight >= _WORTH_KEEPING:
        try:
            if _reads(make, e, frozenset()).keys() <= {*shape}:
                yield e
                return
        except _MoreThanShape:
            pass
    if e.op == "let" or not (e.steps or e.op in {"if", "and", "or"}):
        always: Sequence[Expr] = e.args
    else:
        always = [e.steps[0].expr] if e.steps else e.args[:1]
    for part in always:
        yield from parts_of_shape(make, shape, part)


def _reads(make: Expressions, e: Expr, hidden: frozenset[int]) -> dict[Expr, None]:
    """Return what an expression reads of the instance, if that is a shape; else raise _MoreThanShape.

    `hidden` are variables for items of sequences, of which only the lengths belong to the shape.
    """
    if e.op == "input":
        raise _MoreThanShape
    if e.op == "const":
        return {}
    if e.op == "var":
        if e.data in hidden:
            raise _MoreThanShape
        return {}
    if e.op == "size" and e.args[0].op == "var" and e.args[0].data in hidden:
        return {}
    if _of_instance(e):
        if isinstance(e.type, Number) or e.type == BOOL or (isinstance(e.type, Set) and e.type.home):
            return {e: None}
        raise _MoreThanShape
    if e.op == "size" and _of_instance(e.args[0]):
        of = e.args[0].type
        return {e.args[0]: None} if isinstance(of, Set) and of.home else {e: None}
    if not e.free and e.sure and (e.type == BOOL or isinstance(e.type, Number)):
        found = _inside(make, e, hidden)
        return found if all(isinstance(part.type, Set) for part in found) else {e: None}
    return _inside(make, e, hidden)


def _inside(make: Expressions, e: Expr, hidden: frozenset[int]) -> dict[Expr, None]:
    """Return what the parts of an expression read."""
    found: dict[Expr, None] = {}
    if e.op in {"global", "call"}:
        found |= _reads(make, make.body(e.data)[1], frozenset())
    for step in e.steps:
        if step.kind == "each" and _of_instance(step.expr) and isinstance(step.expr.type, Seq):
            found[_lengths(make, step.expr)] = None
            hidden |= {step.vars[-1]}
        else:
            found |= _reads(make, step.expr, hidden)
    for part in e.args:
        found |= _reads(make, part, hidden)
    return found


def _of_instance(e: Expr) -> bool:
    """Return whether an expression is a field of the instance, or a part of one."""
    of = e
    while of.op == "proj":
        of = of.args[0]
    return of is not e and is_path(e) and of.op == "input" and of.data == "instance"


def _lengths(make: Expressions, of: Expr) -> Expr:
    """Return the lengths of the items of a sequence; the length of the sequence if its items have none."""
    assert isinstance(of.type, Seq)
    if not isinstance(of.type.item, Seq | Set | Map):
        return make.make("size", NAT, (of,))
    item = make.fresh("item")
    length = make.make("size", NAT, (make.var(item, of.type.item),))
    return make.make("collect_seq", Seq(NAT), (length,), None, [Generator("each", (item,), of)])
