"""The whole site: what is written where, made in several processes, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from certify.certificates import checker
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import DATA, Saved
from certify.graph.facts import FactGraph
from certify.library import Library, read_source, standard
from certify.site.chains import chains_script
from certify.site.gallery import digest, drawn_in, picture, picture_file, shown_of
from certify.site.gallery import pages as gallery_pages
from certify.site.links import chains_file, problem_file, proof_file, reduction_file
from certify.site.network import network_page
from certify.site.parts import INDEX, SitePart
from certify.site.problem_pages import problem_page
from certify.site.reduction_pages import proof_page, reduction_page
from certify.site.shell import ASSETS, asset
from certify.system.cache import is_on
from certify.system.files import read_bytes, replace_file
from certify.system.memo import of_the_very_same
from certify.system.side_by_side import SideBySide


def files_of(library: Library, part: SitePart) -> dict[str, str | bytes]:
    """Return the files of a part of the site: their contents by their places."""
    match part.kind:
        case "network":
            return {INDEX: network_page(library)}
        case "chains":
            return {chains_file(part.name): chains_script(_carrier(library), part.name)}
        case "problem":
            return {problem_file(part.name): problem_page(library, _carrier(library), part.name)}
        case "picture":
            drawn = picture(library, part.name)
            return {picture_file(part.name): drawn} if drawn else {}
    if is_on():  # other processes read what is derived here
        _carrier(library).edge(part.name)
        _carrier(library).in_np(part.name.partition(":")[2])
    out: dict[str, str | bytes] = {reduction_file(part.name): reduction_page(library, part.name)}
    if proof := proof_page(library, part.name):
        out[proof_file(part.name)] = proof
    return out | dict(_certificates(saved_in(library, part.name)))


_carrier = of_the_very_same(FactGraph)


def _certificates(saved: Saved) -> Iterator[tuple[str, bytes]]:
    """Yield a certificate and the proofs beside it that it names."""
    if saved.path is None or not saved.intact:
        return
    data = read_bytes(saved.path, "a certificate")
    yield f"certificates/{saved.path.name}", data
    for name in dict.fromkeys(re.findall(rb'"([0-9a-f]{64}\.xz)"', data)):
        beside = saved.path.parent / DATA / name.decode()
        if beside.is_file():
            yield f"certificates/{DATA}/{beside.name}", read_bytes(beside, "a proof")


def build(
    library: Library, texts: Sequence[Path], out: Path, parts: Sequence[SitePart], processes: int
) -> Iterator[tuple[int, Path]]:
    """Write the site into a folder, and yield for each part how many are done, and the file that was written last.

    - `library`: the library, the shipped one with `texts` on top.
    - `out`: the folder, which is made if it does not exist.
    - `parts`: what is made, in this order.
    - `processes`: the number of processes at a time.

    Each file is written completely or not at all.  Raises `CannotWrite` if one cannot be written.
    """
    for name in ASSETS:
        replace_file(out / "assets" / name, asset(name))
    replace_file(out / "certificates" / "checker.py", read_bytes(str(checker.__file__), "the checker"))
    for number, (_, files) in enumerate(made(library, texts, parts, processes), 1):
        yield number, written(out, files)


def build_gallery(
    library: Library, texts: Sequence[Path], out: Path, parts: Sequence[SitePart], processes: int
) -> Iterator[tuple[int, Path]]:
    """Write a gallery into a folder, as `build` writes a site: the pictures `parts` first, then its pages."""
    drawn = drawn_in(out)
    for number, (part, files) in enumerate(made(library, texts, parts, processes), 1):
        drawn.pop(part.name, None)
        drawn |= {part.name: digest(library, part.name)} if files else {}
        yield number, written(out, files)
    written(out, gallery_pages(shown_of(library), drawn))


def pictures_of(library: Library, out: Path, only: Sequence[str] = ()) -> list[SitePart]:
    """Return the parts of a gallery that are to be drawn: those whose texts are not those of the pictures in its folder.

    `only`: the names of the problems and reductions to look at; empty for all.
    """
    drawn = drawn_in(out)
    names = [s.name for s in shown_of(library) if not only or s.name in only]
    return [SitePart("picture", n) for n in names if drawn.get(n) != digest(library, n)]


def written(out: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder, and return the path of the last one; of the folder, if there are none."""
    for place, content in files.items():
        replace_file(out / place, content)
    return out / list(files)[-1] if files else out


def made(
    library: Library, texts: Sequence[Path], parts: Sequence[SitePart], processes: int
) -> Iterator[tuple[SitePart, dict[str, str | bytes]]]:
    """Yield parts with their files, made in several processes."""
    with ExitStack() as open_:
        make = partial(_made_elsewhere, tuple(texts))
        beside = open_.enter_context(SideBySide(make, parts, processes)) if processes > 1 else None
        for part in parts:
            found = beside.result(part) if beside is not None else None
            yield part, files_of(library, part) if found is None else found


def _made_elsewhere(texts: tuple[Path, ...], part: SitePart) -> dict[str, str | bytes] | None:
    """Return the files of a part, made in another process; None if that fails, which the main process tells."""
    try:
        return files_of(_library(texts), part)
    except Exception:
        return None


def _library(texts: tuple[Path, ...]) -> Library:
    return standard().with_texts([read_source(p) for p in texts]) if texts else standard()
