"""The reference interpreter of problems and reductions.

Each method evaluates one part of a problem or a reduction.  `certify.semantics.evaluation` evaluates expressions, and
`certify.core.operations` defines the operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from certify.core import Label, Node, Problem, Reduction, Term
from certify.core.budgets import Account
from certify.core.concrete_spaces import ConcreteSpace, space_of_values
from certify.core.values import Value
from certify.semantics.closures import Meter
from certify.semantics.evaluation import Code, EvaluatedPart
from certify.semantics.named_instances import Display
from certify.semantics.relabelling import Image, OutsideHome, Relabel, relabel, tables
from certify.semantics.unmet_obligations import NotShown, Unmet
from certify.semantics.welltyped import ill_typed

__all__ = ["Image", "Meter", "NotShown", "OutsideHome", "ProblemMeaning", "ReductionMeaning", "Unmet"]


class ProblemMeaning:
    """The meaning of a problem on instances and witnesses.  `account` opens the account of each evaluation.

    Every method that evaluates raises Unmet or NotShown where the text is undefined, and OutOfBudget where it exceeds a limit.
    """

    def __init__(self, problem: Problem, meter: Meter | None = None, account: Callable[[], Account] | None = None) -> None:
        self.problem = problem
        self.code = Code(problem.functions, problem.obligations, meter=meter, account=account)
        self._valid = conditions(self.code.part(), problem.valid)
        self._accepts = conditions(self.code.part(), problem.accepts)
        measures = self.code.part()
        self._measures = measures, [(name, measures.closure(node)) for name, node in problem.measures]
        space = self.code.part()
        self._space = space, [space.closure(node) for node in problem.witness.nodes()]

    def valid(self, x: Value) -> bool:
        """Return whether a well-typed instance satisfies the `valid` conditions, which are evaluated in order."""
        return self._valid(x, None)

    def ill_typed(self, x: Value) -> str:
        """Return a sentence on what is wrong with the typing of an instance; empty if the instance is well typed."""
        return ill_typed(self.problem.instance, x)

    def measures(self, x: Value) -> dict[str, int]:
        """Return the measures of a valid instance, by name."""
        part, closures = self._measures
        frame = part.frame(x)
        return {name: closure(frame) for name, closure in closures}

    def accepts(self, x: Value, w: Value) -> bool:
        """Return whether the verifier accepts a member w of the witness space of a valid instance x."""
        return self._accepts(x, w)

    def space(self, x: Value) -> ConcreteSpace:
        """Return the witness space of a valid instance."""
        part, closures = self._space
        frame = part.frame(x)
        return space_of_values(self.problem.witness, (closure(frame) for closure in closures))


class ReductionMeaning:
    """The meaning of a reduction: its maps of instances and witnesses.  `account` opens the account of each evaluation.

    Every method that evaluates raises Unmet or NotShown where the text is undefined, and OutOfBudget where it exceeds a limit.
    """

    def __init__(self, reduction: Reduction, meter: Meter | None = None, account: Callable[[], Account] | None = None) -> None:
        self.reduction = reduction
        self.code = Code(reduction.functions, reduction.obligations, reduction.constructors, meter, account=account)
        self._source = ProblemMeaning(reduction.source, meter, account)
        self._image = _expression(self.code.part(), reduction.image)
        self._forward = _expression(self.code.part(), reduction.forward)
        self._backward = _expression(self.code.part(), reduction.backward)
        self._relabel_instance = relabel(reduction.target.instance)
        self._relabel_witness = relabel(reduction.target.witness.type)
        self._claimed = {
            id(node): _expression(self.code.part(), node)
            for claim in reduction.claims
            for node in (claim.right, claim.where)
            if node is not None
        }

    def image(self, x: Value) -> Image:
        """Return the image of a valid source instance, after relabelling.

        Raises OutsideHome if a label of the image is not in its home.
        """
        built = self._image(x)
        found = tables(self.reduction.target.instance, built)
        ranks = {home: {label: rank for rank, label in enumerate(labels)} for home, labels in found.items()}
        return Image(self.reduction, self._across(self._relabel_instance, built, ranks), found, ranks)

    def forward(self, x: Value, w: Value, image: Image) -> Value:
        """Return the witness of `image`, the image of x, for a witness w of x.

        Raises OutsideHome if it has a label that is not in its home.
        """
        return self._across(self._relabel_witness, self._forward(x, w), image.ranks)

    def backward(self, x: Value, v: Value, image: Image) -> Value:
        """Return the witness of x for a witness v of `image`, the image of x.

        Raises OutsideHome if v has a label that is not in the image.
        """
        return self._backward(x, self._across(self._relabel_witness, v, image.tables))

    def holds(self, node: Node, x: Value) -> bool:
        """Return the truth value of the `where` of a claim on a source instance."""
        return bool(self._claim(node, x, {}))

    def count(self, node: Node, x: Value, sources: int) -> Value:
        """Return the value of the right side `node` of a claim on a source instance x that has `sources` witnesses."""
        return self._claim(node, x, {("measure", "#source"): sources})

    def _claim(self, node: Node, x: Value, given: dict[Any, Value]) -> Value:
        evaluate = self._claimed.get(id(node)) or _expression(self.code.part(), node)
        if any(n.op == "measure" for n in node.walk()):
            given = given | {("measure", name): value for name, value in self._source.measures(x).items()}
        return evaluate(x, None, given)

    def _across(self, convert: Relabel | None, value: Value, table: Mapping[str, Any]) -> Value:
        if convert is None:
            return value
        try:
            return convert(value, table)
        except OutsideHome as error:
            type = dict(self.reduction.content).get(error.home)
            if isinstance(error.label, tuple):  # a built label, perhaps of a constructor that this home has no labels of
                type = Term(tuple(c.name for c in self.reduction.constructors))
            elif not isinstance(type, Label):
                raise
            shown = Display({}, self.reduction.constructors).show(error.label, type)
            raise OutsideHome(error.home, error.label, shown) from None


def _expression(part: EvaluatedPart, node: Node) -> Callable[..., Value]:
    """Return the function from instance, witness and known values to the value of a node."""
    closure = part.closure(node)
    return lambda x, w=None, given=None: closure(part.frame(x, w, given))


def conditions(part: EvaluatedPart, nodes: Sequence[Node]) -> Callable[[Value, Value], bool]:
    """Return the function that decides whether all conditions hold on an instance and a witness.

    Each condition is evaluated only if those before it hold.
    """
    closures = [part.closure(n) for n in nodes]

    def hold(x: Value, w: Value) -> bool:
        frame = part.frame(x, w)
        for closure in closures:  # noqa: SIM110 (the hottest loop of an audit)
            if not closure(frame):
                return False
        return True

    return hold
