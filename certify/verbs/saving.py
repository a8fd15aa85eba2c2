"""The certificates that an audit writes: where, and with which command they are made again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.audit.efforts import Effort
from certify.console import write_line
from certify.records import dataclass, replace
from certify.system.files import CannotWrite
from certify.verbs.gathering import Asked, chain_of_subject, gathered
from certify.verbs.subjects import Subject

if TYPE_CHECKING:
    from certify.certificates.documents import Document
    from certify.chains import Chain
    from certify.core import Problem, Reduction
    from certify.evidence import Evidence
    from certify.library import Library
    from certify.system.store import Store


@dataclass(frozen=True)
class Writing:
    """How an audit writes certificates.

    - `files`: the user's texts.
    - `seconds`: the time of one subject, for the command that repeats its audit.
    - `proofs`: the folder for certificates; None if they are not saved there.
    - `file`: the file for the one certificate, if there is one.
    - `as_json`: whether nothing is told.
    """

    library: Library
    asked: Asked
    files: list[Path]
    seconds: float | None
    proofs: Path | None
    file: Path | None
    as_json: bool

    @property
    def wanted(self) -> bool:
        """Whether certificates are written at all."""
        return self.proofs is not None or self.file is not None

    def edges(self, store: Store, route: Sequence[str], evidence: Evidence, how: dict[str, Any]) -> list[Document]:
        """Return the certificates of the reductions of a chain: those that are saved, checked or not, and others that are made
        with the same effort, each on its own region.  What is proved of the chain must be proved of each."""
        from certify.certificates.documents import certificate_of
        from certify.certificates.library_evidence import saved_in

        found: list[Document] = []
        alone = replace(self.asked, within={}, caps={}, interesting=False)
        proved = _proved_maps(evidence.json())
        for name in route:
            saved = saved_in(self.library, name)
            if saved.intact and proved <= _proved_maps(saved.document["evidence"]):
                found.append(saved.document)
            else:
                evidence = gathered(self.library, store, name, alone, seconds=None, **how).evidence
                command = _command(name, self.files, alone, None)
                found.append(certificate_of(evidence, self.library.reduction(name), command))
        return found

    def write(self, told: dict[str, Any], evidence: Evidence, subject: Subject, edges: Sequence[Document]) -> list[str]:
        """Write the certificate of a subject, add to `told` what was done, and return errors."""
        if not self.wanted:
            return []
        from certify.certificates.documents import certificate_of
        from certify.certificates.sat_proofs import with_proofs
        from certify.certificates.saved import proof_files, write_certificate
        from certify.solve.sat import refutation

        command = _command(subject, self.files, self.asked, self.seconds)
        document, files = with_proofs(certificate_of(evidence, _declared(self.library, subject), command, edges), refutation)
        files |= proof_files(document)
        try:
            if self.file is not None:
                write_certificate(document, self.file, files)
                told["certificate"] = str(self.file)
                if not self.as_json:
                    write_line(f"  certificate: {self.file}")
            if self.proofs is not None:
                told["saved"] = {"file": str(self.proofs), "written": False, "kept": "", "instead": ""}
                told["saved"] = self._save(document, self.proofs, files)
        except CannotWrite as error:
            return [str(error)]
        return []

    def _save(self, document: Document, proofs: Path, files: Mapping[str, bytes]) -> dict[str, Any]:
        """Save a certificate in the folder unless the one that is there is to stay, and return what was done."""
        from certify.certificates.saved import save_certificate

        saving = save_certificate(document, proofs, files)
        if not self.as_json and saving.kept:
            write_line(f"  not saved: {saving.path} stays: {saving.kept}")
        elif not self.as_json:
            instead = f" instead of what was there ({saving.instead})" if saving.instead else ""
            write_line(f"  saved as {saving.path}{instead}")
        return {"file": str(saving.path), "written": not saving.kept, "kept": saving.kept, "instead": saving.instead}


def _proved_maps(evidence: Mapping[str, Any]) -> set[str]:
    """Return what evidence, as JSON, says is proved of images and witness maps."""
    return {o["obligation"] for o in evidence["obligations"] if o["verdict"] == "proved"} & {"well-formed", "forward", "backward"}


def _declared(library: Library, subject: Subject) -> Problem | Reduction | Chain:
    """Return what a subject names."""
    if isinstance(subject, str):
        return library.reduction(subject) if ":" in subject else library.problem(subject)
    return chain_of_subject(library, subject)


def _command(subject: Subject, files: list[Path], asked: Asked, seconds: float | None) -> str:
    """Return the command that repeats the audit of one subject."""
    first, last = (subject, subject) if isinstance(subject, str) else (subject[0], subject[-1])
    names = [subject] if isinstance(subject, str) else [first.partition(":")[0], last.partition(":")[2]]
    words = ["certify", "audit", *names]
    for file in dict.fromkeys(files):
        words += ["--use", str(file)]
    if asked.within:
        words += ["--within", ",".join(f"{name}={bound}" for name, bound in asked.within.items())]
    for slot, cap in asked.caps.items():
        words += ["--cap", f"{slot}={cap}"]
    if seconds is not None:
        words += ["--seconds", f"{seconds:g}"]
    return shlex.join(words + ([] if asked.effort is Effort.standard else ["--effort", asked.effort]))
