"""The option `--why` of `solve`: a few parts of an instance that have no witness by themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.errors import InputError
from certify.records import dataclass
from certify.system.files import CannotWrite, check_file
from certify.verbs.parameters import Option

if TYPE_CHECKING:
    from certify.chains import Stages
    from certify.formats.lines import Lines
    from certify.solve.cores import Core

Why = Annotated[bool, Option("--why", help="If there is no witness: a few parts of the instance that have none by themselves.")]


WhyPicture = Annotated[
    Path | None,
    Option("--picture", metavar="FILE", help="With --why: draw the instance, these parts in red."),
]


@dataclass(frozen=True)
class WhyAsked:
    """What was asked: the file of the instance, and the file for a picture, if one is wanted.

    `began` and `seconds` are when the verb began, by `time.monotonic()`, and its time limit.  Raises CannotWrite if the picture
    cannot be written, and CannotRender for an unknown ending.
    """

    file: str
    picture: Path | None
    began: float
    seconds: float | None

    def __post_init__(self) -> None:
        if self.picture is not None:
            from certify.pictures.rendering import format_of

            check_file(self.picture)
            format_of(self.picture)


@dataclass(frozen=True)
class Reason:
    """The reason for the answer `no`: a core, if one was found, and the lines of the file on which its parts stand.

    `drawn` is the file of the picture, and `trouble` what went wrong with it.
    """

    core: Core | None
    lines: Lines
    file: str
    drawn: Path | None = None
    trouble: InputError | None = None

    def json(self) -> dict[str, Any] | None:
        """Return the reason as JSON; None if no core was found."""
        from certify.formats.cores import core_json

        return None if self.core is None else core_json(self.core, self.lines)

    def told(self) -> Iterator[str]:
        """Yield the reason as lines of text."""
        from certify.formats.cores import core_lines

        if self.core is None:
            yield "why: it was not shown, within the work, at this instance itself that there is no witness"
        else:
            yield from core_lines(self.core, self.lines, self.file)
        if self.drawn is not None:
            yield f"drew {self.drawn}"


def reason(stages: Stages, asked: WhyAsked) -> Reason:
    """Return the reason why the first instance has no witness, and draw it if that is wanted.  `stages` are its images."""
    from certify.formats import read_text
    from certify.formats.lines import lines_of
    from certify.graph.why_not import why_not

    problem, file = stages.instances[0].problem, asked.file
    lines = {} if file == "-" else lines_of(problem, read_text(Path(file)))
    left = None if asked.seconds is None else max(asked.began + 0.9 * asked.seconds - time.monotonic(), 0.0)
    core = why_not(stages, seconds=left)
    if core is None or asked.picture is None:
        return Reason(core, lines, file)
    from certify.pictures.cores import core_picture
    from certify.pictures.rendering import CannotRender, render

    try:
        return Reason(core, lines, file, render(core_picture(core), asked.picture))
    except (CannotRender, CannotWrite) as trouble:
        return Reason(core, lines, file, trouble=trouble)
