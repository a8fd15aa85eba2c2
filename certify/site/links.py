"""Where the pages of a site are, and links to them."""

from __future__ import annotations

from certify.display.html import text
from certify.wording import key_of


def problem_file(name: str) -> str:
    """Return the place of a problem's page.

    >>> problem_file("Clique")
    'problems/Clique.html'
    """
    return f"problems/{name}.html"


def reduction_file(name: str) -> str:
    """Return the place of a reduction's page.

    >>> reduction_file("Clique:VertexCover")
    'reductions/Clique-VertexCover.html'
    """
    return f"reductions/{key_of(name)}.html"


def proof_file(name: str) -> str:
    """Return the place of the page with a reduction's proof."""
    return f"reductions/{key_of(name)}-proof.html"


def chains_file(name: str) -> str:
    """Return the place of the data on chains that begin at a problem."""
    return f"data/{name}.js"


def arrow(name: str) -> str:
    """Return the name of a reduction with an arrow.

    >>> arrow("Clique:VertexCover")
    'Clique → VertexCover'
    """
    return name.replace(":", " → ")


def link(place: str, says: str) -> str:
    """Return a link with a text."""
    return f'<a href="{text(place)}">{text(says)}</a>'


def problem_link(name: str, to_root: str = "../") -> str:
    """Return a link to a problem's page, from a page in a folder."""
    return link(to_root + problem_file(name), name)


def reduction_link(name: str, to_root: str = "../") -> str:
    """Return a link to a reduction's page, from a page in a folder."""
    return link(to_root + reduction_file(name), arrow(name))
