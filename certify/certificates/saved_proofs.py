"""Proofs for all sizes that are kept beside the certificates of audits."""

from __future__ import annotations

from pathlib import Path

from certify.certificates.checked import record
from certify.certificates.documents import Document, canonical
from certify.certificates.saved import proof_name, read_proof
from certify.certificates.verification import check_bytes
from certify.system.files import replace_file


def save_proof(document: Document, proofs: Path) -> str:
    """Write a proof for all sizes into a folder, with the record of its check, and return what was done, in words.

    A proof that is there, whose check is recorded, and that proves more of the same text is left as it is.

    - `document`: the proof.
    - `proofs`: the folder, which is created if needed.

    Raises `CannotWrite` if the file cannot be written.
    """
    path = proofs / proof_name(document["subject"])
    before = read_proof(path, document["subject"], document["core_hash"])
    more = sorted(set(before.document["proves"]) - set(document["proves"])) if before.status == "proved" else []
    if more:
        return f"not saved: {path} proves {', '.join(more)} as well"
    data = (canonical(document) + "\n").encode()
    replace_file(path, data)
    said = check_bytes(data, folder=proofs)
    record(path, data, said.verdict, said.reach)
    return f"saved as {path}"
