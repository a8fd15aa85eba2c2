"""The verbs `check` and `format`: checking and formatting texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from certify.console import answer, verb, write_line
from certify.errors import ExitCode
from certify.library import read_source
from certify.reports.well_formed import well_formed, well_formed_lines
from certify.system.files import write_text
from certify.verbs.completion import file_names, subject_names
from certify.verbs.options import AsJson, Seconds, Strict, Use, is_file, library_with
from certify.verbs.parameters import Argument, Option, verbs


@verbs.command()
@verb
def check(
    names: Annotated[list[str], Argument(metavar="FILE|NAME...", autocompletion=subject_names)],
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Read and type files or names; say what they declare, what they owe, and which names they bind for nothing."""
    files = [Path(n) for n in names if is_file(n)]
    library = library_with([*files, *use], strict)
    wanted: list[tuple[str, str]] = []
    for text in library.layers[0] if files else ():
        _ = text.declarations
        library.check_facts(text)
        if Path(text.source.name) in files:
            wanted += [d for d in text.declares if d[0] in ("problem", "reduction")]
    for name in names:
        if not is_file(name):
            wanted.append(("reduction", library.find_reduction(name)) if ":" in name else ("problem", library.find_problem(name)))
    result = well_formed(library, wanted)
    answer("check", as_json, result, lambda: write_line("\n".join(well_formed_lines(result))))


@verbs.command("format")
@verb
def format_(
    files: Annotated[list[Path], Argument(metavar="FILE...", autocompletion=file_names)],
    check_only: Annotated[bool, Option("--check", help="Change nothing; exit 1 if a file is not formatted.")] = False,
    unicode: Annotated[bool, Option("--unicode", help="Write signs such as ∈ and ∧.")] = False,
    to_stdout: Annotated[bool, Option("--stdout", help="Print instead of writing.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
) -> None:
    """Bring files into the canonical look, in place."""
    from certify.language.formatting import format_text

    sources = [(f, read_source(f)) for f in files]
    formatted = [(f, s, format_text(s, unicode=unicode)) for f, s in sources]
    changed = [str(f) for f, s, t in formatted if s.text != t]
    if not check_only and not to_stdout:
        for f, s, t in formatted:
            if s.text != t:
                write_text(f, t)

    def show() -> None:
        if to_stdout:
            sys.stdout.write("".join(t for _, _, t in formatted))
            return
        for f in changed:
            write_line(f"{'would change' if check_only else 'formatted'} {f}")

    result = {"changed": changed, "texts": {str(f): t for f, _, t in formatted} if to_stdout else {}}
    answer("format", as_json, result, show, ExitCode.REFUTED if check_only and changed else ExitCode.FINE)
