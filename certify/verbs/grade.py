"""The verbs `task` and `grade`: homework set, and graded."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import Usage, answer, verb, write_line
from certify.core.mistakes import Mistake
from certify.errors import ExitCode
from certify.system.files import check_file, check_folder, replace_file, write_text
from certify.system.progress import doing
from certify.system.stopping import Stopped, current
from certify.verbs.completion import file_names
from certify.verbs.options import AsJson, Seconds, Source, Strict, Target, Use, library_with
from certify.verbs.parameters import Argument, Option, verbs
from certify.wording import counted

if TYPE_CHECKING:
    from certify.grading.grades import Grade
    from certify.grading.session import GradingSession
    from certify.grading.submissions import Submission
    from certify.library import Library

TaskFile = Annotated[Path, Option("--task", metavar="FILE", help="The task, as `certify task` writes it.")]


@verbs.command()
@verb
def task(
    source: Source,
    target: Target,
    out: Annotated[Path, Option("--out", "-o", metavar="FOLDER", help="Write the task and the template there.")] = Path(),
    claim: Annotated[
        list[str], Option("--claim", metavar="TEXT", help='A claim that is wanted, as "target.n <= n" or "parsimonious".')
    ] = [],  # noqa: B006
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Write a task for `certify grade`, its statement for students, and the text that they begin with."""
    from certify.grading.grounds import grounds_of, wanted_claims
    from certify.grading.new_tasks import STATEMENT, TEMPLATE, new_task, statement_text, task_text
    from certify.language.scaffolds import reduction_scaffold

    library = library_with(use, strict)
    ends = [library.problem(library.find_problem(word)) for word in (source, target)]
    made = new_task(ends[0], ends[1], claim)
    wanted_claims(made, grounds_of(made, library))
    files = {
        out / "task.toml": task_text(made),
        out / STATEMENT: statement_text(made),
        out / TEMPLATE: reduction_scaffold(*ends),
    }
    for file in files:
        if file.exists():
            raise Usage(f"{file} exists, and a new task never replaces one: name another folder")
    check_folder(out)
    for file, text in files.items():
        replace_file(file, text)
    names = [str(file) for file in files]
    result = {"task": made.json(), "files": names}
    says = f"wrote {', '.join(names[:-1])} and {names[-1]}: read the task, and hand out the other two"
    answer("task", as_json, result, lambda: write_line(says))


