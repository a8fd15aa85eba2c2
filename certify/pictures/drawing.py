"""The pictures of the command line: the network, a chain, an instance, or an instance beside its image.

Each function draws into the file `out` and returns the paths of the files that it wrote; it raises `CannotRender` or
`CannotWrite` as `rendering.render` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from certify.chains import Chain
from certify.graph.overview import overview
from certify.graph.solving import mapped
from certify.library import Library
from certify.pictures.instances import instance_picture
from certify.pictures.limits import DEFAULT, PictureLimits
from certify.pictures.problem_graph import BY_DISTANCE, NetworkView, chain_picture, network_picture
from certify.pictures.reductions import Subject, reduction_picture
from certify.pictures.rendering import format_of, render, svg
from certify.pictures.series import page, series
from certify.pictures.themes import darkened
from certify.records import dataclass, replace
from certify.semantics.named_instances import Instance
from certify.solve.search import search
from certify.system.files import not_written, write_bytes

PAGE = "index.html"
"""The name of the page of a series."""


@dataclass(frozen=True)
class PictureStyle:
    """How pictures are drawn: how much they show, the size that they are fitted into (empty: none), and whether they are dark."""

    limits: PictureLimits = DEFAULT
    size: str = ""
    dark: bool = False

    def render(self, picture: Any, out: Path) -> Path:
        """Write a picture into a file, and return its path."""
        return render(self.themed(picture), out)

    def themed(self, picture: Any) -> Any:
        """Return a picture, dark if it is to be."""
        return darkened(picture) if self.dark else picture


def draw_network(
    library: Library, out: Path, style: PictureStyle = PictureStyle(), view: NetworkView = BY_DISTANCE
) -> list[Path]:
    """Draw all problems and reductions; the style of an edge shows its saved evidence, the legend also the evidence's origin."""
    from certify.bounds.derived_bounds import needs_fixed
    from certify.wording import for_each_fixed

    seen = overview(library)
    noted = [replace(e, note=for_each_fixed(needs_fixed(library.reduction(e.name))).strip()) for e in seen.edges]
    return [style.render(network_picture(replace(seen, edges=noted), view), out)]


def draw_chain(chain: Chain, out: Path, style: PictureStyle = PictureStyle()) -> list[Path]:
    """Draw a chain, each edge with the claims of its reduction."""
    names = [chain.source.name, *(r.target.name for r in chain.reductions)]
    captions = ["\n".join(c.mark.text for c in r.claims if c.mark is not None) for r in chain.reductions]
    return [style.render(chain_picture(names, captions), out)]


def draw_instance(instance: Instance, out: Path, solved: bool, style: PictureStyle = PictureStyle()) -> list[Path]:
    """Draw an instance into the file `out`; with `solved`, a witness is marked if there is one."""
    found = search(instance.problem, instance.value, limit=1).witnesses if solved else ()
    picture = instance_picture(instance, found[0] if found else None, limits=style.limits, size=style.size)
    return [style.render(picture, out)]


def draw_reduction(chain: Chain, instance: Instance, out: Path, solved: bool, style: PictureStyle = PictureStyle()) -> list[Path]:
    """Draw a valid instance of the chain's source beside its image, into the file `out`.

    For a chain of several reductions there is one picture for each, and the names of their files are numbered.  With `solved`, a
    witness of the instance and what it is mapped to are marked, if there is one.
    """
    written = []
    for number, subject in subjects(chain, instance, solved):
        picture = reduction_picture(
            subject.reduction, subject.instance, subject.image, subject.tables, subject.source_witness, subject.target_witness,
            limits=style.limits, size=style.size,
        )  # fmt: skip
        path = out.with_name(f"{out.stem}-{number}{out.suffix}") if number else out
        written.append(style.render(picture, path))
    return written


def draw_series(chain: Chain, instance: Instance, out: Path, solved: bool, style: PictureStyle = PictureStyle()) -> list[Path]:
    """Draw a valid instance of the chain's source, and its image step by step, into numbered files and a page that shows them.

    `out` is a folder, which is made if it does not exist, or a file in one, whose ending gives the format of the numbered files.
    The page is `index.html` in the folder, and holds all the pictures.
    """
    folder, stem, ending = (out.parent, out.stem, out.suffix) if out.suffix else (out, "step", ".svg")
    format_of(Path(f"{stem}{ending}"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from None
    written, shown = [], []
    several = len(chain.reductions) > 1
    for number, subject in subjects(chain, instance, solved):
        for step, (says, picture) in enumerate(series(subject, style.limits, style.size), 1):
            themed = style.themed(picture)
            name = f"{stem}-{number}-{step}{ending}" if several else f"{stem}-{step}{ending}"
            written.append(render(themed, folder / name))
            shown.append((f"{subject.reduction.name}: {says}" if several else says, svg(themed)))
    names = " to ".join([chain.source.name, *(r.target.name for r in chain.reductions)])
    write_bytes(folder / PAGE, page(names, shown, style.dark).encode())
    return [*written, folder / PAGE]


def subjects(chain: Chain, instance: Instance, solved: bool) -> list[tuple[int, Subject]]:
    """Return what the pictures of a chain show, with the number of each reduction (0 if there is only one).

    With `solved`, a witness of the instance is searched and mapped forward, and lifted back from there.
    """
    stages = mapped(chain, instance)
    pushed: tuple[object, ...] = (None,) * len(stages.instances)
    if solved and (found := search(instance.problem, instance.value, limit=1).witnesses):
        pushed = chain.lift(stages, chain.push(stages, found[0])[-1])  # verified at every stage
    several = len(chain.reductions) > 1
    return [
        (
            i + 1 if several else 0,
            Subject(r, stages.instances[i], stages.instances[i + 1], image.tables, pushed[i], pushed[i + 1]),
        )
        for i, (r, image) in enumerate(zip(chain.reductions, stages.images, strict=True))
    ]
