"""The fields of the instance on which an expression depends."""

from __future__ import annotations

from collections.abc import Sequence

from certify.core import Function, Node


def fields_read(node: Node, functions: Sequence[Function]) -> set[str] | None:
    """Return the paths of the fields of the instance that an expression reads; None if it reads the instance as a whole.

    Reads of the witness do not count.
    """
    bodies = {f.name: f.body for f in functions}
    out: set[str] = set()

    def visit(node: Node) -> bool:
        names, base = [], node
        while base.op == "field":
            names.append(str(base.data))
            base = base.args[0]
        if base.op == "input" and base.data == "witness":
            return True
        if base.op == "input":
            out.add(".".join(reversed(names)))
            return bool(names)
        if node.op in {"global", "call"} and not visit(bodies[node.data]):
            return False
        return all(visit(child) for child in node.children())

    return out if visit(node) else None


def touches(read: set[str] | None, path: str) -> bool:
    """Return whether the field at a path is read, by itself or as a part of a record that is read.

    >>> touches({"G"}, "G.edges"), touches({"G.vertices", "Gamma"}, "G.edges"), touches(None, "k")
    (True, False, True)
    """
    return read is None or any(path == other or path.startswith(f"{other}.") for other in read)
