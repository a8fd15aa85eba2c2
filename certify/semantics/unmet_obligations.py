"""The exceptions for a partial operation that is evaluated where it is undefined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from certify.core import Constructor, Node, Obligation
from certify.core.values import Value
from certify.errors import Defect
from certify.semantics.named_instances import Display
from certify.semantics.undefined_operations import UndefinedOperation


class Unmet(Exception):
    """Raised if a partial operation is evaluated where it is undefined: a proof obligation of the text is unmet.

    - `obligation`: the obligation.
    - `node`: the operation.
    - `instance`, `witness`: the inputs of the evaluation.
    - `values`, `variables`: the values of the operands and of the bound variables (`UndefinedOperation`).
    - `constructors`: those of the reduction, for built labels.

    `display` shows the values in its text, and `image` is the instance map, if it is undefined there (`within`).
    """

    def __init__(
        self,
        obligation: Obligation,
        node: Node,
        instance: Value,
        witness: Value,
        values: Sequence[Value] = (),
        variables: Mapping[int, Value] | None = None,
        constructors: tuple[Constructor, ...] = (),
    ) -> None:
        super().__init__(obligation.id)
        self.obligation, self.node, self.instance, self.witness = obligation, node, instance, witness
        self.values, self.variables = values, variables or {}
        self.display = Display({}, constructors)
        self.image: Node | None = None

    def __str__(self) -> str:
        """Return the place in the text and what is wrong there, with the values in it."""
        field, whole = ("", False) if self.image is None else field_of(self.image, self.node)
        name, owed = field if whole else "", self.obligation.says
        operation = UndefinedOperation(self.node, self.values, self.variables, self.display, name, owed)
        said = operation.sentence() or owed
        said = said if whole or not field else f"in {field}: {said}"
        where = self.obligation.mark or self.node.mark
        return f"{where}: {said}" if where else said

    def within(self, display: Display, image: Node | None = None) -> Unmet:
        """Return this error with the display of values where it was raised.

        `image` is the instance map, if it was raised there: the field of the image is then named.
        """
        self.display, self.image = display, image
        return self


class NotShown(Defect):
    """Raised if an operation is undefined that the front end declared defined; this is a defect of the front end."""

    def __init__(self, node: Node) -> None:
        super().__init__(f"{node.mark}: `{node.op}` is declared defined here and is not")
        self.node = node


def field_of(image: Node, node: Node) -> tuple[str, bool]:
    """Return the path of the field of an image whose expression contains a node, and whether the node is all of the expression.

    The path is empty if the node is not in the text of a field.
    """
    path, at = list[str](), image
    while at.op == "record" and at is not node:
        names = [name for name, _ in at.type.fields]  # type: ignore[union-attr]
        inside = next(((n, a) for n, a in zip(names, at.args, strict=True) if any(part is node for part in a.walk())), None)
        if inside is None:
            return "", False
        path.append(inside[0])
        at = inside[1]
    return ".".join(path), at is node
