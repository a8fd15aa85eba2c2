"""Labels whose ranks are known without a table: those that wrap the labels of a home, or the positions of a sequence, of the
source.

The labels of a home are ordered by their constructors first, and then by their arguments.  If a home has a label c(v) for every v
of a home of the source, the rank of c(v) is therefore the rank of v, after the labels of the constructors before c.  It is the
same with a label c(i) for every position i of a sequence of the source.  A set of which each member is wrapped so, with no label
before, is the set itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, Generator, flat, is_path, numbers_below
from certify.core import NAT, Edge, Set, Tuple


def labels_before(make: Expressions, labels: Expr, label: Expr) -> Expr | None:
    """Return the number of labels of a home before those of a label's constructor, if that and the argument tell its rank.

    - `make`: makes the expressions of the document.
    - `labels`, `label`: the labels of the home, and one of them; its rank is the sum of the result and of its argument.

    The result is None if the rank has to be looked up.
    """
    if label.op != "make" or len(label.args) != 1:
        return None
    made: dict[int, list[Expr]] = {}
    for part in flat(labels) if labels.op == "union" else [labels]:
        members = part.args if part.op in {"set", "collect_set"} else ()
        if not members or any(member.op != "make" for member in members):
            return None
        for member in members:
            made.setdefault(member.data, []).append(part)
    if not any(_holds(make, _wrapped(part), label.args[0]) for part in made.get(label.data, ())):
        return None
    before = make.const(0, NAT)
    for constructor in sorted(made):
        if constructor >= label.data:
            break
        count = _number(make, made[constructor])
        if count is None:
            return None
        before = count if before.data == 0 else make.make("add", NAT, (before, count))
    return before


def _holds(make: Expressions, wrapped: Expr | None, argument: Expr) -> bool:
    """Return whether the argument of a label is known to be among those that a part of a home wraps."""
    if wrapped is None:
        return False
    if isinstance(wrapped.type, Set):
        return wrapped.type.home == getattr(argument.type, "home", "")
    return argument.op == "var" and make.below.get(argument.data) is wrapped


def _wrapped(part: Expr) -> Expr | None:
    """Return the home of the source of which a set wraps every label, or the length of the sequence of the source of which it
    wraps every position; None if it is no such set."""
    if part.op != "collect_set" or len(part.steps) != 1:
        return None
    step, arguments = part.steps[0], part.args[0].args
    if step.kind != "each" or len(step.vars) != 1 or len(arguments) != 1:
        return None
    if arguments[0].op != "var" or arguments[0].data != step.vars[0]:
        return None
    number = numbers_below(step.expr)
    if number is not None:
        return number if is_path(number.args[0]) and not number.free else None
    whole = isinstance(step.expr.type, Set) and step.expr.type.home and is_path(step.expr)
    return step.expr if whole else None


def _number(make: Expressions, parts: Sequence[Expr]) -> Expr | None:
    """Return how many labels one constructor makes in these parts of a home, or None if that is not plain."""
    if all(part.op == "set" and all(not member.args for member in part.args) for part in parts):
        return make.const(1, NAT)
    found = [_wrapped(part) for part in parts]
    if len(found) != 1 or found[0] is None:
        return None
    return make.make("size", NAT, (found[0],)) if isinstance(found[0].type, Set) else found[0]


def is_first(rank: Expr) -> bool:
    """Return whether a rank is that of the label that is wrapped."""
    return rank.op == "rank" and len(rank.args) == 2 and rank.args[1].op == "const" and rank.args[1].data == 0


def unwrapped(make: Expressions, member: Expr, steps: Sequence[Generator]) -> Expr | None:
    """Return the set of the source that a set comprehension of ranks is, or None.

    - `make`: makes the expressions of the document.
    - `member`, `steps`: the member with ranks in place of labels, and the generators.
    """
    if not steps or steps[0].kind != "each" or len(steps[0].vars) != 1 or not isinstance(steps[0].expr.type, Set):
        return None
    of = steps[0].expr
    item = make.var(steps[0].vars[0], make.types[steps[0].vars[0]])
    if len(steps) == 1 and isinstance(item.type, Tuple):
        places = [make.make("proj", type, (item,), place) for place, type in enumerate(item.type.items)]
        return of if member.op in {"tuple", "code"} and _bare(member) == places else None
    if len(steps) == 3 and isinstance(item.type, Edge) and member.op in {"edge", "code"}:
        end, partner = steps[1:]
        if end.kind != "each" or len(end.vars) != 1 or end.expr is not item or partner.kind != "let":
            return None
        first = make.var(end.vars[0], make.types[end.vars[0]])
        second = make.var(partner.vars[0], make.types[partner.vars[0]])
        if partner.expr.op != "other" or partner.expr.args != (item, first):
            return None
        return of if _bare(member) in ([first, second], [second, first]) else None
    return None


def _bare(member: Expr) -> list[Expr | None]:
    """Return the labels of the source whose ranks a member has as its own; None for other parts."""
    return [part.args[0].args[0] if is_first(part) else None for part in member.args]
