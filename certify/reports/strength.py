"""The strength of checks as text: the mutants by rule, and each one that was not refuted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from certify.mutation.edits import Rule
from certify.mutation.strength import Fate, Judgement, Strength
from certify.wording import counted

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 100


def strength_json(name: str, strength: Strength) -> dict[str, Any]:
    """Return the strength as a JSON object: the counts, the same for each rule, and the mutants that were not refuted."""
    return {"subject": name, **strength.json(), "rules": _by_rule(strength)}


def show_strength(name: str, strength: Strength, out: Console) -> None:
    """Print the sentence, a line for each rule, and each mutant that was not refuted or is declared equivalent."""
    figures = f"{counted(strength.instances, 'instance')}, work {strength.work}"
    out.print(f"{name}  {strength.says} ({figures})")
    rules = _by_rule(strength)
    width = max((len(rule) for rule in rules), default=0)
    for rule, counts in rules.items():
        out.print(f"  {rule:{width}}  " + ", ".join(f"{n} {fate}" for fate, n in counts.items()))
    for judgement in strength.judgements:
        if judgement.fate is not Fate.KILLED:
            _show(judgement, out)


def _by_rule(strength: Strength) -> dict[Rule, dict[Fate, int]]:
    """Return, for each rule that has mutants, how many of them have each fate."""
    found = {rule: Counter(j.fate for j in strength.judgements if j.mutant.rule is rule) for rule in Rule}
    return {rule: {fate: counts[fate] for fate in Fate if counts[fate]} for rule, counts in found.items() if counts}


def _show(judgement: Judgement, out: Console) -> None:
    mutant = judgement.mutant
    before, after = (_shortened(text) for text in mutant.change)
    out.print(f"  {mutant.place}: {judgement.fate}: {mutant.rule}")
    out.print(f"    {before or '(nothing)'}")
    out.print(f"    -> {after or '(nothing)'}")
    if mutant.equivalent is not None:
        out.print(f"    equivalent, says the text: {mutant.equivalent.why}")


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 4]} ..."
