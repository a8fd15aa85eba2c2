"""The verb `site`: the library as pages for a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from certify.console import answer, verb, write_line
from certify.system.files import check_folder
from certify.system.progress import doing_whole
from certify.system.stopping import Stopped, current
from certify.verbs.options import AsJson, Seconds, Strict, Use, library_with
from certify.verbs.parameters import Argument, Option, verbs


@verbs.command()
@verb
def site(
    folder: Annotated[Path, Argument(metavar="DIR", help="The folder, which is made if it does not exist.")],
    only: Annotated[list[str], Option("--only", metavar="NAME", help="Pages of this problem or reduction; else of all.")] = [],  # noqa: B006
    gallery: Annotated[
        bool, Option("--gallery", help="Draw a gallery instead: pictures, of which those of changed texts are made anew.")
    ] = False,
    jobs: Annotated[int | None, Option(min=1, help="Processes at a time; by default one for each processor.")] = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Make a static site: the network, a page for each problem and reduction, and certificates to download."""
    from certify.errors import ExitCode
    from certify.site.building import build, build_gallery, pictures_of
    from certify.site.parts import INDEX, parts_of

    check_folder(folder)
    library = library_with(use, strict)
    names = [library.find_reduction(n) if ":" in n else library.find_problem(n) for n in only]
    parts = pictures_of(library, folder, names) if gallery else parts_of(library, names)
    running, done = current(), [0]
    files = tuple(dict.fromkeys(use))
    processes = max(1, min(jobs or os.cpu_count() or 1, len(parts)))
    try:
        with doing_whole("drawing pictures" if gallery else "making pages", lambda: f"{done[0]} of {len(parts)}"):
            for number, _ in (build_gallery if gallery else build)(library, files, folder, parts, processes):
                done[0] = number
    except Stopped:
        if not done[0]:
            raise
    left = [p.name or p.kind for p in parts[done[0] :]]
    code, says = running.outcome(ExitCode.FINE, left, "page of")
    result = {"folder": str(folder), "made": done[0], "of": len(parts)}
    answer(
        "site",
        as_json,
        result,
        lambda: write_line(f"wrote {done[0]} of {len(parts)} parts: open {folder / ('README.md' if gallery else INDEX)}"),
        code,
        says or None,
    )
