"""Certificates given to the independent checker (`certify.certificates.checker`), which imports nothing of certify."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from certify.certificates import checker
from certify.certificates.checked import CheckVerdict
from certify.certificates.documents import Document
from certify.records import dataclass, field
from certify.system.files import CannotRead, read_bytes
from certify.system.nesting import deeply


@dataclass(frozen=True)
class Verification:
    """The answer of the checker.

    - `verdict`: `valid`, `valid with holes`, `invalid`, `unchecked` (nothing could be checked within the budget), or
      `no certificate`.
    - `reach`: what was checked, in words; or what is wrong.
    - `holes`: what the certificate says and the checker did not check.
    - `document`: the certificate; empty if there is none.
    - `data`: the bytes that were examined.
    """

    verdict: CheckVerdict
    reach: str
    holes: tuple[str, ...] = ()
    document: Document = field(default_factory=dict)
    data: bytes = b""


def check_bytes(
    data: bytes, budget: int | None = None, within: Mapping[str, int] | None = None, folder: Path | None = None
) -> Verification:
    """Have the checker examine the bytes of a file.

    - `budget`: the most steps; None for the checker's own limit.
    - `within`: bounds of measures; only instances within them are run.
    - `folder`: the folder of the file, beside which its proofs stand; None if there is none.

    >>> check_bytes(b"{}").verdict
    <CheckVerdict.NONE: 'no certificate'>
    """
    with deeply():
        try:
            document = checker.parse(data)
            most = checker.BUDGET if budget is None else budget
            report = checker.check_certificate(document, most, within or {}, None if folder is None else str(folder))
        except checker.BadInput as error:
            return Verification(CheckVerdict.NONE, str(error), data=data)
    reach = report.wrong or "; ".join(report.checked)
    return Verification(CheckVerdict(report.verdict), reach, tuple(report.holes), document, data)


def check_file(path: Path, budget: int | None = None, within: Mapping[str, int] | None = None) -> Verification:
    """Have the checker examine a file, as `check_bytes` does."""
    try:
        data = read_bytes(path, "a certificate")
    except CannotRead as error:
        return Verification(CheckVerdict.NONE, error.problem)
    return check_bytes(data, budget, within, path.parent)


def core_page(document: Document) -> str:
    """Return the core of an intact certificate as a page, in the checker's own words."""
    with deeply():
        return "\n".join(checker.show(document)).rstrip()
