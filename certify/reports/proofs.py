"""Proofs for all sizes as text: each obligation's verdict, and the goals that are open."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from certify.certificates.checker import CARRIES, LEMMA, claim_goal
from certify.empirical.claim_checks import shown
from certify.proving.results import PROVED, SHOWN, ReductionProof, ShownGoal
from certify.wording import counted

if TYPE_CHECKING:
    from rich.console import Console


def show_proof(result: ReductionProof, out: Console, goals: bool) -> None:
    """Print what is known of a reduction.  `goals`: also the goals that are proved."""
    out.print(f"{result.reduction.name}  {line_of(result)}")
    if result.left_untranslated:
        out.print(f"  not translated: {result.construct}")
        if result.mark is not None:
            out.print(f"    {result.mark}: {result.mark.text}")
        if not result.goals:
            return
    for obligation, verdict in result.obligations.items():
        here = [g for g in result.goals if g.proof.goal.obligation == obligation]
        stated, instances = result.counted(obligation)
        out.print(f"  {obligation:12}  {verdict}  ({counted(stated, 'goal')}, {counted(instances, 'instance')})")
        for g in here:
            if goals or g.proof.verdict not in SHOWN:
                _show_goal(g, out)
    for told, (says, proved) in zip(result.reduction.shown, result.shown_first, strict=False):
        out.print(f"  {'carried' if told.of == CARRIES else 'shown first':12}  {'proved' if proved else 'open'}  {says}")
    for terms, used in result.taken:
        out.print(f"  {'taken':12}  {'used' if used else 'of no use'}  {terms}")
    for k, claim in enumerate(result.reduction.claims):
        if claim_goal(k) in result.proved:
            out.print(f"  {'sizes':12}  {shown(claim)} is proved")


def line_of(result: ReductionProof) -> str:
    """Return the verdicts in one line."""
    if result.stopped:
        done = [g.proof.goal.obligation for g in result.goals if g.proof.verdict == PROVED]
        shown = sum(obligation != LEMMA for obligation in done)
        return f"{result.verdict}: stopped  {counted(shown, 'goal')} shown and replayed"
    if result.construct or result.proved >= {*result.obligations}:
        shown = sum(result.counted(o)[0] for o in result.proved)
        left = "unknown: not translated" if result.left_untranslated else result.verdict
        return f"{left}  {counted(shown, 'goal')} shown and replayed" if shown else left
    goals = [g.proof for g in result.goals if g.proof.goal.induction is None]
    found = Counter(p.verdict for p in goals)
    figures = [f"{n} {verdict}" for verdict, n in found.items() if verdict not in SHOWN]
    shown = sum(found[verdict] for verdict in SHOWN)
    figures.append(f"{shown} of {counted(len(goals), 'goal')} shown, {sum(p.replayed for p in goals)} replayed")
    return f"{result.verdict}  {', '.join(figures)}"


def _show_goal(goal: ShownGoal, out: Console) -> None:
    proof = goal.proof
    place = f", {proof.goal.mark}" if proof.goal.mark is not None else ""
    out.print(f"    {proof.verdict}: {proof.goal.part}{place}")
    out.print(f"      {goal.says}")
    for text in goal.given:
        out.print(f"        {text}")
