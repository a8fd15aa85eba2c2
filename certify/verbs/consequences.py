"""The verb `consequences`: known facts about a problem, and what would follow from an algorithm for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from certify.console import answer, console, verb
from certify.errors import ExitCode
from certify.system.progress import doing
from certify.system.stopping import Stopped, current
from certify.verbs.options import AsJson, ProblemName, Seconds, Strict, Use, library_with
from certify.verbs.parameters import Option, verbs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from certify.graph.carried import Consequences, Implication, Knowledge, KnownFacts
    from certify.graph.regimes import Regime
    from certify.library import Library


@verbs.command()
@verb
def consequences(
    problem: ProblemName,
    all_chains: Annotated[bool, Option("--all", help="Every chain behind a statement, not the best alone.")] = False,
    by_regime: Annotated[bool, Option("--regimes", help="A table of the problem and its restrictions.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Say what is known of a problem and by which chain, and which lower bounds follow if assumptions hold."""
    from certify.certificates.library_evidence import evidence_digest
    from certify.graph.carried import Consequences, Implication, Knowledge, KnownFacts
    from certify.graph.cited_statements import Assumption
    from certify.system.cache import remembered

    library = library_with(use, strict)
    name = library.find_problem(problem)
    if by_regime:
        _regimes(library, name, as_json)
        return
    doing(f"looking for consequences of {name}")
    running, begun, left = current(), list[Consequences](), ["what would follow from an algorithm"]

    def find() -> Consequences:
        from certify.graph.consequences import implications
        from certify.graph.facts import FactGraph, known

        carrier = FactGraph(library)
        facts = known(library, name, carrier)
        begun.append(_with_sources(library, facts, ()))
        return _with_sources(library, facts, implications(library, name, carrier))

    try:
        key = f"consequences {name} {evidence_digest(library)}"
        told, left = remembered(key, find, (Consequences, Knowledge, Implication, Assumption)), []
    except Stopped:  # what is known is reported even if the time is spent
        if not begun:
            raise
        told = begun[0]
    found = KnownFacts(library.problem(name), told.pieces, told.silent)
    result = {
        "problem": name,
        "cites": [list(c) for c in found.problem.about.cites],
        "known": [_json(k) for ks in found.statements.values() for k in ks],
        "silent": list(found.silent),
        "clashes": found.clashes,
        "implications": [i.json() for i in told.implied],
        "assumptions": [{"name": a.name, "says": a.says, "cites": [list(c) for c in a.cites]} for a in told.assumptions],
        "references": told.references,
    }
    code, says = running.outcome(ExitCode.FINE, left, "answer yet to")
    answer("consequences", as_json, result, lambda: _show(found, told, all_chains), code, says or None)


def _with_sources(library: Library, found: KnownFacts, implied: Sequence[Implication]) -> Consequences:
    from certify.graph.carried import Consequences
    from certify.graph.cited_statements import assumption

    rest: list[Knowledge | Implication] = [*found.pieces, *implied]
    assumptions = tuple(assumption(library, name) for name in sorted({a for piece in rest for a in piece.assumptions}))
    keys = sorted({key for piece in (found.problem.about, *rest, *assumptions) for key, _ in piece.cites})
    return Consequences(found.pieces, found.silent, tuple(implied), assumptions, {key: library.reference(key) for key in keys})


def _regimes(library: Library, name: str, as_json: bool) -> None:
    from certify.graph.regimes import regimes

    rows = list(regimes(library, name))
    answer("consequences", as_json, {"problem": name, "regimes": [r.json() for r in rows]}, lambda: _show_regimes(rows))


def _show_regimes(rows: Sequence[Regime]) -> None:
    from rich.text import Text

    from certify.graph.facts import fixed_note

    out = console()
    for regime in rows:
        problem = regime.problem
        within = f"  ({regime.restricts}, where {'; '.join(regime.where)})" if regime.where else ""
        out.print(Text.assemble((problem.name, "bold"), within))
        if problem.fixing:
            out.print(Text(f"  {fixed_note(problem)}", "yellow"))
        strong = any(k.statement == "strongly NP-hard" for k in regime.known)
        for piece in regime.known:
            if piece.statement != "NP-hard" or not strong:
                weak = "" if piece.statement != "NP-hard" else " (not shown to be strongly so)"
                by = f"by {' -> '.join(piece.visits)}; evidence: {_evidence(piece)}" if piece.chain else piece.evidence
                assuming = f"; assuming {' and '.join(piece.assumptions)}" if piece.assumptions else ""
                out.print(Text.assemble("  ", (piece.statement, "green"), f"{weak} {by}{assuming}"))
        for i in regime.implied:
            by = f"by {' -> '.join([i.origin, *(name.partition(':')[2] for name in i.chain)])}" if i.chain else "as cited"
            fixed = f", even for {', '.join(f'{n} <= {most}' for n, most in i.fixed)}" if i.fixed else ""
            out.print(Text.assemble("  ", (f"if {' and '.join(i.assumptions)}", "cyan"), f": not in {i.time}{fixed}, {by}"))
        for solver in regime.solvers:
            out.print(f"  solved by {solver.method}, {solver.growth}: {solver.title}")


