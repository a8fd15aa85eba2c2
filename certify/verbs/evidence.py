"""`audit`: evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from certify.console import FINE, REFUTED, UNKNOWN, Usage, answer, bounds_of, console, verb, write_line
from certify.library import Library, Unknown

if TYPE_CHECKING:
    from certify.checks.evidence import Evidence

from certify.verbs.options import DEFAULT_SECONDS, AsJson, Seconds, Use, app, is_file, library_with


@app.command()
@verb
def audit(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME|FILE|SOURCE TARGET")] = None,
    all_reductions: Annotated[bool, typer.Option("--all", help="Every reduction of the library.")] = False,
    within: Annotated[str | None, typer.Option(metavar="n=3,m=2", help="Bounds on the source's measures.")] = None,
    seconds: Seconds = None,
    save: Annotated[bool, typer.Option("--save", help="Write the evidence into the proofs folder.")] = False,
    proofs: Annotated[Path, typer.Option(help="The folder for --save.")] = Path("proofs"),
    picture: Annotated[Path | None, typer.Option(help="Draw the counterexample into this file.")] = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Gather evidence: every instance of a region, all witnesses of both sides."""
    from certify.api import chain_of
    from certify.certificates.saved import save_evidence
    from certify.checks.audit import audit_chain
    from certify.checks.definedness import audit_problem
    from certify.checks.report import show_evidence

    words = names or []
    files = [Path(n) for n in words if is_file(n)]
    library = library_with([*files, *use])
    bounds = bounds_of(within)
    if seconds is None and not bounds:
        seconds = DEFAULT_SECONDS
    subjects = _subjects(library, words, all_reductions)
    found: list[Evidence] = []
    for subject in subjects:
        with _progress(as_json, subject if isinstance(subject, str) else " -> ".join(subject)) as progress:
            if isinstance(subject, str) and ":" not in subject:
                problem = library.problem(subject)
                _check_measures(bounds, problem)
                evidence = audit_problem(problem, bounds, seconds=seconds, progress=progress)
            else:
                route = [subject] if isinstance(subject, str) else subject
                chain = chain_of(library, route[0].partition(":")[0], list(route))
                _check_measures(bounds, chain.source)
                evidence = audit_chain(chain, bounds, seconds=seconds, progress=progress)
        found.append(evidence)
        if not as_json:
            show_evidence(evidence, console())
        if save:
            written = save_evidence(evidence, proofs)
            if not as_json:
                write_line(f"  saved as {written}")
        if picture is not None and evidence.counterexample is not None:
            _draw_counterexample(library, evidence, picture)
    verdicts = {e.verdict for e in found}
    code = REFUTED if "refuted" in verdicts else UNKNOWN if "unknown" in verdicts else FINE
    answer("audit", as_json, [e.json() for e in found], lambda: None, code)


def _check_measures(bounds: dict[str, int], problem: Any) -> None:
    from certify.language.mistakes import did_you_mean

    known = [n for n, _ in problem.measures]
    for name in bounds:
        if name not in known:
            near = did_you_mean(name, known)
            raise Usage(f"`{name}` is no measure of {problem.name}: {near or 'its measures are ' + ', '.join(known)}")


def _subjects(library: Library, words: list[str], all_reductions: bool) -> list[str | list[str]]:
    """What to audit: names of problems and reductions, or routes."""
    from certify.network.routes import network, shortest_route

    if all_reductions:
        return list(library.names("reduction"))
    plain = [w for w in words if not is_file(w)]
    subjects: list[str | list[str]] = []
    if plain and len(plain) != len(words):
        return [library.find_reduction(w) if ":" in w else library.find_problem(w) for w in plain]
    for word in words:
        if is_file(word):
            text = next(t for t in library.layers[0] if t.source.name == word)
            _ = text.declarations
            declared = [n for k, n in text.declares if k == "reduction"] or [n for k, n in text.declares if k == "problem"]
            if not declared:
                raise Unknown(f"{word} declares no problem and no reduction")
            subjects += declared
    if len(plain) == 2 and not any(":" in w for w in plain):
        graph = network(library.names("problem"), library.names("reduction"))
        start, end = (library.find_problem(w) for w in plain)
        route = shortest_route(graph, start, end)
        return [route[0] if len(route) == 1 else route] if route else [start]
    subjects += [library.find_reduction(w) if ":" in w else library.find_problem(w) for w in plain]
    if not subjects:
        raise Usage("name a reduction SOURCE:TARGET, a problem, a file, two problems, or --all")
    return subjects


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
