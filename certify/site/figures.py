"""Figures of pages: a small instance, and a reduction step by step on one."""

from __future__ import annotations

from collections.abc import Sequence

from certify.chains import Chain
from certify.core import Problem, Reduction
from certify.display.html import figure, paragraph, text
from certify.library import Library
from certify.pictures.drawing import subjects
from certify.pictures.instances import instance_picture
from certify.pictures.reductions import Subject, reduction_picture
from certify.pictures.rendering import CannotRender, svg
from certify.pictures.series import series
from certify.semantics.named_instances import Instance
from certify.site.examples import listed_examples, shown_examples
from certify.solve.small_examples import SmallExample

LARGEST = 90_000
"""The most characters of a picture that is shown in steps; a larger one is shown as a whole."""

SLIDE = "slide"
"""The size of pictures that stand alone."""


def examples_of(library: Library, problem: Problem) -> str:
    """Return pictures of a small instance with a witness and of one without, as HTML."""
    found = shown_examples(library, problem)
    parts, missing = [], []
    for answer, says in (("yes", "with a witness, which is marked"), ("no", "without a witness")):
        if answer in found:
            title = f"A small instance of {problem.name} {says}"
            parts.append(
                f"<div><h3>{text(answer.capitalize())}</h3><p>{text(title)}.</p>{_drawn(problem, found[answer], title)}</div>"
            )
        else:
            missing.append(paragraph(f"No small instance {says.partition(',')[0]} was found.", note=True))
    return (f'<div class="pair">{"".join(parts)}</div>' if parts else "") + "".join(missing)


def _drawn(problem: Problem, example: SmallExample, title: str) -> str:
    try:
        return figure(_picture(problem, example), title)
    except CannotRender as error:
        return paragraph(text(error), note=True)


def _picture(problem: Problem, example: SmallExample) -> str:
    witness = example.witness if example.answer == "yes" else None
    return svg(instance_picture(Instance(problem, example.instance), witness))


def instance_drawn(problem: Problem) -> str:
    """Return the picture of a small instance with a witness as SVG; empty if none is found.

    Raises CannotRender.
    """
    example = listed_examples(problem).get("yes")
    return _picture(problem, example) if example is not None else ""


def construction_of(reduction: Reduction) -> str:
    """Return the construction on a small instance with a witness, step by step, as HTML; empty if no instance is found."""
    subject = _subject(reduction)
    try:
        drawn = [(says, svg(picture)) for says, picture in series(subject)] if subject is not None else []
    except CannotRender as error:
        return paragraph(text(error), note=True)
    return steps_html(drawn, reduction.name) if drawn else ""


def construction_picture(reduction: Reduction) -> str:
    """Return the construction on a small instance with a witness as SVG; empty if no instance is found.

    Raises CannotRender.
    """
    subject = _subject(reduction)
    if subject is None:
        return ""
    ends = (subject.source_witness, subject.target_witness)
    return svg(reduction_picture(subject.reduction, subject.instance, subject.image, subject.tables, *ends, size=SLIDE))


def _subject(reduction: Reduction) -> Subject | None:
    """Return a small instance with a witness and its image; None if no instance is found."""
    found = listed_examples(reduction.source).get("yes")
    if found is None:
        return None
    ((_, subject),) = subjects(Chain(reduction.source, (reduction,)), Instance(reduction.source, found.instance), True)
    return subject


def steps_html(pictures: Sequence[tuple[str, str]], name: str) -> str:
    """Return pictures (words and SVG) as steps that a reader goes through, the last one first; without scripts, the whole."""
    if sum(len(drawn) for _, drawn in pictures) > LARGEST * len(pictures):
        pictures = pictures[-1:]
    items = []
    for number, (says, drawn) in enumerate(pictures, 1):
        hidden = "" if number == len(pictures) else " hidden"
        shown = figure(drawn, f"{name} on a small instance, step {says}")
        items.append(f'<div class="step"{hidden} data-says="{text(says)}">{shown}</div>')
    buttons = (
        '<div class="controls" role="group" aria-label="Steps of the construction" hidden>'
        '<button type="button" data-go="-1">← Back</button><button type="button" data-go="1">Next →</button>'
        '<output aria-live="polite"></output></div>'
        if len(items) > 1
        else ""
    )
    hint = paragraph(
        "Point at a part, or move to it with the Tab key: what it is made from, and what is made from it, stays lit.", note=True
    )
    return f'<div class="stepper">{buttons}{"".join(items)}</div>{hint}'
