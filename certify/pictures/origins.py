"""Where numbers in built labels come from: the sequence of the source whose places a constructor's argument ranges over.

It is read from the core form: which generators bind the variables that the image builds labels with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.core import NAT, Label, Node, Number, Record, Reduction, Seq, Set, Step, Tuple, Type
from certify.core.ops import Op
from certify.core.values import Value
from certify.records import dataclass
from certify.semantics.interpreter import ReductionMeaning

DEEPEST = 12


def places_of(reduction: Reduction) -> dict[tuple[int, int], str]:
    """Return for arguments of constructors, (constructor, place) by their numbers, the path of the source's sequence.

    An argument is a number that is a position in one and the same sequence wherever the image builds such a label.
    """
    flow = _Flow.of(reduction)
    out = {}
    for number, constructor in enumerate(reduction.constructors):
        for place, (_, type) in enumerate(constructor.parameters):
            if isinstance(type, Number):
                paths = {flow.path(n.args[place]) for n in flow.built.get(constructor.name, []) if place < len(n.args)} - {""}
                if len(paths) == 1:
                    out[number, place] = paths.pop()
    return out


def field_path(node: Node) -> str:
    """Return the path of a field of the instance that an expression is; empty if it is none.

    >>> from certify.core import NAT
    >>> field_path(Node(Op.FIELD, NAT, (Node(Op.INPUT, NAT, data="instance"),), "k"))
    'k'
    """
    if node.op == Op.INPUT and node.data == "instance":
        return "."
    if node.op == Op.FIELD and (inner := field_path(node.args[0])):
        return f"{inner}.{node.data}".lstrip(".")
    return ""


@dataclass
class _Flow:
    """The binders of a reduction's image: the generator of each variable, the functions, and their uses.

    Variables are numbered anew in each function, so a variable is known with the body that it is in.
    """

    bodies: Mapping[str, Node]
    params: Mapping[str, tuple[int, ...]]
    built: dict[str, list[Node]]
    homes: dict[int, str]
    calls: dict[str, list[Node]]
    steps: dict[tuple[str, int], Step]

    @classmethod
    def of(cls, reduction: Reduction) -> _Flow:
        bodies = {"": reduction.image} | {f.name: f.body for f in reduction.functions}
        flow = cls(bodies, {f.name: tuple(p for p, _ in f.params) for f in reduction.functions}, {}, {}, {}, {})
        used, front = {""}, [""]
        while front:
            body = front.pop()
            for node in bodies[body].walk():
                flow.homes[id(node)] = body
                flow.steps.update({(body, v): step for step in node.steps for v in step.vars})
                if node.op == Op.MAKE:
                    flow.built.setdefault(str(node.data), []).append(node)
                if node.op in (Op.CALL, Op.GLOBAL):
                    flow.calls.setdefault(str(node.data), []).append(node)
                    if node.data in bodies and node.data not in used:
                        used.add(str(node.data))
                        front.append(str(node.data))
        return flow

    def path(self, node: Node, parts: Sequence[int] = (), deep: int = 0) -> str:
        """Return the path of the sequence whose position a number is, or the part of a tuple; empty if it is not known."""
        body = self.homes.get(id(node), "")
        if deep > DEEPEST:
            return ""
        if node.op == Op.ITEM:
            return self.path(node.args[0], (int(node.data), *parts), deep + 1)
        if node.op == Op.TUPLE and parts:
            return self.path(node.args[parts[0]], parts[1:], deep + 1)
        if node.op in (Op.CALL, Op.GLOBAL) and node.data in self.bodies:
            return self.path(self.bodies[str(node.data)], parts, deep + 1)
        if node.op == Op.VAR:
            return self._bound(body, int(node.data), parts, deep)
        return ""

    def _bound(self, body: str, variable: int, parts: Sequence[int], deep: int) -> str:
        step = self.steps.get((body, variable))
        if step is None:
            if variable in self.params.get(body, ()):
                place = self.params[body].index(variable)
                calls = (c for c in self.calls.get(body, []) if place < len(c.args))
                found = {self.path(c.args[place], parts, deep + 1) for c in calls} - {""}
                return found.pop() if len(found) == 1 else ""
            return ""
        if step.kind == "let":
            return self.path(step.node, parts, deep + 1)
        if len(step.vars) == 2 and step.vars[0] == variable:
            return field_path(step.node) if isinstance(step.node.type, Seq) else ""
        if step.node.op == Op.RANGE and not parts:
            sizes = {field_path(n.args[0]) for n in step.node.walk() if n.op == Op.SIZE and isinstance(n.args[0].type, Seq)} - {
                ""
            }
            starts = step.node.args[0]
            return sizes.pop() if len(sizes) == 1 and starts.op == Op.CONST and starts.data == 0 else ""
        found = {self.path(head, parts, deep + 1) for head in self._members(step.node, deep + 1)} - {""}
        return found.pop() if len(found) == 1 else ""

    def _members(self, node: Node, deep: int) -> Iterator[Node]:
        """Yield the expressions that the members of a collection are values of."""
        if deep > DEEPEST:
            return
        if node.op in (Op.CALL, Op.GLOBAL) and node.data in self.bodies:
            yield from self._members(self.bodies[str(node.data)], deep + 1)
        elif node.op in (Op.COLLECT_SET, Op.COLLECT_SEQ):
            yield node.args[0]
        elif node.op in (Op.UNION, Op.CONCAT):
            for part in node.args:
                yield from self._members(part, deep + 1)
        elif node.op in (Op.DIFFERENCE, Op.INTERSECTION, Op.LISTED):
            yield from self._members(node.args[0], deep + 1)
        elif node.op in (Op.SET, Op.SEQ):
            yield from node.args
        elif node.op == Op.IF:
            for part in node.args[1:]:
                yield from self._members(part, deep + 1)


def item_origins(reduction: Reduction, x: Value) -> dict[tuple[str, int], tuple[tuple[str, Value], ...]]:
    """Return for items of the image's sequences, by path and position, the elements of the source that generators took for them.

    A sequence is understood if it is a comprehension over sequences or labels of the source, or such ones put together.
    """
    found = list(_sequences("", reduction.target.instance, reduction.image))
    meaning = ReductionMeaning(reduction) if found else None
    bodies = {f.name: f.body for f in reduction.functions if not f.params}
    out: dict[tuple[str, int], tuple[tuple[str, Value], ...]] = {}
    for path, node in found:
        place = 0
        for piece in node.operands(Op.CONCAT):
            while piece.op == Op.GLOBAL and piece.data in bodies:
                piece = bodies[str(piece.data)]
            if meaning and piece.op == Op.COLLECT_SEQ:
                for elements in _bindings(meaning, piece, x):
                    out[path, place] = elements
                    place += 1
            elif piece.op == Op.SEQ:
                place += len(piece.args)
            else:
                break
    return out


def _sequences(path: str, type: Type, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the paths of sequences in a record that is written out, and their expressions."""
    if isinstance(type, Record) and node.op == Op.RECORD:
        for (name, field), part in zip(type.fields, node.args, strict=True):
            yield from _sequences(f"{path}.{name}".lstrip("."), field, part)
    elif isinstance(type, Seq):
        yield path, node


