"""The subjects of a verb: words of the command line as problems, reductions and chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from certify.console import Usage
from certify.library import Library, Unknown
from certify.verbs.options import is_file
from certify.wording import did_you_mean

if TYPE_CHECKING:
    from certify.core import Problem

Subject = str | tuple[str, ...]
"""The name of a problem or reduction, or the names of the reductions of a chain."""


def name_of(subject: Subject) -> str:
    """Return a subject in words.

    >>> name_of("Clique:IndependentSet"), name_of(("SAT:ThreeSAT", "ThreeSAT:Clique"))
    ('Clique:IndependentSet', 'SAT -> ThreeSAT -> Clique')
    """
    if isinstance(subject, str):
        return subject
    return " -> ".join([subject[0].partition(":")[0], *(name.partition(":")[2] for name in subject)])


def subjects(library: Library, words: Sequence[str], kinds: Sequence[tuple[str, ...]]) -> list[Subject]:
    """Return the subjects that the words name: problems, reductions, declarations of files, or the shortest chain between
    problems.

    A file beside names is read but is no subject itself.  A file alone stands for its declarations of the first group of `kinds`
    of which it has any.  Raises `Unknown`, `NoRoute`, `Mistake`, or `Usage` if nothing is named.

    >>> from certify.library import standard
    >>> subjects(standard(), ["3sat", "vertexcover"], [("problem",)])
    [('ThreeSAT:IndependentSet', 'IndependentSet:VertexCover')]
    """
    from certify.graph.routes import chain_names

    plain = [w for w in words if not is_file(w)]
    if len(words) == len(plain) == 2 and not any(":" in w for w in plain):
        start, end = (library.find_problem(w) for w in plain)
        route = chain_names(library, start, end)
        return [tuple(route) if len(route) > 1 else route[0] if route else start]
    if plain:
        return [library.find_reduction(w) if ":" in w else library.find_problem(w) for w in plain]
    found: list[Subject] = [name for word in words for name in _declared(library, word, kinds)]
    if not found:
        raise Usage("name a problem, a reduction SOURCE:TARGET, a file, two problems, or --all")
    return found


def _declared(library: Library, file: str, kinds: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the names of a file's declarations of the first group of `kinds` of which it has any.  Raises `Unknown` if it has
    none.
    """
    text = next(t for t in library.layers[0] if Path(t.source.name) == Path(file))
    _ = text.declarations  # raises the mistakes of the text
    for wanted in kinds:
        declared = [name for kind, name in text.declares if kind in wanted]
        if declared:
            return declared
    raise Unknown(f"{file} declares no problem and no reduction")


def check_measures(names: Iterable[str], problem: Problem) -> None:
    """Raise `Usage` if a name is not a measure of the problem."""
    known = [n for n, _ in problem.measures]
    for name in names:
        if name not in known:
            near = did_you_mean(name, known)
            raise Usage(f"`{name}` is no measure of {problem.name}: {near or 'its measures are ' + ', '.join(known)}")
