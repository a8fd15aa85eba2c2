"""A gallery for documentation: each problem and each reduction as a picture of a small instance, on pages in Markdown.

Pictures whose texts are as they were are not drawn again: the list of pictures beside them has the digests of the texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from certify.errors import InputError
from certify.graph.overview import field_of
from certify.library import Library
from certify.records import dataclass
from certify.site.figures import construction_picture, instance_drawn
from certify.site.links import arrow
from certify.system.files import read_bytes
from certify.wording import counted, key_of

LIST = "pictures.json"
"""The file of a gallery that names the texts from which each picture was drawn."""

PROBLEMS = "problems.md"
_COMMAND = "certify site docs/gallery --gallery"


@dataclass(frozen=True)
class GalleryEntry:
    """A problem or a reduction of a gallery: its name, the field of its page, and its title."""

    name: str
    field: str
    title: str


def picture_file(name: str) -> str:
    """Return the place of a picture.

    >>> picture_file("Clique:VertexCover")
    'pictures/Clique-VertexCover.svg'
    """
    return f"pictures/{key_of(name)}.svg"


def shown_of(library: Library) -> list[GalleryEntry]:
    """Return what a gallery shows: all problems, and all reductions that a text declares, by field and name."""
    problems = [GalleryEntry(n, "", library.problem(n).about.title) for n in library.names("problem")]
    free = set(library.names("restriction"))
    names = [n for n in library.names("reduction") if n not in free]
    reductions = [GalleryEntry(n, field_of(library, n), library.reduction(n).about.title) for n in names]
    return [*problems, *sorted(reductions, key=lambda s: (s.field, s.name))]


def digest(library: Library, name: str) -> str:
    """Return the digest of the texts from which a picture is drawn.

    >>> from certify.library import standard
    >>> len(digest(standard(), "Clique:VertexCover"))
    16
    """
    own = [library.text("reduction", name)] if ":" in name else []
    texts = [*own, *(library.text("problem", problem) for problem in name.split(":"))]
    return sha256("\n".join(text.source.text for text in texts if text is not None).encode()).hexdigest()[:16]


def drawn_in(folder: Path) -> dict[str, str]:
    """Return the digests of the texts of the pictures that stand in a gallery, by name; none if it is not there or damaged."""
    try:
        found = json.loads(read_bytes(folder / LIST, "a list of pictures"))
    except (InputError, ValueError):
        return {}
    kept = found if isinstance(found, dict) else {}
    return {name: told for name, told in kept.items() if isinstance(told, str) and (folder / picture_file(name)).is_file()}


def picture(library: Library, name: str) -> str:
    """Return the picture of a problem's small instance, or of a reduction on one, as SVG; empty if none is found."""
    if ":" in name:
        return construction_picture(library.reduction(name))
    return instance_drawn(library.problem(name))


def pages(shown: Iterable[GalleryEntry], drawn: dict[str, str]) -> dict[str, str]:
    """Return the pages of a gallery and its list, by place.  `drawn` has the digests of the texts of the pictures that exist."""
    kept = [s for s in shown if s.name in drawn]
    fields = sorted({s.field for s in kept} - {""})
    problems = [s for s in kept if not s.field]
    out = {PROBLEMS: _page("Problems", "a small instance of each problem, with a witness marked", problems)}
    for field in fields:
        says = "a small instance beside its image, with a witness and what it is mapped to"
        out[f"{field}.md"] = _page(field.capitalize(), says, [s for s in kept if s.field == field])
    rows = [(PROBLEMS, "Problems", len(problems))]
    rows += [(f"{field}.md", f"Reductions: {field}", sum(s.field == field for s in kept)) for field in fields]
    links = "".join(f"- [{title}]({place}): {counted(many, 'picture')}\n" for place, title, many in rows)
    index = "".join(f"| [{s.name}]({PROBLEMS}#{_anchor(s.name)}) | {_to(s.name, kept)} |\n" for s in problems)
    out["README.md"] = (
        "# Gallery\n\nEach problem of the library on a small instance, and each reduction on one, drawn from the texts alone.\n\n"
        f"{links}\n`{_COMMAND}` draws what has changed: these pages are not written by hand.\n\n"
        f"| problem | reductions from it |\n| --- | --- |\n{index}"
    )
    listed = {s.name: drawn[s.name] for s in sorted(kept, key=lambda s: s.name)}
    return out | {LIST: json.dumps(listed, indent=0, ensure_ascii=False) + "\n"}


def _to(name: str, kept: Iterable[GalleryEntry]) -> str:
    found = [s for s in kept if s.field and s.name.partition(":")[0] == name]
    return ", ".join(f"[{s.name.partition(':')[2]}]({s.field}.md#{_anchor(arrow(s.name))})" for s in found)


def _page(title: str, says: str, shown: Iterable[GalleryEntry]) -> str:
    return f"# {title}\n\nThe gallery shows {says}.\n" + "".join(_parts(shown))


def _parts(shown: Iterable[GalleryEntry]) -> Iterator[str]:
    for s in shown:
        name = arrow(s.name)
        kind = "on a small instance" if s.field else "a small instance"
        yield f"\n## {name}\n\n{_plain(s.title)}\n\n![{name}, {kind}]({picture_file(s.name)})\n"


def _plain(says: str) -> str:
    """Return a title as Markdown."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|" else c for c in says)


def _anchor(title: str) -> str:
    """Return the name by which a heading is linked to, as GitHub makes it.

    >>> _anchor("Clique → VertexCover")
    'clique--vertexcover'
    """
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")
