"""Compile the formal proofs of the lemma schemas, and tell what each theorem assumes:

    python -m tests.proving.compile_lemmas

It exits with 1 if Coq does not accept a file or a theorem assumes something, and with 3 if Coq is missing.
"""

from __future__ import annotations

import sys

from certify.system.resources import folder
from tests.proving.coq import CLOSED, NotCompiled, assumptions, coq_missing

LEMMAS = sorted((folder("proofs") / "lemmas").glob("*.v"))


def main() -> int:
    """Compile all files from the command line."""
    missing = coq_missing()
    if missing:
        print(missing, file=sys.stderr)
        return 3
    try:
        found = assumptions(LEMMAS)
    except NotCompiled as reason:
        print(reason, file=sys.stderr)
        return 1
    for name, said in found.items():
        print(f"{name:30}  {'proved' if said == CLOSED else f'assumes more: {said}'}")
    closed = sum(said == CLOSED for said in found.values())
    print(f"{closed} of {len(found)} theorems in {len(LEMMAS)} files, without axioms")
    return int(closed < len(found))


if __name__ == "__main__":
    sys.exit(main())
