"""Steps are counted as `docs/core.md` says: by its tables, and by an evaluator that is written from the page.

The evaluator has the values of the checker, which counts no steps, and the costs of the tables as they stand on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import pytest

from certify.certificates import checker
from certify.core import Problem, Reduction
from certify.core.concrete_spaces import ConcreteSpace, NotEnumerable
from certify.core.values import Value
from certify.core.witness_kinds import witnesses
from certify.formats import from_json
from certify.generate.bounded_instances import Box
from certify.library import standard
from certify.semantics.costs import VERSION
from certify.semantics.interpreter import Meter, ProblemMeaning, ReductionMeaning
from tests.certificates.two_voices import document, own
from tests.core.test_core_page import TEXT, library
from tests.names import PROBLEMS, REDUCTIONS, few, sampled

EXAMPLES = re.findall(r"<!-- steps: (\S+) -->\n```json\n(.*?)```", TEXT, re.DOTALL)


@cache
def rows(table: str) -> list[tuple[str, str]]:
    """Return the first two columns of a table of the page."""
    (text,) = re.findall(rf"<!-- {table} -->\n(.*?)<!-- end -->", TEXT, re.DOTALL)
    return [(line.split("|")[1], line.split("|")[2].strip()) for line in text.strip().splitlines()[2:]]


def names(cell: str) -> list[str]:
    """Return the operations that a cell names."""
    return re.findall(r"`(\w+)`", cell)


@cache
def costs(rational: bool) -> dict[str, str]:
    """Return the cost of each operation, in a, b, s and r; or, where they have one, that on rationals."""
    found: dict[str, str] = {}
    for cell, cost in rows("costs"):
        exact = cell.partition("on rationals also")[0]
        found |= dict.fromkeys(names(exact), cost)
    for cell, cost in rows("costs") if rational else ():
        found |= dict.fromkeys(names(cell.partition("on rationals also")[2]), cost)
    return found


@cache
def gathering() -> tuple[dict[str, str], dict[str, str]]:
    """Return the cost of each comprehension, in N and r, and the operations as which others cost for each value."""
    whole: dict[str, str] = {}
    stepwise: dict[str, str] = {}
    for cell, cost in rows("gathering"):
        if cost.startswith("for each value v, as "):
            stepwise = dict(zip(names(cell), names(cost), strict=True))
        else:
            whole |= dict.fromkeys(names(cell), cost)
    return whole, stepwise


@cache
def formula(text: str) -> Any:
    """Return a cost of the page as code."""
    return compile(text.replace("^", "**"), "the page", "eval")


def worth(text: str, **sizes: int) -> int:
    """Return the value of a cost of the page."""
    return int(eval(formula(text), {}, sizes))


def strict_cost(op: str, rational: bool, of: list[int], result: int) -> int:
    """Return the cost of an operation beyond its step."""
    return worth(costs(rational)[op], **dict(zip("ab", of, strict=False)), s=sum(of), r=result)


class Counting(checker.Interpreter):
    """An evaluation that counts its steps as the page says."""

    def __init__(self, doc: checker.Document, x: Value, w: Value = None) -> None:
        super().__init__(doc, {"instance": x, "witness": w})
        self.steps = 0

    def size(self, value: Any, type: checker.Type) -> int:
        """Return the structural size of a value."""
        if type[0] == "term":
            parameters = [*self.doc.constructors.values()][value[0]][1]
            return 1 + sum(map(self.size, value[1:], parameters))
        if type[0] in checker.SORTS:
            return checker.length(value, type)
        return 1 + sum(self.size(v, t) for v, _, t in checker.contents(value, type))

    def value(self, n: checker.Node, e: checker.Frame) -> Any:
        """Return the value of an expression."""
        self.steps += 1
        own_rule = {"fold": self.fold, "case": self.case, "call": self.call, "global": self.call}.get(n.op)
        if own_rule is not None:
            return own_rule(n, e)
        if n.op in checker.CONTROL:
            return checker.CONTROL[n.op](self, n, e)
        if n.op in checker.COMPREHENSIONS:
            return self.gathered(n, e)
        operands = [self.value(a, e) for a in n.args]
        result = n.meaning(n, self.work, *operands)
        if result is None:
            raise self.undefined(n)
        sizes = [self.size(v, a.type) for v, a in zip(operands, n.args, strict=True)]
        self.steps += strict_cost(n.op, self.rational(n), sizes, self.size(result, n.type))
        return result

    @staticmethod
    def rational(n: checker.Node) -> bool:
        return checker.RAT in [n.type, *(a.type for a in n.args)]

    def gathered(self, n: checker.Node, e: checker.Frame) -> Any:
        """Return what a comprehension makes of the values at its bindings."""
        found: list[Any] = []
        self.loop(
            n, e, lambda: found.append(self.value(n.args[0], e) if len(n.args) == 1 else tuple(self.value(a, e) for a in n.args))
        )
        whole, stepwise = gathering()
        result = n.meaning(n, self.work, found)
        if result is None:
            raise self.undefined(n)
        if n.op in whole:
            self.steps += worth(whole[n.op], N=len(found), r=self.size(result, n.type))
            return result
        start = [{"sum": 0, "product": 1}[n.op]] if n.op in ("sum", "product") else found[:1]
        for i, v in enumerate(found):
            so_far = n.meaning(n, self.work, [*start, *found[:i]])
            sizes = [self.size(so_far, n.type), self.size(v, n.args[0].type)]
            self.steps += strict_cost(stepwise[n.op], self.rational(n), sizes, 0)
        return result

    def loop(self, n: checker.Node, e: checker.Frame, body: Callable[[], Any], at: int = 0) -> bool:
        """Run through the bindings until the body is true."""
        if at == len(n.steps):
            return bool(body())
        kind, variables, part = n.steps[at]
        value = self.value(part, e)
        if kind == "where":
            return bool(value) and self.loop(n, e, body, at + 1)
        if kind == "let":
            return self.bound(dict.fromkeys(variables, value), n, e, body, at)
        pairs = len(variables) == 2
        for item in (value.items() if isinstance(value, checker.Map) else enumerate(value)) if pairs else value:
            if self.bound(dict(zip(variables, item if pairs else [item], strict=True)), n, e, body, at):
                return True
        return False

    def bound(self, values: dict[int, Any], n: checker.Node, e: checker.Frame, body: Callable[[], Any], at: int) -> bool:
        """Make one binding, and go on."""
        self.steps += 1
        e.update(values)
        return self.loop(n, e, body, at + 1)

    def fold(self, n: checker.Node, e: checker.Frame) -> Any:
        """Return the last value of a fold's variable."""

        def bind(node: checker.Node) -> None:
            value = self.value(node, e)
            self.steps += 1
            e[n.data[0]] = value

        bind(n.args[0])
        self.loop(n, e, lambda: bind(n.args[1]))
        return e[n.data[0]]

    def case(self, n: checker.Node, e: checker.Frame) -> Any:
        """Return the value of the branch of a case."""
        made = self.value(n.args[0], e)
        variables, body = n.ready[made[0]]
        self.steps += len(variables)
        e.update(zip(variables, made[1:], strict=True))
        return self.value(body, e)

    def call(self, n: checker.Node, e: checker.Frame) -> Any:
        """Return the value of a definition; one without parameters is evaluated once."""
        params, body = self.doc.functions[n.data]
        if not params and n.data in self.known:
            return self.known[n.data]
        inner = {v: self.value(a, e) for (v, _), a in zip(params, n.args, strict=True)}
        self.steps += len(params)
        found = self.value(body, inner)
        if not params:
            self.known[n.data] = found
        return found


