"""Log-log plots of tables, as SVG that is the same for the same figures.  They need matplotlib."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def figure(path: Path, title: str, panels: int = 1) -> Iterator[Any]:
    """Give the panels of a figure, side by side, and write it when they are drawn.

    `path`: the file, whose folder is made if needed.  `title`: the title above all panels.
    """
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": title, "svg.fonttype": "none", "font.size": 9}
    from matplotlib import pyplot

    drawn, axes = pyplot.subplots(1, panels, figsize=(4.5 * panels, 3.8), squeeze=False)
    yield axes[0]
    for each in axes[0]:
        each.grid(alpha=0.3)
    drawn.suptitle(title)
    drawn.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.savefig(path, metadata={"Date": None})
    pyplot.close(drawn)
