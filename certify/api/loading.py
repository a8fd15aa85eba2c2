"""Problems, reductions and chains by name, or from files."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import overload

from certify.api.arguments import Via, stops
from certify.api.chains import LoadedChain, LoadedReduction
from certify.api.problems import LoadedProblem
from certify.chains import Chain
from certify.graph.route_choice import chain_of, chain_through, smallest_chain
from certify.library import Library, Unknown, read_source, standard
from certify.library.hiding import hidings


class HidingWarning(UserWarning):
    """The warning that a file hides names of the library."""


def problem(name: str | Path, *, library: Library | None = None, strict: bool = False) -> LoadedProblem:
    """Return a problem, by its name or an alias in any case, or from a `.red` file that declares one.

    - `name`: the name, or the file.
    - `library`: the library to load from; None: the shipped one.
    - `strict`: raise a `Mistake` if the file hides names of the library, instead of warning (`HidingWarning`).

    Raises `Unknown`, `Mistake` or `CannotRead`.

    >>> problem("3-SAT"), problem("vc")
    (<problem ThreeSAT>, <problem VertexCover>)
    """
    found = _named(name, library, strict, ("problem", "restriction"))
    if isinstance(found, LoadedProblem):
        return found
    raise Unknown(f"{name} is a reduction; `certify.reduction` loads it")


def reduction(
    name: str | Path, target: str | None = None, *, library: Library | None = None, strict: bool = False
) -> LoadedReduction:
    """Return a reduction: `reduction("3sat", "is")`, `reduction("3sat:is")`, or from a `.red` file that declares one.

    The parameters and the errors are those of `problem`; `Unknown` too if there is no reduction from the one to the other.

    >>> reduction("3sat", "is") == reduction("ThreeSAT:IndependentSet")
    True
    """
    found = _named(name if target is None else f"{name}:{target}", library, strict, ("reduction",))
    if isinstance(found, LoadedReduction):
        return found
    raise Unknown(f"{name} is a problem; name a reduction SOURCE:TARGET, or give its target too")


def chain(
    source: str,
    target: str,
    *,
    via: Via = None,
    smallest: bool = False,
    library: Library | None = None,
) -> LoadedChain:
    """Return a chain of reductions from one problem to another.

    - `source`, `target`: the problems, by any of their names.
    - `via`: a problem, or problems in order, that the chain visits on the way.
    - `smallest`: whether to take the chain with the least bounds, as instances grow, and not the shortest; without `via` only.
    - `library`: the library to load from; None: the shipped one.

    Raises `Unknown` and `NoRoute`.

    >>> chain("3sat", "dnnt")
    <chain ThreeSAT -> OneNeuronDNNT -> UniformDNNT -> TwoLayerDNNT -> DNNT>
    >>> chain("3sat", "vc", via="clique")
    <chain ThreeSAT -> IndependentSet -> Clique -> VertexCover>
    """
    library = library or standard()
    visited = stops(via)
    if smallest and visited:
        raise Unknown("a chain is chosen by `via` or by `smallest`, and not by both")
    source, target = _name(source), _name(target)
    if smallest:
        return _as_loaded(library, smallest_chain(library, source, target).chain)
    return _as_loaded(library, chain_through(library, [source, *visited, target]))


def _as_loaded(library: Library, found: Chain) -> LoadedChain:
    return (LoadedReduction if len(found.reductions) == 1 else LoadedChain)(library, found)


@overload
def load(
    name: str | Path, target: None = None, *, library: Library | None = None, strict: bool = False
) -> LoadedProblem | LoadedReduction: ...


@overload
def load(name: str | Path, target: str, *, library: Library | None = None, strict: bool = False) -> LoadedChain: ...


def load(
    name: str | Path, target: str | None = None, *, library: Library | None = None, strict: bool = False
) -> LoadedProblem | LoadedChain:
    """Load whatever a name means: a problem, a reduction or, with a target, a chain.

    Where the kind is known, `problem`, `reduction` and `chain` say so, also to a type checker.

    - `name`: a problem (`"3sat"`), a reduction (`"ThreeSAT:IndependentSet"`), or a `.red` file with one problem or one reduction.
    - `target`: with it, the result is the shortest chain from `name` to this problem.
    - `library`: the library to load from; None: the shipped one.
    - `strict`: raise a `Mistake` if a file hides names of the library, instead of warning (`HidingWarning`).

    Raises `Unknown`, `NoRoute`, `Mistake`, `OSError`.

    >>> load("3sat"), load("3sat:is"), load("3sat", "is")
    (<problem ThreeSAT>, <reduction ThreeSAT:IndependentSet>, <reduction ThreeSAT:IndependentSet>)
    """
    if target is not None:
        return chain(str(name), target, library=library)
    return _named(name, library, strict, ("reduction", "problem", "restriction"))


def _named(name: str | Path, library: Library | None, strict: bool, kinds: tuple[str, ...]) -> LoadedProblem | LoadedReduction:
    """Return what a name means; of a file, its only declaration of the first of `kinds` that it has."""
    library = library or standard()
    word = _name(name)
    if word.endswith(".red"):
        library, word = _declared(word, library, strict, kinds)
    if ":" in word:
        found = library.reduction(library.find_reduction(word))
        return LoadedReduction(library, chain_of(library, found.source.name, [found.name]))
    return LoadedProblem(library, library.problem(library.find_problem(word)))


def _name(name: str | Path) -> str:
    """Return a name or a path as text.  Raises `Unknown` for anything else."""
    if not isinstance(name, str | Path):
        raise Unknown(f"found {name!r} of type {type(name).__name__}, expected the name of a problem or reduction, or a file")
    return str(name)


def _declared(path: str, library: Library, strict: bool, kinds: tuple[str, ...]) -> tuple[Library, str]:
    layered = library.with_texts([read_source(path)])
    (text,) = layered.texts
    _ = text.declarations  # a mistake in the file is reported first
    for hiding in hidings(layered):
        if strict:
            raise hiding.mistake
        warnings.warn(hiding.told, HidingWarning, stacklevel=4)
    identities = {n for k, n in text.declares if k == "restriction"}
    problems = [n for k, n in text.declares if k == "problem"] if "problem" in kinds else []
    reductions = [n for k, n in text.declares if k == "reduction" and n not in identities] if "reduction" in kinds else []
    for names in (reductions, problems):
        if len(names) == 1:
            return layered, names[0]
        if names:
            break
    found = ", ".join(n for k, n in text.declares if k in ("problem", "reduction") and n not in identities)
    raise Unknown(
        f"{path} declares {found or 'no problem or reduction'}: name one, with a library made by "
        "`certify.library.standard().with_texts(...)`"
    )
