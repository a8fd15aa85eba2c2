"""Certificates saved under `proofs/`: one file for each subject.

A certificate is believed if it is intact, speaks of the present core, and a check of it is recorded (`certificates.checked`).
What is read from a file comes with its origin, and with what is wrong with the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from certify.certificates.checked import Check, check_of
from certify.certificates.documents import FORMAT, Document, canonical, chain_hash, digest, sha256
from certify.certificates.strength import weaker
from certify.core import Problem, Reduction, core_hash
from certify.errors import InputError
from certify.evidence import LEVELS, overall
from certify.records import dataclass, field, replace
from certify.system.cache import remembered
from certify.system.digests import sha256_of
from certify.system.files import CannotRead, read_bytes, replace_file
from certify.system.resources import folder

EVIDENCE = ("refuted", "damaged", "none", "stale", "unchecked", *LEVELS[1:])
"""The possible states of the evidence for a reduction, weakest first: the verdicts, and the reasons for a lack of evidence."""

LOCAL = Path("proofs")
"""The folder in the working folder that takes precedence over the shipped one."""

SUFFIX = ".cert"

DATA = "data"
"""The folder beside certificates that holds their proofs."""


class NoCertificate(InputError):
    """A file is no certificate, or is not intact."""


def file_name(subject: str) -> str:
    """Return the name of the file for a subject's certificate; that of a chain names both ends.

    >>> file_name("ThreeSAT:IndependentSet"), file_name("SAT -> ThreeSAT -> Clique"), file_name("SAT")
    ('ThreeSAT-IndependentSet.cert', 'SAT-Clique.cert', 'SAT.cert')
    """
    names = subject.replace(" -> ", ":").split(":")
    return "-".join(names if len(names) == 1 else [names[0], names[-1]]) + SUFFIX


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


def save_certificate(document: Document, proofs: Path, files: Mapping[str, bytes] | None = None) -> Saving:
    """Write a certificate into a folder, unless the folder holds stronger evidence on the same core, or the certificate of
    another subject under this name.  The file is written completely or not at all.  Proofs of what is replaced are removed, but
    for those that a certificate of the folder names.

    - `document`: the certificate.
    - `proofs`: the folder, which is created if needed.
    - `files`: the contents of the proofs that stand beside it, by their names.

    Raises `CannotWrite` if the file cannot be written.
    """
    path = proofs / file_name(document["subject"])
    before = read(path, document["subject"], document["core_hash"])
    if before.intact:
        why = weaker(document["evidence"], before.document["evidence"])
        if why:
            return Saving(path, kept=f"it has stronger evidence on the same core: {why}")
    elif before.status == "damaged" and not damage(before.document, None):
        return Saving(path, kept=f"it is the certificate of {before.document['subject']}")
    replaced = set[str]()
    with suppress(CannotRead):
        replaced = _proofs_named(path)
    write_certificate(document, path, files)
    with suppress(OSError):  # a proof too many does no harm
        for name in replaced.difference(*map(_proofs_named, proofs.glob(f"*{SUFFIX}") if replaced else ())):
            (proofs / DATA / name).unlink(missing_ok=True)
    stale = "it spoke of a text that has changed since" if before.status == "stale" else ""
    return Saving(path, instead=before.why or stale)


def write_certificate(document: Document, path: Path, files: Mapping[str, bytes] | None = None) -> None:
    """Write a certificate into a file, whatever is there, and before it the proofs that stand beside it.

    - `files`: the contents of these proofs by their names; they are written into the folder `data` there.

    Raises `CannotWrite` if it cannot be written.
    """
    for name, data in (files or {}).items():
        replace_file(path.parent / DATA / name, data)
    replace_file(path, canonical(document) + "\n")


def _proofs_named(path: Path) -> set[str]:
    """Return the names of proofs that occur in a file, even if it is damaged."""
    return {name.decode() for name in re.findall(rb'"([0-9a-f]{64}\.xz)"', read_bytes(path, "a certificate"))}


def proof_files(document: Document) -> dict[str, bytes]:
    """Return the contents of the proofs that saved certificates of the reductions of a chain have beside them, as far as they are
    found in the working folder's `proofs` or as shipped."""
    names = [proof["file"] for edge in document.get("edges", []) for proof in edge["proofs"]]
    names = [name for name in names if isinstance(name, str) and re.fullmatch(r"[0-9a-f]{64}\.xz", name)]
    folders = [LOCAL / DATA]
    with suppress(FileNotFoundError):
        folders.append(folder("proofs") / DATA)
    paths = {name: next((f / name for f in folders if (f / name).is_file()), None) for name in names}
    return {name: path.read_bytes() for name, path in paths.items() if path is not None}


