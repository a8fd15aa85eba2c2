"""The verbs `problems`, `solvers`, `reductions` and `show`: the contents of the library."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.core import Problem
    from certify.library import Library

from certify.console import Usage, answer, verb, write_line
from certify.verbs.completion import problem_names, shown_names
from certify.verbs.options import AsJson, Seconds, Strict, Use, chain_to, library_with
from certify.verbs.parameters import Argument, Option, verbs


@verbs.command()
@verb
def problems(seconds: Seconds = None, as_json: AsJson = False, use: Use = [], strict: Strict = False) -> None:  # noqa: B006
    """List the problems."""
    from certify.system.cache import remembered

    library = library_with(use, strict)
    bases = {edge.partition(":")[0]: edge.partition(":")[2] for edge in library.names("restriction")}

    def rows() -> list[dict[str, Any]]:
        read = [(name, library.problem(name), words) for name, words in library.own_aliases().items()]
        return [
            {"name": n, "title": p.about.title, "aliases": words, "restricts": bases.get(n), "optimum": stated(p)}
            for n, p, words in read
        ]

    result = remembered(f"problems {library.digest}", rows)

    def show() -> None:
        for p in result:
            number = "".join(f"; {word} {of}" for word, of in (p["optimum"] or {}).items())
            write_line(f"{p['name']:20} {p['title']}{number}" + (f"  ({', '.join(p['aliases'])})" if p["aliases"] else ""))

    answer("problems", as_json, result, show)


def stated(problem: Problem) -> dict[str, str] | None:
    """Return the number that a problem minimises or maximises, as JSON; None if it states none."""
    return None if problem.optimum is None else dict([problem.optimum])


@verbs.command("solvers")
@verb
def solvers_(as_json: AsJson = False) -> None:
    """List the solvers that were written by hand, with what they take; `audit PROBLEM` holds them against all witnesses."""
    from certify.library import standard
    from certify.solve.algorithms.registry import METHODS, solvers

    rows = solvers()
    result = [
        {"problem": s.problem, "method": s.method, "title": s.title, "growth": s.growth, "bound": s.bound, "cites": s.cites}
        for s in rows
    ]

    def show() -> None:
        for s in rows:
            write_line(f"{s.problem:20} {s.method:8} {METHODS[s.method]}: {s.title}")
            write_line(f"{'':29} {s.growth}: {s.bound} [{s.cites}]")
        for key in sorted({s.cites for s in rows}):
            write_line(f"  [{key}] {standard().reference(key)}")

    answer("solvers", as_json, result, show)


def fixed_in(library: Library, reduction: str) -> tuple[str, ...]:
    """Return the measures that a reduction needs fixed to be polynomial.  They are cached, since its bounds are derived for
    them."""
    from certify.system.cache import remembered

    def derived() -> tuple[str, ...]:
        from certify.bounds.derived_bounds import needs_fixed

        return needs_fixed(library.reduction(reduction))

    return remembered(f"fixing {library.digest} {reduction}", derived)


@verbs.command()
@verb
def reductions(seconds: Seconds = None, as_json: AsJson = False, use: Use = [], strict: Strict = False) -> None:  # noqa: B006
    """List the reductions, with the evidence that is saved for them."""
    from certify.certificates.library_evidence import saved_in
    from certify.system.cache import remembered
    from certify.wording import for_each_fixed

    library = library_with(use, strict)

    def read() -> dict[str, tuple[str, tuple[str, ...]]]:
        return {name: (library.reduction(name).about.title, fixed_in(library, name)) for name in library.names("reduction")}

    result: list[dict[str, Any]] = []
    for name, (title, fixing) in remembered(f"reductions {library.digest}", read).items():
        saved = saved_in(library, name)
        row = {"name": name, "title": title, "evidence": saved.status, "evidence_note": saved.note}
        result.append(row | ({"fixing": list(fixing)} if fixing else {}))

    def show() -> None:
        for row in result:
            evidence, note = row["evidence"] + for_each_fixed(row.get("fixing", ())), row["evidence_note"]
            write_line(f"{row['name']:34} {evidence:12} {row['title']}" + (f" [{note}]" if note else ""))

    answer("reductions", as_json, result, show)


@verbs.command()
@verb
def show(
    name: Annotated[str, Argument(metavar="NAME|SOURCE|FILE.cert", autocompletion=shown_names)],
    target: Annotated[
        str | None, Argument(metavar="[TARGET]", autocompletion=problem_names, help="With --latex: the end of a chain.")
    ] = None,
    core: Annotated[bool, Option("--core", help="Print the core form, canonical JSON.")] = False,
    compiled: Annotated[bool, Option("--compiled", help="Print the Python that its text becomes.")] = False,
    latex: Annotated[bool, Option("--latex", help="Print it as a section of a paper, with BibTeX.")] = False,
    standalone: Annotated[bool, Option("--standalone", help="With --latex: a document that compiles by itself.")] = False,
    explain: Annotated[bool, Option("--explain", help="Of a certificate: print its proof for all sizes in words.")] = False,
    badge: Annotated[bool, Option("--badge", help="Of a certificate: print a line of Markdown for a README.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Show a problem or reduction: its text, measures or bounds, citations and evidence; or its core form, or its Python.  Or
    show a certificate."""
    from certify.certificates.library_evidence import saved_in
    from certify.core import Problem, core_hash, core_json
    from certify.system.cache import remembered
    from certify.wording import for_each_fixed

    if standalone and not latex:
        raise Usage("`--standalone` makes a document of what `--latex` prints: give `--latex` as well")
    if target is not None and not latex:
        raise Usage(
            "two problems name a chain, which `--latex` prints; without it, name one problem, or a reduction SOURCE:TARGET"
        )
    if core + compiled + (latex or explain) + badge > 1:
        raise Usage(
            "`--core`, `--compiled`, `--latex` and `--badge` do not go together, and `--explain` goes with `--latex` alone"
        )
    library = library_with(use, strict)
    if name.endswith(".cert"):
        if compiled:
            raise Usage("`--compiled` prints a reduction or problem of the library, and not a certificate")
        if target is not None:
            raise Usage("a certificate is shown by itself, without a TARGET")
        from certify.verbs.certificates import show_certificate

        show_certificate(
            library, Path(name), as_json, core=core, latex=latex, badge=badge, explain=explain, standalone=standalone
        )
        return
    if badge or explain:
        fix = f"; `certify prove {name} --explain` writes a proof in words" if explain and ":" in name else ""
        raise Usage(f"`--explain` and `--badge` print certificates: name a file, as proofs/A-B.cert, and not `{name}`{fix}")
    if latex:
        _paper(library, name, target, standalone, as_json)
        return
    kind = "reduction" if ":" in name else "problem"
    full = library.find_reduction(name) if kind == "reduction" else library.find_problem(name)
    declared = library.reduction(full) if kind == "reduction" else library.problem(full)
    mark = declared.about.mark

    def read() -> tuple[str, list[str]]:
        from certify.language.formatting import declared_text

        return "" if mark is None else declared_text(mark), [_cited(library, *c) for c in declared.about.cites]

    text, references = remembered(f"text and references {library.digest} {kind} {full}", read)
    result: dict[str, Any] = {
        "name": declared.name, "title": declared.about.title, "text": text, "hash": core_hash(declared),
        "cites": references, "core": core_json(declared),
    }  # fmt: skip
    if isinstance(declared, Problem):
        note = ""
        if declared.fixing:  # what knows the note takes half a second to import
            from certify.graph.facts import fixed_note

            note = fixed_note(declared)
        result["optimum"] = stated(declared)
        result["facts"] = [
            {"says": f.says, "assuming": list(f.assuming), "cites": _cited(library, *f.cites), "note": note}
            for f in library.facts(full)
        ]
    else:
        evidence = saved_in(library, full)
        result |= {"evidence": evidence.status, "evidence_note": evidence.note, "evidence_made_by": evidence.made_by}
        result["evidence_proved"] = list(evidence.proved)
        result["evidence_check"] = None if evidence.check is None else asdict(evidence.check)
        result["fixing"] = list(fixed_in(library, full))
    if compiled:
        from certify.codegen import compiled_source

        result["compiled"] = compiled_source(declared)

    def display() -> None:
        if compiled:
            write_line(result["compiled"].rstrip("\n"))
            return
        if core:
            from certify.formats.json_text import write

            write_line(write(core_json(declared)).rstrip("\n"))
            return
        write_line(text.rstrip())
        write_line()
        for reference in references:
            write_line(f"Reference: {reference}")
        for f in result.get("facts", []):
            write_line(f"Fact: {full} {f['says']}" + (f", assuming {', '.join(f['assuming'])}" if f["assuming"] else "")
                      + f" ({f['cites']})" + (f"; {f['note']}" if f["note"] else ""))  # fmt: skip
        if "evidence" in result:
            only = f"; polynomial only{for_each_fixed(result['fixing'])}" if result["fixing"] else ""
            note, made_by = result["evidence_note"], result["evidence_made_by"]
            write_line(f"Evidence: {result['evidence']}" + (f" ({note})" if note else "") + only)
            if result["evidence_proved"]:
                write_line(f"For all sizes: {', '.join(result['evidence_proved'])}")
            if made_by:
                write_line(f"Made by: {made_by}")
            if result["evidence_check"]:
                write_line(f"Checked: {result['evidence_check']['verdict']}: {result['evidence_check']['reach']}")
        write_line(f"Core: sha256 {result['hash']}")

    answer("show", as_json, result, display)


def _cited(library: Library, key: str, place: str) -> str:
    """Return the reference of a key, with the place in it."""
    return library.reference(key) + (f" ({place})" if place else "")


def _paper(library: Library, name: str, target: str | None, standalone: bool, as_json: bool) -> None:
    """Answer with a problem, a reduction or a chain in LaTeX."""
    from certify.chains import Chain
    from certify.reports.papers import paper

    subject: Problem | Chain
    if target is None and ":" not in name:
        subject = library.problem(library.find_problem(name))
    elif target is None:
        reduction = library.reduction(library.find_reduction(name))
        subject = Chain(reduction.source, (reduction,))
    else:
        subject = chain_to(library, name, target)
    text = paper(library, subject, standalone=standalone)
    answer("show", as_json, {"name": subject.name, "latex": text}, lambda: write_line(text.rstrip("\n")))
