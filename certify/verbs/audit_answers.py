"""What an audit tells of its subjects, one after the other: evidence, or why there is none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.console import console, exit_code, write_line
from certify.errors import ExitCode
from certify.records import dataclass, field
from certify.system.files import CannotWrite
from certify.system.stopping import current
from certify.verbs.gathering import AuditFailed, AuditFailure, chain_of_subject
from certify.verbs.subjects import Subject, name_of
from certify.wording import counted

if TYPE_CHECKING:
    from certify.audit.remembered_evidence import Gathered
    from certify.evidence import Counterexample
    from certify.library import Library
    from certify.verbs.saving import Writing


@dataclass
class AuditAnswers:
    """The answers of an audit so far.

    - `writing`: how certificates are written.
    - `picture`: the file for a picture of a counterexample, if one was asked for.
    - `as_json`: whether nothing is printed before the end.
    - `found`: the answers as JSON.
    - `troubles`: errors beside them, such as a file that cannot be written.
    - `failed`: the subjects without evidence, with what ended their audits.
    """

    library: Library
    writing: Writing
    picture: Path | None
    as_json: bool
    found: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    failed: list[tuple[str, AuditFailure]] = field(default_factory=list)

    def tell(self, subject: Subject, result: Gathered) -> dict[str, Any]:
        """Print the evidence about a subject, save it if that was asked for, and return its JSON.  Of a chain nothing is saved
        here."""
        from certify.reports.evidence import show_evidence

        told = result.evidence.json()
        with current().sheltered():
            self.found.append(told)
            if not self.as_json:
                show_evidence(result.evidence, console())
                if result.remembered:
                    write_line("  from the store")
            if isinstance(subject, str):
                self.troubles += self.writing.write(told, result.evidence, subject, [])
            current().keep(told)
        return told

    def draw(self, subject: Subject, counterexample: Counterexample | None) -> None:
        """Draw the counterexample, if there is one and a picture was asked for."""
        if self.picture is None or counterexample is None:
            return
        from certify.pictures.refutation import draw_counterexample
        from certify.pictures.rendering import CannotRender

        try:
            draw_counterexample(chain_of_subject(self.library, subject), counterexample, self.picture)
        except (CannotRender, CannotWrite) as error:
            self.troubles.append(str(error))

    def fail(self, subject: Subject, error: Exception, alone: bool) -> None:
        """Tell why there is no evidence about a subject, so that the others go on.

        Raises the error itself if the subject is `alone`, and if the input is wrong: others may not go on then.
        """
        failure = error.failure if isinstance(error, AuditFailed) else AuditFailure.of(error)
        if failure.code is ExitCode.BAD_INPUT or alone:
            raise error
        name = name_of(subject)
        with current().sheltered():
            self.failed.append((name, failure))
            told = {"subject": name, "verdict": "unknown", "error": dict(failure.error)}
            self.found.append(told)
            if not self.as_json:
                lines = failure.says.rstrip().splitlines()
                write_line(f"{name}  unknown\n" + "\n".join(f"  {line}" for line in ["there is no evidence:", *lines]))
                sys.stdout.flush()
            current().keep(told)

    @property
    def code(self) -> ExitCode:
        """The exit code: that of a defect if there was one."""
        codes = {failure.code for _, failure in self.failed}
        return ExitCode.DEFECT if ExitCode.DEFECT in codes else exit_code(e["verdict"] for e in self.found)

    @property
    def says(self) -> str:
        """A sentence about the subjects without evidence; empty if there are none."""
        if not self.failed:
            return ""
        names = [name for name, _ in self.failed]
        return f"the audits of {counted(len(names), 'subject')} failed, as told there: {', '.join(names)}"
