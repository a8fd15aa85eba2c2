"""The verb `draw`: pictures of the network, of chains and of instances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certify.console import Usage, answer, verb, write_line
from certify.system.files import check_file

if TYPE_CHECKING:
    pass

from certify.verbs.completion import file_names, problem_names
from certify.verbs.options import AsJson, Format, Given, Seconds, Strict, Use, app, chain_to, library_with, read_valid


@app.command()
@verb
def draw(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME | SOURCE TARGET]", autocompletion=problem_names)] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to draw: a .svg, .png, .pdf, .tex (TikZ) or .dot.")] = Path(
        "certify.svg"
    ),
    instance: Annotated[
        str | None,
        typer.Option(metavar="FILE", autocompletion=file_names, help="Draw this instance (and its image, for a reduction)."),
    ] = None,
    solved: Annotated[bool, typer.Option("--solve", help="Highlight a witness on both sides.")] = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Draw the network, a chain, or an instance beside its image."""
    from certify.pictures.drawing import draw_chain, draw_instance, draw_network, draw_reduction

    check_file(out)
    library = library_with(use, strict)
    words = names or []
    if len(words) > 2:
        raise Usage("name nothing for the network, a problem, a reduction SOURCE:TARGET, or two problems")
    if len(words) == 1 and ":" in words[0]:
        words = library.find_reduction(words[0]).split(":")
    if not words:
        drawn = draw_network(library, out)
    elif len(words) == 1 and instance is None:
        raise Usage(f"give an instance of {library.find_problem(words[0])} to draw: --instance FILE")
    elif len(words) == 1:
        chain = chain_to(library, words[0], words[0])
        drawn = draw_instance(read_valid(chain.source, str(instance), format, given), out, solved)
    else:
        chain = chain_to(library, words[0], words[1])
        if instance is None:
            drawn = draw_chain(chain, out)
        else:
            drawn = draw_reduction(chain, read_valid(chain.source, instance, format, given), out, solved)
    files = [str(path) for path in drawn]
    answer("draw", as_json, {"files": files}, lambda: write_line("drew " + ", ".join(files)))
