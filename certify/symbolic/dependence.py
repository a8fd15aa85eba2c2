"""Dependence analysis: which expressions depend on an unknown input, and which contain a proof obligation."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from certify.core import Function, Node


class Dependence:
    """Facts about the nodes of a document and the definitions that they use, each computed once.

    `unknown`: the names of the inputs that are not fully known.  A parameter of a definition counts as depending on them: calls
    whose arguments do not depend on them are evaluated by the reference interpreter.
    """

    def __init__(self, functions: Mapping[str, Function], unknown: Collection[str]) -> None:
        self._functions, self._unknown = functions, unknown
        self._depends: dict[int, bool] = {}
        self._owes: dict[int, bool] = {}
        self._closed: dict[str, bool] = {}
        self._owing: dict[str, bool] = {}
        self._kept: list[Node] = []  # ids are of nodes that live as long as this
        for function in functions.values():
            self._mark(function.body, {v for v, _ in function.params})

    def mark(self, node: Node) -> None:
        """Analyse a closed node.  This must happen before `depends` is called for it."""
        self._mark(node, set())

    def depends(self, node: Node) -> bool:
        """Return whether an unknown input may enter the value of a node."""
        return self._depends[id(node)]

    def by_variables(self, node: Node) -> bool:
        """Return whether unknown inputs enter a node only through its free variables."""
        return not any(
            (n.op == "input" and n.data in self._unknown) or (n.op in {"global", "call"} and self._function_depends(n.data))
            for n in node.walk()
        )

    def owes(self, node: Node) -> bool:
        """Return whether a node, or a definition that it uses, contains a proof obligation."""
        known = self._owes.get(id(node))
        if known is None:
            known = node.need is not None or any(self.owes(c) for c in node.children())
            if not known and node.op in {"global", "call"}:
                known = self._function_owes(node.data)
            self._owes[id(node)] = known
        return known

    def _function_owes(self, name: str) -> bool:
        if name not in self._owing:
            self._owing[name] = self.owes(self._functions[name].body)
        return self._owing[name]

    def _function_depends(self, name: str) -> bool:
        """Return whether the body of a definition uses an unknown input, whatever the arguments are."""
        if name not in self._closed:
            self._closed[name] = not self.by_variables(self._functions[name].body)
        return self._closed[name]

    def _mark(self, node: Node, entered: set[int]) -> bool:
        """Record for a node and its subexpressions whether they depend on an unknown input.

        `entered`: the variables whose values depend on an unknown input; the call adds to it.
        """
        result = node.op == "input" and node.data in self._unknown
        result |= node.op == "var" and node.data in entered
        result |= node.op in {"global", "call"} and self._function_depends(node.data)
        for step in node.steps:
            here = self._mark(step.node, entered)
            if here and step.kind != "where":
                entered.update(step.vars)
            result |= here
        if node.op == "fold":
            start, body = node.args
            result |= self._mark(start, entered)
            if result or self._mark(body, entered):
                entered.add(node.data[0])
                self._mark(body, entered)
                result = True
        elif node.op == "case":
            result |= self._mark(node.args[0], entered)
            if result:
                entered.update(v for _, variables in node.data for v in variables)
            for body in node.args[1:]:
                result |= self._mark(body, entered)
        else:
            for arg in node.args:
                result |= self._mark(arg, entered)
        self._kept.append(node)
        self._depends[id(node)] = result = result or self._depends.get(id(node), False)
        return result