@verbs.command()
@verb
def grade(
    folder: Annotated[
        Path, Argument(metavar="DIR|FILE", autocompletion=file_names, help="Submissions: a .red file, or a folder, each.")
    ],
    task: TaskFile = Path("task.toml"),
    out: Annotated[Path, Option("--out", "-o", metavar="FOLDER", help="Where grades and pages are written.")] = Path("grades"),
    jobs: Annotated[int | None, Option(min=0, help="So many processes; 0 and by default: as many as processors.")] = None,
    one: Annotated[bool, Option("--one", help="DIR is one submission.")] = False,
    recheck: Annotated[bool, Option("--recheck", help="Judge all anew, and say which kept grades were others.")] = False,
    gradescope: Annotated[Path | None, Option(metavar="FILE", help="Write Gradescope's results.json; DIR is one.")] = None,
    classroom: Annotated[Path | None, Option(metavar="FILE", help="Write GitHub Classroom's results; DIR is one.")] = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Grade submissions: one verdict each, a table, and a page each with the first failing obligation and a counterexample."""
    from certify.grading.autograders import classroom as for_classroom
    from certify.grading.autograders import gradescope as for_gradescope
    from certify.grading.grounds import grounds_of, wanted_claims
    from certify.grading.new_tasks import STATEMENT, TEMPLATE
    from certify.grading.pages import grades_json, page_of
    from certify.grading.session import GradingSession
    from certify.grading.submissions import shown, submission_of, submissions_in
    from certify.grading.tables import csv_of, lines_of, row_of
    from certify.grading.tasks import read_task
    from certify.library import read_source

    asked = read_task(task)
    library = library_with(use, strict)
    grounds = grounds_of(asked, library)
    wanted_claims(asked, grounds)
    alone = one or gradescope is not None or classroom is not None or folder.is_file()
    for file in (gradescope, classroom):
        check_file(file)
    check_folder(out)
    if alone and not os.path.lexists(folder):
        raise Usage(f"{folder}: there is no such file or folder")
    left_out = (out, task.parent / TEMPLATE, task.parent / STATEMENT)
    found = [submission_of(folder.absolute(), shown(folder.absolute().name))] if alone else submissions_in(folder, *left_out)
    if not found:
        raise Usage(f"{folder}: there is no submission in it; expected `.red` files, or folders with such")
    session = GradingSession(asked, [read_source(file) for file in dict.fromkeys(use)], grounds.digest, out / "results", recheck)
    running, rows = current(), dict[str, dict[str, Any]]()
    kept = {submission.name: _kept(session, submission) for submission in found} if recheck else {}
    new, others = [0], list[str]()

    def tell(submission: Submission, of: Grade, known: bool) -> None:
        with running.sheltered():
            replace_file(out / "pages" / submission.page, page_of(asked, submission, of))
            before = kept.get(submission.name)
            notes = [
                _note(library, asked.reduction, of),
                "" if before is None or before.same_as(of) else f"kept was: {before.verdict}",
            ]
            others.extend(name for name in (submission.name,) if notes[1])
            rows[submission.name] = row_of(asked, submission.name, of, "; ".join(filter(None, notes)))
            running.keep(rows[submission.name])
            new[0] += not known
            if gradescope is not None:
                write_text(gradescope, json.dumps(for_gradescope(asked, submission, of), indent=1) + "\n")
            if classroom is not None:
                write_text(classroom, json.dumps(for_classroom(asked, submission, of), indent=1) + "\n")

    doing(f"grading {counted(len(found), 'submission')}", lambda: f"{len(rows)} done")
    with suppress(Stopped):
        session.grade(found, jobs or os.cpu_count() or 1, tell)
    table = [rows[submission.name] for submission in found if submission.name in rows]
    left = [submission.name for submission in found if submission.name not in rows]
    replace_file(out / "grades.csv", csv_of(table))
    replace_file(out / "grades.json", grades_json(table, asked))
    code, why = running.outcome(_code(table), left, "grade of")

    def show() -> None:
        for line in lines_of(table):
            write_line(line)
        write_line(f"{new[0]} judged now, {len(table) - new[0]} known; wrote {out}/grades.csv, grades.json and pages")
        if recheck:
            known = counted(sum(grade is not None for grade in kept.values()), "kept grade")
            write_line(f"{known}: {counted(len(others), 'other')} than now{': ' if others else ''}{', '.join(sorted(others))}")

    if left:
        why += "; the same command goes on from here"
    answer("grade", as_json, table, show, code, why or None)


def _kept(session: GradingSession, submission: Submission) -> Grade | None:
    """Return the grade that is kept; None if there is none, or what is kept is no grade."""
    with suppress(Mistake):
        return session.kept(submission)
    return None


def _code(rows: list[dict[str, Any]]) -> ExitCode:
    """Return the exit code for all grades: 0 if all are accepted, 3 if what is not is only not shown, else 1."""
    from certify.grading.grades import ACCEPTED, NOT_SHOWN

    found = {row["verdict"] for row in rows}
    if found <= {ACCEPTED}:
        return ExitCode.FINE
    return ExitCode.UNKNOWN if found <= {ACCEPTED, NOT_SHOWN} else ExitCode.REFUTED


def _note(library: Library, asked: str, of: Grade) -> str:
    """Return what the teacher may want to know of a submission."""
    from certify.core import core_hash

    if of.core and asked in library.names("reduction") and of.core == core_hash(library.reduction(asked)):
        return "the core of the library's reduction"
    return ""
