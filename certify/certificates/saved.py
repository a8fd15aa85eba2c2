"""Evidence saved under `proofs/`: one JSON file for each subject, with the hash of the core that it speaks of."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from certify.checks.evidence import Evidence
from certify.files import not_written
from certify.language.core import Problem, Reduction, core_hash
from certify.resources import folder


def file_name(subject: str) -> str:
    """The file of a subject's evidence.

    >>> file_name("ThreeSAT:IndependentSet"), file_name("SAT -> ThreeSAT -> Clique")
    ('ThreeSAT-IndependentSet.json', 'SAT-ThreeSAT-Clique.json')
    """
    return "-".join(subject.replace(" -> ", ":").split(":")) + ".json"


def save_evidence(evidence: Evidence, proofs: Path) -> Path:
    """Write evidence into a folder, whole or not at all; the path of the file.  Raises `CannotWrite`."""
    path = proofs / file_name(evidence.subject)
    text = json.dumps(evidence.json(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    try:
        proofs.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=proofs, prefix=".saving-")
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
    return path


def saved(declared: Problem | Reduction, proofs: Path | None = None) -> dict[str, Any] | None:
    """The evidence saved for a text: from `proofs`, else from the working folder's `proofs`, else as shipped."""
    for place in [proofs] if proofs else [Path("proofs"), *_shipped()]:
        path = place / file_name(declared.name)
        if path.is_file():
            try:
                found = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return {"verdict": "unreadable", "core": ""}
            return found if isinstance(found, dict) and "verdict" in found else {"verdict": "unreadable", "core": ""}
    return None


def _shipped() -> list[Path]:
    try:
        return [folder("proofs")]
    except FileNotFoundError:
        return []


def status(declared: Problem | Reduction, proofs: Path | None = None) -> str:
    """The saved verdict for a text; `stale` when the text has changed since, `unreadable` when the file is
    damaged, `none` when nothing is saved."""
    found = saved(declared, proofs)
    if found is None or found["verdict"] == "unreadable":
        return "none" if found is None else "unreadable"
    return str(found["verdict"]) if found.get("core") == core_hash(declared) else "stale"
