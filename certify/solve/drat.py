"""Proofs of solvers in DRAT, as text or in its binary form, line by line for the checker."""

from __future__ import annotations

from collections.abc import Iterator


class NoProof(ValueError):
    """Data are no proof; `str()` says why."""


def proof_lines(data: bytes) -> Iterator[str]:
    """Yield the lines of a proof in DRAT; deletions begin with `d`.

    A proof is binary if its first byte is `a` or `d` and no blank follows.  Raises `NoProof` if the data are neither form.

    >>> list(proof_lines(b"1 -2 0\\nd 1 2 0\\n0\\n")), list(proof_lines(b"a\\x02\\x05\\x00d\\x02\\x04\\x00a\\x00"))
    (['1 -2 0', 'd 1 2 0', '0'], ['1 -2 0', 'd 1 2 0', '0'])
    """
    if data[:1] in (b"a", b"d") and data[1:2] not in (b" ", b"\t"):
        yield from _binary(data)
        return
    for line in data.decode("ascii", "replace").split("\n"):
        words = line.split()
        if not words or words[0] == "c":
            continue
        literals = words[1:] if words[0] == "d" else words
        if not all(word.lstrip("-").isascii() and word.lstrip("-").isdigit() for word in literals) or literals[-1:] != ["0"]:
            raise NoProof(f"found {line.strip()[:60]!r}, expected literals and a 0")
        yield " ".join(words)


def _binary(data: bytes) -> Iterator[str]:
    at = 0
    while at < len(data):
        kind = data[at : at + 1]
        if kind not in (b"a", b"d"):
            raise NoProof(f"byte {at} of the binary proof is {data[at]:02x}, expected `a` or `d`")
        at += 1
        words = ["d"] if kind == b"d" else []
        while True:
            value = shift = 0
            while True:
                if at >= len(data):
                    raise NoProof("the binary proof ends within a clause")
                byte = data[at]
                at += 1
                value |= (byte & 127) << shift
                shift += 7
                if byte < 128:
                    break
            words.append(str(-(value // 2) if value % 2 else value // 2))
            if value == 0:
                break
        yield " ".join(words)
