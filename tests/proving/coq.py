"""Coq: files compiled in a folder of their own, the theorems that they state, and what these assume."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

COQC = "coqc"
PACKAGE = "Certify"
"""What files that need one another call the folder in which they are."""
TO_INSTALL = (
    "coqc with MathComp 1 is needed, which is not part of certify: `apt install coq libcoq-mathcomp-algebra`, or "
    "`opam install coq.8.16.1 coq-mathcomp-algebra.1.15.0`"
)
CLOSED = "Closed under the global context"
_SECONDS = 300
_QUIET = "-notation-overridden,-ambiguous-paths"


class NotCompiled(Exception):
    """Coq does not accept a file, or cannot be run."""


def coq_missing() -> str:
    """Return what to install if Coq or MathComp is missing; an empty text if both are there."""
    if shutil.which(COQC) is None:
        return TO_INSTALL
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "probe.v"
        file.write_text("From mathcomp Require Import all_algebra.\n", encoding="utf-8")
        return TO_INSTALL if _run(file).returncode else ""


def theorems(text: str) -> list[str]:
    """Return the names of the theorems of a text.

    >>> theorems("Lemma a : True.\\nTheorem b (x : nat) : x = x.\\nTheorem c : True.")
    ['b', 'c']
    """
    return re.findall(r"^ *Theorem (\w+)", text, re.MULTILINE)


def in_order(files: Sequence[Path]) -> list[Path]:
    """Return files in an order in which each follows those that it needs."""
    by_name, found = {path.stem: path for path in files}, list[Path]()

    def add(path: Path) -> None:
        for needed in re.findall(rf"From {PACKAGE} Require Import ([^.]*)\.", path.read_text(encoding="utf-8")):
            for name in needed.split():
                add(by_name[name])
        if path not in found:
            found.append(path)

    for path in files:
        add(path)
    return found


@contextmanager
def compiled(files: Sequence[Path]) -> Iterator[Path]:
    """Compile files, each after those that it needs, in a folder that is removed afterwards.  Raises NotCompiled."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in in_order(files):
            copy = folder / path.name
            copy.write_bytes(path.read_bytes())
            _compile(copy)
        yield folder


def _compile(path: Path) -> str:
    done = _run(path)
    if done.returncode:
        raise NotCompiled(f"{path.name}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def _run(path: Path) -> subprocess.CompletedProcess[str]:
    command = [COQC, "-q", "-w", _QUIET, "-Q", str(path.parent), PACKAGE, str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)


def assumptions(files: Sequence[Path]) -> dict[str, str]:
    """Compile files, and return for each of their theorems, as FILE.NAME, what Coq says that it assumes.  Raises NotCompiled."""
    found = [f"{path.stem}.{name}" for path in files for name in theorems(path.read_text(encoding="utf-8"))]
    with compiled(files) as folder:
        lines = [f"From {PACKAGE} Require {path.stem}." for path in files]
        lines += [line for name in found for line in (f"Print Assumptions {PACKAGE}.{name}.", "Check tt.")]
        asking = folder / "asking.v"
        asking.write_text("\n".join(lines) + "\n", encoding="utf-8")
        said = re.split(r"^tt\n +: unit\n", _compile(asking), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(found, said[:-1], strict=True)}
