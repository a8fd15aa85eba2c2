"""The tools: each is a function from typed arguments to the call of a verb, and its docstring is what programs read about it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from certify.errors import InputError
from certify.serving.calls import VerbCall

Name = Annotated[str, Field(description="a problem (`3sat`) or a reduction (`3sat:is`), by any of its names")]
ProblemWord = Annotated[str, Field(description="a problem, by any of its names")]
Texts = Annotated[
    list[str], Field(description="`.red` texts whose declarations are known too; messages call them text1.red, text2.red, ...")
]
WitnessJson = str | list[Any] | dict[str, Any]
InstanceText = Annotated[
    str | dict[str, Any],
    Field(description="an instance: JSON, or the text of any format that the problem is read from, as DIMACS"),
]
Format = Annotated[str, Field(description="the format of the instance, as `cnf` or `graph6`; empty: chosen by the text")]
Given = Annotated[dict[str, Any], Field(description='fields that the instance does not carry, as {"k": 3}')]
Within = Annotated[dict[str, int], Field(description='bounds of measures, as {"n": 3, "m": 2}')]
Seconds = Annotated[float | None, Field(gt=0, description="a time limit for this call; none above the server's holds")]
Effort = Annotated[Literal["quick", "standard", "deep"], Field(description="how much work is done")]
Method = Annotated[
    Literal["auto", "search", "sat", "dp", "cp-sat", "mip"],
    Field(description="how it is solved; the last three for some problems only"),
]

_WORD = re.compile(r"[^\W_][\w.:+ ()'-]*")
_LONGEST = 30_000
"""The most characters of a field that is given beside the instance: it is a word of a command, in which each may take 4 bytes."""

_INSTANCE, _WITNESS, _PICTURE = "instance", "witness.json", "picture.svg"


def problems() -> VerbCall:
    """List the problems, with their titles, aliases and restrictions."""
    return VerbCall(("problems",))


def reductions() -> VerbCall:
    """List the reductions, with the evidence that is saved for them."""
    return VerbCall(("reductions",))


def show(name: Name, texts: Texts = []) -> VerbCall:  # noqa: B006
    """Show a problem or reduction: its text, measures or bounds, citations and evidence."""
    return _call("show", [name], texts)


def path(source: ProblemWord, target: ProblemWord, all: bool = False, texts: Texts = []) -> VerbCall:  # noqa: B006
    """Find chains of reductions from one problem to another: the shortest, or all that visit no problem twice."""
    return _call("path", [source, target], texts, ["--all"] if all else [])


def neighbours(problem: ProblemWord, texts: Texts = []) -> VerbCall:  # noqa: B006
    """List the reductions from and to a problem, with the bounds of the image and the saved evidence."""
    return _call("neighbours", [problem], texts)


def example(problem: ProblemWord, texts: Texts = [], seconds: Seconds = None) -> VerbCall:  # noqa: B006
    """Show the smallest interesting instances of a problem: one with a witness, and one without."""
    return _call("example", [problem], texts, seconds=seconds)


def bounds(
    name: Name,
    target: ProblemWord = "",
    at: Within = {},  # noqa: B006
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Bound sizes and times for all instances, from the text alone: of a problem, a reduction, or a chain to `target`."""
    return _call("bounds", [name, *([target] if target else [])], texts, _measures("--at", at), seconds=seconds)


def check(text: str, texts: Texts = []) -> VerbCall:  # noqa: B006
    """Read and type a `.red` text; a mistake comes back with its place and a likely fix."""
    return _call("check", [], texts, [_MINE], {_MINE: text})


