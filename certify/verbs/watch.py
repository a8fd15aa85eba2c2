"""The verb `watch`: a file is checked and audited again whenever it is saved."""

from __future__ import annotations

import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from certify.audit.efforts import Effort
from certify.console import verb, write_line
from certify.errors import ExitCode
from certify.library import A_TEXT, read_source
from certify.system.files import CannotRead
from certify.system.own_process import command_line
from certify.system.stopping import Stopped
from certify.verbs.completion import file_names
from certify.verbs.options import Use
from certify.verbs.parameters import Argument, Option, verbs
from certify.wording import counted

PAUSE = 0.3
"""How many seconds pass between two looks at the file."""


@verbs.command()
@verb
def watch(
    file: Annotated[Path, Argument(metavar="FILE", autocompletion=file_names, help="A .red file.")],
    effort: Annotated[Effort, Option(help="How much work each audit does.")] = Effort.quick,
    times: Annotated[int, Option(min=0, metavar="N", help="End after so many rounds; 0: go on.")] = 0,
    use: Use = [],  # noqa: B006
) -> None:
    """Check and audit a file, and again whenever it is saved, until Ctrl-C."""
    if file.exists() and not file.is_file() and not file.is_dir():
        raise CannotRead(str(file), "this is a pipe or a device, which is not saved", A_TEXT, "name an ordinary file")
    read_source(file)
    seen, rounds = b"", 0
    try:
        while not times or rounds < times:
            now = contents(file)
            if now and now != seen:  # a file that is being replaced is not there for a moment
                seen, rounds = now, rounds + 1
                write_line(f"--- {file}  {time.strftime('%H:%M:%S')}")
                sys.stdout.flush()
                _look(file, effort, use)
            elif not times or rounds < times:
                time.sleep(PAUSE)
    except Stopped as stopped:
        sys.stderr.write(f"{file} is watched no longer, after {counted(rounds, 'round')}\n")
        sys.exit(stopped.exit_code)


def contents(file: Path) -> bytes:
    """Return the digest of a file; empty if there is none.  An editor that saves by renaming changes it as any other does."""
    try:
        return sha256(file.read_bytes()).digest()
    except OSError:
        return b""


def _look(file: Path, effort: Effort, use: list[Path]) -> None:
    """Run the two verbs as processes of their own, so that what they read and remember ends with them.  One tells the notes."""
    beside = [word for path in use for word in ("--use", str(path))]
    name = str(file) if "/" in str(file) else f"./{file}"
    for words in (["check", "--quiet", name, *beside], ["audit", name, "--effort", effort.value, *beside]):
        if subprocess.run(command_line(words), check=False).returncode == ExitCode.BAD_INPUT:
            return
