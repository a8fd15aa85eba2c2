"""The location of the files that are distributed with certify: in the source checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Return the path of a folder that is distributed with certify, such as `grammars` or `reductions`.

    Raises `FileNotFoundError` if there is none of this name.

    >>> (folder("grammars") / "certify.lark").exists()
    True
    """
    package = Path(__file__).resolve().parents[1]
    for place in (package / "_shipped" / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"this installation of certify has no folder `{name}`")
