"""The version of the engine: a digest of everything besides the texts that decides a result.

It is made from the content of the program's files, so it stays the same when the same program is installed again.  The cache of
texts (`certify.system.cache`) looks only at the sizes and times of these files, since it is read at every start.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

_BENEATH = ("lark", "networkx", "numpy", "ortools", "pynauty", "python-sat", "sympy", "z3-solver")
"""The distributions that take part in computing results; some of them need not be installed."""


@cache  # the program does not change during a run
def engine_version() -> str:
    """Return the version of the engine: of the program, of Python, and of the packages that take part in computing results."""
    top = Path(__file__).parents[1]
    digest = sha256(sys.version.encode())
    for name in _BENEATH:
        digest.update(f"{name} {_installed(name)}\n".encode())
    for file in sorted(p for p in top.rglob("*") if p.suffix in (".py", ".lark")):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(top).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
