"""The operations of the core form: one record each, and what each backend asks of them.

`RECORDS` has the record of every operation.  A backend has one table from operation to rule, which `rules_for` checks when it
is imported; where there is an honest default, an operation without a rule has that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from certify.core import Constructor, Node
from certify.core.operations import comprehensions, control, numbers, structures
from certify.core.operations.functions import cycle_of, default, product, single_valued, tag, total
from certify.core.operations.records import Kind, Operation, OperationRecord
from certify.core.ops import Op
from certify.core.values import Value

__all__ = [
    "BUILT_IN",
    "COMPREHENSIONS",
    "GUARDS",
    "LEAVES",
    "PARTIAL",
    "RECORDS",
    "STRICT",
    "Operation",
    "OperationRecord",
    "apply",
    "cycle_of",
    "default",
    "defined",
    "gathered",
    "operation",
    "product",
    "rules_for",
    "single_valued",
    "tag",
    "total",
]

Rule = TypeVar("Rule")

_ALL = (
    *control.LEAVES, *control.GUARDS, *numbers.RECORDS, *structures.LITERALS, *structures.PARTS, *structures.COLLECTIONS,
    *comprehensions.QUANTIFIERS, *comprehensions.NUMBERS, *comprehensions.COLLECTED, *comprehensions.CHOSEN,
)  # fmt: skip


def rules_for(
    operations: Iterable[Op], rules: Mapping[Op, Rule], otherwise: Rule | None = None, what: str = "rule"
) -> dict[Op, Rule]:
    """A backend's rule for each of some operations; `otherwise` is its default, if it has one; `what` they are, for the message.

    Raises LookupError if an operation has neither, or a rule is for none of them.

    >>> rules_for([Op.ADD, Op.SUB], {Op.ADD: "plus"}, "call")
    {<Op.ADD: 'add'>: 'plus', <Op.SUB: 'sub'>: 'call'}
    >>> rules_for([Op.ADD, Op.SUB], {Op.ADD: "plus"})
    Traceback (most recent call last):
    LookupError: no rule for: sub
    """
    wanted = list(operations)
    if superfluous := [op for op in rules if op not in wanted]:
        raise LookupError(f"a {what} for what is no operation here: {', '.join(superfluous)}")
    if otherwise is None and (missing := [op for op in wanted if op not in rules]):
        raise LookupError(f"no {what} for: {', '.join(missing)}")
    return {op: rules[op] if otherwise is None else rules.get(op, otherwise) for op in wanted}


RECORDS: Mapping[Op, OperationRecord] = rules_for(Op, {record.op: record for record in _ALL}, what="record")
"""The record of every operation."""

STRICT, GUARDS, LEAVES, COMPREHENSIONS = (
    frozenset(op for op, record in RECORDS.items() if record.kind is kind)
    for kind in (Kind.STRICT, Kind.GUARD, Kind.LEAF, Kind.COMPREHENSION)
)

PARTIAL = frozenset(op for op, record in RECORDS.items() if record.partial)
"""The operations that are not defined everywhere."""

BUILT_IN: Mapping[str, OperationRecord] = {op.value: record for op, record in RECORDS.items() if record.built_in}
"""The operations that the language calls by their names, as functions of their operands."""


def operation(node: Node, constructors: Sequence[Constructor] = ()) -> Operation:
    """The meaning of a strict node; `constructors` are those of its reduction.  KeyError if its operation is not strict.

    >>> from certify.core import NAT
    >>> operation(Node("add", NAT)).function(1, 2)
    3
    """
    if node.op not in STRICT:
        raise KeyError(node.op)
    return _meaning(node, constructors)


def gathered(node: Node) -> Operation:
    """A comprehension as a function of the list of its operand's values (of pairs, for `collect_map`), one for each binding.

    All but `every`, `some`, `first` and `fold`.  KeyError for another operation.

    >>> from certify.core import NAT
    >>> gathered(Node("sum", NAT)).function([1, 1])
    2
    """
    if node.op not in COMPREHENSIONS:
        raise KeyError(node.op)
    return _meaning(node, ())


def _meaning(node: Node, constructors: Sequence[Constructor]) -> Operation:
    meaning = RECORDS[node.op].meaning
    if meaning is None:
        raise KeyError(node.op)
    return meaning if isinstance(meaning, Operation) else meaning(node, constructors)


def defined(node: Node, operands: Sequence[Value], constructors: Sequence[Constructor] = ()) -> bool:
    """Is a strict node defined on these operands?

    >>> from certify.core import INT
    >>> defined(Node("mod", INT), [3, 0]), defined(Node("mod", INT), [3, 2])
    (False, True)
    """
    holds = operation(node, constructors).defined
    return holds is None or bool(holds(*operands))


def apply(node: Node, operands: Sequence[Value], constructors: Sequence[Constructor] = ()) -> Value:
    """The total meaning of a strict node: outside its definition, its default.

    >>> from certify.core import INT
    >>> apply(Node("mod", INT), [-3, 2]), apply(Node("mod", INT), [3, 0])
    (1, 0)
    """
    meaning = operation(node, constructors)
    if meaning.defined is None or meaning.defined(*operands):
        return meaning.function(*operands)
    otherwise = RECORDS[node.op].default
    return default(node.type, constructors) if otherwise is None else otherwise(*operands)
