"""The verb `audit`: gather evidence for problems, reductions and chains."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from certify.audit.efforts import Effort
from certify.console import Usage, answer, bounds_of, console, exit_code, unless_unread, verb, write_line
from certify.errors import ExitCode
from certify.library import Library
from certify.system.files import CannotWrite, check_file, check_folder
from certify.system.stopping import Stopped, current

if TYPE_CHECKING:
    from certify.audit.remembered_evidence import Gathered
    from certify.certificates.documents import Document
    from certify.chains import Chain
    from certify.core import Problem, Reduction
    from certify.evidence import Counterexample, Evidence
    from certify.system.store import Store

from certify.verbs.options import AsJson, Seconds, Strict, Use, app, is_file, library_with
from certify.verbs.subjects import Subject, check_measures, name_of, subjects


@dataclass(frozen=True)
class _Asked:
    """What determines evidence, besides its subject: the options of the same names."""

    within: dict[str, int]
    effort: Effort
    caps: dict[str, int]
    interesting: bool


@app.command()
@verb
def audit(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME|FILE|SOURCE TARGET")] = None,
    all_reductions: Annotated[bool, typer.Option("--all", help="Every reduction of the library.")] = False,
    within: Annotated[str | None, typer.Option(metavar="n=3,m=2", help="Bounds on the source's measures.")] = None,
    seconds: Seconds = None,
    effort: Annotated[Effort, typer.Option(help="How much work is done; more never finds less.")] = Effort.standard,
    save: Annotated[bool, typer.Option("--save", help="Write certificates into the proofs folder.")] = False,
    certificate: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the certificate into this file.")] = None,
    proofs: Annotated[Path, typer.Option(help="The folder for --save.")] = Path("proofs"),
    picture: Annotated[Path | None, typer.Option(help="Draw the counterexample into this file.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Examine instances in so many processes; 0: one for each processor.")] = 1,
    cluster: Annotated[str, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Examine them on a dask cluster.")] = "",
    store: Annotated[str, typer.Option(metavar="FILE|off", help="Where results are kept; else in your data folder.")] = "",
    interesting: Annotated[bool, typer.Option("--interesting", help="Beside an empty counterexample, one that is not.")] = False,
    cap: Annotated[list[str], typer.Option(metavar="SLOT=N", help="Raise the cap of a size that no measure bounds.")] = [],  # noqa: B006
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Gather evidence: every instance of a region, all witnesses of both sides."""
    from certify.audit.remembered_pieces import RememberedPieces
    from certify.audit.schedulers import scheduler
    from certify.reports.evidence import show_evidence
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
    asked = _Asked(bounds_of(within), effort, bounds_of(",".join(cap), "--cap"), interesting)
    chosen: Sequence[Subject] = library.names("reduction")
    if not all_reductions:
        chosen = subjects(library, words, [("reduction",), ("problem",)])
    if certificate is not None and len(chosen) != 1:
        raise Usage(f"`--certificate` writes one certificate, and {len(chosen)} subjects are named; `--save` writes one for each")
    alike = None if seconds is None else seconds / len(chosen)
    writing = _Writing(library, asked, [*files, *use], alike, proofs if save else None, certificate, as_json)
    running, troubles, left = current(), list[str](), list[str]()
    found: list[dict[str, Any]] = []
    with scheduler(jobs, cluster) as scheduled, opened(store, _tell) as kept:
        where = RememberedPieces(scheduled, kept) if kept.on else scheduled
        for at, subject in enumerate(chosen):
            share = None if running.clock.left is None else running.clock.left / (len(chosen) - at)
            try:
                with _progress(as_json, name_of(subject)) as progress:
                    how = {"seconds": share, "progress": progress, "scheduler": where}
                    gathered = _remembered(kept, library, subject, asked, **how)
                evidence = gathered.evidence
                with running.sheltered():
                    told = evidence.json()
                    found.append(told)
                    if not as_json:
                        show_evidence(evidence, console())
                        if gathered.remembered:
                            write_line("  from the store")
                    if isinstance(subject, str):
                        troubles += writing.write(told, evidence, subject, [])
                    running.keep(told)
                if not isinstance(subject, str) and writing.wanted:  # its reductions may have to be audited as well
                    edges = writing.edges(kept, subject, {"progress": None, "scheduler": where})
                    with running.sheltered():
                        troubles += writing.write(told, evidence, subject, edges)
                if picture is not None and evidence.counterexample is not None:
                    troubles += _draw_counterexample(library, subject, evidence.counterexample, picture)
            except Stopped:  # what was found for this subject, if anything, is shown
                if len(found) + len(left) == at:
                    left.append(name_of(subject))
            if running.ended:
                left += map(name_of, chosen[at + 1 :])
                break
            if not save and at + 1 < len(chosen):
                unless_unread()
    code, why = running.outcome(exit_code(e["verdict"] for e in found), left, "evidence for")
    code = ExitCode.BAD_INPUT if troubles and not why else code
    answer("audit", as_json, found, lambda: None, code, "\n".join(filter(None, [*troubles, why])) or None)


