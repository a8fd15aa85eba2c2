"""The rounds of a fold, recorded while a document's expressions are evaluated: the frame of each round, with its bindings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from certify.core import Node, Problem, Reduction
from certify.core.budgets import Account
from certify.core.concrete_spaces import NotEnumerable
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.records import dataclass
from certify.semantics.closures import ACCOUNT, GLOBALS, INSTANCE, WITNESS, Closure, Frame
from certify.semantics.evaluation import Code
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from certify.semantics.relabelling import relabel

_WITNESSES, _WITNESSES_LOOKED_AT = 4, 64


@dataclass(frozen=True)
class _Body:
    """The compiled body of a fold, and the places in its frames of the accumulator and of the variables that the body reads."""

    closure: Closure
    slot: int
    reads: tuple[int, ...]


@dataclass(frozen=True)
class Round:
    """A recorded round of a fold: the body, and the frame before it with the definitions that the body reads."""

    body: _Body
    frame: Frame

    @property
    def accumulator(self) -> Value:
        """The accumulator before the round."""
        return self.frame[self.body.slot]

    @property
    def read(self) -> list[Value]:
        """The instance, the witness and the variables that the body reads, except the accumulator."""
        return [self.frame[i] for i in self.body.reads]

    @property
    def globals(self) -> dict[Any, Value]:
        """The definitions that were evaluated before the round."""
        known: dict[Any, Value] = self.frame[GLOBALS]
        return known

    def __call__(self, accumulator: Value, account: Account) -> Value:
        """Return what the body makes of another accumulator, under the same bindings, with the steps of this account."""
        frame = list(self.frame)
        frame[self.body.slot], frame[ACCOUNT] = accumulator, account
        return self.body.closure(frame)


class Recorder(Code):
    """Evaluates like `Code`, and records the rounds of the folds in a document that are equal to a given one."""

    def __init__(self, document: Problem | Reduction, fold: Node, account: Callable[[], Account]) -> None:
        constructors = document.constructors if isinstance(document, Reduction) else ()
        super().__init__(document.functions, document.obligations, constructors, account=account)
        self.fold = fold
        self.bodies: dict[int, tuple[int, tuple[int, ...]]] = {}
        self.runs: list[list[Round]] = []

    def compile(self, node: Node, slots: Any) -> Closure:
        """Return the closure of a node.  The closure of the fold begins a run, and the closure of its body adds a round to it."""
        if node.op == "fold" and node == self.fold:
            reads = (INSTANCE, WITNESS, *(slots.slot(v) for v in node.args[1].free() - set(node.data)))
            self.bodies[id(node.args[1])] = slots.slot(node.data[0]), reads
            evaluate = super().compile(node, slots)

            def fold(e: Frame) -> Value:
                self.runs.append([])
                return evaluate(e)

            return fold
        closure = super().compile(node, slots)
        if id(node) not in self.bodies:
            return closure
        slot, reads = self.bodies[id(node)]
        body = _Body(closure, slot, reads)

        def round(e: Frame) -> Value:
            before = list(e)
            made = closure(e)
            before[GLOBALS] = dict(e[GLOBALS])  # the definitions that the body reads, without the fold itself
            self.runs[-1].append(Round(body, before))
            return made

        return round


class DocumentEvaluator:
    """Evaluates all parts of a document on instances of its problem, or of a reduction's source."""

    def __init__(self, document: Problem | Reduction, code: Code) -> None:
        self.document = document
        self.problem = document.source if isinstance(document, Reduction) else document
        self.meaning = ProblemMeaning(self.problem, account=code.account)
        if isinstance(document, Reduction):
            self.map = ReductionMeaning(document, account=code.account)
            self.target = ProblemMeaning(document.target, account=code.account)
            alone, forward, backward = [document.image], [document.forward], [document.backward]
        else:
            alone = [*document.valid, *(n for _, n in document.measures), *document.witness.nodes()]
            forward, backward = list(document.accepts), []
        self.alone, self.forward, self.backward = ([_evaluation(code, n) for n in ns] for ns in (alone, forward, backward))

    def run(self, x: Value) -> None:
        """Evaluate the parts that need no witness, then the parts that need one, on some witnesses."""
        for evaluate in self.alone:
            evaluate(x, None)
        is_problem = isinstance(self.document, Problem)
        for w in _some(self.meaning, x, lambda w: is_problem or self.meaning.accepts(x, w)):
            for evaluate in self.forward:
                evaluate(x, w)
        if self.backward:
            image = self.map.image(x)
            back = relabel(self.target.problem.witness.type)
            for v in _some(self.target, image.value, lambda v: self.target.accepts(image.value, v)):
                for evaluate in self.backward:
                    evaluate(x, v if back is None else back(v, image.tables))


def _evaluation(code: Code, node: Node) -> Callable[[Value, Value], Value]:
    part = code.part()
    closure = part.closure(node)
    return lambda x, w: closure(part.frame(x, w))


def _some(meaning: ProblemMeaning, x: Value, keep: Callable[[Value], bool]) -> Iterator[Value]:
    """Yield a few of the first witnesses of an instance."""
    try:
        yield from islice(filter(keep, islice(witnesses(meaning.space(x)), _WITNESSES_LOOKED_AT)), _WITNESSES)
    except NotEnumerable:
        return
