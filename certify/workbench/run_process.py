"""A run of the workbench: a text is checked, bounded or audited in a process of its own, which tells its progress and its result.

The process says objects: `{"doing": ..., "line": ...}` while it works; in the end `{"result": ...}` and, with a certificate,
`{"certificate": {"name": ..., "data": ...}}` before it; or `{"why": ...}` if there is no result.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from rich.console import Console

from certify.audit.efforts import Effort
from certify.audit.own_mutants import mutants_of
from certify.audit.problem_audit import audit_problem
from certify.audit.reduction_audit import audit_chain
from certify.certificates.documents import canonical, certificate_of
from certify.certificates.sat_proofs import with_proofs
from certify.certificates.saved import DATA, file_name
from certify.chains import Chain
from certify.console import exit_code, why_ended
from certify.core.mistakes import Source
from certify.display.answers import evidence_page
from certify.display.html import heading, page, text, verdict
from certify.empirical.examined_bounds import examine_problem, examine_reduction
from certify.errors import ExitCode, InputError
from certify.evidence import LEVELS, Counterexample, Evidence
from certify.graph.route_choice import chain_of
from certify.library import Library, standard
from certify.library.hiding import hidings
from certify.pictures.refutation import counterexample_pictures
from certify.pictures.rendering import CannotRender, svg
from certify.records import dataclass, replace
from certify.reports.evidence import progress_of, show_evidence
from certify.reports.problem_bounds import ProblemReport
from certify.reports.reduction_bounds import ReductionReport
from certify.reports.well_formed import well_formed, well_formed_lines
from certify.site.problem_pages import problem_bounds_html
from certify.site.reduction_pages import reduction_bounds_html
from certify.solve.sat import refutation
from certify.system.deadlines import Clock
from certify.system.fork_server import LineChannel
from certify.system.progress import overheard
from certify.workbench.limits import EFFORTS
from certify.workbench.text_answers import NAME

WIDTH = 130
"""The width of the text of a result, in characters."""

MOST_PICTURE = 2 << 20
"""The most characters of a picture that is shown."""


def serve_run(channel: LineChannel) -> None:
    """Do the one run that is asked for."""
    for asked in channel:
        with overheard(asked["verb"], lambda doing, line: channel.say({"doing": doing, "line": line})):
            try:
                found = examined(asked["text"], asked["verb"], asked["effort"], asked["seconds"])
            except InputError as mistake:
                found = Examined("wrong", ExitCode.BAD_INPUT, str(mistake))
            except Exception as error:
                channel.say({"why": why_ended(error)})
                return
        if found.certificate is not None:
            name, data = found.certificate
            channel.say({"certificate": {"name": name, "data": base64.b64encode(data).decode()}})
        channel.say({"result": found.json()})
        return


@dataclass(frozen=True)
class Examined:
    """What a run found: its verdict and exit code, what the command line prints, the same as HTML, the counterexamples as JSON,
    and the name and the content of the certificate, if there is one."""

    verdict: str
    exit_code: ExitCode
    text: str
    html: str = ""
    counterexample: Mapping[str, Any] | None = None
    interesting: Mapping[str, Any] | None = None
    certificate: tuple[str, bytes] | None = None

    def json(self) -> dict[str, Any]:
        """Return it as the workbench tells it."""
        return {
            "verdict": self.verdict,
            "exit_code": int(self.exit_code),
            "text": self.text,
            "html": self.html,
            "counterexample": self.counterexample,
            "interesting": self.interesting,
            "certificate": self.certificate is not None,
        }


def examined(written: str, verb: str, effort: str, seconds: float) -> Examined:
    """Return what a verb (`audit`, `check` or `bounds`) finds about the declarations of a text.

    - `effort`: one of `EFFORTS`.  `seconds`: when it stops.

    Raises `InputError` if the text is wrong.

    >>> examined("define two = 2", "check", "quick", 10).text
    'the text is well formed; it declares no problem and no reduction\\n'
    """
    library = standard().with_texts([Source(NAME, written)])
    for declared in library.texts:
        library.check_facts(declared)
    names = [(kind, name) for t in library.texts for kind, name in t.declares if kind in ("problem", "reduction")]
    hidden = "".join(f"{h.told}\n" for h in hidings(library))
    clock = Clock.start(seconds)
    if verb == "check":
        lines = "".join(f"{line}\n" for line in well_formed_lines(well_formed(library, names)))
        return Examined("well formed", ExitCode.FINE, hidden + lines, page(f"<pre>{text(lines)}</pre>"))
    chosen = names if verb == "bounds" else [d for d in names if d[0] == "reduction"] or names
    if not chosen:
        raise InputError("the text declares no problem and no reduction")
    found = (_bounded if verb == "bounds" else partial(_audited, EFFORTS[effort]))(library, [n for _, n in chosen], clock)
    return replace(found, text=hidden + found.text)


def _printed(show: Iterable[Callable[[Console], None]]) -> str:
    """Return what functions print on the command line."""
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, highlight=False, soft_wrap=True, markup=False)
    for part in show:
        part(console)
    return out.getvalue()


# ------------------------------------------------------------------------------------------------ bounds


def _bounded(library: Library, names: Sequence[str], clock: Clock) -> Examined:
    reports: list[ProblemReport | ReductionReport] = []
    parts = []
    for name in names:
        if ":" in name:
            found = examine_reduction(library.reduction(name), True, clock)
            reports.append(ReductionReport({}, found))
            inner = reduction_bounds_html(found)
        else:
            bounds = examine_problem(library.problem(name), True, clock)
            reports.append(ProblemReport({}, bounds))
            inner = problem_bounds_html(bounds.bounds)
        parts.append(heading(f"{text(name)} {verdict(reports[-1].verdict)}", "bounds of") + inner)
    worst = min((r.outcome for r in reports), key=("refuted", "unknown", "settled").index)
    told = next(r.verdict for r in reports if r.outcome == worst)
    says = _printed(partial(r.show, trace=False) for r in reports)
    return Examined(told, exit_code(r.outcome for r in reports), says, page(*parts))


# ------------------------------------------------------------------------------------------------ audits


def _audited(effort: Effort, library: Library, names: Sequence[str], clock: Clock) -> Examined:
    every = [(chain, _evidence(effort, library, chain, clock.share(1 / (len(names) - at)).left))
             for at, chain in enumerate(_chain(library, name) for name in names)]  # fmt: skip
    refuted = next(((c, e) for c, e in every if e.counterexample is not None), None)
    shown = [] if refuted is None else [_shown(refuted[0], c) for c in (refuted[1].counterexample, refuted[1].interesting)]
    return Examined(
        min((e.verdict for _, e in every), key=LEVELS.index),
        exit_code(e.verdict for _, e in every),
        _printed(partial(show_evidence, e) for _, e in every),
        "".join(evidence_page(replace(e, counterexample=None), c) for c, e in every),
        shown[0] if shown else None,
        shown[1] if shown else None,
        _certificate(library, every[0][1], effort) if len(every) == 1 else None,
    )


def _chain(library: Library, name: str) -> Chain:
    return chain_of(library, name.partition(":")[0], [name] if ":" in name else [])


def _evidence(effort: Effort, library: Library, chain: Chain, seconds: float | None) -> Evidence:
    if not chain.reductions:
        return audit_problem(chain.start, effort=effort, seconds=seconds, progress=progress_of(chain.start.name))
    told = progress_of(chain.name)
    mutants = mutants_of(library, chain)
    return audit_chain(chain, effort=effort, seconds=seconds, interesting=True, mutants=mutants, progress=told)


def _shown(chain: Chain, found: Counterexample | None) -> dict[str, Any] | None:
    """Return a counterexample as JSON with its picture, which is None if it cannot be drawn, or only too large."""
    if found is None:
        return None
    try:
        (graph,) = counterexample_pictures(chain, found, captioned=False)  # the chain has one reduction at most
        drawn = svg(graph)
    except (CannotRender, InputError, RecursionError):
        drawn = ""
    picture = drawn[drawn.find("<svg") :] if 0 < len(drawn) <= MOST_PICTURE else None
    return {"witness": None, "image": None, **found.json(), "svg": picture}


def _certificate(library: Library, evidence: Evidence, effort: Effort) -> tuple[str, bytes]:
    """Return the certificate of evidence as a file; with the proofs that stand beside it, as an archive."""
    subject = evidence.subject
    core = library.reduction(subject) if ":" in subject else library.problem(subject)
    words = ["certify", "audit", subject, "--use", NAME, *([] if effort is Effort.standard else ["--effort", effort])]
    document, beside = with_proofs(certificate_of(evidence, core, " ".join(words)), refutation)
    name, data = file_name(subject), f"{canonical(document)}\n".encode()
    if not beside:
        return name, data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, data)
        for file, content in beside.items():
            archive.writestr(f"{DATA}/{file}", content)
    return name.replace(".cert", ".zip"), packed.getvalue()
