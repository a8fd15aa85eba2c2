"""Tests of every operation in every backend, on random operands of its signatures.

The interpreter, compiled code, circuits and search must agree with the record on values and on where the operation is defined.
Counted steps and values must stay within the derived bounds.  An error in a record or in a backend's rule fails here; the last
tests show this with rules that are wrong on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from certify.bounds import operations as bounds_operations
from certify.bounds.analysis import Analysis
from certify.bounds.domain import TRUTH, Abs, Coll, Name, Num, PossibleCases, Prod, constant, join
from certify.bounds.polynomials import ZERO, Poly, Some, some
from certify.circuits.decoding import Decoding
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import Circuit
from certify.circuits.meaning import ProblemCircuits
from certify.codegen import CompiledProblem, writing
from certify.codegen.meanings import MEANINGS, meaning_name
from certify.codegen.python_text import identifier
from certify.core import (
    BOOL,
    INT,
    NAT,
    Bool,
    Edge,
    Label,
    Map,
    Node,
    Number,
    Obligation,
    Problem,
    Record,
    Seq,
    Set,
    Space,
    Sum,
    Tuple,
    Type,
)
from certify.core.operations import BUILT_IN, COMPREHENSIONS, RECORDS, STRICT, apply, defined, gathered
from certify.core.operations.costs import Cost
from certify.core.operations.records import Operation, Signature
from certify.core.ops import Op
from certify.core.values import FrozenMap, Value, number
from certify.semantics.closures import Meter
from certify.semantics.costs import sizer
from certify.semantics.evaluation import Code
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.unmet_obligations import Unmet
from certify.solve.search import Searcher

KINDS: tuple[Type, ...] = (INT, Label("V"), BOOL, Tuple((NAT, BOOL)))
ROWS = 8


# ------------------------------------------------------------------------------------------------ operands


def filled(type: Type, kinds: dict[str, Type]) -> Type:
    """Return the type with `?a` and `?b` replaced by the types in `kinds`."""
    match type:
        case Label(home):
            return kinds.get(home, type)
        case Set(item) | Edge(item) | Seq(item):
            return replace(type, item=filled(item, kinds))
        case Map(key, value):
            return Map(filled(key, kinds), filled(value, kinds))
        case Tuple(items):
            return Tuple(tuple(filled(t, kinds) for t in items))
        case Record(fields):
            return Record(tuple((n, filled(t, kinds)) for n, t in fields))
    return type


def drawn(type: Type, random: Random) -> Value:
    """Return a small random value of a type; corner cases are likely."""

    def some_of(item: Type, most: int) -> list[Value]:
        return [drawn(item, random) for _ in range(random.randint(0, most))]

    match type:
        case Bool():
            return random.random() < 0.5
        case Number("nat"):
            return random.choice([0, 0, 1, 2, 3, 4, 6, 7])
        case Number("int"):
            return random.choice([0, 0, 1, 2, 3, 6, -1, -1, -2, -4])
        case Number():
            return number(Fraction(random.randint(-6, 6), random.choice([1, 2, 3])))
        case Label():
            return random.randrange(4)
        case Edge(item):
            ends: set[Value] = set()
            while len(ends) < 2:
                ends.add(drawn(item, random))
            return frozenset(ends)
        case Set(item):
            return frozenset(some_of(item, 3))
        case Seq(item):
            return tuple(some_of(item, 3))
        case Map(key, value):
            return FrozenMap((k, drawn(value, random)) for k in some_of(key, 3))
        case Tuple(items):
            return tuple(drawn(t, random) for t in items)
        case Record(fields):
            return tuple(drawn(t, random) for _, t in fields)
        case Sum(_, cases):
            case = random.randrange(len(cases))
            return (case, *(drawn(t, random) for t in cases[case][1]))
    raise AssertionError(type)


@dataclass(frozen=True)
class Sample:
    """An operation at some types, as a node whose operands are the parts of the witness, with rows of operands."""

    node: Node
    rows: tuple[tuple[Value, ...], ...]

    @property
    def row_type(self) -> Tuple:
        """The type of the operands with a result after them."""
        return Tuple((*(a.type for a in self.node.args), self.node.type))

    def defined(self, row: Sequence[Value]) -> bool:
        return defined(self.node, row)


def samples(op: Op, seed: int = 0) -> Iterator[Sample]:
    """Yield the operation at each of its signatures, with several types in place of `?a` and `?b`."""
    for index, signature in enumerate(RECORDS[op].signatures):
        random = Random(f"{seed} {op} {index}")
        generic = any("?" in repr(t) for t in signature.operands)
        for place in range(len(KINDS) if generic else 1):
            kinds = {"?a": KINDS[place], "?b": KINDS[(2 * place + 1) % len(KINDS)]}
            yield at_types(op, signature, kinds, random)


def at_types(op: Op, signature: Signature, kinds: dict[str, Type], random: Random) -> Sample:
    times = random.randint(0, 3) if signature.repeats else 1
    types = [filled(t, kinds) for t in signature.operands] * times
    result = filled(signature.result, kinds)
    witness = Node(Op.INPUT, Tuple((*types, result)), data="witness")
    args = tuple(Node(Op.ITEM, t, (witness,), data=i) for i, t in enumerate(types))
    node = Node(op, result, args, signature.data, need=0 if RECORDS[op].partial else None)
    return Sample(node, tuple(tuple(drawn(t, random) for t in types) for _ in range(ROWS)))


# ------------------------------------------------------------------------------------------------ one meaning


def chosen_row(sample: Sample) -> Problem:
    """Return a problem whose witness is a row of operands with a result, accepted if the operation has that result."""
    rows = Record((("rows", Set(sample.row_type)),))
    of = Node(Op.FIELD, Set(sample.row_type), (Node(Op.INPUT, rows, data="instance"),), "rows")
    witness = Node(Op.INPUT, sample.row_type, data="witness")
    result = Node(Op.ITEM, sample.node.type, (witness,), data=len(sample.node.args))
    accepts = Node(Op.EQ, BOOL, (sample.node, result))
    space = Space("one", sample.row_type, of)
    return Problem("Chosen", rows, (), (), (), space, ("w",), (accepts,), (), (Obligation(0, "it is defined"),))


@dataclass(frozen=True)
class Table:
    """Rows of operands with a result: the right ones, the wrong ones, and those where the operation is undefined."""

    right: frozenset[tuple[Value, ...]]
    wrong: frozenset[tuple[Value, ...]]
    undefined: frozenset[tuple[Value, ...]]

    @property
    def instance(self) -> Value:
        return (self.right | self.wrong | self.undefined,)


def table(sample: Sample) -> Table:
    """Return the rows as the record classifies them.  A wrong result is the result of another row."""
    values = {row: apply(sample.node, row) for row in sample.rows}
    right = {(*row, v) for row, v in values.items() if sample.defined(row)}
    wrong = {(*row, other) for row, v in values.items() if sample.defined(row) for other in values.values() if other != v}
    undefined = {(*row, v) for row, v in values.items() if not sample.defined(row)}
    return Table(frozenset(right), frozenset(sorted(wrong, key=repr)[:ROWS]), frozenset(undefined))


def outcome(accepts: Callable[[Value, Value], bool], x: Value, row: Value) -> bool | None:
    """Return whether the row is accepted; None if the verifier is undefined on it."""
    try:
        return accepts(x, row)
    except Unmet:
        return None


def check_rows(table: Table, accepts: Callable[[Value, Value], bool]) -> None:
    for rows, expected in ((table.right, True), (table.wrong, False), (table.undefined, None)):
        for row in rows:
            assert outcome(accepts, table.instance, row) is expected, row


def check_interpreter(sample: Sample) -> None:
    check_rows(table(sample), ProblemMeaning(chosen_row(sample)).accepts)


def check_compiled(sample: Sample) -> None:
    """Check that compiled code agrees with the record, and uses the interpreter only for undefined operations."""
    found, compiled = table(sample), CompiledProblem(chosen_row(sample))
    check_rows(found, compiled.accepts)
    alone = CompiledProblem(chosen_row(sample))
    vars(alone)["reference"] = None
    for row in found.right | found.wrong:
        assert alone.accepts(found.instance, row) is (row in found.right)


def check_circuits(sample: Sample) -> None:
    """Check that a circuit, whose witness may be any of the rows, agrees with the record on each row."""
    found, circuit = table(sample), Circuit()
    values = GateValues(circuit)
    rows = sorted(found.instance[0], key=repr)
    inputs = [circuit.input() for _ in rows]
    witness = values.choose(zip(inputs, rows, strict=True))
    accepts, undefined = ProblemCircuits(values, chosen_row(sample)).accepts(found.instance, witness)
    for x, row in zip(inputs, rows, strict=True):
        decoding = Decoding(circuit.under([x]))
        assert decoding.true(undefined) == (row in found.undefined), row
        assert row in found.undefined or decoding.true(accepts) == (row in found.right), row


def check_search(sample: Sample) -> None:
    found, searcher = table(sample), Searcher(chosen_row(sample), small=0)
    accepted = searcher.search(found.instance)
    assert accepted.complete
    assert set(accepted.witnesses) == found.right
    assert set(searcher.search(found.instance, goal="undefined").witnesses) == found.undefined


# ------------------------------------------------------------------------------------------------ costs and bounds


def abstract(values: Sequence[Value], type: Type) -> Abs:
    """Return an abstract value that stands for each of these values."""
    match type:
        case Number():
            found = constant(values[0])
            for value in values[1:]:
                found = join(found, constant(value))
            return found
        case Label():
            return Name(some(4))
        case Set(item) | Edge(item) | Seq(item):
            members = [m for v in values for m in v]
            sizes = {len(v) for v in values}
            exact = Poly.constant(*sizes) if len(sizes) == 1 else None
            inner = abstract(members, item) if members else TRUTH
            return Coll(some(max(sizes)), inner, exact=exact, edge=isinstance(type, Edge))
        case Map(key, item):
            keys, members = [k for v in values for k in v], [m for v in values for m in v.values()]
            if not keys:
                return Coll(some(0), TRUTH, TRUTH)
            return Coll(some(max(map(len, values))), abstract(members, item), abstract(keys, key))
        case Tuple(items):
            return Prod(tuple(abstract([v[i] for v in values], t) for i, t in enumerate(items)))
        case Record(fields):
            return abstract(values, Tuple(tuple(t for _, t in fields)))
        case Sum(_, cases):
            made = {c: [v[1:] for v in values if v[0] == i] for i, (c, _) in enumerate(cases)}
            return PossibleCases(
                tuple(
                    (c, tuple(abstract([v[i] for v in made[c]], t) for i, t in enumerate(types)))
                    for c, types in sorted(cases)
                    if made[c]
                )
            )
    return TRUTH


def at_most(value: Any, bounds: Some) -> bool:
    """Return whether the value is within all known bounds."""
    return all(b.value is None or value <= b.value for b in bounds)


def lies_within(value: Value, known: Abs, type: Type) -> bool:
    """Return whether a value is one of those that an abstract value stands for."""
    match type, known:
        case Number(), Num():
            within = at_most(value, known.up) and at_most(-value, known.down)
            within = within and all(b.value is None or abs(value) < 2**b.value for b in known.bits)
            exact = known.exact is None or known.exact.value in (None, value)
            return within and exact and (known.den != ZERO or value == int(value))
        case Label(), Name(universe):
            return at_most(value + 1, universe)
        case ((Set() | Edge() | Seq()), Coll()):
            return has_size(value, known) and all(lies_within(m, known.item, type.item) for m in value)
        case Map(key, item), Coll():
            if not value:
                return has_size(value, known)
            assert known.key is not None
            inside = all(lies_within(k, known.key, key) and lies_within(v, known.item, item) for k, v in value.items())
            return has_size(value, known) and inside
        case ((Tuple() | Record()), Prod(parts)):
            types = type.items if isinstance(type, Tuple) else [t for _, t in type.fields]
            return all(map(lies_within, value, parts, types))
        case Sum(_, cases), PossibleCases():
            name, types = cases[value[0]]
            arguments = known.arguments(name)
            return arguments is not None and all(map(lies_within, value[1:], arguments, types))
        case Bool(), _:
            return True
    return False


def has_size(value: Value, known: Coll) -> bool:
    return at_most(len(value), known.size) and (known.exact is None or known.exact.value in (None, len(value)))


def check_bounds(sample: Sample) -> None:
    """Check that value, structural size and counted steps are within the bounds, for each row alone and for all rows together."""
    node, meter = sample.node, Meter()
    rows = [(*row, apply(node, row)) for row in sample.rows if sample.defined(row)]
    part = Code([], [], meter=meter).part()
    closure = part.closure(node)
    for some_rows in [rows, *([row] for row in rows)]:
        if not some_rows:
            continue
        reading = Analysis([], [], TRUTH, {})
        (known,), cost = reading.part([node], abstract(some_rows, sample.row_type))
        length = reading.length(known, node)
        for row in some_rows:
            meter.steps = 0
            value = closure(part.frame(None, row))
            assert lies_within(value, known, node.type), (row, value, known)
            assert at_most(sizer(node.type)(value), (length,)), (row, value, length)
            assert at_most(meter.steps, (cost,)), (row, meter.steps, cost)


# ------------------------------------------------------------------------------------------------ the tests

CHECKS = (check_interpreter, check_compiled, check_circuits, check_search, check_bounds)


@pytest.mark.parametrize("op", sorted(STRICT))
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_backends_agree_with_the_record(check: Callable[[Sample], None], op: Op) -> None:
    for sample in samples(op):
        check(sample)


@pytest.mark.parametrize("op", sorted(STRICT))
def test_samples_reach_both_sides_of_definedness(op: Op) -> None:
    said = {sample.defined(row) for sample in samples(op) for row in sample.rows}
    assert said == ({True, False} if RECORDS[op].partial else {True})


@pytest.mark.parametrize("op", sorted(op for op in Op if RECORDS[op].example is not None))
def test_examples_hold(op: Op) -> None:
    example = RECORDS[op].example
    assert example is not None
    if op in COMPREHENSIONS:
        assert gathered(Node(op, INT)).function(list(example.operands)) == example.value
        return
    kinds: dict[str, Type] = {"?a": INT, "?b": INT}
    node = at_types(op, RECORDS[op].signatures[0], kinds, Random(0)).node
    assert apply(node, example.operands) == example.value
    assert defined(node, example.operands)


@pytest.mark.parametrize("op", sorted(STRICT))
def test_a_record_says_all_that_is_asked_of_it(op: Op) -> None:
    record = RECORDS[op]
    assert record.signatures
    assert record.example is not None
    assert bool(record.partial) == bool(record.owes)
    if isinstance(record.meaning, Operation):
        assert (record.meaning.defined is not None) == bool(record.partial)
    if record.default is not None:
        assert record.partial
    assert op.value in BUILT_IN or not record.built_in


def test_no_name_of_a_text_is_that_of_a_meaning() -> None:
    for op in Op:
        assert identifier(op) != meaning_name(op)
        assert identifier(meaning_name(op)) not in MEANINGS


# ------------------------------------------------------------------------------------------------ what is wrong fails


def fails(check: Callable[[Sample], None], op: Op) -> bool:
    try:
        for sample in samples(op):
            check(sample)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("formula", [lambda s, r: s[0] * -1 + 100, lambda s, r: r * -1 + 100], ids=["operands", "result"])
def test_a_cost_that_is_not_monotone_fails(formula: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for op in (Op.MAX, Op.UNION):
        monkeypatch.setitem(RECORDS, op, replace(RECORDS[op], cost=Cost("", "", formula), rationals=None))  # type: ignore[arg-type]
        assert fails(check_bounds, op)


UNSOUND = {
    "max as min": (Op.MAX, Op.MIN),
    "a sum as a difference": (Op.ADD, Op.SUB),
    "a power as a product": (Op.POW, Op.MUL),
    "a union as an intersection": (Op.UNION, Op.INTERSECTION),
    "a concatenation as its first operand": (Op.CONCAT, Op.DIFFERENCE),
    "a map over another as their intersection": (Op.OVERRIDE, Op.INTERSECTION),
}


@pytest.mark.parametrize(("op", "rule"), UNSOUND.values(), ids=UNSOUND.keys())
def test_a_bound_that_is_not_sound_fails(op: Op, rule: Op, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bounds_operations.RULES, op, bounds_operations.RULES[rule])
    assert fails(check_bounds, op)


def test_an_operation_without_a_bound_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without bounds rules nothing is unsound, and the derived value names the operation."""
    for op in sorted(STRICT):
        monkeypatch.delitem(bounds_operations.RULES, op)
        assert not fails(check_bounds, op)
    sample = next(samples(Op.CONCAT))
    (known,), _ = Analysis([], [], TRUTH, {}).part([sample.node], abstract([((1,), (2,), (1, 2))], sample.row_type))
    assert isinstance(known, Coll)
    assert [atom.data[1] for atom in known.size[0].atoms()] == ["the result of `concat` has no bound"]


def test_compiled_code_that_is_wrong_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(writing._RULES, "max", lambda values, e: values._called("min", e))
    assert fails(check_compiled, Op.MAX)


@pytest.mark.parametrize("op", sorted(op for op in STRICT if isinstance(RECORDS[op].meaning, Operation)))
def test_compiled_code_by_meaning_is_right(op: Op, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled code is right if an operation has only the default rule."""
    monkeypatch.setitem(writing._RULES, op, writing.Values._by_meaning)
    assert not fails(check_compiled, op)
