"""Canonical numbers: variables in order of binding within each part, obligations in order of occurrence in the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certify.core import Function, Node, Obligation, Step
from certify.records import replace


class Renumbering:
    """Renumbers the parts of one document.

    `owed` are all obligations added while lowering, by their old numbers; `obligations` are those that a renumbered part refers
    to, by their new numbers.
    """

    def __init__(self, owed: Sequence[Obligation]) -> None:
        self._owed = owed
        self._numbers: dict[int, int] = {}
        self.obligations: list[Obligation] = []

    def part(self, node: Node, params: int = 0) -> Node:
        """Return a part of the document, renumbered; a function's `params` parameters keep their numbers 0, 1, ..."""
        return self._node(node, {i: i for i in range(params)})

    def function(self, function: Function) -> Function:
        """Return a definition, renumbered."""
        return replace(function, body=self.part(function.body, len(function.params)))

    def _node(self, node: Node, numbers: dict[int, int]) -> Node:
        steps = []
        for step in node.steps:
            inner = self._node(step.node, numbers)
            steps.append(Step(step.kind, tuple(_bind(numbers, v) for v in step.vars), inner))
        data: Any = node.data
        if node.op == "var":
            data = numbers[node.data]
        elif node.op == "fold":
            init = self._node(node.args[0], numbers)
            data = (_bind(numbers, node.data[0]),)
            return self._with_need(replace(node, data=data, steps=tuple(steps), args=(init, self._node(node.args[1], numbers))))
        elif node.op == "case":
            subject = self._node(node.args[0], numbers)
            branches, bodies = [], []
            for (name, bound), body in zip(node.data, node.args[1:], strict=True):
                branches.append((name, tuple(_bind(numbers, v) for v in bound)))
                bodies.append(self._node(body, numbers))
            return self._with_need(replace(node, data=tuple(branches), args=(subject, *bodies)))
        args = tuple(self._node(a, numbers) for a in node.args)
        return self._with_need(replace(node, data=data, steps=tuple(steps), args=args))

    def _with_need(self, node: Node) -> Node:
        """Return the node with its obligation renumbered."""
        if node.need is None:
            return node
        if node.need not in self._numbers:
            self._numbers[node.need] = len(self.obligations)
            self.obligations.append(replace(self._owed[node.need], id=len(self.obligations)))
        return replace(node, need=self._numbers[node.need])


def _bind(numbers: dict[int, int], variable: int) -> int:
    if variable not in numbers:
        numbers[variable] = len(numbers)
    return numbers[variable]


def reachable(parts: Sequence[Node], functions: Sequence[Function]) -> list[Function]:
    """Return the functions that the parts use, directly or through other functions, in the given order."""
    by_name = {f.name: f for f in functions}
    used: set[str] = set()

    def visit(node: Node) -> None:
        for inner in node.walk():
            if inner.op in ("global", "call") and inner.data not in used:
                used.add(inner.data)
                visit(by_name[inner.data].body)

    for part in parts:
        visit(part)
    return [f for f in functions if f.name in used]


def uses_witness(node: Node, functions: Sequence[Function]) -> bool:
    """Return whether an expression, or a function that it uses, refers to the witness."""
    bodies = [node, *(f.body for f in reachable([node], functions))]
    return any(n.op == "input" and n.data == "witness" for body in bodies for n in body.walk())
