"""Proofs that stand beside a certificate, about formulas that the independent checker makes itself.

What circuits settled for many instances at once is proved anew, for as large boxes as a budget of work allows: the checker's own
code makes the formula, CaDiCaL refutes it, and the steps of its proof that are not needed are dropped.
"""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

from certify.certificates import checker
from certify.certificates.documents import Document, digest
from certify.system.nesting import deeply

WORK = 2_400_000
"""The steps of the checker that the proofs of one reduction may take, in equal parts for its obligations."""

_TRIMMING, _STEP = 2, 100
"""Dropping steps of a proof may take this many times the work of replaying it.  A step of the proof that the solver writes is
expected to take this much work."""

Files = dict[str, bytes]
"""The contents of files by name."""

Clauses = Sequence[Sequence[int]]
Refute = Callable[[Clauses], list[tuple[list[int], list[int]]] | None]
"""Returns the steps of a proof that clauses cannot be satisfied, with their hints; None if there is none."""


def with_proofs(document: Document, refute: Refute, work: int = WORK) -> tuple[dict[str, Any], Files]:
    """Return the certificate of a reduction with the proofs that can be made for it, and their files; others as they are.

    - `document`: the certificate.
    - `refute`: the solver.
    - `work`: the most steps that the checker may take to replay all of them.
    """
    asked = _bounded(document)
    files: Files = {}
    entries = []
    for obligation, within in asked.items():
        with deeply():
            found = _largest(document, obligation, within, refute, work // len(asked))
        if found is not None:
            box, proof = found
            data = packed(proof)
            sha = hashlib.sha256(data).hexdigest()
            files[f"{sha}.xz"] = data
            entries.append({"what": {"obligation": obligation, "within": box}, "file": f"{sha}.xz", "sha256": sha})
    made = {**document, "proofs": entries} if entries else dict(document)
    return {**made, "hash": digest(made)}, files


def _bounded(document: Document) -> dict[str, Mapping[str, int]]:
    """Return the obligations of a reduction that circuits settled with proofs, and for which bounds."""
    if document["kind"] != "reduction":
        return {}
    settled = {
        o["obligation"]: o["figures"].get("at once") for o in document["evidence"]["obligations"] if o["verdict"] == "bounded"
    }
    return {name: settled[name]["within"] for name in checker.OBLIGATIONS if settled.get(name)}


def _largest(
    document: Document, obligation: str, within: Mapping[str, int], refute: Refute, work: int
) -> tuple[dict[str, int], list[list[int]]] | None:
    """Return the last box of a sequence for which the checker can replay a proof with some work, and the proof.

    The result is None if there is none.
    """
    found = None
    for box in boxes(within):
        try:
            proof = _proof(document, obligation, box, refute, work)
        except (checker.TooMuch, checker.OutOfSteps):
            break
        if proof is None:
            break
        found = box, proof
    return found


def boxes(within: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield growing boxes up to the last one, whose bounds are given.

    >>> list(boxes({"n": 5, "b": 2}))
    [{'n': 1, 'b': 1}, {'n': 2, 'b': 2}, {'n': 3, 'b': 2}, {'n': 4, 'b': 2}, {'n': 5, 'b': 2}]
    """
    size, last = 1, max(within.values(), default=0)
    while size < last:
        yield {name: min(size, most) for name, most in within.items()}
        size = max(size + 1, size * 5 // 4)
    yield dict(within)


def _proof(document: Document, obligation: str, within: Mapping[str, int], refute: Refute, most: int) -> list[list[int]] | None:
    """Return a proof that no instance of a box violates an obligation; None if the solver has none.

    Raises OutOfSteps or TooMuch if it takes the checker too much to make the formula and to replay the proof.
    """
    work = checker.Work(most)
    reduction = checker.Reduction(document["core"], "", work)
    statement = checker.Statement(reduction, obligation, within, document["evidence"]["region"]["caps"], work)
    left, variables = work.left, statement.s.variables
    hinted = refute(statement.clauses())
    proof = None if hinted is None else [clause for clause, _ in hinted]
    if proof is None or len(proof) * _STEP > left:
        return None
    proof = trimmed(variables, statement.clauses(), proof, checker.Work(_TRIMMING * left))
    return None if checker.refuted_by(proof, statement, checker.Work(left)) else proof


def trimmed(
    variables: int, clauses: Sequence[Sequence[int]], proof: Sequence[Sequence[int]], work: checker.Work
) -> list[list[int]]:
    """Return the steps of a proof on which its end depends; all steps if one does not follow by unit propagation.

    - `variables`, `clauses`: the formula.
    - `work`: the steps that may be taken.  Raises OutOfSteps if that does not suffice.

    >>> trimmed(3, [[1, 2], [1, -2], [-1, 2], [-1, -2], [3]], [[3, 1], [1], []], checker.Work(1000))
    [[1], []]
    """
    work.here = work.left
    state = checker.Propagation(variables, map(list, clauses), work)
    steps = [list(dict.fromkeys(step)) for step in proof]
    place = {id(step): i for i, step in enumerate(steps)}
    needs: list[tuple[set[int], set[int]]] = []
    known = set[int]()
    for i, step in enumerate(steps):
        mark = len(state.trail)
        known.update(map(abs, state.trail[len(known) :]))
        conflict = state.refuted(step)
        if conflict is None:
            return [list(s) for s in proof]
        needs.append(_antecedents(state, conflict, known, place))
        state.undo(mark)
        state.add(step)
        if state.conflict is not None:
            needs.append(_antecedents(state, state.conflict, {*map(abs, state.trail)}, place))
            return [*_needed(state, proof, needs, place, i), []]
    return [list(s) for s in proof]


def _antecedents(
    state: checker.Propagation, conflict: list[int], known: Set[int], place: Mapping[int, int]
) -> tuple[set[int], set[int]]:
    """Return the steps that led to a conflict, and the variables, among those that were known before, that did."""
    used, before, seen = set[int](), set[int](), set[int]()
    pending = [conflict]
    while pending:
        clause = pending.pop()
        if id(clause) in place:
            used.add(place[id(clause)])
        for x in map(abs, clause):
            if x in known:
                before.add(x)
            elif x not in seen:
                seen.add(x)
                reason = state.reason[x]
                if reason is not None:
                    pending.append(reason)
    return used, before


def _needed(
    state: checker.Propagation,
    proof: Sequence[Sequence[int]],
    needs: Sequence[tuple[set[int], set[int]]],
    place: Mapping[int, int],
    last: int,
) -> list[list[int]]:
    """Return the steps up to the last one on which the contradiction depends, which is the last entry of `needs`."""
    kept, seen = set[int](), set[int]()
    pending = [needs[-1]]
    while pending:
        used, known = pending.pop()
        for x in known - seen:
            seen.add(x)
            reason = state.reason[x]
            assert reason is not None
            pending.append(({place[id(reason)]} if id(reason) in place else set(), {abs(y) for y in reason}))
        for i in used - kept:
            kept.add(i)
            pending.append(needs[i])
    return [list(proof[i]) for i in range(last + 1) if i in kept and proof[i]]


def packed(proof: Sequence[Sequence[int]]) -> bytes:
    """Return a proof as a file: a line for each step, its literals and 0, packed by xz.

    >>> lzma.decompress(packed([[1, -2], []]))
    b'1 -2 0\\n0\\n'
    """
    text = "".join(" ".join(map(str, [*step, 0])) + "\n" for step in proof)
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=9 | lzma.PRESET_EXTREME)
