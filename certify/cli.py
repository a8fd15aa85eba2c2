"""The command line.  Exit codes: 0 fine, 1 refuted or failed, 2 bad input, 3 unknown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from certify.console import FINE, REFUTED, UNKNOWN, Usage, answer, bounds_of, console, pairs_of, verb, write_line
from certify.library import Library, Unknown, read_source, standard

if TYPE_CHECKING:
    from certify.checks.evidence import Evidence
    from certify.readings.chain import Chain
    from certify.readings.instance import Instance

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Write polynomial-time reductions; have them checked, drawn, chained and run.",
)  # fmt: skip

DEFAULT_SECONDS = 30.0
"""How long an audit may take when neither a region nor a time is given; it then covers the smallest shapes."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Given = Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="A field that the file does not carry, as k=3.")]
Format = Annotated[str | None, typer.Option("--format", help="json, dimacs, cnf, graph or graph6; else chosen by the file.")]
Seconds = Annotated[float | None, typer.Option(help="Stop after so many seconds.")]
Use = Annotated[list[Path], typer.Option("--use", help="A .red file whose declarations are known too.")]


def main() -> None:
    """Run the command line."""
    app()


def _library(use: list[Path] | None = None) -> Library:
    return standard().with_texts([read_source(p) for p in use]) if use else standard()


# ------------------------------------------------------------------------------------------------ what there is


@app.command()
@verb
def problems(as_json: AsJson = False, use: Use = []) -> None:  # noqa: B006
    """List the problems."""
    from certify.library import aliases

    library = _library(use)
    rows = [(library.problem(n), sorted(aliases(n))) for n in library.names("problem")]
    result = [{"name": p.name, "title": p.about.title, "aliases": a, "restricts": p.restricts or None} for p, a in rows]

    def show() -> None:
        for p, also in rows:
            write_line(f"{p.name:20} {p.about.title}" + (f"  ({', '.join(also)})" if also else ""))

    answer("problems", as_json, result, show)


@app.command()
@verb
def reductions(as_json: AsJson = False, use: Use = []) -> None:  # noqa: B006
    """List the reductions, with the evidence that is saved for them."""
    from certify.certificates.saved import status

    library = _library(use)
    rows = [(library.reduction(n), status(library.reduction(n))) for n in library.names("reduction")]
    result = [{"name": r.name, "title": r.about.title, "evidence": s} for r, s in rows]

    def show() -> None:
        for r, s in rows:
            write_line(f"{r.name:34} {s:12} {r.about.title}")

    answer("reductions", as_json, result, show)


