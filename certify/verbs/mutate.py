"""The verb `mutate`: mutants of a reduction's text, and which of them the checks refute."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import Usage, answer, console, exit_code, unless_unread, verb
from certify.system.progress import doing
from certify.system.stopping import Stopped, current
from certify.verbs.completion import subject_names
from certify.verbs.options import AsJson, Seconds, Strict, Use, is_file, library_with
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.subjects import subjects

if TYPE_CHECKING:
    from certify.mutation.strength import Strength

WORK = 300_000
"""The work for the mutants of one reduction if none is given: some seconds to a minute."""

LARGE = 5
"""The units of work on large instances for each mutant that is left, as a multiple of the work that is given."""


@verbs.command()
@verb
def mutate(
    names: Annotated[list[str] | None, Argument(metavar="NAME|FILE", autocompletion=subject_names)] = None,
    all_reductions: Annotated[bool, Option("--all", help="Every reduction of the library.")] = False,
    most: Annotated[int | None, Option(min=1, help="At most so many mutants, of all kinds and places.")] = None,
    work: Annotated[int, Option(min=0, help="The work for each reduction, in witnesses mapped or examined.")] = WORK,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Change a reduction's text in one place after another, and see whether the checks refute what comes of it."""
    from certify.audit.mutant_attack import attacked
    from certify.mutation.growing import growing_instances
    from certify.mutation.killing import MutantJudge
    from certify.mutation.mutants import mutants
    from certify.reports.strength import show_strength, strength_json
    from certify.solve.sat import Decider

    words = names or []
    library = library_with([*(Path(n) for n in words if is_file(n)), *use], strict)
    chosen = library.names("reduction") if all_reductions else subjects(library, words, [("reduction",)])
    running, left, found = current(), list[str](), list[dict[str, Any]]()
    verdicts = list[str]()
    for at, name in enumerate(chosen):
        if not isinstance(name, str) or ":" not in name:
            raise Usage("mutants are of a reduction: name SOURCE:TARGET, or a file that declares one")
        strength = None
        try:
            doing(f"judging mutants of {name}")
            reduction = library.reduction(name)
            judge = MutantJudge(reduction, mutants(library, name, most))
            clock = running.clock.share(1 / (len(chosen) - at))
            try:
                judge.judge(growing_instances(reduction, clock.tick), work, clock)
            finally:
                strength = judge.strength
            with Decider() as decider:
                strength = attacked(strength, LARGE * work, decider, clock)
        except (Stopped, TimeoutError):
            left.append(name)
        if strength is not None:
            with running.sheltered():
                verdicts.append(_verdict(strength))
                found.append(strength_json(name, strength))
                running.keep(found[-1])
                if not as_json:
                    show_strength(name, strength, console())
        if running.ended:
            left += [str(other) for other in chosen[at + 1 :]]
            break
        if at + 1 < len(chosen):
            unless_unread()
    code, why = running.outcome(exit_code(verdicts), left, "whole answer for")
    answer("mutate", as_json, found, lambda: None, code, why or None)


def _verdict(strength: Strength) -> str:
    """Return the verdict on the checks for the exit code: `refuted` if a mutant slips through or is declared equivalent wrongly,
    `unknown` if budgets hide whether one does."""
    from certify.mutation.strength import Fate

    if strength.counts[Fate.SURVIVED] or strength.counts[Fate.WRONG]:
        return "refuted"
    return "unknown" if strength.counts[Fate.UNKNOWN] else "exhausted"