def _bindings(meaning: ReductionMeaning, comprehension: Node, x: Value) -> list[tuple[tuple[str, Value], ...]]:
    """Return the elements that each item of a comprehension is made from."""
    free = max((v for n in comprehension.walk() for s in n.steps for v in s.vars), default=0) + 1_000
    steps, taken = [], []
    for number, step in enumerate(comprehension.steps):
        path = field_path(step.node) if step.kind == "each" else ""
        if path and isinstance(step.node.type, Seq) and len(step.vars) == 1:
            step = Step("each", (free + number, *step.vars), step.node)
        if path and isinstance(step.node.type, Seq):
            taken.append((path, Node(Op.VAR, NAT, data=step.vars[0])))
        elif path and isinstance(step.node.type, Set) and isinstance(step.node.type.item, Label):
            taken.append((path, Node(Op.VAR, step.node.type.item, data=step.vars[0])))
        steps.append(step)
    if not taken:
        steps = list(comprehension.steps)
    head = Node(Op.TUPLE, Tuple(tuple(n.type for _, n in taken)), tuple(n for _, n in taken))
    part = meaning.code.part()
    evaluate = part.closure(Node(Op.COLLECT_SEQ, Seq(head.type), (head,), steps=tuple(steps)))
    return [tuple(zip((p for p, _ in taken), keys, strict=True)) for keys in evaluate(part.frame(x))]