@app.command()
@verb
def show(
    name: str,
    core: Annotated[bool, typer.Option("--core", help="Print the core form, canonical JSON.")] = False,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Show a problem or reduction: its text, measures or bounds, citations and evidence; or its core form."""
    from certify.certificates.saved import status
    from certify.formats.json_text import write
    from certify.language.core import Problem, core_hash, core_json
    from certify.language.formatting import format_text

    library = _library(use)
    kind = "reduction" if ":" in name else "problem"
    full = library.find_reduction(name) if kind == "reduction" else library.find_problem(name)
    declared = library.reduction(full) if kind == "reduction" else library.problem(full)
    mark = declared.about.mark
    text = "" if mark is None else format_text(_cut(mark.source, mark.start, mark.end))
    references = [library.reference(key) + (f" ({place})" if place else "") for key, place in declared.about.cites]
    result: dict[str, Any] = {
        "name": declared.name, "title": declared.about.title, "text": text, "hash": core_hash(declared),
        "cites": references, "core": core_json(declared),
    }  # fmt: skip
    if isinstance(declared, Problem):
        result["facts"] = [
            {"says": f.says, "assuming": list(f.assuming), "cites": library.reference(f.cites[0])} for f in library.facts(full)
        ]
    else:
        result["evidence"] = status(declared)

    def display() -> None:
        if core:
            write_line(write(core_json(declared)).rstrip("\n"))
            return
        write_line(text.rstrip())
        write_line()
        for reference in references:
            write_line(f"Reference: {reference}")
        for f in result.get("facts", []):
            write_line(f"Fact: {full} {f['says']}" + (f", assuming {', '.join(f['assuming'])}" if f["assuming"] else "")
                      + f" ({f['cites']})")  # fmt: skip
        if "evidence" in result:
            write_line(f"Evidence: {result['evidence']}")
        write_line(f"Core: sha256 {result['hash']}")

    answer("show", as_json, result, display)


def _cut(source: Any, start: int, end: int) -> Any:
    from certify.language.mistakes import Source

    return Source(source.name, source.text[start:end].rstrip() + "\n")


@app.command()
@verb
def path(
    source: str,
    target: str,
    all_paths: Annotated[bool, typer.Option("--all", help="Every route that visits no problem twice.")] = False,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Find chains of reductions from one problem to another, fewest edges first."""
    from certify.network.routes import NoRoute, all_routes, network, shortest_route

    library = _library(use)
    start, end = library.find_problem(source), library.find_problem(target)
    graph = network(library.names("problem"), library.names("reduction"))
    routes = list(all_routes(graph, start, end)) if all_paths else [shortest_route(graph, start, end)]
    if not routes:
        raise NoRoute(f"there is no chain from {start} to {end}")

    def show() -> None:
        for route in routes:
            write_line(" -> ".join([start, *(name.partition(":")[2] for name in route)]))

    answer("path", as_json, [{"edges": len(r), "reductions": r} for r in routes], show)


# ------------------------------------------------------------------------------------------------ texts


@app.command()
@verb
def check(names: list[str], as_json: AsJson = False, use: Use = []) -> None:  # noqa: B006
    """Read and type files or names; say what they declare and what they owe."""
    files = [Path(n) for n in names if _is_file(n)]
    library = _library([*files, *use])
    wanted: list[tuple[str, str]] = []
    for text in library.layers[0] if files else ():
        _ = text.declarations
        library.check_facts(text)
        if text.source.name in names:
            wanted += [d for d in text.declares if d[0] in ("problem", "reduction")]
    for name in names:
        if not _is_file(name):
            wanted.append(("reduction", library.find_reduction(name)) if ":" in name else ("problem", library.find_problem(name)))
    result: list[dict[str, Any]] = []
    for kind, name in wanted:
        declared = library.problem(name) if kind == "problem" else library.reduction(name)
        owed = [{"id": o.id, "says": o.says, "at": str(o.mark)} for o in declared.obligations]
        result.append({"kind": kind, "name": name, "obligations": owed})

    def show() -> None:
        for row in result:
            owed = row["obligations"]
            note = f"; {len(owed)} obligations to check" if len(owed) > 1 else "; 1 obligation to check" if owed else ""
            write_line(f"{row['kind']} {row['name']} is well formed{note}")
            for o in owed:
                write_line(f"    {o['at']}: {o['says']}")
        if not result:
            write_line("the text is well formed; it declares no problem and no reduction")

    answer("check", as_json, result, show)


def _is_file(name: str) -> bool:
    return name.endswith(".red") or ("/" in name and Path(name).is_file())


@app.command("format")
@verb
def format_(
    files: list[Path],
    check_only: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 if a file is not formatted.")] = False,
    unicode: Annotated[bool, typer.Option("--unicode", help="Write signs such as ∈ and ∧.")] = False,
    to_stdout: Annotated[bool, typer.Option("--stdout", help="Print instead of writing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring files into the canonical look, in place."""
    from certify.language.formatting import format_text

    sources = [(f, read_source(f)) for f in files]
    formatted = [(f, s, format_text(s, unicode=unicode)) for f, s in sources]
    changed = [str(f) for f, s, t in formatted if s.text != t]
    if not check_only and not to_stdout:
        for f, s, t in formatted:
            if s.text != t:
                f.write_text(t, encoding="utf-8")

    def show() -> None:
        if to_stdout:
            sys.stdout.write("".join(t for _, _, t in formatted))
            return
        for f in changed:
            write_line(f"{'would change' if check_only else 'formatted'} {f}")

    result = {"changed": changed, "texts": {str(f): t for f, _, t in formatted} if to_stdout else {}}
    answer("format", as_json, result, show, REFUTED if check_only and changed else FINE)


# ------------------------------------------------------------------------------------------------ evidence


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
    files = [Path(n) for n in words if _is_file(n)]
    library = _library([*files, *use])
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
    plain = [w for w in words if not _is_file(w)]
    subjects: list[str | list[str]] = []
    if plain and len(plain) != len(words):
        return [library.find_reduction(w) if ":" in w else library.find_problem(w) for w in plain]
    for word in words:
        if _is_file(word):
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


# ------------------------------------------------------------------------------------------------ instances


def _read(problem: Any, file: str, format: str | None, given: list[str]) -> Instance:
    from certify.formats import read_instance

    return read_instance(problem, sys.stdin.read() if file == "-" else Path(file), format, pairs_of(given))


def _valid(problem: Any, file: str, format: str | None, given: list[str]) -> Instance:
    from certify.network.solving import check_valid

    instance = _read(problem, file, format, given)
    check_valid(instance)
    return instance


def _chain(library: Library, source: str, target: str) -> Chain:
    from certify.api import chain_between

    return chain_between(library, source, target)


@app.command("map")
@verb
def map_(
    source: str,
    target: str,
    file: str,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where to write the image; else the standard output.")] = None,
    format: Format = None,
    given: Given = [],  # noqa: B006
    to: Annotated[str | None, typer.Option(help="The format of the image: json, dimacs, graph6.")] = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Map an instance along the shortest chain from SOURCE to TARGET."""
    from certify.formats import to_json, write_instance

    chain = _chain(_library(use), source, target)
    instance = _valid(chain.source, file, format, given)
    stages = chain.map(instance)
    image = stages.instances[-1]
    text = write_instance(image, to or (out.suffix[1:] if out and out.suffix else "json"))
    if out is not None:
        out.write_text(text, encoding="utf-8")

    def show() -> None:
        if out is None:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
        else:
            write_line(f"{chain.name}: wrote {out}")

    answer("map", as_json, {"chain": [r.name for r in chain.reductions], "image": to_json(image)}, show)


@app.command()
@verb
def lift(
    source: str,
    target: str,
    file: Annotated[str, typer.Argument(help="The instance of SOURCE.")],
    witness: Annotated[str, typer.Argument(help="A witness of its image, JSON with the image's labels.")],
    format: Format = None,
    given: Given = [],  # noqa: B006
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Bring a witness of the image back to SOURCE, checking it at every stage."""
    from certify.formats import read_witness_json, witness_to_json
    from certify.formats.json_text import compact
    from certify.network.solving import Invalid, Miscarried
    from certify.readings.chain import rejects

    chain = _chain(_library(use), source, target)
    instance = _valid(chain.source, file, format, given)
    stages = chain.map(instance)
    far = stages.instances[-1]
    text = sys.stdin.read() if witness == "-" else Path(witness).read_text(encoding="utf-8")
    v = read_witness_json(far, text, witness)
    wrong = rejects(far.problem, far.value, v)
    if wrong:
        raise Invalid(f"this is no witness of the image: {wrong}")
    lifted = chain.lift(stages, v)
    for stage, w in zip(stages.instances, lifted, strict=True):
        wrong = rejects(stage.problem, stage.value, w)
        if wrong:
            raise Miscarried(f"the lifted witness fails at {stage.problem.name}: {wrong}")
    result = {"chain": [r.name for r in chain.reductions], "witness": witness_to_json(instance, lifted[0])}
    answer("lift", as_json, result, lambda: write_line(compact(result["witness"])))


@app.command()
@verb
def solve(
    problem: str,
    file: str,
    via: Annotated[str | None, typer.Option(help="Solve at the far end of the chain to this problem.")] = None,
    dimacs: Annotated[bool, typer.Option("--dimacs", help="Print s and v lines.")] = False,
    seconds: Seconds = None,
    format: Format = None,
    given: Given = [],  # noqa: B006
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Solve an instance; with --via, map it, solve there, lift the witness back, and verify it."""
    from certify.formats import cnf_shape, witness_to_json, write_cnf_answer
    from certify.formats.json_text import compact
    from certify.network.solving import solve as solve_chain

    library = _library(use)
    chain = _chain(library, problem, via or problem)
    instance = _read(chain.source, file, format, given)
    if dimacs and cnf_shape(instance.problem.instance) is None:
        raise Usage(f"{instance.problem.name} has no answer in DIMACS form; leave out --dimacs")
    solution = solve_chain(chain, instance, seconds=seconds)
    witness = None if solution.answer != "yes" else witness_to_json(instance, solution.witness)
    stages: list[dict[str, Any]] = [{"problem": s.problem.name, "measures": _measures(s)} for s in solution.stages.instances]
    result = {
        "answer": solution.answer, "witness": witness, "chain": [r.name for r in chain.reductions], "stages": stages,
        "nodes": solution.nodes, "seconds": round(solution.seconds, 3),
    }  # fmt: skip

    def show() -> None:
        if dimacs:
            if solution.answer == "unknown":
                sys.stdout.write("s UNKNOWN\n")
            else:
                sys.stdout.write(write_cnf_answer(instance, solution.witness))
            return
        for stage in stages:
            sizes = ", ".join(f"{n} = {v}" for n, v in stage["measures"].items())
            write_line(f"{stage['problem']}: {sizes}")
        where = f"searched {chain.target.name}: {solution.nodes} nodes, {solution.seconds:.2f} s"
        write_line(where)
        if solution.answer == "yes":
            write_line(f"yes: lifted back and verified by {chain.source.name}")
            write_line(compact(witness))
        elif solution.answer == "no":
            write_line("no: the search was exhaustive, so the answer is as good as the chain")
        else:
            write_line("unknown: out of time")

    answer("solve", as_json, result, show, UNKNOWN if solution.answer == "unknown" else FINE)


def _measures(instance: Instance) -> dict[str, int]:
    from certify.readings.interpreter import ProblemMeaning

    return ProblemMeaning(instance.problem).measures(instance.value)


# ------------------------------------------------------------------------------------------------ pictures


@app.command()
@verb
def draw(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME | SOURCE TARGET]")] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to draw; the ending chooses svg, png, pdf or dot.")] = Path(
        "certify.svg"
    ),
    instance: Annotated[str | None, typer.Option(help="Draw this instance (and its image, for a reduction).")] = None,
    solved: Annotated[bool, typer.Option("--solve", help="Highlight a witness on both sides.")] = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
) -> None:
    """Draw the network, a chain, or an instance beside its image."""
    from certify.pictures.drawing import draw_chain, draw_instance, draw_network, draw_reduction

    library = _library(use)
    words = names or []
    if len(words) > 2:
        raise Usage("name nothing for the network, a problem, a reduction SOURCE:TARGET, or two problems")
    if len(words) == 1 and ":" in words[0]:
        words = library.find_reduction(words[0]).split(":")
    if not words:
        drawn = draw_network(library, out)
    elif len(words) == 1 and instance is None:
        raise Usage(f"give an instance of {library.find_problem(words[0])} to draw: --instance FILE")
    elif len(words) == 1:
        chain = _chain(library, words[0], words[0])
        drawn = draw_instance(_valid(chain.source, str(instance), format, given), out, solved)
    else:
        chain = _chain(library, words[0], words[1])
        if instance is None:
            drawn = draw_chain(chain, out)
        else:
            drawn = draw_reduction(chain, _valid(chain.source, instance, format, given), out, solved)
    files = [str(path) for path in drawn]
    answer("draw", as_json, {"files": files}, lambda: write_line("drew " + ", ".join(files)))


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
