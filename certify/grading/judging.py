"""Judging one submission, in a process of its own with limits; what it says is a JSON object in a file.

Whatever happens to this process, the one that started it has a grade: what ends it, says why.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from certify.console import why_ended
from certify.core.mistakes import Mistake, Source
from certify.errors import InputError
from certify.grading.admission import NotAdmitted, admitted
from certify.grading.grades import NOT_SHOWN, REFUSED, UNREADABLE, Grade, brief, graded
from certify.grading.grounds import grounds_of
from certify.grading.tasks import GradingTask, task_from_json
from certify.library import Library, standard
from certify.records import replace
from certify.system.confinement import confine_this_process
from certify.system.limited_process import ProcessLimits, limit_this_process

if TYPE_CHECKING:
    from certify.chains import Chain
    from certify.evidence import Counterexample

Found = Sequence["Counterexample"]

MOST_OUTPUT = 1 << 28
"""The most bytes of a file that the process of a submission may write."""

MOST_GRADE = 16 << 20
"""The most characters of a grade that is written with its counterexamples."""

MOST_PICTURE = 4 << 20
"""The most characters of a picture that is shown."""


def judge(task: GradingTask, library: Library, texts: list[Source]) -> Grade:
    """Return the grade of a submission, without pictures.

    - `library`: the library with the teacher's texts.
    - `texts`: the texts of the submission.

    Raises `InputError` if the task does not fit the library.
    """
    return _judged(task, library, texts)[0]


def _judged(task: GradingTask, library: Library, texts: list[Source]) -> tuple[Grade, Chain | None, Found]:
    """Return the grade, with the chain and its counterexamples if there are any to draw."""
    from certify.audit.reduction_audit import audit_chain, subject_of

    grounds = grounds_of(task, library)
    try:
        chain = admitted(task, grounds, grounds.with_texts(texts))
    except NotAdmitted as refusal:
        return Grade(REFUSED, brief(str(refusal))), None, ()
    except RecursionError:
        return Grade(UNREADABLE, "this is nested more deeply than can be followed"), None, ()
    except (Mistake, InputError) as mistake:
        return Grade(UNREADABLE, brief(str(mistake))), None, ()
    evidence = audit_chain(chain, task.within, seconds=task.seconds, effort=task.effort, interesting=True)
    found = tuple(of for of in (evidence.counterexample, evidence.interesting) if of is not None)
    return graded(evidence, task.accept, subject_of(chain)[1]), chain, found


def _pictures(chain: Chain, found: Counterexample) -> tuple[str, ...]:
    """Return a counterexample to a chain as SVG texts; none if it cannot be drawn, or only too large."""
    from certify.pictures.refutation import counterexample_pictures
    from certify.pictures.rendering import CannotRender, svg

    try:
        drawn = tuple(svg(graph) for graph in counterexample_pictures(chain, found, captioned=False))
    except (CannotRender, InputError, RecursionError):
        return ()
    return drawn if sum(map(len, drawn)) <= MOST_PICTURE else ()


def main(request: str, answer: str, parent: int) -> None:
    """Judge the submission that a file describes, and write its grade into another file; first without its pictures, so that a
    grade is there even if drawing takes too long.  The process ends with `parent`.
    """
    from certify.system.own_process import collect_seldom, end_with

    end_with(parent)
    collect_seldom()
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    task = task_from_json(asked["task"])
    confine_this_process(Path(answer).parent)
    limit_this_process(ProcessLimits(task.memory, MOST_OUTPUT))
    chain: Chain | None = None
    found: Found = ()
    try:
        used = [Source(*text) for text in asked["use"]]
        library = standard().with_texts(used) if used else standard()
        grade, chain, found = _judged(task, library, [Source(*text) for text in asked["texts"]])
    except Exception as error:
        grade = Grade(NOT_SHOWN, why_ended(error))
    _write(answer, grade)
    with suppress(Exception):
        for counterexample in found:
            assert chain is not None
            grade = replace(grade, pictures=(*grade.pictures, _pictures(chain, counterexample)))
            _write(answer, grade)
    sys.stdout.flush()
    os._exit(0)  # solvers that are still at work are not waited for


def _write(answer: str, grade: Grade) -> None:
    beside = Path(f"{answer}.part")
    text = json.dumps(grade.json())
    if len(text) > MOST_GRADE:  # a counterexample so large tells nobody anything
        text = json.dumps(replace(grade, counterexamples=(), pictures=()).json())
    beside.write_text(text, encoding="utf-8")
    beside.replace(answer)