@dataclass(frozen=True)
class _Writing:
    """How certificates are written.

    - `files`: the user's texts.
    - `seconds`: the time of one subject, for the command that repeats its audit.
    - `proofs`: the folder for certificates; None if they are not saved there.
    - `file`: the file for the one certificate, if there is one.
    - `as_json`: whether nothing is told.
    """

    library: Library
    asked: _Asked
    files: list[Path]
    seconds: float | None
    proofs: Path | None
    file: Path | None
    as_json: bool

    @property
    def wanted(self) -> bool:
        """Whether certificates are written at all."""
        return self.proofs is not None or self.file is not None

    def edges(self, store: Store, route: Sequence[str], how: dict[str, Any]) -> list[Document]:
        """Return the certificates of the reductions of a chain: those that are saved, checked or not, and others that are made
        with the same effort, each on its own region."""
        from certify.certificates.documents import certificate_of
        from certify.certificates.library_evidence import saved_in

        found: list[Document] = []
        alone = replace(self.asked, within={}, caps={}, interesting=False)
        for name in route:
            saved = saved_in(self.library, name)
            if saved.intact:
                found.append(saved.document)
            else:
                evidence = _remembered(store, self.library, name, alone, seconds=None, **how).evidence
                command = _command(name, self.files, alone, None)
                found.append(certificate_of(evidence, self.library.reduction(name), command))
        return found

    def write(self, told: dict[str, Any], evidence: Evidence, subject: Subject, edges: Sequence[Document]) -> list[str]:
        """Write the certificate of a subject, add to `told` what was done, and return errors."""
        from certify.certificates.documents import certificate_of
        from certify.certificates.saved import write_certificate

        if not self.wanted:
            return []
        command = _command(subject, self.files, self.asked, self.seconds)
        document = certificate_of(evidence, _declared(self.library, subject), command, edges)
        try:
            if self.file is not None:
                write_certificate(document, self.file)
                told["certificate"] = str(self.file)
                if not self.as_json:
                    write_line(f"  certificate: {self.file}")
            if self.proofs is not None:
                told["saved"] = {"file": str(self.proofs), "written": False, "kept": "", "instead": ""}
                told["saved"] = self._save(document, self.proofs)
        except CannotWrite as error:
            return [str(error)]
        return []

    def _save(self, document: Document, proofs: Path) -> dict[str, Any]:
        """Save a certificate in the folder unless the one that is there is to stay, and return what was done."""
        from certify.certificates.saved import save_certificate

        saving = save_certificate(document, proofs)
        if not self.as_json and saving.kept:
            write_line(f"  not saved: {saving.path} stays: {saving.kept}")
        elif not self.as_json:
            instead = f" instead of what was there ({saving.instead})" if saving.instead else ""
            write_line(f"  saved as {saving.path}{instead}")
        return {"file": str(saving.path), "written": not saving.kept, "kept": saving.kept, "instead": saving.instead}


def _declared(library: Library, subject: Subject) -> Problem | Reduction | Chain:
    """Return what a subject names."""
    if isinstance(subject, str):
        return library.reduction(subject) if ":" in subject else library.problem(subject)
    return _chain(library, subject)


def _command(subject: Subject, files: list[Path], asked: _Asked, seconds: float | None) -> str:
    """Return the command that repeats the audit of one subject."""
    first, last = (subject, subject) if isinstance(subject, str) else (subject[0], subject[-1])
    names = [subject] if isinstance(subject, str) else [first.partition(":")[0], last.partition(":")[2]]
    words = ["certify", "audit", *names]
    for file in dict.fromkeys(files):
        words += ["--use", str(file)]
    if asked.within:
        words += ["--within", ",".join(f"{name}={bound}" for name, bound in asked.within.items())]
    for slot, cap in asked.caps.items():
        words += ["--cap", f"{slot}={cap}"]
    if seconds is not None:
        words += ["--seconds", f"{seconds:g}"]
    return shlex.join(words + ([] if asked.effort is Effort.standard else ["--effort", asked.effort]))


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _remembered(store: Store, library: Library, subject: Subject, asked: _Asked, **how: Any) -> Gathered:
    """Return the evidence about a subject from the store, or else gather it and keep it there.

    `how`: the parameters of the audit that do not change evidence, unless they end the audit before its time.
    """
    from certify.audit.remembered_evidence import remembered_evidence

    def stopped(evidence: Evidence) -> bool:
        return bool(evidence.stopped) or current().stop is not None

    names = [subject] if isinstance(subject, str) else subject
    declared = [library.reduction(name) if ":" in name else library.problem(name) for name in names]
    return remembered_evidence(store, declared, asdict(asked), lambda: _gathered(library, store, subject, asked, **how), stopped)


def _gathered(library: Library, store: Store, subject: Subject, asked: _Asked, **how: Any) -> Evidence:
    """Return the evidence for a problem, a reduction, or a chain."""
    if isinstance(subject, str) and ":" not in subject:
        from certify.audit.problem_audit import audit_problem

        problem = library.problem(subject)
        check_measures(asked.within, problem)
        return audit_problem(problem, asked.within, effort=asked.effort, caps=asked.caps, **how)
    from certify.api import mutants_of
    from certify.audit.reduction_audit import audit_chain

    chain = _chain(library, subject)
    check_measures(asked.within, chain.source)
    return audit_chain(
        chain,
        asked.within,
        effort=asked.effort,
        caps=asked.caps,
        interesting=asked.interesting,
        mutants=mutants_of(library, chain),
        store=store,
        **how,
    )


def _chain(library: Library, subject: Subject) -> Chain:
    """Return the chain of a subject; of a problem, the chain without reductions."""
    from certify.api import chain_of

    route = [subject] if isinstance(subject, str) else list(subject)
    return chain_of(library, route[0].partition(":")[0], [name for name in route if ":" in name])


def _progress(as_json: bool, subject: str) -> Any:
    from certify.reports.evidence import progress_bar

    return progress_bar(subject, enabled=not as_json and sys.stderr.isatty())


def _draw_counterexample(library: Library, subject: Subject, found: Counterexample, out: Path) -> list[str]:
    """Draw the counterexample, and return the errors."""
    from certify.pictures.refutation import draw_counterexample
    from certify.pictures.rendering import CannotRender

    try:
        draw_counterexample(_chain(library, subject), found, out)
    except (CannotRender, CannotWrite) as error:
        return [str(error)]
    return []
