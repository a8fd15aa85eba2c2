"""`audit`: evidence."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from certify.console import answer, bounds_of, console, exit_code, verb, write_line
from certify.library import Library

if TYPE_CHECKING:
    from certify.checks.evidence import Evidence

from certify.verbs.options import DEFAULT_SECONDS, AsJson, Seconds, Use, app, is_file, library_with
from certify.verbs.subjects import Subject, check_measures, subjects


class Effort(StrEnum):
    """How much is done for evidence."""

    quick = "quick"
    standard = "standard"
    deep = "deep"


@app.command()
@verb
def audit(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME|FILE|SOURCE TARGET")] = None,
    all_reductions: Annotated[bool, typer.Option("--all", help="Every reduction of the library.")] = False,
    within: Annotated[str | None, typer.Option(metavar="n=3,m=2", help="Bounds on the source's measures.")] = None,
    seconds: Seconds = None,
    effort: Annotated[Effort, typer.Option(help="Beyond quick, settle all instances of larger regions at once.")] = Effort.quick,
    save: Annotated[bool, typer.Option("--save", help="Write the evidence into the proofs folder.")] = False,
    proofs: Annotated[Path, typer.Option(help="The folder for --save.")] = Path("proofs"),
    picture: Annotated[Path | None, typer.Option(help="Draw the counterexample into this file.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Examine instances in so many processes; 0: one for each processor.")] = 1,
    cluster: Annotated[str, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Examine them on a dask cluster.")] = "",
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Gather evidence: every instance of a region, all witnesses of both sides."""
    from certify.checks.report import show_evidence
    from certify.checks.schedulers import scheduler

    words = names or []
    files = [Path(n) for n in words if is_file(n)]
    library = library_with([*files, *use])
    bounds = bounds_of(within)
    if seconds is None and not bounds and effort is Effort.quick:
        seconds = DEFAULT_SECONDS
    chosen: Sequence[Subject] = library.names("reduction")
    if not all_reductions:
        chosen = subjects(library, words, [("reduction",), ("problem",)])
    found: list[dict[str, Any]] = []
    with scheduler(jobs, cluster) as where:
        for subject in chosen:
            with _progress(as_json, subject if isinstance(subject, str) else " -> ".join(subject)) as progress:
                evidence = _gathered(library, subject, bounds, effort, seconds=seconds, progress=progress, scheduler=where)
            found.append(evidence.json())
            if not as_json:
                show_evidence(evidence, console())
            if save:
                found[-1]["saved"] = _save(evidence, proofs, _command(subject, [*files, *use], bounds, seconds, effort), as_json)
            if picture is not None and evidence.counterexample is not None:
                _draw_counterexample(library, evidence, picture)
    answer("audit", as_json, found, lambda: None, exit_code(e["verdict"] for e in found))


def _save(evidence: Evidence, proofs: Path, command: str, as_json: bool) -> dict[str, Any]:
    """Save evidence unless what is there is stronger, and say which."""
    from certify.certificates.saved import save_evidence

    saving = save_evidence(evidence, proofs, command)
    if not as_json and saving.kept:
        write_line(f"  not saved: {saving.path} keeps stronger evidence on the same core: {saving.kept}")
    elif not as_json:
        write_line(f"  saved as {saving.path}" + (f" instead of what was there ({saving.instead})" if saving.instead else ""))
    return {"file": str(saving.path), "written": not saving.kept, "kept": saving.kept, "instead": saving.instead}


def _command(subject: Subject, files: list[Path], bounds: dict[str, int], seconds: float | None, effort: Effort) -> str:
    """The command that audits one subject in this way."""
    first, last = (subject, subject) if isinstance(subject, str) else (subject[0], subject[-1])
    names = [subject] if isinstance(subject, str) else [first.partition(":")[0], last.partition(":")[2]]
    words = ["certify", "audit", *names]
    for file in dict.fromkeys(files):
        words += ["--use", str(file)]
    if bounds:
        words += ["--within", ",".join(f"{name}={bound}" for name, bound in bounds.items())]
    if seconds is not None:
        words += ["--seconds", f"{seconds:g}"]
    return shlex.join(words + ([] if effort is Effort.quick else ["--effort", effort]))


def _gathered(library: Library, subject: Subject, bounds: dict[str, int], effort: str, **how: Any) -> Evidence:
    """The evidence for a problem, a reduction, or a chain."""
    from certify.api import chain_of
    from certify.checks.audit import audit_chain
    from certify.checks.definedness import audit_problem

    if isinstance(subject, str) and ":" not in subject:
        problem = library.problem(subject)
        check_measures(bounds, problem)
        return audit_problem(problem, bounds, **how)
    route = [subject] if isinstance(subject, str) else subject
    chain = chain_of(library, route[0].partition(":")[0], list(route))
    check_measures(bounds, chain.source)
    return audit_chain(chain, bounds, effort=effort, **how)


def _progress(as_json: bool, subject: str) -> Any:
    from certify.checks.report import progress_bar

    return progress_bar(subject, enabled=not as_json and sys.stderr.isatty())


def _draw_counterexample(library: Library, evidence: Evidence, out: Path) -> None:
    from certify.api import chain_of
    from certify.formats import from_json
    from certify.pictures.drawing import draw_instance, draw_reduction

    assert evidence.counterexample is not None
    if ":" not in evidence.subject:
        problem = library.problem(evidence.subject.partition(" ")[0])
        draw_instance(from_json(problem, evidence.counterexample.instance), out, False)
        return
    chain = chain_of(library, evidence.subject.partition(":")[0], [evidence.subject])
    draw_reduction(chain, from_json(chain.source, evidence.counterexample.instance), out, False)
