"""The shell of a page: head, style, navigation and landmarks around a body, with or without files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from certify.display.html import text


def asset(name: str) -> str:
    """Return the text of a file that pages use: `site.css`, `site.js` or `network.js`."""
    return files("certify.site").joinpath("assets", name).read_text(encoding="utf-8")


ASSETS = ("site.css", "site.js", "network.js")
"""The files that are written beside the pages."""


def whole_page(
    title: str,
    body: str,
    *,
    to_root: str = "",
    scripts: Sequence[str] = ("site.js",),
    about: str = "",
    head: str = "",
    made: str = "Made by <code>certify site</code> from the texts alone.",
) -> str:
    """Return a page of the site.

    - `title`: its title, a text.
    - `body`: what stands in `main`, HTML.
    - `to_root`: the way from the page's folder to that of the site, as `../`.
    - `scripts`: the assets that it runs.
    - `about`: a sentence on what it holds.
    - `head`: what else stands in its head, HTML.
    - `made`: what its foot says, HTML.
    """
    links = "".join(f'<script src="{to_root}assets/{name}" defer></script>' for name in scripts)
    style = f'<link rel="stylesheet" href="{to_root}assets/site.css">'
    places = (("index.html", "Network"), ("index.html#problems", "Problems"), ("index.html#reductions", "Reductions"))
    inner = "".join(f'<li><a href="{to_root}{place}">{name}</a></li>' for place, name in places)
    header = f'<a class="brand" href="{to_root}index.html">certify</a><nav aria-label="Site"><ul>{inner}{_END_OF_PLACES}'
    footer = f"<footer>{made}</footer>"
    return _document(title, style + links + head, f'<header class="site">{header}</header>', body, about, footer)


_END_OF_PLACES = "</ul></nav>"


def with_place(page: str, place: str, says: str) -> str:
    """Return a page of the site with one more place at the end of its navigation, as when there is more than files.

    >>> with_place("<ul></ul></nav>", "/workbench", "Workbench")
    '<ul><li><a href="/workbench">Workbench</a></li></ul></nav>'
    """
    return page.replace(_END_OF_PLACES, f'<li><a href="{text(place)}">{text(says)}</a></li>{_END_OF_PLACES}', 1)


def lone_page(title: str, body: str, *, about: str = "") -> str:
    """Return a page that stands in a file of its own, with its style in it and no navigation; it runs no script.

    - `title`: its title, a text.
    - `body`: what stands in `main`, HTML.
    - `about`: a sentence on what it holds.
    """
    return _document(title, f"<style>{asset('site.css')}</style>", "", body, about)


def _document(title: str, head: str, header: str, body: str, about: str, footer: str = "") -> str:
    described = f'<meta name="description" content="{text(about)}">' if about else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{text(title)}</title>{described}<link rel="icon" href="data:,">{head}</head>\n'
        f'<body><a class="skip" href="#main">Skip to the content</a>\n{header}\n<main id="main" tabindex="-1">\n{body}\n</main>\n'
        f"{footer}</body></html>\n"
    )


def section(title: str, inner: str, name: str) -> str:
    """Return a section with a heading (a text) and a name to link to; empty if there is nothing in it."""
    if not inner:
        return ""
    return f'<section id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{text(title)}</h2>{inner}</section>\n'


def chip(status: str) -> str:
    """Return the status of evidence as a coloured word.

    >>> chip("proved, shipped")
    '<span class="chip s-proved">proved, shipped</span>'
    """
    return f'<span class="chip s-{text(status.partition(",")[0].partition(" ")[0])}">{text(status)}</span>'
