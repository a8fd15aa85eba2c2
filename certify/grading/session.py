"""Grading a folder: each grade is saved as soon as it is known, and found again when nothing that it depends on has changed.

The key of a grade is the hash of the submission's texts, of the task, of the texts that the submission stands on, and of the
program.  So a second run judges only what is new, also after an interrupt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from certify.core.mistakes import Mistake, Source
from certify.grading.grades import UNREADABLE, Grade, NoGrade, grade_of
from certify.grading.limited_processes import Request, judged_side_by_side
from certify.grading.submissions import Submission
from certify.grading.tasks import GradingTask
from certify.records import dataclass
from certify.system.engine_version import engine_version
from certify.system.files import replace_file

Graded = Callable[[Submission, Grade, bool], None]
"""Called with each submission, its grade, and whether it was found among those of an earlier run."""


@dataclass(frozen=True)
class GradingSession:
    """A task with all that grades depend on.

    - `use`: the teacher's texts; `grounds`: the digest of all texts that a submission stands on.
    - `saved`: the folder in which grades are kept; None: they are not.
    - `anew`: whether all are judged, also those whose grades are kept: somebody may have written others.
    """

    task: GradingTask
    use: Sequence[Source]
    grounds: str
    saved: Path | None
    anew: bool = False

    def grade(self, submissions: Sequence[Submission], processes: int, tell: Graded) -> Mapping[str, Grade]:
        """Return the grades of submissions by name; so many processes judge at a time, and `tell` is told each grade.

        Raises `CannotWrite` if a grade cannot be saved.
        """
        found: dict[str, Grade] = {}
        waiting: dict[str, Submission] = {}
        for submission in submissions:
            known = None if self.anew else self.kept
            grade = Grade(UNREADABLE, submission.trouble) if submission.trouble else known and known(submission)
            if grade is None:
                waiting[submission.name] = submission
            else:
                found[submission.name] = grade
                tell(submission, grade, True)
        requests = (Request(name, self.task, submission.texts, self.use) for name, submission in waiting.items())
        running = judged_side_by_side(requests, processes)
        try:
            for request, grade in running:
                submission = waiting[request.name]
                file = self._file(submission)
                if file is not None:
                    replace_file(file, json.dumps(grade.json(), indent=1) + "\n")
                found[request.name] = grade
                tell(submission, grade, False)
        finally:
            running.close()  # type: ignore[attr-defined]  # it is a generator
        return {submission.name: found[submission.name] for submission in submissions}

    def _file(self, submission: Submission) -> Path | None:
        if self.saved is None:
            return None
        texts = [[text.name, text.text] for text in submission.texts]
        key = json.dumps([engine_version(), self.grounds, self.task.json(), texts], sort_keys=True)
        return self.saved / f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.json"

    def kept(self, submission: Submission) -> Grade | None:
        """Return the grade of an earlier run; None if there is none, or it is no JSON.

        Raises `Mistake`, with the place, if somebody made something else of it.
        """
        file = self._file(submission)
        try:
            text = file.read_text(encoding="utf-8") if file is not None else ""
            data = json.loads(text)
        except (OSError, ValueError, RecursionError):
            return None
        try:
            return grade_of(data)
        except NoGrade as wrong:
            found = re.search(rf'^ *"{re.escape(wrong.key)}"', text, re.MULTILINE) if wrong.key else None
            start, end = found.span() if found else (0, None)
            what = f"`{wrong.key}` of this grade is not as it was written" if wrong.key else "this is no grade"
            fix = f"the grade is of {submission.name}: remove the file, and it is judged again"
            raise Mistake(f"{what}; expected {wrong}", Source(str(file), text), start, end, fix=fix) from None
