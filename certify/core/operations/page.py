"""The generated tables of `docs/core.md`, made from the records of the operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from certify.core.operations import COMPREHENSIONS, GUARDS, LEAVES, RECORDS, STRICT
from certify.core.operations.costs import Cost
from certify.core.ops import Op

_ROW = ("op", "data", "operands", "meaning")
_COST = ("operations", "cost", "why")


def tables() -> Mapping[str, str]:
    """Return the generated tables by the names that mark them in the page."""
    return {
        "operations": _table(_ROW, map(_row, [op for op in Op if op in LEAVES | GUARDS | STRICT])),
        "comprehensions": _table(_ROW, map(_row, [op for op in Op if op in COMPREHENSIONS])),
        "costs": _table(_COST, _costs()),
        "gathering": _table(_COST, _gathering()),
    }


def written(page: str) -> str:
    """Return a page with its tables replaced by the current ones.  Each table stands between `<!-- NAME -->` and `<!-- end -->`.

    >>> written("<!-- unknown -->\\nas it was\\n<!-- end -->")
    '<!-- unknown -->\\nas it was\\n<!-- end -->'
    """
    for name, table in tables().items():
        start, mark, rest = page.partition(f"<!-- {name} -->\n")
        if mark:
            page = f"{start}{mark}\n{table}\n{rest[rest.index('<!-- end -->') :]}"
    return page


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("|" + "|".join(f" {cell} ".replace("  ", " ") for cell in line) + "|\n" for line in lines)


def _row(op: Op) -> list[str]:
    record = RECORDS[op]
    partial = f"*Partial*: {record.partial}" if record.partial else ""
    return [f"`{op}`", record.data, record.operands, ". ".join(filter(None, (record.says, partial)))]


def _names(operations: Iterable[Op]) -> str:
    return ", ".join(f"`{op}`" for op in operations)


def _costs() -> list[list[str]]:
    strict = [op for op in Op if op in STRICT]
    costs: dict[Cost, list[str]] = {}
    for op in strict:
        costs.setdefault(RECORDS[op].cost, []).append(op)
    rationals: dict[Cost, list[str]] = {}
    for op in strict:
        if (cost := RECORDS[op].rationals) is not None:
            rationals.setdefault(cost, []).append(op)
    rows = []
    for cost in dict.fromkeys([*costs, *rationals]):
        names = _names(map(Op, costs.get(cost, [])))
        also = _names(map(Op, rationals.get(cost, [])))
        rows.append(["; on rationals also ".join(filter(None, (names, also))), cost.text, cost.why])
    return rows


def _gathering() -> list[list[str]]:
    whole: dict[Cost, list[Op]] = {}
    stepwise = {op: record.stepwise for op in Op if (record := RECORDS[op]).stepwise is not None}
    for op in Op:
        if op in COMPREHENSIONS and op not in stepwise:
            whole.setdefault(RECORDS[op].cost, []).append(op)
    rows = [[_names(operations), cost.text, cost.why] for cost, operations in whole.items()]
    each = f"for each value v, as {_names(stepwise.values())} of the result so far and v"
    return [*rows, [_names(stepwise), each, "one after the other"]]
