"""The verb `audit`: gather evidence for problems, reductions and chains."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from certify.audit.efforts import Effort
from certify.console import Usage, answer, bounds_of, unless_unread, verb
from certify.errors import ExitCode
from certify.system.files import check_file, check_folder
from certify.system.stopping import Stopped, current
from certify.verbs.audit_answers import AuditAnswers
from certify.verbs.completion import subject_names
from certify.verbs.gathering import Asked, gathered, side_by_side
from certify.verbs.options import AsJson, Seconds, Strict, Use, is_file, library_with
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.saving import Writing
from certify.verbs.subjects import Subject, name_of, subjects


@verbs.command()
@verb
def audit(
    names: Annotated[list[str] | None, Argument(metavar="NAME|FILE|SOURCE TARGET", autocompletion=subject_names)] = None,
    all_reductions: Annotated[bool, Option("--all", help="Every reduction of the library.")] = False,
    within: Annotated[str | None, Option(metavar="n=3,m=2", help="Bounds on the source's measures.")] = None,
    seconds: Seconds = None,
    effort: Annotated[Effort, Option(help="How much work is done; more never finds less.")] = Effort.standard,
    save: Annotated[bool, Option("--save", help="Write certificates into the proofs folder.")] = False,
    certificate: Annotated[Path | None, Option(metavar="FILE", help="Write the certificate into this file.")] = None,
    proofs: Annotated[Path, Option(help="The folder for --save.")] = Path("proofs"),
    picture: Annotated[Path | None, Option(help="Draw the counterexample into this file.")] = None,
    jobs: Annotated[
        int | None, Option(min=0, help="So many processes; 0, and by default for several names: as many as processors.")
    ] = None,
    cluster: Annotated[str, Option("--scheduler", metavar="tcp://HOST:PORT", help="Examine them on a dask cluster.")] = "",
    store: Annotated[str, Option(metavar="FILE|off", help="Where results are kept; else in your data folder.")] = "",
    interesting: Annotated[bool, Option("--interesting", help="Beside an empty counterexample, one that is not.")] = False,
    cap: Annotated[list[str], Option(metavar="SLOT=N", help="Raise the cap of a size that no measure bounds.")] = [],  # noqa: B006
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Gather evidence: every instance of a region, all witnesses of both sides."""
    from certify.audit.remembered_evidence import Gathered
    from certify.audit.remembered_pieces import RememberedPieces
    from certify.audit.schedulers import scheduler
    from certify.reports.evidence import progress_of
    from certify.system.store import opened

    check_file(picture)
    check_file(certificate)
    if picture is not None:
        from certify.pictures.rendering import format_of

        format_of(picture)
    if save:
        check_folder(proofs)
    words = names or []
    files = [Path(n) for n in words if is_file(n)]
    library = library_with([*files, *use], strict)
    asked = Asked(bounds_of(within), effort, bounds_of(",".join(cap), "--cap"), interesting)
    chosen: Sequence[Subject] = library.names("reduction")
    if not all_reductions:
        chosen = subjects(library, words, [("reduction",), ("problem",)])
    if certificate is not None and len(chosen) != 1:
        raise Usage(f"`--certificate` writes one certificate, and {len(chosen)} subjects are named; `--save` writes one for each")
    alike = None if seconds is None else seconds / len(chosen)
    writing = Writing(library, asked, [*files, *use], alike, proofs if save else None, certificate, as_json)
    answers = AuditAnswers(library, writing, picture, as_json)
    running, left = current(), list[str]()
    with ExitStack() as open_:
        elsewhere = None
        if len(chosen) > 1 and jobs != 1 and not cluster and seconds is None:
            processes = min(jobs or os.cpu_count() or 1, len(chosen))
            elsewhere = open_.enter_context(side_by_side(chosen, [*files, *use], store, asked, processes))
        scheduled = open_.enter_context(scheduler(1 if elsewhere or jobs is None else jobs, cluster))
        kept = open_.enter_context(opened(store, _tell))
        where = RememberedPieces(scheduled, kept) if kept.on else scheduled
        for at, subject in enumerate(chosen):
            if running.ended and (at or elsewhere is not None):  # what other processes have finished is told all the same
                done = None if elsewhere is None else elsewhere.finished(subject)
                if isinstance(done, Gathered):
                    answers.tell(subject, done)
                else:
                    left.append(name_of(subject))
                continue
            share = None if running.clock.left is None else running.clock.left / (len(chosen) - at)
            before = len(answers.found)
            try:
                how = {"seconds": share, "progress": progress_of(name_of(subject)), "scheduler": where}
                result = gathered(library, kept, subject, asked, elsewhere, **how)
                told = answers.tell(subject, result)
                if not isinstance(subject, str) and writing.wanted:  # its reductions may have to be audited as well
                    edges = writing.edges(kept, subject, result.evidence, {"progress": None, "scheduler": where})
                    with running.sheltered():
                        answers.troubles += writing.write(told, result.evidence, subject, edges)
                answers.draw(subject, result.evidence.counterexample)
            except Stopped:  # what was found for this subject, if anything, is shown
                if len(answers.found) == before:
                    left.append(name_of(subject))
            except Exception as error:  # of this subject alone
                answers.fail(subject, error, alone=len(chosen) == 1)
            if not save and not running.ended and at + 1 < len(chosen):
                unless_unread()
    code, why = running.outcome(answers.code, left, "evidence for")
    code = ExitCode.BAD_INPUT if answers.troubles and code is not ExitCode.DEFECT and not why else code
    answer(
        "audit",
        as_json,
        answers.found,
        lambda: None,
        code,
        "\n".join(filter(None, [*answers.troubles, answers.says, why])) or None,
    )


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