def audit(
    name: Annotated[str, Field(description="a reduction `A:B` or a problem; empty: what `text` declares")] = "",
    text: Annotated[str, Field(description="a `.red` text to audit; empty: the name is of the library")] = "",
    within: Within = {},  # noqa: B006
    effort: Effort = "quick",
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Gather evidence: all instances of a region, all witnesses of both sides; or show a smallest counterexample."""
    options = [*_measures("--within", within), f"--effort={effort}"]
    return _about("audit", name, text, texts, options, seconds)


def prove(
    name: Annotated[str, Field(description="a reduction `A:B`; empty: what `text` declares")] = "",
    text: Annotated[str, Field(description="a `.red` text; empty: the name is of the library")] = "",
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Search proofs of a reduction's correctness for all sizes, from its text alone."""
    return _about("prove", name, text, texts, [], seconds)


def consequences(problem: ProblemWord, texts: Texts = [], seconds: Seconds = None) -> VerbCall:  # noqa: B006
    """Say what is known of a problem, by which chain, and which lower bounds follow if assumptions hold."""
    return _call("consequences", [problem], texts, seconds=seconds)


def map_instance(
    source: ProblemWord,
    target: ProblemWord,
    instance: InstanceText,
    format: Format = "",
    given: Given = {},  # noqa: B006
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Map an instance along the shortest chain between two problems; the result has the chain and the image as JSON."""
    return _on("map", [source, target], instance, format, given, texts, [], seconds)


def lift(
    source: ProblemWord,
    target: ProblemWord,
    instance: InstanceText,
    witness: Annotated[WitnessJson, Field(description="a witness of the image, as JSON with the image's labels")],
    format: Format = "",
    given: Given = {},  # noqa: B006
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Bring a witness of the image of an instance back to the source, checking it at every stage."""
    return _on("lift", [source, target], instance, format, given, texts, [], seconds, {_WITNESS: _text(witness)})


def solve(
    problem: ProblemWord,
    instance: InstanceText,
    format: Format = "",
    given: Given = {},  # noqa: B006
    via: Annotated[str, Field(description="solve at the far end of the chain to this problem; empty: here")] = "",
    method: Method = "auto",
    optimum: Annotated[bool, Field(description="find the best number, if the problem minimises or maximises one")] = False,
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Solve an instance: `yes` with a witness that the problem's own verifier accepts, `no`, or `unknown`."""
    options = [*_via(via), f"--with={method}", *(["--optimum"] if optimum else [])]
    return _on("solve", [problem], instance, format, given, texts, options, seconds)


def why(
    problem: ProblemWord,
    instance: InstanceText,
    format: Format = "",
    given: Given = {},  # noqa: B006
    via: Annotated[str, Field(description="begin with a core at the far end of the chain to this problem")] = "",
    optimum: Annotated[bool, Field(description="say why no number is better than the best one")] = False,
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Solve an instance, and if it has no witness, show a few of its parts that have none by themselves, checked."""
    options = ["--why", *_via(via), *(["--optimum"] if optimum else [])]
    return _on("solve", [problem], instance, format, given, texts, options, seconds)


def verify(
    problem: ProblemWord,
    instance: InstanceText,
    witness: Annotated[WitnessJson, Field(description="what may be a witness, as JSON with the instance's labels")],
    format: Format = "",
    given: Given = {},  # noqa: B006
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Say whether a witness is one of an instance, and if it is not, which part of the verifier fails and why."""
    return _on("verify", [problem], instance, format, given, texts, [], seconds, {_WITNESS: _text(witness)})


def draw(
    source: ProblemWord,
    target: ProblemWord = "",
    instance: Annotated[str | dict[str, Any], Field(description="an instance; empty: the chain itself is drawn")] = "",
    format: Format = "",
    given: Given = {},  # noqa: B006
    witness: Annotated[bool, Field(description="mark a witness, if there is one")] = False,
    texts: Texts = [],  # noqa: B006
    seconds: Seconds = None,
) -> VerbCall:
    """Draw an instance, an instance beside its image under the shortest chain's only reduction, or a chain; the result is SVG."""
    words = [source, *([target] if target else [])]
    options = [f"--out={_PICTURE}", *(["--solve"] if witness else [])]
    if not instance:
        return _call("draw", words, texts, options, made=_PICTURE, seconds=seconds)
    name, more = _of_instance(instance, format, given)
    return _call("draw", words, texts, [*options, f"--instance={name}", *more], {name: _text(instance)}, _PICTURE, seconds)


TOOLS: Mapping[str, Callable[..., VerbCall]] = {
    tool.__name__: tool
    for tool in (
        problems, reductions, show, path, bounds, check, audit, prove, consequences, map_instance, lift, solve, why, verify, draw,
        neighbours, example,
    )
}  # fmt: skip
"""The tools, by name."""

_MINE = "text.red"


def word(text: str) -> str:
    """Return a name, which is no option and no file.  Raises InputError.

    >>> word("3sat:is")
    '3sat:is'
    >>> word("../secret.red")
    Traceback (most recent call last):
    certify.errors.InputError: `../secret.red` is no name of a problem or reduction; texts are given as texts, not as files
    """
    if not _WORD.fullmatch(text) or text.endswith((".red", ".cert")):
        raise InputError(f"`{text}` is no name of a problem or reduction; texts are given as texts, not as files")
    return text


def _call(
    verb: str,
    names: Sequence[str],
    texts: Sequence[str],
    options: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
    made: str = "",
    seconds: float | None = None,
) -> VerbCall:
    """Return the call of a verb.  `names` come from the caller; `options` are ours."""
    own = {f"text{number}.red": text for number, text in enumerate(texts, 1)}
    used = [f"--use={file}" for file in own]
    return VerbCall((verb, *map(word, names), *options, *used), own | dict(files or {}), made, seconds)


def _about(verb: str, name: str, text: str, texts: Sequence[str], options: Sequence[str], seconds: float | None) -> VerbCall:
    """Return the call of a verb about a name, or about what a text declares."""
    if not (name or text):
        raise InputError("give `name`, `text`, or both")
    if text and name:
        return _call(verb, [name], [*texts, text], options, seconds=seconds)
    words, files = ([_MINE], {_MINE: text}) if text else ([], {})
    return _call(verb, [name] if name else [], texts, [*words, *options], files, seconds=seconds)


def _on(
    verb: str,
    names: Sequence[str],
    instance: str | dict[str, Any],
    format: str,
    given: Mapping[str, Any],
    texts: Sequence[str],
    options: Sequence[str],
    seconds: float | None,
    files: Mapping[str, str] | None = None,
) -> VerbCall:
    """Return the call of a verb on an instance; the further files are its last arguments."""
    name, more = _of_instance(instance, format, given)
    more_files = dict(files or {})
    return _call(verb, names, texts, [name, *more_files, *more, *options], {name: _text(instance)} | more_files, seconds=seconds)


def _of_instance(instance: str | dict[str, Any], format: str, given: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the name of the file for an instance, and the options that say how it is read."""
    if not _text(instance).strip():
        raise InputError("`instance` is empty; expected the text of an instance")
    options = [f"--format={word(format)}"] if format else []
    texts = {field: _text(value) for field, value in given.items()}
    for field, value in texts.items():
        if "\0" in field + value or len(value) > _LONGEST:
            raise InputError(f"`given`: the value of {field!r} has a null character, or more than {_LONGEST} characters")
    return _INSTANCE, [*options, *(f"--set={field}={value}" for field, value in texts.items())]


def _text(value: Any) -> str:
    """Return a text as it is, and any other JSON value as its text."""
    return value if isinstance(value, str) else json.dumps(value)


def _via(via: str) -> list[str]:
    return [f"--via={word(via)}"] if via else []


def _measures(option: str, values: Mapping[str, int]) -> list[str]:
    return [f"{option}={','.join(f'{word(name)}={value}' for name, value in values.items())}"] if values else []
