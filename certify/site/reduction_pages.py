"""The page of a reduction: construction, text, bounds, evidence, certificate; and the page of its proof in words."""

from __future__ import annotations

from certify.bounds.report import PARTS
from certify.certificates.documents import Document
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import Saved
from certify.display.formulas import formula
from certify.display.html import bullets, described, folded, grid, paragraph, text, verdict
from certify.display.texts import bound_cells, construction, references_of, sizes_table
from certify.empirical.examined_bounds import ReductionFinding, examine_reduction
from certify.library import Library
from certify.proving.explaining import explained
from certify.proving.prose import Shown, WrittenLine, WrittenProof, written
from certify.reports.certificate_pages import at_once, checked_by, region_of, totals
from certify.reports.explained_proofs import formula_latex
from certify.site.derivations import derivation
from certify.site.figures import construction_of
from certify.site.links import arrow, link, problem_link, proof_file, reduction_link
from certify.site.shell import chip, section, whole_page
from certify.site.source_text import source_html
from certify.wording import counted

_LONGEST = 4_000
"""The most lines of a proof that a page holds."""


def reduction_page(library: Library, name: str) -> str:
    """Return the page of a reduction."""
    reduction = library.reduction(name)
    saved = saved_in(library, name)
    source, target = reduction.source.name, reduction.target.name
    because = bullets(map(text, reduction.about.because))
    body = (
        f"<h1>{problem_link(source)} → {problem_link(target)} {chip(saved.status)}</h1>"
        f"{paragraph(text(reduction.about.title))}{because}"
        + section("On a small instance", construction_of(reduction), "example")
        + section("Construction", construction(reduction), "construction")
        + section("Text", source_html(reduction, library.names("problem")), "text")
        + section("Bounds", reduction_bounds_html(examine_reduction(reduction, run=False)), "bounds")
        + section("Evidence", _evidence(saved), "evidence")
        + references_of(library, [reduction])
    )
    return whole_page(f"{arrow(name)} – certify", body, to_root="../", about=reduction.about.title)


def reduction_bounds_html(found: ReductionFinding) -> str:
    """Return the bounds of a reduction, with their derivation, as HTML."""
    times = [[f"steps of {text(PARTS[part])}", *bound_cells(b)] for part, b in found.bounds.times.items()]
    derived = folded("How these bounds are derived", derivation(found.bounds))
    return sizes_table(found) + grid("Running times", ("part", "at most", "growth"), times) + derived


def _evidence(saved: Saved) -> str:
    if not saved.intact:
        return paragraph(f"No valid certificate is saved: {text(str(saved))}.")
    document = saved.document
    evidence = document["evidence"]
    rows = [[text(o["obligation"]), verdict(o["verdict"]), text(o["says"])] for o in evidence["obligations"]]
    known = ", ".join(f"{'unknown' if n is None else format(n, ',')} {of}" for of, n in totals(document).items())
    told = [("Run", text(f"{region_of(document)}; {known}" if known else region_of(document)))]
    told += [("At once", text(line)) for line in at_once(document)]
    far = evidence["told"].get("far", {})
    if far.get("instances"):
        told.append(("Beyond", text(f"{far['instances']} larger instances, of length up to {far['largest']}")))
    strength = evidence["told"].get("strength", {})
    told += [("Mutants", text(strength["says"]) + _survivors(strength.get("survivors", ())))] if strength.get("says") else []
    told.append(("Checked", text(checked_by(saved.check))))
    told.append(("Not covered", bullets(map(text, evidence["told"]["holes"])) or "nothing"))
    proof = ""
    if "proof" in document:
        place = link("../" + proof_file(document["subject"]), "The proof for all sizes, in words")
        proof = f"<p>{place}.</p>"
    return grid("Obligations", ("obligation", "verdict", "what was found"), rows) + proof + described(told) + _certificate(saved)


def _survivors(survivors: object) -> str:
    found = survivors if isinstance(survivors, list) else []
    return bullets(
        f"{text(s['place'])}: <code>{text(s['before'])}</code> → {_replaced(s['after'])}: {text(s['fate'])}" for s in found
    )


def _replaced(after: str) -> str:
    return f"<code>{text(after)}</code>" if after.strip() else "nothing"


def _certificate(saved: Saved) -> str:
    if saved.path is None:
        return ""
    name = saved.path.name
    return (
        f'<h3>Check it yourself</h3><p>Download <a href="../certificates/{text(name)}" download>the certificate</a> and '
        '<a href="../certificates/checker.py" download>the checker</a>, one file that needs nothing but Python, and run</p>'
        f'<pre class="command" role="region" tabindex="0" aria-label="Command"><code>python checker.py {text(name)}</code></pre>'
    )


# ------------------------------------------------------------------------------------------------ proofs


def proof_page(library: Library, name: str) -> str:
    """Return the page of a reduction's proof for all sizes, in words, from its saved certificate; empty if it holds none."""
    saved = saved_in(library, name)
    if "proof" not in saved.document:
        return ""
    body = f"<h1>{reduction_link(name)}, for all sizes</h1>{_proof(saved.document, saved.check is not None and saved.intact)}"
    return whole_page(f"{arrow(name)}, proof – certify", body, to_root="../", about=f"A proof of {arrow(name)} for all sizes")


def _proof(document: Document, checked: bool) -> str:
    proof: WrittenProof = written(explained(document, replayed=checked))
    shown = sum(bool(goal.lines) for goal in proof.goals)
    says = (
        f"{shown} of {counted(len(proof.goals), 'goal')} proved. The certificate holds the proofs, and its checker replays them."
    )
    known = "".join(f"<h3>{text(says)}</h3>{_lines(lines)}" for says, lines in proof.known)
    out = [paragraph(says), section("What is known", known, "known")]
    left = _LONGEST
    for number, goal in enumerate(proof.goals, 1):
        kept = goal.lines[:left]
        left -= len(kept)
        cut = paragraph(f"… and {len(goal.lines) - len(kept)} more lines: certify show --explain prints them", note=True)
        inner = _lines(kept) if kept else paragraph("This is not shown." if not goal.lines else "")
        inner = f'<p class="goal">{_math(goal.says)}</p>' + folded(
            f"Proof, {len(goal.lines)} lines", inner, opened=len(goal.lines) < 12
        )
        out.append(
            section(
                f"Goal {number}, {goal.obligation}: {goal.part}",
                inner + (cut if len(kept) < len(goal.lines) else ""),
                f"goal{number}",
            )
        )
    return "".join(out)


def _lines(lines: tuple[WrittenLine, ...]) -> str:
    rows = (
        f'<li style="--depth:{line.depth}"><span class="label">{text(line.label)}</span> {_pieces(line)}</li>' for line in lines
    )
    return f'<ol class="proof">{"".join(rows)}</ol>'


def _pieces(line: WrittenLine) -> str:
    return "".join(_math(piece) if isinstance(piece, Shown) else text(piece) for piece in line.pieces)


def _math(says: str) -> str:
    return f'<span class="formula">{formula(formula_latex(says))}</span>'
