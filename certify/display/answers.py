"""Instances, images, answers and evidence as pages for notebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from certify.certificates.checked import Check
from certify.certificates.documents import Document
from certify.chains import Chain, Stages
from certify.core.values import Value
from certify.display.html import bullets, described, figure, folded, grid, heading, page, paragraph, text, verdict
from certify.evidence import Counterexample, Evidence, listed
from certify.pictures.instances import instance_picture
from certify.pictures.reductions import reduction_picture
from certify.pictures.refutation import counterexample_pictures
from certify.pictures.rendering import CannotRender, svg
from certify.reports.certificate_pages import at_once, checked_by, region_of, totals
from certify.semantics.interpreter import ProblemMeaning
from certify.semantics.named_instances import Instance
from certify.semantics.unmet_obligations import Unmet
from certify.wording import counted

MOST_STAGES = 4
"""The most pictures of a chain."""


def pictures_page(parts: Iterable[str], title: str) -> str:
    """Return drawn pictures (SVG) as HTML."""
    return page(*(figure(part, title) for part in parts))


def instance_page(instance: Instance, witness: Value | None = None) -> str:
    """Return the picture of an instance, with its measures, as HTML; with a witness (None: none) marked in it."""
    return page(heading(text(instance.problem.name), "instance of"), paragraph(_measures(instance)), _drawn(instance, witness))


def images_page(stages: Stages, witnesses: Sequence[Value] = ()) -> str:
    """Return an instance beside its image, for each reduction of a chain, as HTML; with witnesses of all stages marked, if there
    are any."""
    names = " → ".join(text(x.problem.name) for x in stages.instances)
    rows = [[text(x.problem.name), _measures(x)] for x in stages.instances]
    return page(heading(names, "images along"), grid("Measures", ("problem", "measures"), rows), _beside(stages, witnesses))


def answer_page(
    instance: Instance, answer: str, told: str, facts: Sequence[tuple[str, str]], stages: Stages, witnesses: Sequence[Value]
) -> str:
    """Return an answer as HTML: what it is, and the instance, beside its image if there is a chain, with the witness.

    - `answer`: `yes`, `no` or `unknown`.
    - `told`: the witness, in the user's words.
    - `facts`: further things to say, as pairs of texts.
    - `stages`, `witnesses`: the images along the chain, and the witnesses of all of them; none if there is none.
    """
    rows = [("Instance", _measures(instance)), ("Answer", f"<b>{text(answer)}</b>")]
    rows += [("Witness", text(told))] if told else []
    rows += [(title, text(what)) for title, what in facts if what]
    picture = _beside(stages, witnesses) if stages.images else _drawn(instance, witnesses[0] if witnesses else None)
    return page(heading(text(instance.problem.name), "answer for"), described(rows), picture)


def reason_page(alone: Instance, told: Sequence[str]) -> str:
    """Return why an instance has no witness as HTML: the reason in lines, and the picture of the parts that have none alone."""
    return page(heading(text(alone.problem.name), "why no witness of"), bullets(map(text, told)), _drawn(alone, None))


def evidence_page(evidence: Evidence, chain: Chain) -> str:
    """Return the evidence about a chain, or about a problem (a chain without reductions), as HTML, with the counterexample."""
    rows = [[text(f.obligation), verdict(f.verdict), text(f.says)] for f in evidence.findings]
    region = evidence.region
    told = [("Region", text(f"{region}; {counted(region.instances, 'instance')}")), ("Worth", text(evidence.worth))]
    told += [("Stopped", text(evidence.stopped))] if evidence.stopped else []
    parts = [grid("Obligations", ("obligation", "verdict", "what was found"), rows), described((t, w) for t, w in told if w)]
    if evidence.counterexample is not None:
        parts.insert(0, _counterexample(chain, evidence.counterexample))
    parts.append(folded("What is taken for granted", bullets(map(text, evidence.holes))) if evidence.holes else "")
    return page(heading(f"{text(evidence.subject)} {verdict(evidence.verdict)}", "evidence on"), *parts)


def certificate_page(document: Document, check: Check | None) -> str:
    """Return the certificate of a reduction, a problem or a chain as HTML, with what the checker said; None: it was not asked."""
    evidence = document["evidence"]
    rows = [[text(o["obligation"]), verdict(o["verdict"]), text(o["says"])] for o in evidence["obligations"]]
    known = ", ".join(f"{'unknown' if n is None else n} {name}" for name, n in totals(document).items())
    told = [
        ("Region", text(f"{region_of(document)}; {known}" if known else region_of(document))),
        *(("At once", text(line)) for line in at_once(document)),
        ("Checked", text(checked_by(check))),
        ("Made by", text(f"certify {document['made']['certify']}: {document['made']['command']}")),
        ("SHA-256", f"<code>{text(document['hash'])}</code>"),
    ]
    holes = folded("What is taken for granted", bullets(map(text, evidence["told"]["holes"])))
    title = heading(f"{text(document['subject'])} {verdict(evidence['verdict'])}", "certificate of")
    return page(title, grid("Obligations", ("obligation", "verdict", "what was found"), rows), described(told), holes)


def answer_certificate_page(problem: str, document: Mapping[str, Any]) -> str:
    """Return the certificate of an answer as HTML."""
    refuted = document.get("refuted") or {}
    told = [("Answer", f"<b>{text(document['answer'])}</b>")]
    if document.get("witness") is not None:
        told.append(("Witness", text(_cut(document["witness"]))))
    if "optimum" in document:
        told.append(("Optimum", text(", ".join(f"{k} {v}" for k, v in document["optimum"].items()))))
    if "formula" in refuted:
        clauses, steps = (refuted[of].count("\n") for of in ("formula", "proof"))
        told.append(("Refutation", text(f"of {clauses} clauses, by a proof of {steps} steps (RUP)")))
    elif "why" in refuted:
        told.append(("Refutation", text(refuted["why"])))
    holes = described([("Taken for granted", bullets(map(text, document["holes"])) or "nothing")])
    return page(heading(text(problem), "certificate of an answer for"), described(told), holes)


# ------------------------------------------------------------------------------------------------ parts


def _measures(instance: Instance) -> str:
    try:
        return text(listed(ProblemMeaning(instance.problem).measures(instance.value)))
    except Unmet:
        return "its measures are not defined"


def _drawn(instance: Instance, witness: Value | None) -> str:
    marked = "" if witness is None else ", with a witness marked"
    return _figure(partial(instance_picture, instance, witness), f"An instance of {instance.problem.name}{marked}")


def _beside(stages: Stages, witnesses: Sequence[Value]) -> str:
    parts = []
    for i, image in enumerate(stages.images[:MOST_STAGES]):
        left, right = stages.instances[i], stages.instances[i + 1]
        marked = (witnesses[i], witnesses[i + 1]) if witnesses else (None, None)
        title = f"An instance of {left.problem.name} beside its image in {right.problem.name}"
        drawn = _figure(partial(reduction_picture, image.reduction, left, right, image.tables, *marked), title)
        parts.append(folded(f"{left.problem.name} → {right.problem.name}", drawn, opened=i == 0))
    if len(stages.images) > MOST_STAGES:
        parts.append(paragraph(f"… and {len(stages.images) - MOST_STAGES} further reductions", note=True))
    return "".join(parts)


def _counterexample(chain: Chain, found: Counterexample) -> str:
    told = paragraph(f"<b>Counterexample</b> to {text(found.obligation)}")
    why = bullets(map(text, found.why))
    title = f"A counterexample to {found.obligation} of {chain.name}"
    try:
        drawn = "".join(figure(svg(graph), title) for graph in counterexample_pictures(chain, found, captioned=False))
    except CannotRender as error:
        drawn = paragraph(text(error), note=True)
    return told + why + drawn


def _figure(draw: Callable[[], Any], title: str) -> str:
    try:
        return figure(svg(draw()), title)
    except CannotRender as error:
        return paragraph(text(error), note=True)


def _cut(data: Any, most: int = 300) -> str:
    says = str(data)
    return says if len(says) <= most else says[: most - 1] + "…"
