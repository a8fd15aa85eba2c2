"""Evidence saved under `proofs/`: one JSON file for each subject, with the hash of the core that it is about.

A file also contains a hash of all of its content that is relied on, the command that made it, and the versions of the program and
of the core form.  Evidence read from a file comes with its origin, and with what is wrong with the file.  The hash reveals that a
file was damaged or edited.  It does not protect against an author who recomputes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certify.certificates.strength import Document, weaker
from certify.core import VERSION, Problem, Reduction, core_hash
from certify.evidence import BEYOND, LEVELS, Evidence, overall
from certify.system.files import not_written
from certify.system.resources import folder

EVIDENCE = ("refuted", "damaged", "none", "stale", *LEVELS[1:])
"""The possible states of the evidence for a reduction, weakest first: the verdicts, and the reasons for a lack of evidence."""

LOCAL = Path("proofs")
"""The folder in the working folder that takes precedence over the shipped one."""


def file_name(subject: str) -> str:
    """Return the name of the file for a subject's evidence.

    >>> file_name("ThreeSAT:IndependentSet"), file_name("SAT -> ThreeSAT -> Clique")
    ('ThreeSAT-IndependentSet.json', 'SAT-ThreeSAT-Clique.json')
    """
    return "-".join(subject.replace(" -> ", ":").split(":")) + ".json"


def digest(document: Document) -> str:
    """Return the SHA-256 of the content of a document that is relied on, in canonical JSON (sorted keys, no blanks).

    The hash itself and times are left out.  Raises ValueError if the document cannot be written as UTF-8.

    >>> proved = digest({"verdict": "proved", "seconds": 1.5, "hash": "?"})
    >>> proved == digest({"verdict": "proved"}), proved == digest({"verdict": "refuted"})
    (True, False)
    """
    believed = {key: part for key, part in document.items() if key not in ("hash", "seconds")}
    if isinstance(believed.get("obligations"), list):
        believed["obligations"] = [_timeless(of) for of in believed["obligations"]]
    text = json.dumps(believed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _timeless(obligation: Any) -> Any:
    """Return an obligation without the times in its figures."""
    match obligation:
        case {"figures": dict(figures)}:
            kept = {how: _without_seconds(of) if how in BEYOND else of for how, of in figures.items()}
            return {**obligation, "figures": kept}
    return obligation


def _without_seconds(figures: Any) -> Any:
    return {k: v for k, v in figures.items() if k != "seconds"} if isinstance(figures, dict) else figures


def document_of(evidence: Evidence, command: str | None) -> dict[str, Any]:
    """Return the document to save: the evidence, the command that made it (None: not recorded), the versions and the hash."""
    from certify.version import __version__

    made = {**evidence.json(), "command": command, "versions": {"certify": __version__, "core": VERSION}}
    document: dict[str, Any] = json.loads(json.dumps(made))
    return {**document, "hash": digest(document)}


# ------------------------------------------------------------------------------------------------ writing


@dataclass(frozen=True)
class Saving:
    """The result of saving.

    `path` is the file.  `kept` is the reason why the file was left unchanged; it is empty if the file was written.  `instead`
    states what was replaced without a comparison: a damaged file, or evidence on a text that has changed.
    """

    path: Path
    kept: str = ""
    instead: str = ""


def save_evidence(evidence: Evidence, proofs: Path, command: str | None = None) -> Saving:
    """Write evidence into a folder, unless the folder holds stronger evidence on the same core.  The file is written completely
    or not at all.

    - `evidence`: the evidence.
    - `proofs`: the folder, which is created if needed.
    - `command`: the command that made the evidence; None if it is not recorded.

    Raises `CannotWrite` if the file cannot be written.
    """
    path = proofs / file_name(evidence.subject)
    before = _read(path, evidence.subject, evidence.core)
    document = document_of(evidence, command)
    if before.status in LEVELS:
        why = weaker(document, before.document)
        if why:
            return Saving(path, kept=why)
    _write(document, path)
    stale = "it spoke of a text that has changed since" if before.status == "stale" else ""
    return Saving(path, instead=before.why or stale)


def _write(document: Document, path: Path) -> None:
    text = json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise not_written(path, error) from None


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True)
class Saved:
    """The saved evidence about a text.

    `status` is one of `EVIDENCE`: the verdict of an intact file about the current text; `stale` if the text has changed since,
    `damaged` if the file was altered, `none` without a file.  `why` states what is wrong with a damaged file.  `origin` states
    where the file comes from, if it is not the shipped one.

    >>> print(Saved("bounded", origin="from ./proofs, not the shipped one, which says exhausted"))
    bounded (from ./proofs, not the shipped one, which says exhausted)
    """

    status: str
    document: Document = field(default_factory=dict)
    why: str = ""
    origin: str = ""

    @property
    def note(self) -> str:
        """The remarks to show beside the status; empty if there are none."""
        return "; ".join(filter(None, (self.why, self.origin)))

    def __str__(self) -> str:
        return f"{self.status} ({self.note})" if self.note else self.status

    @property
    def made_by(self) -> str:
        """The program and the command that made the file; empty if there is no file or it is damaged."""
        if self.status in ("none", "damaged"):
            return ""
        versions, command = self.document["versions"], self.document["command"]
        return f"certify {versions['certify']}, core {versions['core']}: " + (command or "the command is not recorded")


def saved(declared: Problem | Reduction) -> Saved:
    """Return the saved evidence for a text, from the working folder's `proofs` or else as shipped.

    The result states its origin if a file in the working folder differs from the shipped one.
    """
    name, core = declared.name, core_hash(declared)
    local, shipped = LOCAL / file_name(name), _shipped(file_name(name))
    as_shipped = Saved("none") if shipped is None else _read(shipped, name, core)
    if not local.is_file() or (shipped is not None and local.resolve() == shipped.resolve()):
        return as_shipped
    found = _read(local, name, core)
    if found == as_shipped:
        return found
    besides = "" if shipped is None else f", not the shipped one, which says {as_shipped.status}"
    return Saved(found.status, found.document, found.why, f"from ./{LOCAL}{besides}")


def _shipped(name: str) -> Path | None:
    try:
        path = folder("proofs") / name
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def _read(path: Path, subject: str, core: str) -> Saved:
    """Return the saved evidence in a file, for a subject with this core."""
    if not path.is_file():
        return Saved("none")
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        wrong = _damage(document, subject)
    except OSError as error:
        wrong = f"it cannot be read: {error.strerror}"
    except (ValueError, RecursionError):
        wrong = "it is not JSON"
    if wrong:
        return Saved("damaged", why=f"{path.name}: {wrong}")
    return Saved(document["verdict"] if document["core"] == core else "stale", document)


def _damage(document: Any, subject: str) -> str:
    """Return the reason why a document is not to be relied on; empty if it is intact."""
    match document:
        case {"verdict": str(verdict), "core": str(), "obligations": [*_]}:
            if verdict not in LEVELS:
                return f"`{verdict[:40]}` is no verdict; a verdict is one of {', '.join(LEVELS)}"
        case _:
            return "it holds no evidence"
    if "hash" not in document:
        return "it carries no hash of what it says; `certify audit --save` writes evidence that does"
    if document["hash"] != digest(document):
        return "it does not match its hash: it was altered after it was written"
    if document.get("subject") != subject:
        return "it speaks of another subject"
    try:
        follows = overall((o["obligation"], o["verdict"]) for o in document["obligations"])
        weaker(document, document)  # it can be compared
        _ = document["versions"]["certify"], document["versions"]["core"], document["command"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return "it holds no evidence, or does not say what made it"
    return f"it says `{verdict}`, and what it holds says `{follows}`" if follows != verdict else ""
