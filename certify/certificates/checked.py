"""The record of checks: which certificates of a folder the checker has examined, and what it said.

The record stands beside the certificates, in `checked.json`.  It names the bytes of the certificate and those of the checker, so
that it says nothing about a certificate that was changed since, nor for another version of the checker.
"""

from __future__ import annotations

import json
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from certify.records import dataclass
from certify.system.cache import remembered
from certify.system.digests import sha256_of
from certify.system.files import CannotRead, read_bytes, replace_file

NAME = "checked.json"
"""The name of the file."""


class CheckVerdict(StrEnum):
    """What is said about a file: by the checker, or (`STALE`) by the comparison with the text of the library."""

    VALID = "valid"
    HOLES = "valid with holes"
    INVALID = "invalid"
    UNCHECKED = "unchecked"
    STALE = "stale"
    NONE = "no certificate"

    @property
    def holds(self) -> bool:
        """Whether the certificate may be believed, as far as it was checked."""
        return self in (CheckVerdict.VALID, CheckVerdict.HOLES)


@dataclass(frozen=True)
class Check:
    """What the checker said about a certificate.

    - `sha256`: the digest of the certificate's bytes.
    - `checker`: the digest of the checker.
    - `verdict`: what it said.
    - `reach`: what it examined, in words, or what is wrong.
    """

    sha256: str
    checker: str
    verdict: CheckVerdict
    reach: str


@cache
def checker_version() -> str:
    """Return the digest of the checker, which is its version; empty if this installation has no checker."""
    path = Path(__file__).with_name("checker.py")
    return remembered("version of the checker", lambda: sha256_of(path.read_bytes()) if path.is_file() else "")


def check_of(path: Path, data: bytes) -> Check | None:
    """Return what the present checker said about a certificate; None if no check of these bytes is recorded.

    - `path`: the certificate's file, beside which the record stands.
    - `data`: its bytes.
    """
    match _read(path.parent / NAME).get(path.name):
        case {"sha256": str(found), "checker": str(checker), "verdict": str(verdict), "reach": str(reach)}:
            if verdict in set(CheckVerdict) and (found, checker) == (sha256_of(data), checker_version()):
                return Check(found, checker, CheckVerdict(verdict), reach)
    return None


def record(path: Path, data: bytes, verdict: CheckVerdict, reach: str) -> None:
    """Record what the present checker said about a certificate.  Raises `CannotWrite` if the record cannot be written.

    - `path`: the certificate's file.
    - `data`: the bytes that were checked.
    - `verdict`, `reach`: see `Check`.
    """
    checks = {name: said for name, said in _read(path.parent / NAME).items() if (path.parent / name).is_file()}
    from dataclasses import asdict

    checks[path.name] = asdict(Check(sha256_of(data), checker_version(), verdict, reach))
    text = json.dumps(checks, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    replace_file(path.parent / NAME, text)


def _read(path: Path) -> dict[str, Any]:
    """Return the record of a folder; empty if there is none or it cannot be read."""
    try:
        return _parsed(read_bytes(path, "a record of checks"))
    except CannotRead:
        return {}


@lru_cache(maxsize=4)
def _parsed(data: bytes) -> dict[str, Any]:
    """Return the record in these bytes, which is the same for all certificates of a folder."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
