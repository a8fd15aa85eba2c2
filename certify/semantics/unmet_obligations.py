"""The exceptions for a partial operation that is evaluated where it is undefined."""

from __future__ import annotations

from certify.core import Node, Obligation
from certify.core.values import Value
from certify.errors import Defect


class Unmet(Exception):
    """Raised if a partial operation is evaluated where it is undefined: a proof obligation of the text is unmet.

    `obligation` is the obligation, `node` the operation, and `instance` and `witness` are the inputs of the evaluation.
    """

    def __init__(self, obligation: Obligation, node: Node, instance: Value, witness: Value) -> None:
        where = obligation.mark or node.mark
        super().__init__(f"{where}: {obligation.says}" if where else obligation.says)
        self.obligation, self.node, self.instance, self.witness = obligation, node, instance, witness


class NotShown(Defect):
    """Raised if an operation is undefined that the front end declared defined; this is a defect of the front end."""

    def __init__(self, node: Node) -> None:
        super().__init__(f"{node.mark}: `{node.op}` is declared defined here and is not")
        self.node = node
