"""The submissions of a folder: each a text, or a folder of texts; nothing outside of the folder is read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from certify.core.mistakes import Source
from certify.errors import InputError
from certify.library import A_TEXT
from certify.records import dataclass
from certify.system.files import CannotRead, text_in

MOST_BYTES = 1 << 20
"""The most bytes of the texts of a submission."""

MOST_TEXTS = 20
"""The most texts of a submission."""

MOST_ENTRIES = 1000
"""The most entries of the folder of a submission that are looked at."""

_DEEP = 3
"""How deep the folders of a submission are looked into."""


class Unacceptable(InputError):
    """What was handed in is no text; `str()` says what it is."""


@dataclass(frozen=True)
class Submission:
    """What a student handed in.

    - `name`: the name of the file or folder, without characters that a terminal or a page would act on.
    - `texts`: the texts; their names are relative to the folder of all submissions.
    - `trouble`: why there are none; empty if there are.
    """

    name: str
    texts: tuple[Source, ...] = ()
    trouble: str = ""

    @property
    def page(self) -> str:
        """The name of a file for the page of this submission, which no other submission has.

        >>> Submission("anna.red").page, Submission("../x y").page
        ('anna.red.html', 'x-y-46c740c6.html')
        """
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", self.name).strip(".-")[:80]
        alike = plain != self.name or re.search("-[0-9a-f]{8}$", plain)
        mark = f"-{sha256(self.name.encode()).hexdigest()[:8]}" if alike else ""
        return f"{plain or 'submission'}{mark}.html".removeprefix("-")


def submissions_in(folder: Path, *left_out: Path) -> list[Submission]:
    """Return the submissions of a folder, by name: its files and folders, but for hidden ones, TOML files and those `left_out`.

    Raises `InputError` if there is no such folder.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}; name a folder of submissions, or a `.red` file") from None
    skipped = [path.resolve() for path in left_out]
    return [
        submission_of(Path(entry.path), shown(entry.name))
        for entry in found
        if not entry.name.startswith(".") and not entry.name.endswith(".toml") and not any(_is(entry, s) for s in skipped)
    ]


def _is(entry: os.DirEntry[str], other: Path) -> bool:
    """Return whether an entry is a file or folder itself, and no link to it, however the way there was written."""
    return not entry.is_symlink() and Path(entry.path).resolve() == other


def submission_of(path: Path, name: str) -> Submission:
    """Return the submission that a file or folder is."""
    try:
        return Submission(name, tuple(_texts(path, name)))
    except InputError as trouble:
        return Submission(name, trouble=str(trouble))


def shown(name: str) -> str:
    """Return the name of a file with an escape in the place of each backslash, and of each character that is not printed; two
    files have two names.

    >>> shown("a" + chr(27) + "[31m.red")
    'a\\\\x1b[31m.red'
    """
    return "".join(c if c.isprintable() and c != "\\" else c.encode("unicode_escape", "surrogatepass").decode() for c in name)


def _texts(path: Path, name: str) -> Iterator[Source]:
    try:
        kind = os.lstat(path).st_mode
    except OSError as error:
        raise Unacceptable(f"{name}: {error.strerror}") from None
    if stat.S_ISLNK(kind):
        raise Unacceptable(f"{name} is a link to another place, and is not followed: hand in the text itself")
    if not stat.S_ISDIR(kind):
        yield _text(path, name, MOST_BYTES)[0]
        return
    files = [file for file in _files(path, _DEEP) if file.name.endswith(".red")]
    if not files:
        raise Unacceptable(f"{name} has no `.red` file")
    if len(files) > MOST_TEXTS:
        raise Unacceptable(f"{name} has {len(files)} texts, and at most {MOST_TEXTS} are read")
    left = MOST_BYTES
    for file in files:
        source, size = _text(file, shown(f"{name}/{file.relative_to(path).as_posix()}"), left)
        left -= size
        yield source


def _files(folder: Path, deep: int) -> list[Path]:
    """Return the files in a folder and, so many steps down, in its folders, in order."""
    found, seen, todo = list[Path](), 0, [(folder, deep)]
    while todo:
        at, steps = todo.pop()
        try:
            with os.scandir(at) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_ENTRIES:
                        raise Unacceptable(f"{shown(folder.name)} has more than {MOST_ENTRIES} files and folders")
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        todo += [(Path(entry.path), steps - 1)] if steps else []
                    else:
                        found.append(Path(entry.path))
        except OSError as error:
            raise Unacceptable(f"{shown(folder.name)}: {error.strerror}") from None
    return sorted(found, key=os.fsencode)


def _text(path: Path, name: str, most: int) -> tuple[Source, int]:
    """Return a text of at most so many bytes, and its size.  Raises `Unacceptable` or `CannotRead`."""
    if not path.name.endswith(".red"):
        raise Unacceptable(f"{name} is no text: its name does not end in `.red`")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unacceptable(f"{name} is no ordinary file")
            data = file.read(most + 1)
    except OSError as error:
        why = "it is a link to another place, and is not followed" if path.is_symlink() else error.strerror
        raise Unacceptable(f"{name}: {why}") from None
    if len(data) > most:
        raise Unacceptable(f"{name} makes the submission larger than {MOST_BYTES >> 20} MiB, and no reduction is")
    text = text_in(data, name, A_TEXT).replace("\r\n", "\n")
    if not text.strip():
        raise CannotRead(name, "the file is empty", A_TEXT)
    return Source(name, text), len(data)
