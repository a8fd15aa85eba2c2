"""Explanations of why a verifier rejects a witness, or why an instance is not valid.

An explanation follows the first condition that fails down to the smallest part that fails, with the bindings on the way and the
values that this part compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from certify.core import NAT, Edge, Label, Map, Node, Problem, Seq, Set, Step, Type
from certify.core.paths import below
from certify.core.values import Value, ordered
from certify.records import dataclass, field
from certify.semantics.closures import Closure, Frame
from certify.semantics.evaluation import EvaluatedPart
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display
from certify.semantics.undefined_operations import LONGEST, text_of
from certify.semantics.unmet_obligations import Unmet
from certify.semantics.welltyped import ill_typed


@dataclass(frozen=True)
class FailingPart:
    """The smallest part of a condition that fails, and the way to it.

    - `lines`: the explanation.
    - `values`: the values that are bound on the way, and those that the part compares, with their types.
    - `items`: the items of collections that are bound on the way: the path of the field, and the position, key or member.
    """

    lines: tuple[str, ...]
    values: tuple[tuple[Value, Type], ...]
    items: tuple[tuple[str, Value], ...]


def explain(problem: Problem, x: Value, w: Value, display: Display | None = None) -> list[str]:
    """Return why the verifier of a problem rejects the witness w on the instance x, as lines; none if it accepts.

    Each line is a step down into the text and names its place; `display` shows values.  Raises Unmet where the verifier is
    undefined.
    """
    failing = failing_part(problem, x, w, display)
    return [] if failing is None else list(failing.lines)


def explain_invalid(problem: Problem, x: Value, display: Display | None = None) -> list[str]:
    """Return why the instance x is not well typed or not valid, as lines; none if it is.

    `display` shows values.  Raises Unmet where `valid` is undefined.
    """
    wrong = ill_typed(problem.instance, x, display)
    if wrong:
        return [wrong]
    failing = failing_part_of_valid(problem, x, display)
    return [] if failing is None else list(failing.lines)


def failing_part(problem: Problem, x: Value, w: Value, display: Display | None = None) -> FailingPart | None:
    """Return the part of a verifier that rejects the witness w on the instance x; None if it accepts.

    Raises Unmet where the verifier is undefined.
    """
    return _failing_part(problem, problem.accepts, "not accepted", x, w, display or Display())


def failing_part_of_valid(problem: Problem, x: Value, display: Display | None = None) -> FailingPart | None:
    """Return the part of `valid` that a well-typed instance x violates; None if x is valid.

    Raises Unmet where `valid` is undefined.
    """
    return _failing_part(problem, problem.valid, "not valid", x, None, display or Display())


def _failing_part(
    problem: Problem, conditions: tuple[Node, ...], verdict: str, x: Value, w: Value, display: Display
) -> FailingPart | None:
    """Return the failing part of the first condition that fails; None if all hold."""
    explanation = _Explanation(ProblemMeaning(problem), display)
    for node in conditions:
        part = explanation.meaning.code.part()
        if not _value(node, part, [], x, w):
            lines = (f"{verdict}: {_where(node)}", *explanation.lines(node, part, [], x, w))
            return FailingPart(lines, tuple(explanation.values), tuple(explanation.items))
    return None


def _where(node: Node) -> str:
    return f"`{node.mark.text}` ({node.mark})" if node.mark else f"`{text_of(node) or node.op}`"


@dataclass(frozen=True)
class _Binding:
    """A variable with its value and type, and the item of a field that it was bound to (`FailingPart.items`)."""

    variable: int
    value: Value
    type: Type
    item: tuple[str, Value] | None = None


_COMPARISONS = frozenset({"eq", "lt", "le", "in", "subset"})
_Evaluate = Callable[[Node, list[_Binding]], Value]


@dataclass(frozen=True)
class _Explanation:
    """Follows a failing condition of a problem down to its smallest failing part, and records `values` and `items` on the way
    (`FailingPart`)."""

    meaning: ProblemMeaning
    display: Display
    values: list[tuple[Value, Type]] = field(default_factory=list)
    items: list[tuple[str, Value]] = field(default_factory=list)

    def lines(self, node: Node, part: EvaluatedPart, bound: list[_Binding], x: Value, w: Value) -> Iterator[str]:
        """Yield the lines for the parts of a node that is false.

        `part` is the document part of the node, `bound` are the bindings of its variables, and `x` and `w` are instance and
        witness.
        """

        def value(inner: Node, more: list[_Binding]) -> Value:
            return _value(inner, part, more, x, w)

        match node.op:
            case "and":
                failing = next(a for a in node.args if not value(a, bound))
                yield from self._below(failing, part, bound, x, w)
            case "implies":
                yield from self._below(node.args[1], part, bound, x, w)
            case "or":
                compared = [a.args[0] if a.op == "not" else a for a in node.operands("or")]
                yield from dict.fromkeys(t for a in compared if a.op in _COMPARISONS for t in self._compared(a, value, bound))
            case "if":
                yield from self._below(node.args[1 if value(node.args[0], bound) else 2], part, bound, x, w)
            case "every":
                found = _counterbinding(node.steps, node.args[0], value, bound)
                assert found is not None, "an `every` that is false has a binding that makes its body false"
                for binding in found[len(bound) :]:
                    self.values.append((binding.value, binding.type))
                    self.items.extend([binding.item] if binding.item else [])
                    if _name(node, binding.variable):
                        yield f"for {_name(node, binding.variable)} = {self.display.show(binding.value, binding.type)}"
                yield from self._below(node.args[0], part, found, x, w)
            case "global" | "call":
                function = self.meaning.code.functions[node.data]
                arguments = [_Binding(v, value(a, bound), t) for (v, t), a in zip(function.params, node.args, strict=True)]
                yield from self._below(function.body, self.meaning.code.part(), arguments, x, w)
            case "not" if node.args[0].op in _COMPARISONS:
                yield from self._compared(node.args[0], value, bound)
            case op if op in _COMPARISONS:
                yield from self._compared(node, value, bound)

    def _compared(self, node: Node, value: _Evaluate, bound: list[_Binding]) -> Iterator[str]:
        """Yield the values of both sides of a comparison, except of constants and of long ones."""
        for side in node.args:
            found = value(side, bound)
            shown = self.display.show(found, side.type)
            text = text_of(side)
            if isinstance(side.type, Label | Edge) or side.op == "set":
                self.values.append((found, side.type))
            if side.op != "const" and text and text != shown and len(shown) <= LONGEST:
                yield f"where {text} is {shown}"

    def _below(self, node: Node, part: EvaluatedPart, bound: list[_Binding], x: Value, w: Value) -> Iterator[str]:
        deeper = list(self.lines(node, part, bound, x, w))
        if not deeper or deeper[0].startswith(("for ", "where ")):
            yield f"fails: {_where(node)}"
        yield from deeper


def _value(node: Node, part: EvaluatedPart, bound: list[_Binding], x: Value, w: Value) -> Value:
    """Return the value of a node of a document part under bindings."""
    closure: Closure = part.closure(node)
    places = [(part.slots.slot(b.variable), b.value) for b in bound]
    frame: Frame = part.frame(x, w)
    for slot, value in places:
        frame[slot] = value
    return closure(frame)


def _counterbinding(steps: tuple[Step, ...], body: Node, value: _Evaluate, bound: list[_Binding]) -> list[_Binding] | None:
    """Return the bindings of the generators `steps`, after the given ones, that make a body false; None if there are none.

    Sets are traversed in the derived order.  As in `every`, a binding of an unordered collection at which an obligation is unmet
    is passed over if another one makes the body false; otherwise Unmet is raised.
    """
    if not steps:
        return None if value(body, bound) else bound
    step, rest = steps[0], steps[1:]
    collection = value(step.node, bound)
    if step.kind == "where":
        return _counterbinding(rest, body, value, bound) if collection else None
    if step.kind == "let":
        return _counterbinding(rest, body, value, [*bound, _Binding(step.vars[0], collection, step.node.type)])
    unmet: Unmet | None = None
    for new in _items(collection, step):
        try:
            found = _counterbinding(rest, body, value, [*bound, *new])
        except Unmet as error:
            if isinstance(step.node.type, Seq):
                raise
            unmet = unmet or error
            continue
        if found is not None:
            return found
    if unmet is not None:
        raise unmet
    return None


def _items(collection: Value, step: Step) -> Iterator[list[_Binding]]:
    """Yield the bindings that an `each` makes for a value of its collection."""
    path = _path(step.node)

    def binding(values: tuple[Value, ...], types: tuple[Type, ...], key: Value) -> list[_Binding]:
        item = (path, key) if path else None
        return [_Binding(v, x, t, item) for v, x, t in zip(step.vars, values, types, strict=True)]

    match step.node.type:
        case Set(item) | Edge(item):
            yield from (binding((v,), (item,), v) for v in ordered(collection))
        case Seq(item) if len(step.vars) == 1:
            yield from (binding((v,), (item,), i) for i, v in enumerate(collection))
        case Seq(item):
            yield from (binding((i, v), (NAT, item), i) for i, v in enumerate(collection))
        case Map(key, item):
            yield from (binding((k, collection[k]), (key, item), k) for k in ordered(collection))


def _path(node: Node) -> str:
    """Return the path of the field of the instance that an expression is; empty if it is none."""
    if node.op != "field":
        return ""
    inner = node.args[0]
    if inner.op == "input":
        return str(node.data) if inner.data == "instance" else ""
    above = _path(inner)
    return above and below(above, node.data)


def _name(node: Node, variable: int) -> str:
    """Return the name of a variable where the text uses it; empty if the text does not use it by name."""
    uses = (n.mark.text for n in node.walk() if n.op == "var" and n.data == variable and n.mark)
    return next((text for text in uses if text.isidentifier()), "")
