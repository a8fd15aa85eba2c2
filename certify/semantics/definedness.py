"""Definedness: expressions whose text shows that they have a value wherever they are evaluated.

Such an expression has no proof obligation, or only obligations that preceding conditions discharge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from certify.core import Node, Problem
from certify.semantics.size_limits import SizeReader, constant


def defined(node: Node, reader: SizeReader, sizes: Mapping[str, int] | None = None) -> bool:
    """Return whether an expression is shown to have a value wherever it is evaluated.

    It is if neither its parts nor the definitions that it uses have a proof obligation.  An exception are items of a field at
    positions that exist if fields are as large as `sizes` states.

    - `node`: the expression.
    - `reader`: a reader with the problem's definitions.
    - `sizes`: lower bounds of sizes, by the path of the field.
    """
    looked_at, to_look_at = set[str](), [node]
    while to_look_at:
        body = to_look_at.pop()
        ranges = {step.vars[0]: step.node for part in body.walk() for step in part.steps if step.node.op == "range"}
        for part in body.walk():
            if part.need is not None and not _position_exists(part, reader, ranges, sizes or {}):
                return False
            if part.op in ("global", "call") and part.data not in looked_at:
                looked_at.add(part.data)
                to_look_at.append(reader.functions[part.data].body)
    return True


def _position_exists(node: Node, reader: SizeReader, ranges: Mapping[int, Node], sizes: Mapping[str, int]) -> bool:
    """Return whether a node is the item of a field of a known least size at a position that exists.

    The forms are `s[2]`, `s[|s| - 1]`, and `s[i]` or `s[i - 1]` for i in a range `1 ..  |s| - 1`.
    """
    if node.op != "at":
        return False
    sequence, index = node.args
    place = reader.place(sequence, {})
    size = 0 if place is None else sizes.get(place.path, 0)

    def from_end(node: Node) -> int | None:
        """The c of `|s| - c`."""
        return (
            constant(node.args[1])
            if node.op == "sub" and node.args[0].op == "size" and node.args[0].args[0] == sequence
            else None
        )

    first, end = constant(index), from_end(index)
    if first is not None or end is not None:
        return (first is not None and 0 <= first < size) or (end is not None and 1 <= end <= size)
    less = constant(index.args[1]) if index.op == "sub" else 0
    variable = index.args[0] if index.op == "sub" else index
    if place is None or less is None or variable.op != "var" or variable.data not in ranges:
        return False
    low, end = constant(ranges[variable.data].args[0]), from_end(ranges[variable.data].args[1])
    return low is not None and end is not None and 0 <= less <= low and end >= 1


def defined_conditions(problem: Problem) -> Iterator[Node]:
    """Yield, in order, the conjuncts of `valid` before the first that its text and the conjuncts before it do not show to be
    defined."""
    reader, sizes = SizeReader(problem.functions), dict[str, int]()
    for condition in (c for node in problem.valid for c in node.operands("and")):
        if not defined(condition, reader, sizes):
            return
        yield condition
        for path, least in reader.least(condition):
            sizes[path] = max(least, sizes.get(path, 0))
