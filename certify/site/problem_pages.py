"""The page of a problem: definition, measures, membership, what is known, its reductions, instances, and its text."""

from __future__ import annotations

from collections.abc import Sequence

from certify.bounds.derived_bounds import problem_bounds
from certify.bounds.report import PARTS
from certify.bounds.results import ProblemBounds
from certify.display.html import bullets, folded, grid, paragraph, text
from certify.display.texts import bound_cells, definition, references_of
from certify.graph.carried import Knowledge
from certify.graph.facts import FactGraph, known
from certify.library import Library
from certify.reports.bounds import whys
from certify.site.figures import examples_of
from certify.site.links import problem_link, reduction_link
from certify.site.shell import chip, section, whole_page
from certify.site.source_text import source_html
from certify.wording import for_each_fixed

_MOST_CHAINS = 3
"""The most chains that are shown for one statement."""


def problem_page(library: Library, carrier: FactGraph, name: str) -> str:
    """Return the page of a problem.  `carrier` is the network of the library with what its reductions carry."""
    problem = library.problem(name)
    aliases = library.own_aliases().get(name, [])
    also = paragraph(f"Also called {text(', '.join(aliases))}.", note=True) if aliases else ""
    title = "" if problem.about.title == name else problem.about.title
    body = (
        f"<h1>{text(name)}</h1>{paragraph(text(title))}{also}"
        + section("Definition", definition(library, problem), "definition")
        + section("Instances", examples_of(library, problem), "instances")
        + section("In NP by certificate?", problem_bounds_html(problem_bounds(problem)), "membership")
        + section("What is known", _known(library, carrier, name), "known")
        + section("Reductions", _edges(library, carrier, name), "edges")
        + section("Text", source_html(problem, set(library.names("problem")) - {name}), "text")
        + references_of(library, [problem])
    )
    return whole_page(f"{name} – certify", body, to_root="../", about=problem.about.title)


def problem_bounds_html(bounds: ProblemBounds) -> str:
    """Return the bounds of a problem, and whether its text puts it in NP, as HTML."""
    fixing = bounds.in_np_fixing
    if fixing is not None:
        told = paragraph(
            f"Yes{text(for_each_fixed(fixing))}: a witness has polynomial length, and its verifier takes polynomial time."
        )
    else:
        told = paragraph("It is not shown by the text of its verifier:")
        told += bullets(text(why) for b in (bounds.encoding, bounds.witness, *bounds.times.values()) for why in whys(b.obstacles))
    rows = [["length of an instance", *bound_cells(bounds.encoding)], ["length of a witness", *bound_cells(bounds.witness)]]
    rows += [[f"steps of {text(PARTS.get(part, part))}", *bound_cells(b)] for part, b in bounds.times.items()]
    return told + grid("Bounds in the measures of the problem", ("what", "at most", "growth"), rows)


def _known(library: Library, carrier: FactGraph, name: str) -> str:
    found = known(library, name, carrier)
    parts = []
    cited: dict[str, None] = {}
    for statement, pieces in found.statements.items():
        shown = pieces[:_MOST_CHAINS]
        cited |= dict.fromkeys(key for piece in shown for key, _ in piece.cites)
        more = [f"and by {len(pieces) - len(shown)} more"] if len(pieces) > len(shown) else []
        parts.append(f"<dt>{text(statement)}</dt>" + "".join(f"<dd>{line}</dd>" for line in [*map(_because, shown), *more]))
    clashes = bullets(text(clash) for clash in found.clashes)
    silent = folded("What carries nothing, and why", bullets(map(text, found.silent))) if found.silent else ""
    works = folded("Works", bullets(f"[{text(key)}] {text(library.reference(key))}" for key in sorted(cited))) if cited else ""
    return (
        (f"<dl>{''.join(parts)}</dl>" if parts else paragraph("Neither hardness nor membership is known."))
        + clashes
        + silent
        + works
    )


def _because(piece: Knowledge) -> str:
    cites = "".join(f" [{text(key)}{', ' + text(place) if place else ''}]" for key, place in piece.cites)
    if piece.chain:
        says = f"by {' → '.join(problem_link(n) for n in piece.visits)} {chip(piece.evidence)}; {text(piece.premise)}{cites}"
    else:
        says = text(piece.evidence) + cites
    under = f"; assuming {text(' and '.join(piece.assumptions))}" if piece.assumptions else ""
    return says + under + (f"; {text(piece.note)}" if piece.note else "")


def _edges(library: Library, carrier: FactGraph, name: str) -> str:
    names = library.names("reduction")
    into = [n for n in names if n.partition(":")[2] == name]
    out = [n for n in names if n.partition(":")[0] == name]
    return _table(library, carrier, f"To {name}", into) + _table(library, carrier, f"From {name}", out) or paragraph("None yet.")


def _table(library: Library, carrier: FactGraph, caption: str, names: Sequence[str]) -> str:
    rows = [[reduction_link(n), chip(carrier.saved_of(n).status), text(library.reduction(n).about.title)] for n in names]
    return grid(caption, ("reduction", "evidence", "idea"), rows) if rows else ""
