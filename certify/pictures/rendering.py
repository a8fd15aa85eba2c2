"""Rendering of Graphviz graphs to files, by the system's `dot` or else by the package graphviz-pure.

graphviz-pure installs a command of its own name beside the running Python; the command takes the flags of `dot` and writes svg,
png and jpeg.  Without `dot`, a PDF is one page that shows a picture in print resolution.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from certify.errors import InputError
from certify.pictures.interaction import interactive
from certify.pictures.tikz import tikz
from certify.system.files import write_bytes

FORMATS = ("svg", "png", "pdf", "tex", "dot")
PRINT_DPI = 200


class CannotRender(InputError):
    """A picture cannot be rendered: its extension is unknown, no Graphviz is installed, or Graphviz fails."""


def render(graph: Any, path: Path) -> Path:
    """Write a graph (`graphviz.Graph` or `Digraph`) to a file and return its path.

    The extension gives the format: svg, png, pdf, tex (TikZ) or dot.  Raises CannotRender for another extension, or if no
    Graphviz is installed or it fails; CannotWrite if the file cannot be written.
    """
    picture = rendered(graph, format_of(path))
    write_bytes(path, picture)
    return path


def format_of(path: Path) -> str:
    """Return the format of a picture by the extension of its file.  Raises CannotRender if it is none of `FORMATS`.

    >>> format_of(Path("network.SVG"))
    'svg'
    """
    format = path.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        raise CannotRender(
            f"{path}: pictures are written as {', '.join(FORMATS)}, not as {path.suffix or 'a file without extension'}"
        )
    return format


def rendered(graph: Any, format: str) -> bytes:
    """Return the picture of a graph as bytes; `format` is svg, png, pdf, tex or dot.

    Raises CannotRender if no Graphviz is installed or it fails.
    """
    if format == "dot":
        return str(graph.source).encode()
    program = _program()
    if format == "tex":
        return tikz(_run(program, graph, "svg").decode()).encode()
    if format == "pdf" and program.stem == "graphviz-pure":
        return _pdf_page(_run(program, graph, "jpeg", f"-Gdpi={PRINT_DPI}"), PRINT_DPI)
    drawn = _run(program, graph, format)
    return interactive(drawn.decode()).encode() if format == "svg" else drawn


def svg(graph: Any) -> str:
    """Return the picture of a graph as SVG text.  Raises CannotRender as `rendered` does."""
    return rendered(graph, "svg").decode()


def _program() -> Path:
    beside = (str(Path(sys.executable).parent), sysconfig.get_path("scripts"))
    places = (shutil.which("dot"), *(shutil.which("graphviz-pure", path=p) for p in beside), shutil.which("graphviz-pure"))
    found = next((Path(p) for p in places if p), None)
    if found is None:
        raise CannotRender(
            "no Graphviz is installed: install the system's (the command `dot`) or `pip install graphviz-pure`; "
            "the extension .dot needs none"
        )
    return found


def _run(program: Path, graph: Any, format: str, *flags: str) -> bytes:
    command = [str(program), f"-K{graph.engine}", *(["-n2"] if graph.engine == "neato" else []), f"-T{format}", *flags]
    try:
        done = subprocess.run(command, input=str(graph.source).encode(), capture_output=True, check=False)
    except OSError as error:
        raise CannotRender(f"{program} cannot be run: {error.strerror}") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotRender(f"{program.name} could not draw the picture: {said[-1] if said else 'no output'}")
    return done.stdout


def _pdf_page(jpeg: bytes, dpi: int) -> bytes:
    """Return a PDF of one page that shows a JPEG, which PDF embeds unchanged (filter DCTDecode)."""
    width, height, components = _jpeg_size(jpeg)
    page = (round(width * 72 / dpi, 2), round(height * 72 / dpi, 2))
    content = f"{page[0]} 0 0 {page[1]} 0 0 cm /I Do".encode()
    space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[components]
    image = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} "
        f"/BitsPerComponent 8 /Filter /DCTDecode /Length {len(jpeg)}"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page[0]} {page[1]}] /Contents 4 0 R "
        "/Resources << /XObject << /I 5 0 R >> >> >>".encode(),
        f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream",
        f"<< {image} >>\nstream\n".encode() + jpeg + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _jpeg_size(jpeg: bytes) -> tuple[int, int, int]:
    """Return width, height (pixels) and number of colour components, from the frame header of a JPEG."""
    place = 2
    while place + 9 < len(jpeg):
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(jpeg[place + i : place + i + 2], "big") for i in (5, 7))
            return width, height, jpeg[place + 9]
        place += 2 + length
    raise CannotRender("the picture has no size")
