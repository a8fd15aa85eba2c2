"""The upkeep of a folder of certificates: which are checked, stale or missing, and how each is made again."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from certify.certificates.documents import Document, core_hash_of
from certify.certificates.library_evidence import declared
from certify.certificates.saved import (
    SUFFIX,
    NoCertificate,
    Saved,
    file_name,
    read,
    read_certificate,
)
from certify.evidence import LEVELS
from certify.library import Library
from certify.records import dataclass
from certify.system.files import CannotRead

_OPTIONS = ("--use", "--within", "--cap", "--seconds", "--effort")
"""The options of a recorded command.  A command with others was not written by an audit and is not run."""


class Standing(StrEnum):
    """How a certificate of a folder stands."""

    VALID = "valid"
    UNCHECKED = "unchecked"
    STALE = "stale"
    DAMAGED = "damaged"
    MISSING = "missing"
    FOREIGN = "of no text"


@dataclass(frozen=True)
class FolderEntry:
    """A certificate of a folder, or one that is missing there.

    - `subject`, `path`: what it is about, and its file.
    - `standing`: how it stands.  `FOREIGN`: the library has no text of this name.
    - `why`: the reason, if there is more to say.
    - `command`: the words after `certify` of the command that makes it again.
    """

    subject: str
    path: Path
    standing: Standing
    why: str
    command: tuple[str, ...]

    @property
    def to_be_made(self) -> bool:
        """Whether the certificate is to be made again."""
        return self.standing in (Standing.STALE, Standing.DAMAGED, Standing.MISSING)


def entries(library: Library, proofs: Path, subjects: Iterable[str] | None = None) -> Iterator[FolderEntry]:
    """Yield the certificates of a folder, those of chains last: an audit of a chain takes those of its reductions.

    - `library`: the library whose texts they are compared with.
    - `proofs`: the folder.
    - `subjects`: the subjects; None: all reductions of the library, and whatever has a certificate in the folder.
    """
    if subjects is None:
        subjects = [*library.names("reduction"), *_subjects(proofs)]
    for subject in sorted(dict.fromkeys(subjects), key=lambda name: (name.count(" -> "), name)):
        path, found = proofs / file_name(subject), declared(library, subject)
        if found is None:
            yield FolderEntry(subject, path, Standing.FOREIGN, "the library has no such text", ())
            continue
        saved = read(path, subject, core_hash_of(found))
        yield FolderEntry(subject, path, _standing(saved), saved.why, command_of(subject, saved.document))


def _subjects(proofs: Path) -> Iterator[str]:
    """Yield the subjects of the certificates of a folder; files that hold no intact certificate have none."""
    for path in sorted(proofs.glob(f"*{SUFFIX}")):
        try:
            yield read_certificate(path)[0]["subject"]
        except (CannotRead, NoCertificate):
            continue


def _standing(saved: Saved) -> Standing:
    if saved.status in LEVELS:
        return Standing.VALID
    return {
        "none": Standing.MISSING,
        "unchecked": Standing.UNCHECKED,
        "stale": Standing.STALE,
        "damaged": Standing.DAMAGED,
    }[saved.status]


def command_of(subject: str, document: Document) -> tuple[str, ...]:
    """Return the words after `certify` of the command that makes a certificate again: those that it records, if an audit can have
    written them; else an audit of the subject.

    >>> command_of("A:B", {"made": {"command": "certify audit A:B --within n=3"}})
    ('audit', 'A:B', '--within', 'n=3')
    >>> command_of("A:B", {"made": {"command": "certify audit A:B --store elsewhere"}})
    ('audit', 'A:B')
    >>> command_of("A -> B -> C", {})
    ('audit', 'A', 'C')
    """
    names = subject.split(" -> ")
    usual = ("audit", *([subject] if len(names) == 1 else [names[0], names[-1]]))
    match document:
        case {"made": {"command": str(command)}}:
            try:
                words = tuple(shlex.split(command))
            except ValueError:
                return usual
            start = len(usual) + 1
            known = all(w in _OPTIONS for w in words[start::2]) and not any(w.startswith("-") for w in words[start + 1 :: 2])
            return words[1:] if words[:start] == ("certify", *usual) and known and len(words[start:]) % 2 == 0 else usual
    return usual
