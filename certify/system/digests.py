"""SHA-256 without the library of cryptography that `hashlib` loads, which takes longer than a small command has for all of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    for _name in ("_sha2", "_sha256", "hashlib"):  # as Python's own `random` looks for its hash
        try:
            sha256 = import_module(_name).sha256
            break
        except ImportError:
            continue

__all__ = ["sha256", "sha256_of"]

_LONG = 1 << 18
"""From so many bytes on, the time to load `hashlib` is less than what it saves."""


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, hexadecimal.

    >>> sha256_of(b"") == sha256_of(bytearray()) == sha256().hexdigest()
    True
    """
    if len(data) < _LONG:
        return sha256(data).hexdigest()
    from hashlib import sha256 as of_long

    return of_long(data).hexdigest()
