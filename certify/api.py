"""The Python interface of certify: load a problem, a reduction or a chain, and audit, map, lift, solve or draw it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.errors import InputError
from certify.library import Library, Unknown, read_source, standard
from certify.library.hiding import hidings

if TYPE_CHECKING:
    from certify.bounds.results import Bound, ProblemBounds
    from certify.chains import Chain, Stages
    from certify.core import Problem, Reduction
    from certify.evidence import Evidence
    from certify.graph.solving import Solution
    from certify.mutation.mutants import Mutant
    from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class LoadedProblem:
    """A loaded problem, which reads instances and can be solved, audited and bounded.

    >>> sat = load("3sat")
    >>> sat.problem.name
    'ThreeSAT'
    >>> x = sat.instance({"variables": ["p"], "clauses": [[{"positive": "p"}]]})
    >>> sat.solve(x).answer
    'yes'
    """

    library: Library
    problem: Problem

    def instance(self, data: Any) -> Instance:
        """Return the instance that JSON data describes.  Raises `BadInput`."""
        from certify.formats import from_json

        return from_json(self.problem, data)

    def read(self, path: str | Path, format: str | None = None, given: Mapping[str, str] | None = None) -> Instance:
        """Read an instance from a file in JSON, DIMACS or graph6, as the problem's type allows.

        - `path`: the file.
        - `format`: the name of the format; None: chosen by the file.
        - `given`: the values, as text, of fields that the file does not contain.

        Raises `BadInput`.
        """
        from certify.formats import read_instance

        return read_instance(self.problem, Path(path), format, dict(given or {}))

    def solve(
        self,
        instance: Instance,
        *,
        via: str | None = None,
        seconds: float | None = None,
        by: str = "search",
        anyway: bool = False,
    ) -> Solution:
        """Look for a witness, and return the answer with its witness, effort and evidence.

        - `instance`: an instance of this problem.
        - `via`: the problem at whose instances the search takes place, after the shortest chain to it; None: this problem.
        - `seconds`: the time limit.
        - `by`: the method: `search`, `sat`, or a special solver (`dp`, `cp-sat`, `mip`).
        - `anyway`: use the chain even if one of its reductions is refuted.

        The `evidence` of the answer is the weakest evidence of the chain.  Raises `RefutedChain` for a chain with a refuted
        reduction, and `Invalid` for an instance of another problem.
        """
        from certify.chains import Chain
        from certify.graph.solving import solve

        chain = chain_between(self.library, self.problem.name, via) if via else Chain(self.problem)
        return solve(chain, instance, seconds=seconds, by=by, anyway=anyway)

    def audit(
        self, within: Mapping[str, int] | None = None, *, seconds: float | None = None, effort: str = "standard"
    ) -> Evidence:
        """Check that the problem is well defined on every instance of a region, and return the evidence.

        - `within`: bounds of the problem's measures.
        - `seconds`: a stop; what it stopped says so.
        - `effort`: how much work is done: `quick`, `standard` or `deep`.
        """
        from certify.audit.problem_audit import audit_problem

        return audit_problem(self.problem, within, seconds=seconds, effort=effort)

    def bounds(self) -> ProblemBounds:
        """Return bounds of lengths and times in the problem's measures, derived from its text.  Raises `Uncovered`.

        >>> load("vc").bounds().in_np
        True
        """
        from certify.bounds.derived_bounds import problem_bounds

        return problem_bounds(self.problem)


@dataclass(frozen=True)
class LoadedChain:
    """A loaded reduction, or a chain of reductions.

    >>> r = load("ThreeSAT:IndependentSet")
    >>> x = load("ThreeSAT").instance({"variables": ["p"], "clauses": [[{"positive": "p"}, {"negative": "p"}]]})
    >>> stages = r.map(x)
    >>> stages.instances[-1].names["G.vertices"]
    ('node(0, 0)', 'node(0, 1)')
    >>> evidence = r.audit({"n": 1, "m": 1})
    >>> evidence.finding("backward").verdict
    'proved'
    """

    library: Library
    chain: Chain

    @property
    def reduction(self) -> Reduction:
        """The only reduction of the chain.  Raises `InputError` for a chain of several."""
        if len(self.chain.reductions) != 1:
            raise InputError(f"{self.chain.name} is a chain of {len(self.chain.reductions)} reductions")
        return self.chain.reductions[0]

    def audit(
        self, within: Mapping[str, int] | None = None, *, seconds: float | None = None, effort: str = "standard"
    ) -> Evidence:
        """Gather evidence for the reduction, or for the chain as a whole, on a region of source instances.

        - `within`: bounds of the source's measures.
        - `seconds`: a stop; what it stopped says so.
        - `effort`: how much work is done: `quick`, `standard` or `deep`.
        """
        from certify.audit.reduction_audit import audit_chain

        return audit_chain(self.chain, within, seconds=seconds, effort=effort, mutants=mutants_of(self.library, self.chain))

    def map(self, instance: Instance) -> Stages:
        """Return the images of an instance along the chain.  Raises `Invalid` or `Miscarried`."""
        from certify.graph.solving import mapped

        return mapped(self.chain, instance)

    def lift(self, stages: Stages, witness: Any) -> Any:
        """Lift a witness of the last image back to the source, and verify it at every stage.

        Raises `Invalid` if it is not a witness of the image, and `Miscarried` if the chain fails on it.
        """
        return self.chain.lift(stages, witness)[0]

    def bounds(self) -> dict[str, Bound]:
        """Return bounds of each measure of the target in the measures of the source, derived from the texts.  Raises `Uncovered`.

        >>> load("3sat", "vc").bounds()["n"].best
        3*m + 2
        """
        from certify.bounds.composing import compose
        from certify.bounds.derived_bounds import reduction_bounds

        return compose([reduction_bounds(r) for r in self.chain.reductions])


def chain_between(library: Library, source: str, target: str) -> Chain:
    """Return the chain of a shortest route between two problems, given by any of their names.  Raises `Unknown` or `NoRoute`."""
    from certify.graph.routes import chain_names

    start, end = library.find_problem(source), library.find_problem(target)
    return chain_of(library, start, chain_names(library, start, end))


def chain_of(library: Library, start: str, route: list[str]) -> Chain:
    """Return the chain of the named reductions, starting at the problem `start`."""
    from certify.chains import Chain

    return Chain(library.problem(start), tuple(library.reduction(name) for name in route))


class HidingWarning(UserWarning):
    """The warning that a file hides names of the library."""


def load(
    name: str | Path, target: str | None = None, *, library: Library | None = None, strict: bool = False
) -> LoadedProblem | LoadedChain:
    """Load a problem or a chain of reductions by name.

    - `name`: a problem (`"3sat"`), a reduction (`"ThreeSAT:IndependentSet"`), or a `.red` file with one problem or one reduction.
    - `target`: with it, the result is the shortest chain from `name` to this problem.
    - `library`: the library to load from; None: the shipped one.
    - `strict`: raise a `Mistake` if a file hides names of the library, instead of warning (`HidingWarning`).

    Raises `Unknown`, `NoRoute`, `Mistake`, `OSError`.

    >>> load("3sat", "dnnt").chain.name
    'ThreeSAT -> OneNeuronDNNT -> UniformDNNT -> TwoLayerDNNT -> DNNT'
    """
    library = library or standard()
    word = str(name)
    if target is not None:
        return LoadedChain(library, chain_between(library, word, target))
    if word.endswith(".red"):
        return _load_file(word, library, strict)
    if ":" in word:
        reduction = library.reduction(library.find_reduction(word))
        return LoadedChain(library, chain_of(library, reduction.source.name, [reduction.name]))
    return LoadedProblem(library, library.problem(library.find_problem(word)))


def _load_file(path: str, library: Library, strict: bool) -> LoadedProblem | LoadedChain:
    layered = library.with_texts([read_source(path)])
    (text,) = layered.texts
    _ = text.declarations  # a mistake in the file is reported first
    for hiding in hidings(layered):
        if strict:
            raise hiding.mistake
        warnings.warn(hiding.told, HidingWarning, stacklevel=3)
    problems = [n for k, n in text.declares if k == "problem"]
    identities = {n for k, n in text.declares if k == "restriction"}
    reductions = [n for k, n in text.declares if k == "reduction" and n not in identities]
    if len(reductions) == 1:
        return load(reductions[0], library=layered)
    if not reductions and len(problems) == 1:
        return load(problems[0], library=layered)
    found = ", ".join(reductions + problems) or "no problem or reduction"
    raise Unknown(f"{path} declares {found}: name one, with a library made by `certify.library.standard().with_texts(...)`")


def mutants_of(library: Library, chain: Chain) -> Callable[[], Sequence[Mutant]] | None:
    """Return a function that makes the mutants by which the evidence for a chain of one reduction is judged; None for others."""
    from certify.audit.reduction_audit import MUTANTS
    from certify.mutation.mutants import mutants

    if len(chain.reductions) != 1:
        return None
    return lambda: mutants(library, chain.reductions[0].name, MUTANTS)
