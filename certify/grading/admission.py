"""Which submissions answer a task at all: they reduce its problems, as they are, by reductions of their own.

A problem is known by its core.  A text that declares a problem of the same name and another core has answered another question,
and is refused before anything is run.
"""

from __future__ import annotations

from certify.chains import Chain
from certify.core import Reduction, core_hash
from certify.errors import InputError
from certify.grading.grounds import wanted_claims
from certify.grading.tasks import GradingTask
from certify.graph.routes import NoRoute, network, shortest_route
from certify.library import Library
from certify.records import replace
from certify.wording import counted


class NotAdmitted(InputError):
    """A submission does not answer the task; `str()` says why."""


def admitted(task: GradingTask, grounds: Library, library: Library) -> Chain:
    """Return the reduction that a submission answers a task with, as a chain, with the claims that the task wants.

    - `grounds`: the library that the submission stands on.
    - `library`: the same, with the texts of the submission on top.

    Raises `Mistake` if a text cannot be read, and `NotAdmitted`.
    """
    _check_readable(library)
    _check_problems(grounds, library)
    chain = _asked(task, library)
    for problem, core in ((chain.source, task.source_core), (chain.target, task.target_core)):
        if core_hash(problem) != core:
            raise NotAdmitted(f"{problem.name} is another problem here than in the task")
    if not task.hints and any(reduction.shown or reduction.taken for reduction in chain.reductions):
        raise NotAdmitted("the text has hints for the search of a proof (`shows`, `takes`), and the task allows none")
    if len(chain.reductions) == 1:
        return Chain(chain.source, (_claiming(chain.reductions[0], task, grounds),))
    return chain


def _claiming(reduction: Reduction, task: GradingTask, grounds: Library) -> Reduction:
    """Return a reduction with the claims that the task wants, if it does not make them itself."""
    more = [claim for claim in wanted_claims(task, grounds) if claim not in reduction.claims]
    return replace(reduction, claims=(*reduction.claims, *more))


def _check_readable(library: Library) -> None:
    """Raise `Mistake` if a text of a submission cannot be read as a whole."""
    for text in library.texts:
        _ = text.declarations
        library.check_facts(text)
    for kind, name in _declared(library):
        if kind == "problem":
            library.problem(name)
        elif kind == "reduction":
            library.reduction(name)


def _declared(library: Library) -> list[tuple[str, str]]:
    return [declared for text in library.texts for declared in text.declares]


def _check_problems(grounds: Library, library: Library) -> None:
    """Raise `NotAdmitted` if a text declares a problem that takes the place of one of the library."""
    if library.replaced:
        names = ", ".join(sorted(library.replaced))
        raise NotAdmitted(
            f"the text declares {names} anew, as another problem: reduce the problems as they are, and leave them out"
        )
    for kind, name in _declared(library):
        taken = [other for other in grounds.aliased(name) if other != name] if kind == "problem" else []
        if taken:
            raise NotAdmitted(f"the text declares a problem `{name}`, which is a name of {taken[0]}: give it another name")


def _asked(task: GradingTask, library: Library) -> Chain:
    """Return the reduction that a task asks for, or a chain if it allows one.  Raises `NotAdmitted` if there is none."""
    own = [name for kind, name in _declared(library) if kind == "reduction"]
    if task.reduction in own:
        return _chain(library, [task.reduction])
    asked = f"the task asks for {task.source} -> {task.target}"
    if not own:
        raise NotAdmitted(f"the text declares no reduction; {asked}")
    arrows = ", ".join(name.replace(":", " -> ") for name in own[:3]) + (", ..." if len(own) > 3 else "")
    if not task.chain:
        raise NotAdmitted(f"the text declares {arrows}; {asked}, in one reduction")
    edges = [*own, *task.through]
    ends = sorted({end for edge in edges for end in edge.split(":")} | {task.source, task.target})
    try:
        return _chain(library, shortest_route(network(ends, edges), task.source, task.target))
    except NoRoute:
        allowed = f" and the {counted(len(task.through), 'reduction')} that the task allows" if task.through else ""
        raise NotAdmitted(
            f"the text declares {arrows}; {asked}, and no chain of its own reductions{allowed} leads there"
        ) from None


def _chain(library: Library, route: list[str]) -> Chain:
    first = library.reduction(route[0])
    return Chain(first.source, tuple(library.reduction(name) for name in route))
