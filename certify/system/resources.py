"""Where the files that come with certify are: in the source checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """The folder of this name among those that come with certify: `grammars` or `reductions`.

    Raises `FileNotFoundError` when there is none.

    >>> (folder("grammars") / "certify.lark").exists()
    True
    """
    package = Path(__file__).resolve().parents[1]
    for place in (package / "_shipped" / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"this installation of certify has no folder `{name}`")
