"""The verb `bounds`: bounds of sizes and times derived from the text, claims proved or refuted, chains composed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from certify.console import Usage, answer, bounds_of, console, exit_code, unless_unread, verb, write_line
from certify.records import replace
from certify.system.progress import doing
from certify.system.stopping import Stopped, current
from certify.verbs.completion import subject_names
from certify.verbs.options import AsJson, Seconds, Strict, Use, is_file, library_with
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.subjects import Subject, check_measures, name_of, subjects

if TYPE_CHECKING:
    from certify.core import Problem
    from certify.library import Library
    from certify.reports.bounds import BoundsReport


@verbs.command()
@verb
def bounds(
    names: Annotated[list[str] | None, Argument(metavar="NAME|FILE|SOURCE TARGET", autocompletion=subject_names)] = None,
    everything: Annotated[bool, Option("--all", help="Every problem and reduction of the library, a line each.")] = False,
    trace: Annotated[bool, Option("--trace", help="Also the derivation line by line, and every bound in full.")] = False,
    latex: Annotated[bool, Option("--latex", help="Print tables for a paper.")] = False,
    at: Annotated[str | None, Option(metavar="n=3,m=2", help="Evaluate the bounds at these measures.")] = None,
    fixing: Annotated[str | None, Option(metavar="n,...", help="Measures of the problem that count as constants.")] = None,
    minimise: Annotated[
        str | None, Option(metavar="n,...", help="Of SOURCE TARGET: the chains with the least bounds of these measures.")
    ] = None,
    run: Annotated[bool, Option("--run/--no-run", help="Run instances, to refute claims and to see folds grow.")] = True,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Bound sizes and times for all instances, from the text alone; prove the claims, or refute them."""
    words = names or []
    library = library_with([*(Path(n) for n in words if is_file(n)), *use], strict)
    measures = bounds_of(at, "--at")
    fixed = tuple(_words(fixing))
    reports: Iterator[BoundsReport]
    if minimise is not None:
        if len(words) != 2 or everything:
            raise Usage("`--minimise` is about the chains from one problem to another: name SOURCE and TARGET")
        reports = _best(library, (words[0], words[1]), _words(minimise), measures)
    else:
        chosen: Sequence[Subject] = [*library.names("problem"), *library.names("reduction")]
        if not everything:
            chosen = subjects(library, words, [("problem", "reduction")])
        reports = (_examined(library, s, measures, fixed, run) for s in chosen)
    running = current()
    found: list[BoundsReport] = []
    left = ["others"] if minimise is not None else [name_of(s) for s in chosen]
    with suppress(Stopped):
        while not running.ended or not found:
            doing(f"deriving bounds of {' '.join(left[:1])}" if minimise is None else "comparing routes")
            report = next(reports, None)
            if report is None:
                left = []
                break
            with running.sheltered():
                left = left if minimise is not None else left[1:]
                found.append(report)
                running.keep(report.json(trace) if as_json else None)
                if not as_json:
                    _show(report, trace, latex, everything)
            if left:
                unless_unread()
    code, told = running.outcome(exit_code(r.outcome for r in found), left, "answer for")
    answer("bounds", as_json, running.kept, lambda: None, code, told or None)


def _show(report: BoundsReport, trace: bool, latex: bool, brief: bool) -> None:
    if latex:
        write_line(report.latex())
    elif brief:
        write_line(report.line)
    else:
        report.show(console(), trace)


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def _examined(library: Library, subject: Subject, measures: dict[str, int], fixing: tuple[str, ...], run: bool) -> BoundsReport:
    """Return the report on a subject.

    - `measures`: the values at which the bounds are evaluated.
    - `fixing`: measures of a problem that count as constants.
    - `run`: whether instances are run to refute claims.
    """
    from certify.empirical.examined_bounds import examine_chain, examine_problem, examine_reduction
    from certify.reports.chain_bounds import ChainReport
    from certify.reports.problem_bounds import ProblemReport
    from certify.reports.reduction_bounds import ReductionReport

    clock = current().clock
    if isinstance(subject, tuple):
        steps = [library.reduction(name) for name in subject]
        source = steps[0].source
        _check(measures, fixing, source, reduction=True)
        return ChainReport(measures, examine_chain(source, steps), {})
    if ":" in subject:
        reduction = library.reduction(subject)
        _check(measures, fixing, reduction.source, reduction=True)
        return ReductionReport(measures, examine_reduction(reduction, run, clock))
    problem = library.problem(subject)
    _check(measures, fixing, problem, reduction=False)
    fixed = replace(problem, fixing=tuple(dict.fromkeys((*problem.fixing, *fixing))))
    return ProblemReport(measures, examine_problem(fixed, run, clock))


def _check(measures: dict[str, int], fixing: Sequence[str], problem: Problem, reduction: bool) -> None:
    """Raise `Usage` if a name is not a measure of the problem, or if `--at` leaves a measure out."""
    if fixing and reduction:
        raise Usage("`--fixing` is about problems: a reduction's bounds fix what its source's text does")
    check_measures((*measures, *fixing), problem)
    left = [n for n, _ in problem.measures if measures and n not in measures]
    if left:
        raise Usage(f"`--at` needs all measures of {problem.name}: {', '.join(left)} not given")


def _best(library: Library, ends: tuple[str, str], wanted: Sequence[str], measures: dict[str, int]) -> Iterator[BoundsReport]:
    """Yield reports on the chains that no other chain improves on in the wanted measures."""
    from certify.empirical.examined_bounds import examine_chain
    from certify.graph.least_routes import best_routes
    from certify.reports.chain_bounds import ChainReport

    start, end = map(library.find_problem, ends)
    for route in best_routes(library, start, end, wanted, measures or None):
        found = examine_chain(library.problem(start), [library.reduction(n) for n in route.reductions])
        yield ChainReport(measures, found, route.sizes)
