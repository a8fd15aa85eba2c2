"""Problems, reductions and chains as pages for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certify.bounds.report import leading, says
from certify.bounds.results import Bound
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import Saved
from certify.chains import Chain
from certify.core import Problem, Reduction
from certify.display.formulas import bound, formula, lines
from certify.display.html import bullets, described, folded, grid, heading, page, paragraph, text, verdict
from certify.empirical.examined_bounds import ChainFinding, ReductionFinding, examine_chain, examine_reduction
from certify.library import Library
from certify.reports.typesetting import TypesetSection, restriction, typeset

_PROBLEM = {
    "instance": "Instance", "valid": "where", "witness": "Question: is there", "accepts": "with", "let": "Here",
    "measures": "Measures",
}  # fmt: skip
_REDUCTION = {
    "labels": "Labels",
    "let": "Let",
    "target": "Image f(x)",
    "forward": "Witness map g",
    "backward": "Witness map h",
}
"""The sections of a declaration, as pages call them."""


def problem_page(library: Library, problem: Problem) -> str:
    """Return a problem as HTML: its definition as in a paper, the optimum, facts and references."""
    facts = [_fact(f.says, f.assuming, f.cites[0]) for f in library.facts(problem.name)]
    return page(
        heading(text(problem.name), "problem"), paragraph(text(problem.about.title)), definition(library, problem),
        bullets(facts), references_of(library, [problem]),
    )  # fmt: skip


def definition(library: Library, problem: Problem) -> str:
    """Return the definition of a problem as HTML: instance, question, measures, and the optimum."""
    base = library.problem(problem.restricts) if problem.restricts else None
    shown = {section.word: section for of in (base, problem) if of is not None for section in typeset(of)}
    rows = list(_rows(shown, _PROBLEM))
    if base is not None:
        condition = restriction(problem)
        rows.insert(0, ("Restricts", text(base.name) + (f" to {formula(condition)}" if condition else "")))
    if problem.optimum is not None:
        rows.append(("Optimum", text(f"{problem.optimum[0].removesuffix('s')} {problem.optimum[1]}")))
    return described(rows)


def construction(reduction: Reduction) -> str:
    """Return the maps of a reduction as HTML; empty if it has no text."""
    return described(_rows({section.word: section for section in typeset(reduction)}, _REDUCTION))


def chain_page(library: Library, chain: Chain) -> str:
    """Return a reduction, or a chain of reductions, as HTML: constructions, sizes of the image, and the saved evidence."""
    if len(chain.reductions) == 1:
        (reduction,) = chain.reductions
        found = examine_reduction(reduction, run=False)
        title = heading(f"{text(reduction.source.name)} → {text(reduction.target.name)}", "reduction")
        because = folded("Why it is right", bullets(map(text, reduction.about.because))) if reduction.about.because else ""
        return page(
            title, paragraph(text(reduction.about.title)), construction(reduction),
            because, sizes_table(found), _evidence(saved_in(library, reduction.name)), references_of(library, [reduction]),
        )  # fmt: skip
    names = [chain.source.name, *(r.target.name for r in chain.reductions)]
    rows = [_edge(r, saved_in(library, r.name)) for r in chain.reductions]
    return page(
        heading(" → ".join(map(text, names)), "chain"),
        grid("Reductions, with their saved evidence", ("reduction", "idea", "evidence", "proved for all sizes"), rows)
        if rows
        else "",
        _composed(examine_chain(chain.source, chain.reductions)) if rows else "",
    )


def _rows(shown: dict[str, TypesetSection], titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    for word, title in titles.items():
        if word in shown:
            yield title, lines(line for item in shown[word].items for line in item)


def _edge(reduction: Reduction, saved: Saved) -> list[str]:
    name = f"{text(reduction.source.name)} → {text(reduction.target.name)}"
    return [name, text(reduction.about.title), verdict(str(saved)), text(", ".join(saved.proved))]


def sizes_table(found: ReductionFinding) -> str:
    """Return the bounds of the measures of an image, with the verdicts on claims, as a table."""
    source, target = found.bounds.reduction.source.name, found.bounds.reduction.target.name
    claims = {c.bound.claim.left: c.verdict for c in found.claims if c.bound.claim.kind == "size"}
    rows = [
        [f"{text(name)}′", *bound_cells(b), verdict(claims[name]) if name in claims else ""]
        for name, b in found.bounds.sizes.items()
    ]
    caption = f"Measures of the image in {target} (′), in those of {source}"
    return grid(caption, ("measure", "at most", "growth", "claim"), rows)


def _composed(found: ChainFinding) -> str:
    target = found.steps[-1].reduction.target.name
    rows = [[f"{text(name)}′", *bound_cells(b)] for name, b in found.sizes.items()]
    return grid(
        f"Measures at the far end in {target} (′), in those of {found.source.name}", ("measure", "at most", "growth"), rows
    )


def bound_cells(b: Bound) -> tuple[str, str]:
    """Return a bound, and how it grows, as HTML."""
    if b.best is None:
        return "no bound", text(b.verdict)
    return bound(leading(b.best, b.fixing)), text(says(b))


def _evidence(saved: Saved) -> str:
    rows = [("Evidence", verdict(str(saved)))]
    rows += [("For all sizes", text(", ".join(saved.proved)))] if saved.proved else []
    rows += [("Checked", text(f"{saved.check.verdict}: {saved.check.reach}"))] if saved.check is not None else []
    return described(rows)


def _fact(told: str, assuming: Sequence[str], cites: str) -> str:
    verb = told if told.startswith("is ") else f"is {told}"
    under = f", assuming {', '.join(assuming)}" if assuming else ""
    return f"{text(verb + under)} <span class=note>[{text(cites)}]</span>"


def references_of(library: Library, parts: Sequence[Problem | Reduction]) -> str:
    """Return the works that declarations cite as HTML, folded."""
    keys = {key: place for part in parts for key, place in part.about.cites}
    told = [text(library.reference(key) + (f" ({place})" if place else "")) for key, place in keys.items()]
    return folded("References", bullets(told)) if told else ""
