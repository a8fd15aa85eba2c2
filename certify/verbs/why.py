"""The option `--why` of `solve`: a few parts of an instance that have no witness by themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from certify.chains import Stages
    from certify.formats.lines import Lines
    from certify.solve.cores import Core

Why = Annotated[
    bool, typer.Option("--why", help="If there is no witness: a few parts of the instance that have none by themselves.")
]


@dataclass(frozen=True)
class Reason:
    """The reason for the answer `no`: a core, if one was found, and the lines of the file on which its parts stand."""

    core: Core | None
    lines: Lines
    file: str

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


def reason(stages: Stages, file: str, began: float, seconds: float | None) -> Reason:
    """Return the reason why the first instance has no witness.

    - `stages`: the instance, read from `file`, with its images.
    - `began`, `seconds`: when the verb began, by `time.monotonic()`, and its time limit.
    """
    from certify.formats import read_text
    from certify.formats.lines import lines_of
    from certify.graph.why_not import why_not

    lines = {} if file == "-" else lines_of(stages.instances[0].problem, read_text(Path(file)))
    left = None if seconds is None else max(began + 0.9 * seconds - time.monotonic(), 0.0)
    return Reason(why_not(stages, seconds=left), lines, file)
