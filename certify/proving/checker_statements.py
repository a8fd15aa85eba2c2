"""What the checker of certificates states of a reduction: its core as the checker reads it, what has goals besides, and names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from certify.certificates import checker
from certify.certificates.checker import Chosen, Least, NoRule, ProofCheck, RationalTotal, Statements, read_asked
from certify.core import Reduction, ShownFirst, core_hash, core_json
from certify.core.document import node_json
from certify.formulas.definitions import Named, NamedChoice, NamedFormula, NamedLeast, NamedSum
from certify.system.cache import remembered


def stated_of(reduction: Reduction) -> tuple[ProofCheck, dict[str, Any]]:
    """Return the checker's replay of a proof of a reduction, and what this has goals of besides the obligations, as certificates
    have it: of that, what the checker can state.  Raises NoRule, if it cannot state the obligations."""
    read = checker.Reduction(core_of(reduction), "core", unlimited())
    claims, shown = [*_open_claims(reduction)], [*map(shown_json, reduction.shown)]
    told = _told(claims, shown)
    check = _stated(read, told)
    if check is None:
        each = [(told, _stated(read, told)) for told in (*(_told([k], []) for k in claims), *(_told([], [s]) for s in shown))]
        left = [one for one, alone in each if alone is not None]
        told = _told([k for one in left for k in one.get("claims", ())], [s for one in left for s in one.get("shown", ())])
        last, alone = each[-1] if each else ({}, None)
        check = alone if alone is not None and last == told else ProofCheck(read, unlimited(), read_asked(read, told, "proof"))
    return check, told


def _open_claims(reduction: Reduction) -> list[int]:
    """Return the claims about sizes that derived bounds leave open, which is cached: these take longer than many a proof."""

    def derived() -> list[int]:
        from certify.bounds.derived_bounds import open_claims

        return [*open_claims(reduction)]

    return remembered(f"open claims {core_hash(reduction)}", derived)


def core_of(reduction: Reduction) -> Any:
    """Return the core document of a reduction as the checker reads it."""
    return json.loads(json.dumps(core_json(reduction)))


def shown_json(shown: ShownFirst) -> dict[str, Any]:
    """Return what is shown first, as a certificate has it."""
    return {"of": shown.of, "says": json.loads(json.dumps(node_json(shown.says)))}


def _told(claims: Sequence[int], shown: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what a proof has goals of besides the obligations, as a certificate has it."""
    return ({"claims": claims} if claims else {}) | ({"shown": shown} if shown else {})


def _stated(reduction: checker.Reduction, told: dict[str, Any]) -> ProofCheck | None:
    """Return the checker's replay of a proof that has goals of this besides; None if it cannot state all of it."""
    try:
        return ProofCheck(reduction, unlimited(), read_asked(reduction, told, "proof"))
    except NoRule:
        return None


def definitions(statements: Statements) -> list[Named]:
    """Return what the checker's statements define symbols to be."""
    found: list[Named] = [NamedSum(*total) for total in statements.shared.totals.values()]
    for name, what in statements.shared.named.items():
        if isinstance(what, RationalTotal):
            found.append(NamedSum(*what))
        elif isinstance(what, Least):
            found.append(NamedLeast(*what))
        elif isinstance(what, Chosen):
            found.append(NamedChoice(*what))
        elif str(name).startswith("holds!"):
            found.append(NamedFormula(name, *what))
    return found


def unlimited() -> checker.Work:
    """Return an allowance of steps that no proof uses up."""
    work = checker.Work(1 << 50)
    work.here = work.left
    return work