# ------------------------------------------------------------------------------------------------ reading


@dataclass(frozen=True)
class Saved:
    """The certificate about a text.

    `status` is one of `EVIDENCE`: the verdict of a certificate about the current text whose check is recorded; `unchecked`
    without such a record, `stale` if the text has changed since, `damaged` if the file was altered or the checker refuses it,
    `none` without a file.  `path` is the file, and `sha256` the digest of its bytes.  `why` states what is wrong with a damaged
    file.  `origin` states where the file comes from, if it is not the shipped one.  `check` is what the checker said.

    >>> print(Saved("bounded", origin="from ./proofs, not the shipped one, which says exhausted"))
    bounded (from ./proofs, not the shipped one, which says exhausted)
    """

    status: str
    path: Path | None = field(default=None, compare=False)
    sha256: str = ""
    why: str = ""
    origin: str = ""
    check: Check | None = None

    @cached_property
    def document(self) -> Document:
        """The certificate; empty if the file is no object, or is not the one any more whose status this is."""
        data = b"" if self.path is None or not self.path.is_file() else read_bytes(self.path, "a certificate")
        with suppress(ValueError, RecursionError):
            document = json.loads(data if sha256_of(data) == self.sha256 else b"")
            if isinstance(document, dict):
                return document
        return {}

    def __repr__(self) -> str:
        return f"<saved evidence: {self.status}>"

    @property
    def intact(self) -> bool:
        """Whether the file is a certificate about the current text, checked or not."""
        return self.status in LEVELS or self.status == "unchecked"

    @property
    def proved(self) -> tuple[str, ...]:
        """The obligations that are proved for all sizes, if the check of the certificate is recorded."""
        found = self.document["evidence"]["obligations"] if self.check is not None and self.status in LEVELS else []
        return tuple(o["obligation"] for o in found if o["verdict"] == "proved")

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
        made = self.document["made"]
        return f"certify {made['certify']}, core {made['core']}: " + (made["command"] or "the command is not recorded")


def saved(declared: Problem | Reduction) -> Saved:
    """Return the certificate about a text, from the working folder's `proofs` or else as shipped.

    The result states its origin if a file in the working folder differs from the shipped one.
    """
    key = f"core hash {declared.origin}" if declared.origin else ""
    return saved_about(declared.name, remembered(key, lambda: core_hash(declared)) if key else core_hash(declared))


def saved_about(name: str, core: str) -> Saved:
    """Return the certificate about a text of this name, whose core has this hash: see `saved`."""
    local, shipped = LOCAL / file_name(name), _shipped(file_name(name))
    as_shipped = Saved("none") if shipped is None else read(shipped, name, core)
    if not local.is_file() or (shipped is not None and local.resolve() == shipped.resolve()):
        return as_shipped
    found = read(local, name, core)
    if found == as_shipped:
        return found
    besides = "" if shipped is None else f", not the shipped one, which says {as_shipped.status}"
    return replace(found, origin=f"from ./{LOCAL}{besides}")


def _shipped(name: str) -> Path | None:
    try:
        path = folder("proofs") / name
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def read(path: Path, subject: str, core: str) -> Saved:
    """Return the certificate in a file, for a subject whose core has this hash.

    What the content of the file says is cached, so that many certificates are listed without parsing them.
    """
    if not path.is_file():
        return Saved("none")
    try:
        data = read_bytes(path, "a certificate")
    except CannotRead as error:
        return Saved("damaged", why=f"{path.name}: it cannot be read: {error.found}")
    of = sha256_of(data)
    status, wrong = remembered(f"certificate {of} {subject} {core}", lambda: _content(data, subject, core))
    if status in ("damaged", "stale"):
        return Saved(status, path, of, f"{path.name}: {wrong}" if wrong else "")
    check = check_of(path, data)
    if check is None:
        return Saved("unchecked", path, of)
    if not check.verdict.holds:
        return Saved("damaged", path, of, f"{path.name}: the checker says {check.verdict}: {check.reach}", check=check)
    return Saved(status, path, of, check=check)


