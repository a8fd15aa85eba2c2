"""Pictures in the hands of Python: shown by notebooks, and saved into files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from certify.records import dataclass, field


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture of one or several parts; a chain with an instance has one for each reduction.  Notebooks show it.

    >>> import certify
    >>> picture = certify.problem("3sat").instance([[1, -2]]).draw()
    >>> picture
    <picture of ThreeSAT>
    >>> picture.svg[:5]
    '<?xml'
    """

    title: str
    graphs: tuple[Any, ...] = field(repr=False)

    def __repr__(self) -> str:
        return f"<picture of {self.title}{f', in {len(self.graphs)} parts' if len(self.graphs) > 1 else ''}>"

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts as SVG texts.  Raises `CannotRender` if no Graphviz is installed or it fails."""
        from certify.pictures.rendering import svg

        return tuple(svg(graph) for graph in self.graphs)

    @property
    def svg(self) -> str:
        """The picture as an SVG text; of several parts, the first.  Raises `CannotRender`."""
        return self.parts[0]

    def _repr_html_(self) -> str:
        from certify.display.answers import pictures_page

        return pictures_page(self.parts, f"Picture of {self.title}")

    def save(self, out: str | Path) -> list[Path]:
        """Write the picture into a file whose ending is svg, png, pdf, tex or dot, and return the files written.

        Of several parts, each has its number in the name of its file.  Raises `CannotRender` or `CannotWrite`.
        """
        from certify.pictures.rendering import render

        path = Path(out)
        if len(self.graphs) == 1:
            return [render(self.graphs[0], path)]
        return [render(graph, path.with_name(f"{path.stem}-{i}{path.suffix}")) for i, graph in enumerate(self.graphs, 1)]
