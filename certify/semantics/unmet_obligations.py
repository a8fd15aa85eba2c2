"""What is raised when a partial operation is evaluated outside its definition."""

from __future__ import annotations

from certify.core import Node, Obligation
from certify.core.values import Value
from certify.errors import Defect


class Unmet(Exception):
    """A partial operation was evaluated outside its definition: an obligation of the text is unmet.

    `obligation` and `node` say which and where; `instance` and `witness` are the inputs of the evaluation.
    """

    def __init__(self, obligation: Obligation, node: Node, instance: Value, witness: Value) -> None:
        where = obligation.mark or node.mark
        super().__init__(f"{where}: {obligation.says}" if where else obligation.says)
        self.obligation, self.node, self.instance, self.witness = obligation, node, instance, witness


class NotShown(Defect):
    """An operation that the front end declared shown was evaluated outside its definition: a defect of the front end."""

    def __init__(self, node: Node) -> None:
        super().__init__(f"{node.mark}: `{node.op}` is declared defined here and is not")
        self.node = node
