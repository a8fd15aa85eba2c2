"""The records of all operations, the checks of the backends' rule tables, and the meanings of nodes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from certify.core import Constructor, Node
from certify.core.operations import comprehensions, control, numbers, structures
from certify.core.operations.functions import default
from certify.core.operations.records import Kind, Operation, OperationRecord
from certify.core.ops import Op
from certify.core.values import Value

Rule = TypeVar("Rule")

_ALL = (
    *control.LEAVES, *control.GUARDS, *numbers.RECORDS, *structures.LITERALS, *structures.PARTS, *structures.COLLECTIONS,
    *comprehensions.QUANTIFIERS, *comprehensions.NUMBERS, *comprehensions.COLLECTED, *comprehensions.CHOSEN,
)  # fmt: skip


def rules_for(
    operations: Iterable[Op], rules: Mapping[Op, Rule], otherwise: Rule | None = None, what: str = "rule"
) -> dict[Op, Rule]:
    """Return a backend's rule for each of some operations.

    `operations`: the operations that need a rule.  `rules`: the backend's table.  `otherwise`: its default rule, if it has one.
    `what`: what the rules are called in the error message.

    Raises LookupError if an operation has neither a rule nor a default, or if a rule is for an operation that needs none.

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
"""The partial operations: those that are undefined on some operands."""

BUILT_IN: Mapping[str, OperationRecord] = {op.value: record for op, record in RECORDS.items() if record.built_in}
"""The operations that the language calls by name, as functions of their operands."""


def operation(node: Node, constructors: Sequence[Constructor] = ()) -> Operation:
    """Return the meaning of a strict node.  `constructors` are those of its reduction.

    Raises KeyError if the node's operation is not strict.

    >>> from certify.core import NAT
    >>> operation(Node("add", NAT)).function(1, 2)
    3
    """
    if node.op not in STRICT:
        raise KeyError(node.op)
    return _meaning(node, constructors)


def gathered(node: Node) -> Operation:
    """Return a comprehension as a function of the list of its operand's values (pairs, for `collect_map`), one for each binding.

    Raises KeyError if the operation is no comprehension, or is `every`, `some`, `first` or `fold`.

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
    """Return whether a strict node is defined on these operands.

    `constructors` are those of its reduction.  Raises KeyError if the node's operation is not strict.

    >>> from certify.core import INT
    >>> defined(Node("mod", INT), [3, 0]), defined(Node("mod", INT), [3, 2])
    (False, True)
    """
    holds = operation(node, constructors).defined
    return holds is None or bool(holds(*operands))


def apply(node: Node, operands: Sequence[Value], constructors: Sequence[Constructor] = ()) -> Value:
    """Return the value of a strict node on these operands; where it is undefined, its default value.

    `constructors` are those of its reduction.  Raises KeyError if the node's operation is not strict.

    >>> from certify.core import INT
    >>> apply(Node("mod", INT), [-3, 2]), apply(Node("mod", INT), [3, 0])
    (1, 0)
    """
    meaning = operation(node, constructors)
    if meaning.defined is None or meaning.defined(*operands):
        return meaning.function(*operands)
    otherwise = RECORDS[node.op].default
    return default(node.type, constructors) if otherwise is None else otherwise(*operands)
