"""What submissions stand on: the library without the reduction that is asked for, and the claims that a task wants."""

from __future__ import annotations

from contextlib import suppress

from certify.core import Claim, core_hash
from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.grading.tasks import GradingTask
from certify.graph.routes import NoRoute, network, shortest_route
from certify.language.scaffolds import reduction_scaffold
from certify.library import Library, LibraryText


def grounds_of(task: GradingTask, library: Library) -> Library:
    """Return a library without the texts of the reduction that a task asks for, so that no submission can use them.

    Raises `InputError` if a problem has another core than the task names, a reduction of `through` is not there, those of
    `through` leave nothing to do, or a measure of `within` is none of the source.
    """
    grounds = _without(library, task.reduction)
    for name, core in ((task.source, task.source_core), (task.target, task.target_core)):
        if core_hash(grounds.problem(name)) != core:
            raise InputError(
                f"the task is about another problem {name}: its core has the hash {core[:12]}..., and that of the library "
                f"{core_hash(grounds.problem(name))[:12]}...; write the task anew with `certify task {task.source} {task.target}`"
            )
    for edge in task.through:
        if edge == task.reduction:
            raise InputError(f"`through` names {edge}, which is the reduction that the task asks for")
        if grounds.find_reduction(edge) != edge:
            raise InputError(f"`through` names {edge}: write {grounds.find_reduction(edge)}")
    with suppress(NoRoute):
        ends = {end for edge in task.through for end in edge.split(":")} | {task.source, task.target}
        route = shortest_route(network(sorted(ends), task.through), task.source, task.target)
        raise InputError(
            f"`through` leads from {task.source} to {task.target} by itself, by {' and '.join(route)}: leave out one"
        )
    known = [name for name, _ in grounds.problem(task.source).measures]
    for measure in task.within:
        if measure not in known:
            raise InputError(f"`within` names {measure}, and the measures of {task.source} are {', '.join(known)}")
    return grounds


def _without(library: Library, reduction: str) -> Library:
    base = None if library.base is None else _without(library.base, reduction)
    return Library(tuple(text for text in library.texts if not _solves(text, reduction)), base)


def _solves(text: LibraryText, reduction: str) -> bool:
    """Return whether a text declares a reduction, and no problem that others need."""
    return ("reduction", reduction) in text.declares and all(kind != "problem" for kind, _ in text.declares)


def wanted_claims(task: GradingTask, grounds: Library) -> tuple[Claim, ...]:
    """Return the claims that a task wants.  Raises `InputError` if one cannot be read."""
    return tuple(claim for text in task.claims for claim in _claims(task, grounds, text))


def _claims(task: GradingTask, grounds: Library, claim: str) -> tuple[Claim, ...]:
    text = reduction_scaffold(grounds.problem(task.source), grounds.problem(task.target)) + f"  claims   {claim}\n"
    try:
        found = grounds.with_texts([Source("claim", text)]).reduction(task.reduction).claims
    except Mistake as mistake:
        raise InputError("; ".join(filter(None, [f"the claim `{claim}` of the task: {mistake.problem}", mistake.fix]))) from None
    if any(of.where is not None for of in found):
        raise InputError(f"the claim `{claim}` of the task is about some instances only: leave out its condition")
    return found
