"""Explanations of why a verifier rejects a witness, or why an instance is not valid.

An explanation follows the first condition that fails down to the smallest part that fails, with the bindings on the way and the
values that this part compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from certify.core import NAT, Edge, Map, Node, Problem, Seq, Set, Step, Type
from certify.core.values import Value, ordered
from certify.semantics.closures import Closure, Frame
from certify.semantics.evaluation import EvaluatedPart
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Display
from certify.semantics.welltyped import ill_typed


def explain(problem: Problem, x: Value, w: Value, display: Display | None = None) -> list[str]:
    """Return why the verifier of a problem rejects the witness w on the instance x, as lines; none if it accepts.

    Each line is a step down into the text and names its place; `display` shows values.  Raises Unmet where the verifier is
    undefined.
    """
    return _explained(problem, problem.accepts, "not accepted", x, w, display or Display())


def explain_invalid(problem: Problem, x: Value, display: Display | None = None) -> list[str]:
    """Return why the instance x is not well typed or not valid, as lines; none if it is.

    `display` shows values.  Raises Unmet where `valid` is undefined.
    """
    wrong = ill_typed(problem.instance, x, display)
    return [wrong] if wrong else _explained(problem, problem.valid, "not valid", x, None, display or Display())


def _explained(problem: Problem, conditions: tuple[Node, ...], verdict: str, x: Value, w: Value, display: Display) -> list[str]:
    """Return the lines for the first condition that fails; none if all hold."""
    explanation = _Explanation(ProblemMeaning(problem), display)
    for node in conditions:
        part = explanation.meaning.code.part()
        if not _value(node, part, [], x, w):
            return [f"{verdict}: {_where(node)}", *explanation.lines(node, part, [], x, w)]
    return []


def _where(node: Node) -> str:
    return f"`{node.mark.text}` ({node.mark})" if node.mark else f"`{_text(node) or node.op}`"


def _text(node: Node) -> str:
    """Return the text of an expression.  A field of the instance that is named without the instance has no mark."""
    if node.mark is None and node.op == "field":
        return f"{_text(node.args[0])}.{node.data}".lstrip(".")
    return node.mark.text if node.mark else ""


@dataclass(frozen=True)
class _Binding:
    """A variable with its value and type."""

    variable: int
    value: Value
    type: Type


_COMPARISONS = frozenset({"eq", "lt", "le", "in", "subset"})
_LONGEST = 120
_Evaluate = Callable[[Node, list[_Binding]], Value]


@dataclass(frozen=True)
class _Explanation:
    """Follows a failing condition of a problem down to its smallest failing part."""

    meaning: ProblemMeaning
    display: Display

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
            case "if":
                yield from self._below(node.args[1 if value(node.args[0], bound) else 2], part, bound, x, w)
            case "every":
                found = next(more for more in _bindings(node.steps, value, bound) if not value(node.args[0], more))
                new = [b for b in found[len(bound) :] if _name(node, b.variable)]
                for binding in new:
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
            shown = self.display.show(value(side, bound), side.type)
            text = _text(side)
            if side.op != "const" and text and text != shown and len(shown) <= _LONGEST:
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


def _bindings(steps: tuple[Step, ...], value: _Evaluate, bound: list[_Binding]) -> Iterator[list[_Binding]]:
    """Yield the bindings that generators produce, each after the given bindings; sets are traversed in the derived order."""
    if not steps:
        yield bound
        return
    step, rest = steps[0], steps[1:]
    found = value(step.node, bound)
    if step.kind == "where":
        if found:
            yield from _bindings(rest, value, bound)
        return
    if step.kind == "let":
        yield from _bindings(rest, value, [*bound, _Binding(step.vars[0], found, step.node.type)])
        return
    for items, types in _items(found, step.node.type, len(step.vars)):
        new = [_Binding(v, i, t) for v, i, t in zip(step.vars, items, types, strict=True)]
        yield from _bindings(rest, value, [*bound, *new])


def _items(collection: Value, type: Type, width: int) -> Iterator[tuple[tuple[Value, ...], tuple[Type, ...]]]:
    """Yield the values that `each` binds, with their types."""
    match type:
        case Set(item) | Edge(item):
            yield from (((v,), (item,)) for v in ordered(collection))
        case Seq(item) if width == 1:
            yield from (((v,), (item,)) for v in collection)
        case Seq(item):
            yield from (((i, v), (NAT, item)) for i, v in enumerate(collection))
        case Map(key, item):
            yield from (((k, collection[k]), (key, item)) for k in ordered(collection))


def _name(node: Node, variable: int) -> str:
    """Return the name of a variable where the text uses it; empty if the text does not use it by name."""
    uses = (n.mark.text for n in node.walk() if n.op == "var" and n.data == variable and n.mark)
    return next((text for text in uses if text.isidentifier()), "")