def _content(data: bytes, subject: str, core: str) -> tuple[str, str]:
    """Return the verdict of a certificate, `stale` or `damaged`, and what is damaged."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return "damaged", "it is not JSON"
    wrong = damage(document, subject)
    if wrong:
        return "damaged", wrong
    return ("stale" if document["core_hash"] != core else document["evidence"]["verdict"]), ""


def read_proof_file(path: Path) -> tuple[Document, bytes]:
    """Return a proof for all sizes from a file, and the bytes of the file.

    Raises `CannotRead` if the file cannot be read, and `NoCertificate` if it holds no proof.
    """
    data = read_bytes(path, "a proof")
    document: Any = None
    with suppress(ValueError, RecursionError):
        document = json.loads(data)
    match document:
        case {
            "certificate": 1,
            "kind": "proof",
            "subject": str(),
            "core_hash": str(),
            "proves": [*names],
            "proof": {"goals": [*goals]},
        } if all(isinstance(name, str) for name in names) and all(map(_is_goal, goals)):
            if document.get("hash") != digest(document):
                raise NoCertificate(f"{path}: it does not match its hash: it was altered after it was written")
            return document, data
    raise NoCertificate(f"{path}: this is no proof for all sizes")


def _is_goal(goal: Any) -> bool:
    """Return whether something is the proof of a goal, or stands for a goal without one."""
    match goal:
        case None | {"instances": [*_], "steps": [*_]}:
            return True
    return False


def read_any(path: Path) -> tuple[Document, bytes]:
    """Return an intact certificate of any kind, also a proof for all sizes, from a file, and the bytes of the file.

    Raises `CannotRead` and `NoCertificate`, as `read_certificate` and `read_proof_file` do.
    """
    kind = None
    with suppress(ValueError, RecursionError, AttributeError):
        kind = json.loads(read_bytes(path, "a certificate")).get("kind")
    return (read_proof_file if kind == "proof" else read_certificate)(path)


def read_certificate(path: Path) -> tuple[Document, bytes]:
    """Return an intact certificate from a file, and the bytes of the file.

    Raises `CannotRead` if the file cannot be read, and `NoCertificate` if it holds no intact certificate.
    """
    data = read_bytes(path, "a certificate")
    try:
        document = json.loads(data)
        wrong = damage(document, None)
    except (ValueError, RecursionError):
        wrong = "it is not JSON"
    if wrong:
        raise NoCertificate(f"{path}: this is no intact certificate: {wrong}")
    return document, data


def damage(document: Any, subject: str | None) -> str:
    """Return the reason why a document is no intact certificate; empty if it is one.

    `subject`: the subject that it should have; None for any.
    """
    match document:
        case {"certificate": int(version)} if version != FORMAT:
            return f"it has version {version} of the format, and this program reads version {FORMAT}"
        case {"certificate": _, "subject": str(), "core_hash": str(), "evidence": {"verdict": str(verdict), "obligations": [*_]}}:
            if verdict not in LEVELS:
                return f"`{verdict[:40]}` is no verdict; a verdict is one of {', '.join(LEVELS)}"
        case _:
            return "it holds no evidence"
    if "hash" not in document:
        return "it carries no hash of what it says; `certify audit --save` writes a certificate that does"
    if document["hash"] != digest(document):
        return "it does not match its hash: it was altered after it was written"
    if subject is not None and document["subject"] != subject:
        return "it speaks of another subject"
    if "core" in document and sha256(document["core"]) != document["core_hash"]:
        return "its core has another hash than it says"
    evidence = document["evidence"]
    try:
        if document["kind"] == "chain" and chain_hash(edge["core_hash"] for edge in document["edges"]) != document["core_hash"]:
            return "its reductions have another hash than it says"
        follows = overall((o["obligation"], o["verdict"]) for o in evidence["obligations"])
        weaker(evidence, evidence)  # it can be compared
        _ = [document["made"][key] for key in ("certify", "core", "command")]
        _ = evidence["region"]["shapes"], document["edges" if document["kind"] == "chain" else "core"]
        if not _legible(evidence["told"]):
            return "what it tells of the runs of the engine has another form"
    except (KeyError, TypeError, ValueError, AttributeError):
        return "it holds no evidence, or does not say what made it"
    return f"it says `{verdict}`, and what it holds says `{follows}`" if follows != verdict else ""


def _legible(told: Any) -> bool:
    """Return whether what a certificate tells has the form in which it is shown."""
    match told:
        case {"holes": [*holes], **rest} if all(isinstance(hole, str) for hole in holes):
            claims: Any = rest.get("claims", [])
            alike = isinstance(claims, list) and all(isinstance(c, dict) and type(c.get("claim")) is str for c in claims)
            words = [c.get("level") for c in claims] if alike else []
            figures: Any = rest.get("figures", {})
            match rest.get("strength", {}), rest.get("far", {}), figures:
                case {**strength}, {**far}, {} if all(isinstance(of, dict) for of in figures.values()):
                    fixing = [of.get("fixing", []) for of in figures.values()]
                    alike = alike and all(isinstance(names, list) for names in fixing)
                    words += [name for names in fixing if alike for name in names]
                    words += [strength.get("says", "")]
                    numbers = [far.get("instances", 0), far.get("largest", 0)]
                    return alike and all(isinstance(w, str) for w in words) and all(type(n) is int for n in numbers)
    return False
