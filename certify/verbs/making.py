"""The verbs `new`, `example` and `random`: texts to begin with, and instances to try."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.console import Usage, answer, bounds_of, verb, write_line
from certify.errors import ExitCode
from certify.system.files import CannotWrite, check_file
from certify.system.progress import doing
from certify.system.stopping import current
from certify.verbs.completion import problem_names
from certify.verbs.options import AsJson, Out, ProblemName, Seconds, Strict, To, Use, library_with, written
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.subjects import check_measures

if TYPE_CHECKING:
    from certify.semantics.named_instances import Instance


@verbs.command()
@verb
def new(
    names: Annotated[list[str], Argument(metavar="NAME|SOURCE TARGET", autocompletion=problem_names)],
    out: Annotated[Path | None, Option("--out", "-o", metavar="FILE", help="Write into this new file.")] = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Write a text to begin with: a problem NAME, or a reduction from SOURCE to TARGET.

    It reads and types; comments say what is left to do, and `certify check` and `certify audit` say what is wrong with it.
    """
    from certify.library.beginnings import new_problem, new_reduction

    library = library_with(use, strict)
    if len(names) == 1:
        (name,) = names
        if ":" in name:
            raise Usage(f"`{name}`: name the two problems one after the other, as in `certify new {name.replace(':', ' ', 1)}`")
        name, text = new_problem(library, name)
    elif len(names) == 2:
        name, text = new_reduction(library, *names)
    else:
        raise Usage("name one new problem, or the source and the target of a reduction")
    if out is not None and out.exists():
        raise Usage(f"{out} exists, and a new text never replaces one: name another file")
    check_file(out)
    trouble = written(out, text)

    def show() -> None:
        if out is None or trouble is not None:
            sys.stdout.write(text)
        else:
            write_line(f"wrote {out}: fill it in, then `certify check {out}` and `certify audit {out}`")

    result = {"name": name, "text": text, "file": None if out is None else str(out)}
    answer("new", as_json, result, show, ExitCode.FINE if trouble is None else ExitCode.BAD_INPUT, trouble)


@verbs.command()
@verb
def example(
    problem: ProblemName,
    yes: Annotated[bool, Option("--yes", help="Only the instance that has a witness, as a file.")] = False,
    no: Annotated[bool, Option("--no", help="Only the instance that has none, as a file.")] = False,
    to: To = None,
    out: Out = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Show the smallest interesting instances of a problem: one with a witness, and one without."""
    from certify.formats import to_json, witness_to_json
    from certify.formats.json_text import compact
    from certify.semantics.named_instances import Instance
    from certify.solve.small_examples import small_examples

    check_file(out)
    library = library_with(use, strict)
    declared = library.problem(library.find_problem(problem))
    wanted = ("yes",) if yes else ("no",) if no else ("yes", "no")
    doing(f"looking for small instances of {declared.name}")
    found = small_examples(declared, wanted, current().clock.tick)
    instances = {of: Instance(declared, x.instance) for of, x in found.items()}
    witnesses = {of: None if of == "no" else witness_to_json(instances[of], x.witness) for of, x in found.items()}
    result = [{"answer": of, "instance": to_json(instances[of]), "witness": witnesses[of]} for of in found]
    if not found:
        missing = f"unknown: no small instance of {declared.name} with the answer {' or '.join(wanted)} was found"
        answer("example", as_json, [], lambda: None, ExitCode.UNKNOWN, missing)
    if yes or no:
        _write_instance("example", instances[wanted[0]], out, to, as_json, result[0])
        return

    def show() -> None:
        for of, x in instances.items():
            write_line(f"{of}: {compact(to_json(x))}")
            if of == "yes":
                write_line(f"  a witness: {compact(witnesses[of])}")
        for of in wanted:
            if of not in found:
                write_line(f"{of}: none was found among the small instances")

    answer("example", as_json, result, show)


@verbs.command()
@verb
def random(
    problem: ProblemName,
    seed: Annotated[int, Option(help="Another seed gives another instance.")] = 0,
    within: Annotated[str | None, Option(metavar="n=20,m=40", help="Bounds of measures, which it comes near.")] = None,
    to: To = None,
    out: Out = None,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Write a random valid instance of a problem; the same seed gives the same instance."""
    from certify.formats import to_json
    from certify.generate.random_instance import random_instance
    from certify.semantics.interpreter import ProblemMeaning
    from certify.semantics.named_instances import Instance

    check_file(out)
    library, bounds = library_with(use, strict), bounds_of(within)
    declared = library.problem(library.find_problem(problem))
    check_measures(bounds, declared)
    doing(f"making an instance of {declared.name}")
    x = Instance(declared, random_instance(declared, seed, bounds, current().clock.tick))
    measures = ProblemMeaning(declared).measures(x.value)
    _write_instance("random", x, out, to, as_json, {"seed": seed, "measures": measures, "instance": to_json(x)})


def _write_instance(verb: str, x: Instance, out: Path | None, to: str | None, as_json: bool, result: dict[str, Any]) -> None:
    """Answer with an instance, as a file."""
    from certify.formats import write_instance
    from certify.formats.files import ending_of

    text = write_instance(x, to or (out and ending_of(out)) or "json")
    trouble: CannotWrite | None = written(out, text)

    def show() -> None:
        if out is None or trouble is not None:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
        else:
            write_line(f"wrote {out}")

    answer(verb, as_json, result, show, ExitCode.FINE if trouble is None else ExitCode.BAD_INPUT, trouble)