def counted(doc: checker.Document, nodes: list[checker.Node], x: Value, w: Value = None) -> int:
    """Return the steps of some expressions, of which those that are conditions end the evaluation if they do not hold."""
    run, e = Counting(doc, own(x), own(w)), checker.Frame()
    for n in nodes:
        if run.value(n, e) is False:
            break
    return run.steps


def metered(meter: Meter, run: Callable[..., Any], *values: Any) -> int:
    """Return the steps that the engine counts."""
    meter.steps = 0
    run(*values)
    return meter.steps


def steps_of_problem(problem: Problem, xs: list[Value]) -> Iterator[tuple[str, int, int]]:
    """Yield the steps of a problem's parts on instances, and on witnesses that are accepted, as the engine and the page say."""
    meter = Meter()
    engine, read = ProblemMeaning(problem, meter), checker.Problem(document(problem), "", checker.Work(1 << 40))
    measures = [node for _, node in read.measures]
    for x in xs:
        yield "valid", metered(meter, engine.valid, x), counted(read, read.valid, x)
        yield "measures", metered(meter, engine.measures, x), counted(read, measures, x)
        for w in [w for w in first_witnesses(engine.space(x)) if engine.accepts(x, w)][:2]:
            yield "accepts", metered(meter, engine.accepts, x, w), counted(read, read.accepts, x, w)


def first_witnesses(space: ConcreteSpace) -> list[Value]:
    """Return a few members of a witness space; none if it cannot be enumerated."""
    try:
        return [*islice(witnesses(space), 16)]
    except NotEnumerable:
        return []


def some_instances(problem: Problem, most: int) -> list[Value]:
    """Return a few small instances."""
    made = [x for x, _ in islice(Box(problem, {name: 2 for name, _ in problem.measures}).measured(), 400)]
    return made[:: max(len(made) // most, 1)]


@pytest.mark.parametrize("name", sampled(PROBLEMS))
def test_the_steps_of_problems_are_those_of_the_page(name: str) -> None:
    problem = standard().problem(name)
    found = list(steps_of_problem(problem, some_instances(problem, 4)))
    assert [(what, here) for what, here, _ in found] == [(what, there) for what, _, there in found]
    assert sum(here for _, here, _ in found) > 0


@pytest.mark.parametrize("name", few(24, sampled(REDUCTIONS)))
def test_the_steps_of_instance_maps_are_those_of_the_page(name: str) -> None:
    reduction: Reduction = standard().reduction(name)
    meter = Meter()
    engine = ReductionMeaning(reduction, meter)
    read = checker.Reduction(document(reduction), "", checker.Work(1 << 40))
    for x in some_instances(reduction.source, 3):
        assert metered(meter, engine.image, x) == counted(read, [read.image], x) > 0


def test_the_page_has_a_cost_for_each_operation_and_says_which_version() -> None:
    strict = checker.OPERATIONS.keys() - checker.CONTROL.keys() - checker.COMPREHENSIONS
    assert costs(rational=False).keys() | costs(rational=True).keys() == strict
    whole, stepwise = gathering()
    assert whole.keys() | stepwise.keys() == checker.COMPREHENSIONS
    assert f"This is version {VERSION} of the costs" in TEXT


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_the_steps_of_an_example_are_those_of_the_page(name: str, text: str) -> None:
    problem, expected = library().problem(name), checker.parse(text.encode())
    x = from_json(problem, expected["instance"]).value
    found = {what: (here, there) for what, here, there in steps_of_problem(problem, [x]) if what in expected["steps"]}
    assert found == {what: (steps, steps) for what, steps in expected["steps"].items()}
