"""The verb `draw`: pictures of the network, of chains and of instances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from certify.console import Usage, answer, verb, write_line
from certify.pictures.limits import DEFAULT, VIEWS, PictureLimits
from certify.system.files import check_file, check_folder
from certify.system.progress import doing
from certify.verbs.completion import file_names, problem_names
from certify.verbs.option_rules import OF_AN_INSTANCE
from certify.verbs.options import AsJson, Format, Given, Seconds, Strict, Use, chain_to, library_with, read_valid
from certify.verbs.parameters import Argument, Option, verbs
from certify.wording import did_you_mean

if TYPE_CHECKING:
    from certify.library import Library

MaxNodes = Annotated[
    int | None,
    Option("--max-nodes", min=1, help=f"The most nodes of an instance that is drawn in full ({DEFAULT.nodes})."),
]
MaxLines = Annotated[
    int | None,
    Option("--max-lines", min=1, help=f"The most lines of an instance that is drawn in full ({DEFAULT.lines})."),
]
MaxRows = Annotated[int | None, Option("--max-rows", min=1, help=f"The most rows of a table ({DEFAULT.rows}).")]
Size = Annotated[str | None, Option("--size", help="Fit the pictures into a slide, a page or a strip: slide, page or wide.")]
By = Annotated[str | None, Option("--by", help="Arrange the network by distance (the default), from a problem, or by field.")]
From = Annotated[
    str | None,
    Option(
        "--from", metavar="PROBLEM", autocompletion=problem_names,
        help="The problem from which distances count.  [default: the one with most reductions]",
    ),
]  # fmt: skip
Collapse = Annotated[bool, Option("--collapse", help="Draw a problem and all that restrict it as one.")]
Dark = Annotated[bool, Option("--dark", help="Draw on a dark background.")]


@verbs.command()
@verb
def draw(
    names: Annotated[list[str] | None, Argument(metavar="[NAME | SOURCE TARGET] [FILE]", autocompletion=problem_names)] = None,
    out: Annotated[
        Path, Option("--out", "-o", help="Where to draw; a .svg, .png, .pdf, .tex (TikZ) or .dot.  With --steps, a folder.")
    ] = Path("certify.svg"),
    instance: Annotated[
        str | None,
        Option(metavar="FILE", autocompletion=file_names, help="Draw this instance (and its image, for a reduction)."),
    ] = None,
    solved: Annotated[bool, Option("--solve", help="Highlight a witness on both sides.")] = False,
    steps: Annotated[bool, Option("--steps", help="Draw a series: gadgets, lines between them, a witness.")] = False,
    max_nodes: MaxNodes = None,
    max_lines: MaxLines = None,
    max_rows: MaxRows = None,
    size: Size = None,
    by: By = None,
    origin: From = None,
    collapse: Collapse = False,
    dark: Dark = False,
    format: Format = None,
    given: Given = [],  # noqa: B006
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Draw the network, a chain, or an instance beside its image, at once or step by step."""
    from certify.pictures.drawing import PictureStyle, draw_chain, draw_instance, draw_network, draw_reduction, draw_series
    from certify.pictures.problem_graph import ARRANGEMENTS, NetworkView

    if size is not None and size not in VIEWS:
        raise Usage(f"--size is {', '.join(VIEWS)}, not `{size}`. {did_you_mean(size, VIEWS)}".strip())
    if by is not None and by not in ARRANGEMENTS:
        raise Usage(f"--by is {' or '.join(ARRANGEMENTS)}, not `{by}`. {did_you_mean(by, ARRANGEMENTS)}".strip())
    library = library_with(use, strict)
    words, file = _parted(library, names or [], instance)
    options: dict[str, object] = {"--max-nodes": max_nodes, "--max-lines": max_lines, "--max-rows": max_rows}
    options |= {"--solve": solved or None, "--set": given, "--format": format, "--steps": steps or None, "--size": size}
    for rule in OF_AN_INSTANCE:
        if wrong := rule.broken(options | {"--instance": file}):
            raise Usage(wrong)
    of_network = {"--by": by, "--from": origin, "--collapse": collapse or None}
    if words and (unused := [option for option, value in of_network.items() if value is not None]):
        raise Usage(f"`{unused[0]}` arranges the network, and has no effect here: name no problem, or leave it out")
    if by == "field" and origin is not None:
        raise Usage("`--from` chooses from where distances count, and has no effect beside `--by field`: leave it out")
    if steps and len(words) < 2:
        raise Usage("--steps draws an instance and its image: name a reduction SOURCE:TARGET or two problems")
    if steps:
        out = Path("certify-steps") if out == Path("certify.svg") else out
        check_folder(out.parent if out.suffix else out)
    else:
        check_file(out)
    doing(f"drawing {out}")
    limits = PictureLimits(max_nodes or DEFAULT.nodes, max_lines or DEFAULT.lines, max_rows or DEFAULT.rows)
    style = PictureStyle(limits, size or "", dark)
    if not words:
        view = NetworkView(by or "distance", library.find_problem(origin) if origin else "", collapse)
        drawn = draw_network(library, out, style, view)
    elif len(words) == 1 and file is None:
        raise Usage(f"give an instance of {library.find_problem(words[0])} to draw: --instance FILE")
    elif len(words) == 1:
        chain = chain_to(library, words[0], words[0])
        drawn = draw_instance(read_valid(chain.source, str(file), format, given), out, solved, style)
    else:
        chain = chain_to(library, words[0], words[1])
        if file is None:
            drawn = draw_chain(chain, out, style)
        else:
            example = read_valid(chain.source, file, format, given)
            draws = draw_series if steps else draw_reduction
            drawn = draws(chain, example, out, solved, style)
    files = [str(path) for path in drawn]
    answer("draw", as_json, {"files": files}, lambda: write_line("drew " + ", ".join(files)))


def _parted(library: Library, words: list[str], instance: str | None) -> tuple[list[str], str | None]:
    """Return the names of problems and the file among the words of a command: the last word is the file if it names one.

    Raises `Usage` if there are too many words.
    """
    pair = bool(words) and ":" in words[0]
    most = 1 if pair else 2
    names, rest = words[:most], words[most:]
    if not rest and not pair and len(names) == 2 and _is_instance(names[1]):
        names, rest = names[:1], names[1:]
    if len(rest) > 1 or (rest and not _is_instance(rest[0])):
        wrong = f"; there is no file `{rest[0]}`" if len(rest) == 1 else ""
        raise Usage(f"name nothing for the network, a problem, a reduction SOURCE:TARGET, or two problems; then a FILE{wrong}")
    if rest and instance is not None:
        raise Usage(f"{rest[0]} and --instance {instance} are two instances: give one")
    return library.find_reduction(names[0]).split(":") if pair else names, rest[0] if rest else instance


def _is_instance(word: str) -> bool:
    """Return whether a word names a file, or standard input."""
    return word == "-" or Path(word).is_file()