def _json(piece: Knowledge) -> dict[str, Any]:
    return {
        "statement": piece.statement, "premise": piece.premise, "chain": list(piece.chain), "evidence": piece.evidence,
        "evidence_notes": list(piece.evidence_notes),
        "assumptions": list(piece.assumptions), "cites": [list(c) for c in piece.cites], "note": piece.note,
    }  # fmt: skip


def _show(found: KnownFacts, told: Consequences, all_chains: bool) -> None:
    from rich.text import Text

    out = console()
    name = found.problem.name
    cited = list(found.problem.about.cites)
    out.print(Text.assemble((name, "bold"), f"  {found.problem.about.title}{_cites(cited)}"))
    for statement, pieces in found.statements.items():
        out.print(Text(f"  {statement}", "green"))
        carried = [p for p in pieces if p.chain]
        shown = [p for p in pieces if not p.chain] + (carried if all_chains else carried[:1])
        for piece in shown:
            out.print(f"    {_because(piece)}")
            cited += _shown_cites(piece)
        more = len(pieces) - len(shown)
        if more:
            out.print(f"    and by {more} more {'chain' if more == 1 else 'chains'} (--all)")
    if not found.statements:
        out.print("  neither hardness nor membership is known")
    for clash in found.clashes:
        out.print(Text(f"  {clash}", "bold red"))
    for silent in found.silent:
        out.print(Text(f"  {silent}", "yellow"))
    _show_implications(out, told.implied)
    cited += [c for i in told.implied for c in i.cites]
    for assumed in told.assumptions:
        out.print(f"  {assumed.name}: {assumed.says}{_cites(assumed.cites)}")
        cited += assumed.cites
    for key in sorted({key for key, _ in cited}):
        out.print(f"  [{key}] {told.references[key]}")


def _because(piece: Knowledge) -> str:
    text = piece.evidence + _cites(piece.cites)
    if piece.chain:
        text = f"by {' -> '.join(piece.visits)}; evidence: {_evidence(piece)}; {piece.premise}{_cites(_shown_cites(piece))}"
    if piece.assumptions:
        text += f"; assuming {' and '.join(piece.assumptions)}"
    return text + (f"; {piece.note}" if piece.note else "")


def _shown_cites(piece: Knowledge) -> Sequence[tuple[str, str]]:
    """Return the citations that are printed: all of the problem itself, the first of one at the start of a chain."""
    return piece.cites[:1] if piece.chain else piece.cites


def _evidence(of: Knowledge | Implication) -> str:
    """Return the evidence along a chain, with its notes."""
    return of.evidence + (f" ({'; '.join(of.evidence_notes)})" if of.evidence_notes else "")


def _cites(cites: Sequence[tuple[str, str]]) -> str:
    return "".join(f" [{key}{', ' + place if place else ''}]" for key, place in cites)


def _show_implications(out: Console, implied: Sequence[Implication]) -> None:
    from rich.text import Text

    if implied:
        out.print("  implications (times are up to factors polynomial in the length of the instance; t is nondecreasing)")
    for i in implied:
        assuming = " and ".join(i.assumptions)
        out.print(Text.assemble("    ", (f"if {assuming}", "cyan") if assuming else "", ": " if assuming else "", i.excludes))
        if i.chain:
            out.print(f"      {i.gives}")
            visits = " -> ".join([i.origin, *(name.partition(":")[2] for name in i.chain)])
            by = f"by {visits}; evidence: {_evidence(i)}{_cites(i.cites)}"
        else:
            by = f"{i.evidence}{_cites(i.cites)}"
        out.print(f"      {by}" + (f"; {i.note}" if i.note else ""))
